"""The rule file of 2021-2022 against an inventory of Plan 349/KH-UBND written down apart from it."""

from __future__ import annotations

from collections import Counter

import pytest

from lbedu.directive.expression import parts
from tests.targets.inventory import WARDS, Year, inner

YEAR = Year("2021-2022")
directive, target = YEAR.directive, YEAR.target

INVENTORY = [
    ("21-00a", "A.I ¶1-7; A.II ¶1-2; A.II ¶4"),
    ("21-00b", "A.II ¶3"),
    ("21-00c", "A.II ¶5"),
    ("21-01", "B.I.1"),
    ("21-02", "B.I.1"),
    ("21-03", "B.I.2 ¶1"),
    ("21-04", "B.I.2 ¶2"),
    ("21-05", "B.I.2 ¶2"),
    ("21-06", "B.I.2 ¶2"),
    ("21-07", "B.I.2 ¶2"),
    ("21-08", "B.I.2 ¶2"),
    ("21-09", "B.I.2 ¶2"),
    ("21-10", "B.I.2 ¶2"),
    ("21-11", "B.I.3 ¶1"),
    ("21-12", "B.I.3 ¶1"),
    ("21-13", "B.I.3 ¶1"),
    ("21-14", "B.I.3 ¶2"),
    ("21-15", "B.I.3 ¶2"),
    ("21-16", "B.I.4 –1"),
    ("21-17", "B.I.4 –1"),
    ("21-18", "B.I.4 –2"),
    ("21-19", "B.I.4 –3"),
    ("21-20", "B.I.4 –3"),
    ("21-21", "B.I.4 –3"),
    ("21-22", "B.I.4 –3"),
    ("21-23", "B.I.4 –4"),
    ("21-24", "B.I.5 ¶1"),
    ("21-25", "B.I.5 ¶1"),
    ("21-26", "B.I.5 ¶1"),
    ("21-27", "B.I.5 ¶2"),
    ("21-28", "B.I.5 ¶3"),
    ("21-29", "B.I.6 –1"),
    ("21-30", "B.I.6 –1"),
    ("21-31", "B.I.6 –1"),
    ("21-32", "B.I.6 –2 +1"),
    ("21-33", "B.I.6 –2 +2"),
    ("21-34", "B.I.6 –3"),
    ("21-35", "B.I.6 –3"),
    ("21-36", "B.II.1 –1"),
    ("21-37", "B.II.1 –2"),
    ("21-38", "B.II.1 –3"),
    ("21-39", "B.II.1 –4"),
    ("21-40", "B.II.2 ¶1"),
    ("21-41", "B.II.2 ¶2"),
    ("21-42", "B.II.2 ¶3-4"),
    ("21-43", "B.II.2 ¶5"),
    ("21-44", "B.II.3 –1"),
    ("21-45", "B.II.3 –1"),
    ("21-46", "B.II.3 –1"),
    ("21-47", "B.II.3 –1"),
    ("21-48", "B.II.3 –1"),
    ("21-49", "B.II.3 –2..5"),
    ("21-50", "B.II.4 ¶1"),
    ("21-51", "B.II.4 –1"),
    ("21-52", "B.II.4 –1"),
    ("21-53", "B.II.4 –1"),
    ("21-54", "B.II.4 –2"),
    ("21-55", "B.II.4 –3"),
    ("21-56", "B.II.4 –3; B.III.8"),
    ("21-57", "B.II.4 –4"),
    ("21-58", "B.II.4 –4"),
    ("21-59", "B.II.4 –4"),
    ("21-60", "B.II.5 ¶1"),
    ("21-61", "B.II.5 ¶1"),
    ("21-62", "B.II.5 ¶1"),
    ("21-63", "B.II.5 ¶2"),
    ("21-64", "B.II.6 ¶1"),
    ("21-65", "B.II.6 ¶2"),
    ("21-66", "B.II.6 ¶3"),
    ("21-67", "B.II.6 ¶4"),
    ("21-68", "B.II.6 ¶5"),
    ("21-69", "B.III.1"),
    ("21-70", "B.III.1 ¶2-4"),
    ("21-71", "B.III.2"),
    ("21-72", "B.III.3"),
    ("21-73", "B.III.4"),
    ("21-74", "B.III.5"),
    ("21-75", "B.III.6"),
    ("21-76", "B.III.7"),
    ("21-77", "B.III.8"),
    ("21-78", "B.III.9"),
    ("21-79", "B.III.10"),
    ("21-80", "B.III.11"),
    ("21-81", "B.III.12"),
    ("21-82", "B.III.14a ¶1"),
    ("21-83", "B.III.14a ¶2"),
    ("21-84", "B.III.14a ¶3"),
    ("21-85", "B.III.14a ¶4-5"),
    ("21-86", "B.III.14b"),
]

SAME = {"21-00b": "21-01", "21-50": "21-00a", "21-64": "21-32", "21-67": "21-33"}
NOT_CHECKED = {"21-00a", "21-03", "21-70", "21-81", "21-82", "21-85"} | {f"21-{n}" for n in range(71, 81)}
SEVERAL = {
    "21-15": 2,
    "21-19": 3,
    "21-32": 2,
    "21-39": 2,
    "21-40": 3,
    "21-41": 2,
    "21-42": 2,
    "21-49": 3,
    "21-54": 3,
    "21-55": 2,
    "21-60": 3,
    "21-66": 2,
    "21-69": 2,
    "21-83": 3,
}
STRIVE = {"21-02", "21-12", "21-17", "21-56"}
ENCOURAGE = {"21-61"}

FIGURES: list[tuple[str, str, str | int, bool]] = [
    ("five-year-olds-attending", "at_least", "100%", True),
    ("five-year-olds-two-sessions", "at_least", "100%", True),
    ("under-3s-attending", "at_least", "58%", False),
    ("three-four-year-olds-attending", "at_least", "100%", True),
    ("emulation-criteria-good", "at_least", 13, False),
    ("vocational-applicants", "at_least", "5%", False),
    ("pupils-taught-to-swim", "at_least", 3500, False),
    ("no-food-poisoning", "at_most", 0, True),
    ("no-foodborne-disease", "at_most", 0, True),
    ("health-insurance", "at_least", "100%", True),
    ("school-milk", "at_least", "90%", False),
    ("national-standard-schools", "at_least", 73, False),
    ("e-schools", "at_least", 25, False),
    ("qualified-managers", "at_least", "100%", True),
    ("qualified-teachers", "at_least", "92%", False),
    ("qualified-teachers-thcs", "at_least", "92%", False),
    ("qualified-teachers-th", "at_least", "92%", False),
    ("qualified-teachers-mn", "at_least", "92%", False),
    ("cashless-parents-public", "at_least", "70%", False),
    ("cashless-parents-high-quality", "at_least", "100%", True),
]

SCHOOLS = {
    "MN": ["MN Long Biên A", "MN Tràng An", "MN Đô thị Sài Đồng", "MN Đô thị Việt Hưng"],
    "TH": [
        "TH Gia Thượng",
        "TH Đoàn Kết",
        "TH Thanh Am",
        "TH Long Biên",
        "TH Thạch Bàn A",
        "TH Phúc Đồng",
        "TH Đô thị Sài Đồng",
    ],
    "THCS": ["THCS Nguyễn Bỉnh Khiêm", "THCS Thạch Bàn", "THCS Long Biên", "THCS Ngọc Lâm", "THCS Chu Văn An"],
}


def test_every_commitment_is_there_in_the_order_of_the_plan() -> None:
    assert len(INVENTORY) == 89
    assert YEAR.inventory() == INVENTORY


def test_every_commitment_is_answered_as_the_inventory_says() -> None:
    assert YEAR.answers() == (SAME, NOT_CHECKED, SEVERAL, set())


def test_strengths() -> None:
    strength = dict.fromkeys(STRIVE, "strive") | dict.fromkeys(ENCOURAGE, "encourage")
    expected = {t.id: strength[t.commitment.id] for t in directive().targets if t.commitment.id in strength}
    assert YEAR.not_ensured() == expected


@pytest.mark.parametrize(("target_id", "key", "figure", "each"), FIGURES)
def test_figures(target_id: str, key: str, figure: str | int, each: bool) -> None:
    spec = target(target_id).spec
    assert getattr(spec, key) == figure
    assert spec.each is each


def test_no_share_or_sum_is_left_out_of_the_table() -> None:
    known = {name for name, *_ in FIGURES}
    assert YEAR.figured() - known == set()


def test_the_directive_and_its_dates() -> None:
    file = directive().file
    assert (file.directive.number, str(file.directive.issued)) == ("349/KH-UBND", "2021-09-30")
    assert str(file.evaluate_on) == "2022-05-31"
    assert target("learning-communities-rated").spec.by == "2021-12-31"


def test_fourteen_wards_and_one_office() -> None:
    assert list(directive().file.expects["ward"]) == WARDS
    assert len(directive().file.expects["office"]) == 1


@pytest.mark.parametrize(
    ("target_id", "level"),
    [("wards-literacy", "level_2"), ("wards-universal-primary", "level_3"), ("wards-universal-secondary", "level_3")],
)
def test_levels_that_the_wards_keep(target_id: str, level: str) -> None:
    every = inner(target(target_id).spec.every)
    assert every.at_least == level
    figure = every.value
    assert isinstance(figure, str)
    options = directive().field(*figure.split(".")).options
    assert options is not None
    assert directive().file.choices[options][0].id == level  # the highest there is


def test_rank_of_the_thirteen_criteria() -> None:
    assert len(directive().forms["criterion"].rows) == 13
    assert inner(target("emulation-criteria-good").spec.count).at_least == "good"
    assert [o.vi for o in directive().file.choices["emulation_rank"]] == ["xuất sắc", "tốt", "khá", "trung bình"]


def test_pass_rate_is_above_both_averages() -> None:
    every = inner(target("pass-rate-above-averages").spec.every)
    assert every.more_than == ("office.area_pass_rate", "office.city_pass_rate")
    assert inner(target("low-pass-rate-plan").spec.when).less_than == "75%"


@pytest.mark.parametrize(
    ("target_id", "numbers"),
    [
        ("friendly-toilets", {"office.toilets_th": 3, "office.toilets_thcs": 2}),
        ("renewed-standard-schools", {"office.renewed_mn": 4, "office.renewed_th": 1, "office.renewed_thcs": 1}),
        ("smart-schools", {"office.smart_mn": 1, "office.smart_th": 1, "office.smart_thcs": 1}),
    ],
)
def test_numbers_per_level(target_id: str, numbers: dict[str, int]) -> None:
    found = [inner(part) for part in target(target_id).spec.all_of or ()]
    assert {part.value: part.at_least for part in found} == numbers


def test_nine_cambridge_classes_and_four_subjects() -> None:
    found = [inner(part) for part in target("cambridge-classes").spec.all_of or ()]
    demanded = {row: part.at_least for part in found for row in part.among or ()}
    assert demanded == {"G1": 2, "G2": 2, "G3": 2, "G4": 2, "G5": 1}
    assert len(inner(target("cambridge-subjects").spec.every).all_of or ()) == 4


def test_named_schools() -> None:
    assert YEAR.schools() == SCHOOLS
    aliases = {alias: n.name for n in directive().file.units["school"].named for alias in n.aliases}
    assert aliases["THCS Nguyễn Bình Khiêm"] == "THCS Nguyễn Bỉnh Khiêm"
    assert aliases["MNĐT Việt Hưng"] == "MN Đô thị Việt Hưng"


@pytest.mark.parametrize(
    ("target_id", "schools"),
    [
        ("new-standard-schools", {"MN Long Biên A", "TH Gia Thượng", "THCS Nguyễn Bỉnh Khiêm"}),
        ("high-quality-schools", {"MN Đô thị Sài Đồng", "MN Đô thị Việt Hưng", "TH Đô thị Sài Đồng"}),
        ("high-quality-model", {"THCS Chu Văn An"}),
        ("new-e-schools", {"MN Tràng An", "TH Đoàn Kết", "THCS Nguyễn Bỉnh Khiêm"}),
        ("city-nursery-methods", {"MN Đô thị Sài Đồng", "MN Đô thị Việt Hưng"}),
        (
            "cashless-parents-high-quality",
            {"MN Đô thị Sài Đồng", "MN Đô thị Việt Hưng", "TH Đô thị Sài Đồng", "THCS Chu Văn An"},
        ),
        (
            "high-quality-content",
            {"MN Đô thị Sài Đồng", "MN Đô thị Việt Hưng", "TH Đô thị Sài Đồng", "THCS Chu Văn An"},
        ),
    ],
)
def test_schools_that_a_target_names(target_id: str, schools: set[str]) -> None:
    assert YEAR.named(target_id) == schools


@pytest.mark.parametrize(
    ("form", "levels"),
    [
        ("new_build", {"MN": 4, "TH": 2, "THCS": 1}),
        ("upgrade", {"TH": 4, "THCS": 3}),
        ("repair", {"MN": 11, "TH": 1, "THCS": 2}),
    ],
)
def test_works_by_level(form: str, levels: dict[str, int]) -> None:
    assert Counter(row.level for row in directive().forms[form].rows) == levels


def test_other_lists_of_the_office() -> None:
    forms = directive().forms
    plots = ["A4 Ngọc Thụy", "A8 Ngọc Thụy", "C14 Phúc Đồng", "C7 Phúc Lợi", "C14 Phúc Đồng", "B1 Thượng Thanh"]
    assert [r.name.vi.split(" ô ")[1] for r in forms["new_build"].rows] == [*plots, "C14 Phúc Đồng"]
    upgraded = ["TH Thanh Am", "TH Long Biên", "TH Thạch Bàn A", "TH Phúc Đồng"]
    assert [r.name.vi for r in forms["upgrade"].rows] == [
        *upgraded,
        "THCS Thạch Bàn",
        "THCS Long Biên",
        "THCS Ngọc Lâm",
    ]
    assert len(forms["chu_van_an"].rows) == 5
    assert [r.code for r in forms["monthly_review"].rows] == [f"T{m:02}" for m in (9, 10, 11, 12, 1, 2, 3, 4, 5)]


def test_five_sites() -> None:
    every = inner(target("five-sites-visited").spec.every)
    labels = [directive().field(*str(field).split(".")).label.vi for field in every.all_of or ()]
    sites = ["đình Lệ Mật", "đình Thanh Am", "đình Bắc Biên", "đền Trấn Vũ", "đình Thổ Khối"]
    assert labels == [f"Đã tham quan {site}" for site in sites]


@pytest.mark.parametrize(
    ("target_id", "levels"),
    [
        ("school-quality-plan", "MN TH THCS"),
        ("career-counselling", "THCS"),
        ("vocational-applicants", "THCS"),
        ("pass-rate-above-averages", "THCS"),
        ("exam-average-raised", "THCS"),
        ("contest-prizes-raised", "TH THCS"),
        ("pupils-taught-to-swim", "TH THCS"),
        ("five-sites-visited", "TH THCS"),
        ("food-contracts", "MN TH THCS"),
        ("health-insurance", "TH THCS"),
        ("school-milk", "MN TH"),
        ("national-standard-schools", "MN TH THCS"),
        ("preschool-programme", "MN"),
        ("general-programme-2018", "TH THCS"),
        ("exam-topics", "THCS"),
        ("low-pass-rate-plan", "THCS"),
        ("qualified-managers", "MN TH THCS"),
        ("qualified-teachers", "MN TH THCS"),
        ("qualified-teachers-thcs", "THCS"),
        ("qualified-teachers-th", "TH"),
        ("qualified-teachers-mn", "MN"),
        ("teaching-software", "TH THCS"),
        ("cashless-schools", "MN TH THCS"),
        ("kindergarten-english", "MN"),
        ("elective-english", "TH"),
        ("intensified-english", "TH THCS"),
        ("subjects-in-english", "TH THCS"),
        ("second-foreign-languages", "THCS"),
    ],
)
def test_levels_in_scope(target_id: str, levels: str) -> None:
    assert YEAR.levels(target_id) == levels


def test_the_named_schools_cannot_answer_themselves_out_of_the_contests() -> None:
    found = target("contest-prizes-named")
    assert {leaf.scope.among for leaf in parts(found.measure)} == {("TH Đô thị Sài Đồng", "THCS Chu Văn An")}
    assert all(leaf.scope.when is None for leaf in parts(found.measure))


OF_EVERY_SCHOOL = {  # the plan counts the pupils or the staff of the district, not the schools themselves
    "vocational-applicants",
    "pupils-taught-to-swim",
    "health-insurance",
    "school-milk",
    "qualified-managers",
    "qualified-teachers",
    "qualified-teachers-thcs",
    "qualified-teachers-th",
    "qualified-teachers-mn",
}


def test_schools_are_public_ones_or_named() -> None:
    assert YEAR.of_any_school() == OF_EVERY_SCHOOL
