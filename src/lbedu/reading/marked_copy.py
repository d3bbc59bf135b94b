"""A marked copy that is read: told from a report by its index, and read as the report that it still holds."""

from __future__ import annotations

from collections.abc import Iterator
from operator import itemgetter
from typing import NamedTuple

from lbedu.own_form import MARK, MARK_AT, NOTE_SIGN
from lbedu.reading.workbook import Sheet, Workbook


class Marked(NamedTuple):
    """What the index of a marked copy says besides what people see."""

    sheet: str
    """The name of the index."""
    position: int
    """Its place among the sheets, from 0."""
    digest: str
    """That of the cells of the report as it was marked."""
    kept: tuple[tuple[str, str, str], ...]
    """The place of each marked cell, and its fill and its border before."""


def marked(book: Workbook) -> Marked | None:
    """What makes a workbook a marked copy; None for any other."""
    for number, sheet in enumerate(book.sheets):
        cell = sheet.cells.get(MARK_AT)
        if cell is not None and cell.value == MARK:
            row, column = MARK_AT
            return Marked(sheet.name, number, _text(sheet, row + 1, column), tuple(_kept(sheet)))
    return None


def _kept(sheet: Sheet) -> Iterator[tuple[str, str, str]]:
    row, column = MARK_AT
    row += 2
    while place := _text(sheet, row, column):
        yield place, _text(sheet, row, column + 1), _text(sheet, row, column + 2)
        row += 1


def _text(sheet: Sheet, row: int, column: int) -> str:
    cell = sheet.cells.get((row, column))
    return cell.value if cell is not None and isinstance(cell.value, str) else ""


def report_in(book: Workbook, mark: Marked) -> Workbook:
    """The report that a marked copy holds: without the index, and without what lbedu says in notes."""
    return book._replace(sheets=tuple(_without_notes(sheet) for sheet in book.sheets if sheet.name != mark.sheet))


def as_report(book: Workbook) -> Workbook:
    """The report that a workbook holds, or is."""
    mark = marked(book)
    return book if mark is None else report_in(book, mark)


def _without_notes(sheet: Sheet) -> Sheet:
    if not any(NOTE_SIGN in note for note in sheet.notes.values()):
        return sheet
    notes = {
        at: note.partition(NOTE_SIGN)[0].removesuffix("\n\n") if NOTE_SIGN in note else note
        for at, note in sheet.notes.items()
    }
    return sheet._replace(notes={at: note for at, note in notes.items() if note or not sheet.notes[at]})


def digest_of(report: Workbook) -> str:
    """What stands in the cells of a report, in short: changes as soon as somebody mends one. What formulas give does not
    count, as programs compute it anew whenever they save."""
    from hashlib import sha256  # which takes longer to load than a form takes to read

    found = sha256()
    for sheet in sorted(report.sheets, key=lambda sheet: sheet.name):
        typed = [f"{sheet.name}\n"]
        typed += [
            f"{row},{column},{kind},{value}\n"
            for row, column, kind, value, _, formula in sorted(sheet.cells.values(), key=itemgetter(0, 1))
            if not formula
        ]
        found.update("".join(typed).encode("utf-8", "replace"))
    return found.hexdigest()


def is_untouched(book: Workbook, mark: Marked) -> bool:
    """Whether a marked copy is as lbedu made it: nobody has mended anything yet."""
    return digest_of(report_in(book, mark)) == mark.digest
