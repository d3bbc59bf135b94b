"""The tables of a foreign form: where a header with a column of codes stands, what is over each column, which rows follow."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from lbedu.reading.layout import code_of, heading_paths, text_of
from lbedu.reading.workbook import Cell, Sheet
from lbedu.vietnamese import fold

MAX_HEADER_ROWS = 4
MAX_TABLES = 100
"""Headers of a sheet: with more, it is no form, but something that repeats the words."""
_SPARE = 12
"""Letters that spaces, dots and composed accents may add to a heading."""
_COLUMN_LETTER = re.compile(r"\(?(?:[A-Z]|[0-9]{1,3})\)?")
_ROMAN = re.compile(r"[IVX]+[.):]?")
_DOTTED = re.compile(r"[0-9]{1,2}(?:\.[0-9]{1,2})*[.):]?")


class Table(NamedTuple):
    """A header, and the rows down to the next one."""

    sheet: Sheet
    top: int
    bottom: int
    """The last row of the header."""
    end: int
    """The row after the last."""
    code_columns: tuple[int, ...]
    paths: Mapping[int, tuple[str, ...]]
    """For every column the folded headings over it."""
    words: frozenset[str]
    """All folded texts of the header."""
    lines: Mapping[int, tuple[Cell, ...]]
    """The cells of every row of the sheet, from the left."""

    @property
    def code_column(self) -> int:
        return self.code_columns[0]

    def columns(self, path: tuple[str, ...]) -> list[int]:
        """The columns under these headings."""
        wanted = tuple(fold(word) for word in path)
        return [column for column, found in self.paths.items() if found == wanted]

    def left_of_codes(self, row: int) -> Iterator[Cell]:
        """What stands beside a code: its number, its label, its unit of measure."""
        return (cell for cell in self.lines.get(row, ()) if cell.column < self.code_column)

    def coded(self, rows: range) -> dict[str, list[int]]:
        """Every code with its rows."""
        found: dict[str, list[int]] = {}
        for row in self.filled(rows):
            code = code_of(self.sheet.cells.get((row, self.code_column)))
            if code:
                found.setdefault(code, []).append(row)
        return found

    def filled(self, rows: range) -> list[int]:
        """Those of these rows in which something stands, from the top."""
        return [row for row in self.lines if row in rows]

    @property
    def body(self) -> range:
        """The rows below the header, and below the letters and numbers of its columns."""
        first = self.bottom + 1
        return range(first + 1 if _numbers_columns(self.lines.get(first, ()), self.code_column) else first, self.end)


def find_tables_by(sheet: Sheet, code_heading: str) -> list[Table]:
    """Every table of a sheet whose column of codes has this heading, from the top down."""
    word = fold(code_heading)
    longest = len(code_heading) + _SPARE
    heads: dict[int, list[int]] = {}
    for (row, column), cell in sheet.cells.items():
        value = cell.value
        if isinstance(value, str) and len(value) <= longest and cell.kind == "text" and fold(value) == word:
            heads.setdefault(row, []).append(column)
    if not heads or len(heads) > MAX_TABLES:
        return []
    lines: dict[int, list[Cell]] = {}
    for at in sorted(sheet.cells):
        lines.setdefault(at[0], []).append(sheet.cells[at])
    of_rows = {row: tuple(cells) for row, cells in lines.items()}
    tops = sorted(heads)
    found = []
    for top, end in zip(tops, [*tops[1:], next(reversed(of_rows)) + 1], strict=True):
        columns = tuple(sorted(heads[top]))
        bottom = min(_bottom(sheet, of_rows, top, columns[0]), end - 1)
        paths = heading_paths(sheet, top, bottom)
        words = frozenset(word for path in paths.values() for word in path)
        found.append(Table(sheet, top, bottom, end, columns, paths, words, of_rows))
    return found


def _bottom(sheet: Sheet, lines: Mapping[int, tuple[Cell, ...]], top: int, column: int) -> int:
    """The last row of a header: as far as the heading over the codes is merged; where nothing is merged, as long as headings
    follow and no code does."""
    merged = next((r2 for r1, c1, r2, _ in sheet.merges if (r1, c1) == (top, column)), None)
    if merged is not None:
        return min(merged, top + MAX_HEADER_ROWS - 1)
    bottom = top
    while bottom + 1 < top + MAX_HEADER_ROWS and _is_heading_row(lines.get(bottom + 1, ()), column):
        bottom += 1
    return bottom


def _is_heading_row(cells: tuple[Cell, ...], code_column: int) -> bool:
    """Texts to the right of the codes and nothing else."""
    beside = [cell for cell in cells if cell.column > code_column and text_of(cell).strip()]
    return (
        bool(beside)
        and all(cell.kind == "text" and cell.column > code_column for cell in cells)
        and not all(_COLUMN_LETTER.fullmatch(text_of(cell).strip()) for cell in beside)
    )


def _numbers_columns(cells: tuple[Cell, ...], code_column: int) -> bool:
    """`A B C 1 2 3`: letters and numbers of the columns, each once, the numbers one after the other."""
    texts = [text for cell in cells if (text := code_of(cell))]
    if len(texts) < 2 or all(cell.column != code_column for cell in cells):
        return False
    if any(cell.kind not in ("text", "number") for cell in cells):
        return False
    if not all(_COLUMN_LETTER.fullmatch(text) for text in texts):
        return False
    marks = [text.strip("()") for text in texts]
    numbers = [int(mark) for mark in marks if mark.isdigit()]
    letters = [mark for mark in marks if not mark.isdigit()]
    in_turn = numbers == list(range(numbers[0], numbers[0] + len(numbers))) if numbers else True
    return in_turn and letters == sorted(set(letters)) and (not numbers or numbers[0] in (0, 1))


def section_of(table: Table, section: str | None) -> range | None:
    """The rows of a section, the one that names it among them; None where it is not there, or is there twice.

    A section reaches down to the next row that is numbered as it is, or higher: from III to IV, from 3.2 to 3.3."""
    if section is None:
        return table.body
    wanted = fold(section)
    if wanted in table.words:
        start, depth = table.body.start, 0
    else:
        named = [
            row
            for row in table.filled(table.body)
            if any(fold(code_of(cell)) == wanted for cell in table.left_of_codes(row))
        ]
        if len(named) != 1:
            return None
        start, depth = named[0], _depth(table, named[0])
    following = table.filled(range(start if wanted in table.words else start + 1, table.end))
    end = next((row for row in following if 0 <= _depth(table, row) <= max(depth, 0)), table.end)
    return range(start, end)


def _depth(table: Table, row: int) -> int:
    """How deep a row is numbered: `III` 0, `3.2.` 2; -1 where it has no number."""
    for cell in table.left_of_codes(row):
        text = code_of(cell).strip()
        if cell.kind == "text" and _ROMAN.fullmatch(text):
            return 0
        if (cell.kind == "text" and _DOTTED.fullmatch(text)) or isinstance(cell.value, Decimal):
            return text.strip(".):").count(".") + 1
        if text:
            return -1
    return -1
