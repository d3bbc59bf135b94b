"""A measure over the records that a form holds, as one number of outcomes: 1 met, 2 missed, 4 not applicable, 8 void."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from lbedu.directive.expression import (
    Both,
    Check,
    Compared,
    Comparison,
    Count,
    Every,
    Figure,
    Own,
    Ratio,
    Scope,
    Share,
    Sum,
    check_fields,
)
from lbedu.directive.model import Form
from lbedu.excel_formula import Condition, all_of, any_of, chosen, compared, negated
from lbedu.handouts.live.bounds import Span
from lbedu.handouts.live.checks import (
    LiveRecord,
    Outcomes,
    Surroundings,
    against,
    applies,
    balance,
    both,
    constant_share,
    possible,
    threshold_span,
)
from lbedu.handouts.live.scratch import Scratch, Unsupported

Leaf = Share | Sum | Count | Every
_ZERO = Span("0", "0")
SILENT = 16
"""Added to the number where nothing of what the measure reads was said: then nothing was checked, and nothing is met."""


class Member(NamedTuple):
    """A record that is in scope, or may be."""

    record: LiveRecord
    unsure: Condition
    """What the unit is does not say whether it is in scope."""


class Crowd(NamedTuple):
    """The records of the form that a measure runs over, with the outcomes of its condition on each."""

    members: tuple[Member, ...]
    scope: Scope
    form: Form

    def inside(self, member: Member, around: Surroundings) -> Condition:
        """It can be in scope."""
        return True if self.scope.when is None else possible(self.scope.when, member.record, around).met

    def outside(self, member: Member, around: Surroundings) -> Condition:
        """It can be out of scope."""
        when = Outcomes(met=True) if self.scope.when is None else possible(self.scope.when, member.record, around)
        return any_of([member.unsure, when.missed, when.not_applicable, when.void])


class Measures:
    """Writes the formulas of measures into the hidden sheet."""

    def __init__(self, scratch: Scratch, around: Surroundings) -> None:
        self.scratch = scratch
        self.around = around

    def outcomes(self, label: str, leaf: Leaf, crowd: Crowd) -> str:
        """The cell with the outcomes of a measure. Raises Unsupported."""
        match leaf:
            case Share(part, whole, comparison, _, _):
                found = self._share(part, whole, comparison, crowd)
            case Sum(figure, comparison, _, _):
                found = self._sum(figure, comparison, crowd)
            case Every(check, _):
                return self._every(label, check, crowd)
            case Count(check, comparison, _):
                return self._count(label, check, comparison, crowd)
        return self.scratch.compute(label, found.formula + self._silent(leaf, crowd))

    def _silent(self, leaf: Leaf, crowd: Crowd) -> str:
        """SILENT, where nothing was said of all that the measure hangs on."""
        match leaf:
            case Share(part, whole, comparison, _, _):
                check: Check = Ratio(part, whole, comparison)
            case Sum(figure, comparison, _, _):
                check = Compared(figure, comparison)
            case Every(check, _) | Count(check, _, _):
                pass
        if isinstance(leaf, Every) and not _met_in_silence(check):
            return ""
        names = {name for _, name in check_fields(check)}
        if crowd.scope.when is not None:
            names |= {name for _, name in check_fields(crowd.scope.when)}
        related = sorted(crowd.form.related(frozenset(names)))
        said = any_of(member.record.answers.said(name) for member in crowd.members for name in related)
        return f"+{chosen(said, '0', str(SILENT))}" if said is not True else ""

    # sums and shares

    def _totals(self, crowd: Crowd, spans: Sequence[Span]) -> Span:
        """Bounds added up; of who may be out of scope, 0 is among them."""
        lows, highs = [], []
        for member, span in zip(crowd.members, spans, strict=True):
            span = _or_zero(span, crowd.outside(member, self.around))
            inside = crowd.inside(member, self.around)
            lows.append(chosen(inside, span.low, "0"))
            highs.append(chosen(inside, span.high, "0"))
        return Span("+".join(lows), "+".join(highs))

    def _share(self, part: Figure, whole: Figure, comparison: Comparison, crowd: Crowd) -> Outcomes:
        records = [member.record for member in crowd.members]

        def as_far_as_it_applies(record: LiveRecord, span: Span) -> Span:
            asks = applies(whole, record)
            span = _or_zero(span, asks.not_applicable)
            return Span(chosen(asks.met, span.low, "0"), chosen(asks.met, span.high, "0"))

        def total(weigh: Sequence[Span]) -> Span:
            pairs = zip(records, weigh, strict=True)
            return self._totals(crowd, [as_far_as_it_applies(record, span) for record, span in pairs])

        size = total([one.bounds.span(dict.fromkeys(whole.fields(one.level), 1)) for one in records])
        found = []
        for threshold in comparison.thresholds:
            share = constant_share(threshold)
            balances = [one.bounds.span(balance(part, whole, share, one.level)) for one in records]
            found.append(against(total(balances), comparison.operator, _ZERO))
        some = compared(size.high, ">", "0")
        outcome = both(found)
        outcome = Outcomes(all_of([some, outcome.met]), all_of([some, outcome.missed]))
        return self._unless_nobody(outcome._replace(void=compared(size.low, "<", "1")), crowd, whole)

    def _sum(self, figure: Figure, comparison: Comparison, crowd: Crowd) -> Outcomes:
        if any(isinstance(threshold, Own) for threshold in comparison.thresholds):
            raise Unsupported("a sum against an own figure")
        weights = [dict.fromkeys(figure.fields(member.record.level), 1) for member in crowd.members]
        spans = [member.record.bounds.span(own) for member, own in zip(crowd.members, weights, strict=True)]
        total = self._totals(crowd, spans)
        limits = [threshold_span(threshold, self.around) for threshold in comparison.thresholds]
        found = both([against(total, comparison.operator, limit) for limit in limits])
        return self._unless_nobody(found, crowd, figure)

    def _unless_nobody(self, outcome: Outcomes, crowd: Crowd, figure: Figure) -> Outcomes:
        """What the outcome could be once it is considered that the figure may apply to nobody."""
        can, sure = [], []
        for member in crowd.members:
            asks, inside = applies(figure, member.record), crowd.inside(member, self.around)
            can.append(any_of([crowd.outside(member, self.around), negated(inside), asks.not_applicable]))
            sure.append(any_of([negated(inside), all_of([asks.not_applicable, negated(asks.met)])]))
        nobody = all_of(sure)
        met, missed, none, void = (all_of([condition, negated(nobody)]) for condition in outcome)
        return Outcomes(met, missed, any_of([none, nobody, all_of(can)]), void)

    # counts and "every"

    def _bits(self, check: Check, member: Member, crowd: Crowd) -> Outcomes:
        inside, outside = crowd.inside(member, self.around), crowd.outside(member, self.around)
        found = possible(check, member.record, self.around)
        met, missed, none, void = (all_of([inside, condition]) for condition in found)
        return Outcomes(met, missed, any_of([none, outside]), void)

    def _row_of_bits(self, label: str, check: Check, crowd: Crowd) -> str:
        """The outcomes of every record beside each other; gives their range."""
        row = self.scratch.row(label)
        cells = [
            self.scratch.put(row, column, self._bits(check, member, crowd).formula)
            for column, member in enumerate(crowd.members, 2)
        ]
        return f"{cells[0]}:{cells[-1]}"

    def _every(self, label: str, check: Check, crowd: Crowd) -> str:
        silent = self._silent(Every(check, crowd.scope), crowd)
        if len(crowd.members) == 1:
            return self.scratch.compute(label, self._bits(check, crowd.members[0], crowd).formula + silent)
        bits = self._row_of_bits(label, check, crowd)
        met = f"AND(COUNTIF({bits},0)=0,COUNTIF({bits},2)=0,{_how_many(bits, 1)}>0)"
        found = Outcomes(met, f"{_how_many(bits, 2)}>0", *_nothing_asked(bits, len(crowd.members)))
        return self.scratch.compute(label, found.formula + silent)

    def _count(self, label: str, check: Check, comparison: Comparison, crowd: Crowd) -> str:
        bits = self._row_of_bits(label, check, crowd)
        number = Span(f"COUNTIF({bits},1)", _how_many(bits, 1))
        limits = [threshold_span(threshold, self.around) for threshold in comparison.thresholds]
        found = both([against(number, comparison.operator, limit) for limit in limits])
        anybody = f"SUMPRODUCT(--(MOD({bits},4)>0))>0"
        none, void = _nothing_asked(bits, len(crowd.members))
        outcome = Outcomes(all_of([anybody, found.met]), all_of([anybody, found.missed]), none, void)
        return self.scratch.compute(label, outcome.formula + self._silent(Count(check, comparison, crowd.scope), crowd))


def _met_in_silence(check: Check) -> bool:
    """Whether a check can be met where nothing was said: a figure that may be anything from 0 is at least 0."""
    if isinstance(check, Both):
        return all(_met_in_silence(inner) for inner in check.checks)
    return isinstance(check, (Compared, Ratio))


def _or_zero(span: Span, condition: Condition) -> Span:
    """The bounds with 0 among them while a condition holds."""
    return Span(chosen(condition, f"MIN(0,{span.low})", span.low), chosen(condition, f"MAX(0,{span.high})", span.high))


def _how_many(bits: str, bit: int) -> str:
    """Of how many records this outcome is possible."""
    return f"SUMPRODUCT(MOD(INT({bits}/{bit}),2))" if bit > 1 else f"SUMPRODUCT(MOD({bits},2))"


def _nothing_asked(bits: str, members: int) -> tuple[Condition, Condition]:
    """Not applicable where all records can be; void where all can be one or the other and one is void."""
    void = f'AND(COUNTIF({bits},">=4")={members},COUNTIF({bits},">=8")>0)'
    return f"{_how_many(bits, 4)}={members}", void
