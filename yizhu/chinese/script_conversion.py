"""Conversion between the scripts of Chinese, with the way of every offset known.

OpenCC's one-to-one configurations (t2s tw2s hk2s s2t s2tw s2hk) give a character for a character, so offsets stay.
Where a configuration changes words too (tw2sp), the way is found by aligning what it gives with what the one-to-one
configuration of the same name gives: the two differ only where words do.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from yizhu.chinese.han import is_han

# Surnames that are not what their character usually becomes: kept in both scripts but for 钟, which is 鍾 and not 鐘.
# (《百家姓》; 《通用规范汉字表》, 2013, its notes on 锺 and 乾. 党 宁 云 丰 are written both ways: the editor must say.)
_SURNAMES = {surname: surname for surname in "于范余岳郁占朴涂游种后干咸丑"} | {"钟": "鍾"}
_LONGEST = 3  # characters of a person's name; a longer one is a phrase and read as such


def convert_name(name: str, config: str) -> str:
    """The name by one of OpenCC's configurations, character by character."""
    config = CHARACTER_CONFIGS.get(config, config)
    is_person = 1 < len(name) <= _LONGEST and all(map(is_han, name))
    if config.endswith("2s"):
        letters = convert_text(name, "t2s")  # tw2s would write 陳著 as 陈着
        return _kept(name, letters, "乾") if is_person else letters
    letters = convert_text(name, config)
    is_kept = is_person and config.startswith("s2") and name[0] in _SURNAMES
    return _SURNAMES[name[0]] + letters[1:] if is_kept else letters


def _kept(old: str, new: str, characters: str) -> str:
    return "".join(a if a in characters else b for a, b in zip(old, new, strict=True))


# Two scripts of one language: the words of one can be made from the other's.
SIBLINGS = {
    "zh-Hant": ("zh-Hans", "s2tw"),
    "zh-Hans": ("zh-Hant", "tw2s"),
    "zh-Hant-HK": ("zh-Hant", "tw2hk"),
}

# What usually makes one script from another.
_USUAL_CONFIGS = {
    ("zh-Hant", "zh-Hans"): "tw2s",
    ("zh-Hans", "zh-Hant"): "s2tw",
    ("zh-Hant-HK", "zh-Hans"): "hk2s",
    ("zh-Hans", "zh-Hant-HK"): "s2hk",
    ("zh-Hant", "zh-Hant-HK"): "tw2hk",
    ("zh-Hant-HK", "zh-Hant"): "hk2tw",
}


def default_config(source_lang: str, lang: str) -> str:
    """What usually makes a text in one script from a text in another; nothing where they are one."""
    return _USUAL_CONFIGS.get((_script(source_lang), _script(lang)), "")


def choose_conversion(langs: Iterable[str], lang: str) -> tuple[str, str]:
    """Which of the languages gives the words of ``lang`` if it has none, its sibling before others, and by what."""
    usual = {source: default_config(source, lang) for source in langs}
    sibling, config = SIBLINGS.get(lang, ("", ""))
    if sibling in usual:
        return sibling, config
    return next(((source, config) for source, config in usual.items() if config), ("", ""))


def _script(lang: str) -> str:
    """zh-Hans, zh-Hant, or zh-Hant-HK, which Macau's readers share; else the tag."""
    if lang.startswith("zh-Hant"):
        return "zh-Hant-HK" if lang.endswith(("-HK", "-MO")) else "zh-Hant"
    return "zh-Hans" if lang.startswith("zh-Hans") else lang


# Ours: OpenCC goes between Taiwan and Hong Kong by way of its own standard only (t2hk leaves Taiwan's 裡 as it is).
_CHAINS = {"tw2hk": ("tw2t", "t2hk"), "hk2tw": ("hk2t", "t2tw")}

# OpenCC's configurations that change words too, and those that do the same to characters only.
CHARACTER_CONFIGS = {"tw2sp": "tw2s", "s2twp": "s2tw", "hk2sp": "hk2s", "s2hkp": "s2hk"}


@dataclass(frozen=True, slots=True)
class Replacement:
    """A stretch of the old text and what it becomes."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Conversion:
    """A text in another script, and where each offset of the old text lies in it.

    The way is kept as stretches, in order: from ``starts[i]`` on, offsets move along with ``news[i]``, as far as
    ``ends[i]``. A text whose characters stay one to one is one stretch.
    """

    text: str
    starts: tuple[int, ...]  # in the old text
    news: tuple[int, ...]
    ends: tuple[int, ...]
    length: int  # of the old text

    def new_offset(self, offset: int) -> int:
        """Where an offset of the old text lies in the new one."""
        at = bisect_right(self.starts, offset) - 1
        return min(self.news[at] + offset - self.starts[at], self.ends[at])

    @property
    def keeps_offsets(self) -> bool:
        """Does every offset stay as it is?"""
        return self.starts == self.news and self.length == len(self.text)

    @property
    def offsets(self) -> tuple[int, ...]:
        """One for each offset of the old text, its end included."""
        return tuple(self.new_offset(offset) for offset in range(self.length + 1))


@cache
def _opencc(config: str) -> Callable[[str], str]:
    from opencc import OpenCC

    if config in _CHAINS:
        first, second = map(_opencc, _CHAINS[config])
        return lambda text: second(first(text))
    convert: Callable[[str], str] = OpenCC(config).convert
    return convert


# Only the official OpenCC has these; the one in pure Python, which serves as well, lacks them.
OFFICIAL_OPENCC_ONLY = (*_CHAINS, "hk2sp", "s2hkp")


def can_convert(config: str) -> bool:
    """Has the OpenCC that is installed this configuration?"""
    try:
        _opencc(config)
    except (RuntimeError, OSError):
        return False
    return True


def convert_text(text: str, config: str) -> str:
    """The text by one of OpenCC's configurations, or a chain of two, without offsets."""
    return _opencc(config)(text) if config else text


def to_simplified(text: str, config: str = "t2s") -> str:
    """The text in Simplified characters, offset by offset; one that would change its length stays as it is."""
    converted = convert_text(text, config)
    return converted if len(converted) == len(text) else text


def convert_with_offsets(text: str, config: str, pieces: Sequence[Replacement] = ()) -> Conversion:
    """The text by one of OpenCC's configurations; ``pieces`` (in order, apart) become what they say instead.

    The text is converted as a whole, so that a word is read in its context even where a piece interrupts it.
    """
    whole = _aligned(text, convert_text(text, config), config)
    if not pieces:
        return whole
    new: list[str] = []
    stretches: list[tuple[int, int, int]] = []
    length = position = 0
    for piece in pieces:
        first, last = whole.new_offset(position), whole.new_offset(piece.start)
        stretches += _between(whole, position, piece.start, length - first)
        length += last - first
        stretches.append((piece.start, length, length + len(piece.text)))
        new += [whole.text[first:last], piece.text]
        length += len(piece.text)
        position = piece.end
    rest = whole.new_offset(position)
    stretches += _between(whole, position, len(text) + 1, length - rest)
    return _whole("".join([*new, whole.text[rest:]]), stretches, len(text))


def _between(whole: Conversion, start: int, end: int, shift: int) -> list[tuple[int, int, int]]:
    """The stretches of the old text's [start, end), moved by ``shift`` in the new one."""
    last = whole.new_offset(min(end, whole.length))
    found: list[tuple[int, int, int]] = []
    at_first = max(0, bisect_right(whole.starts, start) - 1)
    for at in range(at_first, bisect_left(whole.starts, end, at_first)):
        begin = whole.starts[at]
        following = whole.starts[at + 1] if at + 1 < len(whole.starts) else whole.length + 1
        if max(begin, start) < min(following, end):
            first = max(begin, start)
            found.append((first, whole.new_offset(first) + shift, min(whole.ends[at], last) + shift))
    return found


def _whole(text: str, stretches: Sequence[tuple[int, int, int]], length: int) -> Conversion:
    starts, news, ends = zip(*stretches, strict=True)
    return Conversion(text, starts, news, ends, length)


def _aligned(old: str, new: str, config: str) -> Conversion:
    letters = convert_text(old, CHARACTER_CONFIGS[config]) if config in CHARACTER_CONFIGS else old
    if len(old) == len(new) and config not in CHARACTER_CONFIGS:
        return Conversion(new, (0,), (0,), (len(new),), len(old))
    anchors = letters if len(letters) == len(old) else old
    return _whole(new, [*align_stretches(anchors, new), (len(old), len(new), len(new))], len(old))


def align_stretches(old: str, new: str) -> list[tuple[int, int, int]]:
    """The old text cut where it parts from the new one and meets it again: (start, start in the new, end in the new).

    Two texts that differ in a word here and there are read side by side, each once; the smallest step that brings
    them together again decides. difflib would take minutes over a long text that says one thing often.
    """
    stretches: list[tuple[int, int, int]] = []
    at = begin = 0
    while at < len(old):
        size = _common(old, new, at, begin)
        if size:
            stretches.append((at, begin, begin + size))
            at, begin = at + size, begin + size
        if at < len(old):
            ahead, along = _meeting(old, new, at, begin)
            if not ahead:  # what is only added belongs to the character behind it
                ahead, along = 1, along + 1
            stretches.append((at, begin, begin + along))
            at, begin = at + ahead, begin + along
    return stretches


def _common(old: str, new: str, at: int, begin: int) -> int:
    """How many characters the two have in common from there on."""
    size = 0
    most = min(len(old) - at, len(new) - begin)
    while size < most and old[at + size] == new[begin + size]:
        size += 1
    return size


_NEAR, _FAR = 12, 64  # characters; a changed word has a few, a changed phrase seldom more than a dozen


def _meeting(old: str, new: str, at: int, begin: int) -> tuple[int, int]:
    """How far to go in each until they agree again, by the shortest way; of two as short, the more even one."""
    for reach in (_NEAR, _FAR):
        for far in range(1, 2 * reach + 1):
            steps = range(max(0, far - reach), min(reach, far) + 1)
            for ahead in sorted(steps, key=lambda step: abs(2 * step - far)):
                if _agree(old, new, at + ahead, begin + far - ahead):
                    return ahead, far - ahead
    return len(old) - at, len(new) - begin


def _agree(old: str, new: str, at: int, begin: int) -> bool:
    """Are the next two characters the same in both, or as much as is left of both?"""
    within = at <= len(old) and begin <= len(new)
    return within and old[at : at + 2] == new[begin : begin + 2]
