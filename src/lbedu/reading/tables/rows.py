"""The rows below a header: units, totals, sections, notes and signatures, each told by what stands in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Literal, NamedTuple

from lbedu.reading.headings import (
    KindWords,
    Meaning,
    is_derived,
    is_name_heading,
    is_no_name,
    is_signature,
    is_summary,
    is_total,
    numbering,
    style,
)
from lbedu.reading.layout import is_code, text_of
from lbedu.reading.tables.grid import Grid
from lbedu.reading.workbook import Cell

_NUMBER = re.compile(r"[0-9]+(?:[.,][0-9]+)*\.?")
_LONGEST = 1000
"""Letters of a text that tell what its row is."""

Kind = Literal["unit", "blank", "total", "section", "nameless", "outside", "derived"]


class Row(NamedTuple):
    """A row that says something, or several that a merged name makes one."""

    kind: Kind
    numbers: tuple[int, ...]
    text: str = ""
    meaning: Meaning = Meaning()
    """What a section or a total says of the units that it is about."""
    sections: tuple[int, ...] = ()
    """The rows of the sections that a unit stands under and that say its level or type, the nearest last."""


class Layout(NamedTuple):
    """Which columns of a table are for what."""

    name: int
    order: int | None
    code: int | None
    left: int
    figures: frozenset[int]
    right: int
    """The last column of figures, or that of the names."""
    says: Callable[[int, Cell], bool]
    """Whether a cell in a column of figures answers what the column asks."""


class _Seen(NamedTuple):
    """A row as it is first looked at."""

    number: int
    order: str
    name: str
    lead: str
    """The first text before the figures, where there is no name."""
    texts: tuple[str, ...]
    filled: bool
    """There is something in the columns of figures."""
    typed: bool
    """There is an answer in them that somebody typed."""
    numeric: bool
    anchor: int
    """The row that the name stands in."""
    coded: bool
    """There is a code of a unit."""
    banner: bool
    """A text is merged over the names and the figures."""

    @property
    def label(self) -> str:
        return self.order if is_total(self.order) else self.name or self.lead

    @property
    def counted(self) -> bool:
        """Numbered as units are."""
        return _NUMBER.fullmatch(self.order) is not None


class Names(NamedTuple):
    """What a text can be, as the name of a unit."""

    is_name: Callable[[str], bool]
    is_sure: Callable[[str], bool]
    """It says its level, or the directive knows it."""
    is_other: Callable[[str], bool]
    """It is a unit of another kind: a ward in a table of schools."""


def rows_of(grid: Grid, layout: Layout, spans: Iterable[tuple[int, int]], words: KindWords, names: Names) -> list[Row]:
    """What the rows of these spans are; between them stands the header again."""
    numbers = [number for first, last in spans for number in grid.between(first, last)]
    seen = [one for number in numbers if (one := _look(grid, layout, number)) is not None]
    numbered = any(one.counted and one.name and one.filled for one in seen)
    orders = {one.order.rstrip(".") for one in seen if one.counted}
    parents = frozenset(order.rpartition(".")[0] for order in orders if "." in order) & orders
    sorting = _Sorting(words, names, numbered, parents)
    for one in seen:
        sorting.take(one)
    return sorting.rows


def _look(grid: Grid, layout: Layout, number: int) -> _Seen | None:
    """A row at first sight; None for one that holds nothing of the table."""
    cells = grid.rows[number]
    figures = {
        c: cells[c] for c in layout.figures if c in cells and (cells[c].kind != "text" or text_of(cells[c]).strip())
    }
    name = " ".join(grid.text(number, layout.name).split())
    order = grid.text(number, layout.order).strip() if layout.order else ""
    anchor = grid.anchor(number, layout.name)[0]
    before = dict(grid.cells(number, layout.left, layout.right))
    texts = tuple(text for c in sorted(before) if (text := _beginning(text_of(before[c]))))
    if not texts and not figures and not (name or order):
        return None
    ahead = [c for c in sorted(before) if c <= layout.name and c not in figures and text_of(before[c]).strip()]
    lead = text_of(cells[ahead[0]]).strip() if ahead and not name else ""
    lead = "" if _NUMBER.fullmatch(lead) else lead
    first = min(layout.figures, default=0)
    banner = any(m.left <= layout.name and m.right >= first for m in grid.merges_from(number, layout.left))
    numeric = any(cell.kind == "number" and not cell.formula for cell in figures.values())
    asked = not name or not (numeric or _NUMBER.fullmatch(order))  # trying all takes as long as reading them
    typed = asked and any(not cell.formula and layout.says(column, cell) for column, cell in figures.items())
    coded = layout.code is not None and is_code(grid.text(number, layout.code))
    return _Seen(number, order, name, lead, texts, bool(figures), typed, numeric, anchor, coded, banner)


def _beginning(text: str) -> str:
    return text.strip() if len(text) <= _LONGEST else _cut(text)


@lru_cache(1024)
def _cut(text: str) -> str:
    """Kept, as an endless text may come in every cell."""
    return text[:_LONGEST].strip()


class _Sorting:
    """Takes rows from the top down and says what each is."""

    def __init__(self, words: KindWords, names: Names, numbered: bool, parents: frozenset[str]) -> None:
        self.words = words
        self.names = names
        self.numbered = numbered
        self.parents = parents
        """Numbers of rows over others: `1` over `1.1`."""
        self.rows: list[Row] = []
        self.ended = False
        """Notes or signatures have begun."""
        self.summed_up = False
        """A small table of criteria and rates has begun."""
        self.apart = False
        """An empty row lies between here and the last row of the table."""
        self.last = 0
        self.open: list[tuple[str, int, Meaning]] = []
        """The sections around this row: how they are numbered, their row, what they say."""
        self.units: dict[int, int] = {}
        """The row that a name stands in → the place among `rows` of its unit."""

    def take(self, seen: _Seen) -> None:
        self.apart = self.apart or bool(self.rows and seen.number > self.last + 1)
        self.last = seen.number
        if is_name_heading(seen.name):
            return  # the header again, with other columns
        self.summed_up = self.summed_up or bool(self.units and not seen.numeric and is_summary(seen.texts))
        if self._is_signature(seen):
            self.ended = bool(self.units)  # a note above the first unit ends nothing
        elif self.summed_up:
            if seen.filled:
                self._add("outside" if self.names.is_sure(seen.name) else "derived", seen)
        elif seen.name and is_signature(seen.name):
            self._add("outside", seen)
        elif seen.label and self.words.is_total(seen.label):
            self._total(seen)
        elif seen.label and is_derived(seen.label) and not seen.counted:
            self._add("derived" if seen.filled else "section", seen)
        elif self._is_section(seen):
            self._section(seen)
        elif seen.anchor != seen.number and seen.anchor in self.units:
            self._another_row(seen)
        elif seen.name or (seen.coded and seen.filled):
            self._unit(seen)
        elif seen.typed:
            self._add("nameless", seen)

    def _add(self, kind: Kind, seen: _Seen, meaning: Meaning = Meaning(), sections: tuple[int, ...] = ()) -> None:  # noqa: B008
        self.rows.append(Row(kind, (seen.number,), seen.label, meaning, sections))

    def _is_signature(self, seen: _Seen) -> bool:
        if seen.numeric or seen.counted or (seen.name and not is_signature(seen.name)):
            return False
        return any(is_signature(text) for text in seen.texts)

    def _is_section(self, seen: _Seen) -> bool:
        """Numbered as sections are, or named as none but sections are; one with figures is a total of what stands below."""
        if seen.counted and seen.name and seen.filled:
            return seen.order.rstrip(".") in self.parents
        if not seen.label or self.ended:
            return False
        if self.words.section(seen.label) is not None or not (seen.name or seen.coded or seen.filled):
            return True
        if seen.banner and not seen.filled:
            return True
        number = style(seen.order) or style(numbering(seen.label)[0])
        return bool(number) and (not seen.filled or self.numbered)

    def _section(self, seen: _Seen) -> None:
        meaning = self.words.section(seen.label) or Meaning()
        kind = style(seen.order) or style(numbering(seen.label)[0])
        styles = [one for one, _, _ in self.open]
        if kind in styles:
            del self.open[styles.index(kind) :]
        self.open.append((kind, seen.number, meaning))
        self._add("section", seen, meaning)
        if seen.filled:
            self._add("total", seen, meaning)

    def _total(self, seen: _Seen) -> None:
        meaning = self.words.section(numbering(seen.label)[1]) or Meaning()
        self._add("total" if seen.filled else "section", seen, meaning)
        self.apart = False

    def _another_row(self, seen: _Seen) -> None:
        """A further row of a unit whose name is merged over it."""
        at = self.units[seen.anchor]
        if seen.filled:
            kind: Kind = "unit" if self.rows[at].kind == "blank" else self.rows[at].kind
            self.rows[at] = self.rows[at]._replace(kind=kind, numbers=(*self.rows[at].numbers, seen.number))

    def _unit(self, seen: _Seen) -> None:
        sure = self.names.is_sure(seen.name)
        if not seen.filled:
            plain = seen.counted or not (self.numbered or self.ended or self.apart)
            if (plain and self.names.is_name(seen.name)) or (sure and not self.ended):
                self._unit_row("blank", seen)
        elif self._is_nobody(seen, sure):
            self._add("outside", seen)
        elif seen.counted or seen.numeric or seen.typed or not self.ended:
            self._unit_row("unit", seen)

    def _is_nobody(self, seen: _Seen, sure: bool) -> bool:
        """Whether a row with figures may well be a sum, a plan or a signature: it is not counted, and it is said."""
        if self.words.section(seen.name) is not None and not seen.name[-1:].isdigit():
            return True  # “Các trường tiểu học”, “THCS công lập”: all of a level
        if sure or seen.coded:
            return False
        if is_no_name(seen.name) or self.names.is_other(seen.name):
            return True
        return not seen.counted and (self.numbered or self.ended)

    def _unit_row(self, kind: Kind, seen: _Seen) -> None:
        levels = [number for _, number, meaning in self.open if meaning.level]
        types = [number for _, number, meaning in self.open if meaning.type]
        self.units[seen.number] = len(self.rows)
        self._add(kind, seen, Meaning(), tuple(sorted({*levels[-1:], *types[-1:]})))
        self.apart = False


def meanings(rows: Iterable[Row]) -> Mapping[int, Meaning]:
    """Row of a section → what it says."""
    return {row.numbers[0]: row.meaning for row in rows if row.kind == "section"}


def units(rows: list[Row]) -> Iterator[Row]:
    return (row for row in rows if row.kind in ("unit", "blank"))
