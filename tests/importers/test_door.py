"""Sources other than dumps: Markdown files, pages with their pictures, addresses; and what is written of them."""

from __future__ import annotations

import base64
import threading
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import yaml

from yizhu.cli import DONE, FAULTY, main
from yizhu.content.faults import Faults
from yizhu.content.files.picture_types import detect_picture_type
from yizhu.importers import (
    article_markdown,
    as_json,
    draft_from,
    leave_out_pictures,
    read_sibling_file,
    take_pictures,
)
from yizhu.importers.sources.decode import read_source
from yizhu.importers.sources.embedded_pictures import extract_data_pictures, replace_addresses

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 700
JPEG = b"\xff\xd8\xff" + b"\0" * 700
TEXT = "他說，開源社區的價格越來越便宜，大家都可以用，這對我們來說是一個好消息。"
MARKDOWN = f"""---
title: 開源
authors: [林悅]
published: 2025-02-01
---

## 第一節

{TEXT}

- 一
- 二

> **德國之聲：**您認為可能嗎？[^1]

[^1]: 註。
"""


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "config.yaml").write_text("title: 譯注\nbase_url: https://example.org/\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def host() -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            kinds = {
                "/a.md": MARKDOWN.replace("第一節", "![圖](p.png)").encode(),
                "/p.jpg": JPEG,
                "/p.svg": b"<svg onload='x'/>",
            }
            body = kinds.get(self.path)
            self.send_response(200 if body else 404)
            self.send_header("Content-Type", "text/plain")
            self.end_headers()
            self.wfile.write(body or b"")

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_markdown_is_kept() -> None:
    """A Markdown file's front matter and text are written as they came, as a draft; each line is accounted for."""
    draft = draft_from(MARKDOWN.encode("gb18030"), name="a.md")
    assert article_markdown(draft) == MARKDOWN.replace("2025-02-01\n---", "2025-02-01\ndraft: true\n---")
    decided = MARKDOWN.replace("2025-02-01\n---", "2025-02-01\ndraft: false\n---")
    assert article_markdown(draft_from(decided.encode(), name="a.md")) == decided
    shown = as_json(draft)
    assert shown["meta"] == {"title": "開源", "authors": ["林悅"], "published": "2025-02-01"}
    assert shown["fields"] == {"title": [2, 2], "authors": [3, 3], "published": [4, 4]}
    assert [block["role"] for block in shown["blocks"]] == ["heading", "paragraph", "list", "quote"]
    assert shown["blocks"][-1]["lines"] == [14, 16]


def test_markdown_without_front_matter() -> None:
    """Without front matter, the first heading is the title."""
    draft = draft_from(f"# 開源\n\n{TEXT}\n".encode(), name="a.md", url="https://news.example/1")
    written = f"---\ntitle: 開源\nsource_url: https://news.example/1\ndraft: true\n---\n\n{TEXT}\n"
    assert article_markdown(draft) == written
    broken = draft_from(f"\n***\n# 開源\n\n***\n\n{TEXT}\n".encode(), name="a.md")
    assert article_markdown(broken) == f"---\ntitle: 開源\ndraft: true\n---\n\n***\n\n{TEXT}\n"
    underlined = draft_from(f"開源\n====\n{TEXT}\n".encode(), name="a.md")
    assert article_markdown(underlined) == f"---\ntitle: 開源\ndraft: true\n---\n\n{TEXT}\n"


@pytest.mark.parametrize(
    ("text", "problem", "line"),
    [
        (f"---\ntitle: 開源\n\n{TEXT}\n", "front matter does not end", 1),
        (f"---\ntitle: [開源\n---\n\n{TEXT}\n", "no YAML", 2),
        (f"---\n- 開源\n---\n\n{TEXT}\n", "no mapping", 2),
        (f"{TEXT}\n", "no title", 1),
        ("# 題\n", "no text below", 0),
        (f"# 題\n\n{TEXT}\n\n[開源]{{colour=red}}\n", "no span attribute colour", 5),
    ],
)
def test_faulty_markdown(text: str, problem: str, line: int) -> None:
    """An error that our parser finds is a fault at its line."""
    with pytest.raises(Faults) as found:
        draft_from(text.encode(), name="a.md")
    fault = found.value.faults[0]
    assert problem in fault.problem
    assert fault.place.line == line


def test_front_matter_that_no_build_reads(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A value that builds do not take is reported at import, not only when the site is built."""
    Path("a.md").write_text(MARKDOWN.replace("authors: [林悅]", "mark: perhaps"), "utf-8")
    assert main(["import", "a.md"]) == FAULTY
    assert "a.md:3" in capsys.readouterr().err
    assert not (site / "content").exists()


def test_pictures_beside_the_source(site: Path) -> None:
    """--pictures copies a picture beside the source; for other files the receipt says why not."""
    body = "![圖 \\[一\\]](p/a.png)\n\n![](../b.png)\n\n![](c.svg 'C')\n\n![又](<p/a.png>)"
    source = site / "in"
    (source / "p").mkdir(parents=True)
    (source / "a.md").write_text(MARKDOWN.replace("## 第一節", body), "utf-8")
    (source / "p" / "a.png").write_bytes(PNG)
    (source / "c.svg").write_text("<svg/>", "utf-8")
    (site / "b.png").write_bytes(PNG)
    assert main(["import", "in/a.md", "--pictures"]) == DONE
    folder = site / "content" / "articles" / "a"
    written = (folder / "zh-Hant.md").read_text("utf-8")
    assert body.replace("p/a.png", "picture-1.png") in written
    assert (folder / "picture-1.png").read_bytes() == PNG
    told = yaml.safe_load((folder / "source" / "import.yaml").read_text("utf-8"))["pictures"]
    assert [(one["from"], "file" in one) for one in told] == [
        ("p/a.png", True),
        ("../b.png", False),
        ("c.svg", False),
    ]
    assert (folder / "source" / "page.md").exists()


def test_a_page_without_its_pictures(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """--no-pictures leaves captions, and accounts for the pictures that had none; no fault is left of them."""
    figures = (
        '<figure><img src="a.jpg" alt="圖"><figcaption>圖一：說明</figcaption></figure>'
        '<p><a href="https://a.org/"><img src="b.jpg"></a></p>'
    )
    page = f"<html><head><title>開源的趨勢</title></head><body><article><h1>開源的趨勢</h1><p>{TEXT}</p>\n{figures}\n"
    Path("a.html").write_text(f"{page}<p>{TEXT}<img src='c.png'></p></article></body></html>", "utf-8")
    assert main(["import", "a.html", "--no-pictures", "--url", "https://news.example/"]) == DONE
    folder = site / "content/articles/a"
    *_, first, caption, last = (folder / "zh-Hant.md").read_text("utf-8").split("\n\n")
    assert (first, caption, last) == (TEXT, "圖一：說明", f"{TEXT}\n")
    receipt = yaml.safe_load((folder / "source" / "import.yaml").read_text("utf-8"))
    assert any("--no-pictures" in one["why"] for one in (*receipt["dropped"], *receipt["beside"]))
    capsys.readouterr()
    main(["check"])
    assert "stands on another site" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("given", "left"),
    [
        ("![圖](a.png)\\\n說明", "說明"),
        ("說明\\\n![圖](a.png)", "說明"),
        ("一\\\n![圖](a.png)\\\n二", "一\\\n二"),
        ("一![圖](<a b.png> 'x')二 ![](https://a.org/x_(1).png)", "一二 "),
        ("[![圖](a.png)](https://a.org/) 一", " 一"),
        ("一\n\n![圖](a.png) ![圖](b.png)\n\n二", "一\n\n二"),
        ("一`![圖](a.png)`", "一`![圖](a.png)`"),
        ("```\n![圖](a.png)\n\n```\n\n![圖](a.png)\n\n二", "```\n![圖](a.png)\n\n```\n\n二"),
    ],
)
def test_markdown_without_its_pictures(given: str, left: str) -> None:
    """Pictures go with the links around them and the lines that were only theirs; code stays."""
    draft = replace(draft_from(MARKDOWN.encode(), name="a.md"), written=given)
    assert leave_out_pictures(draft).written == left


def test_an_address_becomes_an_article(site: Path, host: str) -> None:
    """An address is imported like a file, its host being one of this machine only if that is allowed."""
    assert main(["import", f"{host}/a.md"]) == FAULTY
    assert main(["import", f"{host}/a.md", "--allow-private"]) == DONE
    receipt = yaml.safe_load((site / "content/articles/a/source/import.yaml").read_text("utf-8"))
    assert receipt["source"]["address"] == f"{host}/a.md"


def test_an_address_that_is_none(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An invalid address is a fault, even before a name is made from it."""
    assert main(["import", "https://[x/a.html"]) == FAULTY
    assert "this is not a web address" in capsys.readouterr().err


def test_a_name_without_latin_letters(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A look at a source needs no address for it; an article does."""
    Path("文章.md").write_text(MARKDOWN, "utf-8")
    assert main(["import", "文章.md", "--dry-run"]) == DONE
    assert main(["import", "文章.md"]) == FAULTY
    assert "--slug" in capsys.readouterr().err


@pytest.mark.parametrize("source", ["ftp://news.example/a", "folder/none.html"])
def test_a_source_that_cannot_be_had(site: Path, source: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The fault names the source as the editor did."""
    assert main(["import", source, "--dry-run"]) == FAULTY
    assert capsys.readouterr().err.startswith(f"{source}: ")


def test_pictures_of_the_web(site: Path, host: str) -> None:
    """Pictures are fetched under the same rules as pages; their type is detected from their bytes."""
    body = f"![]({host}/p.jpg)\n\n![]({host}/p.svg)\n\n![]({host}/gone.png)"
    Path("a.md").write_text(MARKDOWN.replace("## 第一節", body), "utf-8")
    assert main(["import", "a.md", "--pictures", "--allow-private"]) == DONE
    folder = site / "content" / "articles" / "a"
    assert (folder / "picture-1.jpg").read_bytes() == JPEG
    told = yaml.safe_load((folder / "source" / "import.yaml").read_text("utf-8"))["pictures"]
    assert told[0]["from"] == f"{host}/p.jpg"
    assert "no JPEG" in told[1]["not_taken"]
    assert "answers 404" in told[2]["not_taken"]
    assert f"]({host}/p.svg)" in (folder / "zh-Hant.md").read_text("utf-8")


def test_pictures_of_a_private_network(site: Path, host: str) -> None:
    """A page cannot make the import fetch from this machine by naming a picture there."""
    Path("a.md").write_text(MARKDOWN.replace("## 第一節", f"![]({host}/p.jpg)"), "utf-8")
    assert main(["import", "a.md", "--pictures"]) == DONE
    told = yaml.safe_load((site / "content/articles/a/source/import.yaml").read_text("utf-8"))["pictures"]
    assert "private" in told[0]["not_taken"]


def test_pictures_that_came_with_the_source() -> None:
    """A picture that a page holds itself is written under its own name, and named so in the text in any case."""
    text = MARKDOWN.replace("## 第一節", "![](https://received.invalid/picture-1.png)")
    draft = draft_from(text.encode(), name="a.md")
    assert "![](picture-1.png)" in article_markdown(draft)
    inside = replace_addresses('<img src="a">', lambda _: PNG)[1]

    draft = replace(draft, received=replace(draft.received, pictures=inside))
    taken = take_pictures(draft, lambda address: b"")
    assert [(one.file, one.data) for one in taken.pictures] == [("picture-1.png", PNG)]


def test_files_beside_a_page(tmp_path: Path) -> None:
    """Only files in the page's own folder are taken for it: no path and no link leads out."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a b.png").write_bytes(PNG)
    (tmp_path / "secret.png").write_bytes(PNG)
    (tmp_path / "in" / "link.png").symlink_to(tmp_path / "secret.png")
    assert read_sibling_file(tmp_path / "in", "./a%20b.png?v=1") == PNG
    for address in (
        "../secret.png",
        "link.png",
        "/etc/passwd",
        "file:///etc/passwd",
        "%2e%2e/secret.png",
        ".",
        "\0",
    ):
        assert read_sibling_file(tmp_path / "in", address) is None, address


def test_types_of_pictures() -> None:
    """The type of a picture is detected from its bytes; SVG is refused, since it may hold scripts."""
    files = [PNG, JPEG, b"GIF89a", b"RIFF....WEBP", b"\0\0\0\x1cftypavif", b"<svg/>", b"RIFF....WAVE", b""]
    assert [detect_picture_type(data) for data in files] == ["png", "jpg", "gif", "webp", "avif", "", "", ""]


def test_what_is_inlined_besides_pictures() -> None:
    """Inlined fonts and icons are removed, small placeholders stay."""
    small = base64.b64encode(PNG[:50]).decode()
    svg = "data:image/svg+xml;base64," + base64.b64encode(b"<svg/>" * 200).decode()
    text, found = extract_data_pictures(f'<img src="data:image/png;base64,{small}"><img src="{svg}">')
    assert text == f'<img src="data:image/png;base64,{small}"><img src="data:,">'
    assert found == ()


def test_forms() -> None:
    """The form of a source is detected from its bytes before its name."""
    forms = {
        "a.txt": "文字",
        "a.md": "文字",
        "b.txt": "---\ntitle: 題\n---\n文字\n",
        "c.txt": "<!DOCTYPE html><p>文",
    }
    assert [read_source(text.encode(), name).form for name, text in forms.items()] == [
        "txt",
        "md",
        "md",
        "html",
    ]
