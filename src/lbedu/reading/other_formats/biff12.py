"""A scan of .xlsb: where cells stand, their kinds, numbers and number formats. Reads no text of a cell."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet

from lbedu.reading.other_formats.biff8 import ERRORS, SHUT_COLUMN, SHUT_ROW, STRUCK, Formats, short_number
from lbedu.reading.other_formats.colours import of_xlsb
from lbedu.reading.other_formats.raised import spans_of
from lbedu.reading.other_formats.seen import Room, Seen, SeenBook, SeenSheet, Spans
from lbedu.reading.xlsx.cell import COLUMNS, ROWS
from lbedu.reading.xlsx.package import Package
from lbedu.reading.xlsx.refusal import Limits, Unreadable, corrupt, too_large
from lbedu.reading.xlsx.relationships import Link, read_links
from lbedu.reading.xlsx.unseen import BLACK

_ROW, _BLANK, _RK, _ERROR, _TRUTH, _REAL, _TEXT, _SHARED = range(8)
_FORMULA_TEXT, _FORMULA_NUMBER, _FORMULA_TRUTH, _FORMULA_ERROR = 8, 9, 10, 11
_NOT_TOLD = frozenset({*range(12, 19), 62})
"""Cells that leave their column to the cell before them, as SheetJS writes them, and cells with a text in several fonts of
their own: our child does not see them."""
_TEXT_ITEM, _FONT, _FILL = 19, 43, 45
_FORMAT, _STYLE, _PROPERTIES, _SHEET, _MERGE = 44, 47, 153, 156, 176
_COLUMNS, _STYLES_BEGIN, _STYLES_END, _DATA_BEGIN, _DATA_END = 60, 617, 618, 145, 146
_WITHOUT_CELLS = ("chartsheet", "dialogsheet", "xlMacrosheet", "xlIntlMacrosheet")


def scan(package: Package, part: str, limits: Limits) -> SeenBook:
    """What stands in the cells of the workbook whose main part is given. Raises Unreadable."""
    links = read_links(package, part, limits)
    kinds = {link.kind: link.target for link in links.values()}
    formats = Formats(part)
    listed = _listed(part, package.read(part), formats, limits)
    if "styles" in kinds:
        _read_styles(kinds["styles"], package.read(kinds["styles"]), formats)
    colours = formats.colours
    if (formats.raised or formats.struck or colours.white) and "sharedStrings" in kinds:  # else no text is odd
        table = kinds["sharedStrings"]
        items = [body for kind, body in _records(table, package.read(table)) if kind == _TEXT_ITEM]
        formats.spans = [_spans(table, body, 0, formats.raised) for body in items]
        formats.struck_texts = [bool(_spans(table, body, 0, formats.struck)) for body in items]
        colours.spans = [_spans(table, body, 0, colours.white) for body in items]
    room, sheets = Room(limits), []
    for name, hidden, identifier in listed:
        link = links.get(identifier)
        if link is None or link.external or link.target not in package:
            raise corrupt(part, "missing")
        sheets.append(_sheet(package, link, SeenSheet(name, hidden), formats, room))
    macros = "vbaProject" in kinds or any(link.kind in _WITHOUT_CELLS[2:] for link in links.values())
    return SeenBook(tuple(sheets), macros, "externalLink" in kinds, formats.date1904)


def _records(part: str, data: bytes) -> Iterator[tuple[int, bytes]]:
    """Records with a type of one or two bytes and a length of up to four, seven bits in each."""
    at, end = 0, len(data)
    while at < end:
        kind = data[at]
        at += 1
        if kind & 0x80 and at < end:
            kind = (kind & 0x7F) | (data[at] & 0x7F) << 7
            at += 1
        length = shift = 0
        while at < end and shift < 28:
            length |= (data[at] & 0x7F) << shift
            at, shift = at + 1, shift + 7
            if not data[at - 1] & 0x80:
                break
        body = data[at : at + length]
        if len(body) < length:
            raise corrupt(part, "records")
        yield kind, body
        at += length


def _text(part: str, body: bytes, at: int) -> tuple[str, int]:
    """A text with its length before it, and where it ends."""
    end = at + 4 + 2 * int.from_bytes(body[at : at + 4], "little")
    if at + 4 > len(body) or end > len(body):
        raise corrupt(part, "text")
    return body[at + 4 : end].decode("utf-16-le", "replace"), end


def _listed(part: str, data: bytes, formats: Formats, limits: Limits) -> list[tuple[str, bool, str]]:
    sheets = []
    for kind, body in _records(part, data):
        if kind == _PROPERTIES:
            formats.date1904 = bool(body[:1] and body[0] & 1)
        elif kind == _SHEET:
            identifier, at = _text(part, body, 8)
            sheets.append((_text(part, body, at)[0], body[:4] != bytes(4), identifier))
            if len(sheets) > limits.sheets:
                raise too_large("sheets", limits.sheets)
    if not sheets:
        raise corrupt(part, "no sheets")
    return sheets


def _read_styles(part: str, data: bytes, formats: Formats) -> None:
    of_cells, fonts = False, 0
    for kind, body in _records(part, data):
        if kind == _FORMAT:
            formats.codes[int.from_bytes(body[:2], "little")] = _text(part, body, 2)[0]
        elif kind in (_STYLES_BEGIN, _STYLES_END):
            of_cells = kind == _STYLES_BEGIN
        elif kind == _STYLE and of_cells:
            formats.styles.append(int.from_bytes(body[2:4], "little"))
            formats.fonts.append(int.from_bytes(body[4:6], "little"))
            formats.fills.append(int.from_bytes(body[6:8], "little"))
        elif kind == _FILL:
            formats.colours.add_fill(int.from_bytes(body[:4], "little"), of_xlsb(body, 4, BLACK))
        elif kind == _FONT:
            if body[6:8] == b"\1\0":
                formats.raised.add(fonts)
            if body[2:3] and body[2] & STRUCK:
                formats.struck.add(fonts)
            formats.colours.add_font(fonts, int.from_bytes(body[:2], "little"), of_xlsb(body, 12, BLACK))
            fonts += 1
    formats.colours.settle()


def _spans(part: str, body: bytes, at: int, fonts: AbstractSet[int]) -> Spans:
    """The raised stretches of a text: its flags, the text, its runs."""
    if not body[at : at + 1] or not body[at] & 1:
        return ()
    _, end = _text(part, body, at + 1)
    number = int.from_bytes(body[end : end + 4], "little")
    words = body[end + 4 : end + 4 + 4 * number]
    if len(words) < 4 * number:
        raise corrupt(part, "text")
    return spans_of(struct.iter_unpack("<2H", words), fonts)


def _sheet(package: Package, link: Link, sheet: SeenSheet, formats: Formats, room: Room) -> SeenSheet:
    if link.kind in _WITHOUT_CELLS:
        sheet.has_cells = False
        return sheet
    if link.kind != "worksheet":
        raise corrupt(link.target, "not a worksheet")
    row, in_data, hidden = 0, False, False
    try:
        for kind, body in _records(link.target, package.read(link.target)):
            if kind in (_DATA_BEGIN, _DATA_END):
                in_data = kind == _DATA_BEGIN
            elif in_data and kind == _ROW:
                row = struct.unpack_from("<L", body)[0] + 1
                hidden = body[11] & 0x10 != 0 or struct.unpack_from("<H", body, 8)[0] & 0x7FFF in SHUT_ROW
            elif in_data and kind in _CELLS:
                column, style = struct.unpack_from("<2L", body)
                room.take()
                if not 0 < row <= ROWS or column >= COLUMNS or (row, column + 1) in sheet.cells:
                    raise corrupt(link.target, "cell twice, or off the sheet")
                if hidden:
                    sheet.hidden_rows.add(row)
                sheet.cells[row, column + 1] = _CELLS[kind](formats, style & 0xFFFFFF, body)
                _look(sheet, (row, column + 1), formats, kind, style & 0xFFFFFF, body)
            elif in_data and kind in _NOT_TOLD:
                raise Unreadable("old_format", {"kind": ".xlsb"})
            elif kind in (_COLUMNS, _MERGE):
                _note_layout(sheet, kind, body, room)
    except (struct.error, IndexError):
        raise corrupt(link.target, "records") from None
    return sheet


def _look(sheet: SeenSheet, place: tuple[int, int], formats: Formats, kind: int, style: int, body: bytes) -> None:
    """What the letters of a cell look like."""
    shared = struct.unpack_from("<L", body, 8)[0] if kind == _SHARED else -1
    formats.look(sheet, place, style, shared)


def _note_layout(sheet: SeenSheet, kind: int, body: bytes, room: Room) -> None:
    if kind == _COLUMNS:
        first, last = struct.unpack_from("<2L", body)
        if body[16] & 1 or struct.unpack_from("<L", body, 8)[0] < SHUT_COLUMN:
            room.take()
            sheet.hidden_columns.append((first + 1, last + 1))
    else:
        room.take()
        top, bottom, left, right = struct.unpack_from("<4L", body)
        sheet.merges.append((top + 1, left + 1, bottom + 1, right + 1))


def _number(formula: bool) -> Callable[[Formats, int, bytes], Seen]:
    return lambda formats, style, body: formats.number(style, struct.unpack_from("<d", body, 8)[0], formula)


def _short(formats: Formats, style: int, body: bytes) -> Seen:
    return formats.number(style, short_number(struct.unpack_from("<L", body, 8)[0]), False)


def _truth(formula: bool) -> Callable[[Formats, int, bytes], Seen]:
    return lambda formats, style, body: Seen("bool", body[8] != 0, formats.code(style), formula)


def _error(formula: bool) -> Callable[[Formats, int, bytes], Seen]:
    return lambda formats, style, body: Seen("error", ERRORS.get(body[8], "#?"), formats.code(style), formula)


def _text_cell(formula: bool) -> Callable[[Formats, int, bytes], Seen]:
    return lambda formats, style, _: Seen("text", None, formats.code(style), formula)


def _shared(formats: Formats, style: int, body: bytes) -> Seen:
    shared = struct.unpack_from("<L", body, 8)[0]
    raised = formats.spans[shared] if shared < len(formats.spans) else ()
    return Seen("text", None, formats.code(style), False, raised=raised)


_CELLS: dict[int, Callable[[Formats, int, bytes], Seen]] = {
    _RK: _short,
    _REAL: _number(False),
    _FORMULA_NUMBER: _number(True),
    _TRUTH: _truth(False),
    _FORMULA_TRUTH: _truth(True),
    _ERROR: _error(False),
    _FORMULA_ERROR: _error(True),
    _TEXT: _text_cell(False),
    _SHARED: _shared,
    _FORMULA_TEXT: _text_cell(True),
}
