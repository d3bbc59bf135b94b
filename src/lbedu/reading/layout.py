"""Where things stand on a sheet: the header of our own form or list, the rows below it by their codes. Types nothing."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from lbedu.own_form import CODE, CONTENT, FIGURE, STAMP_KEYS, STAMP_SHEET
from lbedu.reading.workbook import Cell, Sheet, Workbook
from lbedu.reading.xlsx.sheet_xml import column_letters
from lbedu.vietnamese import fold

_CODE, _CONTENT, _FIGURE = fold(CODE), fold(CONTENT), fold(FIGURE)


_WORDS = frozenset({_CODE, _CONTENT, _FIGURE})
_INITIALS = frozenset({word[0] for word in _WORDS} | {word[0].upper() for word in _WORDS})
_LONGEST = 24
"""Letters of a heading of ours, spelt in whatever way."""


_TEXTS = ("text", "struck")
"""Where a text stands: struck out it still says where things stand, and is no answer."""


class CodedRow(NamedTuple):
    """A row below a header: its code and the cell that holds it."""

    code: str
    cell: Cell


class Figures(NamedTuple):
    """A form with one row a field: the code in one column, the figure in another."""

    sheet: Sheet
    header_row: int
    figure_column: int
    rows: tuple[CodedRow, ...]


class Listing(NamedTuple):
    """A list: one row a line with its own code, one column a field with the field's code under the header."""

    sheet: Sheet
    header_row: int
    columns: tuple[tuple[str, int], ...]
    rows: tuple[CodedRow, ...]


def text_of(cell: Cell | None) -> str:
    """A cell's text; empty where it holds none."""
    return str(cell.value) if cell is not None and cell.kind in _TEXTS and isinstance(cell.value, str) else ""


def code_of(cell: Cell | None) -> str:
    """A cell as a code: text as it stands, a whole number as its digits."""
    if cell is None:
        return ""
    if isinstance(cell.value, Decimal):
        return str(cell.value)
    return " ".join(str(cell.value).split()) if cell.kind in _TEXTS else ""


def is_code(text: str) -> bool:
    """Whether a text is the code of a unit: a dash, dots or a 0 stand for none."""
    return any(char.isalnum() and char not in "0xX" for char in text)


def address(row: int, column: int) -> str:
    """The address of a cell that may be empty."""
    return f"{column_letters(column)}{row}"


def stamp_of(workbook: Workbook) -> dict[str, str]:
    """The stamp of one of our own workbooks; empty where there is none."""
    for sheet in workbook.sheets:
        if sheet.name == STAMP_SHEET:
            pairs = {
                text_of(cell): code_of(sheet.cells.get((row, 2)))
                for (row, column), cell in sheet.cells.items()
                if column == 1
            }
            return {key: pairs.get(key, "") for key in STAMP_KEYS} if pairs.get("lbedu") else {}
    return {}


def titles(sheet: Sheet, above: int) -> set[str]:
    """Folded texts that stand above a header."""
    return {fold(text_of(cell)) for (row, _), cell in sheet.cells.items() if row < above and cell.kind == "text"}


def find_tables(sheet: Sheet) -> Iterator[Figures | Listing]:
    """Every form and list on a sheet, by its header."""
    headers: dict[int, dict[str, int]] = {}
    for (row, column), cell in sheet.cells.items():
        value = cell.value
        if (
            isinstance(value, str)
            and len(value) <= _LONGEST
            and value.lstrip()[:1] in _INITIALS
            and (word := fold(value)) in _WORDS
        ):
            headers.setdefault(row, {}).setdefault(word, column)
    found = sorted((row, words) for row, words in headers.items() if _CODE in words and _CONTENT in words)
    for i, (row, words) in enumerate(found):
        last = found[i + 1][0] if i + 1 < len(found) else None
        rows = _coded_rows(sheet, row, last, words[_CODE])
        if _FIGURE in words:
            yield Figures(sheet, row, words[_FIGURE], rows)
        else:
            yield _listing(sheet, row, words[_CODE], rows)


def _coded_rows(sheet: Sheet, header: int, last: int | None, column: int) -> tuple[CodedRow, ...]:
    bottom = max((row for row, _ in sheet.cells), default=header)
    rows = range(header + 1, bottom + 1 if last is None else last)
    far_apart = len(rows) > len(sheet.cells)
    asked = sorted(row for row, c in sheet.cells if c == column and row in rows) if far_apart else rows
    cells = [cell for row in asked if (cell := sheet.cells.get((row, column))) is not None]
    return tuple(CodedRow(code, cell) for cell in cells if (code := code_of(cell)))


def _listing(sheet: Sheet, header: int, code_column: int, rows: tuple[CodedRow, ...]) -> Listing:
    """The row under the header that holds the codes of the columns is the first one with codes to the right of the names."""
    first = rows[0].cell.row if rows else header + 1
    for row in range(header + 1, first):
        codes = [
            (code_of(cell), column) for (r, column), cell in sheet.cells.items() if r == row and column > code_column
        ]
        codes = [(code, column) for code, column in codes if code]
        if codes:
            return Listing(sheet, header, tuple(sorted(codes, key=lambda pair: pair[1])), rows)
    return Listing(sheet, header, (), rows)


def heading_paths(sheet: Sheet, top: int, bottom: int) -> dict[int, tuple[str, ...]]:
    """For every column of a header of several merged rows, the folded headings over it from the top down.

    A heading merged over several rows is given once; one merged over several columns heads each of them."""
    spread: dict[tuple[int, int], tuple[int, int]] = {}
    for r1, c1, r2, c2 in sheet.merges:
        if r1 >= top and r2 <= bottom and c2 - c1 < 256:
            spread |= {(row, column): (r1, c1) for row in range(r1, r2 + 1) for column in range(c1, c2 + 1)}
    columns = {column for row, column in (*sheet.cells, *spread) if top <= row <= bottom}
    paths: dict[int, tuple[str, ...]] = {}
    for column in columns:
        anchors = dict.fromkeys(spread.get((row, column), (row, column)) for row in range(top, bottom + 1))
        paths[column] = tuple(text for anchor in anchors if (text := fold(text_of(sheet.cells.get(anchor)))))
    return paths
