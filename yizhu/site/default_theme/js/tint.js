/* What answers the sentence under the pointer, or the one that holds the focus, is tinted.

   Which answers which, the passage says: data-pairs="23:80 12:40", the lengths of its pairs, the last left out. Nothing
   in the page is changed (CSS Custom Highlight API). */

const tinted = document.querySelector(".rows");
const sides = [".text", ".counterpart"];
const tint = globalThis.Highlight && new Highlight();

const rule = "::highlight(answer) { background-color: var(--answer); color: var(--answer-ink) }";

let shown = ""; // the passage, its side, its pair

function startTint() {
  if (!tint || !tinted) return;
  CSS.highlights.set("answer", tint);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(rule);
  document.adoptedStyleSheets.push(sheet);
  tinted.addEventListener("pointermove", (event) => {
    if (event.pointerType !== "touch" && !event.buttons) onPoint(event);
  });
  tinted.addEventListener("pointerleave", ({ pointerType }) => { if (pointerType !== "touch") clear(); });
  tinted.addEventListener("click", onPoint); // on a phone a tap
  tinted.addEventListener("focusin", ({ target }) => answer(nodesOf(target)[0], 0));
  tinted.addEventListener("focusout", clear);
}

function onPoint({ clientX, clientY, target }) {
  if (!target.closest(sides.join())) return clear();
  const at = document.caretPositionFromPoint?.(clientX, clientY);
  const range = at ? null : document.caretRangeFromPoint?.(clientX, clientY);
  answer(at?.offsetNode ?? range?.startContainer, at?.offset ?? range?.startOffset);
}

/* Tint what answers the letter at this place. */
function answer(node, offset) {
  const side = node?.parentElement?.closest(sides.join());
  if (!side) return;
  const passage = side.closest(".passage");
  const nodes = nodesOf(side);
  const before = nodes.slice(0, nodes.indexOf(node)).reduce((sum, { data }) => sum + data.length, offset);
  const which = side.matches(sides[0]) ? 0 : 1;
  const pairs = pairsOf(passage);
  const nth = pairs.findIndex((pair) => before < pair[which][1]);
  const wanted = [passage.id, which, nth].join();
  if (wanted === shown) return;
  clear();
  shown = wanted;
  const range = rangeOf(passage.querySelector(sides[1 - which]), pairs[nth][1 - which]);
  if (range) tint.add(range);
}

/* The passage's pairs, each [[start, end], [start, end]]. */
function pairsOf({ dataset }) {
  const ends = [0, 0];
  return `${dataset.pairs ?? ""} Infinity:Infinity`.trim().split(" ").map((pair) =>
    pair.split(":").map((length, side) => [ends[side], ends[side] += Number(length)]));
}

function rangeOf(side, [from, to]) {
  const nodes = side ? nodesOf(side) : [];
  const words = nodes.map(({ data }) => data).join("");
  const last = from + words.slice(from, to).trimEnd().length;
  if (last <= from) return null;
  const range = new Range();
  let at = 0;
  for (const node of nodes) {
    const end = at + node.length;
    if (at <= from && from < end) range.setStart(node, from - at);
    if (at < last && last <= end) range.setEnd(node, last - at);
    at = end;
  }
  return range;
}

function clear() {
  shown = "";
  tint.clear();
}
