"""Makes the pages that need articles in full: the articles, their handouts, the uses of terms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from yizhu.editions.citations import (
    Citation,
    cite_edition,
    format_bibtex,
    format_csl,
    format_ris,
    list_highwire_tags,
)
from yizhu.editions.model import Card, EditionOf, MarkedTerm, ShownTerm
from yizhu.site.handout import make_handout
from yizhu.site.html.article import RenderedEdition
from yizhu.site.jobs import ArticleJob, TermJob
from yizhu.site.json_ld import definition_in_one_line, describe_article, describe_handout, describe_term
from yizhu.site.list_pages import link_tags_of
from yizhu.site.outline import EditionOutline, SiteOutline
from yizhu.site.page_model import ArticleBody, File, Page, TermBody
from yizhu.site.page_parts import Link, Mention, Related, UsesInArticle
from yizhu.site.pages import make_page


def make_article_pages(site: SiteOutline, job: ArticleJob, rendered: RenderedEdition) -> Iterator[Page]:
    """Yield the page of an article, and its handout."""
    edition = rendered.edition
    config, outline = site.config, site.editions[job.edition]
    terms = outline.terms_by_id
    mentions = make_mentions(edition, terms, outline.terms_by_sense)
    head = edition.head
    description = head.summary or head.subtitle or head.title
    body = _article(site, job, rendered, mentions, terms)
    page = make_page(config, outline.frame, f"{edition.slug}/", "article.html", head.title, description, body)
    page = _leave_out_unpublished(page, site, edition.slug)
    data = describe_article(page, edition, site.text_langs[edition.slug], config.base_url)
    tags = list_highwire_tags(cite_article(site, job, rendered)[0])
    page = replace(page, og_type="article", json_ld=data, citation_tags=tags)
    yield _hide_unpublished(page, site, edition.slug)
    handout = make_handout(rendered, mentions, job.salient_terms)
    address = f"{edition.slug}/sheet/"
    handout_page = make_page(config, outline.frame, address, "sheet.html", head.title, description, handout)
    handout_page = _leave_out_unpublished(handout_page, site, edition.slug)
    described = replace(handout_page, json_ld=describe_handout(handout_page, page.canonical))
    yield _hide_unpublished(described, site, edition.slug)


def cite_article(site: SiteOutline, job: ArticleJob, rendered: RenderedEdition) -> tuple[Citation, ...]:
    """Return the citation of an article's page, and that of the original if it was published elsewhere."""
    outline, edition = site.editions[job.edition], rendered.edition
    in_source_lang = (
        _base(site, other) for other in site.editions if other.config.lang == edition.source_lang
    )
    source_page = next((f"{base}{edition.slug}/" for base in in_source_lang), "")
    return cite_edition(
        edition, outline.frame.site_title, f"{_base(site, outline)}{edition.slug}/", source_page
    )


def make_citation_files(site: SiteOutline, job: ArticleJob, rendered: RenderedEdition) -> Iterator[File]:
    """Yield ``cite.json`` (CSL-JSON), ``cite.ris`` and ``cite.bib`` of an article's page."""
    cited = cite_article(site, job, rendered)
    folder = f"{site.editions[job.edition].frame.edition}/{rendered.edition.slug}"
    yield File(f"{folder}/cite.json", format_csl(cited).encode())
    yield File(f"{folder}/cite.ris", format_ris(cited).encode())
    yield File(f"{folder}/cite.bib", format_bibtex(cited).encode())


def _leave_out_unpublished(page: Page, site: SiteOutline, slug: str) -> Page:
    """Return the page without the editions, among those that search engines are told of, that are not published yet."""
    if not site.unpublished[slug]:
        return page
    pairs = zip(site.config.editions, page.alternates, strict=True)
    alternates = tuple(link for edition, link in pairs if edition.name not in site.unpublished[slug])
    x_default = page.x_default
    if site.config.default_edition in site.unpublished[slug]:
        x_default = alternates[0].href if alternates else ""
    return replace(page, alternates=alternates, x_default=x_default)


def _hide_unpublished(page: Page, site: SiteOutline, slug: str) -> Page:
    """Return the page; if too little of it is translated, as one that search engines leave alone."""
    if page.frame.edition not in site.unpublished[slug]:
        return page
    return replace(page, alternates=(), x_default="", is_indexed=False)


def make_term_page(site: SiteOutline, job: TermJob, uses: Sequence[UsesInArticle]) -> Page:
    """Return the page of a term and its uses; if very many articles use it, one volume of the uses."""
    outline = site.editions[job.edition]
    term = outline.terms_by_id[job.id]
    seen_from = tuple(dict.fromkeys(outline.seen_from.get(term.id, ())))
    body = TermBody(term, tuple(uses), seen_from, _volumes(job), job.volume)
    own = f"glossary/{term.id}/"
    address = f"{own}uses-{job.volume}/" if job.volume else own
    page = make_page(
        site.config, outline.frame, address, "term.html", term.headword, definition_in_one_line(term), body
    )
    page = replace(page, json_ld=describe_term(page, term, f"{_base(site, outline)}glossary/"))
    if not job.volume:
        return page
    # Another edition may have other volumes, so the links to editions lead to the term's own page.
    switch = make_page(site.config, outline.frame, own, "", "", "", body).switch
    here = tuple(replace(link, href=f"../{link.href}") for link in switch)
    return replace(page, alternates=(), switch=here, x_default="")


def _base(site: SiteOutline, outline: EditionOutline) -> str:
    return f"{site.config.base_url}{outline.frame.edition}/"


def _article(
    site: SiteOutline,
    job: ArticleJob,
    rendered: RenderedEdition,
    mentions: tuple[Mention, ...],
    terms: Mapping[str, ShownTerm],
) -> ArticleBody:
    edition, contents = rendered.edition, rendered.contents
    outline = site.editions[job.edition]
    return ArticleBody(
        edition=edition,
        mentions=mentions,
        contents=contents,
        questions=() if contents else rendered.questions,
        newer=job.newer,
        older=job.older,
        near=tuple(_related(card, ids, terms) for card, ids in job.near),
        speakers=edition.speakers,
        writing=rendered.writing,
        columns=rendered.columns,
        title=edition.title,
        has_readings=outline.config.readings != "none" and edition.has_chinese,
        tags=link_tags_of(edition.meta),
        series=job.series,
        **_repository_addresses(site, edition, f"{_base(site, outline)}{edition.slug}/"),
    )


def _repository_addresses(site: SiteOutline, edition: EditionOf[str], page: str) -> dict[str, str]:
    repository = site.config.repository
    if not repository:
        return {}
    return {
        "edit": repository.edit_address(edition.file),
        "view": repository.view_address(edition.file),
        "report": repository.report_address(f"{edition.slug} ({edition.lang})", page),
    }


def _related(card: Card, ids: Sequence[str], terms: Mapping[str, ShownTerm]) -> Related:
    return Related(card, tuple((id, terms[id].headword) for id in ids))


def make_mentions(
    edition: EditionOf[Any], by_id: Mapping[str, ShownTerm], by_sense: Mapping[tuple[str, str], ShownTerm]
) -> tuple[Mention, ...]:
    """Return the entries of the terms that an article marks; ``by_sense``: as ``index_senses`` makes it."""
    entries = {marked.id: f"#g-{marked.entry}" for marked in reversed(edition.terms)}
    in_glossary = (marked for marked in edition.terms if marked.id in by_id)
    return tuple(_mention(by_id[marked.id], marked, entries, by_sense) for marked in in_glossary)


def _mention(
    term: ShownTerm,
    marked: MarkedTerm,
    entries: Mapping[str, str],
    by_sense: Mapping[tuple[str, str], ShownTerm],
) -> Mention:
    sense = next((sense for sense in term.senses if sense.id == marked.sense), None)
    shown = by_sense[term.id, sense.id] if sense else term
    see = tuple(Link(name, term.lang, entries.get(id, f"../glossary/{id}/")) for id, name in term.see)
    return Mention(shown, marked.passages, marked.entry, sense, see)


def _volumes(job: TermJob) -> tuple[Link, ...]:
    """Return links to the further pages of a term's uses, the newest first."""
    up = "../" if job.volume else ""
    return tuple(
        Link(str(number), "", f"{up}uses-{number}/", number == job.volume)
        for number in range(job.volumes, 0, -1)
    )
