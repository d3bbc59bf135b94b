"""The register: the same units from a workbook, CSV or YAML, and every contradiction said with its place."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from lbedu.handouts.register import register_text, write_register
from lbedu.own_form import REGISTER_COLUMNS
from lbedu.reading.unit_lines import lines_of_text, lines_of_workbook, looks_like_register
from lbedu.reading.unit_list import unit_list
from lbedu.reading.workbook import open_workbook
from lbedu.register import UnitList
from lbedu.submission import Unit
from tests.cli.workbooks import directive

KEYS = [column.key for column in REGISTER_COLUMNS]
LABELS = {column.key: column.label for column in REGISTER_COLUMNS}
HOA_MAI = {"code": "01004301", "name": "MN Hoa Mai", "level": "Mầm non", "type": "Công lập", "ward": "Bồ Đề"}
HOA_SEN = {"code": "01004302", "name": "Trường Tiểu học Hoa Sen", "type": "Công lập", "ward": "phường Ngọc Thuỵ"}


def from_csv(*lines: dict[str, str], separator: str = ",") -> UnitList:
    out = io.StringIO()
    writer = csv.DictWriter(out, KEYS, delimiter=separator)
    writer.writerow(LABELS)
    writer.writerows(lines)
    return unit_list(directive(), lines_of_text(out.getvalue().encode("utf-8-sig"), "ds.csv"))


def from_yaml(text: str) -> UnitList:
    return unit_list(directive(), lines_of_text(f"lbedu: register\nunits:\n{text}".encode(), "ds.yaml"))


def from_workbook(path: Path, *lines: dict[str, Any], top: int = 1, headings: dict[str, str] | None = None) -> UnitList:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    names = headings or LABELS
    for column, key in enumerate(names, 1):
        sheet.cell(top, column, names[key])
        for row, line in enumerate(lines, top + 1):
            sheet.cell(row, column).value = line.get(key)
    book.save(path)
    return unit_list(directive(), lines_of_workbook(open_workbook(path), "ds.xlsx"))


def units(listed: UnitList) -> list[Unit]:
    return [line.unit for line in listed.lines]


def found(listed: UnitList) -> list[tuple[str, str]]:
    """Codes and cells, without what the directive names and these short lists lack."""
    return [(p.code, p.place.cell) for p in listed.problems if p.code != "register_lacks"]


EXPECTED = [
    Unit("school", "MN Hoa Mai", "MN", "01004301", "Bồ Đề", "public", ()),
    Unit("school", "TH Hoa Sen", "TH", "01004302", "Ngọc Thụy", "public", ()),
]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_csv_of_any_separator(separator: str) -> None:
    listed = from_csv(HOA_MAI, HOA_SEN, separator=separator)
    assert units(listed) == EXPECTED
    assert found(listed) == []


def test_yaml_and_workbook_say_the_same(tmp_path: Path) -> None:
    lines = "".join(f"  - {json.dumps(one, ensure_ascii=False)}\n" for one in (HOA_MAI, HOA_SEN))
    assert units(from_yaml(lines)) == units(from_workbook(tmp_path / "a.xlsx", HOA_MAI, HOA_SEN)) == EXPECTED


def test_a_list_of_ones_own_is_read_by_its_header(tmp_path: Path) -> None:
    headings = {"name": "Tên trường", "level": "Cấp", "ward": "Phường"}
    listed = from_workbook(tmp_path / "a.xlsx", HOA_MAI, HOA_SEN, top=6, headings=headings)
    assert [unit.name for unit in units(listed)] == ["MN Hoa Mai", "TH Hoa Sen"]


def test_the_blank_holds_what_the_directive_names(tmp_path: Path) -> None:
    path = tmp_path / "blank.xlsx"
    write_register(directive(), path)
    first = path.read_bytes()
    write_register(directive(), path)
    assert path.read_bytes() == first
    named = [unit.name for unit in directive().file.units["school"].named]
    workbook = unit_list(directive(), lines_of_workbook(open_workbook(path), "a.xlsx"))
    texts = [
        unit_list(directive(), lines_of_text(register_text(directive(), form).encode(), f"a.{form}"))
        for form in ("csv", "yaml")
    ]
    for listed in (workbook, *texts):
        assert [unit.name for unit in units(listed)] == named
        assert {problem.code for problem in listed.problems} == {
            "register_blank"
        }  # the wards are for the office to say
    assert looks_like_register(register_text(directive(), "csv").encode(), ".csv")
    assert looks_like_register(register_text(directive(), "yaml").encode(), ".yaml")


@pytest.mark.parametrize(
    ("line", "problems"),
    [
        ({**HOA_MAI, "code": "4,5E+09"}, [("register_code_number", "A3")]),
        ({**HOA_MAI, "level": "Tiểu học"}, [("wrong_level", "C3")]),
        ({**HOA_MAI, "level": "Mẫu giáo"}, [("not_an_option", "C3")]),
        ({**HOA_MAI, "name": "Hoa Mai", "level": ""}, [("level_missing", "A3")]),
        ({**HOA_MAI, "name": "MN"}, [("unit_missing", "B3")]),
        ({**HOA_MAI, "type": "Tư"}, [("not_an_option", "D3")]),
        ({**HOA_MAI, "ward": "Bố Đề"}, [("unknown_ward", "E3")]),
        ({**HOA_MAI, "ward": "Hồng Hà"}, [("unknown_ward", "E3")]),
        ({**HOA_MAI, "ward": ""}, [("register_blank", "A3")]),
        ({**HOA_MAI, "flags": "Chất lượng cao; Đẹp"}, [("not_an_option", "F3")]),
        ({**HOA_MAI, "cqg_decision": "12/QĐ"}, [("register_cqg_incomplete", "G3")]),
        ({**HOA_MAI, "name": "MN Hoa\x07Mai"}, [("control_characters", "B3")]),
    ],
)
def test_what_is_wrong_with_a_line(line: dict[str, str], problems: list[tuple[str, str]]) -> None:
    assert found(from_csv(HOA_SEN, line)) == problems


@pytest.mark.parametrize(
    ("began", "ends", "code"),
    [
        ("2019-11-15", "2024-11-15", None),
        ("2019-11-15", "2018-11-15", "register_cqg_dates"),
        ("2019-11-15", "2019-11-15", "register_cqg_dates"),
        ("2019-11-15", "2024-11-16", "register_cqg_dates"),
        ("2020-02-29", "2025-03-01", None),
        ("05/04/2020", "2024-11-15", "ambiguous_date"),
    ],
)
def test_a_recognition_ends_after_it_began(began: str, ends: str, code: str | None) -> None:
    given = {"cqg_decision": "1/QĐ", "cqg_date": began, "cqg_level": "Mức độ 1", "cqg_expiry": ends}
    assert [one for one, _ in found(from_csv({**HOA_MAI, **given}))] == ([code] if code else [])


def test_a_code_that_is_a_number_is_not_used(tmp_path: Path) -> None:
    listed = from_workbook(tmp_path / "a.xlsx", {**HOA_MAI, "code": 1004301})
    assert [unit.code for unit in units(listed)] == [""]
    assert found(listed) == [("register_code_number", "A2")]
    assert [unit.code for unit in units(from_yaml("  - {code: 1004301, name: MN Hoa Mai}"))] == [""]
    assert [unit.code for unit in units(from_yaml('  - {code: "01004301", name: MN Hoa Mai}'))] == ["01004301"]


def test_dates_of_a_workbook_are_dates(tmp_path: Path) -> None:
    given = {"cqg_decision": "1/QĐ", "cqg_level": "Mức độ 2"}
    dates = {"cqg_date": dt.date(2021, 3, 4), "cqg_expiry": dt.date(2020, 3, 4)}
    assert found(from_workbook(tmp_path / "a.xlsx", {**HOA_MAI, **given, **dates})) == [("register_cqg_dates", "J2")]


def test_one_code_of_two_units_is_nobodys() -> None:
    listed = from_csv(HOA_MAI, {**HOA_SEN, "code": HOA_MAI["code"]})
    assert found(listed) == [("register_code_twice", "A3")]
    assert [unit.code for unit in units(listed)] == ["", ""]


def test_a_school_of_two_levels_has_one_code() -> None:
    both = [{"code": "01", "name": f"{level} Hoa Sen", "type": "Công lập", "ward": "Bồ Đề"} for level in ("TH", "THCS")]
    listed = from_csv(*both)
    assert found(listed) == []
    assert [(unit.level, unit.code) for unit in units(listed)] == [("TH", "01"), ("THCS", "01")]


def test_one_name_at_three_levels_is_three_schools() -> None:
    three = [{"name": f"{level} Long Biên", "type": "Công lập", "ward": "Long Biên"} for level in ("MN", "TH", "THCS")]
    listed = from_csv(*three)
    assert found(listed) == []
    assert len(listed.lines) == 3


def test_a_unit_that_stands_twice_may_be_one_more() -> None:
    listed = from_csv(HOA_MAI, {**HOA_MAI, "code": "", "name": "Trường Mầm non HOA MAI"})
    assert found(listed) == [("register_unit_twice", "B3")]
    assert (len(listed.lines), listed.unsure) == (1, 1)


def test_another_name_that_is_somebody_elses_is_not_used() -> None:
    sen = {"name": "MN Hoa Sen", "type": "Công lập", "ward": "Bồ Đề"}
    listed = from_csv({**HOA_MAI, "aliases": "Hoa Sen; MN Mai Vàng"}, sen)
    assert found(listed) == [("register_alias_taken", "A2")]
    assert listed.lines[0].aliases == ("MN Mai Vàng",)


def test_what_the_directive_names_and_the_list_lacks_is_said() -> None:
    lacking = [p.facts["name"] for p in from_csv(HOA_MAI).problems if p.code == "register_lacks"]
    assert lacking == [unit.name for unit in sorted(directive().file.units["school"].named, key=_as_sorted)]


def _as_sorted(unit: Any) -> Any:
    from lbedu.vietnamese import sort_key

    return ["MN", "TH", "THCS"].index(unit.level), sort_key(unit.name)


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"", "a.csv", "register_no_header"),
        ("Kính gửi,Phòng".encode(), "a.csv", "register_no_header"),
        ("Tên đơn vị,Cấp học\nMN Hoa Mai".encode("utf-16"), "a.csv", "register_encoding"),
        ('Tên đơn vị,Cấp học\n"MN Hoa Mai'.encode(), "a.csv", "register_syntax"),
        (b"units: [", "a.yaml", "register_syntax"),
        (b"units: {a: 1}", "a.yaml", "register_no_header"),
        (b"units: [{nam: x}]", "a.yaml", "register_syntax"),
    ],
)
def test_what_is_no_register(data: bytes, name: str, code: str) -> None:
    listed = unit_list(directive(), lines_of_text(data, name))
    assert [problem.code for problem in listed.problems if problem.code != "register_lacks"] == [code]
    assert listed.lines == ()


def test_a_line_that_cannot_be_read_may_be_a_unit() -> None:
    assert from_yaml("  - {nam: x}\n  - {name: MN Hoa Mai}").unsure == 1


def test_every_sheet_of_a_register_counts(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for level, names in (("MN", ("Hoa Mai", "Hoa Sen")), ("TH", ("Hoa Mai",))):
        sheet = book.create_sheet(level)
        sheet.append(["Tên trường", "Cấp học", "Phường", "Loại hình"])
        for name in names:
            sheet.append([f"{level} {name}", "", "Bồ Đề", "Công lập"])
    book.save(tmp_path / "a.xlsx")
    listed = unit_list(directive(), lines_of_workbook(open_workbook(tmp_path / "a.xlsx"), "a.xlsx"))
    assert [unit.name for unit in units(listed)] == ["MN Hoa Mai", "MN Hoa Sen", "TH Hoa Mai"]
    assert found(listed) == []


def test_one_code_of_three_units_is_nobodys() -> None:
    names = ("MN Hoa Mai", "MN Hoa Sen", "TH Hoa Lan")
    listed = from_csv(*({**HOA_MAI, "name": name, "level": ""} for name in names))
    assert [code for code, _ in found(listed)] == ["register_code_twice"] * 2
    assert [unit.code for unit in units(listed)] == ["", "", ""]


@pytest.mark.parametrize("dash", ["-", "0", "000", "…", "."])
def test_a_dash_is_no_code(dash: str) -> None:
    listed = from_csv({**HOA_MAI, "code": dash}, {**HOA_SEN, "code": dash})
    assert found(listed) == []
    assert [unit.code for unit in units(listed)] == ["", ""]


def test_another_name_that_the_directive_gives_to_somebody_is_not_used() -> None:
    listed = from_csv({**HOA_MAI, "aliases": "MN Tràng An; Mai Vàng"})
    assert found(listed) == [("register_alias_taken", "A2")]
    assert listed.lines[0].aliases == ("Mai Vàng",)


def test_the_header_of_a_csv_may_stand_below_a_title() -> None:
    text = "Danh sách trường, năm học\nTên đơn vị;Cấp học;Phường\nMN Hoa Mai;Mầm non;Bồ Đề\n"
    listed = unit_list(directive(), lines_of_text(text.encode(), "a.csv"))
    assert [(unit.name, unit.ward) for unit in units(listed)] == [("MN Hoa Mai", "Bồ Đề")]


def test_lines_that_are_hidden_count_and_are_said(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for line in (["Mã đơn vị", "Tên đơn vị"], ["01", "TH Hoa Mai"], ["02", "TH Hoa Sen"]):
        sheet.append(line)
    sheet.row_dimensions[3].hidden = True
    book.save(tmp_path / "ds.xlsx")
    lines = lines_of_workbook(open_workbook(tmp_path / "ds.xlsx"), "ds.xlsx")
    assert [line["name"][0].value for line in lines.lines] == ["TH Hoa Mai", "TH Hoa Sen"]
    (problem,) = lines.remarks
    assert problem.code == "hidden"
    assert "dòng 3" in problem.text("vi", "message")
