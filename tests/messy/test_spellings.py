"""Header words, codes and who reports, spelt as people spell them: the same figures, or a problem; never others."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

import openpyxl
import pytest

from lbedu.own_form import CODE, CONTENT, FIGURE, FIGURES_SHEET
from lbedu.scorecard import Scorecard
from tests.cli.workbooks import checked, code_cell, directive, figure, figures, filled, header, list_cells
from tests.messy.accidents import spelt

NAME = "Trường Tiểu học Hoà Bình"
Edit = Callable[[openpyxl.Workbook], None]


@cache
def sound() -> bytes:
    file = io.BytesIO()
    filled("school", "TH", NAME).save(file)
    return file.getvalue()


@cache
def truth() -> dict[tuple[str, str, str], object]:
    book = openpyxl.load_workbook(io.BytesIO(sound()))
    with tempfile.TemporaryDirectory() as folder:
        return dict(figures(_checked(book, Path(folder))))


def _checked(book: openpyxl.Workbook, folder: Path) -> Scorecard:
    path = folder / "spelling.xlsx"
    book.save(path)
    return checked(path, view="units")


def after(edit: Edit, tmp_path: Path) -> Scorecard:
    book = openpyxl.load_workbook(io.BytesIO(sound()))
    edit(book)
    return _checked(book, tmp_path)


def headed(word: str, spelling: str) -> Edit:
    def edit(book: openpyxl.Workbook) -> None:
        header(book[FIGURES_SHEET], word).value = spelling

    return edit


def identified(code: str, spelling: object) -> Edit:
    def edit(book: openpyxl.Workbook) -> None:
        figure(book, code).value = spelling  # type: ignore[assignment]

    return edit


def coded(code: str, spelling: object) -> Edit:
    def edit(book: openpyxl.Workbook) -> None:
        code_cell(book, code).value = spelling  # type: ignore[assignment]

    return edit


SAME = [headed(word, one) for word in (CODE, CONTENT, FIGURE) for one in spelt(word)]
SAME += [
    identified("DV2", one)
    for one in (*spelt(NAME), "Trường Tiểu học Hòa Bình", "TH Hòa Bình", "TRƯỜNG TIỂU HỌC HOÀ BÌNH")
]
SAME += [identified("DV3", one) for one in (*spelt("Tiểu học"), "TH", "tiểu học")]
SAME += [
    identified("DV6", one) for one in ("2021 - 2022", "2021–2022", "Năm học 2021-2022", "2021/2022", " 2021-2022\u00a0")
]
SAME += [coded("02", one) for one in (2, " 02 ", "2", "02\u00a0")]
OTHERS = [headed(word, one) for word in (CODE, FIGURE) for one in ("Mã ssố", "Số lieeu", "", "Mã", "Số liệu năm trước")]
OTHERS += [identified("DV3", one) for one in ("Tiêu học", "THCS", "Mầm non", "Cấp 1", None)]
OTHERS += [identified("DV6", one) for one in ("2020-2021", "2022-2021", "năm nay", None)]
OTHERS += [coded("02", one) for one in ("O2", "2a", "03", "", "2.0", "２")]


@pytest.mark.parametrize("number", range(len(SAME)))
def test_another_spelling_is_the_same_or_a_problem(number: int, tmp_path: Path) -> None:
    card = after(SAME[number], tmp_path)
    said = figures(card)
    assert all(truth()[key] == value for key, value in said.items())
    assert said == truth() or card.problems
    assert {(s.unit.level, s.year) for s in card.submissions} <= {("TH", "2021-2022")}


@pytest.mark.parametrize("number", range(len(OTHERS)))
def test_another_word_never_gives_other_figures_in_silence(number: int, tmp_path: Path) -> None:
    card = after(OTHERS[number], tmp_path)
    said = figures(card)
    assert all(truth()[key] == value for key, value in said.items())
    assert card.problems or card.readings or said == truth()
    assert {(s.unit.level, s.year) for s in card.submissions} <= {("TH", "2021-2022")}


def test_most_other_spellings_are_understood(tmp_path: Path) -> None:
    understood = [figures(after(edit, tmp_path)) == truth() for edit in SAME]
    assert sum(understood) > len(understood) / 2


@pytest.mark.parametrize("spelling", [None, "", "x", "computing"])
def test_a_list_that_lost_the_code_of_a_column_says_so(spelling: object, tmp_path: Path) -> None:
    """The figures of a column without its code are nobody's; they were once lost without a word."""
    book = filled("office")
    cells = [(sheet, column) for sheet, _, column, spec in list_cells(book, "office") if spec.id == "computing"]
    (sheet, column), *_ = cells
    sheet.cell(header(sheet, CODE).row + 1, column).value = spelling  # type: ignore[assignment]
    card = _checked(book, tmp_path)
    assert "computing" not in {field for _, _, field in figures(card)}
    assert [(p.place.sheet, p.facts["code"]) for p in card.problems if p.code == "column_missing"] == [
        (sheet.title, directive().forms["cambridge"].by_id["computing"].code)
    ]
