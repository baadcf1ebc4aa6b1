"""Find a page's footnotes: the links that are their numbers, their texts, and the links that only lead back."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from urllib.parse import unquote

from lxml.html import HtmlElement

from yizhu.content.prose import Prose

_NUMBER = re.compile(
    r"[\[(（〔【［]?(?:注释|註釋|注釋|注|註|釋|fn|nb|n|note)?\.?"
    r"(?P<said>[0-9]{1,3}|[a-z]|[ivx]{1,5}|[*†‡§¶]{1,3}|[①-⑳])[\])）〕】］]?",
    re.I,
)
_NAMED = re.compile(
    r"(?:^|[^a-z])_?(?:fn|ftn|edn|footnotes?|endnotes?|notes?|cite[_-]?note|sdfootnote|sdendnote|note)(?:[^a-z]|$)",
    re.I,
)
# The number before a note's text. A bare number may belong to the text: 3月, 1990.
_BEFORE = re.compile(
    r"\s*+(?:[\^↑*†‡§]++\s*+)?(?:[\[(（〔【［]\s*+(?:(?:注释|註釋|注釋|注|註|n)\s*+)?([0-9A-Za-z]++)\s*+[\])）〕】］][\s.、:：．]*"
    r"|(?:注释|註釋|注釋|注|註)\s*([0-9A-Za-z]+)[\s.、:：．]*|([0-9A-Za-z]+)[.、:：．](?!\d)\s*|[①-⑳]\s*)",
    re.I,
)
_ARROWS_BEFORE = re.compile(
    r"\s*[\^↑*†‡§]+\s*|\s*+[.、:：．](?![.．\d])\s*+"
)  # a stop: its number was a link
_ROLES = ("noteref", "doc-noteref", "footnote")
_CLASSES = frozenset(("footnote-ref", "footnote-reference", "noteref", "fnref", "footnote"))
_ARROW = re.compile("[\\s\u200b]*[↩↑↵⏎⤴^⬆△▲\ufe0e\ufe0f]{1,3}[\\s\u200b]*")
_LONGEST_SIGN = 12  # characters, brackets and all
_TEXTS = ("li", "p", "dd", "td", "aside", "div", "section")
_AROUND = 3  # how many elements out a name still means the one within
_LONGEST = 3000  # characters of a footnote; what is longer is a part of the article


@dataclass(frozen=True, slots=True)
class Notes:
    """The footnotes of a page: references, texts and back links."""

    refs: dict[HtmlElement, str]  # the element that is the number in the text → label
    texts: dict[HtmlElement, str]  # the block that says the note → label
    backs: frozenset[HtmlElement]  # links from a note to its number


NO_NOTES = Notes({}, {}, frozenset())


@dataclass(frozen=True, slots=True)
class _Ref:
    link: HtmlElement
    target: HtmlElement
    text: HtmlElement


def find_notes(elements: Sequence[HtmlElement], base: str) -> Notes:
    """Return the footnotes whose number and text are both inside the given elements, which are in page order."""
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
    found = [
        _Ref(link, target, text)
        for link, target, inner in pairs
        if order[inner] > order[link] and (text := _text_of(inner, link, within)) is not None
    ]
    back = _links_back([(link, target) for link, target, _ in pairs], {ref.text for ref in found})
    refs = _keep_unshared([ref for ref in found if _is_number(ref, back.get(ref.text, ()))])
    return _assign_labels(refs, back, [link for link, _ in links])


def _links_back(
    pairs: Sequence[tuple[HtmlElement, HtmlElement]], texts: set[HtmlElement]
) -> dict[HtmlElement, list[tuple[HtmlElement, HtmlElement]]]:
    """Return for each note text the links inside it and their targets."""
    found: dict[HtmlElement, list[tuple[HtmlElement, HtmlElement]]] = {}
    for link, goal in pairs:
        around = _enclosing_elements(link, texts)
        if around is not None:
            found.setdefault(around, []).append((link, goal))
    return found


def _enclosing_elements(link: HtmlElement, texts: Container[HtmlElement]) -> HtmlElement | None:
    return next((one for one in (link, *link.iterancestors()) if one in texts), None)


def number_of(link: HtmlElement) -> HtmlElement:
    """Return the element that is the whole note number, with the brackets and the ``sup`` around the link."""
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
    address, _, fragment = href.partition("#")
    return unquote(fragment) if not address or (base and address == base.partition("#")[0]) else ""


def _targets(elements: Sequence[HtmlElement], names: set[str]) -> dict[str, tuple[HtmlElement, HtmlElement]]:
    """Return what the names refer to, and where in the elements it is; a name may be on an enclosing element."""
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
    """Return the block with the note's text: the target itself, or the block that contains it."""
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


def _is_number(ref: _Ref, back: Sequence[tuple[HtmlElement, HtmlElement]]) -> bool:
    link, target = ref.link, ref.target
    if link.get("role") in _ROLES or _CLASSES & set(link.get("class", "").split()):
        return True
    if any(value in _ROLES for name, value in link.attrib.items() if name.endswith("type") or name == "rel"):
        return True
    if not _note_sign(link):
        return False
    named = target.get("id") or target.get("name") or ""
    return (
        any(_is_near(goal, link) for _, goal in back)
        or bool(_NAMED.search(named))
        or _is_raised(link)
        or _is_item_of_number(ref)
    )


def _is_item_of_number(ref: _Ref) -> bool:
    """Is the text the item of a list that the bracketed number counts to: [3], the third?"""
    said, item = "".join(ref.link.text_content().split()), ref.text
    parent = item.getparent()
    if item.tag != "li" or parent is None or not re.fullmatch(r"[\[［〔【][0-9]{1,3}[\]］〕】]", said):
        return False
    start = parent.get("start") or "1"
    first = int(start) if re.fullmatch("[0-9]{1,6}", start) else 1
    return int(said[1:-1]) == first + [one for one in parent if one.tag == "li"].index(item)


def _note_sign(link: HtmlElement) -> str:
    """Return the number or sign that is the link's text; empty if it is neither."""
    said = "".join(link.text_content().split())
    found = _NUMBER.fullmatch(said) if len(said) <= _LONGEST_SIGN else None
    return found["said"] if found else ""


def _is_raised(link: HtmlElement) -> bool:
    parent = link.getparent()
    return (parent is not None and parent.tag == "sup") or link.find("sup") is not None


def _is_near(goal: HtmlElement, link: HtmlElement) -> bool:
    """Is the goal this link, around it, inside it, or just before it?"""
    near = {link, *link.iterdescendants(), link.getparent(), link.getprevious()}
    parent = link.getparent()
    if parent is not None:
        near |= {parent.getprevious(), parent.getparent()}
    return goal in near


def _keep_unshared(refs: Sequence[_Ref]) -> list[_Ref]:
    """Return the references whose text no other note shares: in a shared block the ends are unknown."""
    goals: dict[HtmlElement, set[HtmlElement]] = {}
    for ref in refs:
        goals.setdefault(ref.text, set()).add(ref.target)
    return [ref for ref in refs if len(goals[ref.text]) == 1]


def _assign_labels(
    refs: Sequence[_Ref],
    back: dict[HtmlElement, list[tuple[HtmlElement, HtmlElement]]],
    links: Iterable[HtmlElement],
) -> Notes:
    labels: dict[HtmlElement, str] = {}
    free = _free_labels({_note_sign(ref.link) for ref in refs})
    taken: set[str] = set()
    for ref in refs:
        if ref.text not in labels:
            said = _label(ref.link)
            labels[ref.text] = said if said and said not in taken else next(free)
            taken.add(labels[ref.text])
    numbers = {number_of(ref.link): labels[ref.text] for ref in refs}
    backs = {
        link
        for ref in refs
        for link, goal in back.get(ref.text, ())
        if goal is number_of(ref.link) or _is_near(goal, ref.link)
    }
    arrows = {
        link
        for link in links
        if _ARROW.fullmatch(link.text_content()) and _enclosing_elements(link, labels) is not None
    }
    return Notes(numbers, labels, frozenset(backs | arrows))


def _label(link: HtmlElement) -> str:
    said = _note_sign(link)
    if said and "①" <= said <= "⑳":
        return str(ord(said) - ord("①") + 1)
    return said if re.fullmatch("[A-Za-z0-9]+", said) else ""


def _free_labels(said: set[str]) -> Iterator[str]:
    return (str(number) for number in range(1, 100_000) if str(number) not in said)


def strip_number(words: Prose, label: str) -> Prose:
    """Return a note's text without the number at its start."""
    found = _BEFORE.match(words.text)
    if found is None or any(said not in (None, label) for said in found.groups()):
        found = _ARROWS_BEFORE.match(words.text)
    cut = found.end() if found else 0
    raised = next((mark for mark in words.marks if mark.kind == "sup" and mark.start == 0), None)
    if raised is not None and words.text[: raised.end].strip("[]()（） ") == label:
        cut = max(cut, raised.end)
    cut += len(words.text[cut:]) - len(words.text[cut:].lstrip())
    marks = (replace(m, start=max(0, m.start - cut), end=m.end - cut) for m in words.marks if m.end > cut)
    return Prose(words.text[cut:], (), tuple(marks)) if cut else words
