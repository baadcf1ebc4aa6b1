/* Where one reads: the passage at the top of the window, and links that lead to it in another edition. */

const passages = [...document.querySelectorAll(".passage")];

/** The passage being read: the first that ends below the bar; none above the first. */
function passageBeingRead() {
  if (isVertical()) return firstInColumns();
  const top = document.querySelector(".bar")?.getBoundingClientRect().bottom ?? 0;
  const here = passages.find((passage) => passage.getBoundingClientRect().bottom > top + 24);
  return here && here.getBoundingClientRect().top < innerHeight * 0.6 ? here : null;
}

/** The passage that a key is about: the one with the focus, else the one being read. */
function passageToUse() {
  return document.activeElement?.closest(".passage") ?? passageBeingRead();
}

/* In columns the first is the rightmost in sight. */
function firstInColumns() {
  const { right, top } = document.querySelector(".rows").getBoundingClientRect();
  if (top > innerHeight * 0.6) return null;
  return passages.find((passage) => passage.getBoundingClientRect().left < right - 24) ?? null;
}

/** The passage after (1) or before (-1) the one being read. */
function passageBeside(step) {
  const here = passageToUse();
  if (!here) return step > 0 ? passages[0] : null;
  return passages[passages.indexOf(here) + step] ?? null;
}

/** Links to the other editions lead to the passage being read. */
function keepPlace() {
  for (const link of document.querySelectorAll(".switch a[hreflang]")) {
    for (const event of ["pointerdown", "focus", "click"]) {
      link.addEventListener(event, () => {
        link.hash = scrollY > 200 ? (passageBeingRead()?.id ?? "") : "";
      });
    }
  }
}
