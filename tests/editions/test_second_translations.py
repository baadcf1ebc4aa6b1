"""Of several translations into one language, a site says which is shown, or gives each its edition; none is lost in silence."""

from __future__ import annotations

from pathlib import Path

from testbed import CONFIG, Site

from yizhu.check.lint import check

EDITIONS = "editions: [{name: zh-hant, lang: zh-Hant}, {name: en, lang: en%s}]\n"
LITERAL = "en-x-literal"


def write(site: Site, front: str = "") -> Site:
    """An article with three translations into English, and one without."""
    site.article("a", "學而時習之。", front=front)
    for lang, words in (
        ("en", "Learn."),
        ("en-GB", "Learn, lad."),
        (LITERAL, "Study and timely practise it."),
    ):
        site.article("a", words, lang=lang, title=f"In {lang}", front="status: reviewed")
    site.article("b", "不亦說乎。")
    return site.article("b", "A joy.", lang="en", front="status: reviewed")


def shown(site: Site, address: str, which: str = "text") -> list[tuple[str, str]]:
    return [(e.get("lang"), e.text_content().strip()) for e in site.select(address, f"#p1 .{which}")]


def told(site: Site) -> list[str]:
    return [
        str(w).partition("\n")[0].rpartition("/a/")[2]
        for w in check(site.root / "config.yaml")
        if "nowhere" in str(w)
    ]


def test_the_editions_own_tag_is_shown(tmp_path: Path) -> None:
    """Without a word about it the file with the edition's tag is shown; of each other it is said that it is not."""
    site = write(Site(tmp_path, CONFIG + EDITIONS % "")).build()
    assert shown(site, "en/a/") == [("en", "Learn.")]
    assert shown(site, "zh-hant/a/", "counterpart") == [("en", "Learn.")]
    assert told(site) == [
        "en-GB.md: en-GB.md is shown nowhere: en/ shows en.md",
        "en-x-literal.md: en-x-literal.md is shown nowhere: en/ shows en.md",
    ]


def test_an_edition_says_which(tmp_path: Path) -> None:
    """`translation:` of an edition holds for every article that has such a text, also beside the source."""
    site = write(Site(tmp_path, CONFIG + EDITIONS % ", translation: en-GB")).build()
    assert shown(site, "en/a/") == [("en-GB", "Learn, lad.")]
    assert shown(site, "zh-hant/a/", "counterpart") == [("en-GB", "Learn, lad.")]
    assert shown(site, "en/b/") == [("en", "A joy.")]
    assert [line.partition(":")[0] for line in told(site)] == ["en-x-literal.md", "en.md"]


def test_an_article_says_which(tmp_path: Path) -> None:
    """The order in `translations:` of the source goes before what the edition says."""
    site = write(Site(tmp_path, CONFIG + EDITIONS % ", translation: en-GB"), f"translations: [{LITERAL}, en]")
    assert shown(site.build(), "en/a/") == [(LITERAL, "Study and timely practise it.")]
    assert shown(site, "zh-hant/a/", "counterpart") == [(LITERAL, "Study and timely practise it.")]


def test_readers_choose_between_editions(tmp_path: Path) -> None:
    """A second translation may have an edition of its own; an article without it shows there what there is."""
    editions = EDITIONS % f"}}, {{name: literal, lang: {LITERAL}"
    site = write(Site(tmp_path, CONFIG + editions)).build()
    assert shown(site, "en/a/") == [("en", "Learn.")]
    assert shown(site, "literal/a/") == [(LITERAL, "Study and timely practise it.")]
    assert shown(site, "literal/b/") == [("en", "A joy.")]
    assert [a.text for a in site.select("en/a/", ".switch a")] == ["繁體", "English", "English (literal)"]
    links = {e.get("hreflang"): e.get("href") for e in site.select("en/a/", "link[hreflang]")}
    assert links["en"].endswith("/en/a/")
    assert links[LITERAL].endswith("/literal/a/")
    assert site.tree("literal/a/").get("lang") == LITERAL
    assert [line.partition(":")[0] for line in told(site)] == ["en-GB.md"]


def test_a_translation_without_an_edition(tmp_path: Path) -> None:
    """A translation into a language of which there is no edition is told, unless it stands beside the source."""
    site = Site(tmp_path, CONFIG + EDITIONS % "").article("a", "一。")
    site.article("a", "Un.", lang="fr", front="status: draft")
    assert told(site) == []
    site.article("a", "One.", lang="en", front="status: draft")
    assert told(site) == ["fr.md: fr.md is shown nowhere: no edition is in fr"]


def test_a_preference_for_another_language(tmp_path: Path) -> None:
    """An edition cannot show a translation into another language."""
    site = write(Site(tmp_path, CONFIG + EDITIONS % ", translation: de"))
    site.fails_with("config.yaml:3:78", "de is another language than en")


def test_each_listed_translation_is_asked_for(tmp_path: Path) -> None:
    """What `translations:` lists is wanted under its very tag."""
    site = Site(tmp_path).article("a", "一。", front=f"translations: [en, {LITERAL}]")
    site.article("a", "One.", lang="en", front="status: draft")
    missing = [str(w) for w in check(site.root / "config.yaml") if "no translation" in str(w)]
    assert len(missing) == 1
    assert LITERAL in missing[0]
