// The search: one field in the masthead of every page, a combobox as the ARIA practices have it. The
// element itself moves into each new masthead, so that nothing typed is lost while the page is made anew.
// What is typed goes into the body of a request, and never into an address or onto the disk.
(() => {
  if (window.undesirableSearch) return;
  window.undesirableSearch = true;
  const register = () => window.undesirableRegister; // `page.js`, which may come later

  let focused = false; // whether the field had the focus before a browser took it with the old masthead
  let form = null;
  let suggestions = [];
  let about = ""; // the text that the suggestions are for
  let asking = null;
  let waiting = 0;
  let handed = ""; // what the page of the check is to be given
  const fieldOf = (each) => each.querySelector("input");
  const listOf = (each) => each.querySelector("ul");
  const adopt = () => {
    const forms = document.querySelectorAll("form.ur-search");
    const newest = forms[forms.length - 1];
    form ??= forms[0];
    // Until Streamlit's page is complete the words stand in `#first`, and so does the field.
    if (!newest || newest === form || document.getElementById("first")) return;
    const field = fieldOf(form);
    for (const [from, to] of [[newest, form], [fieldOf(newest), field], [listOf(newest), listOf(form)]])
      for (const { name, value } of from.attributes)
        if (!["aria-expanded", "hidden", "value"].includes(name)) to.setAttribute(name, value);
    // `page.js` may have put the focus on the new field already.
    const lost = focused && document.activeElement === document.body;
    const focus = lost || [field, fieldOf(newest)].includes(document.activeElement);
    const { selectionStart, selectionEnd } = field;
    newest.replaceWith(form);
    if (focus) {
      field.focus({ preventScroll: true });
      field.setSelectionRange(selectionStart, selectionEnd);
    }
  };
  const options = () => [...listOf(form).children];
  const active = () => options().find((each) => each.getAttribute("aria-selected") === "true");
  const activate = (option) => {
    for (const each of options()) each.setAttribute("aria-selected", each === option);
    if (option) {
      fieldOf(form).setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    } else fieldOf(form).removeAttribute("aria-activedescendant");
  };
  const unfold = (open) => {
    listOf(form).hidden = !open;
    fieldOf(form).setAttribute("aria-expanded", open);
    if (!open) activate(null);
  };
  const piece = (tag, text, kind) => {
    const made = document.createElement(tag);
    made.textContent = text;
    if (kind) made.className = kind;
    return made;
  };
  const optionOf = (parts, place, href) => {
    const made = document.createElement("li");
    made.id = `ur-suggestion-${place}`;
    made.setAttribute("role", "option");
    made.setAttribute("aria-selected", "false");
    if (href) made.dataset.href = href;
    made.append(...parts);
    return made;
  };
  const suggest = (said) => {
    const typed = fieldOf(form).value.trim();
    const found = suggestions.map((each, place) => {
      const name = piece("b", each.name);
      name.translate = false;
      const rest = [each.other_name, each.country_name].filter(Boolean).join(" · ");
      return optionOf(
        [name, piece("span", each.standing, `ur-standing ur-${each.status}`), piece("span", rest, "ur-muted")],
        place,
        each.href,
      );
    });
    // The last one is always there: a suggestion is no answer to "is it listed?".
    const last = [piece("span", form.dataset.checkLabel.replace("{name}", () => typed.slice(0, 60)))];
    listOf(form).replaceChildren(...found, optionOf(last, suggestions.length, ""));
    unfold(true);
    if (said) register()?.say(said);
  };
  const ask = async () => {
    const text = fieldOf(form).value.trim();
    asking?.abort();
    if (text.length < 2 || text.length > 200) {
      suggestions = [];
      about = text;
      return text.length > 200 ? suggest("") : unfold(false);
    }
    const mine = (asking = new AbortController());
    try {
      const answer = await fetch(form.dataset.ask, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ text }),
        signal: mine.signal,
        cache: "no-store",
      });
      const found = answer.ok ? await answer.json() : null;
      if (mine !== asking) return;
      suggestions = found?.suggestions ?? [];
      about = text;
      if (document.activeElement === fieldOf(form)) suggest(found ? found.said : form.dataset.failed);
    } catch {
      if (mine !== asking) return;
      suggestions = [];
      about = text;
      suggest(form.dataset.failed);
    }
  };
  const leaveSearch = () => {
    asking?.abort();
    clearTimeout(waiting);
    suggestions = [];
    about = "";
    fieldOf(form).value = "";
    unfold(false);
  };
  const choose = (href) => {
    const link = new URL(href, location.href);
    const language = new URLSearchParams(location.search).get("lang");
    if (language) link.searchParams.set("lang", language);
    leaveSearch();
    register().go(link.href);
  };
  // A list, a text or a link is for the check; so is a name that does not lead to one organization.
  const handOver = (text) => {
    handed = text;
    const { check } = form.dataset;
    leaveSearch();
    if (!document.querySelector(".st-key-check-name")) register().go(check);
    deliver();
  };
  // A suggestion may be one name of several that were typed, which are all to be checked.
  const means = (each, text) =>
    [each.name, each.other_name, each.matched_name].some((name) => name.toLowerCase() === text.toLowerCase());
  const submit = async () => {
    const text = fieldOf(form).value.trim();
    if (!text) return;
    const option = active();
    if (option) return option.dataset.href ? choose(option.dataset.href) : handOver(text);
    clearTimeout(waiting);
    // A slow answer is not waited for: the check says as much, and more.
    if (about !== text) await Promise.race([ask(), new Promise((done) => setTimeout(done, 1500))]);
    const meant = suggestions.filter((each) => means(each, text) || (suggestions.length === 1 && !/\s/.test(text)));
    const link = /:\/\/|^www\.|^\S+\.\S+\/\S/i.test(text);
    return meant.length === 1 && !link && about === text ? choose(meant[0].href) : handOver(text);
  };
  const fill = (field, text) => {
    // React listens to the setter of the element, not of this field.
    Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), "value").set.call(field, text);
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.dispatchEvent(new FocusEvent("focusout", { bubbles: true }));
  };
  const deliver = () => {
    if (!handed) return;
    const lines = handed.split("\n").filter((each) => each.trim());
    // A line of sentences is a text; a line of a spreadsheet may be as long.
    const sentences = /\p{Ll}{4}[.!?…]["»”)]*\s+[«“"(]?\p{Lu}/u;
    const prose = lines.some((each) => each.length > 80 && !each.includes("\t") && sentences.test(each));
    const list = lines.length > 1 && lines.every((each) => each.length < 200);
    const kind = prose ? 2 : list ? 1 : handed.length > 300 ? 2 : 0;
    const field = document.querySelector(
      [".st-key-check-name input", ".st-key-check-names textarea", ".st-key-check-text textarea"][kind],
    );
    if (!field) return;
    const text = handed;
    handed = "";
    if (kind) document.querySelectorAll('.st-key-check-tabs [role="tab"]')[kind]?.click();
    // The field is there before it listens.
    setTimeout(() => {
      field.focus();
      fill(field, text);
    }, 150);
  };
  document.addEventListener("input", ({ target }) => {
    if (!form || target !== fieldOf(form)) return;
    clearTimeout(waiting);
    waiting = setTimeout(ask, 140);
  });
  document.addEventListener("paste", (event) => {
    if (!form || event.target !== fieldOf(form)) return;
    const text = event.clipboardData?.getData("text") ?? "";
    if (text.trim().split("\n").filter((line) => line.trim()).length < 2) return;
    event.preventDefault();
    handOver(text.trim());
  });
  document.addEventListener("submit", (event) => {
    if (!form || event.target !== form) return;
    event.preventDefault();
    submit();
  });
  document.addEventListener("pointerdown", (event) => {
    // The focus stays in the field while an option is clicked.
    if (form && listOf(form).contains(event.target)) event.preventDefault();
  });
  document.addEventListener("click", ({ target }) => {
    const option = form && target.closest("#ur-suggestions li");
    if (option) option.dataset.href ? choose(option.dataset.href) : handOver(fieldOf(form).value.trim());
    else if (form && !form.contains(target)) unfold(false);
  });
  document.addEventListener("focusin", ({ target }) => {
    if (form && !form.contains(target) && target !== document.body) unfold(false);
  });
  document.addEventListener("keydown", (event) => {
    if (!form || event.target !== fieldOf(form) || event.isComposing) return;
    const { key } = event;
    if (key === "ArrowDown" || key === "ArrowUp") {
      event.preventDefault();
      if (listOf(form).hidden) {
        if (options().length && fieldOf(form).value.trim()) unfold(true);
        return;
      }
      const all = [null, ...options()]; // the field itself is one place of the ring
      const step = key === "ArrowDown" ? 1 : all.length - 1;
      activate(all[(all.indexOf(active() ?? null) + step) % all.length]);
    } else if (key === "Escape") {
      event.preventDefault();
      if (!listOf(form).hidden) unfold(false);
      else fieldOf(form).value = "";
    } else if (key === "Tab") unfold(false);
  });
  document.addEventListener("keydown", (event) => {
    if (!form || event.altKey || event.defaultPrevented) return;
    const command = (event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === "k";
    const slash = event.key === "/" && !event.ctrlKey && !event.metaKey;
    if (!command && !(slash && !event.target.closest("input, textarea, select, [contenteditable]"))) return;
    event.preventDefault();
    fieldOf(form).focus();
    fieldOf(form).select();
  });

  document.addEventListener("focusin", ({ target }) => (focused = Boolean(form) && target === fieldOf(form)));
  document.addEventListener("pointerdown", ({ target }) => (focused &&= form.contains(target)));
  new MutationObserver(() => {
    adopt();
    deliver();
  }).observe(document.body, { childList: true, subtree: true });
  adopt();
})();
