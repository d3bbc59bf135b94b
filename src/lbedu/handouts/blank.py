"""The blank workbook that a kind of unit fills in: what stands where. Laid out by `own_form`, never reads a workbook."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from openpyxl.utils import get_column_letter

from lbedu import paper
from lbedu.directive import printed
from lbedu.directive.directive import Directive
from lbedu.directive.model import FieldSpec, Form, Group
from lbedu.excel_formula import on_sheet
from lbedu.handouts import questions
from lbedu.handouts.live import asides
from lbedu.handouts.live.building import Asked, Beside, make_live
from lbedu.handouts.work import Work, heading, known, signatures
from lbedu.own_form import (
    FIGURE,
    FIGURES_SHEET,
    HEADER,
    IDENTITY,
    IDENTITY_SHEET,
    LIST_HEADER,
    OWN_SHEETS,
    IdentityRow,
)
from lbedu.paper import Look, Page, Value
from lbedu.saving import write_whole
from lbedu.submission import Unit
from lbedu.years import noun

_LETTERS = ("A", "B", "C", "D", "1", "2")
_FIGURE_COLUMN = HEADER.index(FIGURE) + 1
_LAST = len(HEADER)
_IDENTITY_WIDTHS = (6, 29, 9, 8, 34, 13)
_FIGURES_WIDTHS = (6, 45, 11, 7, 19, 11)
_LIST_WIDTHS = (6, 34, 8)
_DANGLING = {"của", "và", "các", "tại", "theo", "về", "cho", "trong", "với", "ở", "từ", "đến"}
_NAME_LIMIT = 31


def write_blank(directive: Directive, unit: str, level: str | None, path: Path) -> None:
    """Write the workbook that a kind of unit fills in; the same bytes for the same rule file.

    Raises UsageError for an unknown kind of unit, for a level that is missing or that the kind does not have, and where the
    file cannot be written."""
    write_whole(path, blank_form(directive, unit, level))


def blank_form(directive: Directive, unit: str, level: str | None, sender: Unit | None = None) -> bytes:
    """The same as the file holds it; for one unit that is known already with what is known of it.

    Raises UsageError for an unknown kind of unit, and for a level that is missing or that the kind does not have."""
    known(directive, unit, level)
    work = _Forms(directive, unit, level, paper.new_book(), sender=sender)
    work.identity()
    main = directive.main_form(unit)
    work.figures(main)
    for name, form in directive.forms.items():
        if form.unit == unit and form.rows:
            work.listing(name)
    make_live(work, sender, work.asked, work.beside, work.said_in)
    work.stamp()
    return work.packed(directive.forms[main].title.vi)


@dataclass(slots=True)
class _Forms(Work):
    """A form of its own for each unit."""

    sender: Unit | None = None
    asked: list[Asked] = field(default_factory=list)
    beside: list[Beside] = field(default_factory=list)
    said_in: dict[str, str] = field(default_factory=dict)
    """Where the first sheet says what of the unit, as other sheets write it."""

    def identity(self) -> None:
        """The first sheet: how to fill in, and who reports."""
        page = self.page(IDENTITY_SHEET, _IDENTITY_WIDTHS)
        self.titles(page, "Thông tin đơn vị báo cáo")
        page.line((1, _LAST, "Cách ghi", Look(bold=True, align="left", box=False)))
        for number, text in enumerate(questions.guidance(self.directive), 1):
            page.line((1, _LAST, f"{number}. {text}", paper.PLAIN), space=2)
        page.skip()
        page.table_row((text, paper.HEADER) for text in HEADER)
        page.table_row((text, paper.LETTERS) for text in _LETTERS)
        kind = self.directive.file.units[self.unit]
        rows = [
            row
            for row in IDENTITY
            if (row.key != "level" or kind.levels)
            and (row.key != "type" or kind.types)
            and (row.key != "ward" or self.directive.has_place(self.unit))
        ]
        said = self._said()
        for number, row in enumerate(rows, 1):
            number_format = questions.DATE_FORMAT if row.key == "date" else "@"
            fixed = bool(said.get(row.key))
            background = None if fixed else paper.TINT
            answer = Look(align="left", indent=1, background=background, open=not fixed, number_format=number_format)
            at = page.table_row(
                [
                    (number, paper.CENTRED),
                    (self._asked(row), paper.LEFT),
                    (
                        noun(self.directive.year, "vi") if row.key == "year" else questions.IDENTITY_WORDS.get(row.key),
                        paper.CENTRED,
                    ),
                    (row.code, paper.CODE),
                    (said.get(row.key), answer),
                    (None, paper.NOTE),
                ]
            )
            page.validate(at, _FIGURE_COLUMN, self.identity_rule(row.key))
            self.said_in[row.key] = on_sheet(IDENTITY_SHEET, _fixed(_FIGURE_COLUMN, at))
            if row.key == "name":
                self.name_cell = _fixed(_FIGURE_COLUMN, at)
        page.protect()

    def _asked(self, row: IdentityRow) -> str:
        """How a row of the first sheet asks."""
        match row.key:
            case "ward":
                return self.directive.place_heading("vi")
            case "year":
                return noun(self.directive.year, "vi").capitalize()
            case _:
                return row.label

    def _said(self) -> Mapping[str, str]:
        """What is known of whoever fills in this form."""
        kind = self.directive.file.units[self.unit]
        said = {"year": self.directive.year}
        if self.level is not None:
            said["level"] = kind.levels[self.level].vi
        names = self.directive.file.expects.get(self.unit, ())
        if len(names) == 1:
            said["name"] = names[0]
        if self.sender is not None:
            said |= {"code": self.sender.code, "name": self.sender.name, "ward": self.sender.ward}
            said |= {"type": kind.types[self.sender.type].vi} if self.sender.type in kind.types else {}
        return said

    def figures(self, name: str) -> None:
        """One row a field, with headings between them and the signatures below."""
        form = self.directive.forms[name]
        page = self.page(FIGURES_SHEET, _FIGURES_WIDTHS, asides.WIDTHS)
        self.titles(page, form.title.vi, who=True)
        top = page.table_row((text, paper.HEADER) for text in (*HEADER, *asides.HEADINGS))
        page.table_row((text, paper.LETTERS) for text in _LETTERS)
        page.freeze(top)
        items = self.items(form)
        cells = {
            item.id: _fixed(_FIGURE_COLUMN, row)
            for row, item in enumerate(items, page.row)
            if isinstance(item, FieldSpec)
        }
        self._ask_live(name, "", self.level, FIGURES_SHEET, cells)
        number = 0
        first = page.row
        for item in items:
            if isinstance(item, Group):
                number = 0
                order, words = heading(item.group.vi)
                page.line((1, 1, order, paper.ORDER), (2, _LAST, words, paper.GROUP), space=5)
                continue
            attached = printed.is_evidence(form, item)
            number += not attached
            look = questions.look(item)
            label, left = (f"- {item.label.vi}", paper.ATTACHED) if attached else (item.label.vi, paper.LEFT)
            at = page.table_row(
                [
                    (None if attached else number, paper.CENTRED),
                    (paper.hinted(label, printed.hint(form, item)), left),
                    (printed.unit_word(self.directive, form, item), paper.CENTRED),
                    (item.code, paper.CODE),
                    (None, look),
                    (None, paper.NOTE),
                ],
                lines=2 if item.type in ("text", "name") else 1,
            )
            self._ask(page, form, item, at, _FIGURE_COLUMN, cells)
            self.beside.append(Beside(page, at, _LAST + 1, name, "", {item.id: _FIGURE_COLUMN}))
        page.codes.append(f"D{first}:D{page.row - 1}")
        signatures(page, (1, 2), (3, _LAST))
        page.protect()

    def _ask_live(self, form: str, row: str, level: str | None, sheet: str, cells: Mapping[str, str]) -> None:
        """Remember where answers stand, for the formulas."""
        addresses = {name: on_sheet(sheet, cell) for name, cell in cells.items()}
        self.asked.append(Asked(form, row, level, addresses))

    def listing(self, name: str) -> None:
        """One row a line of the list, one column a field, the codes of the fields under the header."""
        form = self.directive.forms[name]
        fields = [item for item in self.items(form) if isinstance(item, FieldSpec)]
        answers = [questions.width(one) for one in fields]
        order, content, code = _LIST_WIDTHS
        widths = (order, max(content, sum(_FIGURES_WIDTHS) - order - code - sum(answers)), code, *answers)
        page = self.page(_sheet_name(form.title.vi, self.book.sheetnames), widths, asides.WIDTHS)
        self.titles(page, form.title.vi, who=True)
        heads: list[Value] = [*LIST_HEADER]
        for one in fields:
            about = [f"({printed.unit_word(self.directive, form, one)})", printed.hint(form, one)]
            heads.append(paper.hinted(one.label.vi, "\n".join(filter(None, about)), bold=True))
        top = page.table_row((head, paper.HEADER) for head in (*heads, *asides.HEADINGS))
        under = page.table_row(
            [*[(None, paper.LETTERS)] * len(LIST_HEADER), *[(one.code, paper.LETTERS) for one in fields]]
        )
        beside = len(widths) + 1
        for column in (*range(1, len(LIST_HEADER) + 1), beside, beside + 1):
            page.merge_down(top, column)
        page.codes.append(f"D{under}:{get_column_letter(len(widths))}{under}")
        page.freeze(top)
        for number, row in enumerate(form.rows, 1):
            start: list[tuple[Value, Look]] = [
                (number, paper.CENTRED),
                (row.name.vi, paper.LEFT),
                (row.code, paper.CODE),
            ]
            at = page.table_row([*start, *((None, questions.look(one)) for one in fields)])
            columns = {one.id: column for column, one in enumerate(fields, len(start) + 1)}
            cells = {one: _fixed(column, at) for one, column in columns.items()}
            for one in fields:
                self._ask(page, form, one, at, columns[one.id], cells)
            self._ask_live(name, row.code, row.level, page.sheet.title, cells)
            self.beside.append(Beside(page, at, beside, name, row.code, columns))
        page.protect()
        page.codes.append(f"C{page.row - len(form.rows)}:C{page.row - 1}")

    def _ask(self, page: Page, form: Form, asked: FieldSpec, row: int, column: int, cells: Mapping[str, str]) -> None:
        """What a cell takes, and when it need not be filled in."""
        whole = cells.get(asked.part_of) if asked.part_of else None
        page.validate(row, column, questions.rule(self.book, self.directive, form, asked, whole))
        if condition := questions.not_asked(form, asked, cells):
            page.colour_when(row, column, condition, paper.GREY)


def _fixed(column: int, row: int) -> str:
    """The absolute address of a cell, as formulas use it."""
    return f"${get_column_letter(column)}${row}"


def _sheet_name(title: str, taken: Sequence[str]) -> str:
    """A title as the name of a sheet: legal in Excel, cut between words, unlike any other."""
    words = re.sub(r"[\[\]:*?/\\]", " ", title).strip("' ").split()
    while len(" ".join(words)) > _NAME_LIMIT and len(words) > 1:
        words.pop()
        while len(words) > 1 and words[-1].lower() in _DANGLING:
            words.pop()
    name = " ".join(words)[:_NAME_LIMIT].strip(" ',.;-") or "Danh sách"
    known = {one.lower() for one in (*taken, *OWN_SHEETS, "History")}
    candidate, number = name, 1
    while candidate.lower() in known:
        number += 1
        candidate = f"{name[: _NAME_LIMIT - 5].strip()} ({number})"
    return candidate
