"""Find the title of a dump among the lines above its article, by what speaks for each.

It stands near the article and shares its rarer words, is said again (in the line of the page's name, a breadcrumb), has
a headline's length, and is no day, tool, caption or pointer.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence

from yizhu.importers.model.draft import SourceLine
from yizhu.importers.model.profiles import Profile, find_opening
from yizhu.importers.plain_text.line_features import (
    count_units,
    find_rarer_words,
    has_bar,
    has_day,
    has_full_stop,
    is_tool,
)

_WITHIN = 120  # lines above the article in which it is looked for
_FIRST = 5  # and of the page
_SIZE = (6, 100)  # units
_SHORT, _LONG, _DAY = 10, 40, 24
_MORE = 60  # characters that a line may have beside the title
_FAR = 60  # lines
_LEAD = 1.0  # of worth
_BYLINE = re.compile(r"記者|记者|撰文|編譯|编译|报導$|报道$|^[Bb]y ")


def find_title(above: Sequence[SourceLine], article: Iterable[str], rules: Profile) -> SourceLine | None:
    """Return the line above the article that is most like its title; None if none may be one."""
    seen = frozenset(word for text in article for word in find_rarer_words(text))
    near = [*above[: max(0, min(_FIRST, len(above) - _WITHIN))], *above[-_WITHIN:]]
    texts = [line.text for line in near]
    worth = [
        _weigh(line.text, len(near) - at, texts, seen) if may_be_title(line.text, rules) else -math.inf
        for at, line in enumerate(near)
    ]
    best = max(range(len(near)), key=worth.__getitem__, default=None)
    if best is None or worth[best] == -math.inf:
        return None
    # What says more about the article than its title does, right below it, is the lead.
    return near[best - 1] if best and worth[best - 1] >= worth[best] - _LEAD else near[best]


def may_be_title(text: str, rules: Profile) -> bool:
    """Has the line a title's length, and is it neither a byline nor a breadcrumb?"""
    least, most = _SIZE
    is_other = _BYLINE.search(text) or find_opening(text, rules.breadcrumbs)
    return least <= count_units(text) <= most and not is_other


def _weigh(text: str, distance: int, texts: Sequence[str], seen: frozenset[str]) -> float:
    """Return what speaks for the line; the weights were chosen on pages whose titles are known."""
    size, rare = count_units(text), find_rarer_words(text)
    shared = len(rare & seen)
    is_within = any(text in other and len(text) < len(other) <= len(text) + _MORE for other in texts)
    return (
        0.5 * shared / max(1, len(rare))
        + 1.5 * min(shared, 4) / 4
        + 1.5 * (texts.count(text) > 1)
        + 4 * is_within
        - min(_FAR, distance) / 20
        - 1.5 * has_full_stop(text)
        - 3 * is_tool(text)
        - 2 * (size <= _DAY and has_day(text))
        - 4 * max(0, size - _LONG) / 40
        - has_bar(text)
        - (size < _SHORT)
    )
