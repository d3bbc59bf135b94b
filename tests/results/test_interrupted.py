"""A run that was interrupted: every output says so, and what was saved of it can be read again."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from lbedu.intake.one_file import Heard, Reader, Task
from lbedu.options import Options
from lbedu.reporters import REPORTERS, Style, text_reporter
from lbedu.reporters.as_json import render
from lbedu.results.change_words import heading
from lbedu.results.changes import compare
from lbedu.results.deviation_words import page
from lbedu.run import check
from lbedu.scorecard import Scorecard
from lbedu.wording import Language
from tests.reporters.machine_readers import sarif_schema
from tests.results.runs import again, kept, run

VALIDATOR = Draft202012Validator(
    json.loads(files("lbedu.reporters").joinpath("scorecard.schema.json").read_text("utf-8"))
)


@pytest.fixture
def card(reports: Path, monkeypatch: pytest.MonkeyPatch) -> Scorecard:
    """Ctrl-C at the third of four files, in the order of their names."""
    real = Reader.hear

    def hear(reader: Reader, task: Task) -> Heard:
        if task.name.endswith("ward.xlsx"):
            raise KeyboardInterrupt
        return real(reader, task)

    with monkeypatch.context() as patched:
        patched.setattr(Reader, "hear", hear)
        return check([reports], Options(by_ward=True, digests=True, keep_on_interrupt=True))


@pytest.mark.parametrize("name", ["table", "markdown", "html", "github"])
@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("vi", "CHƯA ĐẦY ĐỦ: lần kiểm tra bị dừng giữa chừng, 2 trong 4 tệp"),
        ("en", "INCOMPLETE: the run was interrupted"),
    ],
)
def test_people_are_told_first(name: str, lang: Language, said: str, card: Scorecard) -> None:
    text = text_reporter(name)(card, Style(lang))
    assert said in text
    assert text.index(said) < text.index("ward.xlsx"), "before anything else"
    assert said not in text_reporter(name)(card._replace(interrupted=False), Style(lang))


def test_programs_are_told(card: Scorecard) -> None:
    log = json.loads(text_reporter("sarif")(card, Style("vi")))
    assert log["runs"][0]["invocations"] == [{"executionSuccessful": False, "exitCode": 130}]
    assert sarif_schema().is_valid(log)
    assert '<property name="exit_code" value="130" />' in text_reporter("junit")(card, Style("vi"))
    document = json.loads(render(card, Style("vi")))
    assert document["exit_code"] == 130
    assert not list(VALIDATOR.iter_errors(document))


def test_the_summary_says_it(card: Scorecard, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    from lbedu.reporters import file_reporter

    assert REPORTERS["summary"].suffix == ".xlsx"
    path = tmp_path / "summary.xlsx"
    path.write_bytes(file_reporter("summary")(card, Style("vi")))
    first = load_workbook(path).worksheets[0]
    assert any("CHƯA ĐẦY ĐỦ" in str(value) for row in first.iter_rows(values_only=True) for value in row)


def test_what_was_saved_of_it_is_verified_and_compared(card: Scorecard, reports: Path, tmp_path: Path) -> None:
    before = kept(render(card, Style("en")), tmp_path)
    found = again(before)
    assert not found.same
    assert ("exit_code", 130, 3) in [(one.place, one.saved, one.now) for one in found.deviations]
    assert "that run was interrupted" in page(before, found, "en")
    after = kept(run([reports], lang="en"), tmp_path, "after.json")
    assert "an interrupted run" in "\n".join(heading(compare(before, after), "en"))
    assert "an interrupted run" not in "\n".join(heading(compare(after, after), "en"))
