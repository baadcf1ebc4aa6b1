"""Input that a few bytes can make large is refused before it grows, and the fault names the limit."""

from __future__ import annotations

import os
import re
import time
import zipfile
from dataclasses import fields, replace
from email.message import Message
from io import BytesIO
from pathlib import Path

import pytest
from importers.test_containers import EPUB, OPF, REL, TEXT, W, docx, packed, paragraph
from testbed import REPO

from yizhu.content.faults import Faults
from yizhu.content.markdown.parser import read_markdown
from yizhu.content.prose import Prose
from yizhu.importers import draft_from, read_decisions, read_profiles
from yizhu.importers.markdown.blocks import markdown_of_nodes
from yizhu.importers.markdown.tree import Node, flatten_deep
from yizhu.importers.metadata.persons import parse_names, strip_job_title
from yizhu.importers.sources import budget
from yizhu.importers.sources.decode import read_source

WORD = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"


def problem(data: bytes, name: str = "file") -> str:
    with pytest.raises(Faults) as found:
        draft_from(data, name=name, lang="zh-Hant")
    assert found.value.faults[0].help
    return found.value.faults[0].problem


def spined(idrefs: str) -> bytes:
    opening, _, closing = OPF.partition('<itemref idref="n"/>')
    closing = closing.partition("</spine>")[2]
    return packed(EPUB | {"OEBPS/p.opf": f"{opening}{idrefs}</spine>{closing}"})


def test_a_chapter_named_again() -> None:
    """A chapter that the spine names a thousand times is read once: no book has it twice."""
    text = read_source(spined('<itemref idref="a"/>' * 1000), "a.epub").text
    assert text.count(TEXT) == 1


def test_many_chapters(monkeypatch: pytest.MonkeyPatch) -> None:
    """Chapters are counted."""
    monkeypatch.setattr("yizhu.importers.sources.containers.BUDGET", replace(budget.BUDGET, chapters=1))
    assert "more than 1 chapters" in problem(spined('<itemref idref="a"/><itemref idref="b"/>'))


def test_elements_and_depth() -> None:
    """The elements of packed XML are counted, and how deep they nest."""
    assert "more than 300000 elements" in problem(docx("<w:p/>" * 300_000))
    assert "nest deeper than 200" in problem(docx("<w:tbl>" * 300 + "</w:tbl>" * 300))


def test_the_ratio_of_a_part() -> None:
    """A part that unpacks to hundreds of times its size is refused before it does."""
    assert "more than 200 times" in problem(docx("", before=" " * 20_000_000))


def test_the_characters_of_a_book() -> None:
    """A book of more text than anybody reads is refused."""
    monstrous = "".join(chr(0x4E00 + n * n % 20_000) for n in range(3_200_000))
    data = packed(
        EPUB | {f"OEBPS/text/{n}": f"<body><p>{monstrous}</p></body>" for n in ("一.xhtml", "two.xhtml")}
    )
    assert "6 million characters" in problem(data)


def test_entities_in_another_encoding() -> None:
    """The parser finds entities, not a search for letters, which an encoding may hide."""
    entities = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a [<!ENTITY a "aaaa">]>'
    parts = {"word/document.xml": f"{entities}<w:document {W}><w:body/></w:document>".encode("utf-16")}
    assert "entities" in problem(packed(parts))


def test_parts_within_parts() -> None:
    """The parts of an MHTML file are counted, and how many hold others."""
    head = "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=B\r\n\r\n"
    many = "--B\r\nContent-Type: image/png\r\n\r\nx\r\n" * 5_001
    assert "more than 5000 parts" in problem(f"{head}{many}--B--\r\n".encode())
    nested = "".join(
        f"--B{n}\r\nContent-Type: multipart/related; boundary=B{n + 1}\r\n\r\n" for n in range(500)
    )
    assert "within each other" in problem(f"{head.replace('=B', '=B0')}{nested}".encode())


def test_a_picture_named_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """A part that is not a picture is read once, however often a page names it."""
    looked: list[str] = []
    real = Message.get_payload
    monkeypatch.setattr(
        Message, "get_payload", lambda part, *a, **k: (looked.append(""), real(part, *a, **k))[1]
    )
    page = f"<p>{TEXT}</p>" + '<img src="x">' * 500
    head = "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=B\r\n\r\n--B\r\nContent-Type: text/html\r\n"
    read_source(
        f"{head}\r\n{page}\r\n--B\r\nContent-Type: image/png\r\nContent-Location: x\r\n\r\nx\r\n--B--\r\n".encode(),
        "a",
    )
    assert len(looked) < 10


def test_a_page_of_elements() -> None:
    """The elements of a page are counted."""
    assert "more than 80000 elements" in problem(b"<!DOCTYPE html><p>" + b"<b>x</b>" * 80_001)


def test_a_comparison_in_a_script_is_no_tag() -> None:
    """A script in which `a<b.length` stands before long code costs nothing and refuses no page."""
    script = "for(a=0;a<e.length;a++)i=e[a]," + "r[o] = c, f && d.push(o); " * 200
    page = f"<html><body><script>{script}</script><h1>題目在此</h1>" + f"<p>{TEXT * 3}</p>" * 3
    assert len(draft_from(page.encode(), name="a.html").blocks) == 3
    hidden = f"<p title='<script>'><p{' a' * 600}></script>"
    assert "more than 300 attributes" in problem(f"{page}{hidden}<p{' a' * 600}>".encode(), "a.html")


def test_a_tag_of_attributes() -> None:
    """The attributes of a tag are counted, and not what stands within one."""
    many = "".join(f" a{n}=x" for n in range(400))
    assert "more than 300 attributes" in problem(f"<html><p{many}>{TEXT * 9}</p></html>".encode(), "a.html")
    one = f"<html><title>題目在此</title><p title='{many}' class=\"{many}\">{TEXT * 9}</p></html>"
    assert draft_from(one.encode(), name="a.html", lang="zh-Hant").blocks


@pytest.mark.parametrize("tags", [("blockquote",), ("ul", "li"), ("blockquote", "ol", "li")])
def test_quotes_and_lists_too_deep(tags: tuple[str, ...]) -> None:
    """Quotes and lists deeper than a build reads are laid side by side, and each word of them stays."""
    node = Node("p", Prose("0"))
    for n in range(1, 60):
        node = Node(tags[-1], children=(Node("p", Prose(str(n))), node))
        for tag in reversed(tags[:-1]):
            node = Node(tag, children=(node,))
    text = "\n\n".join(markdown_of_nodes(tuple(flatten_deep([node]))))
    found = read_markdown("a", text)
    assert all(re.search(rf"\b{n}\b", text) for n in range(60))
    assert found.passages


@pytest.mark.parametrize(
    ("front", "said"),
    [
        ("a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
            f"{chr(98 + n)}: &{chr(98 + n)} [{','.join([f'*{chr(97 + n)}'] * 9)}]\n" for n in range(9)), "10000 values"),
        ("a: &a [*a]\n", "stands for nothing"),
        ("a: " + "[" * 5000 + "\n", "deeper than 40"),
        ("a: *b\n", "stands for nothing"),
    ],
)  # fmt: skip
def test_yaml_of_a_received_file(front: str, said: str) -> None:
    """Front matter that grows, contains itself, or nests without end is refused at the line where it does."""
    with pytest.raises(Faults) as found:
        draft_from(f"---\ntitle: 題\n{front}---\n\n字\n".encode(), name="a.md", lang="zh-Hant")
    assert said in found.value.faults[0].problem
    assert found.value.faults[0].place.line > 2


def test_an_alias_that_stands_for_little() -> None:
    """An alias as an author writes it is read."""
    draft = draft_from("---\ntitle: &t 題\nsubtitle: *t\n---\n\n字\n".encode(), name="a.md", lang="zh-Hant")
    assert draft.given["subtitle"] == "題"


def test_the_time_of_an_import(monkeypatch: pytest.MonkeyPatch) -> None:
    """An import whose time is over is a fault that says so."""
    monkeypatch.setattr(budget, "BUDGET", replace(budget.BUDGET, seconds=-1))
    assert "longer than -1 seconds" in problem(f"<html><p>{TEXT * 5}</p></html>".encode(), "a.html")


@pytest.mark.parametrize("way", ["meta", "linked data", "byline"])
def test_a_name_of_many_posts(way: str) -> None:
    """駐 48 times in an author's name is parsed at once."""
    name = "駐" * 48
    head = {
        "meta": f'<meta name="author" content="{name}">',
        "linked data": f'<script type="application/ld+json">{{"@type":"Article","author":{{"name":"{name}"}}}}</script>',
    }.get(way, "")
    began = time.process_time()
    line = f"<p>作者：{name}</p>" if way == "byline" else ""
    draft_from(
        f"<html><head><title>題</title>{head}</head>{line}<p>{TEXT * 9}</p></html>".encode(),
        name="a",
        lang="zh-Hant",
    )
    assert time.process_time() - began < 5
    assert parse_names(name) == ()


def test_a_page_of_titles() -> None:
    """A page of headings of the first order is read in good time, and one that has only a part of one has that."""
    began = time.process_time()
    headings = "".join(f"<h1>題目{n}在此</h1>" for n in range(1500))
    draft_from(f"<html>{headings}<p>{TEXT * 9}</p></html>".encode(), name="a", lang="zh-Hant")
    assert time.process_time() - began < 8
    whole = f"<html><h1><b>{'長' * 300}</b><i>題目在此</i></h1><p>{TEXT * 9}</p></html>"
    assert draft_from(whole.encode(), name="a", lang="zh-Hant").meta.title == "題目在此"


def test_titles_still_go() -> None:
    """A name's titles are taken off it, a post abroad among them."""
    assert strip_job_title("本報特約駐北京資深記者林悅") == "林悅"
    assert strip_job_title("駐美國特派員／李元") == "李元"


# ---- what a DOCX links to ----------------------------------------------------------------------------------


def linked(relationships: str, body: str) -> bytes:
    data, file = docx(body), BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(file, "w") as new:
        for part in old.namelist():
            new.writestr(part, old.read(part))
        new.writestr(
            "word/_rels/document.xml.rels", f'<Relationships xmlns="{RELS}">{relationships}</Relationships>'
        )
    return file.getvalue()


def _relationship(kind: str, target: str, mode: str = 'TargetMode="External"') -> str:
    return f'<Relationship Id="x" Type="{REL}/{kind}" Target="{target}" {mode}/>'


PICTURE = (
    f'<w:p><w:r><w:drawing xmlns:r="{WORD}" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><wp:inline><a:graphic><a:graphicData>'
    '<pic:pic><pic:blipFill><a:blip r:link="x" r:embed="x"/></pic:blipFill></pic:pic></a:graphicData></a:graphic>'
    "</wp:inline></w:drawing></w:r></w:p>"
)


@pytest.mark.parametrize(
    "kind", ["image", "attachedTemplate", "oleObject", "frame", "subDocument", "hyperlink"]
)
@pytest.mark.parametrize(
    "target", ["file:///etc/passwd", "http://127.0.0.1/x", "//host/share/x", "\\\\host\\x"]
)
def test_no_library_sees_a_link_outside(kind: str, target: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Links that lead out of a DOCX are removed before a library reads it, and the text stays."""
    seen: list[str] = []

    def convert(file: BytesIO, **_: str) -> object:
        with zipfile.ZipFile(file) as archive:
            seen.extend(archive.read(name).decode() for name in archive.namelist())
        return type("Answer", (), {"value": f"<p>{TEXT}</p>"})

    monkeypatch.setattr("mammoth.convert_to_html", convert)
    read_source(linked(_relationship(kind, target), PICTURE + paragraph(TEXT)), "a.docx")
    is_kept = kind == "hyperlink" and target.startswith("http")
    assert any(target in part for part in seen) == is_kept
    assert any('r:embed="x"' in part for part in seen) == is_kept


def test_a_picture_that_browsers_do_not_show() -> None:
    """A DOCX with a picture of an unsupported type is still imported."""
    relationship = _relationship("image", "media/a.emf", "")
    data, file = linked(relationship, PICTURE.replace('r:link="x"', "") + paragraph(TEXT)), BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(file, "w") as new:
        for part in old.namelist():
            new.writestr(part, old.read(part))
        new.writestr("word/media/a.emf", b"\1\0\0\0<x" * 300)
    assert TEXT in read_source(file.getvalue(), "a.docx").text


def test_an_old_book() -> None:
    """A package of an EPUB may name its DTD: nothing is taken from it."""
    dtd = '<!DOCTYPE package PUBLIC "+//ISBN 0-9673008-1-9//DTD OEB 1.2 Package//EN" "http://127.0.0.1:9/p.dtd">'
    assert TEXT in read_source(packed(EPUB | {"OEBPS/p.opf": dtd + OPF}), "a.epub").text


def test_a_docx_without_its_linked_picture() -> None:
    """A document whose picture stood elsewhere is read without it, and its links to the web stay."""
    away = linked(_relationship("image", "file:///etc/hostname"), PICTURE + paragraph(TEXT))
    assert TEXT in read_source(away, "a.docx").text
    assert read_source(away, "a.docx").pictures == ()
    body = f'<w:p><w:hyperlink xmlns:r="{WORD}" r:id="x"><w:r><w:t>{TEXT}</w:t></w:r></w:hyperlink></w:p>'
    assert (
        'href="https://a.example/"'
        in read_source(linked(_relationship("hyperlink", "https://a.example/"), body), "a").text
    )
    assert TEXT in read_source(linked(_relationship("hyperlink", "file:///etc"), body), "a").text
    assert "file:" not in read_source(linked(_relationship("hyperlink", "file:///etc"), body), "a").text


# ---- the manual --------------------------------------------------------------------------------------------


def test_the_manual_names_the_limits() -> None:
    """The manual names each limit with its value."""
    told = (
        (REPO / "docs" / "importing.md")
        .read_text("utf-8")
        .partition("**Limits.**")[2]
        .partition("**Pictures.**")[0]
    )
    for field in fields(budget.BUDGET):
        limit = getattr(budget.BUDGET, field.name)
        shown = limit // 1_000_000 if field.name in ("received", "unpacked", "picture_bytes") else limit
        assert re.search(rf"\b{shown:.0f}\b", told), field.name


def test_yaml_of_a_site(tmp_path: Path) -> None:
    """Decisions and profiles that nest without end are faults, too."""
    with pytest.raises(Faults, match="not a valid file of decisions"):
        read_decisions("keep: " + "[" * 5000, "decisions.yaml")
    (tmp_path / "a.yaml").write_text("name: " + "[" * 5000)
    with pytest.raises(Faults, match="nests deeper than 40"):
        read_profiles(tmp_path)


def test_what_is_no_file(tmp_path: Path) -> None:
    """A pipe or a device is refused at once, without waiting for it."""
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", Path("/dev/zero"), tmp_path):
        with pytest.raises(Faults):
            draft_from(path, name="a")
