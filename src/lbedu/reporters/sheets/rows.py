"""The rows of a sheet as a file holds them. openpyxl, which writes all around them, keeps no value beside a formula: what does
not calculate, as a preview, would show blanks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.styles.styleable import StyleableObject
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from lbedu import paper
from lbedu.packing import Filling, Pieces
from lbedu.reporters.sheets.shown import SIGNS, Look, Shared, Shown, clean

LAST_ROW = 1_048_576
MOST_LINKS = 65_530
"""The limits of Excel."""
_LINE = Side(style="thin", color="000000")
_MARKUP = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})
_DAY_0 = dt.date(1899, 12, 30)
_FIRST_DAY = dt.date(1900, 3, 1)
"""Before it Excel counts a day that never was."""


class Rows:
    """The rows of one sheet, written one after the other."""

    def __init__(self, sheet: Worksheet, widths: Sequence[float]) -> None:
        self._book: Workbook | None = sheet.parent
        self._sheet = sheet
        self._widths = widths
        self._letters = [get_column_letter(column) for column in range(1, len(widths) + 1)]
        self._styles: dict[tuple[Look, str, bool], str] = {}
        self._links: list[str] = []
        self.unlinked = 0
        """Links that there was no room for."""
        self.height = 0.0
        """Of all rows together, in points."""
        self._written = Pieces()
        self._number = 0

    def add(self, number: int, cells: Iterable[Shown], level: int = 0, least: float = 0.0) -> None:
        """A row, as high as its texts need."""
        height, found = max(least, 11 * paper.PER_LINE), []
        for column, shown in enumerate(cells):
            value, look, format_, formula, link = shown
            if value is None and not look.box and not formula:
                continue
            at = f"{self._letters[column]}{number}"
            if link:
                self._link(at, link)
            quote = False
            if isinstance(value, str):
                value = clean(value)
                quote = not formula and value.startswith(SIGNS)
                if look.wrap and value:
                    height = max(height, _height(value, self._widths[column], look))
            key = (look, format_, quote)
            style = self._styles.get(key) or self._styles.setdefault(key, self._style(*key))
            found.append(f'<c r="{at}"{style}{_content(value, formula)}')
        outline = f' outlineLevel="{level}"' if level else ""
        self.height += height + 2
        row = f'<row r="{number}"{outline} ht="{height + 2:.2f}">{"".join(found)}</row>'
        self._written.add(row.encode())
        self._number += 1

    def filling(self) -> Filling:
        """All of it, for the package."""
        links = f"<hyperlinks>{''.join(self._links)}</hyperlinks>" if self._links else ""
        return Filling(f"A1:{self._letters[-1]}{max(self._number, 1)}", self._written, links)

    def _link(self, at: str, target: str) -> None:
        if len(self._links) < MOST_LINKS:
            self._links.append(f'<hyperlink ref="{at}" location="{target.translate(_MARKUP)}"/>')
        else:
            self.unlinked += 1

    def _style(self, look: Look, format_: str, quote: bool) -> str:
        """The attribute by which a cell names its style, made once for each style of a sheet."""
        style: Any = StyleableObject(self._sheet)
        style.font = Font(
            name=paper.FACE,
            size=look.size,
            bold=look.bold,
            italic=look.italic,
            underline="single" if look.under or look.link else None,
            color="1F3864" if look.link else None,
        )
        style.alignment = Alignment(
            horizontal=look.align,
            vertical="top" if look.top else "center",
            wrap_text=look.wrap or None,
            indent=look.indent,
        )
        style.number_format = format_
        if look.box:
            style.border = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
        if look.fill:
            style.fill = PatternFill("solid", fgColor=look.fill)
        if look.open:
            style.protection = Protection(locked=False)
        style.quotePrefix = quote
        styles: Any = vars(self._book)["_cell_styles"]
        return f' s="{styles.add(style._style)}"'


def _content(value: str | float | dt.date | None, formula: str | Shared) -> str:
    """The rest of a cell behind its style."""
    if formula:
        kept = "" if value is None else _text(value) if isinstance(value, str) else _number(value)
        kind = ' t="str"' if value is None or isinstance(value, str) else ""
        return f"{kind}>{_formula(formula)}<v>{kept}</v></c>"
    match value:
        case None | "":
            return "/>"
        case str():
            return f' t="inlineStr"><is><t{_space(value)}>{_text(value)}</t></is></c>'
        case dt.date() if value < _FIRST_DAY:
            return f' t="inlineStr"><is><t>{value:%d/%m/}{value.year}</t></is></c>'
        case _:
            return f"><v>{_number(value)}</v></c>"


def _formula(formula: str | Shared) -> str:
    if isinstance(formula, str):
        return f"<f>{_text(formula)}</f>"
    if not formula.text:
        return f'<f t="shared" si="{formula.number}"/>'
    return f'<f t="shared" ref="{formula.cells}" si="{formula.number}">{_text(formula.text)}</f>'


def _text(text: str) -> str:
    return text.translate(_MARKUP) if "&" in text or "<" in text or ">" in text else text


def _space(text: str) -> str:
    return ' xml:space="preserve"' if text[0] in " \n" or text[-1] in " \n" or "\n" in text or "  " in text else ""


def _number(value: float | dt.date) -> str:
    return str((value - _DAY_0).days) if isinstance(value, dt.date) else repr(value)


def _height(text: str, width: float, look: Look) -> float:
    """How high a row must be for all of a text to be seen, in points."""
    size = look.size * (paper.BOLDER if look.bold else 1)
    room = width * paper.PER_CHARACTER - paper.PADDING - look.indent * paper.PER_INDENT
    if "\n" not in text and len(text) * size * 0.72 <= room:
        return look.size * paper.PER_LINE
    lines = (paper.lines_needed(line, room, size) if len(line) * size * 0.72 > room else 1 for line in text.split("\n"))
    return sum(lines) * look.size * paper.PER_LINE
