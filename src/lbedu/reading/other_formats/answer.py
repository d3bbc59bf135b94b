"""What the child says, taken apart and believed in nothing: any other line than expected refuses the file."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import NamedTuple

from lbedu.reading.xlsx.cell_values import exact_decimal
from lbedu.reading.xlsx.refusal import Limits, Unreadable, too_large


class Told(NamedTuple):
    """One cell as the child tells it: a date has no value, as its number is known."""

    kind: str
    value: Decimal | str | bool | None


Cells = dict[tuple[int, int], Told]


def read_answer(said: bytes, limits: Limits) -> dict[str, Cells]:
    """The cells of each sheet by its name, as (row, column) from 1."""
    sheets: dict[str, Cells] = {}
    lines = said.split(b"\n")
    if len(lines) < 2 or lines[-1] != b"" or lines[-2] != b'["end"]':
        raise _garbled()
    cells: Cells = {}
    for line in lines[:-2]:
        match _words(line):
            case ["sheet", str(name)] if name not in sheets and len(sheets) < limits.sheets:
                cells = sheets[name] = {}
            case ["cell", int(row), int(column), str(kind), value] if sheets and (row, column) not in cells:
                cells[row, column] = _told(kind, value, limits)
            case _:
                raise _garbled()
    return sheets


def _words(line: bytes) -> object:
    if len(line) > 1 << 20:
        raise _garbled()
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        raise _garbled() from None


def _told(kind: str, value: object, limits: Limits) -> Told:
    match kind, value:
        case "d", "":
            return Told(kind, None)
        case "n", str(digits) if len(digits) < 400:
            return Told(kind, exact_decimal(digits))
        case "b", bool(truth):
            return Told(kind, truth)
        case "t", str(text):
            if len(text) > limits.characters:
                raise too_large("characters", limits.characters)
            return Told(kind, text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace"))
        case _:
            raise _garbled()


def _garbled() -> Unreadable:
    return Unreadable("reader_died", {"detail": "answer"})
