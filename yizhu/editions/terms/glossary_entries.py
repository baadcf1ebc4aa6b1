"""Make the glossary entries of an edition, in the order in which its readers look them up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from yizhu.chinese.han import has_han
from yizhu.chinese.readings.spelling import Given, adapt_reading, is_usual, spell_word, spell_zhuyin
from yizhu.chinese.script_conversion import convert_text, find_script
from yizhu.content.model import Forms, Sense, Term
from yizhu.content.prose import Block, Mark, Prose, replace_text
from yizhu.editions.locale import Locale, choose_prose
from yizhu.editions.model import Localized, LocalizedProse, ShownSense, ShownTerm
from yizhu.editions.terms.index_order import find_index_place

TaggedForm = tuple[str, str]  # language tag, form


def show_terms(terms: Sequence[Term], locale: Locale) -> tuple[ShownTerm, ...]:
    """Return every term of the glossary as the edition shows it, in the order of the edition's index."""
    headwords = {term.id: _choose_headword(term, locale)[1] for term in terms}
    places = {term.id: find_index_place(term, headwords[term.id], locale.lang) for term in terms}
    shown = (_show_term(term, locale, headwords, places[term.id].letter) for term in terms)
    return tuple(sorted(shown, key=lambda term: places[term.id].key))


def _show_term(term: Term, locale: Locale, headwords: Mapping[str, str], letter: str) -> ShownTerm:
    lang, headword = _choose_headword(term, locale)
    pinyin, zhuyin = _read_headword(term, lang, headword)
    common = choose_prose(term.definition, locale)
    senses = tuple(_show_sense(sense, number, lang, locale) for number, sense in enumerate(term.senses, 1))
    return ShownTerm(
        id=term.id,
        headword=headword,
        letter=letter,
        lang=lang,
        reading=pinyin,
        zhuyin=zhuyin,
        others=tuple(_list_other_headwords(term, lang, locale)),
        variants=_list_variants(term.forms, lang, locale),
        definition=_join_definitions(common, senses),
        see=tuple((id, headwords[id]) for id in term.see if id in headwords),
        sources=term.sources,
        tags=term.tags,
        common=common,
        senses=senses,
        as_of=term.as_of,
        checked=term.checked,
    )


def _show_sense(sense: Sense, number: int, lang: str, locale: Locale) -> ShownSense:
    definition = choose_prose(sense.definition, locale)
    forms = _list_variants(sense.forms, lang, locale)
    own = forms[:1]
    others = (
        pair for pair in forms[1:] if not _differs_by_script_only(_first_form(own[0]), _first_form(pair))
    )
    return ShownSense(sense.id, number, definition, (*own, *others), sense.sources)


def _first_form(forms: tuple[str, tuple[str, ...]]) -> TaggedForm:
    return forms[0], forms[1][0]


# ---- definitions -------------------------------------------------------------------------------------------


def _join_definitions(common: LocalizedProse, senses: Sequence[ShownSense]) -> LocalizedProse:
    """Return the common definition followed by a numbered list of the senses' definitions."""
    if not senses:
        return common
    lang = common.lang if common.prose.text else senses[0].definition.lang
    prose, items = common.prose, list[Block]()
    for sense in senses:
        prose, item = _append_item(prose, sense.definition, lang)
        items.append(item)
    numbered = Block("ol", items[0].start, len(prose.text), tuple(items))
    return Localized(replace(prose, blocks=(*common.prose.blocks, numbered)), lang)


def _append_item(prose: Prose, definition: LocalizedProse, lang: str) -> tuple[Prose, Block]:
    """Return the prose with a definition's text and marks appended, and the list item that holds them."""
    text = f"{prose.text}\n" if prose.text else ""
    start, end = len(text), len(text) + len(definition.prose.text)
    moved = replace_text(definition.prose, definition.prose.text, lambda offset: start + offset)
    is_foreign = definition.lang != lang
    foreign = (Mark(start, end, "lang", (("lang", definition.lang),)),) if is_foreign else ()
    # A single paragraph becomes bare text in its list item.
    blocks = moved.blocks if len(moved.blocks) > 1 else tuple(replace(b, tag="") for b in moved.blocks)
    longer = Prose(text + definition.prose.text, prose.blocks, (*prose.marks, *moved.marks, *foreign))
    return longer, Block("li", start, end, blocks)


# ---- headwords, readings, variants -------------------------------------------------------------------------


def _choose_headword(term: Term, locale: Locale) -> TaggedForm:
    """Return the term's first form in the edition's language, or else in the nearest language that has one."""
    fallbacks = (locale.lang.partition("-")[0], locale.localization.source_lang, *locale.langs)
    for lang in (locale.lang, *fallbacks):
        if forms := term.forms_in(lang):
            return lang, forms[0]
    return _first_form(term.forms[0])


def _read_headword(term: Term, lang: str, headword: str) -> tuple[str, str]:
    """Return pinyin and zhuyin of the headword, or of each Chinese word that it has in other languages.

    In Traditional editions it is read as in Taiwan; a reading that an editor gives is kept unless it is the usual one.
    """
    is_chinese = has_han(headword) and not lang.startswith("ja")
    words = [headword] if is_chinese else _list_chinese_words(term)
    if not any(map(has_han, words)):
        return term.reading, ""
    region = "tw" if find_script(lang) == "zh-Hant" else "cn"
    pinyin = dict.fromkeys(_spell(term, word, region) for word in words if has_han(word))
    return ", ".join(pinyin), spell_zhuyin(words[0], "tw", _unusual_reading(term, words[0]))


def _list_chinese_words(term: Term) -> list[str]:
    """Return the headwords in Chinese that are different words, not one in two scripts (晶片 and 芯片)."""
    words: list[str] = []
    for tag, (first, *_) in term.forms:
        if tag.startswith("zh") and not any(
            _differs_by_script_only(("zh", word), (tag, first)) for word in words
        ):
            words.append(first)
    return words


def _spell(term: Term, word: str, region: str) -> str:
    if term.reading and _is_given_for(term, word):
        return adapt_reading(term.reading, word, region)
    english = next((forms[0] for tag, forms in term.forms if tag.startswith("en")), "")
    written = term.reading or english
    is_name = (
        term.reading[:1].isupper()
        if term.reading
        else (english[:1].isupper() and not english.isupper()) or None
    )
    is_whole = written.rpartition(" ")[2][:1].isupper()  # Silicon Valley, but Moore's law
    return spell_word(word, region, is_name=is_name, is_whole=is_whole)


def _unusual_reading(term: Term, word: str) -> Given:
    """Return the reading that an editor gives for a word, where it is another than the usual one."""
    if not term.reading or not _is_given_for(term, word) or is_usual(term.reading, word):
        return ()
    return ((0, len(word), term.reading),)


def _is_given_for(term: Term, word: str) -> bool:
    """Is the term's reading that of this word? It is given for the word in Traditional characters, if there is one."""
    traditional = next((forms[0] for tag, forms in term.forms if find_script(tag) == "zh-Hant"), word)
    return _differs_by_script_only(("zh", traditional), ("zh", word))


def _list_variants(forms: Forms, lang: str, locale: Locale) -> Forms:
    """Return each language's forms without duplicates, in the edition's order of languages."""
    return tuple((tag, tuple(dict.fromkeys(variants))) for tag, variants in _sort_forms(forms, lang, locale))


def _sort_forms(forms: Forms, lang: str, locale: Locale) -> list[tuple[str, tuple[str, ...]]]:
    """Sort by language: the headword's, those of the site's written texts, the others by tag."""
    order = [lang, *locale.langs]
    return sorted(forms, key=lambda pair: (order.index(pair[0]) if pair[0] in order else len(order), pair[0]))


def _list_other_headwords(term: Term, lang: str, locale: Locale) -> Iterator[TaggedForm]:
    """Yield the headwords in other languages, without those that only write the same word in another script."""
    own = term.forms_in(lang)[0]
    for tag, forms in _sort_forms(term.forms, lang, locale):
        if tag != lang and forms[0] != own and not _differs_by_script_only((lang, own), (tag, forms[0])):
            yield tag, forms[0]


def _differs_by_script_only(one: TaggedForm, other: TaggedForm) -> bool:
    is_chinese = one[0].startswith("zh") and other[0].startswith("zh")
    return is_chinese and convert_text(one[1], "t2s") == convert_text(other[1], "t2s")
