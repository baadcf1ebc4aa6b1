"""Keys that other programs know are told by their meaning here, and what is told can be followed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from testbed import REPO

from yizhu.content.faults import Fault, Faults
from yizhu.content.yaml.document import read_document
from yizhu.content.yaml.schema_violations import load_schema

TABLE = REPO / "yizhu/content/data/foreign-keys.yaml"
POSTS = [
    post.strip("\n")
    for post in re.split(
        r"^(?:---|## .*\n\n---)$", Path(REPO / "tests/data/front-matters.md").read_text("utf-8"), flags=re.M
    )[1:]
]

OF_NOBODY = ("dynasty", "自動編號")  # keys of one site, which mean nothing elsewhere


def faults_in(front: str) -> tuple[Fault, ...]:
    """The faults of a text's front matter."""
    try:
        read_document("a.md", f"---\n{front}\n---\n", "front_matter", 2, front.count("\n") + 2)
    except Faults as found:
        return found.faults
    return ()


def follow(front: str, fault: Fault) -> str:
    """The front matter after its author did what a fault says; a list or mapping below a key goes with its key."""
    lines = front.split("\n")
    first = fault.place.line - 2
    while first and lines[first].startswith((" ", "-")):
        first -= 1
    last = first + 1
    while last < len(lines) and re.match(r"[ -]|$", lines[last]):
        last += 1
    told = re.search(
        r"(?:write|quote it:) (\w+: (?:\{[^}]*\}|[^;]+?))(?: for the | and |, \w+: |, if |, or |; |$)",
        fault.help,
    )
    value = re.match(r"write (?:it as )?(\S+)$", fault.help)
    key = lines[first].partition(":")[0]
    if fault.help.startswith("remove it"):
        new = []
    elif told:
        new = [told[1]]
    elif value:
        new = [f"{key}: {value[1]}"]
    elif renamed := re.match(r"did you mean (\w+)\?$", fault.help):
        new = [renamed[1] + lines[first][len(key) :], *lines[first + 1 : last]]
    elif (
        "remove" in fault.help or key in OF_NOBODY or "keep one" in fault.help or "draft: true" in fault.help
    ):
        new = []
    else:
        raise AssertionError(f"nothing that can be followed: {fault}")
    return "\n".join([*lines[:first], *new, *lines[last:]])


def test_there_are_a_hundred() -> None:
    """A hundred front matters are tried."""
    assert len(POSTS) >= 100


@pytest.mark.parametrize("front", POSTS)
def test_posts_of_other_programs(front: str) -> None:
    """No advice is taken from letters where a key's meaning is known; who follows all of it has a sound front matter."""
    for fault in faults_in(front):
        if fault.problem.startswith("unknown key"):
            key = fault.problem.removeprefix("unknown key ")
            assert key in OF_NOBODY or not fault.help.startswith("known here"), (
                f"{key} is not in {TABLE.name}"
            )
            assert not re.fullmatch(r"did you mean \w+\?", fault.help) or key.casefold() in fault.help, fault
    for _ in range(30):
        if not (found := faults_in(front)):
            return
        front = follow(front, next((fault for fault in found if "missing" not in fault.problem), found[0]))
    raise AssertionError(f"there is no end:\n{front}\n{faults_in(front)}")


@pytest.mark.parametrize("section", ["front_matter", "config", "notes", "glossary"])
def test_the_table(section: str) -> None:
    """A row names keys that the schema knows, and is asked for keys that it does not know."""
    schema = load_schema(section)
    known = schema.get("properties") or schema["items"]["properties"]
    rows = yaml.load(TABLE.read_text("utf-8"), Loader=yaml.BaseLoader)[section]
    keys = [key for row in rows for key in row["keys"]]
    assert [row["is"] for row in rows if "is" in row and row["is"] not in known] == []
    assert sorted(set(keys) & set(known)) == []
    assert sorted({key for key in keys if keys.count(key) > 1}) == []
    assert all(("is" in row) != ("say" in row) for row in rows)


@pytest.mark.parametrize(
    ("front", "help"),
    [
        ("date: 2024-01-05T10:00:00+08:00", "write published: 2024-01-05 for the day"),
        ("updated: 2024/1/5", "write modified: 2024-01-05"),
        ("lastmod: 2024-02-30", "write modified: … and for the dots a day of the calendar"),
        ("lastmod: 2024", "write modified: … and for the dots the whole day"),
        ("author: 王小明", "did you mean authors? write authors: [王小明]"),
        ("categories: [甲, 乙]", "write tags: [甲, 乙]"),
        ("description: 一句話", "write summary: 一句話"),
        ("weight: 3", "remove it: articles are listed by their days"),
        ("slug: x", "the name of the folder is the address"),
        ("cover: a.png", "show the picture in the text"),
        ("layout: post", "templates and styles are the theme's"),
        ("published: false", "write draft: true"),
        ("status: published", "in a translation write status: reviewed"),
        ("draft: yes", "write true"),
        ("authors: 甲、乙", "write authors: [甲, 乙]"),
        ("publishd: 2024-01-05", "did you mean published?"),
    ],
)
def test_what_is_told(front: str, help: str) -> None:
    """Meaning first, letters second; the value is repeated as it is to be written."""
    assert help in "\n".join(fault.help for fault in faults_in(f"title: x\n{front}"))


@pytest.mark.parametrize(
    ("front", "help"),
    [
        ("title:", "write something"),
        ('title: ""', "write something"),
        ("title: x\nsubtitle:", "write something, or remove the key"),
    ],
)
def test_what_is_required_is_not_removed(front: str, help: str) -> None:
    """Only a key that may be left out is told to be removed."""
    assert [fault.help for fault in faults_in(front)] == [help]


@pytest.mark.parametrize(
    ("schema", "text", "help"),
    [
        ("config", "title: x\nbase_url: https://e.org/\nlanguages: {en: {}}", "write editions:"),
        ("config", "title: x\nurl: https://e.org/", "write base_url: https://e.org/"),
        ("config", "title: x\nbase_url: https://e.org/\nplugins: []", "remove it"),
        ("notes", "- {id: a, exact: 甲, kind: fact, text: {en: x}}", "write quote: 甲"),
        ("glossary", "- {id: a, term: 甲}", "write forms:"),
        ("glossary", "- {id: a, forms: {en: [x]}, pinyin: jiǎ}", "write reading: jiǎ"),
    ],
)
def test_other_files(schema: str, text: str, help: str) -> None:
    """The configuration, the notes and the glossary are treated alike."""
    with pytest.raises(Faults) as found:
        read_document("x.yaml", text, schema)
    assert any(help in fault.help for fault in found.value.faults), found.value
