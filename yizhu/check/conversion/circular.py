"""Sentences that tell readers of a region what they say themselves, because conversion changed the word beside it.

晶片，中國大陸稱「芯片」 is 芯片，中国大陆称“芯片” in the mainland's edition: its readers need to hear of Taiwan's word instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from yizhu.check.glossary_checks import find_entries
from yizhu.check.load import CheckedContent, load_checked_content
from yizhu.chinese.han import split_sentences
from yizhu.chinese.script_conversion import find_script, to_simplified
from yizhu.content.faults import Fault, Place, find_place
from yizhu.content.prose import Prose
from yizhu.content.source_map import MappedProse, map_notes
from yizhu.editions.locale import Locale, read_locales
from yizhu.editions.localization import localize

# In Simplified characters: what readers of an edition's script call their own region, and how a word of it is named.
_OWN = {"zh-Hans": "中国大陆|大陆|内地", "zh-Hant": "台湾|台"}
_NAMES = "[^，。；：、“”「」]{0,6}?[称叫说作译写][作为做成]?[“「]([^”」]+)[”」]"


@dataclass(frozen=True, slots=True)
class _Told:
    """A word that a text names as the readers' own."""

    word: str  # in Simplified characters
    sentence: str


def list_circular(config_file: Path, slug: str = "") -> list[Fault]:
    """Return what ``check_circular`` finds in all content, or in the notes of one article. Raises ``Faults``."""
    checked = load_checked_content(config_file)
    folder = f"{checked.config.content}/articles/{slug}/" if slug else ""
    return [fault for fault in check_circular(checked) if fault.place.path.startswith(folder)]


def check_circular(checked: CheckedContent) -> Iterator[Fault]:
    """Return a warning for each sentence of definitions and notes that conversion made circular."""
    locales = read_locales(checked.config, checked.files.vocabulary, checked.glossary.terms)
    for locale in locales:
        yield from _check_definitions(checked, locale)
        yield from _check_notes(checked, locale)


def _check_definitions(checked: CheckedContent, locale: Locale) -> Iterator[Fault]:
    entries = find_entries(checked)
    for term in checked.glossary.terms:
        forms = {tag: {*map(to_simplified, forms)} for tag, forms in term.forms}
        for keys, definition in (
            (("definition",), term.definition),
            *((("senses", nth, "definition"), sense.definition) for nth, sense in enumerate(term.senses)),
        ):
            lang = _find_source(dict(definition), locale)
            if lang:
                own = forms.get(locale.lang, set()) - forms.get(lang, set())
                document = entries[term.id].document
                place = entries[term.id].place(*keys, lang)
                yield from _check(dict(definition)[lang], lang, locale, own, place, document.source)


def _check_notes(checked: CheckedContent, locale: Locale) -> Iterator[Fault]:
    for article in checked.articles:
        notes = checked.folder(article.slug).notes
        for note in article.notes:
            lang = _find_source(dict(note.text), locale)
            for mapped in map_notes(article, notes, lang) if lang else ():
                if mapped.prose is dict(note.text)[lang]:
                    yield from _check(mapped.prose, lang, locale, set(), _place(mapped), mapped.source)


def _place(mapped: MappedProse) -> Place:
    return Place(mapped.path, mapped.first)


def _find_source(by_lang: dict[str, Prose], locale: Locale) -> str:
    """Return the language that the text is converted from; empty if it has its own or is none that converts."""
    return "" if locale.lang in by_lang else locale.find_localizable(tuple(by_lang))


def _check(
    prose: Prose, lang: str, locale: Locale, own: set[str], place: Place, source: str
) -> Iterator[Fault]:
    if "「" not in prose.text and "“" not in prose.text:
        return
    before = to_simplified(prose.text)
    after = to_simplified(localize(prose, locale.localization_from(lang).for_ours()).text)
    for told in _find_told(after, find_script(locale.lang)):
        is_repeated = told.sentence.count(told.word) > 1 and after.count(told.word) > before.count(told.word)
        if told.word in own or is_repeated:
            where = find_place(place.path, source, place.line, _as_written(prose.text, told.word))
            problem = f"in {locale.name} this tells readers their own word: {told.sentence.strip()}"
            yield Fault(where, problem, f"say it for that edition: […]{{{locale.lang}=…}}")


def _as_written(text: str, word: str) -> str:
    """Return the word as the source has it, in its characters."""
    at = to_simplified(text).find(word)
    return text[at : at + len(word)] if at >= 0 else word


def _find_told(text: str, script: str) -> Iterator[_Told]:
    regions = _OWN.get(script)
    for found in re.finditer(f"(?:{regions}){_NAMES}", text) if regions else ():
        start, end = next((a, b) for a, b in split_sentences(text) if a <= found.start() < b)
        yield _Told(found[1], text[start:end])
