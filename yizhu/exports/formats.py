"""All formats of ``yizhu export``: each a function from what was chosen to files."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from yizhu.exports.anki.decks import export_anki
from yizhu.exports.annotations.collection import export_annotations
from yizhu.exports.citations import export_bibtex, export_csl, export_ris
from yizhu.exports.corpus import export_corpus
from yizhu.exports.csv_table import export_csv
from yizhu.exports.email.message import export_email
from yizhu.exports.epub.book import export_epub
from yizhu.exports.glossary_json import export_glossary
from yizhu.exports.model import Chosen, ExportedFile
from yizhu.exports.pdf.document import export_pdf
from yizhu.exports.tbx import export_tbx
from yizhu.exports.tei.export import export_tei
from yizhu.exports.tmx import export_tmx
from yizhu.exports.xliff_1 import export_xliff_1
from yizhu.exports.xliff_2 import export_xliff_2

FORMATS: dict[str, Callable[[Chosen], Iterable[ExportedFile]]] = {
    "epub": export_epub,
    "pdf": export_pdf,
    "email": export_email,
    "xliff": export_xliff_2,
    "xliff-1.2": export_xliff_1,
    "tmx": export_tmx,
    "tbx": export_tbx,
    "csv": export_csv,
    "anki": export_anki,
    "corpus": export_corpus,
    "csl": export_csl,
    "ris": export_ris,
    "bibtex": export_bibtex,
    "annotations": export_annotations,
    "glossary": export_glossary,
    "tei": export_tei,
}

WHOLE_SITE = ("tbx", "glossary")  # formats that are made from the whole site, and need no article
# Formats that somebody else goes on with: a file that says something else may be a translator's work.
WORKED_ON = ("xliff", "xliff-1.2", "tmx", "tbx", "csv")
