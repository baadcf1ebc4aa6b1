"""Decide which blocks of a page are the article: keep, drop or unsure, each with its reason.

1. score every block: prose, links, the elements around it, trafilatura's vote (``scores``, ``trafilatura_votes``)
2. the article's region is the innermost element that holds nearly all of the score; in it, homes are the
   elements in which much of the score lies side by side
3. boxes, links and words of menus and footers (``boilerplate_words``) count against a block; prose, votes and being
   in a home count for it
4. drop what follows an end marker such as 延伸閱讀, unless the article plainly goes on
5. drop legal notices at the end and headings with nothing kept below them; mark captions
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from lxml.html import HtmlElement

from yizhu.importers.html.code_lines import is_gutter
from yizhu.importers.html.page import HtmlBlock, HtmlPage
from yizhu.importers.html.selection.boilerplate_words import (
    boilerplate_reason,
    find_end_marker,
    is_caption,
    is_legal_notice,
    is_related_link,
    is_subscription_offer,
)
from yizhu.importers.html.selection.containers import Container, find_container
from yizhu.importers.html.selection.contents import find_contents
from yizhu.importers.html.selection.scores import ScoredBlock, score_blocks, sum_scores
from yizhu.importers.html.selection.trafilatura_votes import collect_votes
from yizhu.importers.html.selectors import choose_one, select_elements
from yizhu.importers.model.profiles import Profile
from yizhu.importers.sources.asides import ASIDE, aside_reason

_NEARLY_ALL = 0.85
_MOST_KEPT = 0.7
_MUCH = 0.12
_MADE_SO = 0.25
_LINKED = 0.6
_LEAD = 10  # blocks above the article among which a lead may be
_NEAR = 2  # blocks above and below what was voted for
_LEAD_LENGTH = 40  # a Chinese character counts twice
_FOOT = 6  # kept blocks at the end that may be legal notices
_BELOW_OFFER = 4  # kept blocks at the end, an offer of a subscription and what goes with it
_CONTENTS = "a table of contents: links to the page's own headings"
_ITEMS = 2  # of a list: one item is a byline or a link in a list's clothes
_GOES_ON = 3  # paragraphs of prose below a marker: the article goes on


@dataclass(frozen=True, slots=True)
class ClassifiedBlock:
    """A block with its verdict (keep, drop or unsure), the reason and the score."""

    block: HtmlBlock
    verdict: str  # keep | drop | unsure (kept, and flagged)
    why: str
    score: float  # 0 … 1: the share of it that the extractor kept


@dataclass(frozen=True, slots=True)
class _Region:
    """The elements of the page that hold the article."""

    root: HtmlElement
    homes: frozenset[HtmlElement]  # elements in which much of the score lies side by side
    makes: frozenset[tuple[str, ...]]  # how much of it is made, element by element
    first: int  # its first and last block of prose
    last: int
    container: Container | None  # what the page itself says is the article

    def holds(self, one: ScoredBlock) -> bool:
        return self.root in one.about

    def is_home(self, one: ScoredBlock) -> bool:
        return one.home in self.homes or one.make in self.makes


def classify_blocks(page: HtmlPage, rules: Profile, address: str = "") -> tuple[ClassifiedBlock, ...]:
    """Return all blocks of the page in order, each with its verdict."""
    return classify_with_votes(page, rules, collect_votes(page), address)


def classify_with_votes(
    page: HtmlPage, rules: Profile, votes: tuple[float, ...], address: str = ""
) -> tuple[ClassifiedBlock, ...]:
    """Return the same for votes that were collected already."""
    unwanted = _find_unwanted(page.root, rules, address)
    homes = frozenset(
        element
        for element, _ in select_elements(page.root, (*rules.content, *(kind[0] for kind in rules.posts)))
        if unwanted.keys().isdisjoint((element, *element.iterancestors()))
    )
    blocks = score_blocks(page, _combine_votes(page, homes, votes), homes)
    container = find_container(page, blocks, homes)
    if container is not None and container.is_document:
        return tuple(map(_classify_in_document, blocks))
    region = _find_region(page.root, blocks, container)
    found = tuple(_classify(number, one, region, rules) for number, one in enumerate(blocks))
    found = _apply_profile(found, blocks, homes, unwanted | dict.fromkeys(find_contents(page), _CONTENTS))
    found = _keep_headings(found, blocks)
    ended = found if rules.posts and homes else _drop_notices(_drop_after_end(found, blocks, region, rules))
    return _mark_captions(_drop_empty_headings(ended, blocks))


def _classify_in_document(one: ScoredBlock) -> ClassifiedBlock:
    """Return the verdict on a block of a document: all is its text, but what is marked as beside it."""
    kind = next((element.get(ASIDE) for element in one.about if element.get(ASIDE)), "")
    verdict, why = ("drop", aside_reason(kind)) if kind else ("keep", "the document holds it")
    return ClassifiedBlock(one.block, verdict, why, float(not kind))


def _combine_votes(
    page: HtmlPage, homes: frozenset[HtmlElement], votes: tuple[float, ...]
) -> tuple[float, ...]:
    """Return the votes; if a site profile says where the articles are, only that counts."""
    if not homes:
        return votes
    about = ({block.element, *block.element.iterancestors()} for block in page.blocks)
    return tuple(float(not homes.isdisjoint(elements)) for elements in about)


def _find_unwanted(root: HtmlElement, rules: Profile, address: str) -> dict[HtmlElement, str]:
    """Return the elements that are no part of the article, each with the reason."""
    dropped = {
        element: f"the profile drops {selector}" for element, selector in select_elements(root, rules.drop)
    }
    several = choose_one(root, rules.first_of, address)
    return dropped | dict.fromkeys(several[1] if several else (), "the text of another person")


def _apply_profile(
    found: tuple[ClassifiedBlock, ...],
    blocks: tuple[ScoredBlock, ...],
    homes: frozenset[HtmlElement],
    unwanted: dict[HtmlElement, str],
) -> tuple[ClassifiedBlock, ...]:
    """Return the blocks, without those that the site's profile drops or does not count as the article."""
    result = list(found)
    for number, one in enumerate(blocks):
        reason = next((unwanted[element] for element in one.about if element in unwanted), "")
        if reason:
            result[number] = replace(found[number], verdict="drop", why=reason)
        elif homes and homes.isdisjoint(one.about):
            why = "stands outside what the profile names as content"
            result[number] = replace(found[number], verdict="drop", why=why)
    return tuple(result)


def _find_region(root: HtmlElement, blocks: tuple[ScoredBlock, ...], container: Container | None) -> _Region:
    weights = sum_scores((one, one.weight) for one in blocks)
    whole, node = weights.get(root, 0.0), root
    while whole and (inner := max(node, key=lambda child: weights.get(child, 0), default=None)) is not None:
        if weights.get(inner, 0) < _NEARLY_ALL * whole:
            break
        node = inner
    wider = _widen(node, blocks)
    inside = [(number, one) for number, one in enumerate(blocks) if one.weight and wider in one.about]
    sure = [
        number
        for number, one in enumerate(blocks)
        if wider in one.about and one.vote > 0.5 and not one.box and (one.weight or wider is not node)
    ]
    numbers = sure or [number for number, _ in inside] or [0]
    return _Region(
        *(wider, _find_homes(inside, whole), _usual_tags(inside, whole), numbers[0], numbers[-1], container)
    )


def _widen(node: HtmlElement, blocks: tuple[ScoredBlock, ...]) -> HtmlElement:
    """Return the element, or the one about it that holds most of what the extractor kept.

    One paragraph of prose amid short ones, lists and code is not the article.
    """
    kept = sum_scores((one, one.length * one.vote * (1 - one.linked)) for one in blocks if not one.box)
    least = _MOST_KEPT * max(kept.values(), default=0.0)
    around = (node, *node.iterancestors())
    return next((one for one in around if kept.get(one, 0.0) >= least), node)


def _usual_tags(inside: list[tuple[int, ScoredBlock]], whole: float) -> frozenset[tuple[str, ...]]:
    shares: dict[tuple[str, ...], float] = {}
    for _, one in inside:
        shares[one.make] = shares.get(one.make, 0) + one.weight
    return frozenset(make for make, share in shares.items() if share >= _MADE_SO * whole)


def _find_homes(inside: list[tuple[int, ScoredBlock]], whole: float) -> frozenset[HtmlElement]:
    shares: dict[HtmlElement, float] = {}
    for _, one in inside:
        at = one.about.index(one.home)
        for element, part in zip(one.about[at : at + 2], (1.0, 0.5), strict=False):
            shares[element] = shares.get(element, 0) + part * one.weight
    return frozenset(element for element, share in shares.items() if share >= _MUCH * whole)


def _classify(number: int, one: ScoredBlock, region: _Region, rules: Profile) -> ClassifiedBlock:
    verdict, why = _verdict(number, one, region, rules)
    return ClassifiedBlock(one.block, verdict, why, round(one.vote, 2))


def _verdict(number: int, one: ScoredBlock, region: _Region, rules: Profile) -> tuple[str, str]:
    if one.box:
        return "drop", f"stands in a box named {one.box}"
    if one.block.kind == "code" and is_gutter(one.block.element):
        return "drop", "the numbers of lines beside code"
    if reason := boilerplate_reason(one.block.text, one.length, rules):
        return "drop", reason
    verdict, why = _classify_by_looks(number, one, region)
    if is_related_link(one.block.text, one.linked):
        return "drop", why if verdict == "drop" else "points to another article"
    if verdict != "drop" or region.container is None:
        return verdict, why
    kept = region.container.judge(one)
    return kept, why if kept == "drop" else f"{why}; but within the page's article"


def _classify_by_looks(number: int, one: ScoredBlock, region: _Region) -> tuple[str, str]:
    if not region.holds(one):
        return _classify_outside(number, one, region)
    if one.block.kind == "figure":
        return _classify_figure(number, one, region)
    if one.is_embed:
        return "keep", "quoted from elsewhere"
    if one.linked > _LINKED and not (one.block.kind == "heading" and one.vote > 0.5):
        return "drop", "links, and little else"
    return _classify_prose(number, one, region) if one.is_prose else _classify_short(number, one, region)


def _classify_outside(number: int, one: ScoredBlock, region: _Region) -> tuple[str, str]:
    is_above = region.first - _LEAD <= number < region.first and one.linked < _LINKED
    if is_above and one.is_prose and one.vote > 0.5:
        return "unsure", "prose and voted for, but apart from the article: its lead?"
    if is_above and one.is_lead and one.length > _LEAD_LENGTH:
        return "unsure", "marked as the article's lead"
    return "drop", "apart from the article"


def _classify_figure(number: int, one: ScoredBlock, region: _Region) -> tuple[str, str]:
    if region.first - 4 <= number <= region.last + 1 and one.linked < _LINKED:
        return "keep", "a picture of the article"
    return "drop", "a picture outside the article"


def _classify_prose(number: int, one: ScoredBlock, region: _Region) -> tuple[str, str]:
    if one.vote > 0.5:
        return "keep", "prose, and voted for"
    # A class says more than a tag: without one, the element about it must be a home.
    is_like = one.make in region.makes and (one.about[1] in region.homes or bool(one.make[-1]))
    is_near = region.first - _NEAR <= number <= region.last + _NEAR and region.is_home(one)
    if (is_like or is_near) and one.block.kind != "list":
        return "unsure", "prose amid the article, but not voted for"
    return "drop", "prose neither voted for nor amid the article"


def _classify_short(number: int, one: ScoredBlock, region: _Region) -> tuple[str, str]:
    amid = region.first <= number <= region.last + 1
    if one.vote > 0.5 and (amid or region.is_home(one)):
        return "keep", "amid the article, and voted for"
    if amid and one.block.kind == "code":
        return "keep", "code amid the article"
    is_beside = region.first - 1 <= number <= region.last + 1 and one.home in region.homes
    if is_beside and not one.linked and _has_parts(one.block):
        return "unsure", "stands beside the article's paragraphs, but not voted for"
    is_words = one.block.kind in ("paragraph", "heading")
    if region.first < number < region.last and region.is_home(one) and is_words:
        return "unsure" if one.linked else "keep", "amid the article"
    return "drop", "short, and not voted for"


def _has_parts(block: HtmlBlock) -> bool:
    """Is it a list, table, quotation or code? One item is a byline or a link in a list's clothes."""
    if block.kind == "list":
        return len(block.element) >= _ITEMS
    return block.kind in ("table", "code", "quote")


def _keep_headings(
    found: tuple[ClassifiedBlock, ...], blocks: tuple[ScoredBlock, ...]
) -> tuple[ClassifiedBlock, ...]:
    """Return the blocks; a heading is kept if what stands right below it, in the same element, is."""
    result = list(found)
    for number in range(len(found) - 2, -1, -1):
        one, below = blocks[number], blocks[number + 1]
        is_dropped = result[number].verdict == "drop" and result[number].why.startswith("short")
        is_part = one.block.kind == "heading" and one.block.element.tag != "h1" and not one.linked
        is_above = result[number + 1].verdict == "keep" and one.home in below.about
        if is_dropped and is_part and is_above:
            result[number] = replace(result[number], verdict="keep", why="heads what is kept")
    return tuple(result)


def _drop_after_end(
    found: tuple[ClassifiedBlock, ...], blocks: tuple[ScoredBlock, ...], region: _Region, rules: Profile
) -> tuple[ClassifiedBlock, ...]:
    """Return the blocks, with everything below the first end marker after prose dropped."""
    kept = [number for number, one in enumerate(found) if one.verdict != "drop" and blocks[number].is_prose]
    going_on = [
        number
        for number, one in enumerate(found)
        if one.verdict != "drop" and one.block.kind == "paragraph" and region.is_home(blocks[number])
        # Not voted for: the extractor may have stopped at the very marker. Then only prose made as above it counts.
        if one.verdict == "keep" or (blocks[number].make in region.makes and blocks[number].is_prose)
    ]
    for number, one in enumerate(found):
        marker = find_end_marker(one.block.text, rules)
        if not marker or not kept or number < kept[0] or not region.holds(blocks[number]):
            continue
        below = [at for at in going_on if at > number]
        if len(below) < _GOES_ON and not (below and _is_insert(blocks[number], blocks[below[0]])):
            why = f"stands below the end marker {marker}"
            rest = (replace(at, verdict="drop", why=why) for at in found[number + 1 :])
            return (*found[:number], replace(one, verdict="drop", why=f"the end marker {marker}"), *rest)
        # The article goes on below an insert: what announces that is no part of it.
        found = (
            *found[:number],
            replace(one, verdict="drop", why=f"an insert: {marker}"),
            *found[number + 1 :],
        )
    return found


def _is_insert(marker: ScoredBlock, below: ScoredBlock) -> bool:
    """Is the marker nested deeper than the prose below it, that is, in a box of its own?"""
    return below.vote > 0.5 and below.about[1] in marker.about[2:]


def _drop_notices(found: tuple[ClassifiedBlock, ...]) -> tuple[ClassifiedBlock, ...]:
    """Return the blocks without the legal notices at the article's end and what follows a subscription offer."""
    kept = [number for number, one in enumerate(found) if one.verdict != "drop"][-_FOOT:]
    offer = next(
        (number for number in kept[1:][-_BELOW_OFFER:] if is_subscription_offer(found[number].block.text)),
        len(found),
    )
    feet = {number for number in kept if number >= offer or is_legal_notice(found[number].block.text)}
    why = "a notice of rights or advice at the article's end"
    return tuple(replace(one, verdict="drop", why=why) if n in feet else one for n, one in enumerate(found))


def _mark_captions(found: tuple[ClassifiedBlock, ...]) -> tuple[ClassifiedBlock, ...]:
    """Return the blocks; those below a picture that read like a caption are marked as captions."""
    result: list[ClassifiedBlock] = []
    for one in found:
        beside = bool(result) and result[-1].block.kind == "figure"
        is_line = one.verdict != "drop" and one.block.kind in ("paragraph", "other", "heading")
        if is_line and is_caption(one.block.text, beside):
            one = replace(one, block=replace(one.block, kind="figure"), why="written as a caption")
        result.append(one)
    return tuple(result)


def _drop_empty_headings(
    found: tuple[ClassifiedBlock, ...], blocks: tuple[ScoredBlock, ...]
) -> tuple[ClassifiedBlock, ...]:
    """Return the blocks; headings with nothing kept before the next heading are dropped."""
    result: list[ClassifiedBlock] = []
    followed = False
    for one in reversed(found):
        if one.block.kind == "heading" and one.verdict != "drop":
            if not followed:
                one = replace(one, verdict="drop", why="a heading with nothing kept below it")
            # A heading right above another one has that below it.
            followed = one.verdict != "drop"
        elif one.block.kind == "heading":
            followed = False
        elif one.verdict != "drop" and one.block.kind != "figure":
            followed = True
        result.append(one)
    return tuple(reversed(result))
