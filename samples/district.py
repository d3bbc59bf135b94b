"""A whole district as a folder: the register, the named schools as workbooks of their own, the others as a table a level,
the wards, the office. Knows no figures."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from lbedu.submission import Unit
from samples.filling import Answer, Answers, Filling, Line, Rows, file_name
from samples.schools import COUNTS, School, of_level

_FIVE_YEARS = 5
_DATES = ("cqg_date", "cqg_expiry")


class District(NamedTuple):
    """Who there is and what they say, before anybody makes a mistake or forgets to report."""

    filling: Filling
    schools: tuple[School, ...]
    said: Mapping[str, Answers]
    """By school."""
    wards: Mapping[str, Answers]
    office: Rows
    signed: Answers
    """Who drew the reports up, and when."""
    flags: Mapping[str, tuple[str, ...]]
    """What the register says of a school besides, by the ids of the rule file."""
    aliases: Mapping[str, str]


class Story(NamedTuple):
    """What comes to the office otherwise than it should."""

    said: Mapping[str, Answers] = {}
    """School or ward → what it says instead; a text in the place of a figure is typed as it stands."""
    office: Rows = {}
    absent: frozenset[str] = frozenset()
    """Schools and wards that have not reported."""
    left_blank: frozenset[str] = frozenset()
    """Schools whose row in the table is empty."""
    retyped: Mapping[str, Unit] = {}
    """Schools as somebody typed them anew."""
    ward_table: frozenset[str] = frozenset()
    """Wards that stand in a table; the others send workbooks."""
    totals: Mapping[str, Mapping[str, Answer]] = {}
    """Level of a table, or `ward` → what is typed over its sums."""
    again: Mapping[str, tuple[str, Answers]] = {}
    """Name of a workbook → a school that has reported already, and what it says there instead."""


def write_district(district: District, story: Story, folder: Path) -> None:
    """Write all files of a district into a folder that is there."""
    filling = district.filling
    known = {*district.said, *district.wards}
    unknown = {*story.said, *story.absent, *story.left_blank, *story.retyped, *story.ward_table} - known
    assert not unknown, unknown
    filling.register(register_lines(district, story), folder / "danh-sach-truong.xlsx")
    said = {name: {**usual, **story.said.get(name, {})} for name, usual in district.said.items()}
    for one in (one for one in district.schools if one.named and one.name not in story.absent):
        unit = story.retyped.get(one.name, one.unit)
        write_school(district, unit, said[one.name], folder / file_name(one.name))
    for level in COUNTS:
        others = [one for one in of_level(district.schools, level) if not one.named and one.name not in story.absent]
        lines = [
            Line(story.retyped.get(one.name, one.unit), None if one.name in story.left_blank else said[one.name])
            for one in others
        ]
        filling.table("school", level, lines, folder / f"cac-truong-{level.lower()}.xlsx", story.totals.get(level))
    for file, (name, changes) in story.again.items():
        unit = next(one.unit for one in district.schools if one.name == name)
        write_school(district, unit, {**said[name], **changes}, folder / file)
    _write_wards(district, story, folder)
    office: Rows = {
        row: {**district.office.get(row, {}), **story.office.get(row, {})}
        for row in {**district.office, **story.office}
    }
    for name in filling.directive.file.expects["office"]:
        filling.form("office", "", {"name": name, **district.signed}, office, folder / file_name(name))


def _write_wards(district: District, story: Story, folder: Path) -> None:
    filling = district.filling
    said = {
        name: {**usual, **story.said.get(name, {})}
        for name, usual in district.wards.items()
        if name not in story.absent
    }
    together = [Line(Unit("ward", name), said[name]) for name in said if name in story.ward_table]
    if together:
        filling.table("ward", "", together, folder / "cac-phuong.xlsx", story.totals.get("ward"))
    for name in (name for name in said if name not in story.ward_table):
        who = {"name": name, **district.signed}
        filling.form("ward", "", who, {("ward", ""): said[name]}, folder / file_name(f"Phường {name}"))


def write_school(district: District, unit: Unit, said: Answers, path: Path) -> None:
    """Write the workbook of one school."""
    type_ = district.filling.directive.file.units["school"].types[unit.type].vi
    who = {"code": unit.code, "name": unit.name, "type": type_, "ward": unit.ward, **district.signed}
    district.filling.form("school", unit.level, who, {("school", ""): said}, path)


def register_lines(district: District, story: Story) -> list[Answers]:
    """Every school as the register has it. The recognition is entered for the named schools and for every second other."""
    spec = district.filling.directive.file.units["school"]
    lines: list[Answers] = []
    for nth, one in enumerate(district.schools):
        said = {**district.said[one.name], **story.said.get(one.name, {})}
        said |= {key: district.said[one.name][key] for key in _DATES if isinstance(said[key], str)}  # mistyped
        line: dict[str, Answer] = {
            "code": one.code,
            "name": one.name,
            "level": spec.levels[one.level].vi,
            "type": spec.types["public"].vi,
            "ward": one.ward,
            "flags": "; ".join(spec.flags[flag].vi for flag in district.flags.get(one.name, ())),
            "aliases": district.aliases.get(one.name),
        }
        if said.get("cqg_recognised", True) and (one.named or nth % 2):
            keys = ("cqg_decision", "cqg_date", "cqg_level", "cqg_expiry")
            line |= {key: said[key] for key in keys}
            line["cqg_level"] = {"level_1": "Mức độ 1", "level_2": "Mức độ 2"}[str(said["cqg_level"])]
        lines.append(line)
    return lines


def recognition(began: dt.date, number: int, level: str = "level_1", when: str = "none") -> Answers:
    """A school of national standard: since when, by which decision, at which level, recognised in the school year or not."""
    began -= dt.timedelta(max(0, began.weekday() - 4))  # nobody signs on a weekend
    return {
        "cqg_round": when,
        "cqg_level": level,
        "cqg_decision": f"{number}/QĐ-UBND",
        "cqg_date": began,
        "cqg_expiry": began.replace(year=began.year + _FIVE_YEARS),
    }
