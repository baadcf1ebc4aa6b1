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

# These become one element each, or they would be two links, two readings.
_WHOLE = ("link", "term", "sic", "reading", "inert")
_LINKS = ("link", "term")


@dataclass(frozen=True, slots=True)
class LinkContext:
    """How the marks of a text find what they point at, from the page that shows it."""

    terms: str = ""  # before a term's id; empty: terms are shown without a link
    after_term: str = ""  # behind it: / where terms have pages of their own
    pictures: str = ""  # before a picture's name
    ids: bool = False  # do the marks carry ids? Only one showing of a text on a page may.
    home: str = ""  # the way to the edition's folder, for links written from there
    is_vertical: bool = False  # do short numbers stand upright in a column of Chinese?
    page: str = ""  # the address of the page that shows the text, where that is another one
    is_feed: bool = False


Tags = tuple[str, str]


def render_html(prose: Prose, way: LinkContext) -> Markup:
    """Return the blocks of a text as HTML, safe to put into a page."""
    return _render_blocks(
        prose, _without_ids(way) if way.ids and not any(map(_is_named, prose.marks)) else way
    )


@lru_cache(
    maxsize=1024
)  # a translation stands on the pages of several editions, a definition on those of many articles
def _render_blocks(prose: Prose, way: LinkContext) -> Markup:
    laid = _MarkedText(prose)
    return Markup("".join(_block(block, laid, way) for block in prose.blocks))


def _is_named(mark: Mark) -> bool:
    """Does it carry an id where marks do?"""
    return mark.kind == "note-ref" or (mark.kind in ("sic", "term") and bool(mark.get("nth")))


@lru_cache(maxsize=64)
def _without_ids(way: LinkContext) -> LinkContext:
    return replace(way, ids=False)


def render_inline(prose: Prose, way: LinkContext) -> Markup:
    """The text without the elements of its blocks: for headings, list items, sentences."""
    laid = _MarkedText(prose)
    return Markup(" ".join(_run(laid, leaf.start, leaf.end, way) for leaf in leaf_blocks(prose.blocks)))


class _MarkedText:
    """A text and its marks, to be looked up by where they lie."""

    def __init__(self, prose: Prose) -> None:
        self.text = prose.text
        self._marks = tuple(enumerate(prose.marks))
        is_one = len(prose.blocks) == 1 and not prose.blocks[0].children
        self._grid = None if is_one else SpanIndex([(mark.start, mark.end) for mark in prose.marks])

    def near(self, start: int, end: int) -> Sequence[tuple[int, Mark]]:
        """The marks that may touch the stretch, each with its place among all; none that does is missing."""
        return [self._marks[nth] for nth in self._grid.find_near(start, end)] if self._grid else self._marks


# From here to the end of the module every text is HTML already; what is not goes through ``_escaped``.


def _escaped(text: str) -> str:
    return str(escape(text)) if _SPECIAL.search(text) else text


_SPECIAL = re.compile("[&<>'\"]")


def _block(block: Block, laid: _MarkedText, way: LinkContext) -> str:
    if block.children:
        inner = "".join(_block(child, laid, way) for child in block.children)
    else:
        inner = _run(laid, block.start, block.end, way)
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


# What a mark covers of a run, in the order of nesting: its start, its end with a minus (the longer outside), whether
# it may be cut, its place among the marks, what it becomes there, the mark itself.
_Span = tuple[int, int, bool, int, str, Mark]


def _run(laid: _MarkedText, start: int, end: int, way: LinkContext) -> str:
    """The text of [start, end) with its marks."""
    marks = laid.near(start, end)
    spans = _spans(marks, start, end)
    points = _points(marks, start, end)
    if not spans and not points:
        return _render_text(laid.text[start:end], way)
    return _nest(laid.text, (start, end), spans, points, way)


def _spans(marks: Sequence[tuple[int, Mark]], start: int, end: int) -> list[_Span]:
    """What the marks cover of [start, end), nested without a link torn."""
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
    """The notes' numbers, by where they stand."""
    points: dict[int, list[Mark]] = {}
    for _, mark in marks:
        is_here = (mark.start < end and start < mark.end) or start <= mark.start == mark.end <= end
        if mark.kind == "note-ref" and is_here and start < end:
            points.setdefault(max(mark.start, start), []).append(mark)
    return points


def _split_crossing(spans: Sequence[_Span]) -> Iterator[_Span]:
    """The spans, those that cross one that must stay whole cut at its edges."""
    whole = [span for span in spans if not span[2]]
    grid = SpanIndex([(span[0], -span[1]) for span in whole])
    for span in spans:
        start, less_end, may_be_cut, nth, kind, mark = span
        beside = [whole[place] for place in grid.find_near(start, -less_end)]
        if kind in _LINKS and any(link[4] in _LINKS and _holds(link, span) for link in beside):
            yield start, less_end, may_be_cut, nth, "inert", mark  # a link within a link is none
        elif not may_be_cut:
            yield span
        else:
            edges = {edge for other in beside if _cross(span, other) for edge in (other[0], -other[1])}
            cuts = [start, *sorted(edge for edge in edges if start < edge < -less_end), -less_end]
            yield from ((a, -b, may_be_cut, nth, kind, mark) for a, b in pairwise(cuts))


def _cross(one: _Span, other: _Span) -> bool:
    """Do the two overlap without one holding the other?"""
    (start, end), (begin, stop) = (one[0], -one[1]), (other[0], -other[1])
    return start < begin < end < stop or begin < start < stop < end


def _holds(link: _Span, other: _Span) -> bool:
    """Does a link hold another? Of two over the same words, the first."""
    if link[:2] == other[:2]:
        return link[3] < other[3]
    return link[0] <= other[0] and link[1] <= other[1]


# An element: its end, its tags; the first end of it and of those around it, and whether all of them may be cut.
_Open = tuple[int, bool, Tags, int, bool]


def _nest(
    text: str,
    run: tuple[int, int],
    spans: Sequence[_Span],
    points: Mapping[int, list[Mark]],
    way: LinkContext,
) -> str:
    told: list[str] = []
    stack: list[_Open] = []
    edges = {*run, *[span[0] for span in spans], *[-span[1] for span in spans], *points}
    ahead = iter([*spans, None])
    span = next(ahead)
    for position, following in pairwise((*sorted(edges), run[1])):
        if stack:
            told += _close(stack, position)
        if position in points and (not stack or stack[-1][4]):
            told += [_point(mark, way) for mark in points[position]]
        while span and span[0] == position:
            tags = _ELEMENTS[span[4]](span[5], way)
            _push(stack, -span[1], span[2], tags)
            told.append(tags[0])
            span = next(ahead)
        told.append(_render_text(text[position:following], way))
    return "".join(told)


def _push(stack: list[_Open], end: int, may_be_cut: bool, tags: Tags) -> None:
    soonest, may_all = stack[-1][3:] if stack else (end, True)
    stack.append((end, may_be_cut, tags, min(end, soonest), may_be_cut and may_all))


def _close(stack: list[_Open], position: int) -> list[str]:
    """The tags that end elements there; those that go on within them are closed and opened again."""
    told: list[str] = []
    over: list[_Open] = []
    while stack and stack[-1][3] <= position:
        element = stack.pop()
        told.append(element[2][1])
        if element[0] > position:
            over.append(element)
    while over:
        end, may_be_cut, tags, *_ = over.pop()
        _push(stack, end, may_be_cut, tags)
        told.append(tags[0])
    return told


def _render_text(text: str, way: LinkContext) -> str:
    said = _escaped(text.replace(OBJECT_CHARACTER, "") if OBJECT_CHARACTER in text else text)
    return _SHORT_NUMBER.sub(r'<span class="tcy">\g<0></span>', said) if way.is_vertical else said


# 縱中橫: one or two figures by themselves fill one cell of a column; in 2023, 1.5 or V3 they lie as letters do.
_SHORT_NUMBER = re.compile(r"(?<![0-9A-Za-z.,:/$&#-])[0-9]{1,2}(?![0-9A-Za-z.,:/%-])")


# ---- what each mark becomes --------------------------------------------------------------------------------


def _element(tag: str, attributes: Iterable[tuple[str, str]] = ()) -> Tags:
    return f"<{tag}{_attributes(attributes)}>", f"</{tag}>"


def _plain(tag: str) -> Callable[[Mark, LinkContext], Tags]:
    return lambda mark, way: _element(tag)


def _link(mark: Mark, way: LinkContext) -> Tags:
    href = mark.get("href")
    if href.startswith("/") and not href.startswith("//"):
        href = way.home + href[1:]
    elif href.startswith("../"):  # from an article's or a page's own folder
        href = way.home + href[3:]
    elif href.startswith("#"):
        href = way.page + href
    outside = (("rel", "external"),) if "://" in href else ()
    title = (("data-title", mark.get("title")),) if mark.get("title") else ()
    return _element("a", (("href", href), *outside, *title))


def _term(mark: Mark, way: LinkContext) -> Tags:
    if not way.terms:
        return _element("span", _which_term(mark))
    name = (("id", f"t-{mark.get('nth')}"),) if way.ids and mark.get("nth") else ()
    role = (("role", "doc-glossref"),) if way.terms.startswith("#") else ()
    return _element("a", (*_which_term(mark), *name, *role, ("href", _entry_of(mark, way))))


def _entry_of(mark: Mark, way: LinkContext) -> str:
    if way.terms.startswith("#"):
        return way.terms + (mark.get("entry") or mark.get("term"))
    sense = f"#sense-{mark.get('sense')}" if mark.get("sense") else ""
    return f"{way.terms}{mark.get('term')}{way.after_term}{sense}"


def _which_term(mark: Mark) -> Attributes:
    sense = (("data-sense", mark.get("sense")),) if mark.get("sense") else ()
    return (("class", "term"), ("data-term", mark.get("term")), *sense)


def _inert(mark: Mark, way: LinkContext) -> Tags:
    return _element("span", _which_term(mark) if mark.get("term") else ())


def _sic(mark: Mark, way: LinkContext) -> Tags:
    # The corrected form is an attribute, shown by the style sheet: the text stays what the source says.
    # The inner element lets it show either of the two.
    name = (("id", f"e-{mark.get('nth')}"),) if way.ids and mark.get("nth") else ()
    opening, closing = _element("span", (("class", "sic"), ("data-correct", mark.get("sic")), *name))
    # A feed's reader has no style sheet of ours.
    told = f" [{_escaped(mark.get('sic'))}]" if way.is_feed else ""
    return f"{opening}<span>", f"</span>{told}{closing}"


def _reading(mark: Mark, way: LinkContext) -> Tags:
    reading = _escaped(mark.get("reading"))
    return "<ruby>", f"<rp>（</rp><rt>{reading}</rt><rp>）</rp></ruby>"


def _lang(mark: Mark, way: LinkContext) -> Tags:
    return _element("span", (("lang", mark.get("lang")),))


def _noted(mark: Mark, way: LinkContext) -> Tags:
    return _element("span", (("class", "noted"), ("data-note", mark.get("note"))))


def _changed(mark: Mark, way: LinkContext) -> Tags:
    return _element("span", (("class", "changed"), ("data-source", mark.get("was"))))


def _speaker(mark: Mark, way: LinkContext) -> Tags:
    supplied = " supplied" if mark.get("supplied") else ""
    return _element("b", (("class", f"speaker{supplied}"),))


def _hit(mark: Mark, way: LinkContext) -> Tags:
    return _element("mark", (("class", "use"),))


def _image(mark: Mark, way: LinkContext) -> Tags:
    size = [(n, mark.get(n)) for n in ("width", "height") if mark.get(n)]
    attributes = (
        ("src", way.pictures + quote(mark.get("src"))),
        ("alt", mark.get("alt")),
        *size,
        ("loading", "lazy"),
    )
    return f"<img{_attributes(attributes)}>", ""


def _footnote(mark: Mark, way: LinkContext) -> Tags:
    id, number = mark.get("id"), mark.get("number") or mark.get("label")
    # A footnote's id holds its text's language, so text and counterpart can both carry theirs.
    back = () if way.is_feed or mark.get("again") else (("id", f"fnr-{id}"),)
    opening, closing = _element(
        "a", (("class", "footnote-ref"), ("role", "doc-noteref"), *back, ("href", f"{way.page}#fn-{id}"))
    )
    return f"<sup>{opening}{_escaped(number)}{closing}</sup>", ""


def _break(mark: Mark, way: LinkContext) -> Tags:
    return "<br>", ""


def _point(mark: Mark, way: LinkContext) -> str:
    id, number = mark.get("note"), mark.get("number")
    back = (("id", f"nr-{id}"),) if way.ids else ()
    opening, closing = _element(
        "a",
        (
            ("class", "note-ref"),
            ("data-note", id),
            *((("data-kind", mark.get("kind")),) if mark.get("kind") else ()),
            ("role", "doc-noteref"),
            *back,
            ("href", f"{way.page}#note-{id}"),
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
