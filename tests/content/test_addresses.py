"""Addresses are checked before anything is made of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from testbed import Site

from yizhu.content.links.addresses import find_address_problem, find_site_address_problem

BAD = [
    "https://[", "https://", "https:///x", "http://exa\u3000mple", "javascript:alert(1)", "https://user:password@a.org/",
    "https://a.org:99999/", "https://a.org:x/", "https://..", "https://a..b/", "https://a.org\\@b.org", "ftp://a.org",
    "//a.org", "https://[::1", "https://[x]/", "https://a<b>.org/", "https://a.org/\u202egnp.", "https://a\u2100b.org",
]  # fmt: skip
GOOD = [
    "https://a.org",
    "http://localhost:8000/x/",
    "https://例子.臺灣/譯注/",
    "http://[::1]:8000/",
    "https://1.2.3.4/",
]


@pytest.mark.parametrize("address", GOOD)
def test_addresses(address: str) -> None:
    """Hosts in any script, with ports, and as numbers, are accepted."""
    assert find_address_problem(address) == find_site_address_problem(address) == ""


@pytest.mark.parametrize("address", BAD)
def test_what_is_no_address_is_a_fault_wherever_it_stands(site: Site, address: str) -> None:
    """It is a fault at its place in the configuration, in front matter and in the glossary."""
    site.article("a", "一", front=f"source_url: '{address}'\npublication: {{name: x, url: '{address}'}}")
    site.glossary(f"- {{id: t, forms: {{en: [x]}}, sources: ['{address}']}}")
    site.write("config.yaml", f"title: x\nbase_url: '{address}'\n")
    site.fails_with("config.yaml:2:11", "base_url is not a web address")
    site.write("config.yaml", "title: x\nbase_url: https://example.org/\n")
    for place in ("articles/a/zh-Hant.md:3:13", "articles/a/zh-Hant.md:4:29", "glossary/terms.yaml:1:39"):
        site.fails_with(f"content/{place}", "not a web address")


@pytest.mark.parametrize(
    "address", ["https://a.org/?x", "https://a.org/#x", "https://a.org/../x", "mailto:a@b.org"]
)
def test_where_a_site_stands(site: Site, address: str) -> None:
    """A site's own address has no query, no fragment and no .. because pages are appended to it."""
    site.write("config.yaml", f"title: x\nbase_url: '{address}'\n").fails_with(
        "config.yaml:2:11", "web address"
    )


@given(st.text() | st.builds("https://{}".format, st.text("[]:@/\\.a1?#% 字\u202e")))
def test_any_text_gets_an_answer(text: str) -> None:
    """Any text is accepted or refused, without a traceback."""
    assert isinstance(find_site_address_problem(text), str)


@pytest.mark.parametrize("fragment", ["p²", "p" + "9" * 5000, "p٣"])
def test_passages_that_are_no_numbers(site: Site, fragment: str) -> None:
    """A passage's number that is no number is a fault, in a link and in from=."""
    site.article("a", f"一[二](#{fragment})")
    assert site.faults()
    site.article("a", "一").article("a", "{from=" + fragment + "}\none", lang="en", front="status: draft")
    assert site.faults()
