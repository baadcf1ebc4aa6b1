"""Former addresses lead on, and claim their address like a page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from testbed import Site

from yizhu.check.lint import check
from yizhu.content.faults import Faults
from yizhu.content.links.aliases import find_alias_problem, list_alias_files

EDITIONS = ("zh-hant", "zh-hans", "en")


@pytest.fixture
def site(tmp_path: Path) -> Site:
    site = Site(tmp_path).article("new", "蒸餾。", front="aliases: [old, /2019/05/post.html, en/古, blog/x/]")
    site.glossary("- {id: d, forms: {zh-Hant: [蒸餾]}, aliases: [distil, /t/]}")
    return site.write("content/pages/about/zh-Hant.md", "---\ntitle: 關於\naliases: [info]\n---\n\n字。")


def leads_to(site: Site, path: str) -> str:
    found = re.search(r'http-equiv="refresh" content="0; url=([^"]+)"', site.files()[path].decode())
    assert found
    return found[1]


def test_old_addresses_lead_on(site: Site) -> None:
    """A slug has its address in every edition, a path one address; each leads to the page as it is now."""
    site.build()
    for edition in EDITIONS:
        assert leads_to(site, f"{edition}/old/index.html") == f"../../{edition}/new/"
        assert leads_to(site, f"{edition}/glossary/distil/index.html") == f"../../../{edition}/glossary/d/"
        assert leads_to(site, f"{edition}/info/index.html") == f"../../{edition}/about/"
    assert leads_to(site, "2019/05/post.html") == "../../zh-hant/new/"
    assert leads_to(site, "en/古/index.html") == "../../en/new/"
    assert leads_to(site, "blog/x/index.html") == "../../zh-hant/new/"


def test_a_page_that_leads_on_is_for_nobody_to_find(site: Site) -> None:
    """It names its goal as canonical, holds no script, allows nothing, and stands in no sitemap, feed or list."""
    files = site.build().files()
    text = files["en/old/index.html"].decode()
    assert '<link rel="canonical" href="https://example.org/yizhu/en/new/">' in text
    assert '<meta name="robots" content="noindex">' in text
    assert "default-src 'none'" in text
    assert "<script" not in text
    assert '<a href="../../en/new/">' in text
    for path, content in files.items():
        if path != "_redirects" and path.endswith((".xml", ".html")) and path not in redirects(files):
            assert b"old/" not in content, path


def redirects(files: dict[str, bytes]) -> list[str]:
    return [path for path, content in files.items() if b'http-equiv="refresh"' in content]


def test_hosts_are_told_beside_it(site: Site) -> None:
    """_redirects holds a line for each; what the author's own says comes first."""
    lines = site.build().files()["_redirects"].decode().splitlines()
    assert "/yizhu/en/old/ /yizhu/en/new/ 301" in lines
    assert "/yizhu/2019/05/post.html /yizhu/zh-hant/new/ 301" in lines
    assert "/yizhu/en/%E5%8F%A4/ /yizhu/en/new/ 301" in lines
    site.write("static/_redirects", "/x /y 302").build()
    assert site.files()["_redirects"].decode().splitlines() == ["/x /y 302", "# from aliases:", *lines]


def test_without_aliases_there_is_nothing(site: Site) -> None:
    """A site loses them with their aliases."""
    site.build().article("new", "蒸餾。").glossary("- {id: d, forms: {zh-Hant: [蒸餾]}}").remove(
        "content/pages"
    )
    files = site.build().files()
    assert not redirects(files)
    assert "_redirects" not in files


@pytest.mark.parametrize(
    ("front", "other"),
    [
        ("aliases: [b]", "content/articles/b"),
        ("aliases: [a]", "content/articles/a"),
        ("aliases: [glossary]", "the glossary"),
        ("aliases: [about]", "content/pages/about"),
        ("aliases: [/index.html]", "the site's own index.html"),
        ("aliases: [/x/, /x/index.html]", "an alias in content/articles/a/zh-Hant.md"),
        ("aliases: [/s.html]", "static/s.html"),
        ("aliases: [/en/glossary/d/]", "the term d of the glossary"),
    ],
)
def test_two_claims_to_one_address_are_one_fault(tmp_path: Path, front: str, other: str) -> None:
    """It stands at the alias and names who else has the address."""
    site = Site(tmp_path).article("a", "字。", front=front).article("b", "字。").write("static/s.html", "x")
    site.write("content/pages/about/zh-Hant.md", "---\ntitle: 關於\n---\n\n字。")
    site.glossary("- {id: d, forms: {zh-Hant: [蒸餾]}}")
    with pytest.raises(Faults) as found:
        site.build()
    (fault,) = found.value.faults
    assert str(fault.place).startswith("content/articles/a/zh-Hant.md:3:")
    assert fault.problem.endswith(f"is also claimed by {other}")


HOSTILE = [
    "../x", "a/../b", "//host/x", "javascript:alert(1)", "https://x.org/", "a b", "a\\b", "/.git/x/", "x?y=1", "x#p3",
    "/a//b", "", "/", ".", "x.php", "a\u202eb", "%2e%2e/x", "*", '"><script>', "x/" + "y" * 300,
]  # fmt: skip


@pytest.mark.parametrize("alias", HOSTILE)
def test_what_is_no_address_is_refused(alias: str) -> None:
    """Nothing that leads out of the site, to another one, or means something else to a host."""
    assert find_alias_problem(alias)


@given(st.text(st.sampled_from("ab古./\\-_:*?#%<> \u202e"), max_size=12))
def test_what_is_accepted_stays_within_the_site(alias: str) -> None:
    """Each file of an accepted alias is a page on a plain path below the site."""
    if not find_alias_problem(alias):
        for path, edition in list_alias_files(alias, "", EDITIONS, "en"):
            assert all(part and part.strip(".") == part for part in path.split("/"))
            assert path.endswith((".html", ".htm"))
            assert edition in EDITIONS


def test_a_hostile_alias_is_a_fault_at_its_place(tmp_path: Path) -> None:
    """The fault says what is wrong with the alias, and how one is written."""
    with pytest.raises(Faults) as found:
        Site(tmp_path).article("a", "字。", front="aliases: ['//evil.org/x']").build()
    assert "is not an address of this site: a part of it is empty" in str(found.value)
    assert "help: write an old slug" in str(found.value)


@pytest.mark.parametrize(
    ("path", "text", "place", "address"),
    [
        ("content/articles/z/zh-Hant.md", "aliases: [a, old]", "3:14", "old"),
        ("content/articles/z/zh-Hant.md", "aliases: [new]", "3:11", "new"),
        ("content/pages/b/en.md", "aliases:\n- info", "4:3", "info"),
        ("content/pages/b/en.md", "aliases: [e, e, glossary]", "3:17", "glossary"),
    ],
)
def test_two_claims_are_told_by_check_too(site: Site, path: str, text: str, place: str, address: str) -> None:
    """Build and check name the alias at its own place, though its letters stand in front of it."""
    site.write(path, f"---\ntitle: b\n{text}\n---\n\n字。\n")
    for told in (site.faults(), check(site.root / "config.yaml")):
        [fault] = [fault for fault in told if "claimed" in fault.problem]
        assert (str(fault.place), fault.place.text[fault.place.column - 1 :][:2]) == (
            f"{path}:{place}",
            address[:2],
        )


def test_check_knows_every_claim(site: Site) -> None:
    """Static files, lists and parts of a series claim addresses before anything is built."""
    site.write("static/en/new/index.html", "x").article(
        "tags", "字。", front="tags: [x]\nseries: {id: s, number: 1}"
    )
    site.article("b", "字。", front="series: {id: s, number: 1}")
    site.glossary("- {id: d, forms: {zh-Hant: [蒸餾]}, aliases: [map]}")
    built = {str(fault) for fault in site.faults()}
    assert len(built) == 4
    assert {str(fault) for fault in check(site.root / "config.yaml")} == built
