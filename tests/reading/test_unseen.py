"""What a person sees and what is read must not differ in silence: rules that hide a figure or show another one, runs of the
colour of their ground, tiny letters, zeros that are left out, figures in fonts of pictures."""

from __future__ import annotations

import io
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter  # type: ignore[import-untyped]
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.formatting.rule import DataBarRule, IconSetRule, Rule
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.colors import Color
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.numbers import NumberFormat

from lbedu.own_form import FIGURES_SHEET
from lbedu.reading.layout import code_of as shown_code
from lbedu.reading.workbook import Cell, read_workbook
from lbedu.reading.xlsx.cell import Kind
from lbedu.scorecard import Scorecard
from samples.mistakes.book import repacked, wards
from samples.mistakes.layouts import boxed
from tests.cli.workbooks import checked, code_cell, code_of, figure, figures, filled, problems, saved

WHITE, RED, YELLOW = "FFFFFFFF", "FFFF0000", "FFFFF2CC"
KEY = ("ward", "", "attending_5")


def ward(value: object = 100) -> openpyxl.Workbook:
    return filled("ward", None, "Bồ Đề", {"children_5": 2000, "attending_5": value, "two_sessions_5": 0})


def asked(book: openpyxl.Workbook) -> Any:
    return figure(book, code_of("attending_5", "ward"))


def unseen(card: Scorecard) -> int:
    """How many readings say that a cell may look empty."""
    return sum("màu chữ" in one.read_as["vi"] for one in card.readings)


# rules


def shown_as(code: str) -> DifferentialStyle:
    return DifferentialStyle(numFmt=NumberFormat(numFmtId=200, formatCode=code))


def lettered(colour: str, ground: str | None = None) -> DifferentialStyle:
    fill = None if ground is None else PatternFill(bgColor=ground)
    return DifferentialStyle(font=Font(color=colour), fill=fill)


def always(style: DifferentialStyle) -> Rule:
    return Rule(type="expression", formula=["TODAY()>0"], dxf=style)


def compared(operator: str, operands: list[str]) -> Rule:
    return Rule(type="cellIs", operator=operator, formula=operands, dxf=lettered(WHITE))  # type: ignore[arg-type]


def icons(show: bool) -> Rule:
    rule: Rule = IconSetRule("3Arrows", "percent", [0, 33, 67], showValue=show)  # type: ignore[no-untyped-call]
    return rule


def bar(show: bool) -> Rule:
    rule: Rule = DataBarRule("min", end_type="max", color="FF638EC6", showValue=show)  # type: ignore[no-untyped-call]
    return rule


@pytest.mark.parametrize(
    ("rule", "outcome"),
    [
        (always(lettered(WHITE)), "unseen"),
        (always(lettered("FFFCFCFC")), "unseen"),
        (always(lettered(RED, RED)), "unseen"),
        (always(DifferentialStyle(fill=PatternFill(bgColor="FF000000"))), "unseen"),
        (always(lettered("FF9C0006", "FFFFC7CE")), ""),
        (always(DifferentialStyle(fill=PatternFill(bgColor=YELLOW))), ""),
        (always(lettered(WHITE, "FF1F4E79")), ""),
        (always(shown_as(";;;")), "unseen"),
        (always(shown_as('0"0"')), "misleading_format"),
        (always(shown_as('"Đủ"')), "misleading_format"),
        (always(shown_as("0,")), "misleading_format"),
        (always(shown_as("dd/mm/yyyy")), "excel_date"),
        (always(shown_as("#,##0")), ""),
        (compared("equal", ["100"]), "unseen"),
        (compared("equal", ["0"]), ""),
        (compared("between", ["1", "99"]), ""),
        (compared("greaterThan", ["$A$1"]), "unseen"),
        (icons(True), ""),
        (icons(False), "unseen"),
        (bar(True), ""),
        (bar(False), "unseen"),
    ],
)
def test_rules_that_change_what_is_seen(rule: Rule, outcome: str, tmp_path: Path) -> None:
    book = ward()
    cell = asked(book)
    book[FIGURES_SHEET].conditional_formatting.add(cell.coordinate, rule)
    card = checked(saved(book, tmp_path / "a.xlsx"))
    read = outcome in ("", "unseen")
    assert problems(card) == ([] if read else [(outcome, cell.coordinate)])
    assert (figures(card).get(KEY) == 100) is read
    assert unseen(card) == (outcome == "unseen")


@pytest.mark.parametrize(
    ("formula", "told"),
    [
        ("ISERROR({cell})", False),
        ("LEN(TRIM({cell}))=0", False),
        ("{cell}=0", False),
        ('{cell}=""', False),
        ("{cell}>=100", True),
        ("$A$1=0", True),
        ("ISERROR($A$1)", True),
    ],
)
def test_rules_that_speak_of_their_own_cell(formula: str, told: bool, tmp_path: Path) -> None:
    book = ward()
    cell = asked(book)
    rule = Rule(type="expression", formula=[formula.format(cell=cell.coordinate)], dxf=lettered(WHITE))
    book[FIGURES_SHEET].conditional_formatting.add(cell.coordinate, rule)
    card = checked(saved(book, tmp_path / "a.xlsx"))
    assert (problems(card), figures(card)[KEY], unseen(card)) == ([], 100, int(told))


def test_a_rule_over_a_column_is_told_of_the_cells_that_it_hides(tmp_path: Path) -> None:
    book = ward(0)
    column = asked(book).column_letter
    rule = compared("equal", ["0"])
    book[FIGURES_SHEET].conditional_formatting.add(f"{column}1:{column}1048576", rule)
    card = checked(saved(book, tmp_path / "a.xlsx"))
    assert figures(card)[KEY] == 0
    hidden = [one.place.cell for one in card.readings if "màu chữ" in one.read_as["vi"]]
    zeros = [key for key, value in figures(card).items() if value == 0 and value is not False]
    assert asked(book).coordinate in hidden and len(hidden) == len(zeros)


def written(fill_in: Callable[[xlsxwriter.Workbook, Any], None]) -> dict[str, Cell]:
    """The cells of a sheet that XlsxWriter wrote."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    fill_in(book, book.add_worksheet())
    book.close()
    return {cell.address: cell for cell in read_workbook(stream.getvalue()).sheets[0].cells.values()}


def test_rules_of_another_writer() -> None:
    def fill_in(book: xlsxwriter.Workbook, sheet: Any) -> None:
        for row in range(5):
            sheet.write_number(row, 0, row)
        plain = book.add_format({"bg_color": "#FFC7CE", "font_color": "#9C0006"})
        white = book.add_format({"font_color": "#FFFFFF"})
        sheet.conditional_format("A1:A5", {"type": "cell", "criteria": ">", "value": 0, "format": plain})
        sheet.conditional_format("A1:A5", {"type": "cell", "criteria": ">=", "value": 3, "format": white})
        other = book.add_format({"num_format": '0"0"'})
        sheet.conditional_format("A2", {"type": "formula", "criteria": "=TRUE", "format": other})
        sheet.conditional_format("A3", {"type": "data_bar", "bar_only": True, "data_bar_2010": True})

    found = {address: cell.format for address, cell in written(fill_in).items()}
    white = "[White]General"
    assert found == {"A1": "General", "A2": '0"0"', "A3": white, "A4": white, "A5": white}


_X14 = """<extLst><ext xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
 uri="{{78C0D931-6437-407d-A8EE-F0AAD7539E65}}"><x14:conditionalFormattings>
 <x14:conditionalFormatting xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main">
 <x14:cfRule type="expression" priority="1" id="{{1}}"><xm:f>Sheet2!$A$1=1</xm:f><x14:dxf>{style}</x14:dxf></x14:cfRule>
 <xm:sqref>A1 A3</xm:sqref></x14:conditionalFormatting></x14:conditionalFormattings></ext></extLst>"""


@pytest.mark.parametrize(
    ("style", "formats"),
    [
        ('<font><color theme="0"/></font>', ("[White]General", "General", "[White]General")),
        ('<font><color rgb="FF9C0006"/></font>', ("General",) * 3),
        ('<numFmt numFmtId="9" formatCode="0,"/>', ("0,", "General", "0,")),
    ],
)
def test_rules_of_later_versions(style: str, formats: tuple[str, ...]) -> None:
    from tests.reading.test_workbook import pack, parts, row

    rows = "".join(row(f'<c r="A{n}"><v>{n}</v></c>', f'r="{n}"') for n in (1, 2, 3))
    package = parts(rows)
    name = next(name for name in package if "sheet1.xml" in name and "rels" not in name)
    xml = package[name]
    text = xml.decode() if isinstance(xml, bytes) else xml
    package[name] = text.replace("</worksheet>", _X14.format(style=style) + "</worksheet>")
    cells = read_workbook(pack(package)).sheets[0].cells.values()
    assert tuple(cell.format for cell in cells) == formats


def test_zeros_that_a_sheet_does_not_show(tmp_path: Path) -> None:
    book = ward(0)
    zeros = sum(
        value == 0 and value is not False for value in figures(checked(saved(book, tmp_path / "a.xlsx"))).values()
    )
    book[FIGURES_SHEET].sheet_view.showZeros = False
    card = checked(saved(book, tmp_path / "b.xlsx"))
    assert (problems(card), figures(card)[KEY], unseen(card)) == ([], 0, zeros)


# letters


def rich(*runs: tuple[str, dict[str, Any]]) -> CellRichText:
    return CellRichText(*(TextBlock(InlineFont(**look), text) if look else text for text, look in runs))


@pytest.mark.parametrize(
    ("runs", "ground", "outcome"),
    [
        ((("12", {}), ("5", {"color": WHITE})), None, "partly_unseen"),
        ((("12", {}), ("5", {"color": Color(theme=0)})), None, "partly_unseen"),
        ((("12", {}), ("5", {"color": "FFFDFDFD"})), None, "partly_unseen"),
        ((("12", {}), ("5", {"sz": 1})), None, "partly_unseen"),
        ((("12", {"color": RED}), ("5", {"color": YELLOW})), YELLOW, "partly_unseen"),
        ((("12", {}), ("5", {"color": RED})), None, ""),
        ((("12", {"b": True}), ("5", {"color": "FF000000"})), None, ""),
        ((("12", {}), (" ", {"color": WHITE})), None, ""),
        ((("12", {"color": WHITE}), ("5", {"color": YELLOW})), "FF1F4E79", ""),
        ((("12", {"color": WHITE}), ("5", {"color": WHITE})), None, "unseen"),
        ((("12", {}), ("1", {"vertAlign": "superscript"})), None, "footnote_mark"),
        ((("12", {}), ("5", {"strike": True})), None, "struck_out"),
    ],
)
def test_runs_that_nobody_sees(
    runs: tuple[tuple[str, dict[str, Any]], ...], ground: str | None, outcome: str, tmp_path: Path
) -> None:
    book = ward()
    cell = asked(book)
    cell.value = rich(*runs)
    if ground:
        cell.fill = PatternFill("solid", fgColor=ground)
    stream = io.BytesIO()
    book.save(stream)
    path = tmp_path / "a.xlsx"
    path.write_bytes(stream.getvalue())
    card = checked(path)
    read = outcome in ("", "unseen")
    told = [code for code, place in problems(card) if place == cell.coordinate]
    assert bool(told) is not read and (read or outcome == "footnote_mark" or told == [outcome])
    assert (KEY in figures(card)) is read
    assert unseen(card) == (outcome == "unseen")


def test_runs_of_another_writer() -> None:
    def fill_in(book: xlsxwriter.Workbook, sheet: Any) -> None:
        white, red = book.add_format({"font_color": "#FFFFFF"}), book.add_format({"font_color": "#FF0000"})
        dark = book.add_format({"bg_color": "#1F4E79"})
        sheet.write_rich_string("A1", "12", white, "5")
        sheet.write_rich_string("A2", "12", red, "5")
        sheet.write_rich_string("A3", white, "12", red, "5", dark)

    found = {address: (cell.kind, str(cell.value)) for address, cell in written(fill_in).items()}
    assert found == {"A1": ("struck", "125"), "A2": ("text", "125"), "A3": ("text", "125")}


@pytest.mark.parametrize(
    ("font", "ground", "told"),
    [
        (Font(size=1), None, True),
        (Font(size=2.5), None, True),
        (Font(size=8), None, False),
        (Font(color=Color(theme=1, tint=1.0)), None, True),
        (Font(color=Color(theme=0, tint=-0.05)), None, True),
        (Font(color=Color(theme=0, tint=-0.35)), None, False),
        (Font(color="FFF8F8F8"), None, True),
        (Font(), "FF000000", True),
        (Font(color=Color(theme=0)), "FF000000", False),
    ],
)
def test_letters_that_nobody_sees(font: Font, ground: str | None, told: bool, tmp_path: Path) -> None:
    book = ward()
    cell = asked(book)
    cell.font = font
    if ground:
        cell.fill = PatternFill("solid", fgColor=ground)
    card = checked(saved(book, tmp_path / "a.xlsx"))
    assert (problems(card), figures(card)[KEY], unseen(card)) == ([], 100, int(told))


@pytest.mark.parametrize("name", ["Wingdings", "Webdings", "Wingdings 3", "Symbol"])
def test_figures_in_fonts_of_pictures(name: str, tmp_path: Path) -> None:
    book = ward()
    cell = asked(book)
    cell.font = Font(name=name)
    card = checked(saved(book, tmp_path / "a.xlsx"))
    read = name == "Symbol"  # which shows digits as they are
    assert problems(card) == ([] if read else [("not_a_number", cell.coordinate)])
    assert (KEY in figures(card)) is read


@pytest.mark.parametrize(("letter", "word"), [("ü", "Có"), ("û", "Không"), ("þ", "Có"), ("C", "")])
def test_answers_in_fonts_of_pictures(letter: str, word: str, tmp_path: Path) -> None:
    """A tick is proposed, never taken for an answer."""
    book = filled("ward", None, "Bồ Đề", {"committee": letter})
    cell = figure(book, code_of("committee", "ward"))
    cell.font = Font(name="Wingdings")
    card = checked(saved(book, tmp_path / "a.xlsx"))
    assert problems(card) == [("not_yes_no", cell.coordinate)]
    fault = next(problem for problem in card.problems if problem.code == "not_yes_no")
    assert word in str(fault.facts["guess"]) if word else not fault.facts["guess"]


# codes


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (5, "00", "05"),
        (5, "000", "005"),
        (5, '"0"0', "05"),
        (5, '"1"0', "15"),
        (5, "[Red]00", "05"),
        (12, "00", "12"),
        (5, "0_)", "5"),
        (5, "0,", "5 (0,)"),
        (5, '"chín"', '5 ("chín")'),
        (5, ";;;", "5"),
        (5, "[White]0", "5"),
        (5, '[>3]"1"0;0', '5 ([>3]"1"0;0)'),
        ("5", '0;0;0;"1"@', "15"),
        ("05", "@", "05"),
        ("05", '0;0;0;"khác"', '05 (0;0;0;"khác")'),
    ],
)
def test_codes_as_they_are_shown(value: int | str, code: str, shown: str) -> None:
    stored = Decimal(value) if isinstance(value, int) else value
    kind: Kind = "number" if isinstance(value, int) else "text"
    assert shown_code(Cell(1, 1, kind, stored, code, False)) == shown


@pytest.mark.parametrize(
    ("value", "code", "read"),
    [(6, "00", "attending_5"), (6, "0", "attending_5"), (6, '"1"0', None), (6, "0,", None), (1, '"0"0', None)],
)
def test_a_code_whose_format_shows_another(value: int, code: str, read: str | None, tmp_path: Path) -> None:
    book = ward(150)
    cell = code_cell(book, code_of("attending_5", "ward"))
    cell.value, cell.number_format = value, code
    card = checked(saved(book, tmp_path / "a.xlsx"))
    assert (figures(card).get(KEY) == 150) is (read is not None)
    assert bool(problems(card)) is (read is None)
    assert 150 not in [figure for key, figure in figures(card).items() if key != KEY]


def test_a_code_of_a_table_whose_format_shows_another(tmp_path: Path) -> None:
    book = wards(codes=("05", "06"))
    for cell, code in (("C6", "00"), ("D6", '"0"0')):
        book.put(cell, int(str(book.pages[-1].sheet[cell].value)), code)
    path = tmp_path / "a.xlsx"
    path.write_bytes(book.packed())
    read = {key[2]: value for key, value in figures(checked(path)).items()}
    assert set(read) == {"children_5", "attending_5"}
    book.put("D6", 6, '"1"0')
    path.write_bytes(book.packed())
    assert "attending_5" not in {key[2] for key in figures(checked(path))}


# what stands over the cells


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Đơn vị: nghìn cháu", "Đơn vị: nghìn cháu"),
        ("a &amp; &lt;b&gt;", "a & <b>"),
        ("x" * 500, "x" * 200),
        ("…", ""),
        ("", ""),
    ],
)
def test_text_boxes_over_what_is_read(text: str, told: str, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(wards().packed())
    before = checked(path)
    path.write_bytes(boxed(wards().packed(), text))
    card = checked(path)
    found = [(one.code, one.place.sheet, one.found) for one in card.problems if one.code == "text_box"]
    assert found == ([("text_box", "Phường", told)] if told else [])
    assert figures(card) == figures(before)


def test_text_boxes_that_are_damaged_spoil_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    data = repacked(boxed(wards().packed(), "Ghi chú"), lambda name, part: part[:-9] if "box1" in name else part)
    path.write_bytes(data)
    card = checked(path)
    assert not [one for one in card.problems if one.code == "text_box"]
    assert figures(card)


def test_drawings_are_left_alone_where_there_are_none(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("looked for drawings")

    monkeypatch.setattr("lbedu.reading.xlsx.text_boxes.text_of_boxes", refuse)
    assert read_workbook(wards().packed()).sheets
    assert read_workbook(wards().noted("C7", "Theo sổ.").packed()).sheets
    with pytest.raises(AssertionError):
        read_workbook(boxed(wards().packed(), "a"))


def test_text_boxes_of_another_writer() -> None:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    sheet = book.add_worksheet()
    sheet.write_number("A1", 5)
    sheet.insert_textbox("C3", "Số liệu\nước tính")
    book.add_worksheet().write_number("A1", 5)
    book.close()
    assert [sheet.boxes for sheet in read_workbook(stream.getvalue()).sheets] == ["Số liệu ước tính", ""]
