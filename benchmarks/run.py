"""Start-up and reading, as ratios of CPU time (user and system) in one run; exit 1 where one is over its limit.

Needs a system with os.wait4 (not Windows). Run by `python3 dev.py bench`."""

from __future__ import annotations

import compileall
import json
import os
import platform
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

from openpyxl import load_workbook

from lbedu.reading.workbook import open_workbook

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = "samples/report.xlsx"
SCHOOLS = "samples/2021-2022/*.xlsx"
RULE_FILE = "targets/2021-2022.yaml"
RESULT = ROOT / ".benchmark" / "result.json"
PAIRS, WARM_UPS = 25, 2
NOT_NEEDED = ("pandas", "openpyxl")


@dataclass(frozen=True, slots=True)
class Measured:
    """Two ways of doing a thing, in pairs A B A B; the ratio is the median of the pairs'. Times are medians in ms of CPU."""

    name: str
    ratio: float
    limit: float
    ours_ms: float
    theirs_ms: float
    pairs: int
    at_least: bool = False
    """The ratio is to reach the limit, not to stay under it."""

    @property
    def ok(self) -> bool:
        return self.ratio >= self.limit if self.at_least else self.ratio <= self.limit


def in_pairs(first: Callable[[], float], second: Callable[[], float]) -> tuple[list[float], list[float]]:
    """CPU seconds of both, interleaved, after a warm-up that fills the caches of files and bytecode."""
    pairs = [(first(), second()) for _ in range(WARM_UPS + PAIRS)][WARM_UPS:]
    return [one for one, _ in pairs], [other for _, other in pairs]


def cpu_of(command: Sequence[str], codes: frozenset[int]) -> float:
    """CPU seconds of a child and all that it starts; its exit code must be one of these."""
    child = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode not in codes:
        raise SystemExit(f"{' '.join(command)}: exit code {child.returncode}")
    return used.ru_utime + used.ru_stime


def start_up() -> Measured:
    """`lbedu check` on the sample, against the least that its libraries cost: imports, parsing, an empty table."""
    script = Path(sys.executable).with_name("lbedu")
    lbedu = [str(script)] if script.exists() else [sys.executable, "-m", "lbedu"]
    check = [*lbedu, "check", SAMPLE]
    least = [sys.executable, str(ROOT / "benchmarks" / "reference.py"), RULE_FILE]
    refuse_needless([sys.executable, "-X", "importtime", "-m", "lbedu", "check", SAMPLE])
    ours, theirs = in_pairs(lambda: cpu_of(check, frozenset({0, 1, 3, 4})), lambda: cpu_of(least, frozenset({0})))
    ratio = median(one / other for one, other in zip(ours, theirs, strict=True))
    return Measured("check / least program", ratio, 1.3, median(ours) * 1e3, median(theirs) * 1e3, PAIRS)


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
    ours, theirs = in_pairs(lambda: cpu_here(ours_reads, paths), lambda: cpu_here(openpyxl_reads, paths))
    ratio = median(other / one for one, other in zip(ours, theirs, strict=True))
    name = f"openpyxl / our reader, {len(paths)} files"
    return Measured(name, ratio, 4.0, median(ours) * 1e3, median(theirs) * 1e3, PAIRS, at_least=True)


def texts(path: Path) -> set[object]:
    """What stands in the cells; schools are those that say their level."""
    return {cell.value for sheet in open_workbook(path).sheets for cell in sheet.cells.values()}


def cpu_here(read: Callable[[Path], int], paths: Sequence[Path]) -> float:
    """CPU seconds that this process takes to read them all."""
    before = time.process_time()
    for path in paths:
        assert read(path)
    return time.process_time() - before


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


def main() -> int:
    """Measure, print the table, write the result."""
    compileall.compile_dir(
        ROOT / "src", quiet=1
    )  # as where it is installed, also where Python is told to keep no bytecode
    results = [start_up(), reading()]
    for one in results:
        bound = "at least" if one.at_least else "at most"
        print(f"{one.name:34} ours {one.ours_ms:6.1f} ms   theirs {one.theirs_ms:6.1f} ms   {one.pairs} pairs")
        print(f"  ratio {one.ratio:.2f} (limit {bound} {one.limit}) {'ok' if one.ok else 'over'}")
    RESULT.parent.mkdir(exist_ok=True)
    facts = {"python": platform.python_version(), "results": [{**asdict(one), "ok": one.ok} for one in results]}
    RESULT.write_text(json.dumps(facts, indent=1) + "\n", encoding="utf-8")
    return 0 if all(one.ok for one in results) else 1


if __name__ == "__main__":
    sys.exit(main())
