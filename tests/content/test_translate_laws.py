"""However source and translation grow by turns, no word is lost or moved."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from testbed import Site
from translated_article import EN, FRONT, STATE, read, run, source, text

from yizhu.content.faults import Faults
from yizhu.content.translations.translate import format_result


class History:
    """A source that changes, and a translation that grows, in a folder of its own."""

    def __init__(self, site: Site, passages: int) -> None:
        self.site = site
        self.keys = list(range(passages))
        self.made = passages
        self.words = {key: self._new_words(key) for key in self.keys}

    def _new_words(self, key: int) -> str:
        return "".join(chr(0x4E00 + key * 12 + n) for n in range(12)) + "。"

    def save(self) -> None:
        source(self.site, *(self.words[key] for key in self.keys))

    def insert(self, at: int) -> None:
        self.keys.insert(at % (len(self.keys) + 1), self.made)
        self.words[self.made] = self._new_words(self.made)
        self.made += 1

    def reword(self, at: int) -> None:
        key = self.keys[at % len(self.keys)]
        self.words[key] = self.words[key][:-2] + "改。"

    def swap(self, at: int) -> None:
        at %= len(self.keys)
        self.keys[at - 1], self.keys[at] = self.keys[at], self.keys[at - 1]

    def delete(self, at: int) -> None:
        """Take a passage out of both texts, as an editor would."""
        if len(self.keys) > 1:
            key = self.keys.pop(at % len(self.keys))
            if (self.site.root / EN).exists():
                self.site.write(EN, re.sub(rf"(?m)^T{key}\.$\n", "", text(self.site)))

    def fill(self, at: int) -> None:
        """Write into one of the slots."""
        article = read(self.site)
        found = [slot.answers[0] for slot in article.translations[0].slots]
        if found:
            number = found[at % len(found)]
            line = f"{{from={article.source.passages[number - 1].id}}}\n"
            self.site.write(EN, text(self.site).replace(line, f"{line}T{self.keys[number - 1]}.\n", 1))

    def check(self) -> None:
        """Run the command, and see that its laws hold."""
        before = text(self.site) if (self.site.root / EN).exists() else ""
        told = format_result(run(self.site))
        after = text(self.site)
        assert ("(unchanged)" in told) == (before == after)
        is_kept = iter(_without_numbers(after))
        assert all(line in is_kept for line in _without_numbers(before) if not re.match("{from=}|<!--", line))
        assert sorted(re.findall("<!-- (.+) -->", after)) == sorted(self.words[key] for key in self.keys)
        article = read(self.site)
        translation = article.translations[0]
        for passage in translation.passages:
            assert passage.answers is not None
            assert passage.prose.text == f"T{self.keys[passage.answers[0] - 1]}."
        waiting = {
            number for slot in translation.slots for number in range(slot.answers[0], slot.answers[1] + 1)
        }
        assert waiting | translation.answered == set(range(1, len(self.keys) + 1))
        assert not waiting & translation.answered
        run(self.site)
        assert text(self.site) == after


def _without_numbers(of: str) -> list[str]:
    return [re.sub(r"from=[a-z\d-]+", "from=", line) for line in of.split("\n") if line.strip()]


STEPS: dict[str, Callable[[History, int], None]] = {
    "insert": History.insert,
    "reword": History.reword,
    "swap": History.swap,
    "delete": History.delete,
}


@given(
    st.integers(1, 7),
    st.lists(
        st.tuples(st.lists(st.integers(0, 9), max_size=4), st.lists(st.tuples(st.sampled_from(sorted(STEPS)), st.integers(0, 9)), max_size=2)),
        min_size=1,
        max_size=5,
    ),
)  # fmt: skip
def test_no_word_is_lost_or_moved(
    tmp_path_factory: pytest.TempPathFactory,
    passages: int,
    rounds: list[tuple[list[int], list[tuple[str, int]]]],
) -> None:
    """However source and translation grow by turns, each translated passage keeps its place and faces its source."""
    history = History(Site(tmp_path_factory.mktemp("history")), passages)
    history.save()
    history.check()
    for fills, steps in rounds:
        for at in fills:
            history.fill(at)
        run(history.site)
        for name, at in steps:
            STEPS[name](history, at)
        history.save()
        history.check()


LINES = st.lists(
    st.sampled_from(
        ["", "One.", "# Two", "- three", "  more", "    code", "```", "> four", "{from=p1}", "{from=p2-p3}", "five {from=p4}",
         "{role=bio}", "<!-- note -->", "<!--", "-->", "---", "[^1]: foot", "six[^1]", "| a |", "|---|", "{from=p9}", "===", "\\"]
    ),
    max_size=14,
)  # fmt: skip


@given(LINES)
def test_whatever_is_there_stays(tmp_path_factory: pytest.TempPathFactory, lines: list[str]) -> None:
    """Of any file, however odd, all lines stay in their order and all words say the same, or it is left alone."""
    site = source(Site(tmp_path_factory.mktemp("odd")), "# 一", "二。", "- 三", "四。")
    site.write(EN, FRONT + "\n".join(lines))
    before = text(site)
    words = _words_of(site)
    try:
        run(site)
    except Faults:
        assert text(site) == before
        assert not Path(site.root / STATE).exists()
        return
    is_kept = iter(_without_numbers(text(site)))
    assert all(line in is_kept for line in _without_numbers(before) if line != "{from=}")
    assert _words_of(site) == words
    after = text(site)
    run(site)
    assert text(site) == after


def _words_of(site: Site) -> list[str] | None:
    try:
        return [passage.prose.text for passage in read(site).translations[0].passages]
    except Faults:
        return None
