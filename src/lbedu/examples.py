"""Examples that prove a year: given these rows, this outcome. Reads no workbooks; judges with the judge of every run."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any, NamedTuple, get_args

from lbedu.directive.directive import Directive, Target
from lbedu.directive.expression import parts
from lbedu.directive.figures import Figures
from lbedu.directive.load import read_text
from lbedu.directive.model import FieldSpec, UnitKind
from lbedu.directive.yaml_text import Document
from lbedu.errors import Mistake, RuleFileError
from lbedu.judging.judge import context_of, judge, judge_units
from lbedu.judging.measures import Population
from lbedu.register import Register
from lbedu.scorecard import Outcome, Verdict
from lbedu.submission import Place, Record, Said, Unit, Value

OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)
_IDENTITY = ("name", "level", "type", "flags", "row", "times")
_MOST_ROWS = 10_000
"""As many as one `times` may stand for, rather more than a city has schools."""


class Example(NamedTuple):
    """One example: the target, the outcome that is expected, and the line it stands in."""

    target: Target
    expected: Outcome
    given: Mapping[str, Any]
    line: int


class Given(NamedTuple):
    """What an example gives to be judged."""

    records: tuple[Record, ...]
    unknown: Mapping[str, int]
    """How many more units of a form there may be."""
    as_of: dt.date
    alone: bool
    """The unit is judged by itself, as in the view of single units."""


class Trial(NamedTuple):
    """An example and the verdict that it got; None where a unit by itself is not judged by this target."""

    example: Example
    verdict: Verdict | None

    @property
    def passed(self) -> bool:
        return self.verdict is not None and self.verdict.outcome == self.example.expected


def examples_beside(rule_file: Path) -> Path:
    """Where the examples of a rule file stand: `examples/YEAR.yaml` beside it."""
    return rule_file.parent / "examples" / rule_file.name


def load_examples(directive: Directive, path: Path) -> tuple[Example, ...]:
    """Read an examples file. Raises RuleFileError with every mistake in it."""
    document = Document(read_text(path)[0])
    if document.mistakes:
        raise RuleFileError(path.as_posix(), list(document.mistakes))
    mistakes: list[Mistake] = []
    found: list[Example] = []
    for steps, name, item in _items(document.data, mistakes):
        line, column = document.place(steps)
        target = directive.target(name)
        outcome, given = next(iter(item.items())) if isinstance(item, dict) and len(item) == 1 else (None, None)
        if target is None:
            mistakes.append(Mistake(line, column, f"no target `{name}`"))
        elif outcome not in OUTCOMES or not isinstance(given, dict):
            mistakes.append(Mistake(line, column, f"an example is one of {', '.join(OUTCOMES)}: {{form: [rows]}}"))
        else:
            example = Example(target, outcome, given, line)
            try:
                given_of(directive, example)
            except ValueError as error:
                mistakes.append(Mistake(line, column, f"{name}: {error}"))
            found.append(example)
    if mistakes:
        raise RuleFileError(path.as_posix(), mistakes)
    return tuple(found)


def _items(data: Any, mistakes: list[Mistake]) -> Iterator[tuple[tuple[str | int, ...], str, Any]]:
    if not isinstance(data, dict):
        mistakes.append(Mistake(1, 1, "an examples file maps targets to lists of examples"))
        return
    for name, items in data.items():
        for i, item in enumerate(items if isinstance(items, tuple) else (items,)):
            yield (name, i), name, item


def try_example(directive: Directive, example: Example) -> Trial:
    """Judge one example: the units it gives are all there are, unless it says how many are missing."""
    return Trial(example, judge_given(directive, example.target, given_of(directive, example)))


def judge_given(directive: Directive, target: Target, given: Given) -> Verdict | None:
    """What a target says of the records of an example; None where it does not judge a unit by itself."""
    if given.alone:
        verdicts, _ = judge_units(
            directive._replace(targets=(target,)), Register(directive), given.records, given.as_of
        )
        return verdicts[0] if verdicts else None
    records = [*given.records, *_unnamed_members(directive, target, given.records)]
    populations = {}
    for form in directive.forms:
        own = tuple(record for record in records if record.form == form)
        if not own and directive.is_single(form):
            own = (Record(_office(directive, form), form),)
        populations[form] = Population(own, given.unknown.get(form, 0))
    context = context_of(directive, populations, given.as_of)
    return judge(target, populations, context, None)


def _office(directive: Directive, form: str) -> Unit:
    """The unit that fills in a list, or a form that one unit alone fills in; any one where nobody counts them."""
    kind = directive.unit_of(form)
    return Unit(kind, next(iter(directive.file.expects.get(kind, ())), kind))


def given_of(directive: Directive, example: Example) -> Given:
    """What an example gives. Raises ValueError where that cannot be meant."""
    records: list[Record] = []
    unknown: dict[str, int] = {}
    as_of = directive.evaluate_on
    alone = False
    for form, rows in example.given.items():
        if form == "missing":
            if not isinstance(rows, dict) or not all(name in directive.forms for name in rows):
                raise ValueError("missing is {form: how many}")
            unknown = {name: _whole(number, f"missing {name}") for name, number in rows.items()}
        elif form == "as_of":
            as_of = _day(rows, "as_of")
        elif form == "view":
            if rows != "units":
                raise ValueError("view is `units`, or is left out: then all units are judged together")
            alone = True
        elif form not in directive.forms:
            raise ValueError(f"no form `{form}`")
        else:
            records += _rows(directive, example.target, form, rows)
    if alone and len({(record.unit.kind, record.unit.level, record.unit.name) for record in records}) != 1:
        raise ValueError("with `view: units` an example gives the rows of one unit")
    return Given(tuple(records), unknown, as_of, alone)


def _whole(value: Any, what: str, least: int = 0) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= _MOST_ROWS:
        raise ValueError(f"{what} is a whole number from {least} to {_MOST_ROWS}, not `{value}`")
    return value


def _day(value: Any, what: str) -> dt.date:
    try:
        return dt.date.fromisoformat(value if len(value) == 10 else "")
    except (TypeError, ValueError):
        raise ValueError(f"{what}: `{value}` is no date such as 2022-05-31") from None


def _unnamed_members(directive: Directive, target: Target, records: Sequence[Record]) -> list[Record]:
    """Members that the target itself names and the example does not give: they are missing, not absent."""
    missing: list[Record] = []
    for leaf in parts(target.measure):
        scope = leaf.scope
        form = directive.forms[scope.form]
        if scope.among is None or form.rows:
            continue
        given = {record.unit.name for record in (*records, *missing) if record.form == scope.form}
        for unit in directive.file.units[form.unit].named:
            if unit.name in scope.among and unit.name not in given:
                level = unit.level or ""
                one = Unit(form.unit, unit.name, level, type=unit.type or "", flags=unit.flags)
                missing.append(Record(one, scope.form, level=level))
    return missing


def _rows(directive: Directive, target: Target, form: str, rows: Any) -> Iterator[Record]:
    spec = directive.forms[form]
    kind = directive.file.units[spec.unit]
    named = {unit.name: unit for unit in kind.named}
    number = 0
    for row in rows if isinstance(rows, tuple) else (rows,):
        if not isinstance(row, dict):
            raise ValueError(f"a row of {form} maps fields to values")
        fields = {name: value for name, value in row.items() if name not in _IDENTITY}
        own_name = _as_known(directive, spec.unit, row)
        for _ in range(_whole(row.get("times", 1), "times", 1)):
            number += 1
            code = row.get("row", spec.rows[number - 1].code if spec.rows and number <= len(spec.rows) else "")
            known = named.get(own_name)
            if spec.rows:
                if all(code != one.code for one in spec.rows):
                    raise ValueError(f"row {number} of {form}: `{code}` is none of its {len(spec.rows)} rows")
                level = next((r.level or "" for r in spec.rows if r.code == code), "")
                unit = _office(directive, form)
            else:
                level = str(
                    row.get("level") or (known.level if known else "") or _only_level(target, form, kind.levels)
                )
                type_ = str(row.get("type") or (known.type if known else "") or next(iter(kind.types), ""))
                name = own_name or _single_name(directive, form) or f"{level or spec.unit} {number}"
                flags = _flags(kind, row, number)
                unit = Unit(spec.unit, name, level, type=type_, flags=known.flags if known and flags is None else flags)
            if kind.levels and not spec.rows and level not in kind.levels:
                raise ValueError(f"row {number} of {form} needs a level, one of {', '.join(kind.levels)}")
            said = {
                name: _said(directive, form, name, value, number) for name, value in fields.items() if value is not None
            }
            yield Record(unit, form, code, level, said)


def _as_known(directive: Directive, kind: str, row: Mapping[str, Any]) -> str:
    """The name of a row as the directive has it, read as in a workbook: by any alias, and of counted units by these alone."""
    name = str(row.get("name") or "")
    expected = directive.file.expects.get(kind)
    if not name or name in (expected or (one.name for one in directive.file.units[kind].named)):
        return name
    register = Register(directive)
    found = register.by_name(Unit(kind, name, str(row.get("level") or register.level_of(kind, name))))
    if found is None and expected is not None:
        raise ValueError(f"`{name}` is none of the {len(expected)} units of `expects: {kind}`")
    return found.name if found is not None else name


def _flags(kind: UnitKind, row: Mapping[str, Any], number: int) -> tuple[str, ...] | None:
    """What a register says of the unit; nothing where the example does not say it."""
    flags = row.get("flags")
    if flags is None:
        return None
    if not isinstance(flags, tuple) or not all(flag in kind.flags for flag in flags):
        raise ValueError(f"row {number}: flags are a list of {', '.join(kind.flags) or '(none there are)'}")
    return flags


def _single_name(directive: Directive, form: str) -> str:
    return directive.file.expects[directive.unit_of(form)][0] if directive.is_single(form) else ""


def _only_level(target: Target, form: str, levels: Mapping[str, Any]) -> str:
    """The level of the scope, where it has but one."""
    scopes = [leaf.scope.levels or frozenset(levels) for leaf in parts(target.measure) if leaf.scope.form == form]
    common = frozenset.intersection(*scopes) if scopes else frozenset()
    return next(iter(common)) if len(common) == 1 else ""


def _said(directive: Directive, form: str, name: str, value: Any, row: int) -> Said:
    spec = directive.forms[form].by_id.get(name)
    if spec is None:
        raise ValueError(f"{form} has no field `{name}`")
    try:
        typed = _typed(directive, spec, value)
    except (ValueError, ZeroDivisionError):
        typed = None
    if typed is None:
        raise ValueError(f"{form}.{name}: `{value}` is no {spec.type}")
    return Said(typed, Place("example", form, f"{spec.code}.{row}"))


def _typed(directive: Directive, spec: FieldSpec, value: Any) -> Value | None:
    text = str(value)
    match spec.type:
        case "count":
            return value if isinstance(value, int) and not isinstance(value, bool) else None
        case "number" | "percent":
            number = Figures(directive.file).constant(value, spec.type, spec)
            return number if isinstance(number, Fraction) else None
        case "yes_no":
            return value if isinstance(value, bool) else None
        case "date":
            return _day(text, spec.id)
        case "choice" | "rank":
            return text if text in [option.id for option in directive.file.choices[spec.options or ""]] else None
        case "level" | "text" | "name":
            return text
