"""Whether anything on a sheet says that its figures count tens, thousands or percent: our fields are counted one by one."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from lbedu.directive.directive import Directive
from lbedu.directive.model import FieldSpec
from lbedu.own_form import UNIT
from lbedu.problems import Problem
from lbedu.reading.layout import Figures, code_of, holds_no_answers, text_of
from lbedu.reading.workbook import Cell, Sheet
from lbedu.submission import Place
from lbedu.vietnamese import fold, nfc

if TYPE_CHECKING:
    from lbedu.reading.scaled_words import Kind

_HINTS = (
    *("nghìn", "ngìn", "nghin", "ngan ", "trăm", "chục", "vạn", "triệu", "trieu", "hundred", "thousand", "million"),
    *("1000", "1.000", "1,000", "1 000", "10³", "10^", "'000", "’000", "000 h"),
    *("3 số", "ba số", "3 chữ số", "ba chữ số"),
)
"""What is in every text that may say so: words of it, and figures."""
_DECLARED = ("đvt", "đơn vị", "đv", "đ.v", "dvt", "don vi", "unit")
_OF_DECLARED = ("10", "%", "phần trăm", "percent", "tỷ", "tỉ")
UNIT_HEADINGS = frozenset(fold(word) for word in (UNIT, "ĐVT", "Đơn vị", "ĐV tính", "Đ.V.T", "ĐV"))
_DECLARES = re.compile(r"\(?(?:đơn vị tính|đvt)\W+\w")
_INITIALS = frozenset("ĐđDd(")
_ENDS = re.compile(r"\(?(?:đơn vị tính|đvt|đ\.v\.t)[\s:=]*$")
_BY = frozenset(map(Decimal, (10, 100, 1000, 10_000, 100_000, 1_000_000)))
_SAY_NOTHING: set[object] = set()
"""Texts of workbooks before, by which no figure is another."""
_REMEMBERED = 1 << 14
_LONGEST = 1000
"""Letters of a text that are looked at."""
_BESIDE = 4
"""Columns to the right of the figures that are looked at."""
_COUNTING = ("count", "number")


class Scaled(NamedTuple):
    """A text by which figures would be others, and where it stands; in row 0 where the sheet itself is called so."""

    text: str
    sheet: Sheet
    row: int
    column: int
    share: bool
    """They would be percent."""

    def problem(self, file: str) -> Problem:
        """What is said of it."""
        cell = self.sheet.address(self.row, self.column) if self.row else ""
        return Problem("scaled_unit", Place(file, self.sheet.name, cell), self.text)

    def concerns(self, fields: Iterable[FieldSpec]) -> bool:
        """Whether one of these fields would mean something else by it."""
        return any(field.type in _COUNTING for field in fields)


def says(text: str) -> Kind:
    """What a text says of the figures around it. Nearly all say nothing, which is quickly told."""
    return _said_by(text[:_LONGEST])


@lru_cache(maxsize=_REMEMBERED)
def _said_by(text: str) -> Kind:
    word = nfc(text).casefold()
    if not (any(hint in word for hint in _HINTS) or word.startswith(("10 ", "100 ")) or _may_say(word)):
        return ""
    from lbedu.reading.scaled_words import kind_of

    return kind_of(text)


def _may_say(word: str) -> bool:
    declares = any(hint in word for hint in _OF_DECLARED) and any(hint in word for hint in _DECLARED)
    return declares or ("ngàn" in word and "ngàn" in word.replace("ngành", ""))


class Scales:
    """What the sheets of one workbook say of this; each is looked through once."""

    def __init__(self, directive: Directive, sheets: Iterable[Sheet]) -> None:
        self._directive = directive
        self._sheets = tuple(sheets)
        said = ((sheet, tuple(self._on(sheet))) for sheet in self._sheets)
        self._of = {sheet.name: found for sheet, found in said if found and not holds_no_answers(sheet)}
        self.elsewhere = tuple(
            one
            for sheet in self._sheets
            if sheet.name in self._of and all(cell.kind != "number" for cell in sheet.cells.values())
            for one in self._of[sheet.name]
        )
        """What pages without any figure say: a cover, notes."""

    def of(self, name: str) -> tuple[Scaled, ...]:
        """What a sheet says, and what pages without figures say of all."""
        own = self._of.get(name, ())
        return (*own, *(one for one in self.elsewhere if one.sheet.name != name))

    def _on(self, sheet: Sheet) -> Iterator[Scaled]:
        if kind := says(sheet.name):
            yield from self._told(kind, sheet.name, sheet, 0, 0)
        texts = {cell.value for cell in sheet.cells.values() if cell.kind == "text"}
        if not _SAY_NOTHING.issuperset(texts) and not _nothing_in(texts):
            yield from self._in_cells(sheet)
        for (row, column), note in sheet.notes.items():
            if kind := says(note):
                yield from self._told(kind, note, sheet, row, column)

    def _in_cells(self, sheet: Sheet) -> Iterator[Scaled]:
        for (row, column), cell in sheet.cells.items():
            if cell.kind != "text":
                continue
            if kind := says(text := text_of(cell)):
                yield from self._told(kind, text, sheet, row, column)
            elif _declares_alone(text) and _times(sheet, row, column):
                yield Scaled(f"{text} {code_of(sheet.cells[row, column + 1])}", sheet, row, column, False)

    def _told(self, kind: Kind, text: str, sheet: Sheet, row: int, column: int) -> Iterator[Scaled]:
        """Unless it is the unit of a field, or stands where it is no unit of measure at all."""
        if kind == "weak" and not _under_units(sheet, row, column):
            return
        nouns = [fold(noun.vi) for noun in self._directive.file.nouns.values() if says(noun.vi)]
        if not any(noun in fold(text) for noun in nouns):
            yield Scaled(text, sheet, row, column, kind == "share")


def declares_units(cells: Iterable[Cell]) -> bool:
    """Whether a text says that figures are counted one by one."""
    return any(
        cell.kind == "text" and _DECLARES.match(nfc(text_of(cell)).casefold()) and not says(text_of(cell))
        for cell in cells
    )


def _nothing_in(texts: Collection[object]) -> bool:
    """Whether none of these texts says anything; they are remembered, as the workbooks of a district share most of them."""
    if any(says(text) or _declares_alone(text) for text in texts if isinstance(text, str)):
        return False
    if len(_SAY_NOTHING) + len(texts) > _REMEMBERED:
        _SAY_NOTHING.clear()
    if len(texts) <= _REMEMBERED:  # more are of no ordinary workbook, and would keep all of it in memory
        _SAY_NOTHING.update(texts)
    return True


def _declares_alone(text: str) -> bool:
    """`ĐVT:`, with the unit in the next cell."""
    return text[:1] in _INITIALS and text != UNIT and _ENDS.match(nfc(text).casefold()) is not None


def _times(sheet: Sheet, row: int, column: int) -> bool:
    """Whether the number that units are counted by stands in the next cell."""
    beside = sheet.cells.get((row, column + 1))
    return beside is not None and beside.kind == "number" and beside.value in _BY


def _under_units(sheet: Sheet, row: int, column: int) -> bool:
    """Whether a cell stands in a column of units of measure."""
    cells = sheet.cells.items()
    return any(c == column and r < row and fold(text_of(cell)) in UNIT_HEADINGS for (r, c), cell in cells)


def unit_column(table: Figures) -> int:
    """The column of the units of measure of a form; 0 where it has none."""
    cells, taken = table.sheet.cells, (table.content_column, table.figure_column)
    row = table.header_row
    for column in range(table.content_column + 1, table.figure_column):
        head = cells.get((row, column))
        if head is not None and head.value == UNIT:
            return column
    others = (column for column in range(1, table.figure_column + _BESIDE) if column not in taken)
    return next((c for c in others if (head := cells.get((row, c))) and fold(text_of(head)) in UNIT_HEADINGS), 0)


def of_one_row(one: Scaled, table: Figures, rows: Iterable[int]) -> bool:
    """Whether a text is but the label or the unit of one of these rows, each of which has its own."""
    rows = [*rows]
    if one.sheet is not table.sheet or one.row not in rows:
        return False
    units = unit_column(table)
    if one.column != units:
        return one.column == table.content_column
    return all(any(map(str.isalnum, text_of(table.sheet.cells.get((row, units))))) for row in rows)
