"""What comes of a cell: a typed value, or why there is none."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from lbedu.submission import Value

Words = Mapping[str, str]


class Fault(NamedTuple):
    """Why a cell gives no value: a problem's code and the words that fill its message."""

    code: str
    facts: Mapping[str, str | Words] = {}


class Read(NamedTuple):
    """A typed value; `understood` where it was not simply read as it stands."""

    value: Value
    understood: bool = False
    because: Words = {}
    """What had to be understood, where the value itself does not show it."""
    warning: Fault | None = None
    """What may have happened to the cell, though it has a value."""
