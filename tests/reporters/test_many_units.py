"""Thousands of units seen one by one: what is done grows with their number, not with its square."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from lbedu.judging import judge
from lbedu.register import Register
from lbedu.reporters import REPORTERS, Style, lines, text_reporter
from lbedu.submission import Unit
from tests.cli.workbooks import directive
from tests.reading.tables import Layout, read, records


def units(number: int, tmp_path: Path) -> Any:
    rows = [{"name": f"TH Số {n}", "pupils": 400, "insured": 380, "food_poisoning": 0} for n in range(1, number + 1)]
    return read(Layout(), rows, tmp_path, view="units")


@pytest.mark.parametrize("name", [name for name, one in REPORTERS.items() if not one.suffix])
def test_reporters_compare_no_unit_with_all_others(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Unit] = []
    bare = lines.bare

    def counted(unit: Unit) -> Unit:
        made.append(unit)
        return bare(unit)

    module = __import__(REPORTERS[name].module, fromlist=["render"])
    for place in (lines, module):
        monkeypatch.setattr(place, "bare", counted, raising=False)
    counts = []
    for number in (10, 40):
        made.clear()
        text_reporter(name)(units(number, tmp_path), Style("vi", 100, False, "utf-8"))
        counts.append(len(made))
    assert counts[1] <= 4 * counts[0]


def test_each_unit_is_judged_by_its_own_records_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Unit] = []
    bare = judge._bare

    def counted(unit: Unit) -> Unit:
        made.append(unit)
        return bare(unit)

    monkeypatch.setattr(judge, "_bare", counted)
    counts = []
    for number in (10, 40):
        said = records(units(number, tmp_path)).values()
        known = Register(directive())
        known.units["school"] = tuple(record.unit for record in said)  # all of them are on a list
        made.clear()
        judge.judge_units(directive(), known, said, directive().evaluate_on)
        counts.append(len(made))
    assert counts[1] <= 4 * counts[0]
