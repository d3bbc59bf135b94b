"""A table in plain text: texts are wrapped, never cut, and never taken for markup."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from lbedu.reporters.terminal.plain_table import plain_rows
from lbedu.wording import harmless

Row = Sequence[str]


def text_table(rows: Sequence[Row], width: int, shares: Sequence[int]) -> str:
    """Rows of which the first is the header. A column is as wide as its texts; what does not fit on the page is taken from the
    columns with a share, by their shares."""
    widths = [max(len(row[at]) for row in rows) for at in range(len(shares))]
    room = max(width, 40) - (len(shares) - 1) * 3
    fixed = sum(own for own, share in zip(widths, shares, strict=True) if not share)
    left, asked = room - fixed, sum(own for own, share in zip(widths, shares, strict=True) if share)
    if asked > left:
        total = sum(shares)
        widths = [
            own if not share else max(8, min(own, left * share // total))
            for own, share in zip(widths, shares, strict=True)
        ]
    rule = "─" * (sum(widths) + (len(widths) - 1) * 3)
    return "\n".join(line.rstrip() for line in plain_rows(rows, widths, _wrapped, " ", rule)) + "\n"


def _wrapped(text: str, width: int) -> list[str]:
    lines = textwrap.wrap(harmless(text, len(text)), width, break_on_hyphens=False) or [""]
    return [line.ljust(width) for line in lines]
