"""Whatever stands in a foreign form: a figure that is read is what its own cells say, and no stated sum denies it."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from lbedu.directive.directive import Directive
from lbedu.directive.foreign import ForeignFigure, ForeignSheet
from lbedu.directive.load import available, load_directive
from lbedu.reading.foreign.forms import Foreign, read_foreign
from lbedu.reading.workbook import Sheet, open_workbook
from lbedu.reading.xlsx.cell import Cell
from tests.reading.ministry import SHEETS, ministry

YEAR = "2021-2022"
NAMES = {"01": "moet_01_mn", "02": "moet_02_th"}
FIRST, PUBLIC = 5, 9
"""The columns “Tổng số / Tổng số” and “Công lập / Tổng số”."""
VALUES: tuple[tuple[str, Any], ...] = (
    *(("number", Decimal(n)) for n in (0, 1, 2, 3, 7, 40, 214, -1)),
    ("number", Decimal("2.5")),
    ("text", "3"),
    ("text", "?"),
    ("text", "1.250"),
    ("error", "#VALUE!"),
    ("formula_without_value", ""),
    ("text", ""),
)


@cache
def directive() -> Directive:
    return load_directive(available()[YEAR])


@cache
def sheets(form: str) -> tuple[Sheet, ...]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.xlsx"
        ministry(form).save(path)
        return open_workbook(path).sheets


def changed(form: str, edits: list[tuple[int, int, int, tuple[str, Any]]]) -> list[Sheet]:
    """The sheets of children and staff with some cells changed: which sheet, which row, which column, to what."""
    found = list(sheets(form))
    for which, nth, column, (kind, value) in edits:
        at = next(i for i, sheet in enumerate(found) if sheet.name == SHEETS[form][1 + which])
        rows = sorted(row for (row, c), cell in found[at].cells.items() if c == 4 and cell.kind == "number")
        row = rows[nth % len(rows)]
        cell = Cell(row, column, kind, value, "General", False)  # type: ignore[arg-type]
        found[at] = found[at]._replace(cells={**found[at].cells, (row, column): cell})
    return found


def number(sheet: Sheet, code: str, column: int) -> int | None:
    """The plain count beside a code; None for anything else. Looks at the cells alone."""
    row = next(row for (row, c), cell in sheet.cells.items() if c == 4 and str(cell.value) == code and row > 4)
    cell = sheet.cells.get((row, column))
    if cell is None or not str(cell.value).isdigit():
        return None
    return int(str(cell.value))


def denied(sheet: Sheet, spec: ForeignSheet, figure: ForeignFigure) -> bool:
    """Whether a stated sum with one of these cells in it cannot be true: all of it is known, filled in, and differs."""
    codes = {*figure.codes, *figure.unless}
    for one in spec.sums:
        if isinstance(one.total, str):
            if not codes & {one.total, *map(str, one.parts)}:
                continue
            total, parts = number(sheet, one.total, FIRST), [number(sheet, str(part), FIRST) for part in one.parts]
            if total and None not in parts and any(parts) and sum(filter(None, parts)) != total:
                return True
        else:
            for code in codes:
                total, public = number(sheet, code, FIRST), number(sheet, code, PUBLIC)
                if total and public and public != total:  # the other columns hold 0
                    return True
    return False


EDITS = st.lists(
    st.tuples(
        st.integers(0, 1), st.integers(0, 80), st.sampled_from((FIRST, FIRST, FIRST, PUBLIC)), st.sampled_from(VALUES)
    ),
    max_size=6,
)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.sampled_from(("01", "02")), EDITS)
def test_a_figure_is_what_its_cells_say_and_no_sum_denies_it(form: str, edits: list[Any]) -> None:
    found, near = read_foreign(directive(), there := changed(form, edits), "a.xlsx")
    assert near == []
    [foreign] = found
    known = directive().file.foreign[NAMES[form]]
    for spec, name in zip(known.sheets, SHEETS[form][1:3], strict=True):
        sheet = next(one for one in there if one.name == name)
        for field, figure in spec.fields.items():
            _look(foreign, sheet, spec, field, figure)


def _look(foreign: Foreign, sheet: Sheet, spec: ForeignSheet, field: str, figure: ForeignFigure) -> None:
    said = foreign.said.get(field)
    if said is None:
        return
    numbers = [number(sheet, code, FIRST) for code in figure.codes]
    assert field not in foreign.spoiled
    assert not denied(sheet, spec, figure)
    if said.value is True:
        assert any(numbers)
        return
    assert None not in numbers
    assert said.value == sum(filter(None, numbers)) != 0
    assert not any(number(sheet, code, FIRST) for code in figure.unless)
    assert len(said.places) == len(figure.codes)
