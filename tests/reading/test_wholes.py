"""A ward that is called as its district is: the row of the district is never read as that of the ward."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lbedu.scorecard import Scorecard
from tests.cli.workbooks import YEAR, checked, directive
from tests.reading.tables import said
from tests.thorough import some

HEAD = ("TT", "Tên phường", "Trẻ 5 tuổi cư trú trên địa bàn", "Trẻ 5 tuổi ra lớp")
WARDS = [("Bồ Đề", 310, 310), ("Đức Giang", 412, 409), ("Gia Thụy", 205, 205), ("Việt Hưng", 190, 188)]
ALL = (1117, 1112)


def table(path: Path, *rows: tuple[Any, ...]) -> Scorecard:
    book = openpyxl.Workbook()
    for row in ((directive().forms["ward"].title.vi,), (f"Năm học {YEAR}",), HEAD, *rows):
        book.worksheets[0].append(row)
    book.save(path)
    return checked(path)


def numbered(*rows: tuple[Any, ...]) -> list[tuple[Any, ...]]:
    return [(number, *row) for number, row in enumerate(rows, 1)]


def told(card: Scorecard) -> list[str]:
    return [problem.code for problem in card.problems if problem.code != "column_missing"]


@pytest.mark.parametrize("name", ["LONG BIÊN", "Long Biên", " Long  Biên ", "long biên"])
@pytest.mark.parametrize("order", [None, 5, "II"])
@pytest.mark.parametrize("first", [True, False])
@pytest.mark.parametrize("figures", [ALL, (1116, 1113), (1000, 990), (2000, 1990)])
def test_the_district_is_not_read_as_the_ward(
    name: str, order: object, first: bool, figures: tuple[int, int], tmp_path: Path
) -> None:
    whole = (order, name, *figures)
    rows = [whole, *numbered(*WARDS)] if first else [*numbered(*WARDS), whole]
    card = table(tmp_path / "a.xlsx", *rows)
    assert "Long Biên" not in said(card)
    assert len(said(card)) == len(WARDS) or "total_differs" in told(card)
    assert order == "II" or told(card) == ["unit_or_whole"]


def test_beside_its_own_ward_it_does_not_count(tmp_path: Path) -> None:
    ward = ("Long Biên", 250, 249)
    card = table(tmp_path / "a.xlsx", *numbered(*WARDS, ward), (None, "LONG BIÊN", ALL[0] + 250, ALL[1] + 249))
    assert told(card) == ["unit_or_whole"]
    assert said(card)["Long Biên"] == {"children_5": 250, "attending_5": 249}


@pytest.mark.parametrize("at", range(5))
def test_the_ward_is_read(at: int, tmp_path: Path) -> None:
    rows = numbered(*WARDS[:at], ("Long Biên", 250, 249), *WARDS[at:])
    card = table(tmp_path / "a.xlsx", *rows)
    assert told(card) == []
    assert said(card)["Long Biên"] == {"children_5": 250, "attending_5": 249}


def test_alone_or_with_its_word_it_is_the_ward(tmp_path: Path) -> None:
    assert "Long Biên" in said(table(tmp_path / "a.xlsx", (1, "Long Biên", 900, 890)))
    card = table(tmp_path / "a.xlsx", *numbered(*WARDS, ("Phường Long Biên", *ALL)))
    assert "Long Biên" in said(card)
    assert told(card) == []


def test_another_ward_may_be_as_large_as_all_others(tmp_path: Path) -> None:
    card = table(tmp_path / "a.xlsx", (1, "Bồ Đề", 310, 310), (2, "Đức Giang", 310, 310))
    assert told(card) == []
    assert len(said(card)) == 2


@settings(max_examples=some(15, 300), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    figures=st.lists(st.integers(0, 900), min_size=2, max_size=4),
    slip=st.integers(-5, 5),
    first=st.booleans(),
    data=st.data(),
)
def test_no_sum_is_ever_read(figures: list[int], slip: int, first: bool, data: st.DataObject, tmp_path: Path) -> None:
    wards = [(name, number, number) for (name, _, _), number in zip(WARDS, figures, strict=False)]
    total = max(sum(figures) + slip, (sum(figures) + 1) // 2)
    order = data.draw(st.sampled_from([None, len(wards) + 1]))
    whole = (order, "LONG BIÊN", total, total)
    card = table(tmp_path / "a.xlsx", *([whole, *numbered(*wards)] if first else [*numbered(*wards), whole]))
    assert "Long Biên" not in said(card)
