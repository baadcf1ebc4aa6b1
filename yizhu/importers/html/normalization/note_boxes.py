"""Bring the footnotes of platforms and books into one form, in which ``html/notes`` finds them.

1. links to a note of the page become local, also where they give the page's own address (Substack)
2. a box that is one note (``epub:type``, ``role``, Substack's ``div.footnote``, a number that is referred to with
   its text in a box beside it) becomes an item of a list of notes
3. a note that only an attribute holds (Zhihu's ``data-text``), or its own number, folded away, becomes an item at
   the end of its text
4. raised numbers without links, 1 to n in the text and again at the heads of n paragraphs below it, are linked;
   so are signs whose note an attribute names, and numbers that stand alone above their text (``note_links``)
"""

from __future__ import annotations

import re
from typing import Any, cast
from urllib.parse import unquote

from lxml import etree
from lxml.html import HtmlElement

from yizhu.importers.html.normalization.note_links import (
    gather_below_numbers,
    hide_repeated_notes,
    link_named_notes,
)

NOTE_LIST = "footnotes"  # the class of a list whose items are notes, whatever their length
_BOX_TYPES = frozenset("footnote endnote rearnote doc-footnote doc-endnote".split())
_BOX_CLASSES = frozenset(("footnote", "footnote-item", "footnote-definition"))
_BOX_TAGS = ("aside", "div", "section", "p", "dd", "li")
_LONGEST = 3000  # characters of a note
_LISTS = ("ol", "ul", "dl")
_CALLED_NOTE = re.compile(r"(?:^|[^a-z])(?:foot|end)?(?:note|fn|ftn|edn|ref|cite)s?(?:[^a-z]|$)", re.I)
_RAISED = re.compile(r"[\[(（]?([0-9]{1,3})[\])）]?")
_NOTES = re.compile(r"(?:foot|end)note|(?:^|[\s_-])notes(?:$|[\s_-])", re.I)
_FOLDED = re.compile(r"display\s*:\s*none", re.I)
_SIGN = re.compile(r"\W*(?:\w{1,3}|[*†‡§¶]{1,3})\W*")


def tidy_notes(root: HtmlElement) -> None:
    """Bring the page's footnotes into the form in which they are found: links and lists of notes."""
    ids = _find_names(root)
    _link_raised_numbers(root, ids)
    link_named_notes(root)
    links = [link for link in root.iter("a") if "#" in (link.get("href") or "")]
    _make_local(root, links, ids)
    goals = {unquote(link.get("href", "")[1:]) for link in links if link.get("href", "").startswith("#")}
    boxes = [box for box in root.iter(*_BOX_TAGS) if goals and _is_box(box)]
    numbers = [_box_of_number(one) for one in root.iter("a", "span", "sup", "b") if one.get("id") in goals]
    numbers += gather_below_numbers(root, goals)
    for box in dict.fromkeys((*boxes, *(box for box in numbers if box is not None))):
        _make_item(box, goals)
    hide_repeated_notes(root)
    _name_folded(root)
    _write_out(list(root.iterfind(".//sup[@data-text]")), ids)


def _find_names(root: HtmlElement) -> set[str]:
    return {name for one in root.iter(etree.Element) for name in (one.get("id"), one.get("name")) if name}


def _make_local(root: HtmlElement, links: list[HtmlElement], ids: set[str]) -> None:
    """Take the page's own address off the links to its notes."""
    own = {one.get("href", "") for one in root.iterfind(".//link[@rel='canonical']")}
    own |= {one.get("content", "") for one in root.iterfind(".//meta[@property='og:url']")}
    for link in links:
        address, _, fragment = link.get("href", "").strip().partition("#")
        if not address or unquote(fragment) not in ids:
            continue
        is_sign = _SIGN.fullmatch(link.text_content().strip()) and _CALLED_NOTE.search(fragment)
        if address in own or is_sign:
            link.set("href", f"#{fragment}")


def _is_box(element: HtmlElement) -> bool:
    """Is the element one note, by what it is called?"""
    if element.tag == "li" and element.getparent() is not None and element.getparent().tag in _LISTS:
        return False
    kinds = {
        word
        for name, value in element.attrib.items()
        if name in ("role", "data-type") or name.endswith(":type")
        for word in value.split()
    }
    return bool(_BOX_TYPES & kinds) or (
        element.tag in ("aside", "div") and bool(_BOX_CLASSES & set((element.get("class") or "").split()))
    )


def _box_of_number(element: HtmlElement) -> HtmlElement | None:
    """Return the box whose first words are this number alone, with the note's text in boxes of their own behind it."""
    parent = element.getparent()
    if parent is None or parent.tag not in ("div", "section", "aside") or (parent.text or "").strip():
        return None
    if element is not parent[0] or (element.tail or "").strip():
        return None
    holds_text = any(one.tag in ("p", "div") and one.text_content().strip() for one in parent[1:])
    is_sign = bool(_SIGN.fullmatch(element.text_content().strip()))
    return parent if holds_text and is_sign and len(parent.text_content()) < _LONGEST else None


def _link_raised_numbers(root: HtmlElement, ids: set[str]) -> None:
    """Link raised numbers in the text to the paragraphs or items of notes that have the same ones."""
    signs = [(one, number) for one in root.iter("sup") if (number := _number_without_link(one, ids))]
    opening = [(one, number) for one, number in signs if _opens_paragraph(one)]
    heading = {one for one, _ in opening}
    refs = [(one, number) for one, number in signs if one not in heading and _follows_words(one)]
    for heads in (opening, _bold_numbers(root), _numbered_items(root)):
        said = [number for _, number in heads]
        # From 1 on, each once, in order: isotopes and powers do not count so.
        if heads and said == list(range(1, len(said) + 1)) == sorted(number for _, number in refs):
            _link_pairs(refs, dict(zip(said, (one for one, _ in heads), strict=True)), ids)
            return


def _number_without_link(sign: HtmlElement, ids: set[str]) -> int:
    """Return the raised number, bracketed or not, that leads nowhere on the page; 0 if it is none."""
    found = _RAISED.fullmatch("".join(sign.text_content().split()))
    links = (link.get("href") or "" for link in sign.iter("a"))
    leads = any(unquote(href.partition("#")[2]) in ids for href in links)
    return int(found[1]) if found and not leads else 0


def _bold_numbers(root: HtmlElement) -> list[tuple[HtmlElement, int]]:
    """Return the numbers in bold at the heads of paragraphs below a rule: <hr><p><strong>1</strong> See …"""
    rule = next(reversed(list(root.iter("hr"))), None)
    found = (
        []
        if rule is None
        else [one for one in rule.itersiblings("p") if len(one) and _is_bold_number(one[0])]
    )
    return [(one[0], int(one[0].text_content().strip())) for one in found if _opens_paragraph(one[0])]


def _is_bold_number(element: HtmlElement) -> bool:
    said = element.text_content().strip() if element.tag in ("strong", "b") else ""
    return bool(re.fullmatch("[0-9]{1,3}", said))


def _numbered_items(root: HtmlElement) -> list[tuple[HtmlElement, int]]:
    """Return the items of lists of notes, by where they stand or what they are called, with their numbers."""
    found: list[tuple[HtmlElement, int]] = []
    for notes in root.iter("ol"):
        about = (notes, *list(notes.iterancestors())[:2])
        is_named = any(one.tag == "aside" or _NOTES.search(one.get("class") or "") for one in about)
        items = [one for one in notes if one.tag == "li"]
        start = notes.get("start") or "1"
        first = int(start) if re.fullmatch("[0-9]{1,3}", start) else 1
        if is_named or (items and all(_CALLED_NOTE.search(one.get("id") or "") for one in items)):
            found += [(one, first + at) for at, one in enumerate(items)]
    return found


def _link_pairs(refs: list[tuple[HtmlElement, int]], below: dict[int, HtmlElement], ids: set[str]) -> None:
    for ref, number in refs:
        goal = f"note-{number}"
        while goal in ids:
            goal += "-"
        ids.add(goal)
        link = next(ref.iter("a"), None)
        if link is None:
            link = ref.makeelement("a")
            link.text, ref.text = "".join(ref.text_content().split()), None
            ref[:] = [link]
        link.set("href", f"#{goal}")
        for back in below[number].iter("a") if below[number].tag == "sup" else ():
            back.attrib.pop("href", None)
        below[number].set("id", goal)
        if below[number].tag in ("strong", "b"):
            below[number].tag = "sup"  # as a note's number is written


def _opens_paragraph(sign: HtmlElement) -> bool:
    """Does the paragraph begin with the sign, perhaps in bold?"""
    one, said = sign, sign.text_content().strip()
    while (parent := one.getparent()) is not None:
        if one is not parent[0] or (parent.text or "").strip():
            return False
        if parent.tag in ("p", "li", "div", "dd"):
            return bool(parent.text_content().strip() != said)
        one = parent
    return False


def _follows_words(sign: HtmlElement) -> bool:
    """Does the sign stand at the end of a word, or is it called a note or bracketed?"""
    one = sign
    while (
        (parent := one.getparent()) is not None and one is parent[0] and parent.tag in ("span", "b", "small")
    ):
        if (parent.text or "").strip():
            break
        one = parent
    before, parent = one.getprevious(), one.getparent()
    text = before.tail if before is not None else parent.text if parent is not None else ""
    words = (text or "") or (before.text_content() if before is not None else "")
    if (sign.tail or "")[:1].isalnum() or not words.strip():
        return False
    is_called = _CALLED_NOTE.search(sign.get("class") or "") or not sign.text_content().strip().isdecimal()
    return bool(is_called) or not words[-1].isspace() or words.rstrip()[-1] in ".!?。！？"


def _make_item(box: HtmlElement, goals: set[str]) -> None:
    """Make the box an item of a list of notes, if something on the page refers to it."""
    inner = (one for one in (box, *box.iterdescendants(etree.Element)))
    named = next((one.get("id") for one in inner if one.get("id") in goals), None)
    parent = box.getparent()
    if named is None or parent is None:
        return
    before = box.getprevious()
    is_next = before is not None and before.get("class") == NOTE_LIST and not (before.tail or "").strip()
    notes = before if is_next else _new_list(box)
    if not is_next:
        box.addprevious(notes)
    tail, box.tail = box.tail, None
    box.tag = "li"
    box.set("id", named)
    for one in box.iterdescendants(etree.Element):
        if one.get("id") == named:
            del one.attrib["id"]
    notes.append(box)
    notes.tail = tail
    for name in ("hidden", "style", "epub:type", "class"):
        box.attrib.pop(name, None)


def _new_list(beside: HtmlElement) -> HtmlElement:
    notes: HtmlElement = beside.makeelement("ol", {"class": NOTE_LIST})
    cast(Any, notes).sourceline = beside.sourceline
    return notes


def _name_folded(root: HtmlElement) -> None:
    """Give a number that holds its note, folded away, the note as an attribute."""
    for sign in list(root.iter("span", "sup", "a")):
        folded = sign[0] if len(sign) == 1 else None
        if folded is None or folded.tag not in ("span", "small", "div") or (folded.tail or "").strip():
            continue
        if not _FOLDED.search(folded.get("style") or "") or not _RAISED.fullmatch((sign.text or "").strip()):
            continue
        if text := " ".join(folded.text_content().split()):
            sign.remove(folded)
            sign.tag = "sup"
            sign.attrib.pop("href", None)
            sign.set("data-text", text)


def _write_out(marked: list[HtmlElement], ids: set[str]) -> None:
    """Write the notes that only an attribute holds below the text that they belong to."""
    lists: dict[HtmlElement, HtmlElement] = {}
    for number, sign in enumerate(marked, 1):
        text = " ".join((sign.get("data-text") or "").split())
        link = next(sign.iter("a"), None)
        goal = (link.get("href") or "").removeprefix("#") if link is not None else ""
        if not text or goal in ids:
            continue
        home = next((one for one in sign.iterancestors() if one.tag in ("div", "article", "body")), None)
        if home is None:
            continue
        if home not in lists:
            lists[home] = _new_list(sign)
            home.append(lists[home])
        goal = goal or f"data-text-{number}"
        if link is None:
            link = _put_in_link(sign)
        link.set("href", f"#{goal}")
        ids.add(goal)
        lists[home].append(_new_item(sign, goal, text))


def _put_in_link(sign: HtmlElement) -> HtmlElement:
    link: HtmlElement = sign.makeelement("a")
    link.text, sign.text = sign.text or sign.get("data-numero") or "1", None
    sign.insert(0, link)
    return link


def _new_item(sign: HtmlElement, goal: str, text: str) -> HtmlElement:
    item: HtmlElement = sign.makeelement("li", {"id": goal})
    cast(Any, item).sourceline = sign.sourceline
    address = (sign.get("data-url") or "").strip()
    item.text = f"{text} " if address.startswith("http") else text
    if address.startswith("http"):
        link = item.makeelement("a", {"href": address})
        link.text = address
        item.append(link)
    return item
