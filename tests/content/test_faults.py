"""A fault says where, what, and how to mend it."""

from __future__ import annotations

import pytest

from yizhu.content.faults import (
    Fault,
    Faults,
    Place,
    collect_faults,
    did_you_mean,
    find_closest,
    find_place,
    format_caret,
    raise_if,
)


def test_how_a_fault_reads() -> None:
    """A fault is printed as place and problem, the line, a caret under the place, and the help."""
    fault = Fault(Place("a.md", 12, 5, "王何必曰[仁政]", 4), "no term 仁政", "did you mean 仁義?")
    assert str(fault).splitlines() == [
        "a.md:12:5: no term 仁政",
        "    王何必曰[仁政]",
        "            ^^^^^^",
        "    help: did you mean 仁義?",
    ]


def test_a_fault_of_a_whole_file_has_no_line() -> None:
    """A fault of a whole file names only the file."""
    assert (
        str(Fault(Place("a.md"), "it is not there", "write it"))
        == "a.md: it is not there\n    help: write it"
    )


def test_a_fault_of_a_whole_line_has_no_caret() -> None:
    """A fault of a whole line shows the line without a caret."""
    assert str(Fault(Place("a.md", 3, 0, "- x"), "wrong")) == "a.md:3: wrong\n    - x"


@pytest.mark.parametrize(
    ("line", "column", "length", "expected"),
    [
        ("abc", 2, 1, " ^"),
        ("蒸餾水", 2, 1, "  ^^"),
        ("ａｂ", 2, 1, "  ^^"),
        ("\tx", 2, 1, " ^"),
        ("e\u0301x", 3, 1, " ^"),
        ("𠀀x", 2, 1, "  ^"),
        ("一「二」", 2, 3, "  ^^^^^^"),
        ("ab", 3, 1, "  ^"),
        ("ab", 1, 99, "^^"),
    ],
)
def test_a_caret_stands_under_its_character(line: str, column: int, length: int, expected: str) -> None:
    """A caret counts columns of a terminal: Chinese takes two, a combining mark none."""
    assert format_caret(Place("", 1, column, line, length)) == expected


def test_faults_come_once_and_in_order() -> None:
    """Equal faults are kept once, and in order."""
    one, two = Fault(Place("a"), "1"), Fault(Place("b"), "2")
    assert Faults([two, one, two]).faults == (two, one)


def test_gather_lets_no_fault_hide_another() -> None:
    """The results of sound inputs and the faults of all others are returned."""

    def half(number: int) -> int:
        if number % 2:
            raise Faults([Fault(Place(str(number)), "odd")])
        return number // 2

    answers, faults = collect_faults(half, [2, 3, 4, 5])
    assert answers == [1, 2]
    assert [fault.place.path for fault in faults] == ["3", "5"]


def test_nothing_is_raised_without_a_fault() -> None:
    """``raise_if`` raises only if there are faults."""
    raise_if([])
    with pytest.raises(Faults, match="odd"):
        raise_if([Fault(Place("a"), "odd")])


def test_a_place_is_looked_for_in_its_lines() -> None:
    """The first line that holds the words gives line and column; without any, the line as a whole."""
    source = "一\n二三\r\n三四\n"
    assert find_place("a", source, 1, "三", 3) == Place("a", 2, 2, "二三", 1)
    assert find_place("a", source, 3, "三") == Place("a", 3, 1, "三四", 1)
    assert find_place("a", source, 1, "五", 3) == Place("a", 1, 0, "一")
    assert find_place("a", source, 99, "五") == Place("a", 99, 0, "")


def test_the_nearest_word_is_offered_whatever_its_letters() -> None:
    """The closest candidate comes in its own letter case; nothing is suggested if none is similar."""
    assert find_closest("ZH-HANT", ["zh-Hant", "en"]) == "zh-Hant"
    assert find_closest("xyz", ["zh-Hant", "en"]) == ""
    assert did_you_mean("titel", ["title"]) == "did you mean title?"
    assert did_you_mean("qqq", ["title"], "known: title") == "known: title"
