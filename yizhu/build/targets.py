"""What the site is made of, unit by unit: for each its files' inputs, digested, and how to make it if one has changed.

A unit is made from as little as will do, so that an edit makes few of them anew. Nothing is loaded to say what a unit's
inputs are but gists; its job is thought out only when it is to be done.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import zip_longest
from typing import Protocol

from yizhu.build.serialization import digest
from yizhu.editions.model import Card
from yizhu.site.jobs import VOLUME, ArticleJob, FeedJob, Job, ReadingsJob, TermJob
from yizhu.site.outline import EditionOutline, SiteOutline
from yizhu.site.page_model import TiesBody
from yizhu.site.pages import (
    chosen_terms,
    front_page,
    glossary_page,
    lead,
    listed,
    lost_page,
    map_page,
    map_pages,
    prose_page,
    robots,
    root_page,
    search_page,
)
from yizhu.site.related import related, salient_terms
from yizhu.site.search_index import han_file
from yizhu.site.summary import EditionSummary


def find_reason(before: str, now: Inputs) -> str:
    """What differs between the inputs of the last build, as ``told`` wrote them, and those of this one."""
    if not before:
        return "a new page"
    was = dict(json.loads(before))
    differing = [name for name, said in now if was.get(name) != said]
    return ", ".join(dict.fromkeys(differing)) or "its file was not as it was left"


def serialize_inputs(inputs: Inputs) -> str:
    """Inputs, for the next build."""
    return json.dumps(inputs, ensure_ascii=False)


FEED = 20  # articles in a feed
Inputs = tuple[tuple[str, str], ...]  # what changed, in an editor's words; a digest
Related = tuple[tuple[str, tuple[str, ...]], ...]  # slugs of related articles, and the terms they share


@dataclass(frozen=True, slots=True)
class _Neighbours:
    """What relates an article to the others of its edition."""

    related: Related
    salient_terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Target:
    """Files that are made together."""

    name: str  # the first of them
    inputs: Inputs
    jobs: Callable[[], tuple[Job, ...]]

    @property
    def key(self) -> str:
        """What it is made from."""
        return _short("\x1f".join([serialize_inputs for _, serialize_inputs in self.inputs]))


class CardIndex(Protocol):
    """Where the cards of articles are looked up."""

    def cards(self, edition: EditionOutline, articles: Sequence[EditionSummary]) -> tuple[Card, ...]:
        """What lists show of these articles."""


class Catalogue(CardIndex, Protocol):
    """Where what is not in the outline is looked up."""

    def ties(self, edition: EditionOutline) -> TiesBody:
        """How the terms hang together."""


def targets(site: SiteOutline, look: str, store: Catalogue) -> Iterator[Target]:
    """All units, but for files that are copied."""
    shared = [(nth, edition, _common(site, edition, look)) for nth, edition in enumerate(site.editions)]
    for _, edition, common in shared:
        yield from _lists(site, edition, common, store)
    # Article by article, not edition by edition: who makes one of an article's editions has the others at hand.
    by_article = zip_longest(*(_articles(site, *own, store) for own in shared), fillvalue=())
    yield from (target for several in by_article for own in several for target in own)
    for nth, edition, common in shared:
        yield from _terms(site, nth, edition, common)
        yield _feed(nth, edition, common, store)
    yield from _whole(site, look, store)


def _common(site: SiteOutline, edition: EditionOutline, look: str) -> Inputs:
    config = site.config
    editions = [(e.name, e.lang, e.title) for e in config.editions]
    return (
        ("the theme", look),
        ("the site's title or menu", _short(digest(edition.frame))),
        ("the editions", _short(digest(config.base_url, config.default_edition, editions))),
    )


def _short(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:16]


# ---- lists -------------------------------------------------------------------------------------------------


def _lists(site: SiteOutline, edition: EditionOutline, common: Inputs, store: Catalogue) -> Iterator[Target]:
    config, name = site.config, edition.config.name
    yield Target(
        f"{name}/index.html",
        (*common, *_front_inputs(edition)),
        lambda: (front_page(config, edition, store.cards(edition, edition.articles)),),
    )
    every_term = _of_terms(edition, [term.id for term in edition.terms])
    counts = _short(repr(sorted(edition.uses.items())))
    yield Target(
        f"{name}/glossary/index.html",
        (*common, ("the glossary", every_term), ("how often terms are used", counts), ("the tags of terms", digest(config.tags))),
        lambda: (glossary_page(config, edition),),
    )  # fmt: skip
    if edition.terms:
        tied = _short(" ".join(article.ties for article in edition.articles) + every_term)
        yield Target(
            f"{name}/glossary/map/index.html",
            (*common, ("the ties between terms", tied)),
            lambda: (map_page(config, edition, store.ties(edition)),),
        )
    yield Target(
        f"{name}/search/index.html",
        (*common, ("the glossary", every_term), ("the list of articles", _cards(edition.articles))),
        lambda: (search_page(config, edition, store.cards(edition, edition.articles)),),
    )
    for page, text in edition.pages:
        yield Target(
            f"{name}/{page.name}/index.html",
            (*common, ("its text", _short(digest(page.name, page.texts, text)))),
            lambda page=page, text=text: (prose_page(config, edition, page, text),),  # type: ignore[misc]
        )


def _front_inputs(edition: EditionOutline) -> Inputs:
    shown = _of_terms(edition, [term.id for term in chosen_terms(edition)])
    return (
        ("the list of articles", _cards(edition.articles)),
        ("the glossary", shown),
        ("the terms of the newest article", _short(repr(lead(edition)))),
    )


def _cards(articles: Sequence[EditionSummary]) -> str:
    return _short(" ".join(article.card for article in articles))


def _of_terms(edition: EditionOutline, ids: Sequence[str]) -> str:
    return _short(_each(edition, ids))


def _each(edition: EditionOutline, ids: Iterable[str]) -> str:
    # Not digested once more: this is asked for every article of the site.
    return " ".join([edition.term_digests.get(id, "") for id in ids])


# ---- articles ----------------------------------------------------------------------------------------------


def _articles(
    site: SiteOutline, nth: int, edition: EditionOutline, common: Inputs, store: Catalogue
) -> Iterator[list[Target]]:
    """The units of each article."""
    places = {article.slug: place for place, article in enumerate(edition.articles)}
    for place, article in enumerate(edition.articles):
        near = _neighbours(edition, place)
        pages = Target(
            f"{edition.config.name}/{article.slug}/index.html",
            (*common, *article.parts, *_around(site, edition, place, near, places)),
            lambda place=place, near=near: (_article_job(nth, edition, place, near, places, store),),  # type: ignore[misc]
        )
        yield [pages, _readings(nth, edition, article)] if edition.config.readings != "none" else [pages]


def _readings(nth: int, edition: EditionOutline, article: EditionSummary) -> Target:
    text, terms = dict(article.parts)["its text"], _of_terms(edition, [u.id for u in article.used])
    return Target(
        f"{edition.config.name}/{article.slug}/readings.json",
        (("its text", text), ("the readings of terms", terms + edition.config.readings)),
        lambda: (ReadingsJob(nth, article.slug),),
    )


def _around(
    site: SiteOutline, edition: EditionOutline, place: int, near: _Neighbours, places: Mapping[str, int]
) -> Inputs:
    """What an article's page shows of others, and of terms."""
    article, others = edition.articles[place], edition.articles
    shared = dict.fromkeys(id for _, ids in near.related for id in ids)
    told_in = ",".join(sorted(site.told_in[article.slug]))
    beside = " ".join([others[places[slug]].card for slug, _ in near.related])
    return (
        ("the definitions it shows", _each(edition, article.marked)),
        ("the terms that tell most", " ".join(near.salient_terms)),
        ("the article after it", others[place - 1].card if place else ""),
        ("the article before it", others[place + 1].card if place + 1 < len(others) else ""),
        ("related articles", f"{beside} {near.related!r} {_each(edition, shared)}"),
        ("its other editions", told_in),
    )


def _neighbours(edition: EditionOutline, place: int) -> _Neighbours:
    article, total = edition.articles[place], len(edition.articles)
    near = related(article, place, edition.shelves, edition.term_digests, total)
    return _Neighbours(
        tuple((edition.articles[other].slug, ids) for other, ids in near),
        salient_terms(article, edition.shelves, total),
    )


def article_job(site: SiteOutline, nth: int, slug: str, cards: CardIndex) -> ArticleJob:
    """How to make the pages of one article in an edition."""
    edition = site.editions[nth]
    places = {article.slug: place for place, article in enumerate(edition.articles)}
    return _article_job(nth, edition, places[slug], _neighbours(edition, places[slug]), places, cards)


def _article_job(
    nth: int,
    edition: EditionOutline,
    place: int,
    near: _Neighbours,
    places: Mapping[str, int],
    store: CardIndex,
) -> ArticleJob:
    articles = edition.articles
    around = [articles[place - 1]] if place else []
    around += articles[place + 1 : place + 2]
    around += [articles[places[slug]] for slug, _ in near.related]
    cards = {card.slug: card for card in store.cards(edition, around)}
    return ArticleJob(
        edition=nth,
        place=place,
        newer=cards[articles[place - 1].slug] if place else None,
        older=cards[articles[place + 1].slug] if place + 1 < len(articles) else None,
        near=tuple((cards[slug], ids) for slug, ids in near.related),
        telling=near.salient_terms,
    )


# ---- terms, feeds ------------------------------------------------------------------------------------------


def _terms(site: SiteOutline, nth: int, edition: EditionOutline, common: Inputs) -> Iterator[Target]:
    uses: dict[str, list[tuple[str, str]]] = {}
    for article in edition.articles:
        for used in article.used:
            uses.setdefault(used.id, []).append((article.slug, used.digest))
    pointing = _pointing(edition)
    for term in edition.terms:
        several = uses.get(term.id, [])
        volumes = max(0, len(several) // VOLUME - 1)
        serialize_inputs = (*common, ("the term", edition.term_digests[term.id] + pointing.get(term.id, "")))
        for volume in range(volumes + 1):
            own = _volume(several, volume, volumes)
            name = f"uses-{volume}/" if volume else ""
            digests = _short(" ".join(serialize_inputs for _, serialize_inputs in own) + f" {volumes}")
            slugs = tuple(slug for slug, _ in own)
            yield Target(
                f"{edition.config.name}/glossary/{term.id}/{name}index.html",
                (*serialize_inputs, ("its uses in articles", digests)),
                lambda id=term.id, volume=volume, volumes=volumes, slugs=slugs: (  # type: ignore[misc]
                    TermJob(nth, id, volume, volumes, slugs),
                ),
            )


def _volume(uses: list[tuple[str, str]], volume: int, volumes: int) -> list[tuple[str, str]]:
    """Of the articles that use a term, the newest first, those of a volume.

    Volumes are counted from the oldest and hold equally many, so that a new article changes none of them.
    """
    if not volume:
        return uses[: len(uses) - volumes * VOLUME]
    end = len(uses) - (volume - 1) * VOLUME
    return uses[end - VOLUME : end]


def _pointing(edition: EditionOutline) -> dict[str, str]:
    """For each term the digests of those whose entries point at it."""
    return {
        id: "".join(f" {other} {headword}" for other, headword in several)
        for id, several in edition.seen_from.items()
    }


def _feed(nth: int, edition: EditionOutline, common: Inputs, store: Catalogue) -> Target:
    newest = edition.articles[:FEED]
    serialize_inputs = " ".join(f"{article.card} {article.parts}" for article in newest)
    dates = max((article.posted for article in edition.articles), default="")
    return Target(
        f"{edition.config.name}/feed.xml",
        (*common, ("the articles it lists", _short(serialize_inputs + dates))),
        lambda: (FeedJob(nth, store.cards(edition, newest)),),
    )


# ---- the site as a whole -----------------------------------------------------------------------------------


def _whole(site: SiteOutline, look: str, store: Catalogue) -> Iterator[Target]:
    default = site.default
    fronts = (*_common(site, default, look), *_front_inputs(default))

    def cards() -> tuple[Card, ...]:
        return store.cards(default, default.articles)

    yield Target("index.html", fronts, lambda: (root_page(site, cards()),))
    yield Target("404.html", fronts, lambda: (lost_page(site, cards()),))
    pages = tuple(listed(site))
    serialize_inputs = _short("\n".join(f"{one.edition}/{one.address} {one.changed}" for one in pages))
    common = _common(site, default, look)
    yield Target(
        "sitemap.xml", (*common, ("the list of pages", serialize_inputs)), lambda: tuple(map_pages(site))
    )
    yield Target("robots.txt", common, lambda: (robots(site),))
    yield Target("assets/han.json", (("the program", ""),), lambda: (han_file(),))
