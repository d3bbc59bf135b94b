"""Own forms wherever and however they lie: cut over sheets, several in one workbook, moved, doubled, misspelt, hidden."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.cell.cell import Cell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from lbedu.intake.intake import Intake
from lbedu.intake.one_file import Reader, Task
from lbedu.options import Options
from lbedu.own_form import CODE, CONTENT, FIGURE, FIGURES_SHEET, IDENTITY_SHEET, STAMP_SHEET
from lbedu.scorecard import Scorecard
from tests.cli.workbooks import checked, code_of, coded, directive, figure, figures, filled, header, problems, saved
from tests.reading.tables import Layout, write
from tests.reading.tables import said as by_unit

TH, OTHER = "Trường Tiểu học Hoa Phượng", "Trường Tiểu học Hoa Mai"


def form(name: str = TH, level: str = "TH", **values: Any) -> openpyxl.Workbook:
    return filled("school", level, name, values)


def copy(sheet: Worksheet, into: openpyxl.Workbook, title: str) -> Worksheet:
    """The values and merges of a sheet on a new one, at the end."""
    new: Worksheet = into.create_sheet(title)
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value is not None:
                new.cell(cell.row, cell.column, cell.value)
    for merged in sheet.merged_cells.ranges:
        new.merge_cells(str(merged))
    return new


def together(*books: openpyxl.Workbook, stamped: bool = True) -> openpyxl.Workbook:
    """Identity and figures of several forms in one workbook, the sheets of each together."""
    first = books[0]
    for number, book in enumerate(books[1:], 2):
        for name in (IDENTITY_SHEET, FIGURES_SHEET):
            copy(book[name], first, f"{name} ({number})")
    if not stamped:
        del first[STAMP_SHEET]
    return first


def order(book: openpyxl.Workbook, *names: str) -> openpyxl.Workbook:
    rest = [sheet for sheet in book.worksheets if sheet.title not in names]
    book._sheets = [*(book[name] for name in names), *rest]  # type: ignore[attr-defined]
    return book


def read(book: openpyxl.Workbook, tmp_path: Path, **options: Any) -> Scorecard:
    return checked(saved(book, tmp_path / "a.xlsx"), **options)


def codes(card: Scorecard) -> list[str]:
    return [problem.code for problem in card.problems]


# cut over sheets


def cut(book: openpyxl.Workbook, at: str, title: bool) -> openpyxl.Workbook:
    """Rows from a code on move to a sheet of their own, with a header."""
    sheet = book[FIGURES_SHEET]
    top, column = header(sheet, CODE).row, header(sheet, CODE).column
    first = next(row for code, row in coded(sheet) if code == at)
    new = book.create_sheet("Số liệu (tiếp)")
    words = [sheet.cell(top, c).value for c in range(1, 7)]
    if title:
        new.cell(1, 1, directive().forms["school"].title.vi)
    for c, word in enumerate(words, 1):
        new.cell(3, c, word)
    for row in range(first, sheet.max_row + 1):
        cells = [cell for c in range(1, 7) if isinstance(cell := sheet.cell(row, c), Cell)]
        for cell in cells if sheet.cell(row, column).value is not None else ():
            new.cell(row - first + 4, cell.column, cell.value)
        for cell in cells:
            cell.value = None
    return book


@pytest.mark.parametrize(("stamped", "title"), [(True, True), (True, False), (False, True)])
def test_a_form_cut_in_two_sheets_is_one_record(stamped: bool, title: bool, tmp_path: Path) -> None:
    whole = checked(saved(form(), tmp_path / "whole.xlsx"))
    book = cut(form(), "30", title)
    if not stamped:
        del book[STAMP_SHEET]
    card = read(book, tmp_path)
    assert problems(card) == []
    assert figures(card) == figures(whole)
    assert len(card.submissions) == 1 and len(card.submissions[0].records) == 1


def test_a_part_on_one_sheet_and_its_whole_on_another_are_compared(tmp_path: Path) -> None:
    sheet = form()[FIGURES_SHEET]
    order_of = [code for code, _ in coded(sheet)]
    spec = next(
        s
        for s in directive().forms["school"].by_id.values()
        if s.part_of and s.type == "count" and s.asked_of("TH")
        and order_of.index(s.code) > order_of.index(directive().forms["school"].by_id[s.part_of].code)
    )  # fmt: skip
    card = read(cut(filled("school", "TH", TH, {spec.id: 999999}), spec.code, True), tmp_path)
    (problem,) = [one for one in card.problems if one.code == "part_exceeds_whole"]
    assert problem.place.sheet == "Số liệu (tiếp)"
    assert FIGURES_SHEET in problem.text("vi", "message")
    assert not {("school", "", spec.id), ("school", "", str(spec.part_of))} & figures(card).keys()


def test_a_row_that_neither_sheet_has_is_missing_once(tmp_path: Path) -> None:
    book = cut(form(), "30", True)
    row = next(row for code, row in coded(book[FIGURES_SHEET]) if code == "04")
    book[FIGURES_SHEET].cell(row, header(book[FIGURES_SHEET], CODE).column).value = None
    assert sorted(codes(read(book, tmp_path))) == ["row_missing", "row_without_code"]


# several units in one workbook


@pytest.mark.parametrize("stamped", [True, False])
def test_forms_of_several_units_follow_their_names(stamped: bool, tmp_path: Path) -> None:
    book = together(
        form(pupils=300), form(OTHER, pupils=411), form("THCS Hoa Lan", "THCS", pupils=522), stamped=stamped
    )
    card = read(book, tmp_path)
    assert codes(card) == []
    assert {name: said["pupils"] for name, said in by_unit(card).items()} == {
        "TH Hoa Phượng": 300,
        "TH Hoa Mai": 411,
        "THCS Hoa Lan": 522,
    }


SHUFFLED = [
    ("Đơn vị", "Đơn vị (2)", "Số liệu", "Số liệu (2)"),
    ("Số liệu", "Đơn vị", "Số liệu (2)", "Đơn vị (2)"),
    ("Đơn vị", "Số liệu", "Số liệu (2)", "Đơn vị (2)"),
    ("Đơn vị", "Số liệu (2)", "Đơn vị (2)", "Số liệu"),
]


@pytest.mark.parametrize("names", SHUFFLED, ids=" ".join)
def test_what_may_be_of_either_unit_is_of_none(names: tuple[str, ...], tmp_path: Path) -> None:
    book = order(together(form(pupils=300), form(OTHER, pupils=411)), *names)
    card = read(book, tmp_path, view="district", complete=True)
    assert codes(card) == ["several_units"]
    assert card.submissions == ()
    assert card.exit_code == 3
    (problem,) = card.problems
    assert "Đơn vị" in problem.text("vi", "message") and problem.place.cell


@pytest.mark.parametrize("names", list(permutations(SHUFFLED[0])), ids=" ".join)
def test_in_no_order_of_the_sheets_is_a_figure_taken_for_another_units(names: tuple[str, ...], tmp_path: Path) -> None:
    book = order(together(form(pupils=300), form(OTHER, pupils=411)), *names)
    card = read(book, tmp_path)
    found = {name: said["pupils"] for name, said in by_unit(card).items()}
    right = {("Đơn vị", "Số liệu"), ("Đơn vị (2)", "Số liệu (2)")}
    in_order = {names[:2], names[2:]} == right
    assert found == ({"TH Hoa Phượng": 300, "TH Hoa Mai": 411} if in_order else {})
    assert codes(card) == ([] if in_order else ["several_units"])


def rejected(path: Path) -> int:
    """How many units may have sent what is in a file and were not heard."""
    reader = Reader(Options(targets=None))
    intake = Intake(reader.options, reader)
    intake.take([Task(path.name, str(path))], lambda tasks: [(task, reader.hear(task)) for task in tasks])
    return intake.rejected


def test_units_that_are_refused_count_as_not_heard(tmp_path: Path) -> None:
    good, crossed, one_bad = (tmp_path / f"{name}.xlsx" for name in ("good", "crossed", "one-bad"))
    assert rejected(saved(together(form("TH A"), form("TH B")), good)) == 0
    assert rejected(saved(order(together(form("TH A"), form("TH B")), *SHUFFLED[0]), crossed)) == 2
    assert rejected(saved(together(form("TH A"), form("")), one_bad)) == 1


def test_a_bad_unit_spoils_but_itself(tmp_path: Path) -> None:
    nameless = form("")
    card = read(together(form(pupils=300), nameless), tmp_path)
    assert codes(card) == ["unit_missing"]
    assert list(by_unit(card)) == ["TH Hoa Phượng"]


def test_a_blank_form_beside_a_filled_one_is_said(tmp_path: Path) -> None:
    second = form(OTHER)
    for code, _ in coded(second[FIGURES_SHEET]):
        figure(second, code).value = None
    card = read(together(form(pupils=300), second), tmp_path)
    assert codes(card) == ["form_blank"]
    assert list(by_unit(card)) == ["TH Hoa Phượng"]


def test_a_copied_identity_is_no_second_unit(tmp_path: Path) -> None:
    book = form(pupils=300)
    copy(book[IDENTITY_SHEET], book, "Đơn vị (2)")
    card = read(book, tmp_path)
    assert codes(card) == []
    assert by_unit(card)["TH Hoa Phượng"]["pupils"] == 300


def test_forms_of_two_kinds_each_behind_its_name(tmp_path: Path) -> None:
    book = together(form(pupils=300), filled("ward", None, "Bồ Đề", {"children_under_3": 200}))
    card = read(book, tmp_path)
    assert codes(card) == []
    assert by_unit(card)["TH Hoa Phượng"]["pupils"] == 300
    assert by_unit(card)["Bồ Đề"]["children_under_3"] == 200


def test_forms_of_two_kinds_under_one_name_are_refused(tmp_path: Path) -> None:
    book = form()
    copy(filled("ward", None, "Bồ Đề")[FIGURES_SHEET], book, "Phường")
    card = read(book, tmp_path)
    assert codes(card) == ["several_units"]
    assert card.submissions == ()


def test_the_word_of_the_user_names_one_unit_alone(tmp_path: Path) -> None:
    from lbedu.errors import UsageError

    with pytest.raises(UsageError, match="several units"):
        read(together(form(), form(OTHER)), tmp_path, unit=TH)


def test_a_name_that_stands_twice_and_differs_is_of_two_units(tmp_path: Path) -> None:
    book = form()
    sheet = book[IDENTITY_SHEET]
    at = sheet.max_row + 1
    sheet.cell(at, header(sheet, CODE).column, "DV2")
    sheet.cell(at, header(sheet, FIGURE).column, OTHER)
    card = read(book, tmp_path)
    assert codes(card) == ["several_units"]


def test_another_year_of_one_of_several_is_left_out(tmp_path: Path) -> None:
    second = form(OTHER)
    figure(second, "DV6").value = "2017-2018"
    card = read(together(form(), second), tmp_path)
    assert codes(card) == ["wrong_year"]
    assert list(by_unit(card)) == ["TH Hoa Phượng"]


def test_a_form_and_a_table_in_one_workbook(tmp_path: Path) -> None:
    book = form(pupils=300)
    write(book.create_sheet("Bảng"), Layout(fields=("pupils", "insured")), [{"order": 1, "name": OTHER, "pupils": 411}])
    card = read(book, tmp_path)
    assert set(codes(card)) <= {"column_missing", "blank"}
    assert by_unit(card)["TH Hoa Phượng"]["pupils"] == 300
    assert by_unit(card)["TH Hoa Mai"] == {"pupils": 411}


def test_a_list_of_units_beside_a_form_is_no_report(tmp_path: Path) -> None:
    book = form(pupils=300)
    sheet = book.create_sheet("Danh sách")
    sheet.append(["TT", "Tên trường", "Cấp học", "Loại hình", "Phường"])
    sheet.append([1, OTHER, "Tiểu học", "Công lập", "Bồ Đề"])
    card = read(book, tmp_path)
    assert codes(card) == []
    assert list(by_unit(card)) == ["TH Hoa Phượng"]


# copied, moved, doubled


def test_a_copied_sheet_counts_once(tmp_path: Path) -> None:
    book = form(pupils=300)
    copy(book[FIGURES_SHEET], book, "Số liệu (2)")
    card = read(book, tmp_path)
    assert codes(card) == ["reported_twice"]
    (problem,) = card.problems
    assert problem.place.sheet == "Số liệu (2)" and FIGURES_SHEET in problem.text("vi", "message")
    assert by_unit(card)["TH Hoa Phượng"]["pupils"] == 300


def test_a_copied_sheet_that_differs_spoils_what_differs_and_what_it_alone_says(tmp_path: Path) -> None:
    book = form(pupils=300, insured=None)
    new = copy(book[FIGURES_SHEET], book, "Số liệu (2)")
    for code, row in coded(new):
        if code == code_of("pupils"):
            new.cell(row, header(new, FIGURE).column).value = 400
        if code == code_of("insured"):
            new.cell(row, header(new, FIGURE).column).value = 290
    card = read(book, tmp_path)
    assert sorted(codes(card)) == ["blank", "conflicting_values"]
    said = by_unit(card)["TH Hoa Phượng"]
    assert "pupils" not in said and "insured" not in said and "managers" in said


def test_renamed_sheets_say_the_same(tmp_path: Path) -> None:
    book = form(pupils=300)
    book[FIGURES_SHEET].title, book[IDENTITY_SHEET].title = "Sheet2", "Sheet1"
    card = read(book, tmp_path)
    assert codes(card) == []
    assert by_unit(card)["TH Hoa Phượng"]["pupils"] == 300


def rebuilt(
    book: openpyxl.Workbook, columns: list[int], down: int = 0, right: int = 0, step: int = 1
) -> openpyxl.Workbook:
    """The figures with their columns in another order, further down and to the right, with blank rows between."""
    old = book[FIGURES_SHEET]
    name = old.title
    old.title = "old"
    new = book.create_sheet(name)
    for row in old.iter_rows():
        for cell in row:
            if cell.value is not None and cell.column in columns:
                new.cell(down + cell.row * step, right + columns.index(cell.column) + 1, cell.value)
    del book["old"]
    return book


@pytest.mark.parametrize(
    ("columns", "down", "right", "step"),
    [([1, 2, 3, 4, 5, 6], 7, 3, 1), ([5, 4, 3, 2, 1, 6], 0, 0, 1), ([4, 2, 5], 2, 1, 1), ([1, 2, 3, 4, 5, 6], 0, 0, 3)],
    ids=["moved", "swapped", "deleted", "blank rows"],
)
def test_columns_and_rows_may_lie_anywhere(
    columns: list[int], down: int, right: int, step: int, tmp_path: Path
) -> None:
    whole = checked(saved(form(), tmp_path / "whole.xlsx"))
    card = read(rebuilt(form(), columns, down, right, step), tmp_path)
    assert codes(card) == []
    assert figures(card) == figures(whole)
    (submission,) = card.submissions
    value = submission.records[0].said["pupils"]
    column = right + columns.index(5) + 1
    assert value.place.cell.startswith(get_column_letter(column))


def test_two_columns_of_figures_are_neither(tmp_path: Path) -> None:
    book = form(pupils=300)
    sheet = book[FIGURES_SHEET]
    top = header(sheet, FIGURE)
    sheet.cell(top.row, 9, FIGURE)
    for code, row in coded(sheet):
        if code == code_of("pupils"):
            sheet.cell(row, 9, 250)
    card = read(book, tmp_path)
    assert codes(card) == ["column_twice"]
    assert "pupils" not in by_unit(card)["TH Hoa Phượng"]


def test_two_halves_beside_each_other_are_one_form(tmp_path: Path) -> None:
    whole = checked(saved(form(), tmp_path / "whole.xlsx"))
    book = form()
    sheet = book[FIGURES_SHEET]
    top = header(sheet, CODE).row
    for c in range(1, 7):
        sheet.cell(top, c + 7, sheet.cell(top, c).value)
    first = next(row for code, row in coded(sheet) if code == "30")
    for row in range(first, sheet.max_row + 1):
        for c in (2, 4, 5):
            cell = sheet.cell(row, c)
            if type(cell).__name__ == "Cell" and sheet.cell(row, 4).value is not None:
                sheet.cell(row - first + top + 2, c + 7, cell.value)
        for c in (2, 5, 4):
            if type(sheet.cell(row, c)).__name__ == "Cell":
                sheet.cell(row, c).value = None
    card = read(book, tmp_path)
    assert codes(card) == []
    assert figures(card) == figures(whole)


# headings


@pytest.mark.parametrize(
    ("word", "spelt"), [(CODE, "MÃ SỐ"), (FIGURE, "số  liệu"), (CONTENT, "NỘI DUNG"), (CODE, " Mã\u00a0số")]
)
def test_a_heading_in_another_case_is_read_and_recorded(word: str, spelt: str, tmp_path: Path) -> None:
    book = form(pupils=300)
    cell = header(book[FIGURES_SHEET], word)
    cell.value = spelt
    card = read(book, tmp_path)
    assert codes(card) == []
    assert by_unit(card)["TH Hoa Phượng"]["pupils"] == 300
    if spelt.strip().replace("\u00a0", " ") != word:
        (reading,) = [one for one in card.readings if one.place.cell == cell.coordinate]
        assert word in reading.read_as["vi"]


@pytest.mark.parametrize(
    ("word", "spelt"),
    [
        *((CODE, "Ma so"), (CODE, "Mã số s"), (CODE, "Mã sô"), (FIGURE, "Sô liệu"), (FIGURE, "So lieu")),
        *((FIGURE, "Số lệu"), (CONTENT, "Nội dug")),
    ],
)
def test_a_misspelt_heading_is_refused_with_a_proposal(word: str, spelt: str, tmp_path: Path) -> None:
    book = form(pupils=300)
    cell = header(book[FIGURES_SHEET], word)
    cell.value = spelt
    card = read(book, tmp_path)
    (problem,) = card.problems
    assert (problem.code, problem.place.cell) == ("misspelt_header", cell.coordinate)
    assert f"“{word}”" in problem.text("vi", "message")
    assert card.submissions == () and card.exit_code == 3


def test_a_misspelt_heading_beside_a_good_form_is_not_passed_over(tmp_path: Path) -> None:
    book = together(form(pupils=300), form(OTHER))
    header(book["Số liệu (2)"], CODE).value = "Mã sô"
    card = read(book, tmp_path)
    assert "misspelt_header" in codes(card)
    assert all(said.get("pupils") in (None, 300) for said in by_unit(card).values())


def test_a_misspelt_title_is_refused_with_a_proposal(tmp_path: Path) -> None:
    book = filled("school", "TH", TH, {"pupils": 300})
    del book[STAMP_SHEET]
    title = directive().forms["school"].title.vi
    cell = next(c for row in book[FIGURES_SHEET].iter_rows(max_row=12) for c in row if c.value == title.upper())
    cell.value = title.replace("trường", "truờng")
    card = read(book, tmp_path)
    assert codes(card) == ["unknown_sheet"]
    assert title in card.problems[0].text("vi", "message")
    assert card.exit_code == 3


def test_a_misspelt_title_below_another_form_is_not_taken_for_it(tmp_path: Path) -> None:
    """Codes under a header whose title is not known are not those of the form above it."""
    book = form(pupils=300)
    ward = filled("ward", None, "Bồ Đề")[FIGURES_SHEET]
    sheet, down = book[FIGURES_SHEET], book[FIGURES_SHEET].max_row + 3
    for row in ward.iter_rows():
        for cell in row:
            if cell.value is not None and cell.value != directive().forms["ward"].title.vi.upper():
                sheet.cell(down + cell.row, cell.column, cell.value)
    del book[STAMP_SHEET]
    card = read(book, tmp_path)
    assert "unknown_sheet" in codes(card)
    assert by_unit(card)["TH Hoa Phượng"]["pupils"] == 300


# tables of ratios below the form


def test_ratios_below_a_form_are_no_codes(tmp_path: Path) -> None:
    whole = checked(saved(form(), tmp_path / "whole.xlsx"))
    book = form()
    sheet, at = book[FIGURES_SHEET], book[FIGURES_SHEET].max_row + 2
    rows: list[tuple[Any, ...]] = [
        ("Tiêu chí", "SL", "Tỷ lệ"),
        ("Học sinh có BHYT", 12, 0.98),
        ("Học sinh biết bơi", 30, "45%"),
    ]
    for row in rows:
        for column, value in zip((2, 4, 5), row, strict=True):
            sheet.cell(at, column, value)
        at += 1
    card = read(book, tmp_path)
    assert codes(card) == []
    assert figures(card) == figures(whole)
    assert [one.found for one in card.readings if one.place.sheet == FIGURES_SHEET] == ["SL"]


# hidden


def test_what_is_hidden_is_read_and_said(tmp_path: Path) -> None:
    book = form(pupils=300)
    sheet = book[FIGURES_SHEET]
    rows = [row for code, row in coded(sheet) if code != "D"][:3]
    for row in rows:
        sheet.row_dimensions[row].hidden = True
    sheet.column_dimensions["E"].hidden = True
    card = read(book, tmp_path)
    (problem,) = card.problems
    assert (problem.code, problem.place.sheet, problem.severity) == ("hidden", FIGURES_SHEET, "warning")
    assert f"{rows[0]}" in problem.text("vi", "message") and "cột E" in problem.text("vi", "message")
    assert card.exit_code in (0, 1)


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_a_hidden_sheet_is_said(state: Any, tmp_path: Path) -> None:
    book = form(pupils=300)
    book[FIGURES_SHEET].sheet_state = state
    card = read(book, tmp_path)
    assert [(p.code, p.place.sheet) for p in card.problems] == [("hidden", FIGURES_SHEET)]
    assert "cả trang" in card.problems[0].text("vi", "message")


def test_hidden_columns_that_nothing_is_read_from_are_not_said(tmp_path: Path) -> None:
    book = form(pupils=300)
    book[FIGURES_SHEET].column_dimensions["A"].hidden = True
    assert codes(read(book, tmp_path)) == []


def test_rows_that_a_filter_hides_count_and_are_said(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    layout = Layout(fields=("pupils", "insured"))
    rows = [{"order": i, "name": f"TH Hoa {i}x", "pupils": 100 + i, "insured": 90} for i in range(1, 6)]
    sheet = write(book.worksheets[0], layout, rows)
    sheet.auto_filter.ref = f"A{layout.top}:D{layout.top + 5}"
    for row in (layout.first + 1, layout.first + 2):
        sheet.row_dimensions[row].hidden = True
    card = read(book, tmp_path)
    (problem,) = [one for one in card.problems if one.code == "hidden"]
    assert f"dòng {layout.first + 1}-{layout.first + 2}" in problem.text("vi", "message")
    assert len(by_unit(card)) == 5


def test_a_figure_under_a_merged_cell_is_said(tmp_path: Path) -> None:
    """LibreOffice keeps what is merged over, if it is told so: nobody sees it, and it still stands there."""
    book = filled("school", "TH", "TH Hoa Phượng")
    cell = figure(book, code_of("pupils"))
    sheet = book[FIGURES_SHEET]
    for covered in (False, True):
        if covered:  # not by merge_cells, which would clear it
            sheet.merged_cells.add(f"{sheet.cell(cell.row, cell.column - 1).coordinate}:{cell.coordinate}")
        card = checked(saved(book, tmp_path / "a.xlsx"))
        assert [(p.code, p.place.sheet) for p in card.problems] == [("hidden", FIGURES_SHEET)] * covered
        assert not covered or f"ô gộp che {cell.coordinate}" in card.problems[0].text("vi", "message")
