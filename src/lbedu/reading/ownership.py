"""Whose the forms of one workbook are: each belongs to the unit that is named before it, where that is beyond doubt."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from lbedu.reading.layout import Figures, Listing
from lbedu.reading.statement import Said
from lbedu.submission import Place
from lbedu.vietnamese import fold

At = tuple[int, int]
"""Number of the sheet, number of the table on it."""
_WHO = ("name", "code")
_TELLING = (*_WHO, "level", "type", "ward", "year")
"""What makes two units of two that say it differently; who filled the form in does not."""
_COPY = re.compile(r"\(([0-9]+)\)\s*$")


class Piece(NamedTuple):
    """A form or list, or a part of one, as it lies on a sheet."""

    at: At
    form: str
    table: Figures | Listing


class Owned(NamedTuple):
    """What one unit sent: what it says of itself, and its forms."""

    said: Said
    pieces: tuple[Piece, ...]


class Beside(NamedTuple):
    """What stands in a workbook beside somebody else's form: forms of our own."""

    kinds: frozenset[str]
    """The kinds of unit that fill them in."""
    units: int
    sheet: str
    """The first of their sheets."""


class Several(NamedTuple):
    """Several units in one workbook, and no telling what belongs to whom."""

    places: tuple[Place, ...]
    """Where each of them is named, or where forms of several kinds stand."""
    number: int


def owned(
    identities: Sequence[tuple[At, Said]], pieces: Sequence[Piece], kinds: Mapping[str, str], names: Sequence[str]
) -> list[Owned] | Several:
    """The forms by their units; `kinds` has the kind of unit of every form, `names` those of the sheets.

    One unit owns all, wherever it is named. Of several each must be named right before its forms."""
    said = _distinct(identities, pieces)
    if len({at for at, _ in said}) < 2 and len(said) < 2:
        several = len({kinds[piece.form] for piece in pieces}) > 1
        return _no_telling(said, pieces, kinds) if several else [Owned(said[0][1] if said else {}, tuple(pieces))]
    found: list[tuple[At, Said, list[Piece]]] = [(at, one, []) for at, one in said]
    places = [at for at, _ in said]
    copies = {_copy(names[at[0]]) for at in places}
    for piece in pieces:
        before = bisect_right(places, piece.at)
        if not before:
            return _no_telling(said, pieces, kinds)
        found[before - 1][2].append(piece)
    for at, _, own in found:
        if (
            not own
            or len({kinds[piece.form] for piece in own}) > 1
            or _doubled(own)
            or _crossed(at, copies, own, names)
        ):
            return _no_telling(said, pieces, kinds)
    return [Owned(one, tuple(own)) for _, one, own in found]


def _no_telling(said: Sequence[tuple[At, Said]], pieces: Iterable[Piece], kinds: Mapping[str, str]) -> Several:
    places = [next((one[key][1] for key in _WHO if key in one), next(iter(one.values()))[1]) for _, one in said]
    if len(places) < 2:
        first = {kinds[piece.form]: piece for piece in reversed(list(pieces))}
        places += [Place("", piece.table.sheet.name) for piece in reversed(first.values())]
    return Several(tuple(places), max(len(said), len({kinds[piece.form] for piece in pieces})))


def _distinct(identities: Sequence[tuple[At, Said]], pieces: Sequence[Piece]) -> list[tuple[At, Said]]:
    """Where a unit is named that is not the one named before: a copy, and what is only the rest of it, tell nothing new."""
    found: list[tuple[At, Said]] = []
    places = [piece.at for piece in pieces]
    for i, (at, said) in enumerate(identities):
        nobody = not any(_text(said, key) for key in _WHO)
        end = bisect_left(places, identities[i + 1][0]) if i + 1 < len(identities) else len(places)
        followed = bisect_left(places, at) < end
        if found and nobody and not followed:
            continue
        between = found and bisect_left(places, found[-1][0]) < bisect_left(places, at)
        if found and _same(found[-1][1], said, nobody and not between):
            older = {key: value for key, value in found[-1][1].items() if value[0]}
            found[-1] = found[-1][0], {**found[-1][1], **said, **older}
        else:
            found.append((at, said))
    if len(found) > 1 and all(_same(found[0][1], said, False) for _, said in found[1:]):
        return found[:1]
    return found


def _same(one: Said, other: Said, rest: bool) -> bool:
    """Whether both name one unit; `rest`: the second names nobody and may go on with what the first says."""
    for key in _TELLING:
        texts = {fold(text) for said in (one, other) if (text := _text(said, key))}
        if len(texts) > 1:
            return False
    return rest or any(_text(one, key) and _text(other, key) for key in _WHO)


def _text(said: Said, key: str) -> str:
    return said[key][0] if key in said else ""


def _doubled(pieces: Iterable[Piece]) -> bool:
    """Whether one form stands there twice: the second may be that of the next unit, whose name is not there."""
    codes: dict[str, set[str]] = {}
    for piece in pieces:
        own = {row.code for row in piece.table.rows}
        if codes.setdefault(piece.form, set()) & own:
            return True
        codes[piece.form] |= own
    return False


def _crossed(at: At, copies: set[str], pieces: Iterable[Piece], names: Sequence[str]) -> bool:
    """Whether the sheets of a unit are numbered as copies of another one's: `Đơn vị`, `Số liệu (2)`."""
    own = _copy(names[at[0]])
    return any((number := _copy(names[piece.at[0]])) != own and number in copies for piece in pieces)


def _copy(name: str) -> str:
    found = _COPY.search(name)
    return found[1] if found else ""
