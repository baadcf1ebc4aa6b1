"""An article's page as files that a browser prints without a network: the page, its style sheets, its pictures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from urllib.parse import urljoin

from lxml import html

from yizhu.chinese.han import shorten
from yizhu.content.config import Config
from yizhu.content.files.pictures import read_picture
from yizhu.exports.pages import ArticlePage, render_page
from yizhu.exports.xml import Element
from yizhu.site.page_model import File
from yizhu.site.theme.load import Theme

SHEET = "assets/pdf.css"
# A printed page runs no script, knows no other edition and needs no policy. Its settings stay: style sheets ask them.
_DROPPED = '//script | //meta[@http-equiv] | //link[not(@rel="stylesheet")]'


def list_page_files(root: Path, config: Config, article: ArticlePage, theme: Theme) -> Iterator[File]:
    """Yield what a browser needs to print an article, but for the theme's assets; first the page."""
    yield File(article.page.path, _prepare(render_page(article.page, theme), article).encode())
    yield File(SHEET, _write_sheet(article).encode())
    for picture in article.exported.article.pictures:
        content = read_picture(root / picture.path, root / config.content, picture.path).content
        yield File(f"assets/articles/{article.exported.article.slug}/{picture.name}", content)


def _prepare(text: str, article: ArticlePage) -> str:
    """Return a page as it is printed: text and counterpart side by side, nothing folded, links to the site absolute."""
    document: Element = html.document_fromstring(text)
    for element in document.xpath(_DROPPED):
        element.drop_tree()
    for folded in document.iter("details"):
        folded.set("open", "")
    for link in document.iter("a"):
        if not link.get("href", "#").startswith("#"):
            link.set("href", urljoin(article.exported.address, link.get("href")))
    for picture in document.iter("img"):
        for name in ("srcset", "sizes", "loading"):
            picture.attrib.pop(name, "")
    document.head.append(
        html.fragment_fromstring(f'<link rel="stylesheet" href="{article.page.root}{SHEET}">')
    )
    for view in document.xpath('//input[@id="view-side"]'):
        view.set("checked", "")
    written: str = html.tostring(document, encoding="unicode", doctype="<!DOCTYPE html>")
    return written


def _write_sheet(article: ArticlePage) -> str:
    """Return the style sheet for paper, with the running heads: the site on the left, the article on the right."""
    title, site = article.rendered.edition.head.title, article.exported.site_title
    heads = (("left", shorten(site, 8, 16)), ("right", shorten(title, 50, 90)))
    boxes = "".join(
        f"@top-{side} {{ content: {_quote(text)}; font: 8pt Georgia, serif; writing-mode: horizontal-tb; width: {share}; }}\n"
        for (side, text), share in zip(heads, ("20%", "80%"), strict=True)
    )
    return f"@page {{\n{boxes}}}\n" + files(__package__).joinpath("data/pdf.css").read_text("utf-8")


def _quote(text: str) -> str:
    """Return a text as a string of CSS."""
    return '"' + re.sub(r'[\\"\n<]', lambda found: f"\\{ord(found[0]):x} ", text) + '"'
