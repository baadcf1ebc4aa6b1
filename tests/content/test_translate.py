"""yizhu translate: slots for what has no translation yet, and no word of what is there lost or moved."""

from __future__ import annotations

import re

import pytest
from testbed import Site
from translated_article import EN, FRONT, STATE, read, run, source, text

from yizhu.cli import main
from yizhu.content.faults import Faults
from yizhu.content.translations.translate import TranslateResult, format_result, translate


def test_a_new_translation(site: Site) -> None:
    """Front matter to fill in, with the source's words beside it, and a slot below each passage's words."""
    front = "rights: x\nsummary: '一: 二 # 三'\nspeakers: {j: 甲}"
    site.article("a", "# 須知\n\n**甲：**可以[用]{reading=yòng}。\n\n- 一\n- 二", title="題目", front=front)
    assert run(site) == TranslateResult(EN, True, 3, 0, 3, 0)
    assert text(site) == (
        "---\n"
        "title: …  # 題目\n"
        "summary: …  # 一: 二 # 三\n"
        "translators: []\n"
        "status: draft\n"
        "speakers:\n"
        '  j: "甲"\n'
        "---\n"
        "\n"
        "<!-- # 須知 -->\n"
        "{from=p1}\n"
        "\n"
        "<!-- **甲：**可以[用]{reading=yòng}。 -->\n"
        "{from=p2}\n"
        "\n"
        "<!--\n"
        "- 一\n"
        "- 二\n"
        "-->\n"
        "{from=p3}\n"
    )
    assert [slot.answers for slot in read(site).translations[0].slots] == [(1, 1), (2, 2), (3, 3)]
    site.build()


def test_again(site: Site) -> None:
    """Run again it changes nothing, and words in a slot are never given a second one."""
    source(site, "一。", "二。", "三。")
    run(site)
    site.write(EN, text(site).replace("{from=p2}\n", "{from=p2}\nTwo.\n"))
    before, state = text(site), run(site)
    assert (state.translated, state.added) == (1, 0)
    assert text(site) == before
    told = text(site, STATE)
    run(site)
    assert text(site, STATE) == told


def test_into_a_text_that_somebody_wrote(site: Site) -> None:
    """A translation without any {from=…} keeps its lines; what follows a slot is told what it answers."""
    source(site, "# 一", "二。", "三。", "四。")
    site.write(EN, f"{FRONT}\n# One\n\nTwo,\nlonger.\n")
    assert run(site).added == 2
    assert (
        text(site)
        == f"{FRONT}\n# One\n\nTwo,\nlonger.\n\n<!-- 三。 -->\n{{from=p3}}\n\n<!-- 四。 -->\n{{from=p4}}\n"
    )
    source(site, "# 一", "零。", "二。", "三。", "四。")
    assert run(site).added == 1
    assert text(site).startswith(
        f"{FRONT}\n# One\n\n<!-- 零。 -->\n{{from=p1tsqc}}\n\n{{from=p2}}\nTwo,\nlonger.\n\n<!-- 三。 -->\n{{from=p3}}\n"
    )
    assert [p.answers for p in read(site).translations[0].passages] == [(1, 1), (3, 3)]


def test_a_paragraph_put_in_above(site: Site) -> None:
    """What is put in gets an id of its own; nothing else is written anew."""
    source(site, "一一一。", "二二二。", "三三三。", "四四四。")
    body = "{from=p1-p2 role=bio}\nOne and two.\n\nThree. {from=p3}\n\n{supplied=speaker}\n{from=p4}\n- four {from=p9} five\n"
    site.write(EN, f"{FRONT}\n{body}")
    run(site)
    assert text(site) == f"{FRONT}\n{body}"
    source(site, "零零零。", "一一一。", "二二二。", "三三三。", "四四四。")
    assert run(site) == TranslateResult(EN, False, 5, 4, 1, 0)
    new = read(site).source.passages[0].id
    assert text(site) == f"{FRONT}\n<!-- 零零零。 -->\n{{from={new}}}\n\n{body}"


def test_numbers_of_before_ids_were_recorded(site: Site) -> None:
    """Of a state.yaml without ids, numbers that moved are written anew, wherever they stand; then the ids are fixed."""
    source(site, "一一一。", "二二二。", "三三三。", "四四四。")
    body = "{from=p1-p2 role=bio}\nOne and two.\n\nThree. {from=p3}\n\n{supplied=speaker}\n{from=p4}\n- four {from=p9} five\n"
    site.write(EN, f"{FRONT}\n{body}")
    run(site)
    site.write(STATE, re.sub(r"(?s)passages:\n.*(?=translations:)", "", text(site, STATE)))
    source(site, "零零零。", "一一一。", "二二二。", "三三三。", "四四四。")
    assert run(site) == TranslateResult(EN, False, 5, 4, 1, 3)
    assert text(site) == (
        f"{FRONT}\n<!-- 零零零。 -->\n{{from=p1}}\n\n"
        "{from=p2-p3 role=bio}\nOne and two.\n\nThree. {from=p4}\n\n{supplied=speaker}\n{from=p5}\n- four {from=p9} five\n"
    )
    assert re.findall(r"- {id: (\w+),", text(site, STATE)) == ["p1", "p2", "p3", "p4", "p5"]


def test_what_counts_is_known_by_its_words(site: Site) -> None:
    """A translation that names nothing is known by its own words, also if a passage was taken out of both texts."""
    source(site, "一一一。", "二二二。", "# 三三三", "四四四。")
    site.write(EN, f"{FRONT}\nOne.\n\nTwo.\n\n# Three\n\nFour.\n")
    run(site)
    source(site, "零零零。", "一一一。", "# 三三三", "四四四。")
    site.write(EN, f"{FRONT}\nOne.\n\n# Three\n\nFour, edited.\n")
    run(site)
    article = read(site)
    assert [p.answers for p in article.translations[0].passages] == [(2, 2), (3, 3), (4, 4)]
    assert [p.id for p in article.source.passages][1:] == ["p1", "p3", "p4"]
    assert article.source.withdrawn == (("p2", 2),)


def test_the_same_words_twice(site: Site) -> None:
    """What names nothing is not taken for the same words that name their passage above it."""
    source(site, "一一一。", "二二二。", "三三三。")
    site.write(EN, f"{FRONT}\n{{from=p1}}\nYes.\n\nYes.\n")
    run(site)
    before = text(site)
    assert "(unchanged)" in format_result(run(site))
    assert text(site) == before


def test_both_were_changed_by_hand(site: Site) -> None:
    """Who puts a paragraph into both texts has numbered anew already."""
    source(site, "一一一。", "二二二。")
    site.write(EN, f"{FRONT}\nOne.\n\nTwo.\n")
    run(site)
    source(site, "零零零。", "一一一。", "二二二。")
    site.write(EN, f"{FRONT}\nNought.\n\nOne.\n\nTwo.\n")
    before = text(site)
    assert run(site).renumbered == 0
    assert text(site) == before


def test_what_is_gone_from_the_source(site: Site) -> None:
    """A slot for what is gone goes, too; words are never removed: what they answer is asked."""
    source(site, "一一一。", "二二二。", "三三三。")
    run(site)
    source(site, "一一一。", "三三三。")
    run(site)
    assert re.findall(r"\{from=(\w+)\}", text(site)) == ["p1", "p3"]
    site.write(EN, text(site).replace("{from=p3}\n", "{from=p3}\nThree.\n"))
    run(site)
    source(site, "一一一。")
    before = text(site)
    with pytest.raises(Faults) as found:
        run(site)
    assert "what this passage answers (p3) is no longer in the source" in str(found.value)
    assert text(site) == before


@pytest.mark.parametrize("id", ["p0tsqc", "p9", "p2-p9"])
@pytest.mark.parametrize("has_state", [True, False])
def test_a_slot_of_an_unknown_passage(site: Site, id: str, has_state: bool) -> None:
    """An empty slot that names what never was a passage is a fault at its line, as words there are."""
    source(site, "一一一。", "二二二。", "三三三。")
    run(site)
    if not has_state:
        site.remove(STATE)
    site.write(EN, text(site).replace("{from=p2}", f"{{from={id}}}"))
    before = text(site)
    for command in (run, read):
        with pytest.raises(Faults) as found:
            command(site)
        unknown = id.rpartition("-")[2]
        assert f"{EN}:11: this slot waits for {unknown}, but the source has no such passage" in str(
            found.value
        )
    assert ("restore it from its history" in str(found.value)) == (id == "p0tsqc" and not has_state)
    assert text(site) == before


def test_a_slot_whose_source_changed(site: Site) -> None:
    """Comments get the new words; what was filled is stale, since it was made from the old ones."""
    source(site, "本模型可以用於商業。", "研究者須註明出處。")
    run(site)
    site.write(EN, text(site).replace("{from=p2}\n", "{from=p2}\nName the source.\n"))
    source(site, "本模型絕不可以用於商業。", "研究者不須註明出處。")
    assert format_result(run(site)).endswith(
        "(changed): 1 of 2 passages translated, 0 slots added, 2 comments renewed"
    )
    assert text(site).endswith(
        "---\n\n<!-- 本模型絕不可以用於商業。 -->\n{from=p1}\n\n<!-- 研究者不須註明出處。 -->\n{from=p2}\nName the source.\n"
    )
    before = text(site)
    run(site)
    assert text(site) == before
    from yizhu.check.lint import check

    told = "\n".join(str(fault) for fault in check(site.root / "config.yaml"))
    assert "p2 is stale" in told
    assert "p1 is stale" not in told
    site.write(EN, text(site).replace("{from=p1}\n", "{from=p1}\nIt must not be sold.\n"))
    assert "p1 is stale" not in "\n".join(str(fault) for fault in check(site.root / "config.yaml"))


def test_comments_of_others_stay(site: Site) -> None:
    """Only the comment with the source's former words is renewed, or goes with its slot, whatever markup it has."""
    words = "**甲**說[用]{reading=yòng}[^1]，\n見[此](https://x.org)-->。"
    source(site, words, "二二二。", "- 三三三\n- 三二一", "[^1]: 註。")
    run(site)
    site.write(
        EN,
        text(site)
        .replace("{from=p1}", "<!-- Ben: use? -->\n\n{from=p1}")
        .replace("{from=p3}", "<!-- no -->\n{from=p3}"),
    )
    source(site, words.replace("說", "又說"), "二二二。", "[^1]: 註。")
    assert format_result(run(site)).endswith("0 slots added, 1 slot removed, 1 comment renewed")
    assert text(site).endswith(
        "---\n\n<!--\n**甲**又說[用]{reading=yòng}[^1]，\n見[此](https://x.org)-- >。\n-->\n<!-- Ben: use? -->\n\n{from=p1}\n\n"
        "<!-- 二二二。 -->\n{from=p2}\n\n<!-- no -->\n"
    )


def test_a_slot_whose_passage_was_merged(site: Site) -> None:
    """An empty slot of what was merged into another passage goes with its comment; that of the other has all words."""
    whole = "本模型可以用於商業。它也可以用於教學。"
    source(site, "一一一。", whole, "三三三。")
    run(site)
    before = text(site)
    source(site, "一一一。", *re.findall("[^。]*。", whole), "三三三。")
    assert format_result(run(site)).endswith("1 slot added, 1 comment renewed")
    source(site, "一一一。", whole, "三三三。")
    assert format_result(run(site)).endswith("0 slots added, 1 slot removed, 1 comment renewed")
    assert text(site) == before


@pytest.mark.parametrize(
    "words",
    [
        "一 --> 二",
        "<!-- 一 --> 二",
        "    code -->",
        "> 引",
        "```\n-->\n\n{from=p1}\n```",
        "- 一\n\n  二",
        "| a |\n|---|\n| b |",
    ],
)
def test_source_that_looks_like_a_comment(site: Site, words: str) -> None:
    """Whatever the source says, its comment ends where it should."""
    source(site, words, "末。")
    run(site)
    article = read(site)
    translation = article.translations[0]
    assert not translation.passages
    assert len(translation.slots) == len(article.source.passages)


@pytest.mark.parametrize(
    ("slug", "lang", "said"),
    [
        ("b", "en", "there is no such article"),
        ("../a", "en", "there is no such article"),
        ("a", "English", "English is no language tag"),
        ("a", "zh-Hant", "the source is in zh-Hant"),
        ("a", "../en", "../en is no language tag"),
    ],
)
def test_what_cannot_be_translated(site: Site, slug: str, lang: str, said: str) -> None:
    """A wrong slug or language is a fault, and nothing is written."""
    source(site, "一。")
    with pytest.raises(Faults, match=re.escape(said)):
        translate(site.root / "config.yaml", slug, lang)
    assert {path.name for path in (site.root / "content/articles/a").iterdir()} == {"zh-Hant.md"}


def test_the_command(site: Site, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """It prints what it wrote."""
    monkeypatch.chdir(source(site, "一。", "二。").root)
    assert main(["translate", "a", "en"]) == 0
    assert capsys.readouterr().out == f"{EN} (new): 0 of 2 passages translated, 2 slots added\n"
    assert main(["translate", "a", "en"]) == 0
    assert capsys.readouterr().out == f"{EN} (unchanged): 0 of 2 passages translated, 0 slots added\n"
