/* A button that prints; without script there is the browser's own. */
function startPrinting() {
  document.querySelector("[data-print]")?.addEventListener("click", () => print());
}
