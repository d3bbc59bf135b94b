"""Rules on forms: codes that read apart, shares of what their parts belong to, parts of a target that are there but once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import combinations, pairwise

from lbedu.directive.expression import AllOf, Both, Check, Count, Every, Figure, Measure, Ratio, Share, parts
from lbedu.directive.fault import Fault, fault
from lbedu.directive.model import FieldSpec, Form
from lbedu.linting.looked_at import LookedAt

_CODE = re.compile(r"([A-Z]*)([0-9]*)(.*)")


def codes_read_apart(year: LookedAt) -> Iterator[Fault]:
    """No two codes of a form are one number: on paper nobody tells `07` from `7`."""
    for name, form in year.file.forms.items():
        fields = [(("fields", i), one.code) for i, one in enumerate(form.fields) if isinstance(one, FieldSpec)]
        rows = [(("rows", i), row.code) for i, row in enumerate(form.rows)]
        for codes in (fields, rows):
            seen: dict[tuple[str, ...], str] = {}
            for where, code in codes:
                other = seen.setdefault(_number(code), code)
                if other != code:
                    yield fault(("forms", name, *where, "code"), "code_alike", code=code, other=other)


def _number(code: str) -> tuple[str, ...]:
    letters, number, rest = _CODE.fullmatch(code).groups()  # type: ignore[union-attr]  # it takes any text
    return letters, number.lstrip("0"), rest


def rows_run_on(year: LookedAt) -> Iterator[Fault]:
    """From row to row the numbers of a list leave nothing out; that they start anew, as months do, is no gap."""
    for name, form in year.file.forms.items():
        for i, (before, row) in enumerate(pairwise(form.rows), 1):
            (letters, number, _), (others, other, _) = _number(before.code), _number(row.code)
            if letters == others and int(other or 0) > int(number or 0) + 1:
                missing = f"{letters}{int(number or 0) + 1:0{len(row.code) - len(letters)}}"
                yield fault(("forms", name, "rows", i, "code"), "row_gap", code=row.code, missing=missing)


def prefixes_of_all_levels(year: LookedAt) -> Iterator[Fault]:
    """Where some levels say what stands before a name, all do."""
    for kind, unit in year.file.units.items():
        if any(level.prefixes for level in unit.levels.values()):
            for name, level in unit.levels.items():
                if not level.prefixes:
                    yield fault(("units", kind, "levels", name), "prefixes_missing", on_key=True, level=name)


def wholes_of_their_parts(year: LookedAt) -> Iterator[Fault]:
    """A share is of what the form says that its part belongs to; so many per one of another thing are no part of it."""
    for path, target in year.placed():
        for part, whole, per in _shares(target.measure):
            form = year.file.forms[part.form]
            wholes = {name for _, names in whole.by_level for name in names}
            for name in (name for _, names in part.by_level for name in names):
                belongs = form.by_id[name].part_of
                if per:
                    if wholes & (set(_upwards(form, name)) - {name}):
                        yield fault((*path, "id"), "ratio_of_part", part=name, whole=", ".join(sorted(wholes)))
                elif belongs is not None and not wholes & set(_upwards(form, name)):
                    named = ", ".join(sorted(wholes))
                    yield fault((*path, "id"), "share_whole", part=name, belongs=belongs, whole=named)


def _upwards(form: Form, name: str) -> Iterator[str]:
    """A field and all that it is part of."""
    seen: set[str] = set()
    up: str | None = name
    while up is not None and up not in seen and up in form.by_id:
        yield up
        seen.add(up)
        up = form.by_id[up].part_of


def _shares(measure: Measure) -> Iterator[tuple[Figure, Figure, bool]]:
    for leaf in parts(measure):
        checks: list[Check] = [leaf.scope.when] if leaf.scope.when is not None else []
        if isinstance(leaf, Share):
            yield leaf.part, leaf.whole, leaf.per
        elif isinstance(leaf, (Count, Every)):
            checks.append(leaf.check)
        for check in _flat(checks):
            if isinstance(check, Ratio):
                yield check.part, check.whole, check.per


def _flat(checks: Iterable[Check]) -> Iterator[Check]:
    for check in checks:
        if isinstance(check, Both):
            yield from _flat(check.checks)
        else:
            yield check


def parts_once(year: LookedAt) -> Iterator[Fault]:
    """No part of a target says what another one says."""
    for path, target in year.placed():
        groups: list[tuple[object, ...]] = [target.measure.measures] if isinstance(target.measure, AllOf) else []
        for leaf in parts(target.measure):
            if isinstance(leaf, (Count, Every)):
                groups.append(tuple(_flat([leaf.check])))
        if any(one == other for group in groups for one, other in combinations(group, 2)):
            yield fault((*path, "id"), "part_twice", target=target.id)
