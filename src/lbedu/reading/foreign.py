"""Somebody else's form: what the rule file says where it keeps our fields is read there, and nothing else is."""

from __future__ import annotations

from collections.abc import Mapping

from lbedu.directive.directive import Directive
from lbedu.directive.model import FieldSpec, ForeignFigure, ForeignForm, ForeignSheet
from lbedu.problems import Problem
from lbedu.reading.layout import address, code_of, heading_paths, text_of
from lbedu.reading.shape import misfits
from lbedu.reading.values import Fault, expected, read_cell, shown, understood_as
from lbedu.reading.workbook import Sheet, Workbook
from lbedu.submission import Place, Reading, Said
from lbedu.vietnamese import fold
from lbedu.wording import value_words

_MAX_HEADER_ROWS = 4


class Foreign:
    """What a known foreign form says of our fields."""

    def __init__(self, form: str, kind: str, level: str, title: Mapping[str, str]) -> None:
        self.form = form
        self.kind = kind
        self.level = level
        self.title = title
        self.said: dict[str, Said] = {}
        self.spoiled: dict[str, Place] = {}
        self.problems: list[Problem] = []
        self.readings: list[Reading] = []
        self.sheets: set[str] = set()
        """The sheets that it stands on."""


def read_foreign(directive: Directive, workbook: Workbook, file: str) -> Foreign | None:
    """The figures of the one known foreign form that a workbook is; None where it is none."""
    for known in directive.file.foreign.values():
        result = Foreign(
            known.form,
            directive.unit_of(known.form),
            known.level or "",
            {"vi": known.title.vi, "en": known.title.get("en")},
        )
        recognised = False
        for spec in known.sheets:
            for sheet in workbook.sheets:
                header = _find_header(sheet, spec)
                if header is not None:
                    recognised = True
                    result.sheets.add(sheet.name)
                    _read_sheet(directive, known, spec, sheet, header, file, result)
        if recognised:
            return result
    return None


def _find_header(sheet: Sheet, spec: ForeignSheet) -> tuple[int, int] | None:
    """First and last row of the header that holds all the words of the signature; None where no header does."""
    wanted = {fold(word) for word in spec.header}
    code_word = fold(spec.code_column)
    starts = sorted(
        row for (row, _), cell in sheet.cells.items() if cell.kind == "text" and fold(text_of(cell)) == code_word
    )
    for top in starts:
        words: set[str] = set()
        for bottom in range(top, top + _MAX_HEADER_ROWS):
            words |= {
                fold(text_of(cell)) for (row, _), cell in sheet.cells.items() if row == bottom and cell.kind == "text"
            }
        if wanted <= words:
            column = next(c for (r, c), cell in sheet.cells.items() if r == top and fold(text_of(cell)) == code_word)
            depth = next((r2 for r1, c1, r2, _ in sheet.merges if (r1, c1) == (top, column)), top)
            return top, min(depth, top + _MAX_HEADER_ROWS - 1)
    return None


def _read_sheet(
    directive: Directive,
    known: ForeignForm,
    spec: ForeignSheet,
    sheet: Sheet,
    header: tuple[int, int],
    file: str,
    into: Foreign,
) -> None:
    top, bottom = header
    paths = heading_paths(sheet, top, bottom)
    code_columns = [column for column, path in paths.items() if path == (fold(spec.code_column),)]
    rows: dict[str, list[int]] = {}
    for (row, column), cell in sheet.cells.items():
        if row > bottom and column in code_columns[:1]:
            rows.setdefault(code_of(cell), []).append(row)
    for name, figure in spec.fields.items():
        wanted = tuple(fold(word) for word in figure.column)
        columns = [column for column, path in paths.items() if path == wanted]
        if len(columns) == 1:
            _read_field(directive, known, name, figure, sheet, rows, columns[0], file, into)


def _read_field(
    directive: Directive,
    known: ForeignForm,
    name: str,
    figure: ForeignFigure,
    sheet: Sheet,
    rows: Mapping[str, list[int]],
    column: int,
    file: str,
    into: Foreign,
) -> None:
    """The sum of the cells of its codes; missing where one of them is blank, given twice, or only came with the form."""
    spec = directive.forms[known.form].by_id[name]
    total = 0
    places: list[Place] = []
    for code in figure.codes:
        found = rows.get(code, [])
        if len(found) != 1:
            for row in found[1:]:
                first = Place(file, sheet.name, address(found[0], column))
                place = Place(file, sheet.name, address(row, column))
                into.problems.append(Problem("code_twice", place, code, {"code": code, "other": first.cell}, (first,)))
            return
        place = Place(file, sheet.name, address(found[0], column))
        cell = sheet.cells.get((found[0], column))
        read = None if cell is None else read_cell(directive, spec, cell)
        if cell is None or read is None:
            return
        if isinstance(read, Fault):
            _fault(directive, spec, read, place, shown(cell), into)
            return
        for _, fault in misfits(directive, known.form, known.level or "", {name: read.value}):
            _fault(directive, spec, fault, place, shown(cell), into)
            return
        if read.understood:
            read_as = understood_as(directive, spec, read.value)
            into.readings.append(Reading(place, shown(cell), read_as, cell.kind == "text"))
        assert isinstance(read.value, int)
        total += read.value
        places.append(place)
    if total == 0 and not known.zeros_are_said:
        return
    before = into.said.get(name)
    if before is not None and before.value != total:
        into.problems.append(_differs(spec, total, places[0], before))
        into.spoiled[name] = places[0]
        del into.said[name]
    if name in into.spoiled:
        return
    into.said[name] = Said(total, places[0], tuple(places) if len(places) > 1 else ())


def _differs(spec: FieldSpec, total: int, place: Place, before: Said) -> Problem:
    """Two sheets of one form, such as a copied one, that say different things."""
    facts: dict[str, str | Mapping[str, str]] = {
        "name": {"vi": "Tệp này", "en": "This file"},
        "label": {"vi": spec.label.vi, "en": spec.label.get("en")},
        "found": value_words(total),
        "second": value_words(before.value),
        "other": before.place.address,
    }
    return Problem("conflicting_values", place, str(total), facts, (before.place,))


def _fault(directive: Directive, spec: FieldSpec, fault: Fault, place: Place, found: str, into: Foreign) -> None:
    into.spoiled[spec.id] = place
    label = {"vi": spec.label.vi, "en": spec.label.get("en")}
    into.problems.append(
        Problem(fault.code, place, found, {"label": label, "expected": expected(directive, spec), **fault.facts})
    )
