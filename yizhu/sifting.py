"""By which tags readers sift the glossary."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from yizhu.page import Tag
from yizhu.shown import ShownTerm, Words

MOST = 8  # tags; the style sheet has a rule for each place


def sifted(
    terms: Sequence[ShownTerm], labels: Mapping[str, Words]
) -> tuple[tuple[Tag, ...], tuple[tuple[str, tuple[int, ...]], ...]]:
    """The tags of most terms, and for each term the places of its own among them, from 1."""
    many = Counter(tag for term in terms for tag in dict.fromkeys(term.tags))
    chosen = sorted((tag for tag in many if 1 < many[tag] < len(terms)), key=lambda tag: (-many[tag], tag))[
        :MOST
    ]
    tags = tuple(_tag(tag, many[tag], labels.get(tag)) for tag in chosen)
    places = {tag: place for place, tag in enumerate(chosen, 1)}
    tagged = (
        (term.id, tuple(places[tag] for tag in dict.fromkeys(term.tags) if tag in places)) for term in terms
    )
    return tags, tuple(pair for pair in tagged if pair[1])


def _tag(name: str, many: int, label: Words | None) -> Tag:
    return Tag(name, label.prose.text, label.lang, many) if label else Tag(name, name, "", many)


def tags_by_group(
    groups: Sequence[tuple[str, tuple[ShownTerm, ...]]], tagged: Sequence[tuple[str, tuple[int, ...]]]
) -> tuple[tuple[int, ...], ...]:
    """For each group of terms the places of all their tags."""
    places = dict(tagged)
    return tuple(tuple(sorted({p for term in terms for p in places.get(term.id, ())})) for _, terms in groups)
