from __future__ import annotations

import io
import re
import subprocess
import zipfile
from pathlib import Path

import pytest
import tools
from lxml import etree
from testbed import Site

from yizhu.cli import main
from yizhu.exports.epub.cover import break_lines

SOURCE = """\
## 起

**甲：**[蒸餾]{term=distillation}用於[模型]{reading=móxíng}，[DeepSee]{sic=DeepSeek}如此。[^1]

公式$x^2$見[此處](https://a.example/?a=1&b=2)，又見[另一篇](../two/)。

![一圖](<img/a b.png>){width=50%}

    code < & >

| 甲 | 乙 |
|---|---|
| 一 | 二 |

***

未譯的一段。

[^1]: 註腳。"""
TRANSLATION = """\
## Start

**A:** Distillation serves the model; DeepSeek likewise.[^1]

The formula $x^2$ is [here](https://a.example/?a=1&b=2), and [another](../two/).

![a picture](<img/a b.png>){width=50%}

    code < & >

| a | b |
|---|---|
| 1 | 2 |

[^1]: A note."""
GLOSSARY = """\
- id: distillation
  forms: {zh-Hant: [蒸餾], en: [distillation]}
  definition: {zh-Hant: "見[模型](../glossary/model/)。", en: As said.}
  see: [model]
- {id: model, forms: {zh-Hant: [模型], en: [model]}}
"""
NOTES = "- {id: so, quote: 如此, kind: fact, as_of: 2025-02, by: the editors, text: {zh-Hant: '“<&>”。', en: So.}}\n"
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8cfc0"
    "000003010100c9fe92ef0000000049454e44ae426082"
)


@pytest.fixture
def books(site: Site, monkeypatch: pytest.MonkeyPatch) -> Site:
    """A site whose articles have all that a text can have; the second is set in columns."""
    monkeypatch.chdir(site.root)
    front = (
        "speakers: {a: 甲}\nsource_url: https://a.example/1\nrights: 公版\nauthors: [王]\nposted: 2025-03-01"
    )
    site.article("one", SOURCE, front=front)
    site.notes("one", NOTES)
    site.article(
        "one", TRANSLATION, lang="en", title="One & only", front="speakers: {a: A}\ntranslators: [B]"
    )
    picture = site.root / "content/articles/one/img/a b.png"
    picture.parent.mkdir()
    picture.write_bytes(PIXEL)
    site.article(
        "two", "豎排的12月，見[前篇](../one/)。", front="writing: vertical\nseries: {id: both, number: 1}"
    )
    return site.glossary(GLOSSARY)


def parts_of(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as archive:
        assert archive.infolist()[0].filename == "mimetype"
        assert archive.infolist()[0].compress_type == zipfile.ZIP_STORED
        return {name: archive.read(name) for name in archive.namelist()}


def test_books_are_valid_also_as_one_volume(books: Site) -> None:
    """epubcheck finds no error, warning or usage that matters in a book with counterparts, and in a volume with pop-ups."""
    java, jar = tools.java(), tools.epubcheck()
    assert main(["export", "epub", "--all", "--edition", "zh-hant", "--volume"]) == 0
    assert main(["export", "epub", "one", "--edition", "en"]) == 0
    made = sorted(path.name for path in Path("export").iterdir())
    assert made == [
        "one.en.epub",
        "one.en.pop-up.epub",
        "volume.zh-hant.epub",
        "volume.zh-hant.pop-up.epub",
    ]
    for name in ("one.en.epub", "volume.zh-hant.pop-up.epub"):
        ran = subprocess.run(
            [java, "-jar", str(jar), "--usage", "-q", f"export/{name}"],
            capture_output=True,
            text=True,
            check=False,
        )
        assert re.findall(r"(?:FATAL|ERROR|WARNING|USAGE).*", ran.stdout + ran.stderr) == []


def test_a_book_keeps_text_counterpart_terms_notes_and_misprints(books: Site) -> None:
    """What the page says the book says, with ways to each note and back, and no link that leads nowhere."""
    assert main(["export", "epub", "one", "--edition", "zh-hant"]) == 0
    for name in ("one.zh-hant.epub", "one.zh-hant.pop-up.epub"):
        parts = parts_of(Path("export") / name)
        page = etree.fromstring(parts["EPUB/one.xhtml"])
        text = " ".join("".join(page.itertext()).split())
        for words in (
            "蒸餾用於模型móxíng，DeepSee［DeepSeek］如此",
            "Distillation serves",
            "“<&>”。",
            "code < & >",
            "未譯的一段",
        ):
            assert words in text, words
        assert b" epub:type=" in parts["EPUB/one.xhtml"]
        assert not re.search(rb"</?\w+:|\bns\d+:", parts["EPUB/one.xhtml"])  # plain names, for all readers
        ids = page.xpath("//@id")
        assert len(ids) == len(set(ids))
        inside = [href[1:] for href in page.xpath("//@href") if href.startswith("#")]
        assert {"note-so", "nr-so", "g-distillation"} <= set(inside)
        assert set(inside) <= set(ids)
        outside = [href for href in page.xpath("//*[local-name() = 'a']/@href") if href[:1] != "#"]
        assert [href for href in outside if not href.startswith("https://")] == []
        assert [name for name in parts if name.startswith("EPUB/images/")] == [
            "EPUB/images/one/img/a_20b.png"
        ]


def test_chapters_of_a_volume_lead_to_each_other(books: Site) -> None:
    assert main(["export", "epub", "--all", "--volume", "--edition", "zh-hant"]) == 0
    parts = parts_of(Path("export/volume.zh-hant.epub"))
    assert b'href="two.xhtml"' in parts["EPUB/one.xhtml"]
    assert b'href="one.xhtml"' in parts["EPUB/two.xhtml"]
    assert main(["export", "epub", "--series", "both", "--volume", "--edition", "zh-hant"]) == 0
    assert "EPUB/one.xhtml" not in parts_of(Path("export/both.zh-hant.epub"))


def test_the_same_content_makes_the_same_bytes(books: Site) -> None:
    assert main(["export", "epub", "--all", "--out", "a"]) == 0
    assert main(["export", "epub", "--all", "--out", "b"]) == 0
    made = sorted(path.name for path in Path("a").iterdir())
    assert all(Path("a", name).read_bytes() == Path("b", name).read_bytes() for name in made)


def test_lines_of_a_cover_fit_and_keep_words_whole() -> None:
    lines = break_lines(
        ["「做量化", "交易", "的公司，做起AI更加腳踏實地」中國AI專家看DeepSeek"], lambda text: 90 * len(text)
    )
    assert "".join(lines).replace(" ", "") == "「做量化交易的公司，做起AI更加腳踏實地」中國AI專家看DeepSeek"
    assert all(len(line) <= 12 for line in lines)
    assert any("DeepSeek" in line for line in lines)


def test_a_book_of_ours_goes_home_byte_for_byte(books: Site, tmp_path: Path) -> None:
    """Imported into an empty site a volume makes the files it was made from; into its own it changes nothing."""
    content = books.root / "content"
    (content / "glossary/more.yaml").write_text(
        "- {id: unused, forms: {en: [unused]}}\n\n# why\n- {id: a, forms: {en: [aaa]}}\n"
    )
    assert main(["export", "epub", "--all", "--volume", "--edition", "en"]) == 0
    book = (books.root / "export/volume.en.epub").resolve()
    before = {path: path.read_bytes() for path in content.rglob("*") if path.is_file()}
    assert main(["import", str(book)]) == 0
    assert {path: path.read_bytes() for path in content.rglob("*") if path.is_file()} == before
    home = tmp_path / "empty"
    home.mkdir()
    (home / "config.yaml").write_bytes((books.root / "config.yaml").read_bytes())
    assert main(["import", str(book), "--config", str(home / "config.yaml")]) == 0
    made = {
        path.relative_to(home): path.read_bytes() for path in (home / "content").rglob("*") if path.is_file()
    }
    unused = content / "glossary/more.yaml"
    assert made == {path.relative_to(books.root): data for path, data in before.items() if path != unused}


def test_a_book_of_ours_replaces_nothing(books: Site, capsys: pytest.CaptureFixture[str]) -> None:
    """What was edited since is shown and stays, and so does all else; a term that differs is only shown."""
    assert main(["export", "epub", "one", "--edition", "en"]) == 0
    text, terms = Path("content/articles/one/en.md"), next(Path("content/glossary").iterdir())
    edited = text.read_text().replace("likewise", "too")
    text.write_text(edited)
    Path("content/articles/one/notes.yaml").unlink()
    terms.write_text(GLOSSARY.replace("As said", "As told"))
    capsys.readouterr()
    assert main(["import", "export/one.en.epub"]) == 1
    said = "".join(capsys.readouterr())
    assert "now: …serves the" in said or "likewise" in said
    assert "As told" in said
    assert "the book has this file otherwise; it was left as it is" in said
    assert text.read_text() == edited
    assert not Path("content/articles/one/notes.yaml").exists()


@pytest.mark.parametrize(
    "path",
    [
        "articles/../../evil.md",
        "articles/one/source/page.html",
        "../x.yaml",
        "articles/A/en.md",
        "glossary/.a.yaml",
    ],
)
def test_a_hostile_book_writes_nothing(books: Site, capsys: pytest.CaptureFixture[str], path: str) -> None:
    with zipfile.ZipFile("evil.epub", "w") as archive:
        archive.writestr("META-INF/yizhu/articles/new/en.md", "---\ntitle: A\n---\n\nB.\n")
        archive.writestr(f"META-INF/yizhu/{path}", "[]")
    before = sorted(books.root.rglob("*"))
    assert main(["import", "evil.epub"]) == 1
    assert "carries a file of the name" in "".join(capsys.readouterr())
    assert sorted(books.root.rglob("*")) == before
