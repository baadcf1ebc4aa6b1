"""The HTML of an article's page, adapted, is what would be rendered for the other place."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from yizhu.content.prose import OBJECT_CHARACTER, Block, Mark, Prose
from yizhu.site.html.adapted import adapt_html
from yizhu.site.html.article import article_links
from yizhu.site.html.marks import LinkContext
from yizhu.site.html.prose import render_html, render_inline

TEXT = "甲<乙>&\"丙'12丁 3.5" + OBJECT_CHARACTER + '戊 id="x" href="#y"己庚'
WORD = st.text("a<>&\"'/#. 蒸=", max_size=6)
HREFS = st.sampled_from(
    [
        "#p2",
        "/b/#p1",
        "../b/",
        "../../x",
        'https://a.example/?a=1&b="2"',
        "mailto:a@b.example",
        "x",
        "//a.example",
    ]
)
KINDS: dict[str, st.SearchStrategy[tuple[tuple[str, str], ...]]] = {
    "strong": st.just(()),
    "code": st.just(()),
    "br": st.just(()),
    "term": st.tuples(st.just(("term", "t")), st.sampled_from([("nth", "1"), ("sense", "s"), ("entry", "t.s")])),
    "sic": st.tuples(st.tuples(st.just("sic"), WORD), st.just(("nth", "2"))),
    "reading": st.tuples(st.tuples(st.just("reading"), WORD)),
    "lang": st.just((("lang", "en"),)),
    "link": st.tuples(st.tuples(st.just("href"), HREFS), st.tuples(st.just("title"), WORD)),
    "noted": st.just((("note", "n"),)),
    "note-ref": st.just((("note", "n"), ("number", "1"), ("kind", "fact"))),
    "changed": st.tuples(st.tuples(st.just("was"), WORD)),
    "footnote": st.sampled_from([(("id", "en-1"), ("number", "1")), (("id", "en-1"), ("number", "1"), ("again", "yes"))]),
    "image": st.tuples(st.just(("src", "a 1.png")), st.tuples(st.just("alt"), WORD)),
}  # fmt: skip


@st.composite
def marks(draw: st.DrawFn) -> Mark:
    """Any mark, anywhere in the text."""
    kind = draw(st.sampled_from(sorted(KINDS)))
    start, end = sorted(draw(st.tuples(*[st.integers(0, len(TEXT))] * 2)))
    return Mark(start, end, kind, draw(KINDS[kind]))


PROSES = st.lists(marks(), max_size=6).map(
    lambda several: Prose(TEXT, (Block("p", 0, 9), Block("p", 9, len(TEXT))), tuple(several))
)
PAGE = article_links("slug", True)
FEED = LinkContext(
    terms="https://site.example/en/glossary/",
    after_term="/",
    home="https://site.example/en/",
    page="https://site.example/en/slug/",
    pictures="https://site.example/assets/articles/slug/",
    is_feed=True,
)


@given(PROSES)
def test_a_feed_shows_what_would_be_rendered_for_it(prose: Prose) -> None:
    """Absolute addresses, corrections in brackets, no ids, no upright numbers."""
    for links in (PAGE, replace(PAGE, ids=False, is_vertical=False)):
        assert adapt_html(str(render_html(prose, links)), FEED) == str(render_html(prose, FEED))
        assert adapt_html(str(render_inline(prose, links)), FEED) == str(render_inline(prose, FEED))


@given(PROSES)
def test_a_second_showing_has_no_ids(prose: Prose) -> None:
    """Nor upright numbers; the page's own showing is unchanged."""
    html, quiet = str(render_html(prose, PAGE)), replace(PAGE, ids=False, is_vertical=False)
    assert adapt_html(html, quiet) == str(render_html(prose, quiet))
    assert adapt_html(html, PAGE) == html
