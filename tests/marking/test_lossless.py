"""Every workbook of the tests and of the samples, and random ones: whatever is marked in them, all else stays."""

from __future__ import annotations

import zipfile
from pathlib import Path
from random import Random

import pytest

from lbedu.problems import Severity
from lbedu.reading.workbook import Unreadable, Workbook, read_workbook
from tests.marking.invariants import Cells, assert_holds
from tests.messy.random_books import by_openpyxl, by_xlsxwriter
from tests.thorough import some

ROOT = Path(__file__).parents[2]
FILES = sorted(
    path
    for folder in ("samples", "tests")
    for path in (ROOT / folder).rglob("*.xls[xm]")
    if zipfile.is_zipfile(path) and "marked" not in path.as_posix().removeprefix(ROOT.as_posix())
)
SEVERITIES: tuple[Severity, ...] = ("error", "missing", "warning")


def cells_of(book: Workbook, random: Random) -> Cells:
    """Some cells, of those that are there and of those that are not."""
    found: dict[tuple[str, int, int], Severity] = {}
    for sheet in (sheet for sheet in book.sheets if sheet.cells):
        for _ in range(random.randint(0, 4)):
            there = list(sheet.cells)
            row, column = (
                random.choice(there) if random.random() < 0.5 else (random.randint(1, 60), random.randint(1, 30))
            )
            if not any(t <= row <= b and le <= column <= r for t, le, b, r in sheet.merges):
                found[sheet.name, row, column] = random.choice(SEVERITIES)
    return found


def test_there_are_files_of_every_writer() -> None:
    assert len(FILES) > 200
    assert {path.name.partition("-")[0] for path in FILES} >= {"exceljs", "sheetjs", "libreoffice"}


@pytest.mark.thorough
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_files_of_the_repository(path: Path) -> None:
    data = path.read_bytes()
    try:
        book = read_workbook(data)
    except Unreadable:
        return
    if any(sheet.damaged_notes for sheet in book.sheets):  # which stay as they are
        return
    random = Random(path.name)
    assert_holds(data, cells_of(book, random), openpyxl=random.random() < some(20, 100) / 100)


@pytest.mark.thorough
@pytest.mark.parametrize("seed", range(some(20, 1000)))
def test_random_workbooks(seed: int) -> None:
    random = Random(seed)
    data = (by_openpyxl if seed % 2 else by_xlsxwriter)(random)
    assert_holds(data, cells_of(read_workbook(data), random))
