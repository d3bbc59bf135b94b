"""Does a mapping of somebody else's form hold together: fields that it can answer, codes and columns that its sums can use."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lbedu.directive.foreign import ForeignSheet, ForeignSum
from lbedu.directive.model import ForeignForm, Form, RuleFile

Path = tuple[str | int, ...]
Fault = tuple[Path, str]
ANSWERED = ("count", "yes_no")
"""What a foreign form can answer: how many there are, and so whether there are any."""


def not_known(name: str, known: Iterable[str], what: str) -> str:
    """The message for a name that does not exist, with the one that may have been meant."""
    from lbedu.directive.nearest import nearest

    close = nearest(name, known)
    return f"no {what} `{name}`" + (f": did you mean `{close}`?" if close else "")


def check_foreign(file: RuleFile) -> Iterator[Fault]:
    """Every fault as (path, message)."""
    for name, foreign in file.foreign.items():
        path: Path = ("foreign", name)
        form = file.forms.get(foreign.form)
        if form is None:
            yield (*path, "form"), not_known(foreign.form, file.forms, "form")
            continue
        if form.rows:
            yield (*path, "form"), f"{foreign.form} is a list: a foreign form fills in a form with one row a field"
            continue
        levels = file.units[form.unit].levels if form.unit in file.units else {}
        if foreign.level is not None and foreign.level not in levels:
            yield (*path, "level"), not_known(foreign.level, levels, "level")
            continue
        for i, sheet in enumerate(foreign.sheets):
            yield from _check_sheet((*path, "sheets", i), foreign, form, sheet)


def _check_sheet(path: Path, foreign: ForeignForm, form: Form, sheet: ForeignSheet) -> Iterator[Fault]:
    if not sheet.header:
        yield (*path, "header"), "a sheet is recognised by the words of its header: none are given"
    for field, figure in sheet.fields.items():
        here: Path = (*path, "fields", field)
        spec = form.by_id.get(field)
        if spec is None:
            yield here, not_known(field, form.by_id, "field")
        elif spec.type not in ANSWERED:
            yield here, f"{field} is {spec.type}: a foreign form answers {' and '.join(ANSWERED)}"
        elif not spec.asked_of(foreign.level):
            yield (
                here,
                f"{field} is not asked at level {foreign.level}" if foreign.level else f"{field}: `level` is missing",
            )
        if not figure.codes:
            yield (*here, "codes"), f"{field}: no codes"
        for code in figure.codes:
            if figure.codes.count(code) > 1 or code in figure.unless:
                yield (*here, "codes"), f"{field}: code {code} stands twice"
                break
        if not figure.column:
            yield (*here, "column"), f"{field}: no headings over its column"
    for i, one in enumerate(sheet.sums):
        if (message := _fault_of(one)) is not None:
            yield (*path, "sums", i), message


def _fault_of(one: ForeignSum) -> str | None:
    if not one.parts or {isinstance(part, str) for part in one.parts} != {isinstance(one.total, str)}:
        return "a row is the sum of rows, and a column is the sum of columns"
    if one.total in one.parts or len(set(one.parts)) < len(one.parts):
        return "what stands twice in a sum is counted twice"
    return None
