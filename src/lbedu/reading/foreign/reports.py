"""What the foreign forms of a workbook report, and for whom; or what they lack to be recognised."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lbedu.directive.directive import Directive
from lbedu.errors import UsageError
from lbedu.problems import Problem
from lbedu.reading.cells.values import MAX_TEXT
from lbedu.reading.foreign.forms import Foreign, near_problem, read_foreign
from lbedu.reading.foreign.recognising import Near
from lbedu.reading.foreign.table import find_tables_by
from lbedu.reading.identity import sender_of
from lbedu.reading.letterhead import Named, may_answer, units_said
from lbedu.reading.ownership import Beside
from lbedu.reading.records import Report
from lbedu.reading.scaled import Scales
from lbedu.reading.statement import Statement
from lbedu.reading.workbook import Sheet
from lbedu.reading.xlsx.cell import place_of
from lbedu.register import Register
from lbedu.submission import Place, Record, Submission, Unit
from lbedu.wording import harmless


class ForeignForms:
    """The forms of others on some sheets of a workbook."""

    def __init__(
        self,
        directive: Directive,
        register: Register,
        sheets: Iterable[Sheet],
        file: str,
        scales: Scales,
        report: Report,
    ) -> None:
        self.directive = directive
        self.register = register
        self.sheets = tuple(sheets)
        self.file = file
        found, self._near = read_foreign(directive, self.sheets, file)
        said = {one.name: [said for sheet in one.sheets for said in scales.of(sheet.name)] for one in found}
        for one in found:  # all their figures are counts
            if said[one.name]:
                report.say_once(said[one.name][0].problem(file))
        self.forms = [one for one in found if not said[one.name]]
        report.refused += len(found) - len(self.forms)
        self.refused = len(self.forms) < len(found)

    @property
    def names(self) -> set[str]:
        """The sheets that they stand on."""
        return {sheet.name for foreign in self.forms for sheet in foreign.sheets}

    def holds(self, place: Place) -> bool:
        """Whether a cell is part of one of them: on a sheet of it, or among the rows with codes of a sheet that nothing is read
        from."""
        if place.sheet in self.names:
            return True
        row = (place_of(place.cell) or (0, 0))[0]
        specs = [spec for foreign in self.forms for spec in self.directive.file.foreign[foreign.name].sheets]
        for sheet in [sheet for sheet in self.sheets if sheet.name == place.sheet]:
            for heading in {spec.code_column for spec in specs}:
                for table in find_tables_by(sheet, heading):
                    coded = [last for rows in table.coded(table.body).values() for last in rows]
                    if coded and table.top < row <= max(coded):
                        return True
        return False

    @property
    def near(self) -> Problem | None:
        """What is nearly one of them."""
        return _proposal(self.directive, self._near[0]) if self._near else None

    def submit(self, statement: Statement, given: str, beside: Beside | None, report: Report) -> int:
        """Put what they say into a report; how many of them are of nobody that is known.

        A form that does not name its unit is from the one that the workbook or the user names. Beside forms of our own it is of
        their unit, if that is one and of its kind, and if it does not name another."""
        unheard = 0
        told = {problem.sort_key for problem in report.problems}
        for foreign in self.forms:
            report.problems += foreign.problems
            report.problems += [near_problem(one, foreign.title) for one in self._near if one.form == foreign.name]
            report.readings += foreign.readings
            lines = self._lines(foreign)
            named = self._named(foreign, lines)
            unit = statement.text("name") or given or (named[0] if named else "")
            another = self._another(foreign, lines, unit) if unit else None
            if another is not None and given and not statement.text("name"):
                raise UsageError(f"--unit {given}: {self.file} says that it is from {another[0][:MAX_TEXT]}")
            name = another[:2] if another else named[:2] if named else None
            if another is not None or self._of_another(foreign, name, statement, beside):
                facts = {"other": beside.sheet if beside else (named or name)[1].address if name else ""}
                place = name[1] if name else Place(self.file, foreign.sheets[0].name)
                report.problems.append(Problem("several_units", place, "", facts))
                unheard += 1
                continue
            own = statement
            if named and name and not statement.text("name"):
                _, place, cell = named
                own = statement._replace(said={**statement.said, "name": name}, at={**statement.at, place: cell})
            sender = sender_of(self.directive, self.register, own, self.file, foreign.kind, given, foreign.level)
            report.problems += [problem for problem in sender.problems if problem.sort_key not in told]
            if sender.unit is None:
                unheard += 1
            else:
                self._submit(foreign, sender.unit, own, report)
        return unheard

    def _of_another(
        self, foreign: Foreign, name: tuple[str, Place] | None, statement: Statement, beside: Beside | None
    ) -> bool:
        """Whether nobody can tell whose a form is, or it is of another unit than the forms beside it."""
        if name and statement.text("name"):
            return not self.register.same_name(foreign.kind, name[0], statement.text("name"))
        return beside is not None and (beside.units != 1 or beside.kinds != {foreign.kind})

    def _submit(self, foreign: Foreign, unit: Unit, statement: Statement, report: Report) -> None:
        record = Record(unit, foreign.form, "", unit.level, foreign.said, foreign.spoiled)
        year, where = self.directive.year, statement.places
        report.submissions.append(
            Submission(
                unit, year, self.file, foreign.form, foreign.title, (record,), True, where, typed=statement.typed
            )
        )

    def _named(self, foreign: Foreign, lines: Sequence[Sequence[Named]]) -> Named | None:
        """The unit that the heading of a form names: one that is listed, or whose name begins as those of a level do."""
        found: dict[tuple[str, ...], Named] = {}
        for name, place, cell in (one for line in lines for one in line):
            unit = self._unit(foreign, name)
            begins = self.register.level_of(foreign.kind, name) and self.register.is_a_name(foreign.kind, name)
            if self.register.is_known(unit) or begins:
                found.setdefault(tuple(self.register.key(unit)), (name, place, cell))
        return next(iter(found.values())) if len(found) == 1 else None

    def _another(self, foreign: Foreign, lines: Sequence[Sequence[Named]], unit: str) -> Named | None:
        """What stands in the heading of a form in the place of a unit's name and is not that of `unit`: an office, a whole
        district, a branch of a school."""
        for line in lines:
            answers = (one for one in line if may_answer(one[0]) and self.register.is_a_name(foreign.kind, one[0]))
            said = next(answers, None)
            if said is not None and not self._same(foreign, said[0], unit):
                return said
        return None

    def _same(self, foreign: Foreign, one: str, other: str) -> bool:
        if len(one) > MAX_TEXT:
            return False
        keys = {self.register.key(self.register.known(self._unit(foreign, name))) for name in (one, other)}
        return len(keys) == 1 or self.register.same_name(foreign.kind, one, other)

    def _unit(self, foreign: Foreign, name: str) -> Unit:
        return Unit(foreign.kind, name, foreign.level)

    def _lines(self, foreign: Foreign) -> list[list[Named]]:
        """The lines that name the unit of a form. Of several forms in one workbook each has those that stand last before it."""
        alone = len(self.forms) == 1
        first = next(i for i, sheet in enumerate(self.sheets) if sheet is foreign.sheets[0])
        found: list[list[Named]] = []
        for sheet in self.sheets if alone else reversed(self.sheets[: first + 1]):
            found += units_said(sheet, self.file)
            if any(found) and not alone:
                break
        return found


def _proposal(directive: Directive, near: Near) -> Problem:
    """The form that a sheet is nearest to: proposed, and never read."""
    title, sheet = directive.file.foreign[near.form].title, harmless(near.place.sheet)
    facts = {
        "vi": f" Trang “{sheet}” giống {title.vi}, nhưng {near.lacks['vi']}.",
        "en": f" The sheet “{sheet}” is like {title.get('en')}, but {near.lacks['en']}.",
    }
    return Problem("unknown_form", near.place, "", {"near": facts})
