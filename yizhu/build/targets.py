"""The targets of a site: for each its inputs, with digests, and the jobs that make its files if one of them changed.

A target depends on as little as possible, so that an edit makes few of them out of date. To list the inputs only summaries
are needed; a job is planned only when it is to be done.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import zip_longest

from yizhu.build.cache.serialization import digest
from yizhu.build.cache.store import Inputs
from yizhu.build.render_targets import ArticleStore
from yizhu.content.config import Config
from yizhu.editions.model import Card
from yizhu.site.jobs import VOLUME, ArticleJob, FeedJob, Job, ReadingsJob, TermJob
from yizhu.site.list_pages import find_this_series
from yizhu.site.outline import EditionOutline, SiteOutline
from yizhu.site.pages import (
    lead_terms,
    list_addresses,
    make_front_page,
    make_glossary_page,
    make_not_found_page,
    make_prose_page,
    make_robots_page,
    make_root_page,
    make_search_page,
    make_sitemap_pages,
    make_term_map_page,
    most_used_terms,
)
from yizhu.site.related import find_related, salient_terms
from yizhu.site.search_index import make_han_file
from yizhu.site.shelves import count_pages
from yizhu.site.summary import EditionSummary


def find_reason(before: Inputs, now: Inputs) -> str:
    """Return which inputs differ from those of the last build."""
    if not before:
        return "a new page"
    was = dict(before)
    differing = [name for name, value in now if was.get(name) != value]
    return ", ".join(dict.fromkeys(differing)) or "its file was not as it was left"


FEED = 20  # articles in a feed
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
        """The digest of all inputs."""
        return _short("\x1f".join([value for _, value in self.inputs]))


def targets(site: SiteOutline, look: str, store: ArticleStore) -> Iterator[Target]:
    """Yield all targets, except for files that are copied."""
    shared = [(nth, edition, common_inputs(site, edition, look)) for nth, edition in enumerate(site.editions)]
    for _, edition, common in shared:
        yield from _lists(site, edition, common, store)
    # Article by article, not edition by edition: who makes one of an article's editions has the others at hand.
    by_article = zip_longest(*(_articles(site, *own, store) for own in shared), fillvalue=())
    yield from (target for several in by_article for own in several for target in own)
    for nth, edition, common in shared:
        yield from _terms(site, nth, edition, common)
        yield _feed(nth, edition, common, store)
    yield from _whole(site, look, store)


def common_inputs(site: SiteOutline, edition: EditionOutline, look: str) -> Inputs:
    """Return the inputs that all pages of an edition have."""
    config = site.config
    editions = [(e.name, e.lang, e.title) for e in config.editions]
    return (
        ("the theme", look),
        ("the site's title or menu", _short(digest(edition.frame))),
        (
            "the editions",
            _short(digest(config.base_url, config.default_edition, editions, config.repository)),
        ),
    )


def _short(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:16]


# ---- lists -------------------------------------------------------------------------------------------------


def _lists(
    site: SiteOutline, edition: EditionOutline, common: Inputs, store: ArticleStore
) -> Iterator[Target]:
    config, name = site.config, edition.config.name
    yield Target(
        f"{name}/index.html",
        (*common, *_front_inputs(config, edition)),
        lambda: (
            make_front_page(config, edition, store.cards(edition, edition.in_front[: config.per_page])),
        ),
    )
    every_term = _of_terms(edition, [term.id for term in edition.terms])
    counts = _short(repr(sorted(edition.uses.items())))
    yield Target(
        f"{name}/glossary/index.html",
        (*common, ("the glossary", every_term), ("how often terms are used", counts), ("the tags of terms", digest(config.tags))),
        lambda: (make_glossary_page(config, edition),),
    )  # fmt: skip
    if edition.terms:
        tied = _short(" ".join(article.cooccurrence for article in edition.articles) + every_term)
        yield Target(
            f"{name}/glossary/map/index.html",
            (*common, ("the ties between terms", tied)),
            lambda: (make_term_map_page(config, edition, store.term_map(edition)),),
        )
    yield Target(
        f"{name}/search/index.html",
        (*common, ("the glossary", every_term), ("the list of articles", _cards(edition.articles))),
        lambda: (make_search_page(config, edition, store.cards(edition, edition.articles)),),
    )
    for page, text in edition.pages:
        yield Target(
            f"{name}/{page.name}/index.html",
            (*common, ("its text", _short(digest(page.name, page.texts, text)))),
            lambda page=page, text=text: (make_prose_page(config, edition, page, text),),  # type: ignore[misc]
        )


def _front_inputs(config: Config, edition: EditionOutline) -> Inputs:
    shown = _of_terms(edition, [term.id for term in most_used_terms(edition)])
    return (
        ("the list of articles", _cards(edition.in_front[: config.per_page]) + _beside(config, edition)),
        ("the glossary", shown),
        ("the terms of the newest article", _short(repr(lead_terms(edition)))),
    )


def _beside(config: Config, edition: EditionOutline) -> str:
    """Return what a front page shows of further pages, tags and series."""
    series = [(series.folder, dict(config.series).get(series.folder)) for series in edition.series.values()]
    return f" {config.per_page} {count_pages(len(edition.articles), config.per_page)} {bool(edition.tags)} {series}"


def _cards(articles: Sequence[EditionSummary]) -> str:
    return _short(" ".join(article.card for article in articles))


def _of_terms(edition: EditionOutline, ids: Sequence[str]) -> str:
    return _short(_each(edition, ids))


def _each(edition: EditionOutline, ids: Iterable[str]) -> str:
    # Not digested once more: this is asked for every article of the site.
    return " ".join([edition.term_digests.get(id, "") for id in ids])


# ---- articles ----------------------------------------------------------------------------------------------


def _articles(
    site: SiteOutline, nth: int, edition: EditionOutline, common: Inputs, store: ArticleStore
) -> Iterator[list[Target]]:
    """Yield the targets of each article."""
    config = site.config
    places = {article.slug: place for place, article in enumerate(edition.articles)}
    for place, article in enumerate(edition.articles):
        near = _neighbours(edition, place)
        pages = Target(
            f"{edition.config.name}/{article.slug}/index.html",
            (*common, *article.parts, *_around(site, edition, place, near, places)),
            lambda place=place, near=near: (_article_job(config, nth, edition, place, near, places, store),),  # type: ignore[misc]
        )
        yield [pages, _readings(nth, edition, article)] if edition.config.readings != "none" else [pages]


def _readings(nth: int, edition: EditionOutline, article: EditionSummary) -> Target:
    return Target(
        f"{edition.config.name}/{article.slug}/readings.json",
        (("its text, or the readings of terms", article.readings),),
        lambda: (ReadingsJob(nth, article.slug),),
    )


def _around(
    site: SiteOutline, edition: EditionOutline, place: int, near: _Neighbours, places: Mapping[str, int]
) -> Inputs:
    """Return the inputs that an article's page takes from other articles and from terms."""
    article, others = edition.articles[place], edition.articles
    shared = dict.fromkeys(id for _, ids in near.related for id in ids)
    text_langs = ",".join(sorted(site.text_langs[article.slug]))
    beside = " ".join([others[places[slug]].card for slug, _ in near.related])
    return (
        ("the definitions it shows", _each(edition, article.marked)),
        ("the terms that tell most", " ".join(near.salient_terms)),
        ("the article after it", others[place - 1].card if place else ""),
        ("the article before it", others[place + 1].card if place + 1 < len(others) else ""),
        ("related articles", f"{beside} {near.related!r} {_each(edition, shared)}"),
        ("its other editions", text_langs),
        ("the readings of the edition", edition.config.readings),
        ("which editions are published", ",".join(sorted(site.unpublished[article.slug]))),
        *((("its series", _series(site.config, edition, article, places)),) if article.series else ()),
    )


def _series(
    config: Config, edition: EditionOutline, article: EditionSummary, places: Mapping[str, int]
) -> str:
    series = edition.series[article.series]
    cards = [edition.articles[places[slug]].card for slug in series.beside(article.slug)]
    place = f"{series.slugs.index(article.slug)} {len(series.slugs)}"
    return _short(f"{dict(config.series).get(article.series)} {place} {cards}")


def _neighbours(edition: EditionOutline, place: int) -> _Neighbours:
    article, index = edition.articles[place], edition.term_index
    near = find_related(article, place, index, edition.term_digests)
    return _Neighbours(
        tuple((edition.articles[other].slug, ids) for other, ids in near),
        salient_terms(article, index),
    )


def article_job(site: SiteOutline, nth: int, slug: str, store: ArticleStore) -> ArticleJob:
    """Return the job that makes the pages of one article in an edition."""
    edition = site.editions[nth]
    places = {article.slug: place for place, article in enumerate(edition.articles)}
    return _article_job(
        site.config, nth, edition, places[slug], _neighbours(edition, places[slug]), places, store
    )


def _article_job(
    config: Config,
    nth: int,
    edition: EditionOutline,
    place: int,
    near: _Neighbours,
    places: Mapping[str, int],
    store: ArticleStore,
) -> ArticleJob:
    articles = edition.articles
    around = [articles[place - 1]] if place else []
    around += articles[place + 1 : place + 2]
    around += [articles[places[slug]] for slug, _ in near.related]
    slug = articles[place].slug
    series = edition.series.get(articles[place].series)
    around += [articles[places[part]] for part in series.beside(slug)] if series else []
    cards = {card.slug: card for card in store.cards(edition, around)}
    return ArticleJob(
        edition=nth,
        place=place,
        newer=cards[articles[place - 1].slug] if place else None,
        older=cards[articles[place + 1].slug] if place + 1 < len(articles) else None,
        near=tuple((cards[slug], ids) for slug, ids in near.related),
        salient_terms=near.salient_terms,
        series=find_this_series(config, edition, slug, series, cards) if series else None,
    )


# ---- terms, feeds ------------------------------------------------------------------------------------------


def _terms(site: SiteOutline, nth: int, edition: EditionOutline, common: Inputs) -> Iterator[Target]:
    uses: dict[str, list[tuple[str, str]]] = {}
    for article in edition.articles:
        for used in article.used:
            uses.setdefault(used.id, []).append((article.slug, used.fingerprint))
    pointing = _pointing(edition)
    for term in edition.terms:
        several = uses.get(term.id, [])
        volumes = max(0, len(several) // VOLUME - 1)
        own_inputs = (*common, ("the term", edition.term_digests[term.id] + pointing.get(term.id, "")))
        for volume in range(volumes + 1):
            own = _volume(several, volume, volumes)
            name = f"uses-{volume}/" if volume else ""
            digests = _short(" ".join(uses for _, uses in own) + f" {volumes}")
            slugs = tuple(slug for slug, _ in own)
            yield Target(
                f"{edition.config.name}/glossary/{term.id}/{name}index.html",
                (*own_inputs, ("its uses in articles", digests)),
                lambda id=term.id, volume=volume, volumes=volumes, slugs=slugs: (  # type: ignore[misc]
                    TermJob(nth, id, volume, volumes, slugs),
                ),
            )


def _volume(uses: list[tuple[str, str]], volume: int, volumes: int) -> list[tuple[str, str]]:
    """Return those articles of one volume that use a term, the newest first.

    Volumes are counted from the oldest article and have the same size, so that a new article changes none of them.
    """
    if not volume:
        return uses[: len(uses) - volumes * VOLUME]
    end = len(uses) - (volume - 1) * VOLUME
    return uses[end - VOLUME : end]


def _pointing(edition: EditionOutline) -> dict[str, str]:
    """Return for each term the digests of the terms whose entries refer to it."""
    return {
        id: "".join(f" {other} {headword}" for other, headword in several)
        for id, several in edition.seen_from.items()
    }


def _feed(nth: int, edition: EditionOutline, common: Inputs, store: ArticleStore) -> Target:
    newest = edition.published[:FEED]
    listed = " ".join(f"{article.card} {article.parts}" for article in newest)
    dates = max((article.posted for article in edition.published), default="")
    return Target(
        f"{edition.config.name}/feed.xml",
        (*common, ("the articles it lists", _short(listed + dates))),
        lambda: (FeedJob(nth, store.cards(edition, newest)),),
    )


# ---- the site as a whole -----------------------------------------------------------------------------------


def _whole(site: SiteOutline, look: str, store: ArticleStore) -> Iterator[Target]:
    default = site.default
    fronts = (*common_inputs(site, default, look), *_front_inputs(site.config, default))

    def cards() -> tuple[Card, ...]:
        return store.cards(default, default.in_front[: site.config.per_page])

    yield Target("index.html", fronts, lambda: (make_root_page(site, cards()),))
    yield Target("404.html", fronts, lambda: (make_not_found_page(site, cards()),))
    pages = tuple(list_addresses(site))
    listed = _short("\n".join(f"{one.edition}/{one.address} {one.changed}" for one in pages))
    common = common_inputs(site, default, look)
    yield Target(
        "sitemap.xml",
        (*common, ("the list of pages", listed)),
        lambda: tuple(make_sitemap_pages(site)),
    )
    yield Target("robots.txt", common, lambda: (make_robots_page(site),))
    yield Target("assets/han.json", (("the program", ""),), lambda: (make_han_file(),))
