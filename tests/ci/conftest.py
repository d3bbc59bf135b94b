"""What CI services give to a job: an environment, folders, files to write to. Nothing is fetched."""

from __future__ import annotations

import os
import shutil
import subprocess
import sysconfig
from collections.abc import Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCE = ("src", "targets", "pyproject.toml", "README.md", "LICENSE", ".pre-commit-hooks.yaml", "action.yml")


@pytest.fixture(scope="session")
def service() -> dict[str, str]:
    """The environment of a job. pip installs what it is given and nothing else: what that depends on is borrowed from ours."""
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "SYSTEMROOT", "TEMP", "LANG")}
    borrowed = sysconfig.get_path("purelib")
    no_network = {"PIP_NO_INDEX": "1", "PIP_NO_DEPS": "1", "PIP_NO_BUILD_ISOLATION": "0", "PYTHONPATH": borrowed}
    return {**kept, **no_network, "PYTHONUTF8": "1", "CI": "true"}


@pytest.fixture(scope="session")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repository as a service checks it out, with the files of now."""
    folder = tmp_path_factory.mktemp("source")
    for name in SOURCE:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, folder / name)
    return folder


def ran(*command: object, cwd: Path, env: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(word) for word in command],
        cwd=cwd,
        env=env,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=300,
    )
