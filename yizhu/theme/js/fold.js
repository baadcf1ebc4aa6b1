/* Text as a search sees it: letter case, accents, widths, scripts of Chinese and idle spaces make no difference. */

const simplified = new Map(); // 餾 → 馏
const foldedLetters = new Map();
const hanLetter = /\p{Script=Han}/u;
const latinLetter = /[a-z0-9]/;

/** Take in the table of characters that two scripts write differently: [traditional, simplified]. */
export function learnHan([traditional, plain]) {
  const answers = [...plain];
  [...traditional].forEach((letter, at) => simplified.set(letter, answers[at]));
  foldedLetters.clear();
}

function foldLetter(letter) {
  let folded = foldedLetters.get(letter);
  if (folded === undefined) {
    folded = letter.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
    folded = [...folded].map((one) => simplified.get(one) ?? one).join("");
    foldedLetters.set(letter, folded);
  }
  return folded;
}

/** The folded text; into ``places``, if given, where each of its letters, and its end, stands in the text. */
export function fold(text, places) {
  let folded = "";
  let at = 0;
  let before = "";
  for (const letter of text) {
    const next = text[at + letter.length] ?? "";
    const isIdle = /\s/.test(letter) && (hanLetter.test(before) || hanLetter.test(next)); // 0 到 1
    const added = isIdle ? "" : foldLetter(letter);
    for (let n = 0; n < added.length; n++) places?.push(at);
    folded += added;
    at += letter.length;
    if (!isIdle) before = letter;
  }
  places?.push(at);
  return folded;
}

/** What a reader looks for, as folded words. */
export function queryWords(query) {
  return query.split(/\s+/).map((word) => fold(word)).filter(Boolean);
}

/** Where a folded word stands in a folded text, from an offset on; -1: nowhere. A Latin word is found by its beginning. */
export function findWord(folded, word, from = 0) {
  let at = folded.indexOf(word, from);
  if (!latinLetter.test(word[0])) return at;
  while (at > 0 && latinLetter.test(folded[at - 1])) at = folded.indexOf(word, at + 1);
  return at;
}

/** The stretches of a text that the words stand on, in order, none overlapping. */
export function hitsIn(text, words) {
  const places = [];
  const folded = fold(text, places);
  const hits = [];
  for (const word of words) {
    for (let at = findWord(folded, word); at >= 0; at = findWord(folded, word, at + word.length)) {
      hits.push([places[at], places[at + word.length]]);
    }
  }
  hits.sort((one, other) => one[0] - other[0] || other[1] - one[1]);
  return hits.filter(([start], n) => hits.slice(0, n).every(([, end]) => end <= start));
}
