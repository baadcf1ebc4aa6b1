"""Who speaks, and where a question ends that shares a line with its answer."""

from __future__ import annotations

import sys

import pytest

from yizhu.importers.interview.speaker_labels import find_recurring_names
from yizhu.importers.interview.speakers import Cast, find_boundaries, find_cast, make_speaker_ids
from yizhu.importers.interview.turns import split_turns
from yizhu.importers.model.draft import SourceLine, Speaker
from yizhu.importers.model.profiles import Profile, load_packaged, merge_profiles

RULES: Profile = merge_profiles(tuple(profile for profile in load_packaged() if profile.generic))
CAST = Cast(Speaker("q", "德國之聲"), (Speaker("a", "肖涵", ("肖涵博士",)),), each_named=False)


def lines(*texts: str) -> tuple[SourceLine, ...]:
    return tuple(SourceLine(number, text) for number, text in enumerate(texts, 1))


@pytest.mark.parametrize(
    ("line", "question", "answer"),
    [
        ("有可能嗎? 完全有可能。", "有可能嗎?", "完全有可能。"),
        ("有人質疑。有可能嗎? 可能。 是嗎? 是。", "有人質疑。有可能嗎?", "可能。 是嗎? 是。"),
        ("真的嗎? 有可能嗎? 可能。", "真的嗎? 有可能嗎?", "可能。"),
        ("但是它挖得比較深。 對,它有勇氣。 是嗎?", "但是它挖得比較深。", "對,它有勇氣。 是嗎?"),
        ("這算「知識竊取」嗎? OpenAI o1並沒有公開。", "這算「知識竊取」嗎?", "OpenAI o1並沒有公開。"),
        ("您說「會嗎?」 會。", "您說「會嗎?」", "會。"),
        ("您怎麼看? 我說過。 肖涵博士:可能。", "您怎麼看? 我說過。", "可能。"),
        ("有可能嗎?", "有可能嗎?", None),
        ("開源社區, DeepSeek會贏嗎?  我想會。", "開源社區, DeepSeek會贏嗎?  我想會。", None),
    ],
)
def test_question_and_answer_on_one_line(line: str, question: str, answer: str | None) -> None:
    """The question is the leading run of segments that ask, at least one, unless a name says where the answer begins."""
    blocks = split_turns(lines(f"德國之聲:{line}"), CAST, RULES, "：")
    assert [block.text for block in blocks] == [question, *([answer] if answer else [])]
    assert [block.role for block in blocks] == ["question", "answer"][: len(blocks)]


def test_an_answer_of_several_lines() -> None:
    """Only the first line of an answer gets a label; those below go on with it."""
    blocks = split_turns(lines("德國之聲:會嗎?", "會的。", "而且很快。", "德國之聲:多快?"), CAST, RULES, "：")
    assert [block.label for block in blocks] == ["德國之聲:", "肖涵：", "", "德國之聲:"]
    assert [block.role for block in blocks] == ["question", "answer", "answer", "question"]
    assert blocks[2].speaker == "a"
    assert not blocks[2].supplied


def test_boundaries() -> None:
    """A lost line break is a sentence end and exactly one space: not a comma's, not two."""
    text = "一。 二, 三!  四? 五」 六。」 七"
    assert [text[at] for at in find_boundaries(text)] == ["二", "五", "七"]


def test_a_word_with_a_colon_is_no_speaker() -> None:
    """首先 or 例如 before a colon is not a name, even where an answerer's name would be."""
    page = lines("主播:您怎麼看? 首先:要有錢。", "主播:然後呢? 例如:要有人。", "主播:還有嗎? 沒有了。")
    cast = find_cast(page, RULES)
    assert cast is not None
    assert cast.others == ()


def test_no_interview() -> None:
    """Names that recur but do not ask make no interview."""
    assert find_cast(lines("甲方:同意。", "乙方:同意。", "甲方:簽字。", "乙方:簽字。"), RULES) is None
    assert find_cast(lines("http://a.b", "10:30開始", "10:40結束"), RULES) is None


def test_the_one_who_asks_is_the_interviewer() -> None:
    """The interviewer is who asks most often, even if the other speaks first."""
    cast = find_cast(lines("王五:您好。", "張三:好嗎?", "王五:好。", "張三:真的?"), RULES)
    assert cast is not None
    assert cast.interviewer.name == "張三"
    assert cast.each_named


def test_an_honorific_is_taken_off_only_with_evidence() -> None:
    """肖涵博士 is 肖涵 where the page says 肖涵 elsewhere; else the label is all that is known."""
    page = ("主播:會嗎? 肖涵博士:會。", "主播:多快? 很快。", "主播:真的? 真的。")
    plain, noted = find_cast(lines(*page), RULES), find_cast(lines(*page, "肖涵,博士。"), RULES)
    assert plain is not None
    assert [(one.name, one.labels) for one in plain.others] == [("肖涵博士", ())]
    assert noted is not None
    assert [(one.name, one.labels) for one in noted.others] == [("肖涵", ("肖涵博士",))]


def test_voices() -> None:
    """A voice opens more than one line."""
    assert find_recurring_names(lines("甲:一", "乙:二", "甲:三", "註:四", "註:五"), RULES) == {"甲"}


def test_ids_without_pinyin(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the library for pinyin the speakers are numbered."""
    monkeypatch.setitem(sys.modules, "pypinyin", None)
    assert make_speaker_ids(("德國之聲", "肖涵", "Han Xiao")) == ("s1", "s2", "han-xiao")


def test_ids() -> None:
    """Ids are ASCII, no two alike, and made without a guess: what cannot be spelled is numbered."""
    names = ("德國之聲", "肖涵", "王小明", "王曉明", "BBC中文", "Han Xiao", "Ганна", "問")
    assert make_speaker_ids(names) == (
        *("deguo-zhisheng", "xiao-han", "wang-xiaoming", "wang-xiaoming-4"),
        *("bbc-zhong-wen", "han-xiao", "s7", "wen"),
    )


def test_a_row_of_colons_is_no_riddle() -> None:
    """Whether a line explains short names is told in linear time, however many pairs it could be parted into."""
    from yizhu.importers.interview.speaker_labels import _LEGEND

    assert _LEGEND.fullmatch("（甲：張三，乙：李四）")
    assert not _LEGEND.fullmatch("甲:乙丙" * 60 + "！")
