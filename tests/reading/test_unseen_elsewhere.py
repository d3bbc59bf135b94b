"""What nobody sees in .ods, .xls and .xlsb: letters of the colour of their ground, tiny ones, rows and columns of no size."""

from __future__ import annotations

import struct
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.colors import Color

from lbedu.reading.workbook import open_workbook, read_workbook
from tests.libreoffice import converted, needs_libreoffice
from tests.reading import other_files as make

WHITE, YELLOW, BLUE = "FFFFFFFF", "FFFFFF00", "FF1F4E79"
UNSEEN, PLAIN, PART = "unseen", "seen", "part"
CELLS = {
    "A1": UNSEEN, "A2": PLAIN, "A3": UNSEEN, "A4": PLAIN, "A5": UNSEEN, "A6": PART, "A7": PLAIN, "A8": PART,
    "A9": UNSEEN, "A10": PLAIN,
}  # fmt: skip


def book() -> openpyxl.Workbook:
    """White and other letters on white and other grounds."""
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None

    def white(text: str) -> TextBlock:
        return TextBlock(InlineFont(color=Color(WHITE), sz=11), text)

    looks: list[tuple[object, Font | None, str | None]] = [
        (125, Font(color=WHITE), None),
        (125, Font(color=WHITE), BLUE),
        (125, Font(color=YELLOW), YELLOW),
        (125, Font(color="FFFF0000"), None),
        ("125 cháu", Font(color=WHITE), None),
        (CellRichText("12", white("5")), None, None),
        (CellRichText("12", white(" ")), None, None),
        (CellRichText("1", white("2"), TextBlock(InlineFont(sz=11), "5")), None, None),
        (125, Font(size=1), None),
        (CellRichText("12", white("5")), None, BLUE),
    ]
    for row, (value, font, ground) in enumerate(looks, 1):
        cell = sheet.cell(row, 1)
        cell.value = value  # type: ignore[assignment]
        if font is not None:
            cell.font = font
        if ground is not None:
            cell.fill = PatternFill("solid", fgColor=ground)
    return made


def looks_of(path: Path) -> dict[str, str]:
    cells = open_workbook(path).sheets[0].cells.values()
    return {
        cell.address: PART if cell.kind == "struck" else UNSEEN if cell.format.startswith("[White]") else PLAIN
        for cell in cells
    }


@needs_libreoffice
def test_what_libreoffice_writes_of_unseen_letters(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book().save(path)
    assert looks_of(path) == CELLS
    for suffix in ("ods", "xls", "xlsx"):
        (other,) = converted([path], suffix, tmp_path / suffix)
        assert looks_of(other) == CELLS, suffix


# by hand: no program here writes .xlsb


def font(height: int, colour: bytes) -> bytes:
    body = struct.pack("<H2s2s2s4s", height, b"", b"\x90\1", b"", b"") + colour
    return make.binary(43, body + b"\0" + make.long("Arial"))


def fill(pattern: int, colour: bytes = bytes(8)) -> bytes:
    return make.binary(45, struct.pack("<L", pattern) + colour + bytes(52))


RGB_WHITE, RGB_YELLOW = b"\5\xff\0\0\xff\xff\xff\xff", b"\5\xff\0\0\xff\xff\0\xff"
THEME_WHITE, INDEXED_WHITE, GREY = (
    b"\7\0\0\0" + bytes(4),
    b"\3\x09\0\0" + bytes(4),
    b"\7\0" + struct.pack("<h", -16000) + bytes(4),
)


@pytest.mark.parametrize(
    ("colour", "height", "ground", "unseen"),
    [
        (RGB_WHITE, 220, fill(0), True),
        (THEME_WHITE, 220, fill(0), True),
        (INDEXED_WHITE, 220, fill(0), True),
        (GREY, 220, fill(0), False),
        (RGB_YELLOW, 220, fill(0), False),
        (RGB_YELLOW, 220, fill(1, RGB_YELLOW), True),
        (RGB_WHITE, 220, fill(1, b"\5\xff\0\0\x1f\x4e\x79\xff"), False),
        (bytes(8), 220, fill(0), False),
        (bytes(8), 20, fill(0), True),
    ],
)
def test_letters_of_an_xlsb(colour: bytes, height: int, ground: bytes, unseen: bool) -> None:
    rk = struct.pack("<L", 7 << 2 | 2)
    last = len(make.FORMATS)  # the style in the second font
    data = make.xlsb(
        make.binary_row(0, make.binary_cell(2, 0, rk), make.binary_cell(2, 1, rk, last)),
        fonts=font(220, bytes(8)) + font(height, colour) + ground,
    )
    formats = [cell.format for cell in read_workbook(data).sheets[0].cells.values()]
    assert formats == ["General", "[White]General" if unseen else "General"]


@pytest.mark.parametrize(("runs", "kind"), [(((0, 0), (2, 1)), "struck"), (((0, 1),), "text"), (((0, 0),), "text")])
def test_runs_of_an_xlsb(runs: tuple[tuple[int, int], ...], kind: str) -> None:
    text = b"\1" + make.long("125") + struct.pack("<L", len(runs)) + b"".join(struct.pack("<2H", *run) for run in runs)
    shared = make.binary_cell(7, 0, struct.pack("<L", 0))
    data = make.xlsb(
        make.binary_row(0, shared), texts=[text], fonts=font(220, bytes(8)) + font(220, RGB_WHITE) + fill(0)
    )
    unseen = "[White]" if runs == ((0, 1),) else ""
    (cell,) = read_workbook(data).sheets[0].cells.values()
    assert (cell.kind, cell.value, cell.format) == (kind, "125", f"{unseen}General")


def test_rows_and_columns_without_a_size() -> None:
    rows = b"".join(
        make.record(0x208, struct.pack("<6HL", row, 0, 1, height, 0, 0, 0))
        for row, height in ((0, 300), (1, 4), (2, 0x8000))
    )
    columns = b"".join(make.record(0x7D, struct.pack("<6H", n, n, width, 0, 0, 0)) for n, width in ((0, 2000), (1, 0)))
    cells = [make.number(row, column, 7) for row in range(3) for column in range(2)]
    sheet = read_workbook(make.xls(cells, around=rows + columns)).sheets[0]
    assert (set(sheet.hidden_rows), set(sheet.hidden_columns)) == ({2}, {2})
