"""Columns that somebody added beside *Số liệu* on one of our own forms and filled in. Read they are not, and never silently."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from decimal import Decimal
from typing import NamedTuple

from lbedu.own_form import HEADER, LIVE_HEADER, NO, YES
from lbedu.reading.cells.grammar import number_readings
from lbedu.reading.layout import Figures, code_of, text_of
from lbedu.reading.records import match
from lbedu.reading.scaled import unit_column
from lbedu.reading.workbook import Cell
from lbedu.vietnamese import fold, nfc

_OWN = frozenset((*HEADER, *LIVE_HEADER))
_OWN_FOLDED = frozenset(map(fold, _OWN))
_FAR = 16
"""Columns beyond the figures that are looked at."""
_LONGEST = 60
"""Letters of a heading."""
_ANSWERS = frozenset(map(fold, (YES, NO)))
_CORRECTS = re.compile(
    r"\b(?:đính chính|điều chỉnh|hiệu chỉnh|sửa|cập nhật|thay thế|chính thức|số chốt|số cuối)\b"
    r"|(?:^|\b(?:số|số liệu|số lượng)\s)\W*(?:mới|đúng|lại)\b"
)
_REACHED = re.compile(r"\b(?:thực hiện|thực tế|thực có|kết quả|số liệu|thẩm định|rà soát|kiểm tra|xác nhận|đạt được)\b")


class Rival(NamedTuple):
    """A column of figures that is none of the form's."""

    heading: Cell
    cells: str
    """From the first to the last of its figures."""
    counts: bool
    """Whether its figures may be meant to stand in the place of those of *Số liệu*."""


def rivals(table: Figures, codes: Collection[str], year: str) -> Iterator[Rival]:
    """The columns with a heading of their own and with figures in the rows of the form, other than those of *Số liệu*."""
    headings = list(_headings(table))
    if not headings:
        return
    rows = [row.cell.row for row in table.rows if match(row.code, codes)]
    units = unit_column(table)
    for heading in headings:
        column, text = heading.column, nfc(text_of(heading))
        filled = [row for row in rows if _is_figure(table.sheet.cells.get((row, column)))]
        if not filled or column == units:
            continue
        differs = any(_value(table, row, column) != _value(table, row, table.figure_column) for row in filled)
        first, last = (table.sheet.address(row, column) for row in (filled[0], filled[-1]))
        yield Rival(heading, first if first == last else f"{first}:{last}", differs and _counts(text, year))


def is_printed(heading: Cell) -> bool:
    """Whether a heading is one that a form comes with."""
    return heading.value in _OWN or fold(text_of(heading)[:_LONGEST]) in _OWN_FOLDED


def _headings(table: Figures) -> Iterator[Cell]:
    """The headings in the row of the header, or right above or below it, that no form comes with."""
    cells, top, figures = table.sheet.cells, table.header_row, table.figure_column
    for column in range(min(table.content_column, figures) + 1, figures + _FAR):
        heading = cells.get((top, column))
        if column == figures or (heading is not None and is_printed(heading)):
            if column > figures and fold(text_of(heading)) == fold(HEADER[0]):
                return  # another form begins beside this one
            continue
        for row in (top, top - 1, top + 1):
            heading = cells.get((row, column))
            if heading is not None and _is_heading(text_of(heading)):
                yield heading
                break


def _is_heading(text: str) -> bool:
    return len(text) <= _LONGEST and sum(map(str.isalpha, text)) > 1


def _is_figure(cell: Cell | None) -> bool:
    """Whether a cell holds a number or an answer; a remark is none."""
    if cell is None or cell.kind == "struck":
        return False
    text = text_of(cell)
    return (
        isinstance(cell.value, Decimal) or cell.kind == "date" or fold(text[:_LONGEST]) in _ANSWERS or _is_number(text)
    )


def _is_number(text: str) -> bool:
    return len(text) <= _LONGEST and bool(number_readings(text))


def _value(table: Figures, row: int, column: int) -> str:
    cell = table.sheet.cells.get((row, column))
    return "" if cell is None else fold((code_of(cell) or str(cell.value))[:_LONGEST])


def _counts(text: str, year: str) -> bool:
    """Whether a heading says that its figures are corrected ones, or those that were reached."""
    word = text.casefold()
    if _CORRECTS.search(word):
        return True
    from lbedu.reading.altered_labels import bends

    return _REACHED.search(word) is not None and not bends(text, year)
