"""A value and what the format of its cell shows instead: another value, a part of it, or nothing at all."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

from lbedu.directive.model import FieldType
from lbedu.reading.cells.faults import Fault, Read
from lbedu.reading.cells.odd_formats import day_shown, is_unseen, shows_nothing, text_shown
from lbedu.reading.workbook import Cell
from lbedu.wording import harmless

if TYPE_CHECKING:
    from collections.abc import Mapping

_UNSEEN = {
    "vi": "ô có thể nhìn như trống do định dạng, cỡ chữ hoặc màu chữ",
    "en": "the cell may look empty by its format, the size or the colour of its letters",
}


def as_shown(type_: FieldType, cell: Cell, read: Read) -> Read | Fault:
    """What was read of a cell with an unusual format, unless whoever looks at it sees something else."""
    seen: bool | None = True
    if isinstance(cell.value, Decimal):
        seen = None if shows_nothing(cell.format, cell.value) else True
    elif cell.kind == "text":
        seen = text_shown(cell.format)
    elif isinstance(cell.value, dt.date):
        if type_ == "date" and day_shown(cell.format) is None:
            return Fault("incomplete_date", {"filled": _filled(cell.value, cell.format)})
        seen = type_ != "date" or day_shown(cell.format)
        seen = None if seen and is_unseen(cell.format) else seen
    if seen is False:
        return Fault("misleading_format", {"format": harmless(cell.format)})
    return read if seen else read._replace(understood=True, because=_UNSEEN)


def _filled(day: dt.date, code: str) -> Mapping[str, str]:
    """What Excel added to what somebody typed: the cell shows less than a day."""
    fields = code.casefold()
    parts = [f"{number}" for letter, number in (("d", day.day), ("m", day.month), ("y", day.year)) if letter in fields]
    shown = "/".join(parts)
    return {
        "vi": f" Ô chỉ hiện {shown}; phần còn lại do Excel tự thêm.",
        "en": f" The cell shows just {shown}; Excel added the rest.",
    }
