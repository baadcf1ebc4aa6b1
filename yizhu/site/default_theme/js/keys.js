/* One key each; all of them can be switched off (WCAG 2.1.4). */

const deedsAnywhere = { "/": () => goToSearch() };
const deedsInText = {
  c: () => copyWithSource(),
  j: () => goTo(passageBeside(1)),
  k: () => goTo(passageBeside(-1)),
  n: () => showNextNote(),
  r: () => toggleReadings(),
  t: () => goToTerms(),
  v: () => showNextView(),
  "?": () => document.querySelector("#help")?.togglePopover(),
};

function startKeys() {
  const deeds = { ...deedsAnywhere, ...(document.querySelector(".passage") && deedsInText) };
  document.addEventListener("keydown", (event) => {
    const isTyping = event.target.closest?.("textarea, select, [contenteditable], input:not([type=radio], [type=checkbox])");
    const isOff = document.querySelector("#keys-off:checked, .keys-off");
    if (isTyping || isOff || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (!Object.hasOwn(deeds, event.key)) return;
    if (deeds[event.key]() !== false) event.preventDefault();
  });
}

function goTo(passage) {
  if (!passage) return;
  passage.scrollIntoView({ block: "start" });
  passage.querySelector(".number")?.focus({ preventScroll: true });
}

function goToSearch() {
  const search = document.querySelector("input[type=search]") ?? document.querySelector(".menu a[href$='search/']");
  if (!search) return false;
  search.focus();
  if (search.href) search.click();
  return true;
}

function goToTerms() {
  if (document.querySelector("#glossary")) location.hash = "glossary";
}

function showNextNote() {
  const next = beside(".note-ref", 1);
  if (next) open(next, { isPinned: true, isByKey: true });
}

function showNextView() {
  const views = [...document.querySelectorAll("[name=view]")].filter((radio) => radio.parentElement.offsetParent);
  const at = views.findIndex((radio) => radio.checked);
  const next = views[(at + 1) % views.length];
  if (!next) return;
  next.checked = true;
  next.dispatchEvent(new Event("change", { bubbles: true }));
  say(next.parentElement.textContent);
}
