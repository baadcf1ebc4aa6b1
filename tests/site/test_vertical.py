"""Chinese in columns: where an article asks for it, and where a reader may."""

from __future__ import annotations

import pytest
from testbed import Site

CHECKED = 'id="writing-vertical" value="vertical" checked'


def _region(site: Site, edition: str) -> str | None:
    return site.select(f"{edition}/a/", ".rows")[0].get("tabindex")


@pytest.mark.parametrize("edition", ["zh-hant", "zh-hans"])
def test_an_article_that_asks_for_columns(site: Site, edition: str) -> None:
    """Both scripts are set in columns, in a region that the keyboard reaches; short numbers stand upright."""
    site.article("a", "3月，2023年。\n\n12人，V3，1.5，A4，12%。", front="writing: vertical").build()
    site.shows(f"{edition}/a/", CHECKED, '<span class="tcy">3</span>月，2023年。')
    site.shows(f"{edition}/a/", '<span class="tcy">12</span>人，V3，1.5，A4，12%。')
    assert _region(site, edition) == "0"


def test_a_translation_is_not_touched(site: Site) -> None:
    """What is in another language stays horizontal; beside it stands the text as it was."""
    site.article("a", "3月。", front="writing: vertical").article("a", "March 3.", lang="en").build()
    site.lacks("en/a/", "writing-vertical", "tcy")
    assert _region(site, "en") is None
    assert site.select("zh-hant/a/", ".counterpart")[0].text_content() == "March 3."


def test_who_may_choose(site: Site) -> None:
    """Readers of Traditional Chinese may always have columns; nobody has them unasked."""
    site.article("a", "3月。").build()
    site.shows("zh-hant/a/", 'id="writing-horizontal" value="horizontal" checked', "writing-vertical")
    site.lacks("zh-hant/a/", CHECKED, "tcy").lacks("zh-hans/a/", "writing-vertical")
    assert _region(site, "zh-hant") is None


def test_a_translation_into_chinese_may_ask(site: Site) -> None:
    """The text that is shown says how it is set."""
    site.article("a", "Well.", lang="en")
    site.article("a", "好。", front="writing: vertical\nstatus: draft").build()
    site.shows("zh-hant/a/", CHECKED).shows("zh-hans/a/", CHECKED)


def test_a_way_of_writing_that_is_none(site: Site) -> None:
    """Another word is a fault at its place."""
    site.article("a", "好。", front="writing: diagonal").fails_with(
        "content/articles/a/zh-Hant.md:3:10", "writing cannot be diagonal"
    )


def test_how_many_columns_a_row_fills(site: Site) -> None:
    """A long row says so: beside columns it is set in several, on paper it may be parted."""
    site.article("a", "短。\n\n" + "長" * 700).article("a", "Short.\n\n" + "long " * 160, lang="en").build()
    assert [row.get("data-columns") for row in site.select("zh-hant/a/", ".passage")] == [None, "3"]
    assert [row.get("data-columns") for row in site.select("en/a/", ".passage")] == [None, "3"]
