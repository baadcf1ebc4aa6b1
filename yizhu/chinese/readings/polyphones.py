"""Read polyphones, characters with several readings, in their context.

pypinyin's phrases leave some open and get some wrong. They are decided here; a later step overrides an earlier one:
1. 得 地 着 了 為 隻 行 長 種 and a few verbs, by the words beside them (``grammar_readings``).
2. Characters that differ only in the Traditional text (鬥 and 斗).
3. Words and places in the data files.
4. Surnames.
All but step 2 works on the text in Simplified characters, cut into words by jieba.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

import yaml
from ahocorasick_rs import AhoCorasick, MatchKind

from yizhu.chinese.han import HAN, is_han
from yizhu.chinese.readings.dictionary_readings import load_phrases, read_phrases
from yizhu.chinese.readings.grammar_readings import read_joined_manners
from yizhu.chinese.readings.pinyin import strip_tone
from yizhu.chinese.readings.tagged_text import Readings, TaggedText, any_of

_KNOWN_SYLLABLES = 4096  # characters and their readings without tone of which that with one is remembered


def read_by_list(tagged: TaggedText) -> Readings:
    """Return the readings of listed words, places and surnames, which grammar does not change."""
    found = _read_toneless(tagged) | _read_phrases(tagged.text, _load_phrases("phrases"), tagged.bounds)
    return found | read_joined_manners(tagged) | _read_surnames(tagged)


def read_traditional(text: str) -> Readings:
    """Return the readings of characters that cannot be told apart in Simplified characters."""
    told_apart = _load_data("characters")
    return {hit.start(): told_apart[hit[0]] for hit in _find_any("characters").finditer(text)}


def read_in_taiwan(text: str, read: Sequence[str]) -> Readings:
    """Return the readings that are others in Taiwan, of a text and how it is read on the mainland."""
    table = _load_data("taiwan")["characters"]
    hits = ((hit.start(), table[hit[0]]) for hit in _find_any("taiwan").finditer(text))
    found = {at: others[read[at]] for at, others in hits if read[at] in others}
    return _restore_tones(text, read) | found | _read_phrases(text, _load_phrases("tw:words"), ())


# Particles, suffixes and their like have no tone in Taiwan either; doubled words of kinship neither (媽媽).
_TONELESS = frozenset("的了著着子們们麼么嗎吗呢吧啊呀啦哇嘛個个地得頭头兒儿裡里似匙蔔思家")


def _restore_tones(text: str, read: Sequence[str]) -> Readings:
    """Return the full tone of each syllable that the mainland alone says without one: 衣服 fú, 便宜 yí."""
    return {
        at: _read_with_tone(text[at], syllable)
        for at, syllable in enumerate(read)
        if syllable and syllable.isascii() and text[at] not in _TONELESS and text[at - 1 : at] != text[at]
    }


@lru_cache(_KNOWN_SYLLABLES)
def _read_with_tone(character: str, syllable: str) -> str:
    """Return the character's first reading of these letters that has a tone; the syllable if there is none."""
    from pypinyin.constants import PINYIN_DICT

    possible = PINYIN_DICT.get(ord(character), "").split(",")
    return next((own for own in possible if not own.isascii() and strip_tone(own) == syllable), syllable)


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


def _read_toneless(tagged: TaggedText) -> Readings:
    """Return the last syllables of words that lose their tone, but in doubled words (清清楚楚)."""
    text, (automaton, endings) = tagged.text, _load_toneless()
    return {
        end - 1: endings[index]
        for index, start, end in automaton.find_matches_as_indexes(text)
        if text[start - 1 : start] != text[start] and not _is_crossed(tagged.bounds, start, end)
    }


@cache
def _load_toneless() -> tuple[AhoCorasick, list[str]]:
    words: list[str] = _load_data("neutral")["words"].split()
    return AhoCorasick(words), [strip_tone(read_phrases(word)[-1]) for word in words]


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
    return any_of(data["characters"] if name == "taiwan" else data)


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
    posts: frozenset[str]  # titles of which one is given to somebody (任校長)
    verbs: frozenset[str]  # surnames that are the verb of such a title
    seldom: frozenset[str]  # surnames only before a title: in words tagged as names they seldom are
    pattern: re.Pattern[str]  # the first characters of all
    before_title: re.Pattern[str]  # a known surname where a clause begins


@cache
def _load_surnames() -> _Surnames:
    table = _load_data("surnames")
    known: dict[str, str] = table["plain"] | table["worded"]
    titles = "|".join(title for title in (*table["titles"], *table["posts"]) if len(title) > 1)
    return _Surnames(
        plain=table["plain"],
        known=known,
        double=table["double"],
        titles=frozenset((*table["titles"], *table["posts"])),
        posts=frozenset(table["posts"]),
        verbs=frozenset(table["verbs"]),
        given=frozenset(table["given"]),
        always=frozenset(table["always"]),
        seldom=frozenset(table["seldom"]),
        pattern=any_of({*known, *(name[0] for name in table["double"])}),
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
        at = hit.start()
        if not _begins_other_word(tagged.text, at, names) and not _is_appointment(tagged.text, at, names):
            readings[hit.start()] = names.known[hit[0]]
    return readings


def _read_surname(tagged: TaggedText, nth: int, names: _Surnames) -> Readings:
    word, start = tagged.words[nth], tagged.bounds[nth]
    if _begins_other_word(tagged.text, start, names):
        return {}
    double = names.double.get(word[:2])
    if double and (tagged.tags[nth] == "nr" or len(word) == 2):
        return dict(zip(range(start, start + len(word)), double.split(), strict=False))
    reading = names.known.get(word[0])
    return {start: reading} if reading and _is_surname(tagged, nth, names) else {}


def _begins_other_word(text: str, at: int, names: _Surnames) -> bool:
    """Does a word begin here that a dictionary reads otherwise (任重道远, 燕侣莺俦)?

    One of two characters only where the clause ends (仇外): 任何 may be 任 and the beginning of a given name.
    """
    reading = names.known.get(text[at])
    phrases, lengths = load_phrases()
    shortest = 3 if is_han(text[at + 2 : at + 3]) else 2
    words = (text[at : at + n] for n in lengths.get(text[at : at + 2], ()) if n >= shortest)
    return bool(reading) and any(word in phrases and phrases[word][0][0] != reading for word in words)


def _is_surname(tagged: TaggedText, nth: int, names: _Surnames) -> bool:
    word, before = tagged.words[nth], tagged.word(nth - 1)
    if len(word) > 1:
        return tagged.tags[nth] == "nr" and _is_name(word, names)
    following = tagged.word(nth + 1)
    if following in names.titles:
        return not _is_appointment(tagged.text, tagged.bounds[nth], names)
    if before in ("姓", "叫", "名叫"):
        return True
    if word in names.plain:
        is_whole = len(following) == _LONGEST_NAME - 1 and all(c in names.given for c in following)
        return is_whole or _is_given_name(tagged, nth + 1)
    return _is_given_name(tagged, nth + 1) and _is_given_name(tagged, nth + 2) and not before


_BEFORE_NAME = "和与及跟同向对由请问给找被让叫的、："
_AFTER_POST = re.compile("期间|时|后|以来|一职|之|满|至|多?年|[一二三四五六七八九十两]")


def _is_appointment(text: str, at: int, names: _Surnames) -> bool:
    """Is the surname's character a verb here, and the title the post that somebody has (他任校長, 任市長期間)?"""
    if text[at] not in names.verbs:
        return False
    post = next((post for post in names.posts if text.startswith(post, at + 1)), "")
    is_in_clause = is_han(text[at - 1 : at]) and text[at - 1] not in _BEFORE_NAME
    return bool(post) and (is_in_clause or bool(_AFTER_POST.match(text, at + 1 + len(post))))


def _is_name(word: str, names: _Surnames) -> bool:
    """Is it a name of a person, although jieba also tags 过敏, 解密 and 单身汉 as such?

    Not if a dictionary has the word, or its first two characters, with another reading of the first.
    """
    surname, phrases = word[0], load_phrases()[0]
    listed = phrases.get(word) or phrases.get(word[:2])
    is_word = word in _load_data("phrases") or (listed and listed[0][0] != names.known[surname])
    if is_word or surname in names.seldom or len(word) > _LONGEST_NAME:
        return False
    return surname in names.always or all(character in names.given for character in word[1:])


def _is_given_name(tagged: TaggedText, nth: int) -> bool:
    """Can the word be a character of a given name?"""
    return len(tagged.word(nth)) == 1 and tagged.tags[nth][:1] not in "ucpr"
