"""Conditional formats that are made to keep a reader busy: what they may cost is bounded, over all sheets of a workbook."""

from __future__ import annotations

import io
import zipfile

import openpyxl
import pytest
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Font
from openpyxl.styles.differential import DifferentialStyle

from lbedu.reading.workbook import read_workbook
from lbedu.reading.xlsx.conditional import _shown
from lbedu.reading.xlsx.refusal import LIMITS, Unreadable
from lbedu.reading.xlsx.unseen import MARK

WHITE = '<cfRule type="cellIs" dxfId="0" operator="{}"><formula>{}</formula></cfRule>'
NO_ERROR = '<cfRule type="expression" dxfId="0"><formula>ISERROR(A1)</formula></cfRule>'
X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"


def book(rules: str, sheets: int = 1, ranges: str = "A1:J10") -> bytes:
    """A workbook of such sheets, each with the figures 0 to 99 and these rules, whose style is white letters."""
    made = openpyxl.Workbook()
    for number in range(sheets - 1):
        made.create_sheet(f"S{number}")
    for sheet in made.worksheets:
        for number in range(100):
            sheet.cell(number // 10 + 1, number % 10 + 1, number)
        sheet.conditional_formatting.add(
            ranges, Rule("cellIs", operator="equal", formula=["7"], dxf=DifferentialStyle(Font(color="FFFFFFFF")))
        )
    file, changed = io.BytesIO(), io.BytesIO()
    made.save(file)
    with zipfile.ZipFile(file) as sound, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sound.namelist():
            data = sound.read(name)
            if name.startswith("xl/worksheets/"):
                data = data.replace(b"</conditionalFormatting>", rules.encode() + b"</conditionalFormatting>")
            archive.writestr(name, data)
    return changed.getvalue()


@pytest.mark.parametrize(
    ("rules", "sheets", "ranges"),
    [
        (WHITE.format("lessThan", 0) * 10_001, 1, "A1"),
        (NO_ERROR * 400, 1, " ".join(f"A{row}" for row in range(1, 8_001))),
        (WHITE.format("lessThan", 0), 13, " ".join(f"B{row}" for row in range(20, 8_020))),
        (WHITE.format("lessThan", 0) * 300, 11, "A1:J10"),
    ],
    ids=["rules", "ranges of rules that never hold", "ranges of all sheets", "cells of all sheets"],
)
def test_rules_that_cost_too_much_refuse_the_file(rules: str, sheets: int, ranges: str) -> None:
    with pytest.raises(Unreadable) as error:
        read_workbook(book(rules, sheets, ranges))
    assert (error.value.code, error.value.args_["what"]) == ("file_too_large", "rules")


def test_many_rules_on_several_sheets_are_read() -> None:
    found = read_workbook(book(WHITE.format("lessThan", 0) * 200, 10))
    assert [sheet.cells[1, 8].format for sheet in found.sheets] == [f"{MARK}General"] * 10
    assert [sheet.cells[1, 9].format for sheet in found.sheets] == ["General"] * 10


def test_a_rule_has_three_formulas_at_most() -> None:
    rule = b'<cfRule type="cellIs" operator="between">' + b"<formula>1</formula>" * 2_000 + b"</cfRule>"
    namespace = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    sheet = b'<conditionalFormatting sqref="A1">' + rule + b"</conditionalFormatting>"
    shown = _shown("s", b'<worksheet xmlns="' + namespace + b'">' + sheet + b"</worksheet>", LIMITS)
    assert [found.operands for found in shown.rules] == [("1", "1", "1")]


def test_a_second_list_of_ranges_is_of_the_rules_behind_the_first() -> None:
    rule = '<x14:cfRule type="cellIs"/>'
    block = f"<x14:conditionalFormatting>{rule}<xm:sqref>A1</xm:sqref>{rule}<xm:sqref>B1</xm:sqref></x14:conditionalFormatting>"
    later = f'<ext xmlns:x14="{X14}" xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main">' + (
        f"<x14:conditionalFormattings>{block}</x14:conditionalFormattings></ext>"
    )
    namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    xml = f'<worksheet xmlns="{namespace}"><extLst>{later}</extLst></worksheet>'
    assert [found.areas for found in _shown("s", xml.encode(), LIMITS).rules] == [((1, 1, 1, 1),), ((1, 2, 1, 2),)]
