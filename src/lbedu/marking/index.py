"""The index of a marked copy: a sheet in front that names every problem, with a link to its cell. Every text stays a text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import zip_longest
from typing import NamedTuple

from lbedu.marking.marks import Line
from lbedu.marking.styles import COLOURS, Ground, Styles, frame_of
from lbedu.marking.xml_text import quoted, shown
from lbedu.own_form import MARK, MARK_AT
from lbedu.problems import Language, Severity
from lbedu.reading.xlsx.cell import column_letters

NAMES: dict[Language, str] = {"vi": "Lỗi cần sửa", "en": "Cells to mend"}
_LINKS = 65_000
"""Links that a sheet may hold; Excel takes 65,530."""
_WIDTHS = (5, 12, 17, 27, 14, 40, 40)
_LINE, _MOST_LINES = 15, 27
"""Points of a line; lines of the highest row that Excel shows."""
_PER_WIDTH = 1.05
"""Letters of this lettering to a unit of width, rather too few."""
_HEADS: dict[Language, tuple[str, ...]] = {
    "vi": ("TT", "Mức", "Ô (bấm vào)", "Nội dung", "Đang ghi", "Sai thế nào", "Cách sửa"),
    "en": ("No.", "Kind", "Cell (click)", "Field", "It says", "What is wrong", "How to mend it"),
}
KINDS: dict[Severity, tuple[str, str]] = {
    "error": ("Lỗi", "Error"),
    "missing": ("Còn trống", "Blank"),
    "warning": ("Lưu ý", "Note"),
}
_FONT = '<font>{}<sz val="{}"/>{}<name val="Times New Roman"/><family val="1"/></font>'
_BOX = "".join(f'<{side} style="thin"><color rgb="FF808080"/></{side}>' for side in ("left", "right", "top", "bottom"))
_BORDER = f"<border>{_BOX}<diagonal/></border>"
Shown = tuple[str | int, int]
"""What stands in a cell, and its style."""


class Looks(NamedTuple):
    """The numbers of the styles of the index."""

    title: int
    line: int
    head: int
    text: int
    centre: int
    link: int
    kinds: dict[Severity, int]
    legend: dict[Severity, int]
    """With the frame of the cells."""

    @classmethod
    def made(cls, styles: Styles) -> Looks:
        plain, bold = _FONT.format("", 11, ""), _FONT.format("<b/>", 11, "")
        link = _FONT.format("<u/>", 11, '<color rgb="FF0563C1"/>')
        head = '<fill><patternFill patternType="solid"><fgColor rgb="FFEDEDED"/><bgColor indexed="64"/></patternFill></fill>'
        wrapped, centred = 'wrapText="1"', 'horizontal="center" wrapText="1"'
        fills = {severity: head.replace("FFEDEDED", colour) for severity, colour in COLOURS.items()}
        return cls(
            title=styles.own(_FONT.format("<b/>", 14, ""), "", ""),
            line=styles.own(plain, "", ""),
            head=styles.own(bold, head, _BORDER, centred),
            text=styles.own(plain, "", _BORDER, wrapped),
            centre=styles.own(plain, "", _BORDER, centred),
            link=styles.own(link, "", _BORDER, wrapped),
            kinds={severity: styles.own(bold, fill, _BORDER, centred) for severity, fill in fills.items()},
            legend={severity: styles.own(bold, fill, frame_of(severity), centred) for severity, fill in fills.items()},
        )


class Kept(NamedTuple):
    """How a marked cell looked before, for the day when the mark is taken away."""

    place: str
    ground: Ground


def index_sheet(
    namespace: str,
    looks: Looks,
    head: Sequence[str],
    legend: Iterable[tuple[Severity, str]],
    lines: Iterable[Line],
    digest: str,
    kept: Sequence[Kept],
    lang: Language,
) -> bytes:
    """The sheet: a title and lines about the report, what the colours mean, every problem."""
    rows: list[list[Shown]] = [[(text, looks.line if number else looks.title)] for number, text in enumerate(head)]
    rows += [
        [("", looks.line), (KINDS[severity][lang == "en"], looks.legend[severity]), (f"  {text}", looks.line)]
        for severity, text in legend
    ]
    rows.append([])
    listed = list(lines)
    links: list[tuple[str, str, str]] = []
    frozen = 0
    if listed:
        rows.append([(text, looks.head) for text in _HEADS[lang]])
        frozen = len(rows)
    for number, line in enumerate(listed, 1):
        link = looks.link if line.target and len(links) < _LINKS else looks.text
        if link == looks.link:
            links.append((f"C{len(rows) + 1}", line.target, line.cells))
        rows.append(
            [
                (number, looks.centre),
                (KINDS[line.severity][lang == "en"], looks.kinds[line.severity]),
                (line.cells, link),
                *((text, looks.text) for text in (line.label, line.found, line.message, line.fix)),
            ]
        )
    hidden = [(MARK,), (digest,), *((one.place, one.ground.fill, one.ground.border) for one in kept)]
    return _sheet(namespace, rows, hidden, links, frozen).encode()


def _sheet(
    namespace: str,
    rows: list[list[Shown]],
    hidden: Sequence[tuple[str, ...]],
    links: list[tuple[str, str, str]],
    frozen: int,
) -> str:
    columns = "".join(
        f'<col min="{at}" max="{at}" width="{width}" customWidth="1"/>' for at, width in enumerate(_WIDTHS, 1)
    )
    columns += f'<col min="{MARK_AT[1]}" max="{MARK_AT[1] + 2}" width="9" hidden="1" customWidth="1"/>'
    pane = (
        f'<pane ySplit="{frozen}" topLeftCell="A{frozen + 1}" activePane="bottomLeft" state="frozen"/>'
        f'<selection pane="bottomLeft" activeCell="A{frozen + 1}" sqref="A{frozen + 1}"/>'
    )
    view = f'<sheetView showGridLines="0" tabSelected="1" workbookViewId="0">{pane if frozen else ""}</sheetView>'
    data = "".join(
        f'<row r="{at}" ht="{_height(row)}">{_cells(at, row, more)}</row>'
        for at, (row, more) in enumerate(zip_longest(rows, hidden, fillvalue=()), 1)
    )
    targets = "".join(
        f"<hyperlink ref={quoted(ref)} location={quoted(target)} display={quoted(cell)}/>"
        for ref, target, cell in links
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{namespace}">'
        f'<sheetPr><tabColor rgb="FFC00000"/><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews>{view}</sheetViews>'
        f'<sheetFormatPr defaultRowHeight="15"/><cols>{columns}</cols><sheetData>{data}</sheetData>'
        f"{f'<hyperlinks>{targets}</hyperlinks>' if targets else ''}"
        '<pageMargins left="0.6" right="0.4" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>'
        '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>'
        "<headerFooter><oddFooter>&amp;C&amp;P/&amp;N</oddFooter></headerFooter></worksheet>"
    )


def _height(row: Sequence[Shown]) -> int:
    """How high a row must be for all of its texts to be seen, in points; the lines above the table run on beside it."""
    if len(row) < len(_WIDTHS):
        return _LINE + 4
    lines = max(_lines(str(value), width) for (value, _), width in zip(row, _WIDTHS, strict=True))
    return min(lines, _MOST_LINES) * _LINE + 2


def _lines(text: str, width: int) -> int:
    """How many lines a text takes, broken between words."""
    lines, room = 0, int(width * _PER_WIDTH)
    for paragraph in text.split("\n"):
        lines, used = lines + 1, 0
        for word in paragraph.split(" "):
            if used and used + len(word) > room:
                lines, used = lines + 1, 0
            lines += len(word) // (room + 1)
            used += len(word) % (room + 1) + 1
    return lines


def _cells(row: int, seen: Sequence[Shown], hidden: tuple[str, ...]) -> str:
    cells = [_cell(f"{column_letters(at)}{row}", value, style) for at, (value, style) in enumerate(seen, 1)]
    cells += [_cell(f"{column_letters(at)}{row}", value, 0) for at, value in enumerate(hidden, MARK_AT[1])]
    return "".join(cells)


def _cell(address: str, value: str | int, style: int) -> str:
    if isinstance(value, int):
        return f'<c r="{address}" s="{style}"><v>{value}</v></c>'
    if not value:
        return f'<c r="{address}" s="{style}"/>'
    return f'<c r="{address}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{shown(value)}</t></is></c>'
