"""Mangled pages (cut, spliced, filled with one letter) are read in good time, never with a traceback."""

from __future__ import annotations

import random
import time

import pytest
from importers.test_page_front_matter import CASES, read

from yizhu.content.faults import Faults
from yizhu.importers.interview.speaker_labels import find_aliases
from yizhu.importers.model.draft import SourceLine

PIECES = "<>\"'{}[]（）／｜、記者作者文：0123年月日\n "


@pytest.mark.parametrize("seed", range(40))
def test_a_mangled_page_has_front_matter_or_none(seed: int) -> None:
    """A page with parts cut out or put in is read, or refused as a fault."""
    chance = random.Random(seed)
    whole, other = (chance.choice(CASES)[1] for _ in range(2))
    first, last = sorted(chance.randrange(len(whole)) for _ in range(2))
    noise = "".join(chance.choice(PIECES) for _ in range(40))
    for page in (
        whole[:first] + whole[last:],
        whole[:first] + other[chance.randrange(len(other)) :],
        whole[:first] + noise + whole[first:],
        whole[:first] + '{"a":[' * 400 + whole[first:],
        whole.replace('"author":{', '"author":[[[{').replace('":"', '":'),
    ):
        try:
            told = read(page)
        except Faults:
            continue
        assert all(field.lines[0] <= field.lines[1] for field in told.fields)


def test_a_line_of_capitals_takes_no_time() -> None:
    """A long line without a sentence, such as data in a dump, is not read in every way it could be cut."""
    started = time.monotonic()
    assert find_aliases((SourceLine(1, "A" * 20_000),)) == {}
    assert time.monotonic() - started < 5
