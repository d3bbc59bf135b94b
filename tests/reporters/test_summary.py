"""The summary as a workbook: what stands where, as what kind of value, in which format; nothing foreign does anything."""

from __future__ import annotations

import datetime as dt
import io
from fractions import Fraction
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest

import lbedu
from lbedu.directive.expression import parts
from lbedu.judging.judge import judge_units
from lbedu.own_form import STAMP_SHEET
from lbedu.reading.workbook import open_workbook
from lbedu.register import Register
from lbedu.reporters import Style, file_reporter
from lbedu.reporters.sheets import grid
from lbedu.reporters.sheets.cells import FILLS, as_count, difference, number_format, percent_format, signed
from lbedu.reporters.sheets.grid import LONGEST_TEXT, Grid, Shown, clean
from lbedu.scorecard import Absent, Amount, CountOf, Holding, Scorecard, ShareOf, Subtotal, Verdict
from lbedu.submission import Place, Said, Unit
from tests.reporters.conftest import HOSTILE, records

SAMPLES = Path(__file__).parents[2] / "samples"


@pytest.fixture(scope="module")
def whole(district: Scorecard) -> Scorecard:
    """The district with all that a run gives to a summary: units by themselves, subtotals, who is absent."""
    found = records()
    verdicts, waiting = judge_units(district.directive, Register(district.directive), found, district.as_of)
    by_level = [Subtotal("level", name, (part,)) for name, part in _levels(district)]
    in_ward = Subtotal("ward", "An", (_levels(district)[0][1],))
    with_levels = tuple(
        v._replace(subtotals=(*by_level, in_ward)) if v.target.id == "no-cases" else v for v in district.verdicts
    )
    expected = tuple(unit for units in Register(district.directive).units.values() for unit in units)
    absent = tuple(Absent(unit, ("attendance", "ranks")) for unit in expected if unit.name in ("Chánh", "Hà", "Minh"))
    return district._replace(
        verdicts=with_levels, unit_verdicts=verdicts, unit_waiting=waiting, expected=expected, absent=absent
    )


def _levels(card: Scorecard) -> list[tuple[str, Any]]:
    part = next(v for v in card.verdicts if v.target.id == "no-cases").parts[0]
    return [("TH", part._replace(actual=Amount(0), records=1)), ("THCS", part._replace(actual=Amount(2), records=1))]


def book_of(card: Scorecard, lang: str = "vi") -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(file_reporter("summary")(card, Style("en" if lang == "en" else "vi"))))


@pytest.fixture(scope="module")
def book(whole: Scorecard) -> openpyxl.Workbook:
    return book_of(whole)


def table(sheet: Any) -> list[dict[str, Any]]:
    """The rows of a sheet by the headings that carry its filters."""
    top = int("".join(filter(str.isdigit, sheet.auto_filter.ref.split(":")[0])))
    names = [cell.value for cell in sheet[top]]
    return [dict(zip(names, row, strict=True)) for row in sheet.iter_rows(min_row=top + 1)]


def values(row: dict[str, Any], *names: str) -> list[Any]:
    return [row[name].value for name in names]


# what it is made of


@pytest.mark.parametrize(
    ("lang", "names"),
    [
        ("vi", ["Tổng hợp", "Theo trường", "Theo phường", "Sai số liệu", "Chưa nộp", "Số liệu", "Cách hiểu"]),
        ("en", ["Summary", "By school", "By ward", "Problems", "Not reported", "Figures", "Readings"]),
    ],
)
def test_the_sheets(lang: str, names: list[str], whole: Scorecard) -> None:
    book = book_of(whole, lang)
    assert book.sheetnames == [*names, STAMP_SHEET]
    assert book[STAMP_SHEET].sheet_state == "veryHidden"


def test_the_same_scorecard_gives_the_same_bytes(whole: Scorecard) -> None:
    made = {file_reporter("summary")(whole, Style("vi")) for _ in range(2)}
    assert len(made) == 1
    with ZipFile(io.BytesIO(made.pop())) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_it_bears_the_as_of_date_and_not_the_time(book: openpyxl.Workbook) -> None:
    assert book.properties.created == book.properties.modified == dt.datetime(2031, 5, 31)


def test_every_sheet_is_frozen_filtered_and_ready_for_the_printer(book: openpyxl.Workbook) -> None:
    for sheet in book.worksheets[:-1]:
        assert sheet.freeze_panes is not None
        first = int("".join(filter(str.isdigit, sheet.freeze_panes)))
        assert sheet.auto_filter.ref.startswith(f"A{first - 1}:")
        assert str(sheet.print_title_rows).endswith(f"${first - 1}")
        assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
        wide = sheet.title.startswith("Theo")
        assert bool(sheet.sheet_properties.pageSetUpPr and sheet.sheet_properties.pageSetUpPr.fitToPage) is not wide
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (None, None) if wide else (1, 0)
        assert bool(sheet.print_title_cols) is wide


def test_our_own_reader_can_read_it(whole: Scorecard, tmp_path: Path) -> None:
    path = tmp_path / "summary.xlsx"
    path.write_bytes(file_reporter("summary")(whole, Style("vi")))
    assert "Tổng hợp" in {sheet.name for sheet in open_workbook(path).sheets}


# Tổng hợp


def test_the_targets_stand_in_the_order_of_the_clauses(book: openpyxl.Workbook, whole: Scorecard) -> None:
    main = [row for row in table(book["Tổng hợp"]) if row["TT"].value is not None]
    assert [row["Mục"].value for row in main] == [v.target.clause for v in whole.verdicts]
    assert [row["TT"].value for row in main] == list(range(1, len(main) + 1))
    words = {"met": "Đạt", "missed": "Không đạt", "undecided": "Chưa đủ số liệu", "not_applicable": "Không áp dụng"}
    assert [row["Kết luận"].value.removesuffix(" *") for row in main] == [words[v.outcome] for v in whole.verdicts]


def test_figures_are_real_numbers(book: openpyxl.Workbook) -> None:
    row = next(row for row in table(book["Tổng hợp"]) if row["Chỉ tiêu"].value == "Trẻ dưới 3 tuổi ra lớp")
    names = ("Tử số", "Mẫu số", "Đơn vị tính", "Kết quả", "Đơn vị chênh lệch", "Yêu cầu", "Cấp, nhóm")
    assert values(row, *names) == [300, 600, "trẻ", 0.5, "điểm %", "≥ 58%", "phường"]
    assert row["Chênh lệch"].value == pytest.approx(-8)
    assert [row[name].number_format for name in ("Tử số", "Kết quả", "Chênh lệch")] == [
        "#,##0",
        "0%",
        "+#,##0;-#,##0;0",
    ]
    assert "chờ số liệu của" in row["Ghi chú"].value
    assert "--complete" not in row["Ghi chú"].value


def test_levels_stand_below_their_target_without_a_verdict(book: openpyxl.Workbook) -> None:
    rows = table(book["Tổng hợp"])
    at = next(i for i, row in enumerate(rows) if row["Chỉ tiêu"].value == "Không có vụ ngộ độc")
    assert values(rows[at], "Kết quả", "Chênh lệch", "Đơn vị chênh lệch") == [2, 2, "vụ"]
    assert rows[at]["Chênh lệch"].number_format.startswith("+")
    for row, name, value in ((rows[at + 1], "TH", 0), (rows[at + 2], "THCS", 2)):
        assert values(row, "TT", "Cấp, nhóm", "Kết quả", "Kết luận", "Yêu cầu") == [None, name, value, None, None]
        assert book["Tổng hợp"].row_dimensions[row["TT"].row].outlineLevel == 1


def test_the_head_says_who_reported_and_what_came_out(book: openpyxl.Workbook) -> None:
    text = "\n".join(str(row[0].value) for row in book["Tổng hợp"].iter_rows(max_row=7, max_col=1))
    assert "NĂM HỌC 2030-2031" in text
    assert "số liệu tính đến ngày 31/05/2031" in text
    assert "phường 4/7" in text
    assert "trường 2 (chưa có danh sách)" in text
    assert "Không đạt 1" in text
    assert "Sai số liệu: 2 lỗi, 5 chỗ còn trống, 1 lưu ý" in text
    assert "--complete" in text


def test_units_by_themselves_have_a_column_of_their_own(units: Scorecard) -> None:
    rows = table(book_of(units)["Tổng hợp"])
    main = [row for row in rows if row["TT"].value is not None]
    assert len(main) == len(units.verdicts) + len(units.waiting)
    assert {"TH Gia Lâm", "phường An"} <= {row["Đơn vị"].value for row in main}
    assert "Không xét riêng" in {row["Kết luận"].value for row in main}


# units × targets


def top_of(sheet: Any) -> int:
    """The first row of the header."""
    return next(int(row[0].row) for row in sheet.iter_rows(max_col=1) if row[0].value == "TT")


def columns(sheet: Any, row: int) -> dict[Any, int]:
    return {cell.value: cell.column for cell in sheet[row]}


def test_wards_and_targets(book: openpyxl.Workbook) -> None:
    sheet = book["Theo phường"]
    top = top_of(sheet)
    column = columns(sheet, top + 3)
    rows = {sheet.cell(row, 2).value: row for row in range(top + 4, sheet.max_row + 1)}
    assert list(rows) == ["An", "Bình", "Chánh", "Đông", "Hà", "Minh", "Yên"]
    own = sheet.cell(rows["An"], column["attendance"])
    assert own.value == 0.5
    assert own.number_format == '0%" ▼"'
    assert sheet.cell(rows["An"], column["no-cases"]).value == 0
    assert sheet.cell(rows["An"], column["ranks"]).value == 1
    assert sheet.cell(rows["Chánh"], 3).value == "Chưa nộp"
    assert sheet.cell(rows["Yên"], 3).value == "Đã nộp"
    assert sheet.cell(rows["Yên"], column["attendance"]).value is None
    district = sheet.cell(top + 2, column["attendance"])
    assert (district.value, district.number_format) == (0.5, '0%" ?"')


def test_schools_and_targets(book: openpyxl.Workbook) -> None:
    sheet = book["Theo trường"]
    top = top_of(sheet)
    column = columns(sheet, top + 3)
    assert set(column) - {None} == {"contracts", "no-cases"}
    named = {str(sheet.cell(row, 5).value): row for row in range(top + 4, sheet.max_row + 1)}
    assert list(named) == ["TH Gia Lâm", clean(f"THCS {HOSTILE}")]
    good, bad = named.values()
    assert sheet.cell(good, column["contracts"]).value == "Đạt"
    assert sheet.cell(bad, column["contracts"]).value == "Không áp dụng"
    missed = sheet.cell(bad, column["no-cases"])
    assert (missed.value, missed.number_format, missed.font.b) == (2, '#,##0" ✗"', True)


# lists


def test_problems_are_listed_with_place_and_cure(book: openpyxl.Workbook, whole: Scorecard) -> None:
    rows = table(book["Sai số liệu"])
    assert [values(row, "Tệp", "Trang tính", "Ô", "Mã lỗi") for row in rows] == [
        [p.place.file, p.place.sheet or None, p.place.cell or None, p.code] for p in whole.problems
    ]
    row = next(row for row in rows if row["Mã lỗi"].value == "not_a_number")
    assert values(row, "Mức độ", "Tìm thấy") == ["Lỗi", "[bold]n/a\\x1b"]
    assert row["Cách sửa"].value


def test_who_has_not_reported(book: openpyxl.Workbook) -> None:
    rows = table(book["Chưa nộp"])
    assert [values(row, "Loại", "Đơn vị", "Số chỉ tiêu chờ", "Các mục chờ số liệu") for row in rows] == [
        ["phường", name, 2, "A.1 ¶1; A.1 ¶2"] for name in ("Chánh", "Hà", "Minh")
    ]


def test_every_fact_has_its_cell(book: openpyxl.Workbook, whole: Scorecard) -> None:
    rows = table(book["Số liệu"])
    assert [values(row, "Tệp", "Ô") for row in rows] == [[f.file, f.said.place.cell] for f in whole.facts]
    first = rows[0]
    assert values(first, "Đơn vị", "Biểu", "Mã số", "Số liệu", "Đơn vị tính") == [
        "An",
        "Biểu của phường",
        "01",
        100,
        "trẻ",
    ]
    assert first["Mã số"].data_type == "s"
    assert {"cao", "thấp", "Có"} <= {row["Số liệu"].value for row in rows}


def test_what_was_understood_is_listed(book: openpyxl.Workbook) -> None:
    assert [values(row, "Ghi trong tệp", "Hiểu là") for row in table(book["Cách hiểu"])] == [
        ["1.250", "1.250 trẻ"],
        ["CAO", "cao"],
    ]


# nothing is shown across a threshold


@pytest.mark.parametrize(
    ("share", "threshold", "shown"),
    [
        ("1/2", "58/100", "0%"),
        ("2/3", None, "0.0%"),
        ("9995/10000", "1", "0.00%"),
        ("99999/100000", "1", "0.000%"),
        ("5799999/10000000", "58/100", "0.00000%"),
        ("58/100", "58/100", "0%"),
        ("869/1000", "869/1000", "0.0%"),
        ("1", "1", "0%"),
    ],
)
def test_the_format_of_a_share(share: str, threshold: str | None, shown: str) -> None:
    assert percent_format(Fraction(share), None if threshold is None else Fraction(threshold)) == shown


def test_what_a_share_shows_stays_on_its_side() -> None:
    for whole in (7, 999, 1001, 20_001, 9_999_999_999):
        for threshold in (Fraction(1), Fraction(58, 100), Fraction(869, 1000)):
            middle = int(whole * threshold)
            for part in range(max(middle - 2, 0), min(middle + 2, whole) + 1):
                share = Fraction(part, whole)
                places = len(percent_format(share, threshold).partition(".")[2].rstrip("%"))
                shown = Fraction(f"{float(share) * 100:.{places}f}") / 100
                assert (shown > threshold) - (shown < threshold) == (share > threshold) - (share < threshold), share


@pytest.mark.parametrize(
    ("value", "points", "shown", "format_"),
    [
        (Fraction(-1, 30000), True, -1 / 300, "+#,##0.000;-#,##0.000;0"),
        (Fraction(0), True, 0, "+#,##0;-#,##0;0"),
        (-76, False, -76, "+#,##0;-#,##0;0"),
        (Fraction(1, 4), False, 0.25, "+#,##0.00;-#,##0.00;0"),
    ],
)
def test_a_difference_is_never_shown_as_none(value: Any, points: bool, shown: float, format_: str) -> None:
    found = signed(value, points)
    assert found.value == pytest.approx(shown)
    assert found.format == format_


def test_numbers_have_as_many_decimals_as_they_have() -> None:
    assert [number_format(value) for value in (7, Fraction(29, 4), Fraction(1, 3))] == [
        "#,##0",
        "#,##0.00",
        "#,##0.0000",
    ]
    assert number_format(Fraction(700_001, 100_000), 7) == "#,##0.00000"


# nothing foreign does anything

NASTY = [
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "\x1b[31mđỏ\x07",
    "\u202egnol",
    "\ufffe\ud800",
    "_x0041_",
    "a\r\nb\tc",
    "<b>&amp;]]>",
    "x" * 40_000,
    "😀" * 20_000,
]


@pytest.fixture(scope="module")
def poisoned(whole: Scorecard) -> openpyxl.Workbook:
    """A summary whose every foreign text is nasty."""
    submissions = []
    for i, submission in enumerate(whole.submissions):
        nasty = NASTY[i % len(NASTY)]
        unit = submission.unit._replace(name=nasty, ward=NASTY[-1 - i % len(NASTY)])
        said = {"contract_evidence": Said(nasty, Place(nasty, nasty, "E9"))}
        record = submission.records[0]
        form = record._replace(unit=unit, said=said) if record.form == "school" else record._replace(unit=unit)
        submissions.append(submission._replace(unit=unit, file=nasty, records=(form,)))
    problems = [problem._replace(found=text) for problem, text in zip(whole.problems * 2, NASTY, strict=False)]
    readings = [whole.readings[0]._replace(found=text) for text in NASTY]
    absent = [Absent(Unit("ward", text), ()) for text in NASTY]
    card = whole._replace(
        submissions=tuple(submissions),
        problems=tuple(problems),
        readings=tuple(readings),
        absent=tuple(absent),
        expected=tuple(Unit("school", text, "TH", ward=text) for text in NASTY),
        register="=1+1",
    )
    return book_of(card)


def test_no_text_becomes_a_formula_or_does_anything(poisoned: openpyxl.Workbook) -> None:
    texts = [
        cell for sheet in poisoned.worksheets for row in sheet.iter_rows() for cell in row if cell.value is not None
    ]
    assert {cell.data_type for cell in texts} <= {"s", "n", "d"}
    for cell in texts:
        if isinstance(cell.value, str):
            assert len(cell.value.encode("utf-16-le")) <= LONGEST_TEXT * 2
            assert all(line.isprintable() for line in cell.value.split("\n")), ascii(cell.value[:50])
            assert bool(cell.style and cell.quotePrefix) == cell.value.startswith(("=", "+", "-", "@"))
    shown = {cell.value for cell in texts}
    assert {"=cmd|' /C calc'!A0", "+1+1", "@SUM(A1)", "\\x1b[31mđỏ\\x07", "\\u202egnol", "<b>&amp;]]>"} <= shown


def test_a_long_text_is_cut_with_a_mark() -> None:
    for text in ("x" * 40_000, "😀" * 20_000, "a\n" * 20_000):
        cut = clean(text)
        assert cut.endswith("…")
        assert len(cut.encode("utf-16-le")) // 2 in (LONGEST_TEXT - 1, LONGEST_TEXT)
    assert clean("x" * LONGEST_TEXT) == "x" * LONGEST_TEXT


def test_what_excel_takes_for_an_escape_is_escaped() -> None:
    assert clean("_x0041_ _xyz_ x_x00e9_") == "_x005F_x0041_ _xyz_ x_x005F_x00e9_"


def test_a_full_sheet_says_that_there_is_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grid, "LAST_ROW", 4)
    book = openpyxl.Workbook()
    sheet = Grid(book, "A", [10])
    sheet.header([Shown("a")])
    for number in range(9):
        sheet.add([Shown(number)], "there is more")
    sheet.finish(1)
    assert [row[0].value for row in book["A"].iter_rows()] == ["a", 0, 1, "there is more"]


def test_a_scorecard_of_nothing_is_a_workbook_too(district: Scorecard) -> None:
    empty = district._replace(submissions=(), verdicts=(), problems=(), readings=(), absent=())
    book = book_of(empty)
    assert [len(table(sheet)) for sheet in book.worksheets[:-1]][3:] == [0, 0, 0, 0]


def test_rows_are_as_high_as_their_lines(book: openpyxl.Workbook) -> None:
    for sheet in book.worksheets[:-1]:
        for number, row in enumerate(sheet.iter_rows(), 1):
            lines = max(str(cell.value).count("\n") + 1 for cell in row)
            assert (sheet.row_dimensions[number].height or 0) >= lines * 8


def test_what_every_unit_has_to_meet_is_counted_also_of_one(district: Scorecard) -> None:
    contracts = next(v for v in district.verdicts if v.target.id == "contracts")
    (leaf,) = parts(contracts.target.measure)
    one = contracts.parts[0]._replace(records=1, outcome="met", actual=Said(True, Place("a")))
    assert as_count(leaf, one) == CountOf(1, 1)
    assert as_count(leaf, one._replace(outcome="undecided")) == CountOf(0, 1)
    (shares,) = parts(next(v for v in district.verdicts if v.target.id == "attendance").target.measure)
    assert as_count(shares, one._replace(actual=ShareOf(1, 2))) == ShareOf(1, 2)


def test_who_is_only_waited_for_does_not_fall_short(district: Scorecard) -> None:
    contracts = next(v for v in district.verdicts if v.target.id == "contracts")
    (leaf,) = parts(contracts.target.measure)
    holding = Holding(Unit("school", "TH A", "TH"))
    part = contracts.parts[0]._replace(outcome="undecided", actual=CountOf(15, 17), failing=(), waiting=(holding,))
    assert difference(district.directive, leaf, part, "vi")[0].value is None
    short = difference(district.directive, leaf, part._replace(failing=(holding,)), "vi")
    assert (short[0].value, short[1]) == (-1, "trường")


def test_a_real_district_has_every_unit_and_target_in_its_place() -> None:
    card = lbedu.check(SAMPLES / "2021-2022", by_unit=True)
    book = book_of(card)
    for kind, name, lead in (("school", "Theo trường", 6), ("ward", "Theo phường", 3)):
        sheet = book[name]
        top = top_of(sheet)
        column = columns(sheet, top + 3)
        rows = {sheet.cell(row, lead - 1).value: row for row in range(top + 4, sheet.max_row + 1)}
        own = [item for item in card.by_unit if item.unit is not None and item.unit.kind == kind]
        assert len(own) > 100
        for item in own:
            assert item.unit is not None
            cell = sheet.cell(rows[item.unit.name], column[item.target.id])
            if isinstance(item, Verdict):
                assert cell.value is not None, (item.unit.name, item.target.id)
                assert cell.fill.fgColor.rgb.endswith(FILLS[item.outcome]) or item.outcome == "missed"
            share = item.parts[0].actual
            if isinstance(share, ShareOf) and share.whole:
                assert cell.value == share.part / share.whole
    texts = {cell.data_type for sheet in book.worksheets for row in sheet.iter_rows() for cell in row}
    assert "f" not in texts
