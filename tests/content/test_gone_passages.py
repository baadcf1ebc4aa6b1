"""Translated words whose source passage is gone: told by every command alike, and set beside nothing else."""

from __future__ import annotations

import re

import pytest
from testbed import Site

from yizhu.check.lint import check
from yizhu.check.translations.signing import Signature, sign_translation
from yizhu.content.articles import read_article
from yizhu.content.config import read_config
from yizhu.content.faults import Faults
from yizhu.content.files.read import read_article_folder
from yizhu.content.model import Article, Passage
from yizhu.content.translations.comparison import judge_translation
from yizhu.content.translations.translate import translate

EN, STATE = "content/articles/a/en.md", "content/articles/a/state.yaml"
FRONT = "---\ntitle: x\nstatus: draft\n---\n"
ONE, TWO, THREE = "用途與範圍如下。", "本模型可以用於商業。", "研究者須註明出處。"
NEW = "任何人皆得隨意取用，無須付費。"
NAMES = "{from=p1}\nUses.\n\n{from=p2}\nThe model may be used.\n\n{from=p3}\nResearchers cite.\n"
COUNTED = re.sub(r"\{.*\}\n", "", NAMES)


OTHER = "另一件事，與前文並無關係。"


def source(site: Site, *passages: str) -> None:
    site.article("a", "\n\n".join(passages), front="rights: x")


def read(site: Site) -> Article:
    return read_article(read_article_folder(site.root, read_config(site.root / "config.yaml"), "a"))


def told(site: Site) -> str:
    """Return what check tells, and see to it that translate and a build tell the same."""
    faults = "\n".join(map(str, check(site.root / "config.yaml", "a")))
    for step in (lambda: translate(site.root / "config.yaml", "a", "en"), lambda: read(site)):
        with pytest.raises(Faults) as found:
            step()
        assert str(found.value).startswith(faults)  # translate tells all, a build the first
    return faults


def begin(site: Site, english: str) -> None:
    source(site, ONE, TWO, THREE)
    site.write(EN, FRONT + "\n" + english)
    signature = Signature("reviewed", "A", "2026-05-01")
    sign_translation(site.root / "config.yaml", "a", "en", [], signature)


@pytest.mark.parametrize("english", [NAMES, COUNTED])
def test_what_is_gone_is_told_by_its_id(site: Site, english: str) -> None:
    """Whether a translation names its passages or is counted, build, check and translate tell the id of what is gone."""
    begin(site, english)
    source(site, ONE, THREE)
    assert re.search(r"en\.md:\d+: what this passage answers \(p2\) is no longer in the source", told(site))
    assert "help: remove it, or write above it" in told(site)


def test_what_is_counted_follows_its_words(site: Site) -> None:
    """Words of what is gone removed, and others put in: what is counted answers what it answered, and nothing else."""
    begin(site, COUNTED)
    source(site, ONE, THREE, NEW)
    site.write(EN, FRONT + "\nUses.\n\nResearchers cite.\n")
    assert [p.answers for p in read(site).translations[0].passages] == [(1, 1), (2, 2)]
    source(site, NEW, ONE, TWO, THREE)
    site.write(EN, FRONT + "\n" + COUNTED)
    assert [p.answers for p in read(site).translations[0].passages] == [(2, 2), (3, 3), (4, 4)]


def test_what_is_put_in_on_both_sides(site: Site) -> None:
    """Who puts a passage into both texts, and edits the next one, has counted: as many stand between what is known."""
    begin(site, COUNTED)
    source(site, NEW, ONE, TWO, THREE)
    site.write(EN, FRONT + "\nAnybody may.\n\nThe uses.\n\nThe model may be used.\n\nResearchers cite.\n")
    assert [p.answers for p in read(site).translations[0].passages] == [(n, n) for n in (1, 2, 3, 4)]
    site.write(EN, FRONT + "\nThe uses.\n\nThe model may be used.\n\nResearchers must.\n")
    assert [p.answers for p in read(site).translations[0].passages] == [(n, n) for n in (2, 3, 4)]


def test_the_help_names_what_nothing_answers(site: Site) -> None:
    """The help names the passages that nothing answers, with their first words."""
    begin(site, NAMES)
    source(site, ONE, NEW, OTHER, THREE)
    first, second = (passage.id for passage in read_source_ids(site))
    assert f"help: write {{from={first}}} above it if it answers {NEW}, or {{from={second}}}" in told(site)
    source(site, ONE, THREE, NEW)
    assert re.search(
        rf"help: remove it, or write {{from=p3[a-z]+}} above it if it answers {NEW}\n*$", told(site)
    )


def read_source_ids(site: Site) -> list[Passage]:
    site.write(EN, FRONT)
    passages = read(site).source.passages[1:3]
    site.write(EN, FRONT + "\n" + NAMES)
    return list(passages)


@pytest.mark.parametrize("english", [NAMES, COUNTED])
@pytest.mark.parametrize("nth", [0, 1, 2])
def test_reworded_as_a_whole(site: Site, english: str, nth: int) -> None:
    """One gone and one new between the same neighbours are one passage: it is stale, and nothing stops."""
    begin(site, english)
    passages = [ONE, TWO, THREE]
    passages[nth] = NEW
    source(site, *passages)
    article = read(site)
    assert [passage.id for passage in article.source.passages] == ["p1", "p2", "p3"]
    assert [p.is_stale for p in judge_translation(article, article.translations[0]).passages] == [
        at == nth for at in range(3)
    ]
    assert f"p{nth + 1} is stale" in "\n".join(map(str, check(site.root / "config.yaml", "a")))
    before = (site.root / EN).read_text("utf-8")
    translate(site.root / "config.yaml", "a", "en")
    assert (site.root / EN).read_text("utf-8") == before


def test_in_the_place_of_what_is_gone(site: Site) -> None:
    """A part of another passage, or one that stands elsewhere, is not what is gone, reworded."""
    long = "要看懂這場架，先得認識兩個詞，一是蒸餾，二是思維鏈，三是開放授權的條款。"
    source(site, long, TWO, THREE)
    translate(site.root / "config.yaml", "a", "en")
    source(site, long[:19], long[19:], THREE)
    assert dict(read(site).source.withdrawn) == {"p2": 1}
    source(site, long, THREE, NEW)
    assert dict(read(site).source.withdrawn) == {"p2": 1}


def test_a_lost_line_of_an_id(site: Site) -> None:
    """An id whose line state.yaml has lost is told with where its words stand now, not as another one mistyped."""
    begin(site, NAMES)
    state = (site.root / STATE).read_text("utf-8")
    site.write(STATE, re.sub("- {id: p2,.*\n", "", state))
    assert "en.md:10: this passage answers p2, but the source has no such passage" in told(site)
    now = re.findall(
        r"its words are (p1[a-z]{4}) now: restore the line of p2 in passages of (\S+)", told(site)
    )
    assert [path for _, path in now] == [STATE]
    assert f"or write {{from={now[0][0]}}}" in told(site)
    site.write(EN, FRONT + "\n" + NAMES.replace("p2", now[0][0]))
    translate(site.root / "config.yaml", "a", "en")
    site.write(STATE, state[: state.index("- {id: p2")])
    site.write(EN, FRONT + "\n" + NAMES)
    assert f"help: if {STATE} has lost its line, restore that from the file's history" in told(site)
