"""Every accident in every place by every writer: what is read is what was meant, or the cell has a problem."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest

from lbedu.problems import cell_order
from lbedu.scorecard import Scorecard
from lbedu.submission import Place, Said
from tests.cli.workbooks import checked
from tests.messy.accidents import Accident
from tests.messy.plans import CANNOT, WRITERS, Placed, all_plans, without

PLANS = {plan.name: plan for plan in all_plans()}


def every_said(card: Scorecard) -> dict[tuple[str, str], Said]:
    """What is said, by sheet and cell."""
    return {
        (place.sheet, place.cell): said
        for submission in card.submissions
        for record in submission.records
        for said in record.said.values()
        for place in said.places
    }


def numeric(means: tuple[object, ...]) -> tuple[object, ...]:
    """Meanings, a whole number also as a fraction: True is no 1."""
    return (*means, *(Fraction(one) for one in means if type(one) is int))


def needs_telling(content: object, value: object) -> bool:
    """Whether a figure was understood rather than read: a text that is more than the number's own digits."""
    return isinstance(content, str) and not isinstance(value, str | bool) and " ".join(content.split()) != str(value)


def covers(place: Place, sheet: str, address: str) -> bool:
    """Whether a place is a cell, or a range that holds it."""
    if place.sheet != sheet or not place.cell:
        return False
    first, _, last = place.cell.partition(":")
    (top, left, _), (row, column, _), (bottom, right, _) = map(cell_order, (first, address, last or first))
    return top <= row <= bottom and left <= column <= right


def wrongs(card: Scorecard, placed: tuple[Placed, ...]) -> Iterator[str]:
    """Cells of which something else is said than was meant, or nothing at all."""
    said = every_said(card)
    understood = {(reading.place.sheet, reading.place.cell) for reading in card.readings}
    for one in placed:
        key = one.sheet, one.address
        accident: Accident = one.accident
        story = f"{one.sheet}!{one.address} {one.field}, {accident.name}"
        if key in said:
            value = said[key].value
            meant = any(type(value) is type(known) and value == known for known in numeric(accident.means))
            if not meant:
                yield f"{story}: read as {value!r}, may mean {accident.means}"
            elif key not in understood and needs_telling(accident.content, value):
                yield f"{story}: understood as {value!r}, and nobody is told"
        elif not any(covers(p, *key) for problem in card.problems for p in (problem.place, *problem.places)):
            yield f"{story}: neither a figure nor a problem"
        elif accident.sure:
            codes = [problem.code for problem in card.problems if covers(problem.place, *key)]
            yield f"{story}: a plain {accident.means[0]!r}, and refused: {codes}"


@pytest.mark.parametrize("writer", WRITERS)
@pytest.mark.parametrize("name", PLANS)
def test_what_is_read_is_what_was_meant(name: str, writer: str, tmp_path: Path) -> None:
    plan = without(PLANS[name], CANNOT[writer])
    path = tmp_path / "a.xlsx"
    path.write_bytes(WRITERS[writer](plan))
    card = checked(path, view="units")
    assert [*wrongs(card, plan.placed)] == []
    assert card.submissions


@pytest.mark.parametrize("name", [name for name in PLANS if name.endswith("-0")])
def test_a_workbook_is_sound_without_its_accidents(name: str, tmp_path: Path) -> None:
    plan = PLANS[name]
    path = tmp_path / "sound.xlsx"
    path.write_bytes(WRITERS["openpyxl"](plan._replace(placed=())))
    card = checked(path, view="units")
    assert not {problem.code for problem in card.problems} - {"column_missing"}
    assert {(one.sheet, one.address) for one in plan.placed} <= every_said(card).keys()


def test_another_value_is_found_out(tmp_path: Path) -> None:
    """The check itself: accidents that are said to mean something else than they do."""
    plan = PLANS["office-count-0"]
    lies = tuple(one._replace(accident=one.accident._replace(means=(9,), sure=True)) for one in plan.placed)
    path = tmp_path / "a.xlsx"
    path.write_bytes(WRITERS["openpyxl"](without(plan, "formula")))
    assert len([*wrongs(checked(path), lies)]) == len(lies)
