"""The values of a workbook as a plain .xlsx, for what is written in another format: no text of it becomes a formula."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from typing import Any

from openpyxl.cell.cell import Cell as Written
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from lbedu import paper
from lbedu.reading.workbook import Cell, Sheet, Workbook

_MOMENT = dt.datetime(1980, 1, 1)
_FIRST_DATE = dt.date(1900, 3, 1)
"""Before it Excel has a day that never was."""
_UNFIT = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_WIDEST, _LOOKED_AT = 60, 400
_FORMULA = {"formula_without_value"}


def values_only(book: Workbook) -> bytes:
    """The workbook with its sheets, the values of their cells, number formats and merged cells."""
    written = paper.new_book()
    for sheet in book.sheets:
        _write(sheet, written.create_sheet(sheet.name))
    if not any(not sheet.hidden for sheet in book.sheets):
        written.worksheets[0].sheet_state = "visible"
    return paper.packed(written, [], "", _MOMENT)


def _write(sheet: Sheet, into: Worksheet) -> None:
    into.sheet_state = "hidden" if sheet.hidden else "visible"
    widths: dict[int, int] = {}
    for cell in sheet.cells.values():
        _put(cell, into)
        shown = len(str(cell.value).split("\n", 1)[0])
        widths[cell.column] = (
            max(widths.get(cell.column, 8), min(shown + 2, _WIDEST))
            if cell.row < _LOOKED_AT
            else (widths.get(cell.column, 8))
        )
    for row in sheet.hidden_rows:
        into.row_dimensions[row].hidden = True
    for column, width in widths.items():
        dimension: Any = into.column_dimensions[_letters(column)]
        dimension.width = width
        dimension.hidden = column in sheet.hidden_columns
    for top, left, bottom, right in sheet.merges:
        into.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)


def _letters(column: int) -> str:
    from lbedu.reading.xlsx.cell import column_letters

    return column_letters(column)


def _put(cell: Cell, into: Worksheet) -> None:
    if cell.kind in _FORMULA:
        return
    written: Any = Written(into, row=cell.row, column=cell.column)
    places: Any = into
    places._cells[cell.row, cell.column] = written
    value = cell.value
    match value:
        case bool():
            written._value, written.data_type = value, "b"
        case Decimal():
            written._value, written.data_type = value, "n"
        case dt.datetime() | dt.time():
            written.value = value
        case dt.date() if value >= _FIRST_DATE:
            written.value = value
        case str() if cell.kind == "error":
            written._value, written.data_type = value, "e"
        case _:
            text = _ESCAPE.sub("_x005F_", _UNFIT.sub("\ufffd", str(value)))[:32_767]
            # set past openpyxl, which takes "=…" for a formula
            written._value, written.data_type = text, "s"
    if cell.format and cell.format != "General":
        written.number_format = cell.format
    written.quotePrefix = written.data_type == "s" and str(written._value).startswith(("=", "+", "-", "@"))
    if cell.kind == "struck":
        written.font = Font(name=paper.FACE, size=12, strike=True)
