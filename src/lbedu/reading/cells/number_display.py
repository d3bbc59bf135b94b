"""What a number format makes of a number: as a percentage, as a whole; and the formats that show what is stored."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

# Square brackets hold no others: a format that a file makes up of nothing but brackets costs no more than any.
LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\[\]]*\]')

PLAIN = frozenset({"General", "@", "0", "0.0", "0.00", "#,##0", "#,##0.0", "#,##0.00", "0%", "0.0%", "0.00%"})
"""The formats of nearly all cells: what they show is what is stored, but for decimals."""
DAYS = frozenset({"dd/mm/yyyy", "d/m/yyyy", "dd/mm/yyyy;@", "mm-dd-yy", "yyyy-mm-dd", "dd/mm/yyyy hh:mm"})
"""Those of nearly all dates."""


def is_percent(code: str) -> bool:
    """Whether a number format shows a part of 1 as a percentage; a percent sign that is only text does not multiply."""
    return "%" in code and "%" in LITERAL.sub("", code)


def rounded(code: str, value: Decimal) -> Decimal | None:
    """The whole number that a cell shows for one with decimals; None where the format shows that there are some."""
    bare = LITERAL.sub("", code.partition(";")[0])
    if not re.fullmatch(r"[\s()+-]*[0#?,]+[\s()+-]*", bare):
        return None
    return value.quantize(Decimal(1), ROUND_HALF_UP)
