"""Dates, numbers, plurals and names of languages are those of CLDR."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from babel import Locale
from babel.dates import format_date as cldr_date
from babel.dates import format_skeleton
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st
from testbed import CONFIG, REPO, Site

from yizhu.content.languages import is_same_language, language_name, serves, short_language_name
from yizhu.site.theme.cldr import choose_plural, format_date, format_number

OF_CLDR = {"zh-Hant": "zh_Hant", "zh-Hans": "zh_Hans", "en": "en_GB", "ja": "ja", "de": "de"}


@given(st.dates(date(1000, 1, 1)), st.sampled_from(sorted(OF_CLDR)))
def test_the_short_way_is_that_of_cldr(day: date, lang: str) -> None:
    """Dates that are formatted without CLDR are formatted as it would."""
    locale = OF_CLDR[lang]
    assert format_date(day.isoformat(), lang) == cldr_date(day, "long", locale)
    for length, skeleton in ((7, "yMMMM"), (4, "y")):
        assert format_date(day.isoformat()[:length], lang) == format_skeleton(skeleton, day, locale=locale)


@given(st.integers(0, 10**9), st.sampled_from(sorted(OF_CLDR)))
def test_numbers(number: int, lang: str) -> None:
    """The same of numbers."""
    assert format_number(number, lang) == format_decimal(number, locale=OF_CLDR[lang])


@pytest.mark.parametrize(
    ("lang", "dates", "number"),
    [
        ("de", ("3. Februar 2025", "Februar 2025", "2025"), "12.500"),
        ("de-AT", ("3. Februar 2025", "Februar 2025", "2025"), "12.500"),
        ("ja", ("2025年2月3日", "2025年2月", "2025年"), "12,500"),
        ("fr", ("3 février 2025", "février 2025", "2025"), "12\u202f500"),
        ("en-x-literal", ("3 February 2025", "February 2025", "2025"), "12,500"),
        ("en-US", ("February 3, 2025", "February 2025", "2025"), "12,500"),
        ("qaa", ("3 February 2025", "February 2025", "2025"), "12,500"),
    ],
)
def test_other_languages(lang: str, dates: tuple[str, str, str], number: str) -> None:
    """Each language writes dates and numbers in its own way; one that CLDR lacks, as British English does."""
    assert tuple(format_date(text, lang) for text in ("2025-02-03", "2025-02", "2025")) == dates
    assert format_number(12500, lang) == number


def test_names() -> None:
    """Languages are called what they call themselves, and editions in one word where the scripts have one."""
    tags = ("zh-Hant", "zh-Hans", "zh-Hant-HK", "en", "ja", "de", "fr", "en-GB", "en-x-literal", "qaa")
    assert [language_name(tag) for tag in tags] == [
        "繁體中文", "简体中文", "繁體中文（香港）", "English", "日本語", "Deutsch", "français", "British English",
        "English (literal)", "qaa",
    ]  # fmt: skip
    assert [short_language_name(tag) for tag in tags[:6]] == [
        "繁體",
        "简体",
        "香港",
        "English",
        "日本語",
        "Deutsch",
    ]
    for tag in ("zh-Hant", "zh-Hans", "en"):
        own = Locale.parse(tag, sep="-")
        assert language_name(tag) == own.languages[tag.replace("-", "_")]


def test_what_is_one_language() -> None:
    """A region or private use makes no other language, another script does; Chinese scripts serve each other's readers."""
    assert is_same_language("en", "en-GB")
    assert is_same_language("en-x-literal", "en-US")
    assert is_same_language("zh-TW", "zh-Hant")
    assert is_same_language("zh-SG", "zh-CN")
    assert not is_same_language("zh-Hant", "zh-Hant-HK")
    assert not is_same_language("sr-Latn", "sr-Cyrl")
    assert not is_same_language("en", "de")
    assert serves("zh-Hans", "zh-Hant-HK")
    assert not serves("ja", "zh-Hant")


POLISH = {
    "notes_1": "1 przypis",
    "notes_few": "{n} przypisy",
    "notes_many": "{n} przypisów",
    "notes_n": "{n} przypisu",
}


def test_plurals() -> None:
    """A language with more than two forms has a string for each; any other needs none."""
    found = [choose_plural(POLISH, "notes", number, "pl") for number in (1, 2, 5, 22)]
    assert found == ["1 przypis", "{n} przypisy", "{n} przypisów", "{n} przypisy"]
    assert choose_plural({"notes_n": "注{n}件"}, "notes", 1, "ja") == "注{n}件"


def test_plurals_of_a_theme(tmp_path: Path) -> None:
    """A theme may give the plural forms of its language, with the placeholder of the usual string."""
    site = Site(tmp_path, CONFIG + "editions: [{name: zh-hant, lang: zh-Hant}, {name: pl, lang: pl}]\n")
    site.write("theme/strings/pl.yaml", "".join(f'{name}: "{text}"\n' for name, text in POLISH.items()))
    site.article("a", "一二三。").article("a", "Raz.", lang="pl", front="status: draft")
    notes = (
        f"- {{id: n{nth}, quote: {word}, kind: fact, text: {{pl: x}}}}" for nth, word in enumerate("一二三")
    )
    site.notes("a", "\n".join(notes)).build().shows("pl/a/", "3 przypisy")
    site.write("theme/strings/pl.yaml", 'notes_few: "{m} przypisy"\n')
    site.fails_with("theme/strings/pl.yaml:1:12", "the placeholders of notes_few are {n}")


def test_the_usual_site_does_not_load_it(tmp_path: Path) -> None:
    """Help, an unchanged build, and a build of the usual editions do without CLDR."""
    site = Site(tmp_path).article("a", "一。", front="published: 2025-02-03").build()
    asked = "import sys; from yizhu.cli import main"
    for arguments in (["--help"], ["build", "--config", str(site.root / "config.yaml")]):
        program = f"{asked}\ntry:\n  main({arguments!r})\nexcept SystemExit:\n  pass\nassert 'babel' not in sys.modules"
        subprocess.run([sys.executable, "-c", program], check=True, cwd=REPO, capture_output=True)
