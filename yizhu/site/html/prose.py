"""Formatted text as HTML: blocks from their tree, marks nested so that no link is ever torn in two.

Marks may cross: ``網**路`` in bold while 網路 is a term. A link, a term or a reading must stay whole, so emphasis
that crosses one is cut at its edges, and what is left nests by length.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from markupsafe import Markup, escape

from yizhu.content.prose import OBJECT_CHARACTER, Block, Mark, Prose, SpanIndex, leaf_blocks
from yizhu.site.html.marks import (
    ELEMENTS,
    LinkContext,
    Tags,
    escape_text,
    format_attributes,
    note_reference,
    render_text,
)

# Each of these becomes one element: cut in two, it would be two links or two readings.
_WHOLE = ("link", "term", "sic", "reading", "inert")
_LINKS = ("link", "term")
_RANKS = dict.fromkeys(_WHOLE, 0) | {"formula": 2}


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


def _block(block: Block, laid: _MarkedText, links: LinkContext) -> str:
    if block.children:
        inner = "".join(_block(child, laid, links) for child in block.children)
    elif block.tag == "p" and (figure := _figure(block, laid, links)):
        return figure
    else:
        inner = _run(laid, block.start, block.end, links)
    tag = "h2" if block.tag == "h1" else block.tag
    if not tag:
        return inner
    return f"<{tag}{_block_attributes(block)}>{inner}</{tag}>"


def _figure(block: Block, laid: _MarkedText, links: LinkContext) -> str:
    """Return a paragraph of one picture as a figure, else nothing; the picture's title is its caption, or lines below it."""
    start = block.start
    if not laid.text.startswith(OBJECT_CHARACTER, start):
        return ""
    is_alone = block.end == start + 1
    image = next((m for _, m in laid.near(start, start + 1) if m.kind == "image" and m.start == start), None)
    if image is None or not (is_alone or laid.text[start + 1] == "\n"):
        return ""
    lines = [str(escape(image.get("title")))] if image.get("title") else []
    lines += [] if is_alone else [_run(laid, start + 2, block.end, links)]
    caption = f"<figcaption>{'<br>'.join(lines)}</figcaption>" if lines else ""
    return f"<figure{_block_attributes(block)}>{_run(laid, start, start + 1, links)}{caption}</figure>"


def _block_attributes(block: Block) -> str:
    if not block.attributes:
        return ""
    attributes = []
    if align := block.get("align"):
        attributes.append(("class", f"align-{align}"))
    if id := block.get("id"):
        attributes.append(("id", id))
    if callout := block.get("callout"):
        attributes.append(("data-callout", callout))
    if start := block.get("start"):
        attributes.append(("start", start))
    return format_attributes(tuple(attributes))


# ---- runs of text ------------------------------------------------------------------------------------------


# The part of a run that a mark covers. Sorted, spans are in nesting order: start, negated end (the longer one first),
# whether it may be cut (2: a formula, which holds no other), its index among the marks, the kind of element it becomes, the mark itself.
_Span = tuple[int, int, int, int, str, Mark]


def _run(laid: _MarkedText, start: int, end: int, links: LinkContext) -> str:
    """Return the text of [start, end) with its marks."""
    marks = laid.near(start, end)
    spans = _spans(marks, start, end)
    points = _points(marks, start, end)
    if not spans and not points:
        return render_text(laid.text[start:end], links)
    are_apart = all(before[1] + after[0] >= 0 for before, after in pairwise(spans))
    if are_apart and not points:
        return _join(laid.text, (start, end), spans, links)
    return _nest(
        laid.text, (start, end), spans if are_apart else sorted(_split_crossing(spans)), points, links
    )


def _spans(marks: Sequence[tuple[int, Mark]], start: int, end: int) -> list[_Span]:
    """Return the spans of the marks in [start, end), sorted."""
    spans: list[_Span] = []
    for nth, mark in marks:
        if mark.kind in ELEMENTS:
            first = mark.start if mark.start > start else start
            last = mark.end if mark.end < end else end
            if first < last:
                spans.append((first, -last, _RANKS.get(mark.kind, 1), nth, mark.kind, mark))
    spans.sort()
    return spans


def _join(text: str, run: tuple[int, int], spans: Sequence[_Span], links: LinkContext) -> str:
    """Return a run whose spans do not touch one another: most runs are such."""
    html: list[str] = []
    at, end = run
    for start, less_end, _, _, kind, mark in spans:
        opening, closing = ELEMENTS[kind](mark, links)
        if at < start:
            html.append(render_text(text[at:start], links))
        at = -less_end
        inner = text[start:at]
        html += (opening, escape_text(inner) if kind == "formula" else render_text(inner, links), closing)
    if at < end:
        html.append(render_text(text[at:end], links))
    return "".join(html)


def _points(marks: Sequence[tuple[int, Mark]], start: int, end: int) -> dict[int, list[Mark]]:
    """Return the references to notes by position."""
    points: dict[int, list[Mark]] = {}
    for mark in [mark for _, mark in marks if mark.kind == "note-ref"]:
        is_here = (mark.start < end and start < mark.end) or start <= mark.start == mark.end <= end
        if is_here and start < end:
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
            html += [note_reference(mark, links) for mark in points[position]]
        while span and span[0] == position:
            tags = ELEMENTS[span[4]](span[5], links)
            _push(stack, -span[1], bool(span[2]), tags)
            html.append(tags[0])
            span = next(ahead)
        is_formula = bool(stack) and stack[-1][2][1].endswith("</math>")
        inner = text[position:following]
        html.append(escape_text(inner) if is_formula else render_text(inner, links))
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
