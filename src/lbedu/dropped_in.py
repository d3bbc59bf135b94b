"""Drop-in examples: small YAML files and cases, folders of workbooks with `expected.yaml`. Finds them and reads what they
expect; opens no workbook."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from lbedu.directive.directive import Directive, Target
from lbedu.directive.load import read_text
from lbedu.directive.yaml_text import Document
from lbedu.errors import Mistake, RuleFileError, UsageError
from lbedu.examples import OUTCOMES, examples_beside
from lbedu.finding import shown
from lbedu.options import Options
from lbedu.problem_catalogue.catalogue import CATALOGUE
from lbedu.scorecard import Outcome

EXPECTED = "expected.yaml"
"""Makes a folder a case."""
_KEYS = ("about", "as_of", "complete", "problems", "verdicts", "view")


class Expected(NamedTuple):
    """One outcome that a case expects; of one unit by itself where it names one."""

    target: Target
    unit: str
    outcome: Outcome
    line: int


class Case(NamedTuple):
    """A folder of workbooks with what they must come to."""

    folder: str
    options: Options
    problems: frozenset[str]
    """The codes of the data errors that they hold: these and no others."""
    expected: tuple[Expected, ...]


def example_files(rules: Path, more: Path | None = None) -> tuple[list[Path], list[Path]]:
    """The examples files and the cases of a rule file: `examples/YEAR.yaml` and the folder `examples/YEAR` beside it, and one
    more folder. Raises UsageError where that is none."""
    beside = examples_beside(rules)
    files = [beside] if os.path.isfile(beside) else []
    cases: list[Path] = []
    for folder in (beside.with_suffix(""), more):
        if folder is not None and (folder == more or os.path.isdir(folder)):
            found = _examples_in(folder)
            files += found[0]
            cases += found[1]
    return files, cases


def _examples_in(folder: Path) -> tuple[list[Path], list[Path]]:
    """The examples files and the cases of a drop-in folder, however deep. Raises UsageError where it is none."""
    if not os.path.isdir(folder):
        raise UsageError(f"{shown(folder)}: no such folder of examples")
    files: list[Path] = []
    cases: list[Path] = []
    for parent, folders, names in os.walk(folder):
        if EXPECTED in names:
            cases.append(Path(parent))
            folders.clear()
            continue
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        files += [Path(parent, name) for name in names if name.endswith((".yaml", ".yml")) and name[0] != "."]
    return sorted(files), sorted(cases)


def load_case(directive: Directive, rules: Path, folder: Path) -> Case:
    """Read what a case expects. Raises RuleFileError with every mistake in it."""
    path = folder / EXPECTED
    document = Document(read_text(path)[0])
    if document.mistakes:
        raise RuleFileError(shown(path), list(document.mistakes))
    mistakes: list[Mistake] = []
    data = document.data if isinstance(document.data, dict) else {}

    def wrong(steps: tuple[str | int, ...], message: str) -> None:
        mistakes.append(Mistake(*document.place(steps), message))

    if not isinstance(data.get("verdicts"), dict) or not data["verdicts"]:
        wrong((), "says which outcome is expected of which target: `verdicts: {target: outcome}`")
    for key in data:
        if key not in _KEYS:
            wrong((key,), f"`{key}` is not a key here (allowed: {', '.join(_KEYS)})")
    view, complete = data.get("view"), data.get("complete", False)
    if view not in (None, "units", "district"):
        wrong(("view",), "view is units or district")
    if not isinstance(complete, bool):
        wrong(("complete",), "complete is true or false")
    problems = data.get("problems", ())
    for i, code in enumerate(problems if isinstance(problems, tuple) else (None,)):
        if not isinstance(code, str) or code not in CATALOGUE:
            wrong(("problems", i), f"`{code}` is no code of a problem")
    as_of = None
    try:
        as_of = dt.date.fromisoformat(data["as_of"]) if "as_of" in data else None
    except (TypeError, ValueError):
        wrong(("as_of",), f"`{data['as_of']}` is no date such as 2022-05-31")
    expected = tuple(_expected(directive, document, data.get("verdicts"), view, mistakes))
    if mistakes:
        raise RuleFileError(shown(path), mistakes)
    options = Options(year=directive.year, targets=rules, view=view, as_of=as_of, complete=complete)
    return Case(shown(folder), options, frozenset(problems), expected)


def _expected(
    directive: Directive, document: Document, verdicts: Any, view: str | None, mistakes: list[Mistake]
) -> Iterator[Expected]:
    for name, said in verdicts.items() if isinstance(verdicts, dict) else ():
        line, column = document.place(("verdicts", name))
        target = directive.target(name)
        by_unit = said.items() if isinstance(said, dict) else [("", said)]
        if target is None:
            mistakes.append(Mistake(line, column, f"no target `{name}`"))
            continue
        for unit, outcome in by_unit:
            if outcome not in OUTCOMES:
                mistakes.append(Mistake(line, column, f"{name}: `{outcome}` is none of {', '.join(OUTCOMES)}"))
            elif (view == "units") != bool(unit):
                form = "{unit: outcome}" if view == "units" else "an outcome"
                mistakes.append(Mistake(line, column, f"{name}: is {form} in this view"))
            else:
                yield Expected(target, unit, outcome, document.place(("verdicts", name, unit))[0])
