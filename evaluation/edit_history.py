"""A made-up life of an article: its source and translation are edited, and what was published of it is held to its words.

``histories.py`` lives through a thousand of them.
"""

from __future__ import annotations

import random
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from yizhu.check.load import CheckedContent
from yizhu.check.quotations import check_quotations
from yizhu.check.translations.signing import Signature, sign_translation
from yizhu.content.articles import read_article, read_text
from yizhu.content.config import read_config
from yizhu.content.faults import Faults
from yizhu.content.files.read import ContentFiles, read_article_folder
from yizhu.content.glossary import Glossary
from yizhu.content.links.link_targets import LinkTargets
from yizhu.content.model import Article, ArticleFolder, Source, Text
from yizhu.content.translations.comparison import judge_translation
from yizhu.content.translations.passage_ids import find_passage, list_ids
from yizhu.content.translations.translate import translate
from yizhu.editions.alignment import PassageAligner
from yizhu.editions.model import Row
from yizhu.editions.rows import ShownText, make_rows

HERE = Path(__file__).parent.parent
CONFIG = (
    "title: x\nbase_url: https://example.org/\neditions: [{name: zh, lang: zh-Hant}, {name: en, lang: en}]\n"
)
MOST = 0.5  # of the words of an address: where so many stand, it must lead
PIECE = 0.2  # … and so many must stand in a first half


@dataclass(frozen=True, eq=False)
class Word:
    """A Han character, or a word of another script, of one passage: no other is the same, though it may look alike."""

    text: str


Words = list[Word]


@dataclass(frozen=True)
class Version:
    """A passage as it was published."""

    words: Words
    is_recorded: bool  # had a command recorded it?


def say(words: Words, lang: str) -> str:
    """Return the text of some words."""
    return ("" if lang.startswith("zh") else " ").join(word.text for word in words)


@dataclass
class History:
    """An article, its translation, and all that was ever published of it."""

    root: Path
    random: random.Random
    lang: str
    failures: Counter[str] = field(default_factory=Counter)
    tried: Counter[str] = field(default_factory=Counter)
    log: list[str] = field(default_factory=list)
    passages: list[Words] = field(default_factory=list)
    sentences: list[str] = field(default_factory=list)
    published: dict[str, Version] = field(default_factory=dict)  # by address: what it led to last
    kept: dict[str, Words] = field(default_factory=dict)  # by address: what a command recorded last
    is_recorded: bool = True  # is the text of today recorded?
    recorded: set[str] = field(default_factory=set)
    filled: int = 0
    notes: dict[str, str] = field(default_factory=dict)  # id, quote
    quotes: list[tuple[str, str]] = field(default_factory=list)  # the address, the words
    shown: dict[tuple[str, str], str] = field(default_factory=dict)  # the source's words above each slot
    made_from: dict[str, str] = field(default_factory=dict)  # the translation's words, the source's

    # ---- edits ----

    def make(self) -> Words:
        """Return a new passage of one to four sentences that no other has."""
        sentences = [self.sentences.pop() for _ in range(self.random.choice((1, 1, 2, 2, 3, 4)))]
        pieces = [
            part
            for s in sentences
            for part in (re.findall(r"[A-Za-z0-9]+|.", s) if self.lang.startswith("zh") else s.split())
        ]
        return [Word(piece) for piece in pieces if piece.strip()]

    def at(self) -> int:
        """Return a passage."""
        return self.random.randrange(len(self.passages))

    def insert(self) -> None:
        """Put in a passage."""
        self.passages.insert(self.random.randint(0, len(self.passages)), self.make())

    def delete(self) -> None:
        """Take one out."""
        if len(self.passages) > 2:
            del self.passages[self.at()]

    def split(self) -> None:
        """Make two of one."""
        at = self.at()
        words = self.passages[at]
        if len(words) >= 24:
            cut = self.random.randint(len(words) * 3 // 10, len(words) * 7 // 10)
            self.passages[at : at + 1] = [words[:cut], words[cut:]]

    def merge(self) -> None:
        """Make one of two that are neighbours."""
        at = self.random.randrange(max(1, len(self.passages) - 1))
        if len(self.passages) > 2:
            self.passages[at : at + 2] = [self.passages[at] + self.passages[at + 1]]

    def move(self) -> None:
        """Put one elsewhere."""
        words = self.passages.pop(self.at())
        self.passages.insert(self.random.randint(0, len(self.passages)), words)

    def reword(self) -> None:
        """Put other words for some of one, or none."""
        at = self.at()
        words = self.passages[at]
        size = max(1, self.random.randint(len(words) // 20, len(words) * 3 // 10))
        start = self.random.randint(0, len(words) - size)
        new = [] if self.random.random() < 0.2 and len(words) > 12 else self.make()[:size]
        self.passages[at] = words[:start] + new + words[start + size :]

    # ---- files ----

    @property
    def folder(self) -> Path:
        """The article's folder."""
        return self.root / "content/articles/a"

    def save(self) -> None:
        """Write the source's file."""
        texts = [say(words, self.lang) for words in self.passages]
        body = "\n\n".join(text.replace("*", "").replace("_", "") for text in texts)
        (self.folder / f"{self.lang}.md").write_text(f"---\ntitle: x\nrights: x\n---\n\n{body}\n", "utf-8")

    @property
    def other(self) -> str:
        """The translation's language."""
        return "en" if self.lang != "en" else "zh-Hant"

    def read(self) -> Article:
        """Read the article, and repair what is told."""
        while True:
            try:
                return read_article(self.read_folder())
            except Faults as found:
                self.repair(found)

    def read_folder(self) -> ArticleFolder:
        """Return the files of the article."""
        return read_article_folder(self.root, read_config(self.root / "config.yaml"), "a")

    def command(self) -> None:
        """Run translate, and repair what it asks for."""
        while True:
            try:
                translate(self.root / "config.yaml", "a", self.other)
                break
            except Faults as found:
                self.repair(found)
        article = self.read()
        self.recorded |= {id for p in article.source.passages for id in (p.id, *p.also)}
        self.recorded |= {id for id, _ in article.source.withdrawn}
        self.note_what_was_translated(article)
        self.is_recorded = True
        self.kept |= {p.id: w for p, w in zip(article.source.passages, self.passages, strict=True)}
        texts = [p.prose.plain for p in article.source.passages]
        self.shown = {
            slot.named: "\n".join(texts[slot.answers[0] - 1 : slot.answers[1]])
            for slot in article.translations[0].slots
        }

    def repair(self, found: Faults) -> None:
        """Remove from the translation what a fault names: its source is gone, or is answered elsewhere."""
        place = found.faults[0].place
        told = found.faults[0].problem
        if "no longer in the source" not in told and "answered already" not in told:
            raise found
        path = self.folder / f"{self.other}.md"
        lines = path.read_text("utf-8").split("\n")
        del lines[place.line - 1]
        while place.line - 2 < len(lines) and lines[place.line - 2].startswith("{from="):
            del lines[place.line - 2]
            break
        path.write_text("\n".join(lines), "utf-8")
        self.tried["translated passages whose source is gone, told"] += 1

    def note_what_was_translated(self, article: Article) -> None:
        """Note what the source says now of what had no line before."""
        texts = [p.prose.plain for p in article.source.passages]
        for passage in article.translations[0].passages:
            first, last = passage.answers or (0, -1)
            self.made_from.setdefault(passage.prose.plain, "\n".join(texts[first - 1 : last]))

    def fill(self) -> None:
        """Write into a slot, or change what is translated."""
        path = self.folder / f"{self.other}.md"
        slots = self.read().translations[0].slots  # this may repair the file
        if slots:
            slot = self.random.choice(slots)
            lines = path.read_text("utf-8").split("\n")
            self.filled += 1
            self.made_from[f"Translation {self.filled}."] = self.shown[slot.named]
            lines.insert(slot.line, f"Translation {self.filled}.")
            path.write_text("\n".join(lines), "utf-8")

    def sign(self) -> None:
        """Sign all that is translated."""
        sign_translation(
            self.root / "config.yaml", "a", self.other, [], Signature("reviewed", "A", "2026-05-01")
        )
        article = self.read()
        texts = [p.prose.plain for p in article.source.passages]
        for passage in article.translations[0].passages:
            first, last = passage.answers or (0, -1)
            self.made_from[passage.prose.plain] = "\n".join(texts[first - 1 : last])

    # ---- publish ----

    def publish(self) -> None:
        """Look at all addresses that were ever published, then publish those of today."""
        article = self.read()
        self.tried["publishings"] += 1
        self.check_rows(article)
        for id, version in self.published.items():
            self.check_address(article, id, version)
        self.check_links(article)
        self.check_notes(article)
        self.check_quotes(article)
        self.check_states(article)
        for passage, now in zip(article.source.passages, self.passages, strict=True):
            self.published[passage.id] = Version(now, self.is_recorded)
        self.collect(article)

    def fail(self, kind: str, told: str) -> None:
        """Count a failure."""
        self.failures[kind] += 1
        self.log.append(f"{kind}: {told}")

    def check_address(self, article: Article, id: str, version: Version) -> None:
        """Hold what an address says against where the words are that it had."""
        words = set(version.words)
        held = [len(words & set(now)) for now in self.passages]
        most, passage = max(held), find_passage(article.source, id)
        told = f"#{id} {say(version.words, self.lang)[:40]}"
        if passage:
            here = held[passage.number - 1]
            self.tried["addresses that lead to a passage"] += 1
            is_right = here == most or most < MOST * len(words) or self.holds_start(version, passage.number)
            if not is_right and not version.is_recorded:
                # It was published before a command recorded it: the address is that of the words that were.
                self.tried["addresses that follow the words recorded before"] += 1
                is_right = bool(
                    set(self.kept.get(id, version.words)) & set(self.passages[passage.number - 1])
                )
            if not is_right:
                self.fail("leads to another passage", f"{told} → {passage.number}: {here}, most {most}")
        elif id in dict(article.source.withdrawn):
            self.tried["addresses that say they are withdrawn"] += 1
            if version.is_recorded and most >= MOST * len(words):
                self.fail("says withdrawn, but stands", f"{told}: {most} of {len(words)}")
        elif id in self.recorded:
            self.fail("says nothing", told)
        else:
            self.tried["addresses lost that were never recorded"] += 1

    def holds_start(self, version: Version, number: int) -> bool:
        """Is this the first of the passages that hold its words, in their own order, and no scrap?"""
        places = {word: nth for nth, word in enumerate(version.words)}
        means = [
            (sum(found) / len(found), nth)
            for nth, now in enumerate(self.passages, 1)
            if (found := [places[word] for word in now if word in places])
            and len(found) >= PIECE * len(places)
        ]
        return bool(means) and min(means)[1] == number

    def check_rows(self, article: Article) -> None:
        """All ids stand once in each edition's rows, and in that row which holds their passage."""
        source, translation = article.source, article.translations[0]
        answered = translation.answered
        lacking = tuple(p for p in source.passages if p.number not in answered)
        stand_in = ShownText(Text(source.source, source.lang, source.meta, lacking), source, ())
        editions = [(source, None), (translation, stand_in)] if translation.passages else [(source, None)]
        for text, more in editions:
            rows = make_rows(source, ShownText(text, text, ()), None, more, PassageAligner())
            ids = Counter(id for row in rows for id in _ids_of(row))
            wanted = {id for p in source.passages for id in (p.id, *p.also)} | {
                id for id, _ in source.withdrawn
            }
            if set(ids) != wanted or max(ids.values()) > 1:
                self.fail("rows", f"{set(ids) ^ wanted} {ids.most_common(1)}")

    def check_links(self, article: Article) -> None:
        """A link is dead if its address leads to no passage, and only then."""
        known = {"a/": list_ids(article.source)}
        for id in self.published:
            is_lost = find_passage(article.source, id) is None
            self.tried["links to lost passages" if is_lost else "links that hold"] += 1
            if (LinkTargets(known).explain(f"/a/#{id}", "b/") is not None) != is_lost:
                self.fail("links", id)

    def check_notes(self, article: Article) -> None:
        """A note is told if its words do not stand exactly once, and only then."""
        whole = [p.prose.text for p in article.source.passages]
        for id, quote in list(self.notes.items()):
            count = sum(text.count(quote) for text in whole)
            path = self.folder / "notes.yaml"
            path.write_text(f'- {{id: {id}, quote: "{quote}", kind: context, text: {{en: x}}}}\n', "utf-8")
            try:
                anchor = read_article(self.read_folder()).notes[0].anchor
                told = quote not in whole[anchor.passage - 1]
                self.tried["notes that hold"] += 1
            except Faults:
                told = True
                self.tried["notes that lost their words"] += 1
            if told != (count != 1):
                self.fail("notes", quote)
            path.unlink()

    def check_quotes(self, article: Article) -> None:
        """Each quotation whose words do not stand in what its address leads to is told, and no other."""
        for id, words in self.quotes:
            passage = find_passage(article.source, id)
            is_sound = bool(passage and _letters(words) in _letters(passage.prose.plain))
            folder = ArticleFolder("a", "a", (), None, (), ())
            page = read_text("en", Source("b.md", f"---\ntitle: x\n---\n[{words}]{{quote=a#{id}}}\n"))
            citing = Article("b", page, (), ())
            checked = CheckedContent(
                self.root,
                read_config(self.root / "config.yaml"),
                ContentFiles((), (), (), ()),
                Glossary(()),
                (article, citing),
                (folder, ArticleFolder("b", "b", (), None, (), ())),
                (),
            )
            told = any(True for _ in check_quotations(checked))
            self.tried["quotations that hold" if is_sound else "quotations that do not"] += 1
            if told == is_sound:
                self.fail("quotations", f"{id} {words}")

    def check_states(self, article: Article) -> None:
        """A translated passage is stale if its source says something else than when it was made, and only then."""
        texts = [p.prose.plain for p in article.source.passages]
        for passage in judge_translation(article, article.translations[0]).passages:
            words = passage.passages[0].prose.plain
            if len(passage.passages) > 1 or words not in self.made_from or passage.signed is None:
                continue
            first, last = passage.answers
            is_stale = "\n".join(texts[first - 1 : last]) != self.made_from[words]
            self.tried["translated passages that are stale" if is_stale else "… that are not"] += 1
            if passage.is_stale != is_stale:
                self.fail(
                    "stale",
                    f"{passage.id} {words} told {passage.is_stale}: {self.made_from[words]} / {texts[first - 1 : last]}",
                )

    def collect(self, article: Article) -> None:
        """Let somebody write a note, and quote what is published."""
        passage = self.random.choice(article.source.passages)
        text = passage.prose.text
        start = self.random.randint(0, max(0, len(text) - 9))
        quote = text[start : start + 8].strip()
        if quote and not set(quote) & set("\"'\\[]{}…<>&:.") and quote[0].isalnum() and quote[-1].isalnum():
            self.notes[f"n{len(self.notes)}"] = quote
            self.quotes.append((passage.id, quote))


def _ids_of(row: Row) -> Iterator[str]:
    yield from (row.id, *row.also, *row.withdrawn)


def _letters(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())
