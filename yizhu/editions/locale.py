"""The locale of an edition: its language, and how text in another script is localized for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from yizhu.chinese.quotation_marks import choose_quote_style
from yizhu.content.config import Config, EditionConfig
from yizhu.content.model import Source, Term
from yizhu.content.prose import Prose, remove_marks
from yizhu.editions.localization import Localization, localize
from yizhu.editions.model import Localized, LocalizedProse
from yizhu.editions.vocabulary import make_localization, read_shipped_vocabulary, read_vocabulary


@dataclass(frozen=True, slots=True)
class Locale:
    """The language of an edition, and the languages to fall back on."""

    name: str  # of the edition
    lang: str
    localization: Localization  # empty if the edition's texts are written, not converted
    langs: tuple[str, ...]  # the languages of all editions with written texts, in the order of config.yaml


def choose_prose(versions: Sequence[tuple[str, Prose]], locale: Locale) -> LocalizedProse:
    """Choose among the language versions (tag, prose) of one text.

    The first that exists: written in the edition's language, localized from the script the edition is made from,
    written in another language of the site, the first version, empty prose.
    """
    by_lang = dict(versions)
    if locale.lang in by_lang:
        return Localized(by_lang[locale.lang], locale.lang)
    if locale.localization.source_lang in by_lang:
        localized = localize(by_lang[locale.localization.source_lang], locale.localization)
        # Changed words are not marked here: these are the editors' words, not those of a source.
        return Localized(remove_marks(localized, "changed"), locale.lang)
    first = versions[0][0] if versions else locale.lang
    lang = next((lang for lang in locale.langs if lang in by_lang), first)
    return Localized(by_lang.get(lang, Prose("")), lang)


def read_locales(config: Config, vocabulary: Sequence[Source], terms: tuple[Term, ...]) -> tuple[Locale, ...]:
    """Return the locale of each edition, in the order of config.yaml. Raises ``Faults`` for an invalid vocabulary."""
    return tuple(_read_locale(edition, config, vocabulary, terms) for edition in config.editions)


def _read_locale(
    edition: EditionConfig, config: Config, vocabulary: Sequence[Source], terms: tuple[Term, ...]
) -> Locale:
    sources = list(vocabulary)
    if edition.vocabulary != "none":
        sources.append(read_shipped_vocabulary(edition.vocabulary))  # last: the site's own words win
    quotes = edition.quotes or choose_quote_style(edition.converted_from, edition.lang)
    localization = make_localization(
        edition.converted_from, edition.lang, edition.convert, quotes, terms, read_vocabulary(sources)
    )
    langs = tuple(e.lang for e in config.editions if not e.converted_from)
    return Locale(edition.name, edition.lang, localization, langs)
