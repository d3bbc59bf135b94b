"""The cells that a verdict stands on, as a table: a row a unit, a column a field."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from lbedu.phrases import said_text
from lbedu.reporters.webpage.units import Units
from lbedu.submission import Said
from lbedu.wording import harmless


class Cell(NamedTuple):
    """A figure with its addresses."""

    value: str
    address: str


class SourceRow(NamedTuple):
    """What one unit said, on one line of its form, in one file."""

    number: int
    line: str
    file: str
    cells: tuple[Cell | None, ...]


class Sources(NamedTuple):
    """A table of figures; `left` rows of it are not shown."""

    columns: tuple[str, ...]
    rows: tuple[SourceRow, ...]
    left: int
    cells: int
    """How many cells they are, shown or not."""


def sources_of(units: Units, found: Iterable[tuple[str, Said]], most: int) -> Sources:
    """The sources of a verdict as a table of at most so many rows."""
    directive, lang = units.card.directive, units.lang
    columns: dict[tuple[str, str], str] = {}
    rows: dict[tuple[int, str, str, str], dict[tuple[str, str], Said]] = {}
    cells = 0
    for name, said in found:
        spot = units.spots[said.place]
        form, _, field_id = name.partition(".")
        key = (form, field_id)
        if key not in columns:
            field = directive.field(*key)
            code = "mã số" if lang == "vi" else "code"
            columns[key] = f"{field.label.get(lang)} ({code} {field.code})"
        rows.setdefault((spot.number, spot.form, spot.row, said.place.file), {})[key] = said
        cells += len(said.places)
    shown = [
        SourceRow(
            number, _line(units, form, row), harmless(file), tuple(_cell(units, key, one.get(key)) for key in columns)
        )
        for (number, form, row, file), one in list(rows.items())[:most]
    ]
    return Sources(tuple(columns.values()), tuple(shown), len(rows) - len(shown), cells)


def _cell(units: Units, key: tuple[str, str], said: Said | None) -> Cell | None:
    if said is None:
        return None
    first = said.places[0]
    rest = [place.seen_from(first) for place in said.places[1:]]
    value = said_text(units.card.directive, units.card.directive.field(*key), said, units.lang)
    return Cell(value, harmless(", ".join([first.address, *rest])))


def _line(units: Units, form: str, row: str) -> str:
    """The name of a line of a list."""
    found = next((one.name.get(units.lang) for one in units.card.directive.forms[form].rows if one.code == row), row)
    return harmless(found)
