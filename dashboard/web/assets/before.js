// Stands in the document, before its words. The introduction is shown once; without storage it is not shown
// at all, rather than every time.
try {
  if (!localStorage.getItem("undesirable-register-introduced")) document.documentElement.dataset.introduction = "new";
  localStorage.setItem("undesirable-register-introduced", "1");
} catch {}
