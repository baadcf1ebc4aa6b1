"""Tell shifted translations: made-up shifts in real bilingual text, and texts without any.

    python evaluation/shifts.py [FOLDER] [--half development|held-out] [--pairs 200] [--sound 300] [--free] [--show]

FOLDER holds articles as ``content/articles`` does, one source and one translation each, passage by passage; without it the
site's own articles are used, their paragraphs recombined. Each case is some paragraphs in sequence of one article, in which
the counts still agree, so that nothing else objects: split in one place and merged in another; dropped in one and split in
another; two swapped,
neighbours or not; one dropped so that all that follow are one late; one moved. Which half an article is in is decided by its
name. With ``--free`` a sentence is gone from two in five paragraphs of the translation.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from yizhu.check.translations.shifts import find_shifts
from yizhu.chinese.han import split_sentences
from yizhu.content.articles import read_text
from yizhu.content.config import read_config
from yizhu.content.load import load_site_content
from yizhu.content.model import Article, Source, Text
from yizhu.editions.terms.mark_terms import TermSet, mark_terms

HERE = Path(__file__).parent.parent
KINDS = ("split and merged", "dropped and split", "swapped", "one late", "swapped apart", "moved")
FRONT = "---\ntitle: x\n---\n\n"


@dataclass(frozen=True)
class Bitext:
    """Paragraphs of an article and their translations."""

    name: str
    lang: str
    other: str
    pairs: tuple[tuple[str, str], ...]


def read_bitexts(folder: Path) -> Iterator[Bitext]:
    """Yield the paragraphs of each article whose passages answer one for one."""
    for home in sorted(path for path in folder.iterdir() if path.is_dir()):
        texts = [read_text(f.stem, Source(str(f), f.read_text("utf-8"))) for f in sorted(home.glob("*.md"))]
        sources = [t for t in texts if not t.meta.status and not t.meta.translators]
        others = [t for t in texts if t not in sources]
        if len(sources) == len(others) == 1 and len(sources[0].passages) == len(others[0].passages):
            rows = zip(sources[0].passages, others[0].passages, strict=True)
            pairs = tuple(
                (_cut(sources[0], a), _cut(others[0], b)) for a, b in rows if a.kind == b.kind == "p"
            )
            yield Bitext(home.name, sources[0].lang, others[0].lang, pairs)


def _cut(text: Text, passage: object) -> str:
    lines = text.source.text.split("\n")
    return "\n".join(lines[passage.line - 1 : passage.last_line]).strip()  # type: ignore[attr-defined]


def choose_half(bitexts: list[Bitext], half: str) -> list[Bitext]:
    """Return the articles of one half, by their names."""
    odd = half == "held-out"
    return [b for b in bitexts if (sha256(b.name.encode()).digest()[0] % 2 == 1) == odd]


@dataclass(frozen=True)
class Case:
    """A source, a translation, and the first passage of the translation that answers another than it says."""

    name: str
    lang: str
    other: str
    source: list[str]
    target: list[str]
    truth: int | None  # from 0


def make_case(bitext: Bitext, chance: random.Random, kind: str) -> Case | None:
    """Return a case made from some paragraphs of an article, or None if it cannot be made from these."""
    size = chance.randint(12, 40)
    if len(bitext.pairs) < 12:
        return None
    start = chance.randint(0, max(0, len(bitext.pairs) - size))
    pairs = bitext.pairs[start : start + size]
    source, target = [a for a, _ in pairs], [b for _, b in pairs]
    truth = _shift(target, chance, kind) if kind else None
    if kind and truth is None:
        return None
    return Case(f"{bitext.name} {kind}", bitext.lang, bitext.other, source, target, truth)


def _shift(target: list[str], chance: random.Random, kind: str) -> int | None:
    count = len(target)
    here, there = sorted(chance.sample(range(1, count - 1), 2))
    if kind == "swapped":
        if there != here + 1:
            there = here + 1
        target[here], target[there] = target[there], target[here]
        return here
    if kind == "one late":
        del target[here]
        return here
    if there - here < 2:
        return None
    if kind == "swapped apart":
        target[here], target[there] = target[there], target[here]
        return here
    if kind == "moved":
        target.insert(here, target.pop(there))
        return here
    splits_first = kind == "split and merged" and chance.random() < 0.5
    if splits_first:
        halves = _halve(target[here])
        if not halves or there + 1 >= count:
            return None
        target[there : there + 2] = [f"{target[there]} {target[there + 1]}"]
        target[here : here + 1] = halves
        return here + 1
    halves = _halve(target[there])
    if not halves:
        return None
    target[there : there + 1] = halves
    if kind == "split and merged":
        target[here - 1 : here + 1] = [f"{target[here - 1]} {target[here]}"]
        return here - 1
    del target[here]
    return here


def make_free(case: Case, chance: random.Random) -> Case:
    """Return the case with a sentence gone from two in five of the translation's paragraphs."""
    target = [_drop_sentence(text, chance) if chance.random() < 0.4 else text for text in case.target]
    return replace(case, target=target)


def _drop_sentence(text: str, chance: random.Random) -> str:
    ends = split_sentences(text)
    start, end = chance.choice(ends) if len(ends) > 1 else (0, 0)
    return (text[:start] + text[end:]).strip()


def _halve(text: str) -> list[str]:
    """Return a paragraph in two, at the sentence end nearest to its middle."""
    ends = [end for _, end in split_sentences(text)][:-1]
    if not ends:
        return []
    middle = min(ends, key=lambda end: abs(end - len(text) / 2))
    parts = [text[:middle].strip(), text[middle:].strip()]
    return (
        parts
        if all(len(part) > 30 for part in parts) and text.count("**") % 2 == 0 == parts[0].count("*") % 2
        else []
    )


def read_case(case: Case, terms: TermSet) -> tuple[Text, Text]:
    """Return a case's texts, read and marked as articles are."""
    source = read_text(case.lang, Source("zh.md", FRONT + "\n\n".join(case.source) + "\n"))
    target = read_text(case.other, Source("en.md", FRONT + "\n\n".join(case.target) + "\n"))
    source, target = _number_answers(source), _number_answers(target)
    article = mark_terms(Article("a", source, (target,), ()), terms)
    return article.source, article.translations[0]


def _number_answers(text: Text) -> Text:
    return replace(text, passages=tuple(replace(p, answers=(p.number, p.number)) for p in text.passages))


def judge(case: Case, terms: TermSet) -> tuple[str, float]:
    """Return what became of a case (told, elsewhere, missed; silent, alarm), and the seconds it took."""
    source, target = read_case(case, terms)
    if len(target.passages) != len(case.target) or len(source.passages) != len(case.source):
        return "unread", 0.0
    started = time.perf_counter()
    found = list(find_shifts(source, target))
    took = time.perf_counter() - started
    if case.truth is None:
        return ("alarm" if found else "silent"), took
    line = target.passages[case.truth].line
    if not found:
        return "missed", took
    return ("told" if found[0].place.line == line else "elsewhere"), took


def main() -> None:
    """Print what was told, by kind of shift, and the false alarms."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=HERE / "content/articles")
    parser.add_argument("--half", choices=("development", "held-out"), default="")
    parser.add_argument("--pairs", type=int, default=200)
    parser.add_argument("--sound", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--free", action="store_true")
    parser.add_argument("--show", action="store_true")
    given = parser.parse_args()
    bitexts = list(read_bitexts(given.folder))
    if given.half:
        bitexts = choose_half(bitexts, given.half)
    terms = TermSet(load_site_content(HERE, read_config(HERE / "config.yaml")).terms)
    chance = random.Random(given.seed)
    tally: dict[str, Counter[str]] = {}
    seconds: list[float] = []
    for kind, most in (*((kind, given.pairs // len(KINDS)) for kind in KINDS), ("", given.sound)):
        done = tries = 0
        while done < most and tries < 50 * most:
            tries += 1
            case = make_case(chance.choice(bitexts), chance, kind)
            if case is None:
                continue
            case = make_free(case, chance) if given.free else case
            outcome, took = judge(case, terms)
            if outcome == "unread":
                continue
            done += 1
            seconds.append(took)
            tally.setdefault(kind or "sound", Counter())[outcome] += 1
            if given.show and outcome in ("elsewhere", "missed", "alarm"):
                show(case, outcome, terms)
    for kind, outcomes in tally.items():
        print(f"{kind:18}", dict(outcomes))
    told = sum(tally[kind]["told"] for kind in KINDS if kind in tally)
    count = sum(sum(tally[kind].values()) for kind in KINDS if kind in tally)
    if count:
        print(f"told at the right passage: {told} of {count} = {told / count:.3f}")
    if "sound" in tally:
        print(f"false alarms: {tally['sound']['alarm']} of {sum(tally['sound'].values())}")
    print(f"{len(bitexts)} articles; {1000 * sum(seconds) / max(1, len(seconds)):.1f} ms a pair")


def show(case: Case, outcome: str, terms: TermSet) -> None:
    """Print a case that went wrong."""
    source, target = read_case(case, terms)
    print(f"--- {outcome}: {case.name}; should be t{(case.truth or 0) + 1}")
    for fault in find_shifts(source, target):
        number = next(p.number for p in target.passages if p.line == fault.place.line)
        print(f"    t{number}: {fault.problem} | {fault.help}")


if __name__ == "__main__":
    main()
