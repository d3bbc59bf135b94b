"""What a folder costs beside one workbook: CPU time of each further one, and memory."""

from __future__ import annotations

import sys
from pathlib import Path

from benchmarks.corpora import COUNTS, DISTRICT, ONE, make_district
from benchmarks.measure import CHECKED, ROOT, Measured, cpu_of, lbedu, peak_of, ratio

PAIRS = 5
FURTHER = COUNTS[DISTRICT] - COUNTS[ONE]


def check(folder: Path) -> list[str]:
    return lbedu("check", str(folder), "--view", "district")


def scan(folder: Path) -> list[str]:
    return [sys.executable, str(ROOT / "benchmarks" / "scan.py"), str(folder)]


def further() -> Measured:
    """What each workbook after the first costs to check, against inflating it and scanning its XML with empty handlers."""
    make_district()

    def checked() -> float:
        return (cpu_of(check(DISTRICT), CHECKED) - cpu_of(check(ONE), CHECKED)) / FURTHER

    def scanned() -> float:
        return (cpu_of(scan(DISTRICT)) - cpu_of(scan(ONE))) / FURTHER

    return ratio("CPU: each further workbook checked / scanned by expat", checked, scanned, "at most", 2.5, 2 * PAIRS)


def memory() -> Measured:
    """The peak of 84 workbooks against that of one: a district is not held in memory."""
    make_district()
    name = f"peak memory: check of {COUNTS[DISTRICT]} workbooks / of one"
    return ratio(
        name,
        lambda: peak_of(check(DISTRICT), CHECKED),
        lambda: peak_of(check(ONE), CHECKED),
        "at most",
        1.5,
        PAIRS,
        "MiB",
    )
