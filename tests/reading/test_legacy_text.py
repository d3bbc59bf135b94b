"""Forms, tables and registers with text in TCVN3 or VNI, spoilt text, struck cells: from real files to the scorecard."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell.cell import Cell
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from lbedu.grouping import areas
from lbedu.reporters import Style, text_reporter
from lbedu.scorecard import Scorecard
from tests.cli.command import lbedu
from tests.cli.workbooks import YEAR, Edit, checked, code_cell, code_of, directive, figure, filled, problems, saved
from tests.old_text import spoilt, tcvn3, vni
from tests.reading.ministry import ministry
from tests.reading.tables import Layout, book_of, codes, read, records
from tests.reading.test_matching import LISTED, register
from tests.reading.test_tables import SECTIONS

NAME = "Trường Tiểu học Đoàn Kết"
NAME_CELL = figure(filled("school", "TH"), "DV2").coordinate
Typed = Callable[[str], str]


def said(card: Scorecard) -> dict[str, object]:
    return {
        name: said.value
        for submission in card.submissions
        for record in submission.records
        if not record.row
        for name, said in record.said.items()
    }


def unwrapped(text: str) -> str:
    """A page without its line breaks, which depend on the length of paths."""
    return " ".join(text.split())


def texts(book: openpyxl.Workbook) -> Iterator[Cell]:
    for sheet in book.worksheets:
        if sheet.sheet_state == "visible":
            for row in sheet.iter_rows():
                yield from (cell for cell in row if isinstance(cell, Cell) and isinstance(cell.value, str))


def retyped(typed: Typed, font: str) -> Edit:
    """An edit: all that is seen is typed anew in an old encoding, headers and answers and all."""

    def edit(book: openpyxl.Workbook) -> None:
        for cell in texts(book):
            cell.value = typed(str(cell.value))
            cell.font = Font(name=font)

    return edit


def one(code: str, value: object, font: str = "Times New Roman", strike: bool = False) -> Edit:
    """An edit: one cell in a font."""

    def edit(book: openpyxl.Workbook) -> None:
        cell = figure(book, code)
        cell.value = value  # type: ignore[assignment]
        cell.font = Font(name=font, strike=strike)

    return edit


@pytest.mark.parametrize(
    ("stored", "font", "encoding"),
    [
        (tcvn3(NAME), ".VnTime", "TCVN3"),
        (tcvn3(NAME), ".VnArialH", "TCVN3"),
        (tcvn3(NAME), "Times New Roman", "TCVN3"),
        (vni(NAME), "VNI-Times", "VNI"),
        (vni(NAME), "Arial", "VNI"),
    ],
)
def test_a_name_in_an_old_encoding(stored: str, font: str, encoding: str, tmp_path: Path) -> None:
    path = saved(filled("school", "TH", NAME), tmp_path / "a.xlsx", one("DV2", stored, font))
    card = checked(path)
    (problem,) = [problem for problem in card.problems if problem.severity == "error"]
    assert (problem.code, problem.place.cell, problem.facts["encoding"]) == ("legacy_encoding", NAME_CELL, encoding)
    assert problem.found.casefold() == NAME.casefold()
    assert "UniKey" in problem.text("vi", "fix") and "--legacy-encoding convert" in problem.text("vi", "fix")
    assert not card.submissions and card.exit_code == 3
    card = checked(path, legacy_encoding="convert")
    assert [submission.unit.name.casefold() for submission in card.submissions[:1]] == ["th đoàn kết"]
    assert [problem.code for problem in card.problems] == []
    (reading,) = [reading for reading in card.readings if encoding in reading.read_as["vi"]]
    assert (reading.place.cell, reading.found) == (NAME_CELL, stored)


@pytest.mark.parametrize(
    ("typed", "font"), [(tcvn3, ".VnTime"), (tcvn3, "Calibri"), (vni, "VNI-Times"), (vni, "Calibri")]
)
def test_a_whole_form_in_an_old_encoding(typed: Typed, font: str, tmp_path: Path) -> None:
    book = filled("school", "TH", NAME)
    right = checked(saved(book, tmp_path / "right.xlsx"))
    path = saved(book, tmp_path / "a.xlsx", retyped(typed, font))
    card = checked(path)
    assert {problem.code for problem in card.problems} == {"legacy_encoding"}
    assert not card.submissions and card.exit_code == 3
    card = checked(path, legacy_encoding="convert")
    assert said(card) == said(right) and len(said(card)) > 20
    assert card.submissions[0].unit == right.submissions[0].unit
    assert [verdict.outcome for verdict in card.verdicts] == [verdict.outcome for verdict in right.verdicts]
    assert {problem.code for problem in card.problems} == {problem.code for problem in right.problems}
    assert len(card.readings) > 40


@pytest.mark.parametrize("many", [False, True])
def test_answers_in_an_old_encoding_are_told_once_for_a_sheet(many: bool, tmp_path: Path) -> None:
    specs = directive().forms["school"].by_id.values()
    fields = [spec.id for spec in specs if spec.type == "yes_no" and spec.asked_of("TH")][: 5 if many else 3]
    edits = [one(code_of(name), tcvn3("Không"), ".VnTime") for name in fields]
    card = checked(saved(filled("school", "TH", NAME), tmp_path / "a.xlsx", *edits))
    found = [problem for problem in card.problems if problem.code == "legacy_encoding"]
    named = {place.cell for problem in found for place in (problem.place, *problem.places)}
    assert len(found) == (1 if many else 3) and len(named) == len(fields)
    assert not set(fields) & said(card).keys() and card.exit_code == 3
    if many:
        assert "(và 4 ô khác)" in found[0].text("vi", "message")
        assert "(and 4 more cells)" in found[0].text("en", "message")
        shown = unwrapped(text_reporter("table")(card, Style("vi", 100, False, "utf-8")))
        assert f"Các ô: {', '.join(areas(named))} " in shown


def test_answers_in_an_old_encoding_are_missing_and_figures_stand(tmp_path: Path) -> None:
    broadband, pupils = code_of("broadband"), code_of("pupils")
    edits = (one(broadband, tcvn3("Không"), ".VnTime"), one(pupils, 120, ".VnTime"))
    path = saved(filled("school", "TH", NAME), tmp_path / "a.xlsx", *edits)
    card = checked(path)
    assert "broadband" not in said(card) and said(card)["pupils"] == 120
    assert [problem.code for problem in card.problems if problem.severity == "error"] == ["legacy_encoding"]
    assert said(checked(path, legacy_encoding="convert"))["broadband"] is False


def test_text_in_unicode_stays_whatever_its_font(tmp_path: Path) -> None:
    path = saved(filled("school", "TH", NAME), tmp_path / "a.xlsx", retyped(str, ".VnTime"))
    card = checked(path)
    assert card.problems == () and len(said(card)) > 20


def test_old_text_beside_what_is_read_is_but_a_warning(tmp_path: Path) -> None:
    def sign(book: openpyxl.Workbook) -> None:
        for row, text in enumerate(("Người lập biểu", "Nguyễn Thị Hạnh"), 90):
            book.worksheets[1].cell(row, 2).value = tcvn3(text)
            book.worksheets[1].cell(row, 2).font = Font(name=".VnTime")

    card = checked(saved(filled("school", "TH", NAME), tmp_path / "a.xlsx", sign))
    (problem,) = card.problems
    assert (problem.code, problem.severity, problem.place.cell) == ("legacy_text", "warning", "B90")
    assert "1 ô khác" in problem.text("vi", "message")
    assert card.submissions


def test_runs_of_two_fonts(tmp_path: Path) -> None:
    runs = CellRichText(
        "Trường ",
        TextBlock(InlineFont(rFont=".VnTime"), tcvn3("Tiểu học ")),
        TextBlock(InlineFont(rFont="Arial"), "Đoàn Kết"),
    )
    path = saved(filled("school", "TH", NAME), tmp_path / "a.xlsx", one("DV2", runs))
    (problem,) = checked(path).problems
    assert (problem.code, problem.found) == ("legacy_encoding", NAME)
    assert checked(path, legacy_encoding="convert").submissions[0].unit.name == "TH Đoàn Kết"


def test_an_exponent_in_an_old_font_is_no_letter(tmp_path: Path) -> None:
    runs = CellRichText(
        TextBlock(InlineFont(rFont=".VnTime"), tcvn3("Tiểu học Kết")),
        TextBlock(InlineFont(rFont=".VnTime", vertAlign="superscript"), "1"),
    )
    (problem,) = checked(saved(filled("school", "TH", NAME), tmp_path / "a.xlsx", one("DV2", runs))).problems
    assert problem.found == "Tiểu học Kết¹"


def test_spoilt_text_is_shown_repaired_and_never_used(tmp_path: Path) -> None:
    path = saved(filled("school", "TH", NAME), tmp_path / "a.xlsx", one("DV2", spoilt(NAME)))
    for option in ("report", "convert"):
        card = checked(path, legacy_encoding=option)
        (problem,) = card.problems
        assert (problem.code, problem.place.cell, problem.found) == ("mojibake", NAME_CELL, NAME)
        assert not card.submissions and card.exit_code == 3


def test_a_register_in_an_old_encoding(tmp_path: Path) -> None:
    listed = tmp_path / "ds.xlsx"
    assert lbedu("register", "new", "2021-2022", "-o", listed).code == 0
    book = openpyxl.load_workbook(listed)
    sheet = book.worksheets[0]
    top = next(row for row in range(1, 20) if any(cell.value == "Tên đơn vị" for cell in sheet[row]))
    heads = {str(cell.value): cell.column or 0 for cell in sheet[top]}
    row = next(r for r in range(top + 1, 99) if str(sheet.cell(r, heads["Tên đơn vị"]).value).startswith("TH "))
    sheet.cell(row, heads["Tên đơn vị"]).value = tcvn3("TH Hồng Tiến")
    sheet.cell(row, heads["Tên đơn vị"]).font = Font(name=".VnTime")
    book.save(listed)
    ended = lbedu("register", "check", listed)
    assert ended.code == 1 and "“TH Hồng Tiến”" in unwrapped(ended.out) and "TCVN3" in ended.out
    ended = lbedu("register", "check", listed, "--legacy-encoding", "convert")
    assert "TCVN3" not in ended.out


def test_a_report_in_an_old_encoding_finds_its_line(tmp_path: Path) -> None:
    register(tmp_path, LISTED)
    book = filled("school", "TH", "Trường Tiểu học Hoa Mai")
    saved(book, tmp_path / "a.xlsx", retyped(tcvn3, ".VnTimeH"))
    card = checked(tmp_path, legacy_encoding="convert")
    assert [submission.unit.name for submission in card.submissions[:1]] == ["TH Hoa Mai"]
    card = checked(tmp_path)
    assert not card.submissions and "legacy_encoding" in {problem.code for problem in card.problems}


@pytest.mark.parametrize("value", [120, "120", True, 0.5])
def test_a_struck_figure_is_missing(value: object, tmp_path: Path) -> None:
    pupils = code_of("pupils")
    path = saved(filled("school", "TH", NAME), tmp_path / "a.xlsx", one(pupils, value, strike=True))
    card = checked(path)
    assert "pupils" not in said(card)
    assert ("struck_out", figure(openpyxl.load_workbook(path), pupils).coordinate) in problems(card)
    assert card.exit_code == 3


def test_a_figure_partly_struck_is_missing(tmp_path: Path) -> None:
    runs = CellRichText(TextBlock(InlineFont(strike=True), "120"), " 102")
    card = checked(saved(filled("school", "TH", NAME), tmp_path / "a.xlsx", one(code_of("pupils"), runs)))
    assert "pupils" not in said(card)
    assert [problem.code for problem in card.problems] == ["struck_out"]


def test_a_struck_name_names_nobody(tmp_path: Path) -> None:
    card = checked(saved(filled("school", "TH", NAME), tmp_path / "a.xlsx", one("DV2", NAME, strike=True)))
    assert problems(card) == [("struck_out", NAME_CELL)]
    assert not card.submissions


def test_a_raised_figure_is_no_digit(tmp_path: Path) -> None:
    runs = CellRichText("45", TextBlock(InlineFont(vertAlign="superscript"), "1"))
    card = checked(saved(filled("school", "TH", NAME), tmp_path / "a.xlsx", one(code_of("pupils"), runs)))
    assert said(card).get("pupils") in (None, 45)
    assert "45¹" in str([*card.problems, *card.readings])


@pytest.mark.parametrize(
    ("font", "stored", "shown"), [("Wingdings", "ü", "✓"), ("Webdings", "a", "✓"), ("Wingdings", "Cã", "�")]
)
def test_a_picture_is_no_letter(font: str, stored: str, shown: str, tmp_path: Path) -> None:
    path = saved(filled("school", "TH", NAME), tmp_path / "a.xlsx", one(code_of("serves_meals"), stored, font))
    card = checked(path)
    assert "serves_meals" not in said(card)
    assert shown in next(problem.found for problem in card.problems)


def test_the_command_takes_the_option(tmp_path: Path) -> None:
    path = saved(filled("school", "TH", NAME), tmp_path / "a.xlsx", one("DV2", tcvn3(NAME), ".VnTime"))
    ended = lbedu("check", path)
    assert ended.code == 3 and "Ctrl+Shift+F6" in ended.out and NAME in unwrapped(ended.out)
    ended = lbedu("check", path, "--legacy-encoding", "convert")
    assert "TH Đoàn Kết" in ended.out and ended.code in (0, 1, 4)
    ended = lbedu("check", path, "--legacy-encoding", "guess")
    assert ended.code == 2 and "report or convert" in ended.err


def test_a_register_as_csv(tmp_path: Path) -> None:
    """Without fonts, by evidence alone: a name in TCVN3, and one that a program spoilt."""
    listed = register(tmp_path, f"1,{tcvn3('TH Hồng Tiến')},Tiểu học,,,", f"2,{spoilt('TH Đoàn Kết')},Tiểu học,,,")
    report = unwrapped(lbedu("register", "check", listed, "--year", YEAR).out)
    assert "“TH Hồng Tiến”" in report and "TCVN3" in report and "“TH Đoàn Kết”" in report
    report = unwrapped(lbedu("register", "check", listed, "--year", YEAR, "--legacy-encoding", "convert").out)
    assert "TCVN3" not in report and "“TH Đoàn Kết”" in report


# tables


def written(cells: Callable[[Cell], bool], typed: Typed = tcvn3, font: str = ".VnTime") -> Edit:
    """An edit: some texts are typed anew in an old encoding."""

    def edit(book: openpyxl.Workbook) -> None:
        for cell in texts(book):
            if cells(cell):
                cell.value = typed(str(cell.value))
                cell.font = Font(name=font)

    return edit


LEVELS = ("Mầm non", "II. KHỐI TIỂU HỌC (1 trường)", "Trường Trung học cơ sở")


@pytest.mark.parametrize("font", [".VnTime", "Calibri"])
def test_a_whole_table_in_an_old_encoding(font: str, tmp_path: Path) -> None:
    right = read(Layout(), SECTIONS, tmp_path)
    book = book_of(Layout(), SECTIONS)
    path = saved(book, tmp_path / "cu.xlsx", written(lambda _: True, font=font))
    card = checked(path)
    assert "legacy_encoding" in codes(card) and card.exit_code == 3
    assert "unknown_table" not in codes(card) and not records(card)
    card = checked(path, legacy_encoding="convert")
    assert codes(card) == []
    assert {n: {f: s.value for f, s in r.said.items()} for n, r in records(card).items()} == {
        n: {f: s.value for f, s in r.said.items()} for n, r in records(right).items()
    }


def test_a_section_in_an_old_encoding_never_passes_its_units_to_the_one_before(tmp_path: Path) -> None:
    book = book_of(Layout(), SECTIONS)
    path = saved(book, tmp_path / "cu.xlsx", written(lambda cell: cell.value == LEVELS[1]))
    card = checked(path)
    assert codes(card) == ["legacy_encoding"]
    assert {record.unit.level for record in records(card).values()} == {"MN", "TH", "THCS"}


def test_a_row_with_its_name_in_an_old_encoding_is_nobody_yet(tmp_path: Path) -> None:
    rows = [{"order": 1, "name": "TH Gia Thượng", "pupils": 500, "insured": 490, "food_poisoning": 0}]
    rows += [{"order": 2, "name": "TH Đoàn Kết", "pupils": 600, "insured": 600, "food_poisoning": 0}]
    path = saved(book_of(Layout(), rows), tmp_path / "cu.xlsx", written(lambda cell: cell.value == "TH Đoàn Kết"))
    card = checked(path, complete=True)
    assert list(records(card)) == ["TH Gia Thượng"]
    assert [problem.place.cell for problem in card.problems if problem.code == "legacy_encoding"] == ["B6"]
    assert all(verdict.outcome != "met" for verdict in card.verdicts), "it may be one more school"
    assert list(records(checked(path, legacy_encoding="convert"))) == ["TH Đoàn Kết", "TH Gia Thượng"]


def test_a_struck_row_is_nobodys(tmp_path: Path) -> None:
    rows = [{"order": 1, "name": "TH Gia Thượng", "pupils": 500}, {"order": 2, "name": "TH Đoàn Kết", "pupils": 600}]

    def strike(book: openpyxl.Workbook) -> None:
        for cell in book.worksheets[0][6]:
            cell.font = Font(strike=True)

    card = checked(saved(book_of(Layout(), rows), tmp_path / "a.xlsx", strike))
    assert list(records(card)) == ["TH Gia Thượng"]
    assert [problem.place.cell for problem in card.problems if problem.code == "struck_out"][:1] == ["B6"]


def test_a_sheet_named_in_an_old_encoding_says_its_level(tmp_path: Path) -> None:
    book = book_of(Layout(title=False), [{"order": 1, "name": "Hoa Sen", "pupils": 500}])
    book.worksheets[0].title = tcvn3("Khối tiểu học")
    card = checked(saved(book, tmp_path / "a.xlsx"))
    assert {record.unit.level for record in records(card).values()} == {"TH"}


@pytest.mark.parametrize("font", [".VnTime", "Calibri"])
def test_the_heading_of_a_foreign_form_names_nobody_unless_converted(font: str, tmp_path: Path) -> None:
    book = ministry(unit="Trường Mầm non Tràng An")
    for cell in [
        cell for row in book.worksheets[0].iter_rows() for cell in row if cell.value == "Trường Mầm non Tràng An"
    ]:
        cell.value, cell.font = tcvn3("Trường Mầm non Tràng An"), Font(name=font)
    path = saved(book, tmp_path / "bieu.xlsx")
    card = checked(path, year="2021-2022")
    assert card.submissions == ()
    assert [(p.code, p.place.cell) for p in card.problems if p.severity == "error"] == [("legacy_encoding", "D2")]
    card = checked(path, year="2021-2022", legacy_encoding="convert")
    assert [submission.unit.name for submission in card.submissions] == ["MN Tràng An"]
    assert [reading.place.cell for reading in card.readings if "TCVN3" in reading.read_as["vi"]] == ["D2"]


def struck(*values: str) -> Edit:
    """An edit: these texts are struck out."""

    def edit(book: openpyxl.Workbook) -> None:
        for cell in [cell for cell in texts(book) if cell.value in values]:
            cell.font = Font(strike=True)

    return edit


def test_a_struck_section_puts_its_level_on_nobody(tmp_path: Path) -> None:
    """Whether the schools below are of the section above it, or still of this one, nobody knows."""
    schools = [{"order": 1, "name": "Hoa Sen", "food_poisoning": 0}, {"order": 2, "name": "TH Hoa Mai", "pupils": 5}]
    book = book_of(Layout(), [{"text": "I. Tiểu học"}, {"text": "II. Mầm non"}, *schools])
    card = checked(saved(book, tmp_path / "a.xlsx", struck("II. Mầm non")))
    assert card.submissions == ()
    assert {("struck_out", "B7"), ("struck_out", "B8")} <= set(problems(card))


@pytest.mark.parametrize("with_codes", [False, True])
def test_figures_under_a_struck_heading_are_missing(with_codes: bool, tmp_path: Path) -> None:
    rows = [{"order": 1, "name": "TH Hoa Mai", "pupils": 300, "insured": 290}]
    label = directive().forms["school"].by_id["insured"].label.vi
    path = saved(book_of(Layout(codes=with_codes), rows), tmp_path / "a.xlsx", struck(label))
    card = checked(path)
    assert [code for code in codes(card) if code != "blank"] == ["struck_out"]
    record = records(card)["TH Hoa Mai"]
    assert "insured" not in record.said and "insured" in record.spoiled
    assert record.said["pupils"].value == 300


def test_a_row_whose_code_is_struck_is_missing(tmp_path: Path) -> None:
    def strike(book: openpyxl.Workbook) -> None:
        code_cell(book, code_of("pupils")).font = Font(strike=True)

    card = checked(saved(filled("school", "TH", NAME), tmp_path / "a.xlsx", strike))
    assert "pupils" not in said(card) and "insured" in said(card)
    assert [problem.code for problem in card.problems] == ["struck_out"]
