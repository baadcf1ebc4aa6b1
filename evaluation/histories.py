"""Addresses that never lie, in made-up histories: python evaluation/histories.py [--histories 1000] [--seed 1] [--show]

Each history is an article of real sentences whose source and translation are edited by turns: passages put in, taken out,
split, merged, moved, reworded; slots filled, words edited; with ``yizhu translate`` and ``yizhu accept`` between, and with
publishing. Every word has an identity, so that it is known where the words of each published passage went. After
each publishing, for every ``#p…`` that was ever published: it leads to the passage with most of the words that it had
(or to the first half, if that was split), to the one new passage in its place, or it says that it is withdrawn. An address that was published before a command
recorded it may be lost, but never leads to other words. Of the links, notes, quotations and signatures that a history has
collected, those that no longer hold are told, and no others.

Prints what was tried and what failed; exits with 1 if anything did.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path

from edit_history import CONFIG, HERE, History

from yizhu.chinese.han import split_sentences
from yizhu.content.articles import read_text
from yizhu.content.faults import Faults
from yizhu.content.model import Source

EDITS: tuple[Callable[[History], None], ...] = (
    History.insert,
    History.delete,
    History.split,
    History.merge,
    History.move,
    History.reword,
    History.reword,
)


@cache
def read_sentences(lang: str) -> tuple[str, ...]:
    """Return the sentences of the site's own articles in a language, each once."""
    found: dict[str, None] = {}
    for home in sorted((HERE / "content/articles").iterdir()):
        path = home / f"{lang}.md"
        if path.exists():
            for passage in read_text(lang, Source(str(path), path.read_text("utf-8"))).passages:
                for start, end in split_sentences(passage.prose.plain):
                    found[" ".join(passage.prose.plain[start:end].split())] = None
    return tuple(s for s in found if 12 <= len(s) <= 200 and s[0].isalpha() and "[" not in s)


def live(seed: int, root: Path) -> History:
    """Return a history that was lived through."""
    chance = random.Random(seed)
    lang = chance.choice(("zh-Hant", "zh-Hant", "en"))
    history = History(root, chance, lang)
    history.folder.mkdir(parents=True)
    (root / "config.yaml").write_text(CONFIG, "utf-8")
    history.sentences = list(read_sentences(lang))
    chance.shuffle(history.sentences)
    history.passages = [history.make() for _ in range(chance.randint(4, 12))]
    history.save()
    history.command()
    history.publish()
    for _ in range(chance.randint(3, 7)):
        for _ in range(chance.choice((1, 1, 2, 3))):
            edit = chance.choice(EDITS)
            edit(history)
            history.log.append(f"{edit.__name__} ({len(history.passages)} passages)")
        history.save()
        history.is_recorded = False
        if chance.random() < 0.8:
            history.command()
            for _ in range(chance.randint(0, 4)):
                history.fill()
            if chance.random() < 0.4:
                history.command()
                history.sign()
        history.publish()
    return history


def _live_on(seed: int, root: Path) -> History:
    """Return a history, also one that a fault ended which should not be."""
    try:
        return live(seed, root)
    except Faults as found:
        history = History(root, random.Random(seed), "")
        history.fail("ended by a fault", str(found))
        return history


def main() -> int:
    """Live through the histories, and print what failed."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--histories", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", action="store_true", help="print the failures of each history")
    given = parser.parse_args()
    tried, failures, faulty = Counter[str](), Counter[str](), 0
    for seed in range(given.seed, given.seed + given.histories):
        with tempfile.TemporaryDirectory() as folder:
            history = _live_on(seed, Path(folder))
        tried += history.tried
        failures += history.failures
        faulty += bool(history.failures)
        if given.show and history.failures:
            print(f"history {seed}:", *history.log, sep="\n    ")
    for name, count in sorted(tried.items()):
        print(f"{count:8} {name}")
    for name, count in sorted(failures.items()):
        print(f"{count:8} FAILED: {name}")
    print(f"{given.histories} histories, {faulty} with failures")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
