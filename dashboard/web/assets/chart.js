// What a chart can do besides being looked at: a link leads to it, and "Image" makes an SVG or a PNG of
// print size, here in the browser.
(() => {
  if (window.undesirableRegisterChart) return;
  window.undesirableRegisterChart = true;

  // --- a link to a chart scrolls to it ----------------------------------------------------------------

  const scrollToChart = () => {
    const name = location.hash.slice(1);
    if (!name.startsWith("chart-")) return;
    const settle = () => {
      const found = document.getElementById(name);
      found?.scrollIntoView({ block: "start" });
      return Boolean(found?.closest(".ur-panel")?.querySelector(".main-svg"));
    };
    if (settle()) return;
    const watch = new MutationObserver(() => settle() && watch.disconnect());
    watch.observe(document.body, { childList: true, subtree: true });
    // The reader scrolls: stop scrolling for them.
    for (const kind of ["wheel", "touchstart", "keydown"]) {
      window.addEventListener(kind, () => watch.disconnect(), { once: true, passive: true });
    }
    setTimeout(() => watch.disconnect(), 15000);
  };
  scrollToChart();

  // --- the image ----------------------------------------------------------------------------------------

  const WIDTH = 1200;
  const MARGIN = 48;
  const ENLARGED = 1.3;
  const SANS = '"Source Sans", sans-serif';
  const SERIF = '"Source Serif", serif';
  const SVG = "http://www.w3.org/2000/svg";

  const element = (name, attributes, text) => {
    const made = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    if (text !== undefined) made.textContent = text;
    return made;
  };

  const measure = (() => {
    const context = document.createElement("canvas").getContext("2d");
    return (text, font) => {
      context.font = font;
      return context.measureText(text).width;
    };
  })();

  const wrap = (text, font, width) => {
    const lines = [];
    for (const word of text.split(/ +/).filter(Boolean)) {
      const longer = lines.length ? `${lines[lines.length - 1]} ${word}` : word;
      if (lines.length && measure(longer, font) <= width) lines[lines.length - 1] = longer;
      else lines.push(word);
    }
    return lines;
  };

  const base64 = async (address) => {
    const blob = await (await fetch(address)).blob();
    return new Promise((resolve) => {
      const reader = new FileReader();
      reader.onload = () => resolve(reader.result);
      reader.readAsDataURL(blob);
    });
  };

  // An image is drawn without the page's fonts: those that it uses are put into it.
  const fonts = async (text) => {
    const used = new Set([...text].map((letter) => letter.codePointAt(0)));
    const covers = (range) =>
      !range ||
      range.split(",").some((part) => {
        const [first, last = first] = part.trim().replace(/^U\+/i, "").split("-");
        const low = parseInt(first.replaceAll("?", "0"), 16);
        const high = parseInt(last.replaceAll("?", "F"), 16);
        return [...used].some((code) => code >= low && code <= high);
      });
    const rules = [];
    for (const sheet of document.styleSheets) {
      let list;
      try {
        list = sheet.cssRules;
      } catch {
        continue; // a style sheet of another origin cannot be read
      }
      for (const rule of list) {
        if (!(rule instanceof CSSFontFaceRule)) continue;
        const family = rule.style.getPropertyValue("font-family").replace(/["']/g, "");
        if (!["Source Sans", "Source Serif"].includes(family)) continue;
        if (rule.style.getPropertyValue("font-style") === "italic") continue;
        if (!covers(rule.style.getPropertyValue("unicode-range"))) continue;
        const source = /url\(["']?([^"')]+)["']?\)/.exec(rule.style.getPropertyValue("src"));
        if (!source) continue;
        const data = await base64(new URL(source[1], sheet.href ?? location.href));
        rules.push(
          `@font-face{font-family:"${family}";font-weight:${rule.style.getPropertyValue("font-weight") || 400};` +
            `src:url(${data})}`,
        );
      }
    }
    return rules.join("");
  };

  const compose = async (plot, chart) => {
    const Plotly = await window.undesirableRegisterPlot.load(chart.plotly);
    const inner = WIDTH - 2 * MARGIN;
    const titleLines = wrap(chart.title, `600 32px ${SERIF}`, inner);
    const subtitleLines = wrap(chart.subtitle, `18px ${SANS}`, inner);
    const noteLines = wrap(chart.notes.join(" · "), `15px ${SANS}`, inner);
    // Drawn smaller and enlarged, so that its words are as large as those around it.
    const width = Math.round(inner / ENLARGED);
    const tall = plot.layout.geo && chart.wide ? width / chart.wide : plot.layout.height;
    const height = Math.round(Math.max(tall, 220));
    const plotHeight = Math.round(height * ENLARGED);
    const drawn = await Plotly.toImage(
      {
        data: plot.data,
        layout: { ...plot.layout, width, height, autosize: false },
        config: { topojsonURL: chart.geometry, staticPlot: true },
      },
      { format: "svg", width, height, imageDataOnly: true },
    );

    const root = element("svg", { xmlns: SVG, role: "img", "aria-label": chart.alt, lang: chart.lang });
    let y = MARGIN;
    const parts = [];
    const write = (lines, size, leading, attributes) => {
      for (const line of lines) {
        y += leading;
        parts.push(element("text", { x: MARGIN, y, "font-size": size, ...attributes }, line));
      }
    };
    write(titleLines, 32, 38, { "font-family": SERIF, "font-weight": 600, fill: chart.ink });
    y += 4;
    write(subtitleLines, 18, 25, { "font-family": SANS, fill: chart.muted });
    if (chart.legend.length) {
      y += 32;
      let x = MARGIN;
      for (const [name, colour] of chart.legend) {
        const wide = measure(name, `16px ${SANS}`) + 44;
        if (x + wide > WIDTH - MARGIN && x > MARGIN) {
          x = MARGIN;
          y += 25;
        }
        parts.push(element("rect", { x, y: y - 12, width: 14, height: 14, fill: colour }));
        parts.push(
          element("text", { x: x + 20, y, "font-size": 16, "font-family": SANS, fill: chart.ink }, name),
        );
        x += wide;
      }
    }
    y += 16;
    // A hundredth of a pixel is enough of a coast.
    const rounded = drawn.replace(/(\.\d\d)\d+/g, "$1");
    const figure = new DOMParser().parseFromString(rounded, "image/svg+xml").documentElement;
    const box = { x: MARGIN, y, width: inner, height: plotHeight, viewBox: `0 0 ${width} ${height}` };
    for (const [key, value] of Object.entries(box)) figure.setAttribute(key, value);
    parts.push(document.importNode(figure, true));
    y += plotHeight;
    write(noteLines, 15, 21, { "font-family": SANS, fill: chart.muted });
    y += 10;
    write([chart.source], 15, 21, { "font-family": SANS, fill: chart.muted });
    const whole = y + MARGIN - 12;

    root.setAttribute("width", WIDTH);
    root.setAttribute("height", whole);
    root.setAttribute("viewBox", `0 0 ${WIDTH} ${whole}`);
    root.append(element("title", {}, `${chart.title}. ${chart.alt}`));
    root.append(element("rect", { width: WIDTH, height: whole, fill: chart.paper }), ...parts);
    const style = element("style", {});
    style.textContent = await fonts(root.textContent);
    root.prepend(style);
    return { text: new XMLSerializer().serializeToString(root), height: whole };
  };

  const rasterize = ({ text, height }) =>
    new Promise((resolve, reject) => {
      const image = new Image();
      image.onload = async () => {
        await image.decode();
        const canvas = document.createElement("canvas");
        // 2400 pixels are eight inches at 300 dots each: a page of a newspaper or a full slide.
        canvas.width = 2 * WIDTH;
        canvas.height = Math.round(2 * height);
        canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
        canvas.toBlob(resolve, "image/png");
      };
      image.onerror = () => reject(new Error("the drawing could not be read"));
      image.src = URL.createObjectURL(new Blob([text], { type: "image/svg+xml" }));
    });

  const save = (blob, name) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  };

  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-image]");
    const plot = button?.closest(".ur-panel")?.querySelector(".js-plotly-plot");
    if (!plot) return;
    event.preventDefault();
    const label = button.textContent;
    button.textContent = button.dataset.busy;
    button.disabled = true;
    let said = label;
    try {
      const chart = JSON.parse(button.closest("[data-chart]").dataset.chart);
      const made = await compose(plot, chart);
      const blob =
        button.dataset.image === "svg"
          ? new Blob([made.text], { type: "image/svg+xml" })
          : await rasterize(made);
      save(blob, `${chart.file}.${button.dataset.image}`);
    } catch (error) {
      console.error(error);
      said = button.dataset.failed;
    }
    button.textContent = said;
    button.disabled = false;
    if (said !== label) setTimeout(() => (button.textContent = label), 4000);
  });
})();
