"""What our own scan sees of a workbook in another format: where cells stand, of which kind, in which number format."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from lbedu.reading.xlsx.cell import Kind, Value
from lbedu.reading.xlsx.refusal import Limits, too_large

Spans = tuple[tuple[int, int], ...]
"""Stretches of a text, in UTF-16 units: from, to."""


class Seen(NamedTuple):
    """One cell that is not blank, all but its text: `value` is None where a text stands in it."""

    kind: Kind
    value: Value | None
    format: str
    formula: bool
    number: Decimal | None = None
    """The stored number, also of a date; None where no number is stored."""
    raised: Spans = ()
    """Which stretches of a text are superscript."""
    shown: str | None = None
    """Of a text what the scan knows of it: with such stretches, the text that they are stretches of."""


class SeenSheet:
    """One sheet as it is filled while it is scanned."""

    def __init__(self, name: str, hidden: bool, has_cells: bool = True) -> None:
        self.name, self.hidden, self.has_cells = name, hidden, has_cells
        self.cells: dict[tuple[int, int], Seen] = {}
        """By (row, column) from 1, as everywhere."""
        self.struck: set[tuple[int, int]] = set()
        """Cells whose content is struck out, or a part of it."""
        self.unseen: set[tuple[int, int]] = set()
        """Cells whose letters have the colour of their ground, or are too small."""
        self.veiled: dict[tuple[int, int], Spans] = {}
        """The stretches of texts for which that holds."""
        self.merges: list[tuple[int, int, int, int]] = []
        self.hidden_rows: set[int] = set()
        self.hidden_columns: list[tuple[int, int]] = []
        """First and last of a run of hidden columns."""


class SeenBook(NamedTuple):
    """A whole workbook, sheets in its order."""

    sheets: tuple[SeenSheet, ...]
    has_macros: bool
    external_links: bool
    date1904: bool


class Room:
    """How many cells and merged ranges may still come, over all sheets."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._left = limits.cells

    def take(self, cells: int = 1) -> None:
        """Raises Unreadable where there are too many."""
        self._left -= cells
        if self._left < 0:
            raise too_large("cells", self._limits.cells)
