"""What the user asks for besides the paths."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Literal, NamedTuple

from lbedu.reading.xlsx.refusal import LIMITS, Limits
from lbedu.scorecard import View

LegacyEncoding = Literal["report", "convert"]


class Options(NamedTuple):
    """What a run is asked for; whatever is not given, the workbooks or the rule file say."""

    year: str | None = None
    targets: Path | None = None
    register: Path | None = None
    view: View | None = None
    unit: str = ""
    only: tuple[str, ...] = ()
    as_of: dt.date | None = None
    complete: bool = False
    legacy_encoding: LegacyEncoding = "report"
    """What becomes of texts in TCVN3 or VNI: reported and not used, or converted."""
    by_ward: bool = False
    """Subtotals by ward, and by level of what is asked of every unit, for a program or a summary."""
    by_unit: bool = False
    """Beside the verdicts of the district those of each unit by itself, for a summary."""
    limits: Limits = LIMITS
    """How much of a file is read before it is refused."""
