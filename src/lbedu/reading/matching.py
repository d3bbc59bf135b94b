"""Which unit of the register each report is from: by code, else by level and name. A near miss is proposed, never taken."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

from lbedu.directive.directive import Directive
from lbedu.problems import Problem
from lbedu.reading.cells.values import guess
from lbedu.reading.identity import nearest
from lbedu.reading.unit_list import unknown_ward
from lbedu.register import Register
from lbedu.submission import Place, Reading, Submission, Unit
from lbedu.vietnamese import fold_code
from lbedu.wording import harmless

_PROPOSED = 200
"""Names that are not on the list and are looked up for a proposal."""
_WORDS = {
    "name": {"vi": "tên", "en": "name"},
    "code": {"vi": "mã đơn vị", "en": "code"},
    "type": {"vi": "loại hình", "en": "type"},
}


class Matched(NamedTuple):
    """The submissions of units that are known, and what was wrong or understood of the others."""

    submissions: tuple[Submission, ...]
    problems: tuple[Problem, ...]
    readings: tuple[Reading, ...]


def match(directive: Directive, register: Register, submissions: Iterable[Submission]) -> Matched:
    """The submissions under the units that the register knows; those of nobody on it are left out, each with a problem."""
    kept: list[Submission] = []
    problems: list[Problem] = []
    readings: dict[Place, Reading] = {}
    said: set[tuple[str, Place, str]] = set()
    proposals = _Proposals(register)
    for submission in submissions:
        unit, found = _matched(directive, register, submission, proposals)
        for problem in found:  # said once for a workbook of several forms
            key = (problem.code, problem.place, problem.found)
            if key not in said:
                said.add(key)
                problems.append(problem)
        if unit is not None:
            records = tuple(
                record._replace(unit=unit, level=record.level if record.row else unit.level)
                for record in submission.records
            )
            kept.append(submission._replace(unit=unit, records=records))
            named = {problem.place for problem in found}
            readings |= {one.place: one for one in _understood(submission, unit) if one.place not in named}
    return Matched(tuple(kept), tuple(problems), tuple(readings.values()))


def _understood(submission: Submission, unit: Unit) -> Iterator[Reading]:
    """Where the unit or its ward is spelt otherwise than it is called."""
    for key, meant in (("name", unit.name), ("ward", unit.ward)):
        typed = " ".join(unicodedata.normalize("NFC", submission.typed.get(key, "")).split())
        alone = meant.removeprefix(f"{unit.level} ")  # the level is said elsewhere
        if typed and meant and typed not in (meant, alone) and key in submission.where:
            yield Reading(submission.where[key], typed, {"vi": meant, "en": meant})


class _Proposals:
    """Names of the list that are near those that are not on it. Only so many are looked for: a whole list of strangers is
    another list."""

    def __init__(self, register: Register) -> None:
        self.register = register
        self.left = _PROPOSED

    @cached_property
    def names(self) -> dict[tuple[str, str], tuple[str, ...]]:
        """The names of the list by kind and level."""
        found: dict[tuple[str, str], list[str]] = {}
        for kind, units in self.register.units.items():
            for unit in units:
                found.setdefault((kind, unit.level), []).append(unit.name)
        return {key: tuple(names) for key, names in found.items()}

    @cached_property
    def coded(self) -> dict[tuple[str, str], str]:
        """The names of the list by kind and code."""
        known = [unit for units in self.register.units.values() for unit in units if unit.code]
        return {(unit.kind, fold_code(unit.code)): unit.name for unit in reversed(known)}

    def near(self, unit: Unit) -> str | None:
        self.left -= 1
        close = nearest(unit.name, self.names.get((unit.kind, unit.level), ())) if self.left >= 0 else None
        return close or (self.coded.get((unit.kind, fold_code(unit.code))) if unit.code else None)


def _matched(
    directive: Directive, register: Register, submission: Submission, proposals: _Proposals
) -> tuple[Unit | None, list[Problem]]:
    unit = submission.unit
    problems: list[Problem] = []
    if unit.ward and register.place in register.units:
        ward = register.ward(unit.ward)
        if not ward:
            problems.append(unknown_ward(directive, register, unit.ward, _place(submission, "ward")))
        unit = unit._replace(ward=ward)
    if not register.lists(unit.kind):
        return unit, problems
    coded, named = register.by_code(unit), register.by_name(unit)
    if coded is not None and named is not None and coded != named:
        facts = {"name": harmless(unit.name), "second": harmless(coded.name)}
        return None, [*problems, Problem("code_of_another", _place(submission, "code"), unit.code, facts)]
    listed = coded or named
    if listed is None:
        return None, [*problems, _not_registered(register, submission, proposals)]
    problems += _differences(directive, register, submission, unit, listed)
    return (
        unit._replace(
            name=listed.name,
            code=listed.code or unit.code,
            type=listed.type or unit.type,
            ward=listed.ward or unit.ward,
            flags=listed.flags,
        ),
        problems,
    )


def _place(submission: Submission, key: str) -> Place:
    return submission.where.get(key) or submission.where.get("name") or Place(submission.file)


def _not_registered(register: Register, submission: Submission, proposals: _Proposals) -> Problem:
    unit = submission.unit
    facts: dict[str, str | Mapping[str, str]] = {
        "name": harmless(unit.name),
        "list": harmless(register.listed.file) if register.listed else "",
        "guess": guess(proposals.near(unit)),
    }
    return Problem("not_registered", _place(submission, "name"), unit.name, facts)


def _differences(
    directive: Directive, register: Register, submission: Submission, unit: Unit, listed: Unit
) -> Iterator[Problem]:
    """What a report says of its unit otherwise than the list does; the list counts."""
    types = directive.file.units[unit.kind].types
    if register.by_name(unit) is None:
        yield _otherwise(directive, submission, "name", unit.name, unit.name, listed.name)
    if unit.code and listed.code and fold_code(unit.code) != fold_code(listed.code):
        yield _otherwise(directive, submission, "code", unit.name, unit.code, listed.code)
    if unit.type and listed.type and unit.type != listed.type:
        yield _otherwise(directive, submission, "type", unit.name, types[unit.type].vi, types[listed.type].vi)
    if unit.ward and listed.ward and unit.ward != listed.ward:
        yield _otherwise(directive, submission, "ward", unit.name, unit.ward, listed.ward)


def _otherwise(directive: Directive, submission: Submission, key: str, name: str, found: str, listed: str) -> Problem:
    place = {"vi": directive.place_noun("vi"), "en": directive.place_noun("en")}
    facts: dict[str, str | Mapping[str, str]] = {
        "name": harmless(name),
        "what": _WORDS.get(key, place),
        "found": harmless(found),
        "listed": harmless(listed),
    }
    return Problem("listed_otherwise", _place(submission, key), found, facts)
