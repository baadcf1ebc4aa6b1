"""Give the passages of a source the ids that state.yaml records, and new ids to what is new.

1. find where the recorded words stand now (``tracing``): their passages keep their ids
2. a passage that was merged into another leads there; what is gone is withdrawn, and takes its id back when it returns
3. but where one is gone and one is new between the same two, it was reworded wholly, and keeps its id
4. a new passage gets the number of the one before it and letters made from its words: p12kfqw

Letters come from the words, not from a count: two branches that put in different passages mint different ids, and an id
that was published before it was recorded never leads to other words.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count

from yizhu.content.faults import Fault, find_place
from yizhu.content.model import ArticleState, PassageRecord, Text
from yizhu.content.translations.passage_ids import NOWHERE, Addresses, find_named, split_range, with_ids
from yizhu.content.translations.state import digest_words
from yizhu.content.translations.tracing import Words, holds_words, list_words, pair_same, trace

_LETTERS = "bcdfghjkmnpqrstvwxz"  # no vowels, so that no words arise; no l, which looks like 1
_SIZE = 4  # letters: of 130,000 passages behind one, two would share an id


def apply_records(source: Text, state: ArticleState | None) -> tuple[Text, ArticleState | None, list[Fault]]:
    """Return a source whose passages have their ids, and the state with their numbers now in its lines.

    The faults are those of records that contradict each other.
    """
    if state is None or not state.records:
        return with_ids(source), state, []
    now = list_words(source)
    faults = list(_find_contradictions(state, {words.digest for words in now}))
    source = with_ids(source, find_addresses(state.records, dict(state.words), now))
    lines = [(line, split_range(line.id)) for line in state.passages]
    numbered = [
        replace(line, answers=(named and find_named(source, named)) or NOWHERE) for line, named in lines
    ]
    return source, replace(state, passages=tuple(numbered)), faults


def list_unrecorded(source: Text, state: ArticleState | None) -> list[str]:
    """Return the ids that are not recorded, in an article whose ids are."""
    recorded = {record.id for record in state.records} if state else set[str]()
    return [p.id for p in source.passages if p.id not in recorded] if recorded else []


def record_passages(source: Text, state: ArticleState) -> tuple[PassageRecord, ...]:
    """Return the records of a source's ids with their words now, in its order, each withdrawn one where it stood."""
    words = {record.id: record.words for record in reversed(state.records)}
    gone: dict[int, list[str]] = {}
    for id, number in source.withdrawn:
        gone.setdefault(number, []).append(id)
    records = [PassageRecord(id, words[id], is_withdrawn=True) for id in gone.get(0, ())]
    for passage in source.passages:
        records.append(PassageRecord(passage.id, digest_words(passage.prose.plain)))
        records += [PassageRecord(id, words[id], passage.id) for id in passage.also]
        records += [PassageRecord(id, words[id], is_withdrawn=True) for id in gone.get(passage.number, ())]
    return tuple(records)


# ---- find --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Recorded:
    """An id, and the words that its records name; several if branches were merged."""

    id: str
    digests: tuple[str, ...]
    merged_into: str
    is_live: bool  # does a passage have it, as far as is recorded?

    def choose(self, now: Collection[str]) -> str:
        """Return the digest that stands in the text, or else the last."""
        return next((digest for digest in self.digests if digest in now), self.digests[-1])


def find_addresses(
    records: Sequence[PassageRecord], texts: Mapping[str, str], now: Sequence[Words]
) -> Addresses:
    """Return the ids of passages; ``texts``: the recorded words, by their digests."""
    recorded = list(_group(records))
    digests = {words.digest for words in now}
    places = _find_live([one for one in recorded if one.is_live], texts, now, digests)
    asleep = [one for one in recorded if not one.is_live]
    places |= _find_returned(asleep, places, now, digests)
    for one in asleep:
        if one.id not in places and one.merged_into:
            place = _find_merged(one, places, recorded, texts, now)
            places |= {one.id: place} if place is not None else {}
    places |= _find_reworded([one for one in recorded if one.is_live], places, texts, now)
    return _collect(recorded, places, now)


def _group(records: Sequence[PassageRecord]) -> Iterator[_Recorded]:
    by_id: dict[str, list[PassageRecord]] = {}
    for record in records:
        by_id.setdefault(record.id, []).append(record)
    for id, own in by_id.items():
        live = [record for record in own if not record.is_withdrawn and not record.merged_into]
        into = next((record.merged_into for record in own if record.merged_into), "")
        yield _Recorded(id, tuple(record.words for record in live or own), into, bool(live))


def _find_live(
    live: Sequence[_Recorded], texts: Mapping[str, str], now: Sequence[Words], digests: Collection[str]
) -> dict[str, int]:
    """Return the places, from 0, of the passages that have ids."""
    chosen = [one.choose(digests) for one in live]
    if chosen == [words.digest for words in now]:
        return {one.id: nth for nth, one in enumerate(live)}
    before = [Words(digest, texts.get(digest, "")) for digest in chosen]
    found = trace(before, now)
    return {live[nth].id: found[nth] for nth in sorted(found)}


def _find_returned(
    asleep: Sequence[_Recorded], places: Mapping[str, int], now: Sequence[Words], digests: Collection[str]
) -> dict[str, int]:
    """Return the places of those that were withdrawn or merged and now stand again, word for word, as passages."""
    taken = set(places.values())
    free = [nth for nth in range(len(now)) if nth not in taken]
    if not free or not asleep:
        return {}
    found = pair_same([one.choose(digests) for one in asleep], [now[nth].digest for nth in free])
    return {asleep[nth].id: free[place] for nth, place in found.items()}


def _find_merged(
    one: _Recorded,
    places: Mapping[str, int],
    recorded: Sequence[_Recorded],
    texts: Mapping[str, str],
    now: Sequence[Words],
) -> int | None:
    """Return where the words of a passage stand that was merged into another: there, or wherever they went since."""
    into = next((other for other in recorded if other.id == one.merged_into), None)
    place, text = places.get(one.merged_into), texts.get(one.digests[-1], "")
    # Short words may stand in other passages, too: where they went is where they are looked for first.
    if (
        into
        and place is not None
        and (now[place].digest in into.digests or holds_words(text, now[place].text))
    ):
        return place
    return trace([Words(one.digests[-1], text)], now).get(0)


def _find_reworded(
    live: Sequence[_Recorded], places: Mapping[str, int], texts: Mapping[str, str], now: Sequence[Words]
) -> dict[str, int]:
    """Return the places of those in whose stead, between the same neighbours, there is now one with none of their words."""
    taken = set(places.values())
    around = [-1, *(places.get(one.id) for one in live), len(now)]
    found = {
        one.id: above + 1
        for one, above, own, below in zip(live, around, around[1:], around[2:], strict=False)
        if own is None and above is not None and below == above + 2 and above + 1 not in taken
    }
    digests = {words.digest for words in now} if found else set[str]()
    changed = [one.digests[-1] for one in live if found and digests.isdisjoint(one.digests)]
    olds = [text for digest in changed if (text := texts.get(digest))]
    # What holds words of another passage is a part of that one.
    return {id: at for id, at in found.items() if not any(holds_words(text, now[at].text) for text in olds)}


def _collect(recorded: Sequence[_Recorded], places: Mapping[str, int], now: Sequence[Words]) -> Addresses:
    ids = [""] * len(now)
    also: list[list[str]] = [[] for _ in now]
    withdrawn: list[tuple[str, int]] = []
    behind = 0
    for one in sorted(recorded, key=lambda one: not one.is_live):
        place = places.get(one.id)
        if place is not None and not ids[place]:
            ids[place] = one.id
    for one in recorded:
        place = places.get(one.id)
        if place is None:
            withdrawn.append((one.id, behind))
            continue
        behind = place + 1
        if ids[place] != one.id:
            also[place].append(one.id)
    taken = {one.id for one in recorded}
    for nth, words in enumerate(now):
        if not ids[nth]:
            ids[nth] = _mint(ids[nth - 1] if nth else "p0", words.digest, taken)
            taken.add(ids[nth])
    return Addresses(tuple(ids), tuple(map(tuple, also)), tuple(withdrawn))


def _mint(previous: str, digest: str, taken: Collection[str]) -> str:
    """Return an id for a new passage behind another. Of several with the same words, each gets its own."""
    number = re.sub(r"[^0-9]", "", previous)
    digests = (digest_words(f"{digest} {nth}") if nth else digest for nth in count())
    return next(id for digest in digests if (id := f"p{number}{_spell(digest)}") not in taken)


def _spell(digest: str) -> str:
    """Return letters that say the beginning of a digest."""
    left, letters = int(digest, 16), ""
    while len(letters) < _SIZE:
        left, letter = divmod(left, len(_LETTERS))
        letters += _LETTERS[letter]
    return letters


# ---- faults ------------------------------------------------------------------------------------------------


def _find_contradictions(state: ArticleState, now: Collection[str]) -> Iterator[Fault]:
    """Yield a fault for each id of two passages: two branches gave it to different words, and both stand in the text."""
    seen: dict[str, PassageRecord] = {}
    for record in state.records:
        if record.is_withdrawn or record.merged_into or record.words not in now:
            continue
        other = seen.setdefault(record.id, record)
        if other.words != record.words and state.file:
            place = find_place(state.file.path, state.file.text, record.line, record.id)
            problem = f"{record.id} stands twice, and the words of both lines are in the text"
            yield Fault(place, problem, f"line {other.line} has it, too: remove one of the two lines")
