"""Workbooks of many tables and units: bounded, and a table of another year says where it says so."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

import lbedu
from lbedu.directive.load import find_rule_file, load_directive
from lbedu.reading import letterhead
from lbedu.reading.layout import _is_near, _plain, _slips
from lbedu.reading.workbook import open_workbook

FORM = load_directive(find_rule_file("2021-2022")).forms["school"]
LABELS = [field.label.vi for field in FORM.by_id.values() if field.type == "count"][:4]


def write_tables(path: Path, units: int, *heads: tuple[str, str]) -> None:
    """One sheet for each pair of texts above a table."""
    book = Workbook()
    for i, head in enumerate(heads):
        sheet = book.worksheets[0] if not i else book.create_sheet()
        for text in head:
            sheet.append([text])
        sheet.append(["TT", "Tên trường", "Cấp học", *LABELS])
        for number in range(1, units + 1):
            sheet.append([number, f"TH Số {i}{number}", "Tiểu học", *range(1, len(LABELS) + 1)])
    book.save(path)


def test_more_units_than_allowed_refuse_the_file(tmp_path: Path) -> None:
    path = tmp_path / "bang.xlsx"
    write_tables(path, 5, (FORM.title.vi, "Số liệu"))
    allowed = lbedu.check(path, year="2021-2022", limits={"units": 5})
    refused = lbedu.check(path, year="2021-2022", limits={"units": 4})
    assert len(allowed.submissions) == 5
    assert [problem.code for problem in refused.problems] == ["file_too_large"]
    assert "4 đơn vị" in refused.problems[0].text("vi", "message")
    assert all("--limit units=…" in refused.problems[0].text(lang, "fix") for lang in ("vi", "en"))
    assert not refused.submissions


def test_a_table_of_another_year_says_where(tmp_path: Path) -> None:
    path = tmp_path / "bang.xlsx"
    write_tables(path, 2, ("Báo cáo", "Năm học 2018-2019"), ("Báo cáo", "Năm học 2021-2022"))
    card = lbedu.check(path, year="2021-2022")
    wrong = [problem for problem in card.problems if problem.code == "wrong_year"]
    assert [problem.place.address for problem in wrong] == ["Sheet!A2"]
    assert {submission.where["name"].sheet for submission in card.submissions} == {"Sheet1"}


def test_a_sheet_of_headers_is_looked_at_above_the_first_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "ma.xlsx"
    book = Workbook()
    for _ in range(50):
        book.worksheets[0].append(["Nội dung", "Mã số"])
        book.worksheets[0].append(["x", 1])
    book.save(path)
    calls: list[str] = []

    def counted(text: str) -> bool:
        calls.append(text)
        return False

    monkeypatch.setattr(letterhead, "is_name_heading", counted)
    assert letterhead.years_said(open_workbook(path).sheets, "ma.xlsx") == {}
    assert len(calls) == 2


@pytest.mark.parametrize("word", ["mã sô", "ma so", "mãsố", "mã sốs", "nội dugn", "nôi dunng", "số liẹu", "số lệiu"])
def test_the_quick_test_passes_every_misspelling(word: str) -> None:
    plain = _plain(word)
    near = [right for right in map(_plain, ("mã số", "nội dung", "số liệu")) if _slips(plain, right) <= 2]
    assert near and all(_is_near(plain, right) for right in near)
