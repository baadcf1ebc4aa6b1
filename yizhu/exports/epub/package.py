"""Pack a book: the package document, the table of contents, and all files in a ZIP; same content, same bytes.

The formats: EPUB 3.3 and EPUB Accessibility 1.1, recommendations of W3C of 2023.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from importlib.resources import files
from uuid import NAMESPACE_URL, uuid5

from jinja2 import Environment, PackageLoader, StrictUndefined

from yizhu.exports.epub.model import Book, BookFile

_DAY_OF_FILES = (1980, 1, 1, 0, 0, 0)  # the first that a ZIP can tell
_CONTAINER = """\
<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
  <rootfiles>
    <rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/>
  </rootfiles>
</container>
"""


def pack_book(book: Book, cover: BookFile, words: dict[str, str]) -> bytes:
    """Return the book as an EPUB file; ``words``: the interface's, in the book's language."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for path, content in _list_files(book, cover, words):
            entry = zipfile.ZipInfo(path, _DAY_OF_FILES)
            entry.external_attr = 0o644 << 16
            entry.create_system = 3  # as on Unix, wherever it is packed
            # The type of the file comes first and is not compressed, so that programs can read it at a fixed place.
            entry.compress_type = zipfile.ZIP_STORED if path == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return packed.getvalue()


def _list_files(book: Book, cover: BookFile, words: dict[str, str]) -> Iterator[tuple[str, bytes]]:
    given = {"book": book, "cover": cover, "t": words, "id": uuid5(NAMESPACE_URL, book.address)}
    yield "mimetype", b"application/epub+zip"
    yield "META-INF/container.xml", _CONTAINER.encode()
    yield from book.further
    for name in ("package.opf", "nav.xhtml", "cover.xhtml"):
        yield f"EPUB/{name}", _render(name, **given).encode()
    yield "EPUB/book.css", files("yizhu.exports.epub").joinpath("data/book.css").read_bytes()
    yield f"EPUB/{cover.path}", cover.content
    for chapter in book.chapters:
        yield f"EPUB/{chapter.name}.xhtml", _render("chapter.xhtml", chapter=chapter, **given).encode()
    for file in sorted(book.files, key=lambda file: file.path):
        yield f"EPUB/{file.path}", file.content


def _render(name: str, **given: object) -> str:
    return _TEMPLATES.get_template(name).render(given)


_TEMPLATES = Environment(
    loader=PackageLoader("yizhu.exports.epub", "data"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
)
