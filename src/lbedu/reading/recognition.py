"""Which form each header of a workbook belongs to: by its title, by the stamp and its codes, or none; what is nearly one."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping
from functools import cached_property

from lbedu.directive.directive import Directive
from lbedu.problems import Problem
from lbedu.reading.cells.values import guess
from lbedu.reading.identity import nearest
from lbedu.reading.layout import Figures, Listing, Misspelt, text_of
from lbedu.reading.ownership import Piece
from lbedu.reading.records import match
from lbedu.reading.statement import CODES_OF_UNITS, Statement
from lbedu.reading.workbook import Sheet
from lbedu.submission import Place
from lbedu.vietnamese import fold

_TITLES_TRIED = 20
"""Texts above a header that are looked at for a proposal."""


class Recognition:
    """Recognises the forms and lists of one workbook."""

    def __init__(self, directive: Directive, statement: Statement, file: str) -> None:
        self.directive = directive
        self.statement = statement
        self.file = file
        unit = statement.stamp.get("unit", "")
        self.kind = unit if unit in directive.file.units else ""
        self.strangers: list[Figures | Listing] = []
        """What has the header of a form and is none that is known."""

    def pieces(self) -> list[Piece]:
        """Every form and list that is recognised, in the order of the workbook."""
        found: list[Piece] = []
        for number, tables in enumerate(self.statement.laid_out):
            titles = self._titles(tables)
            above: list[Piece] = []
            before: set[str] = set()
            row = 0
            for at, table in enumerate(tables):
                if _is_identity(table):
                    continue
                own = [
                    form
                    for _, form in titles[bisect_left(titles, (row + 1,)) : bisect_left(titles, (table.header_row,))]
                    if self._fits(form, table)
                ]
                form = own[0] if len(set(own)) == 1 else None if own else self._untitled(table, above, before)
                row = max(row, table.header_row - 1)  # forms beside each other share the title above them
                if form is None:
                    self.strangers.append(table)
                else:
                    above.append(Piece((number, at), form, table))
                    before |= {one.code for one in table.rows}
            found += above
        return found

    def _titles(self, tables: tuple[Figures | Listing, ...]) -> list[tuple[int, str]]:
        """The rows of a sheet where the title of a form stands, above its last header."""
        last = max((table.header_row for table in tables if not _is_identity(table)), default=0)
        cells = tables[0].sheet.cells.values() if last else ()
        return sorted(
            (cell.row, form)
            for cell in cells
            if cell.row < last and cell.kind == "text" and len(str(cell.value)) >= self._shortest
            for form in self._by_title.get(fold(str(cell.value)), ())
        )

    @cached_property
    def _by_title(self) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = {}
        for name, form in self.directive.forms.items():
            found.setdefault(fold(form.title.vi), []).append(name)
        return found

    @cached_property
    def _shortest(self) -> int:
        return min(map(len, self._by_title))

    def _fits(self, form: str, table: Figures | Listing) -> bool:
        return bool(self.directive.forms[form].rows) == isinstance(table, Listing)

    def _untitled(self, table: Figures | Listing, above: list[Piece], before: set[str]) -> str | None:
        """A header without a title of its own: it goes on with the form above it, or the workbook is stamped as that of a
        kind of unit of which one form alone has such codes."""
        codes = {row.code for row in table.rows}
        if above and self._fits(above[-1].form, table):
            own = self._codes(above[-1].form)
            if codes and not codes & before and all(match(code, own) for code in codes):
                return above[-1].form
        if not self.kind:
            return None
        found = [
            name
            for name, form in self.directive.forms.items()
            if form.unit == self.kind and self._fits(name, table) and codes & self._codes(name)
        ]
        return found[0] if len(found) == 1 else None

    def _codes(self, name: str) -> set[str]:
        form = self.directive.forms[name]
        return {row.code for row in form.rows} or {field.code for field in form.by_id.values()}

    # what is nearly one

    def nearly(self, known: Collection[str]) -> Iterator[Problem]:
        """Headers that are misspelt, and forms whose title is: they are not read, and what they may be is proposed. `known`
        are sheets that something else has been read from."""
        lowest: dict[str, tuple[int, int]] = {}
        for misspelt in self.statement.misspelt:
            if misspelt.sheet.name not in known and _anything_below(misspelt.sheet, misspelt.header_row, lowest):
                yield self._misspelt(misspelt)
        for number, table in enumerate(self.strangers):
            if table.sheet.name not in known and _anything_below(table.sheet, table.header_row, lowest):
                near = self._near_title(table) if number < _TITLES_TRIED else None
                ours = isinstance(table, Figures) and any(
                    {row.code for row in table.rows} & self._codes(form) for form in self.directive.forms
                )
                if near or ours:
                    place = Place(self.file, table.sheet.name, table.sheet.address(table.header_row, 1))
                    yield Problem("unknown_sheet", place, table.sheet.name, {"guess": guess(near)})

    def _misspelt(self, one: Misspelt) -> Problem:
        cell, word = one.cells[0]
        places = tuple(Place(self.file, one.sheet.name, other.address) for other, _ in one.cells[1:])
        place = Place(self.file, one.sheet.name, cell.address)
        return Problem("misspelt_header", place, str(cell.value), {"guess": guess(word), "word": word}, places)

    def _near_title(self, table: Figures | Listing) -> str | None:
        titles = [form.title.vi for name, form in self.directive.forms.items() if self._fits(name, table)]
        texts = [text_of(cell) for (row, _), cell in sorted(table.sheet.cells.items()) if row < table.header_row]
        texts = [text for text in texts if len(text) >= self._shortest // 2]
        near = ((text, nearest(text, titles)) for text in texts[-_TITLES_TRIED:])
        return next((title for text, title in near if title and 2 * len(text) > len(title)), None)


def _is_identity(table: Figures | Listing) -> bool:
    """Whether a table says but who reports."""
    if not isinstance(table, Figures):
        return False
    found = False
    for row in table.rows:
        if row.cell.row > table.header_row + 1 or len(row.code) > 1:
            if row.code.upper() not in CODES_OF_UNITS:
                return False
            found = True
    return found


def _anything_below(sheet: Sheet, header: int, lowest: dict[str, tuple[int, int]]) -> bool:
    """Whether there is more than a row of texts below a header; `lowest` remembers the last rows of each sheet."""
    if sheet.name not in lowest:
        last = max((row for row, _ in sheet.cells), default=0)
        figure = max((row for (row, _), cell in sheet.cells.items() if cell.kind != "text"), default=0)
        lowest[sheet.name] = last, figure
    last, figure = lowest[sheet.name]
    return figure > header or last > header + 1
