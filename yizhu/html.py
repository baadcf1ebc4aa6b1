"""Formatted text as HTML: blocks from their tree, marks nested so that no link is ever torn in two.

Marks may cross: ``網**路`` in bold while 網路 is a term. A link, a term or a reading must stay whole, so emphasis
that crosses one is cut at its edges, and what is left nests by length.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from urllib.parse import quote

from markupsafe import Markup, escape

from yizhu.tree import OBJECT, Attributes, Block, Mark, Prose

# These become one element each, or they would be two links, two readings.
_WHOLE = ("link", "term", "sic", "reading", "inert")
_LINKS = ("link", "term")


@dataclass(frozen=True, slots=True)
class Way:
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


def html_of(prose: Prose, way: Way) -> Markup:
    """The blocks of a text as HTML, safe to put into a page."""
    return Markup("").join(_block(block, prose, way) for block in prose.blocks)


def inline_html(prose: Prose, way: Way) -> Markup:
    """The text without the elements of its blocks: for headings, list items, sentences."""
    return Markup(" ").join(
        _run(prose, leaf.start, leaf.end, way) for block in prose.blocks for leaf in _leaves(block)
    )


def _leaves(block: Block) -> Iterator[Block]:
    if not block.children:
        yield block
    for child in block.children:
        yield from _leaves(child)


def _block(block: Block, prose: Prose, way: Way) -> Markup:
    if block.children:
        inner = Markup("").join(_block(child, prose, way) for child in block.children)
    else:
        inner = _run(prose, block.start, block.end, way)
    tag = "h2" if block.tag == "h1" else block.tag
    if not tag:
        return inner
    return Markup("<%s%s>%s</%s>") % (Markup(tag), _block_attributes(block), inner, Markup(tag))


def _block_attributes(block: Block) -> Markup:
    attributes = []
    if align := block.get("align"):
        attributes.append(("class", f"align-{align}"))
    if start := block.get("start"):
        attributes.append(("start", start))
    return _attributes(tuple(attributes))


def _attributes(attributes: Attributes) -> Markup:
    return Markup("").join(Markup(' %s="%s"') % (Markup(name), value) for name, value in attributes)


# ---- runs of text ------------------------------------------------------------------------------------------


def _run(prose: Prose, start: int, end: int, way: Way) -> Markup:
    """The text of [start, end) with its marks."""
    inside = [_clip(mark, start, end) for mark in prose.marks if _touches(mark, start, end)]
    spans = sorted(
        _untangled([mark for mark in inside if mark.start < mark.end and mark.kind in _ELEMENTS]),
        key=lambda m: (m.start, -m.end, _rank(m)),
    )
    points = sorted(
        (mark for mark in inside if mark.kind == "note-ref" and start < end), key=lambda m: m.start
    )
    return Markup("".join(_woven(prose.text, start, end, spans, points, way)))


def _touches(mark: Mark, start: int, end: int) -> bool:
    return (mark.start < end and start < mark.end) or start <= mark.start == mark.end <= end


def _clip(mark: Mark, start: int, end: int) -> Mark:
    return replace(mark, start=max(mark.start, start), end=min(mark.end, end))


def _rank(mark: Mark) -> int:
    return 0 if mark.kind in _WHOLE else 1


def _untangled(marks: Sequence[Mark]) -> Iterator[Mark]:
    """The marks, those that cross one that must stay whole cut at its edges."""
    whole = [mark for mark in marks if mark.kind in _WHOLE]
    links = [mark for mark in marks if mark.kind in _LINKS]
    for mark in marks:
        if mark.kind in _LINKS and any(_holds(link, mark, links) for link in links):
            yield replace(mark, kind="inert")  # a link within a link is none
        elif mark.kind in _WHOLE:
            yield mark
        else:
            edges = {edge for w in whole if mark.crosses(w) for edge in (w.start, w.end)}
            cuts = [mark.start, *sorted(e for e in edges if mark.start < e < mark.end), mark.end]
            yield from (replace(mark, start=a, end=b) for a, b in pairwise(cuts))


def _holds(link: Mark, mark: Mark, links: Sequence[Mark]) -> bool:
    if link is mark or not link.overlaps(mark):
        return False
    same = (link.start, link.end) == (mark.start, mark.end)
    return (
        links.index(link) < links.index(mark) if same else link.start <= mark.start and mark.end <= link.end
    )


def _woven(
    text: str, start: int, end: int, spans: Sequence[Mark], points: Sequence[Mark], way: Way
) -> Iterator[str]:
    stack: list[Mark] = []
    edges = sorted(
        {start, end, *(m.start for m in spans), *(m.end for m in spans), *(p.start for p in points)}
    )
    for position, following in zip(edges, [*edges[1:], end], strict=False):
        yield from _closed(stack, position, way)
        if not any(m.kind in _WHOLE for m in stack):
            yield from (_point(point, way) for point in points if point.start == position)
        for mark in spans:
            if mark.start == position:
                stack.append(mark)
                yield _ELEMENTS[mark.kind](mark, way)[0]
        yield _said(text[position:following], way)


def _closed(stack: list[Mark], position: int, way: Way) -> Iterator[str]:
    reopened: list[Mark] = []
    while any(mark.end <= position for mark in stack):
        mark = stack.pop()
        yield _ELEMENTS[mark.kind](mark, way)[1]
        if mark.end > position:
            reopened.append(mark)
    for mark in reversed(reopened):
        stack.append(mark)
        yield _ELEMENTS[mark.kind](mark, way)[0]


def _said(text: str, way: Way) -> str:
    said = str(escape(text.replace(OBJECT, "")))
    return _SHORT_NUMBER.sub(r'<span class="tcy">\g<0></span>', said) if way.is_vertical else said


# 縱中橫: one or two figures by themselves fill one cell of a column; in 2023, 1.5 or V3 they lie as letters do.
_SHORT_NUMBER = re.compile(r"(?<![0-9A-Za-z.,:/$&#-])[0-9]{1,2}(?![0-9A-Za-z.,:/%-])")


# ---- what each mark becomes --------------------------------------------------------------------------------


def _element(tag: str, attributes: Iterable[tuple[str, str]] = ()) -> Tags:
    return f"<{tag}{_attributes(tuple(attributes))}>", f"</{tag}>"


def _plain(tag: str) -> Callable[[Mark, Way], Tags]:
    return lambda mark, way: _element(tag)


def _link(mark: Mark, way: Way) -> Tags:
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


def _term(mark: Mark, way: Way) -> Tags:
    if not way.terms:
        return _element("span", _which_term(mark))
    name = (("id", f"t-{mark.get('nth')}"),) if way.ids and mark.get("nth") else ()
    role = (("role", "doc-glossref"),) if way.terms.startswith("#") else ()
    return _element("a", (*_which_term(mark), *name, *role, ("href", _entry_of(mark, way))))


def _entry_of(mark: Mark, way: Way) -> str:
    if way.terms.startswith("#"):
        return way.terms + (mark.get("entry") or mark.get("term"))
    sense = f"#sense-{mark.get('sense')}" if mark.get("sense") else ""
    return f"{way.terms}{mark.get('term')}{way.after_term}{sense}"


def _which_term(mark: Mark) -> Attributes:
    sense = (("data-sense", mark.get("sense")),) if mark.get("sense") else ()
    return (("class", "term"), ("data-term", mark.get("term")), *sense)


def _inert(mark: Mark, way: Way) -> Tags:
    return _element("span", _which_term(mark) if mark.get("term") else ())


def _sic(mark: Mark, way: Way) -> Tags:
    # The corrected form is an attribute, shown by the style sheet: the text stays what the source says.
    # The inner element lets it show either of the two.
    name = (("id", f"e-{mark.get('nth')}"),) if way.ids and mark.get("nth") else ()
    opening, closing = _element("span", (("class", "sic"), ("data-correct", mark.get("sic")), *name))
    # A feed's reader has no style sheet of ours.
    told = f" [{escape(mark.get('sic'))}]" if way.is_feed else ""
    return f"{opening}<span>", f"</span>{told}{closing}"


def _reading(mark: Mark, way: Way) -> Tags:
    reading = escape(mark.get("reading"))
    return "<ruby>", f"<rp>（</rp><rt>{reading}</rt><rp>）</rp></ruby>"


def _lang(mark: Mark, way: Way) -> Tags:
    return _element("span", (("lang", mark.get("lang")),))


def _noted(mark: Mark, way: Way) -> Tags:
    return _element("span", (("class", "noted"), ("data-note", mark.get("note"))))


def _changed(mark: Mark, way: Way) -> Tags:
    return _element("span", (("class", "changed"), ("data-source", mark.get("was"))))


def _speaker(mark: Mark, way: Way) -> Tags:
    supplied = " supplied" if mark.get("supplied") else ""
    return _element("b", (("class", f"speaker{supplied}"),))


def _hit(mark: Mark, way: Way) -> Tags:
    return _element("mark", (("class", "use"),))


def _image(mark: Mark, way: Way) -> Tags:
    size = [(n, mark.get(n)) for n in ("width", "height") if mark.get(n)]
    attributes = (
        ("src", way.pictures + quote(mark.get("src"))),
        ("alt", mark.get("alt")),
        *size,
        ("loading", "lazy"),
    )
    return f"<img{_attributes(attributes)}>", ""


def _footnote(mark: Mark, way: Way) -> Tags:
    id, number = mark.get("id"), mark.get("number") or mark.get("label")
    # A footnote's id holds its text's language, so text and counterpart can both carry theirs.
    back = () if way.is_feed or mark.get("again") else (("id", f"fnr-{id}"),)
    opening, closing = _element(
        "a", (("class", "footnote-ref"), ("role", "doc-noteref"), *back, ("href", f"{way.page}#fn-{id}"))
    )
    return f"<sup>{opening}{escape(number)}{closing}</sup>", ""


def _break(mark: Mark, way: Way) -> Tags:
    return "<br>", ""


def _point(mark: Mark, way: Way) -> str:
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
    return f'<sup class="note-mark">{opening}{escape(number)}{closing}</sup>'


_ELEMENTS: dict[str, Callable[[Mark, Way], Tags]] = {
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
