"""A mistake of ours over one file is a problem of that file; what ends a run still ends it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import lbedu
from lbedu.errors import UsageError
from lbedu.intake import intake, one_file, opening

SAMPLES = Path(__file__).resolve().parents[2] / "samples" / "2021-2022"
BAD = "phuong-bo-de.xlsx"
GOOD = "mn-long-bien-a.xlsx"
LIST = "Tên trường,Cấp học,Phường\nLong Biên A,MN,Long Biên\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in (BAD, GOOD):
        shutil.copy(SAMPLES / name, tmp_path / name)
    monkeypatch.delenv("LBEDU_DEBUG", raising=False)
    return tmp_path


def failing(monkeypatch: pytest.MonkeyPatch, name: str, error: BaseException, bad: str = BAD) -> None:
    """One step of reading fails over the bad file alone."""
    room = next(room for room in (opening, one_file, intake) if hasattr(room, name))
    real: Callable[..., Any] = getattr(room, name)

    def step(*arguments: Any) -> Any:
        if any(bad in str(getattr(one, "file", one)) for one in arguments):
            raise error
        return real(*arguments)

    monkeypatch.setattr(room, name, step)


ERRORS = (KeyError("x"), RecursionError("deep"), MemoryError(), OSError(5, "i/o"), AssertionError())


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
@pytest.mark.parametrize("step", ["open_workbook", "statement_of", "read_report"])
def test_one_file_fails_alone(step: str, error: Exception, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    failing(monkeypatch, step, error)
    card = lbedu.check(folder)
    (problem,) = [problem for problem in card.problems if problem.severity == "error"]
    assert (problem.code, Path(problem.place.file).name) == ("reader_failed", BAD)
    assert type(error).__name__ in problem.text("vi", "message")
    assert {Path(submission.file).name for submission in card.submissions} == {GOOD}
    assert card.exit_code == 3


def test_a_file_that_failed_may_be_anybodys(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is concluded as if its unit had not been there."""
    sure = {verdict.target.id for verdict in lbedu.check(folder, complete=True).verdicts if verdict.outcome == "met"}
    failing(monkeypatch, "read_report", KeyError("x"))
    met = {verdict.target.id for verdict in lbedu.check(folder, complete=True).verdicts if verdict.outcome == "met"}
    assert met <= sure


@pytest.mark.parametrize("step", ["lines_of_text", "unit_list"])
def test_a_register_that_fails_is_a_problem_of_its_own(
    step: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    register = folder / "danh-sach.csv"
    register.write_text(LIST, encoding="utf-8")
    failing(monkeypatch, step, KeyError("x"), register.name)
    card = lbedu.check(folder)
    assert [problem.code for problem in card.problems if problem.place.file.endswith(".csv")] == ["reader_failed"]
    assert {Path(submission.file).name for submission in card.submissions} == {BAD, GOOD}


def test_what_ends_a_run_ends_it(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    failing(monkeypatch, "read_report", UsageError("no"))
    with pytest.raises(UsageError):
        lbedu.check(folder)
    failing(monkeypatch, "read_report", KeyboardInterrupt())
    with pytest.raises(KeyboardInterrupt):
        lbedu.check(folder)


def test_debugging_shows_our_own_mistakes(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LBEDU_DEBUG", "1")
    failing(monkeypatch, "read_report", KeyError("x"))
    with pytest.raises(KeyError):
        lbedu.check(folder)


def test_a_folder_that_cannot_be_looked_into_is_said(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import os

    (folder / "kín").mkdir()
    real = os.scandir

    def scandir(path: Any) -> Any:
        if str(path).endswith("kín"):
            raise PermissionError(13, "no", str(path))
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    card = lbedu.check(folder, complete=True)
    assert [(problem.code, Path(problem.place.file).name) for problem in card.problems] == [("no_permission", "kín")]
    assert card.exit_code == 3
