"""Read polyphones, characters with several readings, in their context.

pypinyin's phrases leave some open and get some wrong. They are decided here; a later step overrides an earlier one:
1. 得 地 着 了 為 隻 and a few verbs, by the words beside them.
2. Characters that differ only in the Traditional text (鬥 and 斗).
3. Words and places in the data files.
4. Surnames.
All but step 2 works on the text in Simplified characters, cut into words by jieba.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import accumulate
from typing import Any

import yaml
from ahocorasick_rs import AhoCorasick, MatchKind

from yizhu.chinese.han import HAN, is_han
from yizhu.chinese.segmentation import shared_jieba

Readings = dict[int, str]  # pinyin by the character's offset


@dataclass(frozen=True, slots=True)
class TaggedText:
    """A text in Simplified characters, and its words, with jieba's parts of speech (ICTCLAS tags: v verb, a adjective,
    nr a person's name …).
    """

    text: str
    words: Sequence[str]
    tags: Sequence[str]
    bounds: Sequence[int]  # where each word begins, and the end of the last

    def word_at(self, offset: int) -> int:
        """Return which word the character is part of."""
        return bisect_right(self.bounds, offset) - 1

    def is_clause(self, nth: int) -> bool:
        """Is there such a word, and is it Chinese? Clauses are runs of Chinese words."""
        return 0 <= nth < len(self.words) and is_han(self.words[nth][0])

    def word(self, nth: int) -> str:
        """Return the word, or an empty string where a clause begins or ends."""
        return self.words[nth] if self.is_clause(nth) else ""

    def spans(self, tag: str) -> Iterator[tuple[int, int]]:
        """Yield the spans of the words with this tag."""
        for nth, own in enumerate(self.tags):
            if own == tag:
                yield self.bounds[nth], self.bounds[nth + 1]


def tag_words(simplified: str) -> TaggedText:
    """Cut a text in Simplified characters into words."""
    words, tags = zip(*shared_jieba().tag(simplified, False), strict=True) if simplified else ((), ())
    return TaggedText(simplified, words, tags, [*accumulate(map(len, words), initial=0)])


def read_by_grammar(tagged: TaggedText) -> Readings:
    """Return the readings that neighbouring words decide."""
    found: Readings = {}
    for hit in _DECIDED.finditer(tagged.text):
        at = hit.start()
        reading = _RULES[hit[0]](tagged, tagged.word_at(at), at)
        if reading:
            found[at] = reading
    return found | _read_wei(tagged) if "为" in tagged.text else found


def read_by_list(tagged: TaggedText) -> Readings:
    """Return the readings of listed words, places and surnames, which grammar does not change."""
    found = _read_phrases(tagged.text, _load_phrases("phrases"), tagged.bounds)
    return found | _read_joined_manners(tagged) | _read_surnames(tagged)


def read_traditional(text: str) -> Readings:
    """Return the readings of characters that cannot be told apart in Simplified characters."""
    told_apart = _load_data("characters")
    return {hit.start(): told_apart[hit[0]] for hit in _find_any("characters").finditer(text)}


def read_in_taiwan(text: str, read: Sequence[str]) -> Readings:
    """Return the readings that are others in Taiwan, of a text and how it is read on the mainland."""
    table = _load_data("taiwan")["characters"]
    hits = ((hit.start(), table[hit[0]]) for hit in _find_any("taiwan").finditer(text))
    found = {at: others[read[at]] for at, others in hits if read[at] in others}
    return found | _read_phrases(text, _load_phrases("tw:words"), ())


# ---- words -------------------------------------------------------------------------------------------------


def _read_phrases(text: str, phrases: tuple[AhoCorasick, list[list[str]]], bounds: Sequence[int]) -> Readings:
    """Return the readings of the phrases in a text, the longest first from the left; a phrase that a word crosses is
    skipped (看中 in 看中國).
    """
    automaton, readings = phrases
    found: Readings = {}
    for index, start, end in automaton.find_matches_as_indexes(text):
        if not bounds or not _is_crossed(bounds, start, end):
            found |= enumerate(readings[index], start)
    return found


def _is_crossed(bounds: Sequence[int], start: int, end: int) -> bool:
    """Does a word stand on one edge of [start, end), and not on the other?"""
    first, last = bisect_right(bounds, start), bisect_left(bounds, end)
    return (bounds[first - 1] < start and bounds[first] < end) or (
        bounds[last] > end and bounds[last - 1] > start
    )


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


@cache
def _find_any(name: str) -> re.Pattern[str]:
    """Return a pattern for the characters that a data file lists."""
    data = _load_data(name)
    return _any_of(data["characters"] if name == "taiwan" else data)


def _any_of(characters: Iterable[str]) -> re.Pattern[str]:
    return re.compile(f"[{''.join(characters)}]")


# ---- grammar -----------------------------------------------------------------------------------------------

# After these words 得 is a verb, děi: one has to.
_HAVE_TO = frozenset(
    "我 你 您 他 她 它 我们 你们 他们 她们 咱们 大家 人人 谁 自己 就 也 还 都 又 便 才 总 非 必 必须 可 可能 恐怕 真 "
    "肯定 一定 仍 仍然 只好 先 再 却 至少 最少 毕竟 如今 今天 明天 后来 最后 否则 那 这 所以 因此 因而 但 不过 要不然".split()
)
_NOT_AFTER = frozenset("的 了 上 下 里 中 外 内 前 后 方 带 点 段 区 面 为 是 有 在 与 和 及 等".split())
_OBJECTS = ("r", "n", "m", "f", "t")
_TAKES_DE = frozenset("说做跑走看听来写想变弄搞长过活打唱吃喝睡玩笑哭穿住坐站飞讲问答学教卖买用花画干办起拿")
_NO_COMPLEMENT = _HAVE_TO | set("不只")


def _read_de_or_dei(tagged: TaggedText, nth: int, at: int) -> str:
    """得: děi before what one has to do; de after a verb, also if jieba joins them (說得 跑得快 來得及)."""
    word, tag, before = tagged.words[nth], tagged.tags[nth], tagged.word(nth - 1)
    if word == "得" and tagged.is_clause(nth + 1):
        return "děi" if not before or before in _HAVE_TO or before == "了" else "de"
    if word == "得":
        return "de" if before else "dé"
    if len(word) > 3 or word.find("得") != 1 or at != tagged.bounds[nth] + 1:
        return ""
    is_complement = len(word) == 3 and tag[:1] in "lvi" and word[0] not in _NO_COMPLEMENT
    return "de" if is_complement or word[0] in _TAKES_DE else ""


def _read_de_or_di(tagged: TaggedText, nth: int, at: int) -> str:
    """地: de between a manner and a verb, dì if it means ground."""
    if tagged.words[nth] != "地":
        return ""
    is_manner = tagged.is_clause(nth - 1) and _is_manner(tagged.words[nth - 1], tagged.tags[nth - 1])
    is_deed = tagged.is_clause(nth + 1) and tagged.words[nth + 1] not in _NOT_AFTER
    return "de" if is_manner and is_deed else "dì"


def _is_manner(word: str, tag: str) -> bool:
    is_doubled = len(word) > 1 and len(set(word)) <= len(word) // 2
    return is_doubled or (len(word) > 1 and tag[:1] in "adzilovbm") or word in "慢快轻静悄猛"


def _read_joined_manners(tagged: TaggedText) -> Readings:
    """地: de at the end of a manner that jieba joins with it (默默地)."""
    found: Readings = {}
    for hit in re.finditer("地", tagged.text):
        nth = tagged.word_at(hit.start())
        is_last = hit.end() == tagged.bounds[nth + 1]
        if is_last and len(tagged.words[nth]) > 2 and tagged.tags[nth] in ("z", "d", "l", "i"):
            found[hit.start()] = "de"
    return found


_BECOME = frozenset("以 被 把 将 称 视 作 选 定 译 化 改".split())  # before 为: become, be made into


def _read_wei(tagged: TaggedText) -> Readings:
    """為: wèi if something is done for somebody, wéi if something is or becomes something."""
    readings: Readings = {}
    end = 0
    for nth in (nth for nth, word in enumerate(tagged.words) if word == "为"):
        if nth >= end:  # the first in its clause, which is looked at once
            start, end = _find_clause(tagged, nth)
            verbs = [n for n in range(start, end) if tagged.tags[n].startswith("v")]
            made = next((n for n in range(start, end) if tagged.words[n] in _BECOME), end)
        has_object = nth + 1 < end and tagged.tags[nth + 1].startswith(_OBJECTS)
        is_for = has_object and bool(verbs) and verbs[-1] > nth + 1 and made > nth
        readings[tagged.bounds[nth]] = "wèi" if is_for else "wéi"
    return readings


def _find_clause(tagged: TaggedText, nth: int) -> tuple[int, int]:
    """Return the first word of the clause that has this word, and the one after its last."""
    start = end = nth
    while tagged.is_clause(start - 1):
        start -= 1
    while tagged.is_clause(end):
        end += 1
    return start, end


def _read_zhe_or_zhao(tagged: TaggedText, nth: int, at: int) -> str:
    """着: zhe after a verb; zháo after 不 or 得 (找不着)."""
    word = tagged.words[nth]
    if len(word) < 2 or at + 1 != tagged.bounds[nth + 1]:
        return ""
    return "zháo" if len(word) > 2 and word[-2] in "不得" else "zhe"


def _read_le_or_liao(tagged: TaggedText, nth: int, at: int) -> str:
    """了: liǎo after a verb with 不 or 得 (跑不了), le by itself."""
    word = tagged.words[nth]
    if word == "了":
        return "le"
    is_last = at + 1 == tagged.bounds[nth + 1]
    return "liǎo" if is_last and len(word) > 2 and word[-2] in "不得" else ""


def _read_zhi(tagged: TaggedText, nth: int, at: int) -> str:
    """只: zhī after a number (两只船), zhǐ otherwise."""
    is_last = at + 1 == tagged.bounds[nth + 1]
    return "zhī" if is_last and len(tagged.words[nth]) > 1 and tagged.tags[nth] == "m" else ""


def _read_row_numbers(tagged: TaggedText, nth: int, at: int) -> str:
    """行: háng in numbers of rows (第二行)."""
    is_last = at + 1 == tagged.bounds[nth + 1]
    return "háng" if is_last and tagged.words[nth][0] == "第" and tagged.tags[nth] == "m" else ""


_VERBS = {"教": "jiāo", "倒": "dǎo", "种": "zhòng", "挑": "tiāo", "数": "shǔ"}


def _read_single_verb(tagged: TaggedText, nth: int, at: int) -> str:
    """Verbs of one character that have another reading in most longer words: 教 jiāo, 倒 dǎo."""
    return _VERBS.get(tagged.words[nth], "")


_RULES: dict[str, Callable[[TaggedText, int, int], str]] = {
    "得": _read_de_or_dei,
    "地": _read_de_or_di,
    "着": _read_zhe_or_zhao,
    "了": _read_le_or_liao,
    "只": _read_zhi,
    "行": _read_row_numbers,
    **dict.fromkeys(_VERBS, _read_single_verb),
}
_DECIDED = _any_of(_RULES)


# ---- names -------------------------------------------------------------------------------------------------


_LONGEST_NAME = 3  # characters of a name with a surname of one


@dataclass(frozen=True, slots=True)
class _Surnames:
    """The surnames of ``data/surnames.yaml``."""

    plain: dict[str, str]
    known: dict[str, str]  # plain ones, and those that are common words too
    double: dict[str, str]
    titles: frozenset[str]
    given: frozenset[str]  # characters of given names
    always: frozenset[str]  # surnames that begin no other word
    seldom: frozenset[str]  # surnames only before a title: in words tagged as names they seldom are
    pattern: re.Pattern[str]  # the first characters of all
    before_title: re.Pattern[str]  # a known surname where a clause begins


@cache
def _load_surnames() -> _Surnames:
    table = _load_data("surnames")
    known: dict[str, str] = table["plain"] | table["worded"]
    titles = "|".join(title for title in table["titles"] if len(title) > 1)
    return _Surnames(
        plain=table["plain"],
        known=known,
        double=table["double"],
        titles=frozenset(table["titles"]),
        given=frozenset(table["given"]),
        always=frozenset(table["always"]),
        seldom=frozenset(table["seldom"]),
        pattern=_any_of({*known, *(name[0] for name in table["double"])}),
        before_title=re.compile(f"(?<!{HAN})[{''.join(known)}](?={titles})"),
    )


def _read_surnames(tagged: TaggedText) -> Readings:
    """Read surnames that have a reading of their own, before a given name or a title."""
    names = _load_surnames()
    readings: Readings = {}
    for hit in names.pattern.finditer(tagged.text):
        nth = tagged.word_at(hit.start())
        if tagged.bounds[nth] == hit.start():
            readings |= _read_surname(tagged, nth, names)
    # Before a title even if jieba cuts them wrongly (任教｜授).
    for hit in names.before_title.finditer(tagged.text):
        readings[hit.start()] = names.known[hit[0]]
    return readings


def _read_surname(tagged: TaggedText, nth: int, names: _Surnames) -> Readings:
    word, start = tagged.words[nth], tagged.bounds[nth]
    double = names.double.get(word[:2])
    if double and (tagged.tags[nth] == "nr" or len(word) == 2):
        return dict(zip(range(start, start + len(word)), double.split(), strict=False))
    reading = names.known.get(word[0])
    return {start: reading} if reading and _is_surname(tagged, nth, names) else {}


def _is_surname(tagged: TaggedText, nth: int, names: _Surnames) -> bool:
    word, before = tagged.words[nth], tagged.word(nth - 1)
    if len(word) > 1:
        return tagged.tags[nth] == "nr" and _is_name(word, names)
    if tagged.word(nth + 1) in names.titles or before in ("姓", "叫", "名叫"):
        return True
    if word in names.plain:
        return _is_given_name(tagged, nth + 1)
    return _is_given_name(tagged, nth + 1) and _is_given_name(tagged, nth + 2) and not before


def _is_name(word: str, names: _Surnames) -> bool:
    """Is it a name of a person, although jieba also tags 过敏, 解密 and 单身汉 as such?

    Not if a dictionary has the word, or its first two characters, with another reading of the first.
    """
    from pypinyin.constants import PHRASES_DICT  # loads slowly, and only some texts need it

    surname = word[0]
    listed = PHRASES_DICT.get(word) or PHRASES_DICT.get(word[:2])
    is_word = word in _load_data("phrases") or (listed and listed[0][0] != names.known[surname])
    if is_word or surname in names.seldom or len(word) > _LONGEST_NAME:
        return False
    return surname in names.always or all(character in names.given for character in word[1:])


def _is_given_name(tagged: TaggedText, nth: int) -> bool:
    """Can the word be a character of a given name?"""
    return len(tagged.word(nth)) == 1 and tagged.tags[nth][:1] not in "ucpr"
