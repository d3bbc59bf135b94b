"""A workbook with all that programs lose when they save: pictures, charts, macros, conversations, links. Holds no tests."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]

Change = Callable[[bytes], bytes]

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_THREADS = "http://schemas.microsoft.com/office/2017/10/relationships"
_HEAD = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MOMENT = (2022, 5, 31, 7, 15, 0)
THREADED = "[Threaded comment]\n\nComment:\n    Số này đúng chưa?"
NAMES = ("Số liệu", "Phụ 'lục' B", "Biểu đồ", "Ẩn", "x" * 31)


def picture() -> bytes:
    """A small picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">L", len(data)) + kind + data + struct.pack(">L", zlib.crc32(kind + data))

    head = struct.pack(">2L5B", 8, 8, 8, 2, 0, 0, 0)
    rows = zlib.compress(b"".join(b"\0" + b"\xc0\x20\x20" * 8 for _ in range(8)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@cache
def crowded() -> bytes:
    """The workbook, with the parts that no writer here makes put in by hand."""
    plain = io.BytesIO()
    _write(xlsxwriter.Workbook(plain, {"in_memory": True}))
    changes: Mapping[str, Change] = {
        "[Content_Types].xml": _types,
        "xl/_rels/workbook.xml.rels": lambda xml: _before(xml, b"</Relationships>", _TO_LINK),
        "xl/workbook.xml": _contents,
        "xl/worksheets/_rels/sheet1.xml.rels": lambda xml: _before(xml, b"</Relationships>", _TO_THREAD),
        "xl/comments1.xml": lambda xml: xml.replace("Số này đúng chưa?".encode(), THREADED.encode(), 1),
    }
    return changed(plain.getvalue(), changes, _ADDED)


def changed(data: bytes, changes: Mapping[str, Change], added: Mapping[str, bytes] = {}) -> bytes:
    """The package with some parts changed and others added; every other one keeps half of its bytes uncompressed, as some
    programs write them."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for number, one in enumerate(old.infolist()):
            content = old.read(one)
            content = changes[one.filename](content) if one.filename in changes else content
            entry = zipfile.ZipInfo(one.filename, _MOMENT)
            entry.compress_type = zipfile.ZIP_STORED if number % 3 == 2 else zipfile.ZIP_DEFLATED
            entry.comment, entry.external_attr = b"of the member", 0o600 << 16
            new.writestr(entry, content)
        for name, content in added.items():
            new.writestr(zipfile.ZipInfo(name, _MOMENT), content)
        new.comment = b"of the archive"
    return out.getvalue()


def _write(book: Any) -> None:
    sheet, second, chart_sheet, hidden, long = (
        book.add_chartsheet(name) if name == "Biểu đồ" else book.add_worksheet(name) for name in NAMES
    )
    percent, locked = book.add_format({"num_format": "0.0%", "italic": True}), book.add_format({"locked": True})
    for row in range(1, 30):
        sheet.write(row, 1, f"Nội dung {row}")
        sheet.write(row, 2, row * 10, percent if row % 2 else locked)
    sheet.write_formula("D5", "=SUM(C2:C4)", None, 60)
    sheet.write_rich_string("E2", "a", book.add_format({"bold": True}), "đậm", "b")
    sheet.merge_range("F2:G4", "gộp", percent)
    sheet.data_validation("C2:C9", {"validate": "list", "source": ["Có", "Không"]})
    sheet.conditional_format("C10:C20", {"type": "cell", "criteria": ">", "value": 0, "format": percent})
    sheet.conditional_format("C2:C9", {"type": "data_bar", "data_bar_2010": True})
    sheet.conditional_format(
        "C21:C25", {"type": "formula", "criteria": "=TRUE", "format": book.add_format({"bg_color": "gray"})}
    )
    sheet.autofilter("B1:D30")
    sheet.freeze_panes(1, 2)
    sheet.protect("mat khau", {"select_locked_cells": True})
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.print_area("A1:H40")
    sheet.repeat_rows(0)
    sheet.set_header("&C&G", {"image_center": "x.png", "image_data_center": io.BytesIO(picture())})
    sheet.set_footer("&LTrang &P")
    sheet.insert_image("J2", "x.png", {"image_data": io.BytesIO(picture())})
    sheet.write_comment("C3", "Số này đúng chưa?", {"author": "Hiệu trưởng"})
    sheet.write_comment("C4", "Xem lại <sổ> & bảng", {"author": "Kế toán", "visible": True})
    sheet.write_url("H1", "https://example.vn/bao-cao")
    sheet.ignore_errors({"number_stored_as_text": "A1:A9"})
    sheet.set_row(5, 33)
    sheet.set_row(7, None, None, {"hidden": True})
    sheet.set_column("I:I", 20, percent)
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "='Số liệu'!$C$2:$C$9"})
    second.insert_chart("B2", chart)
    second.write("A1", "=1+1 là chữ")
    second.add_table("E1:F4", {"data": [[1, 2], [3, 4], [5, 6]]})
    other = book.add_chart({"type": "pie"})
    other.add_series({"values": "='Số liệu'!$C$2:$C$4"})
    chart_sheet.set_chart(other)
    hidden.write("B2", "ẩn")
    hidden.very_hidden()
    long.write("C3", 3)
    second.activate()
    second.set_first_sheet()
    book.define_name("'Số liệu'!Vung", "='Số liệu'!$C$2:$C$9")
    book.define_name("Chung", "='Số liệu'!$B$2")
    book.define_name(f"'{NAMES[4]}'!Vung", f"='{NAMES[4]}'!$C$3")
    book.add_vba_project(io.BytesIO(b"\xd0\xcf\x11\xe0 made up, and never run"), True)
    book.set_custom_property("Mã", "01")
    book.close()


_LINK_TYPE = b"application/vnd.openxmlformats-officedocument.spreadsheetml.externalLink+xml"
_CHAIN_TYPE = b"application/vnd.openxmlformats-officedocument.spreadsheetml.calcChain+xml"
_TO_LINK = (
    f'<Relationship Id="rId90" Type="{_OFFICE}/externalLink" Target="externalLinks/externalLink1.xml"/>'
    f'<Relationship Id="rId91" Type="{_OFFICE}/calcChain" Target="calcChain.xml"/>'
    f'<Relationship Id="rId92" Type="{_OFFICE}/customXml" Target="../customXml/item1.xml"/>'
).encode()
_TO_THREAD = (
    f'<Relationship Id="rId90" Type="{_THREADS}/threadedComment" Target="../threadedComments/threadedComment1.xml"/>'
).encode()
_MAIN = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_RELATIONS = b'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
_ADDED = {
    "xl/externalLinks/externalLink1.xml": _HEAD
    + b"<externalLink %s><externalBook xmlns:r='%s' r:id='rId1'/></externalLink>" % (_MAIN, _OFFICE.encode()),
    "xl/externalLinks/_rels/externalLink1.xml.rels": _HEAD
    + b'<Relationships %s><Relationship Id="rId1" Type="%s/externalLinkPath" Target="khac.xlsx" TargetMode="External"/>'
    b"</Relationships>" % (_RELATIONS, _OFFICE.encode()),
    "xl/calcChain.xml": _HEAD + b'<calcChain %s><c r="D5" i="1"/></calcChain>' % _MAIN,
    "xl/threadedComments/threadedComment1.xml": _HEAD
    + b'<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">'
    b'<threadedComment ref="C3" dT="2022-05-31T07:15:00.00" personId="{1}" id="{2}"><text>x</text></threadedComment>'
    b"</ThreadedComments>",
    "customXml/item1.xml": b"<so><lieu/></so>",
    "_xmlsignatures/origin.sigs": b"",
}


def _types(xml: bytes) -> bytes:
    parts = (("externalLinks/externalLink1", _LINK_TYPE), ("calcChain", _CHAIN_TYPE))
    more = b"".join(b'<Override PartName="/xl/%s.xml" ContentType="%s"/>' % (n.encode(), kind) for n, kind in parts)
    more += b'<Default Extension="sigs" ContentType="application/vnd.openxmlformats-package.digital-signature-origin"/>'
    return _before(xml, b"</Types>", more)


def _contents(xml: bytes) -> bytes:
    """A link to another file, and a view that somebody has saved."""
    references = b'<externalReferences><externalReference r:id="rId90"/></externalReferences>'
    view = (
        b'<customWorkbookViews><customWorkbookView name="A" guid="{00000000-0000-0000-0000-000000000001}" windowWidth="1"'
        b' windowHeight="1" activeSheetId="2"/></customWorkbookViews>'
    )
    return _before(_before(xml, b"<definedNames>", references), b"</workbook>", view)


def _before(xml: bytes, mark: bytes, new: bytes) -> bytes:
    assert mark in xml
    return xml.replace(mark, new + mark, 1)
