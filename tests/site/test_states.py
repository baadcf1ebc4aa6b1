"""What readers are told of a translation's state: stale, by machine, draft."""

from __future__ import annotations

import json
import re

import pytest
from lxml import html
from testbed import Site

from yizhu.cli import main

SOURCE = ["# 須知", "本模型可以用於商業。", "研究者須註明出處。", "完。"]
ENGLISH = ["# Rules", "The model may be used commercially.", "Researchers must name the source.", "The end."]
PAGES = ("zh-hant/a/", "zh-hans/a/", "en/a/")


@pytest.fixture
def signed(site: Site, monkeypatch: pytest.MonkeyPatch) -> Site:
    """An article whose first passage is a draft, the second by machine, the others reviewed; the third is stale."""
    monkeypatch.chdir(site.root)
    site.article("a", "\n\n".join(SOURCE), front="rights: x")
    site.article("a", "\n\n".join(ENGLISH), lang="en", front="status: draft\ntranslators: [Anna]")
    assert main(["accept", "a", "--translation", "en", "--date", "2026-05-01", "p3", "p4"]) == 0
    assert main(["accept", "a", "--translation", "en", "--state", "machine", "p2"]) == 0
    site.article("a", "\n\n".join([*SOURCE[:2], "研究者不須註明出處。", SOURCE[3]]), front="rights: x")
    return site.build()


def states(site: Site, address: str) -> dict[str, str]:
    return {row.get("id"): row.get("data-state", "") for row in site.select(address, "section.passage")}


@pytest.mark.parametrize("address", PAGES)
def test_rows_say_their_state(signed: Site, address: str) -> None:
    """In every edition a row carries the state of the translation in it."""
    assert states(signed, address) == {"p1": "draft", "p2": "machine", "p3": "stale", "p4": ""}


@pytest.mark.parametrize(
    ("address", "stale", "machine", "head"),
    [
        ("zh-hant/a/", "原文已改，這段譯文還沒有跟上。", "這段譯文出自機器，未經審校。", "原文已改、譯文未跟上1段、機器翻譯1段、初稿1段"),
        ("zh-hans/a/", "原文已改，这段译文还没有跟上。", "这段译文出自机器，未经审校。", "原文已改、译文未跟上1段、机器翻译1段、初稿1段"),
        ("en/a/", "The original has changed since this paragraph was translated.", "Translated by machine, not reviewed.", "1 out of date, 1 by machine, 1 in draft"),
    ],
)  # fmt: skip
def test_in_words(signed: Site, address: str, stale: str, machine: str, head: str) -> None:
    """Stale and machine rows say so in the reader's language, and the head says how many there are, without script."""
    assert signed.text_of(address, "#p3 > .state") == stale
    assert signed.text_of(address, "#p2 > .state") == machine
    assert not signed.select(address, "#p1 > .state")
    assert not signed.select(address, "#p4 > .state")
    assert head in signed.text_of(address, ".provenance")


def test_an_edited_passage_is_shown_as_a_draft(signed: Site) -> None:
    """A reviewed passage that was edited is a draft on its page."""
    english = "\n\n".join([*ENGLISH[:3], "The end!"])
    signed.article("a", english, lang="en", front="status: draft").build()
    assert states(signed, "en/a/")["p4"] == "draft"


def test_signing_is_enough_to_build_again(signed: Site) -> None:
    """A page follows its state file: a signature changes it, though no text did."""
    assert main(["accept", "a", "--translation", "en"]) == 0
    assert main(["build"]) == 0
    for address in PAGES:
        assert set(states(signed, address).values()) == {""}
        signed.lacks(address, "data-state", "機器翻譯", "by machine", "out of date")
    assert "reviewed" in signed.text_of("en/a/", ".provenance")


def test_without_a_state_file(signed: Site) -> None:
    """Without a state file a text is as its front matter says, in no row."""
    signed.remove("content/articles/a/state.yaml").build()
    for address in PAGES:
        signed.lacks(address, "data-state", 'class="label state"')
    assert "draft" in signed.text_of("en/a/", ".provenance")


def described(site: Site, address: str) -> dict[str, object]:
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', site.page(address))
    assert found
    return dict(json.loads(found[1]))


def test_linked_data(signed: Site) -> None:
    """A machine is no translator; its share is credited."""
    told = described(signed, "en/a/")
    assert told["translator"] == [{"@type": "Person", "name": "Anna"}]
    assert told["creditText"] == "Machine translation (1/4)"
    signed.remove("content/articles/a/state.yaml")
    signed.article(
        "a", "\n\n".join(ENGLISH), lang="en", front="status: machine\ntranslators: [Engine 3]"
    ).build()
    told = described(signed, "en/a/")
    assert "translator" not in told
    assert told["creditText"] == "Machine translation: Engine 3"
    signed.article(
        "a", "\n\n".join(ENGLISH), lang="en", front="status: reviewed\ntranslators: [Anna]"
    ).build()
    assert "creditText" not in described(signed, "en/a/")


def test_merged_passages(signed: Site) -> None:
    """A passage for two of the source marks the row in which it stands."""
    english = ["# Rules", "{from=p2-p3}\nBoth.", "The end."]
    signed.article("a", "\n\n".join(english), lang="en", front="status: draft")
    assert main(["accept", "a", "--translation", "en"]) == 0
    signed.article("a", "\n\n".join(SOURCE), front="rights: x").build()
    assert states(signed, "en/a/") == {"p1": "", "p2": "stale", "p4": ""}
    assert states(signed, "zh-hant/a/") == {"p1": "", "p2": "stale", "p3": "", "p4": ""}


def change_of(site: Site, address: str, passage: str) -> list[tuple[str, str, str]]:
    """Return of each difference below a passage its language, its words and its HTML."""
    found = site.select(address, f"#{passage} > details.change > p")
    return [(p.get("lang", ""), p.text_content(), html.tostring(p, encoding="unicode")) for p in found]


@pytest.mark.parametrize(
    ("address", "lang", "words", "summary"),
    [
        ("zh-hant/a/", "zh-Hant", "研究者<del>須</del><ins>不須</ins>註明出處。", "改了什麼"),
        ("zh-hans/a/", "zh-Hans", "研究者<del>须</del><ins>不须</ins>注明出处。", "改了什么"),
        ("en/a/", "zh-Hant", "研究者<del>須</del><ins>不須</ins>註明出處。", "What has changed"),
    ],
)
def test_the_difference_is_shown(signed: Site, address: str, lang: str, words: str, summary: str) -> None:
    """A stale row holds the difference from the version that was translated, in the source's language."""
    ((told_in, _, markup),) = change_of(signed, address, "p3")
    assert (told_in, markup) == (lang, f'<p lang="{lang}">{words}</p>')
    assert signed.text_of(address, "#p3 summary") == summary
    assert len(signed.select(address, "details.change")) == 1


def test_without_the_words(signed: Site) -> None:
    """Where nobody knows what was translated, a stale row shows no difference."""
    state = signed.root / "content/articles/a/state.yaml"
    signed.write("content/articles/a/state.yaml", state.read_text("utf-8").partition("\nwords:")[0]).build()
    for address in PAGES:
        assert states(signed, address)["p3"] == "stale"
        signed.lacks(address, '<details class="change')


def test_difference_of_an_english_source(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also an edition that is converted from a translation shows it in the source's words, and long stretches shortened."""
    monkeypatch.chdir(site.root)
    same = "This sentence stands in front, and it is long enough. "
    site.article("a", f"{same}We may sell <it> & more.", lang="en", front="rights: x")
    site.article("a", "我們可以賣。", lang="zh-Hant", front="status: draft")
    assert main(["accept", "a", "--translation", "zh-Hant"]) == 0
    site.article("a", f"{same}We must not sell <it> & more.", lang="en", front="rights: x").build()
    for address in PAGES:
        ((lang, words, markup),) = change_of(site, address, "p1")
        assert lang == "en"
        assert words == "…, and it is long enough. We may must not sell <it> & more."
        assert "<del>may</del> <ins>must not</ins> sell &lt;it&gt; &amp; more." in markup
        assert site.select(address, "#p1")[0].get("data-state") == "stale"


def test_second_showings(signed: Site) -> None:
    """A feed says of each row, and a pre-reading sheet of the whole, what is stale, by machine or missing: in words only."""
    signed.article(
        "a", "\n\n".join(ENGLISH[:3]), lang="en", front="status: draft\ntranslators: [Anna]"
    ).build()
    feed = (signed.out / "en/feed.xml").read_text("utf-8")
    for told in (
        "<p><em>The original has changed since this paragraph was translated.</em></p>",
        "<p><em>Translated by machine, not reviewed.</em></p>",
        '<p><em>Not yet translated; the original:</em></p>\n<div lang="zh-Hant">',
        'draft, <strong class="stale">1 out of date</strong>, <span class="machine">1 by machine</span>',
    ):
        assert told in feed
    assert "<del>" not in feed
    assert "<ins>" not in feed
    assert "1 out of date, 1 by machine" in signed.text_of("en/a/sheet/", "footer")


def test_a_machine_contributes_to_no_feed(signed: Site) -> None:
    """A feed names persons as contributors, and a machine with what it did."""
    assert "<contributor><name>Anna</name></contributor>" in (signed.out / "en/feed.xml").read_text("utf-8")
    signed.remove("content/articles/a/state.yaml")
    signed.article(
        "a", "\n\n".join(ENGLISH), lang="en", front="status: machine\ntranslators: [Engine 3]"
    ).build()
    assert "<contributor>" not in (signed.out / "en/feed.xml").read_text("utf-8")
    assert "Engine 3, by machine, unreviewed" in (signed.out / "en/feed.xml").read_text("utf-8")


@pytest.mark.parametrize("address", ["zh-hant/a/", "zh-hans/a/"])
def test_linked_data_of_a_converted_edition(
    site: Site, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    """An edition that is converted from a translation tells its state as the translation's own edition does."""
    monkeypatch.chdir(site.root)
    site.article("a", "One.\n\nTwo.\n\nThree.", lang="en", front="rights: x")
    site.article("a", "一。\n\n二。", front="status: draft\ntranslators: [林安]")
    assert main(["accept", "a", "--translation", "zh-Hant"]) == 0
    assert main(["accept", "a", "--translation", "zh-Hant", "--state", "machine", "p2"]) == 0
    told = described(site.build(), address)
    assert told["translator"] == [{"@type": "Person", "name": "林安"}]
    assert told["creditText"] == ("機器翻譯 (1/3)" if address == "zh-hant/a/" else "机器翻译 (1/3)")
    assert told["creativeWorkStatus"] == ["draft", "Incomplete"]
    assert states(site, address) == {"p1": "", "p2": "machine", "p3": "missing"}
    site.remove("content/articles/a/state.yaml")
    site.article("a", "一。\n\n二。\n\n三。", front="status: machine\ntranslators: [Engine 3]").build()
    told = described(site, address)
    assert "translator" not in told
    assert str(told["creditText"]).endswith(": Engine 3")
    assert not described(site, "en/a/").keys() & {"translator", "creditText"}
