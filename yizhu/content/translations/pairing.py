"""Pair the passages of a translation with the source passages that they answer.

1. look for the passages whose ids ``{from=…}`` names
2. where the source is no longer what state.yaml records, what names none is known by its own words, which state.yaml has
3. count: a passage answers what its ``{from=…}`` says, or else what follows the passage before it
4. check each against the source: that exists, and a passage of this kind can answer it
5. check that no source passage is answered in two places
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise, takewhile

from yizhu.content.faults import Fault, Place, did_you_mean, find_place
from yizhu.content.model import ArticleState, Passage, SignedPassage, Source, Text
from yizhu.content.prose import Span
from yizhu.content.translations.passage_ids import (
    NOWHERE,
    copy_passage,
    find_named,
    find_passage,
    has_plain_ids,
    id_of,
    join_names,
    split_range,
)
from yizhu.content.translations.state import FILE_NAME, digest_words

_MOST_NAMED = 3  # passages that a help names
_KINDS = {"p": "a paragraph", "ul": "a list", "ol": "a numbered list", "pre": "code", "blockquote": "a quote"}


def pair_passages(
    source: Text, translation: Text, state: ArticleState | None = None
) -> tuple[Text, list[Fault]]:
    """Return the translation with the source passages that each of its passages answers, and what is wrong with them.

    A translation may lack any passages. Of several faults the first is returned: the others are often its consequence.
    Without a state, it says itself what it answers.
    """
    translation, faults = resolve_names(source, translation, state)
    spans = tuple(count_answers(translation.passages))
    if state and not faults and _has_moved(source, translation, state):
        assigned = list(assign(source, translation, state))
        faults = list(find_gone(source, translation, assigned))
        spans = tuple(span for _, span in assigned)
    if faults:
        return translation, faults[:1]
    fault = next(_find_wrong_passages(source, translation, spans), None)
    fault = fault or next(find_unknown_slots(source, translation, state), None)
    fault = fault or next(_find_second_answers(source, translation, spans), None)
    passages = [
        passage if passage.answers else copy_passage(passage, span, named=passage.named)
        for passage, span in zip(translation.passages, spans, strict=True)
    ]
    return replace(translation, passages=tuple(passages)), [fault] if fault else []


def count_answers(passages: Sequence[Passage]) -> Iterator[Span]:
    """Yield what each passage answers: what is written, or else what follows the passage before it."""
    expected = 1
    for passage in passages:
        first, last = passage.answers or (expected, expected)
        yield first, last
        expected = last + 1


def _overlap(one: Span, other: Span) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


# ---- ids ---------------------------------------------------------------------------------------------------


def resolve_names(source: Text, translation: Text, state: ArticleState | None) -> tuple[Text, list[Fault]]:
    """Return a translation whose passages and slots answer what they name, by its numbers now.

    The faults are those of passages that name what is withdrawn or never was there; such slots wait for nothing.
    """
    if has_plain_ids(source) and not _names_letters(translation):
        return translation, []  # what is written are numbers
    found = [find_named(source, p.named) if p.named else None for p in translation.passages]
    passages = tuple(
        copy_passage(p, span, named=p.named) if span else p
        for p, span in zip(translation.passages, found, strict=True)
    )
    slots = tuple(replace(s, answers=find_named(source, s.named) or NOWHERE) for s in translation.slots)
    resolved = replace(translation, passages=passages, slots=slots)
    faults = [
        _unknown_fault(source, resolved, passage, passage.named, state)
        for passage, span in zip(passages, found, strict=True)
        if passage.named and span is None
    ]
    return resolved, faults or list(find_unknown_slots(source, resolved, state))


def _names_letters(translation: Text) -> bool:
    names = [passage.named for passage in translation.passages if passage.named]
    names += [slot.named for slot in translation.slots]
    return any(not id[1:].isdecimal() for named in names for id in named)


def find_unknown_slots(source: Text, translation: Text, state: ArticleState | None) -> Iterator[Fault]:
    """Yield a fault for each empty slot that names what never was a passage; one for what is gone waits for nothing."""
    gone = {id for id, _ in source.withdrawn}
    for slot in translation.slots:
        unknown = [id for id in slot.named if id not in gone and find_passage(source, id) is None]
        if unknown:
            place = find_place(translation.source.path, translation.source.text, slot.line)
            help = _help_unknown(source, unknown[0], state)
            yield Fault(place, f"this slot waits for {unknown[0]}, but the source has no such passage", help)


def _unknown_fault(
    source: Text, translation: Text, passage: Passage, named: tuple[str, str], state: ArticleState | None
) -> Fault:
    gone = {id for id, _ in source.withdrawn}
    unknown = next((id for id in named if id not in gone and find_passage(source, id) is None), "")
    if unknown:
        problem = f"this passage answers {unknown}, but the source has no such passage"
        return Fault(_place_of(translation.source, passage), problem, _help_unknown(source, unknown, state))
    counted = zip(translation.passages, count_answers(translation.passages), strict=True)
    spans = [span for other, span in counted if other is not passage]
    return _gone_fault(source, translation, passage, join_names(named), spans)


def _help_unknown(source: Text, unknown: str, state: ArticleState | None) -> str:
    """Return the help for an id that nothing has: it may be mistyped, or state.yaml may have lost its line."""
    ids = [passage.id for passage in source.passages]
    if state and (words := _find_source_words(unknown, state)):
        here = next((p.id for p in source.passages if digest_words(p.prose.plain) in words), "")
        if here:
            restore = (
                f"restore the line of {unknown} in passages of {_name_file(state)} from the file's history"
            )
            return f"its words are {here} now: {restore}, or write {{from={here}}}"
    if state and state.records and unknown[1:].isdecimal() and int(unknown[1:]) <= len(ids):
        return f"if {_name_file(state)} has lost its line, restore that from the file's history"
    if not unknown[1:].isdecimal() and not (state and state.records):
        lost = "ids with letters are recorded in state.yaml, and there are none: restore it from its history"
        return f"{lost}; without it the passages are {ids[0]} to {ids[-1]}"
    return did_you_mean(unknown, ids, f"its passages are {ids[0]} to {ids[-1]}")


def _find_source_words(id: str, state: ArticleState) -> set[str]:
    """Return the digests of the words that a source passage had, as the lines of the translations say."""
    found = set[str]()
    for line in state.passages:
        first, last = split_range(line.id) or ("", "")
        found |= {line.source[0]} if id == first else {line.source[-1]} if id == last else set()
    return found


def _name_file(state: ArticleState) -> str:
    return state.file.path if state.file else FILE_NAME


# ---- words that state.yaml knows ---------------------------------------------------------------------------


def assign(source: Text, text: Text, state: ArticleState) -> Iterator[tuple[str, Span]]:
    """Yield what each passage of a translation answers: what it names, what its words answered, or else what follows.

    First its id, then its numbers now: ``NOWHERE`` if it is no longer in the source.
    """
    known = list(_list_known(text, state))
    counted = _count_between(known, len(source.passages))
    claimed = {id for one in known if one for id in (one[0], *(split_range(one[0]) or ()))}
    following = dict(pairwise(["", *_list_live(state)]))
    id, last = "", 0  # of the passage before: the last that it answers
    for nth, one in enumerate(known):
        id = following.get(id, "")
        edited = find_passage(source, id) if id not in claimed else None
        number = counted.get(nth, edited.number if edited else last + 1)
        name, span = one or (id_of(source, number), (number, number))
        id = name.rpartition("-")[2]
        last = span[1] if span != NOWHERE else last
        yield name, span


def _list_known(text: Text, state: ArticleState) -> Iterator[tuple[str, Span] | None]:
    """Yield what each passage names, or what its words answered when state.yaml was written; None: nobody knows."""
    lines: dict[str, list[SignedPassage]] = {}
    for line in state.passages_of(text.lang):
        lines.setdefault(line.own, []).append(line)
    for passage in text.passages:
        own = lines.get(digest_words(passage.prose.plain), [])
        if passage.named and passage.answers:
            name = join_names(passage.named)
            own[:] = [line for line in own if line.id != name]  # the same words may follow
            yield name, passage.answers
        elif own:
            line = own.pop(0)
            yield line.id, line.answers
        else:
            yield None


def _count_between(known: Sequence[tuple[str, Span] | None], count: int) -> dict[int, int]:
    """Return the numbers of unknown passages that are as many as the source's between what the known ones answer."""
    found, run, last = dict[int, int](), list[int](), 0
    for nth, one in enumerate((*known, ("", (count + 1, count + 1)))):
        if one is None:
            run.append(nth)
            continue
        if len(run) == one[1][0] - last - 1:
            found |= {other: last + 1 + at for at, other in enumerate(run)}
        run, last = [], one[1][1] if one[1] != NOWHERE else last
    return found


def _list_live(state: ArticleState) -> list[str]:
    return [r.id for r in state.records if not r.is_withdrawn and not r.merged_into]


def _has_moved(source: Text, text: Text, state: ArticleState) -> bool:
    """Does the source no longer have the passages that were recorded, and does the translation leave it to be counted?"""
    if not state.records or all(passage.named for passage in text.passages):
        return False
    gone = {line.own for line in state.passages_of(text.lang) if line.own and line.answers == NOWHERE}
    if _list_live(state) != [passage.id for passage in source.passages]:
        return any(line.own for line in state.passages_of(text.lang))
    return bool(gone) and any(digest_words(passage.prose.plain) in gone for passage in text.passages)


def find_gone(source: Text, text: Text, assigned: Sequence[tuple[str, Span]]) -> Iterator[Fault]:
    """Yield a fault for each passage whose source is gone; ``assigned``: what each answers."""
    for passage, (name, span) in zip(text.passages, assigned, strict=True):
        if span == NOWHERE:
            yield _gone_fault(source, text, passage, name, [other for _, other in assigned])


def _gone_fault(source: Text, text: Text, passage: Passage, name: str, spans: Sequence[Span]) -> Fault:
    problem = f"what this passage answers ({name}) is no longer in the source"
    stood = dict(source.withdrawn).get(name.partition("-")[0], 0)
    return Fault(_place_of(text.source, passage), problem, _name_unanswered(source, spans, stood))


def _name_unanswered(source: Text, spans: Iterable[Span], stood: int) -> str:
    """Return the help for words whose passage is gone: what nothing answers where it stood, or else elsewhere."""
    answered = {number for first, last in spans for number in range(first, last + 1)}
    free = [passage for passage in source.passages if passage.number not in answered]
    here = list(takewhile(lambda passage: passage.number not in answered, source.passages[stood:]))
    nearest = sorted(here or free, key=lambda passage: abs(passage.number - stood - 0.5))[:_MOST_NAMED]
    choices = ", or ".join(f"{{from={p.id}}} above it if it answers {_first_words(p)}" for p in nearest)
    if here:
        return f"write {choices}; otherwise remove it"
    return f"remove it, or write {choices or 'above it which passage it answers now: {from=pN}'}"


# ---- each passage ------------------------------------------------------------------------------------------


def _find_wrong_passages(source: Text, translation: Text, spans: Sequence[Span]) -> Iterator[Fault]:
    """Yield a fault for each passage that answers none of the source's, or one that its kind cannot answer."""
    for nth, (passage, (first, last)) in enumerate(zip(translation.passages, spans, strict=True)):
        if first < 1 or last < first:
            given = f"p{first}" if first == last else f"p{first}-p{last}"
            help = "passages are counted from p1, and the smaller number comes first: from=p3 or from=p3-p4"
            problem = f"this passage answers {given}, which is no passage"
            yield Fault(_place_of(translation.source, passage), problem, help)
        elif last > len(source.passages):
            yield _extra_passage_fault(source, translation, passage, last)
        elif not _can_answer(source.passages[first - 1], passage, nth, spans):
            yield _kind_fault(source, translation, passage, first)


def _can_answer(answered: Passage, passage: Passage, nth: int, spans: Sequence[Span]) -> bool:
    """Can the passage, the ``nth`` (from 0) of its text, answer this one?

    If it was only counted, it must be of the same kind. Where ``{from=…}`` says so, a list may answer a paragraph, but no
    heading, code or table anything else, unless several passages are merged or one is split.
    """
    if passage.answers is None:
        return answered.kind == passage.kind
    own, around = spans[nth], (*spans[max(0, nth - 1) : nth], *spans[nth + 1 : nth + 2])
    is_one_for_one = own[0] == own[1] and not any(_overlap(own, other) for other in around)
    return not is_one_for_one or _family(answered.kind) == _family(passage.kind)


def _family(kind: str) -> str:
    if re.fullmatch(r"h[1-6]", kind):
        return "heading"
    return kind if kind in ("pre", "table") else "words"


def _extra_passage_fault(source: Text, translation: Text, passage: Passage, last: int) -> Fault:
    problem = f"this passage answers p{last}, but the source has {len(source.passages)} passages"
    help = "write {from=pN} above it if it answers an earlier passage; otherwise remove it"
    return Fault(_place_of(translation.source, passage), problem, help)


def _kind_fault(source: Text, translation: Text, passage: Passage, number: int) -> Fault:
    answered = source.passages[number - 1]
    problem = (
        f"this is {_describe_kind(passage)}, but {answered.id} of the source is {_describe_kind(answered)}"
    )
    help = f"{answered.id} stands at {_place_of(source.source, answered)}: {_first_words(answered)}"
    return Fault(_place_of(translation.source, passage), problem, help)


# ---- all passages together ---------------------------------------------------------------------------------


def _find_second_answers(source: Text, translation: Text, spans: Sequence[Span]) -> Iterator[Fault]:
    """Yield a fault for each passage that answers what was answered before, in another place.

    One place is a run of passages each of which answers something that the others before it in the run answer, too: so is
    a split passage written.
    """
    answered: dict[int, tuple[int, Passage]] = {}  # by the number of the source passage: the run, the passage
    run, covered = 0, (0, -1)
    for passage, span in zip(translation.passages, spans, strict=True):
        if _overlap(covered, span):
            covered = min(covered[0], span[0]), max(covered[1], span[1])
        else:
            run, covered = run + 1, span
        for number in range(span[0], span[1] + 1):
            before, other = answered.setdefault(number, (run, passage))
            if before != run:
                yield _second_answer_fault(translation, passage, id_of(source, number), other)


def _second_answer_fault(translation: Text, passage: Passage, id: str, other: Passage) -> Fault:
    place = _place_of(translation.source, other)
    problem = f"this passage answers {id}, which is answered already at {place}"
    help = (
        "write {from=pN} above one of the two; if one passage was split, write its parts one after the other"
    )
    return Fault(_place_of(translation.source, passage), problem, help)


# ---- wording -----------------------------------------------------------------------------------------------


def _place_of(source: Source, passage: Passage) -> Place:
    return find_place(source.path, source.text, passage.line)


def _describe_kind(passage: Passage) -> str:
    kind = passage.kind
    return _KINDS.get(kind) or ("a heading" if re.match(r"h\d", kind) else f"a {kind}")


def _first_words(passage: Passage) -> str:
    text = passage.prose.plain.replace("\n", " ")
    return text if len(text) <= 24 else text[:24] + "…"
