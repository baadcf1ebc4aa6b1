"""Which day a build takes for today: articles that are posted later are held back. No build asks a clock.

The day is an argument. Without it, it is that of the newest input, as the disk dates it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from yizhu.build.cache.fingerprints import Fingerprints
from yizhu.site.summary import ArticleSummary

# When this program was made. Files out of an archive may carry any time, but nobody builds before this.
EARLIEST = "2026-11-30"
_FURTHEST_EAST = 14 * 3600  # seconds: a day has begun when it has begun anywhere


@dataclass(frozen=True, slots=True)
class HeldBack:
    """The articles that a build leaves out, by their slugs."""

    drafts: tuple[str, ...]
    later: tuple[str, ...]  # than
    day: str  # empty: no article asked for it


def find_later(
    as_of: str, inputs: Fingerprints, articles: Iterable[ArticleSummary]
) -> tuple[str, tuple[str, ...]]:
    """Return the day of a build, and the articles that are posted later; no day if none can be later."""
    candidates = [article for article in articles if article.posted > (as_of or EARLIEST)]
    if not candidates:
        return "", ()
    day = as_of or _day_of_newest(inputs)
    later = tuple(article.slug for article in candidates if article.posted > day)
    return (day, later) if later else ("", ())


def _day_of_newest(inputs: Fingerprints) -> str:
    newest = max((int(known.split()[1]) for known in inputs.values() if known), default=0) // 1_000_000_000
    try:
        return max(EARLIEST, datetime.fromtimestamp(newest + _FURTHEST_EAST, UTC).date().isoformat())
    except (ValueError, OverflowError, OSError):  # a disk may date a file as it likes
        return EARLIEST
