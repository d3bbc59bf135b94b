"""A measure over the records of its scope: outcome, what is known, how far it is, and because of whom."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from lbedu.directive.expression import (
    Check,
    Compared,
    Comparison,
    Count,
    Every,
    Figure,
    Ratio,
    Scope,
    Share,
    Sum,
    check_fields,
)
from lbedu.judging.bounds import ZERO, Interval, Number, extremes, said_sum
from lbedu.judging.checks import (
    MET,
    MISSED,
    NOT_APPLICABLE,
    OPEN,
    VOID,
    Context,
    against,
    applies,
    asking,
    balance,
    both,
    nothing_asked,
    threshold_interval,
)
from lbedu.judging.tally import (
    Crowd,
    Member,
    Numbers,
    Tally,
    is_answered,
    known_limit,
    lacking,
    lacking_share,
    own_figure,
    own_gap,
)
from lbedu.scope import within
from lbedu.scorecard import Actual, Amount, CountOf, PartResult, ShareOf, Taken
from lbedu.submission import Record, Unit

Leaf = Share | Sum | Count | Every


class Population:
    """The records of one form: those of every unit that is known, reported or not, and how many more there may be."""

    def __init__(self, records: tuple[Record, ...] = (), unknown: int | None = 0, rejected: int = 0) -> None:
        self.records = records
        self.unknown = unknown
        """Further units of which nothing is known; None: nobody knows how many."""
        self.rejected = rejected
        """Workbooks and rows that may be theirs."""
        self._within: dict[tuple[object, ...], tuple[Member, ...]] = {}
        self._members: dict[tuple[int, bool], Member] = {}

    def within(self, scope: Scope) -> tuple[Member, ...]:
        """Who is in scope, or may be, whatever its condition: found once, as many targets are about the same units."""
        key = scope.levels, scope.types, scope.flags, scope.among
        found = self._within.get(key)
        if found is None:
            found = self._within[key] = tuple([self._member(*one) for one in within(scope, self.records)])
        return found

    def _member(self, record: Record, sure: bool) -> Member:
        """The same one for every scope: they are many."""
        key = id(record), sure
        return self._members.get(key) or self._members.setdefault(key, Member(record, True, not sure))


def gather(scope: Scope, population: Population, context: Context) -> Crowd:
    """Who is in scope. Among named units nobody is unknown: the directive names them all."""
    members = population.within(scope)
    if scope.when is not None:
        ask = asking(scope.when, context)
        answers = [(member.record, member.outside, ask(member.record)) for member in members]
        members = tuple([Member(record, bool(b & MET), outside or bool(b & ~MET)) for record, outside, b in answers])
    asked = frozenset(name for _, name in check_fields(scope.when)) if scope.when is not None else frozenset()
    if scope.among is not None or population.unknown == 0:
        return Crowd(members, asked=asked)
    levels = sorted(scope.levels or context.directive.file.units[context.directive.unit_of(scope.form)].levels) or [""]
    kind = context.directive.unit_of(scope.form)
    strangers = tuple(Record(Unit(kind, "", level), scope.form, level=level) for level in levels)
    outside = scope.when is not None and any(asking(scope.when, context)(one) & ~MET for one in strangers)
    return Crowd(members, strangers, population.unknown, outside, asked, population.rejected)


def evaluate(leaf: Leaf, population: Population, context: Context) -> PartResult:
    """One measure, decided if and only if every completion of what is missing decides it the same way."""
    crowd = gather(leaf.scope, population, context)
    match leaf:
        case Share():
            return _share(leaf, crowd, context)
        case Sum(figure, comparison, _, _):
            return _sum(figure, comparison, crowd, context)
        case Count(check, comparison, _):
            return _count(check, comparison, crowd, context)
        case Every(check, _):
            return _every(check, crowd, context)


# sums and shares: linear figures add up over independent units, and so do their bounds


def _total(crowd: Crowd, bounds: Callable[[Record], Interval], known: Number = 0) -> Interval:
    """The bounds of a figure added up; `known` is what others give of whom nothing is open."""
    total = Interval(known, known)
    for member in crowd.members:
        if member.inside:
            own = bounds(member.record)
            total = total.plus(own.union(ZERO) if member.outside else own)
    if crowd.strangers:
        one = bounds(crowd.strangers[0])
        for stranger in crowd.strangers[1:]:
            one = one.union(bounds(stranger))
        if crowd.strangers_outside:
            one = one.union(ZERO)
        total = total.plus(one.any_number_of_times() if crowd.how_many is None else one.times(crowd.how_many))
    return total


def _said(figures: tuple[Figure, ...], crowd: Crowd, context: Context) -> list[Numbers | None]:
    """What each member says of figures; None where something of them is open."""
    found: list[Numbers | None] = []
    for record, _, _ in crowd.members:
        numbers = tuple([said_sum(figure, record, context.directive) for figure in figures])
        found.append(None if None in numbers else cast("Numbers", numbers))
    return found


def _settle(said: list[Numbers | None], crowd: Crowd, size: int) -> tuple[list[Number], Crowd]:
    """What so many figures add up to of members of whom nothing is open, and the crowd of the others."""
    known: list[Numbers] = []
    others: list[Member] = []
    for member, numbers in zip(crowd.members, said, strict=True):
        if not member.inside:
            continue
        if numbers is None or member.outside:
            others.append(member)
        else:
            known.append(numbers)
    return [sum(numbers[i] for numbers in known) for i in range(size)], crowd._replace(members=tuple(others))


def _none_applies(crowd: Crowd, figure: Figure, context: Context) -> tuple[bool, bool]:
    """Whether it can be, and whether it is sure, that the figure applies to nobody."""
    can, sure = True, bool(crowd.members) and not crowd.strangers
    for member in crowd.members:
        asks = applies(figure, member.record, context) if member.inside else NOT_APPLICABLE
        can = can and (member.outside or bool(asks & NOT_APPLICABLE))
        sure = sure and (not member.inside or asks == NOT_APPLICABLE)
        if not can and not sure:
            break
    if crowd.how_many not in (0, None) and not crowd.strangers_outside:
        can = can and any(applies(figure, stranger, context) & NOT_APPLICABLE for stranger in crowd.strangers)
    return can, sure


def _share(leaf: Share, crowd: Crowd, context: Context) -> PartResult:
    part, whole, comparison = leaf.part, leaf.whole, leaf.comparison

    def as_far_as_it_applies(record: Record, bounds: Interval | None) -> Interval:
        asks = applies(whole, record, context)
        if not asks & MET:
            return ZERO
        found = bounds or Interval(None, None)
        return found.union(ZERO) if asks & NOT_APPLICABLE else found

    def whole_of(record: Record) -> Interval:
        weights = dict.fromkeys(whole.fields(record.level), 1)
        return as_far_as_it_applies(record, extremes(context.directive, record, weights))

    def over(share: Number) -> Callable[[Record], Interval]:
        return lambda record: as_far_as_it_applies(record, balance(part, whole, record, share, context, None))

    said = _said((part, whole), crowd, context)
    (parts_, wholes), others = _settle(said, crowd, 2)
    size = _total(others, whole_of, wholes)
    zero = size.high is not None and size.high <= 0
    found = []
    for threshold in comparison.thresholds:
        limit = threshold_interval(threshold, context)
        bits = 0
        for end in {limit.low, limit.high}:
            if end is None:
                bits |= OPEN
                continue
            bits |= against(
                _total(others, over(end), parts_ * end.denominator - end.numerator * wholes), comparison.operator, ZERO
            )
        found.append(bits)
    could_be = (0 if zero else both(found)) | (VOID if size.low is None or size.low < 1 else 0)
    could_be = _unless_nobody(could_be, crowd, whole, context)
    needed = known_limit(comparison, context)
    tally = Tally(context, (part, whole), per=leaf.per)
    for member, own in zip(crowd.members, said, strict=True):
        tally.take(member, own, lambda said: lacking_share(said, needed, comparison.operator))
    known = tuple(tally.totals) if tally.complete else None
    actual = ShareOf(int(known[0]), int(known[1]), leaf.per) if known else None
    gap = lacking_share(known, needed, comparison.operator) if known else None
    return tally.result(could_be, actual, gap, crowd, comparison)


def _unless_nobody(could_be: int, crowd: Crowd, figure: Figure, context: Context) -> int:
    """What the outcome could be once it is considered that the figure may apply to nobody."""
    if not crowd.members and crowd.how_many == 0:  # no unit to ask at all is no answer
        return VOID
    can_none, sure_none = _none_applies(crowd, figure, context)
    if sure_none:
        return NOT_APPLICABLE
    return could_be | (NOT_APPLICABLE if can_none else 0)


def _sum(figure: Figure, comparison: Comparison, crowd: Crowd, context: Context) -> PartResult:
    def of(record: Record) -> Interval:
        return extremes(context.directive, record, dict.fromkeys(figure.fields(record.level), 1)) or Interval(0, None)

    said = _said((figure,), crowd, context)
    (known,), others = _settle(said, crowd, 1)
    total = _total(others, of, known)
    limits = [threshold_interval(threshold, context) for threshold in comparison.thresholds]
    could_be = both(against(total, comparison.operator, limit) for limit in limits)
    could_be = _unless_nobody(could_be, crowd, figure, context)
    needed = known_limit(comparison, context)
    tally = Tally(context, (figure,))
    for member, own in zip(crowd.members, said, strict=True):
        tally.take(member, own, lambda said: said[0] if comparison.operator in ("<=", "<", "==") and needed == 0 else 0)
    actual = Amount(tally.totals[0]) if tally.complete else None
    gap = lacking(tally.totals[0], needed, comparison.operator) if tally.complete else None
    return tally.result(could_be, actual, gap, crowd, comparison)


# counts and "every": each unit passes or not, independently of the others


def _bits(check: Check, crowd: Crowd, context: Context) -> list[int]:
    """Outcomes of each member."""
    ask = asking(check, context)
    return [
        (ask(record) if inside else 0) | (NOT_APPLICABLE if outside else 0) for record, inside, outside in crowd.members
    ]


def _stranger_bits(check: Check, crowd: Crowd, context: Context) -> list[int]:
    """Outcomes of the unknown units; one stands for as many as there may be, or for none."""
    if not crowd.strangers or crowd.how_many == 0:
        return []
    found, ask = 0, asking(check, context)
    for stranger in crowd.strangers:
        found |= ask(stranger)
    if crowd.strangers_outside:
        found |= NOT_APPLICABLE
    return [found | NOT_APPLICABLE] if crowd.how_many is None else [found] * crowd.how_many


def _count(check: Check, comparison: Comparison, crowd: Crowd, context: Context) -> PartResult:
    bits = _bits(check, crowd, context)
    unknown = _stranger_bits(check, crowd, context)
    surely = sum(b == MET for b in (*bits, *unknown))
    possibly: int | None = sum(bool(b & MET) for b in (*bits, *unknown))
    if crowd.how_many is None and unknown and unknown[0] & MET:
        possibly = None
    limits = [threshold_interval(threshold, context) for threshold in comparison.thresholds]
    could_be = both(against(Interval(surely, possibly), comparison.operator, limit) for limit in limits)
    nobody = nothing_asked([*bits, *unknown])
    if all(b & ~OPEN == b for b in (*bits, *unknown)):
        could_be = nobody
    tally = Tally(context, (), check)
    tally.judge(crowd.members, bits, check)
    actual = CountOf(surely, tally.records, tally.ranks()) if tally.complete else None
    gap = lacking(surely, known_limit(comparison, context), comparison.operator) if tally.complete else None
    sure = [
        (member.record, b)
        for member, b in zip(crowd.members, bits, strict=True)
        if b in (MET, MISSED) and not member.outside and is_answered(check, member.record)
    ]
    taken = Taken(tuple(record for record, _ in sure), sum(b == MET for _, b in sure))
    return tally.result(could_be | nobody, actual, gap, crowd, comparison, taken=taken)


def _every(check: Check, crowd: Crowd, context: Context) -> PartResult:
    bits = _bits(check, crowd, context)
    could_be = both([*bits, *_stranger_bits(check, crowd, context)])
    tally = Tally(context, (), check)
    tally.judge(crowd.members, bits, check)
    actual: Actual = CountOf(tally.passed, tally.records, tally.ranks()) if tally.complete else None
    gap: Number | None = tally.records - tally.passed if tally.complete else None
    if len(crowd.members) == 1 and not crowd.strangers:
        record = crowd.members[0].record
        actual = own_figure(check, record, context)
        if isinstance(check, (Compared, Ratio)):
            gap = own_gap(check, record, context)
    return tally.result(could_be, actual, gap, crowd, None, check)
