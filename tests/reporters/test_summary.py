"""The summary as a workbook: what stands where, as what kind of value, in which format; nothing foreign does anything."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import re
from fractions import Fraction
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest

import lbedu
from lbedu.directive.expression import parts
from lbedu.frames import units_behind
from lbedu.judging.judge import judge_units
from lbedu.own_form import STAMP_SHEET
from lbedu.packing import Pieces
from lbedu.reading.workbook import open_workbook
from lbedu.register import Register
from lbedu.reporters import Style, file_reporter
from lbedu.reporters.sheets import grid
from lbedu.reporters.sheets import rows as rows_of_sheets
from lbedu.reporters.sheets.cells import FILLS, as_count, difference, number_format, percent_format, signed
from lbedu.reporters.sheets.grid import Grid, sheet_name
from lbedu.reporters.sheets.shown import LONGEST_TEXT, Shown, clean
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


def book_of(card: Scorecard, lang: str = "vi", formulas: bool = False) -> openpyxl.Workbook:
    """The summary with the values that are saved in it, or with its formulas."""
    made = file_reporter("summary")(card, Style("en" if lang == "en" else "vi"))
    return openpyxl.load_workbook(io.BytesIO(made), data_only=not formulas)


@pytest.fixture(scope="module")
def book(whole: Scorecard) -> openpyxl.Workbook:
    return book_of(whole)


@pytest.fixture(scope="module")
def formulas(whole: Scorecard) -> openpyxl.Workbook:
    return book_of(whole, formulas=True)


def table(sheet: Any) -> list[dict[str, Any]]:
    """The rows of a sheet by their headings, above which no numbers of columns stand."""
    top, last = (int("".join(filter(str.isdigit, cell))) for cell in sheet.auto_filter.ref.split(":"))
    names = [cell.value for cell in sheet[top - 1 if sheet.cell(top, 1).value == "(1)" else top]]
    return [dict(zip(names, row, strict=True)) for row in sheet.iter_rows(min_row=top + 1, max_row=last) if top < last]


def values(row: dict[str, Any], *names: str) -> list[Any]:
    return [row[name].value for name in names]


# what it is made of


LAST = ("Đọc hiểu", "Phương pháp")


@pytest.mark.parametrize(
    ("lang", "names"),
    [
        (
            "vi",
            [
                "Tổng hợp",
                "Theo trường",
                "Theo phường",
                "Chưa nộp và sai số liệu",
                "Biểu đồ",
                "Số liệu",
                "Đọc hiểu",
                "Phương pháp",
            ],
        ),
        (
            "en",
            ["Summary", "By school", "By ward", "Not reported and wrong", "Charts", "Figures", "Readings", "Method"],
        ),
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
        assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
        if sheet.title in ("Biểu đồ", "Phương pháp"):
            continue
        assert sheet.freeze_panes is not None
        first = int("".join(filter(str.isdigit, sheet.freeze_panes)))
        assert sheet.auto_filter.ref.startswith(f"A{first - 1}:")
        assert str(sheet.print_title_rows).endswith(f"${first - 1}")
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
    assert [row["Căn cứ (mục)"].value for row in main] == [v.target.clause for v in whole.verdicts]
    assert [row["TT"].value for row in main] == list(range(1, len(main) + 1))
    words = {"met": "Đạt", "missed": "Không đạt", "undecided": "Chưa đủ số liệu", "not_applicable": "Không áp dụng"}
    assert [row["Đánh giá"].value.removesuffix(" *") for row in main] == [words[v.outcome] for v in whole.verdicts]


def test_figures_are_real_numbers(book: openpyxl.Workbook) -> None:
    row = next(row for row in table(book["Tổng hợp"]) if row["Nội dung chỉ tiêu"].value == "Trẻ dưới 3 tuổi ra lớp")
    names = ("Tử số", "Mẫu số", "Đơn vị tính", "Kết quả thực hiện", "Chỉ tiêu", "Cấp, nhóm", "Số liệu đã có")
    assert values(row, *names) == [300, 600, "trẻ", 0.5, "≥ 58%", "phường", 3]
    assert row["So với chỉ tiêu (+/-)"].value == pytest.approx(-8)
    assert [row[name].number_format for name in ("Tử số", "Kết quả thực hiện", "So với chỉ tiêu (+/-)")] == [
        "#,##0",
        "0%",
        '+#,##0" điểm %";-#,##0" điểm %";0" điểm %"',
    ]
    assert row["Số liệu đã có"].number_format == '0"/7 phường"'
    assert "chờ số liệu của" in row["Ghi chú"].value
    assert "--complete" not in row["Ghi chú"].value


def test_levels_stand_below_their_target_without_a_verdict(book: openpyxl.Workbook) -> None:
    rows = table(book["Tổng hợp"])
    at = next(i for i, row in enumerate(rows) if row["Nội dung chỉ tiêu"].value == "Không có vụ ngộ độc")
    assert values(rows[at], "Kết quả thực hiện", "So với chỉ tiêu (+/-)", "Đơn vị tính") == [2, 2, "vụ"]
    assert rows[at]["So với chỉ tiêu (+/-)"].number_format.startswith('+#,##0" vụ"')
    for row, name, value in ((rows[at + 1], "TH", 0), (rows[at + 2], "THCS", 2)):
        assert values(row, "TT", "Cấp, nhóm", "Kết quả thực hiện", "Đánh giá", "Chỉ tiêu") == [
            None,
            name,
            value,
            None,
            None,
        ]
        assert book["Tổng hợp"].row_dimensions[row["TT"].row].outlineLevel == 1


def test_the_head_is_that_of_an_official_table(book: openpyxl.Workbook) -> None:
    sheet = book["Tổng hợp"]
    text = "\n".join(str(cell.value) for row in sheet.iter_rows(max_row=11) for cell in row if cell.value is not None)
    assert text.split("\n")[:6] == [
        "HUYỆN THỬ",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "PHÒNG GD&ĐT",
        "Độc lập - Tự do - Hạnh phúc",
        "Số: ............",
        "............, ngày ...... tháng ...... năm ......",
    ]
    assert "Năm học 2030-2031 (theo Kế hoạch 1/KH ngày 01/09/2030 của Huyện Thử)" in text
    assert "Số liệu tính đến ngày 31/05/2031" in text
    assert "Phường: 4/7 đã báo cáo" in text
    assert "Trường: 2 đã báo cáo (TH 1, THCS 1)" in text
    assert "Không đạt 1" in text
    assert "Sai số liệu: 2 lỗi, 5 chỗ còn trống, 1 lưu ý" in text
    assert "--complete" in text
    foot = [cell.value for row in sheet.iter_rows(min_row=sheet.max_row - 1) for cell in row if cell.value is not None]
    assert foot == ["NGƯỜI LẬP BIỂU", "THỦ TRƯỞNG ĐƠN VỊ", "(Ký, ghi rõ họ tên)", "(Ký, đóng dấu)"]


def test_units_by_themselves_have_a_column_of_their_own(units: Scorecard) -> None:
    rows = table(book_of(units)["Tổng hợp"])
    main = [row for row in rows if row["TT"].value is not None]
    assert len(main) == len(units.verdicts) + len(units.waiting)
    assert {"TH Gia Lâm", "phường An"} <= {row["Đơn vị"].value for row in main}
    assert "Không xét riêng" in {row["Đánh giá"].value for row in main}


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


def test_who_has_not_reported_stands_before_what_is_wrong(book: openpyxl.Workbook, whole: Scorecard) -> None:
    found = table(book["Chưa nộp và sai số liệu"])
    assert [values(row, "Việc", "Đơn vị", "Sai thế nào", "Cách sửa") for row in found[:3]] == [
        [
            "Chưa nộp",
            f"phường {name}",
            "Chưa có báo cáo; 2 chỉ tiêu chờ số liệu: A.1 ¶1; A.1 ¶2",
            "Nộp báo cáo của phường.",
        ]
        for name in ("Chánh", "Hà", "Minh")
    ]
    assert [values(row, "Tệp", "Trang tính", "Ô", "Mã lỗi") for row in found[3:]] == [
        [p.place.file, p.place.sheet or None, p.place.cell or None, p.code] for p in whole.problems
    ]
    row = next(row for row in found if row["Mã lỗi"].value == "not_a_number")
    assert values(row, "Việc", "Tìm thấy") == ["Lỗi", "[bold]n/a\\x1b"]
    assert row["Cách sửa"].value
    assert values(found[3], "Đơn vị", "Việc") == ["phường Bình", "Lưu ý"]


def test_every_fact_has_its_cell(book: openpyxl.Workbook, whole: Scorecard) -> None:
    found = table(book["Số liệu"])
    said = [(row["Tệp"].value, row["Ô"].value) for row in found if row["Được tính"].value == "Có"]
    assert sorted(said) == sorted((fact.file, fact.said.place.cell) for fact in whole.facts)
    children = [row for row in found if row["Nội dung"].value == "Trẻ dưới 3 tuổi"]
    assert [values(row, "Đơn vị", "Biểu", "Mã số", "Số liệu", "Đơn vị tính") for row in children] == [
        [name, "Biểu của phường", "01", count, "trẻ"]
        for name, count in (("An", 100), ("Bình", 200), ("Đông", 300), ("Yên", 10))
    ]
    assert children[0]["Mã số"].data_type == "s"
    assert {"cao", "thấp", "Có"} <= {row["Số liệu"].value for row in found}
    assert [row["Số liệu"].protection.locked for row in children] == [False] * 4


def test_a_figure_under_an_error_is_seen_not_to_count(book: openpyxl.Workbook) -> None:
    (row,) = [row for row in table(book["Số liệu"]) if row["Tệp"].value == "yen.xlsx" and row["Mã số"].value == "02"]
    assert values(row, "Đơn vị", "Số liệu", "Được tính", "Ô") == ["Yên", "[bold]n/a\\x1b", "Không: sai", "E10"]
    assert row["Được tính"].fill.fgColor.rgb.endswith("D9D9D9")
    assert row["Số liệu"].protection.locked


def test_what_each_figure_is_used_for(book: openpyxl.Workbook) -> None:
    used = {
        (row["Đơn vị"].value, row["Mã số"].value): str(row["Dùng cho chỉ tiêu"].value).split()
        for row in table(book["Số liệu"])
        if row["Biểu"].value == "Biểu của phường"
    }
    assert used["An", "01"] == ["1:m", "2:m"]
    assert used["An", "02"] == ["1:t", "2:t"]
    assert used["An", "03"] == ["3:t"]
    assert used["Yên", "01"] == used["Yên", "02"] == ["1:x", "2:x"]  # its share lacks a figure


def test_what_was_understood_is_listed(book: openpyxl.Workbook) -> None:
    assert [values(row, "Ghi trong tệp", "Hiểu là") for row in table(book["Đọc hiểu"])] == [
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
def poisoned_card(whole: Scorecard) -> Scorecard:
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
    return whole._replace(
        submissions=tuple(submissions),
        problems=tuple(problems),
        readings=tuple(readings),
        absent=tuple(absent),
        expected=tuple(Unit("school", text, "TH", ward=text) for text in NASTY),
        register="=1+1",
        records=tuple(record for submission in submissions for record in submission.records),
    )


@pytest.fixture(scope="module")
def poisoned(poisoned_card: Scorecard) -> openpyxl.Workbook:
    return book_of(poisoned_card)


def test_no_text_becomes_a_formula_or_does_anything(poisoned: openpyxl.Workbook) -> None:
    texts = [
        cell for sheet in poisoned.worksheets for row in sheet.iter_rows() for cell in row if cell.value is not None
    ]
    for cell in texts:
        if isinstance(cell.value, str):
            assert len(cell.value.encode("utf-16-le")) <= LONGEST_TEXT * 2
            assert all(line.isprintable() for line in cell.value.split("\n")), ascii(cell.value[:50])
            assert bool(cell.style and cell.quotePrefix) == cell.value.startswith(("=", "+", "-", "@"))
    shown = {cell.value for cell in texts}
    assert {"=cmd|' /C calc'!A0", "+1+1", "@SUM(A1)", "\\x1b[31mđỏ\\x07", "\\u202egnol", "<b>&amp;]]>"} <= shown


FUNCTIONS = {
    "AND",
    "COUNTIF",
    "COUNTIFS",
    "FIND",
    "IF",
    "IFERROR",
    "INT",
    "ISNUMBER",
    "ISTEXT",
    "LEN",
    "LEFT",
    "MIN",
    "OR",
    "ROUND",
    "SEARCH",
    "SUMIFS",
    "SUMPRODUCT",
}
"""All of Excel 2007, none that is computed anew without need, none that gives a range."""


def formulas_of(book: openpyxl.Workbook) -> set[str]:
    return {str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"}


def links_of(book: openpyxl.Workbook) -> list[str]:
    return [str(c.hyperlink.location) for sheet in book for row in sheet.iter_rows() for c in row if c.hyperlink]


def test_no_foreign_text_gets_into_a_formula(poisoned_card: Scorecard) -> None:
    book = book_of(poisoned_card, formulas=True)
    found = formulas_of(book)
    assert found
    for formula in found:
        assert set(re.findall(r"[A-Z]+(?=\()", formula)) <= FUNCTIONS
        assert not any(text[:20] in formula for text in NASTY)
    links = links_of(book)
    assert links
    assert all(re.fullmatch(r"'Số liệu'!\$A\$\d+:\$N\$\d+", link) for link in links)
    assert not any(cell.comment for sheet in book for row in sheet.iter_rows() for cell in row)
    assert not book.defined_names
    with ZipFile(io.BytesIO(file_reporter("summary")(poisoned_card, Style("vi")))) as package:
        assert not [name for name in package.namelist() if "external" in name.lower() or "vba" in name.lower()]


def test_a_long_text_is_cut_with_a_mark() -> None:
    for text in ("x" * 40_000, "😀" * 20_000, "a\n" * 20_000):
        cut = clean(text)
        assert cut.endswith("…")
        assert len(cut.encode("utf-16-le")) // 2 in (LONGEST_TEXT - 1, LONGEST_TEXT)
    assert clean("x" * LONGEST_TEXT) == "x" * LONGEST_TEXT


def test_what_excel_takes_for_an_escape_is_escaped() -> None:
    assert clean("_x0041_ _xyz_ x_x00e9_") == "_x005F_x0041_ _xyz_ x_x005F_x00e9_"


def test_rows_of_a_large_sheet_are_kept_packed_and_come_out_as_they_were() -> None:
    pieces = Pieces()
    rows = [f"<row r='{number}'/>".encode() * 40_000 for number in range(80)]
    for row in rows:
        pieces.add(row)
    assert b"".join(pieces) == b"".join(pieces) == b"".join(rows)
    assert sum(map(len, pieces._pieces)) < sum(map(len, rows)) * 2 // 3
    assert b"".join(Pieces()) == b""


def test_a_full_sheet_says_that_there_is_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grid, "LAST_ROW", 4)
    book = openpyxl.Workbook()
    sheet = Grid(book, "A", [10])
    sheet.header([Shown("a")])
    for number in range(9):
        sheet.add([Shown(number)], "there is more")
    sheet.finish(1)
    rows = b"".join(sheet.filling().rows).decode().split("</row>")[:-1]
    found = [re.sub("<[^>]*>", "", row) for row in rows]
    assert found == ["a", "0", "1", "there is more"]


def test_links_end_where_a_sheet_has_no_room_for_more(whole: Scorecard, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows_of_sheets, "MOST_LINKS", 2)
    book = book_of(whole)
    assert len(links_of(book)) == 2
    text = "\n".join(str(row[0].value) for row in book["Phương pháp"].iter_rows(max_row=20, max_col=1))
    assert "3 chỉ tiêu không có liên kết tới số liệu" in text


def test_names_of_sheets_are_such_as_excel_takes() -> None:
    book = openpyxl.Workbook()
    names = ["TT 24/2018", "tt 24-2018", "'[a]:*?\\\\'", "x" * 40, "X" * 40, "", "Theo\x00trường"]
    for name in names:
        book.create_sheet(sheet_name(book, name))
    found = book.sheetnames[1:]
    assert found == ["TT 24-2018", "tt 24-2018 (2)", "-a------", "x" * 31, "X" * 27 + " (2)", "-", "Theo trường"]
    assert all(len(name) <= 31 for name in found)


def test_a_scorecard_of_nothing_is_a_workbook_too(district: Scorecard) -> None:
    empty = district._replace(submissions=(), verdicts=(), problems=(), readings=(), absent=(), records=())
    book = book_of(empty)
    lists = ("Tổng hợp", "Chưa nộp và sai số liệu", "Số liệu", "Đọc hiểu")
    assert [len(table(book[name])) for name in lists] == [0] * 4


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


# formulas, charts, method


def test_results_are_formulas_over_the_figures(formulas: openpyxl.Workbook) -> None:
    found = {row["Nội dung chỉ tiêu"].value: row for row in table(formulas["Tổng hợp"]) if row["TT"].value is not None}
    share = found["Trẻ dưới 3 tuổi ra lớp"]
    row = share["TT"].row
    assert share["Tử số"].value.startswith("=SUMIFS('Số liệu'!$J$")
    assert share["Kết quả thực hiện"].value == f'=IF(H{row}=0,G{row}&"/"&H{row},G{row}/H{row})'
    assert share["So với chỉ tiêu (+/-)"].value == f'=IF(H{row}=0,"",G{row}/H{row}*100-58)'
    assert share["Đánh giá"].value == f'=IF(M{row}="khớp","Chưa đủ số liệu","Xét lại")'  # three wards are waited for
    assert "COUNTIFS" in found["Phường xếp loại cao"]["Tử số"].value
    assert found["Không có vụ ngộ độc"]["Kết quả thực hiện"].value.startswith("=SUMIFS(")
    assert found["Trường có bếp ký hợp đồng"]["Kết quả thực hiện"].data_type != "f"
    assert found["Trường có bếp ký hợp đồng"]["Nguồn số liệu"].hyperlink.location.startswith("'Số liệu'!")


def test_a_verdict_is_a_formula_once_nothing_is_missing(district: Scorecard) -> None:
    only = tuple(v for v in district.verdicts if v.target.id == "no-cases")
    row = table(book_of(district._replace(verdicts=only), formulas=True)["Tổng hợp"])[0]
    at = row["TT"].row
    star = " *" if only[0].by_word else ""
    assert row["Đánh giá"].value == f'=IF(M{at}="chạy lại","Xét lại",IF(I{at}<=0,"Đạt{star}","Không đạt{star}"))'


def test_every_formula_has_its_value_beside_it(whole: Scorecard) -> None:
    with ZipFile(io.BytesIO(file_reporter("summary")(whole, Style("vi")))) as package:
        sheets = [package.read(name).decode() for name in package.namelist() if name.startswith("xl/worksheets/sheet")]
    cells = [cell for sheet in sheets for cell in re.findall(r"<c [^>]*>(?:(?!</c>).)*</c>", sheet) if "<f" in cell]
    assert len(cells) > 30
    assert all(re.search(r"</f><v>|/><v>", cell) for cell in cells)


def test_what_may_be_typed_over_a_figure_is_what_a_form_takes(formulas: openpyxl.Workbook) -> None:
    sheet = formulas["Số liệu"]
    assert sheet.protection.sheet
    assert not sheet.protection.password
    rules = {(rule.type, rule.formula1, rule.formula2) for rule in sheet.data_validations.dataValidation}
    assert {("whole", "0", None), ("list", '"cao,thấp"', None), ("list", '"Có,Không"', None)} <= rules


def test_the_charts_follow_the_sheet_of_all_targets(whole: Scorecard) -> None:
    book = book_of(whole, formulas=True)
    sheet: Any = book["Biểu đồ"]
    assert len(sheet._charts) == 3
    series = [one for chart in sheet._charts for one in chart.series]
    assert all(one.val.numRef.f.startswith("'Biểu đồ'!") for one in series)
    table_ = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4, min_col=14, max_col=16)]
    assert table_[0][:2] == ["Kết luận", "Số chỉ tiêu"]
    assert str(table_[1][1]).startswith("=COUNTIFS('Tổng hợp'!$A$")
    bars = {str(row[0]): row[1:] for row in table_ if str(row[0]).startswith("1. ")}
    assert bars["1. Trẻ dưới 3 tuổi ra lớp"] == ["='Tổng hợp'!I" + str(table(book["Tổng hợp"])[0]["TT"].row), 0.58]
    saved = {str(row[0].value): row[1].value for row in book_of(whole)["Biểu đồ"].iter_rows(min_col=14, max_col=15)}
    assert saved["1. Trẻ dưới 3 tuổi ra lớp"] == 0.5
    assert (saved["Đạt"], saved["Không đạt"]) == tuple(
        sum(v.outcome == outcome for v in whole.verdicts) for outcome in ("met", "missed")
    )


def test_who_holds_most_targets_down_comes_first(whole: Scorecard) -> None:
    frame = units_behind(whole.verdicts)
    assert list(frame.columns) == ["unit_kind", "level", "unit", "failing", "waiting"]
    assert list(frame["failing"]) == sorted(frame["failing"], reverse=True)
    waiting = frame.set_index("unit")["waiting"]
    assert waiting["Chánh"] == 3  # of two shares and a count
    assert len(units_behind(())) == 0


def test_the_method_says_what_was_read_and_how_it_was_understood() -> None:
    card = lbedu.check(SAMPLES / "2021-2022", by_unit=True, by_ward=True, digests=True)
    sheet = book_of(card)["Phương pháp"]
    text = {str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None}
    assert card.directive.digest in text
    for name in card.inputs:
        assert hashlib.sha256(Path(name).read_bytes()).hexdigest() in text
    assert {t.spec.note.vi for t in card.directive.targets if t.spec.note is not None} <= text
    assert {c.not_checked.vi for c in card.directive.file.commitments if c.not_checked is not None} <= text


def test_a_check_hashes_nothing_unless_asked() -> None:
    assert lbedu.check(SAMPLES / "report.xlsx").digests == {}


def test_rows_below_a_target_follow_what_is_said_of_it(whole_district: Scorecard) -> None:
    sheet = book_of(whole_district, formulas=True)["Tổng hợp"]
    head = columns(sheet, top_of(sheet))
    main, mains = 0, {}
    for row in range(top_of(sheet) + 2, sheet.max_row + 1):
        main = row if isinstance(sheet.cell(row, head["TT"]).value, int) else main
        mains[row] = main
    asked: dict[tuple[int, int], list[str]] = {}
    for area in sheet.conditional_formatting:
        for rule in area.rules:
            for cells in area.sqref.ranges:
                for row in range(cells.min_row, cells.max_row + 1):
                    asked.setdefault((row, cells.min_col), []).append(rule.formula[0])
    followed = {"shares": 0, "verdicts": 0}
    for row, main in mains.items():
        guard = f"$M${main}="
        result, verdict = (sheet.cell(row, head[name]) for name in ("Kết quả thực hiện", "Đánh giá"))
        if "%" in result.number_format and str(result.value).startswith("="):
            assert [f.count(guard) for f in asked[row, head["Kết quả thực hiện"]]] == [2], row
            followed["shares"] += row != main
        if str(verdict.value).startswith("=") and main in (row, row - 1):
            coloured = [f for f in asked[row, head["Đánh giá"]] if guard in f]
            assert len(coloured) == len(FILLS), row
            followed["verdicts"] += row != main
    assert all(followed.values()), followed
