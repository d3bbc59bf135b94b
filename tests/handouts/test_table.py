"""The blank table of units: every question once, one rule a column, and all of it found again when it is filled in."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.utils import get_column_letter

from lbedu.errors import UsageError
from lbedu.handouts.table import ROWS, write_table
from lbedu.own_form import FIGURES_SHEET, STAMP_KEYS, STAMP_SHEET
from lbedu.paper import GREY, RED
from lbedu.submission import Unit
from tests.cli.command import lbedu
from tests.cli.workbooks import checked, directive, plain, values_of
from tests.reading.tables import records

KINDS = [("school", "MN"), ("school", "TH"), ("school", "THCS"), ("ward", None), ("office", None)]
NAMES = {"school": ["Trường {} Hoa Phượng", "Hoa Mai"], "ward": ["Bồ Đề"], "office": ["Phòng GD&ĐT quận Long Biên"]}


def blank(tmp_path: Path, kind: str, level: str | None = None, **more: Any) -> openpyxl.Workbook:
    path = tmp_path / "bang.xlsx"
    write_table(directive(), kind, level, path, **more)
    return openpyxl.load_workbook(path)


def row_of_codes(sheet: Any) -> int:
    return next(int(cell.row) for cell in sheet["A"] if cell.value == "Mã số")


def codes(sheet: Any) -> dict[str, int]:
    """Code → column."""
    return {cell.value: cell.column for cell in sheet[row_of_codes(sheet)][1:] if cell.value}


def column(sheet: Any, head: str) -> int:
    return next(int(cell.column) for row in sheet.iter_rows() for cell in row if cell.value == head)


def letter(sheet: Any, code: str) -> str:
    return get_column_letter(codes(sheet)[code])


@pytest.mark.parametrize(("kind", "level"), KINDS)
def test_what_is_filled_in_is_found_again(kind: str, level: str | None, tmp_path: Path) -> None:
    book = blank(tmp_path, kind, level)
    sheet: Any = book[FIGURES_SHEET]
    first = row_of_codes(sheet) + 2
    names = [name.format(level) for name in NAMES[kind]]
    known = {sheet.cell(row, column(sheet, f"Tên {noun(kind)}")).value: row for row in range(first, first + ROWS)}
    for number, name in enumerate(names):
        row = known.get(name, first + number)
        sheet.cell(row, column(sheet, f"Tên {noun(kind)}")).value = name
        if kind == "school":
            sheet.cell(row, column(sheet, "Loại hình")).value = "Công lập"
            sheet.cell(row, column(sheet, "Phường")).value = "Bồ Đề"
        for code, value in values_of(kind, level).items():
            sheet.cell(row, codes(sheet)[code]).value = value
    book.save(tmp_path / "bang.xlsx")
    card = checked(tmp_path / "bang.xlsx")
    assert {problem.code for problem in card.problems} <= {"row_blank"}
    assert len(card.submissions) == len(names)
    asked = {spec.id for spec in directive().forms[kind].by_id.values() if spec.asked_of(level)}
    assert all(set(record.said) == asked for record in records(card).values())
    if kind == "school":
        assert {record.unit.level for record in records(card).values()} == {level}
        assert {record.unit.type for record in records(card).values()} == {"public"}


def test_a_remark_written_above_the_header_changes_nothing(tmp_path: Path) -> None:
    book = blank(tmp_path, "ward")
    sheet: Any = book[FIGURES_SHEET]
    empty = next(row for row in range(3, 12) if not any(cell.value for cell in sheet[row]))
    area = next(one for one in sheet.merged_cells.ranges if one.min_row == empty - 1)
    sheet.cell(empty, area.min_col).value = "Số liệu tạm tính"
    sheet.merge_cells(start_row=empty, end_row=empty, start_column=area.min_col, end_column=area.max_col)
    total = row_of_codes(sheet) + 2 + len(directive().file.expects["ward"])
    for row in range(row_of_codes(sheet) + 2, total):
        for code, value in values_of("ward", None).items():
            sheet.cell(row, codes(sheet)[code]).value = value
    book.save(tmp_path / "bang.xlsx")
    card = checked(tmp_path / "bang.xlsx")
    assert [problem.code for problem in card.problems] == []
    assert card.readings == ()
    assert len(card.submissions) == len(directive().file.expects["ward"])


def noun(kind: str) -> str:
    return directive().file.units[kind].noun.vi


@pytest.mark.parametrize(("kind", "level"), KINDS)
def test_a_blank_table_is_no_report(kind: str, level: str | None, tmp_path: Path) -> None:
    blank(tmp_path, kind, level)
    card = checked(tmp_path / "bang.xlsx")
    assert [problem.code for problem in card.problems] == ["form_blank"]


@pytest.mark.parametrize(("kind", "level"), KINDS)
def test_every_question_of_the_level_stands_once_under_its_label(kind: str, level: str | None, tmp_path: Path) -> None:
    sheet: Any = blank(tmp_path, kind, level)[FIGURES_SHEET]
    specs = [spec for spec in directive().forms[kind].by_id.values() if spec.asked_of(level)]
    assert list(codes(sheet)) == [spec.code for spec in specs]
    for spec in specs:
        assert sheet.cell(row_of_codes(sheet) - 1, codes(sheet)[spec.code]).value.startswith(spec.label.vi)


def test_the_total_adds_up_the_counts_alone(tmp_path: Path) -> None:
    sheet: Any = blank(tmp_path, "school", "TH")[FIGURES_SHEET]
    first = row_of_codes(sheet) + 2
    total = next(cell.row for cell in sheet["A"] if cell.value == "Tổng cộng")
    assert total == first + ROWS
    for spec in directive().forms["school"].by_id.values():
        if spec.asked_of("TH"):
            found = sheet.cell(total, codes(sheet)[spec.code]).value
            at = letter(sheet, spec.code)
            assert found == (f"=SUM({at}{first}:{at}{total - 1})" if spec.type == "count" else None)


def test_one_rule_serves_a_whole_column(tmp_path: Path) -> None:
    sheet: Any = blank(tmp_path, "school", "TH")[FIGURES_SHEET]
    first = row_of_codes(sheet) + 2
    last = first + ROWS - 1
    rules = {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}
    pupils, insured = (letter(sheet, spec_code(field)) for field in ("pupils", "insured"))
    assert f"${pupils}{first}" in rules[f"{insured}{first}:{insured}{last}"].formula2
    specs = [spec for spec in directive().forms["school"].by_id.values() if spec.asked_of("TH")]
    asked = [spec for spec in specs if spec.type not in ("text", "name")]
    assert len(rules) == len(asked) + 2  # type and ward
    contract = letter(sheet, spec_code("food_contract"))
    meals = letter(sheet, spec_code("serves_meals"))
    rows = [(str(area.sqref), rule) for area in sheet.conditional_formatting for rule in area.rules]
    grey = {at: rule.formula[0] for at, rule in rows if rule.dxf.fill.bgColor.rgb.endswith(GREY)}
    condition = f'AND(${contract}{first}="",OR(${meals}{first}="Không"))'
    assert grey[f"{contract}{first}:{contract}{last}"] == condition


def spec_code(field: str) -> str:
    return directive().forms["school"].by_id[field].code


def test_only_what_is_to_be_filled_in_is_open(tmp_path: Path) -> None:
    sheet: Any = blank(tmp_path, "ward")[FIGURES_SHEET]
    first = row_of_codes(sheet) + 2
    for row in sheet.iter_rows():
        for cell in row:
            inside = first <= cell.row < first + 14 and cell.column > 1
            assert cell.protection.locked is not inside, cell.coordinate
    assert sheet.freeze_panes == f"D{first}"
    assert sheet.print_title_cols == "$A:$C"
    assert sheet.page_setup.orientation == "landscape"


def test_no_heading_crosses_a_page(tmp_path: Path) -> None:
    sheet: Any = blank(tmp_path, "school", "THCS")[FIGURES_SHEET]
    ends = [one.id for one in sheet.col_breaks.brk]
    assert len(ends) > 2
    for area in sheet.merged_cells.ranges:
        assert not any(area.min_col <= end < area.max_col for end in ends), str(area)


def test_units_may_stand_in_it_already(tmp_path: Path) -> None:
    units = [Unit("school", "TH A", "TH", "0101", "Bồ Đề", "public"), Unit("school", "TH B", "TH")]
    sheet: Any = blank(tmp_path, "school", "TH", units=units)[FIGURES_SHEET]
    first = row_of_codes(sheet) + 2
    rows = [[sheet.cell(first + i, c).value for c in range(1, 6)] for i in range(3)]
    assert rows == [[1, "0101", "TH A", "Công lập", "Bồ Đề"], [2, None, "TH B", None, None], ["Tổng cộng", *[None] * 4]]
    wards: Any = blank(tmp_path, "ward")[FIGURES_SHEET]
    found = [cell.value for cell in wards["C"] if cell.row >= row_of_codes(wards) + 2]
    assert tuple(found[:14]) == directive().file.expects["ward"]


def test_the_stamp_says_what_it_is(tmp_path: Path) -> None:
    sheet: Any = blank(tmp_path, "school", "MN")[STAMP_SHEET]
    stamp = {key.value: value.value for key, value in sheet.iter_rows(max_col=2)}
    assert stamp == dict(zip(STAMP_KEYS, ("form", "2021-2022", "school", "MN", directive().file.version), strict=True))


def test_two_runs_give_the_same_bytes_whatever_the_hash_seed(tmp_path: Path) -> None:
    written = []
    for seed in ("1", "2"):
        path = tmp_path / f"{seed}.xlsx"
        command = ["form", "2021-2022", "--unit", "school", "--level", "THCS", "--table", "-o", str(path)]
        env = {**os.environ, "PYTHONHASHSEED": seed}
        subprocess.run([sys.executable, "-m", "lbedu", *command], check=True, env=env, capture_output=True)
        written.append(path.read_bytes())
    assert written[0] == written[1]


@pytest.mark.parametrize(("kind", "level"), [("club", None), ("school", None), ("school", "THPT"), ("ward", "MN")])
def test_an_unknown_unit_or_level_is_wrong_usage(kind: str, level: str | None, tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        write_table(directive(), kind, level, tmp_path / "bang.xlsx")
    assert not (tmp_path / "bang.xlsx").exists()


def test_the_command_writes_a_table_that_the_command_reads(tmp_path: Path) -> None:
    path = tmp_path / "bang.xlsx"
    ended = lbedu("form", "2021-2022", "--unit", "ward", "--table", "-o", path)
    assert (ended.code, ended.err) == (0, f"{path.as_posix()}\n")
    book = openpyxl.load_workbook(path)
    sheet: Any = book[FIGURES_SHEET]
    first = row_of_codes(sheet) + 2
    specs = directive().forms["ward"].by_id
    for code, at in codes(sheet).items():
        spec = next(spec for spec in specs.values() if spec.code == code)
        sheet.cell(first, at).value = plain(spec)
    book.save(path)
    ended = lbedu("check", path, "--reporter", "json")
    assert {verdict["unit"] for verdict in ended.json["verdicts"]} == {None}
    assert [problem["code"] for problem in ended.json["problems"]] == ["row_blank"] * 13


def test_a_part_that_is_larger_than_its_whole_turns_red(tmp_path: Path) -> None:
    """Also where the whole was corrected after its part had been typed, or the part pasted."""
    sheet: Any = blank(tmp_path, "school", "TH")[FIGURES_SHEET]
    parts = [field for field in directive().forms["school"].by_id.values() if field.part_of and field.asked_of("TH")]
    rules = [rule for found in sheet.conditional_formatting for rule in found.rules]
    red = [rule.formula[0] for rule in rules if rule.dxf.fill.bgColor.rgb.endswith(RED)]
    assert len(red) == len(parts) > 0
    assert all(">$" in formula for formula in red)
