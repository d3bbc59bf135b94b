"""What a check on one record can turn out to be, as conditions of formulas. Walks the expression as the judge does."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Literal, NamedTuple

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
from lbedu.excel_formula import Condition, all_of, any_of, compared, negated, number
from lbedu.handouts.live.answers import Answers, serial
from lbedu.handouts.live.bounds import Bounds, Span
from lbedu.handouts.live.scratch import Unsupported
from lbedu.own_form import NO, YES


class Outcomes(NamedTuple):
    """Which outcomes completions of the record can give."""

    met: Condition = False
    missed: Condition = False
    not_applicable: Condition = False
    void: Condition = False
    """A whole of 0, of which nothing can be a part."""

    @property
    def formula(self) -> str:
        """All of them as one number: 1, 2, 4 and 8, added up."""
        terms = [
            str(bit) if condition is True else f"IF({condition},{bit},0)"
            for bit, condition in zip((1, 2, 4, 8), self, strict=True)
            if condition is not False
        ]
        return "+".join(terms) or "0"


class LiveRecord(NamedTuple):
    """One record of the form: its answers and the bounds of its figures."""

    answers: Answers
    bounds: Bounds
    level: str | None
    row: str = ""


class Surroundings(NamedTuple):
    """What a check needs besides the record."""

    as_of: dt.date
    as_of_cell: str
    suppliers: Mapping[str, LiveRecord]
    """By form, the one record whose figures others are compared with."""


def possible(check: Check, record: LiveRecord, around: Surroundings) -> Outcomes:
    """The outcomes that completions of the record can give."""
    match check:
        case Holds(_, field):
            return _yes_no(record.answers, field, YES)
        case Chosen(_, field, option):
            return _yes_no(record.answers, field, _label(record.answers, field, option))
        case Attested(_, field, evidence):
            answered = _yes_no(record.answers, field, YES)
            unproved = all_of([record.answers.answered(field, YES), negated(record.answers.said(evidence))])
            return answered._replace(missed=any_of([answered.missed, unproved]))
        case Compared(figure, comparison):
            return _compared(figure, comparison, record, around)
        case Ratio(part, whole, comparison):
            return _ratio(part, whole, comparison, record)
        case Done():
            return _done(check, record.answers, around)
        case Both(checks):
            return both([possible(inner, record, around) for inner in checks])


def _label(answers: Answers, field: str, option: str | bool) -> str:
    if isinstance(option, bool):
        return YES if option else NO
    spec = answers.form.by_id[field]
    found = [known.vi for known in answers.directive.file.choices[spec.options or ""] if known.id == option]
    if spec.type == "rank" or not found:
        raise Unsupported("an answer that is no text")
    return found[0]


def _yes_no(answers: Answers, field: str, wanted: str) -> Outcomes:
    right, said, none = answers.answered(field, wanted), answers.said(field), answers.not_asked(field)
    asked = negated(all_of([negated(said), none]))
    return Outcomes(
        any_of([right, all_of([negated(said), negated(none)])]),
        all_of([negated(right), asked]),
        all_of([negated(said), negated(answers.surely_asked(field))]),
    )


def both(outcomes: Iterable[Outcomes]) -> Outcomes:
    """Missed where one part can be; what does not apply asks for nothing."""
    found = list(outcomes)
    met = all_of([*(any_of([one.met, one.not_applicable, one.void]) for one in found), any_of(o.met for o in found)])
    void = all_of([*(any_of([one.not_applicable, one.void]) for one in found), any_of(o.void for o in found)])
    none = all_of(one.not_applicable for one in found)
    return Outcomes(met, any_of(one.missed for one in found), none, void)


def _done(check: Done, answers: Answers, around: Surroundings) -> Outcomes:
    """Undone is missed only once the day has come; a blank day leaves it open, and so does evidence that is not named."""
    answer = _yes_no(answers, check.done, YES)
    over = check.by is None or around.as_of >= check.by
    day = answers.usable(check.on)
    latest = around.as_of_cell if over and check.by is None else serial(min(check.by or around.as_of, around.as_of))
    due = around.as_of_cell if check.by is None else serial(check.by)
    unsaid = negated(answers.said(check.on))
    in_time: Condition = False if day is None else f"{day}<={latest}"
    not_late: Condition = False if day is None else f"{day}<={due}"
    late: Condition = False if day is None else all_of([answers.said(check.on), f"{day}>{latest}"])
    unproved = False if check.evidence is None else negated(answers.said(check.evidence))
    can_finish = any_of([unsaid, in_time if over else not_late])
    return Outcomes(
        any_of([all_of([answer.missed, not over]), all_of([answer.met, can_finish])]),
        any_of([answer.missed, all_of([answer.met, any_of([unsaid, late, unproved])])]),
        answer.not_applicable,
    )


# comparisons

_OPPOSITE: Mapping[Operator, Literal["<", "<=", ">", ">="]] = {">=": "<", ">": "<=", "<=": ">", "<": ">="}


def against(span: Span, operator: Operator, limit: Span) -> Outcomes:
    """Outcomes of comparing a figure anywhere in its bounds with a threshold anywhere in its own."""
    if operator == "==":
        overlap = all_of([compared(span.high, ">=", limit.low), compared(span.low, "<=", limit.high)])
        sure = [compared(span.low, "=", span.high), compared(span.low, "=", limit.low)]
        return Outcomes(overlap, negated(all_of([*sure, compared(limit.low, "=", limit.high)])))
    up = operator in (">=", ">")
    best = (span.high, limit.low) if up else (span.low, limit.high)
    worst = (span.low, limit.high) if up else (span.high, limit.low)
    return Outcomes(compared(best[0], operator, best[1]), compared(worst[0], _OPPOSITE[operator], worst[1]))


def threshold_span(threshold: Threshold, around: Surroundings) -> Span:
    """What a threshold can be."""
    match threshold:
        case Constant(value, _):
            shown = serial(value) if isinstance(value, dt.date) else number(value)
            return Span(shown, shown)
        case AsOf():
            return Span(around.as_of_cell, around.as_of_cell)
        case Reference(figure):
            if figure.form not in around.suppliers:
                raise Unsupported("a figure of somebody else")
            supplier = around.suppliers[figure.form]
            return supplier.bounds.span(dict.fromkeys(figure.fields(supplier.level), 1))
        case Own(_):
            return Span("0", "0")


def applies(figure: Figure, record: LiveRecord) -> Outcomes:
    """Met where the figure is asked of this record, not applicable where its own answers say it is not."""
    answers = record.answers
    fields = figure.fields(record.level)
    none = all_of(all_of([negated(answers.said(name)), answers.not_asked(name)]) for name in fields)
    sure = any_of(any_of([answers.said(name), answers.surely_asked(name)]) for name in fields)
    return Outcomes(met=negated(none), not_applicable=negated(sure))


def _compared(figure: Figure, comparison: Comparison, record: LiveRecord, around: Surroundings) -> Outcomes:
    outcomes = []
    for threshold in comparison.thresholds:
        weights = dict.fromkeys(figure.fields(record.level), 1)
        if isinstance(threshold, Own):
            for field in threshold.figure.fields(record.level):
                weights[field] = weights.get(field, 0) - 1
        span = record.bounds.span(weights)
        outcomes.append(against(span, comparison.operator, threshold_span(threshold, around)))
    asks = applies(figure, record)
    found = both(outcomes)
    return Outcomes(all_of([asks.met, found.met]), all_of([asks.met, found.missed]), asks.not_applicable)


def balance(part: Figure, whole: Figure, share: Fraction, level: str | None) -> Mapping[str, int]:
    """The weights of `part − share × whole`, times the share's denominator so that all is whole."""
    weights: dict[str, int] = {}
    for field in part.fields(level):
        weights[field] = weights.get(field, 0) + share.denominator
    for field in whole.fields(level):
        weights[field] = weights.get(field, 0) - share.numerator
    return weights


def constant_share(threshold: Threshold) -> Fraction:
    """The share that is demanded. Raises Unsupported for one that somebody else supplies."""
    if not isinstance(threshold, Constant) or isinstance(threshold.value, dt.date):
        raise Unsupported("a share that is no fixed one")
    return threshold.value


def _ratio(part: Figure, whole: Figure, comparison: Comparison, record: LiveRecord) -> Outcomes:
    asks = applies(whole, record)
    fields = whole.fields(record.level)
    if not fields:
        return Outcomes(not_applicable=True)
    size = record.bounds.span(dict.fromkeys(fields, 1))
    verdicts = []
    for threshold in comparison.thresholds:
        weights = balance(part, whole, constant_share(threshold), record.level)
        ends = []
        for field in fields:  # some part of the whole is at least 1
            reach = record.bounds.reach(weights, at_least_one=field)
            end = against(reach.span, comparison.operator, Span("0", "0"))
            ends.append(Outcomes(all_of([reach.fits, end.met]), all_of([reach.fits, end.missed])))
        verdicts.append(Outcomes(any_of(end.met for end in ends), any_of(end.missed for end in ends)))
    found = both(verdicts)
    some = all_of([asks.met, compared(size.high, ">", "0")])
    return Outcomes(
        all_of([some, found.met]),
        all_of([some, found.missed]),
        asks.not_applicable,
        all_of([asks.met, compared(size.low, "<=", "0")]),
    )
