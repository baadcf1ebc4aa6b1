"""Every link that an author wrote leads somewhere: to a passage, to a page of the site, or out of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from posixpath import normpath

from yizhu.fault import Fault, Place, did_you_mean, place_in
from yizhu.model import Source, Text
from yizhu.tree import Prose, marks_of

_PASSAGE = re.compile(r"p([0-9]{1,9})")
_OUTWARD = ("http://", "https://", "mailto:")


@dataclass(frozen=True, slots=True)
class Addresses:
    """What a link may lead to: addresses below an edition (slug/, glossary/id/) and how many passages each has."""

    passages: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Quoted:
    """Short texts that stand in a YAML file: an article's notes, the glossary's definitions."""

    sources: tuple[Source, ...]
    proses: tuple[Prose, ...]
    here: str  # the address that a #p12 is meant for; empty: none


def dead_links(
    texts: Iterable[tuple[str, Text]], quoted: Iterable[Quoted], addresses: Addresses
) -> list[Fault]:
    """A fault for each link that leads nowhere: in texts with the address they are shown at, in notes, definitions."""
    known = dict(addresses.passages)
    faults = [fault for here, text in texts for fault in _in_text(text, here, known)]
    return faults + [fault for several in quoted for fault in _in_quoted(several, known)]


def leads_nowhere(href: str, here: str, passages: Mapping[str, int]) -> bool:
    """Is it a link, at the address ``here``, that leads nowhere in the site?"""
    return _wrong(href, here, passages) is not None


def _in_text(text: Text, here: str, known: Mapping[str, int]) -> Iterable[Fault]:
    for stretch in text.stretches:
        for mark in marks_of(stretch.prose, "link"):
            href = mark.get("href")
            if wrong := _wrong(href, here, known):
                place = place_in(text.source.path, text.source.text, stretch.line, href, stretch.last_line)
                yield Fault(place, *wrong)


def _in_quoted(quoted: Quoted, known: Mapping[str, int]) -> Iterable[Fault]:
    for prose in quoted.proses:
        for mark in marks_of(prose, "link"):
            href = mark.get("href")
            if wrong := _wrong(href, quoted.here, known):
                yield Fault(_first_place(quoted.sources, href), *wrong)


def _first_place(sources: Iterable[Source], needle: str) -> Place:
    places = [place_in(s.path, s.text, 1, needle, s.text.count("\n") + 1) for s in sources]
    return next((place for place in places if place.column), places[0])


def _wrong(href: str, here: str, known: Mapping[str, int]) -> tuple[str, str] | None:
    """What is wrong with an address, and the mend; None: it leads somewhere."""
    if href.startswith(_OUTWARD):
        return None
    path, _, fragment = href.partition("#")
    target = _below_edition(path, here)
    if target not in known:
        # Whoever mistypes an article's address does not mean its sheet.
        near = did_you_mean(target, [address for address in known if not address.endswith("/sheet/")])
        return f"{href} leads nowhere", near.replace(
            "mean ", "mean /"
        ) or "write /slug/ or /glossary/id/, from the edition's front page"
    last = known[target]
    found = _PASSAGE.fullmatch(fragment)
    if fragment and last and not (found and 0 < int(found[1]) <= last):
        return f"there is no passage {fragment}", f"the passages are p1 to p{last}"
    return None


def _below_edition(path: str, here: str) -> str:
    """The address below the edition that a path leads to from the address ``here``."""
    if path.startswith("/"):
        return path[1:]
    if not path:
        return here
    target = normpath(here + path)
    return "" if target == "." else target + "/"
