"""How good ``suggest`` is without the glossary: python evaluation/suggest.py [--show]

1. The source text of the interview, in Traditional characters and converted to Simplified: how many of the glossary's terms
   that it contains are suggested letter for letter.
2. English texts (``suggest-english.yaml``): how many of the first 40 proposals are on the list of what a translator's
   glossary might hold. ``--show`` prints those that are not.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import yaml

from yizhu.check.english_terms import fold_phrase
from yizhu.check.suggest import Line, suggest_english_terms, suggest_terms
from yizhu.chinese.script_conversion import convert_text
from yizhu.content.articles import read_text
from yizhu.content.config import read_config
from yizhu.content.files.read import read_article_folder, read_content_files
from yizhu.content.glossary import Glossary, read_glossary

ROOT = Path(__file__).parent.parent
INTERVIEW, LOVELACE = "deepseek-quant-interview", "lovelace-notes"
MOST = 40


def main(arguments: list[str]) -> int:
    """Print recall and the terms that were missed, then precision."""
    config = read_config(ROOT / "config.yaml")
    glossary = read_glossary(read_content_files(ROOT, config).glossary, ("zh-Hant", "zh-Hans", "en"))
    lines = _read_lines(INTERVIEW, "zh-Hant")
    for name, conversion in (("zh-Hant", ""), ("zh-Hans", "tw2s")):
        _measure_recall(name, conversion, lines, glossary)
    texts: list[dict[str, Any]] = yaml.safe_load(
        (ROOT / "evaluation/suggest-english.yaml").read_text("utf-8")
    )
    for text in texts:
        own = text.get("text", "")
        _measure_precision(text, _split(own) if own else _read_lines(LOVELACE, "en"), "--show" in arguments)
    return 0


def _read_lines(slug: str, lang: str) -> list[Line]:
    source = dict(read_article_folder(ROOT, read_config(ROOT / "config.yaml"), slug).texts)[lang]
    return [Line(p.line, p.prose.plain) for p in read_text(lang, source).passages]


def _split(text: str) -> list[Line]:
    paragraphs = text.split("\n\n")
    return [Line(number, " ".join(paragraph.split())) for number, paragraph in enumerate(paragraphs, 1)]


def _measure_recall(name: str, conversion: str, lines: list[Line], glossary: Glossary) -> None:
    lines = [Line(line.number, convert_text(line.text, conversion)) for line in lines]
    body = "\n".join(line.text for line in lines)
    words = {s.text.casefold() for s in suggest_terms(lines, ())}
    forms = [[convert_text(form, conversion) for form in term.forms_in("zh-Hant")] for term in glossary.terms]
    here = [own for own in forms if any(form in body for form in own)]
    missed = [own for own in here if not words & {form.casefold() for form in own}]
    print(f"{name}: {len(here) - len(missed)} of {len(here)} terms among {len(words)} proposals")
    print("  missed: " + " ".join(own[0] for own in missed))


def _measure_precision(text: dict[str, Any], lines: list[Line], is_shown: bool) -> None:
    terms = {fold_phrase(" ".join(term.split())) for term in text["terms"]}
    proposed = suggest_english_terms(lines, (), MOST)
    wrong = [s.text for s in proposed if fold_phrase(s.text) not in terms]
    print(
        f"en, {text['name']}: {len(proposed) - len(wrong)} of the first {len(proposed)} proposals are terms"
    )
    if is_shown:
        print("  others: " + "; ".join(wrong))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
