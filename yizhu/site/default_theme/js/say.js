/* What happened, in one polite live region; where nothing else shows it, for a moment before the reader's eyes too. */

const said = document.querySelector("#said");
let fading = 0;

/** Say these words to those who listen; ``isSeen``: and to those who look. */
function say(words, { isSeen = false } = {}) {
  if (!said) return;
  clearTimeout(fading);
  said.textContent = words.trim();
  said.classList.toggle("seen", isSeen);
  if (isSeen) fading = setTimeout(() => said.classList.remove("seen"), 4000);
}
