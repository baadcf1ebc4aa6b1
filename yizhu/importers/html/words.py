"""Turn runs of a page's text into words with marks: white space as browsers show it, no invisible characters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from yizhu.chinese.han import joins_lines
from yizhu.content.prose import OBJECT_CHARACTER, Attributes, Mark, Prose
from yizhu.importers.markdown.tree import COVERING, nest_marks

Format = tuple[str, Attributes]  # the kind of a mark, and its attributes


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of the page's source text in one format."""

    text: str
    formats: tuple[Format, ...] = ()


# What is no character of the text: soft hyphens, zero-width spaces and signs of direction, control characters.
_UNSEEN = re.compile(
    "[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ufffc\ufffe\uffff"
    "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]"
)
_JOINERS = re.compile("[\u200c\u200d]")  # meant in emoji and in scripts that join letters
_JOINED = re.compile("[\u0600-\u08ff\u0900-\u0dff\u2190-\u2bff\ufe0f\U0001f000-\U0001faff]")
_SPACE = " \t\n\r\f\v\x85\xa0\u2028\u2029"
_SPACES = re.compile(f"[{_SPACE}]{{2,}}|[{_SPACE[1:]}]")  # all that is not one space
_IDLE = re.compile(
    r"\A\s+|(?<!\s)\s+\Z|(?<!\s)[^\S\n]+(?=\n)|(?<=\n)[^\S\n]+"
)  # at either end of a text or a line
_INDENT = re.compile("(?:[\u3000\u2003]|\xa0\xa0| {2}){2}")  # two cells: how a Chinese paragraph begins
_BREAK = "br"


def make_break(formats: tuple[Format, ...] = ()) -> Run:
    """Return a line break; code ends at it."""
    return Run("\n", (*(given for given in formats if given[0] != "code"), (_BREAK, ())))


def remove_invisible(text: str) -> str:
    """Return the text without invisible characters."""
    if text.isascii() and not _UNSEEN.search(text):
        return text
    text = _UNSEEN.sub("", text)
    return _JOINERS.sub("", text) if _JOINERS.search(text) and not _JOINED.search(text) else text


def to_one_line(text: str) -> str:
    """Return the text on one line: for a picture's description or a label."""
    return _SPACES.sub(" ", remove_invisible(text)).strip()


def split_paragraphs(runs: Sequence[Run]) -> tuple[Prose, ...]:
    """Return the paragraphs of the runs: two breaks, or a break and a two-cell indent, divide them."""
    paragraphs = (make_words(group) for group in _group_runs(runs))
    return tuple(words for words in paragraphs if words.text)


def make_words(runs: Iterable[Run]) -> Prose:
    """Return the runs as one text with its marks."""
    spaced = list(_collapse_spaces(runs))
    text = "".join(run.text for run in spaced)
    return _trim_lines(text, _make_marks(spaced))


def _group_runs(runs: Sequence[Run]) -> Iterator[list[Run]]:
    group: list[Run] = []
    breaks = 0
    for run in runs:
        if _is_break(run):
            breaks += 1
            group.append(run)
        elif breaks and (_INDENT.match(run.text) or (breaks > 1 and run.text.strip())):
            yield group
            group, breaks = [run], 0
        else:
            breaks = 0 if run.text.strip() else breaks
            group.append(run)
    yield group


def _is_break(run: Run) -> bool:
    return bool(run.formats) and run.formats[-1][0] == _BREAK


# ---- white space -------------------------------------------------------------------------------------------


def _collapse_spaces(runs: Iterable[Run]) -> Iterator[Run]:
    """Return the runs with one space for any white space between words, and none at line ends."""
    last, space = "", None
    for run in runs:
        if _is_break(run):
            last, space = "", None
            yield run
            continue
        is_object = run.text == OBJECT_CHARACTER and bool(run.formats)
        text = run.text if is_object else remove_invisible(run.text)
        body = text.strip(_SPACE)
        start = text[: text.index(body)] if body else text
        if start:
            space = Run(
                ("\n" if "\n" in start else " ") if space is None or "\n" in start else space.text,
                run.formats,
            )
        if not body:
            continue
        if space is not None and last and not (space.text == "\n" and joins_lines(last, body[0])):
            yield Run(" ", space.formats)
        yield Run(_squeeze(body), run.formats)
        last = body[-1]
        end = text[len(start) + len(body) :]
        space = Run("\n" if "\n" in end else " ", run.formats) if end else None


def _squeeze(text: str) -> str:
    return _SPACES.sub(_one_space, text)


def _one_space(spaces: re.Match[str]) -> str:
    # A line's end in the source is no space between Chinese characters.
    if "\n" in spaces[0] and joins_lines(spaces.string[spaces.start() - 1], spaces.string[spaces.end()]):
        return ""
    return " "


# ---- marks -------------------------------------------------------------------------------------------------


def _make_marks(runs: Iterable[Run]) -> Iterator[Mark]:
    """Return a mark for each stretch of runs with a common format; each break and picture has its own."""
    opened: dict[Format, int] = {}
    position = 0
    for run in runs:
        for given in [given for given in opened if given not in run.formats]:
            yield Mark(opened.pop(given), position, *given)
        for given in run.formats:
            if given[0] in COVERING:
                opened.setdefault(given, position)
            else:
                yield Mark(position, position + len(run.text), *given)
        position += len(run.text)
    for given, start in opened.items():
        yield Mark(start, position, *given)


def _trim_lines(text: str, marks: Iterable[Mark]) -> Prose:
    """Return the text without white space around its lines, and the marks without it at their edges."""
    if not ("\n" in text or text[:1].isspace() or text[-1:].isspace()):
        return Prose(text, (), _tidy_marks(text, marks))
    idle = [found.span() for found in _IDLE.finditer(text)]
    shorter = _IDLE.sub("", text)

    def moved(offset: int) -> int:
        return offset - sum(min(end, offset) - start for start, end in idle if start < offset)

    found = (Mark(moved(m.start), moved(m.end), m.kind, m.attributes) for m in marks)
    return Prose(shorter, (), _tidy_marks(shorter, found))


def _tidy_marks(text: str, marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """Return the marks without white space at their edges, none crossing another."""
    found = list(_without_spaces(text, marks))
    settled = nest_marks(found)
    # Whoever was cut may have a space at its new edge.
    return settled if len(settled) <= len(found) else nest_marks(_without_spaces(text, settled))


def _without_spaces(text: str, marks: Iterable[Mark]) -> Iterator[Mark]:
    for mark in marks:
        kept = _without_space(text, mark)
        if kept.start < kept.end:
            yield kept


def _without_space(text: str, mark: Mark) -> Mark:
    if mark.kind not in COVERING or mark.start >= mark.end:
        return mark
    if not (text[mark.start].isspace() or text[mark.end - 1].isspace()):
        return mark
    start, end = mark.start, mark.end
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return Mark(start, end, mark.kind, mark.attributes)
