"""Tables with one column a unit: what a table says, it says turned as well, and every address is that of the workbook."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.comments import Comment
from openpyxl.styles import Font

from lbedu.scorecard import Scorecard
from tests.cli.workbooks import checked, directive, saved
from tests.reading.tables import TITLE, codes, records, said
from tests.reading.test_table_laws import (
    ASKED,
    FORM,
    LEVELS,
    Row,
    districts,
    heard,
    own_form,
    sheet_of,
    submissions,
    total,
    workbook,
)

FIELDS = ("pupils", "insured", "food_poisoning", "serves_meals")
Cells = dict[tuple[int, int], Any]
Merges = list[tuple[int, int, int, int]]


def laid_out(
    units: list[tuple[str, Row]],
    fields: tuple[str, ...] = FIELDS,
    *,
    corner: str | None = "Nội dung",
    order: bool = True,
    words: bool = True,
    with_codes: bool = True,
    title: bool = True,
    top: int = 4,
    levels: list[str] | None = None,
    labels: dict[str, str] | None = None,
) -> tuple[Cells, Merges]:
    """Labels down, units across; a level over each unit if given, merged over those of one level."""
    cells: Cells = {(1, 1): "Năm học 2021-2022"}
    cells |= {(2, 1): TITLE["school"]} if title else {}
    heads = [("order", "TT")] * order + [("label", corner)] + [("unit", "Đơn vị tính")] * words
    heads += [("code", "Mã số")] * with_codes
    at = {key: column for column, (key, _) in enumerate(heads, 1)}
    cells |= {(top, at[key]): word for key, word in heads if word is not None}
    merges: Merges = []
    first = len(heads) + 1
    if levels:
        start = first
        for i in range(len(levels)):
            if i + 1 == len(levels) or levels[i + 1] != levels[i]:
                cells[top - 1, start] = directive().file.units["school"].levels[levels[i]].vi
                merges += [(top - 1, start, top - 1, first + i)] if first + i > start else []
                start = first + i + 1
    for column, (name, _) in enumerate(units, first):
        cells[top, column] = name
    for row, field in enumerate(fields, top + 1):
        spec = FORM.by_id[field]
        cells[row, at["label"]] = (labels or {}).get(field, spec.label.vi)
        cells |= {(row, at["order"]): row - top} if order else {}
        cells |= {(row, at["unit"]): spec.unit} if words and spec.unit else {}
        cells |= {(row, at["code"]): spec.code} if with_codes else {}
        for column, (_, values) in enumerate(units, first):
            if values.get(field) is not None:
                cells[row, column] = values[field]
    return cells, merges


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_turned_table_says_what_the_forms_of_its_units_say(data: st.DataObject) -> None:
    district = data.draw(districts())
    by_level = data.draw(st.booleans())
    ordered = sorted(district.items(), key=lambda item: LEVELS.index(item[0][0]))
    words = {level: spec.vi for level, spec in directive().file.units["school"].levels.items()}
    units = [(name if by_level else f"{words[level]} {name}", values) for (level, name), values in ordered]
    if not by_level and data.draw(st.booleans()):
        units.append(("Tổng cộng", total([values for _, values in units], "")))
    cells, merges = laid_out(
        units,
        ASKED,
        corner=data.draw(st.sampled_from(["Nội dung", "Chỉ tiêu", "Tên trường", "Đơn vị", None, "TT"])),
        order=data.draw(st.booleans()),
        words=data.draw(st.booleans()),
        with_codes=data.draw(st.booleans()),
        top=data.draw(st.integers(4, 9)),
        levels=[level for (level, _), _ in ordered] if by_level else None,
    )
    forms = [own_form(f"{words[level]} {name}", level, values) for (level, name), values in district.items()]
    assert heard(submissions(workbook(sheet_of("Sheet1", cells, tuple(merges))))) == heard(submissions(*forms))


UNITS: list[tuple[str, Row]] = [
    ("TH Gia Thượng", {"pupils": 500, "insured": 490, "food_poisoning": 0, "serves_meals": "Có"}),
    ("TH Hoa Mai", {"pupils": 300, "insured": 300, "food_poisoning": 0, "serves_meals": "Không"}),
]


def read(tmp_path: Path, units: list[tuple[str, Row]], *edits: tuple[int, int, Any], **layout: Any) -> Scorecard:
    cells, merges = laid_out(units, **layout)
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for (row, column), value in {**cells, **{(r, c): v for r, c, v in edits}}.items():
        sheet.cell(row, column, value)
    for top, left, bottom, right in merges:
        sheet.merge_cells(start_row=top, end_row=bottom, start_column=left, end_column=right)
    return checked(saved(book, tmp_path / "a.xlsx"))


def test_every_address_is_that_of_the_workbook(tmp_path: Path) -> None:
    card = read(
        tmp_path, [(UNITS[0][0], {**UNITS[0][1], "pupils": "nhiều"}), (UNITS[1][0], {**UNITS[1][1], "insured": 301})]
    )
    found = {problem.code: problem for problem in card.problems}
    assert (found["not_a_number"].place.cell, found["part_exceeds_whole"].place.cell) == ("E5", "F6")
    assert "F5" in found["part_exceeds_whole"].text("vi", "message")
    record = records(card)["TH Gia Thượng"]
    assert record.said["insured"].place.cell == "E6"
    assert card.submissions[0].where["name"].cell in ("E4", "F4")


def test_totals_across_are_checked(tmp_path: Path) -> None:
    good = read(tmp_path, [*UNITS, ("Tổng cộng", {"pupils": 800, "insured": 790})])
    assert codes(good) == []
    wrong = read(tmp_path, [*UNITS, ("Tổng cộng", {"pupils": 800, "insured": 791})])
    (problem,) = [one for one in wrong.problems if one.code == "total_differs"]
    assert problem.place.cell == "G6"
    assert all("insured" not in values and "pupils" in values for values in said(wrong).values())


def test_a_column_of_nobody_is_said_with_its_address(tmp_path: Path) -> None:
    card = read(tmp_path, [*UNITS, ("", {"pupils": 100})])
    (problem,) = [one for one in card.problems if one.code == "row_without_name"]
    assert problem.place.cell == "G4"
    nameless = read(tmp_path, [*UNITS, ("Hoa Lan", {"pupils": 100})])
    assert [(one.code, one.place.cell) for one in nameless.problems if one.code == "level_missing"] == [
        ("level_missing", "G4")
    ]


def test_labels_that_are_nearly_right_are_proposed(tmp_path: Path) -> None:
    label = FORM.by_id["insured"].label.vi
    card = read(tmp_path, UNITS, with_codes=False, labels={"insured": label.replace("Học sinh", "Hoc sinh")})
    (problem,) = [one for one in card.problems if one.code == "unknown_column"]
    assert problem.place.cell == "B6" and label in problem.text("vi", "message")
    assert "insured" not in said(card)["TH Hoa Mai"]


@pytest.mark.parametrize("text", ["Kế hoạch giao", "Năm học 2020-2021", "Cùng kỳ năm trước"])
@pytest.mark.parametrize("row", [4, 5])
def test_figures_of_another_year_or_a_plan_are_not_taken(text: str, row: int, tmp_path: Path) -> None:
    """Where the corner or a heading among the labels says so."""
    card = read(tmp_path, UNITS, (row, 2, text), *[(5, column, None) for column in (4, 5, 6)])
    assert card.submissions == ()
    assert codes(card) == ["unknown_table"]


def test_labels_with_figures_and_nobody_across_are_said(tmp_path: Path) -> None:
    card = read(tmp_path, [("Tổng số", UNITS[0][1]), ("Nữ", UNITS[1][1])], with_codes=False)
    assert codes(card) == ["unknown_table"]
    assert card.exit_code == 3 and card.submissions == ()


def test_signatures_below_and_numbers_of_columns_are_no_figures(tmp_path: Path) -> None:
    below = [(11, 2, "NGƯỜI LẬP BIỂU"), (11, 6, "HIỆU TRƯỞNG"), (14, 2, "Nguyễn Văn A")]
    card = read(tmp_path, UNITS, *below)
    assert codes(card) == []
    assert said(card)["TH Hoa Mai"]["pupils"] == 300


@pytest.mark.parametrize("hidden", ["F", "E"])
def test_a_hidden_column_of_a_unit_is_said(hidden: str, tmp_path: Path) -> None:
    cells, _ = laid_out(UNITS)
    book = openpyxl.Workbook()
    for (row, column), value in cells.items():
        book.worksheets[0].cell(row, column, value)
    book.worksheets[0].column_dimensions[hidden].hidden = True
    card = checked(saved(book, tmp_path / "a.xlsx"))
    (problem,) = [one for one in card.problems if one.code == "hidden"]
    assert f"cột {hidden}" in problem.text("vi", "message")


@pytest.mark.parametrize(("at", "code"), [("F6", "value_in_note"), ("E6", "blank"), ("F5", "blank")])
def test_a_note_belongs_to_its_cell(at: str, code: str, tmp_path: Path) -> None:
    """F6 is blank; in the turned sheet it has the row and column that F6 has not: no other note is its."""
    units: list[tuple[str, Row]] = [("TH Gia Thụy", {"pupils": 500, "insured": 500}), ("TH Ái Mộ A", {"pupils": 400})]
    book = openpyxl.Workbook()
    for (row, column), value in laid_out(units, ("pupils", "insured"))[0].items():
        book.worksheets[0].cell(row, column, value)
    book.worksheets[0][at].comment = Comment("396", "A")
    card = checked(saved(book, tmp_path / "a.xlsx"))
    assert [(p.code, p.place.cell) for p in card.problems if p.code != "column_missing"] == [(code, "F6")]


def test_a_column_that_is_no_unit_is_said_at_its_heading(tmp_path: Path) -> None:
    card = read(tmp_path, [*UNITS, ("Năm trước", {"pupils": 700, "insured": 690})])
    assert [reading.place.cell for reading in card.readings if reading.found == "Năm trước"] == ["G4"]


@pytest.mark.parametrize("at", ["B6", "D6"])
def test_a_row_whose_label_or_code_is_struck_is_missing(at: str, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for (row, column), value in laid_out(UNITS)[0].items():
        book.worksheets[0].cell(row, column, value)
    book.worksheets[0][at].font = Font(strike=True)
    card = checked(saved(book, tmp_path / "a.xlsx"))
    assert next(p.place.cell for p in card.problems if p.code == "struck_out") == "B6"
    assert all("insured" in one.spoiled and "pupils" in one.said for one in records(card).values())
