"""A sheet of a workbook as a table: what may stand in a cell, how it is dressed, frozen, filtered and printed.

No text becomes a formula, and none breaks the file: whatever comes in, is written as a text that shows it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.styleable import StyleableObject
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import Outline, PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from lbedu import paper
from lbedu.own_form import STAMP_SHEET
from lbedu.wording import harmless

LAST_ROW = 1_048_576
LONGEST_TEXT = 32_767
"""The limits of Excel; a text is counted in UTF-16."""
_LINE = Side(style="thin", color="808080")
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
"""Excel reads `_x0041_` as A."""
_SIGNS = ("=", "+", "-", "@")


Book = Workbook


class Look(NamedTuple):
    """How a cell is lettered and boxed."""

    bold: bool = False
    italic: bool = False
    size: float = 11
    align: str = "left"
    indent: int = 0
    box: bool = True
    wrap: bool = True
    fill: str = ""


TITLE = Look(bold=True, size=14, box=False, wrap=False)
LINE = Look(box=False, wrap=False)
QUIET = Look(italic=True, box=False, wrap=False)
HEADER = Look(bold=True, align="center", fill=paper.HEAD)
SMALL = Look(italic=True, size=8, align="center", fill=paper.HEAD)
TEXT = Look()
INDENTED = Look(italic=True, indent=2)
CENTRED = Look(align="center")
NUMBER = Look(align="right")


class Shown(NamedTuple):
    """What stands in a cell, and how."""

    value: str | float | dt.date | None = None
    look: Look = TEXT
    format: str = "General"


class Column(NamedTuple):
    """A column of a list: heading and width in characters."""

    title: str
    width: float


class Grid:
    """A sheet written from the top down: title lines, header, rows."""

    def __init__(self, book: Workbook, name: str, widths: Sequence[float]) -> None:
        self.sheet: Worksheet = book.create_sheet(name)
        self.row = 1
        self._widths = widths
        self._head = self._first = 0
        self._styles: dict[tuple[Look, str, bool], Any] = {}
        for column, width in enumerate(widths, 1):
            self.sheet.column_dimensions[get_column_letter(column)].width = width

    def line(self, text: str, look: Look = LINE) -> None:
        """A line of text above the table."""
        self._write([Shown(text, look)])

    def header(self, *rows: Iterable[Shown]) -> None:
        """The rows that stay in sight and are repeated on paper; the last one carries the filters."""
        self._head = self.row
        for row in rows:
            self._write(row)
        self._first = self.row

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
        sheet.freeze_panes = f"{get_column_letter(frozen + 1)}{self._first}"
        last = get_column_letter(len(self._widths))
        sheet.auto_filter.ref = f"A{self._first - 1}:{last}{max(self.row - 1, self._first - 1)}"
        sheet.print_title_rows = f"{self._head}:{self._first - 1}"
        sheet.page_setup.paperSize = 9
        sheet.page_setup.orientation = "landscape"
        if wide:
            sheet.print_title_cols = f"A:{get_column_letter(frozen)}"
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

    def _write(self, cells: Iterable[Shown], level: int = 0) -> None:
        height = 0.0
        sheet: Any = self.sheet
        placed, sheet._current_row = sheet._cells, self.row
        for column, (value, look, format_) in enumerate(cells, 1):
            if value is None and not look.box:
                continue
            cell: Any = Cell(self.sheet, row=self.row, column=column)
            placed[self.row, column] = cell
            quote = False
            if isinstance(value, str):
                value = clean(value)
                quote = value.startswith(_SIGNS)
                # set past openpyxl, which looks for what `clean` has taken out, and takes "=…" for a formula
                cell._value, cell.data_type = value, "s"
                if look.wrap:
                    height = max(height, _height(value, self._widths[column - 1], look))
            elif value is not None:
                cell.value = value
            key = (look, format_, quote)
            cell._style = self._styles.get(key) or self._styles.setdefault(key, self._style(*key))
        one_line = 11 * paper.PER_LINE
        dimension = paper.GrowingRow(self.sheet, index=self.row, ht=max(height, one_line) + 2, outlineLevel=level)
        self.sheet.row_dimensions[self.row] = dimension
        self.row += 1

    def _style(self, look: Look, format_: str, quote: bool) -> Any:
        """The numbers by which a cell names its style, made once for each style of a sheet."""
        style: Any = StyleableObject(self.sheet)
        style.font = Font(name=paper.FACE, size=look.size, bold=look.bold, italic=look.italic)
        style.alignment = Alignment(
            horizontal=look.align, vertical="center", wrap_text=look.wrap or None, indent=look.indent
        )
        style.number_format = format_
        if look.box:
            style.border = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
        if look.fill:
            style.fill = PatternFill("solid", fgColor=look.fill)
        style.quotePrefix = quote
        return style._style


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


def _height(text: str, width: float, look: Look) -> float:
    """How high a row must be for all of a text to be seen, in points."""
    size = look.size * (paper.BOLDER if look.bold else 1)
    room = width * paper.PER_CHARACTER - paper.PADDING - look.indent * paper.PER_INDENT
    lines = (paper.lines_needed(line, room, size) if len(line) * size * 0.72 > room else 1 for line in text.split("\n"))
    return sum(lines) * look.size * paper.PER_LINE


@lru_cache(maxsize=65536)
def clean(text: str) -> str:
    """A text as a cell can hold it: control, direction and invisible characters written out, not longer than Excel allows.
    Lines stay lines."""
    lines = [line if line.isprintable() else harmless(line, LONGEST_TEXT) for line in text.split("\n")]
    text = _ESCAPE.sub("_x005F_", "\n".join(lines))
    if len(text) * 2 <= LONGEST_TEXT or _utf16(text) <= LONGEST_TEXT:
        return text
    kept = text.encode("utf-16-le")[: (LONGEST_TEXT - 1) * 2].decode("utf-16-le", "ignore")
    return kept + "…"


def _utf16(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
