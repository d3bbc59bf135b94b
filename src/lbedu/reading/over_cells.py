"""Texts in boxes over the cells of a sheet that was read: people see them, and lbedu does not use them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lbedu.problems import Problem
from lbedu.reading.workbook import Workbook
from lbedu.submission import Place


def over_cells(workbook: Workbook, used: Iterable[Place], file: str) -> Iterator[Problem]:
    """One problem for each sheet that was read and has such texts."""
    boxes = {sheet.name: sheet.boxes for sheet in workbook.sheets if sheet.boxes}
    if not boxes:
        return
    read = {place.sheet for place in used}
    for name, text in boxes.items():
        if name in read:
            yield Problem("text_box", Place(file, name), text)
