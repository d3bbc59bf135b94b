"""Codes of a form as people type them: understood where they can be but one, else told. And figures beside none."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lbedu.own_form import CODE, CONTENT, FIGURE, FIGURES_SHEET, LISTS_SHEET
from tests.cli.workbooks import checked, code_cell, coded, directive, figure, figures, filled, header, problems, saved
from tests.thorough import some

WARD = "Bồ Đề"
CODES = [spec.code for spec in directive().forms["ward"].by_id.values()]
SPELLINGS: dict[str, Callable[[str], object]] = {
    "with a dot": lambda code: f"{code}.",
    "in brackets": lambda code: f"({code})",
    "half a bracket": lambda code: f"{code})",
    "O for 0": lambda code: code.replace("0", "O"),
    "o for 0": lambda code: code.replace("0", "o"),
    "l for 1": lambda code: code.replace("1", "l"),
    "I for 1": lambda code: code.replace("1", "I"),
    "full width": lambda code: code.translate({ord(d): ord(d) + 0xFEE0 for d in "0123456789"}),
    "with its word": lambda code: f"Mã số {code}",
    "with a space": lambda code: f" {code} ",
    "apart": lambda code: " ".join(code),
    "capital": lambda code: code.upper(),
    "a zero more": lambda code: f"0{code}",
    "an apostrophe": lambda code: f"'{code}",
}


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> object:
    path = tmp_path_factory.mktemp("plain") / "a.xlsx"
    return figures(checked(saved(filled("ward", None, WARD), path)))


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_every_code_in_another_spelling(spelling: str, plain: object, tmp_path: Path) -> None:
    book = filled("ward", None, WARD)
    changed = set()
    for code in CODES:
        cell = code_cell(book, code)
        cell.value = SPELLINGS[spelling](code)  # type: ignore[assignment]
        cell.number_format = "@"
        if not any(map(str.isdigit, str(cell.value))):  # ll
            cell.value = code
        elif " ".join(str(cell.value).split()) != code:
            changed.add(cell.coordinate)
    card = checked(saved(book, tmp_path / "a.xlsx"))
    assert figures(card) == plain
    assert problems(card) == []
    assert {one.place.cell for one in card.readings} == changed


@settings(max_examples=some(15, 400), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    at=st.sampled_from(CODES),
    text=st.text(alphabet="0123456789OolIi.()' b", min_size=1, max_size=5),
)
def test_no_code_is_taken_for_that_of_another_row(at: str, text: str, plain: object, tmp_path: Path) -> None:
    """Whatever stands in the place of one code: its figure is read as its own or not at all, all others are as they were, or
    cannot be used."""
    book = filled("ward", None, WARD)
    cell = code_cell(book, at)
    cell.value, cell.number_format = text, "@"
    card = checked(saved(book, tmp_path / "a.xlsx"))
    read = figures(card)
    assert read.items() <= plain.items()  # type: ignore[attr-defined]
    missing = plain.keys() - read.keys()  # type: ignore[attr-defined]
    assert not missing or {code for code, _ in problems(card)} & {"row_missing", "code_twice", "unknown_code"}


@pytest.mark.parametrize("odd", ["A5", "0x", "5A", "..", "Năm"])
def test_what_is_no_code_is_told_with_its_place(odd: str, tmp_path: Path) -> None:
    book = filled("ward", None, WARD)
    cell = code_cell(book, "05")
    cell.value = odd
    found = problems(checked(saved(book, tmp_path / "a.xlsx")))
    place = cell.coordinate if any(map(str.isalnum, odd)) or odd == ".." else ""
    assert ("unknown_code", place) in found
    assert "row_missing" in [code for code, _ in found]


def test_two_rows_that_may_be_one_code_are_none(tmp_path: Path) -> None:
    book = filled("ward", None, WARD)
    code_cell(book, "05").value = "01."
    code_cell(book, "01").value = "O1"
    card = checked(saved(book, tmp_path / "a.xlsx"))
    known = figures(card)
    assert ("ward", "", "children_under_3") not in known and ("ward", "", "children_5") not in known
    assert [code for code, _ in problems(card)].count("unknown_code") == 2


def test_numbers_of_the_columns_are_no_codes(plain: object, tmp_path: Path) -> None:
    book = filled("ward", None, WARD)
    sheet = book[FIGURES_SHEET]
    top = header(sheet, CODE)
    for merged in [m for m in sheet.merged_cells.ranges if m.min_row > top.row]:
        sheet.unmerge_cells(str(merged))
    sheet.insert_rows(top.row + 1)
    for column in range(1, 7):
        sheet.cell(top.row + 1, column, f"({column})")
    assert figures(checked(saved(book, tmp_path / "a.xlsx"))) == plain


@pytest.mark.parametrize("spelling", ["01.", "O1", "(01)"])
def test_codes_of_the_columns_and_lines_of_a_list(spelling: str, tmp_path: Path) -> None:
    plain = figures(checked(saved(filled("office"), tmp_path / "a.xlsx")))
    book = filled("office")
    title = directive().forms["criterion"].title.vi.upper()
    sheet = next(s for s in book.worksheets if s.title != LISTS_SHEET and any(c.value == title for c in s["A"]))
    top = header(sheet, CODE)
    over = next(
        sheet.cell(top.row + 1, c) for c in range(top.column + 1, 9) if sheet.cell(top.row + 1, c).value == "01"
    )
    over.value = spelling
    card = checked(saved(book, tmp_path / "a.xlsx"))
    assert figures(card) == plain
    assert over.coordinate in [one.place.cell for one in card.readings]


# figures beside no code


def _unmerged(book: openpyxl.Workbook) -> tuple[object, int, int]:
    """The first row of a group, its cells apart from each other."""
    sheet = book[FIGURES_SHEET]
    top, column = header(sheet, CODE), header(sheet, FIGURE).column
    row = next(r for r in range(top.row + 1, sheet.max_row) if not sheet.cell(r, top.column).value)
    for merged in [m for m in sheet.merged_cells.ranges if m.min_row == row]:
        sheet.unmerge_cells(str(merged))
    return sheet, row, column


@pytest.mark.parametrize("value", [500, 12.5, "500", "Có", True])
def test_a_figure_in_the_heading_of_a_group_is_told(value: object, plain: object, tmp_path: Path) -> None:
    book = filled("ward", None, WARD)
    sheet, row, column = _unmerged(book)
    cell = sheet.cell(row, column, value)  # type: ignore[attr-defined]
    card = checked(saved(book, tmp_path / "a.xlsx"))
    assert problems(card) == [("row_without_code", cell.coordinate)]
    assert figures(card) == plain


def test_a_row_whose_code_was_deleted_is_told(tmp_path: Path) -> None:
    book = filled("ward", None, WARD)
    place = figure(book, "05").coordinate
    code_cell(book, "05").value = None
    found = problems(checked(saved(book, tmp_path / "a.xlsx")))
    assert ("row_without_code", place) in found
    assert "row_missing" in [code for code, _ in found]


def test_a_sum_right_below_is_told_and_signatures_are_not(tmp_path: Path) -> None:
    book = filled("ward", None, WARD)
    sheet = book[FIGURES_SHEET]
    last = max(row for _, row in coded(sheet))
    for merged in [m for m in sheet.merged_cells.ranges if m.min_row > last]:
        sheet.unmerge_cells(str(merged))
    for row in range(last + 1, last + 12):
        for column in range(1, 8):
            sheet.cell(row, column).value = None
    sheet.cell(last + 3, header(sheet, FIGURE).column, "CHỦ TỊCH")
    assert problems(checked(saved(book, tmp_path / "a.xlsx"))) == []
    sheet.cell(last + 1, header(sheet, CONTENT).column, "Tổng cộng")
    cell = sheet.cell(last + 1, header(sheet, FIGURE).column, 5000)
    assert problems(checked(saved(book, tmp_path / "a.xlsx"))) == [("row_without_code", cell.coordinate)]
