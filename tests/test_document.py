"""YAML whose every key and value knows its place."""

from __future__ import annotations

import pytest
from testbed import REPO

from yizhu.document import read_document, schema_of, split_front_matter
from yizhu.fault import Faults

SCHEMAS = [path.stem for path in (REPO / "yizhu/schemas").glob("*.json")]


def value_of(text: str, schema: str = "front_matter") -> object:
    return read_document("a.yaml", text, schema).value


def fault_of(text: str, schema: str = "front_matter") -> str:
    with pytest.raises(Faults) as found:
        read_document("a.yaml", text, schema)
    return str(found.value)


@pytest.mark.parametrize("name", SCHEMAS)
def test_schemas_are_sound(name: str) -> None:
    """Each schema is one, of draft 2020-12."""
    import jsonschema_rs

    jsonschema_rs.meta.validate(schema_of(name))


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("no", "no"),
        ("on", "on"),
        ("1:10", "1:10"),
        ("2025-02-03", "2025-02-03"),
        ("'5'", "5"),
        ("0o17", "0o17"),
        ("1.5", "1.5"),
        ("0x1F", "0x1F"),
        ("1_000", "1_000"),
        (".inf", ".inf"),
        ("=", "="),
    ],
)
def test_plain_words_stay_words(written: str, meant: str) -> None:
    """Text is not made into times, sexagesimals or the truth (YAML 1.2 core schema, and text where it can be)."""
    assert value_of(f"title: {written}") == {"title": meant}


def test_true_and_false_are_no_words() -> None:
    """``true`` is the truth, in quotes it is a word."""
    assert value_of("title: x\ndraft: true") == {"title": "x", "draft": True}
    assert "draft must be true or false" in fault_of("title: x\ndraft: 'true'")


def test_a_number_may_be_a_title() -> None:
    """What YAML takes for a number is text where text is wanted, as it is written."""
    assert value_of("title: 1984") == {"title": "1984"}
    assert value_of("title: 007") == {"title": "007"}


def test_places_of_keys_and_values() -> None:
    """Each key and value knows its line and column, counted in the whole file."""
    document = read_document("a.md", "---\ntitle: 題\nauthors: [甲, 乙]\n---\n", "front_matter", 2, 3)
    assert str(document.place("authors", 1)) == "a.md:3:14"
    assert str(document.place("key:authors")) == "a.md:3:1"
    assert document.place("authors", 1).text == "authors: [甲, 乙]"
    assert str(document.place("nothing", "such")) == "a.md:2:1"


def test_all_faults_in_the_order_of_the_lines() -> None:
    """None hides another."""
    told = fault_of("titel: x\npublished: 2025-02-30\nstatus: done\ntags: x\n")
    assert [line for line in told.splitlines() if line.startswith("a.yaml")] == [
        "a.yaml:1:1: title is missing",
        "a.yaml:1:1: unknown key titel",
        "a.yaml:2:12: 2025-02-30 is no date",
        "a.yaml:3:9: status cannot be done",
        "a.yaml:4:7: tags must be a list ([a, b])",
    ]


def test_a_key_that_stands_twice() -> None:
    """The second of two equal keys is a fault."""
    assert fault_of("title: x\ntitle: y\n").startswith("a.yaml:2:1: title stands twice")


def test_yaml_that_does_not_parse() -> None:
    """What YAML cannot read is shown where it stopped, with what usually helps."""
    told = fault_of("title: [x\nstatus: draft\n")
    assert told.startswith("a.yaml:2:7: this is no YAML: ")
    assert "mend: quote text" in told


def test_two_documents_are_no_yaml_of_ours() -> None:
    """A file is one document."""
    assert "this is no YAML" in fault_of("title: x\n---\ntitle: y\n")


@pytest.mark.parametrize("text", ["title: !!python/object:os.system x", "title: !own x"])
def test_tags_make_nothing(text: str) -> None:
    """A tag never makes an object; one that nobody knows is a fault."""
    assert "a.yaml:1:8: the tag" in fault_of(text)


def test_a_value_that_its_tag_denies() -> None:
    """``!!int abc`` is a fault, not a traceback."""
    assert "a.yaml:1:8" in fault_of("title: !!int abc")


def test_an_alias_that_holds_itself() -> None:
    """A list that holds itself is a fault, not a traceback."""
    assert "a.yaml:1" in fault_of("- &a {id: x, forms: {en: [x]}, see: *a}", "glossary")


def test_a_control_character_has_a_place() -> None:
    """A character that YAML forbids is shown where it stands."""
    told = fault_of("title: x\nsubtitle: a\x08b\n")
    assert told.startswith("a.yaml:2:12: ")
    assert "mend: " in told


def test_an_empty_file() -> None:
    """Nothing at all is a glossary without terms, and no front matter."""
    assert value_of("", "glossary") is None
    assert value_of("# no terms yet\n", "glossary") is None
    assert fault_of("").startswith("a.yaml:1: the file must be a mapping")


def test_a_merge_key_is_a_key_like_others() -> None:
    """``<<`` does nothing behind the author's back."""
    assert "unknown key <<" in fault_of("title: x\n<<: {status: draft}\n")


def test_front_matter_is_split_off() -> None:
    """The last line of the front matter and the first of the body, from 1."""
    assert split_front_matter("a.md", "---\ntitle: x\n---\n\n一\n") == (2, 4)
    assert split_front_matter("a.md", "--- \ntitle: x\n---\t\n") == (2, 4)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("一\n", "no front matter"),
        ("", "no front matter"),
        ("---\ntitle: x\n", "the front matter does not end"),
        ("\n---\ntitle: x\n---\n", "no front matter"),
    ],
)
def test_front_matter_that_is_none(text: str, problem: str) -> None:
    """It begins on the first line and is closed."""
    with pytest.raises(Faults, match=problem) as found:
        split_front_matter("a.md", text)
    assert str(found.value.faults[0].place) == "a.md:1"


def test_an_id_is_all_of_its_letters() -> None:
    """A line's end at the end of an id does not pass for nothing."""
    assert "is not an id" in fault_of('- {id: "a b", forms: {en: [x]}}', "glossary")


def test_an_id_does_not_end_in_a_line_end() -> None:
    """A line's end is no part of an address."""
    assert "is not an id" in fault_of('- {id: "abc\\n", forms: {en: [x]}}', "glossary")
