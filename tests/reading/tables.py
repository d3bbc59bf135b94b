"""Tables of units for the tests, laid out as offices do. Holds no tests."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from lbedu.directive.model import FieldSpec
from lbedu.scorecard import Scorecard
from lbedu.submission import Record
from tests.cli.workbooks import checked, directive

TITLE = {
    "school": "BÁO CÁO CỦA TRƯỜNG VỀ CÁC CHỈ TIÊU NĂM HỌC 2021-2022",
    "ward": "Báo cáo phổ cập giáo dục của phường",
}
NAME = {"school": "Tên trường", "ward": "Tên phường"}


@dataclass
class Layout:
    """How a table is laid out."""

    kind: str = "school"
    fields: Sequence[str] = ("pupils", "insured", "food_poisoning", "serves_meals")
    title: bool = True
    year: str = "Năm học 2021-2022"
    depth: int = 1
    merged: bool = True
    labels: bool = True
    codes: bool = False
    codes_first: bool = True
    numbers: bool = False
    top: int = 4
    order: bool = True
    extra: Sequence[str] = ()
    """Further columns of identity: `Mã đơn vị`, `Cấp học`, `Loại hình`, `Phường`."""
    below: Sequence[Mapping[str, Any]] = ()
    signed: bool = True
    level: str = ""
    headings: dict[str, str] = field(default_factory=dict)
    """Field → what stands over its column instead of its label."""

    @property
    def specs(self) -> list[FieldSpec]:
        form = directive().forms[self.kind]
        return [form.by_id[name] for name in self.fields]

    @property
    def columns(self) -> list[str]:
        """Keys of the columns from the left: `order`, `name`, the further ones, the fields."""
        return [*(["order"] if self.order else []), "name", *self.extra, *self.fields]

    def column(self, key: str) -> int:
        return self.columns.index(key) + 1

    @property
    def first(self) -> int:
        """The first row below the header."""
        return self.top + self.depth + self.codes + self.numbers


def write(sheet: Worksheet, layout: Layout, rows: Iterable[Mapping[str, Any]]) -> Worksheet:
    """A table: a row is what stands in its columns, by key; `text` stands merged over the whole row."""
    put: Any = sheet.cell
    if layout.year:
        put(1, 1, layout.year)
    if layout.title:
        put(2, 1, TITLE[layout.kind])
    _head(sheet, layout)
    at = layout.first
    for row in [*rows, *layout.below]:
        for key, value in row.items():
            if key == "text":
                put(at, 1, value)
                sheet.merge_cells(start_row=at, end_row=at, start_column=1, end_column=len(layout.columns))
            else:
                put(at, layout.column(key), value)
        at += 1
    if layout.signed:
        put(at + 1, layout.column("name"), "NGƯỜI LẬP BIỂU")
        put(at + 1, len(layout.columns), "HIỆU TRƯỞNG")
        put(at + 2, layout.column("name"), "(Ký, ghi rõ họ tên)")
        put(at + 5, layout.column("name"), "Nguyễn Văn A")
    return sheet


def _head(sheet: Worksheet, layout: Layout) -> None:
    put: Any = sheet.cell
    top, bottom = layout.top, layout.top + layout.depth - 1
    words = {"order": "TT", "name": NAME[layout.kind]}
    for column, key in enumerate(layout.columns, 1):
        if key in layout.fields:
            continue
        put(top, column, words.get(key, key))
        if bottom > top and layout.merged:
            sheet.merge_cells(start_row=top, end_row=bottom, start_column=column, end_column=column)
    first = len(layout.columns) - len(layout.fields) + 1
    for depth in range(layout.depth - 1):
        put(top + depth, first, ("Số liệu đầu năm", "Chia ra", "Các nội dung")[depth])
        if len(layout.fields) > 1 and (layout.merged or depth):
            sheet.merge_cells(
                start_row=top + depth, end_row=top + depth, start_column=first, end_column=len(layout.columns)
            )
    for spec in layout.specs:
        text = layout.headings.get(spec.id, spec.label.vi if layout.labels else f"Cột {spec.code}")
        put(bottom, layout.column(spec.id), text)
    rows = (["codes"] if layout.codes else []) + (["numbers"] if layout.numbers else [])
    for row, what in enumerate(rows if layout.codes_first else rows[::-1], bottom + 1):
        if what == "codes":
            put(row, 1, "Mã số")
            for spec in layout.specs:
                put(row, layout.column(spec.id), spec.code)
        else:
            for column in range(1, len(layout.columns) + 1):
                put(row, column, column)


def book_of(layout: Layout, rows: Iterable[Mapping[str, Any]]) -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    write(book.worksheets[0], layout, rows)
    return book


def read(layout: Layout, rows: Iterable[Mapping[str, Any]], tmp_path: Path, **options: Any) -> Scorecard:
    path = tmp_path / "bang.xlsx"
    book_of(layout, rows).save(path)
    return checked(path, **options)


def records(card: Scorecard) -> dict[str, Record]:
    """The records of a scorecard by the name of their unit."""
    return {record.unit.name: record for submission in card.submissions for record in submission.records}


def said(card: Scorecard) -> dict[str, dict[str, object]]:
    """What each unit says, by name and field."""
    return {name: {f: one.value for f, one in record.said.items()} for name, record in records(card).items()}


def codes(card: Scorecard) -> list[str]:
    """The codes of the problems, but for the columns that a small table does not have."""
    return [problem.code for problem in card.problems if problem.code != "column_missing"]
