"""Everything that can be wrong with a workbook: code, severity, and in both languages what it means and how to mend it.

A problem is data: it travels to the reporters, which choose the language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal, NamedTuple

from lbedu.problem_catalogue.catalogue import CATALOGUE
from lbedu.submission import Place
from lbedu.wording import harmless

Severity = Literal["error", "missing", "warning"]
Language = Literal["vi", "en"]
FIRST = frozenset({"wrong_year", "form_of_other_year", "old_form", "newer_form", "foreign_stamp"})
"""What is said of a file before all else: a report on another form than the one asked for explains most of the rest."""


class Problem(NamedTuple):
    """A defect of a workbook: what, where, what was found, what was expected."""

    code: str
    place: Place
    found: str = ""
    """What stands there, as it stands there; not yet fit to be shown."""
    facts: Mapping[str, str | Mapping[str, str]] = {}
    """Words that fill the message; a mapping has one text a language."""
    places: tuple[Place, ...] = ()
    """Further cells that the problem is about."""

    @property
    def severity(self) -> Severity:
        return CATALOGUE[self.code].severity

    def text(self, lang: Language, which: Literal["message", "fix", "expected"]) -> str:
        """One of its sentences in a language, filled in. What came from outside is shown harmless."""
        template = _template(self.code, which)[lang]
        facts = {name: said if isinstance(said, str) else said[lang] for name, said in self.facts.items()}
        return template.format(**{"found": harmless(self.found), **facts})

    def label(self, lang: Language) -> str:
        """The label of the field that the cell is for; empty where it is for none."""
        said = self.facts.get("label", "")
        return said if isinstance(said, str) else said[lang]

    @property
    def sort_key(self) -> tuple[object, ...]:
        later = self.code not in FIRST
        return self.place.file, later, self.place.sheet, cell_order(self.place.cell), self.code, self.found


def _template(code: str, which: Literal["message", "fix", "expected"]) -> Mapping[str, str]:
    kind = CATALOGUE[code]
    return {"message": kind.message, "fix": kind.fix, "expected": kind.expected}[which]


def cell_order(cell: str) -> tuple[int, int, str]:
    """Row, then column: E9 before E14 before F14; what is no address first. `L9`, a line of a text file, sorts as well."""
    found = re.match(r"([A-Z]{1,3})([0-9]{1,7})", cell)
    if not found:
        return (0, 0, cell)
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return (int(found[2]), column, cell)
