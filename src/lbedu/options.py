"""What the user asks for besides the paths."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Literal, NamedTuple

from lbedu.errors import UsageError
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
    digests: bool = False
    """The SHA-256 of every file that is read, for a summary or as evidence."""
    limits: Limits = LIMITS
    """How much of a file is read before it is refused."""
    names: Mapping[str, str] = {}
    """Of files that lie elsewhere than they once did: by the name that they would be shown by, the name to show."""


def day_of(day: dt.date | str | None) -> dt.date | None:
    """The as-of day, given as a date or as a text. Raises UsageError for what is no day such as 2022-05-31."""
    if isinstance(day, dt.datetime):
        return day.date()
    if day is None or isinstance(day, dt.date):
        return day
    try:
        if re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", day):
            return dt.date.fromisoformat(day)
    except (TypeError, ValueError):
        pass
    raise UsageError(f"--as-of (as_of) takes a date such as 2022-05-31, not {day!r}")
