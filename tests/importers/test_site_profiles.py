"""An editor's own profiles, YAML beside config.yaml: all errors are reported at once."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest
from lxml.html import fromstring
from testbed import REPO

from yizhu.content.faults import Faults
from yizhu.importers import draft_from
from yizhu.importers.html.selectors import select_elements, selector_error
from yizhu.importers.model.draft import Language
from yizhu.importers.model.profiles import Profile, load_packaged, match_profiles, split_place
from yizhu.importers.model.site_profiles import KEYS, read_profiles


def test_own_profiles_come_first(tmp_path: Path) -> None:
    """An editor's own profile is asked before those that come with the program, and replaces its namesake."""
    (tmp_path / "a.yaml").write_text(
        "name: storm.mg\nlangs: [zh]\ndomains: [storm.mg]\npublication: 風\n", "utf-8"
    )
    own = read_profiles(tmp_path)
    called = match_profiles((), Language("zh-Hant", ""), "https://www.storm.mg/1", own)
    assert [(profile.name, profile.publication) for profile, _ in called] == [("storm.mg", "風"), ("zh", "")]


def test_no_folder_no_profiles(tmp_path: Path) -> None:
    """Whoever has none needs no folder."""
    assert read_profiles(tmp_path / "profiles") == ()


def test_what_is_wrong_is_told_with_its_place(tmp_path: Path) -> None:
    """Unknown keys, wrong values, missing keys, invalid YAML: all are reported, in all files."""
    (tmp_path / "a.yaml").write_text("name: a\nlangs: zh\nend_line: [x]\n", "utf-8")
    (tmp_path / "b.yaml").write_text("name: [b\n", "utf-8")
    with pytest.raises(Faults) as found:
        read_profiles(tmp_path)
    told = "\n".join(map(str, found.value.faults))
    assert "profiles/a.yaml:2:1: langs is not a list of texts" in told
    assert "profiles/a.yaml:3:1: unknown key end_line" in told
    assert "did you mean end_lines?" in told
    assert "profiles/b.yaml:2:1: invalid YAML" in told


@pytest.mark.parametrize("wrong", ["p >", "..a", "[data-x", "p::before", "ns|p", "p:no-such"])
def test_what_is_no_selector_is_told_with_its_place(tmp_path: Path, wrong: str) -> None:
    """It would name nothing, or end the import."""
    (tmp_path / "a.yaml").write_text(f'name: a\nlangs: [zh]\ndrop:\n  - .good\n  - "{wrong}"\n', "utf-8")
    with pytest.raises(Faults) as found:
        read_profiles(tmp_path)
    assert [str(fault.place) for fault in found.value.faults] == ["profiles/a.yaml:5:6"]
    assert f"{wrong} is not a valid selector" in str(found.value)


PROSE = (
    "這是一段夠長的正文，談到各種政策與影響，內容至少有四十五個字，好讓它被當成文章的段落，而不是標題或連結。"
)


def test_the_import_reads_them(tmp_path: Path) -> None:
    """The import applies a profile beside config.yaml: what it drops, and how it names the publisher."""
    (tmp_path / "profiles").mkdir()
    rules = "name: a\nlangs: [zh]\ndomains: [a.example]\npublication: 某日報\ndrop: [.sponsored]\n"
    (tmp_path / "profiles" / "a.yaml").write_text(rules, "utf-8")
    page = (
        "<html><head><title>某事的題目</title><link rel=canonical href='https://www.a.example/1'></head><body><h1>某事的題目</h1>"
        f"<p>{PROSE}</p>\n<p class=sponsored>{PROSE[5:]}贊助。</p>\n<p>{PROSE}</p>\n<p>{PROSE}</p></body></html>"
    )
    draft = draft_from(page.encode(), name="a.html", own=read_profiles(tmp_path / "profiles"))
    assert draft.meta.publication == "某日報"
    assert not any("贊助" in block.text for block in draft.blocks)
    assert any(item.why == "the profile drops .sponsored" for item in draft.dropped)


def test_every_key_is_in_the_docs() -> None:
    """docs/importing.md teaches to write a profile: it says what each key holds."""
    text = (REPO / "docs" / "importing.md").read_text("utf-8")
    assert [
        field.name for field in fields(Profile) if not re.search(rf"^\|[^|]*`{field.name}`", text, re.M)
    ] == []
    assert set(KEYS) == {field.name for field in fields(Profile)}


def test_selectors_of_the_packaged_profiles_name_something() -> None:
    """Each is one that can be read."""
    keys = ("content", "drop", "marked_by", "first_of", *(key for key in KEYS if key.endswith("_at")))
    given = (one for profile in load_packaged() for key in keys for one in getattr(profile, key))
    selectors = (split_place(one)[1] for one in given)
    assert not [selector for selector in selectors if selector and selector_error(selector)]


@pytest.mark.parametrize(
    ("selector", "ids"),
    [
        *(
            (".a", "1 2"),
            ("p", "2 4"),
            ("div.a", "1"),
            ("#3", "3"),
            ("div .a", "2"),
            ("[data-x]", "3"),
            ("[data-x=no]", ""),
        ),
        *(
            ("[data-x^=y]", "3"),
            (".a p", "2"),
            ("p.a.b", "2"),
            (".c > p", "4"),
            ("p, .c", "2 3 4"),
            ("body .c p", "4"),
        ),
    ],
)
def test_what_a_selector_names(selector: str, ids: str) -> None:
    """Tag, class, id and attribute, and these within each other."""
    root = fromstring(
        "<html><body><div class='a' id=1><p class='a b' id=2></p></div><div class=c id=3 data-x=yes><p id=4></p></div></body></html>"
    )
    assert " ".join(element.get("id") for element, _ in select_elements(root, [selector])) == ids
