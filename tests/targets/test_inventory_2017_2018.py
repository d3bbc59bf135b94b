"""The rule file of 2017-2018 against an inventory of the Party committee's notice written down apart from it."""

from __future__ import annotations

import pytest

from lbedu.directive.expression import parts
from lbedu.directive.model import FieldSpec
from lbedu.examples import try_example
from lbedu.phrases import actual_text
from tests.targets.inventory import WARDS, Year, inner

YEAR = Year("2017-2018")
directive, target = YEAR.directive, YEAR.target

INVENTORY = [
    ("17-01", "1 –1 +1"),
    ("17-02", "1 –1 +2"),
    ("17-03", "1 –2"),
    ("17-04", "2"),
    ("17-05", "2"),
    ("17-06", "2"),
    ("17-07", "2"),
    ("17-08", "2"),
    ("17-09", "3 –1"),
    ("17-10", "3 –2"),
    ("17-11", "4 –1"),
    ("17-12", "4 –2"),
    ("17-13", "5 –1"),
    ("17-14", "5 –2"),
    ("17-15", "5 –3"),
    ("17-16", "6 –1"),
    ("17-17", "6 –2"),
    ("17-18", "6 –3"),
    ("17-19", "7 –1"),
    ("17-20", "7 –2"),
    ("17-21", "7 –3"),
    ("17-22", "8 –1"),
    ("17-23", "8 –2"),
    ("17-24", "8 –3"),
    ("17-25", "9"),
    ("17-26", "9"),
]

NOT_CHECKED = {"17-15", "17-21"}
SEVERAL = {
    "17-11": 2,
    "17-12": 2,
    "17-13": 2,
    "17-16": 2,
    "17-17": 3,
    "17-18": 2,
    "17-20": 2,
    "17-22": 2,
    "17-23": 2,
    "17-25": 2,
}

FIGURES: list[tuple[str, str | int, bool]] = [
    ("emulation-criteria-excellent", 11, False),
    ("under-3s-attending", "45%", False),
    ("three-four-year-olds-attending", "99%", False),
    ("five-year-olds-attending", "100%", True),
    ("e-schools-reassessed", 10, False),
]

SCHOOLS = {
    "MN": [
        "MN Tràng An",
        "MN Hoa Sen",
        "MN Ánh Sao",
        "MN Thượng Thanh",
        "MN Đô thị Sài Đồng",
        "MN Đô thị Việt Hưng",
    ],
    "TH": ["TH Gia Thụy", "TH Đô thị Sài Đồng", "TH Đô thị Việt Hưng"],
    "THCS": ["THCS Thanh Am", "THCS Ngọc Lâm", "THCS Đô thị Việt Hưng"],
}
HIGH_QUALITY = {"MN Đô thị Sài Đồng", "MN Đô thị Việt Hưng", "TH Đô thị Sài Đồng"}
ON_THE_WAY = {"TH Đô thị Việt Hưng", "THCS Đô thị Việt Hưng"}


def test_every_commitment_is_there_in_the_order_of_the_notice() -> None:
    assert len(INVENTORY) == 26
    assert YEAR.inventory() == INVENTORY


def test_every_commitment_is_answered_as_the_inventory_says() -> None:
    assert YEAR.answers() == ({}, NOT_CHECKED, SEVERAL, set())


def test_only_what_the_rules_on_websites_encourage_is_not_demanded() -> None:
    assert YEAR.not_ensured() == {"portal-encouraged-content": "encourage"}


@pytest.mark.parametrize(("target_id", "figure", "each"), FIGURES)
def test_figures(target_id: str, figure: str | int, each: bool) -> None:
    spec = target(target_id).spec
    assert spec.at_least == figure
    assert spec.each is each


def test_no_share_or_sum_is_left_out_of_the_table() -> None:
    assert YEAR.figured() - {name for name, *_ in FIGURES} == set()


def test_the_notice_has_neither_number_nor_date() -> None:
    file = directive().file
    assert file.directive.kind.vi == "Thông báo kết luận"
    assert (file.directive.number, file.directive.issued) == (None, None)
    assert str(file.evaluate_on) == "2018-05-31"


def test_fourteen_wards_and_one_office() -> None:
    assert len(WARDS) == 14
    assert list(directive().file.expects["ward"]) == WARDS
    assert len(directive().file.expects["office"]) == 1


@pytest.mark.parametrize("target_id", ["wards-universal-primary", "wards-universal-secondary"])
def test_every_ward_keeps_level_3(target_id: str) -> None:
    assert inner(target(target_id).spec.every).at_least == "level_3"
    (leaf,) = parts(target(target_id).measure)
    assert (leaf.scope.among, leaf.scope.when) == (None, None)
    assert directive().file.choices["universal_level"][0].id == "level_3"  # the highest there is


@pytest.mark.parametrize(
    ("field", "years"),
    [("children_under_3", {"2015", "2016", "2017"}), ("children_3_4", {"2013", "2014"}), ("children_5", {"2012"})],
)
def test_years_of_birth_of_the_survey_of_2017(field: str, years: set[str]) -> None:
    hint = directive().field("ward", field).hint
    assert hint is not None
    for text in (hint.vi, hint.get("en")):
        assert {word.strip(",.") for word in text.split() if word.strip(",.").isdigit()} == years


def test_thirteen_criteria_of_which_eleven_and_two_are_named() -> None:
    rows = {row.code: row.name.vi for row in directive().forms["criterion"].rows}
    assert len(rows) == 13
    assert inner(target("emulation-criteria-excellent").spec.count).at_least == "excellent"
    assert target("emulation-criteria-excellent").spec.among is None  # any eleven
    note = target("emulation-criteria-excellent").spec.note
    assert note is not None
    for text in (note.vi, note.get("en")):
        assert len(text.split(": ")[1].split(";")) == 11
    assert inner(target("named-criteria-good").spec.every).at_least == "good"
    assert {rows[code] for code in YEAR.named("named-criteria-good")} == {
        "Văn phòng và thi đua khen thưởng",
        "Giáo dục thường xuyên",
    }


def test_a_better_rank_than_demanded_is_met_and_seen() -> None:
    (better,) = (
        trial
        for trial in (try_example(directive(), e) for e in YEAR.examples() if e.target.id == "named-criteria-good")
        if trial.verdict
        and trial.verdict.outcome == "met"
        and trial.example.given["criterion"][0]["rank"] == "excellent"
    )
    assert better.verdict is not None
    (leaf,), (part,) = parts(better.example.target.measure), better.verdict.parts
    assert actual_text(directive(), leaf, part, "vi") == "2/2 chỉ tiêu (xuất sắc: 1, tốt: 1)"
    assert actual_text(directive(), leaf, part, "en") == "2/2 criteria (excellent: 1, good: 1)"


def test_named_schools() -> None:
    assert YEAR.schools() == SCHOOLS
    named = directive().file.units["school"].named
    assert {n.type for n in named} == {"public"}
    aliases = {alias: n.name for n in named for alias in n.aliases}
    assert aliases["MN ĐT Sài Đồng"] == "MN Đô thị Sài Đồng"
    assert {alias.split()[0] for alias in aliases} <= {"MN", "MNĐT", "TH", "THCS"}


@pytest.mark.parametrize(
    ("target_id", "schools"),
    [
        ("new-standard-schools", {"MN Tràng An", "THCS Thanh Am"}),
        (
            "renewed-named-schools",
            {"MN Hoa Sen", "MN Ánh Sao", "MN Thượng Thanh", "TH Gia Thụy", "THCS Ngọc Lâm"},
        ),
        ("high-quality-schools", HIGH_QUALITY),
        ("high-quality-teaching", HIGH_QUALITY),
        ("high-quality-roadmap", ON_THE_WAY),
        ("high-quality-roadmap-tasks", ON_THE_WAY),
    ],
)
def test_schools_that_a_target_names(target_id: str, schools: set[str]) -> None:
    assert YEAR.named(target_id) == schools


@pytest.mark.parametrize(
    ("target_id", "round_"), [("new-standard-schools", "new"), ("renewed-named-schools", "renewal")]
)
def test_recognition_of_this_year_is_in_force_on_the_as_of_date(target_id: str, round_: str) -> None:
    asked = inner(target(target_id).spec.every).all_of or ()
    compared = [inner(check) for check in asked if not isinstance(check, str)]
    assert [check for check in asked if isinstance(check, str)] == ["school.cqg_recognised"]
    assert {check.value: check.is_ or check.at_least or check.at_most for check in compared} == {
        "school.cqg_round": round_,
        "school.cqg_expiry": "as_of",
        "school.cqg_date": "as_of",
    }


@pytest.mark.parametrize(
    ("target_id", "day"), [("projects-report", "2017-11-30"), ("gia-thuy-site-2-started", "2018-03-31")]
)
def test_deadlines(target_id: str, day: str) -> None:
    assert target(target_id).spec.by == day


def test_nothing_else_has_a_deadline() -> None:
    assert {t.id for t in directive().targets if t.spec.by} == {"projects-report", "gia-thuy-site-2-started"}


@pytest.mark.parametrize(
    ("target_id", "levels"),
    [
        ("new-standard-schools", "MN TH THCS"),
        ("high-quality-roadmap", "TH THCS"),
        ("portal-required-content", "MN TH THCS"),
        ("swimming-as-planned", "TH THCS"),
        ("sports-clubs", "TH THCS"),
        ("local-history", "MN TH THCS"),
        ("civil-conduct-explained", "MN TH THCS"),
        ("online-services-explained", "MN TH THCS"),
        ("linked-english-remedied", "MN TH THCS"),
        ("internal-procedures", "MN TH THCS"),
        ("property-rules", "MN TH THCS"),
        ("kitchens-inspected", "MN TH THCS"),
        ("meal-service-contracts", "MN TH THCS"),
    ],
)
def test_levels_in_scope(target_id: str, levels: str) -> None:
    assert YEAR.levels(target_id) == levels


@pytest.mark.parametrize(
    ("target_id", "condition"),
    [
        ("linked-english-remedied", "school.linked_english"),
        ("kitchens-inspected", "school.has_kitchen"),
        ("meal-service-contracts", "school.kitchen_unfit"),
    ],
)
def test_conditions(target_id: str, condition: str) -> None:
    assert target(target_id).spec.when == condition


def test_nothing_else_has_a_condition() -> None:
    conditional = {t.id for t in directive().targets if t.spec.when}
    assert conditional == {"linked-english-remedied", "kitchens-inspected", "meal-service-contracts"}


def test_whether_a_kitchen_qualifies_is_asked_of_schools_that_have_one() -> None:
    form = directive().forms["school"].by_id
    assert form["kitchen_unfit"].asked_when == form["kitchen_inspected"].asked_when == "has_kitchen"
    assert form["meal_service_contract"].asked_when == "kitchen_unfit"


def test_schools_are_public_ones_or_named() -> None:
    assert YEAR.of_any_school() == set()


@pytest.mark.parametrize("target_id", ["high-quality-teaching", "high-quality-roadmap-tasks"])
def test_a_named_school_cannot_answer_itself_out(target_id: str) -> None:
    """What is asked only of schools that say yes stands beside that yes."""
    (first, *rest) = inner(target(target_id).spec.every).all_of or ()
    assert isinstance(first, str)
    asked = first.removeprefix("school.")
    for check in rest:
        attested = inner(check).attest
        assert attested is not None
        assert directive().field(*attested.split(".")).asked_when == asked


def test_what_is_attested_names_its_evidence() -> None:
    """Only facts that another field dates or counts come without evidence."""
    bare = {
        item.id
        for form in directive().forms.values()
        for item in form.fields
        if isinstance(item, FieldSpec) and item.type == "yes_no" and not item.evidence
    }
    assert bare == {"cqg_recognised", "linked_english", "has_kitchen", "kitchen_unfit", "gia_thuy_site_2"}
