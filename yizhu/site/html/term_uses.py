"""Renders the sentences of an article that use terms, as the terms' own pages show them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from yizhu.content.prose import Block, Mark, Prose, Span, SpanIndex
from yizhu.editions.model import Edition, Localized, LocalizedHtml, LocalizedProse, Use
from yizhu.site.html.marks import LinkContext, escape_text
from yizhu.site.html.prose import render_inline
from yizhu.site.page_parts import UsesInArticle


class UseRenderer:
    """Renders the uses of terms in an article; a sentence that several editions show is rendered once."""

    def __init__(self) -> None:
        self._texts: dict[Prose, _SentenceRenderer] = {}

    def render(self, edition: Edition) -> dict[str, UsesInArticle]:
        """Return the uses of each term, as the term's own page shows them."""
        found: dict[str, list[Use]] = {}
        slug, head = edition.slug, edition.head
        for id, sense, passage, words, span, other, other_span in edition.uses:
            sentence = self._sentence(words, span, id, sense)
            counterpart = self._sentence(other, other_span, id, "") if other else None
            found.setdefault(id, []).append(Use(slug, head.title, passage, sentence, counterpart, sense))
        return {id: UsesInArticle(slug, head.title, head.lang, tuple(uses)) for id, uses in found.items()}

    def _sentence(self, words: LocalizedProse, span: Span, id: str, sense: str) -> LocalizedHtml:
        if (text := self._texts.get(words.prose)) is None:
            text = self._texts[words.prose] = _SentenceRenderer(words.prose)
        return Localized(text.render(*span, id, sense), words.lang)


_BARE = LinkContext()
_USES = frozenset(("term", "use"))
_KINDS_IN_USES = frozenset(("hit", "strong", "em", "code", "lang", "reading", "changed", "formula"))


class _Sentence(NamedTuple):
    """A sentence all of whose marks are uses that lie apart: its terms can be marked by their offsets alone."""

    text: str
    uses: dict[str, list[tuple[int, int, str]]]  # by term: start and end in the sentence, sense


class _SentenceRenderer:
    """Renders sentences of a text, each once for every term that is used in it."""

    def __init__(self, prose: Prose) -> None:
        self._prose = prose
        marks = [(m.start, m.end, m.get("term"), m.get("sense")) for m in prose.marks if m.kind in _USES]
        self._uses = sorted(marks)
        self._starts = [use[0] for use in self._uses]
        self._terms = {use[2] for use in self._uses}
        self._others = [(m.start, m.end) for m in prose.marks if m.kind in _KINDS_IN_USES]
        self._are_apart = all(one[1] <= other[0] for one, other in pairwise(self._uses))
        self._grid: SpanIndex | None = None
        self._sentences: dict[tuple[int, int], _Sentence | None] = {}
        self._known: dict[tuple[int, int, str, str], str] = {}

    def render(self, start: int, end: int, id: str, sense: str) -> str:
        """Return [start, end) by itself, the uses of a term (in one sense, or in any if it is empty) in ``mark``."""
        key = (start, end, id, sense) if id in self._terms else (start, end, "", "")
        if (html := self._known.get(key)) is None:
            html = self._known[key] = self._render(*key)
        return html

    def _render(self, start: int, end: int, id: str, sense: str) -> str:
        if (start, end) not in self._sentences:
            self._sentences[start, end] = self._sentence(*self._trim(start, end))
        sentence = self._sentences[start, end]
        if sentence is None:
            return str(render_inline(self._cut(*self._trim(start, end), id, sense), _BARE))
        text, at, html = sentence.text, 0, ""
        escaped = _as_it_is if escape_text(text) == text else escape_text
        for begin, stop, meant in sentence.uses.get(id, ()):
            if sense in ("", meant):
                hit = escaped(text[begin:stop])
                html += f'{escaped(text[at:begin])}<mark class="use">{hit}</mark>'
                at = stop
        return html + escaped(text[at:])

    def _trim(self, start: int, end: int) -> Span:
        text = self._prose.text[start:end]
        return start + len(text) - len(text.lstrip()), start + len(text.rstrip())

    def _sentence(self, start: int, end: int) -> _Sentence | None:
        first = bisect_left(self._starts, start)
        uses = self._uses[first : bisect_left(self._starts, end, first)]
        crosses = (first and self._uses[first - 1][1] > start) or (uses and uses[-1][1] > end)
        if not self._are_apart or crosses or any(s < end and start < e for s, e in self._others):
            return None
        by_term: dict[str, list[tuple[int, int, str]]] = {}
        for begin, stop, term, meant in uses:
            by_term.setdefault(term, []).append((begin - start, stop - start, meant))
        return _Sentence(self._prose.text[start:end], by_term)

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


def _as_it_is(text: str) -> str:
    return text


def _is_use(mark: Mark, id: str, sense: str) -> bool:
    return mark.kind in _USES and mark.get("term") == id and sense in ("", mark.get("sense"))
