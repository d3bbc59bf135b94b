"""Where the figures of examples stand beside a threshold: just below, at, just above, or neither. Judges nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Literal, NamedTuple

from lbedu.directive.directive import Directive
from lbedu.directive.expression import (
    AsOf,
    Attested,
    Both,
    Check,
    Chosen,
    Compared,
    Comparison,
    Constant,
    Count,
    Done,
    Every,
    Figure,
    Holds,
    Own,
    Ratio,
    Reference,
    Share,
    Sum,
    Threshold,
    parts,
)
from lbedu.directive.expression import Measure as Expression
from lbedu.examples import Given
from lbedu.scope import in_scope
from lbedu.scorecard import Amount, CountOf, PartResult, ShareOf, Verdict
from lbedu.submission import Record

Side = Literal["below", "at", "above"]
Number = Fraction | int
_POINT, _TENTH = Fraction(1, 100), Fraction(1, 10)
"""A share is just beside its threshold within one percentage point, a number with decimals within a tenth."""


class Boundary(NamedTuple):
    """One threshold of a target, in the order in which it is written."""

    part: int
    """Which measure of the target."""
    check: Compared | Ratio | Done | None
    """The check on one unit that it belongs to; None: of the measure itself."""
    at: int
    """Which of several thresholds."""
    undone: bool = False
    """Of a deadline: the as-of day on which something is said to be undone."""


def boundaries(measure: Expression) -> list[Boundary]:
    """Every threshold of a target."""
    found: dict[Boundary, None] = {}
    for i, leaf in enumerate(parts(measure)):
        if not isinstance(leaf, Every):
            found.update(dict.fromkeys(Boundary(i, None, at) for at in range(len(leaf.comparison.thresholds))))
        checks = [leaf.check] if isinstance(leaf, (Every, Count)) else []
        for check in _compared([*checks, *([leaf.scope.when] if leaf.scope.when is not None else [])]):
            if isinstance(check, Done):
                found.update(dict.fromkeys((Boundary(i, check, 0), Boundary(i, check, 0, undone=True))))
            else:
                found.update(dict.fromkeys(Boundary(i, check, at) for at in range(len(check.comparison.thresholds))))
    return list(found)


def _compared(checks: list[Check]) -> Iterator[Compared | Ratio | Done]:
    for check in checks:
        match check:
            case Both(inner):
                yield from _compared(list(inner))
            case Compared() | Ratio() | Done():
                yield check
            case Holds() | Attested() | Chosen():
                pass


def needed(directive: Directive, measure: Expression, boundary: Boundary) -> set[Side]:
    """The sides of a boundary that figures can stand at at all."""
    sides: set[Side] = {"below", "at", "above"}
    check = boundary.check
    if isinstance(check, Done):
        if boundary.undone:  # what is due on the as-of day itself, is due whenever it is asked
            return {"below", "at"} if check.by is not None else {"at"}
        return sides
    threshold = threshold_of(measure, boundary)
    if not isinstance(threshold, Constant) or isinstance(threshold.value, dt.date):
        return sides
    value: Number = threshold.value
    low, high = _range(directive, parts(measure)[boundary.part], check)
    if value - low <= 0:
        sides.discard("below")
    if high is not None and value - high >= 0:
        sides.discard("above")
    return sides


def threshold_of(measure: Expression, boundary: Boundary) -> Threshold | None:
    """What a figure is held against there; None for the day of a deadline."""
    if isinstance(boundary.check, Done):
        return None
    leaf = parts(measure)[boundary.part]
    comparison = boundary.check.comparison if boundary.check is not None else _comparison(leaf)
    return comparison.thresholds[boundary.at]


def _comparison(leaf: Share | Sum | Count | Every) -> Comparison:
    assert not isinstance(leaf, Every)
    return leaf.comparison


def _range(
    directive: Directive, leaf: Share | Sum | Count | Every, check: Check | None
) -> tuple[Number, Number | None]:
    """The least and the greatest that can be compared; None: no end."""
    divided = check if isinstance(check, Ratio) else leaf if isinstance(leaf, Share) and check is None else None
    if divided is not None:
        return 0, None if divided.per else 1
    if isinstance(leaf, Count) and check is None:
        form = directive.forms[leaf.scope.form]
        all_ = form.rows or directive.file.expects.get(form.unit, ())
        return 0, len(leaf.scope.among) if leaf.scope.among is not None else len(all_) or None
    if isinstance(check, Compared):
        fields = [directive.field(check.figure.form, name) for name in check.figure.by_level[0][1]]
        if fields[0].type == "rank":
            return 0, len(directive.file.choices[fields[0].options or ""]) - 1
        tops = [field.max for field in fields]
        return sum(field.min for field in fields), None if None in tops else sum(top or 0 for top in tops)
    return 0, None


def sides_of(directive: Directive, boundary: Boundary, given: Given, verdict: Verdict) -> Iterator[Side]:
    """Where the figures of one example stand."""
    leaf = parts(verdict.target.measure)[boundary.part]
    check = boundary.check
    if check is None:
        thresholds = _comparison(leaf).thresholds
        value = _value(directive, thresholds[boundary.at], None, given)
        if isinstance(value, (int, Fraction)):
            yield from _of_part(verdict.parts[boundary.part], value)
        return
    for record in given.records:
        if record.form == leaf.scope.form and in_scope(leaf.scope._replace(when=None), record) is not False:
            side = _of_record(directive, boundary, check, record, given)
            if side is not None:
                yield side


def _of_part(part: PartResult, threshold: Number) -> Iterator[Side]:
    match part.actual:
        case ShareOf(number, whole, per):
            side = _share_side(number, whole, threshold, per)
        case Amount(value):
            side = _side(value - threshold, 1 if Fraction(value).denominator == 1 else _TENTH)
        case CountOf(number, _, _):
            side = _side(number - threshold, 1)
        case _:
            side = None
    if side is not None:
        yield side


def _side(distance: Number, step: Number) -> Side | None:
    if distance == 0:
        return "at"
    if abs(Fraction(distance)) > Fraction(step):
        return None
    return "above" if distance > 0 else "below"


def _share_side(part: Number, whole: Number, threshold: Number, per: bool) -> Side | None:
    """One more, or one less, would reach the threshold or cross it."""
    if whole <= 0:
        return None
    distance = part - threshold * whole
    return _side(distance, 1) if per or abs(Fraction(distance)) <= Fraction(_POINT * whole) else None


def _of_record(
    directive: Directive, boundary: Boundary, check: Compared | Ratio | Done, record: Record, given: Given
) -> Side | None:
    if isinstance(check, Done):
        return _of_deadline(check, boundary.undone, record, given)
    threshold = _value(directive, check.comparison.thresholds[boundary.at], record, given)
    if isinstance(check, Ratio):
        part, whole = (_figure(directive, figure, record) for figure in (check.part, check.whole))
        numbers = isinstance(part, (int, Fraction)) and isinstance(whole, (int, Fraction))
        if not numbers or not isinstance(threshold, (int, Fraction)):
            return None
        return _share_side(part, whole, threshold, check.per)  # type: ignore[arg-type]  # both are numbers, just looked at
    value = _figure(directive, check.figure, record)
    if isinstance(value, dt.date) and isinstance(threshold, dt.date):
        return _side((value - threshold).days, 1)
    if isinstance(value, (int, Fraction)) and isinstance(threshold, (int, Fraction)):
        kind = directive.field(check.figure.form, check.figure.by_level[0][1][0]).type
        return _side(value - threshold, {"number": _TENTH, "percent": _POINT}.get(kind, 1))
    return None


def _of_deadline(check: Done, undone: bool, record: Record, given: Given) -> Side | None:
    due = check.by or given.as_of
    done, on = record.said.get(check.done), record.said.get(check.on)
    if undone:
        return _side((given.as_of - due).days, 1) if done is not None and done.value is False else None
    if done is None or done.value is not True or on is None or not isinstance(on.value, dt.date):
        return None
    return _side((on.value - due).days, 1)


def _figure(directive: Directive, figure: Figure, record: Record) -> Number | dt.date | None:
    """What a record says of a figure; a rank as its step from the lowest."""
    names = figure.fields(record.level)
    said = [record.said[name].value for name in names if name in record.said]
    if not names or len(said) < len(names):
        return None
    field = directive.field(figure.form, names[0])
    if field.type == "rank":
        ranks = [option.id for option in directive.file.choices[field.options or ""]]
        return len(ranks) - 1 - ranks.index(str(said[0]))
    if isinstance(said[0], dt.date):
        return said[0]
    numbers = [one for one in said if isinstance(one, (int, Fraction))]
    return sum(numbers, Fraction(0)) if len(numbers) == len(names) else None


def _value(directive: Directive, threshold: Threshold, record: Record | None, given: Given) -> Number | dt.date | None:
    match threshold:
        case Constant(value, _):
            return value
        case AsOf():
            return given.as_of
        case Own(figure):
            return _figure(directive, figure, record) if record is not None else None
        case Reference(figure):
            by_form: Mapping[str, Record] = {one.form: one for one in given.records}
            supplier = by_form.get(figure.form)
            return _figure(directive, figure, supplier) if supplier is not None else None
