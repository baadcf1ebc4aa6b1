"""Part a Markdown file in two languages: its passages as they stand in it, and the file of the text alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import yaml

from yizhu.importers.model.draft import Block, Draft

_NOTE = re.compile(r"\[\^?[^\[\]\s][^\[\]]{0,200}\]:")
_RULE = re.compile(r"\n\n(?:-{3,}|\*{3,}|_{3,})\Z")
_GAP = re.compile(r"\n\n+")
_TITLE = re.compile(r"^title:.*(?:\n[ \t]+.*)*", re.M)


def as_passages(draft: Draft) -> tuple[Block, ...]:
    """Return the draft's passages, each with its Markdown, the notes of a Markdown file as blocks of their own."""
    if not draft.written:
        return draft.blocks
    return tuple(part for block in draft.blocks for part in _part(block))


def write_parted(draft: Draft, blocks: tuple[Block, ...], title: str) -> str:
    """Return the file of the text alone: its front matter with its title, and its passages."""
    if not draft.written:
        return ""
    front, _ = draft.written.removeprefix("---\n").split("\n---\n", 1)
    named = yaml.safe_dump({"title": title}, allow_unicode=True, width=1_000_000).rstrip("\n")
    body = "\n\n".join(block.markdown for block in blocks)
    return f"---\n{_TITLE.sub(lambda _: named, front, count=1)}\n---\n\n{body}\n"


def _part(block: Block) -> Iterator[Block]:
    paragraphs = _GAP.split(block.text.strip("\n"))
    notes = [part for part in paragraphs if _NOTE.match(part)] if block.role != "code" else []
    said = "\n\n".join(part for part in paragraphs if part not in notes) if notes else block.text.strip("\n")
    if said:
        yield replace(block, text=said, markdown=_RULE.sub("\n\n---", said))
    yield from (replace(block, role="paragraph", text=note, markdown=note) for note in notes)
