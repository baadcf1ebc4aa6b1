"""What builds cost, beside Eleventy's and Hugo's of the same articles, where these are on the path.

python benchmarks/run.py [--articles N …] [--large N] [--runs N] [--only PART …] [--skip-peers] [--terms N …]

Three editions, every use of a term marked. Medians; what stands in a row was measured in turns. "Cold" is as on a fresh
machine: nothing built, nothing remembered in the project or in the user's cache folder. Parts: cold terms warm readings
weight painted floor start lines. ``--large 10000`` adds the rows of a large site, whose cold build runs once.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

import peers
from corpus import configure
from costs import Cost, environment, measure, middle
from sites import (
    REPO,
    YIZHU,
    Figures,
    Site,
    build,
    build_cold,
    build_edited,
    build_unchanged,
    in_turns,
    make_sites,
)  # fmt: skip

HERE = Path(__file__).parent
NAMES = ("Yizhu", "Eleventy", "Hugo")


@dataclass(slots=True)
class Bench:
    """What is asked for, and the sites that were made, by articles and terms."""

    folder: Path
    runs: int
    sizes: list[int]
    large: int
    terms: list[int]
    with_peers: bool
    sites: dict[tuple[int, int], dict[str, Site]] = field(default_factory=dict)
    cold: dict[tuple[int, int], Figures] = field(default_factory=dict)


def main() -> int:
    """Print the table."""
    bench, only = _given()
    with tempfile.TemporaryDirectory(dir=bench.folder) as folder:
        bench = replace(bench, folder=Path(folder))
        print(
            f"{peers.versions()}; medians of {bench.runs}; {os.cpu_count()} cores; load before: {_load()}\n"
        )
        _show("", *NAMES, "to reach")
        _show(*["---"] * 5)
        for name, part in PARTS.items():
            if not only or name in only:
                part(bench)
    print(f"\n{peers.NOT_DONE}\nLoad after: {_load()}")
    return 0


def _given() -> tuple[Bench, list[str]]:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, nargs="+", default=[300, 1000])
    parser.add_argument("--large", type=int, default=0)
    parser.add_argument("--terms", type=int, nargs="+", default=[60, 2000])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--only", nargs="+", choices=list(PARTS), default=[])
    parser.add_argument("--skip-peers", action="store_true")
    parser.add_argument("--folder", type=Path, help="where the sites are made for a while")
    given = parser.parse_args()
    bench = Bench(given.folder or Path(tempfile.gettempdir()), given.runs, given.articles, given.large, given.terms,
                  not given.skip_peers)  # fmt: skip
    return bench, given.only


def _load() -> str:
    return f"{os.getloadavg()[0]:.1f}"


def _show(*cells: str) -> None:
    print(f"| {' | '.join(cells)} |", flush=True)


def _row(title: str, figures: Figures, what: str, goal: str = "", digits: int = 2) -> None:
    cells = {name: f"{getattr(cost, what):,.{digits}f}" for name, cost in figures.items()}
    _show(title, *(cells.get(name, "") for name in NAMES), goal)


def _ratios(title: str, yizhu: Cost, figures: Figures, what: str, goal: str) -> None:
    if len(figures) == 1:
        return
    cells = {name: f"{getattr(yizhu, what) / getattr(cost, what):.2f} ×" for name, cost in figures.items()}
    _show(title, "", *(cells.get(name, "") for name in NAMES[1:]), goal)


def _sites(bench: Bench, articles: int) -> dict[str, Site]:
    """The sites of so many articles and the usual terms."""
    return _sites_of(bench, articles, bench.terms[0])


def _sites_of(bench: Bench, articles: int, terms: int) -> dict[str, Site]:
    """Made once; a large one is not made for the peers."""
    if (articles, terms) not in bench.sites:
        folder, with_peers = (
            bench.folder / f"{articles}-{terms}",
            bench.with_peers and articles != bench.large,
        )
        bench.sites[articles, terms] = make_sites(folder, articles, terms, with_peers)
    return bench.sites[articles, terms]


def _cold(bench: Bench, articles: int, terms: int) -> Figures:
    """Cold builds are measured once, and other parts compare with them."""
    if (articles, terms) not in bench.cold:
        runs = 1 if articles == bench.large else bench.runs
        bench.cold[articles, terms] = in_turns(_sites_of(bench, articles, terms), build_cold, runs)
    return bench.cold[articles, terms]


def _all_sizes(bench: Bench) -> list[int]:
    return [*bench.sizes, *([bench.large] if bench.large else [])]


# ---- the parts of the table


def _show_cold(bench: Bench) -> None:
    """Cold builds at each size."""
    for articles in _all_sizes(bench):
        figures, sites = _cold(bench, articles, bench.terms[0]), _sites(bench, articles)
        yizhu, is_large = figures["Yizhu"], articles == bench.large
        each = {name: replace(cost, cpu=cost.cpu * 1000 / articles) for name, cost in figures.items()}
        _row(f"cold, {articles:,} articles, {bench.terms[0]} terms: wall s", figures, "wall")
        _ratios("… Yizhu ÷ peer, wall", yizhu, figures, "wall", "≤ 3 × Eleventy, ≤ 1.4 × Hugo")
        _row("… CPU s", figures, "cpu")
        _ratios("… Yizhu ÷ peer, CPU", yizhu, figures, "cpu", "")
        _row("… CPU an article, ms", each, "cpu", "≤ 10 % more than at 1,000" if is_large else "≤ 35", 1)
        _row("… largest process, MB", figures, "memory", "≤ 400" if is_large else "", 0)
        pages = {
            name: f"{sum(path.suffix == '.html' for path in site.files()):,}" for name, site in sites.items()
        }
        _show("… pages", *(pages.get(name, "") for name in NAMES), "")


def _show_terms(bench: Bench) -> None:
    """Many terms against few, at the first size."""
    few, *others = ((terms, _cold(bench, bench.sizes[0], terms)) for terms in bench.terms)
    for terms, figures in others:
        _row(f"cold, {bench.sizes[0]:,} articles, {terms:,} terms: wall s", figures, "wall")
        for what in ("wall", "cpu"):
            ratios = {
                name: f"{getattr(cost, what) / getattr(few[1][name], what):.2f} ×"
                for name, cost in figures.items()
            }
            _show(
                f"… ÷ that of {few[0]} terms, {what}", *(ratios.get(name, "") for name in NAMES), "≤ 1.25 ×"
            )


def _show_warm(bench: Bench) -> None:
    """Nothing changed, and one edit; a peer builds everything again."""
    for articles in _all_sizes(bench):
        sites, is_large = _sites(bench, articles), articles == bench.large
        if not (sites["Yizhu"].home / "site").exists():
            in_turns(sites, build, 1)
        for what, step, goal in (
            ("nothing changed", build_unchanged, "≤ 1.2" if is_large else "≤ 0.3"),
            ("one edit", build_edited, "≤ 1.5" if is_large else "≤ 0.5"),
        ):
            figures = in_turns(sites, step, bench.runs)
            _row(f"{what}, {articles:,} articles: wall s", figures, "wall", goal)
            _row("… CPU s", figures, "cpu")
            _row("… largest process, MB", figures, "memory", digits=0)


def _show_readings(bench: Bench) -> None:
    """The same site with pinyin and zhuyin in its Chinese editions."""
    articles = bench.sizes[0]
    without, site = _cold(bench, articles, bench.terms[0])["Yizhu"], _sites(bench, articles)["Yizhu"]
    configure(site.home, "all", readings=True)
    figures = in_turns({"Yizhu": site}, build_cold, bench.runs)
    configure(site.home, "all")
    _row(f"readings on, cold, {articles:,} articles: wall s", figures, "wall")
    _row("… CPU s", figures, "cpu")
    more = (figures["Yizhu"].cpu - without.cpu) * 1000 / articles
    _show("… CPU an article more, ms", f"{more:.1f}", "", "", "≤ 8")


def _show_weight(bench: Bench) -> None:
    """What a host must hold, by article, in all editions."""
    articles = bench.sizes[0]
    sites = _sites(bench, articles)
    for mark, goal in (("section", "≤ 0.2"), ("all", "≤ 0.4")):
        configure(sites["Yizhu"].home, mark)
        weights = {}
        for name, site in sites.items():
            build(site)
            weights[name] = f"{sum(path.stat().st_size for path in site.files()) / 1e6 / articles:.3f}"
        _show(f"MB an article, `mark: {mark}`", *(weights.get(name, "") for name in NAMES), goal)


def _show_painted(bench: Bench) -> None:
    """From saving to the painted page, in Chromium."""
    for articles in _all_sizes(bench):
        site = _sites(bench, articles)["Yizhu"]
        command = [
            sys.executable,
            str(HERE / "preview.py"),
            str(site.home),
            "--article",
            "a00010",
            "--edits",
            "15",
        ]
        told = subprocess.run(command, env=environment(site.home), capture_output=True, text=True)
        found = dict(re.findall(r"^(served|parsed|painted): (.*)$", told.stdout, re.M))
        for what in ("served", "painted"):
            goal = ("≤ 300" if articles == bench.large else "≤ 150") if what == "painted" else ""
            cell = found.get(what, told.stderr.strip().rpartition("\n")[2][:60])
            _show(f"saved to {what}, {articles:,} articles, ms: median (worst)", cell, "", "", goal)


def _show_floor(bench: Bench) -> None:
    """The least that the language costs for the same bytes."""
    articles = bench.sizes[0]
    site = _sites(bench, articles)["Yizhu"]
    build(site)
    told = subprocess.run(
        [sys.executable, str(HERE / "floor.py"), str(site.home)], capture_output=True, text=True
    )
    found = dict(re.findall(r"^(\w+): ([\d.]+)$", told.stdout, re.M))
    for what, title in FLOORS.items():
        _show(f"floor: {title}, CPU ms an article", f"{float(found[what]) * 1000 / articles:.2f}", "", "", "")


FLOORS = {
    "written": "all pages written from ready strings",
    "parsed": "all texts parsed by markdown-it-py alone",
    "read": "all texts read into passages (ours)",
    "converted": "all Chinese converted by OpenCC, once",
}


def _show_start(bench: Bench) -> None:
    """What a process costs before it does anything."""
    for title, command in (
        ("bare Python", [sys.executable, "-c", ""]),
        ("`yizhu --help`", [*YIZHU, "--help"]),
    ):
        cost = middle(measure(command, bench.folder) for _ in range(bench.runs))
        _row(f"{title}: wall s", {"Yizhu": cost}, "wall")


def _show_lines(_: Bench) -> None:
    """How much of the program is about building and remembering."""
    many = sum(len(path.read_text("utf-8").splitlines()) for path in (REPO / "yizhu/build").glob("*.py"))
    _show("lines of `yizhu/build/`", f"{many:,}", "", "", "fewer")


PARTS: dict[str, Callable[[Bench], None]] = {
    "cold": _show_cold,
    "terms": _show_terms,
    "warm": _show_warm,
    "readings": _show_readings,
    "weight": _show_weight,
    "painted": _show_painted,
    "floor": _show_floor,
    "start": _show_start,
    "lines": _show_lines,
}


if __name__ == "__main__":
    sys.exit(main())
