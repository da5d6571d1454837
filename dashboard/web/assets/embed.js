// Tells the page around a frame how high what it shows is: an iframe does not grow by itself. The message
// is {type: "undesirable-register:height", height}, in pixels; docs/urls.md has the few lines that use it.
(() => {
  if (window.undesirableRegisterEmbed || window.parent === window) return;
  window.undesirableRegisterEmbed = true;
  if (new URLSearchParams(location.search).get("embed") !== "true") return;

  // A static frame has the words alone, and nothing of Streamlit.
  const words = () => document.querySelector('[data-testid="stMainBlockContainer"], #first.ur-light > main');
  let told = 0;
  const tell = () => {
    const shown = words();
    if (!shown?.querySelector(".ur-source")) return; // not there yet
    // A chart that was drawn higher to fill its frame could be lower again.
    let height = shown.getBoundingClientRect().height;
    for (const node of shown.querySelectorAll(".ur-drawing[data-stretched]")) height -= Number(node.dataset.stretched);
    height = Math.ceil(height);
    if (Math.abs(height - told) < 2) return;
    told = height;
    window.parent.postMessage({ type: "undesirable-register:height", height }, "*");
  };
  const sizes = new ResizeObserver(tell);
  const watch = () => {
    const shown = words();
    if (shown && !shown.dataset.watched) {
      shown.dataset.watched = "1";
      sizes.observe(shown);
    }
    tell();
  };
  new MutationObserver(watch).observe(document.body, { childList: true, subtree: true });
  watch();
})();
