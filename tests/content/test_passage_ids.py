"""Addresses of passages: ids, and ranges of ids."""

from __future__ import annotations

import pytest

from yizhu.content.articles import read_text
from yizhu.content.model import Source
from yizhu.content.translations.passage_ids import (
    find_passage,
    find_span,
    format_span,
    id_of,
    split_range,
    with_ids,
)

SOURCE = with_ids(read_text("zh-Hant", Source("zh-Hant.md", "---\ntitle: 題\n---\n一。\n\n二。\n\n三。\n")))


def test_numbers_are_ids_where_nothing_is_recorded() -> None:
    """A passage of which nothing is recorded has its number as its id."""
    assert [passage.id for passage in SOURCE.passages] == ["p1", "p2", "p3"]
    assert id_of(SOURCE, 2) == "p2"
    assert format_span(SOURCE, (2, 3)) == "p2-p3"


def test_ids_lead_to_passages() -> None:
    """An id finds its passage, and a range its passages; what names none finds none."""
    found = find_passage(SOURCE, "p3")
    assert found
    assert found.number == 3
    assert find_passage(SOURCE, "p4") is None
    assert find_passage(SOURCE, "p2kfqw") is None
    assert find_span(SOURCE, "p2") == (2, 2)
    assert find_span(SOURCE, "p1-p3") == (1, 3)
    assert find_span(SOURCE, "p3-p1") is None
    assert find_span(SOURCE, "p2-p9") is None


@pytest.mark.parametrize(
    ("name", "ids"),
    [
        ("p3", ("p3", "p3")),
        ("p3-7", ("p3", "p7")),
        ("p12kfqw-p14", ("p12kfqw", "p14")),
        ("p3-", None),
        ("3", None),
        ("p", None),
    ],
)
def test_ranges_have_a_hyphen_and_ids_have_none(name: str, ids: tuple[str, str] | None) -> None:
    """A hyphen stands between two ids and never within one."""
    assert split_range(name) == ids
