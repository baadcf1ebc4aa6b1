"""What content points at is there: terms, and links to passages and pages; and no address is claimed twice."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from posixpath import normpath

from yizhu.content.faults import Fault, Place, did_you_mean, find_place
from yizhu.content.files import ContentFiles
from yizhu.content.model import Note, Source, Text
from yizhu.content.prose import Prose, select_marks

_PASSAGE = re.compile(r"p([0-9]{1,9})")
_OUTWARD = ("http://", "https://", "mailto:")


@dataclass(frozen=True, slots=True)
class LinkTargets:
    """What a link may lead to: addresses below an edition (slug/, glossary/id/) and how many passages each has."""

    passages: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class YamlTexts:
    """Short texts that stand in a YAML file: an article's notes, the glossary's definitions."""

    sources: tuple[Source, ...]
    proses: tuple[Prose, ...]
    here: str  # the address that a #p12 is meant for; empty: none


def find_dead_links(
    texts: Iterable[tuple[str, Text]], quoted: Iterable[YamlTexts], addresses: LinkTargets
) -> list[Fault]:
    """A fault for each link that leads nowhere: in texts with the address they are shown at, in notes, definitions."""
    known = dict(addresses.passages)
    faults = [fault for here, text in texts for fault in _in_text(text, here, known)]
    return faults + [fault for several in quoted for fault in _in_quoted(several, known)]


def is_dead_link(href: str, here: str, passages: Mapping[str, int]) -> bool:
    """Is it a link, at the address ``here``, that leads nowhere in the site?"""
    return _wrong(href, here, passages) is not None


def _in_text(text: Text, here: str, known: Mapping[str, int]) -> Iterable[Fault]:
    for stretch in text.passages_and_footnotes:
        for mark in select_marks(stretch.prose, "link"):
            href = mark.get("href")
            if wrong := _wrong(href, here, known):
                place = find_place(text.source.path, text.source.text, stretch.line, href, stretch.last_line)
                yield Fault(place, *wrong)


def _in_quoted(quoted: YamlTexts, known: Mapping[str, int]) -> Iterable[Fault]:
    for prose in quoted.proses:
        for mark in select_marks(prose, "link"):
            href = mark.get("href")
            if wrong := _wrong(href, quoted.here, known):
                yield Fault(_first_place(quoted.sources, href), *wrong)


def _first_place(sources: Iterable[Source], needle: str) -> Place:
    places = [find_place(s.path, s.text, 1, needle, s.text.count("\n") + 1) for s in sources]
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


def find_address_clashes(content: ContentFiles, shown_as: str) -> list[Fault]:
    """A fault for each address below an edition that a second folder of the content claims."""
    owners: dict[str, str] = {"glossary": "the glossary's own page", "search": "the search page"}
    faults: list[Fault] = []
    for name, path in _claims(content, shown_as):
        owner = owners.setdefault(name, path)
        if owner != path:
            problem = f"its address /{name}/ is also claimed by {owner}"
            faults.append(Fault(Place(path), problem, "rename one of the two folders"))
    return faults


def list_link_targets(
    content: ContentFiles, passages: Mapping[str, int], terms: Sequence[str]
) -> LinkTargets:
    """All addresses below an edition, and how many passages each has to link to (0: not known).

    ``passages``: of each article that is shown; one with faults has its address all the same, with 0.
    """
    found = {"": 0, "glossary/": 0, "search/": 0} | {f"glossary/{id}/": 0 for id in terms}
    if terms:
        found["glossary/map/"] = 0
    found |= {f"{slug}/": many for slug, many in passages.items()}
    found |= {f"{slug}/sheet/": 0 for slug in passages}
    found |= {f"{folder.name}/": 0 for folder in content.pages}
    return LinkTargets(tuple(found.items()))


def _claims(content: ContentFiles, shown_as: str) -> Iterator[tuple[str, str]]:
    for slug in content.slugs:
        yield slug, f"{shown_as}/articles/{slug}"
    for page in content.pages:
        yield page.name, f"{shown_as}/pages/{page.name}"


# ---- what the glossary does not have -----------------------------------------------------------------------


def find_unknown_terms(
    texts: Iterable[Text], known: Sequence[str], senses: Mapping[str, Sequence[str]]
) -> list[Fault]:
    """A fault for each span, and each line of front matter, that names a term or a sense the glossary does not have.

    ``senses``: those of each term; without a term, nothing is said about its senses.
    """
    ids = dict.fromkeys(known)
    return [fault for text in texts for fault in (*_unknown(text, ids), *_unknown_senses(text, senses))]


def _unknown_senses(text: Text, senses: Mapping[str, Sequence[str]]) -> Iterator[Fault]:
    named = [
        (passage.line, passage.last_line, mark.get("term"), ".", mark.get("sense"))
        for passage in text.passages
        for mark in select_marks(passage.prose, "term")
        if mark.get("sense")
    ]
    named += [(1, text.passages[0].line, id, ": ", sense) for id, sense in text.meta.senses]
    for line, last, id, between, sense in named:
        known = () if id == "none" else senses.get(id)
        if known is not None and sense not in known:
            place = find_place(text.source.path, text.source.text, line, id + between + sense, last)
            otherwise = "one of " + ", ".join(known) if known else "it has but one meaning: name no sense"
            help = did_you_mean(sense, known, otherwise)
            yield Fault(place, f"{id} has no sense {sense} in the glossary", help)


def _unknown(text: Text, known: Collection[str]) -> list[Fault]:
    faults = [
        _no_such_term(text, passage.line, passage.last_line, mark.get("term"), known)
        for passage in text.passages
        for mark in select_marks(passage.prose, "term")
        if mark.get("term") != "none" and mark.get("term") not in known
    ]
    named = (*text.meta.exclude, *text.meta.only, *(id for id, _ in text.meta.senses))
    return faults + [
        _no_such_term(text, 1, text.passages[0].line, id, known) for id in named if id not in known
    ]


def _no_such_term(text: Text, line: int, last: int, id: str, known: Iterable[str]) -> Fault:
    place = find_place(text.source.path, text.source.text, line, id, last)
    return Fault(place, f"no term {id} in the glossary", did_you_mean(id, known, "add it to the glossary"))


@dataclass(frozen=True, slots=True)
class References:
    """What an article names that must be there: terms of the glossary, and addresses of the site."""

    terms: tuple[tuple[str, str], ...]  # id, sense; the sense may be empty
    links: tuple[str, ...]  # those that do not lead out of the site


def collect_references(texts: Iterable[Text], notes: Iterable[Note] = ()) -> References:
    """What texts and notes name that must be there."""
    terms: dict[tuple[str, str], None] = {}
    links: dict[str, None] = {}
    for text in texts:
        meta = text.meta
        terms |= dict.fromkeys([*((id, "") for id in (*meta.exclude, *meta.only)), *meta.senses])
        for stretch in text.passages_and_footnotes:
            marks = select_marks(stretch.prose, "term", "link", "no-term")
            terms |= dict.fromkeys((m.get("term"), m.get("sense")) for m in marks if m.kind == "term")
            links |= dict.fromkeys(m.get("href") for m in marks if m.kind == "link")
    proses = (prose for note in notes for _, prose in note.text)
    links |= dict.fromkeys(mark.get("href") for prose in proses for mark in select_marks(prose, "link"))
    inside = tuple(href for href in links if not href.startswith(("http://", "https://", "mailto:")))
    return References(tuple(pair for pair in terms if pair != ("none", "")), inside)
