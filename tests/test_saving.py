"""Files that are whole or not there: what must stay, stays, and nothing half-written is left behind."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from lbedu.errors import UsageError
from lbedu.saving import Files, append_whole, write_whole


def test_it_writes_a_new_file_and_replaces_an_old_one(tmp_path: Path) -> None:
    path = tmp_path / "tổng hợp.xlsx"
    for data in (b"one", b"two"):
        write_whole(path, data)
        assert path.read_bytes() == data
        assert list(tmp_path.iterdir()) == [path]


def refused(path: Path, word: str) -> None:
    """Writing is refused with these words, and the folder is as it was."""
    before = {one: one.read_bytes() for one in path.parent.iterdir() if one.is_file()} if path.parent.is_dir() else {}
    with pytest.raises(UsageError, match=re.escape(word)):
        write_whole(path, b"new")
    if path.parent.is_dir():
        assert {one: one.read_bytes() for one in path.parent.iterdir() if one.is_file()} == before


def test_a_read_only_file_stays(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"old")
    path.chmod(0o444)
    refused(path, "a.xlsx: is read-only")


@pytest.mark.parametrize("lock", ["~$a.xlsx", ".~lock.a.xlsx#"])
def test_a_file_that_is_open_elsewhere_stays(lock: str, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"old")
    (tmp_path / lock).write_bytes(b"")
    refused(path, "a.xlsx: is open in another program")


def test_a_folder_and_a_missing_folder_are_said(tmp_path: Path) -> None:
    refused(tmp_path, "is a folder")
    refused(tmp_path / "none" / "a.xlsx", "none: no such folder")


def test_a_folder_that_is_read_only_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The superuser may write anywhere, so the system's answer is given here."""
    (tmp_path / "a.md").write_bytes(b"before ")
    monkeypatch.setattr(os, "access", lambda place, _: Path(place) != tmp_path)
    refused(tmp_path / "b.md", "b.md: its folder is read-only")
    append_whole(tmp_path / "a.md", b"behind")
    assert (tmp_path / "a.md").read_bytes() == b"before behind"


def test_files_appear_together(tmp_path: Path) -> None:
    """Of names that begin alike, too."""
    names = [tmp_path / f"{'tổng hợp ' * 9}{number}.json" for number in range(3)]
    names[0].write_bytes(b"old")
    with Files() as files:
        for path in names:
            files.write(path, path.name.encode())
        assert names[0].read_bytes() == b"old"
    assert [path.read_bytes() for path in names] == [path.name.encode() for path in names]
    assert sorted(tmp_path.iterdir()) == names


@pytest.mark.parametrize("error", [UsageError("the second cannot be written"), ValueError(), KeyboardInterrupt()])
def test_where_one_fails_all_stay_as_they_were(error: BaseException, tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"old")
    with pytest.raises(type(error)), Files() as files:
        files.write(tmp_path / "a", b"new")
        files.write(tmp_path / "b", b"new")
        raise error
    assert [(one.name, one.read_bytes()) for one in tmp_path.iterdir()] == [("a", b"old")]


def test_a_name_that_is_too_long_is_said(tmp_path: Path) -> None:
    refused(tmp_path / ("a" * 300 + ".xlsx"), "cannot be written")


def test_the_longest_name_that_a_system_takes_is_written(tmp_path: Path) -> None:
    path = tmp_path / ("đ" * 125 + ".xlsx")  # 255 bytes
    write_whole(path, b"new")
    assert [one.name for one in tmp_path.iterdir()] == [path.name]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_is_not_replaced(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(UsageError, match="not a regular file"):
        write_whole(tmp_path / "pipe", b"new")
    assert (tmp_path / "pipe").is_fifo()


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    real, link = tmp_path / "real" / "a.xlsx", tmp_path / "a.xlsx"
    real.write_bytes(b"old")
    try:
        link.symlink_to(real)
    except OSError:
        pytest.skip("no links here")
    write_whole(link, b"new")
    assert link.is_symlink()
    assert real.read_bytes() == b"new"


@pytest.mark.parametrize("error", [PermissionError(13, "in use"), OSError(28, "No space left on device")])
def test_where_the_rename_fails_the_old_file_stays(
    error: OSError, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"old")

    def refuse(*_: object) -> None:
        raise error

    monkeypatch.setattr(Path, "replace", refuse)
    refused(path, f"a.xlsx: cannot be written ({error.strerror})")


@pytest.mark.skipif(os.name == "nt", reason="needs signals")
@pytest.mark.parametrize("moment", ["os.fsync", "pathlib.Path.replace"])
def test_a_kill_leaves_the_old_file(moment: str, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"old")
    code = (
        "import os, pathlib, sys; from lbedu.saving import write_whole;"
        f"{moment} = lambda *_: os.kill(os.getpid(), 9);"
        "write_whole(pathlib.Path(sys.argv[1]), b'new' * 100_000)"
    )
    assert subprocess.run([sys.executable, "-c", code, str(path)], check=False).returncode == -9
    assert path.read_bytes() == b"old"
