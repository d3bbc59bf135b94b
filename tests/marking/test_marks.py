"""Thousands of problems, ranges, merged and hidden cells, foreign texts: what the notes and the index make of them."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import xlsxwriter  # type: ignore[import-untyped]

from lbedu.marking.letter import letter
from lbedu.own_form import NOTE_SIGN
from lbedu.problems import Problem
from lbedu.reading.workbook import read_workbook
from lbedu.submission import Place
from tests.marking.invariants import ABOUT, FILE, copy_of, opened, problem
from tests.marking.test_spellings_of_xml import plain


def index_rows(data: bytes) -> list[list[Any]]:
    """The lines of the index below its header."""
    sheet: Any = opened(data).worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(max_col=7)]
    head = next(number for number, row in enumerate(rows) if row[0] == "TT")
    return [row for row in rows[head + 1 :] if row[0] is not None]


def marked(*problems: Problem, data: bytes | None = None) -> bytes:
    return copy_of(data or plain(), problems).data


def test_thousands_of_problems_are_all_said() -> None:
    many = [problem("missing", "A", row, 2) for row in range(1, 5_001)]
    data = marked(*many, problem("error", "B", 1, 1))
    rows = index_rows(data)
    assert len(rows) == 40 + 1 + 1
    last = rows[-1]
    assert last[2] == "A!B41…" and "và 4960 ô còn trống khác: B41:B5000" in last[5]
    book = read_workbook(data)
    assert sum(NOTE_SIGN in note for note in book.sheets[1].notes.values()) == 2_000
    sheet: Any = opened(data)["A"]
    assert sheet["B5000"].fill.fill_type == "solid" and sheet["B5000"].comment is None
    assert sheet["B2000"].comment is not None
    links = [
        cell.hyperlink.location for row in opened(data).worksheets[0].iter_rows() for cell in row if cell.hyperlink
    ]
    assert links[-1] == "'A'!B41"


def test_a_problem_without_a_cell_stands_on_top_and_has_no_link() -> None:
    of_file = problem("error", "A", 1, 1)._replace(place=Place(FILE))
    of_sheet = problem("warning", "A", 1, 1)._replace(place=Place(FILE, "B"))
    gone = problem("error", "A", 1, 1)._replace(place=Place(FILE, "Không có", "A1"))
    data = marked(problem("error", "A", 3, 1), gone, of_sheet, of_file)
    assert [row[2] for row in index_rows(data)] == ["cả tệp", "B", "Không có!A1", "A!A3"]
    links = [
        cell.hyperlink.location for row in opened(data).worksheets[0].iter_rows() for cell in row if cell.hyperlink
    ]
    assert links == ["'B'!A1", "'A'!A3"]


def test_ranges_second_places_and_merged_cells() -> None:
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    sheet = book.add_worksheet("A")
    sheet.merge_range("E5:G9", "gộp")
    book.add_worksheet("B").write("A1", 1)
    book.close()
    others = (Place(FILE, "B", "D4"), Place("x", "A", "Z9"))
    whole = problem("error", "A", 1, 1)._replace(place=Place(FILE, "A", "B2:C3"), places=others)
    copy: Any = opened(marked(whole, problem("missing", "A", 8, 6), data=file.getvalue()))
    filled = [
        f"{one.title}!{cell.coordinate}"
        for one in copy.worksheets[1:]
        for row in one.iter_rows()
        for cell in row
        if cell.fill.fill_type == "solid"
    ]
    assert filled == ["A!B2", "A!C2", "A!B3", "A!C3", "A!E5", "B!D4"]


def test_several_problems_of_a_cell_share_its_note_and_the_worst_colours_it() -> None:
    some = [problem(severity, "A", 2, 2) for severity in ("warning", "missing", "error")]
    note = read_workbook(marked(*some)).sheets[1].notes[2, 2]
    assert note.startswith(f"{NOTE_SIGN} LỖI\n") and note.count("Cách sửa: ") == 3


def test_nothing_foreign_becomes_a_formula_or_breaks_the_file() -> None:
    evil = '=HYPERLINK("x")\x00\x0b_x000D_\ud800 ]]> &amp; <b>'
    data = marked(problem("error", "A", 2, 2)._replace(found=evil))
    index: Any = opened(data).worksheets[0]
    assert all(cell.data_type != "f" for row in index.iter_rows() for cell in row)
    (row,) = index_rows(data)
    assert str(row[4]).startswith('=HYPERLINK("x")') and "<b>" in str(row[4])


def test_names_of_the_index_do_not_collide() -> None:
    book = openpyxl.load_workbook(io.BytesIO(plain()))
    book["A"].title = "lỗi cần sửa"
    book["B"].title = "Lỗi cần sửa (2)"
    book.save(file := io.BytesIO())
    copy = marked(problem("error", "lỗi cần sửa", 1, 1), data=file.getvalue())
    assert opened(copy).sheetnames == ["Lỗi cần sửa (3)", "lỗi cần sửa", "Lỗi cần sửa (2)"]


def test_a_letter_is_short_however_much_is_wrong() -> None:
    many = [problem("missing", "A", row, row % 50 + 1) for row in range(1, 4_000)]
    others = [problem("error", f"S{number}", 1, 1) for number in range(40)]
    text = letter(ABOUT, [*many, *others], "sao.xlsx", None)
    lines = text.split("\r\n")
    assert len(lines) < 30 and max(map(len, lines)) < 600
    assert any("3999 ô còn trống" in line for line in lines) and any("và 28 mục khác" in line for line in lines)
