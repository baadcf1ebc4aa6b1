"""Warn of quotations that do not stand where they are said to: ``[「…」]{quote=p2}`` in notes, definitions and texts.

Compared are letters and digits, whatever their case, width and script; what ``…`` or square brackets leave out is passed over.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from yizhu.check.load import CheckedContent
from yizhu.chinese.han import fold
from yizhu.chinese.script_conversion import convert_text
from yizhu.content.faults import Fault, did_you_mean, find_closest, find_place
from yizhu.content.model import Article, Passage, Source
from yizhu.content.prose import Mark, Prose, select_marks
from yizhu.content.quotes import list_windows
from yizhu.content.source_map import MappedProse, map_notes, map_text
from yizhu.content.translations.passage_ids import find_span, id_of, list_ids, split_range

_PLACE = re.compile(
    r"(?:(?P<slug>[a-z0-9]+(?:-[a-z0-9]+)*)#)?(?P<name>p\d{1,9}[a-z]{0,9}(?:-p?\d{1,9}[a-z]{0,9})?)"
)
_OMISSION = re.compile(r"…+|\.\.\.|\[[^\[\]]*\]|［[^［］]*］")
_MAX_COMPARED = (
    100  # characters of a quotation that is not found: each part of the passage is compared with them
)
_WRITE = "write quote=p2, or in another article or a definition quote=article#p2"


def check_quotations(checked: CheckedContent) -> Iterator[Fault]:
    """Return a warning for each quotation whose words do not stand in the passage that it names."""
    articles = {article.slug: article for article in checked.articles}
    for quotation in _list_quotations(checked):
        yield from _check(quotation, articles)


@dataclass(frozen=True, slots=True)
class _Quotation:
    """Words that are said to stand in a passage."""

    words: str
    value: str  # of the attribute
    slug: str  # of the article that it is in; empty: none
    sources: Sequence[Source]  # the files in one of which it is written
    mapped: MappedProse | None = None  # the prose with its place, if that is known
    start: int = 0  # of the words in the prose

    def fault(self, problem: str, help: str) -> Fault:
        """Return a fault at the quotation's place."""
        if self.mapped:
            place = self.mapped.place(self.start, self.start + len(self.words))
            # In YAML, whose marks are no Markdown, a place is right only if the words begin there.
            if not self.sources or place.text[place.column - 1 :].startswith(self.words[:8]):
                return Fault(place, problem, help)
        needles = (self.words, f"quote={self.value}", f'quote="{self.value}"')
        places = [
            find_place(source.path, source.text, 1, needle, source.text.count("\n") + 1)
            for needle in needles
            for source in self.sources
        ]
        return Fault(next((place for place in places if place.column), places[0]), problem, help)


def _list_quotations(checked: CheckedContent) -> Iterator[_Quotation]:
    for article in checked.articles:
        notes = checked.folder(article.slug).notes
        for lang in dict.fromkeys(lang for note in article.notes for lang, _ in note.text):
            yield from _read_mapped(article.slug, map_notes(article, notes, lang), notes)
        for text in (article.source, *article.translations):
            yield from _read_mapped(article.slug, map_text(text))
    for term in checked.glossary.terms:
        for meaning in term.meanings:
            yield from _read(checked.files.glossary, (prose for _, prose in meaning.definition))
    for page in checked.pages:
        for text in page.texts:
            yield from _read_mapped("", map_text(text))


def _read_mapped(
    slug: str, proses: Iterable[MappedProse], yaml: Source | None = None
) -> Iterator[_Quotation]:
    for mapped in proses:
        for mark in select_marks(mapped.prose, "quoted"):
            words = _words_of(mapped.prose, mark)
            start = mapped.prose.text.find(words, mark.start)
            yield _Quotation(words, mark.get("quote"), slug, (yaml,) if yaml else (), mapped, start)


def _read(sources: Sequence[Source], proses: Iterable[Prose]) -> Iterator[_Quotation]:
    for prose in proses:
        for mark in select_marks(prose, "quoted"):
            yield _Quotation(_words_of(prose, mark), mark.get("quote"), "", sources)


def _words_of(prose: Prose, mark: Mark) -> str:
    return prose.text[mark.start : mark.end].strip("「」『』“”‘’\"' ")


def _check(quotation: _Quotation, articles: dict[str, Article]) -> Iterator[Fault]:
    named = _PLACE.fullmatch(quotation.value)
    slug = (named["slug"] or quotation.slug) if named else ""
    if not named or not slug:
        yield quotation.fault(f"quote={quotation.value} names no passage of an article", _WRITE)
    elif slug not in articles:
        yield quotation.fault(f"there is no article {slug}", did_you_mean(slug, articles, _WRITE))
    else:
        yield from _check_words(quotation, articles[slug], named["name"])


def _check_words(quotation: _Quotation, article: Article, name: str) -> Iterator[Fault]:
    span = find_span(article.source, name)
    if span is None:
        ids = list_ids(article.source)
        unknown = next((id for id in split_range(name) or () if not ids.has(id)), name)
        problem = f"{ids.explain(unknown)[0]} in {article.slug}"
        yield quotation.fault(problem, _find_help(quotation.words, article, range(0)))
        return
    numbers = range(span[0], span[1] + 1)
    if not any(_stands_in(quotation.words, text) for text in _texts_of(article, numbers)):
        value = quotation.value.rpartition("#")[2]
        yield quotation.fault(
            f"these words do not stand in {value}", _find_help(quotation.words, article, numbers)
        )


def _find_help(words: str, article: Article, numbers: range) -> str:
    """Say where the words do stand, or which are nearest."""
    for number in range(1, len(article.source.passages) + 1):
        if any(_stands_in(words, text) for text in _texts_of(article, range(number, number + 1))):
            return f"they stand in {id_of(article.source, number)}"
    words = words[:_MAX_COMPARED]
    windows = {window for text in _texts_of(article, numbers) for window in list_windows(text, len(words))}
    closest = find_closest(words, sorted(windows))
    return f"the nearest words are {closest}" if closest else "quote the exact words, or remove quote="


def _texts_of(article: Article, numbers: range) -> Iterator[str]:
    """Yield what stands in some passages of an article: in its source, then in its translations."""
    yield _join(article.source.passages[n - 1] for n in numbers)
    for translation in article.translations:
        wanted = set(numbers)
        yield _join(
            p for p in translation.passages if p.answers and wanted & {*range(p.answers[0], p.answers[1] + 1)}
        )


def _join(passages: Iterable[Passage]) -> str:
    return " ".join(passage.prose.plain for passage in passages)


def _stands_in(words: str, text: str) -> bool:
    """Do the words stand in the text, one part behind the other, as they are or in the other script?"""
    return any(_follow(words, text, to_letters) for to_letters in (_fold_letters, _to_letters))


def _follow(words: str, text: str, to_letters: Callable[[str], str]) -> bool:
    at, letters = 0, to_letters(text)
    for part in _OMISSION.split(words):
        wanted = to_letters(part)
        found = letters.find(wanted, at)
        if found < 0:
            return False
        at = found + len(wanted)
    return True


def _fold_letters(text: str) -> str:
    return "".join(c for c in fold(text).text.casefold() if c.isalnum())


def _to_letters(text: str) -> str:
    # What stands around a word decides how it is converted: words that begin in the middle of one may become others.
    return _fold_letters(convert_text(fold(text).text, "t2s"))
