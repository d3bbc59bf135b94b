"""The only door to a workbook: .xlsx and .xlsm as sheets of cells, with address, kind, number format and formula.

Never reads a figure differently from Excel and never guesses: what is ambiguous or damaged is refused as Unreadable.
"""

from __future__ import annotations

import datetime
import posixpath
import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, NoReturn

from lbedu.reading.package import LIMITS, Limits, Package, Unreadable, corrupt, parse_xml, read_file, refuse_foreign
from lbedu.reading.package import too_large as _too_large
from lbedu.reading.sheet_xml import (
    COLUMNS,
    PLAIN_NUMBER,
    Cell,
    Found,
    Known,
    Value,
    is_date_format,
    is_true,
    local_name,
    plain_text,
    read_sheet,
    read_strings,
)

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["LIMITS", "Cell", "Limits", "Sheet", "Unreadable", "Workbook", "is_date_format", "open_workbook"]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet; a chart sheet has no cells."""

    name: str
    hidden: bool
    cells: dict[tuple[int, int], Cell]
    """The cells that are not empty, by (row, column)."""
    merges: tuple[tuple[int, int, int, int], ...]
    """(first row, first column, last row, last column); may be as large as the sheet, so never to be walked through."""
    hidden_rows: frozenset[int]
    """The hidden rows that hold a cell."""
    hidden_columns: frozenset[int]
    """The hidden columns that hold a cell."""


@dataclass(frozen=True, slots=True)
class Workbook:
    """All sheets in the order of the workbook, hidden ones too."""

    sheets: tuple[Sheet, ...]
    has_macros: bool
    external_links: bool
    date1904: bool


def open_workbook(path: Path, limits: Limits = LIMITS) -> Workbook:
    """Reads the workbook at `path`, whatever its name ends in; raises Unreadable."""
    return read_workbook(read_file(path, limits), limits)


def read_workbook(data: bytes, limits: Limits = LIMITS) -> Workbook:
    """Reads a workbook from the bytes of its file; raises Unreadable."""
    refuse_foreign(data, limits)
    package = Package(data, limits)
    if "_rels/.rels" not in package:
        package.refuse()
    roots = [link for link in _links(package, "").values() if link.kind == "officeDocument"]
    if not roots or roots[0].target.lower().endswith(".bin"):
        package.refuse()
    if len(roots) > 1:
        raise corrupt("_rels/.rels", "two workbooks")
    part = roots[0].target
    contents = _Contents(package, part, limits)
    links = _links(package, part)
    kinds = {link.kind: link.target for link in links.values()}
    values = _Values(package, kinds.get("styles"), kinds.get("sharedStrings"), contents.date1904, limits)
    known = Known(values)
    sheets: list[Sheet] = []
    room = limits.cells
    for name, state, identifier in contents.sheets:
        link = links.get(identifier)
        sheet = _read(package, link, name, state != "visible", known, limits, room)
        room -= len(sheet.cells)
        sheets.append(sheet)
    return Workbook(
        sheets=tuple(sheets),
        has_macros=not kinds.keys().isdisjoint(_MACROS),
        external_links=contents.external_links or "externalLink" in kinds,
        date1904=contents.date1904,
    )


def _read(
    package: Package, link: _Link | None, name: str, hidden: bool, known: Known, limits: Limits, room: int
) -> Sheet:
    try:
        if link is None or link.external or link.target not in package:
            raise corrupt(link.target if link else "xl/workbook.xml", "missing")
        if link.kind in _WITHOUT_CELLS:
            return Sheet(name, hidden, {}, (), frozenset(), frozenset())
        if link.kind != "worksheet":
            raise corrupt(link.target, "not a worksheet")
        found = read_sheet(link.target, package.read(link.target), known, limits, room)
    except Unreadable as error:
        error.sheet = name
        if link is not None and error.code == "corrupt":
            error.args_.setdefault("part", link.target)
        raise
    columns: frozenset[int] = frozenset()
    if found.hidden_columns:
        mask = bytearray(COLUMNS + 1)
        for first, last in found.hidden_columns:
            mask[first : last + 1] = b"\1" * len(mask[first : last + 1])
        columns = frozenset(column for column in {column for _, column in found.cells} if mask[column])
    return Sheet(name, hidden, found.cells, tuple(found.merges), frozenset(found.hidden_rows), columns)


# -- Relationships and the workbook part ------------------------------------------------------------------------------

_OFFICE = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "http://purl.oclc.org/ooxml/officeDocument/relationships",
)
_MICROSOFT = "http://schemas.microsoft.com/office/2006/relationships"
_LINKS = "http://schemas.openxmlformats.org/package/2006/relationships}"
_MACROS = ("vbaProject", "xlMacrosheet", "xlIntlMacrosheet")
_WITHOUT_CELLS = ("chartsheet", "dialogsheet", "xlMacrosheet", "xlIntlMacrosheet")


@dataclass(frozen=True, slots=True)
class _Link:
    kind: str
    target: str
    external: bool


def _walk(
    package: Package,
    part: str,
    visit: Callable[[list[str], dict[str, str]], None],
    local: Callable[[str], str] = local_name,
    depth: int = LIMITS.depth,
) -> None:
    """Calls `visit` at the start of every element of a part with the names from the root to it."""
    path: list[str] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        path.append(local(name))
        if len(path) > depth:
            raise Unreadable("bomb", {"part": part, "detail": "depth", "limit": depth})
        visit(path, attributes)

    def end(_: str) -> None:
        path.pop()

    parse_xml(part, package.read(part), start, end)


def _links(package: Package, source: str) -> dict[str, _Link]:
    """The relationships of a part, or of the whole package for '', by their identifiers."""
    folder, _, name = source.rpartition("/")
    part = posixpath.join(folder, "_rels", f"{name}.rels")
    links: dict[str, _Link] = {}

    def visit(path: list[str], attributes: dict[str, str]) -> None:
        if path != ["Relationships", "Relationship"]:
            return
        identifier, type_ = attributes.get("Id", ""), attributes.get("Type", "")
        if identifier in links:
            raise corrupt(part, "relationship twice")
        namespace, _, kind = type_.rpartition("/")
        known = namespace in _OFFICE or namespace == _MICROSOFT
        target = posixpath.normpath(posixpath.join("/", folder, attributes.get("Target", "").replace("\\", "/")))
        external = attributes.get("TargetMode") == "External"
        links[identifier] = _Link(kind if known else type_, target.lstrip("/"), external)

    _walk(package, part, visit, lambda name: name[len(_LINKS) :] if name.startswith(_LINKS) else "?")
    return links


class _Contents:
    """What the workbook part says: the sheets in order as (name, state, relationship) and the date system."""

    def __init__(self, package: Package, part: str, limits: Limits) -> None:
        self.sheets: list[tuple[str, str, str]] = []
        self.date1904 = False
        self.external_links = False
        self._package, self._part, self._limits = package, part, limits
        _walk(package, part, self._visit)
        if not self.sheets:
            raise corrupt(part, "no sheets")
        if len({name.casefold() for name, *_ in self.sheets}) < len(self.sheets):
            raise corrupt(part, "sheet name twice")

    def _visit(self, path: list[str], attributes: dict[str, str]) -> None:
        match path:
            case [root] if root != "workbook":
                self._package.refuse()
            case ["workbook", "sheets", "sheet"]:
                self._add_sheet(attributes)
            case ["workbook", "workbookPr"]:
                self.date1904 = is_true(attributes.get("date1904"))
            case ["workbook", "externalReferences", _]:
                self.external_links = True
            case _:
                pass

    def _add_sheet(self, attributes: dict[str, str]) -> None:
        name = plain_text(attributes.get("name", ""))
        identifier = next((attributes[key] for key in (f"{office}}}id" for office in _OFFICE) if key in attributes), "")
        if not name or not identifier:
            raise corrupt(self._part, "sheet")
        self.sheets.append((name, attributes.get("state", "visible"), identifier))
        if len(self.sheets) > self._limits.sheets:
            raise _too_large("sheets", self._limits.sheets)


# -- Number formats ---------------------------------------------------------------------------------------------------

# fmt: off
_BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 5: '"$"#,##0_);("$"#,##0)', 6: '"$"#,##0_);[Red]("$"#,##0)',
    7: '"$"#,##0.00_);("$"#,##0.00)', 8: '"$"#,##0.00_);[Red]("$"#,##0.00)', 9: "0%", 10: "0.00%", 11: "0.00E+00",
    12: "# ?/?", 13: "# ??/??", 14: "mm-dd-yy", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "m/d/yy h:mm", 37: "#,##0_);(#,##0)",
    38: "#,##0_);[Red](#,##0)", 39: "#,##0.00_);(#,##0.00)", 40: "#,##0.00_);[Red](#,##0.00)",
    41: r'_(* #,##0_);_(* \(#,##0\);_(* "-"_);_(@_)', 42: r'_("$"* #,##0_);_("$"* \(#,##0\);_("$"* "-"_);_(@_)',
    43: r'_(* #,##0.00_);_(* \(#,##0.00\);_(* "-"??_);_(@_)',
    44: r'_("$"* #,##0.00_);_("$"* \(#,##0.00\);_("$"* "-"??_);_(@_)',
    45: "mm:ss", 46: "[h]:mm:ss", 47: "mmss.0", 48: "##0.0E+0", 49: "@",
    # Dates and times whose form Excel takes from the East Asian locale of the reader.
    **dict.fromkeys((*range(27, 37), *range(50, 59)), "yyyy/m/d"), 32: "h:mm", 33: "h:mm:ss",
}
# fmt: on
_STYLES = 65_536


def _formats(package: Package, part: str | None) -> list[tuple[str, bool]]:
    """The number format of each cell style, and whether it shows a date."""
    codes = dict(_BUILT_IN)
    identifiers: list[int] = []

    def visit(path: list[str], attributes: dict[str, str]) -> None:
        match path:
            case ["styleSheet", "numFmts", "numFmt"]:
                codes[identifier(attributes)] = plain_text(attributes.get("formatCode", ""))
            case ["styleSheet", "cellXfs", "xf"]:
                identifiers.append(identifier(attributes))
                if len(identifiers) > _STYLES:
                    raise _too_large("styles", _STYLES)
            case [root] if root != "styleSheet":
                raise corrupt(part or "", "not styles")

    def identifier(attributes: dict[str, str]) -> int:
        digits = attributes.get("numFmtId", "0").strip()
        if not _INDEX.fullmatch(digits):
            raise corrupt(part or "", "numFmtId")
        return int(digits)

    if part is not None:
        _walk(package, part, visit)
    known = {identifier: (codes.get(identifier) or "General") for identifier in set(identifiers)}
    dates = {code: is_date_format(code) for code in known.values()}
    return [(code := known[identifier], dates[code]) for identifier in identifiers]


# -- Values -----------------------------------------------------------------------------------------------------------

_INDEX = re.compile(r"[0-9]{1,9}")
_NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_SPACE = " \t\r\n"
_GENERAL = ("General", False)
_ISO_DATE = re.compile(
    r"(?:([0-9]{4})-([0-9]{2})-([0-9]{2}))?(?:(?:^|T)([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:\.([0-9]{1,9}))?)?Z?)?"
)
_DAY = 86_400_000
"""Milliseconds, the precision to which Excel keeps a time of day."""


def _corrupt(detail: str) -> NoReturn:
    """Refuses a cell; the part is added where it is known."""
    raise Unreadable("corrupt", {"detail": detail})


class _Values:
    """What stands in a cell by its type, style and text; None for empty text.

    The style of a number decides whether it is a share or a date, so a number whose style does not exist is refused;
    text, truth values and errors read the same in any style and take 'General'. Style 0 always exists.
    """

    def __init__(
        self, package: Package, styles: str | None, strings: str | None, date1904: bool, limits: Limits
    ) -> None:
        self._package, self._styles_part, self._strings_part = package, styles, strings
        self._date1904, self._limits = date1904, limits
        self._styles: list[tuple[str, bool]] | None = None
        self._strings: list[str] | None = None
        self._known: dict[str | None, tuple[str, bool] | None] = {}

    def format(self, style: str | None) -> str:
        return (self._style(style) or _GENERAL)[0]

    def _style(self, style: str | None) -> tuple[str, bool] | None:
        if style in self._known:
            return self._known[style]
        if self._styles is None:
            self._styles = _formats(self._package, self._styles_part)
        digits = "0" if style is None else style.strip(_SPACE)
        if not _INDEX.fullmatch(digits):
            _corrupt("style")
        index = int(digits)
        found = self._styles[index] if index < len(self._styles) else None if index else _GENERAL
        self._known[style] = found
        return found

    def find(self, type_: str | None, style: str | None, text: str) -> Found | None:
        match type_:
            case None | "n":
                return self._number(style, text)
            case "s":
                text = self.shared_text(text)
                return ("text", text, self.format(style)) if text else None
            case "str" | "inlineStr":
                text = plain_text(text)
                if len(text) > self._limits.characters:
                    raise _too_large("characters", self._limits.characters)
                return "text", text, self.format(style)
            case "b":
                truth = text.strip(_SPACE)
                if truth not in ("0", "1", "true", "false"):
                    _corrupt("truth value")
                return "bool", truth in ("1", "true"), self.format(style)
            case "e":
                return "error", text.strip(_SPACE)[:64], self.format(style)
            case "d":
                return "date", _iso_date(text.strip(_SPACE)), self.format(style)
            case _:
                _corrupt("cell type")

    def shared_text(self, index: str) -> str:
        """The shared string that the text of a value points at."""
        if self._strings is None:
            part = self._strings_part
            self._strings = read_strings(part, self._package.read(part), self._limits) if part else []
        index = index.strip(_SPACE)
        if not _INDEX.fullmatch(index) or int(index) >= len(self._strings):
            _corrupt("shared string")
        return self._strings[int(index)]

    def _number(self, style: str | None, text: str) -> Found:
        number = Decimal(text) if PLAIN_NUMBER.fullmatch(text) else _decimal(text.strip(_SPACE))
        known = self._known.get(style) or self._style(style)
        if known is None:
            _corrupt("style")
        code, is_date = known
        if is_date:
            date = _date(number, self._date1904)
            if date is not None:
                return "date", date, code
        return "number", number, code


def _decimal(text: str) -> Decimal:
    """The IEEE double that a text stands for, rounded to the 15 significant digits that Excel shows; integers whole."""
    if not _NUMBER.fullmatch(text):
        _corrupt("number")
    digits = f"{float(text):.15g}"
    if digits == "inf" or digits == "-inf":
        _corrupt("number")
    if digits == "-0":
        return Decimal(0)
    return Decimal(int(Decimal(digits))) if "e+" in digits else Decimal(digits)


def _date(serial: Decimal, date1904: bool) -> datetime.date | datetime.time | None:
    """The date of a serial number, a time of day alone below day 1, or None outside of the calendar.

    In the 1900 system Excel counts a 29 February 1900, serial 60, that never was.
    """
    if not 0 <= serial < 2_958_466 or (int(serial) == 60 and not date1904):
        return None
    days, milliseconds = divmod(round(float(serial) * _DAY), _DAY)
    time = datetime.timedelta(milliseconds=milliseconds)
    if days == 0 and (milliseconds or not date1904):
        return (datetime.datetime.min + time).time()
    epoch = datetime.datetime(1904, 1, 1) if date1904 else datetime.datetime(1899, 12, 31 if days < 60 else 30)
    if days > (datetime.datetime.max - epoch).days:
        return None
    moment = epoch + datetime.timedelta(days) + time
    return moment if milliseconds else moment.date()


def _iso_date(text: str) -> Value:
    match = _ISO_DATE.fullmatch(text)
    if not match or not text:
        _corrupt("date")
    year, month, day, hour, minute, second, fraction = match.groups()
    try:
        time = datetime.time(
            int(hour or 0), int(minute or 0), int(second or 0), int((fraction or "0")[:6].ljust(6, "0"))
        )
        if year is None:
            return time
        date = datetime.date(int(year), int(month), int(day))
    except ValueError:
        _corrupt("date")
    return datetime.datetime.combine(date, time) if time != datetime.time() else date
