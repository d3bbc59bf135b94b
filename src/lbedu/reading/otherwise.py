"""Whether what stands above figures says that they are none of the year: planned, guessed, of another time, of a part."""

from __future__ import annotations

import re
from collections.abc import Iterable

from lbedu.reading.headings import APART, BENDS_ALONE, NARROWER, folded
from lbedu.reading.layout import Figures, code_of, text_of
from lbedu.reading.workbook import Cell, Sheet
from lbedu.vietnamese import nfc
from lbedu.years import is_calendar, named_in

_NOT_DONE = r"dự kiến|dự báo|dự tính|tạm tính"
_BEFORE = r"kỳ trước|năm trước|năm học trước|cùng kỳ"
_SAID = re.compile(
    rf"\bsố liệu\W+(?:(?:là|của|theo)\W+)?(?:ước|kế hoạch|{_NOT_DONE}|{_BEFORE})\b"
    r"|\bước\s+(?:thực hiện|tính|đạt)\b"
    rf"|^\W*(?:{_NOT_DONE}|{_BEFORE}|bản nháp|kế hoạch)\W*$"
    r"|^\W*kế hoạch\s+(?:phát triển|năm học|giao)\b"
    rf"|[-–(]\s*(?:ước|{_NOT_DONE})\W*$"
)
_PLAN_OF_NUMBER = re.compile(rf"{folded('kế hoạch')} (?:{folded('số')}|[0-9])\S*")
_YEAR = re.compile(r"(?<![0-9/])(?:19|20)[0-9]{2}(?![0-9])")
_WORDS = 7
"""Of a heading, at most; more is a title."""


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
        if cell is not None and at not in coded and _bends(text := text_of(cell) or code_of(cell), year):
            return text, cell
    return None


def _bends(text: str, year: str) -> bool:
    word = _PLAN_OF_NUMBER.sub("", folded(text))
    if len(word.split()) > _WORDS:
        return False
    years = named_in([text], is_calendar(year))
    if years:
        return year not in years
    numbers = {*_YEAR.findall(text)}
    if numbers and not numbers & {*_YEAR.findall(year)}:
        return True
    return word in BENDS_ALONE or any(f" {one} " in f" {word} " for one in NARROWER | APART)
