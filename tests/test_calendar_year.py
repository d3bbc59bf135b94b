"""Plans by calendar year: their files, forms, tables, words and dates, from the rule file to the saved result."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from lbedu import years
from lbedu.directive.load import available, find_rule_file, load_directive
from lbedu.drafting.year import begun
from lbedu.handouts.blank import write_blank
from lbedu.linting.linter import lint
from lbedu.own_form import FIGURES_SHEET, IDENTITY_SHEET, STAMP_SHEET
from tests.cli.command import lbedu
from tests.cli.workbooks import figure, header


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the rule file of 2026, in which both wards and no school report."""
    folder = tmp_path_factory.mktemp("rules")
    (folder / "2026.yaml").write_text(begun("2026", None, "vi").files["2026.yaml"], encoding="utf-8")
    return folder


DISTRICT = ("--view", "district", "--reporter", "json")


def table(path: Path, title: str, attending: int = 100) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append([title])
    sheet.append([])
    sheet.append(["TT", "Tên phường", "Trẻ 5 tuổi cư trú trên địa bàn", "Trẻ 5 tuổi ra lớp"])
    sheet.append([1, "Thứ Nhất", 100, attending])
    sheet.append([2, "Thứ Hai", 100, attending])
    book.save(path)
    return path


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("KẾ HOẠCH NĂM 2026", ["2026"]),
        ("Báo cáo 6 tháng đầu năm 2026 (so với năm 2025)", ["2026", "2025"]),
        ("Hà Nội, ngày 15 tháng 12 năm 2025", []),
        ("Trẻ sinh năm 2020", []),
        ("năm 2021-2025", []),
        ("Năm học 2025-2026", ["2025-2026"]),
        ("Kế hoạch 12/KH-UBND ngày 5/1/2026", []),
        ("Tổng 2026 trẻ", []),
        ("Giai đoạn 2021-2025, năm 2026", ["2026"]),
    ],
)
def test_which_years_a_text_names(text: str, named: list[str]) -> None:
    assert list(years.named_in([text], True)) == named
    assert list(years.named_in([text], False)) == [year for year in named if "-" in year]


@pytest.mark.parametrize(
    ("text", "year"),
    [("2026", "2026"), (" Năm 2026", "2026"), ("2025 – 2026", "2025-2026"), ("năm 26", "năm 26"), ("", "")],
)
def test_which_year_a_cell_answers(text: str, year: str) -> None:
    assert years.answered(text) == year


def test_rule_files_are_found_in_their_order(tmp_path: Path) -> None:
    names = ("2026", "2025-2026", "2026-2027", "20267", "2026-x", "2027")
    for name in names:
        (tmp_path / f"{name}.yaml").write_text("", encoding="utf-8")
    assert list(available(tmp_path)) == ["2025-2026", "2026", "2026-2027", "2027"]
    assert find_rule_file("2026", tmp_path).name == "2026.yaml"


def test_the_year_is_written_as_a_number_or_a_text(rules: Path, tmp_path: Path) -> None:
    text = (rules / "2026.yaml").read_text(encoding="utf-8")
    assert "\nyear: 2026\n" in text
    for written, year in (("2026", "2026"), ('"2026"', "2026"), ("2026-2027", "2026-2027")):
        path = tmp_path / "x.yaml"
        path.write_text(text.replace("year: 2026", f"year: {written}"), encoding="utf-8")
        assert load_directive(path).year == year


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (("evaluate_on: 2026-12-31", "evaluate_on: 2027-05-31"), "day_outside"),
        (("year: 2026", "year: 2027"), "file_name"),
        (("id: 26-01", "id: 25-01"), "commitment_year"),
        (("year: 2026", "year: 202"), "wrong_shape"),
        (("year: 2026", "year: 2026-2028"), "year_span"),
    ],
)
def test_lint_knows_calendar_years(rules: Path, tmp_path: Path, change: tuple[str, str], code: str) -> None:
    text = (rules / "2026.yaml").read_text(encoding="utf-8")
    path = tmp_path / "2026.yaml"
    path.write_text(text, encoding="utf-8")
    before = {one.mistake.code for one in lint([path]).findings}
    path.write_text(text.replace(*change), encoding="utf-8")
    after = {one.mistake.code for one in lint([path]).findings}
    assert code in after - before


def test_a_form_of_a_calendar_year_says_so_and_is_read(rules: Path, tmp_path: Path) -> None:
    path = tmp_path / "thu-nhat.xlsx"
    write_blank(load_directive(rules / "2026.yaml"), "ward", None, path)
    book = openpyxl.load_workbook(path)
    said = {cell.value for row in book[IDENTITY_SHEET].iter_rows() for cell in row}
    assert {"Năm", "năm", "2026", "Năm 2026"} <= said
    assert not any("ăm học" in str(text) for text in said)
    assert "2026" in [cell.value for row in book[STAMP_SHEET].iter_rows() for cell in row]
    for code, value in (("01", 100), ("02", 99)):
        figure(book, code, FIGURES_SHEET).value = value
    sheet = book[IDENTITY_SHEET]
    name = next(row for row in sheet.iter_rows() if any(cell.value == "DV2" for cell in row))
    name[header(sheet, "Số liệu").column - 1].value = "Thứ Nhất"
    book.save(path)
    ended = lbedu("check", path, "--targets", rules, "--reporter", "json", cwd=tmp_path)
    document = json.loads(ended.out)
    assert (document["year"], [one["code"] for one in document["problems"]]) == ("2026", [])
    assert {"kind": "share", "numerator": 99, "denominator": 100} in document["waiting"][0]["actual"]


@pytest.mark.parametrize("by_name", [True, False], ids=["the folder", "the file"])
@pytest.mark.parametrize(
    ("title", "codes"),
    [
        ("TỔNG HỢP PHỔ CẬP NĂM 2026", []),
        ("TỔNG HỢP PHỔ CẬP NĂM 2026 (lập ngày 15 tháng 12 năm 2025)", []),
        ("TỔNG HỢP PHỔ CẬP NĂM 2026, so với năm 2025", []),
        ("TỔNG HỢP PHỔ CẬP NĂM 2025", ["wrong_year", "unknown_form"]),
        ("TỔNG HỢP PHỔ CẬP NĂM HỌC 2025-2026", ["wrong_year"]),
    ],
)
def test_a_table_names_its_calendar_year(
    rules: Path, tmp_path: Path, title: str, codes: list[str], by_name: bool
) -> None:
    path = table(tmp_path / "bang.xlsx", title)
    ended = lbedu("check", path, "--targets", rules if by_name else rules / "2026.yaml", *DISTRICT)
    document = json.loads(ended.out)
    assert [one["code"] for one in document["problems"]] == codes
    outcomes = {one["target"]: one["outcome"] for one in document["verdicts"]}
    assert outcomes["five-year-olds-attending"] == ("undecided" if codes else "met")


def test_a_year_in_a_heading_says_nothing_where_years_are_school_years(tmp_path: Path) -> None:
    path = table(tmp_path / "bang.xlsx", "DANH SÁCH NĂM 2021")
    ended = lbedu("check", path, "--year", "2021-2022", *DISTRICT)
    assert "wrong_year" not in [one["code"] for one in json.loads(ended.out)["problems"]]


def test_everything_that_is_written_says_the_year_as_it_is(rules: Path, tmp_path: Path) -> None:
    path = table(tmp_path / "bang.xlsx", "PHỔ CẬP NĂM 2026")
    result = tmp_path / "result.json"
    ended = lbedu(
        *("check", path, "--targets", rules, "--reporter", "table", "--reporter", f"html:{tmp_path / 'page.html'}"),
        *("--reporter", f"json:{result}", "--reporter", f"summary:{tmp_path / 'summary.xlsx'}"),
    )
    docs = lbedu("targets", "docs", "2026", "--targets", rules, "-o", tmp_path / "docs.html")
    verified = lbedu("verify", result, path)
    assert (docs.code, verified.code) == (0, 0)
    assert "Năm 2026 · Kế hoạch" in ended.out
    book = openpyxl.load_workbook(tmp_path / "summary.xlsx")
    shown = "\n".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value)
    assert "Năm 2026 (theo" in shown
    texts = [ended.out, verified.out, shown, *(p.read_text(encoding="utf-8") for p in tmp_path.glob("*.html"))]
    assert len(texts) == 5
    assert [text for text in texts if "2026" not in text or "năm học" in text.casefold()] == []


def test_deadlines_of_a_school_year_and_of_a_calendar_year_are_not_compared(rules: Path, tmp_path: Path) -> None:
    school = tmp_path / "2025-2026.yaml"
    school.write_text(begun("2025-2026", None, "vi").files["2025-2026.yaml"], encoding="utf-8")
    ended = lbedu("targets", "diff", school, rules / "2026.yaml")
    assert ended.code == 0, ended.err
    assert "2025-2026 → 2026:" in ended.out
