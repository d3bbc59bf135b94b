"""What a check asks of one record, as conditions over the cells of its figures that SUMIFS and COUNTIFS can test."""

from __future__ import annotations

import datetime as dt
import re
from fractions import Fraction
from typing import NamedTuple

from lbedu.directive.describe import option_label
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
    Threshold,
)
from lbedu.directive.model import FieldSpec, Language
from lbedu.excel_formula import number, text

NAMED = "?*"
"""Any text but an empty one."""
NOT_NOTHING = text(">0")
ANSWERS: dict[Language, tuple[str, str]] = {"vi": ("Không", "Có"), "en": ("no", "yes")}
_DAY_0 = dt.date(1899, 12, 30)
_WILD = re.compile(r"([~*?])")


class Tested(NamedTuple):
    """One figure of a record passes one of these; each is met where all its criteria are."""

    field: str
    alternatives: tuple[tuple[str, ...], ...]


class Weighed(NamedTuple):
    """Figures of a record that are added up are held against a number, or against others of it."""

    figure: tuple[str, ...]
    operator: Operator
    against: tuple[str, ...] = ()
    """Other fields of the same record; none: a number."""
    limit: Fraction = Fraction(0)
    """The number; of a share what it is of `against`."""
    share: bool = False
    exact: bool = True
    """All are whole numbers; else they are rounded before they are compared."""


Condition = Tested | Weighed


class Untold(Exception):
    """A check that formulas do not tell."""


def conditions(directive: Directive, check: Check, level: str, as_of: dt.date, lang: Language) -> list[Condition]:
    """All of them hold exactly where a record that has said all passes the check. Raises Untold."""

    def yes(field: str) -> Tested:
        return Tested(field, ((criterion(ANSWERS[lang][True]),),))

    match check:
        case Holds(_, field):
            return [yes(field)]
        case Chosen(form, field, option):
            spec = directive.field(form, field)
            _told_apart(directive, spec, lang)
            return [Tested(field, ((criterion(option_label(directive, spec, option, lang)),),))]
        case Attested(_, field, evidence):
            return [yes(field), Tested(evidence, ((text(NAMED),),))]
        case Done(_, done, on, by, evidence):
            day = min(by or as_of, as_of)
            named = [Tested(evidence, ((text(NAMED),),))] if evidence is not None else []
            return [yes(done), Tested(on, ((f'"<="&{serial(day)}',),)), *named]
        case Compared(figure, comparison):
            return _compared(directive, figure, comparison, level, as_of, lang)
        case Ratio(part, whole, comparison):
            fields, of = part.fields(level), whole.fields(level)
            if len(of) > 1:  # nobody sees from its figures one by one whether a whole has become 0
                raise Untold
            limits = [_limit(threshold, as_of) for threshold in comparison.thresholds]
            shares = [Weighed(fields, comparison.operator, of, limit, share=True) for limit in limits]
            return [Weighed(of, ">"), *shares]
        case Both(checks):
            return [one for inner in checks for one in conditions(directive, inner, level, as_of, lang)]


def wholes_of(check: Check) -> frozenset[str]:
    """The fields that are wholes of a record's shares: once one is 0, the record is not counted at all."""
    match check:
        case Ratio(_, whole, _):
            return frozenset(field for _, fields in whole.by_level for field in fields)
        case Both(checks):
            return frozenset(field for inner in checks for field in wholes_of(inner))
        case _:
            return frozenset()


def _compared(
    directive: Directive, figure: Figure, comparison: Comparison, level: str, as_of: dt.date, lang: Language
) -> list[Condition]:
    fields = figure.fields(level)
    specs = [directive.field(figure.form, name) for name in fields]
    own = [threshold.figure.fields(level) for threshold in comparison.thresholds if isinstance(threshold, Own)]
    if specs[0].type == "rank":
        if own:
            raise Untold
        _told_apart(directive, specs[0], lang)
        return [Tested(fields[0], tuple((criterion(one),) for one in _steps(directive, specs[0], comparison, lang)))]
    exact = all(spec.type in ("count", "date") for spec in specs)
    limits = [_limit(one, as_of) for one in comparison.thresholds if not isinstance(one, Own)]
    found: list[Condition] = [Weighed(fields, comparison.operator, other, exact=exact) for other in own]
    if len(fields) == 1:
        criteria = tuple(bound(comparison.operator, limit) for limit in limits)
        return [*found, *([Tested(fields[0], (criteria,))] if criteria else [])]
    return [*found, *(Weighed(fields, comparison.operator, (), limit, exact=exact) for limit in limits)]


def _told_apart(directive: Directive, spec: FieldSpec, lang: Language) -> None:
    """Raises Untold where two answers read alike: formulas compare words, and no capitals."""
    labels = [option.get(lang).casefold() for option in directive.file.choices.get(spec.options or "", ())]
    if len(set(labels)) < len(labels):
        raise Untold


def _steps(directive: Directive, spec: FieldSpec, comparison: Comparison, lang: Language) -> list[str]:
    """The ranks that pass, from the best to the lowest."""
    options = directive.file.choices[spec.options or ""]
    limits = [_limit(threshold, dt.date.min) for threshold in comparison.thresholds]
    return [
        option.get(lang)
        for step, option in enumerate(reversed(options))
        if all(holds(Fraction(step), comparison.operator, limit) for limit in limits)
    ]


def holds(one: Fraction, operator: Operator, other: Fraction) -> bool:
    """The comparison itself."""
    match operator:
        case ">=":
            return one >= other
        case ">":
            return one > other
        case "<=":
            return one <= other
        case "<":
            return one < other
        case "==":
            return one == other


def _limit(threshold: Threshold, as_of: dt.date) -> Fraction:
    match threshold:
        case Constant(dt.date() as day, _):
            return Fraction(serial(day))
        case Constant(Fraction() as value, _):
            return value
        case AsOf():
            return Fraction(serial(as_of))
        case _:
            raise Untold


def serial(day: dt.date) -> int:
    """A day as a cell holds it."""
    return (day - _DAY_0).days


def criterion(words: str) -> str:
    """Exactly this text, whatever it begins with."""
    return text("=" + _WILD.sub(r"~\1", words))


def bound(operator: Operator, limit: Fraction) -> str:
    """A number in its bounds; joined by the program, in its own locale, where it has decimals."""
    sign = "=" if operator == "==" else operator
    return text(f"{sign}{limit}") if limit.denominator == 1 else f"{text(sign)}&{number(limit)}"


def valid(directive: Directive, spec: FieldSpec, lang: Language) -> tuple[str, ...]:
    """What a figure of a field can be at all: one of these criteria is met."""
    match spec.type:
        case "count" | "number" | "percent":
            return (text(">=0"),)
        case "date":
            return (text(">0"),)
        case "yes_no":
            return tuple(map(criterion, ANSWERS[lang]))
        case "choice" | "rank":
            return tuple(criterion(option.get(lang)) for option in directive.file.choices[spec.options or ""])
        case _:
            return (text(NAMED),)
