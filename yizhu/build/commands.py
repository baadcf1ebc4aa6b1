"""What the commands build and serve do beside building. It loads nothing that a build with nothing to do can spare."""

from __future__ import annotations

import gc
import time
from collections.abc import Sequence

from yizhu.build.cache.fingerprints import Counts
from yizhu.content.faults import Fault, fault_to_row
from yizhu.content.terminal import print_json, print_text


def collect_garbage_seldom() -> None:
    """Have Python look for garbage less often."""
    # A build keeps most of the objects that it makes, as does loading the program: checking them for cycles again and
    # again took a tenth of the time of both.
    gc.set_threshold(_MANY_OBJECTS, 50, 50)


_MANY_OBJECTS = 400_000  # more than the articles that are in memory at one time have


def print_built(
    as_json: bool,
    started: float,
    counts: Counts,
    made: Sequence[str] = (),
    removed: Sequence[str] = (),
    why: Sequence[tuple[str, str]] = (),
    in_drafts: Sequence[Fault] = (),
) -> None:
    """Print the result of a build."""
    seconds = time.monotonic() - started
    if not as_json:
        print_text(counts.format_summary(len(made), len(removed), seconds))
        return
    row = {
        "pages": counts.pages, "articles": counts.articles, "terms": counts.terms, "drafts_left_out": counts.held_back,
        "posted_later": list(counts.later), "as_of": counts.day,
        "written": list(made), "kept": counts.files - len(made), "removed": list(removed), "strays": list(counts.strays), "why": dict(why),
        "faults_in_drafts": [fault_to_row(fault) for fault in in_drafts], "seconds": round(seconds, 3),
    }  # fmt: skip
    print_json(row)
