"""A second year beside the first: its notice has neither number nor date, and its workbooks are read by its own rules."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from lbedu.own_form import FIGURES_SHEET, IDENTITY_SHEET
from tests.cli.command import lbedu

YEAR = "2017-2018"
RANKS = {"C12": "xuất sắc", "C13": "tốt"}


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The office's form of that year with two ranks filled in."""
    path = tmp_path_factory.mktemp("office") / "office.xlsx"
    assert lbedu("form", YEAR, "--unit", "office", "-o", path).code == 0
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[2]
    for row in range(1, sheet.max_row + 1):
        if (rank := RANKS.get(str(sheet.cell(row, 3).value))) is not None:
            sheet.cell(row, 4).value = rank
    book.save(path)
    return path


@pytest.mark.parametrize(
    ("lang", "head"),
    [
        ("vi", "Năm học 2017-2018 · Thông báo kết luận · tính đến ngày 31/05/2018"),
        ("en", "School year 2017-2018 · Notice of conclusions · as of 31 May 2018"),
    ],
)
def test_the_head_of_the_table_names_the_notice_alone(office: Path, lang: str, head: str) -> None:
    assert lbedu("check", office, "--lang", lang).out.splitlines()[0] == head


def test_the_form_names_the_notice_alone(office: Path) -> None:
    book = openpyxl.load_workbook(office)
    for name in (IDENTITY_SHEET, FIGURES_SHEET):
        said = {cell.value for row in book[name].iter_rows(max_row=8) for cell in row}
        assert "(Thực hiện Thông báo kết luận của Quận ủy Long Biên)" in said


@pytest.mark.parametrize(
    ("topic", "said"),
    [("projects-report", "Căn cứ: Thông báo kết luận, mục 8 –2 (2017-2018)"), ("17-15", "mục 5 –3 (2017-2018)")],
)
def test_explain_names_the_notice_alone(topic: str, said: str) -> None:
    assert said in lbedu("explain", topic).out


def test_the_scorecard_is_of_its_year(office: Path) -> None:
    document = lbedu("check", office, "--reporter", "json").json
    assert (document["year"], document["as_of"], document["rule_file"]["name"]) == (YEAR, "2018-05-31", f"{YEAR}.yaml")
    (verdict,) = (one for one in document["verdicts"] if one["target"] == "named-criteria-good")
    assert verdict["outcome"] == "met"
    assert verdict["actual"]["by_option"] == {"excellent": 1, "good": 1}


def test_of_a_target_of_both_years_the_year_asked_for_is_explained() -> None:
    said = {year: lbedu("explain", "under-3s-attending", "--year", year).out for year in (YEAR, "2021-2022")}
    assert "≥ 45%" in said[YEAR]
    assert "≥ 58%" in said["2021-2022"]
    assert lbedu("explain", "under-3s-attending").out == said["2021-2022"]


def test_workbooks_of_two_years_are_not_judged_together(office: Path, tmp_path: Path) -> None:
    for year in (YEAR, "2021-2022"):
        assert lbedu("form", year, "--unit", "ward", "-o", tmp_path / f"{year}.xlsx").code == 0
    ended = lbedu("check", tmp_path)
    assert ended.code == 2
    assert "--year" in ended.err
    ended = lbedu("check", tmp_path, office, "--year", YEAR, "--reporter", "json")
    assert [one["file"].rsplit("/", 1)[-1] for one in ended.json["problems"] if one["code"] == "wrong_year"] == [
        "2021-2022.xlsx"
    ]
