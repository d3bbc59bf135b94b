"""Whole workbooks after what people do to them: the figures that are used, the problems and what is understood, to the cell."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from fractions import Fraction
from pathlib import Path

import pytest

from lbedu.problems import Problem
from lbedu.scorecard import Scorecard
from tests.cli.workbooks import checked
from tests.messy.sheets import WRITERS, Key
from tests.messy.stories import Stands, Story, Told, all_stories

STORIES = all_stories()


def plainly(value: object) -> object:
    """A text without its case, which an old encoding has lost; a truth value is no number."""
    if isinstance(value, str):
        return value.casefold()
    if isinstance(value, bool | dt.date):
        return type(value), value
    return Fraction(str(value))


def used(card: Scorecard) -> dict[Key, Stands]:
    """The figures that were judged, with their cells."""
    return {
        (record.unit.name.casefold(), record.form, record.row, field): Stands(
            plainly(said.value), tuple((place.sheet, place.cell) for place in said.places)
        )
        for record in card.records
        for field, said in record.said.items()
    }


def told(problem: Problem) -> Told:
    which = problem.facts["code"] if problem.code in ("column_missing", "row_missing") else ""
    return Told(problem.code, problem.place.sheet, problem.place.cell, str(which))


def checked_story(story: Story, writer: str, path: Path) -> Scorecard:
    path.write_bytes(WRITERS[writer](story.pages))
    return checked(path, **{"year": "2021-2022", **story.options})


def of_office(key: Key) -> Key:
    """The office is called by what it is, whatever it writes."""
    name, form, row, field = key
    return (name or "Phòng GD&ĐT quận Long Biên").casefold(), form, row, field


@pytest.mark.parametrize("writer", WRITERS)
@pytest.mark.parametrize("name", STORIES)
def test_a_workbook_is_read_as_it_stands(name: str, writer: str, tmp_path: Path) -> None:
    story = STORIES[name]
    card = checked_story(story, writer, tmp_path / "a.xlsx")
    assert used(card) == {of_office(k): Stands(plainly(s.value), s.cells) for k, s in story.figures.items()}
    assert Counter(map(told, card.problems)) == Counter(story.told)
    understood = [((one.place.sheet, one.place.cell), one.read_as["vi"].casefold()) for one in card.readings]
    assert Counter(understood) == Counter((cell, text.casefold()) for cell, text in story.understood)


def test_stories_are_many_and_differ() -> None:
    assert len(STORIES) > 100
    assert sum(bool(story.told) for story in STORIES.values()) > 50
    assert sum(bool(story.figures) for story in STORIES.values()) > 100
