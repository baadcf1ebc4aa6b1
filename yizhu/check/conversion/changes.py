"""What conversion did to an article that an editor should see: changed words, and doubtful characters.

A character is doubtful if it has several counterparts in the other script. It is left out if a word decides what it
becomes: the word of a span, of the glossary or of a vocabulary, or a word around it (``chinese/doubtful_characters``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from yizhu.chinese.doubtful_characters import becomes_alone, find_expected, read_doubtful
from yizhu.chinese.han import fold, is_han, split_sentences
from yizhu.chinese.script_conversion import CHARACTER_CONFIGS
from yizhu.content.faults import Place
from yizhu.content.model import Article, Source, Term
from yizhu.content.prose import OBJECT_CHARACTER, Mark, Prose, add_marks, select_marks
from yizhu.content.source_map import MappedProse, map_notes, map_text
from yizhu.editions.choice import Choice, choose_texts
from yizhu.editions.locale import Locale, with_own_wordings
from yizhu.editions.localization import Localization, localize
from yizhu.editions.terms.matcher import find_addresses
from yizhu.editions.vocabulary import VocabularyEntry, is_editorial

OPENCC = "OpenCC"
_CONTEXT = 4  # characters that are shown on each side of a change
# Text with these marks is not converted, or an editor has written there what it becomes.
_DECIDED = ("code", "code_block", "keep", "lang", "image", "form", "formula")


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
    rules = _list_rules(sources, localization.source_lang, locale.lang)
    for mapped, is_ours in _list_converted(article, notes, choice, locale.lang):
        localization = choice.localization.for_ours() if is_ours else choice.localization
        yield from _find_in_prose(mapped, locale.name, localization, rules)


def _list_converted(
    article: Article, notes: Source | None, choice: Choice, lang: str
) -> Iterator[tuple[MappedProse, bool]]:
    """Yield what is converted for an edition, and whether the site's editors wrote it."""
    if choice.text and choice.is_converted:
        ours = (choice.text.meta.summary, choice.text.meta.rights)
        yield from ((mapped, mapped.prose.text in ours) for mapped in map_text(choice.text))
    for mapped in map_notes(article, notes, choice.localization.source_lang):
        if not _has_translation(article, mapped, lang):
            yield mapped, True


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
                reach = "editorial vocabulary" if is_editorial(entry) else "vocabulary"
                rules.setdefault(_fold(str(entry[source_lang]), str(entry[lang])), f"{whose} {reach}")
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


def _find_doubtful(
    old: str, new: str, offsets: Sequence[int], is_undecided: Sequence[bool], localization: Localization
) -> Iterator[_Doubt]:
    """Return the characters with several counterparts for which no word decides."""
    table = read_doubtful(CHARACTER_CONFIGS.get(localization.config, localization.config))
    for at, character in enumerate(old):
        if character in table and is_undecided[at]:
            became = new[offsets[at] : offsets[at + 1]]
            expected, _ = find_expected(table[character], old, at)
            if expected == became:
                continue
            is_usual = became in (table[character].rest, becomes_alone(old, at, localization.config)[0])
            if not expected and is_usual:
                continue
            counterparts = table[character].counterparts
            alternatives = tuple(
                (to, next(iter(examples), "")) for to, examples in counterparts if to != became
            )
            yield _Doubt(at, became, alternatives, expected)
