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
"""Runs of rows or columns that a message lists."""


def hidden(workbook: Workbook, used: Iterable[Place], file: str) -> Iterator[Problem]:
    """One problem for each sheet whose figures or names were read although it, or their rows or columns, are hidden."""
    some = {sheet.name: sheet for sheet in workbook.sheets if sheet.hidden or sheet.hidden_rows or sheet.hidden_columns}
    if not some:
        return
    read: dict[str, set[tuple[int, int]]] = {name: set() for name in some}
    for place in used:
        at = place_of(place.cell) if place.sheet in some else None
        if at is not None:
            read[place.sheet].add(at)
    for name, sheet in some.items():
        if read[name] and (what := _words(sheet, read[name])):
            yield Problem("hidden", Place(file, name), "", {"what": what})


def places_of(report: Report) -> Iterator[Place]:
    """The cells that a report was read from."""
    for submission in report.submissions:
        yield from submission.where.values()
        for record in submission.records:
            yield from record.spoiled.values()
            for said in record.said.values():
                yield from said.places


def _words(sheet: Sheet, read: Iterable[tuple[int, int]]) -> Mapping[str, str] | None:
    read = list(read)
    said = [{"vi": "cả trang", "en": "the whole sheet"}] if sheet.hidden else []
    if rows := sorted({row for row, _ in read} & sheet.hidden_rows):
        said.append(_ranges({"vi": "dòng", "en": "rows"}, rows, str))
    if columns := sorted({column for _, column in read} & sheet.hidden_columns):
        said.append(_ranges({"vi": "cột", "en": "columns"}, columns, column_letters))
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
