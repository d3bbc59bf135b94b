"""Problems as people want to see them: few lines however many there are, and each of them told somewhere."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from openpyxl import Workbook

import lbedu
from lbedu.grouping import ALONE, AREAS, MANY, Group, areas, grouped
from lbedu.problems import Problem
from lbedu.reporters import Style, text_reporter
from lbedu.submission import Place


def misspelt(number: int, sheet: str = "Số liệu", file: str = "a.xlsx") -> list[Problem]:
    """Problems that name a second place each."""
    facts = {"guess": "", "word": "Mã số"}
    return [
        Problem("misspelt_header", Place(file, sheet, f"A{row}"), "Mã so", facts, (Place(file, sheet, f"B{row}"),))
        for row in range(1, number + 1)
    ]


@pytest.mark.parametrize(
    ("cells", "joined"),
    [
        ([], []),
        (["C5"], ["C5"]),
        (["C5", "C9", "C14", "C15", "C16"], ["C5", "C9", "C14:C16"]),
        (["C5", "D5", "C6", "D6"], ["C5:D6"]),
        (["Z9", "AA9", "AB9"], ["Z9:AB9"]),
        (["C5", "D5", "C6"], ["C5:C6", "D5"]),
        (["B2", "B2", "", "x"], ["x", "B2"]),
        (["C14", "C5", "A20"], ["C5", "C14", "A20"]),
    ],
)
def test_neighbours_are_joined_to_areas(cells: list[str], joined: list[str]) -> None:
    assert areas(cells) == joined


def test_the_first_have_a_line_each_and_the_others_one_together() -> None:
    groups = grouped(misspelt(500))
    assert [len(group.problems) for group in groups] == [1] * ALONE + [500 - ALONE]
    assert [group.repeats for group in groups] == [False] * ALONE + [True]
    assert groups[-1].left and groups[-1].cells("vi") == f"A{ALONE + 1}:A500"


def test_a_few_more_are_not_worth_a_line_of_their_own() -> None:
    assert len(grouped(misspelt(ALONE + MANY))) == ALONE + MANY


def test_a_file_of_many_sheets_has_no_more_lines_than_one_of_one() -> None:
    problems = [problem for sheet in range(100) for problem in misspelt(3, f"S{sheet:03}")]
    groups = grouped(problems)
    assert sum(not group.repeats for group in groups) == ALONE
    assert [problem for group in groups for problem in group.problems] == problems
    assert all(group.left for group in groups if group.repeats)


def test_every_file_has_its_own_lines() -> None:
    groups = grouped([*misspelt(ALONE, file="a.xlsx"), *misspelt(ALONE, file="b.xlsx")])
    assert len(groups) == 2 * ALONE


def test_so_many_areas_are_named_and_the_others_counted() -> None:
    problems = tuple(Problem("not_a_number", Place("a.xlsx", "B", f"C{2 * row}")) for row in range(1, AREAS + 61))
    group = Group("a.xlsx", "B", "not_a_number", "error", problems)
    assert group.cells("vi").endswith(f", C{2 * AREAS} và 60 vùng khác")
    assert group.cells("en").endswith(" and 60 more areas")


def test_so_many_ways_of_mending_are_named() -> None:
    def mends(number: int) -> list[str]:
        facts: list[dict[str, str | Mapping[str, str]]] = [
            {"guess": "", "expected": {"vi": f"cách {i}", "en": f"way {i}"}} for i in range(number)
        ]
        found = tuple(Problem("not_an_option", Place("a.xlsx", "B", f"C{i + 1}"), "?", facts[i]) for i in range(number))
        return Group("a.xlsx", "B", "not_an_option", "error", found).fix("en").split("\n")

    assert len(mends(1)) == 1
    assert len(mends(40)) <= 6
    assert mends(40)[-1] == "(others: see --reporter json)" or len(mends(40)) == 1


def test_a_sheet_of_misspelt_headers_stays_readable(tmp_path: Path) -> None:
    book = Workbook()
    for _ in range(400):
        book.worksheets[0].append(["Mã so", "Nội dumg", "Số liệu"])
        book.worksheets[0].append(["01", "x", 5])
    book.save(tmp_path / "a.xlsx")
    card = lbedu.check(tmp_path / "a.xlsx", year="2021-2022")
    shown = text_reporter("table")(card, Style("vi", 100, False, "utf-8"))
    assert len(card.problems) == 400
    assert shown.count("\n") < 150
    assert f"{400 - ALONE} " in shown and "nữa (xem đủ bằng --reporter json): A61" in shown
    assert text_reporter("json")(card, Style("vi", 100, False, "utf-8")).count('"misspelt_header"') == 400
