// Makes the links of our own markup turn pages inside the running session instead of loading the
// whole application again. Without this script they are ordinary links and still work.
(() => {
  if (window.undesirableRegister) return;
  const register = (window.undesirableRegister = {}); // what `search.js` needs of this

  const embedded = new URLSearchParams(location.search).get("embed") === "true";

  const main = () => document.querySelector('[data-testid="stMain"]');

  // An address of our own, without loading the application again; it may take the place of the one before.
  const go = (href, instead = false) => {
    const link = new URL(href, location.href);
    if (!main()) return location.assign(link);
    const turnsPage = link.pathname !== location.pathname || link.search.includes("page=");
    keepPlace();
    moved = true;
    if (instead) history.replaceState(history.state, "", link);
    else history.pushState({}, "", link);
    // Streamlit listens to the browser's own back and forward; this is the same message.
    window.dispatchEvent(new PopStateEvent("popstate"));
    if (turnsPage) main().scrollTo(0, 0);
  };

  // How far a page was read is noted with its place in the history, and is found again by Back.
  let returning = null; // how far down a page that is being made again was
  let noting = 0;
  const keepPlace = () => {
    clearTimeout(noting);
    noting = 0;
    const top = main()?.scrollTop;
    if (top === undefined || returning !== null || top === (history.state?.top ?? 0)) return;
    history.replaceState({ ...history.state, top }, "");
  };
  document.addEventListener(
    "scroll",
    ({ target }) => {
      if (target === main() && returning === null) noting ||= setTimeout(keepPlace, 400);
    },
    true,
  );
  addEventListener("popstate", (event) => {
    if (!event.isTrusted) return;
    clearTimeout(noting);
    noting = 0;
    returning = event.state?.top ?? 0;
    moved = true;
    setTimeout(() => (returning = null), 4000);
  });
  for (const kind of ["wheel", "touchmove", "keydown", "pointerdown"])
    addEventListener(kind, () => (returning = null), { passive: true });
  const goBack = () => {
    if (returning === null || !main()) return;
    main().scrollTop = returning;
    if (Math.abs(main().scrollTop - returning) < 2) returning = null;
  };

  // What changes without a page being loaded is said to those who do not see it.
  let moved = false; // whether the reader went to another page, and is to stand at its heading
  let announced = "";
  const voice = document.createElement("div");
  voice.className = "ur-hidden";
  voice.setAttribute("role", "status");
  if (!embedded) document.body.append(voice);
  // The same words again are said again.
  const say = (text) => (voice.textContent = voice.textContent === text ? `${text}\u00a0` : text);
  Object.assign(register, { go, say });

  const copy = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      // The clipboard needs a secure origin; on a plain address the old way still does.
      const field = document.createElement("textarea");
      field.value = text;
      document.body.append(field);
      field.select();
      const done = document.execCommand("copy");
      field.remove();
      return done;
    }
  };

  // Streamlit notes the colours that it used for each page, and so which pages somebody opened. As the
  // system decides the colours, nobody needs the notes.
  addEventListener("pagehide", () => {
    try {
      for (const key of Object.keys(localStorage)) if (key.startsWith("stActiveTheme-")) localStorage.removeItem(key);
    } catch {}
  });

  // The words of a page come in one piece, and anew after each click. What a reader has opened or closed
  // stays so, and the focus stays where it was, as long as it is the same page.
  const pages = document.getElementsByClassName("ur-page");
  const read = new WeakSet(); // pages that were looked at
  const FOLDS = ".ur :not(.ur-filter) > summary"; // `filters.js` opens and closes its own
  const folded = new Map(); // what was clicked: whether it is open
  let focused = null; // what has the focus: the element, and its name
  let subject = "";
  let heading = false; // whether the heading of the page is to have the focus
  const subjectOf = () => location.pathname + (new URLSearchParams(location.search).get("id") ?? "");
  const nameOf = (element) => {
    const around = element.closest("[data-panel]")?.dataset.panel ?? "";
    // Numbers change with the selection, words do not.
    return `${around} ${element.tagName} ${element.textContent.replace(/[\d\s]+/g, " ")}`;
  };
  const named = (name) => {
    for (const each of document.querySelectorAll(`.ur ${name.split(" ")[1]}`)) if (nameOf(each) === name) return each;
  };
  // Streamlit calls the field for files presentation, and gives it a name and the focus.
  const FILES = "[data-testid=stFileUploaderDropzone][role=presentation]";
  // What Streamlit says of a file is English, and of one that is too large only where the mouse is.
  const tellOfFiles = () => {
    const words = document.querySelector(".ur-limit")?.dataset;
    if (!words?.tooLarge) return;
    const put = (selector, name, text) => {
      for (const each of document.querySelectorAll(selector)) if (each[name] !== text) each[name] = text;
    };
    put("[data-testid=stFileChip][aria-invalid=true] [role=alert]", "textContent", words.tooLarge);
    const units = words.units.split(" ");
    for (const each of document.querySelectorAll("[data-testid=stFileChipName] + div")) {
      const [, number, unit] = /^([\d.]+)(B|KB|MB)$/.exec(each.textContent) ?? [];
      if (unit) each.textContent = `${Number(number).toLocaleString(document.documentElement.lang)} ${units[["B", "KB", "MB"].indexOf(unit)]}`;
    }
    for (const each of ["input", "[data-testid=stBaseButton-secondary]"])
      put(`[data-testid=stFileUploaderDropzone] ${each}`, "ariaLabel", words.choose);
    put("[data-testid=stFileChipDeleteBtn] button", "ariaLabel", words.remove);
    put("[data-testid=stFileUploaderDropzone] [data-testid=stBaseButton-borderlessIcon]", "ariaLabel", words.add);
    put("[data-testid=stFileUploaderDropzone] [data-testid=stBaseButton-borderlessIcon]", "title", words.add);
  };
  // Whoever has removed a filter is at the next one, or where filters are set.
  const besideChips = () =>
    [...document.querySelectorAll(".ur-applied a, .ur-filter-form summary, .ur-filters")].find((each) => each.offsetParent);
  const restore = () => {
    let fresh = false;
    for (const each of document.querySelectorAll(FILES)) each.setAttribute("role", "group");
    tellOfFiles();
    for (const page of pages) {
      if (read.has(page)) continue;
      read.add(page);
      fresh = true;
      // Streamlit's document says what language it was served in; a reader who changes it stays in it.
      // (A language that is set again makes the browser look at every element again.)
      if (page.lang && page.lang !== document.documentElement.lang) document.documentElement.lang = page.lang;
    }
    if (!fresh) return;
    const counted = document.querySelector("[data-announce]")?.textContent ?? "";
    const shown = location.search + counted;
    if (subject !== subjectOf()) {
      subject = subjectOf();
      folded.clear();
      focused = null;
      heading = moved;
    } else if (counted && announced !== shown) say(counted);
    announced = shown;
    const title = heading && document.querySelector(".ur h1");
    if (title) {
      heading = false;
      title.tabIndex = -1;
      title.focus({ preventScroll: true });
    }
    goBack();
    if (document.documentElement.dataset.filters) showFilters(true);
    if (folded.size)
      for (const summary of document.querySelectorAll(FOLDS)) {
        const open = folded.get(nameOf(summary));
        if (open !== undefined) summary.parentElement.open = open;
      }
    if (focused && !focused.element.isConnected && document.activeElement === document.body)
      (named(focused.name) ?? (focused.chip && besideChips()))?.focus({ preventScroll: true });
    toAnchor();
  };
  // The words come after the browser has looked for the anchor in the address.
  let anchored = "";
  const toAnchor = () => {
    const wanted = location.hash && subjectOf() + location.hash;
    if (!wanted || anchored === wanted) return void (anchored = wanted);
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    anchored = wanted;
    target.closest("details")?.setAttribute("open", "");
    target.tabIndex = -1;
    target.focus({ preventScroll: true });
    target.scrollIntoView();
  };
  addEventListener("hashchange", () => toAnchor());
  document.addEventListener("click", (event) => {
    const summary = event.target.closest(FOLDS);
    // The browser opens it after this event.
    if (summary) setTimeout(() => folded.set(nameOf(summary), summary.parentElement.open));
  });
  document.addEventListener("focusin", ({ target }) => {
    focused = target.closest(".ur") ? { element: target, name: nameOf(target), chip: Boolean(target.closest(".ur-applied")) } : null;
  });
  // A browser takes the focus from what is removed; a reader, with a click on something else.
  document.addEventListener("pointerdown", ({ target }) => {
    if (!focused?.element.contains(target)) focused = null;
  });

  // On a narrow screen the filters are behind a button, which says whether they are open.
  const showFilters = (open) => {
    if (open) document.documentElement.dataset.filters = "open";
    else delete document.documentElement.dataset.filters;
    for (const each of document.querySelectorAll("[data-toggle-filters]")) each.setAttribute("aria-expanded", open);
  };

  new MutationObserver(restore).observe(document.body, { childList: true, subtree: true });
  restore();

  // Charts get their colours from the server: when the reader's system changes them, ask again.
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () =>
    setTimeout(() => window.dispatchEvent(new PopStateEvent("popstate")), 400),
  );

  // Esc twice within half a second: away from here. `replace`, so that Back does not lead here again.
  const leave = () => location.replace(document.querySelector("[data-leave]")?.href ?? "/leave");
  let escaped = -Infinity;
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || embedded) return;
    if (event.timeStamp - escaped < 500) leave();
    escaped = event.timeStamp;
  });

  document.addEventListener("click", async (event) => {
    if (event.target.closest("[data-leave]")) {
      event.preventDefault();
      leave();
      return;
    }
    const folder = event.target.closest("[data-toggle-filters]");
    if (folder) {
      const open = document.documentElement.dataset.filters !== "open";
      showFilters(open);
      // What is asked for most is there at once, a press less.
      for (const each of document.querySelectorAll(".ur-filter[data-first]")) each.open = open;
      return;
    }
    const copier = event.target.closest("[data-copy-link], [data-copy-code]");
    if (copier) {
      event.preventDefault();
      const url = copier.dataset.copyLink
        ? new URL(copier.dataset.copyLink, location.href).href
        : location.href;
      const code = copier.dataset.copyCode && copier.parentElement.querySelector("code");
      if (await copy(code ? code.textContent : url)) {
        const label = copier.textContent;
        copier.textContent = copier.dataset.copied;
        setTimeout(() => (copier.textContent = label), 1600);
      }
      return;
    }
    const link = event.target.closest(".ur a[href]");
    if (!link || event.defaultPrevented || event.button !== 0 || link.target || link.dataset.load) return;
    if (link.closest("#first")) return; // nobody listens yet
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    if (link.origin !== location.origin || link.hasAttribute("download")) return;
    if (embedded) {
      // The page around is somebody else's: what is behind a link opens beside it.
      link.target = "_blank";
      link.rel = "noopener";
      return;
    }
    if (link.hash && link.pathname === location.pathname && link.search === location.search) return;
    event.preventDefault();
    // Whoever chooses a language is spoken to in it next time.
    if (link.dataset.language)
      document.cookie = `lang=${link.dataset.language};path=/;max-age=31536000;samesite=lax${location.protocol === "https:" ? ";secure" : ""}`;
    go(link.href);
  });
})();
