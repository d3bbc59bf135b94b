"""How a ratio is measured: two ways of doing a thing, in pairs, each a child process of its own. Never knows what they do."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import Literal

ROOT = Path(__file__).resolve().parent.parent
WORK = ROOT / ".benchmark"
"""What the benchmark makes; git ignores it."""
CHECKED = frozenset({0, 1, 3, 4})
"""Exit codes of an `lbedu check` that went through to its end."""
Bound = Literal["at least", "at most"]


@dataclass(frozen=True, slots=True)
class Measured:
    """A ratio of two ways of doing a thing, in pairs A B A B: the median of the pairs' ratios."""

    name: str
    """What is above and below the line: `openpyxl / our reader, 16 workbooks`."""
    ratio: float
    bound: Bound
    limit: float | None
    """None where it is only to be known."""
    above: float
    """The median of what stands above the line, in `unit`."""
    below: float
    unit: str
    pairs: int
    rival: str = ""
    """In the contest: who or what is measured against lbedu, and"""
    count: int = 0
    """on how many workbooks."""

    @property
    def ok(self) -> bool:
        if self.limit is None:
            return True
        return self.ratio >= self.limit if self.bound == "at least" else self.ratio <= self.limit

    def __str__(self) -> str:
        figures = f"{self.above:7.1f} {self.unit} / {self.below:6.1f} {self.unit}"
        verdict = "" if self.limit is None else f" ({self.bound} {self.limit}) {'ok' if self.ok else 'NOT OK'}"
        pairs = "1 pair" if self.pairs == 1 else f"{self.pairs} pairs"
        return f"{self.name}\n  {figures}, {pairs}: ratio {self.ratio:.2f}{verdict}"

    def facts(self) -> dict[str, object]:
        """For the file of results."""
        return {**asdict(self), "ok": self.ok}


def ratio(
    name: str,
    above: Callable[[], float],
    below: Callable[[], float],
    bound: Bound,
    limit: float | None,
    pairs: int,
    unit: str = "ms",
    warm_up: bool = True,
) -> Measured:
    """Measure both, interleaved, so that a slow moment of the machine meets both; after a warm-up that fills the caches."""
    warm_ups = (2 if pairs > 10 else 1) if warm_up else 0
    found = [(above(), below()) for _ in range(warm_ups + pairs)][warm_ups:]
    ones, others = zip(*found, strict=True)
    middle = median(one / other for one, other in found)
    return Measured(name, middle, bound, limit, median(ones), median(others), unit, pairs)


def lbedu(*words: str) -> list[str]:
    """The command as it is installed beside this Python."""
    script = Path(sys.executable).with_name("lbedu")
    return [*([str(script)] if script.exists() else [sys.executable, "-m", "lbedu"]), *words]


def cpu_of(command: Sequence[str], codes: frozenset[int] = frozenset({0})) -> float:
    """CPU milliseconds (user and system) of a child and all that it starts; its exit code must be one of these."""
    child = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode not in codes:
        raise SystemExit(f"{' '.join(command)}: exit code {child.returncode}")
    return (used.ru_utime + used.ru_stime) * 1e3


def output_of(command: Sequence[str], codes: frozenset[int] = frozenset({0})) -> str:
    """What a child prints."""
    done = subprocess.run(command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, check=False)
    if done.returncode not in codes:
        raise SystemExit(f"{' '.join(command)}: exit code {done.returncode}")
    return done.stdout.decode()


def peak_of(command: Sequence[str], codes: frozenset[int] = frozenset({0})) -> float:
    """Peak memory of a child in MiB. A small process in between starts it: a child's peak begins with its parent's size."""
    said = output_of([sys.executable, str(ROOT / "benchmarks" / "peak.py"), *command])
    code, peak = map(int, said.split())
    if code not in codes:
        raise SystemExit(f"{' '.join(command)}: exit code {code}")
    return peak / (1024 * 1024 if sys.platform == "darwin" else 1024)  # bytes there, KiB elsewhere
