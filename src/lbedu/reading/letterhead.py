"""What stands above the tables of somebody else's form: the unit that reports, and the year."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from lbedu.own_form import CODE
from lbedu.reading.cells.values import CONTROL
from lbedu.reading.headings import MAX_HEADING, folded, is_name_heading
from lbedu.reading.layout import text_of
from lbedu.reading.workbook import Cell, Sheet
from lbedu.submission import Place
from lbedu.vietnamese import fold, nfc
from lbedu.years import named_in

_REPORTING = fold("Đơn vị báo cáo")
_DOTS = re.compile(r"[.…_]{2,}")
_THIRTIETH = re.compile(r"30\s*(?:tháng|/|-)\s*0?9\s*(?:năm|/|-)\s*((?:19|20)[0-9]{2})(?![0-9])")
"""The day of the early-year forms: 30 September lies in the school year that has just begun."""
_BESIDE = 6
_WORD = re.compile(r"\w+")
_PRINTED = frozenset(
    word
    for words in ("Sở Phòng Trường UBND GDĐT GD ĐT Giáo dục và Đào tạo", "Tỉnh Thành phố TP Quận Huyện Xã Phường Thị")
    for word in fold(words).split()
)
"""The words before the dots of a line that nobody filled in: `Sở GDĐT tỉnh………`."""
_LONGEST_PRINTED = 60
_NO_ANSWERS = tuple(
    fold(word) for word in ("Biểu", "Mẫu", "Ban hành", "Kèm theo", "Thông tư", "Ngày", "Kỳ", "Năm học", "Tên đơn vị")
)
_CODE, _HEADING, _INITIAL = fold(CODE), 20, (CODE[0], CODE[0].lower())


def years_said(sheets: Iterable[Sheet], file: str, calendar: bool = False) -> dict[str, Place]:
    """The years that the texts above tables with a column of codes mention, each with its place; calendar years where asked
    for."""
    found: dict[str, Place] = {}
    for sheet in sheets:
        for text, place in _above(sheet, file):
            days = [int(day[1]) for day in _THIRTIETH.finditer(nfc(text).casefold())]
            for year in (*named_in([text], calendar), *(f"{day}-{day + 1}" for day in days)):
                found.setdefault(year, place)
    return found


def _above(sheet: Sheet, file: str) -> Iterator[tuple[str, Place]]:
    """The texts above the first table of a sheet."""
    top = min(
        (
            row
            for (row, _), cell in sheet.cells.items()
            if isinstance(cell.value, str)
            and len(cell.value) <= _HEADING
            and cell.value.lstrip()[:1] in _INITIAL
            and fold(cell.value) == _CODE
        ),
        default=0,
    )
    above = [cell for (row, _), cell in sheet.cells.items() if row < top]
    beside = [cell for (row, _), cell in sheet.cells.items() if row == top]
    if not any(is_name_heading(text_of(cell)[:MAX_HEADING]) for cell in (*above, *beside)):  # else a table of units
        for cell in above:
            if cell.kind == "text":
                yield text_of(cell), Place(file, sheet.name, cell.address)


Named = tuple[str, Place, Cell]


def units_said(sheet: Sheet, file: str) -> list[list[Named]]:
    """What each line “Đơn vị báo cáo:” of a sheet may name: what follows on it, beside it and below it."""
    lines: list[list[Named]] = []
    for (row, column), cell in sheet.cells.items():
        text = nfc(text_of(cell))
        if cell.kind != "text" or not fold(text[:60]).startswith(_REPORTING):
            continue
        beside = [(row, c) for c in range(column + 1, column + _BESIDE)]
        found = [(text.partition(":")[2], cell)]
        for at in (*beside, (row + 1, column)):
            other = sheet.cells.get(at)
            if other is not None and other.kind == "text":
                found.append((text_of(other), other))
        places = ((name, Place(file, sheet.name, one.address), one) for said, one in found if (name := _name(said)))
        lines.append(list(places))
    return lines


def may_answer(text: str) -> bool:
    """Whether a text on that line, beside it or below it is no other part of a letterhead, nor says what to write there."""
    return text[:1] != "(" and not folded(text).startswith(_NO_ANSWERS)


def _name(text: str) -> str:
    """A text without the dots that stood there to be written on; empty where it is another line of the heading, or only what
    was printed before those dots."""
    if CONTROL.search(text) or text.lstrip().startswith("-") or ":" in text:
        return ""
    rest, dots = _DOTS.subn(" ", text)
    if dots and len(rest) <= _LONGEST_PRINTED and _PRINTED.issuperset(_WORD.findall(fold(rest))):
        return ""
    return nfc(rest).strip(" .,;")
