"""What stands in a source, read without the importer's code: the words of pages, texts, Word files and books (``receipts.py``)."""

from __future__ import annotations

import io
import posixpath
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes
from html import unescape
from typing import Any
from urllib.parse import unquote

from lxml import etree
from lxml.html import HTMLParser, document_fromstring

from yizhu.importers import Draft

_SIGN_BEGINS, _SIGN_ENDS = "\ufdd0", "\ufdd1"  # around the number of a note, in a text that is read
_HAN = "\u1100-\u11ff\u3040-\u30ff\u3130-\u318f\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U000323af"
_WORD = re.compile(rf"[{_HAN}]|(?:(?![{_HAN}_])\w)+")
_UNHEARD = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_SILENT = frozenset(
    "script style template noscript iframe object embed applet canvas map audio video datalist noframes rp math "
    "mjx-container title meta link".split()
)
_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hr html legend li main menu nav ol optgroup option p pre search section "
    "summary table tbody td tfoot th thead tr ul".split()
)
_APART = frozenset("br button textarea rt".split())  # within a line, but no part of a word beside them
_FORMULAS = frozenset(
    "katex katex-display MathJax MathJax_Display MathJax_Preview MathJax_SVG MathJax_CHTML mjx-chtml ztext-math "
    "mwe-math-element".split()
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_GUTTER = re.compile(r"user-select:\s*none|gutter|line-?n(?:o|um)|lineno|blob-num|(?:^|\s)lnt?(?:\s|$)", re.I)
_NO_VALUE = ("hidden", "checkbox", "radio", "range", "color", "file", "image", "password")
_ESCAPED = re.compile(r"\\x([0-9a-fA-F]{2})")  # in a script
_WITHIN = re.compile(r"</?(?:a|b|em|i|span|strong)\b[^<>]{0,2000}>")
_INNER = re.compile(r"<[^<>]{0,2000}>")
_SIGNED = re.compile(f"{_SIGN_BEGINS}[^{_SIGN_ENDS}]*{_SIGN_ENDS}")
SIGN = re.compile(
    r"[\[(（〔【［]?(?:nb|[注註])?(?:[0-9]{1,3}|[a-z]|[ivx]{2,4}|[一二三四五六七八九十]{1,3})[\])）〕】］]?.?",
    re.I,
)
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@dataclass(frozen=True, slots=True)
class Piece:
    """A block of a source."""

    words: list[str]  # in order, without the numbers of notes
    whole: list[str]  # with them


@dataclass(slots=True)
class Reading:
    """What stands in a source: its blocks, each as its words."""

    pieces: list[Piece] = field(default_factory=list)
    text: list[str] = field(default_factory=list)  # of the block that has begun
    beside: list[str] = field(default_factory=list)  # what stands in its lines, and is no text of it

    def end(self) -> None:
        """A block is over."""
        if piece := piece_of("".join(self.text)):
            self.pieces.append(piece)
        self.pieces += filter(None, map(piece_of, self.beside))
        self.text, self.beside = [], []

    def say(self, text: str | None) -> None:
        """Add a text to the block."""
        self.text.append(text or "")


def piece_of(text: str) -> Piece | None:
    """Return a block of its text; None if it says nothing."""
    whole = words_of(text.replace(_SIGN_BEGINS, "").replace(_SIGN_ENDS, ""))
    bare = words_of(_SIGNED.sub(" ", text)) if _SIGN_BEGINS in text else whole
    return Piece(bare, whole) if whole else None


def words_of(text: str) -> list[str]:
    """Return the words of a text; a character of Chinese, Japanese or Korean is a word."""
    return _WORD.findall(unicodedata.normalize("NFKC", _UNHEARD.sub("", text)).casefold())


# ---- what stands in a source -----------------------------------------------------------------------------------


def read_page(markup: str, is_whole: bool = False) -> list[Piece]:
    """Return what a reader sees of a page; or all that its markup holds."""
    parser = HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    text = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", " ", markup)
    try:
        root = document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except etree.ParserError:
        return []
    reading = Reading()
    _read_element(root, reading, is_whole)
    reading.end()
    return reading.pieces


def _read_element(element: Any, reading: Reading, is_whole: bool) -> None:
    tag = element.tag
    if is_whole and tag == "script":  # some platforms keep the text there
        reading.end()
        text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), element.text or "")
        reading.say(_INNER.sub(" ", _WITHIN.sub("", unescape(unescape(text)))))
        reading.end()
    if tag in _SILENT if is_whole else _is_unseen(element):
        return
    if tag in _BLOCKS:
        reading.end()
    if tag == "img" and (is_whole or _is_amid_text(element)):
        reading.say(f" {element.get('alt', '')} ")
    elif tag == "input" and element.get("type", "text").lower() not in _NO_VALUE:
        reading.say(f" {element.get('value', '')} ")
    elif tag == "svg":
        reading.beside += ["".join(one.itertext()) for one in element.iter("text")]
    elif tag == "select":
        _read_choices(element, reading)
    else:
        is_number = _is_number(element)
        is_apart = tag in _APART or (tag == "code" and element.getparent().tag == "pre")
        reading.say(_SIGN_BEGINS if is_number else " " if is_apart else "")
        reading.say(element.text)
        for child in element:
            if isinstance(child.tag, str):
                _read_element(child, reading, is_whole)
            reading.say(child.tail)
        reading.say(_SIGN_ENDS if is_number else " " if is_apart else "")
    if tag in _BLOCKS:
        reading.end()


def _read_choices(element: Any, reading: Reading) -> None:
    choices = list(element.iter("option"))
    made = next((one for one in choices if one.get("selected") is not None), choices[0] if choices else None)
    for one in choices:
        said = "".join(one.itertext())
        if one is made:
            reading.say(f" {said} ")
        else:
            reading.beside.append(said)


def _is_unseen(element: Any) -> bool:
    classes = set((element.get("class") or "").split())
    if (
        element.get("shadowrootmode") or element.get("id") == "js_content"
    ):  # WeChat shows it when it has loaded
        return False
    return (
        element.tag in _SILENT
        or element.get("hidden") is not None
        or bool(_HIDDEN.search(element.get("style") or ""))
        or bool(classes & _FORMULAS)
        or bool(element.get("data-tex") or element.get("data-latex"))
    )


def _is_number(element: Any) -> bool:
    """Is this the number of a note, or of a line of code?"""
    if len(element) > 3 or element.tag in ("body", "p", "div", "li"):
        return False
    said = "".join("".join(element.itertext()).split())
    is_named = element.tag == "sup" or element.get("id") or "#" in (element.get("href") or "")
    if is_named and element.find(".//sup") is None:
        return bool(SIGN.fullmatch(said))
    is_beside_code = _GUTTER.search(f"{element.get('class', '')} {element.get('style', '')}")
    return bool(is_beside_code) and not re.search(r"[^\d\s.:|]", said)


def _is_amid_text(image: Any) -> bool:
    """Does text stand on both sides of the picture, in one sentence?"""
    before, above = image.getprevious(), image.getparent()
    if above is None or above.tag not in ("p", "li", "td"):
        return False
    left = above.text if before is None else before.tail
    return bool((left or "").strip() and (image.tail or "").strip())


def read_lines(text: str) -> list[Piece]:
    """Return the words of each line."""
    return [piece for line in text.split("\n") if (piece := piece_of(line))]


def read_word(data: bytes) -> list[Piece]:
    """Return what Word shows of a document: text, notes, comments, headers and feet, and what a change deletes."""
    pieces: list[Piece] = []
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        for name in parts.namelist():
            if re.fullmatch(r"word/(?:document|footnotes|endnotes|comments|header\d*|footer\d*)\.xml", name):
                pieces += _read_word_part(etree.fromstring(parts.read(name)))
    return pieces


def _read_word_part(root: Any) -> Iterator[Piece]:
    for fallback in list(root.iter("{*}Fallback")):
        fallback.getparent().remove(fallback)
    for moved in list(root.iter(f"{_W}moveFrom")):  # what stands elsewhere now
        moved.getparent().remove(moved)
    for paragraph in root.iter(f"{_W}p"):
        texts = (
            "\t" if one.tag in (f"{_W}tab", f"{_W}br") else one.text or ""
            for one in paragraph.iter(f"{_W}t", f"{_W}tab", f"{_W}br")
            if next(one.iterancestors(f"{_W}p"), None) is paragraph
        )
        deleted = "".join(one.text or "" for one in paragraph.iter(f"{_W}delText"))
        yield from filter(None, (piece_of("".join(texts)), piece_of(deleted)))


def read_book(data: bytes, is_whole: bool) -> list[Piece]:
    """Return what a reader of books shows: every page that the book lists."""
    pieces: list[Piece] = []
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        names = set(parts.namelist())
        container = etree.fromstring(parts.read("META-INF/container.xml"))
        path = next(container.iter("{*}rootfile")).get("full-path", "")
        package = etree.fromstring(parts.read(path))
        for item in package.iter("{*}item"):
            inner = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(item.get("href", ""))))
            if inner in names and inner.endswith(("html", "htm")):
                pieces += read_page(parts.read(inner).decode("utf-8", "replace"), is_whole)
    return pieces


def read_saved_page(data: bytes, is_whole: bool) -> list[Piece]:
    """Return what a browser shows of the page that it packed."""
    part = next(one for one in message_from_bytes(data).walk() if one.get_content_type() == "text/html")
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return []
    return read_page(payload.decode(part.get_content_charset() or "utf-8", "replace"), is_whole)


def read_source_again(data: bytes, draft: Draft, is_whole: bool = False) -> list[Piece]:
    """Return the words of a source, read without the importer."""
    match draft.received.form:
        case "docx":
            return read_word(data)
        case "epub":
            return read_book(data, is_whole)
        case "mhtml":
            return read_saved_page(data, is_whole)
        case "html":
            return read_page(draft.received.text, is_whole)
    return read_lines(draft.received.text)
