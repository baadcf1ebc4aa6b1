"""Find who wrote a page: from linked data, meta tags, marked bylines, and the text's own lines.

A Chinese page often names its writer in the text, and only itself in its data: there the text comes first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile

from lxml.html import HtmlElement

from yizhu.chinese.han import has_han
from yizhu.importers.metadata.bylines import Byline, find_byline
from yizhu.importers.metadata.head import FieldEvidence, Head, TextSpan, read_names, read_text
from yizhu.importers.metadata.marked_authors import find_linked_authors, find_marked_authors
from yizhu.importers.metadata.persons import (
    fold_name,
    is_account_name,
    is_han_name,
    is_organisation,
    parse_names,
    remove_site_names,
)

_METAS = (
    *(
        "dc:creator",
        "author",
        "article:author",
        "article:author_name",
        "og:article:author",
        "dc.creator",
        "dcterms.creator",
        "citation_author",
    ),
    *("parsely-author", "sailthru.author", "article:byline", "byl", "byline", "articleauthor", "authors"),
    *("cxenseparse:author", "dcsext.author", "lrt_authors", "mediaid:author", "twitter:creator:name"),
)
_WHOLE_NAMES = r"(?:(?:^|/|, | and )[^\W\d_][\w.'’-]*(?: [^\W\d_][\w.'’-]*){1,3})+"
_SIGNED = 80
_LIBRARIES = ("dc.creator", "dc:creator", "dcterms.creator", "citation_author")
_SURNAME_FIRST = re.compile(r"^([^\W\d_][^,;&]{1,30}), ([^\W\d_][^,;&]{0,30})$")
_LABEL_ALONE = re.compile(
    r"(?:文字|撰文|作者|採訪撰文|采访撰文|採訪|采访|撰稿|記者|记者|口述|執筆|执笔|編譯|编译|文)\s*[／/:：|｜]?"
)
_OWNED = re.compile(r"©|\bcopyright\b|all rights reserved", re.I)
_HOST = re.compile(r"[a-z0-9.-]+")
_WHOLE_NAME = re.compile(r"[A-Z][a-z]+(?: [A-Z]\.?)? [A-Z][a-z]+(?:[A-Z][a-z]+)?")
_NUMBERED = re.compile(r"[IVX]{1,5}\.\s|(?:Part|Chapter|Section|Step)\s", re.I)  # I. Inspiration
_TITLE_CUT = re.compile(r"(?:(?<!\s)\s+)?[|｜_–—-]+\s*")
_TAIL_LENGTH = 14
_ABOVE, _BELOW = 4, 14  # blocks above and below the title in which a byline may be
_TAIL = 4  # blocks behind the last prose
_PROSE = 45  # characters


def find_authors(
    root: HtmlElement,
    head: Head,
    spans: Sequence[TextSpan],
    title: int,
    sites: Iterable[str],
    end: HtmlElement | None = None,
    near: Iterable[HtmlElement] = (),
) -> FieldEvidence | None:
    """Return the authors with the evidence; None if the page names nobody.

    ``end`` follows the article, ``near`` are the blocks about its title.
    """
    sites = tuple(sites)
    linked, metas = _from_linked_data(head, spans, sites), tuple(_from_meta_tags(head, sites))
    shown = [fact for fact in metas if _is_shown(fact.values, spans)]
    marked, printed = find_marked_authors(root, sites, end), _from_bylines(spans, title)
    ways = [linked, shown, marked, metas, find_linked_authors(near), printed]
    if any(has_han(span.text) for span in spans[title : title + 1]):
        parted = _from_parted_bylines(spans, title)
        ways = [printed, parted, linked, marked, metas, find_linked_authors(near)]
    for way in ways:
        for fact in way:
            own = [site for name in fact.values for site in _but_hosts(sites, name, head)]
            if names := remove_site_names(fact.values, (*own, *_names_in_title(root, fact.values))):
                return FieldEvidence(names, fact.lines, fact.why)
    return _from_signature(spans, title)


def _names_in_title(root: HtmlElement, names: tuple[str, ...]) -> tuple[str, ...]:
    """Return site names shortened to the form that ends the <title>: 网易 of 网易财经; never a person's name."""
    title = next(root.iter("title"), None)
    tails = _TITLE_CUT.split(read_text(title))[1:] if title is not None else []
    return tuple(
        name
        for name in names
        if has_han(name)
        and not is_han_name(name)
        and any(name in tail for tail in tails if len(tail) <= _TAIL_LENGTH)
    )


def find_authors_in_text(spans: Sequence[TextSpan], title: int, sites: Iterable[str]) -> FieldEvidence | None:
    """Return the same for text without markup."""
    for fact in _from_bylines(spans, title):
        if names := remove_site_names(fact.values, sites):
            return FieldEvidence(names, fact.lines, fact.why)
    return None


def _is_shown(names: Iterable[str], spans: Sequence[TextSpan]) -> bool:
    """Does a reader see one of the names on the page, other than as the owner of the rights?"""
    folded = {fold_name(name) for name in names}
    texts = (fold_name(span.text) for span in spans if not _OWNED.search(span.text))
    return any(name in text for text in texts for name in folded)


def _is_printed(name: str, spans: Sequence[TextSpan]) -> bool:
    """Does the page print the name just so?"""
    return any(re.search(rf"\b{re.escape(name)}\b", span.text) for span in spans)


def _from_linked_data(
    head: Head, spans: Sequence[TextSpan], sites: tuple[str, ...]
) -> Iterator[FieldEvidence]:
    for linked in head.articles:
        named = _resolve(linked.node.get("author") or linked.node.get("creator"), head)
        said = [
            name for name in read_names(named) if remove_site_names([name], _but_hosts(sites, name, head))
        ]
        names = [name for text in said for name in parse_names(text)]
        names = names or [name for name in said if is_account_name(name) and _is_printed(name, spans)]
        if names:
            yield FieldEvidence(tuple(dict.fromkeys(names)), linked.lines, "author of the linked data")


def _resolve(named: object, head: Head) -> object:
    """Return the node for one that only refers to it: {"@id": "#ann"}."""
    if isinstance(named, list):
        return [_resolve(one, head) for one in named]
    if not isinstance(named, dict) or "name" in named:
        return named
    alike = (one.node for one in head.others if named.get("@id") and one.node.get("@id") == named["@id"])
    return next((node for node in alike if "name" in node), named)


def _from_meta_tags(head: Head, sites: tuple[str, ...]) -> Iterator[FieldEvidence]:
    for key in _METAS:
        found = [said for said in head.metas if said.key == key]
        values = [said.value for said in found if not _is_handle(said.value)]
        if key in _LIBRARIES:
            values = [_SURNAME_FIRST.sub(r"\2 \1", value) for value in values]
        kept = [value for value in values if remove_site_names([value], _but_hosts(sites, value, head))]
        names = [name for text in kept for name in parse_names(text)]
        if not names and key == "citation_author":
            names = [said.value for said in found if is_account_name(said.value)]
        if names:
            yield FieldEvidence(tuple(dict.fromkeys(names)), found[0].lines, f"meta {key}")


def _but_hosts(sites: tuple[str, ...], value: str, head: Head) -> Iterator[str]:
    """Yield the site's names; a whole name may be that of its host, as steph-ango.example is Steph Ango's own.

    Then it may be the site's name, too, unless the page says that an organization publishes it.
    """
    is_whole = bool(_WHOLE_NAME.fullmatch(value)) and not is_organisation(value)
    hosts = [site for site in sites if _HOST.fullmatch(site)]
    is_own = (
        is_whole and any(fold_name(host) == fold_name(value) for host in hosts) and not _is_published(head)
    )
    for site in sites:
        if not (is_whole and site in hosts) and not (is_own and fold_name(site) == fold_name(value)):
            yield site


def _is_published(head: Head) -> bool:
    """Does the linked data name an organization, or speak of news?"""
    nodes = [linked.node for linked in (*head.articles, *head.others)]
    kinds = [
        str(one.get("@type", ""))
        for node in nodes
        for one in (node, node.get("publisher"))
        if isinstance(one, dict)
    ]
    return any("Organization" in kind or "News" in kind for kind in kinds)


def _is_handle(value: str) -> bool:
    """Is the value an account name or part of an address, such as ann-lee?"""
    return value.isascii() and value == value.lower() and len(value) > 4


def _from_bylines(spans: Sequence[TextSpan], title: int) -> Iterator[FieldEvidence]:
    """Yield the bylines around the title, at the head of the text, and after its last sentence."""
    for span in _byline_candidates(spans, title):
        byline = find_byline(span.text)
        if byline and not _is_desk(byline):
            yield FieldEvidence(byline.authors, span.lines, byline.why)


def _from_parted_bylines(spans: Sequence[TextSpan], title: int) -> Iterator[FieldEvidence]:
    """Yield names that stand in boxes of their own below a label: 文字, 林悅, 王小明."""
    for at in range(title + 1, min(title + _BELOW, len(spans))):
        if not _LABEL_ALONE.fullmatch(spans[at].text.strip()):
            continue
        near = [parse_names(span.text) for span in spans[at + 1 : at + 7]]
        people = list(takewhile(lambda names: bool(names) and all(map(is_han_name, names)), near))
        if people:
            names = tuple(dict.fromkeys(name for found in people for name in found))
            yield FieldEvidence(names, spans[at + 1].lines, f"below {spans[at].text.strip()}")


def _from_signature(spans: Sequence[TextSpan], title: int) -> FieldEvidence | None:
    """Return whole names in bold directly above the first paragraph or below the last."""
    prose = [at for at in range(title + 1, len(spans)) if is_prose(spans[at])]
    places = (prose[0] - 1, _last_of_the_article(prose) + 1) if prose else ()
    for span in (spans[at] for at in places if title < at < len(spans)):
        if (
            span.is_bold
            and len(span.text) <= _SIGNED
            and not has_han(span.text)
            and re.fullmatch(_WHOLE_NAMES, span.text)
            and not _NUMBERED.match(span.text)
            and not _has_common_word(span, spans)
        ):
            return FieldEvidence(parse_names(span.text), span.lines, "a name alone, in bold")
    return None


def _has_common_word(span: TextSpan, spans: Sequence[TextSpan]) -> bool:
    """Does the page use a word of the line as a common one? Then it heads a section: Key Takeaways."""
    words = {word.lower() for word in re.findall(r"[^\W\d_]{3,}", span.text)}
    return any(word in words for other in spans for word in re.findall(r"\b[^\W\d_]{3,}\b", other.text))


def _is_desk(byline: Byline) -> bool:
    return all(is_organisation(name) for name in byline.authors)


def _byline_candidates(spans: Sequence[TextSpan], title: int) -> Iterator[TextSpan]:
    prose = [at for at in range(title + 1, len(spans)) if is_prose(spans[at])]
    begun = prose[:3]
    until = max([title + _BELOW, *begun]) + 1
    yield from (span for span in spans[title + 1 : until] if not (span.is_link and len(span.text) > 30))
    yield from (span for span in spans[max(0, title - _ABOVE) : title] if not span.is_link)
    last = _last_of_the_article(prose)
    if last:
        yield from (span for span in spans[last : last + _TAIL] if not span.is_link)
        yield from (span for span in reversed(spans[until:last]) if not span.is_link)


def find_article_end(spans: Sequence[TextSpan], title: int) -> int:
    """Return the number of the first block that is certainly after the article, its byline and its bio."""
    last = _last_of_the_article([at for at in range(title + 1, len(spans)) if is_prose(spans[at])])
    return (last or title) + 2 * _TAIL


def _last_of_the_article(prose: list[int]) -> int:
    """Return the last paragraph before the first wide gap; prose further down is another text."""
    last = prose[0] if prose else 0
    for at in prose[1:]:
        if at - last > 8:
            break
        last = at
    return last


def is_prose(span: TextSpan) -> bool:
    """Is it a paragraph of an article?"""
    text = span.text
    ends = (
        "。" in text or "！" in text or "？" in text or text.rstrip("”\"'」』)）").endswith((".", "!", "?"))
    )
    return not span.is_link and len(text) >= _PROSE and ends
