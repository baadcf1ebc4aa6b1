"""Ids of passages that are kept in state.yaml: what becomes of each when the source changes."""

from __future__ import annotations

import re

import pytest

from yizhu.content.articles import read_article
from yizhu.content.faults import Faults
from yizhu.content.model import Article, ArticleFolder, Source
from yizhu.content.translations.comparison import with_lines
from yizhu.content.translations.passage_ids import find_span
from yizhu.content.translations.state import digest_words, format_state

ONE = "要看懂這場架，先得認識兩個詞：蒸餾與思維鏈。"
TWO = "論文裡有一題：餐廳有廿三顆蘋果，用掉二十顆，又買了六顆。"
THREE = "草稿紙公開了，誰都可以來拜師，授權條款也明文許可。"
FOUR = "口號的好處是短，壞處也是短；座位不大體面，卻走得很遠。"
ALL = (ONE, TWO, THREE, FOUR)


def read(*passages: str, state: str = "", english: str = "") -> Article:
    body = "---\ntitle: 題\n---\n\n" + "\n\n".join(passages)
    texts = [("zh-Hant", Source("zh-Hant.md", body))]
    if english:
        texts.append(("en", Source("en.md", f"---\ntitle: x\nstatus: draft\n---\n\n{english}")))
    given = Source("state.yaml", state) if state else None
    return read_article(ArticleFolder("a", "a", tuple(texts), None, (), ("zh-Hant", "en"), state=given))


def record(article: Article) -> str:
    """Return state.yaml as a command would write it."""
    assert article.state is not None
    return format_state(with_lines(article.state, "en", (), article.source))


@pytest.fixture(scope="module")
def state() -> str:
    return record(read(*ALL, state="passages:\n" + "".join(
        f'- {{id: p{n}, words: "{digest_words(text)}"}}\n' for n, text in enumerate(ALL, 1)
    )))  # fmt: skip


def ids(article: Article) -> list[str]:
    return [passage.id for passage in article.source.passages]


def test_unchanged(state: str) -> None:
    """What is recorded is kept, and recorded again it is the same file."""
    article = read(*ALL, state=state)
    assert ids(article) == ["p1", "p2", "p3", "p4"]
    assert article.source.withdrawn == ()
    assert record(article) == state


def test_put_in(state: str) -> None:
    """What is put in gets an id made from its words and from the number before it, wherever else something is put in."""
    new = "一段新的話，說的是別的事情。"
    article = read(new, ONE, TWO, new + "再說", THREE, FOUR, state=state)
    first, second = ids(article)[0], ids(article)[3]
    assert ids(article) == [first, "p1", "p2", second, "p3", "p4"]
    assert re.fullmatch(r"p0[b-df-hj-np-tv-xz]{4}", first)
    assert re.fullmatch(r"p2[b-df-hj-np-tv-xz]{4}", second)
    assert ids(read(ONE, TWO, new + "再說", THREE, FOUR, state=state))[2] == second
    assert ids(read(*ALL, new, new, state=state))[4:] != [first, first]
    assert len(set(ids(read(*ALL, *[new] * 9, state=state)))) == 13


def test_reworded_and_moved(state: str) -> None:
    """A passage keeps its id with other words and in another place."""
    assert ids(read(FOUR, ONE, TWO.replace("廿三顆", "二十三個"), THREE, state=state)) == [
        "p4",
        "p1",
        "p2",
        "p3",
    ]


def test_split(state: str) -> None:
    """The first half keeps the id, also where the second is longer."""
    article = read(ONE, TWO[:11], TWO[11:], THREE, FOUR, state=state)
    assert [ids(article)[n] for n in (0, 1, 3, 4)] == ["p1", "p2", "p3", "p4"]
    assert ids(article)[2].startswith("p2")


def test_merged_and_parted(state: str) -> None:
    """The first one's id stays, the other leads there; parted again, each has its own."""
    merged = read(ONE, TWO + THREE, FOUR, state=state)
    assert ids(merged) == ["p1", "p2", "p4"]
    assert merged.source.passages[1].also == ("p3",)
    recorded = record(merged)
    assert ", in: p2}" in recorded
    again = read(ONE, TWO + THREE, FOUR, state=recorded)
    assert again.source.passages[1].also == ("p3",)
    assert record(again) == recorded
    assert ids(read(*ALL, state=recorded)) == ["p1", "p2", "p3", "p4"]
    parted = read(ONE, TWO, THREE.replace("明文", ""), FOUR, state=recorded)
    assert parted.source.passages[2].also == ("p3",) or ids(parted)[2] == "p3"
    gone = read(ONE, TWO, FOUR, state=recorded)
    assert dict(gone.source.withdrawn) == {"p3": 2}


def test_withdrawn_and_back(state: str) -> None:
    """What is gone is withdrawn where it stood; if it returns, so does its id."""
    article = read(ONE, THREE, FOUR, "另一件事，與前文並無關係。", state=state)
    assert ids(article)[:3] == ["p1", "p3", "p4"]
    assert article.source.withdrawn == (("p2", 1),)
    recorded = record(article)
    assert re.search(r"id: p1,.*\n- \{id: p2, words: \"\w+\", withdrawn: true\}", recorded)
    assert read(ONE, THREE, FOUR, state=recorded).source.withdrawn[0] == ("p2", 1)
    assert ids(read(ONE, THREE, TWO, FOUR, state=recorded))[:4] == ["p1", "p3", "p2", "p4"]


def test_from_names_ids(state: str) -> None:
    """{from=…} finds its passage by its id, wherever it stands; ranges span what was put in."""
    new = "一段新的話，說的是別的事情。"
    changed = (new, FOUR, ONE, TWO, new + "再說", THREE)
    id = ids(read(*changed, state=state))[0]
    article = read(
        *changed, state=state, english=f"{{from={id}}}\nNew.\n\n{{from=p4}}\nFour.\n\n{{from=p2-p3}}\nRest."
    )
    assert [p.answers for p in article.translations[0].passages] == [(1, 1), (2, 2), (4, 6)]
    assert find_span(article.source, f"{id}-p2") == (1, 4)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("p2", "en.md:7: what this passage answers (p2) is no longer in the source"),
        ("p9", "en.md:7: this passage answers p9, but the source has no such passage"),
        ("p2bbbb", "en.md:7: this passage answers p2bbbb, but the source has no such passage"),
    ],
)
def test_from_what_is_gone(state: str, name: str, told: str) -> None:
    """A translated passage whose source is withdrawn, or never was there, is told at its line."""
    with pytest.raises(Faults, match=re.escape(told)):
        read(ONE, THREE, FOUR, state=state, english=f"{{from={name}}}\nTwo.")


def test_letters_without_records() -> None:
    """Where no ids are recorded, there are none with letters."""
    with pytest.raises(Faults, match="answers p1bbbb, but the source has no such passage"):
        read(*ALL, english="{from=p1bbbb}\nOne.")


def test_two_branches(state: str) -> None:
    """Lines of two branches, put together, are sound: of two about one id that counts whose words are in the text."""
    lines = state.splitlines()
    other = read(ONE, TWO.replace("廿三顆", "二十三個"), THREE, FOUR, state=state)
    line = next(line for line in record(other).splitlines() if line.startswith("- {id: p2,"))
    merged = "\n".join([*lines[:2], line, *lines[2:]])
    assert ids(read(*ALL, state=merged)) == ["p1", "p2", "p3", "p4"]
    assert ids(read(FOUR, ONE, TWO.replace("廿三顆", "二十三個"), state=merged)) == ["p4", "p1", "p2"]
    with pytest.raises(
        Faults, match=r"state.yaml:5:.* p2 stands twice, and the words of both lines are in the text"
    ):
        read(ONE, TWO, TWO.replace("廿三顆", "二十三個"), state=merged)


def test_without_words(state: str) -> None:
    """Without the words, passages with other words are paired by their order, if as many stand between the same."""
    bare = state.partition("words:\n  ")[0]
    assert ids(read(ONE, "完全不同的話。", THREE, FOUR, state=bare)) == ["p1", "p2", "p3", "p4"]
    assert ids(read(ONE, "完全不同的話。", "又一段。", THREE, FOUR, state=bare))[3:] == ["p3", "p4"]
