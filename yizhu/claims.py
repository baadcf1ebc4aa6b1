"""Who claims which address: two inputs that claim one are a fault that names both."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from yizhu.content import Content
from yizhu.fault import Fault, Place
from yizhu.links import Addresses


def clashes(content: Content, shown_as: str) -> list[Fault]:
    """A fault for each address below an edition that a second folder of the content claims."""
    owners: dict[str, str] = {"glossary": "the glossary's own page", "search": "the search page"}
    faults: list[Fault] = []
    for name, path in _claims(content, shown_as):
        owner = owners.setdefault(name, path)
        if owner != path:
            problem = f"its address /{name}/ is also claimed by {owner}"
            faults.append(Fault(Place(path), problem, "rename one of the two folders"))
    return faults


def addresses_of(content: Content, passages: Mapping[str, int], terms: Sequence[str]) -> Addresses:
    """All addresses below an edition, and how many passages each has to link to (0: not known).

    ``passages``: of each article that is shown; one with faults has its address all the same, with 0.
    """
    found = {"": 0, "glossary/": 0, "search/": 0} | {f"glossary/{id}/": 0 for id in terms}
    if terms:
        found["glossary/map/"] = 0
    found |= {f"{slug}/": many for slug, many in passages.items()}
    found |= {f"{slug}/sheet/": 0 for slug in passages}
    found |= {f"{folder.name}/": 0 for folder in content.pages}
    return Addresses(tuple(found.items()))


def _claims(content: Content, shown_as: str) -> Iterator[tuple[str, str]]:
    for slug in content.slugs:
        yield slug, f"{shown_as}/articles/{slug}"
    for page in content.pages:
        yield page.name, f"{shown_as}/pages/{page.name}"
