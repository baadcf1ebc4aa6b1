"""A change by conversion is listed until an editor signs it off, and again when its sentence changes."""

from __future__ import annotations

import json
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st
from testbed import Site

from yizhu.check.conversion.changes import Change, RuleSources, find_changes
from yizhu.check.conversion.circular import list_circular
from yizhu.check.conversion.review import format_changes
from yizhu.chinese.quotation_marks import choose_quote_style
from yizhu.cli import main
from yizhu.content.articles import read_text
from yizhu.content.model import Article, Source
from yizhu.content.signoffs import format_accepted, read_accepted, sign_off
from yizhu.editions.locale import Locale
from yizhu.editions.localization import Localization
from yizhu.editions.vocabulary import make_localization, read_shipped_vocabulary

WORDS = read_shipped_vocabulary("taiwan-mainland")


def changes(body: str, to: str = "zh-Hans", front: str = "") -> list[Change]:
    """Return the changes of a text in the edition of the other script."""
    lang, config = ("zh-Hant", "tw2s") if to == "zh-Hans" else ("zh-Hans", "s2tw")
    text = read_text(lang, Source(f"a/{lang}.md", f"---\ntitle: x\n{front}---\n\n{body}\n"))
    locale = Locale("made", to, localization(lang, to, config), (lang,))
    return list(find_changes(Article("a", text, (), ()), None, locale, RuleSources((), (), WORDS)))


@cache
def localization(lang: str, to: str, config: str) -> Localization:
    """Return the way from one script to the other by the words that are shipped."""
    return make_localization(lang, to, config, choose_quote_style(lang, to), (), WORDS)


def short(found: list[Change]) -> list[str]:
    """Return each change in one line."""
    return [
        f"{c.place.line}:{c.place.column} {c.was}→{c.becomes} {c.rule} {c.expected}".strip() for c in found
    ]


# ---- what is shown -----------------------------------------------------------------------------------------


def test_words_and_doubtful_characters() -> None:
    """Changed words are listed with their rule; doubtful characters are listed where no word decides."""
    assert short(changes("他寫過軟體，壁上寫有「著」字。")) == [
        "5:4 軟體→软件 the shipped vocabulary",
        "5:12 著→着 OpenCC",
    ]


def test_which_list_it_is_from() -> None:
    """In what the editors write, words of the editors' list are named as such."""
    assert short(changes("使用者的軟體", front="convert: {reach: editorial}\nsummary: 用戶與使用者\n")) == [
        "4:13 使用者→用户 the shipped editorial vocabulary",
        "7:1 使用者→用户 the shipped editorial vocabulary",
        "7:5 軟體→软件 the shipped vocabulary",
    ]
    assert short(changes("使用者的軟體", front="summary: 使用者\n")) == [
        "3:10 使用者→用户 the shipped editorial vocabulary",
        "6:5 軟體→软件 the shipped vocabulary",
    ]


def test_what_a_word_decides_is_not_shown() -> None:
    """A word decides by our table, by two word lists that agree, by a span, or because a span keeps it."""
    assert changes("乾淨的餅乾，乾隆皇帝，接著看著名的書。") == []
    assert changes("[乾]{zh-Hans=乾}與[著]{keep}與`乾`，<https://a.org/著>") == []
    assert changes("头发干净以后，皇后在里面吃面包。", "zh-Hant") == []


def test_what_the_table_knows_better() -> None:
    """What a word of the table settles is converted so, and is no doubt."""
    assert changes("台灣的土著。") == []
    assert changes("里面有面包，头发干了。", "zh-Hant", "summary: 执行复杂任务\n")[0].was == "干"
    assert changes("展示了如何做。了解。被发送到这里。", "zh-Hant") == []
    assert changes("甚麼都好，甚為可觀。") == []
    assert (
        changes("想出了办法，向大家说，当时并未别动。", "zh-Hant") == []
    )  # what they are in nearly all words


def test_names_decide_nothing() -> None:
    """No list has all names: a doubtful character in a name is listed."""
    assert [c.was for c in changes("这是陈干和谷建芬。", "zh-Hant")] == ["干", "谷"]


def test_across_markup_and_front_matter() -> None:
    """A word is found across markup; its place is its position in the file."""
    found = changes(
        "他說**軟**體好。\n\n[連結](https://a.org/%E8%BB%9F)的[象]{sic=像}軟體", front="summary: 用軟體\n"
    )
    assert short(found)[:2] == [
        "3:11 軟體→软件 the shipped vocabulary",
        "6:5 軟體→软件 the shipped vocabulary",
    ]
    assert short(found)[2].startswith("8:41 軟體")


def test_equal_changes_stand_together() -> None:
    """The first is shown with its line, the others with a few words."""
    (group,) = format_changes(changes("一個軟體。\n\n許多好軟體。"))
    assert group.splitlines() == [
        "a/zh-Hant.md:5:3: 軟體 → 软件 in made, by the shipped vocabulary",
        "    一個軟體。",
        "        ^^^^",
        "    7:4  …許多好軟體。…",
    ]


# ---- signing off -------------------------------------------------------------------------------------------

SENTENCES = st.lists(
    st.sampled_from(["用軟體寫。", "他的網路。", "這裡沒有。", "著。", "乾與著。", "軟體與軟體！", "晴天。"]),
    min_size=1,
    max_size=8,
)


@given(SENTENCES)
def test_what_is_signed_is_not_shown_again(sentences: list[str]) -> None:
    """The sign-offs are the same after the file is written and read."""
    keys = [change.key for change in changes("".join(sentences))]
    file = format_accepted("a", sign_off((), keys, "我"))
    read = read_accepted(Source("accepted.yaml", file))
    assert {one.key for one in read} == set(keys)
    assert format_accepted("a", sign_off(read, keys, "another")) == file


@given(SENTENCES, st.data())
def test_a_change_shows_its_sentence_and_no_other(sentences: list[str], data: st.DataObject) -> None:
    """All changes of an edited sentence are listed again; those of other sentences are not."""
    signed = {change.key for change in changes("".join(sentences))}
    at = data.draw(st.integers(0, len(sentences) - 1))
    edited = [*sentences[:at], "改" + sentences[at], *sentences[at + 1 :]]
    shown = [change for change in changes("".join(edited)) if change.key not in signed]
    assert {change.sentence for change in shown} <= {edited[at]}
    assert len(shown) == len(changes(sentences[at]))


@pytest.fixture
def here(site: Site, monkeypatch: pytest.MonkeyPatch) -> Site:
    """A site with one change to sign off, whose folder is the current one."""
    monkeypatch.chdir(site.root)
    site.article("a", "用軟體。\n\n[著]{keep}一。", front="rights: x")
    return site.article("a", "Software.\n\nOne.", lang="en", front="status: draft")


def test_check_and_accept(here: Site, capsys: pytest.CaptureFixture[str]) -> None:
    """check and --strict list the change; after accept they do not, until the sentence changes."""
    assert main(["check", "--conversion"]) == 1
    assert "軟體 → 软件 in zh-hans, by the shipped vocabulary" in capsys.readouterr().out
    assert main(["build", "--strict"]) == 1
    assert "1 conversion in zh-hans that nobody has signed off" in capsys.readouterr().err
    assert main(["accept", "a", "--dry-run"]) == 0
    assert "1 place would be signed off in content/articles/a/accepted.yaml" in capsys.readouterr().out
    assert not (here.root / "content/articles/a/accepted.yaml").exists()
    assert main(["accept", "a", "--by", "編者"]) == 0
    assert (here.root / "content/articles/a/accepted.yaml").read_text("utf-8").splitlines()[1:] == [
        "- edition: zh-hans",
        "  sentence: 用軟體。",
        "  changes:",
        "  - 軟體 → 软件",
        "  by: 編者",
    ]
    assert main(["check", "--conversion"]) == 0
    assert main(["check", "a"]) == 0
    assert main(["build", "--strict"]) == 0
    here.article("a", "不用軟體。\n\n[著]{keep}一。", front="rights: x")
    capsys.readouterr()
    assert main(["check", "--conversion", "--json"]) == 1
    (row,) = json.loads(capsys.readouterr().out)
    assert (row["was"], row["becomes"], row["line"], row["column"]) == ("軟體", "软件", 6, 3)
    assert main(["accept", "a"]) == 0
    assert "1 place signed off" in capsys.readouterr().out
    assert main(["accept", "nope"]) == 1


def test_nothing_left_to_sign(here: Site) -> None:
    """Sign-offs of removed sentences are removed; an empty file is deleted."""
    assert main(["accept", "a"]) == 0
    here.article("a", "一。\n\n二。", front="rights: x")
    assert main(["accept", "a"]) == 0
    assert not (here.root / "content/articles/a/accepted.yaml").exists()


def test_by_place(here: Site, capsys: pytest.CaptureFixture[str]) -> None:
    """--conversion signs what stands at the places that are named, or all, and prints it; a place of none is a fault."""
    here.article("a", "他寫軟體。\n\n他買軟體。", front="rights: x")
    assert main(["accept", "a", "--conversion", "9:1"]) == 1
    assert "9:1 is no place that conversion changed" in capsys.readouterr().err
    assert main(["accept", "a", "--conversion", "8:3", "--by", "我"]) == 0
    out = capsys.readouterr().out
    assert "zh-Hant.md:8:3: 軟體 → 软件" in out
    assert "1 place signed off" in out
    accepted = (here.root / "content/articles/a/accepted.yaml").read_text("utf-8")
    assert "他買軟體" in accepted
    assert "他寫軟體" not in accepted
    assert main(["accept", "a", "zh-Hant.md:6", "--conversion"]) == 0
    assert "1 place signed off in content/articles/a/accepted.yaml; 1 unchanged" in capsys.readouterr().out
    assert main(["accept", "a", "8:3"]) == 2
    assert main(["accept", "a", "--conversion", "--translation", "en"]) == 2


def test_a_draft_is_not_asked_for(here: Site) -> None:
    """The changes of a draft are no warning: its text is not finished."""
    here.article("a", "用軟體。\n\n一。", front="rights: x\ndraft: true")
    assert main(["check", "a"]) == 0
    assert main(["check", "--conversion", "a"]) == 1


def test_it_is_never_published(here: Site) -> None:
    """accepted.yaml is not published, and a text cannot show it."""
    assert main(["accept", "a"]) == 0
    here.build()
    assert not [path for path in here.files() if "accepted" in path]
    here.article("a", "![x](accepted.yaml)\n\n一。", front="rights: x")
    assert here.faults()


def test_a_malformed_file_is_a_fault(here: Site) -> None:
    """A malformed accepted.yaml is a fault with its place."""
    here.write("content/articles/a/accepted.yaml", "- {edition: zh-hans, sentence: 一, changes: [軟體]}")
    here.fails_with("content/articles/a/accepted.yaml:1:45", "what stood there → what it became")


def test_notes_are_shown_too(here: Site, capsys: pytest.CaptureFixture[str]) -> None:
    """The changes of notes are listed too."""
    here.notes("a", "- {id: n, quote: 用, kind: fact, text: {zh-Hant: 硬體, en: x}}")
    main(["check", "--conversion"])
    assert "content/articles/a/notes.yaml:1:49: 硬體 → 硬件" in capsys.readouterr().out


def test_what_conversion_made_circular(site: Site) -> None:
    """A sentence that tells readers their own region's word is listed; what was said for their edition is not."""
    site.article("a", "晶片與軟體。", front="rights: x")
    note = "臺灣稱「軟體」，中國大陸稱「软件」。這程式在中國大陸叫「程序」。"  # conversion leaves both
    site.notes("a", f"- {{id: n, quote: 軟體, kind: fact, text: {{zh-Hant: {note}, en: x}}}}")
    site.glossary(
        "- {id: chip, forms: {zh-Hant: [晶片], zh-Hans: [芯片], en: [chip]},\n"
        "   definition: {zh-Hant: 積體電路，中國大陸稱「芯片」。, en: x}}\n"
        "- {id: soft, forms: {zh-Hant: [軟體], zh-Hans: [软件], en: [software]},\n"
        "   definition: {zh-Hant: '程式，[中國大陸稱「軟件」]{zh-Hans=台湾称“软体”}。', en: x}}\n"
    )
    found = [str(fault).splitlines()[0] for fault in list_circular(site.root / "config.yaml")]
    assert found == [
        "content/glossary/terms.yaml:2:37: in zh-hans this tells readers their own word: 集成电路，中国大陆称“芯片”。",
    ]
