"""Renders an edition of an article: its texts become HTML once, and from there on are joined to pages and feeds."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import ceil
from typing import Any, cast

from yizhu.chinese.han import count_han
from yizhu.chinese.script_conversion import find_script
from yizhu.content.prose import OBJECT_CHARACTER, select_marks
from yizhu.editions.model import (
    Edition,
    EditionOf,
    FootnoteOf,
    Localized,
    LocalizedHtml,
    LocalizedProse,
    NoteOf,
    Row,
    RowOf,
    ShownNote,
)
from yizhu.site.html.marks import LinkContext
from yizhu.site.html.prose import render_html, render_inline
from yizhu.site.table_of_contents import ContentsEntry, list_headings, list_questions

# Latin letters that fill one column of the style sheet (24 em wide, 30 em high), with a fifth to spare.
_COLUMN_LETTERS = 750
_HAN = 2.2  # letters whose room a Han character takes
_MAX_COLUMNS = 4


@dataclass(frozen=True, slots=True)
class RenderedEdition:
    """An edition of an article with its texts as HTML, and what its page says about them."""

    edition: EditionOf[str]
    contents: tuple[ContentsEntry, ...]
    questions: tuple[ContentsEntry, ...]
    writing: str  # horizontal or vertical; empty: readers cannot choose
    columns: tuple[int, ...]  # of each row, on paper


def render_edition(edition: Edition) -> RenderedEdition:
    """Return the edition with its texts as HTML: what an article's page shows, its text with ids and the rest without."""
    writing = writing_mode(edition)
    text = article_links(edition.slug, writing == "vertical")
    quiet = replace(text, ids=False, is_vertical=False)
    named = replace(text, is_vertical=False)
    rendered = replace(
        cast(EditionOf[Any], edition),
        rows=tuple(
            _render_row(row, text, named if edition.is_text_missing else quiet) for row in edition.rows
        ),
        notes=tuple(_render_note(note, quiet) for note in edition.notes),
        footnotes=tuple(
            replace(cast(FootnoteOf[Any], n), words=_render(n.words, quiet if n.is_beside else named))
            for n in edition.footnotes
        ),
        noted_title=_render_inline(edition.noted_title, named) if edition.noted_title else None,
        uses=(),  # the terms' own pages show them
    )
    return RenderedEdition(
        edition=rendered,
        contents=list_headings(edition.rows),
        questions=list_questions(edition.rows),
        writing=writing,
        columns=tuple(map(count_columns, edition.rows)),
    )


def article_links(slug: str, is_vertical: bool) -> LinkContext:
    """Return how marks of an article's text link to their targets, from its own page."""
    return LinkContext(
        terms="#g-", ids=True, is_vertical=is_vertical, home="../", pictures=f"../../assets/articles/{slug}/"
    )


def _list_pictures(several: tuple[LocalizedProse, ...]) -> frozenset[str]:
    with_any = [words.prose for words in several if OBJECT_CHARACTER in words.prose.text]
    return frozenset(mark.get("src") for prose in with_any for mark in select_marks(prose, "image"))


def _render_row(row: Row, text: LinkContext, quiet: LinkContext) -> RowOf[str]:
    if row.counterpart and (pictures := _list_pictures(row.text)):
        quiet = replace(quiet, twins=pictures)
    return RowOf(
        id=row.id,
        also=row.also,
        kind=row.kind,
        role=row.role,
        speaker=row.speaker,
        supplied=row.supplied,
        after_break=row.after_break,
        text=tuple([_render(words, text) for words in row.text]),
        counterpart=tuple([_render(words, quiet) for words in row.counterpart]),
        told_in=row.told_in,
        pairs=row.pairs,
        line=row.line,
        state=row.state,
        withdrawn=row.withdrawn,
        changes=row.changes,
    )


def _render_note(note: ShownNote, quiet: LinkContext) -> NoteOf[str]:
    return NoteOf(
        id=note.id,
        number=note.number,
        kind=note.kind,
        as_of=note.as_of,
        by=note.by,
        quote=_render_inline(note.quote, quiet),
        text=_render(note.text, quiet),
        passage=note.passage,
        checked=note.checked,
        source=_render_inline(note.source, quiet) if note.source else None,
        is_placed=note.is_placed,
    )


def _render_inline(words: LocalizedProse, links: LinkContext) -> LocalizedHtml:
    return Localized(str(render_inline(words.prose, links)), words.lang)


def _render(words: LocalizedProse, links: LinkContext) -> LocalizedHtml:
    return Localized(str(render_html(words.prose, links)), words.lang)


# ---- how a text is set -------------------------------------------------------------------------------------


def writing_mode(edition: Edition) -> str:
    """Return how the text is set at first, horizontal or vertical; empty if readers cannot choose.

    Readers of Traditional Chinese can always choose, others if the article asks for vertical columns.
    """
    lang = "" if edition.is_text_missing else edition.lang
    if not lang.startswith("zh"):
        return ""
    if edition.meta.writing == "vertical":
        return "vertical"
    return "horizontal" if find_script(lang).startswith("zh-Hant") else ""


def count_columns(row: Row) -> int:
    """Return how many printed columns the longer side of a row fills; a row of several may be split on paper."""
    room = max(_room(row.text), _room(row.counterpart))
    return min(_MAX_COLUMNS, max(1, ceil(room / _COLUMN_LETTERS)))


def _room(words: tuple[LocalizedProse, ...]) -> float:
    letters = sum(len(one.prose.text) for one in words)
    if letters * _HAN < _COLUMN_LETTERS:
        return letters  # even if all are Han, they fill at most one column
    return letters + sum(count_han(one.prose.text) for one in words) * (_HAN - 1)
