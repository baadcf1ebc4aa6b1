"""What conversion did to an article that an editor should see: doubtful characters, and words of another region.

A character is doubtful if it has several counterparts in the other script (乾 becomes 干 or stays 乾). It is not shown
where a word decides: a span, the glossary or a vocabulary says what it becomes; our table of doubtful characters has
the word; or the word, cut out by a segmenter, becomes by itself what it became in the sentence, so that two word
lists agree. Names decide nothing: no list has them all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any

from yizhu.chinese.han import fold, has_han, is_han, split_sentences
from yizhu.chinese.script_conversion import convert_text, to_simplified
from yizhu.chinese.segmentation import shared_jieba
from yizhu.content.faults import Place
from yizhu.content.model import Article, Source, Term
from yizhu.content.prose import OBJECT_CHARACTER, Mark, Prose, add_marks, select_marks
from yizhu.content.source_map import MappedProse, map_notes, map_text
from yizhu.content.yaml_document import read_document
from yizhu.editions.locale import Locale
from yizhu.editions.localization import add_article_wordings, localize
from yizhu.editions.matcher import find_addresses
from yizhu.editions.vocabulary import VocabularyEntry

OPENCC = "OpenCC"
# Nothing is converted in these, or an editor has said there what becomes of it.
_SETTLED = ("code", "code_block", "keep", "lang", "image", "form")
_NAMES = ("nr", "ns", "nz", "nt")  # jieba's tags, and those that begin like them


@dataclass(frozen=True, slots=True)
class Change:
    """A wording of an article and what it became in an edition."""

    edition: str
    place: Place
    was: str
    becomes: str
    rule: str  # OpenCC, or who said so
    sentence: str  # in which it stands, as written
    around: str  # a few characters of it
    others: tuple[tuple[str, str], ...] = ()  # what else it may become, with a word that shows it
    expected: str = ""  # what our table says it becomes in this word

    @property
    def key(self) -> tuple[str, str, str]:
        """What an editor signs: the edition, the sentence, and what became of what."""
        return self.edition, self.sentence, f"{self.was} → {self.becomes}"


@dataclass(frozen=True, slots=True)
class Authorities:
    """Who may have said what a word becomes, in the order in which they are heard."""

    terms: tuple[Term, ...]
    site: tuple[VocabularyEntry, ...]
    shipped: tuple[VocabularyEntry, ...]


def changes_in(
    article: Article, notes: Source | None, locale: Locale, authorities: Authorities
) -> Iterator[Change]:
    """The doubtful characters and changed words of an article in an edition that is made from another script."""
    way = add_article_wordings(locale.localization, (article.source, *article.translations))
    if not way.lang:
        return
    locale = replace(locale, localization=way)
    stretches: list[MappedProse] = []
    text = article.text_in(way.source_lang)
    if text and article.text_in(locale.lang) is None:
        stretches += map_text(text)
    stretches += (
        s for s in map_notes(article, notes, way.source_lang) if not _has_own(article, s, locale.lang)
    )
    said = _said_by(authorities, way.source_lang, locale.lang)
    for stretch in stretches:
        yield from _changes(stretch, locale, said)


def _has_own(article: Article, stretch: MappedProse, lang: str) -> bool:
    return any(
        lang in dict(note.text) and stretch.prose in dict(note.text).values() for note in article.notes
    )


def _changes(stretch: MappedProse, locale: Locale, said: Mapping[tuple[str, str], str]) -> Iterator[Change]:
    """The changes of one stretch, in the order of the text."""
    old = stretch.prose
    new, way = _traced(old, locale)
    words = list(_words(old, new, way, said))
    settled = [(start, end) for start, end, *_ in words]
    settled += [(mark.start, mark.end) for mark in select_marks(old, *_SETTLED)] + find_addresses(old.text)
    changes = [_change(stretch, locale, start, end, became, rule) for start, end, became, rule in words]
    free = _outside(old.text, settled)
    doubts = _doubts(old.text, new.text, way, free, locale.localization)
    changes += [
        replace(
            _change(stretch, locale, at, at + 1, new.text[way[at] : way[at + 1]], OPENCC),
            others=others,
            expected=expected,
        )
        for at, others, expected in doubts
    ]
    yield from sorted(changes, key=lambda change: (change.place.line, change.place.column))


def _change(stretch: MappedProse, locale: Locale, start: int, end: int, became: str, rule: str) -> Change:
    text = stretch.prose.text
    first, last = next(((a, b) for a, b in split_sentences(text) if a <= start < b), (0, len(text)))
    return Change(
        edition=locale.name,
        place=stretch.place(start, end),
        was=text[start:end],
        becomes=became,
        rule=rule,
        sentence=_in_one_line(text[first:last]),
        around=_in_one_line(text[max(first, start - 4) : min(last, end + 4)]),
    )


def _in_one_line(text: str) -> str:
    return " ".join(text.replace(OBJECT_CHARACTER, "").split())


def _traced(old: Prose, locale: Locale) -> tuple[Prose, list[int]]:
    """The prose converted, and where each offset of it went: marks move along, so every offset is given one."""
    traces = (Mark(at, at, "trace", (("at", str(at)),)) for at in range(len(old.text) + 1))
    new = localize(add_marks(old, traces), locale.localization)
    return new, [mark.start for mark in new.marks if mark.kind == "trace"]


# ---- words -------------------------------------------------------------------------------------------------


def _words(
    old: Prose, new: Prose, way: Sequence[int], said: Mapping[tuple[str, str], str]
) -> Iterator[tuple[int, int, str, str]]:
    """The words that were changed: where they stood, what they became, who said so."""
    spans = {(m.start, m.end): "a span" for m in select_marks(old, "form")}
    for mark in select_marks(new, "changed"):
        was = mark.get("was")
        start = next(at for at, to in enumerate(way) if to == mark.start and old.text.startswith(was, at))
        became = new.text[mark.start : mark.end]
        rule = spans.get((start, start + len(was))) or said.get((_plain(was), _plain(became)))
        yield start, start + len(was), became, rule or "the article's own words"


def _said_by(authorities: Authorities, source_lang: str, lang: str) -> dict[tuple[str, str], str]:
    """By old and new wording, who says it; of several the nearest."""
    said: dict[tuple[str, str], str] = {}
    for term in authorities.terms:
        for pair in zip(term.forms_in(source_lang), term.forms_in(lang), strict=False):
            said.setdefault((_plain(pair[0]), _plain(pair[1])), f"the glossary, {term.id}")
    for entries, whose in ((authorities.site, "the site's"), (authorities.shipped, "the shipped")):
        for entry in entries:
            if source_lang in entry and lang in entry:
                old, new = _plain(str(entry[source_lang])), _plain(str(entry[lang]))
                said.setdefault((old, new), f"{whose} vocabulary")
    return said


def _plain(text: str) -> str:
    return fold(text).text.lower()


# ---- characters --------------------------------------------------------------------------------------------


Doubt = tuple[int, tuple[tuple[str, str], ...], str]


def _doubts(old: str, new: str, way: Sequence[int], free: Sequence[bool], rewording: Any) -> Iterator[Doubt]:
    """The characters that may become several others, and that no word decides: where, what else, what we expected."""
    table = _table(rewording.lang)
    doubtful = [at for at, character in enumerate(old) if character in table and free[at]]
    words = _word_at(old, tuple(doubtful)) if doubtful else {}
    for at in doubtful:
        became = new[way[at] : way[at + 1]]
        known = _known(table[old[at]], old, at)
        if known == became or (not known and _agrees(words.get(at), old, at, became, rewording.config)):
            continue
        others = tuple((to, words[0] if words else "") for to, words in table[old[at]] if to != became)
        yield at, others, known


Targets = tuple[tuple[str, tuple[str, ...]], ...]  # what it may become, with words that show it


@cache
def _table(lang: str) -> dict[str, Targets]:
    """The doubtful characters on the way to a script, as shipped."""
    path = "data/doubtful.yaml"
    text = files("yizhu.chinese").joinpath(path).read_text("utf-8")
    entries = read_document(f"yizhu/chinese/{path}", text, "doubtful").value
    script = "-".join(lang.split("-")[:2])
    return {
        entry["character"]: tuple((to, tuple(words)) for to, words in entry["becomes"].items())
        for entry in entries
        if entry["to"] == script
    }


def _known(targets: Targets, text: str, at: int) -> str:
    """What the character at ``at`` becomes by the longest words of our table that hold it; empty if they disagree."""
    holding = [(len(word), to) for to, words in targets for word in words if _holds(word, text, at)]
    longest = max(holding, default=(0, ""))[0]
    found = {to for length, to in holding if length == longest}
    return found.pop() if len(found) == 1 else ""


def _holds(word: str, text: str, at: int) -> bool:
    """Does the word stand in the text so that it holds the character at ``at``?"""
    return any(
        text.startswith(word, at - inside)
        for inside, character in enumerate(word)
        if character == text[at] and inside <= at
    )


def _agrees(word: tuple[int, int] | None, text: str, at: int, became: str, config: str) -> bool:
    if word is None:
        return False
    alone = convert_text(text[word[0] : word[1]], config)
    return len(alone) == word[1] - word[0] and alone[at - word[0]] == became


def _word_at(text: str, offsets: Sequence[int]) -> dict[int, tuple[int, int]]:
    """The words, no names and of more than one character, that hold these characters."""
    found: dict[int, tuple[int, int]] = {}
    start = 0
    for word, tag in shared_jieba().tag(to_simplified(text), False):
        end = start + len(word)
        if len(word) > 1 and has_han(word) and not tag.startswith(_NAMES):
            found |= dict.fromkeys(range(start, end), (start, end))
        start = end
    return {at: found[at] for at in offsets if at in found}


def _outside(text: str, spans: Sequence[tuple[int, int]]) -> list[bool]:
    """For each character: is it a Han character outside these spans?"""
    free = [is_han(character) for character in text]
    for start, end in spans:
        free[start:end] = [False] * (end - start)
    return free
