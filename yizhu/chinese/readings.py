"""Read Chinese: pinyin and zhuyin of texts and headwords, and the order of headwords in an index."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import compress, count, pairwise
from operator import add

from yizhu.chinese.grammar_readings import read_by_grammar
from yizhu.chinese.han import HAN, has_han, is_han
from yizhu.chinese.pinyin import split_syllables, syllable_to_zhuyin
from yizhu.chinese.polyphones import read_by_list, read_in_taiwan, read_traditional
from yizhu.chinese.script_conversion import convert_text, find_script, to_simplified
from yizhu.chinese.segmentation import shared_jieba
from yizhu.chinese.tagged_text import TaggedText, tag_words

_LATIN = re.compile("[A-Za-z]+")
_RUNS = re.compile(f"{HAN}+|[^{HAN[1:]}+")
_RARE_BELOW = 900  # occurrences among the 60 million words from which jieba's dictionary was counted
_BEFORE_MARK = re.compile(r"(?<! ) +(?=[，。！？；：、」』”’）》〉】…—])")
_AFTER_MARK = re.compile(r"(?<=[「『“‘（《〈【，。！？；：、」』”’）》〉】…—]) +")
_KNOWN_PASSAGES, _KNOWN_WORDS = 256, 16384  # whose reading is remembered
_WITHOUT_SANDHI = {"不": "bù", "一": "yī"}


def read_syllables(
    text: str, region: str = "cn", given: Sequence[tuple[int, int, str]] = ()
) -> tuple[str, ...]:
    """Return a syllable of pinyin with its tone mark for each character, empty for any but Han characters.

    ``region`` is cn (《普通话异读词审音表》) or tw (教育部《國語一字多音審訂表》). ``given`` are readings that somebody wrote:
    (start, end, pinyin); the later wins. Tone sandhi is not written: 一 yī, 不 bù.

    The text is converted to Simplified first: pypinyin's phrases are Simplified, and it reads 銀行 as yín xíng.
    """
    read = list(_read_mainland(text).syllables)
    for at, syllable in read_in_taiwan(text, read).items() if region == "tw" else ():
        read[at] = syllable
    for start, end, pinyin in given:
        read[start:end] = _place_syllables(text[start:end], pinyin) or read[start:end]
    return tuple(read)


def has_syllable_per_character(reading: str, text: str) -> bool:
    """Does the reading have a syllable of pinyin for each Han character of the text?"""
    return bool(_place_syllables(text, reading))


@lru_cache(_KNOWN_WORDS)
def _place_syllables(text: str, pinyin: str) -> tuple[str, ...]:
    """Return the syllable of each character, empty for any but Han characters; none if the numbers differ.

    A reading may read figures, a number at once (從1到10 cóng yī dào shí) or digit by digit, or leave them out. Latin
    words are the same in the reading and in the text.
    """
    for word in _LATIN.findall(text):
        pinyin = pinyin.replace(word, " ", 1)
    for figures in (r"(?!)", r"\d+", r"\d"):
        stand = [one.start() for one in re.finditer(f"{HAN}|{figures}", text)]
        if written := split_syllables(pinyin, len(stand)):
            laid = {at: s for at, s in zip(stand, written, strict=True) if is_han(text[at])}
            return tuple(laid.get(at, "") for at in range(len(text)))
    return ()


def find_rare_words(text: str) -> tuple[tuple[int, int], ...]:
    """Return the spans of words that occur less than 15 times in a million words, by jieba's dictionary.

    A learner looks these up; the other words cover some nine tenths of a newspaper.
    """
    return _read_mainland(text).rare


def transcribe(text: str, region: str = "cn", style: str = "pinyin") -> str:
    """Return the text with each Han character as a syllable (style: pinyin or zhuyin), separated by spaces."""
    read = read_syllables(text, region)
    spelled = [syllable_to_zhuyin(s) if style == "zhuyin" and s else s for s in read]
    pieces = [f" {s} " if s else c for c, s in zip(text, spelled, strict=True)]
    return _normalize_spaces("".join(pieces))


def _normalize_spaces(text: str) -> str:
    """Reduce spaces to one; remove those before closing marks, after opening marks and at the ends of lines."""
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return "\n".join(_BEFORE_MARK.sub("", _AFTER_MARK.sub("", line)) for line in lines)


def to_pinyin(text: str) -> str:
    """Return the text in Hanyu Pinyin, a syllable for each Han character; empty if it has none."""
    return transcribe(text) if has_han(text) else ""


def find_index_letter(headword: str, lang: str) -> str:
    """Return the letter of an index under which the headword goes: ㄅ (zh-Hant), B (zh-Hans and others)."""
    first = headword[:1]
    if is_han(first) and find_script(lang).startswith("zh-Hant"):
        return _headword_syllables(headword, "BOPOMOFO")[0][:1]
    if is_han(first):
        return _first_letter(_headword_syllables(headword, "TONE")[0])
    return _first_letter(first) if first.isalpha() else "0–9"


def sort_key(headword: str, lang: str) -> tuple[int, str, str]:
    """Return the sort key of an index: figures, Latin letters, then Chinese by zhuyin (zh-Hant) or pinyin."""
    if not headword or not is_han(headword[0]):
        return (0 if not headword[:1].isalpha() else 1, _letters_of(_without_accents(headword)), headword)
    if find_script(lang).startswith("zh-Hant"):
        return (2, " ".join(_headword_syllables(headword, "BOPOMOFO")), headword)
    return (1, " ".join(_letters_of(s) + s for s in _headword_syllables(headword, "TONE3")), headword)


def _first_letter(text: str) -> str:
    return unicodedata.normalize("NFD", text)[:1].upper()


def _without_accents(text: str) -> str:
    """Return the text without marks on its letters: ä goes with a, as in DIN 5007."""
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def _letters_of(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFC", text.casefold()) if c.isalnum())


@dataclass(frozen=True, slots=True)
class _MainlandReading:
    """How a text is read on the mainland."""

    syllables: tuple[str, ...]  # of each character, empty for any but Han characters
    decided: frozenset[int]  # offsets of characters whose reading is listed
    rare: tuple[tuple[int, int], ...]  # the spans of rare words


@lru_cache(_KNOWN_PASSAGES)  # editions share the text, or what it is in Simplified characters
def _read_mainland(text: str) -> _MainlandReading:
    simplified = to_simplified(text, "tw2s")
    reading = _read_simplified(simplified)
    if text == simplified:  # 斗 may be either
        return reading
    syllables = list(reading.syllables)
    for at, syllable in read_traditional(text).items():
        if at not in reading.decided:
            syllables[at] = syllable
    return _MainlandReading(tuple(syllables), reading.decided, reading.rare)


@lru_cache(_KNOWN_PASSAGES)
def _read_simplified(simplified: str) -> _MainlandReading:
    tagged = tag_words(simplified)
    listed = read_by_list(tagged)
    syllables = _read_by_dictionary(tagged)
    for at, syllable in (read_by_grammar(tagged) | listed).items():
        syllables[at] = syllable
    rare = tuple(compress(pairwise(tagged.bounds), map(_is_rare, tagged.words)))
    return _MainlandReading(tuple(syllables), frozenset(listed), rare)


@lru_cache(_KNOWN_WORDS)
def _is_rare(word: str) -> bool:
    """Is this a Chinese word that is met seldom?"""
    return is_han(word[0]) and shared_jieba().suggest_freq(word) < _RARE_BELOW


# ---- pypinyin's dictionaries -------------------------------------------------------------------------------


def _read_by_dictionary(tagged: TaggedText) -> list[str]:
    """Return the syllable of each character, in the longest phrases from the left."""
    read = [syllable for run in _RUNS.findall(tagged.text) for syllable in _read_phrases(run)]
    for start, end in tagged.spans("ns"):
        # Phrases are taken from the left: 看中 in 看中國. So place names are read by themselves.
        read[start:end] = _read_phrases(tagged.text[start:end])
    return read


@lru_cache(_KNOWN_WORDS)  # most runs are the same in two editions
def _read_phrases(simplified: str) -> tuple[str, ...]:
    """Return what ``lazy_pinyin`` of pypinyin returns, but for tone sandhi. That takes twenty times as long."""
    phrases, lengths = _load_phrases()
    read = list(map(_read_character, simplified))
    longest = list(map(lengths.get, map(add, simplified, simplified[1:])))
    end = 0
    for at in compress(count(), longest):
        if at < end:
            continue
        end = at + (longest[at] or 0)
        while end - at > 1 and simplified[at:end] not in phrases:
            end -= 1
        if end - at > 1:
            read[at:end] = _read_phrase(simplified[at:end])
    return tuple(read)


@cache
def _load_phrases() -> tuple[dict[str, list[list[str]]], dict[str, int]]:
    """Return pypinyin's phrases, and by two characters the length of the longest phrase that they begin."""
    from pypinyin.constants import PHRASES_DICT  # loads slowly, and only some pages need it

    lengths: dict[str, int] = {}
    for phrase in PHRASES_DICT:
        begin, length = phrase[:2], len(phrase)
        if lengths.get(begin, 1) < length:
            lengths[begin] = length
    return PHRASES_DICT, lengths


@lru_cache(_KNOWN_WORDS)
def _read_phrase(phrase: str) -> tuple[str, ...]:
    # A few phrases have tone sandhi, which is not written.
    readings = _load_phrases()[0][phrase]
    return tuple(_WITHOUT_SANDHI.get(c, own[0]) for c, own in zip(phrase, readings, strict=True))


@lru_cache(_KNOWN_WORDS)
def _read_character(character: str) -> str:
    """Return the first reading of a Han character; the character itself if none is known."""
    from pypinyin.constants import PINYIN_DICT, RE_HANS

    if not is_han(character):
        return ""
    known = PINYIN_DICT.get(ord(character), character) if RE_HANS.match(character) else character
    return _WITHOUT_SANDHI.get(character, str(known).partition(",")[0])


@cache
def _headword_syllables(text: str, style: str) -> tuple[str, ...]:
    from pypinyin import Style, lazy_pinyin

    return tuple(lazy_pinyin(convert_text(text, "t2s"), style=getattr(Style, style)))
