"""Unites what the files of a run say, in the order of their names: finds the year and the register. Opens no workbook."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path

from lbedu.directive.directive import Directive
from lbedu.errors import UsageError
from lbedu.finding import shown
from lbedu.intake.one_file import Heard, Hearing, Reader, Task
from lbedu.intake.opening import guarded, lines_of
from lbedu.options import Options
from lbedu.problems import Problem
from lbedu.reading.reader import Report
from lbedu.reading.unit_lines import Lines
from lbedu.reading.unit_list import unit_list
from lbedu.register import Register, UnitList
from lbedu.scorecard import Skipped
from lbedu.submission import Reading, Submission


class Intake:
    """Keeps what files say and unites it, whoever has read them and in whichever order they come.

    A workbook is read by the rule file of the year that it names; which year is judged, all of them decide."""

    def __init__(self, options: Options, reader: Reader) -> None:
        self.options = options
        self.problems: list[Problem] = []
        self.readings: list[Reading] = []
        self.submissions: list[Submission] = []
        self.skipped: list[Skipped] = []
        self.digests: dict[str, str] = {}
        """Of the bytes that each file was read from, where that was asked for: their SHA-256."""
        self._reader = reader
        self._heard: dict[str, Heard] = {}
        self._later: list[Task] = []
        """Workbooks that name no year that there is a rule file for: read once the year is chosen."""
        self._lists: list[Lines] = []
        self._no_register = False
        """A register was given or found, and cannot be used."""
        self._taken: set[str] = set()
        self._unheard = 0
        self._accounted: set[str] = set()
        """Workbooks of which it is known how many units in them were not heard."""
        self._opaque = False
        """Something in a workbook may be of any number of units."""

    def take(self, tasks: Iterable[Task], hear: Hearing) -> tuple[Directive, Register]:
        """Read files, choose the year, read what was put off, and leave out what is of another year."""
        self._keep(hear(tasks))
        self._lists = [heard.lines for heard in self._in_order().values() if heard.lines is not None]
        chosen = self.options.year if self._reader.fixed else self._commonest()
        directive, register = self._reader.year(chosen)
        put_off = sorted(self._later)
        self._later = []
        self._keep(hear(task._replace(again=True, year=chosen) for task in put_off))
        reports = self._unite(directive)
        self._heard.clear()  # all of it is elsewhere now
        listed = self._listed(directive)
        register = Register(directive, listed) if listed is not None else register
        self._count_unheard(register, reports)
        return directive, register

    def _keep(self, found: Iterable[tuple[Task, Heard]]) -> None:
        for task, heard in found:
            before = self._heard.get(task.name)
            if before is not None:  # what was put off
                heard = heard._replace(
                    digest=heard.digest or before.digest, problems=(*before.problems, *heard.problems)
                )
            self._heard[task.name] = heard
            if heard.kind == "later":
                self._later.append(task)

    def _in_order(self) -> Mapping[str, Heard]:
        return dict(sorted(self._heard.items()))

    def _unite(self, directive: Directive) -> Mapping[str, Report]:
        """The reports of the year, by their files; all that is said of the others."""
        reports: dict[str, Report] = {}
        for name, heard in self._in_order().items():
            self.problems += heard.problems
            if self.options.digests and heard.digest:
                self.digests[name] = heard.digest
            if heard.kind == "output":
                self.skipped.append(Skipped(name, "own_output"))
            elif heard.kind != "register":
                self._taken.add(name)
            if heard.report is None:
                continue
            if heard.year != directive.year:
                self.problems.append(Problem("wrong_year", heard.place, heard.year, {"year": directive.year}))
                continue
            reports[name] = heard.report
            self.problems += heard.report.problems
            self.readings += heard.report.readings
            self.submissions += heard.report.submissions
        return reports

    def _listed(self, directive: Directive) -> UnitList | None:
        """The register of the year: the one that the user names, else the one that was found. Raises UsageError for two."""
        given = self.options.register
        if given is not None:
            name = self.options.names.get(shown(given), shown(given))
            if not os.path.exists(given):
                raise UsageError(f"--register {name}: no such file")
            self.skipped += [Skipped(lines.file, "other_register") for lines in self._lists if lines.file != name]
            lines = self._named_register(given, name)
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

    def _named_register(self, path: Path, name: str) -> Lines:
        def keep(data: bytes) -> None:
            if self.options.digests:
                self.digests[name] = sha256(data).hexdigest()

        return lines_of(path, name, self.options.legacy_encoding == "convert", self.options.limits, keep)

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

    def _commonest(self) -> str | None:
        """The year that most workbooks name; of no year at all the latest there is. Raises UsageError where two are even."""
        counts = Counter(heard.year for heard in self._in_order().values() if heard.report is not None).most_common(2)
        named = {lines.year for lines in self._lists} & set(self._reader.known)
        if not counts and len(named) == 1:
            return named.pop()
        if not counts:
            return self._reader.known[-1] if self._reader.known else None
        if len(counts) > 1 and counts[0][1] == counts[1][1]:
            raise UsageError(f"as many workbooks of {counts[0][0]} as of {counts[1][0]}: say which with --year")
        return counts[0][0]
