"""Workbooks as plain data that know which figure stands in which cell, wherever it is moved. Nothing here asks the reader."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal, NamedTuple

import openpyxl
import xlsxwriter  # type: ignore[import-untyped]
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from lbedu.directive.model import FieldSpec
from lbedu.own_form import CODE, CONTENT, FIGURE, FIGURES_SHEET, IDENTITY_SHEET
from tests.cli.workbooks import coded, directive, figure, filled, header, list_cells, plain
from tests.reading.tables import Layout, book_of

At = tuple[int, int]
Key = tuple[str, str, str, str]
"""Whose figure: the unit's name, the form, of a list the code of the line, and the field."""
Role = Literal["head", "code", "who", ""]
"""What the words of a cell are for: a heading by which columns are found, the code of a line, who reports."""


class Put(NamedTuple):
    """What stands in a cell; of a figure also whose it is."""

    value: Any
    format: str = "General"
    key: Key | None = None
    means: Any = None
    """What it says, where that is not how it is written."""
    role: Role = ""


@dataclass
class Page:
    """One sheet."""

    name: str
    cells: dict[At, Put]
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    filtered: tuple[int, int, int, int] | None = None
    notes: dict[At, str] = field(default_factory=dict)
    hidden: bool = False
    font: str = ""

    def figures(self) -> dict[At, Put]:
        return {at: put for at, put in sorted(self.cells.items()) if put.key}

    def copy(self, name: str = "") -> Page:
        """Another of the same cells, which are values; maybe under another name."""
        return replace(
            self,
            name=name or self.name,
            cells=dict(self.cells),
            merges=list(self.merges),
            hidden_rows=set(self.hidden_rows),
            hidden_columns=set(self.hidden_columns),
            notes=dict(self.notes),
        )

    def moved(self, to: Callable[[int, int], At | None]) -> None:
        """Every cell to another place, or away."""
        self.cells = {new: put for at, put in self.cells.items() if (new := to(*at)) is not None}
        merges = [(to(top, left), to(bottom, right)) for top, left, bottom, right in self.merges]
        self.merges = [(*min(a, b), *max(a, b)) for a, b in merges if a and b and a[0] <= b[0] and a[1] <= b[1]]


@dataclass
class Pages:
    """A workbook."""

    pages: list[Page]
    date1904: bool = False

    def __getitem__(self, name: str) -> Page:
        return next(page for page in self.pages if page.name == name)

    def copy(self) -> Pages:
        return Pages([page.copy() for page in self.pages], self.date1904)


Where = tuple[str, int, int]
"""Sheet, row, column."""


def taken(book: openpyxl.Workbook, held: Mapping[Where, Key], roles: Mapping[Where, Role]) -> Pages:
    """A workbook of openpyxl as data."""
    pages = []
    for sheet in book.worksheets:
        cells = {
            (cell.row or 0, cell.column or 0): Put(
                cell.value,
                cell.number_format,
                held.get((sheet.title, cell.row or 0, cell.column or 0)),
                role=roles.get((sheet.title, cell.row or 0, cell.column or 0), ""),
            )
            for row in sheet.iter_rows()
            for cell in row
            if cell.value is not None
        }
        merges = [(one.min_row, one.min_col, one.max_row, one.max_col) for one in sheet.merged_cells.ranges]
        pages.append(Page(sheet.title, cells, sorted(merges), hidden=sheet.sheet_state != "visible"))
    return Pages(pages)


def own_form(kind: str, level: str | None, name: str) -> Pages:
    """An own form with its lists, in which no two counts are the same."""
    form = directive().main_form(kind)
    asked = [spec for spec in directive().forms[form].by_id.values() if spec.asked_of(level)]
    book = filled(kind, level, name, {spec.id: _value(spec, asked, n) for n, spec in enumerate(asked)})
    held: dict[Where, Key] = {}
    for spec in asked:
        cell = figure(book, spec.code)
        held[FIGURES_SHEET, cell.row, cell.column] = (name, form, "", spec.id)
    for sheet, row, column, spec in list_cells(book, kind):
        code = str(sheet.cell(row, header(sheet, CODE).column).value)
        held[sheet.title, row, column] = (name, _form_of(sheet.title, spec, kind), code, spec.id)
    roles: dict[Where, Role] = {}
    for sheet in book.worksheets:
        if any(title == sheet.title for title, _, _ in held):
            top = header(sheet, CODE)
            roles |= {(sheet.title, row, top.column): "code" for _, row in coded(sheet)}
            roles |= {(sheet.title, top.row, c.column or 0): "head" for c in sheet[top.row] if c.value in HEADS}
    roles |= {(IDENTITY_SHEET, c.row, c.column): "who" for c in (figure(book, f"DV{n}") for n in _rows_who(book))}
    return taken(book, held, roles)


HEADS = (CONTENT, CODE, FIGURE)


def _rows_who(book: openpyxl.Workbook) -> list[str]:
    """The numbers of the rows that say who reports."""
    return [
        code.removeprefix("DV")
        for code, _ in coded(book[IDENTITY_SHEET])
        if code in ("DV1", "DV2", "DV3", "DV4", "DV5")
    ]


def _form_of(title: str, spec: FieldSpec, kind: str) -> str:
    """The form that a sheet with a list is of: its name begins as the title does."""
    forms = directive().forms
    return next(
        name
        for name, form in forms.items()
        if form.unit == kind and form.rows and form.by_id.get(spec.id) is spec and form.title.vi.startswith(title)
    )


def _value(spec: FieldSpec, asked: list[FieldSpec], n: int) -> object:
    """Wholes above their parts, and every count another one."""
    if spec.type != "count" or plain(spec) != 100:
        return plain(spec)
    wholes = {one.part_of for one in asked}
    depth = 2 if spec.part_of and spec.id in wholes else 1 if spec.part_of else 3
    return 1000 * depth + n if spec.part_of or spec.id in wholes else 200 + n


SCHOOLS = ("Hoa Sen", "Hoa Mai", "Hoa Lan", "Đoàn Kết")
FIELDS = ("pupils", "insured", "food_poisoning", "serves_meals")
LABELLED = ("pupils", "quality_plan", "food_poisoning", "serves_meals")
"""Of these the label of one has tone marks that may stand elsewhere."""


def table(extra: tuple[str, ...] = ("Phường",), coded: bool = True, schools: tuple[str, ...] = SCHOOLS) -> Pages:
    """A table of schools, in which no two counts are the same; its columns are known by codes, or by labels alone."""
    layout = Layout(codes=coded, extra=extra, signed=False, fields=FIELDS if coded else LABELLED)
    rows = [
        {"order": n, "name": f"Trường Tiểu học {name}"}
        | dict.fromkeys(extra, "Bồ Đề")
        | {"pupils": 500 + n, "insured": 400 + n, "quality_plan": ("Không", "Có")[n % 2]}
        | {"food_poisoning": n - 1, "serves_meals": ("Có", "Không")[n % 2]}
        for n, name in ((SCHOOLS.index(name) + 1, name) for name in schools)
    ]
    book = book_of(layout, [{key: value for key, value in row.items() if key in layout.columns} for row in rows])
    title = book.worksheets[0].title
    lines = [(layout.first + n, name) for n, name in enumerate(schools)]
    held: dict[Where, Key] = {
        (title, row, layout.column(key)): (f"TH {name}", "school", "", key)
        for row, name in lines
        for key in layout.fields
    }
    roles: dict[Where, Role] = {(title, row, layout.column(key)): "who" for row, _ in lines for key in ("name", *extra)}
    roles |= {(title, layout.top, layout.column(key)): "head" for key in layout.fields if not coded}
    return taken(book, held, roles)


# writers


def by_openpyxl(pages: Pages) -> bytes:
    book = openpyxl.Workbook()
    if pages.date1904:
        book.epoch = CALENDAR_MAC_1904
    book.remove(book.worksheets[0])
    for page in pages.pages:
        sheet = book.create_sheet(page.name)
        sheet.sheet_state = "hidden" if page.hidden else "visible"
        for at, put in sorted(page.cells.items()):
            cell: Any = sheet.cell(*at)
            cell.value = put.value
            cell.number_format = put.format
            if page.font:
                cell.font = Font(name=page.font)
        for at, note in page.notes.items():
            sheet.cell(*at).comment = Comment(note, "Hà")
        for top, left, bottom, right in page.merges:
            sheet.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)
        for row in page.hidden_rows:
            sheet.row_dimensions[row].hidden = True
        for column in page.hidden_columns:
            sheet.column_dimensions[get_column_letter(column)].hidden = True
        if page.filtered:
            top, left, bottom, right = page.filtered
            sheet.auto_filter.ref = f"{get_column_letter(left)}{top}:{get_column_letter(right)}{bottom}"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def by_xlsxwriter(pages: Pages) -> bytes:
    file = io.BytesIO()
    options = {"in_memory": True, "date_1904": pages.date1904, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, options) as book:
        for page in pages.pages:
            sheet = book.add_worksheet(page.name)
            if page.hidden:
                sheet.hide()
            for row in page.hidden_rows:
                sheet.set_row(row - 1, None, None, {"hidden": True})
            for column in page.hidden_columns:
                sheet.set_column(column - 1, column - 1, None, None, {"hidden": True})
            for (row, column), put in sorted(page.cells.items()):
                look = book.add_format({"num_format": put.format} | ({"font_name": page.font} if page.font else {}))
                _write(sheet, row - 1, column - 1, put.value, look)
            for (row, column), note in page.notes.items():
                sheet.write_comment(row - 1, column - 1, note)
            for top, left, bottom, right in page.merges:
                value = page.cells.get((top, left), Put("")).value
                sheet.merge_range(top - 1, left - 1, bottom - 1, right - 1, value)
            if page.filtered:
                sheet.autofilter(*(number - 1 for number in page.filtered))
    return file.getvalue()


def _write(sheet: Any, row: int, column: int, value: Any, look: Any) -> None:
    match value:
        case bool():
            sheet.write_boolean(row, column, value, look)
        case str() if value.startswith("="):
            sheet.write_formula(row, column, value, look)
        case str():
            sheet.write_string(row, column, value, look)
        case dt.date():
            sheet.write_datetime(row, column, value, look)
        case _:
            sheet.write_number(row, column, value, look)


WRITERS = {"openpyxl": by_openpyxl, "XlsxWriter": by_xlsxwriter}


def with_another(put: Put) -> Put:
    """The same cell with another figure."""
    another: dict[object, object] = {"Có": "Không", "Không": "Có"}
    value = put.value
    if isinstance(value, str):
        return put._replace(value=another.get(value, value + " khác"))
    if isinstance(value, dt.date):
        return put._replace(value=value + dt.timedelta(days=1))
    return put._replace(value=value / 2 if isinstance(value, float) else value + 1)


def texts(page: Page) -> Iterator[At]:
    """Where words stand, figures or not."""
    return (at for at, put in page.cells.items() if isinstance(put.value, str) and not put.value.startswith("="))


def retyped(page: Page, typed: Callable[[str], str], only: Callable[[Put], bool] = lambda _: True) -> None:
    """Words typed otherwise."""
    for at in list(texts(page)):
        if only(page.cells[at]):
            put = page.cells[at]
            page.cells[at] = put._replace(value=typed(put.value), means=put.value)


def copied(page: Page, name: str) -> Page:
    """A sheet copied under another name."""
    return page.copy(name)
