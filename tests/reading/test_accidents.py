"""What Excel, or whoever typed, did to a cell: the table of the documentation, row by row, in cells, forms and tables."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import xlsxwriter  # type: ignore[import-untyped]
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.comments import Comment
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from lbedu.directive.model import FieldSpec, FieldType, Words
from lbedu.problem_catalogue.catalogue import CATALOGUE
from lbedu.reading.cells.accidents import no_date, no_number, typed
from lbedu.reading.cells.faults import Fault, Read
from lbedu.reading.cells.odd_formats import misleads, shows_nothing
from lbedu.reading.cells.shape import misfits
from lbedu.reading.cells.values import read_cell, shown, understood_as
from lbedu.reading.workbook import Cell
from lbedu.scorecard import Scorecard
from tests.cli.workbooks import checked, code_of, directive, figure, figures, filled, list_cells, problems, said, saved
from tests.reading.tables import NAME, TITLE, Layout, book_of

PAGE = Path(__file__).resolve().parents[2] / "docs" / "problems.md"
FIELDS = {
    "count": ("food_poisoning", "foodborne_disease", "contest_prizes", "contest_prizes_last_year"),
    "number": ("exam_average",),
    "percent": ("area_pass_rate",),
    "yes_no": ("visited_le_mat",),
    "choice": ("cqg_round",),
    "date": ("cqg_date",),
    "text": ("cqg_decision",),
    "evidence": ("civility_evidence",),
}
"""Where each kind of field stands in the form of a school (a percentage: of the office)."""
_CELL = re.compile(
    r"(text|number|date|time|error|truth value|formula without result|blank)(?: `(.+?)`)?(?: as `(.+?)`)?"
)


class Accident(NamedTuple):
    """A row of the table."""

    name: str
    where: str
    kind: str
    typed: str
    format: str
    note: str
    outcome: str
    """`read`, `understood`, `blank` or `problem`."""
    value: str
    code: str
    cure: str

    @property
    def content(self) -> Any:
        """What stands in the cell, for openpyxl and XlsxWriter."""
        match self.kind:
            case "number":
                return float(self.typed)
            case "date":
                return dt.date.fromisoformat(self.typed)
            case "time":
                return dt.time.fromisoformat(self.typed)
            case "truth value":
                return self.typed == "TRUE"
            case _:
                return self.typed

    @property
    def cell(self) -> Cell:
        """The cell as the reader gives it."""
        kinds = {"truth value": "bool", "time": "date", "formula without result": "formula_without_value"}
        value = Decimal(self.typed) if self.kind == "number" else self.content
        return Cell(1, 1, kinds.get(self.kind, self.kind), value, self.format, False)  # type: ignore[arg-type]


def _row(line: str) -> Accident | None:
    name, where, inside, becomes, cure = (part.strip() for part in line[1:-1].split("|"))
    inside, _, note = inside.partition(" with the note ")
    found = _CELL.fullmatch(inside)
    if found is None:
        return None
    text = re.sub(
        r"\\(?:x[0-9a-f]{2}|u[0-9a-f]{4}|n)", lambda m: m[0].encode().decode("unicode_escape"), found[2] or ""
    )
    outcome = re.match("read|understood|blank|problem|warning", becomes)
    assert outcome, line
    value = re.match(r"\w+: ([^`]+?)(?:, warning|$)", becomes)
    code = re.search("`(.+?)`", becomes)
    return Accident(
        *(name, where, found[1], text, found[3] or "General", note.strip("`"), outcome[0]),
        *(value[1] if value else "", code[1] if code else "", cure),
    )


SECTION = PAGE.read_text(encoding="utf-8").partition("## What happens to Excel's accidents\n")[2].partition("\n## ")[0]
LINES = [line for line in SECTION.splitlines() if line.startswith("| ") and not line.startswith("| accident ")]
ROWS = [row for line in LINES if (row := _row(line)) is not None]
IN_CELLS = [row for row in ROWS if row.where in FIELDS and not row.note]


def plain_field(type_: FieldType) -> FieldSpec:
    """A field of a type with nothing else special."""
    options = {"rank": "cqg_level", "choice": "cqg_round"}.get(type_)
    return FieldSpec(id="x", code="01", type=type_, label=Words(vi="X"), options=options)


def spec_of(where: str) -> FieldSpec:
    form = directive().forms["office" if where == "percent" else "school"]
    return form.by_id[FIELDS[where][0]]


def test_the_table_shows_what_it_must() -> None:
    assert [line for line in LINES if _row(line) is None] == [line for line in LINES if "in a workbook of 1904" in line]
    assert len(ROWS) > 130
    assert {row.where for row in ROWS} == {*FIELDS, "unit's code"}
    from lbedu.problem_catalogue.accidents import ACCIDENTS

    shown = {row.code for row in ROWS}
    assert set(ACCIDENTS) - shown <= {"notes_damaged"}
    assert shown - {""} <= set(CATALOGUE)
    for row in ROWS:
        assert (row.cure != "") == (row.outcome in ("problem", "warning", "blank") or "date_for_text" in row.code), row


@pytest.mark.parametrize("row", IN_CELLS, ids=lambda row: f"{row.name}, {row.where}")
def test_in_a_cell(row: Accident) -> None:
    spec = spec_of(row.where)
    found = read_cell(directive(), spec, row.cell)
    form, level = ("office", "") if row.where == "percent" else ("school", "THCS")
    if isinstance(found, Read):
        found = next((fault for _, fault in misfits(directive(), form, level, {spec.id: found.value})), found)
    match found:
        case None:
            assert row.outcome == "blank"
        case Fault(code):
            assert (row.outcome, row.code) == ("problem", code)
        case Read(value, understood, _, warning):
            assert row.outcome == ("understood" if understood else "read")
            words = understood_as(directive(), plain_field(spec.type), value)["en"]
            assert words == row.value
            assert row.code == (warning.code if warning else "")


def assert_came_out(card: Scorecard, row: Accident, place: str, value: object) -> None:
    """That a row came out of a whole check as the table says: a problem, or a value, and a record where it was understood."""
    at = [problem for problem in card.problems if problem.place.cell == place]
    assert [problem.code for problem in at] == ([row.code] if row.code else []), row
    for problem in at:
        for lang in ("vi", "en"):
            for which in ("message", "fix", "expected"):
                assert not re.search(r"[{}]|None\b|Fraction|Decimal", problem.text(lang, which)), problem
    if row.code not in ("below_min", "not_whole", "above_max"):  # understood, and refused for what it says
        assert [reading.place.cell for reading in card.readings].count(place) == (row.outcome == "understood"), row
    assert (value is not None) == (row.outcome in ("read", "understood")), row


def batches() -> list[dict[str, Accident]]:
    """The rows, a few in one workbook: field → what happened in its cell."""
    waiting = {where: [row for row in IN_CELLS if row.where == where] for where in FIELDS if where != "percent"}
    found: list[dict[str, Accident]] = []
    while any(waiting.values()):
        found.append({field: waiting[w].pop() for w in waiting for field in FIELDS[w] if waiting[w]})
    return found


def put(cell: Any, row: Accident) -> None:
    """Write what the row says into a cell of openpyxl."""
    cell.value = "=1+1" if row.kind == "formula without result" else row.content
    if row.kind in ("text", "error"):
        cell.data_type = "s" if row.kind == "text" else "e"
    if row.kind != "formula without result":
        cell.number_format = row.format


@pytest.mark.parametrize("batch", batches(), ids=lambda batch: next(iter(batch.values())).name)
def test_in_our_own_form(batch: dict[str, Accident], tmp_path: Path) -> None:
    book = filled("school", "THCS", "THCS Hoa Phượng")
    for field, row in batch.items():
        put(figure(book, code_of(field)), row)
    card = checked(saved(book, tmp_path / "a.xlsx"))
    values = figures(card)
    for field, row in batch.items():
        if row.where != "evidence" or row.outcome != "blank":  # a blank evidence is asked for, if it is needed
            assert_came_out(card, row, figure(book, code_of(field)).coordinate, values.get(("school", "", field)))


@pytest.mark.parametrize("row", [row for row in IN_CELLS if row.where == "percent"], ids=lambda row: row.name)
def test_a_rate_in_our_own_form(row: Accident, tmp_path: Path) -> None:
    book = filled("office")
    cell = figure(book, code_of("area_pass_rate", "office"))
    put(cell, row)
    card = checked(saved(book, tmp_path / "a.xlsx"))
    assert_came_out(card, row, cell.coordinate, figures(card).get(("office", "", "area_pass_rate")))


COLUMNS = {
    "food_poisoning": 0,
    "has_grade_9": "Có",
    "exam_average": 7,
    "has_visit_grade": "Có",
    "visited_le_mat": "Có",
    "cqg_recognised": "Có",
    "cqg_round": "Không",
    "cqg_date": dt.date(2021, 10, 1),
    "cqg_decision": "12/QĐ-UBND",
    "civility": "Có",
    "civility_evidence": "13/KH-THCS",
}
"""The columns of a table and what stands in them where nothing happens."""


def test_in_a_table(tmp_path: Path) -> None:
    """All of them in one table, one to a row, by another writer."""
    layout = Layout(fields=tuple(COLUMNS))
    known = ("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!")
    rows = [row for row in IN_CELLS if row.where != "percent" and (row.kind != "error" or row.typed in known)]
    path = tmp_path / "bang.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_string(0, 0, layout.year)
        sheet.write_string(1, 0, TITLE["school"])
        heads = ["TT", NAME["school"], *(spec.label.vi for spec in layout.specs)]
        for column, head in enumerate(heads):
            sheet.write_string(3, column, head)
        for at, row in enumerate(rows, 4):
            sheet.write_number(at, 0, at - 3)
            sheet.write_string(at, 1, f"THCS Hoa Đào {at}")
            for field, value in COLUMNS.items():
                column = layout.column(field) - 1
                if field == FIELDS[row.where][0]:
                    _write(book, sheet, at, column, row)
                elif isinstance(value, dt.date):
                    sheet.write_datetime(at, column, value, book.add_format({"num_format": "dd/mm/yyyy"}))
                else:
                    sheet.write(at, column, value)
    card = checked(path)
    records = {record.unit.name: record for submission in card.submissions for record in submission.records}
    for at, row in enumerate(rows, 4):
        field = FIELDS[row.where][0]
        letter = get_column_letter(layout.column(field))
        record = records[f"THCS Hoa Đào {at}"]
        if row.where != "evidence" or row.outcome != "blank":
            assert_came_out(card, row, f"{letter}{at + 1}", record.said.get(field))


def _write(book: Any, sheet: Any, at: int, column: int, row: Accident) -> None:
    style = book.add_format({"num_format": row.format})
    match row.kind:
        case "text":
            sheet.write_string(at, column, row.typed, style)
        case "number":
            sheet.write_number(at, column, float(row.typed), style)
        case "date" | "time":
            sheet.write_datetime(at, column, row.content, style)
        case "truth value":
            sheet.write_boolean(at, column, row.content)
        case "error":
            sheet.write_formula(at, column, "=1/0", style, row.typed)
        case _:
            sheet.write_formula(at, column, "=1+1", None, "")


# what is no matter of one cell


@pytest.mark.parametrize("row", [row for row in ROWS if row.note], ids=lambda row: row.name)
def test_notes(row: Accident, tmp_path: Path) -> None:
    book = filled("school", "THCS", "THCS Hoa Phượng")
    cell = figure(book, code_of("food_poisoning"))
    cell.value = row.content if row.kind == "number" else None
    cell.comment = Comment(row.note, "Hà")
    card = checked(saved(book, tmp_path / "a.xlsx"))
    assert_came_out(card, row, cell.coordinate, figures(card).get(("school", "", "food_poisoning")))


@pytest.mark.parametrize("row", [row for row in ROWS if row.where == "unit's code"], ids=lambda row: row.name)
def test_codes_of_units(row: Accident, tmp_path: Path) -> None:
    book = filled("school", "THCS", "THCS Hoa Phượng")
    put(figure(book, "DV1"), row)
    card = checked(saved(book, tmp_path / "a.xlsx"))
    assert problems(card) == [(row.code, figure(book, "DV1").coordinate)]
    assert [(s.unit.name, s.unit.code) for s in card.submissions] == [("THCS Hoa Phượng", "")]
    assert card.exit_code == 0


def test_codes_of_units_in_a_table(tmp_path: Path) -> None:
    layout = Layout(fields=("pupils",), extra=("Mã đơn vị",))
    codes = ("01004301", 1004302, "4,5E+09", "-", None)
    rows = [
        {"order": i, "name": f"TH Hoa {i}", "Mã đơn vị": code, "pupils": 100 + i} for i, code in enumerate(codes, 1)
    ]
    book = book_of(layout, rows)
    card = checked(saved(book, tmp_path / "a.xlsx"))
    column = get_column_letter(layout.column("Mã đơn vị"))
    found = [(problem.code, problem.place.cell) for problem in card.problems if problem.code != "column_missing"]
    assert found == [("unit_code_number", f"{column}{layout.first + at}") for at in (1, 2)]
    units = {submission.unit.name: submission.unit.code for submission in card.submissions}
    assert units == {"TH Hoa 1": "01004301", **{f"TH Hoa {i}": "" for i in (2, 3, 4, 5)}}


@pytest.mark.parametrize(
    ("type_", "content", "code"),
    [
        ("rank", "-", "dash"),
        ("rank", dt.date(2022, 4, 3), "not_an_option"),
        ("text", dt.date(2021, 12, 1), "date_for_text"),
        ("text", "#N/A", "error_cell"),
        ("yes_no", "x", "not_yes_no"),
        ("date", "05/04/22", "short_year"),
    ],
)
def test_in_a_list(type_: str, content: Any, code: str, tmp_path: Path) -> None:
    book = filled("office")
    cells = [sheet.cell(row, column) for sheet, row, column, spec in list_cells(book, "office") if spec.type == type_]
    cells[0].value = content
    if isinstance(content, str):
        cells[0].data_type = "s"
    else:
        cells[0].number_format = "mmm-yy"
    card = checked(saved(book, tmp_path / "a.xlsx"))
    assert (code, cells[0].coordinate) in problems(card)


@pytest.mark.parametrize(
    ("kind", "content", "codes"),
    [
        ("error", "#REF!", ["error_cell"]),
        ("formula without result", "", ["no_saved_value"]),
        ("date", "2021-10-20", ["date_for_text", "unit_missing"]),
        ("truth value", "TRUE", ["not_text"]),
        ("text", " ", ["unit_missing"]),
        ("text", "-", ["unit_missing"]),
    ],
)
def test_names_of_units(kind: str, content: str, codes: list[str], tmp_path: Path) -> None:
    book = filled("school", "THCS", "THCS Hoa Phượng")
    format_ = "d-mmm" if kind == "date" else "General"
    put(figure(book, "DV2"), Accident("", "", kind, content, format_, "", "", "", "", ""))
    card = checked(saved(book, tmp_path / "a.xlsx"))
    assert problems(card) == [(code, figure(book, "DV2").coordinate) for code in codes]
    assert (card.exit_code, card.submissions) == (3, ())


def test_days_counted_from_1904(tmp_path: Path) -> None:
    book = filled("school", "THCS", "THCS Hoa Phượng", {"cqg_date": dt.date(2021, 10, 1), "cqg_expiry": 43738})
    book.epoch = CALENDAR_MAC_1904
    figure(book, code_of("cqg_expiry")).number_format = "General"
    card = checked(saved(book, tmp_path / "a.xlsx"))
    cell = figure(book, code_of("cqg_date"))
    readings = {reading.place.cell: reading.read_as["vi"] for reading in card.readings}
    assert readings[cell.coordinate] == "ngày 01/10/2021 (tệp dùng hệ ngày 1904)"
    assert said(card)["school", "", "cqg_date"].value == dt.date(2021, 10, 1)
    serial = next(problem for problem in card.problems if problem.code == "date_serial")
    assert "01/10/2023" in serial.text("vi", "message")


# what is said of it


@pytest.mark.parametrize(
    ("value", "format_", "words"),
    [
        (dt.date(2022, 4, 3), "d-mmm", "3/4 hoặc 4/3"),
        (dt.date(2022, 4, 3), "dd/mm/yyyy", "3/4 hoặc 4/3"),
        (dt.date(2022, 4, 4), "d-mmm", "4/4"),
        (dt.date(2013, 12, 1), "mmm-yy", "12/2013 hoặc 12/13"),
        (dt.date(2013, 12, 1), "dd/mm/yyyy", "1/12 hoặc 12/1 hoặc 12/2013 hoặc 12/13"),
        (dt.date(1900, 2, 14), "dd/mm/yyyy", "45"),
        (dt.date(1900, 3, 1), "dd/mm/yyyy", "61"),
        (dt.time(3, 4), "h:mm", "3:04"),
    ],
)
def test_what_was_typed_is_shown_in_every_way(value: dt.date | dt.time, format_: str, words: str) -> None:
    assert typed(value, format_)["vi"] == words


@pytest.mark.parametrize(
    ("type_", "text", "cure"),
    [
        ("count", "45 em", "Nếu con số đúng là 45 thì ô này chỉ ghi 45"),
        ("count", "1 234 em", "chỉ ghi 1234"),
        ("count", "2.000 em", "chỉ ghi 2000 hay 2"),
        ("percent", "86,9 phần trăm", "chỉ ghi 86,9%"),
        ("count", "3+2", "Nếu là tổng thì ghi 5."),
        ("count", "200+193", "Nếu là tổng thì ghi 393."),
        ("count", "4TH, 1THCS", "Nếu là tổng thì ghi 5."),
        ("count", "73/84", "Nếu là 73 trên tổng số 84 thì ghi mỗi số vào ô của nó."),
        ("percent", "73/84", "Nếu là 73 trên 84 thì ghi tỷ lệ kèm dấu %."),
        ("count", "1O5", "Nếu đúng là 105"),
        ("percent", "l00%", "Nếu đúng là 100%"),
        ("count", "45¹", "Nếu con số là 45"),
    ],
)
def test_the_cure_shows_the_number(type_: FieldType, text: str, cure: str) -> None:
    code, facts = no_number(type_, text)
    words = {name: fact if isinstance(fact, str) else fact["vi"] for name, fact in facts.items()}
    assert cure in CATALOGUE[code].fix["vi"].format(found=text, **words)


@pytest.mark.parametrize("text", ["400-450", "2+3=5", "45 (23 nữ)", "5x4", "lớp 1: 45", "45 em lớp 5"])
def test_nothing_is_added_up_that_is_no_list(text: str) -> None:
    assert no_number("count", text) == ("several_numbers", {"guess": ""})


@pytest.mark.parametrize("where", ["yes_no", "choice"])
def test_a_date_where_an_answer_belongs_shows_what_was_typed(where: str) -> None:
    found = read_cell(directive(), spec_of(where), Cell(1, 1, "date", dt.date(2022, 4, 3), "d-mmm", False))
    assert isinstance(found, Fault)
    guess = found.facts["guess"]
    assert not isinstance(guess, str)
    assert "3/4 hoặc 4/3" in guess["vi"]


def test_a_huge_number_is_shown_in_short() -> None:
    for value, text in (("1E+308", "1E+308"), ("1" + "0" * 308, "1E+308"), ("123456789012345", "123456789012345")):
        assert shown(Cell(1, 1, "number", Decimal(value), "General", False)) == text


# what a number format shows


@pytest.mark.parametrize(
    ("code", "hidden"),
    [
        *((code, "") for code in ("0", "General", "#,##0", "0.0%", '0" em"', "#,##0;[Red]-#,##0", '"a;b"0', "@")),
        *((code, "") for code in ('_(* #,##0_);_(* \\(#,##0\\);_(* "-"_);_(@_)', "[>=1]0;;", '0;-0;"không"')),
        *((code, "5 -5 0") for code in (";;;", ";;", ";", "_x;;", "[Red];;;")),
        *((code, "0") for code in ("#,###", "#", "0;-0;", "0;-0;;@", "?", "#,##0;(#,##0);_-")),
        ("0;", "-5"),
        ("0;;", "-5 0"),
    ],
)
def test_what_a_format_hides(code: str, hidden: str) -> None:
    assert [value for value in ("5", "-5", "0") if shows_nothing(code, Decimal(value))] == hidden.split()


@pytest.mark.parametrize(
    ("code", "does"),
    [
        *((code, True) for code in ("0,", "0.0,", "#,##0,,", '#,##0,"K"', '0" nghìn"', '0" triệu đồng"', '0" trăm"')),
        *((code, True) for code in ('0"00"', "0\\0", '0"k"', '[>999]0.0,"K";0', '"1"0')),
        *(
            (code, True)
            for code in ('[>100]"OK";0', '[<1000]"500"', '[=1]"Có";"Không"', "[$5]0", "[$-2000000]0", "[DBNum1]0")
        ),
        *((code, True) for code in ('0"."0', '0","0', '0" "0', "0-0", "?/?", "0E+00", "##0.0E+0", "*50", "-0", "(0)")),
        *((code, True) for code in ('"khoảng "0', '"> "0', '"Lớp "0', '0" / 450"', '0"*"', '0" tá"', '0" x"', '0"O"')),
        *((code, True) for code in ('0"²"', '0"½"', '0"٣"', 'General"5"', '"một "0')),
        *((code, False) for code in ("0", "#,##0", '0" em"', '0" m2"', '0" phần trăm"', "[$-409]0", "0_,", "# ?/?")),
        *(
            (code, False)
            for code in ("00000", "0.", "0;;", "#,##0;[Red]-#,##0", '_(* #,##0_);_(* \\(#,##0\\);_(* "-"_)')
        ),
        *(
            (code, False)
            for code in ("# ##0", '#"."##0', '#,##0 "trẻ/lớp"', '0" hs."', "#,##0\\ [$₫-42A]", "[$-1010000]0")
        ),
    ],
)
def test_which_formats_mislead(code: str, does: bool) -> None:
    assert misleads(code) is does


@pytest.mark.parametrize(
    ("code", "does"),
    [("0", False), ("-0", False), ("0;-0", False), ("0_);(0)", False), ("#,##0;[Red]-#,##0", False), ("0;0", True)],
)
def test_which_formats_mislead_about_what_is_below_zero(code: str, does: bool) -> None:
    assert misleads(code, Decimal(-5)) is does


@pytest.mark.parametrize(
    ("code", "read"),
    [
        *((code, "read") for code in ("@", "0", "General", "#,##0", '0" em"', "0;0;0;@", "_(@_)", "[Red]@")),
        *((code, "unseen") for code in (";;;", "[White]0", "[Color2]@")),
        *((code, "misleading_format") for code in ('0;0;0;"Không"', '0;0;0;"Chưa "@', '@" một phần"')),
    ],
)
def test_what_a_format_makes_of_an_answer(code: str, read: str) -> None:
    found = read_cell(directive(), spec_of("yes_no"), Cell(1, 1, "text", "Có", code, False))
    if read == "misleading_format":
        assert isinstance(found, Fault)
        assert found.code == read
    else:
        assert isinstance(found, Read)
        assert (found.value, bool(found.because)) == (True, read == "unseen")


@pytest.mark.parametrize(
    ("code", "read"),
    [
        *(
            (code, "2021-12-15")
            for code in ("dd/mm/yyyy", "mm-dd-yy", "d-mmm-yy", "[$-1010000]d/m/yyyy;@", "[$-F800]dddd, mmmm dd, yyyy")
        ),
        *((code, "2021-12-15") for code in ('"ngày" dd "tháng" mm "năm" yyyy', "dd/mm/yyyy hh:mm", "e/m/d")),
        *((code, "incomplete_date") for code in ("mmm-yy", "mm/yyyy", "d-mmm", "dd/mm", "yyyy", "h:mm")),
        *((code, "misleading_format") for code in ('"15/01/2022"dd', 'dd/mm/"2022"yy', 'dd/mm/yyyy" (dự kiến)"')),
        *(
            (code, "misleading_format")
            for code in ("[$-1070000]d/m/yyyy", "b2dd/mm/yyyy", '[<44600]"05/01/2022"dd;dd/mm/yyyy')
        ),
    ],
)
def test_what_a_format_makes_of_a_date(code: str, read: str) -> None:
    """Typed “12/2021” becomes the first day of that month, “15/12” one of the year in which it was typed."""
    found = read_cell(directive(), spec_of("date"), Cell(1, 1, "date", dt.date(2021, 12, 15), code, False))
    assert (found.code if isinstance(found, Fault) else isinstance(found, Read) and str(found.value)) == read


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        *(
            (text, True)
            for text in (
                "25/KH-MN ngày 10/9/2021",
                "Quyết định số 12",
                "Biên bản họp",
                "Chương trình số 3",
                "15/12/2021",
            )
        ),
        *(
            (text, False)
            for text in ("chưa ban hành", "Không có văn bản", "đang soạn thảo", "Sẽ bổ sung", "Bổ sung sau")
        ),
        *(
            (text, False)
            for text in ("…/KH-UBND ngày …/…/2021", "..../QĐ-UBND", "Số:    /KH-UBND", "(số, ngày văn bản)")
        ),
    ],
)
def test_what_is_the_evidence_of_nothing(text: str, is_one: bool) -> None:
    assert (read_cell(directive(), spec_of("evidence"), Cell(1, 1, "text", text, "@", False)) is not None) is is_one


# properties

TYPES: tuple[FieldType, ...] = ("count", "number", "percent", "yes_no", "choice", "rank", "date", "text", "name")
PIECES = st.sampled_from(
    [
        *"0123456789.,-+/%()*=' ",
        "\xa0",
        "\u200b",
        "５",
        "²",
        "٣",
        "O",
        "l",
        " em",
        "khoảng ",
        "tháng ",
        "và",
        "E+",
        "#N/A",
        "\n",
    ]
)
TEXTS = st.one_of(st.lists(PIECES, max_size=8).map("".join), st.text(max_size=20))


@settings(max_examples=1000, deadline=None)
@given(TEXTS, st.sampled_from(TYPES), st.booleans())
def test_no_text_is_too_much(text: str, type_: FieldType, date1904: bool) -> None:
    found = read_cell(directive(), plain_field(type_), Cell(1, 1, "text", text, "General", False), date1904)
    if isinstance(found, Fault):
        kind = CATALOGUE[found.code]
        for lang in ("vi", "en"):
            words = {name: fact if isinstance(fact, str) else fact[lang] for name, fact in found.facts.items()}
            for template in (kind.message, kind.fix, kind.expected):
                assert template[lang].format(found="", label="", expected="", **words).count("{") == 0


@settings(max_examples=1000, deadline=None)
@given(st.lists(PIECES, max_size=8).map("".join))
def test_a_count_is_read_only_where_nothing_but_the_number_stands(text: str) -> None:
    """By another way than the reader's: what is left, without separators, are the digits of the value, and nothing else."""
    found = read_cell(directive(), spec_of("count"), Cell(1, 1, "text", text, "General", False))
    if not isinstance(found, Read) or not isinstance(found.value, int):
        return
    bare = text.replace("\u200b", "").replace("５", "5").strip()
    bare = bare[1:].strip() if bare.startswith("'") else bare
    sign, bare = (-1, bare[1:]) if bare.startswith("-") else (1, bare)
    whole = re.sub("[.,](?=[0-9]{3}(?![0-9]))|(?<=[0-9])[ \xa0](?=[0-9]{3}(?![0-9]))", "", bare)
    candidates = {bare, whole, re.sub("[.,]0+$", "", bare), re.sub("[.,]0+$", "", whole)}
    groups = re.sub("[.,  \xa0](?=[0-9]{3}(?:[.,  \xa0]|$))", "", bare)
    candidates |= {groups, re.sub("[.,]0+$", "", groups)}
    assert str(abs(found.value)) in {candidate.lstrip("0") or "0" for candidate in candidates}
    assert sign * abs(found.value) == found.value


@settings(max_examples=300, deadline=None)
@given(TEXTS, st.booleans())
def test_a_diagnosis_is_always_one_of_the_catalogue(text: str, date1904: bool) -> None:
    codes = Counter([no_date(text, date1904).code, *(no_number(type_, text).code for type_ in TYPES[:3])])
    assert set(codes) <= set(CATALOGUE)


FORMATS = st.one_of(
    st.lists(st.sampled_from([*'0#?,.;%"\\_*[]@-() ', " nghìn", "[Red]", "[>9]", "E+", "d", "mmm"]), max_size=8).map(
        "".join
    ),
    st.text(max_size=12),
)


@settings(max_examples=1000, deadline=None)
@given(st.floats(allow_nan=False, allow_infinity=False), FORMATS, st.sampled_from(TYPES), st.booleans())
def test_no_number_and_no_format_is_too_much(value: float, code: str, type_: FieldType, date1904: bool) -> None:
    cell = Cell(1, 1, "number", Decimal(f"{value:.15g}"), code, False)
    found = read_cell(directive(), plain_field(type_), cell, date1904)
    assert shown(cell)
    if isinstance(found, Read) and type_ == "count":  # the stored value, whatever the format shows
        assert abs(Fraction(cell.value) - Fraction(str(found.value))) <= Fraction(max(1, abs(value))) / 10**9  # type: ignore[arg-type]
