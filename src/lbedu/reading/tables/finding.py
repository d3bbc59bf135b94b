"""Where a workbook holds tables of units, and of which form each is: by stamp, title or the very labels, or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

from lbedu.directive.directive import Directive
from lbedu.problems import Problem
from lbedu.reading.cells.faults import Fault
from lbedu.reading.cells.values import read_cell
from lbedu.reading.headings import KindWords, is_no_name
from lbedu.reading.layout import text_of
from lbedu.reading.otherwise import otherwise
from lbedu.reading.records import Report
from lbedu.reading.scaled import Scales
from lbedu.reading.tables.columns import Columns, Labels, columns_of
from lbedu.reading.tables.grid import Grid
from lbedu.reading.tables.header import Header, Names, find_headers
from lbedu.reading.tables.rows import Layout, Row, rows_of
from lbedu.reading.tables.rows import Names as UnitNames
from lbedu.reading.tables.scaled_tables import scaled
from lbedu.reading.tables.turning import Names as Across
from lbedu.reading.tables.turning import turned
from lbedu.reading.workbook import Cell, Sheet
from lbedu.register import Register
from lbedu.submission import Place, Unit
from lbedu.vietnamese import fold, strip_prefix
from lbedu.years import is_calendar, named_in

_SIDE = frozenset({"order", "code", "level", "type", "ward", "year", "note"})
_DATA = frozenset({"unit", "blank", "total", "nameless"})
_LAST_ROW = 1 << 21
_TRIED = 40
"""Headers of other tables that end one."""


class Table(NamedTuple):
    """A table of units, recognised."""

    grid: Grid
    header: Header
    form: str
    columns: Columns
    words: KindWords
    name: int
    level: str
    """What the stamp, the title or the name of the sheet says of all its units."""
    rows: tuple[Row, ...]


class _Seen(NamedTuple):
    """A header with its columns by every form that it may be of."""

    header: Header
    forms: Mapping[str, tuple[int, Columns]]
    """Form → column of the names, columns of the fields."""


class _Done:
    """How far down a sheet its tables have been read, those beside each other as one."""

    def __init__(self) -> None:
        self._top = self._end = self._before = 0

    def above(self, header: Header) -> int:
        """The last row of the tables whose header stands higher than this one."""
        return self._before if header.top == self._top else max(self._before, self._end)

    def add(self, header: Header, end: int) -> None:
        """A table that ends in this row."""
        if header.top != self._top:
            self._before, self._end, self._top = self.above(header), 0, header.top
        self._end = max(self._end, end)


class _Above:
    """The texts between the last table and a header. They are added to from header to header, as long as none is a table:
    a sheet of thousands of headers would be gathered anew for each."""

    def __init__(self, grid: Grid) -> None:
        self._grid = grid
        self._first = self._last = 0
        self.texts: list[str] = []
        self.places: list[tuple[int, int]] = []
        """Row and column of each of them."""
        self.folded: set[str] = set()

    def gather(self, first: int, last: int) -> None:
        """Look at these rows."""
        if first != self._first or last < self._last:
            self._first, self._last = first, first - 1
            self.texts, self.places, self.folded = [], [], set()
        for row in self._grid.between(self._last + 1, last):
            texts = [(text, (row, at)) for at, cell in sorted(self._grid.rows[row].items()) if (text := text_of(cell))]
            self.texts += [text for text, _ in texts]
            self.places += [place for _, place in texts]
            self.folded |= {fold(text) for text, _ in texts}
        self._last = last


class Finder:
    """Finds the tables of one workbook, sheet by sheet."""

    def __init__(
        self,
        directive: Directive,
        register: Register,
        file: str,
        stamp: Mapping[str, str],
        report: Report,
        scales: Scales,
    ) -> None:
        self.directive = directive
        self.register = register
        self.file = file
        self.report = report
        self.scales = scales
        self.counted_otherwise: set[str] = set()
        """Forms of which a table counts thousands."""
        self.stamped = stamp.get("unit", "") if stamp.get("unit") in directive.file.units else ""
        self.stamp_level = stamp.get("level", "") if self.stamped else ""
        self.unknown: list[Header] = []
        """Headers with a column of names, of tables whose form is not recognised."""
        self.unturned: list[tuple[Sheet, tuple[int, int]]] = []
        """Sheets with labels down a column and no names across, and the first label."""

    @cached_property
    def words(self) -> dict[str, KindWords]:
        return {kind: KindWords(self.directive, kind) for kind in self.directive.file.units}

    @cached_property
    def labels(self) -> dict[str, Labels]:
        return {name: Labels(self.directive, name) for name, form in self.directive.forms.items() if not form.rows}

    @cached_property
    def names(self) -> Names:
        return Names({word for words in self.words.values() for word in words.names})

    @cached_property
    def _codes(self) -> frozenset[str]:
        return frozenset(code for labels in self.labels.values() for code in labels.codes)

    def tables(self, sheet: Sheet) -> list[Table]:
        """Every table on a sheet, from the top down; where there is none, its rows may be columns."""
        strangers = len(self.unknown)
        found = list(self._tables(sheet))
        if found or sheet.turned:
            return found
        other = turned(sheet, self.labels.values(), self._over_columns)
        if other is None:
            return []
        if other.sheet is not None:
            before, self.unknown[strangers:] = self.unknown[strangers:], []
            if found := list(self._tables(other.sheet)):
                return found
            self.unknown[strangers:] = before
        if counts(cell for (row, _), cell in sheet.cells.items() if row >= other.labels[0]):
            self.unturned.append((sheet, other.labels))
        return []

    @cached_property
    def _over_columns(self) -> Across:
        names = [self.unit_names(kind) for kind in self.directive.file.units]
        return Across(
            lambda text: any(one.is_sure(text) and not is_no_name(text) for one in names),
            lambda text: any(words.section(text) is not None for words in self.words.values()),
        )

    def _tables(self, sheet: Sheet) -> Iterator[Table]:
        if not self.names.any_in(sheet):
            return
        grid = Grid(sheet)
        headers = list(find_headers(grid, self.names, self._codes))
        seen = [one for header in headers if (one := self._seen(header)) is not None]
        known = {id(one.header) for one in seen}
        strangers = [header for header in headers if id(header) not in known]
        self.unknown += strangers
        level, done, again, above = "", _Done(), set[int](), _Above(grid)
        for i, one in enumerate(seen):
            if i in again:
                continue
            above.gather(done.above(one.header) + 1, one.header.top - 1)
            form = self._recognised(one, above.folded)
            if form is None:
                self.unknown.append(one.header)
                continue
            name, columns = one.forms[form]
            words = self.words[self.directive.unit_of(form)]
            level = self._level(words, above.texts) or words.level_in([sheet.title or sheet.name]) or level
            spans = _before(self._spans(grid, seen, i, again), one.header, strangers[:_TRIED])
            rows = rows_of(
                grid, self._layout(form, one.header, name, columns), spans, words, self.unit_names(words.kind)
            )
            data = (row.numbers[-1] for row in rows if row.kind in _DATA)
            done.add(one.header, max(data, default=one.header.last))
            table = Table(grid, one.header, form, columns, words, name, level, tuple(rows))
            if not self._said_otherwise(sheet, above) and not self._scaled(table):
                yield table

    def _seen(self, header: Header) -> _Seen | None:
        forms: dict[str, tuple[int, Columns]] = {}
        for form, labels in self.labels.items():
            name = header.name_column(self.words[self.directive.unit_of(form)].names)
            if name is not None:
                apart = {column for key, column in header.identity.items() if key in _SIDE}
                columns = columns_of(header, labels, frozenset({*apart, name}))
                if columns.fields or columns.contested:
                    forms[form] = name, columns
        return _Seen(header, forms) if forms else None

    def _recognised(self, seen: _Seen, above: set[str]) -> str | None:
        """By the title above it, by labels that belong to one form and to no other, or by the stamp of the workbook: a table
        may lie beside the form that bears it, and codes alone are those of many forms."""
        titled = [form for form in seen.forms if fold(self.directive.forms[form].title.vi) in above]
        if len(titled) == 1:
            return titled[0]
        paths = seen.header.paths
        labelled = {
            form: {column for column, path in paths.items() if self.labels[form].of_path(path).fields}
            for form in seen.forms
        }
        own = {
            form: columns.difference(*(other for name, other in labelled.items() if name != form))
            for form, columns in labelled.items()
        }
        found = [form for form, columns in own.items() if columns]
        if len(found) == 1 and len(own[found[0]]) > 1:
            return found[0]
        stamped = [form for form in seen.forms if self.directive.forms[form].unit == self.stamped]
        return stamped[0] if len(stamped) == 1 and not {*found} - {*stamped} else None

    def texts(self, grid: Grid, first: int, last: int) -> list[tuple[str, str]]:
        """The texts of these rows, each with its address."""
        return [
            (text, grid.sheet.address(row, column))
            for row in grid.between(first, last)
            for column, cell in sorted(grid.rows[row].items())
            if (text := text_of(cell))
        ]

    def _level(self, words: KindWords, above: list[str]) -> str:
        if self.stamp_level in words.spec.levels and self.stamped == words.kind:
            return self.stamp_level
        return words.level_in(above)

    def _said_otherwise(self, sheet: Sheet, above: _Above) -> bool:
        """A table that says it is of other years alone, or of what is planned, is not read, whatever the user says."""
        year, number = self.directive.year, otherwise(above.texts)
        years = named_in(above.texts, is_calendar(year))
        self.report.opaque |= number is not None
        if number is None and (not years or year in years):
            return False
        other, text = next(iter(years.items()), ("", "")) if number is None else ("", above.texts[number])
        place = Place(self.file, sheet.name, sheet.address(*above.places[above.texts.index(text)]))
        code, found = ("wrong_year", other) if number is None else ("otherwise_meant", text)
        self.report.problems.append(Problem(code, place, found, {"year": year}))
        return True

    def _scaled(self, table: Table) -> bool:
        """A table that counts thousands is not read: any number of units may stand in it."""
        specs = self.directive.forms[table.form].by_id
        said = scaled(table.header, table.columns, table.rows, specs, self.scales)
        if said is not None:
            self.report.say_once(said.problem(self.file))
            self.report.opaque = True
            self.counted_otherwise.add(table.form)
        return said is not None

    def _spans(self, grid: Grid, seen: list[_Seen], at: int, again: set[int]) -> list[tuple[int, int]]:
        """The rows of a table. The same header right below a row of figures is that of a further page of it."""
        header = seen[at].header
        spans: list[tuple[int, int]] = []
        start = header.last + 1
        for i in range(at + 1, len(seen)):
            other = seen[i].header
            if other.top <= header.last or other.left > header.right or other.right < header.left:
                continue
            spans.append((start, other.top - 1))
            start = other.last + 1
            above = list(grid.between(*spans[-1]))
            if not _same(header, other) or not above or not counts(grid.rows[above[-1]].values()):
                return spans
            again.add(i)
        return [*spans, (start, _LAST_ROW)]

    def _layout(self, form: str, header: Header, name: int, columns: Columns) -> Layout:
        specs = self.directive.forms[form].by_id

        def says(column: int, cell: Cell) -> bool:
            """A number, or a text that answers the question; any text answers a question for text."""
            if cell.kind != "text":
                return True
            asked = [
                specs[field] for field in columns.fields.get(column, ()) if specs[field].type not in ("text", "name")
            ]
            return any(not isinstance(read_cell(self.directive, spec, cell), Fault | None) for spec in asked)

        of = header.identity
        figures = columns.of_figures
        right = max((*figures, name))
        return Layout(name, of.get("order"), of.get("code"), header.left, figures, right, says)

    def unit_names(self, kind: str) -> UnitNames:
        register, levels = self.register, self.directive.file.units[kind].levels

        def is_sure(name: str) -> bool:
            if register.level_of(kind, name) and register.is_a_name(kind, name):
                return True
            return any(register.is_known(Unit(kind, name, level)) for level in (*levels, ""))

        def is_other(name: str) -> bool:
            others = [one for one, spec in self.directive.file.units.items() if one != kind and not spec.levels]
            return name[:1] != "" and any(
                register.is_known(Unit(one, name)) and _names_kind(name, self.directive.file.units[one].prefixes)
                for one in others
            )

        return UnitNames(lambda name: register.is_a_name(kind, name), is_sure, is_other)


def _names_kind(name: str, prefixes: Iterable[str]) -> bool:
    """Whether a name carries the words for its kind: `Phường Bồ Đề`."""
    return strip_prefix(fold(name), prefixes) is not None


def _before(spans: list[tuple[int, int]], header: Header, strangers: Iterable[Header]) -> list[tuple[int, int]]:
    """The rows of a table as far as the header of another one that is not known and stands below it."""
    tops = [
        other.top
        for other in strangers
        if other.top > header.last
        and other.left <= header.right
        and other.right >= header.left
        and not counts(other.grid.rows[other.top].values())
    ]
    end = min(tops, default=_LAST_ROW + 1)
    return [(first, min(last, end - 1)) for first, last in spans if first < end]


def _same(one: Header, other: Header) -> bool:
    texts = [{column: [h.text for h in path] for column, path in header.paths.items()} for header in (one, other)]
    return texts[0] == texts[1]


def counts(cells: Iterable[Cell]) -> bool:
    """Whether there is a number among these cells."""
    return any(cell.kind == "number" for cell in cells)
