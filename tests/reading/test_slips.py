"""What looks otherwise than it is stored, or says beside its code something else than the form does: letters of the colour of
their ground, rows without height, labels and units that were typed over, a heading over two columns."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.colors import Color

from lbedu.own_form import CODE, CONTENT, FIGURE, FIGURES_SHEET, UNIT
from lbedu.reading.altered_labels import alters
from lbedu.reading.xlsx.parsing import is_shut
from lbedu.reading.xlsx.unseen import may_be_unseen
from tests.cli.workbooks import checked, code_of, directive, figure, figures, filled, header, problems, saved

COUNTS = ("children_under_3", "attending_under_3", "children_3_4", "attending_3_4", "children_5", "attending_5")
YELLOW = PatternFill("solid", fgColor="FFFFF2CC")


def ward() -> openpyxl.Workbook:
    return filled("ward", None, "Bồ Đề", {})


def of_field(book: openpyxl.Workbook, word: str, field: str = "attending_5") -> openpyxl.cell.cell.Cell:
    """The cell under a heading in the row of a field."""
    sheet = book[FIGURES_SHEET]
    row = figure(book, code_of(field, "ward")).row
    found = sheet.cell(row, header(sheet, word).column)
    assert isinstance(found, openpyxl.cell.cell.Cell)
    return found


@pytest.mark.parametrize(
    ("font", "fill", "unseen"),
    [
        (Font(color="FFFFFFFF"), PatternFill(), True),
        (Font(color=Color(theme=0)), PatternFill(), True),
        (Font(color=Color(indexed=9)), PatternFill("solid", fgColor="FFFFFFFF"), True),
        (Font(color="FFFFF2CC"), YELLOW, True),
        (Font(color="FFFFFFFF"), YELLOW, True),
        (Font(color="FFFFFFFF"), PatternFill("solid", fgColor="FF1F4E79"), False),
        (Font(color=Color(theme=0, tint=-0.5)), PatternFill(), False),
        (Font(color=Color(theme=1)), PatternFill(), False),
        (Font(color="FF000000"), PatternFill("gray125"), False),
    ],
)
def test_letters_of_the_colour_of_their_ground_are_read_and_recorded(
    font: Font, fill: PatternFill, unseen: bool, tmp_path: Path
) -> None:
    book = ward()
    for field in ("attending_5", "literacy_level", "plan_2021_on", "committee"):
        cell = figure(book, code_of(field, "ward"))
        cell.font, cell.fill = font, fill
    card = checked(saved(book, tmp_path / "a.xlsx"))
    assert problems(card) == []
    before = figures(checked(saved(ward(), tmp_path / "b.xlsx")))
    assert figures(card) == before
    assert sum("màu chữ" in one.read_as["vi"] for one in card.readings) == (4 if unseen else 0)


def test_styles_of_ordinary_workbooks_are_not_looked_at_twice() -> None:
    fonts = b'<fonts><font><color theme="1"/></font><font><color rgb="FF000000"/></font></fonts>'
    assert not may_be_unseen(
        fonts + b'<fills><fill><patternFill><fgColor rgb="FFFFF2CC"/></patternFill></fill></fills>'
    )
    assert may_be_unseen(fonts.replace(b'"1"', b'"0"'))


@pytest.mark.parametrize(("size", "shut"), [(0.1, True), (0.25, True), (0.75, False), (20, False)])
def test_what_has_no_height_or_width_is_hidden(size: float, shut: bool, tmp_path: Path) -> None:
    for which in ("row", "column"):
        book = ward()
        sheet = book[FIGURES_SHEET]
        cell = figure(book, code_of("attending_5", "ward"))
        if which == "row":
            sheet.row_dimensions[cell.row].height = size
        else:
            sheet.column_dimensions[cell.column_letter].width = size
        card = checked(saved(book, tmp_path / f"{which}.xlsx"))
        assert [code for code, _ in problems(card)] == (["hidden"] if shut else [])


@pytest.mark.parametrize(
    ("attributes", "shut"),
    [({"hidden": "1"}, True), ({"ht": "0"}, True), ({"ht": "0.0"}, True), ({"ht": "0.29"}, True), ({}, False)],
)
def test_a_row_is_shut(attributes: dict[str, str], shut: bool) -> None:
    assert is_shut(attributes, "ht") is shut


@pytest.mark.parametrize(
    ("word", "text", "refused"),
    [
        *((UNIT, text, True) for text in ("trăm trẻ", "%", "nghìn", "Tỷ lệ %", "1.000 trẻ (nghìn)")),
        *((UNIT, text, False) for text in ("trẻ", "Trẻ", "cháu", "người", "")),
        *(
            (CONTENT, text, True)
            for text in ("Trẻ 5 tuổi ra lớp (nữ)", "Trẻ 4 tuổi ra lớp", "Trẻ 5 tuổi ra lớp năm 2020")
        ),
        *((CONTENT, text, True) for text in ("Kế hoạch trẻ 5 tuổi ra lớp", "Trẻ 5 tuổi cư trú trên địa bàn")),
        *(
            (CONTENT, text, False)
            for text in ("Trẻ 5 tuổi ra lớp", "TRẺ 5 TUỔI RA LỚP", "- Trẻ 5 tuổi đi học", "Số trẻ ra lớp")
        ),
    ],
)
def test_words_beside_a_code(word: str, text: str, refused: bool, tmp_path: Path) -> None:
    book = ward()
    cell = of_field(book, word)
    cell.value = text
    card = checked(saved(book, tmp_path / "a.xlsx"))
    told = [("label_contradicts", cell.coordinate)] if refused else []
    assert [(problem.code, problem.place.cell) for problem in card.problems if problem.severity == "error"] == told
    assert (("ward", "", "attending_5") in figures(card)) is not refused
    other_words = text in ("- Trẻ 5 tuổi đi học", "Số trẻ ra lớp")
    assert any(one.place.cell == cell.coordinate for one in card.readings) is other_words


def test_codes_one_row_off(tmp_path: Path) -> None:
    """No figure of the rows between is taken for that of its neighbour."""
    book = ward()
    sheet = book[FIGURES_SHEET]
    column = header(sheet, CODE).column
    rows = [figure(book, code_of(field, "ward")).row for field in COUNTS]
    codes = [sheet.cell(row, column).value for row in rows]
    for row, code in zip(rows, [None, *codes], strict=False):
        sheet.cell(row, column).value = code
    card = checked(saved(book, tmp_path / "a.xlsx"))
    assert not {key[2] for key in figures(card)} & set(COUNTS)
    assert [code for code, _ in problems(card) if code == "label_contradicts"] == ["label_contradicts"] * (
        len(COUNTS) - 1
    )


@pytest.mark.parametrize(
    ("below", "read"),
    [((None, None), True), (("1", "2"), True), (("Tổng số", "Nữ"), False), (("Nữ", "Tổng số"), False)],
)
def test_a_heading_merged_over_two_columns(below: tuple[str | None, str | None], read: bool, tmp_path: Path) -> None:
    book = ward()
    sheet = book[FIGURES_SHEET]
    head = header(sheet, FIGURE)
    sheet.cell(head.row, head.column + 1).value = None
    sheet.merge_cells(start_row=head.row, end_row=head.row, start_column=head.column, end_column=head.column + 1)
    for step, word in enumerate(below):
        sheet.cell(head.row + 1, head.column + step).value = word
    card = checked(saved(book, tmp_path / "a.xlsx"))
    assert bool(figures(card)) is read
    assert [code for code, _ in problems(card)] == ([] if read else ["column_twice"] * 2)


@pytest.mark.parametrize(
    ("field", "text", "bends"),
    [
        ("children_under_3", "Trẻ dưới 3 tuổi cư trú (sinh năm 2019, 2020, 2021)", False),
        ("children_under_3", "Trẻ dưới 3 tuổi cư trú (sinh năm 2018, 2019, 2020)", True),
        ("attending_3_4", "Trẻ 3-4 tuổi ra lớp năm học 2021-2022", False),
        ("attending_3_4", "Trẻ 3 tuổi ra lớp", True),
        ("attending_3_4", "Trẻ mẫu giáo ra lớp", False),
        ("plan_2022", "Có kế hoạch phổ cập năm 2022", False),
        ("plan_2022", "Có kế hoạch phổ cập năm 2021", True),
    ],
)
def test_what_bends_the_meaning_of_a_code(field: str, text: str, bends: bool) -> None:
    assert alters(directive(), directive().forms["ward"].by_id[field], text) is bends
