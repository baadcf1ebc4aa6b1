"""The rows of an edition, whatever of the source is translated."""

from __future__ import annotations

from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from yizhu.content.articles import read_article
from yizhu.content.model import ArticleFolder, Source
from yizhu.editions.edition import make_edition
from yizhu.editions.locale import Locale
from yizhu.editions.localization import Localization
from yizhu.editions.model import Edition

LANGS = ("zh-Hant", "en")
KINDS = {"p": "{}", "h": "## {}", "blockquote": "> {}", "pre": "```\n{}\n```"}


class Part(NamedTuple):
    """Some source passages and how they are translated: not at all, or by so many passages."""

    kinds: tuple[str, ...]
    translated_by: int  # 0: missing, 1: one for all, 2: one is split


def _is_possible(part: Part) -> bool:
    return len(part.kinds) == 1 or part.translated_by == 1


PARTS = st.lists(
    st.builds(
        Part, st.lists(st.sampled_from([*KINDS]), min_size=1, max_size=3).map(tuple), st.integers(0, 2)
    ).filter(_is_possible),
    min_size=1,
    max_size=8,
)


def _edition(source: str, translation: str, lang: str) -> Edition:
    texts = tuple(
        (tag, Source(f"a/{tag}.md", f"---\ntitle: x\n{front}---\n\n{body}"))
        for tag, front, body in (("zh-Hant", "", source), ("en", "status: draft\n", translation))
    )
    article = read_article(ArticleFolder("a", "a", texts, None, (), LANGS))
    return make_edition(article, Locale(lang, lang, Localization(), LANGS), "none")


def _write(parts: list[Part], order: list[int]) -> tuple[str, str, dict[int, str]]:
    """Return the source, the translation in some order of its parts, and what should stand beside each source passage."""
    source, blocks, beside = list[str](), list[list[str]](), dict[int, str]()
    for part in parts:
        first, last = len(source) + 1, len(source) + len(part.kinds)
        source += [KINDS[kind].format(f"句{first + nth}。") for nth, kind in enumerate(part.kinds)]
        words = [f"p{first}-p{last} part {nth}" for nth in range(part.translated_by)]
        kind = part.kinds[0] if len(part.kinds) == 1 else "p"
        blocks.append([f"{{from=p{first}-p{last}}}\n{KINDS[kind].format(word)}" for word in words])
        beside |= {number: "|".join(words) for number in range(first, last + 1)}
    slots = [f"{{from=p{number}}}" for number, words in beside.items() if not words and number % 2]
    answered = [block for nth in order for block in blocks[nth]]
    return "\n\n".join(source), "\n\n".join([*answered, *slots]), beside


@given(PARTS, st.data())
def test_each_row_pairs_what_it_says(parts: list[Part], data: st.DataObject) -> None:
    """Each row pairs with the source passages that it says, and every source passage is shown exactly once.

    Whatever is translated, merged, split or missing, and in whatever order it is written.
    """
    order = data.draw(st.permutations(range(len(parts))))
    source, translation, beside = _write(parts, order)
    edition = _edition(source, translation, "en")
    ids = [id for row in edition.rows for id in (row.id, *row.also)]
    assert ids == [f"p{number}" for number in beside]
    shown = "".join(
        words.prose.plain + "\n" for row in edition.rows for words in (*row.text, *row.counterpart)
    )
    for row in edition.rows:
        numbers = [int(id[1:]) for id in (row.id, *row.also)]
        words = {side: [one.prose.plain for one in getattr(row, side)] for side in ("text", "counterpart")}
        original = [f"句{number}。" for number in numbers]
        if edition.is_text_missing:
            assert (words["text"], words["counterpart"], row.state) == ([], original, "")
        elif beside[numbers[0]]:
            assert ("|".join(words["text"]), words["counterpart"], row.state) == (
                beside[numbers[0]],
                original,
                "",
            )
        else:
            assert (words["text"], words["counterpart"], row.state) == (original, [], "missing")
            assert [one.lang for one in row.text] == ["zh-Hant"]
    assert [shown.count(f"句{number}。\n") for number in beside] == [1] * len(beside)
    translated = sum(bool(words) for words in beside.values())
    assert (edition.translated, edition.passages) == (translated, len(beside))


@given(PARTS, st.data())
def test_the_source_is_whole(parts: list[Part], data: st.DataObject) -> None:
    """In the source's own edition each passage is a row of its own, with what answers it or the row that does."""
    order = data.draw(st.permutations(range(len(parts))))
    source, translation, beside = _write(parts, order)
    rows = _edition(source, translation, "zh-Hant").rows
    assert [(row.id, row.also, row.state) for row in rows] == [(f"p{n}", (), "") for n in beside]
    for number, row in enumerate(rows, 1):
        assert [one.prose.plain for one in row.text] == [f"句{number}。"]
        told = "|".join(one.prose.plain for one in row.counterpart)
        assert told == ("" if row.told_in else beside[number])
        assert not row.told_in or beside[number] == beside[int(row.told_in[1:])]
