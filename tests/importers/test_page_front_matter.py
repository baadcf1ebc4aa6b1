"""The front matter of pages in the manner of Chinese papers: what they state, and nothing that they do not."""

from __future__ import annotations

from typing import Any

import front_matter_mainland  # noqa: F401  (adds its pages)
import front_matter_taiwan  # noqa: F401
import pytest
from front_matter_pages import CASES, PS, P, page

from yizhu.importers.html.page import parse_page
from yizhu.importers.metadata.front_matter import PageMeta, extract_meta, make_front_matter
from yizhu.importers.model.draft import Received
from yizhu.importers.model.profiles import Profile, merge_profiles


def read(html: str, url: str = "", rules: Profile | None = None) -> PageMeta:
    """Return the front matter of a page."""
    return extract_meta(
        parse_page(Received("page.html", html.encode(), "utf-8", html), url), rules or merge_profiles(())
    )


@pytest.mark.parametrize(
    ("html", "url", "stated"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_what_a_page_states(html: str, url: str, stated: dict[str, Any]) -> None:
    """Title, authors, publisher and days are found, in spite of menus, teasers and captions."""
    told = read(html, url)
    assert {key: getattr(told, key) for key in stated} == stated


@pytest.mark.parametrize("html", [case[1] for case in CASES], ids=[case[0] for case in CASES])
def test_each_field_has_its_evidence(html: str) -> None:
    """Each filled field says which rule found it, and on which lines; an empty one does not."""
    told = read(html)
    evident = {field.name for field in told.fields}
    fields = (
        "title",
        "subtitle",
        "authors",
        "publication",
        "republisher",
        "published",
        "modified",
        "rights",
        "canonical",
    )
    assert {name.replace("canonical", "source_url") for name in fields if getattr(told, name)} == evident
    assert all(field.why for field in told.fields)


def test_nothing_is_invented() -> None:
    """A page that states nothing but a text has a title, and no author, day, publisher or rights."""
    told = read(
        f"<html><head><title>題目</title></head><body><h1>題目</h1><p>{P}</p><p>{P}</p></body></html>"
    )
    assert told == PageMeta(title="題目", fields=told.fields)


def test_days_in_captions_and_sentences_are_not_the_texts() -> None:
    """A picture's day, a day that a sentence tells of, and the copyright's year are no day of publication."""
    told = read(
        f"<h1>某事的題目</h1><figure><img src=a.jpg><figcaption>抗議現場，2024年5月20日</figcaption></figure>"
        f"<p>2024年5月19日，他到了台南。</p><p>{P}</p><p>{P}</p><p>© 2024-01-02 某報</p>"
    )
    assert told.published == ""


TEASER = "<time datetime=2025-03-05>5 March 2025</time>"


@pytest.mark.parametrize(
    ("body", "day"),
    [
        (f"<h1>題目</h1><p>{P}</p><aside><article><a>{TEASER}另一篇文章</a></article></aside>", ""),
        (f"<h1>題目</h1><p>{P}</p><div><a href=/b>{TEASER}<span>另一篇文章的標題</span></a></div>", ""),
        (f"<h1>題目</h1><p>Published 2 June 2025</p><p>{P}</p><aside><a>{TEASER}</a></aside>", "2025-06-02"),
        (f"<h1>題目</h1><a href=/a>{TEASER}</a><p>{P}</p>", "2025-03-05"),
        (f"<article><aside>{TEASER}</aside><h1>題目</h1><p>{P}</p></article>", "2025-03-05"),
        (f"<article><p>2 June 2025</p><a href=/c>城市</a><h1>題目</h1><p>{P}</p></article>", "2025-06-02"),
        (f"<p>2 June 2025</p><article><h1>題目</h1><p>{P}</p></article>", ""),
        (
            f"<h1>題目</h1><relative-time datetime=2025-06-02T01:00:00+08:00></relative-time><p>{P}</p>",
            "2025-06-02",
        ),
    ],
)
def test_whose_time_it_is(body: str, day: str) -> None:
    """The time of another article, beside the text or in a link to it, is not the text's; one alone above its title is."""
    assert read(page("<title>題目</title>", body)).published == day


def test_a_day_in_utc_gives_way_to_the_printed_one() -> None:
    """Half past four in the afternoon in London is already tomorrow in Taipei."""
    data = '{"@type": "NewsArticle", "headline": "某事的題目", "datePublished": "2025-02-05T16:30:00Z"}'
    head = f'<script type="application/ld+json">{data}</script>'
    assert read(page(head, f"<h1>某事的題目</h1><p>2025-02-06 00:30</p><p>{P}</p>")).published == "2025-02-06"
    assert read(page(head, f"<h1>某事的題目</h1><p>{P}</p>")).published == "2025-02-05"


E = "This is a paragraph of an article that is long enough to be taken for one, and it ends with a full stop."


@pytest.mark.parametrize(
    ("head", "heading", "title"),
    [
        # The kicker that readers see is another one than the data's.
        (
            "War: He said it all",
            "<h1><span>Elsewhere</span><i>-</i><span>He said it all</span></h1>",
            "He said it all",
        ),
        # Everybody says the whole, kicker and all.
        (
            "Elsewhere: He said it all",
            "<h1><span>Elsewhere:</span> <b>He said it all</b></h1>",
            "Elsewhere: He said it all",
        ),
        # The heading's two parts stand below each other; in its text they touch.
        (
            "Elsewhere / He said it all",
            "<h1><span>Elsewhere</span>He said it all</h1>",
            "Elsewhere / He said it all",
        ),
        # The site calls itself at length, behind a stroke.
        (
            "He said it all - The New and Very Own Evening Standard",
            "<h1>He said it all</h1>",
            "He said it all",
        ),
        # A stroke within a word is none.
        (
            "The 11-year-old ‘sister’ of all | Paper",
            "<h1>The 11-year-old ‘sister’ of all</h1>",
            "The 11-year-old ‘sister’ of all",
        ),
    ],
)
def test_a_kicker_is_told_from_the_headline(head: str, heading: str, title: str) -> None:
    """A title that all state stays whole; if kickers differ or words run together, the headline wins."""
    html = page(
        f'<meta property="og:title" content="{head}"><title>{head}</title>', f"{heading}<p>{E}</p>", "en"
    )
    assert read(html).title == title


@pytest.mark.parametrize(
    ("body", "authors"),
    [
        (f"<p><strong>Mohloai Mpesi</strong></p><p>{E}</p>", ("Mohloai Mpesi",)),
        (f"<p>{E}</p><p><b>Ann Lee/Bo Li</b></p>", ("Ann Lee", "Bo Li")),
        (f"<p>Von Dr. Max Muster</p><p>{E}</p>", ("Dr. Max Muster",)),
        (f"<p>Von der Leyen Takes Over</p><p>{E}</p>", ()),
        (f"<p><strong>Conclusion</strong></p><p>{E}</p>", ()),
        (f"<p><strong>I. Inspiration</strong></p><p>{E}</p>", ()),
        (
            f"<p><strong>Key Takeaways</strong></p><p>{E}</p><p>These takeaways, each a key, are short.</p>",
            (),
        ),
        (f'<p class="author">Author, Ann Lee</p><p>{E}</p>', ("Ann Lee",)),
        (f'<p class="author"><a>Ann Lee, MD</a></p><p>{E}</p>', ("Ann Lee",)),
        (f'<p class="author">Ann Lee Follow</p><p>{E}</p>', ("Ann Lee",)),
        (f'<p class="author">By Ann Lee March 25, 2015</p><p>{E}</p>', ("Ann Lee",)),
        (
            f'<div class="author">By <a href="/b">Ann Lee</a>, Technologist, Example Project</div><p>{E}</p>',
            ("Ann Lee",),
        ),
        (f'<div id="authorization"><a href="/in">Sign In</a></div><p>{E}</p>', ()),
        (f'<p class="byline">Our Foreign Staff</p><p>{E}</p>', ()),
        (f"<p>7. Modular Text Blocks</p><p>{E}</p>", ()),
        (f"<p>Ann Lee</p><p>{E}</p>", ()),
        (f'<p class="byline"><span>Ann</span> <span>Lee</span></p><p>{E}</p>', ("Ann Lee",)),
        (f'<p>{E}</p><button class="followAuthor">Cancel</button>', ()),
    ],
)
def test_a_name_alone(body: str, authors: tuple[str, ...]) -> None:
    """In bold above the first paragraph or below the last it signs the text; elsewhere it may be anything."""
    assert (
        read(page("<title>He said it all</title>", f"<h1>He said it all</h1>{body}", "en")).authors == authors
    )


@pytest.mark.parametrize(
    ("title", "author", "source", "authors", "publication"),
    [
        ("台股大涨_某易财经", "某易", "每日经济新闻", (), "每日经济新闻"),
        ("台股大涨|股市_科技_新波科技_新波网", "新波科技", "新波财经", (), "新波财经"),
        ("台股大涨", "参考信息", "参考信息", (), "参考信息"),
        ("台股大涨_某易财经", "王小明", "經濟日報", ("王小明",), "經濟日報"),
        ("台股大涨 - 王小明的博客", "王小明", "王小明", ("王小明",), "王小明"),
        ("台股大涨", "某易", "某报经授权转载", ("某易",), "某报"),
    ],
)
def test_a_paper_is_nobody(
    title: str, author: str, source: str, authors: tuple[str, ...], publication: str
) -> None:
    """A meta author that is the site, its channel or the source is not an author; a person may be a source."""
    head = f'<title>{title}</title><meta name="author" content="{author}">'
    html = page(head, f"<h1>台股大涨</h1><p>来源：{source}</p><p>{PS}</p><p>{PS}</p>", "zh-Hans")
    found = read(html)
    assert (found.authors, found.publication) == (authors, publication)


TITLE, PROSE = (
    "<h1>A Garden on the Roof</h1>",
    "<p>The garden on the roof is in its eighth year now, and it began with an onion.</p>" * 3,
)


@pytest.mark.parametrize(
    ("about", "authors"),
    [
        ('<div class="byline"><span>By</span><span>by ANN LEE and BO LI</span></div>', ("ANN LEE", "BO LI")),
        ('<a class="article__author">By<span>Ann Lee</span></a>', ("Ann Lee",)),
        ('<div class="author-name">By <a href="/people/ann-lee">Ann Lee</a><span>Staff Writer</span></div>', ("Ann Lee",)),
        ('<div class="byline"><a href="/toireporter/ann">Ann Lee</a> / TNN / Updated: Oct 9, 2019</div>', ("Ann Lee",)),
        ('<div class="author">Written by <a href="https://a.example">Ann Lee</a> in <a href="/v">Valve</a></div>', ("Ann Lee",)),
        ('<div class="byline"><cite>By Ann Lee </cite><span>5 minute Read</span></div>', ("Ann Lee",)),
        ('<p class="author-name">Ann Lee Contributor</p>', ("Ann Lee",)),
        ('<div class="byline-share">by <a rel="author" href="/author/a">Ann Lee</a></div>', ("Ann Lee",)),
        ('<p>By <a href="/author/6956/">Ann Lee</a> – Updated May 4</p>', ("Ann Lee",)),
        ('<p><a href="/authors/ann">Ann Lee</a> on <time>May 4, 2016</time></p>', ("Ann Lee",)),
        ('<p><a href="/users/login">Log In</a> <a href="/tags/x">Green Roofs</a></p>', ()),
        ('<div itemprop="author"><meta itemprop="name" content="Ann Lee"></div>', ("Ann Lee",)),
        ('<span class="author vcard"><a class="url fn n" href="/author/annlee/">annlee</a></span>', ("annlee",)),
        ('<span class="author vcard"><a href="/author/admin/">admin</a></span>', ()),
        ('<a class="nav" href="/2"><h3>Another headline of another text</h3><span class="author-name">Bo Li</span></a>', ()),
        ('<p class="author-date">Fr, 15.05.2020, 07.11 Uhr</p>', ()),
        ('<meta name="author" content="Bo Holdings"><p class="byline">By <a rel="author">Ann Lee</a></p>', ("Ann Lee",)),
        ('<meta property="dc:creator twitter:site_name" content="Ann Lee">', ("Ann Lee",)),
        (
            '<script type="application/ld+json">{"@graph": [{"@type": "Article", "author": {"@id": "#a"}}, '
            '{"@type": "Person", "@id": "#a", "name": "Ann Lee"}]}</script>',
            ("Ann Lee",),
        ),
    ],
)  # fmt: skip
def test_an_author_is_told_from_what_stands_beside(about: str, authors: tuple[str, ...]) -> None:
    """Neither "By", a role, an agency nor the time that it takes to read becomes a person."""
    assert read(f"<html><body><main>{TITLE}{about}{PROSE}</main></body></html>").authors == authors


def test_a_site_may_be_its_authors_own() -> None:
    """A person's name in the host is the author's, unless an organization publishes the page."""
    named = '<meta name="author" content="Ann Lee"><meta property="og:site_name" content="Ann Lee">'
    own = f"<html><head>{named}%s</head><body>{TITLE}{PROSE}</body></html>"
    paper = (
        '<script type="application/ld+json">{"@type": "NewsMediaOrganization", "name": "Ann Lee"}</script>'
    )
    assert read(own % "", "https://annlee.example/roof").authors == ("Ann Lee",)
    assert read(own % paper, "https://annlee.example/roof").authors == ()


@pytest.mark.parametrize(
    "line",
    [
        '<p class="c2 title" id="h.a"><span>城里種菜</span></p>',
        '<p class="MsoTitle"><span>城里種菜</span></p>',
        '<p class="c2"><span class="c1">城里種菜</span></p>',
    ],
)
def test_a_title_that_only_its_style_tells(line: str) -> None:
    """Google Docs and Word write a title as a paragraph in a style, or in bold by a class."""
    sheet = "<style>.c1{font-size:20pt;font-weight:700}.c2{margin:0}</style>"
    told = read(f"<html><head>{sheet}</head><body>{line}<p class=c2><span>{P}</span></p></body></html>")
    assert told.title == "城里種菜"


def test_broken_linked_data_is_passed_over() -> None:
    """Invalid JSON is ignored, and hides nothing of the rest."""
    head = '<script type="application/ld+json">{"@type": "NewsArticle", "headline": </script><title>某事的題目</title>'
    told = read(page(head, f"<h1>某事的題目</h1><p>記者林悅／南市報導</p><p>{P}</p>"))
    assert (told.title, told.authors) == ("某事的題目", ("林悅",))


def test_language_address_and_rights() -> None:
    """As the page states them: the language with its script, the address it wants, the line of rights."""
    head = '<link rel="canonical" href="https://a.example/news/1?x=1"><title>某事的題目</title>'
    told = read(page(head, f"<h1>某事的題目</h1><p>{P}</p><footer>© 2025 某報 版權所有，請勿轉載</footer>"))
    assert (told.lang, told.canonical) == ("zh-Hant", "https://a.example/news/1?x=1")
    assert told.rights == "© 2025 某報 版權所有，請勿轉載"
    assert make_front_matter(told, "https://b.example/2").source_url == "https://b.example/2"
    assert read(page('<link rel="canonical" href="javascript:alert(1)">', P)).canonical == ""
    assert read(page('<link rel="canonical" href="https://a.example/">', P)).canonical == ""


def test_a_profile_knows_better() -> None:
    """The publisher's name, its other names, the title's suffix and the site's own bylines come from its profile."""
    rules = Profile(
        "a",
        ("zh",),
        publication="某報",
        also_named=("某報即時",),
        title_suffixes=(" ~ 某報 …",),
        bylines=("筆者",),
    )
    told = read(
        page("<title>某事的題目 ~ 某報 2025</title>", f"<p>筆者 林悅</p><p>{P}</p><p>作者：某報即時</p>"),
        "",
        rules,
    )
    assert (told.title, told.publication, told.authors) == ("某事的題目", "某報", ("林悅",))
