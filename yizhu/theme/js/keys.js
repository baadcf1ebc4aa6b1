/* One key each; all of them can be switched off (WCAG 2.1.4). */
import { passageBeside } from "./place.js";
import { beside, open } from "./popover.js";
import { copyWithSource } from "./quote.js";
import { say } from "./say.js";
import { goToSentence } from "./tint.js";

const search = document.querySelector("input[type=search], .masthead a[href$='search/']");
const deedsInText = {
  c: () => copyWithSource(),
  j: () => goTo(passageBeside(1)),
  k: () => goTo(passageBeside(-1)),
  n: () => showNextNote(),
  t: () => goToTerms(),
  v: () => showNextView(),
  "[": () => goToSentence(-1),
  "]": () => goToSentence(1),
  "?": () => document.querySelector("#help")?.togglePopover(),
};

export function startKeys() {
  const deeds = { ...(document.querySelector(".passage") && deedsInText), ...(search && { "/": () => goToSearch() }) };
  document.addEventListener("keydown", (event) => {
    const isTyping = event.target.closest?.("textarea, select, [contenteditable], input:not([type=radio], [type=checkbox])");
    const isOff = document.querySelector("#keys-off")?.checked;
    if (isTyping || isOff || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (!Object.hasOwn(deeds, event.key)) return;
    event.preventDefault();
    deeds[event.key]();
  });
}

function goTo(passage) {
  if (!passage) return;
  passage.scrollIntoView({ block: "start" });
  passage.querySelector(".number")?.focus({ preventScroll: true });
}

function goToSearch() {
  if (search.matches("input")) search.focus();
  else search.click();
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
