"""Targets × submissions → verdicts, by the laws: every target is judged, nothing unchecked is ever met."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import Literal, NamedTuple

from lbedu.directive.demand import waits_for
from lbedu.directive.directive import Directive, Target
from lbedu.directive.expression import Every, parts
from lbedu.judging.checks import Context
from lbedu.judging.measures import Leaf, Population, evaluate
from lbedu.judging.sources import Sources
from lbedu.register import Register
from lbedu.scorecard import Outcome, PartResult, Subtotal, Verdict, Waiting
from lbedu.submission import Record, Unit
from lbedu.vietnamese import sort_key

Populations = Mapping[str, Population]
Grouping = Literal["level", "ward"]
_GROUPINGS: tuple[Grouping, ...] = ("level", "ward")


class Rejected(NamedTuple):
    """What was sent in and gave nothing."""

    number: int = 0
    """Workbooks and rows of tables, each of a unit of its own perhaps."""
    of_any_number: bool = False
    """Some may be of more units than one, as a table that cannot be opened."""


NOTHING = Rejected()


def populate(
    directive: Directive, register: Register, records: Iterable[Record], complete: bool, rejected: Rejected = NOTHING
) -> Populations:
    """The records of every form: what was reported, and an empty record for each known unit that has not.

    Of a kind of unit that nobody lists, more may exist unless the user says that all are there (`complete`); even then each
    workbook that was rejected may be that of a further unit."""
    by_form: dict[str, dict[tuple[Unit, str], Record]] = {form: {} for form in directive.forms}
    for record in records:
        by_form[record.form][(_bare(record.unit), record.row)] = record
    populations = {}
    for name, form in directive.forms.items():
        found = by_form[name]
        for unit in register.units[form.unit]:
            for row in form.rows or (None,):
                key = (_bare(unit), row.code if row else "")
                if key not in found:
                    level = (row.level or "") if row else unit.level
                    found[key] = Record(unit, name, key[1], level)
        unknown, maybe = _unknown(directive, register, form.unit, complete, rejected)
        records_ = sorted(found.values(), key=lambda record: _order(directive, record))
        populations[name] = Population(tuple(records_), unknown, maybe)
    return populations


def _unknown(
    directive: Directive, register: Register, kind: str, complete: bool, rejected: Rejected
) -> tuple[int | None, int]:
    """How many units of a kind may exist that nobody names, None where nobody knows; and for how many of them there is
    something that was rejected."""
    if kind in directive.file.expects:
        return 0, 0
    if register.listed is not None and register.lists(kind):
        return register.listed.unsure, register.listed.unsure
    if not complete:
        return None, 0
    return None if rejected.of_any_number else rejected.number, rejected.number


def _bare(unit: Unit) -> Unit:
    """What makes a unit the same as another: its kind, level and name."""
    return Unit(unit.kind, unit.name, unit.level)


def _order(directive: Directive, record: Record) -> tuple[object, ...]:
    """Levels as the rule file has them, names in Vietnamese order, rows as the form has them."""
    levels = list(directive.file.units[record.unit.kind].levels)
    level = levels.index(record.unit.level) if record.unit.level in levels else -1
    rows = [row.code for row in directive.forms[record.form].rows]
    return level, sort_key(record.unit.name), rows.index(record.row) if record.row in rows else -1


def context_of(directive: Directive, populations: Populations, as_of: dt.date) -> Context:
    """What checks need besides their record; a form that one unit alone fills in can supply figures to others."""
    suppliers = {
        form: population.records[0]
        for form, population in populations.items()
        if directive.is_single(form) and len(population.records) == 1
    }
    return Context(directive, as_of, suppliers)


def judge_district(
    directive: Directive,
    register: Register,
    records: Iterable[Record],
    as_of: dt.date,
    complete: bool,
    rejected: Rejected = NOTHING,
    by_ward: bool = False,
) -> tuple[Verdict, ...]:
    """Every target over all units. Where only the user's word closed the list of units, the verdict says so. `rejected` is
    what something was sent in and nothing could be taken from."""
    said = tuple(records)
    populations = populate(directive, register, said, complete, rejected)
    context = context_of(directive, populations, as_of)
    verdicts = tuple(
        judge(target, populations, context, None)._replace(
            subtotals=tuple(subtotals(target, populations, context, by_ward))
        )
        for target in directive.targets
    )
    if not complete:
        return verdicts
    openly = populate(directive, register, said, False)
    without = context_of(directive, openly, as_of)
    return tuple(v._replace(by_word=v.outcome != judge(v.target, openly, without, None).outcome) for v in verdicts)


def subtotals(target: Target, populations: Populations, context: Context, by_ward: bool) -> Iterator[Subtotal]:
    """A target's figures by level, over the units that are known and only where there are several; on request of what is asked
    of every unit too, and by ward."""
    leaves = parts(target.measure)
    if not by_ward and all(isinstance(leaf, Every) for leaf in leaves):
        return
    for by in _GROUPINGS if by_ward else _GROUPINGS[:1]:
        names: dict[str, None] = {}
        for leaf in leaves:
            for member in populations[leaf.scope.form].within(leaf.scope):
                if name := _group(member.record, by):
                    names[name] = None
        if len(names) < 2:
            continue
        groups = {form: _grouped(populations[form], by) for form in {leaf.scope.form for leaf in leaves}}
        for name in names if by == "level" else sorted(names, key=sort_key):
            of_name = [groups[leaf.scope.form].get(name, Population()) for leaf in leaves]
            found = tuple(evaluate(leaf, own, context) for leaf, own in zip(leaves, of_name, strict=True))
            yield Subtotal(by, name, found)


def _group(record: Record, by: Grouping) -> str:
    return record.level if by == "level" else record.unit.ward


def _grouped(population: Population, by: Grouping) -> Mapping[str, Population]:
    found: dict[str, list[Record]] = {}
    for record in population.records:
        found.setdefault(_group(record, by), []).append(record)
    return {name: Population(tuple(records)) for name, records in found.items()}


def judge(target: Target, populations: Populations, context: Context, unit: Unit | None) -> Verdict:
    """One target over the given records; for one unit where they are that unit's alone."""
    found = tuple(evaluate(leaf, populations[leaf.scope.form], context) for leaf in parts(target.measure))
    if unit is not None:  # a whole of 0 that the unit said: the target does not apply to it
        found = tuple(_not_applicable(part) if part.reason == "whole_is_zero" else part for part in found)
    sources = Sources(target.measure, populations, context.suppliers)
    return Verdict(target, unit, _together(found), found, sources if unit is None else sources.all)


def _not_applicable(part: PartResult) -> PartResult:
    return part._replace(outcome="not_applicable", could_be=frozenset({"not_applicable"}))


def _together(found: tuple[PartResult, ...]) -> Outcome:
    """All parts are needed; a part that does not apply asks for nothing."""
    outcomes = [part.outcome for part in found]
    if "missed" in outcomes:
        return "missed"
    if "met" in outcomes and all(part.outcome == "met" or part.could_be <= {"met", "not_applicable"} for part in found):
        return "met"
    return "not_applicable" if set(outcomes) == {"not_applicable"} else "undecided"


def judge_units(
    directive: Directive, register: Register, records: Iterable[Record], as_of: dt.date
) -> tuple[tuple[Verdict, ...], tuple[Waiting, ...]]:
    """Each unit by itself: targets whose figures all come from its own forms and that are demanded of each unit are judged;
    the others are shown with the unit's own figure and with whom they wait for."""
    by_unit: dict[Unit, list[Record]] = {}
    for record in records:
        by_unit.setdefault(record.unit, []).append(record)
    verdicts: list[Verdict] = []
    waiting: list[Waiting] = []
    silent = populate(directive, register, (), True)
    nobody = context_of(directive, silent, as_of).suppliers
    unfilled = _by_unit(silent)
    waits: dict[tuple[str, str], tuple[str, ...]] = {}
    for unit in sorted(by_unit):
        alone = _alone(directive, unfilled.get(_bare(unit), ()), by_unit[unit])
        context = Context(directive, as_of, {**nobody, **context_of(directive, alone, as_of).suppliers})
        for target in directive.targets:
            leaves = [leaf for leaf in parts(target.measure) if _concerns(leaf, alone)]
            if not leaves:
                continue
            if (key := (target.id, unit.kind)) not in waits:
                waits[key] = waits_for(directive, target, unit.kind)
            if waits[key]:
                own_parts = tuple(evaluate(leaf, alone[leaf.scope.form], context) for leaf in parts(target.measure))
                sources = Sources(target.measure, alone, context.suppliers).all
                waiting.append(Waiting(target, unit, own_parts, waits[key], sources))
            else:
                verdicts.append(judge(target, alone, context, unit))
    return tuple(verdicts), tuple(waiting)


def _by_unit(populations: Populations) -> Mapping[Unit, list[Record]]:
    """All records, found by whose they are: there may be thousands of units, and each is asked for its own."""
    found: dict[Unit, list[Record]] = {}
    for population in populations.values():
        for record in population.records:
            found.setdefault(_bare(record.unit), []).append(record)
    return found


def _alone(directive: Directive, unfilled: Iterable[Record], records: Iterable[Record]) -> Populations:
    """One unit's records of every form, empty ones for what it has not filled in."""
    own: dict[str, dict[str, Record]] = {form: {} for form in directive.forms}
    for record in (*unfilled, *records):
        own[record.form][record.row] = record
    return {
        form: Population(tuple(sorted(found.values(), key=lambda record: _order(directive, record))))
        for form, found in own.items()
    }


def _concerns(leaf: Leaf, alone: Populations) -> bool:
    return bool(alone[leaf.scope.form].within(leaf.scope))
