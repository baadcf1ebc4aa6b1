"""state.yaml: what it holds, what it ignores, and what becomes of it in wrong hands."""

from __future__ import annotations

from dataclasses import replace

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from testbed import Site

from yizhu.content.faults import Faults
from yizhu.content.model import ArticleState, SignedPassage, Source
from yizhu.content.translations.state import clean_words, digest_words, format_state, read_state
from yizhu.content.translations.word_difference import compare_words, format_difference

TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=40)
NUMBERS = st.integers(1, 10**9 - 1)


@st.composite
def states(draw: st.DrawFn) -> ArticleState:
    """Return a state as commands could write it."""
    words = draw(st.lists(TEXT, min_size=1, max_size=5))
    digests = {digest_words(text): clean_words(text) for text in words}
    lines = []
    for first, span in draw(
        st.lists(st.tuples(NUMBERS, st.integers(0, 3)), max_size=6, unique_by=lambda p: p[0])
    ):
        last = min(first + span, 10**9 - 1)
        source = draw(
            st.lists(st.sampled_from(sorted(digests)), min_size=last - first + 1, max_size=last - first + 1)
        )
        lines.append(
            SignedPassage(
                lang=draw(st.sampled_from(["en", "de", "zh-Hans", "no"])),
                answers=(first, last),
                state=draw(st.sampled_from(["machine", "draft", "reviewed"])),
                source=tuple(source),
                own=draw(st.sampled_from(["", digest_words("x")])),
                by=clean_words(draw(TEXT)),
                date=draw(st.sampled_from(["", "2026-05-01"])),
            )
        )
    return ArticleState(tuple(lines), tuple(digests.items()))


@given(states())
def test_what_is_written_is_read(state: ArticleState) -> None:
    """Whatever a command writes is read back, and written again it is the same, on as many lines."""
    text = format_state(state)
    read = read_state(Source("state.yaml", text))
    assert {replace(line, line=0, name="") for line in read.passages} == set(state.passages)
    named = {digest for line in state.passages for digest in line.source}
    assert dict(read.words) == {digest: text for digest, text in state.words if digest in named}
    assert format_state(read) == text
    heads = 1 + bool(read.passages) + bool(read.words)
    assert text.count("\n") == len(read.passages) + len(read.words) + heads


@given(states())
def test_any_reader_of_yaml_can_read_it(state: ArticleState) -> None:
    """It is plain YAML, and says in its order what it says in any order."""
    text = format_state(state)
    given = yaml.safe_load(text) or {}
    assert len(given.get("translations", ())) == len(state.passages)
    backwards = ArticleState(state.passages[::-1], state.words[::-1])
    assert format_state(backwards) == text


def test_the_lines_of_two_branches_are_a_file() -> None:
    """Each line is complete in itself: the lines of two people, put together, are what both have signed."""

    def signed(number: int, by: str) -> ArticleState:
        text = f"第{number}段。"
        line = SignedPassage("en", (number, number), "reviewed", (digest_words(text),), digest_words("x"), by)
        return ArticleState((line,), ((digest_words(text), text),))

    one, two = signed(1, "Anna"), signed(2, "Ben")
    lines = [format_state(state).splitlines() for state in (one, two)]
    head, first, words = lines[0][:2], [lines[0][2], lines[1][2]], lines[0][3:] + lines[1][4:]
    merged = read_state(Source("state.yaml", "\n".join([*head, *first, *words])))
    assert {line.by for line in merged.passages} == {"Anna", "Ben"}
    assert len(merged.words) == 2


# ---- what changes a digest ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("他說，好。再見", "他說,好。再見"),
        ("GPT－4（新）", "GPT-4(新)"),
        ("共 3 個", "共3個"),
        ("０到１", "0到1"),
        ("one\ntwo,  three", "one two, three"),
        ("it’s", "it's"),
        ("“yes”", '"yes"'),
        ("cafe\u0301", "café"),
    ],
)
def test_what_is_no_change(before: str, after: str) -> None:
    """Reflow, spaces beside Chinese, and the width of punctuation are no words."""
    assert digest_words(before) == digest_words(after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("可以", "絕不可以"),
        ("now here", "nowhere"),
        ("3.5", "35"),
        ("好。", "好？"),
        ("US", "us"),
        ("-5", "5"),
        ("10²", "102"),
        ("晶片", "芯片"),
    ],
)
def test_what_is_a_change(before: str, after: str) -> None:
    """Words, numbers and signs are not folded away."""
    assert digest_words(before) != digest_words(after)


def test_markup_is_no_change(site: Site) -> None:
    """Emphasis, terms, readings, speakers' labels and line ends in the source change no digest."""
    site.glossary("- {id: d, forms: {zh-Hant: [蒸餾]}}")
    site.article("a", "甲：模型可以蒸餾，也可以量化。", front="rights: x\nspeakers: {j: 甲}")
    site.article("a", "One.", lang="en", front="status: draft")
    from yizhu.content.articles import read_article
    from yizhu.content.config import read_config
    from yizhu.content.files.read import read_article_folder

    def digest() -> str:
        folder = read_article_folder(site.root, read_config(site.root / "config.yaml"), "a")
        return digest_words(read_article(folder).source.passages[0].prose.plain)

    before = digest()
    site.article(
        "a",
        "**甲:** 模型[可以]{reading=kěyǐ}[蒸餾]{term=d},也**可\n以**量化[^1]。\n\n[^1]: 注",
        front="rights: x\nspeakers: {j: 甲}",
    )
    assert digest() == before


# ---- differences -------------------------------------------------------------------------------------------


@given(TEXT, TEXT)
def test_a_difference_holds_both_versions(before: str, after: str) -> None:
    """The pieces, put together, are both versions, and no piece that is the same says something else."""
    pieces = compare_words(before, after)
    assert "".join(piece.before for piece in pieces) == before
    assert "".join(piece.after for piece in pieces) == after
    assert all(digest_words(p.before) == digest_words(p.after) for p in pieces if p.is_same)


def test_differences_in_words() -> None:
    """Chinese is compared by its words, other languages by theirs; punctuation of another width is no difference."""
    assert (
        format_difference("模型可以用於商業，好。", "模型絕不可以用於商業,好。")
        == "模型{+絕不+}可以用於商業,好。"
    )
    assert format_difference("We may sell it.", "We must not sell it.") == "We [-may-]{+must not+} sell it."


# ---- hostile files -----------------------------------------------------------------------------------------

DIGEST = digest_words("一")
LINE = f'- {{text: en, passage: p1, state: draft, source: "{DIGEST}"}}'
HOSTILE = {
    "- a list": "the file must be a mapping",
    "translations: 3": "translations must be",
    "translations: [3]": "must be a mapping",
    f"translations:\n{LINE.replace('draft', 'perfect')}": "state cannot be perfect",
    f"translations:\n{LINE.replace('p1', 'p0')}": "passage is not p12 or p3-p4",
    f"translations:\n{LINE.replace('p1', 'p1-p999999999')}": "999999999 passages",
    f"translations:\n{LINE.replace('p1', 'p9-p2')}": "is 0 passages",
    f"translations:\n{LINE.replace(DIGEST, 'zz')}": "source is not a digest",
    f"translations:\n{LINE.replace('state', 'sate')}": "unknown key sate",
    f"translations:\n{LINE}\n{LINE}": "p1 of en stands twice",
    f"words:\n  {DIGEST}: 二": "these words have another digest",
    "words: {short: 一}": "unknown key short",
    f"translations:\n{LINE.replace('en', '../x')}": "text is not a language tag",
    'translations: [{text: en, passage: p1, state: draft, date: yesterday, source: ""}]': "yesterday is no date",
    "translations: &a [*a]": "this alias stands for something that holds it",
    "translations: !!python/object/apply:os.system [x]": "the tag",
    "{": "invalid YAML",
    "\x00": "a character that YAML does not allow",
}


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_files(text: str, site: Site) -> None:
    """What is wrong in a state file is a fault with its place, in a build, too."""
    with pytest.raises(Faults) as found:
        read_state(Source("state.yaml", text))
    assert any(HOSTILE[text] in fault.problem for fault in found.value.faults), str(found.value)
    assert all(fault.place.line for fault in found.value.faults)
    assert all(fault.help for fault in found.value.faults)
    site.article("a", "一。").write("content/articles/a/state.yaml", text)
    assert any("state.yaml" in fault.place.path for fault in site.faults())


def test_an_empty_file(site: Site) -> None:
    """A state file that says nothing is as none."""
    assert read_state(Source("state.yaml", "")) == ArticleState((), (), Source("state.yaml", ""))
    site.article("a", "一。").write("content/articles/a/state.yaml", "# nothing\n").build()
