/* A note or a term beside the words it is about.

   Hovering opens it after a moment, a click or Enter pins it, a second one follows the link, Esc closes it.
   In a narrow window it is a sheet at the bottom, which takes the focus and which Back closes. */

const kinds = ["a.term[href^='#']", "a.note-ref", ".changed"];
const isNarrow = matchMedia("(max-width: 39.99rem)");
const pop = document.querySelector("#pop");

let link = null; // whose words are shown
let isPinned = false;
let hasEntry = false; // did the sheet put an entry into the history?
let timer = 0;

export function startPopovers() {
  if (!pop?.showPopover) return;
  document.addEventListener("click", onClick);
  document.addEventListener("pointerover", onPointerOver);
  document.addEventListener("pointerout", onPointerOut);
  document.addEventListener("pointerdown", onPointerDown);
  document.addEventListener("keydown", onKey);
  addEventListener("popstate", () => { if (link) { hasEntry = false; close(); } });
  addEventListener("resize", () => { if (link) place(); });
}

/** Show what a link leads to. */
export function open(to, { isPinned: pinned = false, isByKey = false } = {}) {
  const words = wordsOf(to);
  if (!words) return false;
  clearTimeout(timer);
  unmark();
  link = to;
  isPinned = pinned || isNarrow.matches;
  pop.querySelector(".pop-body").replaceChildren(words);
  pop.classList.toggle("pinned", isPinned);
  if (!pop.matches(":popover-open")) pop.showPopover();
  pop.scrollTop = 0;
  mark();
  place();
  if (isNarrow.matches) {
    enterSheet();
  } else if (isByKey) {
    link.focus({ preventScroll: true });
    document.querySelector("#said").textContent = pop.querySelector(".pop-body").textContent;
  }
  return true;
}

export function close({ toLink = true, isLeaving = false } = {}) {
  if (!link) return;
  clearTimeout(timer);
  const from = link;
  const hadFocus = pop.contains(document.activeElement);
  unmark();
  link = null;
  isPinned = false;
  pop.hidePopover();
  document.querySelector("#said").textContent = "";
  if (toLink && hadFocus) from.focus({ preventScroll: true });
  if (hasEntry && !isLeaving) history.back();
  hasEntry = false;
}

/** The next (1) or previous (-1) link of its kind, in the same language. */
export function beside(kind, step) {
  const here = link ?? document.activeElement;
  const side = here?.closest(".counterpart") ? ".counterpart" : ".text";
  const shown = (selector) => [...document.querySelectorAll(selector)].filter((a) => a.getClientRects().length);
  const all = shown(`${side} ${kind}`).length ? shown(`${side} ${kind}`) : shown(`.passage ${kind}`);
  const at = all.indexOf(here);
  if (at >= 0) return all[at + step];
  return all.find((a) => a.getBoundingClientRect().top > 60);
}

/* The innermost link wins; a word changed for this edition only where there is none. */
function linkAt(node) {
  return node.closest(kinds.slice(0, 2).join()) ?? node.closest(kinds[2]);
}

function wordsOf(to) {
  if (to.matches(kinds[2])) {
    const words = document.createElement("p");
    words.textContent = pop.dataset.changedFrom + to.dataset.source;
    return words;
  }
  const target = document.getElementById(decodeURIComponent(to.hash.slice(1)));
  return target && copyOf(target);
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
  if (!to) return;
  clearTimeout(timer);
  if (to !== link) timer = setTimeout(open, 250, to);
}

function onPointerOut({ target, pointerType }) {
  if (pointerType !== "mouse" || isPinned || !(target.closest("#pop") || linkAt(target))) return;
  clearTimeout(timer);
  timer = setTimeout(close, 300);
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
