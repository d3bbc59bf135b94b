"""Tables of units: whatever their layout, each row is its unit's report, and nothing else in the table is one."""

from __future__ import annotations

import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from lbedu.own_form import STAMP_KEYS, STAMP_SHEET
from tests.cli.command import lbedu
from tests.cli.workbooks import checked, directive, filled, saved
from tests.reading.tables import Layout, book_of, codes, read, records, said, write

Row = Mapping[str, Any]


def school(order: int | None, name: str, pupils: Any = 500, insured: Any = 490, **more: Any) -> Row:
    row = {"name": name, "pupils": pupils, "insured": insured, "food_poisoning": 0, "serves_meals": "Không", **more}
    return row if order is None else {"order": order, **row}


ROWS = [school(1, "TH Gia Thượng"), school(2, "TH Đoàn Kết", 600, 600), school(3, "Trường Tiểu học Thanh Am", 700, 650)]
SAID = {
    "TH Gia Thượng": {"pupils": 500, "insured": 490, "food_poisoning": 0, "serves_meals": False},
    "TH Đoàn Kết": {"pupils": 600, "insured": 600, "food_poisoning": 0, "serves_meals": False},
    "TH Thanh Am": {"pupils": 700, "insured": 650, "food_poisoning": 0, "serves_meals": False},
}


# what is read


@pytest.mark.parametrize("depth", [1, 2, 3, 4])
@pytest.mark.parametrize("merged", [True, False], ids=["merged", "half merged"])
@pytest.mark.parametrize("lines", ["", "codes", "numbers", "codes numbers", "numbers codes"])
def test_any_header_is_read(depth: int, merged: bool, lines: str, tmp_path: Path) -> None:
    layout = Layout(
        depth=depth,
        merged=merged,
        codes="codes" in lines,
        numbers="numbers" in lines,
        codes_first=lines.startswith("codes"),
    )
    card = read(layout, ROWS, tmp_path)
    assert codes(card) == []
    assert said(card) == SAID


@pytest.mark.parametrize("top", [3, 9, 40])
@pytest.mark.parametrize("order", [True, False])
def test_the_header_stands_anywhere(top: int, order: bool, tmp_path: Path) -> None:
    rows = [{key: value for key, value in row.items() if order or key != "order"} for row in ROWS]
    card = read(Layout(top=top, order=order), rows, tmp_path)
    assert (codes(card), said(card)) == ([], SAID)


def test_every_value_keeps_its_cell_and_the_row_its_name(tmp_path: Path) -> None:
    layout = Layout(extra=("Mã đơn vị", "Loại hình", "Phường"))
    rows = [{**ROWS[0], "Mã đơn vị": "0107", "Loại hình": "Công lập", "Phường": "Ngọc Thụy"}]
    card = read(layout, rows, tmp_path)
    (submission,) = card.submissions
    (record,) = submission.records
    assert submission.tabular
    assert {key: place.cell for key, place in submission.where.items()} == {
        "name": "B5", "code": "C5", "type": "D5", "ward": "E5",
    }  # fmt: skip
    assert {name: one.place.cell for name, one in record.said.items()} == {
        "pupils": "F5", "insured": "G5", "food_poisoning": "H5", "serves_meals": "I5",
    }  # fmt: skip
    assert record.unit[:6] == ("school", "TH Gia Thượng", "TH", "0107", "Ngọc Thụy", "public")


def test_a_table_is_judged_as_a_district(tmp_path: Path) -> None:
    card = read(Layout(), ROWS, tmp_path)
    assert card.view == "district"
    verdict = next(verdict for verdict in card.verdicts if verdict.target.id == "health-insurance")
    assert verdict.outcome == "missed"


def test_codes_alone_are_enough_below_the_title_and_not_without(tmp_path: Path) -> None:
    assert said(read(Layout(labels=False, codes=True), ROWS, tmp_path)) == SAID
    card = read(Layout(labels=False, codes=True, title=False), ROWS, tmp_path, year="2021-2022")
    assert codes(card) == ["unknown_form"]
    assert said(read(Layout(title=False), ROWS, tmp_path)) == SAID


def test_numbers_of_codes_may_have_lost_their_zeros_where_the_row_says_that_they_are_codes(tmp_path: Path) -> None:
    layout = Layout(fields=("quality_plan", "pupils"), labels=False, codes=True)
    book = book_of(layout, [{"order": 1, "name": "TH A", "quality_plan": "Có", "pupils": 5}])
    sheet: Any = book.worksheets[0]
    for column in (3, 4):
        sheet.cell(5, column).value = int(sheet.cell(5, column).value)
    card = checked(saved(book, tmp_path / "a.xlsx"))
    assert said(card) == {"TH A": {"quality_plan": True, "pupils": 5}}
    sheet.cell(5, 1).value = None  # now these are the numbers of columns, for all that anybody knows
    card = checked(saved(book, tmp_path / "a.xlsx"))
    assert card.submissions == ()


@pytest.mark.parametrize(
    ("heading", "found"),
    [
        ("Học sinh đang học tại trường\n(học sinh)", 500),
        ("Học sinh đang học\ntại trường", 500),
        ("HỌC SINH ĐANG HỌC TẠI TRƯỜNG", 500),
        ("Pupils at the school", 500),
        ("Học sinh đang học tại trường - Tổng số", 500),
        ("Học sinh đang học tại trường (nữ)", None),
        ("Học sinh đang học ở trường", None),
        ("Học sinh", None),
    ],
)
def test_a_label_is_matched_exactly_or_not_at_all(heading: str, found: int | None, tmp_path: Path) -> None:
    card = read(Layout(headings={"pupils": heading}), ROWS[:1], tmp_path)
    assert said(card)["TH Gia Thượng"].get("pupils") == found
    assert codes(card) == ([] if found else ["unknown_column"])
    missing = [problem.facts["code"] for problem in card.problems if problem.code == "column_missing"]
    assert ("04" in missing) is (found is None)


def test_a_near_label_is_proposed(tmp_path: Path) -> None:
    card = read(Layout(headings={"pupils": "Học sinh đang học ở trường"}), ROWS[:1], tmp_path)
    (problem,) = [problem for problem in card.problems if problem.code == "unknown_column"]
    assert problem.place.cell == "C4"
    assert "Có phải là “Học sinh đang học tại trường”?" in problem.text("vi", "message")


def test_evidence_belongs_to_the_column_to_its_left_or_to_the_heading_over_both(tmp_path: Path) -> None:
    fields = ("civility", "civility_evidence", "security", "security_evidence")
    layout = Layout(
        fields=fields,
        depth=2,
        headings={"civility": "Trả lời", "civility_evidence": "Minh chứng", "security_evidence": "Minh chứng"},
    )
    book = book_of(layout, [])
    sheet: Any = book.worksheets[0]
    for merged in [area for area in sheet.merged_cells.ranges if area.min_col > 2]:
        sheet.unmerge_cells(str(merged))
    labels = {spec.id: spec.label.vi for spec in layout.specs}
    sheet["C4"], sheet["E4"] = labels["civility"], labels["security"]
    sheet["E5"] = None
    sheet.merge_cells("C4:D4")
    for column, value in enumerate((1, "TH A", "Có", "12/KH", "Có", "13/KH"), 1):
        sheet.cell(6, column, value)
    card = checked(saved(book, tmp_path / "a.xlsx"))
    assert said(card) == {
        "TH A": {
            "civility": True, "civility_evidence": "12/KH", "security": True, "security_evidence": "13/KH",
        }
    }  # fmt: skip


# levels


SECTIONS: list[Row] = [
    {"order": "I", "name": "Mầm non"},
    {"order": 1, "name": "Long Biên", "food_poisoning": 0, "serves_meals": "Không"},
    {"text": "II. KHỐI TIỂU HỌC (1 trường)"},
    {"order": 1, "name": "Long Biên", "pupils": 900, "insured": 890, "food_poisoning": 1, "serves_meals": "Không"},
    {"order": "III", "name": "Trường Trung học cơ sở"},
    {"order": 1, "name": "Long Biên", "pupils": 800, "insured": 800, "food_poisoning": 2, "serves_meals": "Không"},
]


def test_three_levels_share_one_name(tmp_path: Path) -> None:
    card = read(Layout(), SECTIONS, tmp_path)
    assert codes(card) == []
    assert {record.unit.name: record.said["food_poisoning"].value for record in records(card).values()} == {
        "MN Long Biên": 0,
        "TH Long Biên": 1,
        "THCS Long Biên": 2,
    }
    assert {record.unit.level for record in records(card).values()} == {"MN", "TH", "THCS"}
    understood = [(reading.place.cell, reading.read_as["vi"]) for reading in card.readings]
    assert ("A5", "các đơn vị bên dưới: Mầm non") in understood
    assert len(understood) == 3


def test_a_section_under_another_may_say_the_type(tmp_path: Path) -> None:
    rows: list[Row] = [
        {"order": "A", "name": "Công lập"},
        {"order": "I", "name": "Mầm non"},
        {"order": 1, "name": "Hoa Sen", "food_poisoning": 0},
        {"order": "B", "name": "Ngoài công lập"},
        {"order": "I", "name": "Tiểu học"},
        {"order": 1, "name": "Hoa Mai", "food_poisoning": 0},
    ]
    found = records(read(Layout(), rows, tmp_path))
    assert {name: (record.unit.level, record.unit.type) for name, record in found.items()} == {
        "MN Hoa Sen": ("MN", "public"),
        "TH Hoa Mai": ("TH", "private"),
    }


def test_the_level_of_a_section_ends_with_it(tmp_path: Path) -> None:
    rows: list[Row] = [
        {"order": "I", "name": "Mầm non"},
        {"order": 1, "name": "Hoa Sen", "food_poisoning": 0},
        {"order": "II", "name": "Các cơ sở khác"},
        {"order": 1, "name": "Hoa Mai", "food_poisoning": 0},
    ]
    card = read(Layout(), rows, tmp_path)
    assert list(records(card)) == ["MN Hoa Sen"]
    (problem,) = [problem for problem in card.problems if problem.code == "level_missing"]
    assert problem.place.cell == "B8"


@pytest.mark.parametrize(
    ("where", "value"),
    [("title", "Khối tiểu học"), ("title", "Dành cho trường cấp Tiểu học"), ("sheet", "TH"), ("cell", "Tiểu học")],
)
def test_the_level_may_stand_above_on_the_sheet_or_in_the_row(where: str, value: str, tmp_path: Path) -> None:
    layout = Layout(extra=("Cấp học",) if where == "cell" else ())
    book = book_of(layout, [school(1, "Hoa Mai", **({"Cấp học": value} if where == "cell" else {}))])
    sheet: Any = book.worksheets[0]
    if where == "title":
        sheet["A3"] = value
    if where == "sheet":
        sheet.title = value
    assert list(records(checked(saved(book, tmp_path / "a.xlsx")))) == ["TH Hoa Mai"]


@pytest.mark.parametrize(
    "row",
    [
        {"order": 1, "name": "THCS Hoa Mai", "pupils": 5},
        {"order": 1, "name": "Hoa Mai", "Cấp học": "Mầm non", "pupils": 5},
    ],
)
def test_levels_that_contradict_each_other_leave_the_row_out(row: Row, tmp_path: Path) -> None:
    book = book_of(Layout(extra=("Cấp học",)), [row, school(2, "Hoa Lan")])
    book.worksheets[0].title = "Tiểu học"
    card = checked(saved(book, tmp_path / "a.xlsx"))
    (problem,) = [problem for problem in card.problems if problem.code == "wrong_level"]
    assert problem.place.cell in ("B5", "C5")
    assert list(records(card)) == ["TH Hoa Lan"]


def test_a_school_under_the_section_of_another_level_is_left_out(tmp_path: Path) -> None:
    rows = [
        {"order": "I", "name": "Mầm non"},
        school(1, "TH Hoa Mai"),
        {"order": 2, "name": "Hoa Sen", "food_poisoning": 0},
    ]
    card = read(Layout(), rows, tmp_path)
    (problem,) = [problem for problem in card.problems if problem.code == "wrong_level"]
    assert (problem.place.cell, [place.cell for place in problem.places]) == ("B6", ["A5"])
    assert list(records(card)) == ["MN Hoa Sen"]


def test_what_a_level_is_not_asked_is_said_and_not_counted(tmp_path: Path) -> None:
    card = read(Layout(), [school(1, "MN Hoa Sen", 300, "-"), *ROWS[1:2]], tmp_path)
    assert codes(card) == ["not_asked"]
    assert set(said(card)["MN Hoa Sen"]) == {"food_poisoning", "serves_meals"}


# rows that are no units


def test_totals_sections_notes_and_signatures_are_no_units(tmp_path: Path) -> None:
    rows: list[Row] = [
        {"name": "TỔNG SỐ TOÀN QUẬN", "pupils": 1800},
        {"text": "Trong đó:"},
        *ROWS[:2],
        {"name": "Cộng", "pupils": 1100},
        ROWS[2],
        {"order": "Tổng cộng", "pupils": 1800, "insured": 1740},
        {"name": "Tỷ lệ", "insured": 0.97},
        {"name": "Ghi chú: số liệu đến 31/5/2022"},
        {"name": "Long Biên, ngày 31 tháng 5 năm 2022"},
    ]
    card = read(Layout(), rows, tmp_path)
    assert (codes(card), said(card)) == ([], SAID)


def test_the_office_itself_may_stand_in_the_head(tmp_path: Path) -> None:
    book = book_of(Layout(top=7), ROWS)
    sheet: Any = book.worksheets[0]
    sheet["A3"], sheet["B3"], sheet["A5"] = "Đơn vị:", "Phòng GD&ĐT quận Long Biên", "Đơn vị"
    sheet["B5"] = "Phòng GD&ĐT"
    assert said(checked(saved(book, tmp_path / "a.xlsx"))) == SAID


@pytest.mark.parametrize(
    ("rows", "cell"),
    [
        ([*ROWS, {"name": "Tổng cộng", "pupils": 1801}], "C8"),
        ([{"name": "Tổng cộng", "pupils": 1799}, *ROWS], "C5"),
        ([ROWS[0], ROWS[1], {"name": "Cộng", "pupils": 1000}, ROWS[2]], "C7"),
        ([{"order": "I", "name": "Tiểu học", "pupils": 1700}, *ROWS], "C5"),
        ([*ROWS, {"name": "Tổng số trường tiểu học", "pupils": 1900}], "C8"),
    ],
)
def test_a_total_that_is_no_sum_spoils_its_column(rows: list[Row], cell: str, tmp_path: Path) -> None:
    card = read(Layout(), rows, tmp_path)
    assert [(p.code, p.place.cell) for p in card.problems if p.code != "column_missing"] == [("total_differs", cell)]
    spoiled = {name for name, record in records(card).items() if "pupils" in record.spoiled}
    assert spoiled and all("pupils" not in records(card)[name].said for name in spoiled)
    assert all("insured" in record.said for record in records(card).values())


@pytest.mark.parametrize(
    ("row", "total", "fits"),
    [
        (school(3, "TH Thanh Am", None), 1500, True),  # what is not said may be anything from 0 up
        (school(3, "TH Thanh Am", None), 1099, False),
        (school(3, "TH Thanh Am", "700 em"), 1800, True),
        (school(3, "TH Thanh Am", 700), None, True),
        (school(3, "TH Thanh Am", 700), "1.800 em", True),
        (school(3, "TH Thanh Am", 700), "=SUM(C5:C7)", True),
        (school(3, "Thanh Am", 700), 1800, True),  # not read, for its level is not known, but there all the same
        (school(3, "MN Thanh Am", 700), 1800, True),  # not asked, and added up all the same
        (school(3, "MN Thanh Am", 700), 1100, True),
    ],
)
def test_only_a_total_that_cannot_be_is_wrong(row: Row, total: Any, fits: bool, tmp_path: Path) -> None:
    card = read(Layout(), [*ROWS[:2], row, {"name": "Tổng cộng", "pupils": total}], tmp_path)
    assert ("total_differs" in codes(card)) is not fits


def test_a_total_may_count_a_figure_that_is_not_asked_as_nothing(tmp_path: Path) -> None:
    layout = Layout(fields=("pupils", "collects_tuition", "parents_due"))
    rows: list[Row] = [
        {"order": 1, "name": "TH A", "pupils": 5, "collects_tuition": "Không"},
        {"order": 2, "name": "TH B", "pupils": 5, "collects_tuition": "Có", "parents_due": 4},
    ]
    assert codes(read(layout, [*rows, {"name": "Cộng", "parents_due": 4}], tmp_path)) == []
    assert codes(read(layout, [*rows, {"name": "Cộng", "parents_due": 9}], tmp_path)) == ["total_differs"]


def test_a_row_with_nothing_but_a_name_has_not_reported(tmp_path: Path) -> None:
    card = read(Layout(), [*ROWS, {"order": 4, "name": "TH Long Biên"}], tmp_path)
    (problem,) = [problem for problem in card.problems if problem.code != "column_missing"]
    assert (problem.code, problem.severity, problem.place.cell) == ("row_blank", "missing", "B8")
    assert said(card) == SAID


def test_a_blank_row_makes_nothing_met_that_hangs_on_all_schools(tmp_path: Path) -> None:
    layout = Layout(fields=("food_poisoning",))
    rows = [{"order": i, "name": f"TH {name}", "food_poisoning": 0} for i, name in enumerate("ABC", 1)]
    named = [unit.name for unit in directive().file.units["school"].named]
    rows += [{"order": i, "name": name, "food_poisoning": 0} for i, name in enumerate(named, 4)]

    def outcome(more: list[Row]) -> str:
        card = read(layout, [*rows, *more], tmp_path, complete=True)
        return next(verdict.outcome for verdict in card.verdicts if verdict.target.id == "no-food-poisoning")

    assert outcome([]) == "met"
    assert outcome([{"order": 40, "name": "TH D"}]) == "undecided"
    assert outcome([{"order": 40, "name": "Hoa Mai", "food_poisoning": 0}]) == "undecided"
    assert outcome([{"order": 40, "food_poisoning": 0}]) == "undecided"
    assert outcome([{"order": 40, "name": "TH C"}]) == "met"


def test_a_blank_table_is_no_report(tmp_path: Path) -> None:
    card = read(Layout(), [{"order": 1, "name": "TH Long Biên"}, {"order": 2}], tmp_path)
    assert [problem.code for problem in card.problems] == ["form_blank"]
    assert card.exit_code == 3


def test_figures_of_nobody_are_said_once_for_a_run_of_rows(tmp_path: Path) -> None:
    rows = [*ROWS, {"order": 4, "pupils": 5}, {"order": 5, "pupils": 6}, {"order": 6}, {"pupils": 7}]
    card = read(Layout(), rows, tmp_path)
    assert [(p.code, p.place.cell) for p in card.problems if p.code != "column_missing"] == [
        ("row_without_name", "B8:B9"),
        ("row_without_name", "B11"),
    ]
    assert said(card) == SAID


def test_a_small_table_below_is_no_unit(tmp_path: Path) -> None:
    rows: list[Row] = [*ROWS, {}, {"name": "Học sinh giỏi", "pupils": 120, "insured": 3}]
    book = book_of(Layout(), rows)
    book.worksheets[0].title = "Tiểu học"
    card = checked(saved(book, tmp_path / "a.xlsx"))
    assert (codes(card), said(card)) == (["row_outside"], SAID)


# units


def test_names_stand_only_in_the_first_of_merged_rows(tmp_path: Path) -> None:
    rows: list[Row] = [
        {"order": 1, "name": "TH Gia Thượng", "pupils": 500, "food_poisoning": 0},
        {"insured": 490, "serves_meals": "Không"},
        ROWS[1],
        ROWS[2],
    ]
    book = book_of(Layout(), rows)
    for area in ("A5:A6", "B5:B6"):
        book.worksheets[0].merge_cells(area)
    card = checked(saved(book, tmp_path / "a.xlsx"))
    assert (codes(card), said(card)) == ([], SAID)
    assert records(card)["TH Gia Thượng"].said["insured"].place.cell == "D6"
    assert [reading.read_as["vi"] for reading in card.readings] == ["một đơn vị ở các dòng 5, 6", "TH Thanh Am"]
    book = book_of(Layout(), rows)
    card = checked(saved(book, tmp_path / "b.xlsx"))
    assert "row_without_name" in codes(card)  # not merged: nobody knows whose they are


def test_merged_rows_that_differ_contradict_each_other(tmp_path: Path) -> None:
    rows: list[Row] = [school(1, "TH Gia Thượng"), {"pupils": 501, "insured": 490}, ROWS[1]]
    book = book_of(Layout(), rows)
    book.worksheets[0].merge_cells("B5:B6")
    card = checked(saved(book, tmp_path / "a.xlsx"))
    (problem,) = [problem for problem in card.problems if problem.code != "column_missing"]
    assert (problem.code, problem.place.cell, problem.places[0].cell) == ("conflicting_values", "C6", "C5")
    record = records(card)["TH Gia Thượng"]
    assert ("pupils" in record.said, "pupils" in record.spoiled, record.said["insured"].value) == (False, True, 490)


def test_a_merge_as_large_as_the_sheet_is_not_walked_through(tmp_path: Path) -> None:
    book = book_of(Layout(signed=False), ROWS[:1])
    for area in ("B5:B1048576", "J1:XFD1048576"):
        book.worksheets[0].merged_cells.add(area)
    start = time.process_time()
    card = checked(saved(book, tmp_path / "a.xlsx"))
    assert said(card) == {"TH Gia Thượng": SAID["TH Gia Thượng"]}
    assert time.process_time() - start < 5


def test_the_same_unit_in_two_rows(tmp_path: Path) -> None:
    card = read(Layout(), [*ROWS, school(4, "Trường TH GIA THƯỢNG")], tmp_path)
    (problem,) = [problem for problem in card.problems if problem.code != "column_missing"]
    assert (problem.code, problem.place.cell) == ("reported_twice", "B8")
    assert "Sheet!B5" in problem.text("vi", "message")
    card = read(Layout(), [*ROWS, school(4, "Trường TH GIA THƯỢNG", 501)], tmp_path)
    (problem,) = [problem for problem in card.problems if problem.code != "column_missing"]
    assert (problem.code, problem.place.cell, problem.places[0].cell) == ("conflicting_values", "C8", "C5")


@pytest.mark.parametrize("name", ["Bồ Đè", "Phường Khương Mai", "Đơn vị 3"])
def test_an_unknown_ward_leaves_out_its_row_alone(name: str, tmp_path: Path) -> None:
    layout = Layout("ward", ("children_5", "attending_5"))
    rows = [
        {"order": 1, "name": "Phường Bồ Đề", "children_5": 10, "attending_5": 9},
        {"order": 2, "name": name, "children_5": 10, "attending_5": 9},
        {"order": 3, "name": "Gia Thụy", "children_5": 8, "attending_5": 8},
        {"name": "Tổng cộng", "children_5": 28},
    ]
    card = read(layout, rows, tmp_path)
    assert codes(card) == ["unknown_unit"]
    assert set(records(card)) == {"Bồ Đề", "Gia Thụy"}


def test_one_bad_cell_spoils_its_own_figure(tmp_path: Path) -> None:
    card = read(Layout(), [school(1, "TH A", "12 em"), school(2, "TH B", 5, 6), ROWS[2]], tmp_path)
    assert sorted(codes(card)) == ["part_exceeds_whole", "words_with_number"]
    assert set(said(card)["TH A"]) == {"insured", "food_poisoning", "serves_meals"}
    assert set(said(card)["TH B"]) == {"food_poisoning", "serves_meals"}
    assert set(said(card)["TH Thanh Am"]) == set(Layout().fields)


def test_a_name_of_a_page_is_none(tmp_path: Path) -> None:
    card = read(Layout(), [*ROWS, school(4, "TH " + "Hoa Mai " * 100)], tmp_path)
    (problem,) = [problem for problem in card.problems if problem.code != "column_missing"]
    assert (problem.code, problem.place.cell) == ("too_long", "B8")
    assert records(card).keys() == SAID.keys()


# columns


def test_two_columns_for_one_field_count_in_neither(tmp_path: Path) -> None:
    pupils = directive().forms["school"].by_id["pupils"].label.vi
    card = read(Layout(headings={"food_poisoning": pupils}), ROWS, tmp_path)
    twice = [(p.place.cell, p.places[0].cell) for p in card.problems if p.code == "column_twice"]
    assert twice == [("C4", "E4"), ("E4", "C4")]
    assert all("pupils" in record.spoiled and "pupils" not in record.said for record in records(card).values())
    assert all(record.said["insured"] for record in records(card).values())


def test_a_code_and_a_heading_that_differ_are_no_guess(tmp_path: Path) -> None:
    label = directive().forms["school"].by_id["teachers"].label.vi
    card = read(Layout(codes=True, headings={"pupils": label}), ROWS, tmp_path)
    assert codes(card) == ["column_contradicts"]
    assert all(set(record.spoiled) == {"pupils", "teachers"} for record in records(card).values())


def test_a_figure_without_a_column_is_missing_and_said_once(tmp_path: Path) -> None:
    card = read(Layout(), ROWS, tmp_path)
    missing = [problem for problem in card.problems if problem.code == "column_missing"]
    form = directive().forms["school"]
    asked = {spec.code for spec in form.by_id.values() if spec.asked_of("TH") and not spec.optional}
    assert {str(problem.facts["code"]) for problem in missing} == asked - {spec.code for spec in Layout().specs}
    assert len(missing) == len({problem.facts["code"] for problem in missing})
    assert card.exit_code in (1, 4)


def test_columns_may_be_spread_over_tables(tmp_path: Path) -> None:
    half = Layout(fields=("pupils", "insured"))
    book = book_of(half, [{k: v for k, v in row.items() if k in half.columns} for row in ROWS])
    rest = Layout(fields=("food_poisoning", "serves_meals"))
    write(book.create_sheet("2"), rest, [{k: v for k, v in row.items() if k in rest.columns} for row in ROWS])
    card = checked(saved(book, tmp_path / "a.xlsx"))
    assert codes(card) == []
    missing = {problem.facts["code"] for problem in card.problems if problem.code == "column_missing"}
    assert not missing & {spec.code for spec in Layout().specs}
    assert len(card.submissions) == 6


# several tables, other forms, foreign things


def test_several_tables_stand_on_a_sheet_one_below_the_other(tmp_path: Path) -> None:
    book = book_of(Layout(signed=False), ROWS)
    sheet: Any = book.worksheets[0]
    sheet["A10"] = "Khối trung học cơ sở"
    write(sheet, Layout(title=False, year="", top=12), [school(1, "Chu Văn An", 1120, 1120)])
    card = checked(saved(book, tmp_path / "a.xlsx"))
    assert codes(card) == []
    assert said(card).keys() == {*SAID, "THCS Chu Văn An"}


def test_a_header_repeated_on_the_next_page_goes_on_with_the_table(tmp_path: Path) -> None:
    book = book_of(Layout(signed=False, title=False), SECTIONS[2:4])
    again = [{"order": 2, "name": "Đoàn Kết", "pupils": 10, "insured": 10}, {"name": "Tổng cộng", "pupils": 910}]
    write(book.worksheets[0], Layout(title=False, year="", top=7), again)
    card = checked(saved(book, tmp_path / "a.xlsx"))
    assert [code for code in codes(card) if code != "blank"] == []
    assert set(records(card)) == {"TH Long Biên", "TH Đoàn Kết"}


def test_a_table_stands_beside_a_form_of_our_own(tmp_path: Path) -> None:
    book = filled("ward", None, "Bồ Đề")
    write(book.create_sheet("Các trường"), Layout(), ROWS)
    stamped_by_the_form = checked(saved(book, tmp_path / "a.xlsx"))
    del book[STAMP_SHEET]
    for card in (stamped_by_the_form, checked(saved(book, tmp_path / "a.xlsx"))):
        assert {submission.form for submission in card.submissions} == {"ward", "school"}  # the stamp is the form's
        assert said(card).keys() == {*SAID, "Bồ Đề"}
        assert codes(card) == []


def test_the_stamp_of_a_form_is_not_that_of_a_table_beside_it(tmp_path: Path) -> None:
    """Its codes mean something else in every form: 04 is pupils of a school, and children of a ward."""
    book = filled("ward", None, "Bồ Đề")
    alone = said(checked(saved(book, tmp_path / "alone.xlsx")))
    sheet: Any = book.create_sheet("Bảng")
    for row in (
        ("TT", "Tên trường", "Phường", "Sĩ số", "Có thẻ"),
        ("Mã số", None, None, "04", "41"),
        (1, "Trường Tiểu học Hoa Sen", "Bồ Đề", 501, 401),
    ):
        sheet.append(row)
    card = checked(saved(book, tmp_path / "a.xlsx"))
    assert (said(card), codes(card), card.exit_code) == (alone, ["unknown_table"], 3)


def test_tables_of_two_kinds_stand_in_one_workbook(tmp_path: Path) -> None:
    book = book_of(Layout(title=False), ROWS)
    wards = Layout("ward", ("children_5", "attending_5"))
    write(book.create_sheet("Phường"), wards, [{"order": 1, "name": "Bồ Đề", "children_5": 4, "attending_5": 4}])
    card = checked(saved(book, tmp_path / "a.xlsx"))
    assert set(records(card)) == {*SAID, "Bồ Đề"}


def stamped(book: openpyxl.Workbook, **stamp: object) -> openpyxl.Workbook:
    values = {"lbedu": "form", "year": "2021-2022", "unit": "school", "level": "TH", "version": 1, **stamp}
    sheet: Any = book.create_sheet(STAMP_SHEET)
    for key in STAMP_KEYS:
        sheet.append((key, values[key]))
    return book


def test_the_stamp_says_form_level_and_year(tmp_path: Path) -> None:
    layout = Layout(title=False, year="", labels=False, codes=True)
    book = stamped(book_of(layout, [school(1, "Hoa Mai")]))
    card = checked(saved(book, tmp_path / "a.xlsx"))
    assert (codes(card), list(records(card))) == ([], ["TH Hoa Mai"])
    old = stamped(book_of(layout, [school(1, "Hoa Mai")]), version=0)
    assert codes(checked(saved(old, tmp_path / "a.xlsx"))) == ["old_form"]
    other = stamped(book_of(layout, [school(1, "Hoa Mai")]), year="2020-2021")
    assert codes(checked(saved(other, tmp_path / "a.xlsx"), year="2021-2022")) == ["wrong_year"]


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        (("Năm học 2021 – 2022",), []),
        (("Kế hoạch giai đoạn 2021-2025", "Năm học 2021-2022"), []),
        ((), ["year_missing"]),
        (("Năm học 2021-2022", "So với năm học 2020-2021"), ["year_missing"]),
        (("Năm học 2020-2021",), ["wrong_year"]),
    ],
)
def test_the_year_stands_above_the_header(texts: tuple[str, ...], found: list[str], tmp_path: Path) -> None:
    book = book_of(Layout(title=False, year="", top=6), ROWS)
    sheet: Any = book.worksheets[0]
    for row, text in enumerate(texts, 1):
        sheet.cell(row, 2, text)
    card = checked(saved(book, tmp_path / "a.xlsx"))
    assert codes(card) == found
    assert bool(card.submissions) is not bool(found)


def test_a_table_of_another_year_is_not_read_whatever_the_user_says(tmp_path: Path) -> None:
    card = read(Layout(title=False, year="Năm học 2020-2021"), ROWS, tmp_path, year="2021-2022")
    assert (codes(card), card.submissions) == (["wrong_year"], ())


@pytest.mark.parametrize("title", ["Báo cáo của trường về chỉ tiêu năm học 2021-2022", "Danh sách"])
def test_a_table_that_is_nearly_one_is_proposed_and_not_read(title: str, tmp_path: Path) -> None:
    layout = Layout(title=False, headings={"pupils": "Học sinh học tại trường", "insured": "Học sinh có bảo hiểm y tế"})
    layout.headings |= {"food_poisoning": "Ngộ độc thực phẩm", "serves_meals": "Tổ chức bán trú"}
    book = book_of(layout, ROWS)
    sheet: Any = book.worksheets[0]
    sheet["A2"] = title
    card = checked(saved(book, tmp_path / "a.xlsx"))
    assert card.submissions == ()
    assert [(p.code, p.place.cell) for p in card.problems] == [("unknown_table", "B4")]
    assert "Có phải là" in card.problems[0].text("vi", "message")


def test_the_user_cannot_name_the_unit_of_a_table(tmp_path: Path) -> None:
    path = saved(book_of(Layout(), ROWS), tmp_path / "a.xlsx")
    ended = lbedu("check", path, "--unit", "TH Gia Thượng")
    assert (ended.code, "is a table of units" in ended.err) == (2, True)


# hostile sizes


def test_a_hundred_thousand_rows_of_which_300_are_filled(tmp_path: Path) -> None:
    book = openpyxl.Workbook(write_only=True)
    sheet: Any = book.create_sheet("TH")
    labels = [spec.label.vi for spec in Layout().specs]
    sheet.append(["Năm học 2021-2022"])
    sheet.append(["TT", "Tên trường", *labels])
    for row in range(1, 100_001):
        at = row // 300
        filled_in = row % 300 == 0 and at <= 300
        sheet.append([row, *([f"Hoa {at}", 500, 490, 0, "Không"] if filled_in else [])])
    book.save(tmp_path / "a.xlsx")
    start = time.process_time()
    card = checked(tmp_path / "a.xlsx")
    assert len(card.submissions) == 300
    assert codes(card) == []
    assert time.process_time() - start < 20


def test_a_heading_in_every_row_is_no_trap(tmp_path: Path) -> None:
    book = openpyxl.Workbook(write_only=True)
    sheet: Any = book.create_sheet("TH")
    labels = [spec.label.vi for spec in Layout().specs]
    for row in range(20_000):
        sheet.append(["Tên trường", *(labels if row % 2 else ["Trường", "Đơn vị"])])
    book.save(tmp_path / "a.xlsx")
    start = time.process_time()
    assert checked(tmp_path / "a.xlsx", year="2021-2022").submissions == ()
    assert time.process_time() - start < 20
