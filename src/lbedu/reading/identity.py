"""Who reports, of which year and level, as a workbook says it. Never guesses from file names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from lbedu.directive.directive import Directive
from lbedu.directive.model import FieldSpec, Words
from lbedu.errors import UsageError
from lbedu.own_form import IDENTITY
from lbedu.problems import Problem
from lbedu.reading.cells.faults import Read
from lbedu.reading.cells.values import CONTROL, MAX_TEXT, guess, read_cell, shown
from lbedu.reading.layout import is_code
from lbedu.reading.statement import Statement
from lbedu.reading.workbook import Cell
from lbedu.register import Register
from lbedu.submission import Place, Unit
from lbedu.vietnamese import fold
from lbedu.wording import harmless

_NAME = FieldSpec(id="name", code="DV2", type="name", label=Words(vi="Tên đơn vị báo cáo"))
_SHORTENED = re.compile(r"[0-9]+(?:[.,][0-9]+)?e\+?[0-9]+", re.IGNORECASE)
"""A number as Excel shows it where the column is too narrow for it, and as some programs then save it as text."""


class Sender(NamedTuple):
    """The unit that reports, or None with the problems that leave it unknown."""

    unit: Unit | None
    problems: tuple[Problem, ...]


class _Refused(Exception):
    """The unit stays unknown."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem


def sender_of(
    directive: Directive, register: Register, statement: Statement, file: str, kind: str, given: str, level: str
) -> Sender:
    """The unit that a workbook means. `given` is the user's word for a workbook that does not name its unit; `level` is that
    of the form itself. Raises UsageError where the user's word contradicts the workbook."""
    asking = _Asking(directive, register, statement, file, kind)
    if statement.doubts:
        return Sender(None, statement.doubts)
    try:
        name = asking.name(given)
        unit = Unit(kind, name, asking.level(name, level), asking.code(), statement.text("ward"), asking.type())
        unit = register.known(unit)
        unit = asking.listed(unit)
    except _Refused as refused:
        return Sender(None, (*asking.problems, refused.problem))
    return Sender(unit, tuple(asking.problems))


class _Asking:
    """Asks a workbook's statement for one thing after the other."""

    def __init__(self, directive: Directive, register: Register, statement: Statement, file: str, kind: str) -> None:
        self.directive = directive
        self.register = register
        self.statement = statement
        self.file = file
        self.kind = kind
        self.spec = directive.file.units[kind]
        self.all = directive.file.expects.get(kind, ())
        self.problems: list[Problem] = []

    def place(self, key: str) -> Place:
        return self.statement.said[key][1] if key in self.statement.said else Place(self.file)

    def name(self, given: str) -> str:
        """The name as it stands, or the user's word for it."""
        for key in ("name", "code", "ward"):
            text = self.statement.text(key)
            facts: dict[str, str | Mapping[str, str]] = {
                "expected": {"vi": "chữ", "en": "text"},
                "limit": str(MAX_TEXT),
            }
            if len(text) > MAX_TEXT:  # no name: each spelling of it that is tried costs by its length
                raise _Refused(Problem("too_long", self.place(key), text[:MAX_TEXT], facts))
            if CONTROL.search(text):
                raise _Refused(Problem("control_characters", self.place(key), text, facts))
        stated = self.statement.text("name")
        if given and stated and not self.register.same_name(self.kind, given, stated):
            raise UsageError(f"--unit {given}: {self.file} says that it is from {stated}")
        name = stated or given or (self.all[0] if len(self.all) == 1 else "")
        if not name:
            self._what_is_no_name()
        if not self.register.is_a_name(self.kind, name):
            raise _Refused(Problem("unit_missing", self.place("name")))
        return name

    def _what_is_no_name(self) -> None:
        """Says what stands where the name belongs: an error, a formula without its result, or what Excel made a date of."""
        cell = self.statement.cell("name")
        read = None if cell is None else read_cell(self.directive, _NAME, cell)
        fault = read.warning if isinstance(read, Read) else read
        if cell is not None and fault is not None:
            facts = {
                "label": _NAME.label.vi,
                "expected": {"vi": "tên đơn vị", "en": "the name of the unit"},
                **fault.facts,
            }
            problem = Problem(fault.code, self.place("name"), shown(cell), facts)
            if problem.severity == "error":
                raise _Refused(problem)
            self.problems.append(problem)

    def code(self) -> str:
        """The code as it stands; none, and a problem, where Excel may have made another of it."""
        cell = self.statement.cell("code")
        text = self.statement.text("code") or ("" if cell is None or cell.kind != "date" else shown(cell))
        if not is_code(text):
            return ""
        if cell is not None and is_unsure_code(cell):
            self.problems.append(Problem("unit_code_number", self.place("code"), text))
            return ""
        return text

    def level(self, name: str, of_form: str) -> str:
        """The level that the cell, the form and the name agree on; empty for a kind of unit without levels."""
        levels = self.spec.levels
        if not levels:
            return ""
        of_form = of_form if of_form in levels else ""  # a stamp may be damaged like any other cell
        text, place = self.statement.text("level"), self.place("level")
        stated = label_id(levels, text)
        if text and not stated:
            raise _Refused(not_listed(levels, text, place))
        said = [one for one in (stated, of_form, self.register.level_of(self.kind, name)) if one]
        if not said:
            options = "; ".join(words.vi for words in levels.values())
            raise _Refused(Problem("level_missing", place, "", {"name": harmless(name), "options": options}))
        right = of_form or said[0]
        wrong = next((one for one in said if one != right), None)
        if wrong is not None:
            found, level = _words(levels[wrong]), _words(levels[right])
            raise _Refused(
                Problem("wrong_level", place, wrong, {"name": harmless(name), "found": found, "level": level})
            )
        return right

    def type(self) -> str:
        """Public or not; empty, and a problem, where the cell does not say it."""
        found = label_id(self.spec.types, self.statement.text("type"))
        if self.spec.types and "type" in self.statement.said and not found:
            self.problems.append(_type_problem(self.spec.types, self.statement.text("type"), self.place("type")))
        return found

    def listed(self, unit: Unit) -> Unit:
        """A unit against the list: its type is the list's, and where the list is complete it must stand there."""
        type_ = self.register.known(unit._replace(type="")).type
        if unit.type and type_ and unit.type != type_:
            found, listed = _words(self.spec.types[unit.type]), _words(self.spec.types[type_])
            facts: dict[str, str | Mapping[str, str]] = {"name": harmless(unit.name), "found": found, "listed": listed}
            self.problems.append(Problem("wrong_type", self.place("type"), self.statement.text("type"), facts))
            unit = unit._replace(type=type_)
        if self.all and not self.register.is_known(unit):
            kind = {"vi": self.spec.noun.vi, "en": self.spec.noun.get("en", 2)}
            facts_ = {"kind": kind, "guess": guess(nearest(unit.name, self.all))}
            raise _Refused(Problem("unknown_unit", self.place("name"), unit.name, facts_))
        return unit


def is_unsure_code(cell: Cell) -> bool:
    """Whether Excel may have changed a code: as a number it loses its leading zeros and its last digits, or becomes a date."""
    return cell.kind != "text" or _SHORTENED.fullmatch(str(cell.value).strip()) is not None


def nearest(word: str, allowed: Iterable[str]) -> str | None:
    """The nearest allowed word. Its library is loaded only once something is wrong."""
    from lbedu.directive.nearest import nearest as found

    return found(word, allowed)


def _words(words: Words) -> Mapping[str, str]:
    return {"vi": words.vi, "en": words.get("en")}


def label_id(options: Mapping[str, Words], text: str) -> str:
    """The id of a level or type by its label, id or prefix."""
    wanted = fold(text)
    for name, words in options.items():
        spellings = (name, words.vi, words.en or words.vi, *getattr(words, "prefixes", ()))
        if wanted and wanted in {fold(spelling) for spelling in spellings}:
            return name
    return ""


def _type_problem(types: Mapping[str, Words], text: str, place: Place) -> Problem:
    if text:
        return not_listed(types, text, place)
    options = "; ".join(words.vi for words in types.values())
    expected = {"vi": f"một trong: {options}", "en": f"one of: {options}"}
    label = next(row.label for row in IDENTITY if row.key == "type")
    return Problem("blank", place, "", {"label": label, "expected": expected})


def not_listed(options: Mapping[str, Words], text: str, place: Place) -> Problem:
    """A level or type that is none of those there are."""
    labels = [words.vi for words in options.values()]
    expected = {"vi": "một trong: " + "; ".join(labels), "en": "one of: " + "; ".join(labels)}
    return Problem("not_an_option", place, text, {"guess": guess(nearest(text, labels)), "expected": expected})
