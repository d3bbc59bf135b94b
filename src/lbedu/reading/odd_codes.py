"""Codes of a form in another spelling, `01.`, `O1`, `l5`: understood where they can be but one. And figures beside no code."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from lbedu.own_form import FIGURE
from lbedu.reading.layout import CodedRow, Figures, Listing, text_of
from lbedu.reading.workbook import Cell
from lbedu.vietnamese import fold

_LETTERS = str.maketrans({"o": "0", "о": "0", "ο": "0", "l": "1", "i": "1", "|": "1"})
"""Latin, Cyrillic and Greek."""
_WORDS = re.compile(r"^(?:mã số|mã|ms)\b[\s.:]*")
_WHOLE = re.compile(r"([0-9]+)\.0+")
_LONGEST = 16


def understood(
    table: Figures | Listing, codes: Iterable[str], rows: Iterable[CodedRow]
) -> Iterator[tuple[CodedRow, str]]:
    """Those of the rows, which have no code of the form, whose code can be but one that no other row has."""
    known = Counter(_plain(code) for code in codes)
    by_plain = {_plain(code): code for code in codes}
    found = [(row, plain) for row in rows if _is_field(table, row) and known[plain := _plain(row.code)] == 1]
    times = Counter(plain for _, plain in found)
    taken = {row.code for row in table.rows}
    for row, plain in found:
        if times[plain] == 1 and by_plain[plain] not in taken:
            yield row, by_plain[plain]


def meant(text: str, codes: Iterable[str]) -> str | None:
    """The one code of the form that a text can be."""
    found = [code for code in codes if _plain(code) == _plain(text)]
    return found[0] if len(found) == 1 else None


def _plain(code: str) -> str:
    """A code without what people and programs put around it; a text without any digit is none."""
    text = unicodedata.normalize("NFKC", code[:_LONGEST]).casefold()
    if len(code) > _LONGEST or not any(map(str.isdigit, text)):
        return code
    text = "".join(_WORDS.sub("", text).split()).lstrip("(['’`.*").rstrip(")].,:;*-–")
    whole = _WHOLE.fullmatch(text)
    return (whole[1] if whole else text).translate(_LETTERS).lstrip("0")


def _is_field(table: Figures | Listing, row: CodedRow) -> bool:
    """Not the numbers of the columns, right below the header."""
    if row.cell.row > table.header_row + 1:
        return True
    return isinstance(table, Figures) and _is_label(table.sheet.cells.get((row.cell.row, table.content_column)))


def _is_label(cell: Cell | None) -> bool:
    return sum(map(str.isalpha, text_of(cell))) > 1


def without_code(table: Figures) -> Iterator[tuple[Cell, str]]:
    """The figures that stand in rows without any code, such as the heading of a group, each with the label of its row."""
    coded = {row.cell.row for row in table.rows}
    if not coded or table.twice:
        return
    cells, last = table.sheet.cells, max(coded)
    beside = [cell for (_, column), cell in cells.items() if column == table.figure_column]
    below = last
    for cell in sorted(beside, key=lambda cell: cell.row):
        if cell.row <= table.header_row or cell.row in coded:
            continue
        label = _label(table, cell.row)
        if cell.row <= last:
            is_figure = cell.kind != "text" or any(map(str.isalnum, text_of(cell)))
            is_figure &= fold(text_of(cell)) != fold(FIGURE) and (bool(label) or cell.row > table.header_row + 1)
        else:
            is_figure = cell.kind != "text" and cell.row == below + 1 and bool(label)
            below += is_figure
        if is_figure:
            yield cell, label


def _label(table: Figures, row: int) -> str:
    """The first words of a row, left of its figure."""
    cells: Mapping[tuple[int, int], Cell] = table.sheet.cells
    beside = (cells.get((row, column)) for column in range(1, table.figure_column))
    return next((text_of(cell) for cell in beside if _is_label(cell)), "")
