/* The words of a passage, without what editors and scripts have laid over them: numbers, readings; of a formula, its TeX. */

const laidOver = ".note-ref, .footnote-ref, rt, rp, semantics > mrow";
const blocks = "p, li, h2, h3, h4, h5, h6, th, td, pre";

/** The text nodes that hold a side's own words, in order. */
function nodesOf(side) {
  const walker = document.createTreeWalker(side, NodeFilter.SHOW_TEXT);
  const nodes = [];
  while (walker.nextNode()) {
    if (!walker.currentNode.parentElement.closest(laidOver)) nodes.push(walker.currentNode);
  }
  return nodes;
}

/** A side's own words, each block on a line. */
function plainOf(side) {
  let words = "";
  let block = null;
  for (const node of nodesOf(side)) {
    const here = node.parentElement.closest(blocks);
    if (block && here !== block) words += "\n";
    words += node.data;
    block = here;
  }
  return words.trim();
}
