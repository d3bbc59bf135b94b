"""What a workbook says of itself: its stamp, and the rows in which somebody says who reports. Checks nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from typing import NamedTuple

from lbedu.own_form import ASIDES, IDENTITY
from lbedu.problems import Problem
from lbedu.reading.cells.values import CONTROL
from lbedu.reading.layout import Figures, Listing, Misspelt, code_of, holds_no_answers, lay_out, stamp_of, text_of
from lbedu.reading.marked_text import doubtful
from lbedu.reading.workbook import Cell, Sheet, Workbook
from lbedu.submission import Place
from lbedu.vietnamese import nfc
from lbedu.years import answered, is_calendar, named_in

_FEW = 2
"""A row of so many cells may be no header, but a heading with its answer beside it."""
_CODES = {row.code: row.key for row in IDENTITY}
CODES_OF_UNITS = frozenset(_CODES)
_UNIT_ROWS = frozenset({"code", "name", "level", "type", "ward"})
"""What tells who reports."""
_TYPED = ("name", "ward")

Said = Mapping[str, tuple[str, Place]]
"""Key of the identity row → text and cell; blank rows have an empty text."""


class Statement(NamedTuple):
    """What a workbook says of itself, word for word; nothing is checked yet."""

    stamp: Mapping[str, str] = {}
    said: Said = {}
    """What it says first; one that holds the reports of several units says more."""
    laid_out: tuple[tuple[Figures | Listing, ...], ...] = ()
    """What stands on each sheet of the workbook, in their order."""
    misspelt: tuple[Misspelt, ...] = ()
    """Rows that are nearly the header of a form."""
    identities: tuple[tuple[tuple[int, int], Said], ...] = ()
    """Everywhere that somebody says who reports: the places of sheet and table in `laid_out`, and what is said."""
    at: Mapping[Place, Cell] = {}
    """The cells themselves in which that is said."""

    def cell(self, key: str) -> Cell | None:
        """The cell of an identity row; None where it is blank."""
        return self.at.get(self.said[key][1]) if key in self.said else None

    @property
    def typed(self) -> Mapping[str, str]:
        """The name and the ward letter for letter."""
        return {key: text_of(cell) for key in _TYPED if (cell := self.cell(key)) is not None}

    @property
    def doubts(self) -> tuple[Problem, ...]:
        """What it says of the unit in cells that must not be used: struck out, or in an old encoding."""
        cells = [(self.at.get(place), place) for key, (_, place) in self.said.items() if key in _UNIT_ROWS]
        found = [doubtful(cell, place) for cell, place in cells if cell is not None]
        return tuple(problem for problem in found if problem is not None)

    def text(self, key: str) -> str:
        return self.said[key][0] if key in self.said else ""

    @property
    def places(self) -> Mapping[str, Place]:
        """Where it says what of the unit itself; what it leaves blank is not among them."""
        return {key: place for key, (text, place) in self.said.items() if text}

    @property
    def year(self) -> str:
        """The year it names, as `2021-2022` or `2026`; else what stands there; else the stamp's."""
        return answered(self.text("year")) or self.stamp.get("year", "")


def statement_of(workbook: Workbook, file: str, calendar: Collection[str] = ()) -> Statement:
    """Read the stamp and the rows that say who reports. `calendar` are the calendar years that a heading may name: any text
    mentions years, and only those that there are rules for mean the report."""
    said: dict[str, tuple[str, Place]] = {}
    found = [((), ()) if sheet.name in ASIDES else lay_out(sheet) for sheet in workbook.sheets]
    identities: list[tuple[tuple[int, int], Said]] = []
    at: dict[Place, Cell] = {}
    for number, (tables, _) in enumerate(found):
        for place, table in enumerate(tables):
            if isinstance(table, Figures):
                identities += [((number, place), one) for one in _identities(table, file, at)]
    for _, one in identities:
        said = {**one, **said}
    statement = Statement(
        stamp_of(workbook),
        said,
        tuple(tables for tables, _ in found),
        tuple(one for _, misspelt in found for one in misspelt),
        tuple(identities),
        at,
    )
    if statement.year:
        return statement
    others = [
        sheet
        for sheet, (tables, _) in zip(workbook.sheets, found, strict=True)
        if not holds_no_answers(sheet) and not any(isinstance(table, Figures) for table in tables)
    ]
    year = _year_above(others, file, calendar) if others else None
    return statement._replace(said={**said, "year": year}) if year else statement


def _identities(table: Figures, file: str, at: dict[Place, Cell]) -> list[Said]:
    """What the rows of a form say of the unit; where a row stands twice and says two things, it may be of two units."""
    found: list[dict[str, tuple[str, Place]]] = []
    for row in table.rows:
        key = _CODES.get(row.code.upper())
        if key is None:
            continue
        cell = table.sheet.cells.get((row.cell.row, table.figure_column))
        place = Place(file, table.sheet.name, table.sheet.address(row.cell.row, table.figure_column))
        at |= {place: cell} if cell is not None else {}
        text = text_of(cell)
        text = text if CONTROL.search(text) else nfc(text or code_of(cell))
        if not found or (key in found[-1] and text and found[-1][key][0] not in ("", text)):
            found.append({})
        if key not in found[-1] or not found[-1][key][0]:
            found[-1][key] = text, place
    return found  # type: ignore[return-value]


def _year_above(sheets: list[Sheet], file: str, calendar: Collection[str]) -> tuple[str, Place] | None:
    """The one year that stands above tables of codes, else above tables of units."""
    from lbedu.reading.letterhead import years_said

    years = _meant(years_said(sheets, file, bool(calendar)), calendar)
    if not years:
        years = _meant(_years_above_tables(sheets, file, bool(calendar)), calendar)
    return next(iter(years.items())) if len(years) == 1 else None


def _meant(years: Mapping[str, Place], calendar: Collection[str]) -> Mapping[str, Place]:
    """The calendar years that there are rules for; where none is named, the school years."""
    named = {year: place for year, place in years.items() if year in calendar}
    return named or {year: place for year, place in years.items() if not is_calendar(year)}


def _years_above_tables(sheets: list[Sheet], file: str, calendar: bool) -> dict[str, Place]:
    """The years that the texts above tables of units mention."""
    headers = {sheet.name: (sheet, row) for sheet in sheets if sheet.cells and (row := _header_of_names(sheet))}
    if not headers:
        headers = {sheet.name: (sheet, _first_wide(sheet)) for sheet in sheets}
    found: dict[str, Place] = {}
    for sheet, header in headers.values():
        for (row, _), cell in sheet.cells.items() if header else ():
            for year in named_in([text_of(cell)], calendar) if row < header else ():
                found.setdefault(year, Place(file, sheet.name, cell.address))
    return found


def _header_of_names(sheet: Sheet) -> int:
    """The row of the header of a table of units; 0 where there is none."""
    from lbedu.reading.headings import MAX_HEADING, is_name_heading

    heads = Counter(row for (row, _), cell in sheet.cells.items() if is_name_heading(text_of(cell)[:MAX_HEADING]))
    widths = Counter(row for row, _ in sheet.cells if row in heads) if heads else {}
    return min((row for row in heads if widths[row] > _FEW), default=min(heads, default=0))


def _first_wide(sheet: Sheet) -> int:
    """The first row with the cells of a header, where no word tells which it is: that of a table with one column a unit."""
    widths = Counter(row for row, _ in sheet.cells)
    return min((row for row, width in widths.items() if width > _FEW), default=0)
