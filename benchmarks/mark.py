"""A marked copy, against copying the package part by part."""

from __future__ import annotations

import io
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile

import lbedu
from benchmarks.measure import ROOT, Measured, ratio
from lbedu.marking.copy import marked_copy
from lbedu.marking.words import About
from lbedu.problems import Problem
from lbedu.reading.workbook import LIMITS, Workbook, read_workbook

REPORTS = (
    "samples/marked/bao-cao.xlsx",
    "samples/2021-2022/th-*.xlsx",
    "samples/districts/2021-2022-missed/cac-*.xlsx",
)
"""One with mistakes of many kinds, schools with few or none, and tables of many schools."""
PAIRS = 25


class Report(NamedTuple):
    """A workbook and what is wrong with it, found out beforehand."""

    name: str
    data: bytes
    book: Workbook
    problems: tuple[Problem, ...]


def mark() -> Measured:
    """Marked copies of reports that are read and checked already, as the command makes them, in this process."""
    paths = sorted(path for pattern in REPORTS for path in ROOT.glob(pattern))
    reports = [_report(path) for path in paths]
    if sum(len(report.problems) for report in reports) < 9:
        raise SystemExit("the reports have too few problems to be marked")
    name = f"CPU: {len(reports)} marked copies / copying their packages part by part"
    return ratio(name, lambda: _cpu(marked, reports), lambda: _cpu(copied, reports), "at most", 3.0, PAIRS)


def _report(path: Path) -> Report:
    problems = lbedu.check(path, view="units").problems
    name = problems[0].place.file if problems else path.name
    data = path.read_bytes()
    return Report(name, data, read_workbook(data), problems)


def _cpu(make: Callable[[Report], int], reports: Sequence[Report]) -> float:
    before = time.process_time()
    for report in reports:
        assert make(report)
    return (time.process_time() - before) * 1e3


def marked(report: Report) -> int:
    about = About(report.name, "", "2021-2022", f"{len(report.problems)}")
    return len(marked_copy(report.data, report.book, about, report.problems, "vi", LIMITS).data)


def copied(report: Report) -> int:
    """Every part inflated, and deflated into a new package."""
    out = io.BytesIO()
    with ZipFile(io.BytesIO(report.data)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for one in old.infolist():
            new.writestr(one.filename, old.read(one))
    return len(out.getvalue())
