"""`lbedu mark`: the copy, the letter, the exit codes, what is refused, and what becomes of a copy that comes back."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from lbedu.own_form import NOTE_SIGN
from tests.cli.command import Ended, lbedu
from tests.marking.crowded import crowded

ROOT = Path(__file__).parents[2]
INDEX = "Lỗi cần sửa"


@pytest.fixture
def place(shelf: Path, tmp_path: Path) -> Path:
    for name in ("good.xlsx", "wrong.xlsx", "undecided.xlsx"):
        shutil.copy(shelf / name, tmp_path)
    return tmp_path


def index_of(path: Path, name: str = INDEX) -> list[str]:
    """All texts of the index."""
    sheet: Any = openpyxl.load_workbook(path)[name]
    return [str(cell.value) for row in sheet.iter_rows(max_col=8) for cell in row if cell.value is not None]


def mark(place: Path, *words: str) -> Ended:
    before = {path.name: path.read_bytes() for path in place.iterdir() if path.is_file()}
    ended = lbedu("mark", *words, cwd=place)
    after = {path.name: path.read_bytes() for path in place.iterdir() if path.is_file()}
    if ended.code in (2, 3):
        assert after == before, "nothing was written"
    assert after[words[0]] == before[words[0]], "the report is never changed"
    return ended


# what is written


def test_a_wrong_report_gets_its_copy_and_a_1(place: Path) -> None:
    ended = mark(place, "wrong.xlsx", "-o", "bản sao.xlsx")
    assert (ended.code, ended.out, ended.err) == (1, "1 lỗi\n", "bản sao.xlsx\n")
    texts = index_of(place / "bản sao.xlsx")
    assert texts[0] == "CÁC Ô CẦN SỬA" and "Tệp: wrong.xlsx · TH Hoa Lan · năm học 2021-2022" in texts
    assert any("“45 em”" in text for text in texts)
    sheet: Any = openpyxl.load_workbook(place / "bản sao.xlsx")["Số liệu"]
    noted = [cell for row in sheet.iter_rows() for cell in row if cell.comment]
    assert [(cell.value, cell.fill.fill_type) for cell in noted] == [("45 em", "solid")]
    assert noted[0].comment.text.startswith(f"{NOTE_SIGN} LỖI\n“45 em”")


def test_a_blank_is_something_found(place: Path) -> None:
    assert mark(place, "undecided.xlsx", "-o", "c.xlsx").code == 1


def test_a_good_report_has_a_copy_that_says_so(place: Path) -> None:
    ended = mark(place, "good.xlsx", "-o", "c.xlsx", "--reply", "l.txt")
    assert (ended.code, ended.out) == (0, "Không có gì phải sửa.\n")
    assert "Không có gì phải sửa." in index_of(place / "c.xlsx")
    assert "không có chỗ nào phải sửa" in (place / "l.txt").read_text(encoding="utf-8")


def test_english(place: Path) -> None:
    ended = mark(place, "wrong.xlsx", "-o", "c.xlsx", "--lang", "en")
    assert (ended.code, ended.out) == (1, "1 error\n")
    assert index_of(place / "c.xlsx", "Cells to mend")[0] == "CELLS TO MEND"


def test_the_same_report_gives_the_same_bytes(place: Path) -> None:
    mark(place, "wrong.xlsx", "-o", "a.xlsx")
    lbedu("mark", "wrong.xlsx", "-o", "b.xlsx", cwd=place, env={"PYTHONHASHSEED": "7"})
    assert (place / "a.xlsx").read_bytes() == (place / "b.xlsx").read_bytes()


@pytest.mark.parametrize("day", ["5/6/2022", "05.06.2022", "2022-06-05"])
def test_the_letter(day: str, place: Path) -> None:
    ended = mark(place, "wrong.xlsx", "--reply", "thu.txt", "--by", day)
    assert (ended.code, ended.err) == (1, "thu.txt\n")
    data = (place / "thu.txt").read_bytes()
    assert data.count(b"\n") == data.count(b"\r\n")
    text = data.decode()
    assert text.startswith("Kính gửi: TH Hoa Lan,\r\n") and "trước ngày 05/06/2022." in text
    assert "“45 em” có kèm chữ" in text and "Gửi kèm" not in text
    mark(place, "wrong.xlsx", "--reply", "thu.txt", "-o", "sao.xlsx")
    text = (place / "thu.txt").read_bytes().decode()
    assert "trước ngày ……/……/………." in text and "Gửi kèm tệp “sao.xlsx”" in text


@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_of_other_formats_the_values_are_taken_over_and_it_is_said(kind: str, tmp_path: Path) -> None:
    shutil.copy(ROOT / f"tests/reading/formats/report.{kind}", tmp_path)
    ended = mark(tmp_path, f"report.{kind}", "-o", "c.xlsx")
    assert ended.code == 1 and f"Tệp gốc là .{kind}" in ended.err
    assert "Sửa ngay trong tệp này" not in "".join(index_of(tmp_path / "c.xlsx"))
    assert any(f"Tệp gốc là .{kind}" in text for text in index_of(tmp_path / "c.xlsx"))
    said = [lbedu("check", name, "--reporter", "json", cwd=tmp_path).json for name in (f"report.{kind}", "c.xlsx")]
    assert said[0]["verdicts"]
    outcomes = [[(one["target"], one["outcome"], one["actual"]) for one in each["verdicts"]] for each in said]
    assert outcomes[0] == outcomes[1]


def test_a_workbook_with_macros_keeps_its_ending(tmp_path: Path) -> None:
    (tmp_path / "a.xlsm").write_bytes(crowded())
    ended = mark(tmp_path, "a.xlsm", "-o", "c.xlsx")
    assert ended.code == 2 and "must end in .xlsm" in ended.err
    ended = mark(tmp_path, "a.xlsm", "-o", "c.xlsm")
    assert ended.code == 1 and "chữ ký số" in ended.err


# what is refused


def test_the_report_is_never_written_over(place: Path) -> None:
    (place / "link.xlsx").symlink_to("wrong.xlsx")
    for name in ("wrong.xlsx", "./wrong.xlsx", "link.xlsx"):
        ended = mark(place, "wrong.xlsx", "-o", name)
        assert ended.code == 2 and "is one of the files that are read" in ended.err


def test_nothing_but_an_untouched_copy_is_replaced(place: Path) -> None:
    assert mark(place, "wrong.xlsx", "-o", "good.xlsx").code == 2
    assert mark(place, "wrong.xlsx", "-o", "c.xlsx").code == 1
    assert mark(place, "wrong.xlsx", "-o", "c.xlsx").code == 1
    book = openpyxl.load_workbook(place / "c.xlsx")
    book["Số liệu"]["F10"] = "đã sửa"
    book.save(place / "c.xlsx")
    ended = mark(place, "wrong.xlsx", "-o", "c.xlsx")
    assert ended.code == 2 and "is no marked copy as lbedu made it" in ended.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["wrong.xlsx"], "say what to write"),
        (["wrong.xlsx", "-o", "c.xlsx", "--by", "1/1/2022"], "--by is the day in the letter"),
        (["wrong.xlsx", "--reply", "l.txt", "--by", "31/2/2022"], "--by takes a date such as 31/5/2022"),
        (["wrong.xlsx", "--reply", "l.txt", "--by", "2022"], "--by takes a date such as 31/5/2022"),
        (["wrong.xlsx", "--reply", "l.txt", "--by", "5/6/a/2022"], "--by takes a date such as 31/5/2022"),
        (["wrong.xlsx", "--reply", "good.xlsx"], "the name of a letter must end in .txt"),
        (["wrong.xlsx", "-o", "c.xls"], "must end in .xlsx"),
        (["wrong.xlsx", "-o", "no/c.xlsx"], "no such folder"),
        (["wrong.xlsx", "-o", "c.xlsx", "--lang", "fr"], "--lang is vi or en"),
        (["wrong.xlsx", "-o", "c.xlsx", "--year", "1999-2000"], "1999-2000"),
    ],
)
def test_wrong_usage(place: Path, words: list[str], said: str) -> None:
    ended = mark(place, *words)
    assert ended.code == 2 and said in ended.err and ended.out == ""


def test_one_workbook_alone(place: Path) -> None:
    for path in (".", "*.xlsx"):
        ended = lbedu("mark", path, "-o", "c.xlsx", cwd=place)
        assert ended.code == 2 and "mark takes one workbook" in ended.err


def test_a_read_only_copy_stays(place: Path) -> None:
    mark(place, "wrong.xlsx", "-o", "c.xlsx")
    (place / "c.xlsx").chmod(0o444)
    ended = mark(place, "wrong.xlsx", "-o", "c.xlsx")
    assert ended.code == 2 and "is read-only" in ended.err


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("encrypted.xlsx", "đặt mật khẩu"),
        ("corrupt.xlsx", "Tệp bị hỏng"),
        ("file_empty.xlsx", "rỗng"),
        ("not_a_workbook.xlsx", "không phải bảng tính Excel"),
    ],
)
def test_what_cannot_be_read_ends_with_3_and_says_why(tmp_path: Path, name: str, said: str) -> None:
    shutil.copy(ROOT / "samples/problems" / name, tmp_path)
    ended = mark(tmp_path, name, "-o", "c.xlsx")
    assert ended.code == 3 and said in ended.out and ended.out.startswith(name) and ended.err == ""


def test_a_missing_file(tmp_path: Path) -> None:
    ended = lbedu("mark", "no.xlsx", "-o", "c.xlsx", cwd=tmp_path)
    assert ended.code == 3 and ended.out.startswith("no.xlsx: ") and not list(tmp_path.iterdir())


# a copy that comes back


def test_in_a_folder_an_untouched_copy_is_passed_over_and_a_mended_one_read(place: Path) -> None:
    (place / "in").mkdir()
    mark(place, "wrong.xlsx", "-o", "in/c.xlsx")
    shutil.move(place / "wrong.xlsx", place / "in")
    said = lbedu("check", "in", "--reporter", "json", cwd=place).json
    assert said["skipped"] == [{"file": "in/c.xlsx", "reason": "own_output"}]
    assert {one["file"] for one in said["problems"]} == {"in/wrong.xlsx"}
    book = openpyxl.load_workbook(place / "in/c.xlsx")
    cell: Any = next(cell for row in book["Số liệu"].iter_rows() for cell in row if cell.value == "45 em")
    cell.value = 45
    book.save(place / "in/c.xlsx")
    (place / "in/wrong.xlsx").unlink()
    said = lbedu("check", "in", "--reporter", "json", cwd=place).json
    assert said["skipped"] == []
    assert [one["code"] for one in said["problems"]] == ["marked_copy"]
    again = lbedu("mark", "in/c.xlsx", "-o", "d.xlsx", cwd=place)
    assert (again.code, again.out) == (0, "Không có gì phải sửa.\n")
    names = openpyxl.load_workbook(place / "d.xlsx").sheetnames
    assert names.count(INDEX) == 1


def test_a_named_copy_is_read_as_its_report(place: Path) -> None:
    mark(place, "wrong.xlsx", "-o", "c.xlsx")
    whole, copy = (lbedu("check", name, "--reporter", "json", cwd=place).json for name in ("wrong.xlsx", "c.xlsx"))
    assert [(one["target"], one["outcome"], one["actual"]) for one in whole["verdicts"]] == [
        (one["target"], one["outcome"], one["actual"]) for one in copy["verdicts"]
    ]
    assert {one["code"] for one in copy["problems"]} == {one["code"] for one in whole["problems"]} | {"marked_copy"}


def test_a_register_is_marked_too(tmp_path: Path) -> None:
    shutil.copy(ROOT / "samples/problems/register_unit_twice.xlsx", tmp_path / "r.xlsx")
    ended = mark(tmp_path, "r.xlsx", "-o", "c.xlsx")
    assert ended.code == 1 and any(text.startswith("Danh sách!") for text in index_of(tmp_path / "c.xlsx"))


def test_who_reports_may_be_told(tmp_path: Path) -> None:
    shutil.copy(ROOT / "samples/problems/unit_missing.xlsx", tmp_path / "a.xlsx")
    mark(tmp_path, "a.xlsx", "-o", "c.xlsx", "--reply", "l.txt", "--unit", "Bồ Đề")
    assert (tmp_path / "l.txt").read_text(encoding="utf-8").startswith("Kính gửi: phường Bồ Đề,")
