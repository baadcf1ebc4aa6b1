"""Formatted text: blocks and marks beside a string."""

from __future__ import annotations

from yizhu.content.prose import (
    OBJECT_CHARACTER,
    Block,
    Mark,
    Prose,
    add_marks,
    inline_prose,
    leaf_blocks,
    replace_text,
    select_marks,
    slice_prose,
)

PROSE = Prose(
    "蒸餾讓小模型學大模型",
    (Block("p", 0, 10),),
    (Mark(0, 2, "term", (("term", "distillation"),)), Mark(3, 6, "strong"), Mark(7, 10, "strong")),
)


def test_marks_are_given_in_the_order_of_the_text() -> None:
    """Marks are sorted by their start, the longer first."""
    prose = Prose(
        "一二三四", (), (Mark(1, 2, "em"), Mark(0, 1, "em"), Mark(0, 3, "em"), Mark(0, 3, "strong"))
    )
    assert [(m.start, m.end) for m in select_marks(prose, "em")] == [(0, 3), (0, 1), (1, 2)]


def test_crossing_and_overlapping() -> None:
    """Two marks cross when they overlap and neither holds the other."""
    assert Mark(0, 3, "a").crosses(Mark(2, 5, "b"))
    assert Mark(2, 5, "a").crosses(Mark(0, 3, "b"))
    assert not Mark(0, 5, "a").crosses(Mark(0, 3, "b"))
    assert not Mark(0, 2, "a").crosses(Mark(2, 3, "b"))
    assert Mark(0, 5, "a").overlaps(Mark(4, 9, "b"))
    assert not Mark(0, 2, "a").overlaps(Mark(2, 4, "b"))


def test_marking_leaves_the_text() -> None:
    """Adding marks changes neither the text nor the blocks."""
    marked = add_marks(PROSE, [Mark(0, 1, "em")])
    assert (marked.text, marked.blocks) == (PROSE.text, PROSE.blocks)
    assert marked.marks == (*PROSE.marks, Mark(0, 1, "em"))


def test_plain_text_has_nothing_that_stands_for_pictures() -> None:
    """Plain text leaves out the character that stands for a picture."""
    assert Prose(f"一{OBJECT_CHARACTER}二").plain == "一二"


def test_leaves_are_the_blocks_with_text() -> None:
    """The leaves of a list are its items, not the list."""
    items = (Block("li", 0, 1), Block("li", 2, 3, (Block("p", 2, 3),)))
    assert [leaf.tag for leaf in leaf_blocks((Block("ul", 0, 3, items), Block("p", 4, 5)))] == [
        "li",
        "p",
        "p",
    ]


def test_cutting_clips_the_marks() -> None:
    """A slice has offsets of its own, and its marks are clipped to it."""
    piece = slice_prose(PROSE, 1, 5)
    assert piece.text == "餾讓小模"
    assert piece.blocks == (Block("span", 0, 4),)
    assert [(m.kind, m.start, m.end) for m in piece.marks] == [("term", 0, 1), ("strong", 2, 4)]


def test_another_text_keeps_the_layers() -> None:
    """Blocks and marks move with the offsets of their text."""
    doubled = replace_text(PROSE, "".join(c * 2 for c in PROSE.text), lambda offset: offset * 2)
    assert doubled.blocks == (Block("p", 0, 20),)
    assert [(m.start, m.end) for m in doubled.marks] == [(0, 4), (6, 12), (14, 20)]


def test_inline_is_one_block() -> None:
    """Bare text is one inline block."""
    assert inline_prose("一二") == Prose("一二", (Block("span", 0, 2),))


def test_attributes_by_name() -> None:
    """A missing attribute has the default value."""
    assert PROSE.marks[0].get("term") == "distillation"
    assert PROSE.marks[1].get("term", "none") == "none"
    assert Block("ol", 0, 0, (), (("start", "3"),)).get("start") == "3"
