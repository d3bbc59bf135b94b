"""What the look of a text says of its meaning, by patterns and by expat alike."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from lbedu.reading.workbook import Cell, read_workbook
from lbedu.reading.xlsx import cell_values
from lbedu.reading.xlsx.typefaces import FontText, Run, Typeface, typeface
from tests.reading.test_workbook import cells, pack, parts, read_by, row

FONTS = ("Calibri", ".VnTime", ".VnTimeH", "VNI-Times", "Wingdings", "Symbol")
_NAMED = "".join(f'<font><sz val="11"/><name val="{name}"/></font>' for name in FONTS)
_STRUCK = '<font><b/><strike/><name val="Calibri"/></font><font><strike val="0"/><name val="Calibri"/></font>'
_PLAIN = "".join(f'<xf fontId="{number}" numFmtId="0"/>' for number in range(8))
STYLES = (
    '<numFmts count="1"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/></numFmts>'
    f'<fonts count="8">{_NAMED}{_STRUCK}</fonts>'
    f'<cellXfs count="9">{_PLAIN}<xf fontId="6" numFmtId="164"/></cellXfs>'
)


def run(text: str, look: str = "") -> str:
    return f'<r>{f"<rPr>{look}</rPr>" if look else ""}<t xml:space="preserve">{text}</t></r>'


def font(name: str) -> str:
    return f'<sz val="11"/><rFont val="{name}"/>'


RAISED, LOWERED = '<vertAlign val="superscript"/>', '<vertAlign val="subscript"/>'


def both(content: str, style: int = 0) -> Cell:
    """The cell of a text by both routes, shared and inline: they are the same."""
    shared = cells(row(f'<c r="A1" s="{style}" t="s"><v>0</v></c>'), f"<si>{content}</si>", styles=STYLES)["A1"]
    inline = cells(row(f'<c r="A1" s="{style}" t="inlineStr"><is>{content}</is></c>'), styles=STYLES)["A1"]
    assert shared == inline and type(shared.value) is type(inline.value)
    if isinstance(shared.value, FontText) and isinstance(inline.value, FontText):
        assert shared.value.runs == inline.value.runs
    return shared


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (run("45") + run("1", RAISED), "45¹"),
        (run("45", "<b/>") + run("(2)", font("Arial") + RAISED), "45⁽²⁾"),
        (run("CO") + run("2", LOWERED), "CO₂"),
        (run("12", "<i/>") + run("3", "<b/>"), "123"),
        (run("a&amp;lt;") + run("&amp;1", RAISED), "a&lt;&¹"),
        (run("x_x0041_") + run("1_x0031_", RAISED), "xA¹¹"),
        (run("_x005F_x0041_", "<b/>"), "_x0041_"),
        (run("45") + '<rPh sb="0" eb="1"><t>1</t></rPh>' + run("6"), "456"),
        (run("1", '<vertAlign val="baseline"/>'), "1"),
    ],
)
def test_runs(content: str, text: str) -> None:
    cell = both(content)
    assert (cell.kind, cell.value, type(cell.value)) == ("text", text, str)


@pytest.mark.parametrize("value", ["120", "45¹"])
def test_a_text_struck_out(value: str) -> None:
    assert both(f"<t>{value}</t>", style=6)[2:4] == ("struck", value)
    assert both(run(value, "<strike/>"))[2:4] == ("struck", value)
    assert both(run("1 ") + run(value, "<strike/>"))[2:4] == ("struck", f"1 {value}")
    assert both(run(value, '<strike val="0"/>'))[2:4] == ("text", value)
    assert both(f"<t>{value}</t>", style=7)[2:4] == ("text", value)
    assert both(run(" ", "<strike/>") + run(value))[2:4] == ("text", f" {value}")


WHITE_RUN = run("5", '<color rgb="FFFFFFFF"/>')


@pytest.mark.parametrize(
    ("content", "kind", "code"),
    [
        (run("12") + WHITE_RUN, "struck", "General"),
        (run("12") + run("5", '<sz val="1"/>'), "struck", "General"),
        (run("12") + run("5", '<color theme="0" tint="-0.04"/>'), "struck", "General"),
        (run("12") + run("5", '<color indexed="9"/>'), "struck", "General"),
        (run("12") + run("5", '<color rgb="FFFF0000"/>'), "text", "General"),
        (run("12") + run("5", '<color theme="0" tint="-0.5"/>'), "text", "General"),
        (run("- ", '<color rgb="FFFFFFFF"/>') + run("12"), "text", "General"),
        (WHITE_RUN, "text", "[White]General"),
    ],
)
def test_runs_that_nobody_sees(content: str, kind: str, code: str) -> None:
    cell = both(content)
    assert (cell.kind, cell.format) == (kind, code)


def test_a_white_text_leaves_its_neighbours_alone() -> None:
    rows = row("".join(f'<c r="{column}1" t="s"><v>{n}</v></c>' for n, column in enumerate("ABC")))
    found = cells(rows, f"<si>{WHITE_RUN}</si><si><t>12</t></si><si>{run('12')}{WHITE_RUN}</si>", styles=STYLES)
    assert [cell.format for cell in found.values()] == ["[White]General", "General", "General"]


def test_figures_struck_out() -> None:
    rows = row(
        '<c r="A1" s="6"><v>120</v></c><c r="B1" s="8"><v>44712</v></c><c r="C1" s="6" t="b"><v>1</v></c>'
        '<c r="D1" s="6" t="e"><v>#N/A</v></c><c r="E1" s="7"><v>120</v></c><c r="F1" s="6"><f>A1</f><v>7</v></c>'
    )
    found = {address: (cell.kind, cell.value) for address, cell in cells(rows, styles=STYLES).items()}
    assert found == {
        "A1": ("struck", Decimal(120)),
        "B1": ("struck", dt.date(2022, 5, 31)),
        "C1": ("struck", True),
        "D1": ("error", "#N/A"),
        "E1": ("number", Decimal(120)),
        "F1": ("struck", Decimal(7)),
    }


@pytest.mark.parametrize(
    ("style", "encoding", "capitals"), [(1, "TCVN3", False), (2, "TCVN3", True), (3, "VNI", False)]
)
def test_the_font_of_a_cell(style: int, encoding: str, capitals: bool) -> None:
    cell = both("<t>TiÓu häc</t>", style)
    assert isinstance(cell.value, FontText)
    assert cell.value.runs == (Run("TiÓu häc", Typeface(encoding, capitals)),)
    assert cells(row(f'<c r="A1" s="{style}"><v>5</v></c>'), styles=STYLES)["A1"].kind == "number"


def test_the_fonts_of_runs() -> None:
    content = run("a") + run("Ó", font(".VnTime")) + run("ö", "<b/>" + font("VNI-Times")) + run("u", font("Arial"))
    cell = both(content, style=1)
    assert isinstance(cell.value, FontText)
    assert [(one.text, one.face.encoding if one.face else None) for one in cell.value.runs] == [
        ("a", "TCVN3"), ("Ó", "TCVN3"), ("ö", "VNI"), ("u", ""),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("content", "style", "text"),
    [
        ("<t>ü</t>", 4, "✓"),
        ("<t>þ û C</t>", 4, "☑ ✗ �"),
        ("<t>\uf0fc</t>", 4, "✓"),
        (run("³", font("Symbol")) + run(" 90%", font("Arial")), 0, "≥ 90%"),
        ("<t>a 45,5%</t>", 5, "α 45,5%"),
        (run("P", font("Wingdings 2")), 0, "✓"),
    ],
)
def test_fonts_of_pictures(content: str, style: int, text: str) -> None:
    cell = both(content, style)
    assert (cell.kind, cell.value) == ("text", text)


@pytest.mark.parametrize(
    ("name", "face"),
    [
        (".VnTime", Typeface("TCVN3")),
        (".VNTIMEH", Typeface("TCVN3", True)),
        (".VnArial NarrowH", Typeface("TCVN3", True)),
        ("vni-helve", Typeface("VNI")),
        ("Times New Roman", Typeface()),
        ("Times News Roman", Typeface()),
        ("Webdings", Typeface(pictures="webdings")),
        ("", Typeface()),
    ],
)
def test_fonts_by_name(name: str, face: Typeface) -> None:
    assert typeface(name) == face


@pytest.mark.parametrize(
    ("text", "odd"),
    [("Trường “Đoàn Kết” – 100%, ²°", False), ("TiÓu häc", True), ("Tröôøng", True), ("TrÆ°á»ng", True), ("TH", False)],
)
def test_only_workbooks_with_odd_letters_are_looked_through(text: str, odd: bool) -> None:
    for rows, strings in (
        ('<c r="A1" t="s"><v>0</v></c>', f"<si><t>{text}</t></si>"),
        (f'<c r="A1" t="inlineStr"><is><t>{text}</t></is></c>', None),
        (f'<c r="A1" t="str"><f>B1</f><v>{text}</v></c>', None),
    ):
        data = pack(parts(row(rows), strings))
        assert read_workbook(data).odd_texts == read_by("patterns", data).odd_texts == odd


def test_plain_texts_are_never_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a workbook without such fonts and letters no text is taken apart."""

    def refuse(*_: object) -> None:
        raise AssertionError("a plain text was taken apart")

    monkeypatch.setattr(cell_values, "settled", refuse)
    monkeypatch.setattr("lbedu.reading.legacy_text.decoded", refuse)
    rows = row('<c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><v>1</v></c><c r="C1" t="inlineStr"><is><t>Có</t></is></c>')
    book = read_workbook(pack(parts(rows, "<si><t>Trường</t></si>")))
    assert [cell.value for cell in book.sheets[0].cells.values()] == ["Trường", Decimal(1), "Có"]
    assert not book.odd_texts
