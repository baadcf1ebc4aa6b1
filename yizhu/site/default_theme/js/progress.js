/* How far one has read, by scroll-driven animation where there is one. The rules stand here since checkers of style
   sheets do not know their properties yet. */
const rules = `body { timeline-scope: --text; }
.rows { view-timeline: --text; }
.bar::after { animation: read linear; animation-timeline: --text; animation-range: contain; }`;

function startProgress() {
  if (!document.querySelector(".rows") || !CSS.supports("animation-timeline: --text")) return;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(rules);
  document.adoptedStyleSheets.push(sheet);
}
