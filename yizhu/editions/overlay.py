"""Overlay a text with what the editors add: the numbers of notes, misprints and footnotes, and the marks of terms."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from yizhu.content.model import Article, Footnote, Note, Passage, Text
from yizhu.content.parts import TITLE, part_of
from yizhu.content.prose import Mark, Prose, SpanIndex, add_marks, select_marks
from yizhu.editions.alignment import PassageAligner
from yizhu.editions.model import FootnoteOf, Localized, ShownFootnote
from yizhu.editions.note_places import NotePlacer

_POINTS = re.compile(r"[,.;:!?”’\"']*(?!\w)")


def overlay(article: Article, text: Text, density: str, placer: NotePlacer) -> Text:
    """Return a text of the article with its notes, misprints and footnotes numbered and its terms marked.

    ``placer`` finds where the notes belong in this text.

    ``density`` says which uses of a term are marked (all, section, article, none), unless the front matter does.
    """
    text = number_marks(text)
    passages = _select_uses(text.passages, text.meta.mark or article.source.meta.mark or density)
    # The terms come first: a note's number goes after a term, not inside its link.
    text = replace(text, passages=tuple(passages))
    marker = _NoteMarker(text, placer, text.lang == article.source.lang)
    marks: dict[int, list[Mark]] = {}
    for number, note in enumerate(article.notes, 1):
        for passage, mark in marker.note_marks(note, number):
            marks.setdefault(passage, []).append(mark)
    return replace(
        text,
        passages=tuple(
            replace(p, prose=add_marks(p.prose, marks[p.number])) if p.number in marks else p
            for p in passages
        ),
        title_marks=tuple(marks.get(TITLE, ())),
        footnotes=tuple(
            replace(f, prose=add_marks(f.prose, marks[number])) if number in marks else f
            for number, f in enumerate(text.footnotes, len(passages) + 1)
        ),
    )


class Overlays:
    """The texts of an article with their overlays; each is made once, however many editions show it."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self.aligner = PassageAligner()
        self._texts: dict[tuple[str, str], Text] = {}
        self._placers: dict[str, NotePlacer] = {}

    def text(self, text: Text, density: str) -> Text:
        """Return ``overlay`` of the text."""
        key = text.lang, density
        if key not in self._texts:
            self._texts[key] = overlay(self.article, text, density, self.placer(text))
        return self._texts[key]

    def placer(self, text: Text) -> NotePlacer:
        """Return what finds the places of the notes in a text."""
        if text.lang not in self._placers:
            self._placers[text.lang] = NotePlacer(self.article, text, self.aligner)
        return self._placers[text.lang]


class _NoteMarker:
    """Makes the marks of notes in one of the texts of an article."""

    def __init__(self, text: Text, placer: NotePlacer, is_source: bool) -> None:
        self._text, self._placer, self._is_source = text, placer, is_source
        self._is_chinese = text.lang[:2] in ("zh", "ja")
        self._links: dict[
            int, tuple[tuple[Mark, ...], SpanIndex]
        ] = {}  # and the like, by the passage's number

    def note_marks(self, note: Note, number: int) -> list[tuple[int, Mark]]:
        """Return a note's marks and their passages: in the source the quoted words and the number after them; in a
        translation the number only.
        """
        place = self._placer.find(note)
        if place is None:
            return []
        attributes = (("note", note.id), ("number", str(number)), ("kind", note.kind))
        passage = part_of(self._text, place.passage)
        at = self._outside_links(passage, self._after_points(passage, place.end))
        noted = Mark(place.start, place.end, "noted", attributes)
        marks = [noted] if self._is_source else []
        return [(passage.number, mark) for mark in (*marks, Mark(at, at, "note-ref", attributes))]

    def _after_points(self, passage: Passage, at: int) -> int:
        # In Latin script a number stands after the points and quotation marks that follow the words; in Chinese before.
        following = None if self._is_chinese else _POINTS.match(passage.prose.text, at)
        return following.end() if following else at

    def _outside_links(self, passage: Passage, at: int) -> int:
        # A number inside a link would be a link inside a link.
        if passage.number not in self._links:
            holders = select_marks(
                passage.prose, "link", "term", "sic", "reading", "code", "code_block", "formula"
            )
            self._links[passage.number] = holders, SpanIndex([(mark.start, mark.end) for mark in holders])
        holders, grid = self._links[passage.number]
        near = (holders[nth] for nth in grid.find_near(at, at))
        return max([at, *(mark.end for mark in near if mark.start < at < mark.end)])


def number_marks(text: Text) -> Text:
    """Return the text with its misprints and footnotes numbered, footnotes by their first reference.

    Those that only other footnotes refer to come last.
    """
    order: dict[str, int] = {}
    misprints = 0
    passages: list[Passage] = []
    for passage in text.passages:
        marks: list[Mark] = []
        if not any(mark.kind in ("sic", "footnote") for mark in passage.prose.marks):
            passages.append(passage)
            continue
        for mark in sorted(passage.prose.marks, key=lambda m: (m.start, -m.end)):
            if mark.kind == "sic":
                misprints += 1
                mark = replace(mark, attributes=(*mark.attributes, ("nth", str(misprints))))
            elif mark.kind == "footnote":
                mark = _number_footnote(mark, order, text.lang)
            marks.append(mark)
        passages.append(replace(passage, prose=replace(passage.prose, marks=tuple(marks))))
    return replace(text, passages=tuple(passages), footnotes=_number_in_footnotes(text, order))


def _number_in_footnotes(text: Text, order: dict[str, int]) -> tuple[Footnote, ...]:
    """Return the footnotes with the numbers of those that they refer to; ``order`` grows by these."""
    by_label = {footnote.label: footnote for footnote in text.footnotes}
    queue = list(order)
    for label in queue:
        prose = by_label[label].prose if label in by_label else Prose("")
        if select_marks(prose, "footnote"):
            marks = tuple(
                _number_footnote(mark, order, text.lang) if mark.kind == "footnote" else mark
                for mark in sorted(prose.marks, key=lambda m: (m.start, -m.end))
            )
            by_label[label] = replace(by_label[label], prose=replace(prose, marks=marks))
            queue += list(order)[len(queue) :]
    return tuple(by_label[footnote.label] for footnote in text.footnotes)


def _select_uses(passages: Sequence[Passage], density: str) -> list[Passage]:
    """Return the passages with the uses that the density asks for as ``term``; in headings only with ``all``."""
    seen: set[str] = set()
    thinned: list[Passage] = []
    for passage in passages:
        is_heading = passage.kind.startswith("h")
        if is_heading and density == "section":
            seen = set()
        marks = tuple(
            Mark(mark.start, mark.end, "term", mark.attributes)
            if _is_shown(mark, density, seen, is_heading)
            else mark
            for mark in sorted(passage.prose.marks, key=lambda m: (m.start, -m.end))
        )
        prose = Prose(passage.prose.text, passage.prose.blocks, marks)
        thinned.append(replace(passage, prose=prose))
    return thinned


def _is_shown(mark: Mark, density: str, seen: set[str], is_heading: bool) -> bool:
    """Is this use shown? A shown one, also one that the author marked, is added to ``seen``."""
    if mark.kind not in ("term", "use"):
        return False
    id = mark.get("entry") or mark.get("term")  # another sense counts as another term
    if mark.kind == "term":
        seen.add(id)
    if mark.kind == "term" or density == "none" or (density != "all" and (is_heading or id in seen)):
        return False
    seen.add(id)
    return True


def _number_footnote(mark: Mark, order: dict[str, int], lang: str) -> Mark:
    label = mark.get("label")
    again = (("again", "yes"),) if label in order else ()
    number = str(order.setdefault(label, len(order) + 1))
    return replace(
        mark, attributes=(("label", label), ("id", f"{lang}-{number}"), ("number", number), *again)
    )


def list_footnotes(text: Text) -> Iterator[ShownFootnote]:
    """Yield the footnotes of a numbered text, in the order of their first references."""
    by_label = {footnote.label: footnote for footnote in text.footnotes}
    queue = [passage.prose for passage in text.passages]
    for prose in queue:
        for mark in select_marks(prose, "footnote"):
            footnote = by_label.get(mark.get("label"))
            if footnote and not mark.get("again"):
                queue.append(footnote.prose)
                id, number = mark.get("id"), int(mark.get("number"))
                yield FootnoteOf(id, number, Localized(footnote.prose, text.lang), id.rpartition("-")[0])
