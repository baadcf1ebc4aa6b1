"""Make the localization of an edition from the words that differ between regions.

Of several rewrites for one word the first wins: the glossary's, the site's own vocabulary's, the shipped one's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

import yaml

from yizhu.chinese.script_conversion import find_script
from yizhu.content.faults import collect_faults, raise_if
from yizhu.content.model import Sense, Source, Term
from yizhu.content.yaml.document import read_document
from yizhu.editions.localization import Localization
from yizhu.editions.rewrites import INSIDE, NOWHERE, WHOLE, Rewrite, Rewrites, read_topics, select_rewrites

VocabularyEntry = dict[str, Any]


@cache
def read_shipped_vocabulary(name: str) -> tuple[VocabularyEntry, ...]:
    """Return the entries of a vocabulary that comes with Yizhu: those for the news, then the editorial ones."""
    folder = files("yizhu.chinese").joinpath("data")
    news = folder.joinpath(f"{name}.yaml").read_text("utf-8")
    editorial = folder.joinpath(f"{name}-editorial.tsv").read_text("utf-8")
    return *yaml.load(news, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)), *_read_rows(editorial)


_DIRECTIONS = {">": "zh-Hans", "<": "zh-Hant", "=": "both"}


def _read_rows(text: str) -> Iterator[VocabularyEntry]:
    """Yield the entries of a table: a thousand are read in 3 ms, as YAML in 100."""
    source = ""
    for line in text.splitlines():
        if line.startswith("@ "):
            source = line[2:]
        elif line and not line.startswith("#"):
            taiwan, mainland, direction, flags, contexts, *_ = [*line.split("\t"), "", ""]
            yield {
                "zh-Hant": taiwan,
                "zh-Hans": mainland,
                "direction": _DIRECTIONS[direction],
                "source": source,
                **_read_flags(flags.split()),
                "except": contexts.split(),
            }


def _read_flags(flags: Sequence[str]) -> VocabularyEntry:
    named: VocabularyEntry = {"reach": "news" if "news" in flags else "editorial"}
    named |= {"in_titles": True} if "titles" in flags else {}
    named |= {"after": "number"} if "number" in flags else {}
    topic = next((flag for flag in flags if flag in read_topics()), "")
    return named | ({"topic": topic} if topic else {})


def read_vocabulary(sources: Sequence[Source]) -> tuple[VocabularyEntry, ...]:
    """Return the entries of vocabulary files, in their order. Raises ``Faults`` for what is wrong in the files."""
    read, faults = collect_faults(_read_entries, sources)
    raise_if(faults)
    return tuple(entry for entries in read for entry in entries)


@lru_cache(maxsize=8)  # every edition reads the same files
def _read_entries(source: Source) -> tuple[VocabularyEntry, ...]:
    return tuple(read_document(source.path, source.text, "vocabulary").value or ())


def make_localization(
    source_lang: str,
    lang: str,
    config: str,
    quotes: str,
    terms: Sequence[Term],
    words: Sequence[VocabularyEntry],
) -> Localization:
    """Return the localization from one script to another; an empty one without ``source_lang``.

    ``config`` names a configuration of OpenCC, ``quotes`` a style of quotation marks (corner, curly, or empty).
    """
    if not source_lang:
        return Localization()
    return select_words(source_lang, lang, config, quotes, list_pairs(source_lang, lang, terms, words))


def list_pairs(
    source_lang: str, lang: str, terms: Sequence[Term], words: Sequence[VocabularyEntry]
) -> tuple[Rewrite, ...]:
    """Return the pairs of words from one script to another, also those that OpenCC would make by itself."""
    return (
        *_rewrites_from_terms(source_lang, lang, terms),
        *_rewrites_from_vocabulary(find_script(source_lang), find_script(lang), words),
    )


def select_words(
    source_lang: str, lang: str, config: str, quotes: str, pairs: Sequence[Rewrite]
) -> Localization:
    """Return the localization with those of the pairs that OpenCC would not make by itself."""
    rewrites = select_rewrites((pair for pair in pairs if not pair.is_after_number), config)
    counted = select_rewrites((pair for pair in pairs if pair.is_after_number), config)
    return Localization(source_lang, lang, config, Rewrites(rewrites), quotes, counted)


def _rewrites_from_terms(source_lang: str, lang: str, terms: Sequence[Term]) -> Iterator[Rewrite]:
    for term in terms:
        for forms in term.meanings:
            for old, new in zip(_forms_in(forms, source_lang), _forms_in(forms, lang), strict=False):
                yield Rewrite(old, new, term.exceptions, in_titles=WHOLE)


def _forms_in(meaning: Term | Sense, lang: str) -> tuple[str, ...]:
    """Return the forms in a language, or in another tag of the same script: in zh-TW for zh-Hant."""
    tags = (tag for tag, _ in meaning.forms if find_script(tag) == find_script(lang))
    return meaning.forms_in(lang) or meaning.forms_in(next(tags, ""))


def _rewrites_from_vocabulary(
    source_lang: str, lang: str, words: Sequence[VocabularyEntry]
) -> Iterator[Rewrite]:
    for entry in words:
        if entry.get("direction", "both") in ("both", lang) and source_lang in entry and lang in entry:
            yield Rewrite(
                str(entry[source_lang]),
                str(entry[lang]),
                tuple(entry.get("except", ())),
                is_after_number=entry.get("after") == "number",
                is_editorial=is_editorial(entry),
                topic=str(entry.get("topic", "")),
                in_titles=INSIDE if entry.get("in_titles") else NOWHERE,
            )


def is_editorial(entry: VocabularyEntry) -> bool:
    """Is the word replaced only in what the site's editors write?"""
    return entry.get("reach") == "editorial"
