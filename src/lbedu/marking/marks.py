"""From problems to marks: which cells of which sheets, what their notes say, and the lines of the index. Writes nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import product
from typing import NamedTuple

from lbedu.grouping import Group, areas
from lbedu.marking.notes import Note
from lbedu.marking.sheet import At
from lbedu.problem_catalogue.words import TITLES
from lbedu.problems import Language, Problem, Severity
from lbedu.reading.workbook import Sheet, Workbook
from lbedu.reading.xlsx.cell import place_of
from lbedu.submission import Place
from lbedu.wording import harmless

_SEVERITIES: tuple[Severity, ...] = ("error", "missing", "warning")
_HEADS: dict[Severity, tuple[str, str]] = {
    "error": ("LỖI", "ERROR"),
    "missing": ("CÒN TRỐNG", "BLANK"),
    "warning": ("LƯU Ý", "NOTE"),
}
_OF_A_RANGE = 400
"""Cells of a range that are all marked; of a larger one the first."""
_ON_A_SHEET = 2_000
"""Notes on a sheet: programs become slow with more. Cells beyond are filled, and the index says what is wrong."""
_OF_A_KIND, _FEWER, _MANY = 400, 40, 4_000
"""Problems of one kind on one sheet that have a line each in the index; of so many in all only the first few."""
_SAID_IN_A_NOTE = 6


class Mark(NamedTuple):
    """A cell to be marked: how bad it is, and the note; None where the sheet has too many notes."""

    severity: Severity
    note: Note | None


class Line(NamedTuple):
    """A line of the index; `target` is where its link leads, empty for none."""

    severity: Severity
    cells: str
    target: str
    label: str
    found: str
    message: str
    fix: str


def marks(book: Workbook, file: str, problems: Sequence[Problem], lang: Language) -> dict[str, dict[At, Mark]]:
    """The cells to be marked, by the names of their sheets. What lies under a merged cell is marked on that."""
    sheets = {sheet.name: sheet for sheet in book.sheets}
    covers: dict[str, Callable[[At], At]] = {}
    said: dict[str, dict[At, list[Problem]]] = {}
    for problem in problems:
        for place in (problem.place, *problem.places):
            sheet = sheets.get(place.sheet) if place.file in (file, "") else None
            if sheet is None:
                continue
            if place.sheet not in covers:
                covers[place.sheet] = _covers(sheet)
            for at in _cells(place.cell):
                some = said.setdefault(place.sheet, {}).setdefault(covers[place.sheet](at), [])
                if problem not in some:
                    some.append(problem)
    return {name: _of_sheet(cells, lang) for name, cells in said.items()}


def _of_sheet(cells: Mapping[At, Sequence[Problem]], lang: Language) -> dict[At, Mark]:
    found: dict[At, Mark] = {}
    for at in sorted(cells):
        some = sorted(cells[at], key=lambda problem: _SEVERITIES.index(problem.severity))
        severity = some[0].severity
        note = Note(_HEADS[severity][lang == "en"], _body(some, lang)) if len(found) < _ON_A_SHEET else None
        found[at] = Mark(severity, note)
    return found


def _body(problems: Sequence[Problem], lang: Language) -> str:
    mend = "Cách sửa" if lang == "vi" else "To mend"
    said = [f"{one.text(lang, 'message')}\n{mend}: {one.text(lang, 'fix')}" for one in problems[:_SAID_IN_A_NOTE]]
    more = len(problems) - len(said)
    if more:
        said.append(
            f"… và {more} lỗi khác, xem trang đầu." if lang == "vi" else f"… and {more} more on the first sheet."
        )
    return "\n\n".join(said)


def _cells(cell: str) -> Iterable[At]:
    """The cells of an address or a range; of a range too large the first."""
    first, _, last = cell.partition(":")
    start, end = place_of(first), place_of(last or first)
    if start is None or end is None:
        return ()
    if (end[0] - start[0] + 1) * (end[1] - start[1] + 1) > _OF_A_RANGE:
        return (start,)
    return product(range(start[0], end[0] + 1), range(start[1], end[1] + 1))


def _covers(sheet: Sheet) -> Callable[[At], At]:
    """Where each cell of a sheet is seen: what a merged cell covers, shows that."""
    small: dict[At, At] = {}
    large: list[tuple[int, int, int, int]] = []
    for merge in sheet.merges:
        top, left, bottom, right = merge
        if (bottom - top + 1) * (right - left + 1) > _OF_A_RANGE:
            large.append(merge)
        else:
            small |= dict.fromkeys(product(range(top, bottom + 1), range(left, right + 1)), (top, left))

    def seen(at: At) -> At:
        over = (m[:2] for m in large if m[0] <= at[0] <= m[2] and m[1] <= at[1] <= m[3])
        return small.get(at) or next(over, at)

    return seen


def lines(book: Workbook, problems: Sequence[Problem], lang: Language, remarks: Mapping[Place, str]) -> list[Line]:
    """Every problem: those without a cell first, then sheet by sheet in the order of the workbook. Of many of a kind the last
    ones share a line. `remarks` are said of some cells besides."""
    order = {sheet.name: number for number, sheet in enumerate(book.sheets, 1)}
    found: list[Line] = []
    each = _OF_A_KIND if len(problems) <= _MANY else _FEWER
    groups: dict[tuple[str, str], list[Problem]] = {}
    for problem in sorted(problems, key=lambda one: (order.get(one.place.sheet, 0), one.sort_key)):
        groups.setdefault((problem.place.sheet, problem.code), []).append(problem)
    alone = [one for some in groups.values() for one in some[:each]]
    for problem in sorted(alone, key=lambda one: (bool(one.place.cell), order.get(one.place.sheet, 0), one.sort_key)):
        found.append(_line(book, problem, lang, remarks))
    for some in groups.values():
        if some[each:]:
            found.append(_rest(some[each:], lang))
    return found


def _line(book: Workbook, problem: Problem, lang: Language, remarks: Mapping[Place, str]) -> Line:
    place = problem.place
    known = any(sheet.name == place.sheet for sheet in book.sheets)
    hidden = remarks.get(place, "")
    return Line(
        problem.severity,
        _shown(place) or ("cả tệp" if lang == "vi" else "whole file"),
        target_of(place) if known else "",
        problem.label(lang),
        harmless(problem.found),
        problem.text(lang, "message") + (f" ({hidden})" if hidden else ""),
        problem.text(lang, "fix"),
    )


def _rest(problems: Sequence[Problem], lang: Language) -> Line:
    """Many of a kind on a sheet in one line."""
    first = problems[0]
    title = TITLES[first.code][0 if lang == "vi" else 1]
    message = f"và {len(problems)} {title} khác" if lang == "vi" else f"and {len(problems)} more {title}"
    cells = ", ".join(areas(one.place.cell for one in problems))
    fix = Group("", "", first.code, first.severity, tuple(problems)).fix(lang)
    target = target_of(first.place) if first.place.sheet else ""
    return Line(first.severity, f"{_shown(first.place)}…", target, "", "", f"{message}: {cells}", fix)


def _shown(place: Place) -> str:
    """An address for people, who need no quotes around the name of the sheet."""
    return harmless("!".join(part for part in (place.sheet, place.cell) if part))


def target_of(place: Place) -> str:
    """Where a link to a place leads; a sheet's name is always quoted."""
    cell = place.cell if re.fullmatch("[A-Z]{1,3}[0-9]{1,7}(:[A-Z]{1,3}[0-9]{1,7})?", place.cell) else "A1"
    return "'" + place.sheet.replace("'", "''") + "'!" + cell
