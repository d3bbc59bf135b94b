"""Spellings of one name are equal, names that differ are not, and lists stand in Vietnamese order."""

from __future__ import annotations

import random
import unicodedata
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lbedu.directive.load import available, load_directive
from lbedu.vietnamese import fold, fold_code, nfc, sort_key, strip_prefix

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
        ("Thuỷ", "Thủy"),
        ("quý", "qúy"),
        ("Quý Ðôn", "Quí Đôn"),
        ("quá", "qúa"),
        ("Giá Rai", "Gía Rai"),
        ("hoàng", "hòang"),
        ("Tỷ lệ", "tỉ lệ"),
        ("Lý Thường Kiệt", "LÍ THƯỜNG KIỆT"),
        ("Kỹ thuật", "Kĩ thuật"),
        ("M.N Hoa Sen", "MN Hoa Sen"),
        ("T.H.C.S. Ngọc Lâm", "THCS Ngọc Lâm"),
        ("Trường “Hoa Sen”", "Trường Hoa Sen"),
        ("ＭＮ　Ｈoa Sen", "MN Hoa Sen"),
        ("\u202fHoa\u2009Sen\ufeff", "Hoa Sen"),
        ("Hoa\u200e Sen\u200f", "Hoa Sen"),
        ("Hoa\u00ad Sen", "Hoa Sen"),
        ("ĐỨC GIANG", "Đức Giang"),
        ("đu\u031b\u0301c giang", "Đức Giang"),
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
        ("Mai", "May"),
        ("Thúy", "Thúi"),
        ("Vy", "Vi"),
        ("Hải", "Hảy"),
        ("Quy", "Quỳ"),
        ("C14", "C.14."),
        ("MN1", "MN 1"),
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


ORDERED = [
    "", "- A", "A4", "A8", "A10", "an", "An Dương", "ăn", "ân", "C14", "Cự Khối", "da", "Dương Hà", "đa", "Đoàn Kết",
    "Đô thị", "ma", "mà", "mả", "mã", "má", "mạ", "mạch", "Ngọc Lâm", "Ngọc Thụy", "Ô Cách", "Ơn", "Thạch Bàn",
    "Thanh Am", "Thượng Thanh", "Uông", "Ưu", "Việt Hưng", "Ỷ Lan",
]  # fmt: skip
"""As a Vietnamese index has them: signs and figures before letters, tones only where the letters are the same."""


def test_a_list_of_all_sorts_stands_in_order() -> None:
    assert sorted(random.Random(5).sample(ORDERED, len(ORDERED)), key=sort_key) == ORDERED
    decomposed = [unicodedata.normalize("NFD", text) for text in ORDERED]
    assert [nfc(text) for text in sorted(random.Random(7).sample(decomposed, len(decomposed)), key=sort_key)] == ORDERED


def test_long_digits_sort_as_well() -> None:
    assert sorted(["A" + "9" * 5000, "A" + "1" + "0" * 5000, "A007"], key=sort_key)[0] == "A007"


WORDS = st.lists(
    st.sampled_from([*" ".join(WARDS).split(), "Hoà", "Thuỵ", "khoẻ", "Quý", "Lý", "Mỹ", "Trường", "MN", "M.N", "A4"]),
    min_size=1,
    max_size=5,
).map(" ".join)


@given(WORDS, st.sampled_from(["NFC", "NFD"]))
def test_the_way_of_writing_changes_no_key(text: str, form: Literal["NFC", "NFD"]) -> None:
    written = [
        unicodedata.normalize(form, text),
        unicodedata.normalize("NFC", text.upper()),
        unicodedata.normalize(form, text.lower()),
        f"  {text.replace(' ', chr(0xA0))}\u200b",
        _half_composed(text),
    ]
    assert {fold(one) for one in written} == {fold(text)}


def _half_composed(text: str) -> str:
    """As Windows-1258 has it: the letter composed, its tone behind it."""
    found = ""
    for char in unicodedata.normalize("NFC", text):
        parts = unicodedata.normalize("NFD", char)
        tones = "".join(part for part in parts if part in "\u0300\u0301\u0303\u0309\u0323")
        letter = "".join(part for part in parts if part not in tones)
        found += unicodedata.normalize("NFC", letter) + tones
    return found


@given(st.text(max_size=30) | WORDS)
def test_a_key_is_its_own_key(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert fold_code(fold_code(text)) == fold_code(text)


def test_the_names_of_either_year_stay_apart() -> None:
    for file in available().values():
        directive = load_directive(file).file
        names = [name for names in directive.expects.values() for name in names]
        names += [named.name for kind in directive.units.values() for named in kind.named]
        assert len({fold(name) for name in names}) == len(set(names)) > 10


def test_a_code_is_no_word() -> None:
    assert fold_code(" hy\u00a0-\u200b01 ") == fold_code("HY 01") != fold_code("HI-01")


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
