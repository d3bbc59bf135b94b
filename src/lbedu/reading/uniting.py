"""What several workbooks say of one unit, as one record: equal figures count once, different ones not at all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from lbedu.directive.directive import Directive
from lbedu.problems import Problem
from lbedu.reading.cells.values import said_words
from lbedu.reading.consistency import contradictions
from lbedu.register import Register
from lbedu.submission import Place, Record, Said, Submission, Unit
from lbedu.vietnamese import fold, fold_code
from lbedu.wording import harmless, value_words

Key = tuple[str, str, str]


def unite(
    directive: Directive, register: Register, submissions: Iterable[Submission]
) -> tuple[tuple[Record, ...], tuple[Problem, ...]]:
    """One record for each unit, form and row, and a problem for each figure on which two places differ."""
    problems: list[Problem] = []
    units: dict[Key, Unit] = {}
    first: dict[Key, Submission] = {}
    by_code: dict[Key, Key] = {}
    differing: set[Key] = set()
    by_key: dict[tuple[Key, str, str], list[tuple[Record, Place]]] = {}
    for submission in submissions:
        unit = submission.unit
        coded = (unit.kind, unit.level, fold_code(unit.code))  # a school of two levels reports for each, under one code
        key = by_code.get(coded) or register.key(unit)
        if unit.code:
            by_code.setdefault(coded, key)
        known = units.get(key)
        if known is not None:
            problems += _differences(directive, register, known, submission, first[key])
            if known.type and unit.type not in ("", known.type):
                differing.add(key)
        first.setdefault(key, submission)
        units[key] = _fuller(known, unit)
        for record in submission.records:
            by_key.setdefault((key, record.form, record.row), []).append((record, _seat(submission)))
    for key in differing:
        units[key] = units[key]._replace(type="")
    said_twice: set[Place] = set()
    united = []
    for (key, _, _), seated in by_key.items():
        record, found = _one(directive, [record._replace(unit=units[key]) for record, _ in seated])
        united.append(record)
        problems += found
        if len(seated) > 1 and not found:
            twice = [problem for problem in _twice(units[key], seated) if problem.place not in said_twice]
            said_twice |= {problem.place for problem in twice}
            problems += twice
    return tuple(united), tuple(problems)


def _differences(
    directive: Directive, register: Register, known: Unit, submission: Submission, first: Submission
) -> Iterable[Problem]:
    """What two workbooks of one unit say differently of the unit itself: its type, its code, its ward, its name."""
    unit = submission.unit
    types = directive.file.units[known.kind].types
    if known.type and unit.type not in ("", known.type):
        found, second = ({"vi": types[t].vi, "en": types[t].get("en")} for t in (unit.type, known.type))
        yield _differs({"vi": "loại hình", "en": "type"}, found, second, submission, first)
    if known.code and unit.code and fold_code(unit.code) != fold_code(known.code):
        yield _differs({"vi": "mã đơn vị", "en": "code"}, harmless(unit.code), harmless(known.code), submission, first)
    if known.ward and unit.ward and fold(unit.ward) != fold(known.ward):
        place = {"vi": directive.place_noun("vi"), "en": directive.place_noun("en")}
        yield _differs(place, harmless(unit.ward), harmless(known.ward), submission, first)
    if register.key(unit) != register.key(known):
        yield _differs({"vi": "tên", "en": "name"}, harmless(unit.name), harmless(known.name), submission, first)


def _differs(
    what: Mapping[str, str],
    found: str | Mapping[str, str],
    second: str | Mapping[str, str],
    submission: Submission,
    first: Submission,
) -> Problem:
    facts: dict[str, str | Mapping[str, str]] = {
        "name": harmless(first.unit.name),
        "what": what,
        "found": found,
        "second": second,
        "other": harmless(first.file),
    }
    return Problem("conflicting_identity", Place(submission.file), "", facts)


def _fuller(known: Unit | None, unit: Unit) -> Unit:
    """What one workbook leaves out, another may say."""
    if known is None:
        return unit
    return known._replace(code=known.code or unit.code, ward=known.ward or unit.ward, type=known.type or unit.type)


def _one(directive: Directive, records: list[Record]) -> tuple[Record, list[Problem]]:
    first = records[0]
    if len(records) == 1 and first.said.keys().isdisjoint(first.spoiled):  # nearly all are: their figures are kept once
        return first, []
    said: dict[str, Said] = {}
    spoiled: dict[str, Place] = {}
    problems: list[Problem] = []
    for record in records:
        spoiled |= {name: place for name, place in record.spoiled.items() if name not in spoiled}
        for name, value in record.said.items():
            known = said.setdefault(name, value)
            if known.value != value.value:
                spec = directive.field(first.form, name)
                facts: dict[str, str | Mapping[str, str]] = {
                    "name": harmless(first.unit.name),
                    "label": {"vi": spec.label.vi, "en": spec.label.get("en")},
                    "found": said_words(directive, spec, value.value),
                    "second": said_words(directive, spec, known.value),
                    "other": harmless(str(known.place)),
                }
                problems.append(
                    Problem("conflicting_values", value.place, value_words(value.value)["vi"], facts, (known.place,))
                )
                spoiled.setdefault(name, value.place)
    sure = {name: value for name, value in said.items() if name not in spoiled}
    if len(records) > 1:  # of one alone they have been found where it was read
        for problem, names in list(contradictions(directive, first.form, sure)):
            problems.append(problem)
            spoiled |= {name: sure[name].place for name in names}
        sure = {name: value for name, value in sure.items() if name not in spoiled}
    return first._replace(said=sure, spoiled=spoiled), problems


def _seat(submission: Submission) -> Place:
    """Where a report stands: the row of a table, else the workbook."""
    return submission.where.get("name", Place(submission.file)) if submission.tabular else Place(submission.file)


def _twice(unit: Unit, seated: list[tuple[Record, Place]]) -> Iterable[Problem]:
    """Every further report of the same; in one workbook only where it says the same figure again."""
    said = [(record.said, place) for record, place in seated if record.said]
    for i, (figures, place) in enumerate(said[1:], 1):
        for before, first in said[:1] if place.file != said[0][1].file else said[:i]:
            if place.file != first.file or not figures.keys().isdisjoint(before):
                facts = {
                    "name": harmless(unit.name),
                    "other": harmless(str(first if place.file != first.file else first.address)),
                }
                yield Problem("reported_twice", place, "", facts, (first,) if first.cell else ())
                break
