"""The hidden sheet on which a form computes: one row an answer, then one row a target. Knows no rules."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from lbedu.excel_formula import LONGEST, on_sheet
from lbedu.own_form import SCRATCH_SHEET


class Unsupported(Exception):
    """Something of a target that no formula of ours says: it is shown without a verdict, never with a wrong one."""


class Scratch:
    """Cells for what is computed on the way, each with a word on what it is."""

    def __init__(self, book: Workbook) -> None:
        self._sheet: Any = book.create_sheet(SCRATCH_SHEET)
        self._sheet.sheet_state = "hidden"
        self._row = 0

    @property
    def faults(self) -> str:
        """The column in which it is told of every answer what is wrong with it; other words stand below."""
        return f"$C$1:$C${self._row}"

    def row(self, label: str) -> int:
        """A new row that says in its first column what it is about."""
        self._row += 1
        self._text(1, label)
        return self._row

    def words(self, texts: Sequence[str]) -> str:
        """Texts that formulas compare with, in a row of their own; gives their range."""
        row = self.row("")
        for column, word in enumerate(texts, 2):
            self._text(column, word)
        return f"$B${row}:${get_column_letter(len(texts) + 1)}${row}"

    def numbers(self, numbers: Sequence[int]) -> str:
        """The same of numbers."""
        row = self.row("")
        for column, number in enumerate(numbers, 2):
            self._sheet.cell(row, column, number)
        return f"$B${row}:${get_column_letter(len(numbers) + 1)}${row}"

    def put(self, row: int, column: int, formula: str) -> str:
        """Write a formula; gives the address that other formulas of this sheet use. Raises Unsupported for one that Excel does
        not take."""
        if len(formula) >= LONGEST:
            raise Unsupported("a formula that is too long")
        cell = self._sheet.cell(row, column)
        cell.value = f"={formula}"
        return f"${get_column_letter(column)}${row}"

    def compute(self, label: str, formula: str) -> str:
        """Write a formula into a row of its own."""
        return self.put(self.row(label), 2, formula)

    def _text(self, column: int, words: str) -> None:
        cell = self._sheet.cell(self._row, column, words or None)
        if words:
            cell.data_type = "s"


def seen(address: str) -> str:
    """An address of the hidden sheet as other sheets write it."""
    return on_sheet(SCRATCH_SHEET, address)
