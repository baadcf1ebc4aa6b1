"""The tree between a page's elements and our Markdown: nested blocks, and words with marks on them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from yizhu.content.prose import OBJECT_CHARACTER, Attributes, Mark, Prose

# The marks that cover text, the outermost first where two cover the same. Where two cross, the inner one is cut.
COVERING = ("link", "lang", "del", "sup", "sub", "strong", "em", "reading", "code")

_CUTTABLE = ("em", "strong", "sub", "sup", "del", "lang", "code", "link")  # the first gives way
_NO_WORDS = Prose("")
_NESTING = ("ul", "ol", "blockquote")
_DEEPEST = 16  # blocks within each other: builds refuse what lies 20 deep


@dataclass(frozen=True, slots=True)
class Node:
    """A block that holds either words or other blocks."""

    tag: str  # p h1 … h6 ul ol li blockquote pre table tr th td hr; note: a footnote's text
    words: Prose = _NO_WORDS
    children: tuple[Node, ...] = ()
    attributes: Attributes = ()  # start of ol, info of pre, align of th and td, label of note

    def get(self, name: str, otherwise: str = "") -> str:
        """The value of an attribute."""
        return dict(self.attributes).get(name, otherwise)

    @property
    def is_empty(self) -> bool:
        """Does it say and show nothing?"""
        if self.tag == "hr":
            return False
        return all(child.is_empty for child in self.children) if self.children else not self.words.text


def flatten_deep(nodes: Iterable[Node], depth: int = 0) -> Iterator[Node]:
    """Yield the blocks; what a list or quote too deep within others holds stands in its place."""
    for node in nodes:
        if node.tag in _NESTING and depth >= _DEEPEST:
            yield from flatten_deep(_leaves(node), depth)
        elif node.children:
            yield replace(node, children=tuple(flatten_deep(node.children, depth + 1)))
        else:
            yield node


def _leaves(node: Node) -> Iterator[Node]:
    for child in node.children:
        if child.tag in (*_NESTING, "li"):
            yield from _leaves(child)
        else:
            yield child


def replace_breaks(words: Prose) -> Prose:
    """Return the words with a space for each line break, for headings and cells."""
    if "\n" not in words.text:
        return words
    return Prose(words.text.replace("\n", " "), (), tuple(m for m in words.marks if m.kind != "br"))


def remove_mark(words: Prose, kind: str) -> Prose:
    """Return the words without a mark that covers them all: bold means nothing in a heading."""
    whole = (0, len(words.text))
    return replace(words, marks=tuple(m for m in words.marks if m.kind != kind or (m.start, m.end) != whole))


def join_words(first: Prose, second: Prose) -> Prose:
    """Return both, the second on a new line."""
    if not (first.text and second.text):
        return first if first.text else second
    at = len(first.text)
    moved = (replace(mark, start=mark.start + at + 1, end=mark.end + at + 1) for mark in second.marks)
    return Prose(f"{first.text}\n{second.text}", (), (*first.marks, Mark(at, at + 1, "br"), *moved))


def shows_only_pictures(words: Prose) -> bool:
    """Do the words hold pictures only?"""
    pictures = sum(mark.kind == "image" for mark in words.marks)
    return bool(pictures) and pictures == len(
        words.text.replace(" ", "").replace("\n", "")
    ) == words.text.count(OBJECT_CHARACTER)


def nest_marks(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """Return the marks, outermost first, cut where they cross, so that each is inside or beside the others."""
    found = _ordered(marks)
    # Whoever was cut for one mark may then cross another.
    while not _is_nested(found):
        for kind in _CUTTABLE:
            found = [part for m in found for part in (_cut_at_crossings(m, found) if m.kind == kind else [m])]
        found = _ordered(found)
    return tuple(found)


def _ordered(marks: Iterable[Mark]) -> list[Mark]:
    return sorted(marks, key=lambda m: (m.start, -m.end, _depth(m)))


def _is_nested(marks: Iterable[Mark]) -> bool:
    """Is each of the ordered marks inside or beside those before it, and none inside code?"""
    opened: list[Mark] = []
    for mark in marks:
        while opened and opened[-1].end <= mark.start:
            opened.pop()
        if opened and (mark.end > opened[-1].end or opened[-1].kind == "code"):
            return False
        opened.append(mark)
    return True


def _cut_at_crossings(mark: Mark, others: Iterable[Mark]) -> list[Mark]:
    """Return the mark in parts that cross none of the others; emphasis inside code is removed."""
    around = [other for other in others if other.kind in COVERING and other is not mark]
    edges = {edge for other in around if _parts(other, mark) for edge in (other.start, other.end)}
    cuts = [mark.start, *sorted(edge for edge in edges if mark.start < edge < mark.end), mark.end]
    parts = [replace(mark, start=start, end=end) for start, end in pairwise(cuts)]
    if mark.kind in ("em", "strong"):
        parts = [p for p in parts if not any(o.kind == "code" and _is_within(p, o) for o in around)]
    return parts


def _parts(other: Mark, mark: Mark) -> bool:
    # Nothing is marked up within code.
    holds = (
        mark.kind == "code"
        and mark.overlaps(other)
        and not (other.start <= mark.start and mark.end <= other.end)
    )
    return mark.crosses(other) or (holds and other.kind not in ("em", "strong"))


def _is_within(mark: Mark, code: Mark) -> bool:
    return (
        code.start <= mark.start and mark.end <= code.end and (code.start, code.end) != (mark.start, mark.end)
    )


def _depth(mark: Mark) -> int:
    return COVERING.index(mark.kind) if mark.kind in COVERING else len(COVERING)
