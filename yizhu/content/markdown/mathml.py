"""Formulas as MathML Core: ``math-core`` reads the TeX, and what it writes is let through element by element.

1. bound the formula: its length, how deep it nests, no commands of its own
2. read it; where it cannot be read, say at which character
3. keep known elements and attributes; styles, which a page's security policy forbids, become classes
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from xml.etree import ElementTree

from markupsafe import escape

from yizhu.chinese.han import INVALID_XML_CHARACTERS
from yizhu.content.prose import OBJECT_CHARACTER

_LONGEST = 10_000  # characters
_MOST_UNCLOSED = 12  # brackets
_DEEPEST = 60  # groups, roots and fractions within each other; the reader itself would fail at some thousands

_MACROS = {
    "mbox": r"\text{#1}",
    "hbox": r"\text{#1}",
    "pmb": r"\boldsymbol{#1}",
    "mathds": r"\mathbb{#1}",
    "substack": r"\begin{gathered}#1\end{gathered}",
    "smash": "#1",
    "vcenter": "#1",
    "hfill": r"\quad",
    "infin": r"\infty",
}


_UNSEEN = {"ApplyFunction": "\u2061", "InvisibleTimes": "\u2062"}


class FormulaError(Exception):
    """Raised for TeX that cannot be read: what is wrong, where, and how to mend it."""

    def __init__(self, problem: str, help: str, start: int = 0, length: int = 1) -> None:
        super().__init__(problem)
        self.problem, self.help, self.start, self.length = problem, help, start, length


@lru_cache(maxsize=4096)
def write_mathml(tex: str, is_display: bool) -> str:
    """Return the MathML of a formula, without the ``<math>`` around it. Raises ``FormulaError``."""
    _check_bounds(tex)
    read, old_offset = _prepare(tex, is_display)
    written = _read_tex(read, is_display, tex, old_offset)
    if _measure_depth(written) > _DEEPEST:
        raise _too_deep(tex)
    written = re.sub(r"&(ApplyFunction|InvisibleTimes);", lambda found: _UNSEEN[found[1]], written)
    try:
        tree = ElementTree.fromstring(written)
    except ElementTree.ParseError:  # in odd places the reader leaves a < as it is
        raise FormulaError(
            "this formula cannot be shown", "write < as \\lt and & as \\&", 0, len(tex)
        ) from None
    return _join_han(_drop_margins("".join(_write_children(tree))))


# ---- bounds ------------------------------------------------------------------------------------------------

_NESTING = re.compile(r"\\\\|\\(?:begin|left)(?![A-Za-z])|\\(?:end|right)(?![A-Za-z])|\\.|[{}]", re.S)
_NAMED_BRACKETS = (
    "brace|brack|angle|floor|ceil|[vV]ert|group|moustache|Brace|Brack|Angle|bag|lbracket|lparenthesis"
)
_BRACKET = re.compile(
    rf"\\\\|\\(?:left|middle|right)(?![A-Za-z])\s*(?:\\[A-Za-z]+|\\.|[^\\])?"
    rf"|(?P<opening>\\(?:l(?:{_NAMED_BRACKETS})|[ul]lcorner|llbracket|mathopen)(?![A-Za-z])|\\\{{|[(\[⟨⌊⌈⟦⟪])"
    rf"|(?P<closing>\\(?:r(?:{_NAMED_BRACKETS.replace('lb', 'rb').replace('lp', 'rp')})|[ul]rcorner|rrbracket|mathclose)"
    r"(?![A-Za-z])|\\\}|[)\]⟩⌋⌉⟧⟫])|\\.",
    re.S,
)
_DEFINES = re.compile(
    r"\\(?:[gex]?def|let|futurelet|(?:re|provide)?newcommand|(?:re)?newenvironment|providecommand"
    r"|Declare[A-Za-z]+|csname|expandafter|(?:eq)?ref|input|include|require)(?![A-Za-z])"
)
_UNKNOWN = re.compile(r'Unknown command "(\\?[^"]*)"')


def _check_bounds(tex: str) -> None:
    if len(tex) > _LONGEST:
        raise FormulaError(f"this formula has more than {_LONGEST:,} characters", "split it")
    if odd := INVALID_XML_CHARACTERS.search(tex.replace(OBJECT_CHARACTER, "\0")):
        raise FormulaError("no page can hold this character", "remove it", odd.start())
    depth = 0
    for found in _NESTING.finditer(tex):
        sign = found[0]
        depth += sign in ("{", r"\begin", r"\left")
        depth -= sign in ("}", r"\end", r"\right")
        if depth > _DEEPEST:
            raise _too_deep(tex)
    _refuse_unclosed(tex)
    if defines := _DEFINES.search(tex):
        problem = f"{defines[0]} has no place in a formula"
        raise FormulaError(problem, "write out what the command stands for", defines.start(), len(defines[0]))


def _refuse_unclosed(tex: str) -> None:
    """Raise for many brackets that nothing closes: each doubles the time that the reader takes."""
    unclosed: list[re.Match[str]] = []
    for found in _BRACKET.finditer(tex):
        if found["opening"]:
            unclosed.append(found)
        elif found["closing"] and unclosed:
            unclosed.pop()
    if len(unclosed) > _MOST_UNCLOSED:
        problem = f"this formula leaves more than {_MOST_UNCLOSED} brackets open"
        raise FormulaError(problem, "close them", unclosed[0].start(), len(unclosed[0][0]))


def _too_deep(tex: str) -> FormulaError:
    return FormulaError("this formula nests too deep", f"nest at most {_DEEPEST} groups", 0, len(tex))


def _measure_depth(written: str) -> int:
    depth = deepest = 0
    for tag in re.finditer(r"<(/?)[a-z][^<>]*?(/?)>", written):
        depth += 0 if tag[2] else -1 if tag[1] else 1
        deepest = max(deepest, depth)
    return deepest


# ---- what TeX is written, and how the reader knows it --------------------------------------------------------

_NUMBERED = "align|alignat|equation|gather|multline"
_REWRITTEN: tuple[tuple[re.Pattern[str], str], ...] = (
    # An article's formulas have no numbers but those that a \tag gives: each would be (1).
    (re.compile(rf"(\\(?:begin|end)\{{(?:{_NUMBERED}))\}}"), r"\1*}"),
    (re.compile(r"(\\(?:begin|end)\{)split\}"), r"\1aligned}"),
    (re.compile(r"(\\(?:begin|end)\{)smallmatrix\}"), r"\1matrix}"),
    (re.compile(r"\\label\s*\{[^{}]*\}"), " "),
    (re.compile(r"(\\(?:left|middle|right|[bB]igg?[lrm]?)\s*)<"), r"\1\\langle "),
    (re.compile(r"(\\(?:left|middle|right|[bB]igg?[lrm]?)\s*)>"), r"\1\\rangle "),
)
_HAS_TAG = re.compile(r"\\tag(?![A-Za-z])")


def _prepare(tex: str, is_display: bool) -> tuple[str, Callable[[int], int]]:
    """Return the formula as the reader knows it, and what finds an offset of it in the formula as written."""
    shifts: list[tuple[int, int]] = []  # offset behind something that was rewritten, and by how much it grew
    for pattern, form in _REWRITTEN:
        for found in reversed(list(pattern.finditer(tex))):
            new = found.expand(form)
            tex = tex[: found.start()] + new + tex[found.end() :]
            shifts.append((found.start() + len(new), len(new) - len(found[0])))
    lead = 0
    if is_display and _HAS_TAG.search(tex) and not re.search(rf"\\begin\{{(?:{_NUMBERED})\*", tex):
        lead = len(r"\begin{equation*}")
        tex = rf"\begin{{equation*}}{tex}\end{{equation*}}"
    return tex, lambda at: max(0, at - lead - sum(by for end, by in shifts if end <= at - lead))


@cache
def _reader() -> Callable[[str, bool], str]:
    from math_core import LatexToMathML

    reader = LatexToMathML(macros=_MACROS, fancy_error=False, allow_unreliable_rendering=True)
    return lambda tex, is_display: reader.convert_with_local_state(tex, displaystyle=is_display)


def _read_tex(read: str, is_display: bool, tex: str, old_offset: Callable[[int], int]) -> str:
    try:
        return _reader()(read, is_display)
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # a panic of the compiled reader is no Exception
        raise _explain(str(error), tex, old_offset) from None


def _explain(error: str, tex: str, old_offset: Callable[[int], int]) -> FormulaError:
    found = re.match(r"(\d+): (.*)", error, re.S)
    at = min(old_offset(int(found[1])), max(0, len(tex.rstrip()) - 1)) if found else 0
    reason = (found[2] if found else error).rstrip(".").partition("\n")[0]
    command = re.compile(r"\\(?:[A-Za-z]+|.)|\S", re.S).match(tex, at)
    length = len(command[0]) if command else 1
    if unknown := _UNKNOWN.match(reason):
        return FormulaError(f"{unknown[1]} is no command of formulas", _HELP, at, length)
    return FormulaError(f"this formula cannot be read: {reason[:1].lower()}{reason[1:]}", _HELP, at, length)


_HELP = "write TeX as in LaTeX's math mode; if the $ is a dollar, write \\$"


# ---- what is let through -----------------------------------------------------------------------------------

_ELEMENTS = frozenset(
    "mrow mi mo mn mtext mspace mfrac msqrt mroot mstyle msub msup msubsup munder mover munderover mmultiscripts "
    "mprescripts mtable mtr mtd mpadded mphantom b i em s u code".split()
)
_ATTRIBUTES = {
    **dict.fromkeys(
        ("displaystyle", "stretchy", "symmetric", "movablelimits", "largeop", "accent", "accentunder"),
        re.compile("true|false"),
    ),
    **dict.fromkeys(
        ("lspace", "rspace", "minsize", "maxsize", "width", "height", "depth", "voffset", "linethickness"),
        re.compile(r"-?\d{0,2}(?:\.\d+)?(?:em|ex|mu)?"),
    ),
    "scriptlevel": re.compile(r"\+?\d"),
    "mathvariant": re.compile("normal"),
    "form": re.compile("prefix|infix|postfix"),
}
# By declaration: the class for which a style sheet has the same.
_CLASSES = {
    "text-align: left": "m-left",
    "text-align: right": "m-right",
    "padding-left: 0": "m-tight-left",
    "padding-right: 0": "m-tight-right",
    "width: 100%": "m-wide",
    "width: 50%": "m-half",
}
_STYLED = {"displaystyle": ("mrow", "mtable"), "scriptlevel": ("mrow",)}
_LINE = re.compile(r"border-(top|left|right): 0\.05em (solid|dashed) currentcolor")
_COLOR = re.compile(r"color:\s*(#[0-9A-Fa-f]{6})")
_HAN_LETTERS = re.compile("(?:<mi>[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff，。、；：（）]</mi>)+")


def _drop_margins(mathml: str) -> str:
    """Return equations without the empty cells that only keep those with numbers in the middle."""
    if "m-wide" not in mathml or "m-half m-right" in mathml:
        return mathml
    return mathml.replace('<mtd class="m-half"></mtd>', "").replace(' class="m-wide"', "")


def _join_han(mathml: str) -> str:
    """Return the formula with words of Chinese as words, not as a product of letters."""
    return _HAN_LETTERS.sub(lambda found: f"<mtext>{re.sub('</?mi>', '', found[0])}</mtext>", mathml)


def _write_children(parent: ElementTree.Element) -> Iterator[str]:
    """Yield what an element holds; of elements that are not known, their content."""
    if parent.text:
        yield str(escape(parent.text))
    for child in parent:
        yield from _write(child)
        if child.tail:
            yield str(escape(child.tail))


def _write(element: ElementTree.Element) -> Iterator[str]:
    name, classes = element.tag, _list_classes(element)
    if name == "menclose":
        name = "mrow"
    if name == "mrow" and element.get("displaystyle"):
        name = "mstyle"
    if name not in _ELEMENTS:
        yield from _write_children(element)
        return
    given = "".join(f' {key}="{escape(value)}"' for key, value in _list_attributes(element))
    style = f' class="{" ".join(classes)}"' if classes else ""
    inner = "".join(_write_children(element))
    written = f"<{name}{style}{given}>{inner}</{name}>"
    display = element.get("displaystyle", "") if name not in ("mstyle", "mtable") else ""
    yield f'<mstyle displaystyle="{display}">{written}</mstyle>' if display in ("true", "false") else written


def _list_attributes(element: ElementTree.Element) -> Iterator[tuple[str, str]]:
    for key, value in element.items():
        pattern = _ATTRIBUTES.get(key)
        # MathML 3, by which pages are checked, knows these on mstyle only, and the first on tables.
        if key in ("displaystyle", "scriptlevel") and element.tag not in _STYLED[key]:
            continue
        if pattern and pattern.fullmatch(value):
            yield key, value
        elif key == "style" and (color := _COLOR.search(value)):
            yield "mathcolor", color[1]


def _list_classes(element: ElementTree.Element) -> list[str]:
    declared = [one.strip() for one in element.get("style", "").split(";")]
    lines = [found for one in declared if (found := _LINE.fullmatch(one))]
    notation = element.get("notation", "") if element.tag == "menclose" else ""
    return [
        *(_CLASSES[one] for one in declared if one in _CLASSES),
        *(f"m-line-{line[1]}" for line in lines),
        *(["m-dashed"] if any(line[2] == "dashed" for line in lines) else []),
        *(f"m-{one}" for one in notation.split()),
    ]
