"""An edition whose language the interface does not speak is told of."""

from __future__ import annotations

from pathlib import Path

from testbed import CONFIG, Site

from yizhu.check.lint import check

EDITIONS = "editions: [{name: zh-hant, lang: zh-Hant}, {name: tw, lang: zh-TW}, {name: %s, lang: %s}]\n"


def told(site: Site) -> list[str]:
    return [str(w) for w in check(site.root / "config.yaml") if "interface" in str(w) or "English" in str(w)]


def test_a_language_without_words(tmp_path: Path) -> None:
    """What is shown in English is said, and which file to write."""
    site = Site(tmp_path, CONFIG + EDITIONS % ("fr", "fr")).article("a", "一。")
    [warning] = told(site)
    assert "the interface has no words in fr: the pages of fr/ say them in English" in warning
    assert "theme/strings/fr.yaml" in warning
    site.write("theme/strings/fr.yaml", "notes: Notes\n")
    [warning] = told(site)
    assert "strings in English: og_locale, card_alt, title_break …" in warning


def test_languages_with_words(tmp_path: Path) -> None:
    """Of a language that comes with words for the interface, or of a region of it, nothing is said."""
    for name, lang in (("ja", "ja"), ("de-at", "de-AT"), ("en", "en"), ("hk", "zh-Hant-HK")):
        assert told(Site(tmp_path / name, CONFIG + EDITIONS % (name, lang)).article("a", "一。")) == []


def test_a_language_without_a_script(tmp_path: Path) -> None:
    """Of Chinese the script is asked for, and no file of words."""
    site = Site(tmp_path, CONFIG + EDITIONS % ("zh", "zh")).article("a", "一。")
    assert "zh-Hant or lang: zh-Hans" in told(site)[0]
    site = Site(tmp_path / "b").article("a", "一。", front="translations: [zh, fr, en]")
    helps = {
        w.problem[-2:]: w.help for w in check(site.root / "config.yaml") if "no translation" in w.problem
    }
    assert "zh-Hant.md or zh-Hans.md" in helps["zh"]
    assert "add an edition with lang: fr" in helps["fr"]
    assert helps["en"] == "write en.md beside it"
