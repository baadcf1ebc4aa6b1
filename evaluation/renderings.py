"""Tell where a translation renders a term by other words than the glossary's, on ``renderings.tsv``.

    python evaluation/renderings.py [--half development|held-out] [--show]

A line of ``renderings.tsv`` holds a sentence or more of a source, its translation, and the ids of the terms that this
translation renders by none of the glossary's words; the terms are the site's own. The source is in Traditional Chinese, with
``s:`` in Simplified, with ``e:`` or ``es:`` in English with the translation in Traditional or Simplified. Of each four lines
two are in either half.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from yizhu.check.translations.renderings import find_deviations
from yizhu.content.articles import read_article
from yizhu.content.config import read_config
from yizhu.content.load import load_site_content
from yizhu.content.model import ArticleFolder, Source
from yizhu.content.prose import select_marks
from yizhu.editions.terms.mark_terms import TermSet, mark_terms

HERE = Path(__file__).parent.parent
LANGS = {"": ("zh-Hant", "en"), "s": ("zh-Hans", "en"), "e": ("en", "zh-Hant"), "es": ("en", "zh-Hans")}


def judge(line: str, terms: TermSet) -> tuple[set[str], set[str], set[str]]:
    """Return the terms of a line: those in its source, those that deviate, those that are told."""
    pair, _, ids = line.partition("\t")[0], *line.partition("\t")[1:]
    translation, _, listed = ids.partition("\t")
    mark, colon, rest = pair.partition(":")
    code, text = (mark, rest) if colon and mark in LANGS else ("", pair)
    lang, other = LANGS[code]
    texts = (
        (lang, Source("a", f"---\ntitle: x\n---\n\n{text}\n")),
        (other, Source("b", f"---\ntitle: x\nstatus: draft\n---\n\n{translation}\n")),
    )
    article = mark_terms(read_article(ArticleFolder("a", "a", texts, None, (), (lang, other))), terms)
    used = {m.get("term") for p in article.source.passages for m in select_marks(p.prose, "use", "term")}
    return used, set(filter(None, listed.split(","))), {one.term for one in find_deviations(article, terms)}


def main() -> None:
    """Print precision and recall."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--half", choices=("development", "held-out"), default="")
    parser.add_argument("--show", action="store_true")
    given = parser.parse_args()
    terms = TermSet(load_site_content(HERE, read_config(HERE / "config.yaml")).terms)
    lines = (HERE / "evaluation/renderings.tsv").read_text("utf-8").splitlines()
    halves = {"development": (0,), "held-out": (1,), "": (0, 1)}[given.half]
    right = wrong = missed = uses = pairs = 0
    for number, line in enumerate(lines):
        if number // 2 % 2 not in halves:
            continue
        used, deviating, told = judge(line, terms)
        pairs, uses = pairs + 1, uses + len(used)
        right += len(told & deviating)
        wrong += len(told - deviating)
        missed += len(deviating - told)
        if given.show and told != deviating:
            print(f"{number + 1}: {line}\n    told: {sorted(told)}, in the source: {sorted(used)}")
    print(f"{pairs} pairs, {uses} terms in them, {right + missed} deviate")
    print(f"precision {right / max(1, right + wrong):.3f}, recall {right / max(1, right + missed):.3f}")


if __name__ == "__main__":
    main()
