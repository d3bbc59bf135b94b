"""The pieces of formulas: texts, sheets, exact shares, conditions that leave no trace where they are known."""

from __future__ import annotations

from fractions import Fraction

import pytest

from lbedu.excel_formula import (
    all_of,
    any_of,
    bracketed,
    chosen,
    compared,
    negated,
    number,
    on_sheet,
    share_compared,
    text,
    times,
)


def test_texts_are_quoted_and_cut() -> None:
    assert text('TH "Đoàn Kết"') == '"TH ""Đoàn Kết"""'
    assert text("") == '""'
    assert [len(piece) for piece in text("ă" * 600).split("&")] == [257, 257, 92]


def test_numbers_are_exact_and_have_a_decimal_point() -> None:
    shown = [number(value) for value in (0, -3, 3500, Fraction(869, 1000), Fraction(1, 2), Fraction(10**12))]
    assert shown == ["0", "-3", "3500", "0.869", "0.5", "1000000000000"]


def test_a_number_without_an_end_is_no_number() -> None:
    with pytest.raises(ValueError, match="1/3"):
        number(Fraction(1, 3))


def test_sheets_of_any_name() -> None:
    assert on_sheet("Số liệu", "$E$14") == "'Số liệu'!$E$14"
    assert on_sheet("Lớp 1'A", "B2") == "'Lớp 1''A'!B2"


def test_shares_are_compared_without_dividing() -> None:
    assert share_compared("$E$5", "$E$4", ">=", Fraction(29, 50)) == "($E$5*50)>=($E$4*29)"
    assert share_compared("$E$5", "$E$4", ">=", 1) == "$E$5>=$E$4"
    assert share_compared("$E$5+$E$6", "$E$4", "<", Fraction(3, 4)) == "(($E$5+$E$6)*4)<($E$4*3)"


@pytest.mark.parametrize(
    ("formula", "shown"),
    [
        ("$E$5", "$E$5"),
        ("12.5", "12.5"),
        ("'Số liệu'!$E$5", "'Số liệu'!$E$5"),
        ("_tinh!B2", "_tinh!B2"),
        ("SUM(A1:A3)", "SUM(A1:A3)"),
        ("(A1+A2)", "(A1+A2)"),
        ("A1+A2", "(A1+A2)"),
        ("-A1", "(-A1)"),
        ("(A1+A2)*(A3)", "((A1+A2)*(A3))"),
        ("MAX(A1)-MIN(A2)", "(MAX(A1)-MIN(A2))"),
        ("'a(b'!A1", "'a(b'!A1"),
        ('IF(A1=")(",1,2)', 'IF(A1=")(",1,2)'),
    ],
)
def test_brackets_stand_where_they_are_needed(formula: str, shown: str) -> None:
    assert bracketed(formula) == shown


def test_a_factor_of_one_is_not_written() -> None:
    assert times("A1+A2", 1) == "A1+A2"
    assert times("A1+A2", 50) == "(A1+A2)*50"


def test_what_is_known_leaves_no_trace() -> None:
    one, other = compared("A1", "=", text("Có")), compared("A2", ">", "0")
    assert all_of([True, one, one, other]) == f"AND({one},{other})"
    assert all_of([one, False, other]) is False
    assert all_of([one, True]) == one
    assert all_of([]) is True
    assert any_of([False, one, other]) == f"OR({one},{other})"
    assert any_of([one, True]) is True
    assert any_of([]) is False
    assert negated(False) is True
    assert negated(one) == f"NOT({one})"
    assert negated(negated(all_of([one, other]))) == all_of([one, other])
    assert chosen(True, "1", "2") == "1"
    assert chosen(one, "1", "1") == "1"
    assert chosen(one, "1", "2") == f"IF({one},1,2)"
