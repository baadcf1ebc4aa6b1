/* Where there is room, notes also stand in the margin beside the words they are about, as commentators write them.

   What stands there repeats the notes behind the text, so it is hidden from screen readers, from copying and from
   paper. It lies over empty space and moves nothing. */

const rows = document.querySelector(".rows");
const room = matchMedia("(min-width: 72rem)"); // beside one column
const wideRoom = matchMedia("(min-width: 118rem)"); // beside two
const gap = 12;

function startMargin() {
  if (!rows || !document.querySelector("#notes")) return;
  let frame = 0;
  const later = () => {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(draw);
  };
  new ResizeObserver(later).observe(rows);
  document.addEventListener("change", later);
}

function draw() {
  rows.querySelector(".margin")?.remove();
  const isSide = document.querySelector("#view-side")?.checked;
  const areMarksHidden = document.querySelector("#marks-none")?.checked;
  if (areMarksHidden || isVertical() || !(isSide ? wideRoom : room).matches) return;
  const margin = document.createElement("div");
  margin.className = isSide ? "margin outside" : "margin";
  margin.setAttribute("aria-hidden", "true");
  rows.append(margin);
  if (margin.offsetWidth < 180) return margin.remove();
  const top = rows.getBoundingClientRect().top;
  const links = refsToShow();
  const notes = links.map(noteFor);
  margin.append(...notes);
  // All is measured before anything is moved: the page is laid out once, not once for each note.
  const measured = notes.map((note, n) => [note, links[n].getBoundingClientRect().top - top, note.offsetHeight]);
  let free = 0;
  for (const [note, wanted, height] of measured) {
    const at = Math.max(free, wanted);
    note.style.top = `${at}px`;
    free = at + height + gap;
  }
}

/* Each note once: at the number in the column that leads. */
function refsToShow() {
  const shown = [...rows.querySelectorAll(".note-ref")].filter((link) => link.getClientRects().length);
  const seen = new Set();
  return shown.filter(({ dataset }) => !seen.has(dataset.note) && seen.add(dataset.note));
}

function noteFor(link) {
  const words = document.getElementById(`note-${link.dataset.note}`)?.querySelector(".note-text");
  const note = document.createElement("p");
  const number = document.createElement("span");
  number.textContent = link.textContent;
  number.className = "margin-number";
  note.lang = words?.lang ?? "";
  note.append(number, words?.textContent.trim() ?? "");
  note.addEventListener("click", () => open(link, { isPinned: true }));
  return note;
}
