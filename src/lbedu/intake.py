"""Reads workbooks one after the other and keeps what they say, never the workbooks: reports, and who must report."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from lbedu.directive.directive import Directive
from lbedu.directive.load import find_rule_file, known_years, load_directive
from lbedu.errors import UsageError
from lbedu.finding import is_text_register, shown
from lbedu.options import Options
from lbedu.own_form import OUTPUTS
from lbedu.problem_catalogue.words import FILE_KINDS
from lbedu.problems import Problem
from lbedu.reading.identity import Statement, statement_of
from lbedu.reading.layout import stamp_of
from lbedu.reading.reader import Report, read_report
from lbedu.reading.unit_lines import TEXT_SUFFIXES, Lines, is_register, lines_of_text, lines_of_workbook
from lbedu.reading.unit_list import unit_list
from lbedu.reading.workbook import Unreadable, Workbook, open_workbook
from lbedu.reading.xlsx.sniffing import read_file
from lbedu.reading.xlsx.typefaces import is_odd
from lbedu.register import Register, UnitList
from lbedu.scorecard import Skipped
from lbedu.submission import Place, Reading, Submission
from lbedu.wording import harmless, whole

_MEBIBYTE = 1024 * 1024


class Intake:
    """Reads workbooks one after the other and keeps what they say, never the workbooks themselves.

    A workbook is read by the rule file of the year that it names; which year is judged, all of them decide."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self._convert = options.legacy_encoding == "convert"
        self.problems: list[Problem] = []
        self.readings: list[Reading] = []
        self.submissions: list[Submission] = []
        self.skipped: list[Skipped] = []
        self._lists: list[Lines] = []
        self._no_register = False
        """A register was given or found, and cannot be used."""
        self._years: dict[str | None, tuple[Directive, Register]] = {}
        self._fixed = options.year is not None or (options.targets is not None and options.targets.is_file())
        self._known = known_years(options.targets)
        self._read: list[tuple[str, str, Place, Report]] = []
        """Name, year and the place of the year of every workbook that was read."""
        self._taken: set[str] = set()
        self._unheard = 0
        self._later: list[tuple[Path, str]] = []
        """Workbooks that name no year that there is a rule file for: read once the year is chosen."""

    def year(self, year: str | None) -> tuple[Directive, Register]:
        """A year's directive and register, loaded once."""
        if year not in self._years:
            directive = load_directive(find_rule_file(year, self.options.targets))
            self._years[year] = directive, Register(directive)
        return self._years[year]

    def take(self, path: Path, name: str, named: bool = True) -> None:
        """Read one workbook, or put it off until the year is chosen. A register is kept apart; a summary of ours that was not
        named but lies among the reports is none of them."""
        if is_text_register(path):
            self._lists.append(lines_of(path, name, self._convert))
            return
        book = _open(path, name, self._convert)
        if not named and not isinstance(book, Problem) and stamp_of(book).get("lbedu") in OUTPUTS:
            self.skipped.append(Skipped(name, "own_output"))
            return
        if not isinstance(book, Problem) and is_register(book):
            self._lists.append(lines_of_workbook(book, name))
            return
        self._taken.add(name)
        if isinstance(book, Problem):
            self.problems.append(book)
            return
        statement = statement_of(book, name)
        if self._fixed:
            self._add(book, statement, name, self.options.year)
        elif statement.year in self._known:
            self._add(book, statement, name, statement.year)
        else:
            self._later.append((path, name))

    def finish(self) -> tuple[Directive, Register]:
        """Choose the year, read what was put off, and leave out what is of another year."""
        chosen = self.options.year if self._fixed else self._commonest()
        directive, register = self.year(chosen)
        for path, name in self._later:
            book = _open(path, name, self._convert)
            if isinstance(book, Problem):
                self.problems.append(book)
            else:
                self._add(book, statement_of(book, name), name, chosen)
        for _, year, place, report in self._read:
            if year != directive.year:
                self.problems.append(Problem("wrong_year", place, year, {"year": directive.year}))
                continue
            self.problems += report.problems
            self.readings += report.readings
            self.submissions += report.submissions
        listed = self._listed(directive)
        register = Register(directive, listed) if listed is not None else register
        self._count_unheard(register, [report for _, year, _, report in self._read if year == directive.year])
        return directive, register

    def _listed(self, directive: Directive) -> UnitList | None:
        """The register of the year: the one that the user names, else the one that was found. Raises UsageError for two."""
        given = self.options.register
        if given is not None:
            name = shown(given)
            if not os.path.exists(given):
                raise UsageError(f"--register {name}: no such file")
            self.skipped += [Skipped(lines.file, "other_register") for lines in self._lists if lines.file != name]
            lines = lines_of(given, name, self._convert)
        else:
            fitting = [lines for lines in self._lists if lines.year in ("", directive.year)]
            for lines in self._lists:
                if lines not in fitting:
                    facts = {"year": directive.year}
                    self.problems.append(Problem("wrong_year", lines.place, lines.year, facts))
            if len(fitting) > 1:
                names = " and ".join(lines.file for lines in fitting[:2])
                raise UsageError(f"two registers, {names}: say which with --register")
            if not fitting:
                return None
            lines = fitting[0]
        if lines.year not in ("", directive.year):
            self.problems.append(Problem("wrong_year", lines.place, lines.year, {"year": directive.year}))
            self._no_register = True
            return None
        found = unit_list(directive, lines)
        self.problems += found.problems
        self.readings += lines.readings
        if not found.lines:
            self._no_register = True
            return None
        return found

    @property
    def rejected(self) -> int:
        """How many workbooks and rows of tables gave nothing: each may be that of a unit that nobody else speaks for. So may
        a register that cannot be used name units that have not reported."""
        gave = {submission.file for submission in self.submissions}
        return len(self._taken - gave) + self._unheard + self._no_register

    def _count_unheard(self, register: Register, reports: list[Report]) -> None:
        """Rows of tables that are nobody's, and units whose row is blank and that say nothing elsewhere."""
        heard = {register.key(submission.unit) for submission in self.submissions}
        blank = {register.key(register.known(unit)) for report in reports for unit in report.blank}
        self._unheard = sum(report.refused for report in reports) + len(blank - heard)

    def _add(self, book: Workbook, statement: Statement, name: str, year: str | None) -> None:
        directive, register = self.year(year)
        report = _read(directive, register, book, statement, name, self.options)
        self._read.append((name, directive.year, _year_place(statement, name), report))

    def _commonest(self) -> str | None:
        """The year that most workbooks name; of no year at all the latest there is. Raises UsageError where two are even."""
        counts = Counter(year for _, year, _, _ in self._read).most_common(2)
        named = {lines.year for lines in self._lists} & set(self._known)
        if not counts and len(named) == 1:
            return named.pop()
        if not counts:
            return self._known[-1] if self._known else None
        if len(counts) > 1 and counts[0][1] == counts[1][1]:
            raise UsageError(f"as many workbooks of {counts[0][0]} as of {counts[1][0]}: say which with --year")
        return counts[0][0]


def _year_place(statement: Statement, name: str) -> Place:
    return statement.said["year"][1] if statement.text("year") else Place(name)


def _read(
    directive: Directive, register: Register, book: Workbook, statement: Statement, name: str, options: Options
) -> Report:
    """One workbook by one rule file. A form of last year does not become this year's by its title: its stamp counts too."""
    place = _year_place(statement, name)
    for year in (statement.year, statement.stamp.get("year", "")):
        if year and year != directive.year:
            report = Report()
            report.problems.append(Problem("wrong_year", place, year, {"year": directive.year}))
            return report
    report = read_report(directive, register, book, statement, name, options.unit)
    if not statement.year and not options.year and report.submissions:
        report.submissions.clear()
        report.problems.append(Problem("year_missing", place))
    return report


# opening files


def _open(path: Path, name: str, convert: bool) -> Workbook | Problem:
    """Open one workbook; whatever is wrong with it, is a problem of that file alone."""
    try:
        book = open_workbook(path)
    except Unreadable as error:
        return _refused(error, name)
    if book.odd_texts:
        from lbedu.reading.legacy_text import decoded

        return decoded(book, convert)
    return book


def _refused(error: Unreadable, name: str) -> Problem:
    facts: dict[str, str | Mapping[str, str]] = {
        fact: _size(value) if fact == "limit" else FILE_KINDS.get(str(value), harmless(str(value)))
        for fact, value in error.args_.items()
    }
    place = Place(name, error.sheet or "", error.cell or "")
    return Problem(error.code, place, "", {"detail": "", "part": "", "kind": "", "limit": "", **facts})


def lines_of(path: Path, name: str, convert: bool) -> Lines:
    """What a register says, whatever it is written in. It is a register by the user's word, or by its own."""
    if path.suffix.lower() not in TEXT_SUFFIXES:
        book = _open(path, name, convert)
        return Lines(name, problems=(book,)) if isinstance(book, Problem) else lines_of_workbook(book, name)
    try:
        data = read_file(path)
        lines = lines_of_text(data, name)
        if is_odd(data):
            from lbedu.reading.legacy_text import decoded_lines

            return decoded_lines(lines, convert)
        return lines
    except Unreadable as error:
        return Lines(name, problems=(_refused(error, name),))


def _size(limit: str | int) -> str | Mapping[str, str]:
    if isinstance(limit, int) and limit >= _MEBIBYTE:
        return f"{limit // _MEBIBYTE} MiB"
    return {"vi": whole(limit, "vi"), "en": whole(limit, "en")} if isinstance(limit, int) else limit
