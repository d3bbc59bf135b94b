"""The records of an .xlsb, taken apart and put together without lbedu's code. Holds no tests."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Iterable, Iterator

ROW, BLANK, RK, ERROR, TRUTH, REAL, TEXT, SHARED = range(8)
FORMULAS = {8: TEXT, 9: REAL, 10: TRUTH, 11: ERROR}
SHORTER = {12: BLANK, 13: RK, 14: ERROR, 15: TRUTH, 16: REAL, 17: TEXT, 18: SHARED}
"""Cells that leave out their column, as it follows that of the cell before: to the same kind of cell in full."""


def records(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Each record of a part: its kind and what it holds. ValueError where one is cut off."""
    at = 0
    while at < len(data):
        kind, at = _number(data, at, 2)
        length, at = _number(data, at, 4)
        if at + length > len(data):
            raise ValueError("a record is cut off")
        yield kind, data[at : at + length]
        at += length


def _number(data: bytes, at: int, most: int) -> tuple[int, int]:
    value = 0
    for place in range(most):
        byte = data[at : at + 1]
        if not byte:
            break
        value |= (byte[0] & 0x7F) << 7 * place
        at += 1
        if byte[0] < 0x80:
            break
    return value, at


def packed(parts: Iterable[tuple[int, bytes]]) -> bytes:
    """Records as bytes."""
    return b"".join(_bytes_of(kind) + _bytes_of(len(body)) + body for kind, body in parts)


def _bytes_of(value: int) -> bytes:
    found = b""
    while value > 0x7F:
        found += bytes([value & 0x7F | 0x80])
        value >>= 7
    return found + bytes([value])


def in_full(data: bytes) -> bytes:
    """A workbook of SheetJS with every cell written in full, as Excel writes it: what it writes itself is refused."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as target:
        for info in source.infolist():
            content = source.read(info)
            sheet = info.filename.startswith("xl/worksheets/s") and info.filename.endswith(".bin")
            target.writestr(info, packed(_cells_in_full(content)) if sheet else content, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def _cells_in_full(content: bytes) -> Iterator[tuple[int, bytes]]:
    column, inside = 0, False
    for kind, body in records(content):
        if kind in (145, 146):
            inside = kind == 145
        if inside and kind in SHORTER:
            column += 1
            yield SHORTER[kind], struct.pack("<L", column) + body
            continue
        if inside and kind in (*range(1, 12), 62):
            column = int.from_bytes(body[:4], "little")
        yield kind, body
