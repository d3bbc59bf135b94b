"""Formulas as Excel 2010 and LibreOffice both compute them, in any locale: texts, sheets, exact comparisons, conditions.

Gives formulas without the leading `=` and never reads a cell. What is known beforehand is not asked of the workbook: a
condition may be True or False, and leaves no trace then in the formula that is made with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from typing import Literal

Operator = Literal[">=", ">", "<=", "<", "=", "<>"]
Condition = bool | str
"""What is known already, or a formula that gives TRUE or FALSE."""

LONGEST = 8192
"""Letters of a formula that Excel takes."""
_LONGEST_TEXT = 255
"""Letters of a text within a formula."""
_PLAIN = re.compile(r"[\w.$]+|(?:'(?:[^']|'')*'|\w+)![\w$]+")
"""A number, an address, an address on a sheet."""
_CALL = re.compile(r"[A-Z]*\(")


def text(words: str) -> str:
    """A text within a formula; a long one in pieces that Excel takes."""
    pieces = [words[at : at + _LONGEST_TEXT] for at in range(0, len(words), _LONGEST_TEXT)] or [""]
    return "&".join('"' + piece.replace('"', '""') + '"' for piece in pieces)


def number(value: int | Fraction) -> str:
    """An exact number, with the decimal point that a file has in every locale. Raises ValueError where it has no end."""
    exact = Fraction(value)
    places = next((n for n in range(16) if 10**n % exact.denominator == 0), None)
    if places is None:
        raise ValueError(f"{value} has no end, or too many decimals")
    return f"{Decimal(exact.numerator * (10**places // exact.denominator)).scaleb(-places):f}"


def on_sheet(sheet: str, address: str) -> str:
    """An address on a sheet, whatever the sheet is called: `'Số liệu'!$E$14`."""
    return "'" + sheet.replace("'", "''") + "'!" + address


def times(formula: str, factor: int) -> str:
    """A formula multiplied, without what a factor of 1 would add."""
    return formula if factor == 1 else f"{bracketed(formula)}*{factor}"


def bracketed(formula: str) -> str:
    """A formula that can stand beside any sign."""
    return formula if _PLAIN.fullmatch(formula) or _is_one_call(formula) else f"({formula})"


def compared(one: str, operator: Operator, other: str) -> str:
    """A comparison of two numbers, two texts or two dates."""
    return f"{bracketed(one)}{operator}{bracketed(other)}"


def share_compared(part: str, whole: str, operator: Operator, share: int | Fraction) -> str:
    """`part ÷ whole` against an exact share, by whole numbers alone: nothing is divided, so nothing is rounded."""
    return compared(times(part, share.denominator), operator, times(whole, share.numerator))


def all_of(conditions: Iterable[Condition]) -> Condition:
    """All of them hold; where there are none, they do."""
    return _joined("AND", conditions, False)


def any_of(conditions: Iterable[Condition]) -> Condition:
    """One of them holds at least; where there are none, none does."""
    return _joined("OR", conditions, True)


def negated(condition: Condition) -> Condition:
    """The opposite."""
    if isinstance(condition, bool):
        return not condition
    if condition.startswith("NOT(") and _is_one_call(condition):
        return condition[len("NOT(") : -1]
    return f"NOT({condition})"


def chosen(condition: Condition, yes: str, no: str) -> str:
    """One of two formulas."""
    if isinstance(condition, bool):
        return yes if condition else no
    return yes if yes == no else f"IF({condition},{yes},{no})"


def _joined(function: str, conditions: Iterable[Condition], decisive: bool) -> Condition:
    asked: dict[str, None] = {}
    for condition in conditions:
        if condition is decisive:
            return decisive
        if not isinstance(condition, bool):
            asked[condition] = None
    if len(asked) < 2:
        return next(iter(asked), not decisive)
    return f"{function}({','.join(asked)})"


def _is_one_call(formula: str) -> bool:
    """Whether a formula is one function with its arguments, or stands in brackets already."""
    if not _CALL.match(formula) or not formula.endswith(")"):
        return False
    depth, quote = 0, ""
    for letter in formula[:-1]:
        if quote or letter in "\"'":
            quote = "" if letter == quote else quote or letter
        elif letter in "()":
            depth += 1 if letter == "(" else -1
            if not depth:
                return False
    return depth == 1
