"""Paths in, scorecard out: finds the workbooks, reads each by itself, judges all. Prints nothing."""

from __future__ import annotations

import datetime as dt
import glob
import os
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from lbedu.directive.directive import Directive
from lbedu.directive.load import find_rule_file, known_years, load_directive
from lbedu.errors import UsageError
from lbedu.judging.judge import judge_district, judge_units
from lbedu.problem_catalogue import FILE_KINDS
from lbedu.problems import Problem, cell_order
from lbedu.reading.identity import Statement, statement_of
from lbedu.reading.reader import Report, read_report
from lbedu.reading.uniting import unite
from lbedu.reading.workbook import Unreadable, Workbook, open_workbook
from lbedu.register import Register
from lbedu.scorecard import Scorecard, Skipped, View
from lbedu.submission import Place, Reading, Submission
from lbedu.vietnamese import sort_key
from lbedu.wording import harmless, whole

_SUFFIXES = frozenset({".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"})
_LOCKS = ("~$", ".~lock")
_MEBIBYTE = 1024 * 1024


class Options(NamedTuple):
    """What the user asked for besides the paths."""

    year: str | None = None
    targets: Path | None = None
    view: View | None = None
    unit: str = ""
    only: tuple[str, ...] = ()
    as_of: dt.date | None = None
    complete: bool = False


class _Found:
    """The files that the paths lead to."""

    def __init__(self) -> None:
        self.files: dict[str, Path] = {}
        """The name to show, relative and with `/` → path on disk."""
        self.skipped: list[Skipped] = []
        self.problems: list[Problem] = []
        self.many = False
        """A folder or a pattern was given."""


def check(paths: Sequence[str | Path], options: Options | None = None) -> Scorecard:
    """Check workbooks and folders of them against a year's targets.

    Raises UsageError (what was asked cannot be meant) and RuleFileError (the rule file is broken); everything wrong with a
    workbook is a problem of the scorecard."""
    options = options or Options()
    if not paths:
        raise UsageError("no file and no folder given")
    found = _find(paths)
    if options.unit and (len(found.files) != 1 or found.many):
        raise UsageError("--unit names the unit of one workbook")
    intake = _Intake(options)
    for name, path in sorted(found.files.items()):
        intake.take(path, name)
    directive, register = intake.finish()
    problems = [*found.problems, *intake.problems]
    submissions = intake.submissions
    records, differences = unite(directive, register, submissions)
    problems += differences
    directive = _only(directive, options.only)
    together = found.many or any(submission.tabular for submission in submissions)
    view = options.view or ("district" if together else "units")
    as_of = options.as_of or directive.evaluate_on
    verdicts, waiting = (
        judge_units(directive, register, records, as_of)
        if view == "units"
        else (judge_district(directive, register, records, as_of, options.complete, intake.rejected), ())
    )
    return Scorecard(
        directive=directive,
        view=view,
        as_of=as_of,
        complete=options.complete,
        submissions=tuple(sorted(submissions, key=lambda submission: _by_unit(directive, submission))),
        verdicts=verdicts,
        waiting=waiting,
        problems=tuple(sorted(problems, key=lambda problem: problem.sort_key)),
        readings=tuple(sorted(intake.readings, key=_by_place)),
        skipped=tuple(sorted(found.skipped, key=lambda skipped: skipped.file)),
        inputs=tuple(sorted(found.files)),
    )


def _by_place(reading: Reading) -> tuple[object, ...]:
    return reading.place.file, reading.place.sheet, cell_order(reading.place.cell)


def _by_unit(directive: Directive, submission: Submission) -> tuple[object, ...]:
    unit = submission.unit
    kinds = directive.file.units
    levels = list(kinds[unit.kind].levels)
    level = levels.index(unit.level) if unit.level in levels else -1
    return (
        list(kinds).index(unit.kind),
        level,
        sort_key(unit.name),
        submission.file,
        list(directive.forms).index(submission.form),
    )


# finding files


def _find(paths: Iterable[str | Path]) -> _Found:
    found = _Found()
    for given in paths:
        path = Path(given)
        if not str(given):
            raise UsageError("an empty path")
        if os.path.isdir(path):  # unlike Path.is_dir it takes any name, of any length
            found.many = True
            _find_in(path, found)
        elif os.path.exists(path) or not glob.has_magic(str(given)):
            found.files.setdefault(_shown(path), path)
        else:
            found.many = True
            matches = sorted(glob.glob(str(given), recursive=True))
            if not matches:
                found.problems.append(Problem("file_not_found", Place(_shown(path))))
            for match in matches:
                if Path(match).is_dir():
                    _find_in(Path(match), found)
                else:
                    found.files.setdefault(_shown(Path(match)), Path(match))
    return found


def _find_in(folder: Path, found: _Found) -> None:
    before = len(found.files)
    for path in sorted(folder.rglob("*")):
        name = _shown(path)
        if path.name.startswith(_LOCKS):
            found.skipped.append(Skipped(name, "lock_file"))
        elif any(part.startswith(".") for part in path.relative_to(folder).parts):
            if not path.is_dir():
                found.skipped.append(Skipped(name, "hidden"))
        elif path.is_dir():
            continue
        elif path.suffix.lower() in _SUFFIXES:
            found.files.setdefault(name, path)
        else:
            found.skipped.append(Skipped(name, "not_a_workbook_name"))
    if len(found.files) == before:
        found.problems.append(Problem("no_workbooks", Place(_shown(folder))))


def _shown(path: Path) -> str:
    """A path as it is shown: relative where it can be, with `/` on every system."""
    if path.is_absolute() and path.is_relative_to(Path.cwd()):
        path = path.relative_to(Path.cwd())
    return path.as_posix()


def _open(path: Path, name: str) -> Workbook | Problem:
    """Open one workbook; whatever is wrong with it, is a problem of that file alone."""
    try:
        return open_workbook(path)
    except Unreadable as error:
        facts: dict[str, str | Mapping[str, str]] = {
            fact: _size(value) if fact == "limit" else FILE_KINDS.get(str(value), harmless(str(value)))
            for fact, value in error.args_.items()
        }
        place = Place(name, error.sheet or "", error.cell or "")
        return Problem(error.code, place, "", {"detail": "", "part": "", "kind": "", "limit": "", **facts})


def _size(limit: str | int) -> str | Mapping[str, str]:
    if isinstance(limit, int) and limit >= _MEBIBYTE:
        return f"{limit // _MEBIBYTE} MiB"
    return {"vi": whole(limit, "vi"), "en": whole(limit, "en")} if isinstance(limit, int) else limit


# taking workbooks in


class _Intake:
    """Reads workbooks one after the other and keeps what they say, never the workbooks themselves.

    A workbook is read by the rule file of the year that it names; which year is judged, all of them decide."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self.problems: list[Problem] = []
        self.readings: list[Reading] = []
        self.submissions: list[Submission] = []
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

    def take(self, path: Path, name: str) -> None:
        """Read one workbook, or put it off until the year is chosen."""
        self._taken.add(name)
        book = _open(path, name)
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
            book = _open(path, name)
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
        self._count_rows(register, (report for _, year, _, report in self._read if year == directive.year))
        return directive, register

    @property
    def rejected(self) -> int:
        """How many workbooks and rows of tables gave nothing: each may be that of a unit that nobody else speaks for."""
        gave = {submission.file for submission in self.submissions}
        return len(self._taken - gave) + self._unheard

    def _count_rows(self, register: Register, reports: Iterable[Report]) -> None:
        """Rows of tables whose unit is not known, and units of blank rows that nobody else speaks for."""
        heard = {register.key(submission.unit) for submission in self.submissions}
        for report in reports:
            self._unheard += report.refused + len({register.key(unit) for unit in report.blank} - heard)

    def _add(self, book: Workbook, statement: Statement, name: str, year: str | None) -> None:
        directive, register = self.year(year)
        report = _read(directive, register, book, statement, name, self.options)
        self._read.append((name, directive.year, _year_place(statement, name), report))

    def _commonest(self) -> str | None:
        """The year that most workbooks name; of no year at all the latest there is. Raises UsageError where two are even."""
        counts = Counter(year for _, year, _, _ in self._read).most_common(2)
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


def _only(directive: Directive, wanted: tuple[str, ...]) -> Directive:
    """The directive with the asked targets alone; a commitment's id means all its targets, or those of the one it repeats."""
    if not wanted:
        return directive
    commitments = {commitment.id: commitment for commitment in directive.file.commitments}
    asked: set[str] = set()
    for name in wanted:
        commitment = commitments.get(name)
        if commitment is not None and commitment.not_checked is not None:
            raise UsageError(f"{name} is not checked: {commitment.not_checked.get('en')}")
        if commitment is None and directive.target(name) is None:
            from lbedu.directive.nearest import nearest

            close = nearest(name, [target.id for target in directive.targets])
            raise UsageError(f"no target `{name}`" + (f": did you mean `{close}`?" if close else ""))
        asked.add((commitment.same_as or name) if commitment is not None else name)
    kept = tuple(t for t in directive.targets if t.id in asked or t.commitment.id in asked)
    return directive._replace(targets=kept)
