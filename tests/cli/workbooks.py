"""Filled forms for the tests: blank ones from the shipped rule file, filled in as a clerk would. Holds no tests."""

from __future__ import annotations

import datetime as dt
import io
import tempfile
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any
from unittest.mock import patch

import openpyxl
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from lbedu.directive.directive import Directive
from lbedu.directive.load import available, load_directive
from lbedu.directive.model import FieldSpec
from lbedu.handouts.blank import write_blank
from lbedu.options import Options
from lbedu.own_form import CODE, FIGURE, FIGURES_SHEET, IDENTITY_SHEET
from lbedu.run import check
from lbedu.scorecard import Scorecard
from lbedu.submission import Said, Value

YEAR = "2021-2022"
PLAIN: Mapping[str, object] = {
    "count": 100,
    "number": 7.5,
    "percent": 0.8,
    "yes_no": "Có",
    "date": dt.date(2021, 10, 1),
    "text": "12/QĐ-PGDĐT",
    "name": "Trường A",
}
"""A value for every type but choices, which take their first option."""
GOOD: Mapping[str, object] = {
    "food_poisoning": 0,
    "foodborne_disease": 0,
    "contest_prizes": 12,
    "contest_prizes_last_year": 11,
    "cqg_expiry": dt.date(2026, 10, 1),
    "exam_average_last_year": 7,
}
"""Fields whose plain value would miss a target."""

Edit = Callable[[openpyxl.Workbook], None]


@cache
def directive() -> Directive:
    """The shipped rule file."""
    return load_directive(available()[YEAR])


@cache
def blank(kind: str, level: str | None = None) -> bytes:
    """The blank form of a kind of unit."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "blank.xlsx"
        write_blank(directive(), kind, level, path)
        return path.read_bytes()


def open_blank(kind: str, level: str | None = None) -> openpyxl.Workbook:
    """A blank form in openpyxl."""
    return openpyxl.load_workbook(io.BytesIO(blank(kind, level)))


def header(sheet: Worksheet, word: str) -> Cell:
    """The header cell of that word."""
    return next(c for row in sheet.iter_rows() for c in row if isinstance(c, Cell) and c.value == word)


def coded(sheet: Worksheet) -> Iterator[tuple[str, int]]:
    """Every code of a sheet with its row."""
    top = header(sheet, CODE)
    for row in range(top.row + 1, sheet.max_row + 1):
        code = sheet.cell(row, top.column).value
        if code is not None:
            yield str(code), row


def figure(book: openpyxl.Workbook, code: str, sheet: str = FIGURES_SHEET) -> Cell:
    """The cell of the figure with this code (a field's or an identity row's)."""
    page = book[IDENTITY_SHEET if code.startswith("DV") else sheet]
    row = next(row for one, row in coded(page) if one == code)
    found = page.cell(row, header(page, FIGURE).column)
    assert isinstance(found, Cell)
    return found


def code_cell(book: openpyxl.Workbook, code: str, sheet: str = FIGURES_SHEET) -> Cell:
    """The cell that holds the code itself."""
    page = book[sheet]
    row = next(row for one, row in coded(page) if one == code)
    found = page.cell(row, header(page, CODE).column)
    assert isinstance(found, Cell)
    return found


def plain(spec: FieldSpec) -> object:
    """A value that fits a field and misses no target."""
    if spec.id in GOOD:
        return GOOD[spec.id]
    if spec.type in ("choice", "rank"):
        return directive().file.choices[spec.options or ""][0].vi
    return PLAIN[spec.type]


def values_of(kind: str, level: str | None = None) -> dict[str, object]:
    """A fitting value for every code of the main form."""
    form = directive().forms[directive().main_form(kind)]
    return {spec.code: plain(spec) for spec in form.by_id.values() if spec.asked_of(level)}


def code_of(field: str, kind: str = "school") -> str:
    """The code of a field."""
    return directive().forms[directive().main_form(kind)].by_id[field].code


def filled(
    kind: str,
    level: str | None = None,
    name: str = "",
    values: Mapping[str, object] | None = None,
    identity: Mapping[str, object] | None = None,
    lists: bool = True,
) -> openpyxl.Workbook:
    """A whole form filled in well; `values` by field id and `identity` by code (DV2 …) stand instead, None leaves blank."""
    book = open_blank(kind, level)
    own = {code_of(field, kind): value for field, value in (values or {}).items()}
    for code, value in {**values_of(kind, level), **own}.items():
        figure(book, code).value = value  # type: ignore[assignment]
    said: dict[str, object] = {}
    if name:
        said["DV2"] = name
    if level is not None:
        said |= {"DV4": "Công lập", "DV5": "Bồ Đề"}
    for code, answer in {**said, **(identity or {})}.items():
        figure(book, code).value = answer  # type: ignore[assignment]
    if lists:
        for sheet, row, column, spec in list_cells(book, kind):
            sheet.cell(row, column).value = plain(spec)  # type: ignore[assignment]
    return book


def list_cells(book: openpyxl.Workbook, kind: str) -> Iterator[tuple[Worksheet, int, int, FieldSpec]]:
    """Every cell that a list of this kind of unit asks for."""
    for form in directive().forms.values():
        if form.unit != kind or not form.rows:
            continue
        sheet = next(s for s in book.worksheets if any(c.value == form.title.vi.upper() for c in s["A"]))
        top = header(sheet, CODE)
        codes = {str(sheet.cell(top.row + 1, c).value): c for c in range(top.column + 1, sheet.max_column + 1)}
        for code, row in coded(sheet):
            if code in {one.code for one in form.rows}:
                for spec in form.by_id.values():
                    yield sheet, row, codes[spec.code], spec


def saved(book: openpyxl.Workbook, path: Path, *edits: Edit) -> Path:
    """Write a workbook after some edits."""
    for edit in edits:
        edit(book)
    book.save(path)
    return path


def put(**values: Any) -> Edit:
    """An edit: figures by field id of the school form."""

    def edit(book: openpyxl.Workbook) -> None:
        for field, value in values.items():
            figure(book, code_of(field)).value = value

    return edit


def identify(code: str, value: Any) -> Edit:
    """An edit: what the unit says of itself."""

    def edit(book: openpyxl.Workbook) -> None:
        figure(book, code).value = value

    return edit


def checked(*paths: Path, **options: Any) -> Scorecard:
    """The scorecard of some paths, by the shipped rule file, which is loaded once."""
    with patch("lbedu.intake.one_file.load_directive", lambda _: directive()):
        return check(paths, Options(**options))


def problems(card: Scorecard) -> list[tuple[str, str]]:
    """Code and cell of every problem."""
    return [(problem.code, problem.place.cell) for problem in card.problems]


def said(card: Scorecard) -> dict[tuple[str, str, str], Said]:
    """Every value that was read, by form, row of a list and field. For one unit's workbook."""
    return {
        (submission.form, record.row, field): value
        for submission in card.submissions
        for record in submission.records
        for field, value in record.said.items()
    }


def figures(card: Scorecard) -> dict[tuple[str, str, str], Value]:
    """The same without the places."""
    return {key: value.value for key, value in said(card).items()}
