"""Whole folders: a workbook that cannot be used never makes a verdict better, whatever the user says of the rest."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from lbedu.directive.expression import parts
from lbedu.errors import UsageError
from lbedu.options import Options
from lbedu.phrases import waiting_text
from lbedu.run import check
from lbedu.scorecard import Scorecard
from tests.cli.workbooks import directive, filled, identify, saved

SAMPLES = Path(__file__).parent.parent / "samples" / "2021-2022"
BROKEN: dict[str, Callable[[Path], object]] = {
    "truncated": lambda path: path.write_bytes(path.read_bytes()[:4000]),
    "empty": lambda path: path.write_bytes(b""),
    "text": lambda path: path.write_text("no workbook"),
    "wrong level": lambda path: _changed(path, "DV3", "Mầm non"),
    "wrong year": lambda path: _changed(path, "DV6", "2020-2021"),
    "no name": lambda path: _changed(path, "DV2", None),
}


def _changed(path: Path, code: str, value: str | None) -> None:
    saved(openpyxl.load_workbook(path), path, identify(code, value))


@pytest.fixture(scope="module")
def district(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample district, and a school that nobody lists with four cases of food poisoning."""
    folder = tmp_path_factory.mktemp("district")
    shutil.copytree(SAMPLES, folder, dirs_exist_ok=True)
    saved(filled("school", "TH", "TH Hoa Gạo", {"food_poisoning": 4, "civility": "Không"}), folder / "x.xlsx")
    return folder


def outcomes(card: Scorecard) -> dict[str, str]:
    return {verdict.target.id: verdict.outcome for verdict in card.verdicts}


@pytest.mark.parametrize("how", BROKEN)
def test_breaking_a_file_makes_nothing_met(how: str, district: Path, tmp_path: Path) -> None:
    folder = tmp_path / "district"
    shutil.copytree(district, folder)
    before = outcomes(check([folder], Options(complete=True)))
    BROKEN[how](folder / "x.xlsx")
    card = check([folder], Options(complete=True))
    after = outcomes(card)
    assert before["no-food-poisoning"] == "missed"
    assert after["no-food-poisoning"] == "undecided"
    assert [name for name in after if after[name] == "met" != before[name]] == []
    assert card.exit_code == 3


@pytest.mark.parametrize("name", ["thcs-chu-van-an.xlsx", "phuong-bo-de.xlsx", "phong-gd-dt-quan-long-bien.xlsx"])
def test_breaking_a_listed_unit_makes_nothing_met(name: str, district: Path, tmp_path: Path) -> None:
    folder = tmp_path / "district"
    shutil.copytree(district, folder)
    before = outcomes(check([folder], Options(complete=True)))
    (folder / name).write_bytes(b"PK")
    after = outcomes(check([folder], Options(complete=True)))
    assert [target for target in after if after[target] == "met" != before[target]] == []


def test_a_commitment_that_repeats_another_means_its_targets() -> None:
    report = [SAMPLES / "mn-do-thi-sai-dong.xlsx"]
    assert set(outcomes(check(report, Options(only=("21-64",))))) == {"high-quality-schools"}
    with pytest.raises(UsageError, match="not checked"):
        check(report, Options(only=("21-71",)))


@pytest.mark.parametrize("name", ["TH", "Trường TH", "-", ".", "123", "Tiểu học"])
def test_a_name_that_names_nobody(name: str, tmp_path: Path) -> None:
    card = check([saved(filled("school", "TH", name), tmp_path / "a.xlsx")])
    assert [problem.code for problem in card.problems] == ["unit_missing"]
    assert card.submissions == ()


def test_a_sheet_that_is_gone_is_said(tmp_path: Path) -> None:
    book = filled("office", None, "")
    title = book.sheetnames[3]
    del book[title]
    card = check([saved(book, tmp_path / "a.xlsx")])
    assert [problem.code for problem in card.problems] == ["sheet_missing"]
    assert card.exit_code == 4


def test_a_workbook_that_cannot_be_opened_may_be_a_table_of_many(tmp_path: Path) -> None:
    """One school of 73 that are needed is there; how many the broken workbook holds, nobody knows. A form is of one."""
    options = Options(complete=True, view="district", only=("national-standard-schools",))
    saved(filled("school", "TH", "TH Hoa Gạo"), tmp_path / "a.xlsx")
    assert outcomes(check([tmp_path], options)) == {"national-standard-schools": "missed"}
    nameless = saved(filled("school", "TH"), tmp_path / "b.xlsx")
    assert outcomes(check([tmp_path], options)) == {"national-standard-schools": "missed"}
    for how in ("wrong year", "truncated"):
        BROKEN[how](nameless)
        (verdict,) = check([tmp_path], options).verdicts
        assert verdict.outcome == "undecided"
        assert "1 tệp bị loại" in waiting_text(directive(), parts(verdict.target.measure)[0], verdict.parts[0], "vi")
