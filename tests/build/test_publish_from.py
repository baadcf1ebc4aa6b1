"""From which share of its passages on a translation's page counts as published."""

from __future__ import annotations

import json

import pytest
from testbed import CONFIG, Site

BODY = "一。\n\n二。\n\n三。\n\n四。"


def _site(site: Site, status: str, translated: int, config: str = "") -> Site:
    body = "\n\n".join(["One.", "Two.", "Three.", "Four."][:translated])
    site.write("config.yaml", CONFIG + config)
    site.article("a", BODY, front="posted: 2025-03-01").article(
        "a", body, lang="en", front=f"status: {status}"
    )
    return site.article("b", "五。").article("b", "Five.", lang="en", front="status: reviewed").build()


def _is_published(site: Site) -> bool:
    """Is the English page published? All places agree, and the other editions' pages always are."""
    own = "https://example.org/yizhu/en/a/"
    indexed = [not site.select(address, 'meta[name="robots"]') for address in ("en/a/", "en/a/sheet/")]
    told = [
        own in [link.get("href") for link in site.select(address, "link[hreflang]")]
        for address in ("en/a/", "zh-hant/a/", "zh-hans/a/")
    ]
    listed = [
        f"<loc>{own}</loc>" in site.page("sitemap.xml"),
        f"<loc>{own}sheet/</loc>" in site.page("sitemap.xml"),
    ]
    beside = [f'hreflang="en" href="{own}"' in site.page("sitemap.xml")]
    fed = [f"<id>{own}</id>" in site.page("en/feed.xml")]
    work = [own in json.dumps(_json_ld(site, "zh-hant/a/").get("workTranslation", ""))]
    said = {*indexed, *told, *listed, *beside, *fed, *work}
    assert len(said) == 1
    for address in ("zh-hant/a/", "zh-hans/a/", "en/b/"):
        assert not site.select(address, 'meta[name="robots"]')
        site.shows("sitemap.xml", f"<loc>https://example.org/yizhu/{address}</loc>")
    assert site.select("en/", 'h2 a[href="../en/a/"], a[href$="a/"]')
    return said.pop()


def _json_ld(site: Site, address: str) -> dict[str, object]:
    found: dict[str, object] = json.loads(site.select(address, 'script[type="application/ld+json"]')[0].text)
    return found


@pytest.mark.parametrize(
    ("status", "translated", "config", "published"),
    [
        ("reviewed", 4, "", True),
        ("reviewed", 3, "", False),
        ("reviewed", 0, "", False),
        ("draft", 1, "", True),
        ("machine", 1, "", True),
        ("draft", 2, "publish_from: 0.5\n", True),
        ("draft", 1, "publish_from: 0.5\n", False),
        ("reviewed", 2, "publish_from: 0.5\n", True),
        ("machine", 4, "publish_from: {machine: 1, draft: 0.75}\n", True),
        ("machine", 3, "publish_from: {machine: 1, draft: 0.75}\n", False),
        ("draft", 3, "publish_from: {machine: 1, draft: 0.75}\n", True),
        ("reviewed", 3, "publish_from: {machine: 1, draft: 0.75}\n", False),
    ],
)
def test_which_pages_are_published(
    site: Site, status: str, translated: int, config: str, published: bool
) -> None:
    """Below the share of its status a page is noindex, and in no hreflang, feed or sitemap; readers still find it."""
    assert _is_published(_site(site, status, translated, config)) is published


def test_a_draft_that_is_only_begun(site: Site) -> None:
    """A draft without a passage is listed as if it were not there."""
    _site(site, "draft", 0).shows("sitemap.xml", "<loc>https://example.org/yizhu/en/a/</loc>")
    assert not site.select("en/a/", 'meta[name="robots"]')
    assert "workTranslation" not in _json_ld(site, "zh-hant/a/")


def test_an_edition_without_a_translation_is_published(site: Site) -> None:
    """Where no translation is begun, the page shows the original, and is listed as ever."""
    site.article("a", BODY).build().shows("sitemap.xml", "<loc>https://example.org/yizhu/en/a/</loc>")
    assert not site.select("en/a/", 'meta[name="robots"]')


def test_x_default_is_a_published_page(site: Site) -> None:
    """x-default never leads to a page that is not published."""
    _site(site, "reviewed", 1, "default_edition: en\n")
    for address in ("zh-hant/a/", "sitemap.xml"):
        site.shows(address, 'hreflang="x-default" href="https://example.org/yizhu/zh-hant/a/"')
    assert not site.select("en/a/", "link[hreflang=x-default]")


def test_a_status_that_makes_it_published(site: Site) -> None:
    """A change of publish_from alone changes what a warm build says."""
    _site(site, "draft", 1)
    assert _is_published(site)
    site.write("config.yaml", CONFIG + "publish_from: 1\n").build()
    assert not _is_published(site)


def test_what_an_incomplete_translation_is_called(site: Site) -> None:
    """JSON-LD calls a translation incomplete as long as it lacks passages."""
    assert _json_ld(_site(site, "draft", 1), "en/a/")["creativeWorkStatus"] == ["draft", "Incomplete"]
    assert _json_ld(_site(site, "draft", 4), "en/a/")["creativeWorkStatus"] == "draft"


@pytest.mark.parametrize("value", ["1.5", "half", "{proof: 1}", "-1", "true", "{}"])
def test_a_share_that_is_none(site: Site, value: str) -> None:
    """A share lies from 0 to 1; any other value, and any other status, is a fault at its place."""
    site.write("config.yaml", CONFIG + f"publish_from: {value}\n")
    assert [fault.place.line for fault in site.faults()] == [3]
