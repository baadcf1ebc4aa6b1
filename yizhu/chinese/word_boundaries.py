"""Where words end in unspaced Chinese, and what they say against a term that was found there.

和服 stands in 產品和服務, but the words are 產品｜和｜服務: 服務 crosses its edge, and no reader sees a kimono. What is asked
is not whether the term is a word, for word lists lack most terms, but whether other words are there instead:

1. The text is cut into the words of jieba's dictionary by its most probable path (a unigram model), read from the
   Simplified shadow of the text: segmenters misread Traditional.
2. If a word crosses an edge of the term, or could with what stands alone beside it, the best path on which the term
   stands is weighed against the best that crosses it; the crossing must win by a margin. A character that is half a
   word when it stands alone (產品｜和服｜務) weighs more than the dictionary says, which counts names and old texts.
3. A word that holds the whole term says nothing against it (資料夾 is about 資料), unless it is known as another thing
   (斑馬線; ``other_things``), is a saying (洛陽紙貴) or is rather made of other words (工作｜者, not 工｜作者).
4. What makes a name of the term is looked for beside it: 銀行 behind 平安, 路 behind 復興, a surname before it with
   a title or with what people do.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from yizhu.chinese.han import is_han
from yizhu.chinese.script_conversion import to_simplified
from yizhu.chinese.segmentation import TOTAL_FREQUENCY, find_word_bounds, new_jieba


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What is known of words and names, in one script."""

    words: Mapping[
        str, tuple[int, ...]
    ]  # and where the parts of each meet; nowhere: none of its parts is meant
    before: Mapping[str, tuple[str, ...]]  # what makes a name of a word when it stands right behind it
    behind: Mapping[str, tuple[str, ...]]  # and what does when it stands right before it
    surnames: frozenset[str]
    words_too: frozenset[str]  # those surnames that are as often another word
    titles: frozenset[str]
    acts: frozenset[str]  # what people do
    given: frozenset[str]

    def tells(self, word: str) -> bool:
        """Is it known what the word is made of?"""
        return bool(self.words.get(word))

    def forbids(self, word: str, start: int, end: int) -> bool:
        """Does the word, or one within it, hold [start, end) as no part of its own?"""
        return any(
            self._is_no_part(word[first:last], start - first, end - first)
            for first in range(start + 1)
            for last in range(end, len(word) + 1)
            if last - first > end - start
        )

    def _is_no_part(self, word: str, start: int, end: int) -> bool:
        joints = self.words.get(word)
        return joints is not None and (not joints or any(start < joint < end for joint in joints))


def read_lexicon(script: Callable[[str], str]) -> Lexicon:
    """What the file says, in the script that ``script`` writes."""
    path = files("yizhu.chinese").joinpath("data/other-things.yaml")
    told: dict[str, Any] = yaml.load(script(path.read_text("utf-8")), Loader=_LOADER)
    persons = {name: frozenset(words.split()) for name, words in told["persons"].items()}
    words_too = frozenset(told["persons"]["surnames_and_words"])
    return Lexicon(
        dict(_jointed(word) for group in told["words"].values() for word in group.split()),
        _paired(told["names"].values()),
        _paired([(behind, before) for before, behind in told["names_behind"].values()]),
        frozenset(told["persons"]["surnames"]) - {" "} | words_too,
        words_too,
        persons["titles"],
        persons["acts"],
        persons["given"],
    )


_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def _jointed(word: str) -> tuple[str, tuple[int, ...]]:
    parts = word.split("/")
    lengths = [len("".join(parts[:count])) for count in range(1, len(parts))]
    return "".join(parts), tuple(lengths)


def _paired(groups: Iterable[Sequence[str]]) -> dict[str, tuple[str, ...]]:
    pairs: dict[str, tuple[str, ...]] = {}
    for group in groups:
        for words, others in zip(group[::2], group[1::2], strict=True):
            for word in words.split():
                pairs[word] = (*pairs.get(word, ()), *others.split())
    return pairs


Span = tuple[int, int]

# How often a form that the dictionary lacks is taken to occur: more than its characters side by side by chance,
# less than any two real words that share its characters.
_FREQUENCY = 10
# A form that the dictionary has is a word of the site's readers: it counts as often as this at least (網路 has 73).
_LEAST = 300

# How much more probable other words must be, as the logarithm of how many times; and how much less probable a single
# character is that is half a word. Set on text that people cut into words (evaluation/README.md).
_MARGIN, _HALF = 0.6, 2.0
# In a longer word, by what is left: a character on both sides (今｜天下｜午), only before it (工｜作者, but also 核｜電站),
# or only behind it, as behind most words of three (大使｜館).
_BOTH_SIDES, _A_HEAD, _A_TAIL = 0.3, 2.5, 4.5
# A saying of four characters is the more bound, the less its parts are met without each other. A term that the
# dictionary hardly knows counts as often as any (_LEAST), and so binds less.
_SAYING, _BOUND, _BOUND_RARE = 4, 9.0, 6.0
_LONGEST = 5  # characters in a word that is weighed

# Single characters that stand alone as often as not; others, left alone, are halves of words.
_ALONE = frozenset(
    "的了着过地得是在有和与及或而且但若如因为以于由从自向往到至对把被将给让使叫比跟同连按据凭靠"
    "不没未无非也都就才又还再更最很太只仅已曾正会能可要想应该须必需愿敢来去说看做用当即则便却仍并各每某本该此这那其"
    "我你他她它们您谁美英法德俄日韩台港澳印何几一二三四五六七八九十两半多百千万亿个位名件条次种些点年月日时分元上下中里内外前后间等者所之"
)
# 高雄市長 is 高雄市市長, 國防部長 國防部部長, 園藝學會 園藝學學會: what is said once belongs to both.
_REGIONS = frozenset("市县省区州乡镇村")
_OFFICES = _REGIONS | frozenset("部局院署处会校社厅团队所站馆台厂科组")
_CALLINGS = frozenset("员师家长手官")  # 工程師, 科學家: what stands before a name
_LEAF = "张"  # a surname, but as often a sheet of something
_NUMERALS = frozenset("〇零一二两三四五六七八九十百千万亿几数")
_MOST_KNOWN = 2048  # texts kept with their words, and words with their verdicts, before all are forgotten


@dataclass(frozen=True, slots=True)
class _Cut:
    """A text in Simplified characters, and the offsets where its words begin; at last, its end."""

    shadow: str
    bounds: list[int]

    def is_bound(self, at: int) -> bool:
        return self.bounds[bisect_left(self.bounds, at)] == at

    def word_before(self, at: int) -> str:
        """The word that ends there, if one does."""
        index = bisect_left(self.bounds, at)
        return self.shadow[self.bounds[index - 1] : at] if index and self.bounds[index] == at else ""

    def word_behind(self, at: int) -> str:
        """The word that begins there, if one does."""
        index = bisect_left(self.bounds, at)
        here = index + 1 < len(self.bounds) and self.bounds[index] == at
        return self.shadow[at : self.bounds[index + 1]] if here else ""


class BoundaryChecker:
    """Says what speaks against a term, by a dictionary that was taught some forms."""

    def __init__(self, forms: Iterable[str] = ()) -> None:
        self._others = _other_things()
        self._surnames = self._others.surnames - self._others.words_too
        self._cuts: dict[str, _Cut] = {}
        self._costs: dict[str, float] = {}
        self._within: dict[tuple[str, int, int], bool] = {}
        self._jieba: Any = new_jieba()
        for word in self._others.words:
            self._teach(word, _LEAST)
        for form in forms:
            self._teach(to_simplified(form), _FREQUENCY)

    def _teach(self, word: str, frequency: int) -> None:
        if len(word) < 2 or not all(map(is_han, word)):
            return
        if not self._jieba.has_word(word):
            self._jieba.add_word(word, frequency, "n")
        elif self._jieba.suggest_freq(word) < _LEAST:
            self._jieba.add_word(word, _LEAST, "n")

    def find_conflict(self, start: int, end: int, text: str, *, within: bool = True) -> str:
        """The word that speaks against a term at [start, end) of a text, or an empty string.

        ``within``: does a word that holds the term, or a name made with it, speak against it?
        """
        cut = self._cuts.get(text) or self._cut_of(text)
        bounds = cut.bounds
        first, last = bisect_right(bounds, start) - 1, bisect_left(bounds, end)
        begin, stop = bounds[first], bounds[last]
        if begin == start and end == stop:
            crossing = self._possible_crossing(cut.shadow, bounds, first, last)
        else:
            crossing = None if last - first == 1 else _crossing(cut.shadow, bounds, first, last, start, end)
        if crossing and self._is_rather_crossed(cut, first, last, start, end):
            return text[crossing[0] : crossing[1]]
        if not within:
            return ""
        if last - first == 1 and stop - begin > end - start:
            word = cut.shadow[begin:stop]
            if self._is_another(word, start - begin, end - begin):
                return text[begin:stop]
        name = self._name(cut, start, end)
        return text[name[0] : name[1]] if name else ""

    def _cut_of(self, text: str) -> _Cut:
        if len(self._cuts) >= _MOST_KNOWN:
            self._cuts.clear()
        shadow = to_simplified(text)
        return self._cuts.setdefault(text, _Cut(shadow, find_word_bounds(self._jieba, shadow)))

    def _possible_crossing(self, shadow: str, bounds: list[int], first: int, last: int) -> Span | None:
        """The word that the term's edge makes with half a word beside it (外｜資料: 外資)."""
        start, end = bounds[first], bounds[last]
        if first and start - bounds[first - 1] == 1 and shadow[start - 1] not in _ALONE:
            is_word = self._cost(shadow[start - 1 : start + 1]) < math.inf
            if is_word:
                return start - 1, start + 1
        if last + 1 < len(bounds) and bounds[last + 1] - end == 1 and shadow[end] not in _ALONE:
            is_word = self._cost(shadow[end - 1 : end + 1]) < math.inf
            if is_word:
                return end - 1, end + 1
        return None

    def _is_rather_crossed(self, cut: _Cut, first: int, last: int, start: int, end: int) -> bool:
        """Are words that cross the term's edges more probable than the term?"""
        bounds = cut.bounds
        low, high = bounds[max(0, first - 1)], bounds[min(len(bounds) - 1, last + 1)]
        standing, crossed = self._weighed(cut.shadow[low:high], start - low, end - low, _HALF)
        return standing - crossed > _MARGIN

    def _weighed(self, text: str, start: int, end: int, half: float) -> tuple[float, float]:
        """-ln of how likely the text is with [start, end) standing in it, and with words that cross its edges.

        Viterbi's way through the words, of which none holds more than [start, end).
        """
        cost, known, stands, crossed = self._cost, self._costs, [0.0], [math.inf]
        for stop in range(1, len(text) + 1):
            best = best_crossed = math.inf
            for begin in range(max(0, stop - _LONGEST), stop):
                if begin <= start and end <= stop and (begin < start or end < stop):
                    continue
                word = text[begin:stop]
                weight = known.get(word) or cost(word)
                if weight == math.inf:
                    continue
                if stop - begin == 1 and word not in _ALONE:
                    weight += half
                standing, crossing = stands[begin] + weight, crossed[begin] + weight
                if begin < start < stop or begin < end < stop:
                    crossing = min(standing, crossing)
                elif standing < best:
                    best = standing
                if crossing < best_crossed:
                    best_crossed = crossing
            stands.append(best)
            crossed.append(best_crossed)
        return stands[-1], crossed[-1]

    def _is_another(self, word: str, start: int, end: int) -> bool:
        """Is a word that holds the term another thing?"""
        key = word, start, end
        known = self._within.get(key)
        if known is None:
            if len(self._within) >= _MOST_KNOWN:
                self._within.clear()
            known = self._within[key] = (
                end - start == 1
                or self._others.forbids(word, start, end)
                or (not self._others.tells(word) and self._is_made_otherwise(word, start, end))
                or (start == 1 and word[0] in self._surnames and word[start:end] in self._others.given)
                or self._is_idiom(word, start, end)
            )
        return known

    def _is_idiom(self, word: str, start: int, end: int) -> bool:
        """Is the word a saying of old (洛陽紙貴), and no phrase that anybody would make (空氣污染)?"""
        if len(word) < _SAYING or self._jieba.tag(word, False) != [(word, "i")]:
            return False
        parts = (word[:start], word[start:end], word[end:])
        apart = sum(self._cheapest(part) for part in parts if part)
        rare = self._jieba.suggest_freq(word[start:end]) <= _LEAST
        return apart - self._cost(word) > (_BOUND_RARE if rare else _BOUND)

    def _cheapest(self, part: str) -> float:
        """-ln of how likely a part is, as one word or as its characters."""
        whole = self._cost(part)
        return whole if whole < math.inf else sum(map(self._cost, part))

    def _is_made_otherwise(self, word: str, start: int, end: int) -> bool:
        """Is the word rather made of words that cross the term's edges (工作｜者, not 工｜作者)?"""
        head, tail = word[:start], word[end:]
        if _is_half(head):
            margin = _BOTH_SIDES if len(tail) == 1 else _A_HEAD
        elif len(tail) == 1 or (head and tail):
            margin = _A_TAIL
        else:
            return False  # what is left is words, or nothing
        standing, crossed = self._weighed(word, start, end, 0)
        return standing - crossed > margin

    def _cost(self, word: str) -> float:
        """-ln of how likely a word is."""
        known = self._costs.get(word)
        if known is None:
            if len(self._costs) >= _MOST_KNOWN * 8:
                self._costs.clear()
            if self._jieba.has_word(word):
                known = math.log(TOTAL_FREQUENCY / self._jieba.suggest_freq(word))
            else:
                known = math.log(TOTAL_FREQUENCY) if len(word) == 1 else math.inf
            self._costs[word] = known
        return known

    def _name(self, cut: _Cut, start: int, end: int) -> Span | None:
        """The name that the words beside the term make with it."""
        shadow, others = cut.shadow, self._others
        term = shadow[start:end]
        if start and shadow[start] in _NUMERALS and shadow[start - 1] in _NUMERALS:
            return start - 1, end  # no name, but a number that goes on (一百度)
        if term in others.before:
            for addition in others.before[term]:
                if shadow.startswith(addition, end) and cut.is_bound(end + len(addition)):
                    return start, end + len(addition)
        if term in others.behind:
            for addition in others.behind[term]:
                if shadow.endswith(addition, 0, start):
                    return start - len(addition), end
        if end - start == 2 and (shadow[start] in others.surnames or shadow[start - 1] in others.surnames):
            return self._person(cut, start, end)
        return None

    def _person(self, cut: _Cut, start: int, end: int) -> Span | None:
        """The name of a person of whom the term is the given name (王海洋), or all but the end (黃金龍)."""
        shadow, others = cut.shadow, self._others
        surname = shadow[start - 1] if start and cut.is_bound(end) else ""
        term = shadow[start:end]
        if surname in others.surnames and cut.is_bound(start - 1) and term not in others.titles:
            is_given, is_titled = term in others.given, self._is_title(cut.word_before(start - 1))
            does = surname != _LEAF and cut.word_behind(end) in others.acts
            if (is_given and is_titled) or (surname in self._surnames and (is_given or is_titled or does)):
                return start - 1, end
        behind = cut.word_behind(end) if shadow[start] in others.surnames else ""
        if len(behind) == 1 and is_han(behind) and behind not in _ALONE:
            title = cut.word_before(start)
            is_likely = self._is_title(title) or cut.word_behind(end + 1) in others.acts
            if title in others.titles or (shadow[start] in self._surnames and is_likely):
                return start, end + 1
        return None

    def _is_title(self, word: str) -> bool:
        """Are people called so (工程師)?"""
        return word in self._others.titles or (len(word) > 1 and word[-1] in _CALLINGS)


def _crossing(shadow: str, bounds: list[int], first: int, last: int, start: int, end: int) -> Span | None:
    """The word that crosses an edge of [start, end), unless it only shares a character with the term."""
    if bounds[first] == start:
        return bounds[last - 1], bounds[last]
    word = bounds[first], bounds[first + 1]
    is_shared = bounds[last] == end and _is_said_once(shadow[word[0] : word[1]], shadow[start:end])
    return None if is_shared else word


def _is_half(text: str) -> bool:
    """Is it a single character that is not often a word by itself?"""
    return len(text) == 1 and is_han(text) and text not in _ALONE


def _is_said_once(word: str, term: str) -> bool:
    """Does the term repeat the end of the word before it, said once for both?"""
    shared = word[-1:]
    if len(word) < 3 or shared != term[0]:
        return False
    is_school = term == "大学" or (shared == "学" and term[1:] in ("会", "院", "者", "家"))
    return is_school or shared in _REGIONS or (shared in _OFFICES and term[1:] == "长")


@cache
def _other_things() -> Lexicon:
    return read_lexicon(to_simplified)
