"""Who must report, and which unit a name in a workbook means. Reads no files: the list comes from `reading/unit_list`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from lbedu.directive.directive import Directive
from lbedu.directive.model import NamedUnit, UnitKind
from lbedu.problems import Problem
from lbedu.submission import Place, Unit
from lbedu.vietnamese import fold, fold_code, nfc, sort_key

Key = tuple[str, str, str]
_PREFIX = 24
"""Words of the longest prefix of a name that may be told: more than any has."""
_FRONT = 300
"""Letters of a name that tell its level, and whether it is a name."""
_DAY = re.compile("[0-9]{1,2} [0-9]{1,2}")
_MARKS = re.compile(r"(?<=\w)\s*(?:[*†‡⁰¹²³⁴⁵⁶⁷⁸⁹]+|⁽[⁰¹²³⁴⁵⁶⁷⁸⁹]+⁾|\(\*+\))\s*$")
_AND = re.compile(r"\s*[&+/,]\s*")


class Listed(NamedTuple):
    """One line of a list of units."""

    unit: Unit
    aliases: tuple[str, ...] = ()
    place: Place = Place("")


class UnitList(NamedTuple):
    """A list of all the units of one kind that must report: the office's register."""

    kind: str
    year: str
    file: str
    lines: tuple[Listed, ...]
    unsure: int = 0
    """Lines that name nobody for sure: each may be a further unit."""
    problems: tuple[Problem, ...] = ()


class Register:
    """The units that must report: those that the directive counts or names, and those of the list, if there is one."""

    def __init__(self, directive: Directive, listed: UnitList | None = None) -> None:
        self._kinds = directive.file.units
        self.place = directive.place
        """The kind of unit that others lie in."""
        self._known: dict[Key, Unit] = {}
        self._starts: dict[tuple[str, str], tuple[str, ...]] = {}
        """Of every kind and level the words before a name, folded, the longest first."""
        self._bares: dict[tuple[str, str, str], str] = {}
        """Names without the words for their level, as they have been asked for."""
        self._levels: dict[str, dict[str, str]] = {}
        """Of every kind all words for a level, folded, and the level."""
        self._coded: dict[tuple[str, str, str], Unit | None] = {}
        self.listed = listed
        self.units: dict[str, tuple[Unit, ...]] = {}
        """Of every kind all units that are known, in the order of levels and names."""
        for kind, spec in self._kinds.items():
            units: dict[Key, Unit] = {}
            for named in _named(directive, kind, spec):
                unit = Unit(kind, named.name, named.level or "", type=named.type or "", flags=named.flags)
                self._learn(unit, named.aliases, units)
            if listed is not None and listed.kind == kind:
                for line in listed.lines:
                    self._learn(line.unit, line.aliases, units)
            levels = list(spec.levels)
            self.units[kind] = tuple(sorted(units.values(), key=lambda unit: _order(unit, levels)))

    def _learn(self, unit: Unit, aliases: Iterable[str], units: dict[Key, Unit]) -> None:
        """One more unit, or more about one that is known already: the directive's name and type stand."""
        known = self._known.get(self.key(unit))
        if known is not None:
            unit = unit._replace(name=known.name, type=known.type or unit.type)
        units[self.key(unit)] = unit
        names = (unit.name, *aliases)
        keys = [self.key(unit._replace(name=name)) for name in names]
        if known is not None:  # only what the directive names is met again: a list has each unit once
            keys += [key for key, other in self._known.items() if other == known]
        self._known |= dict.fromkeys(keys, unit)
        if unit.code:
            code = (unit.kind, unit.level, fold_code(unit.code))
            self._coded[code] = unit if self._coded.get(code, unit) == unit else None  # one code, two units: nobody's

    def lists(self, kind: str) -> bool:
        """Whether a list says who there is of this kind."""
        return self.listed is not None and self.listed.kind == kind

    @property
    def everybody(self) -> tuple[Unit, ...]:
        """Every unit that must report, as far as anybody says."""
        return tuple(unit for units in self.units.values() for unit in units)

    def by_code(self, unit: Unit) -> Unit | None:
        """The listed unit of this code and level."""
        return self._coded.get((unit.kind, unit.level, fold_code(unit.code))) if unit.code else None

    def by_name(self, unit: Unit) -> Unit | None:
        """The listed unit of this level and name, in any spelling and by any alias."""
        return self._known.get(self.key(unit))

    def known(self, unit: Unit) -> Unit:
        """The unit as the directive names it, with what its workbook says of itself; an unlisted unit under a tidy name."""
        found = self.by_name(unit)
        if found is not None:
            flags = found.flags if unit.flags is None else unit.flags
            return unit._replace(name=found.name, type=unit.type or found.type, flags=flags)
        return unit._replace(name=self.tidy(unit))

    def is_known(self, unit: Unit) -> bool:
        """Whether the directive or the list has this unit, by its name."""
        return self.by_name(unit) is not None

    def key(self, unit: Unit) -> Key:
        """Equal for two spellings of one unit: by code where both have one, else by level and name."""
        asked = unit.kind, unit.level, unit.name
        bare = self._bares.get(asked)
        if bare is None:
            bare = self._bares[asked] = self._bare(*asked)
        return unit.kind, unit.level, bare

    def is_a_name(self, kind: str, name: str) -> bool:
        """Whether a name is left once the words for its level are gone: `TH` alone, a dash or a number name nobody."""
        spec = self._kinds[kind]
        name = name[:_FRONT]
        bare = self._bare(kind, self.level_of(kind, name), name)
        words = [word for level in spec.levels for word in _prefixes(spec, level)] or list(spec.prefixes)
        if bare != fold(name) and _DAY.fullmatch(bare):  # Mầm non 20-10
            return True
        return any(char.isalpha() for char in bare) and bare not in {fold(word) for word in words}

    def same_name(self, kind: str, one: str, other: str) -> bool:
        """Whether two spellings mean one unit, as far as they say its level."""
        levels = {level for name in (one, other) if (level := self.level_of(kind, name))}
        level = levels.pop() if len(levels) == 1 else ""
        return not levels and self._bare(kind, level, one) == self._bare(kind, level, other)

    def ward(self, text: str) -> str:
        """A ward, or whatever units lie in, as the directive writes it; empty where it is none of those that there are."""
        if self.place not in self._kinds:
            return nfc(text)
        found = self.by_name(Unit(self.place, text))
        return found.name if found is not None else ""

    def tidy(self, unit: Unit) -> str:
        """The name of an unlisted unit with the short prefix of its level: `Trường Tiểu học Gia Thụy` as `TH Gia Thụy`."""
        spec = self._kinds[unit.kind]
        name = unmarked(nfc(unit.name))
        if not unit.level or self._several(unit.kind, name)[0]:
            return name
        words = _unglued(name, spec.levels).split()
        prefixes = {fold(prefix) for prefix in _prefixes(spec, unit.level)}
        for drop in range(min(len(words), _PREFIX), 0, -1):
            if fold(" ".join(words[:drop])) in prefixes:
                words = words[drop:]
                break
        return " ".join([unit.level, *words]) if words else name

    def level_of(self, kind: str, name: str) -> str:
        """The level that stands in front of a name; empty where none does, or several (`Trường Tiểu học & THCS`)."""
        name = name[:_FRONT]
        if self._several(kind, name)[0]:
            return ""
        folded = fold(_unglued(name, self._kinds[kind].levels))
        found = [
            (len(folded) - len(rest), level)
            for level in self._kinds[kind].levels
            if (rest := self._without(folded, kind, level)) is not None
        ]
        return max(found)[1] if found else ""

    def _bare(self, kind: str, level: str, name: str) -> str:
        """The name alone, folded, without the words for its level or kind. That of a school of several levels keeps them, in
        one spelling: it is not the school of one of them that is called the same."""
        name = unmarked(name)
        levels, rest = self._several(kind, name)
        if levels:
            return " ".join([*(["+".join(levels)] if rest else []), rest])
        folded = fold(_unglued(name, self._kinds[kind].levels))
        bare = self._without(folded, kind, level)
        return folded if bare is None else bare

    def _without(self, folded: str, kind: str, level: str) -> str | None:
        """The rest of a name after the longest words for its level or kind; None where none stands before it."""
        key = kind, level
        if key not in self._starts:
            prefixes = {fold(prefix) + " " for prefix in _prefixes(self._kinds[kind], level)}
            self._starts[key] = tuple(sorted(prefixes, key=len, reverse=True))
        starts = self._starts[key]
        if not folded.startswith(starts):
            return None
        return next(folded[len(one) :] for one in starts if folded.startswith(one))

    def _several(self, kind: str, name: str) -> tuple[list[str], str]:
        """The levels of a school of several, and the rest of its folded name; no levels where it is of one or none."""
        words = self._levels_by_word(kind)
        rest = fold(name)
        if not rest.startswith(tuple(words)):
            return [], rest
        rest = _AND.sub(" và ", rest) + " "
        found: set[str] = set()
        while fits := [word for word, level in words.items() if level not in found and rest.startswith(word + " ")]:
            word = max(fits, key=len)
            found.add(words[word])
            rest = rest[len(word) + 1 :].removeprefix("và ")
        levels = [level for level in self._kinds[kind].levels if level in found]
        return levels if len(levels) > 1 else [], rest.strip()

    def _levels_by_word(self, kind: str) -> dict[str, str]:
        if kind not in self._levels:
            spec = self._kinds[kind]
            self._levels[kind] = {fold(word): level for level in spec.levels for word in _prefixes(spec, level)}
        return self._levels[kind]


def unmarked(name: str) -> str:
    """A name without the marks of footnotes behind it: `TH Hoa Mai¹`, `TH Hoa Mai *`."""
    return name if name[-1:].isalpha() else _MARKS.sub("", name)


def _unglued(name: str, levels: Iterable[str]) -> str:
    """A name with a space behind the level that is glued to it: `MNHoa Sen`, `MNĐT Sài Đồng`. `THANH AM` says no level."""
    first, space, rest = nfc(name).partition(" ")
    for level in sorted(levels, key=len, reverse=True):
        if first.startswith(level):
            behind = first[len(level) :]
            glued = behind == "ĐT" or (behind[:1].isupper() and behind[1:].islower())
            return f"{level} {behind}{space}{rest}" if glued else name
    return name


def _order(unit: Unit, levels: list[str]) -> tuple[object, ...]:
    return levels.index(unit.level) if unit.level in levels else -1, sort_key(unit.name)


def _prefixes(spec: UnitKind, level: str) -> tuple[str, ...]:
    return (*spec.levels[level].prefixes, level) if level in spec.levels else spec.prefixes


def _named(directive: Directive, kind: str, spec: UnitKind) -> tuple[NamedUnit, ...]:
    named = {unit.name: unit for unit in spec.named}
    expected = tuple(named.get(name, NamedUnit(name=name)) for name in directive.file.expects.get(kind, ()))
    return expected or spec.named
