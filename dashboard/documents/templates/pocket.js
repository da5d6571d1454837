(function () {
  "use strict";
  // Plain script of 2009 but for two features that are asked for before they are used.
  var main = document.getElementById("entries");
  var letters = JSON.parse(main.getAttribute("data-letters"));
  var stem = new RegExp(main.getAttribute("data-stem"));
  var sounds = JSON.parse(main.getAttribute("data-sounds"));
  var field = document.getElementById("asked");
  var said = document.getElementById("said");
  var rows = [].slice.call(main.children);
  var keys = rows.map(function (row) { return row.getAttribute("data-k").split(" "); });
  var order = rows.slice();

  // The same as `key_words` in documents/pocket.py: a word without its ending, in Latin letters, as it sounds.
  function sounded(word) {
    var i;
    for (i = 0; i < sounds.length; i++) word = word.split(sounds[i][0]).join(sounds[i][1]);
    return word.replace(/(.)\1+/g, "$1");
  }
  function plain(text) {
    var out = "", i, letter;
    for (i = 0; i < text.length; i++) {
      letter = text.charAt(i);
      out += Object.prototype.hasOwnProperty.call(letters, letter) ? letters[letter] : letter;
    }
    if (out.normalize) out = out.normalize("NFD").replace(/[\u0300-\u036f]/g, "");
    return out;
  }
  function words(text) {
    var found = [];
    if (text.normalize) text = text.normalize("NFKC");
    text.toLowerCase().replace(/['’ʼʹ`]/g, "").split(/[\s!-\/:-@\[-`{-¿\u2010-\u206f\u3000-\u303f«»]+/).forEach(function (word) {
      var key = sounded(plain(word.replace(stem, "$1")));
      if (key && found.indexOf(key) < 0) found.push(key);
    });
    return found;
  }

  // One letter that is missing, added, changed, or has changed places with the next.
  function near(a, b) {
    var i = 0, x = a.length, y = b.length;
    if (Math.abs(x - y) > 1) return false;
    while (i < x && i < y && a.charAt(i) === b.charAt(i)) i++;
    if (a.slice(i + 1) === b.slice(i + 1) || a.slice(i) === b.slice(i + 1) || a.slice(i + 1) === b.slice(i)) return true;
    return a.charAt(i) === b.charAt(i + 1) && a.charAt(i + 1) === b.charAt(i) && a.slice(i + 2) === b.slice(i + 2);
  }
  // 3: the same word; 2: one is the beginning of the other; 1: a typing error; 0: nothing alike.
  function alike(word, key) {
    if (word === key) return 3;
    if (word.length > 1 && key.indexOf(word) === 0) return 2;
    if (key.length > 3 && word.indexOf(key) === 0 && word.length - key.length < 4) return 2;
    return word.length > 4 && key.length > 4 && near(word, key) ? 1 : 0;
  }
  function best(word, own) {
    var most = 0, i;
    for (i = 0; i < own.length && most < 3; i++) most = Math.max(most, alike(word, own[i]));
    return most;
  }
  function search(text) {
    var asked = words(text), joined = asked.join("");
    var found = rows.map(function (row, place) {
      var score = 0, hits = 0;
      asked.forEach(function (word) {
        var one = best(word, keys[place]);
        score += one * (word.length + 1);
        hits += one ? word.length : 0;
      });
      if (joined.length > 5 && asked.length < 3 && keys[place].indexOf(joined) >= 0) { score += 99; hits = joined.length; }
      return { row: row, score: score, part: joined ? hits / joined.length : 0 };
    });
    var whole = found.filter(function (one) { return one.part === 1; });
    var some = found.filter(function (one) { return one.part >= 0.6 && one.part < 1; });
    // A word that few entries have may be the name, and the others a legal form or a remark.
    if (!whole.length && !some.length) asked.forEach(function (word) {
      var holders = found.filter(function (one) { return word.length > 3 && best(word, keys[rows.indexOf(one.row)]) > 1; });
      if (holders.length < 6) holders.forEach(function (one) { if (some.indexOf(one) < 0) some.push(one); });
    });
    function first(a, b) { return b.part - a.part || b.score - a.score; }
    whole.sort(first); some.sort(first);
    return { whole: whole, some: whole.length ? [] : some.slice(0, 20), empty: !asked.length };
  }

  function sentence(name, number) {
    var template = document.getElementById(name).innerHTML;
    said.innerHTML = template.replace(/#/g, String(number));
  }
  function show() {
    var text = field.value, shown;
    if (!text.replace(/\s/g, "")) {
      said.innerHTML = "";
      order.forEach(function (row) { row.hidden = false; main.appendChild(row); });
      return;
    }
    var found = search(text);
    shown = found.whole.concat(found.some);
    rows.forEach(function (row) { row.hidden = true; });
    shown.forEach(function (one) { one.row.hidden = false; main.appendChild(one.row); });
    if (found.empty) sentence("said-nothing", 0);
    else if (found.whole.length) sentence("said-found", found.whole.length);
    else if (found.some.length) sentence("said-like", found.some.length);
    else sentence("said-none", 0);
  }

  function speak(code) {
    document.documentElement.lang = code;
    document.documentElement.className = code;
  }
  [].slice.call(document.querySelectorAll("[data-lang]")).forEach(function (button) {
    button.hidden = false;
    button.onclick = function () { speak(button.getAttribute("data-lang")); };
  });
  var own = (window.navigator.language || "").slice(0, 2).toLowerCase();
  speak(/^(ru|be|kk|ky|uz|tg)$/.test(own) ? "ru" : "en");
  document.getElementById("search").hidden = false;
  document.getElementById("search").onsubmit = function () { show(); return false; };
  field.oninput = show;
  window.register = { words: words, search: function (text) {
    var found = search(text);
    return { whole: found.whole.map(function (one) { return one.row.id; }), some: found.some.map(function (one) { return one.row.id; }) };
  } };
})();
