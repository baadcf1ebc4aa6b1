"""Editions of one text in each script of Chinese, from any of them."""

from __future__ import annotations

import pytest
from testbed import Site

from yizhu.chinese.script_conversion import can_convert
from yizhu.content.yaml.schema_violations import load_schema

HEAD = "title: {%s: 網誌, en: Log}\nbase_url: https://a.org/x/\neditions:\n"
FROM_HANT = HEAD % "zh-Hant" + (
    "- {name: tw, lang: zh-Hant}\n- {name: cn, lang: zh-Hans, from: zh-Hant}\n"
    "- {name: hk, lang: zh-Hant-HK, from: zh-Hant}\n- {name: en, lang: en}\n"
)
FROM_HANS = HEAD.replace("網誌", "网志") % "zh-Hans" + (
    "- {name: cn, lang: zh-Hans}\n- {name: tw, lang: zh-Hant, from: zh-Hans}\n"
    "- {name: hk, lang: zh-Hant-HK, from: zh-Hans}\n- {name: en, lang: en}\n"
)
FROM_HK = HEAD % "zh-Hant-HK" + (
    "- {name: hk, lang: zh-Hant-HK}\n- {name: cn, lang: zh-Hans, from: zh-Hant-HK}\n"
    "- {name: tw, lang: zh-Hant, from: zh-Hant-HK}\n- {name: en, lang: en}\n"
)


def told(site: Site, edition: str, passage: str = "p1") -> str:
    return site.text_of(f"{edition}/a/", f"#{passage} .text").strip()


def alternates(site: Site, address: str) -> dict[str, str]:
    links = site.select(address, "link[hreflang]")
    return {link.get("hreflang"): link.get("href") for link in links}


def test_from_traditional(site: Site) -> None:
    """Taiwan's text for the mainland in its words and quotation marks, for Hong Kong in its characters."""
    site.write("config.yaml", FROM_HANT)
    site.article("a", "他說：「這裡的軟體看著『群眾』。」", title="裡").build()
    assert told(site, "tw") == "他說：「這裡的軟體看著『群眾』。」"
    assert told(site, "cn") == "他说：“这里的软件看着‘群众’。”"
    assert told(site, "hk") == "他説：「這裏的軟體看着『羣眾』。」"
    assert [site.text_of(f"{e}/a/", "h1") for e in ("tw", "cn", "hk")] == ["裡", "里", "裏"]


def test_from_simplified(site: Site) -> None:
    """The mainland's text for Taiwan in its words, for Hong Kong in its characters, for both in corner brackets."""
    site.write("config.yaml", FROM_HANS)
    site.article("a", "他说：“这里的软件看着‘群众’的头发，3.5万亿。”", lang="zh-Hans", title="里").build()
    assert told(site, "cn") == "他说：“这里的软件看着‘群众’的头发，3.5万亿。”"
    assert told(site, "tw") == "他說：「這裡的軟體看著『群眾』的頭髮，3.5兆。」"
    assert told(site, "hk") == "他説：「這裏的軟件看着『羣眾』的頭髮，3.5萬億。」"
    assert [site.text_of(f"{e}/a/", "h1") for e in ("cn", "tw", "hk")] == ["里", "裡", "裏"]


def test_from_hong_kong(site: Site) -> None:
    """Hong Kong's text in the mainland's characters and quotation marks, in Taiwan's characters."""
    site.write("config.yaml", FROM_HK)
    site.article("a", "他説：「這裏的軟件看着『羣眾』。」", lang="zh-Hant-HK", title="裏").build()
    assert told(site, "hk") == "他説：「這裏的軟件看着『羣眾』。」"
    assert told(site, "cn") == "他说：“这里的软件看着‘群众’。”"
    assert told(site, "tw") == "他說：「這裡的軟件看著『群眾』。」"


def test_each_edition_knows_the_others(site: Site) -> None:
    """hreflang names every edition by its tag, and the page is in its own."""
    site.write("config.yaml", FROM_HANT).article("a", "一").build()
    for edition, lang in (("tw", "zh-Hant"), ("cn", "zh-Hans"), ("hk", "zh-Hant-HK")):
        assert site.tree(f"{edition}/a/").get("lang") == lang
        assert alternates(site, f"{edition}/a/") == {
            "zh-Hant": "https://a.org/x/tw/a/",
            "zh-Hans": "https://a.org/x/cn/a/",
            "zh-Hant-HK": "https://a.org/x/hk/a/",
            "en": "https://a.org/x/en/a/",
            "x-default": "https://a.org/x/tw/a/",
        }
        assert {e.get("lang") for e in site.select(f"{edition}/a/", "#p1 .text")} <= {lang, None}


def test_the_site_in_every_edition(site: Site) -> None:
    """Title, pages and the words of the interface, too."""
    site.write("config.yaml", FROM_HANS).article("a", "一", lang="zh-Hans")
    site.write("content/glossary/t.yaml", "- {id: n, forms: {zh-Hans: [里]}}")
    site.write("content/pages/about/zh-Hans.md", "---\ntitle: 关于\n---\n\n这里的软件\n").build()
    site.shows("tw/", "網誌").shows("hk/", "網誌").shows("cn/", "网志")
    site.shows("tw/about/", "這裡的軟體", "關於").shows("hk/about/", "這裏的軟件", "關於")
    site.shows("cn/", "全部词汇", "香港").shows("tw/", "全部詞彙", "简体").shows("hk/", "全部詞彙", "繁體")


GIVEN = "- {id: n, forms: {zh-Hant: [網路, 網際網路], zh-Hans: [网络, 互联网]}, definition: {%s: %s}}"


def test_a_terms_given_forms(site: Site) -> None:
    """If both forms are given, each text is marked and each edition shows its own form, whichever is the source."""
    site.write("config.yaml", FROM_HANS).glossary(GIVEN % ("zh-Hans", "这里的网络"))
    site.article("a", "网络与互联网", lang="zh-Hans", front="mark: all").build()
    assert told(site, "tw") == "網路與網際網路"
    for edition, forms in (("cn", ["网络", "互联网"]), ("tw", ["網路", "網際網路"])):
        links = site.select(f"{edition}/a/", "#p1 .text a[data-term=n]")
        assert ["".join(link.itertext()) for link in links] == forms
        assert site.text_of(f"{edition}/glossary/n/", "h1").strip().startswith(forms[0])
    site.shows("tw/glossary/n/", "這裡的").shows("hk/glossary/n/", "這裏的")


def test_a_term_of_one_script(site: Site) -> None:
    """If only the source's forms are given, those of every edition are converted from them, also the headword."""
    site.write("config.yaml", FROM_HANS).glossary(
        "- {id: n, forms: {zh-Hans: [这里发现]}, except: [在这里发现]}"
    )
    site.article("a", "这里发现，在这里发现", lang="zh-Hans", front="mark: all").build()
    for edition, headword in (("cn", "这里发现"), ("tw", "這裡發現"), ("hk", "這裏發現")):
        assert site.text_of(f"{edition}/glossary/n/", "h1").strip().startswith(headword)
        links = site.select(f"{edition}/a/", "#p1 .text a[data-term=n]")
        assert ["".join(link.itertext()) for link in links] == [headword]


def test_a_term_of_hong_kong(site: Site) -> None:
    """Hong Kong's edition uses Hong Kong's form of a term if there is one."""
    site.write("config.yaml", FROM_HANT)
    site.glossary("- {id: t, forms: {zh-Hant: [計程車], zh-Hans: [出租车], zh-Hant-HK: [的士]}}")
    site.article("a", "坐計程車", front="mark: all").build()
    assert [told(site, e) for e in ("tw", "cn", "hk")] == ["坐計程車", "坐出租车", "坐的士"]


def test_a_vocabulary_for_hong_kong(site: Site) -> None:
    """A site's vocabulary may hold Hong Kong's words beside the two others."""
    site.write("config.yaml", FROM_HANS)
    site.write("content/vocabulary/own.yaml", "- {zh-Hant: 計程車, zh-Hans: 出租车, zh-Hant-HK: 的士}")
    site.article("a", "坐出租车", lang="zh-Hans").build()
    assert [told(site, e) for e in ("cn", "tw", "hk")] == ["坐出租车", "坐計程車", "坐的士"]


def test_texts_written_for_two_of_them(site: Site) -> None:
    """An edition shows the text written for it; the third edition is converted."""
    site.write("config.yaml", FROM_HANT)
    site.article("a", "這裡的網路").article("a", "此处上网", lang="zh-Hans", front="status: reviewed").build()
    assert [told(site, e) for e in ("tw", "cn", "hk")] == ["這裡的網路", "此处上网", "這裏的網路"]


def test_a_note_in_every_edition(site: Site) -> None:
    """A note's quote and text are localized for each edition, and its number is in each text."""
    site.write("config.yaml", FROM_HANS)
    site.article("a", "这里的软件很好", lang="zh-Hans")
    site.notes("a", "- {id: n, quote: 软件, kind: fact, text: {zh-Hans: 说软件}}").build()
    for edition, quote, text in (
        ("cn", "软件", "说软件"),
        ("tw", "軟體", "說軟體"),
        ("hk", "軟件", "説軟件"),
    ):
        assert quote in site.text_of(f"{edition}/a/", "#note-n .quote")
        assert text in site.text_of(f"{edition}/a/", "#note-n")
        assert [e.text_content() for e in site.select(f"{edition}/a/", "#p1 .noted")] == [quote]


def test_words_too_by_opencc(site: Site) -> None:
    """``convert: s2twp`` converts words by OpenCC's vocabulary, and marks stay on their words."""
    config = FROM_HANS.replace("from: zh-Hans}", "from: zh-Hans, convert: s2twp, vocabulary: none}", 1)
    site.write("config.yaml", config)
    site.article("a", "用**打印机**和**互联网**吗", lang="zh-Hans").build()
    assert [e.text_content() for e in site.select("tw/a/", "#p1 strong")] == ["印表機", "網際網路"]


def test_an_opencc_that_lacks_it(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """The OpenCC in pure Python cannot convert from Taiwan to Hong Kong: a fault, no traceback."""
    monkeypatch.setattr("yizhu.content.config.can_convert", lambda config: False)
    site.write("config.yaml", FROM_HANT).article("a", "一")
    site.fails_with("config.yaml:6:20", "lacks what tw2hk needs", "install the package opencc")


def test_what_opencc_has() -> None:
    """Every configuration that config.yaml accepts works; one that OpenCC lacks is reported as missing."""
    known = load_schema("config")["properties"]["editions"]["items"]["properties"]["convert"]["enum"]
    assert [config for config in known if not can_convert(config)] == []
    assert not can_convert("no-such-configuration")


def test_an_unknown_configuration(site: Site) -> None:
    """A configuration that OpenCC does not have is a fault that names the nearest."""
    site.write("config.yaml", FROM_HANS.replace("from: zh-Hans}", "from: zh-Hans, convert: s2twx}", 1))
    site.article("a", "一", lang="zh-Hans")
    site.fails_with("config.yaml:5:53", "convert cannot be s2twx", "did you mean s2tw")
