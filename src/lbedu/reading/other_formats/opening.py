"""Reads .xls, .xlsb and .ods. Texts come from python-calamine in a child process, all else from a scan of our own.

Both must tell the same of every cell: where they differ the file is refused, so that no figure stands on one reader alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lbedu.reading.other_formats import biff8, biff12, opendocument
from lbedu.reading.other_formats.answer import Cells, Told, read_answer
from lbedu.reading.other_formats.process import ask
from lbedu.reading.other_formats.raised import lifted, unseen_part
from lbedu.reading.other_formats.seen import Seen, SeenBook, SeenSheet
from lbedu.reading.xlsx.cell import COLUMNS, ROWS, Cell, column_letters
from lbedu.reading.xlsx.package import Package
from lbedu.reading.xlsx.refusal import Limits, Unreadable, corrupt
from lbedu.reading.xlsx.relationships import read_links
from lbedu.reading.xlsx.typefaces import PartlyUnseen
from lbedu.reading.xlsx.unseen import MARK

KINDS = frozenset({".xls", ".xlsb", ".ods"})


_STRIKABLE = frozenset({"text", "number", "date", "bool"})


class OtherSheet(NamedTuple):
    """One sheet, as our own reader would give it."""

    name: str
    hidden: bool
    cells: dict[tuple[int, int], Cell]
    merges: tuple[tuple[int, int, int, int], ...]
    hidden_rows: frozenset[int]
    hidden_columns: frozenset[int]


class OtherBook(NamedTuple):
    """A workbook of one of these formats."""

    sheets: tuple[OtherSheet, ...]
    has_macros: bool
    external_links: bool
    date1904: bool


def read_other(data: bytes, kind: str, limits: Limits) -> OtherBook:
    """Reads a workbook of one of `KINDS`; raises Unreadable. Nothing is shown to the child before we have been through it."""
    seen = _scan(data, kind, limits)
    names = [sheet.name for sheet in seen.sheets]
    if len({name.casefold() for name in names}) < len(names):
        raise corrupt(kind, "sheet name twice")
    told = read_answer(ask(data, kind, limits), limits)
    sheets = []
    for sheet in seen.sheets:
        try:
            if sheet.name not in told:
                raise corrupt(kind, "sheet")
            sheets.append(_sheet(sheet, told[sheet.name], kind))
        except Unreadable as error:
            error.sheet = sheet.name
            raise
    return OtherBook(tuple(sheets), seen.has_macros, seen.external_links, seen.date1904)


def _scan(data: bytes, kind: str, limits: Limits) -> SeenBook:
    if kind == ".xls":
        return biff8.scan(data, limits)
    package = Package(data, limits)
    package.verify()
    if kind == ".ods":
        return opendocument.scan(package, limits)
    roots = [link.target for link in read_links(package, "", limits).values() if link.kind == "officeDocument"]
    if len(roots) != 1:
        raise corrupt("_rels/.rels", "two workbooks" if roots else "missing")
    return biff12.scan(package, roots[0], limits)


def _sheet(seen: SeenSheet, told: Cells, kind: str) -> OtherSheet:
    if seen.has_cells:
        for place in told:
            if place not in seen.cells:
                raise _contradiction(kind, place)
    cells = {}
    for place in sorted(seen.cells):
        cell = _cell(place, seen.cells[place], told.get(place), kind)
        if cell is not None:
            cells[place] = _as_looked_at(cell, place, seen) if cell.kind in _STRIKABLE else cell
    rows = frozenset(row for row in {row for row, _ in cells} if row in seen.hidden_rows)
    mask = bytearray(COLUMNS + 1)
    for first, last in seen.hidden_columns:
        mask[first : last + 1] = b"\1" * len(mask[first : last + 1])
    columns = frozenset(column for column in {column for _, column in cells} if mask[column])
    return OtherSheet(seen.name, seen.hidden, cells, tuple(_merges(seen, kind)), rows, columns)


def _as_looked_at(cell: Cell, place: tuple[int, int], seen: SeenSheet) -> Cell:
    """A cell with what is known of how its letters look: struck out, unseen, unseen in part."""
    if place in seen.struck:
        return cell._replace(kind="struck")
    unseen: bool | None = place in seen.unseen
    if place in seen.veiled and isinstance(cell.value, str):
        unseen = unseen_part(cell.value, seen.veiled[place])
    if unseen is None:
        return cell._replace(kind="struck", value=PartlyUnseen(str(cell.value)))
    return cell._replace(format=f"{MARK}{cell.format}") if unseen else cell


def _merges(seen: SeenSheet, kind: str) -> Iterator[tuple[int, int, int, int]]:
    """The merged ranges, which lie on the sheet and hold more than one cell."""
    for top, left, bottom, right in seen.merges:
        if not (top <= bottom <= ROWS and left <= right <= COLUMNS):
            raise corrupt(kind, "merged cells")
        if (top, left) != (bottom, right):
            yield top, left, bottom, right


def _cell(place: tuple[int, int], seen: Seen, told: Told | None, kind: str) -> Cell | None:
    """One cell, after both have told of it. Of errors and of formulas without a result calamine tells nothing."""
    value = seen.value
    if seen.kind == "text":
        if told is not None and told.kind != "t":
            raise _contradiction(kind, place)
        if told is None and seen.shown:
            raise _contradiction(kind, place)
        value = str(told.value) if told is not None else ""
        if seen.raised and seen.shown in (None, value):
            value = lifted(value, seen.raised)
        elif seen.raised and not any(
            char.isalpha() for char in value
        ):  # words may differ in their spaces; figures may not
            raise _contradiction(kind, place)
        if not value and not seen.formula:
            return None
    elif seen.kind == "bool" and seen.number is None:
        if told is None or told.value is not value:
            raise _contradiction(kind, place)
    elif seen.number is not None and (
        told is None or (told.kind != "d" and (told.kind != "n" or told.value != seen.number))
    ):
        raise _contradiction(kind, place)
    assert value is not None
    return Cell(*place, seen.kind, value, seen.format, seen.formula)


def _contradiction(kind: str, place: tuple[int, int]) -> Unreadable:
    row, column = place
    return Unreadable("corrupt", {"part": kind, "detail": "two readings"}, cell=f"{column_letters(column)}{row}")
