"""Makes the pages that need no article in full: front pages, the glossary and its map, search, prose, the sitemap."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from yizhu.chinese.han import shorten
from yizhu.content.config import Config, EditionConfig
from yizhu.content.files.picture_sizes import Size
from yizhu.content.languages import short_language_name
from yizhu.content.model import SitePage, Text
from yizhu.content.prose import inline_prose
from yizhu.editions.locale import Locale, choose_prose
from yizhu.editions.model import Card, Localized, LocalizedProse, ShownTerm
from yizhu.editions.overlay import list_footnotes, number_marks
from yizhu.site.json_ld import describe_glossary, describe_page, describe_site
from yizhu.site.outline import EditionOutline, SiteOutline
from yizhu.site.page_model import (
    Body,
    FrontBody,
    GlossaryBody,
    Page,
    ProseBody,
    RootBody,
    SitemapBody,
    TermMapBody,
)
from yizhu.site.page_parts import Frame, Link, Tag
from yizhu.site.related import salient_terms
from yizhu.site.search_index import make_search_body
from yizhu.site.shelves import count_pages, make_pager, name_series
from yizhu.site.sitemap import SitemapAddress, make_sitemaps

MAX_TAGS = 8  # by which the glossary can be filtered; the style sheet has a rule for each place
NEWEST = 13  # articles that a front page shows with their summaries; the others with date and title only
_FRONT_TERMS = 12  # terms that it shows


# ---- what all pages of an edition share --------------------------------------------------------------------


def make_frame(
    config: Config,
    edition: EditionConfig,
    locale: Locale,
    shown: Sequence[tuple[SitePage, Text | None]],
    pictures: Mapping[str, Size],
) -> Frame:
    """Return what all pages of an edition share.

    ``shown``: the pages beside the articles; ``pictures``: the files of the theme's img/, each with its size, if it is known.
    """
    lang = locale.lang
    order = {name: index for index, name in enumerate(config.menu)}
    pages = sorted(shown, key=lambda pair: (order.get(pair[0].name, len(order)), pair[0].name))
    menu = tuple(
        Link(
            text.meta.title if text else page.texts[0].meta.title,
            text.lang if text else page.texts[0].lang,
            f"{page.name}/",
        )
        for page, text in pages
    )
    described = dict(config.description)
    description = described.get(lang) or described.get("") or _converted(config.description, locale)
    title = choose_site_title(config, locale)
    feed = f"{config.base_url}{edition.name}/feed.xml"
    icon, card = (
        f"{config.base_url}assets/{name}" if name in pictures else "" for name in ("seal.svg", "card.png")
    )
    size = pictures.get("card.png", (0, 0))
    return Frame(edition.name, lang, title, description, menu, feed, icon, card, card_size=size)


def choose_site_title(config: Config, locale: Locale) -> str:
    """Return the site's title as an edition shows it."""
    given = dict(config.title).get(locale.lang)
    return given or _converted(config.title, locale) or config.title_in(locale.lang)


def _converted(local: Sequence[tuple[str, str]], locale: Locale) -> str:
    return (
        choose_prose([(lang, inline_prose(text)) for lang, text in local], locale).prose.text if local else ""
    )


def make_page(
    config: Config, frame: Frame, address: str, template: str, title: str, description: str, body: Body
) -> Page:
    """Return a page at ``address`` (about/) of an edition, with links to the same page of all other editions."""
    home = "../" * address.count("/")
    root = home + "../"
    base = config.base_url
    default = config.default.name
    return Page(
        path=f"{frame.edition}/{address}index.html",
        template=template,
        frame=frame,
        title=title,
        description=shorten(description, 80, 160),
        root=root,
        home=home,
        canonical=f"{base}{frame.edition}/{address}",
        alternates=tuple(
            Link(edition_label(e), e.lang, f"{base}{e.name}/{address}", e.name == frame.edition)
            for e in config.editions
        ),
        switch=tuple(
            Link(edition_label(e), e.lang, f"{root}{e.name}/{address}", e.name == frame.edition)
            for e in config.editions
        ),
        x_default=f"{base}{default}/{address}",
        json_ld="",
        body=body,
    )


def edition_link(config: Config, edition: EditionConfig, root: str) -> Link:
    """Return a link to an edition's front page; ``root``: relative path to site/."""
    return Link(
        edition_label(edition),
        edition.lang,
        f"{root}{edition.name}/",
        edition.name == config.default_edition,
    )


def edition_label(edition: EditionConfig) -> str:
    """Return what an edition is called in the list of editions."""
    return edition.title or short_language_name(edition.lang)


# ---- one edition -------------------------------------------------------------------------------------------


def make_front_page(config: Config, edition: EditionOutline, cards: Sequence[Card]) -> Page:
    """Return an edition's front page."""
    frame = edition.frame
    front = make_front_body(config, edition, cards)
    made = make_page(config, frame, "", "front.html", frame.site_title, frame.site_description, front)
    return replace(made, json_ld=describe_site(made))


def make_front_body(config: Config, edition: EditionOutline, cards: Sequence[Card]) -> FrontBody:
    """Return what a front page shows; ``cards``: as many articles as it has room for."""
    named = [
        (series.folder, *name_series(config, edition.locale, series.folder))
        for series in edition.series.values()
    ]
    return FrontBody(
        tuple(cards),
        most_used_terms(edition),
        NEWEST,
        lead_terms(edition),
        group_by_year(cards[NEWEST:]),
        make_pager("", 1, count_pages(len(edition.articles), config.per_page)),
        bool(edition.tags),
        tuple(Link(title, lang, f"series/{id}/") for id, title, lang in named),
    )


def group_by_year(cards: Iterable[Card]) -> tuple[tuple[str, tuple[Card, ...]], ...]:
    """Return articles by the year in which they were posted, in the given order."""
    years: dict[str, list[Card]] = {}
    for card in cards:
        years.setdefault(card.posted[:4], []).append(card)
    return tuple((year, tuple(several)) for year, several in years.items())


def most_used_terms(edition: EditionOutline) -> tuple[ShownTerm, ...]:
    """Return the terms that are used most, in the order of the glossary."""
    often = sorted(edition.terms, key=lambda term: edition.uses.get(term.id, 0), reverse=True)[:_FRONT_TERMS]
    chosen = {term.id for term in often}
    return tuple(term for term in edition.terms if term.id in chosen)


def lead_terms(edition: EditionOutline) -> tuple[tuple[str, str, str], ...]:
    """Return the terms that distinguish the newest article, in the order of its text: (id, headword, language)."""
    if not edition.articles:
        return ()
    first = edition.in_front[0]
    chosen = salient_terms(first, edition.term_index)[:8]
    terms = edition.terms_by_id
    marked = [id for id in first.marked if id in chosen and id in terms]
    return tuple((id, terms[id].headword, terms[id].lang) for id in marked)


def make_glossary_page(config: Config, edition: EditionOutline) -> Page:
    """Return the page of all terms."""
    counts = tuple((term.id, edition.uses.get(term.id, 0)) for term in edition.terms)
    labels = {
        tag: choose_prose([(lang, inline_prose(text)) for lang, text in label], edition.locale)
        for tag, label in config.tags
    }
    groups = _group_by_letter(edition.terms)
    tags, tagged = choose_tags(edition.terms, labels)
    body = GlossaryBody(groups, counts, tags, tagged, tag_places_by_group(groups, tagged))
    glossary = make_page(config, edition.frame, "glossary/", "glossary.html", "", "", body)
    return replace(glossary, json_ld=describe_glossary(glossary, edition.terms))


def _group_by_letter(terms: Iterable[ShownTerm]) -> tuple[tuple[str, tuple[ShownTerm, ...]], ...]:
    """Group the terms by the letters of the edition's index, in the given order."""
    groups: dict[str, list[ShownTerm]] = {}
    for term in terms:
        groups.setdefault(term.letter, []).append(term)
    return tuple((letter, tuple(group)) for letter, group in groups.items())


def choose_tags(
    terms: Sequence[ShownTerm], labels: Mapping[str, LocalizedProse]
) -> tuple[tuple[Tag, ...], tuple[tuple[str, tuple[int, ...]], ...]]:
    """Return the most frequent tags, and for each term that has some of them their places, counted from 1.

    A tag of one term only, or of all, helps nobody to filter.
    """
    counts = Counter(tag for term in terms for tag in dict.fromkeys(term.tags))
    chosen = sorted(
        (tag for tag in counts if 1 < counts[tag] < len(terms)), key=lambda tag: (-counts[tag], tag)
    )[:MAX_TAGS]
    tags = tuple(_tag(tag, counts[tag], labels.get(tag)) for tag in chosen)
    places = {tag: place for place, tag in enumerate(chosen, 1)}
    tagged = (
        (term.id, tuple(places[tag] for tag in dict.fromkeys(term.tags) if tag in places)) for term in terms
    )
    return tags, tuple(pair for pair in tagged if pair[1])


def _tag(name: str, count: int, label: LocalizedProse | None) -> Tag:
    return Tag(name, label.prose.text, label.lang, count) if label else Tag(name, name, "", count)


def tag_places_by_group(
    groups: Sequence[tuple[str, tuple[ShownTerm, ...]]], tagged: Sequence[tuple[str, tuple[int, ...]]]
) -> tuple[tuple[int, ...], ...]:
    """Return for each group of terms the places of all their tags."""
    places = dict(tagged)
    return tuple(tuple(sorted({p for term in terms for p in places.get(term.id, ())})) for _, terms in groups)


def make_term_map_page(config: Config, edition: EditionOutline, ties: TermMapBody) -> Page:
    """Return the page that shows how the terms are related."""
    made = make_page(config, edition.frame, "glossary/map/", "map.html", "", "", ties)
    return replace(made, json_ld=describe_page(made))


def make_search_page(config: Config, edition: EditionOutline, cards: Sequence[Card]) -> Page:
    """Return the search page with its list."""
    body = make_search_body(edition.terms, cards)
    made = make_page(config, edition.frame, "search/", "search.html", "", "", body)
    return replace(made, json_ld=describe_page(made))


def make_prose_page(config: Config, edition: EditionOutline, page: SitePage, text: Text | None) -> Page:
    """Return a page of content/pages; ``text`` is None if the edition lacks it, and the first text is shown."""
    content = text or number_marks(page.texts[0])
    words = tuple(Localized(p.prose, content.lang) for p in content.passages)
    body = ProseBody(words, tuple(list_footnotes(content)), f"../../assets/pages/{page.name}/", text is None)
    description = next((p.prose.plain for p in content.passages if p.kind == "p"), "")
    made = make_page(
        config, edition.frame, f"{page.name}/", "page.html", content.meta.title, description, body
    )
    return replace(made, json_ld=describe_page(made))


# ---- the site as a whole -----------------------------------------------------------------------------------


def make_root_page(site: SiteOutline, cards: Sequence[Card]) -> Page:
    """Return the page at /: the front page of the default edition, which is also its canonical address."""
    config, edition = site.config, site.default
    frame = edition.frame
    editions = tuple(edition_link(config, e.config, "") for e in site.editions)
    body = RootBody(editions, make_front_body(config, edition, cards))
    root = make_page(config, frame, "", "root.html", frame.site_title, frame.site_description, body)
    return replace(root, path="index.html", root="", home=f"{frame.edition}/", switch=editions)


def make_not_found_page(site: SiteOutline, cards: Sequence[Card]) -> Page:
    """Return 404.html, the page for addresses that do not exist."""
    config, edition = site.config, site.default
    base = config.base_path
    lost = tuple(edition_link(config, e.config, base) for e in site.editions)
    body = RootBody(lost, make_front_body(config, edition, cards))
    return replace(
        make_page(config, edition.frame, "", "404.html", "404", "", body),
        path="404.html",
        root=base,
        home=f"{base}{edition.frame.edition}/",
        switch=lost,
        alternates=(),
        canonical="",
    )


def make_sitemap_pages(site: SiteOutline) -> Iterator[Page]:
    """Yield sitemap.xml; several files if it would be too long."""
    model = replace(make_not_found_page(site, ()), body=SitemapBody((), site.config.base_url))
    yield from make_sitemaps(list(list_addresses(site)), model, site.config)


def make_robots_page(site: SiteOutline) -> Page:
    """Return robots.txt."""
    body = SitemapBody((), site.config.base_url)
    return replace(make_not_found_page(site, ()), path="robots.txt", template="robots.txt", body=body)


def list_addresses(site: SiteOutline) -> Iterator[SitemapAddress]:
    """Yield every address of the site that is published, with the day its page was posted if that is stated."""
    for edition in site.editions:
        name = edition.frame.edition
        yield SitemapAddress(name, "")
        for article in edition.published:
            yield SitemapAddress(name, f"{article.slug}/", article.sitemap_date)
            yield SitemapAddress(name, f"{article.slug}/sheet/")
        yield SitemapAddress(name, "glossary/")
        yield from (SitemapAddress(name, f"glossary/{term.id}/") for term in edition.terms)
        if edition.terms:
            yield SitemapAddress(name, "glossary/map/")
        yield SitemapAddress(name, "search/")
        if edition.tags:
            yield SitemapAddress(name, "tags/")
        yield from (SitemapAddress(name, f"tags/{tag.folder}/") for tag in edition.tags.values())
        yield from (SitemapAddress(name, f"series/{series.folder}/") for series in edition.series.values())
        yield from (SitemapAddress(name, f"{page.name}/") for page, _ in edition.pages)
