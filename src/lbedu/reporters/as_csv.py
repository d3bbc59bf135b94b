"""Reporter `csv`: verdicts, a row a measure, for spreadsheets and databases. Figures are exact."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from fractions import Fraction

from lbedu.directive.describe import leaf_requirement
from lbedu.directive.expression import parts
from lbedu.phrases import actual_text, gap_text, reason_text
from lbedu.problems import Language
from lbedu.reporters import Style
from lbedu.reporters.notation.comma_separated import Cell, table
from lbedu.scorecard import Actual, Amount, Conditions, CountOf, Scorecard, ShareOf, Verdict
from lbedu.submission import Said, Unit, Value

COLUMNS = (
    *("target", "commitment", "clause", "title", "strength", "unit_kind", "unit", "level", "unit_code", "outcome"),
    *("by_word", "part", "part_outcome", "reason", "kind", "numerator", "denominator", "answer", "gap"),
    *("required", "actual_text", "gap_text", "reason_text"),
)
_NOBODY = Unit("", "")


def render(card: Scorecard, style: Style) -> str:
    """All verdicts in the order of the directive, each with its measures; texts for people in the style's language."""
    return "".join(pieces(card, style))


def pieces(card: Scorecard, style: Style) -> Iterator[str]:
    """The same text row by row."""
    return table(COLUMNS, (row for verdict in card.verdicts for row in _rows(card, verdict, style.lang)))


def _rows(card: Scorecard, verdict: Verdict, lang: Language) -> Iterator[tuple[Cell, ...]]:
    target, unit = verdict.target, verdict.unit or _NOBODY
    single = verdict.unit is not None
    for number, (leaf, part) in enumerate(zip(parts(target.measure), verdict.parts, strict=True), 1):
        yield (
            *(target.id, target.commitment.id, target.clause, target.spec.title.get(lang), target.spec.strength),
            *(unit.kind, unit.name, unit.level, unit.code, verdict.outcome),
            *(_yes_no(verdict.by_word), number, part.outcome, part.reason),
            *_figure(part.actual),
            None if part.gap is None else _decimal(part.gap),
            leaf_requirement(card.directive, leaf, lang, single),
            actual_text(card.directive, leaf, part, lang),
            gap_text(card.directive, leaf, part, lang),
            reason_text(card.directive, leaf, part, lang, single),
        )


def _figure(actual: Actual) -> tuple[str, int | None, int | None, str]:
    """Kind, numerator, denominator and answer: the same words as in the data frames."""
    match actual:
        case None:
            return "", None, None, ""
        case ShareOf(part, whole, per):
            return "ratio" if per else "share", part, whole, ""
        case CountOf(count, total, _):
            return "count", count, total, ""
        case Conditions(held, asked, _):
            return "conditions", held, asked, ""
        case Amount(value):
            return "amount", value.numerator, value.denominator, ""
        case Said(value, _, _):
            return _answer(value)


def _answer(value: Value) -> tuple[str, int | None, int | None, str]:
    match value:
        case bool():
            return "answer", None, None, _yes_no(value)
        case int() | Fraction():
            return "amount", value.numerator, value.denominator, ""
        case dt.date():
            return "answer", None, None, value.isoformat()
        case str():
            return "answer", None, None, value


def _yes_no(value: bool) -> str:
    return "yes" if value else "no"


def _decimal(value: int | Fraction) -> int | str:
    """A whole number, else six decimals: what is lacking is told, never computed with."""
    if value.denominator == 1:
        return int(value)
    return f"{round(value * 10**6) / 10**6:.6f}".rstrip("0")
