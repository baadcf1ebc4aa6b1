"""How surely stale passages are told, in made-up histories: python evaluation/stale.py [--histories 1000] [--seed 1]

Each history begins a translation with ``yizhu translate``, fills and signs some of its passages, changes the source (words
changed, passages put in, taken out of both texts, swapped), and runs ``translate`` again, several times over. After each
round is known which signed passages have another source than they were made from; that is held against what is told.
"""

from __future__ import annotations

import argparse
import random
import re
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from yizhu.check.translations.signing import Signature, sign_translation
from yizhu.content.articles import read_article
from yizhu.content.config import read_config
from yizhu.content.files.read import read_article_folder
from yizhu.content.model import Article
from yizhu.content.translations.comparison import judge_translation
from yizhu.content.translations.translate import translate

CONFIG = (
    "title: x\nbase_url: https://example.org/\neditions: [{name: zh, lang: zh-Hant}, {name: en, lang: en}]\n"
)
COMMON = "的一是在不了有和人這中大為上個國我以要他時來用們生到作地於出就分對成會可主發年動同工也能下過子說產種面而方後多定行學法所民得經"


@dataclass
class History:
    """An article whose source changes while its translation grows."""

    root: Path
    random: random.Random
    keys: list[int] = field(default_factory=list)  # of the source passages, in their order
    words: dict[int, str] = field(default_factory=dict)
    signed: dict[int, str] = field(default_factory=dict)  # the source's words when a passage was signed

    def __post_init__(self) -> None:
        """Write a site with one article."""
        self.folder = self.root / "content/articles/a"
        self.folder.mkdir(parents=True)
        (self.root / "config.yaml").write_text(CONFIG, "utf-8")
        for _ in range(self.random.randint(3, 12)):
            self.insert()

    def insert(self) -> None:
        """Put a passage into the source."""
        key = len(self.words)
        self.words[key] = "".join(self.random.choices(COMMON, k=self.random.randint(8, 60))) + "。"
        self.keys.insert(self.random.randint(0, len(self.keys)), key)

    def reword(self) -> None:
        """Change a word of the source."""
        key = self.random.choice(self.keys)
        at = self.random.randrange(len(self.words[key]) - 1)
        self.words[key] = (
            self.words[key][:at] + self.random.choice(("絕不", "改", "")) + self.words[key][at + 1 :]
        )

    def reflow(self) -> None:
        """Change what is no word."""
        key = self.random.choice(self.keys)
        self.words[key] = (
            self.words[key].replace("。", "｡") if "。" in self.words[key] else self.words[key][:-1] + "。"
        )

    def swap(self) -> None:
        """Let two neighbours of the source change places."""
        at = self.random.randrange(len(self.keys))
        self.keys[at - 1], self.keys[at] = self.keys[at], self.keys[at - 1]

    def delete(self) -> None:
        """Take a passage out of source and translation."""
        if len(self.keys) > 2:
            key = self.keys.pop(self.random.randrange(len(self.keys)))
            file = self.folder / "en.md"
            file.write_text(re.sub(rf"(?m)^Words of {key}\.$\n", "", file.read_text("utf-8")), "utf-8")
            self.signed.pop(key, None)

    def save(self) -> None:
        """Write the source, and go on with the translation."""
        body = "\n\n".join(self.words[key] for key in self.keys)
        (self.folder / "zh-Hant.md").write_text(f"---\ntitle: x\nrights: x\n---\n\n{body}\n", "utf-8")
        translate(self.root / "config.yaml", "a", "en")

    def fill_and_sign(self) -> None:
        """Translate some slots, and sign some of what is translated."""
        file = self.folder / "en.md"
        article = self.read()
        ids = [passage.id for passage in article.source.passages]
        for slot in article.translations[0].slots:
            number = slot.answers[0]
            if self.random.random() < 0.6:
                line = f"{{from={ids[number - 1]}}}\n"
                text = file.read_text("utf-8")
                file.write_text(text.replace(line, f"{line}Words of {self.keys[number - 1]}.\n", 1), "utf-8")
        answered = sorted(self.read().translations[0].answered)
        numbers = {ids[n - 1]: n for n in answered if self.random.random() < 0.7}
        names = list(numbers)
        if names:
            sign_translation(
                self.root / "config.yaml", "a", "en", names, Signature("reviewed", "A", "2026-05-01")
            )
        for name in names:
            key = self.keys[numbers[name] - 1]
            self.signed[key] = self.words[key]

    def read(self) -> Article:
        """Return the article as it lies there."""
        return read_article(read_article_folder(self.root, read_config(self.root / "config.yaml"), "a"))

    def count(self) -> Counter[str]:
        """Return how many signed passages are stale and told, stale and not told, sound and told, sound and not told."""
        article, counts = self.read(), Counter[str]()
        for passage in judge_translation(article, article.translations[0]).passages:
            key = self.keys[passage.answers[0] - 1]
            counts["faces other words"] += passage.passages[0].prose.text != f"Words of {key}."
            if key in self.signed:
                is_stale = self.signed[key].replace("｡", "。") != self.words[key].replace("｡", "。")
                told = "told" if passage.is_stale else "not told"
                counts[f"{'stale' if is_stale else 'sound'}, {told}"] += 1
        return counts


def main() -> None:
    """Print the counts of all histories."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--histories", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    counts = Counter[str]()
    for nth in range(given.histories):
        with tempfile.TemporaryDirectory() as folder:
            history = History(Path(folder), random.Random(given.seed * 1_000_003 + nth))
            history.save()
            for _ in range(4):
                history.fill_and_sign()
                for step in history.random.choices(
                    (History.insert, History.reword, History.reflow, History.swap, History.delete),
                    k=history.random.randint(0, 4),
                ):
                    step(history)
                history.save()
                counts += history.count()
    for name in ("stale, told", "stale, not told", "sound, told", "sound, not told", "faces other words"):
        print(f"{name:<20} {counts[name]:>7}")


if __name__ == "__main__":
    main()
