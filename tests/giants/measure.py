"""What giants cost: `.venv/bin/python -m tests.giants.measure [WORD...]` makes those whose names hold a word and measures each.

CPU time and peak memory of `lbedu check` with two reporters, in processes of their own; exit 1 where one is over the limits."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from tests.giants import books, tables

SECONDS, MEBIBYTES = 5.0, 200.0
REPORTERS = ("table", "json")
ROOT = Path(__file__).resolve().parent.parent.parent
CHILD = """
import os, sys
out = os.open(sys.argv[1], os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
pid = os.posix_spawn(sys.argv[2], sys.argv[2:], os.environ, file_actions=[(os.POSIX_SPAWN_DUP2, out, 1)])
_, status, used = os.wait4(pid, 0)
print(os.waitstatus_to_exitcode(status), used.ru_utime + used.ru_stime, used.ru_maxrss)
"""
"""A small process in between: a child's peak begins with its parent's size."""


def cost(words: list[str], output: Path) -> tuple[int, float, float]:
    """Exit code, CPU seconds and peak MiB of a command of ours."""
    command = [sys.executable, "-c", CHILD, str(output), sys.executable, "-m", "lbedu", *words]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    code, seconds, peak = done.stdout.split()
    return int(code), float(seconds), int(peak) / 1024


def main(words: list[str]) -> int:
    """Measure, print a line each."""
    over = False
    with tempfile.TemporaryDirectory() as folder:
        for name, made in {**tables.GIANTS, **books.GIANTS}.items():
            if words and not any(word in name for word in words):
                continue
            path = made(Path(folder) / "giant.xlsx")
            found = []
            for reporter in REPORTERS:
                output = Path(folder) / "output"
                code, seconds, peak = cost(["check", str(path), "--reporter", reporter], output)
                over |= (bad := seconds > SECONDS or peak > MEBIBYTES or code not in (0, 1, 3, 4))
                size = output.stat().st_size / 1024
                found.append(
                    f"{reporter} {code}: {seconds:5.2f} s {peak:4.0f} MiB {size:7.0f} KiB {'!' if bad else ' '}"
                )
            print(f"{name:52} {' | '.join(found)} | {path.stat().st_size / 1024:.0f} KiB", flush=True)
            path.unlink()
    return int(over)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
