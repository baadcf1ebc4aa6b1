"""Articles as pages: what a template of the theme makes of an edition, for readers who are not on the site."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from yizhu.editions.edition import localize_page
from yizhu.editions.model import ShownTerm
from yizhu.exports.editions import ExportedEdition, list_editions, list_locales
from yizhu.exports.model import Chosen
from yizhu.site.article_pages import make_mentions
from yizhu.site.html.article import RenderedEdition, render_edition
from yizhu.site.outline import index_senses
from yizhu.site.page_model import ArticleBody, Page
from yizhu.site.page_parts import Frame
from yizhu.site.pages import make_frame, make_page
from yizhu.site.theme.load import Theme
from yizhu.site.theme.templates import Rendering, render


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """An article in an edition, and what a template is given of it."""

    exported: ExportedEdition
    rendered: RenderedEdition
    page: Page  # with an ArticleBody; its links are relative to the article's address on the site


def list_pages(chosen: Chosen, template: str) -> Iterator[ArticlePage]:
    """Yield a page for each article and edition that were chosen; ``template``: of the theme. Raises ``Faults``."""
    frames = {
        config.name: make_frame(
            chosen.config, config, locale, [(page, localize_page(page, locale)) for page in chosen.pages], {}
        )
        for config, locale in list_locales(chosen)
    }
    for exported in list_editions(chosen):
        yield _make(chosen, exported, frames[exported.config.name], template)


def render_page(page: Page, theme: Theme) -> str:
    """Return what the page's template makes of it. Raises ``Faults`` for a template that fails."""
    return render(Rendering(page, theme)).content.decode()


def _make(chosen: Chosen, exported: ExportedEdition, frame: Frame, template: str) -> ArticlePage:
    rendered = render_edition(exported.edition)
    edition = rendered.edition
    terms: Mapping[str, ShownTerm] = {term.id: term for term in exported.terms}
    body = ArticleBody(
        edition=edition,
        mentions=make_mentions(edition, terms, index_senses(exported.terms)),
        contents=rendered.contents,
        questions=() if rendered.contents else rendered.questions,
        newer=None,
        older=None,
        near=(),
        speakers=edition.speakers,
        writing=rendered.writing,
        columns=rendered.columns,
        title=edition.title,
    )
    head = edition.head
    description = head.summary or head.subtitle or head.title
    page = make_page(chosen.config, frame, f"{edition.slug}/", template, head.title, description, body)
    return ArticlePage(exported, rendered, page)
