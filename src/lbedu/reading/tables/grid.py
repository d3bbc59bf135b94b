"""A sheet by rows, with its merged cells: what a table needs, in one pass over the cells. Never walks through a merge."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from lbedu.reading.layout import code_of, text_of
from lbedu.reading.workbook import Cell, Sheet
from lbedu.reading.xlsx.cell import COLUMNS


class Merge(NamedTuple):
    """A merged area; what stands in it stands in its first cell."""

    top: int
    left: int
    bottom: int
    right: int


class Grid:
    """The cells of a sheet by row."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.rows: dict[int, dict[int, Cell]] = {}
        for (row, column), cell in sheet.cells.items():
            self.rows.setdefault(row, {})[column] = cell
        self.numbers = sorted(self.rows)
        """The rows that hold anything, in order."""
        self._merges: dict[int, list[Merge]] = {}
        for merge in sheet.merges:
            self._merges.setdefault(merge[0], []).append(Merge(*merge))
        for merges in self._merges.values():
            merges.sort(key=lambda merge: merge.left)
        self._sorted: dict[int, list[int]] = {}
        self._down: dict[int, tuple[list[int], list[Merge]]] = {}

    def cells(self, row: int, left: int, right: int) -> Iterator[tuple[int, Cell]]:
        """The cells of a row within these columns, from the left."""
        if row not in self._sorted:
            self._sorted[row] = sorted(self.rows.get(row, ()))
        columns = self._sorted[row]
        for i in range(bisect_right(columns, left - 1), len(columns)):
            if columns[i] > right:
                return
            yield columns[i], self.rows[row][columns[i]]

    def between(self, first: int, last: int) -> Iterator[int]:
        """The rows that hold anything, from one row to another."""
        for i in range(bisect_right(self.numbers, first - 1), len(self.numbers)):
            if self.numbers[i] > last:
                return
            yield self.numbers[i]

    def merges_from(self, row: int, left: int = 1, right: int = COLUMNS) -> Iterator[Merge]:
        """The merges that begin in a row and lie within these columns."""
        merges = self._merges.get(row, ())
        for i in range(bisect_left(merges, left, key=lambda merge: merge.left), len(merges)):
            if merges[i].left > right:
                return
            if merges[i].right <= right:
                yield merges[i]

    def merge_at(self, row: int, column: int) -> Merge | None:
        """The merge whose first cell this is."""
        merges = self._merges.get(row, ())
        at = bisect_left(merges, column, key=lambda merge: merge.left)
        return merges[at] if at < len(merges) and merges[at].left == column else None

    def anchor(self, row: int, column: int) -> tuple[int, int]:
        """The cell that speaks for this one: the first one of a merge over several rows, else the cell itself."""
        tops, merges = self._over(column)
        at = bisect_right(tops, row) - 1
        if at >= 0 and merges[at].bottom >= row:
            return merges[at].top, merges[at].left
        return row, column

    def cell(self, row: int, column: int) -> Cell | None:
        """What stands in a cell, or in the merge over several rows that it belongs to."""
        return self.sheet.cells.get(self.anchor(row, column))

    def text(self, row: int, column: int) -> str:
        """The text of a cell or of its merge; a number as its digits."""
        cell = self.cell(row, column)
        return text_of(cell) or code_of(cell)

    def _over(self, column: int) -> tuple[list[int], list[Merge]]:
        """The merges over several rows that lie over a column, by their first row."""
        if column not in self._down:
            found = sorted(
                merge
                for merges in self._merges.values()
                for merge in merges
                if merge.left <= column <= merge.right and merge.bottom > merge.top
            )
            self._down[column] = [merge.top for merge in found], found
        return self._down[column]
