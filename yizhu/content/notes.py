"""Read notes.yaml into Notes, each anchored to the one place in the source text that it quotes.

1. read the file and check it against the schema ``notes``
2. look for all quotes in the source text at once
3. make a Note of each entry whose quote is found exactly once
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from yizhu.content.faults import Fault, Faults, collect_faults, find_closest, raise_if
from yizhu.content.markdown.parser import read_prose
from yizhu.content.model import Anchor, Note, Source, Text
from yizhu.content.quotes import QuoteFinder
from yizhu.content.yaml_document import Document, read_document

_MAX_COMPARED = 100  # characters of a quote that is not found: each part of the text is compared with them


def read_notes_file(file: Source | None) -> tuple[Document | None, list[Fault]]:
    """Return notes.yaml as a checked document, if there is one, and its faults."""
    documents, faults = collect_faults(
        lambda source: read_document(source.path, source.text, "notes"), [file] if file else []
    )
    return (documents[0] if documents else None), faults


def read_notes(document: Document | None, source: Text) -> tuple[tuple[Note, ...], list[Fault]]:
    """Return the notes in the order of the source text, and the faults of those that cannot be read or anchored."""
    if document is None:
        return (), []
    entries = list(enumerate(document.value or ()))
    quotes = QuoteFinder(source, ((e.get("before", ""), e["quote"]) for _, e in entries))
    notes, faults = collect_faults(lambda pair: _note(document, *pair, quotes), entries)
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


def _note(document: Document, index: int, entry: dict[str, Any], quotes: QuoteFinder) -> Note:
    texts, faults = collect_faults(
        lambda pair: (pair[0], read_prose(pair[1], document.place(index, "text", pair[0]))),
        entry["text"].items(),
    )
    anchors, not_found = collect_faults(lambda entry: _anchor(document, index, entry, quotes), [entry])
    raise_if(faults + not_found)
    return Note(
        id=entry["id"],
        quote=entry["quote"],
        anchor=anchors[0],
        kind=entry["kind"],
        as_of=entry.get("as_of", ""),
        by=entry.get("by", ""),
        text=tuple(texts),
    )


# ---- anchors -----------------------------------------------------------------------------------------------


def _words_to_find(entry: dict[str, Any]) -> str:
    """Return a note's quote with the words that stand before it, if it names them."""
    return str(entry.get("before", "") + entry["quote"])


def _anchor(document: Document, index: int, entry: dict[str, Any], quotes: QuoteFinder) -> Anchor:
    """Return the one place of the quote (W3C Web Annotation Data Model §4.2.4, TextQuoteSelector)."""
    quote, words = entry["quote"], _words_to_find(entry)
    found = quotes.find((entry.get("before", ""), quote))
    if len(found) == 1:
        return Anchor(*found[0])
    place = document.place(index, "quote")
    if found:
        passages = ", ".join(f"p{passage}" for passage, *_ in found)
        problem = f"{quote} stands {len(found)} times in the source text ({passages})"
        raise Faults([Fault(place, problem, "add before: with the words in front of the one you mean")])
    closest = _closest_words(quotes.source, quote)
    problem = f"{words} does not stand in {quotes.source.source.path}"
    help = f"the nearest words are {closest}" if closest else "quote the exact words"
    raise Faults([Fault(place, problem, help)])


def _closest_words(source: Text, quote: str) -> str:
    """Return the words of the source, as many as the quote's, that are most like it, with their passage."""
    quote = quote[:_MAX_COMPARED]
    size = len(quote)
    candidates = {
        p.prose.plain[at : at + size]: p.number
        for p in source.passages
        for at in range(0, max(1, len(p.prose.plain) - size + 1))
        if set(quote) & set(p.prose.plain[at : at + 1])
    }
    closest = find_closest(quote, candidates)
    return f"{closest} (p{candidates[closest]})" if closest else ""
