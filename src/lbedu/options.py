"""What the user asks for besides the paths."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from lbedu.errors import UsageError
from lbedu.reading.xlsx.refusal import LIMITS, Limits
from lbedu.scorecard import View

if TYPE_CHECKING:
    from concurrent.futures import Executor

LegacyEncoding = Literal["report", "convert"]
Progress = Callable[[int, int, int], None]
"""Is called with how many files have been read, of how many, and how many problems they have so far."""


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
    jobs: int | None = None
    """Processes that read; 0: this one alone. None: as many as help."""
    cache: Path | None = None
    """The folder of what files said in earlier runs."""
    executor: Executor | None = None
    """Reads instead of processes of our own."""
    progress: Progress | None = None
    """Is told of every file that was read."""
    keep_on_interrupt: bool = False
    """Ctrl-C ends the reading: what was read is judged, and all else is a problem. Else it ends the run."""


def view_of(view: str | None) -> View | None:
    """Raises UsageError for any other word than the two."""
    if view not in (None, "units", "district"):
        raise UsageError(f"--view is units or district, not {view!r}")
    return None if view is None else "units" if view == "units" else "district"


def legacy_of(word: str) -> LegacyEncoding:
    """Raises UsageError for any other word than the two."""
    if word not in ("report", "convert"):
        raise UsageError(f"--legacy-encoding is report or convert, not {word!r}")
    return "convert" if word == "convert" else "report"


def complete_of(word: object) -> bool:
    """The user's word that all have reported. Raises UsageError for what only looks like it, such as the text "no"."""
    if not isinstance(word, bool):
        raise UsageError(f"--complete (complete) is True or False, not {word!r}")
    return word


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


def executor_of(executor: Executor | None) -> Executor | None:
    """What reads instead of processes of our own. Raises UsageError for what is no executor."""
    if executor is None:
        return None
    from concurrent.futures import Executor

    if isinstance(executor, Executor):
        return executor
    close = " (client.get_executor() gives one)" if hasattr(executor, "get_executor") else ""
    raise UsageError(f"executor is a concurrent.futures.Executor, not {type(executor).__name__}{close}")


def jobs_of(jobs: int | str | None) -> int | None:
    """How many processes read, given as a number or as a text. Raises UsageError for what is no number from 0 to 256."""
    if jobs is None:
        return None
    text = str(jobs)
    if not (text.isascii() and text.isdecimal() and len(text) < 5 and int(text) <= 256):
        raise UsageError(f"--jobs (jobs) is a number from 0 to 256, not {jobs!r}")
    return int(text)
