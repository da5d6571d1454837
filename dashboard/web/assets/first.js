// Streamlit's document is empty until its scripts have run. What the page is about stands there from the
// beginning, and goes once the page itself is there, to its foot.
(() => {
  const remove = () => document.getElementById("first")?.remove();
  const watch = new MutationObserver(() => {
    if (!document.querySelector('.ur-footer, [role="dialog"], .stException')) return;
    watch.disconnect();
    remove();
  });
  watch.observe(document.documentElement, { childList: true, subtree: true });
  // Whatever it is that takes so long: the reader shall see it.
  setTimeout(remove, 10000);
})();
