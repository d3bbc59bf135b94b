"""The blank workbook: every question once, with its dropdown, its stamp, and the same bytes each time."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from lbedu.directive.directive import Directive
from lbedu.directive.load import load_directive
from lbedu.directive.model import FieldSpec
from lbedu.errors import UsageError
from lbedu.handouts.blank import write_blank
from lbedu.own_form import (
    CODE,
    CONTENT,
    FIGURE,
    FIGURES_SHEET,
    HEADER,
    IDENTITY_SHEET,
    LIST_HEADER,
    LIVE_SHEET,
    ORDER,
    SCRATCH_SHEET,
    STAMP_KEYS,
    STAMP_SHEET,
    UNIT,
)
from lbedu.paper import GREY
from lbedu.reading.layout import Figures, Listing, lay_out, stamp_of
from lbedu.reading.workbook import open_workbook

RULES = """
year: 2021-2022
version: 3
directive:
  kind: {vi: Kế hoạch}
  title: {vi: Kế hoạch năm học}
  number: 349/KH-UBND
  issued: 2021-09-30
  issuer: {vi: UBND quận Long Biên}
evaluate_on: 2022-05-31
nouns:
  pupil: {vi: học sinh}
choices:
  emulation:
    - {id: excellent, vi: xuất sắc}
    - {id: good, vi: "tốt, khá"}
  standard:
    - {id: one, vi: Mức độ 1}
    - {id: two, vi: Mức độ 2}
units:
  school:
    noun: {vi: trường}
    levels: {MN: {vi: Mầm non}, THCS: {vi: Trung học cơ sở}}
    types: {public: {vi: Công lập}, private: {vi: Ngoài công lập}}
  ward: {noun: {vi: phường}}
  office: {noun: {vi: phòng}}
expects: {ward: [Bồ Đề, Cự Khối], office: [Phòng GD&ĐT]}
forms:
  school:
    unit: school
    title: {vi: Báo cáo của trường}
    fields:
      - group: {vi: I. Quy mô}
      - {id: pupils, code: "01", type: count, unit: pupil, label: {vi: Học sinh}, hint: {vi: Đầu năm học}}
      - {id: insured, code: "02", type: count, unit: pupil, part_of: pupils, label: {vi: Có bảo hiểm}}
      - group: {vi: II. Thi vào lớp 10}
      - {id: sat, code: "03", type: count, label: {vi: Dự thi}, levels: [THCS]}
      - {id: mark, code: "04", type: number, max: 10, label: {vi: Điểm trung bình}, levels: [THCS]}
      - group: {vi: III. Bán trú}
      - {id: meals, code: "05", type: yes_no, label: {vi: Có bán trú}}
      - {id: contract, code: "06", type: yes_no, asked_when: meals, evidence: true, label: {vi: "=Có hợp đồng"}}
      - {id: standard, code: "07", type: rank, options: standard, label: {vi: Chuẩn quốc gia}}
      - {id: until, code: "08", type: date, label: {vi: Ngày hết hạn}}
  ward:
    unit: ward
    title: {vi: Báo cáo của phường}
    fields:
      - {id: share, code: "01", type: percent, label: {vi: Tỷ lệ}}
  office:
    unit: office
    title: {vi: Báo cáo của phòng}
    fields:
      - {id: rank, code: "01", type: rank, options: emulation, label: {vi: Xếp loại}}
  first:
    unit: office
    title: {vi: "Kết quả thi đua 2021/2022 của các trường: khối mầm non"}
    rows: [{code: C01, name: {vi: Dạy}}, {code: C02, name: {vi: Học}}]
    fields:
      - {id: done, code: "01", type: yes_no, evidence: true, label: {vi: Đã làm}}
      - {id: done_on, code: "02", type: date, asked_when: done, label: {vi: Ngày làm}}
  second:
    unit: office
    title: {vi: "Kết quả thi đua 2021/2022 của các trường: khối tiểu học"}
    rows: [{code: D01, name: {vi: Dạy}}]
    fields:
      - {id: rank, code: "01", type: rank, options: emulation, label: {vi: Xếp loại}}
commitments:
  - id: 21-01
    clause: B.I
    title: {vi: Bảo hiểm y tế}
    targets:
      - {id: insurance, title: {vi: Bảo hiểm y tế}, share: school.insured, of: school.pupils, at_least: 100%}
"""


@pytest.fixture
def directive(tmp_path: Path) -> Directive:
    rules = tmp_path / "2021-2022.yaml"
    rules.write_text(RULES, encoding="utf-8")
    return load_directive(rules)


def blank(directive: Directive, tmp_path: Path, unit: str, level: str | None = None) -> Any:
    path = tmp_path / "blank.xlsx"
    write_blank(directive, unit, level, path)
    return load_workbook(path)


def column(name: str) -> int:
    return HEADER.index(name) + 1


def rows(sheet: Any) -> dict[str, int]:
    """The row of every code below the header, each code found once."""
    cells = [(cell.value, cell.row) for cell in sheet[chr(ord("A") + HEADER.index(CODE))] if cell.value]
    header = next(row for value, row in cells if value == CODE)
    found = [(str(value), row) for value, row in cells if row > header + 1]
    assert len(dict(found)) == len(found)
    return dict(found)


def rule_of(sheet: Any, cell: str) -> Any:
    (rule,) = [rule for rule in sheet.data_validations.dataValidation if cell in rule.sqref]
    return rule


def table(sheet: Any) -> Iterator[tuple[Any, ...]]:
    """Code, unit and figure of the rows of a form."""
    for code, row in rows(sheet).items():
        yield code, sheet.cell(row, column(UNIT)).value, sheet.cell(row, column(FIGURE)).value


@pytest.mark.parametrize("level", ["MN", "THCS"])
def test_every_field_of_the_level_stands_once_with_an_empty_open_cell(
    directive: Directive, tmp_path: Path, level: str
) -> None:
    sheet = blank(directive, tmp_path, "school", level)[FIGURES_SHEET]
    items = directive.forms["school"].items
    asked = [item.code for item in items if isinstance(item, FieldSpec) and item.asked_of(level)]
    assert list(rows(sheet)) == asked
    for row in rows(sheet).values():
        cell = sheet.cell(row, column(FIGURE))
        assert cell.value is None
        assert not cell.protection.locked
        assert sheet.cell(row, column(CODE)).protection.locked


def test_headings_stand_only_where_something_is_asked_below(directive: Directive, tmp_path: Path) -> None:
    headings = [cell.value for cell in blank(directive, tmp_path, "school", "MN")[FIGURES_SHEET]["B"]]
    assert "Quy mô" in headings
    assert "Thi vào lớp 10" not in headings


def test_rows_are_numbered_within_their_heading_and_evidence_has_no_number(
    directive: Directive, tmp_path: Path
) -> None:
    sheet = blank(directive, tmp_path, "school", "THCS")[FIGURES_SHEET]
    numbers = {code: sheet.cell(row, column(ORDER)).value for code, row in rows(sheet).items()}
    assert numbers == {
        "01": 1, "02": 2, "03": 1, "04": 2, "05": 1, "06": 2, "06b": None, "07": 3, "08": 4,
    }  # fmt: skip


def test_each_row_says_what_is_counted(directive: Directive, tmp_path: Path) -> None:
    units = {code: unit for code, unit, _ in table(blank(directive, tmp_path, "school", "THCS")[FIGURES_SHEET])}
    assert units["01"] == "học sinh"
    assert units["05"] == "Có/Không"
    assert units["06b"] == "văn bản"
    assert units["08"] == "ngày"


def test_labels_carry_hint_limit_and_condition(directive: Directive, tmp_path: Path) -> None:
    sheet = blank(directive, tmp_path, "school", "MN")[FIGURES_SHEET]
    labels = {code: sheet.cell(row, column(CONTENT)).value for code, row in rows(sheet).items()}
    assert labels["01"] == "Học sinh\nĐầu năm học"
    assert labels["02"] == "Có bảo hiểm\nKhông quá mã số 01"
    assert labels["06"] == "=Có hợp đồng\nChỉ ghi khi mã số 05 trả lời Có"


def test_a_text_that_begins_with_an_equals_sign_is_no_formula(directive: Directive, tmp_path: Path) -> None:
    write_blank(directive, "school", "MN", tmp_path / "blank.xlsx")
    book = open_workbook(tmp_path / "blank.xlsx")
    (sheet,) = [sheet for sheet in book.sheets if sheet.name == FIGURES_SHEET]
    (label,) = [cell for cell in sheet.cells.values() if str(cell.value).startswith("=Có hợp đồng")]
    assert label.kind == "text"


def test_cells_take_what_their_field_takes(directive: Directive, tmp_path: Path) -> None:
    sheet = blank(directive, tmp_path, "school", "THCS")[FIGURES_SHEET]
    at = {code: f"E{row}" for code, row in rows(sheet).items()}
    whole = rule_of(sheet, at["01"])
    assert (whole.type, whole.formula1) == ("whole", "0")
    assert f"$E${rows(sheet)['01']}" in rule_of(sheet, at["02"]).formula2
    assert rule_of(sheet, at["04"]).formula2 == "10"
    assert rule_of(sheet, at["05"]).formula1 == '"Có,Không"'
    assert rule_of(sheet, at["07"]).formula1 == '"Mức độ 1,Mức độ 2"'
    assert rule_of(sheet, at["08"]).type == "date"
    assert sheet[at["08"]].number_format == "dd/mm/yyyy"
    assert all(rule.error and len(rule.error) <= 225 for rule in sheet.data_validations.dataValidation)


def test_what_is_not_asked_turns_grey_also_its_evidence(directive: Directive, tmp_path: Path) -> None:
    sheet = blank(directive, tmp_path, "school", "MN")[FIGURES_SHEET]
    at = rows(sheet)
    rules = [(str(found.sqref), rule) for found in sheet.conditional_formatting for rule in found.rules]
    grey = {at: rule.formula[0] for at, rule in rules if rule.dxf.fill.bgColor.rgb.endswith(GREY)}
    assert grey == {
        f"E{at['06']}": f'AND($E${at["06"]}="",OR($E${at["05"]}="Không"))',
        f"E{at['06b']}": f'AND($E${at["06b"]}="",OR($E${at["06"]}="Không",$E${at["05"]}="Không"))',
    }


def test_percentages_lie_between_0_and_1(directive: Directive, tmp_path: Path) -> None:
    sheet = blank(directive, tmp_path, "ward")[FIGURES_SHEET]
    rule = rule_of(sheet, f"E{rows(sheet)['01']}")
    assert (rule.type, rule.formula1, rule.formula2) == ("decimal", "0", "1")


def test_options_that_hold_a_comma_are_listed_aside(directive: Directive, tmp_path: Path) -> None:
    book = blank(directive, tmp_path, "office")
    sheet = book[FIGURES_SHEET]
    name, area = rule_of(sheet, f"E{rows(sheet)['01']}").formula1.replace("'", "").split("!")
    assert book[name].sheet_state == "hidden"
    assert [cell.value for (cell,) in book[name][area.replace("$", "")]] == ["xuất sắc", "tốt, khá"]


def test_a_school_says_level_type_and_ward(directive: Directive, tmp_path: Path) -> None:
    sheet = blank(directive, tmp_path, "school", "THCS")[IDENTITY_SHEET]
    at = rows(sheet)
    assert list(at) == [f"DV{number}" for number in range(1, 9)]
    said = {code: figure for code, _, figure in table(sheet) if figure}
    assert said == {"DV3": "Trung học cơ sở", "DV6": "2021-2022"}
    assert rule_of(sheet, f"E{at['DV3']}").formula1 == '"Mầm non,Trung học cơ sở"'
    assert rule_of(sheet, f"E{at['DV4']}").formula1 == '"Công lập,Ngoài công lập"'
    assert rule_of(sheet, f"E{at['DV5']}").formula1 == '"Bồ Đề,Cự Khối"'
    assert sheet.cell(at["DV8"], column(FIGURE)).number_format == "dd/mm/yyyy"


def test_other_units_say_only_what_they_have(directive: Directive, tmp_path: Path) -> None:
    ward = blank(directive, tmp_path, "ward")[IDENTITY_SHEET]
    assert list(rows(ward)) == ["DV1", "DV2", "DV6", "DV7", "DV8"]
    assert rule_of(ward, f"E{rows(ward)['DV2']}").formula1 == '"Bồ Đề,Cự Khối"'
    office = blank(directive, tmp_path, "office")[IDENTITY_SHEET]
    assert office.cell(rows(office)["DV2"], column(FIGURE)).value == "Phòng GD&ĐT"


def test_lists_have_a_sheet_each_with_codes_under_the_header(directive: Directive, tmp_path: Path) -> None:
    book = blank(directive, tmp_path, "office")
    lists = [sheet.title for sheet in book.worksheets[2:] if sheet.sheet_state == "visible"]
    assert lists == ["Kết quả thi đua 2021 2022", "Kết quả thi đua 2021 2022 (2)", LIVE_SHEET]
    sheet = book[lists[0]]
    header = next(row for row in sheet.iter_rows() if row[0].value == ORDER)
    assert tuple(cell.value for cell in header[:3]) == LIST_HEADER
    under = sheet[header[0].row + 1]
    assert [cell.value for cell in under[3:] if cell.value] == ["01", "01b", "02"]
    assert [sheet.cell(header[0].row + below, 3).value for below in (2, 3)] == ["C01", "C02"]
    assert rule_of(sheet, f"D{header[0].row + 3}").formula1 == '"Có,Không"'


def test_the_stamp_is_hidden_and_complete(directive: Directive, tmp_path: Path) -> None:
    sheet = blank(directive, tmp_path, "school", "MN")[STAMP_SHEET]
    assert sheet.sheet_state == "veryHidden"
    stamp = {key.value: value.value for key, value in sheet.iter_rows(max_col=2)}
    assert stamp == dict(zip(STAMP_KEYS, ("form", "2021-2022", "school", "MN", 3), strict=True))


def test_a_unit_without_levels_has_an_empty_level_in_its_stamp(directive: Directive, tmp_path: Path) -> None:
    write_blank(directive, "ward", None, tmp_path / "blank.xlsx")
    stamp = stamp_of(open_workbook(tmp_path / "blank.xlsx"))
    assert stamp == {"lbedu": "form", "year": "2021-2022", "unit": "ward", "level": "", "version": "3"}


def test_our_reader_finds_every_code(directive: Directive, tmp_path: Path) -> None:
    write_blank(directive, "office", None, tmp_path / "blank.xlsx")
    found = [table for sheet in open_workbook(tmp_path / "blank.xlsx").sheets for table in lay_out(sheet)[0]]
    assert [type(table) for table in found] == [Figures, Figures, Listing, Listing]
    lists = [table for table in found if isinstance(table, Listing)]
    assert [[code for code, _ in table.columns] for table in lists] == [["01", "01b", "02"], ["01"]]
    assert [[row.code for row in table.rows] for table in lists] == [["C01", "C02"], ["D01"]]


def test_two_runs_give_the_same_bytes_whatever_the_hash_seed(directive: Directive, tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from lbedu.directive.load import load_directive;"
        "from lbedu.handouts.blank import write_blank;"
        "write_blank(load_directive(Path(sys.argv[1])), 'school', 'THCS', Path(sys.argv[2]))"
    )
    written = []
    for seed in ("1", "2"):
        path = tmp_path / f"{seed}.xlsx"
        command = [sys.executable, "-c", code, str(tmp_path / directive.source), str(path)]
        subprocess.run(command, check=True, env={**os.environ, "PYTHONHASHSEED": seed})
        written.append(path.read_bytes())
    assert written[0] == written[1]


@pytest.mark.parametrize(
    ("unit", "level", "message"),
    [
        ("club", None, "no kind of unit `club`"),
        ("school", None, "which level of school"),
        ("school", "THPT", "school has no level `THPT`"),
        ("ward", "MN", "ward has no level `MN`"),
    ],
)
def test_an_unknown_unit_or_level_is_wrong_usage(
    directive: Directive, tmp_path: Path, unit: str, level: str | None, message: str
) -> None:
    with pytest.raises(UsageError, match=message):
        write_blank(directive, unit, level, tmp_path / "blank.xlsx")
    assert not (tmp_path / "blank.xlsx").exists()


def test_a_failing_write_leaves_the_old_file_and_nothing_beside_it(
    directive: Directive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    path = folder / "blank.xlsx"
    path.write_bytes(b"old")

    def refuse(*_: object) -> None:
        raise PermissionError("in use")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(UsageError, match="in use"):
        write_blank(directive, "ward", None, path)
    assert path.read_bytes() == b"old"
    assert list(folder.iterdir()) == [path]
    monkeypatch.undo()
    write_blank(directive, "ward", None, path)
    assert load_workbook(path).sheetnames == [IDENTITY_SHEET, FIGURES_SHEET, LIVE_SHEET, SCRATCH_SHEET, STAMP_SHEET]
    assert list(folder.iterdir()) == [path]
