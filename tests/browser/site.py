"""The built site: its pages by kind, and every address in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from lxml import etree, html

EDITIONS = {"zh-hant": "zh-Hant", "zh-hans": "zh-Hans", "en": "en"}
INTERVIEW = "deepseek-quant-interview"
KINDS = {
    "front": "{edition}/",
    "article": "{edition}/" + INTERVIEW + "/",
    "sheet": "{edition}/" + INTERVIEW + "/sheet/",
    "glossary": "{edition}/glossary/",
    "map": "{edition}/glossary/map/",
    "term": "{edition}/glossary/distillation/",
    "page": "{edition}/about/",
    "search": "{edition}/search/",
    "lost": "404.html",
    "root": "",
}
# One of each kind in each edition; the site's own two pages belong to none.
ONE_OF_EACH = sorted({way.format(edition=edition) for way in KINDS.values() for edition in EDITIONS})


@dataclass(frozen=True)
class Site:
    """A folder, where it is served now, and where it says that it lives."""

    folder: Path
    url: str  # http://127.0.0.1:12345/yizhu/
    base_url: str  # https://example.github.io/yizhu/

    @cached_property
    def pages(self) -> dict[str, html.HtmlElement]:
        """Every page by its path below the site: en/about/index.html."""
        return {
            str(file.relative_to(self.folder).as_posix()): html.parse(str(file), _utf8()).getroot()
            for file in sorted(self.folder.rglob("*.html"))
        }

    @cached_property
    def anchors(self) -> dict[str, frozenset[str]]:
        """Where a fragment can lead, by page."""
        return {path: frozenset(page.xpath("//@id")) for path, page in self.pages.items()}

    def address(self, path: str) -> str:
        """The address that a page has for the world."""
        return self.base_url + re.sub(r"(^|(?<=/))index\.html$", "", path)

    def file_at(self, address: str) -> str | None:
        """The path below the site that answers an address of the site; none if nothing does."""
        path = unquote(urlsplit(address).path).removeprefix(urlsplit(self.base_url).path)
        file = self.folder / path
        found = file / "index.html" if path == "" or path.endswith("/") else file
        return found.relative_to(self.folder).as_posix() if found.is_file() else None

    def links(self, path: str) -> Iterator[tuple[str, str]]:
        """Each link, picture, script and style of a page: as it is written, and as an absolute address."""
        for written in self.pages[path].xpath("//@href | //@src"):
            yield str(written), urljoin(self.address(path), str(written))

    def is_inside(self, address: str) -> bool:
        """Does an address lie below the site's own?"""
        return address.startswith(self.base_url)

    def xml(self, path: str) -> etree._Element:
        """A well-formed XML file of the site."""
        return etree.parse(str(self.folder / path)).getroot()


def _utf8() -> html.HTMLParser:
    return html.HTMLParser(encoding="utf-8")
