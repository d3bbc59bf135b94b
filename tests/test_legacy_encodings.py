"""TCVN3 and VNI: every letter, whole texts, and what must never be taken for either."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lbedu.directive.load import available
from lbedu.legacy_encodings import TCVN3, VNI, by_evidence, by_font, decode, repaired
from lbedu.syllables import is_syllable
from tests.old_text import TCVN3_LETTERS, spoilt, tcvn3, vni

ROOT = Path(__file__).resolve().parent.parent
SMALL = "aăâbcdđeêghiklmnoôơpqrstuưvxyàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"


def lines() -> list[str]:
    """Every line of the rule files and of the documentation, but for those that show old text."""
    pages = [page for page in sorted((ROOT / "docs").glob("*.md")) if page.name != "vietnamese-text.md"]
    files = [*available().values(), *pages, ROOT / "README.vi.md", ROOT / "README.md"]
    found = [line.strip() for path in files for line in path.read_text(encoding="utf-8").splitlines()]
    return [unicodedata.normalize("NFC", line) for line in found if not re.search("TrÆ|TiÓu|lËp|Tõn", line)]


def words() -> list[str]:
    found = set(re.findall(r"[^\W\d_]+", "\n".join(lines())))
    return sorted(word for word in found if word.isalpha())  # a raised 2 is part of a word to the pattern


def test_every_letter_of_tcvn3() -> None:
    assert len(TCVN3_LETTERS) == 74 == len(set(TCVN3_LETTERS.values()))
    for letter, code in TCVN3_LETTERS.items():
        assert decode(code, TCVN3) == letter
    assert decode("tr\xadêng tiÓu häc Ph\xads\xd0".replace("s\xd0", "\xd0"), TCVN3) == "trường tiểu học Phưé"


@pytest.mark.parametrize("letter", [*SMALL, *SMALL.upper()])
def test_every_letter_of_vni(letter: str) -> None:
    assert decode(vni(letter), VNI) == letter


@given(st.text(alphabet=SMALL + SMALL.upper() + " 0123456789.,-", max_size=40))
def test_vni_comes_back(text: str) -> None:
    """But where a letter and the next would read as a letter with its mark, which no Vietnamese word has."""
    typed = vni(text)
    assert decode(typed, VNI) is not None
    assert decode(typed, VNI) == text or re.search("[aeoôơuưyAEOÔƠUƯY][ôơíìỉĩịỵ]", text, re.IGNORECASE)


@given(st.text(alphabet=SMALL + " 0123456789.,-", max_size=40))
def test_tcvn3_comes_back(text: str) -> None:
    assert decode(tcvn3(text), TCVN3) == text


def test_words_come_back() -> None:
    for word in words():
        assert decode(vni(word), VNI) == word
        assert (decode(tcvn3(word), TCVN3) or "").casefold() == word.casefold()


@pytest.mark.parametrize(
    ("stored", "meant"),
    [
        ("Trêng mÇm non Hoa Sen".replace("Tr", "Tr\xad"), "Trường mầm non Hoa Sen"),
        ("TiÓu häc §oµn KÕt", "Tiểu học Đoàn Kết"),
        ("Tr\xadêng", "Trường"),
        ("Bå §Ò", "Bồ Đề"),
        ("MN Th¹ch Bµn", "MN Thạch Bàn"),
        ("Kh«ng", "Không"),
        ("C«ng lËp", "Công lập"),
        ("Biểu".replace("ể", "Ó") + " 01 cña Bé GD&§T", "Biểu 01 của Bộ GD&ĐT"),
    ],
)
def test_tcvn3_is_told_by_evidence(stored: str, meant: str) -> None:
    found = by_evidence(stored)
    assert found is not None
    assert (found.text, found.encoding) == (meant, TCVN3)


@pytest.mark.parametrize("meant", ["Trường Tiểu học Đoàn Kết", "Phòng Giáo dục và Đào tạo", "Số liệu của trường"])
def test_vni_is_told_by_evidence(meant: str) -> None:
    found = by_evidence(vni(meant))
    assert found is not None
    assert (found.text, found.encoding) == (meant, VNI)


def test_beside_sure_text_less_is_enough() -> None:
    for stored, encoding, meant in [(vni("Mã số"), VNI, "Mã số"), ("Cù Khèi", TCVN3, "Cự Khối"), ("x·", TCVN3, "xã")]:
        assert by_evidence(stored) is None
        found = by_evidence(stored, frozenset({encoding}))
        assert found is not None and found.text == meant


OTHERS = [
    "5 µm", "20 °C", "45½", "TH¹", "b¹", "Hoa Sen¹", "§ 5", "§", "¶2", "· mục ·", "3 × 4 = 12", "½ ngày", "100 m²", "±5%",
    "soft\xadhyphen", "Hà\xa0Nội", "café", "Noël", "été", "où", "dû", "naïve", "façade", "Zürich", "Köln", "Málaga", "año",
    "São Paulo", "“Đạt”", "«Tốt»", "l’été à la plage", "où êtes-vous né ?", "le maïs est mûr", "crème brûlée", "Bồ Ðề",
    "ĐỨC GIANG", "HÀnh chính", "TRƯờng", "Đăk Lăk", "Krông Búk", "thuở", "thoaì mái", "hôc", "Ă", "Ô", "µ", "ø", "©", "®",
    "Microsoft®", "© 2021", "n° 5", "1ª", "2º", "¿Qué?", "Größe", "Ångström", "smørrebrød", "Dvořák", "fiancé(e)", "Ý",
]  # fmt: skip


@pytest.mark.parametrize("text", OTHERS)
@pytest.mark.parametrize("known", [frozenset(), frozenset({TCVN3})], ids=["alone", "beside TCVN3"])
def test_other_texts_are_left_alone(text: str, known: frozenset[str]) -> None:
    assert by_evidence(text, known) is None or (known and text == "dû")
    assert repaired(text) is None


def test_no_text_of_ours_is_taken_for_old() -> None:
    for text in [*words(), *lines()]:
        assert by_evidence(text) is None, text
        assert by_evidence(text, frozenset({TCVN3, VNI})) is None, text
        assert repaired(text) is None, text


@pytest.mark.parametrize(
    ("text", "encoding", "shown"),
    [
        ("Tr\xadêng", TCVN3, "Trường"),
        ("T©n", TCVN3, "Tân"),
        ("Tân", TCVN3, "Tõn"),  # which is what its author sees
        ("Bình", TCVN3, None),  # typed in Unicode: as TCVN3 it is no word
        ("Đức", TCVN3, None),
        ("MN Hoa Sen", TCVN3, None),
        ("Hoà Bình", VNI, "Hồ Bình"),
        ("Hoøa", VNI, "Hòa"),
        ("Đức", VNI, None),
        ("§T", TCVN3, "ĐT"),
    ],
)
def test_a_font_shows_what_was_meant(text: str, encoding: str, shown: str | None) -> None:
    assert by_font(text, encoding) == shown


@pytest.mark.parametrize("text", ["Trường", "Lý", "Mầm non Hoa Sen", "Đạt “tốt” – 5", "ĐỨC GIANG", "Không"])
def test_spoilt_text_is_repaired(text: str) -> None:
    assert repaired(spoilt(text)) == text
    assert repaired(text.encode().decode("latin-1")) == text


@pytest.mark.parametrize(
    "word", ["nghiêng", "giếng", "gì", "quý", "khuỷu", "ươn", "yêu", "Đoàn", "THỊNH", "hoà", "hòa", "xoong"]
)
def test_syllables(word: str) -> None:
    assert is_syllable(word)
    assert is_syllable(unicodedata.normalize("NFD", word))


@pytest.mark.parametrize("word", ["", "hôc", "tiềt", "mûr", "ông1", "ng", "bcd", "hoaạ", "quế1", "ôông", "áà"])
def test_no_syllables(word: str) -> None:
    assert not is_syllable(word)
