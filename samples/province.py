"""The reports of an invented province: `examples/province`, where another tier than a district is shown."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

from lbedu.submission import Unit
from samples.filling import Answer, Answers, Filling, Line, Rows, file_name

HERE = Path(__file__).parents[1] / "examples" / "province"
FILLING = Filling("2025-2026", set(), HERE / "targets")
_SIGNED: Answers = {"person": "Nguyễn Văn A", "date": dt.date(2026, 6, 30)}
_IN_FORCE: Answers = {"recognised_until": dt.date(2029, 3, 31)}

_SCHOOLS: Mapping[str, tuple[str, Answers]] = {
    "THPT Chuyên Sơn Hải": (
        "Phường Hải Trung",
        {
            "pupils": 1187,
            "left": 0,
            "sat": 391,
            "average": 8.12,
            "average_last_year": 8.05,
            "floor_area": 4.5,
            **_IN_FORCE,
        },
    ),
    "THPT Dân tộc nội trú Đá Dựng": (
        "Xã Đá Dựng",
        {
            "pupils": 463,
            "left": 2,
            "sat": 151,
            "passed": 150,
            "average": 6.72,
            "average_last_year": 6.58,
            "floor_area": 3.75,
            "recognised_until": dt.date(2026, 8, 15),
        },
    ),
    "THPT Bến Ngự": (
        "Phường Bến Ngự",
        {
            "pupils": 1542,
            "left": 9,
            "sat": 503,
            "passed": 497,
            "average": 6.91,
            "average_last_year": 6.94,
            "boards": False,
            "recognised": False,
        },
    ),
    "THPT Hải Trung": (
        "Phường Hải Trung",
        {
            "pupils": 1318,
            "left": 11,
            "sat": 427,
            "passed": 421,
            "average": 6.44,
            "average_last_year": 6.41,
            "boards": False,
            "recognised": False,
        },
    ),
    "GDTX Sông Mây": (
        "Xã Sông Mây",
        {
            "pupils": 1064,
            "left": 31,
            "vocational": 812,
            "sat": 236,
            "passed": 229,
            "boards": False,
            "recognised": False,
        },
    ),
}
"""Institution → its commune and what it reports; that of Bến Ngự for continuing education has not reported."""
_COMMUNES: Mapping[str, Answers] = {
    "Phường Bến Ngự": {"children_5": 486, "attending_5": 485, "people": 18241, "literate": 18104, "leavers": 512},
    "Phường Hải Trung": {"children_5": 523, "attending_5": 521, "people": 19872, "literate": 19790, "leavers": 548},
    "Xã Cửa Gành": {"children_5": 307, "attending_5": 309, "people": 11506, "literate": 10911, "leavers": 296},
    "Xã Đồng Lau": {"children_5": 281, "attending_5": 281, "people": 10377, "literate": 9862, "leavers": 274},
    "Xã Sông Mây": {"children_5": 194, "attending_5": 188, "people": 7018, "literate": 6301, "leavers": 183},
    "Xã Đá Dựng": {"children_5": 142, "attending_5": 139, "people": 4986, "literate": 4411, "leavers": 128},
    "Xã Khe Sậy": {"children_5": 118, "attending_5": 115, "people": 4127, "literate": 3739, "leavers": 109},
}
"""Cửa Gành reports more children who attend than there are: a mistake, which the check finds."""
_CONTINUING: Mapping[str, int] = {
    "Phường Bến Ngự": 489,
    "Phường Hải Trung": 527,
    "Xã Cửa Gành": 271,
    "Xã Đồng Lau": 249,
    "Xã Sông Mây": 161,
    "Xã Đá Dựng": 109,
    "Xã Khe Sậy": 92,
}
_BY_FORM = ("Xã Đá Dựng", "Xã Khe Sậy")
"""These two fill in a form each, the others stand in one table."""
_TYPED = {"Xã Cửa Gành": "Xã Cửa Ghềnh"}
"""Names as somebody typed them."""
_DEPARTMENT: Rows = {
    ("department", ""): {"national_average": 6.55, "digital_kept": 9, "digital_new": 3},
    ("works", "CT2"): {"progress": "building"},
    ("works", "CT4"): {"progress": "not_begun"},
}


def make_province(folder: Path) -> None:
    """Write the reports of the province."""
    folder.mkdir(parents=True, exist_ok=True)
    levels = {unit.name: unit for unit in FILLING.directive.file.units["school"].named}
    types = FILLING.directive.file.units["school"].types
    for name, (home, answers) in _SCHOOLS.items():
        level = levels[name].level if name in levels else name.split()[0]
        who: Answers = {"name": name, "ward": home, "type": types["public"].vi, **_SIGNED}
        FILLING.form("school", level or "", who, {("school", ""): answers}, folder / file_name(name))
    for name in _BY_FORM:
        given = {("commune", ""): _commune(name)}
        FILLING.form("commune", "", {"name": name, **_SIGNED}, given, folder / file_name(name))
    lines = [
        Line(Unit("commune", _TYPED.get(name, name)), _commune(name)) for name in _COMMUNES if name not in _BY_FORM
    ]
    FILLING.table("commune", "", lines, folder / "bang-xa-phuong.xlsx")
    (department,) = FILLING.directive.file.expects["department"]
    FILLING.form("department", "", {"name": department, **_SIGNED}, _DEPARTMENT, folder / file_name(department))


def _commune(name: str) -> Answers:
    late = name == "Xã Khe Sậy"
    said: dict[str, Answer] = {"continuing": _CONTINUING[name], "plan_on": dt.date(2025, 11 if late else 10, 14)}
    return {**_COMMUNES[name], **said, "community": "passed" if late else "fair"}
