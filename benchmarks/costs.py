"""What a command costs: wall and processor seconds, and the memory of the largest of its processes."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from statistics import median


@dataclass(frozen=True, slots=True)
class Cost:
    """What a command cost, with all processes that it started."""

    wall: float  # seconds
    cpu: float
    memory: float  # MB, of the largest process


def measure(command: list[str], folder: Path) -> Cost:
    """Run a command in a folder; whatever it prints is dropped."""
    started = time.perf_counter()
    process = subprocess.Popen(command, cwd=folder, env=environment(folder), stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - started
    if status:
        raise SystemExit(f"{command} in {folder} ended with {os.waitstatus_to_exitcode(status)}")
    return Cost(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def environment(folder: Path) -> dict[str, str]:
    """The environment of a fresh user: a cache folder of its own, beside the site, and compiled modules are kept."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "XDG_CACHE_HOME": str(folder.parent / f"{folder.name}-cache")}


def middle(costs: Iterable[Cost]) -> Cost:
    """The median of each figure."""
    costs = list(costs)
    return Cost(*(median(getattr(cost, name) for cost in costs) for name in ("wall", "cpu", "memory")))
