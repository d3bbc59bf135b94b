"""Workbooks of any size as text of XML, written in a second where openpyxl takes a minute. The same bytes on every run."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple
from xml.sax.saxutils import escape

from lbedu.reading.xlsx.cell import column_letters

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
STYLES = (
    '<fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts><fills count="1"><fill/></fills>'
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="2"><xf numFmtId="0" fontId="0"/><xf numFmtId="14" fontId="0" applyNumberFormat="1"/></cellXfs>'
)
Value = str | int | float | bool | None


class Shared(NamedTuple):
    """A cell that shows a shared text by its number."""

    number: int


class Day(NamedTuple):
    """A cell that shows a day, by its number in Excel."""

    number: int


Content = Value | Shared | Day


class Page(NamedTuple):
    """A sheet: its rows from the first on, and XML that stands behind them."""

    name: str
    rows: Iterable[Sequence[Content]]
    behind: str = ""
    style: int = 0
    """The style of all cells; below 0 every cell has the next one of so many."""
    comments: Iterable[tuple[str, str]] = ()
    """Address and text of each."""


def write(
    path: Path,
    pages: Sequence[Page],
    strings: Iterable[str] = (),
    styles: str = STYLES,
    names: str = "",
    level: int = 6,
) -> Path:
    """A workbook. `strings` is what stands in each `<si>`; `styles` and `names` (defined names) are XML too."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as archive:

        def put(name: str, text: str) -> None:
            archive.writestr(zipfile.ZipInfo(name, (2022, 5, 31, 0, 0, 0)), XML + text, zipfile.ZIP_DEFLATED)

        put("[Content_Types].xml", _content_types(pages))
        put("_rels/.rels", _relations([("officeDocument", "xl/workbook.xml")]))
        sheets = "".join(
            f'<sheet name="{escape(page.name)}" sheetId="{n}" r:id="rId{n}"/>' for n, page in enumerate(pages, 1)
        )
        put(
            "xl/workbook.xml",
            f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets>{sheets}</sheets>{names}</workbook>',
        )
        targets = [("worksheet", f"worksheets/sheet{number}.xml") for number in range(1, len(pages) + 1)]
        more = [("styles", "styles.xml"), ("sharedStrings", "sharedStrings.xml")]
        put("xl/_rels/workbook.xml.rels", _relations([*targets, *more]))
        put("xl/styles.xml", f'<styleSheet xmlns="{MAIN}">{styles}</styleSheet>')
        put("xl/sharedStrings.xml", f'<sst xmlns="{MAIN}">{"".join(f"<si>{one}</si>" for one in strings)}</sst>')
        for number, page in enumerate(pages, 1):
            put(f"xl/worksheets/sheet{number}.xml", _sheet(page))
            if comments := "".join(
                f'<comment ref="{at}" authorId="0"><text><t>{escape(text)}</t></text></comment>'
                for at, text in page.comments
            ):
                put(
                    f"xl/worksheets/_rels/sheet{number}.xml.rels",
                    _relations([("comments", f"../comments{number}.xml")]),
                )
                authors = "<authors><author>A</author></authors>"
                put(
                    f"xl/comments{number}.xml",
                    f'<comments xmlns="{MAIN}">{authors}<commentList>{comments}</commentList></comments>',
                )
    return path


def _content_types(pages: Sequence[Page]) -> str:
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml."
    parts = [("workbook", kind + "sheet.main"), ("styles", kind + "styles"), ("sharedStrings", kind + "sharedStrings")]
    parts += [(f"worksheets/sheet{number}", kind + "worksheet") for number in range(1, len(pages) + 1)]
    parts += [(f"comments{number}", kind + "comments") for number, page in enumerate(pages, 1) if page.comments]
    overrides = "".join(f'<Override PartName="/xl/{name}.xml" ContentType="{type_}+xml"/>' for name, type_ in parts)
    rels = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    return f'<Types xmlns="{PACKAGE}/content-types">{rels}{overrides}</Types>'


def _relations(targets: Iterable[tuple[str, str]]) -> str:
    ones = "".join(
        f'<Relationship Id="rId{number}" Type="{RELATIONS}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{ones}</Relationships>'


def _sheet(page: Page) -> str:
    rows = []
    style = f' s="{page.style}"' if page.style > 0 else ""
    count = 0
    for number, values in enumerate(page.rows, 1):
        cells = []
        for column, value in enumerate(values, 1):
            if value is None:
                continue
            if page.style < 0:
                style, count = f' s="{count % -page.style}"', count + 1
            at = f'r="{column_letters(column)}{number}"{style}'
            match value:
                case Shared():
                    cells.append(f'<c {at} t="s"><v>{value.number}</v></c>')
                case Day():
                    cells.append(f'<c r="{column_letters(column)}{number}" s="1"><v>{value.number}</v></c>')
                case str():
                    cells.append(f'<c {at} t="inlineStr"><is><t>{escape(value)}</t></is></c>')
                case bool():
                    cells.append(f'<c {at} t="b"><v>{int(value)}</v></c>')
                case _:
                    cells.append(f"<c {at}><v>{value}</v></c>")
        if cells:
            rows.append(f'<row r="{number}">{"".join(cells)}</row>')
    return f'<worksheet xmlns="{MAIN}"><sheetData>{"".join(rows)}</sheetData>{page.behind}</worksheet>'
