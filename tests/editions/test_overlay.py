"""The overlay of a text: numbers of notes, misprints and footnotes, and which uses of a term are marked."""

from __future__ import annotations

import pytest
from testbed import Site

BODY = "## 蒸餾\n\n蒸餾一，蒸餾二。\n\n蒸餾三。\n\n## 蒸餾又\n\n蒸餾四。"


def shown(site: Site, density: str, front: str = "") -> list[str]:
    """The passages with a marked use, once for each use."""
    site.write("config.yaml", f"title: x\nbase_url: https://a.org\nmark: {density}\n")
    site.glossary("- {id: d, forms: {zh-Hant: [蒸餾]}}").article("a", BODY, front=front).build()
    passages = site.select("zh-hant/a/", "section.passage")
    return [p.get("id") for p in passages for _ in p.iter("a") if _.get("data-term")]


@pytest.mark.parametrize(
    ("density", "where"),
    [
        ("all", ["p1", "p2", "p2", "p3", "p4", "p5"]),
        ("section", ["p2", "p5"]),
        ("article", ["p2"]),
        ("none", []),
    ],
)
def test_density(site: Site, density: str, where: list[str]) -> None:
    """All uses, the first of each section, the first of the article, or none; headings only with all."""
    assert shown(site, density) == where


def test_an_article_has_its_own_density(site: Site) -> None:
    """``mark:`` in the front matter wins over the site's."""
    assert shown(site, "none", "mark: article") == ["p2"]


def test_a_span_is_the_first_use(site: Site) -> None:
    """A use that a span marks counts as seen from there on; a use before it is still the first."""
    site.glossary("- {id: d, forms: {zh-Hant: [蒸餾]}}")
    site.article("a", "[蒸餾]{term=d}，蒸餾。").article("b", "蒸餾，[蒸餾]{term=d}。").build()
    assert len(site.select("zh-hant/a/", "#p1 a.term")) == 1
    assert len(site.select("zh-hant/b/", "#p1 a.term")) == 2


def note(quote: str, id: str = "n") -> str:
    return f"- {{id: {id}, quote: {quote}, kind: fact, text: {{zh-Hant: 注}}}}\n"


def refs(site: Site, address: str, part: str = "") -> list[str]:
    return [a.get("data-note") for a in site.select(address, f"{part} a.note-ref".strip())]


def test_a_note_stands_behind_its_words(site: Site) -> None:
    """The quoted words are marked, and the number is after them."""
    site.article("a", "一二三").notes("a", note("二")).build()
    site.shows("zh-hant/a/", '<span class="noted" data-note="n">二</span><sup class="note-mark">')


def test_a_note_stands_behind_the_sentence_that_answers(site: Site) -> None:
    """In a translation the number is after the sentence that corresponds to the quoted words."""
    site.article("a", "他來了。我們走了很遠的路。").notes("a", note("很遠"))
    site.article("a", "He came. We walked a very long way.", lang="en", front="status: draft").build()
    site.shows("en/a/", "way.<sup")


def test_a_note_in_a_merged_passage(site: Site) -> None:
    """If the translator merged passages, the number is after the merged passage."""
    site.article("a", "一。\n\n二。").notes("a", note("二"))
    site.article("a", "{from=p1-p2}\nOne and two.", lang="en", front="status: draft").build()
    site.shows("en/a/", "One and two.<sup")


def test_a_note_that_ends_inside_a_term(site: Site) -> None:
    """If a note's words end inside a term, its number is after the term."""
    site.glossary("- {id: d, forms: {zh-Hant: [蒸餾法則]}}")
    site.article("a", "用蒸餾法則嗎").notes("a", note("用蒸餾")).build()
    assert refs(site, "zh-hant/a/", "#p1") == ["n"]


@pytest.mark.parametrize(
    "body", ["見[一二](https://a.org)。", "[一二]{sic=一三}。", "[一二]{reading=yī}。", "`一二`。"]
)
def test_a_note_that_ends_inside_something_else(site: Site, body: str) -> None:
    """The number is after a link, misprint, reading or code, never inside it and never lost."""
    site.article("a", body).notes("a", note("一")).build()
    assert refs(site, "zh-hant/a/", "#p1") == ["n"]
    assert refs(site, "zh-hant/a/", "#p1 a") == []
    assert refs(site, "zh-hans/a/", "#p1") == ["n"]


def test_two_notes_on_the_same_words(site: Site) -> None:
    """Each has its number, in the order of the notes."""
    site.article("a", "一二三").notes("a", note("二", "b") + note("一二", "a")).build()
    assert sorted(refs(site, "zh-hant/a/", "#p1")) == ["a", "b"]


def test_footnotes_by_first_reference(site: Site) -> None:
    """Footnotes are numbered by their first references, not by where they are written."""
    site.article("a", "一[^b]二[^a]\n\n[^a]: 甲\n\n[^b]: 乙").build()
    assert [a.text for a in site.select("zh-hant/a/", "a.footnote-ref")] == ["1", "2"]
    assert [li.text_content().strip()[0] for li in site.select("zh-hant/a/", "#footnotes li")] == ["乙", "甲"]


@pytest.mark.parametrize("edition", ["zh-hant", "zh-hans", "en"])
def test_footnotes_lead_there_and_back(site: Site, edition: str) -> None:
    """In every edition a footnote's number leads to its text, and the text back."""
    site.article("a", "一[^1]\n\n[^1]: 甲").article(
        "a", "one[^1]\n\n[^1]: A", lang="en", front="status: draft"
    ).build()
    ids = {e.get("id") for e in site.tree(f"{edition}/a/").iter() if e.get("id")}
    links = [a.get("href") for a in site.select(f"{edition}/a/", "a") if "fn" in (a.get("href") or "")]
    assert links
    assert all(link[1:] in ids for link in links), (links, sorted(ids))


def _list_all(site: Site, address: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the heading of each list of footnotes, and (number, text) of each in it."""
    return [
        (
            section.findtext("h2") or "",
            [
                (li.get("value") or str(nth), (li.findtext("div/p") or "").strip())
                for nth, li in enumerate(section.findall("ol/li"), 1)
            ],
        )
        for section in site.select(address, "section.footnotes")
    ]


def test_footnotes_of_text_and_counterpart_are_apart(site: Site) -> None:
    """Each text has its own list, numbered as in the text; a translator's footnote is none of the original."""
    site.article("a", "一[^1]\n\n[^1]: 甲").article(
        "a", "one[^x] two[^1]\n\n[^1]: A\n\n[^x]: Mine", lang="en", front="status: draft"
    ).build()
    original, translation = [("1", "甲")], [("1", "Mine"), ("2", "A")]
    assert _list_all(site, "zh-hant/a/") == [("原文附注", original), ("譯文附注", translation)]
    assert _list_all(site, "en/a/") == [
        ("Footnotes in the translation", translation),
        ("Footnotes in the original", original),
    ]


def test_footnotes_in_footnotes(site: Site) -> None:
    """A footnote may refer to others: they come behind those of the text, and lead there and back."""
    site.article("a", "一[^a]二^[乙]\n\n[^a]: 甲[^c]\n\n[^c]: 丙[^a]").build()
    assert [a.text for a in site.select("zh-hant/a/", "a.footnote-ref")] == ["1", "2", "3", "1"]
    ids = {e.get("id") for e in site.tree("zh-hant/a/").iter() if e.get("id")}
    links = [a.get("href", "") for a in site.select("zh-hant/a/", "a") if "#fn" in a.get("href", "")]
    assert len(links) == 7
    assert {link[1:] for link in links} <= ids
    ((_, listed),) = _list_all(site, "zh-hant/a/")
    assert [number for number, _ in listed] == ["1", "2", "3"]


def test_no_footnotes_in_notes(site: Site) -> None:
    """A note has no footnotes: their numbers would lead nowhere."""
    site.article("a", "一").notes("a", "- {id: n, quote: 一, kind: fact, text: {en: 'One^[two]'}}\n")
    site.fails_with("content/articles/a/notes.yaml:1:44", "a footnote belongs to a text")


def test_a_footnote_named_twice(site: Site) -> None:
    """Two references to one footnote share its number and no id."""
    site.article("a", "一[^1]二[^1]\n\n[^1]: 甲").build()
    found = site.select("zh-hant/a/", "a.footnote-ref")
    assert [a.text for a in found] == ["1", "1"]
    assert found[0].get("id") != found[1].get("id")


def test_misprints_are_numbered_through_the_text(site: Site) -> None:
    """Each misprint is listed with what is meant, and has a number of its own."""
    site.article("a", "[象是]{sic=像是}\n\n[訊]{sic=迅}速").build()
    site.shows("zh-hant/a/", 'data-correct="像是" id="e-1"', 'data-correct="迅" id="e-2"')
