"""Markdown into passages: our dialect and nothing of how it is shown."""

from yizhu.content.markdown.parser import Body, parser, read_markdown, read_prose

__all__ = ["Body", "parser", "read_markdown", "read_prose"]
