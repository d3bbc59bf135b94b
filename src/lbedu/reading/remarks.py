"""What is to be known of a workbook as a whole before its figures are believed: warnings, none of which changes a verdict."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath

from lbedu.problems import Problem
from lbedu.reading.workbook import Workbook
from lbedu.submission import Place

_ENDINGS = {
    ".xlsx": (".xlsx", ".xlsm", ".xltx", ".xltm"),
    ".xls": (".xls", ".xlt"),
    ".xlsb": (".xlsb",),
    ".ods": (".ods", ".ots"),
}
"""What the name of a file may end in, by what it is inside."""


def remarks(workbook: Workbook, file: str) -> Iterator[Problem]:
    """The warnings of one workbook."""
    place = Place(file)
    if not file.lower().endswith(_ENDINGS[workbook.format]):
        ending = PurePath(file).suffix
        yield Problem("other_extension", place, ending or PurePath(file).name, {"kind": workbook.format})
    if workbook.format != ".xlsx":
        yield Problem("format_shows_less", place, "", {"kind": workbook.format})
    if workbook.external_links:
        yield Problem("external_links", place)
    if workbook.has_macros:
        yield Problem("macros", place)
    for sheet in workbook.sheets:
        if sheet.damaged_notes:
            yield Problem("notes_damaged", Place(file, sheet.name))
