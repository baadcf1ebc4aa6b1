"""Run every attack with fresh seeds and print one table: python evaluation/attack.py [--quick] [--seed N] [--only WORD] [--pages FOLDER]

Each attack is one of the programs in this folder. It ends with 1 if something was lost, foreign code ran, a build hung,
or there was a traceback. This program ends with 1 if an attack did, or if its program is missing.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
PAGES = HERE.parent / "content/articles"  # what inputs are mutated from: pages and dumps as received


@dataclass(frozen=True, slots=True)
class Attack:
    """A program that attacks."""

    name: str
    command: str  # its file and arguments; N is how many, SEED the seed, PAGES the folder
    many: int
    quick: int
    minutes: int  # until it is said to hang


ATTACKS = (
    Attack("kills", "kill.py --first N --kills N --seed SEED", 200, 12, 180),
    Attack("damaged caches", "damaged_caches.py --caches N --seed SEED", 200, 20, 120),
    Attack("full disks", "disk_full.py --places N", 20, 5, 60),
    Attack("mutated imports", "fuzz_import.py PAGES --count N --seed SEED", 50_000, 500, 240),
    Attack("structured imports", "fuzz_import.py --structured --count N --seed SEED", 300, 30, 120),
    Attack("structured YAML", "structured_yaml.py", 1, 1, 60),
    Attack("the preview", "attack_preview.py --seed SEED", 1, 1, 30),
    Attack("patterns", "patterns.py", 1, 1, 60),
    Attack("growth", "growth.py", 1, 1, 120),
    Attack("templates", "attack_templates.py --variants N --seed SEED", 5, 1, 180),
)


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a tenth or less of each")
    parser.add_argument("--seed", type=int, default=random.randrange(1 << 30))
    parser.add_argument("--only", default="", help="attacks whose name holds this")
    parser.add_argument("--pages", default=str(PAGES), help="a folder of pages and dumps to mutate")
    given = parser.parse_args()
    print(
        f"seed {given.seed}\n\n| attack | many | minutes | came of it | the last it said |\n|---|---|---|---|---|"
    )
    held = [_run(attack, given) for attack in ATTACKS if given.only in attack.name]
    print(f"\n{sum(held)} of {len(held)} held")
    return 0 if all(held) else 1


def _run(attack: Attack, given: argparse.Namespace) -> bool:
    """Run one and print its row. Did it hold?"""
    many = attack.quick if given.quick else attack.many
    started = time.monotonic()
    came, last_line = _came_of(attack, _command(attack, many, given))
    minutes = (time.monotonic() - started) / 60
    print(f"| {attack.name} | {many:,} | {minutes:.1f} | {came} | {last_line} |", flush=True)
    return came == "held"


def _command(attack: Attack, many: int, given: argparse.Namespace) -> list[str]:
    words = {"N": str(many), "SEED": str(given.seed), "PAGES": given.pages}
    file, *arguments = [words.get(word, word) for word in attack.command.split()]
    return [sys.executable, str(HERE / file), *arguments]


def _came_of(attack: Attack, command: list[str]) -> tuple[str, str]:
    """What came of it, and the last line that it said."""
    if not Path(command[1]).is_file():
        return "**not there**", ""
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=attack.minutes * 60, check=False
        )
    except subprocess.TimeoutExpired:
        return "**hung**", ""
    lines = [line for line in (done.stdout + done.stderr).splitlines() if line.strip()]
    last_line = lines[-1].replace("|", "¦")[:160] if lines else ""
    return ("held" if done.returncode == 0 else f"**broke** ({done.returncode})"), last_line


if __name__ == "__main__":
    sys.exit(main())
