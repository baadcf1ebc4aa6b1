"""Formatted text as HTML: blocks from their tree, marks nested so that no link is ever torn in two.

Marks may cross: ``網**路`` in bold while 網路 is a term. A link, a term or a reading must stay whole, so emphasis
that crosses one is cut at its edges, and what is left nests by length.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from urllib.parse import quote

from markupsafe import Markup, escape

from yizhu.content.prose import OBJECT_CHARACTER, Attributes, Block, Mark, Prose, SpanIndex, leaf_blocks

# Each of these becomes one element: cut in two, it would be two links or two readings.
_WHOLE = ("link", "term", "sic", "reading", "inert")
_LINKS = ("link", "term")


@dataclass(frozen=True, slots=True)
class LinkContext:
    """How the marks of a text link to their targets, from the page that shows the text."""

    terms: str = ""  # prefix of a term's id in its link; empty: terms are not links
    after_term: str = ""  # suffix of it: / if the link leads to the term's own page
    pictures: str = ""  # prefix of a picture's name
    ids: bool = False  # do marks get ids? Only one copy of a text on a page may have them
    home: str = ""  # relative path to the edition's folder, for links to other articles
    is_vertical: bool = False  # are short numbers set upright in vertical Chinese?
    page: str = ""  # the address of the text's own page, if another page shows it
    is_feed: bool = False


Tags = tuple[str, str]


def render_html(prose: Prose, links: LinkContext) -> Markup:
    """Return the blocks of a text as HTML, safe to put into a page."""
    needs_ids = links.ids and any(map(_is_named, prose.marks))
    return _render_blocks(prose, links if needs_ids else _without_ids(links))


# Several editions show the same translation, and many articles the same definition.
@lru_cache(maxsize=1024)
def _render_blocks(prose: Prose, links: LinkContext) -> Markup:
    laid = _MarkedText(prose)
    return Markup("".join(_block(block, laid, links) for block in prose.blocks))


def _is_named(mark: Mark) -> bool:
    """Does the mark get an id if the link context has ids?"""
    return mark.kind == "note-ref" or (mark.kind in ("sic", "term") and bool(mark.get("nth")))


@lru_cache(maxsize=64)
def _without_ids(links: LinkContext) -> LinkContext:
    return replace(links, ids=False)


def render_inline(prose: Prose, links: LinkContext) -> Markup:
    """Return the text without the elements of its blocks: for headings, list items, sentences."""
    laid = _MarkedText(prose)
    return Markup(" ".join(_run(laid, leaf.start, leaf.end, links) for leaf in leaf_blocks(prose.blocks)))


class _MarkedText:
    """A text and its marks, which can be looked up by position."""

    def __init__(self, prose: Prose) -> None:
        self.text = prose.text
        self._marks = tuple(enumerate(prose.marks))
        is_one = len(prose.blocks) == 1 and not prose.blocks[0].children
        self._grid = None if is_one else SpanIndex([(mark.start, mark.end) for mark in prose.marks])

    def near(self, start: int, end: int) -> Sequence[tuple[int, Mark]]:
        """Return all marks that may overlap [start, end), perhaps more, each with its index among all marks."""
        return [self._marks[nth] for nth in self._grid.find_near(start, end)] if self._grid else self._marks


# Below, every string is HTML already; plain text goes through ``_escaped``.


def escape_text(text: str) -> str:
    """Return plain text as HTML, without the characters that stand for pictures and footnote numbers."""
    return _escaped(text.replace(OBJECT_CHARACTER, "") if OBJECT_CHARACTER in text else text)


def _escaped(text: str) -> str:
    return str(escape(text)) if _SPECIAL.search(text) else text


_SPECIAL = re.compile("[&<>'\"]")


def _block(block: Block, laid: _MarkedText, links: LinkContext) -> str:
    if block.children:
        inner = "".join(_block(child, laid, links) for child in block.children)
    else:
        inner = _run(laid, block.start, block.end, links)
    tag = "h2" if block.tag == "h1" else block.tag
    if not tag:
        return inner
    return f"<{tag}{_block_attributes(block)}>{inner}</{tag}>"


def _block_attributes(block: Block) -> str:
    if not block.attributes:
        return ""
    attributes = []
    if align := block.get("align"):
        attributes.append(("class", f"align-{align}"))
    if start := block.get("start"):
        attributes.append(("start", start))
    return _attributes(tuple(attributes))


def _attributes(attributes: Iterable[tuple[str, str]]) -> str:
    return "".join(f' {name}="{_escaped(value)}"' for name, value in attributes)


# ---- runs of text ------------------------------------------------------------------------------------------


# The part of a run that a mark covers. Sorted, spans are in nesting order: start, negated end (the longer one first),
# whether it may be cut, its index among the marks, the kind of element it becomes, the mark itself.
_Span = tuple[int, int, bool, int, str, Mark]


def _run(laid: _MarkedText, start: int, end: int, links: LinkContext) -> str:
    """Return the text of [start, end) with its marks."""
    marks = laid.near(start, end)
    spans = _spans(marks, start, end)
    points = _points(marks, start, end)
    if not spans and not points:
        return _render_text(laid.text[start:end], links)
    return _nest(laid.text, (start, end), spans, points, links)


def _spans(marks: Sequence[tuple[int, Mark]], start: int, end: int) -> list[_Span]:
    """Return the spans of the marks in [start, end), properly nested, no link cut."""
    spans: list[_Span] = []
    for nth, mark in marks:
        if mark.kind in _ELEMENTS:
            first = mark.start if mark.start > start else start
            last = mark.end if mark.end < end else end
            if first < last:
                spans.append((first, -last, mark.kind not in _WHOLE, nth, mark.kind, mark))
    spans.sort()
    are_apart = all(before[1] + after[0] >= 0 for before, after in pairwise(spans))
    return spans if are_apart else sorted(_split_crossing(spans))


def _points(marks: Sequence[tuple[int, Mark]], start: int, end: int) -> dict[int, list[Mark]]:
    """Return the references to notes by position."""
    points: dict[int, list[Mark]] = {}
    for _, mark in marks:
        is_here = (mark.start < end and start < mark.end) or start <= mark.start == mark.end <= end
        if mark.kind == "note-ref" and is_here and start < end:
            points.setdefault(max(mark.start, start), []).append(mark)
    return points


def _split_crossing(spans: Sequence[_Span]) -> Iterator[_Span]:
    """Yield the spans; one that crosses a span that must stay whole is cut at its edges."""
    whole = [span for span in spans if not span[2]]
    grid = SpanIndex([(span[0], -span[1]) for span in whole])
    for span in spans:
        start, less_end, may_be_cut, nth, kind, mark = span
        beside = [whole[place] for place in grid.find_near(start, -less_end)]
        if kind in _LINKS and any(link[4] in _LINKS and _holds(link, span) for link in beside):
            yield start, less_end, may_be_cut, nth, "inert", mark  # HTML allows no link in a link
        elif not may_be_cut:
            yield span
        else:
            edges = {edge for other in beside if _cross(span, other) for edge in (other[0], -other[1])}
            cuts = [start, *sorted(edge for edge in edges if start < edge < -less_end), -less_end]
            yield from ((a, -b, may_be_cut, nth, kind, mark) for a, b in pairwise(cuts))


def _cross(one: _Span, other: _Span) -> bool:
    """Do two spans overlap without one containing the other?"""
    (start, end), (begin, stop) = (one[0], -one[1]), (other[0], -other[1])
    return start < begin < end < stop or begin < start < stop < end


def _holds(link: _Span, other: _Span) -> bool:
    """Does a link contain another? Of two over the same words, the first contains the second."""
    if link[:2] == other[:2]:
        return link[3] < other[3]
    return link[0] <= other[0] and link[1] <= other[1]


# An open element: its end, whether it may be cut, its tags; of it and those around it: the first end, may all be cut?
_Open = tuple[int, bool, Tags, int, bool]


def _nest(
    text: str,
    run: tuple[int, int],
    spans: Sequence[_Span],
    points: Mapping[int, list[Mark]],
    links: LinkContext,
) -> str:
    html: list[str] = []
    stack: list[_Open] = []
    edges = {*run, *[span[0] for span in spans], *[-span[1] for span in spans], *points}
    ahead = iter([*spans, None])
    span = next(ahead)
    for position, following in pairwise((*sorted(edges), run[1])):
        if stack:
            html += _close(stack, position)
        if position in points and (not stack or stack[-1][4]):
            html += [_point(mark, links) for mark in points[position]]
        while span and span[0] == position:
            tags = _ELEMENTS[span[4]](span[5], links)
            _push(stack, -span[1], span[2], tags)
            html.append(tags[0])
            span = next(ahead)
        html.append(_render_text(text[position:following], links))
    return "".join(html)


def _push(stack: list[_Open], end: int, may_be_cut: bool, tags: Tags) -> None:
    soonest, may_all = stack[-1][3:] if stack else (end, True)
    stack.append((end, may_be_cut, tags, min(end, soonest), may_be_cut and may_all))


def _close(stack: list[_Open], position: int) -> list[str]:
    """Return the tags that close the elements ending there; longer elements inside them are closed and opened again."""
    html: list[str] = []
    over: list[_Open] = []
    while stack and stack[-1][3] <= position:
        element = stack.pop()
        html.append(element[2][1])
        if element[0] > position:
            over.append(element)
    while over:
        end, may_be_cut, tags, *_ = over.pop()
        _push(stack, end, may_be_cut, tags)
        html.append(tags[0])
    return html


def _render_text(text: str, links: LinkContext) -> str:
    html = escape_text(text)
    return _SHORT_NUMBER.sub(r'<span class="tcy">\g<0></span>', html) if links.is_vertical else html


# 縱中橫: a number of one or two digits fills one cell of a column; the digits of 2023, 1.5 or V3 stay sideways.
_SHORT_NUMBER = re.compile(r"(?<![0-9A-Za-z.,:/$&#-])[0-9]{1,2}(?![0-9A-Za-z.,:/%-])")


# ---- what each mark becomes --------------------------------------------------------------------------------


def _element(tag: str, attributes: Iterable[tuple[str, str]] = ()) -> Tags:
    return f"<{tag}{_attributes(attributes)}>", f"</{tag}>"


def _plain(tag: str) -> Callable[[Mark, LinkContext], Tags]:
    return lambda mark, links: _element(tag)


def _link(mark: Mark, links: LinkContext) -> Tags:
    href = mark.get("href")
    if href.startswith("/") and not href.startswith("//"):
        href = links.home + href[1:]
    elif href.startswith("../"):  # from an article's or a page's own folder
        href = links.home + href[3:]
    elif href.startswith("#"):
        href = links.page + href
    outside = (("rel", "external"),) if "://" in href else ()
    title = (("data-title", mark.get("title")),) if mark.get("title") else ()
    return _element("a", (("href", href), *outside, *title))


def _term(mark: Mark, links: LinkContext) -> Tags:
    if not links.terms:
        return _element("span", _which_term(mark))
    if links.is_feed:  # no style sheet, no script
        return _element("a", (("class", "term"), ("href", _entry_of(mark, links))))
    name = (("id", f"t-{mark.get('nth')}"),) if links.ids and mark.get("nth") else ()
    role = (("role", "doc-glossref"),) if links.terms.startswith("#") else ()
    return _element("a", (*_which_term(mark), *name, *role, ("href", _entry_of(mark, links))))


def _entry_of(mark: Mark, links: LinkContext) -> str:
    if links.terms.startswith("#"):
        return links.terms + (mark.get("entry") or mark.get("term"))
    sense = f"#sense-{mark.get('sense')}" if mark.get("sense") else ""
    return f"{links.terms}{mark.get('term')}{links.after_term}{sense}"


def _which_term(mark: Mark) -> Attributes:
    sense = (("data-sense", mark.get("sense")),) if mark.get("sense") else ()
    return (("class", "term"), ("data-term", mark.get("term")), *sense)


def _inert(mark: Mark, links: LinkContext) -> Tags:
    return _element("span", _which_term(mark) if mark.get("term") else ())


def _sic(mark: Mark, links: LinkContext) -> Tags:
    # The corrected form is an attribute that the style sheet shows, so the text stays what the source says.
    # The inner element lets the style sheet hide the printed form.
    name = (("id", f"e-{mark.get('nth')}"),) if links.ids and mark.get("nth") else ()
    opening, closing = _element("span", (("class", "sic"), ("data-correct", mark.get("sic")), *name))
    # Feed readers do not load our style sheet.
    correction = f" [{_escaped(mark.get('sic'))}]" if links.is_feed else ""
    return f"{opening}<span>", f"</span>{correction}{closing}"


def _reading(mark: Mark, links: LinkContext) -> Tags:
    reading = _escaped(mark.get("reading"))
    return "<ruby>", f"<rp>（</rp><rt>{reading}</rt><rp>）</rp></ruby>"


def _lang(mark: Mark, links: LinkContext) -> Tags:
    return _element("span", (("lang", mark.get("lang")),))


def _noted(mark: Mark, links: LinkContext) -> Tags:
    if links.is_feed:
        return "", ""
    return _element("span", (("class", "noted"), ("data-note", mark.get("note"))))


def _changed(mark: Mark, links: LinkContext) -> Tags:
    if links.is_feed:
        return "", ""
    return _element("span", (("class", "changed"), ("data-source", mark.get("was"))))


def _speaker(mark: Mark, links: LinkContext) -> Tags:
    supplied = " supplied" if mark.get("supplied") else ""
    return _element("b", (("class", f"speaker{supplied}"),))


def _hit(mark: Mark, links: LinkContext) -> Tags:
    return _element("mark", (("class", "use"),))


def _image(mark: Mark, links: LinkContext) -> Tags:
    size = [(n, mark.get(n)) for n in ("width", "height") if mark.get(n)]
    attributes = (
        ("src", links.pictures + quote(mark.get("src"))),
        ("alt", mark.get("alt")),
        *size,
        ("loading", "lazy"),
    )
    return f"<img{_attributes(attributes)}>", ""


def _footnote(mark: Mark, links: LinkContext) -> Tags:
    id, number = mark.get("id"), mark.get("number") or mark.get("label")
    # A footnote's id holds its text's language, so text and counterpart can both carry theirs.
    back = () if links.is_feed or mark.get("again") else (("id", f"fnr-{id}"),)
    opening, closing = _element(
        "a", (("class", "footnote-ref"), ("role", "doc-noteref"), *back, ("href", f"{links.page}#fn-{id}"))
    )
    return f"<sup>{opening}{_escaped(number)}{closing}</sup>", ""


def _break(mark: Mark, links: LinkContext) -> Tags:
    return "<br>", ""


def _point(mark: Mark, links: LinkContext) -> str:
    id, number = mark.get("note"), mark.get("number")
    back = (("id", f"nr-{id}"),) if links.ids else ()
    opening, closing = _element(
        "a",
        (
            ("class", "note-ref"),
            ("data-note", id),
            *((("data-kind", mark.get("kind")),) if mark.get("kind") else ()),
            ("role", "doc-noteref"),
            *back,
            ("href", f"{links.page}#note-{id}"),
        ),
    )
    return f'<sup class="note-mark">{opening}{_escaped(number)}{closing}</sup>'


_ELEMENTS: dict[str, Callable[[Mark, LinkContext], Tags]] = {
    "strong": _plain("strong"),
    "em": _plain("em"),
    "code": _plain("code"),
    "sup": _plain("sup"),
    "sub": _plain("sub"),
    "del": _plain("del"),
    "code_block": _plain("code"),
    "link": _link,
    "term": _term,
    "inert": _inert,
    "sic": _sic,
    "reading": _reading,
    "lang": _lang,
    "noted": _noted,
    "changed": _changed,
    "speaker": _speaker,
    "hit": _hit,
    "image": _image,
    "footnote": _footnote,
    "br": _break,
}
