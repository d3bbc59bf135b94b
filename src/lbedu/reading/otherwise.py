"""Whether what stands above figures says that they are none of the year: planned, guessed, of another time, of a part."""

from __future__ import annotations

import re
from collections.abc import Iterable

from lbedu.reading.layout import Figures, code_of, text_of
from lbedu.reading.workbook import Cell, Sheet
from lbedu.vietnamese import nfc

_NOT_DONE = r"dự kiến|dự báo|dự tính|tạm tính"
_BEFORE = r"kỳ trước|năm trước|năm học trước|cùng kỳ"
_SAID = re.compile(
    rf"\bsố liệu\W+(?:(?:là|của|theo)\W+)?(?:ước|kế hoạch|{_NOT_DONE}|{_BEFORE})\b"
    r"|\bước\s+(?:thực hiện|tính|đạt)\b"
    rf"|^\W*(?:{_NOT_DONE}|{_BEFORE}|bản nháp|kế hoạch)\W*$"
    r"|^\W*kế hoạch\s+(?:phát triển|năm học|giao)\b"
    rf"|[-–(]\s*(?:ước|{_NOT_DONE})\W*$"
)
_MARK = re.compile(r"\(?(?:[0-9]{0,3}|[A-Za-z])\)?")
"""The number or letter of a column."""


def otherwise(texts: Iterable[str]) -> int | None:
    """The number of the first text that says so."""
    return next((i for i, text in enumerate(texts) if _SAID.search(nfc(text).casefold())), None)


def otherwise_above(sheet: Sheet, top: int) -> tuple[str, Cell] | None:
    """The first text above a row of a sheet that says so, and its cell."""
    for (row, _), cell in sheet.cells.items():
        if row >= top:
            break  # cells come row by row
        if otherwise([text := text_of(cell)]) is not None:
            return text, cell
    return None


def otherwise_over(table: Figures, year: str) -> tuple[str, Cell] | None:
    """A heading right above or right below that of the figures that says so: their header may be of two rows."""
    row, column = table.header_row, table.figure_column
    coded = {one.cell.row for one in table.rows if len(one.code) > 1}
    for at in (row - 1, row + 1):
        cell = table.sheet.cells.get((at, column))
        if cell is None or at in coded or _MARK.fullmatch(text := text_of(cell) or code_of(cell)):
            continue
        from lbedu.reading.altered_labels import bends  # a form as it was printed pays nothing for it

        if bends(text, year):
            return text, cell
    return None
