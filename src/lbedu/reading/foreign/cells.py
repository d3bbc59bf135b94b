"""The cells of one sheet of a foreign form, by code and column, and which of their figures and zeros are said."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from lbedu.directive.directive import Directive
from lbedu.directive.foreign import ForeignSheet, ForeignSum
from lbedu.directive.model import FieldSpec, Words
from lbedu.problems import Problem
from lbedu.reading.altered_labels import narrows
from lbedu.reading.cells.faults import Fault, Read
from lbedu.reading.cells.shape import MOST
from lbedu.reading.cells.values import read_cell, shown
from lbedu.reading.foreign.recognising import Recognised
from lbedu.reading.layout import address, text_of
from lbedu.reading.records import blank_fault
from lbedu.reading.workbook import Cell
from lbedu.submission import Place
from lbedu.vietnamese import fold
from lbedu.wording import whole

At = tuple[str, tuple[str, ...]]
"""A code, and the headings over a column."""

COUNT = FieldSpec(id="count", code="1", type="count", label=Words(vi="Số liệu", en="Figure"))
"""What every figure of a foreign form is."""


class Known(NamedTuple):
    """A whole number and the cell that it stands in."""

    number: int
    place: Place
    cell: Cell
    read: Read


class Unusable(NamedTuple):
    """Something that is no count."""

    fault: Fault
    place: Place
    found: str
    """What stands in the cell, or in its note."""


class Differing(NamedTuple):
    """Two copies of a row that say different things."""

    known: Known
    other: Known


class Broken(NamedTuple):
    """A sum that does not hold: what the total says, what its parts add up to."""

    total: At
    parts: tuple[At, ...]
    found: Known
    sum: int
    open: bool
    """A part is not known: the sum is at least that."""
    by_rows: bool


Found = Known | Unusable | Differing | None


class Cells:
    """The figures of one sheet of a form, over all tables of the workbook that are this sheet or go on with it."""

    def __init__(
        self, directive: Directive, spec: ForeignSheet, tables: Iterable[Recognised], zeros_are_said: bool, file: str
    ) -> None:
        self.directive = directive
        self.spec = spec
        self.tables = tuple(tables)
        self.zeros_are_said = zeros_are_said
        self.file = file
        self._found: dict[At, Found] = {}
        self._borne_out: set[At] = set()
        self.broken: list[Broken] = []

    def rows_of(self, code: str) -> int:
        """In how many rows a code stands."""
        return sum(len(one.rows.get(code, ())) for one in self.tables)

    def twice(self, code: str) -> Problem | None:
        """The problem of a code that stands in two rows of one table."""
        for one in self.tables:
            first, *more = one.rows.get(code, [0])
            if more:
                places = [
                    Place(self.file, one.table.sheet.name, address(row, one.table.code_column))
                    for row in (first, *more)
                ]
                facts = {"code": code, "other": places[0].cell}
                return Problem("code_twice", places[1], code, facts, (places[0],))
        return None

    def said_otherwise(self, code: str) -> tuple[str, Place] | None:
        """A text beside a code, unit or label, by which the row counts thousands, a share, a part or a plan."""
        label = fold(self.spec.rows.get(code, ""))
        for one in self.tables:
            for row in one.rows.get(code, ()):
                for cell in one.table.left_of_codes(row):
                    text = text_of(cell)
                    if fold(text) != label and narrows(text):
                        return text, Place(self.file, one.table.sheet.name, cell.address)
        return None

    def at(self, at: At) -> Found:
        """What stands under a code and a column. A copy that is blank, or holds a zero that says nothing, does not count."""
        if at not in self._found:
            self._found[at] = self._look(at)
        return self._found[at]

    def _look(self, at: At) -> Found:
        code, path = at
        known: Known | None = None
        for one in self.tables:
            columns, rows = one.table.columns(path), one.rows.get(code, [])
            if len(columns) != 1 or len(rows) != 1:
                continue
            found = self._cell(one, rows[0], columns[0])
            if isinstance(found, Unusable):
                return found
            if found is None or (known is not None and found.number == known.number):
                continue
            if known is None or (not self.zeros_are_said and known.number == 0):
                known = found
            elif found.number or self.zeros_are_said:
                return Differing(found, known)
        return known

    def _cell(self, one: Recognised, row: int, column: int) -> Known | Unusable | None:
        sheet = one.table.sheet
        cell = sheet.cells.get((row, column))
        read = None if cell is None else read_cell(self.directive, COUNT, cell)
        place = Place(self.file, sheet.name, address(row, column))
        if cell is None or read is None:
            blank = blank_fault(note := sheet.notes.get((row, column), ""))
            return Unusable(blank, place, note) if blank.code != "blank" else None  # a mere blank is not said
        fault = read if isinstance(read, Fault) else _fault_of(read)
        if fault is not None:
            return Unusable(fault, place, shown(cell))
        assert isinstance(read, Read) and isinstance(read.value, int)
        return Known(read.value, place, cell, read)

    def is_said(self, at: At) -> bool:
        """Whether a figure, or a part of one, is said: a zero that came with the form is, once a sum bears it out."""
        found = self.at(at)
        return isinstance(found, Known) and (found.number != 0 or self.zeros_are_said or at in self._borne_out)

    # sums

    def add_up(self, asked: Iterable[At]) -> None:
        """Try every sum that the rule file states, in the columns and rows that are asked."""
        asked = tuple(asked)
        columns = dict.fromkeys(path for _, path in asked)
        codes = dict.fromkeys(code for code, _ in asked)
        sums: list[tuple[At, tuple[At, ...], bool]] = []
        for one in self.spec.sums:
            sums += [_across(one, code) for code in codes] if not isinstance(one.total, str) else []
            sums += [_down(one, path) for path in columns] if isinstance(one.total, str) else []
        for total, parts, by_rows in sums:
            self._check(total, parts, by_rows)
        found = -1
        while found != len(self._borne_out):
            found = len(self._borne_out)
            for total, parts, by_rows in sums:
                if by_rows:
                    self._bear_out(total, parts)

    def _check(self, total: At, parts: tuple[At, ...], by_rows: bool) -> None:
        """A total that can be no sum of its parts. A total of 0 that says nothing, and parts that are all such zeros, are not
        filled in: nothing contradicts anything there."""
        stated = self.at(total)
        figures = [self.at(part) for part in parts]
        numbers = [figure.number for figure in figures if isinstance(figure, Known)]
        if not isinstance(stated, Known) or not numbers:
            return
        if not self.zeros_are_said and (stated.number == 0 or not any(numbers)):
            return
        is_open = len(numbers) < len(figures)
        if sum(numbers) > stated.number if is_open else sum(numbers) != stated.number:
            self.broken.append(Broken(total, parts, stated, sum(numbers), is_open, by_rows))

    def _bear_out(self, total: At, parts: tuple[At, ...]) -> None:
        """The zeros among the parts of a total are meant where the others make up all of it. A total that Excel computes from
        them proves nothing."""
        stated = self.at(total)
        figures = [self.at(part) for part in parts]
        if not isinstance(stated, Known) or not self.is_said(total) or (stated.number and stated.cell.formula):
            return
        numbers = [figure.number for figure in figures if isinstance(figure, Known)]
        if len(numbers) == len(parts) and sum(numbers) == stated.number:
            self._borne_out |= set(parts)


def _down(one: ForeignSum, path: tuple[str, ...]) -> tuple[At, tuple[At, ...], bool]:
    """A sum of rows, in one column."""
    return (str(one.total), path), tuple((str(part), path) for part in one.parts), True


def _across(one: ForeignSum, code: str) -> tuple[At, tuple[At, ...], bool]:
    """A sum of columns, in one row."""
    return (code, tuple(one.total)), tuple((code, tuple(part)) for part in one.parts), False


def _fault_of(read: Read) -> Fault | None:
    """Why a number is no count."""
    if not isinstance(read.value, int):
        return Fault("not_whole")
    if read.value < 0:
        return Fault("below_min", {"limit": "0"})
    most = {"vi": whole(MOST, "vi"), "en": whole(MOST, "en")}
    return Fault("above_max", {"limit": most}) if read.value > MOST else None
