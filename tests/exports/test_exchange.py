from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from testbed import REPO, Site

from yizhu.cli import main

FORMATS = {"xliff": "xlf", "xliff-1.2": "xliff", "tmx": "tmx", "csv": "csv"}
every_format = pytest.mark.parametrize("format", FORMATS)
SOURCE = """\
## 用途

**甲：**本[模型]{term=model}可以用於**商業**，見[此處](https://a.example)[^1]。

- 其一
- 其二

意見請寄編輯部。

[^1]: 註。"""
TRANSLATION = """\
<!-- a comment -->
{from=p1}
## Uses

{from=p2}
**A:** The model may be used *in*
**business**, see [here](https://a.example)[^1]. {role=notice}

{from=p3}
- one
- two

<!-- 意見請寄編輯部。 -->
{from=p4}

[^1]: Note."""


@pytest.fixture
def trade(site: Site, monkeypatch: pytest.MonkeyPatch) -> Site:
    """A site with an article whose last passage is not translated."""
    monkeypatch.chdir(site.root)
    site.article("model", SOURCE, front="speakers: {a: 甲}\nrights: 公版")
    site.article("model", TRANSLATION, lang="en", title="Use", front="status: draft\nspeakers: {a: A}")
    return site.glossary("- {id: model, forms: {zh-Hant: [模型], en: [model]}}\n")


def text_of(site: Site) -> str:
    """The translation's file."""
    return (site.root / "content/articles/model/en.md").read_text("utf-8")


def exported(site: Site, format: str) -> Path:
    """The file that an export makes of the article."""
    assert main(["export", format, "model"]) == 0
    return site.root / "export" / f"model.en.{FORMATS[format]}"


def edit(path: Path, *changes: tuple[str, str]) -> str:
    """Change words of a file as a tool does; return its path for the command line."""
    text = path.read_bytes().decode()
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    path.write_bytes(text.encode())
    return str(path)


def lines_of_state(site: Site) -> dict[str, tuple[str, str]]:
    """The state of each passage, and who signed it."""
    state = yaml.safe_load((site.root / "content/articles/model/state.yaml").read_text("utf-8"))
    return {line["passage"]: (line["state"], line.get("by", "")) for line in state["translations"]}


# ---- nothing changed ---------------------------------------------------------------------------------------


@every_format
def test_what_nobody_changed_comes_home_byte_by_byte(trade: Site, format: str) -> None:
    """An import of an export writes nothing, neither text nor state."""
    before = trade.files() if hasattr(trade, "files") else text_of(trade)
    assert main(["import", str(exported(trade, format))]) == 0
    assert (trade.files() if hasattr(trade, "files") else text_of(trade)) == before
    assert not (trade.root / "content/articles/model/state.yaml").exists()


@every_format
def test_same_content_same_bytes(trade: Site, format: str, capsys: pytest.CaptureFixture[str]) -> None:
    """An export knows no clock: made again, it is unchanged."""
    before = exported(trade, format).read_bytes()
    assert exported(trade, format).read_bytes() == before
    assert "(unchanged)" in capsys.readouterr().out


def test_the_site_of_this_project_comes_home(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """All articles of the site, in all formats."""
    import shutil

    shutil.copytree(REPO / "content", site.root / "content", dirs_exist_ok=True)
    shutil.copy(REPO / "config.yaml", site.root)
    monkeypatch.chdir(site.root)
    files = sorted((site.root / "content/articles").rglob("*.*"))
    before = {path: path.read_bytes() for path in files if path.is_file()}
    for format in FORMATS:
        assert main(["export", format, "--all"]) == 0
    for path in sorted((site.root / "export").iterdir()):
        assert main(["import", str(path)]) == 0
    after = sorted((site.root / "content/articles").rglob("*.*"))
    assert {path: path.read_bytes() for path in after if path.is_file()} == before


# ---- what a translator does --------------------------------------------------------------------------------


@every_format
def test_only_the_words_of_changed_passages_are_written(trade: Site, format: str) -> None:
    """Comments, slots, attributes, line breaks and all other passages stay; the edited passage is a draft."""
    path = edit(exported(trade, format), ("two", "the second"))
    assert main(["import", path]) == 0
    assert text_of(trade) == TRANSLATION_FILE.replace("- two", "- the second")
    assert lines_of_state(trade) == {"p1": ("draft", ""), "p2": ("draft", ""), "p3": ("draft", "")}


TRANSLATION_FILE = f"---\ntitle: Use\nstatus: draft\nspeakers: {{a: A}}\n---\n\n{TRANSLATION}\n"


def test_an_empty_slot_is_filled(trade: Site) -> None:
    """The words stand below their slot, in the block's form; what is said of the slot stays."""
    target = '<target state="signed-off">Write to *us* [now].</target>'
    path = exported(trade, "xliff-1.2")
    source = re.search(r"<source>意見.*?</source>", path.read_text("utf-8"))
    assert source
    edit(
        path,
        (source[0], source[0] + target),
        ('id="p4" resname="p4" approved="no"', 'id="p4" approved="yes"'),
    )
    assert main(["import", str(path), "--by", "Anna", "--date", "2026-05-01"]) == 0
    filled = "{from=p4}\nWrite to \\*us\\* \\[now\\]."
    assert text_of(trade) == TRANSLATION_FILE.replace("{from=p4}", filled)
    assert lines_of_state(trade)["p4"] == ("reviewed", "Anna")


def test_a_list_is_filled_with_the_marks_of_its_source(trade: Site) -> None:
    """A new translation takes the source's placeholders; a label gets the name that the translation declares."""
    text = TRANSLATION_FILE.replace("- one\n- two\n", "").replace(
        "**A:** The model may be used *in*\n**business**, see [here](https://a.example)[^1]. {role=notice}\n",
        "",
    )
    trade.write("content/articles/model/en.md", text)
    path = exported(trade, "xliff")
    written = path.read_text("utf-8")
    for unit in ("p2", "p3"):
        source = re.search(rf'id="{unit}".*?<source>(.*?)</source>', written, re.S)
        assert source
        target = source[1].replace("本", "Our ").replace("其一", "one").replace("其二", "two")
        written = written.replace(source[0], f"{source[0]}<target>{target}</target>")
    path.write_text(written, "utf-8")
    assert main(["import", str(path)]) == 0
    assert "{from=p3}\n- one\n- two\n" in text_of(trade)
    assert (
        "{from=p2}\n**A:** Our [模型]{term=model}可以用於**商業**，見[此處](https://a.example)[^1]。\n"
        in text_of(trade)
    )


@every_format
def test_states_travel(trade: Site, format: str) -> None:
    """machine, draft and reviewed leave and come back as such."""
    signs = {"p1": "machine", "p2": "reviewed", "p3": "draft"}
    for passage, state in signs.items():
        assert (
            main(
                ["accept", "model", "--translation", "en", passage, "--state", state, "--date", "2026-05-01"]
            )
            == 0
        )
    path = exported(trade, format)
    (trade.root / "content/articles/model/state.yaml").unlink()
    text = path.read_bytes().decode()
    text = re.sub(r"/(machine|reviewed|draft)(?=[<\"\r\n])", "/", text)
    path.write_bytes(text.encode())
    assert main(["import", str(path), "--date", "2026-05-01"]) == 0
    assert {passage: state for passage, (state, _) in lines_of_state(trade).items()} == signs


def test_machine_text_fills_empty_slots_only(trade: Site, capsys: pytest.CaptureFixture[str]) -> None:
    """Words that are there are not replaced by a machine's."""
    path = edit(exported(trade, "csv"), ("two", "the second"))
    assert main(["import", path, "--state", "machine"]) == 1
    assert "machine text does not replace the words of p3" in capsys.readouterr().err
    assert text_of(trade) == TRANSLATION_FILE


@every_format
def test_a_title_travels(trade: Site, format: str) -> None:
    """It is written as YAML; nothing else of the front matter is touched, and no passage is."""
    path = edit(
        exported(trade, format),
        (
            ">Use<" if format != "csv" else ",Use,",
            ">Use: a “manual” \\<" if format != "csv" else ",Use: a “manual” \\,",
        ),
    )
    assert main(["import", path]) == 0
    assert text_of(trade) == TRANSLATION_FILE.replace("title: Use", 'title: "Use: a “manual” \\\\"')


def test_a_title_that_is_still_to_be_written(trade: Site) -> None:
    """The sign that translate leaves is no title; what comes back stands in its place, before the comment."""
    trade.write("content/articles/model/en.md", TRANSLATION_FILE.replace("title: Use", "title: …  # 題目"))
    path = exported(trade, "xliff")
    edit(path, ("<source>題目</source>", "<source>題目</source><target>Use</target>"))
    assert main(["import", str(path)]) == 0
    assert text_of(trade) == TRANSLATION_FILE.replace("title: Use", 'title: "Use"  # 題目')


def test_two_translations_in_one_table(trade: Site) -> None:
    """Each goes into its own text, and the state has the lines of both."""
    trade.article("model", TRANSLATION, lang="de", title="Nutzung", front="status: draft\nspeakers: {a: A}")
    english = exported(trade, "csv").read_bytes().decode("utf-8-sig")
    german = (trade.root / "export/model.de.csv").read_bytes().decode("utf-8-sig")
    trade.write("both.csv", (english + german.partition("\r\n")[2]).replace("two", "number two"))
    assert main(["import", "both.csv"]) == 0
    state = yaml.safe_load((trade.root / "content/articles/model/state.yaml").read_text("utf-8"))
    assert [line["text"] for line in state["translations"]] == ["de"] * 3 + ["en"] * 3
    assert "- number two" in text_of(trade)


# ---- what goes wrong ---------------------------------------------------------------------------------------


def test_a_lost_placeholder_is_a_fault(trade: Site, capsys: pytest.CaptureFixture[str]) -> None:
    """… with its place, and nothing is written."""
    path = exported(trade, "xliff")
    text = path.read_text("utf-8")
    found = re.findall(r'<ph [^>]*subType="yizhu:footnote"[^>]*/>', text)[-1]
    path.write_text("".join(text.rsplit(found, 1)), "utf-8")
    assert main(["import", str(path)]) == 1
    told = capsys.readouterr().err
    assert re.search(
        r"model\.en\.xlf:\d+:\d+: p2: the placeholder \d \(\[\^1\]\) is lost\n    .*\n +\^", told
    )
    assert text_of(trade) == TRANSLATION_FILE


def test_a_doubled_placeholder_is_a_fault(trade: Site, capsys: pytest.CaptureFixture[str]) -> None:
    """The caret stands below the second."""
    path = exported(trade, "xliff-1.2")
    text = path.read_text("utf-8")
    found = re.findall(r'<x id="\d+" ctype="x-footnote"[^>]*/>', text)[-1]
    at = text.rindex(found)
    path.write_text(text[:at] + found + text[at:], "utf-8")
    assert main(["import", str(path)]) == 1
    told = capsys.readouterr().err
    assert "stands twice" in told
    assert text_of(trade) == TRANSLATION_FILE


def test_wrong_nesting_is_a_fault(trade: Site, capsys: pytest.CaptureFixture[str]) -> None:
    """Halves of pairs that cross, as TMX can write them."""
    path = exported(trade, "tmx")
    text = path.read_text("utf-8")
    first, second = re.findall(r"<ept i=\"\d+\">[^<]*</ept>", text)[-2:]
    path.write_text(text.replace(first, "@@").replace(second, first).replace("@@", second), "utf-8")
    assert main(["import", str(path)]) == 1
    assert "does not close the one that was opened last" in capsys.readouterr().err


@every_format
def test_a_passage_that_changed_meanwhile_is_not_overwritten(
    trade: Site, format: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Both changes are kept: that in the Markdown in its place, that of the tool in its file, with a fault."""
    path = edit(exported(trade, format), ("two", "the second"))
    changed = TRANSLATION_FILE.replace("- two", "- number two")
    trade.write("content/articles/model/en.md", changed)
    assert main(["import", path]) == 1
    assert "p3 was changed in content/articles/model/en.md:" in capsys.readouterr().err
    assert text_of(trade) == changed


def test_a_changed_source_is_a_fault(trade: Site, capsys: pytest.CaptureFixture[str]) -> None:
    """What was translated is no longer what stands there."""
    path = edit(exported(trade, "xliff"), ("two", "the second"))
    trade.article("model", SOURCE.replace("其二", "第二"), front="speakers: {a: 甲}\nrights: 公版")
    assert main(["import", path]) == 1
    assert "the source of p3 has changed since this was exported" in capsys.readouterr().err


def test_what_was_imported_once_can_be_imported_again(trade: Site) -> None:
    """The second time nothing is left to do."""
    path = edit(exported(trade, "xliff"), ("two", "the second"))
    assert main(["import", path]) == 0
    before = text_of(trade)
    assert main(["import", path]) == 0
    assert text_of(trade) == before


def test_line_endings_stay(trade: Site) -> None:
    """A file with CRLF has CRLF afterwards."""
    trade.write("content/articles/model/en.md", TRANSLATION_FILE.replace("\n", "\r\n").encode())
    path = edit(exported(trade, "xliff"), ("two", "the second"))
    assert main(["import", path]) == 0
    raw = (trade.root / "content/articles/model/en.md").read_bytes()
    assert raw == TRANSLATION_FILE.replace("- two", "- the second").replace("\n", "\r\n").encode()


def test_an_export_never_overwrites_a_translators_work(
    trade: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file that says something else stays, unless --force says so."""
    path = exported(trade, "xliff")
    edit(path, ("two", "the second"))
    assert main(["export", "xliff", "model"]) == 1
    assert "the second" in path.read_text("utf-8")
    assert "--force" in capsys.readouterr().err
    assert main(["export", "xliff", "model", "--force"]) == 0
    assert "the second" not in path.read_text("utf-8")


def test_a_folder_to_write_to_is_one_outside_of_the_content(
    trade: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file, what lies below one, a part of the content: faults; no name at all is misuse. Nothing is written."""
    Path("taken").write_text("x", "utf-8")
    before = sorted(Path().rglob("*"))
    for out in ("taken", "taken/below", "content", "content/articles/model"):
        assert main(["export", "tmx", "model", "--out", out]) == 1
        assert capsys.readouterr().err.startswith(f"{out}: this ")
    assert main(["export", "tmx", "model", "--out", ""]) == 2
    assert sorted(Path().rglob("*")) == before


def test_articles_may_stand_behind_the_options(trade: Site) -> None:
    assert main(["export", "tmx", "--lang", "en", "model"]) == 0
    assert Path("export/model.en.tmx").is_file()


def test_an_unknown_format_names_those_that_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    """Exit code 2: the command was used wrongly."""
    assert main(["export", "xlif", "--all"]) == 2
    told = capsys.readouterr().err
    assert "did you mean xliff?" in told
    assert all(format in told for format in (*FORMATS, "tbx"))


def test_a_file_without_its_stamps_is_refused(trade: Site, capsys: pytest.CaptureFixture[str]) -> None:
    """Without them nobody can say what was changed there, and what here."""
    path = exported(trade, "xliff")
    path.write_text(
        re.sub(r"<mda:metadata>.*?</mda:metadata>", "", path.read_text("utf-8"), flags=re.S), "utf-8"
    )
    assert main(["import", str(path)]) == 1
    assert "nothing says what title was exported from" in capsys.readouterr().err


def test_only_the_language_that_is_asked_for(trade: Site, capsys: pytest.CaptureFixture[str]) -> None:
    """Of several translations, one; of none, a fault that says which there are."""
    trade.article("model", TRANSLATION, lang="de", title="Nutzung", front="status: draft\nspeakers: {a: A}")
    assert main(["export", "csv", "model", "--lang", "de"]) == 0
    assert [path.name for path in (trade.root / "export").iterdir()] == ["model.de.csv"]
    assert main(["export", "csv", "model", "--lang", "fr"]) == 1
    assert "there are de, en; yizhu translate model fr begins one" in capsys.readouterr().err


def test_halves_of_pairs_as_other_tools_write_them(trade: Site) -> None:
    """XLIFF 2's sc and ec say the same as its pc."""
    path = exported(trade, "xliff")
    pair = re.compile(r'<pc id="(\d+)"[^>]*>([^<]*)</pc>')
    text, count = pair.subn(r'<sc id="\1"/>\2<ec startRef="\1"/>', path.read_text("utf-8"))
    assert count > 3
    path.write_text(text, "utf-8")
    assert main(["import", str(path)]) == 0
    assert text_of(trade) == TRANSLATION_FILE


# ---- hostile files -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('<!DOCTYPE x [<!ENTITY a "b">]><xliff version="2.1">&a;</xliff>', "entities"),
        (
            '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><xliff version="2.1">&a;</xliff>',
            "entities",
        ),
        ("<xliff version='2.1'>", "not well-formed"),
        ("<xliff version='9'/>", "no XLIFF 1.2 or 2.1"),
        ("<html/>", "none of a translators' tool"),
        ('<xliff version="2.1" trgLang="en"><file id="../../etc"/></xliff>', "no article ../../etc"),
        ('<xliff version="2.1" trgLang="../x"><file id="model"/></xliff>', "no translation into ../x"),
    ],
)
def test_a_hostile_file_is_refused(
    trade: Site, text: str, problem: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """No entity is read, no path of the file is trusted; a fault says what it is."""
    trade.write("x.xlf", text)
    assert main(["import", "x.xlf"]) == 1
    assert problem in capsys.readouterr().err


@pytest.mark.parametrize("words", ["=1+1", "+1", "-1", "@x", "'", "'=1", "\t=1", "x", "", "''"])
def test_no_cell_is_a_formula(words: str) -> None:
    """A spreadsheet takes no cell for a formula, and no byte is lost by that."""
    from yizhu.content.translations.csv_cells import guard_cell, unguard_cell

    assert unguard_cell(guard_cell(words)) == words
    assert not guard_cell(words).startswith(("=", "+", "-", "@", "\t"))
