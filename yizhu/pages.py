"""What the site consists of: every page with its address, its languages and what it shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from yizhu.config import Config, EditionConfig
from yizhu.contents import headings, questions
from yizhu.han import shortened
from yizhu.layers import footnotes_of, numbered
from yizhu.linked_data import (
    article_data,
    glossary_data,
    languages_told,
    meaning_of,
    page_data,
    sheet_data,
    site_data,
    term_data,
)
from yizhu.model import SitePage, Text
from yizhu.page import (
    ArticleBody,
    Body,
    FeedBody,
    FeedEntry,
    Frame,
    FrontBody,
    GlossaryBody,
    Link,
    MapBody,
    Mention,
    Page,
    ProseBody,
    Related,
    RootBody,
    TermBody,
    TiesBody,
    UsesInArticle,
)
from yizhu.search import search_body
from yizhu.sheet import sheet_of
from yizhu.shown import Card, Edition, MarkedTerm, ShownTerm, Use, Words
from yizhu.sifting import sifted, tags_by_group
from yizhu.sitemaps import sitemaps
from yizhu.telling import Shelves, related, shelves_of, telling
from yizhu.tree import inline
from yizhu.vertical import columns_of, writing_of
from yizhu.voice import Voice, words_in

_NEWEST = 13  # articles that the front page shows with their summaries; of the others, date and title
_NAMES = {"zh-Hant": "繁體", "zh-Hans": "简体", "zh-Hant-HK": "香港", "en": "English"}


@dataclass(frozen=True, slots=True)
class EditionContent:
    """All that one edition of the site shows."""

    config: EditionConfig
    voice: Voice
    editions: tuple[Edition, ...]  # its articles, the newest first
    terms: tuple[ShownTerm, ...]  # in the order of its index
    pages: tuple[tuple[SitePage, Text | None], ...]
    ties: TiesBody  # how the terms hang together


@dataclass(frozen=True, slots=True)
class SiteContent:
    """All that the site shows."""

    config: Config
    editions: tuple[EditionContent, ...]
    titles: tuple[tuple[str, tuple[str, ...]], ...] = ()  # a title, and its pieces


def plan(site: SiteContent) -> tuple[Page, ...]:
    """Every page of the site, whole. Two pages never have one address if no two inputs claim one."""
    pages: list[Page] = []
    for content in site.editions:
        pages.extend(_edition_pages(site, content))
    default = next(c for c in site.editions if c.config.name == site.config.default_edition)
    return (*pages, *_site_pages(site, default, pages))


def card_of(edition: Edition, titles: Mapping[str, tuple[str, ...]]) -> Card:
    """What a list shows of an article."""
    other = edition.counterpart_head
    return Card(
        slug=edition.slug,
        title=edition.head.title,
        pieces=titles.get(edition.head.title, (edition.head.title,)),
        subtitle=edition.head.subtitle,
        summary=edition.head.summary,
        lang=edition.head.lang,
        other_title=other.title if other else "",
        other_lang=other.lang if other else "",
        published=edition.meta.published,
        posted=edition.meta.posted or edition.meta.published,
        publication=edition.meta.publication,
        tags=edition.meta.tags,
        minutes=edition.minutes,
        notes=len(edition.notes),
        terms=len(edition.terms),
        status=edition.status,
        is_text_missing=edition.is_text_missing,
        han=_about(edition.han),
        words=_about(edition.words),
        source_lang=edition.source_lang,
        translators=edition.translators,
    )


def _about(many: int) -> int:
    """A number in hundreds: a list is not to change with every word of an article."""
    return max(100, round(many, -2))


# ---- one edition -------------------------------------------------------------------------------------------


def _edition_pages(site: SiteContent, content: EditionContent) -> Iterator[Page]:
    frame = _frame(site.config, content)
    titles = dict(site.titles)
    cards = tuple(card_of(edition, titles) for edition in content.editions)
    uses = _uses_by_term(content.editions)
    shelves = shelves_of(content.editions)
    front = _front(content, cards, uses, shelves)
    made = _page(site, frame, "", "front.html", frame.site_title, frame.site_description, front)
    yield replace(made, json_ld=site_data(made))
    yield from _article_pages(site, frame, content, cards, shelves)
    yield from _glossary_pages(site, frame, content, uses)
    made = _page(site, frame, "search/", "search.html", "", "", search_body(content.terms, cards))
    yield replace(made, json_ld=page_data(made))
    for page, text in content.pages:
        yield _prose_page(site, frame, content, page, text)
    yield _feed(site, frame, content, cards)


def _article_pages(
    site: SiteContent, frame: Frame, content: EditionContent, cards: tuple[Card, ...], shelves: Shelves
) -> Iterator[Page]:
    """Each article, and its pre-reading sheet."""
    told_in = languages_told(edition for content in site.editions for edition in content.editions)
    terms = {term.id: term for term in content.terms}
    for index, edition in enumerate(content.editions):
        entries = {marked.id: f"#g-{marked.entry}" for marked in reversed(edition.terms)}
        known = [marked for marked in edition.terms if marked.id in terms]
        mentions = tuple(_mention(terms[marked.id], marked, entries) for marked in known)
        near = related(cards, shelves, terms, edition, index)
        has_readings = content.config.readings != "none" and edition.has_chinese
        body = replace(_article(edition, mentions, cards, index, near), has_readings=has_readings)
        description = edition.head.summary or edition.head.subtitle or edition.head.title
        made = _page(site, frame, f"{edition.slug}/", "article.html", edition.head.title, description, body)
        data = article_data(made, edition, told_in[edition.slug], site.config.base_url)
        yield replace(made, og_type="article", json_ld=data)
        sheet = sheet_of(edition, mentions, telling(edition, shelves, len(cards)))
        address = f"{edition.slug}/sheet/"
        leaf = _page(site, frame, address, "sheet.html", edition.head.title, description, sheet)
        yield replace(leaf, json_ld=sheet_data(leaf, made.canonical))


def _glossary_pages(
    site: SiteContent, frame: Frame, content: EditionContent, uses: Mapping[str, tuple[UsesInArticle, ...]]
) -> Iterator[Page]:
    """All terms, each term, and how they hang together."""
    counts = tuple((term.id, sum(len(u.uses) for u in uses.get(term.id, ()))) for term in content.terms)
    labels = {
        tag: words_in([(lang, inline(text)) for lang, text in label], content.voice)
        for tag, label in site.config.tags
    }
    groups = _grouped(content.terms)
    tags, tagged = sifted(content.terms, labels)
    body = GlossaryBody(groups, counts, tags, tagged, tags_by_group(groups, tagged))
    glossary = _page(site, frame, "glossary/", "glossary.html", "", "", body)
    yield replace(glossary, json_ld=glossary_data(glossary, content.terms))
    for term in content.terms:
        term_body = TermBody(term, uses.get(term.id, ()), _seen_from(term.id, content.terms))
        description = meaning_of(term)
        made = _page(site, frame, f"glossary/{term.id}/", "term.html", term.headword, description, term_body)
        yield replace(made, json_ld=term_data(made, term, glossary.canonical))
    if content.terms:
        made = _page(site, frame, "glossary/map/", "map.html", "", "", content.ties)
        yield replace(made, json_ld=page_data(made))


def _frame(config: Config, content: EditionContent) -> Frame:
    lang = content.voice.lang
    order = {name: index for index, name in enumerate(config.menu)}
    pages = sorted(content.pages, key=lambda pair: (order.get(pair[0].name, len(order)), pair[0].name))
    menu = tuple(
        Link(
            text.meta.title if text else page.texts[0].meta.title,
            text.lang if text else page.texts[0].lang,
            f"{page.name}/",
        )
        for page, text in pages
    )
    described = dict(config.description)
    description = described.get(lang) or described.get("") or _converted(config.description, content.voice)
    title = dict(config.title).get(lang) or _converted(config.title, content.voice) or config.title_in(lang)
    feed = f"{config.base_url}{content.config.name}/feed.xml"
    card = f"{config.base_url}assets/card.png"
    return Frame(content.config.name, lang, title, description, menu, feed, card)


def _converted(local: Sequence[tuple[str, str]], voice: Voice) -> str:

    return words_in([(lang, inline(text)) for lang, text in local], voice).prose.text if local else ""


def _front(
    content: EditionContent,
    cards: tuple[Card, ...],
    uses: Mapping[str, tuple[UsesInArticle, ...]],
    shelves: Shelves,
) -> FrontBody:
    def how_often(term: ShownTerm) -> int:
        return sum(len(article.uses) for article in uses.get(term.id, ()))

    often = sorted(content.terms, key=how_often, reverse=True)[:12]
    chosen = tuple(term for term in content.terms if term in often)
    earlier: dict[str, list[Card]] = {}
    for card in cards[_NEWEST:]:
        earlier.setdefault(card.posted[:4], []).append(card)
    years = tuple((year, tuple(several)) for year, several in earlier.items())
    return FrontBody(cards, chosen, _NEWEST, _lead(content, shelves), years)


def _lead(content: EditionContent, shelves: Shelves) -> tuple[tuple[str, str, str], ...]:
    """The terms that tell most about the first article, in the order of its text."""
    if not content.editions:
        return ()
    first = content.editions[0]
    chosen = telling(first, shelves, len(content.editions))[:8]
    terms = {term.id: term for term in content.terms}
    marked = dict.fromkeys(term.id for term in first.terms if term.id in chosen and term.id in terms)
    return tuple((id, terms[id].headword, terms[id].lang) for id in marked)


def _article(
    edition: Edition,
    mentions: tuple[Mention, ...],
    cards: tuple[Card, ...],
    index: int,
    near: tuple[Related, ...],
) -> ArticleBody:
    contents = headings(edition.rows)
    return ArticleBody(
        edition=edition,
        mentions=mentions,
        contents=contents,
        questions=() if contents else questions(edition.rows),
        newer=cards[index - 1] if index else None,
        older=cards[index + 1] if index + 1 < len(cards) else None,
        near=near,
        speakers=edition.speakers,
        writing=writing_of(edition),
        columns=tuple(map(columns_of, edition.rows)),
        title=cards[index].pieces,
    )


def _mention(term: ShownTerm, marked: MarkedTerm, entries: Mapping[str, str]) -> Mention:
    sense = next((sense for sense in term.senses if sense.id == marked.sense), None)
    shown = replace(term, definition=sense.definition) if sense else term
    see = tuple(Link(name, term.lang, entries.get(id, f"../glossary/{id}/")) for id, name in term.see)
    return Mention(shown, marked.passages, marked.entry, sense, see)


def _uses_by_term(editions: Sequence[Edition]) -> dict[str, tuple[UsesInArticle, ...]]:
    found: dict[str, list[UsesInArticle]] = {}
    for edition in editions:
        here: dict[str, list[Use]] = {}
        for id, use in edition.uses:
            here.setdefault(id, []).append(use)
        for id, uses in here.items():
            told = UsesInArticle(edition.slug, edition.head.title, edition.head.lang, tuple(uses))
            found.setdefault(id, []).append(told)
    return {id: tuple(several) for id, several in found.items()}


def _grouped(terms: Iterable[ShownTerm]) -> tuple[tuple[str, tuple[ShownTerm, ...]], ...]:
    """The terms under the letters of the edition's index, in the order given."""
    groups: dict[str, list[ShownTerm]] = {}
    for term in terms:
        groups.setdefault(term.letter, []).append(term)
    return tuple((letter, tuple(several)) for letter, several in groups.items())


def _seen_from(id: str, terms: Sequence[ShownTerm]) -> tuple[tuple[str, str], ...]:
    """The terms whose entries point at this one."""
    return tuple((t.id, t.headword) for t in terms if id in dict(t.see))


def _prose_page(
    site: SiteContent, frame: Frame, content: EditionContent, page: SitePage, text: Text | None
) -> Page:
    told = text or numbered(page.texts[0])
    words = tuple(Words(p.prose, told.lang) for p in told.passages)
    body = ProseBody(words, tuple(footnotes_of(told)), f"../../assets/pages/{page.name}/", text is None)
    description = next((p.prose.plain for p in told.passages if p.kind == "p"), "")
    made = _page(site, frame, f"{page.name}/", "page.html", told.meta.title, description, body)
    return replace(made, json_ld=page_data(made))


# ---- the site as a whole -----------------------------------------------------------------------------------


def _site_pages(site: SiteContent, default: EditionContent, pages: Sequence[Page]) -> Iterator[Page]:
    config = site.config
    frame = _frame(config, default)
    front = next(page.body for page in pages if isinstance(page.body, FrontBody) and page.frame == frame)
    editions = tuple(_front_link(config, c.config, "") for c in site.editions)
    root = _page(
        site, frame, "", "root.html", frame.site_title, frame.site_description, RootBody(editions, front)
    )
    # The default edition's front page stands here a second time, and says so: its canonical address is that one's.
    yield replace(root, path="index.html", root="", home=f"{frame.edition}/", switch=editions)
    base = config.base_path
    lost = tuple(_front_link(config, c.config, base) for c in site.editions)
    missing = _page(site, frame, "", "404.html", "404", "", RootBody(lost, front))
    yield replace(
        missing,
        path="404.html",
        root=base,
        home=f"{base}{frame.edition}/",
        switch=lost,
        alternates=(),
        canonical="",
    )
    yield from sitemaps(pages, missing, config.base_url)
    yield replace(missing, path="robots.txt", template="robots.txt", body=MapBody((), config.base_url))


def _front_link(config: Config, edition: EditionConfig, root: str) -> Link:
    return Link(
        _edition_label(edition),
        edition.lang,
        f"{root}{edition.name}/",
        edition.name == config.default_edition,
    )


def _edition_label(edition: EditionConfig) -> str:
    return edition.title or _NAMES.get(edition.lang, edition.lang)


def _feed(site: SiteContent, frame: Frame, content: EditionContent, cards: Sequence[Card]) -> Page:
    base = f"{site.config.base_url}{frame.edition}/"
    entries = tuple(
        FeedEntry(
            card,
            f"{base}{card.slug}/",
            f"{site.config.base_url}assets/articles/{card.slug}/",
            edition,
            edition.meta.authors,
        )
        for card, edition in zip(cards[:20], content.editions, strict=False)
    )
    dates = [card.posted for card in cards if card.posted]
    updated = f"{max(dates, default='1970-01-01')}T00:00:00Z"
    body = FeedBody(entries, updated, base, f"{site.config.base_url}assets/seal.svg")
    made = _page(site, frame, "", "feed.xml", frame.site_title, "", body)
    return replace(made, path=f"{frame.edition}/feed.xml", canonical=frame.feed)


def _page(
    site: SiteContent, frame: Frame, address: str, template: str, title: str, description: str, body: Body
) -> Page:
    """A page at ``address`` (about/) of an edition, with the same page of all other editions."""
    config = site.config
    home = "../" * address.count("/")
    root = home + "../"
    base = config.base_url
    default = config.default.name
    return Page(
        path=f"{frame.edition}/{address}index.html",
        template=template,
        frame=frame,
        title=title,
        description=shortened(description, 80, 160),
        root=root,
        home=home,
        canonical=f"{base}{frame.edition}/{address}",
        alternates=tuple(
            Link(_edition_label(e), e.lang, f"{base}{e.name}/{address}", e.name == frame.edition)
            for e in config.editions
        ),
        switch=tuple(
            Link(_edition_label(e), e.lang, f"{root}{e.name}/{address}", e.name == frame.edition)
            for e in config.editions
        ),
        x_default=f"{base}{default}/{address}",
        json_ld="",
        body=body,
    )
