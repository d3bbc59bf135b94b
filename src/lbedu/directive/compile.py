"""From the words of a rule file to expressions, with every fault in the meaning named by its path in the file."""

from __future__ import annotations

import datetime as dt
import re
from fractions import Fraction
from typing import Any

from lbedu.directive.check_forms import Path, check_file
from lbedu.directive.coupling import entangled
from lbedu.directive.directive import Target
from lbedu.directive.expression import (
    AllOf,
    AsOf,
    Attested,
    Both,
    Check,
    Chosen,
    Compared,
    Comparison,
    Constant,
    Count,
    Done,
    Every,
    Figure,
    Holds,
    Operator,
    Own,
    Ratio,
    Reference,
    Scope,
    Share,
    Sum,
    Threshold,
    check_fields,
)
from lbedu.directive.expression import Measure as Expression
from lbedu.directive.model import FieldSpec, Measure, RuleFile, listed

OPERATORS: dict[str, Operator] = {
    "at_least": ">=",
    "more_than": ">",
    "at_most": "<=",
    "less_than": "<",
    "equals": "==",
}
_SCOPE_KEYS = ("levels", "types", "among", "when")
_PERCENT = re.compile(r"(\d+)(?:[.,](\d+))?\s?%")
_DECIMAL = re.compile(r"-?\d+(?:\.\d+)?")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_FIELD = re.compile(r"([a-z][a-z0-9_]*)\.([a-z][a-z0-9_]*)")
_SHAPES: dict[frozenset[str], str] = {
    frozenset({"share", "of"}): "share",
    frozenset({"sum"}): "sum",
    frozenset({"value"}): "value",
    frozenset({"count"}): "count",
    frozenset({"every"}): "every",
    frozenset({"attest"}): "attest",
    frozenset({"done", "on", "by"}): "done",
    frozenset({"all_of"}): "all_of",
}


class _Fault(Exception):
    def __init__(self, path: Path, message: str) -> None:
        self.path = path
        self.message = message


def compile_directive(file: RuleFile) -> tuple[tuple[Target, ...], list[tuple[Path, str]]]:
    """The targets of a rule file, and the faults of its meaning as (path, message)."""
    faults = check_file(file)
    targets: list[Target] = []
    if any(path[0] != "commitments" for path, _ in faults):  # measures are read against forms that hold together
        return (), faults
    for c, commitment in enumerate(file.commitments):
        for t, spec in enumerate(commitment.targets):
            path: Path = ("commitments", c, "targets", t)
            compiler = _Compiler(file)
            try:
                measure = compiler.measure(spec, path)
                reason = entangled(measure, file)
                if reason:
                    raise _Fault(path, f"{spec.id}: {reason}")
            except _Fault as fault:
                faults.append((fault.path, fault.message))
            else:
                targets.append(Target(spec, commitment, measure))
    return tuple(targets), faults


def _shape(spec: Measure, path: Path) -> str:
    keys = frozenset(key for keys in _SHAPES for key in keys if getattr(spec, key) is not None)
    if keys not in _SHAPES:
        shapes = "; ".join("+".join(sorted(keys, reverse=True)) for keys in _SHAPES)
        raise _Fault(path, f"cannot be {'+'.join(sorted(keys)) or 'empty'}: it is one of {shapes}")
    return _SHAPES[keys]


class _Compiler:
    """Turns one target into its expression."""

    def __init__(self, file: RuleFile) -> None:
        self.file = file

    # measures: over the records of a scope

    def measure(self, spec: Measure, path: Path) -> Expression:
        shape = _shape(spec, path)
        if shape == "all_of":
            self._refuse(spec, path, (*OPERATORS, "is_", *_SCOPE_KEYS), "belongs to the parts of all_of")
            if not spec.all_of:
                raise _Fault((*path, "all_of"), "has no parts")
            return AllOf(tuple(self._part(part, (*path, "all_of", i)) for i, part in enumerate(spec.all_of or ())))
        if spec.each and shape not in ("share", "sum"):
            raise _Fault((*path, "each"), "`each` goes with share and sum; `every` is demanded of each unit anyway")
        if shape == "share":
            part, whole = self._parts(spec, path)
            comparison = self._comparison(spec, path, "percent", part)
            scope = self._scope(spec, path, Ratio(part, whole, comparison))
            if spec.each and not _is_whole(comparison):
                raise _Fault((*path, "each"), "a share is demanded of each unit only where it is at least 100%")
            return Share(part, whole, comparison, scope, spec.each)
        if shape == "sum":
            figure = self._figure(spec.sum, (*path, "sum"))
            comparison = self._comparison(spec, path, self._numeric(figure, (*path, "sum")), figure)
            if spec.each and not _is_zero(comparison):
                raise _Fault((*path, "each"), "a sum is demanded of each unit only where it is at most 0")
            return Sum(figure, comparison, self._scope(spec, path, Compared(figure, comparison)), spec.each)
        if shape == "count":
            check = self.check(spec.count, (*path, "count"))
            comparison = self._comparison(spec, path, "count", None)
            return Count(check, comparison, self._scope(spec, path, check))
        check = self.check(spec.every, (*path, "every")) if shape == "every" else self.check(spec, path, scoped=True)
        if shape == "every":
            self._refuse(spec, path, (*OPERATORS, "is_"), "belongs inside `every`")
        return Every(check, self._scope(spec, path, check))

    def _part(self, part: Any, path: Path) -> Expression:
        if isinstance(part, str):
            check = self.check(part, path)
            return Every(check, self._scope(Measure(), path, check))
        return self.measure(part, path)

    # checks: of one record

    def check(self, spec: Any, path: Path, scoped: bool = False) -> Check:
        if isinstance(spec, str):
            form, field = self._field(spec, path, ("yes_no",))
            return Holds(form, field.id)
        shape = _shape(spec, path)
        if not scoped:
            self._refuse(spec, path, _SCOPE_KEYS, "belongs to the measure, not to what is asked of one unit")
        match shape:
            case "attest":
                form, field = self._field(spec.attest, (*path, "attest"), ("yes_no",))
                if not field.evidence:
                    raise _Fault((*path, "attest"), f"{spec.attest} has no evidence: give the field `evidence: true`")
                return Attested(form, field.id, f"{field.id}_evidence")
            case "done":
                form, done = self._field(spec.done, (*path, "done"), ("yes_no",))
                other, on = self._field(spec.on, (*path, "on"), ("date",))
                if other != form:
                    raise _Fault((*path, "on"), "`done` and `on` are fields of one form")
                return Done(form, done.id, on.id, self._due(spec.by, (*path, "by")))
            case "value":
                return self._value(spec, path)
            case "share":
                part, whole = self._parts(spec, path)
                return Ratio(part, whole, self._comparison(spec, path, "percent", part))
            case "all_of":
                if not spec.all_of:
                    raise _Fault((*path, "all_of"), "has no parts")
                inner = tuple(self.check(one, (*path, "all_of", i)) for i, one in enumerate(spec.all_of or ()))
                return Both(inner)
            case _:
                raise _Fault(path, f"`{shape}` runs over many units and cannot be asked of one")

    def _value(self, spec: Measure, path: Path) -> Check:
        figure = self._figure(spec.value, (*path, "value"))
        names = [name for _, fields in figure.by_level for name in fields]
        field = self.file.forms[figure.form].by_id[names[0]]
        if spec.is_ is not None:
            allowed: tuple[str | bool, ...] = (True, False) if field.type == "yes_no" else self._options(field)
            if len(names) != 1 or spec.is_ not in allowed:
                shown = ", ".join(map(str, allowed)) or "nothing: it is no choice"
                raise _Fault((*path, "is"), f"{field.id} can be {shown}")
            return Chosen(figure.form, field.id, spec.is_)
        kind = field.type if len(names) == 1 else self._numeric(figure, path)
        if kind not in ("count", "number", "percent", "rank", "date"):
            raise _Fault((*path, "value"), f"{field.id} is {kind}: compare it with `is`")
        return Compared(figure, self._comparison(spec, path, kind, figure, field))

    # the pieces

    def _options(self, field: FieldSpec) -> tuple[str, ...]:
        if field.type == "level":
            return tuple(level for kind in self.file.units.values() for level in kind.levels)
        return tuple(option.id for option in self.file.choices[field.options]) if field.options else ()

    def _field(self, name: Any, path: Path, types: tuple[str, ...]) -> tuple[str, FieldSpec]:
        matched = _FIELD.fullmatch(name) if isinstance(name, str) else None
        form = self.file.forms.get(matched[1]) if matched else None
        field = form.by_id.get(matched[2]) if form and matched else None
        if matched is None or field is None:
            from lbedu.directive.nearest import nearest

            close = nearest(str(name), [f"{f}.{i}" for f, spec in self.file.forms.items() for i in spec.by_id])
            raise _Fault(path, f"no form has the field `{name}`" + (f": did you mean `{close}`?" if close else ""))
        if types and field.type not in types:
            raise _Fault(path, f"{name} is {field.type}, not {' or '.join(types)}")
        return matched[1], field

    def _figure(self, text: Any, path: Path) -> Figure:
        by_level = text.items() if isinstance(text, dict) else [(None, text)]
        found: list[tuple[str | None, tuple[str, ...]]] = []
        forms: set[str] = set()
        for level, names in by_level:
            fields = []
            for name in listed(names):
                form, field = self._field(name, path, ())
                if level is not None and not field.asked_of(level):
                    raise _Fault((*path, level), f"{name} is not asked at level {level}")
                if level is not None and level not in self.file.units[self.file.forms[form].unit].levels:
                    raise _Fault((*path, level), f"no level `{level}`")
                if field.id in fields:
                    raise _Fault(path, f"{name} stands twice in one figure")
                forms.add(form)
                fields.append(field.id)
            found.append((level, tuple(fields)))
        if len(forms) != 1 or not all(fields for _, fields in found):
            raise _Fault(path, "a figure adds up fields of one form")
        return Figure(forms.pop(), tuple(found))

    def _parts(self, spec: Measure, path: Path) -> tuple[Figure, Figure]:
        """Part and whole of a share: counts of one form, so that both are exact and add up over units."""
        part, whole = self._figure(spec.share, (*path, "share")), self._figure(spec.of, (*path, "of"))
        if part.form != whole.form:
            raise _Fault((*path, "of"), "part and whole are fields of one form")
        for key, figure in (("share", part), ("of", whole)):
            if self._numeric(figure, (*path, key)) != "count":
                raise _Fault((*path, key), "a share is made of counts")
        return part, whole

    def _numeric(self, figure: Figure, path: Path) -> str:
        form = self.file.forms[figure.form]
        types = {form.by_id[name].type for _, fields in figure.by_level for name in fields}
        if len(types) != 1 or not types <= {"count", "number"}:
            raise _Fault(path, f"only counts or only numbers add up, not {', '.join(sorted(types))}")
        return types.pop()

    def _comparison(
        self, spec: Measure, path: Path, kind: str, figure: Figure | None, field: FieldSpec | None = None
    ) -> Comparison:
        given = [(key, getattr(spec, key)) for key in OPERATORS if getattr(spec, key) is not None]
        if len(given) != 1:
            raise _Fault(path, f"needs exactly one of {', '.join(OPERATORS)}")
        key, value = given[0]
        if key == "equals" and kind == "percent" and spec.share is not None:
            raise _Fault((*path, key), "a share is never held to be equal: use at_least or at_most")
        if key == "equals" and len(listed(value)) > 1:
            raise _Fault((*path, key), "nothing equals two thresholds")
        if not listed(value):
            raise _Fault((*path, key), "names no threshold")
        made = tuple(self._threshold(one, (*path, key), kind, figure, field) for one in listed(value))
        return Comparison(OPERATORS[key], made)

    def _threshold(
        self, value: Any, path: Path, kind: str, figure: Figure | None, field: FieldSpec | None
    ) -> Threshold:
        if value == "as_of" and kind == "date":
            return AsOf()
        if isinstance(value, str) and _FIELD.fullmatch(value):
            other = self._figure(value, path)
            source = self.file.forms[other.form].by_id[other.by_level[0][1][0]]
            like = (source.type, source.options) == (field.type, field.options) if field else source.type == kind
            if not like:
                raise _Fault(path, f"{value} is {source.type}: it cannot be held against {kind}")
            if figure is not None and other.form == figure.form:
                if field is None:
                    raise _Fault(
                        path, f"{value}: another figure of the same unit is compared with `value`, unit by unit"
                    )
                return Own(other)
            if path[-1] == "equals":
                raise _Fault(path, "a figure that another unit supplies is never held to be equal")
            spec = self.file.forms[other.form]
            if spec.rows or len(self.file.expects.get(spec.unit, ())) != 1:
                raise _Fault(path, f"{value}: one unit alone must supply it, and several fill in {other.form}")
            return Reference(other)
        constant = self._constant(value, kind, field)
        if constant is None:
            raise _Fault(path, f"`{value}` is no {kind}")
        return Constant(constant, str(value))

    def _constant(self, value: Any, kind: str, field: FieldSpec | None) -> Fraction | dt.date | None:
        text = str(value)
        match kind:
            case "percent":
                found = _PERCENT.fullmatch(text)
                return Fraction(f"{found[1]}.{found[2] or 0}") / 100 if found else None
            case "rank":
                options = self._options(field) if field else ()
                return Fraction(len(options) - 1 - options.index(text)) if text in options else None
            case "date":
                return _date(text)
            case "count":
                return Fraction(value) if isinstance(value, int) else None
            case _:
                return Fraction(text) if _DECIMAL.fullmatch(text) else None

    def _due(self, text: Any, path: Path) -> dt.date | None:
        if text == "as_of":
            return None
        day = _date(str(text))
        if day is None:
            raise _Fault(path, f"`{text}` is no date: YYYY-MM-DD or as_of")
        return day

    def _scope(self, spec: Measure, path: Path, check: Check) -> Scope:
        form_name, asked = self._form_of(check, path)
        form = self.file.forms[form_name]
        kind = self.file.units[form.unit]
        when = self.check(spec.when, (*path, "when")) if spec.when is not None else None
        if when is not None:
            other, when_asked = self._form_of(when, (*path, "when"))
            if other != form_name or any(form != form_name for form, _ in check_fields(when)):
                raise _Fault((*path, "when"), f"the condition depends on fields of {form_name} alone")
            asked = _meet(asked, when_asked)
        for key in ("levels", "types", "among"):
            if getattr(spec, key) == ():
                raise _Fault((*path, key), f"`{key}` is empty")
        for level in spec.levels or ():
            if asked is not None and level not in asked:
                raise _Fault((*path, "levels"), f"level {level} is not asked for this")
        for type_ in spec.types or ():
            if type_ not in kind.types:
                raise _Fault((*path, "types"), f"`{type_}` is none of {', '.join(kind.types) or '(no types)'}")
        levels = frozenset(spec.levels) if spec.levels else asked
        types = frozenset(spec.types) if spec.types else None
        label = (spec.label.vi, spec.label.get("en")) if spec.label else None
        return Scope(form_name, levels, types, self._among(spec, path, form_name), when, label)

    def _among(self, spec: Measure, path: Path, form_name: str) -> tuple[str, ...] | None:
        if spec.among is None:
            return None
        form = self.file.forms[form_name]
        kind = self.file.units[form.unit]
        if isinstance(spec.among, str):
            if spec.among not in kind.groups:
                raise _Fault((*path, "among"), f"no group `{spec.among}` (groups: {', '.join(kind.groups) or 'none'})")
            return kind.groups[spec.among]
        known = {row.code for row in form.rows} or {unit.name for unit in kind.named}
        for name in spec.among:
            if name not in known:
                raise _Fault((*path, "among"), f"`{name}` is none of {', '.join(sorted(known))}")
        return spec.among

    def _form_of(self, check: Check, path: Path) -> tuple[str, frozenset[str] | None]:
        """The form that a check is asked of, and the levels at which all that it needs is asked (None: all)."""
        match check:
            case Both(checks):
                forms = [self._form_of(inner, path) for inner in checks]
                if len({form for form, _ in forms}) != 1:
                    raise _Fault(path, "all parts are asked of one form")
                asked = None
                for _, levels in forms:
                    asked = _meet(asked, levels)
                return forms[0][0], asked
            case Ratio(part, whole, _):
                return part.form, _meet(self._asked(part), self._asked(whole))
            case Compared(figure, comparison):
                asked = self._asked(figure)
                for threshold in comparison.thresholds:
                    asked = _meet(asked, self._asked(threshold.figure)) if isinstance(threshold, Own) else asked
                return figure.form, asked
            case Done(form, done, on, _):
                fields = (Figure(form, ((None, (name,)),)) for name in (done, on))
                return form, _meet(*map(self._asked, fields))
            case Holds(form, field) | Chosen(form, field, _) | Attested(form, field, _):
                return form, self._asked(Figure(form, ((None, (field,)),)))

    def _asked(self, figure: Figure) -> frozenset[str] | None:
        form = self.file.forms[figure.form]
        every = frozenset(self.file.units[form.unit].levels)
        asked: set[str] = set()
        for level in every:
            fields = figure.fields(level)
            if fields and all(form.by_id[field].asked_of(level) for field in fields):
                asked.add(level)
        return None if asked == every else frozenset(asked)

    def _refuse(self, spec: Measure, path: Path, keys: tuple[str, ...], why: str) -> None:
        for key in keys:
            if getattr(spec, key) is not None:
                raise _Fault((*path, key.rstrip("_")), f"`{key.rstrip('_')}` {why}")


def _meet(a: frozenset[str] | None, b: frozenset[str] | None) -> frozenset[str] | None:
    return b if a is None else a if b is None else a & b


def _date(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text) if _DATE.fullmatch(text) else None
    except ValueError:
        return None


def _fixed(comparison: Comparison) -> Fraction | dt.date | None:
    first = comparison.thresholds[0]
    return first.value if len(comparison.thresholds) == 1 and isinstance(first, Constant) else None


def _is_whole(comparison: Comparison) -> bool:
    return comparison.operator in (">=", "==") and _fixed(comparison) == 1


def _is_zero(comparison: Comparison) -> bool:
    return comparison.operator in ("<=", "==") and _fixed(comparison) == 0
