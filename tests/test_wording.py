"""Numbers, dates and foreign text as people read them."""

from __future__ import annotations

import datetime as dt
import unicodedata
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lbedu.wording import date, fit, harmless, number, percent, plain_percent, ratio, whole

SHARES = st.builds(Fraction, st.integers(0, 10**6), st.integers(1, 10**6)).filter(lambda share: share <= 2)


def value_of(shown: str, lang: str) -> Fraction:
    """A printed percentage back as a number."""
    digits = shown.removesuffix("%").replace("−", "-")
    return Fraction(digits.replace(".", "").replace(",", ".") if lang == "vi" else digits.replace(",", "")) / 100


@given(SHARES, st.builds(Fraction, st.integers(0, 20_000), st.just(10_000)), st.sampled_from(["vi", "en"]))
def test_what_is_printed_never_crosses_the_threshold(share: Fraction, threshold: Fraction, lang: str) -> None:
    shown = value_of(percent(share, "vi" if lang == "vi" else "en", threshold), lang)
    assert (shown > threshold) == (share > threshold)
    assert (shown < threshold) == (share < threshold)
    assert abs(shown - share) <= Fraction(1, 2000)


@given(SHARES, st.builds(Fraction, st.integers(0, 20_000), st.just(10_000)), st.sampled_from(["vi", "en"]))
def test_so_many_per_one_are_never_shown_across_the_threshold(found: Fraction, threshold: Fraction, lang: str) -> None:
    shown = value_of(ratio(found, "vi" if lang == "vi" else "en", threshold), lang) * 100
    assert (shown > threshold) == (found > threshold)
    assert (shown < threshold) == (found < threshold)
    assert abs(shown - found) <= Fraction(1, 200)


@pytest.mark.parametrize(
    ("found", "threshold", "shown"),
    [
        (Fraction(35), 35, "35"),
        (Fraction(1086, 30), 35, "36,2"),
        (Fraction(1738, 49), 35, "35,47"),
        (Fraction(3501, 100), 35, "35,01"),
        (Fraction(350001, 10000), 35, "35,0001"),
        (Fraction(19, 10), Fraction(19, 10), "1,9"),
        (Fraction(1897, 1000), Fraction(19, 10), "1,897"),
        (Fraction(34999999999, 10**9), 35, "34,999999"),
        (Fraction(4100, 2), None, "2.050"),
        (Fraction(1, 3), None, "0,33"),
    ],
)
def test_so_many_per_one(found: Fraction, threshold: Fraction | None, shown: str) -> None:
    assert ratio(found, "vi", None if threshold is None else Fraction(threshold)) == shown


@pytest.mark.parametrize(
    ("share", "threshold", "shown"),
    [
        (Fraction(9995, 10000), 1, "99,95%"),
        (Fraction(99999999999, 100000000000), 1, "99,999999%"),
        (Fraction(1), 1, "100%"),
        (Fraction(1084, 2000), Fraction(58, 100), "54,2%"),
        (Fraction(73, 84), Fraction(869, 1000), "86,905%"),
        (Fraction(1, 3), None, "33,3%"),
        (Fraction(8625, 10000), None, "86,3%"),
        (Fraction(5799999, 10**7), Fraction(58, 100), "57,99999%"),
    ],
)
def test_percentages(share: Fraction, threshold: Fraction | None, shown: str) -> None:
    assert percent(share, "vi", None if threshold is None else Fraction(threshold)) == shown


def test_numbers_in_both_languages() -> None:
    assert (whole(1234567, "vi"), whole(1234567, "en")) == ("1.234.567", "1,234,567")
    assert (number(Fraction(13, 2), "vi"), number(Fraction(13, 2), "en")) == ("6,5", "6.5")
    assert number(Fraction(-1, 2), "vi") == "−0,5"
    assert number(Fraction(1, 3), "en") == "0.3333"
    assert (plain_percent(Fraction(869, 1000), "vi"), plain_percent(Fraction(58, 100), "en")) == ("86,9%", "58%")


def test_a_date_is_never_a_riddle() -> None:
    day = dt.date(2022, 5, 4)
    assert (date(day, "vi"), date(day, "en")) == ("04/05/2022", "4 May 2022")


@given(st.text())
def test_harmless_text_does_nothing_to_a_terminal(text: str) -> None:
    shown = harmless(text)
    assert all(unicodedata.category(char)[0] not in "C" for char in shown)
    assert "\n" not in shown
    assert len(shown) <= 200


def test_what_is_taken_out_is_written_out() -> None:
    assert harmless("a\x1b[31m\u202eb\ud800") == "a\\x1b[31m\\u202eb\\ud800"
    assert harmless("[red]=1+1") == "[red]=1+1"
    assert harmless("x" * 300).endswith("…")


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "cp1258", "latin-1", "utf-8", "cp437"])
def test_every_stream_can_show_something_readable(encoding: str) -> None:
    text = "Đạt: ≥ 58% · Trường Nguyễn Bỉnh Khiêm – ¶2 “ơ”"
    shown = fit(text, encoding)
    shown.encode(encoding)
    assert "?" not in shown
    plain = "".join(c for c in unicodedata.normalize("NFD", shown) if not unicodedata.combining(c)).replace("Đ", "D")
    assert "Dat: " in plain
    assert "58%" in plain
    assert "Truong Nguyen Binh Khiem" in plain.replace("ơ", "o").replace("ư", "u")


def test_a_vietnamese_code_page_keeps_the_tones() -> None:
    assert unicodedata.normalize("NFC", fit("Số liệu Đạt", "cp1258")) == "Số liệu Đạt"
