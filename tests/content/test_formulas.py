"""Formulas between dollars: which signs are one, what is read of them, and that each is one unit."""

from __future__ import annotations

import re
import time
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from testbed import Site

from yizhu.content.articles import read_text
from yizhu.content.faults import Faults
from yizhu.content.markdown.formulas import escape_dollars
from yizhu.content.markdown.mathml import FormulaError, write_mathml
from yizhu.content.markdown.parser import read_markdown
from yizhu.content.model import Source
from yizhu.content.prose import Prose, hold_formulas, select_marks
from yizhu.content.translations.placeholders import MarkedFile


def read(body: str) -> list[Prose]:
    """The passages of a text, and then its footnotes."""
    parsed = read_markdown("a.md", body)
    return [part.prose for part in (*parsed.passages, *parsed.footnotes)]


def formulas(body: str) -> list[str]:
    """The formulas of a text, as TeX; a displayed one between two dollars."""
    return [
        f"$${mark.get('tex')}$$" if mark.get("display") else mark.get("tex")
        for prose in read(body)
        for mark in select_marks(prose, "formula")
    ]


MONEY = (
    "$5 and $10|US$100 to $200 and US$300|NT$500到NT$600|售價$5，比$6便宜|售價5$，比6$貴|5$–6$|HK$5/US$6|$5/NT$ 100|"
    "$5，NT$ 6|$騰訊控股(00700)$|$Tesla(TSLA)$|$BABA(BABA)$|$HOME/$USER|$foo.$bar|A$AP Rocky and Ke$ha|$速度=路程/時間$|$$|$$$|"
    "a $$ b|$$ 賺錢 $$|$x$5|$ x$|$x $|花了$3億（約NT$90億）|$3-$5|約10$~20$之間|$_GET[$x]|cost (in $) and price ($/t)|"
    "$1.5M/$2M|US$1bn–$2bn|C$, A$|$5K-$10K|“$5”和“$6”|$100,$200|$5 `x` 6$|[$5](/a$)|Between $5 (or 4) and 6$ a day is it."
).split("|")


@pytest.mark.parametrize("words", MONEY)
def test_money_is_text(words: str) -> None:
    """Prices, currencies, companies and variables are no formulas, in English and in Chinese."""
    assert formulas(words) == []
    assert read(words)[0].text.replace("￼", "").count("$") == words.replace("(/a$)", "").count("$")


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("質能$E=mc^2$，其中$c$是光速。", ["E=mc^2", "c"]),
        ("$n$個、the $n$th、2$\\pi$、$(x，y)$、$v_{平均}$", ["n", "n", "\\pi", "(x，y)", "v_{平均}"]),
        ("$速度=\\frac{路程}{時間}$", ["速度=\\frac{路程}{時間}"]),
        ("$\\text{售價\\$5}$ 和 $5", ["\\text{售價\\$5}"]),
        ("前文：\n$$\na\n+ b\n= c % 說明\n$$\n後文。", ["$$a + b = c$$"]),
        ("其$$x$$中", ["$$x$$"]),
        ("$$x$$ {from=p1}", ["$$x$$"]),
        ("- 項$x$\n- $$\n  a\n  + b\n  $$\n- c", ["x", "$$a + b$$"]),
        ("> $$\n> a\n> + b\n> $$", ["$$a + b$$"]),
        ("> [!note] 題$x$\n> 文$y$", ["x", "y"]),
        ("|a|b|\n|-|-|\n|$x$|$y_1$|", ["x", "y_1"]),
        ("|a|b|\n|-|-|\n|$|x|$|$P(y_1|z)$|\n|$\\|u\\|$|$v$|", ["|x|", "P(y_1|z)", "|u|", "v"]),
        (
            "|a|b|\n|-|-|\n|$P(A|B)$|$\\{x | x>0\\}$|\n|$P(A | f(x))$|$p|q$|",
            ["P(A|B)", "\\{x | x>0\\}", "P(A | f(x))", "p|q"],
        ),
        ("|a|b|\n|-|-|\n|$5|6$|\n|$a|US$|\n|$x|$|\n|5$|6$|", []),
        ("見$5、$x$。有$2，$y$；賣$10、$v_x$的、$5！$z$", ["x", "y", "v_x", "z"]),
        (
            "$(x，y)$、$f（x）$、$3（x+1）$、$a，b$，$\\text{甲、}$。",
            ["(x，y)", "f（x）", "3（x+1）", "a，b", "\\text{甲、}"],
        ),
        ("|a|b|\n|-|-|\n| $5 | 6$ |\n|<!-- | -->$|y|$|$7|", ["|y|"]),
        ("> [!note]\n> - [x] $x$\n\n[~~甲$y$~~]{term=none}", ["x", "y"]),
        ("## 題$x$\n\n詞$y$\n: - [x] 義$z$", ["x", "y", "z"]),
        ("甲[^1]乙^[丙$y$]\n\n[^1]: 注$x^2$。", ["x^2", "y"]),
        ("**$x$是**，~~$y$~~，[$z$](/a/)", ["x", "y", "z"]),
        ("$a*b$和$c*d$，$[a](b)$", ["a*b", "c*d"]),
        ("\\$x$和\\$5，`$x$`", []),
        ("    $x$", []),
        ("$$\n\nx\n$$", []),
    ],
)
def test_where_formulas_stand(body: str, found: list[str]) -> None:
    """In lines, blocks, lists, quotes, callouts, tables, headings and notes; a backslash or code makes a dollar."""
    assert formulas(body) == found


def test_a_displayed_formula_is_a_passage() -> None:
    """Its lines may begin with what else begins a list or a heading; the words around it are passages of their own."""
    passages = read_markdown("a.md", "一\n$$\na\n- b\n> c\n$$\n二").passages
    assert [(p.line, p.last_line, p.prose.text) for p in passages] == [
        (1, 1, "一"),
        (2, 6, "a - b > c"),
        (7, 7, "二"),
    ]


# ---- what cannot be read -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "place", "told"),
    [
        ("甲乙$\\fooo x$", "1:4", "\\fooo is no command of formulas"),
        ("甲\n\n> $$\n> a\n> + \\frac{1}{2\n> $$", "5:14", 'closing token "}"'),
        ("$$\n\\begin{align}\na &= \\nix\n\\end{align}\n$$", "3:6", "\\nix"),
        ("$a_b_c$", "1:5", "duplicate subscript"),
        ("$\\def\\x{a}$", "1:2", "\\def has no place in a formula"),
        ("$\\href{javascript:x}{y}$", "1:2", "\\href"),
        ("$\\text{a & b}$", "1:10", "text mode"),
        ("甲[^1]\n\n[^1]: $\\nix$", "3:8", "\\nix"),
        ("甲^[乙$\\nix$]", "1:6", "\\nix"),
        ("|a|\n|-|\n|$\\nix$|", "3:3", "\\nix"),
    ],
)
def test_what_cannot_be_read_is_told(body: str, place: str, told: str) -> None:
    """With file, line and column of the very sign, and how a dollar is written."""
    with pytest.raises(Faults) as raised:
        read(body)
    assert str(raised.value).startswith(f"a.md:{place}: ")
    assert told in str(raised.value)


def test_formulas_of_notes_and_definitions(tmp_path: Path) -> None:
    """They are faults of their files."""
    site = Site(tmp_path).article("a", "文字")
    site.notes("a", "- {id: n, quote: 文, kind: fact, text: {zh-Hant: '見$\\nix$', en: x}}")
    site.fails_with("content/articles/a/notes.yaml:1:49", "\\nix is no command")


TOKENS = st.sampled_from(
    r"\frac \sqrt \text \begin{matrix} \end{matrix} \begin{align} \end{align} \left \right \color{red} \label{x} \tag{1} \def "
    r"\newcommand \href \mathbb \operatorname \substack \hspace{9999em} \\ \hline \cancel \boxed \limits \not { } [ ] & ^ _ % # ~ "
    r"< > \" ' ( ) | a 1 + 中 文 \middle \verb \ref \eqref".split()
)


@settings(max_examples=300, deadline=None)
@given(st.lists(TOKENS | st.text(max_size=3), max_size=25), st.booleans())
def test_whatever_is_written(pieces: list[str], is_display: bool) -> None:
    """Any TeX becomes MathML of known elements, without styles, addresses and ids, or a fault within the formula."""
    tex = " ".join(pieces)
    try:
        written = write_mathml(tex, is_display)
    except FormulaError as told:
        written, error = "", told
    else:
        error = None
    assert error is None or (0 <= error.start <= len(tex) and error.help)
    tree = ElementTree.fromstring(f"<math>{written}</math>")
    named = {element.tag for element in tree.iter()}
    assert all(re.fullmatch(r"m[a-z]+|[bisu]|em|code", tag) for tag in named)
    assert not {"style", "href", "id"} & {name for element in tree.iter() for name in element.attrib}


@pytest.mark.parametrize(
    "tex",
    [
        *(
            f"{opening * 4000}x"
            for opening in ("{", "\\sqrt ", "\\sqrt{", "\\left(", "x^{", "\\begin{matrix}")
        ),
        "{" * 3000 + "x" + "}" * 3000,
        r"\newcommand{\a}{\a\a}\a",
        "x" * 10_001,
    ],
)
def test_hostile_formulas(tex: str) -> None:
    """Depth, length and definitions are bounded, before the reader is asked and in what it says."""
    begun = time.monotonic()
    with pytest.raises(FormulaError):
        write_mathml(tex, True)
    assert time.monotonic() - begun < 5


def test_words_and_numbers() -> None:
    """Chinese in a formula is words; equations have the numbers that the author gives, and no others."""
    assert "<mtext>平均</mtext>" in write_mathml("v_{平均}", False)
    assert write_mathml(r"\text{<script>}", False) == "<mtext>&lt;script&gt;</mtext>"
    equations = write_mathml(r"\begin{align}a&=b\\c&=d\end{align}", True)
    assert "(1)" not in equations
    assert "m-half" not in equations
    assert "(3)" in write_mathml(r"a=b \tag{3} \label{eq}", True)


# ---- one unit ----------------------------------------------------------------------------------------------


def test_nothing_reaches_into_a_formula(tmp_path: Path) -> None:
    """No term is marked in it, no script converted, no number put; its TeX is kept where the page says the formula."""
    site = Site(tmp_path)
    site.glossary("- {id: m, forms: {zh-Hant: [質量], en: [mass]}, definition: {zh-Hant: 說明, en: x}}")
    site.article("a", "## 論$m$\n\n質量$m_{質量}$與$E=mc^2$。")
    site.notes("a", "- {id: n, quote: 與E=mc^2, kind: fact, text: {zh-Hant: '見$x$。', en: x}}")
    site.build()
    for edition, words in (("zh-hant", "質量"), ("zh-hans", "质量")):
        page = f"{edition}/a/"
        assert [a.text for a in site.select(page, ".text a.term")] == [words]
        found = site.select(page, ".passage math")
        assert [one.get("alttext") for one in found] == ["m", "m_{質量}", "E=mc^2"]
        assert all(one.find(".//annotation").text == one.get("alttext") for one in found)
        assert not site.select(page, "math a, math span, math sup, math ruby")
        assert len(site.select(page, ".note math")) == 2
    site.shows("zh-hant/a/", 'assets/formulas.css"').lacks("zh-hant/", "formulas.css")


@pytest.mark.parametrize("quote", ["mc^2", "論E", "2與"])
def test_a_quote_that_cuts_a_formula(tmp_path: Path, quote: str) -> None:
    """It is a fault that shows the whole formula."""
    site = Site(tmp_path).article("a", "論$E=mc^2$與$x$")
    site.notes("a", f"- {{id: n, quote: {quote}, kind: fact, text: {{zh-Hant: 注, en: x}}}}")
    site.fails_with("content/articles/a/notes.yaml:1:18", f"{quote} cuts a formula", "E=mc^2")


def test_a_formula_is_a_placeholder() -> None:
    """Translators' tools keep it whole."""
    source = Source("x.md", "---\ntitle: x\n---\n\n甲$E=*mc*^2$乙\n\n$$\na\n+ b\n$$\n")
    text, file = read_text("zh-Hant", source), MarkedFile(source)
    codes = [code for passage in text.passages for code in file.read([passage]).codes]
    assert [(code.name, code.data, code.shown) for code in codes] == [
        ("formula", "$E=*mc*^2$", "E=*mc*^2"),
        ("formula", "$$\na\n+ b\n$$", "a + b"),
    ]


def test_no_sentence_ends_in_a_formula() -> None:
    """Where sentences are told apart, a formula holds none of their marks, and no offset moves."""
    (prose,) = read("Let $n! = 1. X$ be. So")
    assert hold_formulas(prose) == "Let n_ = 1_ X be. So"


@given(st.lists(st.sampled_from(["$", "$$", "x", "5", " ", "\\", "^2", "，", "字", "`"]), max_size=14))
def test_dollars_can_be_escaped(pieces: list[str]) -> None:
    """What is escaped holds no formula, and says what it said."""
    text = "".join(pieces).replace("\\", "/").replace("`", "'").strip()
    assert formulas(f"字{escape_dollars(f'字{text}字')[1:]}") == []
    assert "".join(prose.text for prose in read(escape_dollars(f"字{text}字"))) == f"字{text}字"


@pytest.mark.parametrize(
    "opening", ["(", "[", r"\{", r"\langle ", r"\bigl(", r"\lvert ", r"\ulcorner ", r"\mathopen|"]
)
def test_brackets_that_nothing_closes(opening: str) -> None:
    """Each bracket left open doubles the reader's time: many are refused, at the first; closed ones never."""
    with pytest.raises(FormulaError) as found:
        write_mathml(f"x+{opening * 40}", is_display=False)
    assert found.value.start in (2, 2 + opening.find("("))
    assert write_mathml("(a]" * 40, is_display=False)
