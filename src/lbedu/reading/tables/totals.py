"""Total rows of a table: each must be the sum of what it covers. They are checked, and never counted themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from lbedu.reading.headings import Meaning


class Part(NamedTuple):
    """A figure of one row of units. None: it is not known; `loose`: it may be in the total or not."""

    value: int | None
    level: str = ""
    loose: bool = False


class Event(NamedTuple):
    """A row as a total sees it: units with their parts by column, totals with their cells, sections."""

    row: int
    kind: str
    meaning: Meaning = Meaning()
    heads: bool = False
    """A total that stands above what it covers."""
    parts: Mapping[int, Part] = {}
    totals: Mapping[int, Decimal] = {}


class Differs(NamedTuple):
    """A total that is the sum of nothing that it can cover."""

    row: int
    column: int
    found: Decimal
    sum: int
    rows: tuple[int, ...]
    """The rows of units that it should cover."""


def differing(events: list[Event], elsewhere: Mapping[int, Iterable[Part]]) -> Iterator[Differs]:
    """Every total cell that fits no sum. `elsewhere` are the parts of the same columns in further tables of the workbook."""
    for at, event in enumerate(events):
        if event.kind != "total":
            continue
        covers = list(_covers(events, at))
        for column, total in event.totals.items():
            groups = [rows for rows in covers if any(column in one.parts for one in rows)]
            if not groups:
                continue
            everything = [*_parts(_units(events), column), *elsewhere.get(column, ())]
            if _fits(everything, total) or any(_fits(_parts(rows, column), total) for rows in groups):
                continue
            meant = groups[0]
            known = sum(part.value for part in _parts(meant, column) if part.value is not None and not part.loose)
            yield Differs(event.row, column, total, known, tuple(one.row for one in meant if column in one.parts))


def _units(events: Iterable[Event]) -> list[Event]:
    return [event for event in events if event.kind == "unit"]


def _parts(rows: Iterable[Event], column: int) -> list[Part]:
    return [row.parts[column] for row in rows if column in row.parts]


def _fits(parts: list[Part], total: Decimal) -> bool:
    """Whether a total can be the sum of these parts, whatever is not known of them."""
    low = sum(part.value for part in parts if part.value is not None and not part.loose)
    if any(part.value is None for part in parts):
        return low <= total
    return low <= total <= low + sum(part.value for part in parts if part.value is not None and part.loose)


def _covers(events: list[Event], at: int) -> Iterator[list[Event]]:
    """What a total can cover, the likeliest first: its level, its section, the rows since the one before, all."""
    total = events[at]
    above, below = events[:at], events[at + 1 :]
    level = total.meaning.level
    since = next((i for i in range(at - 1, -1, -1) if events[i].kind != "unit"), -1)
    since_total = next((i for i in range(at - 1, -1, -1) if events[i].kind == "total"), -1)
    until = next((i for i, event in enumerate(below) if event.kind != "unit"), len(below))
    until_head = next((i for i, event in enumerate(below) if event.heads or event.kind == "total"), len(below))
    groups = [_units(events[since + 1 : at]), _units(events[since_total + 1 : at])]
    following = [_units(below[:until]), _units(below[:until_head])]
    ordered = [*following, *groups] if total.heads else [*groups, *following]
    of_level = (
        [[unit for unit in _units(events) if any(part.level == level for part in unit.parts.values())]] if level else []
    )
    last = not any(event.kind == "total" for event in below) and not total.heads
    whole = [_units(events)]
    ordered = [*whole, *ordered] if last and not level else [*of_level, *ordered, *whole]
    ordered += [_units(above), _units(below)]
    return (rows for rows in ordered if rows)
