"""Read XLIFF 2.0, 2.1 and 1.2 as they come back from a tool."""

from __future__ import annotations

from collections.abc import Iterator

from yizhu.content.faults import Fault, Faults
from yizhu.content.translations.returned_text import Reference, Returned
from yizhu.content.translations.returned_units import ReturnedUnit
from yizhu.importers.translations.exchange_xml import (
    HALF_CLOSE,
    HALF_OPEN,
    NOTHING,
    PAIR,
    SINGLE,
    TRANSPARENT,
    Element,
    ExchangeFile,
    Inlines,
    ReturnedTranslation,
    children,
    find_text,
    first_child,
    local_name,
    read_inline,
)

_INLINES_2: Inlines = {
    "pc": (PAIR, "id"),
    "ph": (SINGLE, "id"),
    "sc": (HALF_OPEN, "id"),
    "ec": (HALF_CLOSE, "startRef|id"),
    "mrk": (TRANSPARENT, ""),
    "sm": (NOTHING, ""),
    "em": (NOTHING, ""),
}
_INLINES_1: Inlines = {
    "g": (PAIR, "id"),
    "x": (SINGLE, "id"),
    "ph": (SINGLE, "id"),
    "bx": (HALF_OPEN, "rid|id"),
    "ex": (HALF_CLOSE, "rid|id"),
    "bpt": (HALF_OPEN, "rid|id"),
    "ept": (HALF_CLOSE, "rid|id"),
    "mrk": (TRANSPARENT, ""),
}
_SEGMENTS = ("segment", "ignorable")
_WEAKEST_FIRST = ("machine", "draft", "reviewed")


def read_xliff(file: ExchangeFile) -> Iterator[ReturnedTranslation]:
    """Yield what the file holds of each article. Raises ``Faults``."""
    version = file.root.get("version", "")
    if local_name(file.root) != "xliff" or not version.startswith(("1.", "2.")):
        place = file.seek_element("xliff")
        raise Faults(
            [
                Fault(
                    place,
                    f"this is no XLIFF 1.2 or 2.1 (version {version or 'not said'})",
                    "export it from the tool as one of these",
                )
            ]
        )
    is_2 = version.startswith("2.")
    for part in (element for element in file.root.iter() if local_name(element) == "file"):
        if is_2:
            units = tuple(_read_unit_2(file, unit) for unit in part.iter() if local_name(unit) == "unit")
            yield ReturnedTranslation(part.get("id", ""), file.root.get("trgLang", ""), units)
        else:
            units = tuple(
                _read_unit_1(file, unit) for unit in part.iter() if local_name(unit) == "trans-unit"
            )
            yield ReturnedTranslation(part.get("original", ""), part.get("target-language", ""), units)


# ---- 2.0 and 2.1 -------------------------------------------------------------------------------------------


def _read_unit_2(file: ExchangeFile, unit: Element) -> ReturnedUnit:
    id = unit.get("id", "")
    place = file.seek_attribute("id", id)
    segments = list(children(unit, *_SEGMENTS))
    returned: list[str | Reference] = []
    has_target = any(first_child(segment, "target") is not None for segment in segments)
    for segment in segments if has_target else ():
        target = first_child(segment, "target")
        if target is None:  # between two segments, or one that is still to be translated
            target = first_child(segment, "source")
        else:
            place = file.seek_element("target") if not returned else place
        returned += read_inline(file, target, _INLINES_2) if target is not None else ()
    states = [_state_2(segment) for segment in children(unit, "segment")]
    stamp = find_text(unit, "meta", "type", "stamp")
    return ReturnedUnit(id, stamp, _weakest(states) if has_target else "", tuple(returned), place)


def _state_2(segment: Element) -> str:
    state = segment.get("state", "")
    if state in ("reviewed", "final"):
        return "reviewed"
    if state == "initial" and segment.get("subState", "") == "yizhu:machine":
        return "machine"
    return "draft" if state else ""


def _weakest(states: list[str]) -> str:
    return next((state for state in _WEAKEST_FIRST if state in states), "")


# ---- 1.2 ---------------------------------------------------------------------------------------------------


def _read_unit_1(file: ExchangeFile, unit: Element) -> ReturnedUnit:
    id = unit.get("id", "")
    place = file.seek_attribute("id", id)
    target = first_child(unit, "target")
    stamp = find_text(unit, "context", "context-type", "x-yizhu-stamp")
    if target is None:
        return ReturnedUnit(id, stamp, "", (), place)
    place = file.seek_element("target")
    returned: Returned = tuple(read_inline(file, target, _INLINES_1))
    return ReturnedUnit(id, stamp, _state_1(unit, target), returned, place)


def _state_1(unit: Element, target: Element) -> str:
    state, approved = target.get("state", ""), unit.get("approved", "")
    if approved == "yes" or (state in ("final", "signed-off") and approved != "no"):
        return "reviewed"
    if state.startswith("needs-") and target.get("state-qualifier", "") in ("mt-suggestion", "leveraged-mt"):
        return "machine"
    return "draft" if state or approved else ""
