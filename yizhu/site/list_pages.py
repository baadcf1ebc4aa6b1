"""Makes the pages that list articles beside the front page: its further pages, tags, series."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from yizhu.content.config import Config
from yizhu.content.model import Meta
from yizhu.editions.model import Card
from yizhu.site.json_ld import describe_page
from yizhu.site.outline import EditionOutline, SiteOutline
from yizhu.site.page_model import Body, MoreBody, Page, SeriesBody, TagBody, TagsBody
from yizhu.site.page_parts import Link, ThisSeries
from yizhu.site.pages import group_by_year, make_page
from yizhu.site.shelves import Shelf, count_pages, format_page_folder, make_pager, name_folder, name_series


def make_more_page(config: Config, edition: EditionOutline, number: int, cards: Sequence[Card]) -> Page:
    """Return a further page of the list that the front page begins."""
    count = count_pages(len(edition.articles), config.per_page)
    body = MoreBody(group_by_year(cards), make_pager("", number, count))
    made = make_page(config, edition.frame, format_page_folder(number), "more.html", "", "", body)
    return _describe(made)


# ---- tags --------------------------------------------------------------------------------------------------


def make_tag_page(
    site: SiteOutline, edition: EditionOutline, tag: Shelf, number: int, cards: Sequence[Card]
) -> Page:
    """Return a page of the articles that have a tag."""
    base = f"tags/{tag.folder}/"
    address = f"{base}{format_page_folder(number)}"
    pager = make_pager(base, number, count_pages(len(tag.slugs), site.config.per_page))
    body = TagBody(tag.name, len(tag.slugs), tuple(cards), pager, f"{base}feed.xml")
    own = _make_shelf_page(site, edition, address, "tag.html", tag.name, body)
    others = {e.frame.edition: len(e.tags[tag.folder].slugs) for e in site.editions if tag.folder in e.tags}
    having = {name for name, many in others.items() if number <= count_pages(many, site.config.per_page)}
    otherwise = dict.fromkeys(others, base)
    return _describe(_link_editions(site, own, having, otherwise))


def make_tags_page(site: SiteOutline, edition: EditionOutline) -> Page:
    """Return the page of all tags."""
    tags = tuple((Link(tag.name, "", f"tags/{tag.folder}/"), len(tag.slugs)) for tag in edition.tags.values())
    made = _make_shelf_page(site, edition, "tags/", "tags.html", "", TagsBody(tags))
    return _describe(_link_editions(site, made, {e.frame.edition for e in site.editions if e.tags}, {}))


def link_tags_of(meta: Meta) -> tuple[Link, ...]:
    """Return links to the tags of an article, as it writes them."""
    pairs = zip(meta.tag_keys or meta.tags, meta.tags, strict=True)
    return tuple(Link(tag, "", f"tags/{name_folder(key)}/") for key, tag in pairs)


# ---- series ------------------------------------------------------------------------------------------------


def make_series_page(
    site: SiteOutline, edition: EditionOutline, series: Shelf, cards: Sequence[Card]
) -> Page:
    """Return the page of a series: its articles in their order."""
    title, lang = name_series(site.config, edition.locale, series.folder)
    body = SeriesBody(title, lang, tuple(cards))
    made = _make_shelf_page(site, edition, f"series/{series.folder}/", "series.html", title, body)
    return _describe(made)


def find_this_series(
    config: Config, edition: EditionOutline, slug: str, series: Shelf, cards: Mapping[str, Card]
) -> ThisSeries:
    """Return what an article's page says of the series that it is a part of."""
    nth = series.slugs.index(slug)
    before, after = series.slugs[nth - 1 : nth] if nth else (), series.slugs[nth + 1 : nth + 2]
    title, lang = name_series(config, edition.locale, series.folder)
    return ThisSeries(
        Link(title, lang, f"series/{series.folder}/"),
        nth + 1,
        len(series.slugs),
        next((cards[other] for other in before), None),
        next((cards[other] for other in after), None),
    )


# ---- all ---------------------------------------------------------------------------------------------------


def _make_shelf_page(
    site: SiteOutline, edition: EditionOutline, address: str, template: str, title: str, body: Body
) -> Page:
    return make_page(site.config, edition.frame, address, template, title, "", body)


def _describe(page: Page) -> Page:
    return replace(page, json_ld=describe_page(page))


def _link_editions(
    site: SiteOutline, page: Page, having: Collection[str], otherwise: Mapping[str, str]
) -> Page:
    """Return the page with links to the editions that have it too.

    Others lead to what ``otherwise`` names, else to all their tags, else to their front page.
    """
    alternates = tuple(
        link
        for edition, link in zip(site.config.editions, page.alternates, strict=True)
        if edition.name in having
    )
    fallback = {
        e.frame.edition: otherwise.get(e.frame.edition, "tags/" if e.tags else "") for e in site.editions
    }
    switch = tuple(
        link if name in having else replace(link, href=f"{page.root}{name}/{fallback[name]}")
        for name, link in zip(fallback, page.switch, strict=True)
    )
    x_default = page.x_default if site.config.default_edition in having else ""
    return replace(page, alternates=alternates, switch=switch, x_default=x_default)
