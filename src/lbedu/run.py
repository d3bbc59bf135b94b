"""Paths in, scorecard out: finds the workbooks, reads each by itself, judges all. Prints nothing."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from lbedu.directive.directive import Directive
from lbedu.directive.load import find_rule_file, known_years, load_directive, read_text
from lbedu.errors import UsageError
from lbedu.finding import Found, find, shown
from lbedu.intake.attending import Attending
from lbedu.intake.hearing import hearing
from lbedu.intake.intake import Intake
from lbedu.intake.one_file import Reader, Task
from lbedu.intake.opening import lines_of
from lbedu.judging.absent import absent_units
from lbedu.judging.judge import Rejected, judge_district, judge_units
from lbedu.options import Options
from lbedu.problem_catalogue.words import MEANWHILE
from lbedu.problems import Problem, cell_order
from lbedu.reading.matching import match
from lbedu.reading.unit_list import unit_list
from lbedu.reading.uniting import unite
from lbedu.register import Register, UnitList
from lbedu.scorecard import Asked, Scorecard, Skipped, View
from lbedu.submission import Place, Reading, Record, Submission
from lbedu.vietnamese import sort_key


class Gathered(NamedTuple):
    """What the workbooks say, before anything is judged."""

    directive: Directive
    register: Register
    records: tuple[Record, ...]
    submissions: tuple[Submission, ...]
    problems: tuple[Problem, ...]
    readings: tuple[Reading, ...]
    skipped: tuple[Skipped, ...]
    inputs: tuple[str, ...]
    rejected: Rejected
    view: View
    digests: Mapping[str, str]
    interrupted: bool


def check(paths: Sequence[str | Path], options: Options | None = None) -> Scorecard:
    """Check workbooks and folders of them against a year's targets.

    Raises UsageError (what was asked cannot be meant) and RuleFileError (the rule file is broken); everything wrong with a
    workbook is a problem of the scorecard."""
    options = options or Options()
    said = gather(paths, options)
    register, records, view = said.register, said.records, said.view
    directive = _only(said.directive, options.only)
    as_of = options.as_of or directive.evaluate_on
    alone = judge_units(directive, register, records, as_of) if view == "units" or options.by_unit else ((), ())
    if view == "units":
        verdicts, waiting = alone
    else:
        waiting = ()
        verdicts = judge_district(directive, register, records, as_of, options.complete, said.rejected, options.by_ward)
    return Scorecard(
        directive=directive,
        view=view,
        as_of=as_of,
        complete=options.complete,
        submissions=said.submissions,
        verdicts=verdicts,
        waiting=waiting,
        problems=said.problems,
        readings=said.readings,
        skipped=said.skipped,
        inputs=said.inputs,
        register=register.listed.file if register.listed else "",
        expected=register.everybody,
        absent=absent_units(register, said.submissions, verdicts) if view == "district" else (),
        unit_verdicts=alone[0] if view == "district" else (),
        unit_waiting=alone[1] if view == "district" else (),
        records=records,
        digests=said.digests,
        asked=_asked(paths, options),
        interrupted=said.interrupted,
    )


def gather(paths: Sequence[str | Path], options: Options) -> Gathered:
    """Find the workbooks, read each by itself, and unite what they say. Raises as `check` does."""
    if not paths:
        raise UsageError("no file and no folder given")
    found = find(paths, options.limits, options.names)
    if options.unit and (len(found.files) != 1 or found.many):
        raise UsageError("--unit names the unit of one workbook")
    reader = Reader(options)
    intake = Intake(options, reader)
    tasks = [Task(name, path, name in found.named) for name, path in sorted(found.files.items())]
    attending = Attending(hearing(reader, len(tasks)), options, len(tasks))
    before = {name: _state(path) for name, path in found.files.items()}
    directive, register = intake.take(tasks, attending.hear)
    _refuse_changed_rules(directive, options)
    changed = [] if attending.interrupted else list(_changed(paths, options, found, before))
    submissions, unmatched, understood = match(directive, register, intake.submissions)
    records, differences = unite(directive, register, submissions)
    problems = [*found.problems, *intake.problems, *unmatched, *differences, *changed]
    together = found.many or register.listed is not None or any(submission.tabular for submission in submissions)
    outputs = {skipped.file for skipped in intake.skipped if skipped.reason == "own_output"}
    return Gathered(
        directive=directive,
        register=register,
        records=tuple(records),
        submissions=tuple(sorted(submissions, key=lambda submission: _by_unit(directive, submission))),
        problems=tuple(sorted(problems, key=lambda problem: problem.sort_key)),
        readings=tuple(sorted([*intake.readings, *understood], key=_by_place)),
        skipped=tuple(sorted([*found.skipped, *intake.skipped], key=lambda skipped: skipped.file)),
        inputs=tuple(sorted({*found.files, *([register.listed.file] if register.listed else [])} - outputs)),
        rejected=Rejected(intake.rejected + found.unread, intake.opaque or bool(found.unread)),
        view=options.view or ("district" if together else "units"),
        digests=intake.digests,
        interrupted=attending.interrupted,
    )


def _state(path: str) -> tuple[int, int] | None:
    """What tells whether a file has changed; None where there is none."""
    try:
        status = Path(path).stat()
    except (OSError, ValueError):
        return None
    return status.st_mtime_ns, status.st_size


def _refuse_changed_rules(directive: Directive, options: Options) -> None:
    """Raises UsageError where the rule file is not what it was: others may have read workbooks by what stands there now."""
    path = find_rule_file(directive.year, options.targets)
    if read_text(path)[1] != directive.digest:
        raise UsageError(f"{shown(path)}: the rule file was changed during the run; check again")


def _changed(
    paths: Sequence[str | Path], options: Options, found: Found, before: Mapping[str, tuple[int, int] | None]
) -> Iterator[Problem]:
    """Files that changed, vanished or appeared during the run: what was judged is not what lies there now."""
    for name, path in found.files.items():
        if before[name] != (now := _state(path)):
            how = "appeared" if before[name] is None else "vanished" if now is None else "changed"
            yield Problem("changed_meanwhile", Place(name), "", {"how": MEANWHILE[how]})
    if found.many:
        for name in find(paths, options.limits, options.names).files.keys() - found.files.keys():
            found.unread += 1
            yield Problem("changed_meanwhile", Place(name), "", {"how": MEANWHILE["appeared"]})


def check_register(
    path: Path, year: str | None, targets: Path | None, convert: bool = False
) -> tuple[Directive, UnitList]:
    """A register by itself, against the year that it names or the user does. Raises UsageError where nobody says the year."""
    name = shown(path)
    if not os.path.exists(path):
        raise UsageError(f"{name}: no such file")
    lines = lines_of(path, name, convert)
    known = known_years(targets)
    unread = known[-1] if lines.problems and known else None  # what is wrong with the file, is wrong in any year
    directive = load_directive(find_rule_file(year or lines.year or unread, targets))
    found = unit_list(directive, lines)
    if lines.year not in ("", directive.year):
        wrong = Problem("wrong_year", lines.place, lines.year, {"year": directive.year})
        found = found._replace(problems=(*found.problems, wrong))
    problems = tuple(sorted(found.problems, key=lambda problem: problem.sort_key))
    return directive, found._replace(problems=problems)


def _asked(paths: Sequence[str | Path], options: Options) -> Asked:
    return Asked(
        paths=tuple(sorted({shown(Path(path)) for path in paths})),
        year=options.year,
        targets=None if options.targets is None else shown(options.targets),
        register=None if options.register is None else shown(options.register),
        view=options.view,
        unit=options.unit,
        only=tuple(sorted(set(options.only))),
        as_of=options.as_of,
        complete=options.complete,
        legacy_encoding=options.legacy_encoding,
        limits=options.limits._asdict(),
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
