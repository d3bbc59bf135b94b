"""From an open workbook to submissions: recognises the forms, whose they are, and hands them to what reads them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar

from lbedu.directive.directive import Directive
from lbedu.errors import UsageError
from lbedu.problems import Problem
from lbedu.reading.cells.values import MAX_TEXT
from lbedu.reading.hidden import hidden, places_of
from lbedu.reading.identity import sender_of
from lbedu.reading.layout import Figures, holds_no_answers
from lbedu.reading.marked_text import Gathering, gathered, left_over, readings
from lbedu.reading.over_cells import over_cells
from lbedu.reading.own_records import OwnForms, anything_in
from lbedu.reading.ownership import Beside, Owned, Piece, Several, owned
from lbedu.reading.recognition import Recognition
from lbedu.reading.records import Report, both
from lbedu.reading.remarks import remarks
from lbedu.reading.scaled import Scales
from lbedu.reading.sifting import Sifting
from lbedu.reading.stamp import stamp_problems
from lbedu.reading.statement import Statement
from lbedu.reading.workbook import LIMITS, Limits, Sheet, Workbook
from lbedu.register import Register
from lbedu.submission import Place, Reading, Record, Submission, Unit

if TYPE_CHECKING:
    from lbedu.reading.foreign.reports import ForeignForms

Told = TypeVar("Told", Problem, Reading)
__all__ = ["Report", "read_report"]


def read_report(
    directive: Directive,
    register: Register,
    workbook: Workbook,
    statement: Statement,
    file: str,
    given_unit: str,
    limits: Limits = LIMITS,
) -> Report:
    """Read one workbook. A foreign form gives what it can; a form that is not recognised is a problem, never a guess.

    Raises Unreadable where it holds more units than `limits` allow."""
    report = Report()
    report.problems += remarks(workbook, file)
    reader = _Reader(directive, register, statement, file, given_unit, report, limits)
    reader.read(workbook)
    report.problems += hidden(workbook, places_of(report), file)
    report.problems += over_cells(workbook, places_of(report), file)
    report.readings += readings(workbook, file)
    report.problems = gathered(report.problems, report.marked or Gathering())
    report.marked = None  # all is told: nothing of it is kept
    forms = zip(workbook.sheets, statement.laid_out, strict=True)
    tabular = any(submission.tabular for submission in report.submissions)
    harmless = {sheet.name for sheet, tables in forms if tables or not tabular} if report.submissions else set()
    named = [place for problem in report.problems for place in (problem.place, *problem.places)]
    report.problems += list(left_over(workbook, file, named, harmless))
    report.problems = [one if len(one.found) <= MAX_TEXT else _cut(one) for one in report.problems]
    report.readings = [one if len(one.found) <= MAX_TEXT else _cut(one) for one in report.readings]
    return report


def _cut(told: Told) -> Told:
    """What is found, as far as somebody may want to see it: no answer is that long, and it may stand in every cell."""
    return told._replace(found=_beginning(told.found))


@lru_cache(4096)
def _beginning(text: str) -> str:
    return text[: MAX_TEXT - 1] + "…"


class _Reader:
    def __init__(
        self,
        directive: Directive,
        register: Register,
        statement: Statement,
        file: str,
        given: str,
        report: Report,
        limits: Limits,
    ) -> None:
        self.directive = directive
        self.register = register
        self.statement = statement
        self.file = file
        self.given = given
        self.report = report
        self.limits = limits
        self.unheard = 0
        """Units of forms that gave nothing."""
        self.left_out: list[Problem] = []
        """Tables that are not recognised, beside what is."""
        self.of_tables: set[str] = set()
        """Forms that were found as tables of units."""

    def read(self, workbook: Workbook) -> None:
        self.sheets = workbook.sheets
        self.scales = Scales(self.directive, workbook.sheets)
        self.report.problems += stamp_problems(self.directive, self.statement.stamp, self.file)
        recognition = Recognition(self.directive, self.statement, self.file)
        found = recognition.pieces()
        used = {piece.at[0] for piece in found} | {at[0] for at, _ in self.statement.identities}
        self.sifting = Sifting(self.directive, self.statement, workbook.sheets, self.scales, self.file, self.report)
        pieces = self.sifting.usable(found)
        self.unheard += bool(found and not pieces)
        others = [
            sheet
            for number, sheet in enumerate(workbook.sheets)
            if number not in used and sheet.cells and not holds_no_answers(sheet)
        ]
        unknown = list(self._tables(others, {} if pieces else self.statement.stamp))
        if self.of_tables and self.given and not pieces:
            raise UsageError(f"--unit {self.given}: {self.file} is a table of units")
        foreign = self._foreign(others)
        nearly = list(recognition.nearly(self.tables_on | (foreign.names if foreign else set())))
        if pieces or self.of_tables:
            if foreign is not None:
                self.left_out = [problem for problem in self.left_out if not foreign.holds(problem.place)]
            self.left_out += nearly
            self.report.problems += self.left_out
            self.report.refused += len({problem.place for problem in self.left_out})
            self.report.opaque |= bool(self.left_out)
        elif foreign is None or not foreign.forms:
            if not found and not self.report.opaque and not (foreign and foreign.refused):
                self._nothing(nearly, foreign.near if foreign else None, unknown)
            self.report.refused += self.unheard
            return
        owners = self._owned(pieces)
        for one in owners:
            self._own_form(one, alone=len(owners) == 1)
        if foreign is not None:
            kinds = frozenset(self.directive.unit_of(piece.form) for piece in pieces)
            beside = Beside(kinds, len(owners), pieces[0].table.sheet.name) if pieces else None
            self.unheard += foreign.submit(self.statement, self.given, beside, self.report)
        self.report.refused += self.unheard

    def _nothing(self, nearly: list[Problem], near: Problem | None, unknown: list[Problem]) -> None:
        """Nothing is recognised: what it may be."""
        sure = [problem for problem in nearly if problem.facts["guess"]]
        near_foreign = [near] if near is not None else []
        nothing = Problem("unknown_form", Place(self.file), "", {"near": ""})
        scaled = [one.problem(self.file) for sheet in self.sheets for one in self.scales.of(sheet.name)][:1]
        self.report.problems += sure or near_foreign or (unknown and scaled) or unknown or [nothing]

    # whose it is

    def _owned(self, pieces: Sequence[Piece]) -> list[Owned]:
        if not pieces:
            return []
        kinds = {piece.form: self.directive.unit_of(piece.form) for piece in pieces}
        names = [tables[0].sheet.name if tables else "" for tables in self.statement.laid_out]
        found = owned(self.statement.identities, pieces, kinds, names)
        if isinstance(found, Several):
            self._several(found)
            return []
        if len(found) > 1 and self.given:
            raise UsageError(f"--unit {self.given}: {self.file} holds the reports of several units")
        return found

    def _several(self, found: Several) -> None:
        places = [place._replace(file=self.file) for place in found.places]
        facts = {"other": places[0].address}
        self.report.problems.append(Problem("several_units", places[1], "", facts, (places[0],)))
        self.unheard += found.number

    def _own_form(self, own: Owned, alone: bool) -> None:
        """The forms of one unit. What a unit lacks, is asked of it alone; the others go on."""
        kind = self.directive.unit_of(own.pieces[0].form)
        first = own.pieces[0].table
        filled = any(anything_in(piece.table) for piece in own.pieces)
        if not filled:
            self.report.problems.append(Problem("form_blank", Place(self.file, first.sheet.name)))
        if alone and not filled:
            self.unheard += 1
            return
        statement = self.statement if alone else self.statement._replace(said=own.said)
        unit = self._sender(statement, kind, self.statement.stamp.get("level", "") if alone else "")
        if unit is None:
            self.unheard += 1
        elif not filled:
            self.report.blank.append(unit)
        else:
            self._forms(kind, unit, own.pieces, statement)

    def _sender(self, statement: Statement, kind: str, level: str) -> Unit | None:
        year = statement.year
        if year and year != self.directive.year and statement is not self.statement:
            place = statement.said["year"][1]
            self.report.problems.append(Problem("wrong_year", place, year, {"year": self.directive.year}))
            return None
        sender = sender_of(self.directive, self.register, statement, self.file, kind, self.given, level)
        self.report.problems += sender.problems
        return sender.unit

    # forms of one unit

    def _forms(self, kind: str, unit: Unit, pieces: Sequence[Piece], statement: Statement) -> None:
        by_form: dict[str, list[Piece]] = {}
        for piece in pieces:
            by_form.setdefault(piece.form, []).append(piece)
        reading = OwnForms(self.directive, self.file, self.report)
        blanks: list[Problem] = []
        filled = {}
        for form, own in by_form.items():
            reading.say_headings(own)
            filled[form] = tuple(reading.read(form, own, unit, blanks))
        for name, form_ in self.directive.forms.items():
            if (
                form_.unit == kind
                and name not in by_form.keys() | self.of_tables | self.sifting.counted_otherwise.keys()
            ):
                title = {"title": both(form_.title)}
                self.report.problems.append(Problem("sheet_missing", Place(self.file), "", title))
        self.report.problems += blanks
        for form, records in filled.items():
            self._submit(unit, form, both(self.directive.forms[form].title), records, statement)

    def _submit(
        self, unit: Unit, form: str, title: Mapping[str, str], records: tuple[Record, ...], statement: Statement
    ) -> None:
        year, where = self.directive.year, statement.places
        self.report.submissions.append(
            Submission(unit, year, self.file, form, title, records, False, where, statement.typed)
        )

    # what else there is

    def _tables(self, sheets: list[Sheet], stamp: Mapping[str, str]) -> Iterable[Problem]:
        """Read the tables of units, and give what could be said of those that are nearly one. An ordinary form does not load
        what reads them. The stamp of a form is not one of the tables beside it."""
        self.tables_on: frozenset[str] = frozenset()
        if not sheets:
            return ()
        from lbedu.reading.tables.proposals import left_out, not_recognised
        from lbedu.reading.tables.submissions import Tables

        tables = Tables(self.directive, self.register, self.file, stamp, self.report, self.limits, self.scales)
        tables.read(sheets)
        headed = {
            table.sheet.name for found in self.statement.laid_out for table in found if isinstance(table, Figures)
        }
        headed |= {misspelt.sheet.name for misspelt in self.statement.misspelt}
        tables.finder.unturned = [one for one in tables.finder.unturned if one[0].name not in headed]
        self.of_tables = tables.forms
        self.tables_on = tables.sheets
        self.left_out = list(left_out(tables.finder))
        return not_recognised(tables.finder)

    def _foreign(self, others: list[Sheet]) -> ForeignForms | None:
        """The forms of others, on the sheets that hold nothing of ours. An ordinary form does not load what reads them."""
        sheets = [sheet for sheet in others if sheet.name not in self.tables_on]
        if not sheets:
            return None
        from lbedu.reading.foreign.reports import ForeignForms

        return ForeignForms(self.directive, self.register, sheets, self.file, self.scales, self.report)
