"""The look of the workbooks that we write: paper, lettering and boxes of an official form, and the same bytes for the
same content. Knows nothing of directives."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from math import ceil
from types import MappingProxyType
from typing import Any
from zipfile import ZipFile

from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.dimensions import RowDimension
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from lbedu.lettering import lines_needed as lines_needed
from lbedu.packing import Filling, repacked

FACE = "Times New Roman"
TINT, HEAD, GREY = "FFF8DC", "EDEDED", "D0D0D0"
"""Backgrounds of the cells to fill in, of the header, and of the cells that need not be filled in."""
RED, GREEN, YELLOW = "FFC7CE", "C6EFCE", "FFEB9C"
"""Backgrounds of what is wrong or missed, of what is met, and of what is not decided; all of them light on paper too."""
_LINE = Side(style="thin", color="000000")
PER_CHARACTER = 6.0
"""Points to one unit of column width where the workbook's own font is Times New Roman 12."""
PADDING, PER_INDENT, PER_LINE, BOLDER = 4.0, 9.0, 1.32, 1.06
_PAPER = (165 * 72 / 25.4, 257 * 72 / 25.4)
"""Points within the margins of an upright A4; of one that lies, to within a few millimetres."""
_LYING = 245 * 72 / 25.4
"""Points within the margins across a lying A4, rather too few."""
_SQUEEZE = 0.12
"""How much smaller a sheet may be printed to save a page."""
_SMALL = 0.75
"""How small a sheet is printed that goes over several pages beside each other."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a cell is lettered and boxed."""

    bold: bool = False
    italic: bool = False
    size: int = 12
    align: str = "center"
    indent: int = 0
    top: bool = False
    box: bool = True
    background: str | None = None
    open: bool = False
    """Stays writable once the sheet is protected."""
    number_format: str = "General"


TITLE = Look(bold=True, size=14, box=False)
SUBTITLE = Look(italic=True, box=False)
STRONG = Look(bold=True, box=False)
SIGNED = Look(top=True, box=False)
PLAIN = Look(align="left", box=False)
HEADER = Look(bold=True, background=HEAD)
LETTERS = Look(italic=True, size=10, background=HEAD)
ORDER = Look(bold=True)
GROUP = Look(bold=True, align="left", indent=1)
CENTRED = Look()
LEFT = Look(align="left", indent=1)
ATTACHED = Look(align="left", indent=2)
CODE = Look(number_format="@")
NOTE = Look(align="left", indent=1, open=True)

Value = str | int | dt.date | CellRichText | None


def hinted(label: str, hint: str, bold: bool = False) -> str | CellRichText:
    """A label with a hint in italics on the next line."""
    if not hint:
        return label
    upright, slanted = InlineFont(rFont=FACE, sz=12, b=bold), InlineFont(rFont=FACE, sz=11, i=True)
    return CellRichText(TextBlock(upright, f"{label}\n"), TextBlock(slanted, hint))


def signature(day: str, who: str, how: str) -> CellRichText:
    """Place and day, who signs, how; one under the other."""
    slanted = InlineFont(rFont=FACE, sz=12, i=True)
    who_signs = TextBlock(InlineFont(rFont=FACE, sz=12, b=True), f"{who}\n")
    return CellRichText(TextBlock(slanted, f"{day}\n"), who_signs, TextBlock(slanted, how))


class GrowingRow(RowDimension):
    """A row of a given height that still grows when more is typed into it."""

    @property
    def customHeight(self) -> bool:
        return False


class Page:
    """A sheet written from the top down, of columns of given widths, on A4 with the margins of official documents."""

    def __init__(self, book: Workbook, name: str, widths: Sequence[float], aside: Sequence[float] = ()) -> None:
        """`aside` are columns to the right of the paper: seen while the form is filled in, and not printed."""
        self.sheet: Worksheet = book.create_sheet(name)
        self.widths = widths
        self.all_widths = (*widths, *aside)
        self.row = 1
        self.codes: list[str] = []
        """Ranges whose numbers are meant to be text."""
        for column, width in enumerate(self.all_widths, 1):
            self.sheet.column_dimensions[get_column_letter(column)].width = width
        self._landscape = sum(widths) > 112
        self._repeated = 0.0
        self._beside = 0
        """Columns that stand again on every page beside the first."""
        self._paper()

    def line(self, *parts: tuple[int, int, Value, Look], space: float = 0) -> int:
        """A line of text outside the table: (first column, last column, text, look) each; returns its row."""
        height = 0.0
        for first, last, value, look in parts:
            self._put(first, value, look)
            for column in range(first + 1, last + 1):
                self._put(column, None, look)
            if last > first:
                self.sheet.merge_cells(start_row=self.row, end_row=self.row, start_column=first, end_column=last)
            height = max(height, self._height(value, sum(self.widths[first - 1 : last]), look))
        self.sheet.row_dimensions[self.row].height = height + space
        self.row += 1
        return self.row - 1

    def table_row(self, cells: Iterable[tuple[Value, Look]], lines: int = 1) -> int:
        """One row of the table from its first column on, with room for so many lines at least; returns its row number."""
        height = lines * 12 * PER_LINE
        for column, (value, look) in enumerate(cells, 1):
            self._put(column, value, look)
            height = max(height, self._height(value, self.all_widths[column - 1], look))
        self.sheet.row_dimensions[self.row] = GrowingRow(self.sheet, index=self.row, ht=height + 5)
        self.row += 1
        return self.row - 1

    def beside(self, row: int, column: int, value: Value, look: Look, formula: bool = False) -> None:
        """Write into a row that is there already and stays as high as it is; a formula begins with `=`."""
        self._put(column, value, look, row, formula)

    def has_room(self, row: int, column: int, value: Value, look: Look) -> bool:
        """Whether all of a text is seen in a row as high as it is."""
        return bool(self._height(value, self.all_widths[column - 1], look) <= self.sheet.row_dimensions[row].height)

    def merge_down(self, row: int, column: int) -> None:
        """Make one cell of a cell and the empty one under it."""
        self.sheet.merge_cells(start_row=row, end_row=row + 1, start_column=column, end_column=column)

    def skip(self) -> None:
        self.row += 1

    def merge(self, row: int, first: int, last: int) -> None:
        """Make one cell of neighbours in a row, of which the first alone holds something."""
        self.sheet.merge_cells(start_row=row, end_row=row, start_column=first, end_column=last)

    def spread(self, columns: int) -> list[int]:
        """Where the sheet is too wide for one page, print it on several beside each other, with the first columns on each.

        Gives the last column of every page."""
        self._landscape = True
        self._paper()
        room = _LYING / _SMALL / PER_CHARACTER
        ends, used = [], 0.0
        for column, width in enumerate(self.widths, 1):
            if used + width > room and column > columns + 1:
                ends.append(column - 1)
                used = sum(self.widths[:columns])
            used += width
        if ends:
            self._beside = columns
            self.sheet.print_title_cols = f"A:{get_column_letter(columns)}"
            for end in ends:
                self.sheet.col_breaks.append(Break(id=end))
        return [*ends, len(self.widths)]

    def freeze(self, first: int, column: int = 1) -> None:
        """Keep what stands above in sight, and repeat it on paper from row `first` on."""
        self.sheet.freeze_panes = f"{get_column_letter(column)}{self.row}"
        self.sheet.print_title_rows = f"{first}:{self.row - 1}"
        self._repeated = sum(self._row_heights(first))

    def fit(self) -> None:
        """Print as wide as the paper, and a little smaller where that saves a last page with next to nothing on it."""
        setup = self.sheet.page_setup
        if len(self.all_widths) > len(self.widths):
            self.sheet.print_area = f"A1:{get_column_letter(len(self.widths))}{self.sheet.max_row}"
        if self._beside:
            setup.scale, setup.pageOrder = int(100 * _SMALL), "overThenDown"
            self.sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=False)
            return
        width, height = reversed(_PAPER) if self._landscape else _PAPER
        room = height / min(1.0, width / (sum(self.widths) * PER_CHARACTER))
        room *= 1 + _SQUEEZE
        beyond = max(0.0, sum(self._row_heights(1)) - room)
        setup.fitToWidth, setup.fitToHeight = 1, 1 + ceil(beyond / (room - self._repeated))

    def _row_heights(self, first: int) -> list[float]:
        known = self.sheet.row_dimensions
        return [(known[row].height if row in known else None) or 12 * PER_LINE for row in range(first, self.row)]

    def validate(self, row: int, column: int, rule: DataValidation | None, last: int = 0) -> None:
        """Let one cell, or those down to the row `last`, take only what a rule allows."""
        if rule is not None:
            rule.add(_down(column, row, last))
            self.sheet.add_data_validation(rule)

    def colour_when(self, row: int, column: int, condition: str, colour: str, last: int = 0) -> None:
        """Give a cell, or those down to the row `last`, another background while a condition holds."""
        style = DifferentialStyle(fill=PatternFill("solid", bgColor=colour))
        rule = Rule(type="expression", formula=[condition], dxf=style)
        self.sheet.conditional_formatting.add(_down(column, row, last), rule)

    def protect(self) -> None:
        """Let only the open cells be written in. No password: who must, can lift it; columns and rows can be sized."""
        protection = self.sheet.protection
        protection.sheet = True
        protection.formatColumns = protection.formatRows = protection.formatCells = False

    def _put(self, column: int, value: Value, look: Look, row: int = 0, formula: bool = False) -> None:
        cell: Any = self.sheet.cell(row or self.row, column)
        cell.value = value
        if isinstance(value, str) and not formula:
            cell.data_type = "s"  # a text stays a text, also one that begins with "="
            cell.quotePrefix = value.startswith("=")
        cell.font = Font(name=FACE, size=look.size, bold=look.bold, italic=look.italic)
        cell.alignment = Alignment(
            horizontal=look.align, vertical="top" if look.top else "center", wrap_text=True, indent=look.indent
        )
        cell.number_format = look.number_format
        cell.protection = Protection(locked=not look.open)
        if look.box:
            cell.border = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
        if look.background:
            cell.fill = PatternFill("solid", fgColor=look.background)

    def _height(self, value: Value, width: float, look: Look) -> float:
        """How high a row must be for all of a text to be seen in a cell of this width."""
        room = width * PER_CHARACTER - PADDING - look.indent * PER_INDENT
        bolder = BOLDER if look.bold else 1
        blocks = value if isinstance(value, CellRichText) else ["" if value is None else value]
        lines = [
            (part, block.font.sz or look.size) if isinstance(block, TextBlock) else (part, look.size)
            for block in blocks
            for part in str(block).removesuffix("\n").split("\n")
        ]
        return sum(lines_needed(text, room, size * bolder) * size for text, size in lines) * PER_LINE

    def _paper(self) -> None:
        sheet = self.sheet
        sheet.page_setup.paperSize = 9
        sheet.page_setup.orientation = "landscape" if self._landscape else "portrait"
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        sheet.print_options.horizontalCentered = True
        margins = sheet.page_margins
        margins.left, margins.right, margins.top, margins.bottom = (mm / 25.4 for mm in (30, 15, 20, 20))
        margins.header = margins.footer = 10 / 25.4
        sheet.sheet_view.showGridLines = False
        sheet.HeaderFooter.differentFirst = True  # the first page of an official document carries no number
        header: Any = sheet.oddHeader
        header.center.text, header.center.font, header.center.size = "&P", f"{FACE},Regular", 13


def _down(column: int, row: int, last: int) -> str:
    letter = get_column_letter(column)
    return f"{letter}{row}:{letter}{last}" if last > row else f"{letter}{row}"


def new_book() -> Workbook:
    """A workbook without sheets, lettered in Times New Roman throughout."""
    book = Workbook()
    book.remove(book.worksheets[0])
    fonts: Any = vars(book)["_fonts"]
    fonts.clear()
    fonts.add(Font(name=FACE, size=12))
    normal: Any = vars(book)["_named_styles"]["Normal"]
    normal.font = Font(name=FACE, size=12)
    return book


def packed(
    book: Workbook,
    pages: Sequence[Page],
    title: str,
    moment: dt.datetime,
    fillings: Mapping[str, Filling] = MappingProxyType({}),
) -> bytes:
    """The workbook as a file holds it: the same workbook, the same bytes. `fillings`: the rows of sheets, by their names."""
    properties: Any = book.properties
    properties.creator = properties.lastModifiedBy = "lbedu"
    properties.title = title
    properties.created = properties.modified = moment
    for page in pages:
        page.fit()
    plain = BytesIO()
    ExcelWriter(book, ZipFile(plain, "w")).save()
    part = {name: f"xl/worksheets/sheet{place}.xml" for place, name in enumerate(book.sheetnames, 1)}
    quiet = {part[page.sheet.title]: page.codes for page in pages}
    return repacked(plain, quiet, {part[name]: filling for name, filling in fillings.items()})
