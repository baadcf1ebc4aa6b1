"""Notes on titles and on footnotes: tied as in passages, shown on the article's page only, with a way back."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from testbed import Site, said_by

from yizhu.content.articles import read_article
from yizhu.content.faults import Faults
from yizhu.content.model import ArticleFolder, Source

ARTICLE = "軟體甲[^1]乙[^x]。也有^[行內的話]。\n\n[^1]: 腳注說軟體，軟體也說。\n[^x]: 第二條$x$。\n"
ENGLISH = "Software A[^1] B.\n\n[^1]: The note says software, and software says.\n"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """An article with a note on its title, its text and each of its footnotes; the translation lacks two of these."""
    site = Site(tmp_path_factory.mktemp("titles"))
    site.article("a", ARTICLE, title="軟體與人工智慧：訪談")
    site.article("a", ENGLISH, lang="en", title="'Software and AI: an interview'", front="status: draft")
    return site.notes("a", NOTES).build()


NOTES = """
- {id: whole, quote: 訪談, kind: fact, text: {zh-Hant: 注, en: x}}
- {id: title, quote: 軟體, in: title, quotes: {en: Software}, kind: fact, text: {zh-Hant: 注, en: x}}
- {id: text, quote: 軟體, kind: fact, text: {zh-Hant: 注, en: x}}
- {id: note, quote: 軟體, in: footnotes, after: 也說, quotes: {en: {before: and, quote: software}}, kind: fact, text: {zh-Hant: 注, en: x}}
- {id: second, quote: 第二條x, kind: fact, text: {zh-Hant: 注, en: x}}
- {id: inline, quote: 行內, kind: fact, text: {zh-Hant: 注, en: x}}
"""


@pytest.mark.parametrize(
    ("edition", "noted"),
    [
        (
            "zh-hant",
            {
                "title": "軟體",
                "whole": "訪談",
                "text": "軟體",
                "note": "軟體",
                "second": "第二條",
                "inline": "行內",
            },
        ),
        (
            "zh-hans",
            {
                "title": "软件",
                "whole": "访谈",
                "text": "软件",
                "note": "软件",
                "second": "第二条",
                "inline": "行内",
            },
        ),
    ],
)
def test_words_of_titles_and_footnotes_are_marked(site: Site, edition: str, noted: dict[str, str]) -> None:
    """In the article's heading and its own list of footnotes, in either script, numbered in the order of the page."""
    page = f"{edition}/a/"
    marks = site.select(page, "h1 .noted, .text .noted, #footnotes .noted")
    told = {one.get("data-note"): said_by(one) for one in marks}
    assert {id: words for id, words in told.items() if words.startswith(noted[id])} == told
    assert list(told) == ["title", "whole", "text", "note", "second", "inline"]
    order = [
        one.get("data-note")
        for one in site.select(page, "h1 .note-ref, .text .note-ref, #footnotes .note-ref")
    ]
    assert order == list(told)


@pytest.mark.parametrize("edition", ["zh-hant", "zh-hans", "en"])
def test_there_is_a_way_back(site: Site, edition: str) -> None:
    """Each number is there once by its id, and each note leads to it; one whose footnote is not translated leads nowhere."""
    html = site.page(f"{edition}/a/")
    ids = re.findall(r' id="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert {link for link in re.findall(r'href="#([^"]+)"', html) if link not in ids} == set()
    back = {link.rpartition("-")[2] for link in re.findall(r'note-number"[^>]* href="#(nr-[^"]+)"', html)}
    assert back == {"whole", "title", "text", "note"} | (set() if edition == "en" else {"second", "inline"})


def test_in_a_translation(site: Site) -> None:
    """The number follows the words that quotes: gives, in the title and in the footnote of that name, or what is proposed."""
    (heading,) = site.select("en/a/", "h1")
    assert "".join(heading.itertext()) == "Software1 and AI: an interview2"
    assert "and software4 says" in "".join(site.select("en/a/", "#footnotes li")[0].itertext())
    quotes = [said_by(one) for one in site.select("en/a/", ".note .quote")]
    assert quotes[:2] == ["Software", "Software and AI: an interview"]


def test_the_title_is_plain_elsewhere(site: Site) -> None:
    """In lists, feeds, the sheet, the pages' own titles and what machines read it has no numbers."""
    for address in ("zh-hant/", "zh-hant/feed.xml", "zh-hant/a/sheet/", "zh-hant/search/"):
        site.lacks(address, "note-title", 'data-note="title"')
    assert site.select("zh-hant/a/", "title")[0].text.startswith("軟體與人工智慧：訪談")
    site.shows("zh-hant/a/", '"headline":"軟體與人工智慧：訪談"')


@pytest.mark.parametrize(
    ("entry", "told", "help"),
    [
        ("quote: 軟件, in: title", "does not stand in the title of a/zh-Hant.md", "軟體 (the title)"),
        ("quote: 也說了, in: footnotes", "does not stand in the footnotes of", "([^1])"),
        ("quote: 說, in: footnotes", "stands 2 times in the source text ([^1], [^1])", "after:"),
        ("quote: 訪談, in: text", "does not stand in the passages of", ""),
        ("quote: 訪談, in: heading", "heading", "title"),
        (
            "quote: 訪談, quotes: {en: Talks}",
            "Talks does not stand in what answers the title in",
            "(the title)",
        ),
        (
            "quote: 腳注, quotes: {en: Softwares}",
            "Softwares does not stand in what answers [^1] in",
            "([^1])",
        ),
    ],
)
def test_what_is_not_there_is_told(entry: str, told: str, help: str) -> None:
    """By its place, with the nearest words of the part that is meant."""
    texts = (
        ("zh-Hant", Source("a/zh-Hant.md", f"---\ntitle: 軟體：訪談\n---\n\n{ARTICLE}")),
        ("en", Source("a/en.md", f"---\ntitle: Talk on software\nstatus: draft\n---\n\n{ENGLISH}")),
    )
    notes = Source("a/notes.yaml", f"- {{id: n, {entry}, kind: fact, text: {{zh-Hant: 注}}}}\n")
    with pytest.raises(Faults) as raised:
        read_article(ArticleFolder("a", "a", texts, notes, (), ("zh-Hant", "en")))
    (fault,) = raised.value.faults
    assert (fault.place.path, fault.place.line) == ("a/notes.yaml", 1)
    assert told in fault.problem
    assert help in fault.help


def test_what_a_passage_says_comes_first(tmp_path: Path) -> None:
    """A quote that stands in the text is tied there, though the title says it too: no note of before moves."""
    made = Site(tmp_path).article("a", "軟體。", title="軟體")
    made.notes("a", "- {id: n, quote: 軟體, kind: fact, text: {zh-Hant: 注, en: x}}").build()
    assert not made.select("zh-hant/a/", "h1 .note-ref")
    assert made.select("zh-hant/a/", "#p1 .note-ref")
