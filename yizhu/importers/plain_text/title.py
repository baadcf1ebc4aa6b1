"""Find the title of a page dump, and drop what is above it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from yizhu.importers.model.draft import Dropped, Field, SourceLine, drop_line, fault_at
from yizhu.importers.model.profiles import Profile, find_opening
from yizhu.importers.plain_text.filters import is_teaser

_LONGEST = 120  # characters
# A sentence, or what somebody says: 子曰：「…？」
_IS_TEXT = re.compile(r"[。.，,][」』”’\"）)]*$|[：:]\s?[「『“\"][^」』”\"]*[。？！?!.…][」』”\"]$")
_HEAD = 5  # lines in which the title may be said again


@dataclass(frozen=True, slots=True)
class TitledText:
    """The title, the lines below it, and what was dropped above."""

    title: str
    field: Field
    body: tuple[SourceLine, ...]
    dropped: tuple[Dropped, ...]
    unsure: tuple[
        tuple[int, str], ...
    ] = ()  # lines of the body that an editor should look at, each with the reason
    doubt: str = ""  # why something else may be the article


def split_title(
    lines: tuple[SourceLine, ...], rules: Profile, speakers: frozenset[str], name: str, stated: str = ""
) -> TitledText:
    """Return the text divided at its title: the first line that looks like one, even within the breadcrumb.

    Where there is none, the title that the editor has ``stated`` is taken, which no line gives.
    """
    crumbs = _crumbs(lines, rules)
    below = lines[len(crumbs) :]
    if below and _is_title(below[0].text, speakers, rules):
        return _below_crumbs(crumbs, below, rules)
    if crumbs and (rest := _title_behind_crumb(crumbs[-1].text, rules)):
        return TitledText(rest, field_of(crumbs[-1]), below, _drop_crumbs(crumbs[:-1]))
    if stated:
        return TitledText(stated, Field("title", (0, 0)), below, _drop_crumbs(crumbs))
    help = "state it with --title, or write it on a line of its own, above the text"
    raise fault_at(name, (below or lines)[0], "no title was found above this line", help)


def has_title(lines: tuple[SourceLine, ...], rules: Profile, speakers: frozenset[str]) -> bool:
    """Does the first line look like a title?"""
    return bool(lines) and _is_title(lines[0].text, speakers, rules)


def _below_crumbs(
    crumbs: tuple[SourceLine, ...], lines: tuple[SourceLine, ...], rules: Profile
) -> TitledText:
    """Take the first line as the title, unless it only contains the title that the second line is."""
    first, *others = lines
    dropped: tuple[Dropped, ...] = ()
    if others and _holds(first.text, others[0].text, rules):
        dropped = (drop_line(first, "the page's name: holds the title of the next line"),)
        first, *others = others
    title = strip_site_name(first.text, rules)
    again = tuple(line for line in others[:_HEAD] if strip_site_name(line.text, rules) == title)
    repeated = tuple(drop_line(line, "says the title again") for line in again)
    body = tuple(line for line in others if line not in again)
    return TitledText(title, field_of(first), body, (*_drop_crumbs(crumbs), *dropped, *repeated))


def _holds(text: str, next_text: str, rules: Profile) -> bool:
    """Does the line contain the next one, if that is long enough for a title, and more besides?"""
    title = strip_site_name(next_text, rules)
    return len(title) >= 6 and title in text and strip_site_name(text, rules) != title


def _is_title(text: str, speakers: frozenset[str], rules: Profile) -> bool:
    is_turn = any(text.startswith((speaker + ":", speaker + "：")) for speaker in speakers)
    is_text = bool(_IS_TEXT.search(text)) or is_teaser(text, rules, speakers)
    return len(text) <= _LONGEST and any(map(str.isalnum, text)) and not is_turn and not is_text


def _crumbs(lines: tuple[SourceLine, ...], rules: Profile) -> tuple[SourceLine, ...]:
    count = next(
        (n for n, line in enumerate(lines) if not find_opening(line.text, rules.breadcrumbs)), len(lines)
    )
    return lines[:count]


def _title_behind_crumb(text: str, rules: Profile) -> str:
    return text[len(find_opening(text, rules.breadcrumbs)) :].strip(" >›/")


def _drop_crumbs(lines: tuple[SourceLine, ...]) -> tuple[Dropped, ...]:
    return tuple(drop_line(line, "breadcrumb: the way to the page within its site") for line in lines)


def strip_site_name(text: str, rules: Profile) -> str:
    """Return the title without the site's name after it."""
    suffix = next((end for end in rules.title_suffixes if text.endswith(end)), "")
    return text.removesuffix(suffix).strip()


def field_of(line: SourceLine) -> Field:
    """Return the title field with the line that gives it."""
    return Field("title", (line.number, line.number))
