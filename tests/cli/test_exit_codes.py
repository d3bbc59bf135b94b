"""What the command ends with: every code, and which one wins."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.command import lbedu
from tests.cli.workbooks import filled, saved

BAD_ONLY = ("--only", "no-such-target")


@pytest.mark.parametrize(
    ("files", "options", "code"),
    [
        (["good"], (), 0),
        (["missed"], (), 1),
        (["undecided"], (), 4),
        (["wrong"], (), 3),
        (["good", "missed"], (), 1),
        (["missed", "undecided"], (), 1),
        (["undecided", "missed", "good"], (), 1),
        (["wrong", "missed", "undecided", "good"], (), 3),
        (["good", "undecided"], (), 4),
        (["wrong", "missed"], BAD_ONLY, 2),
        (["good"], ("--only", "no-food-poisoning"), 0),
        (["missed"], ("--only", "traffic-safety"), 0),
        (["good"], ("--view", "district"), 4),
        (["good", "ward", "office"], (), 0),
    ],
)
def test_the_code_of_a_check(files: list[str], options: tuple[str, ...], code: int, shelf: Path) -> None:
    ended = lbedu("check", *(f"{name}.xlsx" for name in files), *options, cwd=shelf)
    assert ended.code == code
    assert bool(ended.err) is (code == 2)
    assert bool(ended.out) is (code != 2)


def test_the_json_says_the_same_code(shelf: Path) -> None:
    for name, code in (("good", 0), ("missed", 1), ("undecided", 4), ("wrong", 3)):
        ended = lbedu("check", f"{name}.xlsx", "--reporter", "json", cwd=shelf)
        assert (ended.code, ended.json["exit_code"]) == (code, code)


def test_an_encouraged_target_that_is_missed_does_not_count(tmp_path: Path) -> None:
    none = {"subjects_in_english": "Không", "subjects_in_english_evidence": None}
    saved(filled("school", "TH", "TH Hoa Sữa", none), tmp_path / "a.xlsx")
    ended = lbedu("check", "a.xlsx", "--reporter", "json", cwd=tmp_path)
    outcomes = {(v["strength"], v["outcome"]) for v in ended.json["verdicts"]}
    assert ("encourage", "missed") in outcomes
    assert ended.code == 0


def test_what_does_not_apply_does_not_count(tmp_path: Path) -> None:
    none = {"serves_meals": "Không", "food_contract": None, "food_contract_evidence": None}
    saved(filled("school", "TH", "TH Hoa Sữa", none), tmp_path / "a.xlsx")
    ended = lbedu("check", "a.xlsx", "--reporter", "json", cwd=tmp_path)
    assert "not_applicable" in {v["outcome"] for v in ended.json["verdicts"]}
    assert ended.code == 0


def test_nothing_read_is_never_good(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert lbedu("check", "empty", cwd=tmp_path).code == 3
    assert lbedu("check", "none.xlsx", cwd=tmp_path).code == 3


@pytest.mark.parametrize("fault", ["ValueError('boom')", "RecursionError", "KeyError('x')"])
def test_a_mistake_of_ours_is_70_and_one_line(fault: str, shelf: Path) -> None:
    wrap = f"import lbedu.run\ndef broken(*a, **k): raise {fault}\nlbedu.run.check = broken"
    ended = lbedu("check", "good.xlsx", cwd=shelf, wrap=wrap)
    assert ended.code == 70
    assert ended.out == ""
    assert ended.err.count("\n") == 1
    assert "lbedu" in ended.err


def test_a_mistake_in_a_reporter_is_70_too(shelf: Path) -> None:
    wrap = "import lbedu.reporters.table as t\ndef broken(*a): raise ZeroDivisionError\nt.render = broken"
    ended = lbedu("check", "missed.xlsx", cwd=shelf, wrap=wrap)
    assert (ended.code, ended.out) == (70, "")


def test_an_interrupted_run_is_130(shelf: Path) -> None:
    wrap = "import lbedu.run\ndef stopped(*a, **k): raise KeyboardInterrupt\nlbedu.run.check = stopped"
    ended = lbedu("check", "good.xlsx", cwd=shelf, wrap=wrap)
    assert (ended.code, ended.out) == (130, "")


def test_elsewhere_one_means_that_something_was_found(tmp_path: Path, shelf: Path) -> None:
    assert lbedu("targets", "list").code == 0
    assert lbedu("explain", "traffic-safety").code == 0
    assert lbedu("form", "2021-2022", "--unit", "ward", "-o", tmp_path / "w.xlsx").code == 0
    assert lbedu("--version", cwd=shelf).code == 0
