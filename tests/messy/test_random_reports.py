"""Random cells in our own forms and in tables: every figure that is used is what another reader and another grammar make of
its cell, and every other cell is a problem or a blank that is told."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from lbedu.scorecard import Scorecard
from tests.cli.workbooks import checked
from tests.messy.random_reports import Expected, expected, random_report
from tests.messy.stories import Cell
from tests.messy.test_stories import plainly, used
from tests.thorough import some

RUN, SLICE, A_TEST = 5, some(48, 2400), 12


def told(card: Scorecard, severity: str) -> set[Cell]:
    """The cells that problems name."""
    return {
        (place.sheet, place.cell)
        for problem in card.problems
        if problem.severity == severity
        for place in (problem.place, *problem.places)
        if place.cell
    }


def wrongs(card: Scorecard, right: Expected) -> Iterator[str]:
    """Everything in which a reading differs from the oracle's."""
    found = {key: (stands.value, stands.cells[0]) for key, stands in used(card).items()}
    meant = {(key[0].casefold(), *key[1:]): (plainly(value), cell) for key, (value, cell) in right.used.items()}
    for key in sorted(found.keys() | meant.keys()):
        if found.get(key) != meant.get(key):
            yield f"{key}: {found.get(key)}, and the oracle {meant.get(key)}"
    if (errors := told(card, "error")) != right.problems:
        yield f"problems at {sorted(errors - right.problems)} too many, at {sorted(right.problems - errors)} too few"
    if (missing := told(card, "missing")) != right.blanks:
        yield f"blanks at {sorted(missing - right.blanks)} too many, at {sorted(right.blanks - missing)} too few"


@pytest.mark.parametrize("first", range(0, SLICE, A_TEST))
def test_every_figure_is_what_an_oracle_makes_of_its_cell(first: int, tmp_path: Path) -> None:
    found, figures = {}, 0
    for number in range(first, first + A_TEST):
        report = random_report(RUN, number)
        path = tmp_path / f"{number}.xlsx"
        path.write_bytes(report.data)
        right = expected(report)
        found[number] = [*wrongs(checked(path, year="2021-2022", view="units"), right)]
        figures += len(right.used)
    assert {number: lines[:4] for number, lines in found.items() if lines} == {}
    assert figures > 100
