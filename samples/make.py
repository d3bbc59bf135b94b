"""Makes the sample workbooks: the forms of the rule files, filled in with invented figures, and an example of every
problem. The same bytes on every run.

python -m samples.make [FOLDER]"""

from __future__ import annotations

import datetime as dt
import shutil
import sys
from pathlib import Path

from samples.districts import make_districts
from samples.figures_2021 import FILLING, OFFICE, REPORT, SCHOOLS, school, ward
from samples.filling import Answers, Rows, file_name
from samples.foreign import make_foreign
from samples.marked import make_marked
from samples.mistakes.example import write_examples
from samples.province import HERE as PROVINCE
from samples.province import make_province
from samples.ward import HERE as WARD
from samples.ward import make_ward

HERE = Path(__file__).parent


def make(folder: Path) -> None:
    """Write everything."""
    make_small(folder)
    make_districts(folder / "districts")
    make_marked(folder / "marked")
    write_examples(folder / "problems")


def make_small(folder: Path) -> None:
    """Write `report.xlsx`, also as a case, `foreign.xlsx` and the folder of the units that the plan of 2021-2022 names."""
    make_foreign(folder / "foreign.xlsx")
    directive = FILLING.directive
    year = folder / directive.year
    year.mkdir(parents=True, exist_ok=True)
    signed: Answers = {"person": "Nguyễn Văn A", "date": dt.date(2022, 7, 15)}
    public: Answers = {"type": directive.file.units["school"].types["public"].vi, **signed}
    hoa_phuong = {**public, "name": "TH Hoa Phượng", "ward": "Bồ Đề", "date": dt.date(2022, 5, 31)}
    FILLING.form("school", "TH", hoa_phuong, {("school", ""): REPORT}, folder / "report.xlsx")
    case = folder / "cases" / "one-school"  # beside its expected.yaml, which is written by hand
    case.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(folder / "report.xlsx", case / "report.xlsx")
    for unit in directive.file.units["school"].named:
        home, size, teachers, below, peculiar = SCHOOLS[unit.name]
        who = {**public, "name": unit.name, "ward": home}
        given: Rows = {("school", ""): school(unit.level or "", size, teachers, below, peculiar)}
        FILLING.form("school", unit.level or "", who, given, year / file_name(unit.name))
    for name in directive.file.expects["ward"]:
        given = {("ward", ""): ward(name)}
        FILLING.form("ward", "", {"name": name, **signed}, given, year / file_name(f"Phường {name}"))
    for name in directive.file.expects["office"]:
        FILLING.form("office", "", {"name": name, **signed}, OFFICE, year / file_name(name))


if __name__ == "__main__":
    make(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
    for name, example, make_example in (("province", PROVINCE, make_province), ("ward", WARD, make_ward)):
        make_example(Path(sys.argv[1], name) if len(sys.argv) > 1 else example / "reports")
