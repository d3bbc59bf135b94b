"""What to tell about a measure: the figures said so far, what is lacking, who holds it down and who is waited for."""

from __future__ import annotations

import math
from collections.abc import Callable
from operator import add
from typing import NamedTuple

from lbedu.directive.expression import (
    Attested,
    Both,
    Check,
    Chosen,
    Compared,
    Comparison,
    Done,
    Figure,
    Holds,
    Operator,
    Own,
    Ratio,
    Reference,
    check_fields,
)
from lbedu.judging.bounds import Number, said_sum
from lbedu.judging.checks import MET, MISSED, NOT_APPLICABLE, OPEN, VOID, Context, applies, possible, threshold_interval
from lbedu.scorecard import Actual, Amount, Conditions, Holding, Outcome, PartResult, ReasonCode, ShareOf, Taken
from lbedu.submission import Place, Record

Numbers = tuple[Number, ...]
"""What a record says of each figure."""


class Member(NamedTuple):
    """A record that is in scope, or may be."""

    record: Record
    inside: bool
    """It can be in scope."""
    outside: bool
    """It can be out of scope: its type is not said, or the condition is or may be false."""


class Crowd(NamedTuple):
    """The members of a scope, and the units of which nothing is known."""

    members: tuple[Member, ...]
    strangers: tuple[Record, ...] = ()
    """What one unknown unit could be: an empty record a level."""
    how_many: int | None = 0
    strangers_outside: bool = False
    """An unknown unit may be out of scope, by the condition."""
    asked: frozenset[str] = frozenset()
    """The fields of the condition."""
    rejected: int = 0
    """Workbooks and rows that may be of the unknown units."""


def known_limit(comparison: Comparison, context: Context) -> Number | None:
    """The threshold, where it is one and known."""
    limits = [threshold_interval(threshold, context) for threshold in comparison.thresholds]
    if not limits or not all(limit.sure for limit in limits):
        return None
    values = [limit.low for limit in limits if limit.low is not None]
    return max(values) if comparison.operator in (">=", ">", "==") else min(values)


def lacking(value: Number, limit: Number | None, operator: Operator) -> Number | None:
    """How many are lacking (or too many), in whole ones where whole ones are counted; None where nothing is."""
    if limit is None:
        return None
    step = 1 if isinstance(value, int) else 0
    match operator:
        case ">=":
            short: Number = math.ceil(limit) - value if step else limit - value
        case ">":
            short = math.floor(limit) + 1 - value if step else limit - value
        case "<=":
            short = value - math.floor(limit) if step else value - limit
        case "<":
            short = value - (math.ceil(limit) - 1) if step else value - limit
        case "==":
            short = value - limit if value > limit else limit - value
    return short if short > 0 else None


def lacking_share(said: tuple[Number, ...], limit: Number | None, operator: Operator) -> Number | None:
    """How many more of the part it takes, as whole ones."""
    if limit is None or not said[1]:
        return None
    part, times = said[0], limit.numerator * said[1]
    needed = times // limit.denominator  # rounded down: much quicker than a fraction, and asked of every unit
    match operator:
        case ">=" | "==":
            short = -(-times // limit.denominator) - part
        case ">":
            short = needed + 1 - part
        case "<=":
            short = part - needed
        case "<":
            short = part + (-times // limit.denominator) + 1
    return short if short > 0 else None


def own_figure(check: Check, record: Record, context: Context) -> Actual:
    """A record's own figure for a check, as far as it was said."""
    match check:
        case Ratio(part, whole, _, per):
            numbers = [said_sum(figure, record, context.directive) for figure in (part, whole)]
            if None in numbers:
                return None
            return ShareOf(int(numbers[0] or 0), int(numbers[1] or 0), per)
        case Compared(figure, _):
            fields = figure.fields(record.level)
            if len(fields) == 1:
                return record.said.get(fields[0])
            total = said_sum(figure, record, context.directive)
            return None if total is None else Amount(total)
        case Holds(_, name) | Chosen(_, name, _) | Attested(_, name, _):
            return record.said.get(name)
        case Done(_, done, on, _, _):
            return record.said.get(on) or record.said.get(done)
        case Both(checks):
            outcomes = [(inner, possible(inner, record, context)) for inner in checks]
            asked_for = [(inner, bits) for inner, bits in outcomes if bits & OPEN]
            unmet = tuple(next(check_fields(inner))[1] for inner, bits in asked_for if bits != MET)
            return Conditions(len(asked_for) - len(unmet), len(asked_for), unmet)


def own_gap(check: Check, record: Record, context: Context) -> Number | None:
    """How much a record's own figure lacks."""
    match check:
        case Ratio(part, whole, comparison):
            numbers = tuple(said_sum(figure, record, context.directive) for figure in (part, whole))
            if numbers[0] is None or numbers[1] is None:
                return None
            limit = known_limit(comparison, context)
            return lacking_share((numbers[0], numbers[1]), limit, comparison.operator)
        case Compared(figure, comparison):
            fields = figure.fields(record.level)
            types = {context.directive.field(record.form, name).type for name in fields}
            total = said_sum(figure, record, context.directive)
            if total is None or not types <= {"count"}:
                return None
            own = [t.figure for t in comparison.thresholds if isinstance(t, Own)]
            limit = said_sum(own[0], record, context.directive) if own else known_limit(comparison, context)
            return lacking(total, limit, comparison.operator)
        case _:
            return None


_OUTCOMES: dict[int, Outcome] = {MET: "met", MISSED: "missed", NOT_APPLICABLE: "not_applicable"}


class Tally:
    """Adds up what was said, and keeps who holds the target down and who is waited for."""

    def __init__(
        self, context: Context, figures: tuple[Figure, ...], check: Check | None = None, per: bool = False
    ) -> None:
        self.context = context
        self.per = per
        self.figures = figures
        self._asked = [name for _, name in check_fields(check)] if check is not None else []
        self.fields = {name for figure in figures for _, fields in figure.by_level for name in fields}.union(
            self._asked
        )
        self.totals: list[Number] = [0] * len(figures)
        self.complete = False  # whether anything was said at all
        self.records = 0
        self.taken: list[Record] = []
        self.passed = 0
        self._ranks: dict[str, int] = {}
        self.failing: list[Holding] = []
        self.waiting: list[Holding] = []

    def take(self, member: Member, said: Numbers | None, lacking: Callable[[Numbers], Number | None]) -> None:
        """A record whose figures add up; None where something of them is open."""
        record, inside, outside = member
        if not inside or applies(self.figures[-1], record, self.context) == NOT_APPLICABLE:
            return
        self.records += 1
        if said is None or outside:
            fields = [name for figure in self.figures for name in figure.fields(record.level)]
            self.waiting.append(Holding(record.unit, record.row, None, None, _spoiled(record, fields)))
            return
        self.complete = True
        self.taken.append(record)
        self.totals = [*map(add, self.totals, said)]
        gap = lacking(said)
        if gap:
            actual: Actual = ShareOf(int(said[0]), int(said[1]), self.per) if len(said) == 2 else Amount(said[0])
            self.failing.append(Holding(record.unit, record.row, actual, gap))

    def judge(self, members: tuple[Member, ...], outcomes: list[int], check: Check) -> None:
        """Records that pass, fail, or may do either."""
        self.passed = outcomes.count(MET)
        self.complete = self.passed > 0
        self.records = sum(bool(bits & OPEN) for bits in outcomes)
        for member, bits in zip(members, outcomes, strict=True):
            if bits & OPEN and isinstance(check, Compared):
                self._rank(member.record, check.figure)
            if bits != MET:
                self._judge(member.record, bits, check)

    def _judge(self, record: Record, bits: int, check: Check) -> None:
        if not bits & OPEN:
            self.complete = self.complete or bool(bits & VOID)
            return
        figure = own_figure(check, record, self.context)
        gap = own_gap(check, record, self.context)
        holding = Holding(record.unit, record.row, figure, gap, _spoiled(record, self._asked))
        self.complete = self.complete or any(name in record.said for name in self._asked)
        (self.failing if bits == MISSED else self.waiting).append(holding)

    def _rank(self, record: Record, figure: Figure) -> None:
        if len(names := figure.fields(record.level)) == 1:
            spec = self.context.directive.field(record.form, names[0])
            said = record.said.get(names[0])
            if spec.type == "rank":
                for option in self.context.directive.file.choices[spec.options or ""]:
                    self._ranks.setdefault(option.id, 0)
            if spec.type == "rank" and said is not None:
                self._ranks[str(said.value)] += 1

    def ranks(self) -> tuple[tuple[str, int], ...]:
        """Where ranks are compared, how many have which, the best first."""
        return tuple((option, self._ranks[option]) for option in self._ranks if self._ranks[option])

    def result(
        self,
        could_be: int,
        actual: Actual,
        gap: Number | None,
        crowd: Crowd,
        comparison: Comparison | None,
        check: Check | None = None,
        taken: Taken | None = None,
    ) -> PartResult:
        """The measure's result. Where nobody said anything, nothing was checked, and nothing is met."""
        hangs_on = frozenset(self.fields) | crowd.asked
        forms = self.context.directive.forms
        silent = not any(
            forms[member.record.form].related(hangs_on) & member.record.said.keys() for member in crowd.members
        )
        outcome: Outcome = _OUTCOMES.get(could_be, "undecided")
        nothing = not any(member.record.said for member in crowd.members)
        if (outcome == "met" and silent) or (outcome == "not_applicable" and nothing):
            outcome = "undecided"
        failing = sorted(self.failing, key=lambda h: -(h.gap or 0))
        return PartResult(
            outcome=outcome,
            reason=self._reason(outcome, could_be, crowd, comparison, check),
            actual=actual,
            gap=None if outcome == "met" else gap,
            records=self.records,
            failing=() if outcome == "met" else tuple(failing),
            waiting=tuple(self.waiting),
            unknown_units=crowd.how_many is None and not crowd.rejected,
            missing_units=crowd.how_many or crowd.rejected,
            could_be=frozenset(
                "undecided" if bit == VOID else _OUTCOMES[bit]
                for bit in (MET, MISSED, NOT_APPLICABLE, VOID)
                if could_be & bit
            ),
            taken=taken or Taken(tuple(self.taken)),
        )

    def _reason(
        self, outcome: Outcome, could_be: int, crowd: Crowd, comparison: Comparison | None, check: Check | None
    ) -> ReasonCode:
        if outcome in ("met", "missed"):
            return "decided"
        if outcome == "not_applicable":
            return "condition_false"
        if not crowd.members:
            return "nothing_reported" if crowd.how_many is None or crowd.how_many else "nobody_in_scope"
        if could_be and not could_be & OPEN:
            return "whole_is_zero"
        if _unknown_reference(comparison or getattr(check, "comparison", None), self.context):
            return "reference_missing"
        if isinstance(check, Done) and any(_not_due(check, member.record, self.context) for member in crowd.members):
            return "not_due"
        return "waiting" if any(member.record.said for member in crowd.members) else "nothing_reported"


def is_answered(check: Check, record: Record) -> bool:
    """Whether a record says all that a check reads of it, also what it need not say."""
    match check:
        case Holds(_, name) | Chosen(_, name, _):
            return name in record.said
        case Attested(_, name, evidence):
            return name in record.said and evidence in record.said
        case Done(_, done, on, _, evidence):
            return all(name in record.said for name in (done, on, evidence) if name is not None)
        case Compared(figure, comparison):
            own = [t.figure for t in comparison.thresholds if isinstance(t, Own)]
            return all(name in record.said for one in (figure, *own) for name in one.fields(record.level))
        case Ratio(part, whole, _):
            return all(name in record.said for figure in (part, whole) for name in figure.fields(record.level))
        case Both(checks):
            return all(is_answered(inner, record) for inner in checks)


def _spoiled(record: Record, fields: list[str]) -> tuple[Place, ...]:
    if not record.spoiled:
        return ()
    return tuple(record.spoiled[name] for name in dict.fromkeys(fields) if name in record.spoiled)


def _unknown_reference(comparison: Comparison | None, context: Context) -> bool:
    return comparison is not None and any(
        isinstance(threshold, Reference) and not threshold_interval(threshold, context).sure
        for threshold in comparison.thresholds
    )


def _not_due(check: Done, record: Record, context: Context) -> bool:
    answer = record.said.get(check.done)
    return answer is not None and answer.value is False and check.by is not None and context.as_of < check.by
