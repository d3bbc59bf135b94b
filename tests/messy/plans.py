"""A workbook as a plan, which any writer can write: what stands where, and what each accident in it may mean."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

import openpyxl
import xlsxwriter  # type: ignore[import-untyped]
from openpyxl.cell.cell import Cell
from openpyxl.utils import get_column_letter

from lbedu.own_form import FIGURES_SHEET
from tests.cli.workbooks import code_of, directive, figure, filled, list_cells
from tests.messy.accidents import BY_TYPE, Accident
from tests.reading.tables import Layout, book_of


class Placed(NamedTuple):
    """An accident in its cell."""

    sheet: str
    row: int
    column: int
    accident: Accident
    field: str
    """Form, and field in it."""

    @property
    def address(self) -> str:
        return f"{get_column_letter(self.column)}{self.row}"


class Plan(NamedTuple):
    """A sound workbook, and the accidents that befell it."""

    name: str
    source: bytes
    """The sound workbook, before anything befell it."""
    placed: tuple[Placed, ...]


FORMS: Sequence[tuple[str, str | None, str, str]] = (
    ("school", "TH", "Trường Tiểu học Hoa Phượng", "yes_no"),
    ("school", "TH", "Trường Tiểu học Hoa Phượng", "text"),
    ("office", None, "", "count"),
    ("office", None, "", "percent"),
)


def bytes_of(book: openpyxl.Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def opened(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


@cache
def _sound(kind: str, level: str | None, name: str) -> bytes:
    return bytes_of(filled(kind, level, name))


@cache
def _opened(kind: str, level: str | None, name: str) -> openpyxl.Workbook:
    """The same, to look up where things stand."""
    return opened(_sound(kind, level, name))


def own_forms(kind: str, level: str | None, name: str, type_: str) -> Iterator[Plan]:
    """Own forms with an accident in every figure of a type that hangs together with no other."""
    specs = directive().forms[directive().main_form(kind)].by_id.values()
    wholes = {spec.part_of for spec in specs} | {spec.asked_when for spec in specs}
    fields = [
        spec.id
        for spec in specs
        if spec.type == type_
        and spec.asked_of(level)
        and not (spec.part_of or spec.optional or spec.id in wholes)
        and (not spec.asked_when or spec.id.endswith("_evidence"))
    ]
    for number, group in enumerate(_grouped(BY_TYPE[type_], len(fields))):
        placed = []
        for field, accident in zip(fields, group, strict=False):
            cell = figure(_opened(kind, level, name), code_of(field, kind))
            placed.append(Placed(FIGURES_SHEET, cell.row, cell.column, accident, field))
        yield Plan(f"{kind}-{type_}-{number}", _sound(kind, level, name), tuple(placed))


def lists(type_: str) -> Iterator[Plan]:
    """The lists of the office, with an accident in every cell of a type."""
    cells = [(s.title, row, column, spec) for s, row, column, spec in list_cells(_opened("office", None, ""), "office")]
    free = [
        one for one in cells if one[3].type == type_ and not one[3].optional and one[3].id not in ("done", "started")
    ]
    for number, group in enumerate(_grouped(BY_TYPE[type_], len(free))):
        placed = [
            Placed(sheet, row, column, accident, spec.id)
            for (sheet, row, column, spec), accident in zip(free, group, strict=False)
        ]
        yield Plan(f"list-{type_}-{number}", _sound("office", None, ""), tuple(placed))


def tables(type_: str, field: str) -> Iterator[Plan]:
    """A table of schools, with an accident in one column of every row."""
    layout = Layout(codes=True, extra=("Phường",), signed=False)
    row = {"Phường": "Bồ Đề", "pupils": 2_000_000, "insured": 0, "food_poisoning": 0, "serves_meals": "Có"}
    for number, group in enumerate(_grouped(BY_TYPE[type_], 25)):
        rows = [row | {"order": n, "name": f"TH Số {n}"} for n in range(1, len(group) + 1)]
        book = book_of(layout, rows)
        title = book.worksheets[0].title
        placed = [
            Placed(title, layout.first + n, layout.column(field), accident, field) for n, accident in enumerate(group)
        ]
        yield Plan(f"table-{type_}-{number}", bytes_of(book), tuple(placed))


def _grouped(accidents: Sequence[Accident], size: int) -> list[Sequence[Accident]]:
    return [accidents[first : first + size] for first in range(0, len(accidents), size)]


def all_plans() -> Iterator[Plan]:
    """Every accident of a type in every place that asks for one."""
    for form in FORMS:
        yield from own_forms(*form)
    for type_ in ("date", "yes_no"):
        yield from lists(type_)
    yield from tables("count", "food_poisoning")
    yield from tables("yes_no", "serves_meals")


# writers


def by_openpyxl(plan: Plan) -> bytes:
    """Every accident but formulas with a saved value, which openpyxl does not write."""
    book = opened(plan.source)
    for one in plan.placed:
        cell = book[one.sheet].cell(one.row, one.column)
        assert isinstance(cell, Cell)
        accident = one.accident
        cell.value = f"={accident.content}" if accident.special in ("formula", "unsaved") else accident.content
        if isinstance(accident.content, str) and not accident.special:
            cell.data_type = "s"
        cell.number_format = accident.format
    return bytes_of(book)


def by_xlsxwriter(plan: Plan) -> bytes:
    """Every accident but formulas without a saved value: XlsxWriter saves a 0 for them."""
    file = io.BytesIO()
    accidents = {(one.sheet, one.row, one.column): one.accident for one in plan.placed}
    with xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_urls": False}) as book:
        for source in opened(plan.source).worksheets:
            sheet = book.add_worksheet(source.title)
            if source.sheet_state != "visible":
                sheet.hide()
            places = {(cell.row or 0, cell.column or 0) for row in source.iter_rows() for cell in row}
            here = {(row, column) for name, row, column in accidents if name == source.title}
            for row, column in sorted(places | here):
                cell = source.cell(row, column)
                plain = Accident("", cell.value, format=cell.number_format)  # type: ignore[arg-type]
                _write(book, sheet, row, column, accidents.get((source.title, row, column), plain))
    return file.getvalue()


def _write(book: Any, sheet: Any, row: int, column: int, one: Accident) -> None:
    look = book.add_format({"num_format": one.format})
    at = (row - 1, column - 1)
    match one.special, one.content:
        case "formula", value:
            sheet.write_formula(*at, "=3+4", look, value)
        case "error", value:
            sheet.write_formula(*at, "=NA()", look, value)
        case _, str(words):
            sheet.write_string(*at, words, look)
        case _, bool(truth):
            sheet.write_boolean(*at, truth, look)
        case _, None:
            sheet.write_blank(*at, None, look)
        case _, int(number) | float(number):
            sheet.write_number(*at, number, look)
        case _, other:
            sheet.write(*at, other, look)


CANNOT: Mapping[str, str] = {"openpyxl": "formula", "XlsxWriter": "unsaved"}
"""What a writer cannot write."""
WRITERS = {"openpyxl": by_openpyxl, "XlsxWriter": by_xlsxwriter}


def without(plan: Plan, special: str) -> Plan:
    """A plan without the accidents that a writer cannot write."""
    return plan._replace(placed=tuple(one for one in plan.placed if one.accident.special != special))
