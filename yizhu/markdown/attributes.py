"""The braces behind a bracketed span or above a block: ``{term=distillation}``, ``{sic="a b" keep}``."""

from __future__ import annotations

import re
from dataclasses import dataclass

_ATTRIBUTE = re.compile(
    r"""\s*(?P<name>[A-Za-z][A-Za-z0-9-]*)(?:=(?:"(?P<quoted>(?:[^"\\\n]|\\.)*)"|(?P<bare>[^\s{}"]+)))?(?=[\s}])"""
)
_LANG = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$")

SPAN_NAMES = ("term", "reading", "sic", "keep", "lang", "sup", "sub", "del")
BLOCK_NAMES = ("from", "role", "supplied")
BLOCK_VALUES = {"role": ("bio", "notice"), "supplied": ("speaker",)}


@dataclass(frozen=True, slots=True)
class Braces:
    """Attributes as written, and where the braces end."""

    attributes: tuple[tuple[str, str], ...]
    end: int  # offset behind the closing brace


def read_braces(text: str, start: int) -> Braces | None:
    """The attributes in braces that open at ``start``, or None if what stands there is not of that form.

    A value stands bare or in double quotes; a name alone has the empty value.
    """
    if not text.startswith("{", start):
        return None
    found: list[tuple[str, str]] = []
    position = start + 1
    while match := _ATTRIBUTE.match(text, position):
        quoted = match["quoted"]
        value = re.sub(r"\\(.)", r"\1", quoted) if quoted is not None else match["bare"] or ""
        found.append((match["name"], value))
        position = match.end()
    closing = re.compile(r"\s*\}").match(text, position)
    return Braces(tuple(found), closing.end()) if found and closing else None


def is_lang(name: str) -> bool:
    """Is the name a BCP 47 tag of language, script and region, in the usual letter case?"""
    return bool(_LANG.match(name))
