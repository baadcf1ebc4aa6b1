"""What pages say about themselves to machines: JSON-LD, Open Graph, the sitemap."""

from __future__ import annotations

import json
import struct
from collections.abc import Iterator
from typing import Any

import pytest
from lxml import etree
from testbed import REPO, Site

from yizhu.content.config import parse_config
from yizhu.site.page_model import Page, RootBody, SitemapBody
from yizhu.site.page_parts import Frame
from yizhu.site.sitemap import SitemapAddress, make_sitemaps

BASE = "https://example.org/yizhu/"
FRONT = """published: 2025-01-02
posted: 2025-02-03
authors: [王一]
publication: {name: 報, url: "https://bao.example/"}
source_url: https://bao.example/1
rights: 權利屬報
subtitle: 副題
tags: [甲]"""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """An article with all that can be stated, one without a translation and with nothing stated, two terms."""
    site = Site(tmp_path_factory.mktemp("told"))
    site.write("theme/img/card.png", (REPO / "theme/img/card.png").read_bytes())
    site.glossary(
        "- {id: d, forms: {zh-Hant: [蒸餾, 蒸], en: [distillation]}, definition: {zh-Hant: 說明, en: so}}\n"
        "- {id: m, forms: {zh-Hant: [模型], en: [model]}}"
    )
    site.article("a", "蒸餾模型。", front=FRONT)
    site.article("a", "Distillation.", lang="en", title="First", front="status: draft\ntranslators: [Eve]")
    return site.article("b", "模型。", title="第二").build()


def data_of(site: Site, address: str) -> dict[str, Any]:
    [script] = site.select(address, "script[type='application/ld+json']")
    told: dict[str, Any] = json.loads(script.text)
    return told


def test_an_article(told: Site) -> None:
    """All that is stated, each by its own name: the page's publisher is not the original's."""
    data = data_of(told, "zh-hant/a/")
    assert data["@id"] == data["url"] == data["mainEntityOfPage"] == f"{BASE}zh-hant/a/"
    assert (data["@type"], data["inLanguage"], data["datePublished"]) == ("Article", "zh-Hant", "2025-02-03")
    assert data["author"] == [{"@type": "Person", "name": "王一"}]
    assert data["copyrightNotice"] == "權利屬報"
    assert data["publisher"]["url"] == BASE
    assert data["isBasedOn"] == {
        "@type": "Article",
        "inLanguage": "zh-Hant",
        "url": "https://bao.example/1",
        "publisher": {"@type": "Organization", "name": "報", "url": "https://bao.example/"},
        "datePublished": "2025-01-02",
    }


def test_a_work_and_its_translations_know_each_other(told: Site) -> None:
    """Both ways, by address; the same language in another script is no translation."""
    english = {"@id": f"{BASE}en/a/", "inLanguage": "en"}
    for edition in ("zh-hant", "zh-hans"):
        data = data_of(told, f"{edition}/a/")
        assert data["workTranslation"] == [english]
        assert "translationOfWork" not in data
        assert not {"translator", "creativeWorkStatus"} & set(data)
    data = data_of(told, "en/a/")
    assert data["translationOfWork"] == {"@id": f"{BASE}zh-hant/a/", "inLanguage": "zh-Hant"}
    assert (data["creativeWorkStatus"], data["translator"][0]["name"]) == ("draft", "Eve")
    assert "workTranslation" not in data


def test_what_nobody_stated_is_not_said(told: Site) -> None:
    """No author, no rights, no original, no translation where there is none."""
    for edition in ("zh-hant", "en"):
        data = data_of(told, f"{edition}/b/")
        assert not {"author", "translator", "copyrightNotice", "isBasedOn", "datePublished"} & set(data)
        assert not {"translationOfWork", "workTranslation"} & set(data)


def test_a_glossary_and_its_terms(told: Site) -> None:
    """The set lists its terms, each says of which set it is."""
    terms = data_of(told, "en/glossary/")
    assert (terms["@type"], terms["@id"]) == ("DefinedTermSet", f"{BASE}en/glossary/")
    assert {"@id": f"{BASE}en/glossary/d/"} in terms["hasDefinedTerm"]
    assert len(terms["hasDefinedTerm"]) == 2
    term = data_of(told, "en/glossary/d/")
    assert (term["@type"], term["termCode"], term["name"]) == ("DefinedTerm", "d", "distillation")
    assert term["inDefinedTermSet"]["@id"] == terms["@id"]


def values(data: object) -> Iterator[object]:
    """Everything in it, at any depth."""
    yield data
    for inner in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
        yield from values(inner)


def test_every_object_has_a_type_or_points_at_one(told: Site) -> None:
    """On every page; every address in it is absolute, nothing is empty."""
    for path in told.files():
        if not path.endswith("index.html") or path == "index.html":
            continue
        data = data_of(told, path.removesuffix("index.html"))
        assert data["@context"] == "https://schema.org"
        for value in values(data):
            assert value, path
            if isinstance(value, dict):
                assert "@type" in value or "@id" in value
                for name in ("@id", "url", "image", "mainEntityOfPage"):
                    assert value.get(name, "https://").startswith("https://")


def properties(site: Site, address: str) -> dict[str, list[str]]:
    """Open Graph's properties of a page."""
    found: dict[str, list[str]] = {}
    for meta in site.select(address, "meta[property]"):
        found.setdefault(meta.get("property"), []).append(meta.get("content"))
    return found


def test_open_graph(told: Site) -> None:
    """What a shared link shows: title, kind, languages, date, author, a picture with its size and its words."""
    graph = properties(told, "zh-hant/a/")
    assert graph["og:type"] == ["article"]
    assert graph["og:url"] == [f"{BASE}zh-hant/a/"]
    assert graph["og:locale"] == ["zh_TW"]
    assert graph["og:locale:alternate"] == ["zh_CN", "en_GB"]
    assert graph["article:published_time"] == ["2025-02-03"]
    assert graph["article:author"] == ["王一"]
    assert graph["og:image:alt"][0]
    assert "article:author" not in properties(told, "zh-hant/b/")
    assert properties(told, "en/")["og:type"] == ["website"]


def test_the_shared_picture_is_there(told: Site) -> None:
    """A PNG of the size that is said, small, at the address that is said."""
    graph = properties(told, "en/a/")
    assert graph["og:image"] == [f"{BASE}assets/card.png"]
    picture = (told.out / "assets/card.png").read_bytes()
    size = struct.unpack(">II", picture[16:24])
    assert picture.startswith(b"\x89PNG")
    assert [str(n) for n in size] == graph["og:image:width"] + graph["og:image:height"] == ["1200", "630"]
    assert len(picture) <= 20_000


def test_the_front_door_is_the_default_front_page(told: Site) -> None:
    """/ shows what /zh-hant/ shows, and names that as its canonical address; no search engine keeps a lost page."""
    [link] = told.select("", "link[rel=canonical]")
    assert link.get("href") == f"{BASE}zh-hant/"
    assert not told.select("404.html", "link[rel=canonical]")
    assert [m.get("content") for m in told.select("404.html", "meta[name=robots]")] == ["noindex"]


NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


def test_days_in_the_sitemap(told: Site) -> None:
    """The day an article was posted, where that is stated; each address with all editions and x-default."""
    tree = etree.fromstring(told.page("sitemap.xml").encode())
    days = {url.findtext("s:loc", None, NAMES): url.findtext("s:lastmod", None, NAMES) for url in tree}
    assert days[f"{BASE}en/a/"] == "2025-02-03"
    assert days[f"{BASE}en/b/"] is None
    for url in tree:
        tags = [link.get("hreflang") for link in url.findall("x:link", NAMES)]
        assert tags == ["zh-Hant", "zh-Hans", "en", "x-default"]


def test_a_long_sitemap_is_several() -> None:
    """No file lists more than is allowed; sitemap.xml lists the files; nothing is lost."""
    frame = Frame("en", "en", "x", "", (), "", "", "")
    page = Page("", "", frame, "", "", "", "", "", (), (), "", "", RootBody((), ()))
    pages = [SitemapAddress("en", f"{n}/") for n in range(5)]
    config = parse_config("config.yaml", f"title: x\nbase_url: {BASE}\neditions: [{{name: en, lang: en}}]\n")
    made = {one.path: one for one in make_sitemaps(pages, page, config, most=2)}
    assert list(made) == ["sitemap-1.xml", "sitemap-2.xml", "sitemap-3.xml", "sitemap.xml"]
    bodies = {path: one.body for path, one in made.items() if isinstance(one.body, SitemapBody)}
    assert [e.address for e in bodies["sitemap.xml"].entries] == [f"{BASE}{path}" for path in list(made)[:3]]
    listed = [e.address for path in list(made)[:3] for e in bodies[path].entries]
    assert listed == [f"{BASE}en/{n}/" for n in range(5)]
    assert made["sitemap.xml"].template == "sitemap-index.xml"
