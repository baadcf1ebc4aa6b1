"""Fill the front matter of a text dump from its byline, date, source and rights lines.

A line that holds only a field is no passage; one that opens or closes a paragraph stays in the text too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from yizhu.importers.interview.speaker_labels import is_person
from yizhu.importers.metadata.authors import find_authors_in_text
from yizhu.importers.metadata.dates import find_dates
from yizhu.importers.metadata.head import FieldEvidence, Head, TextSpan
from yizhu.importers.metadata.page_dates import find_published_in_text
from yizhu.importers.metadata.persons import is_organisation
from yizhu.importers.metadata.publication import find_original_source, find_rights_in_text, is_same_publisher
from yizhu.importers.model.draft import Block, Draft, Dropped, Field, Meta
from yizhu.importers.model.profiles import Profile

_ABOVE, _BEHIND = 6, 4  # lines above and below the article in which they are looked for
_SAYS_A_FIELD = 60  # characters: a longer line says more
_NEAR = 5  # lines below the title
_DAY = 24  # characters in which a line that is a day begins with it
_WRITER = re.compile(
    r"(?:文|圖文|图文|作者|記者|记者|撰文|撰稿|採訪|采访|編輯|编辑|編譯|编译|專欄作家|专栏作家)\W*"
)
_OTHERS = ("teaser", "insert", "promotion")
_NOTHING = Head((), (), ())


def fill_front_matter(draft: Draft, rules: Profile) -> Draft:
    """Return the draft with the front matter that its lines state."""
    spans, title = _spans_around(draft)
    own = FieldEvidence((rules.publication,), (0, 0), "profile") if rules.publication else None
    original = find_original_source(_NOTHING, spans, title)
    if original and own and is_same_publisher(own.value, original.value):
        original = None
    published, modified = find_published_in_text(spans, title)
    sites = (rules.publication, *rules.also_named)
    facts = {
        "authors": find_authors_in_text(spans, title, sites) or _bare_author(spans, title),
        "publication": original,
        "published": published,
        "modified": modified,
        "rights": find_rights_in_text(_all_spans(draft)),
    }
    evidence = {name: fact for name, fact in facts.items() if fact}
    return _take_fields(
        replace(draft, meta=_fill_meta(draft.meta, evidence, own if original else None)), evidence
    )


def _bare_author(spans: tuple[TextSpan, ...], title: int) -> FieldEvidence | None:
    """Return a person's name alone on a line near the title, next to a date or a word for a writer."""
    for at in range(title + 1, min(title + _NEAR, len(spans))):
        name = spans[at].text
        beside = [spans[n].text for n in (at - 1, at + 1) if title < n < len(spans)]
        if is_person(name) and not is_organisation(name) and any(map(_is_byline, beside)):
            return FieldEvidence(
                (name,), spans[at].lines, "a name alone beside the day or a word for a writer"
            )
    return None


def _is_byline(text: str) -> bool:
    return len(text) <= _SAYS_A_FIELD and bool(_WRITER.fullmatch(text) or find_dates(text[:_DAY]))


def _fill_meta(meta: Meta, evidence: dict[str, FieldEvidence], republisher: FieldEvidence | None) -> Meta:
    values = {name: fact.value for name, fact in evidence.items()}
    return replace(
        meta,
        authors=evidence["authors"].values if "authors" in evidence else (),
        publication=values.get("publication", meta.publication),
        republisher=republisher.value if republisher else "",
        published=values.get("published", ""),
        modified=values.get("modified", ""),
        rights=values.get("rights", ""),
    )


def _spans_around(draft: Draft) -> tuple[tuple[TextSpan, ...], int]:
    """Return the lines around the article that belong to no other one, and the title's number among them."""
    title = draft.fields[0].lines[0] if draft.fields else 1
    last = max((block.lines[1] for block in draft.blocks), default=title)
    others = {n for item in draft.dropped if item.why.startswith(_OTHERS) for n in _numbers(item)}
    near = [line for line in draft.received.lines() if line.number not in others]
    lines = [line for line in near if title - _ABOVE <= line.number <= last + _BEHIND]
    at = next((n for n, line in enumerate(lines) if line.number >= title), 0)
    return tuple(TextSpan(line.text, line.lines) for line in lines), at


def _all_spans(draft: Draft) -> tuple[TextSpan, ...]:
    return tuple(TextSpan(line.text, line.lines) for line in draft.received.lines())


def _numbers(item: Dropped | Field | Block) -> range:
    return range(item.lines[0], item.lines[1] + 1)


def _take_fields(draft: Draft, evidence: dict[str, FieldEvidence]) -> Draft:
    """Return the draft with the new fields: their lines are no longer dropped or passages of their own."""
    fields = (*draft.fields, *(Field(name, fact.lines, fact.why) for name, fact in evidence.items()))
    lines = {n for field in fields for n in _numbers(field)}
    blocks = tuple(block for block in draft.blocks if not _says_a_field(block, lines))
    kept = {n for block in blocks for n in _numbers(block)}
    lost = [
        n
        for block in draft.blocks
        if _says_a_field(block, lines)
        for n in _numbers(block)
        if n not in lines and n not in kept
    ]
    assert not lost, lost
    dropped = tuple(part for item in draft.dropped for part in _without(item, lines))
    return replace(draft, fields=fields, blocks=blocks or draft.blocks, dropped=dropped)


def _says_a_field(block: Block, lines: set[int]) -> bool:
    is_covered = all(number in lines for number in _numbers(block))
    return is_covered and block.role == "paragraph" and not block.speaker and len(block.text) <= _SAYS_A_FIELD


def _without(item: Dropped, lines: set[int]) -> Sequence[Dropped]:
    """Return what is left of a dropped stretch without the lines of fields."""
    if not lines & set(_numbers(item)):
        return (item,)
    texts = item.text.split("\n")
    whole = len(texts) == len(_numbers(item))
    left = [n for n in _numbers(item) if n not in lines]
    return tuple(Dropped((n, n), texts[n - item.lines[0]] if whole else item.text, item.why) for n in left)
