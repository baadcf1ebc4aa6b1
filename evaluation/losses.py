"""Correct marks that the rule about word boundaries drops in real text: python evaluation/losses.py FOLDER [--sample N] [--seed S]

The terms are this site's, in both scripts, and those of the traps. Counts every plain longest match in the folder's text
files, and prints those that the rule drops in their context. A reader has to judge which of them should be marked. The
texts are not in this repository; evaluation/README.md names them.
"""

from __future__ import annotations

import argparse
import random
import sys
from pathlib import Path

import yaml

from yizhu.chinese.han import count_han_and_words, is_han
from yizhu.chinese.script_conversion import convert_text
from yizhu.content.config import read_config
from yizhu.content.files.read import read_content_files
from yizhu.content.glossary import read_glossary
from yizhu.editions.terms.matcher import Form, Hit, Matcher

HERE = Path(__file__).parent
AROUND = 12


def main(arguments: list[str]) -> int:
    """Print how many matches there are and how many are dropped, and the dropped ones."""
    parser = argparse.ArgumentParser(prog="losses.py")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sample", type=int, default=0, help="print this many, chosen by chance")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args(arguments)
    matcher = Matcher(Form(term, term) for term in _terms())
    marked, characters, dropped = 0, 0, []
    for path in sorted(p for p in given.folder.rglob("*") if p.suffix in (".txt", ".md")):
        for line in path.read_text("utf-8").splitlines():
            characters += count_han_and_words(line)[0]
            hits = matcher.find_all(line)
            marked += sum(hit.is_found for hit in hits)
            dropped += [_in_context(hit, line) for hit in hits if hit.verdict.startswith("the word ")]
    print(
        f"{characters} Han characters, {marked + len(dropped)} plain longest matches, {len(dropped)} dropped"
    )
    shown = random.Random(given.seed).sample(dropped, min(given.sample or len(dropped), len(dropped)))
    print("\n".join(shown))
    return 0


def _terms() -> list[str]:
    config = read_config(HERE.parent / "config.yaml")
    glossary = read_glossary(read_content_files(HERE.parent, config).glossary, ("zh-Hant", "zh-Hans", "en"))
    ours = [form for term in glossary.terms for form in term.forms_in("zh-Hant")]
    files = [HERE / "traps.yaml", HERE / "traps-development.yaml"]
    traps = [entry["term"] for file in files for entry in yaml.safe_load(file.read_text("utf-8"))]
    chinese = [term for term in (*ours, *traps) if all(map(is_han, term))]
    both = [written for term in chinese for written in (term, *_in_other_script(term))]
    return list(dict.fromkeys(both))


def _in_other_script(term: str) -> tuple[str, str]:
    return convert_text(term, "t2s"), convert_text(term, "s2tw")


def _in_context(hit: Hit, line: str) -> str:
    before, after = line[max(0, hit.start - AROUND) : hit.start], line[hit.end : hit.end + AROUND]
    word = hit.verdict.removeprefix("the word ").removesuffix(" crosses its edge")
    return f"{before}【{line[hit.start : hit.end]}】{after}\t{word}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
