"""lbedu against other ways of validating the same workbooks: one, a district of 84, a city of 3.000."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import NamedTuple

from benchmarks.corpora import CITY, COUNTS, DISTRICT, MISTAKEN, ONE, RULES, make_city, make_district
from benchmarks.district import MISTAKES, figures_asked
from benchmarks.many import scan
from benchmarks.measure import CHECKED, ROOT, WORK, Measured, cpu_of, lbedu, output_of, ratio
from benchmarks.one_workbook import RULE_FILE
from dev import Environment
from lbedu.own_form import CODE, FIGURES_SHEET
from lbedu.reading.workbook import open_workbook

CONTESTANTS = Path(__file__).parent / "contestants"
Wrong = set[tuple[str, str]]
"""Workbooks and the codes of their fields that are wrong."""
WRONG: dict[Path, Wrong] = {DISTRICT: set(), MISTAKEN: set(MISTAKES)}
PAIRS = {ONE: 15, DISTRICT: 5, CITY: 1}
"""3.000 workbooks take some contestants minutes: they are measured once, after nothing."""


class Contestant(NamedTuple):
    """A way of validating, as the table and the plot name it."""

    name: str
    script: str
    options: tuple[str, ...] = ()

    def on(self, folder: Path) -> list[str]:
        """The command that validates a folder."""
        script = CONTESTANTS / f"with_{self.script}.py"
        return [str(contestants().python), str(script), str(RULES), str(folder), *self.options]


CONTEST = (
    Contestant("frictionless", "frictionless"),
    Contestant("frictionless, pooled", "frictionless", ("--pooled",)),
    Contestant("pandera", "pandera"),
    Contestant("pandera, pooled", "pandera", ("--pooled",)),
    Contestant("pointblank, pooled", "pointblank"),
    Contestant("pydantic over openpyxl", "pydantic"),
)
LIMITS = {
    ("frictionless", ONE): 2.0,
    ("pandera", ONE): 2.0,
    ("frictionless", DISTRICT): 8.0,
    ("pandera", DISTRICT): 5.0,
    ("pydantic over openpyxl", DISTRICT): 3.0,
}
"""What is promised. Nobody may be faster than lbedu: that is the limit of all others."""
IMPORTS, SCAN = "floor: the imports alone", "floor: inflating and scanning alone"


def one() -> list[Measured]:
    """All contestants on one workbook."""
    make_district()
    return [*floors(ONE), *(against(contestant, ONE) for contestant in CONTEST if not contestant.options)]


def district() -> list[Measured]:
    """All contestants on 84 workbooks, once they have shown that they check the same."""
    make_district()
    for folder, wrong in WRONG.items():
        refuse_other_findings(folder, wrong)
        for contestant in CONTEST:
            refuse_other(contestant, folder, wrong)
    return [*floors(DISTRICT), *(against(contestant, DISTRICT) for contestant in CONTEST)]


def city() -> list[Measured]:
    """All contestants on 3.000 workbooks."""
    make_city()
    return [*floors(CITY), *(against(contestant, CITY) for contestant in CONTEST)]


def against(contestant: Contestant, folder: Path) -> Measured:
    """CPU time of a contestant against that of `lbedu check` on the same folder."""
    return measured(contestant.name, contestant.on(folder), folder, LIMITS.get((contestant.name, folder), 1.0))


def floors(folder: Path) -> list[Measured]:
    """What nobody can do without: to import the libraries, and to inflate the workbooks and scan their XML."""
    imports = [sys.executable, str(ROOT / "benchmarks" / "reference.py"), RULE_FILE]
    return [measured(IMPORTS, imports, folder, None), measured(SCAN, scan(folder), folder, None)]


def measured(rival: str, command: list[str], folder: Path, limit: float | None) -> Measured:
    """CPU time of a rival against that of `lbedu check` on a folder."""
    ours, count = lbedu("check", str(folder), "--view", "district"), COUNTS[folder]
    found = ratio(
        f"CPU: {rival} / check, {count} workbook{'s' * (count > 1)}",
        lambda: cpu_of(command),
        lambda: cpu_of(ours, CHECKED),
        "at least",
        limit,
        PAIRS[folder],
        warm_up=folder != CITY,
    )
    return replace(found, rival=rival, count=count)


def refuse_other(contestant: Contestant, folder: Path, wrong: Wrong) -> None:
    """Ends the run where a contestant did not check every figure, or did not find what is wrong."""
    said = json.loads(output_of(contestant.on(folder)))
    expected = {
        "workbooks": COUNTS[folder],
        "fields": figures_asked(),
        "wrong": [list(one) for one in sorted(wrong)],
    }
    if said != expected:
        raise SystemExit(f"{contestant.name} says {said}\nexpected {expected}")


def refuse_other_findings(folder: Path, wrong: Wrong) -> None:
    """Ends the run where lbedu does not find what is wrong, no more and no less."""
    card = json.loads(output_of(lbedu("check", str(folder), "--reporter", "json"), CHECKED))
    if len(card["files"]) != COUNTS[folder]:
        raise SystemExit(f"lbedu read {len(card['files'])} workbooks instead of {COUNTS[folder]}")
    found = {(Path(p["file"]).name, code_beside(ROOT / p["file"], p["cell"])) for p in card["problems"]}
    if other := found ^ wrong:
        raise SystemExit(f"lbedu does not find what is wrong in {folder.name}: {sorted(other)}")


def code_beside(path: Path, address: str) -> str:
    """The code of the row in which a cell of the figures stands."""
    sheet = next(sheet for sheet in open_workbook(path).sheets if sheet.name == FIGURES_SHEET)
    column = next(column for (_, column), cell in sheet.cells.items() if cell.value == CODE)
    row = int("".join(filter(str.isdigit, address)))
    return str(sheet.cells[row, column].value)


@cache
def contestants() -> Environment:
    """What the contestants need, in an environment of its own."""
    environment = Environment(WORK / "contestants", sys.executable)
    environment.holds(CONTESTANTS / "requirements.txt")
    return environment
