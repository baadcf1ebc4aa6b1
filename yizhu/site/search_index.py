"""Makes what the search page looks through: a list of terms and articles, and a file of sentences for each article.

The search page holds the list and loads the sentences of one article after the other. So an edit of an article rewrites
that article's sentences and, if its title or summary changed, the search page, however large the site is.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from yizhu.chinese.han import split_sentences
from yizhu.chinese.script_conversion import convert_text
from yizhu.content.prose import OBJECT_CHARACTER
from yizhu.editions.model import Card, Edition, LocalizedProse, Row, ShownTerm
from yizhu.site.page_model import File, SearchBody, SearchEntry


def make_search_body(terms: Sequence[ShownTerm], cards: Sequence[Card]) -> SearchBody:
    """Return the list of the search page, which is its index too: every term and every article, each a link."""
    return SearchBody(
        tuple(_term_entry(term) for term in terms), tuple(_article_entry(card) for card in cards)
    )


def make_sentences_file(edition: Edition) -> File:
    """Return ``sentences.json`` of an article: the sentences of its passages, each with its counterpart, and its notes."""
    passages = [[row.id, list(_sentence_pairs(row))] for row in edition.rows]
    notes = [[f"note-{note.id}", note.number, note.text.prose.plain] for note in edition.notes]
    content = {"passages": passages, "notes": notes}
    return _json_file(f"{edition.name}/{edition.slug}/sentences.json", content)


def make_han_file() -> File:
    """Return ``assets/han.json``: Traditional characters, and the Simplified ones that find the same text."""
    simplified = convert_text("\n".join(_TABLE), "t2s").split("\n")
    # Taiwan writes 著 where others write 着 or 著: either finds both.
    pairs = [(old, new) for old, new in zip(_TABLE, simplified, strict=True) if old != new] + [("著", "着")]
    return _json_file("assets/han.json", ["".join(side) for side in zip(*sorted(pairs), strict=True)])


# CJK Unified Ideographs and Extension A. In the further extensions OpenCC pairs characters that no reader types.
_TABLE = [chr(code) for block in ((0x3400, 0x4DC0), (0x4E00, 0xA000)) for code in range(*block)]


# ---- the list ----------------------------------------------------------------------------------------------


def _term_entry(term: ShownTerm) -> SearchEntry:
    other_lang, other = term.others[0] if term.others else ("", "")
    return SearchEntry(
        href=f"glossary/{term.id}/",
        name=term.headword,
        lang=term.lang,
        reading=term.reading,
        other=other,
        other_lang=other_lang,
        find=(*_list_forms(term), *_typed_readings(term.reading)),
    )


def _article_entry(card: Card) -> SearchEntry:
    return SearchEntry(
        href=f"{card.slug}/",
        name=card.title,
        lang=card.lang,
        other=card.other_title,
        other_lang=card.other_lang,
        published=card.published,
        summary=card.summary,
        find=tuple(filter(None, (card.subtitle, *card.tags))),
    )


def _list_forms(term: ShownTerm) -> tuple[str, ...]:
    """Return every form in every language, those of the senses too."""
    by_lang = [*term.variants, *(forms for sense in term.senses for forms in sense.forms)]
    return tuple(dict.fromkeys(form for _, forms in by_lang for form in forms))


def _typed_readings(reading: str) -> tuple[str, ...]:
    """Return pinyin as readers type it: without tones and spaces, ü as u or as v."""
    letters = unicodedata.normalize("NFD", reading.casefold())
    typed = (letters.replace("u\u0308", key) for key in ("u", "v"))
    bare = ("".join(c for c in word if c.isascii() and c.isalpha()) for word in typed)
    return tuple(dict.fromkeys(filter(None, bare)))


# ---- sentences ---------------------------------------------------------------------------------------------


def _sentence_pairs(row: Row) -> Iterator[tuple[str, str]]:
    """Yield the row's sentences, each with its translation; an empty string where there is none."""
    if len(row.text) == len(row.counterpart) == 1:
        text, other = row.text[0].prose, row.counterpart[0].prose
        for pair in row.sentences:
            yield _clean(text.text[slice(*pair.source)]), _clean(other.text[slice(*pair.target)])
    elif row.text and row.counterpart:
        yield _join(row.text), _join(row.counterpart)
    else:
        yield from ((sentence, "") for sentence in _split(row.text))
        yield from (("", sentence) for sentence in _split(row.counterpart))


def _split(passages: Iterable[LocalizedProse]) -> Iterator[str]:
    for words in passages:
        yield from (_clean(words.prose.text[start:end]) for start, end in split_sentences(words.prose.text))


def _join(passages: Iterable[LocalizedProse]) -> str:
    return " ".join(_clean(words.prose.text) for words in passages)


def _clean(text: str) -> str:
    return " ".join(text.replace(OBJECT_CHARACTER, "").split())


def _json_file(path: str, content: object) -> File:
    return File(path, json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode())
