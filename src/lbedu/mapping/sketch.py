"""What stands on the sheets of an unknown workbook: headers, columns of codes and of figures, rows with their labels."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from lbedu.reading.cells.values import shown
from lbedu.reading.foreign.table import Table, find_tables_by, section_of
from lbedu.reading.layout import address, code_of, text_of
from lbedu.reading.workbook import Cell, Sheet, Workbook
from lbedu.vietnamese import fold, nfc

_CODES = ("mã", "mã số", "mã chỉ tiêu", "mã chỉ số", "ms", "code")
_UNITS = tuple(fold(word) for word in ("Đơn vị tính", "Đơn vị", "ĐVT", "Unit"))
_CODE = re.compile(r"[0-9A-Z]{1,6}[a-z]?")
_ROMAN = re.compile(r"[IVX]+[.):]?")
_NUMBER = re.compile(r"[IVX]+[.):]?|[0-9]+(?:\.[0-9]+)*[.):]?|[a-zA-ZĐđ][.):]")
_BULLET = re.compile(r"^[\s\-–+•*·]+")
MOST_ROWS, _MOST_COLUMNS = 2000, 100
"""Rows of a workbook and columns of a table that are looked at: no form has as many."""
LONGEST = 300
"""Letters of a label that are looked at."""


class Column(NamedTuple):
    """A column of figures: its letter and the headings over it."""

    number: int
    letters: str
    path: tuple[str, ...]
    filled: int
    """In how many coded rows something stands."""


class Row(NamedTuple):
    """A row with a code."""

    row: int
    code: str
    label: str
    """As it stands, without its bullet."""
    parent: str
    """The label of the numbered row that it belongs to; empty where it is one itself."""
    unit: str
    section: str
    """The Roman number that it stands below."""


class Sketch(NamedTuple):
    """One table: a header with a column of codes, and the rows below it."""

    table: Table
    code_heading: str
    subject: str
    """The heading over the labels."""
    header: tuple[str, ...]
    """The headings of its first row."""
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    @property
    def sheet(self) -> Sheet:
        return self.table.sheet

    def cell(self, row: Row, column: Column) -> Cell | None:
        return self.sheet.cells.get((row.row, column.number))

    def sample(self, row: Row, column: Column) -> str:
        """`E14 = 7`; an empty cell says so."""
        cell = self.cell(row, column)
        return f"{address(row.row, column.number)} = {shown(cell) if cell is not None else '(blank)'}"

    def is_unique(self, row: Row) -> bool:
        """Whether the code stands once in its section."""
        return sum(one.code == row.code and one.section == row.section for one in self.rows) == 1


def sketches(workbook: Workbook) -> tuple[list[Sketch], list[str]]:
    """Every table with a column of codes, and the names of the sheets that have none."""
    found: list[Sketch] = []
    without: list[str] = []
    for sheet in workbook.sheets:
        room = MOST_ROWS - sum(len(sketch.rows) for sketch in found)
        there = [sketch for table, heading in _tables(sheet) if (sketch := _sketch(table, heading, room)).rows]
        found += there
        without += [] if there else [sheet.name]
    return found, without


def titles(workbook: Workbook) -> list[str]:
    """The texts above the first table of the first sheet that has one, from the top down."""
    for sheet in workbook.sheets:
        for table, _ in _tables(sheet):
            cells = sorted(cell for cell in sheet.cells.values() if cell.row < table.top and cell.kind == "text")
            return [nfc(text_of(cell)) for cell in cells]
    return []


def _tables(sheet: Sheet) -> Iterator[tuple[Table, str]]:
    headings: dict[str, str] = {}
    for cell in sheet.cells.values():
        if cell.kind == "text" and len(text := text_of(cell)) <= 40 and fold(text) in _CODES:
            headings.setdefault(fold(text), " ".join(text.split()))
    for heading in headings.values():
        for table in find_tables_by(sheet, heading):
            if len(table.code_columns) == 1:
                yield table, heading


def _sketch(table: Table, heading: str, room: int) -> Sketch:
    labels, unit = _label_column(table), _unit_column(table)
    rows = tuple(_rows(table, labels, unit))[:room]
    sheet = table.sheet
    columns = []
    for number in sorted(table.paths)[:_MOST_COLUMNS]:
        path = _path(table, number)
        cells = [cell for row in rows if (cell := sheet.cells.get((row.row, number))) is not None]
        figures = sum(cell.kind != "text" or any(map(str.isdigit, text_of(cell))) for cell in cells)
        if number > table.code_column and path and number != unit and figures * 2 >= len(cells):
            columns.append(Column(number, address(1, number)[:-1], path, len(cells)))
    top = [sheet.cells[at] for at in sorted(sheet.cells) if at[0] == table.top and sheet.cells[at].kind == "text"]
    header = tuple(dict.fromkeys(nfc(text_of(cell)) for cell in top if text_of(cell).strip()))
    subject = nfc(text_of(sheet.cells.get((table.top, labels)))) if labels else ""
    return Sketch(table, heading, subject, header, tuple(columns), rows)


def _path(table: Table, column: int) -> tuple[str, ...]:
    """The headings over a column, as they stand."""
    spread: dict[int, tuple[int, int]] = {}
    for r1, c1, r2, c2 in table.sheet.merges:
        if c1 <= column <= c2 and table.top <= r1 and r2 <= table.bottom:
            spread |= dict.fromkeys(range(r1, r2 + 1), (r1, c1))
    anchors = dict.fromkeys(spread.get(row, (row, column)) for row in range(table.top, table.bottom + 1))
    cells = [table.sheet.cells.get(anchor) for anchor in anchors]
    return tuple(nfc(text_of(cell)) for cell in cells if text_of(cell).strip())


def _label_column(table: Table) -> int:
    """The column left of the codes with the most letters in it."""
    letters: dict[int, int] = {}
    for row in table.filled(table.body):
        for cell in table.left_of_codes(row):
            letters[cell.column] = letters.get(cell.column, 0) + len(text_of(cell)[:LONGEST])
    return max(letters, key=lambda column: (letters[column], -column), default=0)


def _unit_column(table: Table) -> int:
    return next((column for column, path in table.paths.items() if path and path[-1] in _UNITS), 0)


def _rows(table: Table, labels: int, unit: int) -> Iterator[Row]:
    sheet = table.sheet
    section = next((word.upper() for word in sorted(table.words) if _ROMAN.fullmatch(word.upper())), "")
    parent = ""
    for row in table.filled(table.body)[:MOST_ROWS]:
        numbers = [code_of(cell).strip() for cell in table.left_of_codes(row) if cell.column != labels]
        number = next((text for text in numbers if _NUMBER.fullmatch(text)), "")
        written = text_of(sheet.cells.get((row, labels)))[:LONGEST]
        label = nfc(_BULLET.sub("", written))
        if _ROMAN.fullmatch(number):
            section = number
        is_head = bool(number) or (bool(label) and not _BULLET.match(written) and not label.endswith(":"))
        code = code_of(sheet.cells.get((row, table.code_column)))
        if _CODE.fullmatch(code):
            measured = nfc(text_of(sheet.cells.get((row, unit)))) if unit else ""
            yield Row(row, code, label, "" if number else parent, measured, section)
        if number and is_head:
            parent = label


def section_works(sketch: Sketch, section: str) -> bool:
    """Whether the reader will find this section, and find it once."""
    return bool(section) and section_of(sketch.table, section) is not None
