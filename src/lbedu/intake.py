"""Reads workbooks one after the other and keeps what they say, never the workbooks: reports, and who must report."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TypeVar

from lbedu.directive.directive import Directive
from lbedu.directive.load import find_rule_file, known_years, load_directive
from lbedu.errors import LbeduError, UsageError, whereabouts
from lbedu.finding import is_text_register, shown
from lbedu.options import Options
from lbedu.own_form import OUTPUTS
from lbedu.problem_catalogue.words import FILE_KINDS, file_cure
from lbedu.problems import Problem
from lbedu.reading.layout import stamp_of
from lbedu.reading.marked_copy import as_report, is_untouched, marked, report_in
from lbedu.reading.reader import Report, read_report
from lbedu.reading.statement import Statement, statement_of
from lbedu.reading.unit_lines import TEXT_SUFFIXES, Lines, is_register, lines_of_text, lines_of_workbook
from lbedu.reading.unit_list import unit_list
from lbedu.reading.workbook import LIMITS, Limits, Unreadable, Workbook, open_workbook
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
        self.digests: dict[str, str] = {}
        """Of the bytes that each file was read from, where that was asked for: their SHA-256."""
        self._lists: list[Lines] = []
        self._no_register = False
        """A register was given or found, and cannot be used."""
        self._years: dict[str | None, tuple[Directive, Register]] = {}
        self._fixed = options.year is not None or (options.targets is not None and os.path.isfile(options.targets))
        self._known = known_years(options.targets)
        self._read: list[tuple[str, str, Place, Report]] = []
        """Name, year and the place of the year of every workbook that was read."""
        self._taken: set[str] = set()
        self._unheard = 0
        self._accounted: set[str] = set()
        """Workbooks of which it is known how many units in them were not heard."""
        self._opaque = False
        """Something in a workbook may be of any number of units."""
        self._later: list[tuple[Path, str]] = []
        """Workbooks that name no year that there is a rule file for: read once the year is chosen."""
        self._last: tuple[str, Workbook, Statement] | None = None
        """The workbook that was put off last, kept open until another one is opened: it need not be read twice."""

    def year(self, year: str | None) -> tuple[Directive, Register]:
        """A year's directive and register, loaded once."""
        if year not in self._years:
            directive = load_directive(find_rule_file(year, self.options.targets))
            self._years[year] = directive, Register(directive)
        return self._years[year]

    def take(self, path: Path, name: str, named: bool = True) -> None:
        """Read one workbook, or put it off until the year is chosen. A register is kept apart; a summary of ours that was not
        named but lies among the reports is none of them."""
        self._last = None
        if is_text_register(path, self.options.limits):
            self._lists.append(lines_of(path, name, self._convert, self.options.limits, self._seen(name)))
            return
        problem = guarded(name, lambda: self._look_into(path, name, named))
        if problem is not None:
            self._taken.add(name)
            self.problems.append(problem)

    def _seen(self, name: str) -> Seen | None:
        """Hashes the very bytes that are read: a file that changes meanwhile has the hash of what was judged."""
        if not self.options.digests:
            return None
        from hashlib import sha256

        def keep(data: bytes) -> None:
            self.digests[name] = sha256(data).hexdigest()

        return keep

    def _look_into(self, path: Path, name: str, named: bool) -> None:
        """Open a workbook, tell what it is, and read it where its year is known. Raises Unreadable."""
        book = open_decoded(path, self._convert, self.options.limits, self._seen(name))
        mark = marked(book)
        if not named and (stamp_of(book).get("lbedu") in OUTPUTS or (mark is not None and is_untouched(book, mark))):
            self.skipped.append(Skipped(name, "own_output"))
            return
        if mark is not None:
            book = report_in(book, mark)
            self.problems.append(Problem("marked_copy", Place(name)))
        if is_register(book):
            lines = guarded(name, lambda: lines_of_workbook(book, name, self.options.limits))
            self._lists.append(lines if isinstance(lines, Lines) else Lines(name, problems=(lines,)))
            return
        self._taken.add(name)
        statement = statement_of(book, name)
        if self._fixed:
            self._add(book, statement, name, self.options.year)
        elif statement.year in self._known:
            self._add(book, statement, name, statement.year)
        else:
            self._later.append((path, name))
            self._last = name, book, statement

    def _look_again(self, path: Path, name: str, year: str | None) -> None:
        """Read a workbook that was put off until the year was chosen. Raises Unreadable."""
        if self._last is not None and self._last[0] == name:
            _, book, statement = self._last
        else:
            book = as_report(open_decoded(path, self._convert, self.options.limits, self._seen(name)))
            statement = statement_of(book, name)
        self._last = None
        self._add(book, statement, name, year)

    def finish(self) -> tuple[Directive, Register]:
        """Choose the year, read what was put off, and leave out what is of another year."""
        chosen = self.options.year if self._fixed else self._commonest()
        directive, register = self.year(chosen)
        for path, name in self._later:
            problem = guarded(name, partial(self._look_again, path, name, chosen))
            self.problems += [problem] if problem is not None else []
        for _, year, place, report in self._read:
            if year != directive.year:
                self.problems.append(Problem("wrong_year", place, year, {"year": directive.year}))
                continue
            self.problems += report.problems
            self.readings += report.readings
            self.submissions += report.submissions
        listed = self._listed(directive)
        register = Register(directive, listed) if listed is not None else register
        self._count_unheard(register, {name: report for name, year, _, report in self._read if year == directive.year})
        return directive, register

    def _listed(self, directive: Directive) -> UnitList | None:
        """The register of the year: the one that the user names, else the one that was found. Raises UsageError for two."""
        given = self.options.register
        if given is not None:
            name = self.options.names.get(shown(given), shown(given))
            if not os.path.exists(given):
                raise UsageError(f"--register {name}: no such file")
            self.skipped += [Skipped(lines.file, "other_register") for lines in self._lists if lines.file != name]
            lines = lines_of(given, name, self._convert, self.options.limits, self._seen(name))
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
        found = guarded(lines.file, lambda: unit_list(directive, lines))
        if isinstance(found, Problem):
            self.problems.append(found)
            self._no_register = True
            return None
        self.problems += [*lines.remarks, *found.problems]
        self.readings += lines.readings
        if not found.lines:
            self._no_register = True
            return None
        return found

    @property
    def rejected(self) -> int:
        """How many workbooks and rows of tables gave nothing: each may be that of a unit that nobody else speaks for. So may
        a register that cannot be used name units that have not reported."""
        return len(self._silent) + self._unheard + self._no_register

    @property
    def opaque(self) -> bool:
        """Whether what gave nothing may be of more units than it counts for: of any number, as a table that nobody can open."""
        return bool(self._silent) or self._opaque or self._no_register

    @property
    def _silent(self) -> set[str]:
        """Workbooks that gave nothing, nobody knows of how many units."""
        return self._taken - {submission.file for submission in self.submissions} - self._accounted

    def _count_unheard(self, register: Register, reports: Mapping[str, Report]) -> None:
        """Rows of tables that are nobody's, and units whose row is blank and that say nothing elsewhere."""
        heard = {register.key(submission.unit) for submission in self.submissions}
        blank = {register.key(register.known(unit)) for report in reports.values() for unit in report.blank}
        self._unheard = sum(report.refused for report in reports.values()) + len(blank - heard)
        self._accounted = {name for name, report in reports.items() if report.refused or report.blank}
        self._opaque = any(report.opaque for report in reports.values())

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


# opening files

T = TypeVar("T")


Seen = Callable[[bytes], None]
"""Is shown the bytes of a file as they are read."""


def open_decoded(path: Path, convert: bool, limits: Limits, seen: Seen | None = None) -> Workbook:
    """A workbook with its texts in old encodings marked, or converted. Raises Unreadable."""
    book = open_workbook(path, limits, seen)
    if book.odd_texts:
        from lbedu.reading.legacy_text import decoded

        return decoded(book, convert)
    return book


def guarded(name: str, work: Callable[[], T]) -> T | Problem:
    """What some work on one file gives. Whatever is wrong with the file, and whatever goes wrong with ourselves over it, is a
    problem of that file alone; only what ends a run passes. LBEDU_DEBUG shows our own mistakes in full."""
    try:
        return work()
    except Unreadable as error:
        return _refused(error, name)
    except LbeduError:
        raise
    except Exception as error:
        if os.environ.get("LBEDU_DEBUG"):
            raise
        return Problem("reader_failed", Place(name), "", {"detail": whereabouts(error)})


def _refused(error: Unreadable, name: str) -> Problem:
    facts: dict[str, str | Mapping[str, str]] = {
        fact: _size(value, str(error.args_.get("what")))
        if fact == "limit"
        else FILE_KINDS.get(str(value), harmless(str(value)))
        for fact, value in error.args_.items()
    }
    place = Place(name, error.sheet or "", error.cell or "")
    cure = file_cure(str(error.args_.get("kind")))
    return Problem(error.code, place, "", {"detail": "", "part": "", "kind": "", "limit": "", "cure": cure, **facts})


def lines_of(path: Path, name: str, convert: bool, limits: Limits = LIMITS, seen: Seen | None = None) -> Lines:
    """What a register says, whatever it is written in. It is a register by the user's word, or by its own."""

    def read() -> Lines:
        if path.suffix.lower() not in TEXT_SUFFIXES:
            return lines_of_workbook(as_report(open_decoded(path, convert, limits, seen)), name, limits)
        data = read_file(path, limits)
        if seen is not None:
            seen(data)
        lines = lines_of_text(data, name, limits)
        if is_odd(data):
            from lbedu.reading.legacy_text import decoded_lines

            return decoded_lines(lines, convert)
        return lines

    lines = guarded(name, read)
    return Lines(name, problems=(lines,)) if isinstance(lines, Problem) else lines


def _size(limit: str | int, what: str) -> str | Mapping[str, str]:
    if isinstance(limit, int) and limit >= _MEBIBYTE:
        return f"{limit // _MEBIBYTE} MiB"
    if not isinstance(limit, int):
        return limit
    of = {"vi": " đơn vị", "en": " units"} if what == "units" else {"vi": "", "en": ""}
    return {"vi": whole(limit, "vi") + of["vi"], "en": whole(limit, "en") + of["en"]}
