"""A workbook as .ods: what its cells hold, how wide its columns are, and nothing else."""

from __future__ import annotations

from typing import Any
from xml.sax.saxutils import escape, quoteattr

from samples.mistakes.book import Book, zipped

_KIND = "application/vnd.oasis.opendocument.spreadsheet"
_NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in {
        "office": "office",
        "table": "table",
        "style": "style",
        "text": "text",
        "fo": "xsl-fo-compatible",
    }.items()
)
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_FILES = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
_MANIFEST = (
    f'{_HEAD}<manifest:manifest xmlns:manifest="{_FILES}" manifest:version="1.2">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{_KIND}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
)
_CENTIMETRES = 0.22
"""To one unit of column width."""


def opendocument(book: Book) -> bytes:
    """The last page of a workbook; texts and numbers."""
    page = book.pages[-1]
    sheet: Any = page.sheet
    styles = "".join(
        f'<style:style style:name="co{at}" style:family="table-column"><style:table-column-properties '
        f'style:column-width="{width * _CENTIMETRES:.2f}cm"/></style:style>'
        for at, width in enumerate(page.widths)
    )
    wrapped = (
        '<style:style style:name="heading" style:family="table-cell"><style:table-cell-properties '
        'fo:wrap-option="wrap"/><style:text-properties fo:font-weight="bold"/></style:style>'
    )
    columns = "".join(f'<table:table-column table:style-name="co{at}"/>' for at, _ in enumerate(page.widths))
    rows = "".join(
        f"<table:table-row>{''.join(map(_cell, row))}</table:table-row>" for row in sheet.iter_rows(max_row=page.row)
    )
    table = f"<table:table table:name={quoteattr(sheet.title)}>{columns}{rows}</table:table>"
    content = (
        f'{_HEAD}<office:document-content {_NAMES} office:version="1.2"><office:automatic-styles>{styles}{wrapped}'
        f"</office:automatic-styles><office:body><office:spreadsheet>{table}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    return zipped(
        {"mimetype": _KIND.encode(), "content.xml": content.encode(), "META-INF/manifest.xml": _MANIFEST.encode()}
    )


def _cell(cell: Any) -> str:
    if cell.value is None:
        return "<table:table-cell/>"
    look = ' table:style-name="heading"' if cell.font.bold and cell.border.left.style else ""
    if isinstance(cell.value, str):
        kind, shown = 'office:value-type="string"', escape(cell.value)
    else:
        kind, shown = f'office:value-type="float" office:value="{cell.value}"', str(cell.value).replace(".", ",")
    return f"<table:table-cell {kind}{look}><text:p>{shown}</text:p></table:table-cell>"
