"""Where the cells of canonical rows stand. The sheets of one form have the same rows in every workbook: found out once."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import compress
from operator import lt, ne
from typing import NamedTuple

from lbedu.reading.xlsx.canonical import NotCanonical, attributes_of
from lbedu.reading.xlsx.cell import COLUMNS, ROWS, column_numbers
from lbedu.reading.xlsx.parsing import is_shut

_KEPT = 48
_CELLS, _LETTERS = 2_048, 1 << 16
"""Larger pieces are not kept: memory must not grow with what is sent."""


class Places(NamedTuple):
    """Row and column of every cell, in order; the last row; the rows that are hidden."""

    cells: tuple[tuple[int, int], ...]
    last: int
    hidden: frozenset[int]


def places_of(before: int, gaps: list[str], letters: list[str], digits: list[str]) -> Places:
    """The places of cells whose letters and rows are written so, with these gaps around them, below the row `before`.

    Raises NotCanonical where anything but rows stands in a gap, or cells and rows contradict each other."""
    small = len(digits) <= _CELLS and sum(map(len, gaps)) <= _LETTERS
    return (_remembered if small else _places)(before, tuple(gaps), tuple(letters), tuple(digits))


def _places(before: int, gaps: Sequence[str], letters: Sequence[str], digits: Sequence[str]) -> Places:
    rows, opening, hidden = _rows(before, gaps)
    last = max(rows.values(), default=before)
    if not digits:
        return Places((), last, hidden)
    # Every cell stands in the row that holds it, and behind the cell before it.
    if [*compress(digits, gaps)] != opening or [*map(ne, digits[1:], digits)] != [*map(bool, gaps[1:-1])]:
        raise NotCanonical
    cells = tuple(zip(map(rows.__getitem__, digits), map(column_numbers.__getitem__, letters), strict=True))
    if not all(map(lt, cells, cells[1:])) or max(map(column_numbers.__getitem__, {*letters})) > COLUMNS:
        raise NotCanonical
    return Places(cells, last, hidden)


_remembered = lru_cache(_KEPT)(_places)


def _rows(before: int, gaps: Sequence[str]) -> tuple[dict[str, int], list[str], frozenset[int]]:
    """Rows by their numbers as written, the numbers of those that hold cells, the hidden ones: nothing else may be in the
    gaps."""
    rows: dict[str, int] = {}
    opening: list[str] = []
    hidden: set[int] = set()
    shapes: dict[tuple[str, str], tuple[bool, bool]] = {}
    digits = ""
    for gap in filter(None, gaps):
        closing, *tags = gap.split("<row")
        if closing != ("</row>" if digits else ""):
            raise NotCanonical
        digits = ""
        for tag in tags:
            front, _, rest = tag.partition(' r="')
            written, _, back = rest.partition('"')
            shape = shapes.get((front, back))
            if shape is None:
                shape = shapes[front, back] = _shape_of_row(front, back)
            is_empty, is_hidden = shape
            number = int(written) if written.isdecimal() and len(written) < 8 else 0
            if digits or not before < number <= ROWS or str(number) != written:
                raise NotCanonical
            rows[written] = before = number
            if not is_empty:
                digits = written
            if is_hidden:
                hidden.add(number)
        opening.append(digits)
    if not gaps[0] or not gaps[-1] or opening.pop():
        raise NotCanonical
    return rows, opening, frozenset(hidden)


@lru_cache(1024)
def _shape_of_row(front: str, back: str) -> tuple[bool, bool]:
    """Whether a row is empty and whether it is hidden, by its tag in front of its number and behind it."""
    open_back = back.removesuffix("/>") if back.endswith("/>") else back.removesuffix("</row>").removesuffix(">")
    if open_back == back:
        raise NotCanonical
    before, after = attributes_of(front), attributes_of(open_back)
    if not before.keys().isdisjoint(after) or "r" in before or "r" in after:
        raise NotCanonical
    return len(back) - len(open_back) > 1, is_shut({**before, **after}, "ht")
