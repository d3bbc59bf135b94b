"""Every unit of a scorecard under a number, and which unit a cell speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from lbedu.directive.model import Language
from lbedu.phrases import unit_text
from lbedu.problems import Problem
from lbedu.reporters.lines import bare
from lbedu.scorecard import Scorecard
from lbedu.submission import Place, Unit
from lbedu.vietnamese import sort_key

_CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


class Known(NamedTuple):
    """A unit with its number, its name as it is shown, its group in lists, and the files that it reported in."""

    number: int
    unit: Unit
    name: str
    group: str
    files: tuple[int, ...]


class Spot(NamedTuple):
    """What stands in a cell: whose figure, of which form, line and field."""

    number: int
    form: str
    row: str
    field: str


class Units:
    """The units of a scorecard in the order of kinds, levels and names; its files, its cells."""

    def __init__(self, card: Scorecard, lang: Language) -> None:
        self.card = card
        self.lang: Language = lang
        named = {place.file for problem in card.problems for place in (problem.place, *problem.places)}
        sent = {submission.file for submission in card.submissions}
        self.files = {file: number for number, file in enumerate(sorted({*card.inputs, *named, *sent}))}
        self.known = tuple(self._known())
        self._numbers = {bare(known.unit): known.number for known in self.known}
        self._by_name: dict[str, set[int]] = {}
        for known in self.known:
            self._by_name.setdefault(known.unit.name, set()).add(known.number)
        self.spots: dict[Place, Spot] = {}
        self._lines: dict[tuple[str, str, str], set[int]] = {}
        """By file, sheet, and a row or a column: whose cells stand there."""
        self._look_at_cells()

    def number(self, unit: Unit) -> int:
        return self._numbers[bare(unit)]

    def name(self, unit: Unit) -> str:
        return self.known[self.number(unit)].name

    def _known(self) -> Iterator[Known]:
        kinds = self.card.directive.file.units
        places = {
            kind: (at, {level: i for i, level in enumerate(spec.levels)})
            for at, (kind, spec) in enumerate(kinds.items())
        }
        files: dict[Unit, dict[int, None]] = {bare(unit): {} for unit in self._everybody()}
        for submission in self.card.submissions:
            files[bare(submission.unit)][self.files[submission.file]] = None

        def order(unit: Unit) -> tuple[object, ...]:
            at, levels = places[unit.kind]
            return at, levels.get(unit.level, -1), sort_key(unit.name)

        for number, unit in enumerate(sorted(files, key=order)):
            spec = kinds[unit.kind]
            level = spec.levels.get(unit.level)
            group = level.get(self.lang) if level is not None else spec.noun.get(self.lang, 2)
            name = unit_text(self.card.directive, unit, self.lang)
            yield Known(number, unit, name, group[:1].upper() + group[1:], tuple(files[unit]))

    def _everybody(self) -> Iterator[Unit]:
        yield from self.card.expected
        yield from (submission.unit for submission in self.card.submissions)
        for verdict in (*self.card.verdicts, *self.card.by_unit):
            if verdict.unit is not None:
                yield verdict.unit
            for part in verdict.parts:
                yield from (holding.unit for holding in (*part.failing, *part.waiting))

    def _look_at_cells(self) -> None:
        for submission in self.card.submissions:
            number = self.number(submission.unit)
            self._stands(number, submission.where.values())
            self._lines.setdefault((submission.file, "", ""), set()).add(number)
            for record in submission.records:
                for name, said in record.said.items():
                    spot = Spot(self.number(record.unit), record.form, record.row, name)
                    self.spots.update(dict.fromkeys(said.places, spot))
                    self._stands(spot.number, said.places)
                self._stands(self.number(record.unit), record.spoiled.values())

    def _stands(self, number: int, places: Iterable[Place]) -> None:
        for place in places:
            cell = _CELL.match(place.cell)
            if cell is not None:
                for line in cell.groups():
                    self._lines.setdefault((place.file, place.sheet, line), set()).add(number)

    def speaks_of(self, problem: Problem) -> int | None:
        """The unit that a problem is about; None where that is no single one."""
        found = self.stands_at(problem.place)
        if found is not None:
            return found
        named = self._by_name.get(str(problem.facts.get("name", problem.found)), set())
        return next(iter(named)) if len(named) == 1 else None

    def stands_at(self, place: Place) -> int | None:
        """The unit whose cells stand in a file, in a row or in a column alone; None where that is no single one."""
        alone = self._lines.get((place.file, "", ""), set())
        if len(alone) == 1:
            return next(iter(alone))
        cell = _CELL.match(place.cell)
        found = [self._lines.get((place.file, place.sheet, line), set()) for line in cell.groups()] if cell else []
        single = {next(iter(some)) for some in found if len(some) == 1}
        return next(iter(single)) if len(single) == 1 else None
