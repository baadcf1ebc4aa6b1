"""Which passages and sentences of an article answer each other, as links of TEI, with their states."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from yizhu.content.prose import Span
from yizhu.exports.tei.body import find_source_ids
from yizhu.exports.tei.elements import make_id, point_to, put
from yizhu.exports.tei.model import Document, IdentifiedPassage, TextOfArticle
from yizhu.exports.xml import Element


def add_links(into: Element, document: Document) -> None:
    """Add a group of links of passages and one of sentences for each translation; none without any link."""
    for text in document.translations:
        _add_group(into, text, "translation", _link_passages(document, text))
        _add_group(into, text, "sentences", ((ids, "") for ids in _link_sentences(document, text)))


def _add_group(
    into: Element, text: TextOfArticle, kind: str, links: Iterable[tuple[tuple[str, ...], str]]
) -> None:
    found = list(links)
    if found:
        group = put(into, "linkGrp", id=make_id(kind, text.lang), type=kind)
        for ids, states in found:
            put(group, "link", target=point_to(*ids), ana=states)


def _link_passages(document: Document, text: TextOfArticle) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield the ids of passages that answer each other, and what is known of the translation."""
    by_answers = text.list_answers()
    for translated in text.state.passages if text.state else ():
        own = [found.id for found in by_answers.get(translated.answers, ())]
        states = [translated.state, *(["stale"] if translated.is_stale else [])]
        ids = (*find_source_ids(document, translated.answers), *own)
        yield ids, point_to(*(f"state-{state}" for state in states))


def _link_sentences(document: Document, text: TextOfArticle) -> Iterator[tuple[str, ...]]:
    """Yield the ids of sentences that answer each other, where one passage answers one."""
    for (first, last), found in text.list_answers().items():
        if first != last or len(found) > 1:
            continue
        own, other = document.source.passages[first - 1], found[0]
        pairs = document.aligner.pairs(document.source.lang, own.passage, text.lang, other.passage)
        for pair in pairs:
            ids = _find_sentences(document, own, pair.source), _find_sentences(document, other, pair.target)
            if all(ids):
                yield ids[0] + ids[1]


def _find_sentences(document: Document, passage: IdentifiedPassage, span: Span) -> tuple[str, ...]:
    """Return the ids of the sentences of a passage that begin in a span."""
    return tuple(
        id
        for nth, (start, _) in enumerate(passage.sentences, 1)
        if span[0] <= start < span[1]
        for id in document.pieces.find(f"{passage.id}.s{nth}")
    )
