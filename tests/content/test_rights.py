"""Rights: a page shows the basis on which its text is used, and a text without one is reported."""

from __future__ import annotations

import pytest
from testbed import Site

from yizhu.check.lint import list_warnings


def doubts(site: Site) -> str:
    return "\n".join(map(str, list_warnings(site.root / "config.yaml")))


@pytest.mark.parametrize(
    ("status", "shown"),
    [
        ("licensed", "依授權條款使用"),
        ("public-domain", "公有領域"),
        ("permission", "經權利人同意"),
        ("quotation", "引用"),
        ("unknown", "尚未查明"),
    ],
)
def test_the_page_says_the_status(site: Site, status: str, shown: str) -> None:
    """The page shows the status in the reader's language, then the holder and the basis."""
    site.article("a", "一。", front=f"rights: {{status: {status}, holder: 王一, basis: CC BY 4.0}}").build()
    [line] = site.select("zh-hant/a/", f"[data-rights={status}]")
    assert line.text == f"{shown}：王一; CC BY 4.0"


def test_the_authors_own_line_wins(site: Site) -> None:
    """If the author gives the line itself, holder and basis are not shown a second time."""
    site.article("a", "一。", front="rights: {status: quotation, holder: 王一, text: 權利屬王一}").build()
    [line] = site.select("zh-hant/a/", "[data-rights]")
    assert line.text == "引用：權利屬王一"


def test_a_line_of_text_is_still_enough(site: Site) -> None:
    """A plain line of text needs no status."""
    site.article("a", "一。", front="rights: 權利屬王一").build().shows("zh-hant/a/", "<dd>權利屬王一</dd>")
    assert "rights" not in doubts(site)


def test_unknown_rights_are_not_published(site: Site) -> None:
    """check reports the place, and a strict build stops; a draft may wait."""
    site.article("a", "一。", front="rights: {status: unknown}")
    assert "zh-Hant.md:3:18: the rights to this text are unknown" in doubts(site)
    site.article("a", "一。", front="rights:\n  holder: 王一\n  status: unknown\ndraft: true")
    assert "rights" not in doubts(site)


@pytest.mark.parametrize(
    "given", ["{}", "{holder: 王一}", "{status: mine}", "{status: licensed, owner: 王一}", "[王一]"]
)
def test_what_cannot_be_understood_is_a_fault(site: Site, given: str) -> None:
    """A status is required and one of five; unknown keys are faults."""
    site.article("a", "一。", front=f"rights: {given}").fails_with(
        "content/articles/a/zh-Hant.md:3:9", "rights is not", "permission"
    )
