"""Which number format a cell of .ods has, by the text that it shows: the file keeps both, and the text is what people saw."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

_FIGURE = re.compile(r"(?<![^\W_])[0-9](?:[0-9.,' \u00a0\u202f]*[0-9])?")
"""Digits that do not end a word: the 2 of `m2` is none."""
_OTHERWISE = re.compile(r"[0-9][eE][+-]?[0-9]|/|\#|:")
"""Written in a way that is not compared: powers of ten, fractions, columns that are too narrow, times."""
_NO_DIGITS = ";;;"
_NEGATIVE = frozenset("-−(")
_GROUP = 3
"""Digits between two separators of thousands."""


@lru_cache(4096)
def format_shown(shown: str, value: Decimal, percent: bool) -> str:
    """A number format under which the number is shown so: what it adds in words, whether it rounds to a whole, whether it shows
    nothing at all, or another figure than is stored."""
    plain = "0%" if percent else "General"
    text = shown.strip()
    if not text:
        return _NO_DIGITS
    found = _FIGURE.findall(text)
    if not found or _OTHERWISE.search(text):
        return plain
    words = _FIGURE.sub("", text, count=1).strip("%-+() ")
    decimals = _decimals_shown(found[0], abs(value) * (100 if percent else 1))
    if len(found) > 1 or decimals is None or (value > 0 and text[:1] in _NEGATIVE):
        return _literal(text)
    if percent:
        return plain
    number = "0" if decimals == 0 and value != value.to_integral_value() else "0.0" if decimals else plain
    return f"{'0' if number == 'General' else number}{_literal(f' {words}')}" if words else number


def _decimals_shown(figure: str, value: Decimal) -> int | None:
    """With how many decimals a figure shows a number; None where it shows another."""
    digits = re.sub(r"[^0-9]", "", figure)
    pieces = re.split(r"[.,' \u00a0\u202f]", figure)
    last = len(pieces[-1]) if re.search(r"[.,]", figure) else 0
    tried = [last] if last else []
    if all(len(piece) == _GROUP for piece in pieces[1:]):
        tried.append(0)
    for decimals in tried:
        if decimals <= 20 and abs(value.scaleb(decimals) - int(digits)) <= Decimal("0.5"):
            return decimals
    return None


def _literal(text: str) -> str:
    return '"' + text.replace('"', "'") + '"'
