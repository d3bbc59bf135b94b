"""One file, and what it says: a value that depends on that file and the options alone, wherever it is read."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Literal, NamedTuple

from lbedu.directive.directive import Directive
from lbedu.directive.load import find_rule_file, known_years, load_directive
from lbedu.finding import is_text_register
from lbedu.intake.opening import guarded, lines_of, open_decoded
from lbedu.options import Options
from lbedu.own_form import OUTPUTS
from lbedu.problems import Problem
from lbedu.reading.layout import stamp_of
from lbedu.reading.marked_copy import as_report, is_untouched, marked, report_in
from lbedu.reading.reader import Report, read_report
from lbedu.reading.statement import Statement, statement_of
from lbedu.reading.unit_lines import Lines, is_register, lines_of_workbook
from lbedu.reading.workbook import Workbook
from lbedu.register import Register
from lbedu.submission import Place
from lbedu.years import is_calendar


class Task(NamedTuple):
    """A file to be read."""

    name: str
    """The name that it is shown by."""
    path: str
    named: bool = True
    """It was named by itself, not found in a folder."""
    again: bool = False
    """It was put off, and the year is chosen now."""
    year: str | None = None
    """The year that was chosen; None: the only rule file there is."""


Kind = Literal["report", "register", "output", "later", "unread"]


class Heard(NamedTuple):
    """What one file says."""

    kind: Kind
    """A report; a register; an output of ours, passed over; one that is to be read again once the year is chosen; nothing
    that could be read."""
    digest: str = ""
    """The SHA-256 of the bytes that were read; empty where there were none."""
    problems: tuple[Problem, ...] = ()
    """What is wrong with the file, beside what its report says."""
    year: str = ""
    """The year whose rule file it was read by."""
    place: Place = Place("")
    """Where it says its year."""
    report: Report | None = None
    lines: Lines | None = None
    """What a register says."""


Hearing = Callable[[Iterable[Task]], Iterable[tuple[Task, Heard]]]
"""A way to read files: whichever order they are read in, each comes with what it says."""


class Reader:
    """Reads files one by one, each by the rule file of the year that it names. Loads a rule file once."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self._convert = options.legacy_encoding == "convert"
        self._years: dict[str | None, tuple[Directive, Register]] = {}
        self.fixed = options.year is not None or (options.targets is not None and os.path.isfile(options.targets))
        """The year is not for the workbooks to say."""
        self.known = known_years(options.targets)
        self._digest = ""
        self._problems: list[Problem] = []
        self._last: tuple[str, Workbook, Statement] | None = None
        """The workbook that was put off last, kept open until another one is opened: it need not be read twice."""

    def year(self, year: str | None) -> tuple[Directive, Register]:
        """A year's directive and what it says of the units, loaded once."""
        if year not in self._years:
            directive = load_directive(find_rule_file(year, self.options.targets))
            self._years[year] = directive, Register(directive)
        return self._years[year]

    @cached_property
    def calendar(self) -> frozenset[str]:
        """The calendar years that a heading can mean."""
        known = {self.year(self.options.year)[0].year} if self.fixed else set(self.known)
        return frozenset(year for year in known if is_calendar(year))

    def hear(self, task: Task) -> Heard:
        """What a file says. Raises only what ends the run."""
        self._digest, self._problems = "", []
        read = self._second if task.again else self._first
        heard = guarded(task.name, lambda: read(task))
        if isinstance(heard, Problem):
            self._problems.append(heard)
            heard = Heard("unread")
        return heard._replace(digest=self._digest, problems=tuple(self._problems))

    def _seen(self, data: bytes) -> None:
        """Hashes the very bytes that are read: a file that changes meanwhile has the hash of what was judged."""
        self._digest = sha256(data).hexdigest()

    def _first(self, task: Task) -> Heard:
        """Open a workbook, tell what it is, and read it where its year is known. Raises Unreadable."""
        path, name, limits = Path(task.path), task.name, self.options.limits
        self._last = None
        if is_text_register(path, limits):
            return Heard("register", lines=lines_of(path, name, self._convert, limits, self._seen))
        book = open_decoded(path, self._convert, limits, self._seen)
        mark = marked(book)
        stamp = stamp_of(book).get("lbedu")
        if not task.named and (stamp in OUTPUTS or (mark is not None and is_untouched(book, mark))):
            return Heard("output")
        if mark is not None:
            book = report_in(book, mark)
            self._problems.append(Problem("marked_copy", Place(name)))
        if is_register(book):
            lines = guarded(name, lambda: lines_of_workbook(book, name, limits))
            return Heard("register", lines=Lines(name, problems=(lines,)) if isinstance(lines, Problem) else lines)
        statement = statement_of(book, name, self.calendar)
        if not self.fixed and statement.year not in self.known:
            self._last = name, book, statement
            return Heard("later")
        return self._report(book, statement, name, self.options.year if self.fixed else statement.year)

    def _second(self, task: Task) -> Heard:
        """Read a workbook that was put off until the year was chosen. Raises Unreadable."""
        if self._last is not None and self._last[0] == task.name:
            _, book, statement = self._last
        else:
            book = as_report(open_decoded(Path(task.path), self._convert, self.options.limits, self._seen))
            statement = statement_of(book, task.name, self.calendar)
        self._last = None
        return self._report(book, statement, task.name, task.year)

    def _report(self, book: Workbook, statement: Statement, name: str, year: str | None) -> Heard:
        directive, register = self.year(year)
        report = _read(directive, register, book, statement, name, self.options)
        return Heard("report", year=directive.year, place=_year_place(statement, name), report=report)


def _year_place(statement: Statement, name: str) -> Place:
    return statement.said["year"][1] if statement.text("year") else Place(name)


def _read(
    directive: Directive, register: Register, book: Workbook, statement: Statement, name: str, options: Options
) -> Report:
    """One workbook by one rule file. A form of last year does not become this year's by its title: its stamp counts too."""
    place = _year_place(statement, name)
    years = (
        ("wrong_year", statement.year, place),
        ("form_of_other_year", statement.stamp.get("year", ""), Place(name)),
    )
    for code, year, at in years:
        if year and year != directive.year:
            report = Report()
            report.problems.append(Problem(code, at, year, {"year": directive.year}))
            return report
    report = read_report(directive, register, book, statement, name, options.unit, options.limits)
    if not statement.year and not options.year and report.submissions:
        report.submissions.clear()
        report.opaque = True
        report.problems.append(Problem("year_missing", place))
    return report
