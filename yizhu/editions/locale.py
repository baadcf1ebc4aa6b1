"""An edition's voice: its language, and how words that are written in another script are put into it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from yizhu.chinese.quotation_marks import habit_of
from yizhu.content.config import Config, EditionConfig
from yizhu.content.model import Source, Term
from yizhu.content.prose import Prose, remove_marks
from yizhu.editions.localization import Localization, localize
from yizhu.editions.model import Words
from yizhu.editions.vocabulary import read_vocabulary, rewording, shipped


@dataclass(frozen=True, slots=True)
class Locale:
    """The language of an edition, and what else may stand in where it has no words."""

    name: str  # of the edition
    lang: str
    rewording: Localization  # empty where the edition has texts of its own
    langs: tuple[str, ...]  # of all editions with texts of their own, in their order


def words_in(given: Sequence[tuple[str, Prose]], voice: Locale) -> Words:
    """What is written once per language, in the edition's: as given, or converted, or in another language."""
    by_lang = dict(given)
    if voice.lang in by_lang:
        return Words(by_lang[voice.lang], voice.lang)
    if voice.rewording.source_lang in by_lang:
        converted = localize(by_lang[voice.rewording.source_lang], voice.rewording)
        return Words(
            remove_marks(converted, "changed"), voice.lang
        )  # no source to be true to: the words are ours
    lang = next((lang for lang in voice.langs if lang in by_lang), given[0][0] if given else voice.lang)
    return Words(by_lang.get(lang, Prose("")), lang)


def locales_of(config: Config, vocabulary: Sequence[Source], terms: tuple[Term, ...]) -> tuple[Locale, ...]:
    """The voice of each edition, in their order."""
    return tuple(_voice(edition, config, vocabulary, terms) for edition in config.editions)


def _voice(
    edition: EditionConfig, config: Config, vocabulary: Sequence[Source], terms: tuple[Term, ...]
) -> Locale:
    """The edition's voice; its words are the glossary's, the site's vocabulary's, then those that are shipped."""
    sources = list(vocabulary)
    if edition.vocabulary != "none":
        sources.append(shipped(edition.vocabulary))
    words = read_vocabulary(sources)
    quotes = edition.quotes or habit_of(edition.converted_from, edition.lang)
    way = rewording(edition.converted_from, edition.lang, edition.convert, quotes, terms, words)
    own = tuple(e.lang for e in config.editions if not e.converted_from)
    return Locale(edition.name, edition.lang, way, own)
