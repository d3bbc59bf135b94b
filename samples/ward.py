"""The reports of an invented ward: `examples/ward`, where a plan by calendar year is shown, and ratios that are no shares."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

from lbedu.submission import Unit
from samples.filling import Answers, Filling, Line, Rows, file_name

HERE = Path(__file__).parents[1] / "examples" / "ward"
FILLING = Filling("2026", set(), HERE / "targets")
_SIGNED: Answers = {"person": "Nguyễn Văn A", "date": dt.date(2027, 1, 8)}
_SCHOOLS: Mapping[str, Answers] = {
    "MN Hoa Gạo": {"classes": 12, "teachers": 25, "qualified": 24},
    "MN Bến Đá": {"classes": 9, "teachers": 17, "qualified": 17},
    "TH Bạch Lạch A": {"pupils": 1086, "classes": 30, "teachers": 45, "qualified": 41, "computers": 56},
    "TH Bến Đá": {"pupils": 652, "classes": 19, "teachers": 29, "qualified": 27, "computers": 30},
    "THCS Bạch Lạch": {"pupils": 1215, "classes": 27, "teachers": 52, "qualified": 50, "computers": 61},
    "THCS Đồng Vông": {"pupils": 739, "classes": 16, "teachers": 31, "qualified": 31, "computers": 40},
}
"""School, as somebody typed it → what it reports."""
_BY_FORM = ("TH Bạch Lạch A",)
"""This one fills in a form, the others stand in a table a level."""
_COMMITTEE: Rows = {
    ("committee", ""): {
        "children_5": 418,
        "attending_5": 417,
        "plan_on": dt.date(2026, 12, 11),
        "plan_evidence": "58/KH-UBND ngày 11/12/2026",
        "city_ratio": 36.4,
    }
}


def make_ward(folder: Path) -> None:
    """Write the reports of the ward."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in _BY_FORM:
        given: Rows = {("school", ""): _SCHOOLS[name]}
        FILLING.form("school", name.split()[0], {"name": name, **_SIGNED}, given, folder / file_name(name))
    for level in FILLING.directive.file.units["school"].levels:
        lines = [
            Line(Unit("school", name, level), said)
            for name, said in _SCHOOLS.items()
            if name.split()[0] == level and name not in _BY_FORM
        ]
        FILLING.table("school", level, lines, folder / f"bang-{level.lower()}.xlsx")
    (committee,) = FILLING.directive.file.expects["committee"]
    FILLING.form("committee", "", {"name": committee, **_SIGNED}, _COMMITTEE, folder / file_name(committee))
