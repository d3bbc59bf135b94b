"""What a check on one record can turn out to be, over every completion of what the record leaves open."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Mapping
from operator import ge, gt
from typing import NamedTuple

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
    Done,
    Figure,
    Holds,
    Operator,
    Own,
    Ratio,
    Reference,
    Threshold,
)
from lbedu.judging.bounds import Asked, Interval, Number, asked, extremes, said_sum
from lbedu.submission import Record

MET, MISSED, NOT_APPLICABLE, VOID = 1, 2, 4, 8
"""Possible outcomes of a check, added up. VOID: a whole of 0, of which nothing can be a part."""
OPEN = MET | MISSED


class Context(NamedTuple):
    """What a check needs besides the record: the directive, the as-of date and figures that another unit supplies."""

    directive: Directive
    as_of: dt.date
    suppliers: Mapping[str, Record]
    """The one record of a form that supplies figures to others."""


def possible(check: Check, record: Record, context: Context) -> int:
    """The outcomes that completions of the record can give, added up."""
    return asking(check, context)(record)


def asking(check: Check, context: Context) -> Callable[[Record], int]:
    """`possible` for many records: what does not depend on the record is settled once."""
    match check:
        case Holds(_, field):
            return _answer(field, True, context)
        case Chosen(_, field, option):
            return _answer(field, option, context)
        case Attested(_, field, evidence):
            return _answer(field, True, context, evidence)
        case Compared(figure, comparison):
            return lambda record: _compared(figure, comparison, record, context)
        case Ratio(part, whole, comparison):
            return lambda record: _ratio(part, whole, comparison, record, context)
        case Done():
            return lambda record: _done(check, record, context)
        case Both(checks):
            inner = [asking(one, context) for one in checks]
            return lambda record: both([ask(record) for ask in inner])


_BLANK: Mapping[Asked, int] = {"no": NOT_APPLICABLE, "yes": OPEN, "unknown": OPEN | NOT_APPLICABLE}
"""What a blank answer can turn out to be, as far as it is asked."""


def _answer(field: str, wanted: object, context: Context, evidence: str | None = None) -> Callable[[Record], int]:
    """Whether a field is answered as wanted, and its evidence is named where there is such a field."""

    def found(record: Record) -> int:
        said = record.said.get(field)
        if said is None:
            return _BLANK[asked(context.directive.forms[record.form], record, field)]
        if said.value != wanted:
            return MISSED
        return MET if evidence is None or evidence in record.said else OPEN

    return found


def both(outcomes: Iterable[int]) -> int:
    """Missed where one part can be; what does not apply asks for nothing."""
    found = set(outcomes)
    some, can_meet = 0, True
    for bits in found:
        some |= bits
        can_meet = can_meet and bits != MISSED and bits != 0
    return (some & MET if can_meet else 0) | (some & MISSED) | nothing_asked(found)


def nothing_asked(found: Collection[int]) -> int:
    """NOT_APPLICABLE where all can be; VOID where all can be one or the other and one is a whole of 0, or nobody is there."""
    if not found:
        return VOID
    some, every, void = 0, NOT_APPLICABLE, True
    for bits in found:
        some |= bits
        every &= bits
        void = void and bits & (NOT_APPLICABLE | VOID) != 0
    return every | (some & VOID if void else 0)


def _done(check: Done, record: Record, context: Context) -> int:
    """Undone is missed only once the day has come; what is said to be done on a later day than the as-of date is not yet
    done; a blank day leaves it open, and so does evidence that is not named."""
    due = check.by or context.as_of
    undone = MISSED if context.as_of >= due else OPEN
    answer = _answer(check.done, True, context)(record)
    finished = OPEN
    if check.on in record.said:
        day = record.said[check.on].value
        assert isinstance(day, dt.date)
        finished = MISSED if day > due else MET if day <= context.as_of else undone
    if finished == MET and check.evidence is not None and check.evidence not in record.said:
        finished = OPEN
    return answer & NOT_APPLICABLE | (undone if answer & MISSED else 0) | (finished if answer & MET else 0)


_HOLDS: Mapping[Operator, Callable[[Number, Number], bool]] = {">=": ge, ">": gt}
"""The comparisons that pass above a threshold; those below one are mirrored."""


def against(interval: Interval, operator: Operator, threshold: Interval) -> int:
    """Outcomes of comparing a figure anywhere in its bounds with a threshold anywhere in its own."""
    if operator in ("<=", "<"):
        mirrored = Interval(_minus(interval.high), _minus(interval.low))
        limit = Interval(_minus(threshold.high), _minus(threshold.low))
        return against(mirrored, ">=" if operator == "<=" else ">", limit)
    best, worst = (interval.high, threshold.low), (interval.low, threshold.high)
    if operator == "==":
        overlap = (interval.high is None or threshold.low is None or interval.high >= threshold.low) and (
            interval.low is None or threshold.high is None or interval.low <= threshold.high
        )
        return (MET if overlap else 0) | (0 if interval.sure and interval == threshold else MISSED)
    passes = _HOLDS[operator]
    can_meet = best[0] is None or best[1] is None or passes(best[0], best[1])
    can_miss = worst[0] is None or worst[1] is None or not passes(worst[0], worst[1])
    return (MET if can_meet else 0) | (MISSED if can_miss else 0)


def _minus(bound: Number | None) -> Number | None:
    return None if bound is None else -bound


def threshold_interval(threshold: Threshold, context: Context) -> Interval:
    """What a threshold can be: a constant, the as-of date, or another unit's figure as far as it is known."""
    match threshold:
        case Constant(value, _):
            number = value.toordinal() if isinstance(value, dt.date) else value
            return Interval(number, number)
        case AsOf():
            return Interval(context.as_of.toordinal(), context.as_of.toordinal())
        case Reference(figure):
            record = context.suppliers[figure.form]
            weights = dict.fromkeys(figure.fields(record.level), 1)
            return extremes(context.directive, record, weights) or Interval(None, None)
        case Own(_):
            return Interval(0, 0)


def applies(figure: Figure, record: Record, context: Context) -> int:
    """MET where a figure is asked of this record, NOT_APPLICABLE where its own answers say it is not, both where unknown."""
    fields, said = figure.fields(record.level), record.said
    for field in fields:
        if field in said:
            return MET
    form = context.directive.forms[record.form]
    states = [asked(form, record, field) for field in fields]
    if "yes" in states:
        return MET
    return (MET | NOT_APPLICABLE) if "unknown" in states else NOT_APPLICABLE


def _compared(figure: Figure, comparison: Comparison, record: Record, context: Context) -> int:
    asks = applies(figure, record, context)
    if not asks & MET:
        return asks & NOT_APPLICABLE
    said = said_sum(figure, record, context.directive)
    outcomes = []
    for threshold in comparison.thresholds:
        if said is not None and not isinstance(threshold, Own):
            interval = Interval(said, said)
        else:
            weights: dict[str, Number] = dict.fromkeys(figure.fields(record.level), 1)
            if isinstance(threshold, Own):
                for field in threshold.figure.fields(record.level):
                    weights[field] = weights.get(field, 0) - 1
            interval = extremes(context.directive, record, weights) or Interval(None, None)
        outcomes.append(against(interval, comparison.operator, threshold_interval(threshold, context)))
    return both(outcomes) | (asks & NOT_APPLICABLE)


def balance(
    part: Figure, whole: Figure, record: Record, share: Number, context: Context, least: Mapping[str, Number] | None
) -> Interval | None:
    """Bounds of `part − share × whole`, times the share's denominator so that all is whole: at or above 0 exactly where the
    share is reached."""
    weights: dict[str, Number] = {}
    for field in part.fields(record.level):
        weights[field] = weights.get(field, 0) + share.denominator
    for field in whole.fields(record.level):
        weights[field] = weights.get(field, 0) - share.numerator
    return extremes(context.directive, record, weights, least)


def _ratio(part: Figure, whole: Figure, comparison: Comparison, record: Record, context: Context) -> int:
    asks = applies(whole, record, context)
    if not asks & MET:
        return NOT_APPLICABLE
    fields = whole.fields(record.level)
    size = extremes(context.directive, record, dict.fromkeys(fields, 1)) or Interval(0, None)
    outcome = asks & NOT_APPLICABLE | (VOID if size.low is None or size.low <= 0 else 0)
    if size.high is not None and size.high <= 0:
        return outcome
    verdicts = []
    for threshold in comparison.thresholds:
        limit = threshold_interval(threshold, context)
        found = 0
        for field in fields if size.low is None or size.low < 1 else (None,):  # some part of the whole is at least 1
            for share in {limit.low, limit.high}:
                bounds = (
                    None
                    if share is None
                    else balance(part, whole, record, share, context, None if field is None else {field: 1})
                )
                if bounds is not None:
                    # only the better end of an unsure threshold can be met, only the worse end missed
                    ends = against(bounds, comparison.operator, Interval(0, 0))
                    easier = limit.low if comparison.operator in (">=", ">") else limit.high
                    harder = limit.high if comparison.operator in (">=", ">") else limit.low
                    found |= (ends & MET if share == easier else 0) | (ends & MISSED if share == harder else 0)
        verdicts.append(found | (0 if limit.low is not None and limit.high is not None else OPEN))
    return outcome | both(verdicts)
