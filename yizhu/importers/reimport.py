"""Compare a page imported again with the earlier import and with the text an editor made of that.

Passages are compared, not lines. Where both the page and the editor changed a passage, the report shows both.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest

_SHOWN = 60  # characters of a passage
_BEFORE = 12  # of them before the place where it differs


@dataclass(frozen=True, slots=True)
class Difference:
    """A run of passages that differs in at least one of the three texts."""

    line: int  # of the edited text, where the stretch begins
    then: tuple[str, ...]
    now: tuple[str, ...]
    edited: tuple[str, ...]

    @property
    def who(self) -> str:
        """Who changed it."""
        if self.now == self.then:
            return "edited"
        return "the page changed" if self.edited == self.then else "edited, and the page changed"


def find_differences(then: str, now: str, edited: str) -> tuple[Difference, ...]:
    """Return where three texts differ: as imported then, as imported now, and as edited."""
    texts = [tuple(part.strip("\n") for part in text.split("\n\n")) for text in (then, now, edited)]
    old, *others = texts
    matches = [SequenceMatcher(None, old, other, autojunk=False).get_opcodes() for other in others]
    found: list[Difference] = []
    for first, last in _join_touching(
        [(a, b) for codes in matches for tag, a, b, _, _ in codes if tag != "equal"]
    ):
        new, own = (_matching_range(codes, first, last) for codes in matches)
        line = sum(passage.count("\n") + 2 for passage in texts[2][: own[0]]) + 1
        found.append(Difference(line, old[first:last], texts[1][slice(*new)], texts[2][slice(*own)]))
    return tuple(found)


def format_differences(path: str, found: tuple[Difference, ...]) -> str:
    """Format the differences for a terminal, each passage from the place where it begins to differ."""
    lines: list[str] = []
    for one in found:
        lines.append(f"{path}:{one.line}: {one.who}")
        for then, now, edited in zip_longest(one.then, one.now, one.edited, fillvalue=""):
            if not then == now == edited:
                lines += _compare(then, now, edited)
    return "\n".join(lines)


def _compare(then: str, now: str, edited: str) -> list[str]:
    texts = [text for text in (then, now, edited) if text]
    alike = (n for n, each in enumerate(zip(*texts, strict=False)) if len(set(each)) > 1)
    start = max(0, next(alike, min(map(len, texts))) - _BEFORE)
    named = (("then", then), ("now", now), ("edited", edited))
    return [f"    {name:>6}: {_shorten(text, start)}" for name, text in named]


def _join_touching(stretches: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the ranges, with those that touch merged into one."""
    joined: list[tuple[int, int]] = []
    for first, last in sorted(stretches):
        if joined and first <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        else:
            joined.append((first, last))
    return joined


def _matching_range(
    codes: Sequence[tuple[str, int, int, int, int]], first: int, last: int
) -> tuple[int, int]:
    """Return which passages of the other text correspond to those from first to last."""
    starts, ends = list[int](), list[int]()
    for tag, a, b, c, d in codes:
        if tag == "equal":
            if a <= first <= b:
                starts.append(c + first - a)
            if a <= last <= b:
                ends.append(c + last - a)
        elif first <= a and b <= last:
            starts.append(c)
            ends.append(d)
    return min(starts, default=0), max(ends, default=0)


def _shorten(passage: str, start: int) -> str:
    """Return the passage on one line, from just before the given place; a dash if there is none."""
    text = passage.replace("\n", " ")[start:]
    before, behind = "…" * bool(start and text), "…" * (len(text) > _SHOWN)
    return f"{before}{text[:_SHOWN]}{behind}" or "—"
