"""From the lines of a register to the units that must report, and everything that contradicts in them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping

from lbedu.directive.directive import Directive
from lbedu.directive.model import FieldSpec, Words
from lbedu.own_form import REGISTER_COLUMNS
from lbedu.problems import Problem
from lbedu.reading.cells.expectation import expected
from lbedu.reading.cells.faults import Fault
from lbedu.reading.cells.values import CONTROL, guess, read_cell
from lbedu.reading.identity import is_unsure_code, label_id, nearest, not_listed
from lbedu.reading.layout import code_of, is_code
from lbedu.reading.marked_text import doubtful
from lbedu.reading.unit_lines import Line, Lines
from lbedu.register import Key, Listed, Register, UnitList
from lbedu.submission import Place, Unit
from lbedu.vietnamese import fold, fold_code, nfc
from lbedu.wording import harmless

_LABELS = {column.key: column.label for column in REGISTER_COLUMNS}
_DATE = FieldSpec(id="date", code="0", type="date", label=Words(vi="ngày", en="date"))
_LEVEL = re.compile(r"(?:mức độ |mức |md )?([12])")
_CQG = ("cqg_decision", "cqg_date", "cqg_level", "cqg_expiry")
_YEARS_VALID = 5
"""Circulars 17, 18 and 19/2018/TT-BGDĐT: a recognition to the national standard holds five years."""


def unit_list(directive: Directive, lines: Lines) -> UnitList:
    """The units of a register. A line that names nobody for sure is a problem, and may be a further unit."""
    kind = _kind(directive, lines.kind)
    reading = _Reading(directive, kind)
    for line in lines.lines:
        reading.take(line)
    found = reading.finish()
    problems = (*lines.problems, *reading.problems)
    return UnitList(kind, directive.year, lines.file, found, reading.unsure + lines.dropped, problems)


def _kind(directive: Directive, said: str) -> str:
    """The kind of unit that a register lists: what it says, else the first that the directive does not count itself."""
    open_kinds = [kind for kind in directive.file.units if kind not in directive.file.expects]
    return said if said in open_kinds or not open_kinds else open_kinds[0]


class _Reading:
    """Takes one line after the other."""

    def __init__(self, directive: Directive, kind: str) -> None:
        self.directive = directive
        self.kind = kind
        self.spec = directive.file.units[kind]
        self.known = Register(directive)
        self._placed = directive.has_place(kind)
        self.problems: list[Problem] = []
        self.unsure = 0
        self._lines: list[Listed] = []
        self._codes: dict[str, int] = {}
        """Code → which line had it first."""
        self._names: dict[Key, Listed] = {}

    def take(self, line: Line) -> None:
        place = next(iter(line.values()))[1]
        for key, (cell, at) in line.items():
            if CONTROL.search(str(cell.value)):
                self.problems.append(Problem("control_characters", at, str(cell.value), _about(_LABELS[key])))
                self.unsure += 1
                return
            if (doubt := doubtful(cell, at)) is not None:
                self.problems.append(doubt)
                self.unsure += 1
                return
        name = self._text(line, "name")
        if not self.known.is_a_name(self.kind, name):
            self.problems.append(Problem("unit_missing", self._place(line, "name", place)))
            self.unsure += 1
            return
        level = self._level(line, name, place)
        if level is None:
            self.unsure += 1
            return
        unit = Unit(
            self.kind,
            name,
            level,
            self._code(line),
            self._ward(line),
            self._choice(line, "type", self.spec.types),
            tuple(self._flags(line)),
        )
        noun = {"vi": self.directive.place_noun("vi"), "en": self.directive.place_noun("en")}
        for key in ("type", "ward"):
            if key not in line and (self.spec.types if key == "type" else self._placed):
                heading = self.directive.place_heading("vi") if key == "ward" else _LABELS[key]
                about = {"name": harmless(name), "place": noun, **_about(heading)}
                self.problems.append(Problem("register_blank", place, "", about))
        self._recognition(line, name)
        self._keep(Listed(self.known.known(unit), tuple(_split(self._text(line, "aliases"))), place))

    def _keep(self, listed: Listed) -> None:
        """Once: two lines of one level and name are one unit, or one of them is another whose name is wrong."""
        key = self.known.key(listed.unit)
        if key in self._names:
            first = self._names[key]
            facts = {"name": harmless(listed.unit.name), "other": harmless(first.place.address)}
            self.problems.append(Problem("register_unit_twice", listed.place, "", facts, (first.place,)))
            self.unsure += 1
            return
        self._names[key] = listed
        code = fold_code(listed.unit.code)
        if code in self._codes:
            first = self._lines[self._codes[code]]
            same = self._same_school(first.unit, listed.unit)  # a school of two levels reports for each, under one code
            if not same:
                facts = {
                    "code": harmless(listed.unit.code),
                    "name": harmless(listed.unit.name),
                    "second": harmless(first.unit.name),
                    "other": harmless(first.place.address),
                }
                self.problems.append(
                    Problem("register_code_twice", listed.place, listed.unit.code, facts, (first.place,))
                )
                self._lines[self._codes[code]] = first._replace(unit=first.unit._replace(code=""))
                listed = listed._replace(unit=listed.unit._replace(code=""))
        elif code:
            self._codes[code] = len(self._lines)
        self._lines.append(listed)

    def _same_school(self, one: Unit, other: Unit) -> bool:
        bare = [self.known.key(unit)[2] for unit in (one, other)]
        return one.level != other.level and bare[0] == bare[1]

    def finish(self) -> tuple[Listed, ...]:
        """The lines without aliases that are another unit's name, and what the directive names and nobody lists."""
        found = []
        place = Place(self._lines[0].place.file) if self._lines else Place("")
        named = {self.known.key(unit): Listed(unit, (), place) for unit in self.known.units[self.kind]}
        taken: dict[Key, Listed] = {**named, **self._names}
        for listed in self._lines:
            aliases = []
            for alias in listed.aliases:
                key = self.known.key(listed.unit._replace(name=alias))
                other = taken.setdefault(key, listed)
                if other.unit.name == listed.unit.name:
                    aliases.append(alias)
                else:
                    facts = {"name": harmless(listed.unit.name), "second": harmless(other.unit.name)}
                    self.problems.append(Problem("register_alias_taken", listed.place, alias, facts, (other.place,)))
            found.append(listed._replace(aliases=tuple(aliases)))
        for unit in self.known.units[self.kind]:
            if found and not any(listed.unit.name == unit.name for listed in found):
                self.problems.append(
                    Problem("register_lacks", Place(found[0].place.file), "", {"name": harmless(unit.name)})
                )
        return tuple(found)

    # one column after the other

    def _text(self, line: Line, key: str) -> str:
        return nfc(code_of(line[key][0])) if key in line else ""

    def _place(self, line: Line, key: str, otherwise: Place) -> Place:
        return line[key][1] if key in line else otherwise

    def _code(self, line: Line) -> str:
        """A code as text; a number may have lost its leading zero."""
        text = self._text(line, "code")
        if not is_code(text):
            return ""
        if "code" in line and is_unsure_code(line["code"][0]):
            cell, place = line["code"]
            self.problems.append(Problem("register_code_number", place, text or str(cell.value)))
            return ""
        return text

    def _level(self, line: Line, name: str, place: Place) -> str | None:
        """What the cell says, or the words before the name; None and a problem where they differ or nothing says it."""
        if not self.spec.levels:
            return ""
        said = self._text(line, "level")
        stated = label_id(self.spec.levels, said)
        before = self.known.level_of(self.kind, name)
        at = self._place(line, "level", place)
        if said and not stated:
            self.problems.append(not_listed(self.spec.levels, said, at))
            return None
        if not stated and not before:
            options = "; ".join(words.vi for words in self.spec.levels.values())
            self.problems.append(Problem("level_missing", at, "", {"name": harmless(name), "options": options}))
            return None
        if stated and before and stated != before:
            found, level = (
                {"vi": self.spec.levels[one].vi, "en": self.spec.levels[one].get("en")} for one in (stated, before)
            )
            facts: dict[str, str | Mapping[str, str]] = {"name": harmless(name), "found": found, "level": level}
            self.problems.append(Problem("wrong_level", at, said, facts))
            return None
        return stated or before

    def _choice(self, line: Line, key: str, options: Mapping[str, Words]) -> str:
        said = self._text(line, key)
        found = label_id(options, said)
        if said and not found:
            self.problems.append(not_listed(options, said, line[key][1]))
        return found

    def _flags(self, line: Line) -> Iterator[str]:
        for text in _split(self._text(line, "flags")):
            found = label_id(self.spec.flags, text)
            if found:
                yield found
            else:
                self.problems.append(not_listed(self.spec.flags, text, line["flags"][1]))

    def _ward(self, line: Line) -> str:
        said = self._text(line, "ward")
        found = self.known.ward(said)
        if said and not found:
            self.problems.append(unknown_ward(self.directive, self.known, said, line["ward"][1]))
        return found

    def _recognition(self, line: Line, name: str) -> None:
        """Recognition to the national standard: all of it or nothing, and it ends after it began."""
        given = [key for key in _CQG if key in line]
        if given and len(given) < len(_CQG):
            left = "; ".join(_LABELS[key] for key in _CQG if key not in line)
            facts = {"name": harmless(name), "labels": left}
            self.problems.append(Problem("register_cqg_incomplete", line[given[0]][1], "", facts))
        if "cqg_level" in line and not _LEVEL.fullmatch(fold(self._text(line, "cqg_level"))):
            facts_: dict[str, str | Mapping[str, str]] = {
                "guess": "",
                "expected": {"vi": "Mức độ 1 hoặc Mức độ 2", "en": "Mức độ 1 or Mức độ 2"},
            }
            self.problems.append(Problem("not_an_option", line["cqg_level"][1], self._text(line, "cqg_level"), facts_))
        began, ends = self._date(line, "cqg_date"), self._date(line, "cqg_expiry")
        if began is not None and ends is not None and not began < ends <= _after(began, _YEARS_VALID):
            facts = {"name": harmless(name), "began": f"{began:%d/%m/%Y}", "ends": f"{ends:%d/%m/%Y}"}
            place, other = line["cqg_expiry"][1], line["cqg_date"][1]
            self.problems.append(Problem("register_cqg_dates", place, facts["ends"], facts, (other,)))

    def _date(self, line: Line, key: str) -> dt.date | None:
        if key not in line:
            return None
        cell, place = line[key]
        read = read_cell(self.directive, _DATE, cell)
        if isinstance(read, Fault):
            facts = {"expected": expected(self.directive, _DATE), **_about(_LABELS[key]), **read.facts}
            self.problems.append(Problem(read.code, place, str(cell.value), facts))
        return (
            read.value if read is not None and not isinstance(read, Fault) and isinstance(read.value, dt.date) else None
        )


def unknown_ward(directive: Directive, register: Register, text: str, place: Place) -> Problem:
    """A ward that there is none of in this year."""
    names: Iterable[str] = [unit.name for unit in register.units.get(register.place, ())]
    noun = {"vi": directive.place_noun("vi"), "en": directive.place_noun("en")}
    return Problem("unknown_ward", place, text, {"guess": guess(nearest(text, names)), "place": noun})


def _about(label: str) -> dict[str, str | Mapping[str, str]]:
    return {"label": label, "expected": {"vi": label, "en": label}}


def _split(text: str) -> list[str]:
    return [nfc(one) for one in re.split("[;\n]", text) if one.strip()]


def _after(day: dt.date, years: int) -> dt.date:
    """The same day some years later; a 29 February ends on 1 March."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return dt.date(day.year + years, 3, 1)
