"""Turn a Markdown file into a draft whose text is the file's own, unchanged; what its front matter lacks is added.

1. read the front matter; what other programs write in it is put in our terms (``markdown/foreign_front_matter``)
2. parse the body with the parser that builds use, and report its faults
3. if there is no title, take it from the first heading or line in bold alone, below a quotation, picture or note of
   where the text is from; else from the file's name, if that is words (``markdown/file_names``)
4. make each passage a block, with the lines down to the next one
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import Any

import yaml

from yizhu.content.faults import Fault, Faults, Place
from yizhu.content.markdown.parser import read_markdown
from yizhu.content.model import Passage
from yizhu.content.prose import Prose
from yizhu.importers.markdown.file_names import find_day_in_name, find_title_in_name
from yizhu.importers.markdown.foreign_front_matter import UnderstoodFrontMatter, understand_front_matter
from yizhu.importers.markdown.own_front_matter import OwnFrontMatter, read_own_front_matter
from yizhu.importers.model.draft import (
    Block,
    Draft,
    Dropped,
    Field,
    Language,
    Lines,
    Meta,
    Received,
    drop_line,
    fault_at,
    fault_of,
    find_unaccounted,
)
from yizhu.importers.sources.language import detect_language

_ROLES = {"blockquote": "quote", "table": "table", "pre": "code", "ul": "list", "ol": "list", "dl": "list"}
_MEND = "write title: … between two lines --- at the file's start, or a heading: # Title; or give --title"
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_TIGHT_HEADING = re.compile(r"#{1,2}[^#\s].{0,100}")  # many leave out the space, and get a paragraph
_ABOVE = 12  # passages that may stand above the title
_LONGEST_BOLD = 60  # characters of a title in bold
_ENDS = re.compile(r"[。；;…：:，,\n]$")
_LONGEST_ABOVE = 200  # characters of one of them: what is longer is the text itself


@dataclass(frozen=True, slots=True)
class _Body:
    """The passages of a file, without the heading that gives the title, and its lines."""

    passages: tuple[Passage, ...]
    title: str = ""  # empty: no heading gives it
    lines: Lines = (0, 0)  # of that heading
    why: str = ""


def draft_of_markdown(source: Received, lang: str | None, url: str | None) -> Draft:
    """Return the draft of a Markdown file; raises ``Faults`` with everything the parser finds wrong in it."""
    own = read_own_front_matter(source, source.text.split("\n"))
    cut = _cut_dropped(source, own.last)
    lines = cut.text.split("\n")
    understood = understand_front_matter(own.given)
    body = _read_body(cut, own.last, source.title or understood.given.get("title"))
    if not body.passages:
        raise fault_of(source.name, "no text below the title", "see that the whole article was copied")
    named = _named(source, understood, body)
    added = ({"title": body.title} if body.title else {}) | named
    if url and "source_url" not in understood.given:
        added["source_url"] = url
    added |= _stated(source)
    given = understood.given | added if source.title or source.authors else added | understood.given
    draft = Draft(
        received=source,
        language=_language(body, str(given["title"]), lang, source.name),
        profiles=(),
        meta=Meta(str(given["title"]), source_url=str(given.get("source_url", ""))),
        fields=(
            *_fields(own, understood),
            *([Field("title", body.lines, body.why)] if body.title else []),
            *(Field(key, (0, 0), "the file's name") for key in named if key in given),
        ),
        blocks=tuple(_blocks(lines, body, own.last)),
        dropped=tuple(
            sorted((*own.fences, *_left_out(own, understood), *_dropped(source)), key=lambda one: one.lines)
        ),
        restored=(),
        written=_write_file(lines, own, understood, added, body),
        given=given,
    )
    assert not find_unaccounted(draft), find_unaccounted(draft)
    return draft


def _named(source: Received, understood: UnderstoodFrontMatter, body: _Body) -> dict[str, Any]:
    """Return title and day that nothing but the file's name tells."""
    told = {"title": find_title_in_name(source.name), "published": find_day_in_name(source.name)}
    known = {*understood.given, *(["title"] if body.title or source.title else [])}
    return {key: value for key, value in told.items() if value and key not in known}


def _cut_dropped(source: Received, last: int) -> Received:
    """Return the file with nothing on the lines that the editor drops; all else of it is kept anyway."""
    if wrong := [line for line in source.lines() if line.number <= last and _is_dropped(source, line.number)]:
        help = "delete it in the article, or in a copy of the file"
        raise fault_at(source.name, wrong[0], "--drop names a line of the front matter", help)
    numbered = enumerate(source.text.split("\n"), 1)
    lines = ["" if _is_dropped(source, number) else line for number, line in numbered]
    return replace(source, text="\n".join(lines))


def _is_dropped(source: Received, number: int) -> bool:
    decision = source.decided((number, number))
    return decision is not None and not decision.keep


def _dropped(source: Received) -> Iterator[Dropped]:
    return (
        drop_line(line, "the editor dropped it")
        for line in source.lines()
        if _is_dropped(source, line.number)
    )


def _language(body: _Body, title: str, lang: str | None, name: str) -> Language:
    """Return the language that the text tells; of a very short one, the text and its title."""
    said = "\n".join(map(_words, body.passages))
    return detect_language(said if len(said) > _LONGEST_ABOVE else f"{title}\n{said}", lang, name)


def _stated(source: Received) -> dict[str, Any]:
    """Return what the editor states."""
    return ({"title": source.title} if source.title else {}) | (
        {"authors": list(source.authors)} if source.authors else {}
    )


def _words(passage: Passage) -> str:
    """Return a passage's words without code and formulas: what tells the language."""
    if passage.kind == "pre":
        return ""
    return _cut_code(passage.prose)


def _cut_code(prose: Prose) -> str:
    text = prose.text
    for mark in sorted(prose.marks, key=lambda one: -one.start):
        if mark.kind in ("code", "formula"):
            text = text[: mark.start] + text[mark.end :]
    return text


def _fields(own: OwnFrontMatter, understood: UnderstoodFrontMatter) -> Iterator[Field]:
    for key, first, last in own.stretches:
        name = understood.renamed.get(key, key)
        if key not in understood.left_out:
            yield Field(name, (first, last), f"front matter: {key}" if name != key else "")


def _left_out(own: OwnFrontMatter, understood: UnderstoodFrontMatter) -> Iterator[Dropped]:
    for key, first, last in own.stretches:
        if key in understood.left_out:
            yield Dropped((first, last), "\n".join(own.lines[first - 1 : last]), understood.left_out[key])


def _read_body(source: Received, last: int, title: object) -> _Body:
    """Return the passages below the front matter; without a title in it, the heading that gives one is taken out."""
    passages = read_markdown(source.name, source.text, last + 1).passages
    if title:
        return _Body(passages)
    at = _find_title(passages)
    if at < 0 and find_title_in_name(source.name):
        return _Body(passages)
    if at < 0:
        place = Place(source.name, passages[0].line if passages else 0)
        raise Faults([Fault(place, "no title was found above the text", _MEND)])
    heading = passages[at]
    why = "the first heading, below what stands above the text" if at else ""
    # What stands above the first passage is no text: a rule.
    top = next(n for n, line in enumerate(source.text.split("\n")[last:], last + 1) if line.strip())
    lines = (heading.line if at else top, heading.last_line)
    title = " ".join(heading.prose.plain.lstrip("#").split())
    return _Body((*passages[:at], *passages[at + 1 :]), title, lines, why)


def _find_title(passages: tuple[Passage, ...]) -> int:
    """Return the number of the heading that gives the title; -1: none stands above the text."""
    at = next((n for n, one in enumerate(passages[: _ABOVE + 1]) if _is_heading(one)), -1)
    # Below words of the text, only a heading of the first order is its title.
    may_stand = _may_stand_above if at >= 0 and passages[at].kind in ("h1", "p") else _is_no_text
    if at >= 0 and all(map(may_stand, passages[:at])):
        return at
    first = next((n for n, one in enumerate(passages) if not _is_no_text(one)), -1)
    is_title = (
        first >= 0
        and _is_bold_line(passages[first])
        and not any(map(_is_bold_line, passages[first + 1 : first + 2]))
    )
    return first if is_title else -1


def _is_bold_line(passage: Passage) -> bool:
    """Is it a paragraph of one line that is in bold as a whole and no sentence?"""
    said = passage.prose.text
    is_bold = any(
        mark.kind == "strong" and (mark.start, mark.end) == (0, len(said)) for mark in passage.prose.marks
    )
    return passage.kind == "p" and is_bold and len(said) <= _LONGEST_BOLD and not _ENDS.search(said)


def _is_heading(passage: Passage) -> bool:
    said = passage.prose.plain.strip()
    return bool(said) and (passage.kind in _HEADINGS or bool(_TIGHT_HEADING.fullmatch(said)))


def _may_stand_above(passage: Passage) -> bool:
    return _is_no_text(passage) or len(passage.prose.plain.strip()) <= _LONGEST_ABOVE


def _is_no_text(passage: Passage) -> bool:
    """Is this a quotation, a picture, a rule, or a list of where a text is from?"""
    return passage.kind in ("blockquote", "ul", "ol", "table", "hr") or not passage.prose.plain.strip()


def _blocks(lines: list[str], body: _Body, above: int) -> Iterator[Block]:
    first = above + 1
    starts = [first, *(passage.line for passage in body.passages[1:]), len(lines) + 1]
    title = range(body.lines[0], body.lines[1] + 1) if body.title else range(0)
    for passage, (begin, following) in zip(body.passages, pairwise(starts), strict=True):
        numbers = [n for n in range(begin, following) if lines[n - 1].strip() and n not in title]
        if passage.line > body.lines[0] >= begin:  # the title stood above it
            numbers = [n for n in numbers if n > body.lines[1]]
        text = "\n".join(lines[numbers[0] - 1 : numbers[-1]])
        role = passage.role or (
            "heading" if passage.kind[0] == "h" else _ROLES.get(passage.kind, "paragraph")
        )
        yield Block(role, text, (numbers[0], numbers[-1]), f"Markdown: {passage.kind}")


def _write_file(
    lines: list[str],
    own: OwnFrontMatter,
    understood: UnderstoodFrontMatter,
    added: dict[str, Any],
    body: _Body,
) -> str:
    """Return the file's text: its own front matter, what was added to it, and the body without its title."""
    kept = [
        line
        for key, first, last in own.stretches
        if key not in understood.left_out and key not in understood.renamed and key not in added
        for line in own.lines[first - 1 : last]
    ]
    keys = {key for key, _, _ in own.stretches}
    if own.is_toml or understood.left_out or understood.renamed or keys & added.keys():
        same = set() if own.is_toml else keys - understood.renamed.keys()
        new = {key: value for key, value in understood.given.items() if key not in same | added.keys()}
        front = [] if own.is_toml else kept
    else:
        new, front = {}, own.lines[own.first - 1 : own.last - 1] if own.last else []
    more = (
        {key: _as_yaml(key, value) if key == "published" else value for key, value in added.items()}
        | {key: _as_yaml(key, value) for key, value in new.items()}
        | ({} if "draft" in understood.given else {"draft": True})
    )
    written = yaml.safe_dump(more, allow_unicode=True, sort_keys=False, width=1_000_000) if more else ""
    begin, end = body.lines if body.title else (own.last, own.last)
    above = "\n".join(lines[own.last : begin - 1]) if body.title else ""
    parts = [part for part in (above.strip("\n"), "\n".join(lines[end:]).strip("\n")) if part.strip()]
    text = "\n\n".join(parts)
    return f"---\n{''.join(f'{line}{chr(10)}' for line in front)}{written}---\n\n{text}\n"


def _as_yaml(key: str, value: Any) -> Any:
    """Return a value of the front matter, which was read as text, as YAML writes it."""
    if value in ("true", "false"):
        return value == "true"
    return (
        date.fromisoformat(value) if key in ("published", "modified", "posted") and _is_day(value) else value
    )


def _is_day(value: Any) -> bool:
    try:
        return bool(date.fromisoformat(value))
    except (TypeError, ValueError):
        return False
