"""Sites of a few files, written as a build writes them."""

from __future__ import annotations

import sys
from pathlib import Path

from testbed import files_in

from yizhu.build.cache.fingerprints import fingerprints_in
from yizhu.build.output.folder import RECORD, check_output_folder
from yizhu.build.output.staging import Delivery, Written, close_staging, move_in, open_staging, stage
from yizhu.site.page_model import File

Files = dict[str, bytes]


def write(site: Path, files: Files, prune: bool = False) -> Written:
    """Stage what differs, move it in, remove the rest: what a build does."""
    target = check_output_folder(site, "site", site.parent, ["content"])
    there = frozenset(fingerprints_in(site, sys.maxsize, hidden=False))
    staging, made = open_staging(target)
    try:
        staged = tuple(path for path, raw in files.items() if stage(File(path, raw), target, staging))
        return move_in(target, Delivery(staging, staged, frozenset(files), there, prune))
    finally:
        close_staging(staging, made)


def built(site: Path) -> Files:
    """What stands there, but for the record, and what a later build sweeps."""
    return {path: raw for path, raw in files_in(site).items() if not path.startswith(".yizhu-")}


def recorded(site: Path) -> list[str]:
    """The files that the record names."""
    return (site / RECORD).read_text().splitlines()[1:]
