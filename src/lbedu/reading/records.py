"""From the cells of one unit to its record: reads, validates and cross-checks them, and names every problem."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial

from lbedu.directive.directive import Directive
from lbedu.directive.model import FieldSpec, Form, Words
from lbedu.problem_catalogue.catalogue import CATALOGUE
from lbedu.problems import Problem
from lbedu.reading.cells.expectation import expected
from lbedu.reading.cells.faults import Fault, Read
from lbedu.reading.cells.shape import misfits
from lbedu.reading.cells.values import read_cell, said_words, shown, understood_as
from lbedu.reading.consistency import contradictions
from lbedu.reading.marked_text import Gathering, is_gathered
from lbedu.reading.workbook import Cell, Sheet
from lbedu.submission import Place, Reading, Record, Said, Submission, Unit
from lbedu.wording import harmless, value_words

At = tuple[int, int]
"""Row and column."""
Cells = Mapping[str, tuple[At, ...]]
"""Field → the cells that it stands in."""
_SYSTEM_1904 = {"vi": "tệp dùng hệ ngày 1904", "en": "the file counts days from 1904"}


class Report:
    """What one workbook gave. Those of a whole folder are kept until all are read: each is small."""

    __slots__ = ("blank", "marked", "opaque", "problems", "readings", "refused", "submissions")

    def __init__(self) -> None:
        self.submissions: list[Submission] = []
        self.problems: list[Problem] = []
        self.marked: Gathering | None = None
        """Problems that are told once for a sheet, until all of it is read."""
        self.readings: list[Reading] = []
        self.refused = 0
        """Forms, and rows of tables, that gave nothing: each may be that of a unit that nobody else speaks for."""
        self.opaque = False
        """Something was not understood that may be of any number of units."""
        self.blank: list[Unit] = []
        """Units whose row in a table holds no figure: they are there and were not heard in it."""

    def say_once(self, problem: Problem) -> None:
        """A problem of a whole sheet, which each of its tables has."""
        if problem not in self.problems:
            self.problems.append(problem)


class Answers:
    """The fields of one record while they are read."""

    def __init__(self) -> None:
        self.said: dict[str, Said] = {}
        self.spoiled: dict[str, Place] = {}
        self.blank: dict[str, tuple[Fault, Place, str]] = {}
        """Fields whose cell says nothing: why, where, and what stands there all the same."""
        self.at: dict[str, tuple[Sheet, At]] = {}
        """Where a field was said."""
        self.differing = False
        """Two cells say different things of one field."""


class Records:
    """Makes the records of one workbook; what is wrong goes into its report."""

    def __init__(self, directive: Directive, file: str, report: Report) -> None:
        self.directive = directive
        self.file = file
        self.report = report
        self._words: dict[int, tuple[Mapping[str, str], Mapping[str, str]]] = {}
        """By field its label and what it takes: a table may be wrong in every cell."""
        self._facts: dict[int, Mapping[str, str | Mapping[str, str]]] = {}
        """The facts of problems that are the same in every cell of a field."""

    def make(
        self,
        form: str,
        unit: Unit,
        row: str,
        level: str,
        parts: Iterable[tuple[Sheet, Cells]],
        spoiled: Mapping[str, Place],
        blanks: list[Problem],
    ) -> Record:
        """One record, from one sheet or from several. Of a field that stands in several cells the filled ones must agree;
        `spoiled` are fields that cannot be used whatever their cell says."""
        spec = self.directive.forms[form]
        answers = Answers()
        answers.spoiled |= spoiled
        sheets = 0
        for sheet, cells in parts:
            sheets += 1
            for name, places in cells.items():
                for at in places:
                    self._cell(answers, unit, spec.by_id[name], sheet, at)
        if answers.differing and sheets > 1:
            blanks += self._in_one_alone(spec, answers)
        values = {name: said.value for name, said in answers.said.items()}
        for name, fault in list(misfits(self.directive, form, level, values)):
            said = answers.said.pop(name)
            answers.spoiled[name] = said.place
            sheet, at = answers.at[name]
            self._fault(spec.by_id[name], fault, said.place, shown(sheet.cells[at]))
        for problem, spoils in list(contradictions(self.directive, form, answers.said)):
            self.report.problems.append(problem)
            answers.spoiled |= {name: answers.said[name].place for name in spoils if name in answers.said}
        sure = {name: said for name, said in answers.said.items() if name not in answers.spoiled}
        blanks += self._blanks(spec, answers, sure)
        return Record(unit, form, row, level, sure, answers.spoiled)

    def _cell(self, answers: Answers, unit: Unit, spec: FieldSpec, sheet: Sheet, at: At) -> None:
        place = Place(self.file, sheet.name, sheet.address(*at))
        cell = sheet.cells.get(at)
        read = None if cell is None else read_cell(self.directive, spec, cell, sheet.date1904)
        if cell is None or read is None:
            note = sheet.notes.get(at, "")
            answers.blank.setdefault(spec.id, (blank_fault(note), place, note))
        elif isinstance(read, Fault):
            if CATALOGUE[read.code].severity == "missing":
                answers.blank.setdefault(spec.id, (read, place, shown(cell)))
            else:
                answers.spoiled[spec.id] = place
                if is_gathered(read.code):
                    self._gather(spec, read, place, cell)
                else:
                    self._fault(spec, read, place, shown(cell))
        else:
            said = Said(read.value, place)
            known = answers.said.setdefault(spec.id, said)
            answers.at.setdefault(spec.id, (sheet, at))
            self._readings(spec, read, cell, sheet, place)
            if known.value != said.value:
                self._differs(unit, spec, said, known)
                answers.spoiled[spec.id] = place
                answers.differing = True

    def _readings(self, spec: FieldSpec, read: Read, cell: Cell, sheet: Sheet, place: Place) -> None:
        """What was understood in a cell, and what may have happened to it."""
        if read.understood or (sheet.date1904 and cell.kind == "date"):
            self.report.readings.append(reading_of(self.directive, spec, read, cell, sheet, place))
        if read.warning is not None:
            self._fault(spec, read.warning, place, shown(cell))

    def _fault(self, spec: FieldSpec, fault: Fault, place: Place, found: str) -> None:
        self.report.problems.append(self._problem(spec, fault, place, found))

    def _gather(self, spec: FieldSpec, fault: Fault, place: Place, cell: Cell) -> None:
        """A cell that is marked: as it may be one of very many, it is shown only where it is told."""
        assert isinstance(cell.value, str)
        told = partial(self._problem, spec, fault, place, cell.value)
        if self.report.marked is None:
            self.report.marked = Gathering()
        self.report.marked.add(fault.code, str(fault.facts.get("encoding")), place, cell.value, told)

    def _problem(self, spec: FieldSpec, fault: Fault, place: Place, found: str) -> Problem:
        words = self._words.get(id(spec))
        if words is None:
            words = self._words[id(spec)] = both(spec.label), expected(self.directive, spec)
        if fault.facts:
            return Problem(fault.code, place, found, {"label": words[0], "expected": words[1], **fault.facts})
        facts = self._facts.get(id(spec))
        if facts is None:
            facts = self._facts[id(spec)] = {"label": words[0], "expected": words[1]}
        return Problem(fault.code, place, found, facts)

    def _differs(self, unit: Unit, spec: FieldSpec, said: Said, known: Said) -> None:
        facts: dict[str, str | Mapping[str, str]] = {
            "name": harmless(unit.name),
            "label": both(spec.label),
            "found": said_words(self.directive, spec, said.value),
            "second": said_words(self.directive, spec, known.value),
            "other": known.place.address,
        }
        found = value_words(said.value)["vi"]
        self.report.problems.append(Problem("conflicting_values", said.place, found, facts, (known.place,)))

    def _in_one_alone(self, form: Form, answers: Answers) -> Iterable[Problem]:
        """Where two copies differ, what only one of them says may be of somebody else: it is not used."""
        for name in answers.said.keys() & answers.blank.keys():
            fault, place, found = answers.blank[name]
            if name not in answers.spoiled:
                answers.spoiled[name] = place
                yield self._problem(form.by_id[name], fault, place, found)

    def _blanks(self, form: Form, answers: Answers, said: Mapping[str, Said]) -> Iterable[Problem]:
        """Cells of fields that are asked and say nothing. An optional one may stay blank; a figure in its note is told."""
        for name, (fault, place, found) in answers.blank.items():
            spec = form.by_id[name]
            condition = said.get(spec.asked_when or "")
            asked = spec.asked_when is None or (condition is not None and condition.value is True)
            wanted = asked and (not spec.optional or fault.code == "value_in_note")
            if wanted and name not in answers.said and name not in answers.spoiled:
                yield self._problem(spec, fault, place, found)


def blank_fault(note: str) -> Fault:
    """Why a cell without a value is missing: it may have a note that holds one."""
    if note:
        from lbedu.reading.cells.accidents import holds_figure

        if holds_figure(note):
            return Fault("value_in_note")
    return Fault("blank")


def reading_of(directive: Directive, spec: FieldSpec, read: Read, cell: Cell, sheet: Sheet, place: Place) -> Reading:
    """What a cell was understood as, with what had to be understood about it."""
    read_as = understood_as(directive, spec, read.value)
    because = read.because or (_SYSTEM_1904 if sheet.date1904 and cell.kind == "date" else {})
    if because:
        read_as = {lang: f"{words} ({because[lang]})" for lang, words in read_as.items()}
    return Reading(place, shown(cell), read_as, cell.kind == "text")


def both(words: Words) -> Mapping[str, str]:
    """A text of the rule file in both languages."""
    return {"vi": words.vi, "en": words.get("en")}


def match(code: str, known: Iterable[str]) -> str | None:
    """A code as the form writes it; Excel may have made a number of it and dropped its zeros."""
    if code in known:
        return code
    found = [one for one in known if code.isdigit() and one.lstrip("0") == code]
    return found[0] if len(found) == 1 else None
