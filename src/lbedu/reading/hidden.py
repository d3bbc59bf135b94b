"""What the sender hid and was read all the same: sheets, rows (by a filter too) and columns. Cheap where nothing is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from lbedu.problems import Problem
from lbedu.reading.workbook import Sheet, Workbook
from lbedu.reading.xlsx.cell import column_letters, place_of
from lbedu.submission import Place

if TYPE_CHECKING:
    from lbedu.reading.records import Report

_RUNS = 40
"""Runs of rows or columns, and cells, that a message lists."""
_LOOKED_AT = 1_000_000
"""Cells under merged ones that are looked at: far more than any form has."""


def hidden(workbook: Workbook, used: Iterable[Place], file: str) -> Iterator[Problem]:
    """One problem for each sheet whose figures or names were read although it, their rows or columns, or they themselves are
    hidden: by a merged cell that lies over them."""
    covered = {sheet.name: _covered(sheet) for sheet in workbook.sheets if sheet.merges}
    some = {
        sheet.name: sheet
        for sheet in workbook.sheets
        if sheet.hidden or sheet.hidden_rows or sheet.hidden_columns or covered.get(sheet.name)
    }
    if not some:
        return
    read: dict[str, set[tuple[int, int]]] = {name: set() for name in some}
    for place in used:
        at = place_of(place.cell) if place.sheet in some else None
        if at is not None:
            read[place.sheet].add(at)
    for name, sheet in some.items():
        if read[name] and (what := _words(sheet, read[name], covered.get(name, set()))):
            yield Problem("hidden", Place(file, name), "", {"what": what})


def places_of(report: Report) -> Iterator[Place]:
    """The cells that a report was read from."""
    for submission in report.submissions:
        yield from submission.where.values()
        for record in submission.records:
            yield from record.spoiled.values()
            for said in record.said.values():
                yield from said.places


def _covered(sheet: Sheet) -> set[tuple[int, int]]:
    """The cells that hold something and that a merged cell lies over: nobody sees them."""
    found: set[tuple[int, int]] = set()
    cells, left = sheet.cells, _LOOKED_AT
    for r1, c1, r2, c2 in sheet.merges:
        area = (r2 - r1 + 1) * (c2 - c1 + 1)
        left -= min(area, len(cells))
        if left < 0:
            break
        if area <= len(cells):
            for row in range(r1, r2 + 1):
                for column in range(c1, c2 + 1):
                    if (row, column) in cells and (row > r1 or column > c1):  # the first one is seen
                        found.add((row, column))
        else:
            found |= {(row, c) for row, c in cells if r1 <= row <= r2 and c1 <= c <= c2} - {(r1, c1)}
    return found


def _words(sheet: Sheet, read: Iterable[tuple[int, int]], covered: set[tuple[int, int]]) -> Mapping[str, str] | None:
    read = list(read)
    said = [{"vi": "cả trang", "en": "the whole sheet"}] if sheet.hidden else []
    if rows := sorted({row for row, _ in read} & sheet.hidden_rows):
        said.append(_ranges({"vi": "dòng", "en": "rows"}, rows, str))
    if columns := sorted({column for _, column in read} & sheet.hidden_columns):
        said.append(_ranges({"vi": "cột", "en": "columns"}, columns, column_letters))
    if under := sorted(covered.intersection(read)):
        cells = ", ".join(sheet.address(*at) for at in under[:_RUNS])
        said.append({"vi": f"ô bị ô gộp che {cells}", "en": f"cells under a merged one {cells}"})
    return {lang: "; ".join(one[lang] for one in said) for lang in ("vi", "en")} if said else None


def _ranges(word: Mapping[str, str], numbers: list[int], name: Callable[[int], str]) -> dict[str, str]:
    """Numbers as ranges: `rows 5, 7-9`."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    words = [name(run[0]) if len(run) == 1 else f"{name(run[0])}-{name(run[-1])}" for run in runs[:_RUNS]]
    left = len(runs) - len(words)
    more = {"vi": f" và {left} đoạn khác", "en": f" and {left} more runs"} if left else {"vi": "", "en": ""}
    return {lang: f"{word[lang]} {', '.join(words)}{more[lang]}" for lang in ("vi", "en")}
