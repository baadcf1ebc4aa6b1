"""Every key of config.yaml but two has a default, and every fault has its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from yizhu.content.config import Config, parse_config, read_config, read_utf8
from yizhu.content.faults import Faults

LEAST = "title: 譯注\nbase_url: https://example.org/yizhu\n"


def fault_of(text: str) -> str:
    with pytest.raises(Faults) as found:
        parse_config("config.yaml", text)
    return str(found.value)


def test_the_defaults() -> None:
    """Title and address are enough for three editions, the first being what / shows."""
    config = parse_config("config.yaml", LEAST)
    assert [(e.name, e.lang, e.converted_from, e.convert) for e in config.editions] == [
        ("zh-hant", "zh-Hant", "", ""),
        ("zh-hans", "zh-Hans", "zh-Hant", "tw2s"),
        ("en", "en", "", ""),
    ]
    assert config.default.name == config.default_edition == "zh-hant"
    assert (config.content, config.theme, config.site, config.mark) == ("content", "theme", "site", "section")
    assert config.menu == ()


def test_the_address_ends_in_a_slash() -> None:
    """The address gets a final slash if it has none, and its path is the base of links."""
    config = parse_config("config.yaml", LEAST)
    assert (config.base_url, config.base_path) == ("https://example.org/yizhu/", "/yizhu/")
    bare = parse_config("config.yaml", "title: x\nbase_url: https://example.org")
    assert (bare.base_url, bare.base_path) == ("https://example.org/", "/")


def test_the_title_in_a_language() -> None:
    """A title is that of the language, or the one for all, or that of the default edition."""
    config = parse_config("config.yaml", "title: {zh-Hant: 譯注, en: Yizhu}\nbase_url: https://x.org\n")
    assert [config.title_in(lang) for lang in ("en", "zh-Hant", "ja")] == ["Yizhu", "譯注", "譯注"]
    assert parse_config("config.yaml", LEAST).title_in("en") == "譯注"


def test_the_conversion_that_goes_without_saying() -> None:
    """Traditional is converted by tw2s and Simplified by s2tw, unless another configuration is named."""
    text = LEAST + (
        "editions:\n- {name: a, lang: zh-Hans}\n- {name: b, lang: zh-Hant, from: zh-Hans}\n"
        "- {name: c, lang: zh-Hant-HK, from: zh-Hans, convert: s2hk, vocabulary: none, title: 香港}\n"
    )
    editions = parse_config("config.yaml", text).editions
    assert [(e.convert, e.vocabulary, e.title) for e in editions] == [
        ("", "taiwan-mainland", ""),
        ("s2tw", "taiwan-mainland", ""),
        ("s2hk", "none", "香港"),
    ]


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ("editons: []", "config.yaml:3:1: unknown key editons"),
        ("editons: []", "did you mean editions?"),
        ("mark: some", "config.yaml:3:7: mark cannot be some"),
        ("default_edition: fr", "config.yaml:3:18: no edition is called fr"),
        ("editions: []", "config.yaml:3:11: editions is empty"),
        ("editions: [{name: A, lang: en}]", "config.yaml:3:19: name is not an id of a-z, 0-9"),
        (
            "editions: [{name: a, lang: english}]",
            "config.yaml:3:28: lang is not a language tag such as zh-Hant",
        ),
        (
            "editions: [{name: a, lang: en}, {name: a, lang: de}]",
            "config.yaml:3:40: two editions are called a",
        ),
        ("editions: [{name: a, lang: en, from: de}]", "config.yaml:3:38: no edition has the language de"),
        ("menu: about", "config.yaml:3:7: menu must be a list"),
        ("description: {xx-YY-zz: a}", "config.yaml:3:14: description is not text, or text by language"),
        ("base_url: x", "config.yaml:3:1: base_url stands twice"),
    ],
)
def test_what_is_wrong(more: str, message: str) -> None:
    """Each fault has its line and column."""
    assert message in fault_of(LEAST + more + "\n")


def test_both_keys_that_must_stand() -> None:
    """Title and address are required, and the address must be complete."""
    assert "title, base_url is missing" in fault_of("mark: all\n")
    assert "config.yaml:2:11: base_url is not a web address" in fault_of("title: x\nbase_url: example.org\n")


def test_no_configuration(tmp_path: Path) -> None:
    """A missing file is a fault that says what to do."""
    with pytest.raises(Faults, match=r"config\.yaml: there is no such file") as found:
        read_config(tmp_path / "config.yaml")
    assert "yizhu init" in str(found.value)


def test_bytes_that_are_no_utf8(tmp_path: Path) -> None:
    """A file that is not UTF-8 is a fault that names the line, the byte and how to convert it."""
    (tmp_path / "a.md").write_bytes("一\n".encode() + "譯注".encode("big5"))
    with pytest.raises(Faults, match=r"a\.md:2: this is no UTF-8: byte 0x") as found:
        read_utf8(tmp_path / "a.md", "a.md")
    assert "iconv" in str(found.value)


def test_line_ends_and_byte_order_marks_are_nothing(tmp_path: Path) -> None:
    """A byte order mark and the line ends of Windows or old Macs make no difference."""
    (tmp_path / "a.md").write_bytes(b"\xef\xbb\xbfa\r\nb\rc\n")
    assert read_utf8(tmp_path / "a.md", "a.md") == "a\nb\nc\n"


def test_a_configuration_is_whole() -> None:
    """A configuration is frozen, and equal to another one read from the same text."""
    assert parse_config("config.yaml", LEAST) == parse_config("config.yaml", LEAST)
    assert isinstance(hash(parse_config("config.yaml", LEAST)), int)
    assert isinstance(parse_config("config.yaml", LEAST), Config)


@pytest.mark.parametrize("key", ["content", "theme", "site"])
@pytest.mark.parametrize(
    "folder",
    ["..", "../x", "a/../../x", "/etc", "C:/x", "C:x", "//host/share", r"..\\x", r"\\x", "./.."],
)
def test_a_project_keeps_to_its_folder(key: str, folder: str) -> None:
    """No config.yaml makes a build read or write outside of its project."""
    message = fault_of(f'{LEAST}{key}: "{folder}"\n')
    assert message.startswith("config.yaml:3:")
    assert "lies outside of the project" in message


@pytest.mark.parametrize("folder", ["x/y", "./x", "x/../y", "..x", "x..", "~"])
def test_a_folder_within_the_project(folder: str) -> None:
    """Any folder inside of the project is accepted."""
    assert parse_config("config.yaml", f'{LEAST}site: "{folder}"\n').site == folder


@pytest.mark.parametrize(
    ("address", "help"),
    [
        ("https://e.org/?x=1", "write https://e.org/"),
        ("https://e.org/yizhu#top", "write https://e.org/yizhu/"),
        ("e.org/yizhu", "write https://e.org/yizhu/"),
        ("//e.org", "write https://e.org/"),
        ("http//e.org", "write https://e.org/"),
        ("https:/e.org/", "write https://e.org/"),
        ("譯注.tw", "write https://譯注.tw/"),
        ("https://e.org/a b/", "write the whole address"),
        ("/yizhu/", "write the whole address"),
        ("ftp://e.org/", "write the whole address"),
        ("localhost:8000", "write the whole address"),
        ("https://e.org/yizhu/index.html", "write https://e.org/yizhu/"),
        ("https://e.org/index.php/", "write https://e.org/"),
        ("https://e.org//", "write https://e.org/"),
        ("https://e.org/a//b", "write https://e.org/a/b/"),
    ],
)
def test_addresses_of_the_site_that_are_none(address: str, help: str) -> None:
    """A base_url that cannot stand in front of a page's address is a fault, with the address that was meant."""
    assert f"help: {help}" in fault_of(f'title: x\nbase_url: "{address}"\n')


@pytest.mark.parametrize("address", ["https://譯注.tw/", "http://127.0.0.1:8000", "https://e.org/譯注/"])
def test_addresses_of_the_site(address: str) -> None:
    """Names in any script, and paths, are addresses."""
    assert parse_config("config.yaml", f"title: x\nbase_url: {address}\n").base_url.endswith("/")


@pytest.mark.parametrize(
    ("edition", "problem", "help"),
    [
        ("{name: ja, lang: ja, from: zh-Hant}", "nothing converts zh-Hant into ja", "remove from"),
        ("{name: hans, lang: zh-Hans, from: zh-Hant, convert: s2t}", "s2t does not make zh-Hans", "write convert: tw2s"),
        ("{name: cn, lang: zh-CN, from: zh-Hant, convert: s2tw}", "s2tw does not make zh-CN", "write convert: tw2s"),
        ("{name: tw, lang: zh-TW, from: zh-Hans, convert: t2s}", "t2s does not make zh-TW", "write convert: s2tw"),
        ("{name: en, lang: en, convert: t2s}", "t2s does not make en", "remove convert"),
    ],
)  # fmt: skip
def test_an_edition_that_would_not_be_converted(edition: str, problem: str, help: str) -> None:
    """An edition that should be converted, and is not, or into another script, is a fault."""
    text = f"{LEAST}editions:\n  - {{name: a, lang: zh-Hant}}\n  - {{name: b, lang: zh-Hans, from: zh-Hant}}\n  - {edition}\n"
    told = fault_of(text)
    assert problem in told
    assert help in told


@pytest.mark.parametrize("lang", ["zh-CN", "zh-SG", "zh-Hans", "zh-Hans-CN"])
@pytest.mark.parametrize("source", ["zh-TW", "zh-HK", "zh-MO", "zh-Hant", "zh-Hant-HK", "zh-Hant-TW"])
def test_every_tag_is_converted(source: str, lang: str) -> None:
    """Between the scripts, by whatever tags, there is a conversion in both directions."""
    pair = f"editions:\n  - {{name: a, lang: {source}}}\n  - {{name: b, lang: {lang}, from: {source}}}\n"
    assert parse_config("config.yaml", LEAST + pair).editions[1].convert
    back = (
        pair.replace(f"lang: {source}", "lang: X")
        .replace(lang, source)
        .replace("X", lang)
        .replace("from: " + source, "from: " + lang)
    )
    assert parse_config("config.yaml", LEAST + back).editions[1].convert


def test_sandhi_without_readings_is_a_fault() -> None:
    """How readings are written says nothing where none are shown."""
    told = fault_of(f"{LEAST}editions:\n  - {{name: a, lang: zh-Hant, sandhi: spoken}}\n")
    assert "this edition shows none" in told
    assert "write readings: tw or cn" in told
