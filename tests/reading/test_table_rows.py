"""What is not sure to be a unit is said and not counted; what is one is never lost."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from lbedu.own_form import LIVE_HEADER
from lbedu.register import Register
from lbedu.scorecard import Scorecard
from tests.cli.workbooks import YEAR, checked, directive

SWIM, PUPILS, CIVIL = "pupils-taught-to-swim", "04", "31"
HEAD = ("TT", "Tên trường", "Cấp học", "Học sinh đang học tại trường", "Học sinh được dạy bơi trong năm học")
CODES = ("Mã số", None, None, "04", "24")


def table(path: Path, *rows: tuple[Any, ...], head: tuple[Any, ...] = HEAD, more: Any = None) -> Scorecard:
    """A table of primary schools, checked as all there are."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append([f"Năm học {YEAR}"])
    sheet.append([directive().forms["school"].title.vi])
    for row in (head, CODES, *rows):
        sheet.append(list(row))
    if more is not None:
        more(book)
    book.save(path)
    return checked(path, complete=True, only=(SWIM,))


def swimmers(card: Scorecard) -> object:
    return getattr(card.verdicts[0].parts[0].actual, "value", None)


def codes(card: Scorecard) -> list[str]:
    return [p.code for p in card.problems if p.code not in ("column_missing", "blank", "not_registered")]


A, B = (1, "TH Hoa Mai", "Tiểu học", 1000, 900), (2, "TH Hoa Sen", "Tiểu học", 1000, 900)


@pytest.mark.parametrize(
    "name",
    [
        *("Tổng: 2 trường", "Cộng 2 trường", "Tổng (2 trường)", "Tổng quận", "Quận Long Biên", "Cả quận", "Tổng hợp"),
        *("Tổng toàn cấp", "Cộng dồn", "TC", "Sum", "Số trường: 2", "Phường Bồ Đề", "Kế hoạch", "Đạt tỷ lệ %"),
        "% so với kế hoạch",
    ],
)
@pytest.mark.parametrize("level", ["Tiểu học", None])
def test_no_sum_is_counted_as_a_school(name: str, level: str | None, tmp_path: Path) -> None:
    card = table(tmp_path / "a.xlsx", A, B, (None, name, level, 2000, 1800))
    assert swimmers(card) == 1800
    assert card.verdicts[0].outcome != "met"


def test_a_row_over_its_children_is_counted_once(tmp_path: Path) -> None:
    rows = [("1", "Cụm 1", None, 2000, 1800), ("1.1", *A[1:]), ("1.2", *B[1:])]
    assert swimmers(table(tmp_path / "a.xlsx", *rows)) == 1800


@pytest.mark.parametrize("name", ["Tiểu học 20-10", "TH 8-3", "Tiểu học 2 Phúc Lợi", "TH Cộng Hòa", "Trường TH 1-6"])
def test_a_school_that_is_named_like_a_heading_counts(name: str, tmp_path: Path) -> None:
    card = table(tmp_path / "a.xlsx", A, (2, name, "Tiểu học", 1000, 900))
    assert swimmers(card) == 1800
    assert codes(card) == []


@pytest.mark.parametrize("name", ["-", "12", "TH", "..."])
def test_a_number_alone_names_nobody(name: str) -> None:
    assert not Register(directive()).is_a_name("school", name)


def test_a_second_table_that_is_not_known_is_said(tmp_path: Path) -> None:
    def more(book: Any) -> None:
        sheet = book.create_sheet("B")
        sheet.append(["TT", "Tên trường", "HS", "Bơi"])
        sheet.append([1, "TH Hoa Lan", 1000, 900])

    card = table(tmp_path / "a.xlsx", A, (2, *B[1:3], 3000, 2700), more=more)
    assert "unknown_table" in codes(card)
    assert card.verdicts[0].outcome == "met"  # 3.600 already
    card = table(tmp_path / "a.xlsx", A, B, more=more)
    assert card.verdicts[0].outcome == "undecided"


def test_another_table_below_is_not_read_with_the_columns_of_the_first(tmp_path: Path) -> None:
    below = [
        (None,),
        ("TT", "Tên trường", "Diện tích (m2)", "Diện tích sân (m2)", "Số phòng"),
        (1, "TH Hoa Mai", None, 5000, 1900),
    ]
    card = table(tmp_path / "a.xlsx", A, B, *below)
    assert swimmers(card) == 1800


@pytest.mark.parametrize("over", ["Năm học trước", "Kế hoạch giao", "Dự kiến cuối năm", "Năm học 2020-2021", "Nữ"])
def test_a_heading_that_bends_the_meaning_takes_the_column_out(over: str, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    heads: list[list[Any]] = [
        [f"Năm học {YEAR}"],
        [directive().forms["school"].title.vi],
        [*HEAD[:3], over, None],
        [None, None, None],
    ]
    for head in heads:
        sheet.append(head)
    for column in (1, 2, 3):
        sheet.merge_cells(start_row=3, end_row=4, start_column=column, end_column=column)
    sheet.cell(4, 4, HEAD[3])
    sheet.cell(4, 5, HEAD[4])
    sheet.merge_cells("D3:E3")
    for row in (CODES, A, (2, *B[1:3], 3000, 2700)):
        sheet.append(list(row))
    book.save(tmp_path / "a.xlsx")
    card = checked(tmp_path / "a.xlsx", complete=True, only=(SWIM,))
    assert card.verdicts[0].outcome != "met"
    assert "column_contradicts" in [p.code for p in card.problems]


def test_a_note_above_the_first_unit_ends_nothing(tmp_path: Path) -> None:
    note = (None, "(Kèm theo công văn ngày 5 tháng 4 năm 2022)")
    assert swimmers(table(tmp_path / "a.xlsx", note, A, B)) == 1800


@pytest.mark.parametrize("dash", ["-", "0", "...", "x"])
def test_a_dash_in_the_column_of_codes_is_no_code(dash: str, tmp_path: Path) -> None:
    head = ("TT", "Mã trường", *HEAD[1:])
    rows = [(1, dash, *A[1:]), (2, dash, *B[1:]), (None, dash, "Tổng: 2 trường", None, 2000, 1800)]
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    lines: list[list[Any]] = [[f"Năm học {YEAR}"], [directive().forms["school"].title.vi], [*head], *map(list, rows)]
    for line in lines:
        sheet.append(line)
    book.save(tmp_path / "a.xlsx")
    card = checked(tmp_path / "a.xlsx", complete=True, only=(SWIM,))
    assert swimmers(card) == 1800
    assert len({submission.unit for submission in card.submissions}) == 2


@pytest.mark.parametrize("above", [True, False], ids=["the table first", "the page first"])
def test_a_table_beside_the_page_on_which_a_form_checks_itself_is_not_passed_over(above: bool, tmp_path: Path) -> None:
    page = [[None], [*LIVE_HEADER], [1, "Trẻ ra lớp", "B.I.2", "02", "≥ 58%", "60%", "Đạt"], [None]]
    more: list[list[Any]] = [[directive().forms["school"].title.vi], [*HEAD], [*CODES], [*B]]

    def second(book: openpyxl.Workbook) -> None:
        sheet = book.create_sheet("Tiếp")
        for row in more + page if above else page + more:
            sheet.append(row)

    card = table(tmp_path / "a.xlsx", A, more=second)
    assert swimmers(card) == 1800
    assert codes(card) == (["row_outside", "not_an_option"] if above else [])  # the page's rows stand in the table then
    alone = table(tmp_path / "b.xlsx", A, more=lambda book: [book.create_sheet("Tiếp").append(row) for row in page])
    assert (swimmers(alone), codes(alone)) == (900, [])
