"""How long it takes to mark terms in one article and to convert it, compared with parsing it: python evaluation/engine.py

The article has 5,000 characters from this site's own texts. The 2,000 terms are the glossary's, and pieces of its
definitions. Prints the best of several runs, after start-up.
"""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from markdown_it import MarkdownIt

from yizhu.content.articles import read_article
from yizhu.content.config import read_config
from yizhu.content.files.read import read_article_folder, read_content_files
from yizhu.content.glossary import read_glossary
from yizhu.content.model import Article, ArticleFolder, Source, Term
from yizhu.editions.localization import localize
from yizhu.editions.terms.mark_terms import TermSet, mark_terms
from yizhu.editions.terms.matcher import Form, Matcher
from yizhu.editions.vocabulary import make_localization, read_shipped_vocabulary

ROOT = Path(__file__).parent.parent
SIZE, TERMS = 5000, 2000


def main() -> int:
    """Print the times and their ratio."""
    config = read_config(ROOT / "config.yaml")
    content = read_content_files(ROOT, config)
    body = _body([read_article_folder(ROOT, config, slug) for slug in content.slugs])
    glossary = read_glossary(content.glossary, ("zh-Hant", "zh-Hans", "en")).terms
    others = "\n".join(dict(term.definition)["zh-Hant"].text for term in glossary)
    terms = _terms(glossary, others)
    article = _article(body)
    way = make_localization(
        "zh-Hant",
        "zh-Hans",
        "tw2s",
        "curly",
        terms[:200],
        read_shipped_vocabulary("taiwan-mainland"),
    )
    parser = MarkdownIt("commonmark")
    parsing = _best(lambda: parser.parse(body))
    marking = _best(lambda: mark_terms(article, TermSet(terms)))
    marked = mark_terms(article, TermSet(terms))
    converting = _best(lambda: [localize(p.prose, way) for p in marked.source.passages])
    uses = sum(m.kind == "use" for p in marked.source.passages for m in p.prose.marks)
    print(f"{len(body)} characters, {len(terms)} terms, {uses} uses")
    print(f"parse {parsing * 1e3:.2f} ms  mark {marking * 1e3:.2f} ms  convert {converting * 1e3:.2f} ms")
    print(
        f"mark and convert: {(marking + converting) * 1e3:.2f} ms, {(marking + converting) / parsing:.2f} of parsing"
    )
    print(_growth(body, others))
    return 0


def _growth(text: str, others: str) -> str:
    """Time per character with 60 and with 20,000 forms, none of them made of the text."""
    few, many = (Matcher(Form(s, s) for s in _stretches(others, range(4, 40), n, text)) for n in (60, 20000))
    slow, quick = _best(lambda: many.find_all(text)), _best(lambda: few.find_all(text))
    return f"20,000 forms: {slow * 1e3:.2f} ms, {slow / quick:.2f} of the time of 60"


def _stretches(text: str, lengths: range, wanted: int, without: str = "") -> list[str]:
    """Distinct stretches of a text, within its clauses, spread over it."""
    clauses = re.findall(r"\w{4,}", text)
    stretches = (c[i : i + n] for n in lengths for c in clauses for i in range(len(c) - n + 1))
    found = dict.fromkeys(s for s in stretches if s not in without)
    return list(found)[:: max(1, len(found) // wanted)][:wanted]


def _body(folders: Iterable[ArticleFolder]) -> str:
    texts = [dict(folder.texts)["zh-Hant"].text.split("---\n", 2)[2] for folder in folders]
    return "\n".join(texts)[:SIZE]


def _article(body: str) -> Article:
    source = Source("a/zh-Hant.md", f"---\ntitle: x\n---\n{body}")
    return read_article(ArticleFolder("a", "a", (("zh-Hant", source),), None, (), ("zh-Hant",)))


def _terms(terms: tuple[Term, ...], others: str) -> tuple[Term, ...]:
    own_forms = {form for term in terms for form in term.forms_in("zh-Hant")}
    more = [s for s in _stretches(others, range(2, 6), TERMS) if s not in own_forms]
    more_terms = tuple(
        replace(terms[0], id=f"made-{n}", forms=(("zh-Hant", (s,)),), exceptions=())
        for n, s in enumerate(more)
    )
    return (*terms, *more_terms)[:TERMS]


def _best(run: Callable[[], object], times: int = 15) -> float:
    run()
    best = float("inf")
    for _ in range(times):
        start = time.perf_counter()
        run()
        best = min(best, time.perf_counter() - start)
    return best


if __name__ == "__main__":
    sys.exit(main())
