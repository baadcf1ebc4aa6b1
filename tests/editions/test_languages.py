"""Which text and counterpart each edition shows, whatever languages the texts of an article are in."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from lxml import etree
from testbed import CONFIG, Site

HANT, HANS, EN = "zh-Hant", "zh-Hans", "en"
WORDS = {
    HANT: "訓練網路。",
    HANS: "训练网络。",
    EN: "Training a network.",
    "zh-TW": "訓練網路。",
    "zh-CN": "训练网络。",
}
WORDS |= {
    "zh-HK": "訓練網絡。",
    "en-GB": "Training a net.",
    "ja": "網を訓練する。",
    "fr": "Former un réseau.",
}
NAMES = {"zh-hant": HANT, "zh-hans": HANS, "en": EN}

# With no setting; as a new site has it; and with every preference that can be stated.
EDITIONS = {
    "plain": "editions: [{name: zh-hant, lang: zh-Hant}, {name: zh-hans, lang: zh-Hans}, {name: en, lang: en}]\n",
    "default": "",
    "both": "editions: [{name: zh-hant, lang: zh-Hant, from: zh-Hans}, "
    "{name: zh-hans, lang: zh-Hans, from: zh-Hant}, {name: en, lang: en}]\n",
}


class Shown(NamedTuple):
    """What an edition shows: the text's language, the one that it was converted from, the counterpart's."""

    text: str
    converted_from: str
    counterpart: str


def own(lang: str, beside: str = "") -> Shown:
    return Shown(lang, "", beside)


def made(lang: str, other: str, beside: str = "") -> Shown:
    return Shown(lang, other, beside)


def missing(source: str) -> Shown:
    return Shown("", "", source)


# (source, translations): what zh-hant, zh-hans and en show.
TABLE: dict[tuple[str, tuple[str, ...]], tuple[Shown, Shown, Shown]] = {
    (HANT, ()): (own(HANT), made(HANS, HANT), missing(HANT)),
    (HANT, (HANS,)): (own(HANT), own(HANS, HANT), missing(HANT)),
    (HANT, (EN,)): (own(HANT, EN), made(HANS, HANT, EN), own(EN, HANT)),
    (HANT, (HANS, EN)): (own(HANT, EN), own(HANS, EN), own(EN, HANT)),
    (HANS, ()): (made(HANT, HANS), own(HANS), missing(HANS)),
    (HANS, (HANT,)): (own(HANT, HANS), own(HANS), missing(HANS)),
    (HANS, (EN,)): (made(HANT, HANS, EN), own(HANS, EN), own(EN, HANS)),
    (HANS, (HANT, EN)): (own(HANT, EN), own(HANS, EN), own(EN, HANS)),
    (EN, ()): (missing(EN), missing(EN), own(EN)),
    (EN, (HANT,)): (own(HANT, EN), made(HANS, HANT, EN), own(EN, HANT)),
    (EN, (HANS,)): (made(HANT, HANS, EN), own(HANS, EN), own(EN, HANS)),
    (EN, (HANT, HANS)): (own(HANT, EN), own(HANS, EN), own(EN, HANT)),
}
CASES = [
    (source, translations, edition, shown)
    for (source, translations), several in TABLE.items()
    for edition, shown in zip(NAMES, several, strict=True)
]
TOLD = {
    ("zh-hant", HANS, True): "由簡體原文轉換，換過的詞都有記號",
    ("zh-hans", HANT, True): "由繁体原文转换，换过的词都有记号",
    ("zh-hant", HANS, False): "由簡體譯文轉換，換過的詞都有記號",
    ("zh-hans", HANT, False): "由繁体译文转换，换过的词都有记号",
}


def slug(source: str, translations: tuple[str, ...]) -> str:
    return "-".join(("from", source, *translations)).lower()


def write(site: Site, name: str, source: str, translations: tuple[str, ...]) -> Site:
    site.article(name, WORDS[source], lang=source, title=f"{name} {source}")
    for lang in translations:
        site.article(name, WORDS[lang], lang=lang, title=f"{name} {lang}", front="status: reviewed")
    return site


@pytest.fixture(scope="module", params=EDITIONS)
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Articles in all combinations of languages, in sites that say more or less about their editions."""
    site = Site(tmp_path_factory.mktemp(request.param), CONFIG + EDITIONS[request.param])
    for source, translations in TABLE:
        write(site, slug(source, translations), source, translations)
    return site.build()


def data_of(site: Site, address: str) -> dict[str, Any]:
    [script] = site.select(address, "script[type='application/ld+json']")
    told: dict[str, Any] = json.loads(script.text)
    return told


@pytest.mark.parametrize(("source", "translations", "edition", "shown"), CASES)
def test_what_an_edition_shows(
    built: Site, source: str, translations: tuple[str, ...], edition: str, shown: Shown
) -> None:
    """Its own language, else the other script converted, else that it is missing; beside it the source, or a translation."""
    address = f"{edition}/{slug(source, translations)}/"
    text, counterpart = (built.select(address, f"#p1 .{which}") for which in ("text", "counterpart"))
    assert [e.get("lang") for e in text] == [shown.text][: bool(shown.text)]
    assert [e.get("lang") for e in counterpart] == [shown.counterpart][: bool(shown.counterpart)]
    for element in (*text, *counterpart):
        assert element.text_content().strip() == WORDS[element.get("lang")]
    assert built.tree(address).get("lang") == NAMES[edition]
    assert [h.get("lang") for h in built.select(address, "h1")] == [shown.text or source]
    heads = [(h.get("lang"), h.text) for h in built.select(address, ".other-title")]
    assert [lang for lang, _ in heads] == [shown.counterpart][: bool(shown.text and shown.counterpart)]


@pytest.mark.parametrize(("source", "translations", "edition", "shown"), CASES)
def test_what_a_page_says_of_it(
    built: Site, source: str, translations: tuple[str, ...], edition: str, shown: Shown
) -> None:
    """A text is called converted if it is, and only then, and from what; the choice about changed words goes with it."""
    address = f"{edition}/{slug(source, translations)}/"
    told = TOLD.get((edition, shown.converted_from, shown.converted_from == source), "")
    if told:
        built.shows(address, told)
    else:
        built.lacks(address, "換過的詞都有記號", "换过的词都有记号", "changed words are marked")
    assert bool(built.select(address, "#changed-source")) == bool(told)
    assert bool(built.select(address, ".headline .missing")) == (not shown.text)


@pytest.mark.parametrize(("source", "translations", "edition", "shown"), CASES)
def test_what_machines_are_told(
    built: Site, source: str, translations: tuple[str, ...], edition: str, shown: Shown
) -> None:
    """Head, JSON-LD, feed, search and sitemap know each edition of each article, in the language that it is shown in."""
    name = slug(source, translations)
    base, address = "https://example.org/yizhu/", f"{edition}/{name}/"
    links = built.select(address, "link[hreflang]")
    assert {(link.get("hreflang"), link.get("href")) for link in links} == {
        *((lang, f"{base}{other}/{name}/") for other, lang in NAMES.items()),
        ("x-default", f"{base}zh-hant/{name}/"),
    }
    assert [link.get("href") for link in built.select(address, "link[rel=canonical]")] == [base + address]
    data = data_of(built, address)
    assert data["inLanguage"] == (shown.text or source)
    if shown.text and (edition == "en") != (source == EN):
        assert data["translationOfWork"]["inLanguage"][:2] == source[:2]
    [entry] = built.select(f"{edition}/search/", f"#articles a[href='../{name}/']") or [None]
    assert entry is not None
    assert entry.get("lang") in (shown.text or source, None)
    feed = etree.fromstring(built.page(f"{edition}/feed.xml").encode())
    atom = "{http://www.w3.org/2005/Atom}"
    [found] = [e for e in feed.iter(f"{atom}entry") if e.findtext(f"{atom}id") == base + address]
    assert found.findtext(f"{atom}title") == f"{name} {shown.converted_from or shown.text or source}"
    built.shows("sitemap.xml", f"<loc>{base}{address}</loc>")


def test_nothing_is_asked_for_that_is_converted(tmp_path: Path) -> None:
    """A script that another converts to is no translation that is still to be written."""
    from yizhu.check.load import load_checked_content

    for name, editions in EDITIONS.items():
        site = Site(tmp_path / name, CONFIG + editions)
        write(site, "hans", HANS, ()), write(site, "hant", HANT, ()), write(site, "en", EN, ())
        checked = load_checked_content(site.root / "config.yaml")
        wanted = {article.slug: checked.wanted_translations(article) for article in checked.articles}
        assert wanted == {"hans": [EN], "hant": [EN], "en": [HANT]}


def test_tags_that_name_a_region(tmp_path: Path) -> None:
    """zh-TW, zh-CN and zh-HK are Chinese in a script: shown with their own tag, or converted."""
    site = Site(tmp_path / "site")
    write(site, "tw", "zh-TW", (EN,)), write(site, "cn", "zh-CN", ()), write(site, "hk", "zh-HK", ())
    site.build()
    shown = {
        address: [(e.get("lang"), e.text_content().strip()) for e in site.select(address, "#p1 .text")]
        for address in (
            "zh-hant/tw/",
            "zh-hans/tw/",
            "zh-hant/cn/",
            "zh-hans/cn/",
            "zh-hans/hk/",
            "zh-hant/hk/",
        )
    }
    assert shown == {
        "zh-hant/tw/": [("zh-TW", "訓練網路。")],
        "zh-hans/tw/": [("zh-Hans", "训练网络。")],
        "zh-hant/cn/": [("zh-Hant", "訓練網路。")],
        "zh-hans/cn/": [("zh-CN", "训练网络。")],
        "zh-hans/hk/": [("zh-Hans", "训练网络。")],
        "zh-hant/hk/": [("zh-Hant", "訓練網絡。")],
    }
    site.shows("zh-hant/hk/", "由香港繁體原文轉換")


def test_a_preference(tmp_path: Path) -> None:
    """Of two scripts an edition converts the one that it prefers; without a preference the source."""
    editions = "editions: [{name: hk, lang: zh-Hant-HK%s}, {name: en, lang: en}]\n"
    plain = write(Site(tmp_path / "plain", CONFIG + editions % ""), "a", HANS, (HANT,)).build()
    plain.shows("hk/a/", "由簡體原文轉換")
    wishes = "editions: [{name: hk, lang: zh-Hant-HK, from: zh-Hant}, {name: en, lang: en}, {name: t, lang: zh-Hant}]\n"
    write(Site(tmp_path / "wishes", CONFIG + wishes), "a", HANS, (HANT,)).build().shows(
        "hk/a/", "由繁體譯文轉換"
    )


def test_the_words_of_the_other_way(tmp_path: Path) -> None:
    """A Simplified source brings its notes, terms, speakers and page to the Traditional edition, in its words."""
    site = Site(tmp_path, CONFIG)
    site.glossary("- {id: n, forms: {zh-Hans: [模型], en: [model]}, definition: {zh-Hans: 说软件模型}}")
    site.article(
        "a", "训练软件[^1]，用模型。\n\n[^1]: 软件的注", lang=HANS, title="软件", front="authors: [萧汉]"
    )
    site.notes("a", "- {id: x, quote: 软件, kind: fact, text: {zh-Hans: 说软件}}")
    site.write("content/pages/about/zh-Hans.md", "---\ntitle: 关于\n---\n\n软件。\n").build()
    assert site.text_of("zh-hant/a/", "h1") == "軟體"
    assert site.text_of("zh-hant/a/", "#p1 .text") == "訓練軟體，用模型。"
    assert [a.get("data-term") for a in site.select("zh-hant/a/", "#p1 a.term")] == ["n"]
    assert "說軟體" in site.text_of("zh-hant/a/", "#note-x")
    assert site.text_of("zh-hant/a/", "#note-x .quote") == "軟體"
    assert site.text_of("zh-hant/a/", "#footnotes li div") == "軟體的注"
    site.shows("zh-hant/a/", "蕭漢", "說軟體模型").shows("zh-hant/about/", "軟體。", "關於")
    site.lacks("zh-hant/a/", "尚未翻譯").lacks("zh-hant/about/", "尚未翻譯")


def test_a_language_without_an_edition(tmp_path: Path) -> None:
    """The best translation stands beside the source also if its language has no edition."""
    site = write(Site(tmp_path), "a", HANT, ("fr",)).build()
    assert [e.get("lang") for e in site.select("zh-hant/a/", "#p1 .counterpart")] == ["fr"]
    assert [e.get("lang") for e in site.select("en/a/", "#p1 .counterpart")] == [HANT]
