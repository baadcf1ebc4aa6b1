"""What the site consists of, and what each page carries."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from lxml import etree, html
from testbed import PNG, REPO, Site, said_by, select, twisted

from yizhu.build.pipeline import Options, build

BASE = "https://example.org/yizhu/"


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Two articles, a term, a page, a note, a picture."""
    site = Site(tmp_path_factory.mktemp("small"))
    site.glossary(
        "- {id: d, forms: {zh-Hant: [蒸餾], en: [distillation]}, definition: {zh-Hant: 說明, en: so}, see: [m]}\n"
        "- {id: m, forms: {zh-Hant: [模型], en: [model]}}"
    )
    site.article(
        "a",
        "## 蒸餾\n\n蒸餾模型。看[乙](/b/#p1)。\n\n![圖](x.png)",
        front="published: 2025-01-02\nsummary: 摘要甲",
    )
    site.article("a", "## D\n\nDistillation.\n\n![x](x.png)", lang="en", title="First", front="status: draft")
    site.write("content/articles/a/x.png", PNG)
    site.notes("a", "- {id: n, quote: 模型, kind: fact, text: {zh-Hant: '注，見[丙](/about/)', en: note}}")
    site.article("b", "模型。", title="第二", front="published: 2025-03-04")
    site.write("content/pages/about/zh-Hant.md", "---\ntitle: 關於\n---\n\n關於[蒸餾]{term=d}。\n")
    return site.build()


def pages_of(site: Site) -> list[str]:
    return [path.removesuffix("index.html") for path in site.files() if path.endswith(".html")]


def test_every_address_of_the_contract(small: Site) -> None:
    """The files of the contract, and no others but assets."""
    editions = ("zh-hant", "zh-hans", "en")
    below = (
        "",
        "a/",
        "b/",
        "a/sheet/",
        "b/sheet/",
        "glossary/",
        "glossary/d/",
        "glossary/m/",
        "glossary/map/",
    )
    below += ("search/", "about/")
    expected = {f"{e}/{address}index.html" for e in editions for address in below}
    expected |= {f"{e}/feed.{kind}" for e in editions for kind in ("xml", "json")}
    expected |= {
        f"{e}/{slug}/cite.{kind}" for e in editions for slug in "ab" for kind in ("json", "ris", "bib")
    }
    expected |= {"index.html", "404.html", "sitemap.xml", "robots.txt", ".nojekyll", ".yizhu-site"}
    assert {path for path in small.files() if not path.startswith("assets/")} == expected
    assert small.has("assets/articles/a/x.png")
    assert small.has("assets/yizhu.css")


def test_every_page_is_sound(small: Site) -> None:
    """A language, a title, one h1, no id twice, no a in an a, a policy, no inline script or style."""
    for address in pages_of(small):
        tree, source = small.tree(address), small.page(address)
        assert tree.get("lang"), address
        assert tree.findtext("head/title"), address
        assert len(list(tree.iter("h1"))) == 1, address
        assert not twisted(tree), address
        assert "default-src 'none'" in source, address
        assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:", source), address
        for script in tree.iter("script"):
            assert script.get("src") or script.get("type") == "application/ld+json", address


def test_every_link_leads_somewhere(small: Site) -> None:
    """Every address within the site is a file of it, every fragment an id of its page."""
    assert not dead(small.out)


def dead(out: Path, base: str = BASE) -> list[str]:
    """The links of a built site that lead nowhere."""
    trees = {
        p.relative_to(out).as_posix(): html.document_fromstring(p.read_bytes()) for p in out.rglob("*.html")
    }
    ids = {path: {e.get("id") for e in tree.iter() if isinstance(e.tag, str)} for path, tree in trees.items()}
    wrong = []
    for path, tree in trees.items():
        here = base + path.removesuffix("index.html")
        for element in tree.iter():
            for name in ("href", "src"):
                value = element.get(name) if isinstance(element.tag, str) else None
                if value is None or element.get("rel") == "external":
                    continue
                address = urlsplit(urljoin(here, value))
                told = f"{address.scheme}://{address.netloc}{address.path}"
                if not told.startswith(base):
                    wrong += [f"{path}: {value}"] if address.scheme not in ("mailto", "data") else []
                    continue
                target = unquote(told.removeprefix(base))
                target += "index.html" if target == "" or target.endswith("/") else ""
                known = ids.get(target, {address.fragment})
                if not (out / target).is_file() or (address.fragment and address.fragment not in known):
                    wrong.append(f"{path}: {value}")
    return wrong


def test_the_projects_own_site_is_sound(tmp_path: Path) -> None:
    """The articles that come with Yizhu build; no link of theirs is dead, no id stands twice."""
    from yizhu.content.config import read_config

    out = tmp_path / "out"
    site = Site(tmp_path / "copy")
    for name in ("content", "config.yaml"):
        if (site.root / name).exists():
            site.remove(name)
        (site.root / name).symlink_to(REPO / name)
    build(Options(site.root / "config.yaml", out))
    assert not dead(out, read_config(REPO / "config.yaml").base_url)
    for path in out.rglob("*.html"):
        assert not twisted(html.document_fromstring(path.read_bytes())), path


def test_languages_and_alternates(small: Site) -> None:
    """Each page is in its edition's language and links itself, the others and x-default."""
    tree = small.tree("zh-hans/a/")
    assert tree.get("lang") == "zh-Hans"
    links = {link.get("hreflang"): link.get("href") for link in small.select("zh-hans/a/", "link[hreflang]")}
    assert links == {
        "zh-Hant": f"{BASE}zh-hant/a/",
        "zh-Hans": f"{BASE}zh-hans/a/",
        "en": f"{BASE}en/a/",
        "x-default": f"{BASE}zh-hant/a/",
    }
    assert small.select("zh-hans/a/", "link[rel=canonical]")[0].get("href") == f"{BASE}zh-hans/a/"


def test_switches_are_relative(small: Site) -> None:
    """A page's other editions are reached wherever the site stands."""
    hrefs = [a.get("href") for a in small.select("en/glossary/d/", "a")]
    assert "../../../zh-hant/glossary/d/" in hrefs


def test_terms_and_notes_are_links_on_the_page(small: Site) -> None:
    """A term leads to its entry on the page, a note's number to the note: no script is needed."""
    term = small.select("zh-hant/a/", "#p2 a.term")[0]
    assert (term.get("data-term"), term.get("href")) == ("d", "#g-d")
    ref = small.select("zh-hant/a/", "#p2 a.note-ref")[0]
    assert (ref.get("data-note"), ref.get("href")) == ("n", "#note-n")
    assert small.select("zh-hant/a/", "#note-n")
    assert "說明" in small.text_of("zh-hant/a/", "#g-d")


def test_linked_data(small: Site) -> None:
    """Every article says in JSON-LD what it is."""
    script = small.select("en/a/", "script[type='application/ld+json']")
    told = json.loads(script[0].text)
    assert (told["@type"], told["headline"], told["inLanguage"]) == ("Article", "First", "en")
    assert told["translationOfWork"] == {"@id": f"{BASE}zh-hant/a/", "inLanguage": "zh-Hant"}


def test_lists_begin_with_the_newest(small: Site) -> None:
    """The newest article first, in the list and in the feed."""
    front = small.page("zh-hant/")
    assert front.index("第二") < front.index("摘要甲")
    feed = small.page("zh-hant/feed.xml")
    assert feed.index("第二") < feed.index("摘要甲")


def test_the_front_door_shows_the_default_edition(small: Site) -> None:
    """/ is the default edition's front page."""
    assert small.tree("").get("lang") == "zh-Hant"
    small.shows("", "第二", 'href="zh-hans/"', 'href="en/"')


def test_lost_pages_find_home_from_anywhere(small: Site) -> None:
    """404.html is shown at any address, so its links begin at the site's path."""
    hrefs = [
        e.get("href") or e.get("src") for e in small.tree("404.html").iter() if e.get("href") or e.get("src")
    ]
    local = [h for h in hrefs if not h.startswith(("http", "#", "data:"))]
    assert local
    assert all(h.startswith("/yizhu/") for h in local), local


ATOM = {"a": "http://www.w3.org/2005/Atom"}


def test_the_feed(small: Site) -> None:
    """Atom, with what RFC 4287 wants: ids, dates, authors, whole texts."""
    feed = etree.fromstring(small.page("zh-hant/feed.xml").encode())
    assert feed.findtext("a:id", namespaces=ATOM)
    assert feed.findtext("a:updated", namespaces=ATOM) == "2025-03-04T00:00:00Z"
    entries = feed.findall("a:entry", ATOM)
    assert [e.findtext("a:id", namespaces=ATOM) for e in entries] == [
        f"{BASE}zh-hant/b/",
        f"{BASE}zh-hant/a/",
    ]
    assert all(e.find("a:author/a:name", ATOM) is not None for e in entries)
    assert "蒸餾模型" in html.fromstring(entries[1].findtext("a:content", namespaces=ATOM)).text_content()


def test_addresses_in_the_feed_are_absolute(small: Site) -> None:
    """A feed reader knows no address of ours: every link and picture in an entry is absolute."""
    feed = etree.fromstring(small.page("zh-hant/feed.xml").encode())
    for content in feed.iterfind("a:entry/a:content", ATOM):
        for element in html.fragments_fromstring(content.text):
            for inner in element.iter():
                for name in ("href", "src"):
                    assert (inner.get(name) or "https://").startswith("https://"), inner.get(name)


def test_the_sitemap(small: Site) -> None:
    """Every page with its other editions; the robots are told where it is."""
    tree = etree.fromstring(small.page("sitemap.xml").encode())
    found = [e.text for e in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    assert len(found) == len(set(found)) == 33
    assert f"{BASE}en/glossary/d/" in found
    assert f"{BASE}sitemap.xml" in small.page("robots.txt")


def test_a_page_beside_the_articles(small: Site) -> None:
    """In its language, converted, or said to be missing; its terms lead to the glossary."""
    assert [a.get("href") for a in small.select("zh-hant/about/", "main a.term")] == ["../glossary/d/"]
    assert "关于" in small.text_of("zh-hans/about/", "h1")
    assert small.select("en/about/", ".missing")


def test_footnotes_of_a_page(site: Site) -> None:
    """A page's footnotes are shown on it."""
    site.write("content/pages/about/en.md", "---\ntitle: x\n---\n\nOne[^1].\n\n[^1]: There it is.\n").build()
    site.shows("en/about/", "There it is.")


def test_pictures_of_a_page(site: Site) -> None:
    """A page's picture is there, or a fault."""
    site.write("content/pages/about/en.md", "---\ntitle: x\n---\n\n![x](x.png)\n")
    assert site.faults()


def test_an_empty_site(site: Site) -> None:
    """A site without an article, a term or a page builds all the same."""
    site.build()
    assert not dead(site.out)
    assert site.has("zh-hant/")
    etree.fromstring(site.page("en/feed.xml").encode())


@pytest.fixture
def sensed(site: Site) -> Site:
    """A term of two senses, used in both."""
    site.glossary(
        "- id: q\n  forms: {zh-Hant: [量化], en: [quantization]}\n"
        "  definition: {zh-Hant: 用數目表示。, en: Put in numbers.}\n"
        "  senses:\n"
        "    - {id: model, definition: {zh-Hant: 省位元, en: Fewer **bits**.}, sources: ['https://a.org/m']}\n"
        "    - {id: trading, definition: {zh-Hant: 買賣}, forms: {en: [quant]}}\n"
    )
    site.article("a", "量化。[量化]{term=q.trading}！")
    return site.article("a", "Quantization. A quant!", lang="en", front="status: draft").build()


def test_a_terms_page_shows_all_senses(sensed: Site) -> None:
    """Numbered, each with its anchor, its own forms and sources; what is said of all of them stands first."""
    page = "zh-hant/glossary/q/"
    told = [said_by(e).split() for e in sensed.select(page, "ol.definition li") if e.get("id")]
    assert told == [["省位元", "https://a.org/m"], ["買賣", "quant"]]
    assert [e.get("id") for e in sensed.select(page, "ol.definition li") if e.get("id")] == [
        "sense-model",
        "sense-trading",
    ]
    assert sensed.text_of(page, "div.definition") == "用數目表示。"


def test_every_use_says_its_sense(sensed: Site) -> None:
    """On the term's page, with a link to the definition."""
    uses = sensed.select("en/glossary/q/", ".uses li")
    assert [[a.get("href") for a in select(use, "a.kind")] for use in uses] == [
        ["#sense-model"],
        ["#sense-trading"],
    ]
    assert [select(use, "a.kind")[0].text for use in uses] == ["Sense 1", "Sense 2"]
    assert [said_by(select(use, "mark")[0]) for use in uses] == ["Quantization", "quant"]


def test_the_index_lists_all_senses(sensed: Site) -> None:
    """Under what is said of all; a sense that the language lacks is told in another, and says which."""
    items = sensed.select("en/glossary/", "dd.definition ol li")
    assert [said_by(item) for item in items] == ["Fewer bits.", "買賣"]
    assert items[1].find("span").get("lang") == "zh-Hant"
    assert said_by(sensed.select("en/glossary/", "dd.definition p")[0]) == "Put in numbers."


def test_machines_are_told_all_senses(sensed: Site) -> None:
    """JSON-LD numbers them."""
    [script] = sensed.select("zh-hant/glossary/q/", "script[type='application/ld+json']")
    data = json.loads(script.text)
    assert data["description"] == "用數目表示。 1. 省位元 2. 買賣"
    assert data["sameAs"] == ["https://a.org/m"]
    assert "quant" in data["alternateName"]


def test_pages_with_senses_are_sound(sensed: Site) -> None:
    """No id twice, every link on the page has its target."""
    for address in pages_of(sensed):
        tree = sensed.tree(address)
        assert twisted(tree) == []
        ids = {e.get("id") for e in tree.iter() if isinstance(e.tag, str)}
        assert all(
            a.get("href")[1:] in ids
            for a in select(tree, "a.term") + select(tree, ".uses a")
            if a.get("href", "")[:1] == "#"
        )
