"""CSV: a row for each passage, with its Markdown as it stands in the file.

A spreadsheet takes a cell that begins with = + - @ for a formula. Such a cell, and one that begins with an apostrophe, gets
an apostrophe in front, which the import takes away again. The file begins with a byte order mark: without it Excel reads
UTF-8 as something else.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from yizhu.content.translations.csv_cells import COLUMNS, guard_cell
from yizhu.content.translations.returned_units import stamp_unit
from yizhu.exports.model import Chosen, ChosenTranslation, ExportedFile
from yizhu.exports.translations import list_translations


def export_csv(chosen: Chosen) -> Iterator[ExportedFile]:
    """Yield a table for each translation."""
    for translation in list_translations(chosen):
        yield ExportedFile(f"{translation.name}.csv", _format(translation))


def _format(translation: ChosenTranslation) -> bytes:
    written = io.StringIO(newline="")
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for unit in translation.units:
        target = unit.target.markdown if unit.target else ""
        row = (
            translation.article.slug, unit.id, unit.source.markdown, target, unit.state,
            translation.text.lang, stamp_unit(unit, as_markdown=True),
        )  # fmt: skip
        writer.writerow(map(guard_cell, row))
    return b"\xef\xbb\xbf" + written.getvalue().encode()
