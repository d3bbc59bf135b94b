"""Does a mapping of somebody else's form hold together: fields that it can answer, codes and columns that its sums can use."""

from __future__ import annotations

from collections.abc import Iterator

from lbedu.directive.fault import Fault, Path, fault, unknown
from lbedu.directive.foreign import ForeignSheet, ForeignSum
from lbedu.directive.model import ForeignForm, Form, RuleFile

ANSWERED = ("count", "yes_no")
"""What a foreign form can answer: how many there are, and so whether there are any."""


def check_foreign(file: RuleFile) -> Iterator[Fault]:
    """Every fault of it."""
    for name, foreign in file.foreign.items():
        path: Path = ("foreign", name)
        form = file.forms.get(foreign.form)
        if form is None:
            yield unknown((*path, "form"), foreign.form, file.forms, "form")
            continue
        if form.rows:
            yield fault((*path, "form"), "foreign_list", form=foreign.form)
            continue
        levels = file.units[form.unit].levels if form.unit in file.units else {}
        if foreign.level is not None and foreign.level not in levels:
            yield unknown((*path, "level"), foreign.level, levels, "level")
            continue
        for i, sheet in enumerate(foreign.sheets):
            yield from _check_sheet((*path, "sheets", i), foreign, form, sheet)


def _check_sheet(path: Path, foreign: ForeignForm, form: Form, sheet: ForeignSheet) -> Iterator[Fault]:
    if not sheet.header:
        yield fault((*path, "header"), "foreign_header", on_key=True)
    for field, figure in sheet.fields.items():
        here: Path = (*path, "fields", field)
        spec = form.by_id.get(field)
        if spec is None:
            yield unknown(here, field, form.by_id, "field")._replace(on_key=True)
        elif spec.type not in ANSWERED:
            yield fault(here, "foreign_type", on_key=True, field=field, type=spec.type, types=", ".join(ANSWERED))
        elif not spec.asked_of(foreign.level):
            if foreign.level:
                yield fault(here, "foreign_level", on_key=True, field=field, level=foreign.level)
            else:
                yield fault(here, "foreign_level_missing", on_key=True, field=field)
        if not figure.codes:
            yield fault((*here, "codes"), "names_nothing", on_key=True, key="codes")
        for code in figure.codes:
            if figure.codes.count(code) > 1 or code in figure.unless:
                yield fault((*here, "codes"), "name_twice", what="code", name=code)
                break
        if not figure.column:
            yield fault((*here, "column"), "names_nothing", on_key=True, key="column")
    for i, one in enumerate(sheet.sums):
        if (wrong := _fault_of(one)) is not None:
            yield fault((*path, "sums", i), wrong)


def _fault_of(one: ForeignSum) -> str | None:
    if not one.parts or {isinstance(part, str) for part in one.parts} != {isinstance(one.total, str)}:
        return "foreign_sum_mixed"
    if one.total in one.parts or len(set(one.parts)) < len(one.parts):
        return "foreign_sum_twice"
    return None
