"""Pictures on pages: figures, captions, widths, and what text and counterpart both show."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from testbed import PNG, Site, as_xml

from yizhu.content.faults import Faults
from yizhu.content.markdown.parser import read_markdown, read_prose
from yizhu.site.html.marks import LinkContext
from yizhu.site.html.prose import render_html


def shown(markdown: str) -> str:
    return str(render_html(read_prose(markdown), LinkContext()))


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("![圖](a.png)", "<figure>{}</figure>"),
        ('![圖](a.png "說 <明>")', "<figure>{}<figcaption>說 &lt;明&gt;</figcaption></figure>"),
        ("![圖](a.png)\\\n**說**明", "<figure>{}<figcaption><strong>說</strong>明</figcaption></figure>"),
        ('![圖](a.png "說")\\\n明', "<figure>{}<figcaption>說<br>明</figcaption></figure>"),
        ("[![圖](a.png)](#p1)", '<figure><a href="#p1">{}</a></figure>'),
        ("> ![圖](a.png)", "<blockquote><figure>{}</figure></blockquote>"),
        ("![圖](a.png) 一", "<p>{} 一</p>"),
        ("一![圖](a.png)", "<p>一{}</p>"),
        ("- ![圖](a.png)", "<ul><li>{}</li></ul>"),
    ],
)
def test_figures(markdown: str, html: str) -> None:
    """A paragraph of one picture, and perhaps of lines below it, is a figure; any other is not."""
    assert shown(markdown) == html.format('<img src="a.png" alt="圖" loading="lazy">')


@pytest.mark.parametrize(
    ("given", "width"), [("50%", "50%"), ("100%", "100%"), ("300px", "300"), ("300", "300"), ('"7%"', "7%")]
)
def test_widths(given: str, width: str) -> None:
    """A width is a percentage or a number of pixels."""
    assert f' width="{width}" ' in shown(f"![圖](a.png){{width={given}}}")
    assert "}" not in shown(f"![圖](a.png){{width={given}}}")


@pytest.mark.parametrize(
    ("braces", "column", "problem"),
    [
        ("{width=0%}", 19, "width cannot be 0%"),
        ("{width=101%}", 19, "width cannot be 101%"),
        ("{width=2em}", 19, "width cannot be 2em"),
        ("{width}", 13, "width cannot be empty"),
        ("{widht=50%}", 13, "no picture attribute widht"),
        ("{term=x}", 13, "no picture attribute term"),
    ],
)
def test_attributes_that_cannot_be(braces: str, column: int, problem: str) -> None:
    """Any other attribute of a picture is a fault at its place, in texts, notes and definitions."""
    with pytest.raises(Faults) as found:
        read_markdown("a.md", f"一\n\n![x](a.png){braces}")
    assert str(found.value).startswith(f"a.md:3:{column}: {problem}")
    with pytest.raises(Faults):
        read_prose(f"![x](a.png){braces}")


@given(st.text('ab \\"<&[]!{}=%*\n', max_size=12), st.text("ab \\<&{}=%*~^\n", max_size=12))
def test_every_figure_is_sound(title: str, below: str) -> None:
    """Whatever stands in a title and below a picture, the page is well-formed and the picture there once."""
    written = title.replace("\\", "").replace('"', "").replace("\n", " ")
    try:
        html = shown(f'![x](a.png "{written}")\\\n{below}')
    except Faults:
        return
    assert len(as_xml(html.replace("<br>", "<br/>").replace('lazy">', 'lazy"/>')).findall(".//img")) == 1


@pytest.fixture
def both(site: Site) -> Site:
    """An article whose text and translation show the same pictures, with their own words."""
    site.article("a", '![圖](i/a.png "軟體")\n\n一![小](b.png)').article(
        "a", '![Figure](./i/a.png "Software")\n\nOne', lang="en", front="status: draft"
    )
    return site.write("content/articles/a/i/a.png", PNG).write("content/articles/a/b.png", PNG).build()


def test_a_picture_of_both_texts(both: Site) -> None:
    """It is marked in the counterpart, with its description and caption there; no other picture is."""
    for edition, told in (
        ("zh-hant", [("圖", None), ("Figure", "twin")]),
        ("en", [("Figure", None), ("圖", "twin")]),
    ):
        figures = both.select(f"{edition}/a/", "#p1 figure")
        assert [(f.find("img").get("alt"), f.find("img").get("class")) for f in figures] == told
    assert [f.findtext("figcaption") for f in both.select("zh-hans/a/", "#p1 figure")] == ["软件", "Software"]
    assert not both.select("en/a/", "#p2 .twin")


def test_pictures_in_feeds(both: Site) -> None:
    """A feed shows it once, at its whole address."""
    feed = both.page("zh-hant/feed.xml")
    assert feed.count("https://example.org/yizhu/assets/articles/a/i/a.png") == 1
    assert "Software" in feed
