"""Between which bounds a figure of one record lies, whatever is still missing: exact, over everything the form allows.

What may be filled into a blank is bounded by the field's type and range, and by `part_of` (a part never exceeds its whole).
A linear figure over such a region is extreme where every field stands at a bound of some field coupled to it, so trying
those bounds is enough; there is no rounding and no search beyond that.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Mapping
from fractions import Fraction
from functools import lru_cache
from typing import Literal, NamedTuple

from lbedu.directive.directive import Directive
from lbedu.directive.expression import Figure
from lbedu.directive.model import FieldSpec, Form, RuleFile
from lbedu.submission import Record

Number = int | Fraction
Asked = Literal["yes", "no", "unknown"]


class Interval(NamedTuple):
    """Smallest and largest possible value; None is without bound on that side."""

    low: Number | None
    high: Number | None

    def plus(self, other: Interval) -> Interval:
        low = None if self.low is None or other.low is None else self.low + other.low
        high = None if self.high is None or other.high is None else self.high + other.high
        return Interval(low, high)

    def union(self, other: Interval) -> Interval:
        """The smallest interval that holds both."""
        low = None if self.low is None or other.low is None else min(self.low, other.low)
        high = None if self.high is None or other.high is None else max(self.high, other.high)
        return Interval(low, high)

    def times(self, count: int) -> Interval:
        """The sum of so many figures that each lie in here."""
        low = None if self.low is None and count else (self.low or 0) * count
        high = None if self.high is None and count else (self.high or 0) * count
        return Interval(low, high)

    def any_number_of_times(self) -> Interval:
        """The sum of nobody knows how many figures that each lie in here, none included."""
        return Interval(
            None if self.low is None or self.low < 0 else 0, None if self.high is None or self.high > 0 else 0
        )

    @property
    def sure(self) -> bool:
        return self.low is not None and self.low == self.high


ZERO = Interval(0, 0)


def asked(form: Form, record: Record, field: str) -> Asked:
    """Whether the form asks this unit for a field, as far as its answers say."""
    spec = form.by_id[field]
    if field in record.said or spec.asked_when is None:
        return "yes"
    answer = record.said.get(spec.asked_when)
    if answer is not None:
        return "yes" if answer.value is True else "no"
    return "no" if asked(form, record, spec.asked_when) == "no" else "unknown"


def numeric(directive: Directive, spec: FieldSpec, value: object) -> Number:
    """A value as a number that compares: ranks by their step from the lowest, dates by their day."""
    if isinstance(value, dt.date):
        return value.toordinal()
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, (int, Fraction)):
        return value
    options = directive.file.choices[spec.options or ""]
    return len(options) - 1 - [option.id for option in options].index(str(value))


def domain(directive: Directive, form: Form, record: Record, field: str) -> Interval:
    """What a field can be by itself: its value, or all that its type and range allow."""
    spec = form.by_id[field]
    said = record.said.get(field)
    if said is not None:
        value = numeric(directive, spec, said.value)
        return Interval(value, value)
    state = asked(form, record, field)
    if state == "no":
        return ZERO
    if spec.type == "rank":
        return Interval(0, len(directive.file.choices[spec.options or ""]) - 1)
    if spec.type == "date":
        return Interval(None, None)
    high = spec.max if spec.max is not None or spec.type != "percent" else 1
    return Interval(min(spec.min, 0) if state == "unknown" else spec.min, high)


def extremes(
    directive: Directive,
    record: Record,
    weights: Mapping[str, Number],
    least: Mapping[str, Number] | None = None,
) -> Interval | None:
    """Bounds of Σ weight × field over everything that may still be filled in; `least` raises the lower bound of a field.

    None where nothing can be filled in at all (a raised bound that contradicts what is said)."""
    if not least and (total := settled(directive, record, weights)) is not None:
        return Interval(total, total)
    if not directive.forms[record.form].related(frozenset(weights)).isdisjoint(record.said):
        return _extremes(directive, record, weights, least)
    known = _silent(directive.file)
    key = record.form, record.level, tuple(weights.items()), tuple((least or {}).items())
    if key not in known:
        known[key] = _extremes(directive, record, weights, least)
    return known[key]


@lru_cache(maxsize=1)
def _silent(_: RuleFile) -> dict[tuple[object, ...], Interval | None]:
    """Bounds of records that say nothing of the figures in question: the same for all of a form and a level, so worked out
    once for the rule file that is judged by."""
    return {}


def _extremes(
    directive: Directive, record: Record, weights: Mapping[str, Number], least: Mapping[str, Number] | None
) -> Interval | None:
    form = directive.forms[record.form]
    result = ZERO
    for root in dict.fromkeys(form.widest(field) for field in weights):
        members = _members(form, root, record.level)
        domains = {name: domain(directive, form, record, name) for name in members}
        for name, low in (least or {}).items():
            if name in domains:
                own = domains[name]
                domains[name] = Interval(low if own.low is None else max(own.low, low), own.high)
        if len(members) == 1:
            own, weight = domains[root], weights[root]
            if own.low is not None and own.high is not None and own.low > own.high:
                return None
            ends = (own.low, own.high) if weight > 0 else (own.high, own.low)
            result = result.plus(Interval(_scaled(ends[0], weight), _scaled(ends[1], weight)))
            continue
        top = _largest(root, form.parts, domains, weights)
        bottom = _largest(root, form.parts, domains, {name: -weight for name, weight in weights.items()})
        if top is None or bottom is None:
            return None
        result = result.plus(Interval(None if bottom[0] > 0 else -bottom[1], None if top[0] > 0 else top[1]))
    return result


def settled(directive: Directive, record: Record, weights: Mapping[str, Number]) -> Number | None:
    """Σ weight × field where every field was said or is not asked; None where something is open."""
    form = directive.forms[record.form]
    total: Number = 0
    for field, weight in weights.items():
        said = record.said.get(field)
        if said is not None:
            value = said.value
            total += weight * (value if type(value) is int else numeric(directive, form.by_id[field], value))
        elif asked(form, record, field) != "no":
            return None
    return total


def said_sum(figure: Figure, record: Record, directive: Directive) -> Number | None:
    """A figure where every field of it was said or is not asked; None where something is open. As `settled`, but cheaper."""
    form = directive.forms[record.form]
    total: Number = 0
    for name in figure.fields(record.level):
        said = record.said.get(name)
        if said is not None:
            value = said.value
            total += value if type(value) is int else numeric(directive, form.by_id[name], value)
        elif asked(form, record, name) != "no":
            return None
    return total


def _scaled(bound: Number | None, weight: Number) -> Number | None:
    return 0 if weight == 0 else None if bound is None else bound * weight


def _members(form: Form, root: str, level: str) -> list[str]:
    """A widest whole and all that is part of it, as far as this level is asked."""
    found = [root]
    for name in found:
        found += [child for child in form.parts[name] if form.by_id[child].asked_of(level) and child not in found]
    return found


Sized = tuple[Number, Number]
"""A multiple of infinity, and what stands beside it."""


def _largest(
    root: str, children: Mapping[str, tuple[str, ...]], domains: Mapping[str, Interval], weights: Mapping[str, Number]
) -> Sized | None:
    """The largest Σ weight × field over a family, each part at most its whole; None where nothing fits.

    The last candidate value stands for infinity."""
    finite = sorted({b for d in domains.values() for b in (d.low, d.high) if b is not None})

    def best(name: str) -> list[Sized | None]:
        own, weight = domains[name], weights.get(name, 0)
        first = 0 if own.low is None else bisect_left(finite, own.low)
        last = len(finite) if own.high is None else bisect_left(finite, own.high)
        totals: list[Sized | None] = [None] * (len(finite) + 1)
        for i in range(first, last + 1):
            totals[i] = (weight, 0) if i == len(finite) else (0, weight * finite[i])
        for child in children[name]:
            if child not in domains:
                continue
            below = best(child)
            reach: Sized | None = None
            for i in range(len(finite) + 1):
                here = below[i]
                if here is not None and (reach is None or here > reach):
                    reach = here
                total = totals[i]
                totals[i] = None if total is None or reach is None else (total[0] + reach[0], total[1] + reach[1])
        return totals

    fitting = [total for total in best(root) if total is not None]
    return max(fitting) if fitting else None
