"""A mistake in a rule file as data: what it is, where it stands, what may stand there instead. Says nothing itself."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

Path = tuple[str | int, ...]


class Fault(NamedTuple):
    """A mistake at a path of the file."""

    path: Path
    code: str
    """A code of the catalogue of mistakes."""
    facts: dict[str, str]
    """What its message is made of."""
    allowed: tuple[str, ...] = ()
    wrong: str = ""
    """The word for which one of the allowed may be meant."""
    on_key: bool = False
    """The key itself is wrong, not its value."""


Faults = list[Fault]


def fault(
    path: Path,
    code: str,
    /,
    allowed: Iterable[object] = (),
    wrong: object = None,
    on_key: bool = False,
    **facts: object,
) -> Fault:
    """A fault, with its facts and the allowed words as texts."""
    words = tuple(map(str, allowed))
    found = {key: str(value) for key, value in facts.items()}
    return Fault(path, code, found, words, "" if wrong is None else str(wrong), on_key)


class Refused(Exception):
    """What was read has no meaning; carries the fault."""

    def __init__(self, found: Fault) -> None:
        self.fault = found


def refused(
    path: Path,
    code: str,
    /,
    allowed: Iterable[object] = (),
    wrong: object = None,
    on_key: bool = False,
    **facts: object,
) -> Refused:
    """To be raised where reading cannot go on."""
    return Refused(fault(path, code, allowed, wrong, on_key, **facts))


def unknown(path: Path, name: object, known: Iterable[object], what: str) -> Fault:
    """A name that does not exist, among those that do."""
    return fault(path, "unknown_name", known, name, what=what, name=name)
