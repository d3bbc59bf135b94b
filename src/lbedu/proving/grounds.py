"""Slight changes of what targets stand on: units, fields, ranks, rows, the as-of date. Judges nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from lbedu.directive.directive import Target
from lbedu.directive.expression import AsOf, Done, fields_of, parts
from lbedu.directive.model import FieldSpec, Form, RuleFile, UnitKind
from lbedu.directive.part import changed
from lbedu.proving.boundaries import boundaries, threshold_of
from lbedu.proving.mutants import Path, days_beside, written


class GroundChange(NamedTuple):
    """A changed rule file: where, what into what, and which targets it may concern."""

    subject: str
    """What was changed, by its place in the file: `forms.school.cqg_level`."""
    key: str
    path: Path
    before: str
    after: str
    file: RuleFile
    concerned: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.key}: {self.before} → {self.after}"


def ground_changes(file: RuleFile, targets: tuple[Target, ...]) -> Iterator[GroundChange]:
    """Every slight change of what targets read, each with the targets that may change with it."""
    dated = tuple(target.id for target in targets if _needs_the_day(target))
    for day in days_beside(file.evaluate_on) if dated else ():
        after = changed(file, evaluate_on=day)
        yield GroundChange(
            "file", "evaluate_on", ("evaluate_on",), file.evaluate_on.isoformat(), day.isoformat(), after, dated
        )
    for name, kind in file.units.items():
        named = tuple(t.id for t in targets if any(_names_units(file, leaf.scope, name) for leaf in parts(t.measure)))
        if named:
            yield from _of_kind(file, name, kind, named)
        asked = tuple(t.id for t in targets if any(file.forms[f].unit == name for f, _ in fields_of(t.measure)))
        if asked:
            yield from _of_names(file, name, kind, asked)
    for name, form in file.forms.items():
        yield from _of_form(file, name, form, targets)
    yield from _of_ranks(file, targets)
    yield from _of_answers(file, targets)


def _needs_the_day(target: Target) -> bool:
    """Whether a target asks what holds, or what is done, on the as-of date."""
    return any(
        isinstance(one.check, Done) or isinstance(threshold_of(target.measure, one), AsOf)
        for one in boundaries(target.measure)
    )


def _names_units(file: RuleFile, scope: Any, kind: str) -> bool:
    form = file.forms[scope.form]
    return scope.among is not None and not form.rows and form.unit == kind


# groups of units that the directive names


def _of_kind(file: RuleFile, name: str, kind: UnitKind, concerned: tuple[str, ...]) -> Iterator[GroundChange]:
    def with_group(group: str, before: str, after: str | None, members: tuple[str, ...]) -> GroundChange:
        units = {**file.units, name: changed(kind, groups={**kind.groups, group: members})}
        where = ("units", name, "groups", group)
        new = changed(file, units=units)
        return GroundChange(f"units.{name}.groups", group, where, before, written(after), new, concerned)

    for group, members in kind.groups.items():
        for i, member in enumerate(members):
            other = next((unit.name for unit in kind.named if unit.name not in members), None)
            changes = [(*members[:i], other, *members[i + 1 :])] if other is not None else []
            if len(members) > 1:
                changes.append(members[:i] + members[i + 1 :])
            for fewer in changes:
                new = other if len(fewer) == len(members) else None
                yield with_group(group, member, new, fewer)


# what units there are, and what else they are called


def _of_names(file: RuleFile, name: str, kind: UnitKind, concerned: tuple[str, ...]) -> Iterator[GroundChange]:
    expected = file.expects.get(name, ())
    for i, one in enumerate(expected):
        new = changed(file, expects={**file.expects, name: expected[:i] + expected[i + 1 :]})
        yield GroundChange("expects", name, ("expects", name, i), one, written(None), new, concerned)
    for i, unit in enumerate(kind.named):
        new = changed(file, units={**file.units, name: changed(kind, named=kind.named[:i] + kind.named[i + 1 :])})
        yield GroundChange(
            f"units.{name}.named", unit.name, ("units", name, "named", i), unit.name, written(None), new, concerned
        )
        for a, alias in enumerate(unit.aliases):
            fewer = changed(unit, aliases=unit.aliases[:a] + unit.aliases[a + 1 :])
            new = changed(file, units={**file.units, name: changed(kind, named=_at(kind.named, i, fewer))})
            where: Path = ("units", name, "named", i, "aliases", a)
            yield GroundChange(f"units.{name}.aliases", unit.name, where, alias, written(None), new, concerned)


def _at(several: tuple[Any, ...], at: int, one: Any) -> tuple[Any, ...]:
    return (*several[:at], one, *several[at + 1 :])


# fields and rows of forms


def _of_form(file: RuleFile, name: str, form: Form, targets: tuple[Target, ...]) -> Iterator[GroundChange]:
    read = {t.id: frozenset(field for one, field in fields_of(t.measure) if one == name) for t in targets}

    def with_form(
        subject: str, path: Path, before: Any, after: Any, concerned: tuple[str, ...], **values: Any
    ) -> GroundChange:
        new = changed(file, forms={**file.forms, name: changed(form, **values)})
        where = ("forms", name, *path)
        return GroundChange(
            f"forms.{name}.{subject}", str(path[-1]), where, written(before), written(after), new, concerned
        )

    for i, field in enumerate(form.fields):
        if not isinstance(field, FieldSpec):
            continue
        concerned = tuple(id_ for id_, names in read.items() if names and field.id in form.related(names))
        for key, other in _of_field(file.units[form.unit], field) if concerned else ():
            fields = _at(form.fields, i, changed(field, **{key: other}))
            path: Path = ("fields", i, key)
            yield with_form(field.id, path, getattr(field, key), other, concerned, fields=fields)
    concerned = tuple(id_ for id_, names in read.items() if names)
    for i, row in enumerate(form.rows if concerned else ()):
        rows = tuple(other for other in form.rows if other is not row)
        yield with_form("rows", ("rows", i, "code"), row.code, None, concerned, rows=rows)


def _of_field(kind: UnitKind, field: FieldSpec) -> Iterator[tuple[str, Any]]:
    """The changes of one field: asked of others, of whom it is a part, when it is asked, how large it may be."""
    if field.levels:
        yield "levels", ()
        for level in field.levels if len(field.levels) > 1 else ():
            yield "levels", tuple(other for other in field.levels if other != level)
    else:
        for level in kind.levels:
            yield "levels", tuple(other for other in kind.levels if other != level)
    for key in ("part_of", "asked_when", "max"):
        if getattr(field, key) is not None:
            yield key, None
    if field.evidence:
        yield "evidence", False


# ranks


def _of_ranks(file: RuleFile, targets: tuple[Target, ...]) -> Iterator[GroundChange]:
    for name, options in file.choices.items():
        concerned = tuple(
            t.id
            for t in targets
            if any(
                spec.type == "rank" and spec.options == name
                for spec in (file.forms[form].by_id[field] for form, field in fields_of(t.measure))
            )
        )
        for i in range(len(options) - 1) if concerned else ():
            one, two = options[i : i + 2]
            swapped = {**file.choices, name: (*options[:i], two, one, *options[i + 2 :])}
            before, after = f"{one.id} > {two.id}", f"{two.id} > {one.id}"
            where: Path = ("choices", name, i)
            new = changed(file, choices=swapped)
            yield GroundChange(f"choices.{name}", "order", where, before, after, new, concerned)


def _of_answers(file: RuleFile, targets: tuple[Target, ...]) -> Iterator[GroundChange]:
    """One answer fewer: what units say then cannot be read."""
    for name, options in file.choices.items():
        concerned = tuple(
            t.id
            for t in targets
            if any(file.forms[form].by_id[field].options == name for form, field in fields_of(t.measure))
        )
        for i, one in enumerate(options if concerned and len(options) > 1 else ()):
            new = changed(file, choices={**file.choices, name: options[:i] + options[i + 1 :]})
            where: Path = ("choices", name, i)
            yield GroundChange(f"choices.{name}", "answer", where, one.id, written(None), new, concerned)
