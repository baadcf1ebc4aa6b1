"""A parallel corpus: the aligned sentences of all translations, as JSON Lines and as the text files of Moses.

1. group the passages of a translation with the source passages that they answer
2. align the sentences of each group; what nothing corresponds to is left out
3. write a line for each pair of sentences, a set of files for each pair of languages
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from yizhu.content.config import Config
from yizhu.content.model import Article, Passage, Text
from yizhu.content.prose import OBJECT_CHARACTER, Span
from yizhu.content.translations.comparison import TranslatedPassage, judge_translation
from yizhu.content.translations.passage_ids import format_span
from yizhu.content.translations.state import STATES
from yizhu.editions.alignment import Side, align, make_side
from yizhu.editions.model import Pair
from yizhu.editions.terms.mark_terms import TermSet, mark_terms
from yizhu.exports.model import Chosen, ExportedFile
from yizhu.exports.translations import choose_translations

_NO_PROSE = ("pre", "hr", "figure")  # code, rules and pictures have no sentences


@dataclass(frozen=True, slots=True)
class _Group:
    """Passages of the source, and those of a translation that answer them."""

    span: Span
    source: tuple[Passage, ...]
    target: tuple[Passage, ...]
    state: str  # the least of the translated passages'
    is_stale: bool


def export_corpus(chosen: Chosen) -> Iterator[ExportedFile]:
    """Yield three sorts of files for each pair of languages: all pairs with what is known of them, and only the words."""
    lines: dict[tuple[str, str], list[dict[str, Any]]] = {}
    term_set = TermSet(chosen.terms)
    for article in chosen.articles:
        if chosen.is_all and article.source.meta.draft:
            continue
        langs = [text.lang for text in choose_translations(article, chosen)]
        marked = mark_terms(article, term_set) if langs else article
        for text in (text for text in marked.translations if text.lang in langs):
            found = _list_pairs(marked, text, chosen.config)
            lines.setdefault((article.source.lang, text.lang), []).extend(found)
    for langs_of, pairs in lines.items():
        if pairs:
            yield from _make_files(*langs_of, pairs)


def _make_files(source: str, target: str, pairs: Sequence[dict[str, Any]]) -> Iterator[ExportedFile]:
    name = f"corpus.{source}-{target}"
    columns = {
        "jsonl": [json.dumps(pair, ensure_ascii=False) for pair in pairs],
        source: [pair["source"]["text"] for pair in pairs],
        target: [pair["target"]["text"] for pair in pairs],
        "ids": [pair["id"] for pair in pairs],
    }
    for ending, column in columns.items():
        yield ExportedFile(f"{name}.{ending}", "".join(f"{line}\n" for line in column).encode())


# ---- pairs -------------------------------------------------------------------------------------------------


def _list_pairs(article: Article, text: Text, config: Config) -> Iterator[dict[str, Any]]:
    for group in _group(article, text):
        about = _describe(article, text, group, config)
        both = (pair for pair in _align(article.source.lang, text.lang, group) if all(pair))
        for number, (own, other) in enumerate(both, 1):
            yield {
                "id": f"{article.slug}:{about['passage']}:{number}",
                "article": article.slug,
                "passage": about["passage"],
                "source": {"lang": article.source.lang, "text": own},
                "target": {"lang": text.lang, "text": other},
                **about,
            }


def _describe(article: Article, text: Text, group: _Group, config: Config) -> dict[str, Any]:
    meta, own = article.source.meta, text.meta
    return {
        "passage": format_span(article.source, group.span),
        "state": group.state,
        "stale": group.is_stale,
        "rights": meta.rights,
        "rights_status": meta.rights_status,
        "translation_rights": own.rights or meta.rights,
        "source_url": meta.source_url,
        "page": f"{_find_page(article, config)}#{group.source[0].id}",
        "translators": list(own.translators),
    }


def _find_page(article: Article, config: Config) -> str:
    """Return the address of the article: in an edition in its own language, else in the first."""
    own = (edition for edition in config.editions if edition.lang == article.source.lang)
    return f"{config.base_url}{next(own, config.editions[0]).name}/{article.slug}/"


# ---- groups ------------------------------------------------------------------------------------------------


def _group(article: Article, text: Text) -> Iterator[_Group]:
    """Yield the passages that answer each other, in the order of the source; where some overlap, as one group."""
    judged = sorted(judge_translation(article, text).passages, key=lambda passage: passage.answers)
    group: list[TranslatedPassage] = []
    last = 0
    for passage in judged:
        if group and passage.answers[0] > last:
            yield _make_group(article, group, last)
            group = []
        group.append(passage)
        last = max(last, passage.answers[1])
    if group:
        yield _make_group(article, group, last)


def _make_group(article: Article, judged: Sequence[TranslatedPassage], last: int) -> _Group:
    first = judged[0].answers[0]
    target = sorted((p for own in judged for p in own.passages), key=lambda p: p.number)
    return _Group(
        (first, last),
        article.source.passages[first - 1 : last],
        tuple(target),
        min((passage.state for passage in judged), key=STATES.index),
        any(passage.is_stale for passage in judged),
    )


# ---- sentences ---------------------------------------------------------------------------------------------


def _align(lang: str, other_lang: str, group: _Group) -> Iterator[tuple[str, str]]:
    """Yield the sentences of a group that correspond, in the order of the source."""
    source, target = _join(group.source), _join(group.target)
    own, other = _make_side(group.source), _make_side(group.target)
    if other_lang.startswith("zh") and not lang.startswith(
        "zh"
    ):  # Chinese is what is known how to align from
        pairs = sorted(Pair(left, right) for right, left in align(other, own))
    else:
        pairs = list(align(own, other))
    for left, right in pairs:
        yield _clean(source[slice(*left)]), _clean(target[slice(*right)])


def _join(passages: Sequence[Passage]) -> str:
    return "\n".join(passage.prose.text for passage in passages if passage.kind not in _NO_PROSE)


def _make_side(passages: Sequence[Passage]) -> Side:
    """Return passages as one text to align."""
    texts: list[str] = []
    terms: list[tuple[int, str]] = []
    at = 0
    for passage in passages:
        if passage.kind not in _NO_PROSE:
            side = make_side(passage.prose)
            terms += [(at + start, id) for start, id in side.terms]
            texts.append(side.text)
            at += len(side.text) + 1
    return Side("\n".join(texts), tuple(terms))


def _clean(text: str) -> str:
    """Return words on one line, without what stands for pictures and footnotes' numbers."""
    lines = text.replace(OBJECT_CHARACTER, "").replace("\t", " ").splitlines()
    return " ".join(filter(None, map(str.strip, lines)))
