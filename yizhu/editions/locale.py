"""The locale of an edition: its language, and how text in another script is localized for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from yizhu.chinese.quotation_marks import choose_quote_style
from yizhu.chinese.script_conversion import (
    OFFICIAL_OPENCC_ONLY,
    SCRIPTS,
    can_convert,
    default_config,
    find_script,
)
from yizhu.content.config import Config, EditionConfig
from yizhu.content.languages import is_same_language, primary_subtag
from yizhu.content.model import Source, Term, Text
from yizhu.content.prose import Prose, remove_marks
from yizhu.editions.localization import Localization, add_article_wordings, localize
from yizhu.editions.model import Localized, LocalizedProse
from yizhu.editions.rewrites import Rewrite
from yizhu.editions.vocabulary import (
    VocabularyEntry,
    list_pairs,
    make_localization,
    read_shipped_vocabulary,
    read_vocabulary,
    select_words,
)


@dataclass(frozen=True, slots=True)
class Sibling:
    """Another script of an edition's language, and what localizes texts in it; OpenCC is asked when there is one."""

    script: str
    config: str  # a configuration of OpenCC
    quotes: str
    pairs: tuple[Rewrite, ...]


@dataclass(frozen=True, slots=True)
class Locale:
    """The language of an edition, and the languages to fall back on."""

    name: str  # of the edition
    lang: str
    localization: (
        Localization  # from the script that the edition prefers (``from:``); empty if it prefers none
    )
    langs: tuple[str, ...]  # the languages of all editions with written texts, in the order of config.yaml
    siblings: tuple[Sibling, ...] = ()
    made: tuple[Localization, ...] = ()  # for the texts of one article, with its own wordings
    preferred: tuple[
        str, ...
    ] = ()  # of several texts in a language, the tag of the one to show (``translation:``)
    has_twin: bool = False  # is another edition in its language, too?

    def localization_from(self, lang: str) -> Localization:
        """Return how text in a language is localized for the edition; an empty one if it is not."""
        if find_script(lang) not in SCRIPTS or is_same_language(lang, self.lang):
            return Localization()
        for known in (*self.made, self.localization):
            if known.source_lang == lang:
                return known
        if self.localization.source_lang and is_same_language(lang, self.localization.source_lang):
            return replace(self.localization, source_lang=lang)
        sibling = next((s for s in self.siblings if s.script == find_script(lang)), None)
        return _localization_of(sibling, self.lang, lang) if sibling else Localization()

    def find_localizable(self, langs: Sequence[str]) -> str:
        """Return which of these languages can be localized for the edition, the one that it prefers first; or nothing."""
        preferred = self.localization.source_lang
        ordered = (preferred, *langs) if preferred in langs else langs
        return next((lang for lang in ordered if self.localization_from(lang).lang), "")


@lru_cache(maxsize=64)
def _localization_of(sibling: Sibling, lang: str, source_lang: str) -> Localization:
    config = sibling.config
    if config in OFFICIAL_OPENCC_ONLY and not can_convert(config):
        return Localization()
    return select_words(source_lang, lang, config, sibling.quotes, sibling.pairs)


def with_own_wordings(locale: Locale, texts: Sequence[Text], *, is_ours: bool = False) -> Locale:
    """Return the locale for the texts of one article, or page, with the wordings that these give for themselves.

    ``is_ours``: the site's editors wrote them, even if they do not say so.
    """
    ours = {text.lang: is_ours or text.meta.is_ours for text in reversed(texts)}
    found = (locale.localization_from(lang) for lang in dict.fromkeys(text.lang for text in texts))
    made = tuple(
        replace(add_article_wordings(localization, texts), is_ours=ours[localization.source_lang])
        for localization in found
        if localization.lang
    )
    own = next((m for m in made if m.source_lang == locale.localization.source_lang), None)
    return replace(locale, localization=own or add_article_wordings(locale.localization, texts), made=made)


def choose_prose(
    versions: Sequence[tuple[str, Prose]], locale: Locale, *, is_ours: bool = True
) -> LocalizedProse:
    """Choose among the language versions (tag, prose) of one text; ``is_ours``: did the site's editors write it?

    The first that exists: written in the edition's language, localized from another script of it, written in another
    language of the site, the first version, empty prose.
    """
    by_lang = dict(versions)
    if locale.lang in by_lang:
        return Localized(by_lang[locale.lang], locale.lang)
    own = next((lang for lang in by_lang if is_same_language(lang, locale.lang)), "")
    if own:
        return Localized(by_lang[own], own)
    if other := locale.find_localizable(tuple(by_lang)):
        localization = locale.localization_from(other)
        localized = localize(by_lang[other], localization.for_ours() if is_ours else localization)
        # Changed words are not marked here: these are the editors' words, not those of a source.
        return Localized(remove_marks(localized, "changed"), locale.lang)
    first = versions[0][0] if versions else locale.lang
    lang = next((lang for lang in locale.langs if lang in by_lang), first)
    return Localized(by_lang.get(lang, Prose("")), lang)


def read_locales(config: Config, vocabulary: Sequence[Source], terms: tuple[Term, ...]) -> tuple[Locale, ...]:
    """Return the locale of each edition, in the order of config.yaml. Raises ``Faults`` for an invalid vocabulary."""
    return tuple(
        _read_locale(edition, config.editions, tuple(vocabulary), terms) for edition in config.editions
    )


@lru_cache(maxsize=8)  # a preview builds often, and seldom with other words
def _read_locale(
    edition: EditionConfig,
    editions: tuple[EditionConfig, ...],
    vocabulary: tuple[Source, ...],
    terms: tuple[Term, ...],
) -> Locale:
    words = read_vocabulary(vocabulary)
    if edition.vocabulary != "none":
        words += read_shipped_vocabulary(edition.vocabulary)  # last: the site's own words win
    quotes = edition.quotes or choose_quote_style(edition.converted_from, edition.lang)
    localization = make_localization(
        edition.converted_from, edition.lang, edition.convert, quotes, terms, words
    )
    langs = tuple(_list_written_langs(editions))
    siblings = tuple(_list_siblings(edition, terms, words))
    preferred = tuple(e.translation for e in editions if e.translation)
    has_twin = sum(is_same_language(e.lang, edition.lang) for e in editions) > 1
    return Locale(
        edition.name, edition.lang, localization, langs, siblings, preferred=preferred, has_twin=has_twin
    )


def _list_written_langs(editions: Sequence[EditionConfig]) -> Iterator[str]:
    """Yield the languages of the editions that no other is made for; if two are made from each other, of both."""
    written = {primary_subtag(edition.lang) for edition in editions if not edition.converted_from}
    for edition in editions:
        if not edition.converted_from or primary_subtag(edition.lang) not in written:
            yield edition.lang


def _list_siblings(
    edition: EditionConfig, terms: Sequence[Term], words: Sequence[VocabularyEntry]
) -> Iterator[Sibling]:
    """Yield the scripts that an edition's texts may be converted from, but for the one that it prefers."""
    for script in SCRIPTS:
        config = default_config(script, edition.lang)
        if config and script != find_script(edition.converted_from):
            quotes = edition.quotes or choose_quote_style(script, edition.lang)
            yield Sibling(script, config, quotes, list_pairs(script, edition.lang, terms, words))
