"""Figures under words that make them something else than what was reached in the year: planned, guessed, of a part."""

from __future__ import annotations

from pathlib import Path

import pytest

from lbedu.reading.otherwise import otherwise
from tests.cli.workbooks import checked, figure, figures, filled, header, problems, saved
from tests.reading.ministry import SCHOOL, SHEETS, ministry, row_of

KEYS = {"01": (90, "kindergarten_children"), "02": (37, "pupils")}


@pytest.mark.parametrize(
    ("text", "says_so"),
    [
        ("Số liệu dự kiến", True),
        ("Năm học 2021-2022 (số liệu ước)", True),
        ("SỐ LIỆU NĂM TRƯỚC", True),
        ("(Ước thực hiện đến 31/5/2022)", True),
        ("BÁO CÁO PHỔ CẬP GIÁO DỤC - Dự kiến", True),
        ("KẾ HOẠCH NĂM HỌC 2021-2022", True),
        ("Kế hoạch phát triển giáo dục", True),
        ("BẢN NHÁP", True),
        ("BÁO CÁO THỰC HIỆN KẾ HOẠCH NĂM HỌC 2021-2022", False),
        ("(Thực hiện Kế hoạch số 349/KH-UBND ngày 30/09/2021 của UBND quận Long Biên)", False),
        ("Số liệu thực hiện kế hoạch", False),
        ("Chưa có số liệu thì để trống, không phát sinh thì ghi số 0.", False),
        ("Trường Mầm non Ước Mơ", False),
        ("Ngày dự kiến họp: 12/6", False),
    ],
)
def test_a_line_that_says_so(text: str, says_so: bool) -> None:
    assert otherwise(["", text]) == (1 if says_so else None)


@pytest.mark.parametrize("down", [-1, 1])
@pytest.mark.parametrize(
    "word", ["Kế hoạch", "Kỳ trước", "Nữ", "Tỷ lệ %", "KH", "Năm học 2020-2021", "2020", "Học kỳ I", "(dự báo)"]
)
def test_a_heading_over_the_figures_of_a_form(word: str, down: int, tmp_path: Path) -> None:
    book = filled("ward")
    sheet = book["Số liệu"]
    over = header(sheet, "Số liệu")
    sheet.cell(over.row + down, over.column).value = word
    card = checked(saved(book, tmp_path / "bao-cao.xlsx"), unit="Bồ Đề")
    assert {code for code, _ in problems(card)} & {"otherwise_meant"}
    assert figures(card) == {}


@pytest.mark.parametrize("word", ["1", "(1)", "Năm học 2021-2022", "Thực hiện", "(trẻ)", "Theo Kế hoạch số 349"])
def test_other_headings_change_nothing(word: str, tmp_path: Path) -> None:
    book = filled("ward")
    sheet = book["Số liệu"]
    over = header(sheet, "Số liệu")
    sheet.cell(over.row + 1, over.column).value = word
    card = checked(saved(book, tmp_path / "bao-cao.xlsx"), unit="Bồ Đề")
    assert problems(card) == []
    assert figures(card)


@pytest.mark.parametrize("words", [("Kế hoạch", "Thực hiện"), ("2020-2021", "2021-2022"), ("Tự khai", "Thẩm định")])
def test_two_headings_below_one_that_is_not_merged(words: tuple[str, str], tmp_path: Path) -> None:
    book = filled("ward")
    sheet = book["Số liệu"]
    over = header(sheet, "Số liệu")
    sheet.insert_cols(over.column + 1)
    for i, word in enumerate(words):
        sheet.cell(over.row + 1, over.column + i).value = word
    row = figure(book, "06").row
    sheet.cell(row, over.column + 1).value = 99
    card = checked(saved(book, tmp_path / "bao-cao.xlsx"), unit="Bồ Đề")
    assert {code for code, _ in problems(card)} & {"column_twice", "otherwise_meant"}
    assert figures(card) == {}


@pytest.mark.parametrize("form", ["01", "02"])
@pytest.mark.parametrize("sheet", [0, 1])
@pytest.mark.parametrize(
    ("line", "code"),
    [("Số liệu dự kiến", "otherwise_meant"), ("(Ước thực hiện)", "otherwise_meant")],
)
def test_a_line_above_a_form_of_others(line: str, code: str, sheet: int, form: str, tmp_path: Path) -> None:
    book = ministry(form)
    page = book[SHEETS[form][sheet]]
    page.insert_rows(1)
    for merged in list(page.merged_cells.ranges):
        merged.shift(0, 1)
    page.cell(1, 2).value = line
    card = checked(saved(book, tmp_path / "bieu.xlsx"), unit=SCHOOL[form], year="2021-2022")
    assert [found for found, _ in problems(card)] == [code]
    assert figures(card) == {}


@pytest.mark.parametrize("form", ["01", "02"])
@pytest.mark.parametrize("unit", ["%", "người (nữ)", "Tỷ lệ"])
def test_another_unit_of_measure_spoils_its_row_alone(unit: str, form: str, tmp_path: Path) -> None:
    book = ministry(form)
    page = book[SHEETS[form][1]]
    code, field = KEYS[form]
    place = page.cell(row_of(page, code), 3)
    whole = figures(checked(saved(book, tmp_path / "good.xlsx"), unit=SCHOOL[form], year="2021-2022"))
    place.value = unit
    card = checked(saved(book, tmp_path / "bieu.xlsx"), unit=SCHOOL[form], year="2021-2022")
    [(code_, cell)] = problems(card)
    assert (code_ in ("label_contradicts", "scaled_unit"), cell) == (True, place.coordinate)
    assert figures(card) == {key: value for key, value in whole.items() if key[2] != field}
