"""A scan of .xls (Excel 97 to 2003): where cells stand, their kinds, numbers and number formats. Reads no text of a cell."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from decimal import Decimal

from lbedu.reading.other_formats.colours import Colours, of_palette
from lbedu.reading.other_formats.raised import font_number, spans_in_table
from lbedu.reading.other_formats.seen import Room, Seen, SeenBook, SeenSheet, Spans
from lbedu.reading.xlsx.cell_values import date_of, exact_decimal
from lbedu.reading.xlsx.compound import Compound
from lbedu.reading.xlsx.refusal import Limits, Unreadable, corrupt, too_large
from lbedu.reading.xlsx.styles import BUILT_IN, is_date_format

ERRORS = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}  # fmt: skip
_BOF, _EOF, _FILEPASS, _BOUNDSHEET, _FORMAT, _XF, _DATEMODE, _SUPBOOK = 0x809, 10, 0x2F, 0x85, 0x41E, 0xE0, 0x22, 0x1AE
_OLDER_FORMULAS = (0x206, 0x406)
_FORMULA, _BOOLERR, _NUMBER, _RK, _MULRK, _ROW, _COLINFO, _MERGES = 6, 0x205, 0x203, 0x27E, 0xBD, 0x208, 0x7D, 0xE5
_SHARED = 0xFD
_TEXTS = (_SHARED, 0x204, 0xD6)
_FONT, _PALETTE, _TABLE, _CONTINUE = 0x31, 0x92, 0xFC, 0x3C
_CELLS = frozenset((_NUMBER, _RK, _MULRK, _FORMULA, *_OLDER_FORMULAS, _BOOLERR, *_TEXTS))
SHUT_ROW, SHUT_COLUMN = range(1, 6), 77
"""Heights in twentieths of a point and widths in 256ths of a letter that nobody sees."""
STRUCK = 8
"""The bit of a font that strikes out, in both binary formats."""
_OF_THE_SHEETS = b"\x01\x04"
_ADD_INS = b"\x01\x3a"
_WORKSHEET, _MACROS = 0, (1, 6)


def scan(data: bytes, limits: Limits) -> SeenBook:
    """What stands in the cells of an .xls file. Raises Unreadable."""
    compound = Compound(data)
    if "Workbook" not in compound:  # Excel 5 and 95 call it otherwise
        raise Unreadable("old_format", {"kind": ".xls"})
    return _Scan(compound.stream("Workbook"), limits, "_VBA_PROJECT_CUR" in compound).book()


class Formats:
    """The number formats of the cell styles of a workbook, and what a number is in one of them."""

    def __init__(self, part: str) -> None:
        self._part = part
        self.codes: dict[int, str] = dict(BUILT_IN)
        self.styles: list[int] = []
        self.date1904 = False
        self.raised: set[int] = set()
        """The fonts that are superscript."""
        self.spans: list[Spans] = []
        """What is superscript in each of the shared texts; empty where nothing is."""
        self.fonts: list[int] = []
        """The font of every style."""
        self.struck: set[int] = set()
        """The fonts that strike out."""
        self.colours = Colours()
        self.fills: list[int] = []
        """The fill of every style."""
        self.struck_texts: list[bool] = []
        """Which of the shared texts are struck out in part; empty where none is."""

    def strikes(self, style: int, shared: int = -1) -> bool:
        """Whether what stands in a cell of this style is struck out, or a part of its text."""
        if 0 <= shared < len(self.struck_texts) and self.struck_texts[shared]:
            return True
        return bool(self.struck) and style < len(self.fonts) and self.fonts[style] in self.struck

    def look(self, sheet: SeenSheet, place: tuple[int, int], style: int, shared: int = -1) -> None:
        """Tell a sheet of a cell that is struck out, or that nobody sees, wholly or in part."""
        if self.strikes(style, shared):
            sheet.struck.add(place)
        if style < len(self.fonts):
            spans = self.colours.spans[shared] if 0 <= shared < len(self.colours.spans) else ()
            self.colours.note(sheet, place, self.fonts[style], self.fills[style], spans)

    def code(self, style: int) -> str:
        if style >= len(self.styles):
            raise corrupt(self._part, "style")
        return self.codes.get(self.styles[style]) or "General"

    def number(self, style: int, value: float, formula: bool) -> Seen:
        """A number, or the date that it is shown as."""
        code, number = self.code(style), _exact(value, self._part)
        date = date_of(number, self.date1904) if is_date_format(code) else None
        if date is not None:
            return Seen("date", date, code, formula, number)
        return Seen("number", number, code, formula, number)


def _exact(value: float, part: str) -> Decimal:
    if value != value or value in (float("inf"), float("-inf")):
        raise corrupt(part, "number")
    return exact_decimal(repr(value))


def short_number(raw: int) -> float:
    """A number in the short form that both binary formats share: 30 bits of an integer or of a double, maybe hundredfold."""
    if raw & 2:
        value = float((raw >> 2) - (1 << 30 if raw & 0x80000000 else 0))
    else:
        value = struct.unpack("<d", struct.pack("<2L", 0, raw & 0xFFFFFFFC))[0]
    return value / 100 if raw & 1 else value


class _Scan:
    def __init__(self, stream: bytes, limits: Limits, has_macros: bool) -> None:
        self._stream, self._limits, self._has_macros = stream, limits, has_macros
        self._formats = Formats(".xls")
        self._sheets: list[tuple[int, SeenSheet]] = []
        self._external = False
        self._fonts = 0
        self._texts: list[bytes] = []

    def book(self) -> SeenBook:
        if self._stream[4:6] != b"\0\x06":  # the version of its first record: 8, of Excel 97 and later
            raise Unreadable("old_format", {"kind": ".xls"})
        take: dict[int, Callable[[bytes], None]] = {
            _FILEPASS: self._refuse_password,
            _BOUNDSHEET: self._add_sheet,
            _FORMAT: self._add_format,
            _XF: self._add_style,
            _DATEMODE: lambda body: setattr(self._formats, "date1904", body[:1] == b"\1"),
            _SUPBOOK: self._note_link,
            _FONT: self._add_font,
            _PALETTE: self._formats.colours.set_palette,
            _TABLE: self._texts.append,
        }
        last = 0
        for kind, body in self._records(0):
            last = _TABLE if kind == _CONTINUE and last == _TABLE else kind
            if last in take:
                take[last](body)
        if self._formats.raised and self._texts:  # else no text has a superscript
            self._formats.spans = spans_in_table(self._texts, self._formats.raised)
        if self._formats.struck and self._texts:
            self._formats.struck_texts = [bool(spans) for spans in spans_in_table(self._texts, self._formats.struck)]
        colours = self._formats.colours
        colours.settle()
        if colours.white and self._texts:
            colours.spans = spans_in_table(self._texts, colours.white)
        room = Room(self._limits)
        for at, sheet in self._sheets:
            if sheet.has_cells:
                self._fill(sheet, at, room)
        sheets = tuple(sheet for _, sheet in self._sheets)
        if not sheets:
            raise corrupt(".xls", "no sheets")
        return SeenBook(sheets, self._has_macros, self._external, self._formats.date1904)

    def _records(self, at: int) -> Iterator[tuple[int, bytes]]:
        """The records from a BOF to its EOF, without those of what is embedded in between, such as charts."""
        stream, depth = self._stream, 0
        while at + 4 <= len(stream):
            kind, length = struct.unpack_from("<2H", stream, at)
            body = stream[at + 4 : at + 4 + length]
            if len(body) < length or (not depth and kind != _BOF):
                break
            at += 4 + length
            depth += (kind == _BOF) - (kind == _EOF)
            if not depth:
                return
            if depth == 1:
                yield kind, body
        raise corrupt(".xls", "records")

    def _add_style(self, body: bytes) -> None:
        self._formats.fonts.append(int.from_bytes(body[:2], "little"))
        self._formats.styles.append(int.from_bytes(body[2:4], "little"))
        borders, fill = struct.unpack_from("<LH", body.ljust(20, b"\0"), 14)
        self._formats.fills.append(len(self._formats.fills))  # each style has a fill of its own
        self._formats.colours.add_fill(borders >> 26, of_palette(fill & 0x7F))

    def _add_font(self, body: bytes) -> None:
        if body[2:3] and body[2] & STRUCK:
            self._formats.struck.add(font_number(self._fonts))
        if body[8:10] == b"\1\0":
            self._formats.raised.add(font_number(self._fonts))
        height, _, colour = struct.unpack_from("<3H", body.ljust(6, b"\0"))
        self._formats.colours.add_font(font_number(self._fonts), height, of_palette(colour))
        self._fonts += 1

    def _refuse_password(self, _: bytes) -> None:
        raise Unreadable("encrypted")

    def _add_sheet(self, body: bytes) -> None:
        if len(body) < 8:
            raise corrupt(".xls", "sheet")
        at, state, kind, length, wide = struct.unpack_from("<L4B", body)
        name = body[8:].decode("utf-16-le", "replace") if wide & 1 else body[8:].decode("latin-1")
        self._has_macros |= kind in _MACROS
        self._sheets.append((at, SeenSheet(name[:length], bool(state & 3), kind == _WORKSHEET)))
        if len(self._sheets) > self._limits.sheets:
            raise too_large("sheets", self._limits.sheets)

    def _add_format(self, body: bytes) -> None:
        if len(body) < 5:
            raise corrupt(".xls", "number format")
        number, _, wide = struct.unpack_from("<2HB", body)
        self._formats.codes[number] = body[5:].decode("utf-16-le" if wide & 1 else "latin-1", "replace")

    def _note_link(self, body: bytes) -> None:
        self._external |= body[2:4] not in (_OF_THE_SHEETS, _ADD_INS)

    def _fill(self, sheet: SeenSheet, at: int, room: Room) -> None:
        for kind, body in self._records(at):
            try:
                for row, column, style, seen in self._cells(kind, body):
                    room.take()
                    if (row + 1, column + 1) in sheet.cells:
                        raise corrupt(".xls", "cell twice")
                    sheet.cells[row + 1, column + 1] = seen
                    shared = struct.unpack_from("<L", body, 6)[0] if kind == _SHARED else -1
                    self._formats.look(sheet, (row + 1, column + 1), style, shared)
                if kind in (_ROW, _COLINFO, _MERGES):
                    _note_layout(sheet, kind, body, room)
            except struct.error:
                raise corrupt(".xls", "records") from None

    def _cells(self, kind: int, body: bytes) -> Iterator[tuple[int, int, int, Seen]]:
        """The cells of one record, by row and column from 0, each with its style."""
        if kind not in _CELLS:
            return
        row, column, style = struct.unpack_from("<3H", body)
        if kind == _NUMBER:
            yield row, column, style, self._formats.number(style, struct.unpack_from("<d", body, 6)[0], False)
        elif kind == _RK:
            number = short_number(struct.unpack_from("<L", body, 6)[0])
            yield row, column, style, self._formats.number(style, number, False)
        elif kind == _MULRK:
            for n in range((len(body) - 6) // 6):
                style, raw = struct.unpack_from("<HL", body, 4 + 6 * n)
                yield row, column + n, style, self._formats.number(style, short_number(raw), False)
        elif kind == _BOOLERR:
            yield row, column, style, self._truth_or_error(style, body[6], body[7] != 0, False)
        elif kind in (_FORMULA, *_OLDER_FORMULAS):
            yield row, column, style, self._formula(style, body)
        else:
            shared = struct.unpack_from("<L", body, 6)[0] if kind == _SHARED else len(self._formats.spans)
            raised = self._formats.spans[shared] if shared < len(self._formats.spans) else ()
            yield row, column, style, Seen("text", None, self._formats.code(style), False, raised=raised)

    def _truth_or_error(self, style: int, value: int, is_error: bool, formula: bool) -> Seen:
        code = self._formats.code(style)
        if is_error:
            return Seen("error", ERRORS.get(value, "#?"), code, formula)
        if value > 1:
            raise corrupt(".xls", "truth value")
        return Seen("bool", value == 1, code, formula)

    def _formula(self, style: int, body: bytes) -> Seen:
        """The result that was saved. Writers that do not calculate save a 0, and ask to be calculated on opening."""
        flags = struct.unpack_from("<H", body, 14)[0]
        code = self._formats.code(style)
        if body[12:14] == b"\xff\xff":
            if body[6] in (1, 2):
                return self._truth_or_error(style, body[8], body[6] == 2, True)
            if body[6] not in (0, 3):
                raise corrupt(".xls", "formula")
            return Seen("text", "" if body[6] == 3 else None, code, True)
        value = struct.unpack_from("<d", body, 6)[0]
        if flags & 2 and not value:
            return Seen("formula_without_value", "", code, True)
        return self._formats.number(style, value, True)


def _note_layout(sheet: SeenSheet, kind: int, body: bytes, room: Room) -> None:
    if kind == _ROW:
        if struct.unpack_from("<L", body, 12)[0] & 0x20 or struct.unpack_from("<H", body, 6)[0] & 0x7FFF in SHUT_ROW:
            sheet.hidden_rows.add(struct.unpack_from("<H", body)[0] + 1)
    elif kind == _COLINFO:
        first, last, width, _, flags = struct.unpack_from("<5H", body)
        if flags & 1 or width < SHUT_COLUMN:
            room.take()
            sheet.hidden_columns.append((first + 1, last + 1))
    else:
        room.take(number := struct.unpack_from("<H", body)[0])
        for n in range(number):
            top, bottom, left, right = struct.unpack_from("<4H", body, 2 + 8 * n)
            sheet.merges.append((top + 1, left + 1, bottom + 1, right + 1))
