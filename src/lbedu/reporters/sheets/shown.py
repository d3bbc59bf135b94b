"""What may stand in a cell, how it is lettered and boxed, and texts as a cell can hold them. No text becomes a formula."""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache
from typing import NamedTuple

from lbedu import paper
from lbedu.wording import harmless

LONGEST_TEXT = 32_767
"""The limit of Excel; a text is counted in UTF-16."""
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
"""Excel reads `_x0041_` as A."""
SIGNS = ("=", "+", "-", "@")
"""What begins a formula when somebody edits the cell."""


class Look(NamedTuple):
    """How a cell is lettered and boxed."""

    bold: bool = False
    italic: bool = False
    size: float = 11
    align: str = "left"
    indent: int = 0
    box: bool = True
    wrap: bool = True
    fill: str = ""
    under: bool = False
    """A line below the text."""
    link: bool = False
    """Looks like what one can follow."""
    open: bool = False
    """Stays writable once the sheet is protected."""
    top: bool = False
    """At the upper edge of its cell."""


TITLE = Look(bold=True, size=14, box=False, wrap=False)
LINE = Look(box=False, wrap=False)
QUIET = Look(italic=True, box=False, wrap=False)
HEADER = Look(bold=True, align="center", fill=paper.HEAD)
SMALL = Look(italic=True, size=8, align="center", fill=paper.HEAD)
TEXT = Look()
INDENTED = Look(italic=True, indent=2)
CENTRED = Look(align="center")
NUMBER = Look(align="right")
LINK = Look(link=True)


class Shared(NamedTuple):
    """A formula that cells below each other share; the first of them holds its text, and says for which cells."""

    number: int
    text: str = ""
    cells: str = ""


class Shown(NamedTuple):
    """What stands in a cell, and how. Of a formula the value is what it gives now."""

    value: str | float | dt.date | None = None
    look: Look = TEXT
    format: str = "General"
    formula: str | Shared = ""
    """Without the leading `=`."""
    link: str = ""
    """An address in this workbook."""


@lru_cache(maxsize=8192)
def clean(text: str) -> str:
    """A text as a cell can hold it: control, direction and invisible characters written out, not longer than Excel allows.
    Lines stay lines."""
    lines = [line if line.isprintable() else harmless(line, LONGEST_TEXT) for line in text.split("\n")]
    text = _ESCAPE.sub("_x005F_", "\n".join(lines))
    if len(text) * 2 <= LONGEST_TEXT or _utf16(text) <= LONGEST_TEXT:
        return text
    kept = text.encode("utf-16-le")[: (LONGEST_TEXT - 1) * 2].decode("utf-16-le", "ignore")
    return kept + "…"


def _utf16(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
