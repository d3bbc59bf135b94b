"""A table as plain lines, exactly as rich lays it out and in a fifth of its time. Only for streams without colours."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from math import ceil
from typing import Any


def widths_of(total: int, first: int, ratios: Sequence[int]) -> list[int]:
    """The widths of the columns without the spaces beside them: the first is fixed, the others share what is left."""
    found = [first]
    room, shares = total - (first + 1) - len(ratios), sum(ratios)  # a space behind the first, a line before each other
    for at, ratio in enumerate(ratios, 1):
        spaces = 1 if at == len(ratios) else 2
        wide = max(1 + spaces, ceil(ratio * room / shares))
        found.append(wide - spaces)
        room, shares = room - wide, shares - ratio
    return found


def plain_rows(
    rows: Sequence[Sequence[Any]], widths: Sequence[int], wrap: Callable[[Any, int], list[str]], line: str, rule: str
) -> Iterator[str]:
    """Every line of the table: the first row is its header, `line` stands between columns, `rule` under the header. `wrap`
    gives a text in lines that are as wide as they may be."""
    for at, row in enumerate(rows):
        cells = [wrap(text, width) for text, width in zip(row, widths, strict=True)]
        height = max(map(len, cells))
        for cell, width in zip(cells, widths, strict=True):
            blank = [" " * width] * (height - len(cell))
            cell[:] = [*blank, *cell] if at == 0 else [*cell, *blank]  # titles stand at the bottom
        yield from map(f" {line} ".join, zip(*cells, strict=True))
        if at == 0:
            yield rule
