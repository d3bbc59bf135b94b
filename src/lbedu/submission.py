"""What was said: units, their records, and every value with the cell it stands in. Knows no files, no targets."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from fractions import Fraction
from typing import NamedTuple

Value = int | Fraction | bool | str | dt.date
"""Counts are integers, numbers and percentages (as a part of 1) fractions; choices, ranks and levels are ids of the rule
file; yes/no is a bool. Never a float."""


class Place(NamedTuple):
    """Where something stands: a file, and in it a sheet and a cell (`E14`, or a range)."""

    file: str
    sheet: str = ""
    cell: str = ""

    def __str__(self) -> str:
        """`file, Sheet!A1`, the address as Excel's name box takes it."""
        return f"{self.file}, {self.address}" if self.address else self.file

    @property
    def address(self) -> str:
        """`Sheet!A1`; a sheet's name is quoted where Excel quotes it. A place in a text file has no sheet."""
        if not self.sheet:
            return self.cell
        plain = self.sheet.replace("_", "").isalnum() and not self.sheet[:1].isdigit()
        sheet = self.sheet if plain else "'" + self.sheet.replace("'", "''") + "'"
        return f"{sheet}!{self.cell}" if self.cell else sheet

    def seen_from(self, place: Place) -> str:
        """The address as far as it is needed from another place: on one sheet the cell alone does."""
        if self.file != place.file:
            return str(self)
        return self.cell if self.sheet == place.sheet and self.cell else self.address


class Unit(NamedTuple):
    """A reporting unit: a school, a ward, an office. What nobody said is an empty string."""

    kind: str
    name: str
    level: str = ""
    code: str = ""
    ward: str = ""
    type: str = ""
    flags: tuple[str, ...] | None = None
    """What the register says of it besides: of high quality, an e-school. None: no register says anything of it."""


class Said(NamedTuple):
    """A value and where it was said; `cells` are several where a figure is a sum of cells."""

    value: Value
    place: Place
    cells: tuple[Place, ...] = ()

    @property
    def places(self) -> tuple[Place, ...]:
        return self.cells or (self.place,)


class Record(NamedTuple):
    """One unit's answers on one form, or on one row of a list. A field that is not in `said` is missing."""

    unit: Unit
    form: str
    row: str = ""
    level: str = ""
    said: Mapping[str, Said] = {}
    spoiled: Mapping[str, Place] = {}
    """Fields that something was written for which cannot be used, and where: they count as missing."""


class Reading(NamedTuple):
    """What was understood rather than read: `'86,9%'` as 86,9%."""

    place: Place
    found: str
    read_as: Mapping[str, str]
    """In both languages."""
    text: bool = False
    """A text was understood as a figure."""


class Submission(NamedTuple):
    """One unit's filled form of one year, from one workbook."""

    unit: Unit
    year: str
    file: str
    form: str
    title: Mapping[str, str]
    """What the workbook is, our own form or a foreign one, in both languages."""
    records: tuple[Record, ...]
    foreign: bool = False
    """Somebody else's form: what it has no place for, it does not leave blank."""
    where: Mapping[str, Place] = {}
    """Where it says what of the unit itself: `name`, `code`, `level`, `type`, `ward`."""
    typed: Mapping[str, str] = {}
    """How it names the unit and its ward, letter for letter: `name`, `ward`."""
    tabular: bool = False
    """A row of a table of units, not a workbook of its own."""
