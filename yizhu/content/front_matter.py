"""Front matter becomes a Meta: what a text says of itself, and its own words for names (``convert:``)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from yizhu.content.faults import Fault, raise_if
from yizhu.content.model import (
    ConversionOverride,
    Meta,
    Source,
    Speaker,
)
from yizhu.content.yaml_document import Document, read_document

_Given = tuple[tuple[str | int, ...], str, Any]  # where it stands in the document, as written here, as there


def read_overrides(document: Document, lang: str) -> tuple[ConversionOverride, ...]:
    """The names and words of a text in ``lang``. Raises ``Faults``: one that stands twice, a text that is not Chinese."""
    given = list(_given(document.value.get("convert", {})))
    raise_if(_wrong(document, lang, given))
    return tuple(
        ConversionOverride(((lang, here), *_elsewhere(there, lang)), keys[1] == "names")
        for keys, here, there in given
    )


def _given(convert: dict[str, Any]) -> Iterator[_Given]:
    for index, name in enumerate(convert.get("names", ())):
        if isinstance(name, str):
            yield ("convert", "names", index), name, None
        else:
            yield from (
                (("convert", "names", index, f"key:{here}"), here, there) for here, there in name.items()
            )
    for here, there in convert.get("words", {}).items():
        yield ("convert", "words", f"key:{here}"), here, there


def _elsewhere(there: Any, lang: str) -> tuple[tuple[str, str], ...]:
    if there is None:
        return ()
    if isinstance(there, str):
        return ((("zh-Hant" if lang.startswith("zh-Hans") else "zh-Hans"), there),)
    return tuple(there.items())


def _wrong(document: Document, lang: str, given: list[_Given]) -> list[Fault]:
    if given and not lang.startswith("zh"):
        place = document.place("key:convert")
        return [Fault(place, f"nothing is converted from {lang}", "write convert: into the Chinese text")]
    first: dict[str, str] = {}
    faults: list[Fault] = []
    for keys, here, there in given:
        place = document.place(*keys)
        if here in first:
            help = f"it stands at {first[here]} too: keep one of the two"
            faults.append(Fault(place, f"{here} stands twice in convert", help))
        first.setdefault(here, str(place))
        if isinstance(there, dict) and lang in there:
            help = f"take {lang}: out, or write the word as this text has it in front of the colon"
            faults.append(Fault(place, f"{here} is what stands in {lang} already", help))
    return faults


# ---- front matter ------------------------------------------------------------------------------------------


def read_meta(source: Source, last: int, lang: str) -> Meta:
    """Return the front matter of a text in ``lang`` that ends on line ``last``. Raises ``Faults``."""
    document = read_document(source.path, source.text, "front_matter", 2, last)
    return replace(_meta(document.value), convert=read_overrides(document, lang))


def _meta(given: dict[str, Any]) -> Meta:
    publication = given.get("publication", "")
    by_key = publication if isinstance(publication, dict) else {"name": publication}
    glossary = given.get("glossary", {})
    return Meta(
        title=given["title"],
        subtitle=given.get("subtitle", ""),
        authors=tuple(given.get("authors", ())),
        publication=by_key["name"],
        publication_url=by_key.get("url", ""),
        republisher=given.get("republisher", ""),
        published=given.get("published", ""),
        modified=given.get("modified", ""),
        posted=given.get("posted", ""),
        source_url=given.get("source_url", ""),
        rights=_rights_line(given.get("rights", "")),
        rights_status=_rights_status(given.get("rights", "")),
        summary=given.get("summary", ""),
        tags=tuple(given.get("tags", ())),
        draft=given.get("draft", False),
        speakers=tuple(_speaker(id, names) for id, names in given.get("speakers", {}).items()),
        exclude=tuple(glossary.get("exclude", ())),
        only=tuple(glossary.get("only", ())),
        senses=tuple(glossary.get("sense", {}).items()),
        translators=tuple(given.get("translators", ())),
        status=given.get("status", ""),
        mark=given.get("mark", ""),
        writing=given.get("writing", ""),
    )


def _rights_line(given: Any) -> str:
    """The author's own line, else the holder and what the use rests on."""
    if isinstance(given, str):
        return given
    told = (given.get("holder", ""), given.get("basis", ""))
    return str(given.get("text", "")) or "; ".join(part for part in told if part)


def _rights_status(given: Any) -> str:
    return "" if isinstance(given, str) else str(given["status"])


def _speaker(id: str, given: Any) -> Speaker:
    by_lang = given if isinstance(given, dict) else {"": given}
    return Speaker(id, tuple((lang, _several(names)) for lang, names in by_lang.items()))


def _several(given: Any) -> tuple[str, ...]:
    return (given,) if isinstance(given, str) else tuple(given)
