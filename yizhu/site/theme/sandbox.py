"""Runs templates in Jinja's sandbox, and limits the time and memory of one page."""

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

from jinja2 import Environment, TemplateRuntimeError, pass_environment
from jinja2.exceptions import SecurityError
from jinja2.filters import FILTERS
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

MAX_SECONDS = 60.0  # processor time of one page
MAX_MEMORY = 1 << 30  # bytes for one page, beside what the process holds already
_MAX_LENGTH = 100_000  # of a text or list that * makes; Jinja's sandbox limits range() to the same
_OWN_SIZE = "/proc/self/statm"  # Linux: how much memory this process holds
_MAX_BITS = 4096  # of a number that * or ** makes: Python cannot interrupt arithmetic


class LimitExceeded(TemplateRuntimeError):
    """One page takes more time than it may."""


class PackagedTemplates(Environment):
    """Jinja without the sandbox, for a theme without templates of its own: the packaged ones are the program's own code."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return an attribute, without a look at items as long as there is one."""
        try:
            return getattr(obj, attribute)
        except AttributeError:
            return super().getattr(obj, attribute)


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja's sandbox, without random output and without operations that cannot be interrupted."""

    intercepted_binops = frozenset({"*", "**"})

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        del self.globals["lipsum"], self.filters["random"]  # the same content must make the same pages
        self.filters["sum"] = _sum

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return an attribute. Plain data is not checked further, for speed: 100 articles ask for a million attributes."""
        try:
            value = getattr(obj, attribute)
        except AttributeError:
            return super().getattr(obj, attribute)
        kind: Any = type(value)
        if attribute[0] != "_" and _is_data(kind):
            return value
        return super().getattr(obj, attribute)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Refuse methods of numbers too: they make bytes of any length."""
        is_of_number = isinstance(obj, (int, float)) and callable(value)
        return not is_of_number and super().is_safe_attribute(obj, attr, value)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Compute ``*`` or ``**``, if the result stays small. Raises ``SecurityError`` otherwise."""
        if _size(operator, left, right) > 1:
            raise SecurityError(f"{operator} would make too large a value")
        return super().call_binop(context, operator, left, right)


def _size(operator: str, left: Any, right: Any) -> float:
    """Return how large the result would be; 1 is the largest allowed."""
    if isinstance(left, int) and isinstance(right, int):
        bits = (
            left.bit_length() * max(right, 0) if operator == "**" else left.bit_length() + right.bit_length()
        )
        return bits / _MAX_BITS
    sequence, times = (right, left) if isinstance(left, int) else (left, right)
    if isinstance(times, int) and hasattr(sequence, "__len__"):
        return len(sequence) * times / _MAX_LENGTH
    return 0


@lru_cache(maxsize=256)
def _is_data(kind: Any) -> bool:
    """Is a value of this type plain data? Its own attributes are checked when a template asks for them."""
    return kind in (str, Markup, int, bool, float, tuple, NoneType) or is_dataclass(kind)


@pass_environment
def _sum(environment: Sandbox, values: Iterable[Any], attribute: Any = None, start: Any = 0) -> Any:
    """Jinja's ``sum``, for numbers only: the sum of lists would copy the growing list again and again."""
    if not isinstance(start, (int, float)):
        raise SecurityError("sum adds numbers only")
    return FILTERS["sum"](environment, values, attribute, start)


# ---- limits ------------------------------------------------------------------------------------------------


@contextmanager
def limits() -> Iterator[None]:
    """Limit processor time and memory within the ``with`` block, as far as the system can.

    Raises ``LimitExceeded`` or ``MemoryError``. Time is limited only in the main thread of a process.
    """
    with ExitStack() as stack:
        if hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread():
            stack.enter_context(_limit_time())
        if os.path.exists(_OWN_SIZE):
            stack.enter_context(_limit_memory())
        yield


def _stop(number: int, frame: FrameType | None) -> None:
    raise LimitExceeded(f"it takes more than {MAX_SECONDS:.0f} seconds for one page")


@contextmanager
def _limit_time() -> Iterator[None]:
    before = signal.signal(signal.SIGVTALRM, _stop)
    # Again each second: while Jinja evaluates a constant, it takes any exception to mean "not constant".
    signal.setitimer(signal.ITIMER_VIRTUAL, MAX_SECONDS, 1)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


@contextmanager
def _limit_memory() -> Iterator[None]:
    import resource

    soft, hard = usual = _initial_memory_limit()
    pages = int(Path(_OWN_SIZE).read_text("ascii").split()[0])
    most = pages * resource.getpagesize() + MAX_MEMORY
    if soft == resource.RLIM_INFINITY or most < soft:
        resource.setrlimit(resource.RLIMIT_AS, (most, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, usual)


@lru_cache(maxsize=1)
def _initial_memory_limit() -> tuple[int, int]:
    """Return the limit of the process before any page: asked once, because two threads may render at a time."""
    import resource

    return resource.getrlimit(resource.RLIMIT_AS)
