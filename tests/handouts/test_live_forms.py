"""How a form that checks itself is made: what is open, what is printed, which functions it uses, what it says of mistakes."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from lbedu.directive.directive import Directive
from lbedu.directive.load import find_rule_file, known_years, load_directive
from lbedu.excel_formula import LONGEST
from lbedu.handouts.blank import blank_form
from lbedu.handouts.live.verdicts import BY_CHECK, MET, MISSED, NOT_APPLICABLE, UNDECIDED
from lbedu.own_form import FIGURES_SHEET, LIVE_SHEET, SCRATCH_SHEET
from lbedu.paper import TINT
from lbedu.submission import Unit
from tests.handouts.filled_forms import Answer, blank_of, written
from tests.libreoffice import converted, needs_libreoffice

FUNCTIONS = {
    "AND", "CHAR", "CHOOSE", "COUNTIF", "EXACT", "FIND", "IF", "INT", "ISERROR", "ISNUMBER", "ISTEXT", "LEFT", "LEN", "LOWER",
    "MAX", "MID", "MIN", "MOD", "NOT", "OR", "ROUND", "SUBSTITUTE", "SUMPRODUCT", "TRIM", "UPPER",
}  # fmt: skip
"""All of them are older than Excel 2010, none depends on the locale or on the time of day."""
FORMS = [
    (year, kind, level)
    for year in known_years(None)
    for kind, spec in load_directive(find_rule_file(year, None)).file.units.items()
    for level in spec.levels or (None,)
]


def directive(year: str = "2021-2022") -> Directive:
    return load_directive(find_rule_file(year, None))


def form(year: str, kind: str, level: str | None, unit: Unit | None = None) -> Workbook:
    return load_workbook(BytesIO(blank_form(directive(year), kind, level, unit)))


def formulas(book: Workbook) -> list[str]:
    cells = (cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row)
    return [str(cell.value) for cell in cells if cell.data_type == "f"]


@pytest.mark.parametrize(("year", "kind", "level"), FORMS)
def test_formulas_are_such_as_every_excel_computes_alike(year: str, kind: str, level: str | None) -> None:
    book = form(year, kind, level)
    found = formulas(book)
    assert len(found) > 50
    assert all(len(formula) < LONGEST for formula in found)
    assert {name for one in found for name in re.findall(r"([A-Z]+)\(", re.sub('"[^"]*"', "", one))} <= FUNCTIONS
    words = [cell.value for row in book[LIVE_SHEET].iter_rows() for cell in row if isinstance(cell.value, str)]
    assert not any(BY_CHECK in word.lower() for word in words), "every target that is judged has its formula"


@pytest.mark.parametrize(("year", "kind", "level"), FORMS)
def test_only_what_is_to_be_filled_in_is_open(year: str, kind: str, level: str | None) -> None:
    book = form(year, kind, level)
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            continue
        assert sheet.protection.sheet
        assert not sheet.protection.password
        assert not sheet.protection.formatColumns, "columns can be made wider"
        for row in sheet.iter_rows():
            for cell in row:
                tinted = cell.fill.fill_type == "solid" and str(cell.fill.fgColor.rgb).endswith(TINT)
                assert not (tinted and cell.protection.locked), (sheet.title, cell.coordinate)
                assert cell.protection.locked or cell.value is None, (sheet.title, cell.coordinate)


@pytest.mark.parametrize(("year", "kind", "level"), FORMS)
def test_the_paper_is_the_form_alone(year: str, kind: str, level: str | None) -> None:
    book = form(year, kind, level)
    for sheet in book.worksheets[1:]:
        if sheet.sheet_state == "visible":
            assert sheet.page_setup.paperSize == 9
            assert sheet.print_title_rows
            if sheet.title != LIVE_SHEET:
                area = str(sheet.print_area).partition("!")[2].replace("$", "")
                assert "Kết luận" in {cell.value for row in sheet.iter_rows() for cell in row}
                assert "Kết luận" not in {cell.value for row in sheet[area] for cell in row}


def test_the_day_of_evaluation_is_seen() -> None:
    book = form("2021-2022", "ward", None)
    sheet: Any = book[LIVE_SHEET]
    (row,) = [cell.row for row in sheet.iter_rows() for cell in row if cell.value == "Ngày tính số liệu:"]
    reference = str(sheet.cell(row, 5).value).partition("!")[2].replace("$", "")
    assert sheet.cell(row, 5).number_format == "dd/mm/yyyy"
    assert book[SCRATCH_SHEET][reference].value == f"={(directive().evaluate_on.toordinal() - 693594)}"


def test_a_known_unit_sees_its_own_targets_alone() -> None:
    def titles(unit: Unit | None) -> set[str]:
        rows = list(form("2021-2022", "school", "THCS", unit)[LIVE_SHEET].iter_rows(values_only=True))
        return {str(row[1]) for row in rows if isinstance(row[0], int)}

    everybody = titles(None)
    named = titles(Unit("school", "THCS Chu Văn An", "THCS", type="public"))
    private = titles(Unit("school", "THCS Hoa Phượng", "THCS", type="private"))
    model = "THCS Chu Văn An hoạt động theo mô hình chất lượng cao"
    assert model in named & everybody
    assert model not in private
    assert private < everybody
    assert "Bảo đảm vệ sinh an toàn thực phẩm" not in private, "it is asked of public schools"


RULES: tuple[tuple[dict[str, Answer], dict[str, object]], ...] = (
    ({"04": 620, "41": 621}, {"41": "Sai: lớn hơn mã số 04", "04": "Sai: nhỏ hơn mã số 41"}),
    ({"13": "Không", "14": 3}, {"13": "Sai: trả lời Không mà mã số 14 đã ghi", "14": "Sai: mã số 13 trả lời Không"}),
    ({"04": "620 em", "41": 618}, {"04": "Sai: ghi số nguyên từ 0"}),
    ({"04": -1, "39": 0.5}, {"04": "Sai: ghi số nguyên từ 0", "39": "Sai: ghi số nguyên từ 0"}),
    ({"01": "co", "46": "tốt"}, {"01": "Sai: chọn Có hoặc Không", "46": "Sai: chọn trong danh sách"}),
    ({"04": "#N/A", "01": "#REF!"}, {"04": "Sai: ô báo lỗi", "01": "Sai: ô báo lỗi"}),
    ({"01": "Có", "01b": "25/KH ngày 10/9"}, {"01": MET}),
    ({"01": "Có", "01b": "chưa có"}, {"01": UNDECIDED}),
    ({"01": "Có", "01b": "Chưa ban hành"}, {"01": UNDECIDED}),
    ({"01": "Có", "01b": "Số: .../KH-TH ngày …"}, {"01": UNDECIDED}),
    ({"01": "Có", "01b": "Số: 12/KH-TH ngày …"}, {"01": MET}),
    ({"01": "Không"}, {"01": MISSED}),
    ({"37": "Không"}, {"38": NOT_APPLICABLE}),
    ({"04": 620, "41": 620}, {"41": MET}),
    ({"55": 30, "56": 28}, {"56": 0.93333}),
)


@needs_libreoffice
def test_what_is_wrong_is_told_beside_it(tmp_path: Path) -> None:
    unit = Unit("school", "TH Hoa Phượng", "TH", type="public")
    blank = blank_of(directive(), "school", "TH", unit)
    codes = {field.code: field.id for field in directive().forms["school"].by_id.values()}
    ((_, places),) = blank.records
    files = []
    for number, (answers, _) in enumerate(RULES):
        cells: dict[tuple[int, str], Answer] = {places[codes[code]]: answer for code, answer in answers.items()}
        files.append(tmp_path / f"{number}.xlsx")
        files[-1].write_bytes(written(blank.data, cells))
    for path, (answers, expected) in zip(converted(files, "xlsx", tmp_path / "out"), RULES, strict=True):
        sheet: Any = load_workbook(path, data_only=True)[FIGURES_SHEET]
        rows = {sheet.cell(row, 4).value: row for row in range(1, sheet.max_row + 1)}
        assert {code: sheet.cell(rows[code], 8).value for code in expected} == expected, answers
        told = {code: sheet.cell(row, 8).value for code, row in rows.items() if code}
        wrong = {code for code, words in told.items() if str(words).startswith("Sai")}
        assert wrong == {code for code, words in expected.items() if str(words).startswith("Sai")}
