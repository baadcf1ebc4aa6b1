"""Read the front matter of a text into a ``Meta``.

1. read its YAML and check it against the schema ``front_matter``
2. read each key
3. read ``convert:``, the author's own choices for the converted editions
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from yizhu.chinese.script_conversion import find_script
from yizhu.content.faults import Fault, raise_if
from yizhu.content.model import ConversionOverride, Meta, Source, Speaker, TextByLang
from yizhu.content.yaml.document import Document, KeyPath, read_document


def read_meta(source: Source, last: int, lang: str) -> Meta:
    """Return the front matter, lines 2 to ``last``, of a text in ``lang``. Raises ``Faults``."""
    document = read_document(source.path, source.text, "front_matter", 2, last)
    given: dict[str, Any] = document.value
    publication = given.get("publication", "")
    publication_keys = publication if isinstance(publication, dict) else {"name": publication}
    glossary = given.get("glossary", {})
    return Meta(
        title=given["title"],
        subtitle=given.get("subtitle", ""),
        authors=tuple(given.get("authors", ())),
        publication=publication_keys["name"],
        publication_url=publication_keys.get("url", ""),
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
        render=tuple((id, tuple(wordings)) for id, wordings in glossary.get("render", {}).items()),
        translators=tuple(given.get("translators", ())),
        status=given.get("status", ""),
        mark=given.get("mark", ""),
        writing=given.get("writing", ""),
        convert=read_overrides(document, lang),
        is_ours=given.get("convert", {}).get("reach") == "editorial",
        translations=_wanted_translations(given.get("translations")),
        aliases=tuple(given.get("aliases", ())),
        pinned=given.get("pinned", False),
        series=given.get("series", {}).get("id", ""),
        part=int(given.get("series", {}).get("number", 0)),
    )


def _wanted_translations(given: Any) -> tuple[str, ...] | None:
    if given is None:
        return None
    return () if given == "none" else tuple(given)


def _rights_line(given: Any) -> str:
    """Return the author's own line, or the holder and the basis of use."""
    if isinstance(given, str):
        return given
    parts = (given.get("holder", ""), given.get("basis", ""))
    return str(given.get("text", "")) or "; ".join(part for part in parts if part)


def _rights_status(given: Any) -> str:
    return "" if isinstance(given, str) else str(given["status"])


def _speaker(id: str, given: Any) -> Speaker:
    by_lang = given if isinstance(given, dict) else {"": given}
    return Speaker(id, tuple((lang, _as_tuple(names)) for lang, names in by_lang.items()))


def _as_tuple(given: Any) -> tuple[str, ...]:
    return (given,) if isinstance(given, str) else tuple(given)


# ---- convert: ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Row:
    """One name or word of ``convert:``, as written."""

    keys: KeyPath  # of its place in the document
    text: str
    others: Any  # what other editions write: text by language, one text for the other script, or None

    @property
    def is_name(self) -> bool:
        return self.keys[1] == "names"


def read_overrides(document: Document, lang: str) -> tuple[ConversionOverride, ...]:
    """Return what ``convert:`` says of names and words in a text in ``lang``.

    Raises ``Faults`` for a word that is given twice, and for a text that is not Chinese.
    """
    given = document.value.get("convert", {})
    rows = list(_rows(given))
    raise_if(_row_faults(document, lang, rows, bool(given)))
    return tuple(
        ConversionOverride(((lang, row.text), *_other_forms(row.others, lang)), row.is_name) for row in rows
    )


def _rows(convert: dict[str, Any]) -> Iterator[_Row]:
    for index, name in enumerate(convert.get("names", ())):
        if isinstance(name, str):
            yield _Row(("convert", "names", index), name, None)
        else:
            for text, others in name.items():
                yield _Row(("convert", "names", index, f"key:{text}"), text, others)
    for text, others in convert.get("words", {}).items():
        yield _Row(("convert", "words", f"key:{text}"), text, others)


def _other_forms(others: Any, lang: str) -> TextByLang:
    if others is None:
        return ()
    if isinstance(others, str):
        return ((("zh-Hant" if find_script(lang) == "zh-Hans" else "zh-Hans"), others),)
    return tuple(others.items())


def _row_faults(document: Document, lang: str, rows: list[_Row], is_given: bool) -> list[Fault]:
    if is_given and not lang.startswith("zh"):
        place = document.place("key:convert")
        return [Fault(place, f"nothing is converted from {lang}", "write convert: into the Chinese text")]
    first_places: dict[str, str] = {}
    faults: list[Fault] = []
    for row in rows:
        place = document.place(*row.keys)
        if row.text in first_places:
            help = f"it stands at {first_places[row.text]} too: keep one of the two"
            faults.append(Fault(place, f"{row.text} stands twice in convert", help))
        first_places.setdefault(row.text, str(place))
        if isinstance(row.others, dict) and lang in row.others:
            help = f"remove {lang}:, or write in front of the colon the word as this text has it"
            faults.append(Fault(place, f"{row.text} is already the form in {lang}", help))
    return faults
