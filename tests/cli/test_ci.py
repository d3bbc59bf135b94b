"""What a job of CI sees of `lbedu check`: several outputs of one run, the summary of a step, and what fails the job."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.command import lbedu

ROOT = Path(__file__).parents[2]
WARD = ROOT / "samples/2021-2022/phuong-bo-de.xlsx"
WRONG = ROOT / "samples/report.xlsx"


def test_several_reporters_write_in_one_run(tmp_path: Path) -> None:
    shutil.copy(WRONG, tmp_path / "report.xlsx")
    names = ("junit", "github", "markdown", "sarif", "csv", "csv-problems", "json")
    files = [word for name in names for word in ("--reporter", f"{name}:{name}.txt")]
    ended = lbedu("check", "report.xlsx", "--reporter", "table", *files, cwd=tmp_path)
    assert (ended.code, ended.err) == (3, "")
    assert "KẾT LUẬN" in ended.out
    for name in names:
        narrow = "import sys\nsys.stdout.reconfigure(encoding='cp1258')"
        alone = lbedu("check", "report.xlsx", "--reporter", name, cwd=tmp_path, wrap=narrow)
        assert alone.raw == (tmp_path / f"{name}.txt").read_bytes(), "UTF-8 wherever it goes"


def test_an_output_that_fails_leaves_the_others_as_they_were(tmp_path: Path) -> None:
    shutil.copy(WRONG, tmp_path / "report.xlsx")
    (tmp_path / "a.json").write_bytes(b"old")
    wrap = (
        "from lbedu.reporters import as_junit\n"
        "def broken(*_):\n"
        "    yield '<testsuites>'\n"
        "    1 // 0\n"
        "as_junit.pieces = broken"
    )
    words = ("--reporter", "json:a.json", "--reporter", "markdown:b.md", "--reporter", "junit:c.xml")
    assert lbedu("check", "report.xlsx", *words, cwd=tmp_path, wrap=wrap).code == 70
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.json", "report.xlsx"]
    assert (tmp_path / "a.json").read_bytes() == b"old"


def test_the_summary_of_a_step_is_appended(tmp_path: Path) -> None:
    shutil.copy(WRONG, tmp_path / "report.xlsx")
    summary = tmp_path / "summary.md"
    summary.write_text("# Trước đó\n", encoding="utf-8")
    env = {"GITHUB_STEP_SUMMARY": str(summary)}
    assert lbedu("check", "report.xlsx", cwd=tmp_path, env=env).code == 3
    assert summary.read_text(encoding="utf-8") == "# Trước đó\n", "only with the reporter for it"
    ended = lbedu("check", "report.xlsx", "--reporter", "github", "--reporter", "github:a.txt", cwd=tmp_path, env=env)
    assert ended.code == 3
    text = summary.read_text(encoding="utf-8")
    assert text.startswith("# Trước đó\n\n# Năm học 2021-2022")
    assert text.count("\n# ") == 1
    assert "12 giải" in text


@pytest.mark.parametrize("name", ["no/such/folder", ".", "report.xlsx"])
def test_a_summary_that_cannot_be_written_is_said(name: str, tmp_path: Path) -> None:
    shutil.copy(WRONG, tmp_path / "report.xlsx")
    before = (tmp_path / "report.xlsx").read_bytes()
    env = {"GITHUB_STEP_SUMMARY": str(tmp_path / name)}
    ended = lbedu("check", "report.xlsx", "--reporter", "github", cwd=tmp_path, env=env)
    assert ended.code == 2
    assert ended.err.startswith("lbedu: ")
    assert (tmp_path / "report.xlsx").read_bytes() == before


def test_a_full_disk_leaves_the_summary_as_it_was(tmp_path: Path) -> None:
    shutil.copy(WRONG, tmp_path / "report.xlsx")
    summary = tmp_path / "summary.md"
    summary.write_bytes(b"before\n")
    wrap = (
        "import pathlib\nopened = pathlib.Path.open\n"
        "class Full:\n"
        "    def __init__(self, stream): self.stream = stream\n"
        "    def __enter__(self): return self\n"
        "    def __exit__(self, *_): self.stream.close()\n"
        "    def tell(self): return self.stream.tell()\n"
        "    def write(self, data): self.stream.write(data[:9]); self.stream.flush(); raise OSError(28, 'No space left')\n"
        "pathlib.Path.open = lambda path, mode='r', *a, **k: Full(opened(path, mode)) if mode == 'ab'"
        " else opened(path, mode, *a, **k)"
    )
    env = {"GITHUB_STEP_SUMMARY": str(summary)}
    ended = lbedu("check", "report.xlsx", "--reporter", "github", cwd=tmp_path, env=env, wrap=wrap)
    assert ended.code == 2
    assert "No space left" in ended.err
    assert summary.read_bytes() == b"before\n"


def test_fail_on_forgives_what_is_less(tmp_path: Path) -> None:
    missed = ROOT / "samples/2021-2022"
    codes = {word: lbedu("check", missed, "--fail-on", word).code for word in ("undecided", "missed", "errors")}
    assert codes == {"undecided": 1, "missed": 1, "errors": 0}
    one = ("check", WARD, "--view", "district", "--only", "wards-literacy")
    undecided = {word: lbedu(*one, "--fail-on", word).code for word in codes}
    assert undecided == {"undecided": 4, "missed": 0, "errors": 0}
    assert {lbedu("check", WRONG, "--fail-on", word).code for word in codes} == {3}
    assert {lbedu("check", tmp_path, "--year", "2021-2022", "--fail-on", word).code for word in codes} == {3}
    assert lbedu("check", WRONG, "--fail-on", "never").code == 2
    document = json.loads(lbedu("check", missed, "--fail-on", "errors", "--reporter", "json").out)
    assert document["exit_code"] == 1, "the result is what it is"
