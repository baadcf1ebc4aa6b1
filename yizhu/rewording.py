"""A text in another script, and in the words of the readers there.

Characters by OpenCC; words by the glossary's given forms and the reviewed vocabulary; what a span says outright wins
over both. A passage is converted as a whole, across its markup, and its marks are dealt back by offsets.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from operator import itemgetter

from yizhu.intervals import Bars, Grid, Span
from yizhu.literal import Pairs, exactly, is_counted, stands_in
from yizhu.matching import Form, Matcher, addresses
from yizhu.memo import Recent
from yizhu.quotes import requote
from yizhu.script import Converted, Piece, convert, convert_words
from yizhu.tree import Mark, Prose, inline, marks_of, retext

# Left as they are: code, addresses, other languages, what a span keeps.
_KEPT = frozenset(("code", "code_block", "keep", "lang", "image"))
_WORDED = ("image", "sic")  # marks that hold words of their own


@dataclass(frozen=True, slots=True)
class Rewrite:
    """A wording of one region and the other region's."""

    old: str
    new: str
    exceptions: tuple[str, ...] = ()
    is_counted: bool = False  # it counts only behind a number


@dataclass(frozen=True, slots=True)
class Rewording:
    """The way from one script to another; without a language it changes nothing."""

    source_lang: str = ""
    lang: str = ""
    config: str = ""  # of OpenCC
    rewrites: tuple[Rewrite, ...] = ()
    quotes: str = ""  # curly or corner; empty: as they are
    counted: tuple[Rewrite, ...] = ()  # words that count only behind a number
    names: Pairs = ()  # the article's own, kept together
    words: Pairs = ()  # the article's own


def reword(prose: Prose, way: Rewording) -> Prose:
    """The prose in the other script; words that were changed, not only their characters, carry a ``changed`` mark."""
    if not way.lang:
        return prose
    pieces = sorted(_pieces(prose, way), key=lambda piece: piece.start)
    converted = convert(prose.text, way.config, pieces)
    kept = [(converted.moved(m.start), converted.moved(m.end)) for m in prose.marks if m.kind in _KEPT]
    text = requote(converted.text, way.quotes, kept)
    # Nearly every passage keeps its length, and so each mark its place.
    moved = (
        Prose(text, prose.blocks, prose.marks) if converted.is_even else retext(prose, text, converted.moved)
    )
    stretched = Bars((p.start, p.end) for p in pieces if len(p.text) != p.end - p.start)
    marks = [
        _reworded_mark(new, text, way) if new.kind in _WORDED else new
        for old, new in zip(prose.marks, moved.marks, strict=True)
        # What was a misprint has no place in a wording of another length.
        if not (old.kind == "sic" and stretched.overlap(old.start, old.end))
    ]
    changed = [
        _changed(p, prose, converted)
        for p in pieces
        if _is_another(prose.text[p.start : p.end], p.text, way.config)
    ]
    return Prose(text, moved.blocks, (*(mark for mark in marks if mark), *changed))


def _changed(piece: Piece, prose: Prose, converted: Converted) -> Mark:
    was = prose.text[piece.start : piece.end]
    return Mark(converted.moved(piece.start), converted.moved(piece.end), "changed", (("was", was),))


def reword_text(text: str, way: Rewording) -> str:
    """Bare text in the other script."""
    return reword(inline(text), way).text if way.lang and text else text


def rewrites_of(pairs: Iterable[Rewrite], config: str) -> tuple[Rewrite, ...]:
    """Those rewrites that conversion of characters would not make by itself; of two for one wording, the first."""
    first: dict[str, Rewrite] = {}
    for pair in pairs:
        first.setdefault(pair.old, pair)
    return tuple(pair for pair in first.values() if convert_words(pair.old, config) != pair.new)


def _pieces(prose: Prose, way: Rewording) -> list[Piece]:
    text = prose.text
    said = [
        Piece(m.start, m.end, m.get("form")) for m in marks_of(prose, "form") if m.get("lang") == way.lang
    ]
    said = _apart(said)
    kept = [(m.start, m.end) for m in prose.marks if m.kind in _KEPT]
    settled = said + _kept(text, [*kept, *addresses(text)], _spans(said))
    unworded = [(m.start, m.end) for m in prose.marks if m.kind == "no-term"]
    settled += _own(text, way, [*_spans(settled), *unworded])
    found = _matcher(way.rewrites, None).found(text, [*_spans(settled), *unworded]) if way.rewrites else ()
    settled += [Piece(hit.start, hit.end, hit.form.owner) for hit in found]
    return settled + _counted(text, way.counted, [*_spans(settled), *unworded])


def _own(text: str, way: Rewording, barred: list[Span]) -> list[Piece]:
    """What the article itself says: its names, then its words, which may not take a part of one."""
    names = exactly(text, way.names, barred)
    return names + exactly(text, way.words, [*barred, *_spans(names)])


def _counted(text: str, rewrites: tuple[Rewrite, ...], barred: list[Span]) -> list[Piece]:
    """Words behind a number (3.5兆), where nothing else has taken them."""
    pieces: list[Piece] = []
    for rewrite in (rewrite for rewrite in rewrites if rewrite.old in text):
        pieces += [
            piece
            for piece in exactly(text, ((rewrite.old, rewrite.new),), [*barred, *_spans(pieces)])
            if is_counted(text, piece.start)
            and not stands_in(rewrite.exceptions, text, piece.start, piece.end)
        ]
    return pieces


@lru_cache(maxsize=4096)
def _is_another(old: str, new: str, config: str) -> bool:
    """Is this another word, and not the same one in other characters (于 for 於)? One word is asked about often."""
    return new not in (old, convert_words(old, config)) and (
        convert_words(new, "t2s") != convert_words(old, "t2s")
    )


def _kept(text: str, stretches: list[Span], said: list[Span]) -> list[Piece]:
    """What stays as it is: all of the stretches, however they overlap, but for what a span in them says outright."""
    kept: list[Piece] = []
    position = 0
    said = sorted(said)  # they are apart: their ends are in order too
    for start, end in sorted(stretches):
        behind = bisect_right(said, start, key=itemgetter(1))
        inside = said[behind : bisect_left(said, end, behind, key=itemgetter(0))]
        for first, last in [*inside, (end, end)]:
            position = max(position, start)
            if position < first:
                kept.append(Piece(position, first, text[position:first]))
            position = max(position, last)
    return kept


def _spans(stretches: Iterable[Piece] | Iterable[Mark]) -> list[Span]:
    return [(stretch.start, stretch.end) for stretch in stretches]


def _apart(pieces: Iterable[Piece]) -> list[Piece]:
    """The pieces without those that overlap one before them in the list."""
    several = list(pieces)
    grid = Grid([(piece.start, piece.end) for piece in several])
    apart: dict[int, Piece] = {}
    for nth, piece in enumerate(several):
        near = (apart[other] for other in grid.near(piece.start, piece.end) if other in apart)
        if not any(piece.start < other.end and other.start < piece.end for other in near):
            apart[nth] = piece
    return list(apart.values())


@lru_cache(maxsize=8)
def _made_matcher(rewrites: tuple[Rewrite, ...], _: None) -> Matcher:
    # The entries name their exceptions, after review: 方程式 is none of 程式's, but 布希總統 is of 布希's.
    forms = (Form(rewrite.old, rewrite.new, rewrite.exceptions) for rewrite in rewrites)
    return Matcher(forms, within=False)


_matcher = Recent(_made_matcher, 8)


def _reworded_mark(mark: Mark, text: str, way: Rewording) -> Mark | None:
    """A picture or a misprint in the converted text; a misprint that conversion mends by itself is none any more."""
    if mark.kind == "image":
        alt = reword_text(mark.get("alt"), way)
        return replace(mark, attributes=(*(a for a in mark.attributes if a[0] != "alt"), ("alt", alt)))
    corrected = reword_text(mark.get("sic"), way)
    if corrected == text[mark.start : mark.end]:
        return None
    others = tuple(pair for pair in mark.attributes if pair[0] != "sic")
    return replace(mark, attributes=(("sic", corrected), *others))
