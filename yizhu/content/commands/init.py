"""The command ``init``: create a site, and say what its workflow installs."""

from __future__ import annotations

import sys
from pathlib import Path

from yizhu.content.commands.program_origin import Origin, find_origin, parse_origin
from yizhu.content.commands.scaffold import init_site
from yizhu.content.terminal import print_text


def init(folder: Path, origin: str) -> None:
    """Create a site and print its files. ``origin``: what its workflow installs; empty: what this program is.

    Raises ``Faults``.
    """
    chosen = parse_origin(origin) if origin else _choose_origin()
    site = init_site(folder, chosen.requirement)
    for path in site.written:
        print_text(path)
    for path in site.kept:
        print_text(f"{path} was there already, and is unchanged{_lacks(path)}", sys.stderr)
    if chosen.doubt and not any(path.name == "pages.yml" for path in site.kept):
        print_text(chosen.doubt, sys.stderr)
    is_here = folder.resolve() == Path.cwd().resolve()
    print_text("next: yizhu build" if is_here else f"next: cd {folder} && yizhu build")


def _choose_origin() -> Origin:
    """Return where this program is from; ask for it if nobody knows and somebody is there."""
    found = find_origin()
    if not found.doubt or "@" in found.requirement or not (sys.stdin and sys.stdin.isatty()):
        return found
    print_text(
        "The workflow must install Yizhu. The address of its repository, or Enter for the index:", sys.stderr
    )
    given = sys.stdin.readline().strip()
    return parse_origin(given) if given else found


def _lacks(path: Path) -> str:
    """Return what a file that is kept should have: a repository need not hold what builds make."""
    if path.name != ".gitignore":
        return ""
    lines = [line.strip().strip("/") for line in path.read_text("utf-8", "replace").splitlines()]
    lacking = [f"{name}/" for name in ("site", ".yizhu") if name not in lines]
    return f": add {' and '.join(lacking)} to it" if lacking else ""
