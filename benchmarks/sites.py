"""The same articles as a site for each program, built cold, again, or after an edit."""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import peers
from corpus import configure, make
from costs import Cost, environment, measure, middle

REPO = Path(__file__).parent.parent
YIZHU = [sys.executable, str(REPO / "build.py")]
Figures = dict[str, Cost]  # by name of the program


@dataclass(frozen=True, slots=True)
class Site:
    """The articles as one program wants them."""

    home: Path
    command: list[str]
    output: str  # folder of finished pages
    edited: str  # the file that an edit changes

    def files(self) -> Iterator[Path]:
        """All that was built."""
        return (path for path in (self.home / self.output).rglob("*") if path.is_file())


def make_sites(folder: Path, articles: int, terms: int, with_peers: bool) -> dict[str, Site]:
    """A site for Yizhu, with every use marked, and one for each peer that is installed, by the program's name."""
    home = folder / "yizhu"
    make(home, articles, terms)
    configure(home, "all")
    sites = {"Yizhu": Site(home, [*YIZHU, "build"], "site", "content/articles/a00010/zh-Hant.md")}
    for name, write in peers.installed().items() if with_peers else ():
        edited = "content/zh-hant/articles/a00010.md" if name == "Hugo" else "zh-hant/a00010.md"
        sites[name] = Site(folder / name, write(home, folder / name, terms), "public", edited)
    return sites


def in_turns(sites: dict[str, Site], build: Callable[[Site], Cost], runs: int) -> Figures:
    """Medians; run by run one program after the other, so that all see the same machine."""
    rounds = [{name: build(site) for name, site in sites.items()} for _ in range(runs)]
    return {name: middle(costs[name] for costs in rounds) for name in sites}


def build(site: Site) -> Cost:
    """Build whatever there is to build."""
    return measure(site.command, site.home)


def build_cold(site: Site) -> Cost:
    """Build where nothing was built, as on a fresh machine."""
    for folder in (site.home / site.output, site.home / ".yizhu", environment(site.home)["XDG_CACHE_HOME"]):
        shutil.rmtree(folder, ignore_errors=True)
    return build(site)


def build_unchanged(site: Site) -> Cost:
    """Build where nothing has changed. Yizhu does not trust at once what was written a moment ago: wait, build before."""
    if (site.home / ".yizhu").exists():
        time.sleep(0.2)
        build(site)
    return build(site)


def build_edited(site: Site) -> Cost:
    """Build when a paragraph of one article has another text."""
    file = site.home / site.edited
    head, between, body = file.read_text("utf-8").rpartition("\n---\n")
    file.write_text(head + between + body.replace("。", "，又記。", 1), "utf-8")
    time.sleep(0.2)
    return build(site)
