"""Which lines of a dump are the article's: rules that hold for every site, and lines marked unsure."""

from __future__ import annotations

import pytest

from yizhu.importers import Draft, EditorDecisions, draft_from
from yizhu.importers.interview.speaker_labels import find_aliases
from yizhu.importers.interview.speakers import find_cast
from yizhu.importers.model.draft import Decision, SourceLine
from yizhu.importers.model.profiles import Profile, load_packaged, merge_profiles

MENU = ["首頁", "政治", "財經", "國際", "生活", "體育", "娛樂"]
TITLE = "老茶行下月關門 掌櫃：捨不得"
TEXT = [
    "城東的老茶行下個月就要關門了，街坊聽說以後都趕來買最後一包茶葉。",
    "掌櫃說，這間店是他祖父傳下來的，前後開了七十多年，從來沒有換過地方。",
    "他的女兒在外地工作，不打算回來接手，他自己也已經站不了一整天了。",
]
LINKS = [
    "書店搬家到河邊去了",
    "米店的老闆娘退休了",
    "學校對面要蓋新市場",
    "河堤步道今天開放了",
    "公車改走新的路線了",
]


def draft_of(*lines: str, decided: EditorDecisions | None = None) -> Draft:
    text = "\n".join(lines).encode()
    return draft_from(text, name="page.txt", **({"decided": decided} if decided else {}))


def texts(draft: Draft) -> list[str]:
    return [block.text for block in draft.blocks]


@pytest.mark.parametrize("foot", ["延伸 · 推薦", "熱門評論 10條", "■ 相關文章", "網友評論（3）"])
def test_a_foot_is_known_however_it_is_set(foot: str) -> None:
    """Spaces, dots, figures and marks about the words that head links change nothing."""
    assert texts(draft_of(*MENU, TITLE, *TEXT, foot, *LINKS)) == TEXT


def test_a_dateline_opens_a_paragraph() -> None:
    """A paragraph that opens with place, day, agency and a space is not a teaser with a headline."""
    first = "南城社2月6日電 記者今天從茶行公會得知，" + TEXT[0]
    assert texts(draft_of(*MENU, TITLE, first, *TEXT[1:], "相關新聞", *LINKS))[0] == first


def test_a_day_within_a_sentence_is_no_date_line() -> None:
    """A line that begins with a day and goes on in sentences is text."""
    line = "2月10日起，茶行只賣剩下的茶葉，賣完為止。"
    assert line in texts(draft_of(*MENU, TITLE, *TEXT, line, TEXT[0][::-1] + "。", "相關新聞", *LINKS))


def test_what_is_cut_off_is_a_link() -> None:
    """A line that ends in three dots is a summary; six dots are an author's."""
    cut = [f"{link}，街坊說這件事大家等了好多年，沒有人想到會是…" for link in LINKS]
    assert texts(draft_of(*MENU, TITLE, *TEXT, *cut, *LINKS)) == TEXT
    trailing = TEXT[2].removesuffix("。") + "……"
    assert texts(draft_of(*MENU, TITLE, *TEXT[:2], trailing, TEXT[0][1:], *LINKS))[2] == trailing


def test_a_link_said_twice_is_no_speaker() -> None:
    """A headline with a colon, printed three times, is no speaker; different texts after one name are."""
    links = [
        "王小明：茶價明年還會再漲",
        *LINKS[:2],
        "王小明：茶價明年還會再漲",
        *LINKS[2:],
        "王小明：茶價明年還會再漲",
    ]
    draft = draft_of(*MENU, TITLE, *TEXT, *links)
    assert draft.meta.speakers == ()
    assert texts(draft) == TEXT


def test_readers_who_write_more_than_the_author() -> None:
    """Comments are none of the article, however long they are."""
    said = [
        f"第{n}位：我小時候也常常跟著祖父去那裡買茶，沒想到它也要關門了，真的很可惜。"
        for n in "一二三四五六七八"
    ]
    short = ["查看回覆", "檢舉", "三小時以前", "讚"]
    comments = [line for one in said for line in (one[4:] + one[1], *short)]
    assert texts(draft_of(*MENU, TITLE, *TEXT * 2, "網友評論", *comments)) == TEXT * 2


def test_a_japanese_page() -> None:
    """Japanese is detected by its kana, its menus, ranks and footers by the words of Japanese pages."""
    text = [
        "城東にある老舗の茶屋が来月で店を閉めることになり、近所の人たちが最後の茶葉を買いに集まっている。",
        "店主によると、この店は祖父の代から七十年あまり続いてきたが、これまで一度も場所を変えたことはない。",
    ]
    page = ["ホーム", "ニュース", "地域", "ログイン", "老舗の茶屋が来月閉店", "2025年2月6日 10時00分", *text]
    feet = [
        "あわせて読みたい",
        "本屋が川沿いに移転",
        "アクセスランキング",
        "1",
        "米屋の女将が引退",
        "2",
        "橋が完成",
    ]
    draft = draft_of(*page, *feet, "お問い合わせ")
    assert (draft.language.tag, draft.meta.title, texts(draft)) == ("ja", "老舗の茶屋が来月閉店", text)
    assert draft.meta.published == "2025-02-06"


def test_what_the_rules_are_not_sure_of() -> None:
    """Lines without a sentence that may be links are kept and flagged; a heading above prose and prose are not."""
    draft = draft_of(
        *MENU, TITLE, TEXT[0], "最後一天", TEXT[1], "老茶行的門口", "掌櫃和女兒", TEXT[2], *LINKS
    )
    assert [block.text for block in draft.blocks if block.unsure] == ["老茶行的門口", "掌櫃和女兒"]
    assert all(block.why.startswith("no sentence") for block in draft.blocks if block.unsure)


def test_a_kept_passage_is_no_longer_unsure() -> None:
    """A passage that the editor decided to keep is no longer marked unsure."""
    lines = [*MENU, TITLE, TEXT[0], "老茶行的門口", "掌櫃和女兒", TEXT[1], TEXT[2], *LINKS]
    kept = EditorDecisions(now=(Decision((10, 11), keep=True),))
    assert not any(block.unsure for block in draft_of(*lines, decided=kept).blocks)


def test_a_profile_says_who_a_label_is() -> None:
    """A profile's alias for a speaker means that speaker, in the spelling that the page uses."""
    rules = merge_profiles(
        (Profile("a", ("zh",), speakers=(("德國之聲", "DW"), ("德国之声", "DW"))), *load_packaged())
    )
    talk = [f"DW：这件事会怎么样{n}？\n肖涵：我想会好的，第{n}次这样说。" for n in "一二三"]
    lines = tuple(
        SourceLine(n, text) for n, text in enumerate("\n".join(["德国之声专访", *talk]).split("\n"), 1)
    )
    cast = find_cast(lines, rules)
    assert cast is not None
    assert [one.name for one in cast.everyone] == ["德国之声", "肖涵"]
    assert cast.by_label()["DW"] is cast.interviewer
    assert find_aliases(lines, merge_profiles(())) == {}


@pytest.mark.parametrize(
    ("beside", "authors"),
    [
        (("林悅", "2025年2月6日 10:00"), ("林悅",)),
        (("2025/02/06", "歐陽明月"), ("歐陽明月",)),
        (("撰文", "林悅"), ("林悅",)),
        (("生活", "2025年2月6日"), ()),
        (("林悅", "城東"), ()),
        (("林業", "生活"), ()),
    ],
)
def test_a_name_alone_beside_the_day(beside: tuple[str, str], authors: tuple[str, ...]) -> None:
    """A name alone on its line is the author's if a date or a word for a writer is next to it."""
    assert draft_of(*MENU, TITLE, *beside, *TEXT, "相關新聞", *LINKS).meta.authors == authors
