"""Whether something on its sheet says that a table counts thousands or percent, or only some of its columns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from lbedu.directive.model import FieldSpec
from lbedu.reading.scaled import Scaled, Scales
from lbedu.reading.tables.columns import Columns
from lbedu.reading.tables.header import Header
from lbedu.reading.tables.rows import Row
from lbedu.reading.workbook import Sheet


def scaled(
    header: Header, columns: Columns, rows: Sequence[Row], specs: Mapping[str, FieldSpec], scales: Scales
) -> Scaled | None:
    """What says so of all the table; what is said over some columns speaks for these alone."""
    asked = [specs[field] for fields in columns.fields.values() for field in fields]
    said = (one for one in scales.of(header.grid.sheet.name) if one.concerns(asked))
    return next((one for one in said if not _of_columns(one, header, columns, rows)), None)


def _of_columns(one: Scaled, header: Header, columns: Columns, rows: Iterable[Row]) -> bool:
    """Whether a text stands over figures, and over columns alone that are not read, by this or for another reason."""
    sheet = header.grid.sheet
    at = _in(sheet, one) if one.sheet.name == sheet.name else None
    if at is None or not header.top <= at[0] <= header.last:
        return False
    under = {c for c, path in header.paths.items() if any((head.row, head.column) == at for head in path)}
    numbers = [number for row in rows for number in row.numbers]
    cells = (sheet.cells.get((number, column)) for column in under for number in numbers)
    figures = any(cell is not None and cell.kind == "number" for cell in cells)
    return figures and under <= columns.of_figures and not under & columns.fields.keys()


def _in(sheet: Sheet, one: Scaled) -> tuple[int, int] | None:
    """Where a text stands on a sheet that may be turned; None where it has been left out of it."""
    if not sheet.turned:
        return one.row, one.column
    return next(((row, one.row) for row, column in sheet.turned.items() if column == one.column), None)
