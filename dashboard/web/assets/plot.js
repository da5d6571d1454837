// Draws the charts. A place for one, `.ur-plot`, brings its figure as JSON; the drawing that Plotly has
// drawn is kept when the page is rendered again, and Plotly gets what is new. The first chart in view is
// drawn before the browser paints, others in view or a screen away as soon as it has time, the rest once the
// reader has scrolled near them.
(() => {
  if (window.undesirableRegisterPlot) return;

  const CONFIG = { displayModeBar: false, displaylogo: false, scrollZoom: false, doubleClick: false };
  const SETTLED = 120; // milliseconds without a new part of the page
  const drawings = new Map(); // by the key of the chart
  const known = new WeakSet(); // figures that were read
  const waiting = new Set(); // drawings whose figure is newer than what they show

  let library;
  const load = (address) =>
    (library ??= new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = address;
      script.onload = () => resolve(window.Plotly);
      script.onerror = () => {
        library = undefined;
        script.remove();
        reject(new Error(`${address} could not be loaded`));
      };
      document.head.append(script);
    }));
  // The figure of a drawing as the server made it, without what its width took away.
  const figure = (node) => JSON.parse(drawings.get(node.dataset.key).text);
  window.undesirableRegisterPlot = { load, figure };

  // --- a mark is a link -----------------------------------------------------------------------------

  const hrefOf = (point) => {
    const hrefs = point?.data?.meta?.href;
    if (!hrefs) return null;
    const place = point.pointIndex ?? point.pointNumber;
    return Array.isArray(place) ? hrefs[place[0]]?.[place[1]] : hrefs[place];
  };

  const open = (href) => {
    const turnsPage = new URL(href, location.href).pathname !== location.pathname;
    history.pushState({}, "", href);
    // Streamlit listens to the browser's own back and forward; this is the same message.
    window.dispatchEvent(new PopStateEvent("popstate"));
    if (turnsPage) document.querySelector('[data-testid="stMain"]')?.scrollTo(0, 0);
  };

  const bind = (node) => {
    node.on("plotly_click", (event) => {
      const href = hrefOf(event.points?.[0]);
      if (!href) return;
      const native = event.event;
      if (native?.metaKey || native?.ctrlKey) window.open(href, "_blank", "noreferrer");
      else open(href);
    });
    node.on("plotly_hover", (event) => {
      node.classList.toggle("ur-clickable", Boolean(hrefOf(event.points?.[0])));
    });
    node.on("plotly_unhover", () => node.classList.remove("ur-clickable"));
  };

  // A server does not know the width: where the names of an axis do not fit beside each other, only each
  // second or third stays, counted from the last.
  const LETTER = 7.6; // pixels
  // A name before its row is cut at a word where it would take much more than a third of the width.
  const NAMES = { few: 18, cells: 24, bars: 30 }; // letters, at least
  const SLIM = 330; // pixels; below it two digits would be wider than a cell
  const cut = (name, most) => {
    if (name.length <= most || name.includes("<br>")) return name;
    const whole = name.slice(0, most - 1).lastIndexOf(" ");
    return `${name.slice(0, whole > 0 ? whole : most - 2)} …`;
  };
  const named = (data, { yaxis }, width) => {
    if (yaxis?.tickmode !== "array" || !yaxis.ticktext) return;
    const cells = data.some(({ type }) => type === "heatmap");
    const slim = cells && width < SLIM;
    if (slim) for (const { mode, textfont } of data) if (mode === "text") textfont.size = 10;
    const least = slim ? NAMES.few : cells ? NAMES.cells : NAMES.bars;
    const most = Math.max(least, Math.floor(width / 2.8 / 7));
    yaxis.ticktext = yaxis.ticktext.map((name) => cut(String(name), most));
  };
  // A note beside its mark, marked by the server, takes no more than half of the width.
  const fitted = ({ annotations }, width) => {
    for (const note of annotations ?? []) if (note.name === "fitted") note.text = cut(note.text, Math.floor(width / 2 / 6));
  };
  const spaced = (layout, width) => {
    const axis = layout.xaxis;
    if (axis?.tickmode !== "array" || !axis.ticktext?.length) return;
    const longest = (texts) => Math.max(0, ...texts.map((text) => String(text).length));
    const names = layout.yaxis?.tickmode === "array" ? layout.yaxis.ticktext ?? [] : ["0000"];
    const room = width - longest(names) * LETTER - 16;
    const step = Math.ceil((axis.ticktext.length * (longest(axis.ticktext) + 1) * LETTER) / room);
    if (step < 2) return;
    const last = axis.ticktext.length - 1;
    axis.ticktext = axis.ticktext.map((text, place) => ((last - place) % step ? "" : text));
  };

  // Plotly draws a chart twice where its labels need another margin than it begins with: it begins with theirs. Where
  // they are sure to have room, it need not measure them either, which takes a layout of the browser for each axis.
  const NUMBERS = 999; // above it Plotly writes some numbers its own way
  const canvas = document.createElement("canvas").getContext("2d");
  const longest = (texts, font) => {
    canvas.font = `${font.size}px ${font.family}`;
    const lines = texts.flatMap((text) => String(text).split("<br>"));
    return Math.max(0, ...lines.map((line) => canvas.measureText(line.replace(/<[^>]*>/g, "")).width));
  };
  const unmeasured = { automargin: false, tickangle: 0, ticklabeloverflow: "allow" };
  const within = ({ ticktext, tickvals, tickmode, range, type, tickfont }, room, font) => {
    if (tickmode !== "array" || !range) return false;
    const place = type === "date" ? (value) => Date.parse(value) : Number;
    const [low, high] = range.map(place);
    return tickvals.every((value, at) => {
      const x = ((place(value) - low) / (high - low)) * room;
      const half = longest([ticktext[at]], { ...font, ...tickfont }) / 2 + 1;
      return x >= half && x <= room - half;
    });
  };
  const roomy = ({ geo, margin, width, font, xaxis, yaxis }) => {
    if (geo) return;
    const written = (axis) => axis?.automargin && axis.visible !== false && axis.showticklabels !== false && !axis.title;
    if (written(yaxis) && yaxis.side !== "right") {
      const most = Math.floor(yaxis.range?.[1] ?? NUMBERS + 1);
      const names = yaxis.tickmode === "array" ? yaxis.ticktext : most > NUMBERS ? [] : [10 ** (String(most).length - 1)];
      const room = longest(names ?? [], { ...font, ...yaxis.tickfont });
      if (room) {
        margin.l = Math.max(margin.l, Math.round(room + 1 + (yaxis.ticklabelstandoff ?? 0)));
        Object.assign(yaxis, unmeasured);
      }
    }
    if (written(xaxis) && xaxis.tickfont?.size === 13) {
      const side = xaxis.side === "top" ? "t" : "b";
      margin[side] = Math.max(margin[side], side === "t" ? 17 : 18);
      if (within(xaxis, width - margin.l - margin.r, font)) Object.assign(xaxis, unmeasured);
    }
  };

  // --- drawing ----------------------------------------------------------------------------------------

  // In a frame that is higher than it needs to be a chart takes what would stay blank below it.
  const framed = window.parent !== window && new URLSearchParams(location.search).get("embed") === "true";
  const MOST = 1.6;
  const stretch = ({ node, place }, layout) => {
    if (!framed || layout.geo) return;
    const page = node.closest('[data-testid="stMainBlockContainer"]');
    if (!page) return;
    const around = page.getBoundingClientRect().height - place.getBoundingClientRect().height;
    const spare = Math.min(window.innerHeight - around - layout.height, layout.height * (MOST - 1));
    delete node.dataset.stretched;
    if (spare < 4) return;
    layout.height += Math.floor(spare);
    node.dataset.stretched = Math.floor(spare);
  };

  // On paper a chart is as wide as A4 and Letter have room for, and light.
  const PAPER = 672; // pixels: seven inches
  const light = ({ text, place }) => {
    if (!place.dataset.light) return text;
    const colours = JSON.parse(place.dataset.light);
    const lit = (words) => words.replace(/#[0-9A-Fa-f]{6}/g, (colour) => colours[colour.toUpperCase()] ?? colour);
    for (const sample of place.closest(".ur-panel")?.querySelectorAll(".ur-legend span") ?? []) {
      sample.dataset.shown ??= sample.getAttribute("style");
      sample.setAttribute("style", lit(sample.dataset.shown));
    }
    return lit(text);
  };

  // Plotly draws a map anew when paper has been printed: the colours of the one that is there change at once.
  const channels = (colour) => [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
  const ramp = (stops, share) => {
    const next = stops.findIndex(([place]) => place >= share);
    if (next < 1) return stops[Math.max(next, 0)][1];
    const [[before, few], [after, many]] = [stops[next - 1], stops[next]];
    const part = (share - before) / (after - before);
    const [from, to] = [channels(few), channels(many)];
    return `rgb(${from.map((channel, at) => Math.round(channel + (to[at] - channel) * part)).join()})`;
  };
  const tint = (node, data, { geo }) => {
    if (!geo) return;
    for (const land of node.querySelectorAll(".layer.land path")) land.style.fill = geo.landcolor;
    for (const border of node.querySelectorAll(".layer.countries path")) border.style.stroke = geo.countrycolor;
    node.querySelectorAll(".choroplethlayer > .trace").forEach((trace, at) => {
      const { colorscale, zmin, zmax, marker } = data[at] ?? {};
      for (const place of colorscale ? trace.children : []) {
        place.style.fill = ramp(colorscale, (place.__data__.z - zmin) / (zmax - zmin || 1));
        place.style.stroke = marker.line.color;
      }
    });
  };

  let printing = 0; // the width of paper while a page is printed: what is still waiting is drawn for it too
  const draw = (drawing, paper = printing) => {
    waiting.delete(drawing);
    const { node, place } = drawing;
    if (!node.isConnected || !(paper || node.clientWidth)) return;
    const { data, layout } = JSON.parse(paper ? light(drawing) : drawing.text);
    drawing.width = paper || node.clientWidth;
    layout.width = drawing.width;
    const { wide } = layout.meta ?? {};
    if (wide) layout.height = Math.min(layout.height, Math.round(drawing.width / wide));
    named(data, layout, drawing.width);
    fitted(layout, drawing.width);
    spaced(layout, drawing.width);
    roomy(layout);
    if (!paper) stretch(drawing, layout);
    const config = { ...CONFIG, topojsonURL: place.dataset.geometry };
    const first = !node.on;
    // What was drawn on the server stood here until now.
    place.querySelector(".ur-static")?.remove();
    try {
      // What the labels before needed is forgotten.
      if (node._fullLayout) node._fullLayout._pushmargin = {};
      window.Plotly.react(node, data, layout, first ? config : undefined);
      if (paper) tint(node, data, layout);
      if (first) bind(node);
      place.style.minHeight = "";
    } catch (error) {
      fail(drawing, error);
    }
  };

  const fail = ({ node, place }, error) => {
    console.error(error);
    node.textContent = place.dataset.failed;
    place.style.minHeight = "";
  };

  const inView = ({ node }) => {
    const { top, bottom } = node.getBoundingClientRect();
    return top < window.innerHeight && bottom > 0;
  };

  // What no longer stands on the page is near too: drawing it is nothing, and it waits no longer.
  const near = ({ node }) => {
    const { top, bottom } = node.getBoundingClientRect();
    return top < 2 * window.innerHeight && bottom >= -window.innerHeight;
  };
  const next = () => [...waiting].find(inView) ?? [...waiting].find(near);

  const painted = (act) => requestAnimationFrame(() => requestAnimationFrame(act));

  let resting = false;
  const drawTheRest = () => {
    if (resting || !next()) return;
    resting = true;
    // One at a time, so that a click or a key in between is answered at once.
    const rest = window.requestIdleCallback ?? ((act) => setTimeout(act, 50));
    // What is drawn already is painted first.
    painted(() =>
      rest(
        () => {
          resting = false;
          const drawing = next();
          if (drawing) draw(drawing);
          drawTheRest();
        },
        { timeout: 300 },
      ),
    );
  };

  let painting = 0;
  const drawNow = () => {
    if (!window.Plotly || !waiting.size || painting) return;
    const first = next();
    const act = () => {
      painting = 0;
      if (first && inView(first)) draw(first);
      drawTheRest();
    };
    // The words of a new page are painted before its first chart is made, which takes longer than to change one.
    if (first && !first.node.on) painting = requestAnimationFrame(() => setTimeout(act));
    else act();
  };
  let scrolled = 0;
  const onScroll = () => {
    if (waiting.size) scrolled ||= requestAnimationFrame(() => ((scrolled = 0), drawNow()));
  };
  document.addEventListener("scroll", onScroll, { capture: true, passive: true });

  // To read Plotly's script takes a browser most of a second, in which it does nothing else: it begins
  // once the words of the page are there and no more of them come.
  let beginning;
  const begin = (address) => {
    // Plotly measures words: they must have their letters by then.
    Promise.all([load(address), document.fonts?.ready]).then(drawNow, (error) => {
      for (const drawing of waiting) fail(drawing, error);
    });
  };

  const start = (address) => {
    if (window.Plotly) return drawNow();
    clearTimeout(beginning);
    beginning = setTimeout(begin, SETTLED, address);
  };

  const sizes = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      const drawing = drawings.get(target.dataset.key);
      if (drawing?.node !== target || !drawing.text || drawing.width === target.clientWidth) continue;
      waiting.add(drawing);
    }
    requestAnimationFrame(drawNow);
  });

  const drawingFor = (key) => {
    let drawing = drawings.get(key);
    if (!drawing) {
      const node = document.createElement("div");
      node.className = "ur-drawing";
      node.dataset.key = key;
      drawing = { node };
      drawings.set(key, drawing);
      sizes.observe(node);
    }
    return drawing;
  };

  const places = document.getElementsByClassName("ur-plot");
  let asked; // the address of Plotly
  const look = () => {
    let address;
    for (const place of places) {
      const figure = place.firstElementChild;
      if (!figure?.classList.contains("ur-figure") || known.has(figure)) continue;
      known.add(figure);
      const drawing = drawingFor(place.dataset.key);
      drawing.place = place;
      place.append(drawing.node);
      const text = figure.textContent;
      if (drawing.text === text) {
        place.style.minHeight = "";
        continue;
      }
      drawing.text = text;
      waiting.add(drawing);
      address = place.dataset.plotly;
    }
    asked = address ?? asked;
    if (address || (asked && waiting.size && !library)) start(asked);
  };

  new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
  const printed = () => [...drawings.values()].filter(({ node, text }) => text && node.isConnected);
  window.addEventListener("beforeprint", () => {
    printing = PAPER;
    if (window.Plotly) for (const drawing of printed()) draw(drawing);
  });
  window.addEventListener("afterprint", () => {
    printing = 0;
    if (!window.Plotly) return;
    for (const drawing of printed()) waiting.add(drawing);
    for (const sample of document.querySelectorAll(".ur-legend span[data-shown]")) sample.setAttribute("style", sample.dataset.shown);
    drawNow();
  });
  look();
})();
