"""Localize Chinese text: convert it to another script, and replace words that the region's readers do not use.

OpenCC converts the characters. Words are replaced by, in this order: the form that a span gives, the article's own
wordings, the glossary and the vocabularies, words after numbers. A passage is converted as a whole, across its markup;
its marks move with the offsets.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from operator import itemgetter

from yizhu.chinese.converted_text import Conversion, Replacement, convert_with_offsets, convert_words
from yizhu.chinese.han import has_han, unify_name_dots
from yizhu.chinese.quotation_marks import convert_quotes, find_needless_commas
from yizhu.chinese.script_conversion import convert_name, convert_text, default_config, find_script
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
from yizhu.editions.rewrites import NO_REWRITES, Rewrite, Rewrites
from yizhu.editions.terms.matcher import (
    WordingPairs,
    find_addresses,
    find_wordings,
    is_after_number,
    is_in_context,
)

_BETWEEN_NAMES = re.compile(r"[\s·‧・／/、,，]+")


def add_article_wordings(localization: Localization, texts: Sequence[Text]) -> Localization:
    """Return the localization with the wordings that the texts of one article, or page, give for themselves."""
    if not localization.lang:
        return localization
    wordings = [wording for text in texts for wording in text.meta.convert]
    names = [w for w in wordings if w.is_name] + [
        w for text in texts for w in _list_names(text, localization)
    ]
    words = [w for w in wordings if not w.is_name]
    return replace(
        localization, names=_pair_wordings(names, localization), words=_pair_wordings(words, localization)
    )


def _list_names(text: Text, localization: Localization) -> Iterator[ConversionOverride]:
    """Yield the names of speakers and authors, without single characters and words that a vocabulary replaces."""
    vocabulary = {rewrite.old for rewrite in localization.rewrites.entries}
    for wording in _list_front_matter_names(text, localization):
        name = dict(wording.forms).get(localization.source_lang) or wording.forms[0][1]
        is_given = localization.lang in dict(wording.forms)
        if len(name) > 1 and has_han(name) and (is_given or name not in vocabulary):
            yield wording


def _list_front_matter_names(text: Text, localization: Localization) -> Iterator[ConversionOverride]:
    for speaker in text.meta.speakers:
        forms = {tag or text.lang: forms for tag, forms in speaker.names}
        names, new_names = forms.get(localization.source_lang, ()), forms.get(localization.lang, ())
        for index, name in enumerate(names):
            given = ((localization.lang, new_names[index]),) if index < len(new_names) else ()
            yield ConversionOverride(((localization.source_lang, name), *given), is_name=True)
    if text.lang.startswith("zh"):
        for author in text.meta.authors:
            yield from (
                ConversionOverride(((text.lang, n),), is_name=True) for n in _BETWEEN_NAMES.split(author) if n
            )


def _pair_wordings(wordings: Sequence[ConversionOverride], localization: Localization) -> WordingPairs:
    """Return pairs (in the source's script, in the edition's); of two for one wording the first."""
    pairs: dict[str, str] = {}
    for wording in wordings:
        old, new = _choose_form(wording, localization.source_lang), _choose_form(wording, localization.lang)
        if old and new:
            pairs.setdefault(old, new)
    return tuple(pairs.items())


def _choose_form(wording: ConversionOverride, lang: str) -> str:
    """Return the wording in a language: as given, or if it is a name, converted; empty for any other word."""
    forms = dict(wording.forms)
    given = forms.get(lang, "")
    if wording.is_name and not given:
        source, name = wording.forms[0]
        return convert_name(name, default_config(source, lang))
    return given


# The text of these marks is not converted.
_UNCONVERTED = frozenset(("code", "code_block", "keep", "lang", "image", "formula"))
_MARKS_WITH_WORDS = ("image", "sic")  # marks whose attributes hold words


@dataclass(frozen=True, slots=True)
class Localization:
    """How to get from one script to another; without a language it changes nothing."""

    source_lang: str = ""
    lang: str = ""
    config: str = ""  # a configuration of OpenCC
    rewrites: Rewrites = NO_REWRITES
    quotes: str = ""  # the style of quotation marks, curly or corner; empty: unchanged
    counted: tuple[Rewrite, ...] = ()  # words that are replaced only after a number
    names: WordingPairs = ()  # of the article; no word is replaced inside one
    words: WordingPairs = ()  # of the article
    is_ours: bool = False  # did the site's editors write the text? Then editorial words are replaced too

    def for_ours(self) -> Localization:
        """Return the localization for what the site's editors write."""
        return replace(self, is_ours=True)


# From an offset of a text to that of the localized text; None: they are the same.
OffsetMap = Callable[[int], int] | None


def localize(prose: Prose, localization: Localization) -> Prose:
    """Return the prose in the other script; replaced words, not mere characters, carry a ``changed`` mark."""
    return localize_with_offsets(prose, localization)[0] if localization.lang else prose


def localize_with_offsets(prose: Prose, localization: Localization) -> tuple[Prose, OffsetMap]:
    """Return what ``localize`` returns, and where the offsets of the prose are in it."""
    replacements = sorted(_replace_words(prose, localization), key=lambda replacement: replacement.start)
    converted = convert_with_offsets(prose.text, localization.config, replacements)
    kept = [
        (converted.new_offset(m.start), converted.new_offset(m.end))
        for m in prose.marks
        if m.kind in _UNCONVERTED
    ]
    text = convert_quotes(converted.text, localization.quotes, kept)
    if find_script(localization.lang) == "zh-Hans":
        text = unify_name_dots(text, kept)
    # Nearly every passage keeps its length, so its marks need not move.
    moved = (
        Prose(text, prose.blocks, prose.marks)
        if converted.keeps_offsets
        else replace_text(prose, text, converted.new_offset)
    )
    stretched = SpanSet((p.start, p.end) for p in replacements if len(p.text) != p.end - p.start)
    marks = [
        _localize_mark(new, text, localization) if new.kind in _MARKS_WITH_WORDS else new
        for old, new in zip(prose.marks, moved.marks, strict=True)
        # A misprint cannot be located in a replacement of another length.
        if not (old.kind == "sic" and stretched.overlaps(old.start, old.end))
    ]
    changed = [
        _mark_change(p, prose, converted)
        for p in replacements
        if p.text and _is_other_word(prose.text[p.start : p.end], p.text, localization.config)
    ]
    localized = Prose(text, moved.blocks, (*(mark for mark in marks if mark), *changed))
    return localized, None if converted.keeps_offsets else converted.new_offset


def _mark_change(replacement: Replacement, prose: Prose, converted: Conversion) -> Mark:
    was = prose.text[replacement.start : replacement.end]
    return Mark(
        converted.new_offset(replacement.start),
        converted.new_offset(replacement.end),
        "changed",
        (("was", was),),
    )


def localize_text(text: str, localization: Localization) -> str:
    """Return plain text in the other script."""
    return localize(inline_prose(text), localization).text if localization.lang and text else text


def _replace_words(prose: Prose, localization: Localization) -> list[Replacement]:
    """Return the replacements of a passage, unsorted; each step leaves alone what an earlier one has taken."""
    text = prose.text
    given = _drop_overlaps(
        Replacement(m.start, m.end, m.get("form"))
        for m in select_marks(prose, "form")
        if m.get("lang") == localization.lang
    )
    kept = [(m.start, m.end) for m in prose.marks if m.kind in _UNCONVERTED]
    replaced = given + _keep_spans(text, [*kept, *find_addresses(text)], _spans_of(given))
    no_terms = [(m.start, m.end) for m in prose.marks if m.kind == "no-term"]
    replaced += _replace_article_wordings(text, localization, [*_spans_of(replaced), *no_terms])
    if localization.rewrites.entries:
        barred = [*_spans_of(replaced), *no_terms]
        replaced += localization.rewrites.find(text, barred, is_ours=localization.is_ours)
    counted = tuple(
        rewrite for rewrite in localization.counted if localization.is_ours or not rewrite.is_editorial
    )
    replaced += _replace_counted_words(text, counted, [*_spans_of(replaced), *no_terms])
    free = SpanSet(_spans_of(replaced))
    commas = find_needless_commas(text, localization.quotes)
    return replaced + [Replacement(at, at + 1, "") for at in commas if not free.overlaps(at, at + 1)]


def _replace_article_wordings(text: str, localization: Localization, barred: list[Span]) -> list[Replacement]:
    """Replace the article's own names, then its words outside the names."""
    names = find_wordings(text, localization.names, barred)
    return names + find_wordings(text, localization.words, [*barred, *_spans_of(names)])


def _replace_counted_words(text: str, rewrites: tuple[Rewrite, ...], barred: list[Span]) -> list[Replacement]:
    """Replace words after a number (3.5兆) outside the ``barred`` spans."""
    replacements: list[Replacement] = []
    for rewrite in (rewrite for rewrite in rewrites if rewrite.old in text):
        replacements += [
            replacement
            for replacement in find_wordings(
                text, ((rewrite.old, rewrite.new),), [*barred, *_spans_of(replacements)]
            )
            if is_after_number(text, replacement.start)
            and not is_in_context(rewrite.exceptions, text, replacement.start, replacement.end)
        ]
    return replacements


@lru_cache(maxsize=4096)
def _is_other_word(old: str, new: str, config: str) -> bool:
    """Is this another word, not the same one in other characters (于 for 於)? Cached: words repeat."""
    return new not in (old, convert_words(old, config)) and (
        convert_text(new, "t2s") != convert_text(old, "t2s")
    )


def _keep_spans(text: str, spans: list[Span], replaced: list[Span]) -> list[Replacement]:
    """Return replacements that leave the spans unchanged, apart from ``replaced`` spans inside them."""
    kept: list[Replacement] = []
    position = 0
    replaced = sorted(replaced)  # they do not overlap, so their ends are sorted too
    for start, end in sorted(spans):
        first_inside = bisect_right(replaced, start, key=itemgetter(1))
        inside = replaced[first_inside : bisect_left(replaced, end, first_inside, key=itemgetter(0))]
        for first, last in [*inside, (end, end)]:
            position = max(position, start)
            if position < first:
                kept.append(Replacement(position, first, text[position:first]))
            position = max(position, last)
    return kept


def _spans_of(items: Iterable[Replacement] | Iterable[Mark]) -> list[Span]:
    return [(item.start, item.end) for item in items]


def _drop_overlaps(replacements: Iterable[Replacement]) -> list[Replacement]:
    """Drop each replacement that overlaps an earlier one in the list."""
    candidates = list(replacements)
    index = SpanIndex(_spans_of(candidates))
    accepted: dict[int, Replacement] = {}
    for number, replacement in enumerate(candidates):
        start, end = replacement.start, replacement.end
        near = (accepted[other] for other in index.find_near(start, end) if other in accepted)
        if not any(start < other.end and other.start < end for other in near):
            accepted[number] = replacement
    return list(accepted.values())


def _localize_mark(mark: Mark, text: str, localization: Localization) -> Mark | None:
    """Localize the words in a picture's or misprint's mark; None for a misprint that conversion itself corrects."""
    if mark.kind == "image":
        return replace(
            mark,
            attributes=tuple(
                (name, localize_text(value, localization) if name in ("alt", "title") else value)
                for name, value in mark.attributes
            ),
        )
    corrected = localize_text(mark.get("sic"), localization)
    if corrected == text[mark.start : mark.end]:
        return None
    others = tuple(pair for pair in mark.attributes if pair[0] != "sic")
    return replace(mark, attributes=(("sic", corrected), *others))
