"""What a sound workbook says, by both routes and against openpyxl."""

from __future__ import annotations

import datetime
import gc
import io
import math
import warnings
import zipfile
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Literal

import openpyxl
import pytest
import xlsxwriter  # type: ignore[import-untyped]
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lbedu.reading.workbook import Cell, Unreadable, Workbook, is_date_format, read_workbook
from lbedu.reading.xlsx import canonical, cell_values, excerpts, parsing, shared_strings, sheet_expat, sheet_xml, styles

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
STRICT = ("http://purl.oclc.org/ooxml/spreadsheetml/main", "http://purl.oclc.org/ooxml/officeDocument/relationships")
STYLES = (
    '<numFmts count="1"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/></numFmts>'
    '<cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="10"/><xf numFmtId="164"/></cellXfs>'
)


def parts(
    rows: str = "",
    strings: str | None = None,
    *,
    around: str = "<sheetData>{}</sheetData>",
    workbook: str = "",
    styles: str | None = STYLES,
    more: str = "",
    main: str = MAIN,
    office: str = OFFICE,
) -> dict[str, str | bytes]:
    """The parts of a workbook of one sheet, written by hand."""
    link = f'<Relationship Id="{{}}" Type="{office}/{{}}" Target="{{}}"/>'
    found: dict[str, str | bytes] = {
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}">{link.format("a", "officeDocument", "xl/workbook.xml")}'
        "</Relationships>",
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}">{workbook}'
        '<sheets><sheet name="Số liệu" sheetId="1" r:id="s1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}">'
        + link.format("s1", "worksheet", "worksheets/sheet1.xml")
        + (link.format("s2", "sharedStrings", "/xl/sharedStrings.xml") if strings is not None else "")
        + (link.format("s3", "styles", "styles.xml") if styles is not None else "")
        + f"{more}</Relationships>",
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}">{around.format(rows)}</worksheet>',
    }
    if strings is not None:
        found["xl/sharedStrings.xml"] = f'<sst xmlns="{main}">{strings}</sst>'
    if styles is not None:
        found["xl/styles.xml"] = f'<styleSheet xmlns="{main}">{styles}</styleSheet>'
    return found


def pack(members: dict[str, str | bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


def expat_only(*_: object) -> Any:
    raise canonical.NotCanonical


def without_patterns(patch: pytest.MonkeyPatch) -> None:
    """Leaves every element of every part to expat."""
    patch.setattr(sheet_xml, "read_by_patterns", expat_only)
    patch.setattr(shared_strings, "_by_patterns", expat_only)
    patch.setattr(styles, "excerpt", lambda _part, xml, *_: xml)


@pytest.fixture(autouse=True, scope="module")
def excerpts_of_small_parts() -> Iterator[None]:
    """The parts written here are short: without this no excerpt would ever be made of them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(excerpts, "_SHORT", 0)
        yield


def read_by(route: Literal["patterns", "expat"], data: bytes) -> Workbook:
    with pytest.MonkeyPatch.context() as patch:
        if route == "expat":
            without_patterns(patch)
        else:
            whole = parsing.walk

            def small(part: str, xml: bytes, *more: Any) -> None:
                assert b"<c " not in xml and b"<si>" not in xml, "the patterns gave up"
                whole(part, xml, *more)

            patch.setattr(sheet_expat, "walk", small)
            patch.setattr(shared_strings, "walk", small)
        return read_workbook(data)


def cells(rows: str, strings: str | None = None, **more: Any) -> dict[str, Cell]:
    """The cells of a sheet by address, found to be the same by both routes."""
    data = pack(parts(rows, strings, **more))
    sheet = read_workbook(data).sheets[0]
    assert sheet == read_by("expat", data).sheets[0]
    assert list(sheet.cells) == [(cell.row, cell.column) for cell in sheet.cells.values()]
    return {cell.address: cell for cell in sheet.cells.values()}


def values(rows: str, strings: str | None = None, **more: Any) -> dict[str, object]:
    return {address: cell.value for address, cell in cells(rows, strings, **more).items()}


def row(content: str, attributes: str = 'r="1"') -> str:
    return f"<row {attributes}>{content}</row>"


def refused(members: dict[str, str | bytes]) -> Unreadable:
    with pytest.raises(Unreadable) as caught:
        read_workbook(pack(members))
    return caught.value


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("45", "45"),
        ("45.0", "45"),
        ("4.5E1", "45"),
        ("0.30000000000000004", "0.3"),
        ("-0", "0"),
        ("1E20", "100000000000000000000"),
        ("86.9", "86.9"),
        ("0.86899999999999999", "0.869"),
        ("1e-7", "1E-7"),
        ("123456789012345678", "123456789012346000"),
        (" 7 ", "7"),
        ("007", "7"),
        (".5", "0.5"),
        ("-2.50", "-2.5"),
        ("12345678.1234567", "12345678.1234567"),
    ],
)
def test_number_is_the_exact_decimal_of_15_digits(text: str, number: str) -> None:
    cell = cells(row(f'<c r="A1"><v>{text}</v></c>'))["A1"]
    assert (cell.kind, str(cell.value)) == ("number", number)


@given(st.floats(allow_nan=False, allow_infinity=False))
@settings(max_examples=300, deadline=None)
def test_every_double_is_read_as_its_15_digits(number: float) -> None:
    for text in (repr(number), f"{number:.17g}", f"{number:f}"):
        cell = cells(row(f'<c r="A1"><v>{text}</v></c>'))["A1"]
        assert cell.value == Decimal(f"{float(text):.15g}")
        assert isinstance(cell.value, Decimal)
        assert "E+" not in str(cell.value)


@pytest.mark.parametrize("text", ["nan", "INF", "1e999", "1_000", "0x10", "1,5", "٣", "--1", "1e", "abc", " "])
def test_what_is_no_number_is_refused(text: str) -> None:
    error = refused(parts(row(f'<c r="B1"><v>{text}</v></c>')))
    assert (error.code, error.sheet, error.cell) == ("corrupt", "Số liệu", "B1")
    assert error.args_ == {"part": "xl/worksheets/sheet1.xml", "detail": "number"}


def test_kinds_of_value() -> None:
    found = cells(
        row(
            '<c r="A1" t="b"><v>1</v></c><c r="B1" t="e"><v>#DIV/0!</v></c><c r="C1" t="str"><f>A1&amp;"x"</f><v>1x</v></c>'
            '<c r="D1" s="1"><f>1/2</f><v>0.5</v></c><c r="E1" s="1"><f>1/2</f></c><c r="F1"><f>A1</f><v/></c>'
            '<c r="G1" t="inlineStr"><is><t xml:space="preserve"> a &lt;b&gt;\n</t></is></c><c r="H1" s="1"/>'
            '<c r="I1" t="str"><f>""</f><v></v></c><c r="J1" t="d"><v>2024-05-31</v></c><c r="K1" t="s"/>'
        )
    )
    assert [(a, c.kind, c.value, c.format, c.formula) for a, c in found.items()] == [
        ("A1", "bool", True, "General", False),
        ("B1", "error", "#DIV/0!", "General", False),
        ("C1", "text", "1x", "General", True),
        ("D1", "number", Decimal("0.5"), "0.00%", True),
        ("E1", "formula_without_value", "", "0.00%", True),
        ("F1", "formula_without_value", "", "General", True),
        ("G1", "text", " a <b>\n", "General", False),
        ("J1", "date", datetime.date(2024, 5, 31), "General", False),
    ]


def test_shared_strings_join_runs_and_leave_out_phonetic_guides() -> None:
    strings = (
        "<si><t>Trường</t></si><si><r><t>in </t></r><r><rPr><b/><sz val='9'/></rPr><t>đậm</t></r></si>"
        '<si><t/></si><si/><si><t>漢</t><rPh sb="0" eb="1"><t>かん</t></rPh></si>'
    )
    rows = row("".join(f'<c r="{"ABCDE"[i]}1" t="s"><v>{i}</v></c>' for i in range(5)))
    assert values(rows, strings) == {"A1": "Trường", "B1": "in đậm", "E1": "漢"}


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("a_x000D_b", "a\rb"),
        ("_x005F_x000D_", "_x000D_"),
        ("_xD83D__xDE00_", "😀"),
        ("_xD83D_", "�"),
        ("_x00_", "_x00_"),
        ("&#7879;&amp;&#x1EC7;", "ệ&ệ"),
        ("a<!-- no -->b", "ab"),
        ("<![CDATA[<v>]]>", "<v>"),
        ("a\r\nb", "a\nb"),
        ("&#10;&#x41;&quot;&apos;", "\nA\"'"),
    ],
)
def test_escapes_of_text(written: str, text: str) -> None:
    rows = row(
        f'<c r="A1" t="s"><v> 0 </v></c><c r="B1" t="inlineStr"><is><t>{written}</t></is></c>'
        f'<c r="C1" t="str"><f>D1</f><v>{written}</v></c>'
    )
    assert values(rows, f"<si><t>{written}</t></si>") == {"A1": text, "B1": text, "C1": text}


@pytest.mark.parametrize("index", ["1", "-1", "x", "1.0", "99999999999"])
def test_a_shared_string_that_does_not_exist_is_refused(index: str) -> None:
    error = refused(parts(row(f'<c r="A1" t="s"><v>{index}</v></c>'), "<si><t>a</t></si>"))
    assert (error.code, error.args_["detail"]) == ("corrupt", "shared string")


def test_missing_shared_strings_matter_only_to_a_cell_that_uses_them() -> None:
    members = parts(row('<c r="A1"><v>1</v></c>'), "")
    del members["xl/sharedStrings.xml"]
    assert len(read_workbook(pack(members)).sheets[0].cells) == 1
    members = parts(row('<c r="A1" t="s"><v>0</v></c>'), "")
    del members["xl/sharedStrings.xml"]
    assert refused(members).args_["detail"] == "missing"


@pytest.mark.parametrize(
    ("serial", "value", "value1904"),
    [
        ("45292", datetime.date(2024, 1, 1), datetime.date(2028, 1, 2)),
        ("45292.75", datetime.datetime(2024, 1, 1, 18), datetime.datetime(2028, 1, 2, 18)),
        ("1", datetime.date(1900, 1, 1), datetime.date(1904, 1, 2)),
        ("59", datetime.date(1900, 2, 28), datetime.date(1904, 2, 29)),
        ("60", Decimal(60), datetime.date(1904, 3, 1)),
        ("61", datetime.date(1900, 3, 1), datetime.date(1904, 3, 2)),
        ("0", datetime.time(0), datetime.date(1904, 1, 1)),
        ("0.5", datetime.time(12), datetime.time(12)),
        ("2958465", datetime.date(9999, 12, 31), Decimal(2958465)),
        ("2958466", Decimal(2958466), Decimal(2958466)),
        ("-1", Decimal(-1), Decimal(-1)),
        ("2958465.9999999999", Decimal("2958466"), Decimal("2958466")),
    ],
)
def test_dates(serial: str, value: object, value1904: object) -> None:
    rows = row(f'<c r="A1" s="2"><v>{serial}</v></c>')
    assert values(rows) == {"A1": value}
    assert values(rows, workbook='<workbookPr date1904="true"/>') == {"A1": value1904}
    assert cells(rows)["A1"].format == "dd/mm/yyyy"


def test_the_workbook_properties_of_an_extension_are_not_those_of_the_workbook() -> None:
    extension = (
        '<x15:workbookPr xmlns:x15="http://schemas.microsoft.com/office/spreadsheetml/2010/11/main" date1904="1"/>'
    )
    data = pack(parts(workbook=f"<workbookPr/>{extension}"))
    assert not read_workbook(data).date1904


@pytest.mark.parametrize(
    ("code", "is_date"),
    [
        *(
            (code, True)
            for code in ("dd/mm/yyyy", "h:mm", "[h]:mm", "[ss]", "[$-409]d-mmm", '0"x";yy', "mm:ss.0", "AM/PM h")
        ),
        *(
            (code, False)
            for code in ("General", "[Red]0", "0.00E+00", '0 "đồng"', r"0\d", "#,##0 đ", "@", "[>100]0;0_d")
        ),
        *((code, False) for code in ("[$USD] 0", "[DBNum1]0", "0*d", '"dd', "", "0.0%")),
    ],
)
def test_date_formats(code: str, is_date: bool) -> None:
    assert is_date_format(code) is is_date


@pytest.mark.parametrize("identifier", [14, 22, 27, 36, 45, 47, 50, 58])
def test_built_in_date_formats(identifier: int) -> None:
    styles = f'<cellXfs><xf numFmtId="{identifier}"/></cellXfs>'
    assert cells(row('<c r="A1"><v>45292</v></c>'), styles=styles)["A1"].kind == "date"


def test_a_style_that_does_not_exist_is_refused_for_numbers_only() -> None:
    assert cells(row('<c r="A1" s="9" t="str"><v>a</v></c>'))["A1"].format == "General"
    assert refused(parts(row('<c r="A1" s="9"><v>1</v></c>'))).args_["detail"] == "style"
    assert cells(row('<c r="A1" s="0"><v>1</v></c>'), styles=None)["A1"].format == "General"


def test_cells_and_rows_without_an_address_are_counted() -> None:
    rows = (
        '<row><c><v>1</v></c><c/><c><v>3</v></c></row><row r="4"><c r="C4"><v>4</v></c><c><v>5</v></c></row>'
        "<row><c><v>6</v></c></row>"
    )
    assert values(rows) == {"A1": 1, "C1": 3, "C4": 4, "D4": 5, "A5": 6}


def test_rows_out_of_order_are_read_if_no_cell_is_given_twice() -> None:
    assert values(row('<c r="B2"><v>1</v></c><c r="A2"><v>2</v></c>', 'r="2"') + row('<c r="A1"><v>3</v></c>')) == {
        "B2": 1,
        "A2": 2,
        "A1": 3,
    }


@pytest.mark.parametrize(
    ("rows", "detail"),
    [
        (row('<c r="A1"><v>1</v></c><c r="A1"><v>2</v></c>'), "cell twice"),
        (row('<c r="A1"><v>1</v></c>') + row('<c r="A1"/>'), "cell twice"),
        (row('<c r="B2"><v>1</v></c>', 'r="2"') + row('<c r="B2"/>', 'r="2"'), "cell twice"),
        (row('<c r="A2"><v>1</v></c>'), "address A2 in row 1"),
        (row('<c r="XFE1"><v>1</v></c>'), "address"),
        (row('<c r="A1048577"/>', 'r="1048577"'), "row number"),
        (row("", 'r="0"'), "row number"),
        (row('<c r="$A$1"/>'), "address $A$1 in row 1"),
        (row('<c r="A1" t="q"><v>1</v></c>'), "cell type"),
        (row('<c r="A1" t="b"><v>2</v></c>'), "truth value"),
        (row('<c r="A1" t="d"><v>2024-02-30</v></c>'), "date"),
        (row('<c r="A1"><v>1</v><v>2</v></c>'), "v twice"),
        (row('<c r="A1"><v>1<q/>2</v></c>'), "unknown element in sheetData"),
        (row('<c r="A1" t="inlineStr"><v>1</v></c>'), "inline text"),
        (row('<c r="A1" t="s"><v>0</v><is><t>a</t></is></c>'), "inline text"),
        (row('<q><c r="A1"><v>1</v></c></q>'), "unknown element in sheetData"),
    ],
)
def test_contradictions_are_refused(rows: str, detail: str) -> None:
    error = refused(parts(rows))
    assert (error.code, error.args_["detail"]) == ("corrupt", detail)


def test_merges_hidden_rows_and_hidden_columns() -> None:
    around = (
        '<cols><col min="2" max="3" hidden="1"/><col min="5" max="16384" hidden="true"/><col min="4" max="4"/></cols>'
        '<sheetData>{}</sheetData><mergeCells count="2"><mergeCell ref="A1:B2"/><mergeCell ref="C3"/></mergeCells>'
    )
    rows = row('<c r="A1"><v>1</v></c><c r="C1"><v>1</v></c>', 'r="1" hidden="true"') + row(
        '<c r="D2"><v>2</v></c>', 'r="2"'
    )
    data = pack(parts(rows + '<row r="7" hidden="1"/>', around=around))
    for route in ("patterns", "expat"):
        sheet = read_by(route, data).sheets[0]
        assert (sheet.merges, sheet.hidden_rows, sheet.hidden_columns) == (
            ((1, 1, 2, 2),),
            frozenset({1}),
            frozenset({3}),
        )


def test_strict_namespaces_and_utf16_are_read() -> None:
    rows = row('<c r="A1" t="s"><v>0</v></c>')
    members = parts(rows, "<si><t>Trường</t></si>", main=STRICT[0], office=STRICT[1])
    assert values(rows, "<si><t>Trường</t></si>", main=STRICT[0], office=STRICT[1]) == {"A1": "Trường"}
    wide = {name: str(content).encode("utf-16") for name, content in members.items()}
    assert read_workbook(pack(dict(wide))).sheets == read_workbook(pack(members)).sheets


def test_other_encodings_are_refused() -> None:
    for name in ("windows-1252", "rot13", "utf-16", "no-such"):
        members = parts(row('<c r="A1"><v>1</v></c>'))
        sheet = members["xl/worksheets/sheet1.xml"]
        members["xl/worksheets/sheet1.xml"] = f'<?xml version="1.0" encoding="{name}"?>{sheet!s}'
        assert refused(members).args_["detail"] == "encoding"


def test_macros_and_links_are_noted_and_never_followed() -> None:
    more = (
        '<Relationship Id="m" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" Target="vba.bin"/>'
        f'<Relationship Id="e" Type="{OFFICE}/externalLink" Target="http://example.test/x" TargetMode="External"/>'
    )
    book = read_workbook(pack(parts(more=more)))
    assert (book.has_macros, book.external_links) == (True, True)
    book = read_workbook(pack(parts()))
    assert (book.has_macros, book.external_links) == (False, False)


def test_text_of_several_formats_is_read_by_patterns() -> None:
    run = '<r><rPr><rFont val="Times New Roman" /><b val="1" /><color rgb="00FF0000" tint="0.5" /></rPr><t>{}</t></r>'
    rows = row(
        f'<c r="A1" s="1" t="inlineStr" ><is>{run.format("Trường ")}<r><t xml:space="preserve">&lt;A&gt; </t></r></is></c>'
        '<c r="B1" t="n" /><c r="C1" t="inlineStr"><is><t>x</t></is></c>'
    )
    data = pack(parts(rows + '<row r="2"></row><row r="3" /><row r="4"></row>'))
    by_patterns = read_by("patterns", data)
    assert by_patterns == read_by("expat", data)
    assert [cell.value for cell in by_patterns.sheets[0].cells.values()] == ["Trường <A> ", "x"]


def test_what_openpyxl_writes_is_read_by_patterns() -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["Trường", 1, 0.5, True, "=A1", None, datetime.date(2024, 1, 1), "a & b"])
    sheet.append([])
    sheet["F2"].number_format = "0%"
    sheet.merge_cells("A3:B4")
    sheet.row_dimensions[1].height = 20.84
    data = saved(book)
    assert read_by("patterns", data) == read_by("expat", data)


@given(st.from_regex(r"[0-9]{1,17}(\.[0-9]{1,9})?", fullmatch=True))
def test_a_short_decimal_is_what_the_double_gives(text: str) -> None:
    short = cell_values.short_decimal(text)
    if short is not None:
        assert (short, str(short)) == (Decimal(f"{float(text):.15g}"), str(cell_values.exact_decimal(text)))


def test_nothing_is_left_to_be_collected() -> None:
    """Parsers and handlers that keep each other would keep all cells as well."""
    data = pack(parts(row('<c r="A1" t="s"><v>0</v></c>'), "<si><t>a</t></si>"))
    read_workbook(data)
    gc.collect()
    gc.disable()
    try:
        read_workbook(data)
        read_by("expat", data)
        assert gc.collect() == 0
    finally:
        gc.enable()


def test_all_sheets_in_order_hidden_and_chart_sheets_too() -> None:
    book = openpyxl.Workbook()
    book.create_chartsheet("Biểu đồ", 0)
    book.create_sheet("Ẩn").sheet_state = "veryHidden"
    book.worksheets[0]["B2"] = 5
    read = read_workbook(saved(book))
    assert [(s.name, s.hidden, len(s.cells)) for s in read.sheets] == [
        ("Biểu đồ", False, 0),
        ("Sheet", False, 1),
        ("Ẩn", True, 0),
    ]


def saved(book: openpyxl.Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def test_both_routes_give_the_same_cells_of_xlsxwriter() -> None:
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file)
    sheet = book.add_worksheet()
    date = book.add_format({"num_format": "dd/mm/yyyy"})
    share = book.add_format({"num_format": "0.0%", "bold": True})
    for number in range(300):
        sheet.write_row(number, 0, [number, number / 7, f"Trường {number} <&>", number % 2 == 0, "a\rb _x000D_"])
        sheet.write_formula(number, 5, "=A1/0", share, "#DIV/0!")
        sheet.write_formula(number, 6, '=A1&"x"', None, "1x")
        sheet.write_datetime(number, 7, datetime.datetime(2024, 1, 1, 12), date)
        sheet.write_rich_string(number, 8, "a", share, "đậm ", "c")
        sheet.write_blank(number, 9, None, share)
    sheet.write_array_formula("L2:L3", "{=A1:A2}", None, 3)
    sheet.set_row(3, None, None, {"hidden": True})
    sheet.set_row(400, 30)
    sheet.merge_range("N1:P3", "gộp")
    book.close()
    data = file.getvalue()
    by_patterns = read_by("patterns", data)
    assert by_patterns == read_by("expat", data)
    (only,) = by_patterns.sheets
    assert only.cells[2, 2].value == Decimal("0.142857142857143")
    assert only.cells[2, 5].value == "a\rb _x000D_"
    assert only.cells[2, 8].value == datetime.datetime(2024, 1, 1, 12)
    assert (only.cells[2, 6].kind, only.cells[2, 6].format, only.cells[2, 6].formula) == ("error", "0.0%", True)
    assert only.hidden_rows == {4} and only.merges == ((1, 14, 3, 16),)


# Carriage returns and escapes are read as Excel reads them, which openpyxl does not; both are tested above.
characters = st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="￾￿")
texts = st.text(st.one_of(characters, st.sampled_from("&<>\"' \n\tđầuệ;]")), min_size=1, max_size=12)
contents = st.one_of(
    st.integers(-(10**14), 10**14),
    st.floats(allow_nan=False, allow_infinity=False, width=32),
    st.booleans(),
    texts.filter(lambda text: "_x" not in text),
    st.sampled_from(["#DIV/0!", "#N/A", "#REF!", "=A1+1"]),
    st.dates(datetime.date(1901, 1, 1), datetime.date(2100, 1, 1)),
    st.datetimes(datetime.datetime(1901, 1, 1), datetime.datetime(2100, 1, 1)).map(lambda t: t.replace(microsecond=0)),
)
addresses = st.tuples(st.integers(1, 60), st.integers(1, 40))


def simplified(cell: Cell) -> object:
    if cell.kind == "formula_without_value":
        return None
    if cell.kind == "date" and not isinstance(cell.value, datetime.datetime):
        assert isinstance(cell.value, datetime.date)
        return datetime.datetime.combine(cell.value, datetime.time())
    return float(cell.value) if isinstance(cell.value, Decimal) else cell.value


def by_openpyxl(data: bytes) -> Iterator[tuple[tuple[int, int], object, str]]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    for line in book.worksheets[0].iter_rows():
        for cell in line:
            value: object = cell.value
            if isinstance(value, int | float) and not isinstance(value, bool):
                value = float(f"{value:.15g}")
            if value is not None:
                yield (cell.row or 0, cell.column or 0), value, cell.number_format


@given(
    st.dictionaries(addresses, st.tuples(contents, st.sampled_from(["", "0.0%", "#,##0", "@"])), max_size=25),
    st.sets(st.integers(1, 60), max_size=3),
)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_the_same_as_openpyxl(entries: dict[tuple[int, int], tuple[Any, str]], hidden: set[int]) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for (at_row, at_column), (value, code) in entries.items():
        entry: Any = sheet.cell(at_row, at_column)
        entry.value = value
        if isinstance(value, str) and not value.startswith(("#", "=")):
            entry.data_type = "s"
        if code and not isinstance(value, datetime.date):
            entry.number_format = code
    for number in hidden:
        sheet.row_dimensions[number].hidden = True
    sheet.merge_cells("AP1:AQ2")
    data = saved(book)
    by_patterns = read_by("expat", data)
    assert read_workbook(data) == by_patterns
    (ours,) = by_patterns.sheets
    found = {place: (simplified(cell), cell.format) for place, cell in ours.cells.items()}
    expected = {place: (value, code) for place, value, code in by_openpyxl(data)}
    for place, cell in ours.cells.items():
        if cell.kind == "formula_without_value":
            expected[place] = (None, cell.format)
    assert found.keys() == expected.keys()
    for place, (value, code) in found.items():
        other, other_code = expected[place]
        assert code == other_code
        if isinstance(value, float) and isinstance(other, float):
            assert math.isclose(value, other, rel_tol=1e-14, abs_tol=1e-300)
        elif isinstance(value, datetime.datetime) and isinstance(other, datetime.datetime):
            assert abs(value - other) < datetime.timedelta(milliseconds=2)
        else:
            assert value == other
    assert ours.hidden_rows == hidden & {at_row for at_row, _ in found}
    assert ours.merges == ((1, 42, 2, 43),)
