/* The reader's choices are kept. A classic script behind the controls: what was chosen holds before the text is drawn,
   and also where modules are not loaded (file://). */
(() => {
  "use strict";
  const store = "yizhu";
  const narrow = matchMedia("(max-width: 39.99rem)");
  const wide = matchMedia("(min-width: 64rem)");
  const radios = [...document.querySelectorAll("[data-remember] input")];
  const views = radios.filter((radio) => radio.name === "view");
  const asked = new URLSearchParams(location.search).get("view");
  const kept = read(store);

  /* What is kept under a name, if it is a set of values: others may have written there, and private windows and file://
     may have no memory. */
  function read(name) {
    try {
      const found = JSON.parse(localStorage.getItem(name));
      return found && typeof found === "object" && !Array.isArray(found) ? found : {};
    } catch {
      return {};
    }
  }

  document.documentElement.classList.add("scripted");
  for (const radio of radios) {
    const wanted = radio.name === "view" && asked ? asked : kept[radio.name];
    if (radio.type === "checkbox") radio.checked = wanted !== "off";
    else if (radio.value === wanted) radio.checked = true;
  }
  // What a page offers no choice of holds there, too.
  for (const name of ["size", "face", "theme", "keys"]) {
    const isOffered = radios.some((radio) => radio.name === name);
    if (!isOffered && /^[a-z]+$/.test(kept[name])) document.documentElement.classList.add(`${name}-${kept[name]}`);
  }
  let isChosen = views.some((radio) => radio.checked);

  // Without a choice the width decides; the radio says so, for those who cannot see it.
  function followWidth() {
    if (matchMedia("print").matches) return; // paper shows what the window shows
    const shown = views.find((radio) => radio.checked);
    const byWidth = !isChosen || (narrow.matches && shown?.value === "side");
    const fitting = wide.matches ? "side" : "rows";
    for (const radio of views) if (byWidth && radio.value === fitting) radio.checked = true;
  }
  followWidth();
  for (const query of [narrow, wide]) query.addEventListener("change", followWidth);

  document.addEventListener("change", ({ target }) => {
    if (!radios.includes(target)) return;
    kept[target.name] = target.type !== "checkbox" ? target.value : target.checked ? "" : "off";
    try {
      localStorage.setItem(store, JSON.stringify(kept));
    } catch { /* as above */ }
    if (target.name !== "view") return;
    isChosen = true;
    const address = new URL(location.href);
    address.searchParams.set("view", target.value);
    try {
      history.replaceState(history.state, "", address);
    } catch { /* file:// */ }
  });

  // Words that the reader knows (known.js) are faded.
  const faded = new CSSStyleSheet();
  function fade(ids) {
    const which = ids.map((id) => `[data-term="${CSS.escape(id)}"]`).join();
    faded.replaceSync(which && `a.term:is(${which}):not(:hover, .open) { text-decoration-color: var(--faded) }`);
  }
  document.adoptedStyleSheets = [faded];
  document.addEventListener("known", ({ detail }) => fade(detail));
  fade(Object.keys(read(`${store}.known`)).slice(0, 9999));

  // From a disk no server turns a folder's address into its page.
  if (location.protocol === "file:") {
    document.addEventListener("click", ({ target }) => {
      const link = target.closest?.("a[href]");
      if (link?.protocol === "file:" && link.pathname.endsWith("/")) link.pathname += "index.html";
    }, true);
  }
})();
