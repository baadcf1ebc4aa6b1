"""The text of a page with the place of each element in it, and selectors of words (W3C Web Annotation).

Places count code points of all the page's text, numbers of notes and readings too, as ``textContent`` has it.
"""

from __future__ import annotations

from typing import Any

from lxml import html

from yizhu.content.prose import Span
from yizhu.exports.xml import Element

_CONTEXT = 32  # characters before and after a quote, more if these stand there twice
_HTML_FRAGMENT = "http://tools.ietf.org/rfc/rfc3236"


class PageText:
    """The text of a page's body."""

    def __init__(self, page: str) -> None:
        document: Element = html.document_fromstring(page)
        self.body = document.body
        self._spans: dict[Element, Span] = {}
        pieces: list[str] = []
        self._measure(self.body, 0, pieces)
        self.text = "".join(pieces)
        self.rows = self.body.find_class("rows")
        self._holders = self.body.cssselect("h1, section.passage[id], [id^=fn-]")

    def _measure(self, element: Element, at: int, pieces: list[str]) -> int:
        start = at
        if isinstance(element.tag, str):  # else a comment
            pieces.append(element.text or "")
            at += len(pieces[-1])
            for child in element:
                at = self._measure(child, at, pieces)
                pieces.append(child.tail or "")
                at += len(pieces[-1])
        self._spans[element] = start, at
        return at

    def span_of(self, element: Element) -> Span:
        """Return where an element's text stands."""
        return self._spans[element]

    def find_before(self, words: str, within: Element, end: int) -> Span | None:
        """Return where words last stand in an element before a place; None: they do not."""
        start = self.text.rfind(words, self._spans[within][0], end) if words else -1
        return (start, start + len(words)) if start >= 0 else None

    def select(self, words: Span) -> list[dict[str, Any]]:
        """Return the selectors of some words, each enough by itself.

        Their place in the passage that holds them; a quote that stands once on the page; their place in all rows, for
        programs whose page is the text alone.
        """
        holder = self._find_holder(words)
        begin = self._spans[holder][0]
        place = {"type": "TextPositionSelector", "start": words[0] - begin, "end": words[1] - begin}
        if id := holder.get("id"):
            whole = select_fragment(id)
        else:
            whole = {"type": "CssSelector", "value": str(holder.tag)}
        return [whole | {"refinedBy": place}, self._quote(words, self._spans[holder]), *self._count(words)]

    def _count(self, words: Span) -> list[dict[str, Any]]:
        """Return the place of words in the article's text, from its first row on; none: they are not in it."""
        start, end = self._spans[self.rows[0]] if self.rows else (0, 0)
        if not start <= words[0] <= words[1] <= end:
            return []
        return [{"type": "TextPositionSelector", "start": words[0] - start, "end": words[1] - start}]

    def _find_holder(self, words: Span) -> Element:
        """Return the innermost element with an address of its own, or the title, that holds some words."""
        found = self.body
        for element in self._holders:
            start, end = self._spans[element]
            if start <= words[0] and words[1] <= end:
                found = element
        return found

    def _quote(self, words: Span, holder: Span) -> dict[str, Any]:
        start, end = words
        for context in (_CONTEXT, 4 * _CONTEXT):
            before, after = max(holder[0], start - context), min(holder[1], end + context)
            if self._stands_once(before, after):
                break
        else:  # beyond the passage, as far as need be
            while not self._stands_once(before, after) and (before > 0 or after < len(self.text)):
                before, after = max(0, before - context), min(len(self.text), after + context)
                context *= 2
        return {
            "type": "TextQuoteSelector",
            "exact": self.text[start:end],
            "prefix": self.text[before:start],
            "suffix": self.text[end:after],
        }

    def _stands_once(self, start: int, end: int) -> bool:
        stretch = self.text[start:end]
        return self.text.find(stretch, self.text.find(stretch) + 1) < 0


def select_fragment(id: str) -> dict[str, Any]:
    """Return the selector of an element by its id."""
    return {"type": "FragmentSelector", "conformsTo": _HTML_FRAGMENT, "value": id}
