"""The sample workbooks: made by their script, and checked as a reader of the README checks them."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from lbedu.directive.load import find_rule_file, load_directive
from lbedu.options import Options
from lbedu.problem_catalogue.files import FILES
from lbedu.reading.marked_copy import as_report
from lbedu.reading.workbook import open_workbook
from lbedu.reporters import Style, text_reporter
from lbedu.run import check, check_register
from lbedu.scorecard import Scorecard

SAMPLES = Path(__file__).parents[1] / "samples"
REPORT = SAMPLES / "report.xlsx"
YEAR = SAMPLES / "2021-2022"
DISTRICTS = SAMPLES / "districts"
PROBLEMS = SAMPLES / "problems"
EXAMPLES = {name: SAMPLES.parent / "examples" / name / "reports" for name in ("province", "ward")}
YEARS = ("2017-2018", "2021-2022")
_WRITTEN_BY_HAND = (".py", ".pyc", ".md", ".yaml")
_BY_HAND = ("rule-files", "directive")
"""Folders of samples that nobody makes."""


def files(folder: Path) -> dict[str, bytes]:
    """The files that the script makes."""
    made = (path for path in folder.rglob("*") if path.is_file() and path.parent.name not in _BY_HAND)
    found = (path for path in made if path.suffix not in _WRITTEN_BY_HAND)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(found)}


@pytest.fixture(scope="module")
def complete() -> Scorecard:
    return check([YEAR], Options(complete=True))


@pytest.fixture(scope="module")
def one_school() -> Scorecard:
    return check([REPORT])


def test_the_script_makes_the_same_bytes(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-m", "samples.make", tmp_path], cwd=SAMPLES.parent, check=True)
    made, kept = files(tmp_path), files(SAMPLES)
    for name, folder in EXAMPLES.items():
        kept |= {f"{name}/{file}": data for file, data in files(folder).items()}
    assert sorted(made) == sorted(kept)
    assert [name for name in made if made[name] != kept[name]] == []


def test_the_workbooks_are_small() -> None:
    assert max(len(data) for data in files(SAMPLES).values()) < 60_000
    assert sum(len(data) for data in files(DISTRICTS).values()) < 2_700_000
    assert sum(len(data) for data in files(PROBLEMS).values()) < 1_000_000


def test_every_workbook_says_that_its_figures_are_invented() -> None:
    for path in SAMPLES.rglob("*.xls[xm]"):
        if path.stem in FILES:
            continue
        first = as_report(open_workbook(path)).sheets[0]
        assert any("giả định" in str(cell.value) for cell in first.cells.values()), path


def test_the_report_has_one_mistake_and_one_miss(one_school: Scorecard) -> None:
    assert [(p.code, p.severity, p.found) for p in one_school.problems] == [("words_with_number", "error", "12 giải")]
    outcomes = {v.target.id: v.outcome for v in one_school.verdicts}
    assert [name for name, outcome in outcomes.items() if outcome == "missed"] == ["health-insurance"]
    assert [name for name, outcome in outcomes.items() if outcome == "undecided"] == ["contest-prizes-raised"]
    assert one_school.exit_code == 3


def test_the_report_lacks_nine_insured_pupils_out_of_a_figure_typed_as_text(one_school: Scorecard) -> None:
    missed = next(v for v in one_school.verdicts if v.outcome == "missed")
    assert missed.parts[0].gap == 9
    assert {reading.found for reading in one_school.readings} == {"1.243", "15/11/2019"}


def test_the_complete_year_is_decided(complete: Scorecard) -> None:
    directive = load_directive(find_rule_file("2021-2022", None))
    assert [v.target.id for v in complete.verdicts] == [target.id for target in directive.targets]
    assert complete.problems == ()
    outcomes = Counter(v.outcome for v in complete.verdicts)
    assert outcomes["undecided"] == 0
    assert outcomes["met"] > 70
    assert 3 <= outcomes["missed"] <= 8
    assert outcomes["not_applicable"] >= 1
    assert complete.exit_code == 1


def test_all_named_units_report(complete: Scorecard) -> None:
    file = complete.directive.file
    reported = Counter(unit.kind for unit in {submission.unit for submission in complete.submissions})
    assert reported == {"school": len(file.units["school"].named), "ward": len(file.expects["ward"]), "office": 1}


def test_without_the_word_that_all_have_reported_some_targets_stay_open() -> None:
    card = check([YEAR])
    assert any(v.outcome == "undecided" for v in card.verdicts)
    assert card.exit_code == 1


# whole districts


@pytest.fixture(scope="module", params=YEARS)
def met(request: pytest.FixtureRequest) -> Scorecard:
    return check([DISTRICTS / f"{request.param}-met"])


@pytest.fixture(scope="module")
def missed() -> dict[str, Scorecard]:
    return {year: check([DISTRICTS / f"{year}-missed"]) for year in YEARS}


def test_where_all_is_done_every_target_is_met(met: Scorecard) -> None:
    assert [(v.target.id, v.outcome) for v in met.verdicts] == [(t.id, "met") for t in met.directive.targets]
    assert (met.problems, met.readings, met.absent, met.complete) == ((), (), (), False)
    assert met.exit_code == 0


def test_a_district_has_84_schools_14_wards_and_the_office(met: Scorecard) -> None:
    named = {unit.name for unit in met.directive.file.units["school"].named}
    alone = {one.unit.name for one in met.submissions if one.unit.kind == "school" and not one.tabular}
    assert Counter(one.kind for one in met.expected) == {"school": 84, "ward": 14, "office": 1}
    assert Counter(one.level for one in met.expected if one.level) == {"MN": 34, "TH": 28, "THCS": 22}
    assert {one.ward for one in met.expected if one.kind == "school"} == set(met.directive.file.expects["ward"])
    assert alone == named
    assert all(re.fullmatch("01004[345][0-9]{2}", one.code) for one in met.expected if one.kind == "school")


def test_the_registers_are_in_order() -> None:
    for path in DISTRICTS.glob("*/danh-sach-truong.xlsx"):
        _, found = check_register(path, None, None)
        assert (len(found.lines), found.problems) == (84, ()), path


def test_more_than_is_demanded_is_met_too(met: Scorecard) -> None:
    shown = text_reporter("table")(met, Style("vi", 200))
    more = {
        "2017-2018": ["12/13 chỉ tiêu (xuất sắc: 12, tốt: 1)", "2/2 chỉ tiêu (xuất sắc: 1, tốt: 1)"],
        "2021-2022": ["13/13 chỉ tiêu (xuất sắc: 11, tốt: 2)", "74/84 trường (88,1%)"],
    }
    assert [text for text in more[met.directive.year] if text not in shown] == []


# Years → targets that are missed and because of whom; who has not reported; what is wrong, in which file.
OFFICE = ("Phòng GD&ĐT quận Long Biên",)
MISSED: dict[str, dict[str, tuple[str, ...]]] = {
    "2017-2018": {
        "emulation-criteria-excellent": OFFICE,
        "five-year-olds-attending": ("Đức Giang",),
        "renewed-named-schools": ("TH Gia Thụy",),
        "portal-encouraged-content": ("MN Bằng Lăng", "TH Bàng Xanh", "THCS Hoa Bưởi"),
        "e-schools-reassessed": OFFICE,
        "projects-report": OFFICE,
        "kitchens-inspected": ("MN Chích Chòe",),
    },
    "2021-2022": {
        "five-year-olds-attending": ("Thượng Thanh",),
        "exam-average-raised": ("THCS Sếu Trắng",),
        "food-contracts": ("TH Bồ Nông",),
        "no-food-poisoning": ("MN Hoa Lúa",),
        "health-insurance": ("TH Đoàn Kết",),
        "chu-van-an-steps": OFFICE,
        "new-buildings-started": OFFICE,
        "cashless-parents-high-quality": ("MN Đô thị Việt Hưng",),
        "subjects-in-english": ("TH Hải Âu", "TH Tre Xanh", "THCS Sếu Trắng"),
    },
}
COUNTS = {
    "2017-2018": {"met": 14, "missed": 7, "undecided": 14},
    "2021-2022": {"met": 28, "missed": 9, "undecided": 52},
}
ABSENT = {
    "2017-2018": [
        ("MN", "Long Biên", "MN Hoa Nhài"),  # its name is misspelt in the table
        ("MN", "Thượng Thanh", "MN Thượng Thanh"),
        ("TH", "Thạch Bàn", "TH Sồi Xanh"),
        ("THCS", "Việt Hưng", "THCS Cây Gạo"),
        ("", "", "Sài Đồng"),
    ],
    "2021-2022": [
        ("MN", "Thượng Thanh", "MN Tràng An"),
        ("TH", "Ngọc Lâm", "TH Cò Lửa"),
        ("THCS", "Phúc Lợi", "THCS Hạc Trắng"),
        ("THCS", "Cự Khối", "THCS Lộc Vừng"),  # its name is misspelt in the table
        ("", "", "Cự Khối"),
    ],
}
MISTAKES = {
    "2017-2018": [
        ("error_cell", "cac-phuong.xlsx", "#REF!"),
        ("total_differs", "cac-phuong.xlsx", "3850"),
        ("not_registered", "cac-truong-mn.xlsx", "MN Hoa Nhãi"),
        ("ambiguous_date", "cac-truong-th.xlsx", "04/06/2016"),
        ("row_blank", "cac-truong-th.xlsx", "TH Sồi Xanh"),
        ("not_yes_no", "cac-truong-thcs.xlsx", "x"),
        ("blank", "mn-hoa-sen.xlsx", ""),
        ("reported_twice", "mn-trang-an.xlsx", ""),
        ("words_with_number", "phuong-thuong-thanh.xlsx", "khoảng 400"),
        ("part_exceeds_whole", "phuong-viet-hung.xlsx", "698"),
        ("wrong_year", "th-do-thi-sai-dong-2021-2022.xlsx", "2021-2022"),
        ("unknown_ward", "th-do-thi-viet-hung.xlsx", "Giang Bien"),
        ("conflicting_values", "thcs-bach-duong.xlsx", "Không"),
    ],
    "2021-2022": [
        ("words_with_number", "cac-truong-mn.xlsx", "khoảng 400"),
        ("ambiguous_date", "cac-truong-th.xlsx", "05/04/2020"),
        ("row_blank", "cac-truong-th.xlsx", "TH Cò Lửa"),
        ("total_differs", "cac-truong-th.xlsx", "20226"),
        ("not_registered", "cac-truong-thcs.xlsx", "THCS Lộc Vùng"),
        ("error_cell", "cac-truong-thcs.xlsx", "#DIV/0!"),
        ("part_exceeds_whole", "cac-truong-thcs.xlsx", "84"),
        ("conflicting_values", "mn-cheo-beo.xlsx", "407"),
        ("unknown_ward", "th-phuc-dong.xlsx", "Phúc Đông"),
        ("reported_twice", "th-thanh-am.xlsx", ""),
        ("wrong_year", "thcs-ngoc-lam-2017-2018.xlsx", "2017-2018"),
        ("blank", "thcs-thach-ban.xlsx", ""),
    ],
}
UNDERSTOOD = {
    "2017-2018": [("cac-truong-mn.xlsx", "MN Bông Súng"), ("phuong-thach-ban.xlsx", "1.063")],
    "2021-2022": [("cac-truong-th.xlsx", "TH Đa Cổ Thụ"), ("th-long-bien.xlsx", "1.020")],
}


@pytest.mark.parametrize("year", YEARS)
def test_what_falls_short_is_missed_because_of_those_who_do(year: str, missed: dict[str, Scorecard]) -> None:
    verdicts = missed[year].verdicts
    failing = {
        one.target.id: tuple(dict.fromkeys(who.unit.name for part in one.parts for who in part.failing))
        for one in verdicts
        if one.outcome == "missed"
    }
    assert {name: sorted(who) for name, who in failing.items()} == {n: sorted(who) for n, who in MISSED[year].items()}
    assert Counter(one.outcome for one in verdicts) == COUNTS[year]
    assert missed[year].exit_code == 3


@pytest.mark.parametrize("year", YEARS)
def test_who_has_not_reported_is_known_by_level_and_ward(year: str, missed: dict[str, Scorecard]) -> None:
    card = missed[year]
    assert [(one.unit.level, one.unit.ward, one.unit.name) for one in card.absent] == ABSENT[year]
    reported = {one.unit.name for one in card.submissions}
    assert len(reported) == 84 - 4 + 14 - 1 + 1


@pytest.mark.parametrize("year", YEARS)
def test_the_typical_mistakes_are_found_each_in_its_file(year: str, missed: dict[str, Scorecard]) -> None:
    card = missed[year]
    assert [(one.code, Path(one.place.file).name, one.found) for one in card.problems] == MISTAKES[year]
    assert [(Path(one.place.file).name, one.found) for one in card.readings] == UNDERSTOOD[year]
    assert [(Path(one.file).name, one.reason) for one in card.skipped] == [("ghi-chu.txt", "not_a_workbook_name")]


@pytest.mark.parametrize("year", YEARS)
def test_a_name_that_the_register_has_as_an_alias_is_taken(year: str, missed: dict[str, Scorecard]) -> None:
    name = {"2017-2018": "MN Hoa Súng", "2021-2022": "TH Cây Đa"}[year]
    assert name in {one.unit.name for one in missed[year].submissions}
