"""Fills in the blank forms, tables and registers of any directive, the same bytes on every run. Knows no figures."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from io import BytesIO
from math import ceil
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from lbedu import paper
from lbedu.directive.directive import Directive
from lbedu.directive.load import find_rule_file, load_directive
from lbedu.directive.model import FieldSpec, Form
from lbedu.handouts.blank import write_blank
from lbedu.handouts.register import write_register
from lbedu.handouts.table import write_table
from lbedu.own_form import CODE, IDENTITY, IDENTITY_SHEET, NO, ORDER, REGISTER_COLUMNS, YES
from lbedu.reading.layout import Figures, Listing, lay_out, text_of
from lbedu.reading.workbook import read_workbook
from lbedu.submission import Unit
from lbedu.vietnamese import fold

NOTE = "Số liệu trong tệp này là giả định, chỉ để minh họa."
_SPARE = 3
"""In the narrow columns of tables and registers."""

Answer = str | int | float | bool | dt.date | None
"""A choice or rank may be given by its id; a text for a figure is typed as it stands."""
Answers = Mapping[str, Answer]
Rows = Mapping[tuple[str, str], Answers]
"""Form and code of the row (empty for a form without rows) → answers by field."""
Places = Iterator[tuple[tuple[int, int], Answer]]
"""Row and column → what is written there."""


class Line(NamedTuple):
    """A row of a table: whose it is, as somebody typed it, and what it says; None where nobody filled it in."""

    unit: Unit
    answers: Answers | None


class Filling:
    """The forms of one year, and how they are filled in. Whatever is not given is yes, the best rank, all of a whole, or 0;
    the questions in `rare` are answered with no."""

    def __init__(self, year: str, rare: Set[str], targets: Path | None = None) -> None:
        self.directive: Directive = load_directive(find_rule_file(year, targets))
        self.rare = rare
        self._blanks: dict[tuple[str, str], bytes] = {}

    def form(self, kind: str, level: str, who: Answers, given: Rows, path: Path) -> None:
        """Fill in the blank form of a kind of unit, and save it as the blank form itself is saved."""
        mark = _mark(kind, str(who["name"]))
        blank = self._blank(kind, level)
        book = load_workbook(BytesIO(blank), rich_text=True)
        pages = []
        for table in (table for sheet in read_workbook(blank).sheets for table in lay_out(sheet)[0]):
            sheet: Any = book[table.sheet.name]
            if isinstance(table, Figures) and sheet.title == IDENTITY_SHEET:
                places = _identity(table, who)
                _note(sheet, sheet.max_row + 2)
            else:
                places = self._figures(table, kind, level, given, mark)
            _fill(sheet, places)
            pages.append(_Filled(sheet, _codes(table)))
        _save(book, pages, path)

    def table(
        self, kind: str, level: str, lines: Sequence[Line], path: Path, totals: Mapping[str, Answer] | None = None
    ) -> None:
        """Fill in the table of a kind of unit. `totals` are typed over the sums of the last row, by field."""
        units = [line.unit for line in lines]
        book = _written(lambda blank: write_table(self.directive, kind, level or None, blank, units))
        sheet: Any = book.worksheets[0]
        top = next(cell.row for cell in sheet["A"] if cell.value == CODE)
        first, last = top + 2, top + 1 + len(lines)  # the columns are numbered under their codes
        form = self.directive.forms[self.directive.main_form(kind)]
        fields = {field.code: field for field in form.by_id.values()}
        columns = {fields[cell.value].id: cell.column for cell in sheet[top] if cell.value in fields}
        for row, (unit, answers) in enumerate(lines, first):
            said = {} if answers is None else self.answers(form, level, answers, _mark(kind, unit.name), 1)
            _fill(sheet, (((row, columns[name]), self.written(form.by_id[name], said[name])) for name in said), _SPARE)
        _fill(sheet, (((last + 1, columns[name]), total) for name, total in (totals or {}).items()))
        _note_above(sheet)
        letters = [get_column_letter(column) for column in (2, min(columns.values()), max(columns.values()))]
        page = _Filled(sheet, [f"{letters[1]}{top}:{letters[2]}{top}", f"{letters[0]}{first}:{letters[0]}{last}"])
        _save(book, [page], path)

    def register(self, lines: Iterable[Answers], path: Path) -> None:
        """Fill in the blank register: the lines of the units that it names already, then one after the other."""
        book = _written(lambda blank: write_register(self.directive, blank))
        sheet: Any = book.worksheets[0]
        top = next(cell.row for cell in sheet["A"] if cell.value == ORDER)
        columns = {column.key: at for at, column in enumerate(REGISTER_COLUMNS, 2)}
        named = {cell.value: cell.row for cell in sheet[get_column_letter(columns["name"])][top:] if cell.value}
        free = iter(range(top + 1 + len(named), sheet.max_row + 1))
        for line in lines:
            row = named[line["name"]] if line["name"] in named else next(free)
            _fill(sheet, (((row, columns[key]), value) for key, value in line.items() if value), _SPARE)
        _note_above(sheet)
        _save(book, [_Filled(sheet, [f"B{top + 1}:B{sheet.max_row}"])], path)

    def answers(self, form: Form, level: str, given: Answers, mark: str, nth: int) -> dict[str, Answer]:
        """An answer to every field that is asked in the nth row; `mark` stands in the numbers of documents."""
        found: dict[str, Answer] = {}
        for name, field in form.by_id.items():
            asked = field.asked_when is None or found.get(field.asked_when) is True
            if asked and field.asked_of(level or None):
                if name in given:
                    found[name] = given[name]
                elif field.part_of:
                    found[name] = found[field.part_of]
                elif not field.optional:
                    found[name] = self._usual(field, mark, nth)
        return found

    def written(self, field: FieldSpec, answer: Answer) -> Answer:
        """An answer as a clerk writes it."""
        if isinstance(answer, bool):
            return YES if answer else NO
        options = self.directive.file.choices[field.options] if field.options else ()
        return next((option.vi for option in options if option.id == answer), answer)

    def _usual(self, field: FieldSpec, mark: str, nth: int) -> Answer:
        """What a field says where nothing is given."""
        autumn = int(self.directive.year[:4])
        match field.type:
            case "yes_no":
                return field.id not in self.rare
            case "count" | "number" | "percent":
                return 0
            case "date":
                return dt.date(autumn, 12, 8) + dt.timedelta(weeks=nth)
            case "choice" | "rank" | "level":
                return self.directive.file.choices[field.options or ""][0].id
            case "text" | "name":
                number = int("".join(filter(str.isdigit, field.code))[:2])
                return f"{number + 10 * nth}/KH-{mark} ngày 15/10/{autumn}"

    def _figures(self, table: Figures | Listing, kind: str, level: str, given: Rows, mark: str) -> Places:
        """The answers of one form, each at the place where its code asks for it."""
        above = {fold(text_of(cell)) for (row, _), cell in table.sheet.cells.items() if row < table.header_row}
        forms = self.directive.forms.items()
        name, form = next((n, f) for n, f in forms if f.unit == kind and fold(f.title.vi) in above)
        fields = {field.code: field for field in form.by_id.values()}
        for nth, row in enumerate(table.rows, 1):
            key, place = (row.code, nth) if isinstance(table, Listing) else ("", 1)
            said = self.answers(form, level, given.get((name, key), {}), mark, place)
            for code, column in table.columns if isinstance(table, Listing) else [(row.code, table.figure_column)]:
                if code in fields and fields[code].id in said:
                    yield (row.cell.row, column), self.written(fields[code], said[fields[code].id])

    def _blank(self, kind: str, level: str) -> bytes:
        """The blank form of a kind of unit."""
        if (kind, level) not in self._blanks:
            with TemporaryDirectory() as folder:
                path = Path(folder) / "blank.xlsx"
                write_blank(self.directive, kind, level or None, path)
                self._blanks[kind, level] = path.read_bytes()
        return self._blanks[kind, level]


def file_name(name: str) -> str:
    """A name as that of a file: `MN Tràng An` as `mn-trang-an.xlsx`."""
    plain = unicodedata.normalize("NFD", name.replace("Đ", "D").replace("đ", "d").replace("&", " "))
    return "-".join("".join(c for c in plain if not unicodedata.combining(c)).lower().split()) + ".xlsx"


def _mark(kind: str, name: str) -> str:
    """The letters by which a unit marks its documents."""
    initials = "".join(word[0] for word in name.split()[1:])
    return {"ward": "UBND", "office": "GDĐT"}.get(kind, initials)


def _identity(table: Figures, who: Answers) -> Places:
    """Who reports, by the codes of the first sheet."""
    keys = {row.code: row.key for row in IDENTITY}
    for row in table.rows:
        if keys.get(row.code) in who:
            yield (row.cell.row, table.figure_column), who[keys[row.code]]


def _fill(sheet: Any, places: Iterable[tuple[tuple[int, int], Answer]], spare: int = 2) -> None:
    """Write the answers, and make their rows high enough for them; so many letters less than its width stand in a line."""
    for (row, column), value in places:
        sheet.cell(row, column).value = value
        lines = ceil(len(str(value)) / (sheet.column_dimensions[get_column_letter(column)].width - spare))
        sheet.row_dimensions[row].height = max(sheet.row_dimensions[row].height, 16 * lines + 5)


def _note(sheet: Any, row: int, column: int = 1) -> None:
    sheet.cell(row, column, NOTE).font = Font(name=paper.FACE, size=12, bold=True, italic=True)


def _note_above(sheet: Any) -> None:
    """Say that the figures are invented in the row that is left empty below the titles."""
    empty = next(row[0].row for row in sheet.iter_rows(min_row=3) if all(cell.value is None for cell in row))
    above = next(area for area in sheet.merged_cells.ranges if area.min_row == empty - 1)
    _note(sheet, empty, above.min_col)
    sheet.cell(empty, above.min_col).alignment = Alignment(horizontal="center")
    sheet.merge_cells(start_row=empty, end_row=empty, start_column=above.min_col, end_column=above.max_col)


def _written(write: Any) -> Workbook:
    """What is written to a file, opened again."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "blank.xlsx"
        write(path)
        return load_workbook(path, rich_text=True)


def _save(book: Workbook, pages: Sequence[paper.Page], path: Path) -> None:
    properties: Any = book.properties
    path.write_bytes(paper.packed(book, pages, str(properties.title), properties.created))


class _Filled(paper.Page):
    """A sheet that is laid out already."""

    def __init__(self, sheet: Worksheet, codes: list[str]) -> None:
        self.sheet, self.codes = sheet, codes

    def fit(self) -> None:
        """It fits as the blank form did."""


def _codes(table: Figures | Listing) -> list[str]:
    """Where the codes stand: texts that look like numbers."""
    first, last = table.rows[0].cell, table.rows[-1].cell
    if isinstance(table, Figures):
        return [f"{first.address}:{last.address}"]
    left, right = (get_column_letter(table.columns[end][1]) for end in (0, -1))
    return [f"{left}{table.header_row + 1}:{right}{first.row - 1}", f"{first.address}:{last.address}"]
