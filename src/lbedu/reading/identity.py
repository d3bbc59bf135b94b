"""Who reports, of which year and level, as a workbook says it. Never guesses from file names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from lbedu.directive.directive import Directive
from lbedu.directive.model import Words
from lbedu.errors import UsageError
from lbedu.own_form import IDENTITY
from lbedu.problems import Problem
from lbedu.reading.layout import Figures, address, code_of, find_tables, stamp_of, text_of
from lbedu.reading.values import CONTROL, guess
from lbedu.reading.workbook import Workbook
from lbedu.register import Register
from lbedu.submission import Place, Unit
from lbedu.vietnamese import fold, nfc
from lbedu.wording import harmless

_YEAR = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})\s*[-–/]\s*((?:19|20)[0-9]{2})(?![0-9])")
_CODES = {row.code: row.key for row in IDENTITY}


class Statement(NamedTuple):
    """What a workbook says of itself, word for word; nothing is checked yet."""

    stamp: Mapping[str, str] = {}
    said: Mapping[str, tuple[str, Place]] = {}
    """Key of the identity row → text and cell; blank rows have an empty text."""

    def text(self, key: str) -> str:
        return self.said[key][0] if key in self.said else ""

    @property
    def year(self) -> str:
        """The school year it names, as `2021-2022`; else what stands there; else the stamp's."""
        text = self.text("year")
        found = _YEAR.search(text)
        return f"{found[1]}-{found[2]}" if found else text or self.stamp.get("year", "")


def statement_of(workbook: Workbook, file: str) -> Statement:
    """Read the stamp and the rows that say who reports."""
    said: dict[str, tuple[str, Place]] = {}
    for sheet in workbook.sheets:
        for table in find_tables(sheet):
            if isinstance(table, Figures):
                for row in table.rows:
                    key = _CODES.get(row.code.upper())
                    if key is not None and key not in said:
                        cell = sheet.cells.get((row.cell.row, table.figure_column))
                        place = Place(file, sheet.name, address(row.cell.row, table.figure_column))
                        said[key] = (nfc(text_of(cell) or code_of(cell)), place)
    return Statement(stamp_of(workbook), said)


class Sender(NamedTuple):
    """The unit that reports, or None with the problems that leave it unknown."""

    unit: Unit | None
    problems: tuple[Problem, ...]


def sender_of(
    directive: Directive, register: Register, statement: Statement, file: str, kind: str, given: str, level: str
) -> Sender:
    """The unit that a workbook means. `given` is the user's word for a workbook that does not name its unit; `level` is that
    of the form itself."""
    problems: list[Problem] = []
    spec = directive.file.units[kind]
    names = directive.file.expects.get(kind, ())
    here = statement.said.get("name", ("", Place(file)))[1]
    for key in ("name", "code", "ward"):
        if CONTROL.search(statement.text(key)):
            facts = {"expected": {"vi": "chữ", "en": "text"}}
            return Sender(None, (Problem("control_characters", statement.said[key][1], statement.text(key), facts),))
    if given and statement.text("name") and not register.same_name(kind, given, statement.text("name")):
        raise UsageError(f"--unit {given}: {file} says that it is from {statement.text('name')}")
    name = statement.text("name") or given or (names[0] if len(names) == 1 else "")
    if not name:
        return Sender(None, (Problem("unit_missing", here),))
    stated = _label(spec.levels, statement.text("level"))
    if spec.levels and statement.text("level") and not stated:
        text, place = statement.said["level"]
        return Sender(None, (_not_listed(spec.levels, text, place),))
    by_name = register.level_of(kind, name)
    levels = [one for one in (stated, level, by_name) if one]
    if spec.levels and not levels:
        options = {
            "vi": "; ".join(w.vi for w in spec.levels.values()),
            "en": "; ".join(w.vi for w in spec.levels.values()),
        }
        place = statement.said.get("level", ("", here))[1]
        return Sender(None, (Problem("level_missing", place, "", {"name": harmless(name), "options": options}),))
    if len(set(levels)) > 1:
        place = statement.said.get("level", ("", here))[1]
        wrong = next(one for one in levels if one != (level or levels[0]))
        wrong_level: dict[str, str | Mapping[str, str]] = {
            "name": harmless(name),
            "found": _words(spec.levels[wrong]),
            "level": _words(spec.levels[level or levels[0]]),
        }
        return Sender(None, (Problem("wrong_level", place, wrong, wrong_level),))
    type_ = _label(spec.types, statement.text("type"))
    if spec.types and "type" in statement.said and not type_:
        text, place = statement.said["type"]
        problems.append(_type_problem(spec.types, text, place))
    unit = register.known(
        Unit(kind, name, levels[0] if spec.levels else "", statement.text("code"), statement.text("ward"), type_)
    )
    listed = register.known(unit._replace(type="")).type
    if type_ and listed and type_ != listed:
        wrong_type: dict[str, str | Mapping[str, str]] = {
            "name": harmless(unit.name),
            "found": _words(spec.types[type_]),
            "listed": _words(spec.types[listed]),
        }
        problems.append(Problem("wrong_type", statement.said["type"][1], statement.text("type"), wrong_type))
        unit = unit._replace(type=listed)
    if names and not register.is_known(unit):
        close = nearest(name, names)
        unlisted = {"kind": {"vi": spec.noun.vi, "en": spec.noun.get("en", 2)}, "guess": guess(close)}
        return Sender(None, (Problem("unknown_unit", here, name, unlisted),))
    return Sender(unit, tuple(problems))


def nearest(word: str, allowed: Iterable[str]) -> str | None:
    """The nearest allowed word. Its library is loaded only once something is wrong."""
    from lbedu.directive.nearest import nearest as found

    return found(word, allowed)


def _words(words: Words) -> Mapping[str, str]:
    return {"vi": words.vi, "en": words.get("en")}


def _label(options: Mapping[str, Words], text: str) -> str:
    """The id of a level or type by its label, id or prefix."""
    wanted = fold(text)
    for name, words in options.items():
        spellings = (name, words.vi, words.en or words.vi, *getattr(words, "prefixes", ()))
        if wanted and wanted in {fold(spelling) for spelling in spellings}:
            return name
    return ""


def _type_problem(types: Mapping[str, Words], text: str, place: Place) -> Problem:
    if text:
        return _not_listed(types, text, place)
    options = "; ".join(words.vi for words in types.values())
    expected = {"vi": f"một trong: {options}", "en": f"one of: {options}"}
    label = next(row.label for row in IDENTITY if row.key == "type")
    return Problem("blank", place, "", {"label": label, "expected": expected})


def _not_listed(options: Mapping[str, Words], text: str, place: Place) -> Problem:
    """A level or type that is none of those there are."""
    labels = [words.vi for words in options.values()]
    expected = {"vi": "một trong: " + "; ".join(labels), "en": "one of: " + "; ".join(labels)}
    return Problem("not_an_option", place, text, {"guess": guess(nearest(text, labels)), "expected": expected})
