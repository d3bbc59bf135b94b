"""How a directive is read: its clauses, its figures, its names, and clauses as rule files name them."""

from __future__ import annotations

from fractions import Fraction

import pytest

from lbedu.linting.provenance.addresses import references
from lbedu.linting.provenance.figures import context_of, figures_of, words_of
from lbedu.linting.provenance.names import names_of, speech_of
from lbedu.linting.provenance.outline import outline_of
from lbedu.linting.provenance.source import source_of

OUTLINES = {
    "letters, Roman and other numbers": (
        "A. Một\n\nI. Hai\n\n1. Ba\n\na) Bốn\n\nb) Năm\n\n2. Sáu\n\nII. Bảy\n\nB. Tám",
        ["A", "A.I", "A.I.1", "A.I.1.a", "A.I.1.b", "A.I.2", "A.II", "B"],
    ),
    "in another order": ("I. Một\n\nA. Hai\n\n1. Ba\n\nB. Bốn\n\nII. Năm", ["I", "I.A", "I.A.1", "I.B", "II"]),
    "numbers in numbers": ("1. Một\n\n1.1. Hai\n\n1.2 Ba\n\n2. Bốn\n\n2.1. Năm", ["1", "1.1", "1.2", "2", "2.1"]),
    "all letters of a list": (
        "1. Một\n\na) Hai\n\nd) Ba\n\nđ) Bốn\n\ne) Năm\n\ng) Sáu\n\n2. Bảy",
        ["1", "1.a", "1.d", "1.đ", "1.e", "1.g", "2"],
    ),
    "articles": (
        "Chương I. Một\n\nĐiều 1. Hai\n\n1. Ba\n\na) Bốn\n\n2. Năm\n\nĐiều 2. Sáu\n\nChương II. Bảy\n\nĐiều 3. Tám",
        ["I", "I.1", "I.1.1", "I.1.1.a", "I.1.2", "I.2", "II", "II.3"],
    ),
    "bullets": (
        "1. Một\n- Hai\n+ Ba\n+ Bốn\n– Năm\n2. Sáu\n• Bảy",
        ["1", "1 –1", "1 –1 +1", "1 –1 +2", "1 –2", "2", "2 –1"],
    ),
    "a number behind bullets": ("1. Một\n- Hai\na) Ba\n- Bốn\nb) Năm", ["1", "1 –1", "1.a", "1.a –1", "1.b"]),
    "paragraphs": ("1. Một:\n\nHai.\n\nBa.\n\n- Bốn.\n\nNăm.", ["1", "1 ¶1", "1 ¶2", "1 ¶3", "1 –1"]),
    "a number twice": ("1. Một\n\n3. Hai\n\n3. Ba", ["1", "3a", "3b"]),
    "I behind H": ("A. a\n\nH. b\n\nI. c", ["A", "H", "I"]),
    "words before numbers": ("Phần A. Một\n\nChương I. Hai\n\nĐiều 1. Ba", ["A", "A.I", "A.I.1"]),
    "no marks": ("1. Một\n\nP. Giám đốc họp.\n\n3.500 học sinh.\n\nv/v họp.", ["1", "1 ¶1", "1 ¶2", "1 ¶3"]),
    "a sentence over a page": (
        "1. Một\n\nTỷ lệ đạt\n\n12\n\n58% số trẻ (ở phường\n\nGò Sa) và\n\ncả quận.\n\nHai.",
        ["1", "1 ¶1", "1 ¶2"],
    ),
    "an annex": ("1. Một.\n\nNơi nhận:\n\nLưu.\n\nPHỤ LỤC 2\n\nHai.", ["1", "PL2", "PL2 ¶1"]),
    "the end": ("1. Một./.\n\nHai\n\n2. Ba", ["1"]),
}


@pytest.mark.parametrize("name", OUTLINES)
def test_clauses(name: str) -> None:
    text, expected = OUTLINES[name]
    assert [one.address for one in outline_of(source_of("Đầu\n\n" + text, "f")).passages()] == expected


def test_a_sentence_over_a_page_is_one() -> None:
    passages = list(outline_of(source_of(OUTLINES["a sentence over a page"][0], "f")).passages())
    assert passages[1].paragraph.text == "Tỷ lệ đạt 58% số trẻ (ở phường Gò Sa) và cả quận."
    assert passages[1].paragraph.at(10, source_of(OUTLINES["a sentence over a page"][0], "f")) == (7, 1)


REFERENCES = {
    "A.I ¶1-2": ["A.I ¶1,2"],
    "A.I ¶2; B –1": ["A.I ¶2", "B –1"],
    "B –1..3": ["B –1", "B –2", "B –3"],
    "B –2 +1": ["B –2 +1"],
    "B.14a": ["B.14a"],
    "B.14b": ["B.14b"],
    "B.14": ["B.14a", "B.14b"],
    "B.14c": ["-"],
    "C": ["-"],
    "B –4": ["-"],
    "B –3..4": ["B –3", "-"],
    "": [],
    "?": ["-"],
}


@pytest.mark.parametrize("written", REFERENCES)
def test_clauses_as_rule_files_name_them(written: str) -> None:
    text = "A. Một\n\nI. Hai\n\nBa.\n\nBốn.\n\nB. Năm\n- a\n- b\n+ c\n- d\n\n14. Sáu\n\n14. Bảy"
    found = references(written, outline_of(source_of(text, "f")))
    shown = [
        (one.clause.address if one.clause else "-") + (" ¶" + ",".join(map(str, one.numbers)) if one.numbers else "")
        for one in found
    ]
    assert sorted(shown) == sorted(REFERENCES[written])


def percent(text: str) -> tuple[str, Fraction]:
    return "percent", Fraction(text)


def number(text: str) -> tuple[str, Fraction]:
    return "number", Fraction(text)


FIGURES = {
    "đạt 58%, 86,9 % và 5 phần trăm": [percent("58"), percent("86.9"), percent("5")],
    "3.500 học sinh, 1.234.567 đồng, 7,5 điểm": [number("3500"), number("1234567"), number("7.5")],
    "73/84 trường; 14/14 phường": [number("73"), number("84"), number("14")],
    "04TH, 01THCS, học liệu 3D": [number("4"), number("1"), number("3")],
    "trẻ 3-4 tuổi, lớp 1,2, khối 1-4": [number("3"), number("4"), number("1"), number("2"), number("1"), number("4")],
    "ngày 30 tháng 9 năm 2031 và 1/10/2031": [("day", (2031, 9, 30)), ("day", (2031, 10, 1))],
    "trước ngày 15/10": [("day", (0, 10, 15))],
    "tháng 11/2031, tháng 3 năm 2032": [("month", (2031, 11)), ("month", (2032, 3))],
    "quý I/2032, quý 4 năm 2031": [("quarter", (2032, 1)), ("quarter", (2031, 4))],
    "giai đoạn 2031-2035, năm 2031": [("years", (2031, 2035)), number("2031")],
    "ô A4, C14": [("plot", "A4"), ("plot", "C14")],
    "theo Thông tư 24/2018/TT-BGDĐT ngày 28/9/2018": [],
    "Thông báo số 215-TB/QU, ngày 19 tháng 8 năm 2016": [],
    "349 /KH-UBND; Nghị quyết số 29; Luật số 25/2012/QH13": [],
    "Nghị định 71/2020, Thông tư 44/2014/TT-BGD&ĐT Ngày 12/12/2014": [],
    "Covid-19": [],
    "hai trường, mười hai phường, một trường, năm trường": [number("2"), number("12")],
    "hai việc": [],
}


@pytest.mark.parametrize("text", FIGURES)
def test_figures(text: str) -> None:
    found = figures_of(text, ["trường", "phường", "TH", "THCS", "học sinh"])
    assert [one.key for one in found] == FIGURES[text]


def test_what_counts() -> None:
    found = figures_of("03 trường, 04TH, lớp 10, 73/84, hai phường", ["trường", "TH", "phường"])
    assert [one.counts for one in found] == [True, True, False, True, True, True]


def test_the_words_beside_a_number() -> None:
    text = "Trẻ dưới 3 tuổi ra lớp. Mức độ 3; 73/84 trường"
    contexts = [context_of(text, one) for one in figures_of(text)]
    assert {"dưới", "tuổi"} <= contexts[0]
    assert contexts[1] == {"mức", "độ"}
    assert contexts[2] >= {"84", "trường"}
    assert contexts[3] == {"73", "trường"}


LEVELS = {"MN": ["Trường Mầm non", "Mầm non", "MN"], "TH": ["Tiểu học", "TH"], "THCS": ["THCS"]}
NAMES = {
    "MN Hoa Sen, Ánh Sao và Gò Sa; TH Bến Đò": ["MN hoa sen", "MN ánh sao", "MN gò sa", "TH bến đò"],
    "04TH: Bến Đò, Lá Vối A; 02 THCS: Gò Sa": ["TH bến đò", "TH lá vối a", "THCS gò sa"],
    "02 MN: A2, A5 Bến Đò; C7 Gò Sa": ["MN bến đò", "MN gò sa"],
    "MN đô thị Sài Đồng, MNĐT Việt Hưng": ["MN đô thị sài đồng", "MN đt việt hưng"],
    "Trường Mầm non Hoa Sen; trường Tiểu học Bến Đò": ["MN hoa sen", "TH bến đò"],
    "các trường MN, TH, THCS trên địa bàn": [],
    "Cấp TH, THCS: Triển khai chương trình": [],
    "thăm đình Lá Vối, phường Bến Đò": ["lá vối", "bến đò"],
    "Phòng Giáo dục họp. Ban Quản lý dự án": [],
    "TH Gia Thuỵ": ["TH gia thụy"],
}


@pytest.mark.parametrize("text", NAMES)
def test_names(text: str) -> None:
    speech = speech_of(LEVELS, {"MN": ["Đô thị Sài Đồng", "ĐT Việt Hưng"]})
    found = [(one.level, one.words) for one in names_of(text, speech)]
    expected = [one.partition(" ") if one.split()[0] in LEVELS else (None, "", one) for one in NAMES[text]]
    assert found == [(level, words_of(rest)) for level, _, rest in expected]
