"""Limits that the user sets: from `file=50MiB` to how much of a file is read. Knows no file."""

from __future__ import annotations

import re
from collections.abc import Iterable

from lbedu.errors import UsageError
from lbedu.reading.xlsx.refusal import LIMITS, Limits

_SIZES = ("file", "inflated", "part", "memory", "reader_memory")
_UNITS = {"": 1, "KiB": 1 << 10, "MiB": 1 << 20, "GiB": 1 << 30}
_VALUE = re.compile(r"([0-9]{1,15})\s*(|KiB|MiB|GiB)")
_MOST = 1 << 40
_LEAST = {"memory": 64 << 20, "reader_memory": 256 << 20}
"""A process needs that much to begin with."""


def read_limits(given: Iterable[tuple[str, str | int]]) -> Limits:
    """The limits with those that are given set anew. Raises UsageError."""
    found = dict(given)
    for name in found:
        if name not in Limits._fields:
            raise UsageError(f"no limit `{name}` (there are: {', '.join(Limits._fields)})")
    return LIMITS._replace(**{name: _value(name, str(value)) for name, value in found.items()})


def given_limits(texts: Iterable[str] | None) -> dict[str, int | str]:
    """What several `NAME=VALUE` of the command line ask for. Raises UsageError."""
    found: dict[str, int | str] = {}
    for text in texts or ():
        name, equals, value = (part.strip() for part in text.partition("="))
        if not equals:
            raise UsageError(f"--limit takes NAME=VALUE such as file=50MiB, not {text!r}")
        if name in found:
            raise UsageError(f"--limit {name} is given twice")
        found[name] = value
    return found


def _value(name: str, text: str) -> int:
    found = _VALUE.fullmatch(text)
    if not found or (found[2] and name not in _SIZES):
        kind = "a size such as 50MiB" if name in _SIZES else "a whole number"
        raise UsageError(f"the limit {name} is {kind}, not {text!r}")
    value, least = int(found[1]) * _UNITS[found[2]], _LEAST.get(name, 1)
    if not least <= value <= _MOST:
        raise UsageError(f"the limit {name} is from {least} to {_MOST}, not {value}")
    return value
