"""Read polyphones, characters with several readings, in their context.

pypinyin's phrases leave some open and get some wrong. They are decided here; a later step overrides an earlier one:
1. Characters that differ only in the Traditional text (鬥 and 斗).
2. Words and places in the data files.
3. 得 地 着 了 為 隻 and a few verbs, by the words beside them.
4. Surnames.
Steps 2 to 4 work on the text in Simplified characters, cut into words by jieba.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from itertools import groupby, takewhile, zip_longest
from typing import Any, NamedTuple

import yaml
from ahocorasick_rs import AhoCorasick, MatchKind

from yizhu.chinese.han import is_han
from yizhu.chinese.segmentation import shared_jieba

Readings = dict[int, str]  # pinyin by the character's offset


class Word(NamedTuple):
    """A word of the text, with jieba's part of speech (ICTCLAS tags: v verb, a adjective, nr a person's name …)."""

    start: int
    end: int
    text: str
    tag: str


def read_polyphones(text: str, simplified: str) -> Readings:
    """Return the readings of the characters that a rule decides; ``simplified`` is the text in Simplified characters."""
    words = _tag_words(simplified)
    # In a text that is written in Simplified characters 斗 may be either.
    told_apart = _load_data("characters") if text != simplified else {}
    found = {at: told_apart[c] for at, c in enumerate(text) if c in told_apart}
    found |= _read_phrases_and_places(simplified, words)
    for rule in _RULES:
        found |= rule(words, found)
    return found


def read_region_words(text: str, region: str) -> Readings:
    """Return the readings of words that a region reads in its own way."""
    return _read_phrases(text, _load_phrases(f"{region}:words"), ()) if region == "tw" else {}


def to_region_reading(character: str, reading: str, region: str) -> str:
    """Return a region's reading of a character, given the mainland's."""
    if region != "tw":
        return reading
    return str(_load_data("taiwan")["characters"].get(character, {}).get(reading, reading))


def find_infrequent_words(simplified: str, frequency: int) -> tuple[tuple[int, int], ...]:
    """Return the spans of Chinese words whose frequency in jieba's dictionary is below ``frequency``."""
    return tuple(
        (word.start, word.end)
        for word in _tag_words(simplified)
        if is_han(word.text[0]) and shared_jieba().suggest_freq(word.text) < frequency
    )


def find_place_names(simplified: str) -> tuple[tuple[int, int], ...]:
    """Return the spans of place names; their reading does not depend on the words before them."""
    return tuple((word.start, word.end) for word in _tag_words(simplified) if word.tag == "ns")


# ---- words -------------------------------------------------------------------------------------------------


def _read_phrases_and_places(simplified: str, words: Sequence[Word]) -> Readings:
    return _read_phrases(simplified, _load_phrases("phrases"), words)


def _read_phrases(text: str, phrases: tuple[AhoCorasick, list[list[str]]], words: Sequence[Word]) -> Readings:
    """Return the readings of the phrases in a text, the longest first from the left; a phrase that a word crosses is
    skipped (看中 in 看中國).
    """
    automaton, readings = phrases
    found: Readings = {}
    for index, start, end in automaton.find_matches_as_indexes(text):
        if not _is_crossed(words, start, end):
            found |= {start + n: syllable for n, syllable in enumerate(readings[index])}
    return found


def _is_crossed(words: Sequence[Word], start: int, end: int) -> bool:
    first = max(0, bisect_right(words, start, key=_start) - 1)
    behind = map(words.__getitem__, range(first, len(words)))
    near = takewhile(lambda word: word.start < end, behind)
    return any(
        word.start < start < word.end < end or start < word.start < end < word.end
        for word in near
        if word.end - word.start > 1
    )


def _start(word: Word) -> int:
    return word.start


@cache
def _load_phrases(name: str) -> tuple[AhoCorasick, list[list[str]]]:
    entries: dict[str, str] = (
        _load_data("taiwan")["words"] if name == "tw:words" else _load_data(name) | _load_data("places")
    )
    # Readings are separated by spaces, one syllable for each character.
    readings = [reading.split() for reading in entries.values()]
    return AhoCorasick(list(entries), matchkind=MatchKind.LeftmostLongest), readings


@cache
def _load_data(name: str) -> dict[str, Any]:
    text = files("yizhu.chinese").joinpath(f"data/{name}.yaml").read_text("utf-8")
    read: dict[str, Any] = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return read


@lru_cache(maxsize=16)  # used for the words, the places and the rare words of one passage
def _tag_words(simplified: str) -> tuple[Word, ...]:
    found: list[Word] = []
    at = 0
    for text, tag in shared_jieba().tag(simplified, False):
        found.append(Word(at, at + len(text), text, tag))
        at += len(text)
    return tuple(found)


# ---- grammar -----------------------------------------------------------------------------------------------

# After these words 得 is a verb, děi: one has to.
_HAVE_TO = frozenset(
    "我 你 您 他 她 它 我们 你们 他们 她们 咱们 大家 人人 谁 自己 就 也 还 都 又 便 才 总 非 必 必须 可 可能 恐怕 真 "
    "肯定 一定 仍 仍然 只好 先 再 却 至少 最少 毕竟 如今 今天 明天 后来 最后 否则 那 这 所以 因此 因而 但 不过 要不然".split()
)
_NOT_AFTER = frozenset("的 了 上 下 里 中 外 内 前 后 方 带 点 段 区 面 为 是 有 在 与 和 及 等".split())
_OBJECTS = ("r", "n", "m", "f", "t")


def _with_neighbours(words: Sequence[Word]) -> Iterator[tuple[Word, Word | None, Word | None]]:
    """Yield each word with the words before and after it in its clause."""
    for index, word in enumerate(words):
        before = words[index - 1] if index else None
        after = words[index + 1] if index + 1 < len(words) else None
        yield word, _if_han(before), _if_han(after)


def _if_han(word: Word | None) -> Word | None:
    return word if word and is_han(word.text[0]) else None


def _read_de_or_dei(words: Sequence[Word], found: Readings) -> Readings:
    """得: děi before what one has to do, de after a verb."""
    readings: Readings = {}
    for word, before, after in _with_neighbours(words):
        if word.text == "得" and word.start not in found and after:
            has_to = before is None or before.text in _HAVE_TO or before.text == "了"
            readings[word.start] = "děi" if has_to else "de"
        elif word.text == "得" and word.start not in found:
            readings[word.start] = "dé" if before is None else "de"
    return readings


def _read_de_in_verbs(words: Sequence[Word], found: Readings) -> Readings:
    """得: de if jieba joins it with its verb (說得 跑得快 來得及)."""
    readings: Readings = {}
    for word in words:
        at = word.text.find("得")
        if at == 1 and len(word.text) < 4 and word.start + 1 not in found:
            is_complement = len(word.text) == 3 and word.tag[:1] in "lvi"
            if word.text[0] in _TAKES_DE or (is_complement and word.text[0] not in _HAVE_TO | set("不只")):
                readings[word.start + 1] = "de"
    return readings


_TAKES_DE = frozenset("说做跑走看听来写想变弄搞长过活打唱吃喝睡玩笑哭穿住坐站飞讲问答学教卖买用花画干办起拿")


def _read_de_or_di(words: Sequence[Word], found: Readings) -> Readings:
    """地: de between a manner and a verb, dì if it means ground."""
    readings: Readings = {}
    for word, before, after in _with_neighbours(words):
        if len(word.text) > 2 and word.text[-1] == "地" and word.tag in ("z", "d", "l", "i"):
            readings[word.end - 1] = "de"  # jieba joins some manners with 地: 默默地
        if word.text != "地" or word.start in found:
            continue
        is_manner = bool(before) and before is not None and _is_manner(before)
        is_deed = bool(after) and after is not None and after.text not in _NOT_AFTER
        readings[word.start] = "de" if is_manner and is_deed else "dì"
    return readings


def _is_manner(word: Word) -> bool:
    is_doubled = len(word.text) > 1 and len(set(word.text)) <= len(word.text) // 2
    return is_doubled or (len(word.text) > 1 and word.tag[:1] in "adzilovbm") or word.text in "慢快轻静悄猛"


def _read_wei(words: Sequence[Word], found: Readings) -> Readings:
    """為: wèi if something is done for somebody, wéi if something is or becomes something."""
    readings: Readings = {}
    for clause in _split_clauses(words):
        last_verb = max((nth for nth, word in enumerate(clause) if word.tag.startswith("v")), default=0)
        is_passive = False
        for nth, (word, behind) in enumerate(zip_longest(clause, clause[1:])):
            if word.text == "为" and word.start not in found:
                has_object = behind is not None and behind.tag.startswith(_OBJECTS)
                is_for = has_object and last_verb > nth + 1 and not is_passive
                readings[word.start] = "wèi" if is_for else "wéi"
            is_passive = is_passive or word.text in _BECOME
    return readings


_BECOME = frozenset("以 被 把 将 称 视 作 选 定 译 化 改".split())  # before 为: become, be made into


def _split_clauses(words: Sequence[Word]) -> Iterator[list[Word]]:
    """Yield the clauses: runs of Han words."""
    for is_clause, run in groupby(words, key=lambda word: is_han(word.text[0])):
        if is_clause:
            yield list(run)


def _read_zhe_or_zhao(words: Sequence[Word], found: Readings) -> Readings:
    """着: zhe after a verb; zháo after 不 or 得 (找不着)."""
    readings: Readings = {}
    for word in words:
        at = word.text.rfind("着")
        if at < 1 or word.start + at in found or at + 1 < len(word.text):
            continue
        came_about = len(word.text) > 2 and word.text[at - 1] in "不得"
        readings[word.start + at] = "zháo" if came_about else "zhe"
    return readings


def _read_le_or_liao(words: Sequence[Word], found: Readings) -> Readings:
    """了: liǎo after a verb with 不 or 得 (跑不了), le by itself."""
    readings = {word.start: "le" for word in words if word.text == "了" and word.start not in found}
    for word in words:
        if len(word.text) > 2 and word.text.endswith(("不了", "得了")) and word.end - 1 not in found:
            readings[word.end - 1] = "liǎo"
    return readings


def _read_zhi(words: Sequence[Word], found: Readings) -> Readings:
    """只: zhī after a number (两只船), zhǐ otherwise."""
    return {
        word.end - 1: "zhī"
        for word in words
        if len(word.text) > 1 and word.text[-1] == "只" and word.tag == "m" and word.end - 1 not in found
    }


def _read_single_verbs(words: Sequence[Word], found: Readings) -> Readings:
    """Verbs of one character that have another reading in most longer words: 教 jiāo, 倒 dǎo."""
    return {
        word.start: _VERBS[word.text] for word in words if word.text in _VERBS and word.start not in found
    }


def _read_row_numbers(words: Sequence[Word], found: Readings) -> Readings:
    """行: háng in numbers of rows (第二行)."""
    return {
        word.end - 1: "háng"
        for word in words
        if word.tag == "m" and word.text[0] == "第" and word.text[-1] == "行" and word.end - 1 not in found
    }


_VERBS = {"教": "jiāo", "倒": "dǎo", "种": "zhòng", "挑": "tiāo", "数": "shǔ"}


# ---- names -------------------------------------------------------------------------------------------------


def _read_surnames(words: Sequence[Word], found: Readings) -> Readings:
    """Read surnames that have a reading of their own, before a given name or a title."""
    table = _load_data("surnames")
    readings: Readings = {}
    for index, word in enumerate(words):
        double = table["double"].get(word.text[:2])
        if double and (word.tag == "nr" or len(word.text) == 2):
            readings |= dict(zip(range(word.start, word.end), double.split(), strict=False))
            continue
        surname = word.text[0]
        reading = table["plain"].get(surname) or table["worded"].get(surname)
        if reading and _is_surname(words, index, surname in table["plain"], table["titles"]):
            readings[word.start] = reading
    return readings | _read_surnames_before_titles(words, table)


def _read_surnames_before_titles(words: Sequence[Word], table: dict[str, Any]) -> Readings:
    """Read surnames at the beginning of a clause before a title, even if jieba cuts them wrongly (任教｜授)."""
    text = "".join(word.text for word in words)
    known = table["plain"] | table["worded"]
    return {
        at: known[character]
        for at, character in enumerate(text)
        if character in known
        and not (at and is_han(text[at - 1]))
        and text.startswith(tuple(title for title in table["titles"] if len(title) > 1), at + 1)
    }


def _is_surname(words: Sequence[Word], index: int, is_plain: bool, titles: Sequence[str]) -> bool:
    word = words[index]
    if len(word.text) > 1:
        return word.tag == "nr" and len(word.text) < 5 and len(word.text) > 1
    behind = list(takewhile(_if_han, words[index + 1 : index + 3]))
    before = _if_han(words[index - 1]) if index else None
    if (behind and behind[0].text in titles) or (before and before.text in ("姓", "叫", "名叫")):
        return True
    given = [w for w in behind if len(w.text) == 1 and w.tag[:1] not in "ucpr"]
    if is_plain:
        return bool(given) and given[0] is behind[0]
    return len(given) == 2 and not before


_RULES = (
    _read_de_or_dei,
    _read_de_in_verbs,
    _read_de_or_di,
    _read_wei,
    _read_zhe_or_zhao,
    _read_le_or_liao,
    _read_zhi,
    _read_row_numbers,
    _read_single_verbs,
    _read_surnames,
)
