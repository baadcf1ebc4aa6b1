"""Articles as books: one for each article and edition, or one volume of all for each edition."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from yizhu.chinese.line_breaks import split_title
from yizhu.exports.epub.chapters import has_undescribed_pictures, list_files, make_chapter
from yizhu.exports.epub.cover import draw_cover
from yizhu.exports.epub.model import Book, BookFile
from yizhu.exports.epub.package import pack_book
from yizhu.exports.epub.sources import Slices, cut_glossaries, list_sources
from yizhu.exports.model import Chosen, ExportedFile
from yizhu.exports.pages import ArticlePage, list_pages
from yizhu.site.theme.cldr import format_date
from yizhu.site.theme.load import Theme, read_theme
from yizhu.site.theme.templates import choose_strings

# What the counterpart of a passage is in a book, and what the file's name has for it.
_FACING = "book/article.html"
_FORMS = {_FACING: "", "book/pop-up.html": ".pop-up"}


def export_epub(chosen: Chosen) -> Iterator[ExportedFile]:
    """Yield two books for each article and edition: with the counterpart below each passage, and behind a tap.

    Of an article without a counterpart there is one. A volume has all articles of an edition as chapters.
    """
    theme, _ = read_theme(chosen.root, chosen.config.theme)
    glossary = cut_glossaries(chosen)
    for articles in _group(chosen):
        for template, ending in _FORMS.items():
            if ending and not any(article.rendered.edition.counterpart_head for article in articles):
                continue
            pages = [replace(one, page=replace(one.page, template=template)) for one in articles]
            yield _export(chosen, theme, pages, ending, glossary)


def _group(chosen: Chosen) -> Iterator[tuple[ArticlePage, ...]]:
    """Yield the articles of each book."""
    if not chosen.is_volume:
        yield from ((page,) for page in list_pages(chosen, _FACING))
        return
    by_edition: dict[str, list[ArticlePage]] = {}
    for page in list_pages(chosen, _FACING):
        by_edition.setdefault(page.exported.config.name, []).append(page)
    for pages in by_edition.values():
        yield tuple(pages if chosen.series else sorted(pages, key=lambda p: p.exported.edition.meta.posted))


def _export(
    chosen: Chosen, theme: Theme, articles: Sequence[ArticlePage], ending: str, glossary: Slices
) -> ExportedFile:
    first = articles[0]
    chapters = {page.exported.address: f"{page.exported.edition.slug}.xhtml" for page in articles}
    books = [_make_book(chosen, theme, page, chapters) for page in articles]
    book = _join(chosen, first, books) if chosen.is_volume else books[0]
    words = choose_strings(theme, first.exported.config.lang)
    pieces = split_title(book.title) if chosen.is_volume else first.rendered.edition.title
    cover = draw_cover(pieces, book.lang, list(dict.fromkeys(_list_cover_lines(chosen, first))))
    name = f"{book.name}{ending}.epub"
    sources = tuple(list_sources(chosen, [page.exported.article for page in articles], glossary))
    book = replace(book, address=book.address + ending, further=sources)
    return ExportedFile(name, pack_book(book, cover, words))


def _list_cover_lines(chosen: Chosen, article: ArticlePage) -> Iterator[str]:
    """Yield the small words of a cover: the other title, who published it and when, the site."""
    edition = article.rendered.edition
    if not chosen.is_volume:
        yield from filter(None, (edition.head.subtitle, edition.meta.publication))
        if edition.meta.published:
            yield format_date(edition.meta.published, article.exported.config.lang)
        yield article.exported.site_title
    yield chosen.config.base_url


def _make_book(chosen: Chosen, theme: Theme, article: ArticlePage, chapters: Mapping[str, str]) -> Book:
    """Return the book of one article; ``chapters``: the file of each article that its links find in the same book."""
    edition, exported = article.rendered.edition, article.exported
    meta = edition.meta
    chapter = make_chapter(article, theme, chapters)
    return Book(
        name=exported.name,
        address=exported.address,
        title=edition.head.title,
        lang=edition.head.lang,
        chapters=(chapter,),
        files=tuple(list_files(chosen.root, chosen.config, article)),
        authors=meta.authors,
        translators=_name_translators(article, theme),
        publisher=exported.site_title,
        description=edition.head.summary,
        sources=(meta.source_url,) if meta.source_url else (),
        rights=meta.rights,
        issued=meta.posted,
        modified=max(meta.posted, meta.modified, meta.published),
        is_vertical=article.rendered.writing == "vertical",
        has_rubies="<ruby" in chapter.body,
        has_undescribed_pictures=has_undescribed_pictures(edition),
    )


def _name_translators(article: ArticlePage, theme: Theme) -> tuple[str, ...]:
    edition = article.rendered.edition
    if edition.status == "machine":
        return ()
    editors = choose_strings(theme, article.exported.config.lang)["the_editors"]
    return tuple(editors if name == "the editors" else name for name in edition.translators)


def _join(chosen: Chosen, article: ArticlePage, books: Sequence[Book]) -> Book:
    """Return one book of all these; ``article``: the first."""
    first = article.exported
    files: dict[str, BookFile] = {file.path: file for book in books for file in book.files}
    titles = dict(dict(chosen.config.series).get(chosen.series, ()))
    name = chosen.series or "volume"
    return Book(
        name=f"{name}.{first.config.name}",
        address=f"{chosen.config.base_url}{first.config.name}/{f'series/{name}/' if chosen.series else ''}",
        title=titles.get(first.config.lang) or titles.get("") or first.site_title,
        lang=first.config.lang,
        chapters=tuple(chapter for book in books for chapter in book.chapters),
        files=tuple(files.values()),
        authors=tuple(dict.fromkeys(author for book in books for author in book.authors)),
        translators=tuple(dict.fromkeys(name for book in books for name in book.translators)),
        publisher=first.site_title,
        sources=tuple(dict.fromkeys(source for book in books for source in book.sources)),
        issued=max(book.issued for book in books),
        modified=max(book.modified for book in books),
        has_rubies=any(book.has_rubies for book in books),
        has_undescribed_pictures=any(book.has_undescribed_pictures for book in books),
    )
