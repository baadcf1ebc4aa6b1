"""How an edition reads the words of its glossary."""

from __future__ import annotations

import pytest

from yizhu.content.model import Term
from yizhu.editions.locale import Locale
from yizhu.editions.localization import Localization
from yizhu.editions.terms.glossary_entries import show_terms


def read(term: Term, lang: str) -> tuple[str, str]:
    """Return the pinyin and the zhuyin of a term in an edition."""
    (shown,) = show_terms((term,), Locale("e", lang, Localization(), ("zh-Hant", "en")))
    return shown.reading, shown.zhuyin


def make_term(traditional: str, simplified: str, english: str, reading: str = "") -> Term:
    forms = (("zh-Hant", (traditional,)), ("zh-Hans", (simplified,)), ("en", (english,)))
    return Term("t", forms, reading)


@pytest.mark.parametrize(
    ("term", "traditional", "simplified", "english"),
    [
        (make_term("晶片", "芯片", "chip", "jīngpiàn"), "jīngpiàn", "xīnpiàn", "jīngpiàn, xīnpiàn"),
        (make_term("輝達", "英伟达", "Nvidia", "Huīdá"), "Huīdá", "Yīngwěidá", "Huīdá, Yīngwěidá"),
        (make_term("雲伺服器", "云服务器", "cloud server"), "yún sìfúqì", "yún fúwùqì", "yún sìfúqì, yún fúwùqì"),
        (make_term("知識", "知识", "knowledge", "zhīshi"), "zhīshì", "zhīshi", "zhīshi"),
        (make_term("梁文鋒", "梁文锋", "Liang Wenfeng", "Liáng Wénfēng"), *["Liáng Wénfēng"] * 3),
    ],
)  # fmt: skip
def test_each_word_has_its_own_reading(term: Term, traditional: str, simplified: str, english: str) -> None:
    """A reading is of the word that is shown, as its region reads it; English shows one for each different word."""
    shown = [read(term, lang)[0] for lang in ("zh-Hant", "zh-Hans", "en")]
    assert shown == [traditional, simplified, english]


def test_every_word_has_zhuyin() -> None:
    """Zhuyin is Taiwan's, of mixed words too, and follows a reading that is not the usual one."""
    assert (
        read(make_term("從0到1", "从0到1", "zero to one", "cóng líng dào yī"), "zh-Hant")[1]
        == "ㄘㄨㄥˊ 0 ㄉㄠˋ 1"
    )
    assert read(make_term("知識", "知识", "knowledge", "zhīshi"), "zh-Hant")[1] == "ㄓ ㄕˋ"
    assert read(make_term("長", "长", "chief", "zhǎng"), "zh-Hant")[1] == "ㄓㄤˇ"
