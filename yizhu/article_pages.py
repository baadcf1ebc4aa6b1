"""The pages that hold what articles say: the articles themselves, their sheets, the uses of terms, the feeds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from yizhu.contents import headings, questions
from yizhu.frames import page_at
from yizhu.jobs import ArticleJob, FeedJob, TermJob
from yizhu.linked_data import article_data, meaning_of, sheet_data, term_data
from yizhu.outline import EditionOutline, SiteOutline
from yizhu.page import (
    ArticleBody,
    FeedBody,
    FeedEntry,
    Link,
    Mention,
    Page,
    Related,
    TermBody,
    UsesInArticle,
)
from yizhu.sheet import sheet_of
from yizhu.shown import Card, Edition, MarkedTerm, ShownTerm
from yizhu.vertical import columns_of, writing_of


def article_pages(site: SiteOutline, job: ArticleJob, edition: Edition) -> Iterator[Page]:
    """The article, and its pre-reading sheet."""
    config, outline = site.config, site.editions[job.edition]
    terms = outline.terms_by_id
    mentions = _mentions(edition, terms)
    head = edition.head
    description = head.summary or head.subtitle or head.title
    body = _article(job, edition, mentions, terms, outline)
    made = page_at(config, outline.frame, f"{edition.slug}/", "article.html", head.title, description, body)
    data = article_data(made, edition, site.told_in[edition.slug], config.base_url)
    yield replace(made, og_type="article", json_ld=data)
    sheet = sheet_of(edition, mentions, job.telling)
    address = f"{edition.slug}/sheet/"
    leaf = page_at(config, outline.frame, address, "sheet.html", head.title, description, sheet)
    yield replace(leaf, json_ld=sheet_data(leaf, made.canonical))


def term_page(site: SiteOutline, job: TermJob, uses: Sequence[UsesInArticle]) -> Page:
    """A term and its uses; of a term that very many articles use, the newest of them."""
    outline = site.editions[job.edition]
    term = outline.terms_by_id[job.id]
    seen_from = tuple(dict.fromkeys(outline.seen_from.get(term.id, ())))
    body = TermBody(term, tuple(uses), seen_from, _volumes(job), job.volume)
    own = f"glossary/{term.id}/"
    address = f"{own}uses-{job.volume}/" if job.volume else own
    made = page_at(site.config, outline.frame, address, "term.html", term.headword, meaning_of(term), body)
    made = replace(made, json_ld=term_data(made, term, f"{_base(site, outline)}glossary/"))
    if not job.volume:
        return made
    # Another edition may have other volumes: what is common to all is the term's own page.
    switch = page_at(site.config, outline.frame, own, "", "", "", body).switch
    here = tuple(replace(link, href=f"../{link.href}") for link in switch)
    return replace(made, alternates=(), switch=here, x_default="")


def feed_page(site: SiteOutline, job: FeedJob, editions: Sequence[Edition]) -> Page:
    """An edition's Atom feed: the newest articles, whole."""
    outline = site.editions[job.edition]
    base = _base(site, outline)
    entries = tuple(
        FeedEntry(
            card,
            f"{base}{card.slug}/",
            f"{site.config.base_url}assets/articles/{card.slug}/",
            edition,
            edition.meta.authors,
        )
        for card, edition in zip(job.cards, editions, strict=True)
    )
    newest = max((article.posted for article in outline.articles if article.posted), default="1970-01-01")
    body = FeedBody(entries, f"{newest}T00:00:00Z", base, f"{site.config.base_url}assets/seal.svg")
    frame = outline.frame
    made = page_at(site.config, frame, "", "feed.xml", frame.site_title, "", body)
    return replace(made, path=f"{frame.edition}/feed.xml", canonical=frame.feed)


def _base(site: SiteOutline, outline: EditionOutline) -> str:
    return f"{site.config.base_url}{outline.frame.edition}/"


def _article(
    job: ArticleJob,
    edition: Edition,
    mentions: tuple[Mention, ...],
    terms: Mapping[str, ShownTerm],
    outline: EditionOutline,
) -> ArticleBody:
    contents = headings(edition.rows)
    return ArticleBody(
        edition=edition,
        mentions=mentions,
        contents=contents,
        questions=() if contents else questions(edition.rows),
        newer=job.newer,
        older=job.older,
        near=tuple(_related(card, ids, terms) for card, ids in job.near),
        speakers=edition.speakers,
        writing=writing_of(edition),
        columns=tuple(map(columns_of, edition.rows)),
        title=edition.title,
        has_readings=outline.config.readings != "none" and edition.has_chinese,
    )


def _related(card: Card, ids: Sequence[str], terms: Mapping[str, ShownTerm]) -> Related:
    return Related(card, tuple((id, terms[id].headword) for id in ids))


def _mentions(edition: Edition, terms: Mapping[str, ShownTerm]) -> tuple[Mention, ...]:
    entries = {marked.id: f"#g-{marked.entry}" for marked in reversed(edition.terms)}
    known = (marked for marked in edition.terms if marked.id in terms)
    return tuple(_mention(terms[marked.id], marked, entries) for marked in known)


def _mention(term: ShownTerm, marked: MarkedTerm, entries: Mapping[str, str]) -> Mention:
    sense = next((sense for sense in term.senses if sense.id == marked.sense), None)
    shown = replace(term, definition=sense.definition) if sense else term
    see = tuple(Link(name, term.lang, entries.get(id, f"../glossary/{id}/")) for id, name in term.see)
    return Mention(shown, marked.passages, marked.entry, sense, see)


def _volumes(job: TermJob) -> tuple[Link, ...]:
    """The way to the further pages of a term's uses, the newest first, from this one."""
    way = "../" if job.volume else ""
    return tuple(
        Link(str(number), "", f"{way}uses-{number}/", number == job.volume)
        for number in range(job.volumes, 0, -1)
    )
