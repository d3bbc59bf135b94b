"""What a folder costs beside one workbook: CPU time of each further one, and memory."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

from benchmarks.corpora import CITY, COUNTS, DISTRICT, ONE, make_city, make_district
from benchmarks.measure import CHECKED, ROOT, WORK, Measured, cpu_of, lbedu, output_of, peak_of, ratio, wall_of

PAIRS = 5
INTERRUPTED = 130
"""The exit code after Ctrl-C."""
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


def jobs() -> Measured:
    """3.000 workbooks read by one process behind the wall, against two. Wall time: this one needs two idle cores."""
    make_city()
    one, two = [*check(CITY), "--jobs", "1"], [*check(CITY), "--jobs", "2"]
    name = f"wall: check of {COUNTS[CITY]} workbooks, 1 job / 2 jobs"
    return ratio(name, lambda: wall_of(one, CHECKED), lambda: wall_of(two, CHECKED), "at least", 1.7, 3)


def isolation() -> Measured:
    """What the wall around a reader costs a file, in milliseconds of CPU."""
    make_city()
    walled, own = [*check(CITY), "--jobs", "1"], [*check(CITY), "--jobs", "0"]

    def cost() -> float:
        return (cpu_of(walled, CHECKED) - cpu_of(own, CHECKED)) / COUNTS[CITY]

    return ratio("CPU: the wall around a reader, a file / 1 ms", cost, lambda: 1.0, "at most", 5.0, 3)


def parent() -> Measured:
    """The peak of 3.000 workbooks, less the figures of all of them, against that of 84: nothing else grows with the folder."""
    make_city()
    many, few = [*check(CITY), "--jobs", "2"], [*check(DISTRICT), "--jobs", "2"]
    figures = int(output_of([sys.executable, str(ROOT / "benchmarks" / "figures.py"), str(CITY)])) / 2**20
    name = (
        f"peak memory: check of {COUNTS[CITY]} workbooks less their figures ({figures:.0f} MiB) / of {COUNTS[DISTRICT]}"
    )
    return ratio(
        name, lambda: peak_of(many, CHECKED) - figures, lambda: peak_of(few, CHECKED), "at most", 1.3, 3, "MiB"
    )


def interrupted() -> Measured:
    """From Ctrl-C, when most of 3.000 workbooks are read, to the end of the command: in seconds."""
    make_city()
    command = [*check(CITY), "--jobs", "2"]
    most = 0.8 * wall_of(command, CHECKED)

    def ending() -> float:
        child = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # in the background it may be ignored
        )
        time.sleep(most / 1e3)
        before = time.perf_counter()
        child.send_signal(signal.SIGINT)
        if child.wait() != INTERRUPTED:
            raise SystemExit(f"{' '.join(command)}: exit code {child.returncode} after Ctrl-C")
        return (time.perf_counter() - before) * 1e3

    name = f"wall: from Ctrl-C at four fifths of {COUNTS[CITY]} workbooks to the end / 1 s"
    return ratio(name, ending, lambda: 1e3, "at most", 1.0, 3, warm_up=False)


def cache() -> Measured:
    """A first run that fills a cache, against a second one over the same workbooks."""
    make_city()
    folder = WORK / "cache"
    command = [*check(CITY), "--jobs", "0", "--cache", str(folder)]

    def first() -> float:
        shutil.rmtree(folder, ignore_errors=True)
        return cpu_of(command, CHECKED)

    name = f"CPU: check of {COUNTS[CITY]} workbooks, first run / second with its cache"
    return ratio(name, first, lambda: cpu_of(command, CHECKED), "at least", 4.0, 3)
