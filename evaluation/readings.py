"""How many difficult phrases are read correctly: python evaluation/readings.py [FILE] [--show]

Each entry of evaluation/readings.yaml is a phrase, its reading in pinyin, and the region if it is not the mainland (tw). Also prints what pypinyin alone reads, from
the phrase as written and from the phrase in Simplified characters.
"""

from __future__ import annotations

import sys
from pathlib import Path

import yaml
from pypinyin import Style, lazy_pinyin

from yizhu.chinese.readings.transcription import transcribe
from yizhu.chinese.script_conversion import convert_text

HERE = Path(__file__).parent
FILES = (
    "readings.yaml",
    "readings-held-out.yaml",
    "readings-held-out-2.yaml",
    "readings-development.yaml",
    "readings-development-2.yaml",
    "readings-development-3.yaml",
)


def main(arguments: list[str]) -> int:
    """Print the counts and, if asked, each phrase that is read wrongly."""
    named = [Path(a) for a in arguments if not a.startswith("-")]
    for file in named or [HERE / name for name in FILES]:
        entries: list[dict[str, str]] = yaml.safe_load(file.read_text("utf-8"))
        wrong = [entry for entry in entries if _read(entry) != entry["reading"]]
        print(f"{file.name}: {len(entries) - len(wrong)} of {len(entries)} phrases read right")
        print(
            f"  pypinyin from the text {_plain(entries, '')}, from its Simplified shadow {_plain(entries, 't2s')}"
        )
        for entry in wrong if "--show" in arguments else ():
            print(f"  {entry['text']}: {_read(entry)}, should be {entry['reading']}")
    return 0


def _read(entry: dict[str, str]) -> str:
    return transcribe(entry["text"], entry.get("region", "cn"))


def _plain(entries: list[dict[str, str]], config: str) -> int:
    def read(text: str) -> str:
        return " ".join(lazy_pinyin(convert_text(text, config), style=Style.TONE))

    return sum(read(entry["text"]) == entry["reading"] for entry in entries)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
