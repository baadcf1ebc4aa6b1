/* The search page, a plain script of its own. The list on the page is its index, so terms and articles are found at once
   and also from a disk; what the texts say is read off the articles' own pages, one after the other, the newest first. */
(() => {
  "use strict";
  const atOnce = 60; // so many articles are read through without asking
  const ahead = 4;
  const shownFirst = 5; // places of one article

  const form = document.querySelector("#search");
  const inside = document.querySelector("#inside");
  const none = document.querySelector("#none");
  const [progress, button] = inside.querySelector("p").children;
  const words = form.dataset;
  const isHan = /\p{Script=Han}/u;
  const simplified = new Map(); // 餾 → 馏
  const texts = new Map(); // article's address → promise of its places
  const items = [...document.querySelectorAll("#index li")];
  let lines = []; // of the list, in its order
  let canRead = true;
  let turn = 0; // a new search ends the one before it

  // ---- letter case, accents, widths, scripts of Chinese, idle spaces and dots in names make no difference

  const known = new Map();
  function foldLetter(letter) {
    if (!known.has(letter)) {
      const plain = letter.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
      known.set(letter, [...plain].map((one) => simplified.get(one) ?? one).join(""));
    }
    return known.get(letter);
  }

  /* The folded text; into places, if given, where each of its letters, and its end, stands in the text. */
  function fold(text, places) {
    let folded = "";
    let at = 0;
    let before = "";
    for (const letter of text) {
      const isIdle = letter === " " && (isHan.test(before) || isHan.test(text[at + 1])); // 0 到 1
      const isNameDot = /[•‧∙・．･]/.test(letter) && isHan.test(before) && isHan.test(text[at + 1]);
      const added = isIdle ? "" : isNameDot ? "·" : foldLetter(letter);
      if (places) for (let n = 0; n < added.length; n++) places.push(at);
      folded += added;
      at += letter.length;
      before = letter;
    }
    places?.push(at);
    return folded;
  }

  /* Where a folded word stands; -1: nowhere. A Latin word is known by its beginning. */
  function find(folded, word, from = 0) {
    const isLetter = /[a-z0-9]/;
    let at = folded.indexOf(word, from);
    while (at > 0 && isLetter.test(word[0]) && isLetter.test(folded[at - 1])) at = folded.indexOf(word, at + 1);
    return at;
  }

  const has = (folded, word) => find(folded, word) >= 0;

  function marked(text, wanted) {
    const places = [];
    const folded = fold(text, places);
    const hits = [];
    for (const word of wanted) {
      for (let at = find(folded, word); at >= 0; at = find(folded, word, at + word.length)) {
        hits.push([places[at], places[at + word.length]]);
      }
    }
    const pieces = [];
    let done = 0;
    for (const [start, end] of hits.sort(([one, far], [other, farther]) => one - other || farther - far)) {
      if (start < done) continue;
      pieces.push(text.slice(done, start), make("mark", {}, text.slice(start, end)));
      done = end;
    }
    return [...pieces, text.slice(done)];
  }

  function make(tag, properties, ...children) {
    const made = Object.assign(document.createElement(tag), properties);
    made.append(...children);
    return made;
  }

  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const say = (text) => { document.querySelector("#search-said").textContent = text; };

  // ---- terms and articles

  function readList() {
    lines = items.map((line) => {
      const all = fold(`${line.textContent}\n${line.dataset.find}`);
      const forms = fold(line.dataset.find).replaceAll(" ", "").split("|");
      return { line, all, forms, link: line.querySelector("a") };
    });
  }

  function lookFor() {
    if (!lines.length) return; // not yet
    turn++;
    const query = form.q.value.trim();
    const wanted = query.split(/\s+/).map((word) => fold(word)).filter(Boolean);
    keep(query);
    const found = { passages: 0 };
    for (const list of document.querySelectorAll("#index ul")) {
      const own = lines.filter(({ line }) => line.parentNode === list);
      found[list.id] = show(list, own, wanted);
    }
    none.hidden = inside.hidden = true;
    // Each word, or, where several are a term together (zheng liu), the term.
    if (wanted.length && canRead) searchTexts([wanted.map(alike), [alike(wanted.join(""))]], found);
    else say(canRead ? "" : words.unread);
  }

  /* The lines that hold what is wanted, whole forms first, then beginnings; how many they are. */
  function show(list, own, wanted) {
    const whole = wanted.join("");
    const rank = ({ forms, all }) => {
      if (!wanted.every((word) => has(all, word)) && !forms.some((one) => whole[1] && one.startsWith(whole))) return 9;
      if (forms.includes(whole)) return 0;
      return forms.some((one) => one.startsWith(wanted[0])) ? 1 : 2;
    };
    const ranked = own.map((one) => [wanted.length ? rank(one) : 0, one]);
    for (const [place, { line }] of ranked.sort(([one], [other]) => one - other)) {
      line.hidden = place > 2;
      if (line.hidden || !(wanted.length || line.querySelector("mark"))) continue;
      for (const part of line.querySelectorAll("a, .other, p")) part.replaceChildren(...marked(part.textContent, wanted));
    }
    list.append(...ranked.map(([, { line }]) => line));
    const many = ranked.filter(([place]) => place < 3).length;
    list.parentNode.hidden = !many;
    return many;
  }

  /* A word and what the glossary says is the same in Chinese: 硅谷 and guigu are also looked for as 矽谷. */
  function alike(word) {
    const same = lines.filter(({ line, forms }) => line.parentNode.id === "terms" && forms.includes(word));
    return [...new Set([word, ...same.flatMap(({ forms }) => forms.filter((one) => isHan.test(one)))])];
  }

  function keep(query) {
    const address = new URL(location.href);
    if (query) address.searchParams.set("q", query);
    else address.searchParams.delete("q");
    try {
      history.replaceState(history.state, "", address);
    } catch { /* file:// */ }
  }

  // ---- what the texts say

  async function searchTexts(wanted, found, isAsked = false) {
    const now = turn;
    const articles = lines.filter(({ line }) => line.parentNode.id === "articles");
    const all = articles.length;
    const isAsking = all > atOnce && !isAsked;
    const tell = () => say(fill(words.counts, found));
    const begin = () => { if (now === turn) { inside.hidden = false; tell(); } };
    inside.querySelector("div").replaceChildren();
    progress.textContent = "";
    button.hidden = false;
    button.textContent = isAsking ? fill(words.inside, { all }) : words.stop;
    button.onclick = () => {
      if (isAsking) return searchTexts(wanted, found, true);
      turn++;
      button.hidden = true;
      tell();
    };
    if (isAsking) return begin();
    setTimeout(begin, 300); // what is over by then need not say that it began
    let done = 0;
    for (let at = 0; at < all; at++) {
      articles.slice(at, at + ahead).forEach(placesOf);
      const places = await placesOf(articles[at]);
      if (now !== turn) return;
      if (places) done++;
      const holds = ({ folded }) => wanted.some((each) => each.every((same) => same.some((word) => has(folded, word))));
      const hits = places?.filter(holds) ?? [];
      if (hits.length) inside.querySelector("div").append(...placesFound(articles[at], hits, wanted.flat(2)));
      found.passages += hits.length;
      progress.textContent = fill(words.done, { done, all });
    }
    turn++;
    button.hidden = true;
    inside.hidden = done === all && !found.passages;
    progress.hidden = done === all;
    none.hidden = found.terms + found.articles + found.passages > 0;
    if (none.hidden) tell();
    else say(words.nothing);
  }

  async function load(address) {
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(address);
    return answer;
  }

  function placesOf({ link: { href } }) {
    if (!texts.has(href)) {
      const told = load(href).then((answer) => answer.text()).then(placesOn);
      texts.set(href, told.catch(() => { texts.delete(href); })); // it may be there the next time
    }
    return texts.get(href);
  }

  /* What an article's page says: its passages, each cut into sentences with those that answer them, and its notes. */
  function placesOn(html) {
    const page = new DOMParser().parseFromString(html, "text/html");
    if (!page.querySelector(".passage")) throw new Error("no article");
    for (const laidOver of page.querySelectorAll(".note-ref, .footnote-ref, rt, rp, semantics > mrow")) laidOver.remove();
    const passages = [...page.querySelectorAll(".passage")].map((row) => ({ id: row.id, pairs: pairsOf(row), ...stateOf(row) }));
    const notes = [...page.querySelectorAll(".note")].map((note) => {
      return { id: note.id, number: note.querySelector(".note-number")?.textContent, pairs: [[said(note, ".note-text"), ""]] };
    });
    return [...passages, ...notes].map(({ pairs, ...place }) => {
      const cleaned = pairs.map((pair) => pair.map((side) => side.replaceAll(edge, " ").replace(/\s+/g, " ").trim()));
      return { ...place, pairs: cleaned, folded: fold(cleaned.flat().join("\n")) };
    });
  }

  const edge = "\0"; // between two blocks; no page holds one

  function said(node, selector) {
    const part = node.querySelector(selector);
    for (const block of part?.querySelectorAll("* + :is(p, li, tr, th, td, pre, h2, h3, h4, h5, h6)") ?? []) block.before(edge);
    return part?.textContent ?? "";
  }

  /* What the page says above a row that is stale, by machine or missing; what is missing is in the source's language. */
  function stateOf(row) {
    if (!row.dataset.state) return {};
    const state = row.querySelector(":scope > .state, :scope > .missing")?.textContent;
    return { state, own: row.querySelector(":scope > .text")?.lang };
  }

  function pairsOf(row) {
    const sides = [said(row, ".text"), said(row, ".counterpart")];
    if (sides.every(Boolean)) {
      const lengths = (row.dataset.pairs ?? "").split(" ").filter(Boolean).map((pair) => pair.split(":"));
      const [texts, answers] = sides.map((side, which) => cut(side, lengths.map((pair) => Number(pair[which]))));
      return texts.map((text, nth) => [text, answers[nth]]);
    }
    const alone = sides.map((side) => side.split(/(?<=[。！？…][」』”’）]*)(?![。！？…」』”’）])|(?<=[.!?]["')\u201d\u2019]*)\s+|\0/u));
    return sides[0] ? alone[0].map((text) => [text, ""]) : alone[1].map((text) => ["", text]);
  }

  /* Stretches of so many letters each, and the rest. */
  function cut(text, lengths) {
    let at = 0;
    const pieces = lengths.map((length) => {
      const start = at;
      for (let n = 0; n < length && at < text.length; at++) if (text[at] !== edge) n++;
      return text.slice(start, at);
    });
    return [...pieces, text.slice(at)];
  }

  function placesFound({ line, link }, hits, wanted) {
    const places = hits.map((place) => placeLine(place, line, link, wanted));
    const rest = places.splice(shownFirst);
    const title = make("a", { href: link.href }, link.textContent);
    const found = [make("h3", { lang: link.lang }, title), make("ol", {}, ...places)];
    if (!rest.length) return found;
    const more = make("summary", {}, fill(words.more, { n: rest.length }));
    return [...found, make("details", {}, more, make("ol", {}, ...rest))];
  }

  /* Of a passage the sentence that says most of what is wanted, with the sentence that answers it. */
  function placeLine({ id, number, pairs, state, own }, line, { href, lang, textContent: title }, wanted) {
    const says = (pair) => wanted.filter((word) => has(fold(pair.join("\n")), word)).length;
    const [text, answer] = pairs.reduce((best, pair) => (says(pair) > says(best) ? pair : best));
    const n = number ?? id.slice(1);
    const ariaLabel = fill(number ? words.note : words.useIn, { n, title });
    const shown = make("li", {}, make("a", { className: "number", href: `${href}#${id}`, ariaLabel }, number ? fill(words.number, { n }) : n));
    if (state) shown.append(make("p", { className: "state" }, state));
    if (text) shown.append(make("p", { className: "sentence", lang: own ?? lang }, ...marked(text, wanted)));
    if (answer) shown.append(make("p", { className: "counterpart", lang: line.querySelector(".other")?.lang ?? "" }, ...marked(answer, wanted)));
    return shown;
  }

  // ---- the reader

  let timer = 0;
  const soon = ({ isComposing }) => {
    clearTimeout(timer);
    if (!isComposing) timer = setTimeout(lookFor, 120); // a word being composed is no word yet
  };
  form.q.addEventListener("input", soon);
  form.q.addEventListener("compositionend", () => soon({}));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    lookFor();
  });
  // What keys.js does elsewhere: this page loads no other script, so that it stays light.
  document.addEventListener("keydown", (event) => {
    const isOff = document.querySelector("#keys-off")?.checked;
    if (event.key !== "/" || isOff || event.target === form.q || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    form.q.focus();
  });
  form.q.value = new URLSearchParams(location.search).get("q") ?? "";
  if (!form.q.value) form.q.focus({ preventScroll: true });
  load(words.han).then((answer) => answer.json()).then(([traditional, plain]) => {
    const answers = [...plain];
    [...traditional].forEach((letter, at) => simplified.set(letter, answers[at]));
  }, () => { canRead = false; }).then(() => {
    readList();
    lookFor();
  });
})();
