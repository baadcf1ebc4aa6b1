"""What templates may call."""

from __future__ import annotations

import pytest
from testbed import Site


def rendered(site: Site, template: str, edition: str = "en") -> str:
    site.write("content/pages/about/en.md", "---\ntitle: A<b>out\n---\n\nWell.\n")
    return (
        site.write("theme/templates/page.html", template).build().page(f"{edition}/about/").removesuffix("\n")
    )


@pytest.mark.parametrize(
    ("edition", "date", "shown"),
    [
        ("en", "2025-02-03", "3 February 2025"),
        ("en", "2025-02", "February 2025"),
        ("en", "2025", "2025"),
        ("zh-hant", "2025-02-03", "2025年2月3日"),
        ("zh-hans", "2025-12", "2025年12月"),
        ("zh-hant", "2025", "2025年"),
    ],
)
def test_dates(site: Site, edition: str, date: str, shown: str) -> None:
    """A day, month or year as the page's language writes it."""
    assert rendered(site, "{{ '" + date + "' | date }}", edition) == shown


def test_values_are_escaped(site: Site) -> None:
    """What an author wrote is text."""
    assert rendered(site, "{{ page.title }}") == "A&lt;b&gt;out"


def test_names_of_languages(site: Site) -> None:
    """A language by its own name, an unknown one by its tag."""
    assert rendered(site, "{{ 'zh-Hant' | lang_name }} {{ 'xx' | lang_name }}") == "繁體中文 xx"


def test_dates_for_machines(site: Site) -> None:
    """RFC 3339, whole."""
    assert rendered(site, "{{ '2025-02-03' | xmldate }} {{ '' | xmldate }}") == (
        "2025-02-03T00:00:00Z 1970-01-01T00:00:00Z"
    )


def test_a_page_knows_its_way(site: Site) -> None:
    """From each page to the site's folder and its edition's."""
    assert rendered(site, "{{ page.root }} {{ page.home }} {{ page.canonical }}") == (
        "../../ ../ https://example.org/yizhu/en/about/"
    )
