"""A sheet as a table: title lines, a header that stays in sight, rows, and how it is frozen, filtered and printed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import Outline, PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from lbedu import paper
from lbedu.own_form import STAMP_SHEET
from lbedu.packing import Filling
from lbedu.reporters.sheets.rows import LAST_ROW, Rows
from lbedu.reporters.sheets.shown import HEADER, LINE, Look, Shown

Book = Workbook
_LONGEST_NAME = 31
_ILLEGAL = str.maketrans(dict.fromkeys("[]:*?/\\", "-"))


class Column(NamedTuple):
    """A column of a list: heading and width in characters."""

    title: str
    width: float


class Grid:
    """A sheet written from the top down: title lines, header, rows."""

    def __init__(self, book: Workbook, name: str, widths: Sequence[float]) -> None:
        self.sheet: Worksheet = book.create_sheet(sheet_name(book, name))
        self.row = 1
        self.first = 0
        """The first row below the header."""
        self._head = 0
        self._widths = widths
        self._rows = Rows(self.sheet, widths)
        for column, width in enumerate(widths, 1):
            self.sheet.column_dimensions[get_column_letter(column)].width = width

    def line(self, text: str, look: Look = LINE) -> None:
        """A line of text above the table."""
        self._write([Shown(text, look)])

    def band(self, *parts: tuple[int, int, Shown], height: float = 0.0) -> None:
        """Texts over several columns each, outside the table: (first column, last column, what stands there)."""
        cells = [Shown(look=LINE)] * len(self._widths)
        for first, last, shown in parts:
            cells[first - 1] = shown
            if last > first:
                self.sheet.merged_cells.add(f"{get_column_letter(first)}{self.row}:{get_column_letter(last)}{self.row}")
                cells[first - 1] = shown._replace(look=shown.look._replace(wrap=False))
        self._write(cells, least=height)

    def header(self, *rows: Iterable[Shown]) -> None:
        """The rows that stay in sight and are repeated on paper; the last one carries the filters."""
        self._head = self.row
        for row in rows:
            self._write(row)
        self.first = self.row

    def add(self, cells: Iterable[Shown], cut: str = "…", level: int = 0) -> None:
        """A row of the table, of an outline level. Where a sheet can hold no more, its last row says so."""
        if self.row < LAST_ROW:
            self._write(cells, level)
        elif self.row == LAST_ROW:
            self._write([Shown(cut, Look(bold=True, wrap=False))])

    def finish(self, frozen: int, wide: bool = False) -> None:
        """Freeze header and first columns, filter, and lay it out on A4 landscape: as wide as the paper, or, where it is much
        wider, on several pages with those columns repeated."""
        sheet = self.sheet
        sheet.freeze_panes = f"{get_column_letter(frozen + 1)}{self.first}"
        last = get_column_letter(len(self._widths))
        sheet.auto_filter.ref = f"A{self.first - 1}:{last}{max(self.row - 1, self.first - 1)}"
        sheet.print_title_rows = f"{self._head}:{self.first - 1}"
        if wide:
            sheet.print_title_cols = f"A:{get_column_letter(frozen)}"
        on_paper(sheet, wide)

    def filling(self) -> Filling:
        """Its rows, for the package."""
        return self._rows.filling()

    @property
    def unlinked(self) -> int:
        """Links that a sheet has no room for."""
        return self._rows.unlinked

    def _write(self, cells: Iterable[Shown], level: int = 0, least: float = 0.0) -> None:
        self._rows.add(self.row, cells, level, least)
        self.row += 1


def on_paper(sheet: Worksheet, wide: bool = False) -> None:
    """A4 that lies, with the margins and the page numbers of official documents."""
    sheet.page_setup.paperSize = 9
    sheet.page_setup.orientation = "landscape"
    if wide:
        sheet.page_setup.scale = 65
        sheet.page_setup.pageOrder = "overThenDown"
    else:
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.outlinePr = Outline(summaryBelow=False)
    margins = sheet.page_margins
    margins.left, margins.right, margins.top, margins.bottom = (mm / 25.4 for mm in (20, 15, 20, 15))
    margins.header = margins.footer = 10 / 25.4
    sheet.sheet_view.showGridLines = False
    sheet.HeaderFooter.differentFirst = True
    top: Any = sheet.oddHeader
    top.center.text, top.center.font, top.center.size = "&P", f"{paper.FACE},Regular", 13


def sheet_name(book: Workbook, wanted: str) -> str:
    """A name as Excel takes it for a sheet, which no other sheet of the workbook has, in whatever case."""
    taken = {name.casefold() for name in book.sheetnames}
    name = "".join(char if char.isprintable() else " " for char in wanted.translate(_ILLEGAL)).strip("' ") or "-"
    number, found = 1, name[:_LONGEST_NAME].rstrip("' ")
    while found.casefold() in taken:
        number += 1
        found = f"{name[: _LONGEST_NAME - len(str(number)) - 3].rstrip()} ({number})"
    return found


def write_list(book: Workbook, name: str, lines: Sequence[Shown], columns: Sequence[Column]) -> Grid:
    """A sheet with title lines and a header of one row, ready for its rows."""
    grid = Grid(book, name, [column.width for column in columns])
    for text in lines:
        grid.line(str(text.value), text.look)
    grid.header([Shown(column.title, HEADER) for column in columns])
    return grid


def stamp(book: Workbook, pairs: Iterable[tuple[str, str]]) -> None:
    """The hidden sheet by which a workbook of ours is known again."""
    sheet = book.create_sheet(STAMP_SHEET)
    sheet.sheet_state = "veryHidden"
    for row in pairs:
        sheet.append(row)
