"""Figures as they stand in a cell: real numbers, shares and dates, with a format that never shows them across a threshold."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

from lbedu.directive.describe import Leaf, label_of, option_label, record_noun
from lbedu.directive.directive import Directive
from lbedu.directive.expression import Constant, Count, Every, Share
from lbedu.directive.model import FieldSpec, Language
from lbedu.measured import answered_field, comparison_of, counted_field, limit_of, ratio_words
from lbedu.phrases import short_figure
from lbedu.reporters.sheets.conditions import ANSWERS
from lbedu.reporters.sheets.shown import CENTRED, NUMBER, TEXT, Shown
from lbedu.scorecard import Actual, Amount, Conditions, CountOf, Number, Outcome, PartResult, ShareOf
from lbedu.submission import Said, Value
from lbedu.wording import decimals, percent_places, ratio_places

FILLS: dict[Outcome, str] = {"met": "E2EFDA", "missed": "F8CBAD", "undecided": "FFF2CC", "not_applicable": "EDEDED"}
PALER = "FCE4D6"
"""Behind what holds a common target down, and behind what is missed but only encouraged."""
COUNT, DATE = "#,##0", "dd/mm/yyyy"
_LONGEST_NOUN = 40
"""In a format, which holds 255 characters at most."""
_MOST_PLACES = 13
"""More decimals of a percentage Excel does not show."""


def percent_format(value: Fraction, threshold: Fraction | None = None) -> str:
    """With as many decimals as it takes for what is shown to stay on its side of the threshold."""
    return f"0{_decimals(percent_places(value, threshold, _MOST_PLACES))}%"


def ratio_format(value: Fraction, threshold: Fraction | None = None) -> str:
    """The same of so many of one thing per one of another."""
    return COUNT + _decimals(ratio_places(value, threshold, _MOST_PLACES))


def number_format(value: Number, threshold: Number | None = None) -> str:
    """With as many decimals as the number has, at most four unless rounding would touch or cross the threshold."""
    places = decimals(value)
    if value * 10**places != int(value * 10**places) and threshold is not None:
        places = max(places, percent_places(Fraction(value) / 100, Fraction(threshold) / 100, _MOST_PLACES))
    return COUNT + _decimals(places)


def _decimals(places: int) -> str:
    return "." + "0" * places if places else ""


def signed(value: Number, points: bool = False, per: bool = False) -> Shown:
    """A difference with its sign; one that is not 0 is never shown as 0. `per`: of so many of one thing per one of another."""
    if points:
        value = Fraction(value) * 100
    places = percent_places(Fraction(value) / 100, Fraction(0), _MOST_PLACES) if value else 0
    if per:
        places = ratio_places(Fraction(value), Fraction(0), _MOST_PLACES)
    elif not points:
        places = max(places, decimals(value)) if value.denominator > 1 else 0
    shown = COUNT + _decimals(places)
    return Shown(_plain(value), NUMBER, f"+{shown};-{shown};0")


def with_noun(shown: Shown, noun: str) -> Shown:
    """A difference with what it is counted in, within its format, so that it stays a number."""
    if shown.value is None or not noun or '"' in noun or len(noun) > _LONGEST_NOUN:
        return shown
    return shown._replace(format=";".join(f'{part}" {noun}"' for part in shown.format.split(";")))


def figure_cell(directive: Directive, leaf: Leaf, actual: Actual, lang: Language, total: bool = True) -> Shown:
    """What is known of a measure; so many of so many as a number that shows both, or (`total` False) the first alone."""
    match actual:
        case None:
            return Shown(None, NUMBER)
        case ShareOf(part, whole):
            if not whole:
                return Shown(f"{part}/{whole}", NUMBER)
            share = Fraction(part, whole)
            written = ratio_format if actual.per else percent_format
            return Shown(float(share), NUMBER, written(share, limit_of(leaf)))
        case CountOf(number, among, _) | Conditions(number, among, _):
            return Shown(number, NUMBER, f'{COUNT}"/{among}"' if total else COUNT)
        case Amount(value):
            return Shown(_plain(value), NUMBER, number_format(value, _number_limit(directive, leaf)))
        case Said(value, _, _):
            return value_cell(directive, answered_field(directive, leaf), value, lang, _number_limit(directive, leaf))


def as_count(leaf: Leaf, part: PartResult) -> Actual:
    """Of what every unit has to meet, so many of so many, also where only one is concerned and its own answer is known."""
    if isinstance(leaf, Every) and part.records == 1 and not isinstance(part.actual, CountOf):
        return CountOf(int(part.outcome == "met"), 1)
    return part.actual


def short_text(directive: Directive, leaf: Leaf, actual: Actual, lang: Language) -> str:
    """A figure beside others in one cell."""
    return label_of(leaf, lang) + short_figure(directive, leaf, actual, lang)


def value_cell(
    directive: Directive, field: FieldSpec | None, value: Value, lang: Language, threshold: Number | None = None
) -> Shown:
    """A value as its field is read: numbers and dates as such, answers in words."""
    match value:
        case bool():
            return Shown(ANSWERS[lang][value], CENTRED)
        case int() | Fraction():
            if field is not None and field.type == "percent":
                limit = None if threshold is None else Fraction(threshold)
                places = max(percent_places(Fraction(value), limit, _MOST_PLACES), decimals(Fraction(value) * 100))
                return Shown(float(value), NUMBER, f"0{_decimals(places)}%")
            return Shown(_plain(value), NUMBER, number_format(value, threshold))
        case dt.date():
            return Shown(value, NUMBER, DATE)
        case str():
            chosen = field is not None and field.options
            return (
                Shown(option_label(directive, field, value, lang), CENTRED) if field and chosen else Shown(value, TEXT)
            )


def difference(directive: Directive, leaf: Leaf, part: PartResult, lang: Language) -> tuple[Shown, str]:
    """How far what is known is from what is demanded, and in what that is counted; blank where it cannot be said."""
    points = {"vi": "điểm %", "en": "% points"}[lang]
    limit = _number_limit(directive, leaf)
    field = counted_field(directive, leaf)
    noun = directive.noun(field, lang, 2) if field is not None else ""
    match leaf, part.actual:
        case _, ShareOf(own, whole, True) if whole and limit is not None:
            return signed(Fraction(own, whole) - limit, per=True), ratio_words(directive, leaf, lang)
        case Share(), ShareOf(own, whole) if whole and limit is not None:
            return signed(Fraction(own, whole) - limit, points=True), points
        case Count(), CountOf(number, _, _) if limit is not None:
            return signed(number - limit), record_noun(directive, leaf.scope.form, lang, 2)
        case Every(), CountOf() if part.outcome == "met" or part.failing:  # who is only waited for, does not fall short
            return signed(-len(part.failing)), record_noun(directive, leaf.scope.form, lang, 2)
        case _, Amount(value) if limit is not None:
            return signed(value - limit), noun
        case _, Said(int() | Fraction() as value, _, _) if limit is not None and not isinstance(value, bool):
            if field is not None and field.type == "percent":
                return signed(value - limit, points=True), points
            return signed(value - limit), noun
        case _:
            return Shown(None, NUMBER), ""


def _number_limit(directive: Directive, leaf: Leaf) -> Number | None:
    """The threshold where it is one fixed number; a rank's step is none."""
    comparison, field = comparison_of(leaf), counted_field(directive, leaf)
    if comparison is None or len(comparison.thresholds) != 1 or (field is not None and field.type == "rank"):
        return None
    only = comparison.thresholds[0]
    return only.value if isinstance(only, Constant) and isinstance(only.value, Fraction) else None


def _plain(value: Number) -> float:
    """As Excel keeps it: whole numbers exactly, others as the nearest float."""
    return int(value) if value.denominator == 1 else float(value)
