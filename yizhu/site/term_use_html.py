"""Renders the sentences of an article that use terms, as the terms' own pages show them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise

from yizhu.content.prose import Block, Mark, Prose, SpanIndex
from yizhu.editions.model import Edition, Localized, LocalizedHtml, LocalizedProse, Use
from yizhu.site.html import LinkContext, escape_text, render_inline
from yizhu.site.page_model import UsesInArticle


def render_uses(edition: Edition) -> dict[str, UsesInArticle]:
    """Return the uses of each term, as the term's own page shows them."""
    renderers: dict[Prose, _SentenceRenderer] = {}

    def render(words: LocalizedProse, span: tuple[int, int], id: str, sense: str) -> LocalizedHtml:
        if words.prose not in renderers:
            renderers[words.prose] = _SentenceRenderer(words.prose)
        return Localized(renderers[words.prose].render(*span, id, sense), words.lang)

    found: dict[str, list[Use]] = {}
    slug, head = edition.slug, edition.head
    for id, sense, passage, words, span, other, other_span in edition.uses:
        counterpart = render(other, other_span, id, "") if other else None
        use = Use(slug, head.title, passage, render(words, span, id, sense), counterpart, sense)
        found.setdefault(id, []).append(use)
    return {id: UsesInArticle(slug, head.title, head.lang, tuple(uses)) for id, uses in found.items()}


_BARE = LinkContext()
_KINDS_IN_USES = frozenset(("hit", "strong", "em", "code", "lang", "reading", "changed"))


class _SentenceRenderer:
    """Renders sentences of a text, each once for every term that is used in it."""

    def __init__(self, prose: Prose) -> None:
        self._prose = prose
        self._uses = sorted(
            (mark.start, mark.end, mark.get("term"), mark.get("sense"))
            for mark in prose.marks
            if mark.kind in ("term", "use")
        )
        self._starts = [use[0] for use in self._uses]
        self._terms = {use[2] for use in self._uses}
        self._others = [(m.start, m.end) for m in prose.marks if m.kind in _KINDS_IN_USES]
        self._are_apart = all(one[1] <= other[0] for one, other in pairwise(self._uses))
        self._grid: SpanIndex | None = None
        self._known: dict[tuple[int, int, str, str], str] = {}

    def render(self, start: int, end: int, id: str, sense: str) -> str:
        """Return [start, end) by itself, the uses of a term (in one sense, or in any if it is empty) in ``mark``."""
        key = (start, end, id, sense) if id in self._terms else (start, end, "", "")
        if key not in self._known:
            self._known[key] = self._render(*key)
        return self._known[key]

    def _render(self, start: int, end: int, id: str, sense: str) -> str:
        text = self._prose.text[start:end]
        start, end = start + len(text) - len(text.lstrip()), start + len(text.rstrip())
        first = bisect_left(self._starts, start)
        uses = self._uses[first : bisect_left(self._starts, end, first)]
        is_plain = (
            self._are_apart
            and not (first and self._uses[first - 1][1] > start)
            and not (uses and uses[-1][1] > end)
            and not any(begin < end and start < stop for begin, stop in self._others)
        )
        if not is_plain:
            return str(render_inline(self._cut(start, end, id, sense), _BARE))
        pieces, at = [], start
        for begin, stop, term, meant in uses:
            if term == id and sense in ("", meant):
                hit = escape_text(self._prose.text[begin:stop])
                pieces += [escape_text(self._prose.text[at:begin]), f'<mark class="use">{hit}</mark>']
                at = stop
        return "".join([*pieces, escape_text(self._prose.text[at:end])])

    def _cut(self, start: int, end: int, id: str, sense: str) -> Prose:
        """Return the sentence with its marks, the uses of the term marked ``hit``."""
        marks = tuple(self._marks(start, end, id, sense))
        return Prose(self._prose.text[start:end], (Block("span", 0, end - start),), marks)

    def _marks(self, start: int, end: int, id: str, sense: str) -> Iterator[Mark]:
        prose = self._prose
        self._grid = self._grid or SpanIndex([(mark.start, mark.end) for mark in prose.marks])
        for mark in (prose.marks[nth] for nth in self._grid.find_near(start, end)):
            kind = "hit" if _is_use(mark, id, sense) else mark.kind
            if mark.start < end and start < mark.end and kind in _KINDS_IN_USES:
                begin, stop = max(mark.start, start) - start, min(mark.end, end) - start
                yield Mark(begin, stop, kind, mark.attributes)


def _is_use(mark: Mark, id: str, sense: str) -> bool:
    return mark.kind in ("term", "use") and mark.get("term") == id and sense in ("", mark.get("sense"))
