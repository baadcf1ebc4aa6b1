"""Describes pages for search engines, in schema.org's vocabulary (JSON-LD 1.1)."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from typing import Any

from yizhu.editions.model import EditionOf, ShownTerm
from yizhu.site.page_model import Page
from yizhu.site.page_parts import Link


def describe_article(page: Page, edition: EditionOf[str], text_langs: Collection[str], base_url: str) -> str:
    """Return an ``Article``. A translation names the work that it translates, a work its translations.

    ``text_langs``: the languages of the editions that have the article's text, not another language's instead.
    """
    meta = edition.meta
    return _dump(
        {
            "@type": "Article",
            "@id": page.canonical,
            "headline": edition.head.title,
            "alternativeHeadline": edition.head.subtitle,
            "inLanguage": edition.head.lang,
            "url": page.canonical,
            "mainEntityOfPage": page.canonical,
            "description": page.description,
            "image": page.frame.card,
            "datePublished": meta.posted or meta.published,
            "author": _people(meta.authors),
            "publisher": _organization(page.frame.site_title, base_url),
            "isBasedOn": _original(edition),
            "copyrightNotice": meta.rights,
            "keywords": list(meta.tags),
            **_translation(page, edition, text_langs),
        }
    )


def _translation(page: Page, edition: EditionOf[str], text_langs: Collection[str]) -> dict[str, Any]:
    def is_another_language(link: Link) -> bool:
        return link.lang[:2] != edition.source_lang[:2]

    if edition.lang[:2] != edition.source_lang[:2]:
        originals = sorted(
            (link for link in page.alternates if link.lang[:2] == edition.source_lang[:2]),
            key=lambda link: link.lang != edition.source_lang,
        )
        if edition.is_text_missing:
            return {}
        by_machine = edition.status == "machine"
        return {
            "translator": [] if by_machine else _people(edition.translators),
            "creditText": _credit_machine(edition, edition.translators if by_machine else ()),
            "creativeWorkStatus": _work_status(edition),
            "translationOfWork": next((_work(link) for link in originals), None),
        }
    others = [link for link in page.alternates if link.lang in text_langs and is_another_language(link)]
    return {"workTranslation": [_work(link) for link in others]}


def _credit_machine(edition: EditionOf[str], names: Sequence[str]) -> str:
    """Return what is said of text that a machine translated: it is no person, and no translator."""
    if edition.status != "machine" and not edition.by_machine:
        return ""
    words = _MACHINE.get(edition.head.lang, _MACHINE.get(edition.head.lang[:2], "Machine translation"))
    count = f" ({edition.by_machine}/{edition.passages})" if edition.status != "machine" else ""
    return words + count + (f": {', '.join(names)}" if names else "")


_MACHINE = {"zh": "機器翻譯", "zh-Hans": "机器翻译", "zh-CN": "机器翻译", "zh-SG": "机器翻译"}
_MACHINE |= {"ja": "機械翻訳", "de": "Maschinelle Übersetzung"}


def _work_status(edition: EditionOf[str]) -> str | list[str]:
    """Return the translation's status; one that lacks passages is incomplete, too, as schema.org calls it."""
    if not edition.is_unfinished:
        return edition.status
    return [status for status in (edition.status, "Incomplete") if status]


def _work(link: Link) -> dict[str, str]:
    return {"@id": link.href, "inLanguage": link.lang}


def _original(edition: EditionOf[str]) -> dict[str, Any]:
    """Return the article as it was first published, as far as that is stated."""
    meta = edition.meta
    stated = {
        "url": meta.source_url,
        "publisher": _organization(meta.publication, meta.publication_url) if meta.publication else None,
        "datePublished": meta.published,
    }
    given = {key: value for key, value in stated.items() if value}
    return {"@type": "Article", "inLanguage": edition.source_lang} | given if given else {}


def _people(names: Sequence[str]) -> list[dict[str, str]]:
    return [{"@type": "Person", "name": name} for name in names]


def _organization(name: str, url: str) -> dict[str, str]:
    return {"@type": "Organization", "name": name} | ({"url": url} if url else {})


def describe_term(page: Page, term: ShownTerm, glossary: str) -> str:
    """Return a ``DefinedTerm`` of the glossary at that address."""
    sources = (*term.sources, *(address for sense in term.senses for address in sense.sources))
    variants = (*term.variants, *(pair for sense in term.senses for pair in sense.forms))
    forms = [form for _, group in variants for form in group]
    return _dump(
        {
            "@type": "DefinedTerm",
            "@id": page.canonical,
            "name": term.headword,
            "inLanguage": term.lang,
            "url": page.canonical,
            "termCode": term.id,
            "description": definition_in_one_line(term),
            "alternateName": [form for form in forms if form != term.headword],
            "sameAs": list(dict.fromkeys(sources)),
            "inDefinedTermSet": {"@type": "DefinedTermSet", "@id": glossary, "name": page.frame.site_title},
            "subjectOf": _tell_dates(page, term),
        }
    )


def _tell_dates(page: Page, term: ShownTerm) -> dict[str, str]:
    """Return what the term's page says of when: of what time its facts speak, and when somebody last looked."""
    dates = {"temporalCoverage": term.as_of, "lastReviewed": term.checked}
    given = {key: date for key, date in dates.items() if date}
    return {"@type": "WebPage", "url": page.canonical} | given if given else {}


def describe_glossary(page: Page, terms: Sequence[ShownTerm]) -> str:
    """Return a ``DefinedTermSet``; its terms are described on their own pages."""
    return _dump(
        {
            "@type": "DefinedTermSet",
            "@id": page.canonical,
            "name": page.frame.site_title,
            "inLanguage": page.frame.lang,
            "url": page.canonical,
            "hasDefinedTerm": [{"@id": f"{page.canonical}{term.id}/"} for term in terms],
        }
    )


def definition_in_one_line(term: ShownTerm) -> str:
    """Return the definition in one line; several senses with their numbers."""
    senses = (f"{sense.number}. {sense.definition.prose.plain}" for sense in term.senses)
    return " ".join(part for part in (term.common.prose.plain, *senses) if part)


def describe_site(page: Page) -> str:
    """Return a ``WebSite``, for an edition's front page."""
    return _dump(
        {
            "@type": "WebSite",
            "@id": page.canonical,
            "name": page.frame.site_title,
            "description": page.frame.site_description,
            "inLanguage": page.frame.lang,
            "url": page.canonical,
        }
    )


def describe_page(page: Page) -> str:
    """Return a ``WebPage``; a page whose title is a string of the interface takes the site's title."""
    name = page.title or page.frame.site_title
    return _dump({"@type": "WebPage", "name": name, "inLanguage": page.frame.lang, "url": page.canonical})


def describe_handout(page: Page, article: str) -> str:
    """Return a ``LearningResource`` based on the article at an address."""
    return _dump(
        {
            "@type": "LearningResource",
            "learningResourceType": "worksheet",
            "name": page.title,
            "inLanguage": page.frame.lang,
            "url": page.canonical,
            "isBasedOn": article,
        }
    )


def _dump(data: dict[str, Any]) -> str:
    """Return JSON without empty values, safe inside a script element."""
    given = {"@context": "https://schema.org"} | {key: value for key, value in data.items() if value}
    text = json.dumps(given, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("&", "\\u0026")
