"""The lists of the page: problems by file, who has not reported, tolerant readings, figures of foreign forms."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lbedu.grouping import MANY, Group, all_cells, grouped
from lbedu.phrases import said_text
from lbedu.problem_catalogue.words import TITLES
from lbedu.problems import Severity
from lbedu.reporters.webpage.units import Known, Units
from lbedu.wording import harmless

PROBLEMS = 2_000
LISTED = 1_000
"""Lines of any other list."""


class Mistake(NamedTuple):
    """A problem, or several of a kind on one sheet."""

    severity: Severity
    place: str
    label: str
    message: str
    fix: tuple[str, ...]
    code: str
    many: int
    unit: int | None


class FileOfMistakes(NamedTuple):
    """The problems of one file."""

    name: str
    number: int
    mistakes: tuple[Mistake, ...]


class Line(NamedTuple):
    """Where something stands, what stands there, what it was taken for."""

    place: str
    found: str
    text: str
    file: int
    unit: int | None


class Missing(NamedTuple):
    """A unit that has not reported, and the clauses that wait for it."""

    known: Known
    ward: str
    targets: int
    clauses: tuple[str, ...]


def mistakes_of(units: Units) -> tuple[tuple[FileOfMistakes, ...], int]:
    """The problems by file; and how many are left out."""
    files: dict[str, list[Mistake]] = {}
    for group in grouped(units.card.problems)[:PROBLEMS]:
        files.setdefault(group.file, []).extend(_mistakes(units, group))
    found = tuple(
        FileOfMistakes(harmless(name), units.files.get(name, -1), tuple(some)) for name, some in files.items()
    )
    return found, len(units.card.problems) - sum(one.many for file in found for one in file.mistakes)


def _mistakes(units: Units, group: Group) -> Iterator[Mistake]:
    lang = units.lang
    if group.repeats:
        about = {units.speaks_of(problem) for problem in group.problems}
        title = f"{len(group.problems)} {TITLES[group.code][0 if lang == 'vi' else 1]}"
        cells = group.cells(lang)
        place = f"{harmless(group.sheet)}: {cells}" if cells else harmless(group.sheet)
        unit = next(iter(about)) if len(about) == 1 else None
        fix = tuple(group.fix(lang).split("\n"))
        yield Mistake(group.severity, place, "", title, fix, group.code, len(group.problems), unit)
        return
    for problem in group.problems:
        message, label = problem.text(lang, "message"), problem.label(lang)
        if len(problem.places) > MANY:
            message += f" {'Các ô' if lang == 'vi' else 'Cells'}: {all_cells(problem, lang)}."
        yield Mistake(
            problem.severity,
            harmless(problem.place.address),
            "" if label in message else harmless(label),
            message,
            tuple(problem.text(lang, "fix").split("\n")),
            problem.code,
            1,
            units.speaks_of(problem),
        )


def missing_units(units: Units) -> tuple[Missing, ...]:
    """Every unit that must report and has not, by kind, level and name."""
    clauses = {target.id: target.clause for target in units.card.directive.targets}
    found = [
        Missing(
            units.known[units.number(one.unit)],
            harmless(one.unit.ward),
            len(one.targets),
            tuple(dict.fromkeys(clauses[target] for target in one.targets if target in clauses)),
        )
        for one in units.card.absent
    ]
    return tuple(sorted(found, key=lambda one: one.known.number))


def readings_of(units: Units) -> tuple[tuple[Line, ...], int]:
    """What was understood rather than read; and how much of it is left out."""
    many = len(units.card.inputs) > 1
    shown = [
        Line(
            harmless(str(one.place) if many else one.place.address),
            harmless(one.found),
            harmless(one.read_as[units.lang]),
            units.files.get(one.place.file, -1),
            units.stands_at(one.place),
        )
        for one in units.card.readings[:LISTED]
    ]
    return tuple(shown), len(units.card.readings) - len(shown)


def foreign_figures(units: Units) -> tuple[tuple[Line, ...], int]:
    """What was taken from somebody else's form: nobody sees it from the form itself. And how much of it is left out."""
    directive = units.card.directive
    found = [
        (record, name, said, submission.file)
        for submission in units.card.submissions
        if submission.foreign
        for record in submission.records
        for name, said in record.said.items()
    ]
    shown = []
    for record, name, said, file in found[:LISTED]:
        field = directive.field(record.form, name)
        value, number = said_text(directive, field, said, units.lang), units.number(record.unit)
        shown.append(
            Line(harmless(str(said.place)), field.label.get(units.lang), value, units.files.get(file, -1), number)
        )
    return tuple(shown), len(found) - len(shown)
