"""Problems as people want to see them: in the order of the cells, one kind that repeats as one line with its cells."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from itertools import islice
from typing import NamedTuple

from lbedu.problem_catalogue.catalogue import CATALOGUE
from lbedu.problem_catalogue.words import GROUP_FIXES
from lbedu.problems import Language, Problem, Severity
from lbedu.wording import whole

MANY = 3
ALONE = 30
"""Problems of a kind in a file that have a line each; the others are told in few words."""
AREAS = 40
"""Areas of cells that one line names."""
_FIXES = 5
"""Ways of mending that one group names."""
_CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_NAMED_BY = {"row_missing": "code", "column_missing": "code", "register_lacks": "name"}
"""What is not there has no cell: its code or name tells which it is."""


class Group(NamedTuple):
    """Problems of one code on one sheet of one file."""

    file: str
    sheet: str
    code: str
    severity: Severity
    problems: tuple[Problem, ...]
    left: bool = False
    """What is left of problems of which the first have a line each."""

    @property
    def repeats(self) -> bool:
        """So many of a kind that one line with all cells serves better than a line each."""
        return self.left or len(self.problems) > MANY

    def cells(self, lang: Language) -> str:
        """Their cells, areas joined: `C5, C9, C14:D23`; of what is not there its codes or names. Only so many are named."""
        if self.code in _NAMED_BY:
            found = [str(problem.facts[_NAMED_BY[self.code]]) for problem in self.problems]
        else:
            found = areas(problem.place.cell for problem in self.problems)
        return _some(found, lang)

    @property
    def cut(self) -> bool:
        """Whether it has more cells than are named."""
        return self.repeats and self.code not in _NAMED_BY and len(areas(p.place.cell for p in self.problems)) > AREAS

    def fix(self, lang: Language) -> str:
        """How to mend them all: the mend of each where it is the same, else in general."""
        if self.code in GROUP_FIXES:
            return GROUP_FIXES[self.code][0 if lang == "vi" else 1]
        texts = list(islice(dict.fromkeys(problem.text(lang, "fix") for problem in self._differing(lang)), _FIXES + 1))
        if len(texts) > _FIXES:
            texts[_FIXES] = "(ô khác: xem --reporter json)" if lang == "vi" else "(others: see --reporter json)"
        return "\n".join(texts)

    def _differing(self, lang: Language) -> list[Problem]:
        """One of all problems whose mend is filled with the same facts."""
        template = CATALOGUE[self.code].fix[lang]
        names = [name for name in ("found", *self.problems[0].facts) if f"{{{name}}}" in template]
        found: dict[tuple[object, ...], Problem] = {}
        for problem in self.problems:
            facts = [problem.found if name == "found" else problem.facts.get(name) for name in names]
            found.setdefault(tuple(fact if isinstance(fact, str) else id(fact) for fact in facts), problem)
        return list(found.values())


def grouped(problems: Iterable[Problem]) -> list[Group]:
    """Groups in the order of file, sheet and first cell; of each kind that has a line for each, so many lines in a file."""
    found: dict[tuple[str, str, str], list[Problem]] = {}
    for problem in sorted(problems, key=lambda problem: problem.sort_key):
        found.setdefault((problem.place.file, problem.place.sheet, problem.code), []).append(problem)
    groups: list[Group] = []
    shown: Counter[tuple[str, str]] = Counter()
    for (file, sheet, code), members in found.items():
        severity = members[0].severity
        # each of those that name a second place is told by itself
        alone = len(members) <= MANY or any(problem.places for problem in members)
        room = ALONE - shown[file, code] if alone else 0
        if alone and len(members) <= room + MANY and room > 0:
            room = len(members)
        shown[file, code] += min(room, len(members))
        groups += [Group(file, sheet, code, severity, (one,)) for one in members[:room]]
        if rest := tuple(members[room:]):
            groups.append(Group(file, sheet, code, severity, rest, alone))
    return sorted(groups, key=lambda group: group.problems[0].sort_key)


def all_cells(problem: Problem, lang: Language) -> str:
    """All the cells of a problem that is about many of one sheet."""
    return _some(areas(place.cell for place in (problem.place, *problem.places)), lang)


def _some(found: list[str], lang: Language) -> str:
    more = len(found) - AREAS
    said = ", ".join(found[:AREAS])
    if more <= 0:
        return said
    return said + (f" và {whole(more, lang)} vùng khác" if lang == "vi" else f" and {whole(more, lang)} more areas")


def areas(cells: Iterable[str]) -> list[str]:
    """Addresses with neighbours joined to areas, in the order of their first cells; what is no address stays as it is."""
    columns: dict[int, list[int]] = {}
    letters: dict[int, str] = {}
    others: dict[str, None] = {}
    for cell in cells:
        found = _CELL.fullmatch(cell)
        if found is None:
            others |= {cell: None} if cell else {}
            continue
        column = _number(found[1])
        letters[column] = found[1]
        columns.setdefault(column, []).append(int(found[2]))
    by_rows: dict[tuple[int, int], list[int]] = {}
    for column in sorted(columns):
        for rows in _runs(sorted(set(columns[column]))):
            by_rows.setdefault(rows, []).append(column)
    corners = sorted((rows[0], left, rows[1], right) for rows, some in by_rows.items() for left, right in _runs(some))
    joined = [
        f"{letters[left]}{top}" + ("" if (top, left) == (bottom, right) else f":{letters[right]}{bottom}")
        for top, left, bottom, right in corners
    ]
    return [*others, *joined]


def _runs(numbers: list[int]) -> list[tuple[int, int]]:
    """First and last of each run of rising numbers."""
    found: list[tuple[int, int]] = []
    for number in numbers:
        if found and number == found[-1][1] + 1:
            found[-1] = found[-1][0], number
        else:
            found.append((number, number))
    return found


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
