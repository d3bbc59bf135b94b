"""What was said: units, their records, and every value with the cell it stands in. Knows no files, no targets."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

Value = int | Fraction | bool | str | dt.date
"""Counts are integers, numbers and percentages (as a part of 1) fractions; choices, ranks and levels are ids of the rule
file; yes/no is a bool. Never a float."""


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where something stands: a file, and in it a sheet and a cell (`E14`, or a range)."""

    file: str
    sheet: str = ""
    cell: str = ""

    def __str__(self) -> str:
        """`file, Sheet!A1`, the address as Excel's name box takes it."""
        if not self.sheet:
            return self.file
        return f"{self.file}, {self.address}"

    @property
    def address(self) -> str:
        """`Sheet!A1`; a sheet's name is quoted where Excel quotes it."""
        plain = self.sheet.replace("_", "").isalnum() and not self.sheet[:1].isdigit()
        sheet = self.sheet if plain else "'" + self.sheet.replace("'", "''") + "'"
        return f"{sheet}!{self.cell}" if self.cell else sheet


@dataclass(frozen=True, slots=True, order=True)
class Unit:
    """A reporting unit: a school, a ward, an office. What nobody said is an empty string."""

    kind: str
    name: str
    level: str = ""
    code: str = ""
    ward: str = ""
    type: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """A value and where it was said; `cells` are several where a figure is a sum of cells."""

    value: Value
    place: Place
    cells: tuple[Place, ...] = ()

    @property
    def places(self) -> tuple[Place, ...]:
        return self.cells or (self.place,)


@dataclass(frozen=True, slots=True)
class Record:
    """One unit's answers on one form, or on one row of a list. A field that is not in `said` is missing."""

    unit: Unit
    form: str
    row: str = ""
    level: str = ""
    said: Mapping[str, Said] = field(default_factory=dict)
    spoiled: Mapping[str, Place] = field(default_factory=dict)
    """Fields that something was written for which cannot be used, and where: they count as missing."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What was understood rather than read: `'86,9%'` as 86,9%."""

    place: Place
    found: str
    read_as: str


@dataclass(frozen=True, slots=True)
class Submission:
    """One unit's filled form of one year, from one workbook."""

    unit: Unit
    year: str
    file: str
    form: str
    title: str
    """What the workbook calls itself: our own form, or a foreign one."""
    records: tuple[Record, ...]
