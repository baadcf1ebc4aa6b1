/* Columns from right to left are read sideways: by wheel, by Home and End, by the page. */
const region = document.querySelector(".rows");
const choice = document.querySelector("#writing-vertical");

function startVertical() {
  if (!region || !choice) return;
  const label = region.ariaLabel ?? region.dataset.label;
  const name = () => nameRegion(label);
  document.addEventListener("change", name);
  name();
  region.addEventListener("wheel", scrollByWheel, { passive: false });
  region.addEventListener("keydown", scrollByKey);
}

/** Does the text stand in columns now? */
function isVertical() {
  return Boolean(region) && getComputedStyle(region).writingMode === "vertical-rl";
}

/* A region that scrolls is a place that the keyboard reaches; one that does not is none. */
function nameRegion(label) {
  for (const [name, value] of [["role", "region"], ["aria-label", label], ["tabindex", "0"]]) {
    if (isVertical()) region.setAttribute(name, value);
    else region.removeAttribute(name);
  }
}

/* Down is on, which is to the left; at its ends the page itself scrolls. */
function scrollByWheel(event) {
  if (!isVertical() || event.deltaX || event.shiftKey || event.ctrlKey) return;
  const before = region.scrollLeft;
  region.scrollLeft -= event.deltaMode ? event.deltaY * 32 : event.deltaY;
  if (region.scrollLeft !== before) event.preventDefault();
}

function scrollByKey(event) {
  const page = region.clientWidth * 0.9;
  const ways = { Home: region.scrollWidth, End: -region.scrollWidth, PageUp: page, PageDown: -page };
  if (event.target !== region || !isVertical() || !Object.hasOwn(ways, event.key)) return;
  event.preventDefault();
  region.scrollBy({ left: ways[event.key] });
}
