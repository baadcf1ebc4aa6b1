"""The aligned sentences of all translations, for those who train and those who study."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from testbed import Site

from yizhu.cli import main

SOURCE = """\
第一句。第二句很長，*分為*兩截！[^1]

一行\\
又一行。

併入的一段。

未譯的一段。

    print("code")

[^1]: 註腳不在其中。"""
TRANSLATION = """\
The first sentence. The second is long and in *two*![^1]

{from=p2-p3}
A line, and another line. A passage that was merged.

{from=p5}
    print("code")

[^1]: The footnote is not among them."""


@pytest.fixture
def texts(site: Site, monkeypatch: pytest.MonkeyPatch) -> Site:
    """A site with a translation from Chinese, one into it, and a draft."""
    monkeypatch.chdir(site.root)
    site.article(
        "one", SOURCE, front="source_url: https://a.example/1\nrights: {status: public-domain, text: 公版}"
    )
    site.article("one", TRANSLATION, lang="en", title="One", front="translators: [B]\nstatus: reviewed")
    site.article("two", "A cat sleeps. A dog runs.", lang="en", title="Two")
    site.article("two", "貓睡覺。狗跑步。", title="二", front="translators: [B]")
    site.article("draft", "草稿。", front="draft: true")
    return site.article("draft", "A draft.", lang="en", title="Draft", front="translators: [B]")


def read(pair: str) -> list[dict[str, Any]]:
    """The corpus of two languages; the text files have the same lines."""
    lines = Path(f"export/corpus.{pair}.jsonl").read_bytes().decode().split("\n")
    assert lines.pop() == ""
    found = [json.loads(line) for line in lines]
    source, target = found[0]["source"]["lang"], found[0]["target"]["lang"]
    for ending, column in (
        (source, [one["source"]["text"] for one in found]),
        (target, [one["target"]["text"] for one in found]),
        ("ids", [one["id"] for one in found]),
    ):
        assert Path(f"export/corpus.{pair}.{ending}").read_bytes().decode().split("\n") == [*column, ""]
        assert all(line.strip() == line != "" for line in column)
    assert len({one["id"] for one in found}) == len(found)
    return found


def test_each_line_is_a_pair_of_sentences(texts: Site) -> None:
    """Words as written, without notes, code, drafts and what is not translated; what is known of them beside them."""
    assert main(["export", "corpus", "--all"]) == 0
    assert sorted(path.name for path in Path("export").iterdir() if path.suffix == ".ids") == [
        "corpus.en-zh-Hant.ids",
        "corpus.zh-Hant-en.ids",
    ]
    found = read("zh-Hant-en")
    assert [(one["id"], one["source"]["text"], one["target"]["text"]) for one in found] == [
        ("one:p1:1", "第一句。", "The first sentence."),
        ("one:p1:2", "第二句很長，分為兩截！", "The second is long and in two!"),
        ("one:p2-p3:1", "一行 又一行。", "A line, and another line."),
        ("one:p2-p3:2", "併入的一段。", "A passage that was merged."),
    ]
    assert {name: found[2][name] for name in found[2] if name not in ("id", "source", "target")} == {
        "article": "one",
        "passage": "p2-p3",
        "state": "reviewed",
        "stale": False,
        "rights": "公版",
        "rights_status": "public-domain",
        "translation_rights": "公版",
        "source_url": "https://a.example/1",
        "page": "https://example.org/yizhu/zh-hant/one/#p2",
        "translators": ["B"],
    }
    assert [one["target"]["text"] for one in read("en-zh-Hant")] == ["貓睡覺。", "狗跑步。"]


def test_languages_are_chosen_and_bytes_stay(texts: Site, capsys: pytest.CaptureFixture[str]) -> None:
    """``--lang`` leaves out other translations; a second run changes nothing; an article without one is a fault."""
    assert main(["export", "corpus", "--all", "--lang", "zh-Hant"]) == 0
    assert main(["export", "corpus", "--all", "--lang", "zh-Hant"]) == 0
    told = capsys.readouterr().out
    assert "zh-Hant-en" not in told
    assert told.count("(new)") == told.count("(unchanged)") == 4
    assert main(["export", "corpus", "one", "--lang", "fr"]) == 1
    assert "there is no such translation of this article" in capsys.readouterr().err
