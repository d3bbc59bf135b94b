"""Texts that were decoded from an old encoding, and carry what they were."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from functools import lru_cache, partial
from typing import Self

from lbedu.problems import Problem, cell_order
from lbedu.reading.workbook import Cell, Workbook
from lbedu.reading.xlsx.typefaces import PartlyUnseen
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

    def __new__(cls, text: str, encoding: str, stored: str) -> Self:
        made = super().__new__(cls, text)
        made.encoding, made.stored = encoding, stored
        return made


class MarkedText(DecodedText):
    """A decoded text that is shown and must not be used: the user has not said that old texts be converted. Of these a
    workbook may be full, and what is stored is asked of none."""

    __slots__ = ()

    def __new__(cls, text: str, encoding: str, _: str) -> Self:
        return super().__new__(cls, text, encoding, "")


def doubt(cell: Cell | None) -> str:
    """The code of the problem with a cell that is filled and must not be used; empty where there is none."""
    if cell is None:
        return ""
    if cell.kind == "struck":
        return "partly_unseen" if isinstance(cell.value, PartlyUnseen) else "struck_out"
    if not isinstance(cell.value, MarkedText):
        return ""
    return "mojibake" if cell.value.encoding == "UTF-8" else "legacy_encoding"


def doubtful(cell: Cell, place: Place) -> Problem | None:
    """The problem with a cell that says who reports, where it must not be used."""
    code = doubt(cell)
    return Problem(code, place, str(cell.value), {**facts_of(cell), **NO_MORE}) if code else None


class Gathering:
    """The problems with all that is marked, told once for a sheet and an encoding, at the first cell and with the others: the
    whole sheet is mended in one go. A few are told one by one, each with its text. Of the others only where they stand is
    kept: a workbook may be old in every cell."""

    def __init__(self) -> None:
        self._few: dict[tuple[str, str, str, str], list[Problem]] = {}
        self._more: dict[tuple[str, str, str, str], list[tuple[Place, str]]] = {}

    def add(self, code: str, encoding: str, place: Place, found: str, told: Callable[[], Problem]) -> None:
        """One more; `told` makes the problem as it is told where there are few."""
        key = place.file, place.sheet, code, encoding
        few = self._few.setdefault(key, [])
        if len(few) < _FEW:
            one = told()
            few.append(one._replace(found=str(one.found)))
        else:
            self._more.setdefault(key, []).append((place, found))

    def problems(self) -> Iterable[Problem]:
        """What is to be told."""
        for key, few in self._few.items():
            if key not in self._more:
                yield from few
                continue
            every = [*((one.place, one.found) for one in few), *self._more[key]]
            first = min(every, key=lambda one: cell_order(one[0].cell))
            _, _, code, encoding = key
            facts: dict[str, str | Mapping[str, str]] = {"encoding": encoding, "more": _more(len(every) - 1)}
            others = tuple(place for place, _ in every if place is not first[0])
            yield Problem(code, first[0], str(first[1]), facts, others)


def gathered(problems: Iterable[Problem], gathering: Gathering) -> list[Problem]:
    """The problems with all that is marked told once, those that were gathered before with them."""
    others: list[Problem] = []
    for problem in problems:
        if is_gathered(problem.code) and "label" in problem.facts:
            encoding = str(problem.facts.get("encoding"))
            gathering.add(problem.code, encoding, problem.place, problem.found, partial(_same, problem))
        else:
            others.append(problem)
    return [*others, *gathering.problems()]


def is_gathered(code: str) -> bool:
    """Whether problems of this code are told once for a sheet."""
    return code in _GATHERED


def _same(problem: Problem) -> Problem:
    return problem


def _more(number: int) -> Mapping[str, str]:
    return {"vi": f" (và {number} ô khác)", "en": f" (and {number} more cells)"}


def facts_of(cell: Cell) -> Mapping[str, str]:
    return {"encoding": cell.value.encoding} if isinstance(cell.value, DecodedText) else {}


@lru_cache(16)
def facts_alone(encoding: str) -> Mapping[str, str]:
    """The facts of a problem with one marked cell."""
    return {"encoding": encoding, **NO_MORE}


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
