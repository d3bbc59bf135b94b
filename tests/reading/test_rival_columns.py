"""Columns that somebody added beside *Số liệu* and filled in: told, and where they may correct the figures, nothing is used."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from tests.cli.workbooks import checked, coded, figure, figures, filled, header, problems, saved


def beside(heading: str, values: object, column: int = 1, up: int = 0) -> openpyxl.Workbook:
    """A ward's form with a column more; by its number right of *Ghi chú*, 0 in the place of it."""
    book = filled("ward")
    sheet = book["Số liệu"]
    place = header(sheet, "Ghi chú").column + column
    sheet.cell(header(sheet, "Số liệu").row - up, place).value = heading
    for code, row in coded(sheet):
        if len(code) > 1:
            own = figure(book, code).value
            sheet.cell(row, place).value = own if values == "same" else values  # type: ignore[assignment]
    return book


def found(book: openpyxl.Workbook, tmp_path: Path) -> tuple[list[tuple[str, str]], bool]:
    card = checked(saved(book, tmp_path / "bao-cao.xlsx"), unit="Bồ Đề")
    return problems(card), bool(figures(card))


@pytest.mark.parametrize("column", [0, 1, 5])
@pytest.mark.parametrize(
    "heading",
    [
        *("Thực hiện", "Đính chính", "Số liệu mới", "Sửa lại", "Số liệu điều chỉnh", "SỐ ĐÚNG", "Thực tế", "Kết quả"),
        *("Số liệu 2021-2022", "Thực hiện năm học 2021-2022"),
    ],
)
def test_what_may_correct_the_figures(heading: str, column: int, tmp_path: Path) -> None:
    [(code, cell)], used = found(beside(heading, 97, column), tmp_path)
    assert (code, cell, used) == ("column_twice", "FGHIJK"[column] + "8", False)


def test_the_message_names_both_columns(tmp_path: Path) -> None:
    card = checked(saved(beside("Đính chính", 97), tmp_path / "bao-cao.xlsx"), unit="Bồ Đề")
    [problem] = card.problems
    assert (problem.found, problem.facts["other"]) == ("Đính chính", "E8")
    assert "“Số liệu” có ở hai cột (cột kia: ô E8)" in problem.text("vi", "message")


@pytest.mark.parametrize("value", [97, "97", "Có", 97.5])
def test_what_counts_as_a_figure(value: object, tmp_path: Path) -> None:
    assert found(beside("Đính chính", value), tmp_path) == ([("column_twice", "G8")], False)


@pytest.mark.parametrize("heading", ["Kế hoạch", "Năm trước", "Thực hiện năm học 2020-2021", "Nữ", "Tỷ lệ %", "STT cũ"])
def test_other_figures_are_told_and_change_nothing(heading: str, tmp_path: Path) -> None:
    book = beside(heading, 97)
    card = checked(saved(book, tmp_path / "bao-cao.xlsx"), unit="Bồ Đề")
    [problem] = card.problems
    assert (problem.code, problem.severity, problem.place.cell) == ("unknown_column", "warning", "G8")
    assert [place.cell[:3] for place in problem.places] == ["G11"]
    assert figures(card) == figures(checked(saved(filled("ward"), tmp_path / "plain.xlsx"), unit="Bồ Đề"))


def test_a_copy_of_the_figures_is_told_alone(tmp_path: Path) -> None:
    assert found(beside("Đính chính", "same"), tmp_path) == ([("unknown_column", "G8")], True)


def test_a_heading_right_above_the_header(tmp_path: Path) -> None:
    assert found(beside("Đính chính", 97, 5, up=1), tmp_path) == ([("column_twice", "K7")], False)


@pytest.mark.parametrize("value", [None, "theo sổ theo dõi", "đã sửa ngày 05/6", "-"])
def test_an_empty_column_and_remarks_are_nothing(value: object, tmp_path: Path) -> None:
    assert found(beside("Đính chính", value), tmp_path) == ([], True)


@pytest.mark.parametrize("column", [0, 1])
@pytest.mark.parametrize("heading", ["Ghi chú", "Yêu cầu", "KẾT LUẬN"])
def test_the_columns_of_a_form_are_never_told(heading: str, column: int, tmp_path: Path) -> None:
    assert found(beside(heading, 97, column), tmp_path) == ([], True)


def test_one_figure_is_enough(tmp_path: Path) -> None:
    book = filled("ward")
    sheet = book["Số liệu"]
    sheet["G8"] = "Đính chính"
    sheet.cell(figure(book, "06").row, 7).value = 1
    assert found(book, tmp_path) == ([("column_twice", "G8")], False)
