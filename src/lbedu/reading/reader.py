"""From an open workbook to submissions: recognises the form, reads and validates every cell, names every problem."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from lbedu.directive.directive import Directive
from lbedu.errors import UsageError
from lbedu.own_form import OWN_SHEETS
from lbedu.problems import Problem
from lbedu.reading.identity import Statement, sender_of
from lbedu.reading.layout import CodedRow, Figures, Listing, titles
from lbedu.reading.marked_text import left_over, readings
from lbedu.reading.records import Records, Report, both, match
from lbedu.reading.remarks import remarks
from lbedu.reading.workbook import Sheet, Workbook
from lbedu.register import Register
from lbedu.submission import Place, Record, Submission, Unit
from lbedu.vietnamese import fold

__all__ = ["Report", "read_report"]


def read_report(
    directive: Directive, register: Register, workbook: Workbook, statement: Statement, file: str, given_unit: str
) -> Report:
    """Read one workbook. A foreign form gives what it can; a form that is not recognised is a problem, never a guess."""
    report = Report()
    report.problems += remarks(workbook, file)
    reader = _Reader(directive, register, statement, file, given_unit, report)
    reader.read(workbook)
    report.readings += readings(workbook, file)
    forms = zip(workbook.sheets, statement.laid_out, strict=True)
    tabular = any(submission.tabular for submission in report.submissions)
    harmless = {sheet.name for sheet, tables in forms if tables or not tabular} if report.submissions else set()
    report.problems += list(left_over(workbook, file, [problem.place for problem in report.problems], harmless))
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
        self.records = Records(directive, file, report)
        self.left_out: list[Problem] = []
        """Tables that are not recognised, beside what is."""
        self.of_tables: set[str] = set()
        """Forms that were found as tables of units."""
        self.doubled: dict[str, Place] = {}
        """Fields and rows whose code stands in two rows, with one of their places."""

    def read(self, workbook: Workbook) -> None:
        stamp = self.statement.stamp
        kind = stamp.get("unit", "") if stamp.get("unit") in self.directive.file.units else ""
        found: list[tuple[str, Figures | Listing]] = []
        others: list[Sheet] = []
        for sheet, tables in zip(workbook.sheets, self.statement.laid_out, strict=True):
            found += [(form, table) for table in tables if (form := self._recognise(table, kind)) is not None]
            others += [sheet] if not tables and sheet.cells and sheet.name not in OWN_SHEETS else []
        unknown = self._tables(others)
        if self.of_tables and self.given and not found:
            raise UsageError(f"--unit {self.given}: {self.file} is a table of units")
        if found or self.of_tables:
            self._old_stamp()
            self.report.problems += self.left_out
            self.report.refused += len(self.left_out)
        if found:
            kinds = dict.fromkeys(self.directive.unit_of(form) for form, _ in found)
            self._own_form(
                next(iter(kinds)), [(f, t) for f, t in found if self.directive.unit_of(f) == next(iter(kinds))]
            )
            if others:
                self._foreign(others)
            return
        is_foreign, near = self._foreign(workbook.sheets)
        if not is_foreign and not self.of_tables:
            nothing = Problem("unknown_form", Place(self.file), "", {"near": ""})
            self.report.problems += [near] if near is not None else list(unknown) or [nothing]

    def _foreign(self, sheets: Iterable[Sheet]) -> tuple[bool, Problem | None]:
        """Read the forms of others that the rule file knows. An ordinary form does not load what reads them."""
        from lbedu.reading.foreign.reports import report_foreign

        return report_foreign(self.directive, self.register, self.statement, sheets, self.file, self.given, self.report)

    def _tables(self, sheets: list[Sheet]) -> Iterable[Problem]:
        """Read the tables of units, and give what could be said of those that are nearly one. An ordinary form does not load
        what reads them."""
        if not sheets:
            return ()
        from lbedu.reading.tables.submissions import Tables

        tables = Tables(self.directive, self.register, self.file, self.statement.stamp, self.report)
        tables.read(sheets)
        self.of_tables = tables.forms
        self.left_out = list(tables.finder.left_out())
        return tables.finder.not_recognised()

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

    def _old_stamp(self) -> None:
        stamp, version = self.statement.stamp, str(self.directive.file.version)
        if stamp.get("version") not in (None, "", version):
            self.report.problems.append(Problem("old_form", Place(self.file), stamp["version"], {"version": version}))

    def _own_form(self, kind: str, tables: list[tuple[str, Figures | Listing]]) -> None:
        stamp = self.statement.stamp
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
            if form_.unit == kind and name not in {form for form, _ in tables} | self.of_tables:
                self.report.problems.append(
                    Problem("sheet_missing", Place(self.file), "", {"title": both(form_.title)})
                )
        for form, records, blanks in filled:
            self.report.problems += blanks
            self._submit(sender.unit, form, both(self.directive.forms[form].title), records)

    def _submit(self, unit: Unit, form: str, title: Mapping[str, str], records: tuple[Record, ...]) -> None:
        where = self.statement.places
        self.report.submissions.append(
            Submission(unit, self.directive.year, self.file, form, title, records, False, where, self.statement.typed)
        )

    # cells to records

    def _records(self, name: str, table: Figures | Listing, unit: Unit, blanks: list[Problem]) -> Iterable[Record]:
        form = self.directive.forms[name]
        codes = {spec.code: field for field, spec in form.by_id.items() if spec.asked_of(unit.level or None)}
        if isinstance(table, Figures):
            rows = self._known_rows(table, codes, blanks)
            cells = {field: ((row.cell.row, table.figure_column),) for field, row in rows.items()}
            doubled = {field: place for field, place in self.doubled.items() if field in form.by_id}
            yield self.records.make(name, unit, "", unit.level, table.sheet, cells, doubled, blanks)
            return
        lines = {row.code: row.code for row in form.rows}
        columns = {codes[code]: column for code, column in ((match(c, codes), n) for c, n in table.columns) if code}
        found = self._known_rows(table, lines, blanks)
        for row in form.rows:
            if row.code in found:
                at = found[row.code].cell.row
                cells = {field: ((at, column),) for field, column in columns.items()}
                yield self.records.make(name, unit, row.code, row.level or "", table.sheet, cells, {}, blanks)

    def _known_rows(
        self, table: Figures | Listing, codes: Mapping[str, str], blanks: list[Problem]
    ) -> dict[str, CodedRow]:
        """Rows by what their code means. A code in two rows counts in neither; a code that is not the form's is said."""
        found: dict[str, CodedRow] = {}
        twice: set[str] = set()
        sheet = table.sheet.name
        for row in table.rows:
            code = match(row.code, codes)
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
                return both(form.by_id[meaning].label)
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


def _anything_in(table: Figures | Listing) -> bool:
    """Whether a form or list holds any figure at all; letters and numbers of columns under the header are none."""
    columns = [table.figure_column] if isinstance(table, Figures) else [column for _, column in table.columns]
    rows = [row.cell.row for row in table.rows if row.cell.row > table.header_row + 1]
    return any((row, column) in table.sheet.cells for row in rows for column in columns)
