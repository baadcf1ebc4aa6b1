"""Read the files of content/glossary into Terms.

1. read each file and check it against the schema ``glossary``
2. check the entries against each other: no id twice, no ``see`` that leads nowhere, forms that pair
3. make a Term of each, with its forms in every script of the site
4. find the forms that two terms claim
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from yizhu.chinese.converted_text import convert_words
from yizhu.chinese.han import fold
from yizhu.chinese.script_conversion import choose_conversion, convert_text, default_config, find_script
from yizhu.content.dates import find_wrong_dates
from yizhu.content.faults import Fault, collect_faults, did_you_mean, raise_if
from yizhu.content.languages import serves
from yizhu.content.markdown.parser import read_prose
from yizhu.content.model import Forms, Sense, Source, Term
from yizhu.content.prose import Prose
from yizhu.content.yaml.document import Document, KeyPath, read_document


@dataclass(frozen=True, slots=True)
class Glossary:
    """All terms by id, and the places where their forms clash (for ``check``)."""

    terms: tuple[Term, ...]
    form_clashes: tuple[Fault, ...] = ()

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of all terms."""
        return tuple(term.id for term in self.terms)


def read_glossary(sources: Sequence[Source], langs: Sequence[str]) -> Glossary:
    """Return the terms in all files of the glossary, with their forms in each of ``langs``.

    Raises ``Faults`` for what the schema forbids, an id that stands twice, a ``see`` that leads nowhere, and lists of
    forms that do not pair.
    """
    documents, faults = collect_faults(lambda s: read_document(s.path, s.text, "glossary"), sources)
    entries = [(d, i, entry) for d in documents for i, entry in enumerate(d.value or ())]
    faults += _repeated_ids(entries)
    faults += _unknown_see(entries) if not faults else []
    faults += [fault for entry in entries for fault in (*_unpaired_forms(*entry), *_repeated_senses(*entry))]
    raise_if(faults)
    read, term_faults = collect_faults(lambda entry: _term(entry, langs), entries)
    raise_if(term_faults)
    terms = sorted(read, key=lambda term: term.id)
    return Glossary(tuple(terms), tuple(_form_clashes(entries, terms)))


def find_ids(sources: Iterable[Source]) -> tuple[str, ...]:
    """Return the ids in files of the glossary, even in those with faults."""
    return tuple(
        id for source in sources for id in re.findall(r"^[-\s]*id:\s*([a-z0-9-]+)", source.text, re.M)
    )


# ---- forms -------------------------------------------------------------------------------------------------


def list_forms_with_senses(term: Term, lang: str) -> tuple[tuple[str, str], ...]:
    """Return a term's forms in a language, each with the id of the sense it always has, or "" if it can have any.

    A form has a sense if exactly one sense lists it. For zh-Hant-HK without forms, those of zh-Hant are taken, then
    those of zh, then those of another script, converted.
    """
    parts = lang.split("-")
    for length in range(len(parts), 0, -1):
        if forms := _forms_with_senses(term, "-".join(parts[:length])):
            return forms
    other = next((tag for tag, _ in term.forms if serves(tag, lang)), "")
    config = default_config(other, lang)
    return tuple((convert_text(form, config), sense) for form, sense in _forms_with_senses(term, other))


def _forms_with_senses(term: Term, lang: str) -> tuple[tuple[str, str], ...]:
    senses: dict[str, list[str]] = {form: [] for form in term.forms_in(lang)}
    for sense in term.senses:
        for form in sense.forms_in(lang):
            senses.setdefault(form, []).append(sense.id)
    return tuple((form, ids[0] if len(ids) == 1 else "") for form, ids in senses.items())


# ---- entries -----------------------------------------------------------------------------------------------

_Entry = tuple[Document, int, dict[str, Any]]  # its file, its number there, its keys


def _term(entry: _Entry, langs: Sequence[str]) -> Term:
    document, index, given = entry
    numbered = enumerate(given.get("senses", ()))
    senses, faults = collect_faults(
        lambda pair: _sense(document, (index, "senses", pair[0]), pair[1], langs), numbered
    )
    definitions, definition_faults = collect_faults(
        lambda given: _definition(document, (index,), given), [given]
    )
    raise_if(faults + definition_faults + find_wrong_dates(document, index, given))
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
        as_of=given.get("as_of", ""),
        checked=given.get("checked", ""),
        aliases=tuple(given.get("aliases", ())),
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
    """Return the forms by language: those given, and converted ones for each script that has none."""
    names = _edition_names(given.get("forms", {}), langs)
    written = {names[lang]: tuple(forms) for lang, forms in given.get("forms", {}).items()}
    converted = {lang: forms for lang in langs if (forms := _converted_forms(written, lang))}
    return (*written.items(), *converted.items())


def _edition_names(tags: Iterable[str], langs: Sequence[str]) -> dict[str, str]:
    """Return for each tag of the glossary the edition's that means the same: zh-TW for zh-Hant, if only that is one."""
    given = list(tags)
    names = dict(zip(given, given, strict=True))
    for lang in langs if any(find_script(lang) != lang for lang in langs) else ():
        same = [tag for tag in given if tag not in langs and find_script(tag) == find_script(lang) != lang]
        if same and lang not in names.values() and names[same[0]] == same[0]:
            names[same[0]] = lang
    return names


def _converted_forms(written: dict[str, tuple[str, ...]], lang: str) -> tuple[str, ...]:
    """Return the forms in ``lang`` by conversion from the other script; none if the entry gives some itself."""
    sibling, config = choose_conversion(written, lang)
    others = written.get(sibling)
    if written.get(lang) or not others:
        return ()
    # Two forms may become one (內卷 內捲): both stay, because the lists pair by order.
    return tuple(convert_words(form, config) for form in others)


# ---- checks ------------------------------------------------------------------------------------------------


def _repeated_ids(entries: Sequence[_Entry]) -> list[Fault]:
    first: dict[str, str] = {}
    faults: list[Fault] = []
    for document, index, entry in entries:
        place = document.place(index, "id")
        if entry["id"] == "map":
            problem = "its address /glossary/map/ is also claimed by the glossary's own map"
            faults.append(Fault(place, problem, "give it another id"))
        if entry["id"] in first:
            help = f"it stands at {first[entry['id']]} too: rename one of them, or merge the two"
            faults.append(Fault(place, f"the id {entry['id']} stands twice", help))
        first.setdefault(entry["id"], str(place))
    return faults


def _unknown_see(entries: Sequence[_Entry]) -> list[Fault]:
    ids = dict.fromkeys(entry["id"] for _, _, entry in entries)
    return [
        Fault(
            document.place(index, "see", n),
            f"no term {id} in the glossary",
            did_you_mean(id, ids, "add the term, or remove it from see"),
        )
        for document, index, entry in entries
        for n, id in enumerate(entry.get("see", ()))
        if id not in ids
    ]


def _repeated_senses(document: Document, index: int, entry: dict[str, Any]) -> list[Fault]:
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
    place = document.place(*keys, "forms", "key:zh-Hans")
    problem = f"{len(hans)} forms in zh-Hans for {len(hant)} in zh-Hant"
    return [Fault(place, problem, "list them in the same order: the first answers the first, and so on")]


def _form_clashes(entries: Sequence[_Entry], terms: Sequence[Term]) -> list[Fault]:
    """Return a fault for each form that two terms claim: the one whose id comes first gets it."""
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
