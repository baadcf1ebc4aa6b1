"""Wrap text that is in no paragraph: text beside blocks, and text divided by ``<br><br>``.

``<div>One.<br><br>Two.<ul>…</ul></div>`` becomes ``<div><p>One.</p><p>Two.</p><ul>…</ul></div>``
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree
from lxml.html import HtmlElement

from yizhu.importers.model.draft import Lines

BLOCK_TAGS = frozenset(
    "address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption figure footer "
    "form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol optgroup option p pre search "
    "section summary table caption tbody td tfoot th thead tr ul button select textarea label".split()
)
# What they hold is never shown as text of the page.
SILENT_TAGS = frozenset(
    "script style template head title meta link noscript iframe object embed applet svg canvas map noframes "
    "datalist input param source track base".split()
)
# libxml2 counts no further.
_LAST_LINE = 65535
_INDENT = re.compile(r"\s*(?:\u3000|\xa0{2}|\xa0 \xa0)")
_SENTENCE_END = re.compile(r"[。！？!?.…；;:：][」』”’\"）)]*\s*$")
_LINES_AT_LEAST = 3
_LINE_OF_PROSE = 30  # characters on average: verse has shorter lines


@dataclass(slots=True)
class _Run:
    """Consecutive inline nodes and texts."""

    text: str
    line: int
    nodes: list[HtmlElement] = field(default_factory=list)

    def is_empty(self) -> bool:
        return not self.text.strip() and all(
            node.tag == "br" and not (node.tail or "").strip() for node in self.nodes
        )


def find_text_lines(root: HtmlElement) -> dict[HtmlElement, Lines]:
    """Return the line on which each element's text begins, and the line of the text after it."""
    starts: dict[HtmlElement, int] = {}
    lines: dict[HtmlElement, Lines] = {}
    line = 1
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "start":
            pieces_of_text = element.sourceline
            line = pieces_of_text if pieces_of_text and pieces_of_text < _LAST_LINE else line
            starts[element] = line
            line += (element.text or "").count("\n")
        else:
            lines[element] = (starts[element], line)
            line += (element.tail or "").count("\n")
    return lines


def has_paragraphs(element: HtmlElement) -> bool:
    """Does the element hold a visible block or a paragraph break?"""
    if any(_is_seen(child, element) for child in element.iterdescendants(*BLOCK_TAGS)):
        return True
    broken = {one.getparent() for one in element.iter("br") if _is_seen(one, element)}
    return any(_breaks(parent) for parent in broken)


def _is_seen(inner: HtmlElement, element: HtmlElement) -> bool:
    """Is no element between the two hidden?"""
    # A counter's <noscript><p>…</p></noscript> within a sentence parts nothing, and must not be cut again and again.
    above = inner.getparent()
    while above is not None and inner is not element:
        if above.tag in SILENT_TAGS:
            return False
        inner, above = above, above.getparent()
    return True


def wrap_runs(container: HtmlElement, lines: dict[HtmlElement, Lines]) -> None:
    """Wrap the container's loose text in paragraphs, and split these at their breaks."""
    at = lines.get(container, (1, 1))[0]
    if container.tag == "p":
        container.tag = "div"
    breaks = _breaks(container)
    run = _Run(container.text or "", at)
    container.text = None
    for child in list(container):
        if child not in breaks and not _is_boundary(run, child):
            run.nodes.append(child)
            continue
        _wrap(container, run, child, lines)
        run = _Run(child.tail or "", lines.get(child, (1, 1))[1])
        child.tail = None
        if child in breaks:
            container.remove(child)
    _wrap(container, run, None, lines)


def _is_boundary(run: _Run, child: HtmlElement) -> bool:
    """Does the child end a run of inline content?"""
    if child.tag in SILENT_TAGS:
        # A counter's script in the midst of a sentence parts no paragraph.
        return run.is_empty() or not (child.tail or "").strip()
    return child.tag in BLOCK_TAGS or _holds_blocks(child)


def _holds_blocks(element: HtmlElement) -> bool:
    return len(element) > 0 and has_paragraphs(element)


def _remove_tail(element: HtmlElement) -> HtmlElement:
    element.tail = None
    return element


def _wrap(
    container: HtmlElement, run: _Run, following: HtmlElement | None, lines: dict[HtmlElement, Lines]
) -> None:
    """Put the run in a paragraph before ``following``; None means at the container's end."""
    if run.is_empty():
        for node in run.nodes:
            parent = node.getparent()
            if parent is not None:
                parent.remove(_remove_tail(node))
        return
    paragraph: HtmlElement = container.makeelement("p")
    if following is None:
        container.append(paragraph)
    else:
        following.addprevious(paragraph)
    paragraph.text = run.text
    for node in run.nodes:
        paragraph.append(node)  # its tail goes with it
    lines[paragraph] = (run.line, run.line)


def _breaks(container: HtmlElement) -> set[HtmlElement]:
    """Return the ``<br>`` that divide paragraphs: doubled ones, one before an indent, and one after each sentence."""
    children = list(container)
    found = [child for child in children if child.tag == "br"]
    if not found:
        return set()
    parting = {br for br in found if _is_double(br) or _INDENT.match(br.tail or "")}
    return set(found) if not parting and _are_prose(container, found) else parting


def _is_double(br: HtmlElement) -> bool:
    """Does another ``<br>`` follow or precede directly?"""
    after, before = br.getnext(), br.getprevious()
    if after is not None and after.tag == "br" and not (br.tail or "").strip():
        return True
    return before is not None and before.tag == "br" and not (before.tail or "").strip()


def _are_prose(container: HtmlElement, breaks: list[HtmlElement]) -> bool:
    """Is each line between the breaks made of whole sentences, and long?"""
    if len(breaks) + 1 < _LINES_AT_LEAST:
        return False
    pieces = [container.text or ""]
    for child in container:
        if child.tag == "br":
            pieces.append("")
        else:
            pieces[-1] += "".join(child.itertext())
        pieces[-1] += child.tail or ""
    pieces_of_text = [piece.strip() for piece in pieces if piece.strip()]
    whole = [piece for piece in pieces_of_text if _SENTENCE_END.search(piece)]
    return len(whole) >= len(pieces_of_text) - 1 and sum(map(len, pieces_of_text)) > _LINE_OF_PROSE * len(
        pieces_of_text
    )
