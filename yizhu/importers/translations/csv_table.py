"""Read a table as it comes back from a spreadsheet: its own separator, columns in any order."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from yizhu.content.config import decode_utf8
from yizhu.content.faults import Fault, Faults, Place, did_you_mean, find_place, raise_if
from yizhu.content.translations.csv_cells import COLUMNS, unguard_cell
from yizhu.content.translations.returned_units import ReturnedUnit
from yizhu.content.translations.state import STATES
from yizhu.importers.translations.exchange_xml import ReturnedTranslation

_SEPARATORS = (",", ";", "\t")  # Excel writes that of its country
_NEEDED = ("slug", "passage", "translation", "lang", "stamp")


def read_csv(path: str, data: bytes) -> Iterator[ReturnedTranslation]:
    """Yield what the table holds of each article. Raises ``Faults``."""
    text = decode_utf8(data, path)
    by_article: dict[tuple[str, str], list[ReturnedUnit]] = {}
    faults: list[Fault] = []
    for line, row in _read_rows(path, text):
        place = find_place(path, text, line, row["passage"])
        state = row.get("state", "").strip()
        if state and state not in STATES:
            help = did_you_mean(state, STATES, f"one of {', '.join(STATES)}")
            faults.append(Fault(find_place(path, text, line, state), f"no state {state}", help))
        unit = ReturnedUnit(
            row["passage"], row["stamp"], state, row["translation"].replace("\r\n", "\n"), place
        )
        by_article.setdefault((row["slug"], row["lang"]), []).append(unit)
    raise_if(faults)
    for (slug, lang), units in by_article.items():
        yield ReturnedTranslation(slug, lang, tuple(units))


def _read_rows(path: str, text: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the rows with the line where each begins."""
    head = text.partition("\n")[0]
    separator = max(_SEPARATORS, key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    begin = 1
    try:
        names = [name.strip() for name in next(reader, [])]
        missing = [name for name in _NEEDED if name not in names]
        if missing:
            help = f"the first row names the columns: {', '.join(COLUMNS)}"
            raise Faults([Fault(find_place(path, text, 1), f"no column {missing[0]}", help)])
        begin = reader.line_num + 1
        for row in reader:
            if any(row):
                cells = [unguard_cell(cell) for cell in row] + [""] * (len(names) - len(row))
                yield begin, dict(zip(names, cells, strict=False))
            begin = reader.line_num + 1
    except csv.Error as error:
        raise Faults(
            [Fault(Place(path, begin), f"this is no table: {error}", "save it as CSV again")]
        ) from None
