"""What a page is, in schema.org's words (JSON-LD 1.1), for machines that read."""

from __future__ import annotations

import json
from typing import Any

from yizhu.page import Page
from yizhu.shown import Edition, ShownTerm


def article_data(page: Page, edition: Edition, base_url: str) -> str:
    """``Article``; a translation says of which work (``translationOfWork``)."""
    meta = edition.meta
    data: dict[str, Any] = {
        "@type": "Article",
        "headline": edition.head.title,
        "inLanguage": edition.head.lang,
        "url": page.canonical,
        "mainEntityOfPage": page.canonical,
        "description": page.description,
        "datePublished": meta.posted or meta.published,
        "author": [{"@type": "Person", "name": name} for name in meta.authors],
        "publisher": {"@type": "Organization", "name": page.frame.site_title, "url": base_url},
        "translator": [{"@type": "Person", "name": name} for name in edition.translators],
        "isBasedOn": meta.source_url,
        "keywords": list(meta.tags),
    }
    if meta.publication:
        data["sourceOrganization"] = {"@type": "Organization", "name": meta.publication}
    original = next((link for link in page.alternates if link.lang == edition.source_lang), None)
    if edition.lang != edition.source_lang and original and edition.lang[:2] != edition.source_lang[:2]:
        data["translationOfWork"] = {"@id": original.href, "inLanguage": original.lang}
    return _told(data)


def term_data(page: Page, term: ShownTerm) -> str:
    """``DefinedTerm``."""
    sources = (*term.sources, *(address for sense in term.senses for address in sense.sources))
    variants = (*term.variants, *(pair for sense in term.senses for pair in sense.forms))
    forms = [form for _, several in variants for form in several]
    return _told(
        {
            "@type": "DefinedTerm",
            "name": term.headword,
            "inLanguage": term.lang,
            "url": page.canonical,
            "description": meaning_of(term),
            "alternateName": [form for form in forms if form != term.headword],
            "sameAs": list(dict.fromkeys(sources)),
        }
    )


def meaning_of(term: ShownTerm) -> str:
    """The definition in one line; of several senses each with its number."""
    senses = (f"{sense.number}. {sense.definition.prose.plain}" for sense in term.senses)
    return " ".join(told for told in (term.common.prose.plain, *senses) if told)


def page_data(page: Page) -> str:
    """``WebPage``."""
    return _told(
        {"@type": "WebPage", "name": page.title, "inLanguage": page.frame.lang, "url": page.canonical}
    )


def sheet_data(page: Page, article: str) -> str:
    """``LearningResource``, made from the article at an address."""
    return _told(
        {
            "@type": "LearningResource",
            "learningResourceType": "worksheet",
            "name": page.title,
            "inLanguage": page.frame.lang,
            "url": page.canonical,
            "isBasedOn": article,
        }
    )


def _told(data: dict[str, Any]) -> str:
    """The JSON, what is empty left out, safe inside a script element."""
    given = {"@context": "https://schema.org"} | {key: value for key, value in data.items() if value}
    return json.dumps(given, ensure_ascii=False).replace("<", "\\u003c").replace("&", "\\u0026")
