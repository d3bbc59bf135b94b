"""Who must report and has not, and what waits for them. Decides nothing."""

from __future__ import annotations

from collections.abc import Iterable

from lbedu.register import Register
from lbedu.scorecard import Absent, Verdict
from lbedu.submission import Submission


def absent_units(
    register: Register, submissions: Iterable[Submission], verdicts: Iterable[Verdict]
) -> tuple[Absent, ...]:
    """Every unit that must report and has not, with the undecided targets that wait for it."""
    reported = {register.key(submission.unit) for submission in submissions}
    absent = {key: unit for unit in register.everybody if (key := register.key(unit)) not in reported}
    waits: dict[object, dict[str, None]] = {}
    for verdict in verdicts if absent else ():
        if verdict.outcome == "undecided":
            for holding in (holding for part in verdict.parts for holding in part.waiting):
                waits.setdefault(register.key(holding.unit), {})[verdict.target.id] = None
    return tuple(Absent(unit, tuple(waits.get(key, ()))) for key, unit in absent.items())
