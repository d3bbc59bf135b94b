"""A table in plain text or Markdown: texts are wrapped, never cut, and never taken for markup."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence

from lbedu.reporters.terminal.plain_table import plain_rows
from lbedu.wording import harmless

Row = Sequence[str]
_MARKUP = re.compile(r"([\\|`*_<>\[\]~])")


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


def markdown_table(rows: Sequence[Row]) -> str:
    """The same rows as Markdown; a text is shown as it is, whatever signs it holds."""
    header, *body = [[markdown_text(text) for text in row] for row in rows]
    lines = [header, ["---"] * len(header), *body]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


def markdown_text(text: str) -> str:
    """A text that Markdown shows as it is, on one line."""
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))
