"""Choose which texts of an article an edition shows, and from which script they are converted.

1. The text is one in the edition's own language; else one in another script of it, converted; else there is none.
2. The counterpart is the source; beside a text in the source's own language, a translation.
"""

from __future__ import annotations

from typing import NamedTuple

from yizhu.content.languages import is_same_language, primary_subtag
from yizhu.content.model import Article, Text
from yizhu.editions.locale import Locale
from yizhu.editions.localization import Localization


class Choice(NamedTuple):
    """The texts of an article that an edition shows."""

    text: Text | None  # None: not yet translated
    counterpart: Text | None
    localization: Localization  # of the text if it is converted, else of what is shown of the source
    is_converted: bool


def choose_texts(article: Article, locale: Locale) -> Choice:
    """Return the text and counterpart of an edition, at least one of them. ``locale``: with the article's wordings."""
    written = find_own_texts(article, locale)[:1]
    text = written[0] if written else _find_convertible(article, locale)
    localizations = (locale.localization_from(shown.lang) for shown in (text, article.source) if shown)
    localization = next((made for made in localizations if made.lang), locale.localization)
    return Choice(text, _choose_counterpart(article, text, locale), localization, bool(text and not written))


def find_own_texts(article: Article, locale: Locale) -> list[Text]:
    """Return the texts in the edition's own language, the one to show first; those without a passage are left out.

    Where several editions are in this language, each is for the text with its very tag.
    """
    own = [text for text in _sorted_texts(article, locale) if is_same_language(text.lang, locale.lang)]
    return sorted(own, key=lambda text: text.lang != locale.lang) if locale.has_twin else own


def _find_convertible(article: Article, locale: Locale) -> Text | None:
    """Return the text to convert: in the script that the edition prefers, else the source, else a translation."""
    texts = [text for text in _sorted_texts(article, locale) if locale.localization_from(text.lang).lang]
    preferred = locale.localization.source_lang
    return min(texts, key=lambda t: (t.lang != preferred, t is not article.source), default=None)


def _choose_counterpart(article: Article, text: Text | None, locale: Locale) -> Text | None:
    """Return what stands beside a text. Two scripts are one language here."""
    own = primary_subtag(article.source.lang)
    if text is None or primary_subtag(text.lang) != own:
        return article.source
    foreign = (other for other in _sorted_texts(article, locale) if primary_subtag(other.lang) != own)
    return next(foreign, article.source if text is not article.source else None)


def _sorted_texts(article: Article, locale: Locale) -> list[Text]:
    """Return the texts that have a passage: by language as the editions are; of one language the one with the
    edition's very tag, if neither the article (``translations:``) nor an edition (``translation:``) says otherwise.
    """
    wanted = article.source.meta.translations or ()
    langs = (*locale.langs, locale.lang)

    def place(text: Text) -> tuple[int, int, int, int, bool, str]:
        same = (nth for nth, lang in enumerate(langs) if is_same_language(lang, text.lang))
        return (
            next(same, len(langs)),
            wanted.index(text.lang) if text.lang in wanted else len(wanted),
            locale.preferred.index(text.lang) if text.lang in locale.preferred else len(locale.preferred),
            langs.index(text.lang) if text.lang in langs else len(langs),
            text is not article.source,
            text.lang,
        )

    texts = [text for text in (article.source, *article.translations) if text.passages]
    return sorted(texts, key=place) if len(texts) > 1 else texts
