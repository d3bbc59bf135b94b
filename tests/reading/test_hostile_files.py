"""Damaged and hostile files: nothing but Unreadable escapes, and no cell ever changes in silence."""

from __future__ import annotations

import io
import os
import pickle
import random
import re
import socket
import struct
import time
import zipfile
import zlib
from pathlib import Path

import openpyxl
import pytest
from openpyxl.formatting.rule import Rule
from openpyxl.worksheet.datavalidation import DataValidation

from lbedu.reading.workbook import Limits, Unreadable, Workbook, open_workbook, read_workbook
from lbedu.reading.xlsx.package import Package
from tests.reading.other_files import compound
from tests.reading.test_workbook import (
    MAIN,
    STYLES,
    cells,
    excerpts_of_small_parts,
    pack,
    parts,
    read_by,
    row,
    without_patterns,
)

__all__ = ["excerpts_of_small_parts"]

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def code_of(data: bytes, limits: Limits | None = None) -> tuple[str, object]:
    """The code of the refusal and the fact that tells most."""
    with pytest.raises(Unreadable) as caught:
        read_workbook(data, limits or Limits())
    facts = caught.value.args_
    return caught.value.code, facts.get("kind", facts.get("what", facts.get("detail")))


@pytest.fixture(scope="module")
def sound() -> bytes:
    """A small workbook with every kind of cell."""
    rows = row(
        '<c r="A1" s="2" t="s"><v>0</v></c><c r="B1" s="1"><v>0.869</v></c><c r="C1" s="2"><v>45292</v></c>'
        '<c r="D1" t="inlineStr"><is><t>Trường</t></is></c><c r="E1" t="e"><v>#N/A</v></c><c r="F1"><f>B1</f></c>',
        'r="1" spans="1:6"',
    )
    around = (
        '<cols><col min="2" max="2" hidden="1"/></cols><sheetData>{}</sheetData>'
        '<mergeCells><mergeCell ref="A3:B4"/></mergeCells>'
    )
    return pack(
        parts(rows + row('<c r="A2"><v>7</v></c>', 'r="2" hidden="1"'), "<si><t>Mầm non</t></si>", around=around)
    )


@pytest.mark.parametrize(
    ("data", "code", "fact"),
    [
        (b"", "file_empty", None),
        (b"Truong,So tre\nA,1\nB,2\n", "not_a_workbook", "CSV"),
        ("Trường;Số trẻ\nA;1\n".encode("utf-16"), "not_a_workbook", "CSV"),
        (b"just a note", "not_a_workbook", "text"),
        (b"\xef\xbb\xbf <!DOCTYPE html><html><table>", "not_a_workbook", "HTML"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related", "not_a_workbook", "HTML"),
        (b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>', "not_a_workbook", "XML 2003"),
        (b"%PDF-1.7\n\x00\x01", "not_a_workbook", "PDF"),
        (b"\x89PNG\r\n\x1a\n", "not_a_workbook", "picture"),
        (b"\xff\xd8\xff\xe0", "not_a_workbook", "picture"),
        (b"{\\rtf1 x}", "not_a_workbook", "RTF"),
        (bytes(range(7, 40)) * 9, "not_a_workbook", "unknown"),
        (OLE + "Workbook".encode("utf-16-le"), "corrupt", "header"),
        (compound({"Workbook": b"\x09\x08\x08\0\0\5\5\0"}), "old_format", ".xls"),
        (compound({"Book": b"a", "WordDocument": b"a"}), "old_format", ".xls"),
        (b"\x09\x08\x10\x00\x00\x06\x05\x00", "old_format", ".xls (Excel 2–4)"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted", None),
        (OLE + "WordDocument".encode("utf-16-le"), "not_a_workbook", "Word"),
        (pack({"a.txt": "a"}), "not_a_workbook", "ZIP"),
        (compound({"EncryptedPackage": b"a"}), "encrypted", None),
        (compound({"WordDocument": b"Workbook".ljust(99)}), "not_a_workbook", "Word"),
        (compound({"PowerPoint Document": b"a"}), "not_a_workbook", "PowerPoint"),
        (compound({"__properties_version1.0": b"a"}), "not_a_workbook", "e-mail"),
        (compound({"a": b"a"}), "not_a_workbook", "unknown"),
        (pack({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}), "corrupt", "missing"),
        (pack({"mimetype": "application/vnd.oasis.opendocument.text"}), "not_a_workbook", "text document"),
        (pack({"mimetype": "application/vnd.oasis.opendocument.presentation"}), "not_a_workbook", "presentation"),
        (pack({"mimetype": "application/epub+zip"}), "not_a_workbook", "unknown"),
        (pack({"Index/Document.iwa": "a"}), "not_a_workbook", "Numbers"),
        (b"Rar!\x1a\x07\x00 archive", "not_a_workbook", "archive"),
        (b"7z\xbc\xaf\x27\x1c\x00\x04", "not_a_workbook", "archive"),
        (b"\x1f\x8b\x08\x00", "not_a_workbook", "archive"),
        (b"ID;PWXL;N;E\r\nP;PGeneral\r\n", "not_a_workbook", "SYLK"),
        (b'TABLE\r\n0,1\r\n"EXCEL"\r\n', "not_a_workbook", "DIF"),
        (b"\0\0\2\0\6\4\6\0\x08\0", "not_a_workbook", "Lotus"),
        (b"\x03\x7a\x05\x1f" + b"\3\0\0\0" + b"\x41\0\x0b\0" + bytes(99), "not_a_workbook", "dBase"),
        (b"\x09Nguyen An" + b" " * 155, "not_a_workbook", "owner"),
        (b'{"url": "https://docs.google.test/x", "doc_id": "1"}', "not_a_workbook", "shortcut"),
        (b"[InternetShortcut]\r\nURL=https://docs.google.test/x", "not_a_workbook", "shortcut"),
        (b'<?xml version="1.0"?><report/>', "not_a_workbook", "XML"),
        (
            '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'.encode("utf-16"),
            "not_a_workbook",
            "XML 2003",
        ),
        (b"From: <Saved by Microsoft Excel>\r\nMIME-Version: 1.0", "not_a_workbook", "HTML"),
        (b"MZ\x90\x00", "not_a_workbook", "program"),
        (b"SQLite format 3\0", "not_a_workbook", "database"),
        (b"\0\1\0\0Standard ACE DB", "not_a_workbook", "database"),
        (b"   \r\n \t", "not_a_workbook", "unknown"),
        (b"PK\x03\x04" + bytes(60), "corrupt", "end of directory"),
    ],
)
def test_told_by_content(data: bytes, code: str, fact: str | None) -> None:
    assert code_of(data) == (code, fact)


@pytest.mark.parametrize(
    ("part", "type_", "code", "kind"),
    [
        (
            "word/document.xml",
            "vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
            "not_a_workbook",
            "Word",
        ),
        (
            "ppt/presentation.xml",
            "vnd.ms-powerpoint.presentation.macroEnabled.main+xml",
            "not_a_workbook",
            "PowerPoint",
        ),
        ("xl/workbook.bin", "vnd.ms-excel.sheet.binary.macroEnabled.main", "corrupt", "missing"),
    ],
)
def test_other_office_packages(part: str, type_: str, code: str, kind: str) -> None:
    members = parts()
    members["_rels/.rels"] = str(members["_rels/.rels"]).replace("xl/workbook.xml", part)
    members["[Content_Types].xml"] = f'<Types><Override PartName="/{part}" ContentType="application/{type_}"/></Types>'
    members[part] = "<document/>"
    assert code_of(pack(members)) == (code, kind)


def test_files_that_are_no_files(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.xlsx")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(tmp_path / "s"))
        found = {}
        for name in ("pipe.xlsx", "s", ".", "none.xlsx", "a\0b", "x" * 300, "pipe.xlsx/x"):
            with pytest.raises(Unreadable) as caught:
                open_workbook(tmp_path / name)
            found[name] = caught.value.code
    none = "file_not_found"
    assert [*found.values()] == ["not_a_file", "not_a_file", "not_a_file", none, none, none, none]


def test_a_file_over_the_limit_is_not_read(tmp_path: Path, sound: bytes) -> None:
    path = tmp_path / "a.bin"
    path.write_bytes(sound)
    assert open_workbook(path) == read_workbook(sound)
    with pytest.raises(Unreadable) as caught:
        open_workbook(path, Limits(file=len(sound) - 1))
    assert caught.value.code == "file_too_large"
    again = pickle.loads(pickle.dumps(caught.value))
    assert (again.code, again.args_) == ("file_too_large", {"what": "file", "limit": len(sound) - 1})


def same_or_refused(data: bytes, truth: Workbook) -> bool:
    """Whether the file is refused; if it is not, every cell is as it was."""
    try:
        assert read_workbook(data) == truth
    except Unreadable:
        return True
    return False


def test_no_flipped_bit_changes_a_cell(sound: bytes) -> None:
    truth = read_workbook(sound)
    bits = random.Random(1).sample(range(len(sound) * 8), 4000)
    refusals = 0
    for bit in bits:
        flipped = bytearray(sound)
        flipped[bit // 8] ^= 1 << bit % 8
        refusals += same_or_refused(bytes(flipped), truth)
    assert refusals > len(bits) / 2


def test_no_truncated_file_is_read(sound: bytes) -> None:
    truth = read_workbook(sound)
    assert all(same_or_refused(sound[:length], truth) for length in range(0, len(sound), 7))
    assert all(same_or_refused(sound + tail, truth) for tail in (b"\0", b"\n", sound))
    assert same_or_refused(b"\0" + sound, truth)


def test_a_wrong_checksum_is_refused(sound: bytes) -> None:
    crc = struct.pack("<L", zlib.crc32(Package(sound).read("xl/sharedStrings.xml")))
    assert sound.count(crc) == 2
    assert code_of(sound.replace(crc, b"\1\2\3\4")) == ("corrupt", "CRC")


def archive(*members: tuple[str, bytes], encrypt: bool = False) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as out:
        for name, content in members:
            out.writestr(name, content)
    data = file.getvalue()
    if encrypt:
        data = data.replace(b"PK\1\2\x14\3\x14\0\0\0", b"PK\1\2\x14\3\x14\0\1\0")
    return data


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_ambiguous_and_encrypted_members_are_refused() -> None:
    assert code_of(archive(("a", b"1"), ("a", b"2"))) == ("corrupt", "member twice")
    assert code_of(archive(("xl/A.xml", b"1"), ("xl/a.xml", b"2"))) == ("corrupt", "member twice")
    assert code_of(archive(("a", b"1"), encrypt=True)) == ("encrypted", None)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_BZIP2) as out:
        out.writestr("a", b"1")
    assert code_of(file.getvalue()) == ("corrupt", "method")


def test_overlapping_members_are_refused() -> None:
    """One member that is quoted inside the stored data of another, as in bombs that overlap."""
    inner = archive(("b", b"x"))
    inner = inner[: inner.index(b"PK\1\2")]
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as out:
        out.writestr("a", inner)
        quoted = zipfile.ZipInfo("b", (1980, 1, 1, 0, 0, 0))
        quoted.compress_type = zipfile.ZIP_DEFLATED
        quoted.header_offset, quoted.CRC, quoted.file_size = len("a") + 30, zlib.crc32(b"x"), 1
        quoted.compress_size = len(inner) - 31
        out.filelist.append(quoted)
    assert code_of(file.getvalue()) == ("corrupt", "overlap")


def test_a_local_header_that_contradicts_the_directory_is_refused() -> None:
    data = archive(("one", b"1" * 50))
    for offset in (8, 14, 18, 22, 30):  # method, checksum, stored size, size, name
        changed = data[:offset] + b"\x55" + data[offset + 1 :]
        assert code_of(changed) == ("corrupt", "local header")


def test_streamed_and_wide_archives_are_read(sound: bytes) -> None:
    members = {name: Package(sound).read(name) for name in zipfile.ZipFile(io.BytesIO(sound)).namelist()}

    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

        def tell(self) -> int:
            raise OSError

    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as out:
        for name, content in members.items():
            out.writestr(name, content)
    wide = io.BytesIO()
    with zipfile.ZipFile(wide, "w", zipfile.ZIP_DEFLATED) as out:
        for name, content in members.items():
            with out.open(name, "w", force_zip64=True) as member:
                member.write(content)
    for data in (pipe.getvalue(), wide.getvalue()):
        assert read_workbook(data) == read_workbook(sound)


LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'


@pytest.mark.parametrize("part", sorted(parts("", "")))
@pytest.mark.parametrize("doctype", ["<!DOCTYPE x>", LAUGHS, '<!DOCTYPE x SYSTEM "http://example.test/x.dtd">'])
def test_a_doctype_is_never_read(part: str, doctype: str) -> None:
    members = parts(row('<c r="A1" t="s"><v>0</v></c>'), "<si><t>a</t></si>")
    members[part] = f"{doctype}{members[part]!s}"
    with pytest.raises(Unreadable) as caught:
        read_workbook(pack(members))
    assert (caught.value.code, caught.value.args_["part"]) == ("unsafe_xml", part)


def test_bombs_are_refused_before_they_burst() -> None:
    members = parts()
    members["xl/worksheets/sheet1.xml"] = bytes(3 << 20)
    assert code_of(pack(members)) == ("bomb", "ratio")
    assert code_of(pack(members), Limits(part=1 << 20)) == ("bomb", "part")
    assert code_of(pack(members), Limits(inflated=1 << 20, ratio=10**6)) == ("bomb", "inflated")
    deep = row(f'<c r="A1"><extLst>{"<x>" * 300}{"</x>" * 300}</extLst></c>')
    assert code_of(pack(parts(deep))) == ("bomb", "depth")
    names = "".join(f"<a{number}/>" for number in range(150_000))
    assert code_of(pack(parts(around=f"{names}<sheetData>{{}}</sheetData>"))) == ("bomb", "names")
    lying = pack({"a": bytes(5000), "_rels/.rels": b" " * 5000})
    shorter = lying.replace(struct.pack("<L", 5000), struct.pack("<L", 100))
    assert code_of(shorter) == ("corrupt", "length")


def test_limits_of_content() -> None:
    many = "".join(row(f'<c r="A{n}"><v>1</v></c>', f'r="{n}"') for n in range(1, 60))
    for rows in (many, many.replace('<c r="A', "<c  r='A").replace('"><v>', "'><v>")):
        assert code_of(pack(parts(rows)), Limits(cells=50)) == ("file_too_large", "cells")
    assert code_of(pack(parts()), Limits(members=3)) == ("file_too_large", "members")
    assert code_of(pack(parts()), Limits(sheets=0)) == ("file_too_large", "sheets")
    used = row('<c r="A1" t="s"><v>0</v></c>')
    assert code_of(pack(parts(used, "<si/>" * 9)), Limits(strings=8)) == ("file_too_large", "strings")
    long = f"<si><t>{'a' * 32_768}</t></si>"
    assert code_of(pack(parts(used, long))) == ("file_too_large", "characters")


def test_what_is_declared_is_never_allocated() -> None:
    members = parts(
        row('<c r="A1" t="s"><v>0</v></c>') + row('<c r="XFD1048576"><v>1</v></c>', 'r="1048576"'), "<si><t>a</t></si>"
    )
    members["xl/sharedStrings.xml"] = str(members["xl/sharedStrings.xml"]).replace(
        "<sst", '<sst uniqueCount="4294967295"'
    )
    (sheet,) = read_workbook(pack(members)).sheets
    assert [cell.address for cell in sheet.cells.values()] == ["A1", "XFD1048576"]


def test_a_column_formatted_to_the_bottom_costs_little() -> None:
    rows = "".join(f'<row r="{n}"><c r="A{n}" s="1"/></row>' for n in range(1, 100_001))
    assert cells(rows + '<row r="100001"><c r="A100001"><v>1</v></c></row>')["A100001"].value == 1


@pytest.mark.parametrize(
    ("rows", "styles"),
    [
        ("<row" + ' r="1"' * 60_000 + ">", ""),
        (row(f'<c r="A1"><v>{"1" * 400_000}x</v></c>'), ""),
        (row('<c r="A1"/>' * 60_000), ""),
        (
            row('<c r="A1"><v>1</v></c>'),
            f'<numFmts><numFmt numFmtId="200" formatCode="{"[" * 400_000}"/></numFmts><cellXfs><xf numFmtId="200"/></cellXfs>',
        ),
    ],
)
def test_no_pattern_runs_in_more_than_linear_time(rows: str, styles: str) -> None:
    start = time.process_time()
    outcome(pack(parts(rows, styles=styles)))
    assert time.process_time() - start < 3


def test_parts_that_are_missing_are_refused() -> None:
    for part in ("xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/worksheets/sheet1.xml"):
        members = parts()
        del members[part]
        assert code_of(pack(members)) == ("corrupt", "missing")


ONE = '<c r="A1"><v>1</v></c>'


@pytest.mark.parametrize(
    "rows",
    [
        row(ONE + '<c r="A2"><v>9</v></c>') + row('<c r="B2"/>', 'r="2"'),
        f'<row r="1">{ONE}<row r="2"><c r="A2"/></row>',
        row(ONE) + "</row>",
        row(ONE.replace("1</v>", "1]]></v>")),
        *(
            row(f'<c r="A1" t="str"><v>{text}</v></c>')
            for text in ("a]]>b", "a\x01", "\ufffe", "&#0;", "&#xD800;", "&x;", "&")
        ),
        row('<c r="A1" s="1" s="1"><v>1</v></c>'),
        row('<c r="A1"><f t="a" t="b">B1</f><v>1</v></c>'),
        row(ONE, 'r="1" ht="1" ht="2"'),
        row(ONE, 'r="1" r="1"'),
        row(ONE, 'r="1" x14ac:dyDescent="1"'),
        row(ONE, 'r="1" ht="<"'),
        row(ONE, 'ht="x r="1" y"'),
        row(ONE, 'r="1" xmlns="urn:x"'),
        row(ONE, 'r="1" xml:xml:a="1"'),
        row('<c r="A1" xmlns="x"><v>1</v></c>'),
        row('<c r="A1" s="0" s="0"><v>1</v></c>'),
        '<row r="1"/></row>' + row(ONE, 'r="2"').replace("A1", "A2"),
        '<row r="1"><c r="A1"><v>1</v></row><row r="2"></c></row>',
        row('<c r="A1" t="inlineStr"><is><t>1</v></c>'),
        row('<c r="A1" t="inlineStr"><is><r><rPr><b val="1" val="1"/></rPr><t>1</t></r></is></c>'),
    ],
)
def test_the_patterns_take_nothing_that_is_ill_formed(rows: str) -> None:
    assert code_of(pack(parts(rows)))[0] == "corrupt"


PLAIN = STYLES.replace("dd/mm/yyyy", "0")
DEEP = "<x>" * 300 + "</x>" * 300
FONTS = '<fonts count="1"><font><name val="a &gt; b"/></font></fonts>'
LATER = '<cellStyleXfs><xf numFmtId="9"/></cellStyleXfs><dxfs><dxf><numFmt numFmtId="164" formatCode="0"/></dxf></dxfs>'


@pytest.mark.parametrize(
    ("styles", "kind"),
    [
        (STYLES, "date"),
        (STYLES.replace("<cellXfs", FONTS + LATER + "<cellXfs") + LATER, "date"),
        (STYLES.replace("dd/mm/yyyy", "0.0%"), "number"),
        (STYLES.replace("dd/mm/yyyy", "&quot;d&quot;0&#10;"), "number"),
        (STYLES.replace('"164"/></cellXfs>', '"9"/></cellXfs>'), "number"),
        (STYLES.replace('"164"/></cellXfs>', '"14" applyNumberFormat="1"><alignment/></xf></cellXfs>'), "date"),
        (STYLES.replace("<cellXfs", '<a b="<cellXfs>"/><cellXfs'), None),
        (STYLES.replace("<cellXfs", "<a b='&gt;>'>></a><cellXfs"), "date"),
        (f"<!-- {STYLES} -->" + PLAIN, "number"),
        (f"<a><![CDATA[{STYLES}]]></a>" + PLAIN, "number"),
        (f"<?a {STYLES}?>" + PLAIN, "number"),
        (f"<extLst><ext>{STYLES}</ext></extLst>" + PLAIN, "number"),
        (STYLES + f"<extLst><ext>{STYLES}</ext></extLst>", "date"),
        (f'<x:numFmts xmlns:x="{MAIN}"><x:numFmt numFmtId="10" formatCode="d"/></x:numFmts>' + STYLES, "date"),
        (f'<a xmlns="urn:a">{STYLES}</a>' + PLAIN, "number"),
        (STYLES.replace("<cellXfs", '<cellXfs xmlns="urn:a"'), None),
        (STYLES + STYLES.replace("164", "165"), "date"),
        (STYLES + FONTS.replace("</font>", ""), None),
        (STYLES + "<x:a/>", None),
        (STYLES + "</styleSheet><styleSheet>", None),
        ("</styleSheet><styleSheet>" + STYLES, None),
        (STYLES + "<a b='1' b='2'/>", None),
        (STYLES + DEEP, None),
        (STYLES + "<a>" * 20 + "<b>1</b>" * 300 + "</a>" * 20, "date"),
        (STYLES.replace("<cellXfs", f"{DEEP}<cellXfs"), None),
        (STYLES.replace("<xf ", "<xf><xf/></xf><xf ", 1), None),
    ],
)
def test_excerpts_of_styles_hold_all_that_matters(styles: str, kind: str | None) -> None:
    data = pack(parts(row('<c r="A1" s="2"><v>45292</v></c>'), styles=styles))
    with pytest.MonkeyPatch.context() as patch:
        without_patterns(patch)
        expected = refusal_or_book(data)
    assert refusal_or_book(data) == expected
    if isinstance(expected, Workbook) and kind:
        assert expected.sheets[0].cells[1, 1].kind == kind
    else:
        assert kind is None


MERGES = '<mergeCells count="1"><mergeCell ref="A1:B2"/></mergeCells>'
DATA = '<cols><col min="1" max="1" hidden="1"/></cols><sheetData>{}</sheetData>'


@pytest.mark.parametrize(
    ("around", "merges"),
    [
        (DATA + MERGES, 1),
        (
            f'<sheetPr><a b="1 > 2"/></sheetPr>{DATA}<sheetProtection/>{MERGES}<dataValidations><a>1</a></dataValidations>',
            1,
        ),
        (DATA + MERGES + "<x><y>1</y></x>" * 400, 1),
        (DATA + "<mergeCells/>", 0),
        (DATA + f"<!-- {MERGES} -->", 0),
        (DATA + f"<a><![CDATA[{MERGES}]]></a>", 0),
        (DATA + f"<?a {MERGES}?>", 0),
        (DATA + f"<extLst><ext>{MERGES}</ext></extLst>", 0),
        (DATA + f"<extLst><ext>{MERGES}</ext></extLst>" + MERGES, 1),
        (DATA + MERGES + f"<extLst><ext>{MERGES}</ext></extLst>", 1),
        (DATA + MERGES + MERGES, 2),
        (MERGES + DATA, 1),
        (DATA + f'<x:mergeCells xmlns:x="{MAIN}"><x:mergeCell ref="A1:B2"/></x:mergeCells>', 1),
        (DATA + f'<a xmlns="urn:a">{MERGES}</a>', 0),
        (DATA + f"<a>{MERGES}", None),
        (DATA + MERGES + "<a>", None),
        (DATA + MERGES + "<x:a/>", None),
        (DATA + MERGES + DEEP, None),
        (DATA + MERGES + "<sheetData/>", None),
        (DATA + MERGES + f'<x:sheetData xmlns:x="{MAIN}"/>', None),
        (DATA + MERGES + "</worksheet><worksheet>", None),
        (DATA + '<mergeCells><mergeCell ref="A1:XFE9"/></mergeCells>', None),
        (f"<a>{DATA}</a>", 0),
    ],
)
def test_excerpts_of_sheets_hold_all_that_matters(around: str, merges: int | None) -> None:
    data = pack(parts(row(ONE), around=around))
    with pytest.MonkeyPatch.context() as patch:
        without_patterns(patch)
        expected = refusal_or_book(data)
    assert refusal_or_book(data) == expected
    if isinstance(expected, Workbook):
        assert len(expected.sheets[0].merges) == merges
    else:
        assert merges is None


@pytest.mark.parametrize(
    ("before", "root", "after"),
    [
        ("<!-- <worksheet a=''> -->", f'<worksheet xmlns="{MAIN}">', "--><worksheet></worksheet>"),
        ("", f'<worksheet xmlns="{MAIN}" a=">">', "</worksheet>"),
        ("", f'<worksheet a=\'">\' xmlns="{MAIN}">', "</worksheet>"),
        ("", f'<worksheet a=">" b="{MAIN}">', ' xmlns=""></worksheet>'),
        ('<?xml version="1.0"?>\n<?a <worksheet > ?>', f'<worksheet xmlns="{MAIN}">', "</worksheet>"),
        ('<?xml version="1.0"?>\n', f'<worksheet\nxmlns="{MAIN}">', "</worksheet>\n"),
        ('<?xml version="1.0"?>\n', f'<x:worksheet xmlns:x="{MAIN}" xmlns="{MAIN}">', "</x:worksheet>"),
        ("<worksheet >", f'<worksheet xmlns="{MAIN}">', "</worksheet></worksheet>"),
    ],
)
def test_excerpts_begin_with_the_root(before: str, root: str, after: str) -> None:
    members = parts()
    members["xl/worksheets/sheet1.xml"] = before + root + DATA.format(row(ONE)) + MERGES + after
    with pytest.MonkeyPatch.context() as patch:
        without_patterns(patch)
        expected = refusal_or_book(pack(members))
    assert refusal_or_book(pack(members)) == expected


def refusal_or_book(data: bytes) -> Workbook | tuple[str, object]:
    try:
        return read_workbook(data)
    except Unreadable as error:
        return error.code, error.args_.get("part")


def outcome(data: bytes) -> Workbook | None:
    try:
        return read_workbook(data)
    except Unreadable:
        return None


TOKENS = rb'<[^>]*>|[^<>" ]+|"'
SNIPPETS = [
    b"<c/>",
    b'<c r="A1"><v>1</v></c>',
    b"&#0;",
    b"&amp;",
    b"\x00",
    b"]]>",
    b"<!-- -->",
    b"\xff",
    b' r="1"',
    b"-1",
    b"<v/>",
    b"\r",
]


def mutated(xml: bytes, chance: random.Random) -> bytes:
    """XML with one to three of its tokens dropped, doubled, exchanged or broken."""
    for _ in range(chance.randint(1, 3)):
        tokens = [match.span() for match in re.finditer(TOKENS, xml)] or [(0, 0)]
        (start, end), (other, stop) = chance.choice(tokens), chance.choice(tokens)
        middle = chance.choice(
            [b"", xml[start:end] * 2, xml[other:stop], chance.choice(SNIPPETS), bytes([chance.randrange(256)])]
        )
        xml = xml[:start] + middle + xml[end:]
    return xml


def test_mutated_xml_is_refused_or_read_alike_by_both_routes(sound: bytes) -> None:
    chance = random.Random(7)
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["a", 1, 0.5, True, "=A1"])
    sheet.merge_cells("A3:B4")
    sheet.add_data_validation(DataValidation("list", formula1='"a,b"', sqref="A1"))
    sheet.conditional_formatting.add("A1:B2", Rule("expression", formula=["A1>1"]))
    file = io.BytesIO()
    book.save(file)
    for data in (sound, file.getvalue()):
        package = Package(data)
        names = [
            name
            for name in zipfile.ZipFile(io.BytesIO(data)).namelist()
            if "theme" not in name and "docProps" not in name
        ]
        members: dict[str, str | bytes] = {name: package.read(name) for name in names}
        for _ in range(900):
            name = chance.choice([*names, *(name for name in names if "sheet" in name or "Strings" in name)])
            content = members[name]
            assert isinstance(content, bytes)
            changed = pack({**members, name: mutated(content, chance)})
            by_patterns = outcome(changed)
            with pytest.MonkeyPatch.context() as patch:
                without_patterns(patch)
                assert outcome(changed) == by_patterns


def test_the_sound_workbook_is_read_by_patterns(sound: bytes) -> None:
    assert read_by("patterns", sound) == read_by("expat", sound)
