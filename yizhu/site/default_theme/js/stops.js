/* Tab stops at the first mark of a term and of a note in each section, in whichever text is shown first; the others are
   reached by pointer, by n, and by a screen reader's list of links. Formulas that scroll are stops, too. */

function startStops() {
  stopAtFormulas();
  addEventListener("resize", stopAtFormulas);
  if (!document.querySelector(".rows")) return;
  setStops();
  document.addEventListener("change", ({ target }) => {
    if (target.name !== "view") return;
    setStops();
    stopAtFormulas();
  });
}

function stopAtFormulas() {
  for (const formula of document.querySelectorAll("math[display]")) {
    if (formula.scrollWidth > formula.clientWidth) formula.tabIndex = 0;
    else formula.removeAttribute("tabindex");
  }
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
