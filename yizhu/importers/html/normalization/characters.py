"""Put characters that a page shows as pictures back into its text, by what the pictures' descriptions say."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from yizhu.chinese.han import has_han

# As the editors of the Buddhist canon write what no font had, and as Unicode does.
_COMPOSED = re.compile(
    r"\[[^\[\]\s]{1,12}[*/@+?-][^\[\]\s]{0,12}\]|[\u2ff0-\u2fff][\u2e80-\u9fff\u2ff0-\u2fff\U00020000-\U000323af]{2,8}"
)
_WITHIN_LINES = frozenset("a b i em strong span font u sub sup small big ruby rb".split())
_FRAMES = ("figure", "picture", "figcaption", "button")
_PICTURES = "圖图照像畫画"  # what a picture itself is called
_MOST = 40  # characters of a description


def spell_characters(root: HtmlElement) -> None:
    """Replace each picture of a character, amid text, with the character."""
    for image in list(root.iter("img")):
        alt = (image.get("alt") or "").strip()
        if len(alt) > _MOST or not _is_character(alt) or not _is_amid_text(image):
            continue
        tail = image.tail
        image.clear()
        image.tag, image.text, image.tail = "span", alt, tail


def _is_character(alt: str) -> bool:
    return bool(_COMPOSED.fullmatch(alt)) or (len(alt) == 1 and has_han(alt) and alt not in _PICTURES)


def _is_amid_text(image: HtmlElement) -> bool:
    block = next((one for one in image.iterancestors() if one.tag not in _WITHIN_LINES), None)
    return block is not None and block.tag not in _FRAMES and any(text.strip() for text in block.itertext())
