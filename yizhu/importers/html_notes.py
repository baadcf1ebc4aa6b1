"""Footnotes of a page: which links are their numbers, which blocks their texts, and which links only lead back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from urllib.parse import unquote, urldefrag

from lxml.html import HtmlElement

from yizhu.tree import Prose

_NUMBER = re.compile(
    r"\s*[\[(（〔【［]?\s*(?:注释|註釋|注釋|注|註|釋|fn|note)?\s*\.?\s*(?P<said>[0-9]{1,3}|[a-z]|[ivx]{1,5}|[*†‡§¶]{1,3}|[①-⑳])\s*[\])）〕】］]?\s*",
    re.I,
)
_NAMED = re.compile(
    r"(?:^|[^a-z])_?(?:fn|ftn|edn|footnotes?|endnotes?|notes?|cite[_-]?note|sdfootnote|sdendnote|note)(?:[^a-z]|$)",
    re.I,
)
# Its number as it stands before a note's text. A bare figure may be the text's own: 3月, 1990.
_BEFORE = (
    r"\s*(?:[\^↑*†‡§]+\s*)?(?:[\[(（〔【［]\s*(?:注释|註釋|注釋|注|註)?\s*{label}\s*[\])）〕】］][\s.、:：．]*"
    r"|(?:注释|註釋|注釋|注|註)\s*{label}(?![0-9A-Za-z])[\s.、:：．]*|{label}[.、:：．](?!\d)\s*|(?<=[\^↑*†‡§ ])|[①-⑳]\s*)"
)
_ROLES = ("noteref", "doc-noteref", "footnote")
_CLASSES = frozenset(("footnote-ref", "footnote-reference", "noteref", "fnref", "footnote"))
_TEXTS = ("li", "p", "dd", "td", "aside", "div", "section")
_AROUND = 3  # how many elements out a name still means the one within
_LONGEST = 3000  # characters of a footnote; what is longer is a part of the article


@dataclass(frozen=True, slots=True)
class Notes:
    """The footnotes that are written as such."""

    refs: dict[HtmlElement, str]  # the element that is the number in the text → label
    texts: dict[HtmlElement, str]  # the block that says the note → label
    backs: frozenset[HtmlElement]  # links from a note to its number


NO_NOTES = Notes({}, {}, frozenset())


@dataclass(frozen=True, slots=True)
class _Ref:
    link: HtmlElement
    target: HtmlElement
    text: HtmlElement


def notes_of(elements: Sequence[HtmlElement], base: str) -> Notes:
    """The footnotes whose numbers and texts both stand in the elements, which follow each other."""
    links = [(link, name) for one in elements for link in one.iter("a") if (name := _fragment(link, base))]
    if not links:
        return NO_NOTES
    within = set(elements)
    targets = _targets(elements, {name for _, name in links})
    wanted = {element for pair in targets.values() for element in pair} | {link for link, _ in links}
    order = {
        one: at for at, one in enumerate(each for e in elements for each in e.iter("*")) if one in wanted
    }
    pairs = [(link, *targets[name]) for link, name in links if name in targets]
    goals = [(link, target) for link, target, _ in pairs]
    refs = [
        _Ref(link, target, text)
        for link, target, inner in pairs
        if order[inner] > order[link]
        and (text := _text_of(inner, link, within)) is not None
        and _is_number(link, target, text, goals)
    ]
    return _labelled(_alone(refs), goals)


def number_of(link: HtmlElement) -> HtmlElement:
    """The element that is all of the number: brackets and the raised element around the link belong to it."""
    parent = link.getparent()
    if parent is None or parent.tag not in ("sup", "span", "small", "b"):
        return link
    around = (parent.text or "") + "".join(child.tail or "" for child in parent)
    others = [child for child in parent if child is not link and (child.text_content() or "").strip()]
    return number_of(parent) if not others and not re.search(r"[^\s\[\]()（）〔〕【】［］]", around) else link


def _fragment(link: HtmlElement, base: str) -> str:
    href = link.get("href", "").strip()
    if "#" not in href:
        return ""
    address, fragment = urldefrag(href)
    return unquote(fragment) if not address or (base and address == urldefrag(base)[0]) else ""


def _targets(elements: Sequence[HtmlElement], names: set[str]) -> dict[str, tuple[HtmlElement, HtmlElement]]:
    """What the names name, and where that stands in the elements: a name may be that of what is around one."""
    found: dict[str, tuple[HtmlElement, HtmlElement]] = {}
    for one in elements:
        for ancestor in islice(one.iterancestors(), _AROUND):
            for name in _names(ancestor) & names:
                found.setdefault(name, (ancestor, one))
        for element in one.iter("*"):
            for name in _names(element) & names:
                found.setdefault(name, (element, element))
    return found


def _names(element: HtmlElement) -> set[str]:
    return {name for name in (element.get("id"), element.get("name")) if name}


def _text_of(target: HtmlElement, link: HtmlElement, within: set[HtmlElement]) -> HtmlElement | None:
    """The block that says the note: the one that the target is, or stands in."""
    block = target
    while block not in within and block.tag not in _TEXTS:
        parent = block.getparent()
        if parent is None or block.tag == "body":
            return None
        block = parent
    parent = block.getparent()
    if block.tag == "p" and block not in within and parent is not None and parent.tag in ("li", "dd"):
        block = parent if parent[0] is block else block
    said = block.text_content().strip()
    is_around = any(ancestor is block for ancestor in link.iterancestors())
    return None if is_around or block.tag == "body" or not said or len(said) > _LONGEST else block


def _is_number(
    link: HtmlElement,
    target: HtmlElement,
    text: HtmlElement,
    pairs: Sequence[tuple[HtmlElement, HtmlElement]],
) -> bool:
    if link.get("role") in _ROLES or _CLASSES & set(link.get("class", "").split()):
        return True
    if any(value in _ROLES for name, value in link.attrib.items() if name.endswith("type") or name == "rel"):
        return True
    if not _NUMBER.fullmatch(link.text_content()):
        return False
    if any(_stands_in(back, {text}) and _is_near(goal, link) for back, goal in pairs):
        return True
    named = target.get("id") or target.get("name") or ""
    return bool(_NAMED.search(named)) or _is_raised(link)


def _is_raised(link: HtmlElement) -> bool:
    parent = link.getparent()
    return (parent is not None and parent.tag == "sup") or link.find("sup") is not None


def _is_near(goal: HtmlElement, link: HtmlElement) -> bool:
    """Is this the link, or right around it, within it, or before it?"""
    near = {link, *link.iterdescendants(), link.getparent(), link.getprevious()}
    parent = link.getparent()
    if parent is not None:
        near |= {parent.getprevious(), parent.getparent()}
    return goal in near


def _stands_in(element: HtmlElement, elements: set[HtmlElement]) -> bool:
    return element in elements or any(ancestor in elements for ancestor in element.iterancestors())


def _alone(refs: Sequence[_Ref]) -> list[_Ref]:
    """Those whose text no other note shares: of several in one block nobody knows where each ends."""
    goals: dict[HtmlElement, set[HtmlElement]] = {}
    for ref in refs:
        goals.setdefault(ref.text, set()).add(ref.target)
    return [ref for ref in refs if len(goals[ref.text]) == 1]


def _labelled(refs: Sequence[_Ref], pairs: Sequence[tuple[HtmlElement, HtmlElement]]) -> Notes:
    texts: dict[HtmlElement, str] = {}
    free = _free_labels({ref.link.text_content() for ref in refs})
    for ref in refs:
        if ref.text not in texts:
            label = _label(ref.link)
            texts[ref.text] = label if label and label not in texts.values() else next(free)
    numbers = {number_of(ref.link): texts[ref.text] for ref in refs}
    goals = {near for ref in refs for near in (ref.link, number_of(ref.link), ref.link.getparent())}
    backs = {
        link
        for link, goal in pairs
        if _stands_in(link, set(texts)) and (goal in goals or any(_is_near(goal, ref.link) for ref in refs))
    }
    return Notes(numbers, texts, frozenset(backs))


def _label(link: HtmlElement) -> str:
    found = _NUMBER.fullmatch(link.text_content())
    said = found["said"] if found else ""
    if said and "①" <= said <= "⑳":
        return str(ord(said) - ord("①") + 1)
    return said if re.fullmatch("[A-Za-z0-9]+", said) else ""


def _free_labels(said: set[str]) -> Iterator[str]:
    taken = {found["said"] for text in said if (found := _NUMBER.fullmatch(text))}
    return (str(number) for number in range(1, 100_000) if str(number) not in taken)


def without_number(words: Prose, label: str) -> Prose:
    """A note's text without the number before it."""
    found = re.match(_BEFORE.replace("{label}", re.escape(label)), words.text, re.I)
    cut = found.end() if found else 0
    raised = next((mark for mark in words.marks if mark.kind == "sup" and mark.start == 0), None)
    if raised is not None and re.fullmatch(
        rf"[\[(（]?{re.escape(label)}[\])）]?", words.text[: raised.end], re.I
    ):
        cut = max(cut, raised.end)
    cut += len(words.text[cut:]) - len(words.text[cut:].lstrip())
    marks = (replace(m, start=max(0, m.start - cut), end=m.end - cut) for m in words.marks if m.end > cut)
    return Prose(words.text[cut:], (), tuple(marks)) if cut else words
