/* How Chinese is read, over its characters: fetched when a reader asks for it, taken away again without a trace. */

const isHan = /[々〇\u2e80-\u2fdf\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{20000}-\u{2fa1f}\u{30000}-\u{323af}]/u;
const neverBegins = /^[，。、；：！？…—·’”」』）》〉】〕％%,.;:!?)\]]/; // a line
const neverEnds = /[‘“「『（《〈【〔(\[]/;
const langs = { pinyin: "zh-Latn-pinyin", zhuyin: "zh-Bopo" };
const places = { pinyin: "over", zhuyin: "beside" };
const tone = /^(˙?)([^ˊˇˋ]*)([ˊˇˋ]?)$/;
const replaced = new Map(); // a passage: how it is read, and its text nodes with what stands in their place
const alone = new Map(); // passages for which the reader asked one by one: all or none
let told = null; // what readings.json says

function startReadings() {
  if (!document.querySelector("#readings")) return;
  document.addEventListener("change", ({ target }) => {
    if (target.name !== "readings" && target.name !== "read") return;
    alone.clear();
    showReadings();
  });
  document.addEventListener("click", ({ target }) => {
    if (!target.closest?.("[data-read]")) return;
    toggleReadings(document.getElementById(target.dataset.read));
    close();
  });
  if (chosen("readings")) showReadings();
}

/** Readings over one passage, or none over it. */
async function toggleReadings(passage = passageToUse()) {
  if (!passage || !document.querySelector("#readings")) return;
  alone.set(passage, scopeOf(passage) === "all" ? "none" : "all");
  await showReadings();
}

function chosen(name) {
  return document.querySelector(`[name="${name}"]:checked`)?.value;
}

function scopeOf(passage) {
  return alone.get(passage) ?? (chosen("readings") ? chosen("read") || "all" : "none");
}

async function showReadings() {
  if (passages.some((passage) => scopeOf(passage) !== "none") && !(await isTold())) return failToRead();
  const style = chosen("readings") || (told?.region === "tw" ? "zhuyin" : "pinyin");
  const here = passageToUse();
  const top = here?.getBoundingClientRect().top;
  for (const passage of passages) redraw(passage, scopeOf(passage), style);
  if (here) scrollBy({ top: here.getBoundingClientRect().top - top, behavior: "instant" });
}

async function isTold() {
  if (location.protocol === "file:") return false;
  try {
    told ??= await (await fetch("readings.json")).json();
  } catch { /* offline */ }
  return Boolean(told);
}

function failToRead() {
  const words = document.querySelector("#readings-failed");
  words.hidden = false;
  say(words.textContent);
  document.querySelector("#readings-usual").checked = true;
  alone.clear();
}

function redraw(passage, scope, style) {
  const way = scope === "none" ? "" : `${scope} ${style}`;
  const before = replaced.get(passage);
  if ((before?.way ?? "") === way) return;
  for (const [node, [first, ...others]] of before?.nodes ?? []) {
    first.replaceWith(node);
    for (const other of others) other.remove();
  }
  replaced.delete(passage);
  if (way) replaced.set(passage, { way, nodes: ["text", "counterpart"].flatMap((side) => drawOver(passage, side, scope, style)) });
}

function drawOver(passage, side, scope, style) {
  const syllables = told[side][passage.id];
  const column = passage.querySelector(`:scope > .${side}`);
  if (!syllables || !column) return [];
  const isRare = new Set(told.rare[side][passage.id]);
  let at = 0;
  return nodesOf(column).flatMap((node) => {
    const isKept = node.parentElement.closest("ruby, math") || !node.parentElement.matches(":lang(zh)");
    const pieces = [...node.data].map((character, n, all) => {
      const number = isHan.test(character) ? at++ : -1;
      const isWanted = number >= 0 && !isKept && (scope === "all" || isRare.has(number));
      if (isWanted) return rubyOf(character, told[style][syllables[number]], style, all[n + 1]);
      return style === "zhuyin" && neverEnds.test(character) && !isKept ? held(character) : character;
    });
    return pieces.every((piece) => piece === String(piece)) ? [] : [[node, standIn(pieces, node)]];
  });
}

function standIn(pieces, node) {
  const made = document.createDocumentFragment();
  made.append(...pieces);
  made.normalize();
  const nodes = [...made.childNodes];
  node.replaceWith(made);
  return nodes;
}

/* A voice reads the character itself; its reading beside it would be heard as a second word. */
function rubyOf(character, syllable, style, next) {
  const reading = make("rt", ...(style === "zhuyin" ? symbolsOf(syllable) : [syllable]));
  const ruby = make("ruby", character, make("rp", "（"), reading, make("rp", "）"));
  ruby.className = `said ${places[style]}`;
  reading.lang = langs[style];
  for (const one of ruby.children) one.ariaHidden = "true";
  return style === "zhuyin" && (!next || neverBegins.test(next)) ? held(ruby) : ruby;
}

/* A cell of its own may be parted from any mark, so what must not be is held: the reading's CSS forbids it to wrap. */
function held(piece) {
  const made = make("span", piece);
  made.className = "held";
  return made;
}

/* Its tone stands beside the symbols; the light one before them. */
function symbolsOf(syllable) {
  const [, light, symbols, mark] = tone.exec(syllable);
  return [light + symbols, ...(mark ? [make("b", mark)] : [])];
}

function make(name, ...children) {
  const made = document.createElement(name);
  made.append(...children);
  return made;
}
