"""What a target means: one small expression that the judge, `explain` and the docs each walk. Never evaluates itself.

A *check* is asked of one record (one unit's form, or one row of a list). A *measure* runs over the records of a scope.
Figures are exact: percentages are fractions, ranks are steps counted from the lowest.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from fractions import Fraction
from typing import Literal, NamedTuple

Operator = Literal[">=", ">", "<=", "<", "=="]


class Figure(NamedTuple):
    """A field, or a sum of fields of one form; which fields, may depend on the level of the unit."""

    form: str
    by_level: tuple[tuple[str | None, tuple[str, ...]], ...]
    """Level (None: every level) and the ids of the fields that are added up."""

    def fields(self, level: str | None) -> tuple[str, ...]:
        """The fields that a unit of this level adds up; empty where the level is not asked."""
        for own, fields in self.by_level:
            if own is None or own == level:
                return fields
        return ()

    @property
    def levels(self) -> frozenset[str] | None:
        """The levels that have this figure; None: all."""
        own = [level for level, _ in self.by_level]
        return None if None in own else frozenset(level for level in own if level is not None)


class Constant(NamedTuple):
    """A fixed figure: a number, a percentage as a fraction, a step of a rank, a date."""

    value: Fraction | dt.date
    written: str
    """As the rule file has it: `58%`, `3500`, `tốt`."""


class AsOf(NamedTuple):
    """The as-of date of the run."""


class Reference(NamedTuple):
    """A figure that somebody else supplies, such as the city's average: one record of another form holds it."""

    figure: Figure


class Own(NamedTuple):
    """Another figure of the same record, such as last year's."""

    figure: Figure


Threshold = Constant | AsOf | Reference | Own


class Comparison(NamedTuple):
    """Holds against every threshold at once."""

    operator: Operator
    thresholds: tuple[Threshold, ...]


class Holds(NamedTuple):
    """A yes/no field is answered yes."""

    form: str
    field: str


class Attested(NamedTuple):
    """A yes/no field is answered yes and its evidence is named."""

    form: str
    field: str
    evidence: str


class Chosen(NamedTuple):
    """A choice (or yes/no) field has this answer."""

    form: str
    field: str
    option: str | bool


class Compared(NamedTuple):
    """A figure, compared."""

    figure: Figure
    comparison: Comparison


class Ratio(NamedTuple):
    """A part of a whole, compared; a whole of 0 that was said is not applicable."""

    part: Figure
    whole: Figure
    comparison: Comparison
    per: bool = False
    """No part of it: so many of one thing per one of another, held against a plain number."""


class Done(NamedTuple):
    """Something is done, and on a day that is not after `by`; None: not after the as-of date."""

    form: str
    done: str
    on: str
    by: dt.date | None
    evidence: str | None = None
    """The field of the evidence, where the form asks for it."""


class Both(NamedTuple):
    """All of these checks hold."""

    checks: tuple[Check, ...]


Check = Holds | Attested | Chosen | Compared | Ratio | Done | Both


class Scope(NamedTuple):
    """Which records are meant. `when` is a condition on the record itself: where it is said to be false, the record does
    not count."""

    form: str
    levels: frozenset[str] | None = None
    types: frozenset[str] | None = None
    flags: frozenset[str] | None = None
    """What the register says of the unit: one of these is enough."""
    among: tuple[str, ...] | None = None
    """Names of units, or codes of rows of a list."""
    when: Check | None = None
    label: tuple[str, str] | None = None
    """What a part of a target is about, in Vietnamese and English."""


class Share(NamedTuple):
    """Sum of the parts ÷ sum of the wholes, compared. Never a mean of percentages."""

    part: Figure
    whole: Figure
    comparison: Comparison
    scope: Scope
    each: bool
    """Demanded of each unit too: only where that says the same (100%)."""
    per: bool = False
    """No part of it: so many of one thing per one of another, held against a plain number."""


class Sum(NamedTuple):
    """A sum, compared."""

    figure: Figure
    comparison: Comparison
    scope: Scope
    each: bool
    """Demanded of each unit too: only where that says the same (at most 0)."""


class Count(NamedTuple):
    """How many records pass a check, compared."""

    check: Check
    comparison: Comparison
    scope: Scope


class Every(NamedTuple):
    """Every record passes a check."""

    check: Check
    scope: Scope


class AllOf(NamedTuple):
    """All of these measures are met."""

    measures: tuple[Measure, ...]


Measure = Share | Sum | Count | Every | AllOf


def parts(measure: Measure) -> tuple[Share | Sum | Count | Every, ...]:
    """The measures that a target is made of, in their order."""
    if isinstance(measure, AllOf):
        return tuple(leaf for part in measure.measures for leaf in parts(part))
    return (measure,)


def single_checks(leaf: Share | Sum | Count | Every) -> tuple[Check, ...]:
    """The checks that a measure asks of each record, those that are joined one by one; none where it adds up."""
    return _unjoined(leaf.check) if isinstance(leaf, (Count, Every)) else ()


def _unjoined(check: Check) -> tuple[Check, ...]:
    return tuple(one for inner in check.checks for one in _unjoined(inner)) if isinstance(check, Both) else (check,)


def _figure_fields(figure: Figure) -> Iterator[tuple[str, str]]:
    for _, fields in figure.by_level:
        for field in fields:
            yield figure.form, field


def _threshold_fields(comparison: Comparison) -> Iterator[tuple[str, str]]:
    for threshold in comparison.thresholds:
        if isinstance(threshold, (Reference, Own)):
            yield from _figure_fields(threshold.figure)


def check_fields(check: Check) -> Iterator[tuple[str, str]]:
    """Every (form, field) that a check reads."""
    match check:
        case Holds(form, field) | Chosen(form, field, _):
            yield form, field
        case Attested(form, field, evidence):
            yield form, field
            yield form, evidence
        case Compared(figure, comparison):
            yield from _figure_fields(figure)
            yield from _threshold_fields(comparison)
        case Ratio(part, whole, comparison):
            yield from _figure_fields(part)
            yield from _figure_fields(whole)
            yield from _threshold_fields(comparison)
        case Done(form, done, on, _, evidence):
            yield form, done
            yield form, on
            if evidence is not None:
                yield form, evidence
        case Both(checks):
            for inner in checks:
                yield from check_fields(inner)


def fields_of(measure: Measure) -> list[tuple[str, str]]:
    """Every (form, field) that a measure reads, once each, in the order of reading."""
    found: dict[tuple[str, str], None] = {}
    for leaf in parts(measure):
        match leaf:
            case Share(part, whole, comparison, _, _):
                found.update(dict.fromkeys(check_fields(Ratio(part, whole, comparison))))
            case Sum(figure, comparison, _, _):
                found.update(dict.fromkeys(check_fields(Compared(figure, comparison))))
            case Count(check, comparison, _):
                found.update(dict.fromkeys(check_fields(check)))
                found.update(dict.fromkeys(_threshold_fields(comparison)))
            case Every(check, _):
                found.update(dict.fromkeys(check_fields(check)))
        if leaf.scope.when is not None:
            found.update(dict.fromkeys(check_fields(leaf.scope.when)))
    return list(found)


def references(measure: Measure) -> list[tuple[str, str]]:
    """Every (form, field) that a measure takes from a record of somebody else."""
    own = {leaf.scope.form for leaf in parts(measure)}
    return [(form, field) for form, field in fields_of(measure) if form not in own]
