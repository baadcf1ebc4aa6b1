"""Cut passages that hold two languages into pieces of one each: lines, items of lists, cells of tables, sentences.

A piece that was cut from a passage and its other half share a row: they answer each other, whatever stands about them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import count, groupby, islice

from yizhu.importers.markdown.writer import escape_start
from yizhu.importers.model.draft import Block
from yizhu.importers.two_languages.languages import (
    LATIN,
    are_likely,
    cost_of_pair,
    count_grammar,
    count_own_han,
    language_of,
    unquoted,
)
from yizhu.importers.two_languages.tables import rows_of_table

NO_CUT, CUT_HEADINGS, CUT_ALL = range(3)  # how much is cut within a line

_RULE = "\n\n---"
_BREAK = "\\\n"
_ITEM = re.compile(r"(?:\d{1,9}[.)]|[-*+]) +")
_HEADING = re.compile(r"#{1,6} ")
_PICTURE = re.compile(r"!\[[^\[\]]{0,500}\]\([^()]{0,2000}\)(?:\{[^{}]{0,200}\})?")
_MARKED = re.compile(r"\[(?P<said>[^\[\]]*)\]\{lang=[\w-]+\}")
_MARKS = re.compile(r"\]\([^()]*\)|[*_`\\\[\]]|\{[^{}]*\}|^#{1,6} ")
_HAN = "\u2e80-\u2fff\u3001-\u9fff\uf900-\ufaff\uff00-\uffef"
_PARTS = r"[\s|｜/／·—–-]{0,8}"
_CUTS = re.compile(
    rf"(?<=[{_HAN}”’」』）)\]}}0-9*]){_PARTS}(?=[A-Za-zÀ-ɏ“\"‘'(\[*0-9])"
    rf"|(?<=[A-Za-zÀ-ɏ.!?”\"’')\]}}0-9*]){_PARTS}(?=[\u3400-\u9fff“「『（《\[*0-9])"
)
_MOST_CUTS = 60  # of one passage that are tried
_SENTENCE_END = re.compile(r"[。！？!?.…:：；][」』”’\"'）)]*$")
_HAN_SENTENCE = re.compile("[。！？；，、]")
_LABEL = 60  # characters: a heading or label in two languages, which need not end as a sentence does
_LINE_END = re.compile(r"(\\\n| {0,8}\n)")


@dataclass(frozen=True, slots=True)
class Piece:
    """A passage in one language, or a part of one."""

    block: Block
    language: str  # empty: none, such as code, pictures, numbers
    row: int = 0  # of pieces that stood in one passage or row of a table; 0: none
    has_rule_below: bool = False

    @property
    def weight(self) -> int:
        """How many passages it counts for: a list has as many as items."""
        return max(1, len(_items(self.block.markdown))) if self.block.role == "list" else 1

    @property
    def is_note(self) -> bool:
        """Is it the text of a footnote, which is no passage?"""
        return self.block.markdown.startswith("[^")


def cut_blocks(blocks: Iterable[Block], how: int) -> list[Piece]:
    """Return the passages as pieces of one language each, as far as they can be told."""
    rows = count(1)
    return [piece for block in blocks for piece in _cut(block, how, rows)]


def words_of(markdown: str) -> str:
    """Return the words of a passage: marks and pictures matter little to what language it is in."""
    return _MARKS.sub("", _PICTURE.sub(" ", markdown)).strip()


def cut_title(title: str) -> tuple[str, str] | None:
    """Return a title in two languages as its two parts; None if it is in one."""
    return _cut_brackets(title) or _cut_line(title)


def _cut_brackets(line: str) -> tuple[str, str] | None:
    """Return the halves of a line of which one stands in brackets behind the other."""
    if not line.endswith((")", "）")):
        return None
    opening = "（" if line.endswith("）") else "("
    at = line.find(opening)
    pair = line[: max(at, 0)].strip(), line[at + 1 : -1].strip()
    is_whole = all(pair) and all(map(_is_balanced, pair))
    return pair if is_whole and _are_two(*map(words_of, pair), is_short=False) else None


def _cut(block: Block, how: int, rows: Iterator[int]) -> Iterator[Piece]:
    has_rule = block.markdown.endswith(_RULE)
    block = replace(block, markdown=block.markdown.removesuffix(_RULE))
    pieces = list(_pieces(block, how, rows))
    yield from pieces[:-1]
    yield replace(pieces[-1], has_rule_below=has_rule)


def _pieces(block: Block, how: int, rows: Iterator[int]) -> Iterator[Piece]:
    if block.role == "code" or block.markdown.startswith("[^"):
        yield Piece(block, "")
    elif block.role == "table" and (cells := rows_of_table(block)):
        yield from _cells(cells, rows)
    elif halves := _halves(block, how):
        row = next(rows)
        yield from (Piece(_made_of(block, said), name, row) for name, said in halves.items())
    else:
        said = _MARKED.fullmatch(block.markdown)  # the whole passage: its file says it now
        block = replace(block, markdown=said["said"]) if said else block
        yield Piece(block, language_of(words_of(block.markdown or block.text)))


def _cells(table: Iterable[tuple[Block, ...]], rows: Iterator[int]) -> Iterator[Piece]:
    for cells in table:
        row = next(rows)
        if len(cells) == 1 and (halves := _halves(cells[0], CUT_ALL)):
            yield from (Piece(_made_of(cells[0], said), name, row) for name, said in halves.items())
        else:
            yield from (
                Piece(replace(cell, why="a cell of a table in two languages"), cell.why, row)
                for cell in cells
            )


def _made_of(block: Block, said: str) -> Block:
    if not block.markdown:
        return replace(block, text=said)
    return replace(block, text=words_of(said), markdown=said)


def _halves(block: Block, how: int) -> dict[str, str]:
    """Return what a passage says in each of two languages; empty if it is in one, or cannot be cut."""
    text = block.markdown or block.text
    if block.role == "list":
        return _cut_list(text)
    if heading := _HEADING.match(text):
        halves = _cut_text(text[heading.end() :], is_line_cut=how >= CUT_HEADINGS)
        return {name: heading.group() + said for name, said in halves.items()}
    if block.role == "quote" and block.markdown:
        return _cut_quote(text)
    return _cut_text(text, is_line_cut=how >= CUT_ALL or block.role == "figure")


def _cut_quote(text: str) -> dict[str, str]:
    lines = text.split("\n")
    if not all(line.startswith(">") for line in lines):
        return {}
    halves = _cut_text("\n".join(line[1:].removeprefix(" ") for line in lines), is_line_cut=True)
    return {
        name: "\n".join(f"> {line}".rstrip() for line in said.split("\n")) for name, said in halves.items()
    }


def _cut_list(text: str) -> dict[str, str]:
    """Return the list in either language: each item in both, or items that take turns."""
    items = _items(text)
    if not items:
        return {}
    gap = "\n\n" if f"\n\n{items[-1][0].strip()}"[:3] in text and len(items) > 1 else "\n"
    cut = [_cut_text(said, is_line_cut=True) for _, said in items]
    if all(cut) and len({tuple(sorted(one)) for one in cut}) == 1:
        names = cut[0]
        return {
            name: gap.join(_item(mark, one[name]) for (mark, _), one in zip(items, cut, strict=True))
            for name in names
        }
    told = [language_of(words_of(said)) for _, said in items]
    first, second = [*dict.fromkeys(told), "", ""][:2]
    turns = [first, second] * (len(items) // 2)
    if not second or told != turns or len(items) < 4:
        return {}
    return {
        name: gap.join(
            _item(mark, said)
            for mark, said in zip(
                (m for m, _ in items),
                (s for (_, s), n in zip(items, told, strict=True) if n == name),
                strict=False,
            )
        )
        for name in (first, second)
    }


def _items(text: str) -> list[tuple[str, str]]:
    """Return the mark and the words of each item of a list; empty if it holds what is no item."""
    items: list[tuple[str, list[str]]] = []
    for line in text.split("\n"):
        if mark := _ITEM.match(line):
            items.append((mark.group(), [line[mark.end() :]]))
        elif items and (not line or line.startswith(" ")):
            indent = len(items[-1][0])
            items[-1][1].append(line[indent:] if not line[:indent].strip() else line.lstrip())
        else:
            return []
    return [(mark, "\n".join(lines).strip("\n")) for mark, lines in items]


def _item(mark: str, said: str) -> str:
    return mark + said.replace("\n", "\n" + " " * len(mark)).replace(" " * len(mark) + "\n", "\n")


def _cut_text(text: str, *, is_line_cut: bool) -> dict[str, str]:
    """Return what paragraphs and lines say in each of two languages."""
    bold = "**" if text.startswith("**") and text.endswith("**") and text.count("**") == 2 else ""
    lines = _lines(text.removeprefix(bold).removesuffix(bold))
    halves = _gather(lines) or _cut_marked(lines, is_line_cut)
    if not all(map(_is_balanced, halves.values())):
        return {}
    return {name: f"{bold}{said}{bold}" for name, said in halves.items()}


def _lines(text: str) -> list[tuple[str, str]]:
    """Return the lines of a passage, each with what parts it from the one above."""
    lines: list[tuple[str, str]] = []
    for part in text.split("\n\n"):
        first, *others = _LINE_END.split(part)
        lines.append(("\n\n", first))
        lines += zip(others[::2], others[1::2], strict=True)
    return lines


def _gather(lines: list[tuple[str, str]]) -> dict[str, str]:
    """Return the lines of each of two languages; a line in none stands in both."""
    told = [language_of(words_of(line)) for _, line in lines]
    names = [name for name in dict.fromkeys(told) if name]
    turns = [name for name, _ in groupby(name for name in told if name)]
    is_wrapped = any(gap in ("\n", " \n") for gap, _ in lines)
    if len(names) != 2 or (is_wrapped and len(turns) > 2):
        return {}
    found: dict[str, str] = {}
    for name in names:
        (_, first), *others = [pair for pair, of in zip(lines, told, strict=True) if of in (name, "")]
        found[name] = first + "".join(gap + line for gap, line in others)
    return found


def _cut_marked(lines: list[tuple[str, str]], is_line_cut: bool) -> dict[str, str]:
    """Return the two halves of the one line that has one language behind the other; pictures stand in both."""
    said = [number for number, (_, line) in enumerate(lines) if words_of(line)]
    if len(said) != 1:
        return {}
    at = said[0]
    found = _cut_spans(lines[at][1]) or (cut_title(lines[at][1]) if is_line_cut else None)
    if found is None:
        return {}
    above = "".join(gap + line for gap, line in lines[:at]).removeprefix(lines[0][0])
    gap = lines[at][0] if at else ""
    below = "".join(gap + line for gap, line in lines[at + 1 :])
    return {language_of(words_of(half)): f"{above}{gap}{half}{below}" for half in found}


def _cut_spans(line: str) -> tuple[str, str] | None:
    """Return the halves of a line of which the page itself says that one or both are in a language."""
    spans = list(_MARKED.finditer(line))
    if not spans or not (spans[-1].end() == len(line) or spans[0].start() == 0):
        return None
    at = spans[-1].start() if spans[-1].end() == len(line) else spans[0].end()
    halves = [half.strip(" \t|｜/／·—–-") for half in (line[:at], line[at:])]
    bare = [match["said"] if (match := _MARKED.fullmatch(half)) else half for half in halves]
    told = [language_of(words_of(half)) for half in bare]
    return (bare[0], bare[1]) if all(told) and told[0] != told[1] else None


def _cut_line(line: str) -> tuple[str, str] | None:
    """Return the two halves at the place where they are likeliest to answer each other."""
    found: list[tuple[bool, int, float, tuple[str, str]]] = []
    for cut in islice(_CUTS.finditer(line), _MOST_CUTS):
        pair = line[: cut.start()].strip(), line[cut.end() :].strip()
        said = words_of(pair[0]), words_of(pair[1])
        is_sentence = bool(_SENTENCE_END.search(said[0]))
        is_clear = is_sentence or bool(cut.group().strip(" "))
        is_short = not is_sentence
        if (
            (is_clear or len(line) <= _LABEL)
            and all(map(_is_balanced, pair))
            and _are_two(*said, is_short=is_short)
        ):
            other = said[language_of(said[0]) == LATIN]
            rank = (not is_clear, count_grammar(other), cost_of_pair(*said))
            found.append((*rank, (pair[0], escape_start(pair[1]))))
    return min(found)[3] if found else None


def _are_two(one: str, other: str, *, is_short: bool = True) -> bool:
    """Is each of them in a language of its own, and as long as the other would be translated?"""
    told = language_of(one), language_of(other)
    if "" in told or told[0] == told[1] or LATIN not in told:
        return False
    latin = (one, other)[told.index(LATIN)]
    return not (count_own_han(latin) if is_short else _HAN_SENTENCE.search(unquoted(latin))) and are_likely(
        one, other
    )


def _is_balanced(markdown: str) -> bool:
    """Does no mark open here and close elsewhere?"""
    bare = re.sub(r"\\.", "", markdown)
    return (
        bare.count("*") % 2 == 0
        and bare.count("`") % 2 == 0
        and bare.count("[") == bare.count("]")
        and bare.count("{") == bare.count("}")
    )
