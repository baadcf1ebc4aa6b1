"""What has no text of its own in a line of a page: formulas, characters shown as pictures, rules."""

from __future__ import annotations

import pytest

from yizhu.content.markdown.parser import read_markdown
from yizhu.importers import draft_from
from yizhu.importers.markdown.writer import article_markdown

PROSE = "這座城市如何在三十年之間變成今日的模樣，記者走訪了許多人，聽他們說起從前。"


def body_of(inside: str, head: str = "") -> str:
    page = (
        f'<!DOCTYPE html><html lang="zh-TW"><head><meta charset="utf-8"><title>城市的三十年</title>{head}</head>'
        f"<body><article><h1>城市的三十年</h1><p>{PROSE}</p>{inside}<p>{PROSE}再說。</p></article></body></html>"
    )
    text = article_markdown(draft_from(page.encode(), name="page.html"))
    return text.split(f"{PROSE}\n\n", 1)[1].rsplit(f"\n\n{PROSE}", 1)[0]


MATHML = "<math><msup><mi>x</mi><mn>2</mn></msup></math>"
KATEX = (
    '<span class="katex"><span class="katex-mathml"><math><semantics><mrow><msup><mi>x</mi><mn>2</mn></msup></mrow>'
    '<annotation encoding="application/x-tex">x^2</annotation></semantics></math></span>'
    '<span class="katex-html" aria-hidden="true"><span>x2</span></span></span>'
)
ONE = [
    KATEX,
    MATHML,
    '<script type="math/tex">x^2</script>',
    '<span class="MathJax_Preview">x2</span><span class="MathJax" id="a"><nobr>x2</nobr></span>'
    '<script type="math/tex" id="b">x^2</script>',
    '<span class="MathJax_SVG"><svg></svg></span><script type="math/tex; mode=inline">x^2</script>',
    f'<span class="MathJax" data-mathml="{MATHML.replace("<", "&lt;")}"><nobr>x2</nobr></span>',
    f'<mjx-container class="MathJax" jax="SVG"><svg></svg><mjx-assistive-mml>{MATHML}</mjx-assistive-mml></mjx-container>',
    '<mjx-container class="MathJax" jax="CHTML"><mjx-math><mjx-msup><mjx-mi><mjx-c>𝑥</mjx-c></mjx-mi><mjx-script>'
    "<mjx-mn><mjx-c>2</mjx-c></mjx-mn></mjx-script></mjx-msup></mjx-math></mjx-container>",
    '<span class="ztext-math" data-eeimg="1" data-tex="x^2"><span><svg></svg></span>'
    '<script type="math/tex;mode=inline">x^2</script></span>',
    '<img src="https://www.zhihu.com/equation?tex=x%5E2" alt="x^2" eeimg="1">',
    f'<span class="mwe-math-element"><span style="display: none">{MATHML}</span>'
    '<img class="mwe-math-fallback-image-inline" src="a.svg" alt="x^2"></span>',
]


@pytest.mark.parametrize("formula", ONE)
def test_a_formula_is_its_tex_once(formula: str) -> None:
    """However a page draws a formula, its TeX stands once in the sentence, and nothing is run together."""
    assert body_of(f"<p>公式{formula}很有名。</p>") == "公式$x^2$很有名。"


@pytest.mark.parametrize(
    "formula",
    [
        f'<p><span class="katex-display">{KATEX}</span></p>',
        '<script type="math/tex; mode=display">\nx^2\n</script>',
        f"<p>{MATHML.replace('<math>', '<math display=block>')}</p>",
        '<p><img class="latex" src="https://e.example/a.png" alt="x^2"></p>',
    ],
)
def test_a_formula_set_apart(formula: str) -> None:
    """A formula on a line of its own stays one."""
    assert body_of(formula) == "$$x^2$$"


@pytest.mark.parametrize(
    ("mathml", "tex"),
    [
        ("<mfrac><mn>1</mn><mn>2</mn></mfrac>", r"\frac{1}{2}"),
        ("<msqrt><mi>a</mi><mo>+</mo><mi>b</mi></msqrt>", r"\sqrt{a+b}"),
        ("<munderover><mo>∑</mo><mi>i</mi><mi>n</mi></munderover><mi>α</mi>", r"\sum_i^n\alpha"),
        ("<mover><mi>F</mi><mo>→</mo></mover>", r"\vec{F}"),
        ("<mtable><mtr><mtd><mn>1</mn></mtd><mtd><mn>0</mn></mtd></mtr><mtr><mtd><mn>0</mn></mtd><mtd><mn>1</mn></mtd></mtr></mtable>", r"\begin{matrix}1 & 0 \\ 0 & 1\end{matrix}"),
        ("<mi>sin</mi><mi>θ</mi>", r"\sin \theta"),
    ],
)  # fmt: skip
def test_mathml_is_tex(mathml: str, tex: str) -> None:
    """MathML without TeX beside it is written as TeX: what is raised, lowered, divided stays so."""
    assert body_of(f"<p>公式<math>{mathml}</math>。</p>") == f"公式${tex}$。"


def test_tex_that_a_script_would_draw() -> None:
    """On a page that loads MathJax or KaTeX, TeX between its signs is a formula; in code and in prices it is not."""
    head = '<script src="https://e.example/mathjax/tex-mml.js"></script>'
    inside = r"<p>見\(a_1\)與$\frac{a}{b}$，要$5或$6元，<code>\(x\)</code>。</p>"
    assert body_of(inside, head) == r"見$a_1$與$\frac{a}{b}$，要$5或$6元，`\(x\)`。"
    assert body_of(inside).startswith(r"見\\(a_1")


@pytest.mark.parametrize("text", ["從$5到$6元。", "要$5元。", "$x$是變數", f"價$a_1$與{KATEX}。"])
def test_money_is_no_formula(text: str) -> None:
    """Signs of money in a page's text never become a formula."""
    marks = read_markdown("a", body_of(f"<p>{text}</p>")).passages[0].prose.marks
    assert sum(mark.kind == "formula" for mark in marks) == text.count('class="katex"')


def test_characters_shown_as_pictures() -> None:
    """A picture amid text whose description is a character, or composes one, is that character."""
    assert (
        body_of('<p>人名<img src="a.gif" alt="[金*本]">與<img src="b.gif" alt="㐀">。</p>')
        == r"人名\[金\*本\]與㐀。"
    )
    assert "![" in body_of('<p>圖<img src="https://e.example/b.jpg" alt="一隻貓">。</p>')


def test_rules_between_passages() -> None:
    """A rule between two passages stays; one at either end parts nothing."""
    assert body_of("<hr><p>甲。</p><div><hr></div><p>乙。</p>") == "---\n\n甲。\n\n---\n\n乙。"


def test_code_tells_no_language() -> None:
    """A page whose code is longer than its text is in the language of its text."""
    code = "<pre><code>let value = compute_something(alpha, beta, gamma, delta);\n</code></pre>" * 40
    page = f"<html><head><title>讀資料</title></head><body><article><h1>讀資料</h1><p>{PROSE}</p>{code}<p>{PROSE}再說這個。</p></article></body></html>"
    assert draft_from(page.encode(), name="page.html").language.tag == "zh-Hant"
