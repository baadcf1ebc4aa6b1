"""Articles that are posted later are held back; the day is an argument, or that of the newest input."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from testbed import Site, yizhu

from yizhu.build.as_of import EARLIEST
from yizhu.build.last_good import LastGood
from yizhu.content.faults import Faults

LONG_AGO, FAR_AHEAD = 86_400, 7_300_000_000  # 1970 and 2201, in seconds


@pytest.fixture
def site(tmp_path: Path) -> Site:
    site = Site(tmp_path).article("now", "字。", front="posted: 2025-01-01")
    return site.article("then", "字。", front="posted: 2200-05-05")


def date_all(site: Site, seconds: int) -> Site:
    for path in (site.root / "content").rglob("*.md"):
        os.utime(path, (seconds, seconds))
    os.utime(site.root / "config.yaml", (seconds, seconds))
    return site


def is_held_back(site: Site) -> bool:
    files = site.files()
    assert "zh-hant/now/index.html" in files
    is_there = "zh-hant/then/index.html" in files
    assert is_there == any(
        b"/then/" in content for path, content in files.items() if path.endswith((".xml", ".html"))
    )
    return not is_there


def test_what_is_posted_later_is_held_back(site: Site) -> None:
    """No page, list, feed or sitemap has it, until the day that it is posted."""
    assert is_held_back(site.build())
    assert is_held_back(site.build(as_of="2200-05-04"))
    assert not is_held_back(site.build(as_of="2200-05-05"))
    assert is_held_back(site.build())


def test_the_newest_input_tells_the_day(site: Site) -> None:
    """Without an argument; and it is never a day before the program was made, whatever an archive says."""
    assert is_held_back(date_all(site, LONG_AGO).build())
    assert site.built is not None
    assert site.built.counts.day == EARLIEST
    assert not is_held_back(date_all(site, FAR_AHEAD).build())


@pytest.mark.parametrize(
    ("front", "is_held"),
    [
        ("published: 2099-01-02", True),
        ("published: 2099-01-02\nposted: 2025-01-01", False),
        ("published: 2024-01-02", False),
    ],
)
def test_the_day_of_publication_stands_in(tmp_path: Path, front: str, is_held: bool) -> None:
    """An article that does not say when it was posted was posted when it was published."""
    site = Site(tmp_path).article("now", "字。").article("then", "字。", front=front)
    assert is_held_back(site.build()) == is_held


@pytest.mark.parametrize("seconds", [LONG_AGO, FAR_AHEAD])
def test_what_was_posted_does_not_depend_on_times(site: Site, tmp_path: Path, seconds: int) -> None:
    """The same inputs give the same bytes, whatever times a disk gives them."""
    site.remove("content/articles/then").build()
    before = site.files()
    other = Site(tmp_path / "other").article("now", "字。", front="posted: 2025-01-01")
    assert date_all(other, seconds).build().files() == before


def test_the_summary_says_what_is_held_back_and_why(site: Site) -> None:
    """By which day, where it is from, and which articles."""
    assert (
        "1 article held back, posted later than 2200-01-01: then\n"
        in yizhu("build", "--as-of", "2200-01-01", cwd=site.root).stdout
    )
    told = yizhu("build", cwd=site.root).stdout
    assert "(the newest input): then; --as-of DATE says otherwise" in told
    assert yizhu("build", cwd=site.root).stdout.splitlines()[1] == told.splitlines()[1]
    assert "held back" not in yizhu("build", "--as-of", "2200-05-05", cwd=site.root).stdout


def test_links_to_what_is_held_back_are_dead(site: Site) -> None:
    """Nothing that is published leads to a page that is not there yet."""
    site.article("now", "見[那](/then/)。", front="posted: 2025-01-01")
    with pytest.raises(Faults, match="leads nowhere"):
        site.build()
    site.build(as_of="2200-05-05")


def test_the_preview_shows_it_with_a_mark(site: Site) -> None:
    """On its page and in lists."""
    site.build(last_good=LastGood())
    assert "Held back until 5 May 2200" in site.page("en/then/index.html")
    assert "Held back until 5 May 2200" in site.page("en/index.html")
    assert "Held back" not in site.page("en/now/index.html")
