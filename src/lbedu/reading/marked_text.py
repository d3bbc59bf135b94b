"""Texts that were decoded from an old encoding, and carry what they were."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from lbedu.problems import Problem
from lbedu.reading.workbook import Cell, Workbook
from lbedu.submission import Place, Reading

NO_MORE = {"more": ""}
"""The problem is about its one cell."""


class DecodedText(str):
    """A text as its author saw it; the encoding that it was in, and what is stored."""

    encoding: str
    stored: str

    def __new__(cls, text: str, encoding: str, stored: str) -> DecodedText:
        made = super().__new__(cls, text)
        made.encoding, made.stored = encoding, stored
        return made


class MarkedText(DecodedText):
    """A decoded text that is shown and must not be used: the user has not said that old texts be converted."""


def doubt(cell: Cell | None) -> str:
    """The code of the problem with a cell that is filled and must not be used; empty where there is none."""
    if cell is None:
        return ""
    if cell.kind == "struck":
        return "struck_out"
    if not isinstance(cell.value, MarkedText):
        return ""
    return "mojibake" if cell.value.encoding == "UTF-8" else "legacy_encoding"


def doubtful(cell: Cell, place: Place) -> Problem | None:
    """The problem with a cell that says who reports, where it must not be used."""
    code = doubt(cell)
    return Problem(code, place, str(cell.value), {**facts_of(cell), **NO_MORE}) if code else None


def facts_of(cell: Cell) -> Mapping[str, str]:
    return {"encoding": cell.value.encoding} if isinstance(cell.value, DecodedText) else {}


def reading_of(text: DecodedText, place: Place) -> Reading | None:
    """That a text was decoded; None where it is not used."""
    words = f"{text} ({text.encoding})"
    return None if isinstance(text, MarkedText) else Reading(place, text.stored, {"vi": words, "en": words})


def readings(workbook: Workbook, file: str) -> Iterable[Reading]:
    """Every cell that was decoded and is used."""
    if not workbook.odd_texts:
        return
    for sheet in workbook.sheets:
        for cell in sheet.cells.values():
            if isinstance(cell.value, DecodedText):
                reading = reading_of(cell.value, Place(file, sheet.name, cell.address))
                if reading is not None:
                    yield reading


def left_over(workbook: Workbook, file: str, named: Iterable[Place], harmless: Collection[str]) -> Iterable[Problem]:
    """What is marked and no problem has named: one problem for each sheet and code, at the first such cell. On `harmless`
    sheets it is beside what is read."""
    if not workbook.odd_texts:
        return
    said = {(place.sheet, place.cell) for place in named}
    for sheet in workbook.sheets:
        found: dict[tuple[str, str], list[Cell]] = {}
        for cell in sheet.cells.values():
            if isinstance(cell.value, str) and (code := doubt(cell)) and (sheet.name, cell.address) not in said:
                encoding = cell.value.encoding if isinstance(cell.value, DecodedText) else ""
                found.setdefault((code, encoding), []).append(cell)
        for (code, encoding), cells in found.items():
            if sheet.name in harmless:
                if code != "legacy_encoding":
                    continue
                code = "legacy_text"
            first = min(cells, key=lambda cell: (cell.row, cell.column))
            place = Place(file, sheet.name, first.address)
            more = len(cells) - 1
            facts = {
                "encoding": encoding,
                "more": {"vi": f" (và {more} ô khác)", "en": f" (and {more} more cells)"} if more else "",
            }
            yield Problem(code, place, str(first.value), facts)
