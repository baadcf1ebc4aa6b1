"""Find which source passages a translation's file means: it may be counted as before the source changed, or anew.

An id names its passage wherever it stands; what names none is known by its own words, which state.yaml has. Where ids are
not recorded yet, state.yaml knows the words that each number stood for when it was written: if they stand elsewhere now,
the file's numbers are old ones, unless the translation's own words have moved along.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from yizhu.content.faults import Fault, find_place, raise_if
from yizhu.content.model import ArticleState, Passage, SignedPassage, Text, format_answers
from yizhu.content.prose import Span
from yizhu.content.translations.pairing import assign, count_answers, find_gone, resolve_names
from yizhu.content.translations.passage_ids import NOWHERE
from yizhu.content.translations.slots import Entry, list_entries
from yizhu.content.translations.state import digest_words, words_of
from yizhu.content.translations.tracing import Words, list_words, trace


@dataclass(frozen=True, slots=True)
class Numbers:
    """What a translation's file holds, and the numbers of it now."""

    text: Text  # the translation, its passages numbered as in the file
    entries: tuple[Entry, ...]
    now: dict[Span, Span]  # by the numbers of the file; slots for what is gone are not in it
    moved: int = 0  # passages that are told from the count


def find_entries(source: Text, text: Text, state: ArticleState) -> Numbers:
    """Return what a translation's file holds, by the numbers of the source now.

    Raises ``Faults`` for passages whose source is gone.
    """
    if state.records:
        return _find_by_ids(source, text, state)
    _raise_unknown(source, text, state)
    entries = list_entries(text)
    groups = _group_words(entries)
    lines = state.passages_of(text.lang)
    numbered = _list_before(lines, state, set(groups.values()))
    moved = trace(list(numbered.values()), list_words(source))
    moves = {number: moved[nth] + 1 for nth, number in enumerate(numbered) if nth in moved}
    if not moves or not _is_numbered_as_before(text, lines, groups, moves):
        moves = {passage.number: passage.number for passage in source.passages}
    now = {entry.answers: span for entry in entries if (span := _move(entry.answers, moves))}
    raise_if([_gone_fault(text, entry) for entry in entries if entry.passage and entry.answers not in now])
    return Numbers(text, tuple(entries), now)


def _find_by_ids(source: Text, text: Text, state: ArticleState) -> Numbers:
    """Return what the file holds where ids are recorded: what it does not name is known by its own words."""
    text = _raise_unknown(source, text, state)
    assigned = list(assign(source, text, state))
    raise_if(list(find_gone(source, text, assigned)))
    spans = [span for _, span in assigned]
    moved = sum(span != counted for span, counted in zip(spans, count_answers(text.passages), strict=True))
    passages = [replace(p, answers=span) for p, span in zip(text.passages, spans, strict=True)]
    text = replace(text, passages=tuple(passages))
    entries = list_entries(text)
    now = {entry.answers: entry.answers for entry in entries if entry.answers != NOWHERE}
    return Numbers(text, tuple(entries), now, moved)


def _raise_unknown(source: Text, text: Text, state: ArticleState) -> Text:
    """Return the translation with the numbers now of what it names. Raises ``Faults`` for what is gone, or never was."""
    resolved, faults = resolve_names(source, text, state)
    raise_if(faults)
    return resolved


def _group_words(entries: Iterable[Entry]) -> dict[Span, str]:
    """Return the digests of the translation's words, by what they answer."""
    groups: dict[Span, list[Passage]] = {}
    for entry in entries:
        if entry.passage:
            groups.setdefault(entry.answers, []).append(entry.passage)
    return {answers: digest_words(words_of(passages)) for answers, passages in groups.items()}


def _list_before(lines: Iterable[SignedPassage], state: ArticleState, own: set[str]) -> dict[int, Words]:
    """Return the words of source passages by their former numbers; a line whose words are gone from the file decides last."""
    words, found = dict(state.words), dict[int, str]()
    for line in sorted(lines, key=lambda line: bool(line.own and line.own not in own)):
        for number, digest in enumerate(line.source, line.answers[0]):
            found.setdefault(number, digest)
    return {number: Words(found[number], words.get(found[number], "")) for number in sorted(found)}


def _is_numbered_as_before(
    text: Text, lines: Sequence[SignedPassage], groups: dict[Span, str], moves: dict[int, int]
) -> bool:
    """Does the file number its passages as state.yaml does, and not as the source does now? Raises ``Faults`` if both."""
    by_own: dict[str, set[Span]] = {}
    for line in lines:
        by_own.setdefault(line.own, set()).add(line.answers)
    before, anew = list[Span](), list[Span]()
    for answers, own in groups.items():
        spans = by_own.get(own, set())
        if answers in spans and _move(answers, moves) != answers:
            before.append(answers)
        elif answers not in spans and answers in {_move(span, moves) for span in spans}:
            anew.append(answers)
    if before and anew:
        raise_if([_mixed_fault(text, before[0], anew[0])])
    return not anew


def _move(span: Span, moves: dict[int, int]) -> Span | None:
    found = [
        moves[number] for number in range(span[0], min(span[1], max(moves, default=0)) + 1) if number in moves
    ]
    return (min(found), max(found)) if found else None


# ---- faults ------------------------------------------------------------------------------------------------


def _gone_fault(text: Text, entry: Entry) -> Fault:
    problem = f"what this passage answers ({format_answers(entry.answers)}) is no longer in the source"
    help = "remove it, or write above it which passage it answers now: {from=pN}"
    return Fault(find_place(text.source.path, text.source.text, entry.line), problem, help)


def _mixed_fault(text: Text, before: Span, anew: Span) -> Fault:
    old, new = format_answers(before), format_answers(anew)
    problem = f"the source has changed; {old} is numbered as before it did, {new} as it is now"
    help = "write {from=pN} above each passage: all as before, or all as the source is now"
    return Fault(find_place(text.source.path, text.source.text, 1), problem, help)
