"""A cell and its address."""

from __future__ import annotations

import datetime
from decimal import Decimal
from functools import lru_cache
from typing import Literal, NamedTuple

Value = Decimal | str | bool | datetime.date | datetime.time
Kind = Literal["number", "text", "bool", "error", "date", "formula_without_value", "struck"]
"""`struck` is whatever its author struck out, or hid in part: its value is what would stand there."""
Found = tuple[Kind, Value, str]

ROWS, COLUMNS = 1_048_576, 16_384


class Cell(NamedTuple):
    """A cell that is not empty. A tuple, because making one is a fifth of the cost of a frozen dataclass."""

    row: int
    column: int
    """Row and column count from 1."""
    kind: Kind
    value: Value
    """A number as the exact decimal of its 15 significant digits; an error as its text, such as '#DIV/0!'."""
    format: str
    """The number format code, such as '0.0%', 'General' or '@'."""
    formula: bool
    """The value comes from a formula."""

    @property
    def address(self) -> str:
        """The address as Excel's name box takes it, such as 'E14'."""
        return f"{column_letters(self.column)}{self.row}"


@lru_cache(maxsize=1024)
def column_letters(column: int) -> str:
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


class _ColumnNumbers(dict[str, int]):
    """The number of a column by its letters; at most 18,278 are ever remembered, as the letters are three or fewer."""

    def __missing__(self, letters: str) -> int:
        number = 0
        for letter in letters:
            number = number * 26 + ord(letter) - 64
        self[letters] = number
        return number


column_numbers = _ColumnNumbers()


def place_of(address: str) -> tuple[int, int] | None:
    """The row and the column of an address such as 'E14', wherever they lie; None if it is none."""
    letters = address.rstrip("0123456789")
    row = count(address[len(letters) :])
    if row is None or not 0 < len(letters) < 4 or not letters.isalpha() or not letters.isascii():
        return None
    return row, column_numbers[letters.upper()]


def count(digits: str) -> int | None:
    """A whole number from 1 on, of up to 7 digits and without a leading zero; None for any other text."""
    if digits.isdecimal() and digits.isascii() and len(digits) < 8 and digits[0] != "0":
        return int(digits)
    return None
