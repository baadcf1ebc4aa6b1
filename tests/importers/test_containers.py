"""A packed document becomes one page of HTML with its pictures; broken files and zip bombs are refused."""

from __future__ import annotations

import base64
import io
import zipfile

import pytest

from yizhu.content.faults import Faults
from yizhu.importers.sources.decode import read_source

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 700
TEXT = "他說，開源社區的價格越來越便宜，大家都可以用。"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE_REL = "http://schemas.openxmlformats.org/package/2006/relationships"


def packed(parts: dict[str, str | bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in parts.items():
            archive.writestr(name, body)
    return file.getvalue()


def docx(body: str, parts: dict[str, str] | None = None, **more: str) -> bytes:
    return packed(
        (parts or {})
        | {
            "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="xml" ContentType="application/xml"/></Types>',
            "_rels/.rels": f'<Relationships xmlns="{PACKAGE_REL}">'
            f'<Relationship Id="r1" Type="{REL}/officeDocument" Target="word/document.xml"/></Relationships>',
            "word/document.xml": f"{more.get('before', '')}<w:document {W}><w:body>{body}</w:body></w:document>",
            "word/styles.xml": f'<w:styles {W}><w:style w:type="paragraph" w:styleId="Heading1">'
            '<w:name w:val="heading 1"/></w:style></w:styles>',
            "docProps/core.xml": '<c xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>題目 &amp; 副題</dc:title></c>',
        }
    )


def paragraph(text: str, style: str = "") -> str:
    named = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{named}<w:r><w:t>{text}</w:t></w:r></w:p>"


OPF = """<package xmlns="http://www.idpf.org/2007/opf"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:title>題</dc:title><dc:creator>林悅</dc:creator><dc:language>zh-TW</dc:language></metadata>
<manifest><item id="n" href="nav.xhtml" properties="nav"/><item id="b" href="text/two.xhtml"/>
<item id="a" href="text/%E4%B8%80.xhtml"/></manifest>
<spine><itemref idref="n"/><itemref idref="a"/><itemref idref="b"/></spine></package>"""
EPUB: dict[str, str | bytes] = {
    "mimetype": "application/epub+zip",
    "META-INF/container.xml": '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container">'
    '<rootfiles><rootfile full-path="OEBPS/p.opf"/></rootfiles></container>',
    "OEBPS/p.opf": OPF,
    "OEBPS/nav.xhtml": "<html><body><p>目錄</p></body></html>",
    "OEBPS/text/一.xhtml": f'<html><body>\n<h1>題</h1><p>{TEXT}</p><img src="../i/a.png"/></body></html>',
    "OEBPS/text/two.xhtml": "<html><body><p>第二章</p></body></html>",
    "OEBPS/i/a.png": PNG,
}


def problem(data: bytes) -> str:
    with pytest.raises(Faults) as found:
        read_source(data, "file")
    return found.value.faults[0].problem


def test_docx() -> None:
    """A DOCX is a page of headings and paragraphs, one on each line, with its own title."""
    data = docx(paragraph("第一節", "Heading1") + paragraph(TEXT))
    source = read_source(data, "a.docx")
    assert f"<h1>第一節</h1>\n<p>{TEXT}</p>" in source.text
    assert "<title>題目 &amp; 副題</title>" in source.text
    assert (source.form, source.data) == ("docx", data)


def test_epub() -> None:
    """An EPUB is one page of all its chapters in reading order, its table of contents beside them."""
    source = read_source(packed(EPUB), "a.epub")
    assert source.text.index(TEXT) < source.text.index("第二章")
    assert '<div data-beside-the-text="contents">目錄</div>' in source.text
    assert '<html lang="zh-TW"><head><title>題</title>\n<meta name="author" content="林悅">' in source.text
    assert [(one.name, one.data, one.origin) for one in source.pictures] == [
        ("picture-1.png", PNG, "../i/a.png")
    ]
    assert 'src="https://received.invalid/picture-1.png"' in source.text


def test_mhtml() -> None:
    """A page that a browser saved as MHTML is unpacked, with its pictures and its address."""
    lines = [
        *(
            "From: <Saved by a browser>",
            "Snapshot-Content-Location: https://news.example/1",
            "MIME-Version: 1.0",
        ),
        *('Content-Type: multipart/related; boundary="B"', "", "--B", "Content-Type: text/html"),
        *("Content-Transfer-Encoding: 8bit", "Content-Location: https://news.example/1", ""),
        *(
            f'<html><p>{TEXT}</p><img src="https://news.example/a.png"></html>',
            "--B",
            "Content-Type: image/png",
        ),
        *("Content-Transfer-Encoding: 8bit", "Content-Location: https://news.example/a.png", ""),
    ]
    data = "\r\n".join([*lines, ""]).encode("big5") + PNG + b"\r\n--B--\r\n"
    source = read_source(data, "a.mhtml")
    assert TEXT in source.text
    assert (source.form, source.url) == ("mhtml", "https://news.example/1")
    assert "received.invalid/picture-1.png" in source.text


def test_broken_files() -> None:
    """A file cut off, a ZIP of something else, or one without text is refused with the reason."""
    whole = docx(paragraph(TEXT))
    assert "cut off" in problem(whole[: len(whole) // 2])
    assert "neither DOCX nor EPUB" in problem(packed({"a.txt": "a"}))
    assert "OpenDocument" in problem(packed({"mimetype": "application/vnd.oasis.opendocument.text"}))
    assert "cannot be read" in problem(packed({"word/document.xml": "<w"}))
    assert "readable list" in problem(packed({"META-INF/container.xml": "<a/>"}))
    assert "no text" in problem(packed(EPUB | {"OEBPS/text/一.xhtml": "", "OEBPS/text/two.xhtml": ""}))


def test_bombs() -> None:
    """A file that would fill the memory is refused before it is unpacked."""
    assert "larger than 150 MB" in problem(packed({"word/document.xml": b"\0" * 160_000_000}))
    entities = '<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    assert "entities" in problem(docx(paragraph("&b;"), before=entities))


def test_a_chapter_outside_the_file() -> None:
    """A path that leads out of an EPUB leads nowhere."""
    assert "no text" in problem(packed(EPUB | {"OEBPS/p.opf": OPF.replace("text/", "../../../etc/")}))


def test_inlined_pictures() -> None:
    """A page saved whole is light without its pictures, which are kept, and its lines stay where they were."""

    inlined = base64.b64encode(PNG).decode()
    page = f'<html>\n<img src="data:image/png;base64,{inlined[:400]}\n{inlined[400:]}">\n<p>{TEXT}</p></html>'
    source = read_source(page.encode(), "a.html")
    assert [one.data for one in source.pictures] == [PNG]
    assert source.text.split("\n")[3] == f"<p>{TEXT}</p></html>"
    assert len(source.text) < 300


def test_mhtml_from_nowhere() -> None:
    """An MHTML file with an invalid address has no address."""
    head = "Snapshot-Content-Location: https://[x\r\nMIME-Version: 1.0\r\n"
    body = f"Content-Type: multipart/related; boundary=B\r\n\r\n--B\r\nContent-Type: text/html\r\n\r\n<p>{TEXT}</p>"
    assert not read_source(f"{head}{body}\r\n--B--\r\n".encode(), "a.mhtml").url
