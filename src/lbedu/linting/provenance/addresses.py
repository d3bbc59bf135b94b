"""Clauses as a rule file names them (`B.II.4 –3; B.III.8`, `A.I ¶1-7`), found in the outline of a text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from lbedu.linting.provenance.outline import Clause, Outline

_STEP = re.compile(r"([¶–—−+-])?\s?([0-9]{1,9}[a-zđ]?|[A-Za-zĐđ]+[0-9]*)(?:(?:[-–]|\.\.)([0-9]{1,9}))?")
_MOST = 999
"""No range of a clause is longer."""


class Reference(NamedTuple):
    """One clause that a rule file names. Without a clause the text has none such."""

    written: str
    clause: Clause | None
    numbers: tuple[int, ...] = ()
    """Its ¶, where those are named."""


def references(clause: str, outline: Outline) -> list[Reference]:
    """What the clause of a commitment names in a text."""
    return [found for written in clause.split(";") if written.strip() for found in _found(written.strip(), outline)]


def _found(written: str, outline: Outline) -> Iterator[Reference]:
    here = [outline.root]
    for step in _STEP.finditer(written):
        sign, key, last = step.groups()
        keys = _range(key, last)
        if sign == "¶":
            numbers = tuple(int(one) for one in keys if one.isdigit())
            yield from (Reference(written, one, numbers) for one in here)
            return
        below: list[Clause] = []
        for one in here:
            for each in keys:
                named = _named(one, sign, each)
                below += named
                if not named:
                    yield Reference(written, None)
        here = below
    for one in here:
        yield Reference(written, one if one is not outline.root else None)


def _range(key: str, last: str | None) -> list[str]:
    if last is None or not key.isdigit():
        return [key]
    return [str(number) for number in range(int(key), min(int(last), int(key) + _MOST) + 1)]


def _named(above: Clause, sign: str | None, key: str) -> list[Clause]:
    """The clauses of a number; of several with one number the letter behind it says which."""
    if sign is not None:
        key = ("+" if sign == "+" else "–") + key
    below = [one for one in above.below if one.key.rpartition(".")[2] == key]
    lettered = re.fullmatch(r"([0-9]+)([a-j])", key)
    if below or lettered is None:
        return below
    twins = [one for one in above.below if one.key == lettered[1]]
    if len(twins) > 1:
        return twins[ord(lettered[2]) - ord("a") :][:1]
    return [inner for one in twins for inner in _named(one, None, lettered[2])]
