"""Correct uses of terms that are found, and traps that are not avoided: python evaluation/traps.py [FILE]

Each entry of evaluation/traps.yaml is a term, a sentence, and whether a reader would want the term marked there. Each term
is searched for alone. FILE may be evaluation/traps-development.yaml, the list that the rules were developed with.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import yaml

from yizhu.editions.terms.matcher import Form, Matcher

HERE = Path(__file__).parent


def main(arguments: list[str]) -> int:
    """Print the counts, and each entry that is judged wrongly."""
    file = Path(arguments[0]) if arguments else HERE / "traps.yaml"
    entries: list[dict[str, Any]] = yaml.safe_load(file.read_text("utf-8"))
    wrong = [entry for entry in entries if _is_marked(entry) != entry["meant"]]
    for meant, name in ((True, "true uses found"), (False, "traps fallen into")):
        total = sum(entry["meant"] is meant for entry in entries)
        missed = sum(entry["meant"] is meant for entry in wrong)
        print(f"{name}: {total - missed if meant else missed} of {total}")
    for entry in wrong:
        print(f"  {'lost' if entry['meant'] else 'trap'} {entry['kind']:9}{entry['term']} in {entry['text']}")
    return 0


def _is_marked(entry: dict[str, Any]) -> bool:
    matcher = Matcher([Form(entry["term"], entry["term"])])
    return bool(matcher.find(entry["text"]))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
