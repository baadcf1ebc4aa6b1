"""Refuse a dump that holds no article: a list of links or teasers, or nothing but notes.

A refusal needs evidence: short sentences, verse and questions with answers of three words are articles, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from statistics import median

from yizhu.importers.model.draft import NO_ARTICLE, Block, Received, SourceLine, fault_of
from yizhu.importers.model.profiles import Profile
from yizhu.importers.plain_text.filters import is_teaser
from yizhu.importers.plain_text.line_features import count_units
from yizhu.importers.plain_text.misleading_lines import is_code_line

_SENTENCE = re.compile(r"[。！？!?.…⋯।۔؟።។။][」』”’\"）)»]*$")
_STOP = re.compile(r"[。！？।۔؟።។။]|[.!?](?=\s)")
_WITHOUT_STOPS = re.compile("[\u0e00-\u0eff]{3}")  # Thai and Lao part sentences by spaces
_LONG = 60  # characters
_CLAUSES_LONG, _CLAUSES = 40, 2  # characters, commas
_SENTENCES_SHARE = 0.25  # of the text, in characters: as much in sentences, and it is one
_VERSE = (
    4,
    28,
)  # units of its lines: the half of them is longer than the first, none is longer than the second
_VERSES_AT_LEAST = 4
_NO_VERSE = re.compile(r"\d{1,2}[:/.-]\d{2}|https?:|[|｜©]|\d{3}")
_MAY_BE_LINKS = "not one line in four is a sentence: verse, or links?"


def refuse_links(
    source: Received, kept: tuple[SourceLine, ...], rules: Profile, names: frozenset[str]
) -> str:
    """Refuse a page of links or teasers, however many lines it has; return what makes one doubt the others."""
    text = [line.text for line in kept if not is_teaser(line.text, rules, names)]
    # By length, since an article may have as many lines of menus about it as it has paragraphs.
    lines = [line.text for line in kept if not is_code_line(line.text)]
    if text and _length(filter(_is_text, text)) >= _SENTENCES_SHARE * _length(lines):
        return ""
    if len(text) == len(kept) and _may_be_verse(text[1:], rules):
        return _MAY_BE_LINKS
    problem = f"no article text: {NO_ARTICLE}"
    help = "give the page of one article, not a list of several; if it is one, name its lines: --keep 3-20"
    raise fault_of(source.name, problem, help)


def refuse_notes(source: Received, blocks: tuple[Block, ...]) -> None:
    """Refuse notes on an author or an article without the article itself."""
    if all(block.role in ("bio", "notice") for block in blocks):
        problem = "no article text: there are only notes below the title"
        raise fault_of(source.name, problem, "see that the whole article was copied")


def _is_text(line: str) -> bool:
    """Does a sentence end the line, or are several in it?"""
    several = len(_STOP.findall(line)) > 1 or bool(_WITHOUT_STOPS.search(line))
    # In posts the last full stop of a paragraph is often left out.
    is_clauses = len(line) >= _CLAUSES_LONG and line.count("，") >= _CLAUSES
    return bool(_SENTENCE.search(line)) or (len(line) >= _LONG and several) or is_clauses


def _may_be_verse(lines: Sequence[str], rules: Profile) -> bool:
    """Are the lines of a verse's length, without the words, days and figures of menus and lists?"""
    sizes = [count_units(line) for line in lines]
    least, most = _VERSE
    if len(lines) < _VERSES_AT_LEAST or not least < median(sizes) or max(sizes) > most:
        return False
    return not any(_NO_VERSE.search(line) or _is_furniture(line, rules) for line in lines)


def _is_furniture(text: str, rules: Profile) -> bool:
    return any(re.search(pattern, text, re.I) for pattern in (*rules.clutter, *rules.clutter_anywhere))


def _length(lines: Iterable[str]) -> int:
    return sum(map(len, lines))
