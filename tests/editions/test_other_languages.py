"""Editions in Japanese and German: terms, counts, the order of the index, sentences."""

from __future__ import annotations

import re

import pytest
import yaml
from testbed import REPO, Site

from yizhu.check.translations.renderings import list_deviations
from yizhu.chinese.han import count_han_and_words, split_sentences
from yizhu.content.model import Term
from yizhu.editions.terms.index_order import find_index_place
from yizhu.editions.terms.matcher import Form, Matcher

LANGUAGES = REPO / "tests/languages/site"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The small site in three languages."""
    folder = tmp_path_factory.mktemp("languages")
    site = Site(folder / "site")
    for path in [LANGUAGES / "config.yaml", *LANGUAGES.glob("content/**/*.*")]:
        site.write(path.relative_to(LANGUAGES).as_posix(), path.read_bytes())
    return site.build()


def test_a_page_is_in_its_language(built: Site) -> None:
    """Dates, lengths and counts are written as the language writes them."""
    built.shows(
        "de/distillation/",
        "3. Februar 2025",
        "87 Wörter, 1 Min. Lesezeit",
        "2 Anmerkungen",
        "Stand Februar 2025",
    )
    built.shows("ja/distillation/", "2025年2月3日", "216字、約1分で読めます", "注2件", "2025年2月時点")
    built.shows("de/only-german/", "5. November 2024", "1 Begriff").shows("de/feed.xml", 'xml:lang="de"')
    built.shows("ja/distillation/", '<meta property="og:locale" content="ja_JP">')
    assert [a.text for a in built.select("de/distillation/", ".switch a")] == ["繁體", "日本語", "Deutsch"]


def test_words_of_the_source_have_its_language(built: Site) -> None:
    """On a Japanese page a Chinese name has Chinese type, a Japanese line of rights its own."""
    built.shows("ja/distillation/", '<span lang="zh-Hant">林悅</span>', "<dd>許諾を得て掲載</dd>")
    built.shows("de/distillation/", '<span lang="zh-Hant">林悅</span>')


def test_terms(built: Site) -> None:
    """Terms are marked by the forms that are listed; inflections of English are none of German."""
    marked = [a.get("data-term") for a in built.select("de/distillation/", ".text a.term")]
    assert marked == ["distillation", "model", "exercise", "open-source"]
    assert [a.get("data-term") for a in built.select("ja/distillation/", ".text a.term")] == marked


def test_katakana_words_are_found_whole() -> None:
    """A word in katakana is not part of a longer one."""
    matcher = Matcher([Form("モデル", "model")])
    assert [hit.start for hit in matcher.find("モデルとモデルケースとサブモデル、小モデルは")] == [0, 18]


def test_the_order_of_kana() -> None:
    """The index goes by rows of kana, whatever the script or voicing; what nobody says how to read comes last."""
    forms = {
        "a": ("蒸留", "じょうりゅう"), "b": ("モデル",), "c": ("オープンソース",), "d": ("電力",), "e": ("がくしゅう",),
        "f": ("AI",), "g": ("アーキテクチャー",),
    }  # fmt: skip
    terms = [Term(id, (("ja", words),)) for id, words in forms.items()]
    places = {term.id: find_index_place(term, term.forms[0][1][0], "ja") for term in terms}
    assert sorted(places, key=lambda id: places[id].key) == ["f", "g", "c", "e", "a", "b", "d"]
    assert [places[id].letter for id in "fgceabd"] == ["A", "あ", "あ", "か", "さ", "ま", "漢字"]


def test_the_order_of_the_alphabet() -> None:
    """A letter with a mark stands with the letter."""
    words = ("Zug", "Überschuss", "Ufer", "Äpfel", "Apfel", "quelloffen")
    places = {word: find_index_place(Term(word, (("de", (word,)),)), word, "de") for word in words}
    assert sorted(words, key=lambda w: places[w].key) == [
        "Apfel",
        "Äpfel",
        "quelloffen",
        "Überschuss",
        "Ufer",
        "Zug",
    ]
    assert places["Überschuss"].letter == "U"


def test_german_sentences() -> None:
    """A stop behind an abbreviation or an ordinal ends no sentence."""
    for one in (
        "Am 3. Februar war es z. B. kalt.",
        "Im 20. und 21. Jahrhundert, d. h. heute.",
        "Vgl. Nr. 5, ca. 3 km.",
    ):
        assert split_sentences(one) == ((0, len(one)),)
    two = "Es waren 20. Danach kam 2025. August war heiß."
    assert len(split_sentences(two)) == 3


def test_japanese_is_counted_in_characters() -> None:
    """Kana count, as Han characters do; in other languages they are words of another script."""
    assert count_han_and_words("小さなモデル、GPTの先生。", "ja") == (9, 1)
    assert count_han_and_words("小模型。") == (3, 0)


def test_the_term_check_goes_by_listed_forms(built: Site) -> None:
    """Where every form that a translation uses is listed, nothing is told."""
    assert list_deviations(built.root / "config.yaml") == []


def test_every_language_has_all_words() -> None:
    """All words of the interface are there in every language that comes with it, with their placeholders."""
    folder = REPO / "yizhu/site/default_theme/strings"
    model = yaml.safe_load((folder / "en.yaml").read_text("utf-8"))
    for file in folder.glob("*.yaml"):
        strings = yaml.safe_load(file.read_text("utf-8"))
        assert strings.keys() == model.keys(), file.name
        for name, text in strings.items():
            assert set(re.findall(r"\{\w+\}", text)) <= set(re.findall(r"\{\w+\}", model[name])), (
                file.name,
                name,
            )
