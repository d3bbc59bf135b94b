"""Tables of units, one row a unit: every row becomes a submission of its unit, or a problem that says why not."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from lbedu.directive.directive import Directive
from lbedu.problems import Problem, cell_order
from lbedu.reading.cells.values import CONTROL, shown
from lbedu.reading.headings import Meaning
from lbedu.reading.identity import Sender, sender_of
from lbedu.reading.layout import code_of, text_of
from lbedu.reading.records import At, Records, Report, both
from lbedu.reading.scaled import Scales, declares_units
from lbedu.reading.statement import Statement
from lbedu.reading.tables.checks import Entry, about_columns, missing_columns, spoiled_by_totals
from lbedu.reading.tables.finding import Finder, Table
from lbedu.reading.tables.headless import headless
from lbedu.reading.tables.rows import Row, meanings
from lbedu.reading.tables.wholes import may_be_wholes, names_of_wholes
from lbedu.reading.workbook import Cell, Limits, Sheet
from lbedu.reading.xlsx.cell import column_letters, place_of
from lbedu.reading.xlsx.refusal import too_large
from lbedu.register import Register
from lbedu.submission import Place, Reading, Submission
from lbedu.vietnamese import nfc
from lbedu.wording import harmless
from lbedu.years import answered, is_calendar, is_whole, named_in

_FILLED = frozenset({"unit", "nameless", "outside"})
_OF_UNITS = frozenset({"unit", "blank"})
_SAID = ("code", "name", "level", "type", "ward")
_A_SUM = {"vi": "dòng tính toán, không phải đơn vị", "en": "a sum, not a unit"}
_NOTHING = {"", "-", "–", "—", "x", "X", "/", ".", "0"}
"""What people write into a cell that does not concern them."""


class Tables:
    """Reads the tables of one workbook into its report."""

    def __init__(
        self,
        directive: Directive,
        register: Register,
        file: str,
        stamp: Mapping[str, str],
        report: Report,
        limits: Limits,
        scales: Scales,
    ) -> None:
        self.directive = directive
        self.register = register
        self.file = file
        self.report = report
        self.records = Records(directive, file, report)
        self.limits = limits
        self.finder = Finder(directive, register, file, stamp, report, scales)
        self._known_sections: tuple[Table | None, Mapping[int, Meaning]] = None, {}
        self.forms: set[str] = set()
        """The forms of the tables that were found."""
        self.sheets: frozenset[str] = frozenset()
        """The sheets that they stand on."""

    def read(self, sheets: Iterable[Sheet]) -> None:
        sheets = list(sheets)
        found = [table for sheet in sheets for table in self.finder.tables(sheet)]
        others = (
            self.finder.counted_otherwise
        )  # a further table of such a form may count so too, unless it declares a unit
        tables = [one for one in found if one.form not in others or declares_units(one.grid.sheet.cells.values())]
        if sum(row.kind in _OF_UNITS for table in tables for row in table.rows) > self.limits.units:
            raise too_large("units", self.limits.units)
        self.forms |= {table.form for table in tables}
        self.sheets = frozenset(table.grid.sheet.name for table in tables)
        filled = any(row.kind in _FILLED for table in tables for row in table.rows)
        if tables and not filled:
            self.report.problems.append(Problem("form_blank", Place(self.file, tables[0].grid.sheet.name)))
        read = [(table, self._units(table, self._entries(table, say=filled))) for table in tables]
        for table, entries in read:
            self.report.problems += about_columns(self.directive, table, self.file, entries)
            self.report.readings += self._readings(table, entries)
        spoiled, problems = spoiled_by_totals(self.directive, self.file, read)
        self.report.problems += [*problems, *missing_columns(self.directive, self.file, read)]
        if tables:
            headed = self.sheets | {header.grid.sheet.name for header in self.finder.unknown}
            self._headless(tables[0].words.kind, [sheet for sheet in sheets if sheet.name not in headed])
        for table, entries in read:
            self._submit(table, [spoiled.get((id(table), entry.row.numbers[0]), entry) for entry in entries])

    def _submit(self, table: Table, entries: Iterable[Entry]) -> None:
        title = both(self.directive.forms[table.form].title)
        for entry in entries:
            if entry.record is not None:
                unit, year = entry.record.unit, self.directive.year
                self.report.submissions.append(
                    Submission(
                        unit, year, self.file, table.form, title, (entry.record,), False, entry.where, entry.typed, True
                    )
                )

    def _headless(self, kind: str, sheets: Iterable[Sheet]) -> None:
        """Rows of units where no header says what their figures are."""
        is_sure = self.finder.unit_names(kind).is_sure
        for sheet in sheets:
            for cell in headless(sheet, is_sure):
                self._outside(Place(self.file, sheet.name, sheet.address(cell.row, cell.column)), text_of(cell), kind)

    def _outside(self, place: Place, name: str, kind: str) -> None:
        self.report.refused += 1
        levels = ", ".join(self.directive.file.units[kind].levels)
        facts = {"levels": f" ({levels})" if levels else ""}
        self.report.problems.append(Problem("row_outside", place, name, facts))

    # rows

    def _entries(self, table: Table, say: bool) -> list[Entry]:
        """The rows of units and what became of each; `say` that rows are blank, unless all is."""
        entries: list[Entry] = []
        nameless: list[int] = []
        for row in table.rows:
            match row.kind:
                case "unit":
                    entries.append(self._unit(table, row))
                case "blank":
                    entries.append(self._blank(table, row, say))
                case "nameless":
                    nameless += row.numbers
                    entries.append(Entry(row))
                    self.report.refused += 1
                case "outside":
                    self._outside(self._place(table, row.numbers[0], table.name), row.text, table.words.kind)
                case "total" | "section" | "derived":
                    pass
        for first, last in _runs(nameless):
            ends = dict.fromkeys(table.grid.sheet.address(row, table.name) for row in (first, last))
            place = Place(self.file, table.grid.sheet.name, ":".join(ends))
            self.report.problems.append(Problem("row_without_name", place))
        return entries

    def _units(self, table: Table, entries: list[Entry]) -> list[Entry]:
        """Without the rows that may as well be all units together: which of the two, nobody knows."""
        names = names_of_wholes(self.directive, self.register, table.words.kind)
        wholes = may_be_wholes(names, entries, self.directive.forms[table.form].by_id)
        for entry in wholes:
            self.report.refused += 1
            place = self._place(table, entry.row.numbers[0], table.name)
            noun = table.words.spec.noun
            facts = {"unit": {"vi": noun.vi, "en": noun.en[0] if noun.en else noun.vi}}
            self.report.problems.append(Problem("unit_or_whole", place, entry.row.text, facts))
        return [entry for entry in entries if entry not in wholes]

    def _years(self, text: str) -> list[str]:
        """The years that the row of a unit says it is of."""
        alone = answered(text)
        if is_calendar(self.directive.year) and is_whole(alone):
            return [alone]
        return list(named_in([text], False))

    def _unit(self, table: Table, row: Row) -> Entry:
        statement = self._statement(table, row)
        entry = Entry(row, statement.places, self._level(table, statement), typed=statement.typed)
        year = statement.text("year")
        if (years := self._years(year)) and self.directive.year not in years:
            problem = Problem("wrong_year", statement.said["year"][1], year, {"year": self.directive.year})
            self.report.problems.append(problem)
            self.report.refused += 1
            return entry
        sender = self._sender(table, statement)
        name = statement.said["name"][1]
        own = {at for number in row.numbers if (at := place_of(table.grid.sheet.address(number, 1)))}
        turned = bool(table.grid.sheet.turned)
        self.report.problems += [
            _in_row(problem, {at[turned] for at in own}, name, turned) for problem in sender.problems
        ]
        if sender.unit is None:
            self.report.refused += 1
            return entry
        sheet, unit = table.grid.sheet, sender.unit
        cells = self._cells(table, row, unit.level)
        spoiled = self._contested(table, row, cells)
        record = self.records.make(table.form, unit, "", unit.level, ((sheet, cells),), spoiled, self.report.problems)
        return entry._replace(level=unit.level, record=record)

    def _blank(self, table: Table, row: Row, say: bool) -> Entry:
        statement = self._statement(table, row)
        unit = self._sender(table, statement).unit
        if unit is None:
            self.report.refused += 1
        else:
            self.report.blank.append(unit)
        if say:
            place = self._place(table, row.numbers[0], table.name)
            self.report.problems.append(Problem("row_blank", place, row.text, {"name": harmless(row.text)}))
        return Entry(row, level=unit.level if unit else self._level(table, statement))

    def _sender(self, table: Table, statement: Statement) -> Sender:
        level = table.level if table.words.spec.levels else ""
        return sender_of(self.directive, self.register, statement, self.file, table.words.kind, "", level)

    def _statement(self, table: Table, row: Row) -> Statement:
        """What a row says of its unit: its own cells, and for level and type the sections it stands under."""
        said: dict[str, tuple[str, Place]] = {}
        found: dict[Place, Cell] = {}
        number = row.numbers[0]
        for key, column in (("name", table.name), *table.header.identity.items()):
            if key in (*_SAID, "year") and (column != table.name or key == "name"):
                at = table.grid.anchor(number, column)
                cell = table.grid.sheet.cells.get(at)
                text = text_of(cell)
                place = self._place(table, *at)
                found |= {place: cell} if cell is not None else {}
                said[key] = (text if CONTROL.search(text) else nfc(text or code_of(cell)), place)
        for section in row.sections:
            meaning = self._sections(table)[section]
            at = section, self._first_text(table, section)
            place = self._place(table, *at)
            cell = table.grid.sheet.cells.get(at)
            if cell is not None and cell.kind == "struck":  # whether it still holds for what is below, nobody knows
                found[place] = cell
            if meaning.level and not ("level" in said and said["level"][0]):
                said["level"] = meaning.level, place
            if meaning.type and not ("type" in said and said["type"][0]):
                said["type"] = table.words.spec.types[meaning.type].vi, place
        return Statement({}, said, at=found)

    def _sections(self, table: Table) -> Mapping[int, Meaning]:
        """What the sections of a table say, by row; found once a table."""
        if self._known_sections[0] is not table:
            self._known_sections = table, meanings(table.rows)
        return self._known_sections[1]

    def _level(self, table: Table, statement: Statement) -> str:
        """The level of a row that is not read, as far as it is known: totals of levels want to know."""
        meaning = table.words.section(statement.text("level"))
        named = self.register.level_of(table.words.kind, statement.text("name"))
        return (meaning.level if meaning else "") or named or table.level

    # cells

    def _cells(self, table: Table, row: Row, level: str) -> dict[str, tuple[At, ...]]:
        """The cells of every field that is asked of the level; what stands in cells that are not asked, is said."""
        specs = self.directive.forms[table.form].by_id
        cells: dict[str, tuple[At, ...]] = {}
        for column, fields in table.columns.fields.items():
            places = tuple((number, column) for number in row.numbers)
            asked = [field for field in fields if specs[field].asked_of(level or None)]
            if asked:
                cells[asked[0]] = places
            for at in () if asked else places:
                cell = table.grid.sheet.cells.get(at)
                if cell is not None and shown(cell).strip() not in _NOTHING:
                    words = both(table.words.spec.levels[level]) if level else ""
                    facts = {"label": both(specs[fields[0]].label), "level": words}
                    self.report.problems.append(Problem("not_asked", self._place(table, *at), shown(cell), facts))
        return cells

    def _contested(self, table: Table, row: Row, cells: Mapping[str, object]) -> dict[str, Place]:
        """Fields of columns that are not read, where something stands in them."""
        found: dict[str, Place] = {}
        for one in table.columns.contested:
            at = next(((n, one.column) for n in row.numbers if (n, one.column) in table.grid.sheet.cells), None)
            if at is not None:
                place = self._place(table, *at)
                found |= {field: place for field in one.fields if field not in cells and field not in found}
        return found

    # what was understood

    def _readings(self, table: Table, entries: Iterable[Entry]) -> Iterable[Reading]:
        specs = self.directive.forms[table.form].by_id
        for column, fields in table.columns.understood.items():
            last, spec = table.header.paths[column][-1], specs[fields[0]]
            read_as = {
                "vi": f"{spec.label.vi} (mã số {spec.code})",
                "en": f"{spec.label.get('en')} (code {spec.code})",
            }
            yield Reading(self._place(table, last.row, last.column), last.text, read_as)
        used = {section for entry in entries for section in entry.row.sections}
        heads = {row.numbers[0] for row in table.rows if row.kind == "section"}
        back = table.grid.sheet.turned
        for row in table.rows:
            if row.kind == "section" and row.numbers[0] in used:
                yield Reading(self._beginning(table, row), row.text, self._section_words(table, row))
            elif row.kind == "derived" or (row.kind == "total" and row.numbers[0] in heads - used):
                yield Reading(
                    self._beginning(table, row),
                    row.text,
                    {"vi": "dòng tính toán, không phải đơn vị", "en": "a sum, not a unit"},
                )
            elif row.kind == "unit" and len(row.numbers) > 1:
                rows = ", ".join(column_letters(back[n]) if back else str(n) for n in row.numbers)
                vi, en = ("cột", "columns") if back else ("dòng", "rows")
                read_as = {"vi": f"một đơn vị ở các {vi} {rows}", "en": f"one unit in the {en} {rows}"}
                yield Reading(self._place(table, row.numbers[0], table.name), row.text, read_as)

    def _section_words(self, table: Table, row: Row) -> Mapping[str, str]:
        spec = table.words.spec
        words = [both(spec.levels[row.meaning.level])] if row.meaning.level else []
        words += [both(spec.types[row.meaning.type])] if row.meaning.type else []
        vi, en = (", ".join(word[lang] for word in words) for lang in ("vi", "en"))
        return {"vi": f"các đơn vị bên dưới: {vi}", "en": f"the units below: {en}"}

    # places

    def _place(self, table: Table, row: int, column: int) -> Place:
        return Place(self.file, table.grid.sheet.name, table.grid.sheet.address(row, column))

    def _beginning(self, table: Table, row: Row) -> Place:
        return self._place(table, row.numbers[0], self._first_text(table, row.numbers[0]))

    def _first_text(self, table: Table, row: int) -> int:
        """The column of the first text of a row, of one that is struck out if there is any."""
        cells = [(c, cell) for c, cell in table.grid.cells(row, 1, table.header.right) if text_of(cell).strip()]
        struck = [(c, cell) for c, cell in cells if cell.kind == "struck"]
        return next((column for column, _ in (*struck, *cells)), table.name)


def _in_row(problem: Problem, own: Collection[int], name: Place, turned: bool) -> Problem:
    """A problem with a unit stands in its row, or column, also where a section or the whole table is the other half of it."""
    if cell_order(problem.place.cell)[turned] in own:
        return problem
    return problem._replace(place=name, places=(problem.place,) if problem.place.cell else ())


def _runs(numbers: list[int]) -> Iterable[tuple[int, int]]:
    """Numbers as runs of neighbours: first and last."""
    start = last = 0
    for number in numbers:
        if start and number == last + 1:
            last = number
            continue
        if start:
            yield start, last
        start = last = number
    if start:
        yield start, last
