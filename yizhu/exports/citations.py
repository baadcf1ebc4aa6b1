"""Citations of articles as CSL-JSON, RIS and BibTeX: one file a format and edition, for reference managers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from yizhu.editions.citations import Citation, cite_edition, format_bibtex, format_csl, format_ris
from yizhu.exports.editions import ExportedEdition, list_editions
from yizhu.exports.model import Chosen, ExportedFile


def export_csl(chosen: Chosen) -> Iterator[ExportedFile]:
    """Yield a file of CSL-JSON for each edition, with all articles that were chosen."""
    return _export(chosen, "csl.json", format_csl)


def export_ris(chosen: Chosen) -> Iterator[ExportedFile]:
    """Yield a file of RIS for each edition, with all articles that were chosen."""
    return _export(chosen, "ris", format_ris)


def export_bibtex(chosen: Chosen) -> Iterator[ExportedFile]:
    """Yield a BibTeX file for each edition, with all articles that were chosen."""
    return _export(chosen, "bib", format_bibtex)


def _export(
    chosen: Chosen, ending: str, format: Callable[[Sequence[Citation]], str]
) -> Iterator[ExportedFile]:
    by_edition: dict[str, dict[str, Citation]] = {}
    for exported in list_editions(chosen):
        cited = by_edition.setdefault(exported.config.name, {})
        for citation in _cite(chosen, exported):
            cited.setdefault(citation.key, citation)
    for name, by_key in by_edition.items():
        yield ExportedFile(f"citations.{name}.{ending}", format(tuple(by_key.values())).encode())


def _cite(chosen: Chosen, exported: ExportedEdition) -> tuple[Citation, ...]:
    edition, config = exported.edition, chosen.config
    names = (other.name for other in config.editions if other.lang == edition.source_lang)
    source_page = next((f"{config.base_url}{name}/{edition.slug}/" for name in names), "")
    return cite_edition(edition, exported.site_title, exported.address, source_page)
