"""Terms as cards: a deck for each article and edition, and one for the whole glossary."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from yizhu.chinese.han import has_han
from yizhu.chinese.script_conversion import find_script
from yizhu.content.prose import Mark, Prose
from yizhu.editions.model import ShownTerm, Use
from yizhu.editions.terms.glossary_entries import show_terms
from yizhu.exports.anki.levels import find_level
from yizhu.exports.anki.model import CardNote, Deck
from yizhu.exports.anki.package import pack_deck, read_deck
from yizhu.exports.editions import ExportedEdition, list_editions, list_locales
from yizhu.exports.model import Chosen, ExportedFile
from yizhu.site.html.marks import LinkContext, escape_text
from yizhu.site.html.prose import render_html
from yizhu.site.html.term_uses import UseRenderer
from yizhu.site.outline import index_senses
from yizhu.site.pages import choose_site_title
from yizhu.site.theme.load import read_theme
from yizhu.site.theme.templates import find_strings

# What of a definition's markup a card keeps: it links to nothing but the passage.
_KEPT = frozenset(("em", "strong", "code", "lang", "reading", "formula", "break", "sub", "sup"))

# What Anki reads in a note's text, wherever it stands: a sound to play, TeX to set.
_COMMAND = re.compile(r"\[(?=sound:|anki:|latex\]|\$)")
_ENDING, _NONE = r"\w*", r"\b"

_Key = tuple[str, str]  # term, sense


@dataclass(frozen=True, slots=True)
class _Found:
    """The sentence that a card shows, and where it stands."""

    use: Use
    address: str  # of the passage


def export_anki(chosen: Chosen) -> Iterator[ExportedFile]:
    """Yield a deck for each article and edition and, of all articles, one with the glossary for each edition."""
    first: dict[str, dict[_Key, _Found]] = {config.name: {} for config, _ in list_locales(chosen)}
    names = _name_sites(chosen)
    renderer = UseRenderer()
    for exported in list_editions(chosen):
        found = _find_sentences(exported, renderer)
        first[exported.config.name] = found | first[exported.config.name]
        if found:
            deck = _make_article_deck(chosen, exported, names[exported.config.name], found)
            yield _pack(chosen, f"{exported.name}.apkg", deck)
    if chosen.is_all and not chosen.series:
        for name, uses in first.items():
            yield from _make_glossary(chosen, name, names[name], uses)


def _pack(chosen: Chosen, path: str, deck: Deck) -> ExportedFile:
    return ExportedFile(
        path, pack_deck(deck, chosen.config.base_url, read_deck(chosen.root, chosen.out, path))
    )


def _name_sites(chosen: Chosen) -> dict[str, str]:
    """Return the deck of each edition that holds its others: by the site's title, if that is the edition's alone."""
    titles = {
        config.name: choose_site_title(chosen.config, locale)
        for config, locale in list_locales(replace(chosen, editions=()))
    }
    often = Counter(titles.values())
    return {name: title if often[title] == 1 else f"{title} ({name})" for name, title in titles.items()}


def _join_names(*names: str) -> str:
    """Return the name of a deck in a deck; a colon of a title is none of Anki's."""
    return "::".join(name.replace("::", ": ").strip(": ") for name in names)


# ---- decks -------------------------------------------------------------------------------------------------


def _make_article_deck(
    chosen: Chosen, exported: ExportedEdition, site: str, found: Mapping[_Key, _Found]
) -> Deck:
    by_id = {term.id: term for term in exported.terms}
    senses = index_senses(exported.terms)
    entries = [(key, senses.get(key) or by_id[key[0]]) for key in found if key[0] in by_id]
    head, meta = exported.edition.head, exported.edition.meta
    base = f"{chosen.config.base_url} {exported.config.name}"
    return Deck(
        key=exported.address,
        name=_join_names(site, head.title),
        description=_describe(exported.address, head.title, meta.rights),
        notes=tuple(_make_note(base, key[1], term, found[key]) for key, term in entries),
    )


def _make_glossary(
    chosen: Chosen, name: str, site: str, found: Mapping[_Key, _Found]
) -> Iterator[ExportedFile]:
    config, locale = next(pair for pair in list_locales(chosen) if pair[0].name == name)
    address = f"{chosen.config.base_url}{name}/glossary/"
    theme, _ = read_theme(chosen.root, chosen.config.theme)
    title = find_strings(theme, config.lang).get("glossary", "Glossary")
    terms = show_terms(chosen.terms, locale)
    base = f"{chosen.config.base_url} {name}"
    notes: list[CardNote] = []
    for term in terms:
        senses = index_senses((term,))
        for (id, sense), shown in (senses or {(term.id, ""): term}).items():
            use = found.get((id, sense)) or found.get((id, ""))
            notes.append(_make_note(base, sense, shown, use, f"{address}{id}/"))
    if notes:
        deck = Deck(address, _join_names(site, title), _describe(address, site), tuple(notes))
        yield _pack(chosen, f"glossary.{name}.apkg", deck)


def _describe(address: str, title: str, rights: str = "") -> str:
    link = f'<a href="{escape_text(address)}">{escape_text(title)}</a>'
    return f"{link}<br>{escape_text(rights)}" if rights else link


# ---- notes -------------------------------------------------------------------------------------------------


def _find_sentences(exported: ExportedEdition, renderer: UseRenderer) -> dict[_Key, _Found]:
    """Return a sentence for each term and sense, in the order of the text: the first that has a counterpart."""
    found: dict[_Key, _Found] = {}
    rendered = renderer.render(exported.edition)
    order = dict.fromkeys((use.id, use.sense) for use in exported.edition.uses)
    for id, sense in order:
        uses = [use for use in rendered[id].uses if use.sense == sense]
        use = next((use for use in uses if use.counterpart), uses[0])
        found[id, sense] = _Found(use, f"{exported.address}#{use.passage}")
    return found


def _make_note(base: str, sense: str, term: ShownTerm, found: _Found | None, page: str = "") -> CardNote:
    """Return a note of a term; ``page``: the term's own, for one that stands in no sentence."""
    use = found.use if found else None
    sentence, counterpart = (use.sentence, use.counterpart) if use else (None, None)
    other_lang, other = next(iter(term.others), ("", ""))
    definition, level = _render_definition(term), find_level(term)
    values = {
        "Headword": escape_text(term.headword),
        "Reading": escape_text(_choose_reading(term)),
        "Sentence": sentence.prose if sentence else "",
        "Counterpart": counterpart.prose if counterpart else "",
        "Definition": definition,
        "Other": escape_text(other),
        "Link": escape_text(found.address if found else page),
        "Source": escape_text(use.title if use else term.headword),
        "Lang": term.lang,
        "OtherLang": other_lang,
        "SentenceLang": sentence.lang if sentence else "",
        "CounterpartLang": counterpart.lang if counterpart else "",
        "DefinitionLang": term.definition.lang if definition else "",
        "Level": f"HSK {level}" if level else "",
    }
    return CardNote(
        key=" ".join(filter(None, (base, term.id, sense))),
        fields=tuple(_COMMAND.sub("&#91;", value) for value in values.values()),
        tags=(*("_".join(tag.split()) for tag in term.tags), *((f"HSK::{level}",) if level else ())),
        can_recall=bool(definition or other),
    )


def _choose_reading(term: ShownTerm) -> str:
    """Return pinyin; of a headword in Traditional characters zhuyin, and pinyin for those who cannot read that."""
    readings = (term.zhuyin, term.reading) if find_script(term.lang) == "zh-Hant" else (term.reading,)
    return " · ".join(filter(None, readings))


def _render_definition(term: ShownTerm) -> str:
    """Return the definition, with the term's own words marked: the card that asks for them hides them."""
    prose = term.definition.prose
    if not prose.text:
        return ""
    kept = tuple(mark for mark in prose.marks if mark.kind in _KEPT)
    return str(render_html(Prose(prose.text, prose.blocks, (*kept, *_find_own_words(term))), LinkContext()))


def _find_own_words(term: ShownTerm) -> Iterator[Mark]:
    """Yield a mark for each form of the headword's language in the definition, with its ending in other scripts."""
    of_lang = (forms for lang, forms in term.variants if lang == term.lang)
    forms = sorted({term.headword, *(form for forms in of_lang for form in forms)}, key=len, reverse=True)
    pattern = "|".join(
        re.escape(form) if has_han(form) else rf"\b{re.escape(form)}{_ENDING if len(form) > 3 else _NONE}"
        for form in forms
    )
    for found in re.finditer(pattern, term.definition.prose.text, re.IGNORECASE):
        yield Mark(*found.span(), "hit")
