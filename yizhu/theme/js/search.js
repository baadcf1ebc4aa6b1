/* The search page: terms and articles from its index at once, then what the texts say, article by article. */
import { findWord, fold, hitsIn, learnHan, queryWords } from "./fold.js";

const searchForm = document.querySelector("#search");
const atOnce = 60; // so many articles are read through without asking
const readAhead = 4;
const shownAtFirst = 5; // places of one article

const sentenceFiles = new Map(); // slug → promise
let searchable = null; // { terms, articles }
let isUnread = false; // the index cannot be loaded: file://, or no network
let searchTurn = 0; // a new search ends the one before it

export function startSearch() {
  document.addEventListener("keydown", goToSearch);
  if (!searchForm) return;
  const input = searchForm.q;
  input.value = new URLSearchParams(location.search).get("q") ?? "";
  let timer = 0;
  const soon = (event) => {
    clearTimeout(timer);
    if (!event.isComposing) timer = setTimeout(lookFor, 120); // a word being composed is no word yet
  };
  input.addEventListener("input", soon);
  input.addEventListener("compositionend", soon);
  searchForm.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(timer);
    lookFor();
  });
  loadIndex().then(lookFor);
  if (!input.value) input.focus({ preventScroll: true });
}

/* One key from every page; the reader may have switched keys off on an article's page (WCAG 2.1.4). */
function goToSearch(event) {
  const isTyping = event.target.closest?.("textarea, select, [contenteditable], input:not([type=radio], [type=checkbox])");
  if (event.key !== "/" || isTyping || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  let kept = {};
  try {
    kept = JSON.parse(localStorage.getItem("yizhu")) || {};
  } catch { /* no memory */ }
  const link = document.querySelector(".to-search");
  if (kept.keys === "off" || document.querySelector("#keys-off")?.checked || !link) return;
  event.preventDefault();
  if (searchForm) searchForm.q.select();
  else link.click();
}

// ---- what is looked through

async function loadJson(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(address);
  return answer.json();
}

async function loadIndex() {
  try {
    const [index, han] = await Promise.all([loadJson("index.json"), loadJson(`${searchForm.dataset.root}assets/han.json`)]);
    const years = await Promise.all(index.years.map((year) => loadJson(`${year}.json`)));
    learnHan(han);
    searchable = { terms: index.terms.map(foldTerm), articles: years.flat().map(foldArticle) };
  } catch {
    isUnread = true; // the list on the page is all there is
  }
}

function foldTerm(term) {
  const forms = term.forms.map((form) => fold(form));
  return { ...term, forms, sound: fold(term.reading).replace(/[^a-z]/g, "") };
}

function foldArticle(article) {
  const { title, other, subtitle, summary, tags } = article;
  return { ...article, head: fold(`${title}\n${other}`), all: fold([title, other, subtitle, summary, ...tags].join("\n")) };
}

/* What an article says, once it was asked for: its places, each with its folded text. */
function sentencesOf({ slug }) {
  if (!sentenceFiles.has(slug)) {
    const told = loadJson(`${searchForm.dataset.home}${slug}/sentences.json`).then(({ passages, notes }) => [
      ...passages.map(([id, pairs]) => ({ id, pairs, folded: fold(pairs.flat().join("\n")) })),
      ...notes.map(([id, number, text]) => ({ id, number, pairs: [[text, ""]], folded: fold(text) })),
    ]);
    sentenceFiles.set(slug, told.catch(() => sentenceFiles.delete(slug) && null));
  }
  return sentenceFiles.get(slug);
}

// ---- searching

function lookFor() {
  const turn = ++searchTurn;
  const query = searchForm.q.value.trim();
  const words = queryWords(query);
  keepQuery(query);
  document.querySelector("#results").hidden = !words.length || !searchable;
  document.querySelector("#index").hidden = words.length > 0 && Boolean(searchable);
  filterIndex(searchable ? [] : words);
  if (!searchable || !words.length) return sayFound(isUnread ? searchForm.dataset.unread : "");
  const terms = rankedTerms(words, query);
  const articles = searchable.articles.filter(({ all }) => words.every((word) => findWord(all, word) >= 0));
  articles.sort((one, other) => isInHead(other, words) - isInHead(one, words));
  showIn("#found-terms", terms.map((term) => termLine(term, words)));
  showIn("#found-articles", articles.map((article) => articleLine(article, words)));
  showIn("#found-sentences", []);
  const found = { terms: terms.length, articles: articles.length, passages: 0 };
  searchTexts({ words: words.map((word) => alike(word)), found, turn });
}

function isInHead({ head }, words) {
  return words.every((word) => findWord(head, word) >= 0) ? 1 : 0;
}

/* Whole forms first, then beginnings, then how it is read, then what holds the words. */
function rankedTerms(words, query) {
  const sound = fold(query).replace(/[^a-z]/g, "").replace(/([ln])v/g, "$1u");
  const rank = ({ forms, sound: own }) => {
    if (forms.includes(words.join(" "))) return 0;
    if (forms.some((form) => form.startsWith(words.join(" ")))) return 1;
    if (sound.length > 1 && own.startsWith(sound)) return 2;
    return words.every((word) => forms.some((form) => findWord(form, word) >= 0)) ? 3 : 4;
  };
  const ranked = searchable.terms.map((term) => [rank(term), term]).filter(([place]) => place < 4);
  return ranked.sort(([one], [other]) => one - other).map(([, term]) => term);
}

/* A word and what the glossary says is the same in Chinese: 硅谷 and guigu are also looked for as 矽谷. */
function alike(word) {
  const isHan = /\p{Script=Han}/u;
  const same = searchable.terms.filter(({ forms, sound }) => sound === word || (isHan.test(word) && forms.includes(word)));
  return [...new Set([word, ...same.flatMap(({ forms }) => forms.filter((form) => isHan.test(form)))])];
}

async function searchTexts({ words, found, turn, isAsked = false }) {
  const { articles } = searchable;
  const { dataset } = searchForm;
  const { section, progress, button } = textsFound();
  const isAsking = articles.length > atOnce && !isAsked;
  progress.textContent = "";
  button.hidden = false;
  button.textContent = isAsking ? fillIn(dataset.inside, { all: articles.length }) : dataset.stop;
  button.onclick = isAsking ? () => searchTexts({ words, found, turn, isAsked: true }) : () => stopAfter(found);
  const show = () => {
    if (turn !== searchTurn) return;
    section.hidden = false;
    sayFound(fillIn(dataset.counts, found));
  };
  if (isAsking) return show();
  setTimeout(show, 300); // what is over by then need not say that it began
  let done = 0;
  for (let at = 0; at < articles.length; at++) {
    articles.slice(at, at + readAhead).forEach(sentencesOf);
    const places = await sentencesOf(articles[at]);
    if (turn !== searchTurn) return;
    if (places) done++;
    const hits = (places ?? []).filter(({ folded }) => words.every((same) => same.some((word) => findWord(folded, word) >= 0)));
    if (hits.length) {
      section.querySelector("div").append(...placesFound(articles[at], hits, words.flat()));
      section.hidden = false;
    }
    found.passages += hits.length;
    progress.textContent = fillIn(dataset.done, { done, all: articles.length });
  }
  stopAfter(found, done === articles.length);
}

function textsFound() {
  const section = document.querySelector("#found-sentences").closest("section");
  return { section, progress: section.querySelector(".progress span"), button: section.querySelector("button") };
}

/* The end of a search, reached or asked for. */
function stopAfter(found, isComplete = false) {
  searchTurn++;
  const { section, progress, button } = textsFound();
  button.hidden = true;
  if (isComplete) progress.textContent = "";
  section.hidden = isComplete && !found.passages;
  const isNothing = !found.terms && !found.articles && !found.passages;
  sayFound(isNothing ? searchForm.dataset.nothing : fillIn(searchForm.dataset.counts, found));
  document.querySelector("#results .none").hidden = !isNothing;
}

/* Of the list on the page only the lines that hold the words. */
function filterIndex(words) {
  for (const line of document.querySelectorAll("#index li")) {
    const folded = fold(line.textContent);
    line.hidden = !words.every((word) => findWord(folded, word) >= 0);
  }
}

function keepQuery(query) {
  const address = new URL(location.href);
  address.searchParams.delete("q");
  if (query) address.searchParams.set("q", query);
  try {
    if (address.href !== location.href) history.replaceState(history.state, "", address);
  } catch { /* file:// */ }
}

// ---- what is shown

function sayFound(words) {
  document.querySelector("#search-said").textContent = words;
  document.querySelector("#results .none").hidden = true;
}

function fillIn(words, values) {
  return words.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

function showIn(heading, lines) {
  const section = document.querySelector(heading).closest("section");
  section.hidden = !lines.length;
  section.querySelector("ul, div").replaceChildren(...lines);
}

function make(tag, { lang, ...properties }, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  if (lang) made.lang = lang;
  made.append(...children);
  return made;
}

/* The text, the words looked for marked in it. */
function withMarks(text, words) {
  const pieces = [];
  let at = 0;
  for (const [start, end] of hitsIn(text, words)) {
    pieces.push(text.slice(at, start), make("mark", {}, text.slice(start, end)));
    at = end;
  }
  return [...pieces, text.slice(at)];
}

function termLine({ id, name, lang, reading, other, other_lang }, words) {
  const href = `${searchForm.dataset.home}glossary/${id}/`;
  return make("li", {}, make("a", { href, lang }, ...withMarks(name, words)), " ",
    make("span", { className: "reading", lang: "zh-Latn-pinyin" }, reading), " ",
    make("span", { className: "other", lang: other_lang }, ...withMarks(other, words)));
}

function articleLine({ slug, title, lang, other, other_lang, published, summary }, words) {
  const href = `${searchForm.dataset.home}${slug}/`;
  return make("li", {}, make("a", { href, lang }, ...withMarks(title, words)), " ",
    make("time", { className: "reading" }, published), " ",
    make("span", { className: "other", lang: other_lang }, ...withMarks(other, words)),
    make("p", { lang }, ...withMarks(summary, words)));
}

function placesFound(article, hits, words) {
  const { slug, title, lang } = article;
  const lines = hits.map((place) => placeLine(article, place, words));
  const heading = make("h3", { lang }, make("a", { href: `${searchForm.dataset.home}${slug}/` }, title));
  const found = [heading, make("ol", {}, ...lines.slice(0, shownAtFirst))];
  const rest = lines.slice(shownAtFirst);
  if (!rest.length) return found;
  const summary = make("summary", {}, fillIn(searchForm.dataset.more, { n: rest.length }));
  return [...found, make("details", {}, summary, make("ol", {}, ...rest))];
}

/* Of a passage the sentence that says most of what is looked for, with the sentence that answers it. */
function placeLine({ slug, title, lang, other_lang }, { id, number, pairs }, words) {
  const says = (pair) => words.filter((word) => findWord(fold(pair.join("\n")), word) >= 0).length;
  const [text, answer] = pairs.reduce((best, pair) => (says(pair) > says(best) ? pair : best));
  const n = number ?? id.slice(1);
  const { home, note, noteNumber, useIn } = searchForm.dataset;
  const shown = number ? fillIn(noteNumber, { n }) : n;
  const ariaLabel = fillIn(number ? note : useIn, { n, title });
  const link = make("a", { className: "number", href: `${home}${slug}/#${id}`, ariaLabel }, shown);
  const line = make("li", {}, link);
  if (text) line.append(make("p", { className: "sentence", lang }, ...withMarks(text, words)));
  if (answer) line.append(make("p", { className: "counterpart", lang: other_lang }, ...withMarks(answer, words)));
  return line;
}
