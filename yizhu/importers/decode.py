"""Bytes become text, or a fault that says where they do not.

1. what is plainly no text (PDF, ZIP, a picture) is refused by its first bytes
2. the first decoder in ``DECODERS`` that knows the bytes decides; a charset detector would be one more
3. text with control characters is refused: it is binary, whatever its bytes spell
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable

from yizhu.fault import Fault, Faults, Place
from yizhu.importers.blocks import Received, SourceLine, fault_at, fault_of

_MAGIC = {
    b"%PDF-": "a PDF",
    b"PK\x03\x04": "a ZIP file (DOCX, EPUB and ODT are ZIP files, too)",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"\x1f\x8b": "a gzip file",
    b"\xd0\xcf\x11\xe0": "an old Office file",
}
# UTF-32 first: its little-endian mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LEGACY = ("big5hkscs", "gb18030", "shift_jis", "euc_kr")
_ICONV = {"big5hkscs": "BIG5-HKSCS", "gb18030": "GB18030", "shift_jis": "SHIFT_JIS", "euc_kr": "EUC-KR"}

# str.splitlines() takes these for line ends, editors do not: as white space they mean the same to both.
_ODD_BREAKS = re.compile("[\v\f\x1c-\x1e\x85\u2028\u2029]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x1f\x7f]")
_TEXT_MEND = "give the text of the page: in a browser, select all, copy, and save it in a file as UTF-8"


def received(data: bytes, name: str) -> Received:
    """The source with its text."""
    _refuse_magic(data, name)
    if not data.strip():
        raise fault_of(name, "the file is empty", "save the page's text in it first")
    marked, encoding = _encoding(data)
    text = _text(data.removeprefix(marked), encoding, name)
    text = _ODD_BREAKS.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))
    whole = Received(name, data, encoding + (" with byte order mark" if marked else ""), text)
    _refuse_control(whole)
    if not whole.lines():
        raise fault_of(name, "the file holds nothing but white space", "save the page's text in it first")
    return whole


def _refuse_magic(data: bytes, name: str) -> None:
    for magic, kind in _MAGIC.items():
        if data.startswith(magic):
            raise fault_of(name, f"this is {kind}, no text", _TEXT_MEND)


def _encoding(data: bytes) -> tuple[bytes, str]:
    """The byte order mark and the encoding that it or the first decoder that knows the bytes tells."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return mark, encoding
    told = (decoder(data) for decoder in DECODERS)
    return b"", next((encoding for encoding in told if encoding), "utf-8")


def _unmarked_utf16(data: bytes) -> str:
    """UTF-16 without a mark: the zero halves of its line ends and Latin letters stand all on one side."""
    zeros = (data[0::2].count(0), data[1::2].count(0))
    if len(data) % 2 or min(zeros) * 10 > max(zeros) or not max(zeros):
        return ""
    encoding = "utf-16-be" if zeros[0] > zeros[1] else "utf-16-le"
    return encoding if _decodes(data, encoding) else ""


def _utf8(data: bytes) -> str:
    return "utf-8" if _decodes(data, "utf-8") and b"\0" not in data else ""


# Asked in this order; each answers with an encoding or with nothing.
DECODERS: tuple[Callable[[bytes], str], ...] = (_utf8, _unmarked_utf16)


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _text(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as wrong:
        before = data[: wrong.start].decode(encoding, "replace").replace("\r\n", "\n").replace("\r", "\n")
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        problem = f"byte 0x{data[wrong.start]:02X} is no {encoding.upper()}"
        place = Place(name, line, column, before.split("\n")[-1] + "\ufffd")
        raise Faults([Fault(place, problem, _legacy_mend(data))]) from None


def _legacy_mend(data: bytes) -> str:
    possible = [_ICONV[encoding] for encoding in _LEGACY if _decodes(data, encoding)]
    if not possible or _CONTROL.search(data.decode("latin-1")):
        return _TEXT_MEND
    return (
        f"save the file as UTF-8: its bytes could be {' or '.join(possible)}, "
        f"then iconv -f {possible[0]} -t UTF-8 makes it so"
    )


def _refuse_control(whole: Received) -> None:
    for number, text in enumerate(whole.text.split("\n"), 1):
        if found := _CONTROL.search(text):
            line = SourceLine(number, _CONTROL.sub("\ufffd", text)[:80])
            problem = f"a control character (U+{ord(found.group()):04X}): this is no text"
            raise fault_at(whole.name, line, problem, _TEXT_MEND)
