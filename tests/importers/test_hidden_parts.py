"""What a page hides until a script has run or a reader asks, and what it marks otherwise than by a paragraph."""

from __future__ import annotations

import json

import pytest

from yizhu.importers import article_markdown, draft_from

_ONE = (
    "The river bends twice below the village, and the old bridge is still the only way across it in winter. "
)
_TWO = (
    "Nobody who lives there would call it beautiful, but all of them come back when the market opens in May."
)
_PROSE = f"<p>{_ONE}</p><p>{_TWO}</p>"
_TEXT = f"{_ONE.strip()}\n\n{_TWO}\n"
_DATA = json.dumps({"props": {"post": {"title": "T", "content": _PROSE}}})
_LINKED = json.dumps({"@type": "NewsArticle", "articleBody": f"{_ONE}\n{_TWO}"})

_SAME = {
    "a part that was sent late": f"<main><template id=B:0></template></main><div hidden id=S:0>{_PROSE}</div>",
    "a shadow tree": f"<my-page><template shadowrootmode=open><article>{_PROSE}</article></template></my-page>",
    "what is shown without scripts": f"<div id=app></div><noscript><main>{_PROSE}</main></noscript>",
    "linked data": f"<div id=app></div><script type=application/ld+json>{_LINKED}</script>",
    "data for a script": f"<div id=app></div><script type='application/json'>{_DATA}</script>",
    "a figure about it all": f"<article><figure><div>{_PROSE}<figure><img src=a.png></figure></div></figure></article>",
}

_BESIDE = {
    "a folded part": ("<div class=collapse style='display: none'><p>In 1902.</p></div>", "In 1902."),
    "a box with a title": (
        "<div class=callout><div class=callout-title>Note</div><div style='display:none'><p>Ice.</p></div></div>",
        "> **Note**\n>\n> Ice.",
    ),
    "a button in a sentence": (
        "<p>To see it on the map, press the <button>Next</button> key twice.</p>",
        "press the Next key",
    ),
    "a list by its role": (
        "<div role=list><div role=listitem>a boat</div><div role=listitem>a rope</div></div>",
        "- a boat\n- a rope",
    ),
    "a heading in a wrapper": ("<div><h3>The ford</h3></div><p>Below.</p>", "### The ford"),
    "code that nothing marks": ("<div class=x><div><pre>a = 1</pre></div></div>", "```\na = 1\n```"),
}


def _import(body: str) -> str:
    page = f"<html lang=en><head><title>The bridge</title></head><body>{body}</body></html>"
    return article_markdown(draft_from(page.encode(), name="page.html"))


@pytest.mark.parametrize("where", _SAME)
def test_an_article_is_read_wherever_the_page_has_it(where: str) -> None:
    """An article that waits for a script, in a template, in data or in noscript, is imported like any other."""
    assert _import(_SAME[where]).split("---\n\n", 1)[1].startswith(_TEXT)


@pytest.mark.parametrize("what", _BESIDE)
def test_what_stands_amid_an_article_is_kept(what: str) -> None:
    """Folded parts, boxes, lists, headings and code amid an article are part of it."""
    given, expected = _BESIDE[what]
    assert expected in _import(f"<main><p>{_ONE}</p>{given}<p>{_TWO}</p></main>")


def test_a_teaser_in_data_is_no_article_of_a_page_that_has_one() -> None:
    """The data of a page whose article shows is not read for its text."""
    other = json.dumps({"content": "<p>Another story, on another river. " * 30})
    written = _import(
        f"<main>{_PROSE}<p>{_ONE[:60]}</p></main><script type=application/json>{other}</script>"
    )
    assert "Another story" not in written
