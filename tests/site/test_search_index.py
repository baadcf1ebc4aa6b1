"""What a reader can find, and what that costs when an article changes."""

from __future__ import annotations

import json

from testbed import Site

from yizhu.site.search_index import make_han_file

TERM = "- {id: d, forms: {zh-Hant: [蒸餾], en: [distillation, distilled]}, definition: {zh-Hant: 說明}}\n"


def _finds(site: Site, edition: str, name: str) -> list[str]:
    """By what else the line with this name is found."""
    lines = site.select(f"{edition}/search/", "#index li")
    line = next(line for line in lines if line.findtext("a") == name)
    return str(line.get("data-find")).split("|")


def test_a_term_is_found_by_all_its_forms_and_its_sound(site: Site) -> None:
    """Variants, both scripts, all languages, pinyin without tones; ü is typed u or v."""
    site.glossary(TERM + "- {id: g, forms: {zh-Hant: [綠色]}}\n").article("a", "一。").build()
    for edition, name in (("zh-hant", "蒸餾"), ("zh-hans", "蒸馏"), ("en", "distillation")):
        assert {"蒸餾", "蒸馏", "distillation", "distilled", "zhengliu"} <= set(_finds(site, edition, name))
    assert _finds(site, "zh-hant", "綠色")[-2:] == ["luse", "lvse"]


def test_an_article_is_found_by_what_stands_above_it(site: Site) -> None:
    """Title, the other language's title and the summary are shown; subtitle and tags are known."""
    front = "subtitle: 副題\nsummary: 摘要\ntags: [經濟]\npublished: 2025-02-03"
    site.article("a", "一。", title="題目", front=front)
    site.article("a", "One.", lang="en", title="Heading").build()
    site.shows("zh-hant/search/", ">題目</a>", ">Heading</span>", ">摘要</p>", "2025年2月3日")
    assert _finds(site, "zh-hant", "題目") == ["副題", "經濟"]


def test_every_page_leads_to_the_search(site: Site) -> None:
    """A link in the menu, and the page says that one is there."""
    site.glossary(TERM).article("a", "一。").build()
    for address in ("zh-hant/", "zh-hant/a/", "zh-hant/glossary/", "zh-hant/glossary/d/"):
        hrefs = [link.get("href") for link in site.select(address, ".menu a")]
        assert "../" * (address.count("/") - 1) + "search/" in hrefs, address
    here = site.select("zh-hant/search/", ".menu a[aria-current=page]")
    assert [link.text for link in here] == ["搜尋"]


def test_an_edited_body_touches_no_index(site: Site) -> None:
    """However many articles there are, one that is edited rewrites its own pages and no index."""
    for slug in "abc":
        site.article(slug, "貓睡了。")
    before = site.build().files()
    after = site.article("b", "貓醒了。").build().files()
    changed = {
        path for path in after if after[path] != before[path] and not path.endswith(("feed.xml", "feed.json"))
    }
    assert changed == {f"{edition}/b/index.html" for edition in ("zh-hant", "zh-hans", "en")}


def test_an_edited_definition_touches_no_index(site: Site) -> None:
    """What the search page does not show does not rewrite it."""
    before = site.glossary(TERM).article("a", "一。").build().files()
    after = site.glossary(TERM.replace("說明", "另說")).build().files()
    assert after["zh-hant/search/index.html"] == before["zh-hant/search/index.html"]


def test_either_script_finds_the_other() -> None:
    """Each character of the table has one answer, which itself has none; 著 and 着 meet."""
    traditional, simplified = json.loads(make_han_file().content)
    table = dict(zip(traditional, simplified, strict=True))
    assert [table[c] for c in "餾裡裏臺爲著"] == list("馏里里台为着")
    assert len(table) == len(traditional) == len(simplified)
    assert not set("馏里台着") & set(table)
