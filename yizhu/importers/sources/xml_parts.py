"""Read the XML of packed files without entities, DTDs or network, within the import's limits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from lxml import etree

from yizhu.importers.sources.budget import BUDGET, check_time, over_limit

# How lxml is told to read a stranger's XML.
SAFELY: dict[str, Any] = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "remove_comments": True,
    "remove_pis": True,
}
_PIECE = 65_536  # bytes that are read before their elements are counted


@dataclass(slots=True)
class Counter:
    """Counts how many XML elements of a file have been read."""

    name: str  # of the file
    elements: int = 0

    def root(self, data: bytes, path: str) -> Any:
        """The root of a part; None: it is no XML. Raises ``Faults`` if it costs more than it may."""
        parser = etree.XMLPullParser(("start", "end"), recover=True, **SAFELY)
        depth = 0
        try:
            for at in range(0, len(data), _PIECE):
                parser.feed(data[at : at + _PIECE])
                depth = self._counted(parser, depth, path)
            return parser.close()
        except (etree.XMLSyntaxError, ValueError):
            return None

    def _counted(self, parser: Any, depth: int, path: str) -> int:
        check_time()
        for event, _ in parser.read_events():
            depth += 1 if event == "start" else -1
            self.elements += event == "start"
            if depth > BUDGET.depth:
                raise over_limit(
                    self.name, f"the elements of its part {path} nest deeper than {BUDGET.depth}"
                )
            if self.elements > BUDGET.elements:
                raise over_limit(self.name, f"it has more than {BUDGET.elements} elements")
        return depth
