"""Cite an article: the page and, apart from it, the original; as CSL-JSON, RIS, BibTeX, and the tags of web pages.

CSL-JSON: citeproc-js's schema, csl-data 1.0. RIS: the Research Info Systems specification of 2011; a translator is A4, as
Zotero and EndNote read it. BibTeX: BibLaTeX's fields, since only these know translators and languages.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from yizhu.editions.model import EditionOf


@dataclass(frozen=True, slots=True)
class Citation:
    """A work as it is cited. Dates are of ISO 8601 and may lack the day or the month; what is empty is not stated."""

    key: str  # its id in files: the slug and the language
    title: str
    lang: str
    authors: tuple[str, ...] = ()
    translators: tuple[str, ...] = ()  # persons
    container: str = ""  # the site or publication
    issued: str = ""
    url: str = ""
    abstract: str = ""
    original: str = ""  # the key of the work that this one translates or republishes
    relation: str = ""  # to it, as BibLaTeX calls it: translationof reprintof


def cite_edition(
    edition: EditionOf[Any], site_title: str, url: str, source_page: str = ""
) -> tuple[Citation, ...]:
    """Return the citation of an article's page, then that of the original if the page is not the original itself.

    ``source_page``: the address of the same article's page in its own language, if the site has one.
    """
    meta, head = edition.meta, edition.head
    is_published_elsewhere = bool(meta.source_url) or meta.publication not in ("", site_title)
    source_key = f"{edition.slug}-{edition.source_lang.lower()}-original"
    is_translated = head.lang[:2] != edition.source_lang[:2]
    own = Citation(
        key=f"{edition.slug}-{head.lang.lower()}",
        title=_whole_title(head.title, head.subtitle, head.lang),
        lang=head.lang,
        authors=meta.authors,
        translators=edition.translators if is_translated and edition.status != "machine" else (),
        container=site_title,
        issued=meta.posted or ("" if is_published_elsewhere else meta.published),
        url=url,
        abstract=head.summary,
        original=source_key if is_published_elsewhere or is_translated else "",
        relation="translationof" if is_translated else "reprintof",
    )
    if not own.original:
        return (own,)
    original = Citation(
        key=source_key,
        title=_whole_title(meta.title, meta.subtitle, edition.source_lang),
        lang=edition.source_lang,
        authors=meta.authors,
        container=meta.publication if is_published_elsewhere else site_title,
        issued=meta.published or ("" if is_published_elsewhere else meta.posted),
        url=meta.source_url if is_published_elsewhere else source_page,
    )
    return own, original


def _whole_title(title: str, subtitle: str, lang: str) -> str:
    colon = "：" if lang.startswith(("zh", "ja")) else ": "
    return f"{title}{colon}{subtitle}" if subtitle else title


# ---- tags of web pages -------------------------------------------------------------------------------------


def list_highwire_tags(own: Citation) -> tuple[tuple[str, str], ...]:
    """Return the names and contents of a page's ``citation_`` tags, as Google Scholar and Zotero read them."""
    return tuple(
        (f"citation_{name}", value)
        for name, value in (
            ("title", own.title),
            *(("author", author) for author in own.authors),
            ("publication_date", own.issued.replace("-", "/")),
            ("language", own.lang),
            ("public_url", own.url),
        )
        if value
    )


# ---- CSL-JSON ----------------------------------------------------------------------------------------------


def format_csl(citations: Sequence[Citation]) -> str:
    """Return CSL-JSON, the whole as one array."""
    by_key = {citation.key: citation for citation in citations}
    items = [_csl_item(citation, by_key.get(citation.original)) for citation in citations]
    return json.dumps(items, ensure_ascii=False, indent=1) + "\n"


def _csl_item(cited: Citation, original: Citation | None) -> dict[str, Any]:
    item: dict[str, Any] = {
        "id": cited.key,
        "type": "webpage" if cited.url else "article",
        "title": cited.title,
        "language": cited.lang,
        "author": [{"literal": name} for name in cited.authors],
        "translator": [{"literal": name} for name in cited.translators],
        "container-title": cited.container,
        "issued": _csl_date(cited.issued),
        "URL": cited.url,
        "abstract": cited.abstract,
    }
    if original:
        item["original-title"] = original.title if original.title != cited.title else ""
        item["original-date"] = _csl_date(original.issued)
        item["original-publisher"] = original.container
    return {name: value for name, value in item.items() if value}


def _csl_date(date: str) -> dict[str, Any]:
    return {"date-parts": [[int(part) for part in date.split("-")]]} if date else {}


# ---- RIS ---------------------------------------------------------------------------------------------------


def format_ris(citations: Sequence[Citation]) -> str:
    """Return RIS, with the line ends that its specification asks for."""
    lines = (line for citation in citations for line in _ris_lines(citation))
    return "".join(f"{tag}  - {_one_line(value)}\r\n" for tag, value in lines)


def _ris_lines(cited: Citation) -> Iterator[tuple[str, str]]:
    yield "TY", "ELEC"
    yield "ID", cited.key
    yield "TI", cited.title
    yield from (("AU", name) for name in cited.authors)
    yield from (("A4", name) for name in cited.translators)
    for tag, value in (
        ("T2", cited.container),
        ("PY", cited.issued[:4]),
        ("DA", _ris_date(cited.issued)),
        ("LA", cited.lang),
        ("UR", cited.url),
        ("AB", cited.abstract),
    ):
        if value:
            yield tag, value
    yield "ER", ""


def _ris_date(date: str) -> str:
    """Return a date as YYYY/MM/DD/: what is not known stays empty between the slashes."""
    year, month, day, *_ = [*date.split("-"), "", ""]
    return f"{year}/{month}/{day}/" if date else ""


def _one_line(text: str) -> str:
    return " ".join(text.split())


# ---- BibTeX ------------------------------------------------------------------------------------------------

_LANGUAGES = {
    "zh": "chinese",
    "en": "english",
    "ja": "japanese",
    "de": "german",
    "fr": "french",
    "ko": "korean",
}
_SPECIAL = re.compile(r"[\\{}%&$#_~^]")
_ESCAPES = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    # BibTeX counts braces, also after a backslash.
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
}


def format_bibtex(citations: Iterable[Citation]) -> str:
    """Return BibTeX in UTF-8, as Biber reads it."""
    return "\n".join(_bibtex_entry(citation) for citation in citations)


def _bibtex_entry(cited: Citation) -> str:
    is_known = cited.lang[:2] in _LANGUAGES
    fields = {
        "title": f"{{{_escape(cited.title)}}}",
        "author": " and ".join(f"{{{_escape(name)}}}" for name in cited.authors),
        "translator": " and ".join(f"{{{_escape(name)}}}" for name in cited.translators),
        "organization": _escape(cited.container),
        "date": cited.issued,
        "langid": _LANGUAGES[cited.lang[:2]] if is_known else "",
        "url": _escape_address(cited.url),
        "abstract": _escape(cited.abstract),
        "related": cited.original,
        "relatedtype": cited.relation if cited.original else "",
    }
    lines = [f"  {name} = {{{_one_line(value)}}},\n" for name, value in fields.items() if value]
    return f"@online{{{cited.key},\n{''.join(lines)}}}\n"


def _escape(text: str) -> str:
    return _SPECIAL.sub(lambda found: _ESCAPES.get(found[0], f"\\{found[0]}"), text)


def _escape_address(address: str) -> str:
    """Return an address as it may stand in braces: Biber takes all other characters as they are."""
    return address.replace("\\", "%5C").replace("{", "%7B").replace("}", "%7D")
