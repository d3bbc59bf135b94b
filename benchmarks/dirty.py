"""What a dirty workbook costs beside the clean one that it was: the same form, with the accidents of a year."""

from __future__ import annotations

import shutil
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell

from benchmarks.measure import CHECKED, ROOT, WORK, Measured, cpu_of, lbedu, output_of, ratio
from lbedu.own_form import CODE, FIGURE, FIGURES_SHEET, IDENTITY_SHEET, NOTE

CLEAN = ROOT / "samples" / "2021-2022" / "th-doan-ket.xlsx"
ACCIDENTS = (
    "{} em",
    "{}*",
    " {}\u00a0",
    "khoảng {}",
    "{}+2",
    "3/4",
    "#REF!",
    "{}0%",
    "1.250",
    "l{}",
    "=1+1",
    "chua ro",
    None,
)
PAIRS = 15
FEWEST = 24
"""Problems that the dirty copy has at least; else it is none."""


def dirty() -> Measured:
    """`lbedu check` on a workbook full of accidents, against the clean one."""
    folder = WORK / "dirty"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    clean, spoiled = folder / "clean.xlsx", folder / "dirty.xlsx"
    write_pair(clean, spoiled)
    refuse_clean(spoiled)
    one, other = lbedu("check", str(spoiled)), lbedu("check", str(clean))
    name = "CPU: check of a dirty workbook / of a clean one"
    return ratio(name, lambda: cpu_of(one, CHECKED), lambda: cpu_of(other, CHECKED), "at most", 3.0, PAIRS)


def write_pair(clean: Path, spoiled: Path) -> int:
    """The clean workbook and its dirty copy, both by one writer; how many figures were spoiled."""
    book = load_workbook(CLEAN)
    book.save(clean)
    sheet = book[FIGURES_SHEET]
    top = next(cell.row for row in sheet.iter_rows() for cell in row if isinstance(cell, Cell) and cell.value == CODE)
    columns = {sheet.cell(top, column).value: column for column in range(1, sheet.max_column + 1)}
    spoilt = 0
    for row in range(top + 2, sheet.max_row + 1):
        cell = sheet.cell(row, columns[FIGURE])
        if sheet.cell(row, columns[CODE]).value is None or not isinstance(cell, Cell):
            continue
        if isinstance(cell.value, int) or spoilt % 2:
            pattern = ACCIDENTS[spoilt % len(ACCIDENTS)]
            cell.value = None if pattern is None else pattern.format(cell.value)
            cell.number_format = "General"
        sheet.cell(row, columns[NOTE]).value = "xem lại " * 20
        spoilt += 1
        sheet.row_dimensions[row].hidden = not spoilt % 5
    sheet.cell(top, columns[NOTE]).value = "Ghi chu"
    book[IDENTITY_SHEET].sheet_state = "hidden"
    copied = book.copy_worksheet(sheet)
    copied.title = "Số liệu nháp"
    copied.cell(top, columns[FIGURE]).value = "Số lieeu"  # misspelt: no form, and said to be none
    book.save(spoiled)
    return spoilt


def refuse_clean(spoiled: Path) -> None:
    """Ends the run where the accidents are none to lbedu."""
    found = output_of(lbedu("check", str(spoiled), "--reporter", "json"), CHECKED).count('"severity"')
    if found < FEWEST:
        raise SystemExit(f"the dirty workbook has {found} problems only")
