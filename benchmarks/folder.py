"""A folder of 84 school workbooks: lbedu against other ways of validating them, and its memory against one workbook's."""

from __future__ import annotations

import json
import shutil
import sys
from functools import cache
from pathlib import Path

from benchmarks.district import MISTAKES, SCHOOLS, figures_asked, write_district, write_mistaken, write_rules
from benchmarks.measure import CHECKED, ROOT, WORK, Measured, cpu_of, lbedu, output_of, peak_of, ratio
from dev import Environment
from lbedu.own_form import CODE, FIGURES_SHEET
from lbedu.reading.workbook import open_workbook

DISTRICT, MISTAKEN, ONE = WORK / "district", WORK / "mistaken", WORK / "one"
RULES = WORK / "rules.json"
CONTESTANTS = Path(__file__).parent / "contestants"
COUNT = sum(SCHOOLS.values())
Wrong = set[tuple[str, str]]
"""Workbooks and the codes of their fields that are wrong."""
WRONG: dict[Path, Wrong] = {DISTRICT: set(), MISTAKEN: set(MISTAKES)}
PAIRS = 5


def frictionless() -> Measured:
    """Against frictionless: Table Schemas and a check of our constraints."""
    return against("frictionless", 6.0)


def pydantic() -> Measured:
    """Against plain pydantic over openpyxl."""
    return against("pydantic", 3.0)


def memory() -> Measured:
    """The peak of 84 workbooks against that of one: a district is not held in memory."""
    district()
    shutil.rmtree(ONE, ignore_errors=True)
    ONE.mkdir()
    shutil.copy(next(DISTRICT.glob("th-*.xlsx")), ONE)
    name = f"peak memory: check of {COUNT} workbooks / of one"
    all_of_them, one = (lbedu("check", str(folder), "--view", "district") for folder in (DISTRICT, ONE))
    return ratio(
        name, lambda: peak_of(all_of_them, CHECKED), lambda: peak_of(one, CHECKED), "at most", 1.5, PAIRS, "MiB"
    )


def against(contestant: str, limit: float) -> Measured:
    """CPU time of a contestant that provably checks the same, against that of `lbedu check` on the folder."""
    district()
    theirs = [str(contestants().python), str(CONTESTANTS / f"with_{contestant}.py"), str(RULES)]
    for folder, wrong in WRONG.items():
        refuse_other(contestant, json.loads(output_of([*theirs, str(folder)])), wrong)
    name = f"CPU: {contestant} / check, {COUNT} workbooks"
    check = lbedu("check", str(DISTRICT))
    return ratio(
        name, lambda: cpu_of([*theirs, str(DISTRICT)]), lambda: cpu_of(check, CHECKED), "at least", limit, PAIRS
    )


def refuse_other(contestant: str, said: dict[str, object], wrong: Wrong) -> None:
    """Ends the run where a contestant did not check every figure, or did not find what is wrong."""
    expected = {"workbooks": COUNT, "fields": figures_asked(), "wrong": [list(one) for one in sorted(wrong)]}
    if said != expected:
        raise SystemExit(f"{contestant} says {said}\nexpected {expected}")


def wrong_by_lbedu(folder: Path) -> Wrong:
    """The fields that lbedu finds wrong or blank, by the code beside the cell that it names."""
    card = json.loads(output_of(lbedu("check", str(folder), "--reporter", "json"), CHECKED))
    if len(card["files"]) != COUNT:
        raise SystemExit(f"lbedu read {len(card['files'])} workbooks instead of {COUNT}")
    return {(Path(p["file"]).name, code_beside(ROOT / p["file"], p["cell"])) for p in card["problems"]}


def code_beside(path: Path, address: str) -> str:
    """The code of the row in which a cell of the figures stands."""
    sheet = next(sheet for sheet in open_workbook(path).sheets if sheet.name == FIGURES_SHEET)
    column = next(column for (_, column), cell in sheet.cells.items() if cell.value == CODE)
    row = int("".join(filter(str.isdigit, address)))
    return str(sheet.cells[row, column].value)


@cache
def district() -> None:
    """The folder, its copy with mistakes and the rules for the contestants: made once in a run, and checked by lbedu."""
    write_district(DISTRICT)
    write_mistaken(MISTAKEN, DISTRICT)
    write_rules(RULES)
    for folder, wrong in WRONG.items():
        if found := wrong_by_lbedu(folder) ^ wrong:
            raise SystemExit(
                f"lbedu does not find what is wrong in {folder.name}, no more and no less: {sorted(found)}"
            )


@cache
def contestants() -> Environment:
    """What the contestants need, in an environment of its own."""
    environment = Environment(WORK / "contestants", sys.executable)
    environment.holds(CONTESTANTS / "requirements.txt")
    return environment
