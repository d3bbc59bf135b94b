"""Random workbooks by our reader and by openpyxl: the same cells, or ours refuses."""

from __future__ import annotations

import datetime as dt
import io
import warnings
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import openpyxl
import pytest

from lbedu.reading.workbook import Cell, Sheet, Unreadable, Workbook, is_date_format, read_workbook
from tests.messy import oracle
from tests.messy.random_books import random_book

RUN, SLICES, IN_A_SLICE = 1, 20, 100


def theirs(data: bytes) -> Any:
    """The same workbook by openpyxl, with the values that formulas have saved."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of serial numbers that are no dates
        return openpyxl.load_workbook(io.BytesIO(data), data_only=True)


def differences(ours: Workbook, book: Any) -> Iterator[str]:
    """Every cell that the two read differently."""
    if [sheet.name for sheet in ours.sheets] != book.sheetnames:
        yield f"sheets {[sheet.name for sheet in ours.sheets]} and {book.sheetnames}"
        return
    for sheet, other in zip(ours.sheets, book.worksheets, strict=True):
        found = {(cell.row, cell.column): cell for cell in other._cells.values() if cell.value not in (None, "")}
        for at in sorted(sheet.cells.keys() | found.keys()):
            mine, cell = sheet.cells.get(at), found.get(at)
            if mine is None or cell is None:
                if mine is None or mine.kind != "formula_without_value":  # openpyxl shows those as empty
                    yield f"{sheet.name}!{at}: ours {mine}, openpyxl {cell.value if cell else None!r}"
            elif not same(mine, cell):
                yield f"{sheet.name}!{at}: ours {mine}, openpyxl {cell.value!r} as {cell.number_format}"
        yield from around(sheet, other)


def around(sheet: Sheet, other: Any) -> Iterator[str]:
    """Merged cells and hidden rows."""
    merges = {(one.min_row, one.min_col, one.max_row, one.max_col) for one in other.merged_cells.ranges}
    if set(sheet.merges) != merges:
        yield f"{sheet.name}: merged {sheet.merges} and {merges}"
    hidden = {row for row, dimension in other.row_dimensions.items() if dimension.hidden}
    if sheet.hidden_rows != hidden & {row for row, _ in sheet.cells}:
        yield f"{sheet.name}: hidden {sheet.hidden_rows} and {hidden}"


def same(mine: Cell, cell: Any) -> bool:
    """Whether a cell says the same; a number to the 15 digits that Excel shows, a moment to the second."""
    value = cell.value
    if str(mine.format) != cell.number_format and isinstance(value, int | float) and not isinstance(value, bool):
        return False
    match mine.kind:
        case "text":
            text = value if isinstance(value, str) else None
            return text is not None and mine.value in (text, oracle.unescaped(text))
        case "bool":
            return bool(value is mine.value)
        case "error":
            return bool(cell.data_type == "e" and mine.value == value)
        case "date":
            if mine.value == dt.date(1904, 1, 1) and value == dt.time():  # serial 0 where dates count from 1904
                return True
            return near(moment(mine.value), moment(value))
        case "number":
            if not isinstance(value, int | float) or isinstance(value, bool):
                # a serial number outside of the calendar, which openpyxl makes an error or a length of time
                return is_date_format(mine.format) and bool(cell.data_type == "e" or not isinstance(value, str))
            return bool(mine.value == Decimal(f"{float(value):.15g}"))
        case _:
            return False


def moment(value: object) -> dt.datetime | None:
    """A date, a time or a length of time as one point."""
    match value:
        case dt.datetime():
            return value
        case dt.date():
            return dt.datetime.combine(value, dt.time())
        case dt.time():
            return dt.datetime.combine(dt.date.min, value)
        case _:
            return None


def near(mine: dt.datetime | None, other: dt.datetime | None) -> bool:
    return mine is None or other is None or abs(mine - other) <= dt.timedelta(seconds=1)


@pytest.mark.parametrize("slice_", range(SLICES))
def test_our_reader_and_openpyxl_read_the_same(slice_: int) -> None:
    found: dict[int, list[str]] = {}
    refused = 0
    for number in range(slice_ * IN_A_SLICE, (slice_ + 1) * IN_A_SLICE):
        data = random_book(RUN, number)
        try:
            ours = read_workbook(data)
        except Unreadable:
            refused += 1
            continue
        wrong = [*differences(ours, theirs(data))]
        if wrong:
            found[number] = wrong[:3]
    assert found == {}
    assert refused < IN_A_SLICE / 10
