"""Find the authors that a page marks as such: by ``rel``, ``itemprop``, a class, or a link to an author's own page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from lxml import etree
from lxml.html import HtmlElement

from yizhu.chinese.han import has_han
from yizhu.importers.metadata.bylines import find_byline
from yizhu.importers.metadata.dates import find_dates
from yizhu.importers.metadata.head import FieldEvidence, find_line, read_text
from yizhu.importers.metadata.persons import (
    is_account_name,
    is_han_name,
    is_whole_name,
    parse_names,
    remove_site_names,
)

_MARKED = re.compile(
    r"author(?!i[szt])|byline|by-line|\bautor|reporter|journalist|(?:^|[\s_-])(?:writer|creator)(?:$|[\s_-])",
    re.I,
)
_AUTHOR_ITSELF = re.compile(r"(?:^|\s)(?:info_|p-)?author(?:[-_]?name)?(?:$|\s)")
# Texts of others, wherever they stand; and what may surround a byline, too: a row of buttons, a portrait.
_OF_OTHERS = re.compile(
    r"(?:^|[\s_-])(?:comment|related|recommend|teaser|promo|popular|sidebar|newsletter|trending)"
    r"|(?:^|[\s_-])(?:most|latest)s?(?:$|[\s_-])|(?-i:[a-z](?:Teaser|Related|Comment))",
    re.I,
)
_BESIDE = re.compile(
    r"(?:^|[\s_-])(?:caption|widget|avatar|social|footer)"
    r"|(?:^|[\s_-])(?:image|photo|quote|bio|biography|desc|description|follow|share|card|profile|form|credit)s?(?:$|[\s_-])"
    r"|box-wrap|(?-i:[a-z](?:Caption|Card|Bio))",
    re.I,
)
_PICTURE = re.compile(r"image|photo|share|card", re.I)  # author-info_wrapper-image
_AUTHOR_PAGE = re.compile(
    r"/(?:authors?|people|persons?|staff|contributors?|profiles?|journalists?|\w*reporters?|writers?|editors|columnists?"
    r"|by|users?|u|autor(?:en|in|es)?|auteurs?|signataires?|redakteure?|personen)/[^/?#]",
    re.I,
)
# Without a mark, only what can be nothing else: /users/login is no author's page.
_SURE_PAGE = re.compile(
    r"/(?:authors?|contributors?|journalists?|reporters?|writers?|editors|columnists?|autor(?:en|in|es)?|auteurs?|signataires?)/[^/?#]",
    re.I,
)
_BY = re.compile(r"\b(?:by|von|par|por|door|di|av|af|words|text)\s*+:?\s*+$", re.I)
_NO_BYLINES = ("meta", "script", "style", "input", "button", "body", "html", "form", "figcaption")
_NOT_AUTHORS = re.compile(
    r"\s(?:edited|reviewed|medically reviewed|translated|illustrated|produced|photos?|photography) by\s", re.I
)
_LONGEST = 160


def find_marked_authors(
    root: HtmlElement, sites: tuple[str, ...], end: HtmlElement | None
) -> Iterator[FieldEvidence]:
    """Yield elements whose markup says that they name the author, in order; the innermost of each."""
    for element in root.iter(etree.Element):
        if element is end:
            return
        if element.tag in _NO_BYLINES or not _says_author(element) or _is_of_others(element):
            continue
        names = _read_people(element, sites)
        if names:
            together = _siblings(element)
            yield FieldEvidence(
                tuple(dict.fromkeys((*names, *together))), find_line(element), "marked as the author"
            )


def find_linked_authors(near: Iterable[HtmlElement]) -> Iterator[FieldEvidence]:
    """Yield the blocks about the title that link whole names to an author's own page."""
    for block in near:
        links = [] if len(read_text(block)) > _LONGEST or _is_of_others(block) else _author_links(block)
        sure = [
            link for link in links if _is_first_behind_by(link) or _SURE_PAGE.search(link.get("href") or "")
        ]
        names = [name for link in sure for name in _names(read_text(link)) if is_whole_name(name)]
        if names:
            yield FieldEvidence(tuple(dict.fromkeys(names)), find_line(block), "linked to the author's page")


def _read_people(element: HtmlElement, sites: tuple[str, ...]) -> tuple[str, ...]:
    """Return the names in a marked element; none if a smaller one in it is to be read instead."""
    whole = read_text(element)
    if not whole:
        return _named_by_data(element)
    if not remove_site_names([whole], sites) or len(whole) > _LONGEST:
        return ()
    inner = [one for one in element.iterdescendants(etree.Element) if _says_author(one)]
    byline = find_byline(whole)
    if (inner and not byline) or any(_is_name_itself(one) and _names(read_text(one)) for one in inner):
        return ()
    linked = [name for link in _author_links(element) for name in _names(read_text(link))]
    if linked and not has_han(whole):
        return tuple(linked)
    names = byline.authors if byline else _names_of(element, _above_date(whole))
    return (whole,) if not names and _is_account(element, whole) else names


def _is_account(element: HtmlElement, whole: str) -> bool:
    """Is it the name of an account, marked as the author's and linked?"""
    is_linked = element.tag == "a" or element.find(".//a") is not None
    return is_linked and (_is_sure(element) or _is_named_author(element)) and is_account_name(whole)


def _named_by_data(element: HtmlElement) -> tuple[str, ...]:
    """Return the names that an element holds only for machines: <meta itemprop=name content="Ann Lee">."""
    if "author" not in (element.get("itemprop") or "").split():
        return ()
    told = [one.get("content") or "" for one in element.iter("meta") if one.get("itemprop") == "name"]
    return tuple(name for text in told for name in _names(text))


def _is_name_itself(element: HtmlElement) -> bool:
    marks = (element.get("class") or "").lower().split()
    return any("name" in mark and ("author" in mark or "byline" in mark) for mark in marks)


def _author_links(element: HtmlElement) -> list[HtmlElement]:
    """Return the links to authors' pages in an element: by their address, by rel, or behind "By"."""
    links = [element] if element.tag == "a" else list(element.iter("a"))
    return [link for link in links if _is_author_link(link)]


def _is_author_link(link: HtmlElement) -> bool:
    is_address = bool(_AUTHOR_PAGE.search(link.get("href") or ""))
    return is_address or "author" in (link.get("rel") or "").split() or _is_first_behind_by(link)


def _is_first_behind_by(link: HtmlElement) -> bool:
    before, parent = link.getprevious(), link.getparent()
    ahead = before.tail if before is not None else parent.text if parent is not None else ""
    return (before is None or before.tag != "a") and bool(_BY.search(ahead or ""))


def _above_date(text: str) -> str:
    """Return the text without a date, or others who had a hand in it, at its end: By Ann Lee March 25, 2015."""
    dates = [dated.start for dated in find_dates(text)]
    cuts: list[int] = [*dates, *(found.start() for found in _NOT_AUTHORS.finditer(text))]
    cut = min(cuts, default=0)
    return text[:cut].strip() if cut else text


def _names_of(element: HtmlElement, whole: str) -> tuple[str, ...]:
    """Return the names in an element; if it holds several links, each is one person."""
    if has_han(whole) and _is_named_author(element):
        return parse_names(whole)  # pen names, too
    each = [read_text(one) for one in element.iter("a", "span") if len(one) == 0 and _names(read_text(one))]
    parted = [name for text in dict.fromkeys(each) for name in _names(text)]
    is_one = " ".join(each) == whole and not any(" " in part for part in each)  # its first name and its last
    return tuple(parted) if len(parted) > 1 and not is_one else _names(whole)


def _is_named_author(element: HtmlElement) -> bool:
    """Is "author" all that the element is marked as?"""
    marks = f"{element.get('class') or ''} {element.get('rel') or ''} {element.get('itemprop') or ''}"
    return bool(_AUTHOR_ITSELF.search(marks))


def _names(text: str) -> tuple[str, ...]:
    if not has_han(text):
        found = parse_names(text.split("\n")[0])
        # In a script without capitals one word could be anything.
        return tuple(name for name in found if name.lower() != name.upper() or " " in name)
    found = parse_names(text)
    return found if all(is_han_name(name) or "·" in name for name in found) else ()


def _siblings(element: HtmlElement) -> list[str]:
    """Return several authors, each in an element of its own with the same markup."""
    parent = element.getparent()
    marks = element.get("class"), element.get("rel"), element.get("itemprop")
    around = (
        [] if parent is None else [one for one in parent if one.tag == element.tag and one is not element]
    )
    alike = [one for one in around if (one.get("class"), one.get("rel"), one.get("itemprop")) == marks]
    texts = [read_text(one) for one in alike[:8]]
    return [name for text in texts if len(text) <= _LONGEST for name in _names(text)]


def _says_author(element: HtmlElement) -> bool:
    if _is_sure(element):
        return True
    return bool(_MARKED.search(element.get("class") or "") or _MARKED.search(element.get("id") or ""))


def _is_sure(element: HtmlElement) -> bool:
    """Does the element say in the words of a standard that it names the author?"""
    return (
        "author" in (element.get("rel") or "").split() or "author" in (element.get("itemprop") or "").split()
    )


def _is_of_others(element: HtmlElement) -> bool:
    """Is the element part of comments, teasers, captions …?"""
    is_sure = _is_sure(element) or bool(_author_links(element))
    for one in (element, *list(element.iterancestors())[:4]):
        if one.tag in ("body", "html", "main"):
            return False
        if one.tag in ("aside", "nav", "figure", "blockquote") or (one.tag == "footer" and not is_sure):
            return True
        if one.tag == "a" and one is not element and len(read_text(one)) > 2 * len(read_text(element)) + 20:
            return True  # the link to another article, with its headline
        if any(_tells_others(mark, is_sure) for mark in (one.get("class") or "").split()):
            return True
        if _tells_others(one.get("id") or "", is_sure):
            return True
    return False


def _tells_others(mark: str, is_sure: bool) -> bool:
    """Does a class or an id tell that the text is somebody else's? A byline may stand in a row of buttons."""
    if is_sure:
        return bool(_OF_OTHERS.match(mark))
    beside = _BESIDE.search(mark)
    is_picture = beside is not None and _PICTURE.search(beside.group()) is not None
    return bool(_OF_OTHERS.search(mark) or (beside and not (is_picture and _MARKED.search(mark))))
