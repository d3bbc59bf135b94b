"""Two columns under the label of one field, such as what was planned and what was done: only what is surely asked is read."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest

from lbedu.scorecard import Scorecard
from tests.cli.workbooks import checked, directive, saved
from tests.reading.tables import NAME, TITLE, codes, said

FIELDS = ("children_5", "attending_5")
WARD = "Bồ Đề"
WRONG = {"children_5": 300, "attending_5": 299}
RIGHT = {"children_5": 431, "attending_5": 430}


def table(path: Path, under: Sequence[str], right: int, *, coded: str = "first", group: str = "") -> Scorecard:
    """A table of one ward with these columns for every field; codes stand over the first of them, over all, or nowhere."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    form, wide = directive().forms["ward"].by_id, len(under)
    sheet["A1"], sheet["A2"] = TITLE["ward"], "Năm học 2021-2022"
    sheet["A5"], sheet["B5"], sheet["A7"], sheet["B8"] = "TT", NAME["ward"], "Mã số" if coded else None, WARD
    sheet["A8"] = 1
    for at, field in enumerate(FIELDS):
        first = 3 + at * wide
        if group:
            sheet.cell(4, 3, group)
        sheet.cell(5, first, form[field].label.vi)
        if wide > 1:
            sheet.merge_cells(start_row=5, end_row=5, start_column=first, end_column=first + wide - 1)
        for i, word in enumerate(under):
            sheet.cell(6, first + i, word or None)
            if coded == "all" or (coded == "first" and i == 0):
                sheet.cell(7, first + i, form[field].code)
            sheet.cell(8, first + i, (RIGHT if i == right else WRONG)[field])
    if group:
        sheet.merge_cells(start_row=4, end_row=4, start_column=3, end_column=2 + len(FIELDS) * wide)
    return checked(saved(book, path / "bang.xlsx"), view="district", year="2021-2022")


@pytest.mark.parametrize(
    "under",
    [
        ("KH", "TH"),
        ("Giao", "Đạt"),
        ("Đầu năm", "Cuối năm"),
        ("Học kỳ I", "Học kỳ II"),
        ("Năm 2020", "Năm 2021"),
        ("Công lập", "Tư thục"),
        ("Thường trú", "Tạm trú"),
        ("Lần 1", "Lần 2"),
        ("Số cũ", "Số mới"),
        ("Phường báo cáo", "Phòng kiểm tra"),
    ],
)
def test_what_a_code_stands_over_is_not_taken_for_the_whole(under: tuple[str, str], tmp_path: Path) -> None:
    card = table(tmp_path, under, 1)
    assert said(card) == {WARD: {}}
    assert "column_contradicts" in codes(card)


@pytest.mark.parametrize(
    ("under", "right"),
    [
        (("Kế hoạch", "Thực hiện"), 1),
        (("2020-2021", "2021-2022"), 1),
        (("Dự báo", "Thực tế"), 1),
        (("Nữ", "Tổng số"), 1),
        (("Tổng", "Trong đó nữ"), 0),
        (("Năm học 2021-2022", "Năm học 2020-2021"), 0),
    ],
)
def test_the_column_that_is_asked_is_read(under: tuple[str, str], right: int, tmp_path: Path) -> None:
    assert said(table(tmp_path, under, right, coded="all")) == {WARD: RIGHT}


@pytest.mark.parametrize("coded", ["", "all"])
@pytest.mark.parametrize("group", ["Học kỳ I", "KH", "Tỷ lệ (%)", "Năm 2020", "Trẻ ngoài công lập", "Dự báo"])
def test_a_heading_over_all_columns_bends_them(group: str, coded: str, tmp_path: Path) -> None:
    assert said(table(tmp_path, [""], 0, coded=coded, group=group)) in ({}, {WARD: {}})


@pytest.mark.parametrize("coded", ["", "all"])
@pytest.mark.parametrize("group", ["Số liệu đầu năm", "Điều tra năm 2021", "Chia ra", "Theo Quyết định số 12/2020"])
def test_other_headings_bend_nothing(group: str, coded: str, tmp_path: Path) -> None:
    assert said(table(tmp_path, [""], 0, coded=coded, group=group)) == {WARD: RIGHT}
