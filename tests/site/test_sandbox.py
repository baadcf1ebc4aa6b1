"""A theme may be a stranger's: its templates run nothing, and end."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from testbed import Site

from yizhu.site.theme import sandbox

REACHES = [
    "page.__class__",
    "page['__class__']",
    "page|attr('__init__')",
    r"page|attr('\x5f\x5finit\x5f\x5f')",
    "[page]|map(attribute='__init__')|first",
    "[page]|map('attr', '__init__')|first",
    "([page]|groupby('__class__')|first).grouper",
    "page.__class__.__init__.__globals__['os'].popen('touch CANARY')",
    "cycler.__init__.__globals__.os.popen('touch CANARY')",
    "self._TemplateReference__context.environment",
    "'{0.__class__.__init__.__globals__}'.format(page)",
    "('{0.__class__}'.format)(page)",
    "('{0.__class__}'|safe).format(page)",
    "'{x.__class__}'.format_map({'x': page})",
    "t.update({'glossary': 'other'})",
    "t.pop('glossary')",
    "lipsum()",
    "[1, 2]|random",
    "(1).to_bytes(9999, 'big')",
]
BOMBS = [
    "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
    "{{ range(10 ** 9)|list }}",
    "{{ 'x' * 10 ** 10 }}",
    "{{ 10 ** 10 * [1] }}",
    "{{ 9 ** (9 ** 9) }}",
    "{{ ([[1]] * 99999)|sum(start=[]) }}",
    "{{ 'x'|center(10000000000) }}",
    "{{ '{:10000000000}'.format(1) }}",
    "{% set n = namespace(x='x' * 99999) %}{% for i in range(60) %}{% set n.x = n.x ~ n.x %}{% endfor %}",
    "{% set n = namespace(x=9) %}{% for i in range(60) %}{% set n.x = n.x * n.x %}{% endfor %}",
    "{% include 'page.html' %}",
    "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}",
    "{% for a in [1] %}" * 60 + "{% endfor %}" * 60,
]


@pytest.fixture
def one(site: Site) -> Site:
    """A site with one page."""
    return site.write("content/pages/about/en.md", "---\ntitle: About\n---\n\nWell.\n")


@pytest.mark.parametrize("payload", REACHES)
def test_templates_reach_nothing_behind_what_they_are_given(one: Site, payload: str) -> None:
    """Neither by attribute, item or filter nor by a format; the fault names the line."""
    one.write("theme/templates/page.html", "a\n{{ " + payload + " }}\n")
    one.fails_with("theme/templates/page.html:2", "the template fails")
    assert not list(one.root.rglob("CANARY"))


@pytest.mark.parametrize(
    ("text", "shown"),
    [("'{n} of {n}'|fmt(n=2)", "2 of 2"), ("'{x.__class__}'|fmt(x=page)", "{x.__class__}")],
)
def test_blanks_are_filled_in_and_no_more(one: Site, text: str, shown: str) -> None:
    """``fmt`` knows names, and asks nothing of a value."""
    one.write("theme/templates/page.html", "{{ " + text + " }}").build()
    assert one.page("en/about/") == f"{shown}\n"


def test_blanks_of_safe_text_take_no_html(one: Site) -> None:
    """What is filled into markup is escaped."""
    one.write("theme/templates/page.html", "{{ ('<b>{n}</b>'|safe)|fmt(n='<i>') }}").build()
    assert one.page("en/about/") == "<b>&lt;i&gt;</b>\n"


def test_a_blank_that_is_not_given_is_told(one: Site) -> None:
    """By its name."""
    one.write("theme/templates/page.html", "{{ '{m}'|fmt(n=1) }}").fails_with(
        "theme/templates/page.html:1", "{m}"
    )


@pytest.mark.skipif(not os.path.exists("/proc/self/statm"), reason="memory is bounded on Linux")
@pytest.mark.parametrize("bomb", BOMBS)
def test_a_page_takes_no_more_than_it_may(one: Site, bomb: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Time, memory and depth without end are faults of the template."""
    one.write("theme/templates/page.html", "").build()  # compiles the other templates, which takes its time
    monkeypatch.setattr(sandbox, "MAX_SECONDS", 0.3)
    monkeypatch.setattr(sandbox, "MAX_MEMORY", 1 << 28)
    [fault] = one.write("theme/templates/page.html", bomb).faults()
    assert fault.place.path == "theme/templates/page.html"
    assert "the template fails" in fault.problem


def test_one_page_without_end_is_enough(one: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """After it no page of the theme is tried: a build of many would last as long as all of them."""
    tried = []
    stop = sandbox._stop
    one.write("theme/templates/page.html", "").build()  # compiles the other templates
    monkeypatch.setattr(sandbox, "MAX_SECONDS", 0.2)
    monkeypatch.setattr(sandbox, "_stop", lambda *given: (tried.append(1), stop(*given)))
    for name in ("b", "c", "d"):
        one.write(f"content/pages/{name}/en.md", "---\ntitle: X\n---\n\nWell.\n")
    one.write("theme/templates/page.html", BOMBS[0])
    assert len(one.faults()) == len(tried) == 1


@pytest.mark.parametrize("file", ["/etc/passwd", "../../config.yaml", "../config.yaml", "page.html/../../x"])
def test_templates_include_their_own_kind(one: Site, file: str) -> None:
    """No file that is not a template of the theme."""
    one.write("theme/templates/page.html", "{% include '" + file + "' %}").fails_with(
        "theme/templates/page.html:1", file
    )


# ---- files -------------------------------------------------------------------------------------------------


def _link(path: Path, target: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.symlink_to(target)


def _outside(one: Site) -> Path:
    folder = one.root.parent / "outside"
    (folder / "img").mkdir(parents=True)
    (folder / "img/secret.txt").write_text("SECRET")
    return folder


@pytest.mark.parametrize(
    ("path", "target"),
    [("theme/img/x.txt", "img/secret.txt"), ("theme/img", "img"), ("theme", "."), ("theme/img/in", "img")],
)
def test_links_that_leave_the_theme(one: Site, path: str, target: str) -> None:
    """A link to a file or folder elsewhere is a fault, and nothing of it is published."""
    _link(one.root / path, _outside(one) / target)
    assert path in str(one.faults())
    assert not list(one.root.glob("site/**/secret.txt"))


@pytest.mark.parametrize("name", ["theme/img/x.png", "theme/templates/page.html", "theme/css/a.css"])
def test_only_files_are_read(one: Site, name: str) -> None:
    """A pipe is a fault, and nobody waits for it."""
    (one.root / name).parent.mkdir(parents=True)
    os.mkfifo(one.root / name)
    one.fails_with(name, "a pipe")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("x.html", "<script>1</script>"),
        ("x.svg", '<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'),
        ("x.svg", '<svg xmlns="http://www.w3.org/2000/svg" onload="1"/>'),
        ("x.svg", "<html><script>1</script></html>"),
        ("x.png", "<script>1</script>"),
        ("x.woff2", "<script>1</script>"),
        ("x.xml", "<x/>"),
        ("noending", "x"),
    ],
)
def test_pictures_of_a_theme_run_nothing(one: Site, name: str, content: str) -> None:
    """What a browser would run on the site's origin is no picture."""
    one.write(f"theme/img/{name}", content).fails_with(f"theme/img/{name}", "")


def test_styles_that_are_no_text(one: Site) -> None:
    """A style sheet or script in another encoding is told with its line."""
    one.write("theme/css/a.css", b"a{}\n\xff").fails_with("theme/css/a.css:2", "no UTF-8")


def test_a_theme_lies_in_the_site(one: Site) -> None:
    """A configuration does not publish another folder's files."""
    _outside(one)
    config = (one.root / "config.yaml").read_text("utf-8")
    one.write("config.yaml", config + "theme: ../outside\n").fails_with(
        "config.yaml:3:8", "outside of the project"
    )
