"""The header of a table of units: one to four rows deep, half merged or not, with rows of codes and of column numbers."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple

from lbedu.own_form import NO, YES
from lbedu.reading.headings import CODES_ROW, MAX_HEADING, NAME_OF, folded, identity_heading, may_be_of_names
from lbedu.reading.layout import code_of, text_of
from lbedu.reading.tables.grid import Grid
from lbedu.reading.workbook import Cell, Sheet
from lbedu.reading.xlsx.cell import COLUMNS
from lbedu.vietnamese import fold

DEPTH = 4
_BELOW = 2
"""Rows of codes and of column numbers under the headings."""
_WIDEST_MERGE = 256
_COLUMN_NUMBER = re.compile(r"\(?(?:([0-9]{1,3})|([A-Za-z]))\)?(?:\s*=.*)?")
_CODE = re.compile("[0-9A-Z]{1,6}[a-z]?")
_ANSWERS = {fold(YES), fold(NO)}


class Heading(NamedTuple):
    """A text over a column and the cell that holds it."""

    text: str
    row: int
    column: int


class Header(NamedTuple):
    """Where a table begins and what stands over its columns."""

    grid: Grid
    top: int
    last: int
    """The last row of the header, those of codes and column numbers among them."""
    left: int
    right: int
    paths: Mapping[int, tuple[Heading, ...]]
    """Column → the headings over it, from the top down."""
    codes: Mapping[int, Cell]
    """Column → the cell of its code, where there is a row of codes."""

    identity: Mapping[str, int] = {}
    """What of a unit stands in which column; of two columns for one thing the first."""

    def name_column(self, words: Collection[str]) -> int | None:
        """The column of names by the surest of these words."""
        over = {column: folded(path[-1].text) for column, path in sorted(self.paths.items())}
        for word in words:
            for column, heading in over.items():
                if heading == word or (word.startswith(NAME_OF) and heading.startswith(word + " ")):
                    return column
        return None


class Names:
    """The words that stand over a column of names, whatever kind of unit."""

    def __init__(self, words: Collection[str]) -> None:
        self._exact = frozenset(words)
        self._starts = tuple(word + " " for word in self._exact if word.startswith(NAME_OF))
        self._longest = max(map(len, self._exact), default=0)
        self._initials = frozenset(unicodedata.normalize("NFD", word)[0] for word in words) | {*"ðɖ"}

    def word(self, cell: Cell) -> str:
        """The folded heading, if it is one; told by its first letter before anything that costs time."""
        if cell.kind != "text" or len(text := str(cell.value)) > MAX_HEADING or ":" in text:
            return ""
        start = text.lstrip(" *(\n\t\u00a0\u200b\ufeff")[:1].casefold()
        if not start or unicodedata.normalize("NFD", start)[0] not in self._initials:
            return ""
        if not may_be_of_names(text, self._longest):
            return ""
        word = folded(text)
        return word if word in self._exact or word.startswith(self._starts) else ""

    def any_in(self, sheet: Sheet) -> bool:
        """Whether a sheet holds such a heading at all."""
        return any(self.word(cell) for cell in sheet.cells.values())


def find_headers(grid: Grid, names: Names, codes: frozenset[str]) -> Iterator[Header]:
    """Every header on a sheet that has a column of names, from the top down."""
    done = 0
    for row in grid.numbers:
        cells = grid.rows[row]
        if row <= done or len(cells) < 2:
            continue
        found: dict[str, list[int]] = {}
        for column, cell in sorted(cells.items()):
            if word := names.word(cell):
                found.setdefault(word, []).append(column)
        if not found:
            continue
        starts = max(found.values(), key=len)
        for left, right in _side_by_side(cells, starts):
            name = starts[bisect_left(starts, left)]
            header = _Building(grid, row, name, left, right, codes).header()
            if header is not None:
                done = max(done, header.last)
                yield header


def _side_by_side(cells: Mapping[int, Cell], names: list[int]) -> Iterator[tuple[int, int]]:
    """The columns of each table whose header stands in this row, where several stand beside each other."""
    starts = [1]
    for name in names[1:]:
        order = name - 1 in cells and identity_heading(text_of(cells[name - 1])) == "order"
        starts.append(name - 1 if order else name)
    for i, start in enumerate(starts):
        yield start, starts[i + 1] - 1 if i + 1 < len(starts) else COLUMNS


class _Building:
    """A header while it is put together, from the cell over the names."""

    def __init__(self, grid: Grid, row: int, name: int, left: int, right: int, codes: frozenset[str]) -> None:
        self.grid = grid
        self.name = name
        self.left, self.right = left, right
        self.known = codes
        self.codes: dict[int, Cell] = {}
        self.top = self.bottom = self.last = row
        merge = grid.merge_at(row, name)
        self.reach = min(merge.bottom, row + DEPTH + _BELOW - 1) if merge else row
        """The last row that the heading of the names is merged over."""

    def header(self) -> Header | None:
        """The header; None where other cells are merged over all of it."""
        self._upward()
        self._downward()
        paths = self._paths()
        if not paths:
            return None
        identity: dict[str, int] = {}
        for column in sorted(paths):
            if key := identity_heading(paths[column][-1].text):
                identity.setdefault(key, column)
        return Header(self.grid, self.top, self.last, min(paths), max(paths), paths, self.codes, identity)

    def _cells(self, row: int) -> dict[int, Cell]:
        return {
            column: cell
            for column, cell in self.grid.cells(row, self.left, self.right)
            if cell.kind != "text" or str(cell.value).strip()
        }

    def _upward(self) -> None:
        """Rows right above that hold but headings of several columns, all to the right of the names."""
        while self.top > 1 and self.last - self.top < DEPTH - 1:
            above = self._cells(self.top - 1)
            wide = any(
                merge.right > merge.left for merge in self.grid.merges_from(self.top - 1, self.name + 1, self.right)
            )
            if not wide or min(above, default=0) <= self.name:
                return
            self.top -= 1

    def _downward(self) -> None:
        numbered = False
        row = self.last  # a title right above may have been taken in: the rows below the headings do not pay for it
        while (row := row + 1) < max(self.top + DEPTH, self.bottom + 1) + _BELOW:
            cells = self._cells(row)
            if cells and self._is_codes(cells):
                self.codes = {c: cell for c, cell in cells.items() if c != self.name and _CODE.fullmatch(code_of(cell))}
                numbered, self.last = True, row
            elif cells and self._is_numbers(cells):
                numbered, self.last = True, row
            elif numbered and cells:
                return
            elif row <= self.reach or (not numbered and row - self.top < DEPTH and self._is_headings(row, cells)):
                self.bottom = self.last = row
            else:
                return

    def _is_codes(self, cells: Mapping[int, Cell]) -> bool:
        """A row that says so of itself, or of texts that are codes of forms: numbers alone may be those of columns."""
        if any(folded(text_of(cell)) in CODES_ROW for column, cell in cells.items() if column <= self.name):
            return True
        texts = [text_of(cell) for column, cell in cells.items()]
        if self.name in cells or self._is_numbers(cells) or not all(map(_CODE.fullmatch, texts)):
            return False
        return 2 * sum(text in self.known for text in texts) > len(texts)

    def _is_numbers(self, cells: Mapping[int, Cell]) -> bool:
        """1, 2, 3 or (1), (2), (3) or A, B, 1, 2, with or without a sum: `5=3+4`."""
        marks = [_COLUMN_NUMBER.fullmatch(code_of(cells[column])) for column in sorted(cells)]
        if len(marks) < 2 or not all(marks):
            return False
        numbers = [mark[1] for mark in marks if mark and mark[1]]
        letters = [mark[2].upper() for mark in marks if mark and mark[2]]
        if any(number.startswith("0") for number in numbers) or (numbers and int(numbers[0]) > len(cells)):
            return False
        steps = {int(b) - int(a) for a, b in pairwise(numbers)}
        steps |= {ord(b) - ord(a) for a, b in pairwise(letters)}
        return steps <= {1} or (self.name in cells and min(steps) > 0)

    def _is_headings(self, row: int, cells: Mapping[int, Cell]) -> bool:
        """Texts below a header that is not merged, or merged in part: no name, no figure, no answer among them."""
        if not cells or min(cells) <= self.name or any(cell.kind != "text" for cell in cells.values()):
            return False
        if any(fold(text_of(cell)) in _ANSWERS for cell in cells.values()):
            return False
        merges = [m for r in range(self.top, row + 1) for m in self.grid.merges_from(r, self.left, self.right)]
        beside = any(m.top < row <= m.bottom for m in merges)
        under = any(m.left <= column <= m.right for m in merges for column in cells if m.right > m.left)
        return beside or under or len(cells) > 1

    def _paths(self) -> dict[int, tuple[Heading, ...]]:
        spread: dict[tuple[int, int], tuple[int, int]] = {}
        for top in range(self.top, self.bottom + 1):
            for merge in self.grid.merges_from(top, self.left, self.right):
                if merge.right - merge.left < _WIDEST_MERGE:
                    spread |= {
                        (row, column): (merge.top, merge.left)
                        for row in range(merge.top, min(merge.bottom, self.bottom) + 1)
                        for column in range(merge.left, merge.right + 1)
                    }
        inside = {column for row in range(self.top, self.bottom + 1) for column in self._cells(row)}
        paths: dict[int, tuple[Heading, ...]] = {}
        for column in sorted(inside | {column for _, column in spread}):
            rows = range(self.top, self.bottom + 1)
            anchors = dict.fromkeys(spread.get((row, column), (row, column)) for row in rows)
            found = [Heading(_heading(self.grid.sheet.cells.get(at)), *at) for at in anchors]
            path = tuple(heading for heading in found if heading.text)
            if path:
                paths[column] = path
        return paths


def _heading(cell: Cell | None) -> str:
    return (text_of(cell) or code_of(cell)).strip()
