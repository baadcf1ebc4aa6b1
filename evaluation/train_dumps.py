"""Learn how a dump's article looks: python evaluation/train_dumps.py FOLDER… (writes importers/plain_text/region.json)

FOLDER is the article-extraction-benchmark, the test data of flairNLP/fundus, or pages in folders named for their sites
(those of GeneralNewsExtractor). Of each page of the half for development two dumps are made: the text of all tags, and
what Chromium would copy; every other one begins with the page's ``<title>``. A line is the article's if its runs of
eight characters are. ``--folds`` learns five times without a fifth of the sites, and prints how well these are told.
Needs numpy, and Chromium for the second kind of dump.
"""

from __future__ import annotations

import json
import math
import sys
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from dumps import dumps_of, is_development, language_of, pages_of

from yizhu.content.faults import Faults
from yizhu.importers.interview.speaker_labels import find_recurring_names
from yizhu.importers.model.draft import Language, SourceLine
from yizhu.importers.model.profiles import match_profiles, merge_profiles
from yizhu.importers.plain_text.boilerplate import prepare_lines
from yizhu.importers.plain_text.filters import filter_lines
from yizhu.importers.plain_text.line_features import PlainLine, count_units, describe_lines
from yizhu.importers.plain_text.region import FILE
from yizhu.importers.sources.language import detect_language

_RUN = 8  # characters
_HIDDEN, _EPOCHS, _BATCH, _RATE, _DECAY, _DROP = 16, 8, 512, 0.003, 1e-4, 0.1


@dataclass(frozen=True, slots=True)
class Sample:
    """A dump: its lines' features, whether they are the article's (-1: either), and how much each counts."""

    site: str
    features: list[dict[str, float]]
    labels: list[int]
    weights: list[float]


def main(arguments: list[str]) -> int:
    """Learn, and write the weights or print how well the folds are told."""
    folders = [Path(one) for one in arguments if not one.startswith("-")]
    samples = [sample for folder in folders for sample in samples_of(folder)]
    print(f"dumps: {len(samples)}, lines: {sum(len(one.labels) for one in samples)}")
    if "--folds" in arguments:
        for fold in range(5):
            held = [one for one in samples if _fold(one.site) == fold]
            model = learn([one for one in samples if _fold(one.site) != fold])
            print(f"fold {fold}: lines told right {_share_right(model, held):.3f}")
        return 0
    FILE.write_text(format_model(learn(samples)), "utf-8")
    return 0


def _fold(site: str) -> int:
    return zlib.crc32(f"{site}s".encode()) % 5


def samples_of(folder: Path) -> Iterator[Sample]:
    """The dumps of the half for development."""
    for name, page, truth in pages_of(folder):
        if is_development(name):
            for _, dump in dumps_of(page, name):
                lines = _plain_lines(dump, language_of(page))
                if labels := label_lines([line.text for line in lines], truth):
                    weights = [_weight(line.text) for line in lines]
                    yield Sample(name.rpartition("/")[0], describe_lines(lines), labels, weights)


def _plain_lines(dump: str, lang: str) -> list[PlainLine]:
    try:
        language = detect_language(dump, lang or None, "page")
    except Faults:
        language = Language("en", "none was told")
    numbered = enumerate(dump.split("\n"), 1)
    lines = tuple(SourceLine(n, text.strip()) for n, text in numbered if text.strip())
    rules = merge_profiles(tuple(profile for profile, _ in match_profiles(lines, language, None)))
    names = find_recurring_names(lines, rules)
    try:
        lines = filter_lines(lines, rules, names, "page").kept
    except Faults:
        pass
    return prepare_lines(lines, rules, names)


def label_lines(lines: list[str], truth: str) -> list[int]:
    """1 the article's, 0 not, -1 either; nothing if no line is the article's."""
    whole = _letters(truth)
    runs = {whole[at : at + _RUN] for at in range(len(whole) - _RUN + 1)}
    paragraphs = {_letters(part) for part in truth.split("\n")}
    found = [_label(_letters(line), whole, runs, paragraphs) for line in lines]
    first, last = _densest(found, lines)
    if 1 not in found:
        return []
    inside = [first <= at <= last for at in range(len(found))]
    near = [first - 1 <= at <= last + 1 for at in range(len(found))]
    return [_settle(*pair) for pair in zip(found, inside, near, strict=True)]


def _label(letters: str, whole: str, runs: set[str], paragraphs: set[str]) -> int:
    """1, 0 and -1 as above; 2 a short line that is a paragraph of the article, 3 one that stands somewhere in it."""
    if len(letters) >= 20:
        shared = [letters[at : at + _RUN] in runs for at in range(len(letters) - _RUN + 1)]
        share = sum(shared) / len(shared)
        return 1 if share > 0.7 else 0 if share < 0.4 else -1
    if not letters:
        return -1
    return 2 if letters in paragraphs else 3 if len(letters) >= 3 and letters in whole else 0


def _settle(label: int, inside: bool, near: bool) -> int:
    if label == 1:
        return 1 if inside else -1
    return int(near) if label == 2 else -int(inside) if label == 3 else label


def _densest(labels: list[int], lines: list[str]) -> tuple[int, int]:
    best, total, start, found = 0, 0, 0, (0, 0)
    for at, (label, line) in enumerate(zip(labels, lines, strict=True)):
        if total <= 0:
            total, start = 0, at
        total += len(line) if label == 1 else -15 if label == 0 else 0
        if total > best:
            best, found = total, (start, at)
    return found


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def _weight(text: str) -> float:
    return min(4.0, max(0.3, math.sqrt(count_units(text) / 20)))


@dataclass(frozen=True, slots=True)
class Model:
    """What was learned, and how to apply it."""

    names: list[str]
    mean: Any
    spread: Any
    weights: list[Any]  # of the hidden sums, their constants, the sums, the constant, the straight part

    def weigh(self, rows: Any) -> Any:
        """Return what speaks for each row."""
        inner, constants, outer, constant, straight = self.weights
        scaled = ((rows - self.mean) / self.spread).clip(-6, 6)
        return np.tanh(scaled @ inner + constants) @ outer + constant + scaled @ straight


def learn(samples: list[Sample]) -> Model:
    """Return a network with one hidden layer, by Adam on the weighted logistic loss."""
    names = sorted({name for one in samples for row in one.features for name in row})
    rows, labels, counts = _matrix(samples, names)
    mean, spread = rows.mean(0), rows.std(0)
    spread = np.maximum(np.where(spread < 1e-6, 1, spread), 0.05)
    scaled, chance = ((rows - mean) / spread).clip(-6, 6), np.random.default_rng(0)
    size = len(names)
    weights = [
        chance.normal(0, size**-0.5, (size, _HIDDEN)),
        np.zeros(_HIDDEN),
        chance.normal(0, _HIDDEN**-0.5, _HIDDEN),
        np.zeros(()),
        np.zeros(size),
    ]
    step = _adam(weights)
    for epoch in range(_EPOCHS):
        order = chance.permutation(len(rows))
        rate = _RATE * (0.5 * (1 + np.cos(np.pi * epoch / _EPOCHS)) + 0.02)
        for at in range(0, len(rows), _BATCH):
            some = order[at : at + _BATCH]
            seen = scaled[some] * (chance.random((len(some), size)) > _DROP)
            weights = step(weights, _slopes(weights, seen, labels[some], counts[some]), rate)
    return Model(names, mean, spread, weights)


def _matrix(samples: list[Sample], names: list[str]) -> tuple[Any, Any, Any]:
    told = [
        (row, label, weight)
        for one in samples
        for row, label, weight in zip(one.features, one.labels, one.weights, strict=True)
        if label >= 0
    ]
    rows = np.array([[row.get(name, 0.0) for name in names] for row, _, _ in told])
    return rows, np.array([label for _, label, _ in told]), np.array([weight for _, _, weight in told])


def _slopes(weights: list[Any], rows: Any, labels: Any, counts: Any) -> list[Any]:
    inner, constants, outer, constant, straight = weights
    hidden = np.tanh(rows @ inner + constants)
    answer = 1 / (1 + np.exp(-(hidden @ outer + constant + rows @ straight)))
    wrong = (answer - labels) * counts / len(rows)
    back = np.outer(wrong, outer) * (1 - hidden * hidden)
    return [
        rows.T @ back + _DECAY * inner,
        back.sum(0),
        hidden.T @ wrong + _DECAY * outer,
        wrong.sum(),
        rows.T @ wrong + _DECAY * straight,
    ]


def _adam(weights: list[Any]) -> Callable[[list[Any], list[Any], float], list[Any]]:
    firsts, seconds, times = [0 * one for one in weights], [0 * one for one in weights], [0]

    def step(weights: list[Any], slopes: list[Any], rate: float) -> list[Any]:
        times[0] += 1
        firsts[:] = [0.9 * one + 0.1 * slope for one, slope in zip(firsts, slopes, strict=True)]
        seconds[:] = [0.999 * one + 0.001 * slope**2 for one, slope in zip(seconds, slopes, strict=True)]
        first, second = 1 - 0.9 ** times[0], 1 - 0.999 ** times[0]
        return [
            one - rate * (a / first) / (np.sqrt(b / second) + 1e-7)
            for one, a, b in zip(weights, firsts, seconds, strict=True)
        ]

    return step


def _share_right(model: Model, samples: list[Sample]) -> float:
    rows, labels, counts = _matrix(samples, model.names)
    right = (model.weigh(rows) > 0) == (labels > 0)
    return float((right * counts).sum() / counts.sum())


def format_model(model: Model) -> str:
    """Return the weights as JSON, a feature a line: mean, spread, straight weight, weights of the hidden sums."""
    inner, constants, outer, constant, straight = model.weights
    rows = (
        f"{json.dumps(name)}: {_numbers([model.mean[n], model.spread[n], straight[n], *inner[n]])}"
        for n, name in enumerate(model.names)
    )
    head = f'"bias": {float(constant):.3f},\n"hidden": {_numbers(constants)},\n"out": {_numbers(outer)},\n'
    return "{\n" + head + '"features": {\n  ' + ",\n  ".join(rows) + "\n}\n}\n"


def _numbers(values: Any) -> str:
    return json.dumps([round(float(value), 3) for value in values])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
