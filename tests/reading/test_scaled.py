"""Figures that something on their sheet says to be tens, thousands or percent: never read as they stand."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.comments import Comment

from lbedu import check
from lbedu.own_form import CONTENT, FIGURE, FIGURES_SHEET, IDENTITY_SHEET, NOTE, UNIT
from lbedu.reading.scaled import says
from lbedu.scorecard import Scorecard
from tests.cli.workbooks import checked, code_cell, coded, figure, filled, header, problems, saved
from tests.reading.ministry import SCHOOL, SHEETS, ministry
from tests.reading.tables import Layout, book_of, said
from tests.reading.test_table_laws import Row
from tests.reading.test_turned_tables import laid_out
from tests.thorough import some

SAID = "Đơn vị tính: nghìn trẻ"
TIMES = [
    *(
        SAID,
        "(ĐVT: 1.000 học sinh)",
        "ĐVT : Ngàn người",
        "Đơn vị: trăm học sinh",
        "Đơn vị tính: triệu",
        "(nghìn người)",
    ),
    *("Đơn vi\u0323 tính: nghìn trẻ", "Đơn vị tính là nghìn học sinh", "ĐVT: học sinh (nghìn)", "ĐVT: HS (x1000)"),
    *("Đ.V.T: nghìn HS", "ĐVT nghìn HS", "DVT: nghin hs", "Đơn vị: nghìn", "Đơn vị: 1000", "Số học sinh (ngàn em)"),
    *("Số học sinh (x 1.000)", "Số học sinh, nghìn em", "Nghìn học sinh", "x1000", "'000", "000 HS", "in thousands"),
    *(
        "Số liệu tính theo nghìn học sinh",
        "Tính bằng 1.000 học sinh",
        "Số liệu làm tròn đến hàng nghìn",
        "ĐVT: chục em",
    ),
    *("Ghi chú: số liệu trên tính bằng nghìn trẻ.", "Đơn vị tính các số liệu trên: nghìn học sinh", "ĐVT:\nnghìn HS"),
    *("ĐVT: 10 học sinh", "Đơn vị tính: chục nghìn trẻ", "Unit: thousand pupils", "ĐVT: ngìn học sinh"),
    *("Số liệu nhân với 1000", "Đã bỏ 3 số 0 cuối", "(1.000)", "Số liệu tính bằng nghìn"),
]
NOTHING = [
    *("Đơn vị tính: trẻ", "Đơn vị tính: nghìn đồng", "ĐVT: triệu đ", "ĐVT: nghìn tỷ đồng", "Đơn vị: Vạn Phúc"),
    *("Đơn vị báo cáo: Trường MN Triệu Sơn", "Đơn vị tính: 10.5", "Báo cáo năm học 2021-2022", "Người lập: Triệu"),
    *("phổ cập bơi 3.500 học sinh", "phổ cập bơi (3.500 học sinh)", "Trường có hàng nghìn học sinh", "Triệu Thị Hoa"),
    *("Cả quận có 3 nghìn học sinh", "ĐVT: trẻ; kinh phí: triệu đồng", "Đơn vị tính: trẻ. Cả quận có hàng nghìn trẻ"),
    *(
        "Kinh phí (triệu)",
        "3 lớp x 100 em",
        "Tỷ lệ phần trăm",
        "ĐVT: trẻ, %",
        "Đơn vị có 100 học sinh",
        "Học sinh lớp 10",
    ),
    *("Đơn vị: 100% công lập", "Số học sinh: 3 nghìn", "Trường Tiểu học Ngàn Sao", "Số liệu tính theo 10 tháng"),
]


@pytest.mark.parametrize("text", TIMES)
def test_texts_that_say_so(text: str) -> None:
    assert says(text) == "times"


@pytest.mark.parametrize("text", ["ĐVT: %", "Đơn vị tính: phần trăm", "Đơn vị: %", "(ĐVT: %)"])
def test_texts_that_say_percent(text: str) -> None:
    assert says(text) == "share"


@pytest.mark.parametrize("text", NOTHING)
def test_texts_that_say_nothing(text: str) -> None:
    assert says(text) == ""


def anything(card: Scorecard) -> bool:
    return any(record.said for submission in card.submissions for record in submission.records)


# our own forms


@pytest.mark.parametrize("number", [10, 100, 1000])
def test_the_number_may_stand_in_the_next_cell(number: int, tmp_path: Path) -> None:
    book = _ward()
    book[FIGURES_SHEET]["H2"], book[FIGURES_SHEET]["I2"] = "ĐVT:", number
    assert problems(checked(saved(book, tmp_path / "a.xlsx"))) == [("scaled_unit", "H2")]


@pytest.mark.parametrize("heading", ["Số liệu (nghìn)", "Số liệu\n(nghìn trẻ)", "Số liệu x1000"])
def test_the_heading_of_the_figures(heading: str, tmp_path: Path) -> None:
    book = _ward()
    cell = header(book[FIGURES_SHEET], FIGURE)
    cell.value = heading
    card = checked(saved(book, tmp_path / "a.xlsx"))
    assert problems(card) == [("scaled_unit", cell.coordinate)]
    assert not anything(card)


Place = Callable[[openpyxl.Workbook, str], object]


def _last(sheet: Any) -> int:
    return max(row for _, row in coded(sheet))


def _new_sheet(name: str) -> Place:
    def put(book: openpyxl.Workbook, text: str) -> None:
        book.create_sheet(name)["B3"] = text

    return put


def _comment(book: openpyxl.Workbook, text: str) -> None:
    header(book[FIGURES_SHEET], FIGURE).comment = Comment(text, "A")


def _ditto(book: openpyxl.Workbook, text: str) -> None:
    """The unit of the first row is merged over all of them."""
    sheet = book[FIGURES_SHEET]
    column = header(sheet, UNIT).column
    rows = [row for _, row in coded(sheet)]
    for row in rows:
        sheet.cell(row, column).value = None
    sheet.cell(rows[0], column).value = text


PLACES: dict[str, Place] = {
    "above": lambda book, text: book[FIGURES_SHEET].__setitem__("A2", text),
    "beside the header": lambda book, text: book[FIGURES_SHEET].cell(header(book[FIGURES_SHEET], FIGURE).row, 9, text),
    "far to the right": lambda book, text: book[FIGURES_SHEET].cell(
        header(book[FIGURES_SHEET], FIGURE).row + 2, 12, text
    ),
    "below": lambda book, text: book[FIGURES_SHEET].cell(_last(book[FIGURES_SHEET]) + 1, 2, text),
    "far below": lambda book, text: book[FIGURES_SHEET].cell(_last(book[FIGURES_SHEET]) + 40, 6, text),
    "as a remark": lambda book, text: book[FIGURES_SHEET].cell(
        code_cell(book, "01").row, header(book[FIGURES_SHEET], NOTE).column, text
    ),
    "over the units": lambda book, text: setattr(header(book[FIGURES_SHEET], UNIT), "value", text),
    "as a group": lambda book, text: book[FIGURES_SHEET].cell(header(book[FIGURES_SHEET], FIGURE).row + 1, 1, text),
    "as the unit of all": _ditto,
    "in a note": _comment,
    "on the sheet of the unit": lambda book, text: book[IDENTITY_SHEET].cell(30, 2, text),
    "on a cover": _new_sheet("Bìa"),
    "in the name of the sheet": lambda book, text: setattr(book[FIGURES_SHEET], "title", text.replace(":", "")),
}


@pytest.mark.parametrize("place", PLACES)
def test_nothing_of_such_a_form_is_counted(place: str, tmp_path: Path) -> None:
    book = filled("ward", None, "Bồ Đề", {})
    PLACES[place](book, SAID)
    card = checked(saved(book, tmp_path / "a.xlsx"))
    assert [code for code, _ in problems(card)] == ["scaled_unit"]
    assert not anything(card)


@pytest.mark.parametrize("place", [place for place in PLACES if place not in ("over the units", "as the unit of all")])
@pytest.mark.parametrize("text", ["Đơn vị tính nghìn đồng", "phổ cập bơi 3.500 học sinh", "hàng nghìn học sinh"])
def test_money_and_prose_change_nothing(place: str, text: str, tmp_path: Path) -> None:
    book = filled("ward", None, "Bồ Đề", {})
    plain = checked(saved(book, tmp_path / "a.xlsx"))
    PLACES[place](book, text)
    card = checked(saved(book, tmp_path / "a.xlsx"))
    assert problems(card) == problems(plain) == []
    assert [s.records[0].said.keys() for s in card.submissions] == [s.records[0].said.keys() for s in plain.submissions]


@pytest.mark.parametrize("heading", [UNIT, "ĐVT", "Đơn vị"])
@pytest.mark.parametrize("unit", ["nghìn trẻ", "1.000 trẻ", "trăm", "1000", "100 em", "x1000", "%"])
def test_the_unit_of_a_row_speaks_for_that_row(unit: str, heading: str, tmp_path: Path) -> None:
    book = filled("ward", None, "Bồ Đề", {})
    head = header(book[FIGURES_SHEET], UNIT)
    head.value = heading
    cell = book[FIGURES_SHEET].cell(code_cell(book, "05").row, head.column)
    cell.value = unit
    card = checked(saved(book, tmp_path / "a.xlsx"))
    assert problems(card) == [("label_contradicts", cell.coordinate)]
    [submission] = card.submissions
    known = submission.records[0].said
    assert "children_5" not in known and "children_under_3" in known


@pytest.mark.parametrize("label", ["{} (nghìn)", "{} (1.000 trẻ)", "{} x1000", "{}, nghìn trẻ"])
def test_the_label_of_a_row_speaks_for_that_row(label: str, tmp_path: Path) -> None:
    book = filled("ward", None, "Bồ Đề", {})
    sheet = book[FIGURES_SHEET]
    cell = sheet.cell(code_cell(book, "05").row, header(sheet, CONTENT).column)
    cell.value = label.format(str(cell.value).partition("\n")[0])
    card = checked(saved(book, tmp_path / "a.xlsx"))
    assert problems(card) == [("label_contradicts", cell.coordinate)]


def test_a_form_that_goes_on_with_such_a_sheet_counts_no_more(tmp_path: Path) -> None:
    book = filled("ward", None, "Bồ Đề", {})
    sheet, more = book[FIGURES_SHEET], book.create_sheet("Tiếp")
    top = header(sheet, FIGURE).row
    for row in (2, 3, top):
        for column in range(1, 7):
            more.cell(row, column, sheet.cell(row, column).value)
    more["A1"] = sheet["A1"].value
    moved = code_cell(book, "05").row
    for row in range(moved, sheet.max_row + 1):
        for column in range(1, 7):
            cell = sheet.cell(row, column)
            if type(cell).__name__ == "Cell":
                more.cell(row - moved + top + 1, column, cell.value)
                cell.value = None
    assert anything(checked(saved(book, tmp_path / "a.xlsx")))
    sheet["A2"] = SAID
    card = checked(saved(book, tmp_path / "a.xlsx"))
    assert "scaled_unit" in [code for code, _ in problems(card)]
    assert not anything(card)


@pytest.mark.parametrize("text", TIMES)
@settings(max_examples=some(2, 60), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(row=st.integers(1, 80), column=st.integers(7, 30))
def test_wherever_it_stands_beside_a_form(text: str, row: int, column: int, tmp_path: Path) -> None:
    book = _ward()
    book[FIGURES_SHEET].cell(row, column, text)
    card = checked(saved(book, tmp_path / "a.xlsx"))
    assert [code for code, _ in problems(card)] == ["scaled_unit"]
    assert not anything(card)


def _ward() -> openpyxl.Workbook:
    return filled("ward", None, "Bồ Đề", {})


# tables of units

ROWS = [
    {"order": 1, "name": "TH Hoa Phượng", "pupils": 620, "insured": 620, "food_poisoning": 0, "serves_meals": "Có"},
    {"order": 2, "name": "TH Hoa Mai", "pupils": 540, "insured": 533, "food_poisoning": 0, "serves_meals": "Có"},
]
AROUND = {
    "above": (3, 1),
    "above at the right": (3, 6),
    "beside the header": (4, 9),
    "beside a unit": (5, 9),
    "below": (9, 2),
    "far below": (40, 5),
}


@pytest.mark.parametrize("codes", [False, True])
@pytest.mark.parametrize("place", AROUND)
def test_nothing_of_such_a_table_is_counted(place: str, codes: bool, tmp_path: Path) -> None:
    book = book_of(Layout(codes=codes), ROWS)
    book.worksheets[0].cell(*AROUND[place], SAID)
    card = checked(saved(book, tmp_path / "a.xlsx"))
    assert "scaled_unit" in [code for code, _ in problems(card)]
    assert not anything(card)


@pytest.mark.parametrize("place", AROUND)
@pytest.mark.parametrize("text", ["Đơn vị tính: nghìn đồng", "hàng nghìn học sinh", "Đơn vị tính: học sinh"])
def test_money_and_prose_change_nothing_of_a_table(place: str, text: str, tmp_path: Path) -> None:
    book = book_of(Layout(), ROWS)
    book.worksheets[0].cell(*AROUND[place], text)
    card = checked(saved(book, tmp_path / "a.xlsx"))
    assert said(card)["TH Hoa Mai"]["pupils"] == 540


@pytest.mark.parametrize("codes", [False, True])
@pytest.mark.parametrize("heading", ["{} (nghìn)", "{} (1.000 HS)", "{} x1000", "{} (đvt: nghìn)", "{}, nghìn em"])
def test_a_heading_speaks_for_its_column(heading: str, codes: bool, tmp_path: Path) -> None:
    label = "Học sinh đang học tại trường"
    layout = Layout(codes=codes, headings={"pupils": heading.format(label)})
    card = checked(saved(book_of(layout, ROWS), tmp_path / "a.xlsx"))
    assert {code for code, _ in problems(card)} & {"scaled_unit", "column_contradicts", "unknown_column"}
    assert ("scaled_unit" in [code for code, _ in problems(card)]) == ("1.000" not in heading)
    assert "pupils" not in said(card)["TH Hoa Mai"]
    assert said(card)["TH Hoa Mai"]["insured"] == 533


@pytest.mark.parametrize("codes", [False, True])
@pytest.mark.parametrize("text", ["Số học sinh (nghìn)", "Nghìn học sinh", SAID, "Tỷ lệ (%)", "%"])
def test_a_heading_over_several_columns_speaks_for_them(text: str, codes: bool, tmp_path: Path) -> None:
    book = book_of(Layout(depth=2, codes=codes), ROWS)
    sheet = book.worksheets[0]
    sheet.cell(4, 3).value = text
    card = checked(saved(book, tmp_path / "a.xlsx"))
    as_headings = {"column_missing", "column_contradicts", "unknown_column"} if "%" in text else {"column_missing"}
    assert [code for code, _ in problems(card) if code not in as_headings] == ["scaled_unit"]
    assert set(said(card)["TH Hoa Mai"]) <= {"serves_meals"}


def test_a_sheet_that_goes_on_with_such_a_table_counts_no_more(tmp_path: Path) -> None:
    book = book_of(Layout(signed=False), ROWS)
    more = book.create_sheet("Tiếp")
    for row in (1, 2, 4):
        for column in range(1, 8):
            more.cell(row, column, book.worksheets[0].cell(row, column).value)
    for column, value in enumerate((3, "TH Hoa Sen", 705, 705, 0, "Có"), 1):
        more.cell(5, column, value)
    assert "TH Hoa Sen" in said(checked(saved(book, tmp_path / "a.xlsx")))
    book.worksheets[0].cell(3, 5, SAID)
    card = checked(saved(book, tmp_path / "a.xlsx"))
    assert "scaled_unit" in [code for code, _ in problems(card)]
    assert not anything(card)
    more.cell(3, 5, "Đơn vị tính: học sinh")
    assert [*said(checked(saved(book, tmp_path / "a.xlsx")))] == ["TH Hoa Sen"]


@pytest.mark.parametrize("unit", ["nghìn học sinh", "1.000 HS", "nghìn", "trăm em"])
def test_a_turned_table_with_such_a_unit_is_not_counted(unit: str, tmp_path: Path) -> None:
    units: list[tuple[str, Row]] = [
        ("TH Hoa Phượng", {"pupils": 620, "insured": 620}),
        ("TH Hoa Mai", {"pupils": 540, "insured": 533}),
    ]
    cells, _ = laid_out(units, ("pupils", "insured"), with_codes=False)
    book = openpyxl.Workbook()
    for (row, column), value in cells.items():
        book.worksheets[0].cell(row, column, value)
    assert said(checked(saved(book, tmp_path / "a.xlsx")))["TH Hoa Mai"]["pupils"] == 540
    book.worksheets[0].cell(5, 3, unit)
    card = checked(saved(book, tmp_path / "a.xlsx"))
    assert "scaled_unit" in [code for code, _ in problems(card)]
    assert not anything(card)


def test_percent_over_a_table_of_counts(tmp_path: Path) -> None:
    book = book_of(Layout(), ROWS)
    book.worksheets[0].cell(3, 6, "ĐVT: %")
    assert not anything(checked(saved(book, tmp_path / "a.xlsx")))


def test_units_of_such_a_table_may_be_missing_whatever_complete_says(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (
        ["Báo cáo của trường về các chỉ tiêu năm học 2021-2022"],
        ["Đơn vị tính: nghìn học sinh"],
        ["TT", "Trường", "Cấp học", "04", "41"],
        [1, "TH Hoa Sen", "TH", 1, 1],
    ):
        book.worksheets[0].append(row)
    book.save(tmp_path / "a.xlsx")
    card = check(tmp_path, complete=True)
    assert "scaled_unit" in [problem.code for problem in card.problems]
    assert {verdict.outcome for verdict in card.verdicts} <= {"undecided"}


# somebody else's form


@pytest.mark.parametrize("form", ["01", "02"])
@pytest.mark.parametrize("at", [(1, 30), (60, 2), (12, 30)])
def test_nothing_of_such_a_form_of_others_is_counted(form: str, at: tuple[int, int], tmp_path: Path) -> None:
    book = ministry(form)
    options = {"unit": SCHOOL[form], "year": "2021-2022"}
    assert anything(checked(saved(book, tmp_path / "a.xlsx"), **options))
    book[SHEETS[form][1]].cell(*at, "Đơn vị tính: nghìn học sinh")
    card = checked(saved(book, tmp_path / "a.xlsx"), **options)
    assert [code for code, _ in problems(card)] == ["scaled_unit"]
    assert not anything(card)


def test_nothing_is_said_of_the_shipped_forms(tmp_path: Path) -> None:
    book = filled("school", "TH", "TH Gia Thượng", {})
    assert figure(book, "04").value is not None
    assert "scaled_unit" not in [code for code, _ in problems(checked(saved(book, tmp_path / "a.xlsx")))]
