"""The glossary as data: a ``DefinedTermSet`` in schema.org's vocabulary, each term as each edition shows it (JSON-LD 1.1)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from yizhu.content.config import Config
from yizhu.editions.model import LocalizedProse, ShownTerm
from yizhu.editions.terms.glossary_entries import show_terms
from yizhu.exports.editions import list_locales
from yizhu.exports.model import Chosen, ExportedFile
from yizhu.site.json_ld import definition_in_one_line


def export_glossary(chosen: Chosen) -> Iterator[ExportedFile]:
    """Yield the glossary as one file; articles make no difference, for terms belong to the site."""
    config, locales = chosen.config, list_locales(chosen)
    address = f"{config.base_url}{config.default_edition}/glossary/"
    terms = [
        _describe(term, f"{config.base_url}{edition.name}/glossary/", address)
        for edition, locale in locales
        for term in show_terms(chosen.terms, locale)
    ]
    whole = {
        "@context": "https://schema.org",
        "@type": "DefinedTermSet",
        "@id": address,
        "url": address,
        "name": _list_titles(config),
        "inLanguage": list(dict.fromkeys(locale.lang for _, locale in locales)),
        "hasDefinedTerm": terms,
    }
    yield ExportedFile("glossary.json", f"{json.dumps(whole, ensure_ascii=False, indent=1)}\n".encode())


def _list_titles(config: Config) -> list[Any]:
    return [_tag(title, lang) if lang else title for lang, title in config.title]


def _describe(term: ShownTerm, glossary: str, whole: str) -> dict[str, Any]:
    forms = (*term.variants, *(pair for sense in term.senses for pair in sense.forms))
    tagged = dict.fromkeys((form, lang) for lang, group in forms for form in group)
    others = [
        form if lang == term.lang else _tag(form, lang)
        for form, lang in tagged
        if (form, lang) != (term.headword, term.lang)
    ]
    sources = (*term.sources, *(source for sense in term.senses for source in sense.sources))
    described = {
        "@type": "DefinedTerm",
        "@id": f"{glossary}{term.id}/",
        "name": term.headword,
        "alternateName": others,
        "description": _define(term),
        "inLanguage": term.lang,
        "url": f"{glossary}{term.id}/",
        "termCode": term.id,
        "sameAs": list(dict.fromkeys(sources)),
        "inDefinedTermSet": {"@id": whole},
    }
    return {key: value for key, value in described.items() if value}


def _define(term: ShownTerm) -> Any:
    """Return the definition in one line, with its language if that is not the term's."""
    parts: list[LocalizedProse] = [term.common, *(sense.definition for sense in term.senses)]
    lang = next((part.lang for part in parts if part.prose.text), term.lang)
    line = definition_in_one_line(term)
    return line if lang == term.lang or not line else _tag(line, lang)


def _tag(text: str, lang: str) -> dict[str, str]:
    return {"@value": text, "@language": lang}
