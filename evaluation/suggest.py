"""How many terms of this site's glossary ``suggest`` finds without the glossary: python evaluation/suggest.py

Takes the source text of the interview, and the terms of the glossary that it contains. A term is found if one of its
forms is suggested letter for letter.
"""

from __future__ import annotations

import sys
from pathlib import Path

from yizhu.check.suggest import Line, suggest_terms
from yizhu.content.articles import read_text
from yizhu.content.config import read_config
from yizhu.content.files.read import read_article_folder, read_content_files
from yizhu.content.glossary import read_glossary

ROOT = Path(__file__).parent.parent
ARTICLE = "deepseek-quant-interview"


def main() -> int:
    """Print recall, and the terms that were missed."""
    config = read_config(ROOT / "config.yaml")
    content = read_content_files(ROOT, config)
    glossary = read_glossary(content.glossary, ("zh-Hant", "zh-Hans", "en"))
    source = dict(read_article_folder(ROOT, config, ARTICLE).texts)["zh-Hant"]
    text = read_text("zh-Hant", source)
    body = "\n".join(p.prose.plain for p in text.passages)
    proposed = suggest_terms([Line(p.line, p.prose.plain) for p in text.passages], ())
    words = {s.text.casefold() for s in proposed}
    here = [t for t in glossary.terms if any(form in body for form in t.forms_in("zh-Hant"))]
    missed = [t for t in here if not words & {form.casefold() for form in t.forms_in("zh-Hant")}]
    print(f"{len(here) - len(missed)} of {len(here)} terms among {len(proposed)} proposals")
    print("missed: " + " ".join(t.forms_in("zh-Hant")[0] for t in missed))
    return 0


if __name__ == "__main__":
    sys.exit(main())
