"""Tables as CSV (RFC 4180), in UTF-8 with a mark by which Excel tells so; no text of others becomes a formula."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence

from lbedu.wording import all_harmless

Cell = str | int | None
_MARK = "\ufeff"
_FORMULA = re.compile(r"(^|[;\t])(\s*)(?=[=+\-@\uff0b\uff0d\uff1d\uff20])")
"""Where a program may see a formula begin: at the start of a cell, and behind a semicolon where that parts cells."""


def table(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[str]:
    """The header and the rows, each ending in CR LF and a piece of its own."""
    line = _Line()
    writer = csv.writer(line, lineterminator="\r\n")
    writer.writerow(header)
    yield _MARK + line.text
    for row in rows:
        writer.writerow([_cell(cell) for cell in row])
        yield line.text


class _Line:
    """What was written last."""

    text = ""

    def write(self, text: str) -> None:
        self.text = text


def _cell(cell: Cell) -> str | int:
    """Numbers as they are; texts in one line, with an apostrophe before whatever would be computed."""
    if cell is None or isinstance(cell, int):
        return "" if cell is None else cell
    return _FORMULA.sub(r"\1\2'", all_harmless(cell))
