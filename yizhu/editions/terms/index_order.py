"""Where a term stands in the index of an edition: by pinyin or zhuyin, by kana, by the alphabet."""

from __future__ import annotations

import unicodedata
from typing import NamedTuple

from yizhu.chinese.han import has_kana, is_han
from yizhu.chinese.readings.transcription import find_index_letter, sort_key
from yizhu.content.model import Term

_ROWS = "あかさたなはまやらわ"  # the first kana of each row of the table, in its order
_SMALL = str.maketrans("ぁぃぅぇぉっゃゅょゎゕゖ", "あいうえおつやゆよわかけ", "ー・゠")
_KATAKANA = dict(zip(range(0x30A1, 0x30F7), range(0x3041, 0x3097), strict=True))
_OF_KANJI = "漢字"  # the heading of words of which nobody says how they are read


class IndexPlace(NamedTuple):
    """The heading under which a term goes, and its key among all."""

    letter: str
    key: tuple[int, str, str]


def find_index_place(term: Term, headword: str, lang: str) -> IndexPlace:
    """Return where a term stands in the index of an edition in this language.

    A Japanese headword goes by the first form that is written in kana alone; one without such a form comes last.
    """
    if not lang.startswith("ja"):
        return IndexPlace(find_index_letter(headword, lang), sort_key(headword, lang))
    forms = (headword, *term.forms_in(lang))
    word = next((form for form in forms if has_kana(form[:1]) and not any(map(is_han, form))), headword)
    if has_kana(word[:1]):
        kana = _fold_kana(word)
        row = max((row for row in _ROWS if row <= kana[:1]), default=_ROWS[0])
        return IndexPlace(row, (2, kana, word))
    if word and is_han(word[0]):
        return IndexPlace(_OF_KANJI, (3, word, word))
    return IndexPlace(find_index_letter(word, lang), sort_key(word, lang))


def _fold_kana(word: str) -> str:
    """Return a word in large hiragana without voicing marks, as the order of kana goes at first."""
    plain = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", word)).translate(_KATAKANA)
    return "".join(c for c in plain.translate(_SMALL) if not unicodedata.combining(c))
