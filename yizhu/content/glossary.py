"""The files of content/glossary become Terms.

1. read each file 2. give each term its forms in every script 3. hold them against each other: one id once, `see`
that leads somewhere, no form in two terms.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from yizhu.chinese.han import fold
from yizhu.chinese.script_conversion import choose_conversion, convert_text
from yizhu.content.faults import Fault, collect_faults, did_you_mean, raise_if
from yizhu.content.markdown.parser import read_prose
from yizhu.content.model import Forms, Sense, Source, Term
from yizhu.content.prose import Prose
from yizhu.content.yaml_document import Document, KeyPath, read_document


def list_forms_with_senses(term: Term, lang: str) -> tuple[tuple[str, str], ...]:
    """The forms in a language, or in the language without its region and script, each with the sense it always has.

    A form has a sense if one sense alone lists it, also where the entry does; an empty one: it may have any.
    """
    parts = lang.split("-")
    for length in range(len(parts), 0, -1):
        if wordings := _wordings(term, "-".join(parts[:length])):
            return wordings
    return ()


def _wordings(term: Term, lang: str) -> tuple[tuple[str, str], ...]:
    senses: dict[str, list[str]] = {form: [] for form in term.forms_in(lang)}
    for sense in term.senses:
        for form in sense.forms_in(lang):
            senses.setdefault(form, []).append(sense.id)
    return tuple((form, ids[0] if len(ids) == 1 else "") for form, ids in senses.items())


@dataclass(frozen=True, slots=True)
class Glossary:
    """All terms, in the order of their ids, and the places where forms clash (for ``check``)."""

    terms: tuple[Term, ...]
    doubts: tuple[Fault, ...] = ()

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of all terms."""
        return tuple(term.id for term in self.terms)


def read_glossary(sources: Sequence[Source], langs: Sequence[str]) -> Glossary:
    """The terms in all files of the glossary, their forms in each of ``langs``.

    Raises ``Faults``: what a file holds that its schema does not know, an id that stands twice, a `see` that leads
    nowhere, lists of forms that do not pair.
    """
    documents, faults = collect_faults(lambda s: read_document(s.path, s.text, "glossary"), sources)
    entries = [(d, i, entry) for d in documents for i, entry in enumerate(d.value or ())]
    faults += _twice(entries)
    faults += _dead_ends(entries) if not faults else []
    faults += [fault for entry in entries for fault in (*_unpaired_forms(*entry), *_same_senses(*entry))]
    raise_if(faults)
    found, wrong = collect_faults(lambda entry: _term(entry, langs), entries)
    raise_if(wrong)
    terms = sorted(found, key=lambda term: term.id)
    return Glossary(tuple(terms), tuple(_claimed_twice(entries, terms)))


def find_ids(sources: Iterable[Source]) -> tuple[str, ...]:
    """The ids that stand in files of the glossary, even if something else is wrong with them."""
    return tuple(
        id for source in sources for id in re.findall(r"^[-\s]*id:\s*([a-z0-9-]+)", source.text, re.M)
    )


Entry = tuple[Document, int, dict[str, Any]]


def _term(entry: Entry, langs: Sequence[str]) -> Term:
    document, index, given = entry
    numbered = enumerate(given.get("senses", ()))
    senses, faults = collect_faults(
        lambda pair: _sense(document, (index, "senses", pair[0]), pair[1], langs), numbered
    )
    definitions, wrong = collect_faults(lambda given: _definition(document, (index,), given), [given])
    raise_if(faults + wrong)
    contexts = [convert_text(e, c) for e in given.get("except", ()) for c in ("tw2s", "s2tw")]
    return Term(
        id=given["id"],
        forms=_forms(given, langs),
        reading=given.get("reading", ""),
        definition=definitions[0],
        see=tuple(given.get("see", ())),
        sources=tuple(given.get("sources", ())),
        tags=tuple(given.get("tags", ())),
        exceptions=tuple(dict.fromkeys((*given.get("except", ()), *contexts))),
        senses=tuple(senses),
    )


def _sense(document: Document, keys: KeyPath, given: dict[str, Any], langs: Sequence[str]) -> Sense:
    definition = _definition(document, keys, given)
    return Sense(given["id"], definition, _forms(given, langs), tuple(given.get("sources", ())))


def _definition(document: Document, keys: KeyPath, given: dict[str, Any]) -> tuple[tuple[str, Prose], ...]:
    defined, faults = collect_faults(
        lambda pair: (pair[0], read_prose(pair[1], document.place(*keys, "definition", pair[0]))),
        given.get("definition", {}).items(),
    )
    raise_if(faults)
    return tuple(defined)


def _forms(given: dict[str, Any], langs: Sequence[str]) -> Forms:
    """The forms by language, as given, and in each script that is not given."""
    written = {lang: tuple(forms) for lang, forms in given.get("forms", {}).items()}
    made = {lang: forms for lang in langs if (forms := _made_forms(written, lang))}
    return (*written.items(), *made.items())


def _made_forms(written: dict[str, tuple[str, ...]], lang: str) -> tuple[str, ...]:
    """The forms in a script that is not given, by conversion; a script that gives some gets the rest this way."""
    sibling, config = choose_conversion(written, lang)
    others = written.get(sibling)
    if written.get(lang) or not others:
        return ()
    # Two may become one (內卷 內捲): both stay, for the lists pair by order.
    return tuple(convert_text(form, config) for form in others)


def _twice(entries: Sequence[Entry]) -> list[Fault]:
    first: dict[str, str] = {}
    faults: list[Fault] = []
    for document, index, entry in entries:
        place = document.place(index, "id")
        if entry["id"] == "map":
            problem = "its address /glossary/map/ is also claimed by the glossary's own map"
            faults.append(Fault(place, problem, "give it another id"))
        if entry["id"] in first:
            help = f"it stands at {first[entry['id']]} too: give one of them another id, or make one entry of the two"
            faults.append(Fault(place, f"the id {entry['id']} stands twice", help))
        first.setdefault(entry["id"], str(place))
    return faults


def _dead_ends(entries: Sequence[Entry]) -> list[Fault]:
    ids = dict.fromkeys(entry["id"] for _, _, entry in entries)
    return [
        Fault(
            document.place(index, "see", n),
            f"no term {id} in the glossary",
            did_you_mean(id, ids, "add the term, or take it out of see"),
        )
        for document, index, entry in entries
        for n, id in enumerate(entry.get("see", ()))
        if id not in ids
    ]


def _same_senses(document: Document, index: int, entry: dict[str, Any]) -> list[Fault]:
    senses = list(enumerate(entry.get("senses", ())))
    firsts = {sense["id"]: n for n, sense in reversed(senses)}
    return [
        Fault(
            document.place(index, "senses", n, "id"),
            f"{entry['id']} has two senses {sense['id']}",
            "give each its own id",
        )
        for n, sense in senses
        if firsts[sense["id"]] < n
    ]


def _unpaired_forms(document: Document, index: int, entry: dict[str, Any]) -> list[Fault]:
    faults = _unpaired(document, (index,), entry["forms"])
    for n, sense in enumerate(entry.get("senses", ())):
        faults += _unpaired(document, (index, "senses", n), sense.get("forms", {}))
    return faults


def _unpaired(document: Document, keys: KeyPath, forms: dict[str, list[str]]) -> list[Fault]:
    hant, hans = forms.get("zh-Hant"), forms.get("zh-Hans")
    if not hant or not hans or len(hans) <= len(hant):
        return []
    problem = f"{len(hans)} forms in zh-Hans for {len(hant)} in zh-Hant"
    return [
        Fault(
            document.place(*keys, "forms", "key:zh-Hans"),
            problem,
            "list them in the same order: the first answers the first, and so on",
        )
    ]


def _claimed_twice(entries: Sequence[Entry], terms: Sequence[Term]) -> list[Fault]:
    """Forms that two terms claim: the term whose id comes first wins, and the editor should know."""
    owners: dict[tuple[str, str], str] = {}
    places = {entry["id"]: document.place(index, "forms") for document, index, entry in entries}
    faults: list[Fault] = []
    for term in terms:
        for lang in dict.fromkeys(lang for meaning in term.meanings for lang, _ in meaning.forms):
            for key in dict.fromkeys(
                (lang, fold(form).text) for form, _ in list_forms_with_senses(term, lang)
            ):
                owner = owners.setdefault(key, term.id)
                if owner != term.id:
                    problem = f"{key[1]} is a form of {owner} already; {owner} gets it"
                    faults.append(Fault(places[term.id], problem, "leave it to one of the two"))
    return faults
