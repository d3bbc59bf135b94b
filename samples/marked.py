"""A report with mistakes of many kinds, its marked copy, and the letter that goes with it. All figures are invented."""

from __future__ import annotations

import datetime as dt
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path

from lbedu.cli import app
from samples.figures_2021 import FILLING, REPORT
from samples.filling import Answers

_MISTAKES: Answers = {
    "pupils": 1243,
    "insured": 1261,
    "milk_pupils": "khoảng 1160",
    "swimmers": "386.5",
    "contest_prizes": "12 giải",
    "contest_prizes_last_year": None,
    "serves_meals": False,
    "food_contract": True,
    "broadband": "x",
    "teachers": None,
    "qualified_teachers": None,
    "e_school": None,
}


def make_marked(folder: Path) -> None:
    """Write the report, its marked copy and the letter."""
    folder.mkdir(parents=True, exist_ok=True)
    report = folder / "bao-cao.xlsx"
    who: Answers = {
        "name": "TH Hoa Phượng",
        "type": FILLING.directive.file.units["school"].types["public"].vi,
        "ward": "Bồ Đề",
        "person": "Nguyễn Văn A",
        "date": dt.date(2022, 5, 31),
    }
    FILLING.form("school", "TH", who, {("school", ""): {**REPORT, **_MISTAKES}}, report)
    names = ("ban-danh-dau.xlsx", "thu-tra-loi.txt")
    for name in names:
        (folder / name).unlink(missing_ok=True)
    copy, reply = (str(folder / name) for name in names)
    with redirect_stdout(StringIO()), redirect_stderr(StringIO()):
        app(["mark", str(report), "-o", copy, "--reply", reply, "--by", "15/6/2022"], standalone_mode=False)
