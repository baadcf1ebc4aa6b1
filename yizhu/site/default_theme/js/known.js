/* Words that the reader knows: marked less, on this device, on every page, until she takes it back.

   Their ids, headwords and languages are kept; remember.js fades them before the text is drawn, and at every event
   "known". */

const store = "yizhu.known";
const list = document.querySelector("#known");
const known = kept();

function startKnown() {
  document.addEventListener("click", ({ target }) => {
    const button = target.closest?.("[data-know]");
    if (button) toggle(button);
  });
  showKnown();
}

/** Does the reader know this term? */
function isKnown(id) {
  return Object.hasOwn(known, id);
}

/* Buttons, list and marks show what is known. */
function showKnown() {
  for (const button of document.querySelectorAll("[data-know][aria-pressed]")) {
    button.setAttribute("aria-pressed", isKnown(button.dataset.know));
  }
  if (list) drawList();
  document.dispatchEvent(new CustomEvent("known", { detail: Object.keys(known) }));
}

/* Whatever else may stand in the store, words are [headword, language]. */
function kept() {
  try {
    const words = Object.entries(JSON.parse(localStorage.getItem(store)) ?? {});
    return Object.fromEntries(words.filter(([, word]) => isWord(word)).slice(0, 9999));
  } catch {
    return {};
  }
}

function isWord(word) {
  return Array.isArray(word) && word.length === 2 && word.every((part) => typeof part === "string" && part.length < 999);
}

function toggle(button) {
  const id = button.dataset.know;
  const isInList = list?.contains(button);
  if (isKnown(id)) delete known[id];
  else known[id] = headwordBy(button);
  try {
    localStorage.setItem(store, JSON.stringify(known));
  } catch { /* without a memory it holds for this page */ }
  showKnown();
  if (isInList) (list.hidden ? list.closest("[popover]") : list.querySelector("summary")).focus();
}

function headwordBy(button) {
  const word = button.closest("#pop, .entry, article").querySelector(".headword, h1");
  return [word.textContent, word.closest("[lang]").lang];
}

function drawList() {
  const words = Object.entries(known);
  list.hidden = !words.length;
  list.querySelector("summary").textContent = list.dataset.told.replace("{n}", words.length);
  list.querySelector("ul").replaceChildren(...words.map(itemOf));
}

/* <li><button type="button" data-know="chip"><span lang="zh-Hant">晶片</span> Mark it again</button></li> */
function itemOf([id, [headword, lang]]) {
  const [item, button, word] = ["li", "button", "span"].map((tag) => document.createElement(tag));
  Object.assign(word, { lang, textContent: headword });
  button.type = "button";
  button.dataset.know = id;
  button.append(word, ` ${list.dataset.undo}`);
  item.append(button);
  return item;
}
