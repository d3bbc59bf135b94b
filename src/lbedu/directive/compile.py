"""From the words of a rule file to expressions, with every fault in the meaning named by its path in the file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from lbedu.directive.check_forms import check_file
from lbedu.directive.coupling import entangled
from lbedu.directive.directive import Target
from lbedu.directive.expression import (
    AllOf,
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
    Own,
    Ratio,
    Scope,
    Share,
    Sum,
    check_fields,
)
from lbedu.directive.expression import Measure as Expression
from lbedu.directive.fault import Fault, Faults, Path, Refused, fault, refused, unknown
from lbedu.directive.figures import OPERATORS, Figures
from lbedu.directive.model import EVIDENCE, Commitment, Measure, RuleFile, TargetSpec
from lbedu.directive.part import Part, fields_of, key_of, replaced

_SCOPE_KEYS = ("levels", "types", "flags", "among", "when")
_KEYS: dict[str, tuple[str, ...]] = {
    "share": ("share", "of", *OPERATORS),
    "ratio": ("ratio", "per", *OPERATORS),
    "sum": ("sum", *OPERATORS),
    "value": ("value", "is_", *OPERATORS),
    "count": ("count", *OPERATORS),
    "every": ("every",),
    "attest": ("attest",),
    "done": ("done", "on", "by"),
    "all_of": ("all_of",),
}
"""What each shape of a measure is written with; the first words tell the shape."""
_TELLING = {"share": 2, "ratio": 2, "done": 3}
SHAPES: dict[str, tuple[str, ...]] = {shape: keys[: _TELLING.get(shape, 1)] for shape, keys in _KEYS.items()}
"""The words that tell each shape: they go together, and with no others of them."""


def compile_directive(file: RuleFile) -> tuple[tuple[Target, ...], Faults]:
    """The targets of a rule file that have a meaning, and the faults of all others."""
    faults = check_file(file)
    broken = {found.path[1] for found in faults if found.path[0] == "forms" and found.code in _BARRING}
    targets: list[Target] = []
    for c, commitment in enumerate(file.commitments):
        for t, spec in enumerate(commitment.targets):
            path: Path = ("commitments", c, "targets", t)
            if broken and broken & set(_forms_named(spec)):
                continue  # measures are read against forms that hold together
            measure, found = _compiled(spec, path, file)
            faults += found
            if measure is None:
                continue
            reason = entangled(measure, file)
            if reason is not None:
                faults.append(fault((*path, "id"), reason.code, target=spec.id, field=reason.field))
            targets.append(Target(spec, commitment, measure))
    return tuple(targets), faults


def compile_target(file: RuleFile, commitment: Commitment, spec: TargetSpec) -> Target | None:
    """One target of a rule file whose forms hold together; None where it would be refused."""
    try:
        measure = _Compiler(file).measure(spec, ())
    except Refused:
        return None
    return None if entangled(measure, file) else Target(spec, commitment, measure)


def _compiled(spec: TargetSpec, path: Path, file: RuleFile) -> tuple[Expression | None, Faults]:
    """What a target means, and its faults. To see what else is wrong, a misspelt name is taken as the one that was meant."""
    faults: Faults = []
    while True:
        try:
            return _Compiler(file).measure(spec, path), faults
        except Refused as refusal:
            found = refusal.fault
        faults.append(found)
        meant = _meant(found)
        mended = spec if meant is None else replaced(spec, found.path[len(path) :], found.wrong, meant)
        if mended is spec:
            return None, faults
        spec = mended


def _meant(found: Fault) -> str | None:
    from lbedu.directive.nearest import nearest

    return nearest(found.wrong, found.allowed) if found.wrong and found.allowed and not found.on_key else None


_BARRING = ("unknown_name", "options_misplaced")
"""Faults of a form without which nothing can be read against it."""


def _forms_named(given: Any) -> Iterator[str]:
    """The forms that a measure names, however deep."""
    if isinstance(given, str):
        yield given.partition(".")[0]
    elif isinstance(given, Part):
        for field in fields_of(type(given)):
            yield from _forms_named(getattr(given, field))
    elif isinstance(given, (tuple, dict)):
        for one in given.values() if isinstance(given, dict) else given:
            yield from _forms_named(one)


def _shape(spec: Measure, path: Path) -> str:
    """The shape that a measure is written in."""
    telling = {shape: frozenset(keys) for shape, keys in SHAPES.items()}
    given = frozenset(key for keys in telling.values() for key in keys if getattr(spec, key) is not None)
    for shape, keys in telling.items():
        if given == keys:
            return shape
    shapes = ["+".join(keys) for keys in SHAPES.values()]
    raise refused(path, "measure_shape", shapes, given="+".join(sorted(given)) or "empty")


class _Compiler(Figures):
    """Turns one target into its expression."""

    # measures: over the records of a scope

    def measure(self, spec: Measure, path: Path) -> Expression:
        shape = _shape(spec, path)
        _only(spec, path, shape, of_one_unit=False)
        if shape == "all_of":
            if not spec.all_of:
                raise refused((*path, "all_of"), "names_nothing", on_key=True, key="all_of")
            return AllOf(tuple(self._part(part, (*path, "all_of", i)) for i, part in enumerate(spec.all_of or ())))
        if shape in ("share", "ratio"):
            ratio = self._ratio(spec, path)
            if spec.each and not _is_whole(ratio.comparison):
                raise refused((*path, "each"), "each_share", on_key=True)
            scope = self._scope(spec, path, ratio)
            return Share(ratio.part, ratio.whole, ratio.comparison, scope, spec.each, ratio.per)
        if shape == "sum":
            figure = self.figure(spec.sum, (*path, "sum"))
            comparison = self.comparison(spec, path, self.numeric(figure, (*path, "sum")), figure)
            if spec.each and not _is_zero(comparison):
                raise refused((*path, "each"), "each_sum", on_key=True)
            return Sum(figure, comparison, self._scope(spec, path, Compared(figure, comparison)), spec.each)
        if shape == "count":
            check = self.check(spec.count, (*path, "count"))
            comparison = self.comparison(spec, path, "count", None)
            return Count(check, comparison, self._scope(spec, path, check))
        check = self.check(spec.every, (*path, "every")) if shape == "every" else self.check(spec, path, scoped=True)
        return Every(check, self._scope(spec, path, check))

    def _part(self, part: Any, path: Path) -> Expression:
        if isinstance(part, str):
            check = self.check(part, path)
            return Every(check, self._scope(Measure(), path, check))
        return self.measure(part, path)

    # checks: of one record

    def check(self, spec: Any, path: Path, scoped: bool = False) -> Check:
        if isinstance(spec, str):
            form, field = self.field(spec, path, ("yes_no",))
            return Holds(form, field.id)
        shape = _shape(spec, path)
        if not scoped:
            _only(spec, path, shape, of_one_unit=True)
        match shape:
            case "attest":
                form, field = self.field(spec.attest, (*path, "attest"), ("yes_no",))
                if not field.evidence:
                    raise refused((*path, "attest"), "evidence_missing", name=spec.attest)
                return Attested(form, field.id, f"{field.id}{EVIDENCE}")
            case "done":
                form, done = self.field(spec.done, (*path, "done"), ("yes_no",))
                other, on = self.field(spec.on, (*path, "on"), ("date",))
                if other != form:
                    raise refused((*path, "on"), "done_forms")
                evidence = f"{done.id}{EVIDENCE}" if done.evidence else None
                return Done(form, done.id, on.id, self.due(spec.by, (*path, "by")), evidence)
            case "value":
                return self._value(spec, path)
            case "share" | "ratio":
                return self._ratio(spec, path)
            case "all_of":
                if not spec.all_of:
                    raise refused((*path, "all_of"), "names_nothing", on_key=True, key="all_of")
                inner = tuple(self.check(one, (*path, "all_of", i)) for i, one in enumerate(spec.all_of or ()))
                return Both(inner)
            case _:
                raise refused((*path, shape), "many_units", on_key=True, shape=shape)

    def _ratio(self, spec: Measure, path: Path) -> Ratio:
        per = spec.ratio is not None
        part, whole = self.parts(spec, path)
        return Ratio(part, whole, self.comparison(spec, path, "ratio" if per else "percent", part), per)

    def _value(self, spec: Measure, path: Path) -> Check:
        figure = self.figure(spec.value, (*path, "value"))
        names = [name for _, fields in figure.by_level for name in fields]
        field = self.file.forms[figure.form].by_id[names[0]]
        if spec.is_ is not None:
            if any(getattr(spec, key) is not None for key in OPERATORS):
                raise refused((*path, "is"), "compared_and_is", on_key=True)
            allowed: tuple[str | bool, ...] = (True, False) if field.type == "yes_no" else self.options(field)
            if len(names) != 1 or spec.is_ not in allowed:
                shown = ("true", "false") if field.type == "yes_no" else allowed
                raise refused((*path, "is"), "not_an_answer", shown, spec.is_, field=field.id, found=_written(spec.is_))
            return Chosen(figure.form, field.id, spec.is_)
        kind = field.type if len(names) == 1 else self.numeric(figure, path)
        if kind not in ("count", "number", "percent", "rank", "date"):
            raise refused((*path, "value"), "needs_is", field=field.id, type=kind)
        return Compared(figure, self.comparison(spec, path, kind, figure, field))

    # the pieces

    def _scope(self, spec: Measure, path: Path, check: Check) -> Scope:
        form_name, asked = self._form_of(check, path)
        form = self.file.forms[form_name]
        kind = self.file.units[form.unit]
        when = self.check(spec.when, (*path, "when")) if spec.when is not None else None
        if when is not None:
            other, when_asked = self._form_of(when, (*path, "when"))
            if other != form_name or any(form != form_name for form, _ in check_fields(when)):
                raise refused((*path, "when"), "when_form", form=form_name)
            asked = _meet(asked, when_asked)
        for key in ("levels", "types", "flags", "among"):
            if getattr(spec, key) == ():
                raise refused((*path, key), "names_nothing", on_key=True, key=key)
        for key, known in (("levels", kind.levels), ("types", kind.types), ("flags", kind.flags)):
            for i, name in enumerate(getattr(spec, key) or ()):
                if name not in known:
                    raise Refused(unknown((*path, key, i), name, known, key.removesuffix("s")))
        for i, level in enumerate(spec.levels or ()):
            if asked is not None and level not in asked:
                raise refused((*path, "levels", i), "level_out", sorted(asked), level=level)
        levels = frozenset(spec.levels) if spec.levels else asked
        types = frozenset(spec.types) if spec.types else None
        label = (spec.label.vi, spec.label.get("en")) if spec.label else None
        flags = frozenset(spec.flags) if spec.flags else None
        return Scope(form_name, levels, types, flags, self._among(spec, path, form_name), when, label)

    def _among(self, spec: Measure, path: Path, form_name: str) -> tuple[str, ...] | None:
        if spec.among is None:
            return None
        form = self.file.forms[form_name]
        kind = self.file.units[form.unit]
        if isinstance(spec.among, str):
            if spec.among not in kind.groups:
                raise Refused(unknown((*path, "among"), spec.among, kind.groups, "group"))
            return kind.groups[spec.among]
        known = [row.code for row in form.rows] or [unit.name for unit in kind.named]
        for i, name in enumerate(spec.among):
            if name not in known:
                raise Refused(unknown((*path, "among", i), name, known, "row" if form.rows else "named unit"))
        return spec.among

    def _form_of(self, check: Check, path: Path) -> tuple[str, frozenset[str] | None]:
        """The form that a check is asked of, and the levels at which all that it needs is asked (None: all)."""
        match check:
            case Both(checks):
                forms = [self._form_of(inner, path) for inner in checks]
                if len({form for form, _ in forms}) != 1:
                    raise refused(path, "parts_forms")
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
            case Done(form, done, on, _, _):
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


def _only(spec: Measure, path: Path, shape: str, of_one_unit: bool) -> None:
    """Refuse every key that this shape does not use: what is written and ignored would be a wrong rule."""
    allowed = {*_KEYS[shape]}
    if not of_one_unit:
        allowed |= {
            "label",
            *(() if shape == "all_of" else _SCOPE_KEYS),
            *(("each",) if shape in ("share", "sum") else ()),
        }
    for key in fields_of(Measure):
        if key not in allowed and getattr(spec, key) not in (None, False):
            if shape == "all_of" and not of_one_unit and key in _SCOPE_KEYS:
                raise refused((*path, key), "beside_all_of", on_key=True, key=key)
            where = "what is asked of one unit" if of_one_unit else f"`{shape}`"
            raise refused((*path, key_of(key)), "key_misplaced", on_key=True, key=key_of(key), where=where)


def _meet(a: frozenset[str] | None, b: frozenset[str] | None) -> frozenset[str] | None:
    return b if a is None else a if b is None else a & b


def _fixed(comparison: Comparison) -> Fraction | dt.date | None:
    first = comparison.thresholds[0]
    return first.value if len(comparison.thresholds) == 1 and isinstance(first, Constant) else None


def _is_whole(comparison: Comparison) -> bool:
    return comparison.operator in (">=", "==") and _fixed(comparison) == 1


def _is_zero(comparison: Comparison) -> bool:
    return comparison.operator in ("<=", "==") and _fixed(comparison) == 0


def _written(answer: str | bool) -> str:
    """As the file has it."""
    return str(answer).lower() if isinstance(answer, bool) else answer
