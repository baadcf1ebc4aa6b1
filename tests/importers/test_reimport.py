"""An editor's word about lines is repeatable, and a text that somebody edited is never overwritten."""

from __future__ import annotations

from pathlib import Path

import pytest

from yizhu.cli import main
from yizhu.content.faults import Faults
from yizhu.importers import (
    Decision,
    EditorDecisions,
    as_json,
    draft_from,
    find_differences,
    preview_page,
    read_decisions,
)
from yizhu.importers.model.draft import find_unaccounted

SEED = (Path(__file__).parents[1] / "data" / "deepseek-interview.txt").read_text("utf-8")
HTML = """<!DOCTYPE html><html lang="zh-Hant"><head><title>一個題目</title></head><body>
<h1>一個題目</h1>
<p>這是文章的第一段，說了一些事情，也說了為什麼，然後就結束了，沒有別的。</p>
<p>這是文章的第二段，說了一些事情，也說了為什麼，然後就結束了，沒有別的。</p>
<p>這是文章的第三段，說了一些事情，也說了為什麼，然後就結束了，沒有別的。</p>
<div class="related"><a href="/1">相關新聞一則</a></div>
</body></html>
"""


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site and a page beside it; the program runs there."""
    (tmp_path / "config.yaml").write_text("title: 譯注\nbase_url: https://example.org/\n", "utf-8")
    (tmp_path / "page.txt").write_text(SEED, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> int:
    return main(["import", "page.txt", "--slug", "a", *arguments])


def text_of(site: Path) -> Path:
    return site / "content" / "articles" / "a" / "zh-Hant.md"


def decided(*decisions: Decision) -> EditorDecisions:
    return EditorDecisions(now=decisions)


def test_the_editor_overrides_every_rule() -> None:
    """The editor's decisions override every rule; each line is still accounted for."""
    asked = decided(
        Decision((25, 25), keep=True), Decision((22, 23), keep=False), Decision((5, 6), keep=True)
    )
    draft = draft_from(SEED.encode(), name="page.txt", decided=asked)
    assert find_unaccounted(draft) == ()
    assert {(5, 5), (6, 6), (25, 25)} <= {block.lines for block in draft.blocks}
    said = {item.lines: item.why for item in draft.dropped}
    assert said[22, 22] == said[23, 23] == "the editor dropped it"
    assert said[7, 7].startswith("insert")


def test_a_page_of_html_obeys_too() -> None:
    """The lines are those of the page's source."""
    asked = decided(Decision((4, 4), keep=False), Decision((6, 6), keep=True))
    draft = draft_from(HTML.encode(), name="page.html", decided=asked)
    assert [block.lines[0] for block in draft.blocks] == [3, 5, 6]
    assert find_unaccounted(draft) == ()


MENU = "某報首頁\n要聞 財經 體育\n市長宣布全面調漲公車票價\n中央銀行升息半碼\n北部山區慎防大雨\n訂閱電子報\n國際 兩岸 娛樂 影音\n"
LINKS = "".join(f"<p><a href='/{n}'>{line}</a></p>\n" for n, line in enumerate(MENU.split("\n")[1:]))


@pytest.mark.parametrize("page", [MENU, f"<html lang='zh-TW'><title>某報首頁</title><body>\n{LINKS}"])
def test_of_a_page_of_links_only_what_is_named_is_kept(page: str) -> None:
    """Where the rules find no article, what an editor keeps is all of it, and the import says so."""
    with pytest.raises(Faults, match="little but links"):
        draft_from(page.encode(), name="page.txt")
    draft = draft_from(page.encode(), name="page.txt", decided=decided(Decision((4, 5), keep=True)))
    assert [block.lines[0] for block in draft.blocks] == [4, 5]
    assert draft.doubt.endswith("only what --keep names was kept")
    assert find_unaccounted(draft) == ()


def test_a_correction_is_repeatable(site: Path) -> None:
    """Decisions are written beside the article, and the next import applies them by itself."""
    assert run("--drop", "22", "--keep", "25") == 0
    first = text_of(site).read_text("utf-8")
    assert "Jina AI" not in first
    assert run() == 0
    assert text_of(site).read_text("utf-8") == first


def test_decisions_follow_their_words(site: Path) -> None:
    """A line that has moved is found again; one that is gone is a fault, not a guess."""
    assert run("--drop", "22") == 0
    (site / "page.txt").write_text(SEED.replace("\n", "\n\n"), "utf-8")
    assert run() == 0
    assert "Jina AI" not in text_of(site).read_text("utf-8")
    (site / "page.txt").write_text(SEED.replace("肖涵,德國", "肖涵,法國"), "utf-8")
    assert run() == 1


def test_an_edited_text_is_never_overwritten(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Imported anew, it stays to the letter, and the three ways it differs are shown."""
    assert run() == 0
    edited = text_of(site).read_text("utf-8").replace("我認為完全有可能", "我認為很有可能")
    text_of(site).write_text(edited, "utf-8")
    (site / "page.txt").write_text(SEED.replace("平常心對待", "平常心看待"), "utf-8")
    receipt = (text_of(site).parent / "source" / "import.yaml").read_bytes()
    capsys.readouterr()
    assert run() == 1
    told = capsys.readouterr()
    line = edited[: edited.index("我認為很有可能")].count("\n") + 1
    assert f"zh-Hant.md:{line}: edited\n" in told.out
    assert "the page changed\n" in told.out
    assert "edited: …" in told.out
    assert "which was edited; it was left as it is" in told.err
    assert text_of(site).read_text("utf-8") == edited
    assert (text_of(site).parent / "source" / "import.yaml").read_bytes() == receipt


def test_a_text_nobody_edited_follows_its_page(site: Path) -> None:
    """The page received now replaces the one received then, text, source and receipt."""
    assert run() == 0
    changed = SEED.replace("平常心對待", "平常心看待")
    (site / "page.txt").write_text(changed, "utf-8")
    assert run() == 0
    assert "平常心看待" in text_of(site).read_text("utf-8")
    assert (text_of(site).parent / "source" / "page.txt").read_text("utf-8") == changed


BILINGUAL = (
    "城市\n這座城市在三十年之間變成今日的模樣。\nThis is how the city became what it is.\n"
    "當年的工廠早已遷走。\nThe factories have long moved away.\n"
)


def test_what_was_stated_is_kept(site: Path) -> None:
    """The next import obeys title, author, language, address and what was asked of languages; a new word wins."""
    (site / "page.txt").write_text(BILINGUAL, "utf-8")
    asked = ["--title", "題目", "--author", "林悅", "--url", "https://example.org/1", "--lang", "zh-TW"]
    assert run(*asked, "--split-languages", "--no-pictures") == 0
    folder = site / "content" / "articles" / "a"
    files = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert (folder / "source" / "decisions.yaml").read_text("utf-8").split("\n", 1)[1] == (
        "title: 題目\nauthors: [林悅]\nlang: zh-TW\nurl: https://example.org/1\nsplit_languages: true\npictures: false\n"
    )
    assert {"zh-TW.md", "en.md"} <= {path.name for path in files}
    assert run() == 0
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == files
    assert run("--title", "別題") == 0
    assert "title: 別題\nauthors: [林悅]\n" in (folder / "zh-TW.md").read_text("utf-8")
    assert "title: 別題\n" in (folder / "source" / "decisions.yaml").read_text("utf-8")


def test_a_translation_in_work_stays(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The text follows its page; of a translation that somebody edited, what the page changed is only shown."""
    (site / "page.txt").write_text(BILINGUAL, "utf-8")
    assert run("--split-languages") == 0
    translation = text_of(site).with_name("en.md")
    edited = translation.read_text("utf-8").replace("long moved", "long since moved")
    translation.write_text(edited, "utf-8")
    (site / "page.txt").write_text(
        BILINGUAL.replace("工廠", "舊工廠").replace("the city became", "it became"), "utf-8"
    )
    capsys.readouterr()
    assert run() == 0
    told = capsys.readouterr().out
    assert "en.md:7: edited, and the page changed\n" in told
    assert "en.md: this translation was edited; it was left as it is\n" in told
    assert translation.read_text("utf-8") == edited
    assert "舊工廠" in text_of(site).read_text("utf-8")


def test_a_translation_nobody_edited_follows_its_page(site: Path) -> None:
    """It is the page's, as the text is."""
    (site / "page.txt").write_text(BILINGUAL, "utf-8")
    assert run("--split-languages") == 0
    (site / "page.txt").write_text(BILINGUAL.replace("factories", "works"), "utf-8")
    assert run() == 0
    assert "The works have" in text_of(site).with_name("en.md").read_text("utf-8")


def test_who_changed_what() -> None:
    """A passage changed by both page and editor is reported as such; an unchanged one is not reported."""
    found = find_differences("a\n\nb\n\nc\n\nd", "a\n\nB\n\nc\n\nD", "a\n\nb!\n\nc\n\nd\n\ne")
    assert [(one.line, one.who) for one in found] == [
        (3, "edited, and the page changed"),
        (7, "edited, and the page changed"),
    ]
    assert find_differences("a\n\nb", "a\n\nb", "a\n\nc")[0].who == "edited"


@pytest.mark.parametrize("given", ["x", "0", "3-2", "-1", "1-", "٣"])
def test_what_is_no_line(site: Path, given: str, capsys: pytest.CaptureFixture[str]) -> None:
    """An invalid range of lines is a fault with a help text."""
    assert run(f"--drop={given}") == 1
    assert "is not a line number" in capsys.readouterr().err
    assert not (site / "content").exists()


def test_lines_that_are_not_there(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """All lines that the source does not have are reported at once, and nothing is written."""
    assert run("--keep", "99", "--drop", "100-120") == 1
    told = capsys.readouterr().err
    assert "--keep 99: there is no such line" in told
    assert "--drop 100-120: there is no such line" in told
    assert not (site / "content").exists()


@pytest.mark.parametrize(
    "text",
    [
        "- 1",
        "keep: 3",
        "keep: [{lines: [1]}]",
        "keep: [{lines: [a, b], text: x}]",
        "{",
        "title: 3",
        "authors: x",
    ],
)
def test_a_file_that_is_none(text: str) -> None:
    """A file of decisions that somebody broke is a fault that names it."""
    with pytest.raises(Faults, match=r"decisions\.yaml: this is not a valid file of decisions"):
        read_decisions(text, "decisions.yaml")


def test_the_preview_shows_every_line() -> None:
    """The preview shows each stretch with its rule; it runs and fetches nothing, and escapes its text."""
    text = SEED.replace("因為你,", "<script>alert(1)</script>因為你,")
    draft = draft_from(text.encode(), name="page.txt")
    page = preview_page(draft)
    assert "<script" not in page
    assert "default-src 'none'" in page
    assert page.count('<div class="part ') == sum(
        len(as_json(draft)[key]) for key in ("fields", "blocks", "dropped")
    )
    assert page.count('<div class="part kept"') == len(draft.blocks)


def test_the_preview_is_opened(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """--open writes the preview into .yizhu/, also with --dry-run, and opens it."""
    opened: list[str] = []
    monkeypatch.setattr("webbrowser.open", opened.append)
    assert run("--dry-run", "--open") == 0
    assert opened == [(site / ".yizhu" / "import.html").as_uri()]
    assert not (site / "content").exists()
