"""What the inflections of 20,000 English forms cost: python evaluation/inflections.py

The forms are one to three words, made up of syllables from a fixed seed; the text says 400 of them.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from functools import partial

from yizhu.content.model import Term
from yizhu.editions.terms.inflections import inflect
from yizhu.editions.terms.mark_terms import TermSet
from yizhu.editions.terms.matcher import Form, Matcher

FORMS, USES = 20_000, 400
SYLLABLES = (
    "train",
    "dis",
    "til",
    "mo",
    "del",
    "quan",
    "tize",
    "chip",
    "form",
    "lo",
    "gy",
    "re",
    "ver",
    "ba",
    "tch",
)


def main() -> int:
    """Print how many spellings there are, how long the matcher takes to make, and what it costs a text."""
    chance = random.Random(1)
    forms = _forms(chance)
    terms = tuple(Term(f"t{n}", (("en", (form,)),)) for n, form in enumerate(forms))
    text = " ".join(f"{chance.choice(forms)} lorem ipsum dolor sit" for _ in range(USES))
    spellings = sum(1 + len(inflect(form)) for form in forms)
    making = _time(lambda: TermSet(terms).matcher("en"))
    listed, every = Matcher(Form(form, "t") for form in forms), TermSet(terms).matcher("en")
    alone, inflecting = (min(_time(partial(m.find, text)) for _ in range(5)) for m in (listed, every))
    print(f"{len(forms)} forms, {spellings} spellings: matcher made in {making:.2f} s")
    print(f"{len(text)} characters: {inflecting * 1e3:.1f} ms; without inflections {alone * 1e3:.1f} ms")
    return 0


def _forms(chance: random.Random) -> list[str]:
    found: dict[str, None] = {}
    while len(found) < FORMS:
        words = (
            "".join(chance.choices(SYLLABLES, k=chance.choice((2, 3))))
            for _ in range(chance.choice((1, 1, 2, 2, 3)))
        )
        found[" ".join(words)] = None
    return list(found)


def _time(deed: Callable[[], object]) -> float:
    started = time.perf_counter()
    deed()
    return time.perf_counter() - started


if __name__ == "__main__":
    raise SystemExit(main())
