"""A scorecard as data frames: names, types, units and order of their columns. The only door to pandas; judges nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any, NamedTuple

import pandas as pd
from pandas import DataFrame as DataFrame

from lbedu.directive.describe import Leaf, label_of, leaf_requirement
from lbedu.directive.directive import Directive, Target
from lbedu.directive.expression import parts
from lbedu.problems import Problem
from lbedu.submission import Said, Unit, Value
from lbedu.verdict import Actual, Amount, Conditions, CountOf, Fact, PartResult, ShareOf, Verdict, Waiting
from lbedu.wording import Language

_INT64 = 2**63
_TEXT, _COUNT, _NUMBER, _YES_NO, _DATE = "string", "Int64", "float64", "bool", "datetime64[s]"


def _ordered(*words: str) -> pd.CategoricalDtype:
    return pd.CategoricalDtype(list(words), ordered=True)


def _words(*words: str) -> pd.CategoricalDtype:
    return pd.CategoricalDtype(list(words))


_OUTCOME = _ordered("missed", "undecided", "not_applicable", "met")
_STRENGTH = _ordered("encourage", "strive", "ensure")
_SEVERITY = _ordered("warning", "missing", "error")
_Columns = Mapping[str, Any]
_FIGURE: _Columns = {
    "kind": _words("share", "ratio", "count", "conditions", "amount", "answer"),
    "numerator": _COUNT,
    "denominator": _COUNT,
    "value": _NUMBER,
    "answer": _TEXT,
    "date": _DATE,
}
_TARGET: _Columns = {"commitment": _TEXT, "clause": _TEXT, "title": _TEXT, "strength": _STRENGTH}
_MEASURE: _Columns = {"outcome": _OUTCOME, "reason": _TEXT, **_FIGURE, "gap": _NUMBER}
_UNIT: _Columns = {"unit_kind": _TEXT, "level": _TEXT, "ward": _TEXT, "unit_type": _TEXT}


class Figure(NamedTuple):
    """What is known of a measure, as it stands in the columns `kind`, `numerator`, `denominator`, `value`, `answer`, `date`."""

    kind: str | None = None
    numerator: int | None = None
    denominator: int | None = None
    value: float | None = None
    answer: str | None = None
    date: dt.date | None = None


_NOTHING = Figure()


def figure(actual: Actual) -> Figure:
    """A figure in columns; the exact integers are missing where they do not fit into 64 bits."""
    match actual:
        case None:
            return _NOTHING
        case ShareOf(part, whole, per):
            return _exact("ratio" if per else "share", part, whole, part / whole if whole else None)
        case CountOf(number, total, _):
            return _exact("count", number, total, float(number))
        case Conditions(held, asked, _):
            return _exact("conditions", held, asked, float(held))
        case Amount(value):
            return _exact("amount", value.numerator, value.denominator, float(value))
        case Said(value, _, _):
            return _said(value)


def _said(value: Value) -> Figure:
    match value:
        case bool():
            return Figure("answer", answer="yes" if value else "no")
        case int() | Fraction():
            return _exact("amount", value.numerator, value.denominator, float(value))
        case dt.date():
            return Figure("answer", answer=value.isoformat(), date=value)
        case str():
            return Figure("answer", answer=value)


def _exact(kind: str, numerator: int, denominator: int, value: float | None) -> Figure:
    if max(abs(numerator), denominator) >= _INT64:
        return Figure(kind, value=value)
    return Figure(kind, numerator, denominator, value)


def only_figure(found: Sequence[PartResult]) -> Actual:
    """The one figure of a target: of several measures only where they have the same."""
    said = list(dict.fromkeys(part.actual for part in found if part.actual is not None))
    return said[0] if len(said) == 1 else None


def of_verdicts(directive: Directive, verdicts: Iterable[Verdict], lang: Language, units: bool) -> DataFrame:
    """One row a verdict, in the order of the directive."""

    def row(verdict: Verdict) -> tuple[object, ...]:
        unit = (verdict.unit.name,) if units and verdict.unit is not None else ()
        one = verdict.unit is not None
        required = "; ".join(leaf_requirement(directive, leaf, lang, one) for leaf in parts(verdict.target.measure))
        return (
            verdict.target.id,
            *unit,
            *_of_target(verdict.target, lang),
            required,
            len(verdict.parts),
            *_together(verdict.outcome, verdict.parts),
            verdict.by_word,
        )

    index = {"target": _TEXT, "unit": _TEXT} if units else {"target": _TEXT}
    columns = {**_TARGET, "required": _TEXT, "parts": "int64", **_MEASURE, "by_word": _YES_NO}
    return _frame(index, columns, map(row, verdicts))


def of_parts(directive: Directive, verdicts: Iterable[Verdict], lang: Language, units: bool) -> DataFrame:
    """One row a measure of a verdict; measures are counted from 1."""

    def rows() -> Iterator[tuple[object, ...]]:
        for verdict in verdicts:
            unit = (verdict.unit.name,) if units and verdict.unit is not None else ()
            leaves = parts(verdict.target.measure)
            for number, (leaf, part) in enumerate(zip(leaves, verdict.parts, strict=True), 1):
                label = _label(directive, leaf, lang)
                required = leaf_requirement(directive, leaf, lang, verdict.unit is not None)
                yield verdict.target.id, *unit, number, label, required, *_of_part(part), part.records

    index = {"target": _TEXT, **({"unit": _TEXT} if units else {}), "part": "int64"}
    return _frame(index, {"label": _TEXT, "required": _TEXT, **_MEASURE, "records": "int64"}, rows())


def of_subtotals(verdicts: Iterable[Verdict]) -> DataFrame:
    """One row a measure of a verdict and a level or ward."""
    rows = (
        (verdict.target.id, subtotal.by, subtotal.name, number, *figure(part.actual), part.records)
        for verdict in verdicts
        for subtotal in verdict.subtotals
        for number, part in enumerate(subtotal.parts, 1)
    )
    index = {"target": _TEXT, "by": _TEXT, "name": _TEXT, "part": "int64"}
    return _frame(index, {**_FIGURE, "records": "int64"}, rows)


def of_units(found: Iterable[Verdict | Waiting], lang: Language) -> DataFrame:
    """One row a unit and target; where the target is not judged for one unit alone there is no outcome."""

    def row(item: Verdict | Waiting) -> tuple[object, ...]:
        if item.unit is None:
            raise ValueError("a verdict of the district is of no unit")
        outcome = item.outcome if isinstance(item, Verdict) else None
        return (
            item.unit.name,
            item.target.id,
            *_of_unit(item.unit),
            item.target.spec.title.get(lang),
            *_together(outcome, item.parts),
        )

    return _frame({"unit": _TEXT, "target": _TEXT}, {**_UNIT, "title": _TEXT, **_MEASURE}, map(row, found))


def of_facts(directive: Directive, facts: Iterable[Fact], lang: Language) -> DataFrame:
    """One row a figure that was said."""

    def row(fact: Fact) -> tuple[object, ...]:
        field = directive.field(fact.form, fact.field)
        noun = directive.noun(field, lang, None) or None
        own = (fact.unit.name, fact.form, fact.row, fact.field, field.code, field.label.get(lang), field.type)
        place = fact.said.place
        cells = ", ".join(one.cell for one in fact.said.places)
        return *_of_unit(fact.unit), *own, *figure(fact.said), noun, fact.file, place.sheet, cells

    named = dict.fromkeys(("unit", "form", "row", "field", "code", "label", "type"), _TEXT)
    columns = {**_UNIT, **named, **_FIGURE, **dict.fromkeys(("noun", "file", "sheet", "cell"), _TEXT)}
    return _frame({}, columns, map(row, facts))


def of_problems(problems: Iterable[Problem], lang: Language) -> DataFrame:
    """One row a problem, in the order of files and cells."""

    def row(problem: Problem) -> tuple[object, ...]:
        texts = (problem.text(lang, which) for which in ("expected", "message", "fix"))
        return problem.severity, problem.code, *problem.place, problem.found, problem.label(lang), *texts

    names = ("code", "file", "sheet", "cell", "found", "label", "expected", "message", "fix")
    return _frame({}, {"severity": _SEVERITY, **dict.fromkeys(names, _TEXT)}, map(row, problems))


def units_behind(verdicts: Iterable[Verdict]) -> DataFrame:
    """One row a unit, worst first: `failing`, how many targets it holds down, and `waiting`, how many others wait for it."""
    rows = (
        (holding.unit.kind, holding.unit.level, holding.unit.name, verdict.target.id, failing)
        for verdict in verdicts
        if verdict.outcome in ("missed", "undecided")
        for part in verdict.parts
        for holdings, failing in ((part.failing, True), (part.waiting, False))
        for holding in holdings
    )
    keys = ["unit_kind", "level", "unit"]
    long = _frame({}, {**dict.fromkeys((*keys, "target"), _TEXT), "failing": _YES_NO}, rows)
    worst = long.groupby([*keys, "target"], as_index=False, sort=False)["failing"].max()
    counted = worst.groupby(keys, as_index=False, sort=False)["failing"].agg(failing="sum", targets="size")
    counted["waiting"] = counted["targets"] - counted["failing"]
    wide: DataFrame = counted[[*keys, "failing", "waiting"]].astype({"failing": "int64", "waiting": "int64"})
    return wide.sort_values(["failing", "waiting"], ascending=False, kind="stable", ignore_index=True)


def matrix(
    long: Sequence[tuple[DataFrame, Sequence[object]]], rows: list[tuple[str, str]], columns: list[str]
) -> list[tuple[object, ...]]:
    """Frames with the columns `level`, `unit` and `target`, each with a cell for every row of it, as one table: a row for each
    these levels and units, a column for each of these targets, in this order. Where no cell belongs, there is NaN; of several
    that belong in one place the first counts."""
    if not rows or not columns:
        return [() for _ in rows]
    keys = ["level", "unit"]
    placed = [
        frame[[*keys, "target"]].astype(object).assign(cell=pd.Series(list(cells), index=frame.index, dtype=object))
        for frame, cells in long
    ]
    cells = pd.concat(placed, ignore_index=True).drop_duplicates([*keys, "target"])
    wide = cells.pivot(index=keys, columns="target", values="cell")
    ordered = wide.reindex(index=pd.MultiIndex.from_tuples(rows, names=keys), columns=columns)
    return list(ordered.itertuples(index=False, name=None))


def _of_target(target: Target, lang: Language) -> tuple[object, ...]:
    return target.commitment.id, target.clause, target.spec.title.get(lang), target.spec.strength


def _of_unit(unit: Unit) -> tuple[object, ...]:
    return unit.kind, unit.level, unit.ward, unit.type


def _of_part(part: PartResult) -> tuple[object, ...]:
    return part.outcome, part.reason, *figure(part.actual), _gap(part)


def _together(outcome: str | None, found: Sequence[PartResult]) -> tuple[object, ...]:
    """Outcome, reason, figure and gap of a target: of several measures the first reason why it is not decided."""
    reasons = [part.reason for part in found if part.reason != "decided"]
    gap = _gap(found[0]) if len(found) == 1 else None
    return outcome, reasons[0] if reasons else "decided", *figure(only_figure(found)), gap


def _gap(part: PartResult) -> float | None:
    return None if part.gap is None else float(part.gap)


def _label(directive: Directive, leaf: Leaf, lang: Language) -> str:
    """What a measure is about: its own label, else its levels."""
    kind = directive.file.units[directive.unit_of(leaf.scope.form)]
    levels = ", ".join(level for level in kind.levels if level in (leaf.scope.levels or ()))
    return label_of(leaf, lang).rstrip(": ") or levels


def _frame(index: _Columns, columns: _Columns, rows: Iterable[tuple[object, ...]]) -> DataFrame:
    """A frame with exactly these columns and types, also without rows."""
    listed = list(rows)
    typed = {**index, **columns}
    data = {name: pd.Series([row[i] for row in listed], dtype=type_) for i, (name, type_) in enumerate(typed.items())}
    frame = pd.DataFrame(data)
    return frame.set_index(list(index)) if index else frame
