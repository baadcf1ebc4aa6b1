"""The dialect: CommonMark 0.31 with tables, footnotes, definition lists, formulas, spans, attributes of blocks and comments; no HTML."""

from __future__ import annotations

from functools import cache

from markdown_it import MarkdownIt
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from yizhu.content.markdown.attributes import block_attributes, bracketed_spans
from yizhu.content.markdown.cjk_emphasis import cjk_emphasis
from yizhu.content.markdown.comments import comments
from yizhu.content.markdown.extensions import extensions
from yizhu.content.markdown.formulas import formulas
from yizhu.content.markdown.losses import repeated_footnotes
from yizhu.content.markdown.picture_attributes import picture_attributes
from yizhu.content.markdown.shortcuts import plain_blocks, rules_by_character
from yizhu.content.markdown.table_comments import parse_table

MAX_DEPTH = 20  # as usual in CommonMark parsers; a list and its items count as two


@cache
def get_parser() -> MarkdownIt:
    """Return the parser of our dialect: CommonMark 0.31, tables, footnotes, spans, block attributes; no raw HTML."""
    return make_parser().use(rules_by_character)


@cache
def get_quick_parser() -> MarkdownIt:
    """Return a parser of the same dialect to which a plain block is one token."""
    return make_parser().use(rules_by_character).use(plain_blocks)


def make_parser() -> MarkdownIt:
    """Return a new parser of our dialect, with the rules as they come."""
    md = MarkdownIt("commonmark", {"html": False, "maxNesting": MAX_DEPTH}).enable("table")
    md.use(footnote_plugin, inline=True).use(deflist_plugin).use(cjk_emphasis).use(extensions).use(
        bracketed_spans
    ).use(block_attributes).use(picture_attributes)
    md.block.ruler.at("table", parse_table, {"alt": ["paragraph", "reference"]})
    return md.use(comments).use(formulas).use(repeated_footnotes)
