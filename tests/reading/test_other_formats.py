"""Workbooks in .xls, .xlsb and .ods are read as the .xlsx would be, or refused; never otherwise."""

from __future__ import annotations

import datetime as dt
import io
import random
import struct
import zipfile
from decimal import Decimal
from pathlib import Path

import pytest

from lbedu.options import Options
from lbedu.reading.cells.odd_formats import misleads
from lbedu.reading.other_formats.shown import format_shown
from lbedu.reading.workbook import Cell, Limits, Unreadable, Workbook, open_workbook, read_workbook
from lbedu.run import check
from tests.reading import other_files as make

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "samples" / "report.xlsx"
SAVED = Path(__file__).parent / "formats"
INT, FLOAT = struct.Struct("<L"), struct.Struct("<d")
PERCENT, DATE = 1, 2


def by_address(data: bytes) -> dict[str, tuple[str, object, str]]:
    (sheet,) = read_workbook(data).sheets
    return {cell.address: (cell.kind, cell.value, cell.format) for cell in sheet.cells.values()}


def refusal(data: bytes, limits: Limits | None = None) -> tuple[str, object]:
    with pytest.raises(Unreadable) as caught:
        read_workbook(data, limits or Limits())
    facts = caught.value.args_
    return caught.value.code, facts.get("detail", facts.get("kind", facts.get("what")))


@pytest.mark.parametrize("name", ["report.xls", "report.ods"])
def test_a_saved_sample_has_the_cells_of_the_xlsx(name: str) -> None:
    """All but those with formulas: LibreOffice calculates what the blank form leaves to Excel."""

    def told(cell: Cell) -> tuple[object, ...]:
        return cell.row, cell.column, cell.kind, cell.value, "%" in cell.format

    book, own = open_workbook(SAVED / name), open_workbook(SAMPLE)
    assert book.format == Path(name).suffix
    for sheet, original in zip(book.sheets, own.sheets, strict=True):
        assert (sheet.name, sheet.hidden, set(sheet.merges)) == (original.name, original.hidden, set(original.merges))
        differing = {told(cell) for cell in sheet.cells.values()} ^ {told(cell) for cell in original.cells.values()}
        formulas = {at for at, cell in original.cells.items() if cell.kind == "formula_without_value"}
        assert {(row, column) for row, column, *_ in differing} <= formulas


@pytest.mark.parametrize("name", ["report.xls", "report.ods"])
def test_a_saved_sample_is_judged_as_the_xlsx(name: str) -> None:
    def concluded(path: Path) -> list[object]:
        card = check([path], Options())
        figures = [
            (record.form, record.row, field, said.value, said.place.sheet, said.place.cell)
            for submission in card.submissions
            for record in submission.records
            for field, said in record.said.items()
        ]
        return [figures, [(verdict.target.id, verdict.outcome) for verdict in card.verdicts], card.exit_code]

    assert concluded(SAVED / name) == concluded(SAMPLE)
    own, other = (
        {(problem.code, problem.place.sheet, problem.place.cell) for problem in check([path], Options()).problems}
        for path in (SAMPLE, SAVED / name)
    )
    assert other - own == {("format_shows_less", "", "")}
    assert own <= other


def test_a_cell_of_an_xls_is_what_excel_shows() -> None:
    cells = by_address(
        make.xls(
            [
                make.number(0, 0, 1, PERCENT),
                make.number(0, 1, 45292, DATE),
                make.number(0, 2, 0.1 + 0.2),
                make.shared(1, 0, 0),
                make.record(0x205, struct.pack("<3H2B", 1, 1, 0, 1, 0)),
                make.record(0x205, struct.pack("<3H2B", 1, 2, 0, 0x2A, 1)),
                make.record(0x27E, struct.pack("<3HL", 2, 0, 0, (1250 << 2) | 3)),
                make.record(0x27E, struct.pack("<3HL", 2, 1, 0, (2**32 - (7 << 2)) | 2)),
                make.record(0xBD, struct.pack("<2HHLHLH", 3, 0, 0, (5 << 2) | 2, 1, (50 << 2) | 3, 1)),
                make.formula(4, 0, FLOAT.pack(7)),
                make.formula(4, 1, b"\2\0\7\0\0\0\xff\xff"),
                make.formula(4, 2, b"\1\0\1\0\0\0\xff\xff"),
            ],
            [make.rich("Mầm non")],
        )
    )
    assert cells == {
        "A1": ("number", Decimal(1), "0%"),
        "B1": ("date", dt.date(2024, 1, 1), "dd/mm/yyyy"),
        "C1": ("number", Decimal("0.3"), "General"),
        "A2": ("text", "Mầm non", "General"),
        "B2": ("bool", True, "General"),
        "C2": ("error", "#N/A", "General"),
        "A3": ("number", Decimal("12.5"), "General"),
        "B3": ("number", Decimal(-7), "General"),
        "A4": ("number", Decimal(5), "General"),
        "B4": ("number", Decimal("0.5"), "0%"),
        "A5": ("number", Decimal(7), "General"),
        "B5": ("error", "#DIV/0!", "General"),
        "C5": ("bool", True, "General"),
    }


def test_a_zero_that_nobody_calculated_is_no_figure() -> None:
    zero, five = FLOAT.pack(0), FLOAT.pack(5)
    cells = by_address(
        make.xls([make.formula(0, 0, zero, 2), make.formula(0, 1, zero), make.formula(0, 2, five, 2)], ())
    )
    assert [cells[address][:2] for address in ("A1", "B1", "C1")] == [
        ("formula_without_value", ""),
        ("number", Decimal(0)),
        ("number", Decimal(5)),
    ]


def test_a_cell_of_an_xlsb_is_what_excel_shows() -> None:
    first = make.binary_row(
        0,
        make.binary_cell(5, 0, FLOAT.pack(1), PERCENT),
        make.binary_cell(5, 1, FLOAT.pack(45292), DATE),
        make.binary_cell(7, 2, INT.pack(0)),
        make.binary_cell(3, 3, b"\7"),
        make.binary_cell(4, 4, b"\1"),
        make.binary_cell(9, 5, FLOAT.pack(3) + bytes(10)),
        make.binary_cell(2, 6, INT.pack((100 << 2) | 2)),
        make.binary_cell(11, 7, b"\x2a" + bytes(10)),
    )
    cells = by_address(make.xlsb(first, [b"\0" + make.long("Mầm non")]))
    assert cells == {
        "A1": ("number", Decimal(1), "0%"),
        "B1": ("date", dt.date(2024, 1, 1), "dd/mm/yyyy"),
        "C1": ("text", "Mầm non", "General"),
        "D1": ("error", "#DIV/0!", "General"),
        "E1": ("bool", True, "General"),
        "F1": ("number", Decimal(3), "General"),
        "G1": ("number", Decimal(100), "General"),
        "H1": ("error", "#N/A", "General"),
    }


FLOATS = 'office:value-type="float" office:value="{}"'


def test_a_cell_of_an_ods_is_what_it_shows() -> None:
    cells = by_address(
        make.ods(
            make.table(
                make.ods_cell(FLOATS.format(7), "7")
                + make.ods_cell('office:value-type="percentage" office:value="1"', "100%")
                + make.ods_cell('office:value-type="date" office:date-value="2024-01-01"', "01/01/2024"),
                make.ods_cell('office:value-type="time" office:time-value="PT12H30M00S"', "12:30")
                + make.ods_cell('office:value-type="boolean" office:boolean-value="true"', "TRUE")
                + make.ods_cell('office:value-type="string"', "Mầm non"),
                make.ods_cell(
                    'table:formula="of:=1/0" office:value-type="string" calcext:value-type="error"', "#DIV/0!"
                )
                + make.ods_cell('table:formula="of:=1/0" office:value-type="float" office:value="0"', "#DIV/0!")
                + make.ods_cell('table:formula="of:=[.A1]"'),
                make.ods_cell('table:number-columns-repeated="2" ' + FLOATS.format("1.5"), "1,5"),
            )
        )
    )
    assert cells == {
        "A1": ("number", Decimal(7), "General"),
        "B1": ("number", Decimal(1), "0%"),
        "C1": ("date", dt.date(2024, 1, 1), "yyyy-mm-dd"),
        "A2": ("date", dt.time(12, 30), "h:mm"),
        "B2": ("bool", True, "General"),
        "C2": ("text", "Mầm non", "General"),
        "A3": ("error", "#DIV/0!", "General"),
        "B3": ("error", "#DIV/0!", "General"),
        "C3": ("formula_without_value", "", "General"),
        "A4": ("number", Decimal("1.5"), "0.0"),
        "B4": ("number", Decimal("1.5"), "0.0"),
    }


def test_a_truth_that_libreoffice_stores_as_a_number_is_no_figure() -> None:
    """So it saves a TRUE of an .xlsx, which was once read as 1."""
    made = 'table:formula="of:={}()" office:value-type="float" office:value="{}"'
    cells = by_address(
        make.ods(
            make.table(
                make.ods_cell(made.format("TRUE", 1), "TRUE")
                + make.ods_cell(made.format("FALSE", 0), "FALSE")
                + make.ods_cell(made.format("SUM", 1), "1")
            )
        )
    )
    assert [cells[address][:2] for address in ("A1", "B1", "C1")] == [
        ("bool", True),
        ("bool", False),
        ("number", Decimal(1)),
    ]


@pytest.mark.parametrize("kind", [*range(12, 19), 62])
def test_an_xlsb_with_cells_that_the_child_does_not_see_is_refused(kind: int) -> None:
    """SheetJS leaves out the column of a cell that stands beside another, and a text in several fonts may stand in its own cell
    instead of in the shared table; such cells were once lost without a word."""
    text = INT.pack(1) + bytes(4) + b"\0" + make.long("451") if kind == 62 else bytes(12)
    row = make.binary_row(0, make.binary_cell(5, 0, FLOAT.pack(1)), make.binary(kind, text))
    assert refusal(make.xlsb(row)) == ("old_format", ".xlsb")


RAISED_ODS = (
    '<style:style style:name="T1" style:family="text">'
    '<style:text-properties style:text-position="super 58%"/></style:style>'
)


@pytest.mark.parametrize(
    "data",
    [
        make.xls([make.shared(0, 0, 0)], [make.rich("451", (2, 5))], raised=4),
        make.xlsb(
            make.binary_row(0, make.binary_cell(7, 0, INT.pack(0))),
            [b"\1" + make.long("451") + struct.pack("<L2H", 1, 2, 1)],
            b"".join(
                make.binary(43, struct.pack("<4H", 200, 0, 400, high) + bytes(8) + make.long("A")) for high in (0, 1)
            ),
        ),
        make.ods(
            make.table(make.ods_cell('office:value-type="string"', '45<text:span text:style-name="T1">1</text:span>')),
            RAISED_ODS,
        ),
    ],
    ids=["xls", "xlsb", "ods"],
)
def test_a_footnote_is_no_digit(data: bytes) -> None:
    assert by_address(data) == {"A1": ("text", "45¹", "General")}


STRUCK, OTHER_FONT = '<style:text-properties style:text-line-through-style="solid"/>', len(make.FORMATS)
STRUCK_ODS = "".join(
    f'<style:style style:name="{name}" style:family="{family}">{about}</style:style>'
    for name, family, about in (
        ("T1", "text", STRUCK),
        ("ce1", "table-cell", STRUCK),
        ("ce2", "table-cell", STRUCK.replace("solid", "none")),
    )
)
STRING = 'office:value-type="string" '


@pytest.mark.parametrize(
    "data",
    [
        make.xls(
            [
                make.number(0, 0, 7, OTHER_FONT),
                make.number(0, 1, 8),
                make.shared(0, 2, 0),
                make.shared(0, 3, 1),
                make.record(0xBD, struct.pack("<2HHLHLH", 1, 0, OTHER_FONT, 7 << 2 | 2, 0, 8 << 2 | 2, 1)),
                make.formula(2, 0, FLOAT.pack(7), style=OTHER_FONT),
            ],
            [make.rich("45 54", (0, 6), (2, 0)), make.rich("54")],
            struck=5,
        ),
        make.xlsb(
            make.binary_row(
                0,
                make.binary_cell(5, 0, FLOAT.pack(7), OTHER_FONT),
                make.binary_cell(5, 1, FLOAT.pack(8)),
                make.binary_cell(7, 2, INT.pack(0)),
                make.binary_cell(7, 3, INT.pack(1)),
            )
            + make.binary_row(
                1,
                make.binary_cell(2, 0, INT.pack(7 << 2 | 2), OTHER_FONT),
                make.binary_cell(2, 1, INT.pack(8 << 2 | 2)),
            )
            + make.binary_row(2, make.binary_cell(9, 0, FLOAT.pack(7) + bytes(10), OTHER_FONT)),
            [b"\1" + make.long("45 54") + struct.pack("<L4H", 2, 0, 1, 2, 0), b"\0" + make.long("54")],
            b"".join(
                make.binary(43, struct.pack("<4H", 200, line, 400, 0) + bytes(8) + make.long("A")) for line in (0, 8)
            ),
        ),
        make.ods(
            make.table(
                make.ods_cell('table:style-name="ce1" ' + FLOATS.format(7), "7")
                + make.ods_cell(FLOATS.format(8), "8")
                + make.ods_cell(STRING, '<text:span text:style-name="T1">45</text:span> 54')
                + make.ods_cell(STRING + 'table:style-name="ce2"', "54"),
                make.ods_cell(FLOATS.format(7), "7") + make.ods_cell('table:style-name="ce2" ' + FLOATS.format(8), "8"),
                make.ods_cell('table:formula="of:=7" table:style-name="ce1" ' + FLOATS.format(7), "7"),
                columns='<table:table-column table:default-cell-style-name="ce2"/><table:table-column/>',
            ).replace(
                '</table:table-row><table:table-row><table:table-cell office:value-type="float" office:value="7">',
                '</table:table-row><table:table-row table:default-cell-style-name="ce1">'
                '<table:table-cell office:value-type="float" office:value="7">',
            ),
            STRUCK_ODS,
        ),
    ],
    ids=["xls", "xlsb", "ods"],
)
def test_what_is_struck_out(data: bytes) -> None:
    assert {address: cell[:2] for address, cell in by_address(data).items()} == {
        "A1": ("struck", Decimal(7)),
        "B1": ("number", Decimal(8)),
        "C1": ("struck", "45 54"),
        "D1": ("text", "54"),
        "A2": ("struck", Decimal(7)),
        "B2": ("number", Decimal(8)),
        "A3": ("struck", Decimal(7)),
    }


def test_a_column_of_an_ods_that_is_struck_out() -> None:
    columns = '<table:table-column/><table:table-column table:default-cell-style-name="ce1" {}/>'
    cells = "".join(make.ods_cell(FLOATS.format(n), str(n)) for n in range(3))
    own = make.ods_cell('table:style-name="ce2" ' + FLOATS.format(3), "3")
    for repeated, expected in (("", "B1"), ('table:number-columns-repeated="2"', "B1 C1")):
        data = make.ods(make.table(cells + own, columns=columns.format(repeated)), STRUCK_ODS)
        assert " ".join(a for a, cell in by_address(data).items() if cell[0] == "struck") == expected


def test_what_a_named_style_of_an_ods_strikes_out() -> None:
    def style(name: str, parent: str, about: str = "") -> str:
        parent = f' style:parent-style-name="{parent}"' if parent else ""
        return f'<style:style style:name="{name}" style:family="table-cell"{parent}>{about}</style:style>'

    automatic = style("ce1", "Bỏ") + style("ce2", "Bỏ", STRUCK.replace("solid", "none")) + style("ce3", "ce4")
    automatic += style("ce4", "ce3")  # a ring
    names = ("ce1", "ce2", "ce3", "Bỏ")
    cells = "".join(make.ods_cell(f'table:style-name="{name}" ' + FLOATS.format(7), "7") for name in names)
    styles = (
        '<office:document-styles xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"><office:styles>'
        + style("Bỏ", "", STRUCK)
        + "</office:styles></office:document-styles>"
    )
    data = make.ods(make.table(cells), automatic, more={"styles.xml": styles})
    assert [address for address, cell in by_address(data).items() if cell[0] == "struck"] == ["A1", "D1"]


SHOWN = [
    ("3500", "3.500", "General"),
    ("3500", "3 500", "General"),
    ("1243.5", "1.243,50", "0.0"),
    ("-12", "(12)", "General"),
    ("45", "45 em", '0" em"'),
    ("45", "45 m2", '0" m2"'),
    ("45.4", "45", "0"),
    ("0", "-", "General"),
    ("1", "Có", "General"),
    ("0.869", "86,9%", "0%"),
    ("1200", "1,20E+03", "General"),
    ("45", "###", "General"),
    ("7", "", ";;;"),
]


@pytest.mark.parametrize(("stored", "shown", "code"), SHOWN)
def test_the_format_of_a_number_in_an_ods_is_told_by_what_it_shows(stored: str, shown: str, code: str) -> None:
    percent = shown.endswith("%")
    assert format_shown(shown, Decimal(stored), percent) == code
    assert not misleads(code)
    kind = "percentage" if percent else "float"
    data = make.ods(
        make.table(
            f'<table:table-cell office:value-type="{kind}" office:value="{stored}"><text:p>{shown}</text:p></table:table-cell>'
        )
    )
    assert by_address(data) == {"A1": ("number", Decimal(stored), code)}


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("3500", "4"),
        ("3500", "3,5"),
        ("3", "300"),
        ("4", "4 nghìn"),
        ("431", "43.1"),
        ("874", "-874"),
        ("874", "(874)"),
        ("431", "43 1"),
    ],
)
def test_a_number_in_an_ods_that_shows_another_figure_misleads(stored: str, shown: str) -> None:
    assert misleads(format_shown(shown, Decimal(stored), False))


def test_shared_texts_that_go_on_in_the_next_record() -> None:
    """In the next record the width of the letters is said anew."""
    first = struct.pack("<HB", 4, 1) + "Mầ".encode("utf-16-le")
    second = b"\x01" + "m.".encode("utf-16-le") + make.rich("451", (2, 5))
    whole = make.record(0xFC, struct.pack("<2L", 2, 2) + first) + make.record(0x3C, second)
    data = make.xls([make.shared(0, 0, 0), make.shared(0, 1, 1)], [], globals_=whole, raised=4)
    empty = make.record(0xFC, struct.pack("<2L", 0, 0))
    data = data.replace(empty, make.record(0x8C, bytes(8)))
    assert [value for _, value, _ in by_address(data).values()] == ["Mầm.", "45¹"]


def test_what_is_hidden_or_merged_is_seen() -> None:
    hidden_row = make.record(0x208, struct.pack("<6HL", 1, 0, 9, 300, 0, 0, 0x20))
    hidden_column = make.record(0x7D, struct.pack("<6H", 1, 1, 300, 0, 1, 0))
    merged = make.record(0xE5, struct.pack("<5H", 1, 4, 5, 0, 2))
    cells = [make.number(0, 0, 1), make.number(1, 1, 2)]
    old = make.xls(cells, around=hidden_row + hidden_column + merged)
    rows = make.binary_row(0, make.binary_cell(5, 0, FLOAT.pack(1)))
    rows += make.binary_row(1, make.binary_cell(5, 1, FLOAT.pack(2)), hidden=True)
    columns = make.binary(60, struct.pack("<4LH", 1, 1, 300, 0, 1))
    binary = make.xlsb(rows, after=columns + make.binary(176, struct.pack("<4L", 4, 5, 0, 2)))
    span = 'table:number-rows-spanned="2" table:number-columns-spanned="3"'
    second = make.ods_cell() + make.ods_cell(FLOATS.format(2), "2")
    open_ = make.ods(
        make.table(
            make.ods_cell(FLOATS.format(1), "1"),
            f'<table:table-row table:visibility="filter">{second}</table:table-row>',
            '<table:table-row table:number-rows-repeated="2"><table:table-cell/></table:table-row>',
            make.ods_cell(span),
            columns='<table:table-column/><table:table-column table:visibility="collapse"/>',
        )
    )
    for data in (old, binary, open_):
        (sheet,) = read_workbook(data).sheets
        assert (sheet.hidden_rows, sheet.hidden_columns) == (frozenset({2}), frozenset({2}))
        assert sheet.merges == ((5, 1, 6, 3),)


def test_external_links_passwords_and_dates_of_1904() -> None:
    cell = [make.number(0, 0, 0, DATE)]
    assert read_workbook(make.xls(cell, globals_=make.record(0x1AE, b"\1\0\5\0\0abcde"))).external_links
    assert not read_workbook(make.xls(cell, globals_=make.record(0x1AE, b"\1\0\1\4"))).external_links
    assert by_address(make.xls(cell, globals_=make.record(0x22, b"\1\0")))["A1"][1] == dt.date(1904, 1, 1)
    assert refusal(make.xls(cell, globals_=make.record(0x2F, bytes(6)))) == ("encrypted", None)
    assert refusal(make.ods(make.table(), manifest="<a><encryption-data/></a>")) == ("encrypted", None)


def test_limits_hold_before_the_child_sees_anything(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lbedu.reading.other_formats.opening.ask", lambda *_: pytest.fail("the child was asked"))
    many = [make.number(n, 0, n) for n in range(11)]
    rows = b"".join(make.binary_row(n, make.binary_cell(5, 0, FLOAT.pack(n))) for n in range(11))
    wide = make.ods_cell('table:number-columns-repeated="16000" ' + FLOATS.format(1), "1")
    far = f'<table:table-row table:number-rows-repeated="1000000">{wide}</table:table-row>'
    few = Limits(cells=10)
    for data in (make.xls(many), make.xlsb(rows), make.ods(make.table(far))):
        assert refusal(data, few) == ("file_too_large", "cells")
    merges = make.record(0xE5, struct.pack("<H", 65_535))
    assert refusal(make.xls([], around=merges), Limits(cells=100))[0] == "file_too_large"
    tables = "".join(make.table(name=f"S{n}") for n in range(5))
    assert refusal(make.ods(tables), Limits(sheets=4)) == ("file_too_large", "sheets")
    assert refusal(make.ods(make.table("<x>" * 400 + "</x>" * 400)))[0] == "bomb"
    assert refusal(make.ods(make.table()).replace(b"mimetype", b"mimetypf"))[0] in ("corrupt", "not_a_workbook")


@pytest.mark.parametrize(
    "data",
    [
        make.xls([make.number(0, 0, 1), make.number(0, 0, 2)]),
        make.xls([make.number(0, 0, float("nan"))]),
        make.xls([make.number(0, 0, 1, 99)]),
        make.xls([make.record(0x203, b"\0\0")]),
        make.xls([make.number(0, 0, 1)]).replace(b"\x09\x08", b"\x09\x07"),
        make.xlsb(make.binary_row(0, make.binary_cell(5, 0, FLOAT.pack(1)), make.binary_cell(5, 0, FLOAT.pack(2)))),
        make.xlsb(make.binary_cell(5, 0, FLOAT.pack(1))),
        make.xlsb(make.binary_row(0, make.binary(5, b"\0"))),
        make.xlsb(b"\x05\xff\xff\xff\x7f"),
        make.ods(make.table(make.ods_cell(FLOATS.format("1e"), "1"))),
        make.ods(make.table(make.ods_cell('office:value-type="void"', "1"))),
        make.ods(make.table(make.ods_cell('table:number-columns-repeated="0"', "1"))),
        make.xlsb(make.binary_row(0, make.binary_cell(5, 16_384, FLOAT.pack(1)))),
        make.xlsb(make.binary_row(1_048_576, make.binary_cell(5, 0, FLOAT.pack(1)))),
        make.xlsb(b"", after=make.binary(176, struct.pack("<4L", 0, 2_000_000, 0, 2))),
        make.xlsb(b"", after=make.binary(176, struct.pack("<4L", 5, 4, 0, 2))),
        make.xls([make.record(0x406, make.formula(0, 0, FLOAT.pack(1))[4:])]),
        make.xls([make.shared(0, 0, 0)], [make.rich("451", (2, 5), (1, 0))], raised=4),
        make.ods(make.table() + make.table(name="s")),
        make.ods(""),
    ],
)
def test_what_contradicts_itself_is_refused(data: bytes) -> None:
    assert refusal(data)[0] in ("corrupt", "old_format")


@pytest.mark.parametrize("doctype", ["<!DOCTYPE a>", '<!DOCTYPE a [<!ENTITY b "c">]>'])
def test_no_doctype_in_an_ods(doctype: str) -> None:
    data = make.ods(make.table(make.ods_cell(FLOATS.format(1), "1")))
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        parts = {name: old.read(name).decode() for name in old.namelist()}
    parts["content.xml"] = parts["content.xml"].replace("?>", f"?>{doctype}", 1)
    assert refusal(make.zipped(parts))[0] == "unsafe_xml"


def test_a_cell_that_only_one_of_two_readers_sees_refuses_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    data = make.xls([make.number(0, 0, 1), make.shared(0, 1, 0)], [make.rich("a")])
    sheet = b'["sheet","S"]\n'
    right = b'["cell",1,1,"n","1"]\n["cell",1,2,"t","a"]\n'
    for said, agreed in (
        (right, True),
        (right.replace(b'"1"', b'"2"'), False),
        (right.replace(b'"n","1"', b'"t","1"'), False),
        (right.replace(b'"t","a"', b'"n","1"'), False),
        (b'["cell",1,2,"t","a"]\n', False),
        (right + b'["cell",9,9,"n","5"]\n', False),
    ):
        answer = sheet + said + b'["end"]\n'
        monkeypatch.setattr("lbedu.reading.other_formats.opening.ask", lambda *_, answer=answer: answer)
        if agreed:
            assert len(read_workbook(data).sheets[0].cells) == 2
        else:
            assert refusal(data) == ("corrupt", "two readings")


def test_no_byte_of_a_file_changes_a_figure_in_silence() -> None:
    """Bits of an .xls have no checksum: where one is turned, both readers read on, and read the same or are refused."""
    cells = [make.number(row, 0, row * 10.0) for row in range(4)] + [make.shared(0, 1, 0)]
    chance = random.Random(5)
    data = make.xls(cells, [make.rich("Trường")])
    ended = set()
    for _ in range(60):
        changed = bytearray(data)
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
        ended.add(_outcome(bytes(changed)))
    assert "read" in ended and len(ended) > 1


def _outcome(data: bytes) -> str:
    try:
        book = read_workbook(data)
    except Unreadable as error:
        return error.code
    assert isinstance(book, Workbook)
    return "read"
