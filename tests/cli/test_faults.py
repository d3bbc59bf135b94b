"""The n-th operation on the disk fails, for every n: a problem or a message, the right exit code, and never half a file."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from lbedu import cli
from tests.cli.faults import ERRORS, Disk

ROOT = Path(__file__).resolve().parents[2]
PREVIOUS = b"what was there before"


class Case(NamedTuple):
    """One command, what it writes, and what may lie there before."""

    words: tuple[str, ...]
    output: str = ""
    before: bytes | None = None
    sound: int = 0
    """The exit code where nothing fails."""


CASES = {
    "check": Case(("check", "reports", "--targets", "rules"), sound=4),
    "check a register": Case(("check", "reports", "--targets", "rules", "--register", "list.csv"), sound=1),
    "json": Case(("check", "reports", "--targets", "rules", "--reporter", "json:out.json"), "out.json", None, 4),
    "json again": Case(
        ("check", "reports", "--targets", "rules", "--reporter", "json:out.json"), "out.json", PREVIOUS, 4
    ),
    "summary": Case(("summary", "reports", "--targets", "rules", "-o", "out.xlsx"), "out.xlsx", None, 4),
    "form": Case(("form", "2021-2022", "--targets", "rules", "--unit", "ward", "-o", "out.xlsx"), "out.xlsx"),
    "register": Case(("register", "new", "2021-2022", "--targets", "rules", "-o", "out.csv"), "out.csv"),
    "register as a workbook": Case(
        ("register", "new", "2021-2022", "--targets", "rules", "-o", "out.xlsx"), "out.xlsx"
    ),
}


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two reports, an old one among them, a register and the rules."""
    (tmp_path / "reports" / "phường").mkdir(parents=True)
    (tmp_path / "rules").mkdir()
    shutil.copy(ROOT / "samples" / "2021-2022" / "mn-long-bien-a.xlsx", tmp_path / "reports" / "a.xlsx")
    shutil.copy(ROOT / "samples" / "2021-2022" / "phuong-bo-de.xlsx", tmp_path / "reports" / "phường" / "b.xlsx")
    shutil.copy(ROOT / "targets" / "2021-2022.yaml", tmp_path / "rules" / "2021-2022.yaml")
    (tmp_path / "list.csv").write_text("Tên trường,Cấp học,Phường\nLong Biên A,MN,Long Biên\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


class Ended(NamedTuple):
    """How a run ended."""

    code: object
    out: str
    err: str
    file: bytes | None
    names: frozenset[str]
    operations: list[str]


def run(case: Case, folder: Path, capsys: pytest.CaptureFixture[str], fail: int = 0, error: int = 0) -> Ended:
    """The command in this process, its n-th operation on the disk failing."""
    file = folder / case.output if case.output else None
    if file is not None:
        file.unlink(missing_ok=True)
        if case.before is not None:
            file.write_bytes(case.before)
    disk = Disk(folder, fail, error)
    sys.argv = ["lbedu", *case.words]
    with disk.spinning(), pytest.raises(SystemExit) as ended:
        cli.main()
    said = capsys.readouterr()
    written = file.read_bytes() if file is not None and file.exists() else None
    names = frozenset(path.relative_to(folder).as_posix() for path in folder.rglob("*"))
    return Ended(ended.value.code, said.out, said.err, written, names, disk.done)


@pytest.fixture
def quiet_start(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The command meddles with the collector of garbage and its arguments; here it must not."""
    monkeypatch.setattr("lbedu.startup.done", lambda: None)
    monkeypatch.setattr(sys, "argv", sys.argv)
    monkeypatch.delenv("LBEDU_DEBUG", raising=False)
    yield


@pytest.mark.usefixtures("quiet_start")
@pytest.mark.parametrize("name", CASES)
def test_whatever_fails_is_said_and_nothing_is_half_done(
    name: str, office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case = CASES[name]
    sound = run(case, office, capsys)
    assert sound.code == case.sound, sound.err
    assert (sound.file is None) == (not case.output)
    count = len(sound.operations)
    assert count > 3
    for n, error in faults(sound.operations):
        ended = run(case, office, capsys, n, error)
        what = f"{sound.operations[n - 1]} {n} of {count}, {error}: {ended.code} {ended.err} {ended.out[-500:]}"
        assert ended.code in (2, 3) or _same(ended, sound), what
        assert "Traceback" not in ended.err and "mistake of lbedu" not in ended.err, what
        assert "lỗi của chính nó" not in ended.out, what
        assert ended.code != 2 or re.search(r"^lbedu: \S|^\S+:\d+:\d+: ", ended.err), what
        if ended.code == 2:
            assert ended.file in (case.before, sound.file), what
        elif case.output:
            assert ended.file is not None and ended.file != PREVIOUS, what
        assert not [one for one in ended.names if one.endswith(".part")], what


def faults(operations: list[str]) -> Iterator[tuple[int, int]]:
    """Which operation fails, and how: whatever writes fails in every way, reading in one after the other."""
    for n, operation in enumerate(operations, 1):
        for error in ERRORS if operation in ("write", "fsync", "replace") else (ERRORS[n % len(ERRORS)],):
            yield n, error


def _same(ended: Ended, sound: Ended) -> bool:
    return (ended.code, ended.out, ended.file) == (sound.code, sound.out, sound.file)
