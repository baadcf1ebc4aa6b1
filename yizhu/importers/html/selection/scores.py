"""Score each block of a page by its prose, its links, the names of the elements around it, and the vote."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from lxml.html import HtmlElement

from yizhu.importers.html.page import HtmlBlock, HtmlPage

_WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_SENTENCE_END = re.compile(r"[。！？!?.…⋯；;।؟][」』”’\"）)\]]*$")
# Thai, Lao and Khmer end a sentence by a space.
_STOPS = re.compile(r"[。！？，、；।،؟။]|[.!?,;:](?:\s|$|[\"”’)])|(?<=[\u0e00-\u0eff\u1780-\u17ff])\s")
_PROSE_LENGTH = 50  # a Chinese character counts twice: it says as much as two letters
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")

# Words in the class or id of a box that holds no article, as sites name them all over the world.
_BOXES = frozenset(
    "related relate recommend recommended recommendation recommendations recirc recirculation share sharing sharebar "
    "sharetools social socials comment comments commentlist disqus respond replies newsletter subscribe subscription "
    "signup promo promotion promoted sidebar sidenav footer nav navbar navigation menu menus breadcrumb breadcrumbs "
    "crumb crumbs cookie cookies consent gdpr popup modal overlay advert advertisement advertising ads ad adsense "
    "sponsor sponsored outbrain taboola tags taglist keywords bio byline copyright toolbar widget widgets login "
    "ranking readmore interested trending popular latest mostread teaser teasers pagination pager prevnext skip "
    "masthead topbar print correction donate download qrcode survey poll meta metadata timestamp dateline "
    "comentarios comentario comentar commentaires kommentare kommentarer commenti reacties relacionados relacionadas "
    "correlati weiterlesen disclaimer disclaimers fontsize backtotop gotop push pushes hotnews hotword relnews".split()
)
_HEADINGS = ("h1", "h2", "h3", "h4", "article", "main")
_TAGS = frozenset("nav footer aside form button select textarea label menu".split())
# A quotation from elsewhere, set in a box of its network's, is the writer's.
_EMBEDS = re.compile(
    r"twitter-tweet|twitter-video|instagram-media|tiktok-embed|fb-post|bluesky-embed|mastodon"
)
_LEADS = re.compile(
    r"(?:^|[\s_-])(?:deck?|lead|lede|standfirst|stand-first|intro|summary|teaser-?text|excerpt|abstract|chapeau|"
    r"sapo|subtitle|sub-?head(?:line)?|perex|vorspann|ingress|kicker-?text|daodu|zhaiyao|preface|digest)(?:$|[\s_-])",
    re.I,
)
_USUAL = 0.4  # share of the voted prose: a name whose boxes hold more of it tells nothing
# What holds no article however long it is.
_NEVER = frozenset(("disclaimer", "disclaimers"))
_GUARD = 0.5  # share of the page's prose: a box that holds more belongs to the article, whatever its name


@dataclass(frozen=True, slots=True)
class ScoredBlock:
    """A block with everything its score is made from."""

    block: HtmlBlock
    vote: float  # 0 … 1: the share of its text that the extractor kept
    length: int  # a Chinese character counts twice
    linked: float  # 0 … 1: the share of its text that is a link
    is_prose: bool
    box: str  # the name of a box about it that holds no article; empty: none
    about: tuple[HtmlElement, ...]  # its element, its parent and so on, up to the root
    beside: HtmlElement | None = None  # the innermost element about it that holds other blocks, too

    @property
    def home(self) -> HtmlElement:
        """Return the element in which it stands beside others; a wrapper of its own is none."""
        return self.about[1] if self.beside is None else self.beside

    @property
    def is_embed(self) -> bool:
        """Is it a quotation from elsewhere, in a box of its network's?"""
        return self.block.kind == "quote" and any(
            _EMBEDS.search(e.get("class") or "") for e in self.about[:3]
        )

    @property
    def make(self) -> tuple[str, ...]:
        """How it is made: its tag, and the tag and class of the element about it."""
        around = self.about[1]
        return str(self.about[0].tag), str(around.tag), around.get("class") or ""

    @property
    def is_sentence(self) -> bool:
        """Does it end as a sentence does?"""
        return bool(_SENTENCE_END.search(self.block.text))

    @property
    def is_lead(self) -> bool:
        """Is it marked as a lead, between title and article?"""
        return any(_LEADS.search(one.get("class") or "") for one in self.about[:3])

    @property
    def weight(self) -> float:
        """How much it speaks for the boxes about it."""
        if not self.is_prose or self.box in _NEVER:
            return 0.0
        return self.length * (1 - self.linked) * (0.2 + 0.8 * self.vote) * (0.1 if self.box else 1)


@dataclass(slots=True)
class BoxNames:
    """The names of elements, each computed once."""

    names: dict[HtmlElement, str] = field(default_factory=dict)

    def name(self, element: HtmlElement) -> str:
        """Return the name by which a box shows that it holds no article; empty if none does."""
        if element not in self.names:
            self.names[element] = _name(element)
        return self.names[element]


def score_blocks(
    page: HtmlPage, votes: tuple[float, ...], content: frozenset[HtmlElement] = frozenset()
) -> tuple[ScoredBlock, ...]:
    """Return all blocks of the page with their scores; names about ``content``, known to be the article, do not count."""
    first = [_measure_block(block, vote) for block, vote in zip(page.blocks, votes, strict=True)]
    prose = sum_scores((one, one.length * (1 - one.linked)) for one in first if one.is_prose)
    limit, boxes = _GUARD * max(prose.values(), default=0), BoxNames()
    crowds = Counter(element for one in first for element in one.about)
    found = tuple(_with_box(one, prose, limit, boxes, content) for one in first)
    found = tuple(
        replace(one, beside=next((e for e in one.about[1:] if crowds[e] > 1), None)) for one in found
    )
    usual, own = _find_usual_names(found), _find_own_names(found, boxes)
    return tuple(
        replace(one, box="")
        if one.box in usual or (one.box in own and boxes.name(one.block.element) == one.box)
        else one
        for one in found
    )


def _find_usual_names(found: tuple[ScoredBlock, ...]) -> frozenset[str]:
    """Return the names that this site gives the boxes of its articles: each paragraph may be in one."""
    voted: dict[str, float] = defaultdict(float)
    for one in found:
        if one.is_prose and one.vote > 0.5:
            voted[one.box] += one.length
    whole = sum(voted.values())
    names = (name for name, length in voted.items() if length > _USUAL * whole)
    return frozenset(name for name in names if name in _BOXES - _NEVER)


def _find_own_names(found: tuple[ScoredBlock, ...], boxes: BoxNames) -> frozenset[str]:
    """Return the names that paragraphs and lists of the article bear themselves: <p class="h2-related">."""
    voted = [one for one in found if one.is_prose and one.vote > 0.5 and not one.box]
    return frozenset(boxes.name(one.block.element) for one in voted) - _NEVER


def sum_scores(weights: Iterable[tuple[ScoredBlock, float]]) -> dict[HtmlElement, float]:
    """Return for each element the sum of its blocks' scores."""
    found: dict[HtmlElement, float] = defaultdict(float)
    for one, weight in weights:
        for element in one.about:
            found[element] += weight
    return found


def _measure_block(block: HtmlBlock, vote: float) -> ScoredBlock:
    length = len(block.text) + len(_WIDE.findall(block.text))
    about = (block.element, *block.element.iterancestors())
    linked = _with_links(block, about)
    stops = len(_STOPS.findall(block.text))
    whole = stops > 1 or (stops == 1 and bool(_SENTENCE_END.search(block.text)))
    is_text = block.kind in ("paragraph", "other", "quote", "list")
    is_prose = is_text and whole and length >= _PROSE_LENGTH and linked < 0.4
    return ScoredBlock(block, vote, length, linked, is_prose, "", about)


def _with_links(block: HtmlBlock, about: tuple[HtmlElement, ...]) -> float:
    length = len("".join(block.text.split()))
    if not length:
        return 0.0
    if any(element.tag == "a" for element in about):
        return 1.0
    links = ("".join(link.itertext()) for link in block.element.iter("a") if link.get("href"))
    return min(1.0, sum(len("".join(text.split())) for text in links) / length)


def _with_box(
    one: ScoredBlock,
    prose: dict[HtmlElement, float],
    limit: float,
    boxes: BoxNames,
    content: frozenset[HtmlElement],
) -> ScoredBlock:
    for element in one.about:
        is_much = bool(limit) and prose.get(element, 0) >= limit
        if element.tag in ("body", "html") or element in content or (is_much and not _is_never(element)):
            break
        if _EMBEDS.search(element.get("class") or ""):
            break
        if name := boxes.name(element):
            return ScoredBlock(one.block, one.vote, one.length, one.linked, one.is_prose, name, one.about)
    return one


def _is_never(element: HtmlElement) -> bool:
    """Is it a disclaimer, and not a wrapper with one of the parts of an article?"""
    return _name(element) in _NEVER and next(element.iter(*_HEADINGS), None) is None


def _name(element: HtmlElement) -> str:
    style = (element.get("style") or "").replace(" ", "").lower()
    if element.get("hidden") is not None or "display:none" in style:
        return "hidden"
    if element.tag in _TAGS:
        return f"<{element.tag}>"
    words = _WORD.findall(f"{element.get('class') or ''} {element.get('id') or ''}")
    return next((word.lower() for word in words if word.lower() in _BOXES), "")
