"""JSON in pieces: the text that the standard library writes of the same data, and never all of it at once."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lbedu import output
from lbedu.problems import Problem
from lbedu.reporters import REPORTERS, Style, text_in_pieces, text_reporter
from lbedu.reporters.notation.json_text import written
from lbedu.scorecard import Scorecard
from lbedu.submission import Place

LEAVES = st.none() | st.booleans() | st.integers() | st.text()
DATA = st.recursive(LEAVES, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=30)


def lazy(value: Any) -> Any:
    """The same data, every list made as it is asked for."""
    if isinstance(value, dict):
        return {key: lazy(one) for key, one in value.items()}
    return (lazy(one) for one in value) if isinstance(value, list) else value


@given(DATA)
def test_it_is_the_text_of_the_standard_library(data: Any) -> None:
    expected = json.dumps(data, ensure_ascii=False, indent=1)
    assert "".join(written(data)) == expected
    assert "".join(written(lazy(data))) == expected


def test_parts_are_made_one_after_the_other() -> None:
    made: list[int] = []

    def parts() -> Iterator[int]:
        for number in range(3):
            made.append(number)
            yield number

    pieces = written({"before": [1], "parts": parts()})
    assert made == []
    seen = [len(made) for piece in pieces if piece.strip().isdigit()]
    assert seen == [1, 2, 3]


def test_pieces_make_the_text(whole_district: Scorecard) -> None:
    style = Style("vi", 100, False, "utf-8")
    for name in (name for name, one in REPORTERS.items() if not one.suffix):
        assert "".join(text_in_pieces(name)(whole_district, style)) == text_reporter(name)(whole_district, style)


@pytest.mark.parametrize("name", ["json", "junit", "sarif", "csv", "csv-problems", "markdown"])
def test_no_piece_grows_with_the_problems(name: str, whole_district: Scorecard) -> None:
    problem = Problem("not_a_number", Place("a.xlsx", "Bang", "C5"), "khoảng 5", {"label": "Trẻ", "expected": "số"})

    def longest(times: int) -> int:
        card = whole_district._replace(problems=(problem,) * times)
        return max(map(len, text_in_pieces(name)(card, Style("vi"))))

    assert longest(1_000) == longest(2_000)


def test_small_pieces_are_written_together() -> None:
    some = output._PIECE // 3 + 1
    assert [*map(len, output._large("x" * some for _ in range(7)))] == [3 * some, 3 * some, some]
    assert [*output._large(["a", "", "b"])] == ["ab"]
