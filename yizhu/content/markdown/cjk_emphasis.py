"""Emphasis beside Chinese punctuation: ``他說**「如此」**,然後`` is bold.

In CommonMark 0.31 §6.2 a run of ``*`` between a letter and punctuation cannot open emphasis, because a space is
missing before it. Chinese has no spaces. We follow the draft "CommonMark CJK-friendly": next to a CJK character,
punctuation never forbids emphasis, and CJK counts as punctuation where punctuation would allow it. Where no CJK
character is next to the run, nothing changes.
"""

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, isWhiteSpace
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Delimiter

from yizhu.chinese.han import is_cjk


def cjk_emphasis(md: MarkdownIt) -> None:
    """A ``markdown-it-py`` plugin for emphasis by the rule above."""
    md.inline.ruler.at("emphasis", _tokenize)


def _tokenize(state: StateInline, silent: bool) -> bool:
    marker = state.src[state.pos]
    if silent or marker not in "*_":
        return False
    scanned = state.scanDelims(state.pos, marker == "*")
    can_open, can_close = find_flanks(state, scanned.length)
    for _ in range(scanned.length):
        state.push("text", "", 0).content = marker
        state.delimiters.append(
            Delimiter(
                marker=ord(marker),
                length=scanned.length,
                token=len(state.tokens) - 1,
                end=-1,
                open=can_open,
                close=can_close,
            )
        )
    state.pos += scanned.length
    return True


def find_flanks(state: StateInline, length: int) -> tuple[bool, bool]:
    """Return whether the run of ``length`` delimiters at the parser's position can open, and whether it can close."""
    splits_words = state.src[state.pos] != "_"
    before = _visible_before(state.src, state.pos)
    after = state.src[state.pos + length : state.pos + length + 1] or " "
    if is_cjk(before) or is_cjk(after):
        return _flanks(before, after, splits_words=splits_words)
    scanned = state.scanDelims(state.pos, splits_words)
    return scanned.can_open, scanned.can_close


def _visible_before(source: str, position: int) -> str:
    # A variation selector belongs to the character before it: in 葛󠄀**城** the emphasis is next to 葛.
    while position and (
        source[position - 1] in "\ufe00\ufe01\ufe0f" or "\U000e0100" <= source[position - 1] <= "\U000e01ef"
    ):
        position -= 1
    return source[position - 1] if position else " "


def _flanks(before: str, after: str, *, splits_words: bool) -> tuple[bool, bool]:
    """Return whether a run of delimiters between two characters can open, and whether it can close, emphasis."""
    left = not _is_space(after) and (not _forbids(after) or _is_space(before) or _allows(before))
    right = not _is_space(before) and (not _forbids(before) or _is_space(after) or _allows(after))
    if splits_words:
        return left, right
    return left and (not right or _allows(before)), right and (not left or _allows(after))


def _is_space(character: str) -> bool:
    return isWhiteSpace(ord(character)) or character == "\n"


def _is_punctuation(character: str) -> bool:
    return isMdAsciiPunct(ord(character)) or isPunctChar(character)


def _forbids(character: str) -> bool:
    return _is_punctuation(character) and not is_cjk(character)


def _allows(character: str) -> bool:
    return _is_punctuation(character) or is_cjk(character)
