"""The page that the importer was made on: an interview as it reads when selected and copied from storm.mg."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from yizhu.content.articles import read_text
from yizhu.content.model import Source
from yizhu.importers import Draft, article_markdown, as_json, draft_from, receipt

SEED = Path(__file__).parents[1] / "data" / "deepseek-interview.txt"
GOLDEN = Path(__file__).parent / "deepseek-interview.golden.md"


@pytest.fixture(scope="module")
def draft() -> Draft:
    return draft_from(SEED, name="../shared/seed/deepseek-interview.txt")


def _numbers(stretches: list[list[int]]) -> list[int]:
    return [number for first, last in stretches for number in range(first, last + 1)]


def test_each_line_is_kept_or_dropped(draft: Draft) -> None:
    """Each of the source's 55 lines is in a field, in a block, or dropped; none is both kept and dropped."""
    shown = as_json(draft)
    kept = set(_numbers([*shown["fields"].values(), *(block["lines"] for block in shown["blocks"])]))
    dropped = _numbers([item["lines"] for item in shown["dropped"]])
    assert sorted([*kept, *dropped]) == list(range(1, 56))


def test_the_turns(draft: Draft) -> None:
    """Questions and answers take turns, eight by eight, then come the bio and the notice."""
    roles = [(block.role, block.speaker) for block in draft.blocks]
    assert roles[:16] == [("question", "deguo-zhisheng"), ("answer", "xiao-han")] * 8
    assert roles[16:] == [("bio", ""), ("notice", "")]
    shown = [block["speaker"] for block in as_json(draft)["blocks"]]
    assert shown == ["德國之聲", "肖涵"] * 8 + [None, None]


def test_one_label_is_printed_and_seven_are_supplied(draft: Draft) -> None:
    """The label that the page prints stays as printed; the seven that it leaves out are marked as ours."""
    answers = [(block.label, block.supplied) for block in draft.blocks if block.role == "answer"]
    assert answers == [("肖涵博士：", False), *[("肖涵：", True)] * 7]


def test_only_what_the_page_states(draft: Draft) -> None:
    """No date, address or author is in the front matter: the page states none."""
    assert as_json(draft)["meta"] == {
        "title": "「做量化交易的公司，做起AI更加腳踏實地」中國AI專家看DeepSeek",
        "publication": {"name": "風傳媒"},
        "speakers": {
            "deguo-zhisheng": {"zh-Hant": "德國之聲"},
            "xiao-han": {"zh-Hant": ["肖涵", "肖涵博士"]},
        },
    }
    assert as_json(draft)["fields"] == {"title": [2, 2]}


def test_what_is_dropped(draft: Draft) -> None:
    """The breadcrumb, both inserts, the promotion and 28 teasers are dropped, each with its reason."""
    kinds = [(item.lines, item.why.split(":")[0]) for item in draft.dropped]
    assert kinds[:3] == [((1, 1), "breadcrumb"), ((5, 9), "insert"), ((14, 18), "insert")]
    assert kinds[3:7] == [((n, n), "promotion") for n in range(24, 28)]
    assert kinds[7:] == [((n, n), "teaser of another article") for n in range(28, 56)]


def test_what_is_dropped_stays_as_received(draft: Draft) -> None:
    """Dropped text is shown as the source has it, punctuation and all."""
    lines = SEED.read_text("utf-8").split("\n")
    for item in draft.dropped:
        assert item.text == "\n".join(lines[item.lines[0] - 1 : item.lines[1]])


def test_only_punctuation_changes(draft: Draft) -> None:
    """Put back to half width, the blocks are the source's lines: no misprint is mended, no space lost but at a cut."""
    half = str.maketrans("，：；？！（）", ",:;?!()")
    lines = SEED.read_text("utf-8").split("\n")
    for first, last in sorted({block.lines for block in draft.blocks}):
        said = [("" if b.supplied else b.label) + b.text for b in draft.blocks if b.lines == (first, last)]
        assert " ".join(said).translate(half) == lines[first - 1].strip()


def test_the_article_as_written(draft: Draft) -> None:
    """The Markdown is the golden one (checked by hand against the page)."""
    assert article_markdown(draft) == GOLDEN.read_text("utf-8")


def test_a_build_reads_it(draft: Draft) -> None:
    """The written article is read as 18 passages with their speakers, roles and text."""
    text = read_text("zh-Hant", Source("zh-Hant.md", article_markdown(draft)))
    assert [passage.speaker for passage in text.passages] == [block.speaker for block in draft.blocks]
    assert [passage.prose.text for passage in text.passages] == [b.label + b.text for b in draft.blocks]
    assert [passage.supplied for passage in text.passages] == [block.supplied for block in draft.blocks]
    assert [passage.role for passage in text.passages][16:] == ["bio", "notice"]


def test_the_receipt(draft: Draft) -> None:
    """The receipt can be read by a program, counts what was restored, and names no folder of the editor's."""
    given = yaml.safe_load(receipt(draft))
    assert given["source"]["name"] == "deepseek-interview.txt"
    assert given["restored"] == {",": 122, ":": 11, "?": 10, "(": 6, ")": 6}
    assert [entry["passage"] for entry in given["supplied"]] == ["p4", "p6", "p8", "p10", "p12", "p14", "p16"]
    assert len(given["blocks"]) == 18
    assert len(given["dropped"]) == 35
    assert max(len(entry["text"]) for entry in given["dropped"]) <= 41
    assert "shared" not in receipt(draft)


def test_same_input_same_bytes(draft: Draft) -> None:
    """A second import gives the same text and the same receipt."""
    again = draft_from(SEED.read_bytes(), name="elsewhere/deepseek-interview.txt")
    assert (article_markdown(again), receipt(again)) == (article_markdown(draft), receipt(draft))


def test_the_kind_of_line_end_is_nothing_to_the_text(draft: Draft) -> None:
    """With CR LF, with a byte order mark, or in UTF-16 the page gives the same blocks and the same account."""
    text = SEED.read_text("utf-8")
    for data in (
        text.replace("\n", "\r\n").encode(),
        b"\xef\xbb\xbf" + text.encode(),
        text.encode("utf-16"),
        text.encode("utf-16-le"),
    ):
        assert as_json(draft_from(data, name="page.txt")) == as_json(draft)


def test_an_address_given_is_kept() -> None:
    """The address is in the front matter when the editor gives one."""
    draft = draft_from(SEED, name="page.txt", url="https://www.storm.mg/article/1")
    assert as_json(draft)["meta"]["source_url"] == "https://www.storm.mg/article/1"
