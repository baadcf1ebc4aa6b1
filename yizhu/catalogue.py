"""Where a build looks up what it does not keep at hand: cards of articles, ties of terms, what the last build found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from yizhu.gist import EditionGist, Ties
from yizhu.knowing import CARD, TIES, Recipe, know
from yizhu.memo import Memo, Shelf, Unreadable, unpacked
from yizhu.outline import EditionOutline
from yizhu.page import TiesBody
from yizhu.shown import Card
from yizhu.ties import known_ties, ties_of
from yizhu.units import Nearness


class Cards:
    """What lists show of articles, looked up in a memo."""

    def __init__(self, bodies: Memo | Shelf, recipe: Recipe) -> None:
        self._bodies, self._recipe = bodies, recipe
        self._cards: dict[tuple[str, str], Card] = {}

    def cards(self, edition: EditionOutline, articles: Sequence[EditionGist]) -> tuple[Card, ...]:
        """What lists show of these articles."""
        name = edition.config.name
        for article in articles:
            if (name, article.slug) not in self._cards:
                self._cards[name, article.slug] = self._body(article.slug, name + CARD)
        return tuple(self._cards[name, article.slug] for article in articles)

    def _body(self, slug: str, name: str) -> Any:
        try:
            return unpacked(self._bodies.body(slug, name))
        except Unreadable:
            return unpacked(dict(know(self._recipe, slug).bodies)[name])


class Books(Cards):
    """The memo, asked for what a build needs of it."""

    def __init__(self, memo: Memo, recipe: Recipe, before: Mapping[str, str]) -> None:
        super().__init__(memo, recipe)
        self._memo = memo
        self._before = before  # by unit: what was found of an article's place among the others

    def ties(self, edition: EditionOutline) -> TiesBody:
        """How the terms hang together."""
        bodies: list[Ties] = [
            self._body(article.slug, edition.config.name + TIES) for article in edition.articles
        ]
        known = known_ties(edition.terms, bodies)
        return self._memo.recall(("ties", known), lambda: ties_of(known))

    def nearness(self, unit: str) -> Nearness | None:
        """What the last build found of an article."""
        said = self._before.get(unit)
        return _understood(said) if said else None


def told(near: Nearness | None) -> str:
    """What was found of an article, for the next build."""
    if not near:
        return ""
    beside = "|".join(" ".join((slug, *ids)) for slug, ids in near.near)
    return f"{near.key}\n{beside}\n{' '.join(near.telling)}"


def _understood(said: str) -> Nearness:
    # Asked for every article of the site at each build: by hand it takes a third of JSON's time.
    key, beside, telling = said.split("\n")
    near = [one.split(" ") for one in beside.split("|")] if beside else []
    return Nearness(key, tuple((one[0], tuple(one[1:])) for one in near), tuple(telling.split()))
