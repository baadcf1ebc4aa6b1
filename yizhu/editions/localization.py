"""A text in another script, and in the words of the readers there.

Characters by OpenCC; words by the glossary's given forms and the reviewed vocabulary; what a span says outright wins
over both. A passage is converted as a whole, across its markup, and its marks are dealt back by offsets.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from operator import itemgetter

from yizhu.chinese.han import has_han
from yizhu.chinese.quotation_marks import convert_quotes
from yizhu.chinese.script_conversion import (
    Conversion,
    Replacement,
    convert_name,
    convert_text,
    convert_with_offsets,
    default_config,
)
from yizhu.content.model import ConversionOverride, Text
from yizhu.content.prose import (
    Mark,
    Prose,
    Span,
    SpanIndex,
    SpanSet,
    inline_prose,
    replace_text,
    select_marks,
)
from yizhu.editions.matcher import (
    Form,
    Matcher,
    WordingPairs,
    find_addresses,
    find_wordings,
    is_after_number,
    is_in_context,
)

_BETWEEN_NAMES = re.compile(r"[\s·‧・／/、,，]+")


def add_article_wordings(way: Localization, texts: Sequence[Text]) -> Localization:
    """The way of an edition for an article, or a page, of these texts."""
    if not way.lang:
        return way
    wordings = [wording for text in texts for wording in text.meta.convert]
    names = [w for w in wordings if w.is_name] + [w for text in texts for w in _named(text, way)]
    words = [w for w in wordings if not w.is_name]
    return replace(way, names=_pairs(names, way), words=_pairs(words, way))


def _named(text: Text, way: Localization) -> Iterator[ConversionOverride]:
    """The speakers and authors; not single characters, nor what a word of the vocabularies says as a whole."""
    known = {rewrite.old for rewrite in way.rewrites.entries}
    for wording in _in_front_matter(text, way):
        here = dict(wording.forms).get(way.source_lang) or wording.forms[0][1]
        is_given = way.lang in dict(wording.forms)
        if len(here) > 1 and has_han(here) and (is_given or here not in known):
            yield wording


def _in_front_matter(text: Text, way: Localization) -> Iterator[ConversionOverride]:
    for speaker in text.meta.speakers:
        forms = {tag or text.lang: names for tag, names in speaker.names}
        here, there = forms.get(way.source_lang, ()), forms.get(way.lang, ())
        for index, name in enumerate(here):
            other = ((way.lang, there[index]),) if index < len(there) else ()
            yield ConversionOverride(((way.source_lang, name), *other), is_name=True)
    if text.lang.startswith("zh"):
        for author in text.meta.authors:
            yield from (
                ConversionOverride(((text.lang, n),), is_name=True) for n in _BETWEEN_NAMES.split(author) if n
            )


def _pairs(wordings: Sequence[ConversionOverride], way: Localization) -> WordingPairs:
    """As written in the source, as written in the edition; of two for one wording, the first."""
    pairs: dict[str, str] = {}
    for wording in wordings:
        old, new = _form(wording, way.source_lang), _form(wording, way.lang)
        if old and new:
            pairs.setdefault(old, new)
    return tuple(pairs.items())


def _form(wording: ConversionOverride, lang: str) -> str:
    """The wording in a language: as given for it, or, a name, made from the text's; no word is made."""
    forms = dict(wording.forms)
    given = forms.get(lang, "")
    if wording.is_name and not given:
        source, name = wording.forms[0]
        return convert_name(name, default_config(source, lang))
    return given


# Left as they are: code, addresses, other languages, what a span keeps.
_KEPT = frozenset(("code", "code_block", "keep", "lang", "image"))
_WORDED = ("image", "sic")  # marks that hold words of their own


@dataclass(frozen=True, slots=True)
class Rewrite:
    """A wording of one region and the other region's."""

    old: str
    new: str
    exceptions: tuple[str, ...] = ()
    is_after_number: bool = False  # it counts only behind a number


class Rewrites:
    """Words and what they become, with the matcher that finds them, which is made when it is first asked for."""

    def __init__(self, entries: Iterable[Rewrite] = ()) -> None:
        self.entries = tuple(entries)

    @cached_property
    def matcher(self) -> Matcher:
        """What finds the words in a text."""
        # The entries name their exceptions, after review: 方程式 is none of 程式's, but 布希總統 is of 布希's.
        forms = (Form(rewrite.old, rewrite.new, rewrite.exceptions) for rewrite in self.entries)
        return Matcher(forms, within=False)

    def __reduce__(self) -> tuple[type[Rewrites], tuple[tuple[Rewrite, ...]]]:
        # Another process makes its own matcher: it cannot be sent.
        return Rewrites, (self.entries,)


NO_REWRITES = Rewrites()


@dataclass(frozen=True, slots=True)
class Localization:
    """The way from one script to another; without a language it changes nothing."""

    source_lang: str = ""
    lang: str = ""
    config: str = ""  # of OpenCC
    rewrites: Rewrites = NO_REWRITES
    quotes: str = ""  # curly or corner; empty: as they are
    counted: tuple[Rewrite, ...] = ()  # words that count only behind a number
    names: WordingPairs = ()  # the article's own, kept together
    words: WordingPairs = ()  # the article's own


def localize(prose: Prose, way: Localization) -> Prose:
    """The prose in the other script; words that were changed, not only their characters, carry a ``changed`` mark."""
    if not way.lang:
        return prose
    pieces = sorted(_pieces(prose, way), key=lambda piece: piece.start)
    converted = convert_with_offsets(prose.text, way.config, pieces)
    kept = [
        (converted.new_offset(m.start), converted.new_offset(m.end)) for m in prose.marks if m.kind in _KEPT
    ]
    text = convert_quotes(converted.text, way.quotes, kept)
    # Nearly every passage keeps its length, and so each mark its place.
    moved = (
        Prose(text, prose.blocks, prose.marks)
        if converted.keeps_offsets
        else replace_text(prose, text, converted.new_offset)
    )
    stretched = SpanSet((p.start, p.end) for p in pieces if len(p.text) != p.end - p.start)
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


def _changed(piece: Replacement, prose: Prose, converted: Conversion) -> Mark:
    was = prose.text[piece.start : piece.end]
    return Mark(
        converted.new_offset(piece.start), converted.new_offset(piece.end), "changed", (("was", was),)
    )


def localize_text(text: str, way: Localization) -> str:
    """Bare text in the other script."""
    return localize(inline_prose(text), way).text if way.lang and text else text


def select_rewrites(pairs: Iterable[Rewrite], config: str) -> tuple[Rewrite, ...]:
    """Those rewrites that conversion of characters would not make by itself; of two for one wording, the first."""
    first: dict[str, Rewrite] = {}
    for pair in pairs:
        first.setdefault(pair.old, pair)
    return tuple(pair for pair in first.values() if convert_text(pair.old, config) != pair.new)


def _pieces(prose: Prose, way: Localization) -> list[Replacement]:
    text = prose.text
    said = [
        Replacement(m.start, m.end, m.get("form"))
        for m in select_marks(prose, "form")
        if m.get("lang") == way.lang
    ]
    said = _apart(said)
    kept = [(m.start, m.end) for m in prose.marks if m.kind in _KEPT]
    settled = said + _kept(text, [*kept, *find_addresses(text)], _spans(said))
    unworded = [(m.start, m.end) for m in prose.marks if m.kind == "no-term"]
    settled += _own(text, way, [*_spans(settled), *unworded])
    found = way.rewrites.matcher.find(text, [*_spans(settled), *unworded]) if way.rewrites.entries else ()
    settled += [Replacement(hit.start, hit.end, hit.form.owner) for hit in found]
    return settled + _counted(text, way.counted, [*_spans(settled), *unworded])


def _own(text: str, way: Localization, barred: list[Span]) -> list[Replacement]:
    """What the article itself says: its names, then its words, which may not take a part of one."""
    names = find_wordings(text, way.names, barred)
    return names + find_wordings(text, way.words, [*barred, *_spans(names)])


def _counted(text: str, rewrites: tuple[Rewrite, ...], barred: list[Span]) -> list[Replacement]:
    """Words behind a number (3.5兆), where nothing else has taken them."""
    pieces: list[Replacement] = []
    for rewrite in (rewrite for rewrite in rewrites if rewrite.old in text):
        pieces += [
            piece
            for piece in find_wordings(text, ((rewrite.old, rewrite.new),), [*barred, *_spans(pieces)])
            if is_after_number(text, piece.start)
            and not is_in_context(rewrite.exceptions, text, piece.start, piece.end)
        ]
    return pieces


@lru_cache(maxsize=4096)
def _is_another(old: str, new: str, config: str) -> bool:
    """Is this another word, and not the same one in other characters (于 for 於)? One word is asked about often."""
    return new not in (old, convert_text(old, config)) and (
        convert_text(new, "t2s") != convert_text(old, "t2s")
    )


def _kept(text: str, stretches: list[Span], said: list[Span]) -> list[Replacement]:
    """What stays as it is: all of the stretches, however they overlap, but for what a span in them says outright."""
    kept: list[Replacement] = []
    position = 0
    said = sorted(said)  # they are apart: their ends are in order too
    for start, end in sorted(stretches):
        behind = bisect_right(said, start, key=itemgetter(1))
        inside = said[behind : bisect_left(said, end, behind, key=itemgetter(0))]
        for first, last in [*inside, (end, end)]:
            position = max(position, start)
            if position < first:
                kept.append(Replacement(position, first, text[position:first]))
            position = max(position, last)
    return kept


def _spans(stretches: Iterable[Replacement] | Iterable[Mark]) -> list[Span]:
    return [(stretch.start, stretch.end) for stretch in stretches]


def _apart(pieces: Iterable[Replacement]) -> list[Replacement]:
    """The pieces without those that overlap one before them in the list."""
    several = list(pieces)
    grid = SpanIndex([(piece.start, piece.end) for piece in several])
    apart: dict[int, Replacement] = {}
    for nth, piece in enumerate(several):
        near = (apart[other] for other in grid.near(piece.start, piece.end) if other in apart)
        if not any(piece.start < other.end and other.start < piece.end for other in near):
            apart[nth] = piece
    return list(apart.values())


def _reworded_mark(mark: Mark, text: str, way: Localization) -> Mark | None:
    """A picture or a misprint in the converted text; a misprint that conversion mends by itself is none any more."""
    if mark.kind == "image":
        alt = localize_text(mark.get("alt"), way)
        return replace(mark, attributes=(*(a for a in mark.attributes if a[0] != "alt"), ("alt", alt)))
    corrected = localize_text(mark.get("sic"), way)
    if corrected == text[mark.start : mark.end]:
        return None
    others = tuple(pair for pair in mark.attributes if pair[0] != "sic")
    return replace(mark, attributes=(("sic", corrected), *others))
