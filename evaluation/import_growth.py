"""How the time of an import grows with its input: python evaluation/import_growth.py [PART OF A NAME]

Sources that are made to be slow, of 10, 20 and 40 thousand characters, are imported up to the article's text. Prints for
each the processor time and the exponent from the first size to the last (1.0: twice as long takes twice the time). The
exponent says little if the largest size takes less than a tenth of a second. If a source is refused, the fault is
printed. Returns 1 if an exponent is above 1.1, or if an import takes more than a minute.
"""

from __future__ import annotations

import argparse
import math
import signal
import sys
import time
from collections.abc import Callable

from yizhu.content.faults import Faults
from yizhu.importers import article_markdown, draft_from

SIZES = (10_000, 20_000, 40_000)
MOST = 1.1
MINUTE = 60.0
LITTLE = 0.1  # seconds at the largest size

_PROSE = "他說，開源社區的價格越來越便宜，大家都可以用。"
_MADE: dict[str, tuple[str, Callable[[int], str]]] = {
    **{
        f"md, {piece!r}": ("a.md", lambda n, piece=piece: "# 題\n\n" + piece * (n // len(piece)))  # type: ignore[misc]
        for piece in (
            *(
                "![",
                "[",
                "[[",
                "*a ",
                "**",
                "_a_",
                "字\n",
                "字\n\n",
                "> ",
                "- ",
                "1. ",
                "`",
                "<",
                "![](",
                "\\",
                "|",
            ),
            *(
                "[a](",
                "[^1]",
                "[a]{b=",
                "&",
                "***字",
                "~~",
                "字，",
                "# 字\n",
                "* a\n",
                "\t",
                "](",
                "[^1]: a\n",
            ),
            *(
                "<b>",
                "http://a.b ",
                "a@b",
                "|a|\n|-|\n",
                "[a]: b\n",
                "***\n",
                "「",
                "字。",
                ":::\n",
                "$",
                "{",
                "**字**",
            ),
        )
    },
    "md, > nested": (
        "a.md",
        lambda n: "# 題\n\n" + "".join(f"{'> ' * (i % 40)}字\n" for i in range(n // 42)),
    ),
    "md, lists nested": (
        "a.md",
        lambda n: "# 題\n\n" + "".join(f"{'  ' * (i % 40)}- 字\n" for i in range(n // 44)),
    ),
    "md, a table of many columns": (
        "a.md",
        lambda n: "# 題\n\n" + "|a" * (n // 4) + "|\n" + "|-" * (n // 4) + "|\n",
    ),
    "md, front matter of lists": (
        "a.md",
        lambda n: "---\ntitle: 題\ntags: " + "[" * (n // 1) + "\n---\n\n字\n",
    ),
    "md, front matter of keys": (
        "a.md",
        lambda n: "---\ntitle: 題\n" + "".join(f"k{i}: v\n" for i in range(n // 8)) + "---\n\n字\n",
    ),
    "dump, one-word lines": ("a.txt", lambda n: "題\n" + "字詞\n" * (n // 3)),
    "dump, lines of prose": ("a.txt", lambda n: "題目在此\n" + f"{_PROSE}\n" * (n // 24)),
    "dump, speakers": (
        "a.txt",
        lambda n: "題目在此\n" + "".join(f"人{i % 90}：{_PROSE}\n" for i in range(n // 28)),
    ),
    "dump, each its own speaker": (
        "a.txt",
        lambda n: "題目在此\n" + "".join(f"{chr(0x4E00 + i)}某：{_PROSE}\n" for i in range(n // 28)),
    ),
    "dump, one line": ("a.txt", lambda n: "題目在此\n" + _PROSE * (n // 23)),
    "dump, one line without a stop": ("a.txt", lambda n: f"題目在此\n{_PROSE}\n" + "字" * n),
    "dump, spaces": ("a.txt", lambda n: f"題目在此\n{_PROSE}\n" + "字 " * (n // 2)),
    "dump, addresses": ("a.txt", lambda n: f"題目在此\n{_PROSE}\n" + "a@b.c www.a.b " * (n // 14)),
    "dump, brackets": ("a.txt", lambda n: f"題目在此\n{_PROSE}\n" + "（" * n),
    "dump, capitals": ("a.txt", lambda n: f"題目在此\n{_PROSE}\n" + "A" * n),
}


def _page(body: str, head: str = "") -> str:
    return f"<!DOCTYPE html><html><head><title>題目在此</title>{head}</head><body><article><h1>題目在此</h1><p>{_PROSE * 3}</p>{body}</article></body></html>"


def _html(name: str, unit: str, body: Callable[[int], str]) -> None:
    _MADE[f"html, {name}"] = ("a.html", lambda n: _page(body(n // len(unit))))


_html("nested divs", "<div></div>", lambda n: "<div>" * n + _PROSE + "</div>" * n)
_html("unclosed divs", "<div>", lambda n: "<div>" * n + _PROSE)
_html("nested spans", "<span></span>", lambda n: "<span>" * n + _PROSE + "</span>" * n)
_html("unclosed inline tags", "<b><i>", lambda n: "<b><i>" * n + _PROSE)
_html("unclosed links", "<a href=x>a", lambda n: "<a href=x>a" * n)
_html("nested tables", "<table><tr><td>x", lambda n: "<table><tr><td>x" * n)
_html("nested lists", "<ul><li>x", lambda n: "<ul><li>x" * n)
_html("nested quotes", "<blockquote>x", lambda n: "<blockquote>x" * n)
_html("inline tags", "<b>字</b>", lambda n: "<p>" + "<b>字</b>" * n + "</p>")
_html("tiny paragraphs", "<p>字", lambda n: "<p>字" * n)
_html("paragraphs", f"<p>{_PROSE}", lambda n: f"<p>{_PROSE}" * n)
_html("lines with breaks", "字<br>", lambda n: "<div>" + "字<br>" * n + "</div>")
_html("double breaks", "字<br><br>", lambda n: "<div>" + "字<br><br>" * n + "</div>")
_html("links", "<a href='/x'>字</a> ", lambda n: "<p>" + "<a href='/x'>字</a> " * n + "</p>")
_html("links in paragraphs", "<p><a href='/x'>字</a></p>", lambda n: "<p><a href='/x'>字</a></p>" * n)
_html("pictures", "<img src='http://a/b.png'>", lambda n: "<p>" + "<img src='http://a/b.png'>" * n + "</p>")
_html("figures", "<figure><img src=http://a/b.png></figure>",
      lambda n: "<figure><img src=http://a/b.png></figure>" * n)  # fmt: skip
_html("first headings", "<h1>題目1</h1>", lambda n: "".join(f"<h1>題目{i}</h1>" for i in range(n)))
_html("headings", "<h2>字</h2>", lambda n: "<h2>字</h2>" * n)
_html(
    "a row of cells",
    "<td>字</td>",
    lambda n: "<table><tr>" + "<td>字</td>" * n + "</tr><tr><td>字</td></tr></table>",
)
_html(
    "rows",
    "<tr><td>a</td><td>b</td></tr>",
    lambda n: "<table>" + "<tr><td>a</td><td>b</td></tr>" * n + "</table>",
)
_html("list items", "<li>字</li>", lambda n: "<ul>" + "<li>字</li>" * n + "</ul>")
_html("quoted words", "<q>字</q>", lambda n: "<p>" + "<q>字</q>" * n + "</p>")
_html("nested quotations", "<q>", lambda n: "<p>" + "<q>" * n + "字</p>")
_html("footnotes", "<sup><a href='#n1'>1</a></sup>", lambda n: "<p>" + "".join(
    f"字<sup><a href='#n{i}'>{i}</a></sup>" for i in range(n)) + "</p><ol>" + "".join(
    f"<li id='n{i}'>註</li>" for i in range(n)) + "</ol>")  # fmt: skip
_html("classes", " a1", lambda n: "<p class='" + " a1" * n + f"'>{_PROSE}</p>")
_html("an attribute", "a", lambda n: "<p title='" + "a" * n + f"'>{_PROSE}</p>")
_html("attributes", " a12345=b", lambda n: "<p" + "".join(f" a{i:05}=b" for i in range(n)) + f">{_PROSE}</p>")
_html("one letter", "字", lambda n: "<p>" + "字" * n + "</p>")
_html("spaces", " ", lambda n: "<p>字" + " " * n + "字</p>")
_html("preformatted", "x\n", lambda n: "<pre>" + "x\n" * n + "</pre>")
_html("speakers", f"<p><b>甲：</b>{_PROSE}", lambda n: f"<p><b>甲：</b>{_PROSE}" * n)
_html("code", "<code>`</code>", lambda n: "<p>" + "<code>`</code>" * n + "</p>")
_html("ruby", "<ruby>字<rt>z</rt></ruby>", lambda n: "<p>" + "<ruby>字<rt>z</rt></ruby>" * n + "</p>")
_html("stray ends", "</p>", lambda n: "</p>" * n)
_html("comments", "<!--", lambda n: "<!--" * n)
_html("less-than signs", "<", lambda n: "<" * n)
_html("entities", "&amp;", lambda n: "<p>" + "&amp;" * n + "</p>")
for _name, _unit in (("authors", "駐"), ("spaces as an author", " "), ("strokes as an author", "、林悅")):
    _MADE[f"html, {_name}"] = (
        "a.html",
        lambda n, unit=_unit: _page(_PROSE, f"<meta name=author content='{unit * (n // len(unit))}'>"),  # type: ignore[misc]
    )
_MADE["html, many authors"] = (
    "a.html", lambda n: _page(_PROSE, "<meta name=author content='駐駐駐駐駐駐記'>" * (n // 40)))  # fmt: skip
_MADE["html, linked data"] = (
    "a.html", lambda n: _page(_PROSE, "<script type='application/ld+json'>" + "[" * n + "</script>"))  # fmt: skip
_MADE["html, many linked data"] = (
    "a.html",
    lambda n: _page(
        _PROSE,
        '<script type=\'application/ld+json\'>{"@type":"NewsArticle","author":{"name":"林悅"}}</script>'
        * (n // 90),
    ),
)


class Late(BaseException):
    """An import that did not end in a minute."""


def main(arguments: list[str]) -> int:
    """Print the rows. Returns 1 if one grows faster than it may."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("part", nargs="?", default="")
    given = parser.parse_args(arguments)
    worst = 0
    for name in (name for name in _MADE if given.part in name):
        _, sizes, seconds = row(name)
        grown = exponent(sizes, seconds)
        is_bad = seconds[-1] > LITTLE and (grown > MOST or seconds[-1] >= MINUTE)
        worst += is_bad
        timings = " ".join(f"{one:7.3f}" for one in seconds)
        print(f"{timings} s  {grown:4.1f}  {'! ' if is_bad else '  '}{name} {refusal(name)}", flush=True)
    print(f"{worst} grow faster than {MOST}")
    return int(bool(worst))


def rows() -> tuple[tuple[str, tuple[int, ...], tuple[float, ...]], ...]:
    """For each kind of source its name, the sizes and the CPU seconds."""
    return tuple(map(row, _MADE))


def row(name: str) -> tuple[str, tuple[int, ...], tuple[float, ...]]:
    """One kind of source, measured; the largest sizes are left out once an import takes a minute."""
    seconds: list[float] = []
    for size in SIZES:
        took = _timed(name, size)
        seconds.append(took if took > LITTLE else min(took, _timed(name, size)))
        if took >= MINUTE:
            break
    return f"import {name}", SIZES[: len(seconds)], tuple(seconds)


def exponent(sizes: tuple[int, ...], seconds: tuple[float, ...]) -> float:
    """How fast the time grows; infinite if only one size ended in time."""
    if len(sizes) < 2:
        return math.inf
    return math.log(max(seconds[-1], 1e-4) / max(seconds[0], 1e-4)) / math.log(sizes[-1] / sizes[0])


def refusal(name: str) -> str:
    """The fault that the smallest of its kind is refused with; empty: it is imported."""
    try:
        _imported(name, SIZES[0])
    except Faults as found:
        return f"({found.faults[0].problem[:100]})"
    return ""


def _imported(name: str, size: int) -> None:
    file, made = _MADE[name]
    article_markdown(draft_from(made(size).encode(), name=file, lang="zh-Hant"))


def _timed(name: str, size: int) -> float:
    signal.signal(signal.SIGALRM, _late)
    signal.setitimer(signal.ITIMER_REAL, MINUTE)
    began = time.process_time()
    try:
        _imported(name, size)
    except Faults:
        pass
    except Late:
        return MINUTE
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    return time.process_time() - began


def _late(*_: object) -> None:
    raise Late


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
