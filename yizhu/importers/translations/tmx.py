"""Read TMX 1.4b as it comes back from a tool."""

from __future__ import annotations

from collections.abc import Iterator

from yizhu.content.faults import Fault, Faults
from yizhu.content.translations.returned_units import ReturnedUnit
from yizhu.content.translations.state import STATES
from yizhu.importers.translations.exchange_xml import (
    HALF_CLOSE,
    HALF_OPEN,
    SINGLE,
    TRANSPARENT,
    Element,
    ExchangeFile,
    Inlines,
    ReturnedTranslation,
    children,
    first_child,
    local_name,
    read_inline,
)

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_INLINES: Inlines = {
    "bpt": (HALF_OPEN, "i"),
    "ept": (HALF_CLOSE, "i"),
    "ph": (SINGLE, "x"),
    "hi": (TRANSPARENT, ""),
}


def read_tmx(file: ExchangeFile) -> Iterator[ReturnedTranslation]:
    """Yield what the file holds of each article; units that did not come from here are passed over. Raises ``Faults``."""
    if local_name(file.root) != "tmx":
        raise Faults([Fault(file.seek("<"), "this is no TMX", "export it from the tool as TMX 1.4")])
    by_article: dict[tuple[str, str], list[ReturnedUnit]] = {}
    for unit in (element for element in file.root.iter() if local_name(element) == "tu"):
        properties = {p.get("type", ""): p.text or "" for p in children(unit, "prop")}
        article, lang = properties.get("x-yizhu-article", ""), properties.get("x-yizhu-lang", "")
        if article:
            by_article.setdefault((article, lang), []).append(_read_unit(file, unit, properties, lang))
    for (article, lang), units in by_article.items():
        yield ReturnedTranslation(article, lang, tuple(units))


def _read_unit(file: ExchangeFile, unit: Element, properties: dict[str, str], lang: str) -> ReturnedUnit:
    id, stamp = properties.get("x-yizhu-passage", ""), properties.get("x-yizhu-stamp", "")
    state = properties.get("x-yizhu-state", "")
    place = file.seek_element("tu")
    for variant in children(unit, "tuv"):
        segment = first_child(variant, "seg")
        where = file.seek_element("seg")
        if variant.get(_LANG, variant.get("lang", "")).casefold() == lang.casefold() and segment is not None:
            returned = tuple(read_inline(file, segment, _INLINES))
            return ReturnedUnit(id, stamp, state if state in STATES else "", returned, where)
    return ReturnedUnit(id, stamp, "", (), place)
