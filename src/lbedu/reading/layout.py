"""Where things stand on a sheet: the header of our own form or list, the rows below it by their codes. Types nothing."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import cached_property, lru_cache
from operator import attrgetter
from typing import NamedTuple

from lbedu.own_form import ASIDES, CODE, CONTENT, FIGURE, LIVE_HEADER, STAMP_KEYS, STAMP_SHEET
from lbedu.reading.cells.number_display import PLAIN
from lbedu.reading.workbook import Cell, Sheet, Workbook
from lbedu.reading.xlsx.cell import ROWS, column_letters
from lbedu.vietnamese import fold

_CODE, _CONTENT, _FIGURE = fold(CODE), fold(CONTENT), fold(FIGURE)


_WORDS = {fold(word): word for word in (CODE, CONTENT, FIGURE)}
_EXACT = frozenset(_WORDS.values())
_INITIALS = frozenset({word[0] for word in _WORDS} | {word[0].upper() for word in _WORDS})
_BEFORE = " \n\t\u00a0\u200b\ufeff"
_FIRST = _INITIALS.union(_BEFORE)
_LONGEST = 24
"""Letters of a heading of ours, spelt in whatever way."""
_SLIPS = 2
"""Letters by which a misspelt heading may be off, accents not counted."""
_RATIOS = frozenset(fold(word) for word in ("SL", "Số lượng", "Tỷ lệ", "Tỉ lệ", "Tỷ lệ %", "Tỷ lệ (%)", "Tỉ lệ %", "%"))
"""Where one of these stands in the column of codes, a small table of ratios begins, and the form has ended."""


_TEXTS = ("text", "struck")
"""Where a text stands: struck out it still says where things stand, and is no answer."""


_row, _column = attrgetter("row"), attrgetter("column")
_LOOKED_AT = 3
"""Rows that may be the header of the sheet on which a form checks itself."""
_TABLE_COLUMNS = 256
"""Columns that a heading may be merged over, to be looked at."""
_TABLE = 3
"""Cells of a row that make it one of a table: around that header stand lines of one cell or two."""


class CodedRow(NamedTuple):
    """A row below a header: its code and the cell that holds it."""

    code: str
    cell: Cell


class Figures(NamedTuple):
    """A form with one row a field: the code in one column, the figure in another."""

    sheet: Sheet
    header_row: int
    figure_column: int
    rows: tuple[CodedRow, ...]
    understood: tuple[tuple[Cell, str], ...] = ()
    """Headings that are ours in another spelling, and texts that end the form, each with what it was taken for."""
    twice: tuple[Cell, ...] = ()
    """Headings that stand once more in the header: nobody knows which column counts."""
    content_column: int = 0
    """Where the labels stand."""


class Listing(NamedTuple):
    """A list: one row a line with its own code, one column a field with the field's code under the header."""

    sheet: Sheet
    header_row: int
    columns: tuple[tuple[str, int], ...]
    rows: tuple[CodedRow, ...]
    understood: tuple[tuple[Cell, str], ...] = ()
    twice: tuple[Cell, ...] = ()


class Misspelt(NamedTuple):
    """A row that is nearly the header of a form: what is misspelt in it, with the heading that may be meant."""

    sheet: Sheet
    header_row: int
    cells: tuple[tuple[Cell, str], ...]


def text_of(cell: Cell | None) -> str:
    """A cell's text; empty where it holds none."""
    return str(cell.value) if cell is not None and cell.kind in _TEXTS and isinstance(cell.value, str) else ""


def code_of(cell: Cell | None) -> str:
    """A cell as a code: text as it stands, a whole number as its digits, both as they are shown."""
    if cell is None:
        return ""
    if cell.format not in PLAIN and (cell.kind == "number" or cell.kind == "text"):
        from lbedu.reading.cells.odd_formats import code_shown

        assert isinstance(cell.value, (Decimal, str))
        return " ".join(code_shown(cell.format, cell.value).split())
    if isinstance(cell.value, Decimal):
        return str(cell.value)
    return " ".join(str(cell.value).split()) if cell.kind in _TEXTS else ""


def is_code(text: str) -> bool:
    """Whether a text is the code of a unit: a dash, dots or a 0 stand for none."""
    return any(char.isalnum() and char not in "0xX" for char in text)


def address(row: int, column: int) -> str:
    """The address of a cell that may be empty."""
    return f"{column_letters(column)}{row}"


def stamp_of(workbook: Workbook) -> dict[str, str]:
    """The stamp of one of our own workbooks; empty where there is none."""
    for sheet in workbook.sheets:
        if sheet.name == STAMP_SHEET:
            pairs = {
                text_of(cell): code_of(sheet.cells.get((row, 2)))
                for (row, column), cell in sheet.cells.items()
                if column == 1
            }
            return {key: pairs.get(key, "") for key in STAMP_KEYS} if pairs.get("lbedu") else {}
    return {}


def holds_no_answers(sheet: Sheet) -> bool:
    """Whether a sheet is one of ours that nobody fills in: a hidden one, or that on which a form checks itself. Where more
    stands on the latter, as a table that was pasted there, it is like any other sheet."""
    if sheet.name in ASIDES:
        return True
    rows = {row for (row, _), cell in sheet.cells.items() if cell.value == LIVE_HEADER[-1]}
    return any(_is_live_page(sheet, row) for row in sorted(rows)[:_LOOKED_AT])


def _is_live_page(sheet: Sheet, head: int) -> bool:
    """Whether in this row stands the header under which a form checks itself, and nothing but its numbered lines below."""
    words = sorted((cell for (row, _), cell in sheet.cells.items() if row == head), key=_column)
    if [cell.value for cell in words] != [*LIVE_HEADER]:
        return False
    last, first = head, words[0].column
    while (cell := sheet.cells.get((last + 1, first))) is not None and cell.value == last + 1 - head:
        last += 1
    beside = Counter(row for row, _ in sheet.cells if not head <= row <= last)
    return max(beside.values(), default=0) < _TABLE


Heads = list[tuple[int, str, Cell]]
"""Headings of one row from the left: column, folded word, cell."""


def lay_out(sheet: Sheet) -> tuple[tuple[Figures | Listing, ...], tuple[Misspelt, ...]]:
    """Every form and list on a sheet, by its header; and the rows that are nearly a header, which are never read."""
    exact: dict[int, Heads] = {}
    near: dict[int, list[tuple[Cell, str]]] = {}
    for (row, column), cell in sheet.cells.items():
        value = cell.value
        if not isinstance(value, str) or value[:1] not in _FIRST or len(value) > _LONGEST:
            continue
        if value.lstrip(_BEFORE)[:1] not in _INITIALS:
            continue
        word = fold(value)
        if word in _WORDS:
            exact.setdefault(row, []).append((column, word, cell))
        elif meant := _meant(word):
            near.setdefault(row, []).append((cell, meant))
    if not exact and not near:
        return (), ()
    misspelt = tuple(
        Misspelt(sheet, row, tuple(near[row])) for row in sorted(near) if _nearly(exact.get(row, []), near[row])
    )
    wrong = {one.header_row for one in misspelt}
    heads = {row: sorted(found, key=lambda head: head[0]) for row, found in sorted(exact.items()) if row not in wrong}
    heads = {row: found for row, found in heads.items() if {_CODE, _CONTENT} <= {word for _, word, _ in found}}
    if not heads:
        return (), misspelt
    blocks = {row: _blocks(found) for row, found in heads.items()}
    tables: list[Figures | Listing] = []
    below = _Below(sheet, {block[_CODE].column for found in blocks.values() for block, _ in found})
    ends = [*sorted({*heads, *wrong}), ROWS + 1]
    for row, found in blocks.items():
        end = ends[bisect_right(ends, row)]
        tables += [_table(below, row, end, block, twice) for block, twice in found]
    return tuple(tables), misspelt


class _Below:
    """The cells of a sheet as what stands under headers is looked for."""

    def __init__(self, sheet: Sheet, columns: set[int]) -> None:
        self.sheet = sheet
        self.columns: dict[int, list[Cell]] = {column: [] for column in columns}
        """The cells of the columns of codes, from the top down."""
        for (_, column), cell in sheet.cells.items():
            if column in columns:
                self.columns[column].append(cell)
        for cells in self.columns.values():
            cells.sort(key=_row)

    @cached_property
    def rows(self) -> Mapping[int, list[Cell]]:
        found: dict[int, list[Cell]] = {}
        for (row, _), cell in self.sheet.cells.items():
            found.setdefault(row, []).append(cell)
        return found

    def codes(self, column: int, first: int, end: int) -> Iterator[Cell]:
        """The cells of a column of codes, from one row to before another."""
        cells = self.columns[column]
        at = bisect_left(cells, first, key=_row)
        while at < len(cells) and cells[at].row < end:
            yield cells[at]
            at += 1


def _blocks(heads: Heads) -> list[tuple[Mapping[str, Cell], tuple[Cell, ...]]]:
    """The headings of each form in a row; of one that stands there twice, with no form around it, what is too many."""
    blocks: list[dict[str, Cell]] = [{}]
    for _, word, cell in heads:
        if word in blocks[-1]:
            blocks.append({})
        blocks[-1][word] = cell
    if len({frozenset(block) for block in blocks}) == 1:
        return [(block, ()) for block in blocks]
    first: dict[str, Cell] = {}
    twice = [cell for _, word, cell in heads if first.setdefault(word, cell) is not cell]
    return [(first, tuple(twice))]


def _table(
    below: _Below, header: int, end: int, words: Mapping[str, Cell], twice: tuple[Cell, ...]
) -> Figures | Listing:
    understood = [(cell, _WORDS[word]) for word, cell in words.items() if str(cell.value).strip() not in _EXACT]
    column = words[_CODE].column
    rows: list[CodedRow] = []
    for cell in below.codes(column, header + 1, end):
        if text := code_of(cell):
            if not text.isdigit() and fold(text) in _RATIOS:
                understood.append((cell, ""))
                break
            rows.append(CodedRow(text, cell))
    if _FIGURE in words:
        twice += _under(below.sheet, words[_FIGURE])
        figures, content = words[_FIGURE].column, words[_CONTENT].column
        return Figures(below.sheet, header, figures, tuple(rows), tuple(understood), twice, content)
    first = rows[0].cell.row if rows else header + 1
    return Listing(
        below.sheet, header, _codes_over(below, header, first, column), tuple(rows), tuple(understood), twice
    )


def _under(sheet: Sheet, heading: Cell) -> tuple[Cell, ...]:
    """The headings under one that stands over several columns, such as “Nữ” and “Tổng số”: nobody knows which counts."""
    row, column = heading.row, heading.column
    for top, left, bottom, right in sheet.merges:
        if top <= row <= bottom and left <= column < right and right - left < _TABLE_COLUMNS:
            cells = [sheet.cells.get((bottom + 1, one)) for one in range(left, right + 1)]
            return tuple(cell for cell in cells if cell is not None and _is_word(code_of(cell)))
    below = [sheet.cells.get((row + 1, one)) for one in (column, column + 1)]
    words = [cell for cell in below if cell is not None and cell.kind == "text" and _is_word(code_of(cell))]
    return tuple(words) if len(words) > 1 and (row, column + 1) not in sheet.cells else ()


def _is_word(text: str) -> bool:
    """A word, a year or a day; no letter or number of a column."""
    return sum(map(str.isalpha, text)) > 1 or sum(map(str.isdigit, text)) > 2


def _codes_over(below: _Below, header: int, first: int, code_column: int) -> tuple[tuple[str, int], ...]:
    """The row under the header that holds the codes of the columns is the first one with codes to the right of the names."""
    for row in range(header + 1, first):
        cells = sorted(below.rows.get(row, ()), key=lambda cell: cell.column)
        codes = [(code_of(cell), cell.column) for cell in cells if cell.column > code_column]
        if found := tuple((code, column) for code, column in codes if code):
            return found
    return ()


def _nearly(exact: Heads, near: Iterable[tuple[Cell, str]]) -> bool:
    """Whether a row would be a header if what is misspelt in it were not: two of the three words, and not all without it."""
    right = {word for _, word, _ in exact}
    meant = {fold(word) for _, word in near}
    return len(right | meant) > 1 and bool(meant - right) and not right >= {_CODE, _CONTENT, _FIGURE}


@lru_cache(maxsize=4096)
def _meant(word: str) -> str:
    """The heading of ours that a folded text is a misspelling of; empty where it is none."""
    plain = _plain(word)
    for right, heading in _PLAIN_WORDS.items():
        if abs(len(plain) - len(right)) <= _SLIPS and _is_near(plain, right) and _slips(plain, right) <= _SLIPS:
            return heading
    return ""


def _is_near(one: str, other: str) -> bool:
    """Whether so few letters of one are not in the other that it can be a misspelling: quickly told of nearly all texts."""
    for letter in other:
        one = one.replace(letter, "", 1)
    return len(one) <= _SLIPS


def _plain(word: str) -> str:
    letters = unicodedata.normalize("NFD", word.replace("đ", "d"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


_PLAIN_WORDS = {_plain(word): heading for word, heading in _WORDS.items()}


def _slips(one: str, other: str) -> int:
    """How many letters have to be put in, left out, changed or swapped with their neighbour to make one of the other; no more
    than one too many are counted."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        older, before, row = before, row, [i]
        for j, wanted in enumerate(other, 1):
            best = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != wanted))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == wanted:
                best = min(best, older[j - 2] + 1)
            row.append(best)
        if min(row) > _SLIPS and min(before) > _SLIPS:
            break
    return row[-1]


def heading_paths(sheet: Sheet, top: int, bottom: int) -> dict[int, tuple[str, ...]]:
    """For every column of a header of several merged rows, the folded headings over it from the top down.

    A heading merged over several rows is given once; one merged over several columns heads each of them."""
    spread: dict[tuple[int, int], tuple[int, int]] = {}
    for r1, c1, r2, c2 in sheet.merges:
        if r1 >= top and r2 <= bottom and c2 - c1 < 256:
            spread |= {(row, column): (r1, c1) for row in range(r1, r2 + 1) for column in range(c1, c2 + 1)}
    columns = {column for row, column in (*sheet.cells, *spread) if top <= row <= bottom}
    paths: dict[int, tuple[str, ...]] = {}
    for column in columns:
        anchors = dict.fromkeys(spread.get((row, column), (row, column)) for row in range(top, bottom + 1))
        paths[column] = tuple(text for anchor in anchors if (text := fold(text_of(sheet.cells.get(anchor)))))
    return paths
