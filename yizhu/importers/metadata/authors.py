"""Find who wrote a page: from linked data, meta tags, marked bylines, and the text's own lines.

A Chinese page often names its writer in the text, and only itself in its data: there the text comes first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from lxml import etree
from lxml.html import HtmlElement

from yizhu.chinese.han import has_han
from yizhu.importers.metadata.bylines import Byline, find_byline
from yizhu.importers.metadata.dates import find_dates
from yizhu.importers.metadata.head import FieldEvidence, Head, TextSpan, find_line, read_names, read_text
from yizhu.importers.metadata.persons import is_han_name, is_organisation, parse_names, remove_site_names

_METAS = (
    *(
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
_MARKED = re.compile(
    r"author(?!i[szt])|byline|by-line|\bautor|reporter|journalist|(?:^|[\s_-])(?:writer|creator)(?:$|[\s_-])",
    re.I,
)
_AUTHOR_ITSELF = re.compile(r"(?:^|\s)(?:info_)?author(?:[-_]?name)?(?:$|\s)")
_OF_OTHERS = re.compile(
    r"(?:^|[\s_-])(?:comment|caption|related|recommend|teaser|promo|popular|sidebar|widget|avatar|social|footer|newsletter|trending)"
    r"|(?:^|[\s_-])(?:image|photo|quote|most|bio|biography|desc|description|follow|share|latest|card|profile|form|credit)s?(?:$|[\s_-])"
    r"|box-wrap|(?-i:[a-z](?:Teaser|Related|Comment|Caption|Card|Bio))",
    re.I,
)
_NO_BYLINES = ("meta", "script", "style", "input", "button", "body", "html", "form", "figcaption")
_WHOLE_NAMES = r"(?:(?:^|/|, | and )[^\W\d_][\w.'’-]*(?: [^\W\d_][\w.'’-]*){1,3})+"
_SIGNED = 80
_OTHERS = re.compile(
    r"\s(?:edited|reviewed|medically reviewed|translated|illustrated|produced|photos?|photography) by\s", re.I
)
_LIBRARIES = ("dc.creator", "dcterms.creator", "citation_author")
_SURNAME_FIRST = re.compile(r"^([^\W\d_][^,;&]{1,30}), ([^\W\d_][^,;&]{0,30})$")
_HOST = re.compile(r"[a-z0-9.-]+")
_WHOLE_NAME = re.compile(r"[A-Z][a-z]+(?: [A-Z]\.?)? [A-Z][a-z]+(?:[A-Z][a-z]+)?")
_NUMBERED = re.compile(r"[IVX]{1,5}\.\s|(?:Part|Chapter|Section|Step)\s", re.I)  # I. Inspiration
_TITLE_CUT = re.compile(r"(?:(?<!\s)\s+)?[|｜_–—-]+\s*")
_TAIL_LENGTH = 14
_LONGEST = 160
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
) -> FieldEvidence | None:
    """Return the authors with the evidence; None if the page names nobody. ``end`` follows the article."""
    sites = tuple(sites)
    ways = [
        _from_linked_data(head, sites),
        _from_meta_tags(head, sites),
        _from_markup(root, sites, end),
        _from_bylines(spans, title),
    ]
    if any(has_han(span.text) for span in spans[title : title + 1]):
        ways = [ways[3], ways[0], ways[2], ways[1]]
    for way in ways:
        for fact in way:
            if names := remove_site_names(fact.values, (*sites, *_names_in_title(root, fact.values))):
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


def _from_linked_data(head: Head, sites: tuple[str, ...]) -> Iterator[FieldEvidence]:
    for linked in head.articles:
        named = linked.node.get("author") or linked.node.get("creator")
        names = [name for text in remove_site_names(read_names(named), sites) for name in parse_names(text)]
        if names:
            yield FieldEvidence(tuple(dict.fromkeys(names)), linked.lines, "author of the linked data")


def _from_meta_tags(head: Head, sites: tuple[str, ...]) -> Iterator[FieldEvidence]:
    for key in _METAS:
        found = [said for said in head.metas if said.key == key]
        values = [said.value for said in found if not _is_handle(said.value)]
        if key in _LIBRARIES:
            values = [_SURNAME_FIRST.sub(r"\2 \1", value) for value in values]
        kept = [value for value in values if remove_site_names([value], _but_hosts(sites, value))]
        names = [name for text in kept for name in parse_names(text)]
        if names:
            yield FieldEvidence(tuple(dict.fromkeys(names)), found[0].lines, f"meta {key}")


def _but_hosts(sites: tuple[str, ...], value: str) -> Iterator[str]:
    """Yield the site's names; a whole name may be that of its host, as steph-ango.example is Steph Ango's own."""
    is_whole = bool(_WHOLE_NAME.fullmatch(value)) and not is_organisation(value)
    return (site for site in sites if not (is_whole and _HOST.fullmatch(site)))


def _is_handle(value: str) -> bool:
    """Is the value an account name or part of an address, such as ann-lee?"""
    return value.isascii() and value == value.lower() and len(value) > 4


def _from_markup(
    root: HtmlElement, sites: tuple[str, ...], end: HtmlElement | None
) -> Iterator[FieldEvidence]:
    """Yield elements whose markup says that they name the author, in order; the innermost of each."""
    for element in root.iter(etree.Element):
        if element is end:
            return
        if element.tag in _NO_BYLINES:
            continue
        if not _says_author(element) or _is_of_others(element):
            continue
        inner = [one for one in element.iterdescendants(etree.Element) if _says_author(one)]
        whole = read_text(element)
        if (
            not remove_site_names([whole], sites)
            or len(whole) > _LONGEST
            or (inner and not find_byline(whole))
        ):
            continue
        byline = find_byline(whole)
        names = _linked_behind_by(element) or (
            byline.authors if byline else _names_of(element, _above_date(whole))
        )
        if names:
            together = _siblings(element)
            yield FieldEvidence(
                tuple(dict.fromkeys((*names, *together))), find_line(element), "marked as the author"
            )


def _above_date(text: str) -> str:
    """Return the text without a date, or others who had a hand in it, at its end: By Ann Lee March 25, 2015."""
    dates = [dated.start for dated in find_dates(text)]
    cuts: list[int] = [*dates, *(found.start() for found in _OTHERS.finditer(text))]
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


def _linked_behind_by(element: HtmlElement) -> tuple[str, ...]:
    """Return the names in the link behind "By": By <a>Ann Lee</a>, Senior Technologist, Example Project."""
    link = next((one for one in element if isinstance(one.tag, str)), None)
    if link is None or link.tag != "a" or not re.fullmatch(r"\W*by\W*", element.text or "", re.I):
        return ()
    return _names(read_text(link)) if (link.tail or "").strip().startswith(",") else ()


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
    if "author" in (element.get("rel") or "").split() or "author" in (element.get("itemprop") or "").split():
        return True
    return bool(_MARKED.search(element.get("class") or "") or _MARKED.search(element.get("id") or ""))


def _is_of_others(element: HtmlElement) -> bool:
    """Is the element part of comments, teasers, captions …?"""
    for one in (element, *list(element.iterancestors())[:4]):
        if one.tag in ("body", "html", "main"):
            return False
        if one.tag in ("aside", "footer", "nav", "figure", "blockquote"):
            return True
        if _OF_OTHERS.search(one.get("class") or "") or _OF_OTHERS.search(one.get("id") or ""):
            return True
    return False


def _from_bylines(spans: Sequence[TextSpan], title: int) -> Iterator[FieldEvidence]:
    """Yield the bylines around the title, at the head of the text, and after its last sentence."""
    for span in _byline_candidates(spans, title):
        byline = find_byline(span.text)
        if byline and not _is_desk(byline):
            yield FieldEvidence(byline.authors, span.lines, byline.why)


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
