"""Bytes become text, or a fault that says where they do not."""

from __future__ import annotations

import pytest

from yizhu.fault import Faults
from yizhu.importers.decode import received

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
    source = received(data, "page.txt")
    assert (source.text, source.encoding, source.data) == (TEXT, encoding, data)


@pytest.mark.parametrize("encoding", ["big5", "gb18030"])
def test_legacy_encodings(encoding: str) -> None:
    """Big5 and GB18030 are refused at the first byte that is no UTF-8, with the command that mends the file."""
    with pytest.raises(Faults) as found:
        received(("Open source\n" + TEXT * 5).encode(encoding), "page.txt")
    fault = found.value.faults[0]
    assert (fault.place.line, fault.place.column) == (2, 1)
    assert "is no UTF-8" in fault.problem
    assert "iconv -f " in fault.mend
    assert encoding.upper() in fault.mend


def test_the_place_of_a_broken_byte() -> None:
    """The fault names line and column of the first byte that cannot be read."""
    with pytest.raises(Faults) as found:
        received("好\r\n開源".encode() + b"\xff" + "社區".encode(), "page.txt")
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
    """What is no text is refused with a mend."""
    with pytest.raises(Faults) as found:
        received(data, "page.txt")
    assert found.value.faults[0].mend


def test_lines_are_those_an_editor_shows() -> None:
    """Line ends are LF, CR LF and CR; what Python alone takes for one is white space within its line."""
    source = received("一\r\n\r\n二\r三\u2028四\f五\n".encode(), "page.txt")
    assert [(line.number, line.text) for line in source.lines()] == [(1, "一"), (3, "二"), (4, "三 四 五")]
    assert source.text.splitlines() == source.text.removesuffix("\n").split("\n")
