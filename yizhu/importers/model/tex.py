"""Write the pieces of a formula as TeX: its signs, what is raised, lowered, set above each other."""

from __future__ import annotations

import re

_SIGNS = {
    **dict(zip("αβγδεζηθικλμνξπρστυφχψω", "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi "
               "pi rho sigma tau upsilon phi chi psi omega".split(), strict=True)),
    **dict(zip("ΓΔΘΛΞΠΣΦΨΩ", "Gamma Delta Theta Lambda Xi Pi Sigma Phi Psi Omega".split(), strict=True)),
    **dict(zip("ϵϕϑς∞∂∇ℓℏ∅∀∃¬∈∉∋⊂⊃⊆⊇∪∩∧∨", "epsilon phi vartheta varsigma infty partial nabla ell hbar emptyset "
               "forall exists neg in notin ni subset supset subseteq supseteq cup cap wedge vee".split(), strict=True)),
    **dict(zip("×÷·±∓≤≥≠≈≡∼≃∝≪≫→←↔⇒⇐⇔↦⟶∘∗⋅⋆⊕⊗⊥∥∠√", "times div cdot pm mp le ge ne approx equiv sim simeq propto ll gg "
               "to leftarrow leftrightarrow Rightarrow Leftarrow Leftrightarrow mapsto longrightarrow circ ast cdot "
               "star oplus otimes perp parallel angle surd".split(), strict=True)),
    **dict(zip("∑∏∫∬∮⋃⋂…⋯⋮⋱⟨⟩⌊⌋⌈⌉", "sum prod int iint oint bigcup bigcap ldots cdots vdots ddots langle rangle "
               "lfloor rfloor lceil rceil".split(), strict=True)),
}  # fmt: skip
_NAMES = frozenset(
    "sin cos tan cot sec csc sinh cosh tanh arcsin arccos arctan log ln lg exp lim max min sup inf det dim gcd "
    "arg deg ker hom Pr".split()
)
_ACCENTS = {
    **dict.fromkeys("→⃗", "vec"),
    **dict.fromkeys("~˜∼̃", "tilde"),
    **dict.fromkeys("^ˆ̂", "hat"),
    **dict.fromkeys("˙̇", "dot"),
    **dict.fromkeys("¨̈", "ddot"),
    **dict.fromkeys("¯‾―̅̄_", "overline"),
    "⏞": "overbrace",
}
_UNDER = {"⏟": "underbrace", **dict.fromkeys("_¯‾̲", "underline")}
_SPECIAL = re.compile(r"[{}%#&_$]")
_UNSEEN = re.compile("[\u2061-\u2064\u200b]")
_SPACES = re.compile(r"\s+")
_WRAPPED = re.compile(r"\{\s*\\(?:displaystyle|textstyle)\s(.*)\}", re.S)


def sign(text: str) -> str:
    """Return an identifier, a number or an operator as TeX."""
    text = _UNSEEN.sub("", text.strip().replace("\u2212", "-").replace("′", "'"))
    if text in _NAMES:
        return f"\\{text} "
    if len(text) > 1 and text.isalpha() and text.isascii():
        return f"\\mathrm{{{text}}}"
    return "".join(_character(one) for one in text)


def words(text: str) -> str:
    """Return words that stand in a formula as TeX."""
    escaped = _SPECIAL.sub(r"\\\g<0>", _SPACES.sub(" ", text))
    return f"\\text{{{escaped}}}" if escaped.strip() else " "


def group(tex: str) -> str:
    """Return an argument of a command or of ^ and _, in braces if it is more than one sign."""
    tex = tex.strip()
    return tex if len(tex) == 1 else f"{{{tex}}}"


def scripts(base: str, below: str = "", above: str = "") -> str:
    """Return a base with what stands below and above at its right."""
    lowered = f"_{group(below)}" if below.strip() else ""
    raised = above.strip()
    if raised and not raised.strip("'"):
        return f"{_base(base)}{raised}{lowered}"
    return f"{_base(base)}{lowered}{f'^{group(raised)}' if raised else ''}"


def over(base: str, above: str) -> str:
    """Return a base with an accent, or something else, set above it."""
    accent = _ACCENTS.get(_accent_sign(above))
    if accent:
        return f"\\{accent}{{{base.strip()}}}"
    return scripts(base, "", above) if _is_large(base) else f"\\overset{{{above.strip()}}}{{{base.strip()}}}"


def under(base: str, below: str) -> str:
    """Return a base with something set below it."""
    line = _UNDER.get(_accent_sign(below))
    if line:
        return f"\\{line}{{{base.strip()}}}"
    return scripts(base, below) if _is_large(base) else f"\\underset{{{below.strip()}}}{{{base.strip()}}}"


def fraction(above: str, below: str) -> str:
    """Return a fraction."""
    return f"\\frac{{{above.strip()}}}{{{below.strip()}}}"


def root(base: str, degree: str = "") -> str:
    """Return a root."""
    degree = degree.strip()
    return f"\\sqrt[{degree}]{{{base.strip()}}}" if degree else f"\\sqrt{{{base.strip()}}}"


def rows(given: list[list[str]], kind: str = "matrix") -> str:
    """Return rows of cells as a matrix, or as lines that are aligned."""
    body = " \\\\ ".join(" & ".join(cell.strip() for cell in row) for row in given)
    return f"\\begin{{{kind}}}{body}\\end{{{kind}}}"


def tidy(tex: str) -> str:
    """Return TeX as a page gives it, on one line, without what only sets its size."""
    tex = _SPACES.sub(" ", tex).strip()
    if (wrapped := _WRAPPED.fullmatch(tex)) and _is_balanced(wrapped[1]):
        tex = wrapped[1].strip()
    while tex.endswith("\\\\") and not tex.endswith("\\\\\\"):
        tex = tex[:-2].rstrip()
    return re.sub(r" (?=[}_^)\]])|(?<=[{(\[]) ", "", tex) if "\\ " not in tex else tex


def _is_balanced(tex: str) -> bool:
    depth = 0
    for brace in re.findall(r"(?<!\\)[{}]", tex):
        depth += 1 if brace == "{" else -1
        if depth < 0:
            return False
    return depth == 0


def _character(one: str) -> str:
    if one in _SIGNS:
        return f"\\{_SIGNS[one]} "
    return f"\\{one}" if _SPECIAL.fullmatch(one) else "\\backslash " if one == "\\" else _plain(one)


def _plain(one: str) -> str:
    """Return the letter that a mathematical alphabet's letter is: 𝑧 is set so by TeX itself."""
    import unicodedata

    if not "\U0001d400" <= one <= "\U0001d7ff":
        return one
    letter = unicodedata.normalize("NFKC", one)
    return f"\\{_SIGNS[letter]} " if letter in _SIGNS else letter


def _base(base: str) -> str:
    base = base.strip()
    return (
        base
        if len(base) <= 1 or re.fullmatch(r"\\[A-Za-z]+(?:\{[^{}]*\})?|\([^()]*\)", base)
        else f"{{{base}}}"
    )


def _accent_sign(tex: str) -> str:
    tex = tex.strip().removeprefix("\\").removeprefix("backslash")
    return {"to": "→", "sim": "~", "_": "_"}.get(tex, tex)


def _is_large(base: str) -> bool:
    return bool(
        re.fullmatch(r"\\(?:sum|prod|int|iint|oint|bigcup|bigcap|lim|max|min|sup|inf)\s*", base.strip())
    )
