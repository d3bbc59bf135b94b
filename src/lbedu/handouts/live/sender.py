"""Who fills in the form, as far as formulas can know it: the unit of the register, or what is typed on the first sheet."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from lbedu.directive.directive import Directive
from lbedu.directive.expression import Scope
from lbedu.directive.model import NamedUnit
from lbedu.excel_formula import Condition, all_of, any_of, chosen, negated, text
from lbedu.handouts.live.scratch import Scratch
from lbedu.submission import Unit


class Place(NamedTuple):
    """Where a unit stands to a scope."""

    unnamed: Condition = False
    """The directive names others."""
    elsewhere: Condition = False
    """It is of another type."""
    unsure: Condition = False
    """It does not say what would decide it."""

    @property
    def outside(self) -> Condition:
        return any_of([self.unnamed, self.elsewhere])


class Sender:
    """The unit of one form. `name_cell` and `type_cell` are asked where the unit is not known already."""

    def __init__(
        self,
        directive: Directive,
        kind: str,
        level: str | None,
        unit: Unit | None,
        name_cell: str,
        type_cell: str,
        scratch: Scratch,
    ) -> None:
        self.kind, self.level, self.unit = kind, level, unit
        self._spec = directive.file.units[kind]
        self._scratch = scratch
        self._compared: dict[tuple[str, ...], tuple[Condition, Condition]] = {}
        expected = tuple(NamedUnit(name=name) for name in directive.file.expects.get(kind, ()))
        named = [one for one in expected or self._spec.named if (one.level or None) == level]
        self._named = [one.name for one in named]
        self._types = {one.name: one.type for one in named if one.type is not None}
        self._only = expected[0].name if len(expected) == 1 else ""
        self.nameless: Condition = f'TRIM({name_cell})=""' if unit is None else False
        """Nobody has said yet who it is."""
        asked = unit is None and not self._only and bool(named)
        self._who = self._number_of(named, name_cell) if asked else ""
        self._type = self._type_of(type_cell) if (unit is None or not unit.type) and type_cell else ""

    def place(self, scope: Scope) -> Place:
        """Where the unit stands to a scope, its level aside."""
        unnamed: Condition = False
        if scope.among is not None:
            unnamed = self._is_none_of(scope.among)
        elsewhere: Condition = False
        unsure: list[Condition] = []
        if scope.types is not None:
            elsewhere, unknown = self._of_other_type(scope.types)
            unsure.append(unknown)
        if scope.flags is not None:
            flags = None if self.unit is None else self.unit.flags
            elsewhere = any_of([elsewhere, flags is not None and scope.flags.isdisjoint(flags)])
            unsure.append(flags is None)
        return Place(unnamed, elsewhere, any_of(unsure))

    def _is_none_of(self, names: Iterable[str]) -> Condition:
        own = self.unit.name if self.unit is not None else self._only
        if own:
            return own not in names
        numbers = [number for number, name in enumerate(self._named, 1) if name in names]
        return negated(any_of(f"{self._who}={number}" for number in numbers))

    def _of_other_type(self, types: Iterable[str]) -> tuple[Condition, Condition]:
        """Whether it is of none of these types, and whether its type is not known."""
        if self.unit is not None and self.unit.type:
            return self.unit.type not in types, False
        if not self._type:
            return False, True
        asked = tuple(one for one in self._spec.types if one in types)
        if asked not in self._compared:
            ours = any_of(f"{self._type}={text(self._spec.types[one].vi)}" for one in asked)
            said = any_of(f"{self._type}={text(words.vi)}" for words in self._spec.types.values())
            elsewhere, unknown = all_of([said, negated(ours)]), negated(said)
            self._compared[asked] = self._computed(elsewhere), self._computed(unknown)
        return self._compared[asked]

    def _computed(self, condition: Condition) -> Condition:
        """A condition that many targets ask, in a cell of its own."""
        return condition if isinstance(condition, bool) else self._scratch.compute("", condition)

    def _number_of(self, named: Iterable[NamedUnit], cell: str) -> str:
        """Which of the units that the directive names it is, 0 for none of them: by every spelling of a name that has the
        words for its level in front of it, or none."""
        spellings: dict[str, int] = {}
        for number, one in enumerate(named, 1):
            for name in (one.name, *one.aliases):
                bare = self._bare(name)
                spellings |= dict.fromkeys((name, bare, *(f"{p} {bare}" for p in self._prefixes)), number)
        texts, numbers = self._scratch.words(list(spellings)), self._scratch.numbers(list(spellings.values()))
        return self._scratch.compute("", f"SUMPRODUCT((TRIM({cell})={texts})*{numbers})")

    @property
    def _prefixes(self) -> tuple[str, ...]:
        if self.level is None:
            return self._spec.prefixes
        return (*self._spec.levels[self.level].prefixes, self.level)

    def _bare(self, name: str) -> str:
        starts = [prefix + " " for prefix in self._prefixes if name.startswith(prefix + " ")]
        return name.removeprefix(max(starts, key=len)) if starts else name

    def _type_of(self, cell: str) -> str:
        """Its type: what the directive says of the units that it names, else what is chosen on the first sheet."""
        if not self._types or not self._who:
            return self._scratch.compute("", f"TRIM({cell})")
        typed = f"TRIM({cell})"
        known = [text(self._spec.types[self._types[name]].vi) if name in self._types else typed for name in self._named]
        return self._scratch.compute("", chosen(f"{self._who}>0", f"CHOOSE({self._who},{','.join(known)})", typed))
