"""The table of all examples in `docs/problems.md`: what the check says of each.

python -m samples.mistakes.table

writes it anew, and a link to its example into the section of each code."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import lbedu
from lbedu.problem_catalogue.catalogue import CATALOGUE
from lbedu.problems import Problem
from lbedu.run import check_register
from samples.mistakes.example import Example, examples

ROOT = Path(__file__).resolve().parents[2]
FOLDER = "samples/problems"
PAGE = ROOT / "docs" / "problems.md"
_TABLE = re.compile(r"(?<=<!-- examples -->\n\n).*?(?=<!-- end of examples -->)", re.DOTALL)
_EXAMPLE = r"^### `{code}`\n(?:(?!^##).)*?^\*\*Example\.\*\* .*?(?=\n\n)"
_WIDTH = 128
BY_THE_TEST = "made by the test"


class Found(NamedTuple):
    """What the check says of an example."""

    problem: Problem
    """The one that the example is for."""
    at: str
    others: tuple[Problem, ...]


def found(one: Example) -> Found:
    """Check an example; the working directory is that of the project. Raises LookupError where it does not show its problem."""
    if one.staging is None:
        path = Path(FOLDER) / one.file
        return _pick(one, _problems(one, path), path)
    with TemporaryDirectory() as folder, one.staging(Path(folder)) as path:
        return _pick(one, _problems(one, path), path)


Look = Callable[[Example], Found]
"""Like `found`; it may remember."""


def _problems(one: Example, path: Path) -> tuple[Problem, ...]:
    if one.of_register:
        return check_register(path, None, None)[1].problems
    return lbedu.check(path, **one.options).problems


def _pick(one: Example, problems: tuple[Problem, ...], path: Path) -> Found:
    name = path.as_posix()
    places = [str(p.place).removeprefix(name).removeprefix("/").removeprefix(", ") for p in problems]
    for problem, at in zip(problems, places, strict=True):
        if (problem.code, at) == (one.code, one.at):
            return Found(problem, at, tuple(other for other in problems if other.code != one.code))
    seen = ", ".join(f"{p.code} at {at or 'the file'}" for p, at in zip(problems, places, strict=True)) or "nothing"
    raise LookupError(f"{one.file}: no {one.code} at {one.at or 'the file'}, but {seen}")


def link(one: Example) -> str:
    """The example as a link of the page."""
    return f"[{one.file}](../{FOLDER}/{one.file})"


def row(one: Example, look: Look = found) -> str:
    """The row of one example."""
    problem = look(one).problem
    words = problem.text("vi", "message").replace("|", "\\|")
    said = "".join(f" `{name}={value}`" for name, value in one.options.items())
    file = BY_THE_TEST if one.make is None else link(one) + said
    at = f"`{one.at}`: " if one.at else ""
    return f"| `{one.code}` | {problem.severity} | {file} | {at}{words} |"


def rows(look: Look = found) -> Iterator[str]:
    """All of them, in the order of the catalogue."""
    known = examples()
    for code in CATALOGUE:
        if code in known:
            yield row(known[code], look)


def written(look: Look = found) -> str:
    """The page with the table and the links as they should be."""
    lines = ["| code | severity | example | what the check prints |", "|---|---|---|---|", *rows(look), "", ""]
    text = _TABLE.sub(lambda _: "\n".join(lines), PAGE.read_text(encoding="utf-8"))
    for one in (one for one in examples().values() if one.make is not None):
        section = re.search(_EXAMPLE.format(code=one.code), text, re.MULTILINE | re.DOTALL)
        if section is not None:
            text = text.replace(section[0], _linked(section[0], link(one)))
    return text


def _linked(section: str, to: str) -> str:
    """A section as far as its example, with a link to it at the end."""
    if section.endswith(to):
        return section
    last = len(section) - section.rfind("\n")
    return f"{section}{' ' if last + len(to) < _WIDTH else chr(10)}→ {to}"


if __name__ == "__main__":
    PAGE.write_text(written(), encoding="utf-8", newline="\n")
