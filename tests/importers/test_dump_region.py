"""The article's region in a dump: what wins, what is doubted, and what is refused only with evidence."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from yizhu.content.faults import Faults
from yizhu.importers import Draft, EditorDecisions, EditorStatements, draft_from, receipt, summarize
from yizhu.importers.model.draft import Decision, find_unaccounted
from yizhu.importers.plain_text.comment_marks import find_comments
from yizhu.importers.plain_text.doubts import FoundLine, find_doubt, find_missing
from yizhu.importers.plain_text.dump_titles import split_site_name
from yizhu.importers.plain_text.line_features import PlainLine, describe_lines
from yizhu.importers.plain_text.region import choose_lines, find_rivals

MENU = ["Start", "Nachrichten", "Wirtschaft", "Kultur", "Sport", "Anmelden"]
NOTICE = "Ihr Browser ist veraltet. Einige Inhalte dieser Seite können deshalb nicht angezeigt werden."
TITLE = "Das letzte Boot am Kai"
TEXT = [
    "Seit hundert Jahren legen hier die Boote an, und seit gestern liegt nur noch eines am Kai der Stadt.",
    "Der Fischer, dem es gehört, will es verkaufen, doch in der Stadt hat sich bisher niemand gemeldet.",
    "Sein Vater, so erzählt er, habe noch zwölf Leute beschäftigt, und im Winter seien alle geblieben.",
    "Die Stadt hat ihm geschrieben, dass die Miete steigt, und er hat den Brief an die Wand gehängt.",
    "Im Herbst, sagt er, werde er noch einmal hinausfahren, und danach nur noch, wenn das Wetter gut ist.",
]
FEET = [
    "Mehr zum Thema",
    "Der Hafen wird umgebaut",
    "Neue Brücke eröffnet",
    "Impressum",
    "Datenschutz",
    "AGB",
]

VERSE = "靜夜思\n李白\n床前明月光\n疑是地上霜\n舉頭望明月\n低頭思故鄉\n這個說來"
ANALECTS = (
    "論語・學而\n子曰：「學而時習之，不亦說乎？」\n子曰：「巧言令色，鮮矣仁！」\n曾子曰：「吾日三省吾身。」"
)
BRIEF = "地震快訊\n今晨三時有地震。\n無人受傷。\n專家說會有餘震。"
ANSWERS = "三問王小明\n問：您會去嗎？\n答：會。\n問：為什麼？\n答：想去。\n問：跟誰？\n答：一個人。"
FICTION = "車站\n「你來了。」\n「來了。」\n他沒有說話。\n「走吧，」她說。\n「去哪裡？」\n「不知道。」"
ENGLISH_VERSE = (
    "The Road\nThe road goes on and on\nUnder the pale sun\nNo one walks it now\nBut the wind and I"
)
LINKS = ["首頁", "新聞", "政治", "財經", "生活", "體育", "登入", "這個說來還是對"]


def draft_of(*lines: str, **given: object) -> Draft:
    draft = draft_from("\n".join(lines).encode(), name="page.txt", **given)  # type: ignore[arg-type]
    assert find_unaccounted(draft) == ()
    return draft


def texts(draft: Draft) -> list[str]:
    return [block.text for block in draft.blocks]


@pytest.mark.parametrize("notice", [NOTICE, "您的 IE 瀏覽器版本過舊，請更新瀏覽器，才能看到本站的全部內容。"])
def test_furniture_above_does_not_win(notice: str) -> None:
    """A sentence of the page's furniture above the article is none of it, also in a language without a profile."""
    draft = draft_of(*MENU, notice, *MENU, TITLE, *TEXT, *FEET, lang="de")
    assert (draft.meta.title, texts(draft), draft.doubt) == (TITLE, TEXT, "")


@pytest.mark.parametrize("text", [VERSE, ANALECTS, BRIEF, ANSWERS, FICTION, ENGLISH_VERSE])
def test_short_lines_are_no_reason_to_refuse(text: str) -> None:
    """Verse, sayings, briefs, short answers and dialogue are articles, each line of them kept."""
    draft = draft_of(text)
    assert [block.label + block.text for block in draft.blocks] == text.split("\n")[1:]


def test_verse_is_doubted_aloud() -> None:
    """Lines that may be verse or links are kept, and the doubt is printed and in the receipt."""
    draft = draft_of(VERSE)
    assert "\ndoubt: not one line in four is a sentence: verse, or links?\n" in summarize(draft)
    assert yaml.safe_load(receipt(draft))["doubt"] == draft.doubt


def test_what_an_editor_keeps_is_not_refused() -> None:
    """--keep lifts the refusal of a page of links, and the refusal's help says so."""
    with pytest.raises(Faults) as refused:
        draft_of(*LINKS)
    assert "--keep 3-20" in refused.value.faults[0].help
    draft = draft_of(*LINKS, decided=EditorDecisions(now=(Decision((3, 6), keep=True),)))
    assert LINKS[2:6] == [text for text in texts(draft) if text in LINKS[2:6]]


def test_a_title_that_only_the_editor_states() -> None:
    """With --title a text without a title line is imported, and its first sentence is not taken for one."""
    sayings = ANALECTS.split("\n")[1:]
    draft = draft_from("\n".join(sayings).encode(), name="a.txt", stated=EditorStatements(title="學而"))
    assert (draft.meta.title, texts(draft), draft.fields) == ("學而", sayings, ())
    with pytest.raises(Faults, match="state it with --title"):
        draft_of(*sayings)


def test_two_stretches_that_compete_are_both_kept() -> None:
    """If as much speaks for another stretch, both are kept, and it is said."""
    evidence = [-1.0, 2.0, 2.0, -1.0, -3.0, 2.0, 1.5, -1.0]
    chosen, doubt = find_rivals(evidence, frozenset({1, 2}), {1: 50, 2: 50, 5: 50, 6: 40})
    assert chosen == {1, 2, 5, 6}
    assert "both are kept" in doubt


def test_one_line_of_many_is_no_article() -> None:
    """One line that is less than half of the page's text is never the article: then all text is kept."""
    chosen, doubt = find_rivals([-1.0, 2.0, -1.0, -0.5], frozenset({1}), {1: 30, 2: 40, 3: 50})
    assert chosen == {1, 2, 3}
    assert "only one line" in doubt


def test_less_than_half_is_said() -> None:
    """What is less than half of the page's text is kept with a doubt."""
    chosen, doubt = find_rivals([2.0, 2.0, -3.0, -3.0], frozenset({0, 1}), {0: 30, 1: 30, 2: 90, 3: 90})
    assert (sorted(chosen), doubt) == ([0, 1], "holds 25% of the page's running text: is it the article?")


@pytest.mark.parametrize(
    ("texts", "evidence", "is_sentence", "doubt"),
    [
        (TEXT, 2.7, True, ""),
        (TEXT, 0.5, True, "little speaks for these lines"),
        (["1a etapa: 10 de março – Interlagos", *TEXT[:1]] * 3, 2.7, False, "most of it is no sentences"),
        (
            [TEXT[0], "回覆 引用", TEXT[1], "3 hours ago", TEXT[2], "Reply", "2樓"],
            2.7,
            True,
            "holds marks of comments",
        ),
    ],
)
def test_what_makes_one_doubt_the_lines(
    texts: list[str], evidence: float, is_sentence: bool, doubt: str
) -> None:
    """Weak evidence, rows of a table or a list, and comments are said."""
    found = [FoundLine(text, evidence, is_sentence, is_kept=True) for text in texts]
    assert find_doubt(found).startswith(doubt)
    assert bool(find_doubt(found)) == bool(doubt)


@pytest.mark.parametrize(
    ("around", "kept", "doubt"),
    [
        ([], TEXT[:2], ""),
        (["Dieser Artikel ist nur für Abonnenten."], TEXT, "nur für Abonnent"),
        (["登入會員後閱讀全文"], TEXT[:1], "is short, and the page says"),
        (["本文為付費內容"], TEXT * 5, ""),
        (["18.07.2024, 11.08 Uhr  7 min"], TEXT, "7 minutes"),
        (["Prep time: 15 minutes"], TEXT, ""),
        (MENU, TEXT[:1], "1 of the page's 7 lines"),
    ],
)
def test_the_rest_that_a_dump_may_lack(around: list[str], kept: list[str], doubt: str) -> None:
    """A wall, a reading time, and one or two sentences of a whole page are said; a long text and one cut out are not."""
    found = find_missing([*around, *kept], kept)
    assert doubt in found
    assert bool(found) == bool(doubt)


@pytest.mark.parametrize(
    ("printed", "title"),
    [
        ("老茶行下月關門 掌櫃捨不得 - 城東時報", "老茶行下月關門 掌櫃捨不得"),
        ("老茶行下月关门 掌柜舍不得_城东_某某网", "老茶行下月关门 掌柜舍不得"),
        ("The last boat at the quay | Harbour News", "The last boat at the quay"),
        ("The last boat at the quay – Travel – Ours", "The last boat at the quay"),
        ("Die Eisheiligen 2024: Wann sie sind - und wie das Wetter wird", ""),
        ("專訪｜老茶行的最後一天", ""),
    ],
)
def test_a_title_without_the_names_of_section_and_site(printed: str, title: str) -> None:
    """What a site adds to its titles is cut; a dash or bar of the title itself is not."""
    page = ["Ours", "Travel", "und wie das Wetter wird ist ungewiss", "城東時報"]
    assert split_site_name(printed, page) == (title or printed)


def test_a_kicker_is_no_title() -> None:
    """A short line above the title is a kicker, and what names the site behind it is cut."""
    page = [f"{TITLE} - Der Bote", *MENU, "Der Bote", "Hafen", TITLE, "12. März 2024"]
    draft = draft_of(*page, *TEXT, *FEET, lang="de")
    assert (draft.meta.title, texts(draft)) == (TITLE, TEXT)


COMMENTS = [
    line
    for n, name in enumerate(["Anna", "Ben", "Cem", "Dora"])
    for line in (
        name,
        f"vor {n + 2} Stunden",
        f"Das sehe ich anders, {name} hat hier nie gewohnt.",
        "Antworten",
    )
]
CODE = ["import json", "client = redis.Redis()", "def parse():", "data = client.lpop('test')", "return data"]
OFFER = [
    "THIS CONTENT IS RESERVED FOR SUBSCRIBERS ONLY",
    "Unlimited online access to the Gazette and 15 news sites with one account.",
    "Daily puzzles, including the crossword.",
    "Support local journalism.",
]


@pytest.mark.parametrize(
    ("lines", "kept"),
    [
        pytest.param([*TEXT, "4 Kommentare", *COMMENTS], TEXT, id="comments below"),
        pytest.param([line for text in TEXT for line in (text, "Anzeige")], TEXT, id="said between all"),
        pytest.param([*TEXT[:2], *OFFER, *TEXT[2:]], TEXT, id="an offer amid it"),
        pytest.param([*TEXT[:3], *CODE, *TEXT[3:]], [*TEXT[:3], *CODE, *TEXT[3:]], id="code"),
    ],
)
def test_what_stands_amid_and_below_the_text(lines: list[str], kept: list[str]) -> None:
    """Comments, offers and what the page says between all paragraphs are none of the article; code is."""
    assert texts(draft_of(*MENU, TITLE, *lines, *FEET, lang="de")) == kept


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(["#1", TEXT[0], "Antworten", "#2", TEXT[1], "Antworten", "#3", TEXT[2]], id="thread"),
        pytest.param([line for text in TEXT for line in (text, "Herunterladen und merken")], id="teasers"),
    ],
)
def test_several_texts_are_kept_and_said(lines: list[str]) -> None:
    """A thread of posts, or texts with the same tools below each, may be no one's article."""
    found = [FoundLine(line, 3.0, line in TEXT, True) for line in lines]
    assert find_doubt(found)
    assert find_comments(lines, [80 * (line in TEXT) for line in lines], 1) is None


@given(st.lists(st.tuples(st.floats(-3, 3), st.booleans()), min_size=1, max_size=40))
def test_some_line_is_always_chosen(lines: list[tuple[float, bool]]) -> None:
    """Whatever the evidence, each line is chosen or not, and one is."""
    evidence, furniture = zip(*lines, strict=True)
    chosen = choose_lines(evidence, furniture)
    assert len(chosen) == len(lines)
    assert any(chosen)


@given(st.lists(st.text(max_size=60), max_size=12))
def test_any_text_can_be_described(lines: list[str]) -> None:
    """Every line has finite features, whatever stands on it."""
    described = describe_lines([PlainLine(n, text) for n, text in enumerate(lines, 1)])
    assert len(described) == len(lines)
    assert all(abs(value) < 100 for one in described for value in one.values())


ASKED = ["您為什麼回到這裡？", "這些年您最難忘的是什麼？", "接下來您還想做什麼呢？"]
ANSWERED = [
    "我從小就在這裡長大，離開以後總是想回來。",
    "我忘不了那場大水，全村的人都來幫忙。",
    "我想把這些故事寫下來。",
]


def test_an_interview_without_names() -> None:
    """Paragraphs that ask somebody, each answered by one who speaks of himself, are turns of nobody known."""
    turns = [text for pair in zip(ASKED, ANSWERED, strict=True) for text in pair]
    draft = draft_of("老茶行的最後一天", "這是一次在河邊的訪談，談了整整一個下午。", *turns)
    assert [block.role for block in draft.blocks] == ["paragraph", *["question", "answer"] * 3]
    assert draft.meta.speakers == ()
    assert all(not block.label and not block.supplied for block in draft.blocks)


@pytest.mark.parametrize(("question", "answer"), [("——", ""), ("――", ""), ("問 ", "答 "), ("Q　", "A　")])
def test_an_interview_of_dashes_or_letters(question: str, answer: str) -> None:
    """A dash before each question, or letters without a colon, tell the turns, each word kept."""
    asked, answered = [question + text for text in ASKED], [answer + text for text in ANSWERED]
    turns = [text for pair in zip(asked, answered, strict=True) for text in pair]
    draft = draft_of("老茶行的最後一天", "這是一次在河邊的訪談。", *turns)
    assert [block.role for block in draft.blocks] == ["paragraph", *["question", "answer"] * 3]
    assert texts(draft)[1:] == turns


def test_an_essay_that_asks_is_no_interview() -> None:
    """Paragraphs that ask nobody in particular are an essay's."""
    asked = ["為什麼會這樣？", "這一切值得嗎？", "還有別的路嗎？"]
    lines = [text for pair in zip(asked, TEXT_OF_ESSAY, strict=True) for text in pair]
    assert {block.role for block in draft_of("老茶行的最後一天", *lines).blocks} == {"paragraph"}


TEXT_OF_ESSAY = [
    "老茶行要關門了，沒有人知道原因。",
    "村裡的人說，這件事已經談了好多年。",
    "河邊的路還在，只是很少有人走。",
]
