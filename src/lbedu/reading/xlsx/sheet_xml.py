"""The XML of worksheets, by two routes that give the same cells.

Patterns read the canonical XML that common writers produce, and only if they consume all of it; expat reads the rest.
"""

from __future__ import annotations

from lbedu.reading.xlsx.canonical import NotCanonical
from lbedu.reading.xlsx.cell import Kind, column_letters
from lbedu.reading.xlsx.refusal import Limits
from lbedu.reading.xlsx.sheet_expat import OutOfOrder, SheetReader
from lbedu.reading.xlsx.sheet_patterns import Known, read_by_patterns

__all__ = ["Kind", "column_letters", "read_sheet"]


def read_sheet(part: str, xml: bytes, known: Known, limits: Limits, room: int) -> SheetReader:
    """The content of a worksheet with at most `room` cells; Unreadable names the cell where it can."""
    try:
        return read_by_patterns(part, xml, known, limits, room)
    except NotCanonical:
        pass
    reader = SheetReader(part, known.source, limits, room)
    try:
        reader.read(xml)
    except OutOfOrder:
        reader = SheetReader(part, known.source, limits, room, seen=set())
        reader.read(xml)
    return reader
