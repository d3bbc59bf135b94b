"""`lbedu summary`: a workbook, a line of totals, the exit code of the check; and what it must never write over."""

from __future__ import annotations

import shutil
from pathlib import Path

import openpyxl
import pytest

from tests.cli.command import Ended, lbedu


@pytest.fixture(scope="module")
def reports(shelf: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds a folder of reports."""
    folder = tmp_path_factory.mktemp("summary")
    (folder / "reports").mkdir()
    for name in ("good.xlsx", "missed.xlsx", "ward.xlsx", "office.xlsx"):
        shutil.copy(shelf / name, folder / "reports")
    return folder


@pytest.fixture
def place(reports: Path, tmp_path: Path) -> Path:
    """The same, to write into."""
    shutil.copytree(reports, tmp_path / "place")
    return tmp_path / "place"


def sheet_names(path: Path) -> list[str]:
    return openpyxl.load_workbook(path, read_only=True).sheetnames


def test_it_writes_the_workbook_and_says_where(place: Path) -> None:
    ended = lbedu("summary", "reports", "-o", "tổng hợp.xlsx", cwd=place)
    assert (ended.code, ended.err) == (1, "tổng hợp.xlsx\n")
    assert ended.out.startswith("Tổng cộng: Đạt ")
    assert ended.out.count("\n") == 1
    assert sheet_names(place / "tổng hợp.xlsx")[:3] == ["Tổng hợp", "Theo trường", "Theo phường"]
    assert sorted(path.name for path in place.iterdir()) == ["reports", "tổng hợp.xlsx"]


def test_english(place: Path) -> None:
    ended = lbedu("summary", "reports", "-o", "s.xlsx", "--lang", "en", "--only", "no-food-poisoning", cwd=place)
    assert (ended.code, ended.out) == (1, "Total: Met 0 · Missed 1 · Undecided 0 · Not applicable 0\n")
    assert sheet_names(place / "s.xlsx")[0] == "Summary"


@pytest.mark.parametrize(
    ("name", "only", "code"),
    [("office.xlsx", "leading-flag", 0), ("missed.xlsx", "no-food-poisoning", 1), ("wrong.xlsx", "leading-flag", 3)],
)
def test_the_exit_code_is_that_of_the_check(name: str, only: str, code: int, shelf: Path, tmp_path: Path) -> None:
    out = tmp_path / "s.xlsx"
    ended = lbedu("summary", name, "--only", only, "-o", out, cwd=shelf)
    assert ended.code == code
    assert ended.code == lbedu("check", name, "--only", only, "--view", "district", cwd=shelf).code
    assert out.exists()
    assert ("Sai số liệu: 1 lỗi" in ended.out) is (code == 3)


def test_a_reporter_of_check_gives_the_same_bytes(place: Path) -> None:
    assert lbedu("summary", "reports", "-o", "a.xlsx", cwd=place).code == 1
    both = lbedu("check", "reports", "--reporter", "table", "--reporter", "summary:b.xlsx", cwd=place)
    assert both.code == 1
    assert "KẾT LUẬN TOÀN QUẬN" in both.out
    again = lbedu("summary", "reports", "-o", "a.xlsx", cwd=place, env={"PYTHONHASHSEED": "5", "TZ": "Asia/Tokyo"})
    assert again.code == 1
    assert (place / "a.xlsx").read_bytes() == (place / "b.xlsx").read_bytes()


def test_a_summary_among_the_reports_is_passed_over_and_said(place: Path) -> None:
    first = lbedu("summary", "reports", "-o", "reports/tong-hop.xlsx", cwd=place)
    before = (place / "reports/tong-hop.xlsx").read_bytes()
    second = lbedu("summary", "reports", "-o", "reports/tong-hop.xlsx", cwd=place)
    assert (second.code, second.out) == (first.code, first.out)
    assert (place / "reports/tong-hop.xlsx").read_bytes() == before
    checked = lbedu("check", "reports", "--reporter", "json", cwd=place).json
    assert checked["skipped"] == [{"file": "reports/tong-hop.xlsx", "reason": "own_output"}]
    assert "reports/tong-hop.xlsx" not in checked["files"]
    assert "tệp do lbedu lập" in lbedu("check", "reports", cwd=place).out


def refused(ended: Ended, *words: str) -> None:
    assert (ended.code, ended.out) == (2, "")
    assert all(word in ended.err for word in words), ended.err
    assert "mistake of lbedu" not in ended.err


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    ("output", "words"),
    [
        ("reports/good.xlsx", ("reports/good.xlsx", "no summary of lbedu")),
        ("none/s.xlsx", ("none", "no such folder")),
        ("reports", (".xlsx", "reports")),
        ("folder.xlsx", ("folder.xlsx", "is a folder")),
        ("s.pdf", (".xlsx", "s.pdf")),
        ("s.xls", (".xlsx", "s.xls")),
        ("old.xlsx", ("old.xlsx", "read-only")),
        ("open.xlsx", ("open.xlsx", "open in another program", "~$open.xlsx")),
    ],
)
@pytest.mark.parametrize("command", ["summary", "check"])
def test_what_cannot_be_written_is_said_and_stays(
    command: str, output: str, words: tuple[str, ...], place: Path
) -> None:
    (place / "folder.xlsx").mkdir()
    (place / "old.xlsx").write_bytes(b"old")
    (place / "old.xlsx").chmod(0o444)
    (place / "open.xlsx").write_bytes(b"old")
    (place / "~$open.xlsx").write_bytes(b"")
    before = contents(place)
    to = ["-o", output] if command == "summary" else ["--reporter", f"summary:{output}"]
    refused(lbedu(command, "reports", *to, cwd=place), *words)
    assert contents(place) == before


def earlier(place: Path) -> bytes:
    """A summary that lies there already, with other contents."""
    lbedu("summary", "reports", "-o", "s.xlsx", "--only", "leading-flag", cwd=place)
    return (place / "s.xlsx").read_bytes()


def test_an_input_under_another_name_is_an_input(place: Path) -> None:
    (place / "link.xlsx").symlink_to(place / "reports/good.xlsx")
    before = contents(place)
    refused(lbedu("summary", "reports", "-o", "link.xlsx", cwd=place), "no summary of lbedu")
    refused(lbedu("summary", "reports/good.xlsx", "-o", place / "reports/good.xlsx", cwd=place), "no summary of")
    assert contents(place) == before


def test_a_summary_that_is_named_itself_is_an_input(place: Path) -> None:
    lbedu("summary", "reports", "-o", "s.xlsx", cwd=place)
    before = contents(place)
    refused(lbedu("summary", "s.xlsx", "-o", "s.xlsx", "--year", "2021-2022", cwd=place), "one of the files")
    assert contents(place) == before


@pytest.mark.parametrize("reporter", ["summary", "summary:"])
def test_a_reporter_of_bytes_needs_a_file(reporter: str, place: Path) -> None:
    refused(lbedu("check", "reports", "--reporter", reporter, cwd=place), "summary", ".xlsx")


def test_wrong_usage_leaves_the_old_file(place: Path) -> None:
    old = earlier(place)
    refused(lbedu("summary", "reports", "-o", "s.xlsx", "--only", "none", cwd=place), "none")
    refused(lbedu("summary", "reports", cwd=place), "output")
    assert (place / "s.xlsx").read_bytes() == old


@pytest.mark.parametrize(
    ("fault", "code"), [("raise OSError(28, 'No space left on device')", 2), ("raise ValueError('boom')", 70)]
)
def test_where_writing_fails_the_old_file_stays(fault: str, code: int, place: Path) -> None:
    earlier(place)
    before = contents(place)
    wrap = f"import os\ndef broken(*a): {fault}\nos.fsync = broken"
    ended = lbedu("summary", "reports", "-o", "s.xlsx", cwd=place, wrap=wrap)
    assert (ended.code, ended.out) == (code, "")
    assert contents(place) == before


def test_a_kill_while_writing_leaves_the_old_file(place: Path) -> None:
    old = earlier(place)
    wrap = "import os\nos.fsync = lambda *a: os.kill(os.getpid(), 9)"
    assert lbedu("summary", "reports", "-o", "s.xlsx", cwd=place, wrap=wrap).code == -9
    assert (place / "s.xlsx").read_bytes() == old


def test_the_order_of_the_paths_does_not_matter(place: Path) -> None:
    names = ["reports/good.xlsx", "reports/missed.xlsx", "reports/ward.xlsx"]
    lbedu("summary", *names, "-o", "a.xlsx", cwd=place)
    lbedu("summary", *reversed(names), "-o", "b.xlsx", cwd=place)
    assert (place / "a.xlsx").read_bytes() == (place / "b.xlsx").read_bytes()
