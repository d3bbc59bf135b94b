"""The real command in a process of its own, stdout and stderr apart. Holds no tests."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.cli import warm

TIMEOUT = 60
_OURS = (
    "PYTHONIOENCODING",
    "PYTHONUTF8",
    "COLUMNS",
    "NO_COLOR",
    "FORCE_COLOR",
    "TERM",
    "LBEDU_DEBUG",
    "PYTHONHASHSEED",
)


@dataclass(frozen=True)
class Ended:
    """How a run ended."""

    code: int
    out: str
    err: str
    raw: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.raw)


def lbedu(*arguments: object, cwd: Path | None = None, env: Mapping[str, str] | None = None, wrap: str = "") -> Ended:
    """Run `lbedu` with these arguments. `wrap` is Python that runs in front of it, in the same process."""
    clean = {name: value for name, value in os.environ.items() if name not in _OURS}
    clean |= {"PYTHONUTF8": "1"} if not env or "PYTHONIOENCODING" not in env else {}
    if wrap or any(name.startswith("PYTHON") or name == "TZ" for name in env or ()):
        start = ["-c", f"{wrap}\nfrom lbedu.cli import main\nmain()"] if wrap else ["-m", "lbedu"]
        run = _started([*start, *map(str, arguments)], cwd, {**clean, **(env or {})})
    else:
        run = ran([*map(str, arguments)], cwd, {**clean, **(env or {})})
    encoding = (env or {}).get("PYTHONIOENCODING", "utf-8")
    ended = Ended(run.returncode, run.stdout.decode(encoding), run.stderr.decode(encoding), run.stdout)
    assert "Traceback" not in ended.out + ended.err, ended.err
    return ended


def ran(words: list[str], cwd: Path | None, env: Mapping[str, str], together: bool = False) -> warm.Run:
    """The command as `python -m lbedu` runs it, where it does not matter how Python itself starts."""
    if warm.can(words, env):
        return warm.run(words, cwd, env, TIMEOUT, together)
    return _started(["-m", "lbedu", *words], cwd, env, together)


def _started(words: list[str], cwd: Path | None, env: Mapping[str, str], together: bool = False) -> warm.Run:
    run = subprocess.run(
        [sys.executable, *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT if together else subprocess.PIPE,
        cwd=cwd,
        env=env,
        stdin=subprocess.DEVNULL,
        timeout=TIMEOUT,
        check=False,
    )
    return warm.Run(run.returncode, run.stdout, run.stderr or b"")


def verdicts(document: Any, unit: str) -> list[Any]:
    """What a JSON scorecard concludes of one unit, without its file names."""
    found = [verdict for verdict in document["verdicts"] + document["waiting"] if verdict["unit"]["name"] == unit]
    assert found
    return found


def squeezed(text: str) -> str:
    """A text without space: wrapped lines compare equal to whole ones."""
    return "".join(text.split())
