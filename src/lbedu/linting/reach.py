"""Rules on what can come out: targets that can never be met or missed, or are about nobody. By the judge's own bounds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lbedu.directive.expression import Count, Every, Ratio, Scope, Share, Sum, parts
from lbedu.directive.fault import Fault, fault
from lbedu.judging.bounds import ZERO, Interval, extremes
from lbedu.judging.checks import MET, MISSED, OPEN, Context, against, possible, threshold_interval
from lbedu.linting.looked_at import LookedAt
from lbedu.submission import Record, Unit


def outcomes_in_reach(year: LookedAt) -> Iterator[Fault]:
    """Every target can be met and can be missed."""
    directive = year.directive
    suppliers = {
        form: Record(Unit(directive.unit_of(form), ""), form) for form in directive.forms if directive.is_single(form)
    }
    context = Context(directive, directive.evaluate_on, suppliers)
    for path, target in year.placed():
        bits = []
        for leaf in parts(target.measure):
            members, how_many = _blank_members(year, leaf.scope)
            if not members:
                yield fault((*path, "id"), "empty_scope")
                break
            bits.append(_reach(leaf, members, how_many, context))
        else:
            if not all(one & MET for one in bits):
                yield fault((*path, "id"), "never_met")
            elif not any(one & MISSED for one in bits):
                yield fault((*path, "id"), "never_missed")


def _blank_members(year: LookedAt, scope: Scope) -> tuple[list[Record], int | None]:
    """One blank record for everybody in scope that the file counts, else one for each level; and how many there are, if that
    is known."""
    form = year.file.forms[scope.form]
    kind = year.file.units[form.unit]
    if form.rows:
        rows = [
            Record(Unit(form.unit, ""), scope.form, row.code, row.level or "")
            for row in form.rows
            if (scope.among is None or row.code in scope.among) and (scope.levels is None or row.level in scope.levels)
        ]
        return rows, len(rows)
    if scope.among is not None:
        named = [
            Record(
                Unit(form.unit, unit.name, unit.level or "", type=unit.type or ""), scope.form, level=unit.level or ""
            )
            for unit in kind.named
            if unit.name in scope.among
            and (scope.levels is None or unit.level is None or unit.level in scope.levels)
            and (scope.types is None or unit.type is None or unit.type in scope.types)
        ]
        return named, len(named)
    levels = [level for level in kind.levels or [""] if scope.levels is None or level in scope.levels]
    blank = [Record(Unit(form.unit, "", level), scope.form, level=level) for level in levels]
    expected = year.file.expects.get(form.unit)
    if expected and blank and not kind.levels:
        return blank * len(expected), len(expected)
    return blank, None


def _reach(leaf: Share | Sum | Count | Every, members: Sequence[Record], how_many: int | None, context: Context) -> int:
    """The outcomes that some figures can give: MET, MISSED or both."""
    match leaf:
        case Share(part, whole, comparison, _, _):
            return _any(possible(Ratio(part, whole, comparison), one, context) for one in members)
        case Every(check, _):
            return _any(possible(check, one, context) for one in members)
        case Sum(figure, comparison, scope, _):
            total = ZERO
            for one in members:
                weights = dict.fromkeys(figure.fields(one.level), 1)
                bounds = extremes(context.directive, one, weights) or Interval(None, None)
                bounds = bounds.union(ZERO) if scope.when is not None else bounds
                total = total.plus(bounds.any_number_of_times() if how_many is None else bounds)
            return _held(total, leaf, context)
        case Count(check, _, scope):
            outcomes = [possible(check, one, context) for one in members]
            surely = sum(bits == MET for bits in outcomes) if how_many is not None and scope.when is None else 0
            at_most = None if how_many is None else sum(bool(bits & MET) for bits in outcomes)
            return _held(Interval(surely, at_most), leaf, context)


def _held(total: Interval, leaf: Sum | Count, context: Context) -> int:
    found = OPEN
    met, missed = MET, 0
    for threshold in leaf.comparison.thresholds:
        bits = against(total, leaf.comparison.operator, threshold_interval(threshold, context))
        met, missed = met & bits, missed | (bits & MISSED)
        found = met | missed
    return found


def _any(outcomes: Iterator[int]) -> int:
    found = 0
    for bits in outcomes:
        found |= bits
    return found
