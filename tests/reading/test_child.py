"""The process that reads other formats may die, hang, flood or lie: each is a problem of the file, and never more."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from lbedu.options import Options
from lbedu.reading.other_formats import process
from lbedu.reading.other_formats.answer import read_answer
from lbedu.reading.workbook import Limits, Unreadable, read_workbook
from lbedu.run import check
from tests.reading import other_files as make

DATA = make.xls([make.number(0, 0, 1)])
FAST = Limits(seconds=2)


def refused(limits: Limits = FAST) -> tuple[str, object]:
    with pytest.raises(Unreadable) as caught:
        read_workbook(DATA, limits)
    return caught.value.code, caught.value.args_.get("detail")


@pytest.mark.parametrize(
    ("script", "code", "detail"),
    [
        ("import os; os.abort()", "reader_died", "signal 6"),
        ("import sys; sys.exit(9)", "reader_died", "exit 9"),
        ("while True: pass", "reader_timeout", None),
        ("import time, sys; sys.stdout.write('x'); sys.stdout.flush(); time.sleep(99)", "reader_timeout", None),
        ("import sys\nwhile True: sys.stdout.write('x' * 100000)", "reader_died", "flood"),
        ("import sys\nwhile True: sys.stderr.write('x' * 100000)", "reader_died", "flood"),
        ("import sys; sys.stderr.write('memory allocation of 9 bytes failed'); sys.exit(134)", "reader_memory", None),
        ("import sys; sys.exit(4)", "reader_memory", None),
        ("import sys; sys.exit(3)", "old_format", None),
        ("print('nonsense')", "reader_died", "answer"),
        ("pass", "reader_died", "answer"),
        ("raise SystemError('pyo3_runtime.PanicException')", "reader_died", "panic"),
    ],
)
def test_a_child_that_goes_wrong(monkeypatch: pytest.MonkeyPatch, script: str, code: str, detail: str | None) -> None:
    monkeypatch.setattr(process, "command", lambda _: [sys.executable, "-I", "-S", "-c", script])
    assert refused(Limits(seconds=2, part=1 << 20)) == (code, detail)


def test_a_child_that_does_not_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "command", lambda _: ["/nowhere/python"])
    assert refused()[0] == "reader_died"
    monkeypatch.undo()
    monkeypatch.setattr(process, "find_spec", lambda _: None)
    assert refused() == ("reader_died", "python-calamine?")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="memory is bounded where the system can do it")
def test_the_memory_of_the_child_is_bounded() -> None:
    """A sheet whose only cells are its first and its last: calamine makes a rectangle of it."""
    far = make.xlsb(
        make.binary_row(0, make.binary_cell(5, 0, bytes(8)))
        + make.binary_row(1_048_575, make.binary_cell(5, 16_383, bytes(8)))
    )
    with pytest.raises(Unreadable) as caught:
        read_workbook(far)
    assert caught.value.code == "reader_memory"


@pytest.mark.parametrize(
    "said",
    [
        b"",
        b"[]\n",
        b'["end"]',
        b'["sheet","S"]\n',
        b'["cell",1,1,"n","1"]\n["end"]\n',
        b'["sheet","S"]\n["sheet","S"]\n["end"]\n',
        b'["sheet","S"]\n["cell",1,1,"n","1"]\n["cell",1,1,"n","1"]\n["end"]\n',
        b'["sheet","S"]\n["cell",1,1,"n",1]\n["end"]\n',
        b'["sheet","S"]\n["cell",1,1,"n","nan"]\n["end"]\n',
        b'["sheet","S"]\n["cell",1,1,"n","1_0"]\n["end"]\n',
        b'["sheet","S"]\n["cell",1,1,"b",1]\n["end"]\n',
        b'["sheet","S"]\n["cell",1,1,"q","1"]\n["end"]\n',
        b'["sheet","S"]\n["cell","1",1,"n","1"]\n["end"]\n',
        b'["sheet","S"]\n["cell",1,1,"t"]\n["end"]\n',
        b'["sheet","S"]\n' + b"[" * 100_000 + b'\n["end"]\n',
        b'["sheet","S"]\n\xff\n["end"]\n',
    ],
)
def test_nothing_but_the_expected_is_believed(said: bytes) -> None:
    with pytest.raises(Unreadable) as caught:
        read_answer(said, Limits())
    assert caught.value.code in ("reader_died", "corrupt")


def test_the_answer_has_limits() -> None:
    long = b'["sheet","S"]\n["cell",1,1,"t","' + b"a" * 40_000 + b'"]\n["end"]\n'
    with pytest.raises(Unreadable) as caught:
        read_answer(long, Limits())
    assert caught.value.code == "file_too_large"


def test_one_death_leaves_the_other_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sample = Path(__file__).resolve().parents[2] / "samples" / "report.xlsx"
    (tmp_path / "a.xls").write_bytes(DATA)
    (tmp_path / "b.xlsx").write_bytes(sample.read_bytes())
    monkeypatch.setattr(process, "command", lambda _: [sys.executable, "-I", "-S", "-c", "import os; os.abort()"])
    card = check([tmp_path], Options())
    assert [problem.code for problem in card.problems if problem.place.file.endswith("a.xls")] == ["reader_died"]
    assert card.exit_code == 3
    assert {Path(submission.file).name for submission in card.submissions} == {"b.xlsx"}


def test_an_xlsx_starts_no_child(monkeypatch: pytest.MonkeyPatch) -> None:
    sample = Path(__file__).resolve().parents[2] / "samples" / "report.xlsx"
    monkeypatch.setattr("subprocess.Popen", lambda *_, **__: pytest.fail("a process was started"))
    assert check([sample], Options()).submissions
