"""Decode bytes into text, or raise a fault that says where they are not text.

1. refuse what is clearly not text (PDF, ZIP, a picture) by its first bytes
2. unpack DOCX, EPUB and MHTML into one page of HTML (``containers``)
3. use the byte order mark; without one, detect the encoding from the characters (``charset``)
4. refuse text with control characters: it is binary

A page of HTML may hold a few invalid bytes, in a script or in a teaser cut at a number of bytes: they become U+FFFD,
and only a passage that holds one is refused (``refuse_broken``). A text file must be entirely valid.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import replace

from yizhu.chinese.charset import TRIED, DecodedText, decode_strictly, detect_encoding
from yizhu.content.faults import Fault, Faults, Place
from yizhu.importers.model.draft import Received, SourceLine, fault_at, fault_of
from yizhu.importers.sources.containers import UnpackedPage, unpack
from yizhu.importers.sources.embedded_pictures import extract_data_pictures

# How a file opens that is no text. Where few letters could as well begin one, what must follow is asked for, too.
_MAGIC = tuple(
    (re.compile(opening, re.S), kind)
    for opening, kind in (
        (
            rb"(?:\xef\xbb\xbf)?\s*%PDF-|.{0,1024}\n%PDF-\d.*endobj",
            "a PDF, which holds places of letters and no paragraphs",
        ),
        (rb"\x89PNG|\xff\xd8\xff|GIF8[79]a|RIFF.{4}WEBP|BM.{4}\0{4}|8BPS", "a picture"),
        (
            rb"II\*\0|MM\0\*|\0\0[\x01\x02]\0|\0.{3}ftyp(?:avi[fs]|hei[cfsx]|m[is]f1)|\0{3}\x0cJXL ",
            "a picture",
        ),
        (rb"AT&TFORM", "a DjVu file, which holds pictures of pages"),
        (
            rb"RIFF.{4}(?:WAVE|AVI )|ID3[\x02-\x04]|OggS\0|fLaC\0|\0.{3}ftyp|\x1aE\xdf\xa3|FLV\x01",
            "sound or film",
        ),
        (rb"\x1f\x8b", "a gzip file"),
        (rb"BZh[1-9]", "a bzip2 file"),
        (rb"7z\xbc\xaf", "a 7z file"),
        (rb"Rar!", "a RAR file"),
        (rb"\xfd7zXZ|\x28\xb5\x2f\xfd|.{257}ustar[\0 ]", "a packed file"),
        (rb"\xd0\xcf\x11\xe0(?=.*E\0n\0c\0r\0y\0p\0t)", "a document locked with a password"),
        (rb"\xd0\xcf\x11\xe0", "an old Office file"),
        (rb"\{\\rtf", "an RTF file"),
        (rb"%!PS-", "a PostScript file"),
        (rb".{60}BOOKMOBI", "a Kindle book"),
        (rb"bplist", "a binary property list (a .webarchive is one)"),
        (rb"\x7fELF|MZ\x90\0|\0asm|SQLite format 3\0", "a program or its data"),
    )
)
# UTF-32 first: its little-endian mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# str.splitlines() takes these for line ends, editors do not: as white space they mean the same to both.
_ODD_BREAKS = re.compile("[\v\f\x1c-\x1e\x85\u2028\u2029]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x1f\x7f]")
_HTML = re.compile(
    r"(?>(?:\s|\ufeff|(?><!--.{0,5000}?-->)|<\?xml[^>]{0,200}>)*)"
    r"<(?:!doctype\s+html|html|head|body|meta|title|link|script|style|div|article|section|main|header|p|table|h[1-6])\b",
    re.I | re.S,
)
_FRONT_MATTER = re.compile(r"---\n(?>(?:(?!---\n).*\n)*?title[ ]*:.*\n)(?:.*\n)*?---\n")
_TEXT_MEND = "give the text of the page: in a browser, select all, copy, and save it in a file as UTF-8"

_MENDS = {
    "a document locked with a password": "open it in the program it was made with, and save it without a password",
    "an old Office file": "open it in the program it was made with, and save it as DOCX",
}


def read_source(data: bytes, name: str, content_type: str = "") -> Received:
    """Return the source with its text; ``content_type`` is what a server said about it."""
    _refuse_magic(data, name)
    if not data.strip():
        raise fault_of(name, "the file is empty", "save the page or its text anew")
    packed = unpack(data, name)
    source = _make_packed_source(packed, data, name) if packed else _decode(data, name, content_type)
    if not source.lines():
        raise fault_of(name, "the file holds nothing but white space", "save the page's text in it first")
    return source


def _make_packed_source(packed: UnpackedPage, data: bytes, name: str) -> Received:
    source = _make_source(data, name, DecodedText(packed.form, packed.html), is_page=True)
    return replace(source, form=packed.form, url=packed.url, pictures=packed.pictures)


def _is_html(text: str) -> bool:
    """Does the text begin like a page of HTML?"""
    return bool(_HTML.match(text[:8192]))


def refuse_broken(source: Received, texts: tuple[tuple[str, int], ...]) -> None:
    """Raise ``Faults`` for each text (with its line) that holds an undecodable byte of the source."""
    if not source.is_broken:
        return
    problem = f"a byte here is not valid {source.encoding.upper()}"
    help = "correct the character in a copy of the page, or import the page's text"
    faults = [
        Fault(Place(source.name, line, text.find("\ufffd") + 1, text), problem, help)
        for text, line in texts
        if "\ufffd" in text
    ]
    if faults:
        raise Faults(faults)


def _refuse_magic(data: bytes, name: str) -> None:
    for magic, kind in _MAGIC:
        if magic.match(data):
            raise fault_of(name, f"this is {kind}, not text", _MENDS.get(kind, _TEXT_MEND))


def _decode(data: bytes, name: str, content_type: str) -> Received:
    is_page = _may_be_html(data, content_type)
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            rest = data.removeprefix(mark)
            text = decode_strictly(rest, encoding)
            if text is None:
                raise _decoding_fault(rest, encoding, name, "")
            return _make_source(data, name, DecodedText(f"{encoding} with byte order mark", text), is_page)
    found = detect_encoding(data, content_type, lenient=is_page)
    if found is None:
        raise _decoding_fault(data, "utf-8", name, f"; tried {', '.join(TRIED)}")
    return _make_source(data, name, found, is_page)


def _may_be_html(data: bytes, content_type: str) -> bool:
    start = data[:8192]
    for mark, _ in _MARKS:
        start = start.removeprefix(mark)
    return "html" in content_type.lower() or _is_html(start.replace(b"\0", b"").decode("latin-1"))


def _make_source(data: bytes, name: str, found: DecodedText, is_page: bool) -> Received:
    text = _ODD_BREAKS.sub(" ", found.text.replace("\r\n", "\n").replace("\r", "\n"))
    is_markup = is_page or _is_markdown(text, name)
    if is_markup and len(_CONTROL.findall(text)) <= max(10, len(text) // 1000):
        text = _CONTROL.sub(" ", text)
    text, pictures = extract_data_pictures(text) if is_page else (text, ())
    form = "html" if is_page else "md" if _is_markdown(text, name) else "txt"
    source = Received(
        name,
        data,
        found.encoding,
        text,
        declared=found.declared,
        form=form,
        pictures=pictures,
        is_broken=not found.is_whole,
    )
    _refuse_control(source)
    return source


def _is_markdown(text: str, name: str) -> bool:
    """Is it Markdown, by its file name or by front matter with a title?"""
    return name.lower().endswith((".md", ".markdown")) or bool(_FRONT_MATTER.match(text[:20_000]))


def _decoding_fault(data: bytes, encoding: str, name: str, tried: str) -> Faults:
    """Return the fault at the first byte that is invalid in the encoding."""
    try:
        data.decode(encoding)
        at = 0  # it can be read, as anything can in some encoding, but is no text
    except UnicodeDecodeError as wrong:
        at = wrong.start
    before = data[:at].decode(encoding, "replace").replace("\r\n", "\n").replace("\r", "\n")
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    problem = f"byte 0x{data[at]:02X} is not valid {encoding.upper()}{tried}"
    place = Place(name, line, column, _CONTROL.sub("\ufffd", before.split("\n")[-1]) + "\ufffd")
    return Faults([Fault(place, problem, _TEXT_MEND)])


def _refuse_control(whole: Received) -> None:
    for number, text in enumerate(whole.text.split("\n"), 1):
        if found := _CONTROL.search(text):
            line = SourceLine(number, _CONTROL.sub("\ufffd", text)[:80])
            problem = f"a control character (U+{ord(found.group()):04X}): this is not text"
            raise fault_at(whole.name, line, problem, _TEXT_MEND)
