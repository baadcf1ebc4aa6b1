"""YAML that asks for too much, as each kind of file that a site has: python evaluation/structured_yaml.py [--seconds N]

A hundred inputs of ten families (aliases, depth, width, merge keys, long words, recursion, tags, numbers, keys, broken
ends), each as front matter, notes, configuration, glossary, vocabulary, strings of a theme, accepted.yaml and a receipt.
Each must become a value or faults within so many seconds (2) of the processor; a traceback or a longer wait is printed.
"""

from __future__ import annotations

import argparse
import time
import traceback
from collections.abc import Iterator

from yizhu.content.faults import Faults, collect_faults
from yizhu.content.yaml.document import read_document, read_yaml

SCHEMAS = ("front_matter", "notes", "config", "glossary", "vocabulary", "strings", "accepted", "")
SIZES = (3, 9, 30, 99, 300, 999, 3_000, 10_000, 20_000, 50_000)


def inputs() -> Iterator[tuple[str, str]]:
    """The inputs, each with the name of its family and its size."""
    for nth, size in enumerate(SIZES):
        for family, text in family_of(nth, size):
            yield f"{family} {size}", text


def family_of(nth: int, size: int) -> Iterator[tuple[str, str]]:
    """One input of each family."""
    width = nth + 2
    laughs = "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * width)}]\n" for n in range(1, 40))
    yield "aliases", "a0: &a0 x\n" + laughs
    yield (
        "depth",
        ("[" * size + "]" * size, "{a: " * size + "}" * size, "- " * size + "x", "? " * size + "x")[nth % 4],
    )
    yield (
        "width",
        ("".join(f"k{n}: x\n" for n in range(size)), "- x\n" * size, "[" + "[], " * size + "]")[nth % 3],
    )
    yield "merge keys", "a: &a {b: c}\n" + "".join(f"k{n}: {{<<: *a}}\n" for n in range(size))
    yield (
        "long words",
        (f"title: {'x' * size * 10}", f"{'k' * size}: x", 'title: "' + "\\u5b57" * size + '"')[nth % 3],
    )
    yield "recursion", f"title: &a [{'*a, ' * size}]" if nth % 2 else f"a: &a\n{'  ' * 3}b: *a\n" * (nth + 1)
    yield (
        "tags",
        "a: " + ("!!python/object/apply:os.system ", "!!set ", "!!binary ", "!x ")[nth % 4] * min(size, 1),
    )
    yield (
        "numbers",
        f"title: {('9' * size, '1e' + '9' * size, '0x' + 'f' * size, '2025-13-45', '-.inf')[nth % 5]}",
    )
    yield (
        "keys",
        ("? [a]\n: b\n" * size, "? {a: b}\n: c\n" * size, "title: x\n" * size, "null: x\n~: y\n")[nth % 4],
    )
    yield (
        "broken ends",
        ("[a, " * size, '"' + "x\n" * size, "a: |\n" + " x\n" * size + "b", "%YAML 9\n" * size)[nth % 4],
    )


def main() -> None:
    """Read them all and print what was found."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=2)
    most = parser.parse_args().seconds
    collect_faults(
        lambda text: read_document("", text, "front_matter"), ["titel: 1"]
    )  # what faults load is no case's cost
    many = faulty = 0
    wrong: list[str] = []
    longest = (0.0, "")
    for name, text in inputs():
        for schema in SCHEMAS:
            many += 1
            begun = time.process_time()
            try:
                read_document("a.yaml", text, schema) if schema else read_yaml("a.yaml", text)
            except Faults as found:
                faulty += bool(str(found))
            except Exception:
                wrong.append(f"{name} as {schema}: {traceback.format_exc(limit=1)}")
            took = time.process_time() - begun
            longest = max(longest, (took, f"{name} as {schema}"))
            if took > most:
                wrong.append(f"{name} as {schema}: {took:.1f} s")
    print("\n".join(wrong))
    print(
        f"{many} cases, {faulty} with faults, {len(wrong)} wrong; the longest {longest[0]:.2f} s ({longest[1]})"
    )


if __name__ == "__main__":
    main()
