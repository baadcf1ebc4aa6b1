"""Summarize an import in the few lines that an editor reads first."""

from __future__ import annotations

import re
from typing import Any

from yizhu.importers.markdown.writer import front_matter
from yizhu.importers.model.draft import Draft
from yizhu.importers.pictures import find_picture_addresses

_ASKED = ("authors", "publication", "published", "source_url")
_MOST_NAMED = 8  # passages


def summarize(draft: Draft) -> str:
    """Return the title, the metadata found and missing, any doubt, and the counts of passages and dropped lines."""
    given = draft.given or front_matter(draft.meta, draft.language.tag)
    stated = [_field_line(key, given[key]) for key in _ASKED if given.get(key)]
    missing = [key for key in _ASKED if not given.get(key)]
    metadata = "; ".join([*stated, *([f"not stated: {', '.join(missing)}"] if missing else [])])
    doubt = [f"doubt: {draft.doubt}"] if draft.doubt else []
    more = (*doubt, *_translation_lines(draft), *_left_out_lines(draft), _counts_line(draft))
    return "\n".join((f"{draft.language.tag}: {given['title']}", metadata, *more))


def note_language(draft: Draft, languages: tuple[str, ...]) -> str:
    """Return that no edition is in the article's language; empty if one is."""
    tag = draft.language.tag
    if tag.split("-")[0] in {one.split("-")[0] for one in languages}:
        return ""
    return f"no edition is in {tag}: add one to `editions` in config.yaml, or translate the article"


def _translation_lines(draft: Draft) -> tuple[str, ...]:
    """Return what a page in two languages brings along."""
    made = draft.translation
    if made is None:
        return ()
    return (f"{made.language.tag}: {len(made.blocks)} passages beside {len(draft.blocks)}: {made.title}",)


def _left_out_lines(draft: Draft) -> tuple[str, ...]:
    """Return which keys of another program's front matter were left out."""
    left = [one for one in draft.dropped if one.why.startswith("front matter:")]
    keys = [re.split("[:=]", one.text, maxsplit=1)[0].strip(" []") for one in left]
    return (f"front matter left out: {', '.join(keys)}",) if keys else ()


def _field_line(key: str, value: Any) -> str:
    if isinstance(value, list):
        return f"{key}: {', '.join(map(str, value))}"
    return f"{key}: {value.get('name', '') if isinstance(value, dict) else value}"


def _counts_line(draft: Draft) -> str:
    turns = sum(block.role in ("question", "answer") for block in draft.blocks)
    lines = sum(dropped.lines[1] - dropped.lines[0] + 1 for dropped in draft.dropped)
    parts = f", parts of lines: {len(draft.beside)}" if draft.beside else ""
    counted = f"passages: {len(draft.blocks)}, of them turns: {turns}; lines dropped: {lines}{parts}"
    return counted + _unsure_lines(draft) + _pictures_line(draft)


def _unsure_lines(draft: Draft) -> str:
    unsure = [f"p{number}" for number, block in enumerate(draft.blocks, 1) if block.unsure]
    named = ", ".join(unsure[:_MOST_NAMED]) + ("…" if len(unsure) > _MOST_NAMED else "")
    return f"; unsure: {len(unsure)} ({named})" if unsure else ""


def _pictures_line(draft: Draft) -> str:
    if draft.pictures:
        taken = [bool(picture.file) for picture in draft.pictures]
        return f"; pictures taken: {taken.count(True)}, not taken: {taken.count(False)}"
    # A build refuses pictures that are not beside the article: better to report them now.
    left = len(find_picture_addresses(draft))
    return f"; pictures not taken: {left} (--pictures takes them)" if left else ""
