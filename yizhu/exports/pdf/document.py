"""Articles as PDF: side by side on A4, notes and terms behind the text, with bookmarks, tags and running heads."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from yizhu.exports.model import Chosen, ExportedFile
from yizhu.exports.pages import ArticlePage, list_pages
from yizhu.exports.pdf.browser import find_chromium, print_page
from yizhu.exports.pdf.page import list_page_files
from yizhu.site.page_model import File
from yizhu.site.theme.load import read_theme

_DATE = re.compile(rb"(/(?:CreationDate|ModDate) \(D:)\d{14}")


def export_pdf(chosen: Chosen) -> Iterator[ExportedFile]:
    """Yield a file for each article and edition. Raises ``Faults`` if there is no Chromium."""
    program = find_chromium()
    theme, assets = read_theme(chosen.root, chosen.config.theme)
    for article in list_pages(chosen, "article.html"):
        own = list(list_page_files(chosen.root, chosen.config, article, theme))
        printed = _print(program, article, [*own, *assets])
        yield ExportedFile(f"{article.exported.name}.pdf", date_as_article(printed, _find_day(article)))


def _print(program: str, article: ArticlePage, several: Sequence[File]) -> bytes:
    with TemporaryDirectory() as folder:
        for file in several:
            path = Path(folder) / file.path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(file.content)
        return print_page(program, Path(folder) / article.page.path, article.exported.name)


def _find_day(article: ArticlePage) -> str:
    """Return the day when the article last changed, as far as it is stated."""
    meta = article.rendered.edition.meta
    return max(meta.posted, meta.modified, meta.published)


def date_as_article(pdf: bytes, day: str) -> bytes:
    """Return a PDF with the article's day for the clock's: the same content is the same bytes.

    What is put in is as long as what it replaces, for the file lists where each of its parts begins.
    """
    digits = f"{day}-01-01"[:10].replace("-", "") if day else "20000101"
    return _DATE.sub(lambda found: found[1] + f"{digits}000000".encode(), pdf)
