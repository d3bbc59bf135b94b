"""The same figures on forms of their own and in one table, whatever its layout: the same records, and totals never count."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import openpyxl
from hypothesis import given, settings
from hypothesis import strategies as st

from lbedu.directive.model import FieldSpec
from lbedu.own_form import HEADER, IDENTITY
from lbedu.reading.reader import read_report
from lbedu.reading.statement import statement_of
from lbedu.reading.uniting import unite
from lbedu.reading.workbook import Cell, Sheet, Workbook
from lbedu.register import Register
from lbedu.submission import Record, Submission
from tests.cli.workbooks import directive
from tests.reading.tables import TITLE, Layout, write

Row = Mapping[str, Any]
FORM = directive().forms["school"]
REGISTER = Register(directive())
ASKED = (
    "quality_plan", "quality_plan_evidence", "kindergarten_children", "pupils", "insured", "milk_children", "serves_meals",
    "food_contract", "food_poisoning", "cqg_recognised", "cqg_level", "cqg_date", "managers", "qualified_managers",
    "collects_tuition", "parents_due", "exam_average",
)  # fmt: skip
LEVELS = ("MN", "TH", "THCS")
NAMES = ("Long Biên", "Gia Thượng", "Hoa Sen", "Cộng Hòa", "Bảy Tổng")


def cell(row: int, column: int, value: Any) -> Cell:
    if isinstance(value, str):
        return Cell(row, column, "text", value, "General", False)
    if isinstance(value, dt.date):
        return Cell(row, column, "date", value, "dd/mm/yyyy", False)
    return Cell(row, column, "number", Decimal(str(value)), "General", False)


def sheet_of(
    name: str, rows: Mapping[tuple[int, int], Any], merges: tuple[tuple[int, int, int, int], ...] = ()
) -> Sheet:
    cells = {at: cell(*at, value) for at, value in rows.items() if value is not None}
    return Sheet(name, False, cells, merges, frozenset(), frozenset())


def workbook(*sheets: Sheet) -> Workbook:
    return Workbook(sheets, False, False, False)


def as_sheet(source: Any) -> Sheet:
    """A sheet of openpyxl as our reader has it, without the way over a file."""
    rows = {(c.row, c.column): c.value for row in source.iter_rows() for c in row if c.value is not None}
    merges = tuple((m.min_row, m.min_col, m.max_row, m.max_col) for m in source.merged_cells.ranges)
    return sheet_of(source.title, rows, merges)


def own_form(name: str, level: str, said: Row) -> Workbook:
    """A school's own form: who it is, and one row a field."""
    who = {"name": name, "level": directive().file.units["school"].levels[level].vi, "year": "2021-2022"}
    identity: dict[tuple[int, int], Any] = {(1, column): word for column, word in enumerate(HEADER, 1)}
    for row, line in enumerate(IDENTITY, 2):
        identity |= {(row, 4): line.code, (row, 5): who.get(line.key)}
    figures: dict[tuple[int, int], Any] = {(1, 1): TITLE["school"]}
    figures |= {(2, column): word for column, word in enumerate(HEADER, 1)}
    asked = [spec for spec in FORM.by_id.values() if spec.id in ASKED and spec.asked_of(level)]
    for row, spec in enumerate(asked, 4):
        figures |= {(row, 4): spec.code, (row, 5): said.get(spec.id)}
    return workbook(sheet_of("Đơn vị", identity), sheet_of("Số liệu", figures))


def submissions(*books: Workbook) -> list[Submission]:
    found: list[Submission] = []
    for number, book in enumerate(books):
        file = f"{number}.xlsx"
        found += read_report(directive(), REGISTER, book, statement_of(book, file), file, "").submissions
    return found


def heard(found: list[Submission]) -> dict[tuple[str, str], tuple[object, ...]]:
    """Of every unit what is said and what is spoiled."""
    records, _ = unite(directive(), REGISTER, found)
    assert len({(record.unit.name, record.unit.level) for record in records}) == len(records)
    return {(record.unit.level, record.unit.name): _gist(record) for record in records}


def _gist(record: Record) -> tuple[object, ...]:
    return {name: said.value for name, said in record.said.items()}, set(record.spoiled), record.level, record.form


def values(spec: FieldSpec) -> st.SearchStrategy[Any]:
    """What people write for a field: mostly fitting, sometimes not."""
    match spec.type:
        case "count":
            good: st.SearchStrategy[Any] = st.integers(0, 2000)
            odd: list[Any] = ["1.243", "12 em", -5, 4.5, "2.000", "-", " 7 "]
        case "number":
            good, odd = st.sampled_from([7.5, 0, 10, 6]), ["7,5", 11, "bảy"]
        case "yes_no":
            good, odd = st.sampled_from(["Có", "Không"]), ["có", "x", 1]
        case "rank":
            good, odd = st.sampled_from(["Mức độ 1", "Mức độ 2"]), ["mức độ 1", "Mức 1"]
        case "date":
            good, odd = st.just(dt.date(2021, 10, 1)), ["01/10/2021", "31/02/2022", 5]
        case _:
            good, odd = st.just("25/KH-MN ngày 10 tháng 9 năm 2021"), ["-", "chưa có"]
    return st.one_of(good, good, good, st.none(), st.sampled_from(odd))


@st.composite
def districts(draw: st.DrawFn) -> dict[tuple[str, str], Row]:
    """Units by level and name, each with what it says: at least one thing."""
    schools = st.tuples(st.sampled_from(LEVELS), st.sampled_from(NAMES))
    found: dict[tuple[str, str], Row] = {}
    for level, name in draw(st.lists(schools, min_size=1, max_size=6, unique=True)):
        asked = [spec for spec in FORM.by_id.values() if spec.id in ASKED and spec.asked_of(level)]
        said = {spec.id: draw(values(spec)) for spec in asked}
        found[level, name] = {**said, "managers": draw(st.integers(1, 5))}
    return found


def total(rows: list[Row], name: str) -> Row:
    """A row of totals as Excel adds them up: texts and blanks are nothing."""
    counts = [spec.id for spec in FORM.by_id.values() if spec.id in ASKED and spec.type == "count"]
    figures = {one: [row[one] for row in rows if isinstance(row.get(one), (int, float))] for one in counts}
    return {"name": name, **{one: sum(found) for one, found in figures.items() if found}}


@st.composite
def tables(draw: st.DrawFn, district: dict[tuple[str, str], Row]) -> Workbook:
    """The same units in one table: by level or not, with totals above, between and below, or without."""
    numbered, sections = draw(st.booleans()), draw(st.booleans())
    sums = draw(st.sets(st.sampled_from(["top", "section", "head", "bottom"])))
    rows: list[Row] = []
    everybody = list(district.values())
    for part, level in enumerate(LEVELS):
        own = [(name, said) for (one, name), said in district.items() if one == level]
        words = directive().file.units["school"].levels[level].vi
        if sections and own:
            head: Row = {"name": words.upper(), **({"order": "I" * (part + 1)} if numbered else {})}
            rows.append({**total([said for _, said in own], ""), **head} if "head" in sums else head)
        for number, (name, said) in enumerate(own, 1):
            order = {"order": number} if numbered else {}
            rows.append({**order, "name": name if sections else f"{words} {name}", **said})
        if "section" in sums and own:
            rows.append(total([said for _, said in own], f"Cộng {words}" if draw(st.booleans()) else "Cộng"))
    if "top" in sums:
        rows.insert(0, total(everybody, "TỔNG SỐ"))
    if "bottom" in sums:
        rows.append(total(everybody, "Tổng cộng"))
    layout = Layout(
        fields=ASKED,
        order=numbered,
        depth=draw(st.integers(1, 4)),
        merged=draw(st.booleans()),
        codes=draw(st.booleans()),
        numbers=draw(st.booleans()),
        codes_first=draw(st.booleans()),
        top=draw(st.integers(3, 9)),
        signed=draw(st.booleans()),
    )
    book = openpyxl.Workbook()
    sheet = write(book.worksheets[0], layout, [{k: v for k, v in row.items() if k in layout.columns} for row in rows])
    return workbook(as_sheet(sheet))


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_table_says_what_the_forms_of_its_units_say(data: st.DataObject) -> None:
    district = data.draw(districts())
    words = {level: spec.vi for level, spec in directive().file.units["school"].levels.items()}
    forms = [own_form(f"{words[level]} {name}", level, said) for (level, name), said in district.items()]
    alone = heard(submissions(*forms))
    together = heard(submissions(data.draw(tables(district))))
    assert len(alone) == len(district)
    assert together == alone


LABELS = [FORM.by_id[name].label.vi for name in ("pupils", "insured", "food_poisoning", "serves_meals")]
SCRAPS: list[Any] = [
    *LABELS, "TT", "Tên trường", "Trường", "Phường", "Đơn vị", "Cấp học", "Mã số", "04", "41", "39", "Minh chứng", "Năm học",
    "TH Hoa Mai", "Hoa Lan", "I", "A", "Mầm non", "II. Tiểu học", "Cộng", "Tổng cộng", "Tổng số", "Ghi chú:", "Hiệu trưởng",
    "Có", "Không", "-", "", " ", "#", 0, 1, 2, 3, 4.5, -1, 900, "12 em", dt.date(2021, 10, 1), "2021-2022", "Công lập",
    TITLE["school"], TITLE["ward"], "Trẻ 5 tuổi ra lớp", "Trẻ 5 tuổi cư trú trên địa bàn", "Bồ Đề", "=", "(1)", "b",
]  # fmt: skip


@st.composite
def heaps(draw: st.DrawFn) -> Sheet:
    """Words of tables in any order, with merges over anything."""
    at = st.tuples(st.integers(1, 12), st.integers(1, 8))
    cells = draw(st.dictionaries(at, st.sampled_from(SCRAPS), max_size=60))
    if draw(st.booleans()):
        heads = ["TT", "Tên trường", *LABELS, "Tên trường", "Cấp học"]
        cells |= {(3, column): head for column, head in enumerate(draw(st.permutations(heads)), 1)}
    corners = draw(st.lists(st.tuples(at, st.integers(0, 5), st.integers(0, 4)), max_size=5))
    merges = tuple((row, column, row + down, column + across) for (row, column), down, across in corners)
    return sheet_of(draw(st.sampled_from(["Sheet1", "TH", "Mầm non"])), cells, merges)


@settings(max_examples=200, deadline=None)
@given(st.lists(heaps(), min_size=1, max_size=2, unique_by=lambda sheet: sheet.name))
def test_no_heap_of_words_breaks_the_reader(sheets: list[Sheet]) -> None:
    book = workbook(*sheets)
    report = read_report(directive(), REGISTER, book, statement_of(book, "a.xlsx"), "a.xlsx", "")
    assert report.submissions or report.problems
    for problem in report.problems:
        assert problem.text("vi", "message") and problem.text("en", "fix") is not None
    _, differences = unite(directive(), REGISTER, report.submissions)
    for submission in report.submissions:
        (record,) = submission.records
        assert not set(record.said) & set(record.spoiled)
        assert not any(word in record.unit.name for word in ("Tổng", "Cộng", "Hiệu trưởng"))
    assert all(problem.text("en", "message") for problem in differences)
