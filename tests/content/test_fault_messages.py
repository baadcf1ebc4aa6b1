"""A build reports all faults at once: where, what, and how to mend it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from testbed import Case, Judge, Site, yizhu

from yizhu.content.faults import Faults


def lay_out(site: Site, given: str) -> Site:
    """Write the files of a case."""
    name = ""
    files: dict[str, list[str]] = {}
    for line in given.splitlines():
        if line.startswith("=== "):
            name = line.removeprefix("=== ")
            files[name] = []
        else:
            files[name].append(line)
    for path, lines in files.items():
        site.write(path, "\n".join(lines))
    return site


@pytest.mark.cases("faults")
def test_word_for_word(case: Case, judge: Judge, site: Site) -> None:
    """A build of a case's files reports exactly these faults."""

    def message(given: str) -> str:
        return "\n".join(str(fault) for fault in lay_out(site, given).faults())

    judge.case(case, message)
    assert not site.out.exists()


@pytest.mark.cases("faults")
def test_how_each_reads(case: Case, site: Site) -> None:
    """Each fault has a place, its line, a caret under the words, and help."""
    found = lay_out(site, case.given).faults()
    assert found
    for fault in found:
        assert re.match(r"[\w./-]+(:\d+)?(:\d+)?: \S.*", str(fault))
        assert "\n" not in fault.problem
        assert "\n" not in fault.help
        assert fault.help
        if fault.place.line:
            line = (site.root / fault.place.path).read_text("utf-8").split("\n")[fault.place.line - 1]
            assert fault.place.text == line
        if fault.place.column:
            message = str(fault).split("\n")
            assert _columns(message[2].split("^")[0]) == _columns(
                "    " + fault.place.text[: fault.place.column - 1]
            )


def _columns(text: str) -> int:
    return sum(2 if ord(c) > 0x2E80 else 1 for c in text)


def test_all_at_once_and_no_traceback(site: Site) -> None:
    """The program prints every fault and their number, exits with 1, and writes nothing."""
    site.glossary("- {id: a, forms: {en: [x]}, sea: [b]}").article("a", "一", front="tag: x")
    site.article("b", "[一]{tern=x}").write("content/pages/about/en.md", "x")
    done = yizhu(cwd=site.root)
    assert done.returncode == 1
    assert "4 faults; nothing in the site was changed" in done.stderr
    assert "Traceback" not in done.stderr
    assert not site.out.exists()
    assert yizhu("nonsense", cwd=site.root).returncode == 2


SOUND = "- {id: a, forms: {en: [x]}}"


def broken_page(site: Site) -> None:
    site.write("content/pages/about/en.md", "no front matter")


def dead_link(site: Site) -> None:
    site.article("z", "[一](/nowhere/)")


def unknown_term(site: Site) -> None:
    site.article("y", "[一]{term=nope}")


def broken_theme(site: Site) -> None:
    site.write("theme/nonsense.txt", "x")


def broken_template(site: Site) -> None:
    site.write("theme/templates/article.html", "{{").article("x", "一")


def missing_picture(site: Site) -> None:
    site.article("w", "![一](x.png)")


def dead_see(site: Site) -> None:
    site.write("content/glossary/b.yaml", "- {id: b, forms: {en: [y]}, see: [nope]}")


@pytest.mark.parametrize("first", [broken_page, dead_see, missing_picture])
@pytest.mark.parametrize(
    "second",
    [
        broken_page,
        missing_picture,
        unknown_term,
        dead_link,
        broken_theme,
    ],
)
def test_no_fault_hides_another(
    site: Site, first: Callable[[Site], None], second: Callable[[Site], None]
) -> None:
    """Faults in two files are reported at once."""
    alone = {str(f) for f in _after(site.glossary(SOUND), second)}
    first(site)
    message = {str(f) for f in site.faults()}
    assert alone <= message


def _after(site: Site, step: Callable[[Site], None]) -> tuple[object, ...]:
    step(site)
    found = site.faults()
    assert found
    return found


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("content/articles/a/zh-Hant.md", "---\ntitle: ''\n---\n\n一\n"),
        ("content/articles/a/zh-Hant.md", "---\ntitle: x\nauthors: 甲\n---\n\n一\n"),
        ("content/articles/a/zh-Hant.md", "---\ntitle: x\n---\n"),
        ("content/articles/a/zh-Hant.md", "---\ntitle: x\nspeakers: {A b: 甲}\n---\n\n一\n"),
        ("content/glossary/a.yaml", "- {id: A, forms: {en: [x]}}"),
        ("content/glossary/a.yaml", "a: b"),
        ("content/glossary/a.yaml", "- {id: a, forms: {english: [x]}}"),
    ],
)
def test_every_fault_has_a_mend(site: Site, path: str, text: str) -> None:
    """Every fault has help."""
    found = site.write(path, text).faults()
    assert found
    assert all(fault.help for fault in found)


def test_not_utf8(site: Site) -> None:
    """The fault names the line and the byte."""
    site.write("content/articles/a/zh-Hant.md", b"---\ntitle: x\n---\n\n" + "譯注".encode("big5"))
    site.fails_with("content/articles/a/zh-Hant.md:5", "this is no UTF-8: byte 0x", "help: save it as UTF-8")
    site.remove("content/articles/a").write("config.yaml", b"title: \xff\n")
    site.fails_with("config.yaml:1", "this is no UTF-8")


@pytest.mark.parametrize("slug", ["A", "a_b", "a--b", "甲", "a b", "a.b", "-a"])
def test_folders_that_are_no_addresses(site: Site, slug: str) -> None:
    """An article's or a page's folder is part of an address."""
    site.article(slug, "一").write(f"content/pages/{slug}/en.md", "---\ntitle: x\n---\n\nx\n")
    site.fails_with(f"content/articles/{slug}", "is no address", "help: rename the folder")
    site.fails_with(f"content/pages/{slug}", "is no address")


def test_writing_where_it_would_harm(site: Site) -> None:
    """A build never writes into the content, over it, or over files that it did not make."""
    site.article("a", "一").write("mine/thesis.txt", "x")
    for target in ("content", "content/articles", ".", "mine"):
        with pytest.raises(Faults):
            site.build(out=site.root / target)
    assert (site.root / "mine/thesis.txt").read_text() == "x\n"
    assert sorted(p.name for p in (site.root / "mine").iterdir()) == ["thesis.txt"]


def test_a_theme_is_not_written_over(site: Site) -> None:
    """A build never writes into the site's own theme."""
    site.write("theme/css/a.css", "x").article("a", "一")
    with pytest.raises(Faults):
        site.build(out=site.root / "theme")


def test_what_the_program_says_is_readable_anywhere(site: Site, tmp_path: Path) -> None:
    """A terminal with ASCII only gets a fault, not a traceback."""
    site.article("甲", "一")
    done = yizhu(cwd=site.root, LC_ALL="C", PYTHONUTF8="0", PYTHONIOENCODING="ascii")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
