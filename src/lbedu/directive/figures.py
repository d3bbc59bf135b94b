"""From the names and numbers of a rule file to figures, comparisons and thresholds. Every fault carries its path."""

from __future__ import annotations

import datetime as dt
import re
from fractions import Fraction
from typing import Any

from lbedu.directive.check_forms import Path
from lbedu.directive.expression import AsOf, Comparison, Constant, Figure, Operator, Own, Reference, Threshold
from lbedu.directive.model import FieldSpec, Measure, RuleFile, listed

OPERATORS: dict[str, Operator] = {
    "at_least": ">=",
    "more_than": ">",
    "at_most": "<=",
    "less_than": "<",
    "equals": "==",
}
_PERCENT = re.compile(r"(\d+)(?:[.,](\d+))?\s?%")
_DECIMAL = re.compile(r"-?\d+(?:\.\d+)?")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_FIELD = re.compile(r"([a-z][a-z0-9_]*)\.([a-z][a-z0-9_]*)")


class Fault(Exception):
    """A mistake in the meaning of a rule file, at a path."""

    def __init__(self, path: Path, message: str) -> None:
        self.path = path
        self.message = message


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
            from lbedu.directive.nearest import nearest

            close = nearest(str(name), [f"{f}.{i}" for f, spec in self.file.forms.items() for i in spec.by_id])
            raise Fault(path, f"no form has the field `{name}`" + (f": did you mean `{close}`?" if close else ""))
        if types and field.type not in types:
            raise Fault(path, f"{name} is {field.type}, not {' or '.join(types)}")
        return matched[1], field

    def figure(self, text: Any, path: Path) -> Figure:
        by_level = text.items() if isinstance(text, dict) else [(None, text)]
        found: list[tuple[str | None, tuple[str, ...]]] = []
        forms: set[str] = set()
        for level, names in by_level:
            fields = []
            for name in listed(names):
                form, field = self.field(name, path, ())
                if level is not None and not field.asked_of(level):
                    raise Fault((*path, level), f"{name} is not asked at level {level}")
                if level is not None and level not in self.file.units[self.file.forms[form].unit].levels:
                    raise Fault((*path, level), f"no level `{level}`")
                if field.id in fields:
                    raise Fault(path, f"{name} stands twice in one figure")
                forms.add(form)
                fields.append(field.id)
            found.append((level, tuple(fields)))
        if len(forms) != 1 or not all(fields for _, fields in found):
            raise Fault(path, "a figure adds up fields of one form")
        return Figure(forms.pop(), tuple(found))

    def parts(self, spec: Measure, path: Path) -> tuple[Figure, Figure]:
        """Part and whole of a share: counts of one form, so that both are exact and add up over units."""
        part, whole = self.figure(spec.share, (*path, "share")), self.figure(spec.of, (*path, "of"))
        if part.form != whole.form:
            raise Fault((*path, "of"), "part and whole are fields of one form")
        for key, figure in (("share", part), ("of", whole)):
            if self.numeric(figure, (*path, key)) != "count":
                raise Fault((*path, key), "a share is made of counts")
        return part, whole

    def numeric(self, figure: Figure, path: Path) -> str:
        form = self.file.forms[figure.form]
        types = {form.by_id[name].type for _, fields in figure.by_level for name in fields}
        if len(types) != 1 or not types <= {"count", "number"}:
            raise Fault(path, f"only counts or only numbers add up, not {', '.join(sorted(types))}")
        return types.pop()

    def comparison(
        self, spec: Measure, path: Path, kind: str, figure: Figure | None, field: FieldSpec | None = None
    ) -> Comparison:
        given = [(key, getattr(spec, key)) for key in OPERATORS if getattr(spec, key) is not None]
        if len(given) != 1:
            raise Fault(path, f"needs exactly one of {', '.join(OPERATORS)}")
        key, value = given[0]
        if key == "equals" and kind == "percent" and spec.share is not None:
            raise Fault((*path, key), "a share is never held to be equal: use at_least or at_most")
        if key == "equals" and len(listed(value)) > 1:
            raise Fault((*path, key), "nothing equals two thresholds")
        if not listed(value):
            raise Fault((*path, key), "names no threshold")
        made = tuple(self.threshold(one, (*path, key), kind, figure, field) for one in listed(value))
        return Comparison(OPERATORS[key], made)

    def threshold(self, value: Any, path: Path, kind: str, figure: Figure | None, field: FieldSpec | None) -> Threshold:
        if value == "as_of" and kind == "date":
            return AsOf()
        if isinstance(value, str) and _FIELD.fullmatch(value):
            other = self.figure(value, path)
            source = self.file.forms[other.form].by_id[other.by_level[0][1][0]]
            like = (source.type, source.options) == (field.type, field.options) if field else source.type == kind
            if not like:
                raise Fault(path, f"{value} is {source.type}: it cannot be held against {kind}")
            if figure is not None and other.form == figure.form:
                if field is None:
                    raise Fault(
                        path, f"{value}: another figure of the same unit is compared with `value`, unit by unit"
                    )
                return Own(other)
            if path[-1] == "equals":
                raise Fault(path, "a figure that another unit supplies is never held to be equal")
            spec = self.file.forms[other.form]
            if spec.rows or len(self.file.expects.get(spec.unit, ())) != 1:
                raise Fault(path, f"{value}: one unit alone must supply it, and several fill in {other.form}")
            return Reference(other)
        constant = self.constant(value, kind, field)
        if constant is None:
            raise Fault(path, f"`{value}` is no {kind}")
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
                return Fraction(text) if _DECIMAL.fullmatch(text) else None

    def due(self, text: Any, path: Path) -> dt.date | None:
        if text == "as_of":
            return None
        day = _date(str(text))
        if day is None:
            raise Fault(path, f"`{text}` is no date: YYYY-MM-DD or as_of")
        return day


def _date(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text) if _DATE.fullmatch(text) else None
    except ValueError:
        return None
