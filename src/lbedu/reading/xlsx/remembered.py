"""What was made of the small parts of a workbook, by their bytes: the workbooks of a district share nearly all of them."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TypeVar

from lbedu.reading.xlsx.refusal import Limits

_LARGEST = 1 << 18
"""A part over this size is not kept: memory must not grow with what is sent."""
_KEPT = 48

_SHORT, _TEXTS = 600, 1024
"""Letters of a piece of XML that is remembered, and how many pieces are."""

Made = TypeVar("Made")


def remembered(make: Callable[[str, bytes, Limits], Made]) -> Callable[[str, bytes, Limits], Made]:
    """The same function of a part's name, its XML and the limits, made once for the same bytes. What it makes must never
    change; what it refuses is refused anew each time."""
    kept = lru_cache(_KEPT)(make)

    def again(part: str, xml: bytes, limits: Limits) -> Made:
        return kept(part, xml, limits) if len(xml) <= _LARGEST else make(part, xml, limits)

    return again


def remembered_if_short(make: Callable[[str], Made]) -> Callable[[str], Made]:
    """The same function of a piece of XML, made once for the same piece: labels are the same in every workbook."""
    kept = lru_cache(_TEXTS)(make)

    def again(xml: str) -> Made:
        return kept(xml) if len(xml) <= _SHORT else make(xml)

    return again
