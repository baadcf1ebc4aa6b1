"""Code whose lines are elements: each is a line, and what only counts them is left out."""

from __future__ import annotations

import pytest
from lxml.html import HTMLParser, document_fromstring

from yizhu.importers.html.to_markdown import markdown_each

MADE = [
    "<pre><code><span>one</span></code><code>  two</code><code><br></code><code>three</code></pre>",
    "<pre><p>one</p><p>  two</p><p></p><p>three</p></pre>",
    "<pre><div>one</div>\n<div>  two</div>\n<div></div>\n<div>three</div></pre>",
    '<pre><code><span style="display:block">one</span><span style="display: block">  two</span>'
    '<span style="display:block"></span><span style="display:block">three</span></code></pre>',
    '<pre><code><span class="line">one</span>\n<span class="line">  two</span>\n<span class="line"></span>\n'
    '<span class="line">three</span></code></pre>',
    '<pre><code><span class="line">one\n</span><span class="line">  two\n</span><span class="line">\n</span>'
    '<span class="line">three\n</span></code></pre>',
    '<pre><span class="lineno">1</span>one\n<span class="lineno">2</span>  two\n<span class="lineno">3</span>\n'
    '<span class="lineno">4</span>three</pre>',
    "<pre><div><span>9</span><b>one</b></div><div><span>10</span><b>  two</b></div><div><span>11</span><b></b></div>"
    "<div><span>12</span><b>three</b></div></pre>",
    '<div class="highlight"><table><tr><td class="gutter"><pre>1\n2\n3\n4</pre></td>'
    '<td class="code"><pre>one\n  two\n\nthree</pre></td></tr></table></div>',
    '<pre class="highlight"><code><table><tbody><tr><td class="gutter gl"><pre class="lineno">1\n2\n3\n4</pre></td>'
    '<td class="code"><pre>one\n  two\n\nthree</pre></td></tr></tbody></table></code></pre>',
    "<pre><table><tr><td>1</td><td>one</td></tr><tr><td>2</td><td>  two</td></tr><tr><td>3</td><td></td></tr>"
    "<tr><td>4</td><td>three</td></tr></table></pre>",
    '<table class="blob"><tr><td data-line-number="1"></td><td>one</td></tr><tr><td></td><td>  two</td></tr>'
    "<tr><td></td><td></td></tr><tr><td></td><td><b>three</b></td></tr></table>",
    "<pre><code><div><span>shell</span><button>Copy</button></div><div>one\n  two\n\nthree</div></code></pre>",
]


@pytest.mark.parametrize("made", MADE)
def test_each_line_of_code_is_a_line(made: str) -> None:
    """However a page parts its lines of code, they come out the same, without numbers, bars and buttons."""
    body = document_fromstring(made, parser=HTMLParser(encoding="utf-8")).find("body")
    assert body is not None
    assert markdown_each([body]) == ("```\none\n  two\n\nthree\n```",)


def test_numbers_that_are_code_stay() -> None:
    """Lines of numbers alone are code, where nothing says that they count lines."""
    body = document_fromstring("<pre><div>1</div><div>2</div></pre>").find("body")
    assert body is not None
    assert markdown_each([body]) == ("```\n1\n2\n```",)
