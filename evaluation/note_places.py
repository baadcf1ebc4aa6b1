"""Tell where the notes of content/ stand in their English translations, and how well that is proposed where nobody says.

    python evaluation/note_places.py [--show] [--seed N]

1. Of all notes: how many places are given by ``quotes:``, how many proposed, and on which sentence (``--show``).
2. Without ``quotes:``, against the words in note_places.yaml, found by reading: proposals that are on their sentence, and
   those that ``check`` lists as doubtful.
3. The same of made-up translations: neighbouring paragraphs merged; paragraphs split in two; the sentence that answers
   gone, so that there is nothing right to propose, and only a doubt is; another sentence of the paragraph gone.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import yaml

sys.path.insert(0, str(Path(__file__).parent.parent))

from yizhu.check.load import load_checked_content
from yizhu.chinese.han import split_sentences
from yizhu.content.articles import read_text
from yizhu.content.model import Article, Note, Passage, Source, Text
from yizhu.content.translations.pairing import pair_passages
from yizhu.editions.alignment import PassageAligner
from yizhu.editions.note_places import NotePlace, NotePlacer
from yizhu.editions.terms.mark_terms import TermSet, mark_terms

HERE = Path(__file__).parent
FRONT = "---\ntitle: x\nstatus: draft\n---\n\n"


@dataclass(frozen=True)
class Outcome:
    """Where a note was placed, and whether that is right."""

    note: Note
    words: str  # at the place
    place: NotePlace
    is_right: bool


def judge(article: Article, labels: dict[str, str], notes: Sequence[Note]) -> Iterator[Outcome]:
    """Yield what is proposed for notes, and whether the labelled words are in it, or it in them."""
    text = article.translations[0]
    placer = NotePlacer(article, text, PassageAligner())
    for note in notes:
        place = placer.find(note)
        if place is None:
            continue
        written = text.passages[place.passage - 1].prose.text
        words, label = written[place.start : place.end], labels[note.id]
        yield Outcome(note, words, place, label in words or words in label)


def report(name: str, outcomes: Sequence[Outcome], show: bool) -> None:
    """Print how many proposals are right, and of the wrong ones how many are told to be doubtful."""
    wrong = [o for o in outcomes if not o.is_right]
    doubtful = [o for o in outcomes if o.place.doubt]
    told = sum(bool(o.place.doubt) for o in wrong)
    rate = 100 * (1 - len(wrong) / max(1, len(outcomes)))
    print(
        f"{name:22} {len(outcomes):4} notes, {len(outcomes) - len(wrong):4} right ({rate:.1f} %), "
        f"{len(wrong):3} wrong, of these {told:3} told; {len(doubtful) - told:3} right ones doubted"
    )
    for o in outcomes if show else ():
        if not o.is_right:
            print(f"    {o.note.id}: {o.words[:90]!r} {o.place.doubt}")


# ---- made-up translations ----------------------------------------------------------------------------------


def retranslate(article: Article, blocks: Sequence[tuple[str, str]], term_set: TermSet) -> Article:
    """Return the article with another translation; ``blocks``: what each answers (p3-p4), and its Markdown."""
    body = "\n\n".join(f"{{from={answers}}}\n{text}" for answers, text in blocks)
    text, _ = pair_passages(article.source, read_text("en", Source("en.md", FRONT + body)))
    return mark_terms(replace(article, translations=(text,)), term_set)


def blocks_of(text: Text) -> list[tuple[Passage, str]]:
    """Return the paragraphs of a text with their Markdown."""
    lines = text.source.text.split("\n")
    cut = [(p, "\n".join(lines[p.line - 1 : p.last_line]).strip()) for p in text.passages]
    return [
        (p, written.partition("}\n")[2] if written.startswith("{role") else written) for p, written in cut
    ]


def merge(blocks: Sequence[tuple[Passage, str]]) -> list[tuple[str, str]]:
    """Return the blocks with every two neighbouring paragraphs as one."""
    made: list[tuple[str, str]] = []
    waiting: list[tuple[Passage, str]] = []
    for passage, written in blocks:
        if passage.kind != "p":
            made += [(f"p{p.number}", text) for p, text in waiting] + [(f"p{passage.number}", written)]
            waiting = []
        elif waiting:
            made.append((f"p{waiting[0][0].number}-p{passage.number}", f"{waiting[0][1]} {written}"))
            waiting = []
        else:
            waiting = [(passage, written)]
    return made + [(f"p{p.number}", text) for p, text in waiting]


def split(blocks: Sequence[tuple[Passage, str]], luck: random.Random) -> list[tuple[str, str]]:
    """Return the blocks with every paragraph of several sentences in two, cut anywhere between them."""
    made: list[tuple[str, str]] = []
    for passage, written in blocks:
        ends = [end for _, end in split_sentences(written)[:-1]] if passage.kind == "p" else []
        cut = luck.choice(ends) if ends else len(written)
        made += [
            (f"p{passage.number}", part.strip()) for part in (written[:cut], written[cut:]) if part.strip()
        ]
    return made


def drop(
    blocks: Sequence[tuple[Passage, str]], note: Note, label: str, luck: random.Random, is_other: bool
) -> list[tuple[str, str]] | None:
    """Return the blocks without the sentence of a note, or without another one of its paragraph."""
    made: list[tuple[str, str]] = []
    for passage, written in blocks:
        if passage.number == note.anchor.passage:
            spans = split_sentences(written)
            own = [s for s in spans if label in written[slice(*s)]]
            choice = [s for s in spans if (s in own) != is_other]
            if len(spans) < 3 or not own or not choice:
                return None
            gone = luck.choice(choice)
            written = (written[: gone[0]] + written[gone[1] :]).strip()
        made.append((f"p{passage.number}", written))
    return made


def main() -> None:
    """Print all of it."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--show", action="store_true", help="print each place, and what is wrong")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    checked = load_checked_content(HERE.parent / "config.yaml")
    labels = yaml.safe_load((HERE / "note_places.yaml").read_text("utf-8"))
    term_set, luck = TermSet(checked.glossary.terms), random.Random(given.seed)
    as_they_are: list[Outcome] = []
    cases: dict[str, list[Outcome]] = {
        name: [] for name in ("as they are", "merged", "split", "its sentence gone", "another gone")
    }
    unlabelled = [article.slug for article in checked.articles if article.slug not in labels]
    print(
        f"without labels, so left out: {', '.join(unlabelled)}" if unlabelled else "all articles have labels"
    )
    for article in (one for one in checked.articles if one.slug in labels):
        own = labels[article.slug]
        as_they_are += judge(article, own, article.notes)
        bare = [replace(note, words=()) for note in article.notes]
        cases["as they are"] += judge(article, own, bare)
        blocks = blocks_of(article.translations[0])
        for name, made in (("merged", merge(blocks)), ("split", split(blocks, luck))):
            cases[name] += judge(retranslate(article, made, term_set), own, bare)
        for name, is_other in (("its sentence gone", False), ("another gone", True)):
            for note in bare:
                dropped = drop(blocks, note, own[note.id], luck, is_other)
                if dropped:
                    cases[name] += judge(retranslate(article, dropped, term_set), own, [note])
    for outcome in as_they_are if given.show else ():
        print(f"{outcome.place.rule:9} {outcome.note.id}: {outcome.note.quote} → {outcome.words}")
    given_places = sum(o.place.rule == "given" for o in as_they_are)
    print(f"{len(as_they_are)} notes: {given_places} given, {len(as_they_are) - given_places} proposed")
    for name, outcomes in cases.items():
        report(name, outcomes, given.show)


if __name__ == "__main__":
    main()
