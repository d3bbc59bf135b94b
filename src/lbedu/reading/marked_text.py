"""Texts that were decoded from an old encoding, and carry what they were."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from lbedu.problems import Problem
from lbedu.reading.workbook import Cell, Workbook
from lbedu.submission import Place, Reading

NO_MORE = {"more": ""}
"""The problem is about its one cell."""
_GATHERED = frozenset({"legacy_encoding", "mojibake"})
_FEW = 3
"""So many texts of a sheet are told one by one."""


class DecodedText(str):
    """A text as its author saw it; the encoding that it was in, and what is stored."""

    __slots__ = ("encoding", "stored")

    encoding: str
    stored: str

    def __new__(cls, text: str, encoding: str, stored: str) -> DecodedText:
        made = super().__new__(cls, text)
        made.encoding, made.stored = encoding, stored
        return made


class MarkedText(DecodedText):
    """A decoded text that is shown and must not be used: the user has not said that old texts be converted."""

    __slots__ = ()


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


def gathered(problems: Iterable[Problem]) -> list[Problem]:
    """The problems with all that is marked told once for a sheet and an encoding, at the first cell and with the others: the
    whole sheet is mended in one go. A few are told one by one, each with its text."""
    found: dict[tuple[str, str, str, str], list[Problem]] = {}
    others: list[Problem] = []
    for problem in problems:
        if problem.code in _GATHERED and "label" in problem.facts:
            key = problem.place.file, problem.place.sheet, problem.code, str(problem.facts.get("encoding"))
            found.setdefault(key, []).append(problem)
        else:
            others.append(problem)
    for members in found.values():
        if len(members) <= _FEW:
            others += members
            continue
        first = min(members, key=lambda problem: problem.sort_key)
        rest = [problem for problem in members if problem is not first]
        facts = {**first.facts, "more": _more(len(rest))}
        del facts["label"], facts["expected"]
        others.append(first._replace(facts=facts, places=tuple(problem.place for problem in rest)))
    return others


def _more(number: int) -> Mapping[str, str]:
    return {"vi": f" (và {number} ô khác)", "en": f" (and {number} more cells)"}


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
    said: dict[str, set[str]] = {}
    for place in named:
        said.setdefault(place.sheet, set()).add(place.cell)
    for sheet in workbook.sheets:
        found: dict[tuple[str, str], list[Cell]] = {}
        known = said.get(sheet.name, set())
        for cell in sheet.cells.values():
            if isinstance(cell.value, str) and (code := doubt(cell)) and cell.address not in known:
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
                "more": _more(more) if more else "",
            }
            yield Problem(code, place, str(first.value), facts)
