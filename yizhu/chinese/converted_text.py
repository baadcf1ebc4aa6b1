"""A converted text, corrected where OpenCC is known to be wrong, and where each offset went.

Some configurations (t2s tw2s hk2s s2t s2tw s2hk) convert character by character, so offsets do not change. For one
that replaces words too (tw2sp), the result is aligned with that of the configuration for characters only (tw2s): the
two differ only in the replaced words.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from yizhu.chinese.conversion_corrections import correct, find_corrections
from yizhu.chinese.script_conversion import CHARACTER_CONFIGS, convert_text

# How far to look for the end of a difference, in characters: a changed word has a few, a phrase seldom more than a dozen.
_NEAR, _FAR = 12, 64


@dataclass(frozen=True, slots=True)
class Replacement:
    """A span of the old text and what replaces it."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Conversion:
    """A converted text, and where each offset of the old text is in it.

    Offsets are kept as stretches, in order. Stretch i maps the old offset ``starts[i] + n`` to the new offset
    ``new_starts[i] + n``, but never beyond ``new_ends[i]``. A text converted character by character is one stretch.
    """

    text: str
    starts: tuple[int, ...]  # in the old text
    new_starts: tuple[int, ...]
    new_ends: tuple[int, ...]
    length: int  # of the old text

    def new_offset(self, offset: int) -> int:
        """Return the new offset for an offset of the old text."""
        at = bisect_right(self.starts, offset) - 1
        return min(self.new_starts[at] + offset - self.starts[at], self.new_ends[at])

    @property
    def keeps_offsets(self) -> bool:
        """Are old and new offsets the same?"""
        return self.starts == self.new_starts and self.length == len(self.text)

    @property
    def offsets(self) -> tuple[int, ...]:
        """The new offset for each offset of the old text, its end included."""
        return tuple(self.new_offset(offset) for offset in range(self.length + 1))


def convert_words(text: str, config: str) -> str:
    """Convert a text as ``convert_with_offsets`` does; unchanged if there is no configuration."""
    return convert_with_offsets(text, config).text if config else text


def convert_with_offsets(text: str, config: str, replacements: Sequence[Replacement] = ()) -> Conversion:
    """Convert a text with a configuration of OpenCC, apart from ``replacements`` (sorted, without overlaps).

    The text is converted as a whole first, so that a replacement does not take away the context of words beside it.
    """
    whole = _convert_whole(text, convert_text(text, config), config)
    if not replacements:
        return whole
    new: list[str] = []
    stretches: list[tuple[int, int, int]] = []
    length = position = 0
    for replacement in replacements:
        first, last = whole.new_offset(position), whole.new_offset(replacement.start)
        stretches += _shift_stretches(whole, position, replacement.start, length - first)
        length += last - first
        stretches.append((replacement.start, length, length + len(replacement.text)))
        new += [whole.text[first:last], replacement.text]
        length += len(replacement.text)
        position = replacement.end
    rest = whole.new_offset(position)
    stretches += _shift_stretches(whole, position, len(text) + 1, length - rest)
    return _build_conversion("".join([*new, whole.text[rest:]]), stretches, len(text))


def _shift_stretches(whole: Conversion, start: int, end: int, shift: int) -> list[tuple[int, int, int]]:
    """Return the stretches of the old text's [start, end), moved by ``shift`` in the new text."""
    last = whole.new_offset(min(end, whole.length))
    found: list[tuple[int, int, int]] = []
    at_first = max(0, bisect_right(whole.starts, start) - 1)
    for at in range(at_first, bisect_left(whole.starts, end, at_first)):
        begin = whole.starts[at]
        following = whole.starts[at + 1] if at + 1 < len(whole.starts) else whole.length + 1
        if max(begin, start) < min(following, end):
            first = max(begin, start)
            found.append((first, whole.new_offset(first) + shift, min(whole.new_ends[at], last) + shift))
    return found


def _build_conversion(text: str, stretches: Sequence[tuple[int, int, int]], length: int) -> Conversion:
    starts, new_starts, new_ends = zip(*stretches, strict=True)
    return Conversion(text, starts, new_starts, new_ends, length)


def _convert_whole(old: str, new: str, config: str) -> Conversion:
    if config not in CHARACTER_CONFIGS:
        return _convert_characters(old, new, config)
    characters = convert_text(old, CHARACTER_CONFIGS[config])
    corrections = find_corrections(old, characters, CHARACTER_CONFIGS[config])
    anchors = characters if len(characters) == len(old) else old
    whole = _build_conversion(new, [*align_stretches(anchors, new), (len(old), len(new), len(new))], len(old))
    # Where a word was replaced, the character is no longer there.
    moved = [(whole.new_offset(at), character) for at, character in corrections]
    kept = [
        (to, character)
        for (at, _), (to, character) in zip(corrections, moved, strict=True)
        if new[to : to + 1] == characters[at]
    ]
    return replace(whole, text=correct(new, kept)) if kept else whole


def _convert_characters(old: str, new: str, config: str) -> Conversion:
    if len(old) != len(new):
        return _build_conversion(new, [*align_stretches(old, new), (len(old), len(new), len(new))], len(old))
    corrections = find_corrections(old, new, config)
    text = correct(new, corrections) if corrections else new
    return Conversion(text, (0,), (0,), (len(text),), len(old))


def align_stretches(old: str, new: str) -> list[tuple[int, int, int]]:
    """Cut the old text where it begins and stops to differ from the new one: (start, new start, new end).

    The texts differ in a few words. Both are read once, side by side; after a difference, the smallest step to a place
    where they agree again decides. difflib would take minutes for a long text that repeats itself.
    """
    stretches: list[tuple[int, int, int]] = []
    at = begin = 0
    while at < len(old):
        size = _count_common(old, new, at, begin)
        if size:
            stretches.append((at, begin, begin + size))
            at, begin = at + size, begin + size
        if at < len(old):
            ahead, along = _find_meeting(old, new, at, begin)
            if not ahead:  # added text belongs to the character after it
                ahead, along = 1, along + 1
            stretches.append((at, begin, begin + along))
            at, begin = at + ahead, begin + along
    return stretches


def _count_common(old: str, new: str, at: int, begin: int) -> int:
    """Return how many characters the two have in common from these offsets on."""
    size = 0
    most = min(len(old) - at, len(new) - begin)
    while size < most and old[at + size] == new[begin + size]:
        size += 1
    return size


def _find_meeting(old: str, new: str, at: int, begin: int) -> tuple[int, int]:
    """Return the smallest steps in each text after which they agree again; of equal sums, the more even steps."""
    for reach in (_NEAR, _FAR):
        for far in range(1, 2 * reach + 1):
            steps = range(max(0, far - reach), min(reach, far) + 1)
            for ahead in sorted(steps, key=lambda step: abs(2 * step - far)):
                if _is_same_ahead(old, new, at + ahead, begin + far - ahead):
                    return ahead, far - ahead
    return len(old) - at, len(new) - begin


def _is_same_ahead(old: str, new: str, at: int, begin: int) -> bool:
    """Are the next two characters (or fewer, at the end) the same in both?"""
    within = at <= len(old) and begin <= len(new)
    return within and old[at : at + 2] == new[begin : begin + 2]
