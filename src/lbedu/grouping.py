"""Problems as people want to see them: in the order of the cells, one kind that repeats as one line with its cells."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from lbedu.problem_catalogue.words import GROUP_FIXES
from lbedu.problems import Language, Problem, Severity

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
        """Their cells, runs joined: `C5, C9, C14:C23`; of what is not there its codes or names."""
        if self.code in ("row_missing", "column_missing"):
            return ", ".join(str(problem.facts["code"]) for problem in self.problems)
        if self.code == "register_lacks":
            return ", ".join(str(problem.facts["name"]) for problem in self.problems)
        return ", ".join(runs(problem.place.cell for problem in self.problems))

    def fix(self, lang: Language) -> str:
        """How to mend them all: the mend of each where it is the same, else in general."""
        if self.code in GROUP_FIXES:
            return GROUP_FIXES[self.code][0 if lang == "vi" else 1]
        return "\n".join(dict.fromkeys(problem.text(lang, "fix") for problem in self.problems))


def grouped(problems: Iterable[Problem]) -> list[Group]:
    """Groups in the order of file, sheet and first cell."""
    found: dict[tuple[str, str, str], list[Problem]] = {}
    for problem in sorted(problems, key=lambda problem: problem.sort_key):
        found.setdefault((problem.place.file, problem.place.sheet, problem.code), []).append(problem)
    groups: list[Group] = []
    for (file, sheet, code), members in found.items():
        alone = len(members) <= MANY or any(
            problem.places for problem in members
        )  # each names a second place of its own
        together = [[problem] for problem in members] if alone else [members]
        groups += [Group(file, sheet, code, some[0].severity, tuple(some)) for some in together]
    return sorted(groups, key=lambda group: group.problems[0].sort_key)


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
