"""Problems as people want to see them: by file, one kind that repeats as one line with its cells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from lbedu.problems import Problem, Severity

MANY = 3
_CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


class Group(NamedTuple):
    """Problems of one code on one sheet of one file."""

    file: str
    sheet: str
    code: str
    severity: Severity
    problems: tuple[Problem, ...]

    @property
    def repeats(self) -> bool:
        """So many of a kind that one line with all cells serves better than a line each."""
        return len(self.problems) > MANY

    @property
    def cells(self) -> str:
        """Their cells, runs joined: `C5, C9, C14:C23`."""
        return ", ".join(runs(problem.place.cell for problem in self.problems))


def grouped(problems: Iterable[Problem]) -> Iterator[Group]:
    """Groups in the order of the files; errors before blanks before warnings."""
    rank = {"error": 0, "missing": 1, "warning": 2}

    def key(problem: Problem) -> tuple[object, ...]:
        return problem.place.file, rank[problem.severity], problem.place.sheet, problem.code

    for _, members in groupby(sorted(problems, key=lambda problem: (key(problem), problem.sort_key)), key):
        found = tuple(members)
        first = found[0]
        yield Group(first.place.file, first.place.sheet, first.code, first.severity, found)


def runs(cells: Iterable[str]) -> list[str]:
    """Addresses with neighbours below each other joined; what is no address stays as it is."""
    joined: list[str] = []
    start = last = ""
    for cell in dict.fromkeys(cell for cell in cells if cell):
        if last and _below(last, cell):
            last = cell
            continue
        if last:
            joined.append(start if start == last else f"{start}:{last}")
        start = last = cell
    if last:
        joined.append(start if start == last else f"{start}:{last}")
    return joined


def _below(first: str, second: str) -> bool:
    a, b = _CELL.fullmatch(first), _CELL.fullmatch(second)
    return a is not None and b is not None and a[1] == b[1] and int(b[2]) == int(a[2]) + 1
