"""Where things stand, as plain data: without the file, each sheet written once; what workbooks share is understood once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache, partial
from itertools import repeat
from sys import intern
from typing import Any, NamedTuple

from lbedu.submission import Place, Said

Plain = Any
"""None, a truth value, a whole number, a text, or lists and dicts of these."""


class NotPlain(Exception):
    """What came is not what a file can say."""


class Names:
    """The file and the sheets that places are in."""

    def __init__(self, file: str, sheets: list[str] | None = None) -> None:
        self.file = file
        self.sheets = sheets if sheets is not None else []
        self.numbers: dict[str, int] = {}

    def number(self, sheet: str) -> int:
        found = self.numbers.get(sheet)
        if found is None:
            found = self.numbers[sheet] = len(self.sheets)
            self.sheets.append(sheet)
        return found


def text(value: Plain, _: object = None) -> str:
    if type(value) is not str:
        raise NotPlain
    return intern(value)  # the workbooks of a district share most of their words


def pack_place(place: Place, names: Names) -> Plain:
    if place.file == names.file:
        return [names.number(place.sheet), place.cell]
    return [names.number(place.sheet), place.cell, place.file]


def unpack_place(data: Plain, names: Names) -> Place:
    sheet, cell = data[0], data[1]
    if type(sheet) is not int or type(cell) is not str or type(data) is not list or sheet < 0:
        raise NotPlain
    return Place(names.file if len(data) == 2 else text(data[2]), names.sheets[sheet], intern(cell))


# a layout is one text, `classes:1!E14 pupils:1!E15+1!E16`: which field stands where, in sheets by their numbers. Workbooks
# that were filled in on the same form have the same one.


class _Layout(NamedTuple):
    fields: tuple[str, ...]
    sheets: tuple[int, ...]
    cells: tuple[str, ...]
    sums: tuple[tuple[int, tuple[int, ...], tuple[str, ...]], ...]
    """The figures that are sums of cells: their number in `fields`, and where all of these stand."""


_NOTHING = _Layout((), (), (), ())
_bare_place: Callable[[Iterable[Any]], Place] = partial(tuple.__new__, Place)  # `Place._make` at half its price
_bare_said: Callable[[Iterable[Any]], Said] = partial(tuple.__new__, Said)


@lru_cache(256)
def _layout(text: str) -> _Layout:
    if not text:
        return _NOTHING
    fields, firsts, sums = [], [], []
    for number, entry in enumerate(text.split(" ")):
        field, _, places = entry.partition(":")
        own = [_seat(place) for place in places.split("+")]
        fields.append(intern(field))
        firsts.append(own[0])
        if len(own) > 1:
            sums.append((number, *_turned(own)))
    if len(set(fields)) < len(fields):
        raise NotPlain
    return _Layout(tuple(fields), *_turned(firsts), tuple(sums))


def _turned(seats: list[tuple[int, str]]) -> tuple[tuple[int, ...], tuple[str, ...]]:
    return tuple(sheet for sheet, _ in seats), tuple(cell for _, cell in seats)


def _seat(place: str) -> tuple[int, str]:
    sheet, mark, cell = place.partition("!")
    if not (mark and sheet.isascii() and sheet.isdigit()):
        raise NotPlain
    return int(sheet), intern(cell)


def _places(sheets: tuple[int, ...], cells: tuple[str, ...], names: Names) -> list[Place]:
    return list(map(_bare_place, zip(repeat(names.file), map(names.sheets.__getitem__, sheets), cells)))


def _written(places: Iterable[Place], names: Names) -> str:
    return "+".join([f"{names.number(place.sheet)}!{place.cell}" for place in places])


def pack_seats(where: Mapping[str, Place], names: Names) -> Plain:
    """What stands where, all in this file."""
    return " ".join([f"{name}:{_written((place,), names)}" for name, place in where.items()])


def unpack_seats(data: Plain, names: Names) -> Mapping[str, Place]:
    layout = _layout(text(data))
    return dict(zip(layout.fields, _places(layout.sheets, layout.cells, names), strict=True))


def pack_figures(said: Mapping[str, Said], values: list[Plain], names: Names) -> Plain:
    """Figures, all of this file: where each stands, and the values as they are written."""
    return [" ".join([f"{name}:{_written(one.places, names)}" for name, one in said.items()]), values]


def unpack_figures(data: Plain, values: Callable[[list[Plain], Names], list[Any]], names: Names) -> Mapping[str, Said]:
    written, found = data
    layout = _layout(text(written))
    seats = _places(layout.sheets, layout.cells, names)
    if type(found) is not list or len(found) != len(seats):
        raise NotPlain
    said = dict(zip(layout.fields, map(_bare_said, zip(values(found, names), seats, repeat(()))), strict=True))
    for number, sheets, cells in layout.sums:
        field = layout.fields[number]
        said[field] = said[field]._replace(cells=tuple(_places(sheets, cells, names)))
    return said
