"""What is checked over the rows of tables: their columns against the form, their totals against the figures above."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from lbedu.directive.directive import Directive
from lbedu.directive.model import FieldSpec
from lbedu.problems import Problem
from lbedu.reading.cells.faults import Read
from lbedu.reading.cells.values import guess, read_cell, shown
from lbedu.reading.identity import nearest
from lbedu.reading.layout import code_of, text_of
from lbedu.reading.marked_text import NO_MORE
from lbedu.reading.records import both
from lbedu.reading.tables.columns import Contested, Fields
from lbedu.reading.tables.finding import Table
from lbedu.reading.tables.rows import Row
from lbedu.reading.tables.totals import Differs, Event, Part, Sum, Totals, sums_of
from lbedu.submission import Place, Record
from lbedu.vietnamese import fold
from lbedu.wording import harmless, number, value_words


class Entry(NamedTuple):
    """A row of a unit and what became of it."""

    row: Row
    where: Mapping[str, Place] = {}
    level: str = ""
    record: Record | None = None
    typed: Mapping[str, str] = {}
    """The name of the unit and its ward, letter for letter."""


_PROPOSED = 40
"""Columns that are looked at for a proposal: nobody's table has as many that are misspelt."""
Found = Sequence[tuple[Table, list[Entry]]]
"""Tables with their rows."""


def about_columns(directive: Directive, table: Table, file: str, entries: Iterable[Entry]) -> Iterator[Problem]:
    """Columns that are not read, and why."""
    form = directive.forms[table.form]
    sheet = table.grid.sheet
    contested = (_contested(table, one, Place(file, sheet.name), form.by_id) for one in table.columns.contested)
    yield from {
        (problem.code, problem.place): problem for problem in contested
    }.values()  # one heading over several columns
    rows = [number for entry in entries for number in entry.row.numbers]
    covered = {field for fields in table.columns.fields.values() for field in fields}
    labels = [spec.label.vi for name, spec in form.by_id.items() if name not in covered]
    proposed = 0
    for column, heading in table.columns.unknown.items():
        cells = (sheet.cells.get((row, column)) for row in rows)
        if any(cell is not None and (cell.kind != "text" or text_of(cell).strip()) for cell in cells):
            place = Place(file, sheet.name, sheet.address(heading.row, heading.column))
            near = nearest(heading.text, labels) if proposed < _PROPOSED else None
            proposed += 1
            yield Problem("unknown_column", place, heading.text, {"guess": guess(near)})


def _contested(table: Table, one: Contested, at: Place, specs: Mapping[str, FieldSpec]) -> Problem:
    place = at._replace(cell=table.grid.sheet.address(one.heading.row, one.heading.column))
    if one.other is None:
        code = harmless(code_of(table.header.codes.get(one.column)))
        return Problem(one.code, place, one.heading.text, {"code": code, **NO_MORE})
    other = at._replace(cell=table.grid.sheet.address(one.other.row, one.other.column))
    facts: dict[str, str | Mapping[str, str]] = {"label": both(specs[one.fields[0]].label), "other": other.cell}
    return Problem(one.code, place, one.heading.text, facts, (other,))


def missing_columns(directive: Directive, file: str, read: Found) -> Iterator[Problem]:
    """Fields that are asked of the units of a form and that no table of the workbook has a column for."""
    for form in dict.fromkeys(table.form for table, _ in read):
        covered: dict[str, set[str]] = {}
        for table, entries in read:
            columns = {field for fields in table.columns.fields.values() for field in fields}
            columns |= {field for one in table.columns.contested for field in one.fields}
            for level in {e.record.level for e in entries if e.record is not None} if table.form == form else ():
                covered.setdefault(level, set()).update(columns)
        sheet = next(table.grid.sheet.name for table, _ in read if table.form == form)
        for name, spec in directive.forms[form].by_id.items():
            asked = [level for level in covered if spec.asked_of(level or None) and name not in covered[level]]
            if asked and not spec.optional:
                facts: dict[str, str | Mapping[str, str]] = {"code": spec.code, "label": both(spec.label)}
                yield Problem("column_missing", Place(file, sheet), "", facts)


def spoiled_by_totals(
    directive: Directive, file: str, read: Found
) -> tuple[dict[tuple[int, int], Entry], list[Problem]]:
    """Rows whose figures a total contradicts, without these figures; by table and number of the row."""
    changed: dict[tuple[int, int], Entry] = {}
    problems: list[Problem] = []
    events = [_events(directive, table, entries) for table, entries in read]
    together: dict[tuple[str, Fields], Sum] = {}
    for (table, _), of_table in zip(read, events, strict=True):
        for column, one in sums_of(of_table).items():
            key = table.form, table.columns.fields[column]
            together[key] = Sum(*(a + b for a, b in zip(together.get(key, Sum()), one, strict=True)))
    for (table, entries), of_table in zip(read, events, strict=True):
        by_row = {entry.row.numbers[0]: entry for entry in entries}
        columns = table.columns.fields
        workbook = {column: together.get((table.form, fields), Sum()) for column, fields in columns.items()}
        for one_ in Totals(of_table).differing(workbook):
            problems.append(_differs(directive, file, table, one_))
            for row in one_.rows:
                entry = changed.get((id(table), row), by_row[row])
                changed[id(table), row] = _without(entry, columns[one_.column])
    return changed, problems


def _differs(directive: Directive, file: str, table: Table, one: Differs) -> Problem:
    spec = directive.forms[table.form].by_id[table.columns.fields[one.column][0]]
    cell = table.grid.sheet.cells[one.row, one.column]
    facts: dict[str, str | Mapping[str, str]] = {
        "found": {"vi": number(Fraction(one.found), "vi"), "en": number(Fraction(one.found), "en")},
        "sum": value_words(one.sum),
        "label": both(spec.label),
    }
    places = tuple(
        Place(file, table.grid.sheet.name, table.grid.sheet.address(row, one.column)) for row in one.rows[:1]
    )
    return Problem("total_differs", Place(file, table.grid.sheet.name, cell.address), shown(cell), facts, places)


def _without(entry: Entry, fields: Iterable[str]) -> Entry:
    """A row without the figures of these fields: they count as missing."""
    if entry.record is None:
        return entry
    gone = {name: entry.record.said[name].place for name in fields if name in entry.record.said}
    said = {name: value for name, value in entry.record.said.items() if name not in gone}
    return entry._replace(record=entry.record._replace(said=said, spoiled={**entry.record.spoiled, **gone}))


def _events(directive: Directive, table: Table, entries: Iterable[Entry]) -> list[Event]:
    """The rows of a table as its totals see them."""
    specs = directive.forms[table.form].by_id
    counts = {
        column: [specs[field] for field in fields]
        for column, fields in table.columns.fields.items()
        if all(specs[field].type == "count" for field in fields)
    }
    by_row = {entry.row.numbers[0]: entry for entry in entries}
    sections = {row.numbers[0] for row in table.rows if row.kind == "section"}
    events: list[Event] = []
    known: dict[tuple[str, ...], int] = {}
    for row in table.rows:
        first = row.numbers[0]
        if first in by_row:
            parts = {
                column: part
                for column, asked in counts.items()
                if (part := _part(directive, table, by_row[first], column, asked)) is not None
            }
            record = by_row[first].record
            key = (record.unit.level, fold(record.unit.name), record.unit.code) if record is not None else ()
            if key in known:
                parts = _again(events, known[key], parts)
            elif key:
                known[key] = len(events)
            events.append(Event(first, "unit", parts=parts, level=by_row[first].level))
        elif row.kind == "total":
            cells = {column: table.grid.sheet.cells.get((first, column)) for column in counts}
            totals = {c: cell.value for c, cell in cells.items() if cell is not None and cell.kind == "number"}
            events.append(Event(first, "total", row.meaning, first in sections, totals=totals))  # type: ignore[arg-type]
        elif row.kind == "section":
            events.append(Event(first, "section", row.meaning))
    return events


def _again(events: list[Event], at: int, parts: Mapping[int, Part]) -> dict[int, Part]:
    """What a further row of a unit adds to totals: a figure that it says again counts once, of two nobody knows which."""
    before = events[at].parts
    differs = {c: Part(None) for c, part in parts.items() if c in before and part.value != before[c].value}
    events[at] = events[at]._replace(parts={**before, **differs})
    return {column: part for column, part in parts.items() if column not in before}


def _part(directive: Directive, table: Table, entry: Entry, column: int, specs: Sequence[FieldSpec]) -> Part | None:
    """What a row adds to a column. A figure that is not asked adds nothing; one that stands there all the same may."""
    level = entry.level
    asked = [spec for spec in specs if not level or spec.asked_of(level)]
    spec = asked[0] if asked else specs[0]
    values: dict[int | None, bool] = {}
    for row in entry.row.numbers:
        cell = table.grid.sheet.cells.get((row, column))
        read = None if cell is None else read_cell(directive, spec, cell)
        if cell is not None and read is not None:
            value = read.value if isinstance(read, Read) and isinstance(read.value, int) else None
            values[value] = cell.kind == "text"
    known, text = next(iter(values.items())) if len(values) == 1 else (None, False)
    if not asked:
        return None if known is None else Part(known, loose=True)
    if not values and _is_not_asked(directive, table, entry, spec):
        known = 0
    return Part(known, loose=text)  # Excel adds up no texts, people do


def _is_not_asked(directive: Directive, table: Table, entry: Entry, spec: FieldSpec) -> bool:
    """Whether the unit answered no to the question that makes this one needless."""
    if entry.record is None or spec.asked_when is None:
        return False
    condition = entry.record.said.get(spec.asked_when)
    if condition is not None:
        return condition.value is False
    return _is_not_asked(directive, table, entry, directive.forms[table.form].by_id[spec.asked_when])
