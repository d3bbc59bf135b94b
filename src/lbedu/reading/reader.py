"""From an open workbook to submissions: recognises the form, reads and validates every cell, names every problem."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from lbedu.directive.directive import Directive
from lbedu.directive.model import FieldSpec, Form, Words
from lbedu.problems import Problem
from lbedu.reading.consistency import contradictions
from lbedu.reading.foreign import read_foreign
from lbedu.reading.identity import Statement, sender_of
from lbedu.reading.layout import CodedRow, Figures, Listing, address, find_tables, titles
from lbedu.reading.shape import misfits
from lbedu.reading.values import Fault, expected, read_cell, shown, understood_as
from lbedu.reading.workbook import Sheet, Workbook
from lbedu.register import Register
from lbedu.submission import Place, Reading, Record, Said, Submission, Unit
from lbedu.vietnamese import fold


class Report:
    """What one workbook gave."""

    def __init__(self) -> None:
        self.submissions: list[Submission] = []
        self.problems: list[Problem] = []
        self.readings: list[Reading] = []


class Answers:
    """The fields of one record while they are read."""

    def __init__(self) -> None:
        self.said: dict[str, Said] = {}
        self.spoiled: dict[str, Place] = {}
        self.blank: dict[str, Place] = {}
        """Fields whose cell is there and empty."""


def read_report(
    directive: Directive, register: Register, workbook: Workbook, statement: Statement, file: str, given_unit: str
) -> Report:
    """Read one workbook. A foreign form gives what it can; a form that is not recognised is a problem, never a guess."""
    report = Report()
    if workbook.has_macros:
        report.problems.append(Problem("macros", Place(file)))
    reader = _Reader(directive, register, statement, file, given_unit, report)
    reader.read(workbook)
    return report


class _Reader:
    def __init__(
        self, directive: Directive, register: Register, statement: Statement, file: str, given: str, report: Report
    ) -> None:
        self.directive = directive
        self.register = register
        self.statement = statement
        self.file = file
        self.given = given
        self.report = report
        self.doubled: dict[str, Place] = {}
        """Fields and rows whose code stands in two rows, with one of their places."""

    def read(self, workbook: Workbook) -> None:
        stamp = self.statement.stamp
        kind = stamp.get("unit", "") if stamp.get("unit") in self.directive.file.units else ""
        found: list[tuple[str, Figures | Listing]] = []
        for sheet in workbook.sheets:
            for table in find_tables(sheet):
                form = self._recognise(table, kind)
                if form is not None:
                    found.append((form, table))
        if found:
            kinds = dict.fromkeys(self.directive.unit_of(form) for form, _ in found)
            self._own_form(
                next(iter(kinds)), [(f, t) for f, t in found if self.directive.unit_of(f) == next(iter(kinds))]
            )
            return
        foreign = read_foreign(self.directive, workbook, self.file)
        if foreign is None:
            self.report.problems.append(Problem("unknown_form", Place(self.file)))
            return
        sender = sender_of(
            self.directive, self.register, self.statement, self.file, foreign.kind, self.given, foreign.level
        )
        self.report.problems += [*foreign.problems, *sender.problems]
        self.report.readings += foreign.readings
        if sender.unit is not None:
            record = Record(sender.unit, foreign.form, "", sender.unit.level, foreign.said, foreign.spoiled)
            self._submit(sender.unit, foreign.form, foreign.title, (record,), foreign=True)

    def _recognise(self, table: Figures | Listing, kind: str) -> str | None:
        """The form that a table is: by its title, else (stamped workbooks alone) by its codes; nothing else is near enough."""
        above = titles(table.sheet, table.header_row)
        candidates = {
            name: form
            for name, form in self.directive.forms.items()
            if bool(form.rows) == isinstance(table, Listing) and (not kind or form.unit == kind)
        }
        by_title = [name for name, form in candidates.items() if fold(form.title.vi) in above]
        if len(by_title) == 1:
            return by_title[0]
        if not kind:
            return None
        codes = {row.code for row in table.rows}
        by_codes = [
            name
            for name, form in candidates.items()
            if codes & ({row.code for row in form.rows} or {field.code for field in form.by_id.values()})
        ]
        return by_codes[0] if len(by_codes) == 1 else None

    def _own_form(self, kind: str, tables: list[tuple[str, Figures | Listing]]) -> None:
        stamp = self.statement.stamp
        version = str(self.directive.file.version)
        if stamp.get("version") not in (None, "", version):
            self.report.problems.append(Problem("old_form", Place(self.file), stamp["version"], {"version": version}))
        if not any(_anything_in(table) for _, table in tables):
            self.report.problems.append(Problem("form_blank", Place(self.file, tables[0][1].sheet.name)))
            return
        sender = sender_of(
            self.directive, self.register, self.statement, self.file, kind, self.given, stamp.get("level", "")
        )
        self.report.problems += sender.problems
        if sender.unit is None:
            return
        filled: list[tuple[str, tuple[Record, ...], list[Problem]]] = []
        for form, table in tables:
            blanks: list[Problem] = []
            records = tuple(self._records(form, table, sender.unit, blanks))
            filled.append((form, records, blanks))
        for name, form_ in self.directive.forms.items():
            if form_.unit == kind and name not in {form for form, _ in tables}:
                self.report.problems.append(
                    Problem("sheet_missing", Place(self.file), "", {"title": _words(form_.title)})
                )
        for form, records, blanks in filled:
            self.report.problems += blanks
            self._submit(sender.unit, form, _words(self.directive.forms[form].title), records)

    def _submit(
        self, unit: Unit, form: str, title: Mapping[str, str], records: tuple[Record, ...], foreign: bool = False
    ) -> None:
        where = self.statement.places
        self.report.submissions.append(
            Submission(unit, self.directive.year, self.file, form, title, records, foreign, where)
        )

    # cells to records

    def _records(self, name: str, table: Figures | Listing, unit: Unit, blanks: list[Problem]) -> Iterable[Record]:
        form = self.directive.forms[name]
        codes = {spec.code: field for field, spec in form.by_id.items() if spec.asked_of(unit.level or None)}
        if isinstance(table, Figures):
            rows = self._known_rows(table, codes, blanks)
            cells = {field: (row.cell.row, table.figure_column) for field, row in rows.items()}
            yield self._record(name, form, unit, "", unit.level, table.sheet, cells, blanks)
            return
        lines = {row.code: row.code for row in form.rows}
        columns = {codes[code]: column for code, column in ((_match(c, codes), n) for c, n in table.columns) if code}
        found = self._known_rows(table, lines, blanks)
        for row in form.rows:
            if row.code in found:
                at = found[row.code].cell.row
                cells = {field: (at, column) for field, column in columns.items()}
                yield self._record(name, form, unit, row.code, row.level or "", table.sheet, cells, blanks)

    def _known_rows(
        self, table: Figures | Listing, codes: Mapping[str, str], blanks: list[Problem]
    ) -> dict[str, CodedRow]:
        """Rows by what their code means. A code in two rows counts in neither; a code that is not the form's is said."""
        found: dict[str, CodedRow] = {}
        twice: set[str] = set()
        sheet = table.sheet.name
        for row in table.rows:
            code = _match(row.code, codes)
            if code is None:
                self._unknown_code(table, row)
            elif codes[code] in found:
                twice.add(codes[code])
                first = Place(self.file, sheet, found[codes[code]].cell.address)
                place = Place(self.file, sheet, row.cell.address)
                facts = {"code": code, "other": first.cell}
                self.report.problems.append(Problem("code_twice", place, row.code, facts, (first,)))
            else:
                found[codes[code]] = row
        for code, meaning in codes.items():
            if meaning not in found:
                label = self._label_of(table, meaning)
                blanks.append(Problem("row_missing", Place(self.file, sheet), "", {"code": code, "label": label}))
        self.doubled |= {meaning: Place(self.file, sheet, found[meaning].cell.address) for meaning in twice}
        return {meaning: row for meaning, row in found.items() if meaning not in twice}

    def _label_of(self, table: Figures | Listing, meaning: str) -> str | Mapping[str, str]:
        for form in self.directive.forms.values():
            if isinstance(table, Figures) and not form.rows and meaning in form.by_id:
                return _both(form.by_id[meaning])
            for row in form.rows if isinstance(table, Listing) else ():
                if row.code == meaning:
                    return {"vi": row.name.vi, "en": row.name.get("en")}
        return meaning

    def _unknown_code(self, table: Figures | Listing, row: CodedRow) -> None:
        """Said only where a figure stands beside the code: column numbers under a header and notes are no codes."""
        columns = [table.figure_column] if isinstance(table, Figures) else [column for _, column in table.columns]
        filled = any((row.cell.row, column) in table.sheet.cells for column in columns)
        if filled and len(row.code) <= 8 and row.cell.row > table.header_row + 1:
            place = Place(self.file, table.sheet.name, row.cell.address)
            self.report.problems.append(Problem("unknown_code", place, row.code))

    def _record(
        self,
        name: str,
        form: Form,
        unit: Unit,
        row: str,
        level: str,
        sheet: Sheet,
        cells: Mapping[str, tuple[int, int]],
        blanks: list[Problem],
    ) -> Record:
        answers = Answers()
        answers.spoiled |= {name: place for name, place in self.doubled.items() if name in form.by_id and not form.rows}
        for field_name, at in cells.items():
            self._cell(answers, form.by_id[field_name], sheet, at)
        for field_name, fault in list(
            misfits(self.directive, name, level, {n: s.value for n, s in answers.said.items()})
        ):
            said = answers.said.pop(field_name)
            answers.spoiled[field_name] = said.place
            cell = sheet.cells[cells[field_name]]
            self._fault(form.by_id[field_name], fault, said.place, shown(cell))
        for problem, spoils in list(contradictions(self.directive, name, answers.said)):
            self.report.problems.append(problem)
            for spoiled in spoils:
                if spoiled in answers.said:
                    answers.spoiled[spoiled] = answers.said[spoiled].place
        said_now = {name_: said for name_, said in answers.said.items() if name_ not in answers.spoiled}
        blanks += self._blanks(form, answers, said_now)
        return Record(unit, name, row, level, said_now, answers.spoiled)

    def _cell(self, answers: Answers, spec: FieldSpec, sheet: Sheet, at: tuple[int, int]) -> None:
        place = Place(self.file, sheet.name, address(*at))
        cell = sheet.cells.get(at)
        read = None if cell is None else read_cell(self.directive, spec, cell)
        if cell is None or read is None:
            answers.blank[spec.id] = place
        elif isinstance(read, Fault):
            answers.spoiled[spec.id] = place
            self._fault(spec, read, place, shown(cell))
        else:
            answers.said[spec.id] = Said(read.value, place)
            if read.understood:
                read_as = understood_as(self.directive, spec, read.value)
                self.report.readings.append(Reading(place, shown(cell), read_as, cell.kind == "text"))

    def _fault(self, spec: FieldSpec, fault: Fault, place: Place, found: str) -> None:
        facts = {"label": _both(spec), "expected": expected(self.directive, spec), **fault.facts}
        self.report.problems.append(Problem(fault.code, place, found, facts))

    def _blanks(self, form: Form, answers: Answers, said: Mapping[str, Said]) -> Iterable[Problem]:
        """Blank cells of fields that are asked."""
        for name, place in answers.blank.items():
            spec = form.by_id[name]
            condition = said.get(spec.asked_when or "")
            asked = spec.asked_when is None or (condition is not None and condition.value is True)
            if asked and not spec.optional:
                facts = {"label": _both(spec), "expected": expected(self.directive, spec)}
                yield Problem("blank", place, "", facts)


def _anything_in(table: Figures | Listing) -> bool:
    """Whether a form or list holds any figure at all; letters and numbers of columns under the header are none."""
    columns = [table.figure_column] if isinstance(table, Figures) else [column for _, column in table.columns]
    rows = [row.cell.row for row in table.rows if row.cell.row > table.header_row + 1]
    return any((row, column) in table.sheet.cells for row in rows for column in columns)


def _words(words: Words) -> Mapping[str, str]:
    return {"vi": words.vi, "en": words.get("en")}


def _both(spec: FieldSpec) -> Mapping[str, str]:
    return {"vi": spec.label.vi, "en": spec.label.get("en")}


def _match(code: str, known: Mapping[str, str]) -> str | None:
    """A code as the form writes it; Excel may have made a number of it and dropped its zeros."""
    if code in known:
        return code
    found = [one for one in known if code.isdigit() and one.lstrip("0") == code]
    return found[0] if len(found) == 1 else None
