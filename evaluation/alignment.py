"""Align the sentences of passages that were aligned by hand, and tell how many links are the same.

    python evaluation/alignment.py [--half development|held-out] [--show]

In ``alignment-*.tsv`` each block is a passage in Chinese and in English; a line holds what answers each other: no, one or
more sentences of either. A translation that has them in another order says which comes when: ``@2 `` before the English. A
link is one sentence and one that answers it; F1 counts links, and none in part. The blocks with the name of an article or
page are ours, the others were written for this list. The other half was not looked at while the aligner was made better.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parent.parent))

from yizhu.chinese.han import split_sentences
from yizhu.content.articles import read_article
from yizhu.content.config import read_config
from yizhu.content.load import load_site_content
from yizhu.content.model import ArticleFolder, Source
from yizhu.content.prose import Span
from yizhu.editions.alignment import PassageAligner
from yizhu.editions.terms.mark_terms import TermSet, mark_terms

HERE = Path(__file__).parent
HALVES = ("development", "held-out")
_PLACE = re.compile(r"@(\d+) ")

Link = tuple[int, int]  # a Chinese sentence and an English one


class Example(NamedTuple):
    """A passage in two languages, and which sentences answer each other."""

    head: str
    lang: str
    chinese: str
    english: str
    links: frozenset[Link]


class Counts(NamedTuple):
    """Links that are in both, only found, only written by hand."""

    right: int
    wrong: int
    missed: int


def read_examples(half: str) -> list[Example]:
    """Return the examples of a half."""
    blocks = (HERE / f"alignment-{half}.tsv").read_text("utf-8").strip().split("\n\n")
    return [_read_block(block.split("\n")) for block in blocks]


def _read_block(lines: Sequence[str]) -> Example:
    head = lines[0].removeprefix("# ") if lines[0].startswith("# ") else ""
    rows = [line.split("\t") for line in lines if not line.startswith("# ")]
    chinese = [row[0] for row in rows]
    places = [int(found[1]) - 1 if (found := _PLACE.match(row[1])) else n for n, row in enumerate(rows)]
    english = [""] * len(rows)
    for place, row in zip(places, rows, strict=True):
        english[place] = _PLACE.sub("", row[1])
    left, right = _number(chinese, ""), _number(english, " ")
    links = {
        (one, other) for own, place in zip(left, places, strict=True) for one in own for other in right[place]
    }
    lang = head if head.startswith("zh") else "zh-Hant"
    return Example(head, lang, "".join(chinese), " ".join(filter(None, english)), frozenset(links))


def _number(stretches: Sequence[str], between: str) -> list[range]:
    """Return the numbers of the sentences in each stretch; each must end where a sentence does."""
    text = between.join(filter(None, stretches))
    starts = [start for start, _ in split_sentences(text)]
    found, at = list[range](), 0
    for stretch in stretches:
        assert not stretch or at in starts, f"a sentence goes on: {text[max(0, at - 20) : at]}|{stretch}"
        end = at + len(stretch) + (len(between) if stretch else 0)
        numbers = [n for n, start in enumerate(starts) if at <= start < end]
        found.append(range(numbers[0], numbers[-1] + 1) if numbers else range(0))
        at = end
    return found


def find_links(example: Example, terms: TermSet) -> frozenset[Link]:
    """Return the links that the aligner finds, with the site's terms marked."""
    texts = (
        (example.lang, Source("a", f"---\ntitle: x\n---\n\n{example.chinese}\n")),
        ("en", Source("b", f"---\ntitle: x\nstatus: draft\n---\n\n{example.english}\n")),
    )
    article = mark_terms(read_article(ArticleFolder("a", "a", texts, None, (), (example.lang, "en"))), terms)
    source, target = article.source.passages[0], article.translations[0].passages[0]
    pairs = PassageAligner().pairs(example.lang, source, "en", target)
    left, right = split_sentences(source.prose.text), split_sentences(target.prose.text)
    return frozenset(
        (one, other)
        for pair in pairs
        for one in _within(left, pair.source)
        for other in _within(right, pair.target)
    )


def _within(sentences: Iterable[Span], span: Span) -> Iterator[int]:
    return (n for n, (start, end) in enumerate(sentences) if span[0] <= start and end <= span[1])


def count(pairs: Iterable[tuple[frozenset[Link], frozenset[Link]]]) -> Counts:
    """Count over pairs of what was found and what was written by hand."""
    rows = [(len(found & true), len(found - true), len(true - found)) for found, true in pairs]
    return Counts(*map(sum, zip(*rows, strict=True)))


def measure_f1(counts: Counts) -> float:
    """Return the harmonic mean of precision and recall."""
    return 2 * counts.right / (2 * counts.right + counts.wrong + counts.missed)


def main() -> None:
    """Print F1 of each half; with ``--show`` each example that is aligned otherwise."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--half", choices=HALVES, default="")
    parser.add_argument("--show", action="store_true")
    given = parser.parse_args()
    site = HERE.parent
    terms = TermSet(load_site_content(site, read_config(site / "config.yaml")).terms)
    for half in [given.half] if given.half else HALVES:
        examples = read_examples(half)
        found = [find_links(example, terms) for example in examples]
        for example, links in zip(examples, found, strict=True):
            if given.show and links != example.links:
                print(f"{example.head}\n{example.chinese}\n{example.english}")
                print(f"  by hand {sorted(example.links)}\n  found   {sorted(links)}\n")
        counts = count(zip(found, (example.links for example in examples), strict=True))
        wrong = sum(links != example.links for example, links in zip(examples, found, strict=True))
        print(
            f"{half}: {len(examples)} passages, {counts.right + counts.missed} links, {counts.wrong} wrong, "
            f"{counts.missed} missed: F1 {measure_f1(counts):.4f} ({wrong} passages not as by hand)"
        )


if __name__ == "__main__":
    main()
