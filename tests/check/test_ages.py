"""``check --older-than`` lists what nobody has looked at since a date."""

from __future__ import annotations

import json

import pytest
from testbed import Site

from yizhu.cli import main
from yizhu.content.dates import find_newest, is_before


@pytest.fixture
def aged(site: Site) -> Site:
    """A site with three notes and two terms."""
    dates = {"old": "as_of: 2025-02, ", "new": "as_of: 2025-02, checked: 2026-06, ", "none": ""}
    notes = "\n".join(
        f"- {{id: {id}, quote: {quote}, kind: fact, {given}text: {{en: x}}}}"
        for (id, given), quote in zip(dates.items(), "一二三", strict=True)
    )
    site.glossary("- {id: t, forms: {zh-Hant: [甲]}, checked: 2024}\n- {id: u, forms: {zh-Hant: [乙]}}")
    return site.article("a", "一二三甲乙").notes("a", notes)


def run(site: Site, *arguments: str) -> int:
    return main(["check", "--config", str(site.root / "config.yaml"), "--older-than", *arguments])


def test_what_is_older_is_listed(aged: Site, capsys: pytest.CaptureFixture[str]) -> None:
    """By the newer of both dates, with places; what has neither date is counted apart; exit status 1."""
    assert run(aged, "2026-05") == 1
    out = capsys.readouterr().out
    assert "notes.yaml:1:8: the note old: it speaks of 2025-02" in out
    assert "terms.yaml:1:8: the term t: it was checked 2024" in out
    assert "the note new" not in out
    assert "2 things to look at" in out
    assert "without as_of and checked: 2\n" in out
    assert "notes.yaml:3: none" in out
    assert "terms.yaml:2: u" in out


def test_nothing_older(aged: Site, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit status 0 if nothing is older; what has no date is still told."""
    assert run(aged, "2024") == 0
    assert capsys.readouterr().out.startswith("nothing to look at\nwithout as_of and checked: 2\n")


def test_of_one_article(aged: Site, capsys: pytest.CaptureFixture[str]) -> None:
    """With an article only its notes are listed, as JSON if that is asked for."""
    assert run(aged, "2026-05", "a", "--json") == 1
    told = json.loads(capsys.readouterr().out)
    assert [row["problem"] for row in told["older"]] == ["the note old: it speaks of 2025-02"]
    assert [row["id"] for row in told["undated"]] == ["none"]


@pytest.mark.parametrize("date", ["yesterday", "2026-13", "26", "2026-02-30", ""])
def test_no_date(aged: Site, date: str) -> None:
    """What is no date is wrong use of the command: the clock is never asked."""
    assert run(aged, date) == 2


@pytest.mark.parametrize(
    ("date", "other", "answer"),
    [
        ("2025", "2026", True),
        ("2026", "2026-05", False),
        ("2026-05", "2026", False),
        ("2026-04", "2026-05", True),
        ("2026-04-30", "2026-05", True),
        ("2026-05-01", "2026-05", False),
    ],
)
def test_surely_before(date: str, other: str, answer: bool) -> None:
    """A year or month may be any day of it: only what is surely before is before."""
    assert is_before(date, other) is answer


def test_newest() -> None:
    """Of a year and a day in it, the year may be later; no date is older than any."""
    assert find_newest("2026-05", "2026") == "2026"
    assert find_newest("", "2025") == "2025"
    assert find_newest("2025-12-30", "2025-11") == "2025-12-30"
    assert find_newest("", "") == ""
