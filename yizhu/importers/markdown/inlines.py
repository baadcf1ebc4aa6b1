"""Write words with marks as a line of our Markdown, which our parser reads back to the same words and marks.

Text that looks like markup is escaped. Emphasis opens and closes only next to certain characters (CommonMark 0.31
§6.2, and ``content.markdown.cjk_emphasis`` for Chinese). A neighbouring letter that would prevent it is written as a
character reference, which counts as punctuation.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, isWhiteSpace

from yizhu.chinese.han import is_cjk
from yizhu.content.markdown.formulas import escape_dollars, escape_dollars_in, find_formula
from yizhu.content.prose import Mark, Prose

# Markup in any position. An underscore inside a Latin word never is.
_MARKUP = re.compile(r"[\\`*\[\]{]|~(?=~)|\^(?=\[|\Z)|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])|<(?=\S)|&(?=#?\w+;)")
# Read as markup where a line begins: headings, quotes, lists, rules, fences, underlines and rows of dashes.
_AT_START = re.compile(
    r"(?P<number>\d{1,9})(?=[.)](?:\s|$))|(?=#{1,6}(?:\s|$)|>|[-+:~](?:\s|$)|-[-|:]|=+\s*$|~~~|:[-|]|\|)"
)
_BARE_UNDERSCORE = re.compile(r"(?<!\\)_")
_NOTE_AND_COLON = re.compile(r"^(\[\^[^\]\s]+\]):")
_SELECTOR = "[\ufe00\ufe01\ufe0f\U000e0100-\U000e01ef]"
_SELECTORS = re.compile(f"(?<!{_SELECTOR}){_SELECTOR}+$")
_BARE = re.compile(r"[^\s{}\"\\]+")


@dataclass(slots=True)
class _Piece:
    """Some characters of the line, and what kind they are."""

    written: str
    kind: str  # text, delimiter or markup
    opens: bool = False


def write_words(words: Prose) -> str:
    """Return the words as Markdown; a line break is a backslash at the end of a line."""
    if not words.marks:
        return _lines(escape_dollars(_escape(words.text)))
    pieces = list(_pieces(words.text, words.marks, _italic(words.marks)))
    return _lines("".join(piece.written for piece in _write_formulas(_separate_pieces(_mend_flanks(pieces)))))


def write_destination(address: str) -> str:
    """Return an address as written between the parentheses of a link."""
    quiet = re.sub(r"&(?=#?\w+;)", r"\\&", address)
    return quiet if _is_balanced(quiet) else re.sub(r"[()]", r"\\\g<0>", quiet)


# ---- pieces ------------------------------------------------------------------------------------------------


def _italic(marks: Iterable[Mark]) -> str:
    """Return the emphasis sign: an underscore next to bold, or the asterisks of both would run together."""
    edges: dict[str, set[int]] = {"em": set(), "strong": set()}
    for mark in marks:
        if mark.kind in edges:
            edges[mark.kind] |= {mark.start, mark.end}
    return "_" if edges["em"] & edges["strong"] else "*"


def _pieces(text: str, marks: tuple[Mark, ...], italic: str) -> Iterator[_Piece]:
    signs = {"em": italic, "strong": "**"}
    stack: list[Mark] = []
    position = 0
    edges = sorted({0, len(text), *(m.start for m in marks), *(m.end for m in marks)})
    for edge in edges:
        if position < edge:
            yield _write_text(text[position:edge], stack, italic)
        position = edge
        while stack and stack[-1].end <= edge:
            mark = stack.pop()
            sign = signs.get(mark.kind)
            yield _Piece(sign, "delimiter") if sign else _Piece(_closing(mark), "markup")
        for mark in marks:
            if mark.start == edge:
                stack.append(mark)
                sign = signs.get(mark.kind)
                yield _Piece(sign, "delimiter", True) if sign else _Piece(_opening(mark), "markup")


def _write_text(text: str, stack: list[Mark], italic: str) -> _Piece:
    mark = stack[-1] if stack else None
    if mark is None or mark.kind not in _WRITTEN:
        quiet = _escape(text)
        # One within a word would close what another opens.
        return _Piece(_BARE_UNDERSCORE.sub(r"\_", quiet) if italic == "_" else quiet, "text")
    kind = "formula" if mark.kind == "formula" else "markup"
    return _Piece(_WRITTEN[mark.kind](text, mark), kind)


def _opening(mark: Mark) -> str:
    return "" if mark.kind in _WRITTEN else "["


def _closing(mark: Mark) -> str:
    if mark.kind in _WRITTEN:
        return ""
    if mark.kind == "link":
        return f"]({write_destination(mark.get('href'))})"
    value = mark.get(mark.kind)
    given = f"={value}" if _BARE.fullmatch(value) else f'="{_quoted(value)}"' if value else ""
    return f"]{{{mark.kind}{given}}}"


def _quoted(value: str) -> str:
    return re.sub(r'["\\]', r"\\\g<0>", value)


def _code(text: str, mark: Mark) -> str:
    fence = "`" * (max(map(len, re.findall("`+", text)), default=0) + 1)
    gap = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{gap}{text}{gap}{fence}"


def _image(text: str, mark: Mark) -> str:
    alt = _escape(mark.get("alt")).replace("$", "\\$")
    return f"![{alt}]({write_destination(mark.get('src'))})"


def _footnote(text: str, mark: Mark) -> str:
    return f"[^{mark.get('label')}]"


def _formula(text: str, mark: Mark) -> str:
    sign = "$$" if mark.get("display") else "$"
    return f"{sign}{text}{sign}"


def _break(text: str, mark: Mark) -> str:
    return "\\\n"


# What is written in place of the text that the mark covers.
_WRITTEN: dict[str, Callable[[str, Mark], str]] = {
    "code": _code,
    "image": _image,
    "footnote": _footnote,
    "br": _break,
    "formula": _formula,
}


# ---- formulas ----------------------------------------------------------------------------------------------


def _write_formulas(pieces: list[_Piece]) -> list[_Piece]:
    """Return the pieces; a formula that would not be read as one beside its neighbours is code, a dollar in text none."""
    if not any("$" in piece.written for piece in pieces):
        return pieces
    are_text = [piece.kind == "text" for piece in pieces]
    for piece, written in zip(pieces, escape_dollars_in([p.written for p in pieces], are_text), strict=True):
        piece.written = written
    start = 0
    for piece in pieces:
        line = "".join(one.written for one in pieces)
        found = find_formula(line, start, len(line)) if piece.kind == "formula" else None
        if piece.kind == "formula" and (found is None or found.behind != start + len(piece.written)):
            piece.written = _code(piece.written.strip("$"), Mark(0, 0, "code"))
        start += len(piece.written)
    return pieces


# ---- flanks ------------------------------------------------------------------------------------------------


def _mend_flanks(pieces: list[_Piece]) -> list[_Piece]:
    """Return the pieces; letters that keep emphasis from opening or closing become character references."""
    pieces = [piece for piece in pieces if piece.written]
    for before, sign, after in zip(pieces, pieces[1:], pieces[2:], strict=False):
        if sign.kind != "delimiter":
            continue
        if sign.opens:
            _open(before, sign, after)
        else:
            _close(before, sign, after)
    return pieces


def _open(before: _Piece, sign: _Piece, after: _Piece) -> None:
    needs = before.kind == "text" and _needs(sign, _forbids(after.written[0]))
    if needs and _is_letter_before(before.written):
        before.written = before.written[:-1] + _reference(before.written[-1])


def _close(before: _Piece, sign: _Piece, after: _Piece) -> None:
    needs = after.kind == "text" and _needs(sign, _forbids(before.written[-1]))
    if needs and _is_letter(after.written[0]):
        after.written = _reference(after.written[0]) + after.written[1:]


def _needs(piece: _Piece, is_beside_punctuation: bool) -> bool:
    """Would a letter on the outer side keep the sign from being read as emphasis?"""
    return piece.written == "_" or is_beside_punctuation


def _reference(character: str) -> str:
    return f"&#{ord(character)};"


def _is_letter_before(text: str) -> bool:
    # A variation selector belongs to the character before it.
    visible = _SELECTORS.sub("", text) or " "
    return not is_cjk(visible[-1]) and _is_letter(text[-1])


def _is_letter(character: str) -> bool:
    """Is the character neither space, punctuation nor Chinese?"""
    return not (isWhiteSpace(ord(character)) or character == "\n" or is_cjk(character) or _is_mark(character))


def _forbids(character: str) -> bool:
    return _is_mark(character) and not is_cjk(character)


def _is_mark(character: str) -> bool:
    return isMdAsciiPunct(ord(character)) or isPunctChar(character)


# ---- what would be read as something else ------------------------------------------------------------------


def _escape(text: str) -> str:
    return _MARKUP.sub(r"\\\g<0>", text)


def _separate_pieces(pieces: list[_Piece]) -> list[_Piece]:
    """Return the pieces, with text escaped where it would merge with neighbouring markup."""
    for first, second in pairwise(pieces):
        if first.kind == "text" and first.written.endswith("!") and second.written.startswith("["):
            first.written = first.written[:-1] + "\\!"  # no picture
        elif first.written.startswith("[^") and first.kind == "markup" and second.written.startswith("("):
            second.written = "\\" + second.written  # no link
    return pieces


def _lines(written: str) -> str:
    return "\n".join(_safe_start(line) for line in written.split("\n"))


def _safe_start(line: str) -> str:
    start = _AT_START.match(line)
    if start:
        return f"{start['number']}\\{line[start.end() :]}" if start["number"] else f"\\{line}"
    return _NOTE_AND_COLON.sub(r"\1\\:", line, count=1) if _NOTE_AND_COLON.match(line) else line


def _is_balanced(address: str) -> bool:
    depth = 0
    for character in re.findall("[()]", address):
        depth += 1 if character == "(" else -1
        if not 0 <= depth <= 9:
            return False
    return depth == 0
