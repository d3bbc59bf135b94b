"""Every figure that was said or spoilt, in the order of fields, and for which target it is used: what the formulas stand on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from typing import NamedTuple

from lbedu.directive.expression import (
    Attested,
    Both,
    Check,
    Chosen,
    Compared,
    Count,
    Done,
    Figure,
    Holds,
    Own,
    Ratio,
    Reference,
    Share,
    Sum,
    fields_of,
    parts,
)
from lbedu.directive.model import Form
from lbedu.reporters.sheets.decided import Leaf, decides
from lbedu.scope import in_scope
from lbedu.scorecard import PartResult, Scorecard, Verdict, Waiting
from lbedu.submission import Place, Record, Said, Unit

PART, WHOLE, BESIDE, SEEN = "t", "m", "k", "x"
"""What a figure is used for: added up or counted, added up as a whole, read beside what is counted, read and no more."""
FieldKey = tuple[str, str]
"""Form and field."""


class Line(NamedTuple):
    """A figure of one unit."""

    unit: Unit
    form: str
    row: str
    field: str
    level: str
    """Of the record, which may be that of a row of a list."""
    record: int
    """The same for all figures of one record."""
    said: Said | None
    places: tuple[Place, ...]
    file: str
    why_not: str = ""
    """Why it is not counted: `wrong`, `twice`."""


class Block(NamedTuple):
    """The lines of one field: they stand below each other."""

    first: int
    last: int


def items_of(card: Scorecard) -> list[Verdict | Waiting]:
    """What the sheet of all targets lists, in its order; its numbers, from 1, are those of the marks."""
    return [*card.verdicts, *card.waiting]


class Ledger:
    """The lines, counted from 0, the block of each field, and the marks of each line."""

    def __init__(self, card: Scorecard) -> None:
        self.card = card
        self._records: dict[tuple[str, str, str, str, str], int] = {}
        self._by_form: dict[str, list[Record]] = {}
        for record in card.records:
            self._by_form.setdefault(record.form, []).append(record)
        self.lines = sorted(self._lines(), key=self._order())
        self.blocks: dict[FieldKey, Block] = {}
        self._at: dict[tuple[str, str, Place], int] = {}
        self._spoiled: dict[tuple[str, ...], int] = {}
        for number, line in enumerate(self.lines):
            key = (line.form, line.field)
            first = self.blocks[key].first if key in self.blocks else number
            self.blocks[key] = Block(first, number)
            if line.said is not None and not line.why_not:
                self._at[*key, line.said.place] = number
            elif line.said is None:
                self._spoiled[*_key(line.unit, line.form, line.row), line.field] = number
        self.marks: list[list[str]] = [[] for _ in self.lines]
        self.used: dict[tuple[str, FieldKey], int] = {}
        """By mark and field, how many lines bear it."""
        self.reach: dict[int, Block] = {}
        """By item its first line and its last."""
        for number, item in enumerate(items_of(card), 1):
            self._mark(number, item)

    def _lines(self) -> Iterator[Line]:
        owners: dict[tuple[str, str, Place], Record] = {}
        known: dict[tuple[str, str, str, str, str], Record] = {}
        for record in self.card.records:
            known[_key(record.unit, record.form, record.row)] = record
            for field, said in record.said.items():
                owners[record.form, field, said.place] = record
            for field, place in record.spoiled.items():
                at = self._record(record.unit, record.form, record.row)
                yield Line(
                    record.unit, record.form, record.row, field, record.level, at, None, (place,), place.file, "wrong"
                )
        for fact in self.card.facts:
            owner = owners.get((fact.form, fact.field, fact.said.place))
            other = owner or known.get(_key(fact.unit, fact.form, fact.row))
            if owner is None and other is not None and other.spoiled.get(fact.field) == fact.said.place:
                continue  # it has its line already, as what cannot be used
            why_not = "" if owner is not None else "twice" if other and fact.field in other.said else "wrong"
            unit, level = (other.unit, other.level) if other else (fact.unit, fact.unit.level)
            at = self._record(unit, fact.form, fact.row)
            yield Line(
                unit,
                fact.form,
                fact.row,
                fact.field,
                level,
                at,
                fact.said,
                fact.said.places,
                fact.file,
                why_not,
            )

    def _record(self, unit: Unit, form: str, row: str) -> int:
        return self._records.setdefault(_key(unit, form, row), len(self._records) + 1)

    def _order(self) -> Callable[[Line], tuple[object, ...]]:
        forms = {name: place for place, name in enumerate(self.card.directive.forms)}
        fields = {(name, i): at for name, form in self.card.directive.forms.items() for at, i in enumerate(form.by_id)}
        rows = {
            (name, row.code): place
            for name, form in self.card.directive.forms.items()
            for place, row in enumerate(form.rows)
        }
        units: dict[tuple[str, str, str], int] = {}
        for unit in (*self.card.expected, *(one.unit for one in self.card.submissions)):
            units.setdefault((unit.kind, unit.level, unit.name), len(units))

        def key(line: Line) -> tuple[object, ...]:
            unit = (line.unit.kind, line.unit.level, line.unit.name)
            return (
                forms[line.form],
                fields[line.form, line.field],
                units.get(unit, len(units)),
                rows.get((line.form, line.row), -1),
                line.file,
                line.places[0],
            )

        return key

    def _mark(self, number: int, item: Verdict | Waiting) -> None:
        leaves = parts(item.target.measure)
        marked: set[int] = set()
        for at, (leaf, part) in enumerate(zip(leaves, item.parts, strict=True), 1):
            name = str(at) if len(leaves) > 1 else ""
            for record in part.taken.records:
                for role, field in roles(leaf, record.level):
                    line = self._line(record, field) if field in record.said else None
                    if line is not None:
                        self._set(line, number, role + name)
                        marked.add(line)
        seen = {line for leaf, part in zip(leaves, item.parts, strict=True) for line in self._read(leaf, part, item)}
        for line in sorted(seen - marked):
            self._set(line, number, SEEN)
        marked |= seen
        if marked:
            self.reach[number] = Block(min(marked), max(marked))

    def _read(self, leaf: Leaf, part: PartResult, item: Verdict | Waiting) -> Iterator[int]:
        """The lines that the outcome of a measure hangs on. Where figures are missing, those that bound them do too."""
        read: dict[str, set[str]] = {}
        for form, field in fields_of(leaf):
            read.setdefault(form, set()).add(field)
        bounded = not decides(leaf, part, item.unit is not None)
        for form, fields in read.items():
            spec = self.card.directive.forms[form]
            hanging = spec.related(frozenset(fields)) if bounded else _with_askers(spec, fields)
            for record in self._by_form.get(form, ()):
                if item.unit is not None and record.unit != item.unit:
                    continue
                if form != leaf.scope.form or in_scope(leaf.scope, record) is not False:
                    lines = (self._line(record, field) for field in hanging)
                    yield from (line for line in lines if line is not None)

    def _line(self, record: Record, field: str) -> int | None:
        said = record.said.get(field)
        if said is not None:
            return self._at.get((record.form, field, said.place))
        return self._spoiled.get((*_key(record.unit, record.form, record.row), field))

    def positive(self, mark: str, key: FieldKey) -> int:
        """How many of the marked figures of a field were above 0 when they were judged."""
        first, last = self.blocks[key]
        marked = (self.lines[line].said for line in range(first, last + 1) if mark in self.marks[line])
        return sum(said is not None and isinstance(said.value, (int, Fraction)) and said.value > 0 for said in marked)

    def _set(self, line: int, number: int, role: str) -> None:
        mark = f"{number}:{role}"
        if mark not in self.marks[line]:
            self.marks[line].append(mark)
            key = (mark, (self.lines[line].form, self.lines[line].field))
            self.used[key] = self.used.get(key, 0) + 1


def _with_askers(form: Form, fields: set[str]) -> set[str]:
    """Fields, and the questions on which it depends whether they are asked."""
    found = set(fields)
    for field in fields:
        while (asker := form.by_id[field].asked_when) is not None and asker not in found:
            found.add(asker)
            field = asker
    return found


def _key(unit: Unit, form: str, row: str) -> tuple[str, str, str, str, str]:
    return unit.kind, unit.level, unit.name, form, row


def roles(leaf: Leaf, level: str) -> list[tuple[str, str]]:
    """What a measure uses each field of a record of this level for."""
    match leaf:
        case Share(part, whole, _, _, _):
            return [*((PART, name) for name in part.fields(level)), *((WHOLE, name) for name in whole.fields(level))]
        case Sum(figure, _, _, _):
            return [(PART, name) for name in figure.fields(level)]
        case Count(check, _, _) if not _compares_with_others(check):
            return [(BESIDE if at else PART, name) for at, name in enumerate(fields_read(check, level))]
        case _:
            return []


def _compares_with_others(check: Check) -> bool:
    """Whether a check reads a figure that somebody else supplies."""
    match check:
        case Compared(_, comparison) | Ratio(_, _, comparison):
            return any(isinstance(threshold, Reference) for threshold in comparison.thresholds)
        case Both(checks):
            return any(_compares_with_others(inner) for inner in checks)
        case _:
            return False


def fields_read(check: Check, level: str) -> list[str]:
    """The fields of a record of this level that a check reads, once each."""

    def read(check: Check) -> Iterator[str]:
        match check:
            case Holds(_, field) | Chosen(_, field, _):
                yield field
            case Attested(_, field, evidence):
                yield from (field, evidence)
            case Compared(figure, comparison):
                yield from figure.fields(level)
                yield from _of(t.figure for t in comparison.thresholds if isinstance(t, Own))
            case Ratio(part, whole, _):
                yield from _of((part, whole))
            case Done(_, done, on, _, evidence):
                yield from (name for name in (done, on, evidence) if name is not None)
            case Both(checks):
                for inner in checks:
                    yield from read(inner)

    def _of(figures: Iterable[Figure]) -> Iterator[str]:
        for figure in figures:
            yield from figure.fields(level)

    return list(dict.fromkeys(read(check)))
