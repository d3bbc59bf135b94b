"""A measure over the records of its scope: outcome, what is known, how far it is, and because of whom."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from lbedu.directive.expression import Check, Compared, Comparison, Count, Every, Figure, Ratio, Scope, Share, Sum
from lbedu.judging.bounds import ZERO, Interval, Number, extremes
from lbedu.judging.checks import (
    MET,
    MISSED,
    NOT_APPLICABLE,
    OPEN,
    VOID,
    Context,
    against,
    applies,
    balance,
    possible,
    threshold_interval,
)
from lbedu.judging.tally import (
    Crowd,
    Member,
    Tally,
    known_limit,
    lacking,
    lacking_share,
    own_figure,
    own_gap,
    reason_of,
)
from lbedu.scorecard import Actual, Amount, CountOf, Outcome, PartResult, ShareOf
from lbedu.submission import Record, Unit

Leaf = Share | Sum | Count | Every


@dataclass(frozen=True, slots=True)
class Population:
    """The records of one form: those of every unit that is known, reported or not, and how many more there may be."""

    records: tuple[Record, ...] = ()
    unknown: int | None = 0
    """Further units of which nothing is known; None: nobody knows how many."""


def in_scope(scope: Scope, record: Record) -> bool | None:
    """Whether a record is in scope by what the unit is; None where its type was not said."""
    if scope.levels is not None and record.level not in scope.levels:
        return False
    if scope.among is not None and (record.row or record.unit.name) not in scope.among:
        return False
    if scope.types is not None and record.unit.type not in scope.types:
        return None if not record.unit.type else False
    return True


def gather(scope: Scope, population: Population, context: Context) -> Crowd:
    """Who is in scope. Among named units nobody is unknown: the directive names them all."""
    members = []
    for record in population.records:
        within = in_scope(scope, record)
        if within is False:
            continue
        condition = MET if scope.when is None else possible(scope.when, record, context)
        members.append(Member(record, bool(condition & MET), within is None or bool(condition & ~MET)))
    if scope.among is not None or population.unknown == 0:
        return Crowd(tuple(members))
    levels = sorted(scope.levels or context.directive.file.units[context.directive.unit_of(scope.form)].levels) or [""]
    kind = context.directive.unit_of(scope.form)
    strangers = tuple(Record(Unit(kind, "", level), scope.form, level=level) for level in levels)
    return Crowd(tuple(members), strangers, population.unknown)


def evaluate(leaf: Leaf, population: Population, context: Context) -> PartResult:
    """One measure, decided if and only if every completion of what is missing decides it the same way."""
    crowd = gather(leaf.scope, population, context)
    match leaf:
        case Share(part, whole, comparison, _, _):
            return _share(part, whole, comparison, crowd, context)
        case Sum(figure, comparison, _, _):
            return _sum(figure, comparison, crowd, context)
        case Count(check, comparison, _):
            return _count(check, comparison, crowd, context)
        case Every(check, _):
            return _every(check, crowd, context)


# sums and shares: linear figures add up over independent units, and so do their bounds


def _total(crowd: Crowd, bounds: Callable[[Record], Interval]) -> Interval:
    total = ZERO
    for member in crowd.members:
        if member.inside:
            own = bounds(member.record)
            total += own.union(ZERO) if member.outside else own
    if crowd.strangers:
        one = bounds(crowd.strangers[0])
        for stranger in crowd.strangers[1:]:
            one = one.union(bounds(stranger))
        total += one.any_number_of_times() if crowd.how_many is None else one.times(crowd.how_many)
    return total


def _none_applies(crowd: Crowd, figure: Figure, context: Context) -> tuple[bool, bool]:
    """Whether it can be, and whether it is sure, that the figure applies to nobody."""
    can, sure = True, bool(crowd.members) and not crowd.strangers
    for member in crowd.members:
        asks = applies(figure, member.record, context) if member.inside else NOT_APPLICABLE
        can = can and (member.outside or bool(asks & NOT_APPLICABLE))
        sure = sure and (not member.inside or asks == NOT_APPLICABLE)
    return can and crowd.how_many in (0, None), sure


def _share(part: Figure, whole: Figure, comparison: Comparison, crowd: Crowd, context: Context) -> PartResult:
    def whole_of(record: Record) -> Interval:
        weights = dict.fromkeys(whole.fields(record.level), 1)
        return extremes(context.directive, record, weights) or Interval(0, None)

    def over(share: Number) -> Callable[[Record], Interval]:
        return lambda record: balance(part, whole, record, share, context, None) or Interval(None, None)

    size = _total(crowd, whole_of)
    _, sure_none = _none_applies(crowd, whole, context)
    outcome: Outcome = "undecided"
    if sure_none:
        outcome = "not_applicable"
    elif size.low is not None and size.low >= 1:
        found = []
        for threshold in comparison.thresholds:
            limit = threshold_interval(threshold, context)
            bits = [
                OPEN if end is None else against(_total(crowd, over(end)), comparison.operator, ZERO)
                for end in {limit.low, limit.high}
            ]
            found.append(bits[0] | bits[-1])
        outcome = _decide(found)
    needed = known_limit(comparison, context)
    tally = Tally(context, (part, whole))
    for member in crowd.members:
        tally.take(member, lambda said: lacking_share(said, needed, comparison.operator))
    known = tuple(tally.totals) if tally.complete else None
    actual = ShareOf(int(known[0]), int(known[1])) if known else None
    gap = lacking_share(known, needed, comparison.operator) if known else None
    zero = size.high is not None and size.high <= 0
    reason = reason_of(outcome, crowd, tally, comparison, context, zero)
    return tally.result(outcome, reason, actual, gap, crowd)


def _decide(thresholds: list[int]) -> Outcome:
    """Met against every threshold; missed as soon as one is missed for sure."""
    if MISSED in thresholds:
        return "missed"
    return "met" if all(bits == MET for bits in thresholds) else "undecided"


def _sum(figure: Figure, comparison: Comparison, crowd: Crowd, context: Context) -> PartResult:
    def of(record: Record) -> Interval:
        return extremes(context.directive, record, dict.fromkeys(figure.fields(record.level), 1)) or Interval(0, None)

    can_none, sure_none = _none_applies(crowd, figure, context)
    total = _total(crowd, of)
    outcome: Outcome = "undecided"
    if sure_none:
        outcome = "not_applicable"
    elif not can_none:
        limits = [threshold_interval(threshold, context) for threshold in comparison.thresholds]
        outcome = _decide([against(total, comparison.operator, limit) for limit in limits])
    needed = known_limit(comparison, context)
    tally = Tally(context, (figure,))
    for member in crowd.members:
        tally.take(member, lambda said: said[0] if comparison.operator in ("<=", "<", "==") and needed == 0 else 0)
    actual = Amount(tally.totals[0]) if tally.complete else None
    gap = lacking(tally.totals[0], needed, comparison.operator) if tally.complete else None
    reason = reason_of(outcome, crowd, tally, comparison, context)
    return tally.result(outcome, reason, actual, gap, crowd)


# counts and "every": each unit passes or not, independently of the others


def _bits(check: Check, member: Member, context: Context) -> int:
    found = possible(check, member.record, context) if member.inside else 0
    return found | (NOT_APPLICABLE if member.outside else 0)


def _stranger_bits(check: Check, crowd: Crowd, context: Context) -> list[int]:
    """Outcomes of the unknown units; one stands for as many as there may be, or for none."""
    if not crowd.strangers or crowd.how_many == 0:
        return []
    found = 0
    for stranger in crowd.strangers:
        found |= possible(check, stranger, context)
    return [found | NOT_APPLICABLE] if crowd.how_many is None else [found] * crowd.how_many


def _count(check: Check, comparison: Comparison, crowd: Crowd, context: Context) -> PartResult:
    bits = [_bits(check, member, context) for member in crowd.members]
    unknown = _stranger_bits(check, crowd, context)
    surely = sum(b == MET for b in (*bits, *unknown))
    possibly: int | None = sum(bool(b & MET) for b in (*bits, *unknown))
    if crowd.how_many is None and unknown and unknown[0] & MET:
        possibly = None
    nobody = all(b & NOT_APPLICABLE for b in (*bits, *unknown))
    outcome: Outcome = "undecided"
    if bits and not unknown and all(b == NOT_APPLICABLE for b in bits):
        outcome = "not_applicable"
    elif (bits or unknown) and not nobody:
        number = Interval(surely, possibly)
        limits = [threshold_interval(threshold, context) for threshold in comparison.thresholds]
        outcome = _decide([against(number, comparison.operator, limit) for limit in limits])
    tally = Tally(context, ())
    for member, b in zip(crowd.members, bits, strict=True):
        tally.judge(member, b, check)
    actual = CountOf(surely, tally.records) if tally.complete else None
    needed = known_limit(comparison, context)
    gap = lacking(surely, needed, comparison.operator) if tally.complete else None
    return tally.result(outcome, reason_of(outcome, crowd, tally, comparison, context), actual, gap, crowd)


def _every(check: Check, crowd: Crowd, context: Context) -> PartResult:
    bits = [_bits(check, member, context) for member in crowd.members]
    everyone = (*bits, *_stranger_bits(check, crowd, context))
    outcome: Outcome = "undecided"
    zero = False
    if everyone:
        can_miss = any(b & MISSED for b in everyone)
        can_meet = all(b & ~MISSED for b in everyone) and any(b & MET for b in everyone)
        can_skip = all(b & NOT_APPLICABLE for b in everyone)
        can_void = all(b & (NOT_APPLICABLE | VOID) for b in everyone) and any(b & VOID for b in everyone)
        zero = can_void and not (can_miss or can_meet)
        if any(b == MISSED for b in everyone):
            outcome = "missed"
        elif can_meet and not (can_miss or can_skip or can_void):
            outcome = "met"
        elif can_skip and not (can_miss or can_meet or can_void):
            outcome = "not_applicable"
    tally = Tally(context, ())
    for member, b in zip(crowd.members, bits, strict=True):
        tally.judge(member, b, check)
    actual: Actual = CountOf(tally.passed, tally.records) if tally.complete else None
    if context.directive.is_single(crowd_form(crowd)) and len(crowd.members) == 1:
        actual = own_figure(check, crowd.members[0].record, context)
    gap: Number | None = tally.records - tally.passed if tally.complete and outcome != "met" else None
    single = crowd.members[0] if len(crowd.members) == 1 else None
    if single is not None and isinstance(check, (Compared, Ratio)):
        gap = own_gap(check, single.record, context)
    return tally.result(outcome, reason_of(outcome, crowd, tally, None, context, zero, check), actual, gap, crowd)


def crowd_form(crowd: Crowd) -> str:
    """The form that the members of a scope filled in; empty where there are none."""
    return next((member.record.form for member in crowd.members), "")
