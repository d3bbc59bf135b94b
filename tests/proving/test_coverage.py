"""What no example has tried: outcomes, and the sides of thresholds."""

from __future__ import annotations

from pathlib import Path

import pytest

from lbedu.directive.load import available, load_directive
from lbedu.examples import given_of, judge_given, load_examples
from lbedu.proving.boundaries import boundaries, needed, sides_of
from lbedu.proving.coverage import coverage, coverage_lines, possible_outcomes
from lbedu.proving.proofs import Proven, Trial, prove
from tests.cli.command import lbedu

RULES = available()["2021-2022"]
DIRECTIVE = load_directive(RULES)


@pytest.mark.parametrize("year", available())
def test_of_a_shipped_year_everything_is_tried(year: str) -> None:
    found = coverage(prove(available()[year]))
    assert found.untried == ()
    assert found.outcomes > 100
    assert found.sides > 40


def test_what_is_lacking_is_named_and_ends_with_1(tmp_path: Path) -> None:
    rules = tmp_path / RULES.name
    rules.write_bytes(RULES.read_bytes())
    (tmp_path / "examples").mkdir()
    (tmp_path / "examples" / RULES.name).write_text(
        "under-3s-attending:\n"
        "  - met: {ward: [{children_under_3: 1000, attending_under_3: 580}]}\n"
        "  - missed: {ward: [{children_under_3: 1000, attending_under_3: 579}]}\n",
        encoding="utf-8",
    )
    ended = lbedu("targets", "test", rules, "--coverage", "--lang", "en")
    assert ended.code == 1
    own = [line for line in ended.out.splitlines() if line.startswith("under-3s-attending:")]
    assert own == ["under-3s-attending: no example is undecided", "under-3s-attending: ≥ 58%: just above is not tried"]
    assert "2021-2022: 2 of 280 outcomes and 2 of 173 sides of thresholds are tried" in ended.out
    assert "chưa thử ngay trên ngưỡng" in lbedu("targets", "test", rules, "--coverage").out


def test_an_example_that_is_wrong_tries_nothing() -> None:
    proven = prove(RULES)
    wrong = tuple(Trial(trial.proof._replace(expected="not_applicable"), trial.verdict) for trial in proven.trials)
    kept = [one for one in wrong if not one.passed]
    found = coverage(Proven(RULES, DIRECTIVE, tuple(kept), ()))
    assert len(found.untried) == found.outcomes + found.sides


def sides(tmp_path: Path, target_id: str, given: str) -> set[str]:
    """The sides of a target's thresholds, each by its number, at which one example stands."""
    file = tmp_path / "one.yaml"
    file.write_text(f"{target_id}: {{met: {given}}}", encoding="utf-8")
    (example,) = load_examples(DIRECTIVE, file)
    facts = given_of(DIRECTIVE, example)
    verdict = judge_given(DIRECTIVE, example.target, facts)
    assert verdict is not None
    return {
        f"{i} {side}"
        for i, boundary in enumerate(boundaries(example.target.measure))
        for side in sides_of(DIRECTIVE, boundary, facts, verdict)
    }


@pytest.mark.parametrize(
    ("target", "given", "expected"),
    [
        ("under-3s-attending", "{ward: [{children_under_3: 1000, attending_under_3: 580}]}", {"0 at"}),
        ("under-3s-attending", "{ward: [{children_under_3: 1000, attending_under_3: 579}]}", {"0 below"}),
        ("under-3s-attending", "{ward: [{children_under_3: 1000, attending_under_3: 581}]}", {"0 above"}),
        ("under-3s-attending", "{ward: [{children_under_3: 1000, attending_under_3: 582}]}", set()),
        ("under-3s-attending", "{ward: [{children_under_3: 10, attending_under_3: 6}]}", set()),
        ("under-3s-attending", "{ward: [{children_under_3: 0, attending_under_3: 0}]}", set()),
        ("pupils-taught-to-swim", "{school: [{level: TH, pupils: 4000, swimmers: 3501}]}", {"0 above"}),
        ("emulation-criteria-good", "{criterion: [{times: 13, rank: good}]}", {"0 at", "1 at"}),
        ("emulation-criteria-good", "{criterion: [{times: 12, rank: excellent}]}", {"0 below", "1 above"}),
        ("wards-literacy", "{ward: [{literacy_level: level_1}, {literacy_level: none}]}", {"0 below"}),
        ("e-schools", "{office: {e_schools_kept: 22, e_schools_new: 4}}", {"0 above"}),
        ("e-schools", "{office: {e_schools_kept: 26}}", set()),
        ("exam-average-raised", "{school: [{exam_average: 7, exam_average_last_year: 7}]}", {"0 at"}),
        ("exam-average-raised", "{school: [{exam_average: '7.1', exam_average_last_year: 7}]}", {"0 above"}),
        ("exam-average-raised", "{school: [{exam_average: '7.2', exam_average_last_year: 7}]}", set()),
        (
            "pass-rate-above-averages",
            "{office: {area_pass_rate: 50%, city_pass_rate: 51%}, school: [{sat_exam: 100, admitted_public: 51}]}",
            {"0 above", "1 at"},
        ),
        ("low-pass-rate-plan", "{school: [{sat_exam: 100, admitted_public: 74}]}", {"0 below"}),
        ("ward-plans-2021", "{ward: [{plan_2021: true, plan_2021_on: 2022-01-01}]}", {"0 above"}),
        ("ward-plans-2021", "{ward: [{plan_2021: false}], as_of: 2021-12-30}", {"1 below"}),
        ("new-buildings-started", "{new_build: [{started: true, started_on: 2022-05-30}]}", {"0 below"}),
        ("health-insurance", "{school: [{level: MN, pupils: 100, insured: 99}]}", set()),
    ],
)
def test_where_a_figure_stands(tmp_path: Path, target: str, given: str, expected: set[str]) -> None:
    assert sides(tmp_path, target, given) == expected


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("under-3s-attending", ["above at below"]),
        ("five-year-olds-attending", ["at below"]),
        ("no-food-poisoning", ["above at"]),
        ("emulation-criteria-good", ["at below", "above at below"]),
        ("wards-literacy", ["at below"]),
        ("cambridge-classes", ["above at below", "above at below"]),
        ("ward-plans-2021", ["above at below", "at below"]),
        ("new-buildings-started", ["above at below", "at"]),
        ("leading-flag", []),
    ],
)
def test_only_sides_that_there_are_are_asked_for(target: str, expected: list[str]) -> None:
    found = DIRECTIVE.target(target)
    assert found is not None
    own = boundaries(found.measure)
    assert [" ".join(sorted(needed(DIRECTIVE, found.measure, one))) for one in own] == expected


@pytest.mark.parametrize(
    ("target", "expected"),
    [("leading-flag", False), ("health-insurance", False), ("food-contracts", True), ("vocational-applicants", True)],
)
def test_not_applicable_is_asked_for_where_it_can_be(target: str, expected: bool) -> None:
    found = DIRECTIVE.target(target)
    assert found is not None
    assert ("not_applicable" in possible_outcomes(DIRECTIVE, found)) == expected


def test_the_sum_is_said_in_both_languages() -> None:
    proven = prove(RULES)
    found = coverage(proven)
    (en,) = coverage_lines(DIRECTIVE, found, "en")
    (vi,) = coverage_lines(DIRECTIVE, found, "vi")
    assert en == "2021-2022: 280 of 280 outcomes and 173 of 173 sides of thresholds are tried"
    assert vi == "2021-2022: đã thử 280/280 kết luận, 173/173 phía của ngưỡng"
