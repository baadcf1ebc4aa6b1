"""Every regular expression of the package on text made against it: python evaluation/patterns.py [--quick] [PART OF A NAME]

1. the patterns are found: in modules, in what modules hold, and where functions give one to ``re``
2. for each, text is made from its own parts: what each repeated part accepts, over and over, and an end that fails
3. it is matched at 5,000 characters (1,000 with ``--quick``, and fewer ends) as its module does; what takes longer
   than most do is measured again at two, four and eight times that, and printed with its exponent if that is above 1.5

A pattern whose callers hand it short text only is named in ``SHORT``, with the longest that they do. Each match ends
after two seconds. Returns 1 if a pattern is printed.
"""

from __future__ import annotations

import argparse
import ast
import importlib
import inspect
import math
import pkgutil
import re
import signal
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from itertools import product
from types import ModuleType
from typing import Any

import yizhu

_parser: Any = importlib.import_module("re._parser")
_constants: Any = importlib.import_module("re._constants")

# Of patterns that no caller hands more than so many characters.
SHORT = {
    "yizhu.importers.metadata.bylines:_PLACES": 40,  # of a name, as the patterns that find one bound it
    "yizhu.importers.metadata.bylines:_NAMED_FIRST": 400,  # of a spot
    "yizhu.importers.metadata.bylines:_REPORTER": 400,
    "yizhu.importers.html.selection.boilerplate_words:_BOILERPLATE": 60,
    "yizhu.importers.html.selection.boilerplate_words:_BOILERPLATE_LATIN": 60,
    "yizhu.importers.html.selection.boilerplate_words:_END": 40,
    "yizhu.importers.html.selection.boilerplate_words:_CREDIT": 120,
    "yizhu.content.files.read:_LIKE_YAML": 255,  # of a file's name
    "yizhu.content.files.read:_COPY": 255,
}
# Of patterns that are handed on, or stand in a table: how they are used.
MATCHED = {"yizhu.importers.sources.decode:_MAGIC": "match", "yizhu.content.files.read:_YAML": "fullmatch"}
_REPEATS = (_constants.MAX_REPEAT, _constants.MIN_REPEAT, _constants.POSSESSIVE_REPEAT)
ENDS = ("", "\0", "\n", "!", "x", "字")
SEEDS = (" ", "\n", "a", "A", "1", "字", "駐", ".", "[", "(", "<", "\\", "\u3000")
SECONDS = 2.0
GROWTH = 1.5  # a larger exponent is printed
PER_CHARACTER = 0.5e-6  # seconds: most linear patterns take less; of the others, the growth is measured
MOST_PER_CHARACTER = 2e-6  # a pattern that grows takes more, at eight times the length
LONG = 0.05  # seconds that a pattern may take of short text
_RESTARTING = ("search", "sub", "subn", "split", "findall", "finditer")
_METHODS = (*_RESTARTING, "match", "fullmatch")


@dataclass(frozen=True, slots=True)
class Found:
    """A pattern, and how its module uses it."""

    name: str  # module:name, or module:line
    pattern: re.Pattern[Any]
    methods: frozenset[str]


@dataclass(frozen=True, slots=True)
class Slow:
    """A pattern that takes more than a linear one, and on what."""

    name: str
    method: str
    exponent: float
    seconds: float
    length: int
    text: str


class Late(Exception):
    """A match that did not end."""


def main(arguments: list[str]) -> int:
    """Print the patterns that grow. Returns 1 if there are some."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("part", nargs="?", default="")
    parser.add_argument("--quick", action="store_true")
    given = parser.parse_args(arguments)
    found = [one for one in patterns() if given.part in one.name]
    slow = slow_ones(found, is_quick=given.quick)
    for one in slow:
        print(
            f"{one.name}.{one.method}: exponent {one.exponent:.1f}, {one.seconds * 1000:.0f} ms "
            f"at {one.length} characters of {one.text!r}"
        )
    print(f"{len(found)} patterns, {len(slow)} grow faster than {GROWTH}")
    return int(bool(slow))


def slow_ones(found: Iterable[Found], *, is_quick: bool) -> list[Slow]:
    """Those that grow faster than they may; quickly, or at length."""
    length, ends = (1_000, ENDS[:2]) if is_quick else (5_000, ENDS)
    return [one for each in found if (one := slowest(each, length, ends))]


# ---- 1. the patterns ---------------------------------------------------------------------------------------


def patterns() -> tuple[Found, ...]:
    """All patterns of the package, each once."""
    found: dict[tuple[Any, int, frozenset[str]], Found] = {}
    for module in modules():
        for one in (*_held(module), *_given(module)):
            found.setdefault((one.pattern.pattern, one.pattern.flags, one.methods), one)
    return tuple(found.values())


def modules() -> Iterator[ModuleType]:
    """All modules of the package."""
    for one in pkgutil.walk_packages(yizhu.__path__, "yizhu."):
        if not one.name.endswith("__main__"):
            yield importlib.import_module(one.name)


def _held(module: ModuleType) -> Iterator[Found]:
    source = inspect.getsource(module)
    for name, value in vars(module).items():
        for pattern in _inside(value, 0):
            if name.startswith("__") or not re.search(rf"^{name}\b.*=", source, re.M):
                continue  # another module's
            called = f"{module.__name__}:{name}"
            known = MATCHED.get(called)
            methods = frozenset((known,)) if known else _methods(name, value, source)
            yield Found(called, pattern, methods)


def _inside(value: Any, depth: int) -> Iterator[re.Pattern[Any]]:
    if isinstance(value, re.Pattern):
        yield value
    elif depth < 5 and isinstance(value, dict):
        for one in (*value.keys(), *value.values()):
            yield from _inside(one, depth + 1)
    elif depth < 5 and isinstance(value, (tuple, list, frozenset, set)):
        for one in value:
            yield from _inside(one, depth + 1)
    elif depth < 5 and is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from _inside(getattr(value, field.name, None), depth + 1)


def _methods(name: str, value: Any, source: str) -> frozenset[str]:
    """The methods called on it; all, if it is handed on or stands in something."""
    source = re.sub(r"#.*", "", source)  # what a comment names is not handed on
    called = [one for one in re.findall(rf"\b{name}\.(\w+)", source) if one in _METHODS]
    handed = len(re.findall(rf"\b{name}\b(?!\.)", source)) > 1
    if handed or not called or not isinstance(value, re.Pattern):
        return frozenset(("search", "fullmatch"))
    return _kinds(called)


def _kinds(called: list[str]) -> frozenset[str]:
    return frozenset("search" if name in _RESTARTING else name for name in called)


def _given(module: ModuleType) -> Iterator[Found]:
    """The patterns that functions give to ``re`` where they stand; what depends on an argument is left out."""
    for node in ast.walk(ast.parse(inspect.getsource(module))):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args):
            continue
        of_re = isinstance(node.func.value, ast.Name) and node.func.value.id == "re"
        if not of_re or node.func.attr not in _METHODS:
            continue
        try:
            flags = next((_value(one.value, module) for one in node.keywords if one.arg == "flags"), 0)
            pattern = re.compile(_value(node.args[0], module), flags)
        except (NameError, TypeError, AttributeError, re.error):
            continue
        yield Found(f"{module.__name__}:{node.lineno}", pattern, _kinds([node.func.attr]))


def _value(node: ast.expr, module: ModuleType) -> Any:
    return eval(compile(ast.Expression(node), "", "eval"), vars(module))


# ---- 2. the text -------------------------------------------------------------------------------------------


def attacks(pattern: re.Pattern[Any]) -> tuple[tuple[str, str], ...]:
    """Pairs of what opens a text and what is repeated in it."""
    source = pattern.pattern
    source = source.decode("latin-1") if isinstance(source, bytes) else source
    flags = pattern.flags & ~re.UNICODE if isinstance(pattern.pattern, bytes) else pattern.flags
    tree = _parser.parse(source, flags & ~re.LOCALE & ~re.ASCII)
    found: dict[tuple[str, str], None] = {}
    letters: dict[str, None] = {}
    for before, body in _repeats(tree, ""):
        for one in body:
            found[(before, one)] = found[("", one)] = found[("", before + one)] = None
            letters.update(dict.fromkeys(one[:1]))
    whole = _samples(tree)[0]
    found[("", whole)] = found[("", whole[:-1])] = None
    for one in (*list(letters)[:12], *SEEDS):
        found[("", one)] = None
    for one, other in product(list(letters)[:6], repeat=2):
        found[("", one + other)] = None
    return tuple(pair for pair in found if pair[1])


def _repeats(tree: Any, before: str) -> Iterator[tuple[str, list[str]]]:
    """Each part that may be repeated often: what stands before it, and texts that it accepts."""
    for op, value in tree:
        if op in _REPEATS and value[1] > 3:
            yield before, _samples(value[2])
        for inner in _inner(op, value):
            yield from _repeats(inner, before)
        before += _samples([(op, value)])[0]


def _inner(op: Any, value: Any) -> list[Any]:
    if op in _REPEATS:
        return [value[2]]
    if op is _constants.SUBPATTERN:
        return [value[3]]
    if op is _constants.ATOMIC_GROUP:
        return [value]
    if op is _constants.BRANCH:
        return list(value[1])
    return [value[1]] if op in (_constants.ASSERT, _constants.ASSERT_NOT) else []


def _samples(tree: Any) -> list[str]:
    """Some texts that it accepts, the simplest first."""
    found = [""]
    for op, value in tree:
        found = [text + more for text, more in product(found, _sample(op, value))][:8]
    return found


def _sample(op: Any, value: Any) -> list[str]:
    if op is _constants.LITERAL:
        return [chr(value)]
    if op in (_constants.IN, _constants.NOT_LITERAL, _constants.ANY, _constants.CATEGORY):
        return _of_class(op, value)
    if op is _constants.BRANCH:
        return [text for inner in value[1] for text in _samples(inner)[:2]][:8]
    if op in _REPEATS:
        return [text * max(1, min(value[0], 3)) for text in _samples(value[2])]
    if op in (_constants.SUBPATTERN, _constants.ATOMIC_GROUP):
        return _samples(_inner(op, value)[0])
    return [""]


_TRIED = " a1A字-_.,:/\n\t\u3000，、\"'<>()[]{}=*`#|!?&;~^$%\\é"


def _of_class(op: Any, value: Any) -> list[str]:
    """Characters that a class accepts: of a few, one of each kind, and the first of its own."""
    if op is _constants.ANY:
        return ["a", "字", " "]
    if op is _constants.NOT_LITERAL:
        return [c for c in "a 字" if ord(c) != value]
    single = _single(value)
    own = [chr(v) if o is _constants.LITERAL else chr(v[0]) for o, v in value
           if o in (_constants.LITERAL, _constants.RANGE)][:3]  # fmt: skip
    return [c for c in dict.fromkeys((*_TRIED, *own)) if single(c)][:6] or ["a"]


def _single(value: Any) -> Callable[[str], bool]:
    is_negated = bool(value) and bool(value[0][0] is _constants.NEGATE)

    def holds(c: str) -> bool:
        return any(_accepts(op, one, c) for op, one in value) != is_negated

    return holds


def _accepts(op: Any, value: Any, c: str) -> bool:
    if op is _constants.LITERAL:
        return bool(ord(c) == value)
    if op is _constants.RANGE:
        return bool(value[0] <= ord(c) <= value[1])
    if op is _constants.CATEGORY:
        return bool(_CATEGORIES[value](c))
    return False


_CATEGORIES: dict[Any, Callable[[str], Any]] = {
    _constants.CATEGORY_DIGIT: re.compile(r"\d").match,
    _constants.CATEGORY_NOT_DIGIT: re.compile(r"\D").match,
    _constants.CATEGORY_SPACE: re.compile(r"\s").match,
    _constants.CATEGORY_NOT_SPACE: re.compile(r"\S").match,
    _constants.CATEGORY_WORD: re.compile(r"\w").match,
    _constants.CATEGORY_NOT_WORD: re.compile(r"\W").match,
}


# ---- 3. the time -------------------------------------------------------------------------------------------


def slowest(one: Found, length: int, ends: tuple[str, ...]) -> Slow | None:
    """On what the pattern takes more than a linear one; None: on nothing that was tried."""
    length = min(length, SHORT.get(one.name, length))
    for before, body in attacks(one.pattern):
        for end, method in product(ends, sorted(one.methods)):
            text = _text(before, body, end, length)
            took = timed(one.pattern, method, text)
            if took > length * PER_CHARACTER and (grown := _grown(one, method, before, body, end, length)):
                return grown
    return None


def _text(before: str, body: str, end: str, length: int) -> str:
    return before + body * (length // len(body)) + end


def _grown(one: Found, method: str, before: str, body: str, end: str, length: int) -> Slow | None:
    """The same at two, four and eight times the length, where a square stands out from what the machine does beside it."""
    told = f"{before}({body})*{end}"

    def took(at: int) -> float:
        text = _text(before, body, end, at)
        seconds = timed(one.pattern, method, text)
        return min(seconds, timed(one.pattern, method, text)) if seconds < LONG else seconds

    if one.name in SHORT:
        seconds = took(length)
        return Slow(one.name, method, 0.0, seconds, length, told) if seconds > LONG else None
    exponents = list[float]()
    last = took(2 * length)
    for times in (4, 8):
        before_that, last = last, took(times * length) if last < math.inf else math.inf
        exponents.append(math.log2(last / max(before_that, 1e-6)) if last < math.inf else math.inf)
        # Both steps must grow: a machine that is busy now makes one of them look so.
        if exponents[-1] < GROWTH:
            return None
    is_slow = last > 8 * length * MOST_PER_CHARACTER
    return Slow(one.name, method, min(exponents), last, 8 * length, told) if is_slow else None


def timed(pattern: re.Pattern[Any], method: str, text: str) -> float:
    """The seconds of one match; infinite if it takes more than ``SECONDS``."""
    given = text.encode("utf-8") if isinstance(pattern.pattern, bytes) else text
    before = signal.signal(signal.SIGALRM, _late)
    # By the clock on the wall: a timer of the processor's time makes its clock coarse.
    signal.setitimer(signal.ITIMER_REAL, SECONDS)
    began = time.process_time()
    try:
        if method == "search":
            for _ in pattern.finditer(given):
                pass
        else:
            getattr(pattern, method)(given)
    except Late:
        return math.inf
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    return time.process_time() - began


def _late(*_: object) -> None:
    raise Late


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
