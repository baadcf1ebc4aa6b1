"""What a build was asked, what it works with, and what it did."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from yizhu.build.cache.fingerprints import (
    Counts,
    Fingerprints,
    Inputs,
    Request,
    exact,
    look,
)
from yizhu.build.cache.store import Cache
from yizhu.build.last_good import LastGood
from yizhu.build.output.folder import OutputFolder
from yizhu.build.output.staging import Written
from yizhu.build.render_targets import BuildContext
from yizhu.content.config import Config
from yizhu.content.faults import Fault
from yizhu.content.glossary import Glossary, read_glossary
from yizhu.content.model import Source

Progress = Callable[[str, int, int], None]  # what is being done, how many of how many are done


@dataclass(frozen=True, slots=True)
class Options:
    """How to build."""

    config: Path
    out: Path | None = None
    jobs: int = 1
    drafts: bool = False
    why: bool = False
    clean: bool = False
    prune: bool = False  # remove also what no build made
    given: Inputs | None = None  # what the site is made from, if somebody looked a moment ago
    last_good: LastGood | None = (
        None  # a preview's, which is built in spite of faults; None: they stop the build
    )
    as_of: str = ""  # the day after which articles are held back; empty: that of the newest input

    @property
    def request(self) -> Request:
        """What the next build compares with what it is asked for."""
        return Request(self.config, self.out, self.drafts, self.as_of)


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did."""

    written: Written
    counts: Counts
    why: tuple[tuple[str, str], ...]  # page, what changed
    context: BuildContext  # what all pages were made with
    faults: tuple[Fault, ...] = ()  # that did not stop it
    last_good: LastGood | None = None  # for the next build of a preview


class Changed(Exception):
    """An input changed while the build was reading."""

    def __init__(self, paths: Sequence[str]) -> None:
        super().__init__(paths)
        self.paths = paths


@dataclass(frozen=True, slots=True)
class BuildTask:
    """A build that has begun."""

    options: Options
    config: Config
    output_folder: OutputFolder
    given: Inputs
    inputs: Fingerprints  # of all that the site is made from, when the build began
    cache: Cache
    progress: Progress

    @property
    def root(self) -> Path:
        """The project's folder."""
        return self.options.config.parent

    def pause(self) -> None:
        """Let ``progress`` stop the build here."""
        self.progress("", 0, 0)

    def check_unchanged(self) -> None:
        """Raise ``Changed`` if any input differs from what it was when the build began."""
        config = self.options.config
        now = exact(config, look(config, self.given.folders))
        if now == self.inputs:
            return
        changed = sorted(
            path for path in now.keys() | self.inputs.keys() if now.get(path) != self.inputs.get(path)
        )
        # What was learned of these may be of two states at once.
        articles = f"{self.config.content}/articles/"
        self.cache.forget_articles(
            {path.removeprefix(articles).partition("/")[0] for path in changed if path.startswith(articles)}
        )
        self.cache.commit()
        raise Changed(changed)

    def glossary(self, files: tuple[Source, ...], langs: tuple[str, ...]) -> Glossary:
        """Return the glossary, from the cache or read now."""
        return self.cache.get_or_compute(
            "glossary", (files, langs), Glossary, lambda: read_glossary(files, langs)
        )
