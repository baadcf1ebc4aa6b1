"""Han characters, their punctuation and widths; sentences and counts of Chinese text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

# Unicode 15.1 blocks: URO and extensions A to I, compatibility ideographs, radicals, 〇 and 々.
_HAN = (
    "\u3005\u3007\u2e80-\u2fdf\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U0002fa1f\U00030000-\U000323af"
)
_CJK_MARKS = "\u3000-\u3004\u3006\u3008-\u303f\u30fb\ufe10-\ufe1f\ufe30-\ufe4f\uff00-\uffef"
SHARED_MARKS = "\u2014\u2018\u2019\u201c\u201d\u2026\u2e3a\u00b7"  # Chinese if they are beside Han characters

# Characters that XML 1.0 §2.2 does not allow in a document, not even as references.
INVALID_XML_CHARACTERS = re.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\ufffe\\uffff]")
HAN = f"[{_HAN}]"  # a Han character, for a regular expression
_HAN_RE = re.compile(HAN)
_HAN_RUN = re.compile(f"[{_HAN}]+")
_KANA = re.compile("[\u3041-\u3096\u3099-\u309f\u30a1-\u30fa\u30fc-\u30ff]")
_JAPANESE_RUN = re.compile(f"[{_HAN}\u3041-\u3096\u3099-\u309f\u30a1-\u30fa\u30fc-\u30ff]+")
_CJK_RE = re.compile(f"[{_HAN}{_CJK_MARKS}\u3040-\u30ff\u3100-\u312f\u31a0-\u31bf\uac00-\ud7af]")
_UNSPACED_RE = re.compile(f"[{_HAN}{_CJK_MARKS}{SHARED_MARKS}\u3040-\u30ff\u3100-\u312f\u31a0-\u31bf]*")
# Spaces without a meaning: those beside a Han character, and all but the first of several.
_MEANINGLESS_SPACES = re.compile(f" (?:(?<=[{_HAN}] ) *| *(?=[{_HAN}])|(?<=  ) *)")
_WIDTHS = (
    {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F) if code != 0xFF0C}
    | dict.fromkeys("\u3000\u00a0\u2009\u202f\t", " ")
    | dict.fromkeys("\u2010\u2011", "-")
    | {"\u2019": "'"}
)
_WIDE_RE = re.compile(f"[{re.escape(''.join(_WIDTHS))}]")
_NAME_DOTS = "\u2022\u2027\u2219\u30fb\uff0e\uff65"  # they stand for one another in foreign names
_NAME_DOT = re.compile(f"[{_NAME_DOTS}](?<={HAN}.)(?={HAN})")
_NUMBERED = frozenset(
    "〇零一二三四五六七八九十百甲乙丙丁戊己庚辛壬癸"
)  # before a dot: a number in a list (三．結論)
_WORDS_RE = re.compile(r"\w+(?:['’\-]\w+)*")  # in a text without Han characters

# A Chinese sentence ends with 。！？… and the closing marks after it, an English one with . ! ? before a space.
_SENTENCE_RE = re.compile(
    r"(?:[。！？…]++[」』”’）)》]*+(?![，、；：])"
    # German: z. B., d. h., u. a., 3. Februar, das 20. und 21. Jahrhundert.
    r"|(?!(?:(?<=\b\d)|(?<=\b\d\d))\.\s(?:Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober"
    r"|November|Dezember|Jahrhundert|und\b|bis\b|oder\b))"
    r"(?<!\b[zduoi])(?<!\bd\. h)(?<!\bu\. a)(?<!\b[A-Z])(?<!\bDr)(?<!\bMr)(?<!\bMs)(?<!\bSt)(?<!\bNo)(?<!\bvs)(?<!\bbzw)(?<!\bca)(?<!\bvgl)(?<!\bVgl)(?<!\bNr)[.!?]++[”’\"」』）)]*+(?=\s)"
    r"|\n)\s*"
)
_POSSIBLE_END = re.compile("[。！？….!?\n]")  # the first character of every match of _SENTENCE_RE
_MARKS = re.compile(
    "[。！？…]+|(?<=[.!?])[.!?]+|.", re.S
)  # if one of several marks ends no sentence, neither do the next


def is_han(character: str) -> bool:
    """Is this one character a Han character (also 〇, 々, radicals and all extensions)?"""
    return "\u4e00" <= character <= "\u9fff" or bool(_HAN_RE.match(character))


def has_han(text: str) -> bool:
    """Does the text contain a Han character?"""
    return bool(_HAN_RE.search(text))


def has_kana(text: str) -> bool:
    """Does the text contain a hiragana or katakana?"""
    return bool(_KANA.search(text))


def is_katakana(character: str) -> bool:
    """Is this one character a katakana, or the mark that lengthens one?"""
    return "\u30a1" <= character <= "\u30fa" or "\u30fc" <= character <= "\u30ff"


def is_cjk(character: str) -> bool:
    """Is this one character written in a full-width cell: Han, kana, Hangul, or their punctuation?"""
    return bool(_CJK_RE.match(character))


def joins_lines(before: str, after: str) -> bool:
    """Do two lines that end and begin with these characters join without a space (Chinese, Japanese)?"""
    if not before or not after:
        return False
    pair = before + after
    return bool(_UNSPACED_RE.fullmatch(pair)) and any(is_cjk(character) for character in pair)


def is_digit(character: str) -> bool:
    """Is this one character an ASCII or full-width digit?"""
    return character in "0123456789" or "\uff10" <= character <= "\uff19"


def is_latin(character: str) -> bool:
    """Is this one character part of a word that is written with spaces around it (a letter or digit, not CJK)?"""
    if character.isascii():
        return character.isalnum()
    return not "\u4e00" <= character <= "\u9fff" and character.isalnum() and not is_cjk(character)


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text, and the offsets of the original text."""

    text: str
    gaps: tuple[int, ...] = ()  # for each dropped character, its offset in ``text``

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the original text for a span of the folded text."""
        if not self.gaps:
            return start, end
        return start + bisect_right(self.gaps, start), end + bisect_right(self.gaps, end - 1)


def fold(text: str) -> Folded:
    """Fold a text for searching: full-width ASCII becomes half-width, spaces beside Han characters are dropped.

    So ``０到１``, ``0 到 1`` and ``0到1`` become the same, as do ``‧`` and ``·`` in a name. Letter case is kept. Widths are those of the Unicode block
    Halfwidth and Fullwidth Forms.
    """
    if _HAN_RUN.fullmatch(text):  # words, of which a vocabulary has thousands
        return Folded(text)
    if text.isascii():  # most English: nothing is wide, and only a second space is dropped
        narrow = text.replace("\t", " ")
        if "  " not in narrow:
            return Folded(narrow)
    else:
        # Faster than str.translate, which looks up every character.
        narrow = _WIDE_RE.sub(lambda wide: _WIDTHS[wide[0]], unify_name_dots(text))
    if " " not in narrow:
        return Folded(narrow)
    dropped = [offset for spaces in _MEANINGLESS_SPACES.finditer(narrow) for offset in range(*spaces.span())]
    if not dropped:
        return Folded(narrow)
    gaps = tuple(offset - before for before, offset in enumerate(dropped))
    return Folded(_MEANINGLESS_SPACES.sub("", narrow), gaps)


def unify_name_dots(text: str, kept: Sequence[tuple[int, int]] = ()) -> str:
    """Write the dot in a foreign name (史蒂夫‧賈伯斯) as ``·``, outside the ``kept`` spans; no offset changes."""

    def unify(dot: re.Match[str]) -> str:
        at = dot.start()
        is_number = dot[0] in "．•" and text[at - 1] in _NUMBERED
        is_kept = any(start <= at < end for start, end in kept)
        return dot[0] if is_number or is_kept else "·"

    # Six scans for one character cost a tenth of one for any of them.
    return _NAME_DOT.sub(unify, text) if any(map(text.__contains__, _NAME_DOTS)) else text


@lru_cache(maxsize=1024)  # used for aligning and for the uses of terms
def split_sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Return the sentences of a text as adjacent spans, each with the space after it, none empty."""
    spans: list[tuple[int, int]] = []
    start = 0
    for end in _find_sentence_ends(text):
        if text[start:end].strip():
            spans.append((start, end))
            start = end
    if text[start:].strip():
        spans.append((start, len(text)))
    elif spans:
        spans[-1] = (spans[-1][0], len(text))
    return tuple(spans)


def _find_sentence_ends(text: str) -> Iterator[int]:
    # The long pattern is tried only where it can match: searching with it would try all its branches everywhere.
    at = 0
    while here := _POSSIBLE_END.search(text, at):
        mark = _SENTENCE_RE.match(text, here.start())
        if mark:
            at = mark.end()
            yield at
        elif marks := _MARKS.match(text, here.start()):
            at = marks.end()


def count_han_and_words(text: str, lang: str = "") -> tuple[int, int]:
    """Return the number of Han characters (in Japanese, of kana too) and the number of words in other scripts."""
    if text.isascii():
        return 0, len(_WORDS_RE.findall(text))
    bare, runs = (_JAPANESE_RUN if lang.startswith("ja") else _HAN_RUN).subn(" ", text)
    return len(text) - len(bare) + runs, len(_WORDS_RE.findall(bare))


def count_han(text: str) -> int:
    """Return the number of Han characters."""
    return 0 if text.isascii() else len(text) - len(_HAN_RUN.sub("", text))


def shorten(text: str, han: int, latin: int) -> str:
    """Shorten a text to one line of at most ``han`` characters if it is mostly Han, else ``latin``; … replaces the rest."""
    text = " ".join(text.split())
    limit = han if count_han_and_words(text)[0] > len(text) / 4 else latin
    if len(text) <= limit:
        return text
    kept = text[: limit - 1]
    if is_latin(kept[-1]) and is_latin(text[limit - 1]) and " " in kept:
        kept = kept.rpartition(" ")[0]  # do not cut a word
    return kept.rstrip(" ,;:，、；：") + "…"


def estimate_reading_minutes(han: int, words: int, lang: str = "") -> int:
    """Return the minutes it takes to read: 300 Han characters or 230 words a minute, at least 1.

    Mid-range of the silent-reading rates in Brysbaert, J. Mem. Lang. 109 (2019): 238 words of English a minute,
    about 260 to 380 characters of Chinese. Japanese and German stand to these as in Trauzettel-Klosinski and others,
    IOVS 53 (2012): 357 characters to 255, 179 words to 228.
    """
    characters = 420 if lang.startswith("ja") else 300
    return max(1, round(han / characters + words / (180 if lang.startswith("de") else 230)))
