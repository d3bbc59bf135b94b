"""Tables that are not read: those beside others that are, and what those may be that are nearly one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lbedu.own_form import NO, YES
from lbedu.problems import Problem
from lbedu.reading.cells.values import guess
from lbedu.reading.headings import identity_heading
from lbedu.reading.identity import nearest
from lbedu.reading.layout import text_of
from lbedu.reading.tables.finding import Finder, counts
from lbedu.reading.workbook import Cell
from lbedu.submission import Place
from lbedu.vietnamese import fold

_LOOKED_AT = 12
"""Rows below a header that tell whether it is one of a table."""
_YES_NO = frozenset({fold(YES), fold(NO)})
_PROPOSED, _TRIED, _SHORT, _LINES_OF_TITLES = 5, 40, 4, 10
"""How much is looked at for a proposal."""


def left_out(finder: Finder) -> Iterator[Problem]:
    """Tables with names of units and figures below them that are not read, beside others that are."""
    yield from _unturned(finder)
    for header in finder.unknown[:_TRIED]:
        grid, cells = header.grid, header.grid.sheet.cells
        if counts(grid.rows[header.top].values()):
            continue
        headings = [path[-1] for path in header.paths.values()]
        over = next((one for one in headings if finder.names.word(cells[one.row, one.column])), None)
        below = list(grid.between(header.last + 1, header.last + _LOOKED_AT))
        answered = any(_answers(grid.rows[row].values()) for row in below)
        if over is not None and len(headings) > 1 and answered:
            place = Place(finder.file, grid.sheet.name, grid.sheet.address(over.row, over.column))
            yield Problem("unknown_table", place, over.text, {"guess": ""})


def _unturned(finder: Finder) -> Iterator[Problem]:
    for sheet, (row, column) in finder.unturned:
        place = Place(finder.file, sheet.name, sheet.address(row, column))
        yield Problem("unknown_table", place, text_of(sheet.cells.get((row, column))), {"guess": ""})


def not_recognised(finder: Finder) -> Iterator[Problem]:
    """What is said where a workbook holds no form, but tables that are nearly one: what they may be."""
    yield from _unturned(finder)
    titles = [form.title.vi for form in finder.directive.forms.values() if not form.rows]
    labels = [spec.label.vi for one in finder.labels.values() for spec in one.form.by_id.values()]
    likely = [header for header in finder.unknown if not counts(header.grid.rows[header.top].values())]
    for header in likely[:_PROPOSED]:
        headings = [path[-1] for path in header.paths.values()]
        cells = header.grid.sheet.cells
        over = next((one for one in headings if finder.names.word(cells[one.row, one.column])), headings[0])
        above = finder.texts(header.grid, max(1, header.top - _LINES_OF_TITLES), header.top - 1)
        title = next((one for text, _ in above if (one := _near(text, titles))), None)
        texts = [one.text for one in headings if one != over and not identity_heading(one.text)]
        near = [one for text in texts[:_TRIED] if len(text) > _SHORT and (one := _near(text, labels))]
        if title or len(near) > 1:
            place = Place(finder.file, header.grid.sheet.name, header.grid.sheet.address(over.row, over.column))
            yield Problem("unknown_table", place, over.text, {"guess": guess(title or near[0])})


def _answers(cells: Iterable[Cell]) -> bool:
    """Whether a row holds figures or answers: a number that is no running number, or a yes or no."""
    found = list(cells)
    numbers = sum(cell.kind == "number" for cell in found)
    return numbers > 1 or any(cell.kind == "text" and fold(text_of(cell)) in _YES_NO for cell in found)


def _near(text: str, allowed: list[str]) -> str | None:
    """The nearest of these, if it is not much longer: a few words that stand in every title propose none."""
    found = nearest(text, allowed)
    return found if found is not None and 2 * len(text) > len(found) else None
