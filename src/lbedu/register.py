"""Who must report, and which unit a name in a workbook means."""

from __future__ import annotations

from lbedu.directive.directive import Directive
from lbedu.directive.model import NamedUnit, UnitKind
from lbedu.submission import Unit
from lbedu.vietnamese import fold, nfc, strip_prefix


class Register:
    """The units that the directive itself knows: all wards, the office, the schools that it names."""

    def __init__(self, directive: Directive) -> None:
        self._kinds = directive.file.units
        self._known: dict[tuple[str, str, str], Unit] = {}
        self.units: dict[str, tuple[Unit, ...]] = {}
        for kind, spec in self._kinds.items():
            units = []
            for named in _named(directive, kind, spec):
                unit = Unit(kind, named.name, named.level or "", type=named.type or "")
                units.append(unit)
                for name in (named.name, *named.aliases):
                    self._known[(kind, unit.level, self._bare(kind, unit.level, name))] = unit
            self.units[kind] = tuple(units)

    def known(self, unit: Unit) -> Unit:
        """The unit as the directive names it, with what its workbook says of itself; an unlisted unit under a tidy name."""
        found = self._known.get((unit.kind, unit.level, self._bare(unit.kind, unit.level, unit.name)))
        if found is not None:
            return Unit(unit.kind, found.name, unit.level, unit.code, unit.ward, unit.type or found.type)
        return Unit(unit.kind, self.tidy(unit), unit.level, unit.code, unit.ward, unit.type)

    def is_known(self, unit: Unit) -> bool:
        """Whether the directive lists or names this unit."""
        return (unit.kind, unit.level, self._bare(unit.kind, unit.level, unit.name)) in self._known

    def key(self, unit: Unit) -> tuple[str, str, str]:
        """Equal for two spellings of one unit: by code where both have one, else by level and name."""
        return unit.kind, unit.level, self._bare(unit.kind, unit.level, unit.name)

    def is_a_name(self, kind: str, name: str) -> bool:
        """Whether a name is left once the words for its level are gone: `TH` alone, a dash or a number name nobody."""
        spec = self._kinds[kind]
        bare = self._bare(kind, self.level_of(kind, name), name)
        words = [word for level in spec.levels for word in _prefixes(spec, level)] or list(spec.prefixes)
        return any(char.isalpha() for char in bare) and bare not in {fold(word) for word in words}

    def same_name(self, kind: str, one: str, other: str) -> bool:
        """Whether two spellings mean one unit, as far as they say its level."""
        levels = {level for name in (one, other) if (level := self.level_of(kind, name))}
        level = levels.pop() if len(levels) == 1 else ""
        return not levels and self._bare(kind, level, one) == self._bare(kind, level, other)

    def tidy(self, unit: Unit) -> str:
        """The name of an unlisted unit with the short prefix of its level: `Trường Tiểu học Gia Thụy` as `TH Gia Thụy`."""
        spec = self._kinds[unit.kind]
        name = nfc(unit.name)
        if not unit.level:
            return name
        words = name.split()
        for drop in range(len(words), 0, -1):
            if fold(" ".join(words[:drop])) in {fold(prefix) for prefix in _prefixes(spec, unit.level)}:
                words = words[drop:]
                break
        return " ".join([unit.level, *words]) if words else name

    def level_of(self, kind: str, name: str) -> str:
        """The level that stands in front of a name; empty where none does."""
        folded = fold(name)
        found = [
            (len(folded) - len(rest), level)
            for level in self._kinds[kind].levels
            if (rest := strip_prefix(folded, _prefixes(self._kinds[kind], level))) is not None
        ]
        return max(found)[1] if found else ""

    def _bare(self, kind: str, level: str, name: str) -> str:
        """The name alone, folded, without the words for its level or kind."""
        folded = fold(name)
        rest = strip_prefix(folded, _prefixes(self._kinds[kind], level))
        return folded if rest is None else rest


def _prefixes(spec: UnitKind, level: str) -> tuple[str, ...]:
    return (*spec.levels[level].prefixes, level) if level in spec.levels else spec.prefixes


def _named(directive: Directive, kind: str, spec: UnitKind) -> tuple[NamedUnit, ...]:
    expected = tuple(NamedUnit(name=name) for name in directive.file.expects.get(kind, ()))
    return expected or spec.named
