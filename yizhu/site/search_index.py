"""Makes what the search page looks through: a list of terms and articles, and a table of Chinese characters.

The search page holds the list and reads what the articles say off their own pages, one after the other. So an edit of an
article rewrites the search page only if its title or summary changed, however large the site is.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Sequence
from functools import cache
from itertools import chain

from yizhu.chinese.script_conversion import convert_text
from yizhu.editions.model import Card, ShownTerm
from yizhu.site.page_model import File, SearchBody
from yizhu.site.page_parts import SearchEntry


def make_search_body(terms: Sequence[ShownTerm], cards: Sequence[Card]) -> SearchBody:
    """Return the list of the search page, which is its index too: every term and every article, each a link."""
    return SearchBody(
        tuple(_term_entry(term) for term in terms), tuple(_article_entry(card) for card in cards)
    )


@cache  # a preview builds often, and 28,000 characters stay what they are
def make_han_file() -> File:
    """Return ``assets/han.json``: Traditional characters, and the Simplified ones that find the same text."""
    table = [chr(code) for block in _BLOCKS for code in range(*block)]
    simplified = convert_text("\n".join(table), "t2s").split("\n")
    # Taiwan writes 著 where others write 着 or 著: either finds both.
    pairs = [(old, new) for old, new in zip(table, simplified, strict=True) if old != new] + [("著", "着")]
    sides = ["".join(side) for side in zip(*sorted(pairs), strict=True)]
    return File("assets/han.json", json.dumps(sides, ensure_ascii=False, separators=(",", ":")).encode())


# CJK Unified Ideographs and Extension A. In the further extensions OpenCC pairs characters that no reader types.
_BLOCKS = (0x3400, 0x4DC0), (0x4E00, 0xA000)


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
        find=(*_list_forms(term), *chain.from_iterable(map(_typed_readings, term.reading.split(", ")))),
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
