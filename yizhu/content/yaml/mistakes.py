"""What authors write that YAML reads as something else, and what to write instead.

1. a line that is no YAML: which of the usual mistakes it is, and the line as it should be
2. a value of another kind than is wanted: the same value as it should be
3. a file that does not begin with ---: how the front matter of other programs is written here
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

GENERAL_HELP = "quote text that holds ': ' or ' #', or that begins with one of [ { * & ! | > % @ ` \""


class Mistake(NamedTuple):
    """What is wrong with a line."""

    column: int  # from 1
    length: int
    problem: str
    help: str


# ---- lines -------------------------------------------------------------------------------------------------

_KEY = r"\A(?P<before>[ \t\u3000]*(?:- +)*)(?P<key>[A-Za-z_][\w-]*)"
_FULL_COLON = re.compile(_KEY + "(?P<at>：)[ \u3000]*+(?P<value>.*)")
_NO_SPACE = re.compile(_KEY + r"(?P<at>:)(?!//)(?P<value>[^\s].*)")
_FULL_SPACE = re.compile(_KEY + ":(?P<at>[\u3000\xa0]++)(?P<value>.*)")
_INDENT = re.compile(r"\A[ ]*(?P<at>[\t\u3000\xa0]+)")
_EQUALS = re.compile(_KEY + r" *+(?P<at>=) *+(?P<value>.+)")
_VALUE = re.compile(r"\A(?P<before> *(?:- +)*(?:[A-Za-z_][\w-]*: +)?)(?P<value>\S.*)")
_ENDS = {"[": "]", "{": "}", '"': '"', "'": "'"}
_FLOW = re.compile(r"[\[{].*[,:]")  # more likely a list or mapping than text in brackets


def find_mistake(lines: Iterable[str]) -> tuple[int, Mistake] | None:
    """Return the first of these lines (its index) that has one of the usual mistakes; ``None``: none has."""
    for index, line in enumerate(lines):
        for look in _LOOKS:
            if found := look(line):
                return index, found
    return None


def find_key_mistake(lines: Iterable[str]) -> tuple[int, Mistake] | None:
    """Return the same, but only for mistakes in front of a value, which can make text of a mapping."""
    for index, line in enumerate(lines):
        if found := _indent_mistake(line) or _key_mistake(line):
            return index, found
    return None


def explain_syntax_error(said: str, line: str) -> tuple[str, str]:
    """Return the problem that the YAML library has with a line, and the help for it."""
    if "escape" in said or "hexdecimal" in said or "hexadecimal" in said:
        return "invalid YAML: a backslash within double quotes", "write single quotes: 'C:\\new'"
    if said.startswith("mapping values are not allowed") and line.startswith(" "):
        return (
            "invalid YAML: this line is indented more than the key above it",
            "begin both in the same column",
        )
    return f"invalid YAML: {said}", GENERAL_HELP


def _indent_mistake(line: str) -> Mistake | None:
    found = _INDENT.match(line)
    if not found or not line.strip():
        return None
    what = (
        "a tab"
        if "\t" in found["at"]
        else "a full-width space"
        if "\u3000" in found["at"]
        else "a no-break space"
    )
    return Mistake(
        found.start("at") + 1, 1, f"{what} in front of the text", "indent with spaces of half width"
    )


def _key_mistake(line: str) -> Mistake | None:
    for pattern, what in (
        (_FULL_COLON, "a full-width colon behind {key}"),
        (_FULL_SPACE, "a space of another kind behind {key}:"),
        (_NO_SPACE, "no space behind {key}:"),
        (_EQUALS, "an equals sign behind {key}"),
    ):
        if found := pattern.match(line):
            help = f"write {found['key']}: {found['value'] or '…'}"
            return Mistake(found.start("at") + 1, 1, what.format(key=found["key"]), help)
    return None


def _value_mistake(line: str) -> Mistake | None:
    """Return what is wrong with a text that YAML does not read as text, and the quoted text."""
    found = _VALUE.match(line)
    if not found:
        return None
    value, column = found["value"].rstrip(), found.start("value") + 1
    problem, at = _value_problem(value)
    if not problem:
        return None
    if problem.endswith("is not closed") and value[0] in "[{":
        return Mistake(
            column, 1, problem, f"close it with {_ENDS[value[0]]}, or quote it if it belongs to the text"
        )
    if _FLOW.match(value):
        return Mistake(column + at, 1, problem, GENERAL_HELP)
    return Mistake(column + at, 1, problem, f"write {found['before'].lstrip()}{quote(_unquoted(value))}")


def _value_problem(value: str) -> tuple[str, int]:
    """Return why YAML does not read a value as text, and where in it; an empty text: it does."""
    first = value[0]
    if first in "@`%":
        return f"text that begins with {first} must be quoted", 0
    if first in "*&!":
        return f"{first} at the beginning has a meaning of its own in YAML", 0
    if first in "|>" and not re.fullmatch(r"[|>][+-]?\d?[+-]?(?: +#.*)?", value):
        return f"{first} at the beginning has a meaning of its own in YAML", 0
    if re.match(r"[?-] ", value):
        return f"{value[:1]} at the beginning has a meaning of its own in YAML", 0
    if first in _ENDS:
        return _bracket_problem(value)
    at = value.find(": ")
    return ("a colon and a space within text that is not quoted", at) if at >= 0 else ("", 0)


def _bracket_problem(value: str) -> tuple[str, int]:
    end = _find_end(value)
    if end < 0:
        return f"the {value[0]} is not closed", 0
    rest = value[end + 1 :].strip()
    return (
        (f"text behind the closing {value[end]}", end + 1)
        if rest and not rest.startswith(("#", ","))
        else ("", 0)
    )


def _find_end(value: str) -> int:
    """Return where the bracket or quotation mark that a value begins with is closed; -1: it is not."""
    if value[0] == '"':
        found = re.match(r'"(?:[^"\\]|\\.)*"', value)
        return found.end() - 1 if found else -1
    if value[0] == "'":
        found = re.match(r"'(?:[^']|'')*'", value)
        return found.end() - 1 if found else -1
    depth = 0
    for index, character in enumerate(value):
        depth += (character in "[{") - (character in "]}")
        if depth == 0:
            return index
    return -1


_LOOKS: tuple[Callable[[str], Mistake | None], ...] = (_indent_mistake, _key_mistake, _value_mistake)


def quote(text: str) -> str:
    """Return a text as YAML reads it for certain."""
    return f'"{text}"' if not re.search(r'["\\]', text) else "'" + text.replace("'", "''") + "'"


def _unquoted(value: str) -> str:
    """Return what an author means by a value whose quotation marks are not in pairs."""
    if value[0] not in "\"'" or _find_end(value) == len(value) - 1:
        return value
    inner = value[1:-1] if value.endswith(value[0]) and len(value) > 1 else value[1:]
    return inner if _find_end(value) < 0 or value.endswith(value[0]) else value


# ---- values ------------------------------------------------------------------------------------------------

_YES, _NO = frozenset("true yes on y 1 t 是 對 对 真".split()), frozenset("false no off n 0 f 否 假".split())
_MARKS = "“”\"'‘’「」『』＂＇ "
_DAY = re.compile(
    r"\D*((?:1[5-9]|20|21)\d\d)\s*(?:[-/.年]|(?=\d{4}\b))\s*(\d{1,2})\s*(?:[-/.月]|(?=\d\d\b))\s*(\d{1,2})(?!\d)"
)
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_IN_WORDS = (
    re.compile(
        r"\A(?:[a-z]+,?\s+)?(?P<d>\d{1,2})(?:st|nd|rd|th)?\.?\s+(?P<m>[a-z]{3})[a-z]*\.?,?\s+(?P<y>\d{4})\b",
        re.I,
    ),
    re.compile(
        r"\A(?:[a-z]+,\s+)?(?P<m>[a-z]{3})[a-z]*\.?\s+(?P<d>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<y>\d{4})\b", re.I
    ),
)


def correct_value(wanted: Sequence[str], value: Any, key: str, written: str) -> str:
    """Return the help for a value that is none of the kinds ``wanted``; empty if nothing is known to be meant.

    ``key`` names it; ``written`` is its line from where it begins.
    """
    if "boolean" in wanted and isinstance(value, str):
        plain = value.strip(_MARKS).casefold()
        return "write true" if plain in _YES else "write false" if plain in _NO else ""
    if "array" in wanted and isinstance(value, str) and value.strip():
        return f"write {key}: [{', '.join(map(_item, _parts(value)))}]"
    if isinstance(value, dict) and isinstance(named := value.get("name"), str):
        return f"write {key}: [{_item(named)}]" if "array" in wanted else f"write {_item(named)}"
    if value is None:
        if "string" in wanted and written.lstrip().startswith("#"):
            return f"# begins a comment: write {key}: {quote(written.strip())}"
        return "write something, or remove the key"
    if "string" in wanted and isinstance(value, bool):
        return f"quote it: {key}: {quote(str(value).lower())}"
    if "string" in wanted and isinstance(value, list | dict) and written[:1] in ("[", "{"):
        return f"quote it if the brackets belong to the text: {key}: {quote(written.strip())}"
    if "string" in wanted and isinstance(value, list) and len(value) == 1 and isinstance(value[0], str):
        return f"write {key}: {value[0]}"
    return ""


def correct_date(value: Any) -> str:
    """Return the help for a date that is written in another form; empty if it is none."""
    text = str(value).strip(_MARKS).translate(_DIGITS)
    if found := _DAY.match(text):
        return _format_day(*map(int, found.groups()))
    for pattern in _IN_WORDS:
        found = pattern.match(text)
        if found and found["m"].casefold() in _MONTHS:
            return _format_day(int(found["y"]), _MONTHS.index(found["m"].casefold()) + 1, int(found["d"]))
    if found := re.fullmatch(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})", text):
        return _read_both_ways(*map(int, found.groups()))
    if re.fullmatch(r"(?:19|20)\d\d(?:-\d{1,2})?", text):
        return f"write the whole day, such as {text[:4]}-{text[5:].zfill(2) if text[5:] else '01'}-15"
    if re.fullmatch(r"1\d{9}", text):  # seconds since 1970
        day = date.fromordinal(date(1970, 1, 1).toordinal() + int(text) // 86_400)
        return f"write it as {day.isoformat()}"
    return ""


def _read_both_ways(one: int, other: int, year: int) -> str:
    """Return the days that two numbers and a year may mean: the month may stand first or second."""
    days = dict.fromkeys(filter(None, (_format_day(year, other, one), _format_day(year, one, other))))
    return " or ".join(days).replace(" or write it as", " or")


_DIGITS = {0xFF10 + n: str(n) for n in range(10)}


def _format_day(year: int, month: int, day: int) -> str:
    try:
        return f"write it as {date(year, month, day).isoformat()}"
    except ValueError:
        return ""


def _parts(value: str) -> list[str]:
    return [part.strip() for part in re.split("[,，、;；]", value.strip("[]")) if part.strip()]


def _item(text: str) -> str:
    """Return a text as an item of a list in brackets."""
    return quote(text) if re.search(r"[\[\]{},#:&*!|>'\"%@`]", text) else text


# ---- where front matter begins and ends --------------------------------------------------------------------

_DASHES = re.compile(
    r"\s*(?:-{2,}|[\u2010-\u2015\u2212\uff0d\u2e3a\u2e3b\u2500]+-*|-\s-\s-|\.{3}|\+{3}|={3,}|~{3,})\s*"
)


def explain_opening(lines: Sequence[str]) -> tuple[str, str]:
    """Return the problem with a text that does not begin with ---, and the help for it."""
    first = lines[0].strip()
    if first == "+++":
        return "no front matter: this is TOML, not YAML", "write --- for +++, and title: … for title = …"
    if first.startswith("{"):
        return "no front matter: this is JSON, not YAML", "write --- in a line above it and in one below"
    if _DASHES.fullmatch(lines[0]):
        return "no front matter: this line does not begin it", "write three hyphens: ---"
    above = next((number for number, line in enumerate(lines) if line.strip()), 0)
    if above and lines[above].strip() == "---":
        return "no front matter: it does not begin in the first line", "remove what stands above ---"
    if re.match(r"[A-Za-z][\w-]*\s*[:：]\s", first + " "):
        return "no front matter", "write --- in a line above the keys and in one below"
    title = first.lstrip("#").strip() if first.startswith("#") else "…"
    return "no front matter", f"begin the file with ---, title: {title}, ---"


def find_closing(lines: Sequence[str]) -> int:
    """Return the number, from 1, of the first line that was probably meant as ---; 0: there is none."""
    return next((number for number, line in enumerate(lines, 1) if _DASHES.fullmatch(line)), 0)
