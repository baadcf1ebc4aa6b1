"""Unpack a document into one page of HTML: DOCX, EPUB, and pages that a browser saved as MHTML.

The sizes that a packed file claims are checked before it is unpacked, and no part may grow beyond its claim.
"""

from __future__ import annotations

import email
import email.policy
import html
import io
import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from email.message import Message
from typing import Any
from urllib.parse import unquote

from yizhu.chinese.charset import detect_encoding
from yizhu.content.faults import Faults
from yizhu.content.links.addresses import find_address_problem
from yizhu.importers.model.draft import EmbeddedPicture, fault_of
from yizhu.importers.sources.asides import aside_html, text_alone
from yizhu.importers.sources.budget import BUDGET, check_time, over_limit, refuse_parts
from yizhu.importers.sources.embedded_pictures import extract_data_pictures, is_web_address, replace_addresses
from yizhu.importers.sources.epub_links import find_linked_files, join_links

# What Python's reader of ZIP files raises, of one part or of all.
_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, RuntimeError),
    *(ValueError, IndexError, MemoryError),
)
_AGAIN = "open it in the program it was made with, and save it anew"
# Of an MHTML file: what opens its parts, and such as hold parts of their own.
_PART = re.compile(rb"^content-type\s*:", re.I | re.M)
_WITHIN = re.compile(rb"^content-type\s*:\s*(?:multipart|message)/", re.I | re.M)
_END_OF_BLOCK = re.compile(r"(</(?:p|h[1-6]|li|ul|ol|table|tr|blockquote|pre|dl|dd|dt)>)(?=<)")
# What the reader of DOCX does not know by itself; Word names its styles in English in every language.
_STYLES = "\n".join(
    f"{style} => {element}:fresh"
    for style, element in (
        ("p.Title", "h1.title"),
        ("p[style-name='Title']", "h1.title"),
        ("p.Subtitle", "p.subtitle"),
        ("p[style-name='Subtitle']", "p.subtitle"),
        ("p[style-name='Quote']", "blockquote > p"),
        ("p[style-name='Intense Quote']", "blockquote > p"),
    )
)
_BODY = re.compile(r"<body\b[^<>]*>", re.I)
_BODY_END = re.compile("</body", re.I)
_OPF = "{http://www.idpf.org/2007/opf}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_META = {"creator": "author", "publisher": "publisher", "date": "date"}


@dataclass(frozen=True, slots=True)
class UnpackedPage:
    """The page that was packed, and the pictures that came with it."""

    form: str  # the end of such a file's name
    html: str
    pictures: tuple[EmbeddedPicture, ...] = ()
    url: str = ""  # where a browser saved it from


@dataclass(slots=True)
class Parts:
    """The parts of a ZIP file, each read on demand."""

    name: str
    archive: zipfile.ZipFile
    paths: frozenset[str]
    reads: int = 0  # of all parts together: a file may refer to the same part again and again
    bytes_read: int = 0

    def bytes_of(self, path: str) -> bytes | None:
        """Return a part; None if there is none of this path. Raises ``Faults`` for a broken one, and for too many."""
        if path not in self.paths:
            return None
        check_time()
        try:
            data = self.archive.read(path)
        except _BROKEN:
            raise fault_of(self.name, f"its part {path} is broken or locked", _AGAIN) from None
        self.reads, self.bytes_read = self.reads + 1, self.bytes_read + len(data)
        if self.bytes_read > 2 * BUDGET.unpacked or self.reads > 2 * BUDGET.parts:
            raise over_limit(
                self.name, f"its parts are read again and again, {2 * BUDGET.unpacked // 1_000_000} MB"
            )
        return data

    @property
    def files(self) -> list[str]:
        """The paths of all parts that are files."""
        return sorted(path for path in self.paths if not path.endswith("/"))


def unpack(data: bytes, name: str) -> UnpackedPage | None:
    """Return the page of a DOCX, EPUB or MHTML file; None for other files. Raises ``Faults`` for broken ones."""
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _refuse_large(_unpack_zip(open_parts(data, name)), name)
    head = data[:4096].lower()
    if b"mime-version:" in head and b"multipart/related" in head and not head.lstrip().startswith(b"<"):
        return _refuse_large(_unpack_mhtml(data, name), name)
    return None


def _refuse_large(page: UnpackedPage, name: str) -> UnpackedPage:
    if len(page.html) > BUDGET.characters:
        raise over_limit(name, f"its text has more than {BUDGET.characters // 1_000_000} million characters")
    return page


def open_parts(data: bytes, name: str) -> Parts:
    """Return the parts of a ZIP file. Raises ``Faults`` for a broken one, and for one that claims too much."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        parts = archive.infolist()
    except _BROKEN:
        raise fault_of(name, "the file is cut off or broken", _AGAIN) from None
    refuse_parts(name, [(part.filename, part.file_size, part.compress_size) for part in parts])
    return Parts(name, archive, frozenset(part.filename for part in parts))


def _unpack_zip(parts: Parts) -> UnpackedPage:
    if "word/document.xml" in parts.paths:
        return _unpack_docx(parts)
    if "META-INF/container.xml" in parts.paths:
        return _unpack_epub(parts)
    kind = (parts.bytes_of("mimetype") or b"").decode("latin-1").strip()
    if kind.startswith("application/vnd.oasis"):
        raise fault_of(parts.name, "this is an OpenDocument file, which cannot be read", "save it as DOCX")
    help = "unpack it, and import the page in it"
    raise fault_of(parts.name, "this is a ZIP file that is neither DOCX nor EPUB", help)


# ---- DOCX --------------------------------------------------------------------------------------------------


def _unpack_docx(parts: Parts) -> UnpackedPage:
    # Here, since lxml takes long to load.
    from yizhu.importers.sources.docx import without_links_outside
    from yizhu.importers.sources.word_inlines import show_inlines

    held = {path: parts.bytes_of(path) or b"" for path in parts.files}
    cleaned, asides = without_links_outside(held, parts.name)
    page = show_inlines(_mammoth(cleaned, parts.name))
    page, pictures = extract_data_pictures(_END_OF_BLOCK.sub(r"\1\n", page))
    title = _docx_title(parts)
    head = f"<head><title>{html.escape(title)}</title></head>\n" if title else ""
    return UnpackedPage("docx", f"<html>{head}<body>\n{page}\n{asides}</body></html>\n", pictures)


def _mammoth(data: bytes, name: str) -> str:
    import mammoth

    try:
        return str(mammoth.convert_to_html(io.BytesIO(data), style_map=_STYLES).value)
    # For a broken file, the reader may raise any of these.
    except Exception:
        raise fault_of(name, "this DOCX cannot be read", _AGAIN) from None


def _docx_title(parts: Parts) -> str:
    core = _xml(parts, "docProps/core.xml")
    return (core.findtext(f".//{_DC}title") or "").strip() if core is not None else ""


# ---- EPUB --------------------------------------------------------------------------------------------------


def _unpack_epub(parts: Parts) -> UnpackedPage:
    container = _xml(parts, "META-INF/container.xml")
    root = next((e for e in container.iter("{*}rootfile")), None) if container is not None else None
    path = root.get("full-path", "") if root is not None else ""
    package = _xml(parts, path)
    if package is None:
        raise fault_of(parts.name, "this EPUB has no readable list of its parts", _AGAIN)
    spine = _spine(package, posixpath.dirname(path), parts.name)
    chapters, pictures, asides = _read_chapters(parts, spine)
    if not any(text for _, text in chapters):
        raise fault_of(parts.name, "this EPUB holds no text", "give one whose text is not locked")
    lang = package.findtext(f".//{_DC}language") or ""
    opening = f'<html lang="{html.escape(lang.strip())}">' if lang.strip() else "<html>"
    body = "\n".join([*join_links(chapters), *asides])
    page = f"{opening}{_epub_head(package)}<body>\n{body}\n</body></html>\n"
    return UnpackedPage("epub", page, tuple(pictures))


def _read_chapters(
    parts: Parts, spine: _Spine
) -> tuple[list[tuple[str, str]], list[EmbeddedPicture], list[str]]:
    """Return the chapters with their paths, behind them the files of notes that they link to; their pictures; asides."""
    chapters, pictures, asides = list[tuple[str, str]](), list[EmbeddedPicture](), list[str]()
    length, linked = 0, set[str]()
    for path in (*spine.chapters, *spine.apart, *spine.contents):
        text, found = _chapter(parts, path, len(pictures))
        length += len(text)
        if path not in spine.chapters and (path in spine.contents or path not in linked):
            kind = "contents" if path in spine.contents else "apart"
            asides += [aside_html(kind, text_alone(text))] if text else []
        else:
            chapters.append((path, text))
            pictures += found
            linked.update(find_linked_files(path, text))
        if length > BUDGET.characters:
            break  # the page as a whole is refused
    return chapters, pictures, asides


def _epub_head(package: Any) -> str:
    title = (package.findtext(f".//{_DC}title") or "").strip()
    lines = [f"<head><title>{html.escape(title)}</title>"]
    for name, meta in _META.items():
        for given in package.iter(f"{_DC}{name}"):
            lines.append(f'<meta name="{meta}" content="{html.escape((given.text or "").strip())}">')
    return "\n".join([*lines, "</head>\n"])


@dataclass(frozen=True, slots=True)
class _Spine:
    """The paths of a book's pages."""

    chapters: tuple[str, ...]  # in reading order
    apart: tuple[str, ...]  # out of it: notes often lie in such a file (``linear="no"``)
    contents: tuple[str, ...]  # the table of contents


def _spine(package: Any, folder: str, name: str) -> _Spine:
    items = {item.get("id"): item for item in package.iter(f"{_OPF}item")}
    paths = {
        key: posixpath.normpath(posixpath.join(folder, unquote(item.get("href", ""))))
        for key, item in items.items()
    }
    contents = {key for key, item in items.items() if "nav" in (item.get("properties") or "").split()}
    refs = [ref for ref in package.iter(f"{_OPF}itemref") if ref.get("idref") in paths.keys() - contents]
    # Once: by the standard no chapter is named twice, and a file of 2 KB may name one a thousand times.
    chapters = dict.fromkeys(paths[ref.get("idref")] for ref in refs if ref.get("linear") != "no")
    apart = [paths[ref.get("idref")] for ref in refs if ref.get("linear") == "no"]
    apart += [path for key, path in paths.items() if key not in contents and _is_page(items[key])]
    inner = tuple(dict.fromkeys(path for path in apart if path not in chapters))
    found = _Spine(tuple(chapters), inner, tuple(dict.fromkeys(paths[key] for key in contents)))
    if len(found.chapters) + len(found.apart) > BUDGET.chapters:
        raise over_limit(name, f"it has more than {BUDGET.chapters} chapters")
    return found


def _is_page(item: Any) -> bool:
    return (item.get("media-type") or "") == "application/xhtml+xml" or (item.get("href") or "").endswith(
        "html"
    )


def _chapter(parts: Parts, path: str, begun: int) -> tuple[str, tuple[EmbeddedPicture, ...]]:
    data = parts.bytes_of(path) or b""
    found = detect_encoding(data, "", lenient=True)
    if found is None and data.strip():
        raise fault_of(parts.name, f"its part {path} is text in no encoding that is known", _AGAIN)
    return replace_addresses(
        _body(found.text) if found else "", _find_pictures(parts, posixpath.dirname(path)), begun
    )


def _body(page: str) -> str:
    """Return the content of the page's body; empty if it has none."""
    opening = _BODY.search(page)
    end = max((found.start() for found in _BODY_END.finditer(page)), default=-1)
    return page[opening.end() : end].strip() if opening and end > opening.end() else ""


def _find_pictures(parts: Parts, folder: str) -> Callable[[str], bytes | None]:
    return lambda at: parts.bytes_of(posixpath.normpath(posixpath.join(folder, unquote(at))))


def _xml(parts: Parts, path: str) -> Any:
    """Return the root of an XML part; None if it is missing or unreadable."""
    from yizhu.importers.sources.xml_parts import Counter

    data = parts.bytes_of(path)
    return Counter(parts.name).root(data, path) if data else None


# ---- MHTML -------------------------------------------------------------------------------------------------


def _unpack_mhtml(data: bytes, name: str) -> UnpackedPage:
    if sum(1 for _ in _PART.finditer(data)) > BUDGET.parts:
        raise over_limit(name, f"it has more than {BUDGET.parts} parts")
    if sum(1 for _ in _WITHIN.finditer(data)) > BUDGET.boundaries:
        raise over_limit(name, f"it packs more than {BUDGET.boundaries} files within each other")
    message = email.message_from_bytes(data, policy=email.policy.compat32)
    pages = [part for part in message.walk() if part.get_content_type() == "text/html"]
    payload = pages[0].get_payload(decode=True) if pages else None
    if not isinstance(payload, bytes):
        raise fault_of(name, "this MHTML file contains no HTML page", "save the page anew, as HTML")
    found = detect_encoding(payload, str(pages[0].get("Content-Type", "")), lenient=True)
    if found is None:
        raise _decoding_fault(name)
    packed = {key: part for part in message.walk() for key in _keys(part)}
    page, pictures = replace_addresses(found.text, lambda at: _payload(packed.get(html.unescape(at))))
    url = str(message.get("Snapshot-Content-Location") or pages[0].get("Content-Location") or "")
    is_sound = is_web_address(url) and not find_address_problem(url)
    return UnpackedPage("mhtml", page, pictures, url if is_sound else "")


def _decoding_fault(name: str) -> Faults:
    return fault_of(name, "the encoding of the packed page is unknown", "save the page anew, as HTML")


def _keys(part: Message) -> list[str]:
    """Return the names by which a page in the same file refers to the part."""
    location, cid = str(part.get("Content-Location", "")), str(part.get("Content-ID", "")).strip("<> ")
    return [key for key in (location, cid and f"cid:{cid}") if key]


def _payload(part: Message | None) -> bytes | None:
    data = part.get_payload(decode=True) if part is not None else None
    return data if isinstance(data, bytes) else None
