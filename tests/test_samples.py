"""The sample workbooks: made by their script, and checked as a reader of the README checks them."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from lbedu.directive.load import find_rule_file, load_directive
from lbedu.options import Options
from lbedu.reading.workbook import open_workbook
from lbedu.run import check
from lbedu.scorecard import Scorecard

SAMPLES = Path(__file__).parents[1] / "samples"
REPORT = SAMPLES / "report.xlsx"
YEAR = SAMPLES / "2021-2022"


def workbooks(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*.xlsx"))}


@pytest.fixture(scope="module")
def complete() -> Scorecard:
    return check([YEAR], Options(complete=True))


@pytest.fixture(scope="module")
def one_school() -> Scorecard:
    return check([REPORT])


def test_the_script_makes_the_same_bytes(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-m", "samples.make", tmp_path], cwd=SAMPLES.parent, check=True)
    made, kept = workbooks(tmp_path), workbooks(SAMPLES)
    assert sorted(made) == sorted(kept)
    assert [name for name in made if made[name] != kept[name]] == []


def test_the_workbooks_are_small() -> None:
    assert max(len(data) for data in workbooks(SAMPLES).values()) < 40_000


def test_every_workbook_says_that_its_figures_are_invented() -> None:
    for path in SAMPLES.rglob("*.xlsx"):
        first = open_workbook(path).sheets[0]
        assert any("giả định" in str(cell.value) for cell in first.cells.values()), path


def test_the_report_has_one_mistake_and_one_miss(one_school: Scorecard) -> None:
    assert [(p.code, p.severity, p.found) for p in one_school.problems] == [("not_a_number", "error", "12 giải")]
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
