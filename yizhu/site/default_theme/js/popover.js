/* A note or a term beside the words it is about, or what can be done with a passage beside its number.

   Hovering or the keyboard's focus opens it after a moment, a click or Enter pins it, a second one follows the link, Esc
   closes it. In a narrow window it is a sheet at the bottom, which takes the focus and which Back closes. */

const glosses = ["a.term[href^='#']", "a.note-ref"];
const kinds = [...glosses, "a.number", ".changed", ".sic"];
const isNarrow = matchMedia("(max-width: 39.99rem)");
const pop = document.querySelector("#pop");

let link = null; // whose words are shown
let isPinned = false;
let hasEntry = false; // did the sheet put an entry into the history?
let hasSaid = false; // was it read out?
let isReturning = false; // is the focus being given back?
let timer = 0;

function startPopovers() {
  if (!pop?.showPopover) return;
  document.addEventListener("click", onClick);
  document.addEventListener("pointerover", onPointerOver);
  document.addEventListener("pointerout", onPointerOut);
  document.addEventListener("pointerdown", onPointerDown);
  document.addEventListener("focusin", onFocusIn);
  document.addEventListener("focusout", onFocusOut);
  document.addEventListener("keydown", onKey);
  addEventListener("popstate", () => { if (link) { hasEntry = false; close(); } });
  addEventListener("resize", () => { if (link) place(); });
}

/** Show what a link leads to. */
function open(to, { isPinned: pinned = false, isByKey = false } = {}) {
  const words = wordsOf(to);
  if (!words) return false;
  clearTimeout(timer);
  unmark();
  link = to;
  isPinned = pinned || isNarrow.matches;
  pop.querySelector(".pop-body").replaceChildren(words);
  offerToKnow(link.matches(glosses[0]) ? link.dataset.term : "");
  pop.classList.toggle("pinned", isPinned);
  if (!pop.matches(":popover-open")) pop.showPopover();
  pop.scrollTop = 0;
  mark();
  place();
  if (isNarrow.matches) {
    enterSheet();
  } else if (isByKey) {
    link.focus({ preventScroll: true });
    say(pop.querySelector(".pop-body").textContent);
    hasSaid = true;
  }
  return true;
}

function close({ toLink = true, isLeaving = false } = {}) {
  if (!link) return;
  clearTimeout(timer);
  const from = link;
  const hadFocus = pop.contains(document.activeElement);
  unmark();
  link = null;
  isPinned = false;
  pop.hidePopover();
  if (hasSaid) say("");
  hasSaid = false;
  if (toLink && hadFocus) giveBack(from);
  if (hasEntry && !isLeaving) history.back();
  hasEntry = false;
}

/** The next (1) or previous (-1) link of its kind, in the same language. */
function beside(kind, step) {
  const here = link ?? document.activeElement;
  const side = here?.closest(".counterpart") ? ".counterpart" : ".text";
  const shown = (selector) => [...document.querySelectorAll(selector)].filter((a) => a.getClientRects().length);
  const own = shown(`h1 ${kind}, ${side} ${kind}`);
  const all = own.length ? own : shown(`.passage ${kind}`);
  const at = all.indexOf(here);
  if (at >= 0) return all[at + step];
  return all.find((a) => a.getBoundingClientRect().top > 60);
}

function giveBack(from) {
  isReturning = true;
  from.focus({ preventScroll: true });
  isReturning = false;
}

/* The innermost link wins; a misprint or a word changed for this edition only where there is none. */
function linkAt(node) {
  return node.closest(kinds.slice(0, 3).join()) ?? node.closest(kinds.slice(3).join());
}

function wordsOf(to) {
  const { changedFrom, slip } = pop.dataset;
  if (to.matches(".sic")) return readOut(slip.replace("{printed}", to.textContent).replace("{corrected}", to.dataset.correct));
  if (to.matches(".changed")) return readOut(changedFrom + to.dataset.source);
  if (to.matches("a.number")) return menuOf(to);
  const target = document.getElementById(decodeURIComponent(to.hash.slice(1)));
  return target && copyOf(target);
}

function readOut(words) {
  const line = document.createElement("p");
  line.textContent = words;
  return line;
}

function menuOf(number) {
  const menu = document.querySelector("#passage-menu").content.cloneNode(true);
  menu.querySelector("a[href^='#']").href = number.hash;
  for (const button of menu.querySelectorAll("button")) {
    for (const deed in button.dataset) button.dataset[deed] = number.hash.slice(1);
  }
  const view = menu.querySelector("[data-view]");
  const { line } = number.closest(".passage").dataset;
  if (view && line) view.href = view.href.replace("{line}", line).replace("%7Bline%7D", line);
  else view?.closest("li").remove();
  const report = menu.querySelector("[data-report]");
  if (report) report.href += encodeURIComponent(number.hash);
  return menu;
}

function offerToKnow(id) {
  const button = pop.querySelector("[data-know]");
  button.hidden = !id;
  button.dataset.know = id;
  button.setAttribute("aria-pressed", isKnown(id));
}

function copyOf(target) {
  const copy = target.cloneNode(true);
  for (const node of [copy, ...copy.querySelectorAll("[id]")]) node.removeAttribute("id");
  const holder = document.createElement(target.matches(".entry") ? "dl" : "div");
  if (target.matches(".entry")) {
    holder.append(copy);
  } else {
    holder.className = target.className;
    holder.append(...copy.childNodes);
  }
  return holder;
}

function place() {
  pop.style.inset = "";
  if (isNarrow.matches) return;
  const [first] = link.getClientRects();
  if (!first) return;
  const { width, height } = pop.getBoundingClientRect();
  const left = Math.max(16, Math.min(first.left - 24, document.documentElement.clientWidth - width - 16));
  const isAbove = first.bottom + 8 + height > innerHeight && first.top - 8 - height > 0;
  const top = isAbove ? first.top - 8 - height : first.bottom + 8;
  pop.style.inset = `${top + scrollY}px auto auto ${left + scrollX}px`;
}

function enterSheet() {
  const covered = link.getBoundingClientRect().bottom - (innerHeight - pop.offsetHeight) + 24;
  if (covered > 0) scrollBy({ top: covered, behavior: "instant" });
  pop.focus({ preventScroll: true });
  if (!hasEntry) {
    try {
      history.pushState({ pop: true }, "");
      hasEntry = true;
    } catch { /* file:// */ }
  }
}

function mark() {
  link.classList.add("open");
  link.setAttribute("aria-describedby", "pop");
  for (const words of noted()) words.classList.add("open");
}

function unmark() {
  if (!link) return;
  link.classList.remove("open");
  link.removeAttribute("aria-describedby");
  for (const words of noted()) words.classList.remove("open");
}

function noted() {
  const id = link.dataset.note;
  return id ? document.querySelectorAll(`.noted[data-note="${CSS.escape(id)}"]`) : [];
}

function onClick(event) {
  if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  const button = event.target.closest("[data-pop]");
  if (button) return onButton(button.dataset.pop);
  const inside = event.target.closest("#pop a[href^='#']");
  if (inside) return leaveFor(inside, event);
  const to = linkAt(event.target);
  if (!to) return;
  if (to === link && isPinned) return close({ toLink: false, isLeaving: Boolean(to.hash) }); // a link is followed
  if (open(to, { isPinned: true, isByKey: event.detail === 0 })) event.preventDefault();
}

function onButton(what) {
  if (what === "close") return close();
  const next = beside(kinds.find((kind) => link.matches(kind)), what === "next" ? 1 : -1);
  if (!next) return;
  next.scrollIntoView({ block: isNarrow.matches ? "start" : "center", behavior: "instant" });
  open(next, { isPinned: true });
}

function leaveFor(inside, event) {
  event.preventDefault();
  close({ toLink: false, isLeaving: true });
  location.replace(inside.hash);
}

function onPointerOver({ target, pointerType }) {
  if (pointerType !== "mouse" || isPinned) return;
  if (target.closest("#pop")) return clearTimeout(timer);
  const to = linkAt(target);
  if (!to || to.matches("a.number")) return;
  clearTimeout(timer);
  if (to !== link) timer = setTimeout(open, 250, to);
}

function onPointerOut({ target, pointerType }) {
  if (pointerType !== "mouse" || isPinned || !(target.closest("#pop") || linkAt(target))) return;
  clearTimeout(timer);
  timer = setTimeout(close, 300);
}

/* A link that the keyboard reaches shows its words as one under a resting pointer does. */
function onFocusIn({ target }) {
  const isAsked = target.matches(glosses.join()) && target.matches(":focus-visible:not(:target)");
  if (!isAsked || isReturning || isPinned || isNarrow.matches || target === link) return;
  clearTimeout(timer);
  timer = setTimeout(() => { if (document.activeElement === target) open(target); }, 250);
}

function onFocusOut({ target, relatedTarget }) {
  if (target === link && !isPinned && !pop.contains(relatedTarget)) close({ toLink: false });
}

function onPointerDown({ target }) {
  if (link && !target.closest("#pop") && !linkAt(target)) close({ toLink: false });
}

function onKey(event) {
  if (!link) return;
  if (event.key === "Escape") {
    event.preventDefault();
    close();
  } else if (event.key === "Tab" && isPinned) {
    onTab(event);
  }
}

/* The pop-over stands at the end of the page, but Tab reaches it from its link and leaves it back to it. */
function onTab(event) {
  const stops = [...pop.querySelectorAll("button, a[href]")].filter((stop) => stop.getClientRects().length);
  const at = stops.indexOf(document.activeElement);
  if (document.activeElement === link && !event.shiftKey) {
    event.preventDefault();
    stops[0].focus();
  } else if (pop.contains(document.activeElement) && at === (event.shiftKey ? Math.min(at, 0) : stops.length - 1)) {
    event.preventDefault();
    close();
    link?.focus();
  }
}
