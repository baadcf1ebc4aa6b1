/* Tab stops at the first mark of a term and of a note in each section, in whichever text is shown first; the others are
   reached by pointer, by n, and by a screen reader's list of links. */

function startStops() {
  if (!document.querySelector(".rows")) return;
  setStops();
  document.addEventListener("change", ({ target }) => { if (target.name === "view") setStops(); });
}

function setStops() {
  let seen = new Set();
  for (const passage of document.querySelectorAll(".passage")) {
    if (passage.dataset.kind.startsWith("h")) seen = new Set();
    for (const link of passage.querySelectorAll("a.term, a.note-ref")) {
      const what = link.hash;
      if (!link.getClientRects().length) continue;
      if (seen.has(what)) link.tabIndex = -1;
      else link.removeAttribute("tabindex");
      seen.add(what);
    }
  }
}
