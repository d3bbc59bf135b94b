"""A table with one column a unit, turned so that it reads like any other; every cell keeps its address."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import NamedTuple

from lbedu.reading.headings import (
    CODES_ROW,
    NARROWER,
    folded,
    identity_heading,
    is_name_heading,
    is_signature,
    numbering,
)
from lbedu.reading.layout import code_of, text_of
from lbedu.reading.tables.columns import Labels
from lbedu.reading.workbook import Cell, Sheet
from lbedu.years import is_calendar, named_in

_LEFTMOST, _LINES, _ABOVE = 12, 3000, 6
"""How many columns and texts are looked at for labels, and how many rows above them for names."""
_FEWEST = 2
"""Labels that make a column one of labels."""
_SIDE = frozenset(folded(word) for word in ("Đơn vị tính", "ĐVT", "Đơn vị", "TT", "STT", "Ghi chú", "Mã số"))
_NUMBER = re.compile(r"\(?(?:[0-9]{1,3}|[A-Za-z])\)?")
_BESIDE_A_NAME = frozenset({"ward", "level", "type", "code"})
_NAMES, _LEVELS, _CODES = "Tên đơn vị", "Cấp học", "Mã số"
"""What is put over names, levels and codes, whatever stands in the corner."""

Rows = Mapping[int, Mapping[int, Cell]]


class Names(NamedTuple):
    """What a text over a column of figures can be."""

    is_sure: Callable[[str], bool]
    """The name of a unit: it says its level, or the directive knows it."""
    is_level: Callable[[str], bool]


class Turned(NamedTuple):
    """A sheet whose columns are units, as rows; None where labels stand below each other and nobody's name over figures."""

    sheet: Sheet | None
    labels: tuple[int, int]
    """The first label."""


def turned(sheet: Sheet, labels: Collection[Labels], names: Names) -> Turned | None:
    """A sheet with labels down one column and names of units across; None for any other."""
    column, first = _labels_in(sheet, labels)
    if not column:
        return None
    rows: dict[int, dict[int, Cell]] = {}
    for (row, at), cell in sheet.cells.items():
        rows.setdefault(row, {})[at] = cell
    turning = _Turning(sheet, rows, labels, names, column, first)
    return Turned(turning.sheet_() if turning.find() else None, (first, column))


def _labels_in(sheet: Sheet, labels: Collection[Labels]) -> tuple[int, int]:
    """The column with most labels of one form, and its first label; 0 where there is none."""
    exact = [one.exact for one in labels]
    found: dict[tuple[int, int], set[str]] = {}
    first: dict[int, int] = {}
    looked_at = 0
    for (row, column), cell in sheet.cells.items():
        if column > _LEFTMOST or cell.kind != "text" or len(text := str(cell.value)) > 200:
            continue
        if (looked_at := looked_at + 1) > _LINES:
            break
        word = folded(numbering(text)[1])
        for form, known in enumerate(exact):
            if word in known:
                found.setdefault((column, form), set()).add(word)
                first[column] = min(first.get(column, row), row)
    best = max(found, key=lambda key: (len(found[key]), -key[0]), default=None)
    return (best[0], first[best[0]]) if best is not None and len(found[best]) >= _FEWEST else (0, 0)


class _Turning:
    """Finds what stands where around a column of labels, and puts the turned sheet together."""

    def __init__(
        self, sheet: Sheet, rows: Rows, labels: Collection[Labels], names: Names, column: int, first: int
    ) -> None:
        self.sheet, self.rows, self.names = sheet, rows, names
        self.known = frozenset(code for one in labels for code in one.codes)
        self.exact = [one.exact for one in labels]
        self.years = {one.directive.year for one in labels}
        self.calendar = all(map(is_calendar, self.years))
        self.column, self.first = column, first
        self.row = self.level = 0
        """The row of the names, and that of their levels above it."""

    def find(self) -> bool:
        """Whether there are names over the figures, and nothing that makes labels mean something else."""
        self.last = self._last()
        self.codes = self._code_column()
        self.body = [row for row in range(self.first, self.last + 1) if row in self.rows]
        self.row = self._names_row()
        if not self.row or self._bent():
            return False
        above = self._texts(self.row - 1)
        self.level = self.row - 1 if above and all(map(self.names.is_level, above)) else 0
        self.units = sorted({c for row in (self.row, *self.body) for c in self.rows[row] if self._is_unit(c)})
        return bool(self.units)

    def _names_row(self) -> int:
        """The row of the names: wards stand across as well, under the schools that lie in them. 0 where it is not clear."""
        found = [row for row in range(self.first - 1, max(0, self.first - 1 - _ABOVE), -1) if self._is_names(row)]
        sides = [row for row in found if identity_heading(text_of(self.rows[row].get(self.column))) in _BESIDE_A_NAME]
        others = [row for row in found if row not in sides]
        return next((rows[0] for rows in (others, found) if len(rows) == 1), 0)

    def _last(self) -> int:
        """The last row with a text below the labels, without a gap and above the signatures."""
        row = self.first
        while text := text_of(self.rows.get(row + 1, {}).get(self.column)).strip():
            if is_signature(text):
                break
            row += 1
        for below in range(row + 1, row + 1 + _ABOVE):  # an empty row or two between labels
            word = folded(numbering(text_of(self.rows.get(below, {}).get(self.column)))[1])
            if any(word in known for known in self.exact):
                first, self.first = self.first, below
                row = self._last()
                self.first = first
                break
        return row

    def _code_column(self) -> int:
        """The column of codes: it says so of itself above the labels."""
        for row in range(self.first - 1, max(0, self.first - 1 - _ABOVE), -1):
            for column, cell in self.rows.get(row, {}).items():
                if column != self.column and folded(text_of(cell)) in CODES_ROW:
                    return column
        return 0

    def _texts(self, row: int) -> list[str]:
        cells = self.rows.get(row, {})
        return [text for c in sorted(cells) if c > self.column and (text := text_of(cells[c]).strip())]

    def _is_names(self, row: int) -> bool:
        """Names of units, or names under a heading that says so of them or gives their level."""
        texts = [text for text in self._texts(row) if folded(text) not in _SIDE]
        if not texts or row not in self.rows:
            return False
        if any(map(self.names.is_sure, texts)):
            return True
        above = self._texts(row - 1)
        levels = bool(above) and all(map(self.names.is_level, above))
        return not all(map(self.names.is_level, texts)) and (levels or self._says_names(row))

    def _says_names(self, row: int) -> bool:
        return (
            is_name_heading(text_of(self.rows[row].get(self.column)))
            and folded(text_of(self.rows[row].get(self.column))) not in _SIDE
        )

    def _is_unit(self, column: int) -> bool:
        if column <= self.column or column == self.codes:
            return False
        over = folded(text_of(self.rows[self.row].get(column)))
        return over not in _SIDE

    def _bent(self) -> bool:
        """Whether a text beside or between the labels makes them mean a part, another year or a plan."""
        for row in [row for row in range(self.row, self.last + 1) if row in self.rows]:
            cells = self.rows[row]
            beside = [text_of(cell) for column, cell in cells.items() if column < self.column]
            label = text_of(cells.get(self.column))
            alone = row == self.row or not any(map(self._is_unit, cells))
            known = any(folded(numbering(label)[1]) in labels for labels in self.exact)
            group = [label] if alone and not known else []
            for text in (*beside, *group):
                word = f" {folded(text)} "
                if any(f" {one} " in word for one in NARROWER) or set(named_in([text], self.calendar)) - self.years:
                    return True
        return False

    # the turned sheet

    def sheet_(self) -> Sheet:
        """Above what stands above; the labels as headings, their codes below, one row a unit."""
        top = self.level or self.row
        above = [cell for row in self.rows if row < top for cell in self._identity_or_above(row)]
        columns = sorted({cell.column for cell in above})
        order = [*columns, *self._groups(), self.column, *([self.codes] if self.codes else []), *self.units]
        back = dict(enumerate(order, 1))
        head = len(columns)
        cells: dict[tuple[int, int], Cell] = {(columns.index(cell.column) + 1, cell.row): cell for cell in above}
        at = {column: number for number, column in back.items() if number > head}
        for row in self._kept():
            for column, cell in self.rows[row].items():
                if column in at:
                    cells[at[column], row] = cell
        self._corners(cells, at)
        merges = tuple(
            (at[left], upper, at[right], lower)
            for upper, left, lower, right in self.sheet.merges
            if top <= upper and lower <= self.last and left in at and right in at and at[left] <= at[right]
        )
        cells = dict(sorted(cells.items()))
        notes = {(at[column], row): note for (row, column), note in self.sheet.notes.items() if column in at}
        nothing: frozenset[int] = frozenset()
        return self.sheet._replace(
            cells=cells, merges=merges, hidden_rows=nothing, hidden_columns=nothing, notes=notes, turned=back
        )

    def _identity_or_above(self, row: int) -> Iterable[Cell]:
        return [cell for cell in self.rows[row].values() if cell.kind == "text"]

    def _groups(self) -> list[int]:
        """Columns to the left of the labels that head several of them: merged over them."""
        wide = {
            left for upper, left, lower, right in self.sheet.merges if left == right and lower > upper >= self.first
        }
        return sorted(column for column in wide if column < self.column)

    def _kept(self) -> list[int]:
        """The rows of the table, without those that number its columns."""
        between = [row for row in range(self.row + 1, self.first) if row in self.rows and not self._is_numbers(row)]
        return [*([self.level] if self.level else []), self.row, *between, *self.body]

    def _is_numbers(self, row: int) -> bool:
        cells = [text_of(cell) or code_of(cell) for cell in self.rows[row].values()]
        heading = identity_heading(text_of(self.rows[row].get(self.column)))
        return not heading and all(_NUMBER.fullmatch(text.strip()) for text in cells)

    def _corners(self, cells: dict[tuple[int, int], Cell], at: Mapping[int, int]) -> None:
        def put(column: int, row: int, text: str) -> None:
            cells[at[column], row] = Cell(row, column, "text", text, "General", False)

        put(self.column, self.row, _NAMES)
        if self.level:
            put(self.column, self.level, _LEVELS)
        if self.codes:
            put(self.codes, self.row, _CODES)
