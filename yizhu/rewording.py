"""A text in another script, and in the words of the readers there.

Characters by OpenCC; words by the glossary's given forms and the reviewed vocabulary; what a span says outright wins
over both. A passage is converted as a whole, across its markup, and its marks are dealt back by offsets.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from yizhu.matching import Form, Matcher, addresses
from yizhu.memo import Recent
from yizhu.quotes import requote
from yizhu.script import Piece, convert, convert_words
from yizhu.tree import Mark, Prose, inline, marks_of, retext

# Left as they are: code, addresses, other languages, what a span keeps.
_KEPT = ("code", "code_block", "keep", "lang", "image")


@dataclass(frozen=True, slots=True)
class Rewrite:
    """A wording of one region and the other region's."""

    old: str
    new: str
    exceptions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rewording:
    """The way from one script to another; without a language it changes nothing."""

    source_lang: str = ""
    lang: str = ""
    config: str = ""  # of OpenCC
    rewrites: tuple[Rewrite, ...] = ()
    quotes: str = ""  # curly or corner; empty: as they are


def reword(prose: Prose, way: Rewording) -> Prose:
    """The prose in the other script; words that were changed, not only their characters, carry a ``changed`` mark."""
    if not way.lang:
        return prose
    pieces = sorted(_pieces(prose, way), key=lambda piece: piece.start)
    converted = convert(prose.text, way.config, pieces)
    kept = [(converted.moved(m.start), converted.moved(m.end)) for m in marks_of(prose, *_KEPT)]
    moved = retext(prose, requote(converted.text, way.quotes, kept), converted.moved)
    stretched = [p for p in pieces if len(p.text) != p.end - p.start]
    pairs = zip(prose.marks, moved.marks, strict=True)
    whole = [
        new for old, new in pairs if not (old.kind == "sic" and any(_overlap(old, p) for p in stretched))
    ]
    marks = [mark for mark in (_reworded_mark(m, moved.text, way) for m in whole) if mark]
    changed = [
        Mark(
            converted.moved(p.start),
            converted.moved(p.end),
            "changed",
            (("was", prose.text[p.start : p.end]),),
        )
        for p in pieces
        if p.text not in (prose.text[p.start : p.end], convert_words(prose.text[p.start : p.end], way.config))
    ]
    return replace(moved, marks=(*marks, *changed))


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
    stretches = [(m.start, m.end) for m in marks_of(prose, *_KEPT)] + addresses(text)
    kept = [Piece(start, end, text[start:end]) for start, end in stretches]
    settled = _apart([*said, *kept])
    barred = [(p.start, p.end) for p in settled] + [(m.start, m.end) for m in marks_of(prose, "no-term")]
    found = _matcher(way.rewrites).found(text, barred) if way.rewrites else ()
    return settled + [Piece(hit.start, hit.end, hit.form.owner) for hit in found]


def _overlap(mark: Mark, piece: Piece) -> bool:
    # What was a misprint has no place in a wording of another length.
    return mark.start < piece.end and piece.start < mark.end


def _apart(pieces: Iterable[Piece]) -> list[Piece]:
    """The pieces without those that overlap one before them in the list."""
    apart: list[Piece] = []
    for piece in pieces:
        if not any(piece.start < other.end and other.start < piece.end for other in apart):
            apart.append(piece)
    return apart


@lru_cache(maxsize=8)
def _made_matcher(rewrites: tuple[Rewrite, ...], _: str) -> Matcher:
    # The entries name their exceptions, after review: 方程式 is none of 程式's, but 布希總統 is of 布希's.
    forms = (Form(rewrite.old, rewrite.new, rewrite.exceptions) for rewrite in rewrites)
    return Matcher(forms, within=False)


_matcher = Recent(_made_matcher)


def _reworded_mark(mark: Mark, text: str, way: Rewording) -> Mark | None:
    """The mark on the converted text; a misprint that conversion mends by itself is none any more."""
    if mark.kind == "image":
        alt = reword_text(mark.get("alt"), way)
        return replace(mark, attributes=(*(a for a in mark.attributes if a[0] != "alt"), ("alt", alt)))
    if mark.kind != "sic":
        return mark
    corrected = reword_text(mark.get("sic"), way)
    if corrected == text[mark.start : mark.end]:
        return None
    others = tuple(pair for pair in mark.attributes if pair[0] != "sic")
    return replace(mark, attributes=(("sic", corrected), *others))
