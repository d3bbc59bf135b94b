"""The blank workbook that a kind of unit fills in: what stands where. Laid out by `own_form`, never reads a workbook."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from lbedu import paper
from lbedu.directive.directive import Directive
from lbedu.directive.model import FieldSpec, Form, Group
from lbedu.errors import UsageError
from lbedu.handouts import questions
from lbedu.own_form import (
    FIGURE,
    FIGURES_SHEET,
    HEADER,
    IDENTITY,
    IDENTITY_SHEET,
    LIST_HEADER,
    STAMP_KEYS,
    STAMP_SHEET,
)
from lbedu.paper import Look, Page, Value
from lbedu.saving import write_whole

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
    _known(directive, unit, level)
    work = _Work(directive, unit, level, paper.new_book())
    work.identity()
    main = directive.main_form(unit)
    work.figures(directive.forms[main])
    for form in directive.forms.values():
        if form.unit == unit and form.rows:
            work.listing(form)
    work.stamp()
    issued = directive.file.directive.issued or directive.evaluate_on
    moment = dt.datetime(issued.year, issued.month, issued.day)
    write_whole(path, paper.packed(work.book, work.pages, directive.forms[main].title.vi, moment))


def _known(directive: Directive, unit: str, level: str | None) -> None:
    kinds = directive.file.units
    if unit not in kinds:
        raise UsageError(f"no kind of unit `{unit}` (known: {', '.join(kinds)})")
    levels = kinds[unit].levels
    if level is None and levels:
        raise UsageError(f"which level of {unit}? (known: {', '.join(levels)})")
    if level is not None and level not in levels:
        known = f"known: {', '.join(levels)}" if levels else "it has none"
        raise UsageError(f"{unit} has no level `{level}` ({known})")


@dataclass(slots=True)
class _Work:
    """One workbook in the making."""

    directive: Directive
    unit: str
    level: str | None
    book: Workbook
    pages: list[Page] = field(default_factory=list)
    name_cell: str = ""
    """Where the unit writes its name on the first sheet."""

    def identity(self) -> None:
        """The first sheet: how to fill in, and who reports."""
        page = self._page(IDENTITY_SHEET, _IDENTITY_WIDTHS)
        self._titles(page, "Thông tin đơn vị báo cáo")
        page.line((1, _LAST, "Cách ghi", Look(bold=True, align="left", box=False)))
        for number, text in enumerate(questions.guidance(self.directive.year), 1):
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
            and (row.key != "ward" or kind.levels)
        ]
        said = self._said()
        for number, row in enumerate(rows, 1):
            number_format = questions.DATE_FORMAT if row.key == "date" else "@"
            answer = Look(align="left", indent=1, background=paper.TINT, open=True, number_format=number_format)
            at = page.table_row(
                [
                    (number, paper.CENTRED),
                    (row.label, paper.LEFT),
                    (questions.IDENTITY_WORDS.get(row.key), paper.CENTRED),
                    (row.code, paper.CODE),
                    (said.get(row.key), answer),
                    (None, paper.NOTE),
                ]
            )
            page.validate(at, _FIGURE_COLUMN, self._identity_rule(row.key))
            if row.key == "name":
                self.name_cell = _fixed(_FIGURE_COLUMN, at)

    def _said(self) -> Mapping[str, str]:
        """What is known of whoever fills in this form."""
        said = {"year": self.directive.year}
        if self.level is not None:
            said["level"] = self.directive.file.units[self.unit].levels[self.level].vi
        names = self.directive.file.expects.get(self.unit, ())
        if len(names) == 1:
            said["name"] = names[0]
        return said

    def _identity_rule(self, key: str) -> DataValidation | None:
        kind, expects = self.directive.file.units[self.unit], self.directive.file.expects
        match key:
            case "level":
                return questions.one_of(self.book, [level.vi for level in kind.levels.values()])
            case "type":
                return questions.one_of(self.book, [words.vi for words in kind.types.values()])
            case "name" | "ward":
                names = expects.get(self.unit if key == "name" else "ward", ())
                return questions.one_of(self.book, names, strict=False) if names else None
            case "date":
                return questions.a_date(self.directive.year)
            case _:
                return None

    def figures(self, form: Form) -> None:
        """One row a field, with headings between them and the signatures below."""
        page = self._page(FIGURES_SHEET, _FIGURES_WIDTHS)
        self._titles(page, form.title.vi, who=True)
        top = page.table_row((text, paper.HEADER) for text in HEADER)
        page.table_row((text, paper.LETTERS) for text in _LETTERS)
        page.freeze(top)
        items = self._items(form)
        cells = {
            item.id: _fixed(_FIGURE_COLUMN, row)
            for row, item in enumerate(items, page.row)
            if isinstance(item, FieldSpec)
        }
        number = 0
        first = page.row
        for item in items:
            if isinstance(item, Group):
                number = 0
                order, heading = _heading(item.group.vi)
                page.line((1, 1, order, paper.ORDER), (2, _LAST, heading, paper.GROUP), space=5)
                continue
            attached = questions.is_evidence(form, item)
            number += not attached
            look = questions.look(item)
            label, left = (f"- {item.label.vi}", paper.ATTACHED) if attached else (item.label.vi, paper.LEFT)
            at = page.table_row(
                [
                    (None if attached else number, paper.CENTRED),
                    (paper.hinted(label, questions.hint(form, item)), left),
                    (questions.unit_word(self.directive, form, item), paper.CENTRED),
                    (item.code, paper.CODE),
                    (None, look),
                    (None, paper.NOTE),
                ],
                lines=2 if item.type in ("text", "name") else 1,
            )
            self._ask(page, form, item, at, _FIGURE_COLUMN, cells)
        page.codes.append(f"D{first}:D{page.row - 1}")
        _signatures(page)

    def listing(self, form: Form) -> None:
        """One row a line of the list, one column a field, the codes of the fields under the header."""
        fields = [item for item in self._items(form) if isinstance(item, FieldSpec)]
        answers = [questions.width(one) for one in fields]
        order, content, code = _LIST_WIDTHS
        widths = (order, max(content, sum(_FIGURES_WIDTHS) - order - code - sum(answers)), code, *answers)
        page = self._page(_sheet_name(form.title.vi, self.book.sheetnames), widths)
        self._titles(page, form.title.vi, who=True)
        heads: list[Value] = [*LIST_HEADER]
        for one in fields:
            about = [f"({questions.unit_word(self.directive, form, one)})", questions.hint(form, one)]
            heads.append(paper.hinted(one.label.vi, "\n".join(filter(None, about)), bold=True))
        top = page.table_row((head, paper.HEADER) for head in heads)
        under = page.table_row(
            [*[(None, paper.LETTERS)] * len(LIST_HEADER), *[(one.code, paper.LETTERS) for one in fields]]
        )
        for column in range(1, len(LIST_HEADER) + 1):
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
            cells = {name: _fixed(column, at) for name, column in columns.items()}
            for one in fields:
                self._ask(page, form, one, at, columns[one.id], cells)
        page.codes.append(f"C{page.row - len(form.rows)}:C{page.row - 1}")

    def stamp(self) -> None:
        """The hidden sheet by which a filled form is known again."""
        values = ("form", self.directive.year, self.unit, self.level or "", self.directive.file.version)
        if paper.LISTS_SHEET in self.book.sheetnames:
            self.book.move_sheet(paper.LISTS_SHEET, len(self.book.sheetnames))
        sheet = self.book.create_sheet(STAMP_SHEET)
        sheet.sheet_state = "veryHidden"
        for row in zip(STAMP_KEYS, values, strict=True):
            sheet.append(row)

    def _page(self, name: str, widths: Sequence[float]) -> Page:
        page = Page(self.book, name, widths)
        self.pages.append(page)
        return page

    def _titles(self, page: Page, title: str, who: bool = False) -> None:
        """Who issued the directive, what this sheet is, which directive it reports on; on request who reports."""
        last = len(page.widths)
        issuer = self.directive.file.directive.issuer.vi
        page.line((1, 2, issuer.upper(), paper.STRONG), (3, last, self._meant_for(), paper.SUBTITLE))
        page.skip()
        page.line((1, last, title.upper(), paper.TITLE))
        if self.directive.year not in title:
            page.line((1, last, f"Năm học {self.directive.year}", paper.SUBTITLE))
        page.line((1, last, questions.about(self.directive), paper.SUBTITLE))
        if who:
            name = f"'{IDENTITY_SHEET}'!{self.name_cell}"
            at = page.line((1, last, " ", paper.STRONG))
            page.sheet.cell(at, 1).value = f'="Đơn vị báo cáo: "&IF({name}="","………………………………",{name})'
        page.skip()

    def _meant_for(self) -> str:
        names = self.directive.file.expects.get(self.unit, ())
        kind = self.directive.file.units[self.unit]
        if self.level is not None:
            return f"Dành cho {kind.noun.vi} cấp {kind.levels[self.level].vi}"
        return f"Dành cho {names[0] if len(names) == 1 else kind.noun.vi}"

    def _items(self, form: Form) -> list[FieldSpec | Group]:
        """What this level is asked; a heading with nothing left under it goes too."""
        items = [item for item in form.items if not item.levels or self.level in item.levels]
        return [
            item
            for item, below in zip(items, [*items[1:], None], strict=True)
            if isinstance(item, FieldSpec) or isinstance(below, FieldSpec)
        ]

    def _ask(self, page: Page, form: Form, asked: FieldSpec, row: int, column: int, cells: Mapping[str, str]) -> None:
        """What a cell takes, and when it need not be filled in."""
        whole = cells.get(asked.part_of) if asked.part_of else None
        page.validate(row, column, questions.rule(self.book, self.directive, form, asked, whole))
        if condition := questions.not_asked(form, asked, cells):
            page.grey_when(row, column, condition)


def _fixed(column: int, row: int) -> str:
    """The absolute address of a cell, as formulas use it."""
    return f"${get_column_letter(column)}${row}"


def _heading(text: str) -> tuple[str | None, str]:
    """A heading's Roman number, for the column TT, and its words."""
    found = re.fullmatch(r"([IVXLC]+)\.\s+(.+)", text)
    return (found[1], found[2]) if found else (None, text)


def _signatures(page: Page) -> None:
    """Who drew it up on the left, who answers for it on the right; nothing in the column of the codes.

    A single row, so that no page break goes through it."""
    page.skip()
    day = "…………, ngày …… tháng …… năm ………"
    page.line(
        (1, 2, paper.signature("", "NGƯỜI LẬP BIỂU", "(Ký, ghi rõ họ tên)"), paper.SIGNED),
        (3, _LAST, paper.signature(day, "THỦ TRƯỞNG ĐƠN VỊ", "(Ký, đóng dấu)"), paper.SIGNED),
        space=65,
    )


def _sheet_name(title: str, taken: Sequence[str]) -> str:
    """A title as the name of a sheet: legal in Excel, cut between words, unlike any other."""
    words = re.sub(r"[\[\]:*?/\\]", " ", title).strip("' ").split()
    while len(" ".join(words)) > _NAME_LIMIT and len(words) > 1:
        words.pop()
        while len(words) > 1 and words[-1].lower() in _DANGLING:
            words.pop()
    name = " ".join(words)[:_NAME_LIMIT].strip(" ',.;-") or "Danh sách"
    known = {one.lower() for one in (*taken, STAMP_SHEET, paper.LISTS_SHEET, "History")}
    candidate, number = name, 1
    while candidate.lower() in known:
        number += 1
        candidate = f"{name[: _NAME_LIMIT - 5].strip()} ({number})"
    return candidate
