"""Whole workbooks after what people do to them: the figures that are used, the problems and what is understood, to the cell."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from lbedu.problems import Problem
from lbedu.scorecard import Scorecard
from tests.cli.workbooks import checked
from tests.libreoffice import converted, needs_libreoffice
from tests.messy.sheets import WRITERS, Key
from tests.messy.stories import Stands, Story, Told
from tests.messy.told_elsewhere import STORIES as WRITTEN_STORIES
from tests.messy.told_elsewhere import TOLD, WRITTEN_AS, every_story
from tests.thorough import some

STORIES = every_story()


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


def of_office(key: Key) -> Key:
    """The office is called by what it is, whatever it writes."""
    name, form, row, field = key
    return (name or "Phòng GD&ĐT quận Long Biên").casefold(), form, row, field


def checked_story(story: Story, path: Path) -> Scorecard:
    return checked(path, **{"year": "2021-2022", **story.options})


def differences(card: Scorecard, story: Story) -> list[str]:
    """Everything in which a reading is not the one that is right."""
    right = {of_office(key): Stands(plainly(stands.value), stands.cells) for key, stands in story.figures.items()}
    found = used(card)
    lines = [
        f"{key}: {found.get(key)}, not {right.get(key)}"
        for key in right.keys() | found.keys()
        if found.get(key) != right.get(key)
    ]
    understood = Counter(((one.place.sheet, one.place.cell), one.read_as["vi"].casefold()) for one in card.readings)
    pairs: tuple[tuple[str, Counter[Any], Counter[Any]], ...] = (
        ("told", Counter(map(told, card.problems)), Counter(story.told)),
        ("understood", understood, Counter((cell, text.casefold()) for cell, text in story.understood)),
    )
    for what, one, other in pairs:
        lines += [f"{what}, and must not be: {more}" for more in (one - other).elements()]
        lines += [f"not {what}: {less}" for less in (other - one).elements()]
    return lines


@pytest.mark.parametrize("writer", WRITERS)
@pytest.mark.parametrize("name", STORIES)
def test_a_workbook_is_read_as_it_stands(name: str, writer: str, tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(WRITERS[writer](STORIES[name].pages))
    assert differences(checked_story(STORIES[name], tmp_path / "a.xlsx"), STORIES[name]) == []


def saved_as(suffix: str, story: Story) -> Story:
    """The same in another format: of an .xls and an .ods it is said that not all is seen."""
    return story if suffix == "xlsx" else story._replace(told=(*story.told, Told("format_shows_less")))


@pytest.mark.parametrize(("name", "writer", "suffix"), WRITTEN_AS)
def test_a_workbook_of_another_program_is_read_as_it_stands(name: str, writer: str, suffix: str) -> None:
    path, story = WRITTEN_STORIES / f"{TOLD[name]}.{writer}.{suffix}", saved_as(suffix, STORIES[name])
    assert differences(checked_story(story, path), story) == []


@needs_libreoffice
@pytest.mark.parametrize("suffix", ["xlsx", "ods"])
def test_what_libreoffice_saves_again_is_read_as_it_stands(suffix: str, tmp_path: Path) -> None:
    """Notes and the fonts of old encodings are not seen in an .ods."""
    told = {
        name: saved_as(suffix, story)
        for name, story in STORIES.items()
        if suffix == "xlsx" or not any(page.notes or page.font.startswith("VNI-") for page in story.pages.pages)
    }
    names = list(told)[:: some(40, 1)]
    for number, name in enumerate(names):
        (tmp_path / f"{number}.xlsx").write_bytes(WRITERS["openpyxl"](told[name].pages))
    saved = converted([tmp_path / f"{number}.xlsx" for number in range(len(names))], suffix, tmp_path / "out")
    found = {
        name: differences(checked_story(told[name], path), told[name]) for name, path in zip(names, saved, strict=True)
    }
    assert {name: lines[:5] for name, lines in found.items() if lines} == {}


def test_another_reading_is_found_out(tmp_path: Path) -> None:
    """The check itself: a figure that is another one, a problem too many, a reading too few."""
    story = STORIES["table: moved"]
    (tmp_path / "a.xlsx").write_bytes(WRITERS["openpyxl"](story.pages))
    card = checked_story(story, tmp_path / "a.xlsx")
    key, stands = next(iter(story.figures.items()))
    assert differences(card, story._replace(figures={**story.figures, key: stands._replace(value=1)}))
    assert differences(card, story._replace(figures={**story.figures, key: stands._replace(cells=(("Sheet", "D6"),))}))
    assert differences(card, story._replace(told=story.told[1:]))
    assert differences(card, story._replace(told=(*story.told, Told("hidden", "Sheet"))))
    assert differences(card, story._replace(understood=story.understood[1:]))


def test_stories_are_many_and_differ() -> None:
    assert len(STORIES) > 100
    assert sum(bool(story.told) for story in STORIES.values()) > 50
    assert sum(bool(story.figures) for story in STORIES.values()) > 100
