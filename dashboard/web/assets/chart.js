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
  // An image carries its own letters: "Register Sans" is what tools/subset_fonts.py cut out of "Source Sans".
  const SANS = '"Register Sans", "Source Sans", sans-serif';
  const SERIF = '"Register Serif", "Source Serif", serif';
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

  // As few lines, of about the same length: no word of a title is left alone.
  const balanced = (text, font, width) => {
    const lines = wrap(text, font, width);
    let narrower = width;
    while (lines.length > 1 && wrap(text, font, narrower - 16).length === lines.length) narrower -= 16;
    return wrap(text, font, narrower);
  };

  const base64 = async (address) => {
    const blob = await (await fetch(address)).blob();
    return new Promise((resolve) => {
      const reader = new FileReader();
      reader.onload = () => resolve(reader.result);
      reader.readAsDataURL(blob);
    });
  };

  // An image is drawn without the page's fonts: the letters that it uses are put into it, the same parts
  // as in tools/subset_fonts.py.
  const PARTS = {
    latin: /[\x20-\x7e\u00a0\u00a9\u00ab\u00b1\u00b7\u00bb\u00d7\u2013\u2014\u2018-\u201e\u2026\u2192\u2197\u2212]/,
    cyrillic: /[\u0401\u0404\u0406\u0407\u0410-\u044f\u0451\u0454\u0456\u0457\u0490\u0491\u2116]/,
    extended: /[\u00a1-\u00a8\u00aa\u00ac-\u00b0\u00b2-\u00b6\u00b8-\u00ba\u00bc-\u00d6\u00d8-\u017f\u0218-\u021b\u1e9e]/,
  };
  const FACES = {
    "sans-400": ["Register Sans", 400],
    "sans-700": ["Register Sans", 700],
    "serif-600": ["Register Serif", 600],
  };
  const fonts = async (address, words) => {
    const wanted = Object.entries(words).flatMap(([face, text]) =>
      Object.keys(PARTS)
        .filter((part) => PARTS[part].test(text))
        .map((part) => [face, part]),
    );
    const rules = await Promise.all(
      wanted.map(async ([face, part]) => {
        const [family, weight] = FACES[face];
        const data = await base64(`${address}${face}-${part}.woff2`);
        return `@font-face{font-family:"${family}";font-weight:${weight};src:url(${data})}`;
      }),
    );
    return rules.join("");
  };

  // A coast has more points than an image has dots: those within a dot of a straight line are left out
  // (Douglas and Peucker).
  const NEAR = 0.6;
  const straightened = (points) => {
    const kept = new Set([0, points.length - 1]);
    const parts = [[0, points.length - 1]];
    while (parts.length) {
      const [first, last] = parts.pop();
      const [x, y] = points[first];
      const [dx, dy] = [points[last][0] - x, points[last][1] - y];
      const length = Math.hypot(dx, dy);
      let [far, most] = [0, NEAR];
      for (let place = first + 1; place < last; place++) {
        const [ex, ey] = [points[place][0] - x, points[place][1] - y];
        const distance = length ? Math.abs(dx * ey - dy * ex) / length : Math.hypot(ex, ey);
        if (distance > most) [far, most] = [place, distance];
      }
      if (!far) continue;
      kept.add(far);
      parts.push([first, far], [far, last]);
    }
    return points.filter((_point, place) => kept.has(place));
  };
  // From point to point in tenths, without what SVG can do without: "486.7 301.5l-4.5-.6".
  const steps = (points) => {
    const tenths = points.map((point) => point.map((value) => Math.round(value * 10)));
    const short = (value) => String(value / 10).replace(/^(-?)0\./, "$1.");
    const pair = ([x, y]) => short(x) + (y < 0 ? "" : " ") + short(y);
    const moves = tenths.slice(1).map(([x, y], place) => [x - tenths[place][0], y - tenths[place][1]]);
    return `${pair(tenths[0])}l${moves.map(pair).reduce((all, each) => all + (all && !each.startsWith("-") ? " " : "") + each, "")}`;
  };
  const thinned = (path, whole) =>
    path.replace(/M[^MZ]+Z?/g, (ring) => {
      const points = (ring.match(/-?[\d.]+,-?[\d.]+/g) ?? []).map((point) => point.split(",").map(Number));
      let kept = straightened(points);
      if (kept.length < 3 && whole) kept = points.slice(0, 3); // a country is not left out, however small
      if (kept.length < 3) return "";
      return `M${steps(kept)}${ring.endsWith("Z") ? "z" : ""}`;
    });
  const lighter = (picture, land) => {
    // The countries are drawn twice: as land, and as lines between them. Once does.
    const lines = picture.querySelector(".geo .countries path");
    if (lines) {
      picture.querySelector(".geo .land")?.remove();
      lines.style.fill = land;
      lines.style.fillOpacity = 1;
      lines.closest(".layer").parentNode.prepend(lines.closest(".layer"));
    }
    const shaded = new Set();
    for (const path of picture.querySelectorAll(".geo .choroplethlocation")) {
      const thin = thinned(path.getAttribute("d"), true);
      for (const ring of thin.match(/M[^M]+/g) ?? []) shaded.add(ring);
      path.setAttribute("d", thin);
    }
    for (const path of picture.querySelectorAll(".geo path[d]:not(.choroplethlocation)")) {
      // What is shaded need not be drawn below its shade.
      const rings = thinned(path.getAttribute("d"), false).match(/M[^M]+/g) ?? [];
      path.setAttribute("d", rings.filter((ring) => !shaded.has(ring)).join(""));
    }
  };

  // What hundreds of marks say alike is said once, in the style sheet of the image.
  const CIRCLE = /^M([\d.]+),0A\1,\1 0 1,1 0,-\1A\1,\1 0 0,1 \1,0Z$/;
  const shared = (picture) => {
    for (const path of picture.querySelectorAll("path.point")) {
      const [, radius] = CIRCLE.exec(path.getAttribute("d")) ?? [];
      if (!radius) continue;
      const circle = picture.ownerDocument.createElementNS(SVG, "circle");
      for (const name of ["style", "transform"]) circle.setAttribute(name, path.getAttribute(name) ?? "");
      circle.setAttribute("r", radius);
      path.replaceWith(circle);
    }
    const alike = new Map();
    for (const each of picture.querySelectorAll("*")) {
      each.removeAttribute("class");
      const said = each.getAttribute("style");
      if (said) alike.set(said, [...(alike.get(said) ?? []), each]);
    }
    const rules = [...alike].filter(([, marks]) => marks.length > 2);
    rules.forEach(([, marks], place) => {
      for (const mark of marks) {
        mark.removeAttribute("style");
        mark.setAttribute("class", `m${place}`);
      }
    });
    return rules.map(([said], place) => `.m${place}{${said}}`).join("");
  };

  const compose = async (plot, chart) => {
    const Plotly = await window.undesirableRegisterPlot.load(chart.plotly);
    const inner = WIDTH - 2 * MARGIN;
    const kickerLines = wrap(chart.kicker, `18px ${SANS}`, inner);
    const titleLines = balanced(chart.title, `600 32px ${SERIF}`, inner);
    const subtitleLines = wrap(chart.subtitle, `18px ${SANS}`, inner);
    const sourceLines = [chart.source, chart.address].flatMap((text) => wrap(text, `15px ${SANS}`, inner));
    const noteLines = wrap(chart.notes.join(" · "), `15px ${SANS}`, inner);
    // Drawn smaller and enlarged, so that its words are as large as those around it.
    const width = Math.round(inner / ENLARGED);
    const tall = plot.layout.geo && chart.wide ? width / chart.wide : plot.layout.height;
    const height = Math.round(Math.max(tall, 220));
    const plotHeight = Math.round(height * ENLARGED);
    const figure = window.undesirableRegisterPlot.figure(plot);
    const drawn = await Plotly.toImage(
      {
        data: figure.data,
        layout: { ...figure.layout, width, height, autosize: false },
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
    write(kickerLines, 18, 24, { "font-family": SANS, fill: chart.muted });
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
    // A tenth of a pixel is enough of a coast.
    const rounded = drawn.replace(/(\.\d)\d+/g, "$1").replaceAll("Source Sans 3", "Register Sans");
    const picture = new DOMParser().parseFromString(rounded, "image/svg+xml").documentElement;
    lighter(picture, figure.layout.geo?.landcolor);
    const rules = shared(picture);
    const box = { x: MARGIN, y, width: inner, height: plotHeight, viewBox: `0 0 ${width} ${height}` };
    for (const [key, value] of Object.entries(box)) picture.setAttribute(key, value);
    parts.push(document.importNode(picture, true));
    y += plotHeight;
    write(noteLines, 15, 21, { "font-family": SANS, fill: chart.muted });
    y += 10;
    write(sourceLines, 15, 21, { "font-family": SANS, fill: chart.muted });
    const whole = y + MARGIN - 12;

    root.setAttribute("width", WIDTH);
    root.setAttribute("height", whole);
    root.setAttribute("viewBox", `0 0 ${WIDTH} ${whole}`);
    root.append(element("title", {}, `${chart.title}. ${chart.alt}`));
    root.append(element("rect", { width: WIDTH, height: whole, fill: chart.paper }), ...parts);
    const style = element("style", {});
    const bold = /font-weight: ?(bold|[67]00)|<tspan[^>]*bold/.test(rounded) ? picture.textContent : "";
    const letters = await fonts(chart.fonts, {
      "sans-400": root.textContent,
      "sans-700": bold,
      "serif-600": chart.title,
    });
    style.textContent = letters + rules;
    root.prepend(style);
    return { text: new XMLSerializer().serializeToString(root), height: whole };
  };

  // --- a PNG of 256 colours (https://www.w3.org/TR/png) ---------------------------------------------------
  // A chart has few colours and their mixtures at edges: a third of the bytes of what a canvas writes.

  const COLOURS = 256;
  const CRC = Uint32Array.from({ length: 256 }, (_, n) => {
    for (let bit = 0; bit < 8; bit++) n = n & 1 ? 0xedb88320 ^ (n >>> 1) : n >>> 1;
    return n >>> 0;
  });
  const chunk = (name, data) => {
    const bytes = new Uint8Array(data.length + 12);
    const view = new DataView(bytes.buffer);
    view.setUint32(0, data.length);
    for (let place = 0; place < 4; place++) bytes[4 + place] = name.charCodeAt(place);
    bytes.set(data, 8);
    let crc = 0xffffffff;
    for (let place = 4; place < data.length + 8; place++) crc = CRC[(crc ^ bytes[place]) & 255] ^ (crc >>> 8);
    view.setUint32(data.length + 8, (crc ^ 0xffffffff) >>> 0);
    return bytes;
  };
  const numbers = (...values) => {
    const view = new DataView(new ArrayBuffer(4 * values.length));
    values.forEach((value, place) => view.setUint32(4 * place, value));
    return new Uint8Array(view.buffer);
  };

  // The most frequent colours, and for each other the nearest of them.
  const palette = (pixels) => {
    const counts = new Map();
    for (const pixel of pixels) counts.set(pixel, (counts.get(pixel) ?? 0) + 1);
    const channels = (pixel) => [pixel & 255, (pixel >>> 8) & 255, (pixel >>> 16) & 255];
    const ranked = [...counts.keys()].sort((one, other) => counts.get(other) - counts.get(one));
    const colours = [];
    const places = new Map();
    const nearest = ([red, green, blue]) => {
      let found = 0;
      let least = Infinity;
      for (let place = 0; place < colours.length; place++) {
        const [r, g, b] = colours[place];
        const distance = (red - r) ** 2 + (green - g) ** 2 + (blue - b) ** 2;
        if (distance < least) [found, least] = [place, distance];
      }
      return [found, least];
    };
    for (const pixel of ranked) {
      const colour = channels(pixel);
      const [found, distance] = nearest(colour);
      // A shade that no eye tells from one that is there needs no place of its own.
      if (colours.length < COLOURS && (distance > 24 || !colours.length)) {
        places.set(pixel, colours.length);
        colours.push(colour);
      } else places.set(pixel, found);
    }
    return { colours, places };
  };

  const indexed = async (canvas) => {
    if (!window.CompressionStream) return null;
    const { width, height } = canvas;
    const pixels = new Uint32Array(canvas.getContext("2d").getImageData(0, 0, width, height).data.buffer);
    const { colours, places } = palette(pixels);
    const lines = new Uint8Array((width + 1) * height); // each begins with a 0: no filter
    for (let y = 0, from = 0, to = 0; y < height; y++) {
      to++;
      for (let x = 0; x < width; x++) lines[to++] = places.get(pixels[from++]);
    }
    const packed = new Response(new Blob([lines]).stream().pipeThrough(new CompressionStream("deflate")));
    const header = new Uint8Array([...numbers(width, height), 8, 3, 0, 0, 0]);
    return new Blob(
      [
        new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
        chunk("IHDR", header),
        chunk("PLTE", new Uint8Array(colours.flat())),
        chunk("pHYs", new Uint8Array([...numbers(11811, 11811), 1])), // 300 dots per inch
        chunk("IDAT", new Uint8Array(await packed.arrayBuffer())),
        chunk("IEND", new Uint8Array()),
      ],
      { type: "image/png" },
    );
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
        resolve((await indexed(canvas)) ?? (await new Promise((done) => canvas.toBlob(done, "image/png"))));
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
