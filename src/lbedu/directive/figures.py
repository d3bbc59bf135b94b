"""From the names and numbers of a rule file to figures, comparisons and thresholds. Every fault carries its path."""

from __future__ import annotations

import datetime as dt
import re
from fractions import Fraction
from typing import Any

from lbedu.directive.expression import AsOf, Comparison, Constant, Figure, Operator, Own, Reference, Threshold
from lbedu.directive.fault import Path, refused
from lbedu.directive.model import FieldSpec, Measure, RuleFile, listed

OPERATORS: dict[str, Operator] = {
    "at_least": ">=",
    "more_than": ">",
    "at_most": "<=",
    "less_than": "<",
    "equals": "==",
}
_PERCENT = re.compile(r"(0|[1-9][0-9]{0,14})(?:[.,]([0-9]{1,15}))?\s?%")
_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]{0,14})(?:[.,][0-9]{1,15})?")
_WHOLE = re.compile(r"[1-9][0-9]{0,14}")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_HELD_AGAINST = {"ratio": "number"}
"""The type of a field that such a figure is held against."""
_FIELD = re.compile(r"([a-z][a-z0-9_]*)\.([a-z][a-z0-9_]*)")

KINDS = {
    "count": ("a whole number", "3500"),
    "percent": ("a percentage", "58%"),
    "number": ("a number", "7.5"),
    "ratio": ("a number", "35"),
    "date": ("a day", "2031-05-31"),
    "rank": ("a step of this rank", ""),
}
"""What a threshold of each type is, and one as it is written."""


def _like(value: str, kind: str) -> str:
    """How a threshold that was meant is written, or another one of its type."""
    digits, decimal = re.sub(r"[.,_\s]", "", value), value.replace(",", ".")
    day = re.fullmatch(r"([0-3]?[0-9])[./-]([01]?[0-9])[./-]([12][0-9]{3})", value)
    meant = {
        "count": digits if re.fullmatch(r"[1-9][0-9]{0,2}(?:[.,_ ][0-9]{3})+|0*[1-9][0-9]*", value) else "",
        "percent": f"{decimal}%",
        "number": decimal,
        "ratio": decimal.rstrip("% "),
        "date": f"{day[3]}-{day[2]:0>2}-{day[1]:0>2}" if day else "",
    }.get(kind, "")
    patterns = {"count": _WHOLE, "percent": _PERCENT, "number": _DECIMAL, "ratio": _DECIMAL, "date": _DATE}
    return meant if kind in patterns and patterns[kind].fullmatch(meant) else KINDS[kind][1]


class Figures:
    """Reads fields, figures and what they are held against, for one rule file."""

    def __init__(self, file: RuleFile) -> None:
        self.file = file

    def options(self, field: FieldSpec) -> tuple[str, ...]:
        if field.type == "level":
            return tuple(level for kind in self.file.units.values() for level in kind.levels)
        return tuple(option.id for option in self.file.choices[field.options]) if field.options else ()

    def field(self, name: Any, path: Path, types: tuple[str, ...]) -> tuple[str, FieldSpec]:
        matched = _FIELD.fullmatch(name) if isinstance(name, str) else None
        form = self.file.forms.get(matched[1]) if matched else None
        field = form.by_id.get(matched[2]) if form and matched else None
        if matched is None or field is None:
            known = [f"{f}.{i}" for f, spec in self.file.forms.items() for i in spec.by_id]
            raise refused(path, "unknown_field", known, name, name=name)
        if types and field.type not in types:
            raise refused(path, "field_type", name=name, type=field.type, types=", ".join(types))
        return matched[1], field

    def figure(self, text: Any, path: Path) -> Figure:
        by_level = text.items() if isinstance(text, dict) else [(None, text)]
        found: list[tuple[str | None, tuple[str, ...]]] = []
        forms: set[str] = set()
        for level, names in by_level:
            fields = []
            here = path if level is None else (*path, level)
            for i, name in enumerate(listed(names)):
                form, field = self.field(name, (*here, i) if isinstance(names, tuple) else here, ())
                levels = self.file.units[self.file.forms[form].unit].levels
                if level is not None and level not in levels:
                    raise refused((*path, level), "unknown_name", levels, level, on_key=True, what="level", name=level)
                if level is not None and not field.asked_of(level):
                    raise refused((*path, level), "level_not_asked", field.levels, on_key=True, name=name, level=level)
                if field.id in fields:
                    raise refused(path, "field_twice", name=name)
                forms.add(form)
                fields.append(field.id)
            found.append((level, tuple(fields)))
        if len(forms) != 1 or not all(fields for _, fields in found):
            raise refused(path, "figure_forms")
        return Figure(forms.pop(), tuple(found))

    def parts(self, spec: Measure, path: Path) -> tuple[Figure, Figure]:
        """Part and whole of a share, or what is divided by what: counts of one form, so that both are exact and add up over
        units."""
        one, other = ("share", "of") if spec.share is not None else ("ratio", "per")
        part, whole = (self.figure(getattr(spec, key), (*path, key)) for key in (one, other))
        if part.form != whole.form:
            raise refused((*path, other), "share_forms")
        for key, figure in ((one, part), (other, whole)):
            if self.numeric(figure, (*path, key)) != "count":
                raise refused((*path, key), "share_counts")
        return part, whole

    def numeric(self, figure: Figure, path: Path) -> str:
        form = self.file.forms[figure.form]
        types = {form.by_id[name].type for _, fields in figure.by_level for name in fields}
        if len(types) != 1 or not types <= {"count", "number"}:
            raise refused(path, "mixed_types", types=", ".join(sorted(types)))
        return types.pop()

    def comparison(
        self, spec: Measure, path: Path, kind: str, figure: Figure | None, field: FieldSpec | None = None
    ) -> Comparison:
        given = [(key, getattr(spec, key)) for key in OPERATORS if getattr(spec, key) is not None]
        if len(given) != 1:
            raise refused(path, "comparison_missing", OPERATORS)
        key, value = given[0]
        if key == "equals" and (spec.share is not None or spec.ratio is not None):
            raise refused((*path, key), "equals_share", on_key=True)
        if key == "equals" and len(listed(value)) > 1:
            raise refused((*path, key), "equals_several")
        if not listed(value):
            raise refused((*path, key), "names_nothing", on_key=True, key=key)
        made = tuple(self.threshold(one, (*path, key), kind, figure, field) for one in listed(value))
        return Comparison(OPERATORS[key], made)

    def threshold(self, value: Any, path: Path, kind: str, figure: Figure | None, field: FieldSpec | None) -> Threshold:
        if value == "as_of" and kind == "date":
            return AsOf()
        if isinstance(value, str) and _FIELD.fullmatch(value):
            other = self.figure(value, path)
            source = self.file.forms[other.form].by_id[other.by_level[0][1][0]]
            like = (
                (source.type, source.options) == (field.type, field.options)
                if field
                else source.type == _HELD_AGAINST.get(kind, kind)
            )
            if not like:
                raise refused(path, "threshold_type", value=value, type=source.type, kind=kind)
            if figure is not None and other.form == figure.form:
                if field is None:
                    raise refused(path, "own_in_sum", value=value)
                return Own(other)
            if path[-1] == "equals":
                raise refused(path, "equals_reference")
            spec = self.file.forms[other.form]
            if spec.rows or len(self.file.expects.get(spec.unit, ())) != 1:
                raise refused(path, "reference_several", value=value, form=other.form)
            return Reference(other)
        constant = self.constant(value, kind, field)
        if constant is None:
            steps = self.options(field) if kind == "rank" and field else ()
            what, example = KINDS[kind][0], steps[0] if steps else _like(str(value), kind)
            raise refused(
                path, "bad_threshold", steps, value if steps else None, value=value, what=what, example=example
            )
        return Constant(constant, str(value))

    def constant(self, value: Any, kind: str, field: FieldSpec | None) -> Fraction | dt.date | None:
        text = str(value)
        match kind:
            case "percent":
                found = _PERCENT.fullmatch(text)
                return Fraction(f"{found[1]}.{found[2] or 0}") / 100 if found else None
            case "rank":
                options = self.options(field) if field else ()
                return Fraction(len(options) - 1 - options.index(text)) if text in options else None
            case "date":
                return _date(text)
            case "count":
                return Fraction(value) if isinstance(value, int) else None
            case _:
                return Fraction(text.replace(",", ".")) if _DECIMAL.fullmatch(text) else None

    def due(self, text: Any, path: Path) -> dt.date | None:
        if text == "as_of":
            return None
        day = _date(str(text))
        if day is None:
            raise refused(path, "bad_day", value=text)
        return day


def _date(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text) if _DATE.fullmatch(text) else None
    except ValueError:
        return None
