"""Collect a page's front matter, each field with its evidence; fields the page does not state are left out.

Each field has its own module: ``title``, ``authors``, ``page_dates``, ``publication``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree
from lxml.html import HtmlElement

from yizhu.importers.html.page import HtmlBlock, HtmlPage
from yizhu.importers.html.selectors import choose_one
from yizhu.importers.metadata.authors import find_article_end, find_authors, is_prose
from yizhu.importers.metadata.bold_title import find_bold_title
from yizhu.importers.metadata.bylines import find_byline
from yizhu.importers.metadata.dates import find_dates
from yizhu.importers.metadata.head import (
    FieldEvidence,
    Head,
    TextSpan,
    clean_text,
    find_line,
    read_head,
    read_text,
)
from yizhu.importers.metadata.page_dates import find_published
from yizhu.importers.metadata.persons import fold_name, is_han_name, parse_names
from yizhu.importers.metadata.places import (
    OPENING,
    read_authors,
    read_publication,
    read_published,
    read_source,
    read_title,
)
from yizhu.importers.metadata.publication import (
    find_canonical_address,
    find_declared_language,
    find_marked_source,
    find_original_source,
    find_publisher,
    find_rights,
    find_site_names,
    is_same_publisher,
)
from yizhu.importers.metadata.title import find_title, is_site_name
from yizhu.importers.model.draft import Field, Meta, Speaker
from yizhu.importers.model.profiles import Profile, find_opening

_SUBTITLE = re.compile(
    r"sub-?_?(?:title|head|headline)|standfirst|(?:^|[\s_-])(?:deck?|subline)(?:$|[\s_-])", re.I
)
_CAPTION = re.compile(r"caption|\bphoto|\bpic(?:ture)?[-_]?(?:text|desc)|圖說", re.I)
_LONGEST_SUBTITLE = 150
_ABOVE, _BELOW = 3, 10  # blocks about the title


@dataclass(frozen=True, slots=True)
class PageMeta:
    """What the page states; an empty field is not stated."""

    title: str = ""
    subtitle: str = ""
    authors: tuple[str, ...] = ()
    publication: str = ""  # who published it first
    publication_url: str = ""
    republisher: str = ""  # whose page it is, if the text was first published elsewhere
    published: str = ""  # ISO date
    modified: str = ""
    lang: str = ""  # as the page states it, with the script
    canonical: str = ""
    rights: str = ""  # the page's own words
    is_opening: bool = False  # the title is how the text opens, for want of another
    fields: tuple[Field, ...] = ()  # the evidence: lines and rule


def extract_meta(page: HtmlPage, rules: Profile) -> PageMeta:
    """Return the front matter of a page."""
    head, spans = read_head(page.root), tuple(map(_make_span, page.blocks))
    canonical = find_canonical_address(page.root, head, page.source.text, page.url)
    address = page.url or (canonical.value if canonical else "")
    sites = (*filter(None, (rules.publication,)), *rules.also_named, *find_site_names(head, address))
    title = read_title(page, rules) or find_title(page.root, head, spans, sites, rules.title_suffixes)
    title = title or find_bold_title(page)
    at = _find_title_block(spans, title, page)
    publishers = _publishers(page, head, spans, at, rules)
    several = choose_one(page.root, rules.first_of, address)
    within = several[0] if several else page.root
    published, modified = find_published(page.root, head, spans, at, address)
    people = _behind_label(spans, rules) or read_authors(page, within, rules, sites)
    if not (people or several):
        people = _authors(page, head, spans, at, (*sites, *_paper_names(publishers)))
    facts = {
        "title": title,
        "subtitle": _subtitle(page.root, head, title),
        "authors": people,
        **publishers,
        "published": read_published(page, within, rules) or published,
        "modified": modified,
        "lang": find_declared_language(page.root, head),
        "canonical": canonical,
        "rights": find_rights(page.root, head, spans),
    }
    return _make_page_meta({name: fact for name, fact in facts.items() if fact})


def find_address(page: HtmlPage) -> str:
    """Return the address that the page gives as its own; empty if it gives none."""
    canonical = find_canonical_address(page.root, read_head(page.root), page.source.text, page.url)
    return canonical.value if canonical else ""


def make_front_matter(stated: PageMeta, url: str | None, speakers: tuple[Speaker, ...] = ()) -> Meta:
    """Return the front matter of a draft; the editor's address overrides the page's own."""
    return Meta(
        stated.title,
        stated.publication,
        url or stated.canonical,
        speakers,
        stated.subtitle,
        stated.authors,
        stated.publication_url,
        stated.republisher,
        stated.published,
        stated.modified,
        stated.rights,
    )


def _make_page_meta(facts: dict[str, FieldEvidence]) -> PageMeta:
    stated = {name: fact.value for name, fact in facts.items() if name != "authors"}
    publisher = facts.get("publication")
    return PageMeta(
        **stated,
        is_opening="title" in facts and facts["title"].why.endswith(OPENING),
        authors=facts["authors"].values if "authors" in facts else (),
        publication_url=publisher.values[1] if publisher and len(publisher.values) > 1 else "",
        fields=tuple(
            Field("source_url" if name == "canonical" else name, fact.lines, fact.why)
            for name, fact in facts.items()
            if name != "lang"
        ),
    )


def _make_span(block: HtmlBlock) -> TextSpan:
    linked = sum(len(read_text(link)) for link in block.element.iter("a"))
    is_caption = block.kind == "figure" or _is_caption(block.element)
    bold = sum(len(read_text(one)) for one in block.element.iter("strong", "b"))
    is_bold = block.kind != "heading" and bold >= len(block.text) > 0
    return TextSpan(block.text, block.lines, linked > 0.6 * len(block.text), is_caption, is_bold)


def _is_caption(element: HtmlElement) -> bool:
    around = (element, *list(element.iterancestors())[:2])
    return any(
        one.tag in ("figure", "figcaption") or _CAPTION.search(one.get("class") or "") for one in around
    )


def _find_title_block(spans: Sequence[TextSpan], title: FieldEvidence | None, page: HtmlPage) -> int:
    """Return the number of the title's block; without one, of the first heading, or of the block before prose."""
    key = fold_name(title.value) if title else ""
    texts = [
        (at, fold_name(span.text))
        for at, span in enumerate(spans)
        if key and len(span.text) < 2 * len(key) + 80
    ]
    found = [at for at, text in texts if text == key] or [at for at, text in texts if key in text][:1]
    headings = [at for at in found if not spans[at].is_link]
    mains = [at for at, block in enumerate(page.blocks) if block.element.tag == "h1" and block.text]
    prose = next((at for at, span in enumerate(spans) if is_prose(span)), 0)
    first = [at for at in mains if at < prose] or (mains if len(mains) == 1 else [])
    shown = [at for at in headings if at in mains]  # a bar above the page may say it, too
    return (shown or headings or found or first[-1:] or [max(prose - 1, 0)])[0]


def _elements_near(page: HtmlPage, at: int) -> Iterator[HtmlElement]:
    """Yield the elements around the title, including those that hold only one block."""
    for block in page.blocks[max(0, at - _ABOVE) : at + _BELOW]:
        parent = block.element.getparent()
        if parent is not None and len(parent) == 1:
            yield parent
        yield from block.element.iter(etree.Element)


def _authors(
    page: HtmlPage, head: Head, spans: Sequence[TextSpan], at: int, sites: tuple[str, ...]
) -> FieldEvidence | None:
    end = find_article_end(spans, at)
    after = page.blocks[end].element if end < len(page.blocks) else None
    return find_authors(page.root, head, spans, at, sites, after, _blocks_about(page, spans, at))


def _blocks_about(page: HtmlPage, spans: Sequence[TextSpan], at: int) -> list[HtmlElement]:
    """Return the blocks below the title, up to the first prose, then those above it."""
    prose = next((n for n in range(at + 1, len(spans)) if is_prose(spans[n])), at)
    below = page.blocks[at + 1 : min(prose, at + _BELOW)]
    return [block.element for block in (*below, *page.blocks[max(0, at - _ABOVE) : at])]


def _paper_names(publishers: dict[str, FieldEvidence | None]) -> Iterator[str]:
    """Yield the publishers that are organizations, not persons with a page of their own."""
    return (fact.value for fact in publishers.values() if fact and not is_han_name(fact.value))


def _behind_label(spans: Sequence[TextSpan], rules: Profile) -> FieldEvidence | None:
    """Return the names after a byline opening that the site's own profile lists."""
    for span in spans if rules.bylines else ():
        start = find_opening(span.text, rules.bylines)
        names = parse_names(span.text[len(start) :]) if start and len(span.text) < len(start) + 40 else ()
        if names:
            return FieldEvidence(names, span.lines, f"profile {rules.name}: opens with {start}")
    return None


def _publishers(
    page: HtmlPage, head: Head, spans: Sequence[TextSpan], at: int, rules: Profile
) -> dict[str, FieldEvidence | None]:
    """Return who published the article first and, if different, whose page it is."""
    own = find_publisher(page.root, head)
    if rules.publication:
        home = own.values[1:] if own else ()
        own = FieldEvidence((rules.publication, *home), own.lines if own else (0, 0), f"profile {rules.name}")
    own = read_publication(page, rules) or own
    original = (
        read_source(page, rules)
        or find_original_source(head, spans, at)
        or find_marked_source(_elements_near(page, at))
    )
    if original is None or (
        own and (is_same_publisher(own.value, original.value) or is_site_name(original.value, own.values[:1]))
    ):
        return {"publication": own}
    return {"publication": original, "republisher": own}


def _subtitle(root: HtmlElement, head: Head, title: FieldEvidence | None) -> FieldEvidence | None:
    for linked in head.articles[:1]:
        text = clean_text(linked.node.get("alternativeHeadline"))
        if text and title and fold_name(text) != fold_name(title.value) and len(text) <= _LONGEST_SUBTITLE:
            return FieldEvidence((text,), linked.lines, "alternativeHeadline of the linked data")
    heading = root.find(".//h1")
    beside = [] if heading is None else list(heading.itersiblings())[:3]
    for element in beside:
        if isinstance(element.tag, str) and _SUBTITLE.search(element.get("class") or ""):
            text = read_text(element)
            if 4 <= len(text) <= _LONGEST_SUBTITLE and not find_dates(text) and not find_byline(text):
                return FieldEvidence((text,), find_line(element), "marked as the subtitle")
    return None
