"""A merge conflict that nobody resolved is a fault in every file of the content; what shows one in code is none."""

from __future__ import annotations

from pathlib import Path

import pytest
from testbed import Site

from yizhu.content.faults import Faults
from yizhu.content.files.conflicts import check_conflicts

CONFLICT = "<<<<<<< HEAD\n甲\n=======\n乙\n>>>>>>> b\n"


@pytest.mark.parametrize(
    ("path", "line"), [("zh-Hant.md", 7), ("en.md", 8), ("notes.yaml", 1), ("state.yaml", 1)]
)
def test_a_conflict_is_a_fault(tmp_path: Path, path: str, line: int) -> None:
    """Texts, translations, notes and states: at the line where it begins, with what to do."""
    site = Site(tmp_path).article("a", "甲乙。")
    if path.endswith(".md"):
        site.article(
            "a", f"甲乙。\n\n{CONFLICT}", lang=path[:-3], front="translators: [x]" if path == "en.md" else ""
        )
    else:
        site.write(f"content/articles/a/{path}", CONFLICT)
    help = "keep the lines of both" if path == "state.yaml" else "keep what is right"
    site.fails_with(f"content/articles/a/{path}:{line}:1", "a merge conflict that is not resolved", help)


@pytest.mark.parametrize(
    "text",
    [
        "甲\n=======\n乙",
        f"```\n{CONFLICT}```\n",
        "<<<<<<< a\n乙",
        ">>>>>>> a\n=======\n<<<<<<< a",
        "a <<<<<<< b",
    ],
)
def test_what_is_no_conflict_passes(text: str) -> None:
    """Headings underlined by equals signs, conflicts shown in a fence, and single signs."""
    check_conflicts("a.md", text)


def test_each_conflict_is_told() -> None:
    """All of a file, not only the first."""
    with pytest.raises(Faults) as found:
        check_conflicts("a.yaml", CONFLICT + "丙\n" + CONFLICT)
    assert [fault.place.line for fault in found.value.faults] == [1, 7]
