"""Markdown that people bring along: ``~~deleted~~``, tasks ``- [x]``, callouts ``> [!note]``.

Deleted words follow the rule of emphasis beside Chinese punctuation. Inline notes and definition lists come with plugins of
``mdit_py_plugins``.
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Delimiter
from markdown_it.token import Token

from yizhu.content.markdown.cjk_emphasis import find_flanks

CALLOUTS = ("note", "tip", "important", "warning", "caution")
_TASK = re.compile(r"\[([ xX])\](?=\s)")
_CALLOUT = re.compile(
    rf"\[!({'|'.join(CALLOUTS)})\](?:[+-](?=\s|$))?[ \t]*", re.I
)  # + and - fold it in Obsidian


def extensions(md: MarkdownIt) -> None:
    """A ``markdown-it-py`` plugin for all of them."""
    md.enable("strikethrough")
    md.inline.ruler.at("strikethrough", _parse_strikethrough)
    md.core.ruler.after("inline", "tasks_and_callouts", _read_tasks_and_callouts)


def _parse_strikethrough(state: StateInline, silent: bool) -> bool:
    length = len(state.src) - state.pos - len(state.src[state.pos :].lstrip("~"))
    if silent or length < 2:
        return False
    can_open, can_close = find_flanks(state, length)
    if length % 2:
        state.push("text", "", 0).content = "~"
    for _ in range(length // 2):
        state.push("text", "", 0).content = "~~"
        state.delimiters.append(
            Delimiter(ord("~"), length=0, token=len(state.tokens) - 1, end=-1, open=can_open, close=can_close)
        )
    state.pos += length
    return True


def _read_tasks_and_callouts(state: StateCore) -> None:
    empty: set[int] = set()  # places of paragraphs of which nothing is left
    for nth, token in enumerate(state.tokens):
        if token.type == "inline" and nth >= 2 and state.tokens[nth - 1].type == "paragraph_open":
            around = state.tokens[nth - 2]
            if around.type == "list_item_open":
                _read_task(token)
            elif around.type == "blockquote_open":
                _read_callout(around, token)
                if not token.children and state.tokens[nth + 2].type != "blockquote_close":
                    empty |= {nth - 1, nth, nth + 1}
    if empty:
        state.tokens[:] = [token for nth, token in enumerate(state.tokens) if nth not in empty]


def _read_task(inline: Token) -> None:
    first = inline.children[0] if inline.children else None
    if first and first.type == "text" and (found := _TASK.match(first.content)):
        first.content = ("☐" if found[1] == " " else "☑") + first.content[found.end() :]


def _read_callout(quote: Token, inline: Token) -> None:
    """Note the kind of a quote that begins with ``[!note]``, and take the sign out; what follows it in its line is bold."""
    children = inline.children or []
    if not children or children[0].type != "text" or not (found := _CALLOUT.match(children[0].content)):
        return
    quote.meta = {"callout": found[1].lower()}
    children[0].content = children[0].content[found.end() :]
    end = next((nth for nth, child in enumerate(children) if child.type == "softbreak"), len(children))
    title = [child for child in children[:end] if child.content or child.type != "text"]
    bold = [Token("strong_open", "strong", 1), *title, Token("strong_close", "strong", -1)] if title else []
    is_more = bool(title) and end < len(children)
    inline.children = [*bold, *([Token("hardbreak", "br", 0)] if is_more else []), *children[end + 1 :]]
