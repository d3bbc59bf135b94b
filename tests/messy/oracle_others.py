"""What stands in the cells of an .xls (by xlrd), .xlsb or .ods (by hand, leniently): no code of lbedu."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree as ET

import xlrd  # type: ignore[import-untyped]
from python_calamine import CalamineSheet, CalamineWorkbook

from tests.messy.binary import FORMULAS, ROW, SHORTER, records
from tests.messy.oracle import BUILT_IN, At, Book, NotReadable, Raw, children, local, opened, spelt_plainly
from tests.messy.oracle import read as read_xlsx

MOST = 20_000
"""How often a cell or row of an .ods is repeated at most."""


def read_any(data: bytes, suffix: str) -> Book:
    """All cells that are not empty, of a file in the format of that suffix."""
    reader = {".xls": _xls, ".xlsb": _xlsb, ".ods": _ods}.get(suffix, read_xlsx)
    try:
        return reader(data)
    except NotReadable:
        raise
    except Exception as error:  # whatever xlrd and others raise over a broken file
        raise NotReadable(repr(error)) from error


ANY_FORMAT = '"%"'
"""Of a number whose format is not known: it may be a share, and may not."""


def _xls(data: bytes) -> Book:
    """By xlrd; where it is stricter than Excel over a style that does not exist, by calamine."""
    try:
        return _by_xlrd(data)
    except Exception:  # of every kind
        return _by_calamine(data)


def _by_calamine(data: bytes) -> Book:
    """In this very process: a file that lbedu has had read in a process of its own, which lived."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return Book({name: dict(_told(book.get_sheet_by_name(name))) for name in book.sheet_names})


def _told(sheet: CalamineSheet) -> Iterator[tuple[At, Raw]]:
    top, left = sheet.start or (0, 0)
    kinds = {str: "text", bool: "bool", int: "number", float: "number"}
    for row, values in enumerate(sheet.to_python(skip_empty_area=True) if sheet.start else (), top + 1):
        for column, value in enumerate(values, left + 1):
            if value != "":
                yield (row, column), Raw(kinds.get(type(value), "date"), str(value), ANY_FORMAT)


def _by_xlrd(data: bytes) -> Book:
    book = xlrd.open_workbook(file_contents=data, formatting_info=True, logfile=io.StringIO())
    return Book({sheet.name: dict(_of_xlrd(book, sheet)) for sheet in book.sheets()}, book.datemode == 1)


def _of_xlrd(book: Any, sheet: Any) -> Iterator[tuple[At, Raw]]:
    kinds = {xlrd.XL_CELL_TEXT: "text", xlrd.XL_CELL_BOOLEAN: "bool", xlrd.XL_CELL_ERROR: "error"}
    for row in range(sheet.nrows):
        for column, cell in enumerate(sheet.row(row)):
            if cell.ctype in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK) or cell.value == "":
                continue
            kind = kinds.get(cell.ctype, "number")
            form = book.format_map.get(book.xf_list[cell.xf_index].format_key)
            text = cell.value if kind == "text" else repr(cell.value)
            yield (row + 1, column + 1), Raw(kind, text, form.format_str if form else "General")


# .xlsb


def _xlsb(data: bytes) -> Book:
    with opened(data) as archive:
        parts = {name: archive.read(spelt) for name, spelt in spelt_plainly(archive).items()}
    strings = [_text(body, 1) for kind, body in records(parts.get("xl/sharedstrings.bin", b"")) if kind == 19]
    formats = list(_formats(parts.get("xl/styles.bin", b"")))
    rels = ET.fromstring(parts["xl/_rels/workbook.bin.rels"])
    targets = {link.get("Id"): link.get("Target", "").removeprefix("/xl/").lower() for link in rels}
    sheets, date1904 = {}, False
    for kind, body in records(parts["xl/workbook.bin"]):
        if kind == 153:
            date1904 = bool(body[0] & 1)
        elif kind == 156:
            identifier = _text(body, 8)
            name = _text(body, 12 + 2 * len(identifier.encode("utf-16-le")) // 2)
            sheets[name] = dict(_binary_cells(parts[f"xl/{targets[identifier]}"], strings, formats))
    return Book(sheets, date1904)


def _text(body: bytes, at: int) -> str:
    length = int.from_bytes(body[at : at + 4], "little")
    return body[at + 4 : at + 4 + 2 * length].decode("utf-16-le", "replace")


def _formats(data: bytes) -> Iterator[str]:
    codes, inside = dict(BUILT_IN), False
    for kind, body in records(data):
        if kind == 44:
            codes[int.from_bytes(body[:2], "little")] = _text(body, 2)
        elif kind in (617, 618):
            inside = kind == 617
        elif kind == 47 and inside:
            yield codes.get(int.from_bytes(body[2:4], "little"), "General")


def _binary_cells(data: bytes, strings: list[str], formats: list[str]) -> Iterator[tuple[At, Raw]]:
    row, column, inside = 0, 0, False
    for kind, body in records(data):
        if kind in (145, 146):
            inside = kind == 145
        elif inside and kind == ROW:
            row = int.from_bytes(body[:4], "little") + 1
        elif inside and (0 < kind <= 18 or kind == 62):
            if kind in SHORTER:
                kind, body = SHORTER[kind], struct.pack("<L", column) + body
            column = int.from_bytes(body[:4], "little") + 1
            style = int.from_bytes(body[4:7], "little")
            found = _binary_raw(62 if kind == 62 else FORMULAS.get(kind, kind), body[8:], strings)
            if found:
                code = formats[style] if style < len(formats) else "General"
                yield (row, column), Raw(*found, code, kind in FORMULAS)


def _binary_raw(kind: int, body: bytes, strings: list[str]) -> tuple[str, str] | None:
    match kind:
        case 2:  # RK: a number in 30 bits
            bits = int.from_bytes(body[:4], "little")
            half = struct.pack("<Q", (bits & 0xFFFFFFFC) << 32)
            whole = (bits >> 2) - (1 << 30 if bits >> 31 else 0)
            value = float(whole) if bits & 2 else struct.unpack("<d", half)[0]
            return "number", repr(value / 100 if bits & 1 else value)
        case 5:
            return "number", repr(struct.unpack_from("<d", body)[0])
        case 3:
            return "error", hex(body[0])
        case 4:
            return "bool", str(body[0])
        case 6 | 7 | 62:
            text = strings[int.from_bytes(body[:4], "little")] if kind == 7 else _text(body, int(kind == 62))
            return ("text", text) if text else None
        case _:
            return None


# .ods

_VALUES = {
    "float": ("number", "value", "General"),
    "currency": ("number", "value", "General"),
    "percentage": ("number", "value", "0%"),
    "date": ("date", "date-value", "General"),
    "time": ("date", "time-value", "General"),
    "boolean": ("bool", "boolean-value", "General"),
}


def _ods(data: bytes) -> Book:
    with opened(data) as archive:
        tree = ET.fromstring(archive.read(spelt_plainly(archive)["content.xml"]))
    sheets = {}
    for table in (one for one in tree.iter() if local(one) == "table"):
        sheets[_attribute(table, "name")] = dict(_ods_cells(table))
    return Book(sheets)


def _attribute(element: ET.Element, name: str) -> str:
    return next((value for key, value in element.items() if key.rpartition("}")[2] == name), "")


def _times(element: ET.Element, what: str) -> int:
    return int(_attribute(element, f"number-{what}-repeated") or 1)


def _ods_cells(table: ET.Element) -> Iterator[tuple[At, Raw]]:
    at = 0
    for row in (one for one in table.iter() if local(one) == "table-row"):
        times, column = _times(row, "rows"), 0
        for cell in (one for one in row if local(one) in ("table-cell", "covered-table-cell")):
            found = _ods_raw(cell)
            for one in range(min(_times(cell, "columns"), MOST)) if found else ():
                for down in range(min(times, MOST)):
                    yield (at + 1 + down, column + 1 + one), found  # type: ignore[misc]
            column += _times(cell, "columns")
        at += times


def _ods_raw(cell: ET.Element) -> Raw | None:
    formula = any(key.endswith("}formula") for key in cell.attrib)
    shown = "\n".join("".join(_words(one)) for one in children(cell, "p"))
    values = {key.rpartition("}")[2]: value for key, value in cell.items() if "calcext" not in key}
    kind = values.get("value-type", "")
    if any("calcext" in key and value == "error" for key, value in cell.items()):
        return Raw("error", shown)
    if kind in _VALUES:
        what, where, code = _VALUES[kind]
        return Raw(what, values[where].strip(), code, formula)
    text = values.get("string-value", shown)
    if text:
        return Raw("text", text, formula=formula) if kind == "string" else None
    return Raw("nothing", "", formula=True) if formula else None


def _words(paragraph: ET.Element) -> Iterator[str]:
    """The text of a paragraph: runs of spaces, tabs and breaks are elements."""
    made = {"s": " ", "tab": "\t", "line-break": "\n"}
    yield paragraph.text or ""
    for one in paragraph:
        if local(one) in made:
            yield made[local(one)] * int(_attribute(one, "c") or 1)
        elif local(one) != "annotation":
            yield from _words(one)
        yield one.tail or ""
