"""YAML is read with the place of every key and value."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from testbed import REPO

from yizhu.content.faults import Faults, collect_faults
from yizhu.content.yaml.document import read_document, split_front_matter
from yizhu.content.yaml.schema_violations import load_schema

SCHEMAS = [path.stem for path in (REPO / "yizhu/content/schemas").glob("*.json")]


def value_of(text: str, schema: str = "front_matter") -> object:
    return read_document("a.yaml", text, schema).value


def fault_of(text: str, schema: str = "front_matter") -> str:
    with pytest.raises(Faults) as found:
        read_document("a.yaml", text, schema)
    return str(found.value)


@pytest.mark.parametrize("name", SCHEMAS)
def test_schemas_are_sound(name: str) -> None:
    """Each schema is a valid JSON Schema of draft 2020-12."""
    import jsonschema_rs

    jsonschema_rs.meta.validate(load_schema(name))


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
    """Plain words stay text: no times, base-60 numbers or booleans (YAML 1.2 core schema)."""
    assert value_of(f"title: {written}") == {"title": meant}


def test_true_and_false_are_no_words() -> None:
    """``true`` is a boolean; in quotes it is text."""
    assert value_of("title: x\ndraft: true") == {"title": "x", "draft": True}
    assert "draft must be true or false" in fault_of("title: x\ndraft: 'true'")


def test_a_number_may_be_a_title() -> None:
    """Numbers are text as they are written where the schema expects text."""
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
    """All faults of a file are reported."""
    message = fault_of("titel: x\npublished: 2025-02-30\nstatus: done\ntags: x\n")
    assert [line for line in message.splitlines() if line.startswith("a.yaml")] == [
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
    """A syntax error is shown where it begins, or else where the parser stopped with the usual remedy."""
    message = fault_of("title: [x\nstatus: draft\n")
    assert message.startswith("a.yaml:1:8: invalid YAML: the [ is not closed")
    message = fault_of("title: x\n: y\n?")
    assert "invalid YAML: " in message


def test_two_documents_are_no_yaml_of_ours() -> None:
    """A file is one document."""
    assert "invalid YAML" in fault_of("title: x\n---\ntitle: y\n")


@pytest.mark.parametrize("text", ["title: !!python/object:os.system x", "title: !own x"])
def test_tags_make_nothing(text: str) -> None:
    """A tag never makes an object; an unknown one is a fault."""
    assert "a.yaml:1:8: the tag" in fault_of(text)


def test_a_value_that_its_tag_denies() -> None:
    """``!!int abc`` is a fault, not a traceback."""
    assert "a.yaml:1:8" in fault_of("title: !!int abc")


def test_an_alias_that_holds_itself() -> None:
    """A list that holds itself is a fault, not a traceback."""
    assert "a.yaml:1" in fault_of("- &a {id: x, forms: {en: [x]}, see: *a}", "glossary")


def test_a_control_character_has_a_place() -> None:
    """A character that YAML forbids is a fault at its place."""
    message = fault_of("title: x\nsubtitle: a\x08b\n")
    assert message.startswith("a.yaml:2:12: ")
    assert "help: " in message


def test_an_empty_file() -> None:
    """An empty file is a glossary without terms, but no valid front matter."""
    assert value_of("", "glossary") is None
    assert value_of("# no terms yet\n", "glossary") is None
    assert fault_of("").startswith("a.yaml:1: the file must be a mapping")


def test_a_merge_key_is_a_key_like_others() -> None:
    """``<<`` is an unknown key: mappings are not merged."""
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
    """Front matter begins on the first line and must be closed."""
    with pytest.raises(Faults, match=problem) as found:
        split_front_matter("a.md", text)
    assert str(found.value.faults[0].place) == "a.md:1"


def test_an_id_is_all_of_its_letters() -> None:
    """A newline at the end of an id is a fault."""
    assert "is not an id" in fault_of('- {id: "a b", forms: {en: [x]}}', "glossary")


def test_an_id_does_not_end_in_a_line_end() -> None:
    """A newline at the end of an address is a fault."""
    assert "is not an id" in fault_of('- {id: "abc\\n", forms: {en: [x]}}', "glossary")


# ---- budgets -----------------------------------------------------------------------------------------------

LAUGHS = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 10)
)


@pytest.mark.parametrize("schema", SCHEMAS)
@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (LAUGHS, "aliases (*name) repeat more than"),
        ("a: &a " + "x" * 2000 + "\nb: [" + "*a, " * 1000 + "]", "aliases (*name) repeat more than"),
        ("[" * 60 + "]" * 60, "more than 40 deep"),
        ("[" * 500 + "]" * 500, "more than 40 deep"),
        ("[" * 100_000, "exceeded maximum nesting depth"),
        ("- " * 100_000 + "x", "exceeded maximum nesting depth"),
        ("a: &a\n  b: *a", "holds it"),
        ("a: {b: 1, <<: {c: 2}}", "merge keys"),
        ("? [a]\n: b", "a key must be text"),
        ("? {a: b}\n: b", "a key must be text"),
        ("a: !!python/object/apply:os.system [x]", "the tag"),
        ("a: !!set {b}", "the tag"),
        ("a: !!binary eA==", "the tag"),
        ("a: !!timestamp 2025-13-45", "the tag"),
        ("a: !!int " + "9" * 100_000, "the tag"),
        ('"\\x01": x', "a control character"),
    ],
)  # fmt: skip
def test_what_would_keep_the_program_busy_is_a_fault(schema: str, text: str, problem: str) -> None:
    """Aliases, depth and strange keys have limits; a fault names the limit, with line and column."""
    with pytest.raises(Faults) as found:
        read_document("a.yaml", text, schema)
    fault = next(fault for fault in found.value.faults if problem in fault.problem)
    assert fault.place.line
    assert fault.place.column
    assert fault.help


@pytest.mark.parametrize(
    "value", ["1e999", "9" * 10_000, "2025-13-45", ".nan", "-.inf", "0x" + "f" * 5000, "12:30:45", "=", "<<"]
)
def test_numbers_and_times_are_words(value: str) -> None:
    """Long digits stay text."""
    assert value_of(f"title: {value}") == {"title": value}


def test_aliases_are_what_they_stand_for() -> None:
    """Values within the limits are accepted."""
    assert value_of("title: &t x\nsubtitle: *t\ntags: [*t, *t]") == {
        "title": "x",
        "subtitle": "x",
        "tags": ["x", "x"],
    }


@pytest.mark.parametrize(
    "text",
    ["title: x\n" * 20_000, "".join(f"k{n}: x\n" for n in range(20_000)), "tags: [" + "[], " * 20_000 + "]"],
)
def test_a_file_full_of_faults(text: str) -> None:
    """A hundred faults are reported, and that there are more."""
    with pytest.raises(Faults) as found:
        read_document("a.yaml", text, "front_matter")
    assert len(found.value.faults) == 101
    assert any("more faults" in fault.problem for fault in found.value.faults)


_WORDS = st.sampled_from(
    ["a: ", "- ", "&a ", "*a", "[", "]", "{", "}", ", ", ": ", "? ", "<<: ", "\n", "  ", "|\n", "!!set ", "'", '"', "x", "題", "---\n"]
)  # fmt: skip


@given(st.lists(_WORDS, max_size=60).map("".join) | st.text(), st.sampled_from(SCHEMAS))
def test_any_text_is_a_value_or_faults(text: str, schema: str) -> None:
    """Any text is read or refused with faults, without a traceback."""
    _, faults = collect_faults(lambda given: read_document("a.yaml", given, schema), [text])
    assert all(str(fault) for fault in faults)
