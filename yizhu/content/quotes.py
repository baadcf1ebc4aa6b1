"""Find quoted words in a text: as they are written, or else across what stands between them.

A quote that is not found letter for letter is looked for again without footnotes' numbers, pictures, and the spaces and
line ends beside Chinese characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from ahocorasick_rs import AhoCorasick

from yizhu.chinese.han import has_han, is_latin
from yizhu.content.model import Passage
from yizhu.content.prose import OBJECT_CHARACTER

Place = tuple[int, int, int]  # the passage's number, and where the quote begins and ends in its text
Quote = tuple[str, str, str]  # the words that stand before it, those that it is about, and those behind them
_BETWEEN = re.compile(rf"[\s{OBJECT_CHARACTER}]+")


class QuoteFinder:
    """Finds all quotes in some passages in one pass, and in a second one those that the first has not found."""

    def __init__(self, passages: Sequence[Passage], quotes: Iterable[Quote]) -> None:
        self._passages = passages
        self._places: dict[Quote, list[Place]] = {quote: [] for quote in quotes}
        self._find([(quote, quote) for quote in self._places], is_bare=False)
        # Between two Latin words there is a space, whether or not it was written beside the quote.
        self._find(
            [(quote, spaced) for quote in self._list_missing() if (spaced := _space(quote)) != quote], False
        )
        self._find([(quote, _space(quote)) for quote in self._list_missing()], is_bare=True)

    def _list_missing(self) -> list[Quote]:
        return [quote for quote, places in self._places.items() if not places]

    def find(self, quote: Quote) -> list[Place]:
        """Return the places of a quote."""
        return self._places[quote]

    def _find(self, asked: list[tuple[Quote, Quote]], is_bare: bool) -> None:
        """Look for quotes, each as it is known and as it is looked for."""
        if not asked:
            return
        quotes = [quote for _, quote in asked]
        reduce = _reduce if is_bare else _keep
        words = [reduce("".join(quote))[0] for quote in quotes]
        sizes = [len(reduce(quote)[0]) for _, quote, _ in quotes]
        behind = [
            len(word) - len(reduce(before + quote)[0]) if after else 0
            for word, (before, quote, after) in zip(words, quotes, strict=True)
        ]
        automaton = AhoCorasick(
            [word if size else OBJECT_CHARACTER for word, size in zip(words, sizes, strict=True)]
        )
        for passage in self._passages:
            text, offsets = reduce(passage.prose.text)
            for nth, _, last in automaton.find_matches_as_indexes(text, overlapping=True):
                end = last - behind[nth]
                start = end - sizes[nth]
                self._places[asked[nth][0]].append((passage.number, offsets[start], offsets[end - 1] + 1))


def _space(quote: Quote) -> Quote:
    before, words, after = quote
    gap = " " if is_latin(before[-1:] or "，") and is_latin(words[:1] or "，") else ""
    gap_after = " " if is_latin(words[-1:] or "，") and is_latin(after[:1] or "，") else ""
    return before + gap, words, gap_after + after


def list_windows(text: str, size: int) -> Iterator[str]:
    """Yield all parts of a text that are about this long and cut no Latin word: the candidates for nearest words."""
    for start in range(max(1, len(text) - size + 1)):
        if text[start : start + 1].isalnum() and not _is_within_word(text, start):
            end = start + size
            while _is_within_word(text, end):
                end += 1
            yield text[start:end].strip()


def _is_within_word(text: str, at: int) -> bool:
    return 0 < at < len(text) and is_latin(text[at - 1]) and is_latin(text[at])


def _keep(text: str) -> tuple[str, Sequence[int]]:
    return text, range(len(text))


def _reduce(text: str) -> tuple[str, Sequence[int]]:
    """Return a text without what does not count, and for each of its characters the offset that it had."""
    pieces: list[str] = []
    offsets: list[int] = []
    at = 0
    for between in _BETWEEN.finditer(text):
        start, end = between.span()
        is_beside_han = has_han(text[max(0, start - 1) : start] + text[end : end + 1])
        kept = "" if is_beside_han or not between[0].strip(OBJECT_CHARACTER) else " "
        pieces += (text[at:start], kept)
        offsets += range(at, start + len(kept))
        at = end
    return "".join([*pieces, text[at:]]), [*offsets, *range(at, len(text))]
