"""What was measured, on docs/performance.md: the contest as a table and a plot, and every ratio with its limit."""

from __future__ import annotations

import platform
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.contest import CONTESTANTS, IMPORTS, SCAN, contestants
from benchmarks.measure import ROOT, Measured

PAGE, PLOT = ROOT / "docs" / "performance.md", ROOT / "docs" / "pictures" / "performance.svg"
BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"


def publish(results: Sequence[Measured], facts: Path) -> None:
    """Write the measured part of the page anew, and draw the plot from the file of results."""
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    _, _, after = rest.partition(END)
    measured = "\n".join([*contest_table(results), "", *ratios_table(results), "", machine()])
    PAGE.write_text(f"{before}{BEGIN}\n\n{measured}\n\n{END}{after}", encoding="utf-8")
    subprocess.run([contestants().python, CONTESTANTS / "plot.py", facts, PLOT], check=True)


def contest_table(results: Sequence[Measured]) -> Iterator[str]:
    """Who takes how long for how many workbooks, and how many times as long as lbedu in the same minutes."""
    contest = {(one.rival, one.count): one for one in results if one.rival}
    counts = sorted({count for _, count in contest})
    yield "| CPU time | " + " | ".join(f"{thousands(count)} workbook{'s' * (count > 1)}" for count in counts) + " |"
    yield "|---" * (len(counts) + 1) + "|"
    ours = [sorted(one.below for one in contest.values() if one.count == count) for count in counts]
    yield "| **`lbedu check`** | " + " | ".join(f"**{seconds(times[len(times) // 2])}**" for times in ours) + " |"
    rivals = dict.fromkeys(rival for rival, _ in contest)
    for rival in sorted(rivals, key=lambda name: name in (IMPORTS, SCAN)):
        found = [contest.get((rival, count)) for count in counts]
        cells = ["" if one is None else f"{seconds(one.above)} · {one.ratio:.2f}×" for one in found]
        yield f"| {rival} | " + " | ".join(cells) + " |"


def ratios_table(results: Sequence[Measured]) -> Iterator[str]:
    """Every ratio that has a limit."""
    yield "| ratio | measured | limit | pairs |"
    yield "|---|---|---|---|"
    for one in results:
        if one.limit is not None:
            kept = "" if one.ok else " **not kept**"
            yield f"| {one.name} | {one.ratio:.2f} | {one.bound} {one.limit}{kept} | {one.pairs} |"


def machine() -> str:
    """Where it was measured, as far as it matters: the ratios are what counts."""
    return f"Python {platform.python_version()} on {platform.system()}, {platform.machine()}."


def seconds(milliseconds: float) -> str:
    return f"{milliseconds / 1e3:.2f} s"


def thousands(count: int) -> str:
    return f"{count:,}".replace(",", ".")
