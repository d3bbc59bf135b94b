"""The folders that are checked: one workbook, a district of 84, and as many as a city has, 3.000."""

from __future__ import annotations

import re
import shutil
import zipfile
from functools import cache
from pathlib import Path

from benchmarks.district import SCHOOLS, write_district, write_mistaken, write_rules
from benchmarks.measure import WORK

ONE, DISTRICT, MISTAKEN, CITY = WORK / "one", WORK / "district", WORK / "mistaken", WORK / "city"
RULES = WORK / "rules.json"
COUNTS = {ONE: 1, DISTRICT: sum(SCHOOLS.values()), MISTAKEN: sum(SCHOOLS.values()), CITY: 3000}
NAME = re.compile(r"\b(?:MN|TH|THCS) Mẫu \d\d\b".encode())
"""What the schools of the district are called."""


@cache
def make_district() -> None:
    """The district, its copy with mistakes, one of its schools, and the rules for the contestants."""
    write_district(DISTRICT)
    write_mistaken(MISTAKEN, DISTRICT)
    write_rules(RULES)
    shutil.rmtree(ONE, ignore_errors=True)
    ONE.mkdir()
    shutil.copy(next(DISTRICT.glob("th-*.xlsx")), ONE)


@cache
def make_city() -> None:
    """The schools of the district again and again, each time under other names: 3.000 workbooks, no two alike."""
    make_district()
    shutil.rmtree(CITY, ignore_errors=True)
    CITY.mkdir()
    schools = sorted(DISTRICT.glob("*.xlsx"))
    for number in range(COUNTS[CITY]):
        turn, nth = divmod(number, len(schools))
        renamed(schools[nth], CITY / f"{schools[nth].stem}-{turn:02}.xlsx", f"{turn:02}".encode())


def renamed(school: Path, copy: Path, turn: bytes) -> None:
    """A workbook whose school bears two digits more in its name."""
    with zipfile.ZipFile(school) as source, zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED) as target:
        for member in source.infolist():
            target.writestr(member, NAME.sub(rb"\g<0>" + turn, source.read(member)))
