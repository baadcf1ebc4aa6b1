"""Terms as an edition shows them, and the order in which its readers look them up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from yizhu.chinese.han import has_han
from yizhu.chinese.readings import heading, pinyin, says_the_same, sort_key, zhuyin
from yizhu.chinese.script_conversion import convert_words
from yizhu.content.model import Forms, Sense, Term
from yizhu.content.prose import Block, Mark, Prose, replace_text
from yizhu.editions.locale import Locale, words_in
from yizhu.editions.model import ShownSense, ShownTerm, Words


@dataclass(frozen=True, slots=True)
class TermsJob:
    """The whole glossary and the edition to show it in."""

    terms: tuple[Term, ...]
    voice: Locale


def show_terms(job: TermsJob) -> tuple[ShownTerm, ...]:
    """Every term as the edition shows it, in the order of the edition's index."""
    headwords = {term.id: _headword(term, job.voice)[1] for term in job.terms}
    shown = (_shown(term, job.voice, headwords) for term in job.terms)
    return tuple(sorted(shown, key=lambda term: sort_key(term.headword, job.voice.lang)))


def _shown(term: Term, voice: Locale, headwords: dict[str, str]) -> ShownTerm:
    lang, headword = _headword(term, voice)
    reading, bopomofo = _readings(term, lang, headword)
    common = words_in(term.definition, voice)
    senses = tuple(_shown_sense(sense, number, lang, voice) for number, sense in enumerate(term.senses, 1))
    return ShownTerm(
        id=term.id,
        headword=headword,
        letter=heading(headword, voice.lang),
        lang=lang,
        reading=reading,
        zhuyin=bopomofo,
        others=tuple(_others(term, lang, voice)),
        variants=_variants(term.forms, lang, voice),
        definition=_listed(common, senses),
        see=tuple((id, headwords[id]) for id in term.see if id in headwords),
        sources=term.sources,
        tags=term.tags,
        common=common,
        senses=senses,
    )


def _shown_sense(sense: Sense, number: int, lang: str, voice: Locale) -> ShownSense:
    definition = words_in(sense.definition, voice)
    forms = _variants(sense.forms, lang, voice)
    first = forms[:1]
    other = (f for f in forms[1:] if not _differs_by_script_only(_head(first[0]), _head(f)))
    return ShownSense(sense.id, number, definition, (*first, *other), sense.sources)


def _head(forms: tuple[str, tuple[str, ...]]) -> tuple[str, str]:
    return forms[0], forms[1][0]


def _listed(common: Words, senses: Sequence[ShownSense]) -> Words:
    """What is said of all senses, then a numbered list of them."""
    if not senses:
        return common
    lang = common.lang if common.prose.text else senses[0].definition.lang
    prose, items = common.prose, list[Block]()
    for sense in senses:
        prose, item = _with_item(prose, sense.definition, lang)
        items.append(item)
    numbered = Block("ol", items[0].start, len(prose.text), tuple(items))
    return Words(replace(prose, blocks=(*common.prose.blocks, numbered)), lang)


def _with_item(prose: Prose, words: Words, lang: str) -> tuple[Prose, Block]:
    """Text and marks with those of a list's next item behind them, and the item."""
    text = f"{prose.text}\n" if prose.text else ""
    start, end = len(text), len(text) + len(words.prose.text)
    moved = replace_text(words.prose, words.prose.text, lambda at: start + at)
    foreign = (Mark(start, end, "lang", (("lang", words.lang),)),) if words.lang != lang else ()
    # A single paragraph stands in its item as bare text.
    blocks = moved.blocks if len(moved.blocks) > 1 else tuple(replace(b, tag="") for b in moved.blocks)
    longer = Prose(text + words.prose.text, prose.blocks, (*prose.marks, *moved.marks, *foreign))
    return longer, Block("li", start, end, blocks)


def _headword(term: Term, voice: Locale) -> tuple[str, str]:
    for lang in (voice.lang, voice.lang.partition("-")[0], voice.rewording.source_lang, *voice.langs):
        if forms := term.forms_in(lang):
            return lang, forms[0]
    return term.forms[0][0], term.forms[0][1][0]


def _readings(term: Term, lang: str, headword: str) -> tuple[str, str]:
    """Pinyin and zhuyin of the Chinese headword: as the editor wrote it, or made."""
    chinese = headword if has_han(headword) else next((f[0] for t, f in term.forms if t.startswith("zh")), "")
    if not has_han(chinese):
        return term.reading, ""
    written = next((f[0] for t, f in term.forms if t == "zh-Hant"), chinese)
    is_same_word = _differs_by_script_only(("zh", written), ("zh", chinese))
    reading = term.reading if term.reading and is_same_word else pinyin(chinese)
    # A reading of the editor's that pypinyin would not give has no zhuyin that we could vouch for.
    return reading, zhuyin(chinese) if says_the_same(reading, chinese) else ""


def _variants(forms: Forms, lang: str, voice: Locale) -> Forms:
    return tuple((tag, tuple(dict.fromkeys(several))) for tag, several in _in_order(forms, lang, voice))


def _in_order(forms: Forms, lang: str, voice: Locale) -> list[tuple[str, tuple[str, ...]]]:
    """The forms, the edition's language first, then those of the site's texts, then those that are made."""
    order = [lang, *voice.langs]
    return sorted(forms, key=lambda pair: (order.index(pair[0]) if pair[0] in order else len(order), pair[0]))


def _others(term: Term, lang: str, voice: Locale) -> Iterable[tuple[str, str]]:
    """The headwords in the other languages; on a Chinese page another script only where it says another word."""
    own = term.forms_in(lang)[0]
    for tag, forms in _in_order(term.forms, lang, voice):
        if tag != lang and forms[0] != own and not _differs_by_script_only((lang, own), (tag, forms[0])):
            yield tag, forms[0]


def _differs_by_script_only(one: tuple[str, str], other: tuple[str, str]) -> bool:
    both_chinese = one[0].startswith("zh") and other[0].startswith("zh")
    return both_chinese and convert_words(one[1], "t2s") == convert_words(other[1], "t2s")
