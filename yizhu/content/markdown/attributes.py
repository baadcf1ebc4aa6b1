"""Parse attributes in braces: ``[text]{lang=en}`` for a span, a line ``{from=p3-p4}`` above a block."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache, lru_cache

from markdown_it import MarkdownIt
from markdown_it.helpers import parseLinkLabel
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

from yizhu.content.language_tags import explain_tag

_ATTRIBUTE = re.compile(
    r"""\s*(?P<name>[A-Za-z][A-Za-z0-9-]*)(?:=(?:"(?P<quoted>(?:[^"\\\n]|\\.)*)"|(?P<bare>[^\s{}"]+)))?(?=[\s}])"""
)
_LANG = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?(-x(-[a-z0-9]{1,8})+)?$")

SPAN_NAMES = ("term", "reading", "sic", "keep", "lang", "sup", "sub", "del", "quote")
BLOCK_NAMES = ("from", "role", "supplied")
BLOCK_VALUES = {"role": ("bio", "notice"), "supplied": ("speaker",)}


@dataclass(frozen=True, slots=True)
class Braces:
    """Attributes as written, and the end of their braces."""

    attributes: tuple[tuple[str, str], ...]
    end: int  # offset behind the closing brace


def read_braces(text: str, start: int) -> Braces | None:
    """Return the attributes in the braces that open at ``start``; None: there are none, or they are not well formed.

    A value is bare or in double quotes; a name alone has the empty value.
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
    """Is the name a BCP 47 tag of language, script, region and private use, in the usual letter case?

    Only languages that CLDR has a name for count: of all names of three letters most are mistyped attributes.
    """
    if not _LANG.match(name) or not _is_known_language(name.partition("-")[0]):
        return False
    return "-" not in name or not explain_tag(name)


@cache
def _is_known_language(subtag: str) -> bool:
    if subtag in ("zh", "en"):  # Babel takes a while to load
        return True
    if len(subtag) == 3 and get_close_matches(
        subtag, SPAN_NAMES, 1, 0.8
    ):  # tem is rather a mistyped term than Timne
        return False
    from babel import Locale

    return subtag in Locale("en").languages


def bracketed_spans(md: MarkdownIt) -> None:
    """A ``markdown-it-py`` plugin: ``[text]{attributes}`` becomes ``span_open … span_close``."""
    md.inline.ruler.before("link", "bracketed_span", _parse_span)


def _parse_span(state: StateInline, silent: bool) -> bool:
    # Silent: markdown-it only looks for the closing bracket of a link. A span skipped there could not be inside of one.
    if silent or state.src[state.pos] != "[":
        return False
    # Without this check every [ would be scanned to its end twice.
    if _last_span(state.src, state.posMax) < state.pos:
        return False
    label_end = parseLinkLabel(state, state.pos)
    if label_end < 0:
        return False
    braces = read_braces(state.src, label_end + 1)
    if braces is None or braces.end > state.posMax:
        return False
    _push_span(state, label_end, braces.attributes)
    state.pos = braces.end
    return True


@lru_cache(maxsize=4)  # asked at every [ of a text
def _last_span(source: str, end: int) -> int:
    """Return the last offset before ``end`` where a span can close."""
    return source.rfind("]{", 0, end)


def _push_span(state: StateInline, label_end: int, attributes: tuple[tuple[str, str], ...]) -> None:
    end = state.posMax
    state.pos, state.posMax = state.pos + 1, label_end
    token = state.push("span_open", "span", 1)
    token.meta = {"attributes": attributes}
    state.md.inline.tokenize(state)
    state.push("span_close", "span", -1)
    state.posMax = end


def block_attributes(md: MarkdownIt) -> None:
    """A ``markdown-it-py`` plugin: a line of nothing but braces becomes a ``block_attributes`` token.

    It cannot interrupt a paragraph: as a paragraph's last line it belongs to that one, and the parser takes it off its end.
    """
    md.block.ruler.before("fence", "block_attributes", _parse_line_of_braces)


def _parse_line_of_braces(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    if state.level:  # in a list or a quote it is plain text
        return False
    start = state.bMarks[start_line] + state.tShift[start_line]
    line = state.src[start : state.eMarks[start_line]].rstrip()
    if not line.startswith("{") or state.sCount[start_line] - state.blkIndent >= 4:
        return False
    braces = read_braces(line, 0)
    if braces is None or braces.end != len(line):
        return False
    if silent:
        return True
    token = state.push("block_attributes", "", 0)
    token.map = [start_line, start_line + 1]
    token.meta = {"attributes": braces.attributes}
    token.hidden = True
    state.line = start_line + 1
    return True
