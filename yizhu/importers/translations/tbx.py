"""Read a term base, TBX-Basic in either of its structures, and compare it with the glossary.

New terms become a new file of the glossary. An entry that is there is never rewritten, for its file has a layout and
comments of its own: what the term base says otherwise is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from yizhu.content.faults import Fault, Faults, raise_if
from yizhu.content.glossary import list_forms_with_senses
from yizhu.content.markdown.attributes import is_lang
from yizhu.content.model import Term
from yizhu.importers.translations.exchange_xml import Element, ExchangeFile, local_name

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_ENTRIES, _LANGS, _TERMS = ("termEntry", "conceptEntry"), ("langSet", "langSec"), ("tig", "ntig", "termSec")
_LEFT_OUT = ("deprecatedTerm-admn-sts", "supersededTerm-admn-sts")  # not to be used: no forms of ours


@dataclass(frozen=True, slots=True)
class ReturnedTerm:
    """An entry of a term base."""

    id: str
    forms: tuple[tuple[str, tuple[str, ...]], ...]  # by language; the preferred one first
    definition: tuple[tuple[str, str], ...]


def read_tbx(file: ExchangeFile) -> list[ReturnedTerm]:
    """Return the entries of a term base. Raises ``Faults``."""
    if local_name(file.root) not in ("martif", "tbx"):
        raise Faults([Fault(file.seek("<"), "this is no TBX", "export it from the tool as TBX-Basic")])
    faults: list[Fault] = []
    terms = [_read_entry(file, e, faults) for e in file.root.iter() if local_name(e) in _ENTRIES]
    raise_if(faults)
    return [term for term in terms if term.forms]


def _read_entry(file: ExchangeFile, entry: Element, faults: list[Fault]) -> ReturnedTerm:
    place = file.seek_element(local_name(entry))
    forms: dict[str, tuple[str, ...]] = {}
    definitions: dict[str, str] = {}
    for language in (e for e in entry.iter() if local_name(e) in _LANGS):
        lang = _usual_case(language.get(_LANG, ""))
        if not is_lang(lang):
            faults.append(Fault(place, f"{lang or 'nothing'} is no language tag", "write en, or zh-Hant"))
            continue
        named = [_read_form(e) for e in language.iter() if local_name(e) in _TERMS]
        found = sorted((form for form in named if form[1] and form[0] < 2), key=lambda form: form[0])
        forms |= {lang: tuple(dict.fromkeys(words for _, words in found))} if found else {}
        definition = next((e.text or "" for e in language.iter() if e.get("type") == "definition"), "")
        definitions |= {lang: definition.strip()} if definition.strip() else {}
    return ReturnedTerm(
        _make_id(entry.get("id", ""), forms), tuple(forms.items()), tuple(definitions.items())
    )


def _usual_case(tag: str) -> str:
    """Return a tag of a language in the usual letter case: zh-Hant from ZH-HANT."""
    first, *others = tag.replace("_", "-").split("-")
    return "-".join([first.lower(), *(part.title() if len(part) == 4 else part.upper() for part in others)])


def _read_form(element: Element) -> tuple[int, str]:
    """Return a form and how good it is: 0 preferred, 1 admitted, 2 not to be used."""
    words = next((e.text or "" for e in element.iter() if local_name(e) == "term"), "")
    status = next((e.text or "" for e in element.iter() if e.get("type") == "administrativeStatus"), "")
    rank = 2 if status in _LEFT_OUT else 1 if status == "admittedTerm-admn-sts" else 0
    return rank, " ".join(words.split())


def _make_id(given: str, forms: dict[str, tuple[str, ...]]) -> str:
    """Return the entry's id, or one from its English headword."""
    for words in (given, *(forms.get("en", ())[:1])):
        id = re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")
        if id and words:
            return id
    return ""


# ---- compare -----------------------------------------------------------------------------------------------


def find_term_differences(returned: Iterable[ReturnedTerm], terms: Sequence[Term]) -> Iterator[str]:
    """Yield what the term base says otherwise of terms that the glossary has, a line each."""
    by_id = {term.id: term for term in terms}
    for entry in returned:
        term = by_id.get(entry.id)
        for lang, forms in entry.forms if term else ():
            own = tuple(form for form, _ in list_forms_with_senses(term, lang)) if term else ()
            if own != forms:
                yield f"{entry.id}: forms in {lang}: {', '.join(own) or 'none'} → {', '.join(forms)}"
        for lang, definition in entry.definition if term else ():
            prose = dict(term.definition).get(lang) if term else None
            if prose is None or " ".join(prose.plain.split()) != " ".join(definition.split()):
                yield f"{entry.id}: definition in {lang}: {definition}"


def format_new_terms(returned: Iterable[ReturnedTerm], known: Iterable[str]) -> str:
    """Return a file of the glossary with the entries that it has not; empty: it has all."""
    ids = set(known)
    entries: list[dict[str, Any]] = []
    for entry in returned:
        if entry.id and entry.id not in ids:
            ids.add(entry.id)
            definition = {"definition": dict(entry.definition)} if entry.definition else {}
            forms = {lang: list(forms) for lang, forms in entry.forms}
            entries.append({"id": entry.id, "forms": forms, **definition})
    if not entries:
        return ""
    return yaml.safe_dump(entries, allow_unicode=True, sort_keys=False, width=10_000, default_flow_style=None)
