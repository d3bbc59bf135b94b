"""Somebody else's form: what the rule file says of it is read from exactly those cells, and all else is missing."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.worksheet.worksheet import Worksheet

from lbedu.scorecard import Scorecard
from tests.cli.workbooks import checked, figures, filled, problems, said, saved

KEY = ("school", "", "kindergarten_children")
UNIT = {"unit": "MN Tràng An", "year": "2021-2022"}
OWNERS = ("Tổng số", "Công lập", "Tư thục", "Dân lập")
ROWS: tuple[tuple[str | None, str, int | None], ...] = (
    ("3.1.", "Quy mô trẻ", 83),
    ("3.1.1.", "Trẻ em nhà trẻ", 84),
    (None, "Chia ra theo vùng:", None),
    (None, "- Trung du, đồng bằng, thành phố", 85),
    (None, "Trong đó", None),
    (None, "- Học 2 buổi/ngày", 87),
    ("3.1.2.", "Trẻ em mẫu giáo", 90),
    (None, "- Học 2 buổi/ngày", 93),
    (None, "+ Trẻ 3 - 4 tuổi", 103),
)


def header(sheet: Worksheet, section: str, subject: str) -> None:
    """Three merged rows of headings, and the numbers of the columns under them."""
    for column, text in enumerate((section, subject, "Đơn vị tính", "Mã số"), 1):
        sheet.cell(1, column, text)
        sheet.merge_cells(start_row=1, end_row=3, start_column=column, end_column=column)
    for block, owner in enumerate(OWNERS):
        first = 5 + 4 * block
        sheet.cell(1, first, owner)
        sheet.merge_cells(start_row=1, end_row=1, start_column=first, end_column=first + 3)
        for column, text in ((first, "Tổng số"), (first + 1, "Nữ")):
            sheet.cell(2, column, text)
            sheet.merge_cells(start_row=2, end_row=3, start_column=column, end_column=column)
        sheet.cell(2, first + 2, "Dân tộc thiểu số")
        sheet.merge_cells(start_row=2, end_row=2, start_column=first + 2, end_column=first + 3)
        sheet.cell(3, first + 2, "Tổng số")
        sheet.cell(3, first + 3, "Nữ")
    for column, text in enumerate((None, "A", "B", "C", *range(1, 17)), 1):
        sheet.cell(4, column, text)


def ministry(kindergarten: Any = 214, fill: Any = 0, name: str = "Học sinh") -> openpyxl.Workbook:
    """A workbook like the ministry's form for nursery schools: several sheets, and a zero wherever nobody wrote."""
    book = openpyxl.Workbook()
    first = book.worksheets[0]
    first.title = "Trường-Lớp"
    for place, text in (
        ("B1", "BÁO CÁO THỐNG KÊ GIÁO DỤC MẦM NON"),
        ("B2", "Kỳ đầu năm học"),
        ("D1", "- Đơn vị báo cáo:"),
    ):
        first[place] = text
    for column, heading in enumerate(("TT", "Chỉ tiêu", "Đơn vị tính", "Mã số", *OWNERS), 1):
        first.cell(7, column, heading)
        first.cell(8, column, column)
    for row, number in enumerate((1, 40, 57, 90), 9):
        written: tuple[Any, ...] = (row, "Tổng số trường", "trường", number, 3, 3, 3, 3)
        for column, value in enumerate(written, 1):
            first.cell(row, column, value)
    children = book.create_sheet(name)
    header(children, "III", "Trẻ em")
    for row, (order, label, code) in enumerate(ROWS, 5):
        written = (order, label, "người" if code else None, code)
        for column, value in enumerate(written, 1):
            children.cell(row, column, value)
        if code:
            for column in range(5, 21):
                children.cell(row, column, fill)
    at = row_of(90)
    written = (kindergarten, 101, 7, 4)
    for column, value in enumerate(written, 5):
        children.cell(at, column, value)
        children.cell(at, column + 4, 55)
    staff = book.create_sheet("Cán bộ")
    header(staff, "IV", "Cán bộ quản lý, giáo viên và nhân viên")
    for row, number in enumerate((123, 168, 90), 5):
        written = (None, "Giáo viên", "người", number, 31, 30, 1, 1)
        for column, value in enumerate(written, 1):
            staff.cell(row, column, value)
    book.create_sheet("Errors").append(["Sheet", "Cell", "Error", "Detail"])
    return book


def row_of(code: int) -> int:
    return next(row for row, (_, _, one) in enumerate(ROWS, 5) if one == code)


def read(book: openpyxl.Workbook, tmp_path: Path, options: Mapping[str, Any] = UNIT, **more: Any) -> Scorecard:
    return checked(saved(book, tmp_path / "bieu-01.xlsx"), **options, **more)


def test_code_90_is_read_with_its_cell_and_all_else_is_missing(tmp_path: Path) -> None:
    card = read(ministry(), tmp_path)
    assert problems(card) == []
    assert figures(card) == {KEY: 214}
    place = said(card)[KEY].place
    assert (place.sheet, place.cell) == ("Học sinh", f"E{row_of(90)}")
    assert [(s.unit.name, s.unit.level, s.unit.kind) for s in card.submissions] == [("MN Tràng An", "MN", "school")]
    assert {verdict.outcome for verdict in card.verdicts} <= {"undecided"}
    assert card.exit_code == 4


def test_together_with_our_own_form(tmp_path: Path) -> None:
    saved(ministry(100), tmp_path / "a.xlsx")
    own = filled("school", "MN", "MN Tràng An", values={"kindergarten_children": None})
    card = checked(saved(own, tmp_path / "b.xlsx"))
    assert [code for code, _ in problems(card)] == ["blank"]
    assert KEY not in figures(card)


@pytest.mark.parametrize("value", [214, 214.0, "214", "214 "])
def test_the_same_number_in_other_cells(value: object, tmp_path: Path) -> None:
    assert figures(read(ministry(value), tmp_path)) == {KEY: 214}


@pytest.mark.parametrize("value", [0, "0", 0.0, None, "", " "])
def test_a_zero_that_came_with_the_form_is_not_said(value: object, tmp_path: Path) -> None:
    card = read(ministry(value), tmp_path)
    assert problems(card) == []
    assert figures(card) == {}
    assert not any(verdict.outcome in ("met", "missed", "not_applicable") for verdict in card.verdicts)


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("214 trẻ", "words_with_number"),
        (-1, "below_min"),
        (3.5, "not_whole"),
        ("2.000", "ambiguous_number"),
        ("#REF!", "error_cell"),
        ("=1+1", "no_saved_value"),
    ],
)
def test_a_bad_cell(value: object, code: str, tmp_path: Path) -> None:
    card = read(ministry(value), tmp_path)
    assert problems(card) == [(code, f"E{row_of(90)}")]
    assert card.problems[0].place.sheet == "Học sinh"
    assert figures(card) == {}
    assert card.exit_code == 3


@pytest.mark.parametrize(("value", "note", "code"), [("-", None, "dash"), (None, "214 trẻ", "value_in_note")])
def test_what_says_nothing_spoils_nothing(value: str | None, note: str | None, code: str, tmp_path: Path) -> None:
    book = ministry(value)
    cell = book["Học sinh"].cell(row_of(90), 5)
    cell.value = value
    cell.comment = Comment(note, "Hà") if note else None
    card = read(book, tmp_path)
    assert problems(card) == [(code, cell.coordinate)]
    assert (card.exit_code, figures(card)) == (4, {})
    assert not any(record.spoiled for submission in card.submissions for record in submission.records)


@pytest.mark.parametrize("name", ["III", "Sheet2", "Hoc sinh (2)", "Trẻ em & lớp 'A'"])
def test_the_sheet_is_known_by_its_header_not_by_its_name(name: str, tmp_path: Path) -> None:
    card = read(ministry(name=name), tmp_path)
    assert figures(card) == {KEY: 214}
    assert said(card)[KEY].place.sheet == name


def test_columns_and_rows_may_be_inserted(tmp_path: Path) -> None:
    book = ministry()
    sheet = book["Học sinh"]
    merges = [(area.min_row, area.min_col, area.max_row, area.max_col) for area in list(sheet.merged_cells.ranges)]
    for area in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(area))
    sheet.insert_rows(1, 2)
    sheet.insert_cols(5)
    for r1, c1, r2, c2 in merges:
        right = 1 if c1 >= 5 else 0
        sheet.merge_cells(start_row=r1 + 2, end_row=r2 + 2, start_column=c1 + right, end_column=c2 + right)
    card = read(book, tmp_path)
    assert figures(card) == {KEY: 214}
    assert said(card)[KEY].place.cell == f"F{row_of(90) + 2}"


@pytest.mark.parametrize("part", [1, 2, 3])
def test_another_column_is_never_taken_for_it(part: int, tmp_path: Path) -> None:
    """With the heading of its column changed, the figure is missing: the columns beside it are something else."""
    book = ministry()
    sheet = book["Học sinh"]
    if part == 1:
        sheet["E2"] = "Số trẻ"
    elif part == 2:
        sheet["E1"] = "Tổng cộng"
    else:
        for area in list(sheet.merged_cells.ranges):
            sheet.unmerge_cells(str(area))
        sheet["E2"], sheet["F2"] = None, "Tổng số"
    card = read(book, tmp_path)
    assert set(figures(card).values()) <= {214}
    assert KEY not in figures(card)


def test_two_columns_of_that_heading_are_none(tmp_path: Path) -> None:
    book = ministry()
    book["Học sinh"]["F2"] = "Tổng số"
    assert figures(read(book, tmp_path)) == {}


def test_a_code_in_two_rows(tmp_path: Path) -> None:
    book = ministry()
    book["Học sinh"].cell(row_of(93), 4).value = 90
    card = read(book, tmp_path)
    assert [code for code, _ in problems(card)] == ["code_twice"]
    assert figures(card) == {}


def test_a_missing_row_is_missing(tmp_path: Path) -> None:
    book = ministry()
    book["Học sinh"].cell(row_of(90), 4).value = None
    card = read(book, tmp_path)
    assert figures(card) == {}
    assert card.exit_code != 0


def test_a_sheet_that_is_there_twice(tmp_path: Path) -> None:
    book = ministry()
    again = book.copy_worksheet(book["Học sinh"])
    assert figures(read(book, tmp_path)) == {KEY: 214}
    again.cell(row_of(90), 5).value = 300
    card = read(book, tmp_path)
    assert [code for code, _ in problems(card)] == ["conflicting_values"]
    assert figures(card) == {}


def test_without_a_unit_nobody_reports(tmp_path: Path) -> None:
    card = read(ministry(), tmp_path, {"year": "2021-2022"})
    assert [code for code, _ in problems(card)] == ["unit_missing"]
    assert "--unit" in card.problems[0].text("vi", "fix")
    assert card.submissions == ()
    assert card.exit_code == 3


def test_without_a_year_it_is_not_counted(tmp_path: Path) -> None:
    card = read(ministry(), tmp_path, {"unit": "MN Tràng An"})
    assert [code for code, _ in problems(card)] == ["year_missing"]
    assert "--year" in card.problems[0].text("vi", "fix")
    assert card.submissions == ()


def test_the_unit_must_be_of_the_forms_level(tmp_path: Path) -> None:
    card = read(ministry(), tmp_path, {"unit": "TH Gia Thượng", "year": "2021-2022"})
    assert [code for code, _ in problems(card)] == ["wrong_level"]
    assert card.submissions == ()


def test_a_sheet_that_only_looks_like_it_is_no_form(tmp_path: Path) -> None:
    book = ministry()
    book["Học sinh"]["B1"] = "Học viên"
    card = read(book, tmp_path)
    assert [code for code, _ in problems(card)] == ["unknown_form"]
    assert card.submissions == ()


def test_what_was_read_can_be_traced(tmp_path: Path) -> None:
    """A figure that no verdict needs yet is still shown with its cell."""
    card = read(ministry(), tmp_path)
    waiting = [item for item in card.waiting if item.target.id == "school-milk"]
    assert len(waiting) == 1
    verdict = next(v for v in read(ministry(), tmp_path, view="district").verdicts if v.target.id == "school-milk")
    assert [(name, s.value, s.place.cell) for name, s in verdict.sources] == [
        ("school.kindergarten_children", 214, f"E{row_of(90)}")
    ]
