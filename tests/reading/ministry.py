"""Workbooks like the ministry's early-year forms, with invented figures: sections on sheets of their own, three merged rows of
headings, a row of column numbers, and a zero wherever nobody wrote. Holds no tests."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

Row = tuple[str | None, str, int | None]
"""Its number, its label, its code."""
Figures = Mapping[int, Any]

OWNERS = {"01": ("Tổng số", "Công lập", "Tư thục", "Dân lập"), "02": ("Tổng số", "Công lập", "Tư thục")}
SCHOOLS: dict[str, tuple[Row, ...]] = {
    "01": (
        ("I", "Trường", None),
        ("1", "Tổng số trường", 1),
        ("1.3", "Trường mầm non", 33),
        (None, "Trong đó:", None),
        (None, "- Trường đạt chuẩn quốc gia mức độ 1", 40),
        (None, "- Trường được kết nối internet", 44),
        ("II", "Nhóm, lớp", None),
        ("2", "Tổng số Nhóm/lớp", 55),
        ("2.2.", "Lớp mẫu giáo", 69),
    ),
    "02": (
        ("I", "Trường", None),
        ("1.1.", "Tổng số trường", 1),
        (None, "- Trường đạt chuẩn quốc gia mức độ 1", 8),
        (None, "- Trường có khai thác Internet cho dạy học", 17),
        ("II", "Lớp", 27),
        (None, "- Lớp học 2 buổi/ngày", 33),
    ),
}
CHILDREN: tuple[Row, ...] = (
    ("3.1.", "Quy mô trẻ", 83),
    ("3.1.1.", "Trẻ em nhà trẻ", 84),
    (None, "Chia ra theo vùng:", None),
    (None, "- Trung du, đồng bằng, thành phố", 85),
    (None, "Trong đó", None),
    (None, "- Học 2 buổi/ngày", 87),
    (None, "- Bán trú (có tổ chức ăn trưa)", 88),
    ("3.1.2.", "Trẻ em mẫu giáo", 90),
    (None, "Chia ra theo vùng:", None),
    (None, "- Trung du, đồng bằng, thành phố", 91),
    (None, "- Miền núi, vùng sâu, hải đảo", 92),
    (None, "Trong đó", None),
    (None, "- Học 2 buổi/ngày", 93),
    (None, "- Bán trú (có tổ chức ăn trưa)", 94),
    ("3.2.", "Quy mô trẻ chia theo độ tuổi", None),
    ("3.2.2.", "Trẻ em mẫu giáo", 101),
    (None, "- Trẻ dưới 3 tuổi", 102),
    (None, "- Trẻ từ 3 đến 4 tuổi", 103),
    (None, "- Trẻ từ 4 đến 5 tuổi", 104),
    (None, "- Trẻ từ 5 đến 6 tuổi", 105),
    (None, "- Trẻ trên 6 tuổi", 106),
)
PUPILS: tuple[Row, ...] = (
    ("3.1.", "Tổng quy mô", 37),
    ("3.2.", "Quy mô chia theo vùng:", None),
    (None, "- Trung du, đồng bằng, thành phố", 38),
    (None, "- Miền núi, vùng sâu, hải đảo", 39),
    ("3.3.", "Quy mô chia ra theo lớp", None),
    *((None, f"- Học sinh lớp {grade}", 39 + grade) for grade in range(1, 6)),
    ("3.4.", "Quy mô chia ra theo độ tuổi", None),
    (None, "- Dưới 6 tuổi", 45),
    *((None, f"- {age} tuổi", 40 + age) for age in range(6, 11)),
    (None, "- Trên 10 tuổi", 51),
    ("3.5.", "Trong tổng quy mô có:", None),
    (None, "- Học sinh học 2 buổi/ngày", 59),
)
_DEGREES = ("Trung cấp sư phạm", "Cao đẳng sư phạm", "Đại học sư phạm", "Thạc sĩ", "Tiến sĩ, TSKH")


def _by_degree(first: int, last: str) -> tuple[Row, ...]:
    heading: Row = (None, "Chia theo trình độ đào tạo", None)
    return (heading, *((None, label, first + i) for i, label in enumerate((*(f"- {d}" for d in _DEGREES), last))))


STAFF: dict[str, tuple[Row, ...]] = {
    "01": (
        ("4.1.", "Cán bộ quản lý", 123),
        ("4.1.1.", "Cán bộ quản lý nhà trẻ", 124),
        ("4.1.1.1.", "Hiệu trưởng", 125),
        *_by_degree(126, "- Khác"),
        ("4.1.1.2.", "Phó hiệu trưởng", 132),
        *_by_degree(133, "- Khác"),
        ("4.1.2.", "Cán bộ quản lý mẫu giáo, mầm non", 139),
        ("4.1.2.1 ", "Hiệu trưởng", 140),
        *_by_degree(141, "- Khác"),
        ("4.1.2.2.", "Phó hiệu trưởng", 147),
        *_by_degree(150, "- Khác"),
        ("4.3.", "Giáo viên", 167),
        ("4.3.1.", "Giáo viên nhà trẻ", 168),
        *_by_degree(169, "Chưa qua đào tạo"),
        ("4.3.2.", "Giáo viên mẫu giáo", 181),
        *_by_degree(182, "Chưa qua đào tạo"),
    ),
    "02": (
        (None, "Tổng số", 78),
        ("4.1.", "Cán bộ quản lý", 79),
        ("4.1.1.", "Hiệu trưởng", 80),
        *_by_degree(81, "- Khác"),
        ("4.1.2.", "Phó hiệu trưởng", 87),
        *_by_degree(90, "- Khác"),
        ("4.2.", "Giáo viên", 96),
        *_by_degree(97, "- Khác"),
        ("4.3.", "GV Tổng phụ trách Đội TNTP HCM", 109),
        ("4.4.", "Nhân viên", 110),
    ),
}
ROOMS: dict[str, tuple[Row, ...]] = {
    "01": (
        ("5.1.4.", "Phòng khác", 200),
        (None, "- Nhà bếp", 201),
        ("5.2.1.", "Phòng học", 203),
        (None, "- Nhà bếp", 211),
    ),
    "02": (("5.1.", "Phòng học", 120), (None, "- Thư viện", 123)),
}
SUBJECTS = {
    "01": ("Trẻ em", "Cán bộ quản lý, giáo viên và nhân viên"),
    "02": ("Học sinh", "Cán bộ quản lý, Giáo viên, Nhân viên"),
}
SHEETS = {
    "01": ("Trường-Lớp", "Học sinh", "Cán bộ", "Phòng học"),
    "02": ("I", "III", "IV", "V"),
}
SCHOOL = {"01": "MN Tràng An", "02": "TH Gia Thượng"}
GOOD: dict[str, dict[int, Any]] = {
    "01": {
        83: 275,
        84: 61,
        85: 61,
        87: 61,
        88: 60,
        90: 214,
        91: 214,
        93: 214,
        94: 200,
        101: 214,
        103: 70,
        104: 72,
        105: 72,
        123: 3,
        139: 3,
        140: 1,
        143: 1,
        147: 2,
        151: 1,
        152: 1,
        167: 31,
        168: 9,
        170: 4,
        171: 5,
        181: 22,
        182: 2,
        183: 10,
        184: 10,
    },
    "02": {
        37: 820,
        38: 820,
        40: 180,
        41: 170,
        42: 160,
        43: 160,
        44: 150,
        46: 178,
        47: 168,
        48: 160,
        49: 160,
        50: 150,
        51: 4,
        59: 820,
        78: 48,
        79: 3,
        80: 1,
        83: 1,
        87: 2,
        92: 1,
        93: 1,
        96: 40,
        98: 5,
        99: 33,
        100: 2,
        110: 5,
    },
}
"""Figures of a school whose sums all hold."""


def ministry(
    form: str = "01",
    figures: Figures | None = None,
    fill: Any = 0,
    names: Iterable[str] = (),
    unit: str = "",
    year: str = "",
) -> openpyxl.Workbook:
    """Form 01 or 02. `figures` by code stand in the place of the good ones, `fill` wherever there is none."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    values = {**GOOD[form], **(figures or {})}
    titles = dict(enumerate(names))
    sheets = [book.create_sheet(titles.get(i, name)) for i, name in enumerate(SHEETS[form])]
    _schools(sheets[0], form, fill, unit, year)
    children, staff = SUBJECTS[form]
    _people(sheets[1], form, "III", children, CHILDREN if form == "01" else PUPILS, values, fill)
    _people(sheets[2], form, "IV", staff, STAFF[form], values, fill)
    _rooms(sheets[3], form, figures or {})
    if form == "01":
        _budget(book.create_sheet("Ngân sách"))
    book.create_sheet("Errors").append(["Sheet", "Cell", "Error", "Detail"])
    return book


def _schools(sheet: Worksheet, form: str, fill: Any, unit: str, year: str) -> None:
    level = "MẦM NON" if form == "01" else "TIỂU HỌC"
    for place, text in (
        ("B1", f"BÁO CÁO THỐNG KÊ GIÁO DỤC {level}"),
        ("B2", f"Kỳ đầu năm học {year}".strip()),
        ("B3", "(có đến 30 tháng 9 năm báo cáo)"),
        ("D1", "- Đơn vị báo cáo:"),
        (
            "D2",
            unit or "Sở GDĐT tỉnh………..",
        ),
        ("D3", "- Đơn vị nhận báo cáo:"),
        ("D4", "Bộ Giáo dục và Đào tạo"),
    ):
        sheet[place] = text
    code_word = "Mã số" if form == "01" else "Mã Số"
    for column, heading in enumerate(("TT", "Chỉ tiêu", "Đơn vị tính", code_word, *OWNERS[form]), 1):
        sheet.cell(7, column, heading)
    for column, mark in enumerate((None, "A", "B", "C", *range(1, len(OWNERS[form]) + 1)), 1):
        sheet.cell(8, column, mark)
    _rows(sheet, SCHOOLS[form], 9, "trường", {}, fill, [], 4 + len(OWNERS[form]))


def _people(
    sheet: Worksheet, form: str, section: str, subject: str, rows: tuple[Row, ...], figures: Figures, fill: Any
) -> None:
    depth = 3 if section == "III" else 4
    for column, text in enumerate((section, subject, "Đơn vị tính", "Mã số"), 1):
        sheet.cell(1, column, text)
        sheet.merge_cells(start_row=1, end_row=depth, start_column=column, end_column=column)
    first, totals = 5, []
    for owner in OWNERS[form]:
        totals.append(first)
        kinds = ("Viên chức", "Hợp đồng lao động") if (section, owner) == ("IV", "Công lập") else ()
        _owner(sheet, first, owner, kinds, depth, "Tổng số" if form == "01" else "Tổng")
        first += 4 + len(kinds)
    for column, mark in enumerate((None, "A", "B", "C", *range(1, first - 4)), 1):
        sheet.cell(depth + 1, column, mark)
    _rows(sheet, rows, depth + 2, "người", figures, fill, totals[:2], first - 1)


def _owner(sheet: Worksheet, first: int, owner: str, kinds: tuple[str, ...], depth: int, all_of_them: str) -> None:
    """One block of columns: `Tổng số / Nữ / Dân tộc thiểu số (Tổng số, Nữ)`, of public schools by contract besides."""
    last = first + 3 + len(kinds)
    sheet.cell(1, first, owner)
    sheet.merge_cells(start_row=1, end_row=1, start_column=first, end_column=last)
    women = first + 1 + len(kinds)
    for column, text in ((first, "Tổng số"), (women, "Nữ")):
        sheet.cell(2, column, text)
        sheet.merge_cells(start_row=2, end_row=depth, start_column=column, end_column=column)
    if kinds:
        sheet.cell(2, first + 1, "Phân loại")
        sheet.merge_cells(start_row=2, end_row=2, start_column=first + 1, end_column=women - 1)
        for column, text in enumerate(kinds, first + 1):
            sheet.cell(3, column, text)
            sheet.merge_cells(start_row=3, end_row=depth, start_column=column, end_column=column)
    sheet.cell(2, women + 1, "Dân tộc thiểu số")
    sheet.merge_cells(start_row=2, end_row=2, start_column=women + 1, end_column=last)
    for column, text in ((women + 1, all_of_them), (last, "Nữ")):
        sheet.cell(3, column, text)
        if depth > 3:
            sheet.merge_cells(start_row=3, end_row=depth, start_column=column, end_column=column)


def _rows(
    sheet: Worksheet,
    rows: tuple[Row, ...],
    first: int,
    unit: str,
    figures: Figures,
    fill: Any,
    totals: list[int],
    last_column: int,
) -> None:
    for row, (number, label, code) in enumerate(rows, first):
        for column, value in enumerate((number, label, unit if code else None, code), 1):
            sheet.cell(row, column, value)
        if code:
            for column in range(5, last_column + 1):
                value = figures.get(code, fill) if column in totals else fill
                sheet.cell(row, column, value)


def _rooms(sheet: Worksheet, form: str, figures: Figures) -> None:
    """Rooms, whose formulas fail in every workbook that the ministry's program writes."""
    for column, text in enumerate(("V", "Phòng học", "Đơn vị tính", "Mã số"), 1):
        sheet.cell(1, column, text)
        sheet.merge_cells(start_row=1, end_row=2, start_column=column, end_column=column)
    for block, owner in enumerate(OWNERS[form]):
        first = 5 + 4 * block
        sheet.cell(1, first, owner)
        sheet.merge_cells(start_row=1, end_row=1, start_column=first, end_column=first + 3)
        for column, text in enumerate(("Tổng số", "Kiên cố", "Bán kiên cố", "Tạm"), first):
            sheet.cell(2, column, text)
    for column, mark in enumerate((None, "A", "B", "C", *range(1, 4 * len(OWNERS[form]) + 1)), 1):
        sheet.cell(3, column, mark)
    for row, (number, label, code) in enumerate(ROOMS[form], 4):
        for column, value in enumerate((number, label, "phòng", code, figures.get(code or 0, "#VALUE!")), 1):
            sheet.cell(row, column, value)


def _budget(sheet: Worksheet) -> None:
    """Money, under codes that other sections have as well."""
    for column, text in enumerate((None, "Chỉ tiêu", None, "Đơn vị\n tính", "Mã số", "Quyết toán chi NSNN"), 1):
        sheet.cell(1, column, text)
    for row, code in enumerate((90, 94, 123, 167), 3):
        for column, value in enumerate((None, "Chi thường xuyên", None, "triệu đồng", str(code), 5000), 1):
            sheet.cell(row, column, value)


def row_of(sheet: Worksheet, code: int) -> int:
    """The row of a code."""
    return next(row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 4).value == code)
