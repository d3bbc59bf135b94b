"""Whether what stands above a form of ours says that it is of another year, whatever the rest of the workbook says."""

from __future__ import annotations

from lbedu.reading.layout import text_of
from lbedu.reading.workbook import Cell, Sheet
from lbedu.years import is_calendar, named_in


def other_year_above(sheet: Sheet, top: int, year: str) -> tuple[str, Cell] | None:
    """A year that the texts above a row mention, where none of them mentions the right one."""
    found: tuple[str, Cell] | None = None
    for (row, _), cell in sheet.cells.items():
        if row >= top:
            break  # cells come row by row
        text = text_of(cell)
        if year in text:
            return None
        if found is None and ("20" in text or "19" in text):
            years = named_in([text], is_calendar(year))
            if year in years:
                return None
            found = (next(iter(years)), cell) if years else None
    return found
