"""Random workbooks, by a seed: every type of value, format, spelling and place that two writers can write. Holds no tests."""

from __future__ import annotations

import datetime as dt
import io
import unicodedata
from random import Random
from typing import Any

import openpyxl
import xlsxwriter  # type: ignore[import-untyped]
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.utils.datetime import CALENDAR_MAC_1904

FORMATS = (
    "General",
    "0%",
    "0.0%",
    "#,##0",
    "@",
    "dd/mm/yyyy",
    "d-mmm",
    "h:mm",
    "[h]:mm",
    '0" em"',
    '"d"0',
    "0.00E+00",
    "[Red]0;-0",
)
TEXTS = (
    *(
        "",
        " ",
        "45",
        "86,9%",
        "3.500",
        "Trường Tiểu học Hoa Phượng",
        "Đức Giang",
        "\u00a045\u202f",
        "a\nb",
        "<&>\"'",
        "=1+1",
    ),
    *(
        "x\u200by",
        "４５",
        "\u202eabc",
        "tr\u00adêng",
        "🏫",
        "_x000D_",
        "_x0041_",
        "a_x000D_b",
        "0123",
        "TRUE",
        "#N/A",
        "'45",
    ),
)
Content = Any


def number(random: Random) -> int | float:
    match random.randrange(6):
        case 0:
            return random.randrange(100)
        case 1:
            return random.randrange(-(10**15), 10**15)
        case 2:
            return random.random()
        case 3:
            return float(random.uniform(-1, 1) * 10 ** random.randrange(-300, 300))
        case 4:
            return random.randrange(10**6) / random.choice((2, 3, 7, 10, 100))
        case _:
            return float(random.randrange(60_000))


def words(random: Random) -> str:
    """A text, sometimes in the long or the old form of its letters."""
    text = (
        random.choice(TEXTS)
        if random.random() < 0.7
        else "".join(random.choices("ăâđêôơưệậố 12.,/%-", k=random.randrange(1, 30)))
    )
    return unicodedata.normalize("NFD", text) if random.random() < 0.3 else text


def content(random: Random) -> Content:
    match random.randrange(8):
        case 0 | 1 | 2:
            return number(random)
        case 3 | 4 | 5:
            return words(random)
        case 6:
            return random.random() < 0.5
        case _:
            return dt.datetime(1950, 1, 1) + dt.timedelta(
                days=random.randrange(40_000), seconds=random.randrange(2) * 43_200
            )


def place(random: Random) -> tuple[int, int]:
    """Mostly near the corner, now and then at the other end."""
    if random.random() < 0.03:
        return random.choice(((1_048_576, 1), (1, 16_384), (1_048_576, 16_384), (70_000, 700)))
    return random.randrange(1, 25), random.randrange(1, 12)


def by_openpyxl(random: Random) -> bytes:
    book = openpyxl.Workbook()
    if random.random() < 0.3:
        book.epoch = CALENDAR_MAC_1904
    for index in range(random.choice((1, 1, 2))):
        sheet = book.worksheets[0] if index == 0 else book.create_sheet("Trường 'A' & B")
        for _ in range(random.randrange(3, 40)):
            cell: Any = sheet.cell(*place(random))
            value = content(random)
            if isinstance(value, str) and "_x" in value:
                value = "không"  # openpyxl writes it without its escape: another text
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"
            if not isinstance(value, dt.datetime):
                cell.number_format = random.choice(FORMATS)
        special: Any = sheet.cell(30, 1)
        special.value = random.choice(("#DIV/0!", "#N/A", "=SUM(A1:A2)", True, "Có"))
        rich: Any = sheet.cell(31, 1)
        rich.value = CellRichText("Tổng ", TextBlock(InlineFont(b=True), "số"), " 45")
        sheet.merge_cells("B30:C31")
        sheet.row_dimensions[random.randrange(1, 20)].hidden = random.random() < 0.5
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def by_xlsxwriter(random: Random) -> bytes:
    file = io.BytesIO()
    options = {"in_memory": True, "date_1904": random.random() < 0.3, "strings_to_urls": False}
    if random.random() < 0.3:
        options |= {"constant_memory": True, "in_memory": False}  # writes its texts into the cells
    with xlsxwriter.Workbook(file, options) as book:
        looks = [book.add_format({"num_format": code}) for code in FORMATS]
        sheet = book.add_worksheet("Số liệu")
        # It writes down the columns of every sixteen rows up to the last one: a last row of 1.048.576 takes a second.
        places = {(min(row, 50_000), column) for row, column in (place(random) for _ in range(random.randrange(3, 40)))}
        for row, column in sorted(places):
            _put(random, sheet, row - 1, column - 1, content(random), random.choice(looks), looks[5])
        if not options.get("constant_memory"):
            sheet.merge_range(30, 1, 31, 2, "Cộng")
            sheet.write_rich_string(29, 0, "Tổng ", book.add_format({"bold": True}), "số")
        sheet.set_row(40, None, None, {"hidden": True})
    return file.getvalue()


def _put(random: Random, sheet: Any, row: int, column: int, value: Content, look: Any, day: Any) -> None:
    if isinstance(value, dt.datetime):
        sheet.write_datetime(row, column, value, day)
    elif isinstance(value, str):
        sheet.write_string(row, column, value, look)
    elif isinstance(value, bool):
        sheet.write_boolean(row, column, value, look)
    elif random.random() < 0.2:
        sheet.write_formula(row, column, "=1+1", look, random.choice((value, "chữ", "#VALUE!", "")))
    else:
        sheet.write_number(row, column, value, look)


WRITERS = (by_openpyxl, by_xlsxwriter)


def random_book(run: int, number: int) -> bytes:
    """The workbook of that number, always the same."""
    random = Random(f"{run}:{number}")
    return WRITERS[number % 2](random)
