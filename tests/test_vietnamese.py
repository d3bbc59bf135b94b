"""Spellings of one name are equal, names that differ are not, and lists stand in Vietnamese order."""

from __future__ import annotations

import random
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lbedu.vietnamese import fold, nfc, sort_key, strip_prefix

WARDS = [
    "Bồ Đề", "Cự Khối", "Đức Giang", "Gia Thụy", "Giang Biên", "Long Biên", "Ngọc Lâm", "Ngọc Thụy", "Phúc Đồng",
    "Phúc Lợi", "Sài Đồng", "Thạch Bàn", "Thượng Thanh", "Việt Hưng",
]  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hoà Bình", "Hòa Bình"),
        ("Ngọc Thuỵ", "Ngọc Thụy"),
        ("BỒ ĐỀ", "Bồ Đề"),
        ("Bồ \u00d0ề", "Bồ Đề"),
        ("\u0189ức Giang", "Đức Giang"),
        ("  Bồ   Đề ", "Bồ Đề"),
        ("Bồ\u00a0Đề", "Bồ Đề"),
        ("Bồ\u200b Đề", "Bồ Đề"),
        (unicodedata.normalize("NFD", "Tiểu học Đoàn Kết"), "Tiểu học Đoàn Kết"),
        ("Tiê\u0309u học", "Tiểu học"),
        ("Khoẻ", "Khỏe"),
    ],
)
def test_spellings_of_one_name(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Bình", "Bỉnh"),
        ("Ngọc Lâm", "Ngọc Lăm"),
        ("Thanh Am", "Thành Am"),
        ("Hòa", "Hoa"),
        ("Đa", "Da"),
        ("Mùi", "Muì"),
    ],
)
def test_names_that_differ_stay_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_wards_stand_in_vietnamese_order() -> None:
    shuffled = random.Random(3).sample(WARDS, len(WARDS))
    assert sorted(shuffled, key=sort_key) == WARDS


def test_numbers_sort_by_value_and_tones_after_letters() -> None:
    assert sorted(["C14", "A8", "A4", "C7"], key=sort_key) == ["A4", "A8", "C7", "C14"]
    assert sorted(["mạ", "má", "mã", "mả", "mà", "ma"], key=sort_key) == ["ma", "mà", "mả", "mã", "má", "mạ"]
    assert sorted(["đa", "dê", "ăn", "an", "ân"], key=sort_key) == ["an", "ăn", "ân", "dê", "đa"]


@given(st.lists(st.text(max_size=8), max_size=6))
def test_any_texts_can_be_sorted(texts: list[str]) -> None:
    backwards = texts[::-1]
    backwards.sort(key=sort_key)
    assert sorted(texts, key=sort_key) == backwards


@given(st.text(max_size=30))
def test_folding_and_composing_settle(text: str) -> None:
    assert nfc(nfc(text)) == nfc(text)
    assert fold(nfc(text)) == fold(text)


def test_the_longest_prefix_is_taken_off() -> None:
    prefixes = ["Trường Mầm non", "Mầm non", "MN"]
    assert strip_prefix(fold("Trường Mầm non Tràng An"), prefixes) == fold("Tràng An")
    assert strip_prefix(fold("MN Tràng An"), prefixes) == fold("Tràng An")
    assert strip_prefix(fold("Tràng An"), prefixes) is None
    assert strip_prefix(fold("MNTràng An"), prefixes) is None
