"""How much of a file is read is set by --limit, and by `limits` from Python; the name of a file tells nothing."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

import lbedu
from lbedu.errors import UsageError
from lbedu.limiting import given_limits, read_limits
from lbedu.reading.xlsx.refusal import LIMITS, Limits
from tests.cli.command import lbedu as command

ROOT = Path(__file__).resolve().parents[2]
GOOD = ROOT / "samples" / "2021-2022" / "mn-long-bien-a.xlsx"


def codes(*paths: Path, **limits: int | str) -> list[str]:
    return [problem.code for problem in lbedu.check(paths, limits=limits).problems]


def test_a_limit_is_a_number_or_a_size() -> None:
    assert read_limits([]) == LIMITS
    assert read_limits([("file", "50MiB"), ("cells", 5), ("memory", "1 GiB"), ("part", "7")]) == Limits(
        file=50 << 20, cells=5, memory=1 << 30, part=7
    )
    assert given_limits(["file=50MiB", " cells = 7 "]) == {"file": "50MiB", "cells": "7"}


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("files", 1, "no limit `files` (there are: file, inflated"),
        ("file", "50MB", "the limit file is a size such as 50MiB, not '50MB'"),
        ("file", "", "a size such as"),
        ("cells", "5KiB", "the limit cells is a whole number, not '5KiB'"),
        ("cells", "-1", "a whole number"),
        ("cells", "1e3", "a whole number"),
        ("cells", "٣", "a whole number"),
        ("cells", 0, "the limit cells is from 1 to"),
        ("memory", "1MiB", "the limit memory is from"),
        ("file", "9999GiB", "the limit file is from"),
    ],
)
def test_a_limit_that_cannot_be_meant(name: str, value: str | int, said: str) -> None:
    with pytest.raises(UsageError, match=re.escape(said)):
        read_limits([(name, value)])


def test_limits_of_the_command(tmp_path: Path) -> None:
    file = shutil.copy(GOOD, tmp_path / "a.xlsx")
    assert command("check", file, "--limit", "file=1MiB", "--limit", "cells=9000").code == 0
    small = command("check", file, "--limit", "cells=20")
    assert small.code == 3 and "quá 20" in small.out
    summary = command("summary", file, "--limit", "file=1KiB", "-o", tmp_path / "out.xlsx")
    assert summary.code == 3 and "1.024" in command("check", file, "--limit", "file=1KiB").out
    for wrong in ("cells", "cells=x", "cell=5"):
        ended = command("check", file, "--limit", wrong)
        assert (ended.code, ended.out) == (2, "") and ended.err.startswith("lbedu: ")
    twice = command("check", file, "--limit", "cells=5", "--limit", "cells=6")
    assert twice.code == 2 and "twice" in twice.err


def test_limits_reach_every_kind_of_file(tmp_path: Path) -> None:
    assert codes(GOOD, cells=20) == ["file_too_large"]
    old = ROOT / "tests" / "reading" / "formats" / "report.xls"
    assert codes(old, cells=20) == ["file_too_large"]
    register = tmp_path / "list.csv"
    register.write_text("Tên trường,Cấp học,Phường\nLong Biên A,MN,Long Biên\n", encoding="utf-8")
    card = lbedu.check(GOOD, register=register, limits={"file": 100 << 10})
    assert not [problem for problem in card.problems if problem.code == "file_too_large"]
    card = lbedu.check(GOOD, register=register, limits={"file": 50})
    assert [problem.code for problem in card.problems] == ["file_too_large"] * 2


def test_every_limit_is_documented() -> None:
    text = (ROOT / "docs" / "limits.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `(\w+)` \| (\w+) \|", text, re.MULTILINE))
    assert list(rows) == list(Limits._fields)
    assert read_limits(rows.items()) == LIMITS


@pytest.mark.parametrize("ending", ["xls", "XLS", "ods", "csv.xls"])
def test_the_content_counts_and_not_the_name(ending: str, tmp_path: Path) -> None:
    path = shutil.copy(GOOD, tmp_path / f"a.{ending}")
    card = lbedu.check(path)
    (problem,) = card.problems
    assert (problem.code, problem.severity, problem.found) == (
        "other_extension",
        "warning",
        f".{ending.split('.')[-1]}",
    )
    assert problem.facts["kind"] == ".xlsx"
    assert card.exit_code == 0


def test_an_xls_that_is_called_xlsx(tmp_path: Path) -> None:
    path = shutil.copy(ROOT / "tests" / "reading" / "formats" / "report.xls", tmp_path / "a.xlsx")
    assert {"other_extension", "format_shows_less"} <= set(codes(Path(path)))


@pytest.mark.parametrize(
    ("data", "cure"),
    [
        (b"<html><table></table></html>", "Lưu thành"),
        (b"a;b\n1;2\n", "Lưu thành"),
        (b"%PDF-1.7", "gốc"),
        (b"\x89PNG\r\n", "gốc"),
        (b"Rar!\x1a\x07\x00", "Giải nén"),
        (b"\x09Nguyen An" + b" " * 155, "~$"),
        (b'{"url": "https://docs.google.test/x"}', "Tải xuống"),
        (b"\0\0\2\0\6\4\6\0", "LibreOffice"),
    ],
)
def test_what_is_no_workbook_is_named_with_the_way_to_one(data: bytes, cure: str, tmp_path: Path) -> None:
    path = tmp_path / "a.xls"
    path.write_bytes(data)
    (problem,) = lbedu.check(path).problems
    assert problem.code == "not_a_workbook"
    assert cure in problem.text("vi", "fix")
    assert problem.text("en", "fix") and "{" not in problem.text("en", "message")
