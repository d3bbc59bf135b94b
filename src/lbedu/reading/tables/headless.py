"""Rows of units on a sheet without any header, in a workbook whose tables have one: the table may go on there."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from lbedu.reading.layout import text_of
from lbedu.reading.workbook import Cell, Sheet

_LONGEST = 120
"""Letters of the name of a unit, at most."""


def headless(sheet: Sheet, is_sure: Callable[[str], bool]) -> Iterator[Cell]:
    """The names in rows that hold a unit beyond doubt and a number behind it."""
    last: dict[int, int] = {}
    for (row, column), cell in sheet.cells.items():
        if cell.kind == "number":
            last[row] = max(column, last.get(row, 0))
    named = 0
    for (row, column), cell in sheet.cells.items():
        text = text_of(cell).strip()
        if row != named and text and len(text) <= _LONGEST and last.get(row, 0) > column and is_sure(text):
            named = row
            yield cell
