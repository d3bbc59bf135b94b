"""`lbedu targets map`: finds where fields stand, writes what the loader takes, and leaves every doubt to the author."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path

import openpyxl
import pytest

from lbedu.directive.directive import Directive
from lbedu.directive.load import available, load_directive
from lbedu.errors import UsageError
from lbedu.mapping.unknown import map_workbook
from lbedu.mapping.writing import quoted
from lbedu.options import Options
from lbedu.run import check
from tests.cli.command import lbedu
from tests.cli.workbooks import figures, saved
from tests.reading.ministry import SCHOOL, ministry, row_of

YEAR = "2021-2022"
HOSTILE = "a: \"b\"} ] # c\n- d: &e *f !g \x1b[31m\u202e\u0085\u2028 %h @i `j 'k' \\ {{l"


def proposed(book: openpyxl.Workbook, tmp_path: Path, form: str | None = "school", name: str = "unknown.xlsx") -> str:
    return map_workbook(saved(book, tmp_path / name), form, YEAR, None)[0]


def pasted(text: str, tmp_path: Path) -> tuple[Path, Directive]:
    """The year's rule file with this in the place of what it says of the forms of others."""
    rules = available()[YEAR].read_text(encoding="utf-8")
    start = rules.index("\nforeign:\n") + 1
    end = rules.index("# ----", start)
    path = tmp_path / "rules" / f"{YEAR}.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"{rules[:start]}{text}\n{rules[end:]}", encoding="utf-8")
    return path, load_directive(path)


def taken(text: str) -> str:
    """Every proposal taken, also those that are not sure."""
    text = text.replace("fields: {} # without the {} once a field is taken", "fields:")
    text = re.sub(r"^( +)# (\w+: \{codes: .*)$", r"\1\2", text, flags=re.MULTILINE)
    text = re.sub(r"^( +)# (rows: .*)$", r"\1\2", text, flags=re.MULTILINE)
    return re.sub(r'^( {10})# (".*": ".*")$', r"\1\2", text, flags=re.MULTILINE)


def entries(text: str) -> dict[str, tuple[str, bool]]:
    """The first code that is proposed for each field, and whether it is written as sure."""
    found = re.findall(r'^ +(# )?(\w+): \{codes: \["(\w+)"\], column:', text, re.MULTILINE)
    return {field: (code, not doubt) for doubt, field, code in found}


# what it finds


def test_the_mapped_fields_of_the_ministrys_forms_are_found(tmp_path: Path) -> None:
    found = entries(proposed(ministry("01"), tmp_path))
    assert found["kindergarten_children"][0] in ("90", "101")
    assert found["managers"] == ("123", True)
    assert found["teachers"] == ("167", True)
    assert found["serves_meals"] == ("88", False)
    found = entries(proposed(ministry("02"), tmp_path))
    assert found["pupils"][0] == "37"
    assert found["managers"] == ("79", True)
    assert found["teachers"] == ("96", True)


@pytest.mark.parametrize("form", ["01", "02"])
def test_what_it_writes_is_a_mapping(form: str, tmp_path: Path) -> None:
    """Pasted into a rule file it loads, and reads the workbook that it was made from."""
    book = ministry(form)
    text = proposed(book, tmp_path)
    path, directive = pasted(text, tmp_path)
    [foreign] = directive.file.foreign.values()
    assert (foreign.form, foreign.level, foreign.zeros_are_said) == ("school", {"01": "MN", "02": "TH"}[form], False)
    card = check([tmp_path / "unknown.xlsx"], Options(targets=path, unit=SCHOOL[form], year=YEAR))
    said = {field: value for (_, _, field), value in figures(card).items()}
    assert said == {"01": {"managers": 3, "teachers": 31}, "02": {"managers": 3, "teachers": 40}}[form]
    _, directive = pasted(taken(text), tmp_path)
    fields = [field for sheet in next(iter(directive.file.foreign.values())).sheets for field in sheet.fields]
    assert set(fields) == set(entries(text))


def test_a_doubt_is_written_commented_out_with_its_reason(tmp_path: Path) -> None:
    text = proposed(ministry("01"), tmp_path)
    assert entries(text)["kindergarten_children"] == ("90", False)
    sheet = ministry("01")["Học sinh"]
    block = text[text.index("# kindergarten_children: Trẻ mẫu giáo đang học tại trường") :]
    block = block[: block.index("kindergarten_children: {")]
    assert f"like code 90 “Trẻ em mẫu giáo”: E{row_of(sheet, 90)} = 214" in block
    assert "uncertain: the labels are not very like each other" in block
    assert f"or code 101 “Trẻ em mẫu giáo”: E{row_of(sheet, 101)} = 214" in block


def test_what_is_not_found_is_said(tmp_path: Path) -> None:
    text = proposed(ministry("01"), tmp_path)
    assert "# Sheet “Errors”: no header with a column of codes." in text
    assert "#   food_poisoning: Vụ ngộ độc thực phẩm" in text
    assert "cqg_date" not in text


def small(rows: Sequence[tuple[object, ...]], header: tuple[str, ...]) -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet["A1"] = "Biểu thống kê tiểu học"
    for row, texts in enumerate((header, *rows), 3):
        for column, value in enumerate(texts, 1):
            sheet.cell(row, column).value = value  # type: ignore[assignment]
    return book


PLAIN = ("Chỉ tiêu", "ĐVT", "Mã", "Số lượng")
GOOD = [("Cán bộ quản lý", "người", "M1", 3), ("Giáo viên", "người", "G1", 30)]
DOUBTS: dict[str, tuple[Sequence[tuple[object, ...]], tuple[str, ...], str]] = {
    "two columns": (
        [(*row, 5) for row in GOOD],
        ("Chỉ tiêu", "ĐVT", "Mã", "Năm trước", "Năm nay"),
        "nobody knows which column",
    ),
    "a code in two rows": ([*GOOD, ("Nhân viên", "người", "G1", 4)], PLAIN, "the code stands in several rows"),
    "two rows": ([*GOOD, ("Giáo viên", "người", "G2", 4)], PLAIN, "another row is as likely"),
    "another unit": ([GOOD[0], ("Giáo viên", "lớp", "G1", 30)], PLAIN, "it counts “lớp”"),
}


@pytest.mark.parametrize("what", DOUBTS)
def test_what_makes_it_doubtful(what: str, tmp_path: Path) -> None:
    rows, header, reason = DOUBTS[what]
    text = proposed(small(rows, header), tmp_path)
    assert entries(text)["teachers"] == ("G1", False)
    assert f"uncertain: {reason}" in text
    pasted(text, tmp_path)


def test_without_a_doubt_it_is_sure(tmp_path: Path) -> None:
    text = proposed(small(GOOD, PLAIN), tmp_path)
    assert entries(text) == {"managers": ("M1", True), "teachers": ("G1", True)}
    assert 'code_column: "Mã"' in text
    _, directive = pasted(text, tmp_path)
    [sheet] = directive.file.foreign["unknown"].sheets
    assert sheet.rows == {"M1": "Cán bộ quản lý", "G1": "Giáo viên"}


def test_a_level_that_nobody_says_is_left_open(tmp_path: Path) -> None:
    book = small([("Học sinh đang học tại trường", "học sinh", "1", 5), *GOOD], PLAIN)
    book.worksheets[0]["A1"] = "Biểu thống kê"
    text = proposed(book, tmp_path)
    assert "# level: MN or TH or THCS" in text
    assert entries(text)["pupils"] == ("1", False)
    assert entries(text)["teachers"] == ("G1", True)
    pasted(text, tmp_path)


def test_the_form_that_fits_best_is_chosen(tmp_path: Path) -> None:
    rows = [("Trẻ 5 tuổi cư trú trên địa bàn", "trẻ", "1", 5), ("Trẻ 5 tuổi ra lớp", "trẻ", "2", 5)]
    assert "    form: ward\n" in proposed(small([*rows], PLAIN), tmp_path, None)
    assert "    form: school\n" in proposed(small(GOOD, PLAIN), tmp_path, None)


# whatever stands in the file


@pytest.mark.parametrize("text", [HOSTILE, "", " ", "=1+1", "\ufeff\u200b", "'", "- ", "null", "yes", "#", "01"])
def test_any_text_is_written_as_a_text(text: str) -> None:
    from lbedu.directive.yaml_text import Document

    document = Document(f"a: [{quoted(text)}]\n")
    assert document.mistakes == []
    assert document.data == {"a": (text,)}


def hostile_labels(book: openpyxl.Workbook) -> None:
    title = book.worksheets[0]["B1"]
    title.value = f"{title.value} a: }} ] # \u202e \u2028 & * ! {{{{"
    book.worksheets[1]["C1"] = "a: } ] # \u202e \u2028 & * ! {{"
    for sheet in book.worksheets:
        for row in range(1, sheet.max_row + 1):
            cell = sheet.cell(row, 2)
            if cell.value in ("Giáo viên", "Cán bộ quản lý"):
                cell.value = f'{cell.value} \u202e"]}}#: \u2028'


def hostile_names(book: openpyxl.Workbook) -> None:
    for i, sheet in enumerate(book.worksheets):
        sheet.title = f"{i} #\u202e - {{a}} #"


@pytest.mark.parametrize("edit", [hostile_labels, hostile_names])
@pytest.mark.parametrize("form", ["01", "02"])
def test_hostile_texts_stay_texts(form: str, edit: Callable[[openpyxl.Workbook], None], tmp_path: Path) -> None:
    book = ministry(form)
    edit(book)
    text = proposed(book, tmp_path, name="a # \u202e b.xlsx")
    assert all(char == "\n" or char.isprintable() for char in text)
    pasted(text, tmp_path)
    pasted(taken(text), tmp_path)


def test_the_same_workbook_gives_the_same_bytes(tmp_path: Path) -> None:
    assert proposed(ministry(), tmp_path) == proposed(ministry(), tmp_path)


# the command


def test_the_command_writes_a_new_file(tmp_path: Path) -> None:
    saved(ministry("02"), tmp_path / "a.xlsx")
    out = tmp_path / "out.yaml"
    shown = lbedu("targets", "map", "a.xlsx", "--form", "school", "--year", YEAR, cwd=tmp_path)
    done = lbedu("targets", "map", "a.xlsx", "--form", "school", "--year", YEAR, "-o", "out.yaml", cwd=tmp_path)
    assert (shown.code, done.code) == (0, 0)
    assert done.out == ""
    assert done.err == "out.yaml\n"
    assert out.read_text(encoding="utf-8") == shown.out
    again = lbedu("targets", "map", "a.xlsx", "-o", "out.yaml", cwd=tmp_path)
    assert again.code == 2
    assert "exists already" in again.err


def test_a_workbook_without_codes_proposes_nothing(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0]["A1"] = "Xin chào"
    saved(book, tmp_path / "a.xlsx")
    done = lbedu("targets", "map", "a.xlsx", cwd=tmp_path)
    assert done.code == 1
    assert "sheets: []" in done.out
    pasted(done.out, tmp_path)


def test_wrong_usage(tmp_path: Path) -> None:
    path = saved(ministry(), tmp_path / "a.xlsx")
    (tmp_path / "b.xlsx").write_bytes(b"PK\x03\x04 nothing")
    for form, file, words in (
        ("nobody", path, "no form 'nobody'"),
        ("criterion", path, "no form 'criterion'"),
        ("school", tmp_path / "c.xlsx", "no such file"),
        ("school", tmp_path / "b.xlsx", "lbedu explain corrupt"),
    ):
        with pytest.raises(UsageError, match=words):
            map_workbook(file, form, YEAR, None)
