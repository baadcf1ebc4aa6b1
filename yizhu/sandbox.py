"""Where templates run: Jinja's sandbox, and bounds on what one page may take.

A theme may be a stranger's, cloned with a site. Its templates reach what they are given and nothing behind it: no
attribute that begins with an underscore, no method that changes a value, no number or text that grows without end.
"""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import is_dataclass
from functools import lru_cache
from pathlib import Path
from types import FrameType, NoneType
from typing import Any

from jinja2 import TemplateRuntimeError, pass_environment
from jinja2.exceptions import SecurityError
from jinja2.filters import FILTERS
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

SECONDS = 60.0  # of processor time that one page may take
MEMORY = 1 << 30  # bytes that it may take beside what the process holds
_MOST = 100_000  # characters or members that * may make, as Jinja's sandbox has it of range
_OWN_SIZE = "/proc/self/statm"  # Linux: what memory this process holds
_BITS = 4096  # of a number that * or ** may make: Python breaks off no arithmetic


class TooMuch(TemplateRuntimeError):
    """A page takes more than one page may."""


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja's sandbox, without what makes another page each time or cannot be broken off."""

    intercepted_binops = frozenset({"*", "**"})

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        del self.globals["lipsum"], self.filters["random"]  # the same content must make the same pages
        self.filters["sum"] = _sum

    def getattr(self, obj: Any, attribute: str) -> Any:
        """An attribute. Mere data is not judged further: templates ask for a million of them in a hundred articles."""
        try:
            value = getattr(obj, attribute)
        except AttributeError:
            return super().getattr(obj, attribute)
        kind: Any = type(value)
        if _is_data(kind) and not attribute.startswith("_"):
            return value
        return super().getattr(obj, attribute)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Methods of numbers are none of a template's: they make bytes, and numbers of bytes, of any length."""
        is_of_number = isinstance(obj, (int, float)) and callable(value)
        return not is_of_number and super().is_safe_attribute(obj, attr, value)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """``*`` and ``**``, if what they make stays small."""
        if _size(operator, left, right) > 1:
            raise SecurityError(f"{operator} would make too large a value")
        return super().call_binop(context, operator, left, right)


def _size(operator: str, left: Any, right: Any) -> float:
    """How large the value would be, as a part of what is allowed."""
    if isinstance(left, int) and isinstance(right, int):
        bits = (
            left.bit_length() * max(right, 0) if operator == "**" else left.bit_length() + right.bit_length()
        )
        return bits / _BITS
    several, times = (right, left) if isinstance(left, int) else (left, right)
    if isinstance(times, int) and hasattr(several, "__len__"):
        return len(several) * times / _MOST
    return 0


@lru_cache(maxsize=256)
def _is_data(kind: Any) -> bool:
    """Can a value of this kind do nothing? Its own attributes are judged when they are asked for."""
    return kind in (str, Markup, int, bool, float, tuple, NoneType) or is_dataclass(kind)


@pass_environment
def _sum(environment: Sandbox, values: Iterable[Any], attribute: Any = None, start: Any = 0) -> Any:
    """Jinja's filter for numbers; the sum of lists would copy the first of them again and again."""
    if not isinstance(start, (int, float)):
        raise SecurityError("sum adds numbers only")
    return FILTERS["sum"](environment, values, attribute, start)


# ---- bounds ------------------------------------------------------------------------------------------------


@contextmanager
def bounds() -> Iterator[None]:
    """Within them a page may take so much processor time and memory, where the system can bound them.

    Raises ``TooMuch`` or ``MemoryError``. Only a process's main thread can be told that its time is up.
    """
    with ExitStack() as stack:
        if hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread():
            stack.enter_context(_time_bound())
        if os.path.exists(_OWN_SIZE):
            stack.enter_context(_memory_bound())
        yield


def _stop(number: int, frame: FrameType | None) -> None:
    raise TooMuch(f"it takes more than {SECONDS:.0f} seconds for one page")


@contextmanager
def _time_bound() -> Iterator[None]:
    before = signal.signal(signal.SIGVTALRM, _stop)
    # Again each second: where Jinja works out a constant, it takes whatever is raised for "not constant".
    signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS, 1)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


@contextmanager
def _memory_bound() -> Iterator[None]:
    import resource

    soft, hard = usual = _usual_memory()
    pages = int(Path(_OWN_SIZE).read_text("ascii").split()[0])
    most = pages * resource.getpagesize() + MEMORY
    if soft == resource.RLIM_INFINITY or most < soft:
        resource.setrlimit(resource.RLIMIT_AS, (most, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, usual)


@lru_cache(maxsize=1)
def _usual_memory() -> tuple[int, int]:
    """What the process may take otherwise: asked once, for two threads may be within bounds at a time."""
    import resource

    return resource.getrlimit(resource.RLIMIT_AS)
