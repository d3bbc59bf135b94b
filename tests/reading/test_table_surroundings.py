"""What lies below and beyond a table of units: ratios, further sheets, rows that stand twice; labels in other writing."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.cli.workbooks import checked, directive, saved
from tests.reading.tables import Layout, book_of, codes, read, said, write

Row = Mapping[str, Any]


def test_a_unit_that_stands_twice_is_in_its_total_once(tmp_path: Path) -> None:
    """One of the two rows may be of another unit: a total that counts both contradicts them."""
    layout = Layout(fields=("pupils",))
    rows: list[Row] = [
        {"order": 1, "name": "TH Gia Thượng", "pupils": 500},
        {"order": 2, "name": "TH Gia Thượng", "pupils": 500},
        {"order": 3, "name": "TH Hoa Mai", "pupils": 300},
    ]
    once = read(layout, [*rows, {"name": "Tổng cộng", "pupils": 800}], tmp_path)
    assert codes(once) == ["reported_twice"]
    assert said(once) == {"TH Gia Thượng": {"pupils": 500}, "TH Hoa Mai": {"pupils": 300}}
    twice = read(layout, [*rows, {"name": "Tổng cộng", "pupils": 1300}], tmp_path)
    assert "total_differs" in codes(twice)
    assert not any("pupils" in values for name, values in said(twice).items() if name == "TH Hoa Mai")
    differs = read(
        layout, [*rows[:1], {**rows[1], "pupils": 400}, rows[2], {"name": "Tổng cộng", "pupils": 800}], tmp_path
    )
    assert codes(differs) == ["conflicting_values"]


@pytest.mark.parametrize("order", [True, False])
@pytest.mark.parametrize("apart", [True, False])
@pytest.mark.parametrize("column", ["order", "name"])
def test_a_small_table_of_ratios_below_is_neither_units_nor_figures(
    order: bool, apart: bool, column: str, tmp_path: Path
) -> None:
    layout = Layout(fields=("pupils", "insured", "food_poisoning"), signed=False)
    rows: list[Row] = [
        {"name": "TH Gia Thượng", "pupils": 500, "insured": 490, "food_poisoning": 0},
        {"name": "TH Hoa Mai", "pupils": 300, "insured": 290, "food_poisoning": 0},
    ]
    rows = [{"order": number, **row} for number, row in enumerate(rows, 1)] if order else rows
    alone = read(layout, rows, tmp_path)
    keys = ["order", "name", "pupils"] if column == "order" else ["name", "pupils", "insured"]
    small: list[list[Any]] = [
        ["Tiêu chí", "SL", "Tỷ lệ"],
        ["Học sinh có BHYT", 780, 0.975],
        ["Trường đạt chuẩn", 1, "50%"],
    ]
    below: list[Row] = [dict(zip(keys, line, strict=True)) for line in small]
    head: list[Row] = [{"name": "Tổng hợp kết quả (%)"}]
    card = read(layout, [*rows, *([{}] if apart else []), *head, *below], tmp_path)
    assert codes(card) == codes(alone) == []
    assert said(card) == said(alone)
    assert any(reading.found in ("Tiêu chí", "SL") for reading in card.readings)


def test_a_unit_below_a_small_table_is_not_passed_over(tmp_path: Path) -> None:
    layout = Layout(fields=("pupils", "insured"), signed=False)
    rows: list[Row] = [
        {"order": 1, "name": "TH Gia Thượng", "pupils": 500, "insured": 490},
        {"name": "Tiêu chí", "pupils": "SL", "insured": "Tỷ lệ"},
        {"order": 2, "name": "TH Hoa Mai", "pupils": 300, "insured": 290},
    ]
    card = read(layout, rows, tmp_path)
    assert codes(card) == ["row_outside"]
    assert list(said(card)) == ["TH Gia Thượng"]


def test_a_table_goes_on_over_further_sheets_with_headers_of_their_own(tmp_path: Path) -> None:
    layout = Layout(fields=("pupils", "insured"), signed=False)
    other = Layout(fields=("insured", "pupils"), signed=False, top=7, title=False)
    names = ["TH Gia Thượng", "TH Hoa Mai", "TH Hoa Lan"]
    rows: list[Row] = [
        {"order": i, "name": name, "pupils": 100 * i, "insured": 90 * i} for i, name in enumerate(names, 1)
    ]
    book = book_of(layout, rows[:1])
    write(book.create_sheet("Tiếp"), other, rows[1:2])
    write(book.create_sheet("Tiếp 2"), layout, [*rows[2:], {"name": "Tổng cộng", "pupils": 600, "insured": 540}])
    card = checked(saved(book, tmp_path / "a.xlsx"))
    assert codes(card) == []
    assert said(card) == {name: {"pupils": 100 * i, "insured": 90 * i} for i, name in enumerate(names, 1)}


@pytest.mark.parametrize("change", [str, str.upper, "({})".format])
def test_labels_in_other_writing_are_read_and_recorded(change: Any, tmp_path: Path) -> None:
    label = directive().forms["school"].by_id["insured"].label.vi
    layout = Layout(fields=("pupils", "insured"), headings={"insured": change(label)})
    card = read(layout, [{"order": 1, "name": "TH Gia Thượng", "pupils": 500, "insured": 490}], tmp_path)
    assert codes(card) == []
    assert said(card)["TH Gia Thượng"]["insured"] == 490
    understood = [change(label)] if change(label) != label else []
    assert [one.found for one in card.readings] == understood
    assert all(label in one.read_as["vi"] for one in card.readings)
