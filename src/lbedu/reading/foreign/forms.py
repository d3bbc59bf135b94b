"""Somebody else's form: what the rule file says where it keeps our fields is read there, and nothing else is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from lbedu.directive.directive import Directive
from lbedu.directive.foreign import ForeignFigure, ForeignSheet
from lbedu.directive.model import FieldSpec, ForeignForm
from lbedu.problem_catalogue.catalogue import CATALOGUE
from lbedu.problems import Problem
from lbedu.reading.cells.expectation import expected
from lbedu.reading.cells.faults import Fault
from lbedu.reading.cells.shape import misfits
from lbedu.reading.cells.values import shown, understood_as
from lbedu.reading.consistency import contradictions
from lbedu.reading.foreign.cells import At, Broken, Cells, Differing, Known, Unusable
from lbedu.reading.foreign.recognising import Near, Recognised, Sheets, near_misses
from lbedu.reading.otherwise import otherwise_above
from lbedu.reading.workbook import Sheet
from lbedu.submission import Place, Reading, Said, Value
from lbedu.wording import value_words

Facts = dict[str, str | Mapping[str, str]]


class Foreign:
    """What a known foreign form says of our fields."""

    def __init__(self, directive: Directive, name: str, known: ForeignForm, sheets: list[Sheet]) -> None:
        self.directive = directive
        self.name = name
        self.form = known.form
        self.kind = directive.unit_of(known.form)
        self.level = known.level or ""
        self.title = {"vi": known.title.vi, "en": known.title.get("en")}
        self.sheets = tuple(sheets)
        """The sheets that it stands on, the one on which it begins first."""
        self.said: dict[str, Said] = {}
        self.spoiled: dict[str, Place] = {}
        self.problems: list[Problem] = []
        self.readings: list[Reading] = []


def read_foreign(directive: Directive, sheets: Iterable[Sheet], file: str) -> tuple[list[Foreign], list[Near]]:
    """The figures of every known foreign form on these sheets, and sheets that are nearly one of its."""
    all_known = directive.file.foreign
    if not all_known:
        return [], []
    looked = Sheets(sheets)
    order = {sheet.name: i for i, sheet in enumerate(looked.sheets)}
    forms: list[Foreign] = []
    read: set[str] = set()
    for name, known in all_known.items():
        found = [(spec, tables) for spec in known.sheets if (tables := looked.recognised(spec))]
        there = [one.table.sheet for _, tables in found for one in tables]
        if not there:
            continue
        read |= {sheet.name for sheet in there}
        foreign = Foreign(directive, name, known, sorted(there, key=lambda sheet: order[sheet.name]))
        foreign.problems += _refused_above(foreign, [table for _, tables in found for table in tables], looked, file)
        for spec, tables in found if not foreign.problems else ():
            _Sheet(foreign, known, spec, tables, file).read()
        for problem, spoils in list(contradictions(directive, known.form, foreign.said)):
            foreign.problems.append(problem)
            foreign.spoiled |= {field: foreign.said.pop(field).place for field in spoils if field in foreign.said}
        forms.append(foreign)
    return forms, near_misses(all_known, looked, [foreign.name for foreign in forms], read, file)


def _refused_above(foreign: Foreign, tables: Iterable[Recognised], looked: Sheets, file: str) -> Iterator[Problem]:
    """What a line above a table of the form says of all its figures: the sheets that follow go on with it."""
    tops: dict[str, int] = {}
    for one in tables:
        name = one.table.sheet.name
        tops[name] = min(one.table.top, tops.get(name, one.table.top))
    known = foreign.directive.file.foreign[foreign.name].sheets
    last = max(i for i, sheet in enumerate(looked.sheets) if sheet.name in tops)
    for heading in dict.fromkeys(spec.code_column for spec in known):
        for table in looked.tables(heading):
            tops.setdefault(table.sheet.name, table.top)
    for sheet in looked.sheets[: last + 1]:
        if (found := otherwise_above(sheet, tops.get(sheet.name, 0))) is not None:
            text, cell = found
            yield Problem("otherwise_meant", Place(file, sheet.name, cell.address), text)


class _Sheet:
    """Reads the fields of one sheet of a form."""

    def __init__(
        self, into: Foreign, known: ForeignForm, spec: ForeignSheet, tables: list[Recognised], file: str
    ) -> None:
        self.into = into
        self.directive = into.directive
        self.spec = spec
        self.tables = tables
        self.file = file
        self.cells = Cells(into.directive, spec, tables, known.zeros_are_said, file)
        self.fields = into.directive.forms[known.form].by_id
        self.zeros_are_said = known.zeros_are_said
        self.told: set[At | str] = set()

    def read(self) -> None:
        for path in dict.fromkeys(figure.column for figure in self.spec.fields.values()):
            self._column(path)
        self.cells.add_up((code, f.column) for f in self.spec.fields.values() for code in (*f.codes, *f.unless))
        for broken in self.cells.broken:
            self._broken(broken)
        for name, figure in self.spec.fields.items():
            value = self._figure(self.fields[name], figure)
            if value is not None and name not in self.into.spoiled:
                self._say(self.fields[name], value)

    def _column(self, path: tuple[str, ...]) -> None:
        """A table of which nobody knows in which column the figures stand."""
        for one in self.tables:
            count = len(one.table.columns(path))
            if count == 1:
                continue
            heading = _path_words(path)
            lacks = (
                {"vi": f"thiếu cột {heading}", "en": f"the column {heading} is missing"}
                if not count
                else {"vi": f"có {count} cột {heading}", "en": f"there are {count} columns {heading}"}
            )
            place = Place(self.file, one.table.sheet.name)
            self.into.problems.append(near_problem(Near(self.into.name, place, lacks), self.into.title))

    def _figure(self, spec: FieldSpec, figure: ForeignFigure) -> Said | None:
        """A sum of cells; None where one of them is blank, or came with the form.

        Where zeros come with the form, they never say that there is none at all."""
        found: list[Known] = []
        whole = True
        for code in (*figure.codes, *figure.unless):
            cell = self._usable(spec, code, (code, figure.column))
            if cell is None or not self.cells.is_said((code, figure.column)):
                whole = False
            elif code not in figure.unless:
                found.append(cell)
            elif cell.number:
                self._unclear(spec, code, cell)
                whole = False
        if spec.type == "yes_no" and any(cell.number for cell in found):
            whole = True  # one of them is enough
        total = sum(cell.number for cell in found)
        if not whole or not found or (total == 0 and not self.zeros_are_said):
            return None
        value: Value = total > 0 if spec.type == "yes_no" else total
        for cell in found:
            if cell.read.understood:
                self._understood(spec, cell)
        places = tuple(cell.place for cell in found)
        return Said(value, places[0], places if len(places) > 1 else ())

    def _usable(self, spec: FieldSpec, code: str, at: At) -> Known | None:
        """The count of a code; what is wrong with it is said, and spoils the field."""
        twice = self.cells.twice(code)
        if twice is not None:
            self._tell(code, twice)
            self.into.spoiled.setdefault(spec.id, twice.place)
            return None
        if (beside := self.cells.said_otherwise(code)) is not None:
            text, place = beside
            self._tell(code, Problem("label_contradicts", place, text, {"code": code, "label": _label(spec)}))
            self.into.spoiled.setdefault(spec.id, place)
            return None
        if not self.cells.rows_of(code):
            facts: Facts = {"code": code, "label": _label(spec)}
            place = Place(self.file, self.tables[0].table.sheet.name)
            self._tell(code, Problem("row_missing", place, "", facts))
            return None
        match self.cells.at(at):
            case Unusable(fault, place, found):
                self._tell(at, self._problem(spec, fault, place, found))
                if CATALOGUE[fault.code].severity == "error":  # what is missing here may be said elsewhere
                    self.into.spoiled.setdefault(spec.id, place)
            case Differing(one, other):
                self._tell(at, _differs(_label(spec), one.number, one.place, other.number, other.place))
                self.into.spoiled.setdefault(spec.id, one.place)
            case Known() as known:
                return known
            case None:
                pass
        return None

    def _tell(self, what: At | str, problem: Problem) -> None:
        """One problem a cell or row, however many fields need it."""
        if what not in self.told:
            self.told.add(what)
            self.into.problems.append(problem)

    def _problem(self, spec: FieldSpec, fault: Fault, place: Place, found: str) -> Problem:
        facts: Facts = {"label": _label(spec), "expected": expected(self.directive, spec), **fault.facts}
        return Problem(fault.code, place, found, facts)

    def _unclear(self, spec: FieldSpec, code: str, cell: Known) -> None:
        words = value_words(cell.number)
        facts: Facts = {"code": code, "label": _label(spec), "found": words}
        self.into.problems.append(Problem("figure_unclear", cell.place, words["vi"], facts))
        self.into.spoiled.setdefault(spec.id, cell.place)

    def _understood(self, spec: FieldSpec, cell: Known) -> None:
        words = value_words(cell.number) if spec.type == "yes_no" else understood_as(self.directive, spec, cell.number)
        because = cell.read.because
        words = {lang: f"{word} ({because[lang]})" for lang, word in words.items()} if because else words
        self.into.readings.append(Reading(cell.place, shown(cell.cell), words, cell.cell.kind == "text"))

    def _broken(self, broken: Broken) -> None:
        """A sum that does not hold spoils every field with a cell in it."""
        cells = {broken.total, *broken.parts}
        names = [
            name
            for name, figure in self.spec.fields.items()
            if any((code, figure.column) in cells for code in (*figure.codes, *figure.unless))
        ]
        if not names:
            return
        place = broken.found.place
        for name in names:
            self.into.spoiled.setdefault(name, place)
            self.into.said.pop(name, None)
        labels = [_label(self.fields[name]) for name in names]
        more = {"vi": "ít nhất ", "en": "at least "} if broken.open else {"vi": "", "en": ""}
        total = value_words(broken.sum)
        (code, path), parts = (
            broken.total,
            [code if broken.by_rows else _path_words(path) for code, path in broken.parts],
        )
        where = "" if broken.by_rows else f", {_path_words(path)}"
        facts: Facts = {
            "total": {"vi": f"Mã số {code}{where}", "en": f"Code {code}{where}"},
            "found": value_words(broken.found.number),
            "parts": " + ".join(parts),
            "sum": {lang: more[lang] + total[lang] for lang in ("vi", "en")},
            "label": {lang: "; ".join(label[lang] for label in labels) for lang in ("vi", "en")},
        }
        known = [found.place for part in broken.parts if isinstance(found := self.cells.at(part), Known)]
        self.into.problems.append(Problem("sum_differs", place, str(broken.found.number), facts, tuple(known)))

    def _say(self, spec: FieldSpec, said: Said) -> None:
        form, level = self.into.form, self.into.level
        for _, fault in misfits(self.directive, form, level, {spec.id: said.value}):
            found = value_words(said.value)["vi"]
            self.into.problems.append(self._problem(spec, fault, said.place, found))
            self.into.spoiled[spec.id] = said.place
            return
        before = self.into.said.get(spec.id)
        if before is None:
            self.into.said[spec.id] = said
        elif before.value != said.value:
            self.into.problems.append(_differs(_label(spec), said.value, said.place, before.value, before.place))
            self.into.spoiled[spec.id] = said.place
            del self.into.said[spec.id]


def near_problem(near: Near, title: Mapping[str, str]) -> Problem:
    """A sheet that is nearly one of a form that is read."""
    return Problem("foreign_sheet", near.place, "", {"title": title, "lacks": near.lacks})


def _label(spec: FieldSpec) -> Mapping[str, str]:
    return {"vi": spec.label.vi, "en": spec.label.get("en")}


def _path_words(path: tuple[str, ...]) -> str:
    return "“" + " / ".join(path) + "”"


def _differs(label: Mapping[str, str], one: Value, place: Place, other: Value, first: Place) -> Problem:
    """Two sheets of one form, such as a copied one, that say different things."""
    facts: Facts = {
        "name": {"vi": "Tệp này", "en": "This file"},
        "label": label,
        "found": value_words(one),
        "second": value_words(other),
        "other": first.address,
    }
    return Problem("conflicting_values", place, value_words(one)["vi"], facts, (first,))
