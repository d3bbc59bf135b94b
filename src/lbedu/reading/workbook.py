"""The only door to a workbook: .xlsx and .xlsm as sheets of cells, with address, kind, number format and formula.

Never reads a figure differently from Excel and never guesses: what is ambiguous or damaged is refused as Unreadable.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple, NoReturn

from lbedu.own_form import COMPUTED_SHEETS, STAMP_SHEET
from lbedu.reading.xlsx.cell import COLUMNS, Cell, column_letters
from lbedu.reading.xlsx.cell_values import Values
from lbedu.reading.xlsx.package import Package
from lbedu.reading.xlsx.parsing import Element, inside, is_true, plain_text, walk
from lbedu.reading.xlsx.refusal import LIMITS, Limits, Unreadable, corrupt, too_large
from lbedu.reading.xlsx.relationships import OFFICE, Link, has_relationships, read_links
from lbedu.reading.xlsx.remembered import remembered
from lbedu.reading.xlsx.sheet_patterns import Known
from lbedu.reading.xlsx.sheet_xml import read_sheet
from lbedu.reading.xlsx.sniffing import OLDER_XLS, read_file, refuse_foreign, refuse_package
from lbedu.reading.xlsx.styles import is_date_format
from lbedu.reading.xlsx.typefaces import is_odd
from lbedu.reading.xlsx.unseen import may_differ

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

__all__ = [
    "LIMITS",
    "Cell",
    "Limits",
    "Sheet",
    "Unreadable",
    "Workbook",
    "is_date_format",
    "open_workbook",
    "read_workbook",
]


class Sheet(NamedTuple):
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
    notes: Mapping[tuple[int, int], str] = {}
    """The notes (comments) of cells, blank ones too, by (row, column)."""
    damaged_notes: bool = False
    """There are notes that cannot be read."""
    date1904: bool = False
    """Days are counted from 1904."""
    boxes: str = ""
    """What is written in text boxes over its cells."""
    title: str = ""
    """Its name as its author saw it, where that is in an old encoding."""
    turned: Mapping[int, int] = {}
    """Of a sheet that is read with its rows as columns: its row → the column in the workbook. Its columns are rows there."""

    def address(self, row: int, column: int) -> str:
        """The address of a cell that may be empty, as the workbook has it."""
        if self.turned:
            row, column = column, self.turned[row]
        return f"{column_letters(column)}{row}"


class Workbook(NamedTuple):
    """All sheets in the order of the workbook, hidden ones too."""

    sheets: tuple[Sheet, ...]
    has_macros: bool
    external_links: bool
    date1904: bool
    format: str = ".xlsx"
    """What it is inside: '.xlsx' (an .xlsm too), '.xls', '.xlsb' or '.ods'."""
    odd_texts: bool = True
    """Some text may be in an old encoding, or spoilt: looked into by who reads on."""


def open_workbook(path: Path, limits: Limits = LIMITS, seen: Callable[[bytes], None] | None = None) -> Workbook:
    """Reads the workbook at `path`, whatever its name ends in; raises Unreadable. `seen` is shown the bytes that are read."""
    data = read_file(path, limits)
    if seen is not None:
        seen(data)
    return read_workbook(data, limits)


_MACROS = ("vbaProject", "xlMacrosheet", "xlIntlMacrosheet")
_WITHOUT_CELLS = ("chartsheet", "dialogsheet", "xlMacrosheet", "xlIntlMacrosheet")


def read_workbook(data: bytes, limits: Limits = LIMITS) -> Workbook:
    """Reads a workbook from the bytes of its file; raises Unreadable."""
    try:
        return _read_package(data, limits)
    except Unreadable as error:
        kind = str(error.args_.get("kind"))
        if error.code != "old_format" or kind == OLDER_XLS:
            raise
    from lbedu.reading.other_formats.opening import read_other

    book = read_other(data, kind, limits)
    sheets = tuple(Sheet(*sheet) for sheet in book.sheets)
    if any(sheet.name == STAMP_SHEET for sheet in sheets):
        sheets = tuple(_empty(one.name, one.hidden) if one.name in COMPUTED_SHEETS else one for one in sheets)
    return Workbook(sheets, book.has_macros, book.external_links, book.date1904, kind)


def _read_package(data: bytes, limits: Limits) -> Workbook:
    refuse_foreign(data, limits)
    package = Package(data, limits)
    if "_rels/.rels" not in package:
        refuse_package(package)
    roots = [link for link in read_links(package, "", limits).values() if link.kind == "officeDocument"]
    if not roots or roots[0].target.lower().endswith(".bin"):
        refuse_package(package)
    if len(roots) > 1:
        raise corrupt("_rels/.rels", "two workbooks")
    part = roots[0].target
    try:
        contents = _contents(part, package.read(part), limits)
    except _NoWorkbook:
        refuse_package(package)
    links = read_links(package, part, limits)
    kinds = {link.kind: link.target for link in links.values()}
    values = Values(package, kinds.get("styles"), kinds.get("sharedStrings"), contents.date1904, limits)
    known = Known(values, limits)
    sheets: list[Sheet] = []
    room = limits.cells
    stamped = any(name == STAMP_SHEET for name, _, _ in contents.sheets)
    for name, state, identifier in contents.sheets:
        link = links.get(identifier)
        if stamped and name in COMPUTED_SHEETS:  # nothing that anybody says stands there; yet damage is not passed over
            if link is not None and link.target in package:
                package.read(link.target)
            sheets.append(_empty(name, state != "visible"))
            continue
        sheet = _read(package, link, name, state != "visible", known, limits, room)
        room -= len(sheet.cells)
        sheets.append(sheet._replace(date1904=True) if contents.date1904 else sheet)
    parts = [links[identifier].target if identifier in links else "" for _, _, identifier in contents.sheets]
    return Workbook(
        sheets=tuple(_with_notes(package, sheet, part, limits) for sheet, part in zip(sheets, parts, strict=True)),
        has_macros=not kinds.keys().isdisjoint(_MACROS),
        external_links=contents.external_links or "externalLink" in kinds,
        date1904=contents.date1904,
        odd_texts=values.odd_texts or any(is_odd(sheet.name.encode("utf-8", "replace")) for sheet in sheets),
    )


def _read(
    package: Package, link: Link | None, name: str, hidden: bool, known: Known, limits: Limits, room: int
) -> Sheet:
    try:
        if link is None or link.external or link.target not in package:
            raise corrupt(link.target if link else "xl/workbook.xml", "missing")
        if link.kind in _WITHOUT_CELLS:
            return _empty(name, hidden)
        if link.kind != "worksheet":
            raise corrupt(link.target, "not a worksheet")
        xml = package.read(link.target)
        known.source.odd_texts = known.source.odd_texts or is_odd(xml)
        found = read_sheet(link.target, xml, known, limits, room)
        if may_differ(xml, known.source.has_hiding_rules):
            from lbedu.reading.xlsx.conditional import as_seen

            as_seen(link.target, xml, found.cells, known.source.looks, limits, known.spent)
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


def _empty(name: str, hidden: bool) -> Sheet:
    return Sheet(name, hidden, {}, (), frozenset(), frozenset())


def _with_notes(package: Package, sheet: Sheet, part: str, limits: Limits) -> Sheet:
    """A sheet with its notes, which are read after all cells: whatever is wrong with them is no matter of a figure."""
    if not has_relationships(package, part):
        return sheet
    try:
        links = [link for link in read_links(package, part, limits).values() if not link.external]
    except Unreadable:
        return sheet._replace(damaged_notes=True)
    for link in links:
        if link.kind == "drawing":
            from lbedu.reading.xlsx.text_boxes import text_of_boxes

            sheet = sheet._replace(boxes=sheet.boxes or text_of_boxes(package, link.target, limits))
    from lbedu.reading.xlsx.notes import notes_of

    notes = notes_of(package, links, limits)
    return sheet._replace(damaged_notes=True) if notes is None else sheet._replace(notes=notes)


class _NoWorkbook(Exception):
    """The part is something else than a workbook."""


class _Contents(NamedTuple):
    """What the workbook part says: the sheets in order as (name, state, relationship) and the date system."""

    sheets: tuple[tuple[str, str, str], ...]
    date1904: bool
    external_links: bool


@remembered
def _contents(part: str, xml: bytes, limits: Limits) -> _Contents:
    sheets: list[tuple[str, str, str]] = []
    flags = {"date1904": False, "external_links": False}

    def foreign() -> NoReturn:
        raise _NoWorkbook

    def set_dates(attributes: dict[str, str]) -> None:
        flags["date1904"] = is_true(attributes.get("date1904"))

    def note_link(_: dict[str, str]) -> None:
        flags["external_links"] = True

    def add_sheet(attributes: dict[str, str]) -> None:
        name = plain_text(attributes.get("name", ""))
        identifier = next((attributes[key] for key in (f"{office}}}id" for office in OFFICE) if key in attributes), "")
        if not name or not identifier:
            raise corrupt(part, "sheet")
        sheets.append((name, attributes.get("state", "visible"), identifier))
        if len(sheets) > limits.sheets:
            raise too_large("sheets", limits.sheets)

    def refuse_unknown() -> NoReturn:
        """Among the sheets an element that is not understood could be one: it must not be lost in silence."""
        raise corrupt(part, "unknown element in sheets")

    book = inside(
        sheets=Element(inside=inside(sheet=Element(add_sheet)), refuse=refuse_unknown),
        workbookPr=Element(set_dates),
        externalReferences=Element(inside=inside(externalReference=Element(note_link))),
    )
    walk(part, xml, Element(inside=inside(workbook=Element(inside=book)), refuse=foreign), limits.depth)
    if not sheets:
        raise corrupt(part, "no sheets")
    if len({name.casefold() for name, *_ in sheets}) < len(sheets):
        raise corrupt(part, "sheet name twice")
    return _Contents(tuple(sheets), **flags)
