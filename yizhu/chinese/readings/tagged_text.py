"""Chinese text cut into words with their parts of speech, for rules that read characters by the words beside them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from yizhu.chinese.han import is_han
from yizhu.chinese.words.segmentation import shared_jieba

Readings = dict[int, str]  # pinyin by the character's offset
_KNOWN_WORDS = 32768  # whose tag is remembered


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
    # jieba's own tagging of a text takes fifteen times as long as cutting it, and a word's tag is always the same.
    words = shared_jieba().cut(simplified, False)
    return TaggedText(simplified, words, [*map(find_tag, words)], [*accumulate(map(len, words), initial=0)])


@lru_cache(_KNOWN_WORDS)
def find_tag(word: str) -> str:
    """Return the word's part of speech, the same in any text."""
    return str(shared_jieba().tag(word, False)[0][1])


def any_of(characters: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern for any of these characters."""
    return re.compile(f"[{''.join(characters)}]")
