"""The editions of the articles that were chosen, as the site shows them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from yizhu.content.config import Config, EditionConfig
from yizhu.content.faults import Fault, Faults, Place, did_you_mean
from yizhu.content.model import Article
from yizhu.editions.edition import make_edition
from yizhu.editions.locale import Locale, read_locales
from yizhu.editions.model import Edition, ShownTerm
from yizhu.editions.overlay import Overlays
from yizhu.editions.terms.glossary_entries import show_terms
from yizhu.editions.terms.mark_terms import TermSet, mark_terms
from yizhu.exports.model import Chosen
from yizhu.site.pages import choose_site_title


@dataclass(frozen=True, slots=True)
class ExportedEdition:
    """An article as an edition shows it, and the entries of its terms there."""

    article: Article  # as read, with the terms marked
    config: EditionConfig
    locale: Locale
    edition: Edition
    terms: tuple[ShownTerm, ...]  # those that it marks, in the order of the edition's index
    site_title: str  # as the edition shows it
    address: str  # of its page

    @property
    def name(self) -> str:
        """The name of a file for it, without ending."""
        return f"{self.edition.slug}.{self.edition.name}"


def list_editions(chosen: Chosen) -> Iterator[ExportedEdition]:
    """Yield each article that was chosen in each edition that was: all if none was named.

    Of all articles, drafts are left out, as a build does; a draft that was named is exported. Raises ``Faults`` for an
    edition that the site does not have.
    """
    locales = list_locales(chosen)
    glossaries = {locale.name: show_terms(chosen.terms, locale) for _, locale in locales}
    term_set = TermSet(chosen.terms)
    for article in chosen.articles:
        if chosen.is_all and article.source.meta.draft:
            continue
        overlays = Overlays(mark_terms(article, term_set))
        for config, locale in locales:
            yield _make(overlays, config, locale, chosen.config, glossaries[locale.name])


def list_locales(chosen: Chosen) -> list[tuple[EditionConfig, Locale]]:
    """Return the editions that were chosen with their locales. Raises ``Faults`` for one that the site does not have."""
    names = [edition.name for edition in chosen.config.editions]
    unknown = [name for name in chosen.editions if name not in names]
    if unknown:
        help = did_you_mean(unknown[0], names, f"the editions are {', '.join(names)}")
        raise Faults([Fault(Place("config.yaml"), f"there is no edition {name}", help) for name in unknown])
    locales = read_locales(chosen.config, chosen.vocabulary, chosen.terms)
    pairs = zip(chosen.config.editions, locales, strict=True)
    return [
        (config, locale) for config, locale in pairs if not chosen.editions or config.name in chosen.editions
    ]


def _make(
    overlays: Overlays, own: EditionConfig, locale: Locale, config: Config, glossary: Sequence[ShownTerm]
) -> ExportedEdition:
    edition = make_edition(overlays.article, locale, own.mark or config.mark, overlays)
    shown = {term.id for term in edition.terms}
    return ExportedEdition(
        article=overlays.article,
        config=own,
        locale=locale,
        edition=edition,
        terms=tuple(term for term in glossary if term.id in shown),
        site_title=choose_site_title(config, locale),
        address=f"{config.base_url}{own.name}/{edition.slug}/",
    )
