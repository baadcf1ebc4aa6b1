"""Warnings about texts of articles that no edition shows, such as a second translation into one language."""

from __future__ import annotations

from collections.abc import Iterator

from yizhu.check.load import CheckedContent
from yizhu.content.config import EditionConfig
from yizhu.content.faults import Fault, Place
from yizhu.content.languages import is_same_language
from yizhu.content.model import Article, Text
from yizhu.editions.choice import Choice, choose_texts
from yizhu.editions.locale import read_locales


def check_unshown_texts(checked: CheckedContent) -> Iterator[Fault]:
    """Return a warning for each text that stands neither as text nor as counterpart in any edition."""
    several = [article for article in checked.articles if len(article.translations) > 1]
    locales = (
        read_locales(checked.config, checked.files.vocabulary, checked.glossary.terms) if several else ()
    )
    for article in several:
        choices = [choose_texts(article, locale) for locale in locales]
        shown = [text for choice in choices for text in (choice.text, choice.counterpart)]
        for text in article.translations:
            if text.passages and text not in shown:
                yield _warn(article, text, checked.config.editions, choices)


def _warn(article: Article, text: Text, editions: tuple[EditionConfig, ...], choices: list[Choice]) -> Fault:
    place, name = Place(text.source.path), text.source.path.rpartition("/")[2]
    for edition, choice in zip(editions, choices, strict=True):
        if choice.text and is_same_language(edition.lang, text.lang):
            instead = choice.text.source.path.rpartition("/")[2]
            help = (
                f"give it an edition of its own (lang: {text.lang}), or put {text.lang} first in translations: of "
                f"{article.source.source.path}, or write translation: {text.lang} in the edition {edition.name}"
            )
            return Fault(place, f"{name} is shown nowhere: {edition.name}/ shows {instead}", help)
    help = f"add an edition with lang: {text.lang} to config.yaml, or move the file into source/"
    return Fault(place, f"{name} is shown nowhere: no edition is in {text.lang}", help)
