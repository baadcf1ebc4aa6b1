"""Name who wrote each post of a thread, or said each part of a talk with a program, at the head of its text.

A profile lists where the posts stand, and for each kind the places of its author's name: in the post itself, else in
the innermost element about it that has the place and holds no other post. ``= Name`` is that name.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from lxml.html import HtmlElement

from yizhu.importers.html.page import HtmlBlock, HtmlPage
from yizhu.importers.html.selectors import select_elements
from yizhu.importers.model.profiles import Profile, split_place

_NAMED_SO = "="
_LONGEST_NAME = 60  # characters
_FURTHEST = 10  # elements about a post in which its author's name may stand


@dataclass(frozen=True, slots=True)
class Author:
    """Who wrote a post."""

    name: str  # empty: nobody is named
    is_given: bool  # by the profile: one of two who talk, whose parts may be cut


def find_posts(root: HtmlElement, rules: Profile) -> dict[HtmlElement, Author]:
    """Return the elements that hold a post each, and who wrote it."""
    kinds: dict[HtmlElement, tuple[str, ...]] = {}
    for selector, *places in rules.posts:
        for element, _ in select_elements(root, [selector]):
            kinds.setdefault(element, tuple(places))
    outer = {post: places for post, places in kinds.items() if kinds.keys().isdisjoint(post.iterancestors())}
    return {post: _find_author(post, places, outer.keys() - {post}) for post, places in outer.items()}


def name_posts(page: HtmlPage, posts: dict[HtmlElement, Author], colon: str) -> HtmlPage:
    """Return the page with each post's first block opened by its author's name; one of two who goes on is named once."""
    blocks: list[HtmlBlock] = []
    current, last = None, Author("", is_given=False)
    for block in page.blocks:
        about = (block.element, *block.element.iterancestors())
        post = next((one for one in about if one in posts), None)
        author = posts[post] if post is not None else last
        if author.name and post not in (None, current) and not (author.is_given and author == last):
            blocks += _opened(block, f"{author.name}{colon}")
        else:
            blocks.append(block)
        current, last = (post, author) if post is not None else (current, last)
    return replace(page, blocks=tuple(blocks))


def _opened(block: HtmlBlock, label: str) -> Iterator[HtmlBlock]:
    """Yield the block with the label at its head; what is no paragraph has it above itself."""
    bold = block.element.makeelement("b")
    bold.text = label
    if block.kind in ("paragraph", "other") and block.text:
        space = "" if label.endswith("：") else " "
        bold.tail = space + (block.element.text or "").lstrip()
        block.element.text = None
        block.element.insert(0, bold)
        yield replace(block, kind="paragraph", text=f"{label}{space}{block.text}")
        return
    above = block.element.makeelement("p")
    above.append(bold)
    block.element.addprevious(above)
    yield HtmlBlock(above, "paragraph", label, (block.lines[0], block.lines[0]))
    yield block


def _find_author(post: HtmlElement, places: tuple[str, ...], others: set[HtmlElement]) -> Author:
    for place in places:
        if place.startswith(_NAMED_SO):
            return Author(place.removeprefix(_NAMED_SO).strip(), is_given=True)
        _, selector, attribute = split_place(place)
        if name := _find_near(post, selector, attribute, others):
            return Author(name, is_given=False)
    return Author("", is_given=False)


def _find_near(post: HtmlElement, selector: str, attribute: str, others: set[HtmlElement]) -> str:
    """Return what the nearest element says that the selector finds; what is beside several posts is nobody's."""
    for around in (post, *islice(post.iterancestors(), _FURTHEST)):
        found = [element for element, _ in select_elements(around, [selector])]
        if around is not post and found[:1] != [around] and any(one in others for one in around.iter()):
            return ""
        if name := next((said for one in found if (said := _read_name(one, attribute))), ""):
            return name
    return ""


def _read_name(element: HtmlElement, attribute: str) -> str:
    said = element.get(attribute, "") if attribute else element.text_content()
    name = " ".join(said.split()).rstrip(":：")
    return name if len(name) <= _LONGEST_NAME else ""
