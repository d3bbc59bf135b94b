"""The summary of a district, against what it is made of: the check, its libraries, and the bare writing of its cells."""

from __future__ import annotations

import sys

from openpyxl import load_workbook

from benchmarks.measure import CHECKED, ROOT, WORK, Measured, cpu_of, lbedu, ratio

DISTRICT = "samples/districts/2021-2022-missed"
PAIRS = 9


def summary() -> Measured:
    """`lbedu summary` of a sample district, against a program that checks it and writes as many plain cells."""
    WORK.mkdir(exist_ok=True)
    ours, plain = WORK / "summary.xlsx", WORK / "plain.xlsx"
    command = lbedu("summary", DISTRICT, "-o", str(ours))
    cpu_of(command, CHECKED)
    cells = sum(
        cell is not None
        for sheet in load_workbook(ours, read_only=True).worksheets
        for row in sheet.iter_rows(values_only=True)
        for cell in row
    )
    if cells < 1000:
        raise SystemExit(f"the summary holds {cells} cells only")
    least = [sys.executable, str(ROOT / "benchmarks" / "check_and_write.py"), str(cells), str(plain), DISTRICT]
    name = f"CPU: summary / check, libraries and {cells} plain cells"
    return ratio(name, lambda: cpu_of(command, CHECKED), lambda: cpu_of(least, CHECKED), "at most", 1.4, PAIRS)
