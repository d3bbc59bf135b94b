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
        self.files: dict[Path, str] = {}
        """Path on disk → the name to show, relative and with `/`."""
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
    opened = {name: _open(path, name) for path, name in sorted(found.files.items(), key=lambda item: item[1])}
    statements = {name: statement_of(book, name) for name, book in opened.items() if isinstance(book, Workbook)}
    directive = load_directive(find_rule_file(_year(options, statements.values()), options.targets))
    directive = _only(directive, options.only)
    register = Register(directive)
    problems = list(found.problems)
    readings = []
    submissions: list[Submission] = []
    for name, book in opened.items():
        if isinstance(book, Problem):
            problems.append(book)
            continue
        report = _read(directive, register, book, statements[name], name, options)
        problems += report.problems
        readings += report.readings
        submissions += report.submissions
    records, differences = unite(directive, register, submissions)
    problems += differences
    view = options.view or ("district" if found.many else "units")
    as_of = options.as_of or directive.evaluate_on
    verdicts, waiting = (
        judge_units(directive, register, records, as_of)
        if view == "units"
        else (judge_district(directive, register, records, as_of, options.complete), ())
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
        readings=tuple(sorted(readings, key=_by_place)),
        skipped=tuple(sorted(found.skipped, key=lambda skipped: skipped.file)),
        inputs=tuple(opened),
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
            found.files.setdefault(path, _shown(path))
        else:
            found.many = True
            matches = sorted(glob.glob(str(given), recursive=True))
            if not matches:
                found.problems.append(Problem("file_not_found", Place(_shown(path))))
            for match in matches:
                if Path(match).is_dir():
                    _find_in(Path(match), found)
                else:
                    found.files.setdefault(Path(match), _shown(Path(match)))
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
            found.files.setdefault(path, name)
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


# choosing the year and the targets


def _year(options: Options, statements: Iterable[Statement]) -> str | None:
    """The year to judge: the user's, else the one that most workbooks name among the years there are rule files for."""
    if options.year or (options.targets is not None and options.targets.is_file()):
        return options.year
    known = known_years(options.targets)
    counts = Counter(statement.year for statement in statements if statement.year in known)
    if not counts:
        return known[-1] if known else None
    first = counts.most_common()
    if len(first) > 1 and first[0][1] == first[1][1]:
        raise UsageError(f"as many workbooks of {first[0][0]} as of {first[1][0]}: say which with --year")
    return first[0][0]


def _only(directive: Directive, wanted: tuple[str, ...]) -> Directive:
    """The directive with the asked targets alone; a commitment's id means all its targets."""
    if not wanted:
        return directive
    known = {target.id for target in directive.targets} | {target.commitment.id for target in directive.targets}
    for name in wanted:
        if name not in known:
            from lbedu.directive.nearest import nearest

            close = nearest(name, known)
            raise UsageError(f"no target `{name}`" + (f": did you mean `{close}`?" if close else ""))
    kept = tuple(t for t in directive.targets if t.id in wanted or t.commitment.id in wanted)
    return directive._replace(targets=kept)


# reading one workbook


def _read(
    directive: Directive, register: Register, book: Workbook, statement: Statement, name: str, options: Options
) -> Report:
    stated = statement.year
    place = statement.said["year"][1] if statement.text("year") else Place(name)
    for year in (
        stated,
        statement.stamp.get("year", ""),
    ):  # a form of last year does not become this year's by its title
        if year and year != directive.year:
            report = Report()
            report.problems.append(Problem("wrong_year", place, year, {"year": directive.year}))
            return report
    report = read_report(directive, register, book, statement, name, options.unit)
    if not stated and not options.year and report.submissions:
        report.submissions.clear()
        report.problems.append(Problem("year_missing", place))
    return report
