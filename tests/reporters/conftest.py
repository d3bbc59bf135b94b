"""One fixed scorecard that shows every kind of answer, problem and reading, for all reporters alike."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

import lbedu
from lbedu.directive.directive import Directive
from lbedu.directive.load import load_directive
from lbedu.judging.absent import absent_units
from lbedu.judging.judge import judge_district, judge_units
from lbedu.problems import Problem
from lbedu.reading.xlsx.refusal import LIMITS
from lbedu.register import Listed, Register, UnitList
from lbedu.scorecard import Asked, Scorecard, Skipped, View
from lbedu.submission import Place, Reading, Record, Said, Submission, Unit, Value

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
HOSTILE = "[red]Hoa[/] =1+1 \x1b[31m\u202e"


def record(unit: Unit, form: str, file: str, values: dict[str, Value], spoiled: dict[str, str] | None = None) -> Record:
    said = {name: Said(value, Place(file, "Số liệu", f"E{9 + i}")) for i, (name, value) in enumerate(values.items())}
    bad = {name: Place(file, "Số liệu", cell) for name, cell in (spoiled or {}).items()}
    return Record(unit, form, "", unit.level, said, bad)


def records() -> list[Record]:
    ward = [
        record(Unit("ward", name), "ward", f"{i}.xlsx", {"children": 100 * i, "attending": 50 * i, "rank": rank})
        for i, (name, rank) in enumerate([("An", "high"), ("Bình", "low"), ("Đông", "high")], 1)
    ]
    ward.append(record(Unit("ward", "Yên"), "ward", "yen.xlsx", {"children": 10}, {"attending": "E10"}))
    return [
        *ward,
        record(
            Unit("school", "TH Gia Lâm", "TH", type="public"),
            "school",
            "th.xlsx",
            {"kitchen": True, "contract": True, "contract_evidence": "HĐ 1", "cases": 0},
        ),
        record(
            Unit("school", f"THCS {HOSTILE}", "THCS", type="public"), "school", "x.xlsx", {"kitchen": False, "cases": 2}
        ),
    ]


def problems() -> tuple[Problem, ...]:
    label = {"vi": "Trẻ ra lớp", "en": "Attending"}
    whole = {"vi": "số nguyên từ 0 trở lên", "en": "a whole number from 0 up"}
    blanks = [
        Problem("blank", Place("1.xlsx", "Số liệu", cell), "", {"label": label, "expected": whole})
        for cell in ("E12", "E20", "E21", "E22", "E9")
    ]
    found = [
        *blanks,
        Problem(
            "not_a_number", Place("yen.xlsx", "Số liệu", "E10"), "[bold]n/a\x1b", {"label": label, "expected": whole}
        ),
        Problem("file_empty", Place("trống.xlsx")),
        Problem("macros", Place("1.xlsx")),
    ]
    return tuple(sorted(found, key=lambda problem: problem.sort_key))


def lines() -> Iterator[Listed]:
    """The register: two schools that report, and three that do not."""
    yield Listed(Unit("school", "TH Gia Lâm", "TH", "0101", "An", "public", ("star",)))
    yield Listed(Unit("school", f"THCS {HOSTILE}", "THCS", "", "", "public", ()))
    for name, level, ward in (("TH Đông", "TH", "Bình"), ("TH An", "TH", "An"), ("THCS Yên", "THCS", "")):
        yield Listed(Unit("school", name, level, "", ward, "public", ()))


def scorecard(view: View, listed: bool = False) -> Scorecard:
    directive: Directive = load_directive(HERE / "small.yaml")
    register = Register(directive, UnitList("school", directive.year, "ds.csv", tuple(lines())) if listed else None)
    as_of = dt.date(2031, 5, 31)
    found = records()
    titles = {name: {"vi": form.title.vi, "en": form.title.get("en")} for name, form in directive.forms.items()}
    submissions = tuple(
        Submission(one.unit, directive.year, f"{i}.xlsx", one.form, titles[one.form], (one,))
        for i, one in enumerate(found)
    )
    verdicts, waiting = (
        judge_units(directive, register, found, as_of)
        if view == "units"
        else (judge_district(directive, register, found, as_of, not listed, by_ward=listed), ())
    )
    return Scorecard(
        directive=directive,
        view=view,
        as_of=as_of,
        complete=view == "district" and not listed,
        submissions=submissions,
        verdicts=verdicts,
        waiting=waiting,
        problems=problems(),
        readings=(
            Reading(Place("1.xlsx", "Số liệu", "E9"), "1.250", {"vi": "1.250 trẻ", "en": "1,250 children"}, True),
            Reading(Place("2.xlsx", "Số liệu", "E9"), "CAO", {"vi": "cao", "en": "high"}, True),
        ),
        skipped=(Skipped("~$1.xlsx", "lock_file"), Skipped("đọc.txt", "not_a_workbook_name")),
        inputs=("1.xlsx", "2.xlsx"),
        register="ds.csv" if listed else "",
        expected=register.everybody,
        absent=absent_units(register, submissions, verdicts) if view == "district" else (),
        records=tuple(found),
        digests={"1.xlsx": "0" * 64},
        asked=Asked(("reports",), complete=view == "district" and not listed, limits=LIMITS._asdict()),
    )


@pytest.fixture(scope="session")
def district() -> Scorecard:
    return scorecard("district")


@pytest.fixture(scope="session")
def listed() -> Scorecard:
    """The district with a register of its schools."""
    return scorecard("district", listed=True)


@pytest.fixture(scope="session")
def units() -> Scorecard:
    return scorecard("units")


@pytest.fixture(scope="session")
def whole_district() -> Scorecard:
    return lbedu.check(ROOT / "samples/districts/2021-2022-missed", by_ward=True, by_unit=True)


@pytest.fixture(scope="session")
def one_report() -> Scorecard:
    return lbedu.check(ROOT / "samples/report.xlsx")


@pytest.fixture(scope="session")
def several_reports() -> Scorecard:
    return lbedu.check(ROOT / "samples/2021-2022", view="units")


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Scorecard:
    return lbedu.check(tmp_path_factory.mktemp("empty"), year="2021-2022")
