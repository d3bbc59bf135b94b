"""The wheel: it carries what lbedu needs, and works from where it is installed, far from the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path
from zipfile import ZipFile

import pytest

from lbedu import __version__

ROOT = Path(__file__).resolve().parent.parent


def done(*command: str | Path, cwd: Path, code: int = 0) -> str:
    """Run a command, and give what it printed to stdout."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "VIRTUAL_ENV"))}
    ran = subprocess.run(
        [str(word) for word in command],
        cwd=cwd,
        env={**environment, "PYTHONUTF8": "1"},
        capture_output=True,
        check=False,
    )
    assert ran.returncode == code, (ran.stdout + ran.stderr).decode("utf-8", "replace")
    return ran.stdout.decode("utf-8")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    done(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, cwd=ROOT)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the commands of an environment that holds the wheel, and borrows what lbedu depends on from ours."""
    folder = tmp_path_factory.mktemp("installed")
    venv.create(folder, with_pip=False)
    places = {"base": str(folder), "platbase": str(folder)}
    scripts = Path(sysconfig.get_path("scripts", "venv", places))
    python = scripts / ("python.exe" if os.name == "nt" else "python")
    options = ["--quiet", "--disable-pip-version-check", "--no-deps", "--no-index"]
    done(sys.executable, "-m", "pip", "--python", python, "install", *options, wheel, cwd=folder)
    borrowed = Path(sysconfig.get_path("purelib", "venv", places)) / "borrowed.pth"
    borrowed.write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return scripts


def test_the_wheel_carries_what_is_needed(wheel: Path) -> None:
    with ZipFile(wheel) as archive:
        names = set(archive.namelist())
    shipped = {path.relative_to(ROOT).as_posix() for path in (ROOT / "targets").rglob("*.yaml")}
    assert {f"lbedu/{name}" for name in shipped} <= names
    for year in ("2017-2018", "2021-2022"):
        assert {f"lbedu/targets/{year}.yaml", f"lbedu/targets/examples/{year}.yaml"} <= names
    assert {"lbedu/py.typed", "lbedu/reporters/scorecard.schema.json"} <= names
    parts = {path.relative_to(ROOT / "src").as_posix() for path in (ROOT / "src").rglob("parts/*")}
    assert "lbedu/reporters/webpage/parts/page.html" in parts
    assert parts <= names
    assert {
        f"lbedu/{path.relative_to(ROOT / 'src/lbedu').as_posix()}" for path in (ROOT / "src").rglob("*.py")
    } <= names
    assert not [name for name in names if "__pycache__" in name or name.startswith(("tests", "samples"))]
    assert any(name.endswith("/licenses/LICENSE") for name in names)


def test_it_works_outside_the_checkout(installed: Path, tmp_path: Path) -> None:
    python, lbedu = installed / "python", installed / "lbedu"
    where = done(python, "-c", "import lbedu; print(lbedu.__file__)", cwd=tmp_path)
    assert not Path(where.strip()).is_relative_to(ROOT)
    assert done(lbedu, "--version", cwd=tmp_path) == done(python, "-m", "lbedu", "--version", cwd=tmp_path)
    assert done(lbedu, "--version", cwd=tmp_path).split() == ["lbedu", __version__]
    assert done(lbedu, "targets", "test", cwd=tmp_path)
    assert "21-01" in done(lbedu, "targets", "list", cwd=tmp_path)
    done(lbedu, "form", "2021-2022", "--unit", "school", "--level", "TH", "-o", "blank.xlsx", cwd=tmp_path)
    assert done(lbedu, "check", "blank.xlsx", cwd=tmp_path, code=3)
    page = done(lbedu, "check", "blank.xlsx", "--reporter", "html", cwd=tmp_path, code=3)
    assert page.startswith("<!doctype html>")
    assert page.endswith("</html>\n")
