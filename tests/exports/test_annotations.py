from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from testbed import Site

from yizhu.cli import main

SOURCE = """\
## 起

**甲：**[蒸餾]{term=distillation}用於**[模型]{reading=móxíng}與蒸餾**，[DeepSee]{sic=DeepSeek}如此如此。[^1]

如此一段，蒸餾也如此。

未譯的一段，蒸餾如此。

[^1]: 註腳說蒸餾。"""
TRANSLATION = """\
## Start

**A:** Distillation serves the model; DeepSeek likewise. A second sentence.[^1]

A paragraph like that, and distillation, too.

[^1]: A footnote."""
GLOSSARY = """\
- id: distillation
  forms: {zh-Hant: [蒸餾, 提純], en: [distillation], ja: [蒸留]}
  definition: {zh-Hant: "見[模型](/glossary/model/)。", en: As said.}
  sources: ["https://a.example/1"]
- {id: model, forms: {zh-Hant: [模型], en: [model]}}
"""
NOTES = """\
- {id: so, quote: 如此如此, kind: fact, by: the editors, text: {zh-Hant: '“<&>”[鏈](/two/)。', en: So.}}
- {id: second, quote: 如此一段, quotes: {en: A paragraph}, kind: translation, by: 王, text: {en: Two.}}
- {id: head, quote: 題, kind: context, by: 王, text: {en: Three.}}
- {id: foot, quote: 註腳, kind: source, by: 王, text: {en: Four.}}
- {id: lacking, quote: 未譯的, kind: language, by: 王, text: {en: Five.}}
"""
# The keys of http://www.w3.org/ns/anno.jsonld that are used here.
CONTEXT = set(
    "@context id type label total first startIndex items motivation creator name body target value format language "
    "purpose source selector conformsTo refinedBy start end exact prefix suffix".split()
)


@pytest.fixture
def annotated(site: Site, monkeypatch: pytest.MonkeyPatch) -> Site:
    monkeypatch.chdir(site.root)
    site.article("one", SOURCE, front="mark: all\nspeakers: {a: 甲}").notes("one", NOTES)
    site.article(
        "one", TRANSLATION, lang="en", title="One & only", front="speakers: {a: A}\ntranslators: [B]"
    )
    return site.article("two", "二。").article("unready", "三。", front="draft: true").glossary(GLOSSARY)


def read(name: str) -> Any:
    return json.loads(Path("export", name).read_text("utf-8"))


def keys_in(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from value
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from keys_in(item)


def test_each_annotation_is_found_on_the_page_as_built(annotated: Site) -> None:
    """Each quote stands at its place in its passage, and with what is before and after it once on the page."""
    assert main(["accept", "one", "--translation", "en", "--date", "2026-05-01"]) == 0
    source = annotated.root / "content/articles/one/zh-Hant.md"
    source.write_text(source.read_text("utf-8").replace("也如此。", "也是如此的。"), "utf-8")
    annotated.build()
    assert main(["export", "annotations", "--all"]) == 0
    assert [path.name for path in sorted(Path("export").iterdir())] == [
        f"{slug}.{edition}.jsonld" for slug in ("one", "two") for edition in ("en", "zh-hans", "zh-hant")
    ]
    wanted = {
        "zh-hant": {"題", "如此如此", "如此一段", "註腳", "未譯的", "DeepSee", "蒸餾"},
        "en": {
            "One & only",
            "Distillation serves the model; DeepSeek likewise.",
            "A paragraph",
            "A footnote.",
            "未譯的",
            "model",
        },
        "zh-hans": {"题", "如此如此", "如此一段", "注脚", "未译的", "DeepSee", "蒸馏"},
    }
    for edition, words in wanted.items():
        page = html.fromstring(annotated.page(f"{edition}/one/")).find("body")
        rows = page.find_class("rows")[0].text_content()
        whole, collection = page.text_content(), read(f"one.{edition}.jsonld")
        items = collection["first"]["items"]
        assert set(keys_in(collection)) <= CONTEXT
        assert len({item["id"] for item in items}) == len(items) == collection["total"]
        motivations = {item["motivation"] for item in items}
        assert {"identifying", "describing", "commenting", "assessing"} <= motivations
        assert ("editing" in motivations) == (edition != "en")
        found = set()
        for item in items:
            assert item["target"]["source"] == f"https://example.org/yizhu/{edition}/one/"
            if item["motivation"] == "assessing":
                assert item["target"]["selector"]["value"] == "p3"
                assert item["body"]["language"] == page.getparent().get("lang")
                continue
            holder, quote, *counted = item["target"]["selector"]
            value = holder["value"]
            element = (
                page.get_element_by_id(value)
                if holder["type"] == "FragmentSelector"
                else page.find(f".//{value}")
            )
            place, exact = holder["refinedBy"], quote["exact"]
            assert element.text_content()[place["start"] : place["end"]] == exact
            assert [rows[place["start"] : place["end"]] for place in counted] == [exact] * len(counted)
            assert whole.count(quote["prefix"] + exact + quote["suffix"]) == 1
            found.add(exact)
        assert words <= found


def test_bodies_say_what_notes_terms_and_misprints_say(annotated: Site) -> None:
    assert main(["export", "annotations", "one", "--edition", "zh-hant"]) == 0
    items = read("one.zh-hant.jsonld")["first"]["items"]
    note = next(item for item in items if item.get("creator") == {"name": "the editors"})
    words, kind = note["body"]
    assert (words["value"], words["language"], words["format"]) == (
        '<p>“&lt;&amp;&gt;”<a href="https://example.org/yizhu/zh-hant/two/" rel="external">鏈</a>。</p>',
        "zh-Hant",
        "text/html",
    )
    assert kind == {"type": "TextualBody", "value": "fact", "purpose": "tagging"}
    (misprint,) = (item for item in items if item["motivation"] == "editing")
    assert misprint["body"]["value"] == "DeepSeek"
    terms = [item["body"]["source"] for item in items if item["motivation"] == "identifying"]
    assert terms.count("https://example.org/yizhu/zh-hant/glossary/distillation/") == 4


def test_the_glossary_has_each_term_as_each_edition_shows_it(annotated: Site) -> None:
    """It needs no article; forms of another language say which."""
    assert main(["export", "glossary"]) == 0
    glossary = read("glossary.json")
    assert (glossary["@context"], glossary["@type"]) == ("https://schema.org", "DefinedTermSet")
    terms = {term["@id"]: term for term in glossary["hasDefinedTerm"]}
    assert len(terms) == 6
    term = terms["https://example.org/yizhu/zh-hant/glossary/distillation/"]
    assert term["name"] == "蒸餾"
    assert term["alternateName"][0] == "提純"
    assert {"@value": "蒸留", "@language": "ja"} in term["alternateName"]
    assert (term["description"], term["inLanguage"], term["termCode"]) == (
        "見模型。",
        "zh-Hant",
        "distillation",
    )
    assert term["sameAs"] == ["https://a.example/1"]
    assert terms["https://example.org/yizhu/en/glossary/distillation/"]["description"] == "As said."
