"""Read notes.yaml into Notes, each anchored to the one place in the source text that it quotes.

1. read the file and check it against the schema ``notes``
2. look for all quotes in the source text at once
3. make a Note of each entry whose quote is found exactly once
4. look for the words that it gives for translations in the passages that answer the quoted one
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from yizhu.content.dates import find_wrong_dates
from yizhu.content.faults import Fault, Faults, Place, collect_faults, find_closest, raise_if
from yizhu.content.markdown.parser import read_prose
from yizhu.content.model import Anchor, Note, NoteWords, Passage, Source, Text
from yizhu.content.parts import (
    TITLE,
    find_answers,
    is_passage,
    list_other_parts,
    list_parts,
    name_part,
    part_of,
)
from yizhu.content.prose import select_marks
from yizhu.content.quotes import Place as QuotePlace
from yizhu.content.quotes import Quote, QuoteFinder, list_windows
from yizhu.content.translations.passage_ids import format_span
from yizhu.content.yaml.document import Document, read_document

_TELL_APART = "add before: or after: with the words in front of the one you mean, or behind it"
_MAX_COMPARED = 100  # characters of a quote that is not found: each part of the text is compared with them


def read_notes_file(file: Source | None) -> tuple[Document | None, list[Fault]]:
    """Return notes.yaml as a checked document, if there is one, and its faults."""
    documents, faults = collect_faults(
        lambda source: read_document(source.path, source.text, "notes"), [file] if file else []
    )
    return (documents[0] if documents else None), faults


def read_notes(
    document: Document | None, source: Text, translations: Sequence[Text] = ()
) -> tuple[tuple[Note, ...], list[Fault]]:
    """Return the notes in the order of the source text, and the faults of those that cannot be read or anchored."""
    if document is None:
        return (), []
    entries = list(enumerate(document.value or ()))
    quotes = _Quotes(source, [_quote_of(entry) for _, entry in entries])
    notes, faults = collect_faults(lambda pair: _note(document, *pair, quotes, source, translations), entries)
    ordered = sorted(notes, key=lambda n: (n.anchor.passage, n.anchor.end, n.anchor.start))
    return tuple(ordered), _repeated_ids(document, entries) + faults


def _repeated_ids(document: Document, entries: Iterable[tuple[int, dict[str, Any]]]) -> list[Fault]:
    seen: set[str] = set()
    faults: list[Fault] = []
    for index, entry in entries:
        if entry["id"] in seen:
            problem = f"two notes have the id {entry['id']}"
            faults.append(Fault(document.place(index, "id"), problem, "give each its own id"))
        seen.add(entry["id"])
    return faults


def _note(
    document: Document,
    index: int,
    entry: dict[str, Any],
    quotes: _Quotes,
    source: Text,
    texts: Sequence[Text],
) -> Note:
    written, faults = collect_faults(
        lambda pair: (pair[0], read_prose(pair[1], document.place(index, "text", pair[0]))),
        entry["text"].items(),
    )
    anchors, not_found = collect_faults(
        lambda entry: _anchor(document, index, entry, quotes, source), [entry]
    )
    faults += find_wrong_dates(document, index, entry)
    raise_if(faults + not_found)
    words, not_found = collect_faults(
        lambda given: _words_in(document, index, given, anchors[0], source, texts),
        entry.get("quotes", {}).items(),
    )
    raise_if(not_found)
    return Note(
        id=entry["id"],
        quote=entry["quote"],
        anchor=anchors[0],
        kind=entry["kind"],
        as_of=entry.get("as_of", ""),
        by=entry.get("by", ""),
        text=tuple(written),
        checked=entry.get("checked", ""),
        words=tuple(words),
    )


# ---- anchors -----------------------------------------------------------------------------------------------


def _quote_of(entry: dict[str, Any]) -> Quote:
    """Return a note's quote with the words that stand before and behind it, if it names them."""
    return entry.get("before", ""), entry["quote"], entry.get("after", "")


class _Quotes:
    """Finds quotes in the passages of the source, or else in its title and footnotes, where ``in:`` does not say which."""

    def __init__(self, source: Text, quotes: Sequence[Quote]) -> None:
        self._source, self._quotes = source, quotes
        self._text = QuoteFinder(source.passages, quotes)

    @cached_property
    def _others(self) -> QuoteFinder:
        return QuoteFinder(list_other_parts(self._source), self._quotes)

    def find(self, quote: Quote, where: str) -> list[QuotePlace]:
        """Return the places of a quote; ``where``: text, title or footnotes; empty: it is not said."""
        if where in ("", "text") and ((found := self._text.find(quote)) or where):
            return found
        return [place for place in self._others.find(quote) if _is_in(self._source, place[0], where)]


def _is_in(source: Text, number: int, where: str) -> bool:
    """Is a part of the source one of those that ``in:`` says?"""
    kind = "text" if is_passage(source, number) else "title" if number == TITLE else "footnotes"
    return where in ("", kind)


def _anchor(document: Document, index: int, entry: dict[str, Any], quotes: _Quotes, source: Text) -> Anchor:
    """Return the one place of the quote (W3C Web Annotation Data Model §4.2.4, TextQuoteSelector)."""
    quote, words = entry["quote"], "".join(_quote_of(entry))
    where = entry.get("in", "")
    found = quotes.find(_quote_of(entry), where)
    place = document.place(index, "quote")
    if len(found) == 1:
        raise_if(_cut_formulas(place, quote, Anchor(*found[0]), source))
        return Anchor(*found[0])
    if found:
        passages = ", ".join(name_part(source, passage) for passage, *_ in found)
        problem = f"{quote} stands {len(found)} times in the source text ({passages})"
        raise Faults([Fault(place, problem, _TELL_APART)])
    parts = [part for part in list_parts(source) if _is_in(source, part.number, where)]
    closest = _closest_words(source, source, parts, quote)
    problem = f"{words} does not stand in {_IN[where]}{source.source.path}"
    help = f"the nearest words are {closest}" if closest else "quote the exact words"
    raise Faults([Fault(place, problem, help)])


_IN = {"": "", "text": "the passages of ", "title": "the title of ", "footnotes": "the footnotes of "}


def _cut_formulas(place: Place, quote: str, anchor: Anchor, text: Text) -> list[Fault]:
    """Return a fault if the quote ends within a formula: that is one unit."""
    prose = part_of(text, anchor.passage).prose
    return [
        Fault(place, f"{quote} cuts a formula", f"quote the whole of it: {prose.text[mark.start : mark.end]}")
        for mark in select_marks(prose, "formula")
        if mark.start < anchor.start < mark.end or mark.start < anchor.end < mark.end
    ][:1]


def _closest_words(source: Text, text: Text, passages: Sequence[Passage], quote: str) -> str:
    """Return the words of some passages, as many as the quote's, that are most like it, with their passage."""
    quote = quote[:_MAX_COMPARED]
    candidates = {
        words: format_span(source, p.answers) if p.answers else name_part(text, p.number)
        for p in passages
        for words in list_windows(p.prose.plain, len(quote))
        if words[0] in quote
    }
    closest = find_closest(quote, candidates)
    return f"{closest} ({candidates[closest]})" if closest else ""


# ---- words of translations ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Given:
    """The words that an entry gives for a language."""

    lang: str
    wanted: Quote
    place: Place

    @property
    def quote(self) -> str:
        """The words that the note is about."""
        return self.wanted[1]

    @property
    def words(self) -> str:
        """The same with the words before and behind them."""
        return "".join(self.wanted)

    def fault(self, problem: str, help: str) -> Fault:
        """Return a fault at the words' place."""
        return Fault(self.place, f"{self.words} {problem}", help)


def _words_in(
    document: Document,
    index: int,
    given: tuple[str, Any],
    anchor: Anchor,
    source: Text,
    texts: Sequence[Text],
) -> NoteWords:
    """Return the words of a translation, anchored in the passages that answer the quoted one, if it has any."""
    lang, written = given
    entry = {"quote": written} if isinstance(written, str) else written
    words = _Given(lang, _quote_of(entry), document.place(index, "quotes", lang, "quote"))
    if lang == source.lang:
        raise Faults([words.fault(f"is in {lang}, the source's own language", "write them as quote:")])
    text = next((text for text in texts if text.lang == lang), None)
    answers = find_answers(source, text, anchor.passage) if text else []
    if text is None or not answers:
        return NoteWords(lang, words.quote, None)
    return NoteWords(
        lang, words.quote, _anchor_in(words, answers, text, source, name_part(source, anchor.passage))
    )


def _anchor_in(words: _Given, answers: Sequence[Passage], text: Text, source: Text, asked: str) -> Anchor:
    """Return the one place of the words in the passages that answer ``asked``. Raises ``Faults``."""
    found = QuoteFinder(answers, [words.wanted]).find(words.wanted)
    if len(found) == 1:
        raise_if(_cut_formulas(words.place, words.quote, Anchor(*found[0]), text))
        return Anchor(*found[0])
    where = f"what answers {asked} in {text.source.path}"
    if found:
        given = f"{words.lang}: {{before: …, quote: …, after: …}}"
        help = f"write {given} with the words in front of the one you mean, or behind it"
        raise Faults([words.fault(f"stands {len(found)} times in {where}", help)])
    elsewhere = [p.answers for p in text.passages if p.answers and words.words in p.prose.text]
    if elsewhere:
        help = f"it stands in what answers {format_span(source, elsewhere[0])}"
    else:
        closest = _closest_words(source, text, answers, words.quote)
        help = f"the nearest words are {closest}" if closest else "quote the exact words"
    raise Faults([words.fault(f"does not stand in {where}", help)])
