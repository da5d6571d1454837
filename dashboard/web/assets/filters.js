// The filters: a form of which every change is another address. Without this script it is sent by its button.
// On Streamlit's page the form is the same for every selection and is never drawn again; this script sets it as
// the address says, so that what is open in it, typed or focused stays so.
(() => {
  if (window.undesirableFilters) return;
  window.undesirableFilters = true;
  const register = () => window.undesirableRegister; // `page.js`

  const TYPED = 250; // milliseconds without a key
  const MOST = 50; // values of a long list that are shown at once
  const forms = document.getElementsByClassName("ur-filter-form");
  const params = () => new URLSearchParams(location.search);
  const words = (text) => text.replace(/\s+/g, " ").trim();
  const formOf = (element) => element.closest?.("form.ur-filter-form");
  const early = (form) => Boolean(form.closest("#first")); // Streamlit does not listen yet
  const boxesIn = (form) => [...form.querySelectorAll('input[type="checkbox"]')];
  const boxesOf = (form, key) => boxesIn(form).filter((box) => box.name === key);
  const longOf = (form, key) => form.querySelector(`.ur-long[data-key="${key}"]`);
  const endsOf = (form) => [...form.querySelectorAll('select[name="year"]')];

  // --- long lists -------------------------------------------------------------------------------------

  const lists = new Map(); // by their address: values, words, and the words as they are compared
  const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const load = async (address) => {
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(`${address} could not be loaded`);
    return (await answer.json()).map(([value, text]) => [value, text, folded(text)]);
  };
  const listOf = async ({ dataset }) => {
    if (!lists.has(dataset.values)) lists.set(dataset.values, load(dataset.values));
    try {
      return await lists.get(dataset.values);
    } catch (error) {
      lists.delete(dataset.values);
      console.error(error);
      return []; // what is chosen stays, and the next one who opens it asks again
    }
  };
  const boxOf = (key, value, text, checked) => {
    const label = document.createElement("label");
    const box = document.createElement("input");
    Object.assign(box, { type: "checkbox", name: key, value, checked });
    label.append(box, text);
    return label;
  };
  const fill = async (long) => {
    const list = await listOf(long);
    if (!list.length) return;
    const { key } = long.dataset;
    const chosen = params().getAll(key);
    const asked = folded(long.querySelector(".ur-narrow").value).split(" ").filter(Boolean);
    const rows = list.filter(([value]) => chosen.includes(value));
    for (const row of list) {
      if (rows.length >= MOST + chosen.length) break;
      if (!chosen.includes(row[0]) && asked.every((part) => row[2].includes(part))) rows.push(row);
    }
    const boxes = long.querySelector(".ur-boxes");
    boxes.replaceChildren(...rows.map(([value, text]) => boxOf(key, value, text, chosen.includes(value))));
  };

  // --- from the address to the form ---------------------------------------------------------------------

  const yearsOf = (given) => {
    const years = given.flatMap((each) => (each.endsWith("-") ? [each.slice(0, -1), ""] : [each]));
    const named = years.filter(Boolean).sort();
    return [named[0] ?? "", years.includes("") ? "" : named[named.length - 1] ?? ""];
  };
  const count = (form) => {
    for (const details of form.querySelectorAll("details.ur-filter")) {
      const keys = new Set([...details.querySelectorAll(".ur-long")].map((long) => long.dataset.key));
      let chosen = boxesIn(details).filter((box) => box.checked && !keys.has(box.name)).length;
      for (const key of keys) chosen += params().getAll(key).length;
      const summary = details.querySelector("summary");
      const text = chosen ? `${summary.dataset.label} (${chosen})` : summary.dataset.label;
      if (summary.textContent !== text) summary.textContent = text;
    }
  };
  let waiting = 0; // for more letters
  const sync = (form) => {
    const given = params();
    for (const box of boxesIn(form)) box.checked = given.getAll(box.name).includes(box.value);
    yearsOf(given.getAll("year")).forEach((year, place) => {
      const end = endsOf(form)[place];
      end.value = [...end.options].some((option) => option.value === year) ? year : "";
    });
    const field = form.querySelector('input[name="q"]');
    const typing = document.activeElement === field && (waiting || words(field.value) === given.get("q"));
    if (!typing) field.value = given.get("q") ?? "";
    count(form);
    open().forEach(place); // a number more in a button may take another line
  };

  // --- from the form to the address ---------------------------------------------------------------------

  const yearsAsked = (form, moved) => {
    const [from, to] = endsOf(form).map((end) => end.value);
    const before = params().getAll("year").length > 0;
    if (!from && !to) return [];
    if (!from) return before ? [] : [form.dataset.earliest, to]; // one end chosen leaves the other open
    if (!to) return [`${from}-`];
    if (from > to) return [moved === endsOf(form)[0] ? from : to];
    return from === to ? [from] : [from, to];
  };
  const chosenOf = (form, key, before) => {
    const boxes = boxesOf(form, key);
    const long = longOf(form, key); // it shows some of its values only
    if (!boxes.length && !long) return before; // it does not bear on this page
    const shown = new Map(boxes.map((box) => [box.value, box.checked]));
    const kept = before.filter((value) => shown.get(value) ?? long);
    return [...kept, ...boxes.filter((box) => box.checked && !before.includes(box.value)).map((box) => box.value)];
  };
  const addressOf = (form, moved) => {
    const before = params();
    const after = new URLSearchParams();
    const order = form.dataset.order.split(" ");
    for (const [key, value] of before) if (!order.includes(key) && key !== "page" && key !== "lang") after.append(key, value);
    for (const key of order) {
      const given = before.getAll(key);
      const own = {
        q: () => [words(form.querySelector('input[name="q"]').value)].filter(Boolean),
        year: () => (moved?.name === "year" ? yearsAsked(form, moved) : given),
        day: () => given,
      };
      for (const value of own[key]?.() ?? chosenOf(form, key, given)) after.append(key, value);
    }
    for (const value of before.getAll("lang")) after.append("lang", value);
    return location.pathname + (after.size ? `?${after}` : "");
  };

  let typed = ""; // the address that typing has led to: more letters change it, and do not add to the history
  const ask = (form, moved) => {
    clearTimeout(waiting);
    waiting = 0;
    const href = addressOf(form, moved);
    const here = location.pathname + location.search;
    if (href === here) return;
    if (early(form)) return location.assign(href);
    const again = moved?.name === "q" && typed === here;
    register().go(href, again);
    typed = moved?.name === "q" ? href : "";
    count(form);
  };
  document.addEventListener("change", ({ target }) => {
    const form = formOf(target);
    if (form && (target.type === "checkbox" || target.name === "year")) ask(form, target);
  });
  document.addEventListener("input", ({ target }) => {
    const form = formOf(target);
    if (!form) return;
    if (target.classList.contains("ur-narrow")) fill(target.closest(".ur-long"));
    if (target.name !== "q" || early(form)) return;
    clearTimeout(waiting);
    waiting = setTimeout(ask, TYPED, form, target);
  });
  document.addEventListener("submit", (event) => {
    const form = formOf(event.target);
    if (!form || early(form)) return;
    event.preventDefault();
    ask(form, form.querySelector('input[name="q"]'));
  });
  document.addEventListener("keydown", (event) => {
    // Enter in a field that only narrows a list asks for nothing.
    if (event.key === "Enter" && event.target.classList?.contains("ur-narrow")) event.preventDefault();
  });

  // --- what is open ---------------------------------------------------------------------------------------

  const open = () => document.querySelectorAll("details.ur-filter[open]");
  const closeBut = (kept) => {
    for (const details of open()) if (details !== kept) details.open = false;
  };
  const narrow = matchMedia("(max-width: 1023px)");
  const place = (details) => {
    const form = formOf(details);
    const choices = details.querySelector(".ur-choices");
    choices.style.left = `${Math.max(0, Math.min(details.offsetLeft, form.clientWidth - choices.offsetWidth))}px`;
    // Where the buttons need several lines, the choices hide none of them.
    const below = narrow.matches ? form.clientHeight : details.offsetTop + details.offsetHeight;
    choices.style.top = `${below + 2}px`;
  };
  document.addEventListener(
    "toggle",
    ({ target }) => {
      if (!target.matches?.("details.ur-filter") || !target.open) return;
      closeBut(target);
      for (const long of target.querySelectorAll(".ur-long")) {
        long.querySelector(".ur-narrow").value = "";
        fill(long);
      }
      place(target);
    },
    true,
  );
  addEventListener("resize", () => open().forEach(place));
  document.addEventListener("pointerdown", ({ target }) => {
    if (target !== document.body) closeBut(target.closest?.("details.ur-filter"));
  });
  document.addEventListener("focusin", ({ target }) => {
    // A press on the words of a choice gives the focus to what is around them all.
    if (![...open()].some((details) => target.contains(details))) closeBut(target.closest?.("details.ur-filter"));
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const details of open()) {
      const within = details.contains(document.activeElement);
      details.open = false;
      if (within) details.querySelector("summary").focus();
    }
  });

  const set = new WeakMap(); // for which address a form is set
  const look = () => {
    for (const form of forms) {
      if (set.get(form) === location.search) continue;
      const first = !set.has(form);
      set.set(form, location.search);
      // What was chosen before this script came is asked for.
      const changed = first && early(form) && boxesIn(form).find((box) => box.checked !== box.defaultChecked);
      if (changed) ask(form, changed);
      else sync(form);
    }
  };
  new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
  addEventListener("popstate", () => queueMicrotask(look)); // once Streamlit has asked
  look();
})();
