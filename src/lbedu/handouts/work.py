"""A workbook for units in the making: its pages, titles, stamp and signatures, whatever is asked on them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from openpyxl import Workbook
from openpyxl.worksheet.datavalidation import DataValidation

from lbedu import paper, years
from lbedu.directive.directive import Directive
from lbedu.directive.model import FieldSpec, Form, Group
from lbedu.errors import UsageError
from lbedu.handouts import questions
from lbedu.own_form import FORM_WORD, IDENTITY_SHEET, LISTS_SHEET, SCRATCH_SHEET, STAMP_KEYS, STAMP_SHEET
from lbedu.paper import Page
from lbedu.saving import write_whole


def known(directive: Directive, unit: str, level: str | None) -> None:
    """Raises UsageError for an unknown kind of unit, and for a level that is missing or that the kind does not have."""
    kinds = directive.file.units
    if unit not in kinds:
        raise UsageError(f"no kind of unit `{unit}` (known: {directive.kinds_words()})")
    levels = kinds[unit].levels
    if level is None and levels:
        raise UsageError(f"which level of {unit}? --level LEVEL (known: {', '.join(levels)})")
    if level is not None and level not in levels:
        known = f"known: {', '.join(levels)}" if levels else "it has none"
        raise UsageError(f"{unit} has no level `{level}` ({known})")


@dataclass(slots=True)
class Work:
    """One workbook in the making."""

    directive: Directive
    unit: str
    level: str | None
    book: Workbook
    pages: list[Page] = field(default_factory=list)
    name_cell: str = ""
    """Where the unit writes its name on the first sheet."""

    def identity_rule(self, key: str) -> DataValidation | None:
        """What a cell takes that says something of the unit itself."""
        kind, expects = self.directive.file.units[self.unit], self.directive.file.expects
        match key:
            case "level":
                return questions.one_of(self.book, [level.vi for level in kind.levels.values()])
            case "type":
                return questions.one_of(self.book, [words.vi for words in kind.types.values()])
            case "name" | "ward":
                names = expects.get(self.unit if key == "name" else self.directive.place, ())
                return questions.one_of(self.book, names, strict=False) if names else None
            case "date":
                return questions.a_date(self.directive.year)
            case _:
                return None

    def stamp(self) -> None:
        """The hidden sheet by which a filled form is known again."""
        values = (FORM_WORD, self.directive.year, self.unit, self.level or "", self.directive.file.version)
        for aside in (SCRATCH_SHEET, LISTS_SHEET):
            if aside in self.book.sheetnames:
                self.book.move_sheet(aside, len(self.book.sheetnames))
        sheet = self.book.create_sheet(STAMP_SHEET)
        sheet.sheet_state = "veryHidden"
        for row in zip(STAMP_KEYS, values, strict=True):
            sheet.append(row)

    def page(self, name: str, widths: Sequence[float], aside: Sequence[float] = ()) -> Page:
        """A new sheet, to be laid out and saved; `aside` are columns that are not printed."""
        page = Page(self.book, name, widths, aside)
        self.pages.append(page)
        return page

    def titles(self, page: Page, title: str, who: bool = False, left: int = 2, last: int = 0, centred: int = 1) -> None:
        """Who issued the directive, what this sheet is, which directive it reports on; on request who reports. They stand
        over the columns from `centred` to `last`, over all by default; the issuer over the first ones up to `left`."""
        last = last or len(page.widths)
        issuer = self.directive.file.directive.issuer.vi
        page.line((1, left, issuer.upper(), paper.STRONG), (left + 1, last, self.meant_for(), paper.SUBTITLE))
        page.skip()
        page.line((centred, last, title.upper(), paper.TITLE))
        if self.directive.year not in title:
            page.line((centred, last, years.words(self.directive.year, "vi").capitalize(), paper.SUBTITLE))
        page.line((centred, last, questions.about(self.directive), paper.SUBTITLE))
        if who:
            name = f"'{IDENTITY_SHEET}'!{self.name_cell}"
            at = page.line((centred, last, " ", paper.STRONG))
            page.sheet.cell(at, centred).value = f'="Đơn vị báo cáo: "&IF({name}="","………………………………",{name})'
        page.skip()

    def meant_for(self) -> str:
        """Which units it is for."""
        names = self.directive.file.expects.get(self.unit, ())
        kind = self.directive.file.units[self.unit]
        if self.level is not None:
            return f"Dành cho {kind.noun.vi} cấp {kind.levels[self.level].vi}"
        return f"Dành cho {names[0] if len(names) == 1 else kind.noun.vi}"

    def items(self, form: Form) -> list[FieldSpec | Group]:
        """What this level is asked; a heading with nothing left under it goes too."""
        items = [item for item in form.items if not item.levels or self.level in item.levels]
        return [
            item
            for item, below in zip(items, [*items[1:], None], strict=True)
            if isinstance(item, FieldSpec) or isinstance(below, FieldSpec)
        ]

    def packed(self, title: str) -> bytes:
        """The workbook as a file holds it, dated as the directive is."""
        issued = self.directive.file.directive.issued or self.directive.evaluate_on
        moment = dt.datetime(issued.year, issued.month, issued.day)
        return paper.packed(self.book, self.pages, title, moment)

    def save(self, title: str, path: Path) -> None:
        """Write the workbook. Raises UsageError where the file cannot be written."""
        write_whole(path, self.packed(title))


def heading(text: str) -> tuple[str | None, str]:
    """A heading's Roman number, for the column TT, and its words."""
    found = re.fullmatch(r"([IVXLC]+)\.\s+(.+)", text)
    return (found[1], found[2]) if found else (None, text)


def signatures(page: Page, left: tuple[int, int], right: tuple[int, int]) -> None:
    """Who drew it up on the left, who answers for it on the right, each over these columns.

    A single row, so that no page break goes through it."""
    page.skip()
    day = "…………, ngày …… tháng …… năm ………"
    page.line(
        (*left, paper.signature("", "NGƯỜI LẬP BIỂU", "(Ký, ghi rõ họ tên)"), paper.SIGNED),
        (*right, paper.signature(day, "THỦ TRƯỞNG ĐƠN VỊ", "(Ký, đóng dấu)"), paper.SIGNED),
        space=65,
    )
