"""Which tables of a workbook are a sheet of a known foreign form: exactly, or what is lacking. A near miss is never read."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from lbedu.directive.foreign import ForeignSheet
from lbedu.directive.model import ForeignForm
from lbedu.reading.foreign.table import MAX_HEADER_ROWS, Table, find_tables_by, section_of
from lbedu.reading.layout import address, text_of
from lbedu.reading.workbook import Sheet
from lbedu.submission import Place
from lbedu.vietnamese import fold
from lbedu.wording import harmless

Said = Mapping[str, str]
_LONGEST = 120
"""Letters of a heading."""
_TELLING = 4
"""With fewer words in its header, any table would be nearly this one."""


class Recognised(NamedTuple):
    """A table that is a sheet of the form, and its rows by their codes."""

    table: Table
    rows: Mapping[str, list[int]]


class Near(NamedTuple):
    """A table that would be a sheet of a form but for one thing."""

    form: str
    place: Place
    lacks: Said
    """What is lacking, in both languages."""


class Sheets:
    """The tables of a workbook under one heading of the column of codes, found once."""

    def __init__(self, sheets: Iterable[Sheet]) -> None:
        self.sheets = tuple(sheets)
        self._found: dict[str, list[Table]] = {}

    def tables(self, code_heading: str) -> list[Table]:
        word = fold(code_heading)
        if word not in self._found:
            self._found[word] = [table for sheet in self.sheets for table in find_tables_by(sheet, code_heading)]
        return self._found[word]

    def recognised(self, spec: ForeignSheet) -> list[Recognised]:
        """Every table that is this sheet of a form, in the order of the workbook."""
        wanted = {fold(word) for word in spec.header}
        found = []
        for table in self.tables(spec.code_column):
            if wanted <= table.words and next(_differences(table, spec), None) is None:
                rows = section_of(table, spec.section)
                assert rows is not None
                coded = table.coded(rows)
                if not spec.rows or spec.rows.keys() & coded.keys():
                    found.append(Recognised(table, coded))
        return found


def _differences(table: Table, spec: ForeignSheet) -> Iterator[tuple[str, Said]]:
    """What keeps a table with the right header from being this sheet: the cell, and what is wrong."""
    if len(table.code_columns) > 1:
        text = harmless(spec.code_column)
        yield "", {"vi": f"có hai cột “{text}”", "en": f"there are two columns “{text}”"}
        return
    rows = section_of(table, spec.section)
    if rows is None:
        text = harmless(spec.section or "")
        yield "", {"vi": f"không có đúng một mục “{text}”", "en": f"there is not exactly one section “{text}”"}
        return
    coded = table.coded(rows)
    if not coded:
        text = harmless(spec.code_column)
        yield "", {"vi": f"cột “{text}” không có mã số nào", "en": f"the column “{text}” holds no code"}
    for code, label in spec.rows.items():
        for row in coded.get(code, ()):
            cells = [cell for cell in table.left_of_codes(row) if cell.kind == "text"]
            if not any(fold(text_of(cell)) == fold(label) for cell in cells):
                longest = max((text_of(cell) for cell in cells), key=len, default="")
                found, meant = harmless(longest), harmless(label)
                yield (
                    f"{row}",
                    {
                        "vi": f"mã số {code} là “{meant}”, ở đây ghi “{found}”",
                        "en": f"code {code} is “{meant}”, here it says “{found}”",
                    },
                )


def near_misses(
    known: Mapping[str, ForeignForm], sheets: Sheets, there: Collection[str], read: set[str], file: str
) -> list[Near]:
    """For every sheet that nothing was read from the form that it is nearest to, where one thing alone is lacking. Of two
    forms that it is as near to, it is of the one that is `there`."""
    found = []
    for sheet in sheets.sheets:
        if sheet.name in read:
            continue
        rows = _texts(sheet)
        near = [
            ((weight, name not in there), Near(name, place, lacks))
            for name, form in known.items()
            for spec in form.sheets
            for weight, place, lacks in _lacking(sheet, rows, spec, sheets, file)
        ]
        if near:
            found.append(min(near, key=lambda pair: pair[0])[1])
    return found


def _texts(sheet: Sheet) -> dict[int, dict[str, str]]:
    """The texts of every row that are short enough for a heading, by what they fold to."""
    rows: dict[int, dict[str, str]] = {}
    for (row, _), cell in sheet.cells.items():
        if isinstance(cell.value, str) and len(cell.value) <= _LONGEST and cell.kind == "text":
            rows.setdefault(row, {})[fold(cell.value)] = cell.value
    return rows


def _lacking(
    sheet: Sheet, rows: Mapping[int, Mapping[str, str]], spec: ForeignSheet, sheets: Sheets, file: str
) -> Iterator[tuple[int, Place, Said]]:
    """The one thing that a sheet lacks to be what the rule file describes; nothing where it lacks more."""
    header = {fold(word) for word in spec.header}
    wanted = {fold(word): word for word in (*spec.header, *([spec.section] if spec.section else ()))}
    for table in sheets.tables(spec.code_column):
        if table.sheet is sheet and header <= table.words:
            for row, lacks in _differences(table, spec):
                yield 0, Place(file, sheet.name, address(int(row or table.top), table.code_column)), lacks
                return
    if len(wanted) < _TELLING:
        return
    for top in sorted(row for row, words in rows.items() if words.keys() & wanted.keys()):
        words = {word: text for row in range(top, top + MAX_HEADER_ROWS) for word, text in rows.get(row, {}).items()}
        missing = [word for word in wanted if word not in words]
        if len(missing) == 1:
            yield 1, Place(file, sheet.name), _without(wanted[missing[0]], words.values())
            return


def _without(word: str, there: Iterable[str]) -> Said:
    """A heading that is not there, and the one that may stand for it."""
    from lbedu.directive.nearest import nearest

    close = nearest(word, [text for text in there if len(text) <= 2 * len(word)])
    meant = harmless(word)
    if close is None:
        return {"vi": f"thiếu “{meant}”", "en": f"“{meant}” is missing"}
    found = harmless(close)
    return {"vi": f"thiếu “{meant}” (có “{found}”)", "en": f"“{meant}” is missing (there is “{found}”)"}
