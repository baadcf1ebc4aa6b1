"""The bracketed span, our one notation: ``[蒸餾]{term=distillation}``."""

from __future__ import annotations

from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.helpers import parseLinkLabel
from markdown_it.rules_inline import StateInline

from yizhu.markdown.attributes import read_braces


def bracketed_spans(md: MarkdownIt) -> None:
    """A ``markdown-it-py`` plugin: ``[text]{attributes}`` becomes ``span_open … span_close``."""
    md.inline.ruler.before("link", "bracketed_span", _span)


def _span(state: StateInline, silent: bool) -> bool:
    # Silent: markdown-it only looks for a bracket's end. A span must not hide there, or no link could hold one.
    if silent or state.src[state.pos] != "[":
        return False
    # Without this look ahead every [ would be scanned to its end twice.
    if _last_span_ends(state.src) < state.pos:
        return False
    label_end = parseLinkLabel(state, state.pos)
    if label_end < 0:
        return False
    braces = read_braces(state.src, label_end + 1)
    if braces is None or braces.end > state.posMax:
        return False
    _push(state, label_end, braces.attributes)
    state.pos = braces.end
    return True


@lru_cache(maxsize=4)  # asked at each [ of one text
def _last_span_ends(text: str) -> int:
    return text.rfind("]{")


def _push(state: StateInline, label_end: int, attributes: tuple[tuple[str, str], ...]) -> None:
    end = state.posMax
    state.pos, state.posMax = state.pos + 1, label_end
    token = state.push("span_open", "span", 1)
    token.meta = {"attributes": attributes}
    state.md.inline.tokenize(state)
    state.push("span_close", "span", -1)
    state.posMax = end
