"""Check that what the content refers to exists: terms, senses, passages and pages; and that no address is claimed twice."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import unquote

from yizhu.content.faults import Fault, Place, did_you_mean, find_place
from yizhu.content.files.read import ContentFiles
from yizhu.content.links.link_targets import EXTERNAL, LinkTargets
from yizhu.content.model import Note, Source, Text
from yizhu.content.prose import Mark, Prose, select_marks
from yizhu.content.source_map import MappedProse


@dataclass(frozen=True, slots=True)
class References:
    """What an article refers to within the site."""

    terms: tuple[tuple[str, str], ...]  # id, sense; the sense may be empty
    links: tuple[str, ...]  # those that do not lead out of the site


def collect_references(texts: Iterable[Text], notes: Iterable[Note] = ()) -> References:
    """Return what texts and notes refer to, each once."""
    terms: dict[tuple[str, str], None] = {}
    links: dict[str, None] = {}
    for text in texts:
        meta = text.meta
        terms |= dict.fromkeys([*((id, "") for id in _ids_in_front_matter(text)), *meta.senses])
        for part in text.passages_and_footnotes:
            marks = select_marks(part.prose, "term", "link")
            terms |= dict.fromkeys((m.get("term"), m.get("sense")) for m in marks if m.kind == "term")
            links |= dict.fromkeys(m.get("href") for m in marks if m.kind == "link")
    proses = (prose for note in notes for _, prose in note.text)
    links |= dict.fromkeys(mark.get("href") for prose in proses for mark in select_marks(prose, "link"))
    inside = tuple(href for href in links if not href.startswith(EXTERNAL))
    return References(tuple(pair for pair in terms if pair != ("none", "")), inside)


# ---- addresses ---------------------------------------------------------------------------------------------


def find_address_clashes(content: ContentFiles, shown_as: str) -> list[Fault]:
    """Return a fault for each folder whose address below an edition another one has; ``shown_as``: the content folder."""
    owners: dict[str, str] = {"glossary": "the glossary's own page", "search": "the search page"}
    faults: list[Fault] = []
    for name, path in _claimed_addresses(content, shown_as):
        owner = owners.setdefault(name, path)
        if owner != path:
            problem = f"its address /{name}/ is also claimed by {owner}"
            faults.append(Fault(Place(path), problem, "rename one of the two folders"))
    return faults


def _claimed_addresses(content: ContentFiles, shown_as: str) -> Iterator[tuple[str, str]]:
    for slug in content.slugs:
        yield slug, f"{shown_as}/articles/{slug}"
    for page in content.pages:
        yield page.name, f"{shown_as}/pages/{page.name}"


# ---- links -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class YamlTexts:
    """Short texts of a YAML file: an article's notes, the glossary's definitions."""

    sources: tuple[Source, ...]
    proses: tuple[Prose, ...]
    address: str  # the page that #p12 refers to; empty: none


def find_dead_links(
    texts: Iterable[tuple[str, Text]], yaml_texts: Iterable[YamlTexts], targets: LinkTargets
) -> list[Fault]:
    """Return a fault for each link that leads nowhere; ``texts``: each with the address of its page."""
    faults = [fault for address, text in texts for fault in _dead_links_in_text(text, address, targets)]
    return faults + [fault for group in yaml_texts for fault in _dead_links_in_yaml(group, targets)]


def _dead_links_in_text(text: Text, address: str, targets: LinkTargets) -> Iterator[Fault]:
    for part in text.passages_and_footnotes:
        for mark in select_marks(part.prose, "link"):
            href = mark.get("href")
            if problem := targets.explain(href, address):
                mapped = MappedProse(
                    part.prose, text.source.path, text.source.text, part.line, part.last_line
                )
                place = _behind_words(mapped, mark) or _find_link(
                    text.source, href, part.line, part.last_line
                )
                yield Fault(place, *problem)


def _dead_links_in_yaml(texts: YamlTexts, targets: LinkTargets) -> Iterator[Fault]:
    for prose in texts.proses:
        for mark in select_marks(prose, "link"):
            href = mark.get("href")
            if problem := targets.explain(href, texts.address):
                yield Fault(_first_place(texts.sources, href), *problem)


def _behind_words(mapped: MappedProse, mark: Mark) -> Place | None:
    """Return the place of a link's address in the line where its words end; None: it is not there."""
    words = mapped.place(max(mark.start, mark.end - 1), mark.end)
    for href in (mark.get("href"), unquote(mark.get("href"))):
        at = words.text.find(href, words.column) if words.column else -1
        if at >= 0:
            return Place(words.path, words.line, at + 1, words.text, len(href))
    return None


def _find_link(source: Source, href: str, line: int, last: int) -> Place:
    """Return the place of a link, which may be written without escapes."""
    places = [find_place(source.path, source.text, line, one, last) for one in (href, unquote(href))]
    return next((place for place in places if place.column), places[0])


def _first_place(sources: Iterable[Source], needle: str) -> Place:
    places = [_find_link(s, needle, 1, s.text.count("\n") + 1) for s in sources]
    return next((place for place in places if place.column), places[0])


# ---- terms -------------------------------------------------------------------------------------------------


def find_unknown_terms(
    texts: Iterable[Text],
    known: Sequence[str],
    senses: Mapping[str, Sequence[str]],
    forms: Mapping[str, str],
) -> list[Fault]:
    """Return a fault for each term or sense, in a span or in front matter, that the glossary does not have.

    ``known``: the ids of all terms. ``senses``: the ids of each term's senses; a term that is missing there is not
    checked for them. ``forms``: the id of the term that has each form.
    """
    ids = dict.fromkeys(known)
    return [
        fault for text in texts for fault in (*_unknown_ids(text, ids, forms), *_unknown_senses(text, senses))
    ]


def _unknown_ids(text: Text, known: Collection[str], forms: Mapping[str, str]) -> list[Fault]:
    faults = [
        _no_such_term(text, passage.line, passage.last_line, mark.get("term"), known, forms)
        for passage in text.passages
        for mark in select_marks(passage.prose, "term")
        if mark.get("term") != "none" and mark.get("term") not in known
    ]
    in_front_matter = (*_ids_in_front_matter(text), *(id for id, _ in text.meta.senses))
    return faults + [
        _no_such_term(text, 1, text.first_line, id, known, forms) for id in in_front_matter if id not in known
    ]


def _ids_in_front_matter(text: Text) -> tuple[str, ...]:
    """Return the ids that the front matter names without a sense."""
    return (*text.meta.exclude, *text.meta.only, *(id for id, _ in text.meta.render))


def _no_such_term(
    text: Text, line: int, last: int, id: str, known: Iterable[str], forms: Mapping[str, str]
) -> Fault:
    place = find_place(text.source.path, text.source.text, line, id, last)
    help = did_you_mean(id, known, "add it to the glossary")
    if id in forms:
        help = f"write {forms[id]}, the id of the term that has this form"
    return Fault(place, f"no term {id} in the glossary", help)


def _unknown_senses(text: Text, senses: Mapping[str, Sequence[str]]) -> Iterator[Fault]:
    # Lines, the term, what stands between it and the sense, the sense: {term=a.b} in a passage, a: b in front matter.
    uses = [
        (passage.line, passage.last_line, mark.get("term"), ".", mark.get("sense"))
        for passage in text.passages
        for mark in select_marks(passage.prose, "term")
        if mark.get("sense")
    ]
    uses += [(1, text.first_line, id, ": ", sense) for id, sense in text.meta.senses]
    for line, last, id, between, sense in uses:
        known = () if id == "none" else senses.get(id)
        if known is not None and sense not in known:
            place = find_place(text.source.path, text.source.text, line, id + between + sense, last)
            otherwise = "one of " + ", ".join(known) if known else "it has only one meaning: name no sense"
            yield Fault(
                place, f"{id} has no sense {sense} in the glossary", did_you_mean(sense, known, otherwise)
            )
