// The document holds the page before Streamlit has run. Once Streamlit's page is complete, to its foot, it
// takes the place of the words: at the same place of the page, with what the reader typed and has the focus on.
(() => {
  // Where Streamlit's server is: it would ask two folders of the address first, and connect once both have answered.
  // Its list of sites that may steer a page comes a moment later; until then it is one that does not exist.
  window.__streamlit ??= {
    BACKEND_BASE_URL: new URL("..", document.currentScript.src).href,
    HOST_CONFIG: { allowedOrigins: ["https://none.invalid"], useExternalAuthToken: false },
  };

  const first = document.getElementById("first");
  const root = document.getElementById("root");
  if (!first || !root) return;

  const SETTLED = 60; // milliseconds without a new part of a page whose run is not known to have ended
  const FIELDS = "input:not([type=hidden]), select, textarea";
  let touched = false; // whether a form holds what was not sent yet
  first.addEventListener("input", () => (touched = true));

  const wordsOf = (element) => element.textContent.trim();
  const same = (element) => {
    if (element.closest(".ur-search")) return root.querySelector(".ur-search input");
    if (element.closest(".ur-filter-form") && element.name)
      for (const each of root.querySelectorAll(`.ur-filter-form [name="${element.name}"]`))
        if (element.type === "checkbox" ? each.value === element.value : each.ariaLabel === element.ariaLabel) return each;
    if (element.name) return null;
    const href = element.getAttribute("href");
    for (const each of root.querySelectorAll(element.tagName))
      if (each.getAttribute("href") === href && wordsOf(each) === wordsOf(element)) return each;
    return null;
  };

  // React hears of a new value only by this way round its own property.
  const write = (field, value) => {
    const kind = field.tagName === "TEXTAREA" ? HTMLTextAreaElement : HTMLInputElement;
    Object.getOwnPropertyDescriptor(kind.prototype, "value").set.call(field, value);
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };

  const swap = () => {
    const active = first.contains(document.activeElement) ? document.activeElement : null;
    const twin = active && same(active);
    const range = active?.selectionStart != null ? [active.selectionStart, active.selectionEnd] : null;
    const typed = active?.value;
    const top = window.scrollY;
    const open = [...first.querySelectorAll("details[open] > summary")].map(wordsOf);
    for (const drawn of first.querySelectorAll(".ur-static[data-key]")) {
      const place = root.querySelector(`.ur-plot[data-key="${drawn.dataset.key}"]`);
      // The drawing stays until Plotly has drawn the same.
      if (!place || place.querySelector(".main-svg")) continue;
      // The place is one image to a screen reader: it may hold nothing that takes the focus.
      for (const link of drawn.querySelectorAll("a")) link.replaceWith(...link.childNodes);
      place.append(drawn);
    }
    first.remove();
    for (const summary of root.querySelectorAll(".ur details:not([open]) > summary"))
      if (open.includes(wordsOf(summary))) summary.parentElement.open = true;
    root.querySelector('[data-testid="stMain"]')?.scrollTo(0, top);
    if (!twin) return;
    twin.focus({ preventScroll: true });
    if (typed && twin.value !== typed) write(twin, typed);
    if (range) twin.setSelectionRange?.(...range);
  };

  // A form that is being filled in and has no twin is left alone until it is sent or left.
  const busy = () => {
    const active = document.activeElement;
    return touched && active?.matches(FIELDS) && first.contains(active) && !same(active);
  };

  let waiting;
  const ended = () => root.querySelector('[data-test-script-state="notRunning"]');
  const watch = new MutationObserver(() => {
    clearTimeout(waiting);
    if (root.querySelector(".ur-footer")) waiting = setTimeout(ready, ended() ? 0 : SETTLED);
  });
  const ready = () => {
    if (busy()) {
      first.addEventListener("focusout", () => setTimeout(ready, SETTLED), { once: true });
      return;
    }
    watch.disconnect();
    swap();
  };
  watch.observe(root, { childList: true, subtree: true, attributes: true, attributeFilter: ["data-test-script-state"] });
})();
