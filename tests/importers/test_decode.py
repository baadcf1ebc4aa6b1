"""Bytes become text, or a fault that says where they do not."""

from __future__ import annotations

import pytest

from yizhu.content.faults import Faults
from yizhu.importers.sources.decode import read_source, refuse_broken

TEXT = "開源社區\n價格, 5,000元\n"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (TEXT.encode("utf-8-sig"), "utf-8 with byte order mark"),
        (b"\xff\xfe" + TEXT.encode("utf-16-le"), "utf-16-le with byte order mark"),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), "utf-16-be with byte order mark"),
        (TEXT.encode("utf-16-le"), "utf-16-le"),
        (TEXT.encode("utf-16-be"), "utf-16-be"),
        (b"\xff\xfe\0\0" + TEXT.encode("utf-32-le"), "utf-32-le with byte order mark"),
    ],
)
def test_unicode(data: bytes, encoding: str) -> None:
    """UTF-8 and UTF-16 are read with a byte order mark or without, and the bytes are kept as they came."""
    source = read_source(data, "page.txt")
    assert (source.text, source.encoding, source.data) == (TEXT, encoding, data)


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_utf_16_in_any_alphabet(codec: str) -> None:
    """Markup tells UTF-16, whatever alphabet and signs the page has."""
    page = "<!DOCTYPE html><p>Сегодня правительство объявило\ue900\u2060.</p>\n"
    assert read_source(page.encode(codec), "page").text == page


SIMPLIFIED = "他说，开源社区的价格越来越便宜，大家都可以用。"
TRADITIONAL = "他說，開源社區的價格越來越便宜，大家都可以用。"
JAPANESE = "彼は昨日、東京で開かれた会議に出席した。カタカナも少しある。"
KOREAN = "정부는 오늘 새로운 경제 정책을 발표했다."
FRENCH = "L'été dernier, les élèves ont découvert une forêt."
# codec of the bytes, the name that is shown, a text
LEGACY = [
    ("gb18030", "gb18030", SIMPLIFIED),
    ("gbk", "gb18030", TRADITIONAL),
    ("gb2312", "gb18030", SIMPLIFIED),
    ("big5", "big5-hkscs", TRADITIONAL),
    ("big5hkscs", "big5-hkscs", "佢哋喺香港嘅街市買嘢，話呢啲好平。"),
    ("cp950", "big5-hkscs", "這件衣服要 20€，大家都說不貴。"),
    ("shift_jis", "shift_jis", JAPANESE),
    ("cp932", "shift_jis", "①" + JAPANESE),
    ("euc_jp", "euc-jp", JAPANESE),
    ("iso2022_jp", "iso-2022-jp", JAPANESE),
    ("cp949", "euc-kr", KOREAN),
    ("cp1252", "windows-1252", FRENCH),
]


@pytest.mark.parametrize("meta", ["", "right", "utf-8", "iso-8859-1", "shift_jis", "big5", "gbk"])
@pytest.mark.parametrize(("codec", "shown", "text"), LEGACY)
def test_legacy_encodings(codec: str, shown: str, text: str, meta: str) -> None:
    """The encoding is detected from the characters, even if the page declares none or a wrong one."""
    said = codec if meta == "right" else meta
    page = f'<!DOCTYPE html><meta charset="{said}"><p>{text}</p>' if meta else f"{text}\n"
    source = read_source(page.encode(codec), "page")
    assert (source.text, source.encoding) == (page, shown)


def test_a_server_declares() -> None:
    """If the characters tell too little, the server's declaration decides."""
    data = "가".encode("cp949")
    assert read_source(data, "page", "text/plain; charset=euc-kr").text == "가"
    russian = "Сегодня правительство объявило о новой политике."
    assert read_source(russian.encode("cp1251"), "page", "text/html; charset=windows-1251").text == russian


def test_characters_of_the_standard_of_today() -> None:
    """Codes that were private in 2000 and Taiwan's dot in names become the characters that are meant."""
    assert read_source(b"\xfe\x59\xa6\xd9" + SIMPLIFIED.encode("gbk"), "page").text.startswith("\u9fb4\ufe10")
    names = read_source("史蒂夫•賈伯斯說：\n• 第一".encode("big5hkscs"), "page")
    assert names.text == "史蒂夫‧賈伯斯說：\n• 第一"


def test_bytes_of_no_encoding() -> None:
    """Bytes that are text in no encoding are refused with the list of those tried; nothing is guessed."""
    with pytest.raises(Faults) as found:
        read_source(bytes((n * 7919) % 128 + 128 for n in range(400)), "page.txt")
    assert "tried utf-8, gb18030, big5-hkscs" in found.value.faults[0].problem


def test_a_page_may_hold_broken_bytes() -> None:
    """A teaser cut within a character does not stop a page, but a passage with one is refused at its line."""
    start, end = f"<html><title>{SIMPLIFIED[:9]}".encode("gbk")[:-1], f"</title>\n<p>{SIMPLIFIED}</p>"
    source = read_source(start + end.encode("gbk"), "page.html")
    assert source.is_broken
    assert source.text.endswith(end)
    refuse_broken(source, ((SIMPLIFIED, 2),))
    with pytest.raises(Faults) as found:
        refuse_broken(source, ((source.text.split("\n")[0], 1),))
    assert found.value.faults[0].place.line == 1


def test_the_place_of_a_broken_byte() -> None:
    """The fault names line and column of the first byte that cannot be read."""
    with pytest.raises(Faults) as found:
        read_source("好\r\n開源".encode() + b"\xff" + "社區".encode(), "page.txt")
    place = found.value.faults[0].place
    assert (place.line, place.column, place.text) == (2, 3, "開源\ufffd")


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7\n...",
        b"PK\x03\x04abc",
        b"\x89PNG\r\n",
        b"ab\0cd\0\0ef",
        bytes(range(256)),
        b"a\x1b[0m",
        b"\xff\xfea",
    ],
)
def test_binary(data: bytes) -> None:
    """Binary data is refused with a help text."""
    with pytest.raises(Faults) as found:
        read_source(data, "page.txt")
    assert found.value.faults[0].help


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7\n...", "PDF"),
        (b"\xef\xbb\xbf%PDF-1.4", "PDF"),
        (b"\r\n%PDF-1.4\n1 0 obj", "PDF"),
        (b"X-Mail: no\n%PDF-1.4\n1 0 obj\nendobj", "PDF"),
        (b"\x89PNG\r\n", "picture"),
        (b"RIFF\x10\0\0\0WEBPVP8 ", "picture"),
        (b"\0\0\0\x1cftypavif\0\0", "picture"),
        (b"\0\0\0\x18ftypmp42", "film"),
        (b"MM\0*\0\0", "picture"),
        (b"AT&TFORM", "DjVu"),
        (b"a.txt".ljust(257, b"\0") + b"ustar\0", "packed"),
        (b"PK\x05\x06" + bytes(18), "neither DOCX nor EPUB"),
        (b"\x7fELF\2\1", "program"),
    ],
)
def test_what_is_no_text_is_called_by_its_name(data: bytes, kind: str) -> None:
    """The kind of a binary file is named by its first bytes, not by its file name."""
    with pytest.raises(Faults, match=kind):
        read_source(data, "page.html")
    for text in ("RIFF RAFF 的開場", "BM 是什麼", "II* 是羅馬數字", "PDF 檔以 %PDF- 開頭"):
        assert read_source(text.encode() * 9, "page.txt").text


def test_lines_are_those_an_editor_shows() -> None:
    """Line ends are LF, CR LF and CR; what Python alone takes for one is white space within its line."""
    source = read_source("一\r\n\r\n二\r三\u2028四\f五\n".encode(), "page.txt")
    assert [(line.number, line.text) for line in source.lines()] == [(1, "一"), (3, "二"), (4, "三 四 五")]
    assert source.text.splitlines() == source.text.removesuffix("\n").split("\n")
