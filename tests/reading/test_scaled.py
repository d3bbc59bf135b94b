"""Figures that a line above them says to be tens, hundreds or thousands: never read as they stand."""

from __future__ import annotations

from pathlib import Path

import pytest

from lbedu.own_form import FIGURE, FIGURES_SHEET
from lbedu.reading.scaled import scaled
from tests.cli.workbooks import checked, filled, header, problems, saved


@pytest.mark.parametrize(
    ("text", "says_so"),
    [
        ("Đơn vị tính: nghìn trẻ", True),
        ("(ĐVT: 1.000 học sinh)", True),
        ("ĐVT : Ngàn người", True),
        ("Đơn vị: trăm học sinh", True),
        ("Đơn vị tính: triệu", True),
        ("(nghìn người)", True),
        ("Đơn vi\u0323 tính: nghìn trẻ", True),
        ("Đơn vị tính: trẻ", False),
        ("Đơn vị tính: nghìn đồng", False),
        ("ĐVT: triệu đ", False),
        ("Đơn vị: Vạn Phúc", False),
        ("Đơn vị báo cáo: Trường MN Triệu Sơn", False),
        ("Đơn vị tính: 10.5", False),
        ("Báo cáo năm học 2021-2022", False),
    ],
)
def test_texts(text: str, says_so: bool) -> None:
    assert scaled(["", text]) == (1 if says_so else None)


@pytest.mark.parametrize("text", ["Đơn vị tính: nghìn trẻ", "Đơn vị tính: nghìn đồng"])
@pytest.mark.parametrize("beside", [False, True])
def test_nothing_of_such_a_form_is_counted(text: str, beside: bool, tmp_path: Path) -> None:
    book = filled("ward", None, "Bồ Đề", {})
    sheet = book[FIGURES_SHEET]
    if beside:
        heading = header(sheet, FIGURE)
        sheet.cell(heading.row, sheet.max_column + 1, text)
    else:
        sheet["A2"] = text
    card = checked(saved(book, tmp_path / "a.xlsx"))
    refused = "nghìn trẻ" in text
    assert [code for code, _ in problems(card)] == (["scaled_unit"] if refused else [])
    assert any(record.said for submission in card.submissions for record in submission.records) is not refused


def test_units_of_such_a_table_may_be_missing_whatever_complete_says(tmp_path: Path) -> None:
    import openpyxl

    from lbedu import check

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ["Báo cáo của trường về các chỉ tiêu năm học 2021-2022"],
        ["Đơn vị tính: nghìn học sinh"],
        ["TT", "Trường", "Cấp học", "04", "41"],
        [1, "TH Hoa Sen", "TH", 1, 1],
    ):
        sheet.append(row)
    book.save(tmp_path / "a.xlsx")
    card = check(tmp_path, complete=True)
    assert "scaled_unit" in [problem.code for problem in card.problems]
    assert {verdict.outcome for verdict in card.verdicts} <= {"undecided"}
