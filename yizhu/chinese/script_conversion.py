"""Convert between the scripts of Chinese with OpenCC, and keep track of every offset.

Some configurations (t2s tw2s hk2s s2t s2tw s2hk) convert character by character, so offsets do not change. For one
that replaces words too (tw2sp), the result is aligned with that of the configuration for characters only (tw2s): the
two differ only in the replaced words.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from yizhu.chinese.han import is_han

# The script that a script's words are converted from if they are missing, and the configuration that converts them.
SIBLINGS = {
    "zh-Hant": ("zh-Hans", "s2tw"),
    "zh-Hans": ("zh-Hant", "tw2s"),
    "zh-Hant-HK": ("zh-Hant", "tw2hk"),
}

SCRIPTS = tuple(SIBLINGS)

# The scripts of tags that name a region only.
_SCRIPTS = {
    "zh-TW": "zh-Hant",
    "zh-HK": "zh-Hant-HK",
    "zh-MO": "zh-Hant-HK",
    "zh-CN": "zh-Hans",
    "zh-SG": "zh-Hans",
}

# The configuration that converts one script to another by default.
_DEFAULT_CONFIGS = {
    ("zh-Hant", "zh-Hans"): "tw2s",
    ("zh-Hans", "zh-Hant"): "s2tw",
    ("zh-Hant-HK", "zh-Hans"): "hk2s",
    ("zh-Hans", "zh-Hant-HK"): "s2hk",
    ("zh-Hant", "zh-Hant-HK"): "tw2hk",
    ("zh-Hant-HK", "zh-Hant"): "hk2tw",
}

# OpenCC converts between Taiwan and Hong Kong only through its own standard (t2hk alone leaves Taiwan's 裡 unchanged).
_CHAINS = {"tw2hk": ("tw2t", "t2hk"), "hk2tw": ("hk2t", "t2tw")}

# Configurations that replace words too, and those that convert only the characters in the same way.
CHARACTER_CONFIGS = {"tw2sp": "tw2s", "s2twp": "s2tw", "hk2sp": "hk2s", "s2hkp": "s2hk"}

# Configurations of the official OpenCC only; the one in pure Python, which can be used instead, lacks them.
OFFICIAL_OPENCC_ONLY = (*_CHAINS, "hk2sp", "s2hkp")

# Surnames that OpenCC would convert wrongly: they are the same in both scripts, but for 钟, which becomes 鍾 and not 鐘.
# Sources: 《百家姓》; 《通用规范汉字表》 (2013), notes on 锺 and 乾. 党 宁 云 丰 exist in both forms: the editor must decide.
_SURNAMES = {surname: surname for surname in "于范余岳郁占朴涂游种后干咸丑"} | {"钟": "鍾"}
_LONGEST_NAME = 3  # characters; a longer name of a person is a phrase and converted as such

# How far to look for the end of a difference, in characters: a changed word has a few, a phrase seldom more than a dozen.
_NEAR, _FAR = 12, 64


def default_config(source_lang: str, lang: str) -> str:
    """Return the configuration that converts between two language tags by default; empty if none is needed or known."""
    return _DEFAULT_CONFIGS.get((find_script(source_lang), find_script(lang)), "")


def choose_conversion(langs: Iterable[str], lang: str) -> tuple[str, str]:
    """Choose the language to convert from if ``lang`` has no words of its own.

    Returns (language, configuration), or two empty strings. The language in ``SIBLINGS`` comes before the others.
    """
    usual = {source: default_config(source, lang) for source in langs}
    sibling, config = SIBLINGS.get(lang, ("", ""))
    if sibling in usual:
        return sibling, config
    return next(((source, config) for source, config in usual.items() if config), ("", ""))


def find_script(lang: str) -> str:
    """Return zh-Hans, zh-Hant or zh-Hant-HK (also for Macau) for a Chinese tag; any other tag unchanged."""
    if lang.startswith("zh-Hans"):
        return "zh-Hans"
    if lang.startswith("zh-Hant"):
        return "zh-Hant-HK" if lang.endswith(("-HK", "-MO")) else "zh-Hant"
    return _SCRIPTS.get(lang, lang)


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


@cache
def _load_opencc(config: str) -> Callable[[str], str]:
    from opencc import OpenCC

    if config in _CHAINS:
        first, second = map(_load_opencc, _CHAINS[config])
        return lambda text: second(first(text))
    convert: Callable[[str], str] = OpenCC(config).convert
    return convert


def can_convert(config: str) -> bool:
    """Does the installed OpenCC have this configuration?"""
    try:
        _load_opencc(config)
    except (RuntimeError, OSError):
        return False
    return True


def convert_text(text: str, config: str) -> str:
    """Convert a text with a configuration of OpenCC, or of ``_CHAINS``; unchanged if it is empty."""
    return _load_opencc(config)(text) if config else text


def to_simplified(text: str, config: str = "t2s") -> str:
    """Return the text in Simplified characters, with the same offsets; unchanged if its length would change."""
    converted = convert_text(text, config)
    return converted if len(converted) == len(text) else text


def convert_name(name: str, config: str) -> str:
    """Convert a name character by character; surnames keep their form."""
    config = CHARACTER_CONFIGS.get(config, config)
    is_person = 1 < len(name) <= _LONGEST_NAME and all(map(is_han, name))
    if config.endswith("2s"):
        characters = convert_text(name, "t2s")  # tw2s would write 陳著 as 陈着
        return _keep_characters(name, characters, "乾") if is_person else characters
    characters = convert_text(name, config)
    is_kept = is_person and config.startswith("s2") and name[0] in _SURNAMES
    return _SURNAMES[name[0]] + characters[1:] if is_kept else characters


def _keep_characters(old: str, new: str, characters: str) -> str:
    return "".join(a if a in characters else b for a, b in zip(old, new, strict=True))


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
    characters = convert_text(old, CHARACTER_CONFIGS[config]) if config in CHARACTER_CONFIGS else old
    if len(old) == len(new) and config not in CHARACTER_CONFIGS:
        return Conversion(new, (0,), (0,), (len(new),), len(old))
    anchors = characters if len(characters) == len(old) else old
    return _build_conversion(new, [*align_stretches(anchors, new), (len(old), len(new), len(new))], len(old))


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
