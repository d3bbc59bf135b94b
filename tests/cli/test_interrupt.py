"""Ctrl-C while the readers read: the result so far, said to be incomplete, and nothing left behind."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

DISTRICT = Path(__file__).resolve().parents[2] / "samples" / "districts" / "2021-2022-missed"
HANGING = """
import os, time
from pathlib import Path
from lbedu.intake import opening, worker
real = opening.open_workbook
def hanging(path, *more):
    if "z-hanger" in path.name:
        Path("pid").write_text(str(os.getpid()))
        time.sleep(600)
    return real(path, *more)
opening.open_workbook = hanging
worker.main()
"""


@pytest.mark.skipif(os.name != "posix", reason="signals of a terminal")
def test_ctrl_c_keeps_what_was_read(tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    shutil.copytree(DISTRICT, folder)
    shutil.copy(sorted(DISTRICT.glob("*.xlsx"))[5], folder / "z-hanger.xlsx")
    start = f"""
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)  # whoever runs the tests in the background has it ignored
from lbedu.intake import crew
crew.command = lambda: [sys.executable, "-P", "-X", "utf8", "-c", {HANGING!r}]
from lbedu.cli import main
sys.argv = ["lbedu", "check", "reports", "--jobs", "2", "--lang", "en", "--reporter", "json:out.json", "--reporter", "table"]
main()
"""
    run = subprocess.Popen(
        [sys.executable, "-c", start],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONUTF8": "1"},
    )
    pid = tmp_path / "pid"
    while not (pid.exists() and pid.read_text()):
        assert run.poll() is None
        time.sleep(0.05)
    time.sleep(0.5)
    run.send_signal(signal.SIGINT)
    out, err = run.communicate(timeout=30)  # far less than the reader would be given
    assert run.returncode == 130, err
    assert "files were not read, and the result is incomplete" in err
    assert "z-hanger.xlsx" in out
    assert "interrupted" in (tmp_path / "out.json").read_text(encoding="utf-8")
    assert {path.name for path in tmp_path.iterdir()} == {"reports", "pid", "out.json"}
    with pytest.raises(ProcessLookupError):
        os.kill(int(pid.read_text()), 0)
