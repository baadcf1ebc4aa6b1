"""Formulas on a page: valid, accessible, no wider than the page, and copied as TeX."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest
import testbed
import tools
from playwright.sync_api import Browser

from browser.test_accessible import find_violations
from browser.test_valid import list_errors
from browser.visits import PHONE

LONG = " + ".join(f"x_{{{n}}}^2" for n in range(40))
BODY = rf"""
質能$E=mc^2$，[$\frac12$](https://example.org/)。

$$\begin{{align}} a &= b \tag{{1}} \\ c &= \boxed{{\cancel{{d}}}} \end{{align}}$$

$${LONG}$$

|量|式|
|-|-|
|甲|$\dfrac12 \displaystyle\sum \begin{{pmatrix}}1&2\end{{pmatrix}} \widetilde{{x}} \left\{{\begin{{array}}{{c|c}}1\\\hline 2\end{{array}}\right. \text{{否則}} \sin x \hspace{{1em}} \mathop{{a}}$|
"""


class _Host(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> testbed.Site:
    """An article with formulas of each kind."""
    return testbed.Site(tmp_path_factory.mktemp("formulas")).article("a", BODY).build()


@pytest.fixture
def address(made: testbed.Site) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Host, directory=str(made.out)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/zh-hant/a/"
    server.shutdown()
    server.server_close()


def test_formulas_are_valid(made: testbed.Site) -> None:
    """The Nu HTML checker has nothing to say of what is let through."""
    assert not list_errors(made.out / "zh-hant/a")


def test_formulas_are_read_copied_and_kept_within_the_page(address: str, browser: Browser) -> None:
    """No style is refused by the page's policy, axe finds nothing, a wide formula scrolls by itself, a copy has TeX."""
    page = browser.new_page(**PHONE)
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text))
    page.goto(address)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate("document.querySelector('#p3 math').getBoundingClientRect().width <= innerWidth")
    copied = page.evaluate(
        "() => [...document.querySelectorAll('#p1 .text annotation')].map(one => one.textContent)"
    )
    assert copied == ["E=mc^2", r"\frac12"]
    page.evaluate(tools.axe().read_text("utf-8"))
    assert find_violations(page) == []
    assert complaints == []
    page.close()
