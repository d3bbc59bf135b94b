"""How the code is cut: short files, short functions, telling names; and a start-up that loads only what it needs."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "lbedu"
FILES = sorted(SOURCE.rglob("*.py"))
SAY_NOTHING = {"utils", "util", "helpers", "helper", "core", "manager", "base", "common"}
LINES_OF_A_FILE, LINES_OF_A_FUNCTION = 350, 50

LONG: dict[str, str] = {}
"""Longer than others, and why."""


def name_of(path: Path) -> str:
    return path.relative_to(SOURCE).as_posix()


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_files_are_short(path: Path) -> None:
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert (lines > LINES_OF_A_FILE) == (name_of(path) in LONG), f"{name_of(path)}: {lines} lines"


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_functions_are_short(path: Path) -> None:
    """Counted from the first statement: the options of a command are as many as they are."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            lines = (node.end_lineno or node.lineno) - node.body[0].lineno + 1
            assert lines <= LINES_OF_A_FUNCTION, f"{name_of(path)}:{node.lineno} {node.name}: {lines} lines"


def test_names_say_what_is_inside() -> None:
    names = {part for path in FILES for part in Path(name_of(path)).with_suffix("").parts}
    assert not names & SAY_NOTHING


def loaded(*arguments: str) -> set[str]:
    """The top-level packages that a run of Python imports."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", *arguments], cwd=ROOT, capture_output=True, check=False, timeout=60
    )
    lines = done.stderr.decode("utf-8", "replace").splitlines()
    modules = {line.rpartition("|")[2].strip() for line in lines if line.startswith("import time:")}
    assert any(module.startswith("lbedu") for module in modules), lines[-5:]
    return {module.partition(".")[0] for module in modules}


@pytest.mark.parametrize(
    "arguments",
    [["-c", "import lbedu.cli"], ["-m", "lbedu", "check", "samples/report.xlsx"]],
    ids=["import lbedu.cli", "lbedu check"],
)
def test_checking_loads_nothing_heavy(arguments: list[str]) -> None:
    assert (ROOT / "samples" / "report.xlsx").is_file()
    assert not loaded(*arguments) & {"openpyxl", "pandas", "numpy", "python_calamine", "jinja2", "markupsafe"}


def test_checking_loads_no_reporter_but_its_own() -> None:
    at_exit = "import atexit, sys; atexit.register(lambda: print(*sys.modules, file=sys.stderr))"
    script = f"{at_exit}; from lbedu.cli import main; main()"
    words = [sys.executable, "-c", script, "check", "samples/report.xlsx"]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, encoding="utf-8", check=False, timeout=60)
    modules = done.stderr.split()
    assert "lbedu.reporters.table" in modules
    assert not {
        one for one in modules if one.startswith(("lbedu.reporters.as_", "lbedu.reporters.notation", "xml.etree"))
    }
    assert "lbedu.explanations" not in modules


def test_the_page_loads_its_templates_and_nothing_else_heavy(tmp_path: Path) -> None:
    found = loaded("-m", "lbedu", "check", "samples/report.xlsx", "--reporter", f"html:{tmp_path / 'page.html'}")
    assert "jinja2" in found
    assert not found & {"openpyxl", "pandas", "numpy", "python_calamine", "rich"}
