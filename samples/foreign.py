"""A workbook in a form that somebody else designed, for `lbedu targets map`: invented, as are its figures."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from openpyxl.utils import get_column_letter

from lbedu.paper import new_book, packed
from samples.filling import NOTE

_HEADER = ("TT", "Chỉ tiêu", "Đơn vị tính", "Mã số", "Tổng số", "Nữ")
_ROWS = (
    ("I", "Học sinh", None, None, None, None),
    ("1.1", "Học sinh đang học tại trường", "học sinh", "01", 642, 310),
    (None, "- Học sinh tham gia bảo hiểm y tế", "học sinh", "02", 639, 309),
    (None, "- Học sinh học 2 buổi/ngày", "học sinh", "03", 642, 310),
    (None, "- Học sinh học bơi", "học sinh", "04", 0, 0),
    ("II", "Đội ngũ", None, None, None, None),
    ("2.1", "Cán bộ quản lý", "người", "11", 3, 2),
    ("2.2", "Giáo viên", "người", "12", 36, 30),
    (None, "- Trình độ đại học trở lên", "người", "13", 34, 29),
    (None, "- Trình độ khác", "người", "14", 2, 1),
)


def make_foreign(path: Path) -> None:
    """Write the workbook: a table under its titles, and a sheet of notes."""
    book = new_book()
    sheet = book.create_sheet("Thống kê")
    for row, text in enumerate(("BIỂU THỐNG KÊ TRƯỜNG TIỂU HỌC", "Đầu năm học 2021-2022", NOTE), 1):
        sheet.cell(row, 2, text)
    for row, texts in enumerate((_HEADER, ("A", "B", "C", "D", 1, 2), *_ROWS), 5):
        for column, value in enumerate(texts, 1):
            sheet.cell(row, column, value)
    for column, width in enumerate((6, 44, 14, 9, 10, 10), 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    book.create_sheet("Ghi chú")["A1"] = "Tính đến ngày 30 tháng 9."
    path.write_bytes(packed(book, [], "Biểu thống kê", dt.datetime(2021, 9, 30)))
