"""The targets of lists of articles beside the front page: its further pages, tags with their feeds, series."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from yizhu.build.cache.serialization import short_digest
from yizhu.build.cache.store import Inputs
from yizhu.build.render_targets import ArticleStore
from yizhu.build.targets import FEED, Target, common_inputs
from yizhu.site.jobs import FeedJob
from yizhu.site.list_pages import make_more_page, make_series_page, make_tag_page, make_tags_page
from yizhu.site.outline import EditionOutline, SiteOutline
from yizhu.site.shelves import Shelf, choose_page, count_pages, format_page_folder
from yizhu.site.summary import EditionSummary


def list_targets(site: SiteOutline, look: str, store: ArticleStore) -> Iterator[Target]:
    """Yield the targets of all such lists; sites with few articles and without tags and series have none."""
    for nth, edition in enumerate(site.editions):
        many = count_pages(len(edition.articles), site.config.per_page)
        if many == 1 and not edition.tags and not edition.series:
            continue
        common = common_inputs(site, edition, look)
        for number in range(2, many + 1):
            yield _more(site, edition, common, number, many, store)
        by_slug = {article.slug: article for article in edition.articles}
        yield from _tags(site, nth, edition, common, by_slug, store)
        for series in edition.series.values():
            yield _series(site, edition, common, series, [by_slug[slug] for slug in series.slugs], store)


def _more(
    site: SiteOutline, edition: EditionOutline, common: Inputs, number: int, many: int, store: ArticleStore
) -> Target:
    listed = choose_page(edition.in_front, number, site.config.per_page)
    return Target(
        f"{edition.config.name}/{format_page_folder(number)}index.html",
        (*common, ("the list of articles", f"{_cards(listed)} {many}")),
        lambda: (make_more_page(site.config, edition, number, store.cards(edition, listed)),),
    )


def _cards(articles: Sequence[EditionSummary]) -> str:
    return short_digest([article.card for article in articles])


# ---- tags --------------------------------------------------------------------------------------------------


def _tags(
    site: SiteOutline, nth: int, edition: EditionOutline, common: Inputs, by_slug: dict[str, EditionSummary],
    store: ArticleStore,
) -> Iterator[Target]:  # fmt: skip
    if not edition.tags:
        return
    counted = short_digest([(tag.name, tag.folder, len(tag.slugs)) for tag in edition.tags.values()])
    others = short_digest([bool(e.tags) for e in site.editions])
    yield Target(
        f"{edition.config.name}/tags/index.html",
        (*common, ("the tags of articles", counted + others)),
        lambda: (make_tags_page(site, edition),),
    )
    for tag in edition.tags.values():
        articles = [by_slug[slug] for slug in tag.slugs]
        around = ("its other editions", short_digest(([_count(site, e, tag) for e in site.editions], others)))
        for number in range(1, count_pages(len(articles), site.config.per_page) + 1):
            yield _tag(site, edition, (*common, around), tag, number, articles, store)
        yield _feed(nth, edition, common, tag, articles, store)


def _count(site: SiteOutline, edition: EditionOutline, tag: Shelf) -> int:
    """Return how many pages a tag has in an edition."""
    own = edition.tags.get(tag.folder)
    return count_pages(len(own.slugs), site.config.per_page) if own else 0


def _tag(
    site: SiteOutline, edition: EditionOutline, common: Inputs, tag: Shelf, number: int,
    articles: Sequence[EditionSummary], store: ArticleStore,
) -> Target:  # fmt: skip
    listed = choose_page(articles, number, site.config.per_page)
    shown = f"{tag.name} {len(articles)} {site.config.per_page} {_cards(listed)}"
    return Target(
        f"{edition.config.name}/tags/{tag.folder}/{format_page_folder(number)}index.html",
        (*common, ("the list of articles", shown)),
        lambda: (make_tag_page(site, edition, tag, number, store.cards(edition, listed)),),
    )


def _feed(
    nth: int, edition: EditionOutline, common: Inputs, tag: Shelf, articles: Sequence[EditionSummary],
    store: ArticleStore,
) -> Target:  # fmt: skip
    published = {article.slug for article in edition.published}
    newest = [article for article in articles if article.slug in published][:FEED]
    listed = short_digest([(article.card, article.parts) for article in newest])
    return Target(
        f"{edition.config.name}/tags/{tag.folder}/feed.xml",
        (*common, ("the articles it lists", f"{tag.name} {listed}")),
        lambda: (FeedJob(nth, store.cards(edition, newest), tag),),
    )


# ---- series ------------------------------------------------------------------------------------------------


def _series(
    site: SiteOutline, edition: EditionOutline, common: Inputs, series: Shelf, articles: Sequence[EditionSummary],
    store: ArticleStore,
) -> Target:  # fmt: skip
    titles = dict(site.config.series).get(series.folder)
    return Target(
        f"{edition.config.name}/series/{series.folder}/index.html",
        (*common, ("the parts of the series", f"{titles} {_cards(articles)}")),
        lambda: (make_series_page(site, edition, series, store.cards(edition, articles)),),
    )
