"""Somebody else's form: what the rule file says of it is read from exactly those cells, and all else is missing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.worksheet.worksheet import Worksheet

from lbedu.errors import UsageError
from lbedu.scorecard import Scorecard
from lbedu.submission import Value
from tests.cli.workbooks import checked, figures, filled, problems, said, saved
from tests.reading.ministry import SCHOOL, SHEETS, ministry, row_of

KEY = ("school", "", "kindergarten_children")
READ: dict[str, dict[str, Value]] = {
    "01": {
        "kindergarten_children": 214,
        "serves_meals": True,
        "managers": 3,
        "qualified_managers": 3,
        "teachers": 31,
        "qualified_teachers": 29,
    },
    "02": {"pupils": 820, "managers": 3, "qualified_managers": 3, "teachers": 40, "qualified_teachers": 35},
}
YEAR = "2021-2022"
FORMS = ("01", "02")


def read(book: openpyxl.Workbook, tmp_path: Path, form: str = "01", **more: Any) -> Scorecard:
    options = {"unit": SCHOOL[form], "year": YEAR, **more}
    return checked(saved(book, tmp_path / f"bieu-{form}.xlsx"), **options)


def values(card: Scorecard) -> dict[str, Value]:
    return {field: value for (_, _, field), value in figures(card).items()}


def children(book: openpyxl.Workbook) -> Worksheet:
    return book["Học sinh"]


# what is read


@pytest.mark.parametrize("form", FORMS)
def test_everything_that_is_mapped_is_read(form: str, tmp_path: Path) -> None:
    card = read(ministry(form), tmp_path, form)
    assert problems(card) == []
    assert values(card) == READ[form]
    [submission] = card.submissions
    assert (submission.unit.name, submission.unit.level, submission.foreign) == (
        SCHOOL[form],
        {"01": "MN", "02": "TH"}[form],
        True,
    )
    assert card.exit_code == 4


def test_every_figure_has_its_cells(tmp_path: Path) -> None:
    book = ministry()
    found = said(read(book, tmp_path))
    assert found[KEY].place.address == f"'Học sinh'!E{row_of(children(book), 90)}"
    staff = book["Cán bộ"]
    assert [place.cell for place in found["school", "", "qualified_teachers"].places] == [
        f"E{row_of(staff, code)}" for code in (170, 171, 172, 173, 183, 184, 185, 186)
    ]


def test_the_second_year_has_a_mapping_of_its_own(tmp_path: Path) -> None:
    rooms = {201: 0, 211: 1}
    path = saved(ministry(figures=rooms), tmp_path / "bieu-01.xlsx")
    from lbedu.options import Options
    from lbedu.run import check

    card = check([path], Options(unit="MN Tràng An", year="2017-2018"))
    assert problems(card) == []
    assert {field for _, _, field in figures(card)} == {"has_kitchen"}
    failed = check([saved(ministry(), tmp_path / "b.xlsx")], Options(unit="MN Tràng An", year="2017-2018"))
    assert {code for code, _ in problems(failed)} == {"error_cell"}
    assert figures(failed) == {}


@pytest.mark.parametrize("value", [214, 214.0, "214", "214 "])
def test_the_same_number_in_other_cells(value: object, tmp_path: Path) -> None:
    assert figures(read(ministry(figures={90: value}), tmp_path))[KEY] == 214


@pytest.mark.parametrize("value", [0, "0", 0.0, None, "", " "])
def test_a_zero_that_came_with_the_form_is_not_said(value: object, tmp_path: Path) -> None:
    card = read(ministry(figures=dict.fromkeys((83, 84, 90, 91, 94, 88, 101, 103, 104, 105), value)), tmp_path)
    assert problems(card) == []
    assert {field for _, _, field in figures(card)} == {
        "managers",
        "qualified_managers",
        "teachers",
        "qualified_teachers",
    }


def test_a_form_that_nobody_filled_in_says_nothing(tmp_path: Path) -> None:
    card = read(ministry(figures=dict.fromkeys(range(83, 188), 0)), tmp_path)
    assert problems(card) == []
    assert figures(card) == {}
    assert not any(verdict.outcome in ("met", "missed", "not_applicable") for verdict in card.verdicts)


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("214 trẻ", "words_with_number"),
        (-1, "below_min"),
        (3.5, "not_whole"),
        ("2.000", "ambiguous_number"),
        ("#REF!", "error_cell"),
        ("#VALUE!", "error_cell"),
        ("?", "not_a_number"),
        ("=1+1", "no_saved_value"),
    ],
)
def test_a_bad_cell_spoils_its_own_figure(value: object, code: str | None, tmp_path: Path) -> None:
    book = ministry(figures={90: value})
    card = read(book, tmp_path)
    [(found, cell)] = problems(card)
    assert cell == f"E{row_of(children(book), 90)}"
    assert code is None or found == code
    assert values(card) == {name: one for name, one in READ["01"].items() if name != "kindergarten_children"}
    assert card.exit_code == 3


@pytest.mark.parametrize(("value", "note", "code"), [("-", None, "dash"), (None, "214 trẻ", "value_in_note")])
def test_what_says_nothing_spoils_nothing(value: str | None, note: str | None, code: str, tmp_path: Path) -> None:
    book = ministry(figures={90: value})
    cell = children(book).cell(row_of(children(book), 90), 5)
    cell.comment = Comment(note, "Hà") if note else None
    card = read(book, tmp_path)
    assert problems(card) == [(code, cell.coordinate)]
    assert (card.exit_code, KEY in figures(card)) == (4, False)
    assert not any(record.spoiled for submission in card.submissions for record in submission.records)


def test_a_formula_over_empty_inputs_spoils_what_needs_it(tmp_path: Path) -> None:
    """#VALUE! in a total of rooms is nobody's figure; in a degree row it is a part of one."""
    book = ministry(figures={171: "#VALUE!"})
    card = read(book, tmp_path)
    assert problems(card) == [("error_cell", f"E{row_of(book['Cán bộ'], 171)}")]
    assert values(card) == {name: one for name, one in READ["01"].items() if name != "qualified_teachers"}


# zeros


def test_a_zero_counts_within_a_sum_that_bears_it_out(tmp_path: Path) -> None:
    """Master's degrees stay 0: the teachers by degree make up all of them."""
    assert values(read(ministry(), tmp_path))["qualified_teachers"] == 29


def test_a_zero_beside_an_unknown_figure_is_not_borne_out(tmp_path: Path) -> None:
    card = read(ministry(figures={182: None, 181: None}), tmp_path)
    assert problems(card) == []
    assert "qualified_teachers" not in values(card)
    assert values(card)["teachers"] == 31


def test_a_total_that_excel_computes_bears_nothing_out(tmp_path: Path) -> None:
    from lbedu.directive.load import available, load_directive
    from lbedu.reading.foreign.cells import Cells
    from lbedu.reading.foreign.recognising import Sheets
    from lbedu.reading.workbook import open_workbook

    path = saved(ministry("02"), tmp_path / "a.xlsx")
    directive = load_directive(available()[YEAR])
    spec = directive.file.foreign["moet_02_th"].sheets[1]
    column = ("Tổng số", "Tổng số")
    for formula in (False, True):
        book = open_workbook(path)
        sheet = next(one for one in book.sheets if one.name == "IV")
        cells = dict(sheet.cells)
        for at, cell in cells.items():
            if at[1] == 5 and cell.kind == "number":
                cells[at] = cell._replace(formula=formula)
        found = Cells(directive, spec, Sheets([sheet._replace(cells=cells)]).recognised(spec), False, "a.xlsx")
        found.add_up([("101", column)])
        assert found.is_said(("101", column)) is not formula
        assert found.is_said(("99", column))


# sums


@pytest.mark.parametrize(
    ("form", "change", "cell", "lost"),
    [
        ("01", {83: 280}, 83, {"kindergarten_children"}),
        ("01", {101: 213}, 90, {"kindergarten_children"}),
        ("01", {103: 71}, 90, {"kindergarten_children"}),
        ("01", {170: 5}, 168, {"qualified_teachers"}),
        ("01", {167: 32}, 167, {"teachers"}),
        ("01", {152: 2}, 147, {"qualified_managers"}),
        ("02", {44: 151}, 37, {"pupils"}),
        ("02", {99: 34}, 96, {"teachers", "qualified_teachers"}),
        ("02", {78: 49}, 78, {"managers", "teachers", "qualified_teachers"}),
    ],
)
def test_a_total_that_does_not_add_up(
    form: str, change: Mapping[int, int], cell: int, lost: set[str], tmp_path: Path
) -> None:
    book = ministry(form, change)
    card = read(book, tmp_path, form)
    sheet = next(one for one in book.worksheets if any(row[3].value == cell for row in one.iter_rows() if len(row) > 4))
    assert problems(card) == [("sum_differs", f"E{row_of(sheet, cell)}")]
    assert values(card) == {name: one for name, one in READ[form].items() if name not in lost}
    assert card.exit_code == 3


def test_the_message_names_the_sum(tmp_path: Path) -> None:
    [problem] = read(ministry(figures={83: 280}), tmp_path).problems
    text = problem.text("vi", "message")
    assert "Mã số 83 ghi 280" in text
    assert "84 + 90 cộng được 275" in text
    assert "Trẻ mẫu giáo" in text
    assert {place.sheet for place in problem.places} == {"Học sinh"}


def test_columns_that_do_not_add_up(tmp_path: Path) -> None:
    book = ministry()
    sheet = children(book)
    sheet.cell(row_of(sheet, 90), 9).value = 200
    card = read(book, tmp_path)
    assert problems(card) == [("sum_differs", f"E{row_of(sheet, 90)}")]
    assert "“Công lập / Tổng số”" in card.problems[0].text("vi", "message")
    assert KEY not in figures(card)
    sheet.cell(row_of(sheet, 90), 13).value = 14
    assert problems(read(book, tmp_path)) == []


def test_a_breakdown_that_nobody_filled_in_contradicts_nothing(tmp_path: Path) -> None:
    book = ministry(figures={102: 0, 103: 0, 104: 0, 105: 0, 84: None})
    sheet = children(book)
    sheet.cell(row_of(sheet, 90), 9).value = 0
    card = read(book, tmp_path)
    assert problems(card) == []
    assert figures(card)[KEY] == 214


def test_parts_above_their_total_are_too_much_whatever_is_missing(tmp_path: Path) -> None:
    assert problems(read(ministry(figures={84: None}), tmp_path)) == []
    card = read(ministry(figures={83: 200, 84: None}), tmp_path)
    assert [code for code, _ in problems(card)] == ["sum_differs"]
    assert "ít nhất 214" in card.problems[0].text("vi", "message")


def test_a_sum_of_what_is_not_mapped_is_not_looked_at(tmp_path: Path) -> None:
    assert problems(read(ministry(figures={87: 900}), tmp_path)) == []


# rows that leave it unclear


@pytest.mark.parametrize(
    ("form", "change", "lost"),
    [
        ("01", {152: 0, 155: 1}, {"qualified_managers"}),
        ("02", {100: 1, 102: 1}, {"qualified_teachers"}),
        ("02", {109: 1, 110: 4}, {"teachers", "qualified_teachers"}),
    ],
)
def test_a_row_that_may_mean_either(form: str, change: Mapping[int, int], lost: set[str], tmp_path: Path) -> None:
    card = read(ministry(form, change), tmp_path, form)
    assert [code for code, _ in problems(card)] == ["figure_unclear"] * len(lost)
    assert values(card) == {name: one for name, one in READ[form].items() if name not in lost}
    assert card.exit_code == 4


def test_a_part_above_its_whole(tmp_path: Path) -> None:
    """Figures of one form contradict each other although each sum holds as far as it is known."""
    changes = {167: 20, 168: None, 181: None, **dict.fromkeys((169, 174, 182, 187), 0)}
    changes |= {172: 1, 173: 1, 185: 1, 186: 1}
    card = read(ministry(figures=changes), tmp_path)
    assert [code for code, _ in problems(card)] == ["part_exceeds_whole"]
    assert {"teachers", "qualified_teachers"}.isdisjoint(values(card))


# where it stands


@pytest.mark.parametrize("name", ["III", "Sheet2", "Hoc sinh (2)", "Trẻ em & lớp 'A'"])
def test_sheets_are_known_by_their_header_not_by_their_name(name: str, tmp_path: Path) -> None:
    card = read(ministry(names=("I", name, "x", "y")), tmp_path)
    assert values(card) == READ["01"]
    assert said(card)[KEY].place.sheet == name


def test_sheets_in_another_order(tmp_path: Path) -> None:
    book = ministry()
    book.move_sheet("Ngân sách", -4)
    book.move_sheet("Cán bộ", -2)
    assert values(read(book, tmp_path)) == READ["01"]


def test_columns_and_rows_may_be_inserted(tmp_path: Path) -> None:
    book = ministry()
    sheet = children(book)
    merges = [(area.min_row, area.min_col, area.max_row, area.max_col) for area in list(sheet.merged_cells.ranges)]
    for area in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(area))
    sheet.insert_rows(1, 2)
    sheet.insert_cols(5)
    for r1, c1, r2, c2 in merges:
        right = 1 if c1 >= 5 else 0
        sheet.merge_cells(start_row=r1 + 2, end_row=r2 + 2, start_column=c1 + right, end_column=c2 + right)
    card = read(book, tmp_path)
    assert values(card) == READ["01"]
    assert said(card)[KEY].place.cell == f"F{row_of(sheet, 90)}"


def test_headings_that_are_no_longer_merged(tmp_path: Path) -> None:
    book = ministry()
    sheet = children(book)
    for area in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(area))
    assert values(read(book, tmp_path)) == READ["01"]


def test_all_sections_on_one_sheet(tmp_path: Path) -> None:
    """Codes of another section below the same header, or below a header of its own, are other codes."""
    book = ministry()
    sheet = children(book)
    first = sheet.max_row + 1
    for row, (number, label, code, count) in enumerate(
        (("IV", "Ngân sách", None, None), (None, "Trẻ em mẫu giáo", 90, 999), (None, "Chi khác", 102, 5)), first
    ):
        for column, value in enumerate((number, label, "triệu đồng", code, count), 1):
            sheet.cell(row, column, value)
    assert values(read(book, tmp_path)) == READ["01"]
    sheet.cell(first, 1).value = None
    card = read(book, tmp_path)
    assert {code for code, _ in problems(card)} == {"code_twice"}
    assert KEY not in figures(card)


def test_a_section_that_goes_on_on_another_sheet(tmp_path: Path) -> None:
    """Half of the rows on a sheet of their own, under the same header."""
    book = ministry("02")
    sheet = book["IV"]
    more = book.copy_worksheet(sheet)
    cut = row_of(sheet, 96)
    sheet.delete_rows(cut, sheet.max_row)
    for row in range(6, cut):
        for column in range(1, 30):
            more.cell(row, column).value = None
    card = read(book, tmp_path, "02")
    assert problems(card) == []
    assert values(card) == READ["02"]
    assert said(card)["school", "", "teachers"].place.sheet == more.title


def test_only_some_sheets_are_there(tmp_path: Path) -> None:
    book = ministry()
    del book["Học sinh"], book["Trường-Lớp"]
    card = read(book, tmp_path)
    assert problems(card) == []
    assert set(values(card)) == {"managers", "qualified_managers", "teachers", "qualified_teachers"}


def test_the_row_of_column_numbers_is_no_row(tmp_path: Path) -> None:
    book = ministry()
    sheet = children(book)
    for column in range(1, 21):
        sheet.cell(4, column).value = column + 79 if column > 3 else "ABC"[column - 1]
    assert values(read(book, tmp_path))["managers"] == 3
    for column in range(1, 21):
        sheet.cell(4, column).value = column
    sheet.cell(row_of(sheet, 92), 4).value = 4
    assert [code for code, _ in problems(read(book, tmp_path))] == []


def change(at: str, value: str) -> Callable[[Worksheet], None]:
    def edit(sheet: Worksheet) -> None:
        sheet[at] = value

    return edit


def unmerge(sheet: Worksheet) -> None:
    for area in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(area))
    sheet["E2"], sheet["F2"] = None, "Tổng số"


@pytest.mark.parametrize("edit", [change("E2", "Số trẻ"), change("F2", "Tổng số"), unmerge])
def test_another_column_is_never_taken_for_it(edit: Callable[[Worksheet], None], tmp_path: Path) -> None:
    """With the heading of its column changed or given twice, the figure is missing: what is beside it is something else."""
    book = ministry()
    edit(children(book))
    card = read(book, tmp_path)
    assert [code for code, _ in problems(card)] == ["foreign_sheet"]
    assert "“Tổng số / Tổng số”" in card.problems[0].text("vi", "message")
    assert set(values(card)) == {"managers", "qualified_managers", "teachers", "qualified_teachers"}


def test_a_code_in_two_rows(tmp_path: Path) -> None:
    book = ministry()
    sheet = children(book)
    sheet.cell(row_of(sheet, 93), 2).value = "Trẻ em mẫu giáo"
    sheet.cell(row_of(sheet, 93), 4).value = 90
    card = read(book, tmp_path)
    assert [code for code, _ in problems(card)] == ["code_twice"]
    assert KEY not in figures(card)


def test_a_missing_row_is_said(tmp_path: Path) -> None:
    book = ministry()
    sheet = children(book)
    sheet.cell(row_of(sheet, 90), 4).value = None
    card = read(book, tmp_path)
    assert [code for code, _ in problems(card)] == ["row_missing"]
    assert KEY not in figures(card)
    assert card.exit_code == 4


def test_a_sheet_that_is_there_twice(tmp_path: Path) -> None:
    book = ministry()
    again = book.copy_worksheet(children(book))
    assert values(read(book, tmp_path)) == READ["01"]
    row = row_of(again, 90)
    for value in (0, None):
        again.cell(row, 5).value = value
        assert values(read(book, tmp_path)) == READ["01"]
    again.cell(row, 5).value = 300
    card = read(book, tmp_path)
    assert [code for code, _ in problems(card)] == ["conflicting_values"]
    assert KEY not in figures(card)


# nearly right


def without_codes(book: openpyxl.Workbook) -> None:
    children(book)["D1"] = "Mã"


def another_subject(book: openpyxl.Workbook) -> None:
    children(book)["B1"] = "Học viên"


def another_label(book: openpyxl.Workbook) -> None:
    sheet = children(book)
    sheet.cell(row_of(sheet, 90), 2).value = "Trẻ em mẫu giáo ghép"


def another_section(book: openpyxl.Workbook) -> None:
    children(book)["A1"] = "II"


def no_codes(book: openpyxl.Workbook) -> None:
    sheet = children(book)
    for row in range(5, sheet.max_row + 1):
        sheet.cell(row, 4).value = None


NEAR = {
    "every code": (no_codes, "cột “Mã số” không có mã số nào"),
    "the column of codes": (without_codes, "“Mã số”"),
    "the subject": (another_subject, "thiếu “Trẻ em”"),
    "a label": (another_label, "mã số 90 là “Trẻ em mẫu giáo”, ở đây ghi “Trẻ em mẫu giáo ghép”"),
    "the section": (another_section, "mục “III”"),
}


@pytest.mark.parametrize("what", NEAR)
def test_a_near_miss_is_proposed_and_never_read(what: str, tmp_path: Path) -> None:
    edit, words = NEAR[what]
    book = ministry()
    edit(book)
    card = read(book, tmp_path)
    [problem] = card.problems
    assert (problem.code, problem.place.sheet) == ("foreign_sheet", "Học sinh")
    assert "Biểu 01" in problem.text("vi", "message")
    assert words in problem.text("vi", "message")
    assert set(values(card)) == {"managers", "qualified_managers", "teachers", "qualified_teachers"}
    assert card.exit_code == 3
    del book["Cán bộ"]
    card = read(book, tmp_path)
    [problem] = card.problems
    assert problem.code == "unknown_form"
    assert "“Học sinh” giống Biểu 01" in problem.text("vi", "message")
    assert words in problem.text("vi", "message")
    assert card.submissions == ()


def test_a_sheet_that_is_as_near_to_two_forms_is_of_the_one_that_is_there(tmp_path: Path) -> None:
    """Without the words over its labels the staff of a primary school is that of a nursery as well."""
    book = ministry("02")
    book["IV"]["B1"] = "Cán bộ quản lý, Giáo viên, Người lao động"
    card = read(book, tmp_path, "02")
    [problem] = card.problems
    assert (problem.code, problem.place.sheet) == ("foreign_sheet", "IV")
    assert "Biểu 02" in problem.text("vi", "message")
    assert "teachers" not in values(card)


def test_a_form_that_shares_the_header_is_another_form(tmp_path: Path) -> None:
    """Lower secondary schools have the same headings over other grades."""
    book = ministry("02")
    sheet = book["III"]
    for grade in range(1, 6):
        sheet.cell(row_of(sheet, 39 + grade), 2).value = f"- Học sinh lớp {grade + 5}"
    del book["IV"]
    card = read(book, tmp_path, "02")
    assert [code for code, _ in problems(card)] == ["unknown_form"]
    assert "Biểu 02" in card.problems[0].text("vi", "message")


def test_the_rooms_of_a_primary_school_are_not_those_of_a_nursery(tmp_path: Path) -> None:
    """The same header and section, and none of the codes that the mapping of 2017-2018 knows."""
    from lbedu.options import Options
    from lbedu.run import check

    path = saved(ministry("02", {120: 20, 123: 1}), tmp_path / "bieu-02.xlsx")
    card = check([path], Options(unit="TH Gia Thượng", year="2017-2018"))
    assert card.submissions == ()
    assert {problem.code for problem in card.problems} <= {"unknown_form", "unknown_table"}
    assert not any("giống" in problem.text("vi", "message") for problem in card.problems)


def test_where_zeros_are_said_they_count(tmp_path: Path) -> None:
    from lbedu.directive.load import available
    from lbedu.options import Options
    from lbedu.run import check

    rules = tmp_path / f"{YEAR}.yaml"
    text = available()[YEAR].read_text(encoding="utf-8")
    rules.write_text(text.replace("zeros_are_said: false", "zeros_are_said: true"), encoding="utf-8")
    zeros = dict.fromkeys((83, 84, 85, 87, 88, 90, 91, 93, 94, 101, 103, 104, 105), 0)
    card = check(
        [saved(ministry(figures=zeros), tmp_path / "a.xlsx")], Options(targets=rules, unit="MN Tràng An", year=YEAR)
    )
    assert problems(card) == []
    assert values(card) == {**READ["01"], "kindergarten_children": 0, "serves_meals": False}
    card = check(
        [saved(ministry(figures={83: 0}), tmp_path / "b.xlsx")], Options(targets=rules, unit="MN Tràng An", year=YEAR)
    )
    assert [code for code, _ in problems(card)] == ["sum_differs"]


@pytest.mark.parametrize("code", [90.0, "90", " 90 "])
def test_a_code_may_be_a_number_or_a_text(code: float | str, tmp_path: Path) -> None:
    book = ministry()
    sheet = children(book)
    sheet.cell(row_of(sheet, 90), 4).value = code
    assert values(read(book, tmp_path)) == READ["01"]


def test_a_workbook_like_nothing_is_not_said_to_be_like_something(tmp_path: Path) -> None:
    book = ministry()
    del book["Cán bộ"], book["Học sinh"]
    for problem in read(book, tmp_path).problems:
        assert problem.code in ("unknown_form", "unknown_table")
        assert "giống" not in problem.text("vi", "message")


def test_a_sheet_full_of_headings_is_no_form(tmp_path: Path) -> None:
    book = ministry()
    sheet = book.create_sheet("Đầy")
    for row in range(1, 400):
        for column, text in enumerate(("III", "Trẻ em", "Đơn vị tính", "Mã số", "Tổng số", "Công lập"), 1):
            sheet.cell(row, column, text)
    sheet.cell(1_048_576, 16_384, "Mã số")
    card = read(book, tmp_path)
    assert values(card) == READ["01"]
    assert problems(card) == []


# who, and of which year


def test_the_form_names_its_unit_and_year(tmp_path: Path) -> None:
    book = ministry(unit="Trường Mầm non Tràng An", year="2021-2022")
    card = read(book, tmp_path, unit="", year=None)
    assert problems(card) == []
    assert [one.unit.name for one in card.submissions] == ["MN Tràng An"]
    assert card.submissions[0].where["name"].address == "'Trường-Lớp'!D2"
    assert values(card) == READ["01"]


@pytest.mark.parametrize(
    ("at", "text"),
    [
        ("D1", "- Đơn vị báo cáo: Trường MN Tràng An…………"),
        ("E1", "MẦM NON TRÀNG AN"),
        ("D2", "Trường mầm non Hoa Hồng"),
    ],
)
def test_the_name_may_stand_on_the_line_beside_it_or_below(at: str, text: str, tmp_path: Path) -> None:
    book = ministry()
    book["Trường-Lớp"][at] = text
    card = read(book, tmp_path, unit="")
    assert problems(card) == []
    assert len(card.submissions) == 1


def test_somebody_else_on_that_line_is_not_the_unit(tmp_path: Path) -> None:
    book = ministry(unit="Phòng GD&ĐT quận Long Biên")
    assert [code for code, _ in problems(read(book, tmp_path, unit=""))] == ["unit_missing"]
    with pytest.raises(UsageError, match="says that it is from Phòng GD&ĐT quận Long Biên"):
        read(book, tmp_path)


SOMEBODY_ELSE = (
    *("Phòng GD&ĐT", "Các trường mầm non", "Tổng hợp toàn quận", "Cơ sở 2", "Điểm trường số 2", "UBND phường Bồ Đề"),
    *("Hoa Sen", "Phòng GD&ĐT quận Long Biên……"),
)


@pytest.mark.parametrize("at", ["line", "E1", "D2"])
@pytest.mark.parametrize("text", SOMEBODY_ELSE)
def test_the_users_word_against_a_line_that_is_filled(text: str, at: str, tmp_path: Path) -> None:
    book = ministry()
    sheet = book["Trường-Lớp"]
    sheet["D1" if at == "line" else at] = f"Đơn vị báo cáo: {text}" if at == "line" else text
    with pytest.raises(UsageError, match="says that it is from"):
        read(book, tmp_path)
    assert figures(read(book, tmp_path, unit="")) == {}


@pytest.mark.parametrize("at", ["line", "E1", "D2"])
@pytest.mark.parametrize(
    "text",
    [
        *("", "………………", "Sở GDĐT tỉnh………..", "Phòng GD&ĐT …….", "Trường mầm non", "Trường MN ........", "MN Tràng An"),
        *("Trường Mầm non Tràng An", "TRÀNG AN", "Tràng An……", "(ghi rõ tên đơn vị)", "Biểu số 01", "-"),
    ],
)
def test_the_users_word_beside_a_blank_line_or_the_same_name(text: str, at: str, tmp_path: Path) -> None:
    book = ministry()
    sheet = book["Trường-Lớp"]
    sheet["D1" if at == "line" else at] = f"Đơn vị báo cáo: {text}" if at == "line" else text
    card = read(book, tmp_path)
    assert (problems(card), values(card)) == ([], READ["01"])


def test_two_names_in_one_form_are_of_nobody(tmp_path: Path) -> None:
    book = ministry(unit="Trường MN Tràng An")
    book["Cán bộ"]["AB1"] = "Đơn vị báo cáo: Phòng GD&ĐT quận Long Biên"
    card = read(book, tmp_path, unit="")
    assert (problems(card), figures(card)) == ([("several_units", "AB1")], {})


def test_without_a_unit_nobody_reports(tmp_path: Path) -> None:
    card = read(ministry(), tmp_path, unit="")
    assert [code for code, _ in problems(card)] == ["unit_missing"]
    assert "--unit" in card.problems[0].text("vi", "fix")
    assert card.submissions == ()
    assert card.exit_code == 3


@pytest.mark.parametrize("text", ["Kỳ đầu năm học 2021 - 2022", "(có đến 30 tháng 9 năm 2021)", "(có đến 30/9/2021)"])
def test_the_year_is_said_in_words(text: str, tmp_path: Path) -> None:
    book = ministry()
    book["Trường-Lớp"]["B3"] = text
    assert values(read(book, tmp_path, year=None)) == READ["01"]


def test_another_year(tmp_path: Path) -> None:
    book = ministry(year="2020-2021")
    card = read(book, tmp_path)
    assert problems(card) == [("wrong_year", "B2")]
    assert card.submissions == ()


@pytest.mark.parametrize("text", ["(có đến 30 tháng 9 năm báo cáo)", "(có đến 30 tháng 9 năm 2022)"])
def test_no_year_or_two_of_them_is_none(text: str, tmp_path: Path) -> None:
    book = ministry(year="2021-2022" if "2022" in text else "")
    book["Trường-Lớp"]["B3"] = text
    card = read(book, tmp_path, year=None)
    assert [code for code, _ in problems(card)] == ["year_missing"]
    assert card.submissions == ()


def test_the_unit_must_be_of_the_forms_level(tmp_path: Path) -> None:
    card = read(ministry(), tmp_path, unit="TH Gia Thượng")
    assert [code for code, _ in problems(card)] == ["wrong_level"]
    assert card.submissions == ()


# with other forms


def test_two_forms_in_one_workbook(tmp_path: Path) -> None:
    book = ministry(unit="Trường MN Tràng An", year=YEAR)
    other = ministry("02", unit="Trường Tiểu học Gia Thượng")
    for sheet in other.worksheets[:-1]:
        copy = book.create_sheet(f"TH {sheet.title}")
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is not None:
                    copy[cell.coordinate] = cell.value
        for area in sheet.merged_cells.ranges:
            copy.merge_cells(str(area))
    card = read(book, tmp_path, unit="", year=None)
    assert problems(card) == []
    found = {one.unit.name: dict(one.records[0].said) for one in card.submissions}
    assert {name: {field: one.value for field, one in all_.items()} for name, all_ in found.items()} == {
        "MN Tràng An": READ["01"],
        "TH Gia Thượng": READ["02"],
    }


def test_together_with_our_own_form(tmp_path: Path) -> None:
    saved(ministry(figures=dict.fromkeys((83, 84, 90, 91, 101, 103, 104, 105), 0)), tmp_path / "a.xlsx")
    own = filled("school", "MN", "MN Tràng An", values={"kindergarten_children": None})
    card = checked(saved(own, tmp_path / "b.xlsx"))
    assert [code for code, _ in problems(card)] == ["blank"]
    assert KEY not in figures(card)


def test_in_the_workbook_of_our_own_form(tmp_path: Path) -> None:
    """A sheet of the ministry's form beside our own: what both say must be the same."""
    own = filled("school", "MN", "MN Tràng An", values={"kindergarten_children": None, "milk_children": 100})
    sheet = own.create_sheet("Biểu 01")
    source = children(ministry())
    for row in source.iter_rows():
        for cell in row:
            if cell.value is not None:
                sheet[cell.coordinate] = cell.value
    for area in source.merged_cells.ranges:
        sheet.merge_cells(str(area))
    card = checked(saved(own, tmp_path / "a.xlsx"))
    assert ("school", "", "kindergarten_children") in figures(card)
    assert {code for code, _ in problems(card)} == {"blank", "reported_twice"}  # both say that meals are served
    sheet["AB1"] = "Đơn vị báo cáo: Các trường mầm non"
    card = checked(saved(own, tmp_path / "b.xlsx"))
    assert ("school", "", "kindergarten_children") not in figures(card)
    assert {code for code, _ in problems(card)} == {"blank", "several_units"}


@pytest.mark.parametrize("form", FORMS)
def test_no_sheet_of_the_ministry_is_a_table_of_ours_left_out(form: str, tmp_path: Path) -> None:
    """All of its sheets in the workbook of our own form, also those that nothing is read from; a table of units is said."""
    figures = dict.fromkeys(READ[form])
    book = filled("school", {"01": "MN", "02": "TH"}[form], SCHOOL[form], values=figures)
    for source in ministry(form).worksheets:
        sheet = book.create_sheet(f"Bộ {source.title}")
        for cell in [cell for row in source.iter_rows() for cell in row if cell.value is not None]:
            sheet[cell.coordinate] = cell.value
        for area in source.merged_cells.ranges:
            sheet.merge_cells(str(area))
    card = checked(saved(book, tmp_path / "a.xlsx"))
    assert "unknown_table" not in {problem.code for problem in card.problems}
    assert len(card.submissions) > 1 and card.submissions[-1].foreign != card.submissions[0].foreign
    sheet = book.create_sheet("Bảng")
    for line in (["TT", "Tên trường", "Số em", "Số lớp"], [1, "TH Hoa Mai", 500, 20], [2, "TH Hoa Sen", 400, 18]):
        sheet.append(line)
    card = checked(saved(book, tmp_path / "a.xlsx"))
    assert [p.place.sheet for p in card.problems if p.code == "unknown_table"] == ["Bảng"]


def test_two_workbooks_that_contradict_each_other(tmp_path: Path) -> None:
    """The milk of our own form, the children of the ministry's: a part above its whole counts in neither."""
    own = filled("school", "MN", "MN Tràng An", values={"kindergarten_children": None, "milk_children": 300})
    paths = saved(own, tmp_path / "a.xlsx"), saved(ministry(unit="MN Tràng An", year=YEAR), tmp_path / "b.xlsx")
    card = checked(*paths, view="district", only=("school-milk",))
    found = [problem for problem in card.problems if problem.code == "part_exceeds_whole"]
    assert [problem.place.file for problem in found] == ["a.xlsx"] or len(found) == 1
    assert "b.xlsx" in found[0].text("vi", "message")
    [verdict] = card.verdicts
    assert verdict.outcome == "undecided"
    assert verdict.sources == ()


def test_what_was_read_can_be_traced(tmp_path: Path) -> None:
    """A figure that no verdict needs yet is still shown with its cell."""
    book = ministry()
    card = read(book, tmp_path)
    waiting = [item for item in card.waiting if item.target.id == "school-milk"]
    assert len(waiting) == 1
    verdict = next(v for v in read(book, tmp_path, view="district").verdicts if v.target.id == "school-milk")
    assert [(name, s.value, s.place.cell) for name, s in verdict.sources] == [
        ("school.kindergarten_children", 214, f"E{row_of(children(book), 90)}")
    ]


@pytest.mark.parametrize("form", FORMS)
def test_the_sheets_that_are_not_mapped_are_nobodys(form: str, tmp_path: Path) -> None:
    book = ministry(form)
    for name in (SHEETS[form][1], SHEETS[form][2]):
        del book[name]
    card = read(book, tmp_path, form)
    assert card.submissions == ()
    assert card.exit_code == 3
