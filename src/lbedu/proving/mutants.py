"""Slight changes of a target, as a slip of the pen makes them: threshold, direction, scope, names. Judges nothing."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from lbedu.directive.figures import OPERATORS
from lbedu.directive.model import FieldSpec, Measure, RuleFile, listed
from lbedu.directive.part import changed, fields_of, key_of

LEFT_OUT = "(left out)"
_DIRECTIONS = {
    "at_least": ("more_than", "at_most"),
    "more_than": ("at_least", "less_than"),
    "at_most": ("less_than", "at_least"),
    "less_than": ("at_most", "more_than"),
    "equals": ("at_least", "at_most"),
}
_PERCENT = re.compile(r"(\d+(?:[.,]\d+)?)(\s?%)")
_DECIMAL = re.compile(r"-?\d+(?:[.,]\d+)?")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")

Path = tuple[str | int, ...]


class Change(NamedTuple):
    """A changed measure; where it was changed, seen from the measure, and what was changed into what."""

    path: Path
    before: str
    after: str
    measure: str | Measure
    """A check that is a field alone is a text."""

    def __str__(self) -> str:
        steps = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in self.path)
        return f"{steps.removeprefix('.')}: {self.before} → {self.after}"


def changes(file: RuleFile, measure: Measure, of_one_unit: bool = False) -> Iterator[Change]:
    """Every slight change of a measure and of all that is in it; what is asked of one unit has no scope of its own."""
    yield from _thresholds(file, measure)
    yield from _figures(file, measure)
    if not of_one_unit:
        yield from _scope(file, measure)
    yield from _answers(file, measure)
    yield from _inner(file, measure, of_one_unit)


def written(value: Any) -> str:
    """A value much as a rule file has it."""
    if value is None:
        return LEFT_OUT
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return f"[{', '.join(map(written, value))}]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {written(one)}" for key, one in value.items()) + "}"
    if isinstance(value, Measure):
        given = {name: getattr(value, name) for name in fields_of(Measure) if name != "label"}
        return written({key_of(name): one for name, one in given.items() if one is not None and one is not False})
    return str(value)


def _with(measure: Measure, key: str, value: Any) -> Change:
    """The measure with another value of one key."""
    return Change((key_of(key),), written(getattr(measure, key)), written(value), changed(measure, **{key: value}))


# thresholds and direction


def _thresholds(file: RuleFile, measure: Measure) -> Iterator[Change]:
    for key in OPERATORS:
        given = getattr(measure, key)
        if given is None:
            continue
        several = listed(given)
        for i, one in enumerate(several):
            for other in threshold_neighbours(file, measure, one):
                yield _with(measure, key, _replaced(given, i, other))
            if len(several) > 1:
                yield _with(measure, key, several[:i] + several[i + 1 :])
        for direction in _DIRECTIONS[key]:
            yield Change((key,), key, direction, changed(measure, **{key: None, direction: given}))
    if measure.by is not None:
        for other in _days(file, measure.by):
            yield _with(measure, "by", other)


def _replaced(given: Any, at: int, other: Any) -> Any:
    return (*given[:at], other, *given[at + 1 :]) if isinstance(given, tuple) else other


def threshold_neighbours(file: RuleFile, measure: Measure, value: str | int) -> list[str | int]:
    """The thresholds next to one: one more and one less in the last place that is written, the next ranks, the next days."""
    if isinstance(value, int):
        return [value - 1, value + 1] if value else [1]
    if found := _PERCENT.fullmatch(value):
        number, sign = Decimal(found[1].replace(",", ".")), found[2]
        step = Decimal(1).scaleb(int(number.as_tuple().exponent))
        comma = "," if "," in found[1] else "."
        return [f"{one}".replace(".", comma) + sign for one in (number - step, number + step) if one >= 0]
    if _DAY.fullmatch(value) or value == "as_of":
        return list(_days(file, value))
    if _DECIMAL.fullmatch(value):
        decimal = Decimal(value.replace(",", "."))
        step = Decimal(1).scaleb(int(decimal.as_tuple().exponent))
        comma = "," if "," in value else "."
        return [f"{one}".replace(".", comma) for one in (decimal - step, decimal + step)]
    if "." in value:
        return list(_fields_like(file, value))
    return list(_next_ranks(file, measure, value))


def _days(file: RuleFile, day: str) -> Iterator[str]:
    if day == "as_of":
        yield file.evaluate_on.isoformat()
        return
    yield from (one.isoformat() for one in days_beside(dt.date.fromisoformat(day)))


def days_beside(day: dt.date) -> list[dt.date]:
    """The day before and the day after; none at the ends of the calendar."""
    return [day + dt.timedelta(days) for days in (-1, 1)] if dt.date.min < day < dt.date.max else []


def _next_ranks(file: RuleFile, measure: Measure, option: str) -> Iterator[str]:
    field = _field(file, measure.value)
    ranks = [one.id for one in file.choices.get(field.options or "", ())] if field is not None else []
    if option in ranks:
        at = ranks.index(option)
        yield from ranks[max(0, at - 1) : at] + ranks[at + 1 : at + 2]


# figures: which fields


def _fields_like(file: RuleFile, name: Any) -> Iterator[str]:
    """The nearest fields of the same type on the form, before and behind."""
    field = _field(file, name)
    if field is None:
        return
    form = name.partition(".")[0]
    like = [one.id for one in file.forms[form].fields if isinstance(one, FieldSpec) and one.type == field.type]
    if field.id in like:
        at = like.index(field.id)
        yield from (f"{form}.{one}" for one in like[max(0, at - 1) : at] + like[at + 1 : at + 2])


def _field(file: RuleFile, name: Any) -> FieldSpec | None:
    form, _, field = name.partition(".") if isinstance(name, str) else ("", "", "")
    return file.forms[form].by_id.get(field) if form in file.forms else None


def _figures(file: RuleFile, measure: Measure) -> Iterator[Change]:
    for key in ("share", "of", "ratio", "per", "sum", "value", "attest", "done", "on"):
        for other in _other_figures(file, getattr(measure, key)):
            yield _with(measure, key, other)


def _other_figures(file: RuleFile, figure: Any) -> Iterator[Any]:
    if isinstance(figure, dict):
        for level, own in figure.items():
            for other in _other_figures(file, own):
                yield {**figure, level: other}
            if len(figure) > 1:
                yield {name: one for name, one in figure.items() if name != level}
    elif isinstance(figure, tuple):
        for i, own in enumerate(figure):
            if len(figure) > 1:
                yield figure[:i] + figure[i + 1 :]
            for other in _fields_like(file, own):
                if other not in figure:
                    yield (*figure[:i], other, *figure[i + 1 :])
    else:
        yield from _fields_like(file, figure)


# scope: who is meant


def _scope(file: RuleFile, measure: Measure) -> Iterator[Change]:
    form = file.forms.get(next((name.partition(".")[0] for name in _names(measure)), ""))
    if form is not None:
        kind = file.units[form.unit]
        for key, all_ in (("levels", kind.levels), ("types", kind.types), ("flags", kind.flags)):
            for other in _sets_like(getattr(measure, key), () if form.rows else tuple(all_)):
                yield _with(measure, key, other)
        known = [row.code for row in form.rows] or [unit.name for unit in kind.named]
        for among in _members_like(measure.among, known, tuple(kind.groups)):
            yield _with(measure, "among", among)
    if measure.when is not None:
        yield _with(measure, "when", None)
    if measure.each:
        yield _with(measure, "each", False)


def _sets_like(given: tuple[str, ...] | None, all_: tuple[str, ...]) -> Iterator[tuple[str, ...] | None]:
    """None at all, one less, one more, another one."""
    if given is None:
        yield from ((one,) for one in all_)
        return
    yield None
    for one in given if len(given) > 1 else ():
        yield tuple(other for other in given if other != one)
    for one in all_:
        if one not in given:
            yield (*given, one)
            if len(given) == 1:
                yield (one,)


def _members_like(
    among: str | tuple[str, ...] | None, known: Sequence[str], groups: tuple[str, ...]
) -> Iterator[str | tuple[str, ...] | None]:
    if among is None:
        return
    yield None
    if isinstance(among, str):
        yield from (group for group in groups if group != among)
        return
    for i in range(len(among)):
        if len(among) > 1:
            yield among[:i] + among[i + 1 :]
        other = next((one for one in known if one not in among), None)
        if other is not None:
            yield (*among[:i], other, *among[i + 1 :])


def _names(part: Any) -> Iterator[str]:
    """The fields that a part of a measure names, its own figure first."""
    if isinstance(part, Measure):
        for key in ("share", "ratio", "sum", "value", "attest", "done", "count", "every", "all_of"):
            yield from _names(getattr(part, key))
    elif isinstance(part, dict):
        yield from _names(tuple(part.values()))
    elif isinstance(part, tuple):
        for one in part:
            yield from _names(one)
    elif isinstance(part, str):
        yield part


# answers, evidence, conditions


def _answers(file: RuleFile, measure: Measure) -> Iterator[Change]:
    if isinstance(measure.is_, bool):
        yield _with(measure, "is_", not measure.is_)
    elif measure.is_ is not None and (field := _field(file, measure.value)) is not None:
        for option in file.choices.get(field.options or "", ()):
            if option.id != measure.is_:
                yield _with(measure, "is_", option.id)
    if measure.attest is not None:
        yield Change(("attest",), "attest", "every", changed(measure, attest=None, every=measure.attest))


def _inner(file: RuleFile, measure: Measure, of_one_unit: bool) -> Iterator[Change]:
    """The changes of what is inside: a check, a condition, the parts of an `all_of`."""
    for key in ("count", "every", "when"):
        for change in _of_check(file, getattr(measure, key), of_one_unit=True):
            yield change._replace(path=(key, *change.path), measure=changed(measure, **{key: change.measure}))
    if measure.all_of is None:
        return
    for i, part in enumerate(measure.all_of):
        rest = (measure.all_of[:i], measure.all_of[i + 1 :])
        for change in _of_check(file, part, of_one_unit):
            whole = changed(measure, all_of=(*rest[0], change.measure, *rest[1]))
            yield change._replace(path=("all_of", i, *change.path), measure=whole)
        if len(measure.all_of) > 1:
            yield Change(("all_of", i), written(part), LEFT_OUT, changed(measure, all_of=(*rest[0], *rest[1])))


def _of_check(file: RuleFile, check: Any, of_one_unit: bool) -> Iterable[Change]:
    """The changes of a check; one that is a field alone becomes another field, or its opposite."""
    if isinstance(check, Measure):
        yield from changes(file, check, of_one_unit)
    elif isinstance(check, str):
        for other in _fields_like(file, check):
            yield Change((), check, other, other)
        yield Change((), check, f"not {check}", Measure(value=check, is_=False))
