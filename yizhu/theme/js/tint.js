/* The sentence that answers the one under the pointer, or the one that holds the focus, is tinted.

   Which answers which, the passage says: data-pairs="23:80 12:40", the lengths of its pairs, the last left out. Nothing
   in the page is changed (CSS Custom Highlight API). */
import { passageBeside, passageToUse } from "./place.js";
import { nodesOf } from "./words.js";

const rows = document.querySelector(".rows");
const sides = [".text", ".counterpart"];
const tint = globalThis.Highlight && new Highlight();

let shown = {}; // passage, nth
let frame = 0;

export function startTint() {
  if (!tint || !rows) return;
  CSS.highlights.set("answer", tint);
  rows.addEventListener("pointermove", (event) => {
    if (event.pointerType !== "touch" && !event.buttons) onPoint(event);
  });
  rows.addEventListener("pointerleave", (event) => { if (event.pointerType !== "touch") clear(); });
  rows.addEventListener("click", onPoint); // on a phone a tap
  rows.addEventListener("focusin", ({ target }) => {
    const [node] = target.matches("a:not(.number)") ? nodesOf(target) : [];
    if (node) show(node, 0);
    else clear();
  });
}

/** The next (1) or previous (-1) sentence of the passage being read and what answers it; beyond its end, the next passage's. */
export function goToSentence(step) {
  if (!tint) return;
  let passage = passageToUse() ?? passageBeside(1);
  let nth = passage === shown.passage ? shown.nth + step : step > 0 ? 0 : -1;
  if (passage && (nth < 0 || nth >= pairsOf(passage).length)) {
    passage = passageBeside(step);
    nth = step > 0 || !passage ? 0 : pairsOf(passage).length - 1;
  }
  if (!passage) return;
  passage.querySelector(".number").focus({ preventScroll: true });
  const pair = pairsOf(passage)[nth];
  const ranges = sides.map((side, at) => rangeOf(passage.querySelector(side), pair[at]));
  fill({ passage, nth }, ranges);
  const box = ranges.find((range) => range?.getClientRects().length)?.getBoundingClientRect();
  if (box && (box.top < 80 || box.bottom > innerHeight)) scrollBy({ top: box.top - innerHeight / 3 });
}

function onPoint({ clientX, clientY, target }) {
  cancelAnimationFrame(frame);
  frame = requestAnimationFrame(() => {
    if (!target.closest(sides.join())) return clear();
    const at = document.caretPositionFromPoint?.(clientX, clientY);
    const range = at ? null : document.caretRangeFromPoint?.(clientX, clientY);
    const node = at?.offsetNode ?? range?.startContainer;
    if (node?.nodeType === Node.TEXT_NODE) show(node, at?.offset ?? range.startOffset);
  });
}

/* Tint what answers the letter at this place. */
function show(node, offset) {
  const side = node.parentElement.closest(sides.join());
  const passage = side?.closest(".passage");
  if (!passage) return clear();
  const which = side.matches(sides[0]) ? 0 : 1;
  let at = offset;
  for (const before of nodesOf(side)) {
    if (before === node) break;
    at += before.data.length;
  }
  const pairs = pairsOf(passage);
  const nth = pairs.findIndex((pair) => at < pair[which][1]);
  if (nth < 0 || (shown.passage === passage && shown.nth === nth && shown.which === which)) return;
  const other = 1 - which;
  fill({ passage, nth, which }, [rangeOf(passage.querySelector(sides[other]), pairs[nth][other])]);
}

/* The passage's pairs, each [[start, end], [start, end]]. */
function pairsOf(passage) {
  const ends = [0, 0];
  const told = passage.dataset.pairs?.split(" ") ?? [];
  return [...told, "Infinity:Infinity"].map((pair) =>
    pair.split(":").map((length, side) => [ends[side], ends[side] += Number(length)]));
}

function rangeOf(side, [from, to]) {
  if (!side) return null;
  const nodes = nodesOf(side);
  const words = nodes.map((node) => node.data).join("");
  const last = from + words.slice(from, to).trimEnd().length;
  if (last <= from) return null;
  const range = new Range();
  let at = 0;
  for (const node of nodes) {
    const end = at + node.data.length;
    if (at <= from && from < end) range.setStart(node, from - at);
    if (at < last && last <= end) range.setEnd(node, last - at);
    at = end;
  }
  return range;
}

function fill(what, ranges) {
  shown = what;
  tint.clear();
  for (const range of ranges) if (range) tint.add(range);
}

function clear() {
  cancelAnimationFrame(frame);
  fill({}, []);
}
