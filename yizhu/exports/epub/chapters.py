"""An article in an edition as a chapter of a book, with the files that it shows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, unquote, urljoin

from lxml import etree

from yizhu.content.config import Config
from yizhu.content.faults import Fault, Faults, Place
from yizhu.content.files.pictures import read_picture
from yizhu.editions.model import EditionOf
from yizhu.exports.epub.model import BookFile, Chapter, Heading
from yizhu.exports.epub.xhtml import to_xhtml
from yizhu.exports.pages import ArticlePage, render_page
from yizhu.site.theme.load import Theme

# Kinds of pictures that every reader of EPUB 3.3 shows (core media types).
_MEDIA_TYPES = {
    ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".gif": "image/gif",
    ".svg": "image/svg+xml", ".webp": "image/webp",
}  # fmt: skip


_UNSAFE = re.compile(r'[\s_"*:<>?\\|]')  # what EPUB forbids in names, or warns of; _ stands for it


def name_picture(path: str) -> str:
    """Return the path of a picture in a book; no two paths become one."""
    return _UNSAFE.sub(lambda found: f"_{ord(found[0]):x}", path)


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where the links of a chapter lead: into the book, or out of it to the site."""

    page: str  # the article's own address on the site
    chapters: Mapping[str, str]  # by address, the files of articles that are in the book
    pictures: str  # the folder of all articles' pictures, as the page names it

    def find(self, name: str, value: str) -> str:
        """Return an address as it stands in the book; ``name``: of the attribute, href or src."""
        if value.startswith("#"):
            return value
        if name == "src":
            return f"images/{quote(name_picture(unquote(value.removeprefix(self.pictures))))}"
        if "://" in value:  # also the article's own address, which the book states
            return value
        address, mark, fragment = urljoin(self.page, value).partition("#")
        return self.chapters.get(address, address) + mark + fragment


def make_chapter(article: ArticlePage, theme: Theme, chapters: Mapping[str, str]) -> Chapter:
    """Return the chapter of an article; ``chapters``: the file of each article in the book, by its address."""
    edition = article.rendered.edition
    addresses = Addresses(article.exported.address, chapters, f"{article.page.root}assets/articles/")
    elements = to_xhtml(render_page(article.page, theme), addresses.find)
    body = "".join(etree.tostring(element, encoding="unicode") for element in elements)
    return Chapter(
        name=edition.slug,
        title=edition.head.title,
        lang=edition.head.lang,
        body=body,
        headings=tuple(_list_headings(article)),
        has_formulas="http://www.w3.org/1998/Math/MathML" in body,
    )


def _list_headings(article: ArticlePage) -> Iterator[Heading]:
    edition = article.rendered.edition
    for id, text in article.rendered.contents or article.rendered.questions:
        yield Heading(text, edition.head.lang, id)


def list_files(root: Path, config: Config, article: ArticlePage) -> Iterator[BookFile]:
    """Yield the pictures that an article shows. Raises ``Faults`` for one that books cannot show."""
    source = article.exported.article
    for picture in source.pictures:
        suffix = Path(picture.path).suffix.lower()
        if suffix not in _MEDIA_TYPES:
            help = "save it as PNG, JPEG or WebP"
            raise Faults(
                [
                    Fault(
                        Place(picture.path), f"no book shows a picture of the kind {suffix[1:].upper()}", help
                    )
                ]
            )
        content = read_picture(root / picture.path, root / config.content, picture.path).content
        yield BookFile(
            f"images/{name_picture(f'{source.slug}/{picture.name}')}", content, _MEDIA_TYPES[suffix]
        )


def has_undescribed_pictures(edition: EditionOf[str]) -> bool:
    """Is there a picture without a description in the texts?"""
    return any('alt=""' in words.prose for row in edition.rows for words in (*row.text, *row.counterpart))
