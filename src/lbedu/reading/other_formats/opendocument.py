"""A scan of .ods: where cells stand, their kinds and numbers, and how these are shown. Takes no text for a figure."""

from __future__ import annotations

import re
from typing import NamedTuple, NoReturn

from lbedu.reading.other_formats.seen import Room, Seen, SeenBook, SeenSheet, Spans
from lbedu.reading.other_formats.shown import format_shown
from lbedu.reading.other_formats.text_styles import TextStyles
from lbedu.reading.xlsx.cell import COLUMNS, ROWS, Value
from lbedu.reading.xlsx.cell_values import exact_decimal, iso_date
from lbedu.reading.xlsx.package import Package
from lbedu.reading.xlsx.parsing import Element, walk
from lbedu.reading.xlsx.refusal import Limits, Unreadable, corrupt, too_large

PART = "content.xml"
_NAMED = "styles.xml"
_ODF = "urn:oasis:names:tc:opendocument:xmlns:"
_OFFICE, _TABLE, _STYLE = (f"{_ODF}{name}:1.0}}" for name in ("office", "table", "style"))
_TEXT, _SPAN = f"{_ODF}text:1.0}}p", f"{_ODF}text:1.0}}span"
_SPAN_STYLE = f"{_ODF}text:1.0}}style-name"
_DEFAULT = f"{_TABLE}default-cell-style-name"
_SHOWN_AS = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}value-type"
_ERROR = re.compile(r"#[A-Z0-9/]+[!?]?|Err:[0-9]+", re.IGNORECASE)
_DURATION = re.compile(r"PT(?:([0-9]{1,9})H)?(?:([0-9]{1,9})M)?(?:([0-9]{1,9})(?:[.,]([0-9]{1,20}))?S)?")


def scan(package: Package, limits: Limits) -> SeenBook:
    """What stands in the cells of an OpenDocument spreadsheet. Raises Unreadable."""
    if "META-INF/manifest.xml" in package and b"encryption-data" in package.read("META-INF/manifest.xml"):
        raise Unreadable("encrypted")
    found = _Scan(limits)
    if _NAMED in package:
        walk(_NAMED, package.read(_NAMED), found.named_styles(), limits.depth)
    walk(PART, package.read(PART), found.document(), limits.depth, found.note_text)
    if not found.sheets:
        raise corrupt(PART, "no sheets")
    return SeenBook(tuple(found.sheets), found.has_macros, found.external, False)


class _Look(NamedTuple):
    """How the letters of a cell look."""

    struck: bool
    unseen: bool
    veiled: Spans


class _Scan:
    """Follows the tables of the document; a repeated row or cell is one that holds a value, or nothing at all."""

    def __init__(self, limits: Limits) -> None:
        self.sheets: list[SeenSheet] = []
        self.has_macros = self.external = False
        self._limits, self._room = limits, Room(limits)
        self._styles = TextStyles()
        self._odd_columns: list[tuple[int, int, str]] = []
        """Runs of columns of the sheet whose cells are struck out, or unseen, unless they have a style of their own."""
        self._row_style = ""
        self._is_struck = False
        self._row = self._column = self._rows = self._column_of_style = 0
        self._cells: list[tuple[int, int, _Look, Seen]] = []
        """Those of the row at hand: first column, how many, how they look, what."""
        self._merged: list[tuple[int, int, int]] = []
        self._attributes: dict[str, str] = {}
        self._shown: list[str] = []
        self._paragraphs = 0
        self._in_text = self._hidden = False
        self._style = ""
        self._spans: list[tuple[int, int]] = []
        """Where each stretch of the text at hand begins as a raised and as an unseen one, or -1 for one that is none."""
        self._veiled: list[tuple[int, int]] = []
        self._raised: list[tuple[int, int]] = []

    def named_styles(self) -> Element:
        """What matters in the part of the named styles: those of cells may inherit from them."""
        style = Element(inside={f"{_STYLE}style": self._styles.element()})
        inside = {f"{_OFFICE}styles": style, f"{_OFFICE}automatic-styles": style}
        return Element(inside={f"{_OFFICE}document-styles": Element(inside=inside)})

    def document(self) -> Element:
        """What matters in the document."""
        span = Element(self._begin_span, self._end_span)
        span.inside = {_SPAN: span}
        paragraph = Element(self._begin_text, self._end_text, {_SPAN: span})
        cell = Element(self._begin_cell, self._end_cell, {_TEXT: paragraph})
        row = Element(
            self._begin_row, self._end_row, {f"{_TABLE}table-cell": cell, f"{_TABLE}covered-table-cell": cell}
        )
        column = Element(self._add_columns)
        inside = {f"{_TABLE}table-row": row, f"{_TABLE}table-column": column}
        for name in ("table-rows", "table-header-rows", "table-columns", "table-header-columns"):
            inside[f"{_TABLE}{name}"] = Element(inside=inside)
        for name in ("table-row-group", "table-column-group"):  # groups hold groups, and all else
            inside[f"{_TABLE}{name}"] = Element(inside=inside)
        table = Element(self._begin_sheet, inside=inside)
        style = self._styles.element()
        sheets = Element(inside={f"{_TABLE}table": table})
        parts = {
            f"{_OFFICE}automatic-styles": Element(inside={f"{_STYLE}style": style}),
            f"{_OFFICE}body": Element(inside={f"{_OFFICE}spreadsheet": sheets}),
            f"{_OFFICE}scripts": Element(inside={f"{_OFFICE}script": Element(self._note_macros)}),
        }
        return Element(inside={f"{_OFFICE}document-content": Element(inside=parts)}, refuse=_foreign)

    def _note_macros(self, _: dict[str, str]) -> None:
        self.has_macros = True

    def _begin_sheet(self, attributes: dict[str, str]) -> None:
        hidden = self._styles.hides(attributes.get(f"{_TABLE}style-name", ""))
        self.sheets.append(SeenSheet(attributes.get(f"{_TABLE}name", ""), hidden))
        self._row = self._column_of_style = 0
        self._odd_columns = []
        if len(self.sheets) > self._limits.sheets:
            raise too_large("sheets", self._limits.sheets)

    def _add_columns(self, attributes: dict[str, str]) -> None:
        number = _count(attributes, "number-columns-repeated", COLUMNS)
        if attributes.get(f"{_TABLE}visibility", "visible") != "visible":
            self._room.take()
            first = self._column_of_style + 1
            self.sheets[-1].hidden_columns.append((first, first + number - 1))
        style = attributes.get(_DEFAULT, "")
        if self._styles.strikes(style) or self._styles.unseen(style):
            self._odd_columns.append((self._column_of_style + 1, self._column_of_style + number, style))
        self._column_of_style += number

    def _begin_row(self, attributes: dict[str, str]) -> None:
        self._rows = _count(attributes, "number-rows-repeated", ROWS)
        self._column = 0
        self._row_style = attributes.get(_DEFAULT, "")
        self._cells, self._merged = [], []
        self._hidden = attributes.get(f"{_TABLE}visibility", "visible") != "visible"

    def _end_row(self) -> None:
        sheet = self.sheets[-1]
        self._room.take(self._rows * sum(number for _, number, _, _ in self._cells) + len(self._merged))
        for row in range(self._row + 1, self._row + self._rows + 1) if self._cells else ():
            if self._hidden:
                sheet.hidden_rows.add(row)
            for first, number, look, seen in self._cells:
                for column in range(first, first + number):
                    sheet.cells[row, column] = seen
                    if look.struck:
                        sheet.struck.add((row, column))
                    if look.unseen:
                        sheet.unseen.add((row, column))
                    if look.veiled:
                        sheet.veiled[row, column] = look.veiled
        for column, rows, columns in self._merged:
            sheet.merges.append((self._row + 1, column, self._row + rows, column + columns - 1))
        self._row += self._rows
        if self._row > ROWS:
            raise corrupt(PART, "rows")

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        self._attributes, self._shown, self._raised = attributes, [], []
        self._paragraphs = 0
        style = attributes.get(f"{_TABLE}style-name", self._row_style)
        self._style = style or self._style_of_column()
        self._is_struck = self._styles.strikes(self._style)
        self._veiled = []

    def _style_of_column(self) -> str:
        return next((style for first, last, style in self._odd_columns if first <= self._column + 1 <= last), "")

    def _begin_text(self, _: dict[str, str]) -> None:
        self._in_text = True
        self._paragraphs += 1
        if self._shown:
            self._shown.append("\n")

    def _begin_span(self, attributes: dict[str, str]) -> None:
        style = attributes.get(_SPAN_STYLE, "")
        self._is_struck = self._is_struck or self._styles.strikes(style)
        since = self._length()
        unseen = self._styles.unseen(self._style, style)
        self._spans.append((since if self._styles.raises(style) else -1, since if unseen else -1))

    def _end_span(self) -> None:
        for since, found in zip(self._spans.pop(), (self._raised, self._veiled), strict=True):
            if since >= 0:
                found.append((since, self._length()))

    def _length(self) -> int:
        return sum(len(text.encode("utf-16-le", "replace")) for text in self._shown) // 2

    def _end_text(self) -> None:
        self._in_text = False

    def note_text(self, text: str) -> None:
        """What a cell shows: of a formula that is an error nothing else tells it."""
        if self._in_text and len(self._shown) < 256:
            self._shown.append(text)

    def _end_cell(self) -> None:
        attributes, column = self._attributes, self._column + 1
        number = _count(attributes, "number-columns-repeated", COLUMNS)
        rows = _count(attributes, "number-rows-spanned", ROWS)
        columns = _count(attributes, "number-columns-spanned", COLUMNS)
        self._column += number
        if self._column > COLUMNS:
            raise corrupt(PART, "columns")
        if rows > 1 or columns > 1:
            self._merged.append((column, rows, columns))
        shown = "".join(self._shown)
        seen = _seen(attributes, shown.strip())
        if seen is not None:
            if seen.kind == "number" and seen.number is not None and self._paragraphs:
                seen = seen._replace(format=format_shown(shown, seen.number, seen.format == "0%"))
            if seen.kind == "text" and self._raised:
                seen = seen._replace(raised=tuple(self._raised), shown=shown)
            look = _Look(self._is_struck, self._styles.unseen(self._style), tuple(self._veiled))
            self._cells.append((column, number, look, seen))
            self.external |= "file://" in attributes.get(f"{_TABLE}formula", "")


_TRUTHS = {"TRUE": 1, "FALSE": 0}
"""What LibreOffice makes of a truth value in an .xlsx: a formula with the number and this text."""


def _foreign() -> NoReturn:
    raise corrupt(PART, "not a spreadsheet")


def _count(attributes: dict[str, str], name: str, most: int) -> int:
    digits = attributes.get(f"{_TABLE}{name}", "1")
    if not digits.isdecimal() or not digits.isascii() or len(digits) > 7 or not 0 < int(digits) <= most:
        raise corrupt(PART, name)
    return int(digits)


def _seen(attributes: dict[str, str], shown: str) -> Seen | None:
    """What stands in a cell; None for one without a value."""
    formula = f"{_TABLE}formula" in attributes
    kind = attributes.get(f"{_OFFICE}value-type", "")
    if attributes.get(_SHOWN_AS) == "error" or (formula and _ERROR.fullmatch(shown)):
        return Seen("error", shown[:64] or "#?", "General", formula)
    if not kind:
        return Seen("formula_without_value", "", "General", True) if formula else None
    if kind in ("float", "percentage", "currency"):
        number = exact_decimal(attributes.get(f"{_OFFICE}value", "").strip())
        if formula and _TRUTHS.get(shown) == number:
            return Seen("bool", number == 1, "General", True, number)
        return Seen("number", number, "0%" if kind == "percentage" else "General", formula, number)
    if kind == "date":
        return Seen("date", iso_date(attributes.get(f"{_OFFICE}date-value", "").strip()), "yyyy-mm-dd", formula)
    if kind == "time":
        return Seen("date", _time(attributes.get(f"{_OFFICE}time-value", "")), "h:mm", formula)
    if kind == "boolean":
        value = attributes.get(f"{_OFFICE}boolean-value", "")
        if value not in ("true", "false"):
            raise corrupt(PART, "truth value")
        return Seen("bool", value == "true", "General", formula)
    if kind == "string":
        return Seen("text", None, "General", formula, shown=attributes.get(f"{_OFFICE}string-value") or None)
    raise corrupt(PART, "cell type")


def _time(text: str) -> Value:
    """A duration as a time of day, as a clock shows it; whoever asks for a figure refuses it all the same."""
    import datetime

    match = _DURATION.fullmatch(text.strip())
    if not match or text.strip() == "PT":
        raise corrupt(PART, "time")
    hours, minutes, seconds = (int(part or 0) for part in match.groups()[:3])
    return (datetime.datetime.min + datetime.timedelta(seconds=(hours * 3600 + minutes * 60 + seconds) % 86_400)).time()
