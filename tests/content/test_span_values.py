"""Attributes of spans and blocks whose values cannot be meant."""

from __future__ import annotations

import pytest
from testbed import Site

from yizhu.content.faults import Faults
from yizhu.content.language_tags import explain_tag
from yizhu.content.markdown.attributes import is_lang
from yizhu.content.markdown.parser import read_markdown


@pytest.mark.parametrize(
    ("tag", "help"),
    [
        ("jp", "did you mean ja?"),
        ("cn", "did you mean zh?"),
        ("English", "did you mean en?"),
        ("german", "did you mean de?"),
        ("Deutsch", "did you mean de?"),
        ("日本語", "did you mean ja?"),
        ("en-UK", "did you mean en-GB?"),
        ("zh_Hans", "did you mean zh-Hans?"),
        ("xx", "write a language tag"),
        ("zz-Qqqq", "write a language tag"),
    ],
)
def test_what_is_no_language(site: Site, tag: str, help: str) -> None:
    """A tag of no language, script or region is a fault, of words and of editions, with the one that is meant."""
    with pytest.raises(Faults) as told:
        read_markdown("a.md", f"甲\n[乙]{{lang={tag}}}")
    [fault] = told.value.faults
    assert (str(fault.place), fault.help[: len(help)]) == ("a.md:2:5", help)
    if tag in ("jp", "en-UK", "xx"):
        config = f"title: x\nbase_url: https://a.org\neditions: [{{name: a, lang: {tag}}}]\n"
        faults = site.article("a", "一。").write("config.yaml", config).faults()
        assert any(f.problem == f"{tag} is no language tag" and f.help.startswith(help) for f in faults)


@pytest.mark.parametrize(
    "tag",
    "zh en ja la lzh och yue zh-Hant-HK zh-TW de-1996 sa-Latn zh-hant x-foo en-x-literal und es-419".split(),
)
def test_languages(tag: str) -> None:
    """Whatever BCP 47 allows of subtags that are known is a language."""
    assert explain_tag(tag) == ""


@pytest.mark.parametrize("shown", ["{%s}\n\n甲", "甲。 {%s}", "甲\n乙。 {%s}", "- 甲\n- 乙 {%s}"])
@pytest.mark.parametrize(
    ("given", "help"),
    [
        ("role=author", "one of bio, notice"),
        ("role=Bio", "did you mean bio?"),
        ("supplied=speakr", "did you mean speaker?"),
    ],
)
def test_values_of_blocks(shown: str, given: str, help: str) -> None:
    """A value that a block does not know is a fault, above the block and at its end."""
    source = (shown % given).replace("甲\n\n", "甲")
    with pytest.raises(Faults) as told:
        read_markdown("a.md", source)
    [fault] = told.value.faults
    assert fault.help == help
    assert fault.place.text[fault.place.column - 1 :].startswith(given.partition("=")[2])


def test_a_region_by_another_name(site: Site) -> None:
    """A text's file of no region is not read, and told with the name that is meant."""
    assert [is_lang(tag) for tag in ("en-UK", "zh-Page", "en-GB")] == [False, False, True]
    site.article("a", "一。").write("content/articles/a/en-UK.md", "---\ntitle: x\n---\n\nOne.\n")
    assert any("en-GB" in fault.help for fault in site.faults())
