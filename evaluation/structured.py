"""Sources that are well formed but cost much: a few bytes that repeat one thing often, nest deep, or unpack to much.

Each kind is a function from a size and a random generator to the bytes of a file and its name. ``case`` takes the kinds
in turn, at random sizes. For evaluation/fuzz_import.py --structured.
"""

from __future__ import annotations

import gzip
import io
import random
import zipfile
from collections.abc import Callable

_PROSE = "他說，開源社區的價格越來越便宜，大家都可以用。"
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_P = "http://schemas.openxmlformats.org/package/2006/relationships"
_Made = tuple[bytes, str]
_SIZES = (10, 300, 1_000, 10_000, 40_000, 150_000)


def case(number: int, seed: str) -> _Made:
    """One case, always the same for its number and seed."""
    chance = random.Random(seed)
    return KINDS[number % len(KINDS)](chance.choice(_SIZES), chance)


def _packed(parts: dict[str, str | bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in parts.items():
            archive.writestr(name, body)
    return file.getvalue()


# ---- EPUB --------------------------------------------------------------------------------------------------


def _epub(chapters: dict[str, str], spine: list[str], more: dict[str, str | bytes] | None = None) -> _Made:
    items = "".join(f'<item id="{name}" href="{name}.xhtml"/>' for name in chapters)
    refs = "".join(f'<itemref idref="{name}"/>' for name in spine)
    opf = (
        '<package xmlns="http://www.idpf.org/2007/opf"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>題</dc:title></metadata><manifest>{items}</manifest><spine>{refs}</spine></package>"
    )
    container = '<c xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfile full-path="p.opf"/></c>'
    files: dict[str, str | bytes] = {"META-INF/container.xml": container, "p.opf": opf}
    pages = {f"{name}.xhtml": f"<html><body>{body}</body></html>" for name, body in chapters.items()}
    return _packed(files | pages | (more or {})), "case.epub"


def _spine_repeated(size: int, chance: random.Random) -> _Made:
    body = f"<p>{_PROSE}</p>" * chance.choice((1, 100, 1000))
    return _epub({"a": body}, ["a"] * min(size, 20_000))


def _many_chapters(size: int, chance: random.Random) -> _Made:
    names = [f"c{n}" for n in range(min(size, 3_000))]
    return _epub(dict.fromkeys(names, f"<p>{_PROSE}</p>"), names)


def _one_chapter_by_many_names(size: int, chance: random.Random) -> _Made:
    data, name = _epub({"a": f"<p>{_PROSE}</p>" * 500}, [])
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        parts: dict[str, str | bytes] = {part: old.read(part) for part in old.namelist()}
    ways = [f"{'./' * n}a.xhtml" for n in range(min(size, 400))]
    items = "".join(f'<item id="i{n}" href="{way}"/>' for n, way in enumerate(ways))
    refs = "".join(f'<itemref idref="i{n}"/>' for n in range(len(ways)))
    opf = str(parts["p.opf"], "utf-8") if isinstance(parts["p.opf"], bytes) else parts["p.opf"]
    parts["p.opf"] = opf.replace("</manifest>", f"{items}</manifest>").replace("</spine>", f"{refs}</spine>")
    return _packed(parts), name


def _pictures_named_often(size: int, chance: random.Random) -> _Made:
    ways = "".join(f'<img src="{"./" * (n % 400)}x{n % 3}.png"/>' for n in range(size))
    picture = chance.choice((b"\x89PNG\r\n\x1a\n", b"no")) + b"\0" * 3_000_000
    return _epub({"a": f"<p>{_PROSE}</p>{ways}"}, ["a"], {f"x{n}.png": picture for n in range(3)})


def _bodies(size: int, chance: random.Random) -> _Made:
    return _epub({"a": chance.choice(("<body", "<body>", "</body>")) * size}, ["a"])


# ---- DOCX --------------------------------------------------------------------------------------------------


def _docx(body: str, more: dict[str, str | bytes] | None = None, head: str = "") -> _Made:
    types = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
    start = f'<Relationships xmlns="{_P}"><Relationship Id="r1" Type="{_R}/officeDocument" Target="word/document.xml"/></Relationships>'
    document = f"{head}<w:document {_W} xmlns:r='{_R}'><w:body>{body}</w:body></w:document>"
    files: dict[str, str | bytes] = {"[Content_Types].xml": types, "_rels/.rels": start}
    return _packed(files | {"word/document.xml": document} | (more or {})), "case.docx"


def _paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def _paragraphs(size: int, chance: random.Random) -> _Made:
    return _docx(_paragraph(chance.choice(("字", _PROSE, _PROSE * 40))) * min(size, 40_000))


def _runs(size: int, chance: random.Random) -> _Made:
    return _docx("<w:p>" + "<w:r><w:t>字</w:t></w:r>" * size + "</w:p>")


def _tables_nested(size: int, chance: random.Random) -> _Made:
    deep = chance.choice((5, 20, 60, min(size, 5_000)))
    cell = "<w:tbl><w:tr><w:tc>"
    return _docx(_paragraph(_PROSE) * 5 + cell * deep + _paragraph("x") + "</w:tc></w:tr></w:tbl>" * deep)


def _relationships(size: int, chance: random.Random) -> _Made:
    kind = chance.choice(("image", "hyperlink", "attachedTemplate", "oleObject", "frame", "subDocument"))
    target = chance.choice(
        ("file:///etc/passwd", "http://127.0.0.1:9/", "//h/x", "../../../etc/passwd", "x" * 5_000)
    )
    mode = chance.choice(('TargetMode="External"', 'TargetMode="Internal"', ""))
    each = (
        f'<Relationship Id="r{n}" Type="{_R}/{kind}" Target="{target}" {mode}/>'
        for n in range(min(size, 20_000))
    )
    links = "".join(
        f'<w:hyperlink r:id="r{n}"><w:r><w:t>字</w:t></w:r></w:hyperlink>' for n in range(min(size, 5_000))
    )
    rels = f'<Relationships xmlns="{_P}">{"".join(each)}</Relationships>'
    return _docx(f"{_paragraph(_PROSE) * 3}<w:p>{links}</w:p>", {"word/_rels/document.xml.rels": rels})


def _entities(size: int, chance: random.Random) -> _Made:
    entities = "".join(f'<!ENTITY e{n} "&e{n + 1};&e{n + 1};">' for n in range(30))
    head = f'<!DOCTYPE a [{entities}<!ENTITY e30 "{"x" * min(size, 1000)}"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
    data, name = _docx(_paragraph("&e0;&f;"), head=head)
    return data, name


def _footnotes(size: int, chance: random.Random) -> _Made:
    notes = "".join(
        f'<w:footnote w:id="{n}">{_paragraph("註")}</w:footnote>' for n in range(min(size, 10_000))
    )
    refs = "".join(f'<w:r><w:footnoteReference w:id="{n}"/></w:r>' for n in range(min(size, 10_000)))
    rels = f'<Relationships xmlns="{_P}"><Relationship Id="f" Type="{_R}/footnotes" Target="footnotes.xml"/></Relationships>'
    more: dict[str, str | bytes] = {
        "word/footnotes.xml": f"<w:footnotes {_W}>{notes}</w:footnotes>",
        "word/_rels/document.xml.rels": rels,
    }
    return _docx(f"<w:p><w:r><w:t>{_PROSE}</w:t></w:r>{refs}</w:p>", more)


# ---- archives ----------------------------------------------------------------------------------------------


def _bomb(size: int, chance: random.Random) -> _Made:
    filler = b" " * min(size * 1000, 140_000_000)
    where = chance.choice(("word/document.xml", "word/x.xml", "META-INF/container.xml", "x"))
    data, _ = _docx(_paragraph(_PROSE))
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        parts: dict[str, str | bytes] = {part: old.read(part) for part in old.namelist()}
    return _packed(parts | {where: filler}), chance.choice(("case.docx", "case.epub", "case.html"))


def _many_parts(size: int, chance: random.Random) -> _Made:
    more: dict[str, str | bytes] = {f"word/{n}.xml": "<a/>" for n in range(min(size, 8_000))}
    return _docx(_paragraph(_PROSE), more)


def _archive_in_archive(size: int, chance: random.Random) -> _Made:
    data, name = _docx(_paragraph(_PROSE) * 3)
    for _ in range(chance.randrange(1, 6)):
        data = chance.choice((gzip.compress, lambda given: _packed({"word/document.xml": given})))(data)
    return data, name


def _sizes_that_lie(size: int, chance: random.Random) -> _Made:
    data = bytearray(_docx(_paragraph(_PROSE) * 50)[0])
    for mark, at in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        place = data.find(mark)
        data[place + at : place + at + 4] = chance.choice((b"\0\0\0\0", b"\xff\xff\xff\x7f", b"\x10\0\0\0"))
    return bytes(data), "case.docx"


# ---- MHTML -------------------------------------------------------------------------------------------------


def _mhtml(parts: str, page: str = f"<p>{_PROSE}</p>") -> _Made:
    head = "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=B\r\n\r\n--B\r\nContent-Type: text/html\r\n\r\n"
    return f"{head}{page * 5}\r\n{parts}--B--\r\n".encode(), "case.mhtml"


def _mhtml_parts(size: int, chance: random.Random) -> _Made:
    kind = chance.choice(
        ("image/png", "text/html", "multipart/related; boundary=B", "message/rfc822", "x" * 2_000)
    )
    return _mhtml(f"--B\r\nContent-Type: {kind}\r\nContent-Location: x\r\n\r\nx\r\n" * min(size, 10_000))


def _mhtml_nested(size: int, chance: random.Random) -> _Made:
    deep = min(size, 3_000)
    each = (
        f"--B{'' if n == 0 else n}\r\nContent-Type: multipart/mixed; boundary=B{n + 1}\r\n\r\n"
        for n in range(deep)
    )
    return _mhtml("".join(each))


def _mhtml_part_named_often(size: int, chance: random.Random) -> _Made:
    part = "--B\r\nContent-Type: image/png\r\nContent-Location: x\r\n\r\n" + "x" * 2_000_000 + "\r\n"
    return _mhtml(part, f"<p>{_PROSE}</p>" + '<img src="x">' * size)


def _mhtml_headers(size: int, chance: random.Random) -> _Made:
    field = chance.choice(("X-A: b\r\n", " folded\r\n", "Content-Type: text/html; " + "a=b; " * 50 + "\r\n"))
    return _mhtml("--B\r\nContent-Type: image/png\r\n" + field * min(size, 20_000) + "\r\nx\r\n")


# ---- pages -------------------------------------------------------------------------------------------------


def _page(body: str, head: str = "") -> _Made:
    whole = f"<!DOCTYPE html><html><head><title>題目</title>{head}</head><body>{body}</body></html>"
    return whole.encode(), "case.html"


def _tree(size: int, chance: random.Random) -> _Made:
    tag = chance.choice(
        "div span b a table ul blockquote q p section font h1 li td figure ruby svg math form".split()
    )
    return _page(f"<p>{_PROSE * 3}</p>" + f"<{tag}>字" * min(size, chance.choice((100, 250, 150_000))))


def _wide(size: int, chance: random.Random) -> _Made:
    unit = chance.choice(
        ("<p>字", "<b>字</b>", "<a href='/x'>字</a> ", "字<br>", "<br><br>", "<td>字", "<li>字", "<img src='/a.png'>", "<h2>字</h2>",
         "<tr><td>a<td>b", "<sup><a href='#n'>1</a></sup>", "<script>x</script>", "<!--x-->", "<p id=a>字", "<ruby>字<rt>z</ruby>",
         f"<p>記者{'駐' * 40}／報導</p>", "<noscript><p>x</noscript>", "<meta name=author content=x>", "<time datetime=x>2025年1月1日</time>")
    )  # fmt: skip
    return _page(f"<p>{_PROSE * 3}</p><div>" + unit * size)


def _attribute(size: int, chance: random.Random) -> _Made:
    letter = chance.choice((" ", "a", "駐", "-", "(", "/", ".", "作者：", "&", "\n", "1", "a "))
    value = letter * size * 4
    return _page(
        f"<p class='{value}' style='{value}' id='{value}'>{_PROSE * 3}</p><img src='{value}' srcset='{value}' alt='{value}'>"
        f"<a href='http://a/{value}'>{_PROSE}</a><time datetime='{value}'>x</time>",
        f"<meta name=author content='{value}'><meta property='og:title' content='{value}'><meta charset='{value}'>",
    )


def _long_text(size: int, chance: random.Random) -> _Made:
    unit = chance.choice(
        (
            "駐",
            "記者",
            "(",
            "（",
            "、",
            "作者：",
            "作者 ",
            "A",
            "1",
            "。",
            "！",
            " ",
            "·",
            "|",
            "「",
            "文/",
            "a@",
            "www.",
        )
    )
    where = chance.choice(
        (
            "<p>{}</p>",
            "<h1>{}</h1>",
            "<figcaption>{}</figcaption>",
            "<li>{}</li>",
            "<p><b>{}</b></p>",
            "<pre>{}</pre>",
        )
    )
    return _page(f"<p>{_PROSE * 3}</p>" + where.format(unit * size) + f"<p>{_PROSE * 3}</p>")


def _linked_data(size: int, chance: random.Random) -> _Made:
    size = min(size, 100_000)
    name = '{"@type":"Person","name":"' + "駐" * 48 + '"}'
    value = chance.choice((
        '{"@type":"NewsArticle","author":[' + ",".join([name] * min(size, 3_000)) + "]}",
        "[" * size, '{"a":' * size, '{"@graph":[' + '{"@type":"Article"},' * size + "{}]}", "[" * 900 + "]" * 900,
        '{"@type":"Article","datePublished":"' + "1" * size + '"}', '{"@type":"Article","headline":' + "9" * size + "}",
    ))  # fmt: skip
    return _page(f"<p>{_PROSE * 3}</p>", f"<script type='application/ld+json'>{value}</script>")


# ---- Markdown and dumps ------------------------------------------------------------------------------------


def _aliases(size: int, chance: random.Random) -> _Made:
    deep = chance.choice((3, 9, 30))
    lines = [f"a0: &a0 [{','.join('x' * 9)}]"]
    lines += [f"a{n}: &a{n} [{','.join([f'*a{n - 1}'] * 9)}]" for n in range(1, deep)]
    own = chance.choice(
        ("", "b: &b [*b]\n", "b: &b {<<: *b}\n", "title: *a0\n", f"tags: *a{deep - 1}\n", "? &k [x]\n: *k\n")
    )
    return ("---\ntitle: 題\n" + "\n".join(lines) + f"\n{own}---\n\n{_PROSE}\n").encode(), "case.md"


def _yaml(size: int, chance: random.Random) -> _Made:
    size = min(size, 40_000)
    value = chance.choice(("[" * size, "{a: " * size, "- " * size, "'" + "x" * size, "!" * size, "&a " * size, "? " * size,
                           "|\n" + " x\n" * size, "\n".join(f"k{n}: v" for n in range(size)), "x: " * size, "[x, " * size,
                           "!!python/object:os.system [x]", "{" + "a: b, " * size + "}"))  # fmt: skip
    return f"---\ntitle: 題\nx: {value}\n---\n\n{_PROSE}\n".encode(), "case.md"


def _markdown(size: int, chance: random.Random) -> _Made:
    unit = chance.choice(("![", "[", "[[", "*a ", "**字** ", "> ", "- ", "`", "<", "](", "[^1]", "[a]{b=", "字\n\n", "|a", "    ",
                          "[a]: b\n", "_a", "&", "\\", "1) ", "# 字\n", "[^a]: 字\n", "{", "<b>", "~", "* * "))  # fmt: skip
    return f"# 題\n\n{_PROSE}\n\n{unit * min(size, 20_000)}\n".encode(), "case.md"


def _dump(size: int, chance: random.Random) -> _Made:
    unit = chance.choice(("字\n", "字詞\n", "記者：", "甲：乙\n", "Q: a\n", "\t", "。", "（", "2025年1月1日\n", "a ", "|", "延伸閱讀\n",
                          f"{'駐' * 48}記\n", "作者：", "http://a.b ", "A", "“", f"{_PROSE}\n"))  # fmt: skip
    return f"題目在此\n{_PROSE}\n{unit * min(size, 40_000)}\n{_PROSE}\n".encode(), "case.txt"


def _types_that_lie(size: int, chance: random.Random) -> _Made:
    data, _ = chance.choice((_paragraphs, _many_chapters, _mhtml_parts, _tree, _markdown, _dump))(
        min(size, 300), chance
    )
    mark = chance.choice(
        (b"", b"\xef\xbb\xbf", b"\xff\xfe", b"\xff\xfe\0\0", b"PK\x03\x04", b"\x1f\x8b", b"%PDF-", b"<html>")
    )
    return mark + data, chance.choice(
        ("case.docx", "case.epub", "case.html", "case.md", "case.txt", "case.mhtml")
    )


KINDS: tuple[Callable[[int, random.Random], _Made], ...] = (
    *(_spine_repeated, _many_chapters, _one_chapter_by_many_names, _pictures_named_often, _bodies),
    *(_paragraphs, _runs, _tables_nested, _relationships, _entities, _footnotes),
    *(_bomb, _many_parts, _archive_in_archive, _sizes_that_lie),
    *(_mhtml_parts, _mhtml_nested, _mhtml_part_named_often, _mhtml_headers),
    *(_tree, _wide, _attribute, _long_text, _linked_data, _wide, _attribute, _long_text),
    *(_aliases, _yaml, _markdown, _dump, _types_that_lie, _markdown, _dump),
)
