"""The same workbook in every way in which XML may be written: marked in place, or by its values alone where that is said."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable

import pytest
import xlsxwriter  # type: ignore[import-untyped]

from lbedu.own_form import NOTE_SIGN
from lbedu.reading.workbook import read_workbook
from tests.marking.crowded import changed
from tests.marking.invariants import Cells, assert_holds, force_marked

CELLS: Cells = {("A", 2, 2): "error", ("A", 4, 1): "missing", ("A", 5, 3): "warning", ("A", 9, 9): "error"}
SHEET, BOOK, STYLES = "xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml"
Change = Callable[[bytes], bytes]


def plain() -> bytes:
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    sheet = book.add_worksheet("A")
    for row in range(5):
        for column in range(3):
            sheet.write(row, column, row * column if column else "chữ Việt", book.add_format({"bold": bool(row)}))
    sheet.write_comment("B1", "của người khác", {"author": "A"})
    book.add_worksheet("B").write("A1", 1)
    book.close()
    return file.getvalue()


def prefixed(xml: bytes) -> bytes:
    """Every element with a prefix."""
    xml = re.sub(rb"<(/?)([A-Za-z])", rb"<\1x:\2", xml)
    return xml.replace(b"xmlns=", b"xmlns:x=", 1)


def wide(xml: bytes) -> bytes:
    return xml.decode().replace("UTF-8", "UTF-16").encode("utf-16")


def commented(xml: bytes) -> bytes:
    """What only looks like rows and cells."""
    more = b'<sheetData><!-- <row r="2"><c r="B2" s="1"/></row> -->'
    return xml.replace(b"<sheetData>", more).replace(b"</worksheet>", b"<!-- </worksheet> --></worksheet>")


def unnumbered(xml: bytes) -> bytes:
    """Rows and cells that do not say where they are."""
    return re.sub(rb'(<(?:row|c)) r="[A-Z]*\d+"', rb"\1", xml).replace(b' spans="1:3"', b"")


def single_quoted(xml: bytes) -> bytes:
    head, mark, rest = xml.partition(b"<sheetData>")
    return head + mark + rest.replace(b'"', b"'")


def apart(xml: bytes) -> bytes:
    """Tags with space in them."""
    return re.sub(rb"(<(?:row|c)) ([^>]*?)(/?)>", rb"\1\n  \2 \3>", xml).replace(b' s="', b'\ts = "')


def local_prefixes(xml: bytes) -> bytes:
    """The namespace of relationships is declared where it is used."""
    declared = re.search(rb' xmlns:r="[^"]*"', xml)
    assert declared is not None
    return xml.replace(declared[0], b"").replace(b" r:id=", declared[0] + b" r:id=")


def empty_rows(xml: bytes) -> bytes:
    return re.sub(rb"(<row [^>]*)>(.*?)</row>", lambda row: row[1] + b"/>" if b'r="4"' in row[0] else row[0], xml)


def without_rows(xml: bytes) -> bytes:
    return re.sub(rb"<sheetData>.*</sheetData>", b"<sheetData/>", xml, flags=re.DOTALL)


def few_styles(xml: bytes) -> bytes:
    """Without the lists that a program may leave out; cells keep a style of theirs."""
    return re.sub(rb"<(dxfs|cellStyles|tableStyles)[^>]*?(/>|>.*?</\1>)", b"", xml)


def no_styles(xml: bytes) -> bytes:
    """A style sheet that holds nothing at all."""
    return (
        xml[: xml.index(b"<styleSheet")]
        + b'<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'
    )


def unstyled(xml: bytes) -> bytes:
    return re.sub(rb' s="\d+"', b"", xml)


WAYS: dict[str, dict[str, Change]] = {
    "as it is": {},
    "with prefixes": dict.fromkeys((SHEET, STYLES, "xl/comments1.xml", "[Content_Types].xml"), prefixed),
    "the book with prefixes": {BOOK: prefixed},
    "in UTF-16": dict.fromkeys((SHEET, STYLES, BOOK, "xl/comments1.xml", "xl/_rels/workbook.xml.rels"), wide),
    "with comments": {SHEET: commented},
    "without numbers": {SHEET: unnumbered},
    "with single quotes": {SHEET: single_quoted},
    "with space": {SHEET: apart},
    "with prefixes of its own": {SHEET: local_prefixes, BOOK: local_prefixes},
    "with a row without cells": {SHEET: empty_rows},
    "without rows": {SHEET: without_rows},
    "with few styles": {STYLES: few_styles},
    "with no styles": {STYLES: no_styles, SHEET: unstyled},
    "in ASCII": {SHEET: lambda xml: xml.replace(b"UTF-8", b"us-ascii")},
}


@pytest.mark.parametrize("way", WAYS)
def test_every_spelling(way: str) -> None:
    data = changed(plain(), WAYS[way])
    openpyxl_reads = way not in ("in UTF-16", "without numbers", "the book with prefixes", "with prefixes")
    assert_holds(data, CELLS, openpyxl=openpyxl_reads)


def strict(xml: bytes) -> bytes:
    """In the namespaces of ISO 29500 Strict."""
    base = b"http://purl.oclc.org/ooxml/"
    main, relations = base + b"spreadsheetml/main", base + b"officeDocument/relationships"
    xml = xml.replace(b"http://schemas.openxmlformats.org/spreadsheetml/2006/main", main)
    return xml.replace(b"http://schemas.openxmlformats.org/officeDocument/2006/relationships", relations)


def test_strict_stays_strict() -> None:
    names = zipfile.ZipFile(io.BytesIO(plain())).namelist()
    changes: dict[str, Change] = dict.fromkeys((name for name in names if name.endswith((".xml", ".rels"))), strict)
    copy = assert_holds(changed(plain(), changes), CELLS, openpyxl=False)
    archive = zipfile.ZipFile(io.BytesIO(copy.data))
    for name in archive.namelist():
        assert name.endswith(".vml") or b"schemas.openxmlformats.org/spreadsheetml" not in archive.read(name), name


def test_several_prefixes_of_one_namespace_are_not_guessed_at() -> None:
    def twice(xml: bytes) -> bytes:
        main = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        xml = xml.replace(b"<worksheet ", b'<worksheet xmlns:y="%s" ' % main, 1)
        return xml.replace(b"<row ", b"<y:row ").replace(b"</row>", b"</y:row>")

    data = changed(plain(), {SHEET: twice})
    before, copy = read_workbook(data), force_marked(data, CELLS)
    assert copy.values_only == ".xlsx" and copy.remarks("en")
    after = read_workbook(copy.data)
    values = [{at: (cell.kind, cell.value) for at, cell in sheet.cells.items()} for sheet in before.sheets]
    assert [{at: (cell.kind, cell.value) for at, cell in sheet.cells.items()} for sheet in after.sheets[1:]] == values
    assert all(NOTE_SIGN in after.sheets[1].notes[row, column] for _, row, column in CELLS)


def test_alternatives_among_the_styles_are_not_counted() -> None:
    def alternative(xml: bytes) -> bytes:
        around = (
            b'<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Fallback>'
        )
        found = re.search(rb"<cellXfs[^>]*>(<xf [^>]*/>)", xml)
        assert found is not None
        return xml.replace(found[1], around + found[1] + b"</mc:Fallback></mc:AlternateContent>", 1)

    assert force_marked(changed(plain(), {STYLES: alternative, SHEET: unstyled}), CELLS).values_only


def test_notes_that_cannot_be_added_to_stay() -> None:
    def mixed(xml: bytes) -> bytes:
        main = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        return xml.replace(b"<author>", b'<d:author xmlns:d="%s">' % main).replace(b"</author>", b"</d:author>")

    data = changed(plain(), {"xl/comments1.xml": mixed})
    after = read_workbook(force_marked(data, CELLS).data)
    assert after.sheets[1].notes == read_workbook(data).sheets[0].notes
    texts = [str(cell.value) for cell in after.sheets[0].cells.values()]
    assert sum("không thêm được vào các ghi chú" in text for text in texts) == len(CELLS)


def test_a_state_that_nobody_knows_is_said_as_hidden_where_it_is_read_so() -> None:
    def odd(xml: bytes) -> bytes:
        return xml.replace(b'name="A"', b'name="A" state="show"', 1)

    assert_holds(changed(plain(), {BOOK: odd}), CELLS, openpyxl=False)


def test_text_that_looks_like_a_tag_is_none() -> None:
    def inline(xml: bytes) -> bytes:
        cell = b'<c r="D1" t="inlineStr"><is><t><![CDATA[<c r="B2" s="9"><row r="2">]]></t></is></c>'
        return xml.replace(b"</row>", cell + b"</row>", 1)

    assert_holds(changed(plain(), {SHEET: inline}), CELLS)


def test_a_drawing_that_is_no_xml_is_added_to() -> None:
    """Excel writes `<br>` into the text of controls."""
    data = changed(plain(), {"xl/drawings/vmlDrawing1.vml": lambda vml: vml.replace(b"</div>", b"x<br>y</div>")})
    copy = assert_holds(data, CELLS)
    drawing = zipfile.ZipFile(io.BytesIO(copy.data)).read("xl/drawings/vmlDrawing1.vml")
    assert drawing.count(b"<br>") == 1 and drawing.count(b"<v:shape ") == 1 + len(CELLS)
