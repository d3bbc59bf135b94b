"""The blank table of units: one row a unit, the questions of their form side by side. Never reads a workbook."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from openpyxl.utils import get_column_letter

from lbedu import paper
from lbedu.directive import printed
from lbedu.directive.directive import Directive
from lbedu.directive.model import FieldSpec, Form, Group
from lbedu.handouts import questions
from lbedu.handouts.work import Work, known, signatures
from lbedu.own_form import CODE, FIGURES_SHEET, ORDER
from lbedu.paper import Look, Page, Value
from lbedu.submission import Unit

ROWS = 40
"""Rows of a table for units that nobody has named."""
_WIDTHS = {"order": 5, "code": 12, "name": 29, "type": 13, "ward": 14}
_WIDTH_OF_TEXT, _LEAST, _MOST, _ACROSS = 19, 12, 19, 5
"""Columns of figures are as wide as their label asks for, in so many lines."""
_ANSWER = Look(align="left", indent=1, background=paper.TINT, open=True, number_format="@")
_TOTAL = Look(bold=True, number_format="#,##0")
_LETTERS = "ABCDEFGH"
_HOW = (
    "Mỗi đơn vị một dòng. Chưa có số liệu thì để trống, không phát sinh thì ghi số 0. "
    "Không sửa dòng Mã số; cần thêm đơn vị thì chèn dòng vào giữa bảng."
)


class _Column(NamedTuple):
    """A column of the table: what of a unit, or which field."""

    key: str
    head: str
    width: float
    field: FieldSpec | None = None


def write_table(
    directive: Directive, unit: str, level: str | None, path: Path, units: Sequence[Unit] = (), rows: int = ROWS
) -> None:
    """Write the table for units of a kind; the same bytes for the same rule file. These units stand in it already, or those
    that the directive counts itself; else it has so many empty rows.

    Raises UsageError for an unknown kind of unit, for a level that is missing or that the kind does not have, and where the
    file cannot be written."""
    known(directive, unit, level)
    levels = {one.name: one.level for one in directive.file.units[unit].named}
    counted = directive.file.expects.get(unit, ())
    expected = [Unit(unit, name) for name in counted if level is None or levels.get(name) in (None, level)]
    work = _Table(directive, unit, level, paper.new_book())
    form = directive.forms[directive.main_form(unit)]
    work.table(form, units or expected, rows)
    work.stamp()
    work.save(form.title.vi, path)


class _Table(Work):
    """One sheet with one row a unit."""

    def table(self, form: Form, units: Sequence[Unit], rows: int) -> None:
        columns = [*self._who(), *(_column(item) for item in self.items(form) if isinstance(item, FieldSpec))]
        who = sum(column.field is None for column in columns)
        page = self.page(FIGURES_SHEET, [column.width for column in columns])
        frozen = next(i for i, column in enumerate(columns, 1) if column.key == "name")
        ends = page.spread(frozen)
        across = max(ends[0], who + 1)
        self.titles(page, form.title.vi, left=frozen, last=across, centred=frozen + 1)
        page.line((frozen + 1, across, _HOW, paper.SUBTITLE))
        top = self._header(page, form, columns, who, ends)
        page.freeze(top, frozen + 1)
        first = page.row
        for number in range(1, max(len(units), 1 if units else rows) + 1):
            said = self._said(units[number - 1]) if number <= len(units) else {}
            page.table_row((self._value(one, number, said), _look(one)) for one in columns)
        self._ask(page, form, columns, first, page.row - 1)
        self._total(page, columns, who, first)
        signatures(page, (1, frozen), (max(frozen + 1, across - 3), across))

    def _who(self) -> list[_Column]:
        """The columns that say who a unit is."""
        kind = self.directive.file.units[self.unit]
        heads = {"order": ORDER, "code": "Mã đơn vị", "name": f"Tên {kind.noun.vi}"}
        heads |= {"type": "Loại hình"} if kind.types else {}
        heads |= {"ward": self.directive.place_heading("vi")} if self.directive.has_place(self.unit) else {}
        return [_Column(key, head, _WIDTHS[key]) for key, head in heads.items()]

    def _header(self, page: Page, form: Form, columns: Sequence[_Column], who: int, ends: Sequence[int]) -> int:
        """Headings over their columns, labels, codes and the numbers of the columns; gives the first row."""
        groups = [part for group in self._groups(form, who) for part in _by_page(group, ends)]
        empty = [(None, paper.HEADER)] * who
        top = page.row
        if groups:
            heads = [(i, i, one.head, paper.HEADER) for i, one in enumerate(columns[:who], 1)]
            page.line(*heads, *((first, last, text, paper.HEADER) for first, last, text in groups), space=5)
        labels = [(self._label(form, one), paper.HEADER) for one in columns[who:]]
        page.table_row([*(empty if groups else [(one.head, paper.HEADER) for one in columns[:who]]), *labels])
        for column in range(1, who + 1) if groups else ():
            page.merge_down(top, column)
        codes = [one.field.code for one in columns if one.field is not None]
        at = page.table_row([(CODE, paper.LETTERS), *empty[1:], *((code, paper.LETTERS) for code in codes)])
        page.merge(at, 1, who)
        page.codes.append(f"{get_column_letter(who + 1)}{at}:{get_column_letter(len(columns))}{at}")
        numbers: list[Value] = [*_LETTERS[:who], *range(1, len(codes) + 1)]
        page.table_row((number, paper.LETTERS) for number in numbers)
        return top

    def _groups(self, form: Form, who: int) -> list[tuple[int, int, str]]:
        """First and last column of every heading, and its words; fields before the first heading have an empty one."""
        found: list[tuple[int, int, str]] = []
        column = who
        for item in self.items(form):
            if isinstance(item, Group):
                found.append((column + 1, column, item.group.vi))
            else:
                column += 1
                first, _, text = found.pop() if found else (column, column, "")
                found.append((first, column, text))
        return found if any(text for _, _, text in found) else []

    def _label(self, form: Form, column: _Column) -> Value:
        assert column.field is not None
        about = [f"({printed.unit_word(self.directive, form, column.field)})", printed.hint(form, column.field)]
        return paper.hinted(column.head, "\n".join(filter(None, about)), bold=True)

    def _said(self, unit: Unit) -> Mapping[str, str]:
        types = self.directive.file.units[self.unit].types
        type_ = types[unit.type].vi if unit.type in types else ""
        return {"code": unit.code, "name": unit.name, "type": type_, "ward": unit.ward}

    def _value(self, column: _Column, number: int, said: Mapping[str, str]) -> Value:
        return number if column.key == "order" else said.get(column.key) or None

    def _ask(self, page: Page, form: Form, columns: Sequence[_Column], first: int, last: int) -> None:
        """What the cells of each column take, and when they need not be filled in: one rule a column."""
        cells = {one.key: f"${get_column_letter(i)}{first}" for i, one in enumerate(columns, 1) if one.field}
        for i, one in enumerate(columns, 1):
            if one.field is None:
                page.validate(first, i, self.identity_rule(one.key), last)
                continue
            whole = cells.get(one.field.part_of) if one.field.part_of else None
            page.validate(first, i, questions.rule(self.book, self.directive, form, one.field, whole), last)
            if whole is not None:
                more = f"AND(ISNUMBER({cells[one.key]}),ISNUMBER({whole}),{cells[one.key]}>{whole})"
                page.colour_when(first, i, more, paper.RED, last)
            if condition := questions.not_asked(form, one.field, cells):
                page.colour_when(first, i, condition, paper.GREY, last)

    def _total(self, page: Page, columns: Sequence[_Column], who: int, first: int) -> None:
        """The last row of the table: the counts of all units, added up."""
        last = page.row - 1
        blank = [(i, i, None, _TOTAL) for i in range(who + 1, len(columns) + 1)]
        at = page.line((1, who, "Tổng cộng", _TOTAL), *blank, space=5)
        for i, one in enumerate(columns, 1):
            if one.field is not None and one.field.type == "count":
                letter = get_column_letter(i)
                page.sheet.cell(at, i).value = f"=SUM({letter}{first}:{letter}{last})"


def _by_page(group: tuple[int, int, str], ends: Sequence[int]) -> Iterator[tuple[int, int, str]]:
    """A heading once for each page that its columns stand on."""
    first, last, text = group
    for end in ends:
        if first <= min(end, last):
            yield first, min(end, last), text if first == group[0] else f"{text} (tiếp)"
            first = end + 1


def _column(field: FieldSpec) -> _Column:
    """A field as a column: a long label makes it a little wider."""
    least = _WIDTH_OF_TEXT if field.type in ("text", "name") else _LEAST
    return _Column(field.id, field.label.vi, max(least, min(_MOST, len(field.label.vi) / _ACROSS)), field)


def _look(column: _Column) -> Look:
    if column.field is not None:
        return questions.look(column.field)
    return paper.CENTRED if column.key == "order" else _ANSWER
