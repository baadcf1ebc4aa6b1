"""notes.yaml becomes Notes, each tied to the one place where its quote stands."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ahocorasick_rs import AhoCorasick

from yizhu.content.faults import Fault, Faults, collect_faults, find_closest, raise_if
from yizhu.content.markdown.parser import read_prose
from yizhu.content.model import (
    Anchor,
    Note,
    Source,
    Text,
)
from yizhu.content.yaml_document import Document, read_document

_SOUGHT = 100  # characters of a quote: each stretch of the text is held against them


# ---- notes -------------------------------------------------------------------------------------------------


def read_notes_file(file: Source | None) -> tuple[Document | None, list[Fault]]:
    """Return notes.yaml as a checked document, if there is one, and its faults."""
    documents, faults = collect_faults(
        lambda s: read_document(s.path, s.text, "notes"), [file] if file else []
    )
    return (documents[0] if documents else None), faults


def read_notes(document: Document | None, source: Text) -> tuple[tuple[Note, ...], list[Fault]]:
    """Return the notes in the order of the text, each tied to its words in the source, and the faults of the others."""
    if document is None:
        return (), []
    entries = list(enumerate(document.value or ()))
    firsts = {entry["id"]: i for i, entry in reversed(entries)}
    faults = [
        Fault(document.place(i, "id"), f"two notes have the id {entry['id']}", "give each its own id")
        for i, entry in entries
        if firsts[entry["id"]] < i
    ]
    quotes = _Quotes(source, (_wanted(entry) for _, entry in entries))
    notes, unfound = collect_faults(lambda pair: _note(document, pair[0], pair[1], quotes), entries)
    ordered = sorted(notes, key=lambda n: (n.anchor.passage, n.anchor.end, n.anchor.start))
    return tuple(ordered), faults + unfound


def _wanted(entry: dict[str, Any]) -> str:
    """The words that a note asks for: its quote, and what stands before it."""
    return str(entry.get("before", "") + entry["quote"])


class _Quotes:
    """Where the words that notes ask for stand in the source text: all of them are looked for at once."""

    def __init__(self, source: Text, wanted: Iterable[str]) -> None:
        self.source = source
        self._places: dict[str, list[tuple[int, int]]] = {words: [] for words in wanted}
        words = list(self._places)
        automaton = AhoCorasick(words)
        for passage in source.passages if words else ():
            for nth, start, _ in automaton.find_matches_as_indexes(passage.prose.text, overlapping=True):
                self._places[words[nth]].append((passage.number, start))

    def places(self, wanted: str) -> list[tuple[int, int]]:
        """Passages, and the offsets there."""
        return self._places[wanted]


def _note(document: Document, index: int, entry: dict[str, Any], quotes: _Quotes) -> Note:
    texts, faults = collect_faults(
        lambda pair: (pair[0], read_prose(pair[1], document.place(index, "text", pair[0]))),
        entry["text"].items(),
    )
    anchors, unfound = collect_faults(lambda wanted: _anchor(document, index, wanted, quotes), [entry])
    raise_if(faults + unfound)
    return Note(
        id=entry["id"],
        quote=entry["quote"],
        anchor=anchors[0],
        kind=entry["kind"],
        as_of=entry.get("as_of", ""),
        by=entry.get("by", ""),
        text=tuple(texts),
    )


def _anchor(document: Document, index: int, entry: dict[str, Any], quotes: _Quotes) -> Anchor:
    """The one place where the quote stands (W3C Web Annotation Data Model §4.2.4, TextQuoteSelector)."""
    quote, wanted = entry["quote"], _wanted(entry)
    found = quotes.places(wanted)
    if len(found) == 1:
        passage, at = found[0]
        end = at + len(wanted)
        return Anchor(passage, end - len(quote), end)
    place = document.place(index, "quote")
    if found:
        where = ", ".join(f"p{passage}" for passage, _ in found)
        problem = f"{quote} stands {len(found)} times in the source text ({where})"
        raise Faults([Fault(place, problem, "say with before: which words stand in front of it")])
    near = _nearest_words(quotes.source, quote)
    problem = f"{wanted} does not stand in {quotes.source.source.path}"
    raise Faults(
        [Fault(place, problem, f"the nearest words are {near}" if near else "quote the exact words")]
    )


def _nearest_words(source: Text, quote: str) -> str:
    """The stretch of the source, as long as the quote, that looks most like it; of a long quote its opening is sought."""
    quote = quote[:_SOUGHT]
    size = len(quote)
    stretches = {
        p.prose.plain[at : at + size]: p.number
        for p in source.passages
        for at in range(0, max(1, len(p.prose.plain) - size + 1))
        if set(quote) & set(p.prose.plain[at : at + 1])
    }
    near = find_closest(quote, stretches)
    return f"{near} (p{stretches[near]})" if near else ""
