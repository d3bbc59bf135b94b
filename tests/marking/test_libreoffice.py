"""LibreOffice opens marked copies, computes what it computes of the report, and shows fills and notes where they belong."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any

import pytest

from lbedu.marking.styles import COLOURS
from lbedu.own_form import NOTE_SIGN
from lbedu.reading.workbook import Unreadable, read_workbook
from tests.libreoffice import converted, needs_libreoffice
from tests.marking.crowded import crowded
from tests.marking.invariants import Cells, force_marked, opened
from tests.marking.test_crowded import CELLS
from tests.marking.test_lossless import FILES, cells_of
from tests.thorough import some


def chosen() -> dict[str, tuple[bytes, Cells]]:
    """Some files of the repository, by number, and cells of theirs."""
    found: dict[str, tuple[bytes, Cells]] = {"crowded": (crowded(), CELLS)}
    for number, path in enumerate(Random(1).sample(FILES, some(5, len(FILES)))):
        try:
            book = read_workbook(path.read_bytes())
        except Unreadable:
            continue
        if not any(sheet.damaged_notes for sheet in book.sheets):
            found[str(number)] = path.read_bytes(), cells_of(book, Random(number))
    return found


def numbers(book: Any, skipped: int) -> dict[tuple[str, str], object]:
    """What is no text, by sheet and cell."""
    return {
        (sheet.title, cell.coordinate): cell.value
        for sheet in book.worksheets[skipped:]
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None and not isinstance(cell.value, str)
    }


@pytest.mark.thorough
@needs_libreoffice
def test_libreoffice_opens_them(tmp_path: Path) -> None:
    files = chosen()
    for name, (data, cells) in files.items():
        (tmp_path / f"{name}-report.xlsx").write_bytes(data)
        (tmp_path / f"{name}-copy.xlsx").write_bytes(force_marked(data, cells).data)
    paths = [tmp_path / f"{name}-{what}.xlsx" for name in files for what in ("report", "copy")]
    saved = {path.stem: path for path in converted(paths, "xlsx", tmp_path / "saved")}
    for name, (_, cells) in files.items():
        report, copy = (opened(saved[f"{name}-{what}"].read_bytes()) for what in ("report", "copy"))
        assert numbers(report, 0) == numbers(copy, 1), name
        for (sheet, row, column), severity in cells.items():
            cell: Any = copy[sheet].cell(row, column)
            assert cell.fill.fgColor.rgb == COLOURS[severity], (name, cell)
            assert NOTE_SIGN in cell.comment.text, (name, cell)
