"""Values of the command line: each function reads one, or says what is wrong with it."""

from __future__ import annotations

import argparse
import re
from typing import NamedTuple


def parse_count(text: str) -> int:
    """Return a number of things, at least one."""
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text} is less than 1")
    return number


def parse_day(text: str) -> str:
    """Return a day, 2026-02-03."""
    from datetime import date

    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text} is no day; write it as 2026-02-03") from None


def parse_date(text: str) -> str:
    """Return a year, a month or a day: 2026, 2026-02 or 2026-02-03."""
    try:
        return parse_day(f"{text}-01-01"[:10])[: len(text)] if len(text) in (4, 7, 10) else parse_day("")
    except argparse.ArgumentTypeError:
        raise argparse.ArgumentTypeError(
            f"{text} is no date; write it as 2026, 2026-02 or 2026-02-03"
        ) from None


def parse_folder(text: str) -> str:
    """Return the name of a folder."""
    if not text or "\0" in text:
        raise argparse.ArgumentTypeError("not a folder name")
    return text


class Shard(NamedTuple):
    """Which part of a site's articles: the third of sixteen is every sixteenth from the third on."""

    number: int  # from 1
    of: int


def parse_shard(text: str) -> Shard:
    """Return a part of the articles, 3/16."""
    found = re.fullmatch(r"(\d{1,6})/(\d{1,6})", text)
    if not found or not 1 <= int(found[1]) <= int(found[2]):
        raise argparse.ArgumentTypeError(f"{text} is no part; write it as 3/16, the third of sixteen")
    return Shard(int(found[1]), int(found[2]))
