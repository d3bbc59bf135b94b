"""Whole workbooks after what people do to them: every figure that is said stands in its own cell; none is lost in silence."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest
from openpyxl.utils import get_column_letter

from lbedu.problems import Problem
from lbedu.scorecard import Scorecard
from lbedu.submission import Value
from tests.cli.workbooks import checked, directive
from tests.messy.oracle import place_of
from tests.messy.sheets import WRITERS, Key, Pages, Put
from tests.messy.stories import Story, all_stories, meant
from tests.messy.test_accidents import covers

STORIES = all_stories()


def same(put: Put, value: Value) -> bool:
    """Whether a figure is what was put into its cell; a text in an old encoding has lost its capitals."""
    written = put.value if put.means is None else put.means
    if isinstance(value, str):
        options = {one.id: one.vi for choices in directive().file.choices.values() for one in choices}
        return str(written).casefold() in (value.casefold(), options.get(value, "").casefold())
    content = meant(written)
    if isinstance(value, bool) or isinstance(content, bool) or not isinstance(content, int | float):
        return value is content or value == content
    return Fraction(value) == Fraction(str(content))  # type: ignore[arg-type]


def wrongs(card: Scorecard, story: Story, sound: Pages) -> Iterator[str]:
    """Figures that are said of a cell which does not hold them, and those that are lost without a word."""
    said: set[Key] = set()
    for submission in card.submissions:
        for record in submission.records:
            for field, figure in record.said.items():
                for place in figure.places:
                    put = sound[place.sheet].cells.get(place_of(place.cell))
                    if put is None or put.key is None:
                        yield f"{place.address}: {field} = {figure.value!r}, where no figure is"
                    elif put.key[1] != field or not record.unit.name.casefold().endswith(put.key[0].casefold()):
                        yield f"{place.address}: {field} of {record.unit.name}, and it is {put.key}"
                    elif not same(put, figure.value):
                        yield f"{place.address}: {field} = {figure.value!r}, and there stands {put.value!r}"
                    else:
                        said.add(put.key)
    for page in sound.pages:
        for (row, column), put in page.figures().items():
            if put.key in said & story.never and not any(about(one, page.name, row, column) for one in card.problems):
                yield f"{put.key} is said, and must not be"
    for page in sound.pages:
        for (row, column), put in page.figures().items():
            if put.key in said:
                continue
            if story.sure and put.key not in story.never:
                yield f"{page.name} R{row}C{column}: {put.key} = {put.value!r} is not read"
            elif not any(not card.submissions or about(one, page.name, row, column) for one in card.problems):
                yield f"{page.name} R{row}C{column}: {put.key} = {put.value!r} is lost, and nobody is told"


def about(problem: Problem, sheet: str, row: int, column: int) -> bool:
    """Whether a problem is about that cell, its row, its sheet or the workbook as a whole."""
    if problem.severity == "warning":
        return False
    for place in (problem.place, *problem.places):
        if not place.sheet or (place.sheet == sheet and not place.cell):
            return True
        if covers(place, sheet, f"{get_column_letter(column)}{row}"):
            return True
        if place.sheet == sheet and ":" not in place.cell and place_of(place.cell)[0] == row:
            return True
    return False


def checked_story(story: Story, writer: str, path: Path) -> Scorecard:
    path.write_bytes(WRITERS[writer](story.pages))
    return checked(path, **{"year": "2021-2022", **story.options})


@pytest.mark.parametrize("writer", WRITERS)
@pytest.mark.parametrize("name", STORIES)
def test_a_figure_is_read_where_it_stands(name: str, writer: str, tmp_path: Path) -> None:
    story = STORIES[name]
    card = checked_story(story, writer, tmp_path / "a.xlsx")
    assert [*wrongs(card, story, story.pages)][:5] == []
    assert not story.told or story.told in {problem.code for problem in card.problems}
