"""What a reader can find: a list of terms and articles, and the sentences of each article in a file of its own.

The search page holds the list; what articles say is loaded one by one. So editing an article rewrites its own sentences
and, if its title or summary changed, the search page, however many articles there are.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from yizhu.chinese.han import split_sentences
from yizhu.chinese.script_conversion import convert_text
from yizhu.content.prose import OBJECT_CHARACTER
from yizhu.editions.alignment import align, make_side
from yizhu.editions.model import Card, Edition, LocalizedProse, Row, ShownTerm
from yizhu.site.page_model import Entry, File, SearchBody


def search_body(terms: Sequence[ShownTerm], cards: Sequence[Card]) -> SearchBody:
    """The search page's list, which is its index too: every term and every article, each a link."""
    return SearchBody(
        tuple(_term_entry(term) for term in terms), tuple(_article_entry(card) for card in cards)
    )


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
    made = convert_text("\n".join(_TABLE), "t2s").split("\n")
    # Of one character Taiwan writes two: 着 is 著 there, and so both are found by either.
    pairs = [(old, new) for old, new in zip(_TABLE, made, strict=True) if old != new] + [("著", "着")]
    return _json_file("assets/han.json", ["".join(side) for side in zip(*sorted(pairs), strict=True)])


# The characters in use. Beyond them OpenCC pairs characters that no reader types.
_TABLE = [chr(code) for block in ((0x3400, 0x4DC0), (0x4E00, 0xA000)) for code in range(*block)]


# ---- the list ----------------------------------------------------------------------------------------------


def _term_entry(term: ShownTerm) -> Entry:
    other_lang, other = term.others[0] if term.others else ("", "")
    return Entry(
        href=f"glossary/{term.id}/",
        name=term.headword,
        lang=term.lang,
        reading=term.reading,
        other=other,
        other_lang=other_lang,
        find=(*_forms(term), *_sounds(term.reading)),
    )


def _article_entry(card: Card) -> Entry:
    return Entry(
        href=f"{card.slug}/",
        name=card.title,
        lang=card.lang,
        other=card.other_title,
        other_lang=card.other_lang,
        published=card.published,
        summary=card.summary,
        find=tuple(filter(None, (card.subtitle, *card.tags))),
    )


def _forms(term: ShownTerm) -> tuple[str, ...]:
    """Every form in every language, those of its senses too."""
    several = [*term.variants, *(forms for sense in term.senses for forms in sense.forms)]
    return tuple(dict.fromkeys(form for _, forms in several for form in forms))


def _sounds(reading: str) -> tuple[str, ...]:
    """Pinyin as readers type it: without tones and spaces, ü as u or as v."""
    letters = unicodedata.normalize("NFD", reading.casefold())
    typed = (letters.replace("u\u0308", key) for key in ("u", "v"))
    bare = ("".join(c for c in word if c.isascii() and c.isalpha()) for word in typed)
    return tuple(dict.fromkeys(filter(None, bare)))


# ---- sentences ---------------------------------------------------------------------------------------------


def _pairs(row: Row) -> Iterator[tuple[str, str]]:
    """The row's sentences, each with the one that answers it; nothing stands for what is not there."""
    if len(row.text) == len(row.counterpart) == 1:
        text, other = row.text[0].prose, row.counterpart[0].prose
        for pair in align(make_side(text), make_side(other)):
            yield _said(text.text[slice(*pair.source)]), _said(other.text[slice(*pair.target)])
    elif row.text and row.counterpart:
        yield _whole(row.text), _whole(row.counterpart)
    else:
        yield from ((sentence, "") for sentence in _sentences(row.text))
        yield from (("", sentence) for sentence in _sentences(row.counterpart))


def _sentences(pieces: Iterable[LocalizedProse]) -> Iterator[str]:
    for words in pieces:
        yield from (_said(words.prose.text[start:end]) for start, end in split_sentences(words.prose.text))


def _whole(pieces: Iterable[LocalizedProse]) -> str:
    return " ".join(_said(words.prose.text) for words in pieces)


def _said(text: str) -> str:
    return " ".join(text.replace(OBJECT_CHARACTER, "").split())


def _json_file(path: str, content: object) -> File:
    return File(path, json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode())
