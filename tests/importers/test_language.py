"""The language of a page is detected from its characters."""

from __future__ import annotations

import opencc
import pytest

from yizhu.content.faults import Faults
from yizhu.importers import draft_from
from yizhu.importers.sources import language
from yizhu.importers.sources.language import detect_language


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("這個國家的經濟", "zh-Hant"),
        ("这个国家的经济", "zh-Hans"),
        ("DeepSeek V3 與 GPT 的關係", "zh-Hant"),
        ("これは日本語の文章です。東京都。", "ja"),
        ("어제 서울에서 열렸다", "ko"),
        ("The word 譯注 means annotated translation", "en"),
        ("標題\n文 {sic=a}", "zh-Hant"),
        ("用 GitHub Actions 發 Pages 的 do", "zh-Hant"),
        ("O livro", "en"),  # one common word is no evidence
    ],
)
def test_told_by_characters(text: str, tag: str) -> None:
    """Chinese is what has more Han characters than words; its kind is that of the characters only one kind has.

    Kana and Hangul tell Japanese and Korean.
    """
    assert detect_language(text, None, "page.txt").tag == tag


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("The boat lies at the quay of the town, and nobody wants to buy it.", "en"),
        ("Das Boot liegt am Kai der Stadt, und niemand will es kaufen.", "de"),
        ("Le bateau est au port de la ville, et personne ne veut de lui.", "fr"),
        ("El barco está en el puerto de la ciudad, y no lo quiere nadie.", "es"),
        ("Het schip ligt aan de kade van de stad en niemand wil het kopen.", "nl"),
        ("Boat at quay", "en"),
    ],
)
def test_told_by_common_words(text: str, tag: str) -> None:
    """Of languages in the alphabet, the one whose commonest words these are; English where nothing else is told."""
    assert detect_language(text, None, "page.txt").tag == tag


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("Этот город стал таким за тридцать лет.", "ru"),
        ("Це місто стало таким за тридцять років, її мешканці раді.", "uk"),
        ("أصبحت المدينة على ما هي عليه اليوم.", "ar"),
        ("این شهر در سی سال چنین شد، پس از چندی.", "fa"),
        ("Η πόλη έγινε αυτό που είναι.", "el"),
        ("เมืองนี้กลายเป็นอย่างทุกวันนี้", "th"),
        ("यह शहर तीस वर्षों में बना है।", "hi"),
        ("Thành phố này đã trở thành như ngày nay.", "vi"),
        ("Это слово по-китайски 城市.", "ru"),
    ],
)
def test_told_by_letters(text: str, tag: str) -> None:
    """A script or a letter of one language tells it."""
    assert detect_language(text, None, "page.txt").tag == tag


def test_what_is_only_taken_for_english() -> None:
    """A text in the alphabet with no words of English is, but not without a doubt."""
    said = (
        "Kaupunki muuttui nykyiselleen kolmessakymmenessä vuodessa ja tehtaat ovat lähteneet kauan sitten. "
    )
    draft = draft_from(f"Kaupunki\n{said}\n{said}\n{said}".encode(), name="page.txt")
    assert draft.language.tag == "en"
    assert draft.doubt.startswith("taken for English, of which it has few words")


@pytest.mark.parametrize("text", ["5,000!", "Привет, мир", "日本人。山川。"])
def test_not_told(text: str) -> None:
    """Where the characters tell nothing, or letters are those of many languages, the editor is asked."""
    with pytest.raises(Faults, match=r"--lang (ru|zh-Hant)"):
        detect_language(text, None, "page.txt")


def test_each_character_is_evidence() -> None:
    """No character in the tables is written in the other kind of Chinese, too (OpenCC 1.4 agrees)."""
    simplify, traditional = opencc.OpenCC("t2s").convert, opencc.OpenCC("s2t").convert
    assert [c for c in language._ONLY_HANT if simplify(c) == c] == []
    assert [c for c in language._ONLY_HANS if traditional(c) == c] == []
