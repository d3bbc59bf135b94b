"""Which unit and which problem of two results is the same one. Every rule reads the same from either side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple, TypeVar

from lbedu.vietnamese import fold, fold_code

Data = Mapping[str, Any]
Identity = tuple[str, str, str, str]
"""Kind, level, code and name of a unit, as far as spellings are equal."""
T = TypeVar("T")
Key = Callable[[T], Hashable]


def identity(unit: Data) -> Identity:
    return unit["kind"], unit["level"], fold_code(unit["code"]), fold(unit["name"])


def one_name_each(old: Iterable[Data], new: Iterable[Data]) -> dict[Identity, Identity]:
    """Of every unit of the new result who it was in the old one: by code, else by level and name where not both have a code.
    A unit that was not there stands for itself."""
    before, now = (list(dict.fromkeys(map(identity, units))) for units in (old, new))
    found = {one: one for one in now if one in set(before)}
    for key in (_by_code, _by_name):
        taken = set(found.values())
        free = [one for one in before if one not in taken], [one for one in now if one not in found]
        for was, is_ in _alone(free[0], free[1], key):
            if key is _by_code or not (was[2] and is_[2]):
                found[is_] = was
    return {one: found.get(one, one) for one in now}


def _by_code(one: Identity) -> Hashable:
    return one[:3] if one[2] else None


def _by_name(one: Identity) -> Hashable:
    return one[0], one[1], one[3]


def _alone(old: Sequence[T], new: Sequence[T], key: Key[T]) -> Iterable[tuple[T, T]]:
    """Pairs of the same key, where it is but one's on either side."""
    counts = [Counter(map(key, side)) for side in (old, new)]
    there = {key(one): one for one in old}
    for one in new:
        own = key(one)
        if own is not None and counts[0][own] == counts[1][own] == 1:
            yield there[own], one


class Paired(NamedTuple):
    """Problems of two results."""

    same: tuple[tuple[Data, Data], ...]
    moved: tuple[tuple[Data, Data], ...]
    """The same in another cell."""
    gone: tuple[Data, ...]
    new: tuple[Data, ...]


def pair_problems(old: Sequence[Data], new: Sequence[Data], owners: Sequence[Callable[[Data], Hashable]]) -> Paired:
    """Two problems are one if they are of the same code and owner and stand in the same cell, whatever stands there; else if
    the same text stands in another cell of the sheet. A blank has no text: moved, it is one gone and one new."""
    sides = [[(owner(one), one) for one in problems] for owner, problems in zip(owners, (old, new), strict=True)]
    same: list[tuple[Any, Any]] = []
    for parts in (("code", "sheet", "cell", "found"), ("code", "sheet", "cell")):
        pairs, *sides = _taken(sides[0], sides[1], parts)
        same += pairs
    kept = [[pair for pair in side if not pair[1]["found"]] for side in sides]
    texts = [[pair for pair in side if pair[1]["found"]] for side in sides]
    moved, *rest = _taken(texts[0], texts[1], ("code", "sheet", "found"))
    left = [{id(one) for _, one in (*kept[at], *rest[at])} for at in (0, 1)]
    gone, come = ([one for one in side if id(one) in ids] for side, ids in zip((old, new), left, strict=True))
    return Paired(tuple(same), tuple(moved), tuple(gone), tuple(come))


def _taken(old: list[Any], new: list[Any], parts: Sequence[str]) -> tuple[list[Any], list[Any], list[Any]]:
    """Pairs of the same owner and parts, in order, and what is left on either side."""

    def key(pair: Any) -> Hashable:
        return pair[0], tuple(pair[1][part] for part in parts)

    waiting: dict[Hashable, list[Any]] = {}
    for pair in reversed(old):
        waiting.setdefault(key(pair), []).append(pair)
    pairs, left = [], []
    for pair in new:
        rest = waiting.get(key(pair))
        if rest:
            pairs.append((rest.pop()[1], pair[1]))
        else:
            left.append(pair)
    unpaired = {id(pair) for rest in waiting.values() for pair in rest}
    return pairs, [pair for pair in old if id(pair) in unpaired], left
