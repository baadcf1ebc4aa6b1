/* A passage with its source: both languages, its number, where it comes from, where it stands. */

const menu = document.querySelector("#passage-menu");

function startQuoting() {
  document.addEventListener("click", ({ target }) => {
    const button = target.closest?.("[data-copy]");
    if (!button) return;
    copy([document.getElementById(button.dataset.copy)]);
    close();
  });
}

/** Copy the passages that are selected, or the one being read. */
function copyWithSource() {
  const selection = getSelection();
  const selected = selection.isCollapsed ? [] : passages.filter((passage) => selection.containsNode(passage, true));
  copy(selected.length ? selected : [passageToUse()]);
}

async function copy([first, ...others]) {
  if (!first) return;
  const { copied, failed } = menu.dataset;
  try {
    await navigator.clipboard.writeText(quote([first, ...others]));
    say(copied, { isSeen: true });
  } catch {
    say(failed, { isSeen: true });
  }
}

function quote(chosen) {
  const { cite, source, passage: numbered } = menu.dataset;
  const canonical = document.querySelector("link[rel=canonical]")?.href ?? location.href;
  const numbers = chosen.map(({ id }) => numbered.replace("{n}", id.slice(1)));
  const told = chosen.map((passage, nth) => [
    ...(chosen.length > 1 ? [numbers[nth]] : []),
    ...[...passage.querySelectorAll(":scope > :is(.text, .counterpart)")].map(plainOf),
  ].join("\n"));
  const where = [...new Set([numbers[0], numbers.at(-1)])].join("–");
  const found = [cite + where, source, `${canonical.split("#")[0]}#${chosen[0].id}`];
  return [...told, found.filter(Boolean).join("\n")].join("\n\n");
}
