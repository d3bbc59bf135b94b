"""Whether what stands above figures says that they count tens, hundreds or thousands: our fields are counted one by one."""

from __future__ import annotations

import re
from collections.abc import Iterable

from lbedu.reading.layout import text_of
from lbedu.reading.workbook import Cell, Sheet
from lbedu.vietnamese import nfc

_TIMES = r"(?:chục|trăm|nghìn|ngàn|vạn|triệu|tỷ|tỉ|10|100|1[., ]?000)(?![.,]?[0-9])"
_MONEY = r"(?!\s*(?:đồng|đ\b|vn[dđ]))"
_COUNTED = r"\s+(?:trẻ|em|cháu|học sinh|hs|người|lớp|trường|phường|giáo viên|cán bộ|bé)\b"
_SCALED = re.compile(
    rf"(?:đơn\s+vị\s+tính|đvt)\W*{_TIMES}\b{_MONEY}|đơn\s+vị\W*{_TIMES}{_COUNTED}|\(\s*(?:nghìn|ngàn|triệu){_COUNTED}\s*\)"
)


def scaled(texts: Iterable[str]) -> int | None:
    """The number of the first text that says so. Money is no matter of ours, and a unit may be called Vạn Phúc."""
    for number, text in enumerate(texts):
        if _SCALED.search(nfc(text).casefold()):
            return number
    return None


def scaled_above(sheet: Sheet, top: int) -> tuple[str, Cell] | None:
    """The first text above a row of a sheet that says so, and its cell."""
    for (row, _), cell in sheet.cells.items():
        if row >= top:
            break  # cells come row by row
        if scaled([text := text_of(cell)]) is not None:
            return text, cell
    return None
