"""Start-up and reading: what one workbook costs."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from openpyxl import load_workbook

from benchmarks.measure import CHECKED, ROOT, Measured, cpu_of, lbedu, ratio
from lbedu.reading.workbook import open_workbook

SAMPLE = "samples/report.xlsx"
SCHOOLS = "samples/2021-2022/*.xlsx"
RULE_FILE = "targets/2021-2022.yaml"
NOT_NEEDED = ("pandas", "openpyxl")
PAIRS = 25


def start_up() -> Measured:
    """`lbedu check` on the sample, against the least that its libraries cost: imports, parsing, an empty table."""
    check = lbedu("check", SAMPLE)
    least = [sys.executable, str(ROOT / "benchmarks" / "reference.py"), RULE_FILE]
    refuse_needless([sys.executable, "-X", "importtime", "-m", "lbedu", "check", SAMPLE])
    name = "CPU: check of one workbook / least program"
    return ratio(name, lambda: cpu_of(check, CHECKED), lambda: cpu_of(least), "at most", 1.3, PAIRS)


def refuse_needless(command: Sequence[str]) -> None:
    """Ends the run where the command imports what it does not need."""
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    imported = {line.rpartition(b"|")[2].strip().decode() for line in done.stderr.splitlines()}
    if needless := imported.intersection(NOT_NEEDED):
        raise SystemExit(f"lbedu check imports {', '.join(sorted(needless))}")
    if "lbedu.run" not in imported:
        raise SystemExit("lbedu check did not get as far as reading")


def reading() -> Measured:
    """All cells of the school workbooks by our reader, against openpyxl in its read-only way."""
    paths = [path for path in sorted(ROOT.glob(SCHOOLS)) if "Cấp học" in texts(path)]
    if not paths:
        raise SystemExit(f"no school workbooks in {SCHOOLS}")
    name = f"CPU: openpyxl / our reader, {len(paths)} workbooks"
    return ratio(
        name, lambda: cpu_here(openpyxl_reads, paths), lambda: cpu_here(ours_reads, paths), "at least", 4.0, PAIRS
    )


def texts(path: Path) -> set[object]:
    """What stands in the cells; schools are those that say their level."""
    return {cell.value for sheet in open_workbook(path).sheets for cell in sheet.cells.values()}


def cpu_here(read: Callable[[Path], int], paths: Sequence[Path]) -> float:
    """CPU milliseconds that this process takes to read them all."""
    before = time.process_time()
    for path in paths:
        assert read(path)
    return (time.process_time() - before) * 1e3


def ours_reads(path: Path) -> int:
    """How many cells are not empty."""
    return sum(len(sheet.cells) for sheet in open_workbook(path).sheets)


def openpyxl_reads(path: Path) -> int:
    """The same by openpyxl's quickest way: values without cell objects."""
    book = load_workbook(path, read_only=True)
    rows = (row for sheet in book.worksheets for row in sheet.iter_rows(values_only=True))
    found = sum(value is not None for row in rows for value in row)
    book.close()
    return found
