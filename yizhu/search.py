"""What a reader can find: an index of terms and articles, and the sentences of each article, in files of their own.

A small index is loaded with the search page; what articles say is loaded one by one. So editing an article rewrites
its own sentences and, if its title or summary changed, the list of its year, however many articles there are.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from yizhu.alignment import align
from yizhu.han import sentences
from yizhu.layers import side_of
from yizhu.page import Entry, File, SearchBody
from yizhu.script import convert_words
from yizhu.shown import Card, Edition, Row, ShownTerm, Words
from yizhu.tree import OBJECT


def search_body(terms: Sequence[ShownTerm], cards: Sequence[Card]) -> SearchBody:
    """The search page as it is without script: every term and every article, each a link."""
    return SearchBody(
        tuple(_term_entry(term) for term in terms), tuple(_article_entry(card) for card in cards)
    )


def index_files(edition: str, terms: Sequence[ShownTerm], cards: Sequence[Card]) -> list[File]:
    """``search/index.json`` with the terms, and a file of articles for each year; docs/reference.md has their format."""
    years = dict[str, list[object]]()
    for card in cards:
        years.setdefault(_year(card), []).append(_found_article(card))
    index = {"terms": [_found_term(term) for term in terms], "years": list(years)}
    files = [("index", index), *years.items()]
    return [_json_file(f"{edition}/search/{name}.json", content) for name, content in files]


@dataclass(frozen=True, slots=True)
class SentencesJob:
    """What of an article is searched: its passages and its notes."""

    edition: str
    slug: str
    rows: tuple[Row, ...]
    notes: tuple[tuple[str, int, str], ...]  # id, number, text


def sentences_job(edition: Edition) -> SentencesJob:
    """The job for an article as an edition shows it."""
    notes = tuple((note.id, note.number, note.text.prose.plain) for note in edition.notes)
    return SentencesJob(edition.name, edition.slug, edition.rows, notes)


def list_sentences(job: SentencesJob) -> File:
    """``sentences.json`` of an article: each sentence beside the one that answers it."""
    passages = [[row.id, list(_pairs(row))] for row in job.rows]
    notes = [[f"note-{id}", number, text] for id, number, text in job.notes]
    told = {"passages": passages, "notes": notes}
    return _json_file(f"{job.edition}/{job.slug}/sentences.json", told)


def han_file() -> File:
    """``assets/han.json``: Traditional characters and the Simplified ones by which both are found."""
    made = convert_words("\n".join(_TABLE), "t2s").split("\n")
    # Of one character Taiwan writes two: 着 is 著 there, and so both are found by either.
    pairs = [(old, new) for old, new in zip(_TABLE, made, strict=True) if old != new] + [("著", "着")]
    return _json_file("assets/han.json", ["".join(side) for side in zip(*sorted(pairs), strict=True)])


# The characters in use. Beyond them OpenCC pairs characters that no reader types.
_TABLE = [chr(code) for block in ((0x3400, 0x4DC0), (0x4E00, 0xA000)) for code in range(*block)]


# ---- the index ---------------------------------------------------------------------------------------------


def _term_entry(term: ShownTerm) -> Entry:
    other_lang, other = _other(term)
    return Entry(f"glossary/{term.id}/", term.headword, term.lang, term.reading, other, other_lang, "")


def _article_entry(card: Card) -> Entry:
    return Entry(f"{card.slug}/", card.title, card.lang, "", card.other_title, card.other_lang, card.published)


def _found_term(term: ShownTerm) -> object:
    other_lang, other = _other(term)
    shown = {"id": term.id, "name": term.headword, "lang": term.lang, "reading": term.reading}
    return shown | {"other": other, "other_lang": other_lang, "forms": _forms(term)}


def _forms(term: ShownTerm) -> list[str]:
    """Every form in every language, those of its senses too."""
    several = [*term.variants, *(forms for sense in term.senses for forms in sense.forms)]
    return list(dict.fromkeys(form for _, forms in several for form in forms))


def _other(term: ShownTerm) -> tuple[str, str]:
    """The first headword in another language."""
    return term.others[0] if term.others else ("", "")


def _found_article(card: Card) -> object:
    return {
        "slug": card.slug,
        "title": card.title,
        "lang": card.lang,
        "other": card.other_title,
        "other_lang": card.other_lang,
        "subtitle": card.subtitle,
        "summary": card.summary,
        "published": card.published,
        "tags": card.tags,
    }


def _year(card: Card) -> str:
    return card.posted[:4] or "undated"


# ---- sentences ---------------------------------------------------------------------------------------------


def _pairs(row: Row) -> Iterator[tuple[str, str]]:
    """The row's sentences, each with the one that answers it; nothing stands for what is not there."""
    if len(row.text) == len(row.counterpart) == 1:
        text, other = row.text[0].prose, row.counterpart[0].prose
        for pair in align(side_of(text), side_of(other)):
            yield _said(text.text[slice(*pair.source)]), _said(other.text[slice(*pair.target)])
    elif row.text and row.counterpart:
        yield _whole(row.text), _whole(row.counterpart)
    else:
        yield from ((sentence, "") for sentence in _sentences(row.text))
        yield from (("", sentence) for sentence in _sentences(row.counterpart))


def _sentences(pieces: Iterable[Words]) -> Iterator[str]:
    for words in pieces:
        yield from (_said(words.prose.text[start:end]) for start, end in sentences(words.prose.text))


def _whole(pieces: Iterable[Words]) -> str:
    return " ".join(_said(words.prose.text) for words in pieces)


def _said(text: str) -> str:
    return " ".join(text.replace(OBJECT, "").split())


def _json_file(path: str, content: object) -> File:
    return File(path, json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode())
