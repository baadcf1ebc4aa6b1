"""A picture is known by its bytes, and a cleaned SVG only draws."""

from __future__ import annotations

import posixpath
import re
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from testbed import PNG, Site

from yizhu.check.lint import check
from yizhu.content.files.svg import InvalidSvg, clean_svg

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{}</svg>'
DRAWN = '<path d="M0 0h9" style="fill:red" stroke="url(#a)"/>'
PICTURES = {
    "x.png": PNG,
    "x.PNG": PNG,
    "x.jpg": b"\xff\xd8\xff\xe0",
    "x.jpeg": b"\xff\xd8\xff\xe0",
    "x.gif": b"GIF89a",
    "x.webp": b"RIFF\0\0\0\0WEBP",
    "x.avif": b"\0\0\0\x20ftypavif",
}


@pytest.mark.parametrize("name", PICTURES)
def test_pictures_are_copied(site: Site, name: str) -> None:
    """The kinds that every browser shows are published unchanged."""
    site.article("a", f"![x]({name})").write(f"content/articles/a/{name}", PICTURES[name]).build()
    assert site.files()[f"assets/articles/a/{name}"] == PICTURES[name]


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("x.png", b"<script>alert(1)</script>", "no PNG"),
        ("x.png", b"\xff\xd8\xff\xe0", "a JPG"),
        ("x.jpg", b"", "no JPG"),
        ("x.svg", b"<html xmlns='http://www.w3.org/1999/xhtml'/>", "no SVG"),
        ("x.svg", b"<svg", "no SVG"),
        ("x.html", b"<script>alert(1)</script>", "by its name"),
        ("x.pdf", b"%PDF-1.7", "by its name"),
        (".env", b"SECRET=1", "no picture"),
        (".git/config", b"[remote]", "no picture"),
        ("img/.hidden/x.png", PNG, "no picture"),
    ],
)
@pytest.mark.parametrize("folder", ["articles/a", "pages/about"])
def test_what_is_no_picture_is_not_shown(
    site: Site, folder: str, name: str, content: bytes, why: str
) -> None:
    """A file whose bytes are no picture is a fault of the text that shows it, and is not published."""
    site.article("a", "一").write(f"content/{folder}/{name}", content)
    site.write(f"content/{folder}/en.md", f"---\ntitle: x\nstatus: draft\n---\n\n![x]({name})\n")
    site.fails_with(f"content/{folder}/en.md:6:6", why)
    assert not site.out.exists() or not any(content in made for made in site.files().values() if content)


def test_files_that_no_text_shows_are_told_and_stay(site: Site) -> None:
    """Files that no page shows are named by check and not copied; hidden files and source/ are ignored."""
    site.article("a", "一")
    for name in ("unused.png", "notes.txt", "deep/page.html", ".env", "source/page.html"):
        site.write(f"content/articles/a/{name}", PNG)
    site.build()
    assert not [path for path in site.files() if path.startswith("assets/articles")]
    message = [
        f.place.path for f in check(site.root / "config.yaml") if "no text shows this file" in f.problem
    ]
    assert message == [f"content/articles/a/{name}" for name in ("deep/page.html", "notes.txt", "unused.png")]


@pytest.mark.parametrize(
    ("one", "other"), [("x.png", "X.png"), ("é.png", "e\u0301.png"), ("Img/x.png", "img/x.png")]
)
def test_pictures_that_many_machines_take_for_one(site: Site, one: str, other: str) -> None:
    """Names that differ only in letter case or in the way to write an accent clash."""
    site.article("a", f"![x]({one})")
    site.write(f"content/articles/a/{one}", PNG).write(f"content/articles/a/{other}", PNG)
    assert any(one in f"{f}" and "is the same as" in f.problem for f in site.faults())


def test_a_picture_in_other_letters_than_its_file(site: Site) -> None:
    """The fault says that the name only looks like the file's, and which one that is."""
    site.article("a", "![x](X.png)").write("content/articles/a/x.PNG", PNG)
    site.fails_with("content/articles/a/zh-Hant.md:5:6", "looks like it", "write x.PNG")


@pytest.mark.parametrize(
    ("written", "file", "published"),
    [
        ("./x.png", "x.png", "x.png"),
        ("img/../x.png", "x.png", "x.png"),
        ("./img/x.png", "img/x.png", "img/x.png"),
        ("a%20b.png", "a b.png", "a b.png"),
        ("<a b.png>", "a b.png", "a b.png"),
        ("a%20b.png", "a%20b.png", "a%20b.png"),
        ("é.png", "e\u0301.png", "é.png"),
        ("e\u0301.png", "é.png", "é.png"),
        ("%C3%A9.png", "e\u0301.png", "é.png"),
    ],
)
@pytest.mark.parametrize("folder", ["articles/a", "pages/about"])
def test_ways_to_write_a_name(site: Site, folder: str, written: str, file: str, published: str) -> None:
    """A path from here, escaped spaces and both ways to write an accent name the same file, in texts and footnotes."""
    site.article("a", "一").write(f"content/{folder}/{file}", PNG)
    body = f"![x]({written}) one[^1]\n\n[^1]: ![x]({written})\n"
    site.write(f"content/{folder}/en.md", f"---\ntitle: x\nstatus: draft\n---\n\n{body}").build()
    assert f"assets/{folder}/{published}" in site.files()
    shown = {unquote(one.get("src")) for one in site.select(f"en/{folder.rpartition('/')[2]}/", "main img")}
    assert {posixpath.basename(one) for one in shown} == {posixpath.basename(published)}
    assert not [fault for fault in check(site.root / "config.yaml") if "no text shows" in fault.problem]


def test_pictures_that_are_not_there_are_one_fault(site: Site) -> None:
    """However many pictures of an article are missing, in whichever of its texts, they are told at once, by name."""
    body = "\n\n".join(f"![x](p{n}.png)" for n in range(1, 60))
    site.article("a", body + "\n\n![x](X.png) ![x](https://a.org/1.png) ![x](https://a.org/2.png)")
    site.article("a", body, lang="en", front="status: draft").write("content/articles/a/x.png", PNG)
    outside, missing = site.faults()
    assert outside.problem == "2 pictures stand on other sites: https://a.org/1.png, https://a.org/2.png"
    assert missing.problem.startswith("60 pictures are not there: p1.png, p2.png, ")
    assert str(missing.place) == "content/articles/a/zh-Hant.md:5:6"
    assert missing.help == "write x.png for X.png; put what is missing into content/articles/a/"


# ---- drawings ----------------------------------------------------------------------------------------------


def cleaned(inside: str, head: str = "") -> tuple[str, tuple[str, ...]]:
    content, removed = clean_svg((head + SVG.format(inside)).encode())
    return content.decode(), removed


@pytest.mark.parametrize(
    ("evil", "removed"),
    [
        ("<script>alert(1)</script>", "<script>"),
        ("<g onload='alert(1)'/>", "onload of <g>"),
        ("<foreignObject><body xmlns='http://www.w3.org/1999/xhtml' onload='x'/></foreignObject>", "<foreignObject>"),
        ("<a href='javascript:alert(1)'><text>x</text></a>", "a link"),
        ("<use href='https://a.org/x.svg#y'/>", "href of <use>"),
        ("<use xmlns:l='http://www.w3.org/1999/xlink' l:href='data:image/svg+xml,x'/>", "href of <use>"),
        ("<image href='https://a.org/x.png'/>", "href of <image>"),
        ("<image href='data:text/html,x'/>", "href of <image>"),
        ("<image href='data:image/png;base64,PHNjcmlwdD4='/>", "href of <image>"),
        ("<style>@import 'https://a.org/x.css';</style>", "a style that asks for other files"),
        ("<style>p{background:u\\72l(//a.org)}</style>", "a style that asks for other files"),
        ("<g style='fill:url(https://a.org/#x)'/>", "style of <g>"),
        ("<g fill='url( //a.org )'/>", "fill of <g>"),
        ("<animate attributeName='href' values='javascript:alert(1)'/>", "<animate>"),
        ("<set attributeName='onmouseover' to='alert(1)'/>", "<set>"),
        ("<g xml:base='https://a.org/'/>", ""),
        ("<x:script xmlns:x='http://www.w3.org/2000/svg'>alert(1)</x:script>", "<script>"),
        ("<script xmlns='http://www.w3.org/1999/xhtml'>alert(1)</script>", "<script>"),
        ("<unknown><g/></unknown>", "<unknown>"),
        ("<?xml-stylesheet href='https://a.org/x.css'?><!-- <script> -->", ""),
        ("<style><![CDATA[a{}</style><script>alert(1)</script>]]></style>", ""),
    ],
)  # fmt: skip
def test_a_drawing_only_draws(evil: str, removed: str) -> None:
    """What could run, link or fetch is removed and reported; the rest is kept."""
    content, message = cleaned(evil + DRAWN)
    assert not re.search(r"<script|a\.org|javascript|<\?|<!", content)
    assert not removed or removed in message
    tree = etree.fromstring(content.encode())
    assert not [e for e in tree.iter() for name in e.attrib if name[:2] == "on"]
    assert 'd="M0 0h9"' in content
    assert clean_svg(content.encode())[0].decode() == content


def test_a_sound_drawing_stays(site: Site) -> None:
    """A harmless SVG keeps its gradients, styles, inline pictures and words; its bytes are the same each time."""
    inside = (
        '<defs><linearGradient id="a"><stop offset="0" stop-color="red"/></linearGradient></defs>'
        "<style>@media (prefers-color-scheme: dark) { path { fill: url(#a) } }</style>"
        '<image href="data:image/png;base64,iVBORw0KGgo="></image><text xml:lang="zh-Hant">圖 &amp; &lt;</text>'
        f'<use xmlns:l="http://www.w3.org/1999/xlink" l:href="#a"/>{DRAWN}'
    )
    doctype = (
        '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'
    )
    content, removed = cleaned(inside, doctype)
    assert removed == ()
    for part in (
        "linearGradient",
        "url(#a)",
        "data:image/png",
        "圖 &amp; &lt;",
        'href="#a"',
        'xml:lang="zh-Hant"',
    ):
        assert part in content
    site.article("a", "![x](x.svg)").write("content/articles/a/x.svg", SVG.format(inside)).build()
    assert site.page("assets/articles/a/x.svg") == content


def test_what_is_taken_out_of_a_drawing_is_told(site: Site) -> None:
    """check reports what was removed."""
    site.article("a", "![x](x.svg)").write(
        "content/articles/a/x.svg", SVG.format("<script/>" + DRAWN)
    ).build()
    assert "<script" not in site.page("assets/articles/a/x.svg")
    assert any("published without <script>" in f.problem for f in check(site.root / "config.yaml"))


@pytest.mark.parametrize(
    "drawing",
    [
        '<!DOCTYPE svg [<!ENTITY a "x"><!ENTITY b "&a;&a;">]>' + SVG.format("&b;"),
        '<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + SVG.format("&a;"),
        SVG.format("<g>" * 100_000),
        SVG.format("<g>" * 500 + "</g>" * 500),
        "<svg/>",
        "x",
        "",
    ],
)
def test_drawings_that_cannot_be_cleaned(drawing: str) -> None:
    """Entities, deep trees and other namespaces are a fault, not a hang."""
    with pytest.raises(InvalidSvg):
        clean_svg(drawing.encode())


@given(st.binary() | st.text("<>/svg xmln=\"'&;#onscript!--[]DOCTYPE").map(lambda t: SVG.format(t).encode()))
def test_any_bytes_are_a_drawing_or_none(data: bytes) -> None:
    """Any bytes are refused or become XML without script."""
    try:
        content, _ = clean_svg(data)
    except InvalidSvg:
        return
    assert not [e for e in etree.fromstring(content).iter() if "script" in str(e.tag)]
