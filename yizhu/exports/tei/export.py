"""Articles as TEI P5: one file each, with the source, its translations, and all that the editors added."""

from __future__ import annotations

from collections.abc import Iterator

from yizhu.editions.overlay import Overlays
from yizhu.editions.terms.mark_terms import TermSet, mark_terms
from yizhu.exports.model import Chosen, ExportedFile
from yizhu.exports.tei.body import add_texts
from yizhu.exports.tei.elements import LEAVES, make
from yizhu.exports.tei.header import add_header
from yizhu.exports.tei.model import Document, make_document
from yizhu.exports.tei.standoff import make_standoff
from yizhu.exports.xml import format_document


def export_tei(chosen: Chosen) -> Iterator[ExportedFile]:
    """Yield a file for each article; of all articles, drafts are left out, as a build does."""
    term_set = TermSet(chosen.terms)
    for article in chosen.articles:
        if chosen.is_all and article.source.meta.draft:
            continue
        document = make_document(chosen, Overlays(mark_terms(article, term_set)))
        yield ExportedFile(f"{article.slug}.xml", _write(document))


def _write(document: Document) -> bytes:
    root = make("TEI")
    add_header(root, document)
    add_texts(root, document)
    standoff = make_standoff(document)
    if standoff is not None:
        root.insert(1, standoff)
    return format_document(root, LEAVES)
