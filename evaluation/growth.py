"""How the time of a build grows with its input: python evaluation/growth.py [FAMILY…] [--list] [--large] [--repeat N]

A family is one thing that a site may have many of, at three sizes, each double the one before. Each size is built in a
process of its own, forked from one that has loaded the dictionaries, with limits on time and memory; the least processor
time of several runs counts. The time for a site with only three of the thing is subtracted. The exponent is the binary
logarithm of the growth at the last doubling: 1 is linear, "flat" is too little to measure. A family above 1.1 is marked,
and the program ends with 1. ``--large`` builds 100,000 terms and 10,000 notes in one article, once each.
"""

from __future__ import annotations

import argparse
import math
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import NamedTuple

REPO = Path(__file__).parents[1]
sys.path[:0] = [str(REPO), str(REPO / "benchmarks")]
from corpus import CONFIG, DID, WHAT, WHO, pairs  # noqa: E402, I001
from yizhu.build.pipeline import Options, build  # noqa: E402

Files = dict[str, str]
GOAL, FLAT = 1.1, 1.0  # what more takes less seconds than this is not told from the noise
LIMITS, LARGE_LIMITS = (100, 6), (3600, 16)  # seconds and gigabytes for one build
_HEAD = "---\ntitle: {}\n{}---\n\n"
_TRANSLATED = "translators: [編者]\nstatus: draft\n"


@dataclass(frozen=True, slots=True)
class Family:
    """What there is much of, the least of its sizes, and a site that holds so much."""

    unit: str
    size: int
    site: Callable[[int], Files]


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("families", nargs="*")
    parser.add_argument("--list", action="store_true", help="name the families")
    parser.add_argument("--large", action="store_true", help="one build each of what is very large")
    parser.add_argument("--repeat", type=int, default=2, help="runs of each size")
    given = parser.parse_args()
    known = LARGE if given.large else FAMILIES
    if given.list:
        print("\n".join(known))
        return 0
    with tempfile.TemporaryDirectory() as folder:
        _write(Path(folder), _used(20))
        build(Options(Path(folder, "config.yaml")))
    families = {name: known[name] for name in given.families or known}
    return _large(families) if given.large else _table(families, given.repeat)


def _table(families: Mapping[str, Family], repeat: int) -> int:
    print(f"{'family':30} {'of':10} {'sizes':>20} {'seconds':>32} {'exponent':>9}")
    wrong = 0
    for name, family in families.items():
        sizes = [family.size << doubling for doubling in range(3)]
        times = [_least(family, size, repeat) for size in (3, *sizes)]
        grown = _exponent(*times)
        is_wrong = grown is not None and grown > GOAL
        wrong += is_wrong
        numbers, told = " ".join(map(str, sizes)), " ".join(f"{seconds:7.2f}" for seconds in times)
        exponent = "flat" if grown is None else f"{grown:.2f}{' *' if is_wrong else ''}"
        print(f"{name:30} {family.unit:10} {numbers:>20} {told:>32} {exponent:>9}", flush=True)
    return 1 if wrong else 0


def _least(family: Family, size: int, repeat: int) -> float:
    return min(_measured(family, size, LIMITS).seconds for _ in range(repeat))


def _exponent(none: float, one: float, two: float, four: float) -> float | None:
    """How time grows with the last doubling, what the smallest site takes set aside; None: it hardly grows at all."""
    if four == math.inf:
        return four
    if four - none < FLAT:
        return None
    return math.log2((four - none) / max(two - none, 0.01))


def _large(families: Mapping[str, Family]) -> int:
    wrong = 0
    for name, family in families.items():
        run = _measured(family, family.size, LARGE_LIMITS)
        wrong += run.seconds == math.inf
        print(
            f"{name}: {run.seconds:.0f} s of processor, {run.wall:.0f} s in all, {run.peak:.1f} GB",
            flush=True,
        )
    return 1 if wrong else 0


class Run(NamedTuple):
    """What a build took."""

    seconds: float  # of the processor; without end if it failed, or took more than it was allowed
    wall: float
    peak: float  # GB of memory


def _measured(family: Family, size: int, limits: tuple[int, int]) -> Run:
    """One build, in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        _write(Path(folder), family.site(size))
        began = time.monotonic()
        child = os.fork()
        if not child:
            _build_and_exit(Path(folder), *limits)
        _, status, used = os.wait4(child, 0)
        wall = time.monotonic() - began
    seconds = used.ru_utime + used.ru_stime if not status else math.inf
    return Run(seconds, wall, used.ru_maxrss / (1 << 20))


def _build_and_exit(folder: Path, seconds: int, gigabytes: int) -> None:
    """Build, within limits; never come back."""
    resource.setrlimit(resource.RLIMIT_AS, (gigabytes << 30,) * 2)
    resource.setrlimit(resource.RLIMIT_CPU, (seconds,) * 2)
    try:
        build(Options(folder / "config.yaml"))
        os._exit(0)
    except BaseException as error:
        print(f"{type(error).__name__}: {str(error)[:600]}", file=sys.stderr)
    finally:
        os._exit(1)


def _write(folder: Path, files: Files) -> None:
    for name, text in {"config.yaml": CONFIG, **files}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


# ---- sites ---------------------------------------------------------------------------------------------------


def _article(chinese: str, english: str = "", *, slug: str = "one", more: str = "", notes: str = "") -> Files:
    """An article; without ``english`` it has no translation."""
    own = f"content/articles/{slug}/"
    files = {f"{own}zh-Hant.md": _HEAD.format(slug, "rights: 編者撰\n" + more) + chinese + "\n"}
    if english:
        files[f"{own}en.md"] = _HEAD.format(slug, _TRANSLATED) + english + "\n"
    if notes:
        files[f"{own}notes.yaml"] = notes
    return files


def _repeated(piece: str) -> Callable[[int], Files]:
    """One passage of a piece again and again, so many characters."""
    return lambda size: _article("字 " + piece * (size // len(piece) or 1))


_HAN = "的一是不了人我在有他這中大來上國個到說們為子和你地出道也時年得就那要下以生會自著去之過家學對可她裡後小麼心多天而能好都然沒日於起還發成事只作當想看文無開手十用主行方又如前所本見經頭面公同三已老從動兩長知民樣現分將外但身些與高意進把法此實回二理美點月明其種聲全工己話兒者向情部正名定女問力機給等幾很業最間新什打便位因重被走電四第門相次東政海口使教西再平真聽世氣信北少關並內加化由卻代軍產入先山五太水萬市眼體別處總才場師書比住員九笑性通目華報立馬命張活難神數件安表原車白應路期叫死常提感金何更反合放做系計或司利受光王果親界及今京務制解各任至清物台象記邊共風戰干接它許八特覺望直服毛林題建南度統色字請交愛讓認算論百吃義科怎元社術結六功指思非流每青管夫連遠資隊跟帶花快條院變聯言權往展該領傳近留紅治決周保達辦運武半候七必城父強步完革深區即求品士轉量空甚眾技輕程告江語英基派滿式李息寫呢識極令黃德收臉錢黨倒未持取設始版雙歷越史商千片容研像找友孩站廣改議形委早房音火際則首單據導影失拿網香似斯專石若兵弟誰校讀志飛觀爭究包組造落視濟喜離雖壞"  # fmt: skip


def _words(many: int, seed: int = 1) -> str:
    chance = Random(seed)
    return "".join(chance.choices(_HAN, k=many))


def _sentences(size: int, *, each: int = 1) -> tuple[str, str]:
    """A passage and its translation, the Chinese of so many characters, a sentence for so many clauses."""
    chance = Random(size)
    who, did, what = pairs(WHO), pairs(DID), pairs(WHAT)
    chinese, english, length = list[str](), list[str](), 0
    while length < size:
        parts = [
            (chance.choice(who), chance.choice(did), chance.choice(what))
            for _ in range(chance.randint(each, 3 * each))
        ]
        said = "，".join(a[0] + b[0] + c[0] for a, b, c in parts) + "。"
        told = ", and ".join(f"{a[1]} {b[1]} {c[1]}" for a, b, c in parts)
        chinese.append(said)
        # A translator divides and drops: without that the passage would be its own straight way.
        end = ". Then " if chance.random() < 0.1 else ". "
        english.append(told.replace(", and ", end, 1) if end == ". Then " else told + end)
        length += len(said)
    return "".join(chinese), " ".join(part.strip(" .") + "." for part in english)


def _passages(many: int, each: int = 60) -> tuple[str, str]:
    chinese, english = zip(*(_sentences(each + n % 7) for n in range(many)), strict=True)
    return "\n\n".join(chinese), "\n\n".join(english)


def _terms(many: int, *, see: int = 0, tags: int = 0) -> str:
    """A glossary of so many terms, none within another."""
    return "".join(
        f"- id: t{n}\n  forms: {{zh-Hant: [{_term(n)}], en: [{_english(n)}]}}\n"
        f"  definition: {{zh-Hant: 第{n}條。, en: Entry {n}.}}\n"
        + (f"  see: [{', '.join(f't{(n + step) % many}' for step in range(1, see + 1))}]\n" if see else "")
        + (f"  tags: [tag-{n % tags}]\n" if tags else "")
        for n in range(many)
    )


def _term(number: int) -> str:
    base = len(_HAN)
    return f"甲{_HAN[number % base]}{_HAN[number // base % base]}{_HAN[number // base // base % base]}乙"


def _english(number: int) -> str:
    letters = "bcdfghklmnprst"
    word = "".join(letters[number // 14**n % 14] + "aeiou"[number // 14**n % 5] for n in range(5))
    return f"Q{word}"


def _glossary(many: int) -> Files:
    return _article("一段。", "One.") | {"content/glossary/terms.yaml": _terms(many)}


def _used(many: int) -> Files:
    """So many terms, each used in one article, ten to a passage."""
    tens = [range(n, min(n + 10, many)) for n in range(0, many, 10)]
    chinese = "\n\n".join("。".join(f"他說{_term(n)}很好" for n in ten) + "。" for ten in tens)
    english = "\n\n".join(" ".join(f"He said {_english(n)} is good." for n in ten) for ten in tens)
    return _article(chinese, english) | {"content/glossary/terms.yaml": _terms(many)}


def _noted(many: int, each: int) -> Files:
    """So many notes, so many of them on each passage."""
    groups = [range(n, min(n + each, many)) for n in range(0, many, each)]
    chinese = "\n\n".join("".join(f"他說了第{n}句話。" for n in group) for group in groups)
    english = "\n\n".join(" ".join(f"He said sentence number {n}." for n in group) for group in groups)
    notes = "".join(
        f"- id: n{n}\n  quote: 第{n}句話\n  kind: context\n  text: {{zh-Hant: 注{n}。, en: Note {n}.}}\n"
        for n in range(many)
    )
    return _article(chinese, english, notes=notes)


def _footnotes(many: int) -> Files:
    text = "\n\n".join(f"第{n}段[^{n}]。" for n in range(many))
    return _article(text + "\n\n" + "\n\n".join(f"[^{n}]: 注{n}。" for n in range(many)))


def _articles(many: int) -> Files:
    files: Files = {"content/glossary/terms.yaml": _terms(60)}
    for number in range(many):
        chosen = [(number * 7 + step) % 60 for step in range(3)]
        chinese = "。".join(f"第{number}篇說{_term(n)}" for n in chosen) + "。"
        english = " ".join(f"Article {number} is about {_english(n)}." for n in chosen)
        files |= _article(chinese, english, slug=f"a{number:05}", more="published: 2025-01-02\n")
    return files


def _both(text: str) -> Files:
    return _article(text, text)


FAMILIES = {
    "dots …": Family("characters", 80_000, _repeated("…")),
    "dots ...": Family("characters", 80_000, _repeated("...")),
    "dots . . .": Family("characters", 20_000, _repeated(". ")),
    "dots 。": Family("characters", 20_000, _repeated("。")),
    "dots 。」": Family("characters", 20_000, lambda size: _article("字" + "。" * (size // 2) + "」" * (size // 2))),
    "dots and commas …，": Family("characters", 20_000, _repeated("…，")),
    "marks ”": Family("characters", 20_000, _repeated(".”")),
    "spaces": Family("characters", 20_000, lambda size: _article("字。" + "\u3000" * size + "字")),
    "one-character lines": Family("lines", 20_000, lambda size: _article("字\n" * size)),
    "one-letter lines": Family("lines", 20_000, lambda size: _article("a\n" * size)),
    "hard breaks": Family("lines", 20_000, lambda size: _article("字\\\n" * size + "字")),
    "***字": Family("characters", 40_000, _repeated("***字")),
    "**字": Family("characters", 10_000, _repeated("**字")),
    "**字**": Family("characters", 40_000, _repeated("**字**")),
    "*字": Family("characters", 10_000, _repeated("*字")),
    "_字": Family("characters", 10_000, _repeated("_a ")),
    "*": Family("characters", 10_000, lambda size: _article("字" + "*" * size + "字")),
    "* both sides": Family("characters", 5_000, lambda size: _article("*" * size + "字" + "*" * size)),
    "_": Family("characters", 10_000, lambda size: _article("字" + "_" * size + "字")),
    "[": Family("characters", 5_000, _repeated("[")),
    "[ and ]{": Family("characters", 5_000, lambda size: _article("[" * size + "字]{keep}")),
    "[字]": Family("characters", 10_000, _repeated("[字]")),
    "[字](": Family("characters", 10_000, _repeated("[字](")),
    "[字]{": Family("characters", 10_000, _repeated("[字]{")),
    "[字]{keep": Family("characters", 10_000, _repeated("[字]{keep ")),
    "]": Family("characters", 10_000, _repeated("]")),
    "![": Family("characters", 5_000, _repeated("![")),
    "[^": Family("characters", 5_000, _repeated("[^")),
    "nested spans": Family("spans", 50, lambda size: _article("[" * size + "字" + "]{keep}" * size)),
    "`": Family("characters", 10_000, _repeated("` `` ")),
    "`` ` `` of all lengths": Family("characters", 10_000, lambda size: _article(" ".join("`" * n for n in range(1, math.isqrt(2 * size))))),
    "<": Family("characters", 10_000, _repeated("<")),
    "<a": Family("characters", 10_000, _repeated("<a ")),
    "&": Family("characters", 10_000, _repeated("&")),
    "\\": Family("characters", 10_000, _repeated("\\*")),
    "「": Family("characters", 10_000, _repeated("「")),
    "「 and 」": Family("characters", 10_000, lambda size: _article("字" + "「" * (size // 2) + "字" + "」" * (size // 2))),
    "「字」": Family("characters", 10_000, _repeated("「字」")),
    '"': Family("characters", 10_000, _repeated('"a" ')),
    "http://": Family("characters", 10_000, _repeated("http://")),
    "@": Family("characters", 10_000, _repeated("a@a.")),
    "a": Family("characters", 20_000, _repeated("a")),
    "figures": Family("characters", 10_000, _repeated("1,")),
    "a long passage": Family("characters", 10_000, lambda size: _article(_words(size))),
    "one character": Family("characters", 10_000, _repeated("中")),
    "passage, many sentences": Family("characters", 10_000, lambda size: _article(*_sentences(size))),
    "passage, huge sentences": Family("characters", 10_000, lambda size: _article(*_sentences(size, each=100))),
    "passage, one sentence to many": Family("characters", 10_000, lambda size: _article(_sentences(size)[0].replace("。", "，"), _sentences(size)[1])),
    "passage, like its translation": Family("characters", 10_000, lambda size: _article("他說話。" * (size // 4), "He spoke. " * (size // 4))),
    "passages": Family("passages", 400, lambda size: _article(*_passages(size))),
    "passages answered from=": Family("passages", 400, lambda size: _article(_passages(size)[0], "\n\n".join(f"{{from=p{n}-p{n + 1}}}\nOne, two." for n in range(1, size // 2 * 2, 2)) if size > 3 else "")),
    "speakers": Family("turns", 800, lambda size: _article("\n\n".join(f"**某{n}：**他說。" for n in range(size)), more="speakers:\n" + "".join(f"  s{n}: 某{n}\n" for n in range(size)))),
    "headings": Family("headings", 800, lambda size: _both("\n\n".join(f"## 第{n}節\n\n第{n}段。" for n in range(size)))),
    "list items": Family("items", 4_000, lambda size: _both("\n".join(f"- 第{n}項。" for n in range(size)))),
    "list depth": Family("levels", 5, lambda size: _both("\n".join("  " * n + "- 項" for n in range(size)))),
    "quote depth": Family("levels", 20, lambda size: _both(">" * size + " 字")),
    "table rows": Family("rows", 1_000, lambda size: _both("| 甲 | 乙 |\n|---|---|\n" + "\n".join(f"| 第{n}格 | **字** |" for n in range(size)))),
    "table columns": Family("columns", 250, lambda size: _both("|甲" * size + "|\n" + "|-" * size + "|\n" + "|乙" * size + "|")),
    "lines of code": Family("lines", 2_000, lambda size: _both("```\n" + "code();\n" * size + "```")),
    "misprints": Family("spans", 2_000, lambda size: _both("".join(f"[象是{n}]{{sic=像是{n}}}，" for n in range(size)))),
    "misprints, a passage each": Family("spans", 800, lambda size: _both("\n\n".join(f"[象是{n}]{{sic=像是{n}}}。" for n in range(size)))),
    "readings": Family("spans", 2_000, lambda size: _both("[得]{reading=děi}做" * size)),
    "links": Family("links", 4_000, lambda size: _both("[字](https://example.org/)和" * size)),
    "crossing marks": Family("marks", 4_000, lambda size: _article("**甲[乙**丙](https://example.org/)，" * size)),
    "footnotes": Family("footnotes", 800, _footnotes),
    "footnotes, one passage": Family("footnotes", 2_000, lambda size: _article("".join(f"字[^{n}]" for n in range(size)) + "\n\n" + "\n\n".join(f"[^{n}]: 注。" for n in range(size)))),
    "terms": Family("terms", 500, _glossary),
    "terms, to 10,000": Family("terms", 2_500, _glossary),
    "terms used in one article": Family("terms", 250, _used),
    "one term again and again": Family("uses", 1_000, lambda size: _article("甲的的的乙很好。" * size, "Qbababababa is good. " * size) | {"content/glossary/terms.yaml": _terms(2)}),
    "terms that see the next": Family("terms", 500, lambda size: _glossary(size) | {"content/glossary/terms.yaml": _terms(size, see=2)}),
    "terms that all see one": Family("terms", 500, lambda size: _glossary(size) | {"content/glossary/terms.yaml": _terms(size).replace("  definition", "  see: [t0]\n  definition")}),
    "tags": Family("tags", 500, lambda size: _glossary(size) | {"content/glossary/terms.yaml": _terms(2 * size, tags=size)}),
    "term in spans": Family("spans", 1_000, lambda size: _article("[甲]{term=t0}和" * size) | {"content/glossary/terms.yaml": _terms(2)}),
    "notes": Family("notes", 1_000, lambda size: _noted(size, 5)),
    "notes on one passage": Family("notes", 1_000, lambda size: _noted(size, size)),
    "articles": Family("articles", 100, _articles),
    "authors and tags": Family("names", 1_000, lambda size: _article("字。", more="authors: [" + ", ".join(f"某{n}" for n in range(size)) + "]\ntags: [" + ", ".join(f"t{n}" for n in range(size)) + "]\n")),
}  # fmt: skip
LARGE = {
    "100,000 terms": Family("terms", 100_000, _glossary),
    "10,000 terms in one article": Family("terms", 10_000, _used),
    "10,000 notes": Family("notes", 10_000, lambda size: _noted(size, 5)),
    "10,000 notes on one passage": Family("notes", 10_000, lambda size: _noted(size, size)),
}


if __name__ == "__main__":
    sys.exit(main())
