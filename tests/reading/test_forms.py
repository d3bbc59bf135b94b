"""Filled forms to submissions: every figure with its cell, and whatever is wrong with a form is said of that form alone."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from fractions import Fraction
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter  # type: ignore[import-untyped]
from openpyxl.worksheet.worksheet import Worksheet

from lbedu.own_form import CODE, FIGURE, FIGURES_SHEET, IDENTITY_SHEET, STAMP_SHEET
from lbedu.reporters import Style
from lbedu.reporters.as_json import render
from tests.cli.workbooks import (
    checked,
    code_cell,
    code_of,
    coded,
    directive,
    figure,
    figures,
    filled,
    header,
    identify,
    list_cells,
    open_blank,
    plain,
    problems,
    put,
    said,
    saved,
    values_of,
)

KINDS = [("school", "MN"), ("school", "TH"), ("school", "THCS"), ("ward", None), ("office", None)]
NAMES = {"school": "Trường {} Hoa Phượng", "ward": "Bồ Đề", "office": ""}
TH = "Trường Tiểu học Hoa Phượng"


def good(kind: str = "school", level: str | None = "TH", **more: Any) -> openpyxl.Workbook:
    """A form filled in without a mistake."""
    return filled(kind, level, NAMES[kind].format(level), **more)


def expected_value(value: object) -> object:
    """A value as it is read."""
    options = {option.vi: option.id for group in directive().file.choices.values() for option in group}
    answers = {"Có": True, "Không": False}
    if isinstance(value, str):
        return answers.get(value, options.get(value, value))
    return Fraction(str(value)) if isinstance(value, float) else value


# what is read, and where it stands


@pytest.mark.parametrize(("kind", "level"), KINDS)
def test_every_value_keeps_its_cell(kind: str, level: str | None, tmp_path: Path) -> None:
    book = good(kind, level)
    card = checked(saved(book, tmp_path / "a.xlsx"))
    assert problems(card) == []
    assert card.exit_code == 0
    found = said(card)
    main = directive().main_form(kind)
    form = directive().forms[main]
    for field, spec in form.by_id.items():
        if not spec.asked_of(level):
            assert (main, "", field) not in found
            continue
        value = found.pop((main, "", field))
        cell = figure(book, spec.code)
        assert (value.place.sheet, value.place.cell) == (FIGURES_SHEET, cell.coordinate)
        assert value.value == expected_value(plain(spec))
        assert not isinstance(value.value, float)
    rows = {row.code: row for f in directive().forms.values() if f.unit == kind for row in f.rows}
    for sheet, at, column, spec in list_cells(book, kind):
        code = str(sheet.cell(at, header(sheet, CODE).column).value)
        title = next(name for name, f in directive().forms.items() if code in {row.code for row in f.rows})
        value = found.pop((title, code, spec.id))
        assert (value.place.sheet, value.place.cell) == (sheet.title, sheet.cell(at, column).coordinate)
        assert value.value == expected_value(plain(spec))
        assert code in rows
    assert found == {}


@pytest.fixture(scope="module")
def reference(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str, str], object]:
    """What the well filled TH form says."""
    return dict(figures(checked(saved(good(), tmp_path_factory.mktemp("reference") / "a.xlsx"))))


def test_codes_may_be_numbers(tmp_path: Path, reference: dict[object, object]) -> None:
    """Excel makes a number of a code that is typed again, and drops its zeros."""
    book = good()
    for code, row in list(coded(book[FIGURES_SHEET])):
        if code.isdigit():
            book[FIGURES_SHEET].cell(row, header(book[FIGURES_SHEET], CODE).column).value = int(code)
    card = checked(saved(book, tmp_path / "a.xlsx"))
    assert problems(card) == []
    assert figures(card) == reference


def move(sheet: Worksheet, order: list[int], first: int) -> None:
    """Put rows into another order, values only."""
    rows = [[sheet.cell(row, column).value for column in range(1, 7)] for row in order]
    for at, values in enumerate(rows, first):
        for column, value in enumerate(values, 1):
            if type(sheet.cell(at, column)).__name__ == "Cell":
                sheet.cell(at, column).value = value


def test_rows_may_move(tmp_path: Path, reference: dict[object, object]) -> None:
    book = good()
    sheet = book[FIGURES_SHEET]
    rows = [row for _, row in coded(sheet)][1:]  # the first is the row of column letters
    for merged in list(sheet.merged_cells.ranges):
        if merged.min_row >= rows[0]:
            sheet.unmerge_cells(str(merged))
    top, bottom = rows[0], rows[-1]
    move(sheet, list(range(bottom, top - 1, -1)), top)
    card = checked(saved(book, tmp_path / "a.xlsx"))
    assert problems(card) == []
    assert figures(card) == reference
    for (_, _, field), value in said(card).items():
        spec = directive().forms["school"].by_id[field]
        assert value.place.cell == figure(book, spec.code).coordinate


@pytest.mark.parametrize("shift", ["insert_rows", "insert_cols"])
def test_the_table_may_stand_elsewhere(shift: str, tmp_path: Path, reference: dict[object, object]) -> None:
    book = good()
    for name in (FIGURES_SHEET, IDENTITY_SHEET):
        for merged in list(book[name].merged_cells.ranges):
            book[name].unmerge_cells(str(merged))
        getattr(book[name], shift)(1, 3)
    card = checked(saved(book, tmp_path / "a.xlsx"))
    assert problems(card) == []
    assert figures(card) == reference


def test_deleted_rows_are_missing(tmp_path: Path, reference: dict[object, object]) -> None:
    book = good()
    gone = ["insured", "pupils", "managers", "quality_plan", "quality_plan_evidence"]
    codes = {code_of(field) for field in gone}
    for merged in list(book[FIGURES_SHEET].merged_cells.ranges):  # they would stay behind, over figures
        book[FIGURES_SHEET].unmerge_cells(str(merged))
    for row in sorted((row for code, row in coded(book[FIGURES_SHEET]) if code in codes), reverse=True):
        book[FIGURES_SHEET].delete_rows(row)
    card = checked(saved(book, tmp_path / "a.xlsx"))
    assert {problem.code for problem in card.problems} == {"row_missing"}
    for problem, code in zip(card.problems, sorted(codes), strict=True):
        assert problem.severity == "missing"
        assert code in problem.text("vi", "message")
    assert card.exit_code == 4
    assert figures(card) == {key: value for key, value in reference.items() if key[2] not in gone}  # type: ignore[index]


def test_a_code_in_two_rows_counts_in_neither(tmp_path: Path, reference: dict[object, object]) -> None:
    book = good()
    sheet = book[FIGURES_SHEET]
    first = code_cell(book, code_of("teachers"))
    at = max(row for _, row in coded(sheet)) + 1
    for column in range(1, 7):
        sheet.cell(at, column).value = None
    sheet.cell(at, first.column).value = first.value
    sheet.cell(at, header(sheet, FIGURE).column).value = 99
    card = checked(saved(book, tmp_path / "a.xlsx"))
    twice = [problem for problem in card.problems if problem.code == "code_twice"]
    assert len(twice) == 1
    assert {twice[0].place.cell, *(place.cell for place in twice[0].places)} >= {first.coordinate, f"D{at}"}
    assert card.exit_code == 3
    assert figures(card) == {k: v for k, v in reference.items() if k[2] != "teachers"}  # type: ignore[index]


def test_unknown_codes_are_said_and_not_read(tmp_path: Path, reference: dict[object, object]) -> None:
    book = good()
    sheet = book[FIGURES_SHEET]
    at = max(row for _, row in coded(sheet)) + 1
    for merged in [area for area in sheet.merged_cells.ranges if area.max_row >= at]:
        sheet.unmerge_cells(str(merged))
    for row, code in ((at, "99"), (at + 1, "X7")):
        sheet.cell(row, header(sheet, CODE).column).value = code
        sheet.cell(row, header(sheet, FIGURE).column).value = 5
    card = checked(saved(book, tmp_path / "a.xlsx"))
    assert problems(card) == [("unknown_code", f"D{at}"), ("unknown_code", f"D{at + 1}")]
    assert card.exit_code == 0
    assert figures(card) == reference


def test_a_field_of_another_level_is_no_field_here(tmp_path: Path, reference: dict[object, object]) -> None:
    book = good()
    sheet = book[FIGURES_SHEET]
    at = max(row for _, row in coded(sheet)) + 1
    for column in range(1, 7):
        sheet.cell(at, column).value = None
    sheet.cell(at, header(sheet, CODE).column).value = code_of("graduates")
    sheet.cell(at, header(sheet, FIGURE).column).value = 5
    card = checked(saved(book, tmp_path / "a.xlsx"))
    assert problems(card) == [("unknown_code", f"D{at}")]
    assert figures(card) == reference


# what is wrong in a cell


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("insured", "45 em", "words_with_number"),
        ("insured", -5, "below_min"),
        ("insured", "−5", "below_min"),
        ("insured", 4.5, "not_whole"),
        ("insured", "4,5", "not_whole"),
        ("insured", "2.000", "ambiguous_number"),
        ("insured", "NaN", "word_for_none"),
        ("insured", "inf", "not_a_number"),
        ("insured", True, "not_a_number"),
        ("insured", "#DIV/0!", "error_cell"),
        ("insured", "=1+1", "no_saved_value"),
        ("insured", dt.date(2022, 3, 4), "excel_date"),
        ("insured", dt.time(3, 4), "excel_date"),
        ("quality_plan", "x", "not_yes_no"),
        ("quality_plan", 1, "not_yes_no"),
        ("cqg_level", "Mức độ 3", "not_an_option"),
        ("cqg_date", "31/02/2022", "not_a_date"),
        ("cqg_date", "05/04/2022", "ambiguous_date"),
        ("cqg_date", 44712, "date_serial"),
        ("cqg_decision", "x" * 501, "too_long"),
        ("cqg_decision", "a\u202eb", "control_characters"),
        ("insured", None, "blank"),
        ("quality_plan", "  ", "blank"),
    ],
)
def test_a_bad_cell_spoils_itself_alone(
    field: str, value: object, code: str, tmp_path: Path, reference: dict[object, object]
) -> None:
    book = good()
    cell = figure(book, code_of(field))
    if isinstance(value, (int, float)):
        cell.number_format = "General"
    cell.value = value  # type: ignore[assignment]
    card = checked(saved(book, tmp_path / "a.xlsx"))
    assert problems(card) == [(code, cell.coordinate)]
    problem = card.problems[0]
    assert (problem.place.file.endswith("a.xlsx"), problem.place.sheet) == (True, FIGURES_SHEET)
    for lang in ("vi", "en"):
        for which in ("message", "fix"):
            text = problem.text(lang, which)
            assert text
            assert not re.search(r"[{}]|None|Fraction|Decimal", text)
    assert card.exit_code == (4 if code == "blank" else 3)
    assert figures(card) == {k: v for k, v in reference.items() if k[2] != field}  # type: ignore[index]


def test_a_percentage_on_the_wrong_scale(tmp_path: Path) -> None:
    book = good("office", None)
    code = code_of("city_pass_rate", "office")
    for value, format_, found in (
        (0.9, "General", "percent_scale"),
        ("0,9", "@", "percent_scale"),
        (1, "General", "percent_scale"),
        (86.9, "0.0%", "percent_hundredfold"),
        (1.5, "0.0%", "above_max"),
        (86.9, "General", Fraction(869, 1000)),
        ("86,9%", "@", Fraction(869, 1000)),
        ("86.9 %", "@", Fraction(869, 1000)),
        (0.869, "0.0%", Fraction(869, 1000)),
    ):
        cell = figure(book, code)
        cell.number_format = format_
        cell.value = value
        card = checked(saved(book, tmp_path / "a.xlsx"))
        if isinstance(found, str):
            assert problems(card) == [(found, cell.coordinate)]
        else:
            assert problems(card) == []
            assert figures(card)[("office", "", "city_pass_rate")] == found


def test_a_part_above_its_whole_spoils_both_and_nothing_else(tmp_path: Path, reference: dict[object, object]) -> None:
    book = good(values={"insured": 101})
    card = checked(saved(book, tmp_path / "a.xlsx"))
    part, whole = figure(book, code_of("insured")), figure(book, code_of("pupils"))
    assert problems(card) == [("part_exceeds_whole", part.coordinate)]
    assert [place.cell for place in card.problems[0].places] == [whole.coordinate]
    assert whole.coordinate in card.problems[0].text("vi", "message")
    assert figures(card) == {k: v for k, v in reference.items() if k[2] not in ("insured", "pupils")}  # type: ignore[index]
    record = card.submissions[0].records[0]
    assert {field: place.cell for field, place in record.spoiled.items()} == {
        "insured": part.coordinate,
        "pupils": whole.coordinate,
    }
    assert card.exit_code == 3


def test_two_parts_above_one_whole(tmp_path: Path, reference: dict[object, object]) -> None:
    book = good(values={"insured": 101, "swimmers": 102})
    card = checked(saved(book, tmp_path / "a.xlsx"))
    assert [code for code, _ in problems(card)] == ["part_exceeds_whole"] * 2
    gone = ("insured", "pupils", "swimmers")
    assert figures(card) == {k: v for k, v in reference.items() if k[2] not in gone}  # type: ignore[index]


def test_a_part_that_equals_its_whole_is_fine(tmp_path: Path) -> None:
    card = checked(
        saved(good(values={"pupils": 0, "insured": 0, "swimmers": 0, "milk_pupils": 0}), tmp_path / "a.xlsx")
    )
    assert problems(card) == []


def test_a_part_without_its_whole_is_read(tmp_path: Path) -> None:
    book = good(values={"pupils": None})
    card = checked(saved(book, tmp_path / "a.xlsx"))
    assert problems(card) == [("blank", figure(book, code_of("pupils")).coordinate)]
    assert figures(card)[("school", "", "insured")] == 100


def test_a_figure_against_a_no_spoils_both(tmp_path: Path, reference: dict[object, object]) -> None:
    book = good(values={"serves_meals": "Không", "food_contract_evidence": None})
    card = checked(saved(book, tmp_path / "a.xlsx"))
    answer, other = figure(book, code_of("food_contract")), figure(book, code_of("serves_meals"))
    assert problems(card) == [("contradiction", answer.coordinate)]
    assert other.coordinate in card.problems[0].text("vi", "message")
    gone = ("serves_meals", "food_contract", "food_contract_evidence")
    assert figures(card) == {k: v for k, v in reference.items() if k[2] not in gone}  # type: ignore[index]


@pytest.mark.parametrize("dependent", [None, "Không"])
def test_a_no_that_nothing_contradicts(dependent: object, tmp_path: Path) -> None:
    """Blank, 0 and Không under “there is none” are no contradiction, and no blank either."""
    none = {"parents_due": 0 if dependent else None, "parents_cashless": None, "cashless_tuition": dependent}
    book = good(values={"collects_tuition": "Không", **none})
    assert problems(checked(saved(book, tmp_path / "a.xlsx"))) == []


def test_what_depends_on_an_unknown_answer_is_not_asked(tmp_path: Path) -> None:
    none = {"parents_due": None, "parents_cashless": None, "cashless_tuition": None}
    book = good(values={"collects_tuition": None, **none})
    cell = figure(book, code_of("collects_tuition")).coordinate
    assert problems(checked(saved(book, tmp_path / "a.xlsx"))) == [("blank", cell)]


# lists


def test_lists_of_the_office(tmp_path: Path) -> None:
    book = good("office", None)
    sheet, at, column, spec = next(iter(list_cells(book, "office")))
    cell = sheet.cell(at, column)
    cell.value = "?"
    card = checked(saved(book, tmp_path / "a.xlsx"))
    assert len(card.problems) == 1
    assert (card.problems[0].place.sheet, card.problems[0].place.cell) == (sheet.title, cell.coordinate)
    assert len(figures(card)) == len(figures(checked(saved(good("office", None), tmp_path / "b.xlsx")))) - 1
    assert spec.id not in {field for _, row, field in figures(card) if row == str(sheet.cell(at, 3).value)}


def test_a_row_that_is_not_on_the_list_is_said(tmp_path: Path) -> None:
    book = good("office", None)
    sheet, _, column, spec = next(iter(list_cells(book, "office")))
    at = max(row for _, row in coded(sheet)) + 1
    sheet.cell(at, header(sheet, CODE).column).value = "C99"
    sheet.cell(at, column).value = plain(spec)  # type: ignore[assignment]
    card = checked(saved(book, tmp_path / "a.xlsx"))
    assert [code for code, _ in problems(card)] == ["unknown_code"]
    assert card.exit_code == 0


def test_rows_of_a_list_may_be_deleted(tmp_path: Path) -> None:
    book = good("office", None)
    sheet, at, _, _ = next(iter(list_cells(book, "office")))
    code = str(sheet.cell(at, header(sheet, CODE).column).value)
    sheet.delete_rows(at)
    card = checked(saved(book, tmp_path / "a.xlsx"))
    assert {problem.code for problem in card.problems} == {"row_missing"}
    assert code in card.problems[0].text("vi", "message")
    assert card.problems[0].place.sheet == sheet.title
    assert code not in {row for _, row, _ in figures(card)}


def test_two_columns_of_one_field_count_in_neither(tmp_path: Path) -> None:
    book = good("office", None)
    sheet, at, column, spec = next(iter(list_cells(book, "office")))
    head = header(sheet, CODE)
    more = sheet.max_column + 1
    sheet.cell(head.row, more).value = "Nhập lại"
    sheet.cell(head.row + 1, more).value = spec.code
    sheet.cell(at, more).value = sheet.cell(at, column).value
    before = figures(checked(saved(good("office", None), tmp_path / "a.xlsx")))
    card = checked(saved(book, tmp_path / "b.xlsx"))
    assert [code for code, _ in problems(card)] == ["column_twice"]
    form = next(form for form, row, field in before if row and field == spec.id)
    lost = {key for key in before if key[0] == form and key[2] == spec.id}
    assert figures(card) == {key: value for key, value in before.items() if key not in lost}


def test_a_column_without_its_code_is_said(tmp_path: Path) -> None:
    book = good("office", None)
    sheet, _, column, spec = next(iter(list_cells(book, "office")))
    sheet.cell(header(sheet, CODE).row + 1, column).value = None
    card = checked(saved(book, tmp_path / "a.xlsx"))
    assert {problem.code for problem in card.problems} == {"column_missing"}
    assert spec.code in card.problems[0].text("vi", "message")


def test_a_missing_list_is_missing_and_no_more(tmp_path: Path) -> None:
    book = good("office", None)
    sheet, _, _, _ = next(iter(list_cells(book, "office")))
    codes = {code for code, _ in coded(sheet)}
    before = figures(checked(saved(book, tmp_path / "a.xlsx")))
    book.remove(sheet)
    card = checked(saved(book, tmp_path / "b.xlsx"))
    assert figures(card) == {key: value for key, value in before.items() if key[1] not in codes}
    assert card.exit_code in (3, 4)


# which form it is


def drop_stamp(book: openpyxl.Workbook) -> None:
    del book[STAMP_SHEET]


def drop_title(book: openpyxl.Workbook) -> None:
    for form in directive().forms.values():
        for sheet in book.worksheets:
            for row in sheet.iter_rows(max_row=12):
                for cell in row:
                    if cell.value == form.title.vi.upper():
                        cell.value = "BÁO CÁO"


@pytest.mark.parametrize(("kind", "level"), KINDS)
def test_without_stamp_the_title_tells(kind: str, level: str | None, tmp_path: Path) -> None:
    whole = checked(saved(good(kind, level), tmp_path / "a.xlsx"))
    card = checked(saved(good(kind, level), tmp_path / "b.xlsx", drop_stamp))
    assert problems(card) == []
    assert figures(card) == figures(whole)
    assert [s.unit for s in card.submissions] == [s.unit for s in whole.submissions]


@pytest.mark.parametrize(("kind", "level"), KINDS[:4])
def test_without_title_the_stamp_tells(kind: str, level: str | None, tmp_path: Path) -> None:
    whole = checked(saved(good(kind, level), tmp_path / "a.xlsx"))
    card = checked(saved(good(kind, level), tmp_path / "b.xlsx", drop_title))
    assert problems(card) == []
    assert figures(card) == figures(whole)


@pytest.mark.parametrize(("kind", "level"), KINDS)
def test_with_neither_it_is_no_form(kind: str, level: str | None, tmp_path: Path) -> None:
    card = checked(saved(good(kind, level), tmp_path / "a.xlsx", drop_stamp, drop_title))
    assert problems(card) == [("unknown_form", "")]
    assert card.submissions == ()
    assert card.exit_code == 3


def test_a_workbook_of_another_kind_is_no_form(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["TT", "Nội dung", "Đơn vị tính", "Mã số", "Số liệu"])
    sheet.append([1, "Học sinh", "người", "04", 120])
    assert problems(checked(saved(book, tmp_path / "a.xlsx"))) == [("unknown_form", "")]


def test_sheets_may_be_renamed(tmp_path: Path, reference: dict[object, object]) -> None:
    book = good()
    book[FIGURES_SHEET].title = "Sheet1"
    book[IDENTITY_SHEET].title = "a 'b' c"
    card = checked(saved(book, tmp_path / "a.xlsx"))
    assert problems(card) == []
    assert figures(card) == reference
    assert {value.place.sheet for value in said(card).values()} == {"Sheet1"}


@pytest.mark.parametrize(("kind", "level"), KINDS)
def test_a_blank_form_sent_back(kind: str, level: str | None, tmp_path: Path) -> None:
    card = checked(saved(open_blank(kind, level), tmp_path / "a.xlsx"))
    assert "form_blank" in [code for code, _ in problems(card)]
    assert not {"blank", "row_missing"} & {code for code, _ in problems(card)}
    assert card.submissions == ()
    assert card.exit_code == 3


def test_only_its_name_is_not_a_report(tmp_path: Path) -> None:
    book = open_blank("school", "TH")
    identify("DV2", TH)(book)
    identify("DV4", "Công lập")(book)
    card = checked(saved(book, tmp_path / "a.xlsx"))
    assert "form_blank" in [code for code, _ in problems(card)]
    assert card.exit_code == 3


# several files of one unit


def test_two_files_with_the_same_figures_count_once(tmp_path: Path) -> None:
    alone = checked(saved(good(), tmp_path / "a.xlsx"), view="district")
    both = checked(tmp_path / "a.xlsx", saved(good(), tmp_path / "b.xlsx"), view="district")
    assert [problem.code for problem in both.problems] == ["reported_twice"]
    assert both.problems[0].severity == "warning"
    assert "a.xlsx" in both.problems[0].text("vi", "message")
    assert [(v.target.id, v.outcome, v.parts) for v in both.verdicts] == [
        (v.target.id, v.outcome, v.parts) for v in alone.verdicts
    ]


def test_two_files_with_different_figures(tmp_path: Path) -> None:
    saved(good(), tmp_path / "a.xlsx")
    second = good(values={"teachers": 90, "qualified_teachers": 90})
    card = checked(tmp_path / "a.xlsx", saved(second, tmp_path / "b.xlsx"))
    cells = [figure(second, code_of(field)).coordinate for field in ("teachers", "qualified_teachers")]
    assert problems(card) == [("conflicting_values", cell) for cell in cells]
    for problem, cell in zip(card.problems, cells, strict=True):
        assert (problem.place.file[-6:], problem.places[0].file[-6:]) == ("b.xlsx", "a.xlsx")
        assert problem.places[0].cell == cell
        assert re.search(rf"a\.xlsx.*{cell}", problem.text("vi", "message"))
    assert card.exit_code == 3


def test_the_order_of_the_files_does_not_matter(tmp_path: Path) -> None:
    paths = [
        saved(good(values={"teachers": n}), tmp_path / f"{name}.xlsx")
        for n, name in ((100, "c"), (101, "a"), (102, "b"))
    ]
    first = checked(*paths, view="district")
    assert render(first, Style("vi")) == render(checked(*reversed(paths), view="district"), Style("vi"))
    assert [code for code, _ in problems(first)] == ["conflicting_values"] * 2


def test_two_forms_that_complete_each_other(tmp_path: Path) -> None:
    fields = list(values_of("school", "TH"))
    half = {spec.id: None for spec in directive().forms["school"].by_id.values() if spec.code in fields[::2]}
    rest = {spec.id: None for spec in directive().forms["school"].by_id.values() if spec.code in fields[1::2]}
    whole = checked(saved(good(), tmp_path / "w.xlsx"))
    saved(good(values=half), tmp_path / "a.xlsx")
    card = checked(tmp_path / "a.xlsx", saved(good(values=rest), tmp_path / "b.xlsx"))
    assert "conflicting_values" not in {problem.code for problem in card.problems}
    assert [(v.target.id, v.outcome) for v in card.verdicts] == [(v.target.id, v.outcome) for v in whole.verdicts]


# other writers


def by_xlsxwriter(book: openpyxl.Workbook, inline: bool) -> bytes:
    """The same cells as XlsxWriter writes them, with inline strings on request."""
    stream = io.BytesIO()
    written = xlsxwriter.Workbook(stream, {"constant_memory": inline, "in_memory": not inline})
    day = written.add_format({"num_format": "dd/mm/yyyy"})
    rate = written.add_format({"num_format": "0.0%"})
    for sheet in book.worksheets:
        page = written.add_worksheet(sheet.title)
        for row in sheet.iter_rows():
            for cell in row:
                at = (cell.row - 1, cell.column - 1)  # type: ignore[operator]
                match cell.value:
                    case None:
                        continue
                    case bool() as value:
                        page.write_boolean(*at, value)
                    case dt.datetime() | dt.date() as value:
                        page.write_datetime(*at, value, day)
                    case int() | float() as value:
                        page.write_number(*at, value, *([rate] if "%" in cell.number_format else []))
                    case value:
                        page.write_string(*at, str(value))
        if sheet.sheet_state != "visible":
            page.very_hidden()
    written.close()
    return stream.getvalue()


@pytest.mark.parametrize("inline", [False, True])
@pytest.mark.parametrize(("kind", "level"), [("school", "TH"), ("office", None)])
def test_another_writer(kind: str, level: str | None, inline: bool, tmp_path: Path) -> None:
    book = good(kind, level)
    whole = checked(saved(book, tmp_path / "a.xlsx"))
    (tmp_path / "b.xlsx").write_bytes(by_xlsxwriter(book, inline))
    card = checked(tmp_path / "b.xlsx")
    assert problems(card) == []
    assert [(key, v.value, v.place.sheet, v.place.cell) for key, v in said(card).items()] == [
        (key, v.value, v.place.sheet, v.place.cell) for key, v in said(whole).items()
    ]


def rewritten(path: Path, part: str, change: tuple[str, str]) -> bytes:
    """A workbook with a replacement in the XML of one part."""
    stream = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            if re.fullmatch(part, name):
                text = data.decode("utf-8")
                assert re.search(change[0], text)
                data = re.sub(change[0], change[1], text).encode("utf-8")
            new.writestr(name, data)
    return stream.getvalue()


@pytest.mark.parametrize(
    "change",
    [
        (r"<v>100</v>", "<v>100.0</v>"),
        (r"<v>100</v>", "<v>1E2</v>"),
        (r' r="([A-Z]+[0-9]+)"', r' r="\1"'),
        (r"<c r", "<!-- note --><c r"),
    ],
)
def test_the_same_figures_in_other_words(
    change: tuple[str, str], tmp_path: Path, reference: dict[object, object]
) -> None:
    saved(good(), tmp_path / "a.xlsx")
    (tmp_path / "b.xlsx").write_bytes(rewritten(tmp_path / "a.xlsx", r"xl/worksheets/sheet2\.xml", change))
    card = checked(tmp_path / "b.xlsx")
    assert problems(card) == []
    assert figures(card) == reference


def test_figures_as_text(tmp_path: Path, reference: dict[object, object]) -> None:
    """Exports store numbers as text."""
    book = good()
    for code, value in values_of("school", "TH").items():
        if isinstance(value, int):
            figure(book, code).value = str(value)
    card = checked(saved(book, tmp_path / "a.xlsx"))
    assert problems(card) == []
    assert figures(card) == reference


def test_what_was_understood_is_recorded(tmp_path: Path) -> None:
    book = good()
    saved(book, tmp_path / "a.xlsx", put(teachers="3.500", qualified_teachers="3 500"))
    card = checked(tmp_path / "a.xlsx")
    assert problems(card) == []
    assert [(reading.place.cell, reading.found) for reading in card.readings] == [
        (figure(book, code_of("teachers")).coordinate, "3.500"),
        (figure(book, code_of("qualified_teachers")).coordinate, "3 500"),
        (figure(book, "DV2").coordinate, figure(book, "DV2").value),
    ]
    assert card.readings[-1].read_as["vi"] == "TH Hoa Phượng"
    assert figures(card)[("school", "", "teachers")] == 3500


# what says nothing


@pytest.mark.parametrize("text", ["-", "...", "…", "không có", "Chưa có", "x", "n/a", " – "])
def test_a_document_that_is_none_is_as_good_as_blank(text: str, tmp_path: Path) -> None:
    book = good()
    cell = figure(book, "01b")
    cell.value = text
    card = checked(saved(book, tmp_path / "a.xlsx"))
    assert [(problem.code, problem.place.cell) for problem in card.problems] == [("blank", cell.coordinate)]
    verdict = next(verdict for verdict in card.verdicts if verdict.target.id == "school-quality-plan")
    assert verdict.outcome == "undecided"


def test_a_count_out_of_all_proportion_is_a_slip(tmp_path: Path) -> None:
    book = good()
    cell = figure(book, "04")
    cell.value = 10**10
    card = checked(saved(book, tmp_path / "a.xlsx"))
    assert ("above_max", cell.coordinate) in [(problem.code, problem.place.cell) for problem in card.problems]
