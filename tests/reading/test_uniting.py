"""Two workbooks of one unit: what is the same counts once, what differs is a problem, and two units stay two."""

from __future__ import annotations

import pytest

from lbedu.directive.directive import Directive
from lbedu.directive.load import available, load_directive
from lbedu.reading.uniting import unite
from lbedu.register import Register
from lbedu.submission import Place, Record, Said, Submission, Unit

TITLE = {"vi": "Báo cáo", "en": "Report"}


@pytest.fixture(scope="module")
def directive() -> Directive:
    return load_directive(available()["2021-2022"])


def submission(file: str, unit: Unit, **values: int) -> Submission:
    said = {name: Said(value, Place(file, "Số liệu", "E9")) for name, value in values.items()}
    return Submission(unit, "2021-2022", file, "school", TITLE, (Record(unit, "school", "", unit.level, said),))


def codes(directive: Directive, *submissions: Submission) -> list[str]:
    return sorted(problem.code for problem in unite(directive, Register(directive), submissions)[1])


def test_equal_figures_count_once(directive: Directive) -> None:
    unit = Unit("school", "TH Hoa Lan", "TH", type="public")
    one, two = submission("a.xlsx", unit, pupils=10), submission("b.xlsx", unit, pupils=10, insured=9)
    records, problems = unite(directive, Register(directive), [one, two])
    assert [{name: said.value for name, said in record.said.items()} for record in records] == [
        {"pupils": 10, "insured": 9}
    ]
    assert [problem.code for problem in problems] == ["reported_twice"]


def test_different_figures_do_not_count_and_both_cells_are_named(directive: Directive) -> None:
    unit = Unit("school", "TH Hoa Lan", "TH")
    one, two = submission("a.xlsx", unit, pupils=10, insured=9), submission("b.xlsx", unit, pupils=11, insured=9)
    (record,), (problem,) = unite(directive, Register(directive), [one, two])
    assert set(record.said) == {"insured"}
    assert set(record.spoiled) == {"pupils"}
    assert problem.code == "conflicting_values"
    assert {problem.place.file, *(place.file for place in problem.places)} == {"a.xlsx", "b.xlsx"}


def test_spellings_of_one_name_are_one_unit(directive: Directive) -> None:
    one = Unit("school", "Trường Tiểu học Hoà Bình", "TH")
    two = Unit("school", "TH HÒA BÌNH", "TH")
    records, _ = unite(directive, Register(directive), [submission("a.xlsx", one), submission("b.xlsx", two)])
    assert len(records) == 1


def test_one_name_at_two_levels_is_two_units(directive: Directive) -> None:
    th, thcs = Unit("school", "TH Long Biên", "TH"), Unit("school", "THCS Long Biên", "THCS")
    records, problems = unite(directive, Register(directive), [submission("a.xlsx", th), submission("b.xlsx", thcs)])
    assert (len(records), problems) == (2, ())


def test_a_school_of_two_levels_reports_for_each_under_one_code(directive: Directive) -> None:
    th, thcs = Unit("school", "TH Hoa Lan", "TH", "0100"), Unit("school", "THCS Hoa Lan", "THCS", "0100")
    records, problems = unite(directive, Register(directive), [submission("a.xlsx", th), submission("b.xlsx", thcs)])
    assert (len(records), problems) == (2, ())


@pytest.mark.parametrize(
    "other",
    [
        Unit("school", "TH Hoa Lan", "TH", "0100", type="private"),
        Unit("school", "TH Hoa Lan", "TH", "0200", type="public"),
        Unit("school", "TH Hoa Huệ", "TH", "0100", type="public"),
        Unit("school", "TH Hoa Huệ", "TH", "0100 ", type="public"),
        Unit("school", "TH Hoa Lan", "TH", "0100", "Gia Thụy", "public"),
    ],
)
def test_what_differs_of_the_unit_itself_is_said(directive: Directive, other: Unit) -> None:
    unit = Unit("school", "TH Hoa Lan", "TH", "0100", "Bồ Đề", "public")
    found = codes(directive, submission("a.xlsx", unit, pupils=10), submission("b.xlsx", other, pupils=10))
    assert "conflicting_identity" in found


def test_spellings_of_one_code_and_one_ward_are_equal(directive: Directive) -> None:
    one = Unit("school", "TH Hoa Lan", "TH", "A-01", "Gia Thụy")
    two = Unit("school", "TH Hoa Lan", "TH", "a 01", "Gia Thuỵ")
    assert codes(directive, submission("a.xlsx", one, pupils=10), submission("b.xlsx", two)) == []


def test_a_type_that_two_files_contest_is_unknown(directive: Directive) -> None:
    public, private = (Unit("school", "TH Hoa Lan", "TH", type=type_) for type_ in ("public", "private"))
    for order in ((public, private), (private, public)):
        submissions = [submission(f"{i}.xlsx", unit, pupils=10) for i, unit in enumerate(order)]
        (record,), _ = unite(directive, Register(directive), submissions)
        assert record.unit.type == ""


def test_a_part_of_one_file_over_its_whole_in_another_spoils_both(directive: Directive) -> None:
    unit = Unit("school", "TH Hoa Lan", "TH")
    one, two = submission("a.xlsx", unit, pupils=10, managers=2), submission("b.xlsx", unit, insured=11)
    for order in ((one, two), (two, one)):
        (record,), (problem,) = unite(directive, Register(directive), order)
        assert problem.code == "part_exceeds_whole"
        assert problem.place == Place("b.xlsx", "Số liệu", "E9")
        assert "a.xlsx, 'Số liệu'!E9" in problem.text("vi", "message")
        assert set(record.said) == {"managers"}
        assert set(record.spoiled) == {"pupils", "insured"}


def test_an_answer_of_one_file_that_another_makes_needless_spoils_both(directive: Directive) -> None:
    unit = Unit("school", "MN Hoa Lan", "MN")
    specs = directive.forms["school"].by_id
    asked = next(spec for spec in specs.values() if spec.asked_when and spec.type == "yes_no" and spec.asked_of("MN"))
    one, two = (
        submission("a.xlsx", unit, **{str(asked.asked_when): False}),
        submission("b.xlsx", unit, **{asked.id: True}),
    )
    (record,), (problem,) = unite(directive, Register(directive), [one, two])
    assert problem.code == "contradiction"
    assert not record.said and len(record.spoiled) == 2


def test_a_foreign_form_is_held_against_the_form_of_its_unit(directive: Directive) -> None:
    unit = Unit("school", "MN Hoa Lan", "MN")
    foreign = submission("bieu-01.xlsx", unit, pupils=10)._replace(foreign=True)
    (record,), (problem,) = unite(directive, Register(directive), [foreign, submission("b.xlsx", unit, insured=11)])
    assert problem.code == "part_exceeds_whole" and not record.said
