"""Elements that a profile names: ``article``, ``.body``, ``#main``, ``div.text``, ``[data-part=ad]``, and these within each other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from lxml import etree
from lxml.html import HtmlElement

_STEP = re.compile(r"(?P<tag>[a-zA-Z][\w-]*|\*)?(?P<rest>(?:[.#][\w-]+|\[[\w:-]+(?:[~^$*|]?=[^\[\]]+)?\])*)")
_PART = re.compile(
    r"(?P<kind>[.#])(?P<name>[\w-]+)|\[(?P<key>[\w:-]+)(?:(?P<how>[\^*$]?)=(?P<value>[^\[\]]+))?\]"
)


def selected(root: HtmlElement, selectors: Iterable[str]) -> Iterator[tuple[HtmlElement, str]]:
    """The elements, each with the selector that names it; a selector that is none names nothing."""
    steps = {selector: _steps(selector) for selector in selectors}
    steps = {selector: parsed for selector, parsed in steps.items() if parsed}
    if not steps:
        return
    for element in root.iter(etree.Element):
        for selector, parsed in steps.items():
            if _is(element, parsed[-1]) and _stands_in(element, parsed[:-1]):
                yield element, selector


def is_selector(text: str) -> bool:
    """Can it name an element?"""
    return bool(_steps(text))


def _steps(selector: str) -> list[re.Match[str]]:
    found = [_STEP.fullmatch(step) for step in selector.split()]
    steps = [step for step in found if step is not None and step.group()]
    return steps if len(steps) == len(found) else []


def _stands_in(element: HtmlElement, steps: list[re.Match[str]]) -> bool:
    """Do its ancestors answer the steps, the innermost last?"""
    around = element.getparent()
    for step in reversed(steps):
        while around is not None and not _is(around, step):
            around = around.getparent()
        if around is None:
            return False
        around = around.getparent()
    return True


def _is(element: HtmlElement, step: re.Match[str]) -> bool:
    if step["tag"] not in (None, "*", element.tag):
        return False
    return all(_has(element, part) for part in _PART.finditer(step["rest"] or ""))


def _has(element: HtmlElement, part: re.Match[str]) -> bool:
    if part["kind"] == "#":
        return bool(element.get("id") == part["name"])
    if part["kind"] == ".":
        return str(part["name"]) in (element.get("class") or "").split()
    value, wanted = element.get(part["key"]), (part["value"] or "").strip("\"'")
    if value is None or not part["value"]:
        return value is not None
    tests: dict[str, bool] = {
        "": value == wanted,
        "^": value.startswith(wanted),
        "*": wanted in value,
        "$": value.endswith(wanted),
    }
    return tests[part["how"] or ""]
