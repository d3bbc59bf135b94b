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
    start = ["-c", f"{wrap}\nfrom lbedu.cli import main\nmain()"] if wrap else ["-m", "lbedu"]
    clean = {name: value for name, value in os.environ.items() if name not in _OURS}
    clean |= {"PYTHONUTF8": "1"} if not env or "PYTHONIOENCODING" not in env else {}
    run = subprocess.run(
        [sys.executable, *start, *map(str, arguments)],
        capture_output=True,
        cwd=cwd,
        env={**clean, **(env or {})},
        stdin=subprocess.DEVNULL,
        timeout=60,
        check=False,
    )
    encoding = (env or {}).get("PYTHONIOENCODING", "utf-8")
    ended = Ended(run.returncode, run.stdout.decode(encoding), run.stderr.decode(encoding), run.stdout)
    assert "Traceback" not in ended.out + ended.err, ended.err
    return ended


def verdicts(document: Any, unit: str) -> list[Any]:
    """What a JSON scorecard concludes of one unit, without its file names."""
    found = [verdict for verdict in document["verdicts"] + document["waiting"] if verdict["unit"]["name"] == unit]
    assert found
    return found


def squeezed(text: str) -> str:
    """A text without space: wrapped lines compare equal to whole ones."""
    return "".join(text.split())
