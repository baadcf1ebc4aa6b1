"""What conversion did to an article that an editor should see: changed words, and doubtful characters.

A character is doubtful if it has several counterparts in the other script (乾 becomes 干 or stays 乾). It is left out
if a word decides what it becomes:

1. the word of a span, of the glossary or of a vocabulary
2. a word of our table of doubtful characters (yizhu/chinese/data/doubtful.yaml)
3. a word that jieba finds around it, if OpenCC converts the word alone as it converted it in its sentence

Names decide nothing: no list has them all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from yizhu.check.data_files import read_data_file
from yizhu.chinese.han import fold, has_han, is_han, split_sentences
from yizhu.chinese.script_conversion import convert_text, to_simplified
from yizhu.chinese.segmentation import shared_jieba
from yizhu.content.faults import Place
from yizhu.content.model import Article, Source, Term
from yizhu.content.prose import OBJECT_CHARACTER, Mark, Prose, add_marks, select_marks
from yizhu.content.source_map import MappedProse, map_notes, map_text
from yizhu.editions.choice import choose_texts
from yizhu.editions.locale import Locale, with_own_wordings
from yizhu.editions.localization import Localization, localize
from yizhu.editions.matcher import find_addresses
from yizhu.editions.vocabulary import VocabularyEntry

OPENCC = "OpenCC"
_CONTEXT = 4  # characters that are shown on each side of a change
# Text with these marks is not converted, or an editor has written there what it becomes.
_DECIDED = ("code", "code_block", "keep", "lang", "image", "form")
_NAMES = ("nr", "ns", "nz", "nt")  # jieba's tags of names, and how its longer tags of names begin


@dataclass(frozen=True, slots=True)
class Change:
    """A wording of an article and what it became in an edition."""

    edition: str
    place: Place
    was: str
    becomes: str
    rule: str  # OpenCC, or where the word pair comes from
    sentence: str  # around it, as in the source
    context: str  # the few characters around it
    alternatives: tuple[tuple[str, str], ...] = ()  # what else it may become, each with a word as an example
    expected: str = ""  # what the table of doubtful characters says it becomes in this word

    @property
    def key(self) -> tuple[str, str, str]:
        """What an editor signs off: the edition, the sentence, and the change."""
        return self.edition, self.sentence, f"{self.was} → {self.becomes}"


@dataclass(frozen=True, slots=True)
class RuleSources:
    """Where word pairs may come from; an earlier source wins."""

    terms: tuple[Term, ...]
    site: tuple[VocabularyEntry, ...]
    shipped: tuple[VocabularyEntry, ...]


WordPair = tuple[str, str]  # folded: in the source's language, in the edition's
Span = tuple[int, int]  # start and end, as offsets in a text


def find_changes(
    article: Article, notes: Source | None, locale: Locale, sources: RuleSources
) -> Iterator[Change]:
    """Return the changed words and doubtful characters of an article in one edition.

    ``notes``: the article's notes.yaml. Nothing if the edition is not converted from another script.
    """
    choice = choose_texts(article, with_own_wordings(locale, (article.source, *article.translations)))
    localization = choice.localization
    if not localization.lang:
        return
    converted: list[MappedProse] = []
    if choice.text and choice.is_converted:
        converted += map_text(choice.text)
    converted += (
        mapped
        for mapped in map_notes(article, notes, localization.source_lang)
        if not _has_translation(article, mapped, locale.lang)
    )
    rules = _list_rules(sources, localization.source_lang, locale.lang)
    for mapped in converted:
        yield from _find_in_prose(mapped, locale.name, localization, rules)


def _has_translation(article: Article, mapped: MappedProse, lang: str) -> bool:
    """Does the note of this text have its own text in the language?"""
    return any(lang in dict(note.text) and mapped.prose in dict(note.text).values() for note in article.notes)


def _find_in_prose(
    mapped: MappedProse, edition: str, localization: Localization, rules: Mapping[WordPair, str]
) -> Iterator[Change]:
    """Return the changes of one passage, title or note, in the order of the text."""
    old = mapped.prose
    new, offsets = _localize_with_offsets(old, localization)
    words = list(_find_words(old, new, offsets, rules))
    changes = [_change(mapped, edition, span, became, rule) for span, became, rule in words]
    decided = [span for span, *_ in words] + find_addresses(old.text)
    decided += [(mark.start, mark.end) for mark in select_marks(old, *_DECIDED)]
    is_undecided = _mark_han_outside(old.text, decided)
    for doubt in _find_doubtful(old.text, new.text, offsets, is_undecided, localization):
        change = _change(mapped, edition, (doubt.at, doubt.at + 1), doubt.became, OPENCC)
        changes.append(replace(change, alternatives=doubt.alternatives, expected=doubt.expected))
    yield from sorted(changes, key=lambda change: (change.place.line, change.place.column))


def _localize_with_offsets(prose: Prose, localization: Localization) -> tuple[Prose, list[int]]:
    """Return the converted prose, and for each offset in the old text the offset in the new one.

    Conversion moves marks along with the text: a mark at each offset shows where it went.
    """
    traces = (Mark(at, at, "trace", (("at", str(at)),)) for at in range(len(prose.text) + 1))
    new = localize(add_marks(prose, traces), localization)
    return new, [mark.start for mark in new.marks if mark.kind == "trace"]


def _change(mapped: MappedProse, edition: str, span: Span, became: str, rule: str) -> Change:
    text, (start, end) = mapped.prose.text, span
    first, last = next(((a, b) for a, b in split_sentences(text) if a <= start < b), (0, len(text)))
    return Change(
        edition=edition,
        place=mapped.place(start, end),
        was=text[start:end],
        becomes=became,
        rule=rule,
        sentence=_to_one_line(text[first:last]),
        context=_to_one_line(text[max(first, start - _CONTEXT) : min(last, end + _CONTEXT)]),
    )


def _to_one_line(text: str) -> str:
    return " ".join(text.replace(OBJECT_CHARACTER, "").split())


def _mark_han_outside(text: str, spans: Sequence[Span]) -> list[bool]:
    """Return for each character whether it is a Han character outside these spans."""
    is_outside = [is_han(character) for character in text]
    for start, end in spans:
        is_outside[start:end] = [False] * (end - start)
    return is_outside


# ---- words -------------------------------------------------------------------------------------------------


def _find_words(
    old: Prose, new: Prose, offsets: Sequence[int], rules: Mapping[WordPair, str]
) -> Iterator[tuple[Span, str, str]]:
    """Return each changed word: where it was, what it became, and the rule."""
    spans = {(m.start, m.end): "a span" for m in select_marks(old, "form")}
    for mark in select_marks(new, "changed"):
        was, became = mark.get("was"), new.text[mark.start : mark.end]
        start = next(at for at, to in enumerate(offsets) if to == mark.start and old.text.startswith(was, at))
        span = start, start + len(was)
        yield span, became, spans.get(span) or rules.get(_fold(was, became)) or "the article's own words"


def _list_rules(sources: RuleSources, source_lang: str, lang: str) -> dict[WordPair, str]:
    """Return for each word pair the name of the first source that has it."""
    rules: dict[WordPair, str] = {}
    for term in sources.terms:
        for old, new in zip(term.forms_in(source_lang), term.forms_in(lang), strict=False):
            rules.setdefault(_fold(old, new), f"the glossary, {term.id}")
    for entries, whose in ((sources.site, "the site's"), (sources.shipped, "the shipped")):
        for entry in entries:
            if source_lang in entry and lang in entry:
                rules.setdefault(_fold(str(entry[source_lang]), str(entry[lang])), f"{whose} vocabulary")
    return rules


def _fold(old: str, new: str) -> WordPair:
    return fold(old).text.lower(), fold(new).text.lower()


# ---- characters --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Doubt:
    """A doubtful character; the fields are as in ``Change``."""

    at: int
    became: str
    alternatives: tuple[tuple[str, str], ...]
    expected: str


Counterparts = tuple[tuple[str, tuple[str, ...]], ...]  # each with words as examples


def _find_doubtful(
    old: str, new: str, offsets: Sequence[int], is_undecided: Sequence[bool], localization: Localization
) -> Iterator[_Doubt]:
    """Return the characters with several counterparts for which no word decides."""
    table = _read_table(localization.lang)
    doubtful = [at for at, character in enumerate(old) if character in table and is_undecided[at]]
    words = _find_words_around(old, doubtful) if doubtful else {}
    for at in doubtful:
        became = new[offsets[at] : offsets[at + 1]]
        counterparts = table[old[at]]
        expected = _look_up(counterparts, old, at)
        if expected == became:
            continue
        if not expected and at in words and _becomes_alone(old, words[at], at, localization) == became:
            continue
        alternatives = tuple((to, next(iter(examples), "")) for to, examples in counterparts if to != became)
        yield _Doubt(at, became, alternatives, expected)


@cache
def _read_table(lang: str) -> dict[str, Counterparts]:
    """Return the doubtful characters on the way into the script of a language, with their counterparts."""
    script = "-".join(lang.split("-")[:2])
    return {
        entry["character"]: tuple((to, tuple(words)) for to, words in entry["becomes"].items())
        for entry in read_data_file("doubtful")
        if entry["to"] == script
    }


def _look_up(counterparts: Counterparts, text: str, at: int) -> str:
    """Return what the longest words of the table around ``at`` say; empty if there are none or they disagree."""
    found = [(len(word), to) for to, words in counterparts for word in words if _is_around(word, text, at)]
    longest = max(found, default=(0, ""))[0]
    agreed = {to for length, to in found if length == longest}
    return agreed.pop() if len(agreed) == 1 else ""


def _is_around(word: str, text: str, at: int) -> bool:
    """Does the text have the word at a place where it contains the character at ``at``?"""
    return any(
        text.startswith(word, at - inside)
        for inside, character in enumerate(word)
        if character == text[at] and inside <= at
    )


def _becomes_alone(text: str, word: Span, at: int, localization: Localization) -> str:
    """Return what the character becomes when its word is converted alone; empty if the length changes."""
    start, end = word
    converted = convert_text(text[start:end], localization.config)
    return converted[at - start] if len(converted) == end - start else ""


def _find_words_around(text: str, offsets: Sequence[int]) -> dict[int, Span]:
    """Return the word around each offset, as jieba cuts the text; single characters and names are left out."""
    found: dict[int, Span] = {}
    start = 0
    for word, tag in shared_jieba().tag(to_simplified(text), False):
        end = start + len(word)
        if len(word) > 1 and has_han(word) and not tag.startswith(_NAMES):
            found |= dict.fromkeys(range(start, end), (start, end))
        start = end
    return {at: found[at] for at in offsets if at in found}
