"""Total rows of a table: each must be the sum of what it covers. They are checked, and never counted themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from itertools import accumulate
from typing import NamedTuple

from lbedu.reading.headings import Meaning


class Part(NamedTuple):
    """A figure of one row of units. None: it is not known; `loose`: it may be in the total or not."""

    value: int | None
    loose: bool = False


class Sum(NamedTuple):
    """What parts add up to: what is sure, what may be in it, how many are not known, how many there are."""

    sure: int = 0
    loose: int = 0
    unknown: int = 0
    parts: int = 0

    def plus(self, part: Part | None) -> Sum:
        """With one more part."""
        if part is None:
            return self
        if part.value is None:
            return self._replace(unknown=self.unknown + 1, parts=self.parts + 1)
        if part.loose:
            return self._replace(loose=self.loose + part.value, parts=self.parts + 1)
        return self._replace(sure=self.sure + part.value, parts=self.parts + 1)

    def minus(self, other: Sum) -> Sum:
        return Sum(*(a - b for a, b in zip(self, other, strict=True)))

    def fits(self, total: Decimal) -> bool:
        """Whether a total can be this sum, whatever is not known of it."""
        return self.sure <= total and (self.unknown > 0 or total <= self.sure + self.loose)


class Event(NamedTuple):
    """A row as a total sees it: units with their parts by column, totals with their cells, sections."""

    row: int
    kind: str
    meaning: Meaning = Meaning()
    heads: bool = False
    """A total that stands above what it covers."""
    parts: Mapping[int, Part] = {}
    totals: Mapping[int, Decimal] = {}
    level: str = ""


class Cover(NamedTuple):
    """Rows that a total may cover: from one event to before another, of one level or of all."""

    first: int
    end: int
    level: str = ""


class Differs(NamedTuple):
    """A total that is the sum of nothing that it can cover."""

    row: int
    column: int
    found: Decimal
    sum: int
    rows: tuple[int, ...]
    """The rows of units that it should cover; none where another total has spoiled the same."""


class Totals:
    """The total rows of one table."""

    def __init__(self, events: list[Event]) -> None:
        self.events = events
        self._sums: dict[tuple[int, str], list[Sum]] = {}
        self._last = next((i for i in range(len(events) - 1, -1, -1) if events[i].kind == "total"), -1)
        self._before = _previous(events)
        self._after = [tuple(len(events) - 1 - i for i in pair) for pair in reversed(_previous(events[::-1]))]

    def differing(self, workbook: Mapping[int, Sum]) -> Iterator[Differs]:
        """Every total cell that fits no sum. `workbook` is what all tables of the workbook add up to, by column."""
        spoiled: set[tuple[int, Cover]] = set()
        for at, event in enumerate(self.events):
            covers = list(self._covers(at)) if event.totals else []
            for column, total in event.totals.items():
                sums = [(cover, one) for cover in covers if (one := self._sum(column, cover)).parts]
                if not sums or workbook[column].fits(total) or any(one.fits(total) for _, one in sums):
                    continue
                cover, meant = sums[0]
                rows = () if (column, cover) in spoiled else tuple(self._rows(column, cover))
                spoiled.add((column, cover))
                yield Differs(event.row, column, total, meant.sure, rows)

    def _rows(self, column: int, cover: Cover) -> Iterator[int]:
        for event in self.events[cover.first : cover.end]:
            if column in event.parts and cover.level in ("", event.level):
                yield event.row

    def _sum(self, column: int, cover: Cover) -> Sum:
        key = column, cover.level
        if key not in self._sums:
            parts = (event.parts.get(column) if cover.level in ("", event.level) else None for event in self.events)
            self._sums[key] = list(accumulate(parts, Sum.plus, initial=Sum()))
        sums = self._sums[key]
        return sums[cover.end].minus(sums[cover.first])

    def _covers(self, at: int) -> Iterator[Cover]:
        """What a total can cover, the likeliest first: its level, its section, the rows since the one before, all."""
        total, end = self.events[at], len(self.events)
        (section, before), (next_section, after) = self._before[at], self._after[at]
        above = [Cover(section + 1, at), Cover(before + 1, at)]
        below = [Cover(at + 1, next_section), Cover(at + 1, after)]
        near = [*below, *above] if total.heads else [*above, *below]
        whole = Cover(0, end)
        if total.meaning.level:
            near = [Cover(0, end, total.meaning.level), *near, whole]
        elif at == self._last and not total.heads:
            near = [whole, *near]
        else:
            near = [*near, whole]
        yield from (*near, Cover(0, at), Cover(at + 1, end))


def _previous(events: list[Event]) -> list[tuple[int, int]]:
    """For each event where the last one that is no unit stands before it, and the last total; -1 where there is none."""
    found: list[tuple[int, int]] = []
    other = total = -1
    for i, event in enumerate(events):
        found.append((other, total))
        other = other if event.kind == "unit" else i
        total = i if event.kind == "total" else total
    return found


def sums_of(events: Iterable[Event]) -> dict[int, Sum]:
    """What the units of a table add up to, by column."""
    found: dict[int, Sum] = {}
    for event in events:
        for column, part in event.parts.items():
            found[column] = found.get(column, Sum()).plus(part)
    return found
